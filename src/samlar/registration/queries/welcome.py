"""Whether registration is open to the viewer, told before anything is typed, and whom a form may offer (E2)."""

from collections.abc import Iterable
from dataclasses import dataclass

from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Refusal
from samlar.foundation import clock, sql
from samlar.people.models import Person, Role
from samlar.people.queries import TODAY
from samlar.people.rules import Actor, RoleKind, must_act_for_an_organisation
from samlar.registration.models import Approval, Registration
from samlar.registration.queries.registrations import membership_of
from samlar.registration.queries.terms import no_places, opening
from samlar.registration.rules import registering as rules
from samlar.registration.rules.line import Claim
from samlar.registration.rules.machine import ASKING, HOLDING
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


def refusal(
    actor: Actor, activity: ActivityRow, asked: TermsRow, claims: Iterable[Claim], ours: Iterable[RegistrationRow]
) -> Refusal | None:
    """Why nobody of the viewer's organisation can be registered now, as the deed itself would answer; None while it is open.

    `ours`: the organisation's registrations that the viewer sees. Four queries at most.
    """
    try:
        organisation = must_act_for_an_organisation(actor)
        published, to_all, invited = opening(activity, organisation)
        rules.must_take_registrations(activity, asked, published=published)
        rules.must_be_welcome(
            activity, asked, membership_of(organisation), invited=invited, to_all=to_all, organisation=organisation,
            name=actor.organisation_name,
        )  # fmt: skip
        rules.must_be_in_time(activity, asked, clock.now())
        rules.must_give_places(no_places(activity, asked))
        counted = [one.name for one in ours if one.state in (*HOLDING, *ASKING)]
        rules.must_fit_organisation(activity, asked, claims, organisation, counted)
    except Refusal as said:
        return said
    return None


def language_of(person: int) -> str:
    """The language that a link's page is written in for whoever got it. One query."""
    return Person.objects.values_list("language", flat=True).get(id=person)
