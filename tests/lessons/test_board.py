"""The organisation's board: what needs care first, what has stopped, how old what shows it is; nothing of others, nothing lost."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samlar.foundation import clock
from samlar.lessons.actions import uptakes
from samlar.lessons.actions.uptakes import Care
from samlar.lessons.models import Evidence, LessonTheme, Uptake
from samlar.lessons.queries import uptake
from samlar.lessons.queries.board import Choice, board, shown_by, summary
from samlar.lessons.rules import board as rules
from samlar.lessons.rules.board import CardRow, Light, Narrow, age, by_care, headline, months_ago, months_between
from samlar.lessons.rules.words import STEPS, Kind, Reach, Standing, Step
from samlar.library.models import Theme
from samlar.people.models import Employment
from samlar.people.rules import VISITOR, NotAllowed
from tests.activities.rows import activity
from tests.lessons.making import home, lesson, shows

TODAY = date(2026, 11, 20)
days = st.dates(date(2020, 1, 1), TODAY)
isos = st.sampled_from(["2024-02-29", "2025-11-20", "2026-03-15", "2026-11-19"])
yes = st.booleans()
lights = st.lists(
    st.builds(Light, st.integers(1, 999), st.just(1), st.none(), st.sampled_from(Standing), yes, yes, yes, yes, st.sampled_from(["", "2026-12-01"]), isos),
    unique_by=lambda one: one.id, max_size=12,
)  # fmt: skip


@given(lights)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_what_needs_care_comes_first_and_no_card_is_lost(several):
    ordered = by_care(several)
    assert sorted(one.id for one in ordered) == sorted(one.id for one in several)
    worst = [0 if one.alone else 1 if one.late else 2 if one.stopped else 3 for one in ordered]
    assert worst == sorted(worst)


@given(days)
def test_months_are_counted_as_people_count_them(then):
    n = months_between(then, TODAY)
    assert months_ago(TODAY, n) >= then
    assert months_ago(TODAY, n + 1) < then or months_ago(TODAY, n + 1).day < TODAY.day


def test_the_age_of_evidence_is_said_in_words():
    def said(day: date | None) -> str:
        card = CardRow(id=1, lesson=1, kind=Kind.LESSON, sentence="", owner_name="", mine=False, alone=False, standing=Standing.TRIED, since=TODAY,
            next_step="", next_day=None, late=False, stopped=False, evidence=day, revision=1)  # fmt: skip
        return rules.evidence_said(card, TODAY).sv

    assert said(date(2026, 3, 15)) == "Underlaget är 8 månader gammalt."
    assert said(date(2026, 10, 10)) == "Underlaget är en månad gammalt."
    assert said(date(2023, 1, 1)) == "Underlaget är 3 år gammalt."
    assert said(TODAY) == "Underlaget är nytt."
    assert said(None) == "Inget underlag än."
    assert age(date(2025, 11, 20), TODAY).en == "12 months"


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((5, 4, 3, 3, 4), "Fyra av nitton hemtagningar används."),
        ((0, 1, 2, 3, 0), "Ingen av de sex hemtagningarna används än."),
        ((0, 0, 0, 0, 2), "Båda hemtagningarna används."),
        ((0, 0, 0, 0, 3), "Alla tre hemtagningarna används."),
        ((1, 0, 0, 0, 0), "Den enda hemtagningen används inte än."),
        ((0, 0, 0, 0, 1), "Den enda hemtagningen används."),
        ((20, 0, 0, 0, 1), "En av 21 hemtagningar används."),
    ],
)
def test_the_drawing_says_its_message(counts, said):
    assert headline(counts).sv == said


def test_forward_and_back_are_the_neighbouring_steps():
    assert rules.neighbours(Standing.TAKEN) == (None, Standing.SHARED)
    assert rules.neighbours(Standing.TRIED) == (Standing.SHARED, Standing.ANCHORED)
    assert rules.neighbours(Standing.USED) == (Standing.ANCHORED, None)
    assert rules.neighbours(Standing.DECLINED) == (None, None)


def moved(actor, of, *steps, day=None):
    uptakes.add_evidence(actor, of, shows(day or clock.today(), *steps), revision=uptake(actor, of).revision)


@pytest.mark.django_db
def test_every_uptake_stands_in_the_column_of_its_standing_and_only_the_own(cast):
    theirs = home(cast.dan, lesson(cast.stina, "Andras"))
    taken, tried, used, out = (home(cast.stina, lesson(cast.stina, f"Lärdom {n}")) for n in range(4))
    moved(cast.stina, tried, Step.TRIED)
    moved(cast.stina, used, *STEPS)
    uptakes.check(cast.majken, used)
    uptakes.end(cast.stina, out, Standing.DECLINED, why="Passar inte", revision=uptake(cast.stina, out).revision)
    found = board(cast.stina, Choice())
    at = {column.standing: [card.id for card in column.cards] for column in (*found.columns, *found.ended)}
    assert at == {
        Standing.TAKEN: [taken], Standing.SHARED: [], Standing.TRIED: [tried], Standing.ANCHORED: [], Standing.USED: [used],
        Standing.DECLINED: [out], Standing.OBSOLETE: [],
    }  # fmt: skip
    assert found.total == 3, "what is ended is not counted among what is on its way"
    assert theirs not in [id for several in at.values() for id in several]
    assert [column.count for column in board(cast.dan, Choice()).columns] == [1, 0, 0, 0, 0]
    with pytest.raises(NotAllowed):
        board(VISITOR, Choice())


@pytest.mark.django_db
def test_a_card_tells_what_it_waits_for_and_the_board_can_be_narrowed_to_it(cast):
    fine, alone, late, still = (home(cast.stina, lesson(cast.stina, f"Lärdom {n}", day=date(2026, 1, 1))) for n in range(4))
    Uptake.objects.filter(id=alone).update(owner=None)
    care = Care(owner=cast.stina.person, next_step="Prova", next_day=TODAY)
    uptakes.care(cast.stina, late, care, revision=uptake(cast.stina, late).revision)
    Uptake.objects.filter(id=late).update(next_day=TODAY - timedelta(days=1))
    Uptake.objects.filter(id=still).update(taken=date(2026, 2, 1), since=date(2026, 2, 1))
    found = board(cast.stina, Choice())
    assert [card.id for card in found.columns[0].cards] == [alone, late, still, fine], "what needs care first"
    assert (found.alone, found.late, found.stopped) == (1, 1, 1)
    for narrow, of in ((Narrow.ALONE, alone), (Narrow.LATE, late), (Narrow.STOPPED, still)):
        narrowed = board(cast.stina, Choice(narrow=narrow))
        assert [card.id for card in narrowed.columns[0].cards] == [of]
        assert narrowed.narrows[narrow] == found.narrows[narrow] == 1
        assert narrowed.total == 4, "the figures are of the whole board"
    mine = board(cast.majken, Choice(narrow=Narrow.MINE))
    assert mine.fitting == 0
    assert board(cast.stina, Choice(narrow=Narrow.MINE)).fitting == 3
    stopped = next(card for card in found.columns[0].cards if card.id == still)
    assert rules.stopped_said(stopped, TODAY).sv == "Har stått still sedan februari."


@pytest.mark.django_db
def test_fresh_evidence_for_another_step_is_movement(cast):
    of = home(cast.stina, lesson(cast.stina, day=date(2026, 1, 1)), day=date(2026, 1, 2))
    moved(cast.stina, of, Step.ANCHORED, day=date(2026, 2, 1))
    assert board(cast.stina, Choice()).stopped == 1
    moved(cast.stina, of, Step.SHARED, day=date(2026, 10, 1))
    found = board(cast.stina, Choice())
    assert found.stopped == 0
    assert found.columns[3].cards[0].evidence == date(2026, 10, 1), "the newest"


@pytest.mark.django_db
def test_evidence_that_was_struck_is_not_what_the_card_is_aged_by(cast):
    of = home(cast.stina, lesson(cast.stina, day=date(2026, 1, 1)))
    moved(cast.stina, of, Step.SHARED, day=date(2026, 3, 1))
    moved(cast.stina, of, Step.TRIED, day=date(2026, 9, 1))
    uptakes.step_back(cast.stina, of, Standing.SHARED, why="Fel", revision=uptake(cast.stina, of).revision)
    assert board(cast.stina, Choice()).columns[1].cards[0].evidence == date(2026, 3, 1)
    assert Evidence.objects.filter(uptake=of).count() == 2


@pytest.mark.django_db
def test_whoever_has_left_owns_nothing(cast):
    of = home(cast.stina, lesson(cast.stina))
    Employment.objects.filter(person=cast.stina.person).update(end=TODAY - timedelta(days=1))
    found = board(cast.majken, Choice())
    assert found.columns[0].cards[0].id == of
    assert found.columns[0].cards[0].alone
    assert summary(cast.majken) == (summary(cast.majken).__class__)(1, 0, 1)


@pytest.mark.django_db
def test_the_filters_say_how_many_they_would_show(cast):
    water = Theme.objects.create(slug="vatten-prov", name_sv="Vatten prov", name_en="Water test")
    made = activity(cast, format="larprojekt")
    both, one, _none = lesson(cast.stina, "A", activity=made.pk), lesson(cast.stina, "B"), lesson(cast.stina, "C")
    LessonTheme.objects.bulk_create(LessonTheme(lesson_id=of, theme=water) for of in (both, one))
    for of in (both, one, _none):
        home(cast.stina, of)
    found = board(cast.stina, Choice(theme=water.pk))
    assert [(option.value, option.count) for option in found.themes] == [(str(water.pk), 2)]
    assert [(option.value, option.count) for option in found.activities] == [(str(made.pk), 1)]
    assert (found.fitting, found.all_themes, found.all_activities) == (2, 3, 2)
    assert board(cast.stina, Choice(theme=water.pk, activity=made.pk)).fitting == 1
    assert board(cast.stina, Choice(theme=2**31)).fitting == 0
    assert board(cast.stina, Choice(activity=2**31)).fitting == 0


@pytest.mark.django_db
def test_a_column_holds_twenty_and_all_of_a_step_are_read_by_the_page(cast):
    for n in range(53):
        home(cast.stina, lesson(cast.stina, f"Lärdom {n}"))
    found = board(cast.stina, Choice())
    assert (found.columns[0].count, len(found.columns[0].cards)) == (53, 20)
    pages = [board(cast.stina, Choice(), standing=Standing.TAKEN, page=n).listed for n in (1, 2)]
    assert [len(page) for page in pages] == [50, 3]
    assert len({card.id for page in pages for card in page}) == 53
    reader = cast.stina
    with CaptureQueriesContext(connection) as asked:
        board(reader, Choice())
    assert len(asked) == 3, "four where some were taken home through an activity"


@pytest.mark.django_db
def test_others_see_what_the_organisation_shows_used_first_and_it_is_all_that_is_counted(cast):
    hidden, members, public, used = (
        home(cast.stina, lesson(cast.stina, f"Lärdom {reach}"), reach=reach)
        for reach in (Reach.OWN, Reach.MEMBERS, Reach.PUBLIC, Reach.PUBLIC)
    )
    moved(cast.stina, used, *STEPS)
    uptakes.check(cast.majken, used)
    at = cast.stina.organisation
    to_visitors, to_members = shown_by(VISITOR, at, most=5), shown_by(cast.dan, at, most=1)
    assert ([row.id for row in to_visitors[0]], *to_visitors[1:]) == ([used, public], 2, 1)
    assert ([row.id for row in to_members[0]], *to_members[1:]) == ([used], 3, 1)
    assert hidden not in {row.id for row in shown_by(cast.dan, at, most=50)[0]}
    assert members in {row.id for row in shown_by(cast.dan, at, most=50)[0]}
