"""Who does homework and answers the four questions: registered persons; for organisations that register nobody, the contact (E5, F1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from samlar.activities.models import Activity, Debrief, Handin, Homework, Participation, Session
from samlar.activities.queries.debriefs import released
from samlar.activities.queries.homework import ActivityHomework
from samlar.activities.rules.debriefs import ASKED_IN, LETTER_DAYS, WAITS_DAYS
from samlar.activities.rules.homework import GIVEN_IN, HomeworkRow
from samlar.activities.rules.rows import TAKING_PART, ActivityRow
from samlar.formats.sentence import Sentence
from samlar.foundation import clock, sql
from samlar.people.models import Employment, Organisation, Person
from samlar.people.queries import TODAY, Contact, contacts
from samlar.people.rules import Actor, Waiting
from samlar.registration.models import Attendance, Registration
from samlar.registration.rules.machine import State

NEAR_DAYS = 14  # before the last day
LATE_DAYS = 60  # after it: then nobody waits any more
MOST = 10  # of each sort on somebody's page

# Somebody takes part as a person: registered with a place, for an organisation that takes part; where nobody is registered for the
# organisation and it does not lead, its contact is the one. {a} is the activity, {who} the person, {at} the organisation.
TAKES_PART = f"""
EXISTS (SELECT 1 FROM {Participation._meta.db_table} tp WHERE tp.activity_id = {{a}} AND tp.organisation_id = {{at}}
    AND tp.state = '{TAKING_PART}' AND (
        EXISTS (SELECT 1 FROM {Registration._meta.db_table} r WHERE r.activity_id = {{a}} AND r.person_id = {{who}}
            AND r.organisation_id = {{at}} AND r.state = '{State.CONFIRMED}')
        OR (tp.contact_id = {{who}} AND NOT tp.is_lead AND NOT EXISTS (SELECT 1 FROM {Registration._meta.db_table} r
            WHERE r.activity_id = {{a}} AND r.organisation_id = {{at}} AND r.state = '{State.CONFIRMED}'))))"""
WAITING = f"""
WITH owed AS (
    SELECT h.id, h.activity_id, h.title, a.title AS activity, h.due FROM {Homework._meta.db_table} h
    JOIN {Activity._meta.db_table} a ON a.id = h.activity_id
    LEFT JOIN {Session._meta.db_table} s ON s.id = h.taken_up_at_id
    WHERE h.given IS NOT NULL AND h.due >= %(not_before)s AND h.due <= %(soon)s AND a.stage_kind IN %(given_in)s
      AND (s.id IS NULL OR s.cancelled IS NOT NULL OR s.ends > %(now)s)
      AND {TAKES_PART.format(a="h.activity_id", who="%(person)s", at="%(organisation)s")}
      AND NOT EXISTS (SELECT 1 FROM {Handin._meta.db_table} i WHERE i.homework_id = h.id AND (
          (h.by = 'person' AND i.person_id = %(person)s) OR (h.by = 'organisation' AND i.organisation_id = %(organisation)s)))
    ORDER BY h.due, h.id LIMIT {MOST}),
unsaid AS (
    SELECT s.id, s.activity_id, s.title, a.title AS activity, s.ends FROM {Session._meta.db_table} s
    JOIN {Activity._meta.db_table} a ON a.id = s.activity_id
    WHERE s.ends <= %(now)s AND s.ends > %(asked_since)s AND s.cancelled IS NULL AND a.stage_kind IN %(asked_in)s
      AND {TAKES_PART.format(a="s.activity_id", who="%(person)s", at="%(organisation)s")}
      AND NOT EXISTS (SELECT 1 FROM {Debrief._meta.db_table} d WHERE d.session_id = s.id AND d.person_id = %(person)s)
      AND NOT EXISTS (SELECT 1 FROM {Attendance._meta.db_table} w
          WHERE w.session_id = s.id AND w.item_id IS NULL AND w.person_id = %(person)s AND NOT w.present)
    ORDER BY s.ends, s.id LIMIT {MOST})
SELECT 'owed', ROW_NUMBER() OVER (ORDER BY due, id), activity_id, id, title, activity, CAST(due AS text) FROM owed
UNION ALL SELECT 'unsaid', ROW_NUMBER() OVER (ORDER BY ends, id), activity_id, id, title, activity, CAST(ends AS text) FROM unsaid
"""


def waiting_for(actor: Actor) -> list[Waiting]:
    """Homework that is near or late and not handed in, and four questions not answered within a week.

    One query, and one more where a session waits: only what was released is asked about. None for those who work nowhere.
    """
    if not actor.at_work:
        return []
    today, now = clock.today(), clock.now()
    found = sql.placed(
        WAITING, person=actor.person, organisation=actor.organisation, now=now, not_before=today - timedelta(days=LATE_DAYS),
        soon=today + timedelta(days=NEAR_DAYS), asked_since=now - timedelta(days=WAITS_DAYS), given_in=GIVEN_IN, asked_in=ASKED_IN,
    )  # fmt: skip
    shown = released(activity for activity, *_ in found["unsaid"])
    return [
        *(_to_hand_in(*row) for row in found["owed"]),
        *(_to_answer(*row) for row in found["unsaid"] if row[1] in shown.get(row[0], ())),
    ]


def _to_hand_in(activity: int, homework: int, title: str, activity_title: str, due: str) -> Waiting:
    return Waiting(
        deed="homework.hand_in",
        subject=f"{activity}/{homework}",
        title=activity_title,
        sentence=Sentence("Hemuppgiften ”{title}” ska lämnas in.", "The homework “{title}” is to be handed in.").fill(title=title),
        button=Sentence("Lämna in", "Hand in"),
        due=sql.day(due),
    )


def _to_answer(activity: int, session: int, title: str, activity_title: str, ends: str) -> Waiting:
    moment = sql.moment(ends)
    return Waiting(
        deed="debrief.write",
        subject=f"{activity}/{session}",
        title=activity_title,
        sentence=Sentence("Hur var ”{title}”? Fyra frågor, en minut.", "How was “{title}”? Four questions, one minute.").fill(title=title),
        button=Sentence("Svara", "Answer"),
        due=clock.day_of(moment + timedelta(days=WAITS_DAYS)) if moment else None,
    )


# — who is told —

PEOPLE = f"""
SELECT DISTINCT part.activity_id, e.organisation_id, p.id, p.name, p.email, p.language
FROM {Participation._meta.db_table} part
JOIN {Employment._meta.db_table} e ON e.organisation_id = part.organisation_id AND {TODAY.format("e")}
JOIN {Person._meta.db_table} p ON p.id = e.person_id AND p.is_active
WHERE part.activity_id IN %(activities)s AND part.state = '{TAKING_PART}'
  AND {TAKES_PART.format(a="part.activity_id", who="p.id", at="part.organisation_id")}
