"""An export from WordPress is read as a stream, with nothing in it believed (G4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.library.queries.exports import Export, is_export, items
from samlar.library.rules.intake import IntakeRefused
from samlar.library.rules.told import old_path
from samlar.library.rules.wordpress import ends_of, file_for, links_in, page_of, relinked, safe, told_of
from tests.library.making_sources import export, post


def read(tmp_path, text):
    path = tmp_path / "export.xml"
    path.write_text(text, "utf-8")
    found = Export()
    return list(items(path, found)), found


def test_a_page_is_told_by_title_author_day_topics_and_where_it_was(tmp_path):
    (one,), found = read(tmp_path, export(post(12, "Plan & mål", "<p>Text</p>", categories=("Klimat", "Data"))))
    told = told_of(one, language=found.language, authors=found.authors)
    assert (told.title, told.authors, told.day, told.language, told.themes) == ("Plan & mål", "Anna Påhittad", "2019-05-03", "sv", ("Klimat", "Data"))
    assert told.addresses == ("/2019/sida-12/", "/?p=12")
    assert told.state == "published"
    assert is_export(tmp_path / "export.xml")


def test_a_pages_html_is_kept_without_anything_that_runs_or_fetches(tmp_path):
    evil = """<h2>Rubrik</h2><p onclick="x()" style="color:red">Text <a href="javascript:x()">a</a> <a href="https://b.test" target="_blank">b</a>
<img src="https://spion.test/x.png"><script>x()</script><iframe src="https://c.test"></iframe><!-- wp:paragraph --><style>p{}</style></p>"""
    (one,), found = read(tmp_path, export(post(1, "<b>Titel</b>", evil)))
    page = page_of(one, language=found.language)
    for word in ("script", "onclick", "style", "img", "iframe", "javascript", "target", "wp:paragraph", "<b>", "spion"):
        assert word not in page
    assert "<h2>Rubrik</h2>" in page
    assert 'href="https://b.test"' in page
    assert "<h1>Titel</h1>" in page


def test_short_codes_go_and_what_stood_between_them_stays():
    assert safe('[caption id="a" width="3"]En bild[/caption] och [gallery ids="1,2"] [sic] [1]') == "<p>En bild  och   [sic] [1]</p>"


def test_empty_lines_are_paragraphs_as_the_older_editor_wrote_them():
    assert safe("Ett\nstycke\n\nEtt till") == "<p>Ett\nstycke</p>\n<p>Ett till</p>"


def test_links_lead_to_where_things_are_now(tmp_path):
    (one,), _found = read(tmp_path, export(post(1, "A", '<p><a href="https://gammal.test/f.pdf?a=1&amp;b=2">f</a> <a href="https://annan.test/">g</a></p>')))
    page = page_of(one, language="sv")
    assert links_in(page) == ("https://gammal.test/f.pdf?a=1&b=2", "https://annan.test/")
    assert links_in(relinked(page, lambda address: "https://ny.test/d7" if old_path(address) == "/f.pdf" else None)) == ("https://ny.test/d7", "https://annan.test/")


def test_an_attachments_file_is_found_by_the_end_of_its_name_and_never_guessed(tmp_path):
    (one, other), _ = read(
        tmp_path,
        export(
            post(1, "a", kind="attachment", attachment="https://gammal.test/wp-content/uploads/2019/05/Plan%20ett.pdf"),
            post(2, "b", kind="attachment", attached="2018/01/x.pdf"),
        ),
    )
    ends = ends_of(("uploads/2019/05/Plan ett.pdf", "uploads/2018/01/x.pdf", "uploads/2017/01/x.pdf"))
    assert file_for(one, ends) == "uploads/2019/05/Plan ett.pdf"
    assert file_for(other, ends) == "uploads/2018/01/x.pdf"
    assert file_for(other, ends_of(("a/x.pdf", "b/x.pdf"))) == ""


@pytest.mark.parametrize(
    "text",
    [
        export(post(1, "a"), head='<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>').replace("<title>a<", "<title>&x;<"),
        export(post(1, "a"), head="<!DOCTYPE rss [" + '<!ENTITY a "ha">' + "".join(f'<!ENTITY {b} "&{a};&{a};&{a};&{a};">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)) + "]>").replace("<title>a<", "<title>&i;<"),
        export(post(1, "a"), head='<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">'),
        export(post(1, "a"))[:-60],
        "<rss>" + "<a>" * 5_000,
        "",
        "inte xml",
    ],
    ids=["external entity", "billion laughs", "external dtd", "cut", "deep", "empty", "no xml"],
)  # fmt: skip
def test_what_is_hostile_or_broken_is_refused_in_words(tmp_path, text):
    with pytest.raises(IntakeRefused) as refused:
        read(tmp_path, text)
    assert refused.value.field == "file"
    assert "root:" not in str(refused.value)


def test_control_signs_that_xml_forbids_do_not_stop_an_old_page(tmp_path):
    (one,), _ = read(tmp_path, export(post(1, "a\x0bb", "x\x01y")))
    assert (one.title, one.content) == ("a b", "x y")


def test_many_items_are_read_one_at_a_time(tmp_path):
    found, _ = read(tmp_path, export(*(post(number, f"Sida {number}", "text " * 50) for number in range(1, 2_001))))
    assert [one.id for one in found] == [str(number) for number in range(1, 2_001)]


@given(cut=st.integers(0, 1_400), sign=st.integers(0, 255))
def test_an_export_broken_anywhere_is_read_or_refused(cut, sign, tmp_path_factory):
    path = tmp_path_factory.mktemp("x") / "export.xml"
    whole = export(post(1, "Å", "<p>ö</p>")).encode()
    path.write_bytes(whole[:cut] + bytes([sign]) + whole[cut + 1 :])
    try:
        for one in items(path, Export()):
            page_of(one, language="sv")
            told_of(one, language="sv", authors={})
    except IntakeRefused:
        pass


@given(st.text())
def test_whatever_stands_in_a_page_it_is_made_safe_and_stays_so(html):
    once = safe(html)
    assert "<script" not in once.lower()
    assert "javascript:" not in once or 'href="javascript:' not in once
