"""The forms of one organisation's way with a lesson: taken home, its evidence, who cares for it, back, ended, checked (F2)."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samlar.foundation import clock
from samlar.lessons.actions.uptakes import Care, Home, Shows
from samlar.lessons.rules.deeds import LINE, WORD, must_have_been
from samlar.lessons.rules.ladder import DAY_LABELS, PARTS, READINESS, READY, Part, must_be_link
from samlar.lessons.rules.rows import UptakeRow
from samlar.lessons.rules.words import LADDER, REACH_WORDS, STANDING_WORDS, Reach, Standing, Step
from samlar.web.activities.forms.deeds import LARGEST, TOO_LONG, words
from samlar.web.activities.forms.programme import Day
from samlar.web.forms import Textarea, told_beside
from samlar.web.templatetags.samlar import say

LONG_FIELD, SHORT = 300, 60  # a longer text gets several lines, a shorter one a narrow field
Choices = Sequence[tuple[int, str]]


class Read(forms.Form):
    """Knows which state of the uptake stood on the page. `own` names the fields that people fill in."""

    use_required_attribute = False
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)

    @property
    def own(self) -> list[forms.BoundField]:
        return [field for field in self if not field.is_hidden]  # type: ignore[attr-defined]


def _owner(colleagues: Choices, *, nobody: str) -> forms.TypedChoiceField:
    field = forms.TypedChoiceField(
        label=_("Vem äger det hos er?"), required=False, coerce=int, empty_value=None, choices=[("", nobody), *colleagues],
        help_text=_("Ägaren ser till att nästa steg blir av, och får frågor om hur det går."),
        error_messages={"invalid_choice": _("Välj en kollega i listan.")},
    )  # fmt: skip
    field.widget.attrs["class"] = "narrow"
    return field


def next_step_field(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LINE,
        help_text=_("Till exempel: Ta upp det på enhetens möte."),
        error_messages={"max_length": TOO_LONG},
    )


def _next_day() -> Day:
    return Day(label=_("Till vilken dag?"), required=False)


def reach_field() -> forms.ChoiceField:
    choices = [(one.value, say(REACH_WORDS[one])) for one in Reach]
    return forms.ChoiceField(
        label=_("Vilka får se hur långt ni har kommit?"), widget=forms.RadioSelect, choices=choices,
        help_text=_(
            "De ser steget, dagarna och vad som har ändrats. De ser aldrig vem som äger det, vad ni ska göra härnäst eller varför ni har "
            "avstått."
        ),
        error_messages={"required": _("Välj ett av svaren."), "invalid_choice": _("Välj ett av svaren.")},
    )  # fmt: skip


class TakeHomeForm(forms.Form):
    """Owner and first step; who sees it is chosen beforehand."""

    use_required_attribute = False

    def __init__(self, data: Any, *, colleagues: Choices, me: int | None) -> None:
        super().__init__(data, initial={"owner": me, "reach": Reach.MEMBERS.value})
        self.fields["owner"] = _owner(colleagues, nobody=_("Vi utser någon senare"))
        self.fields["next_step"] = next_step_field(_("Vad är första steget?"))
        self.fields["next_day"] = _next_day()
        self.fields["reach"] = reach_field()

    def home(self) -> Home:
        said = self.cleaned_data
        return Home(owner=said["owner"], next_step=said["next_step"], next_day=said["next_day"], reach=Reach(said["reach"]))


class CareForm(Read):
    """Owner, next step, readiness, and who sees it."""

    def __init__(self, data: Any, row: UptakeRow, *, colleagues: Choices) -> None:
        ready = {word: getattr(row, word) for word in READINESS}
        owner = None if row.owner_left else row.owner
        values = {"owner": owner, "next_step": row.next_step, "next_day": row.next_day, "reach": row.reach.value, "revision": row.revision}
        super().__init__(data, initial={**values, **ready})
        self.fields["owner"] = _owner(colleagues, nobody=_("Välj en kollega"))
        self.fields["next_step"] = next_step_field(_("Vad är nästa steg?"))
        self.fields["next_day"] = _next_day()
        for word, (asked, means) in READINESS.items():
            self.fields[word] = forms.ChoiceField(
                label=say(asked), help_text=say(means), required=False, widget=forms.RadioSelect,
                choices=[(answer, say(READY[answer])) for answer in ("no", "partly", "yes", "")],
                error_messages={"invalid_choice": _("Välj ett av svaren.")},
            )  # fmt: skip
        self.fields["reach"] = reach_field()

    def care(self) -> Care:
        said = self.cleaned_data
        return Care(
            owner=said["owner"], next_step=said["next_step"], next_day=said["next_day"], reach=Reach(said["reach"]),
            material=said["material"], competence=said["competence"], backing=said["backing"],
        )  # fmt: skip


def care_now(row: UptakeRow) -> dict[str, str]:
    """How each field of `CareForm` stands, in words."""
    return {
        "owner": row.owner_name,
        "next_step": row.next_step,
        "next_day": row.next_day.isoformat() if row.next_day else "",
        "reach": say(REACH_WORDS[row.reach]),
        **{word: say(READY[getattr(row, word)]) for word in READINESS},
    }


class EvidenceForm(Read):
    """The evidence of some steps. One: its fields by their own names. Several: `<step>-<part>`, each step left out or whole."""

    def __init__(self, data: Any, row: UptakeRow, steps: Iterable[Step], *, several: bool = False) -> None:
        self.row, self.steps, self.several = row, tuple(steps), several
        values: dict[str, Any] = {"revision": row.revision}
        for step in self.steps:
            there = row.showing(step)
            if there:
                values |= {self.name(step, "day"): there.day, **{self.name(step, part): text for part, text in there.said.items()}}
        super().__init__(data, initial=values)
        for step in self.steps:
            self.fields[self.name(step, "day")] = Day(
                label=say(DAY_LABELS[step]), required=not several, error_messages={"required": _("Skriv vilken dag det var.")}
            )
            for part in PARTS[step]:
                self.fields[self.name(step, part.id)] = _part(part, required=part.required and not several)

    def name(self, step: Step, part: str) -> str:
        return f"{step.value}-{part}" if self.several else part

    @property
    def groups(self) -> list[dict[str, Any]]:
        """Each step with its fields."""
        return [{"step": step, "fields": [self[name] for name in self._names(step)]} for step in self.steps]

    def _names(self, step: Step) -> list[str]:
        return [self.name(step, part) for part in ("day", *(one.id for one in PARTS[step]))]

    def filled(self, step: Step) -> bool:
        """Whether anything of a step was filled in."""
        return any(str(self.data.get(name, "")).strip() for name in self._names(step))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for step in self.steps:
            self._ask_the_rules(step, said)
        if not self.several:
            return said
        for step in self.steps:
            if not self.filled(step):
                continue
            for name, needed, missing in self._needed(step):
                if needed and not said.get(name) and name not in self.errors:
                    self.add_error(name, missing)
        if not any(self.filled(step) for step in self.steps):
            self.add_error(None, _("Fyll i underlaget för minst ett steg."))
        return said

    def _ask_the_rules(self, step: Step, said: dict[str, Any]) -> None:
        """What can be told of a day and a link though something else is missing."""
        day = said.get(name := self.name(step, "day"))
        if day:
            told_beside(self, name, lambda: must_have_been(day, learned=self.row.learned, today=clock.today(), kind=self.row.kind))
        for part in PARTS[step]:
            text = said.get(name := self.name(step, part.id), "").strip()
            if part.is_link and text:
                told_beside(self, name, lambda text=text, name=name: must_be_link(text, name))  # type: ignore[misc]

    def _needed(self, step: Step) -> list[tuple[str, bool, str]]:
        day = (self.name(step, "day"), True, _("Skriv vilken dag det var."))
        return [day, *((self.name(step, part.id), part.required, _missing(part)) for part in PARTS[step])]

    def shows(self) -> dict[Step, Shows]:
        found = {}
        for step in self.steps:
            if self.several and not self.filled(step):
                continue
            said = {part.id: self.cleaned_data.get(self.name(step, part.id), "") for part in PARTS[step]}
            found[step] = Shows(self.cleaned_data.get(self.name(step, "day")), said)
        return found


def _missing(part: Part) -> str:
    return say(part.missing) if part.missing else _("Välj ett av svaren.")


def _part(part: Part, *, required: bool) -> forms.Field:
    label, told = say(part.label), say(part.help)
    if part.choices is not None:
        return forms.ChoiceField(
            label=label, help_text=told, required=required, widget=forms.RadioSelect,
            choices=[(word, say(sentence)) for word, sentence in part.choices.items()],
            error_messages={"required": _missing(part), "invalid_choice": _missing(part)},
        )  # fmt: skip
    wide = part.most > LONG_FIELD and not part.is_link
    return forms.CharField(
        label=label, help_text=told, required=required, max_length=part.most,
        error_messages={"required": _missing(part), "max_length": TOO_LONG},
        widget=Textarea(attrs={"rows": 3}) if wide else forms.TextInput(attrs={"class": "narrow"} if part.most <= SHORT else None),
    )  # fmt: skip


def evidence_now(form: EvidenceForm, row: UptakeRow) -> dict[str, str]:
    """How each field of the evidence stands, in words."""
    now = {}
    for step in form.steps:
        there = row.showing(step)
        if there:
            now[form.name(step, "day")] = there.day.isoformat()
            for part in PARTS[step]:
                text = there.said.get(part.id, "")
                now[form.name(step, part.id)] = say(part.choices[text]) if part.choices and text in part.choices else text
    return now


class BackForm(Read):
    """To which step, and why."""

    why = words(LINE, label=gettext_lazy("Varför?"), missing=gettext_lazy("Skriv varför, med några ord."), rows=2)

    def __init__(self, data: Any, row: UptakeRow, *, to: str = "") -> None:
        lower = [one for one in LADDER if one.rank < row.standing.rank]
        chosen = to if to in lower else (lower[-1].value if lower else "")
        super().__init__(data, initial={"revision": row.revision, "to": chosen})
        self.fields["to"] = forms.ChoiceField(
            label=_("Vilket steg står ni på nu?"), widget=forms.RadioSelect,
            choices=[(one.value, say(STANDING_WORDS[one]).capitalize()) for one in reversed(lower)],
            error_messages={"required": _("Välj ett steg."), "invalid_choice": _("Det är inget steg tillbaka.")},
        )  # fmt: skip
        self.order_fields(["to", "why", "revision"])


class EndForm(Read):
    """Declined, or obsolete, and why."""

    why = words(WORD, label=gettext_lazy("Varför?"), missing=gettext_lazy("Skriv varför, med några ord."))

    def __init__(self, data: Any, row: UptakeRow, *, to: str = "") -> None:
        super().__init__(data, initial={"revision": row.revision, "to": to if to in ("declined", "obsolete") else ""})
        self.fields["to"] = forms.ChoiceField(
            label=_("Vad har hänt?"), widget=forms.RadioSelect,
            choices=[
                (Standing.DECLINED.value, _("Vi avstår: det är inget för oss")),
                (Standing.OBSOLETE.value, _("Den är föråldrad: något annat gäller nu")),
            ],
            error_messages={"required": _("Välj ett av svaren."), "invalid_choice": _("Välj ett av svaren.")},
        )  # fmt: skip
        self.order_fields(["to", "why", "revision"])


class CheckForm(Read):
    """A colleague checks, on the page."""

    note = words(LINE, label=gettext_lazy("Något att lägga till?"), required=False, rows=2)

    def __init__(self, data: Any, *, revision: int) -> None:
        super().__init__(data, initial={"revision": revision})


class AskForm(Read):
    """Whom to ask by mail."""

    name = forms.CharField(
        label=gettext_lazy("Namn"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Skriv vad personen heter."), "max_length": TOO_LONG},
    )  # fmt: skip
    email = forms.CharField(
        label=gettext_lazy("E-postadress"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Skriv en e-postadress."), "max_length": TOO_LONG},
        help_text=gettext_lazy("Dit går ett brev med en länk. Svaret ges där, utan att logga in."),
    )  # fmt: skip

    def __init__(self, data: Any, *, revision: int) -> None:
        super().__init__(data, initial={"revision": revision})
        self.order_fields(["name", "email", "revision"])


class AnswerForm(forms.Form):
    """The answer by the link. `svar` in the address chooses one beforehand; nothing happens until it is sent."""

    use_required_attribute = False
    answer = forms.ChoiceField(
        label=gettext_lazy("Ditt svar"), widget=forms.RadioSelect,
        choices=[("ja", gettext_lazy("Ja, det används")), ("nej", gettext_lazy("Nej, inte så"))],
        error_messages={"required": gettext_lazy("Välj ja eller nej."), "invalid_choice": gettext_lazy("Välj ja eller nej.")},
    )  # fmt: skip
    note = words(
        LINE,
        label=gettext_lazy("Några ord"),
        help_text=gettext_lazy("Skriv gärna något. Svarar du nej behöver vi några ord."),
        required=False,
        rows=2,
    )

    def __init__(self, data: Any, *, chosen: str = "") -> None:
        super().__init__(data, initial={"answer": chosen if chosen in ("ja", "nej") else ""})
