"""Whether registration is open to the viewer, told before anything is typed, and whom a form may offer (E2)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from samlar.activities.models import Activity, Invitation, Invited, Session
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Refusal
from samlar.foundation import clock, sql
from samlar.people.models import Person, Role
from samlar.people.queries import TODAY
from samlar.people.rules import Actor, RoleKind, must_act_for_an_organisation
from samlar.registration.models import Approval, Registration, Terms
from samlar.registration.queries.terms import starting_terms
from samlar.registration.rules import registering as rules
from samlar.registration.rules.line import Claim, Fullness, Limits
from samlar.registration.rules.machine import ASKING, HOLDING, LIVE, State
from samlar.registration.rules.rows import RegistrationRow, TermsRow


@dataclass(frozen=True, slots=True)
class ManagerChoice:
    """Somebody who may be asked for the yes. `last`: whom the viewer asked the last time."""

    id: int
    name: str
    email: str
    last: bool


MANAGERS = f"""
SELECT 0 AS place, p.id, p.name, p.email FROM (
    SELECT a.manager_id FROM {Approval._meta.db_table} a JOIN {Registration._meta.db_table} r ON r.id = a.registration_id
    WHERE r.person_id = %(person)s AND r.organisation_id = %(organisation)s AND a.state <> 'replaced'
    ORDER BY a.asked DESC, a.id DESC LIMIT 1) last
JOIN {Person._meta.db_table} p ON p.id = last.manager_id AND p.is_active
UNION ALL
SELECT 1, p.id, p.name, p.email FROM {Role._meta.db_table} r JOIN {Person._meta.db_table} p ON p.id = r.person_id AND p.is_active
WHERE r.organisation_id = %(organisation)s AND r.kind = '{RoleKind.MANAGER}' AND {TODAY.format("r")}
ORDER BY 1, 3, 2
"""


def managers(actor: Actor, *, person: int | None = None) -> list[ManagerChoice]:
    """The managers of the viewer's organisation, after whoever was asked the last time about the person (the viewer). One query."""
    if actor.organisation is None:
        return []
    about = person or actor.person
    found: dict[int, ManagerChoice] = {}
    for place, id, name, email in sql.rows(MANAGERS, person=about, organisation=actor.organisation, today=clock.today()):
        if id != about:
            found.setdefault(id, ManagerChoice(id, name, email, last=place == 0))
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Way:
    """What an activity's every page wants to know: whether it has a page of registering for the viewer, and whether that viewer, who has no
    live registration, could register now; and how full it is, where registration is or would be open."""

    shown: bool
    may_register: bool
    fullness: Fullness | None = None

    @property
    def to_the_list(self) -> bool:
        """Whether registering now leads to the waiting list, not to a place."""
        return self.fullness is not None and self.fullness.to_the_list


@dataclass(frozen=True, slots=True)
class Door:
    """What opens and shuts registration for one viewer. `counted`: how many of the organisation's places are held or asked for."""

    asked: TermsRow  # without places and questions
    published: bool
    to_all: bool
    invited: bool
    registered: bool
    counted: int
    last_session_ends: datetime | None
    fullness: Fullness


NO_WAY = Way(shown=False, may_register=False)
DOOR = f"""
SELECT COALESCE(i.state, ''), COALESCE(i.to_all, %(no)s), CASE WHEN t.id IS NULL THEN 0 ELSE 1 END, CAST(t.open_to AS text),
    CAST(t.last_day AS text), t.per_organisation,
    CASE WHEN EXISTS (SELECT 1 FROM {Invited._meta.db_table} v
                      WHERE v.activity_id = a.id AND v.organisation_id = %(organisation)s) THEN 1 ELSE 0 END,
    CASE WHEN EXISTS (SELECT 1 FROM {Registration._meta.db_table} r
                      WHERE r.activity_id = a.id AND r.person_id = %(person)s AND r.state IN %(live)s) THEN 1 ELSE 0 END,
    (SELECT COUNT(*) FROM {Registration._meta.db_table} r
     WHERE r.activity_id = a.id AND r.organisation_id = %(organisation)s AND r.state IN %(counted)s),
    (SELECT CAST(MAX(s.ends) AS text) FROM {Session._meta.db_table} s WHERE s.activity_id = a.id AND s.cancelled IS NULL),
    t.places,
    (SELECT COUNT(*) FROM {Registration._meta.db_table} r WHERE r.activity_id = a.id AND r.state IN %(holding)s),
    (SELECT COUNT(*) FROM {Registration._meta.db_table} r
     WHERE r.activity_id = a.id AND r.organisation_id = %(organisation)s AND r.state IN %(holding)s),
    (SELECT COUNT(*) FROM {Registration._meta.db_table} r WHERE r.activity_id = a.id AND r.state = '{State.WAITLISTED.value}')
FROM {Activity._meta.db_table} a LEFT JOIN {Invitation._meta.db_table} i ON i.activity_id = a.id
LEFT JOIN {Terms._meta.db_table} t ON t.activity_id = a.id WHERE a.id = %(activity)s
"""


