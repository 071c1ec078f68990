"""The letters about what becomes of a proposal (B3)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samlar.ideas.actions import told as actions
from samlar.ideas.queries import told as queries
from samlar.web.registration.by_link import kept_private
from samlar.web.templatetags.samlar import language


def stop(request: HttpRequest, token: str) -> HttpResponse:
    """No more letters, by the link in one. Opening it does nothing yet: a letter's scanner opens links too."""
    if request.method == "POST":
        actions.stop(token)
    title, stopped = queries.by_stop_link(token)
    return kept_private(render(request, "ideas/news_stop.html", {"title": title, "stopped": stopped}), language())
