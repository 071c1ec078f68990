"""The assignment: what participant and manager agree that the organisation wants from it (E3). Pure: values in, verdicts out.

The participant writes a draft, sends it to the manager by a one-time link, and the manager confirms it or sends it back. Both may change
the wording: whoever saves says which state was read (`revision`), so nobody writes over what the other has just written. What is changed
after the manager's yes is a draft again.

A draft is its writer's own. Once it has been sent, the person's organisation and those who lead the activity read it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from samlar.activities.rules.access import LIVE
from samlar.activities.rules.deeds import Overtaken, must_say
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Refusal, Sentence
from samlar.people.rules import Actor, NotAllowed
from samlar.registration.rules.machine import LIVE as LIVE_REGISTRATIONS
from samlar.registration.rules.machine import WORDS as REGISTRATION_WORDS
from samlar.registration.rules.machine import State as Registration
from samlar.registration.rules.registering import may_manage

LENGTH = 600  # signs, each of the four
WORD_LENGTH = 500
ASKED_DAYS = 30  # the manager's link holds so long
REMINDED_AHEAD = 14  # days before the first session, the participant
REMINDED_AFTER = 5  # days without an answer, the manager


class AssignmentRefused(Refusal):
    """The assignment cannot be kept, sent or confirmed as it stands."""


class State(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    CONFIRMED = "confirmed"


WORDS = {
    None: Sentence("inte påbörjat", "not begun"),
    State.DRAFT: Sentence("utkast", "draft"),
    State.SENT: Sentence("hos chefen", "with the manager"),
    State.CONFIRMED: Sentence("bekräftat", "confirmed"),
}
# {deed: {from: to}}. The manager's yes is the only way to confirmed, and leads only from what was sent.
WAYS: Mapping[str, Mapping[State, State]] = {
    "write": {State.DRAFT: State.DRAFT, State.SENT: State.SENT, State.CONFIRMED: State.DRAFT},
    "send": {State.DRAFT: State.SENT, State.SENT: State.SENT},
    "confirm": {State.SENT: State.CONFIRMED},
    "send_back": {State.SENT: State.DRAFT},
    "take_over": {State.DRAFT: State.DRAFT, State.SENT: State.DRAFT, State.CONFIRMED: State.DRAFT},
}


@dataclass(frozen=True, slots=True)
class Part:
    """One of the four. `asked` is how the participant is asked, `help` a line on what to write."""

    id: str
    label: Sentence
    asked: Sentence
    help: Sentence


PARTS = (
    Part(
        "challenge",
        Sentence("Egen utmaning", "Own challenge"),
        Sentence("Vilken är din egen utmaning?", "What is your own challenge?"),
        Sentence("Något i ditt arbete som du vill komma vidare med.", "Something in your work that you want to move on with."),
    ),
    Part(
        "wanted",
        Sentence("Vad organisationen vill ha ut av det", "What the organisation wants from it"),
        Sentence("Vad vill organisationen ha ut av att du deltar?", "What does the organisation want from your taking part?"),
        Sentence("Vad ska vara annorlunda hos er efteråt?", "What shall be different at home afterwards?"),
    ),
    Part(
        "use",
        Sentence("Var det ska användas", "Where it shall be used"),
        Sentence("Var ska det användas?", "Where shall it be used?"),
        Sentence("En process, ett beslut, en grupp eller en plan hos er.", "A process, a decision, a group or a plan of yours."),
    ),
    Part(
        "at_home",
        Sentence("Vilka hemma som är med", "Who at home takes part"),
        Sentence("Vilka hemma är med?", "Who at home takes part?"),
        Sentence("De som du prövar, berättar för och lär dig med mellan träffarna.", "Those you try, share and learn with in between."),
    ),
)
LABELS = {part.id: part.label for part in PARTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The four short answers."""

    challenge: str = ""
    wanted: str = ""
    use: str = ""
    at_home: str = ""

    @property
    def begun(self) -> bool:
        return any(self.said.values())

    @property
    def said(self) -> dict[str, str]:
        """{part: text}, in order."""
        return asdict(self)

    def differs(self, other: "Written") -> list[str]:
        """The parts whose wording is another, in order."""
        theirs = other.said
        return [part for part, text in self.said.items() if text != theirs[part]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentRow:
    """One assignment. `confirmed`: when the manager last said yes, also where it has been opened again since.

    `asked` and `until`: when the link that the manager has now was made, and when it runs out; None where none is out.
    """

    registration: int
    written: Written
    state: State
    manager: int | None
    manager_name: str
    manager_email: str
    word: str
    confirmed: datetime | None
    changed: datetime
    revision: int
    asked: datetime | None = None
    until: datetime | None = None

    @property
    def shared(self) -> bool:
        """Whether others than its writer read it: it has been sent."""
        return is_shared(self.state, self.confirmed)

    @property
    def state_word(self) -> Sentence:
        return WORDS[self.state]


def is_shared(state: str | None, confirmed: datetime | str | None) -> bool:
    """Whether others than the writer read the texts: they were sent and not sent back, or have been confirmed once."""
    return state in (State.SENT, State.CONFIRMED) or (state == State.DRAFT and bool(confirmed))


# — what is written —


def taken(written: Written) -> Written:
    """The texts as they are kept. Raises ActivityRefused by the part that is too long."""
    return replace(written, **{part: must_say(text, field=part, most=LENGTH) for part, text in written.said.items()})


def suggestion(expected: Iterable[str]) -> str:
    """A text to begin from: as many of the activity's expected results as fit, whole, a line each. Empty where none are stated."""
    kept: list[str] = []
    for text in expected:
        if len("\n".join([*kept, text])) > LENGTH:
            break
        kept.append(text)
    return "\n".join(kept)


# — who —


def may_write(actor: Actor, activity: ActivityRow, person: int, state: str) -> bool:
    """The participant, while the registration and the activity live."""
    return actor.person == person and state in LIVE_REGISTRATIONS and activity.stage_kind in LIVE


def must_write(actor: Actor, activity: ActivityRow, person: int, name: str, state: str) -> None:
    """Raises NotAllowed for others than the participant, AssignmentRefused where the registration or the activity is over."""
    if actor.person != person:
        raise NotAllowed(
            Sentence("Uppdraget skrivs av {name} och chefen.", "{name} and the manager write the assignment.").fill(name=name), source="E3"
        )
    _must_live(activity)
    if state not in LIVE_REGISTRATIONS:
        raise AssignmentRefused(
            Sentence("Det går inte att skriva nu: anmälan är {state}.", "It cannot be written now: the registration is {state}.").fill(
                state=REGISTRATION_WORDS[Registration(state)]
            ),
            source="E3",
        )


def _must_live(activity: ActivityRow) -> None:
    if activity.stage_kind not in LIVE:
        raise AssignmentRefused(
            Sentence("Aktiviteten är över: uppdraget står kvar som det var.", "The activity is over: the assignment stays as it was."),
            source="E3",
        )


def reads_texts(actor: Actor, activity: ActivityRow, *, person: int, organisation: int, shared: bool) -> bool:
    """The participant always; the organisation's people and those who lead once it has been sent."""
    if actor.person == person:
        return True
    return shared and ((actor.at_work and actor.organisation == organisation) or may_manage(actor, activity))


def reads_all(actor: Actor, activity: ActivityRow, process_leaders: Collection[int]) -> bool:
    """Those who lead, and the activity's process leaders: so that the sessions can build on what is wanted."""
    return may_manage(actor, activity) or (actor.person is not None and actor.person in process_leaders)


def must_not_be_the_participant(actor: Actor, person: int) -> None:
    """The manager's link is the manager's: the participant answers it as little as the own registration."""
    if actor.person == person:
        raise NotAllowed(
            Sentence("Det är din chef som svarar här, inte du.", "Your manager answers here, not you."),
            source="E3",
            mend=Sentence("Skriv på sidan Uppdrag i stället.", "Write on the page Assignment instead."),
        )


# — when —


def after(deed: str, state: State) -> State:
    """Where a deed leads from a state. Raises AssignmentRefused where it does not lead from there."""
    if state not in WAYS[deed]:
        raise AssignmentRefused(
            Sentence("Det går inte nu: uppdraget är {state}.", "That is not possible now: the assignment is {state}.").fill(
                state=WORDS[state]
            ),
            source="E3",
            mend=Sentence("Läs sidan igen: läget kan ha ändrats.", "Read the page again: things may have changed."),
        )
    return WAYS[deed][state]


def must_be_read_lately(read: int, now: int) -> None:
    """`read`: the revision that stood on the page. Raises Overtaken: somebody has written since."""
    if read != now:
        raise Overtaken(
            Sentence(
                "Uppdraget ändrades medan du skrev. Din text finns kvar i fälten men är inte sparad. Bredvid står hur det lyder nu.",
                "The assignment was changed while you wrote. Your text is still in the fields but is not saved. Beside it stands how it"
                " reads now.",
            ),
            now=now,
        )


def must_be_sendable(written: Written, state: str) -> None:
    """There is a place, and something to read. Raises AssignmentRefused.

    Until there is a place the manager reads the draft on the page where the registration is approved: one question at a time.
    """
    if state != Registration.CONFIRMED:
        raise AssignmentRefused(
            Sentence(
                "Uppdraget skickas när du har en plats. Din anmälan är {state}.",
                "The assignment is sent when you have a place. Your registration is {state}.",
            ).fill(state=REGISTRATION_WORDS[Registration(state)]),
            source="E3",
            mend=Sentence(
                "Spara utkastet. Chefen läser det när anmälan godkänns.",
                "Save the draft. The manager reads it when the registration is approved.",
            ),
        )
    if not written.challenge:
        raise AssignmentRefused(
            Sentence("Skriv din egen utmaning innan du skickar.", "Write your own challenge before you send."),
            field="challenge",
            source="E3",
            mend=Sentence("Resten kan chefen fylla i med dig.", "The manager can fill in the rest with you."),
        )


def must_have_a_place(activity: ActivityRow, state: str, name: str) -> None:
    """The manager confirms for somebody who has a place in something that is not over. Raises AssignmentRefused."""
    _must_live(activity)
    if state != Registration.CONFIRMED:
        raise AssignmentRefused(
            Sentence("{name} har inte längre någon plats.", "{name} no longer has a place.").fill(name=name),
            mend=Sentence("Du behöver inte göra något.", "You need not do anything."),
            source="E3",
        )


def must_be_whole(written: Written) -> None:
    """All four are said before the yes. Raises AssignmentRefused by the first that is missing."""
    missing = next((part for part in PARTS if not written.said[part.id]), None)
    if missing is not None:
        raise AssignmentRefused(
            Sentence("Skriv några ord här innan du bekräftar.", "Write a few words here before you confirm."),
            field=missing.id,
            source="E3",
            mend=Sentence("Eller skicka tillbaka och säg vad som saknas.", "Or send it back and say what is missing."),
        )


def must_say_why(word: str) -> str:
    """The word that goes with what is sent back. Raises ActivityRefused by `word`."""
    return must_say(
        word,
        field="word",
        most=WORD_LENGTH,
        missing=Sentence("Skriv vad som behöver ändras.", "Write what needs to change."),
    )


# — how many —


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Of those with a confirmed place: how many have a confirmed assignment, one with the manager, a draft. The rest have none."""

    places: int
    confirmed: int = 0
    sent: int = 0
    draft: int = 0

    @property
    def none(self) -> int:
        return self.places - self.confirmed - self.sent - self.draft

    @property
    def sentence(self) -> Sentence:
        if not self.places:
            return Sentence("Ingen har fått en plats än.", "Nobody has a place yet.")
        return Sentence(
            "{n} av {all} har ett bekräftat uppdrag", "{n} of {all} have a confirmed assignment"
        ).fill(n=self.confirmed, all=self.places)  # fmt: skip


def evidence(tally: Tally, today: date) -> Sentence | None:
    """What shows that the activity has the first success factor (C7); None where nobody's assignment is confirmed."""
    if not tally.confirmed:
        return None
    return Sentence(
        "{n} av {all} deltagare har ett uppdrag som chefen har bekräftat ({day}).",
        "{n} of {all} participants have an assignment that the manager has confirmed ({day}).",
    ).fill(n=tally.confirmed, all=tally.places, day=today)
