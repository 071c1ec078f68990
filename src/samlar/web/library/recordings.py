"""A recording's parts of the document page: player, chapters, captions; its transcript; and the pages on which they are changed (G3).

Nothing is asked of a video service before the visitor has said so: the page has a drawn panel with a form, and only the answer to that
form lets the service's own host into a frame (Z8). A moment in an address is `?tid=`, in milliseconds.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samlar.formats.sentence import Refusal, Sentence
from samlar.foundation import clock
from samlar.library.actions import recordings as actions
from samlar.library.queries.documents import document
from samlar.library.queries.recordings import (
    Paragraph,
    RecordingRow,
    TrackRow,
    line_at,
    marked_as_found,
    recording,
    track_of,
    transcript,
    webvtt,
)
from samlar.library.rules import documents as document_rules
from samlar.library.rules import recordings as rules
from samlar.library.rules import services, subtitles, transcripts
from samlar.library.rules.documents import SOUND, Overtaken
from samlar.library.rules.recordings import Captions, Owed
from samlar.library.rules.rows import DocumentRow
from samlar.library.rules.services import Service
from samlar.library.rules.words import LANGUAGES
from samlar.people.rules import NotAllowed
from samlar.web.asked import viewer, whole
from samlar.web.forms import take_refusal
from samlar.web.library.recording_forms import ChaptersForm, ToldForm, TrackForm
from samlar.web.served import guard
from samlar.web.templatetags.samlar import kept_address, say

WATCHED_FROM = "strict-origin-when-cross-origin"  # the services refuse to play for a page that says nothing of where it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """A chapter as the page shows it. `href` works without scripts; `at` is in seconds, for the script."""

    said: str
    title: str
    href: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Subtitles:
    """Subtitles as the page offers them. `label` is in their own reader's words: the language."""

    language: str
    label: str
    href: str
    automatic: bool
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What `library/_recording.html` shows. `media`: our own file, at its moment; `service`: whose frame can show it; `link`: elsewhere;
    `frame`: what stands in the frame, once the visitor has said yes. `there`: what is said at the moment, where it is played elsewhere."""

    row: RecordingRow
    media: str
    sound: bool
    service: Service | None
    link: str
    host: str
    at: int
    said_at: str
    length: str
    chapters: tuple[Jump, ...]
    tracks: tuple[Subtitles, ...]
    chip: tuple[Sentence, str]
    standing: Sentence | None
    frame: str = ""
    there: Paragraph | None = None

    @property
    def learns(self) -> Sentence:
        """What a service learns of whoever watches there."""
        return services.LEARNS


def beside(request: HttpRequest, row: DocumentRow, *, playing: bool = False) -> Beside:
    """A recording's parts, for whoever is let in to the document. Four queries at most. Raises NotVisible for what is no recording."""
    here = recording(row)
    at = moment_asked(request.GET.get("tid") or request.POST.get("tid"))
    page = kept_address("document", row.id)
    place = services.placed(row.link) if row.file is None else None
    media = kept_address("document_view", row.id, row.file.number) if row.file else ""
    # What is played where nobody can be led to a moment has its moments among the words.
    lines = transcript(here.tracks[0]) if row.file is None and place is None and here.tracks and (at or here.chapters) else []
    return Beside(
        row=here, media=f"{media}#t={at // 1000}" if media and at else media, sound=bool(row.file and row.file.type in SOUND),
        service=place.of if place else None, link=services.at_moment(row.link, at), host=services.host_of(row.link), at=at,
        said_at=rules.said_moment(at) if at else "", length=rules.said_moment(here.seconds * 1000) if here.seconds else "",
        chapters=tuple(
            Jump(said=rules.said_moment(one.at), title=one.title, href=_led(row, page, lines, one.at), at=one.at // 1000)
            for one in here.chapters
        ),
        tracks=tuple(_offered(row, one, first=place == 0) for place, one in enumerate(here.tracks)),
        chip=(rules.WORDS[here.captions], chip_of(here, row)),
        standing=rules.standing(here.captions, here.due, clock.today()) if row.ours or here.owed != Owed.NOTHING else None,
        frame=services.embed(place, at) if place and playing else "", there=line_at(lines, at) if at else None,
    )  # fmt: skip


def _led(row: DocumentRow, page: str, lines: list[Paragraph], at: int) -> str:
    """Where a moment is found: with the player, else where it is said."""
    line = line_at(lines, at)
    return f"{kept_address('transcript', row.id)}#t-{line.at}" if line else f"{page}?tid={at}#spelare"


def chip_of(here: RecordingRow, row: DocumentRow) -> str:
    """The chip's kind: saffron only where it waits for whoever looks."""
    if here.captions == Captions.DONE:
        return "done"
    return "waiting" if row.ours and here.owed != Owed.NOTHING else "draft"


def moment_asked(text: str | None) -> int:
    """The moment (ms) that an address asks for; what is none is the beginning."""
    return min(whole(text, 0), subtitles.LONGEST)


# — reading —


@require_POST
def play(request: HttpRequest, document_id: int) -> HttpResponse:
    """The recording in its service's frame: the visitor has said so. The one answer that lets that service in."""
    row = document(viewer(request), document_id)
    shown = beside(request, row, playing=True)
    if not shown.frame or shown.service is None:
        return redirect("document", document_id)
    answer = render(request, "library/play.html", {"document": row, "recording": shown, "trail": _trail(row), "from_here": WATCHED_FROM})
    answer._csp_update = {"frame-src": [f"https://{shown.service.host}"]}  # type: ignore[attr-defined]  # django-csp reads it
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
def read(request: HttpRequest, document_id: int) -> HttpResponse:
    """All that is said, with its moments; words can be looked for."""
    row = document(viewer(request), document_id)
    here = recording(row)
    languages = [one.language for one in here.tracks]
    asked = request.GET.get("sprak", "")
    track = track_of(here, asked if asked in languages else next(iter(languages), ""))
    typed = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[: transcripts.LONGEST]
    lines = transcript(track)
    found = marked_as_found([one.text for one in lines], typed, track.language)
    pieces = found or [(transcripts.Segment(one.text, False),) for one in lines]
    told = [(one, rules.said_moment(one.at), parts) for one, parts in zip(lines, pieces, strict=True)]
    others = [_offered(row, one, first=False) for one in here.tracks if one != track]
    values: dict[str, Any] = {
        "document": row, "track": _offered(row, track, first=True), "others": others, "told": told, "typed": typed,
        "looked": found is not None,
        "hits": [one for one in told if transcripts.found(one[2])], "trail": _trail(row, inside=True),
    }  # fmt: skip
    return render(request, "library/transcript.html", values)


@require_safe
def webvtt_file(request: HttpRequest, document_id: int, language: str) -> HttpResponse:
    """The subtitles for a player, or to keep: only times and words, as they were made anew."""
    row = document(viewer(request), document_id)
    answer = HttpResponse(webvtt(track_of(recording(row), language)), content_type="text/vtt; charset=utf-8")
    guard(answer)
    return answer


# — changing —


def captions(request: HttpRequest, document_id: int) -> HttpResponse:
    """How far the captions have come, and their files."""
    row = _carried(request, document_id)
    return _captions_page(request, row, ToldForm(None, row, recording(row)), TrackForm(None, None, row), status=200)


@require_POST
def tell(request: HttpRequest, document_id: int) -> HttpResponse:
    """Length and state of the captions."""
    row = _carried(request, document_id)
    form = ToldForm(request.POST, row, recording(row))
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.tell(viewer(request), document_id, captions=given["captions"], length=given["length"], revision=given["revision"] or 0)
        except Refusal as refusal:
            _take(form, refusal)
        else:
            messages.success(request, _("Sparat."))
            return redirect("captions", document_id)
    return _captions_page(request, row, form, TrackForm(None, None, row), status=422)


@require_POST
def put(request: HttpRequest, document_id: int) -> HttpResponse:
    """A file of subtitles."""
    row = _carried(request, document_id)
    form = TrackForm(request.POST, request.FILES, row)
    if form.is_valid():
        given = form.cleaned_data
        try:
            count = actions.put_track(
                viewer(request), document_id, given["file"].read(subtitles.MOST_BYTES + 1), language=given["language"],
                automatic=given["automatic"], revision=given["revision"] or 0,
            )  # fmt: skip
        except Refusal as refusal:
            _take(form, refusal)
        else:
            messages.success(request, _("Undertexterna är inlagda: %(count)s textrutor.") % {"count": count})
            return redirect("captions", document_id)
    return _captions_page(request, row, ToldForm(None, row, recording(row)), form, status=422)


@require_POST
def change(request: HttpRequest, document_id: int, language: str) -> HttpResponse:
    """A machine's subtitles have been read by a person, or subtitles are taken away."""
    revision = whole(request.POST.get("revision"), 0)
    if request.POST.get("deed") == "remove":
        actions.remove_track(viewer(request), document_id, language, revision=revision)
        messages.success(request, _("Undertexterna är borttagna."))
    else:
        actions.read_through(viewer(request), document_id, language, revision=revision)
        messages.success(request, _("Texten räknas som läst."))
    return redirect("captions", document_id)


def chapters(request: HttpRequest, document_id: int) -> HttpResponse:
    """The chapters, typed as lines."""
    row = _carried(request, document_id)
    form = ChaptersForm(request.POST if request.method == "POST" else None, row, recording(row))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            count = actions.put_chapters(viewer(request), document_id, given["chapters"], revision=given["revision"] or 0)
        except Refusal as refusal:
            _take(form, refusal)
        else:
            said = _("Kapitlen är sparade: %(count)s.") % {"count": count}
            messages.success(request, said if count else _("Inspelningen har inga kapitel."))
            return redirect("document", document_id)
    values = {"form": form, "document": row, "trail": _trail(row, inside=True)}
    return render(request, "library/chapters.html", values, status=422 if request.method == "POST" else 200)


def _captions_page(request: HttpRequest, row: DocumentRow, told: ToldForm, put: TrackForm, *, status: int) -> HttpResponse:
    here = recording(row)
    tracks = [_offered(row, one, first=place == 0) for place, one in enumerate(here.tracks)]
    values = {
        "document": row, "recording": here, "told": told, "put": put, "tracks": tracks, "law": rules.LAW,
        "standing": rules.standing(here.captions, here.due, clock.today()), "trail": _trail(row, inside=True),
    }  # fmt: skip
    return render(request, "library/captions.html", values, status=status)


def _carried(request: HttpRequest, document_id: int) -> DocumentRow:
    """The recording, for those who may change it. Raises NotVisible, NotAllowed, DocumentRefused."""
    row = document(viewer(request), document_id)
    recording(row)
    document_rules.must_carry(viewer(request), row)
    return row


def _take(form: ToldForm | TrackForm | ChaptersForm, refusal: Refusal) -> None:
    """A refusal stands in the form. Of two windows the second keeps what was typed, and may send it on top of the other's."""
    if isinstance(refusal, NotAllowed):
        raise refusal
    if isinstance(refusal, Overtaken):
        form.data = {**form.data.dict(), "revision": str(refusal.now)}  # type: ignore[attr-defined]  # a QueryDict: it was sent
    take_refusal(form, refusal)


def _offered(row: DocumentRow, track: TrackRow, *, first: bool) -> Subtitles:
    href = reverse("captions_file", args=[row.id, track.language])
    return Subtitles(language=track.language, label=say(LANGUAGES[track.language]), href=href, automatic=track.automatic, first=first)


def _trail(row: DocumentRow, *, inside: bool = False) -> list[tuple[str, str]]:
    """The way here; `inside`: from the recording's own page."""
    return [(_("Arkiv"), reverse("search")), *([(row.title, kept_address("document", row.id))] if inside else [])]
