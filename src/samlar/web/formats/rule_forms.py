"""A rule's form: first the fact that it speaks of, then the bounds that this fact takes, how hard it binds, and its words."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from samlar.catalogue.rules import wording
from samlar.formats import words as w
from samlar.formats.facts import FACTS, Fact
from samlar.formats.rule import Rule
from samlar.formats.sentence import Sentence
from samlar.formats.shapes import words_of
from samlar.web.formats.forms import Chosen, EditorForm, Row, SeveralChosen, Typed, choices_of, said

SUBJECTS = {
    "participants": Sentence("De som deltar", "Those who take part"),
    "proposer": Sentence("Den som föreslår", "The proposer"),
    "persons": Sentence("Personerna", "The people"),
    "registration": Sentence("Anmälan", "Registration"),
    "period": Sentence("Tiden", "The time"),
    "plan": Sentence("Planen", "The plan"),
    "budget": Sentence("Pengarna", "The money"),
    "year": Sentence("Året", "The year"),
}
NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
LEADS = {"": None, "true": True, "false": False}


def facts_by_subject() -> list[tuple[Sentence, list[tuple[Fact, Sentence]]]]:
    """The facts to choose among, each with its help, under what they are about."""
    found: dict[str, list[tuple[Fact, Sentence]]] = {subject: [] for subject in SUBJECTS}
    for fact in FACTS.values():
        found.setdefault(fact.subject, []).append((fact, wording.explained(fact)))
    return [(SUBJECTS.get(subject, Sentence(subject, subject)), facts) for subject, facts in found.items() if facts]


def _legends() -> dict[str, str]:
    """What each of a rule's three sentences answers."""
    return {
        "sentence": _("Vad ska gälla?"),
        "message": _("Vad säger vi när det inte stämmer?"),
        "mend": _("Vad gör man åt det?"),
    }


class Limit(forms.CharField):
    """A bound as it was typed; a share is written in per cent. What is no number stays as text, for the findings to speak of."""

    def __init__(self, *, share: bool, **kwargs: Any) -> None:
        self.share = share
        widget = forms.TextInput(attrs={"inputmode": "decimal" if share else "numeric", "class": "narrow"})
        super().__init__(required=False, max_length=20, widget=widget, **kwargs)

    def clean(self, value: Any) -> int | Decimal | str | None:
        text: str = super().clean(value)
        plain = text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace(",", ".").removesuffix("%")
        if not plain:
            return None
        if not NUMBER.fullmatch(plain):
            return text
        number = Decimal(plain) / (100 if self.share else 1)
        return int(number) if number == number.to_integral_value() else number.normalize()

    def prepare_value(self, value: Any) -> Any:
        if self.share and isinstance(value, int | Decimal) and not isinstance(value, bool):
            return f"{(Decimal(value) * 100).normalize():f}"
        return value


