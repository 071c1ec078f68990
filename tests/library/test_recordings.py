"""Recordings: chapters and subtitles are put, read and taken away; captions are owed from publishing on, and reminded of once each (G3)."""

from datetime import date, timedelta

import pytest

from samlar.foundation import clock, outbox
from samlar.foundation.models import AuditEntry, Letter
from samlar.library.actions import captions, recordings
from samlar.library.actions import documents as documents
from samlar.library.actions.documents import DocumentText
from samlar.library.models import Document, Recording, Section, Track
from samlar.library.queries.documents import document
from samlar.library.queries.ours import ours
from samlar.library.queries.recordings import recording, track_of, transcript, webvtt
from samlar.library.queries.waiting import waiting_for
from samlar.library.rules.documents import DocumentRefused, Overtaken
from samlar.library.rules.recordings import Captions, ChapterLine, Owed, RecordingRefused
from samlar.library.rules.subtitles import SubtitlesRefused
from samlar.people.models import Employment
from samlar.people.rules import NotAllowed, NotVisible
from tests.conftest import NOW

VTT = b"""WEBVTT

00:00:01.000 --> 00:00:04.000
V\xc3\xa4lkomna till labbet.

00:01:30.000 --> 00:01:33.000
<b>Fr\xc3\xa5gor</b> om l\xc3\xa4rprojekten.
"""


@pytest.fixture
def made(cast) -> int:
    """A recording that lies with a video service, of Region Kalmar län."""
    text = DocumentText(kind="recording", title="Lärlabbets första dag", licence="cc-by", link="https://youtu.be/dQw4w9WgXcQ")
    return documents.add(cast.stina, text)


def revision(made: int) -> int:
    return Document.objects.values_list("revision", flat=True).get(id=made)


def row_of(actor, made: int):
    return recording(document(actor, made))


def published(cast, made: int) -> None:
    documents.establish(cast.stina, made, revision=revision(made))
    documents.publish(cast.stina, made, revision=revision(made))


def test_captions_wait_for_who_put_it_here_and_then_for_the_representative(cast, made):
    assert waiting_for(cast.stina) == []
    published(cast, made)
    (wait,) = waiting_for(cast.stina)
    assert (wait.deed, wait.subject, wait.due) == ("captions.make", made, NOW.date() + timedelta(days=14))
    assert waiting_for(cast.majken) == waiting_for(cast.disa) == []
    Employment.objects.filter(person=cast.stina.person).update(end=NOW.date() - timedelta(days=1))
    assert [one.subject for one in waiting_for(cast.majken)] == [made]
    recordings.tell(cast.majken, made, captions="done", length="", revision=revision(made))
    assert waiting_for(cast.majken) == []


def test_a_new_recording_has_nothing_beside_and_owes_nothing(cast, made):
    row = row_of(cast.stina, made)
    assert (row.seconds, row.captions, row.due, row.owed, row.chapters, row.tracks) == (None, Captions.NONE, None, Owed.NOTHING, (), ())


def test_length_and_state_of_captions_are_told(cast, made):
    recordings.tell(cast.stina, made, length="1:02:03", captions="ordered", revision=1)
    row = row_of(cast.stina, made)
    assert (row.seconds, row.captions) == (3723, Captions.ORDERED)
    assert AuditEntry.objects.filter(kind="document", subject=str(made)).latest("id").verb == "document.recording_told"


def test_chapters_are_put_anew_and_taken_away(cast, made):
    assert recordings.put_chapters(cast.stina, made, "1:30 Frågor\n0:00 Välkomna", revision=1) == 2
    assert row_of(cast.stina, made).chapters == (ChapterLine(0, "Välkomna"), ChapterLine(90_000, "Frågor"))
    assert recordings.put_chapters(cast.stina, made, "  ", revision=2) == 0
    assert row_of(cast.stina, made).chapters == ()


def test_a_chapter_after_the_end_changes_nothing(cast, made):
    recordings.tell(cast.stina, made, length="1:00", captions="none", revision=1)
    recordings.put_chapters(cast.stina, made, "0:10 Läget", revision=2)
    with pytest.raises(RecordingRefused):
        recordings.put_chapters(cast.stina, made, "0:10 Läget\n2:00 Efter slutet", revision=3)
    assert row_of(cast.stina, made).chapters == (ChapterLine(10_000, "Läget"),)


def test_subtitles_are_kept_as_only_times_and_words_and_read_as_paragraphs_at_moments_under_their_chapters(cast, made):
    recordings.put_chapters(cast.stina, made, "0:00 Start\n1:00 Samtal", revision=1)
    assert recordings.put_track(cast.stina, made, VTT, language="sv", revision=2) == 2
    row = row_of(cast.stina, made)
    track = track_of(row, "sv")
    assert row.captions == Captions.DONE
    assert b"<" not in webvtt(track)
    assert [(one.at, one.heading, one.text) for one in transcript(track)] == [
        (1000, "Start", "Välkomna till labbet."),
        (90_000, "Samtal", "Frågor om lärprojekten."),
    ]
    assert set(Section.objects.filter(track=track.id).values_list("place", flat=True)) == {"moment"}
    recordings.put_chapters(cast.stina, made, "1:30 Frågestund", revision=3)
    assert [one.heading for one in transcript(track)] == ["", "Frågestund"]


def test_a_machines_subtitles_count_when_somebody_has_read_them(cast, made):
    recordings.put_track(cast.stina, made, VTT, language="sv", automatic=True, revision=1)
    assert row_of(cast.stina, made).captions == Captions.AUTOMATIC
    with pytest.raises(RecordingRefused):
        recordings.tell(cast.stina, made, captions="done", revision=2)
    recordings.read_through(cast.stina, made, "sv", revision=2)
    assert row_of(cast.stina, made).captions == Captions.DONE


