"""Whether a browser may be handed a PDF to show: not where something in it runs (a script, a program to start, a form that posts)."""

from dataclasses import replace
from pathlib import Path

from samlar.foundation.extraction import apart
from samlar.foundation.extraction.kinds import Kind
from samlar.foundation.extraction.limits import configured

SECONDS = 20  # somebody waits for the page: what takes longer is not shown


class NotLookedThrough(Exception):
    """It took too long, or broke who looked."""


def nothing_runs(path: Path) -> bool:
    """Whether it is known that nothing in the PDF runs. Raises NotLookedThrough."""
    limits = configured()
    heard = apart.ask("look", path, Kind.PDF, replace(limits, seconds=min(SECONDS, limits.seconds)))
    if heard.cut_short is not None:
        raise NotLookedThrough
    return heard.told[-1].get("end") == {"scripted": False}
