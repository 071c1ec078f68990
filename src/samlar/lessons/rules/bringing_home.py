"""At an activity's end each organisation says what it takes home, or nothing and why: when it is asked, what an answer is (F2). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from samlar.activities.rules.access import takes_part
from samlar.activities.rules.deeds import Overtaken
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Sentence
from samlar.lessons.rules.deeds import LINE, WORD, LessonRefused, taken_text
from samlar.people.rules import Actor, NotAllowed

ASKED_DAYS = 60  # after the end, or the first lesson: later than that nobody is written to
WAITS_DAYS = 120  # so long it stands on people's pages
REMINDED_DAYS = 14  # after the letter, once
MOST = 100  # lessons on one page
OPEN_IN = ("running", "reported", "closed")
TOLD = ("reported", "closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A lesson that is taken home: who owns it, the first step and its day."""

    lesson: int
    owner: int | None
    next_step: str
    next_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One of the activity's lessons as an organisation chooses among them. `uptake`: taken home already, with how it stands."""

    id: int
    kind: str
    sentence: str
    context: str
    takes: str
    organisation_name: str
    uptake: int | None
    standing: str
    owner_name: str
    owner_left: bool
    next_step: str
    next_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What an organisation answered. `taken`: as many as the viewer may see; `why_none` only for those inside.

    `none`: it answered that it takes nothing home. What it takes home afterwards without showing it changes nothing for others.
    """

    organisation: int
    name: str
    slug: str
    answered: datetime | None
    none: bool
    why_none: str
    taken: int


def asked_from(stage_kind: str, *, lasts: bool, last_session: datetime | None, moments: Mapping[str, datetime | None]) -> datetime | None:
    """The moment from which an activity has ended for those who take something home; None while it has not.

    `last_session`: when the last of its sessions ended, None where none is held or one is to come. What goes on from year to year
    (`lasts`) ends with its review, not when nothing happens to be planned. `moments`: when it was reported and when it ended.
    """
    if stage_kind == "cancelled" or stage_kind not in OPEN_IN:
        return None
    found = [one for one in moments.values() if one is not None and stage_kind in TOLD]
    if last_session is not None and not lasts:
        found.append(last_session)
    return min(found, default=None)


def due_from(ended: datetime | None, first_lesson: datetime | None) -> datetime | None:
    """The moment from which organisations are asked: it has ended and there is a lesson to take home."""
    return None if ended is None or first_lesson is None else max(ended, first_lesson)


def is_asked(due: datetime | None, now: datetime, *, days: int = ASKED_DAYS) -> bool:
    return due is not None and due <= now < due + timedelta(days=days)


def may_answer(actor: Actor, activity: ActivityRow) -> bool:
    """Whoever works at an organisation that takes part, from the start on."""
    return actor.at_work and takes_part(actor, activity) and activity.stage_kind in OPEN_IN


def must_answer_for(actor: Actor, activity: ActivityRow) -> None:
    """Raises NotAllowed for those who do not take part, LessonRefused before the start and for what was cancelled."""
    if not (actor.at_work and takes_part(actor, activity)):
        raise NotAllowed(
            Sentence("Här väljer de som deltar vad de tar hem.", "Here those who take part choose what they take home."),
            source="F2",
            mend=Sentence("Ta hem en lärdom från dess egen sida i stället.", "Take a lesson home from its own page instead."),
        )
    if activity.stage_kind not in OPEN_IN:
        raise LessonRefused(Sentence("Aktiviteten är inte igång.", "The activity does not run."), source="F2")


def must_be_the_newest(seal: str, now: str) -> None:
    """Raises Overtaken where a colleague has answered, or taken something home, since the page was opened."""
    if seal != now:
        raise Overtaken(
            Sentence(
                "En kollega hann före medan sidan var öppen. Det du skrev står kvar men är inte sparat.",
                "A colleague was faster while the page was open. What you wrote is still here but is not saved.",
            ),
            now=0,
        )


def taken(one: Chosen, *, today: date) -> Chosen:
    """A choice as it is kept. Raises LessonRefused at `owner`, `next_step` or `next_day`."""
    missing = Sentence("Skriv det första steget.", "Write the first step.")
    step = taken_text(one.next_step, field="next_step", most=LINE, missing=missing)
    if one.owner is None:
        raise LessonRefused(Sentence("Välj vem hos er som äger den.", "Choose who with you owns it."), field="owner", source="F2")
    if one.next_day is not None and one.next_day < today:
        raise LessonRefused(Sentence("Den dagen har redan varit.", "That day has been already."), field="next_day", source="F2")
    return Chosen(lesson=one.lesson, owner=one.owner, next_step=step, next_day=one.next_day)


def taken_none(why: str, *, taken_home: int) -> str:
    """Why nothing (more) is taken home, as it is kept: where something is already, nothing need be said. Raises LessonRefused at `why`."""
    missing = Sentence("Skriv varför, med några ord. Det är också en lärdom.", "Say why, in a few words. That is a lesson, too.")
    return taken_text(why, field="why", most=WORD, missing=None if taken_home else missing)


def must_choose(chosen: int, *, taken_home: int, answered: bool) -> None:
    """Raises LessonRefused where nothing is ticked, and names the button that the page has instead.

    `taken_home`: as many as the organisation has already; `answered`: it has answered that they will do.
    """
    if chosen:
        return
    none = Sentence("Passar ingen: öppna Inget just nu, under listan.", "If none fits: open Nothing right now, below the list.")
    enough = Sentence(
        "Räcker det ni redan har: välj Ja, det räcker, under listan.",
        "If what you have already is enough: choose Yes, that is enough, below the list.",
    )
    mend = none if not taken_home else None if answered else enough
    raise LessonRefused(Sentence("Kryssa i minst en lärdom.", "Tick at least one lesson."), source="F2", mend=mend)
