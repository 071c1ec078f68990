"""Deeds upon one document: what is said of it, a new version, its way as a public record, the wastebasket."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.formats.sentence import Refusal
from samlar.foundation import clock, files
from samlar.library.actions import documents as actions
from samlar.library.queries.documents import document
from samlar.library.queries.themes import themes
from samlar.library.rules import documents as rules
from samlar.library.rules.documents import Overtaken
from samlar.library.rules.rows import DocumentRow
from samlar.library.rules.words import LICENCES, STATES, State
from samlar.people.rules import NotAllowed
from samlar.web.asked import viewer, whole
from samlar.web.forms import take_refusal
from samlar.web.library.forms import ChangeForm, RuleForm, StateForm, VersionForm, WhyForm
from samlar.web.library.page import trail
from samlar.web.templatetags.samlar import say
from samlar.web.uploads import as_sent, sent_with, too_large


def edit(request: HttpRequest, document_id: int) -> HttpResponse:
    """Changes what is said of it. Of two windows the second keeps what was typed, and may send it on top of the other's."""
    row = _carried(request, document_id)
    chosen = {id for id, _sv, _en in row.themes}
    offered = [one for one in themes(retired=True) if not one.retired or one.id in chosen]
    form = ChangeForm(sent_with(request)[0], row, themes=offered)

    def deed() -> None:
        given = form.cleaned_data
        text = form.said(title=given["title"], link=given["link"])
        actions.change(viewer(request), document_id, text, revision=given["revision"] or 0)

    if request.method == "POST" and form.is_valid() and _done(request, form, deed, _("Ändringen är sparad.")):
        return redirect("document", document_id)
    return _page(request, "library/edit.html", row, form)


def version(request: HttpRequest, document_id: int) -> HttpResponse:
    """A newer file; the older ones stay."""
    row = _carried(request, document_id)
    form = VersionForm(*sent_with(request), row)
    large = too_large(request) if request.method == "POST" else []

    def deed() -> None:
        given = form.cleaned_data
        with as_sent(given["file"]) as sent:
            actions.new_version(viewer(request), document_id, sent, note=given["note"], revision=given["revision"] or 0)

    if request.method == "POST":
        valid = form.is_valid()
        if large:
            form.errors.pop("file", None)
            take_refusal(form, rules.too_large(files.largest()))
        elif valid and _done(request, form, deed, _("Den nya versionen är inlagd. Den tidigare finns kvar.")):
            return redirect("document", document_id)
    return _page(request, "library/version.html", row, form)


def state(request: HttpRequest, document_id: int) -> HttpResponse:
    """Its way as a public record: established, published, or working material again, with a word of why."""
    row = _carried(request, document_id)
    form = StateForm(sent_with(request)[0], row, needed=request.POST.get("deed") == State.WORKING)
    if request.method == "POST" and form.is_valid():
        to = {one.value: one for one in State}.get(request.POST.get("deed", ""))
        revision, why, licence = form.cleaned_data["revision"] or 0, form.cleaned_data["why"], form.cleaned_data["licence"]
        deeds: dict[State | None, Callable[[], None]] = {
            State.ESTABLISHED: lambda: actions.establish(viewer(request), document_id, revision=revision),
            State.PUBLISHED: lambda: actions.publish(viewer(request), document_id, revision=revision, licence=licence),
            State.WORKING: lambda: actions.back_to_working(viewer(request), document_id, revision=revision, why=why),
        }
        said = {
            State.ESTABLISHED: _("Dokumentet är upprättat."), State.PUBLISHED: _("Dokumentet är publicerat. Alla kan läsa det."),
            State.WORKING: _("Dokumentet är arbetsmaterial igen."),
        }  # fmt: skip
        if to is None:
            form.add_error(None, _("Välj ett av stegen."))
        elif _done(request, form, deeds[to], said[to]):
            return redirect("document", document_id)
    ways = rules.STEPS_FROM[row.state]
    lacks = rules.lacks(rules.with_licence(row, next(iter(LICENCES))))  # the licence is asked for on the page
    values = {
        "ways": ways, "next": rules.next_step(row), "lacks": [say(one) for one in lacks], "asks_licence": not row.licence,
        "word": say(STATES[row.state]),
        "states": [(one, say(STATES[one])) for one in State],
    }  # fmt: skip
    return _page(request, "library/state.html", row, form, values)


def rule(request: HttpRequest, document_id: int) -> HttpResponse:
    """Its number in the registry, and how long it is kept."""
    row = _carried(request, document_id)
    form = RuleForm(sent_with(request)[0], row)

    def deed() -> None:
        given = form.cleaned_data
        actions.keep_rule(
            viewer(request), document_id, given["record_number"], given["disposal"], given["dispose_on"], revision=given["revision"] or 0
        )

    if request.method == "POST" and form.is_valid() and _done(request, form, deed, _("Sparat.")):
        return redirect("document", document_id)
    return _page(request, "library/rule.html", row, form)


def throw(request: HttpRequest, document_id: int) -> HttpResponse:
    """Into the wastebasket."""
    row = _carried(request, document_id)
    due = row.dispose_on is not None and row.dispose_on <= clock.today()
    form = WhyForm(sent_with(request)[0], row, needed=row.state != State.WORKING and not due)

    def deed() -> None:
        given = form.cleaned_data
        actions.bin(viewer(request), document_id, revision=given["revision"] or 0, why=given["why"])

    if request.method == "POST" and form.is_valid() and _done(request, form, deed, _("Dokumentet ligger i papperskorgen.")):
        return redirect("our_documents")
    return _page(request, "library/throw.html", row, form, {"days": settings.SAMLAR_WASTEBASKET_DAYS})


@require_POST
def restore(request: HttpRequest, document_id: int) -> HttpResponse:
    """Out of the wastebasket."""
    actions.restore(viewer(request), document_id, revision=whole(request.POST.get("revision"), 0))
    messages.success(request, _("Dokumentet är tillbaka."))
    return redirect("document", document_id)


def _done(request: HttpRequest, form: forms.Form, deed: Callable[[], None], said: str) -> bool:
    """Does it; says whether. A refusal stands in the form; the revision that holds comes with it, so that it may be sent anew."""
    try:
        deed()
    except NotAllowed:
        raise
    except Refusal as refusal:
        if isinstance(refusal, Overtaken):
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["revision"] = str(refusal.now)  # type: ignore[index]
        take_refusal(form, refusal)
        return False
    messages.success(request, said)
    return True


def _carried(request: HttpRequest, document_id: int) -> DocumentRow:
    """The document, for those who may change it. Raises NotVisible, NotAllowed, DocumentRefused (in the wastebasket)."""
    row = document(viewer(request), document_id)
    rules.must_carry(viewer(request), row)
    return row


def _page(request: HttpRequest, template: str, row: DocumentRow, form: forms.Form, more: dict[str, Any] | None = None) -> HttpResponse:
    values = {"document": row, "form": form, "trail": trail(row), **(more or {})}
    return render(request, template, values, status=422 if request.method == "POST" else 200)
