"""What hangs on an activity and its sessions (G1), as far as the viewer may see each document."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from samlar.activities.models import Activity, ActivityDocument, Participation
from samlar.activities.rules.rows import TAKING_PART
from samlar.foundation import sql
from samlar.library.models import Document
from samlar.library.queries import documents as library
from samlar.library.rules.rows import DocumentRow
from samlar.people.rules import Actor

if TYPE_CHECKING:
    from django.core.paginator import Page

PER_PAGE = 50
MOST = 200
HANGING = f"""
SELECT h.document_id, COUNT(*) OVER () FROM {ActivityDocument._meta.db_table} h
JOIN {Document._meta.db_table} d ON d.id = h.document_id
WHERE h.activity_id = %(activity)s {{session}} AND {library.LIVE} AND {library.SEEN} ORDER BY d.added DESC, d.id DESC
"""
PLACE = f"""
SELECT h.activity_id, a.title, h.session_id FROM {ActivityDocument._meta.db_table} h
JOIN {Activity._meta.db_table} a ON a.id = h.activity_id
WHERE h.document_id = %(document)s AND a.audience IN %(tokens)s
"""


@dataclass(frozen=True, slots=True)
class Hanging:
    """`shown`: the newest; `many`: how many there are for this viewer; `page`: of which page they are."""

    shown: tuple[DocumentRow, ...]
    many: int
    page: "Page[Any]"


@dataclass(frozen=True, slots=True)
class HangsOn:
    """Where a document hangs."""

    activity: int
    title: str
    session: int | None


def of_activity(actor: Actor, activity_id: int, *, page: int = 1, size: int = PER_PAGE) -> Hanging:
    """What hangs on the activity and on its sessions, newest first. Whoever asks has been let in to it. Three queries."""
    return _hanging(actor, "", page, size, activity=activity_id)


def of_session(actor: Actor, activity_id: int, session_id: int, *, size: int = PER_PAGE) -> Hanging:
    """What hangs on one session. Whoever asks has been let in to it. Three queries."""
    return _hanging(actor, "AND h.session_id = %(session)s", 1, size, activity=activity_id, session=session_id)


def hangs_on(actor: Actor, document_id: int) -> HangsOn | None:
    """Where a document hangs, where the viewer sees the activity. One query."""
    found = sql.rows(PLACE, document=document_id, tokens=sorted(actor.tokens))
    return HangsOn(*found[0]) if found else None


def takes_part_in(actor: Actor) -> list[tuple[int, str]]:
    """(id, title) of the activities that the viewer's organisation takes part in, newest first. One query."""
    if actor.organisation is None:
        return []
    rows = Participation.objects.filter(organisation=actor.organisation, state=TAKING_PART).exclude(activity__stage_kind="cancelled")
    return list(rows.order_by("-activity__created", "-activity").values_list("activity", "activity__title")[:MOST])


def _hanging(actor: Actor, narrowed: str, page: int, size: int, **values: int) -> Hanging:
    statement = HANGING.format(session=narrowed)
    shown = sql.page(statement, page, size, **values, **library.seen_by(actor))
    return Hanging(tuple(library.documents(actor, [row[0] for row in shown.object_list])), shown.paginator.count, shown)
