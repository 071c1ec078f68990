from hypothesis import given
from hypothesis import strategies as st

from samlar.foundation.search.question import MOST_WORDS, ask


def test_stop_words_and_question_words_are_dropped_and_told():
    question = ask("Vad är kompetensförsörjning för Regionen?")
    assert question.words == ("kompetensförsörjning", "regionen")
    assert question.dropped == ("Vad", "är", "för")


def test_where_only_stop_words_were_typed_they_are_what_is_meant():
    question = ask("och att")
    assert (question.words, question.dropped) == (("och", "att"), ())


def test_phrases_keep_their_stop_words_and_minus_takes_words_or_phrases_away():
    question = ask('”ledning i vardagen” -lån -"stora län" beredskap')
    assert question.phrases == (("ledning", "i", "vardagen"),)
    assert question.without == (("lån",), ("stora", "län"))
    assert question.words == ("beredskap", "ledning", "vardagen")


def test_a_hyphen_inside_a_word_takes_nothing_away():
    question = ask("covid-19 syd-ost")
    assert (question.words, question.without) == (("covid", "19", "syd", "ost"), ())


def test_only_signs_are_an_empty_question():
    assert all(ask(typed).empty for typed in ("", '"""', "- - -", "!?", '""', "-", "“”", "\x00"))


def test_of_very_many_words_the_first_are_searched_for_and_the_rest_told():
    question = ask(" ".join(f"ord{number}" for number in range(1000)))
    assert len(question.words) == MOST_WORDS
    assert question.dropped[0] == f"ord{MOST_WORDS}"


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from('"-“” ab\n')), max_size=300))
def test_any_text_is_a_question(typed):
    question = ask(typed)
    assert all(question.words)
    assert all(words and all(words) for words in question.phrases + question.without)
