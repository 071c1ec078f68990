"""The editor's forms, made from the engine's own declaration of words: a field per word, plain and without a line of code.

A draft may be unfinished, so these forms let empty and impossible values through as they were typed: what is wrong with them
is told by the engine, beside the field. Only what cannot be kept at all (a text far too long, null characters) is refused here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samlar.catalogue.rules import parts
from samlar.formats import words as w
from samlar.formats.definition import PlanSection
from samlar.formats.sentence import Sentence
from samlar.formats.shapes import Flag, Id, OneOf, Problem, Several, Shape, Text, Whole, Word, Words, words_of
from samlar.web.forms import Textarea

Choices = list[tuple[str, str]]
EXAMPLES = (", till exempel ", ", such as ")
LONG = 120  # characters; what may be longer gets a larger box


class Typed(forms.CharField):
    """A text as it was typed, required in words only: an empty one is for the findings to speak of."""

    def __init__(self, *, needed: bool, most: int, label: str, help_text: str = "", code: str = "") -> None:
        widget = Textarea(attrs={"rows": 3}) if most > LONG else forms.TextInput()
        if code == "en":
            widget.attrs["lang"] = "en"
        # Under its heading the field is called by its language alone; in a summary of errors the heading is far away.
        self.short = {"sv": _("På svenska"), "en": _("På engelska")}.get(code, "")
        full = f"{label.rstrip('?')}, {self.short[:1].lower()}{self.short[1:]}" if code else label
        super().__init__(required=needed, max_length=most, label=full, help_text=help_text, widget=widget, strip=True)

    def validate(self, value: str) -> None:
        """Nothing is refused for being empty."""


class TypedNumber(forms.CharField):
    """A number as it was typed: a whole number where it is one, else the text itself."""

    def __init__(self, *, needed: bool, label: str, help_text: str = "", most: int = 20) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "narrow"} if most == 20 else {"class": "narrow"})
        super().__init__(required=needed, max_length=most, label=label, help_text=help_text, widget=widget)

    def validate(self, value: object) -> None:
        """Nothing is refused for being empty."""

    def clean(self, value: Any) -> int | str:
        text: str = super().clean(value)
        plain = text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
        return int(plain) if plain.isdecimal() else text


class TypedNumbers(TypedNumber):
    """Whole numbers with commas between, as they were typed: a list where they all are numbers, else the text itself."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(str(one) for one in value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        text: str = forms.CharField.clean(self, value)
        parts = [one.strip() for one in text.replace(";", ",").split(",") if one.strip()]
        return [int(one) for one in parts] if all(one.isdecimal() for one in parts) else text


class Chosen(forms.ChoiceField):
    """One of a few; none is for the findings to speak of."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class SeveralChosen(forms.MultipleChoiceField):
    """Some of a few; none is for the findings to speak of."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


@dataclass(frozen=True, slots=True)
class Row:
    """What the template draws together: one field, or a sentence's two under one heading."""

    fields: list[forms.BoundField]
    legend: str = ""
    help: str = ""


def said(sentence: Sentence) -> str:
    """A sentence in the reader's language."""
    return sentence.in_language(get_language() or "sv")


def label_and_example(cls: type, word: str, declared: Word) -> tuple[str, str]:
    """What a word is called, and the example that its question gives: the example stands apart, as help."""
    asked = said(parts.question(cls, word, declared))
    for mark in EXAMPLES:
        label, found, example = asked.partition(mark)
        if found:
            return label, _("Till exempel: %(example)s.") % {"example": example}
    return asked, ""


def choices_of(vocabulary: Mapping[str, Sentence]) -> Choices:
    return [(word, _capital(said(label))) for word, label in vocabulary.items()]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class References:
    """What words may point at: the items of the draft itself, by list, and the published formats."""

    items: Mapping[str, Choices]
    formats: Choices

    def choices(self, cls: type, word: str) -> Choices | None:
        if (cls, word) in parts.NAMES_FORMATS:
            return self.formats
        lists = parts.POINTS_AT.get((cls, word))
        return None if lists is None else [choice for name in lists for choice in self.items.get(name, [])]


class EditorForm(forms.Form):
    """A form beside whose fields the engine's problems can be shown, whether or not it was sent."""

    def show(self, problems: Iterable[Problem], place: str) -> None:
        """Puts problems beside their fields; `place` is where the form's table stands in the text."""
        if not self.is_bound:
            self.full_clean()  # makes room for errors in a form that nobody has sent
            self.cleaned_data: dict[str, Any] = {}
        for problem in problems:
            word, _dot, tail = problem.place[len(place) :].lstrip(".").partition(".")
            word = word.partition("[")[0]
            fields = [name for name in (f"{word}_{tail}", word, f"{word}_sv") if name in self.fields]
            self.add_error(fields[0] if fields else None, said(problem.message))


