"""Drafts: begun, overviewed, written as a whole text, tried on, submitted, sent back, published (C1, L1)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samlar.catalogue import actions, queries
from samlar.catalogue.queries import DraftRow
from samlar.catalogue.rules import access, parts
from samlar.catalogue.rules import draft as texts
from samlar.formats.definition import Definition
from samlar.formats.format_file import FormatError, read_format
from samlar.formats.sentence import Refusal
from samlar.people.rules import NotVisible
from samlar.web.asked import viewer, whole
from samlar.web.formats import problems as found
from samlar.web.formats.forms import said
from samlar.web.formats.reading import as_file, changes_by_part, read
from samlar.web.forms import Textarea


class StartForm(forms.Form):
    """A new format: what it is called, and what it begins as."""

    name_sv = forms.CharField(
        label=gettext_lazy("Vad heter formatet på svenska?"),
        max_length=access.LONGEST_NAME,
        help_text=gettext_lazy("Till exempel Studiecirkel."),
    )
    name_en = forms.CharField(
        label=gettext_lazy("Vad heter det på engelska?"), max_length=access.LONGEST_NAME, required=False,
        help_text=gettext_lazy("Till exempel Study circle. Du kan skriva det senare."),
    )  # fmt: skip
    like = forms.ChoiceField(label=gettext_lazy("Vad vill du börja från?"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(str(row.version_id), _("%(name)s som förlaga") % {"name": said(row.definition.name)}) for row in queries.newest()]
        self.fields["like"].choices = [("", _("Ett tomt format med den vanliga vägen från plan till avslut")), *rows]  # type: ignore[attr-defined]


class TextForm(forms.Form):
    """The whole text, typed or taken from a file."""

    text = forms.CharField(
        label=gettext_lazy("Formatets text"), required=False, strip=False,
        widget=Textarea(attrs={"rows": 24, "class": "code", "spellcheck": "false", "autocapitalize": "off"}),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Eller läs in en fil"), required=False, allow_empty_file=True,
        help_text=gettext_lazy("En textfil (TOML) på högst 200 kB. Den ersätter texten ovanför."),
    )  # fmt: skip

    def clean_file(self) -> str | None:
        """The file as text; refused when it is too large or no text."""
        file = self.cleaned_data["file"]
        if file is None:
            return None
        if file.size > texts.LARGEST_TEXT:
            size = f"{file.size / 1_000_000:.1f}".replace(".", ",")
            raise forms.ValidationError(_("Filen är för stor: %(size)s MB. Högst 200 kB får plats.") % {"size": size})
        try:
            text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(_("Filen är ingen text i UTF-8. Spara den som text i UTF-8 och försök igen.")) from None
        if "\x00" in text:
            raise forms.ValidationError(_("Filen är ingen textfil."))
        return str(text)


class WhyForm(forms.Form):
    """Why a version is made: what people read in the list of versions."""

    why = forms.CharField(
        label=gettext_lazy("Varför gör ni det här?"), max_length=500, widget=Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Skriv för dem som undrar vad som är nytt. Texten visas bland formatets versioner."),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """What needs to change before a format can be published."""

    reason = forms.CharField(label=gettext_lazy("Vad behöver ändras?"), max_length=1000, widget=Textarea(attrs={"rows": 3}))


def refused(form: forms.Form, refusal: Refusal) -> None:
    """Puts a refusal beside its field."""
    text = said(refusal.sentence)
    form.add_error(refusal.field if refusal.field in form.fields else None, text)


# — begun —


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new format, from nothing or with a pattern."""
    access.must_draft(viewer(request))
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            like = int(data["like"]) if data["like"] else None
            draft_id = actions.start_format(viewer(request), name_sv=data["name_sv"], name_en=data["name_en"], like=like)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            return redirect("format_draft", draft_id=draft_id)
    return render(request, "formats/new.html", {"form": form, "trail": [(_("Format"), reverse("formats"))]})


@require_POST
def new_version(request: HttpRequest, format_id: str) -> HttpResponse:
    """A draft of the next version of a format."""
    return redirect("format_draft", draft_id=actions.start_version(viewer(request), queries.latest(format_id).version_id))


# — overviewed —


def _definition(row: DraftRow) -> Definition | None:
    try:
        return read_format(row.text)
    except FormatError:
        return None


def _tables(text: str) -> texts.Tables | None:
    try:
        return texts.tables_of(text)
    except FormatError:
        return None


@require_safe
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """A draft: how far it has come part by part, all that remains, what it changes, and the next step."""
    try:
        row = queries.draft(viewer(request), draft_id)
    except NotVisible:
        published = queries.version(draft_id)  # where the draft is now; raises as before when there is none
        return redirect("format_version", format_id=published.format, number=published.number)
    return _overview(request, row, WhyForm(initial={"why": row.why}), ReasonForm())


