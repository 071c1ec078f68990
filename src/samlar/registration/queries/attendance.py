"""Who was at a session, as those who hold it and each organisation see it (E4, C4)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q

from samlar.activities.models import ProgrammeItem, Session, Staff
from samlar.activities.queries.released import RELEASED
from samlar.activities.rules.rows import ActivityRow
from samlar.foundation import clock, sql
from samlar.foundation.keys import is_key
from samlar.people.models import Employment, Organisation, Person
from samlar.people.queries import TODAY, on
from samlar.people.rules import Actor, NotVisible, Span
from samlar.registration.models import Attendance, Registration
from samlar.registration.rules import attendance as rules
from samlar.registration.rules.attendance import AbsenceRow, AttendanceList, AttendeeRow, CountedRow, ItemRow, Mark, MeetingRow
from samlar.registration.rules.machine import State

PLANNED = "planned"
EVERYBODY, OWN_PEOPLE = "everybody", "own"
OWN = ("id", "activity", "title", "kind", "place", "starts", "ends", "cancelled")
CONFIRMED = f"state = '{State.CONFIRMED}'"
# Everybody with a confirmed registration, and who else has been noted. {mine}: the rows of what is looked at, the session or one item.
LISTED = f"""
WITH noted AS (
    SELECT person_id, MIN(organisation_id) AS organisation_id,
        MAX(CASE WHEN {{mine}} THEN CASE WHEN present THEN 2 ELSE 1 END ELSE 0 END) AS mark,
        MAX(CASE WHEN {{mine}} THEN source ELSE '' END) AS source,
        MAX(CASE WHEN item_id IS NOT NULL AND present THEN 1 ELSE 0 END) AS at_item
    FROM {Attendance._meta.db_table} WHERE session_id = %(session)s GROUP BY person_id),
registered AS (
    SELECT person_id, organisation_id FROM {Registration._meta.db_table} WHERE activity_id = %(activity)s AND {CONFIRMED}),
listed AS (SELECT person_id FROM registered UNION SELECT person_id FROM noted)
SELECT p.id, p.name, o.id, o.name, r.person_id, COALESCE(n.mark, 0), COALESCE(n.source, ''), COALESCE(n.at_item, 0)
FROM listed
JOIN {Person._meta.db_table} p ON p.id = listed.person_id
LEFT JOIN registered r ON r.person_id = p.id
LEFT JOIN noted n ON n.person_id = p.id
LEFT JOIN {Employment._meta.db_table} e ON e.person_id = p.id AND {TODAY.format("e")}
JOIN {Organisation._meta.db_table} o ON o.id = COALESCE(n.organisation_id, e.organisation_id, r.organisation_id)
ORDER BY o.name, p.name, p.id
"""
# Per session: how many were there, were absent, and were to come or came.
COUNTED = f"""
WITH registered AS (
    SELECT person_id FROM {Registration._meta.db_table} WHERE activity_id = %(activity)s AND {CONFIRMED} {{own}}),
noted AS (
    SELECT t.session_id, t.person_id, MAX(CASE WHEN t.present THEN 1 ELSE 0 END) AS there
    FROM {Attendance._meta.db_table} t JOIN {Session._meta.db_table} s ON s.id = t.session_id
    WHERE s.activity_id = %(activity)s {{own}} GROUP BY t.session_id, t.person_id)
SELECT s.id,
    (SELECT COUNT(*) FROM noted WHERE noted.session_id = s.id AND there = 1),
    (SELECT COUNT(*) FROM noted WHERE noted.session_id = s.id AND there = 0),
    (SELECT COUNT(*) FROM registered)
        + (SELECT COUNT(*) FROM noted WHERE noted.session_id = s.id AND person_id NOT IN (SELECT person_id FROM registered))
FROM {Session._meta.db_table} s WHERE s.activity_id = %(activity)s AND s.cancelled IS NULL
"""
HELD = f"""
SELECT 1 FROM ({RELEASED} AND r.activity_id = %(activity)s) s WHERE s.starts <= %(now)s
UNION ALL SELECT 1 FROM {Session._meta.db_table} s WHERE s.activity_id = %(activity)s AND s.cancelled IS NULL AND s.starts <= %(now)s
    AND EXISTS (SELECT 1 FROM {Attendance._meta.db_table} t WHERE t.session_id = s.id AND t.present)
