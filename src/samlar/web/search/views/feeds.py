"""A search as a feed: what everybody may read of it, or, by a private address, what its owner may read (G2, J3)."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from samlar.foundation import clock
from samlar.foundation.short import short
from samlar.library.queries.saved import FEED, saved_of_link
from samlar.library.rules.searching import Order, Wanted
from samlar.people.queries import actor as as_actor
from samlar.people.queries.links import opened
from samlar.people.rules import VISITOR, Actor, NotVisible
from samlar.people.rules.links import LinkClosed, must_hold
from samlar.reports.queries.search import Hit, search
from samlar.reports.rules import search as words
from samlar.web import feeds
from samlar.web.feeds import FeedEntry
from samlar.web.search import asking, places
from samlar.web.search.marks import plain
from samlar.web.search.views.saved import told
from samlar.web.templatetags.samlar import say


def of_search(request: HttpRequest) -> HttpResponse:
    """What everybody may read of a search, the newest first; the same whoever asks."""
    return _feed(request, VISITOR, asking.wanted_in(request))


def of_saved(request: HttpRequest, token: str) -> HttpResponse:
    """A kept search for whoever has its private address: what its owner may read, in the owner's language."""
    found = opened(token, FEED)
    try:
        must_hold(found, clock.now())
    except LinkClosed as closed:
        return HttpResponse(closed.sentence.sv, status=410, content_type="text/plain; charset=utf-8")
    saved = saved_of_link(found)
    owner = as_actor(found.person)
    if saved is None or not owner.signed_in:
        raise NotVisible
    with translation.override(owner.language):
        return _feed(request, owner, saved.wanted, title=saved.name, private=True)


def _feed(request: HttpRequest, actor: Actor, wanted: Wanted, *, title: str = "", private: bool = False) -> HttpResponse:
    found = search(actor, replace(wanted, order=Order.NEWEST), size=feeds.MOST)
    if not found.ready:
        said = _("Sökningen byggs upp just nu. Prova igen om en liten stund.")
        answer = HttpResponse(said, status=503, content_type="text/plain; charset=utf-8")
        answer["Retry-After"] = "120"
        return answer
    asks = ", ".join(told(wanted, found.names))
    return feeds.feed(
        request, title=title or _("Samlär: %(asks)s") % {"asks": asks}, page=asking.address(wanted, found.names), about=asks,
        entries=[_entry(hit) for hit in found.hits if places.address(hit)], private=private,
    )  # fmt: skip


def _entry(hit: Hit) -> FeedEntry:
    return FeedEntry(
        path=short(hit.subject, hit.id), title=plain(hit.title), at=clock.start_of(hit.day or clock.today()),
        summary=plain(hit.excerpts[0].words) if hit.excerpts else "", author=hit.organisation,
        sorts=tuple(one for one in (say(words.one(hit.kind)), say(hit.format)) if one),
    )  # fmt: skip
