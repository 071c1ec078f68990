import json
import shutil
from datetime import date

import pytest
import tantivy
from hypothesis import given, settings
from hypothesis import strategies as st

from samlar.foundation.search import lexicon
from samlar.foundation.search.asking import MOST_ENTRIES
from samlar.foundation.search.chain import VERSION
from samlar.foundation.search.engine import FILTERS, EngineFailed, Entry, Index, IndexBusy, IndexMissing, rebuilding, writing
from samlar.foundation.search.home import place, used, words_of
from samlar.foundation.search.shapes import SCHEMA, guarded, schema
from tests.foundation.search.shelf import OURS, PUBLIC, SHELF, asked, build, keys

TYPED = st.text(alphabet=st.one_of(st.characters(), st.sampled_from('"-“” lånarbeteprojekt')), max_size=200)


@pytest.fixture
def home(tmp_path):
    """An index that a test may change."""
    build(tmp_path / "index")
    return tmp_path / "index"


@pytest.mark.parametrize(("typed", "found"), [
    ("projekt", ["document:1"]), ("beredskap", ["document:1"]), ("arbete", ["document:1"]), ("län", ["document:1"]), ("lån", []),
    ("learning", ["lesson:3"]), ("LÄRPROJEKT", ["document:1"]), ("kompetensförsörjning", ["lesson:4"]),
])  # fmt: skip
def test_words_are_found_bent_and_inside_compounds(index, typed, found):
    assert keys(index, typed) == found


def test_somebody_without_the_token_finds_no_trace_and_its_holder_finds_it(index):
    for typed in ("hemligheten", "Tystköping", '"hemligheten om"', "lån", "norr"):
        found = index.find(asked(typed))
        assert (found.total, found.hits, found.unmatched != ()) == (0, (), True)
        assert not any(found.counts.values())
        assert keys(index, typed, OURS) == ["document:2"]


def test_nobodys_tokens_find_nothing(index):
    found = index.find(asked("projekt", ()))
    assert (found.total, found.hits) == (0, ())
    assert not any(found.counts.values())


def test_without_words_everything_visible_is_listed(index):
    found = index.find(asked(""))
    assert (found.total, {hit.key for hit in found.hits}) == (3, {"document:1", "lesson:3", "lesson:4"})
    assert found.counts["kind"] == {"document": 1, "lesson": 2}


def test_an_entry_is_counted_once_and_shows_its_best_passages(index):
    found = index.find(asked("rapport regionen"))
    assert (found.total, found.hits[0].key, found.hits[0].passages) == (1, "document:1", (0, 1))
    assert found.counts["theme"] == {"beredskap": 1, "omställning": 1}


def test_each_filters_counts_disregard_that_filter_itself(index):
    found = index.find(asked("", OURS, filters={"kind": ("lesson",)}))
    assert {hit.key for hit in found.hits} == {"lesson:3", "lesson:4"}
    assert found.counts["kind"] == {"document": 2, "lesson": 2}
    assert found.counts["year"] == {"2024": 1, "2025": 1}
    assert set(found.counts) == set(FILTERS)


def test_several_values_of_a_filter_are_or_and_several_filters_are_and(index):
    assert index.find(asked("", OURS, filters={"year": ("2024", "2025")})).total == 4
    assert keys(index, "", OURS, filters={"year": ("2025",), "kind": ("document",)}) == ["document:2"]


def test_what_is_to_be_left_out_is_left_out_of_hits_counts_and_suggestions(index):
    for how in ({"without_keys": ("document:2",)}, {"without_about": ("activity:7",)}):
        found = index.find(asked("hemligheten", OURS, **how))
        assert (found.total, found.hits, found.unmatched) == (0, (), ("hemligheten",))
        assert index.suggested(asked("hemli", OURS, **how)) == []
        assert index.meant(found, asked("hemlighetn", OURS, **how)) is None


def test_a_phrase_must_stand_in_a_row_and_may_end_inside_a_compound(index):
    assert keys(index, '"om projektet"') == ["document:1"]
    assert not index.find(asked('"om projektet"')).relaxed
    assert keys(index, '"arbete i regionen"') == ["document:1"]


def test_a_phrase_reaches_neither_over_title_and_body_nor_over_passages(index):
    for typed in ('"lärprojekten vårt"', '"regionen beredskapsfrågor"'):
        assert index.find(asked(typed)).relaxed


def test_where_nothing_meets_every_demand_the_nearest_is_shown_and_said(index):
    found = index.find(asked('"regionen arbete"'))
    assert (found.relaxed, [hit.key for hit in found.hits]) == (True, ["document:1"])
    assert not index.find(asked('"finns inte alls någonstans zebra"')).relaxed


