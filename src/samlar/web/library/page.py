"""The page of a document: what it is, from whom and when, how far it has come as a public record, and its text by page."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samlar.activities.queries.documents import hangs_on
from samlar.formats.sentence import Sentence
from samlar.foundation.extraction.kinds import Kind as Content
from samlar.foundation.extraction.kinds import named_otherwise
from samlar.foundation.extraction.told import Reason
from samlar.lessons.queries.documents import building_on
from samlar.library.queries.documents import SectionRow, TextPart, document, steps, text_of, versions
from samlar.library.queries.recordings import marked_as_found
from samlar.library.queries.themes import themes
from samlar.library.rules.documents import lacks, next_step
from samlar.library.rules.rows import DocumentRow, VersionRow
from samlar.library.rules.searching import WORDS, said
from samlar.library.rules.words import KINDS, LANGUAGES, LICENCE_ADDRESSES, LICENCES, READING, STEPS, Kind, State
from samlar.web.asked import viewer, whole
from samlar.web.kept import chip
from samlar.web.library.recordings import beside
from samlar.web.library.serving import may_be_shown
from samlar.web.library.standing import standing
from samlar.web.search.marks import marks
from samlar.web.stable import citing, described
from samlar.web.templatetags.samlar import day, kept_address, language, say

PDF = "pdf"
SLIDES = ("pptx", "odp")
PLACES = {
    "page": Sentence("Sida {n}", "Page {n}"),
    "slide": Sentence("Bild {n}", "Slide {n}"),
    "notes": Sentence("Anteckningar till bild {n}", "Notes to slide {n}"),
    "sheet": Sentence("Blad {n}", "Sheet {n}"),
}


@require_safe
def page(request: HttpRequest, document_id: int) -> HttpResponse:
    """What it is, whose, what one may do with it, and its text."""
    actor = viewer(request)
    row = document(actor, document_id)
    at = whole(request.GET.get("sida"), 0)
    shown = text_of(row, at)
    sections = shown.sections if shown else ()
    files = versions(actor, row) if row.disposed is None else []
    values: dict[str, Any] = {
        "document": row,
        "trail": trail(row)[:-1],
        "kind_word": say(KINDS[row.kind]),
        "chip": chip(row),
        "state": say(standing(row)),
        "facts": facts(row),
        "licence": (say(LICENCES[row.licence]), LICENCE_ADDRESSES.get(row.licence, "")) if row.licence in LICENCES else None,
        "themes": _themes(row),
        "readable": row.live and may_be_shown(row.file) and row.kind != Kind.RECORDING,
        "versions": [version_of(one) for one in files] if len(files) > 1 or row.ours else [],
        "file": version_of(row.file) if row.file else None,
        "steps": [(say(STEPS[one.after]), one) for one in steps(actor, row)] if row.ours else [],
        "next": next_step(row) if row.ours else None,
        "lacks": lacks(row) if row.ours and row.state != State.PUBLISHED else (),
        "hangs_on": hangs_on(actor, row.id),
        "building": building_on(actor, row.id),
        "text": shown,
        "sections": [
            (anchor(one.place, one.at), place_of(one.place, one.at), one, text)
            for one, text in zip(sections, _texts(sections, said(request.GET.get("q", "")[:WORDS]), row.language), strict=True)
        ],
        "read_at": f"#page={at}" if row.file and row.file.type == PDF and 0 < at <= (row.file.pages or 0) else "",
        "of_text": _of_text(shown),
    }
    if row.kind == Kind.RECORDING and row.disposed is None:
        values["recording"] = beside(request, row)
    if row.live:
        values["citation"] = citing.of_document(row)
        values["thing"] = described.document(row, values["recording"].row if "recording" in values else None)
    return render(request, "library/document.html", values)


def facts(row: DocumentRow) -> list[tuple[str, str]]:
    """What the page tells beside the text."""
    told: list[tuple[str, str]] = []
    if row.authors:
        told.append((_("Av"), row.authors))
    if row.day:
        told.append((_("Från"), day(row.day)))
    told.append((_("Inlagt"), day(row.added)))
    if row.person_name:
        told.append((_("Inlagt av"), row.person_name))
    told.append((_("Språk"), say(LANGUAGES.get(row.language, LANGUAGES["xx"]))))
    if row.file and row.file.pages:
        told.append((_("Bilder") if row.file.type in SLIDES else _("Sidor"), str(row.file.pages)))
    if row.record_number:
        told.append((_("Diarienummer"), row.record_number))
    if row.ours:
        told.append((_("Gallring"), day(row.dispose_on) if row.dispose_on else _("bevaras")))
    return told


def version_of(row: VersionRow) -> dict[str, Any]:
    """A file as the page shows it: what kind, how large, and why it has no text, where it has none."""
    about = Content(row.type).about.name
    why = ""
    doubt = named_otherwise(row.name, Content(row.type))
    if doubt is not None:
        why = doubt.en if language() == "en" else doubt.sv
    elif row.why:
        words = Reason(row.why).words
        why = words.en if language() == "en" else words.sv
    elif row.waits:
        why = say(READING[row.reading])
    return {"row": row, "kind": about.en if language() == "en" else about.sv, "size": size(row.bytes), "why": why}


def size(count: int) -> str:
    """A size for people: 340 kB, 12 MB."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} kB"
    said = f"{count / 1_000_000:.1f}".removesuffix(".0")
    return f"{said if language() == 'en' else said.replace('.', ',')} MB"


def anchor(place: str, at: int) -> str:
    """Where in the page a part of the text stands: notes stand with their slide."""
    return f"anteckningar-{at}" if place == "notes" else f"sida-{at}" if at else ""


def place_of(place: str, at: int) -> str:
    return say(PLACES[place].fill(n=at)) if place in PLACES else ""


def trail(row: DocumentRow) -> list[tuple[str, str]]:
    """The way down to a page under a document."""
    first = [(_("Arkiv"), kept_address("search"))]
    if row.ours:
        first = [(_("Vårt arkiv"), reverse("our_documents"))]
    return [*first, (row.title, reverse("document", args=[row.id]))]


def _texts(sections: Sequence[SectionRow], words: str, language: str) -> list[str]:
    """The text of each section, with the words that a search led here by marked; in a link that somebody wrote there may be any."""
    texts = [one.text for one in sections]
    found = marked_as_found(texts, words, language) if words and texts else None
    return texts if found is None else [marks(one) for one in found]


def _themes(row: DocumentRow) -> list[tuple[str, str]]:
    """Each theme with the address of what else is sorted by it. One query, where there is any."""
    slugs = {one.id: one.slug for one in themes(retired=True)} if row.themes else {}
    search = kept_address("search")
    return [(say(Sentence(sv, en)), f"{search}?{urlencode({'tema': slugs[id]})}") for id, sv, en in row.themes]


def _of_text(shown: TextPart | None) -> str:
    if shown is None or shown.total <= len(shown.sections):
        return ""
    return _("Del %(first)d–%(last)d av %(total)d") % {"first": shown.first, "last": shown.last, "total": shown.total}
