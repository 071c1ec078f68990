"""A test room on its way, made through the deeds themselves."""

from datetime import date, timedelta
from typing import Any

from samlar.activities.actions import plan as plans
from samlar.activities.actions import review
from samlar.activities.models import Activity
from samlar.activities.rules.plan import About, Line, PlanText
from samlar.foundation import clock
from samlar.ideas.models import Interest, Proposal
from samlar.lifecycle.actions import move, start_from_proposal
from samlar.people.rules import MEMBERS
from samlar.talk.models import Thread
from tests.cast import Cast

TITLE = "AI och visualisering som verktyg"
SECTIONS = {
    "purpose": "Regionerna vill förstå vad AI kan göra för analysen.",
    "expected_result": "En handbok som andra kan använda.",
    "main_question": "När hjälper AI analysen, och när stjälper den?",
    "delimitations": "Inte upphandling.",
    "time_plan": "Start i januari, tre digitala möten, slut i april.",
    "resources": "Två analytiker per region.",
    "success_criteria": ("Tre regioner har prövat.",),
    "indicators": ("Antal timmar sparade.",),
}
LINES = (
    Line(cost="expert", text="Föreläsare", amount=100_000, paid_by="joint"),
    Line(cost="travel", text="Resor", amount=50_000, paid_by="participants"),
)


def proposal(
    cast: Cast, by: str = "stina", *, interested: tuple[tuple[str, bool], ...] = (("dan", True), ("gun", False)), **fields: Any
) -> int:
    """A published proposal with interest: (who, would lead)."""
    actor, now = getattr(cast, by), clock.now()
    made = Proposal.objects.create(
        **{
            "title": TITLE, "summary": "Vad kan AI göra för oss?", "format": "provrum", "organisation_id": actor.organisation,
            "author_id": actor.person, "state": "published", "audience": MEMBERS, "thread": Thread.objects.create(opened=now),
            "created": now, "published": now, **fields,
        }
    )  # fmt: skip
    for key, would_lead in interested:
        who = getattr(cast, key)
        Interest.objects.create(proposal=made, organisation_id=who.organisation, person_id=who.person, would_lead=would_lead, shown=now)
    return made.pk


def planned(cast: Cast, lead: str = "stina", *, others: tuple[str, ...] = ("Region Dalarna",), **fields: Any) -> int:
    """An activity in planning, led by the proposer."""
    organisations = [cast.organisation(name) for name in others]
    made = proposal(cast, lead, **fields)
    for name in others:
        Interest.objects.get_or_create(
            proposal_id=made, organisation_id=cast.organisation(name), defaults={"person_id": cast.stina.person, "shown": clock.now()}
        )
    return start_from_proposal(getattr(cast, lead), made, organisations=organisations)


def written(**changes: Any) -> PlanText:
    """A plan that keeps every rule of the test room, 2027 through its first four months."""
    start = changes.pop("start", date(2027, 1, 11))
    values: dict[str, Any] = {
        "sections": {**SECTIONS, **changes.pop("sections", {})},
        "start": start,
        "end": start + timedelta(days=110) if start else None,
        "grant": 75_000,
        "lines": LINES,
    }
    return PlanText(**{**values, **changes})


def fill_in(cast: Cast, activity_id: int, lead: str = "stina", **changes: Any) -> int:
    """Writes the plan; says its revision."""
    row = Activity.objects.values("title", "summary", "plan__revision").get(id=activity_id)
    return plans.save(
        getattr(cast, lead), activity_id, about=About(row["title"], row["summary"]), plan=written(**changes), revision=row["plan__revision"]
    )


def step(cast: Cast, activity_id: int, who: str, name: str, reason: str = "", revision: int | None = None) -> None:
    """Takes a step as somebody whose page is of this moment."""
    known = Activity.objects.values_list("revision", flat=True).get(id=activity_id) if revision is None else revision
    move(getattr(cast, who), activity_id, name, revision=known, reason=reason)


def submitted(cast: Cast, lead: str = "stina", **changes: Any) -> int:
    """An activity whose whole plan waits for the mandate."""
    others = changes.pop("others", ("Region Dalarna",))
    made = planned(cast, lead, others=others)
    fill_in(cast, made, lead, **changes)
    step(cast, made, lead, "submit")
    return made


def approved(cast: Cast, lead: str = "stina", **changes: Any) -> int:
    """As `submitted`, and read with a yes: only the clearance is missing."""
    made = submitted(cast, lead, **changes)
    read(cast, made)
    return made


def read(cast: Cast, activity_id: int, *, yes: bool = True, note: str = "Budgeten är oklar.") -> None:
    """The mandate for quality reads the plan."""
    revision = Activity.objects.values_list("plan__revision", flat=True).get(id=activity_id)
    review.check(cast.klara, activity_id, of="plan", approved=yes, note="" if yes else note, revision=revision)


def running(cast: Cast, lead: str = "stina", **changes: Any) -> int:
    """An activity that has got its clearance."""
    made = approved(cast, lead, **changes)
    step(cast, made, "klara", "start")
    return made


def stage_of(activity_id: int) -> str:
    return Activity.objects.values_list("stage", flat=True).get(id=activity_id)
