"""Who sees a lesson, and who sees how far an organisation has come with it: never more than see the lesson itself (F2, Z2)."""

from samlar.activities.rules.rows import activity_token
from samlar.lessons.rules.words import Reach, State
from samlar.people.rules import MEMBERS, PUBLIC, organisation_token


def of_lesson(state: State, organisation: int, activity: int | None) -> str:
    """Draft: its organisation's own. Shared: the activity's group; members and partners where there is none. Published: all."""
    if state == State.PUBLISHED:
        return PUBLIC
    if state == State.SHARED:
        return activity_token(activity) if activity is not None else MEMBERS
    return organisation_token(organisation)


def of_uptake(reach: Reach, organisation: int, lesson_audience: str) -> str:
    """The narrower of what the organisation wants shown and what the lesson is: an uptake never tells of a lesson that is not seen.

    A lesson that is still another organisation's draft cannot be taken home, so its own draft is the organisation's own.
    """
    own = organisation_token(organisation)
    if reach == Reach.OWN or lesson_audience.startswith("org:"):
        return own
    if reach == Reach.MEMBERS and lesson_audience == PUBLIC:
        return MEMBERS
    return lesson_audience
