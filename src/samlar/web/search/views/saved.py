"""Searches that somebody keeps: a list of one's own, a name, how often a letter comes, and the way out of it (G2)."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.library.actions import saved as actions
from samlar.library.queries import saved as queries
from samlar.library.rules.saved import MAILS, Mails, SavedRow
from samlar.library.rules.searching import Order, Wanted
from samlar.people.queries.links import token_of
from samlar.people.rules.links import LinkClosed
from samlar.reports.queries.search import Names, names
from samlar.reports.rules import search as words
from samlar.web.asked import viewer
from samlar.web.forms import carried_out
from samlar.web.registration.by_link import kept_private
from samlar.web.search import asking
from samlar.web.search.forms import SavedForm
from samlar.web.templatetags.samlar import language, say

NAMED = 4  # filters that a kept search's first name tells of


def saved_searches(request: HttpRequest) -> HttpResponse:
    """One's own, each with what it asks for."""
    rows = queries.saved_searches(viewer(request))
    called = names(*(row.wanted for row in rows))
    shown = [{"saved": row, "asks": told(row.wanted, called), "mails": MAILS[row.mails]} for row in rows]
    return render(request, "search/saved.html", {"rows": shown, "trail": _trail()[:1]})


def new(request: HttpRequest) -> HttpResponse:
    """Keeps the search that the address tells."""
    actor = viewer(request)
    wanted = asking.wanted_in(request)
    called = names(wanted)
    asks = told(wanted, called)
    named = [wanted.words, *asks[1:]] if wanted.words else asks  # a name is no sentence: its words stand without quotation marks
    form = SavedForm(request.POST or None, initial={"name": ", ".join(named[:NAMED])[:100], "mails": Mails.WEEKLY.value})
    status = carried_out(form, lambda: actions.keep(actor, wanted, **form.cleaned_data)) if request.method == "POST" else 200
    if not status:
        messages.success(request, _("Sökningen är bevakad."))
        return redirect("saved_searches")
    values = {
        "form": form, "asks": asks, "query": urlencode(asking.params(wanted, called)), "back": asking.address(wanted, called),
        "trail": _trail(),
    }  # fmt: skip
    return render(request, "search/saved_new.html", values, status=status)


def change(request: HttpRequest, saved_id: int) -> HttpResponse:
    """Another name or other letters; its private feed; and taking it away."""
    actor = viewer(request)
    row = queries.saved_search(actor, saved_id)
    form = SavedForm(request.POST or None, initial={"name": row.name, "mails": row.mails.value})
    status = carried_out(form, lambda: actions.change(actor, saved_id, **form.cleaned_data)) if request.method == "POST" else 200
    if not status:
        messages.success(request, _("Bevakningen är ändrad."))
        return redirect("saved_searches")
    called = names(row.wanted)
    link = queries.open_link(row, queries.FEED)
    values: dict[str, Any] = {
        "saved": row, "form": form, "asks": told(row.wanted, called), "trail": _trail(), "hits": _newest(row, called),
        "feed": settings.SITE_ADDRESS + reverse("saved_search_feed", args=[token_of(link)]) if link else "",
    }  # fmt: skip
    return render(request, "search/saved_change.html", values, status=status)


def hits(request: HttpRequest, saved_id: int) -> HttpResponse:
    """What a letter leads to: the search as it is now, the newest first."""
    row = queries.saved_search(viewer(request), saved_id)
    return redirect(_newest(row, names(row.wanted)))


@require_POST
def remove(request: HttpRequest, saved_id: int) -> HttpResponse:
    actions.remove(viewer(request), saved_id)
    messages.success(request, _("Bevakningen är borttagen."))
    return redirect("saved_searches")


@require_POST
def feed_address(request: HttpRequest, saved_id: int) -> HttpResponse:
    """A private address of the search's feed: a first or a new one, or none any more."""
    if request.POST.get("deed") == "close":
        actions.close_feed_address(viewer(request), saved_id)
        messages.success(request, _("Flödets adress fungerar inte längre."))
    else:
        actions.new_feed_address(viewer(request), saved_id)
        messages.success(request, _("Flödets adress är klar. En äldre adress slutar fungera."))
    return redirect("saved_search", saved_id)


def stop(request: HttpRequest, token: str) -> HttpResponse:
    """No more letters, by the link in one. Opening it does nothing yet: a letter's scanner opens links too."""
    row, closed = queries.by_stop_link(token)
    if request.method == "POST" and closed is None:
        try:
            row = actions.stop(token)
        except LinkClosed as late:
            closed = late
    answer = render(request, "search/saved_stop.html", {"saved": row, "closed": closed}, status=409 if closed else 200)
    return kept_private(answer, language())


def told(wanted: Wanted, called: Names) -> list[str]:
    """What a search asks for, in words."""
    said = [asking.in_quotes(wanted.words)] if wanted.words else []
    said += [say(words.many(kind)) for kind in wanted.kinds]
    said += [str(year) for year in wanted.years]
    said += [say(called.formats[one]) for one in wanted.formats if one in called.formats]
    said += [say(called.themes[one][1]) for one in wanted.themes if one in called.themes]
    said += [called.organisations[one][1] for one in wanted.organisations if one in called.organisations]
    if wanted.all_words:
        said.append(_("alla orden"))
    return said or [_("Allt i arkivet")]


def _newest(row: SavedRow, called: Names) -> str:
    return asking.address(replace(row.wanted, order=Order.NEWEST), called)


def _trail() -> list[tuple[str, str]]:
    return [(_("Arkivet"), reverse("search")), (_("Mina bevakningar"), reverse("saved_searches"))]
