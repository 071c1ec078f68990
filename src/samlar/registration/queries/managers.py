"""What a manager reads before answering, by the link alone; and an activity as read when nobody in particular looks."""

from dataclasses import dataclass
from datetime import datetime

from samlar.activities import queries as activities
from samlar.activities.queries.factors import expected_results
from samlar.activities.rules.rows import ActivityRow, activity_token
from samlar.formats.sentence import Sentence
from samlar.foundation import audit, clock
from samlar.people.models import Employment
from samlar.people.queries import on, person_names
from samlar.people.queries.links import opened
from samlar.people.rules import MEMBERS, PUBLIC, Actor
from samlar.people.rules.links import LinkRow, holds
from samlar.registration.models import Approval, Assignment, Registration
from samlar.registration.queries.registrations import claims
from samlar.registration.queries.terms import terms
from samlar.registration.rules.line import line_if_yes
from samlar.registration.rules.machine import LIVE, State
from samlar.registration.rules.registering import mix_missing
from samlar.registration.rules.rows import TermsRow

TAKEN_OVER = "registration.reassigned"


def unattended(activity_id: int) -> ActivityRow:
    """An activity as the clock and a link's holder read it: whole, and nobody acts. Four queries. Raises NotVisible."""
    return activities.activity(Actor(tokens=frozenset({PUBLIC, MEMBERS, activity_token(activity_id)})), activity_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one manager is asked: who, what, when, cost, the draft assignment. `others`: the organisation's other live registrations.

    `taken_over`: the place has gone to a colleague since, who is not named here.
    """

    link: LinkRow
    activity: ActivityRow
    terms: TermsRow
    registration: int
    name: str
    title: str
    function: str
    organisation: str
    registered_by: str
    taken_over: bool
    state: State
    line: int | None
    answered: str
    answered_at: datetime | None
    word: str
    reply: str
    others: tuple[str, ...]
    mix: Sentence | None
    assignment: dict[str, str]
    expected: tuple[str, ...]


def asked(token: str) -> Asked:
    """What a manager's link leads to, whether or not it still holds. A constant number of queries. Raises NotVisible.

    A link that no longer holds still tells whom it was about, nothing of what others wrote and no colleagues, not even one who has
    taken over the place since: letters are passed on.
    `line`: the place on the waiting list that a yes would give now.
    """
    link = opened(token, "approval")
    approval = Approval.objects.select_related("registration__person", "registration__organisation", "registration__registered_by").get(
        link=link.id
    )
    found = approval.registration
    activity = unattended(found.activity_id)
    person, name = _asked_about(approval)
    work = Employment.objects.filter(on(clock.today()), person=person, organisation=found.organisation_id)
    same = Registration.objects.filter(activity=found.activity_id, organisation=found.organisation_id, state__in=LIVE)
    open_still = holds(link, clock.now())
    others = list(same.exclude(id=found.pk).order_by("person__name").values_list("person__name", "function")) if open_still else []
    drafts = Assignment.objects.filter(registration=found.pk).values("challenge", "wanted", "use", "at_home")
    # Whoever was asked reads the draft while the answer is awaited: what is written afterwards is sent by a link of its own.
    written = drafts.first() if open_still else None
    asked = terms(activity)
    return Asked(
        link=link,
        activity=activity,
        terms=asked,
        line=line_if_yes(claims(activity.id), found.pk, asked.limits) if open_still else None,
        registration=found.pk,
        name=name,
        title=work.values_list("title", flat=True).first() or "",
        function=found.function,
        organisation=found.organisation.name,
        registered_by=found.registered_by.name if person == found.person_id else name,
        taken_over=person != found.person_id,
        state=State(found.state),
        answered=approval.state,
        answered_at=approval.answered,
        word=approval.word,
        reply=approval.reply,
        others=tuple(name for name, _ in others),
        mix=mix_missing([found.function, *(function for _, function in others)]) if open_still else None,
        assignment={key: str(text) for key, text in (written or {}).items() if text},
        expected=tuple(expected_results(Actor(), activity).texts),
    )


def _asked_about(approval: Approval) -> tuple[int, str]:
    """Whom a manager was asked about: (person, name). Not a colleague who has taken over the place since. Two queries at most."""
    found = approval.registration
    later = (one for one in audit.trail("registration", found.pk) if one["at"] > approval.asked)
    taken = [one["changes"]["person"] for one in later if one["verb"] == TAKEN_OVER]
    if not taken:
        return found.person_id, found.person.name
    first = int(taken[-1][0])  # newest first
    return first, person_names([first]).get(first, "")
