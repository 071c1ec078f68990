"""Reads of what a recording has beside (G3). Whoever asks of one document has been let in to it by `queries.documents`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from samlar.foundation import clock, files
from samlar.foundation.search.highlight import Segment, marked
from samlar.foundation.search.question import ask
from samlar.library.models import Chapter, Recording, Section, Track
from samlar.library.queries.finding import NotReady, chain
from samlar.library.rules import recordings as rules
from samlar.library.rules import transcripts
from samlar.library.rules.recordings import Captions, ChapterLine, Owed
from samlar.library.rules.rows import DocumentRow
from samlar.library.rules.words import Kind
from samlar.people.rules import NotVisible

Marked = Segment | transcripts.Segment


@dataclass(frozen=True, slots=True)
class TrackRow:
    """Subtitles in one language. `automatic`: made by a machine and not yet read by a person."""

    id: int
    language: str
    file: str
    automatic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingRow:
    """What a recording has beside. `tracks`: the spoken language first."""

    document: int
    seconds: int | None
    captions: Captions
    due: date | None
    owed: Owed
    chapters: tuple[ChapterLine, ...]
    tracks: tuple[TrackRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """What is said from a moment (ms). `heading`: the chapter that begins with it; empty where it goes on."""

    at: int
    until: int
    heading: str
    text: str


def recording(row: DocumentRow) -> RecordingRow:
    """What a recording has beside; nothing of it yet is nothing of it. Three queries. Raises NotVisible for what is no recording."""
    if row.kind != Kind.RECORDING:
        raise NotVisible
    found = Recording.objects.filter(document=row.id).values_list("seconds", "captions", "due").first()
    seconds, captions, due = found or (None, Captions.NONE.value, None)
    chapters = Chapter.objects.filter(document=row.id).order_by("at").values_list("at", "title")
    tracks = [TrackRow(*one) for one in Track.objects.filter(document=row.id).values_list("id", "language", "file", "automatic")]
    return RecordingRow(
        document=row.id, seconds=seconds, captions=Captions(captions), due=due,
        owed=rules.owed(Captions(captions), due, clock.today()),
        chapters=tuple(ChapterLine(*one) for one in chapters),
        tracks=tuple(sorted(tracks, key=lambda one: (one.language != row.language, one.language))),
    )  # fmt: skip


def transcript(track: TrackRow) -> list[Paragraph]:
    """What is said, in the order of time, with each chapter's name where it begins. One query."""
    found, last = [], ""
    for at, until, heading, text in Section.objects.filter(track=track.id).order_by("number").values_list("at", "until", "heading", "text"):
        found.append(Paragraph(at=at, until=until or at, heading=heading if heading != last else "", text=text))
        last = heading
    return found


def line_at(lines: Sequence[Paragraph], at: int) -> Paragraph | None:
    """What is said at a moment, else what is said next; none where nothing is said."""
    return next((one for one in lines if one.until > at), lines[-1] if lines else None)


def marked_as_found(texts: Sequence[str], typed: str, language: str) -> list[Sequence[Marked]] | None:
    """Each text in pieces, what was looked for marked as search marks it; while there is no index by the stems alone. None where nothing
    that can be looked for was typed."""
    question, stems = ask(typed), transcripts.looked_for(typed, language)
    if not stems:
        return None
    try:
        words = chain()
    except NotReady:
        return [transcripts.marked(one, stems) for one in texts]
    return [marked(one, question, words, language=language) for one in texts]


def track_of(row: RecordingRow, language: str) -> TrackRow:
    """The subtitles in a language. Raises NotVisible."""
    for one in row.tracks:
        if one.language == language:
            return one
    raise NotVisible


def webvtt(track: TrackRow) -> bytes:
    """The subtitles as they are kept: only times and text. Raises NotVisible where the file is no more."""
    try:
        return files.read(track.file)
    except FileNotFoundError:
        raise NotVisible from None