LIMIT 1
"""
KNOWN = f"""
SELECT s.id FROM ({RELEASED} AND r.activity_id = %(activity)s) s
UNION SELECT t.session_id FROM {Attendance._meta.db_table} t JOIN {Session._meta.db_table} s ON s.id = t.session_id
    WHERE s.activity_id = %(activity)s
"""
MARKS = {2: Mark.PRESENT, 1: Mark.ABSENT}


def meeting(activity: ActivityRow, session_id: int) -> MeetingRow:
    """A session of an activity with its planned items. Two queries. Raises NotVisible. The caller judges who may see it."""
    if not is_key(session_id):
        raise NotVisible
    found = Session.objects.filter(id=session_id, activity=activity.id).values(*OWN).first()
    if found is None:
        raise NotVisible
    counted = Count("id", filter=Q(present=True))
    present = dict(Attendance.objects.filter(session=session_id, item__isnull=False).values_list("item").annotate(there=counted))
    items = ProgrammeItem.objects.filter(session=session_id, state=PLANNED).order_by("starts", "room", "id")
    return MeetingRow(
        **{**found, "cancelled": found["cancelled"] is not None},
        items=tuple(
            ItemRow(**row, present=present.get(row["id"], 0)) for row in items.values("id", "title", "room", "starts")
        ),
    )  # fmt: skip


def meetings(activity: ActivityRow) -> tuple[MeetingRow, ...]:
    """The sessions of an activity that are not cancelled, in order of time, without their items. One query."""
    rows = Session.objects.filter(activity=activity.id, cancelled=None).order_by("starts", "id").values(*OWN)
    return tuple(MeetingRow(**{**row, "cancelled": False}) for row in rows)


def something_held(activity_id: int) -> bool:
    """Whether a session that was released has begun, or one where somebody was noted: there is something to count. One query."""
    return bool(sql.rows(HELD, activity=activity_id, now=clock.now()))


def known_of(activity_id: int) -> set[int]:
    """The sessions that others than those who hold them know of: released, or somebody was noted there (0008). One query."""
    return {id for (id,) in sql.rows(KNOWN, activity=activity_id)}


def roles_of(actor: Actor, activity_id: int) -> frozenset[str]:
    """What the viewer does in an activity as one of its staff. One query."""
    if actor.person is None:
        return frozenset()
    return frozenset(Staff.objects.filter(activity=activity_id, person=actor.person).values_list("role", flat=True))


def attendance(actor: Actor, activity: ActivityRow, session_id: int, *, item_id: int | None = None) -> AttendanceList:
    """A session's list, or one of its items'. Five queries, however many there are.

    Those who hold the session see everybody; those who take part the own organisation, from the session's day on. Raises NotVisible.
    """
    found = meeting(activity, session_id)
    marks = rules.may_mark(actor, activity, roles_of(actor, activity.id))
    if not marks and not (rules.may_read(actor, activity, found, clock.now()) and session_id in known_of(activity.id)):
        raise NotVisible
    item = found.item(item_id)
    rows = listed(found, item)
    leading = rules.leads(actor, activity)
    return AttendanceList(
        meeting=found,
        item=item,
        rows=rows if marks else tuple(one for one in rows if one.organisation == actor.organisation),
        whole=marks,
        may_mark=marks and rules.is_open(found, clock.now(), leading=leading),
        may_lead=leading,
    )


def attendance_of(actor: Actor, activity: ActivityRow, session_id: int) -> str | None:
    """Whose attendance at a session the viewer may open: EVERYBODY, OWN_PEOPLE, or None. At most two queries."""
    row = Session.objects.filter(id=session_id, activity=activity.id, cancelled=None).values(*OWN).first()
    if row is None or not actor.signed_in:
        return None
    if rules.leads(actor, activity) or rules.may_mark(actor, activity, roles_of(actor, activity.id)):
        return EVERYBODY
    found = MeetingRow(**{**row, "cancelled": False})
    return OWN_PEOPLE if rules.may_read(actor, activity, found, clock.now()) and session_id in known_of(activity.id) else None


def listed(found: MeetingRow, item: ItemRow | None = None, *, person: int | None = None) -> tuple[AttendeeRow, ...]:
    """Everybody on the list of a session or of one of its items, or one `person` there, by organisation and name. One query."""
    mine = "item_id = %(item)s" if item else "item_id IS NULL"
    statement = LISTED.format(mine=mine)
    if person is not None:
        statement = statement.replace("ORDER BY", "WHERE p.id = %(person)s ORDER BY")
    rows = sql.rows(
        statement, session=found.id, activity=found.activity, item=item.id if item else None, today=found.first_day, person=person
    )  # fmt: skip
    return tuple(
        AttendeeRow(
            person=id, name=name, organisation=at, organisation_name=at_name, registered=registered is not None,
            mark=MARKS.get(mark, ""), source=source, elsewhere=bool(at_item) and item is None,
        )
        for id, name, at, at_name, registered, mark, source, at_item in {row[0]: row for row in rows}.values()
    )  # fmt: skip


def addable(activity: ActivityRow, found: MeetingRow) -> dict[int, tuple[tuple[int, str], ...]]:
    """Who works, on the session's day, at the organisations that take part and is not on the list: {organisation: (person, name)}.

    Two queries. For those who may mark.
    """
    there = {one.person for one in listed(found)}
    rows = Employment.objects.filter(
        on(found.first_day), organisation__in=[one.organisation for one in activity.taking_part], person__is_active=True
    ).order_by("person__name", "person")
    several: dict[int, list[tuple[int, str]]] = {one.organisation: [] for one in activity.taking_part}
    for organisation, person, name in rows.values_list("organisation", "person", "person__name"):
        if person not in there:
            several[organisation].append((person, name))
    return {organisation: tuple(people) for organisation, people in several.items()}


def lists(actor: Actor, activity: ActivityRow) -> tuple[CountedRow, ...]:
    """The activity's sessions with how many came (C4). Three queries, however many there are.

    Those who hold them see every session and all people; those who take part the sessions that have come to their day, and their own.
    """
    marks, now = rules.may_mark(actor, activity, roles_of(actor, activity.id)), clock.now()
    known = set() if marks else known_of(activity.id)
    every = [one for one in meetings(activity) if marks or (one.id in known and rules.may_read(actor, activity, one, now))]
    if not every:
        return ()
    counts = {
        session: (int(there), int(absent), int(expected))
        for session, there, absent, expected in sql.rows(
            COUNTED.format(own="" if marks else "AND organisation_id = %(own)s"), activity=activity.id, own=actor.organisation
        )
    }
    return tuple(
        CountedRow(meeting=one, there=there, absent=absent, expected=expected, held=now >= one.starts)
        for one in every
        for there, absent, expected in [counts.get(one.id, (0, 0, 0))]
    )


def absences(actor: Actor, activity: ActivityRow) -> tuple[AbsenceRow, ...]:
    """Who was to come to a session and did not, the newest session first (C4). Two queries.

    Those who lead see all, others those of their own organisation; nothing for those who do not take part.
    """
    rows = Attendance.objects.filter(session__activity=activity.id, item=None, present=False, session__cancelled=None)
    if not rules.may_mark(actor, activity, roles_of(actor, activity.id)):
        if not activity.inside or actor.organisation is None:
            return ()
        rows = rows.filter(organisation=actor.organisation)
    found = rows.order_by("-session__starts", "-session", "organisation__name", "person__name", "person").values_list(
        "session", "session__title", "session__starts", "person", "person__name", "organisation", "organisation__name"
    )
    return tuple(
        AbsenceRow(session=session, title=title, day=_day(starts), person=person, name=name, organisation=at, organisation_name=at_name)
        for session, title, starts, person, name, at, at_name in found
    )


def works_of(people: Iterable[int]) -> dict[int, list[tuple[int, Span]]]:
    """Where people work and have worked, the earliest first: {person: (organisation, period)}. One query."""
    works: dict[int, list[tuple[int, Span]]] = {}
    rows = Employment.objects.filter(person__in=set(people)).order_by("start", "id")
    for person, organisation, start, end in rows.values_list("person", "organisation", "start", "end"):
        works.setdefault(person, []).append((organisation, Span(start, end)))
    return works


def registered(activity_id: int) -> dict[int, int]:
    """Those with a confirmed registration, and the organisation that they are registered for. One query."""
    rows = Registration.objects.filter(activity=activity_id, state=State.CONFIRMED)
    return dict(rows.values_list("person", "organisation"))


def _day(moment: object) -> date:
    found = clock.day_of(moment)  # type: ignore[arg-type]
    assert found is not None
    return found
