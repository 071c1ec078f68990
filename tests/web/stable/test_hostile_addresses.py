"""Addresses that nobody links to are answered as what is not there."""

from pathlib import Path

import pytest

from samlar.library.actions import documents
from samlar.library.actions.documents import DocumentText, Sent

pytestmark = pytest.mark.django_db
HUGE = "9" * 40


@pytest.mark.parametrize("who", ["visitor", "majken"])
@pytest.mark.parametrize(
    "path",
    [
        *(f"/{letter}{number}" for letter in "dlapso" for number in ("0", HUGE, str(2**63), str(2**63 - 1))), "/f/finns-inte", "/f/-",
        f"/arkiv/{HUGE}/", f"/arkiv/{HUGE}/fil/{HUGE}/", f"/arkiv/1/visa/{HUGE}/", f"/arkiv/{2**63}/bild/", f"/arkiv/{HUGE}/citera/ris/",
        f"/arkiv/{HUGE}/undertexter/sv/", f"/arkiv/{HUGE}/utskrift/", f"/arkiv/{HUGE}/spela/", f"/sitemap-{HUGE}.xml", "/sitemap-0.xml",
        "/arkiv/flode/%00/", "/arkiv/flode/tema/%00/", f"/arkiv/bevakningar/{HUGE}/", "/arkiv/bevakningar/flode/%00.xml",
        "/arkiv/bevakningar/sluta/%00/", f"/var-organisation/arkiv/intag/{HUGE}/", f"/arkiv/nytt/?aktivitet={HUGE}", "/arkiv/nytt/?lardom=x",
        f"/arkiv/nytt/?aktivitet=1&traff={HUGE}", f"/aktiviteter/{HUGE}/dokument/", f"/lardomar/{HUGE}/dokument/", "/%00", "/%ff%fe",
        "/" + "a" * 5_000, "/%F0%9F%98%80/?p=1", "/?p=" + HUGE, "/http://[", "/\\\\[::1", "/wp-content/%e2%80%ae/x", "/%2e%2e/%2e%2e/etc/passwd",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_there(cast, client, sign_in, path, who):
    browser = client if who == "visitor" else sign_in(cast.majken)
    for send in (browser.get, browser.post):
        assert send(path).status_code in (200, 301, 302, 303, 400, 403, 404, 405, 409, 410, 422), path


@pytest.mark.parametrize("path", ["//[", "//[::1/x", "//]", "/\xff", "\x00", "//evil.test\\@x/"])
def test_an_address_that_is_none_is_not_there(cast, client, path):
    assert client.get("/", PATH_INFO=path).status_code in (301, 400, 404)


@pytest.mark.parametrize("asked", ["bytes=0-" + "9" * 30, "bytes=-0", "bytes=5-2", "bytes=a-b", "bytes=", "x" * 5_000, "bytes=0-1,3-4", "bytes=\xb2-"])
def test_any_part_of_a_file_may_be_asked_for(cast, sign_in, asked):
    made = documents.add(cast.majken, DocumentText(kind="", title="Plan"), sent=Sent(Path(__file__), "plan.txt"))
    answer = sign_in(cast.majken).get(f"/arkiv/{made}/fil/1/", headers={"range": asked, "if-none-match": asked, "if-range": "x"})
    assert answer.status_code in (200, 206, 304, 416)