ORDER BY part.activity_id, p.name, p.id
"""


def to_tell(activity: ActivityRow) -> list[Contact]:
    """Who is told of homework: those who take part as persons, and for organisations without any that do not lead their
    representatives; each person once. Two queries. For letters, so it asks for no viewer."""
    people = [one.to for one in people_of([activity.id])]
    reached = {one.organisation for one in people}
    others = contacts(one.organisation for one in activity.taking_part if one.organisation not in reached and not one.is_lead)
    return list({one.person: one for one in (*others, *people)}.values())


@dataclass(frozen=True, slots=True)
class TakesPart:
    """Somebody who takes part in an activity as a person."""

    activity: int
    to: Contact


def people_of(activities: Iterable[int]) -> list[TakesPart]:
    """Who takes part as persons in some activities, each once in each. One query. For letters, so it asks for no viewer."""
    found: dict[tuple[int, int], TakesPart] = {}
    for activity, organisation, person, name, email, language in sql.rows(PEOPLE, activities=set(activities), today=clock.today()):
        found.setdefault((activity, person), TakesPart(activity, Contact(organisation, person, name, email, language)))
    return list(found.values())


ENDED = f"""
SELECT s.id, s.activity_id, s.title, CAST(s.ends AS text), a.title
FROM {Session._meta.db_table} s JOIN {Activity._meta.db_table} a ON a.id = s.activity_id
WHERE s.ends <= %(now)s AND s.ends > %(since)s AND s.cancelled IS NULL AND a.stage_kind IN %(asked_in)s
ORDER BY s.ends, s.id
"""
# Who has answered already, or was noted as not being there.
DONE = f"""
SELECT session_id, person_id FROM {Debrief._meta.db_table} WHERE session_id IN %(sessions)s
UNION SELECT session_id, person_id FROM {Attendance._meta.db_table}
    WHERE session_id IN %(sessions)s AND item_id IS NULL AND NOT present
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """A session that has just ended, and who is to be asked about it."""

    session: int
    activity: int
    title: str
    activity_title: str
    ends: datetime
    people: tuple[Contact, ...]


def just_ended() -> list[Ended]:
    """The released sessions that ended in the last three days, each with those who take part and have neither answered nor been noted
    as absent. At most four queries. For the clock."""
    now = clock.now()
    rows = sql.rows(ENDED, now=now, since=now - timedelta(days=LETTER_DAYS), asked_in=ASKED_IN)
    if not rows:
        return []
    activities = {activity for _, activity, *_ in rows}
    shown, people = released(activities), people_of(activities)
    done = {(session, person) for session, person in sql.rows(DONE, sessions={session for session, *_ in rows})}
    return [_ended(row, people, done) for row in rows if row[0] in shown.get(row[1], ())]


def _ended(row: tuple[Any, ...], people: Iterable[TakesPart], done: set[tuple[int, int]]) -> Ended:
    session, activity, title, ends, activity_title = row
    moment = sql.moment(ends)
    assert moment is not None  # every session has an end
    asked = tuple(one.to for one in people if one.activity == activity and (session, one.to.person) not in done)
    return Ended(session, activity, title, activity_title, moment, asked)


# — who has not handed in —

UNFINISHED = f"""
SELECT p.name, o.name FROM {Registration._meta.db_table} r
JOIN {Person._meta.db_table} p ON p.id = r.person_id
JOIN {Organisation._meta.db_table} o ON o.id = r.organisation_id
WHERE r.activity_id = %(activity)s AND r.state = '{State.CONFIRMED}'
  AND NOT EXISTS (SELECT 1 FROM {Handin._meta.db_table} i WHERE i.homework_id = %(homework)s AND i.person_id = r.person_id)
ORDER BY o.name, p.name, p.id
"""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A registered person who has not handed in."""

    person: str
    organisation: str


def unfinished(found: ActivityHomework, row: HomeworkRow) -> list[Unfinished]:
    """The registered persons who have not handed in homework that each person does, for those who lead the learning. One query."""
    if not (found.sets and row.alone):
        return []
    return [Unfinished(*one) for one in sql.rows(UNFINISHED, activity=row.activity, homework=row.id)]
