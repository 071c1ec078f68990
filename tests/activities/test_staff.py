"""Who staffs an activity: written by the lead, let in, told, and named no wider than is said (A2, C5)."""

from datetime import timedelta

import pytest

from samlar.activities import queries
from samlar.activities.actions.staff import add_staff, change_staff, forget_outsiders, remove_staff
from samlar.activities.models import Activity, Staff
from samlar.activities.queries.staff import kept_staff, staff
from samlar.activities.queries.trail import trail
from samlar.activities.rules.deeds import ActivityRefused
from samlar.activities.rules.staff import Described
from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.people.models import Grant, Person
from samlar.people.rules import NotAllowed, NotVisible
from samlar.people.rules.periods import NotPossible
from samlar.web.letters import render
from tests.activities.rows import activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast):
    return activity(cast, format="larlabb")


@pytest.fixture
def planned(cast):
    return activity(cast, format="larlabb", stage="planning")


def by_name(role="content_leader", **more):
    return Described(**{"role": role, "name": "Vera Inlånad", "email": "vera@konsult.test", "engagement": "consultant"} | more)


def rows(cast, made, key="stina"):
    actor = getattr(cast, key)
    return staff(actor, queries.activity(actor, made.pk))


def test_somebody_who_is_not_in_samlar_is_known_by_name_and_address(cast, made):
    add_staff(cast.stina, made.pk, by_name(name=" Vera\x00  Inlånad ", email="VERA@konsult.test", answers="content"))

    (row,) = rows(cast, made)
    assert (row.name, row.email, row.role_name.sv, row.answers_name.sv) == (
        "Vera Inlånad",
        "vera@konsult.test",
        "innehållsledare",
        "innehåll",
    )
    assert row.public


def test_a_colleague_is_kept_by_person_alone_and_changes_name_with_the_person(cast, made):
    add_staff(cast.stina, made.pk, Described(role="process_leader", person=cast.dan.person, name="Skräp", engagement="member"))

    assert Staff.objects.values_list("name", "email", "organisation__name").get() == ("", "", "Region Dalarna")
    Person.objects.filter(id=cast.dan.person).update(name="Dan Nygift")
    assert rows(cast, made)[0].name == "Dan Nygift"


def test_an_address_that_is_in_samlar_makes_it_that_person_who_is_let_in_until_removed(cast, planned):
    with pytest.raises(NotVisible):
        queries.activity(cast.erin, planned.pk)

    added = add_staff(cast.stina, planned.pk, by_name(email=cast.erin.email.upper(), engagement="loan"))

    assert queries.activity(cast.erin, planned.pk).inside
    remove_staff(cast.stina, planned.pk, added)
    with pytest.raises(NotVisible):
        queries.activity(cast.erin, planned.pk)


def test_what_the_organisation_has_been_given_stays_when_its_person_is_removed(cast, planned):
    added = add_staff(cast.stina, planned.pk, Described(role="planning_group", person=cast.dan.person, engagement="member"))
    remove_staff(cast.stina, planned.pk, added)

    assert queries.activity(cast.dan, planned.pk).inside
    assert not Grant.objects.filter(person=cast.dan.person).exists()


def test_whoever_has_two_roles_stays_inside_when_one_is_taken_away(cast, planned):
    first, second = (
        add_staff(cast.stina, planned.pk, by_name(role, email=cast.erin.email, engagement="loan"))
        for role in ("content_leader", "planning_group")
    )
    remove_staff(cast.stina, planned.pk, first)
    assert queries.activity(cast.erin, planned.pk).inside

    change_staff(cast.stina, planned.pk, second, by_name("planning_group"))
    with pytest.raises(NotVisible):
        queries.activity(cast.erin, planned.pk)


