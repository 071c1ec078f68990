"""The page of one organisation's way with one lesson: the way so far, and who has been asked to check (F2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from samlar.activities.models import Activity
from samlar.lessons.models import CheckRequest, Move
from samlar.lessons.queries.uptakes import uptake
from samlar.lessons.rules.ladder import is_a_second
from samlar.lessons.rules.rows import UptakeRow
from samlar.lessons.rules.words import EXITS, Standing, Step
from samlar.people.rules import Actor


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One change of standing. `day`: when it was so; `at`: when it was entered. For others: no name and no why."""

    before: Standing | None
    after: Standing
    day: date
    at: datetime
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """Somebody who was asked by a link to check the evidence that holds now; until the answer called as whoever asked wrote."""

    name: str
    state: str
    note: str
    asked: datetime
    answered: datetime | None
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UptakePage:
    """`checks`: about the evidence that holds; `denials`: each no, about whatever stood then.

    `wants_check`: the fourth step waits for a second person; `may_check`: the viewer can be that.
    """

    row: UptakeRow
    activity_title: str
    moves: tuple[MoveRow, ...]
    checks: tuple[CheckRow, ...]
    denials: tuple[CheckRow, ...]
    wants_check: bool
    may_check: bool


def page(actor: Actor, uptake_id: int) -> UptakePage:
    """One uptake with its history, narrowed to what the viewer may see. Five queries at most. Raises NotVisible."""
    row = uptake(actor, uptake_id)
    used = row.showing(Step.USED)
    waits = any(one.step == Step.USED and not one.by_a_second for one in row.shown) and row.standing not in (*EXITS, Standing.USED)
    asked = _checks(row.id) if row.ours else ()
    return UptakePage(
        row=row,
        activity_title=_title(actor, row),
        moves=_moves(row),
        checks=tuple(one for of, one in asked if used and of == used.id),
        denials=tuple(one for _, one in asked if one.state == "not"),
        wants_check=row.ours and waits,
        may_check=row.ours and waits and used is not None and is_a_second(actor.person, entered_by=used.person, owner=row.owner),
    )


def _title(actor: Actor, row: UptakeRow) -> str:
    if row.activity is None:
        return ""
    return Activity.objects.filter(id=row.activity, audience__in=actor.tokens).values_list("title", flat=True).first() or ""


def _moves(row: UptakeRow) -> tuple[MoveRow, ...]:
    found = Move.objects.filter(uptake=row.id).order_by("at", "id").values_list("before", "after", "day", "at", "person__name", "why")
    return tuple(
        MoveRow(Standing(before) if before else None, Standing(after), day, at, (name or "") if row.ours else "", why if row.ours else "")
        for before, after, day, at, name, why in found
    )


def _checks(uptake: int) -> tuple[tuple[int, CheckRow], ...]:
    """Newest first, each with its evidence: the open question, if any, and the answers."""
    found = CheckRequest.objects.filter(evidence__uptake=uptake).exclude(state="replaced").order_by("-asked", "-id")
    columns = ("evidence", "called", "person__name", "state", "note", "asked", "answered", "link__expires")
    rows: Iterable[tuple[Any, ...]] = found.values_list(*columns)
    return tuple((of, CheckRow(called or name, *more)) for of, called, name, *more in rows)
