"""From proposal to activity (B1, C1, C2)."""

import pytest

from samlar.activities import queries
from samlar.activities.models import Activity
from samlar.activities.rules.deeds import ActivityRefused
from samlar.foundation.models import AuditEntry, Letter
from samlar.ideas.models import Proposal
from samlar.lifecycle.actions import start_from_proposal
from samlar.lifecycle.rules.start import AlreadyTaken
from samlar.people.rules import NotAllowed, NotVisible
from tests.lifecycle.making import TITLE, proposal


def test_the_proposer_starts_and_leads_and_the_chosen_take_part(cast):
    made = start_from_proposal(cast.stina, proposal(cast), organisations=[cast.organisation("Region Dalarna")])
    activity = queries.activity(cast.stina, made)
    assert (activity.title, activity.format, activity.number, activity.stage, activity.stage_kind) == (
        TITLE,
        "provrum",
        1,
        "planning",
        "planning",
    )
    assert [(one.name, one.is_lead, one.state) for one in activity.participants] == [
        ("Region Kalmar län", True, "taking_part"),
        ("Region Dalarna", False, "taking_part"),
    ]
    assert activity.leader == cast.stina.person
    assert Proposal.objects.get().state == "taken"
    assert list(AuditEntry.objects.filter(verb__in=["activity.begun", "proposal.taken"]).values_list("verb", flat=True)) == [
        "activity.begun",
        "proposal.taken",
    ]


def test_an_organisation_that_said_it_would_lead_may_start_though_another_proposed(cast):
    made = start_from_proposal(cast.dan, proposal(cast), organisations=[cast.organisation("Region Kalmar län")])
    assert queries.activity(cast.dan, made).lead.name == "Region Dalarna"


def test_an_organisation_that_only_wants_to_take_part_cannot_start(cast):
    with pytest.raises(NotAllowed) as refused:
        start_from_proposal(cast.gun, proposal(cast), organisations=[])
    assert refused.value.source == "B1"
    assert Proposal.objects.get().state == "published"


def test_a_partner_that_would_lead_cannot_start_a_test_room(cast):
    with pytest.raises(NotAllowed, match="Provrum leds av en organisation som är medlem"):
        start_from_proposal(cast.siv, proposal(cast, interested=(("siv", True),)), organisations=[])


def test_the_second_of_two_who_start_is_told_who_was_first(cast):
    made = proposal(cast)
    start_from_proposal(cast.stina, made, organisations=[])
    with pytest.raises(AlreadyTaken, match="Region Kalmar län hann före"):
        start_from_proposal(cast.dan, made, organisations=[])
    assert Activity.objects.count() == 1


def test_only_organisations_that_have_shown_interest_are_taken_in(cast):
    with pytest.raises(ActivityRefused, match="Region Skåne har inte anmält intresse"):
        start_from_proposal(cast.stina, proposal(cast), organisations=[cast.organisation("Region Skåne")])
    assert Activity.objects.count() == 0


def test_each_interested_organisation_is_told_whether_it_was_taken_in(cast):
    start_from_proposal(cast.stina, proposal(cast), organisations=[cast.organisation("Region Dalarna")])
    letters = set(Letter.objects.values_list("name", "to"))
    assert ("activity_begun", cast.disa.email) in letters
    assert ("activity_begun_without", cast.gun.email) in letters


def test_a_proposal_for_any_format_asks_which(cast):
    made = proposal(cast, format="")
    with pytest.raises(ActivityRefused) as refused:
        start_from_proposal(cast.stina, made, organisations=[])
    assert refused.value.field == "format_id"
    started = start_from_proposal(cast.stina, made, organisations=[], format_id="provrum")
    assert queries.activity(cast.stina, started).format == "provrum"


@pytest.mark.parametrize("wrong", [0, -1, 10**30, 999_999])
def test_a_proposal_that_is_not_there_is_not_there(cast, wrong):
    with pytest.raises(NotVisible):
        start_from_proposal(cast.stina, wrong, organisations=[])


def test_somebody_outside_neither_sees_the_proposal_nor_the_planned_activity(cast):
    made = proposal(cast)
    with pytest.raises(NotAllowed):
        start_from_proposal(cast.nils, made, organisations=[])
    started = start_from_proposal(cast.stina, made, organisations=[])
    for actor in (cast.nils, cast.gun, cast.gustav):
        with pytest.raises(NotVisible):
            queries.activity(actor, started)


def test_a_test_room_is_always_led_by_members(cast):
    with pytest.raises(ActivityRefused):
        start_from_proposal(cast.stina, proposal(cast), organisations=[], led_by="secretariat")


def test_only_those_who_sit_in_a_group_start_for_it(cast):
    with pytest.raises(NotVisible):
        start_from_proposal(cast.stina, proposal(cast), organisations=[], owner_body=10**30)
