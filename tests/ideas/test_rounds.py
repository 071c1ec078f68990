"""The idea meeting from call to decision: phases, entries, areas, ballots, count (A1, B2, B3, B4)."""

import re
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from random import Random

import pytest

from samlar.analysis import pabulib
from samlar.analysis.counting import count
from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.ideas import actions as proposals
from samlar.ideas.actions import areas, ballots, counting, entries, home, rounds
from samlar.ideas.models import Area, Ballot, Entry, HomeMark, Outcome, PrioritisationRound, Tick
from samlar.ideas.queries import rounds as queries
from samlar.ideas.queries.history import SAID
from samlar.ideas.queries.round_trail import drawings
from samlar.ideas.rules.counting import as_pabulib
from samlar.ideas.rules.rounds import Fate, Phase, RoundChanged, RoundRefused
from samlar.people.models import Body, Membership, Organisation
from samlar.people.rules import NotAllowed, NotVisible
from samlar.talk.rules import TextRefused
from samlar.web.letters import render
from tests.ideas.rounds import AFTER, CALLED, CLOSES, GATHERING, OPENS, PROPOSALS_UNTIL, VOTING, called, places, text, voted, with_areas
from tests.ideas.rows import verbs, written


def test_the_phase_follows_from_what_was_done_and_from_the_days(cast):
    made, _areas = with_areas(cast, [10, 20])
    PrioritisationRound.objects.filter(id=made).update(state="open")
    for moment, phase in [(CALLED, Phase.PROPOSING), (PROPOSALS_UNTIL, Phase.CLUSTERING)]:
        with clock.at(moment):
            assert queries.round_(cast.stina, made).phase is phase
    PrioritisationRound.objects.filter(id=made).update(state="voting")
    for moment, phase in [
        (OPENS - timedelta(seconds=1), Phase.FIXED),
        (OPENS, Phase.VOTING),
        (CLOSES - timedelta(microseconds=1), Phase.VOTING),
        (CLOSES, Phase.CLOSED),
    ]:
        with clock.at(moment):
            assert queries.round_(cast.stina, made).phase is phase


def test_a_draft_is_its_own_organisations_and_a_call_is_for_members_and_partners(cast, visitor):
    made = rounds.call_round(cast.klara, text())
    assert queries.round_(cast.ture, made).phase is Phase.DRAFT
    for viewer in (cast.stina, cast.siv, cast.gustav, cast.nils, visitor):
        with pytest.raises(NotVisible):
            queries.round_(viewer, made)
    rounds.announce_round(cast.klara, made)
    for viewer in (cast.stina, cast.siv):
        assert queries.round_(viewer, made).phase is Phase.PROPOSING
    for viewer in (cast.gustav, cast.nils, visitor):
        with pytest.raises(NotVisible):
            queries.round_(viewer, made)
    assert Letter.objects.filter(name="round_called").exists()
    assert not Letter.objects.filter(name="round_called", to=cast.klara.email).exists()


@pytest.mark.parametrize("changed", [
    {"budget": 0}, {"budget": -3}, {"budget": 10**13}, {"unit": "beer"}, {"title": "  "}, {"title": "x" * 121},
    {"ballots_from": PROPOSALS_UNTIL - timedelta(days=1)}, {"ballots_until": OPENS},
])  # fmt: skip
def test_a_call_that_cannot_be_kept_is_refused_and_nothing_is_written(cast, changed):
    with pytest.raises((RoundRefused, TextRefused)):
        rounds.call_round(cast.klara, text(**changed))
    assert not PrioritisationRound.objects.exists()


