"""The letters of the clock's questions: three a day to one person at most, whatever they are about (F3)."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from samlar.activities.rules.follow_up import LETTERS, LETTERS_A_DAY
from samlar.foundation import clock, outbox
from samlar.people.queries import Contact


class Post:
    """Who has had how many of the clock's letters today; read once, and counted on."""

    def __init__(self) -> None:
        self._had = Counter(outbox.written_since(clock.start_of(clock.today()), LETTERS))

    def has_room(self, people: Iterable[Contact]) -> bool:
        """Whether one letter more today is not too many for any of them."""
        return all(self._had[one.email] < LETTERS_A_DAY for one in people)

    def put(self, one: Contact, name: str, values: dict[str, Any], key: str) -> int:
        """A letter to somebody, once; says how many."""
        done = outbox.put(to=one.email, language=one.language, name=name, values={"to": one.name, **values}, key=f"{key}:{one.person}")
        self._had[one.email] += done
        return int(done)
