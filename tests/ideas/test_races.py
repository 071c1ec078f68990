"""Two do the same thing at the same moment, in two real transactions (on both databases)."""


import pytest

from samlar.foundation.models import Letter
from samlar.ideas import actions, queries
from samlar.ideas.models import Interest, Proposal
from samlar.ideas.rules.deeds import Changed, ProposalRefused
from tests.at_once import at_once
from tests.cast import Cast
from tests.ideas.rows import written


@pytest.fixture
def actors(prepared) -> Cast:
    return Cast.enter()


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_who_show_interest_at_once_show_one(actors):
    proposal = written(actors.stina)
    dan, disa = actors.dan, actors.disa
    answers = at_once(
        lambda: actions.show_interest(dan, proposal, would_lead=False), lambda: actions.show_interest(disa, proposal, would_lead=False)
    )
    assert answers == [None, None]
    assert Interest.objects.filter(withdrawn=None).count() == 1
    assert Letter.objects.filter(name="proposal_first_interest").count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_organisations_at_once_are_all_counted_and_one_of_them_is_the_first(actors):
    proposal = written(actors.stina)
    everybody = [actors.dan, actors.gun, actors.jon, actors.siv]
    answers = at_once(*(lambda who=who: actions.show_interest(who, proposal, would_lead=False) for who in everybody))
    assert answers == [None] * 4
    assert len(queries.interested(proposal)) == 4
    assert Letter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_carry_the_same_proposal_on_one_does(actors):
    proposal = written(actors.jon)
    dan, gun = actors.dan, actors.gun
    answers = at_once(lambda: actions.carry_on_as(dan, proposal), lambda: actions.carry_on_as(gun, proposal))
    assert sorted(type(answer).__name__ for answer in answers) == ["ProposalRefused", "int"]
    assert Proposal.objects.filter(origin=proposal).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_same_proposal_one_does(actors):
    proposal = written(actors.stina)
    dan, gun = actors.dan, actors.gun
    answers = at_once(lambda: actions.mark_taken(dan, proposal), lambda: actions.mark_taken(gun, proposal))
    assert sum(isinstance(answer, ProposalRefused) for answer in answers) == 1
    assert answers.count(None) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_windows_that_save_one_is_told(actors):
    draft = written(actors.stina, publish=False)
    stina, majken = actors.stina, actors.majken
    answers = at_once(
        lambda: actions.edit_proposal(stina, draft, revision=1, title="Stinas"),
        lambda: actions.edit_proposal(majken, draft, revision=1, title="Majkens"),
    )
    assert sum(isinstance(answer, Changed) for answer in answers) == 1
    assert answers.count(None) == 1


@pytest.mark.django_db(transaction=True)
def test_interest_and_withdrawal_at_once_leave_no_interest_in_what_is_gone_untold(actors):
    proposal = written(actors.stina)
    stina, dan = actors.stina, actors.dan
    shown, withdrawn = at_once(
        lambda: actions.show_interest(dan, proposal, would_lead=False), lambda: actions.withdraw_proposal(stina, proposal, reason="Nej.")
    )
    assert withdrawn is None
    told = Letter.objects.filter(name="proposal_withdrawn").count()
    assert (shown is None and told == 1) or (isinstance(shown, ProposalRefused) and told == 0)