def test_nobody_but_whoever_holds_the_mandate_leads(cast):
    made = called(cast.klara)
    proposal = written(cast.stina)
    entries.enter(cast.stina, made, [proposal])
    with clock.at(GATHERING):
        area = areas.make_area(cast.klara, made, name="Ett område")
        for deed in (
            lambda who: rounds.call_round(who, text()), lambda who: rounds.change_round(who, made, text(), revision=1),
            lambda who: rounds.announce_round(who, made), lambda who: rounds.fix_areas(who, made), lambda who: rounds.reopen_areas(who, made, reason="x"),
            lambda who: rounds.call_off(who, made, reason="x"), lambda who: areas.make_area(who, made, name="x"),
            lambda who: areas.change_area(who, area, revision=1, name="x"), lambda who: areas.remove_area(who, area),
            lambda who: entries.place(who, made, proposal, area), lambda who: entries.set_aside(who, made, proposal, reason="x"),
            lambda who: entries.send_on(who, made, proposal, reason="x", organisation=1), lambda who: counting.count(who, made),
            lambda who: rounds.decide(who, made, chosen=[], body=1),
        ):  # fmt: skip
            for who in (cast.stina, cast.majken, cast.siv):
                with pytest.raises(NotAllowed) as refusal:
                    deed(who)
                assert refusal.value.source == "L1"


def test_one_puts_forward_ones_own_until_the_last_day_and_the_leader_may_take_in_all(cast):
    made, ours, theirs = called(cast.klara), written(cast.stina), written(cast.dan)
    assert entries.enter(cast.stina, made, [ours]) == 1
    assert entries.enter(cast.majken, made, [ours]) == 0
    with pytest.raises(NotAllowed):
        entries.enter(cast.stina, made, [theirs])
    with clock.at(GATHERING):
        with pytest.raises(RoundRefused):
            entries.enter(cast.dan, made, [theirs])
        assert entries.enter(cast.klara, made, [ours, theirs]) == 1
    assert "proposal.entered" in verbs(ours)
    with pytest.raises(NotVisible):
        entries.enter(cast.stina, made, [10**6])
    draft = written(cast.stina, publish=False)
    with pytest.raises(NotVisible):
        entries.enter(cast.stina, made, [draft])


def test_a_proposal_taken_back_or_withdrawn_leaves_its_area_but_stays_in_the_list(cast):
    made = called(cast.klara)
    one, other = written(cast.stina, title="Ett"), written(cast.stina, title="Annat")
    entries.enter(cast.stina, made, [one, other])
    area = areas.make_area(cast.klara, made, name="Område", proposals=[one, other])
    assert len(queries.round_(cast.stina, made).area(area).entries) == 2
    entries.take_back(cast.majken, made, one)
    proposals.withdraw_proposal(cast.stina, other, reason="Löst.")
    page = queries.round_(cast.stina, made)
    assert page.area(area).entries == ()
    assert {entry.fate for entry in page.entries} == {Fate.TAKEN_BACK}
    assert entries.enter(cast.stina, made, [one]) == 1


def test_of_two_who_move_the_same_proposal_the_second_is_told(cast):
    made, proposal = called(cast.klara), written(cast.stina)
    entries.enter(cast.stina, made, [proposal])
    here, there = (areas.make_area(cast.klara, made, name=name) for name in ("Här", "Där"))
    entries.place(cast.klara, made, proposal, here, revision=1)
    with pytest.raises(RoundChanged):
        entries.place(cast.klara, made, proposal, there, revision=1)
    assert Entry.objects.get().area_id == here
    with pytest.raises(NotVisible):
        entries.place(cast.klara, made, proposal, 10**6)


def test_a_proposal_is_sent_on_with_a_reason_that_both_sides_get(cast):
    made, proposal = called(cast.klara), written(cast.stina)
    entries.enter(cast.stina, made, [proposal])
    dalarna = cast.organisation("Region Dalarna")
    for bad in ({}, {"organisation": dalarna, "body": 1}, {"organisation": 10**6}, {"body": 2**70}):
        with pytest.raises(RoundRefused):
            entries.send_on(cast.klara, made, proposal, reason="Rör er.", **bad)
    with pytest.raises(TextRefused):
        entries.send_on(cast.klara, made, proposal, reason=" ", organisation=dalarna)
    entries.send_on(cast.klara, made, proposal, reason="Det rör er.", organisation=dalarna)
    assert queries.round_(cast.klara, made).entries[0].fate is Fate.SENT_ON
    fixed(cast, made)
    assert _as_seen(cast.stina, made, proposal) == (Fate.SENT_ON, "Det rör er.", "Region Dalarna")
    assert _written("round_sent_to_you") == [cast.disa.email]
    assert _written("round_sent_on") == [cast.stina.email]


