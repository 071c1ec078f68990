"""What one organisation takes part in, as far as the viewer sees it."""

from dataclasses import dataclass

from django.core.paginator import Page

from samlar.activities.models import Activity, Participation
from samlar.activities.queries.order import BY_STAGE
from samlar.activities.rules.rows import TAKING_PART
from samlar.catalogue import queries as catalogue
from samlar.formats.sentence import Sentence
from samlar.formats.words import STAGE_KINDS
from samlar.foundation import sql
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


TAKEN_PART_IN = f"""
SELECT a.id, a.title, a.format, a.stage_kind, a.year, CASE WHEN p.is_lead THEN 1 ELSE 0 END, COUNT(*) OVER ()
FROM {Participation._meta.db_table} p JOIN {Activity._meta.db_table} a ON a.id = p.activity_id
WHERE p.organisation_id = %(organisation)s AND p.state = '{TAKING_PART}' AND a.stage_kind <> 'cancelled' AND a.audience IN %(tokens)s
ORDER BY {BY_STAGE}, a.year DESC, a.title, a.id
"""


def taken_part_in(actor: Actor, organisation: int, page: int = 1) -> "Page[TakenPartIn]":
    """A page of the organisation's activities, those that run first; cancelled ones are left out. Two queries.

    A page number out of range is the nearest page.
    """
    shown = sql.page(TAKEN_PART_IN, page, PER_PAGE, organisation=organisation, tokens=actor.tokens)
    names = catalogue.names()
    shown.object_list = [
        TakenPartIn(
            id=id, title=title, format=names[format], stage=STAGE_KINDS[stage_kind], stage_kind=stage_kind, year=year, is_lead=bool(is_lead)
        )
        for id, title, format, stage_kind, year, is_lead in shown.object_list
    ]
    return shown