def _overview(request: HttpRequest, row: DraftRow, why: forms.Form, reason: forms.Form, *, status: int = 200) -> HttpResponse:
    problems, definition, tables = queries.problems(row), _definition(row), _tables(row.text)
    counts = found.by_part(problems)
    base = queries.version(row.base_id) if row.base_id else None
    remaining = [part for part in parts.PARTS if counts[part.key]]
    context = {
        "draft": row,
        "parts": [(part, counts[part.key]) for part in parts.PARTS],
        "problems": found.rows(row.id, problems, tables),
        "count": len(problems),
        "unreadable": tables is None,
        "next_part": remaining[0] if remaining else None,
        "definition": definition,
        "changes": changes_by_part(base.definition, definition) if base and definition and row.is_version else [],
        "base": base,
        "wishes": [wish for wish in queries.wishes(viewer(request), row.format) if wish.taken_in == row.id],
        "why_form": why,
        "reason_form": reason,
        "trail": [(_("Format"), reverse("formats"))],
    }
    return render(request, "formats/draft.html", context, status=status)


@require_safe
def preview(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The draft as people will read it."""
    row = queries.draft(viewer(request), draft_id)
    definition = _definition(row)
    if definition is None:
        messages.info(request, _("Formatet går att läsa som det blir när inget återstår att rätta."))
        return redirect("format_draft", draft_id=draft_id)
    trail = [(_("Format"), reverse("formats")), (said(row.name), reverse("format_draft", args=[row.id]))]
    return render(request, "formats/preview.html", read(definition) | {"draft": row, "trail": trail})


# — the whole text —


@require_http_methods(["GET", "POST"])
def text(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The draft's whole text: typed, read from a file, checked."""
    row = queries.draft(viewer(request), draft_id)
    revision = row.revision
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)  # also an empty POST is one
    form = TextForm(data, files, initial={"text": row.text})
    shown, problems = row.text, queries.problems(row)
    if request.method == "POST" and row.may_edit:
        good = form.is_valid()
        typed = form.cleaned_data.get("file") or form.cleaned_data.get("text") or ""
        if "check" in request.POST:
            return _checked(request, row, typed)
        if good:
            try:
                actions.save_text(viewer(request), draft_id, text=typed, revision=_revision(request))
            except access.Changed as refusal:
                refused(form, refusal)
                revision = queries.draft(viewer(request), draft_id).revision
            except Refusal as refusal:
                refused(form, refusal)
            else:
                messages.success(request, _("Texten är sparad."))
                return redirect("format_text", draft_id=draft_id)
        shown = typed
        problems = texts.problems_of(typed, row.format) if typed else ()
    elif request.method == "POST":
        actions.save_text(viewer(request), draft_id, text="", revision=revision)  # refuses, with the reason
    context = {
        "draft": row, "form": form, "revision": revision, "problems": found.rows(row.id, problems, _tables(shown)),
        "count": len(problems), "shown": shown,
        "trail": [(_("Format"), reverse("formats")), (said(row.name), reverse("format_draft", args=[row.id]))],
    }  # fmt: skip
    return render(request, "formats/text.html", context)


def _checked(request: HttpRequest, row: DraftRow, typed: str) -> HttpResponse:
    problems = texts.problems_of(typed, row.format, taken=row.taken)
    return render(
        request, "formats/_text_problems.html", {"problems": found.rows(row.id, problems, _tables(typed)), "count": len(problems)}
    )


def _revision(request: HttpRequest) -> int:
    return _posted(request, "revision")


def _posted(request: HttpRequest, name: str) -> int:
    return whole(request.POST.get(name), -1)


@require_safe
def text_file(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The draft's text as a file."""
    row = queries.draft(viewer(request), draft_id)
    return as_file(row.text, f"{row.format}-utkast.toml")


# — its way to the catalogue —


@require_POST
def submit(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Submits the draft with why it is made."""
    row = queries.draft(viewer(request), draft_id)
    form = WhyForm(request.POST)
    if form.is_valid():
        try:
            actions.submit(viewer(request), draft_id, why=form.cleaned_data["why"], revision=_revision(request))
        except (access.NotReady, access.Changed) as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("Formatet är inskickat. Den som har mandatet för format har fått ett brev."))
            return redirect("format_draft", draft_id=draft_id)
    return _overview(request, queries.draft(viewer(request), row.id), form, ReasonForm(), status=409)


@require_POST
def withdraw(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Takes a submitted draft back."""
    actions.withdraw(viewer(request), draft_id)
    messages.success(request, _("Formatet är ett utkast igen. Du kan fortsätta ändra."))
    return redirect("format_draft", draft_id=draft_id)


@require_POST
def drop(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Drops a draft."""
    actions.drop_draft(viewer(request), draft_id)
    messages.success(request, _("Utkastet är slängt."))
    return redirect("formats")


@require_POST
def send_back(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Sends a submitted draft back with what needs to change."""
    row = queries.draft(viewer(request), draft_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        access.must_publish(viewer(request))
        return _overview(request, row, WhyForm(), form)
    actions.send_back(viewer(request), draft_id, reason=form.cleaned_data["reason"])
    messages.success(request, _("Utkastet är tillbaka hos dem som skrev det. De har fått ett brev."))
    return redirect("formats")


@require_POST
def publish(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Publishes a submitted draft as the next version."""
    queries.draft(viewer(request), draft_id)  # what the viewer may not see is not there, whatever it is asked to do
    format_id, number = actions.publish(viewer(request), draft_id, revision=_revision(request), past=_posted(request, "past"))
    messages.success(request, _("Version %(number)s är publicerad. Aktiviteter som redan pågår behåller sin version.") % {"number": number})
    return redirect("format_version", format_id=format_id, number=number)
