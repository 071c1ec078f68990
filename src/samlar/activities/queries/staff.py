"""Who staffs an activity (A2, C5), and whom the lead can choose among."""

from samlar.activities.models import Staff
from samlar.activities.rules.rows import ActivityRow
from samlar.activities.rules.staff import StaffRow
from samlar.foundation import clock
from samlar.people.models import Employment, Membership, Organisation, Person
from samlar.people.queries import on
from samlar.people.rules import Actor


def staff(actor: Actor, activity: ActivityRow) -> tuple[StaffRow, ...]:
    """Who staffs it: everybody for those inside, else those whom the invitation names. One query."""
    rows = kept_staff(activity)
    return rows if activity.inside else tuple(one for one in rows if one.public)


def kept_staff(activity: ActivityRow) -> tuple[StaffRow, ...]:
    """Everybody, for those who judge and write it; asks for no viewer. Those who have left Samlär are not named, nor those
    whose names have been emptied since. One query."""
    rows = Staff.objects.filter(activity=activity.id).values_list(
        "id", "role", "person", "name", "email", "organisation", "organisation__name", "engagement", "answers",
        "person__name", "person__email", "person__is_active",
    )  # fmt: skip
    return tuple(
        StaffRow(
            id=id,
            role=role,
            person=person,
            name=(own_name or "") if person else name,
            email=(own_email or "") if person else email,
            organisation=organisation,
            organisation_name=organisation_name or "",
            engagement=engagement,
            answers=answers,
        )
        for id, role, person, name, email, organisation, organisation_name, engagement, answers, own_name, own_email, here in rows
        if (here if person else name)
    )


def people_to_choose(activity: ActivityRow) -> list[tuple[str, list[tuple[int, str]]]]:
    """(organisation, [(person, name)]) of the organisations that take part, the lead first, for a form. One query.

    The caller has asked who may.
    """
    names = {one.organisation: one.name for one in activity.taking_part}
    people: dict[int, list[tuple[int, str]]] = {one: [] for one in names}
    rows = Employment.objects.filter(on(clock.today()), organisation__in=names, person__is_active=True)
    for organisation, person, name in rows.order_by("person__name", "person").values_list("organisation", "person", "person__name"):
        people[organisation].append((person, name))
    return [(names[one], found) for one, found in people.items() if found]


def organisations_to_choose() -> list[tuple[int, str]]:
    """(id, name) of every organisation: somebody may come from any. One query."""
    return list(Organisation.objects.order_by("name").values_list("id", "name"))


def known_person(email: str) -> int | None:
    """The person of Samlär whose address it is. One query."""
    return Person.objects.filter(email=email, is_active=True).values_list("id", flat=True).first() if email else None


def employer(person: int) -> int | None:
    """Where somebody works today. One query."""
    rows = Employment.objects.filter(on(clock.today()), person=person).order_by("-start", "-id")
    return rows.values_list("organisation", flat=True).first()


def membership_of(organisation: int | None) -> str | None:
    """An organisation's membership today. One query."""
    rows = Membership.objects.filter(on(clock.today()), organisation=organisation).order_by("-start")
    return rows.values_list("kind", flat=True).first() if organisation else None