def test_new_subtitles_take_the_place_of_the_old_and_what_is_taken_away_is_missing_again(cast, made):
    recordings.put_track(cast.stina, made, VTT, language="sv", revision=1)
    recordings.put_track(cast.stina, made, VTT.replace(b"labbet", b"m\xc3\xb6tet"), language="sv", revision=2)
    row = row_of(cast.stina, made)
    assert transcript(row.tracks[0])[0].text == "Välkomna till mötet."
    assert Track.objects.count() == 1
    recordings.remove_track(cast.stina, made, "sv", revision=3)
    row = row_of(cast.stina, made)
    assert (row.captions, row.tracks, Section.objects.count()) == (Captions.NONE, (), 0)


def test_a_translation_leaves_the_captions_owed(cast, made):
    recordings.put_track(cast.stina, made, VTT, language="en", revision=1)
    assert row_of(cast.stina, made).captions == Captions.NONE


def test_what_is_no_subtitles_changes_nothing(cast, made):
    recordings.put_track(cast.stina, made, VTT, language="sv", revision=1)
    with pytest.raises(SubtitlesRefused):
        recordings.put_track(cast.stina, made, b"WEBVTT\n\nUtan tider\n", language="sv", revision=2)
    with pytest.raises(RecordingRefused):
        recordings.put_track(cast.stina, made, VTT, language="zz", revision=2)
    assert len(transcript(row_of(cast.stina, made).tracks[0])) == 2


def test_only_its_own_organisation_changes_a_recording_and_only_what_it_has_read(cast, made):
    with pytest.raises(NotVisible):
        recordings.put_chapters(cast.dan, made, "0:00 Start", revision=1)
    published(cast, made)
    with pytest.raises(NotAllowed):
        recordings.put_chapters(cast.dan, made, "0:00 Start", revision=3)
    with pytest.raises(Overtaken):
        recordings.put_chapters(cast.stina, made, "0:00 Start", revision=1)
    documents.bin(cast.stina, made, revision=3, why="Dubblett")
    with pytest.raises(DocumentRefused):
        recordings.put_chapters(cast.stina, made, "0:00 Start", revision=4)


def test_what_is_no_recording_has_neither_chapters_nor_captions(cast):
    link = documents.add(cast.stina, DocumentText(kind="link", title="Sida", link="https://exempel.test"))
    with pytest.raises(NotVisible):
        recordings.put_chapters(cast.stina, link, "0:00 Start", revision=1)
    with pytest.raises(NotVisible):
        recording(document(cast.stina, link))


# — the law's time —


def letters() -> list[tuple[str, str]]:
    return list(Letter.objects.filter(name__startswith="captions_").order_by("id").values_list("name", "to"))


def days(count: int):
    return clock.at(NOW + timedelta(days=count))


def owed(actor):
    """What waits for captions in the organisation's list."""
    return [(one.id, one.captions_due, one.captions_overdue) for one in ours(actor.organisation, "textas")]


def test_captions_are_owed_fourteen_days_after_publishing_and_not_while_it_is_working_material(cast, made):
    published(cast, made)
    row = row_of(cast.dan, made)
    assert (row.due, row.owed) == (date(2026, 12, 4), Owed.SOON)
    assert owed(cast.stina) == [(made, date(2026, 12, 4), False)]
    assert owed(cast.dan) == []
    with days(15):
        assert row_of(cast.dan, made).owed == Owed.OVERDUE
        assert owed(cast.stina) == [(made, date(2026, 12, 4), True)]
    documents.back_to_working(cast.stina, made, revision=revision(made), why="Ska textas")
    assert (row_of(cast.stina, made).due, owed(cast.stina)) == (None, [])


def test_whoever_put_it_there_is_reminded_before_and_after_once_each(cast, made):
    published(cast, made)
    for day, count in ((0, 0), (9, 0), (10, 1), (11, 0), (14, 0), (15, 1), (16, 0), (40, 0)):
        with days(day):
            assert captions.remind_captions() == count, day
    assert letters() == [("captions_soon", cast.stina.email), ("captions_over", cast.stina.email)]
    assert Recording.objects.get(document=made).reminded == NOW + timedelta(days=15)


def test_what_is_captioned_taken_back_or_thrown_away_is_not_reminded_of(cast, made):
    published(cast, made)
    with days(12):
        documents.bin(cast.stina, made, revision=revision(made), why="Dubblett")
        assert captions.remind_captions() == 0
        documents.restore(cast.stina, made, revision=revision(made))
        recordings.put_track(cast.stina, made, VTT, language="sv", revision=revision(made))
        assert captions.remind_captions() == 0
    assert letters() == []


def test_where_whoever_put_it_there_has_left_the_representatives_are_reminded(cast, made):
    published(cast, made)
    Employment.objects.filter(person=cast.stina.person).update(end=NOW.date())
    with days(11):
        assert captions.remind_captions() == 1
    assert [to for _, to in letters()] == [cast.majken.email]


def test_what_was_published_before_it_was_a_recording_gets_its_day(cast, made):
    published(cast, made)
    Recording.objects.filter(document=made).update(due=None)
    captions.remind_captions()
    assert row_of(cast.stina, made).due == date(2026, 12, 4)


def test_the_letter_says_what_is_missing_until_when_and_where_it_is_mended(cast, made):
    published(cast, made)
    with days(10):
        captions.remind_captions()
    values = Letter.objects.get(name="captions_soon").values
    assert (values["due"], values["captions_sv"], values["path"]) == ("2026-12-04", "text saknas", f"/arkiv/{made}/text/")
    assert outbox.used_with("captions_soon")
