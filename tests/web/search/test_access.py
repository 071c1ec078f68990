"""Somebody who may not see a thing finds no trace of it: not in hits, counts, suggestions, "menade du", feeds or letters (G2, Z8).

A copy with secrets is compared with the same copy without them: whatever the page tells, it tells the same.
"""

import re
from datetime import timedelta

import pytest
from django.db import connection

from samlar.foundation import clock
from samlar.foundation.models import Letter, SearchChange, SearchEntry
from samlar.foundation.search import log
from samlar.lessons.rules.words import State
from samlar.library.actions import saved
from samlar.library.models import Document
from samlar.library.queries.saved import saved_searches
from samlar.library.rules.saved import Mails
from samlar.library.rules.searching import Wanted
from samlar.lifecycle.actions import indexing
from samlar.people.rules import organisation_token
from tests.activities import rows
from tests.lessons.making import lesson
from tests.library.archiving import document
from tests.web import access

pytestmark = pytest.mark.django_db

WORD = "hemlighetsfabrik"  # nobody else's word; its parts are known to everybody
ASKED = (
    {}, {"q": WORD}, {"q": "hemlighetsfabriken"}, {"q": "hemlighetsfabrk"}, {"q": "hemlighet"}, {"q": "fabrik"}, {"q": "hemlighet fabrik"},
    {"q": "hemlighet fabrik", "alla": "1"}, {"q": f'"{WORD}"'}, {"q": f"vatten {WORD}"}, {"q": f"vatten {WORD}", "alla": "1"},
    {"q": "vatten"}, {"q": "vatten -hemlighet"}, {"q": "vatten", "ordning": "nyast"}, {"slag": "inspelning"}, {"ar": "1999"},
    {"q": "vatten", "organisation": "region-kalmar-lan"},
)  # fmt: skip
TYPED = ("he", "hem", "hemlighetsf", WORD, f"vatten {WORD[:6]}", "vat", "fabr")
OWN = {"stina", "majken"}


@pytest.fixture
def open_to_all(cast):
    """What everybody sees: the secrets' words, each on its own."""
    document(cast.stina, "Om vatten", "Vatten är ingen hemlighet.")
    document(cast.dan, "Om en fabrik", "En fabrik vid vatten.")


def hide(cast) -> None:
    document(cast.stina, f"{WORD} DOLT", f"DOLT {WORD} och vatten.", kind="recording", seen_by="own")
    document(cast.stina, "DOLT vatten", *(f"{WORD} DOLT vatten {n}. " * 30 for n in range(4)), seen_by="own")
    lesson(cast.stina, f"DOLT {WORD} med vatten.", state=State.DRAFT)
    Document.objects.filter(title="DOLT vatten").update(day="1999-05-01")
    log.touch(f"document:{Document.objects.get(title='DOLT vatten').pk}")


def told(browser) -> dict[str, str]:
    """All that the search tells, by what was asked."""
    found = {f"sida {asked}": browser.get("/arkiv/", asked).content.decode() for asked in ASKED}
    found |= {f"förslag {typed}": browser.get("/arkiv/ordhjalp/", {"q": typed}).content.decode() for typed in TYPED}
    found |= {f"flöde {asked}": browser.get("/arkiv/sokflode/", asked).content.decode() for asked in ASKED}
    return {what: comparable(said) for what, said in found.items()}


def briefly_told(browser) -> tuple[str, str]:
    """Hits, counts and words of one question that only a secret answers."""
    page, words = browser.get("/arkiv/", {"q": WORD}), browser.get("/arkiv/ordhjalp/", {"q": WORD[:10]})
    return comparable(page.content.decode()), words.content.decode()


def comparable(said: str) -> str:
    """Without what differs from request to request of itself, and with the hits in alphabetical order: how rare a word is, which moves a
    hit up or down, is judged by the whole collection."""
    said = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|<updated>[^<]+</updated>', "", said)
    before, mark, rest = said.partition('<ul class="hits"')
    hits, end, after = rest.partition("</ul>")
    return before + mark + "".join(sorted(re.split(r"<li>|</li>", hits))) + end + after


def test_what_the_search_tells_is_the_same_with_and_without_what_the_viewer_may_not_see(cast, sign_in, follow, open_to_all):
    browsers = {role: sign_in(access.actor(cast, role)) for role in access.ROLES if role not in OWN}
    follow()
    before = {role: told(browser) for role, browser in browsers.items()}
    hide(cast)
    follow()
    for role, browser in browsers.items():
        after = told(browser)
        differs = {what: (before[role][what], said) for what, said in after.items() if before[role][what] != said}
        assert differs == {}, role
        assert "DOLT" not in "".join(after.values())


def test_its_own_people_find_it(cast, sign_in, follow, open_to_all):
    hide(cast)
    follow()
    for role in OWN:
        page = sign_in(getattr(cast, role)).get("/arkiv/", {"q": WORD}).content.decode()
        assert "DOLT" in page
        assert WORD in sign_in(getattr(cast, role)).get("/arkiv/ordhjalp/", {"q": "hemlighetsf"}).content.decode()
        assert "DOLT" not in sign_in(getattr(cast, role)).get("/arkiv/sokflode/", {"q": WORD}).content.decode()  # a feed is everybody's


def test_what_was_closed_a_moment_ago_leaves_no_trace_before_it_has_been_read_anew(cast, client, follow, open_to_all):
    made = document(cast.stina, "DOLT nyss", f"DOLT {WORD} vatten.")
    follow()
    assert "DOLT" in client.get("/arkiv/", {"q": WORD}).content.decode()
    Document.objects.filter(id=made).update(audience=organisation_token(cast.stina.organisation))
    log.touch(f"document:{made}")
    waiting = told(client)
    assert "DOLT" not in "".join(waiting.values())
    follow()
    assert told(client) == waiting


