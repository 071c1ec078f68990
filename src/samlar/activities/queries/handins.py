"""What was handed in, as far as the viewer may read it (E5).

Homework seen by the group: everyone inside reads all hand-ins. Seen by the leaders: those who lead the learning read all, everybody
else only what the own organisation handed in.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samlar.activities.models import Handin as Table
from samlar.activities.queries.homework import ActivityHomework, homework
from samlar.activities.rules import handins as rules
from samlar.activities.rules.handins import Handin, HandinRow, Pace
from samlar.activities.rules.homework import HomeworkRow
from samlar.foundation import clock, sql
from samlar.foundation.keys import is_key
from samlar.people.models import Organisation, Person
from samlar.people.rules import Actor, NotVisible
from samlar.talk import queries as talk
from samlar.talk.models import Comment
from samlar.talk.rules import CommentRow

OPENING = 200  # characters of a text that a list shows
LIST_SIGN = re.compile(r"^\s*(?:[-*+>]|\d+[.)])\s+", re.MULTILINE)
EMPHASIS = re.compile(r"(\*{1,3})(\S(?:[^*]*\S)?)\1")
HANDINS = f"""
SELECT i.id, p.name, o.name, i.organisation_id, SUBSTR(i.text, 1, {OPENING + 1}), i.link, CAST(i.handed_in AS text),
    CAST(i.changed AS text),
    (SELECT COUNT(*) FROM {Comment._meta.db_table} c WHERE c.thread_id = i.thread_id AND c.removed IS NULL)
FROM {Table._meta.db_table} i
JOIN {Person._meta.db_table} p ON p.id = i.person_id
JOIN {Organisation._meta.db_table} o ON o.id = i.organisation_id
WHERE i.homework_id = %(homework)s AND (%(all)s OR i.organisation_id = %(organisation)s)
ORDER BY i.handed_in, i.id
"""
WHOLE = (
    "id", "person", "person__name", "organisation", "organisation__name", "text", "link", "handed_in", "changed", "thread", "revision",
    "alone",
)  # fmt: skip


def reads_all(found: ActivityHomework, row: HomeworkRow) -> bool:
    """Whether the viewer reads every hand-in, and so may know who has not handed in."""
    return row.seen_by == "group" or found.sets


def handins(actor: Actor, found: ActivityHomework, row: HomeworkRow) -> list[HandinRow]:
    """What the viewer may read, in the order that it came. One query."""
    rows = sql.rows(HANDINS, homework=row.id, all=reads_all(found, row), organisation=actor.organisation)
    return [
        HandinRow(
            id=id, person=person, organisation=organisation, organisation_id=organisation_id, opening=_opening(text), link=link,
            handed_in=_moment(handed_in), changed=sql.moment(changed), late=_late(row, _moment(handed_in)), comments=comments,
            mine=id == row.mine,
        )
        for id, person, organisation, organisation_id, text, link, handed_in, changed, comments in rows
    ]  # fmt: skip


def whole(actor: Actor, found: ActivityHomework, row: HomeworkRow) -> list[Handin]:
    """What the viewer may read, whole, by organisation and person: to talk from. One query."""
    rows = Table.objects.filter(homework=row.id).order_by("organisation__name", "person__name", "id")
    if not reads_all(found, row):
        rows = rows.filter(organisation=actor.organisation)
    return [_whole(actor, found, row, one) for one in rows.values(*WHOLE)]


@dataclass(frozen=True, slots=True)
class HandinThread:
    """A hand-in with the homework it answers and what is said about it."""

    found: ActivityHomework
    homework: HomeworkRow
    handin: Handin
    comments: tuple[CommentRow, ...]


def handin(actor: Actor, activity_id: int, homework_id: int, handin_id: int) -> HandinThread:
    """One hand-in with its comments. Raises NotVisible, also for what only others may read."""
    found, row = homework(actor, activity_id, homework_id)
    kept = Table.objects.filter(id=handin_id, homework=row.id).values(*WHOLE).first() if is_key(handin_id) else None
    if kept is None or not (reads_all(found, row) or kept["organisation"] == actor.organisation):
        raise NotVisible
    one = _whole(actor, found, row, kept)
    return HandinThread(found, row, one, tuple(talk.thread(actor, one.thread)))


def own(actor: Actor, found: ActivityHomework, row: HomeworkRow) -> Handin | None:
    """What the viewer, or the viewer's organisation where it is handed in for that, has handed in. At most one query."""
    kept = Table.objects.filter(id=row.mine).values(*WHOLE).first() if row.mine else None
    return _whole(actor, found, row, kept) if kept else None


@dataclass(frozen=True, slots=True)
class OrganisationPace:
    """How far one organisation has come: how many hand-ins, when the first came (None: nothing yet) and how late it was, in days."""

    name: str
    slug: str
    count: int
    first: datetime | None
    late: int


def pace(found: ActivityHomework, row: HomeworkRow, rows: Iterable[HandinRow]) -> tuple[Pace, list[OrganisationPace]]:
    """How far the organisations that take part have come, those without a hand-in first; whoever leads is counted when something is
    handed in. `rows` are all the hand-ins. No query."""
    by_organisation: dict[int, list[HandinRow]] = {}
    for one in rows:
        by_organisation.setdefault(one.organisation_id, []).append(one)
    told = []
    for part in found.activity.taking_part:
        several = by_organisation.get(part.organisation, [])
        if part.is_lead and not several:
            continue  # whoever leads the learning may do the homework, and is not missed
        first = several[0] if several else None
        told.append(OrganisationPace(part.name, part.slug, len(several), first.handed_in if first else None, first.late if first else 0))
    return (
        Pace(
            in_time=sum(one.count > 0 and not one.late for one in told),
            late=sum(one.late > 0 for one in told),
            missing=sum(not one.count for one in told),
        ),
        sorted(told, key=lambda one: one.count > 0),
    )


def _whole(actor: Actor, found: ActivityHomework, row: HomeworkRow, kept: dict[str, Any]) -> Handin:
    at_home = actor.organisation == kept["organisation"]
    mine = actor.at_work and at_home and (not kept["alone"] or kept["person"] == actor.person)
    return Handin(
        id=kept["id"], person_id=kept["person"], person=kept["person__name"], organisation_id=kept["organisation"],
        organisation=kept["organisation__name"], text=kept["text"], link=kept["link"], handed_in=kept["handed_in"], changed=kept["changed"],
        late=_late(row, kept["handed_in"]), thread=kept["thread"], revision=kept["revision"], mine=mine,
        may_change=mine and rules.may_hand_in(actor, found.activity) and rules.may_be_changed(found.activity, row, clock.now()),
    )  # fmt: skip


def _late(row: HomeworkRow, handed_in: datetime) -> int:
    return rules.days_late(clock.day_of(handed_in), row.due)


def _moment(text: str) -> datetime:
    found = sql.moment(text)
    assert found is not None  # a hand-in always has its moment
    return found


def _opening(text: str) -> str:
    """How a text begins, on one line and without the signs that make lists and emphasis."""
    line = " ".join(EMPHASIS.sub(r"\2", LIST_SIGN.sub("", text)).split())
    return line if len(text) <= OPENING else line[: OPENING - 1].rstrip() + "…"
