"""The figures of what was held (E6, facts.md): exact, each with its definition, the same whoever looks, names of persons in none."""

import csv
import io
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice

import pytest

from samlar.activities import queries as activities
from samlar.activities.models import Session, Speaker
from samlar.foundation import clock
from samlar.people import queries as people
from samlar.people.models import Employment, Organisation, Person
from samlar.people.rules import VISITOR
from samlar.registration.actions.attendance import Mark, note
from samlar.registration.actions.attendance_file import read_in
from samlar.registration.models import Attendance, Registration
from samlar.registration.queries.attendance import something_held
from samlar.registration.queries.attendance_import import carried, read, target
from samlar.registration.rules.attendance_plan import Choices
from samlar.reports.queries.figures import attended, figures, figures_of, line_of, years
from samlar.reports.rules.figures import DEFINITIONS, Figures, PeriodRefused, must_be_a_period, speakers_by_gender
from tests.activities.rows import activity, released
from tests.registration import attending

pytestmark = pytest.mark.django_db
ALL_2023 = date(2023, 1, 1), date(2023, 12, 31)
# Eighteen regions, two agencies and three others were registered; ten more organisations came without being so.
REGISTERED = {"region": 18, "agency": 2, "university": 2, "skr": 1}
CAME_TOO = {"region": 1, "agency": 4, "county_board": 3, "municipality": 1, "other": 1}
PEOPLE, PARTICIPATIONS = 130, 278


def of_kinds(kinds: dict[str, int], but: set[int] = frozenset()) -> list[Organisation]:
    return [one for kind, n in kinds.items() for one in Organisation.objects.filter(kind=kind).exclude(id__in=but).order_by("id")[:n]]


@pytest.fixture
def green(cast):
    """A learning project of four workshops and twelve study visits in seven regions, with 48 women and 36 men among the speakers."""
    made = activity(cast, "Näringslivets gröna omställning", format="larprojekt", stage="closed", lead="SKR", others=())
    first = datetime(2023, 2, 15, 8, 0, tzinfo=UTC)
    hosts = cycle(Organisation.objects.filter(kind="region").order_by("-id")[:7])
    sessions = [attending.meeting(made, f"Workshop {n + 1}", starts=first + timedelta(days=70 * n)) for n in range(4)]
    for n in range(12):
        sessions.append(attending.meeting(made, f"Studiebesök {n + 1}", starts=first + timedelta(days=20 * n + 5), kind="study_visit", host=next(hosts)))
    items = [attending.item(one, f"Programpunkt på {one.title}") for one in sessions]
    speakers = [("woman", 48), ("man", 36)]
    for place, (gender, n) in enumerate((gender, n) for gender, count in speakers for n in range(count)):
        Speaker.objects.create(item=items[place % len(items)], name=f"Talare {gender} {n}", gender=gender)
    return made


@pytest.fixture
def attendance_list(cast, green) -> bytes:
    """A list as a lead keeps it: one row a participation. Half of the people are known by their address, the others only there."""
    registered = of_kinds(REGISTERED)
    came_too = of_kinds(CAME_TOO, but={one.pk for one in registered})
    listed = []
    for n, organisation in enumerate(islice(cycle([*registered, *came_too]), PEOPLE)):
        name, email = f"Person {n}", f"person{n}@lista.test"
        if organisation in registered and n < 69:
            person = Person.objects.create(name=name, email=email, added=green.created, password="!")
            Employment.objects.create(person=person, organisation=organisation, start=date(2020, 1, 1))
            attending.place(green, person.pk, organisation.pk, kind=organisation.kind_id)
        listed.append((name, email, organisation.name))
    sessions = list(Session.objects.filter(activity=green).order_by("starts", "id"))
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";")
    rows.writerow(("Namn", "E-post", "Organisation", "Träff", "Närvarande"))
    times = Counter(islice(cycle(range(PEOPLE)), PARTICIPATIONS))
    for n, (name, email, organisation) in enumerate(listed):
        for k in range(times[n]):
            rows.writerow((name, email.upper() if k else email, organisation, sessions[(n + 5 * k) % len(sessions)].title, "ja"))
    rows.writerow((*listed[0], sessions[1].title, "nej"))
    return text.getvalue().encode("cp1252")


