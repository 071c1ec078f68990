"""A rule of a format, and the settings that rules read."""

# ruff: noqa: RUF009 (the default of a declared word is its declaration, and never changes)

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from samlar.formats import words as w
from samlar.formats.sentence import Sentence, Severity
from samlar.formats.shapes import Bound, Flag, Id, OneOf, Several, Text, Words, word


class SeverityWord(OneOf):
    """The severity of a rule, as the enum."""

    def read(self, raw, place, problems):  # type: ignore[no-untyped-def]
        value = super().read(raw, place, problems)
        return Severity(value) if isinstance(value, str) else value

    def write(self, value: Severity) -> str:
        return value.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the sources leave open and a format decides."""

    count_lead: bool = word(
        Flag(),
        "Räknas den ledande organisationen när deltagarna räknas inför start?",
        "Is the leading organisation counted when participants are counted before the start?",
        default=True,
    )
    year_counted_by: str = word(
        OneOf(w.YEAR_COUNTS),
        "Vilka aktiviteter räknas mot årets antal?",
        "Which activities count against the year's number?",
        default="started",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A demand: what a fact must be, how hard it binds, why, and what to do when it does not hold."""

    id: str = word(Id(), "Regelns id, till exempel participants.count.", "The rule's id, such as participants.count.")
    severity: Severity = word(SeverityWord(w.SEVERITIES), "must hindrar, should varnar.", "must blocks, should warns.")
    source: str = word(Text(120), "Varifrån kravet kommer: källa och avsnitt.", "Where the demand comes from: source and section.")
    fact: str = word(Text(60), "Det faktum som prövas.", "The fact that is judged.")
    min: int | Decimal | None = word(Bound(), "Minst.", "At least.", default=None)
    max: int | Decimal | None = word(Bound(), "Högst.", "At most.", default=None)
    one_of: tuple[str, ...] | None = word(Several(Text(40)), "Tillåtna ord.", "The words allowed.", default=None)
    kinds: tuple[str, ...] | None = word(
        Several(OneOf(w.KINDS)), "Bara organisationer av dessa slag.", "Only organisations of these kinds.", default=None
    )
    memberships: tuple[str, ...] | None = word(
        Several(OneOf(w.MEMBERSHIPS)),
        "Bara organisationer med dessa medlemskap.",
        "Only organisations with these memberships.",
        default=None,
    )
    leads: bool | None = word(
        Flag(),
        "true: bara de som leder; false: bara de som inte leder.",
        "true: only those who lead; false: only those who do not lead.",
        default=None,
    )
    sections: tuple[str, ...] | None = word(Several(OneOf(w.PLAN_SECTIONS)), "Avsnitt i planen.", "Sections of the plan.", default=None)
    budget_line: bool | None = word(
        Flag(),
        "true: där det finns en budget ska den ha minst en rad.",
        "true: where there is a budget it must have at least one line.",
        default=None,
    )
    costs: tuple[str, ...] | None = word(Several(OneOf(w.COSTS)), "Tillåtna kostnadsslag.", "The kinds of cost allowed.", default=None)
    cover_grant: bool | None = word(
        Flag(),
        "true: de gemensamma raderna ska täcka basfinansieringen.",
        "true: the joint lines must cover the basic funding.",
        default=None,
    )
    sentence: Sentence = word(
        Words(300, fields=True), "Vad som ska gälla. Får ha {min} och {max}.", "What must hold. May have {min} and {max}."
    )
    message: Sentence = word(
        Words(300, fields=True),
        "Vad som är fel. Får ha {min}, {max}, {now} och de värden som faktumet ger.",
        "What is wrong. May have {min}, {max}, {now} and the values that the fact gives.",
    )
    mend: Sentence = word(
        Words(300, fields=True), "Vad man gör åt det. Får ha {min} och {max}.", "What to do about it. May have {min} and {max}."
    )
