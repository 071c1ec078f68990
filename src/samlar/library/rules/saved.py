"""A search that somebody keeps: what it is called, and when its letters go (G2). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any

from samlar.formats.sentence import Refusal, Sentence
from samlar.library.rules.searching import VALUES, WORDS, Order, Wanted, asked_words
from samlar.people.rules import Actor, NotAllowed

NAME = 120
MOST = 50  # of one person
HOUR = 6  # when a round begins, in Stockholm
MONDAY = 0
TOLD = 10  # things that a letter names


class Mails(StrEnum):
    """How often somebody wants to be told."""

    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


MAILS = {
    Mails.DAILY: Sentence("Varje dag det kommer något nytt", "Every day there is something new"),
    Mails.WEEKLY: Sentence("En gång i veckan, på måndagar", "Once a week, on Mondays"),
    Mails.NEVER: Sentence("Aldrig", "Never"),
}


class SavedRefused(Refusal):
    """The search cannot be kept like this; `field` says where."""


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A kept search. `wanted`: what it asks for; `mailed`: when it was last gone through for a letter, whether or not anything was new."""

    id: int
    person: int
    name: str
    wanted: Wanted
    mails: Mails
    seen: int
    added: datetime
    mailed: datetime | None


def must_keep(actor: Actor, has: int) -> int:
    """The person who may keep one more search. Raises NotAllowed for visitors, SavedRefused for who has too many."""
    if actor.person is None:
        raise NotAllowed(
            Sentence("Logga in för att bevaka en sökning.", "Sign in to follow a search."),
            mend=Sentence("Då vet vi vart brevet ska.", "Then we know where to send the letter."),
        )
    if has >= MOST:
        raise SavedRefused(
            Sentence("Du har redan {most} bevakningar.", "You follow {most} searches already.").fill(most=MOST),
            mend=Sentence("Ta bort någon som du inte behöver.", "Remove one that you do not need."),
        )
    return actor.person


def taken_name(name: str) -> str:
    """What the search is called, its spaces in order. Raises SavedRefused where it is empty or too long."""
    said = asked_words(name[: 2 * WORDS])
    if not said:
        raise SavedRefused(Sentence("Skriv vad bevakningen ska heta.", "Say what to call it."), field="name")
    if len(" ".join(name.split())) > NAME:
        raise SavedRefused(
            Sentence("Namnet har {length} tecken. Högst {most} får plats.", "The name has {length} characters. {most} fit.").fill(
                length=len(" ".join(name.split())), most=NAME
            ),
            field="name",
        )
    return said


def round_of(mails: Mails, now: datetime) -> datetime | None:
    """When the latest round of such letters began; `now` in Stockholm's own time. None: there are none."""
    if mails == Mails.NEVER:
        return None
    begins = datetime.combine(now.date(), time(HOUR), now.tzinfo)
    if begins > now:
        begins -= timedelta(days=1)
    if mails == Mails.WEEKLY:
        begins -= timedelta(days=(begins.weekday() - MONDAY) % 7)
    return begins


def is_due(mails: Mails, last: datetime, now: datetime) -> bool:
    """Whether a kept search that was last gone through (or added) at `last` has its turn."""
    begins = round_of(mails, now)
    return begins is not None and last < begins <= now


# — as it is kept, which is as it stands in the address —


def written(wanted: Wanted) -> dict[str, Any]:
    """The filters, as they are kept."""
    said: dict[str, Any] = {
        "kinds": list(wanted.kinds), "years": list(wanted.years), "formats": list(wanted.formats), "themes": list(wanted.themes),
        "organisations": list(wanted.organisations), "all_words": wanted.all_words,
    }  # fmt: skip
    return {name: value for name, value in said.items() if value}


def read(words: str, said: Mapping[str, Any]) -> Wanted:
    """The search that was kept. What cannot be understood is left out."""
    return Wanted(
        words=asked_words(words),
        all_words=said.get("all_words") is True,
        kinds=_texts(said.get("kinds")),
        years=_numbers(said.get("years")),
        formats=_texts(said.get("formats")),
        themes=_numbers(said.get("themes")),
        organisations=_numbers(said.get("organisations")),
        order=Order.BEST,
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str))[:VALUES] if isinstance(value, list) else ()


def _numbers(value: object) -> tuple[int, ...]:
    return tuple(one for one in value if isinstance(one, int) and not isinstance(one, bool))[:VALUES] if isinstance(value, list) else ()
