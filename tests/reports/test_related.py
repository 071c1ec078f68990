"""At the moment of need: what is near what somebody writes, with who uses it, and never what the viewer does not see (B5)."""

import shutil

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from samlar.foundation.search import index, log
from samlar.lessons.models import Lesson
from samlar.lessons.rules.words import Reach, State
from samlar.people.rules import VISITOR
from samlar.reports.queries.related import NEWEST, related
from samlar.reports.rules.related import Candidate, as_written, beginnings, held_by, near, salient, stem, words_of
from tests.activities import rows
from tests.cast import Cast
from tests.lessons.making import home, lesson

WORDS = ("kompetensförsörjning", "kompetensbehov", "cirkulär ekonomi", "återbruk", "ÅTERBRUKET", "landsbygd", "serviceplan", "uppföljning")
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("uppföljningen", "uppföljning"),
        ("uppföljningar", "uppföljning"),
        ("skolor", "skolan"),
        ("kommunernas", "kommuner"),
        ("återbruket", "återbruk"),
    ],
)
def test_forms_of_a_word_have_one_stem(one, other):
    assert stem(one) == stem(other)


@given(st.text(max_size=200))
def test_whatever_is_typed_is_read(text):
    wanted = salient(text)
    assert len(wanted) <= 8
    assert 0 <= held_by(beginnings(wanted), text) <= len(wanted)
    assert held_by(beginnings(wanted), "") == 0
    assert set(as_written(wanted, text).split()) <= set(words_of(text))


@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=60)), max_size=8), st.text(max_size=40))
def test_only_what_shares_words_is_near_and_never_more_than_asked_for(others, text):
    candidates = [Candidate(("lesson", place), title, said, 0.0, 0) for place, (title, said) in enumerate(others)]
    found = near(salient(text), candidates, most=3)
    assert len(found) <= 3
    assert set(found) <= set(candidates)


def test_a_compound_is_near_one_that_begins_alike_and_the_same_word_is_nearer():
    same, alike, other = (
        Candidate(("lesson", place), title, title, 0.0, 0)
        for place, title in enumerate(("Uppföljning", "Uppföljningsmöten", "Kollektivtrafik"))
    )
    assert near(["uppföljning"], [other, alike, same], most=5) == [same, alike]


def test_what_more_have_taken_home_and_what_is_newer_comes_first():
    plain, used, old = (
        Candidate(("lesson", place), "Återbruk", "Återbruk", years, users) for place, (years, users) in enumerate(((0, 0), (0, 9), (9, 0)))
    )
    assert near(["återbruk"], [old, plain, used], most=5) == [used, plain, old]


def test_a_proposal_finds_the_lesson_the_example_and_the_activity_with_who_uses_them(cast):
    near_by = lesson(cast.stina, "Återbruk av byggmaterial kräver en gemensam lagerplats.")
    lesson(cast.stina, "Bjud in näringslivet till första träffen.")
    activity = rows.activity(cast, "Återbruk i byggnader", stage="closed", summary="Om byggmaterial som får nytt liv.")
    home(cast.gun, near_by)
    home(cast.jon, near_by, reach=Reach.OWN)
    found = related(cast.dan, "Hur får vi ÅTERBRUKET av byggmaterialen att växa i lager?")
    assert {(one.kind, one.id) for one in found} == {("lesson", near_by), ("activity", activity.pk)}
    row = next(one for one in found if one.kind == "lesson")
    assert (row.users, row.all_users, row.used, row.about.sv) == (("Region Gotland",), 1, 0, "Region Kalmar län")
    assert [one.kind for one in related(cast.dan, "återbruk byggmaterial", but=("activity", activity.pk))] == ["lesson"]


@pytest.mark.parametrize("role", ["erin", "nils", "gustav", "visitor"])
@settings(max_examples=15, deadline=None)
@given(text=st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join))
def test_it_never_tells_of_what_the_viewer_does_not_see(role, text):
    with transaction.atomic():
        cast = Cast.enter()
        said = " ".join(WORDS)
        lesson(cast.stina, f"HEMLIGT {said}", state=State.DRAFT, context=said)
        rows.activity(cast, f"HEMLIGT {said}", stage="planning", summary=said)
        open_to_all = lesson(cast.stina, f"Öppet {said}")
        home(cast.gun, open_to_all, reach=Reach.OWN)
        viewer = VISITOR if role == "visitor" else getattr(cast, role)
        for one in related(viewer, text, most=20):
            assert "HEMLIGT" not in one.title
            assert (one.users, one.all_users, one.used) == ((), 0, 0)
        transaction.set_rollback(True)


def test_the_number_of_queries_does_not_grow(cast):
    for place in range(12):
        home(cast.gun, lesson(cast.stina, f"Återbruk av byggmaterial, sätt {place}"))
    with CaptureQueriesContext(connection) as asked:
        assert len(related(cast.dan, "återbruk av byggmaterial")) == 5
    assert len(asked) <= 6  # two of them find that there is no index


@pytest.mark.parametrize("text", ["", "   ", "och att det", "\x00", "x" * 100_000, "%" * 50, "_____", "'; drop table"])
def test_bad_input_finds_nothing_and_breaks_nothing(cast, text):
    lesson(cast.stina)
    assert related(cast.dan, text) == ()


