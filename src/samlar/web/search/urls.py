"""Addresses of the search, of searches that are kept, and of what is looked for without being found."""

from django.urls import URLPattern, path

from samlar.web.search.views import feeds, keepers, saved, searching

ARCHIVE = "arkiv/"
SAVED = ARCHIVE + "bevakningar/"

urlpatterns: list[URLPattern] = [
    path(ARCHIVE, searching.archive, name="search"),
    path("sok/", searching.before, name="search_before"),
    path(ARCHIVE + "ordhjalp/", searching.suggested, name="search_suggestions"),
    path(ARCHIVE + "sokflode/", feeds.of_search, name="search_feed"),
    # Searches that somebody keeps
    path(SAVED, saved.saved_searches, name="saved_searches"),
    path(SAVED + "ny/", saved.new, name="saved_search_new"),
    path(SAVED + "<int:saved_id>/", saved.change, name="saved_search"),
    path(SAVED + "<int:saved_id>/traffar/", saved.hits, name="saved_search_hits"),
    path(SAVED + "<int:saved_id>/ta-bort/", saved.remove, name="saved_search_remove"),
    path(SAVED + "<int:saved_id>/flode/", saved.feed_address, name="saved_search_feed_address"),
    path(SAVED + "sluta/<str:token>/", saved.stop, name="saved_search_stop"),
    path(SAVED + "flode/<str:token>.xml", feeds.of_saved, name="saved_search_feed"),
    # For those who keep the archive
    path("kansli/sokt-utan-traff/", keepers.missed, name="missed_searches"),
]
