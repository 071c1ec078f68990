"""An organisation's people, each as much as the viewer may see (Z2: minimal).

Who works at a member or partner sees names, titles and roles everywhere, and the address of an organisation's representatives:
they are its contact. Other addresses are seen at home, and by whoever carries out a mandate. Others see nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator

from samlar.formats.sentence import Sentence
from samlar.foundation import clock, sql
from samlar.foundation.keys import is_key
from samlar.foundation.sql import Rows
from samlar.people.models import Employment, Person, Role, Seat
from samlar.people.queries.names import Contact, contacts, person_contact
from samlar.people.queries.period import FROM_TODAY_ON, TODAY, from_now_on, on
from samlar.people.rules import MEMBERS, Actor, Function, NotVisible, RoleKind, Span, must_look_after
from samlar.people.rules.words import FUNCTION_WORDS, ROLES

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class RoleRow:
    id: int
    kind: RoleKind
    name: Sentence
    span: Span
    now: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody at an organisation. `email` is empty where the viewer may not see it; `span` is the employment."""

    id: int
    name: str
    email: str
    title: str
    function: Function | None
    function_name: Sentence | None
    profession: str
    span: Span
    now: bool
    roles: tuple[RoleRow, ...]
    has_signed_in: bool


@dataclass(frozen=True, slots=True)
class EmptySeat:
    """A seat of the organisation in a body, held by nobody."""

    id: int
    body_sv: str
    body_en: str
    slug: str
    start: date


WORKING = f"""
FROM {Employment._meta.db_table} e JOIN {Person._meta.db_table} p ON p.id = e.person_id
WHERE e.organisation_id = %(organisation)s AND p.is_active AND """
REPRESENTS = f"""
    SELECT 1 FROM {Role._meta.db_table} r WHERE r.person_id = e.person_id AND r.organisation_id = e.organisation_id
      AND r.kind = '{RoleKind.MEMBER_REPRESENTATIVE}' AND {TODAY.format("r")}"""
STAFF = f"""
SELECT p.id, p.name, p.email, e.title, e.function, e.profession, CAST(e.start AS text), CAST(e."end" AS text),
    CASE WHEN p.last_login IS NULL THEN 0 ELSE 1 END, COUNT(*) OVER ()
{WORKING}{{which}}
ORDER BY CASE WHEN EXISTS ({REPRESENTS}) THEN 0 ELSE 1 END, p.name, p.id, e.start
"""
WORKS_TODAY, WORKS_FROM_TODAY_ON = TODAY.format("e"), FROM_TODAY_ON.format("e")
AT_WORK = f"SELECT DISTINCT p.id, p.name, p.email, p.language {WORKING}{WORKS_TODAY} ORDER BY p.name, p.id"
HELD = f"""
SELECT r.id, r.person_id, r.kind, CAST(r.start AS text), CAST(r."end" AS text) FROM {Role._meta.db_table} r
WHERE r.organisation_id = %(organisation)s AND {FROM_TODAY_ON.format("r")} ORDER BY r.start, r.kind
"""


def staff(actor: Actor, organisation: int, page: int = 1) -> "Page[PersonRow]":
    """A page of who works there today, representatives first, then in Swedish order; at home also who begins later. Two queries.

    Nobody for visitors and for people of organisations outside the circle. A page number out of range is the nearest page.
    """
    at_home = actor.organisation == organisation
    sees = at_home or bool(actor.mandates) or MEMBERS in actor.tokens
    if not sees:
        nobody: Page[Any] = Paginator([], PER_PAGE).get_page(1)
        return nobody
    which = WORKS_FROM_TODAY_ON if at_home else WORKS_TODAY
    shown = sql.page(STAFF.format(which=which), page, PER_PAGE, organisation=organisation, today=clock.today())
    rows = _rows(list(shown.object_list), _roles(organisation), at_home or bool(actor.mandates))
    if not (at_home or actor.mandates):
        rows = [replace(row, span=Span(row.span.start)) for row in rows]  # that somebody is to leave is first the organisation's business
    shown.object_list = rows
    return shown


def acting_for(organisation: int) -> int:
    """How many work there today, and so can act for it. One query."""
    ((many,),) = sql.rows(f"SELECT COUNT(*) {WORKING}{WORKS_TODAY}", organisation=organisation, today=clock.today())
    return int(many)


def at_work_at(organisation: int) -> list[Contact]:
    """Everybody who works there today. For letters from one of them to the others. One query."""
    rows = sql.rows(AT_WORK, organisation=organisation, today=clock.today())
    return [Contact(organisation, *row) for row in rows]


