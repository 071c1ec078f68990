"""Organisations: the list with its filters, and one organisation's page. Who is in the register is public; its people are not."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from samlar.formats.sentence import Sentence
from samlar.foundation import clock, sql
from samlar.foundation.sql import Rows
from samlar.people.models import Mandate, Membership, Organisation, OrganisationKind
from samlar.people.queries.period import FROM_TODAY_ON, on
from samlar.people.rules import FUNCTIONS, Actor, MandateKind, MembershipKind, NotVisible, Span

NONE = "none"  # the filter's word for organisations without a membership today


@dataclass(frozen=True, slots=True)
class ListedOrganisation:
    """An organisation as a row of the list. `membership` is today's, None without one."""

    id: int
    name: str
    slug: str
    kind: str
    membership: MembershipKind | None
    county: str
    stands_for: str


@dataclass(frozen=True, slots=True)
class OrganisationList:
    """What fits the choice, in Swedish order, and how many there are of each kind and membership, the other filter as chosen."""

    rows: tuple[ListedOrganisation, ...]
    kinds: dict[str, int]
    memberships: dict[str, int]
    kind_names: dict[str, Sentence]
    all_kinds: int
    all_memberships: int


@dataclass(frozen=True, slots=True)
class MembershipRow:
    id: int
    kind: MembershipKind
    span: Span
    pays_fee: bool
    votes: bool
    now: bool


@dataclass(frozen=True, slots=True)
class HeldMandate:
    id: int
    kind: MandateKind
    function: Sentence
    span: Span
    delegated: bool


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another organisation, to link to."""

    id: int
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation as its page shows it to everybody."""

    id: int
    name: str
    slug: str
    kind: str
    kind_name: Sentence
    county: str
    about: str
    website: str
    represents: Neighbour | None
    represented_by: tuple[Neighbour, ...]
    membership: MembershipRow | None
    memberships: tuple[MembershipRow, ...]
    mandates: tuple[HeldMandate, ...]


def organisations(actor: Actor, *, kind: str = "", membership: str = "", search: str = "") -> OrganisationList:
    """The organisations whose name holds the search words. Three queries, however many there are.

    `kind` is a kind's code; `membership` a MembershipKind, or NONE for those without one today; empty is everything.
    """
    now = dict(Membership.objects.filter(on(clock.today())).values_list("organisation", "kind"))
    kinds = {row.code: Sentence(row.plural_sv, row.plural_en) for row in OrganisationKind.objects.all()}
    wanted = " ".join(search.split()).casefold()
    rows = Organisation.objects.order_by("name").values("id", "name", "slug", "kind", "county", "represents__name")
    found = [row for row in rows if wanted in row["name"].casefold()]

    def fits_kind(row: Mapping[str, Any]) -> bool:
        return not kind or row["kind"] == kind

    def fits_membership(row: Mapping[str, Any]) -> bool:
        return not membership or now.get(row["id"], NONE) == membership

    by_kind = Counter(row["kind"] for row in found if fits_membership(row))
    by_membership = Counter(now.get(row["id"], NONE) for row in found if fits_kind(row))
    return OrganisationList(
        rows=tuple(
            ListedOrganisation(
                id=row["id"],
                name=row["name"],
                slug=row["slug"],
                kind=row["kind"],
                membership=MembershipKind(now[row["id"]]) if row["id"] in now else None,
                county=row["county"],
                stands_for=row["represents__name"] or "",
            )
            for row in found
            if fits_kind(row) and fits_membership(row)
        ),
        kinds={code: by_kind[code] for code in kinds if by_kind[code] or code == kind},
        memberships={word: by_membership[word] for word in (*MembershipKind, NONE) if by_membership[word] or word == membership},
        kind_names=kinds,
        all_kinds=sum(by_kind.values()),
        all_memberships=sum(by_membership.values()),
    )


def kind_choices() -> list[tuple[str, Sentence]]:
    """(code, name) of the kinds of organisation, for a form."""
    return [(row.code, Sentence(row.name_sv, row.name_en)) for row in OrganisationKind.objects.all()]


def kinds_in_use() -> list[dict[str, Any]]:
    """The kinds of organisation, what the formats' rules count them as, and how many organisations are of each."""
    used = Counter(Organisation.objects.values_list("kind", flat=True))
    names = {row.code: Sentence(row.name_sv, row.name_en) for row in OrganisationKind.objects.all()}
    return [
        {"code": row.code, "name": names[row.code], "counts_as": names.get(row.counts_as, row.counts_as), "organisations": used[row.code]}
        for row in OrganisationKind.objects.all()
    ]


