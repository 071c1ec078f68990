"""Addresses of what a recording has beside (G3)."""

from django.urls import URLPattern, path

from samlar.web.library import recordings

DOCUMENT = "arkiv/<int:document_id>/"

urlpatterns: list[URLPattern] = [
    path(DOCUMENT + "spela/", recordings.play, name="recording_play"),
    path(DOCUMENT + "utskrift/", recordings.read, name="transcript"),
    path(DOCUMENT + "undertexter/<slug:language>/", recordings.webvtt_file, name="captions_file"),
    path(DOCUMENT + "kapitel/", recordings.chapters, name="chapters"),
    path(DOCUMENT + "text/", recordings.captions, name="captions"),
    path(DOCUMENT + "text/lage/", recordings.tell, name="captions_tell"),
    path(DOCUMENT + "text/fil/", recordings.put, name="captions_put"),
    path(DOCUMENT + "text/<slug:language>/", recordings.change, name="captions_change"),
]
