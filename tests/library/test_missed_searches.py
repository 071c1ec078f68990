"""What people look for and do not find is counted, and nothing of who they were (G2, Z2)."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.foundation import clock
from samlar.library.actions.missed import count_missed, forget_missed
from samlar.library.models import MissedSearch
from samlar.library.queries.missed import missed
from samlar.library.rules.searching import MISSED, WORDS, asked_words, kept_words
from samlar.people.rules import VISITOR, NotVisible

pytestmark = pytest.mark.django_db


def counted() -> dict[str, int]:
    return dict(MissedSearch.objects.values_list("words", "times"))


def test_the_same_question_is_counted_once_however_it_is_typed(cast):
    for typed in ("Drönare", "  drönare ", "DRÖNARE", '"drönare"', "dro\u0308nare"):
        assert count_missed(typed)
    assert counted() == {"drönare": 5}


@pytest.mark.parametrize(
    "typed",
    [
        "anna@region.test", "850709-9805", "19850709 9805", "070 123 45 67", "https://exempel.test/hemligt", "www.exempel.test", "x", "",
        "   ", "12", "?!", "å" * 121, "en hel mening som någon har klistrat in från ett brev till sin kollega", "SE45 5000 0000 0583 9825 7466",
    ],
)  # fmt: skip
def test_what_may_tell_of_a_person_or_is_no_question_is_not_kept(cast, typed):
    assert not count_missed(typed)
    assert counted() == {}


def test_the_name_of_somebody_known_here_is_not_kept(cast):
    assert not count_missed(f"{cast.stina.name} föredrag")
    assert not count_missed(cast.dan.name.upper())
    assert count_missed("stinas metod")
    assert counted() == {"stinas metod": 1}


@given(st.text(max_size=400))
def test_what_is_kept_is_short_holds_no_address_and_no_long_number(typed):
    said = kept_words(asked_words(typed))
    assert len(said) <= MISSED
    assert "@" not in said
    assert sum(sign.isdigit() for sign in said) < 6 or any(sign.isalpha() for sign in said)
    assert kept_words(said) in (said, "")


@given(st.text(max_size=2000))
def test_what_is_asked_is_bounded_and_holds_nothing_unseen(typed):
    said = asked_words(typed)
    assert len(said) <= WORDS
    assert asked_words(said) == said
    assert "\x00" not in said


def test_a_question_that_nobody_has_asked_for_a_year_is_forgotten(cast):
    count_missed("gammalt ord")
    with clock.at(clock.now() + timedelta(days=200)):
        count_missed("nytt ord")
    with clock.at(clock.now() + timedelta(days=366)):
        assert forget_missed() == 1
    assert counted() == {"nytt ord": 1}


def test_there_is_a_bound_to_how_many_different_questions_are_kept(cast, monkeypatch):
    monkeypatch.setattr("samlar.library.actions.missed.MOST_MISSED", 2)
    assert [count_missed(one) for one in ("ett ord", "två ord", "tre ord", "ett ord")] == [True, True, False, True]


def test_only_those_who_keep_the_archive_read_them(cast):
    count_missed("drönare")
    count_missed("drönare")
    count_missed("vätgas")
    listed = missed(cast.sanna, 1)
    assert [(one.words, one.times) for one in listed.object_list] == [("drönare", 2), ("vätgas", 1)]
    assert listed.paginator.count == 2
    for other in (VISITOR, cast.stina, cast.dan, cast.nils):
        with pytest.raises(NotVisible):
            missed(other, 1)