def read_all(actor, made, data: bytes):
    where = target(actor, activities.activity(actor, made.pk), None)
    sealed = carried(actor, where, read(data, sessions=True))
    return read_in(actor, made.pk, None, sealed=sealed, choices=Choices(every_guest=True))


@pytest.fixture
def lead(cast):
    person = Person.objects.create(name="Leder SKR", email="leder@skr.test", added=attending.MORNING, password="!")
    Employment.objects.create(person=person, organisation_id=cast.organisation("SKR"), start=date(2015, 1, 1))
    return person


@pytest.fixture
def counted(cast, green, attendance_list, lead) -> Figures:
    read_all(people.actor(lead.pk), green, attendance_list)
    return figures_of(VISITOR, activities.activity(VISITOR, green.pk))


def test_the_learning_project_of_2023_gives_exactly_its_published_figures(counted):
    assert (counted.people, counted.attended, counted.participations) == (130, 33, 278)
    assert (counted.registered, counted.in_three("registered")) == (23, (18, 2, 3))
    assert (counted.sessions, counted.study_visits, counted.regions_visited) == (16, 12, 7)
    assert counted.speakers == {"woman": 48, "man": 36, "other": 0, "": 0}
    assert counted.absences == 1
    assert {one.kind: (one.registered, one.attended) for one in counted.kinds} == {
        "region": (18, 19), "municipality": (0, 1), "county_board": (0, 3), "agency": (2, 6), "university": (2, 2), "skr": (1, 1), "other": (0, 1),
    }  # fmt: skip


def test_every_part_adds_up_to_the_whole(counted):
    assert sum(one.participations for one in counted.organisations) == sum(one.there for one in counted.held) == 278
    assert sum(one.people for one in counted.organisations) == 130
    assert sum(one.registered for one in counted.organisations) == 23
    assert sum(one.attended for one in counted.kinds) == len([one for one in counted.organisations if one.participations]) == 33


def test_each_figure_says_its_definition():
    assert {key: one.says.sv for key, one in DEFINITIONS.items()} == {
        "people": "Personer som har varit på plats på minst en träff. Var och en räknas en gång.",
        "participations": "En person på en träff är ett deltagande, oavsett hur många programpunkter personen var på.",
        "registered": "Organisationer med minst en bekräftad anmälan, vare sig någon kom eller inte.",
        "attended": "Organisationer som någon på plats kom från. Den organisation där personen arbetade den dagen räknas.",
        "sessions": "Träffar som har släppts i programmet eller där någon har varit på plats, som har börjat och inte ställts in.",
        "study_visits": "Träffar av slaget studiebesök, bland dem som har hållits.",
        "regions_visited": "Regioner som har varit värd för minst ett studiebesök.",
        "speakers": "De som talade på programpunkter vid träffar som har hållits. Samma namn i samma aktivitet räknas en gång. "
        "Kön är vad talaren själv har uppgett, och räknas när fem har gjort det.",
        "absences": "Hur många gånger någon var anmäld, noterades och inte kom till en träff.",
    }


def test_the_file_again_changes_no_figure(cast, green, attendance_list, counted, lead):
    done = read_all(people.actor(lead.pk), green, attendance_list)
    assert (done.noted, done.guests) == (0, 0)
    assert figures_of(VISITOR, activities.activity(VISITOR, green.pk)) == counted


# — the definitions one by one —


@pytest.fixture
def made(cast):
    return activity(cast, format="larprojekt")


def of(made, actor=VISITOR) -> Figures:
    return figures_of(actor, activities.activity(actor, made.pk))


def test_several_items_of_a_session_are_one_participation(cast, made):
    session = attending.meeting(made)
    attending.confirmed(cast, made, "dan")
    for title in ("A", "B", "C"):
        note(cast.stina, made.pk, session.pk, person=cast.dan.person, mark=Mark.PRESENT, item_id=attending.item(session, title).pk)
    note(cast.stina, made.pk, session.pk, person=cast.dan.person, mark=Mark.PRESENT)
    assert (of(made).people, of(made).participations, of(made).held[0].there) == (1, 1, 1)


