"""When two lessons are one: who may say so, into which, and what an organisation that has both is left with (F1, F2). Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samlar.formats.sentence import Sentence
from samlar.lessons.rules.deeds import LessonRefused
from samlar.lessons.rules.ladder import Shown
from samlar.lessons.rules.lessons import must_live
from samlar.lessons.rules.rows import LessonRow
from samlar.lessons.rules.words import STEPS, Kind, Reach, Standing, Step
from samlar.people.rules import MEMBERS, PUBLIC, Actor, MandateKind, NotAllowed


def may_merge(actor: Actor, one: LessonRow, *, leads: bool) -> bool:
    """Whether the viewer may merge this lesson with some other: writes it, holds the quality mandate, or leads where it comes from."""
    return actor.at_work and (one.ours or leads or actor.holds(MandateKind.QUALITY))


def must_merge(actor: Actor, one: LessonRow, into: LessonRow, *, leads: bool) -> None:
    """`leads`: the viewer leads the activity that both come from.

    Raises NotAllowed for those who carry neither both lessons nor the quality mandate nor such a lead; LessonRefused at `into` for the
    lesson itself, one that lives no more, an example into a lesson, and one that fewer may read.
    """
    must_live(one)
    if one.id == into.id:
        raise LessonRefused(Sentence("Välj en annan lärdom än den här.", "Choose another lesson than this one."), field="into", source="F1")
    if not into.live:
        raise LessonRefused(
            Sentence("Den du valde är föråldrad eller redan sammanförd.", "The one you chose is obsolete or merged already."),
            field="into",
            source="F1",
        )
    if not actor.at_work or not ((one.ours and into.ours) or leads or actor.holds(MandateKind.QUALITY)):
        raise NotAllowed(
            Sentence(
                "Två lärdomar förs samman av den organisation som skrev båda, av dem som leder aktiviteten som båda kommer från, "
                "eller av dem som har kansliets mandat för kvalitet.",
                "Two lessons are merged by the organisation that wrote both, by those who lead the activity that both come from, "
                "or by those who hold the mandate for quality.",
            ),
            source="F1",
            mend=Sentence("Be {name} om det.", "Ask {name} to do it.").fill(name=into.organisation_name),
        )
    if one.kind == Kind.EXAMPLE and into.kind == Kind.LESSON:
        raise LessonRefused(
            Sentence("Ett exempel berättar mer än en lärdom.", "An example tells more than a lesson."),
            field="into",
            source="F1",
            mend=Sentence(
                "Öppna lärdomen i stället, och för samman den med exemplet.", "Open the lesson instead, and merge it with the example."
            ),
        )
    if not reaches_as_far(into.audience, one.audience):
        raise LessonRefused(
            Sentence("Den du valde läses av färre än den här.", "The one you chose is read by fewer than this one."),
            field="into",
            source="F1",
            mend=Sentence(
                "Dela den med fler först, eller för samman åt andra hållet.", "Share it with more first, or merge the other way."
            ),
        )


def reaches_as_far(into: str, one: str) -> bool:
    """Whether whoever reads the one reads the other, too, by their audiences."""
    return into in (PUBLIC, one) or one.startswith("org:") or (into == MEMBERS and one != PUBLIC)


@dataclass(frozen=True, slots=True)
class Held:
    """What one of an organisation's two uptakes stands on: {step: its living evidence}, and whether somebody owns it."""

    standing: Standing
    evidence: Mapping[Step, Shown]
    owned: bool


def further(moved: Held, kept: Held) -> bool:
    """Whether the uptake of the lesson that goes has come further than that of the lesson that stays."""
    return moved.standing.rank > kept.standing.rank


def filled(first: Iterable[Step], second: Iterable[Step]) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """Whose evidence holds after the merge: all of the furthest one's, and of the other's what it lacks. Each step at most once."""
    own = tuple(step for step in STEPS if step in set(first))
    return own, tuple(step for step in STEPS if step in set(second) and step not in own)


def narrowest(one: str, other: str) -> Reach:
    """What an organisation shows of two is no more than it showed of either."""
    order = (Reach.OWN, Reach.MEMBERS, Reach.PUBLIC)
    return min(Reach(one), Reach(other), key=order.index)
