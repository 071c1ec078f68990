"""The figures of what has been held, and what each one counts (E6). Every figure says its definition; names of persons are in none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from samlar.formats.sentence import Refusal, Sentence
from samlar.registration.rules.writing import sounds

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
REGION, AGENCY = "region", "agency"


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure is called and what it counts."""

    name: Sentence
    says: Sentence


DEFINITIONS = {
    "people": Definition(
        Sentence("Unika personer", "Unique people"),
        Sentence("Personer som har varit på plats på minst en träff. Var och en räknas en gång.",
                 "People who were present at one session at least. Each counts once."),
    ),
    "participations": Definition(
        Sentence("Deltaganden", "Participations"),
        Sentence("En person på en träff är ett deltagande, oavsett hur många programpunkter personen var på.",
                 "One person at one session is one participation, however many items the person was at."),
    ),
    "registered": Definition(
        Sentence("Anmälda organisationer", "Registered organisations"),
        Sentence("Organisationer med minst en bekräftad anmälan, vare sig någon kom eller inte.",
                 "Organisations with one confirmed registration at least, whether anybody came or not."),
    ),
    "attended": Definition(
        Sentence("Organisationer på plats", "Organisations present"),
        Sentence("Organisationer som någon på plats kom från. Den organisation där personen arbetade den dagen räknas.",
                 "Organisations that somebody present came from: the one where the person worked that day."),
    ),
    "sessions": Definition(
        Sentence("Träffar", "Sessions"),
        Sentence("Träffar som har släppts i programmet eller där någon har varit på plats, som har börjat och inte ställts in.",
                 "Sessions that were released in the programme or where somebody was present, that have begun and were not cancelled."),
    ),
    "study_visits": Definition(
        Sentence("Studiebesök", "Study visits"),
        Sentence("Träffar av slaget studiebesök, bland dem som har hållits.", "Sessions that were study visits, among those held."),
    ),
    "regions_visited": Definition(
        Sentence("Besökta regioner", "Regions visited"),
        Sentence("Regioner som har varit värd för minst ett studiebesök.", "Regions that hosted one study visit at least."),
    ),
    "speakers": Definition(
        Sentence("Talare", "Speakers"),
        Sentence("De som talade på programpunkter vid träffar som har hållits. Samma namn i samma aktivitet räknas en gång. "
                 "Kön är vad talaren själv har uppgett, och räknas när fem har gjort det.",
                 "Those who spoke at items of sessions held. The same name in the same activity counts once. "
                 "Gender is what the speaker has said, and is counted once five have said it."),
    ),
    "absences": Definition(
        Sentence("Frånvaro", "Absences"),
        Sentence("Hur många gånger någon var anmäld, noterades och inte kom till en träff.",
                 "How many times somebody was registered, was noted and did not come to a session."),
    ),
}  # fmt: skip
FEWEST = 5  # that have stated a gender, before anything is told of it: what one has said is nobody else's (0007)
TOO_FEW = Sentence("Färre än fem har sagt sitt kön.", "Fewer than five have stated their gender.")
GENDERS = {
    "woman": Sentence("kvinnor", "women"),
    "man": Sentence("män", "men"),
    "other": Sentence("annat", "other"),
    "": Sentence("inte uppgett", "not stated"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFigures:
    """One organisation: whether it had a confirmed registration, how many people came and how often. `kind` is that of the day."""

    id: int
    name: str
    slug: str
    kind: str
    registered: bool
    people: int
    participations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFigures:
    """One session that was held."""

    id: int
    activity: int
    title: str
    day: date
    kind: str
    host: str
    there: int
    absent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFigures:
    """The figures of a part of the whole: one format, or one activity. `name` of a format is its word."""

    id: int
    name: str
    sessions: int
    people: int
    organisations: int
    participations: int


@dataclass(frozen=True, slots=True)
class KindFigures:
    """How many organisations of a kind were registered and how many were there."""

    kind: str
    name: Sentence
    registered: int
    attended: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of one activity, or of a period. `speakers` by gender, in the order of GENDERS; empty where an organisation is chosen,
    and where fewer than five have stated theirs. `speakers_in_all`: how many they are; None where an organisation is chosen."""

    people: int
    participations: int
    registered: int
    attended: int
    sessions: int
    study_visits: int
    regions_visited: int
    absences: int
    speakers: dict[str, int]
    speakers_in_all: int | None
    kinds: tuple[KindFigures, ...]
    organisations: tuple[OrganisationFigures, ...]
    held: tuple[SessionFigures, ...] = ()
    formats: tuple[PartFigures, ...] = ()
    activities: tuple[PartFigures, ...] = ()

    def in_three(self, which: str) -> tuple[int, int, int]:
        """Regions, agencies and others among those `registered` or `attended`: how the board counts them."""
        counts = {one.kind: getattr(one, which) for one in self.kinds}
        regions, agencies = counts.pop(REGION, 0), counts.pop(AGENCY, 0)
        return regions, agencies, sum(counts.values())


@dataclass(frozen=True, slots=True)
class Attended:
    """Somebody at a session, for the lead's own list."""

    day: date
    session: str
    person: str
    organisation: str
    present: bool
    noted: datetime


class PeriodRefused(Refusal):
    """The period cannot be."""


def must_be_a_period(first: date | None, last: date | None) -> tuple[date, date]:
    """The period itself. Raises PeriodRefused by the field: a day missing, in another age, the end before the beginning."""
    for field, day in (("first", first), ("last", last)):
        if day is None or not FIRST_DAY <= day <= LAST_DAY:
            raise PeriodRefused(Sentence("Välj en dag mellan 1990 och 2099.", "Choose a day between 1990 and 2099."), field=field)
    assert first is not None
    assert last is not None
    if last < first:
        raise PeriodRefused(Sentence("Sista dagen kommer före första dagen.", "The last day comes before the first."), field="last")
    return first, last


def speakers_by_gender(rows: Iterable[tuple[int, str, str]]) -> dict[str, int]:
    """How many speakers have said what of their gender, of (activity, name, gender): each name once an activity, with what was said."""
    said: dict[tuple[int, str], str] = {}
    for activity, name, gender in rows:
        who = (activity, sounds(name))
        said[who] = said.get(who) or (gender if gender in GENDERS else "")
    return {gender: sum(one == gender for one in said.values()) for gender in GENDERS}


def told_of_gender(counts: dict[str, int]) -> dict[str, int]:
    """The counts, where enough have stated theirs for none to be read out of them; else nothing."""
    return counts if sum(counts.values()) - counts[""] >= FEWEST else {}
