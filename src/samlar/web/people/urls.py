from django.urls import path

from samlar.web.people.views import account, bodies, mandates, organisations, register, staff

AT = "organisationer/<slug:slug>/"
PERSON = AT + "personer/<int:person_id>/"

urlpatterns = [
    path("organisationer/", organisations.organisations, name="organisations"),
    path("ny-organisation/", register.add_organisation, name="add_organisation"),
    path("sorter-av-organisationer/", register.kinds, name="organisation_kinds"),
    path(AT, organisations.organisation, name="organisation"),
    path(AT + "beratta/", register.describe_organisation, name="describe_organisation"),
    path(AT + "andra/", register.change_organisation, name="change_organisation"),
    path(AT + "representerar/", register.represent, name="represent"),
    path(AT + "medlemskap/", register.begin_membership, name="begin_membership"),
    path(AT + "medlemskap/<int:membership_id>/slutar/", register.end_membership, name="end_membership"),
    path(AT + "ny-person/", staff.add_person, name="add_person"),
    path(PERSON, staff.person, name="person"),
    path(PERSON + "andra/", staff.change_person, name="change_person"),
    path(PERSON + "slutar/", staff.let_go, name="let_go"),
    path(PERSON + "stannar/", staff.stay, name="stay"),
    path(PERSON + "ny-roll/", staff.appoint, name="appoint"),
    path(PERSON + "roller/<int:role_id>/slutar/", staff.end_role, name="end_role"),
    path("var-organisation/", organisations.our_organisation, name="our_organisation"),
    path("var-organisation/ny-agare/", staff.new_owners, name="new_owners"),
    path("mitt-konto/", account.my_account, name="my_account"),
    path("mitt-konto/adress/", account.change_address, name="change_address"),
    path("mitt-konto/adress/<str:token>/", account.take_address, name="take_address"),
    path("mitt-konto/byte/<str:token>/", account.confirm_move, name="confirm_move"),
    path("mandat/", mandates.mandates, name="mandates"),
    path("mandat/ge/", mandates.give_mandate, name="give_mandate"),
    path("mandat/<int:mandate_id>/lamna-over/", mandates.hand_over_mandate, name="hand_over_mandate"),
    path("mandat/<int:mandate_id>/delegera/", mandates.delegate_mandate, name="delegate_mandate"),
    path("mandat/<int:mandate_id>/slutar/", mandates.end_mandate, name="end_mandate"),
    path("grupper/", bodies.bodies, name="bodies"),
    path("ny-grupp/", bodies.add_body, name="add_body"),
    path("grupper/<slug:slug>/", bodies.body, name="body"),
    path("grupper/<slug:slug>/ny-plats/", bodies.add_seat, name="add_seat"),
    path("platser/<int:seat_id>/tillsatt/", staff.fill_seat, name="fill_seat"),
    path("platser/<int:seat_id>/slutar/", bodies.end_seat, name="end_seat"),
]
