"""Files that somebody sent, or that were made of them, on their way to a browser (G1).

Nothing in them can run here, no browser guesses what they are, no other site has them in a page.
"""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

NOTHING_RUNS = "default-src 'none'; sandbox"
ASKED_EACH_TIME = "private, no-cache"  # what is seen today may be withdrawn tomorrow


def guard(answer: HttpResponseBase, *, etag: str = "", policy: str = NOTHING_RUNS, kept: str = ASKED_EACH_TIME) -> None:
    """The headers of every such file. `kept`: how long a browser may show it without asking."""
    answer["Cache-Control"] = kept
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = policy
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    if not answer.has_header("Content-Disposition"):
        answer["Content-Disposition"] = "inline"
    if etag:
        answer["ETag"] = etag


def is_known(request: HttpRequest, etag: str) -> bool:
    """Whether the browser has the file, and only asks if it still may show it."""
    return etag in [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
