"""Reads of the year's joint money (D2)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from samlar.activities.models import Activity, Participation
from samlar.catalogue import queries as catalogue
from samlar.economy import rules
from samlar.economy.models import Envelope
from samlar.formats.definition import Definition
from samlar.formats.evaluate import year_envelope
from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.people import queries as people
from samlar.people.rules import Actor, MandateKind, NotVisible, Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantRow:
    """What one activity was granted, in kr. Without `activity` the viewer does not see which."""

    activity: int | None
    title: str
    lead: str
    granted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopeRow:
    """A format's year of basic funding, in whole kr.

    `amount` is what holds: the decided envelope, or the format's ceiling while nothing is decided. `revision` is 0 then.
    """

    format: str
    format_name: Sentence
    year: int
    ceiling: int
    amount: int
    decided: datetime | None
    decided_by: str
    source: str
    source_name: Sentence | None
    note: str
    sources: dict[str, Sentence]
    revision: int
    granted: int
    grants: tuple[GrantRow, ...]
    payers: int
    per_payer: int | None
    explanation: Sentence
    years: tuple[int, ...]
    may_decide: bool

    @property
    def left(self) -> int:
        return max(0, self.amount - self.granted)


def envelope(actor: Actor, format_id: str, year: int) -> EnvelopeRow:
    """A format's envelope for a year: its source, what is granted, what is left and what it costs each paying member (D2).

    For members and partners. Seven queries. Raises NotVisible where the format has no joint money or nobody lets the viewer in.
    """
    if not rules.may_see(actor) or not rules.FIRST_YEAR <= year <= rules.LAST_YEAR:
        raise NotVisible
    definition = catalogue.latest(format_id).definition
    ceiling = funded(definition)
    kept = Envelope.objects.filter(format=format_id, year=year).values().first()
    amount = kept["amount"] if kept else ceiling
    payers = people.payers(rules.day_for_payers(year, clock.today()))
    grants = _grants(actor, format_id, year)
    sources = rules.sources(definition)
    return EnvelopeRow(
        format=format_id,
        format_name=definition.name,
        year=year,
        ceiling=ceiling,
        amount=amount,
        decided=kept["decided"] if kept else None,
        decided_by=people.organisation_names([kept["organisation_id"]])[kept["organisation_id"]] if kept else "",
        source=kept["source"] if kept else "",
        source_name=sources.get(kept["source"], sources[rules.OTHER]) if kept else None,
        note=kept["note"] if kept else "",
        sources=sources,
        revision=kept["revision"] if kept else 0,
        granted=sum(one.granted for one in grants),
        grants=grants,
        payers=payers,
        per_payer=rules.cost_per_payer(amount, payers),
        explanation=rules.explained(amount=amount, payers=payers, year=year),
        years=_years(format_id),
        may_decide=rules.may_decide(actor),
    )


def funded(definition: Definition) -> int:
    """The format's own ceiling for a year, in kr. Raises NotVisible where it hands out no joint money within one."""
    ceiling = year_envelope(definition)
    if ceiling is None or not rules.has_envelope(definition):
        raise NotVisible
    return ceiling


def decided(format_id: str, year: int) -> int | None:
    """The decided envelope in kr, None while undecided. For deeds that hold the lock of the year, so it asks for no viewer."""
    return Envelope.objects.filter(format=format_id, year=year).values_list("amount", flat=True).first()


def waiting_for(actor: Actor) -> list[Waiting]:
    """This year's envelopes whose source is not decided, for the holder of the mandate for clearance. Two queries; none for others."""
    if not actor.holds(MandateKind.CLEARANCE):
        return []
    year = clock.today().year
    done = set(Envelope.objects.filter(year=year).values_list("format", flat=True))
    return [_undecided(row.definition, year) for row in catalogue.newest() if rules.has_envelope(row.definition) and row.format not in done]


def _undecided(definition: Definition, year: int) -> Waiting:
    return Waiting(
        deed="envelope.decide",
        subject=f"{definition.id}/{year}",
        title=f"{definition.name.sv} {year}",
        sentence=Sentence(
            sv="Källan till basfinansieringen för {plural} {year} är inte beslutad än.",
            en="The source of the basic funding of {plural} in {year} is not decided yet.",
        ).fill(plural=definition.plural, year=str(year)),
        button=Sentence(sv="Besluta ramen", en="Decide the envelope"),
    )


def _grants(actor: Actor, format_id: str, year: int) -> tuple[GrantRow, ...]:
    """What each activity was granted, in order of start; those that the viewer does not see keep their amount alone. Two queries."""
    found = list(
        Activity.objects.filter(format=format_id, year=year, granted__gt=0)
        .order_by(F("started").asc(nulls_last=True), "id")
        .values("id", "title", "audience", "granted")
    )
    leads = dict(
        Participation.objects.filter(activity__in=[row["id"] for row in found], is_lead=True).values_list("activity", "organisation__name")
    )
    return tuple(
        GrantRow(activity=row["id"], title=row["title"], lead=leads.get(row["id"], ""), granted=row["granted"])
        if row["audience"] in actor.tokens
        else GrantRow(activity=None, title="", lead="", granted=row["granted"])
        for row in found
    )


def _years(format_id: str) -> tuple[int, ...]:
    """The years worth a look: this one, the next, and all that have money in them. Two queries."""
    used = Activity.objects.filter(format=format_id, granted__gt=0, year__isnull=False).values_list("year", flat=True)
    kept = Envelope.objects.filter(format=format_id).values_list("year", flat=True)
    this = clock.today().year
    return tuple(sorted({this, this + 1, *(year for year in used if year), *kept}))
