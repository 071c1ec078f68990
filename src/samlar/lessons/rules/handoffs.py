"""What an activity sends on to others, who may do it, and what may follow what: draft → sent → accepted or declined (F8). Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from samlar.activities.rules.access import may_lead, only_the_lead
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Sentence
from samlar.lessons.rules.deeds import LONG, WORD, LessonRefused, taken_text
from samlar.people.rules import Actor, NotAllowed

TEXT = 400
NAME = 160
ASKED_DAYS = 60  # that a link holds
REMINDED_DAYS = 14  # after the letter
WRITTEN_IN = ("running", "reported", "closed")
TOLD_IN = ("reported", "closed")  # from then on those outside read the answers, too
MOST_OPEN = 40  # of an activity, not answered: more than anybody can take on


class Kind(StrEnum):
    RECOMMENDATION = "recommendation"
    QUESTION = "question"


class State(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """What became of what was accepted."""

    UNDER_WAY = "under_way"
    DONE = "done"
    NOTHING = "nothing"


Deed = Literal["write", "send", "accept", "decline", "withdraw", "remove", "become"]
# From which states a deed leads where. What was withdrawn can be written anew; what was answered stands.
MOVES: dict[Deed, dict[State, State]] = {
    "write": {State.DRAFT: State.DRAFT, State.WITHDRAWN: State.DRAFT},
    "send": {State.DRAFT: State.SENT, State.SENT: State.SENT, State.WITHDRAWN: State.SENT},
    "accept": {State.SENT: State.ACCEPTED},
    "decline": {State.SENT: State.DECLINED},
    "withdraw": {State.SENT: State.WITHDRAWN},
    "remove": {State.DRAFT: State.DRAFT},
    "become": {State.ACCEPTED: State.ACCEPTED},
}
KIND_WORDS = {Kind.RECOMMENDATION: Sentence("Rekommendation", "Recommendation"), Kind.QUESTION: Sentence("Öppen fråga", "Open question")}
STATE_WORDS = {
    State.DRAFT: Sentence("utkast", "draft"),
    State.SENT: Sentence("väntar på svar", "waits for an answer"),
    State.ACCEPTED: Sentence("antaget", "accepted"),
    State.DECLINED: Sentence("avböjt", "declined"),
    State.WITHDRAWN: Sentence("återtaget", "withdrawn"),
}
OUTCOME_WORDS = {
    Outcome.UNDER_WAY: Sentence("På gång", "Under way"),
    Outcome.DONE: Sentence("Klart", "Done"),
    Outcome.NOTHING: Sentence("Det blev inget", "It came to nothing"),
}
ANSWERED = (State.ACCEPTED, State.DECLINED)
FINISHED = (Outcome.DONE, Outcome.NOTHING)


class HandoffRefused(LessonRefused):
    """The deed does not fit where the handoff stands, or what was written is not enough; `field` says where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class To:
    """Whom it is for: exactly one of the four."""

    organisation: int | None = None
    body: int | None = None
    activity: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffText:
    """What those who lead write."""

    kind: Kind
    text: str
    to: To
    background: str = ""
    lesson: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffRow:
    """One handoff, narrowed to what the viewer may see.

    Of an answer for somebody outside others read no word, only that it was accepted and what became of it. `sent`: when what stands
    here was sent, None for what has been written anew since.
    `leads`: the viewer leads its activity; `receives`: the viewer acts for the receiver, and may answer. Others read no person; those
    outside read no reason for a no. `lesson_sentence` is empty where the viewer does not see the lesson. `sees_activity`: the viewer may
    open the activity. `until`: how long the link holds.
    """

    id: int
    activity: int
    activity_title: str
    sees_activity: bool
    kind: Kind
    text: str
    background: str
    lesson: int | None
    lesson_sentence: str
    organisation: int
    organisation_name: str
    person_name: str
    to_organisation: int | None
    to_body: int | None
    to_activity: int | None
    to_name: Sentence
    outside: bool
    asked: int | None
    asked_name: str
    until: datetime | None
    state: State
    word: str
    outcome: Outcome | None
    outcome_word: str
    outcome_day: date | None
    written: datetime
    sent: datetime | None
    answered: datetime | None
    revision: int
    leads: bool
    receives: bool
    inside: bool

    @property
    def to(self) -> To:
        """Whom it is for, as it was written."""
        name = self.to_name.sv if self.outside else ""
        return To(organisation=self.to_organisation, body=self.to_body, activity=self.to_activity, name=name)

    @property
    def answerable(self) -> bool:
        return self.receives and self.state == State.SENT

    def can(self, deed: Deed) -> bool:
        """Whether the deed fits where it stands; who may is another matter."""
        return self.state in MOVES[deed]


def leads(actor: Actor, activity: ActivityRow, leaders: Collection[int]) -> bool:
    """Who writes and sends: the leading organisation, the owner, and who leads content or process (`leaders`: those persons)."""
    return may_lead(actor, activity) or activity.acts_for_owner or (actor.at_work and actor.person in leaders)


def must_lead(actor: Actor, activity: ActivityRow, leaders: Collection[int]) -> None:
    """Raises NotAllowed for others."""
    if not leads(actor, activity, leaders):
        raise only_the_lead(activity)


