"""What was found, marked inside the words: omställnings<mark>arbete</mark>."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from samlar.library.queries.recordings import Marked
from samlar.reports.queries.search import Segment


def marks(segments: Iterable[Segment | Marked], *, before: bool = False, after: bool = False) -> SafeString:
    """The segments as HTML, escaped here once: an include, or a safe string, for each would cost more than the search. `before` and
    `after`: whether text was left out there."""
    words = "".join(f"<mark>{escape(one.text)}</mark>" if one.marked else escape(one.text) for one in segments)
    return mark_safe(f"{'… ' if before else ''}{words}{' …' if after else ''}")


def plain(segments: Iterable[Segment]) -> str:
    return "".join(one.text for one in segments)
