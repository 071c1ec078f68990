"""How a deed of registering is answered: done, or the form again with what was refused, by which rule and what would mend it."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from samlar.catalogue.rules.sources import DOCUMENTS, in_short
from samlar.formats.sentence import Refusal, Sentence
from samlar.people.rules import NotAllowed
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


def in_words(refusal: Refusal) -> str:
    """What is wrong, what would mend it, and which document says so."""
    source = cited(refusal)
    said = [refusal.sentence, refusal.mend, Sentence("Källa: {source}.", "Source: {source}.").fill(source=source) if source else None]
    return " ".join(say(one) for one in said if one)


def cited(refusal: Refusal) -> Sentence | None:
    """The rule's source where it is a document that people can read: requirements are for builders."""
    source = refusal.source or ""
    return in_short(source) if source.split("·")[0].split(";")[0].strip() in DOCUMENTS else None
