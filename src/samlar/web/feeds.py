"""Atom feeds (RFC 4287): what is new, for whoever reads it with a program of their own (J3). Whoever makes one says what is in it.

An entry's address is also its identity: a short permanent one, so that nothing is told of twice when a page moves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language

from samlar.foundation import clock
from samlar.web.asked import here

TYPE = "application/atom+xml; charset=utf-8"
MOST = 50  # entries: a feed tells what is new, the pages tell all
LONGEST = 1_000  # characters of a summary


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One thing that is new. `path`: its short permanent address; `at`: since when it is open; `sorts`: what it is and what it is about."""

    path: str
    title: str
    at: datetime
    changed: datetime | None = None
    summary: str = ""
    author: str = ""
    sorts: tuple[str, ...] = ()


def feed(
    request: HttpRequest, *, title: str, page: str, entries: Sequence[FeedEntry], about: str = "", private: bool = False
) -> HttpResponse:
    """The answer of a feed's address; 304 where the reader has it already. `page`: the path of the same thing for people.

    `private`: the address is somebody's own, so nobody between keeps a copy and no search engine lists it.
    """
    entries = entries[:MOST]
    moments = [one.changed or one.at for one in entries]
    own = settings.SITE_ADDRESS + here(request)
    written = _Atom(
        title=plain(title), link=settings.SITE_ADDRESS + page, description="", subtitle=plain(about) or None,
        language=get_language() or "sv", feed_url=own, feed_guid=own, changed=max(moments, default=None),
    )  # fmt: skip
    for one in entries:
        address = settings.SITE_ADDRESS + one.path
        written.add_item(
            title=plain(one.title), link=address, unique_id=address, description=escape(plain(one.summary)[:LONGEST]),
            author_name=plain(one.author) or "Samlär", pubdate=one.at, updateddate=one.changed or one.at,
            categories=[plain(sort) for sort in one.sorts if plain(sort)],
        )  # fmt: skip
    data = written.writeString("utf-8").encode()
    etag = f'"{sha256(data).hexdigest()[:32]}"'
    whole = HttpResponse(data, content_type=TYPE)
    answer = get_conditional_response(request, etag=etag, response=whole) or whole
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, max-age=900" if private else "public, max-age=900"
    if private:
        answer["X-Robots-Tag"] = "noindex"
    return answer


class _Atom(Atom1Feed):
    """Django's Atom, whose own moment is the newest entry's; an empty feed says the moment it was made."""

    def latest_post_date(self) -> datetime:
        newest = self.feed["changed"]
        return newest if isinstance(newest, datetime) else clock.now()


def plain(text: str) -> str:
    """Without the signs that XML cannot hold; spaces and lines in order."""
    return " ".join("".join(sign if _holds(ord(sign)) else " " for sign in text).split())


def _holds(code: int) -> bool:
    return code in (0x9, 0xA, 0xD) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
