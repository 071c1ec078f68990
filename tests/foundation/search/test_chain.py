import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.foundation.search.chain import Chain, NoWords, fold, normal, place, tokens

STEMS = Chain(NoWords(), full=False)
SIGNS = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("åäöÅÄÖéü:'’-\u00ad\u200b \n\"“a\u030as")))


def words(text: str) -> list[str]:
    return [token.word for token in tokens(normal(text))]


def parts(chain: Chain, word: str) -> list[str]:
    return [part.term for part in chain.terms(word).parts]


def test_a_token_is_small_letters_without_soft_hyphens_and_hyphens_part_words():
    assert words("Covid-19, be\u00adred\u00adskap och TILLVÄXT!") == ["covid", "19", "beredskap", "och", "tillväxt"]


def test_an_ending_after_a_colon_and_an_apostrophe_go_and_a_time_stays():
    assert words("EU:s SKR:are kl. 10:30 Lisa’s") == ["eu", "skr", "kl", "10:30", "lisas"]


def test_accents_of_loans_are_folded_and_swedish_letters_never():
    assert [fold(word) for word in ("Idé", "Müller", "Län", "LÅN", "Ön")] == ["ide", "muller", "län", "lån", "ön"]
    assert words("la\u030an") == ["lån"]  # a + ring is one letter in NFC


def test_lan_and_loan_are_different_words_in_every_form(chain):
    county = {chain.terms(word).whole for word in ("län", "länet", "länen", "länens")}
    loan = {chain.terms(word).whole for word in ("lån", "lånet", "lånen", "lånens")}
    assert not county & loan
    assert len(county) == len(loan) == 1


@pytest.mark.parametrize(("word", "sought"), [
    ("lärprojekten", "projekt"), ("beredskapsfrågor", "beredskap"), ("omställningsarbete", "arbete"), ("skolskjuts", "skola"),
    ("kyrkogården", "kyrka"), ("gatuarbete", "gata"), ("föräldrapenning", "förälder"), ("medborgarförslag", "medborgare"),
])  # fmt: skip
def test_a_compound_has_its_part_as_a_term(chain, word, sought):
    assert chain.terms(sought).whole in parts(chain, word)


@pytest.mark.parametrize("word", ["regional", "myndigheter", "utbildning", "information", "förslag", "samverkan"])
def test_a_word_that_is_no_compound_stays_whole(chain, word):
    assert parts(chain, word) == []


def test_english_is_stemmed_as_english_and_shares_no_term_with_swedish(chain):
    assert chain.terms("learning", "en") == chain.terms("learned", "en")
    assert chain.terms("plan", "en").whole != chain.terms("plan").whole
    assert chain.terms("lärprojekten", "en").parts == ()


def test_parts_lie_inside_the_word_one_after_the_other(chain):
    for word in ("uppehållstillståndskortet", "arbetsmarknadspolitiska", "kompetensförsörjningsstrategi"):
        found = chain.terms(word).parts
        assert len(found) >= 2
        assert all(one.end <= other.start for one, other in pairwise(found))
        assert found[-1].end == len(word)


def test_threads_that_share_a_chain_stem_their_own_words():
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    words = [f"{stem}{ending}" for stem in ("region", "kommun", "projekt", "människ", "utbildning") for ending in ("er", "erna", "ens", "arnas", "orna")] * 40
    right = [Chain(NoWords(), full=False).terms(word).whole for word in words]
    shared = Chain(NoWords(), full=False)
    try:
        with ThreadPoolExecutor(8) as threads:
            told = list(threads.map(lambda start: [shared.stem(word) for word in words[start:] + words[:start]], range(8)))
    finally:
        sys.setswitchinterval(before)
    assert all(one == right[start:] + right[:start] for start, one in enumerate(told))


@given(SIGNS)
def test_offsets_always_point_at_the_token(text):
    text = normal(text)
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        end = token.end
        written = text[token.start : token.end]
        assert fold(written).startswith(token.word)
        assert not any(sign.isspace() for sign in written)
        for letter in range(len(token.word)):
            assert 0 <= place(written, letter) < len(written)
        STEMS.terms(token.word)


@given(SIGNS)
def test_any_word_at_all_has_terms_and_its_parts_lie_in_it(chain, text):
    for token in tokens(normal(text)):
        for part in chain.terms(token.word).parts:
            assert 0 <= part.start < part.end <= len(token.word)
            assert part.term
        assert chain.terms(token.word).whole
        assert chain.terms(token.word, "en").whole


@given(st.text(alphabet="abdefgiklmnoprstuvåäöjsy", min_size=1, max_size=60))
def test_any_letters_are_split_without_harm(chain, word):
    for part in chain.terms(word).parts:
        assert 0 <= part.start < part.end <= len(word)


def test_every_word_holds_a_core_of_each_of_its_terms(chain):
    """On the whole list of Swedish forms, a hundredth of it; and compounds of them."""
    forms = sorted(form for form in chain.words.lemmas if 3 <= len(form) <= 20)[::97]
    compounds = [one + other for one, other in zip(forms, reversed(forms), strict=True)]
    passed_over = [
        (word, term) for word in [*forms, *compounds] for terms in [chain.terms(word)] for term in (terms.whole, *(part.term for part in terms.parts))
        if not any(core in word for core in chain.cores(term))
    ]  # fmt: skip
    assert passed_over == []


@pytest.mark.parametrize(("word", "term"), [("dying", "die"), ("agencies", "agency"), ("happier", "happy"), ("regions", "region"), ("skies", "sky"), ("use", "use")])
def test_an_english_word_holds_a_core_of_its_term(word, term):
    terms = STEMS.english(word)
    assert any(core in word for core in STEMS.cores(terms.whole)), term