def test_those_outside_see_only_whom_the_invitation_names(cast, made, visitor):
    add_staff(cast.stina, made.pk, by_name())
    add_staff(cast.stina, made.pk, by_name("planning_group", name="Hemlig Planerare", email=""))
    add_staff(cast.stina, made.pk, by_name("practical", name="Pia Praktisk", email="pia@konsult.test", answers="practical"))

    assert [row.name for row in rows(cast, made, "dan")] == ["Vera Inlånad", "Hemlig Planerare", "Pia Praktisk"]
    assert [row.name for row in staff(visitor, queries.activity(visitor, made.pk))] == ["Vera Inlånad", "Pia Praktisk"]


def test_whoever_is_named_gets_one_letter_in_the_own_language(cast, made):
    added = add_staff(cast.stina, made.pk, by_name(email=cast.erin.email, engagement="loan"))
    remove_staff(cast.stina, made.pk, added)
    add_staff(cast.stina, made.pk, by_name(email=cast.erin.email, engagement="loan"))
    add_staff(cast.stina, made.pk, Described(role="practical", person=cast.stina.person, answers="practical"))

    letter = Letter.objects.get()
    assert (letter.name, letter.to, letter.language) == ("activity_staffed", cast.erin.email, "en")
    for language in ("sv", "en"):
        assert made.title in render(letter.name, language, letter.values).text


@pytest.mark.parametrize("key", ["dan", "klara", "erin", "siv"])
def test_only_the_lead_writes(cast, made, key):
    with pytest.raises(NotAllowed):
        add_staff(getattr(cast, key), made.pk, by_name())
    assert not Staff.objects.exists()


@pytest.mark.parametrize(
    ("described", "field"),
    [
        (by_name("king"), "role"),
        (by_name(engagement="bought"), "engagement"),
        (by_name(answers="all"), "answers"),
        (by_name(name="  "), "name"),
        (by_name(name="x" * 121), "name"),
        (by_name(email="ingen adress"), "email"),
        (by_name(email="", answers="both"), "email"),
        (by_name(engagement="loan"), "organisation"),
    ],
)
def test_what_is_wrong_is_refused_at_its_field(cast, made, described, field):
    with pytest.raises((ActivityRefused, NotPossible)) as refusal:
        add_staff(cast.stina, made.pk, described)
    assert refusal.value.field == field
    assert not Staff.objects.exists()


def test_where_somebody_comes_from_fits_the_organisation(cast, made):
    dalarna, slu = cast.organisation("Region Dalarna"), cast.organisation("SLU")
    for engagement, organisation in (("own", dalarna), ("loan", slu), ("partner", dalarna)):
        with pytest.raises(ActivityRefused) as refusal:
            add_staff(cast.stina, made.pk, by_name(engagement=engagement, organisation=organisation))
        assert refusal.value.field == "engagement"
    add_staff(cast.stina, made.pk, by_name(engagement="loan", organisation=dalarna))
    with pytest.raises(NotVisible):
        add_staff(cast.stina, made.pk, by_name(engagement="partner", organisation=10**30))


def test_nobody_stands_twice_in_a_role_and_there_is_an_end_to_how_many(cast, made):
    add_staff(cast.stina, made.pk, by_name())
    with pytest.raises(ActivityRefused):
        add_staff(cast.stina, made.pk, by_name(name="vera inlånad"))
    for number in range(29):
        add_staff(cast.stina, made.pk, by_name(name=f"Nummer {number}", email=""))
    with pytest.raises(ActivityRefused):
        add_staff(cast.stina, made.pk, by_name(name="En till", email=""))


def test_a_person_is_not_named_by_number_from_anywhere(cast, made):
    for person in (cast.erin.person, 10**30, -1):
        with pytest.raises(NotVisible):
            add_staff(cast.stina, made.pk, Described(role="content_leader", person=person, engagement="member"))


def test_a_row_of_another_activity_is_not_there(cast, made, planned):
    added = add_staff(cast.stina, planned.pk, by_name())
    for deed in (lambda: change_staff(cast.stina, made.pk, added, by_name()), lambda: remove_staff(cast.stina, made.pk, added)):
        with pytest.raises(NotVisible):
            deed()


