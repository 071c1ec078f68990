"""The one guarded way to what a private address leads to."""

from django.conf import settings

from samlar.foundation import sql
from samlar.foundation.keys import is_key
from samlar.people.models import Link, Person
from samlar.people.rules import NotVisible
from samlar.people.rules import links as rules
from samlar.people.rules.links import LinkRow

ONE = f"""
SELECT k.id, k.purpose, k.subject, k.person_id, p.name, k.nonce, CAST(k.made AS text), CAST(k.expires AS text), CAST(k.used AS text),
    CAST(k.revoked AS text)
FROM {Link._meta.db_table} k JOIN {Person._meta.db_table} p ON p.id = k.person_id WHERE k.id = %(link)s AND k.purpose = %(purpose)s
"""
FIELDS = ("id", "purpose", "subject", "person", "person__name", "nonce", "made", "expires", "used", "revoked")


def token_of(link: LinkRow) -> str:
    """The token that leads to a link: made anew each time, kept nowhere."""
    return token_for(link.id, link.purpose, link.nonce)


def token_for(id: int, purpose: str, nonce: str) -> str:
    """The same, where a link is known by its columns alone."""
    return rules.token(settings.SECRET_KEY, purpose=purpose, id=id, nonce=nonce)


def opened(token: str, purpose: str) -> LinkRow:
    """The link that a token of this purpose leads to, whether or not it still holds (`rules.links.must_hold`). One query.

    Raises NotVisible for what was never a link: a guessed token and one of another purpose look the same.
    """
    number = rules.number_in(token)
    found = link(number, purpose) if number is not None else None
    if found is None or not found.nonce or not rules.proves(token, token_of(found)):
        raise NotVisible
    return found


def link(id: int, purpose: str) -> LinkRow | None:
    """One link by number. For rooms that hold its key; a viewer opens it by token. One query."""
    if not is_key(id):
        return None
    rows = sql.rows(ONE, link=id, purpose=purpose)
    return _row(*rows[0]) if rows else None


def _row(id: int, purpose: str, subject: int, person: int, name: str, nonce: str, *moments: str | None) -> LinkRow:
    made, expires, used, revoked = map(sql.moment, moments)
    assert made is not None  # a link always has its moment
    return LinkRow(id, purpose, subject, person, name, nonce, made, expires, used, revoked)


def links_of(person: int, purpose: str) -> list[LinkRow]:
    """A person's links of a purpose that have not been taken back, newest first. One query."""
    return [LinkRow(*row) for row in Link.objects.filter(person=person, purpose=purpose, revoked=None).order_by("-id").values_list(*FIELDS)]
