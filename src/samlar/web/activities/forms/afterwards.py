"""The forms of what comes after the start: the result, what is spread, the evaluation, contacts, success factors."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samlar.activities.rules import contacts, duties, factors
from samlar.activities.rules.evaluation import STEPS, TEXT_LENGTH, YES_NO
from samlar.activities.rules.report import ANSWER_LENGTH, OUTCOMES, Answer, MeasureRow, ReportRow
from samlar.formats.definition import Definition, Question
from samlar.formats.sentence import Sentence
from samlar.talk.rules import LONGEST_COMMENT
from samlar.web.activities.forms.deeds import LARGEST, words
from samlar.web.forms import Textarea


def said(sentence: Sentence) -> str:
    """A Sentence in the language of the page."""
    return sentence.in_language(get_language() or "sv")


def capital(sentence: Sentence) -> str:
    text = said(sentence)
    return text[:1].upper() + text[1:]


class UnfinishedText(forms.CharField):
    """A text that is asked for (so not marked as voluntary) but may still be empty: it is being written."""

    def validate(self, value: Any) -> None:
        """Nothing is demanded."""


class UnfinishedChoice(forms.ChoiceField):
    """A choice that is asked for but may not have been made yet."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class ReportForm(forms.Form):
    """The result under the format's headings, and an answer to each criterion and indicator of the plan."""

    use_required_attribute = False
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)

    def __init__(self, data: Any, report: ReportRow) -> None:
        self.report = report
        super().__init__(data, initial=_kept(report))
        for section in report.sections:
            self.fields[f"section_{section.id}"] = UnfinishedText(
                label=said(section.label), help_text=said(section.help), max_length=section.most, widget=Textarea(attrs={"rows": 7})
            )
        for measure in report.measures:
            self.fields[f"outcome_{measure.id}"] = _outcome_field()
            self.fields[f"answer_{measure.id}"] = UnfinishedText(
                label=_("Hur gick det?"), max_length=ANSWER_LENGTH, widget=Textarea(attrs={"rows": 3})
            )

    @property
    def section_fields(self) -> list[forms.BoundField]:
        return [self[f"section_{section.id}"] for section in self.report.sections]

    @property
    def measure_fields(self) -> list[tuple[MeasureRow, forms.BoundField, forms.BoundField]]:
        return [(one, self[f"outcome_{one.id}"], self[f"answer_{one.id}"]) for one in self.report.measures]

    def sections(self) -> dict[str, str]:
        return {one.id: self.cleaned_data[f"section_{one.id}"] for one in self.report.sections}

    def answers(self) -> dict[int, Answer]:
        return {
            one.id: Answer(self.cleaned_data[f"outcome_{one.id}"], self.cleaned_data[f"answer_{one.id}"]) for one in self.report.measures
        }


def _kept(report: ReportRow) -> dict[str, Any]:
    kept: dict[str, Any] = {f"section_{one.id}": one.text for one in report.sections}
    for measure in report.measures:
        kept |= {f"outcome_{measure.id}": measure.outcome, f"answer_{measure.id}": measure.answer}
    return kept | {"revision": report.revision}


def _outcome_field() -> forms.ChoiceField:
    return UnfinishedChoice(
        label=_("Blev det så?"),
        widget=forms.RadioSelect,
        choices=[(word, capital(name)) for word, name in OUTCOMES.items()],
        error_messages={"invalid_choice": _("Välj ja, delvis eller nej.")},
    )


class DutyForm(forms.Form):
    """When something was spread, and where it can be read or was shown."""

    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date", "class": "narrow"}, format="%Y-%m-%d"))
    link = forms.CharField(required=False, widget=forms.URLInput)
    note = words(duties.NOTE_LENGTH, label="", required=False, rows=2)

    def __init__(self, data: Any, *, channel: str, today: Any) -> None:
        super().__init__(data, initial={"day": today})
        day, link, note = self.fields["day"], self.fields["link"], self.fields["note"]
        day.label = _("Vilken dag gjordes det?")
        day.error_messages = {
            "required": _("Skriv dagen då det gjordes."),
            "invalid": _("Skriv en dag som finns, till exempel 2027-02-01."),
        }
        link.label, note.label = _("Länk"), _("Var och för vilka?")
        if channel in duties.READ_AT_AN_ADDRESS:
            link.required = True
            link.error_messages["required"] = _("Skriv länken dit resultatet går att läsa.")
            link.help_text = _("Dit resultatet går att läsa. Hela länken, med https:// först.")
        else:
            link.help_text = _("Till program eller presentation, om det finns.")
            note.help_text = _("Till exempel vilket möte. Behövs om det inte finns någon länk.")


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = words(duties.REASON_LENGTH, label="", rows=2)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["reason"].label = _("Varför?")
        self.fields["reason"].help_text = _("Skälet står kvar i historiken.")
        self.fields["reason"].error_messages["required"] = _("Skriv varför.")


