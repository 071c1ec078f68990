"""Hostile things to send: what people, machines and attackers put into fields and addresses. Used by test_hostile."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

LONG = "å" * 10_000
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
TEXTS = ("före\x00efter", LONG, SCRIPT + "\r\nBcc: alla@exempel.test\u202e", " ")
NUMBERS = ("-1", "1" + "0" * 30, "²", "\x00", "9" * 5000)
DATES = ("0001-01-01", "9999-12-31", "2026-02-30", "\x00", "٢٠٢٦-٠١-٠١")
PLAIN = {"date": "2027-02-01", "email": "ny.person@region.test", "number": "1", "url": "https://exempel.test/"}


@dataclass
class Field:
    """One field of a form as a browser sees it: what it holds, and what may be chosen."""

    name: str
    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)

    def filled(self) -> str:
        """What somebody would write in it."""
        return self.value or next((one for one in self.choices if one), "") or PLAIN.get(self.kind, "En rad text.")

    def hostile(self) -> tuple[str, ...]:
        if self.kind == "date":
            return DATES
        if self.kind in ("number", "hidden", "select", "radio", "checkbox", "submit"):
            return NUMBERS
        return TEXTS


@dataclass
class Form:
    """A form that is sent by POST. An empty action is the page's own address."""

    action: str
    fields: dict[str, Field] = field(default_factory=dict)

    def filled(self) -> dict[str, str]:
        return {one.name: one.filled() for one in self.fields.values() if one.kind != "file"}


class Forms(HTMLParser):
    """The forms of a page, and the names that its addresses carry after the question mark."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.posted: list[Form] = []
        self.asked: set[str] = set()
        self._form: Form | None = None
        self._searching = False
        self._last: Field | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attributes}
        if tag == "form":
            self._searching = given.get("method", "get").lower() != "post"
            self._form = None if self._searching else Form(given.get("action", ""))
            if self._form:
                self.posted.append(self._form)
        elif tag == "option" and self._last:
            self._last.choices.append(given.get("value", ""))
        elif tag in ("input", "textarea", "select", "button") and given.get("name"):
            self._field(tag, given)

    def handle_data(self, data: str) -> None:
        if self._last and self._last.kind == "textarea" and not self._last.value:
            self._last.value = data.strip()

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag in ("select", "textarea"):
            self._last = None

    def _field(self, tag: str, given: dict[str, str]) -> None:
        name = given["name"]
        if self._searching:
            self.asked.add(name)
        if self._form is None or name == "csrfmiddlewaretoken":
            return
        kind = given.get("type", "text") if tag == "input" else {"button": "submit"}.get(tag, tag)
        known = self._form.fields.get(name)
        if known:
            known.choices.append(given.get("value", ""))
            return
        self._last = self._form.fields[name] = Field(name, kind, given.get("value", ""))
