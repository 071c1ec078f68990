"""The result as it is told: when it may be written, what it holds, what remains (C3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from samlar.activities.rules.access import may_lead
from samlar.activities.rules.deeds import ActivityRefused
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Sentence
from samlar.people.rules import Actor, NotVisible

ANSWER_LENGTH = 1500
TOLD = ("reported", "closed")
OUTCOMES = {
    "yes": Sentence("ja", "yes"),
    "partly": Sentence("delvis", "partly"),
    "no": Sentence("nej", "no"),
}
KINDS = {
    "criterion": Sentence("Kriterier för ett lyckat resultat", "Criteria of success"),
    "indicator": Sentence("Tecken och indikatorer", "Indicators"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one criterion or indicator: whether it was met (empty: not answered yet), and how it went."""

    outcome: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """A criterion or an indicator of the plan with its answer."""

    id: int
    kind: str
    text: str
    outcome: str
    answer: str

    @property
    def answered(self) -> bool:
        return bool(self.outcome and self.answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSection:
    """A heading of the format's report with what is told under it."""

    id: str
    label: Sentence
    help: Sentence
    most: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A result, or its draft. `revision` is 0 before anything was saved; `changed_by` is empty for those who do not see inside."""

    sections: tuple[ToldSection, ...]
    measures: tuple[MeasureRow, ...]
    revision: int
    changed: datetime | None
    changed_by: str
    draft: bool

    def of_kind(self, kind: str) -> tuple[MeasureRow, ...]:
        return tuple(one for one in self.measures if one.kind == kind)

    @property
    def begun(self) -> bool:
        """Whether anything is written. A lasting activity's next year begins empty, whatever was saved before."""
        return any(one.text for one in self.sections) or any(one.outcome or one.answer for one in self.measures)

    @property
    def met(self) -> int:
        """How many criteria and indicators were met entirely."""
        return sum(one.outcome == "yes" for one in self.measures)

    @property
    def untold(self) -> tuple[ToldSection, ...]:
        return tuple(one for one in self.sections if not one.text)

    @property
    def unanswered(self) -> tuple[MeasureRow, ...]:
        return tuple(one for one in self.measures if not one.answered)


@dataclass(frozen=True, slots=True)
class YearRow:
    """What a lasting activity told at an earlier yearly review. `spread`: what, when, link and note."""

    reported: datetime
    sections: tuple[tuple[Sentence, str], ...]
    spread: tuple[tuple[Sentence, date, str, str], ...]


def is_told(activity: ActivityRow) -> bool:
    """Whether the result has been reported: from then on whoever sees the activity reads it (J1)."""
    return activity.stage_kind in TOLD


def may_read(actor: Actor, activity: ActivityRow) -> bool:
    """A draft is read by those who write it alone: what an organisation has not handed in yet is its own."""
    return is_told(activity) or may_lead(actor, activity) or activity.acts_for_owner


def must_be_readable(actor: Actor, activity: ActivityRow) -> None:
    """Raises NotVisible for a draft that others write."""
    if not may_read(actor, activity):
        raise NotVisible


def must_be_written_now(activity: ActivityRow) -> None:
    """The result is written while the activity runs; what was reported and read is that text (C3). Raises ActivityRefused."""
    if activity.stage_kind != "running":
        raise ActivityRefused(
            Sentence(
                "Resultatet skrivs medan {format} pågår. Nu är skedet: {stage}.",
                "The result is written while {format} is running. The stage now is: {stage}.",
            ).fill(format=activity.definition.definite, stage=activity.stage_now.name),
            source="C3",
            mend=Sentence(
                "Behöver rapporten ändras efteråt? Be den som säkrar kvaliteten skicka tillbaka den.",
                "Does the report need to change afterwards? Ask whoever assures the quality to send it back.",
            ),
        )


def must_be_asked_for(activity: ActivityRow, sections: Iterable[str], answers: Mapping[int, Answer], measures: Iterable[int]) -> None:
    """Only the format's headings and the plan's own measures are answered, with known outcomes. Raises NotVisible, ActivityRefused."""
    if set(sections) - {section.id for section in activity.definition.report} or set(answers) - set(measures):
        raise NotVisible
    for measure, answer in answers.items():
        if answer.outcome and answer.outcome not in OUTCOMES:
            raise ActivityRefused(Sentence("Välj ja, delvis eller nej.", "Choose yes, partly or no."), field=f"outcome_{measure}")
