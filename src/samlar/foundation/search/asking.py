"""One question put to the index: the queries it becomes, and the answers gathered from them."""

from collections.abc import Iterable, Iterator
from typing import Any

import tantivy
from tantivy import Occur, Order, Query

from .chain import Chain, grams
from .question import Question
from .shapes import FILTERS, LEVELS, Asked, Found, Hit, entry_number, place_of

PART_KNOWN, PART_UNKNOWN = 0.3, 0.7  # a part's weight where its whole is known in the collection, and where it is not
REORDERED = 50  # entries, from the first, whose order the runs of letters have a say in
GRAM_WEIGHT = 0.5  # of the runs' score beside the terms', each as a share of its highest
MOST_GRAMS = 240  # runs of a question
MOST_ENTRIES = 1_000  # entries that can be paged through
MOST_PASSAGES = 16_000  # passages looked at to fill a page
PAGE_SIZE = 100
MOST_VALUES = 200  # values of a filter that are counted


class Search:
    """One question put to one searcher."""

    def __init__(self, schema: tantivy.Schema, searcher: Any, chain: Chain, asked: Asked, question: Question) -> None:
        self.schema = schema
        self.searcher = searcher
        self.chain = chain
        self.asked = asked
        self.question = question
        self.size = max(1, min(asked.size, PAGE_SIZE))
        self.page = max(1, min(asked.page, MOST_ENTRIES // self.size))

    def found(self) -> Found:
        if self.question.empty and self.asked.typed.strip():
            return self._nothing()  # what was typed holds no word at all
        last = self.page * self.size
        entry_level = self.asked.all_words or bool(self.question.phrases or self.question.without)
        total, counts = self._counts() if self.asked.counted else (0, {})
        if self.asked.by_date:
            ranked = self._by_date(last)
        elif entry_level:
            ranked = self._reordered(self._ranked(max(last, REORDERED), self._chosen()))
        else:
            ranked = self._reordered(self._ranked(max(last, REORDERED), None))
        shown = ranked[(self.page - 1) * self.size : last]
        missing = self._missing() if self.asked.counted else ()
        return Found(
            total,
            tuple(self._hits(shown)),
            counts,
            self.question.dropped,
            missing,
            tuple(word for word in missing if not self._in_part(word)),
            self.question,
        )

    def _nothing(self) -> Found:
        return Found(0, (), {name: {} for name in FILTERS} if self.asked.counted else {}, self.question.dropped, (), (), self.question)

    # --- the query's pieces ---

    def term(self, name: str, value: str) -> Query:
        return Query.term_query(self.schema, name, value, "basic" if name not in (*LEVELS, "grams") else "freq")

    def one_of(self, name: str, values: Iterable[str]) -> Query:
        return Query.const_score_query(Query.term_set_query(self.schema, name, list(values)), 0.0)

    @staticmethod
    def all_of(queries: list[Query]) -> Query:
        return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])

    @staticmethod
    def any_of(queries: list[Query]) -> Query:
        return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])

    def known(self, term: str) -> bool:
        return bool(self.searcher.doc_freq("text", term) or self.searcher.doc_freq("whole", term))

    def weighted(self, word: str, field_name: str) -> list[Query]:
        """What a word of a question adds to an entry's rank: its whole 1, its parts less, and its English term, if any."""
        terms = self.chain.terms(word)
        known = self.known(terms.whole)
        queries = [self.term(field_name, terms.whole)] if known else []
        for part in dict.fromkeys(part.term for part in terms.parts):
            queries.append(Query.boost_query(self.term(field_name, part), PART_KNOWN if known else PART_UNKNOWN))
        english = self.chain.english(word).whole
        if self.known(english):
            queries.append(self.term(field_name, english))
        return queries

    def has(self, word: str) -> Query:
        """That a word is there as it is, also inside a compound, in Swedish or English text."""
        terms = dict.fromkeys((self.chain.terms(word).whole, self.chain.english(word).whole))
        return Query.const_score_query(self.any_of([self.term(name, term) for term in terms for name in LEVELS]), 0.0)

    def required(self, word: str) -> Query:
        """That a word is there, or all its parts. It never depends on what the viewer may not see whether parts are enough."""
        parts = list(dict.fromkeys(part.term for part in self.chain.terms(word).parts))
        if not parts:
            return self.has(word)
        in_parts = [self.all_of([self.term(name, part) for part in parts]) for name in LEVELS]
        return Query.const_score_query(self.any_of([self.has(word), *in_parts]), 0.0)

    def in_a_row(self, phrase: tuple[str, ...]) -> Query:
        """That the words stand in a row. A one-word phrase to tantivy is a panic, so it is asked as a word."""
        if len(phrase) == 1:
            return self.has(phrase[0])
        rows = ([self.chain.terms(word).whole for word in phrase], [self.chain.english(word).whole for word in phrase])
        ways = [Query.phrase_query(self.schema, name, list(row)) for row in rows for name in LEVELS]
        return Query.const_score_query(self.any_of(ways), 0.0)

    def visible(self, *, whole: bool = True) -> Query:
        """The viewer's tokens: in every query that this file makes."""
        return self.one_of("audience_of_whole" if whole else "audience", self.asked.tokens)

    def conditions(self, *, whole: bool, but: str = "", filtered: bool = True) -> list[tuple[Occur, Query]]:
        """Who looks, what is left out, and the chosen filters but one."""
        made = [(Occur.Must, self.visible(whole=whole))]
        for name in FILTERS if filtered else ():
            values = self.asked.filters.get(name, ())
            if values and name != but:
                made.append((Occur.Must, self.one_of(name, values[:MOST_VALUES])))
        if self.asked.only_keys:
            made.append((Occur.Must, self.one_of("key", self.asked.only_keys)))
        if self.asked.without_keys:
            made.append((Occur.MustNot, self.one_of("key", self.asked.without_keys)))
        if self.asked.without_about:
            made.append((Occur.MustNot, self.one_of("about", self.asked.without_about)))
        return made

    def _matching(self, *, but: str = "") -> Query:
        """The wholes that answer the question: for totals, counts, the order by date, and the question's hard demands."""
        made = self.conditions(whole=True, but=but)
        asks = self.question
        if asks.words:
            if self.asked.all_words:
                made += [(Occur.Must, self.required(word)) for word in asks.words]
            else:
                ways = [query for word in asks.words for name in LEVELS for query in self.weighted(word, name)]
                made.append((Occur.Must, self.any_of(ways) if ways else Query.empty_query()))
        made += [(Occur.Must, self.in_a_row(phrase)) for phrase in asks.phrases]
        made += [(Occur.MustNot, self.in_a_row(phrase)) for phrase in asks.without]
        return Query.boolean_query(made)

    def _ranking(self, keys: list[str] | None) -> Query:
        made = self.conditions(whole=False)
        if keys is not None:
            made.append((Occur.Must, self.one_of("key", keys)))
        ways = [query for word in self.question.words for query in self.weighted(word, "text")]
        if ways:
            made.append((Occur.Must, self.any_of(ways)))
        elif self.question.words:
            made.append((Occur.Must, Query.empty_query()))
        return Query.boolean_query(made)

    # --- the answers ---

    def _chosen(self) -> list[str]:
        """The keys that meet hard demands (all the words, phrases, minus), which hold for the entry as a whole, not for a passage."""
        found = self.searcher.search(self._matching(), MOST_ENTRIES, count=False)
        return [str(self.searcher.doc(address)["key"][0]) for _score, address in found.hits]

    def _ranked(self, last: int, keys: list[str] | None) -> list[tuple[float, Any]]:
        """The best passage of each of the first `last` entries: more passages are fetched until there are enough entries."""
        if keys == []:
            return []
        query = self._ranking(keys)
        limit = max(50, 3 * last)
        while True:
            found = self.searcher.search(query, limit, count=False).hits
            numbers = self.searcher.fast_field_values("entry", [address for _score, address in found])
            best: dict[Any, tuple[float, Any]] = {}
            for number, hit in zip(numbers, found, strict=True):
                best.setdefault(number, hit)
            if len(best) >= last or len(found) < limit or limit >= MOST_PASSAGES:
                return list(best.values())
            limit = min(4 * limit, MOST_PASSAGES)

    def _reordered(self, ranked: list[tuple[float, Any]]) -> list[tuple[float, Any]]:
        """The first entries in the order that runs of four letters share in deciding.

        Choosing how much say they have is proven to help other questions; how far that goes, and what it costs: docs/decisions/0014.
        """
        first = ranked[:REORDERED]
        sought = list(dict.fromkeys(gram for word in self.question.words for gram in grams(word).split()))[:MOST_GRAMS]
        if not (self.chain.full and sought and len(first) > 1):
            return ranked
        numbers = self.searcher.fast_field_values("passage", [address for _score, address in first])
        keys = [str(self.searcher.doc(address)["key"][0]) for _score, address in first]
        places = [place_of(key, int(number)) for key, number in zip(keys, numbers, strict=True)]
        among = Query.boolean_query(
            [(Occur.Must, self.one_of("place", places)), (Occur.Must, self.any_of([self.term("grams", gram) for gram in sought]))]
        )
        found = self.searcher.search(among, len(first), count=False).hits
        shared = {(address.segment_ord, address.doc): score for score, address in found}
        highest, most = first[0][0] or 1.0, max(shared.values(), default=0.0) or 1.0
        weighed = []
        for score, address in first:
            runs = shared.get((address.segment_ord, address.doc), 0.0)
            weighed.append((score / highest + GRAM_WEIGHT * runs / most, address))
        order = sorted(range(len(first)), key=lambda at: (-weighed[at][0], keys[at]))
        return [weighed[at] for at in order] + [(0.0, address) for _score, address in ranked[REORDERED:]]

    def _by_date(self, last: int) -> list[tuple[float, Any]]:
        found = self.searcher.search(self._matching(), last, count=False, order_by_field="day", order=Order.Desc).hits
        return [(0.0, address) for _day, address in found]

    def _hits(self, shown: list[tuple[float, Any]]) -> Iterator[Hit]:
        keys = [str(self.searcher.doc(address)["key"][0]) for _score, address in shown]
        if self.asked.best <= 1 and not self.asked.by_date:
            places = self.searcher.fast_field_values("passage", [address for _score, address in shown])
            for key, (score, _address), number in zip(keys, shown, places, strict=True):
                yield Hit(key, score, (int(number),))
            return
        best = self._best_passages(keys)
        for key, (score, _address) in zip(keys, shown, strict=True):
            yield Hit(key, score, tuple(best.get(entry_number(key), (0,))))

    def _best_passages(self, keys: list[str]) -> dict[int, list[int]]:
        if not keys:
            return {}
        found = self.searcher.search(self._ranking(keys), 20 * PAGE_SIZE, count=False).hits
        addresses = [address for _score, address in found]
        best: dict[int, list[int]] = {}
        for number, passage in zip(
            self.searcher.fast_field_values("entry", addresses), self.searcher.fast_field_values("passage", addresses), strict=True
        ):
            mine = best.setdefault(int(number), [])
            if len(mine) < max(1, self.asked.best):
                mine.append(int(passage))
        return best

    def _counts(self) -> tuple[int, dict[str, dict[str, int]]]:
        """How many entries there are, and how many each value of each filter would give, the filter's own choice aside."""
        chosen = [name for name in FILTERS if self.asked.filters.get(name)]
        total, counts = self._counted(self._matching(), [name for name in FILTERS if name not in chosen])
        for name in chosen:
            counts |= self._counted(self._matching(but=name), [name])[1]
        return total, counts

    def _counted(self, query: Query, names: list[str]) -> tuple[int, dict[str, dict[str, int]]]:
        asked: dict[str, Any] = {name: {"terms": {"field": name, "size": MOST_VALUES, "segment_size": 10 * MOST_VALUES}} for name in names}
        told = self.searcher.aggregate(query, {**asked, "all": {"value_count": {"field": "entry"}}})
        counts = {name: {str(one["key"]): int(one["doc_count"]) for one in told[name]["buckets"]} for name in names}
        return int(told["all"]["value"]), counts

    def any_has(self, *queries: Query) -> bool:
        """Whether an entry that this viewer may see meets all these: asked with the viewer's tokens, or it would tell what others have."""
        needed = [*self.conditions(whole=True, filtered=False), *((Occur.Must, query) for query in queries)]
        return bool(self.searcher.search(Query.boolean_query(needed), 1, count=False).hits)

    def _missing(self) -> tuple[str, ...]:
        return tuple(word for word in self.question.words if not self.any_has(self.has(word)))

    def _in_part(self, word: str) -> bool:
        ways = [query for name in LEVELS for query in self.weighted(word, name)]
        return bool(ways) and self.any_has(self.any_of(ways))
