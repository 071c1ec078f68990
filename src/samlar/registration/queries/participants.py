"""The persons of an activity, for those who are in it: everybody else reads its organisations alone (E1, Z2)."""

from samlar.activities.rules.rows import ActivityRow
from samlar.foundation import clock, sql
from samlar.people.models import Employment, Person
from samlar.people.queries import TODAY
from samlar.people.rules import Actor
from samlar.registration.models import Registration
from samlar.registration.rules.machine import State

PLACES = f"""
SELECT r.organisation_id, p.name,
    COALESCE((SELECT e.title FROM {Employment._meta.db_table} e WHERE e.person_id = r.person_id AND e.organisation_id = r.organisation_id
              AND {TODAY.format("e")} ORDER BY e.start DESC, e.id DESC LIMIT 1), '')
FROM {Registration._meta.db_table} r JOIN {Person._meta.db_table} p ON p.id = r.person_id
WHERE r.activity_id = %(activity)s AND r.state = '{State.CONFIRMED.value}' ORDER BY p.name, r.id
"""


def people_with_a_place(actor: Actor, activity: ActivityRow) -> dict[int, list[tuple[str, str]]]:
    """{organisation: [(name, title)]} of those who have a place; nothing for those who do not see inside. One query."""
    found: dict[int, list[tuple[str, str]]] = {}
    if not (actor.signed_in and activity.inside):
        return found
    for organisation, name, title in sql.rows(PLACES, activity=activity.id, today=clock.today()):
        found.setdefault(organisation, []).append((name, title))
    return found
