"""The matrix: every page as every role, by GET and by an empty POST.

access.txt is the table of answers, one line an address and one column a role; a change in it is a change of who may see what, and is
read as such. `SAMLAR_WRITE_ACCESS=1 pytest tests/web/test_access.py` writes it anew.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from samlar.people import queries
from tests.web import access

WIDE, NARROW = 58, 9
TABLE = Path(__file__).parent / "access.txt"
HOW = {
    200: "ok", 204: "ok", 302: "→", 303: "→", 400: "bad", 403: "no", 404: "-", 405: ".", 409: "not now", 413: "big", 422: "mend", 429: "slow",
}  # fmt: skip


class Undo(Exception):
    pass


def answers(cast, role: str, follow: Callable[[], None]) -> dict[str, HttpResponse]:
    """What every place answers to a role, each asked in a transaction that is undone; search knows all that is there."""
    found = access.places(access.plant(cast))
    follow()
    who = access.actor(cast, role)
    signed_in = Client()
    if who.signed_in:
        signed_in.force_login(queries.account(who.person))
    answered = {}
    for place in found:
        for method in ("GET", "POST"):
            browser = Client(raise_request_exception=False)
            browser.cookies.load(signed_in.cookies)  # each asks with the same signed-in browser as it was
            try:
                with transaction.atomic():
                    answered[f"{method} {place}"] = browser.get(place.path) if method == "GET" else browser.post(place.path, {})
                    raise Undo
            except Undo:
                pass
    return answered


def said(answer: HttpResponse) -> str:
    if answer.status_code in (302, 303) and answer["Location"].startswith(reverse("account_login")):
        return "sign in"
    return HOW.get(answer.status_code, str(answer.status_code))


def table() -> dict[str, dict[str, str]]:
    """access.txt as {role: {method and place: answer}}."""
    _head, *lines = TABLE.read_text().splitlines()
    columns: dict[str, dict[str, str]] = {role: {} for role in access.ROLES}
    for line in lines:
        for place, role in enumerate(access.ROLES):
            columns[role][line[:WIDE].strip()] = line[WIDE + NARROW * place :][:NARROW].strip()
    return columns


def write(role: str, column: dict[str, str]) -> None:
    columns = table() if TABLE.exists() else {}
    columns[role] = column
    lines = ["".join([" " * WIDE, *(f"{name:<{NARROW}}" for name in access.ROLES)])]
    for place in column:
        lines.append(f"{place:<{WIDE}}" + "".join(f"{columns.get(name, {}).get(place, '?'):<{NARROW}}" for name in access.ROLES))
    TABLE.write_text("\n".join(line.rstrip() for line in lines) + "\n")


@pytest.mark.parametrize("role", access.ROLES)
def test_every_page_answers_a_role_as_the_table_says_and_leaks_nothing(cast, follow, role):
    answered = answers(cast, role, follow)
    assert [place for place, answer in answered.items() if answer.status_code >= 500] == []
    column = {place: said(answer) for place, answer in answered.items()}
    if os.environ.get("SAMLAR_WRITE_ACCESS"):
        write(role, column)
    assert column == table()[role]
    forbidden = [secret for secret, allowed in access.SECRETS.items() if role not in allowed]
    for place, answer in answered.items():
        if " sample_" in place:
            continue  # the sample world's own pages show all letters, on this computer alone
        body = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode(errors="replace")
        assert [secret for secret in forbidden if secret in body] == [], (place, role)


def test_somebody_who_works_nowhere_sees_what_a_visitor_sees_and_the_own_account():
    columns = table()
    for place, visitor in columns["visitor"].items():
        assert columns["nils"][place] == visitor or visitor in ("sign in", "→") or " account_" in place, place


def test_what_is_hidden_answers_as_if_it_did_not_exist_whatever_is_asked_of_it():
    columns = table()
    for role in set(access.ROLES) - access.INSIDE - {"visitor", "nils"}:
        for place, answer in columns[role].items():
            if place.endswith((" draft", " planned")) or "format_draft" in place:
                assert answer in ("-", "."), (role, place)


def test_an_address_that_leads_nowhere_is_answered_kindly(cast, sign_in):
    for path in ("/finns-inte/", "/aktiviteter/99999999999999999999/", "/ideer/0/", "/organisationer/%00/", "/format/provrum/99999/", "/ideer/%ff/"):
        answer = sign_in(cast.stina).get(path)
        assert answer.status_code in (400, 404), path
        assert b"<h1" in answer.content, path
