"""The one guarded way to registrations."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from samlar.activities import queries as activities
from samlar.activities.rules.rows import ActivityRow
from samlar.foundation import clock, sql
from samlar.foundation.keys import is_key
from samlar.people.models import Employment, Link, Membership, Organisation, Person
from samlar.people.queries import TODAY, on
from samlar.people.rules import Actor, NotVisible
from samlar.registration.models import Answer, Approval, Question, Registration
from samlar.registration.queries.keeping import TIMES, goes_on, is_out
from samlar.registration.rules.line import Claim, in_line
from samlar.registration.rules.machine import LIVE, State
from samlar.registration.rules.registering import may_manage, may_see
from samlar.registration.rules.rows import ApprovalRow, RegistrationRow

REGISTRATION = Registration._meta.db_table
ROWS = f"""
SELECT r.id, r.activity_id, r.person_id, p.name, p.email,
    COALESCE((SELECT e.title FROM {Employment._meta.db_table} e WHERE e.person_id = r.person_id AND e.organisation_id = r.organisation_id
              AND {TODAY.format("e")} ORDER BY e.start DESC, e.id DESC LIMIT 1), ''),
    r.organisation_id, o.name, r.registered_by_id, b.name, r.state, CAST(r.received AS text), CAST(r.since AS text),
    r.function, r.membership, CAST(r.offered_until AS text), r.shares_contact, r.why, r.revision
FROM {REGISTRATION} r JOIN {Person._meta.db_table} p ON p.id = r.person_id JOIN {Person._meta.db_table} b ON b.id = r.registered_by_id
JOIN {Organisation._meta.db_table} o ON o.id = r.organisation_id
WHERE r.activity_id = %(activity)s AND {{which}}
ORDER BY o.name, p.name, r.id
"""
APPROVALS = f"""
SELECT a.registration_id, a.id, a.manager_id, m.name, a.state, a.word, a.reply, CAST(a.asked AS text), CAST(a.answered AS text),
    CAST(l.expires AS text)
FROM {Approval._meta.db_table} a JOIN {Person._meta.db_table} m ON m.id = a.manager_id JOIN {Link._meta.db_table} l ON l.id = a.link_id
WHERE a.registration_id IN %(ids)s AND a.state <> 'replaced' ORDER BY a.asked, a.id
"""
CLAIMS = f"""
SELECT id, organisation_id, state, CAST(received AS text) FROM {REGISTRATION}
WHERE activity_id = %(activity)s AND state IN %(live)s ORDER BY received, id
"""
ANSWERS = f"""
SELECT a.registration_id, q.text, a.text, {TIMES} FROM {Answer._meta.db_table} a JOIN {Question._meta.db_table} q ON q.id = a.question_id
WHERE a.registration_id IN %(ids)s ORDER BY q.position, q.id
"""


def claims(activity_id: int) -> list[Claim]:
    """The live registrations of an activity as the line sees them. For deeds and for counting; no person in them. One query."""
    return [
        Claim(id, organisation, State(state), cast(datetime, sql.moment(received)))
        for id, organisation, state, received in sql.rows(CLAIMS, activity=activity_id, live=LIVE)
    ]


def registrations(
    actor: Actor, activity: ActivityRow, *, also_over: bool = False, only_ours: bool = False
) -> tuple[RegistrationRow, ...]:
    """What the viewer may see of an activity's registrations, by organisation and name: all for those who lead, else one's own and one's
    organisation's (`only_ours`: for those who lead too). Four queries at most."""
    if not actor.signed_in:
        return ()
    which = "1 = 1" if also_over else "r.state IN %(live)s"
    if only_ours or not may_manage(actor, activity):
        which += " AND (r.person_id = %(person)s OR r.organisation_id = %(organisation)s)"
    return _rows(actor, activity, which)


def registration(actor: Actor, activity_id: int, registration_id: int) -> tuple[ActivityRow, RegistrationRow]:
    """One registration and its activity, for those who may see it. Raises NotVisible."""
    activity = activities.activity(actor, activity_id)
    found = _rows(actor, activity, "r.id = %(id)s", id=registration_id) if is_key(registration_id) else ()
    if not found or not may_see(actor, activity, found[0].organisation, found[0].person):
        raise NotVisible
    return activity, found[0]