def test_all_the_words_may_stand_in_different_passages_and_a_missing_one_is_demanded(index):
    assert keys(index, "omställning beredskap", all_words=True) == ["document:1"]
    assert index.find(asked("omställning strategi", all_words=True)).relaxed
    assert index.find(asked("omställning strategi")).total == 2


def test_minus_takes_entries_away_whole(index):
    assert keys(index, "regionen strategi", OURS) != keys(index, "regionen strategi -omställningsarbete", OURS)
    assert "document:1" not in keys(index, "beredskap strategi -omställningsarbete")
    assert keys(index, "-strategi -learning") == ["document:1"]


def test_dropped_and_unmatched_words_are_told(index):
    found = index.find(asked("vad är zebror och beredskap"))
    assert (found.dropped, found.unmatched) == (("vad", "är", "och"), ("zebror",))


@pytest.mark.parametrize("typed", ['"""', "- -", "-", '"', "!", "x" * 10_000, "ord " * 2500, '"' * 10_000, "-a " * 3000, "och att", "\x00", "\ud800".encode("utf-8", "replace").decode()])
def test_a_question_of_any_kind_or_size_is_answered(index, typed):
    found = index.find(asked(typed))
    assert found.total == len(found.hits)
    index.meant(found, asked(typed))
    index.suggested(asked(typed))


@given(typed=TYPED, all_words=st.booleans(), by_date=st.booleans(), page=st.integers(-5, 10**12), size=st.integers(-5, 10**12))
@settings(deadline=None, max_examples=60)
def test_whatever_is_asked_only_what_is_visible_is_given(index, typed, all_words, by_date, page, size):
    found = index.find(asked(typed, all_words=all_words, by_date=by_date, page=page, size=size))
    assert not {hit.key for hit in found.hits} - {"document:1", "lesson:3", "lesson:4"}
    assert len(found.hits) <= found.total <= 3
    assert all(sum(one.values()) <= found.total * 2 for one in found.counts.values())


@given(typed=TYPED)
@settings(deadline=None, max_examples=40)
def test_suggestions_and_meanings_never_tell_what_others_have(index, typed):
    told = [index.meant(index.find(asked(typed)), asked(typed)) or "", *index.suggested(asked(typed))]
    for secret in ("hemlighet", "tystköping"):
        assert all(secret not in one for one in told if secret not in typed.lower())


def test_pages_follow_one_another_and_give_each_entry_once(tmp_path):
    many = tuple(Entry(f"document:{number:03}", PUBLIC, f"Rapport {number}", ("Beredskap i länet.",) * 5, day=date(2024, 1, 1)) for number in range(90))
    index = build(tmp_path, many)
    pages = [keys(index, "beredskap", page=page, size=20) for page in range(1, 7)]
    assert [len(page) for page in pages] == [20, 20, 20, 20, 10, 0]
    assert len({key for page in pages for key in page}) == 90
    assert index.find(asked("beredskap")).total == 90


def test_an_entry_of_very_many_passages_hides_no_other(tmp_path):
    index = build(tmp_path, (Entry("document:1", PUBLIC, "Lång", ("Beredskap.",) * 600), Entry("document:2", PUBLIC, "Kort om mycket annat", ("Beredskap nämns bland mycket annat här.",))))
    assert set(keys(index, "beredskap", size=2)) == {"document:1", "document:2"}


def test_among_equals_runs_of_letters_put_the_closest_first(tmp_path):
    index = build(tmp_path, (Entry("document:1", PUBLIC, "", ("Regler för simning",)), Entry("document:2", PUBLIC, "", ("Regler för förvaltning",))))
    assert keys(index, "regler förvaltare") == ["document:2", "document:1"]
    assert keys(index, "regler") == ["document:1", "document:2"]


def test_by_date_the_newest_comes_first(tmp_path):
    index = build(tmp_path, tuple(Entry(f"document:{year}", PUBLIC, "Beredskap", ("text",), day=date(year, 5, 1)) for year in (2019, 2025, 2022)))
    assert keys(index, "beredskap", by_date=True) == ["document:2025", "document:2022", "document:2019"]


def test_an_entry_without_title_or_text_is_kept_and_found_by_what_it_has(tmp_path):
    index = build(tmp_path, (Entry("document:1", PUBLIC, "", ("Beredskap",)), Entry("document:2", PUBLIC, "Beredskap", ()), Entry("document:3", PUBLIC, "", ())))
    assert set(keys(index, "beredskap")) == {"document:1", "document:2"}
    assert index.find(asked("")).total == 3


