"""Many processes at the same moment: what must hold of places holds, whoever was first (E2)."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import connection

from samlar.activities.models import Participation
from samlar.foundation.models import Letter
from samlar.people.models import Employment, Membership, Organisation, Person
from samlar.people.queries import actor
from samlar.registration.actions.registering import withdraw
from samlar.registration.models import Approval, Registration, Terms
from samlar.registration.rules.machine import HOLDING, State
from tests.cast import Cast
from tests.conftest import NOW
from tests.registration import making
from tests.registration.racing import racers

pytestmark = pytest.mark.django_db(transaction=True)

ORGANISATIONS, EACH, PROCESSES = 50, 4, 5


@pytest.fixture(scope="module")
def processes(django_db_setup):
    """The same few processes for all races: to start one costs more than most races."""
    known = {"database": str(connection.settings_dict["NAME"]), "now": NOW.isoformat(), "secret": settings.SECRET_KEY}
    with racers(PROCESSES, known) as made:
        yield made


@pytest.fixture
def actors(prepared) -> Cast:
    return Cast.enter()


@pytest.fixture
def crowd(actors) -> list[list[int]]:
    """Four people each at fifty member organisations."""
    made = Organisation.objects.bulk_create(Organisation(name=f"Region {n}", slug=f"region-{n}", kind_id="region") for n in range(ORGANISATIONS))
    Membership.objects.bulk_create(Membership(organisation=one, kind="member", start=date(2020, 1, 1)) for one in made)
    people = Person.objects.bulk_create(
        Person(email=f"p{n}@region-{n % ORGANISATIONS}.test", name=f"Person {n}", added=NOW, password="!") for n in range(ORGANISATIONS * EACH)
    )
    Employment.objects.bulk_create(
        Employment(person=one, organisation=made[n % ORGANISATIONS], start=date(2020, 1, 1)) for n, one in enumerate(people)
    )
    return [[people[n + row * ORGANISATIONS].pk for row in range(EACH)] for n in range(ORGANISATIONS)]


def holds_together(lab) -> Counter:
    """Asserts what must hold of an activity's places; says how many registrations there are in each state."""
    asked = Terms.objects.get(activity=lab)
    rows = list(Registration.objects.filter(activity=lab).values_list("id", "organisation", "state"))
    held = Counter(organisation for _, organisation, state in rows if state in HOLDING)
    assert asked.places is None or held.total() <= asked.places
    assert asked.per_organisation is None or all(count <= asked.per_organisation for count in held.values())
    for _, organisation, state in rows:
        if state == State.WAITLISTED:
            assert held.total() == asked.places or held[organisation] == asked.per_organisation
    if asked.approval:
        yes = set(Approval.objects.filter(state="approved").values_list("registration", flat=True))
        assert {id for id, _, state in rows if state in (*HOLDING, State.WAITLISTED)} <= yes
    have = {organisation for _, organisation, state in rows if state == State.CONFIRMED}
    assert set(Participation.objects.filter(activity=lab, by_registration=True, state="taking_part").values_list("organisation", flat=True)) == have
    return Counter(state for _, _, state in rows)


def test_200_people_of_50_organisations_race_for_40_places_while_managers_answer(processes, actors, crowd):
    labs = [making.lab(actors, f"Labb {cap}", places=10, per_organisation=cap, approval=cap % 2 == 0).pk for cap in range(1, 5)]
    jobs = [("register", (person, person, labs[n % 4])) for turn in range(EACH) for n, people in enumerate(crowd) for person in people[turn : turn + 1]]
    answers = processes.at_once(
        *(jobs[part :: PROCESSES - 1] for part in range(PROCESSES - 1)),
        [("answer_every_other", ([labs[1], labs[3]], sum(min(EACH, cap) * len(crowd[cap - 1 :: 4]) for cap in (2, 4))))],
    )
    refused = Counter(one for some in answers[:-1] for one in some if isinstance(one, str))
    assert set(refused) <= {"CannotRegister"}  # the caps, nothing else
    assert isinstance(answers[-1][0], int)
    counts = [holds_together(lab) for lab in labs]
    assert [one[State.CONFIRMED] for one in counts[::2]] == [10, 10]  # no manager is asked: every place is taken
    assert all(one[State.CONFIRMED] == min(10, one[State.CONFIRMED] + one[State.WAITLISTED]) for one in counts)
    assert sum(one.total() for one in counts) + refused.total() == len(jobs)


