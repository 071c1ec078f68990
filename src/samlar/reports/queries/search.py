"""The search over everything that a viewer may see: hits by thing with their best passages, the filters with their counts, and what
nearly matched where nothing did (G2).

What the index answers is read through `library.queries.finding`, the one guarded way; here things, filters and places get their names.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator

from samlar.catalogue.queries.published import names as format_names
from samlar.formats.sentence import Sentence
from samlar.foundation.search.asking import MOST_ENTRIES
from samlar.foundation.search.chain import Chain
from samlar.foundation.search.highlight import Segment, excerpt, marked
from samlar.foundation.search.shapes import FILTERS
from samlar.foundation.search.shapes import Found as Told
from samlar.library.queries.finding import (
    PAGE,
    LeftOut,
    NotReady,
    Passage,
    Thing,
    answer,
    around,
    asked,
    by_parts,
    chain,
    from_index,
    left_out,
    meant,
    suggested,
)
from samlar.library.queries.themes import called_themes, themes
from samlar.library.rules.searching import VALUES, Order, Wanted, asked_words
from samlar.people.queries.names import organisation_addresses, organisation_named, organisations_called
from samlar.people.rules import Actor
from samlar.reports.rules import search as rules

__all__ = ["Choice", "Excerpt", "Found", "Hit", "Names", "Near", "Segment", "names", "search", "suggestions", "wanted_of"]

MOST_CHOICES = 60  # of one filter
TRIED = 6  # words that are tried alone where nothing is found
FEW = 3  # hits: where there are fewer, compounds of the words are looked for
TRIED_INSIDE = 2  # words whose compounds are looked for
LONGEST_NAME = 120  # of an organisation
SUGGESTED = 8


@dataclass(frozen=True, slots=True)
class Names:
    """What the values of the filters are called, with their words in an address."""

    themes: dict[int, tuple[str, Sentence]]
    organisations: dict[int, tuple[str, str]]
    formats: dict[str, Sentence]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage that was hit: where it stands, what opens the thing there and what the place is called on its page, its words, and whether
    there are more before and after."""

    where: Sentence | None
    anchor: str
    fragment: str
    words: tuple[Segment, ...]
    before: bool
    after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing that was found. `within`: the activity of a session."""

    kind: str
    subject: str
    id: str
    title: tuple[Segment, ...]
    language: str
    day: date | None
    format: Sentence | None
    organisation: str
    organisation_slug: str
    within: int | None
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter: what it is called, how many things it gives, and whether it is chosen."""

    value: str | int
    name: Sentence
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Near:
    """Something else to try, and how many it finds. `what`: word, unfiltered, any_word, unquoted; compound, filters, organisation."""

    what: str
    wanted: Wanted
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The answer. `ready` is False while the index is missing or being made anew: then only the question itself is told.

    `page`: the hits. `total`: the things found, also those past the last page. `meant`: what was probably meant. `dropped`: words that were
    not looked for; `unmatched`: words that nothing has; `relaxed`: nothing has it all (every word, the phrases), and this is what comes
    nearest; `near`: what else to try, where nothing was found. Where the page asks for it: `instead_of` are the words that found nothing,
    where this is the answer to what was probably meant; `by_parts`: words that nothing has, each with the parts that were found; `tries`:
    what the words may also be a part of, or mean as filters.
    """

    ready: bool
    wanted: Wanted
    names: Names
    page: "Page[Hit]"
    total: int = 0
    choices: dict[str, tuple[Choice, ...]]
    meant: str = ""
    dropped: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()
    relaxed: bool = False
    near: tuple[Near, ...] = ()
    instead_of: str = ""
    by_parts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    tries: tuple[Near, ...] = ()

    @property
    def hits(self) -> Sequence[Hit]:
        return list(self.page.object_list)


def wanted_of(
    *,
    words: str,
    all_words: bool,
    kinds: Iterable[str],
    years: Iterable[int],
    formats: Iterable[str],
    themes_called: Iterable[str],
    organisations: Iterable[str],
    order: Order,
) -> Wanted:
    """The search that an address asks for; what is not known is left out. Two queries at most."""
    slugs = tuple(dict.fromkeys(themes_called))[:VALUES]
    called = {one.slug: one.id for one in themes(retired=True)} if slugs else {}
    places = tuple(dict.fromkeys(organisations))[:VALUES]
    ids = organisations_called(places) if places else {}
    return Wanted(
        words=asked_words(words),
        all_words=all_words,
        kinds=tuple(sorted({one for one in kinds if one in rules.KINDS}))[:VALUES],
        years=tuple(sorted({year for year in years if 0 < year < 10_000}))[:VALUES],
        formats=tuple(sorted(set(formats)))[:VALUES],
        themes=tuple(sorted(called[slug] for slug in slugs if slug in called)),
        organisations=tuple(sorted(ids[slug] for slug in places if slug in ids)),
        order=order,
    )


def search(
    actor: Actor, wanted: Wanted, page: int = 1, *, size: int = PAGE, rather: Wanted | None = None, mends: bool = False,
    offers: bool = False,
) -> Found:  # fmt: skip
    """What the viewer finds. A constant number of queries, whatever is found.

    `rather`: what is shown of all that is counted, where there is any of it. `mends`: where nothing is found, what was probably meant is
    looked for at once. `offers`: what the words may also mean is tried.
    """
    out = left_out()
    try:
        told = answer(actor, wanted, out=out, page=_reachable(page, size), size=size)
        if not told.told.hits and page > 1:
            told = answer(actor, wanted, out=out, page=_last(told.told.total, size), size=size)
        instead_of = ""
        if mends and wanted.words and not told.told.total and (other := meant(actor, wanted, told.told, out=out)):
            mended = answer(actor, replace(wanted, words=other), out=out, page=_reachable(page, size), size=size)
            if mended.told.total:
                instead_of, told, wanted = wanted.words, mended, replace(wanted, words=other)
        first = answer(actor, rather, out=out, size=size, counted=False) if rather else told
        near, better = _otherwise(actor, wanted, told.told, out)
        tries = _tries(actor, wanted, told.told, out) if offers and wanted.words else ()
        parts = by_parts(actor, told.told.missing[:TRIED], out=out) if offers and told.told.total else ()
        words = chain()
    except NotReady:
        nothing: Page[Any] = Paginator((), size).get_page(1)
        return Found(ready=False, wanted=wanted, names=names(wanted), page=nothing, choices={})
    things = first.things or told.things
    counts = {name: from_index(name, told.told.counts.get(name, {})) for name in FILTERS}
    owners = {*map(int, counts["organisation"]), *_organisations(things)}
    called = names(wanted, *(one.wanted for one in (*near, *tries)), organisations=owners)
    shown: Page[Any] = Paginator(range(min(told.told.total, MOST_ENTRIES)), size).get_page(page)
    shown.object_list = [_hit(one, told.told, called, words) for one in things]
    return Found(
        ready=True, wanted=wanted, names=called, page=shown, total=told.told.total,
        choices={name: _choices(name, counts[name], wanted, called) for name in FILTERS},
        meant=better, dropped=told.told.dropped, unmatched=_unmatched(told.told, tries), relaxed=told.told.relaxed, near=near,
        instead_of=instead_of, by_parts=tuple(parts), tries=tries,
    )  # fmt: skip


def suggestions(actor: Actor, typed: str) -> tuple[str, ...]:
    """Words that what is typed may become, each of which finds something that the viewer may see. Two queries."""
    words = asked_words(typed)
    if not words:
        return ()
    try:
        return tuple(suggested(actor, words, out=left_out())[:SUGGESTED])
    except NotReady:
        return ()


def names(*several: Wanted, organisations: Iterable[int] = ()) -> Names:
    """What the values of these searches are called, and all themes and formats. Three queries."""
    wanted = {one for search in several for one in search.organisations}
    return Names(called_themes(), organisation_addresses({*wanted, *organisations}), format_names())


def _reachable(page: int, size: int) -> int:
    return max(1, min(page, MOST_ENTRIES // size))


def _last(total: int, size: int) -> int:
    return max(1, -(-min(total, MOST_ENTRIES) // size))


# — what else to try —


def _otherwise(actor: Actor, wanted: Wanted, told: Told, out: LeftOut) -> tuple[tuple[Near, ...], str]:
    """What else to try and what was probably meant. No query: the index is asked, with the viewer's own tokens."""
    better = meant(actor, wanted, told, out=out) if wanted.words else ""
    if told.total or not wanted.asks:
        return (), better

    def total(other: Wanted) -> int:
        return asked(actor, other, out=out, size=1, best=1).total

    tried: list[tuple[str, Wanted]] = []
    if wanted.narrowed and wanted.words:
        tried.append(("unfiltered", wanted.everywhere))
    if wanted.all_words:
        tried.append(("any_word", replace(wanted, all_words=False)))
    words = told.question.words
    if told.question.phrases or told.question.without:
        tried.append(("unquoted", replace(wanted, words=" ".join(words))))
    if len(words) > 1 or wanted.narrowed:
        tried += [("word", Wanted(words=word, order=wanted.order)) for word in words[:TRIED]]
    seen: dict[Wanted, Near] = {}
    for what, other in tried:
        if other.asks and other != wanted and other not in seen:
            seen[other] = Near(what, other, total(other))
    return tuple(one for one in seen.values() if one.total or one.what == "word"), better