def person(actor: Actor, organisation: int, person: int) -> PersonRow:
    """Somebody who works there now or later, for whoever looks after the organisation's people.

    Raises NotAllowed for anybody else, NotVisible for somebody who does not work there.
    """
    must_look_after(actor, organisation)
    which = f"{WORKS_FROM_TODAY_ON} AND p.id = %(person)s"
    values = {"organisation": organisation, "today": clock.today(), "person": person}
    found = sql.rows(STAFF.format(which=which), **values) if is_key(person) else []
    if not found:
        raise NotVisible
    return _rows([found[0][:-1]], _roles(organisation), True)[0]


WORKS = f"""
SELECT 1 FROM {Employment._meta.db_table} e JOIN {Person._meta.db_table} p ON p.id = e.person_id
WHERE e.person_id = %(person)s AND e.organisation_id = %(organisation)s AND p.is_active AND {TODAY.format("e")} LIMIT 1
"""


def works_at(person: int, organisation: int) -> bool:
    """Whether somebody works at an organisation today. One query."""
    return is_key(person) and bool(sql.rows(WORKS, person=person, organisation=organisation, today=clock.today()))


def answering(person: int | None, organisation: int) -> list[Contact]:
    """The person, if still at work there; else the organisation's representatives. For letters. Two queries."""
    if person is not None and works_at(person, organisation):
        return [person_contact(person, organisation)]
    return contacts([organisation])


def answerers(pairs: Iterable[tuple[int | None, int]]) -> dict[tuple[int | None, int], frozenset[int]]:
    """The persons whom `answering` would give for each of many (person, organisation). To say how many get a letter. Two queries."""
    asked = set(pairs)
    persons = {person for person, _organisation in asked if person is not None}
    at_work = Employment.objects.filter(on(clock.today()), person__in=persons, person__is_active=True)
    works, theirs = set(at_work.values_list("person", "organisation")), defaultdict(set)
    for one in contacts({organisation for _person, organisation in asked}):
        theirs[one.organisation].add(one.person)
    return {
        (person, organisation): frozenset({person} if person is not None and (person, organisation) in works else theirs[organisation])
        for person, organisation in asked
    }


def colleagues(organisation: int) -> list[tuple[int, str]]:
    """(id, name) of everybody who works there today, in Swedish order, for a form. The caller has asked who may."""
    rows = Employment.objects.filter(on(clock.today()), organisation=organisation, person__is_active=True).order_by(
        "person__name", "person"
    )
    return list(rows.values_list("person", "person__name"))


def leavers(organisation: int) -> dict[int, tuple[str, date]]:
    """{person: (name, last day)} of those whose last employment there has ended or has a last day set. One query."""
    found: dict[int, tuple[str, date | None]] = {}
    rows = Employment.objects.filter(organisation=organisation).order_by("start").values_list("person", "person__name", "end")
    for id, name, end in rows:
        found[id] = (name, end)
    return {id: (name, end) for id, (name, end) in found.items() if end is not None}


def empty_seats(organisation: int) -> list[EmptySeat]:
    """The organisation's seats that nobody holds now or later. One query."""
    rows = Seat.objects.filter(from_now_on(clock.today()), organisation=organisation, person=None).order_by("start", "id")
    return [EmptySeat(*row) for row in rows.values_list("id", "body__name_sv", "body__name_en", "body__slug", "start")]


def known_as(email: str) -> str:
    """The name that an address belongs to, for the offer of a move; empty for an unknown one."""
    return Person.objects.filter(email=email.strip().lower(), is_active=True).values_list("name", flat=True).first() or ""


Roles = Mapping[int, list[RoleRow]]  # by person


def _rows(employed: Rows, roles: Roles, with_email: bool) -> list[PersonRow]:
    """Employments as rows, with the roles that these people hold there."""
    today = clock.today()
    rows = []
    for id, name, email, title, word, profession, start, end, has_signed_in in employed:
        function, span = Function(word) if word else None, Span(date.fromisoformat(start), sql.day(end))
        own = roles.get(id, ())
        rows.append(
            PersonRow(
                id=id,
                name=name,
                email=email if with_email or _represents(own) else "",
                title=title,
                function=function,
                function_name=FUNCTION_WORDS[function] if function else None,
                profession=profession,
                span=span,
                now=span.holds(today),
                roles=tuple(own),
                has_signed_in=bool(has_signed_in),
            )
        )
    return rows


def _represents(roles: Iterable[RoleRow]) -> bool:
    return any(role.now and role.kind == RoleKind.MEMBER_REPRESENTATIVE for role in roles)


def _roles(organisation: int) -> Roles:
    """The roles that people hold at an organisation, now or later. One query."""
    today = clock.today()
    roles = defaultdict[int, list[RoleRow]](list)
    for id, person, kind, start, end in sql.rows(HELD, organisation=organisation, today=today):
        span = Span(date.fromisoformat(start), sql.day(end))
        roles[person].append(RoleRow(id, RoleKind(kind), ROLES[RoleKind(kind)], span, span.holds(today)))
    return roles
