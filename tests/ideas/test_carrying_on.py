"""A proposal goes on as a test-room proposal in one step, its interest kept (B4)."""

from datetime import timedelta

import pytest

from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.ideas import actions, queries
from samlar.ideas.models import Proposal
from samlar.ideas.rules.deeds import ProposalRefused
from samlar.ideas.rules.fit import UnknownFormat
from samlar.ideas.rules.rows import State
from samlar.people.rules import NotAllowed, NotVisible
from tests.ideas.rows import verbs, written


def test_texts_and_every_interest_come_along_with_their_dates(cast):
    with clock.at(clock.now() - timedelta(days=90)):
        origin = written(cast.jon, title="Smalt", summary="Spetsigt.", text="Mer.", own_interest="join")
        actions.show_interest(cast.gun, origin, would_lead=True, note="Gärna.")
    actions.show_interest(cast.siv, origin, would_lead=False)
    new = queries.proposal(cast.dan, actions.carry_on_as(cast.dan, origin))
    old = queries.proposal(cast.dan, origin)
    assert (new.title, new.summary, new.text, new.format) == ("Smalt", "Spetsigt.", "Mer.", "provrum")
    assert (new.organisation_name, new.state, new.published) == ("Region Dalarna", State.PUBLISHED, clock.now())
    assert new.interested == old.interested
    assert [one.name for one in new.interested] == ["Region Jönköpings län", "Region Gotland", "SLU"]


def test_both_ends_show_where_the_other_is(cast):
    origin = written(cast.jon)
    new = actions.carry_on_as(cast.dan, origin)
    assert [one.id for one in queries.proposal(cast.siv, origin).carried_on] == [new]
    assert queries.proposal(cast.siv, new).origin.id == origin
    assert queries.proposal(cast.siv, origin).state is State.PUBLISHED
    assert verbs(origin)[-1] == "proposal.carried_on"
    assert verbs(new) == ["proposal.came_from"]


def test_the_new_formats_rule_about_who_proposes_is_judged(cast):
    origin = written(cast.siv)
    with pytest.raises(NotAllowed) as refusal:
        actions.carry_on_as(cast.siv, origin)
    assert refusal.value.rule == "proposer.membership"
    assert Proposal.objects.count() == 1


def test_a_wish_to_lead_comes_along_only_where_the_new_format_lets_the_membership_lead(cast):
    origin = written(cast.stina, format="natverk")
    actions.show_interest(cast.siv, origin, would_lead=True)
    new = actions.carry_on_as(cast.dan, origin)
    assert [(one.name, one.would_lead) for one in queries.interested(new)] == [("SLU", False)]
    assert [one.would_lead for one in queries.interested(origin)] == [True]


def test_once_per_format_until_the_new_one_is_withdrawn(cast):
    origin = written(cast.jon)
    new = actions.carry_on_as(cast.dan, origin)
    with pytest.raises(ProposalRefused):
        actions.carry_on_as(cast.gun, origin)
    actions.carry_on_as(cast.gun, origin, format="expedition")
    actions.withdraw_proposal(cast.dan, new, reason="Vi hann inte.")
    again = actions.carry_on_as(cast.gun, origin)
    assert sorted(one.format for one in queries.proposal(cast.jon, origin).carried_on) == ["expedition", "provrum"]
    assert again != new


def test_it_is_carried_on_as_another_format_that_there_is(cast):
    origin = written(cast.stina, format="provrum")
    with pytest.raises(ProposalRefused):
        actions.carry_on_as(cast.dan, origin)
    for format in ("", "studiecirkel", "a\x00b"):
        with pytest.raises(UnknownFormat):
            actions.carry_on_as(cast.dan, origin, format=format)


def test_drafts_are_not_carried_on_and_those_of_others_are_not_there(cast):
    draft = written(cast.stina, publish=False)
    with pytest.raises(ProposalRefused):
        actions.carry_on_as(cast.majken, draft)
    with pytest.raises(NotVisible):
        actions.carry_on_as(cast.dan, draft)


def test_the_first_proposer_and_those_interested_are_told_once_each(cast):
    origin = written(cast.jon, own_interest="lead")
    actions.show_interest(cast.gun, origin, would_lead=False)
    actions.show_interest(cast.dan, origin, would_lead=False)
    Letter.objects.all().delete()
    new = actions.carry_on_as(cast.dan, origin)
    letters = Letter.objects.filter(name="proposal_carried_on")
    assert sorted(one.to for one in letters) == sorted([cast.jon.email, cast.gun.email])
    assert {one.values["path"] for one in letters} == {f"/ideer/{new}/"}