def fixed(cast, made):
    """The areas are fixed, with two more that have what they need, the first time."""
    with clock.at(GATHERING):
        if not Area.objects.filter(round=made).exists():
            for name in ("Vatten", "Skydd"):
                own = written(cast.dan, title=name)
                entries.enter(cast.klara, made, [own])
                areas.make_area(cast.klara, made, name=name, cost=5, proposals=[own])
        rounds.fix_areas(cast.klara, made)


def _written(name):
    return sorted(Letter.objects.filter(name=name).values_list("to", flat=True))


def _as_seen(actor, made, proposal):
    row = next(one for one in queries.round_(actor, made).entries if one.proposal == proposal)
    [met] = queries.rounds_of(actor, proposal)
    assert (met.fate, met.reason, met.receiver) == (row.fate, row.reason, row.receiver)
    return row.fate, row.reason, row.receiver.sv if row.receiver else ""


def test_until_the_areas_are_fixed_only_those_who_lead_see_where_a_proposal_goes_and_nobody_is_told(cast):
    made, sent, aside = called(cast.klara), written(cast.stina, title="Ett"), written(cast.stina, title="Två")
    entries.enter(cast.stina, made, [sent, aside])
    letters = Letter.objects.count()
    entries.send_on(cast.klara, made, sent, reason="Det rör er.", organisation=cast.organisation("Region Dalarna"))
    entries.set_aside(cast.klara, made, aside, reason="Inte nu.")
    assert _as_seen(cast.klara, made, sent) == (Fate.SENT_ON, "Det rör er.", "Region Dalarna")
    assert _as_seen(cast.klara, made, aside) == (Fate.ASIDE, "Inte nu.", "")
    for who in (cast.stina, cast.majken, cast.disa):
        assert {_as_seen(who, made, one) for one in (sent, aside)} == {(Fate.WAITING, "", "")}
    assert Letter.objects.count() == letters
    assert not {"proposal.sent_on", "proposal.set_aside"} & {*verbs(sent), *verbs(aside)}
    fixed(cast, made)
    assert _as_seen(cast.stina, made, sent) == (Fate.SENT_ON, "Det rör er.", "Region Dalarna")
    assert _as_seen(cast.stina, made, aside) == (Fate.ASIDE, "Inte nu.", "")
    assert "proposal.sent_on" in verbs(sent)
    assert "proposal.set_aside" in verbs(aside)


def test_areas_that_are_opened_and_fixed_again_tell_only_what_is_new_or_changed(cast):
    made, kept, moved, back = called(cast.klara), *(written(cast.stina, title=title) for title in ("Ett", "Två", "Tre"))
    dalarna, skane = cast.organisation("Region Dalarna"), cast.organisation("Region Skåne")
    entries.enter(cast.stina, made, [kept, moved, back])
    for one in (kept, moved, back):
        entries.send_on(cast.klara, made, one, reason="Det rör er.", organisation=dalarna)
    fixed(cast, made)
    assert _written("round_sent_to_you") == [cast.disa.email] * 3
    rounds.reopen_areas(cast.klara, made, reason="Ett gick fel.")
    entries.place(cast.klara, made, back, Area.objects.first().pk)
    entries.send_on(cast.klara, made, moved, reason="Det rör er.", organisation=skane)
    Letter.objects.all().delete()
    fixed(cast, made)
    told = {(one.name, one.to, one.values["proposal"]) for one in Letter.objects.all()}
    assert {one for one in told if one[2] == "Ett"} == set()
    assert ("round_sent_on", cast.stina.email, "Två") in told
    assert ("round_sent_on_no_longer", cast.disa.email, "Två") in told
    assert {one for one in told if one[2] == "Tre"} == {
        ("round_sent_on_no_longer", cast.stina.email, "Tre"), ("round_sent_on_no_longer", cast.disa.email, "Tre"),
    }  # fmt: skip
    assert [verbs(one).count("proposal.sent_on") for one in (kept, moved, back)] == [1, 2, 1]
    assert "proposal.kept" in verbs(back)