def test_when_it_is_over_the_staff_stays_as_it_was(cast):
    over = activity(cast, stage="closed")
    with pytest.raises(ActivityRefused):
        add_staff(cast.stina, over.pk, by_name())


def test_the_trail_tells_of_it_without_names(cast, made):
    add_staff(cast.stina, made.pk, by_name())
    (entry,) = trail(cast.stina, queries.activity(cast.stina, made.pk))
    assert entry.what.sv == "Någon lades till i bemanningen."


def test_whoever_has_left_samlar_is_named_no_more(cast, made):
    add_staff(cast.stina, made.pk, Described(role="content_leader", person=cast.dan.person, engagement="member"))
    Person.objects.filter(id=cast.dan.person).update(is_active=False)
    assert kept_staff(queries.activity(cast.stina, made.pk)) == ()


def test_a_year_after_the_end_who_was_not_in_samlar_is_named_no_more(cast, made, settings):
    add_staff(cast.stina, made.pk, by_name())
    add_staff(cast.stina, made.pk, Described(role="process_leader", person=cast.dan.person, engagement="member"))
    year = timedelta(days=settings.SAMLAR_STAFF_KEPT_DAYS)
    with clock.at(clock.now() + 5 * year):
        assert forget_outsiders() == 0  # it is not over
    Activity.objects.filter(id=made.pk).update(stage="closed", stage_kind="closed", ended=clock.now())
    with clock.at(clock.now() + year):
        assert forget_outsiders() == 0
    with clock.at(clock.now() + year + timedelta(seconds=1)):
        assert (forget_outsiders(), forget_outsiders()) == (1, 0)
    assert Staff.objects.filter(role="content_leader").values_list("name", "email", "engagement").get() == ("", "", "consultant")
    assert [row.name for row in kept_staff(queries.activity(cast.stina, made.pk))] == [cast.dan.name]


# — the pages —


def test_the_lead_adds_changes_and_removes_by_the_pages(cast, made, sign_in):
    browser = sign_in(cast.stina)
    base = f"/aktiviteter/{made.pk}/bemanning/"
    typed = {
        "role": "content_leader",
        "person": "",
        "name": "Vera Inlånad",
        "email": "vera@konsult.test",
        "engagement": "consultant",
        "answers": "both",
    }
    assert browser.get(f"{base}lagg-till/").status_code == 200
    assert browser.post(f"{base}lagg-till/", typed).status_code == 302
    added = Staff.objects.get().pk
    page = browser.get(base).content.decode()
    assert "Vera Inlånad" in page
    assert "mailto:vera@konsult.test" in page
    assert "Vera Inlånad" in browser.get(f"{base}{added}/").content.decode()
    assert browser.post(f"{base}{added}/", typed | {"name": "Vera Konsult"}).status_code == 302
    assert Staff.objects.get().name == "Vera Konsult"
    assert browser.post(f"{base}{added}/ta-bort/").status_code == 302
    assert not Staff.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "före\x00efter" * 3000, "role": "content_leader"},
        {"role": "king"},
        {"person": "1" + "0" * 30, "role": "content_leader"},
        {"organisation": "²", "role": "content_leader"},
        {"email": "<script>", "name": "A", "role": "practical"},
        {},
    ],
)
def test_bad_input_stands_by_its_field_and_changes_nothing(cast, made, sign_in, typed):
    answer = sign_in(cast.stina).post(f"/aktiviteter/{made.pk}/bemanning/lagg-till/", {"engagement": "own", **typed})
    assert answer.status_code == 422
    assert b'class="errors"' in answer.content
    assert not Staff.objects.exists()


@pytest.mark.parametrize(("key", "status"), [("dan", 200), ("klara", 200), ("erin", 404), ("gustav", 404), ("nils", 404)])
def test_the_staff_is_read_by_those_inside(cast, made, sign_in, key, status):
    assert sign_in(getattr(cast, key)).get(f"/aktiviteter/{made.pk}/bemanning/").status_code == status
