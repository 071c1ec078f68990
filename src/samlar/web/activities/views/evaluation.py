"""The format is evaluated by those who took part, and summed up per version for the members."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samlar.activities import queries
from samlar.activities.actions.evaluation import evaluate
from samlar.activities.queries.evaluation import QuestionSummary, Summary, VersionMeans, evaluations
from samlar.activities.queries.evaluation import summary as summed
from samlar.activities.rules.evaluation import YES_NO, EvaluationRow, Spread, is_asked, may_evaluate, one_decimal
from samlar.foundation import charts
from samlar.people.rules import MEMBERS
from samlar.web.activities.forms.afterwards import EvaluationForm, said
from samlar.web.activities.frame import frame
from samlar.web.activities.views.answers import carried_out
from samlar.web.asked import viewer


def evaluation(request: HttpRequest, activity_id: int) -> HttpResponse:
    """What the organisations have said, and the form for whoever has not yet, or wants to change it."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    sees = found.inside or MEMBERS in actor.tokens
    rows = evaluations(actor, found) if sees else ()
    own = next((row for row in rows if row.organisation == actor.organisation), None)
    form, status = None, 200
    if may_evaluate(actor, found) and (request.method == "POST" or own is None or "andra" in request.GET):
        form = EvaluationForm(request.POST or None, found.definition.evaluation, dict(own.answers) if own else {})
    if request.method == "POST":
        if form is None:
            evaluate(actor, activity_id, answers={})
        elif carried_out(request, form, lambda: evaluate(actor, activity_id, answers=form.answers()), done=_("Tack! Svaret är sparat.")):
            return redirect("activity_evaluation", activity_id)
        else:
            status = 422
    values = frame(request, found, "evaluation") | {
        "asked": is_asked(found),
        "sees": sees,
        "form": form,
        "own": own,
        "may": may_evaluate(actor, found),
        "rows": [(row, _answers(found.definition.evaluation, row)) for row in rows],
        "missing": [one.name for one in found.taking_part if one.organisation not in {row.organisation for row in rows}] if sees else [],
    }
    return render(request, "activities/evaluation.html", values, status=status)


def _answers(questions: Any, row: EvaluationRow) -> list[tuple[str, str]]:
    """The questions and one organisation's answers, as words."""
    shown = []
    for question in questions:
        answer = row.answers.get(question.id)
        if answer in YES_NO:
            shown.append((said(question.text), said(YES_NO[answer])))
        elif isinstance(answer, int):
            shown.append((said(question.text), _("%(answer)s av 5") % {"answer": answer}))
        elif answer:
            shown.append((said(question.text), str(answer)))
    return shown


def format_evaluation(request: HttpRequest, format_id: str, number: int) -> HttpResponse:
    """What all evaluations of one version sum up to, and the versions beside each other."""
    found = summed(viewer(request), format_id, number)
    definition = found.version.definition
    return render(
        request,
        "activities/format_evaluation.html",
        {
            "summary": found,
            "definition": definition,
            "questions": [_shown(place, one) for place, one in enumerate(found.questions)],
            "compared": _compared(found) if len(found.versions) > 1 else None,
            "trail": [
                (_("Format"), reverse("formats")),
                (said(definition.name), reverse("format", args=[format_id])),
                (_("Version %(number)s") % {"number": number}, reverse("format_version", args=[format_id, number])),
            ],
        },
    )


def _shown(place: int, one: QuestionSummary) -> dict[str, Any]:
    return {
        "text": said(one.question.text),
        "benefit": one.question.benefit,
        "n": one.n,
        "chart": _drawn(f"fraga-{place}", one) if one.n and one.question.kind != "text" else None,
        "low": one.question.low,
        "high": one.question.high,
        "texts": one.texts,
        "kind": one.question.kind,
    }


def _drawn(key: str, one: QuestionSummary) -> charts.Chart:
    """How the answers are spread, with the mean and its n as the message."""
    head = (_("Svar"), _("Antal"))
    if one.spread:
        values = [charts.Value(str(step), count, str(count)) for step, count in enumerate(one.spread.counts, start=1)]
        return charts.columns(key, _mean(one.spread), values, head=head)
    values = [charts.Value(said(YES_NO[word]), count, str(count)) for word, count in one.yes_no.items()]
    title = _("%(yes)s av %(n)s svarar ja") % {"yes": one.yes_no["yes"], "n": one.n}
    return charts.bars(key, title, values, head=head, most=one.n)


def _mean(spread: Spread) -> str:
    if spread.mean is None:
        return _("Inga svar än")
    mean = one_decimal(spread.mean, get_language() or "sv")
    return _("I snitt %(mean)s av 5 (%(n)s svar)") % {"mean": mean, "n": spread.n}


def _compared(found: Summary) -> dict[str, Any]:
    """The versions as rows, the scales as columns, each cell a mean with its n."""
    scales = [one.question for one in found.questions if one.question.kind == "scale"]

    def row(version: VersionMeans) -> dict[str, Any]:
        return {
            "number": version.number,
            "href": reverse("format_evaluation", args=[found.version.format, version.number]),
            "current": version.number == found.version.number,
            "answered": version.answered,
            "cells": [(said(one.text), _mean(version.scales[one.id])) for one in scales],
        }

    return {"scales": [said(one.text) for one in scales], "rows": [row(version) for version in found.versions]}
