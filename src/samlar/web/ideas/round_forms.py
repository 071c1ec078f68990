"""Forms about idea meetings. Limits are the rules' own; what only a rule can judge comes back as its refusal."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samlar.activities.rules.plan import FIRST_DAY, LAST_DAY
from samlar.foundation.clock import STOCKHOLM
from samlar.ideas.queries.rounds import AreaRow, RoundPage
from samlar.ideas.rules.rounds import LARGEST_COST, LONGEST_NAME, LONGEST_SHORT, LONGEST_TEXT, RoundText, Unit
from samlar.web.activities.forms.deeds import LARGEST, words
from samlar.web.activities.forms.programme import Clock, Day, line
from samlar.web.templatetags.samlar import day

WHOLE = {"invalid": _("Skriv ett heltal."), "min_value": _("Skriv ett heltal, minst 1."), "max_value": _("Så stort kan det inte vara.")}


def whole_number(label: Any, help_text: Any, *, required: bool) -> forms.IntegerField:
    """A cost or a budget, in whole units."""
    return forms.IntegerField(
        label=label, help_text=help_text, required=required, min_value=1, max_value=LARGEST_COST, localize=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "narrow"}),
        error_messages={"required": _("Skriv ett heltal, minst 1."), **WHOLE},
    )  # fmt: skip


def a_day(label: Any) -> Day:
    """A day that a calendar reaches."""
    told = _("Välj en dag mellan år 2000 och 2100.")
    return Day(label=label, validators=[MinValueValidator(FIRST_DAY, told), MaxValueValidator(LAST_DAY, told)])


class RoundForm(forms.Form):
    """An idea meeting as it is called."""

    use_required_attribute = False
    title = line(
        LONGEST_NAME, label=_("Vad heter idémötet?"), help_text=_("Till exempel Idémötet våren 2027."), missing=_("Ge idémötet ett namn.")
    )
    text = words(LONGEST_TEXT, label=_("Inbjudan"), help_text=_("Vad söker ni, och hur ser dagen ut?"), required=False, rows=6)
    unit = forms.ChoiceField(
        label=_("Vad kostar områdena?"), widget=forms.RadioSelect,
        choices=[(Unit.DAYS.value, _("Arbetsdagar")), (Unit.KRONOR.value, _("Kronor"))],
        error_messages={"required": _("Välj dagar eller kronor."), "invalid_choice": _("Välj dagar eller kronor.")},
    )  # fmt: skip
    budget = whole_number(_("Hur mycket finns att fördela?"), _("Allt som de valda områdena får kosta tillsammans."), required=True)
    secret = forms.BooleanField(
        label=_("Hemlig röstning"),
        required=False,
        help_text=_("Då ser ingen annan hur ni röstade, inte heller efteråt. Ni har ett kvitto."),
    )
    proposals_until = a_day(_("Sista dag för förslag"))
    opens_day = a_day(_("Röstningen öppnar"))
    opens_at = Clock(label=_("Öppnar klockan"), help_text=_("Lämna tom för klockan 8."), required=False)
    closes_day = a_day(_("Röstningen stänger"))
    closes_at = Clock(label=_("Stänger klockan"), help_text=_("Lämna tom för hela dagen, till klockan 24."), required=False)
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, held: Collection[str] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        for name in held:
            for part in PARTS.get(name, (name,)):
                self.fields[part].disabled = True  # what is sent for it is not read

    @property
    def fixed(self) -> list[tuple[str, str]]:
        """(label, what is kept) of what can no longer change."""
        return [
            (str(field.label), _in_words(field, self.initial.get(name)))
            for name, field in self.fields.items()
            if field.disabled and (name != "closes_at" or self.initial.get(name))
        ]

    @property
    def may_change_days(self) -> bool:
        """Whether any of the days can still change."""
        return not all(self.fields[name].disabled for name in ("proposals_until", "opens_day", "closes_day"))

    def given(self) -> RoundText:
        """What was written, for the rules to judge."""
        said = self.cleaned_data
        return RoundText(
            title=said["title"], text=said["text"], unit=said["unit"], budget=said["budget"], secret=said["secret"],
            proposals_until=_at(said["proposals_until"] + timedelta(days=1), time()),
            ballots_from=_at(said["opens_day"], said["opens_at"] or time(8)),
            ballots_until=_at(said["closes_day"] + timedelta(days=0 if said["closes_at"] else 1), said["closes_at"] or time()),
        )  # fmt: skip


PARTS = {"ballots_from": ("opens_day", "opens_at"), "ballots_until": ("closes_day", "closes_at")}  # the fields that say a moment
FIELDS = {"ballots_from": "opens_day", "ballots_until": "closes_day"}  # where the form shows what a rule says of a moment


def kept_in(found: RoundPage) -> dict[str, Any]:
    """A round as its form first shows it."""
    last, opens, closes = (moment.astimezone(STOCKHOLM) for moment in (found.proposals_until, found.ballots_from, found.ballots_until))
    midnight = closes.time() == time()
    return {
        "title": found.title, "text": found.text, "unit": found.unit, "budget": found.budget, "secret": found.secret,
        "proposals_until": (last - timedelta(seconds=1)).date(), "opens_day": opens.date(), "opens_at": opens.time(),
        "closes_day": (closes - timedelta(seconds=midnight)).date(), "closes_at": None if midnight else closes.time(),
        "revision": found.revision,
    }  # fmt: skip


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, STOCKHOLM).astimezone(UTC)  # two moments of one zone are compared by what the clocks show


def differing(form: forms.Form, kept: dict[str, Any]) -> list[tuple[str, str]]:
    """(label, what is kept) of each field where what is kept is something else than what was typed."""
    rows = []
    for name, field in form.fields.items():
        now = kept.get(name)
        if name == "revision" or field.disabled or (form.cleaned_data.get(name) or "") == (now or ""):
            continue
        rows.append((str(field.label), _in_words(field, now)))
    return rows


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return gettext("ja") if value else gettext("nej")
    if isinstance(field, forms.ChoiceField):
        return next((str(label) for choice, label in list(field.choices) if choice == value), "–")  # type: ignore[arg-type]
    if isinstance(value, date):
        return day(value)
    return f"{value:%H.%M}" if isinstance(value, time) else str(value or "–")


class AreaForm(forms.Form):
    """An area: its name, what it is, roughly what it costs and in which format it might be carried out."""

    use_required_attribute = False
    name = line(LONGEST_NAME, label=_("Vad heter området?"), missing=_("Ge området ett namn."))
    text = words(LONGEST_SHORT, label=_("Vad handlar det om?"), help_text=_("Några rader som den som röstar förstår."), required=False)
    cost = whole_number(_("Vad kostar det ungefär?"), "", required=False)
    format = forms.ChoiceField(label=_("Tänkbart format"), required=False, error_messages={"invalid_choice": _("Välj i listan.")})
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, formats: list[tuple[str, str]], unit: str, budget: str, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["format"].choices = formats  # type: ignore[attr-defined]
        self.fields["cost"].help_text = (
            _("I hela kronor. Allt som finns är %(budget)s. Kan vänta tills områdena låses.")
            if unit == Unit.KRONOR
            else _("I hela arbetsdagar. Allt som finns är %(budget)s. Kan vänta tills områdena låses.")
        ) % {"budget": budget}

    @property
    def said(self) -> dict[str, Any]:
        """What was written, for the deed."""
        return {name: self.cleaned_data[name] for name in ("name", "text", "cost", "format")}


def area_in(found: AreaRow) -> dict[str, Any]:
    """An area as its form first shows it."""
    return {"name": found.name, "text": found.text, "cost": found.cost, "format": found.format, "revision": found.revision}


class ReasonForm(forms.Form):
    """A deed that asks why."""

    use_required_attribute = False
    reason = words(LONGEST_SHORT, label=_("Varför?"), missing=_("Skriv varför."))
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, hint: Any, revision: int | None = None) -> None:
        super().__init__(data, initial={"revision": revision})
        self.fields["reason"].help_text = hint
        if revision is None:
            del self.fields["revision"]


class SendOnForm(ReasonForm):
    """A proposal is sent on to somebody who can do something with it."""

    to = forms.ChoiceField(
        label=_("Till vem?"),
        help_text=_("Mottagaren får ett brev när områdena låses."),
        error_messages={"required": _("Välj en mottagare."), "invalid_choice": _("Välj i listan.")},
    )
    field_order = ("to", "reason")

    def __init__(self, data: Any, *, receivers: list[Any], revision: int) -> None:
        hint = _("Läses av mottagaren och av den som lade förslaget när områdena låses, och publiceras med resultatet.")
        super().__init__(data, hint=hint, revision=revision)
        self.fields["to"].choices = [("", _("Välj …")), *receivers]  # type: ignore[attr-defined]

    def receiver(self) -> dict[str, int]:
        """The receiver, as the deed wants it."""
        sort, number = self.cleaned_data["to"].split(":")
        return {sort: int(number)}


class MarkForm(forms.Form):
    """What one person at home writes of a proposal."""

    use_required_attribute = False
    note = words(LONGEST_SHORT, label=_("Till kollegorna"), required=False, rows=2)

    def __init__(self, data: Any, *, proposal: int, note: str = "") -> None:
        super().__init__(data, auto_id=f"%s-{proposal}", initial={"note": note})  # one of many on the page


class AskForm(forms.Form):
    """What the member representative writes to the colleagues, beside what the letter says anyhow."""

    use_required_attribute = False
    note = words(
        LONGEST_SHORT, label=_("Några egna ord"), required=False,
        help_text=_("Till exempel vad ni redan har pratat om, eller vad du särskilt vill veta."),
    )  # fmt: skip


class Priced(forms.CheckboxSelectMultiple):
    """Boxes that say what each costs, for the script that adds up what is ticked."""

    costs: dict[int, int] = {}

    def create_option(self, name: str, value: Any, *args: Any, **more: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **more)
        option["attrs"]["data-cost"] = self.costs.get(int(value), 0)
        return option


class DecisionForm(forms.Form):
    """What was decided, by whom, and why where it departs from the count."""

    use_required_attribute = False
    chosen = forms.TypedMultipleChoiceField(
        label=_("Vilka områden valdes?"), coerce=int, required=False, widget=Priced,
        error_messages={"invalid_choice": _("Välj bland områdena.")},
    )  # fmt: skip
    body = forms.TypedChoiceField(
        label=_("Vilka beslutade?"), coerce=int, empty_value=None,
        error_messages={"required": _("Välj vilka som beslutade."), "invalid_choice": _("Välj i listan.")},
    )  # fmt: skip
    why = words(
        LONGEST_TEXT, label=_("Motivering"), required=False, rows=5,
        help_text=_("Behövs om beslutet inte följer räkningen. Den publiceras."),
    )  # fmt: skip

    beyond = words(LONGEST_SHORT, label=_("Varifrån kommer det som fattas?"), required=False)
    day = Day(label=_("Beslutat den"), required=False)

    def __init__(
        self, data: Any, *, areas: list[tuple[int, str]], bodies: list[tuple[int, str]], costs: dict[int, int], budget: str,
        initial: Any = None,
    ) -> None:  # fmt: skip
        super().__init__(data, initial=initial)
        self.fields["chosen"].widget.costs = costs  # type: ignore[attr-defined]
        self.fields["chosen"].choices = areas  # type: ignore[attr-defined]
        self.fields["beyond"].help_text = _("Behövs om de valda områdena kostar mer än %(budget)s. Den publiceras.") % {"budget": budget}
        self.fields["body"].choices = [("", _("Välj …")), *bodies]  # type: ignore[attr-defined]
