"""Where a lesson is being caught: the session, hand-in, answer or activity that it builds on, as far as the viewer sees it (F1)."""

import re
from dataclasses import dataclass

from samlar.activities import queries as activities
from samlar.activities.models import Debrief, Handin, Session
from samlar.activities.queries.debriefs import afterwards
from samlar.activities.queries.handins import handin as the_handin
from samlar.activities.queries.sessions import session as the_session
from samlar.foundation import sql
from samlar.foundation.keys import is_key
from samlar.lessons.models import Lesson
from samlar.lessons.rules.deeds import SENTENCE, TEXT
from samlar.lessons.rules.words import Origin, State
from samlar.people.models import Person
from samlar.people.rules import Actor, NotVisible

END_OF_SENTENCE = re.compile(r"(?<=[.!?])\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caught:
    """What a new lesson builds on. `sentence`, `context`: the words that are there already. `lesson`: the one that was made of it.

    Outside an activity that the viewer only reads of, it is its `source_name` that is kept.
    """

    origin: Origin = Origin.FREE
    activity: int | None = None
    activity_title: str = ""
    session: int | None = None
    session_title: str = ""
    handin: int | None = None
    debrief: int | None = None
    sentence: str = ""
    context: str = ""
    source_name: str = ""
    lesson: int | None = None


def caught(
    actor: Actor, *, activity: int | None = None, session: int | None = None, handin: int | None = None, debrief: int | None = None
) -> Caught:
    """The most particular of what is given. At most six queries. Raises NotVisible for what the viewer does not see."""
    for given, read in ((debrief, _of_debrief), (handin, _of_handin), (session, _of_session), (activity, _of_activity)):
        if given is not None:
            if not is_key(given):
                raise NotVisible
            return read(actor, given)
    return Caught()


def _of_activity(actor: Actor, activity: int) -> Caught:
    found = activities.activity(actor, activity)
    if not found.inside:
        return Caught(source_name=found.title)
    return Caught(origin=Origin.REPORT, activity=found.id, activity_title=found.title)


def _of_session(actor: Actor, session: int) -> Caught:
    activity = Session.objects.filter(id=session).values_list("activity", flat=True).first()
    if activity is None:
        raise NotVisible
    found, row = the_session(actor, activity, session)
    if not found.inside:
        return Caught(source_name=found.title)
    return Caught(origin=Origin.SESSION, activity=found.id, activity_title=found.title, session=row.id, session_title=row.title)


def _of_handin(actor: Actor, handin: int) -> Caught:
    """Of the own organisation's, the hand-in itself; of what others handed in only the activity is kept."""
    kept = Handin.objects.filter(id=handin).values_list("homework__activity", "homework").first()
    if kept is None:
        raise NotVisible
    found = the_handin(actor, *kept, handin)
    activity = found.found.activity
    own = handin if found.handin.organisation_id == actor.organisation else None
    return Caught(origin=Origin.HOMEWORK, activity=activity.id, activity_title=activity.title, handin=own)


def _of_debrief(actor: Actor, debrief: int) -> Caught:
    """The viewer's own answers after a session, or a colleague's where the viewer leads."""
    kept = Debrief.objects.filter(id=debrief, organisation=actor.organisation or 0).select_related("session").first()
    if kept is None:
        raise NotVisible
    found = afterwards(actor, kept.session.activity_id, kept.session_id)
    if not (kept.person_id == actor.person or found.leads):
        raise NotVisible
    sentence = _first_sentence(kept.next or kept.why or kept.happened or kept.expected)
    return Caught(
        origin=Origin.DEBRIEF, activity=found.activity.id, activity_title=found.activity.title, session=found.session.id,
        session_title=found.session.title, debrief=debrief, sentence=sentence,
        context="\n\n".join(text for text in (kept.happened, kept.why) if text and text.strip() != sentence)[:TEXT],
        lesson=Lesson.objects.filter(debrief=debrief).values_list("id", flat=True).first(),
    )  # fmt: skip


def _first_sentence(text: str) -> str:
    first = " ".join(END_OF_SENTENCE.split(text.strip(), maxsplit=1)[0].split())
    return first if len(first) <= SENTENCE else first[:SENTENCE].rsplit(" ", 1)[0]


@dataclass(frozen=True, slots=True)
class Marked:
    """An answer after a session that its writer thinks can be a lesson. `lesson`: the one it became, as far as the viewer sees it."""

    debrief: int
    person_name: str
    text: str
    lesson: int | None
    lesson_sentence: str
    lesson_state: State | None


MARKED = f"""
SELECT d.id, p.name, d.next, d.why, d.happened, d.expected, l.id, l.sentence, l.state
FROM {Debrief._meta.db_table} d JOIN {Person._meta.db_table} p ON p.id = d.person_id
LEFT JOIN {Lesson._meta.db_table} l ON l.debrief_id = d.id
WHERE d.session_id = %(session)s AND d.organisation_id = %(organisation)s AND d.could_be_lesson
    AND (d.person_id = %(person)s OR %(leads)s)
ORDER BY d.written, d.id, l.id
"""


def marked(actor: Actor, session: int, *, leads: bool) -> tuple[Marked, ...]:
    """The ticked answers after a session that the viewer may make lessons of: the own one; for those who lead all of the own
    organisation's. One query. The caller has seen the session."""
    if not actor.at_work:
        return ()
    rows = sql.rows(MARKED, session=session, organisation=actor.organisation, person=actor.person, leads=leads)
    return tuple(_marked(*row) for row in {row[0]: row for row in reversed(rows)}.values())[::-1]


def _marked(
    debrief: int, name: str, next: str, why: str, happened: str, expected: str, lesson: int | None, sentence: str | None, state: str | None
) -> Marked:
    text = _first_sentence(next or why or happened or expected)
    return Marked(debrief, name, text, lesson, sentence or "", State(state) if state else None)
