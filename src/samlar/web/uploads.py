"""Files as they are sent to the pages: none is let in that is larger than is kept, whatever size it says that it has."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from samlar.foundation import files
from samlar.library.rules.documents import Sent


class Limited(FileUploadHandler):
    """The first of the upload handlers: a file that grows past the limit is let go at once, and its name is told to the page."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > files.largest():
            _named(self.request).append(str(self.file_name or ""))
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers after this one have it."""


def sent_with(request: HttpRequest) -> tuple[Any, Any]:
    """What a form is made from: words and files of one that was sent, also if it came empty; nothing of a page that is only opened."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def too_large(request: HttpRequest) -> list[str]:
    """The names of the files in this request that were let go."""
    request.FILES  # noqa: B018  # what was sent is read when it is first asked for
    return list(_named(request))


@contextmanager
def as_sent(uploaded: UploadedFile) -> Iterator[Sent]:
    """A file that was sent, as it lies on the disk for the moment."""
    if hasattr(uploaded, "temporary_file_path"):
        yield Sent(Path(uploaded.temporary_file_path()), uploaded.name or "")
        return
    with NamedTemporaryFile() as written:
        for piece in uploaded.chunks():
            written.write(piece)
        written.flush()
        yield Sent(Path(written.name), uploaded.name or "")


def _named(request: Any) -> list[str]:
    if not hasattr(request, "_samlar_too_large"):
        request._samlar_too_large = []
    return request._samlar_too_large  # type: ignore[no-any-return]
