"""The form in which somebody is registered, and the small ones of a registration's own deeds (E2)."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from samlar.registration.actions.registering import Entry
from samlar.registration.queries.welcome import ManagerChoice
from samlar.registration.rules.registering import ANSWER_LENGTH, WHY_LENGTH, WORD_LENGTH
from samlar.registration.rules.rows import QuestionRow
from samlar.web.activities.forms.deeds import words

LONGEST_NAME, LONGEST_ADDRESS = 120, 254


def name_field(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("Högst %(limit_value)d tecken.")},
    )  # fmt: skip


def address_field(label: Any, *, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=False, help_text=help_text, widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        validators=[], error_messages={"max_length": _("Högst %(limit_value)d tecken.")},
    )  # fmt: skip


class AsksManager(forms.Form):
    """Whom to ask for the yes: one of the known managers, or a name and an address, which go before the list."""

    manager = forms.ChoiceField(label=_("Chef som godkänner"), required=False, error_messages={"invalid_choice": _("Välj någon i listan.")})
    manager_name = name_field(_("Chefens namn"))
    manager_email = address_field(
        _("Chefens e-postadress"), help_text=_("Dit går ett brev med en länk. Chefen svarar där, utan att logga in.")
    )

    def choose_among(self, managers: Sequence[ManagerChoice], *, first: str) -> None:
        """`first`: what stands for nobody of the list."""
        self.known = {str(one.id): one for one in managers}
        choices = [(str(one.id), one.name) for one in managers]
        self.fields["manager"].choices = [("", first), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("manager_name") and not data.get("manager_email") and "manager_email" not in self.errors:
            self.add_error("manager_email", gettext("Skriv chefens adress."))
        return data

    def asked(self) -> tuple[str, str]:
        """(name, address) of whom to ask; empty where nobody was named."""
        data = self.cleaned_data
        if data.get("manager_name") or data.get("manager_email"):
            return data["manager_name"], data["manager_email"]
        chosen = self.known.get(data.get("manager", ""))
        return (chosen.name, chosen.email) if chosen else ("", "")


class RegisterForm(AsksManager):
    """Somebody is registered. `people`: (person, how the list calls them), the one it begins with first."""

    person = forms.TypedChoiceField(
        label=_("Vem ska delta?"), coerce=int, required=False, empty_value=None,
        error_messages={"invalid_choice": _("Välj någon i listan, eller skriv namn och adress.")},
    )  # fmt: skip
    name = name_field(_("Namn"))
    email = address_field(_("E-postadress"), help_text=_("Personen läggs till hos er och får ett brev om det."))
    agreed = forms.BooleanField(label=_("Jag har läst det som förväntas, och den som anmäls kan delta så."), required=False)
    shares_contact = forms.BooleanField(
        label=_("Ja, ta med mitt namn och min adress på deltagarnas kontaktlista"),
        help_text=_(
            "Listan är till för att deltagarna ska nå varandra, också efteråt. Bara deltagarna ser den. Ändra dig när du vill. "
            "Gäller bara dig själv: en kollega får frågan i brevet om sin plats."
        ),
        required=False,
    )

    def __init__(
        self,
        data: Any,
        *,
        people: Sequence[tuple[int | str, str]],
        managers: Sequence[ManagerChoice],
        questions: Iterable[QuestionRow],
        asks_manager: bool,
        me: int | None = None,
    ) -> None:
        """`me`: who fills it in, where that person may be the one registered: only they can say yes to the contact list."""
        last = next((one for one in managers if one.last), managers[0] if len(managers) == 1 else None)
        super().__init__(data, initial={"manager": str(last.id) if last else ""})
        self.fields["person"].choices = list(people)  # type: ignore[attr-defined]
        self.choose_among(managers, first=gettext("Välj, eller vänta med det"))
        self.questions = tuple(questions)
        for question in self.questions:
            self.fields[f"question_{question.id}"] = _question(question)
        if me is None:
            del self.fields["shares_contact"]
        if not asks_manager:
            for name in ("manager", "manager_name", "manager_email"):
                del self.fields[name]

    def answers(self) -> list[forms.BoundField]:
        """The fields of the activity's own questions."""
        return [self[f"question_{question.id}"] for question in self.questions]

    def entry(self) -> Entry:
        """What was written. A name or an address of somebody new goes before the list."""
        data = self.cleaned_data
        somebody_new = bool(data["name"] or data["email"]) or data["person"] is None
        manager_name, manager_email = self.asked()
        return Entry(
            person=None if somebody_new else data["person"],
            name=data["name"],
            email=data["email"],
            manager_name=manager_name,
            manager_email=manager_email,
            answers={question.id: data[f"question_{question.id}"] for question in self.questions},
            agreed=data["agreed"],
            shares_contact=data.get("shares_contact", False),
        )