@pytest.mark.parametrize(("cost", "budget"), [(0, 60), (-1, 60), (61, 60), (10**15, 60)])
def test_an_area_costs_something_and_no_more_than_there_is(cast, cost, budget):
    made = called(cast.klara, budget=budget)
    with pytest.raises(RoundRefused) as refusal:
        areas.make_area(cast.klara, made, name="Område", cost=cost)
    assert refusal.value.field == "cost"
    assert not Area.objects.exists()


def test_areas_are_fixed_when_nothing_lacks_and_what_lacks_is_said(cast):
    made = called(cast.klara)
    one, other = written(cast.stina, title="Ett"), written(cast.stina, title="Två")
    entries.enter(cast.stina, made, [one, other])
    first = areas.make_area(cast.klara, made, name="Första", proposals=[one])

    def lacks() -> str:
        with clock.at(GATHERING), pytest.raises(RoundRefused) as refusal:
            rounds.fix_areas(cast.klara, made)
        return refusal.value.sentence.sv

    assert "minst två" in lacks()
    second = areas.make_area(cast.klara, made, name="Andra", cost=10)
    assert "1 förslag" in lacks()
    entries.set_aside(cast.klara, made, other, reason="Inte nu.")
    assert "Första" in lacks()
    areas.change_area(cast.klara, first, revision=1, name="Första", cost=10)
    assert "inga förslag" in lacks()
    entries.place(cast.klara, made, other, second)
    with pytest.raises(RoundRefused):  # proposals still come in
        rounds.fix_areas(cast.klara, made)
    with clock.at(GATHERING):
        rounds.fix_areas(cast.klara, made)
    assert sorted(Area.objects.values_list("place", flat=True)) == [1, 2]
    assert PrioritisationRound.objects.get().seed
    areas_stay = (
        lambda: areas.make_area(cast.klara, made, name="x"),
        lambda: areas.remove_area(cast.klara, first),
        lambda: entries.place(cast.klara, made, one, None),
    )
    for deed in areas_stay:
        with clock.at(GATHERING), pytest.raises(RoundRefused):
            deed()


def test_an_area_that_is_removed_lets_its_proposals_wait_again(cast):
    made, proposal = called(cast.klara), written(cast.stina)
    entries.enter(cast.stina, made, [proposal])
    area = areas.make_area(cast.klara, made, name="Område", proposals=[proposal])
    areas.remove_area(cast.klara, area)
    assert [entry.fate for entry in queries.round_(cast.stina, made).entries] == [Fate.WAITING]
    with pytest.raises(NotVisible):
        areas.remove_area(cast.klara, area)


def test_what_is_said_at_home_is_seen_at_home_alone(cast):
    made, proposal = called(cast.klara), written(cast.stina)
    entries.enter(cast.stina, made, [proposal])
    home.mark(cast.stina, made, proposal, urgent=True, note="Vi behöver det.")
    home.mark(cast.majken, made, proposal, urgent=False, note="Kanske.")
    ours = queries.at_home(cast.majken, queries.round_(cast.majken, made))[0]
    assert (ours.urgent, [mark.note for mark in ours.marks]) == (1, ["Vi behöver det.", "Kanske."])
    for other in (cast.dan, cast.klara, cast.siv):
        assert queries.at_home(other, queries.round_(other, made))[0].marks == ()
    home.mark(cast.stina, made, proposal, urgent=False)
    assert HomeMark.objects.count() == 1
    with pytest.raises(NotVisible):
        home.mark(cast.gustav, made, proposal, urgent=True)
    PrioritisationRound.objects.update(state="voting")
    with clock.at(CLOSES), pytest.raises(RoundRefused):
        home.mark(cast.stina, made, proposal, urgent=True)


def test_one_ballot_per_organisation_cast_by_its_representative_and_changed_until_the_closing(cast):
    made, (one, other) = with_areas(cast, [10, 20])
    with pytest.raises(RoundRefused):
        ballots.cast(cast.majken, made, [one])
    with clock.at(VOTING):
        receipt = ballots.cast(cast.majken, made, [one])
        with pytest.raises(RoundChanged):
            ballots.cast(cast.majken, made, [other])
        assert ballots.cast(cast.majken, made, [other, other], revision=1) == receipt
        own = queries.own_ballot(cast.stina, made)
        assert (own.areas, own.revision) == (frozenset({other}), 2)
        assert queries.own_ballot(cast.disa, made) is None
        for who in (cast.stina, cast.klara, cast.siv):
            with pytest.raises(NotAllowed):
                ballots.cast(who, made, [one])
        with pytest.raises(RoundRefused):
            ballots.cast(cast.disa, made, [one, 10**6])
    with clock.at(CLOSES), pytest.raises(RoundRefused):
        ballots.cast(cast.disa, made, [one])
    assert (Ballot.objects.count(), Tick.objects.count()) == (1, 1)


