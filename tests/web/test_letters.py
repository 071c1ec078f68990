"""Letters: every template in both languages, safe whatever was typed into them."""

import re
from pathlib import Path

import pytest
from django.core import mail
from django.template import TemplateDoesNotExist
from hypothesis import given
from hypothesis import strategies as st

import samlar.web
from samlar.foundation import clock, outbox
from samlar.web import letters

FOLDER = Path(samlar.web.__file__).parent / "templates" / "letters"
SOURCE = Path(samlar.web.__file__).parents[1]
TEMPLATES = sorted(path.name.split(".")[0] for path in FOLDER.glob("*.sv.txt"))


def values_of(name: str, language: str) -> dict[str, str]:
    """A value for everything that a template mentions: an address, a sum, a moment, else words."""
    source = "".join(re.findall(r"\{[{%](.*?)[%}]\}", (FOLDER / f"{name}.{language}.txt").read_text()))
    told = dict.fromkeys(re.findall(r"\b[a-z_]+\b", source), "Ord och åäö")
    told |= {word: "/aktiviteter/1/" for word in told if word == "path" or word.endswith("_path")}
    told |= dict.fromkeys(re.findall(r"([a-z_]+)\|(?:kr|number)", source), 75_000)
    return told | dict.fromkeys(re.findall(r"([a-z_]+)\|(?:day|moment|until)", source), "2026-11-20T10:15:00+00:00")


@pytest.fixture
def own_template(settings, tmp_path):
    """Writes a letter's template that only this test knows."""

    def write(text: str) -> str:
        (tmp_path / "letters").mkdir()
        (tmp_path / "letters" / "own.sv.txt").write_text(text)
        settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
        letters._parts.cache_clear()
        return "own"

    yield write
    letters._parts.cache_clear()


def test_every_letter_stands_in_both_languages():
    expected = {f"{name}.{language}.txt" for name in TEMPLATES for language in letters.LANGUAGES}
    assert {path.name for path in FOLDER.glob("*.txt")} == expected


def test_every_letter_that_is_put_in_the_outbox_has_its_template():
    named = set()
    for path in SOURCE.rglob("*.py"):
        for call in re.findall(r"outbox\.put\((.*?)\n?\s*\)\n", path.read_text(), re.DOTALL):
            named |= set(re.findall(r'name="([a-z_]+)"', call))
    assert {"sign_in_code", "sign_in_unknown"} <= named
    assert named <= set(TEMPLATES)


@pytest.mark.parametrize("language", letters.LANGUAGES)
@pytest.mark.parametrize("name", TEMPLATES)
def test_a_letter_has_a_subject_and_a_text_and_says_the_same_in_html(name, language):
    rendered = letters.render(name, language, values_of(name, language))
    assert 10 <= len(rendered.subject) <= letters.LONGEST_SUBJECT
    assert len(rendered.text) > 40
    assert "{{" not in rendered.text
    assert f'<html lang="{language}">' in rendered.html
    assert "Subject:" not in rendered.text


def test_an_unknown_letter_is_refused():
    with pytest.raises(TemplateDoesNotExist):
        letters.render("no_such_letter", "sv", {})


def test_a_template_without_a_subject_is_refused(own_template):
    with pytest.raises(ValueError, match="Subject"):
        letters.render(own_template("Hej!\n"), "sv", {})


def test_an_unknown_language_is_swedish():
    assert letters.render("sign_in_unknown", "fi", {}) == letters.render("sign_in_unknown", "sv", {})


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_whatever_stands_in_a_value_stays_in_its_place(typed):
    rendered = letters.render("sign_in_code", "sv", {"code": typed, "until": "2026-11-20T10:15:00+00:00"})
    assert rendered.subject == "Din kod för att logga in i Samlär gäller till 20 november 2026 kl. 11.15"
    inside = rendered.html.split("</head>")[1]
    assert re.findall(r"<(\w+)", inside)
    assert set(re.findall(r"<(\w+)", inside)) <= {"body", "p", "br", "strong", "ul", "li", "a"}
    assert all(address.startswith("http://127.0.0.1:8000/") for address in re.findall(r'href="([^"]*)"', inside))


@pytest.mark.parametrize("typed", ["x\nBcc: y", "x\r\nBcc: y", "x\u2028Bcc: y", "x\x00Bcc: y", "x\u202eBcc: y", "x\x0b\x85 Bcc: y"])
def test_a_value_cannot_write_a_header(own_template, typed):
    rendered = letters.render(own_template("Subject: Nytt i {{ title }}\n\nHej!\n"), "sv", {"title": typed})
    assert rendered.subject == "Nytt i x Bcc: y"
    assert rendered.text == "Hej!\n"


def test_a_long_subject_is_cut(own_template):
    rendered = letters.render(own_template("Subject: {{ title }}\n\nHej!\n"), "sv", {"title": "x" * 1000})
    assert len(rendered.subject) == letters.LONGEST_SUBJECT


def test_only_this_sites_addresses_become_links(settings):
    settings.SITE_ADDRESS = "https://samlar.test"
    text = "Läs: https://samlar.test/x/\n\nhttps://samlar.test.evil.test/ och https://evil.test/ och javascript:alert(1)\n\n<b>fet</b>"
    html = letters.fragment(text)
    assert html == (
        '<p><a href="https://samlar.test/x/">Läs</a></p>\n'
        "<p>https://samlar.test.evil.test/ och https://evil.test/ och javascript:alert(1)</p>\n<p>&lt;b&gt;fet&lt;/b&gt;</p>"
    )


def test_a_letter_from_the_outbox_goes_as_text_and_html_marked_as_written_by_a_machine(db):
    outbox.put(to="a@b.test", language="en", name="sign_in_code", values={"code": "1234-5678", "until": clock.now().isoformat()})
    assert outbox.send(outbox.waiting()[0], letters.deliver)
    sent = mail.outbox[0]
    assert sent.to == ["a@b.test"]
    assert sent.extra_headers == {"Auto-Submitted": "auto-generated"}
    assert "1234-5678" in sent.body
    assert sent.alternatives[0].mimetype == "text/html"
    assert sent.subject.startswith("Your code for signing in")


def told(name: str, language: str, *, own: bool) -> str:
    """A letter about a registration as whoever it is about reads it, or a colleague who registered."""
    values = values_of(name, language) | {"own": own, "to": "Rut Rönn", "name": "Dan Fiktivsson", "names_sv": "Dan Fiktivssons", "names_en": "Dan Fiktivsson's"}
    rendered = letters.render(name, language, values)
    return f"{rendered.subject}\n{rendered.text}"


@pytest.mark.parametrize("language", letters.LANGUAGES)
@pytest.mark.parametrize("name", [name for name in TEMPLATES if "{% if own %}" in (FOLDER / f"{name}.sv.txt").read_text()])
def test_a_colleague_who_registered_reads_whose_registration_it_is(name, language):
    mine, theirs = (told(name, language, own=own) for own in (True, False))
    assert "Dan Fiktivsson" in theirs
    assert "Dan Fiktivsson" not in mine
