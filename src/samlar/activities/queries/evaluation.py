"""What the participating organisations have said of a format, activity by activity and version by version (C3)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from samlar.activities.models import Activity, FormatEvaluation, Participation
from samlar.activities.rules.evaluation import YES_NO, EvaluationRow, Spread, spread
from samlar.activities.rules.rows import TAKING_PART, ActivityRow
from samlar.catalogue import queries as catalogue
from samlar.catalogue.queries import FormatRow
from samlar.formats.definition import Question
from samlar.people.rules import MEMBERS, Actor, NotVisible


@dataclass(frozen=True, slots=True, kw_only=True)
class TextAnswer:
    """What an organisation wrote, said at writing to be shown with its name. `activity` is None where the viewer does not see it."""

    organisation: str
    activity: int | None
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSummary:
    """All answers to one question: how a scale is spread, how many said yes and no, or what was written."""

    question: Question
    spread: Spread | None
    yes_no: dict[str, int]
    texts: tuple[TextAnswer, ...]

    @property
    def n(self) -> int:
        return self.spread.n if self.spread else sum(self.yes_no.values()) or len(self.texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionMeans:
    """One version beside the others: how many have answered, and how each scale is spread, by question."""

    number: int
    answered: int
    scales: dict[str, Spread]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a version's evaluations sum up to. `asked` counts the organisations in its reported and closed activities."""

    version: FormatRow
    answered: int
    asked: int
    activities: int
    questions: tuple[QuestionSummary, ...]
    versions: tuple[VersionMeans, ...]


def evaluations(actor: Actor, activity: ActivityRow) -> tuple[EvaluationRow, ...]:
    """What has been said after one activity: to members and partners and to those inside, by organisation. One query.

    Raises NotVisible for others.
    """
    if not activity.inside and MEMBERS not in actor.tokens:
        raise NotVisible
    rows = FormatEvaluation.objects.filter(activity=activity.id).order_by("organisation__name")
    return tuple(
        EvaluationRow(organisation, name, person if activity.inside else "", answers)
        for organisation, name, person, answers in rows.values_list("organisation", "organisation__name", "person__name", "answers")
    )


def summary(actor: Actor, format_id: str, number: int) -> Summary:
    """What has been said of one version of a format, and of its other versions beside it. For members and partners (C3).

    Five queries however many have answered. Raises NotVisible.
    """
    if MEMBERS not in actor.tokens or not 0 < number < 2**31:
        raise NotVisible
    version = catalogue.numbered(format_id, number)
    rows = list(
        FormatEvaluation.objects.filter(version__format=format_id, version__state="published")
        .order_by("-given", "-id")
        .values("version__number", "answers", "organisation__name", "activity", "activity__title", "activity__audience")
    )
    own = [row for row in rows if row["version__number"] == number]
    done = Activity.objects.filter(version=version.version_id, stage_kind__in=("reported", "closed"))
    asked = Participation.objects.filter(activity__in=done, state=TAKING_PART).count()
    questions = version.definition.evaluation
    return Summary(
        version=version,
        answered=len(own),
        asked=asked,
        activities=done.count(),
        questions=tuple(_summed(actor, question, own) for question in questions),
        versions=_beside(rows, questions, number),
    )


def _summed(actor: Actor, question: Question, rows: Iterable[Mapping[str, Any]]) -> QuestionSummary:
    given = [(row, row["answers"][question.id]) for row in rows if question.id in row["answers"]]
    said = Counter(answer for _, answer in given if answer in YES_NO) if question.kind == "yes_no" else Counter[str]()
    texts = given if question.kind == "text" else []
    return QuestionSummary(
        question=question,
        spread=spread(answer for _, answer in given) if question.kind == "scale" else None,
        yes_no={word: said[word] for word in YES_NO} if question.kind == "yes_no" else {},
        texts=tuple(
            TextAnswer(
                organisation=row["organisation__name"],
                activity=row["activity"] if row["activity__audience"] in actor.tokens else None,
                title=row["activity__title"] if row["activity__audience"] in actor.tokens else "",
                text=str(answer),
            )
            for row, answer in texts
        ),
    )


def _beside(rows: Iterable[Mapping[str, Any]], questions: Iterable[Question], number: int) -> tuple[VersionMeans, ...]:
    """The versions that anybody has evaluated, and this one, the newest first."""
    by_version: dict[int, list[Mapping[str, Any]]] = {number: []}
    for row in rows:
        by_version.setdefault(row["version__number"], []).append(row["answers"])
    scales = [question.id for question in questions if question.kind == "scale"]
    return tuple(
        VersionMeans(number=one, answered=len(answers), scales={id: spread(answer.get(id) for answer in answers) for id in scales})
        for one, answers in sorted(by_version.items(), reverse=True)
    )
