"""The functions of the secretariat pass from hand to hand (L1). Every deed locks the function, so no two open a gap together."""

from datetime import date

from django.db import transaction

from samlar.foundation import clock
from samlar.people.actions.guard import noted, tell
from samlar.people.models import Mandate
from samlar.people.queries import contacts, organisation_names
from samlar.people.rules import FUNCTIONS, Actor, MandateKind, NotVisible, Span, must_hold_register
from samlar.people.rules import mandates as rules
from samlar.people.rules.mandates import Holding, Holdings


@transaction.atomic
def give_mandate(actor: Actor, kind: MandateKind, *, to: int, start: date, end: date | None = None) -> None:
    """One more organisation holds a function. Tells it by letter. Raises NotAllowed, NotPossible."""
    must_hold_register(actor)
    before = _locked(kind)
    _must_be_able(to)
    _write(actor, kind, before, rules.given(before, to, Span(start, end), clock.today()))


@transaction.atomic
def hand_over_mandate(actor: Actor, mandate: int, *, to: int, start: date) -> None:
    """Another organisation takes the function over from a day (rotation). Tells both by letter.

    Raises NotAllowed, NotVisible, NotPossible.
    """
    kind, before = _of(actor, mandate)
    _must_be_able(to)
    _write(actor, kind, before, rules.handed_over(before, mandate, to, start, clock.today()))


@transaction.atomic
def delegate_mandate(actor: Actor, mandate: int, *, to: int, start: date, end: date | None) -> None:
    """Another organisation holds the function too, for a period. Tells it by letter. Raises NotAllowed, NotVisible, NotPossible."""
    kind, before = _of(actor, mandate)
    _must_be_able(to)
    _write(actor, kind, before, rules.delegated(before, mandate, to, Span(start, end), clock.today()))


@transaction.atomic
def end_mandate(actor: Actor, mandate: int, *, last: date | None) -> None:
    """Gives a mandate or a delegation its last day (None: it goes on).

    Raises NotAllowed, NotVisible, NotPossible: from today on every function has a holder every day.
    """
    kind, before = _of(actor, mandate)
    _write(actor, kind, before, rules.given_up(before, mandate, last, clock.today()))


def _of(actor: Actor, mandate: int) -> tuple[MandateKind, Holdings]:
    """The function of a mandate, locked, with all that hold it. A delegation is decided about by its lender as well as by who has it."""
    row = Mandate.objects.filter(id=mandate).values("kind", "organisation", "delegated_from__organisation").first()
    if row is None:
        raise NotVisible
    if not rules.may_pass_on(actor, row["delegated_from__organisation"] or row["organisation"]):
        rules.must_may_pass_on(actor, row["organisation"])
    kind = MandateKind(row["kind"])
    before = _locked(kind)
    if mandate not in {held.id for held in before}:
        raise NotVisible
    return kind, before


def _locked(kind: MandateKind) -> Holdings:
    """All periods of a function. They are read after the lock is won, so that a row written meanwhile is among them."""
    list(Mandate.objects.select_for_update(no_key=True).filter(kind=kind).order_by("id").values_list("id"))
    rows = Mandate.objects.filter(kind=kind).order_by("start", "id").values_list("id", "organisation", "start", "end", "delegated_from")
    return tuple(Holding(id, organisation, Span(start, end), lender) for id, organisation, start, end, lender in rows)


def _must_be_able(organisation: int) -> None:
    name = organisation_names([organisation]).get(organisation)
    if name is None:
        raise NotVisible
    rules.must_be_able_to_carry_out(contacts([organisation]), name)


def _write(actor: Actor, kind: MandateKind, before: Holdings, after: Holdings) -> None:
    """Writes what changed, row by row, records it and tells those who got or lost something."""
    kept = {held.id for held in after}
    for held in before:
        if held.id not in kept:
            Mandate.objects.filter(id=held.id).delete()
            _note(actor, "mandate.taken_back", kind, held)
    for held in set(after) - set(before):
        if held.id:
            Mandate.objects.filter(id=held.id).update(end=held.span.end)
            _note(actor, "mandate.ended", kind, held)
            _tell(actor, "mandate_ended", kind, held)
        else:
            Mandate.objects.create(
                kind=kind,
                organisation_id=held.organisation,
                start=held.span.start,
                end=held.span.end,
                delegated_from_id=held.delegated_from,
            )
            _note(actor, "mandate.delegated" if held.delegated_from else "mandate.given", kind, held)
            _tell(actor, "mandate_delegated" if held.delegated_from else "mandate_given", kind, held)


def _note(actor: Actor, verb: str, kind: MandateKind, held: Holding) -> None:
    noted(
        actor, verb, "mandate", kind.value, organisation=(None, held.organisation), start=(None, held.span.start), end=(None, held.span.end)
    )


def _tell(actor: Actor, name: str, kind: MandateKind, held: Holding) -> None:
    words = {"function_sv": FUNCTIONS[kind].sv, "function_en": FUNCTIONS[kind].en, "who": actor.name, "by": actor.organisation_name}
    days = {"start": held.span.start.isoformat(), "end": held.span.end.isoformat() if held.span.end else ""}
    tell(actor, contacts([held.organisation]), name, {**words, **days, "path": "/mandat/"})
