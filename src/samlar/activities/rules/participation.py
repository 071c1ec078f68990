"""When an organisation may be asked, answer, leave, be taken out or lead (C3). How many there should be is the format's to judge."""

from dataclasses import dataclass

from samlar.activities.rules.access import may_invite, may_lead
from samlar.activities.rules.deeds import ActivityRefused
from samlar.activities.rules.lineage import lasting
from samlar.activities.rules.rows import ASKED, TAKING_PART, ActivityRow, ParticipantRow
from samlar.formats import words as w
from samlar.formats.evaluate import most_leads
from samlar.formats.sentence import Sentence
from samlar.people.rules import Actor, NotVisible

MOST_PARTICIPATIONS = 100  # rows of one activity, whatever their state


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation that could be asked; `membership` is today's."""

    organisation: int
    name: str
    membership: str | None


def may_ask(actor: Actor, activity: ActivityRow) -> bool:
    """Whether the actor may ask others now."""
    return takes_in(activity) and may_invite(actor, activity)


def takes_in(activity: ActivityRow) -> bool:
    """Whether organisations are asked and may answer: while it is planned, and all the time where it has no end (H1)."""
    return activity.stage_kind == "planning" or (activity.stage_kind == "running" and lasting(activity.definition))


def may_hand_over(actor: Actor, activity: ActivityRow) -> bool:
    """Whether the actor may give the lead to another now."""
    return activity.ended is None and (may_lead(actor, activity) or activity.acts_for_owner)


def may_share(actor: Actor, activity: ActivityRow) -> bool:
    """Whether the actor may let one more lead: where the format asks for several, while it is planned (C6)."""
    leading = may_lead(actor, activity) or activity.acts_for_owner
    return activity.stage_kind == "planning" and leading and len(activity.leads) < most_leads(activity.definition)


def may_remove(actor: Actor, activity: ActivityRow, one: ParticipantRow) -> bool:
    """Whether the actor may take an organisation out now."""
    return activity.stage_kind == "planning" and may_ask(actor, activity) and not one.is_lead and one.state in (ASKED, TAKING_PART)


def must_be_open(activity: ActivityRow) -> None:
    """Others are asked while it is planned: what was reviewed and cleared is that group."""
    if not takes_in(activity):
        raise ActivityRefused(
            Sentence(
                "Nya organisationer kan frågas medan {format} planeras.", "New organisations can be asked while {format} is being planned."
            ).fill(format=activity.definition.definite),
            source="C3",
        )


def must_be_askable(activity: ActivityRow, candidate: Candidate) -> None:
    """Not in already, not asked already, and of a membership that the format takes."""
    own = activity.participation_of(candidate.organisation)
    if own and own.state in (TAKING_PART, ASKED):
        raise ActivityRefused(
            Sentence("{name} deltar redan.", "{name} already takes part.").fill(name=own.name)
            if own.state == TAKING_PART
            else Sentence(
                "{name} är redan tillfrågad och har inte svarat än.", "{name} has already been asked and has not answered yet."
            ).fill(name=own.name),
            field="organisation",
        )
    allowed = activity.definition.participation.take_part
    if candidate.membership not in allowed:
        raise ActivityRefused(
            Sentence(
                "{name} kan inte delta. I {format} deltar den som är {allowed}.",
                "{name} cannot take part. In {format} those who are {allowed} do.",
            ).fill(name=candidate.name, format=activity.definition.definite, allowed=_or([w.MEMBERSHIPS[one] for one in allowed])),
            source=activity.definition.source, field="organisation",
        )  # fmt: skip
    if len(activity.participants) >= MOST_PARTICIPATIONS:
        raise ActivityRefused(
            Sentence("Högst {most} organisationer kan frågas.", "At most {most} organisations can be asked.").fill(
                most=MOST_PARTICIPATIONS
            ),
            field="organisation",
        )


def _or(labels: list[Sentence]) -> Sentence:
    return Sentence(" eller ".join(label.sv for label in labels), " or ".join(label.en for label in labels))


def must_be_asked(activity: ActivityRow, organisation: int) -> ParticipantRow:
    """The actor's organisation has been asked and has not answered, and there is still something to join."""
    own = activity.participation_of(organisation)
    if own is None or own.state != ASKED or not (takes_in(activity) or activity.stage_kind == "review"):
        raise ActivityRefused(
            Sentence("Det finns ingen fråga att svara på.", "There is no question to answer."),
            mend=Sentence("Läs sidan igen: läget kan ha ändrats.", "Read the page again: things may have changed."),
        )
    return own


