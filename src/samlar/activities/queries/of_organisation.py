"""What one organisation takes part in, as far as the viewer sees it."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from samlar.activities.models import Participation
from samlar.activities.queries.order import by_stage
from samlar.activities.rules.rows import TAKING_PART
from samlar.catalogue import queries as catalogue
from samlar.formats.sentence import Sentence
from samlar.formats.words import STAGE_KINDS
from samlar.people.rules import Actor

PER_PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenPartIn:
    """An activity that the organisation takes part in or took part in. `is_lead`: it convenes and reports."""

    id: int
    title: str
    format: Sentence
    stage: Sentence
    stage_kind: str
    year: int | None
    is_lead: bool


def taken_part_in(actor: Actor, organisation: int, page: str | int = 1) -> "Page[TakenPartIn]":
    """A page of the organisation's activities, those that run first; cancelled ones are left out. Three queries.

    A page number out of range is the nearest page.
    """
    taken_part = Participation.objects.filter(organisation=organisation, state=TAKING_PART, activity__audience__in=actor.tokens)
    rows = taken_part.exclude(activity__stage_kind="cancelled").order_by(
        by_stage("activity__stage_kind"), "-activity__year", "activity__title", "activity"
    )
    fields = ("activity", "activity__title", "activity__format", "activity__stage_kind", "activity__year", "is_lead")
    shown: Page[Any] = Paginator(rows.values(*fields), PER_PAGE).get_page(page)
    names = catalogue.names()
    shown.object_list = [
        TakenPartIn(
            id=row["activity"],
            title=row["activity__title"],
            format=names[row["activity__format"]],
            stage=STAGE_KINDS[row["activity__stage_kind"]],
            stage_kind=row["activity__stage_kind"],
            year=row["activity__year"],
            is_lead=row["is_lead"],
        )
        for row in shown.object_list
    ]
    return shown
