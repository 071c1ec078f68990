"""Search follows what is done: nothing lost, nothing left behind, whoever reads it and whenever."""

import shutil

import pytest

from samlar.activities.models import Activity, ActivityDocument, ProgrammeRelease
from samlar.foundation import clock
from samlar.foundation.models import SearchAbout, SearchChange, SearchEntry, SearchPassage
from samlar.foundation.search import engine, index, log
from samlar.foundation.search.home import place
from samlar.ideas import actions as ideas
from samlar.lessons.actions import reviewing, writing
from samlar.lessons.models import Lesson
from samlar.lessons.rules.words import State
from samlar.library.actions import themes
from samlar.library.models import Document
from samlar.lifecycle.actions import indexing
from samlar.lifecycle.actions.themes import merge_themes
from tests.activities import rows
from tests.at_once import at_once
from tests.lessons.making import home, lesson


def read() -> None:
    while indexing.read_changes():
        pass


def kept() -> dict[str, tuple]:
    """Everything that search has, apart from the order it came in."""
    return {
        one.key: (
            one.kind, one.title, one.language, one.audiences, one.day, one.format, one.organisation, one.themes,
            list(one.passages.values_list("number", "place", "at", "heading", "text")), sorted(one.about.values_list("about", flat=True)),
        )
        for one in SearchEntry.objects.filter(gone=False)
    }  # fmt: skip


def waiting() -> set[str]:
    return {one.about for one in log.changes(log.ALL)}


def found(words: str, *tokens: str) -> list[str]:
    return [hit.key for hit in index.ask(lambda here: here.find(engine.Asked(words, tokens or ("public",)))).hits]


def test_what_is_done_is_found_when_it_has_been_read_and_waits_until_then(cast, follow):
    made = lesson(cast.stina, "Beredskapsfrågor bör ställas tidigt.")
    assert f"lesson:{made}" in waiting()
    assert found("beredskap") == []
    follow()
    assert waiting() == set()
    assert found("beredskap") == [f"lesson:{made}"]


def test_what_has_been_read_as_it_was_done_is_what_is_read_from_the_beginning(cast, follow):
    topic, other = themes.add(cast.stina, name_sv="Vatten"), themes.add(cast.stina, name_sv="Vattendrag")
    first = lesson(cast.stina, themes=[topic])
    home(cast.dan, first)
    second = lesson(cast.dan, "Mät innan ni bygger.", state=State.DRAFT, themes=[topic])
    read()
    writing.open_to(cast.dan, second, State.PUBLISHED)
    proposal = ideas.write_proposal(cast.stina, title="Vatten i landskapet", summary="En mening.", publish=True)
    read()
    ideas.withdraw_proposal(cast.stina, proposal, reason="Annat kom emellan.")
    merge_themes(cast.klara, topic, other)
    read()
    as_done = kept()
    SearchEntry.objects.all().delete()
    indexing.read_everything()
    assert kept() == as_done
    assert as_done[f"lesson:{first}"][7] == [other]


def test_a_lesson_is_found_by_those_who_read_it_alone(cast, follow):
    made = lesson(cast.stina, "Beredskapsfrågor bör ställas tidigt.", state=State.DRAFT)
    ours = f"org:{cast.stina.organisation}"
    follow()
    assert (found("beredskap"), found("beredskap", "members"), found("beredskap", ours)) == ([], [], [f"lesson:{made}"])


def test_what_is_read_anew_and_is_as_it_was_stays_where_it_is_and_is_found_meanwhile(cast, follow):
    made = lesson(cast.stina, "Beredskapsfrågor bör ställas tidigt.")
    follow()
    newest = log.latest()
    indexing.read_everything()
    assert log.latest() == newest == index.position()
    assert log.not_copied(index.position()) == []
    Lesson.objects.filter(id=made).update(takes="Tidigt är före upphandlingen.")
    log.touch(f"lesson:{made}")
    indexing.read_changes()
    assert log.not_copied(index.position()) == [f"lesson:{made}"]


def test_what_is_thrown_away_is_no_longer_found(cast, follow):
    made = lesson(cast.stina, "Beredskapsfrågor bör ställas tidigt.", state=State.DRAFT)
    follow()
    reviewing.throw_away(cast.stina, made)
    follow()
    assert found("beredskap", f"org:{cast.stina.organisation}") == []
    assert SearchPassage.objects.filter(entry__key=f"lesson:{made}").count() == 0


def test_the_words_of_what_has_gone_are_gone_a_day_later_and_nothing_is_built_for_what_has_not(cast, follow):
    lesson(cast.stina, "Beredskapsfrågor bör ställas tidigt.")
    made = lesson(cast.stina, "Påhittsson ansvarar för frågorna.")
    follow()
    built = place(index.home())
    Lesson.objects.filter(id=made).update(state=State.MERGED)
    log.touch(f"lesson:{made}")
    follow()
    assert place(index.home()) == built
    with clock.at(clock.now() + index.WORDS_KEPT):
        index.catch_up()
        again = place(index.home())
        assert again != built
        assert not [one.name for one in again.iterdir() if "påhittsson".encode() in one.read_bytes()]
        index.catch_up()
        assert place(index.home()) == again
    assert found("beredskap")


