"""The process apart: opens one file that somebody sent, says what it reads line by line, and ends.

Started by `apart` only. Before it opens anything it bounds its own time and memory, and forbids itself to write any file; before it
reads, to reach the network or start a program.
It answers on what was its standard output, in JSON, a line for each thing told:
`{"limits"}` first, then `{"section"}` and `{"at"}` as they come, and `{"end"}` or `{"picture"}` last. Nothing else gets there.
"""

import base64
import contextlib
import importlib
import json
import os
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from samlar.foundation.extraction import safe_xml, scripted, titles
from samlar.foundation.extraction.gathering import Gathering
from samlar.foundation.extraction.kinds import Kind
from samlar.foundation.extraction.limits import Limits
from samlar.foundation.extraction.told import Reason, Unreadable

NEARLY_ALL = 0.8  # of the memory it may have
READERS = "samlar.foundation.extraction.readers."
READ_BY = {  # each library is loaded for its own kind only: most of them take a quarter of a second
    Kind.PDF: ("paper", "read"), Kind.DOCX: ("writing", "read"), Kind.PPTX: ("slides", "read"), Kind.XLSX: ("workbook", "read"),
    Kind.ODT: ("open_document", "read_text"), Kind.ODP: ("open_document", "read_slides"), Kind.ODS: ("open_document", "read_sheets"),
    Kind.HTML: ("web_page", "read"), Kind.TXT: ("plain", "read"), Kind.VTT: ("subtitles", "read_vtt"), Kind.SRT: ("subtitles", "read_srt"),
}  # fmt: skip
FORBIDDEN = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "os.system", "os.exec",
             "os.fork", "os.posix_spawn", "ctypes.dlopen", "ftplib.connect", "urllib.Request")  # fmt: skip


def main() -> None:
    asked = json.loads(sys.stdin.buffer.read())
    limits = Limits(**asked["limits"])
    answer = _own_way_out()
    bound(limits)

    def tell(**what: Any) -> None:
        answer.write(json.dumps(what, ensure_ascii=False).encode(errors="replace") + b"\n")
        answer.flush()

    tell(
        limits={"memory": _soft(resource.RLIMIT_AS), "cpu": _soft(resource.RLIMIT_CPU)},
        floor=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        memory=_most_memory(),
    )
    path, kind = Path(asked["path"]), Kind(asked["kind"])
    if asked["deed"] == "draw":
        _draw(path, kind, asked["width"], tell)
    elif asked["deed"] == "look":
        tell(end={"scripted": scripted.is_scripted(path, limits)})
    else:
        _read(path, kind, limits, asked["tesseract"], tell)


def bound(limits: Limits) -> None:
    """From here on this process takes no more than it may. Where the system has no such limit the parent's clock is what is left."""
    wanted = [
        (resource.RLIMIT_AS, limits.memory, 0),
        (resource.RLIMIT_CPU, limits.cpu_seconds, 1),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ]
    for what, most, more in wanted:  # a second more of time: at the softer limit it is told why it ends, at the harder it only ends
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most + more if hard == resource.RLIM_INFINITY else min(most + more, hard)))


def _read(path: Path, kind: Kind, limits: Limits, tesseract: str | None, tell: Callable[..., None]) -> None:
    into = Gathering(
        limits, lambda section: tell(section={key: value for key, value in asdict(section).items() if value not in (None, "")}),
        lambda number, of: tell(at=[number, of]),
    )  # fmt: skip

    def read() -> None:
        module, deed = READ_BY[kind]
        reader = getattr(importlib.import_module(READERS + module), deed)
        _keep_to_oneself(tesseract)
        reader(path, into, *([tesseract] if kind == Kind.PDF else []))

    reason = _how_it_went(read) or _what_is_lacking(into, tesseract)
    tell(
        end={
            "reason": reason, "pages": into.pages, "title": titles.title(into.title), "authors": titles.authors(into.authors),
            "recognised": into.recognised, "unread": into.unread,
        },
        memory=_most_memory(),
    )  # fmt: skip


def _how_it_went(deed: Callable[[], object]) -> Reason | None:
    try:
        deed()
    except Unreadable as no:
        return Reason.MEMORY if no.reason == Reason.DAMAGED and _out_of_memory() else no.reason
    except MemoryError:
        return Reason.MEMORY
    except FileNotFoundError:
        return Reason.MISSING
    except RecursionError:
        return Reason.DEEP
    except Exception as error:  # a reader fails in as many ways as there are broken files
        if safe_xml.too_deep(error):
            return Reason.DEEP
        return Reason.MEMORY if _out_of_memory() else Reason.DAMAGED
    return None


def _out_of_memory() -> bool:
    """Whether a library reported want of memory as something else: most of what this process may have was taken at some time."""
    limit = _soft(resource.RLIMIT_AS)
    return limit != resource.RLIM_INFINITY and _own_word("VmPeak") > limit * NEARLY_ALL


def _what_is_lacking(into: Gathering, tesseract: str | None) -> Reason | None:
    if into.unread and not into.sections:
        return Reason.NOT_RECOGNISED if tesseract else Reason.SCANNED
    if into.unread:
        return Reason.SOME_SCANNED
    return None if into.sections else Reason.BLANK


def _draw(path: Path, kind: Kind, width: int, tell: Callable[..., None]) -> None:
    made: list[tuple[bytes, int, int]] = []

    def draw() -> None:
        drawing = importlib.import_module("samlar.foundation.extraction.drawing")
        _keep_to_oneself(None)
        made.append(drawing.of(path, kind, width))

    reason = _how_it_went(draw)
    if made:
        data, wide, high = made[0]
        tell(picture={"data": base64.b64encode(data).decode(), "width": wide, "height": high}, memory=_most_memory())
    else:
        tell(end={"reason": reason}, memory=_most_memory())


def _own_way_out() -> IO[bytes]:
    """What was the standard output, kept for the answer: whatever a library prints goes nowhere."""
    answer = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return answer


def _keep_to_oneself(tesseract: str | None) -> None:
    """No network and no other program: the libraries here need neither, and a file that makes one of them try has no business to."""

    def refuse(event: str, args: tuple[Any, ...]) -> None:
        if event in FORBIDDEN or (event == "subprocess.Popen" and (tesseract is None or args[1][:1] != [tesseract])):
            raise PermissionError(event)

    sys.addaudithook(refuse)


def _most_memory() -> int:
    """The most bytes that this process, or a program it started, has held.

    What the system counts for a process includes what its parent held as it began, so its own word is asked for where there is one.
    """
    unit = 1 if sys.platform == "darwin" else 1024
    started = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit
    return max(_own_word("VmHWM") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit, started)


def _own_word(name: str) -> int:
    """What the system says of this process's memory, in bytes; 0 where it says nothing."""
    try:
        return int(next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name)).split()[1]) * 1024
    except (OSError, StopIteration, ValueError, IndexError):
        return 0


def _soft(what: int) -> int:
    return resource.getrlimit(what)[0]


if __name__ == "__main__":
    main()
