"""An organisation's board: which card needs care first, what has stopped, how old what shows it is (F2). Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from samlar.formats.sentence import MONTHS, Sentence
from samlar.lessons.rules.words import LADDER, STANDING_WORDS, Kind, Standing, capital

STOPPED_AFTER = 6  # months without movement
ON_A_COLUMN = 20
ENDED_SHOWN = 5


class Narrow(StrEnum):
    """What the board can be narrowed to. The words stand in the address."""

    MINE = "mina"
    ALONE = "utan-agare"
    LATE = "sena"
    STOPPED = "stilla"


NARROW_WORDS = {
    Narrow.MINE: Sentence("Mina", "Mine"),
    Narrow.ALONE: Sentence("Utan ägare", "Without owner"),
    Narrow.LATE: Sentence("Försenade", "Late"),
    Narrow.STOPPED: Sentence("Står still", "At a standstill"),
}


class Light(NamedTuple):
    """What is known of every card of an organisation, also of those that are not shown. Days as ISO text."""

    id: int
    lesson: int
    activity: int | None
    standing: Standing
    mine: bool
    alone: bool  # nobody owns it who works there today
    late: bool  # the next step's day has passed
    stopped: bool
    next_day: str
    since: str

    def waits(self, narrow: Narrow) -> bool:
        """Whether this is left when the board is narrowed so."""
        return bool(self[PLACE[narrow]])

    @property
    def care(self) -> tuple[int, str, str, int]:
        """What needs care comes first: without owner, late, stopped; then whose day comes soonest, then what has stood longest."""
        worst = 0 if self.alone else 1 if self.late else 2 if self.stopped else 3
        return worst, self.next_day or "9999", self.since, self.id


PLACE = {narrow: Light._fields.index(name) for narrow, name in zip(Narrow, ("mine", "alone", "late", "stopped"), strict=True)}


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """One card. `evidence`: the day of the newest that holds."""

    id: int
    lesson: int
    kind: Kind
    sentence: str
    owner_name: str
    mine: bool
    alone: bool
    standing: Standing
    since: date
    next_step: str
    next_day: date | None
    late: bool
    stopped: bool
    evidence: date | None
    revision: int


def by_care(cards: Iterable[Light]) -> list[Light]:
    """In the order in which they need care."""
    return sorted(cards, key=lambda one: one.care)


def months_between(then: date, today: date) -> int:
    """Whole months from one day to another; none for a day to come."""
    return max(0, (today.year - then.year) * 12 + today.month - then.month - (today.day < then.day))


def months_ago(today: date, months: int) -> date:
    """The same day some months before, or that month's last."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    for day in (today.day, 30, 29, 28):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    raise AssertionError


def month_of(then: date, today: date) -> Sentence:
    """The month in words, with its year where that is another: mars, november 2025."""
    year = "" if then.year == today.year else f" {then.year}"
    return Sentence(f"{MONTHS['sv'][then.month - 1]}{year}", f"{MONTHS['en'][then.month - 1]}{year}")


def age(then: date, today: date) -> Sentence:
    """How long ago in words: en månad, 8 månader, 2 år."""
    months = months_between(then, today)
    if months == 0:
        return Sentence("mindre än en månad", "less than a month")
    if months == 1:
        return Sentence("en månad", "one month")
    if months < 24:
        return Sentence("{n} månader", "{n} months").fill(n=months)
    return Sentence("{n} år", "{n} years").fill(n=months // 12)


def evidence_said(card: CardRow, today: date) -> Sentence:
    """How old what shows it is: „Underlaget är 8 månader gammalt.“"""
    if card.evidence is None:
        return Sentence("Inget underlag än.", "No evidence yet.")
    if months_between(card.evidence, today) == 0:
        return Sentence("Underlaget är nytt.", "The evidence is new.")
    return Sentence("Underlaget är {age} gammalt.", "The evidence is {age} old.").fill(age=age(card.evidence, today))


def stopped_said(card: CardRow, today: date) -> Sentence | None:
    """That nothing has moved, and since when; None where it has."""
    if not card.stopped:
        return None
    moved = max(card.since, card.evidence or card.since)
    return Sentence("Har stått still sedan {month}.", "At a standstill since {month}.").fill(month=month_of(moved, today))


def neighbours(standing: Standing) -> tuple[Standing | None, Standing | None]:
    """The step before and the step after, as the buttons of a card move it; none beyond the ends, and none for what is ended."""
    if standing not in LADDER:
        return None, None
    rank = standing.rank
    return (LADDER[rank - 1] if rank else None), (LADDER[rank + 1] if rank + 1 < len(LADDER) else None)


NUMBERS = (
    "noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton", "fjorton", "femton", "sexton",
    "sjutton", "arton", "nitton", "tjugo",
)  # fmt: skip
NUMBERS_EN = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip


def in_words(number: int) -> Sentence:
    """A number as it is written in a sentence: in letters to twenty."""
    if number < len(NUMBERS):
        return Sentence(NUMBERS[number], NUMBERS_EN[number])
    return Sentence("{n}", "{n}").fill(n=number)


def headline(counts: Sequence[int]) -> Sentence:
    """What the drawing of the board says: counts from taken home to used, in the ladder's order."""
    total, used = sum(counts), counts[-1]
    if total == 1:
        return (
            Sentence("Den enda hemtagningen används.", "The only uptake is in use.")
            if used
            else Sentence("Den enda hemtagningen används inte än.", "The only uptake is not in use yet.")
        )
    if used == 0:
        said = Sentence("Ingen av de {total} hemtagningarna används än.", "None of the {total} uptakes is in use yet.")
    elif used < total:
        said = Sentence("{used} av {total} hemtagningar används.", "{used} of {total} uptakes are in use.")
    elif total == 2:
        said = Sentence("Båda hemtagningarna används.", "Both uptakes are in use.")
    else:
        said = Sentence("Alla {total} hemtagningarna används.", "All {total} uptakes are in use.")
    return capital(said.fill(used=in_words(used), total=in_words(total)))


COLUMN_WORDS = {standing: capital(word) for standing, word in STANDING_WORDS.items()}
