"""Learning capacity: the analysis as it is opened, answered, concluded and shared; what was agreed and what is needed (F5)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samlar.lessons.queries.capacity import ActionRow, Asked, NeedRow, RoundRow
from samlar.lessons.rules import capacity as rules
from samlar.lessons.rules.capacity import Agreed, Answer, Need, Round
from samlar.lessons.rules.deeds import LINE, LONG
from samlar.people.rules import Function
from samlar.people.rules.words import FUNCTION_WORDS
from samlar.web.activities.forms.deeds import LARGEST, words
from samlar.web.templatetags.samlar import say

DAY = {"invalid": gettext_lazy("Skriv en dag, till exempel 2026-11-20.")}
LARGEST_STAMP = 2**63 - 1


def a_day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    missing = {"required": gettext_lazy("Välj en dag.")}
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget, error_messages={**DAY, **missing})


def functions() -> list[tuple[str, str]]:
    return [(one.value, say(FUNCTION_WORDS[one])) for one in Function]


class RoundForm(forms.Form):
    """Name, last day, and the organisation's own subject areas, a line each."""

    use_required_attribute = False
    name = forms.CharField(
        label=gettext_lazy("Vad ska analysen heta?"),
        max_length=rules.NAME,
        help_text=gettext_lazy("Till exempel ”Hösten 2026”."),
        error_messages={"required": gettext_lazy("Ge analysen ett namn.")},
    )
    last_day = a_day(
        gettext_lazy("Sista dag att svara"), help_text=gettext_lazy("Högst två månader från starten. Då avslutas analysen av sig själv.")
    )
    subject_areas = words(
        rules.MOST_AREAS * (rules.AREA + 2),
        label=gettext_lazy("Era sakområden"),
        help_text=gettext_lazy(
            "Ett på varje rad, till exempel ”Näringsliv”. Den som svarar kan välja ett. Ett område visas först när tre har svarat."
        ),
        required=False,
        rows=5,
    )
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput, required=False)

    def round(self) -> Round:
        said = self.cleaned_data
        return Round(said["name"], said["last_day"], tuple(said["subject_areas"].splitlines()))


class InviteForm(forms.Form):
    """Colleagues to send the letter to, and a few words with it."""

    message = words(LINE, label=gettext_lazy("Några ord på vägen"), help_text=gettext_lazy("Står i brevet."), required=False, rows=2)

    def __init__(self, data: Any, asked: Sequence[Asked]) -> None:
        super().__init__(data)
        left = [one for one in asked if not one.invited]
        self.fields["persons"] = forms.TypedMultipleChoiceField(
            label=_("Vilka ska få brevet?"),
            coerce=int,
            choices=[(one.person, one.name) for one in left],
            initial=[one.person for one in left],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Välj minst en kollega."), "invalid_choice": _("Välj bland dina kollegor.")},
        )
        self.order_fields(["persons", "message"])


class AnswerForm(forms.Form):
    """A scale for each question, what strengthens and hinders for each part, and who answers. Everything may be left out."""

    use_required_attribute = False
    read = forms.IntegerField(min_value=0, max_value=LARGEST_STAMP, widget=forms.HiddenInput)

    def __init__(self, data: Any, row: RoundRow, kept: Answer, *, read: int, function: str) -> None:
        self.row = row
        begun = {**kept.marks, "function": kept.function if read else function, "subject_area": kept.subject_area, "read": read}
        begun |= {f"strengthens_{part}": text for part, text in kept.strengthens.items()}
        begun |= {f"hinders_{part}": text for part, text in kept.hinders.items()}
        super().__init__(data, initial=begun)
        ends = {1: say(rules.LOW_SHORT), 5: say(rules.HIGH_SHORT)}
        steps = [(str(step), format_html('{}<span class="scale-end">{}</span>', step, ends.get(step, ""))) for step in rules.STEPS]
        steps.append((str(rules.UNKNOWN), format_html('?<span class="scale-end">{}</span>', say(rules.DO_NOT_KNOW))))
        for part in row.parts:
            for question in part.questions:
                self.fields[question.id] = forms.TypedChoiceField(
                    label=say(question.text), coerce=int, empty_value=None, required=False, choices=steps, widget=forms.RadioSelect,
                    error_messages={"invalid_choice": _("Välj ett tal från 1 till 5, eller vet inte.")},
                )  # fmt: skip
            for which, label in (("strengthens", rules.STRENGTHENS), ("hinders", rules.HINDERS)):
                self.fields[f"{which}_{part.id}"] = words(rules.WORDS, label=say(label), required=False, rows=2)
        self.fields["function"] = forms.ChoiceField(
            label=_("Arbetar du mest strategiskt eller operativt?"), required=False,
            choices=[("", _("Vill inte säga")), *functions()], error_messages=WRONG,
        )  # fmt: skip
        if row.subject_areas:
            areas = [("", _("Vill inte säga")), *((one, one) for one in row.subject_areas)]
            self.fields["subject_area"] = forms.ChoiceField(
                label=_("Vilket sakområde?"), required=False, choices=areas, error_messages=WRONG
            )

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Each part with its scales, ready to be written: Django's own writing of a hundred buttons costs more than all else."""
        return [
            {
                "part": part,
                "scales": [self._ready(one.id) for one in part.questions],
                "words": [self[f"strengthens_{part.id}"], self[f"hinders_{part.id}"]],
            }
            for part in self.row.parts
        ]

    @property
    def about_you(self) -> list[forms.BoundField]:
        return [self[name] for name in ("function", "subject_area") if name in self.fields]

    def _ready(self, name: str) -> dict[str, Any]:
        field = self[name]
        chosen = str(field.value())
        choices = self.fields[name].choices  # type: ignore[attr-defined]
        steps = [(value, f"{field.auto_id}_{place}", label, value == chosen) for place, (value, label) in enumerate(choices)]
        return {"name": name, "id": field.auto_id, "field": field, "label": field.label, "steps": steps, "wrong": bool(field.errors)}

    def answer(self) -> Answer:
        said = self.cleaned_data
        return Answer(
            marks={one.id: said[one.id] for part in self.row.parts for one in part.questions if said[one.id] is not None},
            strengthens={part.id: said[f"strengthens_{part.id}"] for part in self.row.parts},
            hinders={part.id: said[f"hinders_{part.id}"] for part in self.row.parts},
            function=said["function"],
            subject_area=said.get("subject_area", ""),
        )


