"""Addresses that stay: short ones, citations, feeds, and what those who search the web read."""

from django.urls import URLPattern, path

from samlar.web.stable import citing, feeds, short, sitemap

urlpatterns: list[URLPattern] = [
    # Short ones: a letter and a number
    path("d<int:document_id>", short.document, name="short_document"),
    path("l<int:lesson_id>", short.lesson, name="short_lesson"),
    path("a<int:activity_id>", short.activity, name="short_activity"),
    path("p<int:proposal_id>", short.proposal, name="short_proposal"),
    path("s<int:session_id>", short.session, name="short_session"),
    path("o<int:organisation_id>", short.organisation, name="short_organisation"),
    path("f/<slug:format_id>", short.format, name="short_format"),
    # Citations for reference managers
    path("arkiv/<int:document_id>/citera/<slug:form>/", citing.file, name="document_citation"),
    # Feeds
    path("arkiv/flode/", feeds.everything, name="feed"),
    path("arkiv/flode/tema/<slug:theme>/", feeds.of_theme, name="feed_theme"),
    path("arkiv/flode/<slug:sort>/", feeds.of_sort, name="feed_sort"),
    # For those who search the web
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap.part, name="sitemap_part"),
]
