from hypothesis import given
from hypothesis import strategies as st

from samlar.foundation.search.passages import Section, cut, passages


def test_a_short_text_is_one_passage_and_no_text_none():
    assert cut("En mening. Två meningar.") == ["En mening. Två meningar."]
    assert cut("") == cut(" \n ") == []


def test_a_long_text_is_cut_at_the_ends_of_sentences_near_the_wished_length():
    text = " ".join("Vi lär av varandra i elva ord som räknas här nu." for _number in range(60))
    made = cut(text)
    assert all(one.endswith(".") and one.startswith("Vi ") for one in made)
    assert all(90 <= len(one.split()) <= 175 for one in made)


def test_a_text_without_sentences_is_cut_all_the_same():
    assert [len(one.split()) for one in cut("ord " * 500)] == [135, 135, 135, 95]


def test_every_passage_keeps_where_it_stands():
    made = list(passages([Section("ord " * 300, "sida 1"), Section("", "sida 2"), Section("Slut.", "sida 3")]))
    assert [one.place for one in made] == ["sida 1", "sida 1", "sida 3"]


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("ab. \n!?")), max_size=3000), st.integers(5, 60))
def test_no_word_is_lost_or_said_twice(text, words):
    assert " ".join(cut(text, words=words)).split() == text.split()