def test_a_ballot_without_ticks_is_cast_by_whoever_says_that_it_is_blank_alone_and_counts_as_a_voter(cast):
    made, (one, _other) = with_areas(cast, [10, 20])
    with clock.at(VOTING):
        with pytest.raises(RoundRefused, match="inte kryssat något"):
            ballots.cast(cast.majken, made, [])
        with pytest.raises(RoundRefused, match="inga kryss"):
            ballots.cast(cast.majken, made, [one], blank=True)
        assert not Ballot.objects.exists()
        ballots.cast(cast.majken, made, [], blank=True)
        ballots.cast(cast.disa, made, [one])
    with clock.at(AFTER):
        counting.count(cast.klara, made)
        kept = queries.outcome(queries.round_(cast.stina, made)).counted
    assert sorted(len(row["areas"]) for row in kept["ballots"]) == [0, 1]


def test_who_stopped_being_a_member_yesterday_does_not_vote_and_an_earlier_ballot_is_not_counted(cast):
    made, (one, _other) = with_areas(cast, [10, 20])
    dalarna = Membership.objects.filter(organisation=cast.organisation("Region Dalarna"))
    with clock.at(VOTING):
        ballots.cast(cast.disa, made, [one])
        ballots.cast(cast.majken, made, [one])
        dalarna.update(end=clock.today() - timedelta(days=1))
        Membership.objects.create(organisation_id=cast.organisation("Region Dalarna"), kind="partner", start=clock.today())
        with pytest.raises(NotAllowed) as refusal:
            ballots.cast(cast.disa, made, [one], revision=1)
        assert refusal.value.source == "A1"
    with clock.at(AFTER):
        counting.count(cast.klara, made)
        kept = queries.outcome(queries.round_(cast.stina, made)).counted
    assert kept["left_out"] == ["Region Dalarna"]
    assert [row["organisation"] for row in kept["ballots"]] == ["Region Kalmar län"]


def test_nobody_has_a_result_before_the_ballots_close_and_then_the_clock_counts(cast):
    made, (one, other) = with_areas(cast, [30, 40])
    voted(made, {"Region Kalmar län": [one], "Region Dalarna": [one], "Region Gotland": [other]})
    with clock.at(VOTING):
        with pytest.raises(RoundRefused):
            counting.count(cast.klara, made)
        assert counting.count_closed() == 0
        assert queries.outcome(queries.round_(cast.klara, made)) is None
    with clock.at(AFTER):
        assert counting.count_closed() == 1
        assert counting.count_closed() == 0
        counting.count(cast.klara, made)
        found = queries.outcome(queries.round_(cast.stina, made))
    assert Outcome.objects.count() == 1
    assert found.result["equal_shares"]["winners"] == [one]
    assert list(found.result["near"]) == [str(other)]
    assert found.result["approvals"] == {str(one): 2, str(other): 1}


def test_no_ballots_and_all_alike_are_counted_too(cast):
    made, found = with_areas(cast, [20, 30, 40])
    with clock.at(AFTER):
        counting.count(cast.klara, made)
        assert queries.outcome(queries.round_(cast.stina, made)).result["equal_shares"]["winners"] == []
    other, alike = with_areas(cast, [30, 30, 30])
    voted(other, {"Region Kalmar län": alike, "Region Dalarna": alike})
    with clock.at(AFTER):
        counting.count(cast.klara, other)
        kept = queries.outcome(queries.round_(cast.stina, other)).result["equal_shares"]
    lot = places(other)
    assert kept["winners"] == lot[:2]  # equals: the lot decides
    assert sorted(sorted(one) for one in kept["ties"]) == sorted(sorted(pair) for pair in ([lot[0], lot[2]], [lot[1], lot[2]]))
    assert found