def must_be_written_now(activity: ActivityRow) -> None:
    """Raises HandoffRefused before the start and for what was cancelled."""
    if activity.stage_kind not in WRITTEN_IN:
        raise HandoffRefused(
            Sentence("Medskick skickas av det som har startat.", "Handoffs are sent by what has started."),
            source="F8",
            mend=Sentence("Vänta tills aktiviteten är igång.", "Wait until the activity runs."),
        )


def must_receive(row: HandoffRow) -> None:
    """Raises NotAllowed for those who do not act for the receiver."""
    if not row.receives:
        raise NotAllowed(
            Sentence("Det här svarar {name} på.", "{name} answers this.").fill(name=row.to_name),
            source="F8",
            mend=Sentence("Den som fick brevet svarar genom länken där.", "Whoever got the letter answers by the link in it."),
        )


def taken(text: HandoffText) -> HandoffText:
    """What is kept. Raises HandoffRefused at the field: nothing written, too long, no one receiver."""
    if text.kind not in tuple(Kind):
        raise HandoffRefused(Sentence("Välj vad det är.", "Choose what it is."), field="kind", source="F8")
    said = _text(text.text, "text", TEXT, Sentence("Skriv vad ni skickar med.", "Write what you send on."))
    return HandoffText(
        kind=text.kind, text=said, to=receiver(text.to), background=_text(text.background, "background", LONG), lesson=text.lesson
    )


def receiver(to: To) -> To:
    """Whom it is for, as it is kept. Raises HandoffRefused at `to` or `to_name`: nobody, or two."""
    name = " ".join(_text(to.name, "to_name", NAME).split())
    chosen = [one for one in (to.organisation, to.body, to.activity) if one is not None]
    if len(chosen) + bool(name) == 1:
        return To(organisation=to.organisation, body=to.body, activity=to.activity, name=name)
    if chosen:
        raise HandoffRefused(
            Sentence("Välj en mottagare i listan, eller skriv en. Inte båda.", "Choose a receiver in the list, or write one. Not both."),
            field="to_name",
            source="F8",
        )
    raise HandoffRefused(
        Sentence("Välj vem det är till, eller skriv det.", "Choose whom it is for, or write it."),
        field="to",
        source="F8",
        mend=Sentence("Ett medskick utan mottagare blir liggande.", "A handoff without a receiver is left lying."),
    )


def _text(text: str, field: str, most: int, missing: Sentence | None = None) -> str:
    try:
        return taken_text(text, field=field, most=most, missing=missing)
    except LessonRefused as refused:
        raise HandoffRefused(refused.sentence, field=field, source="F8", mend=refused.mend) from None


def after(deed: Deed, state: State) -> State:
    """Where a deed leads. Raises HandoffRefused, with what has happened, where it does not fit."""
    found = MOVES[deed].get(state)
    if found is None:
        raise HandoffRefused(REFUSED[state], source="F8", mend=MEND.get(state))
    return found


REFUSED = {
    State.DRAFT: Sentence("Det är inte skickat än.", "It has not been sent yet."),
    State.SENT: Sentence("Det är redan skickat och väntar på svar.", "It has been sent already and waits for an answer."),
    State.ACCEPTED: Sentence("Det är redan besvarat: mottagaren tog emot det.", "It has been answered already: the receiver accepted it."),
    State.DECLINED: Sentence("Det är redan besvarat: mottagaren avböjde.", "It has been answered already: the receiver declined."),
    State.WITHDRAWN: Sentence("De som skickade det har tagit tillbaka det.", "Those who sent it have withdrawn it."),
}
MEND = {
    State.SENT: Sentence("Ta tillbaka det först, om det ska ändras.", "Withdraw it first, if it is to be changed."),
    State.DECLINED: Sentence("Skriv ett nytt till någon annan.", "Write a new one to somebody else."),
}


def taken_answer(*, yes: bool, word: str) -> str:
    """The receiver's word as it is kept; a no says why. Raises HandoffRefused at `word`."""
    missing = Sentence(
        "Skriv varför, med några ord. De som frågar lär sig av det.", "Say why, in a few words. Those who ask learn from it."
    )
    return _text(word, "word", WORD, None if yes else missing)


def taken_outcome(outcome: str, word: str) -> tuple[Outcome, str]:
    """What became of it, as it is kept: what is done or came to nothing says what. Raises HandoffRefused at `outcome` or `word`."""
    if outcome not in tuple(Outcome):
        raise HandoffRefused(Sentence("Välj ett av svaren.", "Choose one of the answers."), field="outcome", source="F8")
    found = Outcome(outcome)
    missing = {
        Outcome.DONE: Sentence("Skriv vad det blev, med en mening.", "Say what it became, in a sentence."),
        Outcome.NOTHING: Sentence("Skriv varför det inte blev något.", "Say why it came to nothing."),
    }
    return found, _text(word, "word", WORD, missing.get(found))


def must_be_room(unanswered: int) -> None:
    """Raises HandoffRefused where so much lies unanswered that more helps nobody."""
    if unanswered >= MOST_OPEN:
        raise HandoffRefused(
            Sentence("{most} medskick väntar redan.", "{most} handoffs wait already.").fill(most=MOST_OPEN),
            source="F8",
            mend=Sentence("Ta tillbaka eller ta bort något först.", "Withdraw or remove one first."),
        )
