"""The audit trail: written in the transaction of the deed it tells of."""

from collections.abc import Collection
from datetime import timedelta
from json import dumps
from typing import Any

from django.conf import settings

from samlar.foundation import clock, sql
from samlar.foundation.models import AuditEntry
from samlar.foundation.search import log as search_log

# Every deed adds one: in plain SQL it costs a fifth.
ADD = f"""
INSERT INTO {AuditEntry._meta.db_table} (at, person, organisation, verb, kind, subject, changes, reason)
VALUES (%(at)s, %(person)s, %(organisation)s, %(verb)s, %(kind)s, %(subject)s, %(changes)s, %(reason)s)
"""


def record(
    *,
    person: int | None,
    organisation: int | None,
    verb: str,
    kind: str,
    subject: int | str,
    changes: dict[str, list[Any]] | None = None,
    reason: str = "",
) -> None:
    """Adds one entry, and tells search that the subject has changed. `verb` is noun.deed in the past tense (Z4).

    `changes` is {field: [before, after]}.
    """
    sql.do(
        ADD, at=clock.now(), person="" if person is None else str(person), organisation="" if organisation is None else str(organisation),
        verb=verb, kind=kind, subject=str(subject), changes=dumps(changes or {}), reason=reason,
    )  # fmt: skip
    search_log.touch(f"{kind}:{subject}")


def trail(kind: str, subject: int | str, *, verbs: Collection[str] = (), limit: int = 200) -> list[dict[str, Any]]:
    """The entries of one subject, newest first: all, or those of some verbs. The caller knows that the viewer may see the subject."""
    entries = AuditEntry.objects.filter(kind=kind, subject=str(subject)).order_by("-at", "-id")
    if verbs:
        entries = entries.filter(verb__in=verbs)
    rows = entries.values("at", "person", "organisation", "verb", "changes", "reason")[:limit]
    return [{**row} for row in rows]


def pseudonymise(person: int, pseudonym: str, *, kind: str) -> None:
    """What a person did, and what was done about the person, from now on stands under a pseudonym that leads nowhere (Z2).

    `kind` is the sort of subject that the person is.
    """
    AuditEntry.objects.filter(person=str(person)).update(person=pseudonym)
    AuditEntry.objects.filter(kind=kind, subject=str(person)).update(subject=pseudonym)


def sweep() -> int:
    """Deletes entries older than SAMLAR_AUDIT_KEPT_DAYS (retention, ten years). Says how many."""
    count, _ = AuditEntry.objects.filter(at__lt=clock.now() - timedelta(days=settings.SAMLAR_AUDIT_KEPT_DAYS)).delete()
    return count
