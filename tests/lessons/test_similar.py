"""Which lessons say about the same: what the rule promises, and that it never tells of what is not seen (F1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.lessons.actions.reviewing import make_obsolete
from samlar.lessons.queries.listing import Wanted, lessons, titled
from samlar.lessons.queries.similar import similar
from samlar.lessons.queries.words import holds
from samlar.lessons.rules.similar import LIKE_ENOUGH, likeness, most_like, stems
from samlar.lessons.rules.words import State
from tests.lessons.making import lesson

TEXT = st.text(max_size=120)


@given(TEXT, TEXT)
def test_likeness_is_the_same_in_both_directions_and_between_none_and_all(one, other):
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)


@given(TEXT)
def test_a_text_with_words_is_wholly_like_itself(text):
    assert likeness(text, text) == (1.0 if stems(text) else 0.0)


@given(st.lists(TEXT, max_size=8), TEXT)
def test_only_what_is_like_enough_is_told_and_the_most_alike_first(others, text):
    found = most_like(text, list(enumerate(others)), most=3)
    scores = [likeness(text, others[place]) for place in found]
    assert len(found) <= 3
    assert scores == sorted(scores, reverse=True)
    assert all(score >= LIKE_ENOUGH for score in scores)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fråga mottagaren innan ni skriver rådet.", "Rådet blir bättre om mottagaren frågas innan det skrivs."),
        ("Återkoppla till chefen inom en vecka", "ÅTERKOPPLING till chefen: inom veckan"),
    ],
)
def test_the_same_thing_in_other_words_is_found(one, other):
    assert likeness(one, other) >= LIKE_ENOUGH


def test_one_word_in_common_is_not_enough():
    assert likeness("Drönare över skogen ger nya bilder", "Drönare kräver tillstånd från Transportstyrelsen") < LIKE_ENOUGH


@pytest.mark.django_db
def test_similar_ones_are_those_that_the_viewer_sees(cast):
    """A draft is found by its own organisation alone: not by others, not by counting, not by searching."""
    sentence = "Återkoppla till mottagaren innan rådet skrivs."
    draft = lesson(cast.stina, sentence, state=State.DRAFT)
    assert [one.id for one in similar(cast.majken, "återkoppla till mottagaren")] == [draft]
    assert similar(cast.dan, sentence) == ()
    assert titled(cast.dan, "återkoppla", most=5) == ([], 0)
    assert lessons(cast.dan, Wanted()).paginator.count == 0
    assert lessons(cast.stina, Wanted()).paginator.count == 1


@pytest.mark.django_db
def test_what_is_over_is_no_longer_suggested_and_never_the_lesson_itself(cast):
    one = lesson(cast.stina, "Fråga mottagaren innan rådet skrivs.")
    assert similar(cast.stina, "Fråga mottagaren innan rådet skrivs.", but=one) == ()
    assert len(similar(cast.dan, "Fråga mottagaren om rådet")) == 1
    make_obsolete(cast.stina, one, why="Vi gör på ett annat sätt.", revision=1)
    assert similar(cast.dan, "Fråga mottagaren om rådet") == ()


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["återkoppla", "ÅTERKOPPLA", "Återkoppla", "räddning", "RÄDDNING", "100%", "_", "a\\b", "!"])
def test_a_search_finds_words_whatever_their_case_and_signs_mean_themselves(cast, words):
    """Also å, ä and ö, which SQLite's LOWER leaves alone; and no sign is a wildcard."""
    lesson(cast.stina, "Återkoppla till räddningstjänsten, 100% av gångerna, med fil_namn och a\\b!")
    lesson(cast.stina, "Något helt annat")
    assert titled(cast.dan, words, most=5)[1] == 1


@given(st.lists(st.text(min_size=1, max_size=10), max_size=12))
def test_no_word_can_break_the_statement(words):
    condition, values = holds("l.sentence", words)
    assert condition.count("%(") == len(values)
    assert set(values) == {part.split(")")[0] for part in condition.split("%(")[1:]}


@pytest.mark.django_db
def test_empty_words_ask_nothing(cast, django_assert_num_queries):
    stina = cast.stina
    with django_assert_num_queries(0):
        assert similar(stina, "och att det som var") == ()
        assert titled(stina, "  ", most=5) == ([], 0)