def way_in(actor: Actor, activity: ActivityRow) -> Way:
    """The way to register, as every page of the activity shows it. One query; none where the format has no registration."""
    if activity.definition.participation.register is None:
        return NO_WAY
    door = _door(actor, activity)
    shown = door.published or rules.may_manage(actor, activity)
    full = door.fullness if _gives_places(activity, door) else None
    most = door.asked.per_organisation
    if door.registered or (actor.signed_in and not actor.at_work) or (most is not None and door.counted >= most):
        return Way(shown, False, full)
    try:
        _must_be_open(actor, activity, door.asked, door)
    except Refusal:
        return Way(shown, False, full)
    return Way(shown, True, full)


def refusal(
    actor: Actor, activity: ActivityRow, asked: TermsRow, claims: Iterable[Claim], ours: Iterable[RegistrationRow]
) -> Refusal | None:
    """Why nobody of the viewer's organisation can be registered now, as the deed itself would answer; None while it is open.

    `ours`: the organisation's registrations that the viewer sees. One query.
    """
    try:
        organisation = must_act_for_an_organisation(actor)
        _must_be_open(actor, activity, asked, _door(actor, activity))
        counted = [one.name for one in ours if one.state in (*HOLDING, *ASKING)]
        rules.must_fit_organisation(activity, asked, claims, organisation, counted)
    except Refusal as said:
        return said
    return None


def _door(actor: Actor, activity: ActivityRow) -> Door:
    values = {"person": actor.person or 0, "organisation": actor.organisation or 0, "no": False}
    (
        (state, to_all, set_up, open_to, last_day, most, invited, registered, counted, ends, places, holding, at_home, waiting),
    ) = sql.rows(DOOR, activity=activity.id, live=list(LIVE), holding=list(HOLDING), counted=[*HOLDING, *ASKING], **values)
    asked = replace(
        starting_terms(activity),
        set_up=bool(set_up),
        open_to=tuple(json.loads(open_to or "[]")),
        last_day=sql.day(last_day),
        per_organisation=most,
    )
    full = Fullness(Limits(places, most), holding, at_home, waiting)
    return Door(asked, state == "published", bool(to_all), bool(invited), bool(registered), counted, sql.moment(ends), full)


def _gives_places(activity: ActivityRow, door: Door) -> bool:
    """Whether anybody at all could register now: then it is told how full it is."""
    now = clock.now()
    try:
        rules.must_take_registrations(activity, door.asked, published=door.published)
        rules.must_be_in_time(activity, door.asked, now)
    except Refusal:
        return False
    return rules.why_no_places(activity, door.asked, door.last_session_ends, now) is None


def _must_be_open(actor: Actor, activity: ActivityRow, asked: TermsRow, door: Door) -> None:
    """In the deed's own order. A visitor may be anybody: who is welcome is asked of those who have signed in. Raises as the deed."""
    now = clock.now()
    rules.must_take_registrations(activity, asked, published=door.published)
    if actor.organisation is not None:
        rules.must_be_welcome(
            activity,
            asked,
            actor.membership,
            invited=door.invited,
            to_all=door.to_all,
            organisation=actor.organisation,
            name=actor.organisation_name,
        )
    rules.must_be_in_time(activity, asked, now)
    rules.must_give_places(rules.why_no_places(activity, asked, door.last_session_ends, now))


def language_of(person: int) -> str:
    """The language that a link's page is written in for whoever got it. One query."""
    return Person.objects.values_list("language", flat=True).get(id=person)
