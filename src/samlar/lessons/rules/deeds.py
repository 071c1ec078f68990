"""Refusals of deeds upon lessons and uptakes, who may do them, and how long texts are."""

from datetime import date

from samlar.activities.rules.deeds import Overtaken
from samlar.formats.sentence import Refusal, Sentence
from samlar.lessons.rules.words import Kind
from samlar.people.rules import Actor, NotAllowed
from samlar.talk.rules import lines_of

SENTENCE = 200
TEXT = 600
LONG = 2000
WORD = 500
LINE = 300


class LessonRefused(Refusal):
    """The deed does not fit what the lesson or the uptake is, or what was written is not enough; `field` says where."""


def taken_text(text: str, *, field: str, most: int, missing: Sentence | None = None) -> str:
    """The text without spaces around. Raises LessonRefused where it is too long, or empty and `missing` says that it must not be."""
    said = lines_of(text).strip()
    if not said and missing is not None:
        raise LessonRefused(missing, field=field, source="F2")
    if len(said) > most:
        raise LessonRefused(
            Sentence(
                "Texten har {length} tecken. Högst {most} får plats.", "The text has {length} characters. There is room for {most} at most."
            ).fill(length=len(said), most=most),
            field=field,
        )
    return said


def may_work_with(actor: Actor, organisation: int) -> bool:
    """Whoever works at the organisation carries its lessons and its uptakes: nothing stops when somebody is ill or leaves (A3)."""
    return actor.at_work and actor.organisation == organisation


def must_work_with(actor: Actor, organisation: int, name: str) -> None:
    """Raises NotAllowed for those who work elsewhere."""
    if not may_work_with(actor, organisation):
        raise NotAllowed(
            Sentence("Det här gör de som arbetar på {name}.", "This is done by those who work at {name}.").fill(name=name),
            source="F2",
            mend=Sentence("Ta hem lärdomen till er egen organisation i stället.", "Take the lesson home to your own organisation instead."),
        )


def must_be_read_lately(read: int, now: int) -> None:
    """`read`: the revision that stood on the page. Raises Overtaken: somebody has changed it since."""
    if read != now:
        raise Overtaken(
            Sentence(
                "En kollega hann ändra medan sidan var öppen. Det du skrev finns kvar i fälten men är inte sparat.",
                "A colleague changed this while the page was open. What you wrote is still in the fields but is not saved.",
            ),
            now=now,
        )


def must_have_been(day: date | None, *, learned: date, today: date, field: str = "day", kind: Kind = Kind.LESSON) -> date:
    """The day of evidence: there, not in the future, not before the lesson itself. Raises LessonRefused at `field` (F2)."""
    if day is None:
        raise LessonRefused(Sentence("Skriv vilken dag det var.", "Say which day it was."), field=field, source="F2")
    if day > today:
        raise LessonRefused(
            Sentence("Den dagen har inte varit än.", "That day has not been yet."),
            field=field,
            source="F2",
            mend=Sentence(
                "Skriv dagen då det hände. Det som ska hända skriver ni som nästa steg.",
                "Give the day it happened. What is to come belongs in the next step.",
            ),
        )
    if day < learned:
        what = Sentence("exemplet", "the example") if kind == Kind.EXAMPLE else Sentence("lärdomen", "the lesson")
        raise LessonRefused(
            Sentence("Dagen är före {what}, som är från den {day}.", "The day is before {what}, which is from {day}.").fill(
                what=what, day=learned
            ),
            field=field,
            source="F2",
            mend=Sentence("Kontrollera året.", "Check the year."),
        )
    return day
