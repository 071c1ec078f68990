"""Whatever people do with what they have taken home, in whatever order, what must always hold holds (F2, L).

No sequence of deeds reaches *used* without an owner at that time, living evidence of all four steps with a day between the lesson's and
today, and a check by somebody who neither entered it nor owned it then.
"""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from samlar.formats.sentence import Refusal
from samlar.foundation import clock
from samlar.foundation.models import AuditEntry
from samlar.lessons.actions import checks, merging, reassigning, uptakes, writing
from samlar.lessons.actions.uptakes import Care
from samlar.lessons.models import CheckRequest, Evidence, Lesson, Move, Uptake
from samlar.lessons.queries import lesson
from samlar.lessons.rules.lessons import LessonText
from samlar.lessons.rules.words import EXITS, LADDER, STEPS, Reach, Standing, State, Step
from samlar.people.models import Employment, Person, Role
from samlar.people.queries import works_at
from samlar.people.rules import MEMBERS, PUBLIC, VISITOR, Item, NotVisible, organisation_token
from tests.cast import Cast
from tests.lessons.making import SAID
from tests.lessons.uptaking import token

HOME = "Region Kalmar län"
WHO = st.sampled_from((*3 * ("stina", "majken", "tredje"), "dan", "visitor"))
AT_HOME = st.sampled_from(("stina", "majken", "tredje"))
OWNER = st.sampled_from((*2 * ("stina", "majken", "tredje"), "dan", None))
WHICH = st.sampled_from((0, 0, 1, 2))
DAYS = st.sampled_from((-45, -31, -30, -5, -1, 0, 0, 1))  # before the lesson (30 days old) … to come
STALE = st.sampled_from((0, 0, 0, 0, -1))