def test_a_session_follows_its_activity_and_says_nothing_before_it_is_released(cast, follow):
    activity = rows.activity(cast, "Provrum om beredskap", stage="running")
    rows.session(activity, "Träff om skyfall")
    indexing.read_everything()
    assert not SearchEntry.objects.filter(kind="session").exists()
    rows.released(activity)
    log.touch(f"activity:{activity.pk}")
    follow()
    (session,) = SearchEntry.objects.filter(kind="session")
    assert found("skyfall", activity.audience) == [session.key]
    Activity.objects.filter(id=activity.pk).update(audience="org:1")
    log.touch(f"activity:{activity.pk}")
    follow()
    assert found("skyfall", "public", "members") == []


def test_a_document_takes_its_format_from_the_activity_it_hangs_on(cast, follow):
    activity = rows.activity(cast, "Provrum om beredskap", stage="running")
    document = Document.objects.create(
        kind="link", title="Skyfall i stad", organisation_id=cast.stina.organisation, person_id=cast.stina.person, audience="public",
        added=clock.now(), changed=clock.now(),
    )  # fmt: skip
    indexing.read_everything()
    assert SearchEntry.objects.get(key=f"document:{document.pk}").format == ""
    ActivityDocument.objects.create(activity=activity, document=document)
    log.touch(f"document:{document.pk}")
    read()
    assert SearchEntry.objects.get(key=f"document:{document.pk}").format == activity.format
    assert SearchAbout.objects.filter(about=f"activity:{activity.pk}", entry__key=f"document:{document.pk}").exists()


def test_what_cannot_be_read_waits_and_holds_up_nothing_else(cast, follow):
    broken = rows.activity(cast, "Trasigt program", stage="running")
    ProgrammeRelease.objects.create(
        activity=broken, number=1, programme={"sessions": [{}]}, released=clock.now(), person_id=cast.stina.person, organisation_id=cast.stina.organisation
    )
    log.touch(f"activity:{broken.pk}")
    made = lesson(cast.stina, "Beredskapsfrågor bör ställas tidigt.")
    while indexing.read_changes(limit=1):  # as many as are read at once cannot be
        pass
    index.catch_up()
    assert waiting() == {f"activity:{broken.pk}"}
    assert found("beredskap") == [f"lesson:{made}"]


@pytest.mark.django_db(transaction=True)
def test_several_that_read_at_once_read_everything_once(prepared):
    from tests.cast import Cast

    cast = Cast.enter()
    made = [lesson(cast.stina, f"Lärdom nummer {number} om beredskap.") for number in range(12)]
    answers = at_once(*[lambda: indexing.read_changes(5)] * 4, indexing.read_everything)
    assert [one for one in answers if isinstance(one, Exception)] == []
    read()
    assert SearchChange.objects.count() == 0
    sequences = list(SearchEntry.objects.values_list("sequence", flat=True))
    assert len(set(sequences)) == len(sequences)
    assert SearchEntry.objects.filter(key__in=[f"lesson:{one}" for one in made], gone=False).count() == 12


def test_an_index_that_is_deleted_while_the_server_runs_is_missed_and_built_anew(cast, follow):
    made = lesson(cast.stina, "Beredskapsfrågor bör ställas tidigt.")
    follow()
    shutil.rmtree(index.home())
    with pytest.raises(engine.IndexMissing):
        found("beredskap")
    index.catch_up()
    assert found("beredskap") == [f"lesson:{made}"]


def test_an_index_that_was_left_half_written_is_built_anew(cast, follow):
    made = lesson(cast.stina, "Beredskapsfrågor bör ställas tidigt.")
    follow()
    for part in index.home().glob("g*/*.store"):
        part.unlink()
    index._opened.clear()  # as in a process that has just started
    try:
        assert found("beredskap") == [f"lesson:{made}"]
    except engine.IndexMissing:
        index.catch_up()
    assert found("beredskap") == [f"lesson:{made}"]


def test_what_a_killed_process_had_copied_is_copied_again_and_stands_once(cast, follow):
    made = lesson(cast.stina, "Beredskapsfrågor bör ställas tidigt.")
    follow()
    (index.home() / index._generation() / index.POSITION).unlink()
    assert index.position() == 0
    index.catch_up()
    assert found("beredskap") == [f"lesson:{made}"]


def test_an_index_that_is_built_anew_takes_its_place_with_how_far_it_has_come(cast, follow):
    """Else there would be a moment in which everything is left out of a search, as not copied yet."""
    lesson(cast.stina, "Beredskapsfrågor bör ställas tidigt.")
    follow()
    places = []
    index.rebuild(lambda done: places.append(index.position()))
    current = index._generation()
    assert places == [log.latest()]  # the one in use, meanwhile
    assert [file.parent.name for file in index.home().rglob(index.POSITION)] == [current]
    assert index.position() == log.latest()


def test_an_index_that_is_ahead_of_a_database_put_back_to_an_earlier_day_is_built_anew(cast, follow):
    lesson(cast.stina, "Beredskapsfrågor bör ställas tidigt.")
    follow()
    SearchEntry.objects.filter(kind="lesson").delete()
    index.catch_up()
    assert found("beredskap") == []


def test_two_that_rebuild_at_once_leave_one_whole_index(cast, follow):
    made = lesson(cast.stina, "Beredskapsfrågor bör ställas tidigt.")
    follow()
    with engine.writing(index.home()):
        assert index.catch_up() == 0
        assert index.rebuild_unless_busy() == 0
    assert found("beredskap") == [f"lesson:{made}"]