def test_only_confirmed_registrations_make_an_organisation_registered(cast, made):
    attending.meeting(made)
    attending.confirmed(cast, made, "dan")
    attending.confirmed(cast, made, "gun", state="waitlisted")
    attending.confirmed(cast, made, "erin", state="withdrawn")
    assert of(made).registered == 1
    Registration.objects.filter(person=cast.dan.person).update(state="withdrawn")
    assert of(made).registered == 0


def test_a_cancelled_or_coming_session_counts_nothing(cast, made):
    for fields in ({"cancelled": attending.MORNING}, {"starts": attending.MORNING + timedelta(days=1)}):
        session = attending.meeting(made, kind="study_visit", host_id=cast.organisation("Region Gotland"), **fields)
        Speaker.objects.create(item=attending.item(session, "P"), name="T")
        Attendance.objects.create(
            session=session, person_id=cast.dan.person, organisation_id=cast.dan.organisation, kind="region", source="list", noted=attending.MORNING
        )
    found = of(made)
    assert (found.people, found.participations, found.sessions, found.study_visits, found.regions_visited) == (0, 0, 0, 0, 0)
    assert sum(found.speakers.values()) == 0


def test_a_move_changes_no_figure_of_what_was(cast, made):
    session = attending.meeting(made)
    attending.confirmed(cast, made, "dan")
    note(cast.stina, made.pk, session.pk, person=cast.dan.person, mark=Mark.PRESENT)
    Employment.objects.filter(person=cast.dan.person).update(organisation=cast.organisation("Region Gotland"))
    Organisation.objects.filter(id=cast.organisation("Region Dalarna")).update(kind="other")
    (row,) = [one for one in of(made).organisations if one.participations]
    assert (row.name, row.kind) == ("Region Dalarna", "region")


def test_a_speaker_counts_once_an_activity_with_what_was_said_of_gender(made):
    session = attending.meeting(made)
    for title, name, gender in (("A", "Eva  Ett", ""), ("B", "EVA ETT", "woman"), ("C", "Bo", "other"), ("D", "Tyst", "")):
        Speaker.objects.create(item=attending.item(session, title), name=name, gender=gender)
    Speaker.objects.create(item=attending.item(session, "Inställd", state="cancelled"), name="Borta", gender="man")
    released(made)
    assert (of(made).speakers, of(made).speakers_in_all) == ({}, 3)
    for n in range(3):
        Speaker.objects.create(item=session.items.first(), name=f"Talare {n}", gender="man")
    assert of(made).speakers == {"woman": 1, "man": 3, "other": 1, "": 1}
    assert speakers_by_gender([(1, "A", "woman"), (2, "A", "strunt")]) == {"woman": 1, "man": 0, "other": 0, "": 1}


def test_a_draft_is_in_no_figure_until_it_is_released_or_somebody_was_there(cast, made):
    """Only those who lead read the draft (0008): not its sessions, not its titles, not who speaks there."""
    session = attending.meeting(made, "Utkastet")
    Speaker.objects.create(item=attending.item(session, "Hemligt"), name="Hemlig Talare")
    assert not something_held(made.pk)
    assert (of(made).sessions, of(made).held, of(made).speakers_in_all) == (0, (), 0)
    assert (years(VISITOR), figures(VISITOR, date(2026, 1, 1), date(2026, 12, 31), sessions=True).held) == ([], ())
    released(made)
    Session.objects.filter(id=session.pk).update(title="Ändrat i utkastet")
    Speaker.objects.create(item=attending.item(session, "Ny i utkastet"), name="Ny Talare")
    assert something_held(made.pk)
    assert ([one.title for one in of(made).held], of(made).speakers_in_all, years(VISITOR)) == (["Utkastet"], 1, [2026])
    other = attending.meeting(made, "Ordnad på stående fot")
    attending.confirmed(cast, made, "dan")
    note(cast.stina, made.pk, other.pk, person=cast.dan.person, mark=Mark.PRESENT)
    assert [one.title for one in of(made).held] == ["Utkastet", "Ordnad på stående fot"]


def test_a_session_released_as_cancelled_is_in_no_figure(made):
    attending.meeting(made, cancelled=clock.now())
    released(made)
    assert (of(made).sessions, something_held(made.pk)) == (0, False)