class EvaluationForm(forms.Form):
    """The format's own questions, answered for an organisation."""

    def __init__(self, data: Any, questions: tuple[Question, ...], kept: dict[str, Any]) -> None:
        super().__init__(data, initial={f"answer_{id}": answer for id, answer in kept.items()})
        self.questions = questions
        for question in questions:
            self.fields[f"answer_{question.id}"] = _question_field(question)

    def answers(self) -> dict[str, Any]:
        return {one.id: self.cleaned_data[f"answer_{one.id}"] for one in self.questions}


def _question_field(question: Question) -> forms.Field:
    text = said(question.text)
    if question.kind == "text":
        return words(TEXT_LENGTH, label=text, required=False, rows=4)
    if question.kind == "yes_no":
        return forms.ChoiceField(
            label=text,
            widget=forms.RadioSelect,
            choices=[(word, said(name)) for word, name in YES_NO.items()],
            error_messages={"required": _("Välj ja eller nej."), "invalid_choice": _("Välj ja eller nej.")},
        )
    return forms.TypedChoiceField(
        label=text,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        choices=[(str(step), _step(question, step)) for step in STEPS],
        error_messages={"required": _("Välj ett tal från 1 till 5."), "invalid_choice": _("Välj ett tal från 1 till 5.")},
    )


def _step(question: Question, step: int) -> str:
    ends = {STEPS[0]: question.low, STEPS[-1]: question.high}
    end = ends.get(step)
    return f"{step} – {said(end)}" if end else str(step)


class AskNetworkForm(forms.Form):
    """Whom an activity looks for among the members' and partners' contacts."""

    kind = forms.ChoiceField(widget=forms.RadioSelect)
    text = words(contacts.TEXT_LENGTH, label="", rows=4)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        kind, text = self.fields["kind"], self.fields["text"]
        kind.label = _("Vilka söker ni?")
        kind.choices = [(word, capital(name)) for word, name in contacts.KINDS.items()]  # type: ignore[attr-defined]
        kind.error_messages = {"required": _("Välj vilka ni söker."), "invalid_choice": _("Välj vilka ni söker.")}
        text.label = _("Vad behöver ni, och till vad?")
        text.help_text = _("Frågan syns för alla medlemmar och partner.")
        text.error_messages["required"] = _("Skriv vad ni behöver.")


class ContactAnswerForm(forms.Form):
    """An answer to a request for contacts."""

    text = words(LONGEST_COMMENT, label="", rows=4)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["text"].label = _("Ditt svar")
        self.fields["text"].help_text = _("Syns för alla medlemmar och partner. Fråga den du tipsar om först.")
        self.fields["text"].error_messages["required"] = _("Skriv något först.")


class FactorsForm(forms.Form):
    """What shows that the activity has each success factor; an empty text means that it does not."""

    use_required_attribute = False
    seal = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any, shown: factors.Factors, known: Mapping[str, str] | None = None, *, beside: Mapping[str, str] | None = None
    ) -> None:
        """`known`: what Samlär itself knows that shows a factor: a text to begin from where the lead has written nothing. `beside`: what
        could be of use in the lead's own words, told beside the field."""
        self.shown, known = shown, known or {}
        kept = {f"evidence_{one.factor}": one.evidence or known.get(one.factor, "") for one in shown.rows}
        super().__init__(data, initial=kept | {"seal": shown.seal})
        for one in shown.rows:
            self.fields[f"evidence_{one.factor}"] = UnfinishedText(
                label=said(one.label), max_length=factors.EVIDENCE_LENGTH, widget=Textarea(attrs={"rows": 2})
            )
            if one.factor in known:
                help_text = (
                    _("Just nu: %(known)s") if one.evidence else _("Förslag, räknat på uppdragen: låt stå, ändra eller ta bort det.")
                )
                self.fields[f"evidence_{one.factor}"].help_text = help_text % {"known": known[one.factor]}
            elif beside and one.factor in beside:
                self.fields[f"evidence_{one.factor}"].help_text = _("Det här vet Samlär: %(known)s") % {"known": beside[one.factor]}

    def evidence(self) -> dict[str, str]:
        return {one.factor: self.cleaned_data[f"evidence_{one.factor}"] for one in self.shown.rows}


class ResultsForm(forms.Form):
    """The expected results, one a line."""

    use_required_attribute = False
    results = UnfinishedText(widget=Textarea(attrs={"rows": 6}))
    seal = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, stated: factors.ExpectedResults, definition: Definition) -> None:
        super().__init__(data, initial={"results": "\n".join(stated.texts), "seal": stated.seal})
        field = self.fields["results"]
        field.label = _("Vad ska deltagarna ha efteråt?")
        field.help_text = _("Ett resultat per rad, högst %(most)s rader. Ligger fast när ni har startat.") % {"most": factors.MOST_RESULTS}

    def texts(self) -> list[str]:
        return self.cleaned_data["results"].splitlines()
