"""What is sent on: written, sent to somebody, answered, and what became of it (F8)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samlar.lessons.actions.handoffs import Asks
from samlar.lessons.queries.handoffs import Choices
from samlar.lessons.rules.deeds import LONG, WORD
from samlar.lessons.rules.handoffs import (
    KIND_WORDS,
    NAME,
    OUTCOME_WORDS,
    TEXT,
    HandoffRefused,
    HandoffRow,
    HandoffText,
    Kind,
    To,
    receiver,
)
from samlar.web.activities.forms.afterwards import UnfinishedText
from samlar.web.activities.forms.deeds import LARGEST, TOO_LONG, words
from samlar.web.forms import Textarea, take_refusal
from samlar.web.templatetags.samlar import say

CHOOSE = gettext_lazy("Välj ett av svaren.")


class HandoffForm(forms.Form):
    """A recommendation or question, and whom it is for: chosen, or written where it is somebody outside."""

    use_required_attribute = False
    kind = forms.ChoiceField(
        label=gettext_lazy("Vad är det?"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj vad det är."), "invalid_choice": gettext_lazy("Välj vad det är.")},
    )  # fmt: skip
    text = words(
        TEXT, label=gettext_lazy("Vad skickar ni med?"), missing=gettext_lazy("Skriv vad ni skickar med."),
        help_text=gettext_lazy("En rekommendation ska gå att säga ja eller nej till. En öppen fråga ska mottagaren kunna ta sig an."),
    )  # fmt: skip
    to = forms.ChoiceField(
        label=gettext_lazy("Till vem?"), required=False, error_messages={"invalid_choice": gettext_lazy("Välj en mottagare i listan.")}
    )
    to_name = forms.CharField(
        label=gettext_lazy("Någon utanför Samlär"), required=False, max_length=NAME, error_messages={"max_length": TOO_LONG},
        help_text=gettext_lazy("Organisation eller funktion, inget personnamn: det visas när svaret är offentligt."),
    )  # fmt: skip
    background = UnfinishedText(
        label=gettext_lazy("Bakgrund"), required=False, max_length=LONG, widget=Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Vad ni såg, och varför just den här mottagaren."), error_messages={"max_length": TOO_LONG},
    )  # fmt: skip
    lesson = forms.TypedChoiceField(
        label=gettext_lazy("Bygger på lärdomen"), coerce=int, empty_value=None, required=False,
        error_messages={"invalid_choice": gettext_lazy("Välj en av aktivitetens lärdomar.")},
    )  # fmt: skip
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any, choices: Choices, *, row: HandoffRow | None = None, lesson: int | None = None, anew: bool = False
    ) -> None:
        """`row`: what stands there, or what is written anew to somebody else (`anew`); `lesson`: the one it begins from."""
        super().__init__(data, initial=_kept(row, anew=anew) if row else {"kind": Kind.RECOMMENDATION, "lesson": lesson, "revision": 0})
        groups: list[Any] = [("", _("Välj mottagare"))]
        groups.append((_("Organisationer"), [(f"organisation:{id}", name) for id, name in choices.organisations]))
        twice = {name.sv.casefold() for _id, name in choices.bodies} & {name.casefold() for _id, name in choices.networks}
        if choices.bodies:
            told = [
                (f"body:{id}", _("%(name)s (gruppen)") if name.sv.casefold() in twice else "%(name)s", name) for id, name in choices.bodies
            ]
            groups.append((_("Grupper"), [(value, words % {"name": say(name)}) for value, words, name in told]))
        if choices.networks:
            networks = [
                (f"activity:{id}", _("%(name)s (aktiviteten)") if name.casefold() in twice else "%(name)s", name)
                for id, name in choices.networks
            ]
            groups.append((_("Nätverk"), [(value, words % {"name": name}) for value, words, name in networks]))
        self.fields["kind"].choices = [(kind.value, say(word)) for kind, word in KIND_WORDS.items()]  # type: ignore[attr-defined]
        self.fields["to"].choices = groups  # type: ignore[attr-defined]
        self.fields["lesson"].choices = [("", _("Ingen särskild")), *choices.lessons]  # type: ignore[attr-defined]
        if not choices.lessons:
            del self.fields["lesson"]

    def clean(self) -> dict[str, Any]:
        if not {"to", "to_name"} & set(self.errors):
            try:
                receiver(self._to())
            except HandoffRefused as refusal:
                take_refusal(self, refusal)
        return self.cleaned_data  # type: ignore[no-any-return]

    def _to(self) -> To:
        sort, _colon, number = self.cleaned_data["to"].partition(":")
        return To(**({sort: int(number)} if number else {}), name=self.cleaned_data["to_name"])  # type: ignore[arg-type]  # one of the choices

    def written(self) -> HandoffText:
        given, to = self.cleaned_data, self._to()
        return HandoffText(kind=Kind(given["kind"]), text=given["text"], to=to, background=given["background"], lesson=given.get("lesson"))


def _kept(row: HandoffRow, *, anew: bool) -> dict[str, Any]:
    kept: dict[str, Any] = {"kind": row.kind.value, "text": row.text, "background": row.background, "lesson": row.lesson, "revision": 0}
    if anew:
        return kept
    chosen = {"organisation": row.to_organisation, "body": row.to_body, "activity": row.to_activity}
    to = next((f"{sort}:{id}" for sort, id in chosen.items() if id), "")
    return kept | {"to": to, "to_name": row.to.name, "revision": row.revision}


class SendForm(forms.Form):
    """Who is asked to answer: somebody of the receiver's, or a name with an address."""

    use_required_attribute = False
    person = forms.TypedChoiceField(
        label=gettext_lazy("Vem ska svara?"), coerce=int, empty_value=None, required=False,
        error_messages={"invalid_choice": gettext_lazy("Den personen svarar inte för mottagaren i dag.")},
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("Namn"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.CharField(label=gettext_lazy("E-post"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)

    def __init__(self, data: Any, row: HandoffRow, people: Sequence[tuple[int, str]], last: tuple[str, str] = ("", "")) -> None:
        """`people`: who answers for the receiver; `last`: name and address of somebody else who was asked last."""
        known = dict(people)
        first = row.asked if row.asked in known else next(iter(known), None)
        super().__init__(data, initial={"revision": row.revision, "person": first, "name": last[0], "email": last[1]})
        if people:
            self.fields["person"].choices = [*people, ("", _("Någon annan: skriv nedanför"))]  # type: ignore[attr-defined]
        else:
            del self.fields["person"]

    def asks(self) -> Asks:
        given = self.cleaned_data
        return Asks(person=given.get("person"), name=given["name"], email=given["email"])


class AnswerForm(forms.Form):
    """Yes or no, and a word: why, if it is a no. An open question is taken on; a recommendation accepted."""

    use_required_attribute = False
    answer = forms.ChoiceField(
        label=gettext_lazy("Tar ni emot det?"), widget=forms.RadioSelect,
        choices=[("ja", gettext_lazy("Ja, vi tar emot det")), ("nej", gettext_lazy("Nej"))],
        error_messages={"required": gettext_lazy("Välj ja eller nej."), "invalid_choice": gettext_lazy("Välj ja eller nej.")},
    )  # fmt: skip
    word = words(
        WORD, label=gettext_lazy("Några ord"), required=False,
        help_text=gettext_lazy("Vid ett ja, frivilligt: vad ni tänker göra. Vid ett nej behövs det: varför, så att de lär sig av det."),
    )  # fmt: skip

    def __init__(self, data: Any, kind: Kind, *, chosen: str = "") -> None:
        super().__init__(data, initial={"answer": chosen if chosen in ("ja", "nej") else ""})
        if kind == Kind.QUESTION:
            self.fields["answer"].label = _("Tar ni er an frågan?")
            self.fields["answer"].choices = [("ja", _("Ja, vi tar oss an frågan")), ("nej", _("Nej"))]  # type: ignore[attr-defined]

    @property
    def yes(self) -> bool:
        return bool(self.cleaned_data["answer"] == "ja")


class BecameForm(forms.Form):
    """What became of what was accepted."""

    use_required_attribute = False
    outcome = forms.ChoiceField(
        label=gettext_lazy("Vad blev det?"), widget=forms.RadioSelect, error_messages={"required": CHOOSE, "invalid_choice": CHOOSE}
    )
    word = words(
        WORD, label=gettext_lazy("Berätta kort"), required=False, help_text=gettext_lazy("Behövs om det är klart eller inte blev något.")
    )

    def __init__(self, data: Any, row: HandoffRow) -> None:
        super().__init__(data, initial={"outcome": row.outcome.value if row.outcome else "", "word": row.outcome_word})
        self.fields["outcome"].choices = [(one.value, say(word)) for one, word in OUTCOME_WORDS.items()]  # type: ignore[attr-defined]
