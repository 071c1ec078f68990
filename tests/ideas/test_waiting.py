"""What waits for somebody among proposals, what a leaver had, and what an organisation's page shows."""

from datetime import timedelta

import pytest

from samlar.foundation import clock
from samlar.ideas import actions, queries
from samlar.ideas.actions import ballots, counting, entries, home
from samlar.people.models import Employment, Membership
from samlar.people.rules import Item, NotAllowed, NotPossible, NotVisible
from tests.ideas.rounds import AFTER, CLOSES, GATHERING, OPENS, VOTING, called, with_areas
from tests.ideas.rows import verbs, written


def deeds(actor):
    return [(one.deed, one.subject) for one in queries.waiting_for(actor)]


def test_an_own_draft_waits_when_it_has_rested_a_week(cast):
    with clock.at(clock.now() - timedelta(days=8)):
        old = written(cast.stina, publish=False)
    with clock.at(clock.now() - timedelta(days=6)):
        written(cast.stina, publish=False)
    assert deeds(cast.stina) == [("proposal.publish", old)]
    assert queries.waiting_for(cast.stina)[0].sentence.sv == "Utkastet har legat sedan 12 november 2026."
    assert deeds(cast.majken) == []


def test_planning_waits_for_the_one_who_would_lead_when_nothing_is_lacking(cast):
    made = written(cast.stina, format="provrum")
    actions.show_interest(cast.dan, made, would_lead=True)
    actions.show_interest(cast.siv, made, would_lead=False)
    assert deeds(cast.dan) == []
    actions.show_interest(cast.gun, made, would_lead=False)
    assert deeds(cast.dan) == [("proposal.start", made)]
    assert [deeds(who) for who in (cast.stina, cast.disa, cast.gun, cast.siv)] == [[], [], [], []]
    actions.mark_taken(cast.dan, made)
    assert deeds(cast.dan) == []


def test_nobody_is_asked_to_plan_alone(cast):
    written(cast.stina, own_interest="lead")
    assert deeds(cast.stina) == []


def test_nothing_waits_for_those_who_work_nowhere(cast, visitor):
    assert [queries.waiting_for(who) for who in (cast.nils, visitor)] == [[], []]


def test_what_a_leaver_had_is_listed_and_given_on_in_one_step(cast):
    mine, closed, theirs = written(cast.stina, title="Mitt"), written(cast.stina, title="Slut"), written(cast.dan, title="Dans")
    actions.withdraw_proposal(cast.stina, closed, reason="Nej.")
    actions.show_interest(cast.stina, theirs, would_lead=True)
    owned = queries.owned_by([cast.stina.person], cast.stina.organisation)
    assert [(one.item.kind, one.title) for one in owned] == [("proposal", "Mitt"), ("interest", "Dans")]
    for one in owned:
        actions.reassign(cast.majken, one.item, to=cast.majken.person)
    assert queries.owned_by([cast.stina.person], cast.stina.organisation) == []
    assert queries.proposal(cast.dan, mine).author_name == cast.majken.name
    assert queries.interested(theirs)[0].person_name == cast.majken.name
    assert verbs(mine)[-1] == "proposal.reassigned"
    assert verbs(theirs)[-1] == "interest.reassigned"


def test_only_those_who_look_after_the_people_give_on_and_only_to_colleagues(cast):
    item = Item("proposal", written(cast.stina))
    for who in (cast.stina, cast.disa):
        with pytest.raises(NotAllowed):
            actions.reassign(who, item, to=cast.majken.person)
    Employment.objects.filter(person=cast.stina.person).update(end="2026-01-01")
    for to in (cast.dan.person, cast.stina.person, 10**30):
        with pytest.raises(NotPossible):
            actions.reassign(cast.majken, item, to=to)
    for absent in (Item("proposal", 10**6), Item("proposal", 10**30), Item("activity", item.id)):
        with pytest.raises(NotVisible):
            actions.reassign(cast.majken, absent, to=cast.majken.person)