class Ladder(RuleBasedStateMachine):
    """Two lessons, two organisations; three people at one of them, who may leave. What was true when each became used is written down."""

    @initialize()
    def enter(self):
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.cast = Cast.enter()
        home = self.cast.organisation(HOME)
        third = Person.objects.create(email="tredje@kalmar.test", name="Tredje", added=clock.now(), password="!")
        Employment.objects.create(person=third, organisation_id=home, start=clock.today() - timedelta(days=400))
        Role.objects.create(person=third, organisation_id=home, kind="member_representative", start=clock.today() - timedelta(days=400))
        self.cast.people["tredje"] = third.pk
        day = clock.today() - timedelta(days=30)
        self.lessons = [
            writing.capture(self.cast.stina, LessonText(sentence=f"Lärdom {n}", day=day), state=state)
            for n, state in enumerate((State.PUBLISHED, State.SHARED))
        ]
        for learned, owner, reach in ((0, "tredje", Reach.PUBLIC), (1, None, Reach.MEMBERS)):
            uptakes.take_home(self.cast.stina, self.lessons[learned], uptakes.Home(owner=self.person(owner), reach=reach))
        self.tokens: list[str] = []
        self.revisions: dict[int, int] = {}
        self.moves = 0

    def teardown(self):
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def actor(self, who):
        return VISITOR if who == "visitor" else getattr(self.cast, who)

    def person(self, who):
        return self.cast.people[who] if who else None

    def one(self, which):
        ids = sorted(Uptake.objects.values_list("id", flat=True))
        return ids[which % len(ids)] if ids else 0

    def read(self, of, stale):
        return (Uptake.objects.filter(id=of).values_list("revision", flat=True).first() or 0) + stale

    def day(self, days):
        return clock.today() + timedelta(days=days)

    # — deeds —

    @rule(who=WHO, which=st.integers(0, 1), owner=OWNER, days=DAYS, reach=st.sampled_from(Reach))
    def take_home(self, who, which, owner, days, reach):
        with suppress(Refusal, NotVisible):
            uptakes.take_home(self.actor(who), self.lessons[which], uptakes.Home(owner=self.person(owner), day=self.day(days), reach=reach))

    @rule(who=WHO, which=WHICH, steps=st.sets(st.sampled_from(STEPS)), days=DAYS, words=st.sampled_from(("", "A", "B")), stale=STALE)
    def show(self, who, which, steps, days, words, stale):
        of = self.one(which)
        shows = {
            step: uptakes.Shows(
                self.day(days), {**SAID[step], **({} if words else {next(iter(SAID[step])): " "}), "link": f"https://x.test/{words}"}
            )
            for step in steps
        }
        with suppress(Refusal, NotVisible):
            uptakes.add_evidence(self.actor(who), of, shows, revision=self.read(of, stale))

    @rule(who=AT_HOME, which=WHICH, checker=st.sampled_from(("stina", "majken", "tredje", "kim", None)))
    def show_all(self, who, which, checker):
        """All four at once, and perhaps a check at once too, by a colleague or by mail."""
        of = self.one(which)
        with suppress(Refusal, NotVisible):
            shows = {step: uptakes.Shows(self.day(-3), SAID[step]) for step in STEPS}
            uptakes.add_evidence(self.actor(who), of, shows, revision=self.read(of, 0))
        if checker == "kim":
            self.ask(who=who, which=which, whom="kim")
            self.answer(who="visitor", which=-1, holds=True)
        elif checker:
            self.check(who=checker, which=which)

    @rule(who=WHO, which=WHICH)
    def check(self, who, which):
        with suppress(Refusal, NotVisible):
            uptakes.check(self.actor(who), self.one(which))

    @rule(who=AT_HOME, which=WHICH, whom=st.sampled_from(("stina", "majken", "tredje", "dan", "kim")))
    def ask(self, who, which, whom):
        of = self.one(which)
        email = "kim@annan.test" if whom == "kim" else Person.objects.values_list("email", flat=True).get(id=self.cast.people[whom])
        with suppress(Refusal, NotVisible):
            checks.ask(self.actor(who), of, name="Kim", email=email, revision=self.read(of, 0))
            self.tokens.append(token())

    @rule(who=WHO, which=st.integers(0, 5), holds=st.booleans())
    def answer(self, who, which, holds):
        if self.tokens:
            with suppress(Refusal, NotVisible):
                checks.answer(self.actor(who), self.tokens[which % len(self.tokens)], holds=holds, note="Så är det.")

    @rule(who=WHO, which=WHICH, to=st.sampled_from(LADDER), why=st.sampled_from(("", "Det gick inte.")), stale=STALE)
    def step_back(self, who, which, to, why, stale):
        of = self.one(which)
        with suppress(Refusal, NotVisible):
            uptakes.step_back(self.actor(who), of, to, why=why, revision=self.read(of, stale))

    @rule(who=WHO, which=WHICH, to=st.sampled_from(EXITS), why=st.sampled_from(("", "Inget för oss.")))
    def end(self, who, which, to, why):
        of = self.one(which)
        with suppress(Refusal, NotVisible):
            uptakes.end(self.actor(who), of, to, why=why, revision=self.read(of, 0))

    @rule(who=WHO, which=WHICH)
    def take_up_again(self, who, which):
        of = self.one(which)
        with suppress(Refusal, NotVisible):
            uptakes.take_up_again(self.actor(who), of, revision=self.read(of, 0))

    @rule(who=WHO, which=WHICH, owner=OWNER, reach=st.sampled_from(Reach), stale=STALE)
    def care(self, who, which, owner, reach, stale):
        of = self.one(which)
        with suppress(Refusal, NotVisible):
            uptakes.care(self.actor(who), of, Care(owner=self.person(owner), reach=reach), revision=self.read(of, stale))

    @rule(who=WHO, which=WHICH)
    def take_over(self, who, which):
        of = self.one(which)
        with suppress(Refusal, NotVisible):
            uptakes.take_over(self.actor(who), of, revision=self.read(of, 0))

    @rule(who=WHO, which=WHICH, owner=OWNER)
    def hand_over(self, who, which, owner):
        with suppress(Refusal, NotVisible):
            reassigning.reassign(self.actor(who), Item("uptake", self.one(which)), to=self.person(owner) or 0)

    @rule(who=AT_HOME)
    def leave(self, who):
        Employment.objects.filter(person=self.cast.people[who]).update(end=clock.today() - timedelta(days=1))

    @rule(who=AT_HOME)
    def come_back(self, who):
        Employment.objects.filter(person=self.cast.people[who]).update(end=None)

    @rule(days=DAYS, who=WHO)
    def change_the_lessons_day(self, days, who):
        with suppress(Refusal, NotVisible):
            row = lesson(self.actor(who), self.lessons[0])
            writing.change(self.actor(who), row.id, LessonText(sentence="Lärdom 0", day=self.day(days)), revision=row.revision)

    @rule(who=WHO)
    def publish(self, who):
        with suppress(Refusal, NotVisible):
            writing.open_to(self.actor(who), self.lessons[1], State.PUBLISHED)

    @rule(who=WHO, first=st.integers(0, 1), times=st.integers(0, 3))
    def merge(self, who, first, times):
        if times == 3:  # seldom: nothing is merged twice
            with suppress(Refusal, NotVisible):
                row = lesson(self.actor(who), self.lessons[first])
                merging.merge(self.actor(who), row.id, self.lessons[1 - first], revision=row.revision)

    # — what must hold —

    @invariant()
    def nothing_has_become_used_without_all_that_it_asks_for(self):
        fresh = Move.objects.order_by("id")[self.moves :]
        for move in fresh:
            if move.after == Standing.USED:
                row = Uptake.objects.select_related("lesson").get(id=move.uptake_id)
                if row.standing != Standing.USED:
                    continue  # a merge wrote more than one
                living = {one.step: one for one in Evidence.objects.filter(uptake=row, struck=None)}
                assert set(living) == set(STEPS)
                checked = living[Step.USED]
                assert checked.checker_id not in (None, checked.person_id)
                if not self.merged(row):  # the furthest of two that were used before goes on as it was
                    assert row.owner_id is not None
                    assert works_at(row.owner_id, row.organisation_id)
                    assert checked.checker_id != row.owner_id
        self.moves = Move.objects.count()

    def merged(self, row):
        return Lesson.objects.filter(merged_into=row.lesson_id).exists()

    @invariant()
    def evidence_is_whole_and_happened_between_the_lesson_and_today(self):
        for one in Evidence.objects.filter(struck=None).select_related("uptake__lesson"):
            assert one.uptake.lesson.day <= one.day <= clock.today()
            assert set(SAID[Step(one.step)]) <= set(one.said)
            assert one.checker_id is None or (one.checker_id != one.person_id and one.step == Step.USED)
            assert (one.checked is None) == (one.checker_id is None)

    @invariant()
    def the_standing_is_what_a_recount_of_the_evidence_says(self):
        for row in Uptake.objects.all():
            if row.standing in EXITS:
                assert row.why
                continue
            living = {one.step: one for one in Evidence.objects.filter(uptake=row, struck=None)}
            first_three = [step for step in STEPS[:3] if step in living]
            if row.standing == Standing.USED:
                assert set(living) == set(STEPS)
                assert living[Step.USED].checked
            else:
                assert row.standing == (first_three[-1] if first_three else Standing.TAKEN)
                ready = row.owner_id and works_at(row.owner_id, row.organisation_id) and set(living) == set(STEPS)
                if ready and living[Step.USED].checked and living[Step.USED].checker_id != row.owner_id:
                    # Whoever owns it may have come back to work since; the next deed upon it makes it used.
                    assert self.settles_to_used(row)

    def settles_to_used(self, row):
        actor = next(
            one
            for one in (self.actor("stina"), self.actor("majken"), self.actor("tredje"), self.actor("dan"))
            if one.organisation == row.organisation_id
        )
        with transaction.atomic():
            settled = uptakes.settle(actor, row.pk)
            transaction.set_rollback(True)
        return settled == Standing.USED

    @invariant()
    def the_history_is_a_chain_that_ends_where_it_stands(self):
        for row in Uptake.objects.all():
            moves = list(Move.objects.filter(uptake=row).order_by("id").values_list("before", "after", "day"))
            assert moves[0][:2] == ("", Standing.TAKEN)
            assert [before for before, _, _ in moves[1:]] == [after for _, after, _ in moves[:-1]]
            assert moves[-1][1] == row.standing
            assert all(before != after for before, after, _ in moves)
            assert all(day <= clock.today() for _, _, day in moves)
            assert row.taken <= clock.today()

    @invariant()
    def a_revision_never_goes_back_and_each_change_leaves_a_trail(self):
        for id, revision in Uptake.objects.values_list("id", "revision"):
            assert revision >= self.revisions.get(id, 1)
            self.revisions[id] = revision
            assert AuditEntry.objects.filter(kind="uptake", subject=str(id)).exists()

    @invariant()
    def an_organisation_has_each_lesson_once_and_owners_are_its_own(self):
        pairs = list(Uptake.objects.values_list("lesson", "organisation"))
        assert len(pairs) == len(set(pairs))
        for owner, at in Uptake.objects.exclude(owner=None).values_list("owner", "organisation"):
            assert Employment.objects.filter(person=owner, organisation=at).exists()

    @invariant()
    def nobody_sees_more_of_an_uptake_than_its_organisation_and_its_lesson_show(self):
        for row in Uptake.objects.select_related("lesson"):
            own = organisation_token(row.organisation_id)
            widest = {Reach.OWN: {own}, Reach.MEMBERS: {own, MEMBERS}, Reach.PUBLIC: {own, MEMBERS, PUBLIC}}[Reach(row.reach)]
            assert row.audience in widest
            assert row.audience != PUBLIC or row.lesson.audience == PUBLIC

    @invariant()
    def at_most_one_question_is_open_about_an_uptake_and_it_is_about_what_holds(self):
        for row in Uptake.objects.all():
            open_questions = CheckRequest.objects.filter(evidence__uptake=row, state="asked").select_related("evidence", "link")
            assert len(open_questions) <= 1
            for one in open_questions:
                assert one.evidence.struck is None
                assert one.link.subject == row.pk
                assert one.link.revoked is None
                assert one.link.used is None


@pytest.mark.django_db
def test_whatever_is_done_in_whatever_order_used_means_used():
    run_state_machine_as_test(
        Ladder,
        settings=settings(
            max_examples=20,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
        ),
    )