def _tries(actor: Actor, wanted: Wanted, told: Told, out: LeftOut) -> tuple[Near, ...]:
    """What the words may mean as filters, and, where little was found, compounds that hold one of them. One query; the index is asked with
    the viewer's own tokens, and what finds nothing is not told."""

    def total(other: Wanted) -> int:
        return asked(actor, other, out=out, size=1, best=1).total

    tried: list[Near] = []
    asks = told.question
    named = organisation_named(wanted.words) if len(wanted.words) <= LONGEST_NAME else None
    if named is not None and not wanted.narrowed:
        everything = Wanted(organisations=(named,))
        count = total(everything)
        tried += [Near("organisation", everything, count)] if count > 1 else []  # its own page is one of them
    elif not (asks.phrases or asks.without):
        left, kinds, years = rules.taken_apart(asks.words, wanted.words)
        if kinds or years:
            in_years = replace(wanted, years=tuple(sorted({*wanted.years, *years}))[:VALUES])
            ways = [replace(in_years, words=" ".join(left), kinds=tuple(sorted({*wanted.kinds, *kinds}))[:VALUES])]
            if years:  # what is not of the kind may speak of it, and else the year itself is what there is
                others = " ".join(one for one in asks.words if one not in map(str, years))
                ways += [replace(in_years, words=others), Wanted(years=years)]
            tried += next(([Near("filters", one, count)] for one in ways if (count := total(one))), [])
    if told.total < FEW:
        compounds = [other for word in asks.words[:TRIED_INSIDE] for other in around(actor, word, out=out)[:TRIED]]
        alone = (Wanted(words=other, order=wanted.order) for other in dict.fromkeys(compounds))
        tried += sorted((Near("compound", one, total(one)) for one in alone), key=lambda one: (-one.total, one.wanted.words))[:TRIED]
    return tuple(one for one in tried if one.total)


