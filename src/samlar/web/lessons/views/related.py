"""What is related to what is being written, as a fragment beside the form, and as a page of its own (B5)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samlar.web.asked import viewer, whole
from samlar.web.related import beside_form, written


def show(request: HttpRequest) -> HttpResponse:
    """The fragment for a form that asks as it is written; by itself a page where one asks with words of one's own. Keeps nothing."""
    told = request.POST if request.method == "POST" else request.GET
    text = written(told)
    context = beside_form(viewer(request), text, but=whole(told.get("utom"), 0)) | {"text": text}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "lessons/_related_rows.html", context)
    return render(request, "lessons/related.html", context)
