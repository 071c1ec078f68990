"""Addresses of formats. What stands where a format's id would is reserved (catalogue.rules.access.RESERVED)."""

from django.urls import path

from samlar.web.formats import drafts, editor, reading, tryout, wishes

DRAFT = "format/utkast/<int:draft_id>/"
PART = DRAFT + "<slug:part_key>/"
FORMAT = "format/<slug:format_id>/"

urlpatterns = [
    path("format/", reading.formats, name="formats"),
    path("format/nytt/", drafts.new, name="format_new"),
    # A draft
    path(DRAFT, drafts.draft, name="format_draft"),
    path(DRAFT + "las/", drafts.preview, name="format_preview"),
    path(DRAFT + "text/", drafts.text, name="format_text"),
    path(DRAFT + "text.toml", drafts.text_file, name="format_text_file"),
    path(DRAFT + "prova/", tryout.tryout, name="format_tryout"),
    path(DRAFT + "skicka-in/", drafts.submit, name="format_submit"),
    path(DRAFT + "ta-tillbaka/", drafts.withdraw, name="format_withdraw"),
    path(DRAFT + "slang/", drafts.drop, name="format_drop"),
    path(DRAFT + "skicka-tillbaka/", drafts.send_back, name="format_send_back"),
    path(DRAFT + "publicera/", drafts.publish, name="format_publish"),
    # Its parts
    path(PART, editor.part, name="format_part"),
    path(PART + "<slug:items_key>/ny/", editor.new_item, name="format_item_new"),
    path(PART + "<slug:items_key>/<int:number>/", editor.item, name="format_item"),
    # Wishes
    path("format/onskemal/<int:wish_id>/", wishes.wish, name="format_wish"),
    # A published format
    path(FORMAT, reading.latest, name="format"),
    path(FORMAT + "<int:number>/", reading.numbered, name="format_version"),
    path(FORMAT + "<int:number>/text.toml", reading.text_file, name="format_version_file"),
    path(FORMAT + "jamfor/", reading.comparison, name="format_compare"),
    path(FORMAT + "ny-version/", drafts.new_version, name="format_new_version"),
    path(FORMAT + "onska/", wishes.new, name="format_wish_new"),
]
