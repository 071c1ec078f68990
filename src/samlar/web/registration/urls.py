"""Addresses of taking part: registering, the manager's answer, attendance, figures. Each subject adds its lines under its own heading."""

from django.urls import URLPattern

HERE = "aktiviteter/<int:activity_id>/"

urlpatterns: list[URLPattern] = []
