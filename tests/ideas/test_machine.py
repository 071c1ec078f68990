"""Whatever members do with proposals, in whatever order, what must always hold holds."""

from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from samlar.formats.sentence import Refusal
from samlar.foundation import audit
from samlar.ideas import actions, queries
from samlar.ideas.models import Interest, Proposal
from samlar.ideas.rules.rows import State
from samlar.people.rules import MEMBERS, NotVisible, organisation_token
from tests.cast import Cast

WHO = st.sampled_from(("stina", "majken", "dan", "gun", "siv", "gustav", "nils"))
FORMAT = st.sampled_from(("", "provrum", "expedition", "natverk"))
WHICH = st.integers(0, 5)


class Proposals(RuleBasedStateMachine):
    """A model beside the tables: which state each proposal is in, and who is interested."""

    @initialize()
    def enter(self):
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        cast = Cast.enter()
        self.actors = {name: getattr(cast, name) for name in ("stina", "majken", "dan", "gun", "siv", "gustav", "nils")}
        self.states: dict[int, str] = {}
        self.interested: dict[int, dict[int, bool]] = {}

    def teardown(self):
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def one(self, which):
        ids = sorted(self.states)
        return ids[which % len(ids)] if ids else 0

    @rule(who=WHO, format=FORMAT, publish=st.booleans(), own=st.sampled_from(("none", "join", "lead")))
    def write(self, who, format, publish, own):
        actor = self.actors[who]
        with suppress(Refusal):
            made = actions.write_proposal(actor, title="T", summary="S", format=format, own_interest=own, publish=publish)
            self.states[made] = State.PUBLISHED if publish else State.DRAFT
            self.interested[made] = {} if own == "none" else {actor.organisation: own == "lead"}

    @rule(who=WHO, which=WHICH)
    def publish(self, who, which):
        with suppress(Refusal, NotVisible):
            actions.publish_proposal(self.actors[who], self.one(which))
            assert self.states[self.one(which)] == State.DRAFT
            self.states[self.one(which)] = State.PUBLISHED

    @rule(who=WHO, which=WHICH)
    def withdraw(self, who, which):
        with suppress(Refusal, NotVisible):
            actions.withdraw_proposal(self.actors[who], self.one(which), reason="Skäl")
            assert self.states[self.one(which)] in (State.DRAFT, State.PUBLISHED)
            self.states[self.one(which)] = State.WITHDRAWN

    @rule(who=WHO, which=WHICH, lead=st.booleans())
    def show(self, who, which, lead):
        with suppress(Refusal, NotVisible):
            actions.show_interest(self.actors[who], self.one(which), would_lead=lead)
            assert self.states[self.one(which)] == State.PUBLISHED
            self.interested[self.one(which)][self.actors[who].organisation] = lead

    @rule(who=WHO, which=WHICH)
    def take_back(self, who, which):
        with suppress(Refusal, NotVisible):
            actions.withdraw_interest(self.actors[who], self.one(which))
            assert self.states[self.one(which)] == State.PUBLISHED
            self.interested[self.one(which)].pop(self.actors[who].organisation, None)

    @rule(who=WHO, which=WHICH, format=FORMAT)
    def carry_on(self, who, which, format):
        origin = self.one(which)
        with suppress(Refusal, NotVisible):
            new = actions.carry_on_as(self.actors[who], origin, format=format)
            assert self.states[origin] == State.PUBLISHED
            self.states[new] = State.PUBLISHED
            assert {one.organisation for one in queries.interested(new)} == set(self.interested[origin])
            self.interested[new] = {one.organisation: one.would_lead for one in queries.interested(new)}

    @rule(who=WHO, which=WHICH)
    def take(self, who, which):
        with suppress(Refusal, NotVisible):
            actions.mark_taken(self.actors[who], self.one(which))
            assert self.states[self.one(which)] == State.PUBLISHED
            self.states[self.one(which)] = State.TAKEN

    @invariant()
    def the_tables_say_what_was_done(self):
        assert dict(Proposal.objects.values_list("id", "state")) == self.states
        live = Interest.objects.filter(withdrawn=None)
        kept = sorted(live.values_list("proposal", "organisation", "would_lead"))
        assert kept == sorted((id, who, lead) for id, known in self.interested.items() for who, lead in known.items())

    @invariant()
    def each_row_is_seen_by_its_circle_and_leaves_a_trail(self):
        for id, audience, published, organisation in Proposal.objects.values_list("id", "audience", "published", "organisation"):
            assert audience == (organisation_token(organisation) if published is None else MEMBERS)
            assert audit.trail("proposal", id)

    @invariant()
    def the_formats_own_rules_hold(self):
        assert not Proposal.objects.filter(format__in=("provrum", "expedition"), organisation=self.actors["siv"].organisation).exists()
        assert (
            not Interest.objects.filter(organisation=self.actors["siv"].organisation, would_lead=True, withdrawn=None)
            .exclude(proposal__format="natverk")
            .exists()
        )
        assert not Proposal.objects.filter(organisation=self.actors["gustav"].organisation).exists()


@pytest.mark.django_db
def test_whatever_is_done_in_whatever_order_the_proposals_hold_together():
    run_state_machine_as_test(
        Proposals,
        settings=settings(
            max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
        ),
    )
