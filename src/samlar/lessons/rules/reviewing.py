"""The light review, and when a lesson no longer holds (F1). Pure."""

from samlar.formats.sentence import Sentence
from samlar.lessons.rules.deeds import LINE, WORD, LessonRefused, taken_text
from samlar.lessons.rules.lessons import must_live
from samlar.lessons.rules.rows import LessonRow
from samlar.lessons.rules.words import State
from samlar.people.rules import Actor, NotAllowed


def may_review(actor: Actor, row: LessonRow) -> bool:
    """Whoever works at another organisation than the one that wrote it, once it is shared."""
    return actor.at_work and actor.organisation != row.organisation and row.state in (State.SHARED, State.PUBLISHED)


def must_review(actor: Actor, row: LessonRow) -> None:
    """Raises NotAllowed for the writing organisation itself, LessonRefused for what is a draft or lives no more."""
    must_live(row)
    if not actor.at_work or actor.organisation == row.organisation:
        raise NotAllowed(
            Sentence(
                "Granskningen görs av någon utanför {name}, som skrev lärdomen.",
                "The review is made by somebody outside {name}, who wrote the lesson.",
            ).fill(name=row.organisation_name),
            source="F1",
            mend=Sentence("Be någon i en annan organisation att läsa den.", "Ask somebody in another organisation to read it."),
        )
    if row.state == State.DRAFT:
        raise LessonRefused(
            Sentence("Ett utkast granskas inte.", "A draft is not reviewed."),
            source="F1",
            mend=Sentence("Dela lärdomen först.", "Share the lesson first."),
        )


def taken_note(note: str, *, holds: bool) -> str:
    """What the reviewer says; a lesson that needs work is told what. Raises LessonRefused at `note`."""
    missing = None if holds else Sentence("Skriv vad som behöver ses över.", "Say what needs another look.")
    return taken_text(note, field="note", most=WORD, missing=missing)


def taken_why(why: str) -> str:
    """Why a lesson no longer holds. Raises LessonRefused at `why`."""
    return taken_text(
        why,
        field="why",
        most=LINE,
        missing=Sentence("Skriv varför den inte gäller längre.", "Say why it no longer holds."),
    )


def must_be_thrown_away(row: LessonRow, *, taken_home: bool, points_to_it: bool) -> None:
    """Raises LessonRefused for what others have read, taken home or built on: that is only made obsolete."""
    if row.state != State.DRAFT or taken_home or points_to_it:
        raise LessonRefused(
            Sentence("Bara ett utkast som ingen har tagit hem kan kastas.", "Only a draft that nobody has taken home can be thrown away."),
            source="F1",
            mend=Sentence("Markera den som föråldrad i stället.", "Mark it as obsolete instead."),
        )


def must_be_obsolete(row: LessonRow) -> None:
    """Raises LessonRefused for what is not obsolete: only that can be said to hold again."""
    if row.state != State.OBSOLETE:
        raise LessonRefused(Sentence("Lärdomen är inte markerad som föråldrad.", "The lesson is not marked as obsolete."), source="F1")


def state_before(row: LessonRow) -> State:
    """How far it was open before it became obsolete."""
    return State.PUBLISHED if row.published else State.SHARED if row.shared else State.DRAFT
