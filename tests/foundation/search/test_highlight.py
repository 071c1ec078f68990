import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.foundation.search import highlight
from samlar.foundation.search.chain import normal, written_words
from samlar.foundation.search.highlight import excerpt, marked
from samlar.foundation.search.question import ask


def shown(chain, typed: str, text: str, language: str = "sv") -> str:
    """The text with what is marked between stars."""
    return "".join(f"*{one.text}*" if one.marked else one.text for one in marked(text, ask(typed), chain, language=language))


@pytest.mark.parametrize(("typed", "text", "expected"), [
    ("projekt", "Om lärprojekten i år", "Om lär*projekten* i år"),
    ("beredskap", "Beredskapsfrågor", "*Beredskaps*frågor"),
    ("arbete", "vårt omställningsarbete", "vårt omställnings*arbete*"),
    ("projekt", "Projektens mål", "*Projektens* mål"),
    ("län", "lån, län, lånet, länet", "lån, *län*, lånet, *länet*"),
    ("arbete", "omställnings\u00adar\u00adbete!", "omställnings\u00ad*ar\u00adbete*!"),
    ("kompetensförsörjning", "kompetensförsörjningen", "*kompetensförsörjningen*"),
    ("och", "jag och du", "jag *och* du"),
    ("", "ingenting alls", "ingenting alls"),
])  # fmt: skip
def test_only_the_part_that_matched_is_marked(chain, typed, text, expected):
    assert shown(chain, typed, text) == expected


def test_an_english_text_is_marked_by_english_stems(chain):
    assert shown(chain, "regions", "A region learned", "en") == "A *region* learned"


def test_an_excerpt_is_cut_between_words_round_what_matched(chain):
    text = "ord " * 300 + "här står omställningsarbete beskrivet " + "mera " * 300
    found = excerpt(text, ask("arbete"), chain, length=100)
    assert (found.before, found.after) == (True, True)
    assert [one.text for one in found.segments if one.marked] == ["arbete"]
    assert len(found.text) <= 100
    assert found.text.split() == [word for word in found.text.split() if word in {"ord", "här", "står", "omställningsarbete", "beskrivet", "mera"}]


def test_an_excerpt_shows_where_most_of_the_words_stand(chain):
    text = "regionen " + "ord " * 300 + "regionen och beredskapen" + " ord" * 300
    assert "beredskapen" in excerpt(text, ask("regionen beredskap"), chain).text


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("aåäö lånlän\u00ad-:'"))), st.text(max_size=40), st.integers(10, 300))
def test_segments_join_to_the_text(chain, text, typed, length):
    question = ask(typed)
    assert "".join(one.text for one in marked(text, question, chain)) == normal(text)
    assert excerpt(text, question, chain, length=length).text in normal(text)


@given(st.lists(st.sampled_from(["lärprojekten", "län", "lån", "och", "beredskapsfrågor", "x" * 90, "\n", "be\u00adredskap"]), max_size=400))
def test_what_is_marked_is_never_empty_and_never_joins_words(chain, words):
    for one in excerpt(" ".join(words), ask("projekt beredskap län"), chain).segments:
        assert one.text
        assert not one.marked or not any(sign.isspace() for sign in one.text)


# Words that bend in ways that no stem sees, loans, compounds of them, and what folding takes away or changes.
BENDING = [
    "man", "männen", "Landsmän", "stad", "städerna", "storstäder", "bok", "böckerna", "läroböcker", "regel", "reglerna", "projektregler", "skola",
    "skolgård", "skolutveckling", "hälsovård", "hälsa", "idé", "Idéerna", "idéskola", "föräldraledig", "förälder", "läkarbesök", "läkare",
    "kyrkogård", "kyrka", "vatten", "vattnet", "lång", "längre", "öka", "ökar", "år", "åren", "rekordår", "EU:s", "be\u00adredskap", "ΟΔΟΣ", "İst",
    "happy", "happier", "dying", "die", "agencies", "agency", "projekt", "lärprojekten", "länen", "lånen", "läns-", "xyzprojekt",
]  # fmt: skip


@given(st.lists(st.sampled_from(BENDING), min_size=1, max_size=4), st.lists(st.sampled_from([*BENDING, "och", "\n", "(", "–"]), max_size=60), st.sampled_from(["sv", "en"]))
def test_looking_for_letters_first_passes_no_word_over(chain, asked, words, language):
    question, text = ask(" ".join(asked)), normal(" ".join(words))
    sought, _cores = highlight._sought(tuple(question.words), chain, language)
    every = [highlight._Mark(start + one.start, start + one.end, one.term) for start, word in written_words(text) for one in highlight._of_word(word, sought, chain, language)]
    assert highlight._marks(text, question, chain, language) == every
