"""The one guarded way to what a search finds: by the viewer's own tokens, and looked at once more in the database (G2, Z8).

Who may see a thing is a condition in the question to the index. What has changed and is not yet in the index is left out of the question
altogether, so that it leaves no trace in hits, counts or words; and the hits are read from the database and tried against the viewer's
tokens there, so that an index that is wrong shows nothing that it should not.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from samlar.foundation import sql
from samlar.foundation.models import SearchEntry
from samlar.foundation.search import index, log
from samlar.foundation.search.chain import Chain
from samlar.foundation.search.shapes import Asked, EngineFailed, Hit, IndexMissing
from samlar.foundation.search.shapes import Found as Told
from samlar.library.rules.searching import Order, Wanted
from samlar.people.rules import Actor

written = logging.getLogger("samlar.search")
T = TypeVar("T")

PAGE = 20
BEST = 3  # passages of a thing that are shown
NUMBERS = ("year", "theme", "organisation")  # the filters whose values are numbers
ENTRIES = """
SELECT id, key, audiences, kind, title, language, CAST(day AS text), format, organisation, themes, sequence
FROM samlar_searchentry WHERE key IN %(keys)s AND NOT gone
"""
PASSAGES = """
SELECT entry_id, number, place, at, heading, text FROM samlar_searchpassage WHERE entry_id IN %(entries)s AND number IN %(numbers)s
"""
ABOUTS = "SELECT entry_id, about FROM samlar_searchabout WHERE entry_id IN %(entries)s ORDER BY about"
MOST_NEW = 10_000  # things that came since a search was last gone through, and are asked about


class NotReady(Exception):
    """The index is not there, or is being made anew: nothing can be searched for just now."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a thing's text and where it stands, as `foundation.search.entries.Piece` says it."""

    number: int
    place: str
    at: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing that was found. `subject` and `id` are its key's two halves; `kind` is what it is to those who look."""

    key: str
    kind: str
    title: str
    language: str
    day: date | None
    format: str
    organisation: int | None
    themes: tuple[int, ...]
    about: tuple[str, ...]
    passages: tuple[Passage, ...]
    sequence: int

    @property
    def subject(self) -> str:
        return self.key.partition(":")[0]

    @property
    def id(self) -> str:
        return self.key.partition(":")[2]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is not to be found at this moment: keys, and what entries are made from."""

    keys: tuple[str, ...]
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the index told and the things themselves, in its order."""

    told: Told
    things: tuple[Thing, ...]


def left_out() -> LeftOut:
    """What has changed since it was read, or since the index copied it. Two queries, in the order in which a change goes: what stops
    waiting between them has been read by then, and is not copied."""
    waits = tuple(log.waiting())
    return LeftOut(tuple(log.not_copied(index.position())), waits)


def answer(actor: Actor, wanted: Wanted, *, out: LeftOut, page: int = 1, size: int = PAGE, counted: bool = True) -> Answer:
    """A page of what is found, with its counts where they are wanted. Three queries, whatever is found. Raises NotReady."""
    best = BEST if wanted.words else 1  # where nothing is looked for, no passage is better than how the thing begins
    told = asked(actor, wanted, out=out, page=page, size=size, best=best, counted=counted)
    return Answer(told, things(actor, told.hits))


def asked(
    actor: Actor, wanted: Wanted, *, out: LeftOut, page: int = 1, size: int = PAGE, best: int = BEST, only: tuple[str, ...] = (),
    counted: bool = True,
) -> Told:  # fmt: skip
    """What the index tells; `only`: of these keys alone. No query. Raises NotReady."""
    question = _question(actor, wanted, out, page=page, size=size, best=best, only_keys=only, counted=counted)
    return _ask(lambda there: there.find(question))


def meant(actor: Actor, wanted: Wanted, told: Told, *, out: LeftOut) -> str:
    """The words as they were probably meant, if the viewer finds something with them; else nothing. No query. Raises NotReady."""
    return _ask(lambda there: there.meant(told, _question(actor, wanted, out))) or ""


def suggested(actor: Actor, typed: str, *, out: LeftOut) -> list[str]:
    """What is being typed may become these, each of which finds something that the viewer may see. No query. Raises NotReady."""
    return _ask(lambda there: there.suggested(_question(actor, Wanted(words=typed), out)))


def around(actor: Actor, word: str, *, out: LeftOut) -> list[str]:
    """Compounds of a word that are not found by it; something that the viewer may see holds each. No query. Raises NotReady."""
    return _ask(lambda there: there.around(word, _question(actor, Wanted(), out)))


def by_parts(actor: Actor, missing: Collection[str], *, out: LeftOut) -> list[tuple[str, tuple[str, ...]]]:
    """Of words that nothing which the viewer may see holds, each with its parts that find something. No query. Raises NotReady."""
    question = _question(actor, Wanted(), out)
    told = _ask(lambda there: [(word, tuple(there.by_parts(word, question))) for word in missing]) if missing else []
    return [(word, parts) for word, parts in told if parts]


