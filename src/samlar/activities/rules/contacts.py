"""An activity asks the network for contacts (C3)."""

from dataclasses import dataclass
from datetime import datetime

from samlar.activities.rules.deeds import ActivityRefused
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Sentence
from samlar.people.rules import MEMBERS, Actor, NotAllowed
from samlar.talk.rules import CommentRow

TEXT_LENGTH = 500
MOST_OPEN = 10  # at a time and activity: who asks for everything gets no answer
OPEN = ("running", "reported")
KINDS = {
    "researchers": Sentence("forskare", "researchers"),
    "partners": Sentence("partner", "partners"),
    "agencies": Sentence("myndigheter", "agencies"),
    "others": Sentence("andra", "others"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """What an activity asks the network for."""

    id: int
    activity: int
    title: str
    kind: str
    text: str
    organisation: str
    person: str
    asked: datetime
    closed: datetime | None
    answers: int
    may_close: bool

    @property
    def kind_name(self) -> Sentence:
        return KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class ContactThread:
    """A request with its answers, oldest first."""

    request: ContactRow
    answers: tuple[CommentRow, ...]
    may_answer: bool


def may_read(actor: Actor) -> bool:
    """The network is the members and partners."""
    return MEMBERS in actor.tokens


def may_ask(activity: ActivityRow) -> bool:
    """While it goes on and is open: what is only being planned is not told to the network yet."""
    return activity.stage_kind in OPEN


def must_be_askable(activity: ActivityRow, open_now: int) -> None:
    """While the activity goes on, and not too much at a time. Raises ActivityRefused."""
    if not may_ask(activity):
        raise ActivityRefused(
            Sentence(
                "Nätverket kan frågas från starten till avslutet. Nu är skedet: {stage}.",
                "The network can be asked from the start to the end. The stage now is: {stage}.",
            ).fill(stage=activity.stage_now.name),
            source="C3",
        )
    if open_now >= MOST_OPEN:
        raise ActivityRefused(
            Sentence("Ni har {count} öppna frågor redan.", "You have {count} open requests already.").fill(count=open_now),
            mend=Sentence("Stäng dem som har fått svar först.", "Close those that have been answered first."),
        )


def must_say_kind(kind: str) -> None:
    if kind not in KINDS:
        raise ActivityRefused(Sentence("Välj vilka ni söker.", "Choose whom you are looking for."), field="kind")


def may_close(actor: Actor, *, leading: bool, organisation: int) -> bool:
    """Whoever leads the activity, and the organisation that asked."""
    return actor.at_work and (leading or actor.organisation == organisation)


def must_close(allowed: bool) -> None:
    if not allowed:
        raise NotAllowed(
            Sentence(
                "Frågan stängs av den som ställde den eller av den som leder.", "The request is closed by whoever asked or by the lead."
            ),
            source="C3",
        )


def must_be_open(closed: datetime | None) -> None:
    """Raises ActivityRefused for a request that is closed."""
    if closed is not None:
        raise ActivityRefused(
            Sentence("Frågan är stängd. Den tar inte emot fler svar.", "The request is closed. It takes no more answers.")
        )
