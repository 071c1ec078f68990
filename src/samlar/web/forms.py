"""What every form does with a refusal: it stands by the field that it concerns, and nothing that was typed is lost."""

from collections.abc import Callable

from django import forms
from django.utils.translation import get_language

from samlar.formats.sentence import Refusal


def take_refusal(form: forms.Form, refusal: Refusal) -> None:
    """Puts what a deed refused, and what would mend it, by the form's own field, else above the form."""
    language = get_language() or "sv"
    said = [sentence.in_language(language) for sentence in (refusal.sentence, refusal.mend) if sentence]
    form.add_error(refusal.field if refusal.field in form.fields else None, " ".join(said))


def told_beside(form: forms.Form, field: str, rule: Callable[[], object]) -> None:
    """Asks a rule of one field while the others are read, so that all that is wrong is told at once. For a form's `clean`."""
    if field in form.errors:
        return
    try:
        rule()
    except Refusal as refusal:
        refusal.field = field
        take_refusal(form, refusal)
