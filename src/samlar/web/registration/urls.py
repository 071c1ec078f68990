"""Addresses of taking part: registering, the manager's answer, attendance, figures. Each subject adds its lines under its own heading."""

from django.urls import URLPattern, path

from samlar.web.registration.views import leading, manager, registering

HERE = "aktiviteter/<int:activity_id>/"

urlpatterns: list[URLPattern] = [
    # Registering
    path(HERE + "anmalan/", registering.registration_page, name="activity_registration"),
    path(HERE + "anmalan/ny/", registering.register, name="activity_register"),
    path(HERE + "anmalan/<int:registration_id>/", registering.one_registration, name="registration"),
    path(HERE + "anmalan/<int:registration_id>/ja/", registering.accept, name="registration_accept"),
    path(HERE + "anmalan/<int:registration_id>/nej/", registering.decline, name="registration_decline"),
    path(HERE + "anmalan/<int:registration_id>/aterkalla/", registering.withdraw, name="registration_withdraw"),
    path(HERE + "anmalan/<int:registration_id>/chef/", registering.manager, name="registration_manager"),
    # The lead's own: what is asked, and all who are registered
    path(HERE + "anmalan/villkor/", leading.terms_page, name="activity_terms"),
    path(HERE + "anmalan/alla/", leading.all_registrations, name="activity_registrations"),
    path(HERE + "anmalan/<int:registration_id>/avsla/", leading.turn_down, name="registration_turn_down"),
    # The manager's answer, by the link alone
    path("chef/<str:token>/", manager.manager_page, name="manager_page"),
]