def test_however_much_waits_to_be_read_what_was_closed_leaves_no_trace(cast, client, follow, open_to_all):
    made = document(cast.stina, "DOLT nyss", f"DOLT {WORD} vatten.")
    follow()
    SearchChange.objects.bulk_create(SearchChange(about=f"document:{10**9 + n}", at=clock.now()) for n in range(5_000))
    Document.objects.filter(id=made).update(audience=organisation_token(cast.stina.organisation))
    log.touch(f"document:{made}")
    waiting = briefly_told(client)
    follow()
    assert briefly_told(client) == waiting


def test_however_much_is_read_and_not_copied_what_was_closed_leaves_no_trace(cast, client, follow, open_to_all):
    made = document(cast.stina, "DOLT nyss", f"DOLT {WORD} vatten.")
    follow()
    others = ({"key": f"document:{10**9 + n}", "kind": "document", "title": "", "sequence": 10_000 + n, "gone": True} for n in range(5_000))
    SearchEntry.objects.bulk_create(SearchEntry(**one) for one in others)
    Document.objects.filter(id=made).update(audience=organisation_token(cast.stina.organisation))
    log.touch(f"document:{made}")
    indexing.read_changes()
    not_copied = briefly_told(client)
    follow()
    assert briefly_told(client) == not_copied


def test_what_is_read_anew_in_the_middle_of_a_search_leaves_no_trace(cast, client, follow, open_to_all):
    """Between two looks at what is to be left out the worker reads the change: it waits no longer, and the index has not copied it."""
    made = document(cast.stina, "DOLT nyss", f"DOLT {WORD} vatten.")
    follow()
    Document.objects.filter(id=made).update(audience=organisation_token(cast.stina.organisation))
    log.touch(f"document:{made}")
    waiting = briefly_told(client)
    looks = iter((False, True))

    def read_between(execute, sql, values, many, context):
        if any(table in sql for table in (SearchEntry._meta.db_table, SearchChange._meta.db_table)) and next(looks, False):
            indexing.read_changes()
        return execute(sql, values, many, context)

    with connection.execute_wrapper(read_between):
        between = briefly_told(client)
    assert not SearchChange.objects.exists()
    assert between == waiting


def test_an_index_that_is_wrong_shows_nothing_that_the_database_does_not(cast, client, follow, open_to_all):
    made = document(cast.stina, "DOLT nyss", f"DOLT {WORD} vatten.")
    follow()
    SearchEntry.objects.filter(key=f"document:{made}").update(audiences=["org:1"])
    assert not SearchChange.objects.exists()
    assert "DOLT" not in client.get("/arkiv/", {"q": WORD}).content.decode()


def test_a_kept_searchs_letter_and_private_feed_tell_what_the_reader_may_see_at_that_moment(cast, client, follow, open_to_all):
    follow()
    for who in (cast.dan, cast.stina):
        saved.keep(who, Wanted(words="vatten"), name="Vatten", mails=Mails.DAILY)
    feed = saved.new_feed_address(cast.dan, saved_searches(cast.dan)[0].id)
    hide(cast)
    document(cast.gun, "Öppet vatten", "Vatten.")
    follow()
    with clock.at(clock.now() + timedelta(days=1)):
        saved.mail_new()
    told_to = {one.to: one.values for one in Letter.objects.filter(name="saved_search_new")}
    assert ([one["title"] for one in told_to[cast.dan.email]["things"]], told_to[cast.dan.email]["n"]) == (["Öppet vatten"], 1)
    assert told_to[cast.stina.email]["n"] == 4
    answer = client.get(f"/arkiv/bevakningar/flode/{feed}.xml")
    assert answer.status_code == 200
    assert "DOLT" not in answer.content.decode()
    assert "Öppet vatten" in answer.content.decode()
    assert (answer["X-Robots-Tag"], "private" in answer["Cache-Control"]) == ("noindex", True)


def test_members_things_are_members_alone(cast, client, sign_in, follow):
    document(cast.stina, "Bara för medlemmar", "Vatten.", seen_by="members")
    follow()
    assert "Bara för medlemmar" in sign_in(cast.dan).get("/arkiv/", {"q": "vatten"}).content.decode()
    for browser in (client, sign_in(cast.nils), sign_in(cast.gustav)):
        assert "Bara för medlemmar" not in browser.get("/arkiv/", {"q": "vatten"}).content.decode()


def test_a_session_that_is_not_released_is_not_found(cast, client, sign_in, follow):
    activity = rows.activity(cast, "Öppet provrum", stage="running")
    rows.session(activity, "HEMLIGTRAFF")
    log.touch(f"activity:{activity.pk}")
    follow()
    for browser in (client, sign_in(cast.dan), sign_in(cast.stina)):
        assert "HEMLIGTRAFF" not in browser.get("/arkiv/", {"q": "hemligtraff"}).content.decode().replace("q=hemligtraff", "")


def test_the_planted_secrets_of_the_whole_house_are_not_found_by_others(cast, sign_in, follow):
    access.plant(cast)
    follow()
    for role in access.ROLES:
        browser = sign_in(access.actor(cast, role))
        for secret, allowed in access.SECRETS.items():
            if role not in allowed:
                page = browser.get("/arkiv/", {"q": f"{secret} {secret.lower()}"}).content.decode()
                told = re.sub(r"<[^>]+>", "", page.partition('class="found-hits"')[2])  # words alone: addresses repeat the question
                assert secret not in told, (role, secret)
                assert secret.lower() not in browser.get("/arkiv/ordhjalp/", {"q": secret[:8]}).content.decode(), (role, secret)
