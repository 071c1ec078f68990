"""What is asked of those who register: what the lead has written, else what the format starts from."""

from django.db.models import Max

from samlar.activities.models import Invitation, Invited, Session
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.registration.models import Question, Terms
from samlar.registration.rules.registering import why_no_places
from samlar.registration.rules.rows import QuestionRow, TermsRow

QUESTION = ("id", "text", "purpose", "kind", "choices", "required", "kept_days")


def terms(activity: ActivityRow) -> TermsRow:
    """The terms of an activity that the viewer has seen. Two queries."""
    fields = ("open_to", "last_day", "places", "per_organisation", "approval", "fee", "offer_hours", "revision")
    row = Terms.objects.filter(activity=activity.id).values(*fields).first()
    if row is None:
        return starting_terms(activity)
    return TermsRow(**{**row, "open_to": tuple(row["open_to"])}, activity=activity.id, set_up=True, questions=questions(activity.id))


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
    rows = Question.objects.filter(activity=activity_id, removed=None).values(*QUESTION)
    return tuple(QuestionRow(**{**row, "choices": tuple(row["choices"])}) for row in rows)


def no_places(activity: ActivityRow, asked: TermsRow) -> Sentence | None:
    """Why nobody can be given or promised a place any more; None while places are given. One query."""
    last = Session.objects.filter(activity=activity.id, cancelled=None).aggregate(last=Max("ends"))["last"]
    return why_no_places(activity, asked, last, clock.now())


def opening(activity: ActivityRow, organisation: int | None) -> tuple[bool, bool, bool]:
    """(is the invitation out, is it open to all, was this organisation invited). Two queries."""
    row = Invitation.objects.filter(activity=activity.id).values_list("state", "to_all").first()
    invited = organisation is not None and Invited.objects.filter(activity=activity.id, organisation=organisation).exists()
    return bool(row and row[0] == "published"), bool(row and row[1]), invited
