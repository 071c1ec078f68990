"""When somebody leaves: what was theirs gets new owners in one step, and nothing is lost (A3)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db import transaction

from samlar.activities.actions.reassigning import reassign as reassign_activities
from samlar.activities.models import Activity, Participation
from samlar.activities.queries.owned import CONTACT, LEADER
from samlar.activities.queries.owned import owned_by as activities_owned_by
from samlar.foundation import outbox
from samlar.ideas.actions.reassigning import reassign as reassign_ideas
from samlar.ideas.queries.owned import INTEREST, PROPOSAL
from samlar.ideas.queries.owned import owned_by as ideas_owned_by
from samlar.lessons.actions.reassigning import reassign as reassign_lessons
from samlar.lessons.queries.owned import CAPACITY_ACTION, LESSON, UPTAKE
from samlar.lessons.queries.owned import owned_by as lessons_owned_by
from samlar.people.queries import person_contact
from samlar.people.rules import Actor, Item, NotVisible, Owned, must_act_for_an_organisation, must_look_after
from samlar.registration.actions.reassigning import reassign as reassign_registrations
from samlar.registration.models import Registration
from samlar.registration.queries.owned import REGISTRATION
from samlar.registration.queries.owned import owned_by as registrations_owned_by

ROOMS = {
    PROPOSAL: reassign_ideas, INTEREST: reassign_ideas, LEADER: reassign_activities, CONTACT: reassign_activities,
    REGISTRATION: reassign_registrations, LESSON: reassign_lessons, UPTAKE: reassign_lessons,
    CAPACITY_ACTION: reassign_lessons,
}  # fmt: skip
KINDS = tuple(ROOMS)


def reassign(actor: Actor, from_person: int, to_person: int, items: Iterable[Item]) -> None:
    """Gives some of what one person has in hand at the actor's organisation to another. Raises as `hand_over`."""
    hand_over(actor, from_person, {to_person: list(items)})


@transaction.atomic
def hand_over(actor: Actor, from_person: int, to: Mapping[int, Iterable[Item]]) -> None:
    """Gives what one person has in hand at the actor's organisation to others: {new owner: things}. All of it or nothing.

    Each new owner gets one letter that lists what is theirs now. Raises NotAllowed, NotVisible (a thing that is not, or no
    longer, in that person's hand), NotPossible (a new owner who does not work there today), CannotRegister (a place for somebody who is
    registered already), LessonRefused (as NotPossible, of lessons and uptakes).
    """
    at = must_act_for_an_organisation(actor)
    must_look_after(actor, at)
    rooms = (ideas_owned_by, activities_owned_by, registrations_owned_by, lessons_owned_by)
    owned = {thing.item: thing for room in rooms for thing in room([from_person], at)}
    given = {owner: [_in_hand(owned, item) for item in items] for owner, items in to.items()}
    turns = sorted(((thing.item, owner) for owner, things in given.items() for thing in things), key=_turn)
    ideas = [(thing, owner) for thing, owner in turns if thing.kind in (PROPOSAL, INTEREST)]
    for thing, owner in ideas:
        ROOMS[thing.kind](actor, thing, to=owner)
    others = turns[len(ideas) :]
    _lock_activities(thing for thing, _ in others)
    for thing, owner in others:
        ROOMS[thing.kind](actor, thing, to=owner)
    for owner, things in given.items():
        if things and owner != actor.person:
            _tell(actor, owner, at, things)


def _turn(given: tuple[Item, int]) -> tuple[int, int]:
    """The order in which rows are locked, the same in every deed: proposals before interest, activities before those who take part,
    lessons before uptakes."""
    return KINDS.index(given[0].kind), given[0].id


def _lock_activities(things: Iterable[Item]) -> None:
    """Every activity that is touched, in order of id, before anything in any of them: an activity's row comes before its participations
    and registrations in every deed, so no two deeds wait for each other."""
    ids: dict[str, list[int]] = defaultdict(list)
    for thing in things:
        ids[thing.kind].append(thing.id)
    touched = {
        *ids[LEADER],
        *Participation.objects.filter(id__in=ids[CONTACT]).values_list("activity", flat=True),
        *Registration.objects.filter(id__in=ids[REGISTRATION]).values_list("activity", flat=True),
    }
    list(Activity.objects.select_for_update().filter(id__in=touched).order_by("id").values_list("id"))


def _in_hand(owned: Mapping[Item, Owned], item: Item) -> Owned:
    if item not in owned:
        raise NotVisible
    return owned[item]


def _tell(actor: Actor, owner: int, organisation: int, things: list[Owned]) -> None:
    one = person_contact(owner, organisation)
    listed = [{"what": thing.what.in_language(one.language), "title": thing.title} for thing in things]
    values = {"to": one.name, "who": actor.name, "count": len(things), "things": listed, "path": "/min-sida/"}
    outbox.put(to=one.email, language=one.language, name="new_owner", values=values)
