"""People who are known by their address alone: a manager who answers by a link, a guest at a session (ground rules: Identity)."""

import secrets
from collections.abc import Iterable

from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.people.actions.account import written_address
from samlar.people.models import Person
from samlar.people.rules.periods import NotPossible
from samlar.people.rules.words import NAME, one_line


def known_or_guest(*, name: str, email: str, language: str = "sv") -> int:
    """The person with this address, however its capitals are written; else a new one without employment and without sign-in.

    Called within the deed's own transaction. A known person keeps the name; one known by address alone counts as named today, so that
    who comes again is not forgotten (`retention`). Raises NotPossible: no address, no name, or the address of somebody who has left Samlär.
    """
    address, called = written_address(email), one_line(name, field="name", most=120, what=NAME)
    fields = {"name": called, "language": "en" if language == "en" else "sv", "added": clock.now(), "password": "!"}
    person, is_new = Person.objects.get_or_create(email=address, defaults=fields)
    if not person.is_active:
        raise NotPossible(Sentence("Adressen används inte längre.", "The address is no longer in use."), field="email")
    if not is_new:
        Person.objects.filter(id=person.pk, employments=None).update(added=clock.now())  # waits where the clock is forgetting this very one
        person.refresh_from_db(fields=["is_active"])
    return person.pk


def guest_without_address(*, name: str) -> int:
    """A new person of whom only the name is known: no employment, and an address that leads nowhere. Raises NotPossible for no name.

    Called within the deed's own transaction. Forgotten in time as every guest (`retention`).
    """
    called = one_line(name, field="name", most=120, what=NAME)
    address = f"guest-{secrets.token_hex(8)}@without-address.invalid"
    return Person.objects.create(email=address, name=called, added=clock.now(), password="!").pk


def named_again(people: Iterable[int]) -> None:
    """Those of them who are known by address or name alone count as named today, so that who comes again is not forgotten."""
    Person.objects.filter(id__in=list(people), employments=None, last_login=None).update(added=clock.now())
