"""How a deed of registering is answered: done, or the form again with what was refused, by which rule and what would mend it."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from samlar.catalogue.rules.sources import in_short, of_document
from samlar.formats.sentence import Refusal, Sentence
from samlar.people.rules import NotAllowed
from samlar.web.forms import words_of
from samlar.web.templatetags.samlar import say


def carried_out(request: HttpRequest, form: forms.Form, deed: Callable[[], object], *, done: str = "") -> bool:
    """Whether the form held and the deed was done; then `done` is said on the next page. What was refused stands in the form.

    NotAllowed and NotVisible are for the whole page and go on.
    """
    if not form.is_valid():
        return False
    try:
        deed()
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, in_words(refusal))
        return False
    if done:
        messages.success(request, done)
    return True


class Refused(ValidationError):
    """What was refused, as the form's error. `source`: the document that says so, folded behind “Varför?” by the field."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(words_of(refusal))
        source = cited(refusal)
        self.source = say(source) if source else ""


def in_words(refusal: Refusal) -> Refused:
    """What is wrong and what would mend it; and which document says so, where the format or the activity has a rule."""
    return Refused(refusal)


def cited(refusal: Refusal) -> Sentence | None:
    """The rule's source where it is a document that people can read: requirements are for builders."""
    source = refusal.source or ""
    return in_short(source) if of_document(source) else None
