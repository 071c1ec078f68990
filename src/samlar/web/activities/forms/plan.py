"""The plan's form, made of the format's own template (D1)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samlar.activities.rules.plan import (
    LINE_TEXT,
    MOST_LINES,
    SUMMARY_LENGTH,
    TITLE_LENGTH,
    About,
    Line,
    PlanRefused,
    PlanText,
    Problem,
)
from samlar.formats import words as w
from samlar.formats.definition import Definition, PlanSection
from samlar.web.forms import Textarea
from samlar.web.money import Kronor

EMPTY_ROWS = 3


def said(sentence: Any) -> str:
    """A Sentence in the language of the page."""
    return str(sentence.in_language(get_language() or "sv"))


class LineForm(forms.Form):
    """One budget line. A line in which nothing is written is left out; one that is begun needs a cost, an amount and a payer."""

    cost = forms.ChoiceField(required=False)
    text = forms.CharField(required=False, max_length=LINE_TEXT)
    amount = Kronor(required=False)
    paid_by = forms.ChoiceField(required=False)

    def __init__(self, data: Any, *, place: int, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, prefix=f"line-{place}", initial=dict(initial or {}))
        number = {"number": place + 1}
        costs = [(word, said(w.COSTS[word]).capitalize()) for word in w.COSTS]
        payers = [("joint", _("Gemensamt")), ("participants", _("Deltagarna")), ("other", _("Någon annan"))]
        for name, label, words in (("cost", _("Kostnadsslag"), costs), ("paid_by", _("Vem betalar?"), payers)):
            field = self.fields[name]
            field.choices = [("", _("Välj")), *words]  # type: ignore[attr-defined]
            field.label = label
            field.error_messages["invalid_choice"] = _("Välj i listan.")
        self.fields["text"].label, self.fields["amount"].label = _("Vad"), _("Belopp i kronor")
        self.heading = _("Rad %(number)s") % number

    @property
    def begun(self) -> bool:
        """Whether anything is written in the line."""
        if not self.is_bound:
            return bool(self.initial)
        return any(str(self.data.get(self.add_prefix(name), "")).strip() for name in ("text", "amount", "cost"))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.begun:
            for name, sentence in (
                ("cost", _("Välj ett kostnadsslag.")),
                ("amount", _("Skriv beloppet.")),
                ("paid_by", _("Välj vem som betalar.")),
            ):
                if name not in self.errors and found.get(name) in (None, ""):
                    self.add_error(name, sentence)
        return found


class PlanForm(forms.Form):
    """The plan by the format's template: a field per section, the period, the grant, and the budget's lines (`lines`)."""

    title = forms.CharField(max_length=TITLE_LENGTH)
    summary = forms.CharField(required=False, max_length=SUMMARY_LENGTH, widget=Textarea(attrs={"rows": 2}))
    start = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    end = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    rows = forms.IntegerField(min_value=0, max_value=MOST_LINES, widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any, definition: Definition, *, about: About, plan: PlanText, revision: int, earlier: Sequence[tuple[int, str]] = (),
        typed: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """`earlier`: the activities that this one may continue.

        `typed`: what stood on the page when more budget lines were asked for; it is shown again unjudged."""
        self.definition = definition
        rows = _rows(typed or data, plan) + (EMPTY_ROWS if typed else 0)
        rows = min(MOST_LINES, rows)
        initial = _initial(about, plan, revision, rows)
        super().__init__(data, initial=initial | _as_typed(typed, rows))
        self._say(definition)
        self._offer(earlier)
        kept = [_line(line) for line in plan.lines] if typed is None else [_typed_line(typed, place) for place in range(rows)]
        self.lines = [
            LineForm(data, place=place, initial=kept[place] if place < len(kept) and data is None else None)
            for place in range(rows if definition.plan.budget else 0)
        ]

    def _say(self, definition: Definition) -> None:
        fields = self.fields
        fields["title"].label = _("Titel")
        fields["title"].error_messages["required"] = _("Skriv vad aktiviteten heter.")
        fields["summary"].label = _("Kort om vad ni ska göra")
        fields["summary"].help_text = _("Ett par meningar. Blir synligt för alla när ni har startat.")
        fields["start"].label, fields["end"].label = _("Första dagen"), _("Sista dagen")
        for name in ("start", "end"):
            fields[name].error_messages["invalid"] = _("Skriv en dag som finns, till exempel 2027-02-01.")
        if definition.uses:
            fields["use"] = forms.ChoiceField(required=False, widget=forms.RadioSelect)
            fields["use"].label = _("Vad ska ni använda det till?")
            fields["use"].choices = [(use.id, f"{said(use.label)}: {said(use.help)}") for use in definition.uses]  # type: ignore[attr-defined]
        for section in definition.plan.sections:
            fields[section_field(section.id)] = _section_field(section)
        for field in fields.values():
            field.error_messages["max_length"] = _("Texten har %(show_value)d tecken. Högst %(limit_value)d får plats.")
        if definition.plan.funding:
            fields["grant"] = Kronor(required=False)
            fields["grant"].label = _("Basfinansiering som ni söker, i kronor")
            fields["grant"].help_text = said(definition.plan.funding.help)

    def _offer(self, earlier: Sequence[tuple[int, str]]) -> None:
        """Which earlier activity this one continues, where there is any to choose."""
        if earlier:
            self.fields["continues"] = forms.TypedChoiceField(
                required=False, coerce=int, empty_value=None, label=_("Bygger den vidare på en tidigare aktivitet?"),
                choices=[("", _("Nej, den är ny")), *earlier], error_messages={"invalid_choice": _("Välj i listan.")},
            )  # fmt: skip

    def is_valid(self) -> bool:
        """The form and every line of the budget."""
        lines = [line.is_valid() for line in self.lines]
        return super().is_valid() and all(lines)

    @property
    def all_errors(self) -> list[tuple[str, str]]:
        """(id of the control, what is wrong) from the top of the page down."""
        found = [("", str(error)) for error in self.non_field_errors()]
        for field in self:
            found += [(field.id_for_label or "", f"{field.label} – {error}") for error in field.errors]
        for line in self.lines:
            for field in line:
                found += [(field.id_for_label, f"{line.heading}, {str(field.label).lower()} – {error}") for error in field.errors]
        return found

    def about(self) -> About:
        found = self.cleaned_data
        return About(found.get("title", ""), found.get("summary", ""), found.get("use", ""), found.get("continues"))

    def text(self) -> PlanText:
        """The plan as far as it can be read: what is not of its type is left out."""
        self.is_valid()
        found = self.cleaned_data
        start, end = found.get("start"), found.get("end")
        return PlanText(
            sections={section.id: _read(section, found.get(section_field(section.id), "")) for section in self.definition.plan.sections},
            start=start,
            end=end if not (start and end and end < start) else None,
            grant=found.get("grant"),
            lines=tuple(
                Line(**{name: line.cleaned_data[name] for name in ("cost", "text", "amount", "paid_by")})
                for line in self.lines
                if line.begun and not line.errors
            ),
        )

    def written(self) -> PlanText:
        """The plan as it is to be kept; for a valid form."""
        found = self.text()
        return PlanText(sections=found.sections, start=found.start, end=self.cleaned_data.get("end"), grant=found.grant, lines=found.lines)

    def take(self, refused: PlanRefused) -> None:
        """Puts each problem by its field."""
        for problem in refused.problems:
            self._take(problem)

    def _take(self, problem: Problem) -> None:
        name = section_field(problem.field) if section_field(problem.field) in self.fields else problem.field
        self.add_error(name if name in self.fields else None, said(problem.sentence))


def section_field(section: str) -> str:
    return f"section_{section}"


def _section_field(section: PlanSection) -> forms.CharField:
    many = section.kind == "list"
    attrs = {"rows": 4 if many else 5}
    field = forms.CharField(required=False, widget=Textarea(attrs=attrs), label=said(section.label), help_text=said(section.help))
    if not many:
        field = forms.CharField(
            required=False,
            max_length=section.most,
            widget=Textarea(attrs=attrs),
            label=said(section.label),
            help_text=said(section.help),
        )
    return field


def _read(section: PlanSection, text: str) -> str | tuple[str, ...]:
    if section.kind != "list":
        return text
    return tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())


def _rows(data: Any, plan: PlanText) -> int:
    """As many lines as were on the page; at first, the kept ones and three empty."""
    if data is None:
        return min(MOST_LINES, len(plan.lines) + EMPTY_ROWS)
    typed = str(data.get("rows", ""))
    shown = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 4 else len(plan.lines) + EMPTY_ROWS
    return min(MOST_LINES, shown)


def _initial(about: About, plan: PlanText, revision: int, rows: int) -> dict[str, Any]:
    sections = {section_field(name): value if isinstance(value, str) else "\n".join(value) for name, value in plan.sections.items()}
    return {
        "title": about.title, "summary": about.summary, "use": about.use, "continues": about.continues or "",
        "start": plan.start, "end": plan.end, "grant": plan.grant, "revision": revision, "rows": rows, **sections,
    }  # fmt: skip


def _as_typed(typed: Mapping[str, Any] | None, rows: int) -> dict[str, Any]:
    return {} if typed is None else {**{name: typed[name] for name in typed}, "rows": rows}


def _typed_line(typed: Mapping[str, Any], place: int) -> dict[str, Any]:
    found = {name: typed.get(f"line-{place}-{name}", "") for name in ("cost", "text", "amount", "paid_by")}
    return found if any(found.values()) else {}


def _line(line: Line) -> dict[str, Any]:
    return {"cost": line.cost, "text": line.text, "amount": line.amount, "paid_by": line.paid_by}
