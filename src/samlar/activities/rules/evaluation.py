"""What the participating organisations say of the format afterwards, its benefit included (C3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from samlar.activities.rules.access import takes_part
from samlar.activities.rules.deeds import ActivityRefused
from samlar.activities.rules.report import TOLD
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.definition import Question
from samlar.formats.sentence import Sentence
from samlar.people.rules import Actor, NotAllowed
from samlar.talk.rules import text_within

STEPS = (1, 2, 3, 4, 5)
YES_NO = {"yes": Sentence("Ja", "Yes"), "no": Sentence("Nej", "No")}
TEXT_LENGTH = 2000
ASKED_DAYS = 365  # so long after the end an evaluation waits on my page


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """One organisation's answers: the format's question words to 1–5, yes or no, or text."""

    organisation: int
    name: str
    person: str
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Spread:
    """How the answers to a scale are spread. There is no mean without its `n`."""

    counts: tuple[int, int, int, int, int]

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> Fraction | None:
        """The mean of 1–5, exact; None where nobody has answered."""
        return Fraction(sum(step * count for step, count in zip(STEPS, self.counts, strict=True)), self.n) if self.n else None


def spread(answers: Iterable[Any]) -> Spread:
    """How answers from 1 to 5 are spread; what is something else (an unanswered question) is left out."""
    given = [answer for answer in answers if type(answer) is int]
    return Spread(tuple(given.count(step) for step in STEPS))  # type: ignore[arg-type]


def one_decimal(mean: Fraction, language: str) -> str:
    """A mean with one decimal, half up, written the language's way: 4,3 or 4.3."""
    tenths = (20 * mean + 1) // 2
    whole, rest = divmod(int(tenths), 10)
    return f"{whole}{'.' if language == 'en' else ','}{rest}"


def is_asked(activity: ActivityRow) -> bool:
    """Whether the format can be evaluated now: from the report on, where it has questions."""
    return activity.stage_kind in TOLD and bool(activity.definition.evaluation)


def may_evaluate(actor: Actor, activity: ActivityRow) -> bool:
    """Anyone at an organisation that takes part answers for it (C3)."""
    return is_asked(activity) and takes_part(actor, activity)


def must_evaluate(actor: Actor, activity: ActivityRow) -> None:
    """Raises NotAllowed for those who do not take part, ActivityRefused before there is anything to evaluate."""
    if not takes_part(actor, activity):
        raise NotAllowed(
            Sentence(
                "Formatet utvärderas av de organisationer som deltar.", "The format is evaluated by the organisations that take part."
            ),
            source="C3",
        )
    if not is_asked(activity):
        raise ActivityRefused(
            Sentence(
                "Formatet utvärderas när resultatet är rapporterat. Nu är skedet: {stage}.",
                "The format is evaluated when the result has been reported. The stage now is: {stage}.",
            ).fill(stage=activity.stage_now.name),
            source="C3",
        )


def taken(questions: Iterable[Question], raw: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as they are kept: every scale and yes-or-no answered, texts as far as there is something to say.

    Raises ActivityRefused and TextRefused with the field of the question.
    """
    answers: dict[str, Any] = {}
    for question in questions:
        given, field = raw.get(question.id), f"answer_{question.id}"
        if question.kind == "text":
            if text := text_within(given or "", most=TEXT_LENGTH, field=field):
                answers[question.id] = text
        elif question.kind == "scale" and (type(given) is not int or given not in STEPS):
            raise ActivityRefused(Sentence("Välj ett tal från 1 till 5.", "Choose a number from 1 to 5."), field=field)
        elif question.kind == "yes_no" and given not in YES_NO:
            raise ActivityRefused(Sentence("Välj ja eller nej.", "Choose yes or no."), field=field)
        else:
            answers[question.id] = given
    return answers
