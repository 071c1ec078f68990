"""The round of four questions after a session: what was expected, what happened, why, what next (F1)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from samlar.activities.rules.access import takes_part
from samlar.activities.rules.deeds import ActivityRefused, must_say
from samlar.activities.rules.rows import ActivityRow
from samlar.activities.rules.sessions import SessionRow
from samlar.formats.sentence import Sentence
from samlar.people.rules import Actor, NotAllowed

LENGTH = 600  # of one answer: some sentences on a phone
CHANGE_DAYS = 30  # after it was written
ASKED_IN = ("running", "reported")
LETTER_DAYS = 3  # after the session's end: later a letter is only noise
WAITS_DAYS = 7

QUESTIONS = {
    "expected": Sentence("Vad väntade du dig?", "What did you expect?"),
    "happened": Sentence("Vad hände?", "What happened?"),
    "why": Sentence("Varför blev det så?", "Why did it turn out so?"),
    "next": Sentence("Vad gör du nu?", "What will you do now?"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DebriefRow:
    """One participant's answers after a session. `could_be_lesson` is False for those who neither lead nor wrote it."""

    id: int
    person_id: int
    person: str
    organisation: str
    answers: dict[str, str]
    could_be_lesson: bool
    written: datetime
    changed: datetime | None
    mine: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One answer to one question, and who gave it."""

    who: str
    text: str
    could_be_lesson: bool


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that was answered to one question, oldest first."""

    word: str
    question: Sentence
    answers: tuple[Said, ...]


def may_answer(actor: Actor, activity: ActivityRow) -> bool:
    """Whoever acts for an organisation that takes part."""
    return actor.at_work and takes_part(actor, activity)


def must_answer(actor: Actor, activity: ActivityRow) -> None:
    """Raises NotAllowed for those whose organisation does not take part."""
    if not may_answer(actor, activity):
        raise NotAllowed(
            Sentence("De fyra frågorna besvaras av dem som deltar.", "The four questions are answered by those who take part."),
            source="F1",
            mend=Sentence("Du kan läsa vad de har svarat.", "You can read what they have answered."),
        )


def is_asked(activity: ActivityRow, session: SessionRow, now: datetime) -> bool:
    """From the session's start, while the activity goes on, and never for what was cancelled."""
    return activity.stage_kind in ASKED_IN and not session.cancelled and now >= session.starts


def must_be_asked(activity: ActivityRow, session: SessionRow, now: datetime) -> None:
    """Raises ActivityRefused before the session has begun, for a cancelled one, and when the activity is over."""
    if session.cancelled:
        raise ActivityRefused(Sentence("Träffen är inställd.", "The session is cancelled."), source="F1")
    if now < session.starts:
        raise ActivityRefused(
            Sentence(
                "De fyra frågorna öppnar när träffen börjar, den {day}.", "The four questions open when the session begins, on {day}."
            ).fill(day=session.first_day),
            source="F1",
            mend=Sentence("Kom tillbaka då.", "Come back then."),
        )
    if activity.stage_kind not in ASKED_IN:
        raise ActivityRefused(
            Sentence(
                "Aktiviteten tar inte emot fler svar. Skedet är: {stage}.", "The activity takes no more answers. The stage is: {stage}."
            ).fill(stage=activity.stage_now.name),
            source="F1",
        )


def last_day_to_change(written: date) -> date:
    """The last day on which an answer may be changed, counted from the day it was written (in Stockholm)."""
    return written + timedelta(days=CHANGE_DAYS)


def must_be_changeable(written: date, today: date) -> None:
    """Raises ActivityRefused more than thirty days after an answer was written."""
    last = last_day_to_change(written)
    if today > last:
        raise ActivityRefused(
            Sentence(
                "Svaren skrevs {written} och kunde ändras i {days} dagar, till och med {last}.",
                "The answers were written on {written} and could be changed for {days} days, until {last}.",
            ).fill(written=written, days=CHANGE_DAYS, last=last),
            source="F1",
            mend=Sentence("De står kvar som de är.", "They stay as they are."),
        )


def taken(answers: dict[str, str]) -> dict[str, str]:
    """The four answers as they are kept; one is enough. Raises ActivityRefused (none, too long) at its field."""
    kept = {word: must_say(answers.get(word, ""), field=word, most=LENGTH) for word in QUESTIONS}
    if not any(kept.values()):
        raise ActivityRefused(Sentence("Svara på minst en av frågorna.", "Answer at least one of the questions."), field="expected")
    return kept


def gathered(rows: list[DebriefRow]) -> tuple[Gathered, ...]:
    """The answers question by question, empty ones left out."""
    return tuple(
        Gathered(
            word,
            question,
            tuple(Said(f"{row.person}, {row.organisation}", row.answers[word], row.could_be_lesson) for row in rows if row.answers[word]),
        )
        for word, question in QUESTIONS.items()
    )
