"""A search is kept, changed and removed by its owner; the clock mails what is new in it (G2).

A letter tells only of what its reader may see at that moment, and of nothing twice: a kept search remembers how far it has been told of.
"""

from django.db import transaction

from samlar.foundation import audit, clock, outbox
from samlar.foundation.rounds import all_of
from samlar.foundation.search import index, log
from samlar.foundation.short import short
from samlar.library.models import SavedSearch
from samlar.library.queries import saved as queries
from samlar.library.queries.finding import News, NotReady, news
from samlar.library.queries.saved import FEED, STOP, due, how_many, open_link, saved_of_link
from samlar.library.rules import saved as rules
from samlar.library.rules.saved import TOLD, Mails, SavedRow
from samlar.library.rules.searching import Wanted
from samlar.people.actions import links
from samlar.people.queries import actor as as_actor
from samlar.people.queries.links import opened, token_of
from samlar.people.rules import Actor, NotVisible
from samlar.people.rules.links import must_hold


@transaction.atomic
def keep(actor: Actor, wanted: Wanted, *, name: str, mails: Mails) -> int:
    """Keeps a search; says its id. What there is already is not new. Raises NotAllowed, SavedRefused."""
    person = rules.must_keep(actor, how_many(actor.person) if actor.person else 0)
    made = SavedSearch.objects.create(
        person_id=person, name=rules.taken_name(name), words=wanted.words, chosen=rules.written(wanted), mails=mails, seen=_told_of(),
        added=clock.now(),
    )  # fmt: skip
    _record(actor, made.pk, "saved_search.kept")
    return made.pk


@transaction.atomic
def change(actor: Actor, saved_id: int, *, name: str, mails: Mails) -> None:
    """Another name, or other letters. Who asks for letters again is told of what comes from now on. Raises NotVisible, SavedRefused."""
    row = _locked(actor, saved_id)
    if row.mails == Mails.NEVER and mails != Mails.NEVER:
        row.seen, row.mailed = _told_of(), clock.now()
    row.name, row.mails = rules.taken_name(name), mails
    row.save()
    _record(actor, saved_id, "saved_search.changed")


@transaction.atomic
def remove(actor: Actor, saved_id: int) -> None:
    """The search is no longer kept, and its private addresses lead nowhere. Raises NotVisible."""
    row = _locked(actor, saved_id)
    for purpose in (STOP, FEED):
        links.revoke(purpose, subject=saved_id, person=row.person_id)
    row.delete()
    _record(actor, saved_id, "saved_search.removed")


@transaction.atomic
def stop(token: str) -> SavedRow | None:
    """No more letters, by the link in one of them; None where the search has been removed since. Raises NotVisible, LinkClosed."""
    found = opened(token, STOP)
    saved = saved_of_link(found)
    if saved is None or saved.mails == Mails.NEVER:
        return saved  # it is as was asked for: a second press changes nothing
    must_hold(found, clock.now())
    SavedSearch.objects.filter(id=saved.id).update(mails=Mails.NEVER)
    links.use_up(found.id)
    audit.record(person=saved.person, organisation=None, verb="saved_search.stopped", kind="saved_search", subject=saved.id)
    return queries.saved_of_link(found)


@transaction.atomic
def new_feed_address(actor: Actor, saved_id: int) -> str:
    """A private address of the search's feed; the one before stops working. Says its token. Raises NotVisible."""
    row = _locked(actor, saved_id)
    links.revoke(FEED, subject=saved_id, person=row.person_id)
    made = links.give(FEED, subject=saved_id, person=row.person_id)
    _record(actor, saved_id, "saved_search.feed_made")
    return token_of(made)


@transaction.atomic
def close_feed_address(actor: Actor, saved_id: int) -> None:
    """The private address of the search's feed stops working. Raises NotVisible."""
    row = _locked(actor, saved_id)
    if links.revoke(FEED, subject=saved_id, person=row.person_id):
        _record(actor, saved_id, "saved_search.feed_closed")


def mail_new() -> int:
    """A letter for each kept search that has its turn and something new. Says how many letters. May run again at any moment.

    While the index is missing or far behind nothing is mailed: the searches keep their turn.
    """
    return all_of(due(clock.now()), _mail)


def forget_saved() -> int:
    """Searches of people who have been forgotten are removed (Z2). Says how many."""
    count, _ = SavedSearch.objects.filter(person__is_active=False).delete()
    return count


def _mail(saved: SavedRow) -> int:
    """Goes through one search, locked and looked at anew: another clock may have done it meanwhile."""
    SavedSearch.objects.select_for_update(no_key=True).filter(id=saved.id).first()
    now = queries.still_due(saved.id, clock.now())
    if now is None:
        return 0
    actor = as_actor(now.person)
    if not actor.signed_in:
        return 0
    try:
        found = news(actor, now.wanted, now.seen, most=TOLD)
    except NotReady:
        return 0
    SavedSearch.objects.filter(id=now.id).update(seen=found.seen, mailed=clock.now())
    return _put(actor, now, found) if found.things else 0


def _put(actor: Actor, saved: SavedRow, found: News) -> int:
    link = open_link(saved, STOP) or links.give(STOP, subject=saved.id, person=saved.person)
    values = {
        "to": actor.name, "name": saved.name, "n": found.total, "more": found.total - len(found.things),
        "things": [{"title": one.title, "thing_path": short(one.subject, one.id)} for one in found.things],
        "path": f"/arkiv/bevakningar/{saved.id}/traffar/",
        "stop_path": f"/arkiv/bevakningar/sluta/{token_of(link)}/",
    }  # fmt: skip
    key = f"saved_search:{saved.id}:{found.seen}"
    return int(outbox.put(to=actor.email, language=actor.language, name="saved_search_new", values=values, key=key))


def _told_of() -> int:
    """Up to which sequence there is nothing new: what the index holds, or where there is none all that has been written."""
    return index.position() or log.latest()


def _locked(actor: Actor, saved_id: int) -> SavedSearch:
    """The viewer's own search, locked until the transaction ends. Raises NotVisible."""
    queries.saved_search(actor, saved_id)
    row = SavedSearch.objects.select_for_update(no_key=True).filter(id=saved_id, person=actor.person).first()
    if row is None:
        raise NotVisible
    return row


def _record(actor: Actor, saved_id: int, verb: str) -> None:
    audit.record(person=actor.person, organisation=actor.organisation, verb=verb, kind="saved_search", subject=saved_id)
