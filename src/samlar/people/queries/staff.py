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
from django.db.models import Case, QuerySet, When

from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.foundation.keys import is_key
from samlar.people.models import Employment, Person, Role, Seat
from samlar.people.queries.period import from_now_on, on
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


def staff(actor: Actor, organisation: int, page: str | int = 1) -> "Page[PersonRow]":
    """A page of who works there today, representatives first, then in Swedish order; at home also who begins later. Three queries.

    Nobody for visitors and for people of organisations outside the circle. A page number out of range is the nearest page.
    """
    at_home = actor.organisation == organisation
    sees = at_home or bool(actor.mandates) or MEMBERS in actor.tokens
    roles = _roles(organisation) if sees else {}
    found = _employed(organisation, roles, coming=at_home) if sees else Employment.objects.none()
    shown: Page[Any] = Paginator(found, PER_PAGE).get_page(page)
    rows = _rows(shown.object_list, roles, at_home or bool(actor.mandates))
    if not (at_home or actor.mandates):
        rows = [replace(row, span=Span(row.span.start)) for row in rows]  # that somebody is to leave is first the organisation's business
    shown.object_list = rows
    return shown


def acting_for(organisation: int) -> int:
    """How many work there today, and so can act for it. One query."""
    return Employment.objects.filter(on(clock.today()), organisation=organisation, person__is_active=True).count()


def person(actor: Actor, organisation: int, person: int) -> PersonRow:
    """Somebody who works there now or later, for whoever looks after the organisation's people.

    Raises NotAllowed for anybody else, NotVisible for somebody who does not work there.
    """
    must_look_after(actor, organisation)
    roles = _roles(organisation)
    found = _employed(organisation, roles, coming=True).filter(person=person) if is_key(person) else Employment.objects.none()
    rows = _rows(found, roles, True)
    if not rows:
        raise NotVisible
    return rows[0]


def works_at(person: int, organisation: int) -> bool:
    """Whether somebody works at an organisation today. One query."""
    rows = Employment.objects.filter(on(clock.today()), organisation=organisation, person__is_active=True)
    return is_key(person) and rows.filter(person=person).exists()


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


def _employed(organisation: int, roles: Roles, *, coming: bool) -> QuerySet[Employment]:
    """Those who work there, with `coming` also those who begin later: representatives first, then in Swedish order."""
    today = clock.today()
    representatives = [person for person, own in roles.items() if _represents(own)]
    first = Case(When(person__in=representatives, then=0), default=1)
    found = Employment.objects.filter(from_now_on(today) if coming else on(today), organisation=organisation, person__is_active=True)
    return found.order_by(first, "person__name", "person", "start")


def _rows(employed: Any, roles: Roles, with_email: bool) -> list[PersonRow]:
    """Employments (a queryset or a page of one) as rows, with the roles that these people hold there. One query."""
    today = clock.today()
    fields = ("person", "person__name", "person__email", "person__last_login", "title", "function", "profession", "start", "end")
    found = list(employed.values(*fields))
    rows = []
    for work in found:
        function, span = Function(work["function"]) if work["function"] else None, Span(work["start"], work["end"])
        own = roles.get(work["person"], ())
        rows.append(
            PersonRow(
                id=work["person"],
                name=work["person__name"],
                email=work["person__email"] if with_email or _represents(own) else "",
                title=work["title"],
                function=function,
                function_name=FUNCTION_WORDS[function] if function else None,
                profession=work["profession"],
                span=span,
                now=span.holds(today),
                roles=tuple(own),
                has_signed_in=work["person__last_login"] is not None,
            )
        )
    return rows


def _represents(roles: Iterable[RoleRow]) -> bool:
    return any(role.now and role.kind == RoleKind.MEMBER_REPRESENTATIVE for role in roles)


def _roles(organisation: int) -> Roles:
    """The roles that people hold at an organisation, now or later. One query."""
    today = clock.today()
    held = Role.objects.filter(from_now_on(today), organisation=organisation).order_by("start", "kind")
    roles = defaultdict[int, list[RoleRow]](list)
    for id, person, kind, start, end in held.values_list("id", "person", "kind", "start", "end"):
        span = Span(start, end)
        roles[person].append(RoleRow(id, RoleKind(kind), ROLES[RoleKind(kind)], span, span.holds(today)))
    return roles
