"""People who are known by their address alone: a manager who answers by a link, a guest at a session (ground rules: Identity)."""

import secrets
from collections.abc import Iterable

from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.people.actions.account import written_address
from samlar.people.models import Employment, Person
from samlar.people.queries import from_now_on
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
    if is_new:
        return person.pk
    if not Employment.objects.filter(from_now_on(clock.today()), person=person.pk).exists():
        # Nobody at work: the clock may be forgetting this very one, and is waited for. Those at work are never locked here.
        person = Person.objects.select_for_update(no_key=True).get(id=person.pk)
        if person.email != address:  # forgotten meanwhile: whoever is named now is somebody new
            return known_or_guest(name=name, email=email, language=language)
    if not person.is_active:
        raise NotPossible(Sentence("Adressen används inte längre.", "The address is no longer in use."), field="email")
    Person.objects.filter(id=person.pk, employments=None).update(added=clock.now())
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
    guests = list(Person.objects.filter(id__in=list(people), employments=None, last_login=None).values_list("id", flat=True))
    # Locked in one order, so that two lists with the same guests never wait for each other.
    list(Person.objects.select_for_update(no_key=True).filter(id__in=guests).order_by("id").values_list("id"))
    Person.objects.filter(id__in=guests).update(added=clock.now())
