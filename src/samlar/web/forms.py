"""What every form does with a refusal: it stands by the field that it concerns, and nothing that was typed is lost."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import get_language

from samlar.activities.rules.deeds import Overtaken
from samlar.formats.sentence import Refusal
from samlar.people.rules import NotAllowed


class Textarea(forms.Textarea):
    """A field of several lines: a form sends each line break as two signs, and the field's length counts it as the one that was typed."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


def words_of(refusal: Refusal) -> str:
    """What was refused, and what would mend it."""
    language = get_language() or "sv"
    return " ".join(sentence.in_language(language) for sentence in (refusal.sentence, refusal.mend) if sentence)


def take_refusal(form: forms.Form, refusal: Refusal) -> None:
    """Puts what a deed refused, and what would mend it, by the form's own field, else above the form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, words_of(refusal))


def carried_out(form: forms.Form, deed: Callable[[], object], *, read: str = "revision") -> int:
    """0 when the deed was done; else the page's status, and what was refused stands in the form.

    After an overtaking (409) the next try builds on what stands now: the field `read`. NotAllowed and NotVisible are for the whole page
    and go on.
    """
    if not form.is_valid():
        return 422
    try:
        deed()
    except NotAllowed:
        raise
    except Overtaken as overtaken:
        take_refusal(form, overtaken)
        form.data = form.data.copy()  # type: ignore[attr-defined]  # of a request, which is not changed
        form.data[read] = str(overtaken.now)  # type: ignore[index]
        return 409
    except Refusal as refusal:
        take_refusal(form, refusal)
        return 422
    return 0


def told_beside(form: forms.Form, field: str, rule: Callable[[], object]) -> None:
    """Asks a rule of one field while the others are read, so that all that is wrong is told at once. For a form's `clean`."""
    if field in form.errors:
        return
    try:
        rule()
    except Refusal as refusal:
        refusal.field = field
        take_refusal(form, refusal)
