"""The forms of homework, of what is handed in, and of the four questions after a session."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samlar.activities.rules import debriefs, handins
from samlar.activities.rules import homework as rules
from samlar.activities.rules.homework import HomeworkRow, Written
from samlar.activities.rules.sessions import SessionRow
from samlar.foundation import clock
from samlar.talk.rules import LONGEST_COMMENT
from samlar.web.activities.forms.afterwards import capital, said
from samlar.web.activities.forms.deeds import LARGEST, words
from samlar.web.activities.forms.programme import Clock, Day, line

NO_SESSION = ""


def _choices(sessions: Iterable[SessionRow], nothing: str) -> list[tuple[str, str]]:
    """The sessions with their days; those that are cancelled say so."""
    return [
        (NO_SESSION, nothing),
        *((str(one.id), f"{one.title}, {said(one.when)}" + (f" ({gettext('inställd')})" if one.cancelled else "")) for one in sessions),
    ]


def _number(text: str) -> int | None:
    return int(text) if text else None


class HomeworkForm(forms.Form):
    """Homework as it is written. `before` is what is changed; `first` is offered where nothing is written yet."""

    use_required_attribute = False
    title = line(rules.TITLE_LENGTH, label=_("Rubrik"), missing=_("Skriv en rubrik."))
    text = words(
        rules.TEXT_LENGTH,
        label=_("Vad ska deltagarna göra?"),
        help_text=_("Skriv gärna varför, och hur svaret kommer till nytta på nästa träff."),
        missing=_("Skriv vad deltagarna ska göra."),
        rows=8,
    )
    due = Day(label=_("Sista dag att lämna in"), help_text=_("Till och med den dagens slut."))
    by = forms.ChoiceField(label=_("Vem lämnar in?"), widget=forms.RadioSelect, error_messages={"required": _("Välj vem som lämnar in.")})
    seen_by = forms.ChoiceField(
        label=_("Vem får läsa svaren?"), widget=forms.RadioSelect, error_messages={"required": _("Välj vilka som får läsa.")}
    )
    after = forms.ChoiceField(label=_("Följer på träffen"), required=False)
    taken_up_at = forms.ChoiceField(label=_("Tas upp på träffen"), required=False)
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, sessions: tuple[SessionRow, ...], before: HomeworkRow | None = None, first: Any = None) -> None:
        super().__init__(data, initial=_kept(before) if before else {"by": "person", "seen_by": "group", **(first or {})})
        self.fields["by"].choices = [(word, capital(name)) for word, name in rules.BY.items()]  # type: ignore[attr-defined]
        self.fields["seen_by"].choices = [(word, capital(name)) for word, name in rules.SEEN_BY.items()]  # type: ignore[attr-defined]
        for name, nothing in (("after", gettext("Ingen viss träff")), ("taken_up_at", gettext("Inte bestämt"))):
            self.fields[name].choices = _choices(sessions, nothing)  # type: ignore[attr-defined]
            self.fields[name].error_messages["invalid_choice"] = gettext("Välj en av aktivitetens träffar.")

    def written(self) -> Written:
        given = self.cleaned_data
        return Written(
            title=given["title"], text=given["text"], due=given["due"], by=given["by"], seen_by=given["seen_by"],
            after=_number(given["after"]), taken_up_at=_number(given["taken_up_at"]),
        )  # fmt: skip

    def read(self) -> int:
        """The revision that the page showed."""
        return self.cleaned_data["revision"] or 0


def _kept(before: HomeworkRow) -> dict[str, Any]:
    return {
        "title": before.title, "text": before.text, "due": before.due, "by": before.by, "seen_by": before.seen_by,
        "after": str(before.after.id) if before.after else NO_SESSION,
        "taken_up_at": str(before.taken_up.id) if before.taken_up else NO_SESSION, "revision": before.revision,
    }  # fmt: skip


class GiveForm(forms.Form):
    """Only which version was read."""

    revision = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)


class HandinForm(forms.Form):
    """A text, a link or both."""

    use_required_attribute = False
    text = words(handins.TEXT_LENGTH, label=_("Ditt svar"), required=False, rows=10)
    link = forms.CharField(
        label=_("Länk"),
        required=False,
        widget=forms.URLInput,
        help_text=_("Till ett dokument eller en bild, om ni har det någon annanstans."),
    )
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)

    def __init__(self, data: Any, kept: handins.Handin | None, *, alone: bool) -> None:
        first = {"text": kept.text, "link": kept.link, "revision": kept.revision} if kept else {"revision": 0}
        super().__init__(data, initial=first)
        self.fields["text"].label = gettext("Ditt svar") if alone else gettext("Ert svar")


class HandinCommentForm(forms.Form):
    """What somebody says about a hand-in."""

    text = words(LONGEST_COMMENT, label=_("Skriv en kommentar"), missing=_("Skriv något först."))


class TakeUpForm(forms.Form):
    """When homework is taken up, and at which session."""

    use_required_attribute = False
    session = forms.TypedChoiceField(
        label=_("Träff"),
        coerce=int,
        error_messages={"required": _("Välj en träff."), "invalid_choice": _("Välj en av aktivitetens träffar.")},
    )
    day = Day(label=_("Dag"))
    starts = Clock(label=_("Från"))
    ends = Clock(label=_("Till"))

    def __init__(self, data: Any, sessions: list[SessionRow], chosen: SessionRow | None) -> None:
        """`sessions` are those to come; the first day and its first hour are offered."""
        first = chosen or next(iter(sessions), None)
        initial: dict[str, Any] = {}
        if first:
            begins = first.starts.astimezone(clock.STOCKHOLM)
            initial = {"session": first.id, "day": first.first_day, "starts": begins.time()}
        super().__init__(data, initial=initial)
        self.fields["session"].choices = _choices(sessions, gettext("Välj träff"))  # type: ignore[attr-defined]


class DebriefForm(forms.Form):
    """Four short answers, any one enough, and a tick."""

    use_required_attribute = False
    could_be_lesson = forms.BooleanField(
        label=_("Det här kan bli en lärdom för andra"),
        required=False,
        help_text=_("Du kan göra en lärdom av det efteråt. De som leder ser att du har markerat det."),
    )

    def __init__(self, data: Any, kept: debriefs.DebriefRow | None) -> None:
        super().__init__(data, initial={**kept.answers, "could_be_lesson": kept.could_be_lesson} if kept else {})
        for word, question in debriefs.QUESTIONS.items():
            self.fields[word] = words(debriefs.LENGTH, label=said(question), required=False, rows=2)
        self.order_fields([*debriefs.QUESTIONS, "could_be_lesson"])

    def answers(self) -> dict[str, str]:
        return {word: self.cleaned_data[word] for word in debriefs.QUESTIONS}
