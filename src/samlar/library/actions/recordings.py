"""Deeds upon what a recording has beside: its length, chapters, subtitles, and how far its captions have come (G3).

The document's row is the lock, and its revision what a page was read at. Subtitles are kept as WebVTT made anew from what was sent, and
their text in paragraphs at moments, which search finds.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from samlar.foundation import audit, clock, files
from samlar.library.actions.documents import locked
from samlar.library.models import Chapter, Document, Recording, Section, Track
from samlar.library.rules import documents as document_rules
from samlar.library.rules import recordings as rules
from samlar.library.rules import subtitles
from samlar.library.rules.recordings import Captions, ChapterLine
from samlar.library.rules.rows import DocumentRow
from samlar.library.rules.subtitles import Cue
from samlar.library.rules.words import LANGUAGES, Kind
from samlar.people.rules import Actor, NotVisible

PLACE = "moment"


@transaction.atomic
def tell(actor: Actor, document_id: int, *, captions: str, length: str = "", revision: int) -> None:
    """Says how long it is and how far its captions have come ("done" also where they are burnt into the film or lie with the service).

    Raises NotVisible (also for what is no recording), NotAllowed, RecordingRefused (at `length`, `captions`), Overtaken.
    """
    row = _carried(actor, document_id, revision)
    seconds = rules.taken_length(length)
    kept = list(Track.objects.filter(document=document_id, language=row.language).values_list("automatic", flat=True))
    state = rules.taken_state(captions, has_automatic=any(kept), has_read=not all(kept))
    before = Recording.objects.values_list("captions", flat=True).get(document=document_id)
    Recording.objects.filter(document=document_id).update(seconds=seconds, captions=state)
    _done(actor, row, "document.recording_told", {"captions": [before, state.value]})


@transaction.atomic
def put_chapters(actor: Actor, document_id: int, text: str, *, revision: int) -> int:
    """Its chapters anew, out of lines such as "12:30 Rubrik"; no lines take them all away. Says how many.

    Raises NotVisible, NotAllowed, RecordingRefused (at `chapters`, which names the line), Overtaken.
    """
    row = _carried(actor, document_id, revision)
    seconds = Recording.objects.values_list("seconds", flat=True).get(document=document_id)
    lines = rules.chapters(text, seconds)
    Chapter.objects.filter(document=document_id).delete()
    Chapter.objects.bulk_create(Chapter(document_id=document_id, at=line.at, title=line.title) for line in lines)
    for track in Track.objects.filter(document=document_id):
        _keep_text(track.pk, subtitles.read(files.read(track.file)), lines)
    _done(actor, row, "document.chapters_put", {"chapters": [None, len(lines)]})
    return len(lines)


@transaction.atomic
def put_track(actor: Actor, document_id: int, data: bytes, *, language: str, automatic: bool = False, revision: int) -> int:
    """Subtitles in a language, instead of those that were there; says how many texts they hold.

    `automatic`: made by a machine and not yet read by a person. Raises NotVisible, NotAllowed, SubtitlesRefused (at `file`),
    RecordingRefused (at `language`), Overtaken.
    """
    row = _carried(actor, document_id, revision)
    if language not in LANGUAGES:
        raise rules.refused(rules.CHOOSE_LANGUAGE, "language")
    cues = subtitles.read(data)
    kept = files.keep(subtitles.written(cues).encode())
    old = Track.objects.filter(document=document_id, language=language).first()
    if old is not None:
        files.touch(old.file)
        old.delete()
    made = Track.objects.create(
        document_id=document_id, language=language, file=kept, automatic=automatic, person_id=actor.person, added=clock.now()
    )  # type: ignore[misc]  # whoever acts for an organisation is a person
    _keep_text(made.pk, cues, _chapters(document_id))
    _follow(row)
    _done(actor, row, "document.captions_put", {"captions": [None, language]})
    return len(cues)


@transaction.atomic
def read_through(actor: Actor, document_id: int, language: str, *, revision: int) -> None:
    """Somebody has read a machine's subtitles and mended them: they count as captions. Raises NotVisible, NotAllowed, Overtaken."""
    row = _carried(actor, document_id, revision)
    if not Track.objects.filter(document=document_id, language=language).update(automatic=False):
        raise NotVisible
    _follow(row)
    _done(actor, row, "document.captions_read", {"captions": [Captions.AUTOMATIC.value, language]})


@transaction.atomic
def remove_track(actor: Actor, document_id: int, language: str, *, revision: int) -> None:
    """Takes subtitles away; the file goes when nobody has needed it for a while. Raises NotVisible, NotAllowed, Overtaken."""
    row = _carried(actor, document_id, revision)
    track = Track.objects.filter(document=document_id, language=language).first()
    if track is None:
        raise NotVisible
    files.touch(track.file)
    track.delete()
    _follow(row, lost=language == row.language)
    _done(actor, row, "document.captions_removed", {"captions": [language, None]})


def _carried(actor: Actor, document_id: int, revision: int) -> DocumentRow:
    """The recording, locked, with a row for what it has beside. Raises NotVisible, NotAllowed, DocumentRefused, Overtaken."""
    row = locked(actor, document_id)
    if row.kind != Kind.RECORDING:
        raise NotVisible
    document_rules.must_carry(actor, row)
    document_rules.must_be_read_lately(revision, row)
    Recording.objects.get_or_create(document_id=document_id)
    return row


def _chapters(document_id: int) -> list[ChapterLine]:
    return [ChapterLine(*one) for one in Chapter.objects.filter(document=document_id).order_by("at").values_list("at", "title")]


def _keep_text(track: int, cues: Sequence[Cue], chapters: Sequence[ChapterLine]) -> None:
    """The subtitles as paragraphs, each under the chapter that it stands in."""
    Section.objects.filter(track=track).delete()
    starts = [line.at for line in chapters]
    told = []
    for number, one in enumerate(subtitles.paragraphs(cues, starts), 1):
        under = bisect_right(starts, one.begin)
        heading = chapters[under - 1].title if under else ""
        told.append(Section(track_id=track, number=number, place=PLACE, at=one.begin, until=one.end, heading=heading, text=one.text))
    Section.objects.bulk_create(told)


def _follow(row: DocumentRow, *, lost: bool = False) -> None:
    """How far the captions have come follows from the files. `lost`: the one in the spoken language was taken away."""
    automatic = Track.objects.filter(document=row.id, language=row.language).values_list("automatic", flat=True).first()
    said = Recording.objects.values_list("captions", flat=True).get(document=row.id)
    Recording.objects.filter(document=row.id).update(captions=rules.captions_of(automatic, Captions(said), lost=lost))


def _done(actor: Actor, row: DocumentRow, verb: str, changes: dict[str, list[Any]]) -> None:
    Document.objects.filter(id=row.id).update(revision=row.revision + 1, changed=clock.now())
    audit.record(person=actor.person, organisation=actor.organisation, verb=verb, kind="document", subject=row.id, changes=changes)
