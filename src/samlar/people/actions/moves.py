"""Somebody changes employer: the new one asks, the person says yes, and only then the old employment ends (A3).

No organisation can take another's people: an address that is known elsewhere comes over by the person's own deed. Where the old
organisation has already given a last day nothing is asked; `add_person` adds whoever is free.
"""

from datetime import date, timedelta

from django.core import signing
from django.db import transaction

from samlar.foundation import clock, outbox
from samlar.people.actions.account import written_address
from samlar.people.actions.guard import lock_organisations, lock_person, noted, tell_organisation
from samlar.people.actions.staff import Details, begin_work, end_work, line_of, works_of
from samlar.people.models import Employment, Person
from samlar.people.queries import actor as actor_of
from samlar.people.queries import on
from samlar.people.queries.moves import SALT, Move, asked_move, organisations_at
from samlar.people.rules import Actor, NotVisible, Span, looks_after, may_appoint, must_look_after
from samlar.people.rules.staff import Work, link_is_old, moved, must_may_appoint


@transaction.atomic
def ask_to_move(actor: Actor, organisation: int, *, email: str, start: date, details: Details | None = None) -> None:
    """Asks somebody who works elsewhere to come over from a day: a letter with a link, valid for two weeks. Nothing else changes.

    At most one letter an hour. Raises NotAllowed, NotVisible for an unknown address, NotPossible (a move back in time, somebody who is
    here already).
    """
    must_look_after(actor, organisation)
    details = details or Details()
    for kind in details.roles:
        must_may_appoint(actor, organisation, kind)
    person = Person.objects.filter(email=written_address(email), is_active=True).first()
    if person is None:
        raise NotVisible
    here = lock_organisations(organisation)[organisation]
    moved(works_of(person.pk), organisation, start, clock.today())
    said = [line_of(details.title, "title"), details.function or "", line_of(details.profession, "profession"), sorted(details.roles)]
    asked = [person.pk, organisation, start.isoformat(), organisations_at(person.pk, start), actor.person, said]
    path = f"/mitt-konto/byte/{signing.dumps(asked, salt=SALT, compress=True)}/"
    values = {"to": person.name, "organisation": here.name, "start": start.isoformat(), "who": actor.name}
    hour = f"move:{person.pk}:{organisation}:{clock.now():%Y%m%d%H}"
    if outbox.put(to=person.email, language=person.language, name="move_asked", values={**values, "path": path}, key=hour):
        noted(actor, "person.asked_to_move", "person", person.pk, organisation=(None, organisation), start=(None, start))


@transaction.atomic
def confirm_move(actor: Actor, *, token: str) -> str:
    """The actor comes over to the organisation that asked: the old employment ends the day before, its history stays there (A3).

    A day that has passed meanwhile becomes today. Tells the old organisation and the new one's representatives by letter; returns the
    new one's name. Raises NotVisible for visitors, NotPossible: the link is too old, another's, or used already, or who asked no longer
    looks after the organisation; the last representative of an organisation that holds a mandate.
    """
    person = lock_person(actor.person or 0)
    move = asked_move(actor, token)
    rows = lock_organisations(move.organisation, *move.leaves)
    asker = actor_of(move.asked_by)
    if not looks_after(asker, move.organisation):
        raise link_is_old()
    today = clock.today()
    start = max(move.start, today)
    moved(works_of(person.pk), move.organisation, start, today)
    last = start - timedelta(days=1)
    for old in move.leaves:
        end_work(actor, person, Employment.objects.get(on(start), person=person, organisation=old), last, forced=True)
        values = {"person": person.name, "organisation": rows[move.organisation].name, "old": rows[old].name, "last": last.isoformat()}
        tell_organisation(actor, old, "person_moved_away", {**values, "path": "/var-organisation/ny-agare/"})
    begin_work(actor, asker, person, Work(move.organisation, Span(start)), _details(move, asker))
    values = {"person": person.name, "organisation": rows[move.organisation].name, "start": start.isoformat(), "path": "/var-organisation/"}
    tell_organisation(actor, move.organisation, "person_moved", values)
    return rows[move.organisation].name


def _details(move: Move, asker: Actor) -> Details:
    """What the asker said of the work; only the roles that the asker may still give."""
    roles = frozenset(kind for kind in move.roles if may_appoint(asker, move.organisation, kind))
    return Details(move.title, move.function, move.profession, roles)