def chain() -> Chain:
    """How the index in use takes words apart: for marking what was found. Raises NotReady."""
    return _ask(lambda there: there.chain)


def _question(actor: Actor, wanted: Wanted, out: LeftOut, **more: Any) -> Asked:
    return Asked(
        wanted.words, tuple(sorted(actor.tokens)), filters=filters(wanted), all_words=wanted.all_words, by_date=newest_first(wanted),
        without_keys=out.keys, without_about=out.about, **more,
    )  # fmt: skip


def _ask(deed: Callable[[index.Index], T]) -> T:
    try:
        return index.ask(deed)
    except IndexMissing as missing:
        raise NotReady from missing
    except EngineFailed as failure:  # what was asked for may stand in what it says
        written.error("The index could not answer (%s).", type(failure).__name__)
        raise NotReady from failure


def newest_first(wanted: Wanted) -> bool:
    """Whether the newest comes first: when that is asked for, and when no words say what fits best."""
    return wanted.order == Order.NEWEST or not wanted.words


def filters(wanted: Wanted) -> dict[str, tuple[str, ...]]:
    """The filters as the index knows them."""
    return {
        "kind": wanted.kinds, "year": tuple(map(str, wanted.years)), "format": wanted.formats, "theme": tuple(map(str, wanted.themes)),
        "organisation": tuple(map(str, wanted.organisations)),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class News:
    """What is new: the first things, how many there are in all, and up to which sequence they have been told of with this."""

    things: tuple[Thing, ...]
    total: int
    seen: int


def news(actor: Actor, wanted: Wanted, seen: int, *, most: int) -> News:
    """What has come, or was opened to the viewer, after a sequence; newest day first, at most `most` of it.

    What has only been written in since is not new. What is new and cannot be told of at this moment, because it is being read anew, waits
    with all that came after it. A constant number of queries. Raises NotReady.
    """
    come, out = index.position(), left_out()
    if come < seen:
        raise NotReady  # the index is behind what was told of before
    opened = SearchEntry.objects.filter(opened__gt=seen, opened__lte=come, gone=False).order_by("opened")
    rows = [row for row in opened.values_list("opened", "key", "audiences")[:MOST_NEW] if actor.tokens.intersection(row[2])]
    if len(rows) == MOST_NEW:
        come = rows[-1][0]
    held = {*out.keys, *log.about_any(out.about)}
    waits = min((row[0] for row in rows if row[1] in held), default=come + 1)
    keys = tuple(key for at, key, _ in rows if at < waits)
    come = min(come, waits - 1)
    if not keys:
        return News((), 0, come)
    told = asked(actor, replace(wanted, order=Order.NEWEST), out=out, size=most, best=1, only=keys)
    return News(things(actor, told.hits), told.total, come)


def from_index(name: str, counts: Mapping[str, int]) -> dict[str | int, int]:
    """A filter's counts with its values as they are known above the index: years, themes and organisations are numbers."""
    if name in NUMBERS:
        return {int(value): count for value, count in counts.items() if value.isdecimal()}
    return {value: count for value, count in counts.items()}  # noqa: C416 - the keys are of a wider kind


def things(actor: Actor, hits: Collection[Hit]) -> tuple[Thing, ...]:
    """The things of these hits that the viewer may see, in their order, with the passages that were hit. Three queries."""
    if not hits:
        return ()
    rows = sql.rows(ENTRIES, keys=[hit.key for hit in hits])
    seen = {row[1]: row for row in rows if actor.tokens.intersection(sql.members(row[2]))}
    if not seen:
        return ()
    entries = [row[0] for row in seen.values()]
    numbers = {number for hit in hits if hit.key in seen for number in hit.passages}
    texts = sql.rows(PASSAGES, entries=entries, numbers=numbers)
    passages = {(entry, number): Passage(number, *rest) for entry, number, *rest in texts}
    abouts: dict[int, list[str]] = {}
    for entry, about in sql.rows(ABOUTS, entries=entries):
        abouts.setdefault(entry, []).append(about)
    return tuple(_thing(seen[hit.key], hit.passages, passages, abouts) for hit in hits if hit.key in seen)


def _thing(
    row: tuple[Any, ...], numbers: Iterable[int], passages: Mapping[tuple[int, int], Passage], abouts: Mapping[int, Iterable[str]]
) -> Thing:
    entry, key, _audiences, kind, title, language, day, form, organisation, themes, sequence = row
    return Thing(
        key=key, kind=kind, title=title, language=language, day=sql.day(day), format=form, organisation=organisation,
        themes=tuple(sql.members(themes)), about=tuple(abouts.get(entry, ())), sequence=sequence,
        passages=tuple(passages[entry, number] for number in numbers if (entry, number) in passages),
    )  # fmt: skip
