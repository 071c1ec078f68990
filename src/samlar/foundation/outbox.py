"""The outbox: letters are put in the deed's transaction and sent afterwards, each at most once."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from json import dumps
from typing import Any

from django.db import transaction
from django.db.models import Count, F, QuerySet

from samlar.foundation import clock, sql
from samlar.foundation.models import Letter

KEPT_DAYS = 90
MOST_ATTEMPTS = 8
ASKED_AT_ONCE = 500  # keys in one question
# Most deeds put some: in plain SQL it costs a fifth.
PUT = f"""
INSERT INTO {Letter._meta.db_table} ("to", language, name, "values", key, written, due, attempts, failure)
VALUES (%(to)s, %(language)s, %(name)s, %(values)s, %(key)s, %(now)s, %(now)s, 0, '')
ON CONFLICT (key) DO NOTHING
"""


def put(*, to: str, language: str, name: str, values: dict[str, Any], key: str | None = None) -> bool:
    """Puts a letter in the outbox; says whether it did. With a `key` that was used before it does not, so a job may run twice.

    One statement, also with a key: two jobs that put the same at the same moment wait for each other, and one of them does.
    """
    done = sql.do(PUT, to=to, language=language, name=name, values=dumps(values), key=key, now=clock.now())
    return done == 1


def used(keys: Iterable[str]) -> set[str]:
    """Those of the keys under which a letter has been put: who asks first need not compose it again. A query for 500 of them."""
    asked = sorted(set(keys))
    parts = (asked[at : at + ASKED_AT_ONCE] for at in range(0, len(asked), ASKED_AT_ONCE))
    return {str(key) for part in parts for key in Letter.objects.filter(key__in=part).values_list("key", flat=True)}


def written(keys: Iterable[str]) -> dict[str, datetime]:
    """As `used`, with the moment when each letter was put."""
    asked = sorted(set(keys))
    parts = (asked[at : at + ASKED_AT_ONCE] for at in range(0, len(asked), ASKED_AT_ONCE))
    return {str(key): at for part in parts for key, at in Letter.objects.filter(key__in=part).values_list("key", "written")}


def used_with(beginning: str) -> set[str]:
    """The keys that begin so, under which letters have been put that are kept still. One query."""
    return {str(key) for key in Letter.objects.filter(key__startswith=beginning).values_list("key", flat=True)}


def written_since(moment: datetime, names: Iterable[str]) -> dict[str, int]:
    """{address: how many} letters of these names since a moment. One query."""
    rows = Letter.objects.filter(written__gte=moment, name__in=list(names)).values_list("to")
    return dict(rows.annotate(many=Count("id")).order_by("to"))


def waiting() -> list[int]:
    """The ids of the letters that are due, oldest first."""
    return list(
        Letter.objects.filter(sent=None, due__lte=clock.now(), attempts__lt=MOST_ATTEMPTS).order_by("id").values_list("id", flat=True)[:100]
    )


def send(letter_id: int, deliver: Callable[[dict[str, Any]], None]) -> bool:
    """Sends one letter through `deliver(letter)`; says whether it went.

    The letter is first claimed for some minutes in a transaction of its own: two senders never take the same letter, and no
    lock is held while a mail server thinks. A failure is written down by its kind alone (an address is nobody's log's business)
    and tried again with doubling pauses.
    """
    with transaction.atomic():
        letters = Letter.objects.select_for_update().filter(id=letter_id, sent=None, due__lte=clock.now())
        letter = letters.values("id", "to", "language", "name", "values", "attempts").first()
        if letter is None:
            return False
        pause = timedelta(minutes=2 ** (letter["attempts"] + 1))
        letters.update(attempts=letter["attempts"] + 1, due=clock.now() + pause)
    try:
        deliver({**letter})
    except Exception as failure:  # whatever a mail server does, this letter waits and the others go
        Letter.objects.filter(id=letter_id).update(failure=type(failure).__name__)
        return False
    Letter.objects.filter(id=letter_id).update(sent=clock.now(), failure="")
    return True


def count_as_sent(*, before: datetime) -> int:
    """Letters written before a moment count as sent when they were written: the sample world's past. Says how many."""
    return Letter.objects.filter(sent=None, written__lt=before).update(sent=F("written"))


def sweep() -> int:
    """Deletes letters older than 90 days (retention, Z2). Says how many."""
    count, _ = Letter.objects.filter(written__lt=clock.now() - timedelta(days=KEPT_DAYS)).delete()
    return count


def recent(*, limit: int, offset: int = 0, to: str = "") -> list[dict[str, Any]]:
    """The newest letters, all or those to one address, for the sample world's outbox page."""
    rows = _to(to).order_by("-written", "-id").values("id", "to", "language", "name", "values", "written", "sent")
    return [{**row} for row in rows[offset : offset + limit]]


def count(*, to: str = "") -> int:
    """How many letters there are, all or to one address, for the sample world's outbox page."""
    return _to(to).count()


def receivers() -> list[str]:
    """Every address that has a letter, in order, for the sample world's outbox page."""
    return list(Letter.objects.order_by("to").values_list("to", flat=True).distinct())


def _to(address: str) -> QuerySet[Letter]:
    return Letter.objects.filter(to=address) if address else Letter.objects.all()


def one(letter_id: int) -> dict[str, Any] | None:
    """One letter by id, for the sample world's outbox page."""
    row = Letter.objects.filter(id=letter_id).values("id", "to", "language", "name", "values", "written", "sent").first()
    return {**row} if row else None
