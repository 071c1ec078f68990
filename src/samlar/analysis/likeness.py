"""Texts that are alike, gathered in groups: average-link clustering of tf-idf vectors (Manning, Raghavan, Schütze 2008, ch. 6 and 17)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import log, sqrt
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)
ALIKE = 0.16  # the mean cosine of a group's pairs, at least
SHARED = 8  # terms that say why, at most


@dataclass(frozen=True, slots=True)
class Group(Generic[T]):
    """Members that are alike, in the order given; `terms` are those that bind them most; `likeness` is their mean cosine (0–1)."""

    members: tuple[T, ...]
    terms: tuple[str, ...]
    likeness: float


def groups(texts: Mapping[T, Counter[str]], *, alike: float = ALIKE) -> list[Group[T]]:
    """Groups of at least two texts, the closest first. `texts`: the terms of each, counted.

    A term weighs more the fewer texts hold it, and nothing where all do. Two groups are joined as long as the mean
    cosine between their members is at least `alike`; of equals the first. Deterministic.
    """
    order = list(texts)
    vectors = _vectors([texts[one] for one in order])
    pairs = {(a, b): _cosine(vectors[a], vectors[b]) for a, b in combinations(range(len(order)), 2)}
    clusters: dict[int, list[int]] = {one: [one] for one in range(len(order))}
    sums = {pair: cosine for pair, cosine in pairs.items() if cosine}
    while sums:
        (a, b), most = max(
            sums.items(), key=lambda one: (one[1] / (len(clusters[one[0][0]]) * len(clusters[one[0][1]])), -one[0][0], -one[0][1])
        )
        if most / (len(clusters[a]) * len(clusters[b])) < alike:
            break
        clusters[a] += clusters.pop(b)
        joined: dict[tuple[int, int], float] = {}
        for (one, other), cosine in sums.items():
            if (one, other) == (a, b):
                continue
            pair = tuple(sorted((a if one == b else one, a if other == b else other)))
            joined[pair[0], pair[1]] = joined.get((pair[0], pair[1]), 0.0) + cosine
        sums = joined
    found = [
        Group(tuple(order[one] for one in sorted(several)), _why([vectors[one] for one in several]), _mean(several, pairs))
        for several in clusters.values()
        if len(several) > 1
    ]
    return sorted(found, key=lambda group: -group.likeness)


def _vectors(texts: list[Counter[str]]) -> list[dict[str, float]]:
    held = Counter(term for text in texts for term in text)
    vectors = []
    for text in texts:
        weights = {term: (1 + log(many)) * log(len(texts) / held[term]) for term, many in text.items()}
        length = sqrt(sum(weight * weight for weight in weights.values()))
        vectors.append({term: weight / length for term, weight in sorted(weights.items()) if length and weight})
    return vectors


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    few, many = sorted((one, other), key=len)
    return sum(weight * many[term] for term, weight in few.items() if term in many)


def _why(vectors: list[dict[str, float]]) -> tuple[str, ...]:
    """The terms that most of the members share, by their weight."""
    held = Counter(term for vector in vectors for term in vector)
    weight = {term: sum(vector.get(term, 0.0) for vector in vectors) for term, many in held.items() if many > 1}
    return tuple(sorted(weight, key=lambda term: (-weight[term], term))[:SHARED])


def _mean(several: list[int], pairs: Mapping[tuple[int, int], float]) -> float:
    between = [pairs[tuple(sorted(pair))] for pair in combinations(several, 2)]  # type: ignore[index]
    return sum(between) / len(between)
