"""Subtitles that lie beside a recording become its subtitles, wherever they come in by; nothing is lost where they cannot (G3)."""

import pytest

from samlar.foundation import files
from samlar.library.actions import documents as actions
from samlar.library.actions import intake as deeds
from samlar.library.actions import recordings
from samlar.library.actions.intake import Source
from samlar.library.models import Document, IntakeItem, Recording, Track, Version
from samlar.library.queries import intake as queries
from samlar.library.queries.documents import document
from samlar.library.rules.beside import Beside, beside
from samlar.lifecycle.actions import intake as conductor
from tests.foundation.extraction.making_files import film, mp3, srt, vtt
from tests.library import making
from tests.library.making_sources import folder, zipped

SAID = vtt([(1000, 4000, "Hej och välkomna.")])
IN_ENGLISH = srt([(1000, 4000, "Hello and welcome.")])


def test_the_name_tells_which_recording_and_which_language():
    names = ["a/Möte.mp4", "a/möte.VTT", "a/Möte.en.srt", "a/Möte.bakom.vtt", "b/möte.vtt", "a/möte.srt", "läs.vtt"]
    kinds = ["mp4", "vtt", "srt", "vtt", "vtt", "srt", "vtt"]
    assert beside(list(zip(names, kinds, strict=True))) == {1: Beside(0, ""), 2: Beside(0, "en")}


def test_of_a_film_and_a_sound_of_one_name_they_belong_to_the_film():
    assert beside([("möte.mp3", "mp3"), ("möte.vtt", "vtt"), ("möte.mp4", "mp4")]) == {1: Beside(2, "")}
    assert beside([("möte.pdf", "pdf"), ("möte.vtt", "vtt")]) == {}


@pytest.fixture
def majken(cast):
    """Represents Region Kalmar län."""
    return cast.majken


def taken(actor, path):
    made = conductor.read(actor, Source(path.name, path))
    deeds.begin(actor, made)
    assert conductor.take_in(actor, made, Source(path.name, path))
    return queries.intake(actor, made)


def captions():
    return sorted(Track.objects.values_list("document__title", "language"))


@pytest.mark.django_db
class TestIntake:
    @pytest.mark.parametrize("pack", [folder, zipped])
    def test_they_come_with_their_recording_and_are_no_documents(self, majken, tmp_path, pack):
        row = taken(majken, pack(tmp_path / "in", {"2020/Möte.en.srt": IN_ENGLISH, "2020/Möte.mp4": film(), "2020/Möte.vtt": SAID}))
        assert (row.report["subtitles"], row.report["kinds"], dict(row.fates)) == (2, {"recording": 1}, {"taken": 3})
        assert captions() == [("Möte", "en"), ("Möte", "sv")]
        assert Document.objects.count() == Version.objects.count() == 1
        assert Recording.objects.get().captions == "done"
        assert {one.document for one in queries.every_item(row)} == {Document.objects.get().pk}

    def test_again_nothing_comes_twice(self, majken, tmp_path):
        at = folder(tmp_path / "in", {"Möte.mp3": mp3(), "Möte.vtt": SAID})
        taken(majken, at)
        assert dict(taken(majken, at).fates) == {"same": 2}
        assert (Document.objects.count(), Track.objects.count()) == (1, 1)

    def test_what_has_changed_in_its_place_takes_the_place_of_what_was_there(self, majken, tmp_path):
        at = folder(tmp_path / "in", {"Möte.mp4": film(), "Möte.vtt": SAID})
        taken(majken, at)
        (at / "Möte.vtt").write_bytes(vtt([(1000, 4000, "Rättad text.")]))
        assert dict(taken(majken, at).fates) == {"same": 1, "taken": 1}
        assert b"R\xc3\xa4ttad text." in files.read(Track.objects.get().file)
        assert Version.objects.count() == 1

    def test_they_come_to_a_recording_that_is_here_already(self, majken, tmp_path):
        made = making.document(majken, file=making.sent("x.mp4", film()))
        taken(majken, folder(tmp_path / "in", {"Möte.mp4": film(), "Möte.vtt": SAID}))
        assert list(Track.objects.values_list("document", flat=True)) == [made]

    def test_what_somebody_has_put_there_by_hand_is_not_written_over_and_nothing_is_lost(self, majken, tmp_path):
        made = making.document(majken, file=making.sent("x.mp4", film()))
        recordings.put_track(majken, made, vtt([(0, 900, "Läst av en människa.")]), language="sv", revision=1)
        taken(majken, folder(tmp_path / "in", {"Möte.mp4": film(), "Möte.vtt": SAID}))
        assert "Läst av en människa." in files.read(Track.objects.get().file).decode()
        assert files.read(Version.objects.exclude(document=made).get().file) == SAID

    def test_to_another_organisations_recording_they_are_a_document_of_their_own(self, cast, majken, tmp_path):
        theirs = making.published(cast.disa, file=making.sent("x.mp4", film()))
        taken(majken, folder(tmp_path / "in", {"Möte.mp4": film(), "Möte.vtt": SAID}))
        assert not Track.objects.exists()
        assert files.read(Version.objects.exclude(document=theirs).get().file) == SAID

    def test_what_is_no_subtitles_comes_in_and_says_why(self, majken, tmp_path):
        row = taken(majken, folder(tmp_path / "in", {"Möte.mp4": film(), "Möte.vtt": b"WEBVTT\n\nHej\n"}))
        assert dict(row.fates) == {"taken": 2}
        assert [one.why.sv for one in queries.every_item(row) if one.why] == ["Filen har inga tider, så den går inte att visa till filmen."]
        assert Document.objects.count() == 2

    def test_a_manifest_that_calls_them_a_document_is_believed(self, majken, tmp_path):
        taken(majken, folder(tmp_path / "in", {"Möte.mp4": film(), "Möte.vtt": SAID}, "fil;slag\nMöte.vtt;dokument\n"))
        assert (Document.objects.count(), Track.objects.count()) == (2, 0)

    def test_of_a_recording_that_was_thrown_away_they_are_a_document_of_their_own(self, majken, tmp_path):
        at = folder(tmp_path / "in", {"Möte.mp4": film(), "Möte.vtt": SAID})
        made = conductor.read(majken, Source(at.name, at))
        deeds.begin(majken, made)
        deeds.take_in(majken, made, Source(at.name, at), conductor.means_of(majken), most=1)
        film_row = document(majken, Document.objects.get().pk)
        actions.bin(majken, film_row.id, revision=film_row.revision, why="Fel")
        assert conductor.take_in(majken, made, Source(at.name, at))
        assert IntakeItem.objects.get(key="Möte.vtt").document_id not in (None, film_row.id)


@pytest.mark.django_db
def test_others_older_versions_are_not_told_by_their_checksum(cast, majken, tmp_path):
    theirs = making.published(cast.disa, file=making.sent("a.txt", b"forsta"))
    actions.new_version(cast.disa, theirs, making.sent("a.txt", b"andra"), note="Ny", revision=2)
    row = queries.intake(majken, conductor.read(majken, Source("in", folder(tmp_path / "in", {"a.txt": b"forsta", "b.txt": b"andra"}))))
    assert [(one.key, one.fate.value) for one in queries.every_item(row)] == [("a.txt", "waiting"), ("b.txt", "same")]
