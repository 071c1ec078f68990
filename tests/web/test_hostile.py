"""Whatever is sent to whatever address: never a 500. Every form's every field, every address's every question."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from samlar.people import queries
from tests.cast import Cast
from tests.web import access
from tests.web.hostile import LONG, SCRIPT, TEXTS, Form, Forms

POSTERS = ("stina", "klara", "sanna", "majken")
# Nothing is done by the forms of the style page; signing out ends the walk.
SKIPPED = ("/om/utseende/", "/logga-ut/")
ASKED = ("page", "q", "sort", "next", "format", "year", "kind", "stage", "from", "to", "version", "format_id")
QUESTIONS = ("-1", "1" + "0" * 30, "\x00", SCRIPT + LONG[:4000], "9" * 5000)


class Undo(Exception):
    pass


def undone(ask: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer; what the request wrote is undone."""
    answers: list[HttpResponse] = []
    try:
        with transaction.atomic():
            answers.append(ask())
            raise Undo
    except Undo:
        return answers[0]


def browser_of(cast: Cast, role: str) -> Client:
    browser = Client(raise_request_exception=False)
    browser.force_login(queries.account(getattr(cast, role).person))
    return browser


def text_of(answer: HttpResponse) -> str:
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode(errors="replace")


def fault(answer: HttpResponse) -> str:
    """What broke, and where in our code."""
    kind, raised, trace = answer.exc_info or (None, None, None)
    where = ""
    while trace:
        code = trace.tb_frame.f_code
        where = f"{code.co_filename.rpartition('/samlar/')[2]}:{trace.tb_lineno}" if "/samlar/" in code.co_filename else where
        trace = trace.tb_next
    return f"{where} {kind.__name__ if kind else answer.status_code}: {str(raised)[:100]}"


def forms_seen(browser: Client, places: list[access.Place]) -> Iterator[tuple[str, Form]]:
    """Every form that a role meets, once: its address and its fields."""
    for place in places:
        answer = undone(lambda: browser.get(place.path))  # noqa: B023  # asked at once
        if answer.status_code == 200 and "html" in answer.get("Content-Type", ""):
            for form in Forms(text_of(answer)).posted:
                yield urlsplit(form.action).path or place.path, form


def bodies(form: Form) -> Iterator[dict[str, str]]:
    """The form as somebody would fill it but for something hostile: in all its texts at once, then in one other field at a time.

    Of fields that differ by a number alone (the lines of a budget) the first stands for all.
    """
    written = form.filled()
    texts = [one for one in form.fields.values() if one.hostile() is TEXTS]
    for value in TEXTS if texts else ():
        yield {**written, **{one.name: value for one in texts}}
    alike = {re.sub(r"\d+", "0", one.name): one for one in reversed(form.fields.values()) if one not in texts}
    for one in alike.values():
        for value in one.hostile():
            yield {**written, one.name: value}
    yield {}


def test_no_field_of_any_form_can_be_filled_so_that_the_page_breaks(cast):
    places = access.places(access.plant(cast))
    met: set[tuple[str, frozenset[str]]] = set()
    broken: dict[str, str] = {}
    for role in POSTERS:
        browser = browser_of(cast, role)
        for path, form in forms_seen(browser, places):
            known = (path, frozenset(form.fields))
            if known in met or path in SKIPPED:
                continue
            met.add(known)
            for body in bodies(form):
                answer = undone(lambda: browser.post(path, body))  # noqa: B023
                if answer.status_code >= 500:
                    broken.setdefault(fault(answer), f"{path} {str(body)[:300]}")
    assert len(met) > 50
    assert broken == {}


def test_no_question_after_an_address_can_break_its_page(cast):
    places = access.places(access.plant(cast))
    browser = browser_of(cast, "klara")
    broken: dict[str, str] = {}
    for place in places:
        first = undone(lambda: browser.get(place.path))  # noqa: B023
        if first.status_code >= 400 or "html" not in first.get("Content-Type", "html"):
            continue
        names = {*ASKED, *(Forms(text_of(first)).asked if not first.streaming else ())}
        for question in QUESTIONS:
            answer = undone(lambda: browser.get(place.path, dict.fromkeys(names, question)))  # noqa: B023
            if answer.status_code >= 500:
                broken.setdefault(fault(answer), f"{place.path} {question[:40]!r}")
    assert broken == {}


def test_no_number_in_an_address_can_break_its_page(cast):
    first = {one.name: one for one in reversed(access.places(access.plant(cast)))}
    browser = browser_of(cast, "klara")
    broken: dict[str, str] = {}
    for pattern in access.patterns():
        numbers = [name for name, kind in pattern.pattern.converters.items() if type(kind).__name__ == "IntConverter"]
        if not numbers:
            continue
        route = first[str(pattern.name)].path
        for number in ("0", "99999", str(2**63)):
            for method in ("get", "post"):
                path = "/".join(number if part.isdecimal() else part for part in route.split("/"))
                answer = undone(lambda: getattr(browser, method)(path))  # noqa: B023
                if answer.status_code >= 500:
                    broken.setdefault(fault(answer), f"{method} {path[:80]}")
    assert broken == {}
