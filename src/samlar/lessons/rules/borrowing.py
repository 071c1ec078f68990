""" "We stole this": whom an organisation learned from, and what it adapted (F4). Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from samlar.formats.counted import count_of
from samlar.formats.sentence import Sentence
from samlar.lessons.rules.deeds import TEXT, LessonRefused, must_have_been, taken_text
from samlar.lessons.rules.words import Kind, capital


@dataclass(frozen=True, slots=True, kw_only=True)
class Stolen:
    """What somebody writes: from whom, what was adapted (may be left out), and when; today where no day is said."""

    organisation: int | None
    adapted: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BorrowingRow:
    """One borrowing: `by` learned it from `of`. `ours`: the viewer works at `by` and may change it. `person` is empty for all others."""

    id: int
    uptake: int
    lesson: int
    kind: Kind
    sentence: str
    by: int
    by_name: str
    by_slug: str
    of: int
    of_name: str
    of_slug: str
    adapted: str
    day: date
    person_name: str
    ours: bool

    @property
    def revision(self) -> int:
        """What stood on the page that it was changed from: a number that follows from its words."""
        return crc32(f"{self.of}\n{self.day}\n{self.adapted}".encode()) & 0x7FFFFFFF


def taken(stolen: Stolen, *, own: int, sources: Collection[int], learned: date, today: date, kind: Kind) -> Stolen:
    """What is kept. Raises LessonRefused at the field: from oneself, from nobody that has it, too long, a day that cannot be."""
    if stolen.organisation == own:
        raise LessonRefused(
            Sentence("Ni kan inte stjäla av er själva.", "You cannot steal from yourselves."),
            field="organisation",
            source="F4",
            mend=Sentence("Välj organisationen som ni lärde er av.", "Choose the organisation that you learned from."),
        )
    if stolen.organisation not in sources:
        raise LessonRefused(
            Sentence("Välj vem ni lärde er av.", "Choose whom you learned from."),
            field="organisation",
            source="F4",
            mend=Sentence(
                "Listan har den som äger exemplet eller lärdomen och de som har tagit hem det.",
                "The list has whose it is and those who have taken it home.",
            ),
        )
    adapted = taken_text(stolen.adapted, field="adapted", most=TEXT)
    day = must_have_been(stolen.day or today, learned=learned, today=today, kind=kind)
    return Stolen(organisation=stolen.organisation, adapted=adapted, day=day)


def already(name: str) -> LessonRefused:
    """It says already that they learned it from there."""
    return LessonRefused(
        Sentence("Det står redan att ni har stulit det av {name}.", "It says already that you stole it from {name}.").fill(name=name),
        field="organisation",
        source="F4",
        mend=Sentence("Ändra det som står i stället.", "Change what it says instead."),
    )


def told(organisations: int, kind: Kind) -> Sentence:
    """How many have stolen it, as the page says it: "Fem organisationer har stulit det här"."""
    many = count_of("organisation", organisations)
    what = Sentence("exemplet", "this example") if kind == Kind.EXAMPLE else Sentence("lärdomen", "this lesson")
    has = Sentence("har", "has" if organisations == 1 else "have")
    return capital(Sentence("{many} {has} stulit {what}", "{many} {has} stolen {what}").fill(many=many, has=has, what=what))