WRONG = {"invalid_choice": gettext_lazy("Välj ett av svaren.")}


class ConclusionForm(forms.Form):
    conclusion = words(
        LONG,
        label=gettext_lazy("Vad drar ni för slutsats?"),
        help_text=gettext_lazy("Den här texten följer med om ni delar resultatet. Skriv inte av någons ord."),
        required=False,
        rows=8,
    )
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)


class ShareForm(forms.Form):
    """Who reads the averages, and whether the round counts in what others compare with."""

    shared = forms.BooleanField(
        label=gettext_lazy("Visa för medlemmar och partner"),
        help_text=gettext_lazy(
            "De ser medelvärdena för de fyra delarna, hur många som svarade och er slutsats. Aldrig era ord, enskilda frågor eller grupper."
        ),
        required=False,
    )
    compares = forms.BooleanField(
        label=gettext_lazy("Räkna med oss när andra jämför sig"),
        help_text=gettext_lazy(
            "Utan namn, och bara när minst fem andra är med. Ni räknas med från nästa halvårsskifte. Välj det före dess: "
            "efter halvårsskiftet går det inte längre. Ni kan sluta när ni vill."
        ),
        required=False,
    )
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)


class ActionForm(forms.Form):
    """What you have agreed to do: what, for which part, who and when; later what came of it."""

    use_required_attribute = False
    text = words(LINE, label=gettext_lazy("Vad ska ni göra?"), missing=gettext_lazy("Skriv vad ni ska göra."), rows=2)
    part = forms.ChoiceField(
        label=gettext_lazy("Vilken del gäller det?"),
        widget=forms.RadioSelect,
        error_messages={**WRONG, "required": gettext_lazy("Välj en av de fyra delarna.")},
    )
    owner = forms.TypedChoiceField(
        label=gettext_lazy("Vem ser till att det blir gjort?"), coerce=int, empty_value=None, required=False, error_messages=WRONG
    )
    due = a_day(gettext_lazy("Klart senast"))
    done = a_day(gettext_lazy("Gjort den"), required=False, help_text=gettext_lazy("Lämna tomt så länge det återstår."))
    outcome = words(LINE, label=gettext_lazy("Vad gav det?"), required=False, rows=2)

    def __init__(
        self,
        data: Any,
        row: RoundRow,
        people: Sequence[tuple[int, str]],
        kept: ActionRow | None = None,
        *,
        part: str = "",
        me: int | None = None,
    ) -> None:
        begun: dict[str, Any] = {"part": part, "owner": me}
        if kept is not None:
            begun = {name: getattr(kept, name) for name in ("text", "owner", "due", "done", "outcome")} | {"part": kept.part_id}
        super().__init__(data, initial=begun)
        self.fields["part"].choices = [(one.id, say(one.name)) for one in row.parts]  # type: ignore[attr-defined]
        gone = [(kept.owner, kept.owner_name)] if kept and kept.owner and kept.owner not in dict(people) else []
        self.fields["owner"].choices = [("", _("Ingen än")), *people, *gone]  # type: ignore[attr-defined]
        if kept is None:
            del self.fields["done"], self.fields["outcome"]

    def agreed(self) -> Agreed:
        said = self.cleaned_data
        return Agreed(said["part"], said["text"], said["owner"], said["due"], said.get("done"), said.get("outcome", ""))


class NeedForm(forms.Form):
    """A competence that is needed; later how it was met."""

    use_required_attribute = False
    text = words(LINE, label=gettext_lazy("Vad behöver ni kunna?"), missing=gettext_lazy("Skriv vad ni behöver kunna."), rows=2)
    subject_area = forms.CharField(label=gettext_lazy("Sakområde"), max_length=rules.AREA, required=False)
    function = forms.ChoiceField(label=gettext_lazy("Vilka behöver det?"), required=False, error_messages=WRONG)
    met = a_day(gettext_lazy("Löst den"), required=False, help_text=gettext_lazy("Lämna tomt så länge behovet finns kvar."))
    how_met = words(LINE, label=gettext_lazy("Hur löste ni det?"), required=False, rows=2)

    def __init__(self, data: Any, kept: NeedRow | None = None, areas: Sequence[str] = ()) -> None:
        begun = {name: getattr(kept, name) for name in ("text", "subject_area", "function", "met", "how_met")} if kept else {}
        super().__init__(data, initial=begun)
        self.fields["function"].choices = [("", _("Alla")), *functions()]  # type: ignore[attr-defined]
        if areas:
            self.fields["subject_area"].help_text = _("Till exempel %(areas)s.") % {"areas": ", ".join(areas[:3])}
        if kept is None:
            del self.fields["met"], self.fields["how_met"]

    def need(self) -> Need:
        said = self.cleaned_data
        return Need(said["text"], said["subject_area"], said["function"], said.get("met"), said.get("how_met", ""))
