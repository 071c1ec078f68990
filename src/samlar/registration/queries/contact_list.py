"""The participants' own contact list (E7)."""

from samlar.activities.rules.rows import ActivityRow
from samlar.foundation import clock, sql
from samlar.foundation.swedish import sort_key
from samlar.people.models import Employment, Organisation, Person
from samlar.people.queries import TODAY
from samlar.people.rules import Actor
from samlar.registration.models import Registration
from samlar.registration.rules import contact_list as rules
from samlar.registration.rules.contact_list import ContactList, Listed
from samlar.registration.rules.machine import State

REGISTRATION = Registration._meta.db_table
# Those who have left the organisation that the place is for are not on it: their address there leads nowhere, and says nothing new (A3).
LISTED = f"""
SELECT p.id, p.name, e.title, p.email, o.id, o.name
FROM {REGISTRATION} g
JOIN {Person._meta.db_table} p ON p.id = g.person_id AND p.is_active
JOIN {Organisation._meta.db_table} o ON o.id = g.organisation_id
JOIN {Employment._meta.db_table} e ON e.person_id = g.person_id AND e.organisation_id = g.organisation_id AND {TODAY.format("e")}
WHERE g.activity_id = %(activity)s AND g.state = %(confirmed)s AND g.shares_contact
"""
MINE = f"""
SELECT CASE WHEN g.shares_contact THEN 1 ELSE 0 END, g.organisation_id FROM {REGISTRATION} g
WHERE g.activity_id = %(activity)s AND g.state = %(confirmed)s AND g.person_id = %(person)s
"""


PLACES = f"""
SELECT COUNT(*), COALESCE(SUM(CASE WHEN g.person_id = %(person)s THEN 1 ELSE 0 END), 0) FROM {REGISTRATION} g
WHERE g.activity_id = %(activity)s AND g.state = %(confirmed)s
"""


def has_contact_list(actor: Actor, activity: ActivityRow) -> bool:
    """Whether the activity's pages lead this viewer to a contact list: those with a place, and those who lead some with one. One query;
    none for visitors."""
    if not actor.signed_in:
        return False
    ((places, mine),) = sql.rows(PLACES, activity=activity.id, confirmed=State.CONFIRMED.value, person=actor.person)
    return bool(mine) or (places > 0 and rules.leads(actor, activity))


def contact_list(actor: Actor, activity: ActivityRow) -> ContactList:
    """The list as the viewer may see it: whole for those on it and those who lead, else only how many. Two queries; none for visitors."""
    values = {"activity": activity.id, "confirmed": State.CONFIRMED.value}
    mine = sql.rows(MINE, person=actor.person, **values) if actor.signed_in else []
    leads = rules.leads(actor, activity)
    if not (mine or leads):
        return ContactList((), 0, has_place=False, mine=False, works_there=False, leads=False)
    rows = {row[0]: Listed(*row) for row in sql.rows(LISTED, today=clock.today(), **values)}
    found = ContactList(
        rows=tuple(sorted(rows.values(), key=lambda one: (sort_key(one.organisation_name), sort_key(one.name), one.person))),
        count=len(rows),
        has_place=bool(mine),
        mine=any(shares for shares, _ in mine),
        works_there=any(organisation == actor.organisation for _, organisation in mine),
        leads=leads,
    )
    return found if found.sees else ContactList((), found.count, found.has_place, found.mine, found.works_there, leads)