def test_a_secret_round_keeps_no_name_with_its_count(cast):
    made, (one, _other) = with_areas(cast, [10, 20], secret=True)
    voted(made, {"Region Kalmar län": [one], "Region Dalarna": [one]})
    with clock.at(AFTER):
        counting.count(cast.klara, made)
    kept = Outcome.objects.get()
    assert {row["organisation"] for row in kept.counted["ballots"]} == {""}
    for name in Organisation.objects.values_list("name", flat=True):
        assert name not in str(kept.counted) + str(kept.result)


def test_a_decision_follows_the_count_or_says_why_and_everybody_who_proposed_is_told(cast):
    made, (one, other) = with_areas(cast, [30, 40])
    voted(made, {"Region Kalmar län": [one], "Region Dalarna": [one], "Region Gotland": [other]})
    body = Body.objects.create(slug="grupp", name_sv="Medlemsgruppen", name_en="The member group", kind="members").pk
    with clock.at(AFTER):
        with pytest.raises(RoundRefused):
            rounds.decide(cast.klara, made, chosen=[one], body=body)
        counting.count(cast.klara, made)
        with pytest.raises(TextRefused):
            rounds.decide(cast.klara, made, chosen=[other], body=body)
        for bad in (None, 10**6, 2**70):
            with pytest.raises(RoundRefused):
                rounds.decide(cast.klara, made, chosen=[one], body=bad)
        with pytest.raises(RoundRefused):
            rounds.decide(cast.klara, made, chosen=[10**6], body=body)
        rounds.decide(cast.klara, made, chosen=[other], body=body, why="Det är bråttom.")
    page = queries.round_(cast.stina, made)
    assert (page.phase, page.follows, page.why) == (Phase.DECIDED, False, "Det är bråttom.")
    assert [area.chosen for area in page.areas] == [False, True]
    letters = Letter.objects.filter(name="round_decided")
    assert sorted(letter.values["became"] for letter in letters) == ["area", "chosen"]


def test_areas_are_reopened_only_while_nobody_has_voted(cast):
    made, (one, _other) = with_areas(cast, [10, 20])
    seed = PrioritisationRound.objects.get().seed
    with clock.at(GATHERING):
        with pytest.raises(TextRefused):
            rounds.reopen_areas(cast.klara, made, reason=" ")
        rounds.reopen_areas(cast.klara, made, reason="Ett område saknades.")
        assert not Area.objects.exclude(place=None).exists()
        rounds.fix_areas(cast.klara, made)
    assert PrioritisationRound.objects.get().seed not in ("", seed)
    with clock.at(VOTING):
        ballots.cast(cast.majken, made, [one])
        with pytest.raises(RoundRefused):
            rounds.reopen_areas(cast.klara, made, reason="Ett till saknades.")


def test_what_others_have_acted_on_is_not_changed_after_the_areas_are_fixed(cast):
    made, _areas = with_areas(cast, [10, 20])
    revision = PrioritisationRound.objects.get().revision
    with clock.at(VOTING):
        for changed in ({"budget": 70}, {"unit": "kr"}, {"secret": True}, {"ballots_until": CLOSES + timedelta(days=1)}):
            with pytest.raises(RoundRefused):
                rounds.change_round(cast.klara, made, text(**changed), revision=revision)
        rounds.change_round(cast.klara, made, text(title="Idémötet 2027"), revision=revision)
        with pytest.raises(RoundChanged):
            rounds.change_round(cast.klara, made, text(title="Ett annat"), revision=revision)
    assert PrioritisationRound.objects.get().title == "Idémötet 2027"


def test_a_proposal_that_was_not_chosen_comes_again_as_carried_on_from_there(cast):
    made, (one, other) = with_areas(cast, [30, 40])
    body = Body.objects.create(slug="grupp", name_sv="Medlemsgruppen", name_en="The member group", kind="members").pk
    with clock.at(AFTER):
        counting.count(cast.klara, made)
        rounds.decide(cast.klara, made, chosen=[], body=body)
        later = AFTER + timedelta(days=100)
        again = called(cast.klara, title="Nästa", proposals_until=later, ballots_from=later, ballots_until=later + timedelta(days=1))
        proposal = Entry.objects.get(area=one).proposal_id
        entries.enter(cast.stina, again, [proposal])
        row = queries.round_(cast.stina, again).entries[0]
    assert row.carried_from == (made, "Idémötet våren 2027")
    assert other


