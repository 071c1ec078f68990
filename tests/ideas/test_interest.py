"""Interest per organisation, with or without "we would lead" (B1)."""

import pytest

from samlar.foundation.models import Letter
from samlar.ideas import actions, queries
from samlar.ideas.models import Interest
from samlar.ideas.rules.deeds import ProposalRefused
from samlar.people.models import Employment
from samlar.people.rules import NotAllowed, NotVisible
from samlar.talk.rules import TextRefused
from tests.ideas.rows import verbs, written


def names(proposal):
    return [(one.name, one.would_lead) for one in queries.interested(proposal)]


def test_interest_says_in_the_same_act_whether_the_organisation_would_lead(cast):
    proposal = written(cast.stina, format="provrum")
    actions.show_interest(cast.dan, proposal, would_lead=True, note="Vi har  en drönare.\n")
    actions.show_interest(cast.siv, proposal, would_lead=False)
    assert names(proposal) == [("Region Dalarna", True), ("SLU", False)]
    assert queries.interested(proposal)[0].note == "Vi har en drönare."
    assert verbs(proposal)[-2:] == ["interest.shown_to_lead", "interest.shown"]


def test_it_is_the_organisations_whoever_in_it_says_so(cast):
    proposal = written(cast.stina)
    actions.show_interest(cast.dan, proposal, would_lead=False)
    actions.show_interest(cast.disa, proposal, would_lead=True)
    assert names(proposal) == [("Region Dalarna", True)]
    assert queries.interested(proposal)[0].person_name == "Disa Låtsas"
    actions.withdraw_interest(cast.dan, proposal)
    assert names(proposal) == []


def test_to_say_the_same_again_changes_nothing(cast):
    proposal = written(cast.stina)
    actions.show_interest(cast.dan, proposal, would_lead=False)
    before = verbs(proposal)
    actions.show_interest(cast.disa, proposal, would_lead=False)
    assert verbs(proposal) == before
    assert queries.interested(proposal)[0].person_name == "Dan Fiktivsson"


def test_withdrawn_interest_stays_in_the_trail_and_may_come_again(cast):
    proposal = written(cast.stina)
    actions.show_interest(cast.dan, proposal, would_lead=False)
    actions.withdraw_interest(cast.dan, proposal)
    actions.withdraw_interest(cast.dan, proposal)
    actions.show_interest(cast.dan, proposal, would_lead=True)
    assert names(proposal) == [("Region Dalarna", True)]
    assert Interest.objects.count() == 2
    assert verbs(proposal)[-3:] == ["interest.shown", "interest.withdrawn", "interest.shown_to_lead"]


def test_the_proposing_organisation_is_interested_like_everybody_when_it_says_so(cast):
    proposal = written(cast.stina)
    actions.show_interest(cast.majken, proposal, would_lead=True)
    assert names(proposal) == [("Region Kalmar län", True)]
    assert not Letter.objects.exists()


@pytest.mark.parametrize("format", ["", "provrum", "expedition", "larprojekt"])
def test_a_partner_takes_part_but_does_not_lead_unless_the_format_lets_it(cast, format):
    proposal = written(cast.stina, format=format)
    with pytest.raises(NotAllowed) as refusal:
        actions.show_interest(cast.siv, proposal, would_lead=True)
    assert refusal.value.rule == "participation.lead"
    assert refusal.value.source
    assert refusal.value.mend
    actions.show_interest(cast.siv, proposal, would_lead=False)
    assert names(proposal) == [("SLU", False)]


def test_a_partner_leads_a_network_where_the_format_says_so(cast):
    proposal = written(cast.stina, format="natverk")
    actions.show_interest(cast.siv, proposal, would_lead=True)
    assert names(proposal) == [("SLU", True)]


def test_guests_outsiders_and_visitors_do_not_even_see_it(cast, visitor):
    proposal = written(cast.stina)
    with pytest.raises(NotVisible):
        actions.show_interest(cast.gustav, proposal, would_lead=False)
    for nobody in (cast.nils, visitor):
        with pytest.raises(NotAllowed):
            actions.show_interest(nobody, proposal, would_lead=False)
    assert names(proposal) == []


def test_a_draft_takes_no_interest_but_its_own_organisations_answer(cast):
    draft = written(cast.stina, publish=False)
    with pytest.raises(ProposalRefused):
        actions.show_interest(cast.majken, draft, would_lead=False)
    with pytest.raises(NotVisible):
        actions.show_interest(cast.dan, draft, would_lead=False)


def test_a_note_of_10_000_signs_is_refused_beside_its_field(cast):
    proposal = written(cast.stina)
    with pytest.raises(TextRefused) as refusal:
        actions.show_interest(cast.dan, proposal, would_lead=False, note="x" * 10_000)
    assert refusal.value.field == "note"
    assert names(proposal) == []


def test_the_author_hears_of_the_first_and_of_everybody_who_would_lead_and_of_nothing_else(cast):
    proposal = written(cast.stina)
    for who, lead in ((cast.dan, False), (cast.gun, False), (cast.jon, True), (cast.siv, False), (cast.dan, True)):
        actions.show_interest(who, proposal, would_lead=lead)
    actions.show_interest(cast.dan, proposal, would_lead=False)
    actions.show_interest(cast.dan, proposal, would_lead=True)
    letters = [(one.name, one.to, one.values["organisation"]) for one in Letter.objects.order_by("id")]
    stina = cast.stina.email
    assert letters == [
        ("proposal_first_interest", stina, "Region Dalarna"),
        ("proposal_would_lead", stina, "Region Jönköpings län"),
        ("proposal_would_lead", stina, "Region Dalarna"),
    ]


def test_a_first_interest_that_would_lead_is_one_letter(cast):
    proposal = written(cast.stina)
    actions.show_interest(cast.dan, proposal, would_lead=True)
    actions.show_interest(cast.gun, proposal, would_lead=False)
    assert [one.name for one in Letter.objects.all()] == ["proposal_would_lead"]


def test_when_the_author_has_left_the_letter_goes_to_the_representatives(cast):
    proposal = written(cast.stina)
    Employment.objects.filter(person=cast.stina.person).update(end="2026-11-01")
    actions.show_interest(cast.dan, proposal, would_lead=False)
    assert [one.to for one in Letter.objects.all()] == [cast.majken.email]
