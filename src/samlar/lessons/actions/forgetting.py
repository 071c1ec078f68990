"""What uptakes still say of people who have been forgotten (Z2)."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from samlar.lessons.models import CheckRequest, Evidence, FollowUp, Handoff, Move, Review, Uptake, VisitRequest


@transaction.atomic
def forget_checkers() -> int:
    """The words that somebody wrote with a check go when that person is forgotten. Says how many rows. May run again at any time.

    What a step's evidence says is the organisation's own, and stays; names are the persons' rows, and are gone already.
    """
    asked = CheckRequest.objects.filter(person__is_active=False)
    asked.exclude(called="").update(called="")
    noted = Evidence.objects.filter(checker__is_active=False).exclude(check_note="")
    return asked.exclude(note="").update(note="") + noted.update(check_note="")


@transaction.atomic
def forget_follow_ups() -> int:
    """The words that somebody answered the clock with go when that person is forgotten; the answer stays, for the figures.

    Says how many rows. May run again at any time.
    """
    return FollowUp.objects.filter(person__is_active=False).exclude(word="").update(word="")


@transaction.atomic
def forget_reasons() -> int:
    """Why somebody went back a step, or why their organisation said no, goes in their words when they are forgotten; the move stays.

    Says how many moves. May run again at any time.
    """
    gone = Move.objects.filter(person__is_active=False).exclude(why="")
    theirs = gone.filter(uptake=OuterRef("pk"), after=OuterRef("standing"), why=OuterRef("why"))
    Uptake.objects.exclude(why="").filter(Exists(theirs)).update(why="")
    struck = gone.filter(uptake=OuterRef("uptake"), why=OuterRef("why_struck"))
    Evidence.objects.exclude(why_struck="").filter(Exists(struck)).update(why_struck="")
    return gone.update(why="")


@transaction.atomic
def forget_answers() -> int:
    """The words of reviews, of handoffs' answers and of what was written about visits go with whoever wrote them; the answers stay.

    Says how many rows. May run again at any time.
    """
    reviews = Review.objects.filter(person__is_active=False).exclude(note="").update(note="")
    said = Handoff.objects.filter(answered_by__is_active=False).exclude(word="").update(word="")
    told = Handoff.objects.filter(outcome_by__is_active=False).exclude(outcome_word="").update(outcome_word="")
    asked = VisitRequest.objects.filter(person__is_active=False).exclude(message="").update(message="")
    met = VisitRequest.objects.filter(answered_by__is_active=False).exclude(answer="").update(answer="")
    return reviews + said + told + asked + met
