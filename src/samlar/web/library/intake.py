"""A smaller old archive is taken in on the web: sent, tried, and taken in by the worker while the page tells how far it has come (G4)."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from samlar.formats.sentence import Refusal, Sentence
from samlar.foundation import charts, files
from samlar.foundation.charts import Value
from samlar.foundation.extraction.kinds import Kind as Content
from samlar.foundation.extraction.names import safe_name
from samlar.foundation.packages import Bounds
from samlar.library.actions import intake as actions
from samlar.library.actions.intake import Source
from samlar.library.queries import intake as queries
from samlar.library.queries.intake import IntakeRow, ItemRow
from samlar.library.rules import intake as rules
from samlar.library.rules.intake import Becomes, Fate, IntakeState, Lack, Why
from samlar.library.rules.words import KINDS, LICENCES, Kind
from samlar.lifecycle.actions import intake as conductor
from samlar.people.rules import Actor, NotAllowed
from samlar.web.asked import viewer, whole
from samlar.web.forms import take_refusal
from samlar.web.templatetags.samlar import say
from samlar.web.uploads import as_sent, too_large

MB = 1024 * 1024
BOUNDS = Bounds(members=5_000, total=1024 * MB)  # of what is tried while somebody waits for the page
BECOMES = {
    Becomes.PUBLISHED: "waiting", Becomes.ESTABLISHED: "active", Becomes.WORKING: "draft", Becomes.NEWER: "active",
    Becomes.SUBTITLES: "active",
}  # fmt: skip
ENDED = {Fate.TAKEN: "done", Fate.FAILED: "error"}
CHIPS = {IntakeState.READ: "draft", IntakeState.RUNNING: "active", IntakeState.DONE: "done", IntakeState.GIVEN_UP: "closed"}


class SourceForm(forms.Form):
    """What is sent, and under which terms what says none comes in."""

    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("Arkivet"), widget=forms.FileInput(attrs={"accept": ".zip,.xml"}),
        error_messages={name: gettext_lazy("Välj en zip-fil eller en export från WordPress.") for name in ("required", "invalid")}
        | {"empty": gettext_lazy("Filen är tom.")},
    )  # fmt: skip
    licence = forms.ChoiceField(
        label=gettext_lazy("Licens för det som inte säger någon"), required=False,
        help_text=gettext_lazy("Utan licens kommer det in, men kan inte publiceras."),
        error_messages={"invalid_choice": gettext_lazy("Välj ett av alternativen.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, sent: Any = None) -> None:
        super().__init__(data, sent)
        most = files.largest() // MB
        self.fields["file"].help_text = _("En zip-fil, eller en export från WordPress (xml). Högst %(most)d MB.") % {"most": most}
        self.fields["licence"].choices = [("", _("Ingen")), *((word, say(name)) for word, name in LICENCES.items())]  # type: ignore[attr-defined]


def intakes(request: HttpRequest) -> HttpResponse:
    """What has been taken in, and the form; what was sent is tried at once, and nothing of it comes in yet."""
    actor = viewer(request)
    rules.must_take_in(actor)
    posted = request.method == "POST"
    form = SourceForm(request.POST, request.FILES) if posted else SourceForm()
    if posted:
        if too_large(request):
            form.errors.pop("file", None)
            form.add_error("file", _too_large())
        if form.is_valid():
            try:
                return redirect("intake", _tried(actor, form))
            except NotAllowed:
                raise
            except Refusal as refusal:
                take_refusal(form, refusal)
    rows = [{"row": row, "state": say(rules.STATES[row.state]), "chip": CHIPS[row.state]} for row in queries.intakes(actor)]
    values = {"form": form, "rows": rows, "trail": _trail()[:1], "back": reverse("our_documents")}
    return render(request, "library/intakes.html", values, status=422 if form.errors else 200)


def intake(request: HttpRequest, intake_id: int) -> HttpResponse:
    """One source: what would come in, how far it has come, or what came in."""
    actor = viewer(request)
    row = queries.intake(actor, intake_id)
    if request.GET.get("del") == "framsteg":
        answer = render(request, "library/intake.html#progress", {"row": row})
        if row.state != IntakeState.RUNNING:
            answer["HX-Refresh"] = "true"
        return answer
    fate, lack = request.GET.get("visa", ""), request.GET.get("saknar", "")
    fate = fate if fate in set(Fate) else ""
    lack = lack if lack in {"any", *Lack} else ""
    page = queries.items(row, fate=fate, lack=lack, page=whole(request.GET.get("page"), 1))
    chosen = {name: value for name, value in (("visa", fate), ("saknar", lack)) if value}
    values = {
        "row": row, "state": say(rules.STATES[row.state]), "chip": CHIPS[row.state], "kind": say(rules.SOURCE_KINDS[row.kind]),
        "page": page, "rows": _rows(actor, list(page.object_list)), "computers": _computers(row, fate, lack), "coming": _coming(row),
        "query": urlencode(chosen), "chosen": bool(chosen), "fates": _fates(row, fate, lack), "lacks": _lacks(row, lack),
        "why": _why(row), "charts": _charts(row), "unknown": _unknown(row), "trail": _trail(), "stopped": _stopped(row),
    }  # fmt: skip
    return render(request, "library/intake.html", values)


@require_POST
def begin(request: HttpRequest, intake_id: int) -> HttpResponse:
    """What was tried is to come in; the worker does it."""
    return _done(request, intake_id, actions.begin, _("Arkivet tas in. Du kan stänga sidan."))


@require_POST
def give_up(request: HttpRequest, intake_id: int) -> HttpResponse:
    """No more of it comes in."""
    return _done(request, intake_id, actions.give_up, _("Inget mer tas in. Det som har kommit in är kvar."))


def _done(request: HttpRequest, intake_id: int, deed: Any, said: str) -> HttpResponse:
    try:
        deed(viewer(request), intake_id)
        messages.success(request, said)
    except rules.IntakeRefused as refusal:
        messages.error(request, " ".join(say(one) for one in (refusal.sentence, refusal.mend) if one))
    return redirect("intake", intake_id)


def _tried(actor: Actor, form: SourceForm) -> int:
    """Keeps what was sent, and reads it; says the intake's id. Raises IntakeRefused at its field."""
    with as_sent(form.cleaned_data["file"]) as sent:
        kept = files.keep_file(sent.path)
        name = f"{safe_name(sent.name, Content.OTHER).removesuffix('.bin')} #{kept.checksum[:8]}"
        return conductor.read(
            actor, Source(name, Path(files.where(kept.checksum)), bounds=BOUNDS), licence=form.cleaned_data["licence"], file=kept.checksum
        )