class WordsForm(EditorForm):
    """Some words of one table of the draft. `values` gives them as they are to stand in the text; None leaves a word out."""

    def __init__(
        self, cls: type, words: Iterable[str], table: Mapping[str, Any], references: References, *, optional: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(use_required_attribute=False, **kwargs)
        self.cls, self.optional = cls, optional
        self.words: dict[str, Word] = {word: words_of(cls)[word] for word in words}
        for word, declared in self.words.items():
            self._add(word, declared, references)
            self._begin(word, declared, table.get(word))

    # — fields —

    def _add(self, word: str, declared: Word, references: References) -> None:
        shape, needed = declared.shape, declared.needed and not self.optional
        label, example = label_and_example(self.cls, word, declared)
        pointed = references.choices(self.cls, word)
        if isinstance(shape, Words):
            for code in ("sv", "en"):
                self.fields[f"{word}_{code}"] = Typed(needed=needed, most=shape.most, label=label, code=code)
        elif isinstance(shape, Whole):
            self.fields[word] = TypedNumber(needed=needed, label=label)
        elif isinstance(shape, Flag):
            self.fields[word] = forms.BooleanField(required=False, label=label)
        elif isinstance(shape, Several) and isinstance(shape.of, Whole):
            self.fields[word] = TypedNumbers(needed=needed, label=label, help_text=example, most=60)
        elif isinstance(shape, Several):
            choices = pointed if pointed is not None else choices_of(_vocabulary(shape.of))
            self.fields[word] = SeveralChosen(required=needed, label=label, choices=choices, widget=forms.CheckboxSelectMultiple)
        elif isinstance(shape, OneOf | Id):
            choices = pointed if pointed is not None else choices_of(_vocabulary(shape))
            held = needed or (not declared.needed and _default(self.cls, word) is not None)
            if len(choices) > 6 or not held:
                choices = [("", _("Välj …") if held else _("Inget valt")), *choices]
            widget = forms.Select if len(choices) > 6 or not held else forms.RadioSelect
            self.fields[word] = Chosen(required=held, label=label, choices=choices, widget=widget)
        elif isinstance(shape, Text):
            self.fields[word] = Typed(needed=needed, most=shape.most, label=label, help_text=example)

    def _begin(self, word: str, declared: Word, raw: Any) -> None:
        if isinstance(declared.shape, Words):
            for code in ("sv", "en"):
                self.initial[f"{word}_{code}"] = raw.get(code, "") if isinstance(raw, dict) else ""
        elif isinstance(declared.shape, Flag):
            self.initial[word] = raw if isinstance(raw, bool) else _default(self.cls, word) is True
        elif raw is not None:
            self.initial[word] = raw if isinstance(raw, str | int | list) else str(raw)
        elif not declared.needed:
            held = _default(self.cls, word)
            self.initial[word] = list(held) if isinstance(held, tuple) else held

    # — values —

    def values(self) -> dict[str, Any]:
        """The words as they are to stand in the text. Call after is_valid()."""
        found = {word: self._value(word, declared) for word, declared in self.words.items()}
        if self.optional and not any(_filled(value) for value in found.values()):
            return dict.fromkeys(found)
        return found

    def _value(self, word: str, declared: Word) -> Any:
        shape = declared.shape
        if isinstance(shape, Words):
            both = {code: self.cleaned_data[f"{word}_{code}"] for code in ("sv", "en")}
            return both if declared.needed or any(both.values()) else None
        value = self.cleaned_data[word]
        if isinstance(shape, Flag):
            return None if value == _default(self.cls, word) else value
        held = _default(self.cls, word)
        if not declared.needed and (value in ("", []) or value == (list(held) if isinstance(held, tuple) else held)):
            return None
        return value

    # — how it is drawn —

    def is_open(self) -> bool:
        """Whether a form that may be folded away is shown: something is written in it, or wrong with it."""
        return bool(self.errors or self.is_bound or any(self.initial.values()))

    def rows(self) -> list[Row]:
        """The fields in order, a sentence's two languages together."""
        found = []
        for word, declared in self.words.items():
            if isinstance(declared.shape, Words):
                legend, example = label_and_example(self.cls, word, declared)
                found.append(Row([self[f"{word}_sv"], self[f"{word}_en"]], legend, example))
            elif word in self.fields:
                found.append(Row([self[word]]))
        return found


class SectionForm(WordsForm):
    """A section of the plan: one of those that rules can speak of, or one of the format's own."""

    OWN = "own"

    def __init__(self, table: Mapping[str, Any], references: References, **kwargs: Any) -> None:
        super().__init__(PlanSection, ("kind", "label", "help", "most"), table, references, **kwargs)
        known = choices_of(w.PLAN_SECTIONS)
        self.fields["section"] = Chosen(
            required=True, label=_("Vilket avsnitt?"), choices=[*known, (self.OWN, _("Ett eget avsnitt"))],
            help_text=_("Reglerna kan pröva de vanliga avsnitten. Ett eget avsnitt visas i planen, men ingen regel kan tala om det."),
        )  # fmt: skip
        written = table.get("id")
        self.initial["section"] = written if written in w.PLAN_SECTIONS else self.OWN
        self.initial.setdefault("kind", "text")

    def values(self) -> dict[str, Any]:
        found = super().values()
        section = self.cleaned_data["section"]
        if section in w.PLAN_SECTIONS:
            found["id"] = section
            found["kind"] = "list" if section in w.LIST_SECTIONS else None
            if not any(found["label"].values()):
                found["label"] = {code: _capital(text) for code, text in w.PLAN_SECTIONS[section].as_dict().items()}
        return found

    def rows(self) -> list[Row]:
        return [Row([self["section"]]), *super().rows()]


def _vocabulary(shape: Shape) -> Mapping[str, Sentence]:
    return shape.vocabulary if isinstance(shape, OneOf) else {}


def _default(cls: type, word: str) -> Any:
    return next(part.default for part in cls.__dataclass_fields__.values() if part.name.rstrip("_") == word)  # type: ignore[attr-defined]


def _filled(value: Any) -> bool:
    return any(value.values()) if isinstance(value, dict) else value not in (None, "", [], False)
