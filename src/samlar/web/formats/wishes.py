"""Wishes for change of a format: written by participants and members, answered by the mandate (C3)."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from samlar.catalogue import actions, queries
from samlar.catalogue.rules import access
from samlar.formats.sentence import Refusal
from samlar.lifecycle.actions.wishes import wish_for_change
from samlar.people.rules import NotAllowed
from samlar.web.asked import viewer
from samlar.web.formats.drafts import refused
from samlar.web.formats.forms import said
from samlar.web.forms import Textarea


class WishForm(forms.Form):
    """What somebody wants changed."""

    text = forms.CharField(
        label=gettext_lazy("Vad vill du ändra, och varför?"), max_length=2000, widget=Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Berätta gärna vad som hände när ni använde formatet."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """The mandate's answer: into which draft the wish is taken, or why it is declined."""

    answer = forms.ChoiceField(label=gettext_lazy("Ditt svar"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Varför inte?"), max_length=500, required=False, widget=Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Skriv bara om du säger nej. Den som önskade får texten."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, format_id: str) -> HttpResponse:
    """A wish about the newest version of a format."""
    row = queries.latest(format_id)
    form = WishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            wish_id = wish_for_change(viewer(request), row.version_id, text=form.cleaned_data["text"])
        except Refusal as refusal:
            if isinstance(refusal, NotAllowed):
                raise
            refused(form, refusal)
        else:
            messages.success(request, _("Tack! Önskemålet är skickat. Du får ett brev när någon har svarat."))
            return redirect("format_wish", wish_id=wish_id)
    trail = [(_("Format"), reverse("formats")), (said(row.definition.name), reverse("format", args=[format_id]))]
    return render(request, "formats/wish_new.html", {"row": row, "form": form, "trail": trail})


@require_http_methods(["GET", "POST"])
def wish(request: HttpRequest, wish_id: int) -> HttpResponse:
    """One wish: what became of it, and for the mandate its answer."""
    row = queries.wish(viewer(request), wish_id)
    form = AnswerForm(request.POST or None)
    form.fields["answer"].choices = [  # type: ignore[attr-defined]
        *((f"draft:{draft}", _("Ja, i utkastet ”%(name)s”") % {"name": name}) for draft, name in _drafts(request, row.format)),
        ("begin", _("Ja, i ett nytt utkast som jag börjar på nu")),
        ("decline", _("Nej")),
    ]
    if request.method == "POST":
        access.must_publish(viewer(request))
        if form.is_valid():
            try:
                return _answered(request, row, form.cleaned_data["answer"], form.cleaned_data["reason"])
            except Refusal as refusal:
                if isinstance(refusal, access.Changed | NotAllowed):
                    raise
                refused(form, refusal)
    trail = [(_("Format"), reverse("formats")), (said(row.format_name), reverse("format", args=[row.format]))]
    return render(request, "formats/wish.html", {"wish": row, "form": form, "trail": trail})


def _drafts(request: HttpRequest, format_id: str) -> list[tuple[int, str]]:
    """The drafts of the format that the viewer may see, newest first."""
    return [(one.id, f"{said(one.name)}, {one.organisation}") for one in queries.drafts(viewer(request)) if one.format == format_id]


def _answered(request: HttpRequest, row: queries.WishRow, answer: str, reason: str) -> HttpResponse:
    if answer == "decline":
        actions.decline_wish(viewer(request), row.id, reason=reason)
        messages.success(request, _("Svaret är skickat."))
        return redirect("format_wish", wish_id=row.id)
    draft_id = (
        int(answer.removeprefix("draft:"))
        if answer.startswith("draft:")
        else actions.start_version(viewer(request), queries.latest(row.format).version_id)
    )
    actions.take_wish(viewer(request), row.id, draft_id=draft_id)
    messages.success(request, _("Önskemålet är med i utkastet. Den som önskade har fått ett brev."))
    return redirect("format_draft", draft_id=draft_id)
