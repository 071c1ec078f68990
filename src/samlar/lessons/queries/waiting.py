"""What waits for somebody among lessons: an own draft that has rested for a week. Reviews wait for nobody unless somebody is asked."""

from datetime import timedelta

from samlar.formats.sentence import Sentence
from samlar.foundation import clock, sql
from samlar.lessons.models import Lesson
from samlar.lessons.rules.words import State
from samlar.people.rules import Actor, Waiting

DRAFT_RESTS_DAYS = 7
MOST = 20  # nobody begins with the twenty-first
DRAFTS = f"""
SELECT l.id, l.sentence, CAST(l.changed AS text) FROM {Lesson._meta.db_table} l
WHERE l.organisation_id = %(organisation)s AND l.state = '{State.DRAFT}' AND l.person_id = %(person)s AND l.changed < %(old)s
ORDER BY l.changed, l.id LIMIT {MOST}
"""


def waiting_for(actor: Actor) -> list[Waiting]:
    """The writer's own drafts that nobody has touched for a week, the oldest first. One query. Leads to the lesson (`lesson.share`)."""
    if not actor.at_work:
        return []
    old = clock.now() - timedelta(days=DRAFT_RESTS_DAYS)
    rows = sql.rows(DRAFTS, organisation=actor.organisation, person=actor.person, old=old)
    return [
        Waiting(
            deed="lesson.share",
            subject=id,
            title=sentence,
            sentence=Sentence(
                "Ditt utkast till lärdom har legat sedan {day}.", "Your draft of a lesson has been resting since {day}."
            ).fill(day=clock.day_of(sql.moment(changed))),
            button=Sentence("Dela eller kasta", "Share or throw away"),
        )
        for id, sentence, changed in rows
    ]
