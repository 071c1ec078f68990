"""Which proposals that wait are alike, and why: suggested areas, by the terms that search knows them by (B3)."""

from collections import Counter
from dataclasses import dataclass

from samlar.analysis.likeness import groups
from samlar.foundation.search import index
from samlar.foundation.search.chain import STOP_WORDS, Chain, NoWords, normal, tokens
from samlar.foundation.search.engine import IndexMissing
from samlar.ideas.queries.rounds import EntryRow, RoundPage
from samlar.ideas.rules.rounds import Fate

MOST = 8
COMPARED = 120  # proposals: every one with every other, at each look at the board
TITLE = 2  # times that a word in a title counts


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Proposals that are alike; `words` are those that they share, as they are written in one of them."""

    entries: tuple[EntryRow, ...]
    words: tuple[str, ...]


def suggested(page: RoundPage) -> list[Suggestion]:
    """Groups of proposals without an area that share words which few others have; the closest first, at most eight, among the
    first 120. No queries."""
    waiting = {one.proposal: one for one in page.with_fate(Fate.WAITING)[:COMPARED]}
    written: dict[str, str] = {}
    chain = _chain()
    terms = {id: _terms(chain, one, written) for id, one in waiting.items()}
    return [
        Suggestion(tuple(waiting[id] for id in group.members), tuple(written[term] for term in group.terms))
        for group in groups(terms)[:MOST]
    ]


def _chain() -> Chain:
    """The index's own, which knows what compounds are made of; stems alone while there is no index."""
    try:
        return index.ask(lambda found: found.chain)
    except IndexMissing:
        return Chain(NoWords())


def _terms(chain: Chain, entry: EntryRow, written: dict[str, str]) -> Counter[str]:
    """The terms of a proposal, counted; `written` learns how each is written, the shortest first."""
    found: Counter[str] = Counter()
    for text, times in ((entry.title, TITLE), (entry.summary, 1)):
        for token in tokens(normal(text)):
            if token.word in STOP_WORDS or len(token.word) < 3:
                continue
            terms = chain.terms(token.word)
            for term, word in ((terms.whole, token.word), *((part.term, token.word[part.start : part.end]) for part in terms.parts)):
                found[term] += times
                if term not in written or len(word) < len(written[term]):
                    written[term] = word
    return found
