"""Who holds which function of the secretariat, and when. Public: whoever asks for clearance knows from whom (L1)."""

from dataclasses import dataclass

from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.people.models import Mandate
from samlar.people.rules import FUNCTIONS, TASKS, Actor, MandateKind, NotVisible, Span, may_pass_on


@dataclass(frozen=True, slots=True)
class HolderRow:
    """One organisation's period with a function. `lender` is who delegated it; `deeds`: the viewer may pass it on."""

    id: int
    kind: MandateKind
    organisation: int
    name: str
    slug: str
    span: Span
    when: str  # past · now · coming
    lender: str
    deeds: bool


@dataclass(frozen=True, slots=True)
class FunctionRow:
    kind: MandateKind
    name: Sentence
    task: Sentence
    now: tuple[HolderRow, ...]
    coming: tuple[HolderRow, ...]
    past: tuple[HolderRow, ...]


def functions(actor: Actor) -> list[FunctionRow]:
    """Every function with who holds it now, who comes and who has held it. One query."""
    rows = [_row(actor, held) for held in _all().order_by("start", "id")]
    return [
        FunctionRow(
            kind=kind,
            name=FUNCTIONS[kind],
            task=TASKS[kind],
            now=tuple(row for row in rows if row.kind == kind and row.when == "now"),
            coming=tuple(row for row in rows if row.kind == kind and row.when == "coming"),
            past=tuple(row for row in reversed(rows) if row.kind == kind and row.when == "past"),
        )
        for kind in MandateKind
    ]


def mandate(actor: Actor, mandate: int) -> HolderRow:
    """One period with a function. Raises NotVisible where there is none."""
    held = _all().filter(id=mandate).first()
    if held is None:
        raise NotVisible
    return _row(actor, held)


def _all():  # type: ignore[no-untyped-def]
    return Mandate.objects.select_related("organisation", "delegated_from__organisation")


def _row(actor: Actor, held: Mandate) -> HolderRow:
    today, span = clock.today(), Span(held.start, held.end)
    lender = held.delegated_from.organisation if held.delegated_from else None
    return HolderRow(
        id=held.pk,
        kind=MandateKind(held.kind),
        organisation=held.organisation_id,
        name=held.organisation.name,
        slug=held.organisation.slug,
        span=span,
        when="now" if span.holds(today) else "past" if span.over(today) else "coming",
        lender=lender.name if lender else "",
        deeds=not span.over(today) and (may_pass_on(actor, held.organisation_id) or (lender is not None and may_pass_on(actor, lender.pk))),
    )
