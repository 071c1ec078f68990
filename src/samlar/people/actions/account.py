"""Everybody's own name, language and address; the address is the key to signing in."""

from allauth.account.models import EmailAddress
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from samlar.formats.sentence import Sentence
from samlar.foundation import clock, outbox
from samlar.people.actions.guard import lock_person, noted
from samlar.people.models import Person
from samlar.people.rules import Actor, NotPossible
from samlar.people.rules.words import EMAIL, NAME, one_line

LANGUAGES = ("sv", "en")
SALT = "people.address"
LINK_SECONDS = 2 * 60 * 60


@transaction.atomic
def change_account(actor: Actor, *, name: str, language: str) -> None:
    """Changes the actor's own name and language. Raises NotVisible for visitors, NotPossible."""
    row = lock_person(actor.person or 0)
    row.name = one_line(name, field="name", most=120, what=NAME)
    row.language = language if language in LANGUAGES else "sv"
    changed = [key for key, before in (("name", actor.name), ("language", actor.language)) if getattr(row, key) != before]
    row.save(update_fields=["name", "language"])
    noted(actor, "person.changed", "person", row.pk, fields=([], changed))


@transaction.atomic
def ask_for_address(actor: Actor, *, email: str) -> None:
    """Sends a link to a new address of the actor's; the address is changed when the link is opened, within two hours.

    At most one letter an hour to the same address. Raises NotVisible for visitors, NotPossible.
    """
    row = lock_person(actor.person or 0)
    address = written_address(email)
    must_be_free(address)
    token = signing.dumps([row.pk, row.email, address], salt=SALT)
    values = {"to": row.name, "path": f"/mitt-konto/adress/{token}/"}
    hour = f"address:{row.pk}:{address}:{clock.now():%Y%m%d%H}"[:120]
    outbox.put(to=address, language=row.language, name="address_confirm", values=values, key=hour)


@transaction.atomic
def take_address(actor: Actor, *, token: str) -> str:
    """Changes the actor's address to the one that the link went to; returns it. Tells the old address.

    Raises NotVisible for visitors, NotPossible: the link is too old, another's, or used already; the address belongs to somebody.
    """
    row = lock_person(actor.person or 0)
    address = _wanted(token, row)
    must_be_free(address)
    outbox.put(to=row.email, language=row.language, name="address_changed", values={"to": row.name, "path": "/om/"})
    keep_address(row, address)
    EmailAddress.objects.filter(user=row).delete()
    noted(actor, "person.changed", "person", row.pk, fields=([], ["email"]))
    return address


def written_address(email: str) -> str:
    """The address in lower case. Raises NotPossible for what is none."""
    address = one_line(email, field="email", most=254, what=EMAIL).lower()
    try:
        validate_email(address)
    except ValidationError as failure:
        raise NotPossible(
            Sentence("Det där är ingen e-postadress.", "That is not an e-mail address."),
            field="email",
            mend=Sentence("Skriv den så här: namn@organisation.se.", "Write it like this: name@organisation.se."),
        ) from failure
    return address


def must_be_free(address: str) -> None:
    """Raises NotPossible for an address that somebody has."""
    if Person.objects.filter(email=address).exists():
        raise _taken()


def keep_address(row: Person, address: str) -> None:
    """Writes a person's new address. Raises NotPossible where somebody else took it at the same moment."""
    row.email = address
    try:
        with transaction.atomic():
            row.save(update_fields=["email"])
    except IntegrityError as taken:
        raise _taken() from taken


def _taken() -> NotPossible:
    return NotPossible(Sentence("Adressen hör redan till någon.", "The address already belongs to somebody."), field="email")


def must_be_the_persons_own_deed(row: Person) -> None:
    """Raises NotPossible where the address has been used to sign in: whoever could change it could become that person."""
    if row.last_login is not None:
        raise NotPossible(
            Sentence(
                "Personen har redan loggat in med sin adress, så bara personen själv kan ändra den.",
                "The person has signed in with this address, so only the person can change it.",
            ),
            field="email",
        )


def _wanted(token: str, row: Person) -> str:
    try:
        person, old, address = signing.loads(token, salt=SALT, max_age=LINK_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        person, old, address = None, "", ""
    if (person, old) != (row.pk, row.email):
        raise NotPossible(
            Sentence("Länken gäller inte längre.", "The link is no longer valid."),
            mend=Sentence("Be om en ny på sidan Mitt konto.", "Ask for a new one on the page My account."),
        )
    return str(address)