def test_an_organisations_page_shows_what_it_proposes_and_what_it_is_interested_in(cast):
    own, draft, other = (
        written(cast.stina, title="Eget"),
        written(cast.stina, title="Utkast", publish=False),
        written(cast.dan, title="Dans"),
    )
    actions.show_interest(cast.stina, other, would_lead=False)
    home = queries.of_organisation(cast.stina, cast.stina.organisation)
    away = queries.of_organisation(cast.siv, cast.stina.organisation)
    outside = queries.of_organisation(cast.gustav, cast.stina.organisation)
    assert [one.id for one in home.proposals] == [draft, own]
    assert [one.id for one in away.proposals] == [own]
    assert [one.id for one in away.interested_in] == [other]
    assert (outside.proposals, outside.interested_in) == ([], [])


def round_deeds(actor):
    return [one for one in queries.waiting_for(actor) if one.deed.startswith("round.")]


def test_a_ballot_waits_for_the_representative_of_a_voting_member_until_it_is_cast_or_the_ballots_close(cast):
    made, (one, _other) = with_areas(cast, [10, 20])
    assert [one.deed for one in round_deeds(cast.majken)] == ["round.mark"]  # the ballots have not opened
    with clock.at(VOTING):
        [waits] = round_deeds(cast.majken)  # and not the work at home: whoever votes sees it at the ballot
        assert (waits.deed, waits.subject, waits.button.sv, waits.due) == ("round.vote", made, "Rösta på idémötet", clock.day_of(CLOSES))
        assert [[one.deed for one in round_deeds(who)] for who in (cast.stina, cast.siv, cast.nils)] == [["round.mark"], [], []]
        ballots.cast(cast.majken, made, [one])
        assert round_deeds(cast.majken) == []
        assert round_deeds(cast.disa) == [waits]
    with clock.at(AFTER):
        assert round_deeds(cast.disa) == []


def test_who_has_not_said_what_is_urgent_at_home_is_asked_until_they_have_or_the_ballot_is_cast_or_closed(cast):
    made = called(cast.klara)
    assert round_deeds(cast.stina) == []  # there are no proposals yet
    proposal = written(cast.dan)
    entries.enter(cast.dan, made, [proposal])
    [asked] = round_deeds(cast.stina)
    assert (asked.deed, asked.subject, asked.due) == ("round.mark", made, clock.day_of(CLOSES))
    assert [one.deed for one in round_deeds(cast.majken)] == ["round.mark"]
    assert round_deeds(cast.siv) == []  # a partner has no ballot
    home.mark(cast.stina, made, proposal, urgent=True)
    assert round_deeds(cast.stina) == []
    home.mark(cast.stina, made, proposal, urgent=False)
    assert round_deeds(cast.stina) == [asked]
    entries.take_back(cast.dan, made, proposal)
    assert round_deeds(cast.stina) == []


def test_who_works_where_the_ballot_is_cast_is_no_longer_asked_nor_after_the_closing(cast):
    made, (one, _other) = with_areas(cast, [10, 20])
    with clock.at(VOTING):
        assert [one.deed for one in round_deeds(cast.stina)] == ["round.mark"]
        ballots.cast(cast.majken, made, [one])
        assert round_deeds(cast.stina) == []
        assert [one.deed for one in round_deeds(cast.dan)] == ["round.mark"]
    with clock.at(CLOSES):
        assert round_deeds(cast.dan) == []


def test_no_ballot_waits_for_a_member_whose_vote_is_taken_away(cast):
    with_areas(cast, [10, 20])
    Membership.objects.filter(organisation=cast.disa.organisation).update(votes=False)
    with clock.at(VOTING):
        assert round_deeds(cast.disa) == []


def test_areas_to_fix_and_a_decision_to_record_wait_for_whoever_leads_idea_meetings(cast):
    made = called(cast.klara)
    assert round_deeds(cast.klara) == []  # proposals still come in
    with clock.at(GATHERING):
        assert [(one.deed, one.subject, one.due) for one in round_deeds(cast.klara)] == [("round.fix", made, clock.day_of(OPENS))]
        assert round_deeds(cast.majken) == []
    other, _areas = with_areas(cast, [10, 20])
    with clock.at(AFTER):
        counting.count(cast.klara, other)
        assert ("round.decide", other) in deeds(cast.klara)
        assert round_deeds(cast.majken) == []


def test_idea_meetings_ask_no_more_questions_of_the_database(cast, django_assert_num_queries):
    with_areas(cast, [10, 20])
    majken = cast.majken
    with clock.at(VOTING), django_assert_num_queries(1):
        assert round_deeds(majken)
