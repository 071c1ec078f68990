"""The sessions as they were released, for reads in plain SQL that span activities (docs/decisions/0008).

Whoever tells others than those who lead of sessions reads these, never the draft's table.
"""

from datetime import datetime

from samlar.activities.models import ProgrammeRelease
from samlar.foundation import sql

RELEASE = ProgrammeRelease._meta.db_table
# Those that the newest release has and has not cancelled. More conditions may follow; `r` is the release.
RELEASED = f"""
SELECT r.activity_id, CAST(x.value ->> 'id' AS bigint) AS id, x.value ->> 'title' AS title, x.value ->> 'kind' AS kind,
    x.value ->> 'place' AS place, CAST(x.value ->> 'host' AS bigint) AS host_id,
    {sql.moment_in("(x.value ->> 'starts')")} AS starts, {sql.moment_in("(x.value ->> 'ends')")} AS ends
FROM {RELEASE} r CROSS JOIN {sql.each("r.programme", "sessions", "x")}
WHERE r.number = (SELECT MAX(n.number) FROM {RELEASE} n WHERE n.activity_id = r.activity_id) AND (x.value ->> 'cancelled') IS NULL
"""
# The ids of their programme items, as the newest release has them. More conditions may follow.
ITEMS = f"""
SELECT CAST(y.value ->> 'id' AS bigint)
FROM {RELEASE} r CROSS JOIN {sql.each("r.programme", "sessions", "x")} CROSS JOIN {sql.each("x.value", "items", "y")}
WHERE r.number = (SELECT MAX(n.number) FROM {RELEASE} n WHERE n.activity_id = r.activity_id)
"""
# The sessions of the activity `a` of the statement around, as `s`.
OF_ACTIVITY = f"({RELEASED} AND r.activity_id = a.id) s"
FIRST = f"SELECT CAST(MIN(s.starts) AS text) FROM ({RELEASED} AND r.activity_id = %(activity)s) s"


def first_starts(activity_id: int) -> datetime | None:
    """When the first released session of an activity begins. One query."""
    ((first,),) = sql.rows(FIRST, activity=activity_id)
    return sql.moment(first)