def test_only_the_newest_are_read_and_an_older_one_is_found_among_them(cast, monkeypatch):
    """What is asked at every pause in the writing has a bound, however many lessons there are."""
    old = lesson(cast.stina, "Återbruk av byggmaterial kräver en lagerplats")
    assert [one.id for one in related(cast.dan, "återbruk av byggmaterial")] == [old]
    monkeypatch.setattr("samlar.reports.queries.related.NEWEST", NEWEST.replace("LIMIT 2000", "LIMIT 2"))
    for place in range(2):
        lesson(cast.stina, f"Något helt annat {place}")
    assert related(cast.dan, "återbruk av byggmaterial") == ()


# — with the search index —


def test_what_is_old_is_found_by_the_index_among_any_number_of_newer(cast, follow, monkeypatch):
    old = lesson(cast.stina, "Återbruk av byggmaterial kräver en lagerplats")
    for place in range(3):
        lesson(cast.stina, f"Något helt annat {place}")
    monkeypatch.setattr("samlar.reports.queries.related.NEWEST", NEWEST.replace("LIMIT 2000", "LIMIT 2"))
    assert related(cast.dan, "återbruk av byggmaterial") == ()
    follow()
    assert [one.id for one in related(cast.dan, "återbruk av byggmaterial")] == [old]


def test_with_the_index_a_lesson_an_example_and_an_activity_are_told_of_with_who_uses_them(cast, follow):
    near_by = lesson(cast.stina, "Återbruk av byggmaterial kräver en gemensam lagerplats.")
    lesson(cast.stina, "Bjud in näringslivet till första träffen.")
    activity = rows.activity(cast, "Återbruk i byggnader", stage="closed", summary="Om byggmaterial som får nytt liv.")
    home(cast.gun, near_by)
    home(cast.jon, near_by, reach=Reach.OWN)
    log.touch(f"activity:{activity.pk}")
    follow()
    found = related(cast.dan, "Hur får vi ÅTERBRUKET av byggmaterialen att växa i lager?")
    assert {(one.kind, one.id) for one in found} == {("lesson", near_by), ("activity", activity.pk)}
    row = next(one for one in found if one.kind == "lesson")
    assert (row.users, row.all_users, row.used, row.about.sv) == (("Region Gotland",), 1, 0, "Region Kalmar län")
    assert [one.kind for one in related(cast.dan, "återbruk byggmaterial", but=("activity", activity.pk))] == ["lesson"]


@pytest.mark.parametrize("role", ["erin", "nils", "gustav", "visitor"])
def test_with_the_index_it_never_tells_of_what_the_viewer_does_not_see(cast, follow, role):
    said = " ".join(WORDS)
    lesson(cast.stina, f"HEMLIGT {said}", state=State.DRAFT, context=said)
    log.touch(f"activity:{rows.activity(cast, f'HEMLIGT {said}', stage='planning', summary=said).pk}")
    home(cast.gun, lesson(cast.stina, f"Öppet {said}"), reach=Reach.OWN)
    follow()
    viewer = VISITOR if role == "visitor" else getattr(cast, role)
    found = related(viewer, said, most=20)
    assert found
    for one in found:
        assert "HEMLIGT" not in one.title
        assert (one.users, one.all_users, one.used) == ((), 0, 0)


def test_what_was_closed_after_the_index_was_made_is_not_told_of(cast, follow):
    """Also when nobody has told the index: it is looked up with the viewer's own tokens before it is shown."""
    closed = lesson(cast.stina, "Återbruk av byggmaterial kräver en lagerplats")
    over = lesson(cast.stina, "Återbruk av byggmaterial är svårt")
    activity = rows.activity(cast, "Återbruk av byggmaterial", stage="closed", summary="Byggmaterial.")
    log.touch(f"activity:{activity.pk}")
    follow()
    assert len(related(cast.dan, "återbruk av byggmaterial")) == 3
    Lesson.objects.filter(id=closed).update(audience=f"org:{cast.stina.organisation}")
    Lesson.objects.filter(id=over).update(state=State.OBSOLETE)
    activity.stage_kind = "cancelled"
    activity.save()
    assert related(cast.dan, "återbruk av byggmaterial") == ()


def test_with_the_index_the_number_of_queries_does_not_grow(cast, follow):
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert related(cast.dan, "återbruk av byggmaterial")
        return len(found)

    activity = rows.activity(cast, "Återbruk av byggmaterial", stage="closed", summary="Byggmaterial.")
    log.touch(f"activity:{activity.pk}")
    home(cast.gun, lesson(cast.stina, "Återbruk av byggmaterial"))
    follow()
    few = asked()
    for place in range(12):
        home(cast.gun, lesson(cast.stina, f"Återbruk av byggmaterial, sätt {place}"))
    follow()
    assert asked() <= few <= 9


def test_an_index_that_is_gone_hides_nothing(cast, follow):
    there = lesson(cast.stina, "Återbruk av byggmaterial kräver en lagerplats")
    follow()
    shutil.rmtree(index.home())
    assert [one.id for one in related(cast.dan, "återbruk av byggmaterial")] == [there]


@pytest.mark.parametrize("text", ["och att det", "\x00", "x" * 100_000, "%" * 50, "'; drop table", "-återbruk \"", "återbruk " * 5_000])
def test_with_the_index_bad_input_breaks_nothing(cast, follow, text):
    there = lesson(cast.stina, "Återbruk av byggmaterial")
    follow()
    assert {one.id for one in related(cast.dan, text)} <= {there}
