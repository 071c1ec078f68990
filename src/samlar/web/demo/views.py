"""The sample world's own pages: sign in as anyone, read the letters that nobody got. Only on this computer, only with SAMLAR_DEMO=1."""

import ipaddress
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Protocol, cast
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from samlar.formats.sentence import Sentence
from samlar.foundation import outbox
from samlar.people import sign_in
from samlar.people.rules import NotVisible
from samlar.web import letters

PER_PAGE = 24
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")
View = Callable[..., HttpResponse]


class Part(Protocol):
    """One of the cast: whom the sign-in page shows first, with a sentence about what can be tried (sv, en)."""

    @property
    def email(self) -> str: ...
    @property
    def tells(self) -> tuple[str, str]: ...


def from_this_computer(request: HttpRequest) -> bool:
    """Whether a request comes straight from this computer: no proxy in between, however it presents itself."""
    if any(header in request.META for header in FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def sample_world_only(view: View) -> View:
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO or not from_this_computer(request):
            raise NotVisible
        return view(request, *args, **kwargs)

    return guarded


@sample_world_only
@require_GET
def choose(request: HttpRequest, cast: Sequence[Part]) -> HttpResponse:
    """Everybody who can be tried: the cast with a sentence each, then the rest, searchable."""
    search = request.GET.get("q", "").strip()[:100]
    everyone = sign_in.sample_people(search)
    told = {part.email: Sentence(*part.tells) for part in cast if any(part.tells)}
    first = sorted((row for row in everyone if row["email"] in told), key=lambda row: list(told).index(row["email"]))
    rest = [row for row in everyone if row["email"] not in told]
    page = Paginator(rest, PER_PAGE).get_page(request.GET.get("page"))
    query = urlencode({"q": search}) if search else ""
    shown = {
        "first": [{**row, "tells": told[row["email"]]} for row in first] if page.number == 1 else [],
        "page": page, "search": search, "query": query, "next": request.GET.get("next", ""), "found": len(everyone),
    }  # fmt: skip
    return render(request, "demo/sign_in.html", shown)


@sample_world_only
@require_POST
def sign_in_as(request: HttpRequest, person: int) -> HttpResponse:
    if all(row["id"] != person for row in sign_in.sample_people()):
        raise NotVisible
    sign_in.enter(request, person)
    wanted = request.POST.get("next", "")
    safe = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return redirect(wanted if safe else "my_page")


class _Letters:
    """The outbox as a list that a Paginator can cut: a page costs two queries however many letters there are."""

    def __init__(self, to: str) -> None:
        self.to = to

    def count(self) -> int:
        return outbox.count(to=self.to)

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, cut: slice) -> list[dict[str, Any]]:
        start, stop = cut.start or 0, cut.stop or 0
        return outbox.recent(limit=stop - start, offset=start, to=self.to)


@sample_world_only
@require_GET
def letters_sent(request: HttpRequest) -> HttpResponse:
    """The outbox as a reader of mail: newest first, all or one receiver's."""
    to = request.GET.get("till", "").replace("\x00", "").strip().lower()[:254]
    pages: Paginator[dict[str, Any]] = Paginator(cast(Any, _Letters(to)), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    rows = [{**row, "subject": letters.render(row["name"], row["language"], row["values"]).subject} for row in page.object_list]
    shown = {"page": page, "letters": rows, "to": to, "receivers": outbox.receivers(), "query": urlencode({"till": to}) if to else ""}
    return render(request, "demo/outbox.html", shown)


@sample_world_only
@require_GET
def letter_sent(request: HttpRequest, letter: int) -> HttpResponse:
    row = outbox.one(letter)
    if row is None:
        raise NotVisible
    rendered = letters.render(row["name"], row["language"], row["values"])
    return render(request, "demo/letter.html", {"letter": row, "rendered": rendered, "body": letters.fragment(rendered.text)})