def test_a_whole_crowd_at_one_door_gets_exactly_as_many_places_as_there_are(processes, actors, crowd):
    lab = making.lab(actors, places=40, per_organisation=4, approval=False).pk
    jobs = [("register", (person, person, lab)) for turn in range(EACH) for people in crowd[:25] for person in people[turn : turn + 1]]
    answers = processes.at_once(*(jobs[part::PROCESSES] for part in range(PROCESSES)))
    assert all(isinstance(one, int) for some in answers for one in some)
    assert holds_together(lab) == {State.CONFIRMED: 40, State.WAITLISTED: 60}
    assert Letter.objects.filter(name="registration_confirmed").count() == 40


def test_of_two_clicks_on_a_managers_link_one_counts(processes, actors):
    lab = making.lab(actors, places=1)
    made = making.registered(actors.dan, lab)
    token = making.token_of(made)
    answers = processes.at_once([("answer", (token, True))], [("answer", (token, False))], [("answer", (token, True))])
    outcome = sorted(one for [one] in answers)
    assert outcome in (["LinkClosed", "LinkClosed", "confirmed"], ["LinkClosed", "LinkClosed", "rejected"])
    assert making.state_of(made) in outcome
    assert Letter.objects.filter(name__in=("registration_confirmed", "registration_rejected")).count() == 1


def test_somebody_registered_by_two_colleagues_at_once_is_registered_once(processes, actors):
    lab = making.lab(actors).pk
    answers = processes.at_once(*([("register", (by.person, actors.dan.person, lab))] for by in (actors.dan, actors.disa)))
    assert sorted(isinstance(one, int) for [one] in answers) == [False, True]
    assert "CannotRegister" in [one for [one] in answers]
    assert Registration.objects.count() == Approval.objects.count() == 1


def test_a_yes_to_an_offer_that_lapses_at_the_same_moment_is_either_or(processes, actors):
    lab = making.lab(actors, approval=False, places=1).pk
    first, second, third = (making.registered(who, type("Lab", (), {"pk": lab})) for who in (actors.dan, actors.gun, actors.siv))
    withdraw(actors.dan, lab, first)
    late = (NOW + timedelta(days=3)).isoformat()
    [[said], [ran_out, _]] = processes.at_once([("accept", (actors.gun.person, lab, second))], [("lapse", (late,)), ("lapse", (late,))])
    states = [making.state_of(one) for one in (second, third)]
    assert states in (["confirmed", "waitlisted"], ["declined", "offered"], ["declined", "declined"])
    assert (said, ran_out >= 1) == ((None, False) if states[0] == "confirmed" else ("NotNow", True))
    holds_together(lab)


def test_limits_that_are_raised_while_others_withdraw_leave_no_place_free(processes, actors, crowd):
    lab = making.lab(actors, format="natverk", approval=False, places=8, per_organisation=2)
    people = [(person, making.registered(actor(person), lab)) for organisation in crowd[:8] for person in organisation[:2]]
    leaving = [("withdraw", (person, lab.pk, made)) for person, made in people[:6]]
    more = [("limits", (actors.stina.person, lab.pk, places, 3)) for places in (9, 10, 11)]
    new = [("register", (organisation[2], organisation[2], lab.pk)) for organisation in crowd[:8]]
    answers = processes.at_once(leaving[::2], leaving[1::2], more, new[::2], new[1::2])
    assert set(answers[0]) | set(answers[1]) == {None}
    assert set(answers[2]) == {None}
    states = holds_together(lab.pk)
    assert states[State.WITHDRAWN] == 6
    assert states[State.CONFIRMED] + states[State.OFFERED] == 11
