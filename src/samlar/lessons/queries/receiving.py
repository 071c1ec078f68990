"""Who still answers for the receiver of a handoff (F8): asked before every letter, every question and every answer by a link."""

from samlar.activities.models import Activity, Participation
from samlar.activities.rules.rows import TAKING_PART
from samlar.foundation import clock, sql
from samlar.lessons.models import Handoff
from samlar.people.models import Employment, Person, Seat
from samlar.people.queries import TODAY

ACTIVITY, EMPLOYMENT, HANDOFF, PART, PERSON, SEAT = (
    model._meta.db_table for model in (Activity, Employment, Handoff, Participation, Person, Seat)
)
LEADING = f"""(SELECT part.organisation_id FROM {PART} part
        WHERE part.activity_id = {{h}}.to_activity_id AND part.is_lead AND part.state = '{TAKING_PART}')"""


def still_answers(h: str, person: str) -> str:
    """Whether the person of a column (or value) answers for the receiver of the handoff `h` today. The statement is given `today`.

    For an organisation: who works there; for a body: who has a seat; for an activity: who works at one that leads it, or leads it.
    Whoever was asked by name and address without ever having belonged there, and who is asked for somebody outside: while known.
    """
    seated = f"FROM {SEAT} seat WHERE seat.person_id = {person} AND seat.body_id = {h}.to_body_id"
    return f"""(EXISTS (SELECT 1 FROM {PERSON} who WHERE who.id = {person} AND who.is_active) AND (
    {h}.to_name <> ''
    OR ({h}.to_organisation_id IS NOT NULL AND {_there(_employed(person, f"= {h}.to_organisation_id"), "job")})
    OR ({h}.to_body_id IS NOT NULL AND {_there(seated, "seat")})
    OR ({h}.to_activity_id IS NOT NULL AND (
        EXISTS (SELECT 1 FROM {ACTIVITY} led WHERE led.id = {h}.to_activity_id AND led.leader_id = {person})
        OR {_there(_employed(person, "IN " + LEADING.format(h=h)), "job")}))))"""


def _employed(person: str, where: str) -> str:
    return f"FROM {EMPLOYMENT} job WHERE job.person_id = {person} AND job.organisation_id {where}"


def _there(rows: str, alias: str) -> str:
    """There today, or never there at all."""
    return f"(EXISTS (SELECT 1 {rows} AND {TODAY.format(alias)}) OR NOT EXISTS (SELECT 1 {rows}))"


def answers_still(handoff_id: int, person: int) -> bool:
    """The same of one handoff. One query."""
    statement = f"SELECT h.id FROM {HANDOFF} h WHERE h.id = %(handoff)s AND {still_answers('h', '%(person)s')}"
    return bool(sql.rows(statement, handoff=handoff_id, person=person, today=clock.today()))