def own(actor: Actor, activity: ActivityRow) -> RegistrationRow | None:
    """The viewer's own registration: the live one, else the latest. Four queries at most; none for visitors."""
    if not actor.signed_in:
        return None
    return newest(_rows(actor, activity, "r.person_id = %(person)s"))


def newest(rows: Iterable[RegistrationRow]) -> RegistrationRow | None:
    """Of one person's registrations the live one, else the latest."""
    return max(rows, key=lambda row: (row.state in LIVE, row.id), default=None)


def membership_of(organisation: int) -> str | None:
    """An organisation's membership today. One query."""
    return Membership.objects.filter(on(clock.today()), organisation=organisation).order_by("-start").values_list("kind", flat=True).first()


def _rows(actor: Actor, activity: ActivityRow, which: str, **values: Any) -> tuple[RegistrationRow, ...]:
    given = {"activity": activity.id, "today": clock.today(), "live": LIVE, "person": actor.person, "organisation": actor.organisation or 0}
    found = sql.rows(ROWS.format(which=which), **given, **values)
    ids = [row[0] for row in found]
    asked = _approvals(ids) if ids else {}
    answered: dict[int, list[tuple[str, str]]] = {}
    received = {row[0]: cast(datetime, sql.moment(row[11])) for row in found}
    for of, question, text, *times in sql.rows(ANSWERS, ids=ids) if ids else ():
        if not is_out(tuple(times), received[of], goes_on=goes_on(activity)):  # nobody reads what the clock has not come to yet
            answered.setdefault(of, []).append((question, text))
    waits = any(row[10] == State.WAITLISTED for row in found)
    line = {one.id: place for place, one in enumerate(in_line(claims(activity.id)), 1)} if waits else {}
    leads = may_manage(actor, activity)
    rows = (_row(actor, row, line.get(row[0]), asked.get(row[0]), tuple(answered.get(row[0], ()))) for row in found)
    return tuple(_narrowed(actor, row, leads=leads) for row in rows)


def _narrowed(actor: Actor, row: RegistrationRow, *, leads: bool) -> RegistrationRow:
    """A colleague sees where somebody's registration stands, not what was answered to the activity's questions (food, and so on), nor
    what manager and participant write to each other; who leads sees the answers, not the talk."""
    own = row.mine or row.registered_by == actor.person
    acts = own or (row.ours and actor.is_representative)
    approval = row.approval if acts or row.approval is None else replace(row.approval, word="", reply="")
    return replace(row, answers=row.answers if own or leads else (), why=row.why if acts or leads else "", approval=approval)


def _row(
    actor: Actor, row: tuple[Any, ...], line: int | None, approval: ApprovalRow | None, answers: tuple[tuple[str, str], ...]
) -> RegistrationRow:
    (
        id, activity, person, name, email, title, organisation, organisation_name, registered_by, registered_by_name, state,
        received, since, function, membership, offered_until, shares_contact, why, revision,
    ) = row  # fmt: skip
    return RegistrationRow(
        id=id, activity=activity, person=person, name=name, email=email, title=title, organisation=organisation,
        organisation_name=organisation_name, registered_by=registered_by, registered_by_name=registered_by_name, state=State(state),
        received=cast(datetime, sql.moment(received)), since=cast(datetime, sql.moment(since)), function=function, membership=membership,
        offered_until=sql.moment(offered_until), shares_contact=bool(shares_contact), why=why, revision=revision,
        mine=person == actor.person, ours=actor.at_work and organisation == actor.organisation,
        line=line, approval=approval, answers=answers,
    )  # fmt: skip


def _approvals(ids: list[int]) -> dict[int, ApprovalRow]:
    """{registration: the newest way in which a manager was asked}. One query."""
    return {
        of: ApprovalRow(
            id=id, manager=manager, manager_name=name, state=state, word=word, reply=reply, asked=cast(datetime, sql.moment(asked)),
            answered=sql.moment(answered), expires=sql.moment(expires),
        )
        for of, id, manager, name, state, word, reply, asked, answered, expires in sql.rows(APPROVALS, ids=ids)
    }  # fmt: skip
