"""Files are read in the background: whatever is killed where, each is read once or marked with why not (G2)."""

from datetime import timedelta

import pytest
from django.db.models import F

from samlar.foundation import clock, files
from samlar.foundation.models import SearchChange
from samlar.library.actions import documents as actions
from samlar.library.actions import reading as worker
from samlar.library.actions.reading import MOST_ATTEMPTS, how_many_wait, read_waiting
from samlar.library.models import Section, Version
from samlar.library.rules.words import Reading
from tests.library import making

pytestmark = pytest.mark.django_db


def reading(document):
    return Version.objects.values_list("reading", "why", "attempts").get(document=document, number=F("document__version"))


def test_a_text_is_read_and_search_is_told(cast):
    made = making.document(cast.stina)
    SearchChange.objects.all().delete()
    assert (how_many_wait(), read_waiting(), how_many_wait()) == (1, 1, 0)
    assert "omställningsarbete" in Section.objects.get(version__document=made).text
    assert SearchChange.objects.get().about == f"document:{made}"
    assert reading(made) == (Reading.DONE, "", 1)
    assert read_waiting() == 0


def test_subtitles_keep_their_moments_and_pages_their_numbers(cast):
    vtt = b"WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nHej\n\n00:01:00.000 --> 00:01:04.000\nArbetet\n"
    made = making.document(cast.stina, file=making.sent("a.vtt", vtt))
    read_waiting()
    rows = Section.objects.filter(version__document=made)
    assert {place for place, in rows.values_list("place")} == {"moment"}
    assert rows.first().at == 1000


def test_a_file_that_cannot_be_read_is_kept_marked_and_explained(cast):
    broken = making.document(cast.stina, file=making.sent("a.pdf", b"%PDF-1.7\nnothing of a pdf"))
    film = making.document(cast.stina, file=making.sent("a.mp4", b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + b"\x00" * 64))
    assert read_waiting(5) == 2
    assert reading(broken)[:2] == (Reading.BROKEN, "damaged")
    assert reading(film)[:2] == (Reading.UNREAD, "media")
    assert files.read(Version.objects.get(document=broken).file).startswith(b"%PDF")


def test_what_a_killed_worker_left_is_taken_up_again_after_a_while(cast):
    made = making.document(cast.stina)
    Version.objects.filter(document=made).update(reading=Reading.READING, leased=clock.now(), attempts=1)
    assert read_waiting() == 0  # somebody reads it
    with clock.at(clock.now() + timedelta(minutes=6)):
        assert read_waiting() == 1
    assert reading(made) == (Reading.DONE, "", 2)


def test_a_file_that_kills_its_reader_three_times_is_marked_and_left(cast):
    made = making.document(cast.stina)
    Version.objects.filter(document=made).update(reading=Reading.READING, leased=clock.now(), attempts=MOST_ATTEMPTS)
    with clock.at(clock.now() + timedelta(minutes=6)):
        read_waiting()
        assert reading(made)[:2] == (Reading.BROKEN, "fell")
        assert read_waiting() == 0


def test_a_file_that_is_no_longer_there_is_marked(cast):
    made = making.document(cast.stina, file=making.sent(data=b"lost"))
    files.where(Version.objects.get(document=made).file).unlink()
    read_waiting()
    assert reading(made)[:2] == (Reading.BROKEN, "missing")


def test_reading_again_changes_nothing_twice(cast):
    made = making.document(cast.stina)
    read_waiting()
    before = list(Section.objects.values_list("number", "place", "at", "text"))
    Version.objects.filter(document=made).update(reading=Reading.WAITING, attempts=0)
    assert read_waiting() == 1
    assert list(Section.objects.values_list("number", "place", "at", "text")) == before


def test_no_more_is_read_than_the_settings_let(cast, settings):
    settings.SAMLAR_READING = {**settings.SAMLAR_READING, "signs": 40}
    made = making.document(cast.stina)
    read_waiting()
    assert reading(made)[:2] == (Reading.TOO_LARGE, "much text")
    assert len(Section.objects.get(version__document=made).text) <= 40


def test_a_reader_that_may_be_silent_for_long_is_not_taken_for_dead(cast, settings):
    settings.SAMLAR_READING = {**settings.SAMLAR_READING, "quiet_seconds": 600}
    made = making.document(cast.stina)
    Version.objects.filter(document=made).update(reading=Reading.READING, leased=clock.now(), attempts=1)
    with clock.at(clock.now() + timedelta(minutes=15)):
        assert read_waiting() == 0
    with clock.at(clock.now() + timedelta(minutes=21)):
        assert read_waiting() == 1


def test_what_was_disposed_of_meanwhile_is_not_written(cast, monkeypatch):
    made = making.document(cast.stina)
    actions.bin(cast.stina, made, revision=1)
    really = worker.extract

    def slow(*args, **more):
        found = really(*args, **more)
        Version.objects.filter(document=made).delete()  # the wastebasket is emptied while it is read
        return found

    monkeypatch.setattr(worker, "extract", slow)
    assert read_waiting() == 1
    assert not Section.objects.exists()
