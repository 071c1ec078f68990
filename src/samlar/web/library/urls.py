"""Addresses of documents. The search page of the archive is `web/search`; a recording's own are `recording_urls`."""

from django.urls import URLPattern, path

from samlar.web.library import adding, hanging, keeping, ours, page, serving

DOCUMENT = "arkiv/<int:document_id>/"
ACTIVITY = "aktiviteter/<int:activity_id>/"
LESSON = "lardomar/<int:lesson_id>/"

urlpatterns: list[URLPattern] = [
    path("arkiv/nytt/", adding.new, name="document_new"),
    path(DOCUMENT, page.page, name="document"),
    path(DOCUMENT + "andra/", keeping.edit, name="document_edit"),
    path(DOCUMENT + "version/", keeping.version, name="document_version"),
    path(DOCUMENT + "lage/", keeping.state, name="document_state"),
    path(DOCUMENT + "regel/", keeping.rule, name="document_rule"),
    path(DOCUMENT + "kasta/", keeping.throw, name="document_throw"),
    path(DOCUMENT + "hamta-tillbaka/", keeping.restore, name="document_restore"),
    path(DOCUMENT + "hor-till/", hanging.hang, name="document_hang"),
    # Its files
    path(DOCUMENT + "fil/<int:number>/", serving.download, name="document_file"),
    path(DOCUMENT + "visa/<int:number>/", serving.view, name="document_view"),
    path(DOCUMENT + "bild/", serving.preview, name="document_preview"),
    # Where they belong
    path("var-organisation/arkiv/", ours.ours, name="our_documents"),
    path(ACTIVITY + "dokument/", hanging.of_an_activity, name="activity_documents"),
    path(ACTIVITY + "dokument/<int:document_id>/ta-bort/", hanging.let_go, name="activity_document_let_go"),
    path(LESSON + "dokument/", hanging.of_a_lesson, name="lesson_documents"),
    path(LESSON + "dokument/<int:document_id>/ta-bort/", hanging.build_no_more, name="lesson_document_let_go"),
]
