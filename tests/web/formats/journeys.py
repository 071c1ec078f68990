"""How a person who has never seen TOML fills in the editor: what the tests of the web share."""

from django.test import Client

from samlar.formats.sentence import Sentence

BASICS = {
    "om-name": Sentence("Studiecirkel", "Study circle"),
    "om-definite": Sentence("studiecirkeln", "the study circle"),
    "om-plural": Sentence("studiecirklar", "study circles"),
    "om-summary": Sentence("Några kollegor läser och samtalar i lugn takt.", "A few colleagues read and talk at a calm pace."),
    "om-purpose": Sentence("Att lära av varandra kring en text.", "To learn from each other around a text."),
}


def opened(browser: Client, address: str) -> dict[str, str]:
    """The hidden marks of a page's main form: what a browser sends along."""
    page = browser.get(address)
    assert page.status_code == 200, address
    groups = page.context.get("groups") or []
    marks = {f"mark_{group.key}": mark for group, _form, mark in groups}
    return marks | page.context.get("hidden", {})


def as_shown(browser: Client, address: str) -> dict[str, object]:
    """Everything that the page's form holds as it is opened: what a browser sends when nothing is changed."""
    page = browser.get(address)
    sent: dict[str, object] = dict(opened(browser, address))
    forms = [form for _group, form, _mark in page.context.get("groups") or []] or [page.context["form"]]
    for form in forms:
        for field in form:
            value = field.value()
            if value not in (None, False, ""):
                sent[field.html_name] = "on" if value is True else value
    return sent


def both(words: dict[str, Sentence]) -> dict[str, str]:
    """The two fields of each sentence."""
    return {f"{name}_{code}": text for name, sentence in words.items() for code, text in sentence.as_dict().items()}


def begin(browser: Client, name: str = "Studiecirkel") -> int:
    """A new format from nothing; says the draft's id."""
    answer = browser.post("/format/nytt/", {"name_sv": name, "name_en": ""})
    assert answer.status_code == 302, answer.context and answer.context["form"].errors
    return int(answer["Location"].rstrip("/").rpartition("/")[2])


def fill_in_basics(browser: Client, draft: int) -> None:
    """What an empty format lacks."""
    address = f"/format/utkast/{draft}/grunder/"
    sent = as_shown(browser, address) | both(BASICS) | {"om-source": "Beslut i medlemsgruppen 2026-09-12"}
    assert browser.post(address, sent).status_code == 302
