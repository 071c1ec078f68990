"""What became of a proposal, then and later: the activities that grew from it, what was learned in them, what that changed (B3)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q

from samlar.activities.models import Activity, FromProposal
from samlar.formats.sentence import Sentence
from samlar.formats.words import STAGE_KINDS
from samlar.lessons.models import Lesson, Move, Uptake
from samlar.lessons.rules.words import Standing, State
from samlar.people.rules import Actor

MOST = 10  # of each kind
TOLD = (State.SHARED, State.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Grown:
    """An activity that grew from the proposal, and on which ground it stands (planning, running, closed …)."""

    id: int
    title: str
    stage_kind: str

    @property
    def ground(self) -> Sentence:
        return STAGE_KINDS[self.stage_kind]


@dataclass(frozen=True, slots=True)
class Learned:
    """A lesson from one of them."""

    id: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Changed:
    """An organisation uses such a lesson: something has changed there."""

    uptake: int
    organisation: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Became:
    """All of it, the latest first, at most ten of each; `more`: how many lessons and changes there are besides."""

    activities: tuple[Grown, ...] = ()
    lessons: tuple[Learned, ...] = ()
    changes: tuple[Changed, ...] = ()
    more: int = 0

    def __bool__(self) -> bool:
        return bool(self.activities or self.lessons or self.changes)


def became(actor: Actor, proposal_id: int, *, since: datetime | None = None) -> Became:
    """What became of a proposal as far as the viewer sees; of what happened after `since` only. Five queries at most. The caller has
    seen the proposal."""
    grew = Q(proposal=proposal_id) | Q(id__in=FromProposal.objects.filter(proposal=proposal_id).values("activity"))
    rows = list(Activity.objects.filter(grew, audience__in=actor.tokens).order_by("-created", "-id"))
    if not rows:
        return Became()
    ids = [one.pk for one in rows]
    lessons = Lesson.objects.filter(activity__in=ids, state__in=TOLD, audience__in=actor.tokens)
    changes = Uptake.objects.filter(activity__in=ids, standing=Standing.USED, audience__in=actor.tokens)
    if since is not None:
        rows = [one for one in rows if any(at and at > since for at in (one.created, one.started, one.reported, one.ended))]
        lessons = lessons.filter(Q(shared__gt=since) | Q(published__gt=since))
        changes = changes.filter(id__in=Move.objects.filter(after=Standing.USED, at__gt=since).values("uptake"))
    learned = list(lessons.order_by("-written", "-id").values_list("id", "sentence"))
    changed = list(changes.order_by("-since", "-id").values_list("id", "organisation__name", "lesson__sentence"))
    return Became(
        tuple(Grown(one.pk, one.title, one.stage_kind) for one in rows[:MOST]),
        tuple(Learned(*one) for one in learned[:MOST]),
        tuple(Changed(*one) for one in changed[:MOST]),
        len(learned[MOST:]) + len(changed[MOST:]),
    )


def latest_news(proposals: Collection[int]) -> dict[int, datetime]:
    """{proposal: when something last became of it}, whoever may see it, of those proposals that an activity has grown from. For the
    clock, which looks closer at those with something new. Four queries."""
    grown: dict[int, set[int]] = defaultdict(set)  # {activity: its proposals}
    pairs: Iterable[tuple[int, int]] = [
        *Activity.objects.filter(proposal__in=proposals).values_list("id", "proposal"),
        *FromProposal.objects.filter(proposal__in=proposals).values_list("activity", "proposal"),
    ]
    for activity, proposal in pairs:
        grown[activity].add(proposal)
    found: dict[int, datetime] = {}

    def happened(activity: int, *moments: datetime | None) -> None:
        for at in filter(None, moments):
            for proposal in grown[activity]:
                found[proposal] = max(at, found.get(proposal, at))

    for row in Activity.objects.filter(id__in=grown).values_list("id", "created", "started", "reported", "ended"):
        happened(*row)
    lessons = Lesson.objects.filter(activity__in=grown, state__in=TOLD).order_by("activity")
    for activity, shared, published in lessons.values_list("activity").annotate(Max("shared"), Max("published")):
        happened(activity, shared, published)
    moves = Move.objects.filter(after=Standing.USED, uptake__activity__in=grown).order_by("uptake__activity")
    for activity, at in moves.values_list("uptake__activity").annotate(Max("at")):
        happened(activity, at)
    return found