def _question(question: QuestionRow) -> forms.Field:
    """One of the activity's own questions: what its answer is for and when it is deleted stand by it."""
    kept = gettext("Svaret tas bort när sista träffen har varit.")
    if question.kept_days:
        after = ngettext(
            "Svaret tas bort %(days)d dag efter sista träffen.", "Svaret tas bort %(days)d dagar efter sista träffen.", question.kept_days
        )
        kept = after % {"days": question.kept_days}
    purpose = question.purpose if question.purpose.endswith((".", "!", "?")) else f"{question.purpose}."
    said: dict[str, Any] = {"label": question.text, "help_text": f"{purpose} {kept}", "required": False}
    if question.kind == "choice":
        first = [] if question.required else [("", gettext("Inget svar"))]
        choices = [*first, *((one, one) for one in question.choices)]
        made: forms.Field = forms.ChoiceField(
            choices=choices, widget=forms.RadioSelect, error_messages={"invalid_choice": gettext("Välj ett av svaren.")}, **said
        )
    else:
        made = forms.CharField(
            max_length=ANSWER_LENGTH, widget=forms.TextInput,
            error_messages={"max_length": gettext("Svaret har %(show_value)d tecken. Högst %(limit_value)d får plats.")}, **said,
        )  # fmt: skip
    made.must = question.required  # type: ignore[attr-defined]  # the deed says when it is missing, in its own words
    return made


class ManagerForm(AsksManager):
    """The manager is asked, again or somebody else. `reply`: only where the manager has asked something back."""

    reply = words(
        WORD_LENGTH, label=_("Ditt svar"), help_text=_("Chefen läser det på sidan som länken leder till."), missing=_("Skriv ett svar.")
    )

    def __init__(self, data: Any, *, managers: Sequence[ManagerChoice], current: int | None, asked_back: bool) -> None:
        super().__init__(data, initial={"manager": str(current or "")})
        self.choose_among(managers, first=gettext("Någon annan"))
        if not asked_back:
            del self.fields["reply"]
        self.order_fields(["reply", "manager", "manager_name", "manager_email"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and self.asked() == ("", ""):
            self.add_error("manager", gettext("Välj en chef i listan, eller skriv namn och adress."))
        return data


class WhyNotForm(forms.Form):
    """A word with a no that is one's own: may be left out."""

    why = words(
        WHY_LENGTH, label=_("Vill du säga varför?"), help_text=_("Den som håller i aktiviteten kan läsa det."), required=False, rows=2
    )


class TurnDownForm(forms.Form):
    """The lead's no: the word is what the person gets."""

    why = words(
        WHY_LENGTH, label=_("Varför?"), help_text=_("Personen får läsa det i ett brev."), missing=_("Skriv varför. Personen får läsa det.")
    )


class NoForm(forms.Form):
    """The manager's no."""

    word = words(
        WORD_LENGTH, label=_("Varför?"), help_text=_("Den som är anmäld får läsa det."), rows=3,
        missing=_("Skriv några ord om varför. Den som är anmäld får läsa dem."),
    )  # fmt: skip


class AskFirstForm(forms.Form):
    """The manager's question before the answer."""

    word = words(
        WORD_LENGTH,
        label=_("Din fråga"),
        help_text=_("Den går som brev till den som är anmäld. Länken gäller fortfarande."),
        missing=_("Skriv din fråga."),
    )
