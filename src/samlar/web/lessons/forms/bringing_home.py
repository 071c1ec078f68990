"""The page where an organisation chooses what it takes home: the same few fields for each lesson, answered for all at once (F2)."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samlar.lessons.queries.bringing_home import BringingHome
from samlar.lessons.rules.bringing_home import Chosen, Offered
from samlar.lessons.rules.deeds import LINE, WORD
from samlar.web.activities.forms.deeds import TOO_LONG, words
from samlar.web.activities.forms.programme import Day

PARTS = ("take", "owner", "next_step", "next_day")


class BringHomeForm(forms.Form):
    """Four fields for each lesson, named `<part>-<lesson>`, and why where nothing is chosen. `me`: who owns it if nobody else is chosen.

    The rows are written out by the template from `rows`: hundreds of fields, each with a select of colleagues, are too slow one by one.
    """

    use_required_attribute = False
    seal = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    why = words(
        WORD,
        label=gettext_lazy("Varför passar ingen just nu?"),
        help_text=gettext_lazy("De som deltar i aktiviteten läser det. Ni kan ändra er senare."),
        required=False,
    )

    def __init__(self, data: Any, home: BringingHome, *, me: int | None, deed: str = "") -> None:
        super().__init__(data, initial={"seal": home.seal})
        self.home, self.me, self.deed = home, me, deed
        if data is not None:
            self._add_fields()

    def _add_fields(self) -> None:
        people = [("", ""), *((str(id), name) for id, name in self.home.people)]
        for one in self.home.to_choose:
            about = {"sentence": one.sentence}
            self.fields[f"take-{one.id}"] = forms.BooleanField(required=False, label=_("”%(sentence)s”") % about)
            self.fields[f"owner-{one.id}"] = forms.TypedChoiceField(
                required=False, coerce=int, empty_value=None, choices=people, label=_("Ägare av ”%(sentence)s”") % about,
                error_messages={"invalid_choice": _("Välj en kollega.")},
            )  # fmt: skip
            self.fields[f"next_step-{one.id}"] = forms.CharField(
                required=False, max_length=LINE, label=_("Första steget för ”%(sentence)s”") % about,
                error_messages={"max_length": TOO_LONG},
            )  # fmt: skip
            self.fields[f"next_day-{one.id}"] = Day(required=False, label=_("Dagen för ”%(sentence)s”") % about)

    def clean(self) -> dict[str, Any]:
        """What is begun is whole: a ticked lesson has an owner and a first step, and nothing is written beside one that is not ticked."""
        given: dict[str, Any] = self.cleaned_data
        if self.deed != "take":
            return given
        for one in self.home.to_choose:
            ticked, step, day = (given.get(f"{part}-{one.id}") for part in ("take", "next_step", "next_day"))
            if ticked:
                if not step and f"next_step-{one.id}" not in self.errors:
                    self.add_error(f"next_step-{one.id}", _("Skriv det första steget."))
                if given.get(f"owner-{one.id}") is None and f"owner-{one.id}" not in self.errors:
                    self.add_error(f"owner-{one.id}", _("Välj vem hos er som äger den."))
            elif step or day:
                self.add_error(
                    f"take-{one.id}", _("Du har skrivit vad ni gör men inte kryssat i lärdomen. Kryssa i den, eller töm fälten.")
                )
        return given

    def chosen(self) -> list[Chosen]:
        """What is ticked."""
        given = self.cleaned_data
        return [
            Chosen(
                lesson=one.id, owner=given[f"owner-{one.id}"], next_step=given[f"next_step-{one.id}"], next_day=given[f"next_day-{one.id}"]
            )
            for one in self.home.to_choose
            if given[f"take-{one.id}"]
        ]

    def rows(self) -> Iterator[dict[str, Any]]:
        """Each lesson with what its fields hold and what is wrong with them, for the template."""
        options = lru_cache(maxsize=None)(lambda chosen: options_of(self.home.people, chosen))
        for one in self.home.to_choose:
            typed = {part: self._typed(one, part) for part in PARTS}
            errors: dict[str, Any] = {part: self.errors.get(f"{part}-{one.id}", []) if self.is_bound else [] for part in PARTS}
            yield {
                "lesson": one, "key": str(one.id), "errors": errors, "ticked": bool(typed["take"]), "owners": options(typed["owner"]),
                "next_step": typed["next_step"], "next_day": typed["next_day"],
                "open": any(errors.values()) or bool(typed["next_step"] or typed["next_day"]),
            }  # fmt: skip

    def _typed(self, one: Offered, part: str) -> str:
        if self.is_bound:
            return str(self.data.get(f"{part}-{one.id}", "") or "")
        return str(self.me or "") if part == "owner" else ""


def options_of(people: Sequence[tuple[int, str]], chosen: str) -> SafeString:
    """The colleagues as options of a select, one of them chosen."""
    nobody = format_html('<option value="">{}</option>', _("Välj en kollega"))
    every = ((id, SafeString(" selected") if str(id) == chosen else "", name) for id, name in people)
    return nobody + format_html_join("", '<option value="{}"{}>{}</option>', every)
