"""What a letter's link asks of somebody who changes employer: read, checked, not yet done (A3)."""

from dataclasses import dataclass
from datetime import date

from django.core import signing

from samlar.foundation import clock
from samlar.people.models import Employment
from samlar.people.queries.names import organisation_names
from samlar.people.queries.period import on
from samlar.people.rules import Actor, Function, RoleKind
from samlar.people.rules.staff import link_is_old

SALT = "people.move"
LINK_SECONDS = 14 * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody is asked to come to an organisation from a day. `leaves`: where that person works then, lowest id first."""

    organisation: int
    name: str
    start: date
    leaves: tuple[int, ...]
    left_names: tuple[str, ...]
    asked_by: int
    title: str
    function: Function | None
    profession: str
    roles: frozenset[RoleKind]


def organisations_at(person: int, day: date) -> list[int]:
    """Where somebody works on a day, lowest id first."""
    return sorted(Employment.objects.filter(on(day), person=person).values_list("organisation", flat=True))


def asked_move(actor: Actor, token: str) -> Move:
    """The move that a link holds, for the person it was sent to. Two queries.

    Raises NotPossible where the link is too old, somebody else's, or the person works elsewhere by now than when it was written.
    """
    try:
        person, organisation, day, leaves, asked_by, (title, function, profession, roles) = signing.loads(
            token, salt=SALT, max_age=LINK_SECONDS
        )
    except (signing.BadSignature, ValueError, TypeError):
        raise link_is_old() from None
    start = date.fromisoformat(day)
    if person != actor.person or organisations_at(person, max(start, clock.today())) != leaves:
        raise link_is_old()
    names = organisation_names([organisation, *leaves])
    return Move(
        organisation, names[organisation], start, tuple(leaves), tuple(names[one] for one in leaves), asked_by,
        title, Function(function) if function else None, profession, frozenset(RoleKind(role) for role in roles),
    )  # fmt: skip
