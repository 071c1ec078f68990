"""An organisation asks one that has come further for a conversation or a visit (F7): asked → accepted → held, or no. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from samlar.formats.counted import count_of
from samlar.formats.sentence import Sentence
from samlar.lessons.rules.deeds import WORD, LessonRefused, taken_text
from samlar.lessons.rules.words import Kind, Standing, capital
from samlar.people.rules import NotAllowed

FURTHER = (Standing.ANCHORED, Standing.USED)  # who can be asked
BEGUN = (Standing.TAKEN, Standing.SHARED, Standing.TRIED)  # who is helped by asking


class Sort(StrEnum):
    CONVERSATION = "conversation"
    VISIT = "visit"


class State(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    HELD = "held"


OPEN = (State.ASKED, State.ACCEPTED)
SORT_WORDS = {Sort.CONVERSATION: Sentence("samtal", "conversation"), Sort.VISIT: Sentence("besök", "visit")}
STATE_WORDS = {
    State.ASKED: Sentence("väntar på svar", "waits for an answer"),
    State.ACCEPTED: Sentence("bestämt", "agreed"),
    State.DECLINED: Sentence("passade inte", "did not fit"),
    State.WITHDRAWN: Sentence("tillbakadraget", "withdrawn"),
    State.HELD: Sentence("genomfört", "held"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: a conversation or a visit, with a word, and the day that would suit."""

    sort: Sort = Sort.CONVERSATION
    message: str = ""
    wanted_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """One request, as either of the two organisations reads it. `asks`: the viewer works where it was asked; `hosts`: at the other.

    `answered_by` and `answered_email` are empty to those who ask until the others have said yes: nobody is called before.
    """

    id: int
    lesson: int
    kind: Kind
    sentence: str
    sort: Sort
    state: State
    by: int
    by_name: str
    by_slug: str
    person_name: str
    person_email: str
    to: int
    to_name: str
    to_slug: str
    answered_by: str
    answered_email: str
    message: str
    wanted_day: date | None
    answer: str
    day: date | None
    asked: datetime
    answered: datetime | None
    asks: bool
    hosts: bool

    def is_over(self, today: date) -> bool:
        """Agreed upon, and its day has come."""
        return self.state == State.ACCEPTED and self.day is not None and self.day <= today


def taken(wish: Wish, *, today: date) -> Wish:
    """What is asked, as it is kept. Raises LessonRefused at `message` (nothing, too long) or `wanted_day` (has been)."""
    message = taken_text(
        wish.message,
        field="message",
        most=WORD,
        missing=Sentence("Skriv vad ni vill lära er av dem.", "Say what you want to learn from them."),
    )
    if wish.wanted_day is not None and wish.wanted_day < today:
        raise LessonRefused(
            Sentence("Den dagen har redan varit.", "That day has been already."),
            field="wanted_day",
            source="F7",
            mend=Sentence("Välj en dag framåt, eller lämna tomt.", "Choose a day to come, or leave it empty."),
        )
    return Wish(wish.sort, message, wish.wanted_day)


def must_be_another(own: int, to: int) -> None:
    """Raises LessonRefused where somebody asks at home."""
    if own == to:
        raise LessonRefused(
            Sentence("Det är er egen organisation.", "That is your own organisation."),
            source="F7",
            mend=Sentence("Fråga en kollega direkt.", "Ask a colleague directly."),
        )


def must_be_further(standing: Standing | None, name: str) -> None:
    """Raises LessonRefused where the other organisation does not show that it has anchored or uses it."""
    if standing not in FURTHER:
        raise LessonRefused(
            Sentence("{name} visar inte att de har förankrat det här.", "{name} does not show that it has anchored this.").fill(name=name),
            source="F7",
            mend=Sentence("Välj någon som har kommit längre.", "Choose somebody who has come further."),
        )


def asked_already(name: str) -> LessonRefused:
    """One open request to each, about each lesson."""
    return LessonRefused(
        Sentence("Ni har redan frågat {name} om det här.", "You have asked {name} about this already.").fill(name=name),
        source="F7",
        mend=Sentence("Se frågan bland era besök.", "See the question among your visits."),
    )


def agreed_day(day: date | None, *, today: date) -> date:
    """The day that a yes comes with. Raises LessonRefused at `day`."""
    if day is None:
        raise LessonRefused(Sentence("Skriv vilken dag som passar er.", "Say which day suits you."), field="day", source="F7")
    if day < today:
        raise LessonRefused(
            Sentence("Den dagen har redan varit.", "That day has been already."),
            field="day",
            source="F7",
            mend=Sentence("Välj en dag framåt.", "Choose a day to come."),
        )
    return day


# Who does what, from which states: "hosts" were asked, "asks" asked, "both" either.
DEEDS: dict[str, tuple[str, tuple[State, ...], State]] = {
    "accept": ("hosts", (State.ASKED, State.ACCEPTED), State.ACCEPTED),
    "decline": ("hosts", (State.ASKED, State.ACCEPTED), State.DECLINED),
    "withdraw": ("asks", (State.ASKED, State.ACCEPTED), State.WITHDRAWN),
    "hold": ("both", (State.ACCEPTED,), State.HELD),
}


def may(row: VisitRow, deed: str) -> bool:
    """Whether the viewer's organisation can do it now, but for the day of what is marked as held."""
    who, states, _ = DEEDS[deed]
    return row.state in states and ((row.hosts and who in ("hosts", "both")) or (row.asks and who in ("asks", "both")))


def after(row: VisitRow, deed: str, *, today: date) -> State:
    """The state that a deed leads to. Raises NotAllowed (the other side's to do), LessonRefused (too late, or too early)."""
    who, states, then = DEEDS[deed]
    if not ((row.hosts and who in ("hosts", "both")) or (row.asks and who in ("asks", "both"))):
        raise NotAllowed(
            Sentence("Det gör {name}.", "That is done by {name}.").fill(name=row.to_name if who == "hosts" else row.by_name), source="F7"
        )
    if row.state not in states:
        raise LessonRefused(
            Sentence("Frågan är inte öppen längre: {state}.", "The question is no longer open: {state}.").fill(
                state=STATE_WORDS[row.state]
            ),
            source="F7",
            mend=Sentence("Läs svaret här på sidan.", "Read the answer here on the page."),
        )
    if deed == "hold" and not row.is_over(today):
        raise LessonRefused(
            Sentence("Dagen har inte varit än.", "The day has not been yet."),
            source="F7",
            mend=Sentence("Kom tillbaka när ni har setts.", "Come back when you have met."),
        )
    return then


def headline(standings: Sequence[Standing], own: Standing | None) -> Sentence:
    """ "Tre organisationer har förankrat det ni prövar": those who have come further, and where oneself stands."""
    many = count_of("organisation", len(standings))
    mine = MINE[own] if own in MINE else Sentence("det här", "this")
    if all(one == Standing.USED for one in standings):
        said = Sentence("{many} använder {mine}", "{many} {use} {mine}")
    else:
        said = Sentence("{many} har förankrat {mine}", "{many} {have} anchored {mine}")
    one = len(standings) == 1
    use, have = Sentence("", "uses" if one else "use"), Sentence("", "has" if one else "have")
    return capital(said.fill(many=many, mine=mine, use=use, have=have))


MINE = {
    Standing.TAKEN: Sentence("det ni har tagit hem", "what you have taken home"),
    Standing.SHARED: Sentence("det ni har delat", "what you have shared"),
    Standing.TRIED: Sentence("det ni prövar", "what you are trying"),
}
SAY_WHY = Sentence("Skriv några ord till dem som frågade.", "Write a few words to those who asked.")
