"""Lessons and uptakes for tests, made by the actions themselves."""

from datetime import date

from samlar.lessons.actions import uptakes, writing
from samlar.lessons.actions.uptakes import Home, Shows
from samlar.lessons.rules.lessons import LessonText
from samlar.lessons.rules.words import State, Step

SAID = {
    Step.SHARED: {"forum": "Ledningsgruppens möte"},
    Step.TRIED: {"case": "Vårens uppföljning", "worked": "partly", "result": "Två av tre enheter hann."},
    Step.ANCHORED: {"decided_by": "Utvecklingsdirektören", "mandate": "Delegationsordningen", "record_number": "RUN 2026/12"},
    Step.USED: {"changed": "Alla projekt har en efteråt-runda.", "lives_in": "Projektmodellen, avsnitt 4"},
}


def lesson(actor, sentence="Fråga mottagaren innan ni skriver rådet.", *, state=State.PUBLISHED, **text):
    """A lesson of the actor's organisation; says its id."""
    return writing.capture(actor, LessonText(sentence=sentence, **text), state=state)


def home(actor, lesson_id, **how):
    """The actor's organisation takes it home, owned by the actor; says the uptake's id."""
    return uptakes.take_home(actor, lesson_id, Home(**{"owner": actor.person, **how}))


def shows(day: date | None, *steps: Step):
    """Whole evidence for some steps, all of the same day."""
    return {step: Shows(day, SAID[step]) for step in steps}
