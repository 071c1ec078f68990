"""All addresses, a list per room."""

from django.urls import include, path

urlpatterns = [
    path("", include("samlar.web.site.urls")),
    path("", include("samlar.web.search.urls")),
    path("", include("samlar.web.people.urls")),
    path("", include("samlar.web.ideas.urls")),
    path("", include("samlar.web.ideas.round_urls")),
    path("", include("samlar.web.activities.urls")),
    path("", include("samlar.web.registration.urls")),
    path("", include("samlar.web.lessons.urls")),
    path("", include("samlar.web.library.urls")),
    path("", include("samlar.web.library.intake_urls")),
    path("", include("samlar.web.library.recording_urls")),
    path("", include("samlar.web.stable.urls")),
    path("", include("samlar.web.formats.urls")),
    path("", include("samlar.web.economy.urls")),
]