def every_organisation(actor: Actor, *, but: int | None = None) -> list[tuple[int, str]]:
    """(id, name) of all organisations, for the register's forms."""
    others = Organisation.objects.order_by("name").values_list("id", "name")
    return [row for row in others if row[0] != but]


ORGANISATION = Organisation._meta.db_table
DESCRIBED = f"""
WITH one AS (SELECT * FROM {ORGANISATION} WHERE {{chosen}})
SELECT 'self', 0, id, name, slug, county, about, website, 0, 0 FROM one
UNION ALL SELECT 'kind', 0, 0, k.code, k.name_sv, k.name_en, '', '', 0, 0
    FROM one JOIN {OrganisationKind._meta.db_table} k ON k.code = one.kind_id
UNION ALL SELECT 'represents', 0, o.id, o.name, o.slug, '', '', '', 0, 0 FROM one JOIN {ORGANISATION} o ON o.id = one.represents_id
UNION ALL SELECT 'represented_by', ROW_NUMBER() OVER (ORDER BY o.name), o.id, o.name, o.slug, '', '', '', 0, 0
    FROM one JOIN {ORGANISATION} o ON o.represents_id = one.id
UNION ALL SELECT 'membership', ROW_NUMBER() OVER (ORDER BY m.start DESC), m.id, m.kind, CAST(m.start AS text), CAST(m."end" AS text),
        '', '', CASE WHEN m.pays_fee THEN 1 ELSE 0 END, CASE WHEN m.votes THEN 1 ELSE 0 END
    FROM one JOIN {Membership._meta.db_table} m ON m.organisation_id = one.id
UNION ALL SELECT 'mandate', ROW_NUMBER() OVER (ORDER BY h.start, h.kind), h.id, h.kind, CAST(h.start AS text), CAST(h."end" AS text),
        '', '', CASE WHEN h.delegated_from_id IS NULL THEN 0 ELSE 1 END, 0
    FROM one JOIN {Mandate._meta.db_table} h ON h.organisation_id = one.id AND {FROM_TODAY_ON.format("h")}
"""


def organisation(actor: Actor, slug: str) -> OrganisationRow:
    """One organisation by its address. One query. Raises NotVisible where there is none."""
    return _described("slug = %(chosen)s", slug)


def organisation_of(actor: Actor, organisation: int) -> OrganisationRow:
    """One organisation by its number. One query. Raises NotVisible where there is none."""
    return _described("id = %(chosen)s", organisation)


def _described(where: str, chosen: str | int) -> OrganisationRow:
    today = clock.today()
    found = sql.placed(DESCRIBED.format(chosen=where), chosen=chosen, today=today)
    if not found["self"]:
        raise NotVisible
    id, name, slug, county, about, website, *_ = found["self"][0]
    _, kind, kind_sv, kind_en, *_ = found["kind"][0]
    memberships = _memberships(found["membership"], today)
    return OrganisationRow(
        id=id,
        name=name,
        slug=slug,
        kind=kind,
        kind_name=Sentence(kind_sv, kind_en),
        county=county,
        about=about,
        website=website,
        represents=next((Neighbour(*other[:3]) for other in found["represents"]), None),
        represented_by=tuple(Neighbour(*other[:3]) for other in found["represented_by"]),
        membership=next((period for period in memberships if period.now), None),
        memberships=memberships,
        mandates=_mandates(found["mandate"], today),
    )


def slug_of(organisation: int) -> str:
    """The address of an organisation. Raises NotVisible where there is none."""
    slug = Organisation.objects.filter(id=organisation).values_list("slug", flat=True).first()
    if slug is None:
        raise NotVisible
    return slug


def _memberships(rows: Rows, today: date) -> tuple[MembershipRow, ...]:
    return tuple(
        MembershipRow(id, MembershipKind(kind), span, bool(pays_fee), bool(votes), span.holds(today))
        for id, kind, start, end, _, _, pays_fee, votes in rows
        for span in [Span(date.fromisoformat(start), sql.day(end))]
    )


def _mandates(rows: Rows, today: date) -> tuple[HeldMandate, ...]:
    found = [
        HeldMandate(id, MandateKind(kind), FUNCTIONS[MandateKind(kind)], Span(date.fromisoformat(start), sql.day(end)), bool(delegated))
        for id, kind, start, end, _, _, delegated, _ in rows
    ]
    return tuple(sorted(found, key=lambda held: (held.span.start > today, list(MandateKind).index(held.kind))))
