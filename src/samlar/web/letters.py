"""Letters: from a template and plain values to a subject, a text, and the same text as simple HTML.

A template is web/templates/letters/<name>.<sv|en>.txt: its first line is `Subject: …`, then an empty line, then paragraphs.

- A value named `path` or `…_path` holds an address within this site ("/aktiviteter/12/") and is written out whole.
- "- " begins an item of a list; four spaces make a line stand out (a code).
- A line "Öppna aktiviteten: {{ path }}" becomes a link with those words in HTML. Only addresses of this site become links: nothing
  that a person wrote leads anywhere else.
- Days and moments are ISO text in the values; the filters `day`, `moment` and `until` write them in the letter's language.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, Template, engines
from django.template.loader import get_template
from django.utils import translation
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

LANGUAGES = ("sv", "en")
LONGEST_SUBJECT = 180
# Neither line breaks nor signs that turn the reading direction may stand in a subject.
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
LABELLED = re.compile(r"(?P<words>[^:]{2,80}): (?P<address>\S+)")
STYLE = "font-family:sans-serif;font-size:16px;line-height:1.5;max-width:38em;margin:1.5em auto;padding:0 1em"


@dataclass(frozen=True, slots=True)
class Rendered:
    subject: str
    text: str
    html: str


def render(name: str, language: str, values: dict[str, Any]) -> Rendered:
    """One letter in one language; an unknown language is read as Swedish.

    Raises TemplateDoesNotExist for an unknown name and ValueError for a template whose first line is no subject.
    """
    language = language if language in LANGUAGES else LANGUAGES[0]
    head, body = _parts(name, language)
    context = {key: _written_out(key, value) for key, value in values.items()}
    context |= {"site_address": settings.SITE_ADDRESS, "operator": settings.SITE_OPERATOR}
    with translation.override(language):
        # The values are plain text in a plain text; escaping belongs to the HTML that is made from it.
        subject = str(head.render(Context(context, autoescape=False)))
        text = str(body.render(Context(context, autoescape=False)))
    subject = " ".join(CONTROLS.sub(" ", subject).split())
    if len(subject) > LONGEST_SUBJECT:
        subject = subject[: LONGEST_SUBJECT - 1].rstrip() + "…"
    text = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"
    html = format_html(
        '<!doctype html><html lang="{}"><head><meta charset="utf-8"><title>{}</title></head><body style="{}">{}</body></html>',
        language, subject, STYLE, fragment(text),
    )  # fmt: skip
    return Rendered(subject, text, html)


def deliver(letter: dict[str, Any]) -> None:
    """Sends one letter of the outbox as mail: text and HTML, marked as written by a machine so that no machine answers."""
    rendered = render(letter["name"], letter["language"], letter["values"])
    mail = EmailMultiAlternatives(rendered.subject, rendered.text, to=[letter["to"]], headers={"Auto-Submitted": "auto-generated"})
    mail.attach_alternative(rendered.html, "text/html")
    mail.send()


def fragment(text: str) -> SafeString:
    """A letter's text as paragraphs, lists and links to this site; every other sign stays the sign it is."""
    return mark_safe("\n".join(_block(block.split("\n")) for block in text.strip("\n").split("\n\n") if block.strip()))


@lru_cache(maxsize=256)
def _parts(name: str, language: str) -> tuple[Template, Template]:
    """The subject and the rest as two templates, so that no value can move the border between them."""
    whole = get_template(f"letters/{name}.{language}.txt").template.source  # type: ignore[attr-defined]
    first, _, rest = whole.partition("\n")
    if not first.startswith("Subject: "):
        raise ValueError(f"letters/{name}.{language}.txt does not begin with a line 'Subject: …'.")
    engine = engines["django"].engine  # type: ignore[attr-defined]
    return engine.from_string(first.removeprefix("Subject: ")), engine.from_string(rest)


def _written_out(key: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_written_out(key, one) for one in value]
    if isinstance(value, dict):
        return {inner: _written_out(inner, one) for inner, one in value.items()}
    if (key == "path" or key.endswith("_path")) and isinstance(value, str) and value.startswith("/"):
        return settings.SITE_ADDRESS + value
    return value


def _block(lines: list[str]) -> str:
    if all(line.startswith("- ") for line in lines):
        return "<ul>" + "".join(f"<li>{_item(line[2:])}</li>" for line in lines) + "</ul>"
    return "<p>" + "<br>".join(_line(line) for line in lines) + "</p>"


def _item(line: str) -> str:
    """A line of a list: what ends in an address of ours is a link, whatever signs its words hold."""
    words, _, address = line.rpartition(": ")
    if words and _ours(address) and " " not in address:
        return format_html('<a href="{}">{}</a>', address, words)
    return _line(line)


def _line(line: str) -> str:
    if line.startswith("    "):
        return f"<strong>{escape(line.strip())}</strong>"
    labelled = LABELLED.fullmatch(line)
    if labelled and _ours(labelled["address"]):
        return format_html('<a href="{}">{}</a>', labelled["address"], labelled["words"])
    return " ".join(format_html('<a href="{0}">{0}</a>', word) if _ours(word) else escape(word) for word in line.split(" "))


def _ours(address: str) -> bool:
    return address.startswith(f"{settings.SITE_ADDRESS}/")
