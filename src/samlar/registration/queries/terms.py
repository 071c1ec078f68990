"""What is asked of those who register: what the lead has written, else what the format starts from."""

import json

from django.db.models import Max

from samlar.activities.models import Invitation, Invited, Session
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Sentence
from samlar.foundation import clock, sql
from samlar.registration.models import Question, Terms
from samlar.registration.rules.registering import why_no_places
from samlar.registration.rules.rows import QuestionRow, TermsRow

TERMS = f"""
SELECT CAST(t.open_to AS text), CAST(t.last_day AS text), t.places, t.per_organisation, t.approval, t.fee, t.offer_hours, t.revision
FROM {Terms._meta.db_table} t WHERE t.activity_id = %(activity)s
"""
QUESTIONS = f"""
SELECT q.id, q.text, q.purpose, q.kind, CAST(q.choices AS text), q.required, q.kept_days FROM {Question._meta.db_table} q
WHERE q.activity_id = %(activity)s AND q.removed IS NULL ORDER BY q.position, q.id
"""


def terms(activity: ActivityRow) -> TermsRow:
    """The terms of an activity that the viewer has seen. Two queries."""
    for open_to, last_day, places, per_organisation, approval, fee, offer_hours, revision in sql.rows(TERMS, activity=activity.id):
        return TermsRow(
            activity=activity.id, set_up=True, open_to=tuple(json.loads(open_to)), last_day=sql.day(last_day), places=places,
            per_organisation=per_organisation, approval=bool(approval), fee=fee, offer_hours=offer_hours, revision=revision,
            questions=questions(activity.id),
        )  # fmt: skip
    return starting_terms(activity)


def starting_terms(activity: ActivityRow) -> TermsRow:
    """What the format starts from, before the lead has written anything."""
    part = activity.definition.participation
    return TermsRow(
        activity=activity.id,
        set_up=False,
        open_to=part.register or (),
        last_day=None,
        places=None,
        per_organisation=part.persons_max,
        approval=any(rule.fact == "registration.manager_approval" for rule in activity.definition.rules),
        fee=0,
        offer_hours=48,
        revision=0,
    )


def questions(activity_id: int) -> tuple[QuestionRow, ...]:
    """The activity's own questions that are asked now, in their order. One query."""
    return tuple(
        QuestionRow(
            id=id, text=text, purpose=purpose, kind=kind, choices=tuple(json.loads(choices)), required=bool(required), kept_days=kept_days
        )
        for id, text, purpose, kind, choices, required, kept_days in sql.rows(QUESTIONS, activity=activity_id)
    )


def no_places(activity: ActivityRow, asked: TermsRow) -> Sentence | None:
    """Why nobody can be given or promised a place any more; None while places are given. One query."""
    last = Session.objects.filter(activity=activity.id, cancelled=None).aggregate(last=Max("ends"))["last"]
    return why_no_places(activity, asked, last, clock.now())


def opening(activity: ActivityRow, organisation: int | None) -> tuple[bool, bool, bool]:
    """(is the invitation out, is it open to all, was this organisation invited). Two queries."""
    row = Invitation.objects.filter(activity=activity.id).values_list("state", "to_all").first()
    invited = organisation is not None and Invited.objects.filter(activity=activity.id, organisation=organisation).exists()
    return bool(row and row[0] == "published"), bool(row and row[1]), invited
