"""The lead says who staffs the activity; whoever is in Samlär sees inside for as long as that holds (A2, C5)."""

from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from samlar.activities.actions import letters
from samlar.activities.actions.locks import locked
from samlar.activities.models import Staff
from samlar.activities.queries import staff as queries
from samlar.activities.rules import staff as rules
from samlar.activities.rules.access import must_lead
from samlar.activities.rules.rows import ActivityRow, activity_token
from samlar.activities.rules.staff import Described, StaffRow
from samlar.foundation import audit, clock, outbox
from samlar.people.actions.account import written_address
from samlar.people.models import Grant
from samlar.people.queries import person_contact
from samlar.people.rules import Actor, NotVisible
from samlar.people.rules.words import NAME, one_line


@transaction.atomic
def add_staff(actor: Actor, activity_id: int, described: Described) -> int:
    """Adds somebody; says the row's id. Whoever it is gets one letter that tells what is public of them.

    An address that somebody in Samlär has makes it that person. Side effects in order: locks the activity, writes, lets the person
    in, records, writes the letter. Raises NotVisible, NotAllowed (only the lead and the owner), ActivityRefused and NotPossible
    (at a field: no name, no address of somebody who answers questions, not from there, twice in a role, too many, over).
    """
    _, activity = locked(actor, activity_id)
    kept = queries.kept_staff(activity)
    described = _taken(actor, activity, kept, described)
    made = Staff.objects.create(activity_id=activity_id, position=len(kept), **_fields(described))
    _let_in(activity_id, described.person)
    _record(actor, activity_id, "staff.added", [None, made.pk], described.role)
    _tell(actor, activity, described)
    return made.pk


@transaction.atomic
def change_staff(actor: Actor, activity_id: int, staff_id: int, described: Described) -> None:
    """Changes who somebody is or what they do. Who is another than before is let in, and told; the one before is let out.

    Raises as `add_staff`, and NotVisible where there is no such row.
    """
    _, activity = locked(actor, activity_id)
    kept = queries.kept_staff(activity)
    before = rules.found(kept, staff_id)
    described = _taken(actor, activity, kept, described, but=staff_id)
    Staff.objects.filter(id=staff_id).update(**_fields(described))
    if before.person != described.person:
        _let_out(activity_id, before.person)
    _let_in(activity_id, described.person)
    _record(actor, activity_id, "staff.changed", [staff_id, staff_id], described.role)
    _tell(actor, activity, described)


@transaction.atomic
def remove_staff(actor: Actor, activity_id: int, staff_id: int) -> None:
    """Takes somebody away, and lets the person out; what the person's organisation has been given stays.

    Raises NotVisible, NotAllowed, ActivityRefused (over).
    """
    _, activity = locked(actor, activity_id)
    must_lead(actor, activity)
    rules.must_be_staffed_now(activity)
    before = rules.found(queries.kept_staff(activity), staff_id)
    Staff.objects.filter(id=staff_id).delete()
    _let_out(activity_id, before.person)
    _record(actor, activity_id, "staff.removed", [staff_id, None], before.role)


def forget_outsiders() -> int:
    """Empties the names and addresses of those who staffed an activity without being in Samlär, SAMLAR_STAFF_KEPT_DAYS after it ended.

    The role and the organisation stay; nobody is named any more (`kept_staff`). Says how many. May run again at any time (Z2).
    """
    limit = clock.now() - timedelta(days=settings.SAMLAR_STAFF_KEPT_DAYS)
    return Staff.objects.filter(person=None, activity__ended__lt=limit).exclude(name="", email="").update(name="", email="")


def _taken(actor: Actor, activity: ActivityRow, kept: tuple[StaffRow, ...], described: Described, *, but: int | None = None) -> Described:
    """What is kept of what was described: whoever is in Samlär by person alone, so that no second copy of a name grows old (Z2)."""
    must_lead(actor, activity)
    rules.must_be_staffed_now(activity)
    person = described.person
    if person is None:
        name = one_line(described.name, field="name", most=rules.NAME_LENGTH, what=NAME) if described.name.strip() else ""
        email = written_address(described.email) if described.email.strip() else ""
        person, described = queries.known_person(email), replace(described, name=name, email=email)
    elif person not in {one for _, several in queries.people_to_choose(activity) for one, _ in several} | {one.person for one in kept}:
        raise NotVisible  # who is not known here is named by address, never by number
    if person is not None:
        described = replace(described, person=person, name="", email="", organisation=queries.employer(person) or described.organisation)
    rules.must_be_describable(described)
    if described.organisation is not None and described.organisation not in dict(queries.organisations_to_choose()):
        raise NotVisible
    rules.must_come_from_there(activity, described, queries.membership_of(described.organisation))
    rules.must_fit_in(kept, described, but=but)
    return described


def _fields(described: Described) -> dict[str, object]:
    return {
        "role": described.role,
        "person_id": described.person,
        "name": described.name,
        "email": described.email,
        "organisation_id": described.organisation,
        "engagement": described.engagement,
        "answers": described.answers,
    }


def _let_in(activity_id: int, person: int | None) -> None:
    if person is not None:
        Grant.objects.get_or_create(token=activity_token(activity_id), person_id=person)


def _let_out(activity_id: int, person: int | None) -> None:
    """Unless the person staffs it in another way, too."""
    if person is not None and not Staff.objects.filter(activity=activity_id, person=person).exists():
        Grant.objects.filter(token=activity_token(activity_id), person=person).delete()


def _record(actor: Actor, activity_id: int, verb: str, row: list[int | None], role: str) -> None:
    audit.record(
        person=actor.person, organisation=actor.organisation, verb=verb, kind="activity", subject=activity_id,
        changes={"staff": [*row], "role": [None, role]},
    )  # fmt: skip


def _tell(actor: Actor, activity: ActivityRow, described: Described) -> None:
    """Whoever is named is told so, once for each role: also somebody who is not in Samlär (Z2)."""
    values = letters.about(
        actor,
        activity,
        role_sv=rules.ROLES[described.role].sv,
        role_en=rules.ROLES[described.role].en,
        public=rules.is_public(described.role, described.answers),
        inside=described.person is not None,
    )
    if described.person is not None:
        if described.person == actor.person:
            return
        to = person_contact(described.person, described.organisation or 0)
        key = f"staffed:{activity.id}:{described.role}:{described.person}"
        outbox.put(to=to.email, language=to.language, name="activity_staffed", values={**values, "to": to.name}, key=key)
    elif described.email:
        key = f"staffed:{activity.id}:{described.role}:{described.email}"[:120]
        outbox.put(to=described.email, language="sv", name="activity_staffed", values={**values, "to": described.name}, key=key)
