"""Addresses of the joint money."""

from django.urls import path

from samlar.web.economy import views

urlpatterns = [
    path("ekonomi/<slug:format_id>/<int:year>/", views.envelope, name="envelope"),
    path("ekonomi/<slug:format_id>/<int:year>/besluta/", views.decide, name="envelope_decide"),
]
