"""The list of activities: who sees what, filters, counts, order, a constant number of queries."""

from datetime import UTC, date, datetime

import pytest

from samlar.activities.models import Duty, Plan
from samlar.activities.queries.listing import PER_PAGE, Choice, listing
from samlar.catalogue import queries as catalogue
from samlar.people.rules import MEMBERS, PUBLIC, VISITOR
from tests.activities.rows import activity, duties, released, session

pytestmark = pytest.mark.django_db


def titles(actor, **choice) -> list[str]:
    return [row.title for row in listing(actor, Choice(**choice)).rows]


def test_everybody_sees_what_is_public_members_more_and_insiders_their_own(cast, visitor):
    activity(cast, "Öppen", audience=PUBLIC)
    activity(cast, "För medlemmar", audience=MEMBERS)
    activity(cast, "Bara vi", stage="planning")

    for outside in (visitor, cast.nils, cast.gustav):
        assert titles(outside) == ["Öppen"]
    assert set(titles(cast.erin)) == {"Öppen", "För medlemmar"}
    assert set(titles(cast.stina)) == {"Öppen", "För medlemmar", "Bara vi"}


def test_what_runs_comes_first_and_what_is_cancelled_last(cast):
    for stage in ("cancelled", "closed", "reported", "planning", "review", "running"):
        activity(cast, stage, stage=stage)

    assert titles(cast.stina) == ["running", "review", "planning", "reported", "closed", "cancelled"]


def test_the_choices_narrow_the_list_and_each_count_tells_what_the_choice_would_show(cast):
    activity(cast, "A", stage="running", year=2025)
    activity(cast, "B", stage="closed")
    activity(cast, "C", stage="running")
    activity(cast, "D", format="larlabb", stage="planning", others=("Region Gotland",))

    found = listing(cast.stina, Choice(stage_kind="running", year=2026))

    assert [row.title for row in found.rows] == ["C"]
    assert found.total == 1
    assert found.counts.years == {2026: 1, 2025: 1}
    assert found.counts.stage_kinds == {"running": 1, "closed": 1}
    assert found.counts.formats == {"provrum": 1}
    assert titles(cast.stina, format="larlabb") == ["D"]
    assert titles(cast.stina, format="okant") == []


def test_ours_are_those_that_our_organisation_takes_part_in(cast):
    activity(cast, "Vår")
    activity(cast, "Deras", lead="Region Gotland", others=("SLU",))

    found = listing(cast.dan, Choice(ours=True))

    assert [row.title for row in found.rows] == ["Vår"]
    assert (found.counts.ours, found.counts.everybody) == (1, 2)


@pytest.mark.parametrize("words", ["ÅKER", "åker", "Åker", " åker "])
def test_titles_are_searched_without_regard_to_capitals_also_beyond_a_to_z(cast, words):
    activity(cast, "Den gröna Åkern")
    activity(cast, "Aker brygge")

    assert titles(cast.stina, search=words) == ["Den gröna Åkern"]


@pytest.mark.parametrize("words", [".*", "(", "[a-", "\\", "%", "_", "a\x00b", "'; drop table", "(?i)", "a" * 500])
def test_odd_signs_are_searched_for_as_they_are(cast, words):
    activity(cast, "Vanlig titel")

    assert titles(cast.stina, search=words) == []


def test_a_row_says_who_leads_how_many_more_and_what_comes_next(cast):
    running = activity(cast, "Pågår")
    reported = activity(cast, "Rapporterat", stage="reported")
    duties(reported)
    Duty.objects.filter(activity=reported, channel="web").update(done=date(2026, 10, 5))
    Plan.objects.filter(activity=running).update(end=date(2026, 12, 18))

    rows = {row.title: row for row in listing(cast.dan, Choice()).rows}

    assert (rows["Pågår"].lead, rows["Pågår"].others, rows["Pågår"].stage.sv) == ("Region Kalmar län", 2, "Pågår")
    assert (rows["Pågår"].next_sentence.sv, rows["Pågår"].next_day) == ("slutar", date(2026, 12, 18))
    assert (rows["Rapporterat"].next_sentence.sv, rows["Rapporterat"].next_day) == ("sprids senast", date(2026, 11, 30))


def test_what_should_have_been_spread_by_now_is_said_to_be_late(cast):
    duties(activity(cast, stage="reported"))

    (row,) = listing(cast.dan, Choice()).rows

    assert (row.next_sentence.sv, row.next_day) == ("skulle ha spritts", date(2026, 10, 31))


def test_what_is_over_comes_with_what_ended_last_first(cast):
    for title, year, month in (("Först", 2025, 2), ("Sist", 2024, 9), ("Mitt emellan", 2025, 1)):
        activity(cast, title, stage="closed", ended=datetime(year, month, 10, tzinfo=UTC), year=2024)

    assert titles(cast.stina) == ["Först", "Mitt emellan", "Sist"]


def test_the_filter_on_formats_has_the_order_of_the_formats(cast):
    for name in ("arskonferens", "provrum", "larlabb"):
        activity(cast, format=name, stage="closed")

    known = list(catalogue.names())
    assert list(listing(cast.stina, Choice()).counts.formats) == sorted(("arskonferens", "provrum", "larlabb"), key=known.index)


def test_a_visitor_is_not_told_the_days_of_the_plan(cast, visitor):
    activity(cast, "Öppen", audience=PUBLIC)

    (row,) = listing(visitor, Choice()).rows

    assert (row.next_sentence.sv, row.next_day) == ("sedan", date(2026, 3, 2))


def test_a_page_too_far_is_the_last(cast):
    for number in range(PER_PAGE + 1):
        activity(cast, f"Nummer {number}", others=())

    assert len(listing(cast.stina, Choice()).rows) == PER_PAGE
    last = listing(cast.stina, Choice(), page=99)
    assert (last.page, len(last.rows), last.total) == (2, 1, PER_PAGE + 1)


def test_the_number_of_queries_does_not_grow_with_the_rows(cast, django_assert_max_num_queries):
    viewer = cast.stina
    for count in (1, 4):
        for number in range(count):
            activity(cast, f"{count}-{number}")
        with django_assert_max_num_queries(8):
            listing(viewer, Choice())

def test_the_next_released_session_comes_before_the_plans_days_and_a_draft_is_not_told(cast):
    made = activity(cast, "Med träffar", format="larlabb")
    Plan.objects.filter(activity=made).update(end=date(2027, 6, 30))
    session(made, "Har varit", starts=datetime(2026, 9, 1, 8, tzinfo=UTC), ends=datetime(2026, 9, 1, 12, tzinfo=UTC))
    session(made, "Kommer", starts=datetime(2026, 12, 28, 8, tzinfo=UTC), ends=datetime(2026, 12, 28, 12, tzinfo=UTC))

    def shown(actor):
        (row,) = listing(actor, Choice()).rows
        return row.next_sentence.sv, row.next_day

    assert shown(cast.dan) == ("slutar", date(2027, 6, 30))
    released(made)
    assert shown(cast.dan) == shown(VISITOR) == ("nästa träff", date(2026, 12, 28))
