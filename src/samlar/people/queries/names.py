"""Names and addresses that other rooms need: to write on a page, to offer in a form, to send a letter to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from samlar.foundation import clock, sql
from samlar.people.models import Employment, Mandate, Membership, Organisation, Person, Role
from samlar.people.queries.period import TODAY, on
from samlar.people.rules import Actor, MandateKind, MembershipKind, RoleKind

WRITTEN_TO = f"SELECT id, name, email, language FROM {Person._meta.db_table} WHERE id = %(person)s"
# Most letters ask for whom they are to: in plain SQL it costs a fifth.
WITH_ROLES = f"""
SELECT DISTINCT r.organisation_id, r.person_id, p.name, p.email, p.language
FROM {Role._meta.db_table} r JOIN {Person._meta.db_table} p ON p.id = r.person_id AND p.is_active
WHERE r.kind IN %(kinds)s AND {TODAY.format("r")} AND EXISTS (
    SELECT 1 FROM {Employment._meta.db_table} e
    WHERE e.person_id = r.person_id AND e.organisation_id = r.organisation_id AND {TODAY.format("e")})
AND r.organisation_id"""
HOLDS = f"IN (SELECT m.organisation_id FROM {Mandate._meta.db_table} m WHERE m.kind = %(kind)s AND {TODAY.format('m')})"
IN_ORDER = "ORDER BY r.organisation_id, p.name, r.person_id"
ADDRESSES = f"SELECT id, slug, name FROM {Organisation._meta.db_table} WHERE id IN %(ids)s"


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to write to on behalf of an organisation."""

    organisation: int
    person: int
    name: str
    email: str
    language: str


def organisation_names(ids: Iterable[int | None]) -> dict[int, str]:
    """{id: name} of organisations. Names of organisations are public. One query."""
    return dict(Organisation.objects.filter(id__in={id for id in ids if id is not None}).values_list("id", "name"))


def organisation_addresses(ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """{id: (slug, name)} of organisations: to name and to link to. One query."""
    return {id: (slug, name) for id, slug, name in sql.rows(ADDRESSES, ids=set(ids))}


def organisations_called(slugs: Iterable[str]) -> dict[str, int]:
    """{slug: id} of the organisations that have these words in their address. One query."""
    return dict(Organisation.objects.filter(slug__in=set(slugs)).values_list("slug", "id"))


def organisation_named(name: str) -> int | None:
    """The id of the organisation with a name, small or large letters alike. One query."""
    return Organisation.objects.filter(name__iexact=name).values_list("id", flat=True).first()


def regions_among(names: Iterable[str]) -> frozenset[str]:
    """Those of the names that are regions'. One query."""
    return frozenset(Organisation.objects.filter(name__in=set(names), kind__counts_as="region").values_list("name", flat=True))


def person_names(ids: Iterable[int | None]) -> dict[int, str]:
    """{id: name} of persons. The caller has made sure that the viewer may see who did it. One query."""
    return dict(Person.objects.filter(id__in={id for id in ids if id is not None}).values_list("id", "name"))


def members(day: date) -> list[int]:
    """The ids of the organisations that are members on a day, in order of their names."""
    rows = Membership.objects.filter(on(day), kind=MembershipKind.MEMBER).order_by("organisation__name")
    return list(rows.values_list("organisation", flat=True))


def payers(day: date) -> int:
    """How many organisations pay the fee on a day: what a joint cost is spread over (D2)."""
    return Membership.objects.filter(on(day), pays_fee=True).count()


def organisation_choices(
    actor: Actor, *, kinds: Iterable[MembershipKind] = (MembershipKind.MEMBER, MembershipKind.PARTNER)
) -> list[tuple[int, str]]:
    """(id, name) of the organisations with one of these memberships today, for a form; nothing for visitors."""
    if not actor.signed_in:
        return []
    rows = Membership.objects.filter(on(clock.today()), kind__in=list(kinds)).order_by("organisation__name")
    return list(rows.values_list("organisation", "organisation__name"))


def contacts(organisations: Iterable[int]) -> list[Contact]:
    """Who gets the letters of these organisations: their member representatives today. For letters, so it asks for no viewer."""
    asked = set(organisations)
    return _people_with_roles([RoleKind.MEMBER_REPRESENTATIVE], "IN %(organisations)s", organisations=asked) if asked else []


def mandate_holders(kind: MandateKind) -> list[Contact]:
    """Who carries out a function of the secretariat today, at every organisation that holds it (L1). For letters."""
    return _people_with_roles([RoleKind.MEMBER_REPRESENTATIVE, RoleKind.SECRETARIAT], HOLDS, kind=kind.value)


def person_contact(person: int, organisation: int) -> Contact:
    """One person to write to. For letters. One query."""
    found = sql.rows(WRITTEN_TO, person=person)
    if not found:
        raise Person.DoesNotExist
    return Contact(organisation, *found[0])


def _people_with_roles(kinds: list[RoleKind], where: str, **values: Any) -> list[Contact]:
    """Everybody once per organisation, who has one of the roles there and works there today. One query."""
    rows = sql.rows(f"{WITH_ROLES} {where} {IN_ORDER}", kinds=[kind.value for kind in kinds], today=clock.today(), **values)
    return [Contact(*row) for row in rows]
