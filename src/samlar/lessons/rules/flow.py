"""Who learns from whom, counted (F4). Pure: one borrowing is one, whoever and whatever it is of."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from samlar.formats.counted import count_of
from samlar.formats.sentence import Sentence
from samlar.foundation.swedish import sort_key
from samlar.lessons.rules.words import capital


class Band(NamedTuple):
    """So many borrowings, by one organisation of another."""

    giver: str
    taker: str
    n: int


@dataclass(frozen=True)
class Flow:
    """The bands, strongest first, and what they sum up to, once. Names are the keys: organisations' names are unique."""

    bands: tuple[Band, ...]

    @property
    def total(self) -> int:
        return sum(band.n for band in self.bands)

    @cached_property
    def gave(self) -> dict[str, int]:
        """How many times each has been learned from, most first."""
        return _summed((band.giver, band.n) for band in self.bands)

    @cached_property
    def took(self) -> dict[str, int]:
        """How many times each has learned from another, most first."""
        return _summed((band.taker, band.n) for band in self.bands)

    @property
    def first(self) -> str:
        """The one most was learned from; empty where two share the place or nobody has learned anything."""
        most = list(self.gave.items())
        return most[0][0] if most and (len(most) == 1 or most[0][1] > most[1][1]) else ""

    def of(self, name: str) -> "Flow":
        """Only what one organisation gave or took."""
        return Flow(tuple(band for band in self.bands if name in (band.giver, band.taker)))


def flow_of(bands: Iterable[tuple[str, str, int]]) -> Flow:
    """The bands between each two, put together and in order."""
    counted: Counter[tuple[str, str]] = Counter()
    for giver, taker, n in bands:
        counted[giver, taker] += n
    names = sorted({name for pair in counted for name in pair}, key=sort_key)
    place = {name: at for at, name in enumerate(names)}
    ordered = sorted((-n, place[giver], place[taker]) for (giver, taker), n in counted.items() if n)
    return Flow(tuple([Band(names[giver], names[taker], -n) for n, giver, taker in ordered]))


def _summed(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for name, n in pairs:
        counted[name] += n
    return dict(sorted(counted.items(), key=lambda one: (-one[1], sort_key(one[0]))))


def message(flow: Flow) -> Sentence:
    """ "Nitton organisationer har lärt av någon annan; mest av SKR": what the picture says."""
    takers = len(flow.took)
    many = capital(count_of("organisation", takers))
    has = Sentence("har", "has" if takers == 1 else "have")
    if flow.first and takers > 1:
        return Sentence("{many} {has} lärt av någon annan; mest av {first}", "{many} {has} learned from another; most from {first}").fill(
            many=many, has=has, first=flow.first
        )
    return Sentence("{many} {has} lärt av någon annan", "{many} {has} learned from another").fill(many=many, has=has)


def message_of(flow: Flow, name: str) -> Sentence:
    """What one organisation gave and took, in one sentence."""
    own = flow.of(name)
    takers, givers = (
        len({band.taker for band in own.bands if band.giver == name}),
        len({band.giver for band in own.bands if band.taker == name}),
    )
    return Sentence(
        "{takers} har lärt av {name}, och {name} av {givers}", "{takers} have learned from {name}, and {name} from {givers}"
    ).fill(takers=capital(count_of("organisation", takers)), givers=count_of("organisation", givers), name=name)


def gathered(flow: Flow, *, most: int, others: Sequence[str], keep: str = "", near: str = "") -> Flow:
    """The same sums with at most `most` named on each side (`keep` always), the rest put together under `others` (gave, took).

    Of those with equal sums the ones that took from `near`, or gave to it, are named first.
    """
    around = {band.giver for band in flow.bands if band.taker == near} | {band.taker for band in flow.bands if band.giver == near}
    givers, takers = _named(flow.gave, most, keep, around), _named(flow.took, most, keep, around)
    return flow_of(
        (band.giver if band.giver in givers else others[0], band.taker if band.taker in takers else others[1], band.n)
        for band in flow.bands
    )


def _named(sums: dict[str, int], most: int, keep: str, around: set[str]) -> set[str]:
    """Whom there is room to name: all where one more would do, so that nobody alone is "the others"."""
    if len(sums) <= most + 1:
        return set(sums)
    return set(sorted(sums, key=lambda name: (-sums[name], name not in around))[:most]) | ({keep} & set(sums))
