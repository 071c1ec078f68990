"""Which proposals that wait are alike, and why: suggested areas, by the terms that search knows them by (B3)."""

from collections import Counter, defaultdict
from collections.abc import Collection
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
SHOWN = 3  # words that say why
# Words that most of what is proposed could hold: that two share them says nothing.
NOISE = """
fråga frågan frågor frågorna händer hända hände lär lära lärde lärt behov behovet behöver behövas behövs arbete arbetet arbetar arbeta
jobba jobbar tillsammans gemensam gemensamt gemensamma stöd stödja stöder ny nya nytt nyare bättre bäst bra olika samma flera fler
fleste flest många få färre vidare första sista hela varje idag dag dagar år året sätt sättet del delar dela delat exempel sker ske
ger ge gett tar ta tagit ser se sett vet veta finns finnas fanns börja börjar komma kommer kom skapa skapar pröva prövar prövat visa
visar vilja viktig viktigt viktiga möjlig möjligt möjliga hjälp hjälpa hjälper saknas saknar förslag förslaget region regionen
regioner regionerna regional regionalt regionala andra annan annat själva själv hålla håller går gå gått följa följer
stor stort stora liten små
"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Proposals that are alike; `words` are those that they share, whole, as they are written in one of them."""

    entries: tuple[EntryRow, ...]
    words: tuple[str, ...]


def suggested(page: RoundPage) -> list[Suggestion]:
    """Groups of proposals without an area that share words which few others have; the closest first, at most eight, among the
    first 120. No queries."""
    waiting = {one.proposal: one for one in page.with_fate(Fate.WAITING)[:COMPARED]}
    chain = _chain()
    noise = {chain.terms(word).whole for word in NOISE.split()}
    words = {id: _words(chain, one, noise) for id, one in waiting.items()}
    terms = {id: Counter({term: sum(several.values()) for term, several in held.items()}) for id, held in words.items()}
    return [
        Suggestion(tuple(waiting[id] for id in group.members), _shared(group.terms, [words[id] for id in group.members]))
        for group in groups(terms)[:MOST]
    ]


def _chain() -> Chain:
    """The index's own, which knows what compounds are made of; stems alone while there is no index."""
    try:
        return index.ask(lambda found: found.chain)
    except IndexMissing:
        return Chain(NoWords())


def _words(chain: Chain, entry: EntryRow, noise: Collection[str]) -> dict[str, Counter[tuple[bool, str]]]:
    """{term: {(only a part of the word, the word): how often}} of a proposal."""
    found: dict[str, Counter[tuple[bool, str]]] = defaultdict(Counter)
    for text, times in ((entry.title, TITLE), (entry.summary, 1)):
        for token in tokens(normal(text)):
            terms = chain.terms(token.word)
            if token.word in STOP_WORDS or len(token.word) < 3 or terms.whole in noise:
                continue
            found[terms.whole][False, token.word] += times
            for part in terms.parts:
                if part.term != terms.whole and part.term not in noise:
                    found[part.term][True, token.word] += times
    return found


def _shared(terms: tuple[str, ...], members: list[dict[str, Counter[tuple[bool, str]]]]) -> tuple[str, ...]:
    """The words to show for shared terms: where a member has it as a word of its own that one, the shortest. A term that is only ever
    a part of other words is no word that people would write: it is shown as the shortest of those, and only where there is nothing else."""
    shown: dict[bool, list[str]] = {False: [], True: []}
    for term in terms:
        part, word = min((one for held in members for one in held.get(term, ())), key=lambda one: (one[0], len(one[1]), one[1]))
        if word not in shown[False] and word not in shown[True]:
            shown[part].append(word)
    return tuple((shown[False] or shown[True])[:SHOWN])
