"""Two members hold an expedition together (C6)."""

import pytest

from samlar.activities import queries
from samlar.activities.actions import participation
from samlar.activities.models import Activity
from samlar.activities.rules.deeds import ActivityRefused
from samlar.people.rules import NotAllowed
from tests.activities import rows
from tests.cast import Cast


def expedition(cast: Cast, **fields: object) -> Activity:
    return rows.activity(cast, "Elen från tre håll", format="expedition", stage="planning", others=("Region Gotland", "SLU", "Vinnova"), **fields)


def place_of(cast: Cast, made: Activity, name: str) -> int:
    row = queries.activity(cast.stina, made.pk).participation_of(cast.organisation(name))
    assert row is not None
    return row.id


def test_two_members_lead_an_expedition_and_both_act_for_it(cast: Cast) -> None:
    made = expedition(cast)
    participation.share_lead(cast.stina, made.pk, place_of(cast, made, "Region Gotland"))
    seen = queries.activity(cast.gun, made.pk)
    assert [one.name for one in seen.leads] == ["Region Gotland", "Region Kalmar län"]
    participation.ask(cast.gun, made.pk, organisation=cast.organisation("Energimyndigheten"))


def test_a_third_organisation_cannot_lead_an_expedition(cast: Cast) -> None:
    made = expedition(cast)
    participation.share_lead(cast.stina, made.pk, place_of(cast, made, "Region Gotland"))
    with pytest.raises(ActivityRefused) as refused:
        participation.share_lead(cast.stina, made.pk, place_of(cast, made, "Vinnova"))
    assert refused.value.sentence.sv == "Högst 2 organisationer leder expeditionen."


def test_a_test_room_has_one_lead(cast: Cast) -> None:
    made = rows.activity(cast, stage="planning", others=("Region Dalarna",))
    with pytest.raises(ActivityRefused):
        participation.share_lead(cast.stina, made.pk, place_of(cast, made, "Region Dalarna"))


def test_only_those_that_lead_share_the_lead(cast: Cast) -> None:
    made = expedition(cast)
    with pytest.raises(NotAllowed):
        participation.share_lead(cast.gun, made.pk, place_of(cast, made, "Region Gotland"))


def test_a_partner_cannot_hold_an_expedition(cast: Cast) -> None:
    made = expedition(cast)
    with pytest.raises(ActivityRefused):
        participation.share_lead(cast.stina, made.pk, place_of(cast, made, "SLU"))


def test_handing_over_takes_only_ones_own_part_of_the_lead(cast: Cast) -> None:
    made = expedition(cast)
    participation.share_lead(cast.stina, made.pk, place_of(cast, made, "Region Gotland"))
    participation.hand_over(cast.gun, made.pk, place_of(cast, made, "Vinnova"))
    seen = queries.activity(cast.stina, made.pk)
    assert {one.name for one in seen.leads} == {"Region Kalmar län", "Vinnova"}
    assert seen.owner_organisation == cast.organisation("Region Kalmar län")
