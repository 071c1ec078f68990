"""Who a viewer is today."""

from samlar.foundation import clock, sql
from samlar.people.models import Employment, Grant, Mandate, Membership, Organisation, OrganisationKind, Person, Role
from samlar.people.queries.period import TODAY
from samlar.people.rules import MEMBERS, PUBLIC, VISITOR, Actor, MandateKind, MembershipKind, RoleKind, organisation_token

# Asked at every request, so it is one statement in plain SQL: the same in five queries costs more than most pages (bench/pages).
# A mandate is exercised by whoever represents its holder or has been given the secretariat's role there (L1).
KNOWN = f"""
WITH work AS (
    SELECT e.organisation_id, o.name, k.counts_as, e.function
    FROM {Employment._meta.db_table} e
    JOIN {Organisation._meta.db_table} o ON o.id = e.organisation_id
    JOIN {OrganisationKind._meta.db_table} k ON k.code = o.kind_id
    WHERE e.person_id = %(person)s AND {TODAY.format("e")} ORDER BY e.start DESC, e.id DESC LIMIT 1),
membership AS (
    SELECT m.kind FROM {Membership._meta.db_table} m JOIN work ON work.organisation_id = m.organisation_id
    WHERE {TODAY.format("m")} ORDER BY m.start DESC LIMIT 1),
roles AS (
    SELECT r.kind FROM {Role._meta.db_table} r JOIN work ON work.organisation_id = r.organisation_id
    WHERE r.person_id = %(person)s AND {TODAY.format("r")}),
mandates AS (
    SELECT h.kind FROM {Mandate._meta.db_table} h JOIN work ON work.organisation_id = h.organisation_id
    WHERE {TODAY.format("h")}
      AND EXISTS (SELECT 1 FROM roles WHERE kind IN ('{RoleKind.MEMBER_REPRESENTATIVE}', '{RoleKind.SECRETARIAT}')))
SELECT 'person', p.name, p.email, p.language, 0 FROM {Person._meta.db_table} p WHERE p.id = %(person)s AND p.is_active
UNION ALL SELECT 'work', name, counts_as, function, organisation_id FROM work
UNION ALL SELECT 'membership', kind, '', '', 0 FROM membership
UNION ALL SELECT 'role', kind, '', '', 0 FROM roles
UNION ALL SELECT 'mandate', kind, '', '', 0 FROM mandates
UNION ALL SELECT 'token', g.token, '', '', 0 FROM {Grant._meta.db_table} g
    WHERE g.person_id = %(person)s OR g.organisation_id IN (SELECT organisation_id FROM work) OR g.mandate IN (SELECT kind FROM mandates)
"""


def actor(person_id: int | None) -> Actor:
    """Who somebody is today: employer, membership, roles, mandates and audiences. One query, however much there is.

    A person without a current employment is signed in but acts for nobody.
    """
    if person_id is None:
        return VISITOR
    known = sql.by_word(KNOWN, person=person_id, today=clock.today())
    if not known["person"]:
        return VISITOR
    name, email, language, _ = known["person"][0]
    tokens = {PUBLIC, *(row[0] for row in known["token"])}
    if not known["work"]:
        return Actor(person=person_id, name=name, email=email, language=language, tokens=frozenset(tokens))
    employer, counts_as, function, organisation = known["work"][0]
    membership = MembershipKind(known["membership"][0][0]) if known["membership"] else None
    if membership in (MembershipKind.MEMBER, MembershipKind.PARTNER):
        tokens.add(MEMBERS)
    return Actor(
        person=person_id,
        name=name,
        email=email,
        language=language,
        organisation=organisation,
        organisation_name=employer,
        organisation_kind=counts_as,
        membership=membership,
        function=function,
        roles=frozenset(RoleKind(row[0]) for row in known["role"]),
        mandates=frozenset(MandateKind(row[0]) for row in known["mandate"]),
        tokens=frozenset(tokens | {organisation_token(organisation)}),
    )


def account(person_id: int) -> Person:
    """The person as the sign-in library wants it. For sign-in only; everything else takes an Actor."""
    return Person.objects.get(id=person_id, is_active=True)
