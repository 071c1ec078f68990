"""Who may make an activity of a proposal, and how (B1, C2, C3)."""

from collections.abc import Collection, Mapping

from samlar.activities.rules.deeds import ActivityRefused
from samlar.formats import words as w
from samlar.formats.definition import Definition
from samlar.formats.sentence import Sentence
from samlar.people.rules import Actor, NotAllowed

LED_BY = ("member", "secretariat")


class AlreadyTaken(ActivityRefused):
    """Another organisation has started the same proposal; `activity` is its id where the actor sees it."""

    def __init__(self, sentence: Sentence, activity: int | None) -> None:
        super().__init__(
            sentence, source="B1", mend=Sentence("Hör av er till dem om ni vill vara med.", "Contact them if you want to take part.")
        )
        self.activity = activity


def already_taken(lead: str, activity: int | None) -> AlreadyTaken:
    """The refusal for the second of two who start the same proposal."""
    if not lead:
        return AlreadyTaken(
            Sentence("Förslaget är redan på väg att bli en aktivitet.", "The proposal is already becoming an activity."), None
        )
    return AlreadyTaken(
        Sentence(
            "{lead} hann före och planerar redan en aktivitet av förslaget.",
            "{lead} was first and is already planning an activity of the proposal.",
        ).fill(lead=lead),
        activity,
    )


def must_be_published(state: str) -> None:
    if state != "published":
        raise ActivityRefused(
            Sentence("Bara publicerade förslag kan bli aktiviteter.", "Only published proposals can become activities."), source="B1"
        )


def chosen_format(of_proposal: str, chosen: str) -> str:
    """The format that the proposal is meant for, else the one that was chosen. Raises ActivityRefused."""
    if of_proposal:
        return of_proposal
    if not chosen:
        raise ActivityRefused(Sentence("Välj format.", "Choose a format."), field="format_id")
    return chosen


def may_lead_format(actor: Actor, definition: Definition) -> bool:
    """Whether an organisation with the actor's membership may lead in this format (B1: the format says)."""
    return actor.membership is not None and actor.membership in definition.participation.lead


def must_be_fit_to_lead(actor: Actor, definition: Definition, *, wants: bool, proposed: bool) -> None:
    """The membership may lead, and the organisation proposed or has said that it would lead. Raises NotAllowed."""
    if not may_lead_format(actor, definition):
        allowed = [w.MEMBERSHIPS[one] for one in definition.participation.lead]
        raise NotAllowed(
            Sentence("{format} leds av en organisation som är {allowed}.", "{format} is led by an organisation that is a {allowed}.").fill(
                format=definition.name,
                allowed=Sentence(" eller ".join(one.sv for one in allowed), " or ".join(one.en for one in allowed)),
            ),
            source=definition.source,
            mend=Sentence("Ni kan visa intresse för att delta.", "You can show interest in taking part."),
        )
    if not (wants or proposed):
        raise NotAllowed(
            Sentence(
                "Den som startar har föreslagit eller sagt att den vill leda.", "Whoever starts has proposed or said that they would lead."
            ),
            source="B1",
            mend=Sentence("Anmäl intresse och säg att ni vill leda.", "Show interest and say that you would lead."),
        )


def must_be_led_rightly(actor: Actor, definition: Definition, led_by: str) -> None:
    """Led by members, or by whoever holds one of the secretariat's mandates where the format allows it (C2)."""
    if led_by not in LED_BY:
        raise ActivityRefused(Sentence("Välj vem som leder.", "Choose who leads."), field="led_by")
    if led_by == "secretariat" and definition.member_led.always:
        raise ActivityRefused(definition.member_led.sentence, source=definition.member_led.source, field="led_by")
    if led_by == "secretariat" and not actor.mandates:
        raise ActivityRefused(
            Sentence(
                "Bara den som har ett av kansliets mandat kan leda för kansliet.",
                "Only the holder of a mandate can lead for the secretariat.",
            ),
            source="C2; L1", field="led_by",
        )  # fmt: skip


def must_sit_there(sits: bool) -> None:
    if not sits:
        raise ActivityRefused(
            Sentence("Bara den som sitter i gruppen kan starta för den.", "Only those who sit in the group can start for it."),
            source="C2", field="owner_body",
        )  # fmt: skip


def must_be_willing(chosen: Collection[int], willing: Collection[int], names: Mapping[int, str]) -> None:
    """Only organisations that have shown interest are taken in without being asked again. Raises ActivityRefused."""
    others = [one for one in chosen if one not in willing]
    if others:
        raise ActivityRefused(
            Sentence(
                "{name} har inte anmält intresse. Fråga dem när planeringen har börjat.",
                "{name} has not shown interest. Ask them when the planning has begun.",
            ).fill(name=names.get(others[0], Sentence("Organisationen", "The organisation"))),
            source="B1", field="organisations",
        )  # fmt: skip


def must_be_taken_in(definition: Definition, memberships: Mapping[int, str], names: Mapping[int, str]) -> None:
    """Each has a membership that the format takes. Raises ActivityRefused."""
    for organisation, name in names.items():
        if memberships.get(organisation) not in definition.participation.take_part:
            raise ActivityRefused(
                Sentence("{name} kan inte delta i {format}.", "{name} cannot take part in {format}.").fill(
                    name=name, format=definition.definite
                ),
                source=definition.source, field="organisations",
            )  # fmt: skip


def must_be_of_the_area(wanted: Collection[int], open_there: Collection[int]) -> None:
    """The proposals are in the area and still open. Raises ActivityRefused."""
    if not set(wanted) <= set(open_there):
        raise ActivityRefused(
            Sentence("Ett av förslagen hör inte till området, eller har redan blivit en aktivitet.",
                "One of the proposals is not in the area, or has already become an activity."),
            source="B3", field="proposals",
            mend=Sentence("Läs om sidan och välj igen.", "Reload the page and choose again."),
        )  # fmt: skip
