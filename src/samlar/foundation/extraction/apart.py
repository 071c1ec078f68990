"""Starts the process apart and hears it out, no longer and no more than the limits say.

The child gets none of this process's secrets: its surroundings are only what Python needs. What it answers is believed no more than
the file is: it is measured, parsed and made into plain values. However it ends (dies, hangs, says nonsense), this process goes on.
"""

import contextlib
import json
import os
import resource
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from samlar.foundation.extraction.kinds import Kind
from samlar.foundation.extraction.limits import Limits
from samlar.foundation.extraction.told import Cost, Reason

CHILD = "samlar.foundation.extraction.child"
PIECE = 64 * 1024
UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in what the system counts memory by
NEARLY_ALL = 0.7  # of the memory it may have: what dies there died of that


@dataclass(slots=True)
class Heard:
    """What the child said. `cut_short` is why it did not come to its end, None where it did."""

    told: list[dict[str, Any]] = field(default_factory=list)
    cut_short: Reason | None = None
    cost: Cost = field(default_factory=Cost)


def ask(
    deed: str, path: Path, kind: Kind, limits: Limits, *, hears: Callable[[dict[str, Any]], None] | None = None, **more: object
) -> Heard:
    """Lets the child do its deed ("read", "draw" or "look") with the file. `hears` gets each thing told, as it comes."""
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # a child is counted from what its parent had taken, until it says its own
    asked = {"deed": deed, "path": str(path.resolve()), "kind": kind.value, "limits": asdict(limits), **more}
    command = [sys.executable, "-B", "-P", "-s", "-W", "ignore", "-m", CHILD]
    child = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=surroundings(),
        cwd="/",
        start_new_session=True,
    )
    heard = Heard()
    try:
        _ask(child, asked)
        heard.cut_short = _hear(child, limits, heard.told, hears)
    finally:
        most, ended = _end(child, kill=heard.cut_short is not None or sys.exc_info()[0] is not None)
    last = heard.told[-1] if heard.told else {}
    floor = _floor(heard.told, ours)
    if heard.cut_short is None and not last.keys() & {"end", "picture"}:
        heard.cut_short = _why(ended, most, floor, limits)
    heard.cost = _cost(heard.told, most if most > floor * UNIT else 0)
    return heard


def surroundings() -> dict[str, str]:
    """All that a process apart knows of where it runs."""
    where = os.pathsep.join(os.path.abspath(one) for one in sys.path if one)
    return {
        "PYTHONPATH": where,
        "PATH": os.environ.get("PATH", os.defpath),
        "LC_ALL": "C.UTF-8",
        "OMP_THREAD_LIMIT": "1",
        "HOME": "/nonexistent",
    }


def _ask(child: subprocess.Popen[bytes], asked: dict[str, object]) -> None:
    assert child.stdin is not None
    with contextlib.suppress(BrokenPipeError), child.stdin:  # it died at once: what it answers shows that
        child.stdin.write(json.dumps(asked).encode())


def _hear(
    child: subprocess.Popen[bytes], limits: Limits, told: list[dict[str, Any]], hears: Callable[[dict[str, Any]], None] | None
) -> Reason | None:
    """Until it has said all. Says why it was not let to."""
    assert child.stdout is not None
    ends, said = time.monotonic() + limits.seconds, 0
    unfinished: list[bytes] = []  # of a line
    with selectors.DefaultSelector() as ready:
        ready.register(child.stdout, selectors.EVENT_READ)
        quiet = time.monotonic() + limits.quiet_seconds
        while True:
            left = min(ends, quiet) - time.monotonic()
            if left <= 0:
                return Reason.TIME
            if not ready.select(left):
                continue
            piece = os.read(child.stdout.fileno(), PIECE)
            if not piece:
                return None
            said += len(piece)
            if said > limits.answer:
                return Reason.MUCH_TEXT
            first, *lines = piece.split(b"\n")
            unfinished.append(first)
            if not lines:
                continue
            lines = [b"".join(unfinished), *lines]
            unfinished = [lines.pop()]
            for line in lines:
                one = _parsed(line)
                if one is None:
                    return Reason.FELL
                quiet = time.monotonic() + limits.quiet_seconds
                told.append(one)
                if hears is not None:
                    hears(one)


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        one = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return one if isinstance(one, dict) else None


def _end(child: subprocess.Popen[bytes], *, kill: bool) -> tuple[int, int]:
    """The child is gone when this returns. Says the most memory it took, and how it ended (as subprocess counts)."""
    if kill:
        _kill(child)
    assert child.stdout is not None
    child.stdout.close()
    waited = time.monotonic() + 5
    while True:  # wait4 is the only one that tells what this child took
        pid, status, used = os.wait4(child.pid, os.WNOHANG)
        if pid:
            break
        if time.monotonic() > waited:
            _kill(child)
            waited = time.monotonic() + 5
        time.sleep(0.002)
    child.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_maxrss * UNIT, child.returncode


def _kill(child: subprocess.Popen[bytes]) -> None:
    """The child is a group of its own, so what it has started goes with it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)


def _floor(told: list[dict[str, Any]], ours: int) -> int:
    """What the system counted for the child as it began, in the system's unit: its parent's, not its own."""
    said = _number(told[0].get("floor")) if told else None
    return ours if said is None else said


def _why(ended: int, most: int, floor: int, limits: Limits) -> Reason:
    """Why a child died before its end."""
    if ended == -signal.SIGXCPU:
        return Reason.TIME
    ate = most >= limits.memory * NEARLY_ALL and most > floor * UNIT
    return Reason.MEMORY if ate or ended == -signal.SIGKILL else Reason.FELL  # the system kills what eats its memory


def _cost(told: list[dict[str, Any]], most: int) -> Cost:
    """`most`: what the system counted for the child, 0 where that is its parent's; then what it last said itself is all that is known."""
    limits = told[0].get("limits") if told else None
    limits = limits if isinstance(limits, dict) else {}
    said = [own for one in told if (own := _number(one.get("memory"))) is not None]
    return Cost(max([most, *said]), _number(limits.get("memory")), _number(limits.get("cpu")))


def _number(told: object) -> int | None:
    return told if isinstance(told, int) and told >= 0 else None
