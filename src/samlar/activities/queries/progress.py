"""How far an activity has come with what its steps ask for."""

import json

from samlar.activities.models import Duty, FormatEvaluation, Measure, Override, Plan, QualityCheck, Report
from samlar.activities.queries.released import RELEASED
from samlar.activities.rules.progress import Progress
from samlar.activities.rules.rows import ActivityRow
from samlar.foundation import clock, sql

OF_ONE = f"{RELEASED} AND r.activity_id = %(activity)s"
# Every page of an activity asks this, so it is one statement in plain SQL, as who the viewer is (people/queries/viewer).
# Of the readings only the newest of each kind counts: whatever changed afterwards is read again.
DONE = f"""
SELECT 'override', o.rule, 0, 0 FROM {Override._meta.db_table} o WHERE o.activity_id = %(activity)s
UNION ALL SELECT 'reading', q.of, q.plan_revision, CASE WHEN q.approved THEN 1 ELSE 0 END FROM {QualityCheck._meta.db_table} q
    WHERE q.activity_id = %(activity)s AND NOT EXISTS (
        SELECT 1 FROM {QualityCheck._meta.db_table} later
        WHERE later.activity_id = q.activity_id AND later.of = q.of AND (later.made > q.made OR (later.made = q.made AND later.id > q.id)))
UNION ALL SELECT 'report', CAST(r.sections AS text), r.revision, 0 FROM {Report._meta.db_table} r WHERE r.activity_id = %(activity)s
UNION ALL SELECT 'unanswered', '', COUNT(*), 0 FROM {Measure._meta.db_table} m JOIN {Plan._meta.db_table} p ON p.id = m.plan_id
    WHERE p.activity_id = %(activity)s AND (m.outcome = '' OR m.answer = '')
UNION ALL SELECT 'owed', d.duty, 0, 0 FROM {Duty._meta.db_table} d WHERE d.activity_id = %(activity)s AND d.done IS NULL
UNION ALL SELECT 'evaluation', '', e.organisation_id, 0 FROM {FormatEvaluation._meta.db_table} e WHERE e.activity_id = %(activity)s
UNION ALL SELECT 'first', CAST(MIN(s.starts) AS text), 0, 0 FROM ({OF_ONE}) s
UNION ALL SELECT 'last', CAST(MAX(s.ends) AS text), 0, 0 FROM ({OF_ONE}) s
"""


def progress(activity: ActivityRow, plan_revision: int) -> Progress:
    """The state of plan, readings, result, duties and evaluations, for those who judge a step. One query.

    `plan_revision` is the kept plan's, which the caller has read.
    """
    found = sql.by_word(DONE, activity=activity.id)
    sections, report_revision, _ = found["report"][0] if found["report"] else ("{}", None, 0)
    readings = {of: (revision, bool(approved)) for of, revision, approved in found["reading"]}
    return Progress(
        overridden=frozenset(rule for rule, _, _ in found["override"]),
        plan_approved=readings.get("plan") == (plan_revision, True),
        result_approved=readings.get("result") == (report_revision, True),
        told=frozenset(name for name, text in json.loads(sections).items() if isinstance(text, str) and text.strip()),
        unanswered=found["unanswered"][0][1],
        undone=frozenset(duty for duty, _, _ in found["owed"]),
        first_session=clock.day_of(sql.moment(found["first"][0][0])),
        last_session=clock.day_of(sql.moment(found["last"][0][0])),
        evaluated_by=frozenset(organisation for _, organisation, _ in found["evaluation"]),
    )
