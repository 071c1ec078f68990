"""Activities by the format that they run under, as the pages of formats show them."""

import pytest

from samlar.activities.models import Participation
from samlar.activities.queries.by_format import Tally, has_taken_part, ran_under, tallies
from samlar.people.rules import MEMBERS
from tests.activities.rows import activity

pytestmark = pytest.mark.django_db


def test_only_what_the_viewer_sees_is_counted_and_listed(cast, visitor):
    activity(cast, "Öppen", stage="closed")
    activity(cast, "Pågår", stage="running", audience=MEMBERS)
    activity(cast, "Planeras", stage="planning")

    assert tallies(visitor) == {"provrum": Tally(ended=1, running=0)}
    assert tallies(cast.erin) == {"provrum": Tally(ended=1, running=1)}
    assert [row.title for row in ran_under(visitor, "provrum")] == ["Öppen"]
    assert [row.title for row in ran_under(cast.stina, "provrum")] == ["Pågår", "Öppen"]
    assert ran_under(cast.stina, "larlabb") == []


def test_a_row_tells_who_leads_and_under_which_version(cast, visitor):
    activity(cast, stage="running")
    row = ran_under(visitor, "provrum")[0]
    assert (row.lead, row.number, row.year, row.stage_kind) == ("Region Kalmar län", 1, 2026, "running")


def test_those_who_take_part_or_left_have_taken_part(cast, visitor):
    made = activity(cast, others=("SLU", "Region Gotland", "Science Park Norr"))
    for name, state in (("Region Gotland", "left"), ("Science Park Norr", "declined")):
        Participation.objects.filter(activity=made, organisation=cast.organisation(name)).update(state=state)
    assert [has_taken_part(actor, "provrum") for actor in (cast.stina, cast.siv, cast.gun)] == [True, True, True]
    assert [has_taken_part(actor, "provrum") for actor in (cast.gustav, cast.dan, cast.nils, visitor)] == [False] * 4
    assert not has_taken_part(cast.stina, "larlabb")


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_are_as_many_however_many_activities_there_are(cast, django_assert_num_queries, number):
    for n in range(number):
        activity(cast, f"Nummer {n}")
    stina = cast.stina
    with django_assert_num_queries(3):
        tallies(stina)
        ran_under(stina, "provrum")