def _too_large() -> str:
    return _("Filen är större än %(most)d MB. Ett större arkiv tas in på servern; hör av dig till den som sköter den.") % {
        "most": files.largest() // MB
    }


def _fates(row: IntakeRow, fate: str, lack: str) -> list[dict[str, Any]]:
    """The list's parts, by what becomes of things."""
    here = reverse("intake", args=[row.id])
    parts = [{"label": _("Allt"), "href": here, "current": not fate and not lack, "count": row.total}]
    parts += [
        {"label": rules.FATES[one], "href": f"{here}?visa={one.value}", "current": fate == one and not lack, "count": row.fates[one]}
        for one in Fate
        if row.fates.get(one)
    ]
    many = sum(row.report.get("lacks", {}).values())
    if many:
        parts.append({"label": _("Saknar något"), "href": f"{here}?saknar=any", "current": lack == "any", "count": None})
    return parts


def _rows(actor: Actor, items: list[ItemRow]) -> list[dict[str, Any]]:
    """The things of a page, each with how far it comes, and the document that it is already."""
    there = queries.there(actor, items)
    return [{"item": one, "chip": _chip(one), "there": there.get(one.number)} for one in items]


def _chip(one: ItemRow) -> tuple[Sentence, str]:
    if one.fate == Fate.WAITING:
        return rules.BECOMES[one.becomes], BECOMES[one.becomes]
    return one.fate_name, ENDED.get(one.fate, "closed")


