"""Which answers to an activity's own questions are past their time (Z2)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from samlar.activities.models import Activity, Session
from samlar.activities.rules.lineage import lasting
from samlar.activities.rules.rows import ActivityRow
from samlar.foundation import clock, sql
from samlar.registration.models import Answer, Question, Registration
from samlar.registration.rules.keeping import gone_at

# Of the question q: its days, and as text the last session's end and the activity's own. A session that is cancelled is no session.
TIMES = f"""q.kept_days,
    CAST((SELECT MAX(s.ends) FROM {Session._meta.db_table} s WHERE s.activity_id = q.activity_id AND s.cancelled IS NULL) AS text),
    CAST((SELECT v.ended FROM {Activity._meta.db_table} v WHERE v.id = q.activity_id) AS text)"""
ALL = f"""
SELECT a.id, q.activity_id, CAST(r.received AS text), {TIMES} FROM {Answer._meta.db_table} a
JOIN {Question._meta.db_table} q ON q.id = a.question_id JOIN {Registration._meta.db_table} r ON r.id = a.registration_id
"""


def is_out(times: tuple[Any, ...], received: datetime, *, goes_on: bool) -> bool:
    """Whether an answer's time is out. `times`: what TIMES selects."""
    days, last, ended = times
    gone = gone_at(kept_days=days, last_session=sql.moment(last), ended=sql.moment(ended), received=received, goes_on=goes_on)
    return gone is not None and gone < clock.now()


def goes_on(activity: ActivityRow) -> bool:
    """Whether sessions that nobody has written yet are to come: a lasting activity that runs."""
    return lasting(activity.definition)


def outdated(read: Callable[[int], ActivityRow]) -> list[int]:
    """The ids of the answers whose time is out. One query, and one reading (`read`) of each activity that has any."""
    past: list[int] = []
    lasts: dict[int, bool] = {}
    for answer, activity, received, *times in sql.rows(ALL):
        came = cast(datetime, sql.moment(received))
        if not is_out(tuple(times), came, goes_on=False):
            continue
        if activity not in lasts:
            lasts[activity] = goes_on(read(activity))
        if is_out(tuple(times), came, goes_on=lasts[activity]):
            past.append(answer)
    return past
