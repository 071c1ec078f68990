"""Files of documents, for those who see the document: to keep, to read in the browser, a picture of the first page.

Nothing in them can run here: only what `kinds` knows to be safe is shown, everything else is kept; a browser may not guess what it is.
Parts of a recording are given as they are asked for (RFC 9110, 14), so that a player can jump.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from samlar.foundation import files
from samlar.foundation.extraction.kinds import Kind, Shown
from samlar.foundation.extraction.looking import NotLookedThrough, nothing_runs
from samlar.foundation.pictures import TYPE
from samlar.library.queries.documents import document, version
from samlar.library.rules.rows import VersionRow
from samlar.web.asked import viewer
from samlar.web.served import NOTHING_RUNS, guard, is_known

PIECE = 256 * 1024
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
# A browser's own reader of PDF files is a program of its own without a way to this site's pages or words. Not every browser starts it in a
# sandbox, so the word is left out here, and nowhere else; what some browsers' readers are made of (an object, a style) is let through.
PDF_IS_READ = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@require_safe
def download(request: HttpRequest, document_id: int, number: int) -> HttpResponseBase:
    """The file, to be kept under its own name made safe."""
    _, row = version(viewer(request), document_id, number)
    return _served(request, row, "application/octet-stream", attached=True)


@require_safe
def view(request: HttpRequest, document_id: int, number: int) -> HttpResponseBase:
    """The file, in the browser's own reader or player; not there for what might run or be guessed at.

    A paper with a script of its own is kept instead: no header keeps a browser's reader from running it.
    """
    _, row = version(viewer(request), document_id, number)
    about = Kind(row.type).about
    if about.shown != Shown.AS_IS:
        raise Http404
    return _served(request, row, about.media_type, attached=row.type == Kind.PDF and _may_run(row.file))


@require_safe
def preview(request: HttpRequest, document_id: int) -> HttpResponseBase:
    """A picture of the first page of the newest version."""
    row = document(viewer(request), document_id)
    if row.file is None or not row.file.preview:
        raise Http404
    etag = f'"{row.file.preview}"'
    answer: HttpResponse
    if is_known(request, etag):
        answer = HttpResponseNotModified()
    else:
        try:
            answer = HttpResponse(files.read(row.file.preview), content_type=TYPE)
        except FileNotFoundError:
            raise Http404 from None
    guard(answer, etag=etag)
    return answer


def _may_run(checksum: str) -> bool:
    """Whether something in the paper runs, for all that is known."""
    try:
        return not _is_still(checksum)
    except NotLookedThrough:
        return True
    except FileNotFoundError:
        raise Http404 from None


@lru_cache(maxsize=10_000)  # what a checksum stands for never changes
def _is_still(checksum: str) -> bool:
    return nothing_runs(files.where(checksum))


def may_be_shown(row: VersionRow | None) -> bool:
    """Whether a browser may be handed the file to show."""
    return row is not None and Kind(row.type).about.shown == Shown.AS_IS


def _served(request: HttpRequest, row: VersionRow, media_type: str, *, attached: bool) -> HttpResponseBase:
    try:
        path = files.where(row.file)
    except FileNotFoundError:
        raise Http404 from None
    etag = f'"{row.file}"'
    if is_known(request, etag):
        answer: HttpResponseBase = HttpResponseNotModified()
    else:
        size = path.stat().st_size
        asked = _part(request, etag, size)
        if asked is None:
            answer = FileResponse(path.open("rb"), content_type=media_type)
            answer["Content-Length"] = str(size)
        else:
            answer = _some(path, asked, size, media_type)
    answer["Accept-Ranges"] = "bytes"
    answer["Content-Disposition"] = content_disposition_header(attached, row.name) or "attachment"
    guard(answer, etag=etag, policy=PDF_IS_READ if row.type == Kind.PDF and not attached else NOTHING_RUNS)
    return answer


def _some(path: Path, asked: range, size: int, media_type: str) -> HttpResponseBase:
    """Part 14 of the standard: those bytes, or that there are none such."""
    if not asked:
        answer: HttpResponseBase = HttpResponse(status=416)
        answer["Content-Range"] = f"bytes */{size}"
        return answer
    answer = StreamingHttpResponse(_read(path.open("rb"), asked), status=206, content_type=media_type)
    answer["Content-Range"] = f"bytes {asked.start}-{asked.stop - 1}/{size}"
    answer["Content-Length"] = str(len(asked))
    return answer


def _part(request: HttpRequest, etag: str, size: int) -> range | None:
    """The bytes asked for: none where all are, or where what is asked cannot be understood (then all are given); empty where there are none
    such. Of several parts at once all is given, which the standard allows."""
    said = RANGE.fullmatch(request.headers.get("Range", "").strip())
    if said is None or said.groups() == ("", ""):
        return None
    if request.headers.get("If-Range", etag).strip() != etag:
        return None
    first, last = said.groups()
    if not first:
        return range(max(0, size - int(last)), size)  # the last so many
    stop = min(size, int(last) + 1) if last else size
    if last and int(last) < int(first):
        return None
    return range(int(first), max(int(first), stop)) if int(first) < size else range(0)


def _read(opened: BinaryIO, asked: range) -> Iterator[bytes]:
    with opened:
        opened.seek(asked.start)
        left = len(asked)
        while left > 0 and (piece := opened.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