def must_take_part(activity: ActivityRow, organisation: int) -> ParticipantRow:
    own = activity.participation_of(organisation)
    if own is None or own.state != TAKING_PART:
        raise ActivityRefused(Sentence("Er organisation deltar inte.", "Your organisation does not take part."))
    return own


def must_be_able_to_leave(activity: ActivityRow, organisation: int) -> ParticipantRow:
    """Takes part and does not lead; what is over cannot be left."""
    own = must_take_part(activity, organisation)
    if own.is_lead:
        raise ActivityRefused(
            Sentence("Ni leder. Lämna först över ledarskapet.", "You lead. First hand the lead over."),
            source="C3",
            mend=Sentence(
                "Välj en annan deltagande organisation som leder, eller ställ in.",
                "Choose another participating organisation to lead, or cancel.",
            ),
        )
    if activity.stage_kind in ("closed", "cancelled"):
        raise ActivityRefused(Sentence("Aktiviteten är över.", "The activity is over."))
    return own


def participant(activity: ActivityRow, participation_id: int) -> ParticipantRow:
    """One of the rows that the viewer sees. Raises NotVisible."""
    found = next((one for one in activity.participants if one.id == participation_id), None)
    if found is None:
        raise NotVisible
    return found


def must_be_removable(activity: ActivityRow, participation_id: int) -> ParticipantRow:
    """Asked or taking part, not the lead, and still being planned."""
    one = participant(activity, participation_id)
    if activity.stage_kind != "planning" or one.is_lead or one.state not in (ASKED, TAKING_PART):
        raise ActivityRefused(
            Sentence("{name} kan inte tas bort nu.", "{name} cannot be removed now.").fill(name=one.name),
            mend=Sentence(
                "Organisationer tas bort medan aktiviteten planeras; den som leder lämnar först över ledarskapet.",
                "Organisations are removed while the activity is planned; whoever leads first hands the lead over.",
            ),
        )
    return one


def must_be_able_to_lead(activity: ActivityRow, participation_id: int) -> ParticipantRow:
    """Takes part, does not lead already, and has a membership that may lead in this format."""
    one = participant(activity, participation_id)
    if one.state != TAKING_PART or one.is_lead:
        raise ActivityRefused(
            Sentence("{name} kan inte ta över ledarskapet.", "{name} cannot take over the lead.").fill(name=one.name), field="participation"
        )
    allowed = activity.definition.participation.lead
    if one.membership not in allowed:
        raise ActivityRefused(
            Sentence(
                "{name} kan inte leda. I {format} leder den som är {allowed}.",
                "{name} cannot lead. In {format} those who are {allowed} lead.",
            ).fill(
                name=one.name, format=activity.definition.definite, allowed=_or([w.MEMBERSHIPS[word] for word in allowed])
            ),
            source=activity.definition.source, field="participation",
        )  # fmt: skip
    if activity.stage_kind in ("closed", "cancelled"):
        raise ActivityRefused(Sentence("Aktiviteten är över.", "The activity is over."))
    return one


def must_share(activity: ActivityRow) -> None:
    """There is room for one more that leads, and what leads is not cleared yet (C6)."""
    most = most_leads(activity.definition)
    if len(activity.leads) >= most:
        raise ActivityRefused(
            Sentence(
                "En organisation leder redan {format}. Det ska inte vara fler.",
                "An organisation already leads {format}. There should be no more.",
            ).fill(format=activity.definition.definite)
            if most == 1
            else Sentence("Högst {most} organisationer leder {format}.", "At most {most} organisations lead {format}.").fill(
                format=activity.definition.definite, most=most
            ),
            source=activity.definition.source, field="participation",
        )  # fmt: skip
    if activity.stage_kind != "planning":
        raise ActivityRefused(
            Sentence("Vilka som leder bestäms medan {format} planeras.", "Who leads is decided while {format} is being planned.").fill(
                format=activity.definition.definite
            ),
            source=activity.definition.source,
        )  # fmt: skip


def must_work_there(works_there: bool) -> None:
    if not works_there:
        raise ActivityRefused(
            Sentence("Välj någon som arbetar i er organisation.", "Choose somebody who works in your organisation."), field="person"
        )
