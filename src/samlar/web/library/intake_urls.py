"""Addresses of the intake of an old archive."""

from django.urls import URLPattern, path

from samlar.web.library import intake

INTAKES = "var-organisation/arkiv/intag/"

urlpatterns: list[URLPattern] = [
    path(INTAKES, intake.intakes, name="intakes"),
    path(INTAKES + "<int:intake_id>/", intake.intake, name="intake"),
    path(INTAKES + "<int:intake_id>/ta-in/", intake.begin, name="intake_begin"),
    path(INTAKES + "<int:intake_id>/avbryt/", intake.give_up, name="intake_give_up"),
]
