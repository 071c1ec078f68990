"""The forms about organisations and their people. Choices are given by the views: a form knows no viewer and no table."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samlar.formats.sentence import Refusal, Sentence
from samlar.people.rules import Function, MandateKind, MembershipKind, NotAllowed, RoleKind
from samlar.people.rules.words import BODIES, FUNCTION_WORDS, MEMBERSHIPS, ROLES, SEATS
from samlar.web.forms import Textarea, take_refusal
from samlar.web.templatetags.samlar import say

Choices = Sequence[tuple[Any, str]]


def done(form: forms.Form, deed: Callable[[dict[str, Any]], object]) -> bool:
    """Whether the form was right and the deed was done; what was refused stands in the form. A deed not allowed goes on as a page."""
    if not form.is_valid():
        return False
    try:
        deed(form.cleaned_data)
    except NotAllowed:
        raise
    except Refusal as refusal:
        take_refusal(form, refusal)
        return False
    return True


def said(words: dict[Any, Sentence]) -> list[tuple[str, str]]:
    """Choices of a closed set of words, with a capital, in the reader's language."""
    return [(str(value), capital(say(sentence))) for value, sentence in words.items()]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class Day(forms.DateField):
    """A day, chosen in the browser's calendar or typed as 2027-02-01."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class Chosen(forms.ChoiceField):
    """One of the choices that the view gives; with `integer` its number, and None for a choice that is no number."""

    def __init__(self, *, integer: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.integer = integer

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        if self.integer:
            return int(found) if found.isdigit() else None
        return found or None


class WorkForm(forms.Form):
    """What an organisation says about somebody's work there."""

    title = forms.CharField(label=_("Titel"), max_length=120, required=False)
    function = Chosen(
        label=_("Funktion"), required=False,
        help_text=_("Format kan rekommendera en blandning av strategiska och operativa funktioner från samma organisation."),
    )  # fmt: skip
    profession = forms.CharField(
        label=_("Yrke"), max_length=80, required=False, help_text=_("Till exempel analytiker, strateg eller kommunikatör.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["function"].choices = [("", _("Inte angivet")), *said(FUNCTION_WORDS)]  # type: ignore[attr-defined]


class PersonForm(WorkForm):
    """A new person, or one that comes from elsewhere."""

    name = forms.CharField(label=_("Namn"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label=_("E-postadress"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("Personen loggar in med den. Vi skickar ett brev som berättar hur."),
    )  # fmt: skip
    start = Day(label=_("Från och med"), help_text=_("Från den dagen kan personen logga in för er."))
    roles = forms.MultipleChoiceField(label=_("Roller"), required=False, widget=forms.CheckboxSelectMultiple)
    language = forms.ChoiceField(
        label=_("Språk"),
        choices=[("sv", "Svenska"), ("en", "English")],
        help_text=_("Sidor och brev kommer på det språket. Personen kan själv byta."),
    )
    field_order = ("name", "email", "start", "title", "function", "profession", "roles", "language")

    def __init__(self, *args: Any, roles: Sequence[RoleKind], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["roles"].choices = said({kind: ROLES[kind] for kind in roles})  # type: ignore[attr-defined]


class ChangePersonForm(WorkForm):
    name = forms.CharField(label=_("Namn"), max_length=120)
    email = forms.EmailField(label=_("E-postadress"), max_length=254)
    field_order = ("name", "email", "title", "function", "profession")

    def __init__(self, *args: Any, has_signed_in: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if has_signed_in:
            self.fields["email"].disabled = True
            self.fields["email"].help_text = _("Personen loggar in med den här adressen, så ingen annan kan ändra den.")


class LastDayForm(forms.Form):
    """The last day of something."""

    end = Day(label=_("Sista dagen"))

    def __init__(self, *args: Any, label: str = "", help_text: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["end"].label = label or self.fields["end"].label
        self.fields["end"].help_text = help_text


class RoleForm(forms.Form):
    kind = Chosen(label=_("Roll"), widget=forms.RadioSelect)
    start = Day(label=_("Från och med"))
    end = Day(label=_("Till och med"), required=False)

    def __init__(self, *args: Any, roles: Sequence[RoleKind], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = said({kind: ROLES[kind] for kind in roles})  # type: ignore[attr-defined]


class DescribeForm(forms.Form):
    """An organisation's own words about itself."""

    county = forms.CharField(label=_("Län"), max_length=80, required=False)
    website = forms.URLField(label=_("Webbplats"), max_length=200, required=False, assume_scheme="https")
    about = forms.CharField(
        label=_("Om organisationen"), max_length=3000, required=False, widget=Textarea(attrs={"rows": 6}),
        help_text=_("Vad andra behöver veta för att vilja lära tillsammans med er. Alla kan läsa det."),
    )  # fmt: skip


class OrganisationForm(DescribeForm):
    name = forms.CharField(label=_("Namn"), max_length=120)
    kind = Chosen(label=_("Sort"))
    field_order = ("name", "kind", "county", "website", "about")

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, Sentence]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [(code, capital(say(name))) for code, name in kinds]  # type: ignore[attr-defined]


class KindForm(forms.Form):
    name_sv = forms.CharField(label=_("Namn på svenska, en"), max_length=80, help_text=_("Till exempel forskningsinstitut."))
    plural_sv = forms.CharField(label=_("Namn på svenska, flera"), max_length=80)
    name_en = forms.CharField(label=_("Namn på engelska, en"), max_length=80)
    plural_en = forms.CharField(label=_("Namn på engelska, flera"), max_length=80)
    counts_as = Chosen(label=_("Räknas i formatens regler som"))
    field_order = ("name_sv", "plural_sv", "name_en", "plural_en", "counts_as")

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, Sentence]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["counts_as"].choices = [(code, capital(say(name))) for code, name in kinds]  # type: ignore[attr-defined]


class MembershipForm(forms.Form):
    kind = Chosen(label=_("Medlemskap"), widget=forms.RadioSelect)
    start = Day(label=_("Från och med"), help_text=_("Pågår redan ett medlemskap utan slut så slutar det dagen före."))
    end = Day(label=_("Till och med"), required=False)
    pays_fee = forms.BooleanField(label=_("Betalar avgift"), required=False)
    votes = forms.BooleanField(label=_("Har rösträtt"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = said(MEMBERSHIPS)  # type: ignore[attr-defined]

    def clean_kind(self) -> MembershipKind:
        return MembershipKind(self.cleaned_data["kind"])


class RepresentsForm(forms.Form):
    represents = Chosen(
        label=_("Representerar"), integer=True, required=False,
        help_text=_("De två har då en röst tillsammans."),
    )  # fmt: skip

    def __init__(self, *args: Any, organisations: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["represents"].choices = [("", _("Ingen annan")), *organisations]  # type: ignore[attr-defined]


class ToForm(forms.Form):
    """Which organisation gets something, and from when."""

    to = Chosen(label=_("Organisation"), integer=True)
    start = Day(label=_("Från och med"))

    def __init__(self, *args: Any, organisations: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].choices = [("", _("Välj organisation")), *organisations]  # type: ignore[attr-defined]


class DelegateForm(ToForm):
    end = Day(label=_("Till och med"))


class GiveForm(ToForm):
    kind = Chosen(label=_("Mandat"), widget=forms.RadioSelect)
    end = Day(label=_("Till och med"), required=False)
    field_order = ("kind", "to", "start", "end")

    def __init__(self, *args: Any, mandates: dict[MandateKind, Sentence], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = said(mandates)  # type: ignore[attr-defined]

    def clean_kind(self) -> MandateKind:
        return MandateKind(self.cleaned_data["kind"])


class BodyForm(forms.Form):
    kind = Chosen(label=_("Sort"))
    name_sv = forms.CharField(label=_("Namn på svenska"), max_length=120)
    name_en = forms.CharField(label=_("Namn på engelska"), max_length=120)
    about_sv = forms.CharField(
        label=_("Vad gruppen gör, på svenska"), max_length=2000, required=False, widget=Textarea(attrs={"rows": 4})
    )
    about_en = forms.CharField(
        label=_("Vad gruppen gör, på engelska"), max_length=2000, required=False, widget=Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = said(BODIES)  # type: ignore[attr-defined]


class SeatForm(ToForm):
    duty = Chosen(label=_("Uppgift"))
    end = Day(label=_("Till och med"), required=False)
    field_order = ("to", "duty", "start", "end")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["duty"].choices = said(SEATS)  # type: ignore[attr-defined]
        self.fields["duty"].initial = "member"


class ColleagueForm(forms.Form):
    """One of an organisation's people."""

    person = Chosen(label=_("Person"), integer=True)

    def __init__(self, *args: Any, people: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].choices = [("", _("Välj person")), *people]  # type: ignore[attr-defined]


class AccountForm(forms.Form):
    name = forms.CharField(label=_("Ditt namn"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(label=_("Språk"), choices=[("sv", "Svenska"), ("en", "English")], widget=forms.RadioSelect)


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=_("Ny e-postadress"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Vi skickar en länk dit. Adressen byts när du öppnar den."),
    )


EACH, WAITS = "each", "waits"


class NewOwnersForm(forms.Form):
    """A new owner for each thing that somebody left behind, or one for all of them."""

    everything = Chosen(label=_("Allt till samma person"), integer=True, initial=EACH)

    def __init__(self, *args: Any, people: Choices, things: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["everything"].choices = [(EACH, _("Nej, välj en i taget nedan")), *people]  # type: ignore[attr-defined]
        self.things = things
        for key, label in things:
            self.fields[key] = Chosen(label=label, integer=True, initial=WAITS)
            self.fields[key].choices = [(WAITS, _("Väntar, eller samma som ovan")), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not any(found.get(key) for key in ("everything", *(key for key, _label in self.things))):
            raise forms.ValidationError(_("Välj minst en ny ägare."))
        return found

    def rows(self) -> list[forms.BoundField]:
        return [self[key] for key, _label in self.things]


def function_of(word: str | None) -> Function | None:
    return Function(word) if word else None


def today_first(day: date) -> dict[str, date]:
    """The usual first day of something new."""
    return {"start": day}
