"""What the pages of an activity, a session and a lesson show of the archive: everything in one place (G1).

A page puts one of these in its context and includes `library/_kept.html`.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from samlar.activities.queries.documents import of_activity, of_session
from samlar.activities.rules.documents import may_hang
from samlar.activities.rules.rows import ActivityRow
from samlar.lessons.queries.documents import of_lesson
from samlar.lessons.rules.rows import LessonRow
from samlar.library.rules.rows import DocumentRow
from samlar.library.rules.words import KINDS, STATES, State
from samlar.people.rules import Actor
from samlar.web.templatetags.samlar import kept_address, say

CHIPS = {State.WORKING: "draft", State.ESTABLISHED: "active", State.PUBLISHED: "done"}
FEW = 5  # on the activity's own page


def beside_activity(actor: Actor, found: ActivityRow) -> dict[str, Any]:
    """For the activity's page: the newest, how many there are, and where one is added. Three queries."""
    hanging = of_activity(actor, found.id, size=FEW)
    add = new_address(aktivitet=found.id) if may_hang(actor, found) else ""
    all_of_them = reverse("activity_documents", args=[found.id])
    return {"kept": rows_of(hanging.shown), "kept_many": hanging.many, "kept_add": add, "kept_all": all_of_them}


def beside_session(actor: Actor, found: ActivityRow, session_id: int) -> dict[str, Any]:
    """For the page of a session. Three queries."""
    hanging = of_session(actor, found.id, session_id)
    add = new_address(aktivitet=found.id, traff=session_id) if may_hang(actor, found) else ""
    return {"kept": rows_of(hanging.shown), "kept_many": hanging.many, "kept_add": add, "kept_all": ""}


def beside_lesson(actor: Actor, row: LessonRow) -> dict[str, Any]:
    """For the page of a lesson or an example. Three queries."""
    found = of_lesson(actor, row.id)
    add = reverse("lesson_documents", args=[row.id]) if row.ours and row.live else ""
    return {"kept": rows_of(found), "kept_many": len(found), "kept_add": add, "kept_all": ""}


def rows_of(documents: Iterable[DocumentRow]) -> list[dict[str, Any]]:
    """Documents as `library/_rows.html` shows them."""
    return [{"row": one, "kind": say(KINDS[one.kind]), "chip": chip(one)} for one in documents]


def chip(row: DocumentRow) -> tuple[str, str]:
    """The state in a word, and the chip's kind."""
    if row.disposed is not None:
        return _("gallrad"), "closed"
    if row.binned is not None:
        return _("i papperskorgen"), "closed"
    return say(STATES[row.state]).lower(), CHIPS[row.state]


def new_address(**given: int) -> str:
    """Where a document is added that comes from something: new_address(aktivitet=12, traff=3)."""
    return f"{kept_address('document_new')}?{urlencode(given)}"