# — over a period —


def test_a_period_counts_what_was_held_in_it_by_format_and_activity(cast, counted, made):
    session = attending.meeting(made)
    attending.confirmed(cast, made, "dan")
    note(cast.stina, made.pk, session.pk, person=cast.dan.person, mark=Mark.PRESENT)
    whole = figures(VISITOR, *ALL_2023)
    assert (whole.people, whole.attended, whole.participations, whole.registered) == (130, 33, 278, 23)
    assert [(one.name, one.sessions, one.people) for one in whole.formats] == [("larprojekt", 16, 130)]
    both = figures(VISITOR, date(2023, 1, 1), date(2026, 12, 31), sessions=True)
    assert (both.people, both.participations, len(both.activities), len(both.held)) == (131, 279, 2, 17)
    assert figures(VISITOR, *ALL_2023, format="provrum").people == 0
    assert years(VISITOR) == [2026, 2025, 2024, 2023]


def test_the_first_and_the_last_day_are_stockholms(cast, made):
    attending.meeting(made, starts=datetime(2026, 1, 31, 23, 30, tzinfo=UTC))  # half past midnight on the first of February
    released(made)
    assert figures(VISITOR, date(2026, 1, 1), date(2026, 1, 31)).sessions == 0
    assert figures(VISITOR, date(2026, 2, 1), date(2026, 2, 1)).sessions == 1


def test_an_organisations_figures_are_of_its_own_people(cast, made):
    session = attending.meeting(made)
    attending.meeting(made, "Utan oss")
    attending.confirmed(cast, made, "dan", "siv")
    for who in (cast.dan, cast.siv):
        note(cast.stina, made.pk, session.pk, person=who.person, mark=Mark.PRESENT)
    slu = figures(VISITOR, date(2026, 1, 1), date(2026, 12, 31), organisation=cast.organisation("SLU"))
    assert (slu.people, slu.participations, slu.sessions, slu.registered) == (1, 1, 1, 1)
    line = line_of(VISITOR, cast.organisation("SLU"))
    assert (line.people, line.participations, line.sessions) == (1, 1, 1)
    assert line_of(VISITOR, cast.organisation("Region Gotland")).people == 0


def test_what_the_viewer_does_not_see_is_in_no_figure(cast):
    hidden = activity(cast, "Hemlig", stage="planning")
    attending.meeting(hidden)
    for who in (VISITOR, cast.gun, cast.stina):
        assert figures(who, date(2026, 1, 1), date(2026, 12, 31)).sessions == 0
        assert years(who) == []


def test_who_came_is_for_those_who_hold_the_sessions(cast, made):
    session = attending.meeting(made)
    attending.confirmed(cast, made, "dan", "siv")
    note(cast.stina, made.pk, session.pk, person=cast.dan.person, mark=Mark.PRESENT)
    note(cast.stina, made.pk, session.pk, person=cast.siv.person, mark=Mark.ABSENT)
    assert [(one.person, one.present) for one in attended(cast.stina, activities.activity(cast.stina, made.pk))] == [
        ("Dan Fiktivsson", True), ("Siv Tänkbar", False),
    ]  # fmt: skip
    for who in (cast.dan, cast.klara, cast.gun, VISITOR):
        assert attended(who, activities.activity(who, made.pk)) == ()


def test_the_figures_take_two_queries_however_many_there_are(cast, counted, green, django_assert_num_queries):
    found = activities.activity(VISITOR, green.pk)
    with django_assert_num_queries(2):
        figures_of(VISITOR, found)
    with django_assert_num_queries(2):
        figures(VISITOR, *ALL_2023, sessions=True)
    with django_assert_num_queries(1):
        line_of(VISITOR, 1)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [(None, date(2026, 1, 1), "first"), (date(2026, 1, 1), None, "last"), (date(1, 1, 1), date(2026, 1, 1), "first"), (date(2026, 2, 1), date(2026, 1, 1), "last")],
)
def test_a_period_that_cannot_be_is_refused_by_its_field(first, last, field):
    with pytest.raises(PeriodRefused) as refused:
        must_be_a_period(first, last)
    assert refused.value.field == field
