"""The four short answers, as the participant writes them and as the manager reads and changes them (E3)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samlar.registration.actions.assignments import Manager
from samlar.registration.queries.welcome import ManagerChoice
from samlar.registration.rules import assignment_follow_ups as follow_ups
from samlar.registration.rules.assignments import LENGTH, PARTS, WORD_LENGTH, Written
from samlar.web.activities.forms.afterwards import UnfinishedText
from samlar.web.activities.forms.deeds import LARGEST, TOO_LONG, words
from samlar.web.forms import Textarea
from samlar.web.registration.forms.registering import AsksManager
from samlar.web.templatetags.samlar import say


class FourAnswers(forms.Form):
    """The four, and which state of them stood on the page."""

    use_required_attribute = False
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)

    def ask(self, *, of_participant: bool) -> None:
        """Adds the four fields: the participant is asked, the manager reads what each is."""
        for part in PARTS:
            self.fields[part.id] = UnfinishedText(
                label=say(part.asked if of_participant else part.label),
                help_text=say(part.help) if of_participant else "",
                max_length=LENGTH,
                error_messages={"max_length": TOO_LONG},
                widget=Textarea(attrs={"rows": 4}),
            )

    def written(self) -> Written:
        return Written(**{part.id: self.cleaned_data[part.id] for part in PARTS})

    @property
    def answers(self) -> list[forms.BoundField]:
        return [self[part.id] for part in PARTS]


class AssignmentForm(AsksManager, FourAnswers):
    """The participant writes. `sends`: a manager is asked, too; else what stands in the manager's fields is left alone.

    `first`: the number of the manager that is chosen from the start.
    """

    def __init__(
        self,
        data: Any,
        written: Written,
        *,
        revision: int,
        suggestion: str = "",
        managers: Sequence[ManagerChoice] = (),
        first: int | None = None,
        sends: bool = False,
    ) -> None:
        self.sends = sends
        kept = written.said
        self.suggested = bool(suggestion) and revision == 0
        if self.suggested:
            kept["wanted"] = suggestion
        super().__init__(data, initial={**kept, "revision": revision, "manager": str(first or "")})
        self.ask(of_participant=True)
        if self.suggested:
            self.fields["wanted"].help_text = _(
                "Förslag, hämtat ur det som aktiviteten ska ge. Det är inte sparat än: ändra så att det blir ert, eller ta bort det."
            )
        elif suggestion and written.wanted == suggestion:
            self.fields["wanted"].help_text = _("Det här är fortfarande aktivitetens egna ord. Ändra så att det blir ert.")
        self.choose_among(managers, first=_("Välj, eller skriv nedanför"))
        self.fields["manager"].label = _("Chef som bekräftar")

    def clean(self) -> dict[str, Any]:
        if self.sends:
            return super().clean()
        for name in ("manager", "manager_name", "manager_email"):
            self.errors.pop(name, None)
        return self.cleaned_data

    def chief(self) -> Manager:
        """Whom it is sent to; a name or an address that is written goes before the list."""
        return Manager(*self.asked())


class ManagersForm(FourAnswers):
    """The manager reads, may change the wording, and confirms or sends it back with a word."""

    word = words(
        WORD_LENGTH,
        label=gettext_lazy("Några ord tillbaka"),
        help_text=gettext_lazy("Behövs bara om du skickar tillbaka. Går som brev till den som deltar."),
        required=False,
    )

    def __init__(self, data: Any, written: Written, *, revision: int) -> None:
        super().__init__(data, initial={**written.said, "revision": revision})
        self.ask(of_participant=False)
        self.order_fields([*(part.id for part in PARTS), "word", "revision"])


class BecameForm(forms.Form):
    """Whether it became what was agreed, and a word. `chosen`: what the letter's link chose beforehand."""

    use_required_attribute = False

    def __init__(self, data: Any, *, chosen: str = "") -> None:
        answer = follow_ups.BY_WORD.get(chosen)
        super().__init__(data, initial={"answer": answer.value if answer else ""})
        self.fields["answer"] = forms.ChoiceField(
            label=_("Blev det som ni kom överens om?"), widget=forms.RadioSelect,
            choices=[(one.value, say(said)) for one, said in follow_ups.WORDS.items()],
            error_messages={"required": _("Välj ett av svaren."), "invalid_choice": _("Välj ett av svaren.")},
        )  # fmt: skip
        self.fields["word"] = words(
            WORD_LENGTH, label=_("Några ord"), required=False,
            help_text=_("Vad ändrades hos er, eller vad kom emellan? Den som deltog, ni hemma och de som leder aktiviteten läser det."),
        )  # fmt: skip
