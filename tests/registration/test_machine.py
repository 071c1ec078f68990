"""Whatever people, managers and leads do, in whatever order, what must always hold of places holds (E2)."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from samlar.activities import queries
from samlar.activities.models import Participation
from samlar.activities.rules.rows import TAKING_PART, activity_token
from samlar.formats.sentence import Refusal
from samlar.foundation import audit, clock, outbox
from samlar.people.models import Employment, Grant, Person
from samlar.people.queries import actor
from samlar.people.rules import NotVisible
from samlar.registration.actions import clock as ticking
from samlar.registration.actions import managers
from samlar.registration.actions import registering as deeds
from samlar.registration.actions.terms import set_terms
from samlar.registration.models import Approval, Registration, Terms
from samlar.registration.queries.terms import terms
from samlar.registration.rules.machine import HOLDING, LIVE, OVER, WAYS, State
from samlar.registration.rules.terms import Written
from tests.cast import Cast
from tests.conftest import NOW
from tests.registration import making

LEAD = "Region Kalmar län"
WHERE = (LEAD, "Region Dalarna", "SLU")
EACH = 5  # people in each organisation
WHO = st.integers(0, len(WHERE) * EACH - 1)
WHICH = st.integers(0, 15)
APT = st.sampled_from((True, True, True, False))  # mostly where the deed leads on, sometimes anywhere
PLACES = st.sampled_from((1, 2, 3, 5, None))
EACH_MAY = st.sampled_from((1, 2, 2, 3, None))


class Places(RuleBasedStateMachine):
    """Drives the real deeds. What is remembered beside the tables: who got a manager's yes, and what the line looked like before a deed."""

    @initialize(approval=st.booleans(), places=st.integers(1, 3), per_organisation=EACH_MAY, first=st.lists(WHO, min_size=3, max_size=7, unique=True))
    def enter(self, approval, places, per_organisation, first):
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.now = NOW
        cast = Cast.enter()
        self.lead = cast.stina
        self.organisations = [cast.organisation(name) for name in WHERE]
        self.lab = making.lab(
            cast, format="natverk", approval=approval, places=places, per_organisation=per_organisation, last_day=date(2027, 12, 1), offer_hours=48
        )
        people = Person.objects.bulk_create(
            Person(email=f"p{n}@machine.test", name=f"Person {n}", added=NOW, password="!") for n in range(len(WHERE) * EACH)
        )
        Employment.objects.bulk_create(
            Employment(person=one, organisation_id=self.organisations[n % len(WHERE)], start=date(2020, 1, 1)) for n, one in enumerate(people)
        )
        self.people = [one.pk for one in people]
        self.approved: set[int] = set()
        self.line = self.read()
        for who in first:
            self.register_one(who)

    def teardown(self):
        if hasattr(self, "lab"):
            try:
                self.the_trail_tells_only_of_declared_ways()
                self.each_offer_and_each_place_was_told_once()
            finally:
                transaction.set_rollback(True)
                self.savepoint.__exit__(None, None, None)

    # — helpers —

    def read(self) -> dict[int, tuple[int, int, str]]:
        """{registration: (organisation, person, state)}, in the order in which they came in."""
        rows = Registration.objects.order_by("received", "id").values_list("id", "organisation", "person", "state")
        return {id: (organisation, person, state) for id, organisation, person, state in rows}

    def one(self, which, deed="", apt=True) -> int:
        """One registration: where `apt`, one of those from which the deed leads, if there is any."""
        ids = list(self.line)
        ids = [id for id in ids if apt and deed and self.state(id) in WAYS[deed].from_] or ids
        return ids[which % len(ids)] if ids else 0

    def state(self, id) -> str:
        return self.line[id][2] if id in self.line else ""

    def who(self, id):
        return actor(self.line[id][1]) if id in self.line else self.lead

    def token(self, id) -> str:
        row = Approval.objects.filter(registration=id).order_by("-id").select_related("link").first()
        return managers.token_of(row.link) if row else "1-x"

    @contextmanager
    def deed(self, *, must: bool = False) -> Iterator[None]:
        """One deed at the machine's own time, a minute after the last. `must`: it may not be refused here."""
        self.now += timedelta(minutes=1)
        with clock.at(self.now):
            try:
                with transaction.atomic():
                    yield
            except (Refusal, NotVisible):
                assert not must
        before, self.line = self.line, self.read()
        self.nobody_was_passed_by(before)

    def nobody_was_passed_by(self, before):
        """Who came to hold a place from waiting, or from nothing, passed nobody who waited in front and could have had it."""
        _, per_organisation = self.limits()
        held = Counter(organisation for organisation, _, state in self.line.values() if state in HOLDING)
        order = list(self.line)
        for new in order:
            was = before.get(new, (0, 0, ""))[2]
            if self.state(new) not in HOLDING or was in HOLDING:
                continue
            in_front = order if was != State.WAITLISTED else order[: order.index(new)]
            for other in in_front:
                if self.state(other) == State.WAITLISTED and before.get(other, (0, 0, ""))[2] == State.WAITLISTED:
                    assert per_organisation is not None
                    assert held[self.line[other][0]] >= per_organisation

    def limits(self):
        return Terms.objects.values_list("places", "per_organisation").get(activity=self.lab)

    def frees(self, id, deed) -> None:
        """A deed that ends a live registration frees one place where it held one, else none; who may have it is offered it."""
        before, held = dict(self.line), self.state(id) in HOLDING
        with self.deed(must=True):
            deed()
        offered = [one for one in self.line if self.state(one) == State.OFFERED and before[one][2] == State.WAITLISTED]
        assert self.state(id) in OVER
        assert len(offered) <= held
        now_held, then_held = (sum(state in HOLDING for _, _, state in line.values()) for line in (self.line, before))
        assert now_held == then_held - held + len(offered)

    # — what people do —

    def register_one(self, who, *, manager=True, by_colleague=False):
        person = self.people[who]
        by = self.people[(who + len(WHERE)) % len(self.people)] if by_colleague else person
        named = {} if manager else {"manager_name": "", "manager_email": ""}
        with self.deed():
            making.registered(actor(by), self.lab, person, **named)

    @rule(who=st.lists(WHO, min_size=1, max_size=4), manager=APT, by_colleague=st.booleans())
    def register(self, who, manager, by_colleague):
        for one in who:
            self.register_one(one, manager=manager, by_colleague=by_colleague)

    @rule(which=st.lists(WHICH, min_size=1, max_size=3), apt=APT)
    def yes(self, which, apt):
        for one in which:
            id = self.one(one, "approve", apt)
            with self.deed(must=self.state(id) == State.AWAITING_MANAGER):
                managers.answer(self.token(id), yes=True)
                self.approved.add(id)

    @rule(which=WHICH, apt=APT, what=st.sampled_from(("no", "ask back", "the same again", "another")))
    def hesitates(self, which, apt, what):
        id = self.one(which, "ask_manager" if what in ("the same again", "another") else "approve", apt)
        with self.deed():
            if what == "no":
                managers.answer(self.token(id), yes=False, word="Nej.")
            elif what == "ask back":
                managers.ask_back(self.token(id), word="Hur länge?")
            else:
                email = "annan@hemma.test" if what == "another" else "chef@hemma.test"
                managers.ask_again(self.who(id), self.lab.pk, id, name="Chef", email=email)

    @rule(which=WHICH, apt=APT)
    def accept(self, which, apt):
        id = self.one(which, "accept", apt)
        with self.deed(must=self.state(id) == State.OFFERED):
            deeds.accept(self.who(id), self.lab.pk, id)

    @rule(which=WHICH, apt=APT, deed=st.sampled_from(("give back", "give back", "withdraw", "decline", "turn_down")))
    def ends(self, which, apt, deed):
        """Always possible from where the deed leads, and only from there."""
        id = self.one(which, deed if deed in WAYS else "withdraw", apt)
        if deed == "give back":
            deed, having = "withdraw", [one for one in self.line if self.state(one) == State.CONFIRMED]
            id = having[which % len(having)] if having else id
        does = {
            "decline": lambda: deeds.decline(self.who(id), self.lab.pk, id),
            "withdraw": lambda: deeds.withdraw(self.who(id), self.lab.pk, id),
            "turn_down": lambda: deeds.turn_down(self.lead, self.lab.pk, id, why="Fullt."),
        }[deed]
        if self.state(id) in WAYS[deed].from_:
            self.frees(id, does)
        else:
            before = self.line
            with self.deed():
                does()
            assert self.line == before

    @rule(hours=st.sampled_from((1, 49, 49)))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)
        late = Registration.objects.filter(state=State.OFFERED, offered_until__lte=self.now + timedelta(minutes=1)).count()
        with self.deed(must=True):
            assert ticking.lapse_offers() == late
        with self.deed(must=True):
            assert ticking.lapse_offers() == 0

    @rule(places=PLACES, per_organisation=EACH_MAY)
    def new_limits(self, places, per_organisation):
        held = Counter(organisation for organisation, _, state in self.line.values() if state in HOLDING)
        fits = (places is None or held.total() <= places) and (
            per_organisation is None or all(count <= per_organisation for count in held.values())
        )
        with clock.at(self.now):
            asked = terms(queries.activity(self.lead, self.lab.pk))
        written = Written(
            open_to=asked.open_to, last_day=asked.last_day, places=places, per_organisation=per_organisation, approval=asked.approval,
            fee=0, offer_hours=asked.offer_hours,
        )  # fmt: skip
        with self.deed(must=fits):
            set_terms(self.lead, self.lab.pk, written=written, questions=(), revision=asked.revision)
            assert fits

    # — what must always hold —

    @invariant()
    @precondition(lambda self: hasattr(self, "lab"))
    def no_limit_is_passed_and_no_place_stands_free_while_somebody_who_may_have_it_waits(self):
        places, per_organisation = self.limits()
        held = Counter(organisation for organisation, _, state in self.line.values() if state in HOLDING)
        assert places is None or held.total() <= places
        assert per_organisation is None or all(count <= per_organisation for count in held.values())
        for organisation, _, state in self.line.values():
            if state == State.WAITLISTED:
                full = places is not None and held.total() >= places
                assert full or (per_organisation is not None and held[organisation] >= per_organisation)

    @invariant()
    @precondition(lambda self: hasattr(self, "lab"))
    def nobody_has_a_place_or_a_turn_without_the_managers_yes(self):
        if Terms.objects.get(activity=self.lab).approval:
            for id, (_, _, state) in self.line.items():
                assert state not in (*HOLDING, State.WAITLISTED) or id in self.approved
        else:
            assert not any(state in (State.RECEIVED, State.AWAITING_MANAGER) for _, _, state in self.line.values())

    @invariant()
    @precondition(lambda self: hasattr(self, "lab"))
    def one_live_registration_a_person_and_one_open_question_a_registration(self):
        live = Counter(person for _, person, state in self.line.values() if state in LIVE)
        assert all(count == 1 for count in live.values())
        asked = Counter(Approval.objects.filter(state__in=("asked", "question"), link__revoked=None, link__used=None).values_list("registration", flat=True))
        assert asked == Counter(id for id, (_, _, state) in self.line.items() if state == State.AWAITING_MANAGER)

    @invariant()
    @precondition(lambda self: hasattr(self, "lab"))
    def an_organisation_takes_part_while_one_of_its_people_has_a_place(self):
        have = {organisation for organisation, _, state in self.line.values() if state == State.CONFIRMED}
        taking = dict(Participation.objects.filter(activity=self.lab, state=TAKING_PART).values_list("organisation", "by_registration"))
        lead = self.organisations[0]
        assert set(taking) == have | {lead}
        assert {one for one, by_registration in taking.items() if by_registration} == have - {lead}
        inside = Grant.objects.filter(token=activity_token(self.lab.pk), organisation__isnull=False)
        assert set(inside.values_list("organisation", flat=True)) == set(taking)

    # — what the whole tells, once at the end —

    def the_trail_tells_only_of_declared_ways(self):
        for id, (_, _, state) in self.read().items():
            at = None
            for entry in reversed(audit.trail("registration", id)):
                if "state" not in entry["changes"]:
                    continue
                before, after = entry["changes"]["state"]
                assert before == at
                deed = entry["verb"].removeprefix("registration.")
                assert (deed == "received" and before is None) or (before in WAYS[deed].from_ and after in WAYS[deed].to)
                at = after
            assert at == state

    def each_offer_and_each_place_was_told_once(self):
        told = Counter(one["name"] for one in outbox.recent(limit=5000) if one["values"].get("own"))
        went = Counter(
            entry["changes"]["state"][1] for id in self.read() for entry in audit.trail("registration", id) if "state" in entry["changes"]
        )
        assert told["registration_offered"] == went[State.OFFERED]
        assert told["registration_confirmed"] == went[State.CONFIRMED]
        assert told["registration_waitlisted"] == went[State.WAITLISTED]


@pytest.mark.django_db
def test_whatever_is_done_in_whatever_order_places_are_held_and_given_as_they_should():
    run_state_machine_as_test(
        Places,
        settings=settings(
            max_examples=16, stateful_step_count=24, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
        ),
    )