class RuleForm(EditorForm):
    """A rule about one fact. The three sentences may be left empty: then they are made from the fact and its bounds."""

    def __init__(self, fact: Fact, table: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(use_required_attribute=False, **kwargs)
        self.fact, self.table = fact, dict(table)
        self.fields["severity"] = Chosen(label=_("Hur hårt binder regeln?"), choices=choices_of(w.SEVERITIES), widget=forms.RadioSelect)
        self._add_limits()
        self._add_choices()
        self.fields["source"] = Typed(
            needed=True, most=words_of(Rule)["source"].shape.most, label=_("Varifrån kommer regeln?"),
            help_text=_("Till exempel ett beslut eller ett avsnitt i ett dokument. Det är svaret till den som frågar varför."),
        )  # fmt: skip
        for word in wording.SENTENCES:
            shape = words_of(Rule)[word].shape
            for code in ("sv", "en"):
                self.fields[f"{word}_{code}"] = Typed(needed=False, most=shape.most, label=_legends()[word], code=code)
        self._begin()

    def _add_limits(self) -> None:
        if self.fact.bounded is None:
            return
        unit, share = said(wording.unit(self.fact)), self.fact.bounded.unit == "share"
        largest = 100 if share else self.fact.bounded.largest
        help_text = _("%(unit)s, högst %(largest)s.") % {"unit": unit, "largest": f"{largest:,}".replace(",", "\N{NO-BREAK SPACE}")}
        for word, label in (("min", _("Minst")), ("max", _("Högst"))):
            if word in self.fact.takes:
                self.fields[word] = Limit(share=share, label=label, help_text=help_text)

    def _add_choices(self) -> None:
        lists: dict[str, tuple[str, Mapping[str, Sentence], str]] = {
            "one_of": (_("Tillåtna"), self.fact.choices or {}, _("Kryssa för det som är tillåtet.")),
            "kinds": (_("Bara dessa slag av organisationer"), w.KINDS, _("Utan kryss räknas alla.")),
            "memberships": (_("Bara dessa medlemskap"), w.MEMBERSHIPS, _("Utan kryss räknas alla.")),
            "sections": (_("Avsnitt i planen"), w.PLAN_SECTIONS, ""),
            "costs": (_("Tillåtna kostnadsslag"), w.COSTS, ""),
        }
        for word, (label, vocabulary, help_text) in lists.items():
            if word in self.fact.takes:
                needed = any(word in choice for choice in self.fact.needs)
                self.fields[word] = SeveralChosen(
                    required=needed, label=label, help_text=help_text, choices=choices_of(vocabulary), widget=forms.CheckboxSelectMultiple
                )
        if "leads" in self.fact.takes:
            choices = [("", _("Alla som deltar")), ("true", _("Bara de som leder")), ("false", _("Bara de som inte leder"))]
            self.fields["leads"] = Chosen(required=False, label=_("Vilka räknas?"), choices=choices, widget=forms.RadioSelect)
        flags = {
            "budget_line": _("Budgeten ska ha minst en rad, om planen har en budget"),
            "cover_grant": _("De gemensamma raderna ska tillsammans täcka basfinansieringen"),
        }
        for word, label in flags.items():
            if word in self.fact.takes:
                self.fields[word] = forms.BooleanField(required=False, label=label)

    def _begin(self) -> None:
        for name in self.fields:
            word, _bar, code = name.rpartition("_")
            if word in wording.SENTENCES:
                raw = self.table.get(word)
                self.initial[name] = raw.get(code, "") if isinstance(raw, dict) else ""
            elif name == "leads":
                self.initial[name] = next((key for key, value in LEADS.items() if value is self.table.get("leads")), "")
            elif name in self.table:
                self.initial[name] = self.table[name]
        self.initial.setdefault("severity", "must")

    def values(self) -> dict[str, Any]:
        """The whole rule as it is to stand in the text, its id apart. Call after is_valid()."""
        found: dict[str, Any] = {
            "severity": self.cleaned_data["severity"] or "must",
            "source": self.cleaned_data["source"],
            "fact": self.fact.id,
        }
        for word in ("min", "max", "one_of", "kinds", "memberships", "sections", "costs"):
            value = self.cleaned_data.get(word)
            if value not in (None, "", []):
                found[word] = value
        if LEADS.get(self.cleaned_data.get("leads", "")) is not None:
            found["leads"] = LEADS[self.cleaned_data["leads"]]
        found |= {word: True for word in ("budget_line", "cover_grant") if self.cleaned_data.get(word)}
        before, after = wording.suggested(self.table), wording.suggested(found)
        for word in wording.SENTENCES:
            typed = {code: self.cleaned_data[f"{word}_{code}"] for code in ("sv", "en")}
            found[word] = after[word] if not any(typed.values()) or typed == before.get(word) else typed
        return found

    def words_left_behind(self) -> bool:
        """Whether a bound was changed under sentences that somebody wrote with the bound in words. Call after is_valid()."""
        after = self.values()
        moved = [word for word in ("min", "max") if self.table.get(word) != after.get(word)]
        same = all(self.table.get(word) == after[word] for word in wording.SENTENCES)
        return bool(moved) and same and any(f"{{{word}}}" not in after["sentence"]["sv"] for word in moved)

    def rows(self) -> list[Row]:
        """The fields in order, the three sentences apart."""
        found = [Row([self["severity"]])]
        bounds = [self[word] for word in ("min", "max") if word in self.fields]
        if bounds:
            found.append(Row(bounds, _("Gräns")))
        others = ("one_of", "leads", "kinds", "memberships", "sections", "budget_line", "costs", "cover_grant", "source")
        return [*found, *(Row([self[word]]) for word in others if word in self.fields)]

    def own_words(self) -> list[Row]:
        """The three sentences, which may be left to the system."""
        return [Row([self[f"{word}_sv"], self[f"{word}_en"]], legend) for word, legend in _legends().items()]

    def has_own_words(self) -> bool:
        """Whether somebody has written the sentences, or something is wrong with them."""
        made = wording.suggested(self.table)
        written = any(self.table.get(word, made.get(word)) != made.get(word) for word in wording.SENTENCES)
        typed = self.is_bound and any(self.data.get(f"{word}_{code}") for word in wording.SENTENCES for code in ("sv", "en"))
        return bool(written or typed or any(name.rpartition("_")[0] in wording.SENTENCES for name in self.errors))

    def fillable(self) -> list[str]:
        """The values that the sentence about what is wrong may hold, as they are written."""
        bounds = [word for word in ("min", "max") if word in self.fact.takes]
        return [f"{{{name}}}" for name in (*bounds, "now", *self.fact.gives)]
