"""What a year of joint learning changed, and the figures of the way there: what each one counts (F2, F3, F4). Pure.

Every figure is a part of something and says of how many; there is no score. Only what the viewer sees is counted.
"""

from dataclasses import dataclass, field
from datetime import date

from samlar.formats.sentence import Sentence
from samlar.lessons.rules.words import Kind, Step

OWNER_DAYS = 60
MONTHS = {3: 91, 6: 183, 12: 365}  # months to days: the same on every day of the year and in every database


@dataclass(frozen=True, slots=True)
class Share:
    """`n` of `of`. `of` may be 0: nothing could be counted yet."""

    n: int
    of: int

    @property
    def said(self) -> Sentence:
        return Sentence("{n} av {of}", "{n} of {of}").fill(n=self.n, of=self.of) if self.of else NOTHING_YET


@dataclass(frozen=True, slots=True)
class Median:
    """The middle one of `n` numbers of days; the lower of two middles. None where there are none."""

    days: int | None
    n: int


NOTHING_YET = Sentence("inget att räkna än", "nothing to count yet")
TAKEN = "taken"
BETWEEN = ((TAKEN, Step.SHARED), (Step.SHARED, Step.TRIED), (Step.TRIED, Step.ANCHORED), (Step.ANCHORED, Step.USED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The way home of what was taken home in a period.

    `reached`: {(step, months): share} of those taken home at least so many months ago. `between`: median days from one step to the next.
    `shared_lessons`: lessons that more than one organisation has taken home, of all that were. `from_others`: uptakes of what another
    organisation wrote, of all. `now`: {standing: how many}.
    """

    taken: int
    organisations: int
    owned: Share
    reached: dict[tuple[Step, int], Share]
    between: dict[tuple[str, Step], Median]
    shared_lessons: Share
    from_others: Share
    declined: Share
    now: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One *used*: what has changed where, since when, from which activity and from whom. `activity` only where the viewer sees it.

    `learned_from`: the organisations that it was learned from; empty where the organisation built on its own.
    """

    uptake: int
    lesson: int
    kind: Kind
    sentence: str
    organisation: str
    slug: str
    changed: str
    since: date
    activity: int | None
    activity_title: str
    learned_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is narrowed to. `year`: of the change (the list), or of the day it was taken home (the figures)."""

    year: int | None = None
    organisation: int | None = None
    activity: int | None = None
    format: str = ""
    theme: int | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    name: Sentence
    says: Sentence


DEFINITIONS = {
    "taken": Definition(
        Sentence("Hemtagningar", "Taken home"),
        Sentence(
            "En lärdom eller ett exempel som en organisation har tagit hem. Perioden är den dag då det togs hem. "
            "Bara det som organisationerna visar dig räknas.",
            "A lesson or an example that an organisation has taken home. The period is that of the day it was. "
            "Only what the organisations show you is counted.",
        ),
    ),
    "owned": Definition(
        Sentence("Har ägare inom 60 dagar", "Has an owner within 60 days"),
        Sentence(
            "Hemtagningar där någon hemma har tagit ansvar inom 60 dagar, av dem som togs hem för minst 60 dagar sedan.",
            "Those where somebody at home took charge within 60 days, of those taken home at least 60 days ago.",
        ),
    ),
    "reached": Definition(
        Sentence("Har nått steget", "Has reached the step"),
        Sentence(
            "Det finns underlag för steget, från en dag inom 91, 183 eller 365 dagar (3, 6 och 12 månader) efter hemtagningen. "
            "Använd räknas när alla fyra stegen har underlag och någon annan har kontrollerat det. "
            "Av dem som togs hem för minst så länge sedan. "
            "Ett steg som organisationen har gått tillbaka från räknas ändå: det nåddes.",
            "There is evidence of the step, of a day within 91, 183 or 365 days (3, 6 and 12 months) after it was taken home. "
            "Used counts when all four steps have evidence and somebody else has checked it. Of those taken home at least that long ago. "
            "A step that the organisation has gone back from counts all the same: it was reached.",
        ),
    ),
    "between": Definition(
        Sentence("Dagar mellan stegen", "Days between the steps"),
        Sentence(
            "Medianen av dagarna från ett steg till nästa, bland dem som har nått båda. "
            "Prövade man innan man berättade räknas det som 0 dagar.",
            "The median of the days from one step to the next, among those that have reached both. "
            "Tried before it was told counts as 0 days.",
        ),
    ),
    "shared_lessons": Definition(
        Sentence("Tas hem av flera", "Taken home by several"),
        Sentence(
            "Lärdomar och exempel som minst två organisationer har tagit hem, av alla som någon har tagit hem.",
            "Lessons and examples that two organisations or more have taken home, of all that any has.",
        ),
    ),
    "from_others": Definition(
        Sentence("Kommer från någon annan", "Come from somebody else"),
        Sentence(
            "Hemtagningar av det som en annan organisation har skrivit, av alla.",
            "Those of what another organisation has written, of all.",
        ),
    ),
    "declined": Definition(
        Sentence("Avstådda", "Declined"),
        Sentence(
            "Hemtagningar som organisationen har valt att avstå, med skäl, av alla. Skälet läser den egna organisationen.",
            "Those that the organisation has chosen to decline, with a reason, of all. The reason is read by the organisation itself.",
        ),
    ),
}


def headline(changes: int, organisations: int, year: int | None) -> Sentence:
    """What the page says first."""
    if not changes:
        return Sentence("Inget har nått hela vägen än.", "Nothing has come all the way yet.")
    when = Sentence(" år {year}", " in {year}").fill(year=str(year)) if year else Sentence("", "")
    if changes == 1:
        return Sentence("En sak har ändrats hemma{when}.", "One thing has changed at home{when}.").fill(when=when)
    return Sentence(
        "{n} saker har ändrats hemma, i {o} organisationer{when}.", "{n} things have changed at home, in {o} organisations{when}."
    ).fill(n=changes, o=organisations, when=when)
