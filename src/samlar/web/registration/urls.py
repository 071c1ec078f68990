"""Addresses of taking part: registering, the manager's answer, attendance, figures. Each subject adds its lines under its own heading."""

from django.urls import URLPattern, path

from samlar.web.registration.views import registering

HERE = "aktiviteter/<int:activity_id>/"

urlpatterns: list[URLPattern] = [
    # Registering
    path(HERE + "anmalan/", registering.registration_page, name="activity_registration"),
]
