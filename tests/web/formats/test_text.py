"""The whole text on the web: typed, uploaded, hostile. Nothing typed is lost, nothing is broken, every answer is a page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from samlar.catalogue import queries
from samlar.formats.builtin import builtin_text
from tests.catalogue.examples import next_version, submitted, whole_format

pytestmark = pytest.mark.django_db


def send(browser, draft, **sent):
    revision = browser.get(f"/format/utkast/{draft}/text/").context["revision"]
    return browser.post(f"/format/utkast/{draft}/text/", {"revision": revision} | sent)


def file(content: bytes, name="format.toml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def said(answer) -> str:
    return answer.content.decode()


def test_a_text_is_typed_saved_and_downloaded(cast, sign_in):
    browser, draft = sign_in(cast.stina), next_version(cast.stina)
    text = builtin_text("provrum").replace("max = 6", "max = 7", 1)
    assert send(browser, draft, text=text).status_code == 302
    saved = browser.get(f"/format/utkast/{draft}/text.toml")
    assert saved.content.decode() == text
    assert "attachment" in saved["Content-Disposition"]
    assert queries.problems(queries.draft(cast.stina, draft)) == ()


def test_a_file_takes_the_texts_place(cast, sign_in):
    browser, draft = sign_in(cast.stina), next_version(cast.stina)
    text = "\ufeff" + builtin_text("provrum").replace("\n", "\r\n")
    assert send(browser, draft, text="strunt", file=file(text.encode())).status_code == 302
    assert queries.draft(cast.stina, draft).text == builtin_text("provrum")


def test_a_wrong_text_is_saved_and_told_with_place_line_and_reason(cast, sign_in):
    browser, draft = sign_in(cast.stina), next_version(cast.stina)
    text = builtin_text("provrum").replace("min = 2", "min = 9", 1).replace('name.en = "Test room"\n', "", 1) + "\n[nytt]\na = 1\n"
    assert send(browser, draft, text=text).status_code == 302
    page = said(browser.get(f"/format/utkast/{draft}/text/"))
    assert "Okänt ord: ”nytt”" in page
    assert "Texten på engelska saknas." in page
    assert "Inget kan uppfylla det." in page
    assert "rad 3" in page
    refused = browser.post(f"/format/utkast/{draft}/skicka-in/", {"why": "Därför", "revision": queries.draft(cast.stina, draft).revision})
    assert refused.status_code == 409
    assert queries.draft(cast.stina, draft).state == "draft"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"x" * 300_000, "Filen är för stor: 0,3 MB"),
        (b"x" * 50_000_000, "Filen är för stor: 50,0 MB"),
        (b"\xff\xfe\x00a", "UTF-8"),
        ("å".encode("latin-1"), "UTF-8"),
        (b"a\x00b", "ingen textfil"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "UTF-8"),
    ],
)
def test_a_file_that_is_no_text_or_too_large_is_refused_and_the_typed_text_stands(cast, sign_in, content, reason):
    browser, draft = sign_in(cast.stina), next_version(cast.stina)
    before = queries.draft(cast.stina, draft)
    answer = send(browser, draft, text="DET JAG SKREV", file=file(content))
    assert answer.status_code == 200
    assert reason in said(answer)
    assert "DET JAG SKREV" in said(answer)
    assert queries.draft(cast.stina, draft) == before


def test_an_empty_file_is_a_text_with_everything_missing(cast, sign_in):
    browser, draft = sign_in(cast.stina), next_version(cast.stina)
    before = queries.draft(cast.stina, draft).text
    send(browser, draft, text=before, file=file(b""))
    assert queries.draft(cast.stina, draft).text in ("", before)


@pytest.mark.parametrize(
    "text",
    ["a = " + "[" * 5000,
     "a = " + "{b=" * 200 + "1" + "}" * 200, ".".join("a" * 90_000) + " = 1",
     "a = " + "9" * 9000, "<script>alert(1)</script>", '"' * 4000, "\ud7ff\u202e", "a = 1979-05-27T07:32:00Z", "a = nan",
     "[[rules]]\n" * 3000,
     'rules = "hej"', "stages = [1, 2]", "name = 5"],
)  # fmt: skip
def test_a_hostile_text_is_kept_and_every_page_of_the_draft_still_answers(cast, sign_in, text):
    browser, draft = sign_in(cast.stina), next_version(cast.stina)
    assert send(browser, draft, text=text).status_code == 302
    for page in ("", "text/", "grunder/", "regler/", "skeden/", "skeden/stages/ny/", "planmall/", "las/", "prova/", "text.toml"):
        answer = browser.get(f"/format/utkast/{draft}/{page}")
        assert answer.status_code in (200, 302), page
        assert b"<script>alert" not in answer.content or page == "text.toml"


def test_a_text_with_null_characters_is_refused_and_shown_again(cast, sign_in):
    browser, draft = sign_in(cast.stina), next_version(cast.stina)
    before = queries.draft(cast.stina, draft)
    answer = send(browser, draft, text="DET JAG\x00SKREV")
    assert answer.status_code == 200
    assert "DET JAG" in said(answer)
    assert queries.draft(cast.stina, draft) == before


def test_a_text_of_more_than_200_kb_is_refused_with_a_sentence_and_shown_again(cast, sign_in):
    browser, draft = sign_in(cast.stina), next_version(cast.stina)
    answer = send(browser, draft, text="x" * 200_001)
    assert "Texten är för stor" in said(answer)
    assert "x" * 200_001 in said(answer)


def test_more_than_a_page_can_take_is_answered_with_a_page(cast, sign_in):
    browser, draft = sign_in(cast.stina), next_version(cast.stina)
    answer = browser.post(f"/format/utkast/{draft}/text/", {"text": "x" * 3_000_000, "revision": 1})
    assert answer.status_code == 413
    assert "Det du skickade är för stort" in said(answer)


def test_the_second_of_two_windows_keeps_its_text_and_is_told(cast, sign_in):
    one, two, draft = sign_in(cast.stina), sign_in(cast.majken), next_version(cast.stina)
    revision = queries.draft(cast.stina, draft).revision
    for browser, text in ((one, "a = 1"), (two, "b = 2")):
        answer = browser.post(f"/format/utkast/{draft}/text/", {"text": text, "revision": revision})
    assert "i ett annat fönster" in said(answer)
    assert "b = 2" in said(answer)
    assert queries.draft(cast.stina, draft).text == "a = 1"
    again = two.post(f"/format/utkast/{draft}/text/", {"text": "b = 2", "revision": answer.context["revision"]})
    assert again.status_code == 302


def test_the_text_is_checked_while_it_is_typed_and_nothing_is_saved(cast, sign_in):
    browser, draft = sign_in(cast.stina), next_version(cast.stina)
    before = queries.draft(cast.stina, draft)
    answer = browser.post(f"/format/utkast/{draft}/text/", {"text": "foo = 1", "check": "1"}, headers={"HX-Request": "true"})
    assert "Okänt ord: ”foo”" in said(answer)
    assert "<html" not in said(answer)
    assert queries.draft(cast.stina, draft) == before


@pytest.mark.parametrize("revision", ["", "abc", "-1", "9" * 30, "²"])
def test_a_revision_that_is_no_number_is_only_out_of_date(cast, sign_in, revision):
    browser, draft = sign_in(cast.stina), whole_format(cast.stina)
    answer = browser.post(f"/format/utkast/{draft}/text/", {"text": "a = 1", "revision": revision})
    assert answer.status_code == 200
    assert browser.post(f"/format/utkast/{draft}/skicka-in/", {"why": "Därför", "revision": revision}).status_code == 409
    submitted(cast.stina, draft)
    assert sign_in(cast.klara).post(f"/format/utkast/{draft}/publicera/", {"revision": revision}).status_code == 409


def test_a_form_that_comes_empty_is_answered_and_changes_nothing(cast, sign_in):
    browser, draft = sign_in(cast.stina), next_version(cast.stina)
    before = queries.draft(cast.stina, draft)
    assert browser.post(f"/format/utkast/{draft}/text/", {}).status_code < 500
    assert queries.draft(cast.stina, draft) == before