def _unmatched(told: Told, tries: Iterable[Near]) -> tuple[str, ...]:
    """The words that nothing has, as they are told: no single letter (e-tjänster), and no year that things have as their own."""
    years = {str(year) for one in tries for year in one.wanted.years}
    return tuple(word for word in told.unmatched if len(word) > 1 and word not in years)


# — names —


def _organisations(things: Iterable[Thing]) -> set[int]:
    return {one.organisation for one in things if one.organisation is not None}


def _choices(name: str, counts: dict[str | int, int], wanted: Wanted, called: Names) -> tuple[Choice, ...]:
    """The values of one filter: kinds in their own order, years from the newest, the others by how much they hold; the chosen always."""
    every: dict[str, tuple[str, ...] | tuple[int, ...]] = {
        "kind": wanted.kinds, "year": wanted.years, "format": wanted.formats, "theme": wanted.themes, "organisation": wanted.organisations,
    }  # fmt: skip
    chosen = every[name]
    held: dict[str | int, int] = dict.fromkeys(chosen, 0)
    held.update(counts)
    found = [Choice(value, said, count, value in chosen) for value, count in held.items() if (said := _called(name, value, called))]
    if name == "kind":
        order = list(rules.KINDS)
        found.sort(key=lambda one: order.index(rules.Kind(str(one.value))))
    elif name == "year":
        found.sort(key=lambda one: -int(one.value))
    else:
        found.sort(key=lambda one: (-one.count, one.name.sv))
    kept = found[:MOST_CHOICES]
    return (*kept, *(one for one in found[MOST_CHOICES:] if one.chosen))


def _called(name: str, value: str | int, called: Names) -> Sentence | None:
    if name == "kind":
        return rules.many(str(value)) if value in rules.KINDS else None
    if name == "year":
        return Sentence(str(value), str(value))
    if name == "format":
        return called.formats.get(str(value))
    if name == "theme":
        return called.themes[int(value)][1] if value in called.themes else None
    own = called.organisations.get(int(value))
    return Sentence(own[1], own[1]) if own else None


def _hit(one: Thing, told: Told, called: Names, words: Chain) -> Hit:
    slug, organisation = called.organisations.get(one.organisation or 0, ("", ""))
    activity = next((about.partition(":")[2] for about in one.about if about.startswith("activity:")), "")
    return Hit(
        kind=one.kind, subject=one.subject, id=one.id, title=marked(one.title, told.question, words, language=one.language),
        language=one.language, day=one.day, format=called.formats.get(one.format),
        organisation="" if one.kind == rules.Kind.ORGANISATION else organisation, organisation_slug=slug,
        within=int(activity) if activity.isdecimal() else None, excerpts=tuple(_excerpt(one, part, told, words) for part in one.passages),
    )  # fmt: skip


def _excerpt(one: Thing, part: Passage, told: Told, words: Chain) -> Excerpt:
    cut = excerpt(part.text, told.question, words, language=one.language)
    where, anchor = rules.where(part.place, part.at, part.heading), rules.anchor(part.place, part.at)
    return Excerpt(where, anchor, rules.fragment(part.place, part.at), cut.segments, cut.before, cut.after)
