from django.apps import AppConfig


class SamlarConfig(AppConfig):
    """One app, one label, one line of migrations: the rooms are plain packages (docs/house.md)."""

    name = "samlar"
    default_auto_field = "django.db.models.BigAutoField"
