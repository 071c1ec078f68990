import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.foundation.search import lexicon
from samlar.foundation.search.lexicon import BrokenLexicon, Frozen, Gathered, freeze


def test_the_frozen_lexicon_answers_as_the_gathered_one(tmp_path):
    words = Gathered({"län": "län", "länen": "län", "gatu": "gata", "och": "och"}, {"län": 7, "zebra": 3, "kvagga": 2})
    freeze(words, tmp_path)
    frozen = Frozen(tmp_path)
    for form in ("län", "länen", "gatu", "och", "zebra", "kvagga", "saknas", "", "ö", "a"):
        assert (frozen.lemma(form), frozen.count(form)) == (words.lemma(form), words.count(form)), form


@given(words=st.dictionaries(st.text("abcåäö", min_size=1, max_size=6), st.text("abcåäö", min_size=1, max_size=6)), counts=st.dictionaries(st.text("abcåäö", min_size=1, max_size=6), st.integers(1, 9)))
def test_any_words_are_frozen_as_they_are(tmp_path_factory, words, counts):
    folder = tmp_path_factory.mktemp("frozen")
    gathered = Gathered(words, counts)
    freeze(gathered, folder)
    frozen = Frozen(folder)
    for form in words.keys() | counts.keys():
        assert (frozen.lemma(form), frozen.count(form)) == (gathered.lemma(form), gathered.count(form))
    for term in gathered.all_bent:
        assert frozen.bent(term) == gathered.bent(term)


def test_the_same_words_have_the_same_mark_and_others_another(tmp_path):
    assert freeze(Gathered({"a": "a"}, {}), tmp_path) == freeze(Gathered({"a": "a"}, {}), tmp_path)
    assert freeze(Gathered({"a": "a"}, {}), tmp_path) != freeze(Gathered({"a": "a"}, {"a": 1}), tmp_path)


@pytest.mark.parametrize("keep", [0, 3, 19, 40, -1])
def test_a_lexicon_that_was_cut_off_is_noticed(tmp_path, keep):
    freeze(Gathered({"län": "län", "lån": "lån"}, {}), tmp_path)
    file = tmp_path / lexicon.NAME
    file.write_bytes(file.read_bytes()[:keep])
    with pytest.raises(BrokenLexicon):
        Frozen(tmp_path)


def test_a_lexicon_that_is_gone_is_noticed(tmp_path):
    with pytest.raises(BrokenLexicon):
        Frozen(tmp_path)


def test_a_word_is_counted_once_per_document_and_trusted_outside_the_list_from_three():
    gathered = lexicon.gather(["zyxor zyxor", "Zyxor", "zyxor kvyxor", "kvyxor"], {})
    assert gathered.count("zyxor") == 4
    assert gathered.count("kvyxor") == 0