def test_reminders_to_vote_go_once_to_those_who_vote_and_have_not(cast):
    made, (one, _other) = with_areas(cast, [10, 20])
    with clock.at(VOTING):
        ballots.cast(cast.disa, made, [one])
        first = counting.remind_to_vote()
        assert first
        assert counting.remind_to_vote() == 0
    assert not Letter.objects.filter(name="round_vote", to=cast.disa.email).exists()
    assert not Letter.objects.filter(name="round_vote", to=cast.siv.email).exists()
    with clock.at(CLOSES - timedelta(days=1)):
        assert counting.remind_to_vote() == first
        assert counting.remind_to_vote() == 0
    assert Letter.objects.filter(name="round_vote_last").count() == first


def test_a_letter_says_the_last_day_that_holds_and_the_hour_where_there_is_one(cast):
    midnight = datetime(2026, 12, 20, 23, tzinfo=UTC)  # the 20th has ended in Stockholm
    until = midnight - timedelta(days=10)
    called(cast.klara, proposals_until=until, ballots_from=until, ballots_until=midnight)
    values = Letter.objects.filter(name="round_called").first().values
    assert (values["proposals_until"], values["ballots_until"]) == ("2026-12-10", "2026-12-20")
    for closes, said in ((midnight, "20 december 2026 kl.\N{NO-BREAK SPACE}24.00."), (CLOSES, "20 december 2026 kl.\N{NO-BREAK SPACE}10.00.")):
        made, _areas = with_areas(cast, [10, 20], ballots_until=closes)
        with clock.at(VOTING):
            counting.remind_to_vote()
        letter = Letter.objects.filter(name="round_vote", values__path=f"/idemoten/{made}/").first()
        assert f"är öppen till {said}" in render(letter.name, "sv", letter.values).text


def test_only_those_who_vote_are_told_that_they_vote(cast):
    Membership.objects.filter(organisation=cast.organisation("Region Dalarna")).update(votes=False)
    called(cast.klara)
    said = {one.to: render(one.name, "sv", one.values).text for one in Letter.objects.filter(name="round_called")}
    assert "det är du som lägger den" in said[cast.majken.email]
    assert "lägger" not in said[cast.disa.email].replace("Lägg fram", "")
    assert "Prata hemma" in said[cast.disa.email]
    assert cast.siv.email not in said


def test_what_its_proposers_took_back_nobody_else_puts_in_or_moves(cast, visitor):
    made, proposal = called(cast.klara), written(cast.stina)
    entries.enter(cast.stina, made, [proposal])
    area = areas.make_area(cast.klara, made, name="Område")
    entries.take_back(cast.stina, made, proposal)
    assert proposal not in [one.id for one in queries.outside(cast.klara, made)]
    assert entries.enter(cast.klara, made, [proposal]) == 0
    for deed in (
        lambda: entries.place(cast.klara, made, proposal, area),
        lambda: entries.set_aside(cast.klara, made, proposal, reason="x"),
        lambda: entries.send_on(cast.klara, made, proposal, reason="x", organisation=cast.organisation("Region Dalarna")),
    ):
        with pytest.raises(RoundChanged):
            deed()
    PrioritisationRound.objects.update(audience="public")
    assert queries.round_(visitor, made).entries == ()


def test_a_closing_that_has_passed_is_refused_while_others_wait_to_vote(cast):
    made, _areas = with_areas(cast, [10, 20])
    revision = PrioritisationRound.objects.get().revision
    early = {"ballots_from": PROPOSALS_UNTIL, "ballots_until": PROPOSALS_UNTIL + timedelta(hours=1)}
    with clock.at(GATHERING), pytest.raises(RoundRefused) as refusal:
        rounds.change_round(cast.klara, made, text(**early), revision=revision)
    assert refusal.value.field == "ballots_until"