def _computers(row: IntakeRow, fate: str, lack: str) -> int:
    """How many of the computer's own files the list leaves out; said where they would have stood."""
    return int(row.report.get("whys", {}).get(Why.COMPUTERS, 0)) if fate in ("", Fate.LEFT) and not lack else 0


def _coming(row: IntakeRow) -> str:
    """How many things come how far, those that everybody is to read first; empty where an earlier version did not count them."""
    said = {
        Becomes.PUBLISHED: lambda n: ngettext(
            "%(n)d publiceras och läses av alla", "%(n)d publiceras och läses av alla", n
        ),
        Becomes.ESTABLISHED: lambda n: ngettext("%(n)d upprättas", "%(n)d upprättas", n),
        Becomes.WORKING: lambda n: ngettext("%(n)d blir ert arbetsmaterial", "%(n)d blir ert arbetsmaterial", n),
        Becomes.NEWER: lambda n: ngettext("%(n)d blir ny version", "%(n)d blir nya versioner", n),
        Becomes.SUBTITLES: lambda n: ngettext("%(n)d blir undertexter", "%(n)d blir undertexter", n),
    }
    counted = row.report.get("becomes", {})
    return ", ".join(said[one](counted[one]) % {"n": counted[one]} for one in Becomes if counted.get(one))


def _lacks(row: IntakeRow, lack: str) -> list[dict[str, Any]]:
    """What things lack, each with how many."""
    here = reverse("intake", args=[row.id])
    counted = row.report.get("lacks", {})
    return [
        {"label": rules.LACKS[one], "href": f"{here}?saknar={one.value}", "current": lack == one, "count": counted[one]}
        for one in Lack
        if counted.get(one)
    ]


def _why(row: IntakeRow) -> list[tuple[str, int]]:
    """Why things do not come in, the most frequent first."""
    counted = row.report.get("whys", {})
    return [(say(rules.WHYS[Why(why)]), many) for why, many in sorted(counted.items(), key=lambda one: -one[1]) if why in set(Why)]


def _charts(row: IntakeRow) -> list[charts.Chart]:
    """What comes in, by kind and by year."""
    kinds = [Value(say(KINDS[Kind(kind)]), many, str(many)) for kind, many in row.report.get("kinds", {}).items()]
    years = [Value(year or _("Utan år"), many, str(many)) for year, many in row.report.get("years", {}).items()]
    drawn = []
    if kinds:
        drawn.append(charts.bars("slag", _("Det som kommer in, efter slag"), kinds, head=(_("Slag"), _("Antal"))))
    if years:
        drawn.append(charts.bars("ar", _("Det som kommer in, efter år"), years, head=(_("År"), _("Antal"))))
    return drawn


def _unknown(row: IntakeRow) -> list[tuple[str, list[str]]]:
    """Names that the archive doesn't know, and columns that it doesn't read."""
    named = (
        (_("Teman som inte finns här"), "unknown_themes"), (_("Organisationer som inte finns här"), "unknown_organisations"),
        (_("Aktiviteter som inte finns här"), "unknown_activities"), (_("Kolumner som inte läses"), "unread"),
    )  # fmt: skip
    return [(title, row.report[word]) for title, word in named if row.report.get(word)]


def _stopped(row: IntakeRow) -> str:
    said = row.report.get("stopped")
    return say(Sentence(said["sv"], said["en"])) if said else ""


def _trail() -> list[tuple[str, str]]:
    return [(_("Vårt arkiv"), reverse("our_documents")), (_("Ta in ett gammalt arkiv"), reverse("intakes"))]