def test_changes_are_seen_after_the_commit_and_an_entry_is_replaced_whole(home):
    index = Index(home)
    with writing(home) as writer:
        writer.index([Entry("document:1", PUBLIC, "Zebror", ("Savannen",))])
        writer.forget(["lesson:4", "finns:inte"])
        assert keys(index, "beredskap") == ["document:1"]
        writer.commit()
        assert (keys(index, "zebra"), keys(index, "beredskap"), keys(index, "kompetensförsörjning")) == (["document:1"], [], [])
    assert index.suggested(asked("sava")) == ["savannen"]


def test_what_was_not_committed_is_left_undone(home):
    with writing(home) as writer:
        writer.forget(["document:1"])
    assert keys(Index(home), "beredskap") == ["document:1"]


def test_two_writers_are_not_let_in_and_reading_goes_on(home):
    with writing(home), pytest.raises(IndexBusy), writing(home):
        pass
    with writing(home), pytest.raises(IndexBusy), rebuilding(home, None):
        pass
    with rebuilding(home, None):
        assert keys(Index(home), "beredskap") == ["document:1"]


def test_a_rebuild_takes_over_in_one_step_and_the_old_reader_is_told(home):
    old = Index(home)
    build(home, SHELF[:1])
    with pytest.raises(IndexMissing):
        old.find(asked("strategi"))
    assert keys(Index(home), "strategi") == []
    assert len(list(home.glob("g*"))) == 1


def test_a_rebuild_that_fails_leaves_the_index_in_use(home):
    with pytest.raises(AttributeError), rebuilding(home, None) as writer:
        writer.index([*SHELF[:1], "no entry"])
    assert keys(Index(home), "strategi") == ["lesson:4"]
    assert len(list(home.glob("g*"))) == 1


def test_what_a_killed_rebuild_left_is_swept_by_the_next(home):
    (home / "g77").mkdir()
    (home / "g77" / "meta.json").write_text("half")
    build(home)
    assert len(list(home.glob("g*"))) == 1


def test_a_folder_deleted_while_it_is_read_is_noticed(home):
    index = Index(home)
    shutil.rmtree(home)
    with pytest.raises(IndexMissing):
        index.find(asked("projekt"))
    with pytest.raises(IndexMissing):
        Index(home)
    with pytest.raises(IndexMissing), writing(home):
        pass


@pytest.mark.parametrize("file", ["meta.json", "samlar.json", lexicon.NAME])
@pytest.mark.parametrize("left", [None, b"", b"{", b'{"schema": 1}', b"\xff\xfe"])
def test_a_half_written_index_is_noticed(home, file, left):
    folder = home / (home / "current").read_text()
    (folder / file).unlink()
    if left is not None:
        (folder / file).write_bytes(left)
    with pytest.raises(IndexMissing):
        Index(home)
    with pytest.raises(IndexMissing), writing(home):
        pass


def test_a_file_of_the_engine_that_was_cut_off_never_answers_as_if_whole(home):
    folder = home / (home / "current").read_text()
    for file in folder.iterdir():
        if file.suffix in {".idx", ".pos", ".term", ".fast", ".store"}:
            cut = file.read_bytes()[:10]
            file.unlink()  # a new file of the name: what is still mapped of the old one must not be cut beneath whoever maps it
            file.write_bytes(cut)
    with pytest.raises(IndexMissing):
        Index(home).find(asked("projekt"))


def test_an_index_of_another_chain_is_not_used(home):
    about = home / (home / "current").read_text() / "samlar.json"
    about.write_text(json.dumps(json.loads(about.read_text()) | {"chain": "0"}))
    with pytest.raises(IndexMissing):
        Index(home)


def test_a_panic_of_the_engine_becomes_an_error_that_is_caught_as_one():
    with pytest.raises(EngineFailed):
        guarded(lambda: tantivy.Query.phrase_query(schema(), "text", ["one"]))


def test_pages_end_at_a_bound(index):
    assert index.find(asked("", page=10**9, size=10**9)).total == 3
    assert MOST_ENTRIES <= 1000


@pytest.mark.parametrize("left", [{"schema": SCHEMA, "chain": VERSION}, {"schema": SCHEMA, "chain": VERSION, "lexicon": "0"}])
def test_an_index_that_does_not_say_its_lexicon_is_noticed(home, left):
    folder = home / (home / "current").read_text()
    (folder / "samlar.json").write_text(json.dumps(left))
    with pytest.raises(IndexMissing):
        Index(home)


def test_a_generation_that_a_rebuild_sweeps_away_while_it_is_opened_is_missed(home):
    """Its name was read, and then it was gone: whoever asks opens the one that took its place."""
    folder = place(home)
    shutil.rmtree(folder)
    with pytest.raises(IndexMissing):
        words_of(folder)


def test_a_name_that_no_file_can_have_is_none(home):
    (home / "current").write_bytes(b"\xff\xfe\x00")
    assert used(home) == ""
    with pytest.raises(IndexMissing):
        Index(home)
