"""The answers to a question of the clock, each its own short form (F3). Moved on is the evidence itself: `forms.uptakes.EvidenceForm`."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samlar.foundation import clock
from samlar.lessons.rules.deeds import WORD
from samlar.lessons.rules.follow_up import SOONEST, latest_day
from samlar.lessons.rules.rows import UptakeRow
from samlar.web.activities.forms.deeds import words
from samlar.web.activities.forms.programme import Day
from samlar.web.lessons.forms.uptakes import Read, next_step_field

SUGGESTED = timedelta(days=90)


def _new_day() -> Day:
    today = clock.today()
    field = Day(
        label=_("När frågar vi igen?"),
        help_text=_("Tidigast om en vecka, senast om ett år. Innan dess frågar vi inte."),
        error_messages={"required": _("Välj en dag då vi frågar igen.")},
    )
    field.widget.attrs |= {"min": (today + SOONEST).isoformat(), "max": latest_day(today).isoformat()}
    return field


def _suggested() -> date:
    return clock.today() + SUGGESTED


class WorkingForm(Read):
    """The next step and a new day, both filled in beforehand."""

    def __init__(self, data: Any, row: UptakeRow) -> None:
        super().__init__(data, initial={"revision": row.revision, "next_step": row.next_step, "new_day": _suggested()})
        self.fields["next_step"] = next_step_field(_("Vad är nästa steg?"))
        self.fields["new_day"] = _new_day()


class DeclinedForm(Read):
    """Why not: the one thing that others learn from."""

    why = words(
        WORD, label=gettext_lazy("Varför avstår ni?"), missing=gettext_lazy("Skriv varför, med några ord."),
        help_text=gettext_lazy("Ett nej är också något att lära av. Bara ni själva läser det."),
    )  # fmt: skip

    def __init__(self, data: Any, row: UptakeRow) -> None:
        super().__init__(data, initial={"revision": row.revision})


READERS = gettext_lazy("De som deltar läser vad du skriver, och alla som ser aktiviteten när resultatet är rapporterat.")


class BecameForm(forms.Form):
    """What became of what was sent on. `under_way`: a new day too; `needs_word`: why nothing came of it; `outside`: who reads it."""

    use_required_attribute = False

    def __init__(self, data: Any, *, under_way: bool, needs_word: bool, outside: bool) -> None:
        super().__init__(data, initial={"new_day": _suggested()})
        self.fields["word"] = words(
            WORD, label=_("Varför blev det inget?") if needs_word else _("Vad har ni gjort?"), required=needs_word,
            missing=_("Skriv varför, med några ord."), help_text=_("De som deltar läser vad du skriver.") if outside else READERS,
        )  # fmt: skip
        if under_way:
            self.fields["new_day"] = _new_day()

    @property
    def own(self) -> list[forms.BoundField]:
        return list(self)  # type: ignore[call-overload]
