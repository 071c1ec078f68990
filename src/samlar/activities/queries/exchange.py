"""Those who lead, and what they say to one another (C2)."""

from collections import defaultdict
from dataclasses import dataclass

from samlar.activities.models import Activity, Exchange, Participation
from samlar.activities.rules.exchange import must_exchange
from samlar.activities.rules.rows import TAKING_PART
from samlar.catalogue import queries as catalogue
from samlar.formats.sentence import Sentence
from samlar.people.rules import Actor
from samlar.talk import queries as talk
from samlar.talk.rules import CommentRow

NAME = "leads"


@dataclass(frozen=True, slots=True)
class LeadNow:
    """An activity that runs, and who leads it."""

    activity: int
    title: str
    format: Sentence
    organisations: tuple[str, ...]
    person: str


def has_led(actor: Actor) -> bool:
    """Whether the actor's organisation leads or has led any activity. One query."""
    led = Participation.objects.filter(organisation=actor.organisation, is_lead=True, state=TAKING_PART)
    return actor.at_work and led.exists()


def exchange(actor: Actor) -> list[CommentRow]:
    """What has been said, oldest first. Raises NotAllowed for those who do not lead."""
    must_exchange(actor, has_led=has_led(actor))
    thread = leads_thread()
    return talk.thread(actor, thread) if thread else []


def leads_thread() -> int | None:
    """The thread, once somebody has said something. One query."""
    return Exchange.objects.filter(name=NAME).values_list("thread", flat=True).first()


def leads_now(actor: Actor) -> list[LeadNow]:
    """Who leads what runs today, by title. Two queries. The caller has asked for the exchange."""
    rows = Activity.objects.filter(
        stage_kind="running", audience__in=actor.tokens, participations__is_lead=True, participations__state=TAKING_PART
    )
    names = catalogue.names()
    leading = defaultdict[tuple[int, str, str, str | None], list[str]](list)
    found = rows.order_by("title", "id", "participations__organisation__name")
    for id, title, format, person, organisation in found.values_list(
        "id", "title", "format", "leader__name", "participations__organisation__name"
    ):
        leading[id, title, format, person].append(organisation)
    return [
        LeadNow(id, title, names.get(format, Sentence(format, format)), tuple(organisations), person or "")
        for (id, title, format, person), organisations in leading.items()
    ]
