"""What waits at an activity's end: to choose what the own organisation takes home (F2). It spans lessons and registrations."""

from datetime import timedelta

from samlar.activities.models import Activity, Participation
from samlar.activities.rules.rows import TAKING_PART, ActivityRow
from samlar.formats.sentence import Sentence
from samlar.foundation import clock, sql
from samlar.lessons.models import Lesson, TakingHome
from samlar.lessons.queries.bringing_home import moments
from samlar.lessons.queries.matrix import OPEN
from samlar.lessons.rules import bringing_home as rules
from samlar.people.rules import Actor, Waiting
from samlar.registration.queries.homework import TAKES_PART

MOST = 20
# Those who take part as persons, and the organisation's representatives.
WAITING = f"""
SELECT a.id, a.title FROM {Participation._meta.db_table} part JOIN {Activity._meta.db_table} a ON a.id = part.activity_id
WHERE part.organisation_id = %(organisation)s AND part.state = '{TAKING_PART}' AND a.stage_kind IN %(open_in)s
    AND EXISTS (SELECT 1 FROM {Lesson._meta.db_table} l WHERE l.activity_id = a.id AND {OPEN})
    AND NOT EXISTS (SELECT 1 FROM {TakingHome._meta.db_table} t WHERE t.activity_id = a.id AND t.organisation_id = %(organisation)s)
    AND (a.ended IS NULL OR a.ended >= %(since)s)
    AND (%(represents)s OR {TAKES_PART.format(a="a.id", who="%(person)s", at="%(organisation)s")})
ORDER BY a.id LIMIT {MOST}
"""


def is_open_for(actor: Actor, activity: ActivityRow) -> bool:
    """Whether the viewer's organisation is asked now what it takes home and has not answered. Four queries at most."""
    if not rules.may_answer(actor, activity):
        return False
    if TakingHome.objects.filter(activity=activity.id, organisation=actor.organisation).exists():
        return False
    _, due = moments([activity.id]).get(activity.id, (None, None))
    return rules.is_asked(due, clock.now(), days=rules.WAITS_DAYS)


def waiting_for(actor: Actor) -> list[Waiting]:
    """What has ended, has lessons, and has no answer from the own organisation: for those who take part and the representatives.

    One query, and two more where something may wait. None for those who work nowhere.
    """
    if not actor.at_work:
        return []
    now = clock.now()
    since = now - timedelta(days=rules.WAITS_DAYS * 2)
    found = sql.rows(
        WAITING,
        organisation=actor.organisation,
        person=actor.person,
        represents=actor.is_representative,
        open_in=rules.OPEN_IN,
        since=since,
    )
    due = moments([activity for activity, _ in found])
    waits = [(activity, title, due[activity][1]) for activity, title in found]
    return [
        Waiting(
            deed="lessons.bring_home",
            subject=activity,
            title=title,
            sentence=Sentence("Vad tar ni hem från ”{title}”?", "What do you take home from “{title}”?").fill(title=title),
            button=Sentence("Välj lärdomar", "Choose lessons"),
            due=clock.day_of(moment + timedelta(days=rules.REMINDED_DAYS)) if moment else None,
        )
        for activity, title, moment in waits
        if rules.is_asked(moment, now, days=rules.WAITS_DAYS)
    ]
