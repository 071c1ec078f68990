"""What answers may show: nothing of fewer than three, nothing that can be reckoned out, no organisation pointed out (F5)."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samlar.lessons.rules import capacity as rules
from samlar.lessons.rules import capacity_results as results
from samlar.lessons.rules.capacity import Agreed, Answer, Need, Round
from samlar.lessons.rules.capacity_results import FEWEST, FEWEST_ORGANISATIONS, Closed, Said, Tally
from samlar.lessons.rules.deeds import LessonRefused

QUESTIONS = [one.id for one in rules.questions_of(1)]
TODAY = date(2026, 11, 20)
people = st.lists(
    st.tuples(st.sampled_from(["", "Vatten", "Näringsliv", "Kultur", "Hälsa"]), st.sampled_from(["", "strategic", "operative"])),
    max_size=14,
)
marks = st.dictionaries(st.sampled_from(QUESTIONS), st.integers(0, 5))


def test_there_are_four_parts_with_three_or_four_questions_in_both_languages():
    for parts in rules.SETS.values():
        assert len(parts) == 4
        for part in parts:
            assert 3 <= len(part.questions) <= 4
            assert len(part.id) <= 20
            assert all(one.text.sv != one.text.en and one.text.sv.endswith(".") for one in part.questions)
    assert len(QUESTIONS) == len(set(QUESTIONS))


# — disclosure —


def rank(rows):
    rows, found = [list(map(Fraction, row)) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((place for place in range(found, len(rows)) if rows[place][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for place in range(len(rows)):
            if place != found and rows[place][column]:
                times = rows[place][column] / rows[found][column]
                rows[place] = [one - times * other for one, other in zip(rows[place], rows[found], strict=True)]
        found += 1
    return found


def singled_out(who, figures):
    """By brute force: whether some sum of the figures, taken times anything, is about one or two persons alone."""
    whole = rank(figures)
    for size in range(1, FEWEST):
        for few in combinations(range(len(who)), size):
            others = [[one for place, one in enumerate(row) if place not in few] for row in figures]
            if rank(others) < whole:
                return True
    return False


@settings(max_examples=150, deadline=None)
@given(people)
def test_no_sum_of_shown_figures_is_about_fewer_than_three(who):
    may = results.showable(who)
    for which, groups in ((0, may.areas), (1, may.functions)):
        sizes = Counter(one[which] for one in who)
        assert all(sizes[group] >= FEWEST for group in groups)
    if len(who) < FEWEST:
        assert may == results.Showable(frozenset(), frozenset())
        return
    figures = [[1] * len(who)]
    figures += [[int(area == group) for area, _ in who] for group in sorted(may.areas)]
    figures += [[int(function == group) for _, function in who] for group in sorted(may.functions)]
    assert not singled_out(who, figures)


def test_a_group_that_alone_is_too_small_takes_the_smallest_of_the_others_with_it():
    who = [("A", "")] * 5 + [("B", "")] * 4 + [("C", "")]
    assert results.showable(who).areas == {"A"}
    assert results.showable(who[:-1]).areas == {"A", "B"}
    assert results.showable([("A", "")] * 5 + [("B", ""), ("C", "")]).areas == set()


def test_a_function_that_would_single_out_somebody_of_an_area_gives_way():
    who = [("A", "strategic")] * 3 + [("A", "operative")] + [("B", "operative")] * 4
    may = results.showable(who)
    assert may.areas == {"A", "B"}
    assert may.functions == set()


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.builds(Said, marks, st.sampled_from(["", "strategic", "operative"]), st.sampled_from(["", "Vatten", "Kultur"])), max_size=12
    )
)
def test_whatever_is_answered_no_figure_has_fewer_than_three_behind_it(answers):
    said = [one.marks for one in answers]
    shown = results.part_means(1, results.tallies(said), len(said))
    for part in rules.SETS[1]:
        spreads = [results.spread(one, said) for one in part.questions]
        for one in spreads:
            assert one.n == sum(each.get(one.question.id, 0) > 0 for each in said)
            assert (one.mean is None) == (one.n < FEWEST) == (one.steps == ())
            assert sum(one.steps) == (one.n if one.steps else 0)
        told = [one.mean for one in spreads if one.mean is not None]
        assert shown.get(part.id) == (sum(told) / len(told) if told and len(said) >= FEWEST else None)
    groups = results.in_groups(answers, 1)
    for sort in (groups.areas, groups.functions):
        assert "" not in sort.shown
        assert all(n >= FEWEST for parts in sort.shown.values() for n, _ in parts.values())


def test_a_group_says_the_mean_of_its_own():
    answers = [Said({"i1": mark}, "strategic", "") for mark in (1, 2, 3)] + [Said({"i1": 5}, "operative", "") for _ in range(3)]
    assert results.in_groups(answers, 1).functions.shown == {
        "strategic": {"infrastructure": (3, 2)},
        "operative": {"infrastructure": (3, 5)},
    }


def test_words_stand_in_an_order_that_says_nothing_and_once_each():
    words = [f"Ord {place}" for place in range(12)]
    assert results.shuffled(words, salt="x") == results.shuffled(reversed(words), salt="x")
    assert results.shuffled(words, salt="x") not in (tuple(words), results.shuffled(words, salt="y"))
    assert results.shuffled(["a", "a", ""], salt="x") == ("a",)


# — comparing —


def other(place, *, mean=3, closed=date(2026, 3, 1), compares=True, answers=5):
    return Closed(place, closed, compares, answers, {one: Tally(answers, mean * answers) for one in QUESTIONS})


def compared(rounds):
    return results.compared(rounds, questions=1, without=0, today=TODAY)


def test_with_fewer_than_five_others_nothing_is_compared():
    assert compared([other(place) for place in range(1, 5)]) == ()
    assert [one.n for one in compared([other(place) for place in range(1, 6)])] == [5] * 4


@pytest.mark.parametrize(
    "fifth",
    [
        other(0),
        other(5, compares=False),
        other(5, answers=2),
        other(5, closed=date(2026, 7, 1)),
        other(5, closed=date(2026, 11, 19)),
        other(4),
    ],
    ids=["oneself", "not to be compared", "too few answers", "after the turn", "yesterday", "the same twice"],
)
def test_what_does_not_count_does_not_make_five(fifth):
    assert compared([*(other(place) for place in range(1, 5)), fifth]) == ()


def test_the_latest_before_the_turn_counts_and_its_no_holds_for_the_ones_before():
    four = [other(place) for place in range(1, 5)]
    assert compared([*four, other(5, closed=date(2025, 5, 1)), other(5, mean=5)])[0].counts == (0, 0, 0, 0, 4, 0, 0, 1)
    assert compared([*four, other(5, closed=date(2025, 5, 1)), other(5, compares=False)]) == ()


@given(
    st.lists(
        st.builds(
            other,
            st.integers(0, 9),
            mean=st.integers(1, 5),
            closed=st.dates(date(2025, 1, 1), TODAY),
            compares=st.booleans(),
            answers=st.integers(0, 6),
        )
    )
)
def test_a_comparison_is_always_of_five_or_more_and_does_not_move_within_a_half_year(rounds):
    shown = compared(rounds)
    assert all(one.n >= FEWEST_ORGANISATIONS and one.n == sum(one.counts) for one in shown)
    before = [one for one in rounds if one.closed < date(2026, 7, 1)]
    assert compared(before) == shown


@given(st.fractions(1, 5))
def test_a_bucket_is_half_a_step(mean):
    place = results.bucket(mean)
    assert 0 <= place < results.BUCKETS
    assert Fraction(place, 2) <= mean - 1 <= Fraction(place + 1, 2)


def test_the_half_year_turns_in_january_and_july():
    days = [date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1), date(2026, 12, 31)]
    assert [results.half_year(day) for day in days] == [date(2026, 1, 1), date(2026, 1, 1), date(2026, 7, 1), date(2026, 7, 1)]
    assert results.may_begin_to_compare(date(2026, 7, 1), TODAY)
    assert not results.may_begin_to_compare(date(2026, 6, 30), TODAY)


# — what is kept —


def taken(**said):
    return rules.taken_answer(Answer(**{"marks": {"i1": 3}, **said}), questions=1, areas=("Vatten",))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"marks": {"i1": 6}}, "i1"),
        ({"marks": {"i1": -1}}, "i1"),
        ({"marks": {"i1": True}}, "i1"),
        ({"marks": {"i1": "3"}}, "i1"),
        ({"marks": {"x9": 3}}, None),
        ({"marks": {}}, None),
        ({"strengthens": {"nothing": "x"}}, None),
        ({"strengthens": {"place": "x" * 601}}, "strengthens_place"),
        ({"hinders": {"place": "x" * 601}}, "hinders_place"),
        ({"function": "chef"}, "function"),
        ({"subject_area": "Annat"}, "subject_area"),
    ],
)
def test_what_is_no_answer_is_refused_at_its_place(said, field):
    with pytest.raises(LessonRefused) as refusal:
        taken(**said)
    assert refusal.value.field == field


def test_one_mark_is_an_answer_and_so_is_not_to_know():
    assert taken(marks={"i1": 0}).marks == {"i1": 0}
    assert taken(strengthens={"place": "  "}, hinders={"place": " Tid \r\n"}).hinders == {"place": "Tid"}
    assert taken(strengthens={"place": "  "}).strengthens == {}


def test_a_round_is_open_for_two_months_at_most_and_names_each_area_once():
    kept = rules.taken_round(Round(" Våren  2026 ", TODAY, ("Vatten", " vatten ", "", "Kultur")), today=TODAY, opened=TODAY)
    assert kept == Round("Våren 2026", TODAY, ("Vatten", "Kultur"))
    for last in (None, TODAY - timedelta(days=1), TODAY + timedelta(days=61)):
        with pytest.raises(LessonRefused) as refusal:
            rules.taken_round(replace(kept, last_day=last), today=TODAY, opened=TODAY)
        assert refusal.value.field == "last_day"
    for areas in (["x" * 81], [f"Område {place}" for place in range(13)]):
        with pytest.raises(LessonRefused) as refusal:
            rules.taken_areas(areas)
        assert refusal.value.field == "subject_areas"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"part": "annat"}, "part"), ({"text": " "}, "text"), ({"text": "x" * 301}, "text"), ({"due": None}, "due"), ({"due": date(2026, 11, 19)}, "due"),
        ({"done": date(2026, 11, 21), "outcome": "x"}, "done"), ({"done": TODAY}, "outcome"),
    ],
)  # fmt: skip
def test_an_action_has_its_part_its_text_and_its_day_and_says_what_it_gave(said, field):
    whole = Agreed(part="place", text="Boka en halvdag", owner=None, due=TODAY)
    assert rules.taken_action(whole, questions=1, today=TODAY) == whole
    with pytest.raises(LessonRefused) as refusal:
        rules.taken_action(replace(whole, **said), questions=1, today=TODAY)
    assert refusal.value.field == field


def test_a_late_action_keeps_its_day_when_its_words_change():
    late = date(2026, 11, 1)
    assert rules.taken_action(Agreed("place", "x", None, late), questions=1, today=TODAY, before=late).due == late


@pytest.mark.parametrize(
    ("said", "field"),
    [({"text": ""}, "text"), ({"function": "x"}, "function"), ({"met": TODAY + timedelta(1)}, "met"), ({"met": TODAY}, "how_met")],
)
def test_a_need_says_what_and_then_how_it_was_met(said, field):
    with pytest.raises(LessonRefused) as refusal:
        rules.taken_need(Need(**{"text": "Leda utan att bestämma", **said}), today=TODAY)
    assert refusal.value.field == field
