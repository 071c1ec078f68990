"""The form of "We stole this": from whom, what was adapted, when; who sees it, where it is taken home in the same act (F4)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samlar.foundation import clock
from samlar.lessons.rules.borrowing import BorrowingRow, Stolen
from samlar.lessons.rules.deeds import TEXT, must_have_been
from samlar.lessons.rules.words import REACH_WORDS, Kind, Reach
from samlar.web.activities.forms.deeds import LARGEST, words
from samlar.web.asked import whole
from samlar.web.forms import told_beside
from samlar.web.templatetags.samlar import say


class Whom(forms.ChoiceField):
    """Whom it was learned from. Whether it may be that one the rule says, in its own words."""

    def validate(self, value: Any) -> None:
        if not value:
            raise forms.ValidationError(self.error_messages["required"])


class StolenForm(forms.Form):
    """`sources`: whom it can be from. `before`: what stands. `takes_home`: it is not taken home yet, so who sees it is
    asked. `learned`: the day of what is stolen, before which nobody stole it."""

    use_required_attribute = False
    organisation = Whom(
        label=_("Av vem?"), widget=forms.Select, error_messages={"required": _("Välj vem ni lärde er av.")},
        help_text=_("Den som äger det, eller någon som har tagit hem det."),
    )  # fmt: skip
    adapted = words(
        TEXT, label=_("Vad anpassade ni?"), required=False,
        help_text=_("Vad gör ni på ert eget sätt? Det är det som nästa har nytta av. Alla som ser er hemtagning kan läsa det."),
    )  # fmt: skip
    day = forms.DateField(
        label=_("När?"), required=False, widget=forms.DateInput(attrs={"type": "date", "class": "narrow"}),
        help_text=_("Ungefär räcker. Tomt betyder i dag."), error_messages={"invalid": _("Skriv en dag, till exempel 2026-08-14.")},
    )  # fmt: skip
    reach = forms.ChoiceField(
        label=_("Vem får se att ni har tagit hem det?"), widget=forms.RadioSelect,
        help_text=_("Ni kan ändra det när ni vill. Vad ni visar syns också i bilden av vem som lär av vem."),
        error_messages={"required": _("Välj ett av svaren."), "invalid_choice": _("Välj ett av svaren.")},
    )  # fmt: skip
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any,
        *,
        sources: Sequence[tuple[int, str]],
        first: int | None,
        before: BorrowingRow | None = None,
        takes_home: bool = False,
        learned: date | None = None,
        kind: Kind = Kind.LESSON,
    ) -> None:
        self.learned, self.kind = learned, kind
        chosen: dict[str, Any] = {"organisation": first, "reach": Reach.MEMBERS.value}
        if before is not None:
            chosen = {"organisation": before.of, "adapted": before.adapted, "day": before.day, "revision": before.revision}
        super().__init__(data, initial=chosen)
        self.fields["organisation"].widget.choices = [(str(id), name) for id, name in sources]  # type: ignore[attr-defined]
        if takes_home:
            self.fields["reach"].choices = [(one.value, say(REACH_WORDS[one])) for one in (Reach.MEMBERS, Reach.PUBLIC, Reach.OWN)]  # type: ignore[attr-defined]
        else:
            del self.fields["reach"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        day, learned = given.get("day"), self.learned
        if day and learned:
            told_beside(self, "day", lambda: must_have_been(day, learned=learned, today=clock.today(), kind=self.kind))
        return given

    def stolen(self) -> Stolen:
        said = self.cleaned_data
        return Stolen(organisation=whole(said["organisation"], 0) or None, adapted=said["adapted"], day=said["day"])

    def reaches(self) -> Reach:
        return Reach(self.cleaned_data.get("reach") or Reach.MEMBERS)
