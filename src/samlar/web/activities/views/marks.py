"""A participant marks where the person and the organisation stand on each expected result, before and after."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samlar.activities import queries
from samlar.registration.actions.marks import mark
from samlar.registration.queries.marks import MarkedResult, ToMark, to_mark
from samlar.registration.rules.marks import HIGH, LOW, MOMENTS, STEPS, MarkRefused, Moment, Step, must_be_open
from samlar.web.activities.frame import frame
from samlar.web.activities.views.answers import carried_out
from samlar.web.asked import viewer

WORDS: dict[str, Moment] = {"fore": "before", "efter": "after"}  # in the address


class MarksForm(forms.Form):
    """Two scales for each expected result: where I stand, and where my organisation stands. What is left out stays as it was."""

    use_required_attribute = False

    def __init__(self, data: Any, found: ToMark, moment: Moment) -> None:
        self.results = found.results
        super().__init__(data, initial=_kept(found.results, moment))
        for one in found.results:
            self.fields[f"own_{one.id}"] = _scale(_("Hur långt har du kommit?"), one)
            asked = _("Hur långt har %(organisation)s kommit?") % {"organisation": found.organisation_name}
            self.fields[f"home_{one.id}"] = _scale(asked, one)

    @property
    def rows(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """Each result with its two scales, ready to be written: Django's own writing of eighty buttons costs more than all else."""
        return [(one.text, [self._ready(f"{which}_{one.id}") for which in ("own", "home")]) for one in self.results]

    def _ready(self, name: str) -> dict[str, Any]:
        field = self[name]
        chosen = str(field.value())
        choices = self.fields[name].choices  # type: ignore[attr-defined]
        steps = [(value, f"{field.auto_id}_{place}", label, value == chosen) for place, (value, label) in enumerate(choices)]
        return {"name": name, "id": field.auto_id, "field": field, "label": field.label, "steps": steps, "wrong": bool(field.errors)}

    def marks(self) -> dict[int, Step]:
        said = self.cleaned_data
        return {one.id: Step(said[f"own_{one.id}"], said[f"home_{one.id}"]) for one in self.results}


def _kept(results: tuple[MarkedResult, ...], moment: Moment) -> dict[str, Any]:
    kept = {}
    for one in results:
        kept[f"own_{one.id}"], kept[f"home_{one.id}"] = one.of(moment)
    return kept


def _scale(label: str, result: MarkedResult) -> forms.TypedChoiceField:
    """Five radio buttons in a row; the words at the ends belong to their buttons for those who listen."""
    language = get_language() or "sv"
    ends = {STEPS[0]: LOW.in_language(language), STEPS[-1]: HIGH.in_language(language)}
    wrong = _("Välj ett tal från 1 till 5.")
    return forms.TypedChoiceField(
        label=format_html('{}<span class="hidden-text"> {}</span>', label, result.text),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        choices=[(str(step), format_html('{}<span class="scale-end">{}</span>', step, ends.get(step, ""))) for step in STEPS],
        error_messages={"invalid_choice": wrong},
    )


def marks(request: HttpRequest, activity_id: int) -> HttpResponse:
    """All on one page: both questions of each result. What is open and not done comes first; the address can say which."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    kept = to_mark(actor, found)
    moment = _moment(request, kept)
    form, status = MarksForm(request.POST if request.method == "POST" else None, kept, moment), 200
    if request.method == "POST":

        def deed() -> None:
            mark(actor, activity_id, moment=moment, marks=form.marks())

        if carried_out(request, form, deed, done=_("Tack! Markeringarna är sparade.")):
            return redirect("activity_result", activity_id)
        status = 422
    window = kept.windows[moment]
    closed: MarkRefused | None = None
    try:
        must_be_open(window, found)
    except MarkRefused as refusal:
        closed = refusal
    other = next(one for one in MOMENTS if one != moment)
    values = frame(request, found, "marks") | {
        "form": form,
        "moment": moment,
        "word": next(word for word, one in WORDS.items() if one == moment),
        "window": window,
        "closed": closed,
        "other": next(word for word, one in WORDS.items() if one == other) if kept.windows[other].state == "open" else "",
        "before": [(one.text, *one.of("before")) for one in kept.results] if moment == "after" and kept.marked("before") else [],
    }
    return render(request, "activities/marks.html", values, status=status)


def _moment(request: HttpRequest, found: ToMark) -> Moment:
    """The one that the address says, else the one that is open and not done, else the one that is open, else the next or the last."""
    asked = WORDS.get(request.GET.get("nar", ""))
    if asked:
        return asked
    may = [one for one in MOMENTS if found.windows[one].state == "open"]
    may.sort(key=found.marked)
    if may:
        return may[0]
    return "before" if found.windows["before"].state == "early" else "after"