def test_the_unit_stays_while_areas_are_estimated_in_it(cast):
    made = called(cast.klara)
    areas.make_area(cast.klara, made, name="Område", cost=10)
    with pytest.raises(RoundRefused) as refusal:
        rounds.change_round(cast.klara, made, text(unit="kr"), revision=PrioritisationRound.objects.get().revision)
    assert refusal.value.field == "unit"


def test_the_published_file_counted_again_gives_the_same_areas(cast):
    made, found = with_areas(cast, [7, 11, 13, 17, 19])
    names = ["Region Kalmar län", "Region Dalarna", "Region Gotland", "Region Skåne", "Vinnova"]
    voted(made, {name: found[place : place + 3] for place, name in enumerate(names)})
    with clock.at(AFTER):
        counting.count(cast.klara, made)
        page = queries.round_(cast.stina, made)
        kept = queries.outcome(page)
    file = as_pabulib(page.title, page.budget, page.areas, kept.counted["ballots"])
    step = Fraction(re.search(r"--step (\S+)", file).group(1))
    again = count(pabulib.read(file.encode()), step=step)
    assert [int(one) for one in again.winners] == kept.result["equal_shares"]["winners"]


def test_every_deed_upon_a_proposal_in_a_round_has_its_words():
    assert {"proposal.entered", "proposal.taken_back", "proposal.sent_on", "proposal.set_aside"} <= SAID.keys()


def test_the_words_at_home_are_deleted_a_year_after(cast):
    made, proposal = called(cast.klara), written(cast.stina)
    entries.enter(cast.stina, made, [proposal])
    home.mark(cast.stina, made, proposal, urgent=True)
    rounds.call_off(cast.klara, made, reason="För få.")
    with clock.at(CLOSES + timedelta(days=364)):
        assert home.forget_marks() == 0
    with clock.at(CLOSES + timedelta(days=366)):
        assert home.forget_marks() == 1


def test_a_round_keeps_the_words_that_were_voted_on_whatever_the_proposals_say_later(cast):
    made, _areas = with_areas(cast, [10, 20])
    before = queries.round_(cast.stina, made).entries
    assert [(entry.title, entry.summary, entry.changed) for entry in before] == [("Förslag 0", "En mening.", False), ("Förslag 1", "En mening.", False)]
    proposals.edit_proposal(cast.stina, before[0].proposal, revision=2, title="Ö, något helt annat", summary="En annan mening.")
    after = queries.round_(cast.stina, made).entries
    assert [(entry.title, entry.summary, entry.changed) for entry in after] == [("Förslag 0", "En mening.", True), ("Förslag 1", "En mening.", False)]
    with clock.at(GATHERING):
        rounds.reopen_areas(cast.klara, made, reason="Fel område.")
        assert [entry.title for entry in queries.round_(cast.stina, made).entries] == ["Förslag 1", "Ö, något helt annat"]
        rounds.fix_areas(cast.klara, made)
    assert [(entry.title, entry.changed) for entry in queries.round_(cast.stina, made).entries][1] == ("Ö, något helt annat", False)


def test_every_drawing_of_the_lot_is_told_with_when_and_why_it_no_longer_holds(cast):
    made, found = with_areas(cast, [10, 20, 30, 40])
    first = places(made)
    with clock.at(GATHERING + timedelta(hours=1)):
        rounds.reopen_areas(cast.klara, made, reason="Ett område saknades.")
        areas.change_area(cast.klara, found[0], revision=1, name="Ett nytt namn", cost=10)
    with clock.at(GATHERING + timedelta(hours=2)):
        rounds.fix_areas(cast.klara, made)
    names = dict(Area.objects.values_list("id", "name"))
    now, then = drawings(made, PrioritisationRound.objects.get().seed)
    assert (now.when, now.word, now.undone) == (GATHERING + timedelta(hours=2), PrioritisationRound.objects.get().seed, None)
    assert list(now.areas) == [names[one] for one in places(made)]
    assert (then.when, then.undone, then.why) == (GATHERING, GATHERING + timedelta(hours=1), "Ett område saknades.")
    assert list(then.areas) == [names[one] for one in first]
    assert then.word not in ("", now.word)
    drawn = sorted(found)
    Random(now.word).shuffle(drawn)  # as anybody can
    assert drawn == places(made)
