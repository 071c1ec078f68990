"""The writer of feeds: well-formed whatever stands in a title, the same entry at the same address, told once to whoever has it."""

from datetime import UTC, datetime
from xml.etree import ElementTree

from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from samlar.web.feeds import FeedEntry, feed

ATOM = "{http://www.w3.org/2005/Atom}"
AT = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
asking = RequestFactory()


def read(*entries, **values):
    answer = feed(asking.get("/arkiv/flode/"), title="Nytt i arkivet", page="/arkiv/", entries=entries, **values)
    return answer, ElementTree.fromstring(answer.content)


def test_an_entry_says_what_it_is_where_it_is_and_since_when():
    changed = datetime(2026, 11, 3, 8, 0, tzinfo=UTC)
    entry = FeedEntry(
        path="/d12", title="Rapport & bilaga", at=AT, changed=changed, summary="Om <vatten>", author="Region Gotland", sorts=("Dokument",)
    )
    answer, tree = read(entry, about="Det nya")
    one = tree.find(f"{ATOM}entry")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert (one.findtext(f"{ATOM}id"), one.findtext(f"{ATOM}title")) == ("http://127.0.0.1:8000/d12", "Rapport & bilaga")
    assert (one.findtext(f"{ATOM}published"), one.findtext(f"{ATOM}updated")) == ("2026-11-01T08:00:00+00:00", "2026-11-03T08:00:00+00:00")
    assert one.findtext(f"{ATOM}summary") == "Om &lt;vatten&gt;"  # the summary is HTML: the sign stays a sign
    assert one.findtext(f"{ATOM}author/{ATOM}name") == "Region Gotland"
    assert one.find(f"{ATOM}category").get("term") == "Dokument"
    assert (tree.findtext(f"{ATOM}updated"), tree.findtext(f"{ATOM}subtitle")) == ("2026-11-03T08:00:00+00:00", "Det nya")


def test_an_empty_feed_is_whole():
    _, tree = read()
    assert (tree.findall(f"{ATOM}entry"), tree.findtext(f"{ATOM}updated")) == ([], "2026-11-20T09:00:00+00:00")


def test_whoever_has_it_already_is_told_so():
    entry = FeedEntry(path="/d12", title="Rapport", at=AT)
    first, _ = read(entry)
    again = feed(
        asking.get("/arkiv/flode/", headers={"If-None-Match": first["ETag"]}), title="Nytt i arkivet", page="/arkiv/", entries=[entry]
    )
    assert (again.status_code, again.content) == (304, b"")


def test_a_feed_of_ones_own_is_kept_by_nobody_between():
    answer, _ = read(private=True)
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private, max-age=900", "noindex")


def test_a_feed_holds_fifty_at_most():
    _, tree = read(*(FeedEntry(path=f"/d{number}", title="Rapport", at=AT) for number in range(1, 61)))
    assert len(tree.findall(f"{ATOM}entry")) == 50


@given(st.text(), st.text(), st.text(), st.text())
def test_a_feed_is_well_formed_whatever_people_write(title, summary, author, sort):
    _, tree = read(FeedEntry(path="/d1", title=title, at=AT, summary=summary, author=author, sorts=(sort,)), about=summary)
    assert len(tree.findall(f"{ATOM}entry")) == 1
