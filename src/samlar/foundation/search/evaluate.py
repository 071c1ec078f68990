"""How good the search is, told on any set of questions with known answers: nDCG@10, MRR@10, recall@10, questions without a hit, and time.

A throw-away index, everything visible, no "did you mean". Gain is binary, the discount log2, the ideal over min(10, relevant) answers;
recall divides by all that are relevant. A document is cut into passages and ranks as its best; equals are ordered by id.
"""

import json
import math
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from . import lexicon
from .engine import Asked, Entry, Index, rebuilding
from .passages import cut

DEPTH = 10
WINDOW = 50  # entries fetched, so that equals at the tenth place can be ordered by id
CHAINS = ("full", "stems")


class BadFile(Exception):
    """The file cannot be judged; says why."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question with its right answers."""

    text: str
    relevant: frozenset[str]
    set: str


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents (id, title, text) and the questions put to them."""

    documents: tuple[tuple[str, str, str], ...]
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One question's figures."""

    ndcg: float
    reciprocal: float
    recall: float
    hit: bool
    seconds: float


def read(file: Path) -> Collection:
    """Reads a file as issue 5 describes it. Raises BadFile."""
    try:
        told = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as problem:
        raise BadFile(f"{file} cannot be read: {problem.strerror}") from problem
    except (ValueError, RecursionError) as problem:
        raise BadFile(f"{file} is not JSON: {problem}") from problem
    if not isinstance(told, dict):
        raise BadFile("the file must hold an object with documents and queries")
    documents = tuple(_document(one, place) for place, one in enumerate(_list(told, "documents")))
    ids = {one[0] for one in documents}
    if len(ids) != len(documents):
        twice = next(key for key, held in Counter(one[0] for one in documents).items() if held > 1)
        raise BadFile(f"two documents have the id {twice!r}")
    cases = tuple(_case(one, place, ids) for place, one in enumerate(_list(told, "queries")))
    if not documents or not cases:
        raise BadFile("there must be at least one document and one query")
    return Collection(documents, cases)


def _list(told: dict[str, Any], name: str) -> list[Any]:
    value = told.get(name)
    if not isinstance(value, list):
        raise BadFile(f"{name} must be a list")
    return value


def _document(one: Any, place: int) -> tuple[str, str, str]:
    where = f"documents[{place}]"
    if not isinstance(one, dict):
        raise BadFile(f"{where} must be an object")
    return _id(one.get("id"), f"{where}.id"), _text(one, "title", where, needed=False), _text(one, "text", where)


def _case(one: Any, place: int, ids: set[str]) -> Case:
    where = f"queries[{place}]"
    if not isinstance(one, dict):
        raise BadFile(f"{where} must be an object")
    relevant = one.get("relevant")
    if not isinstance(relevant, list) or not relevant:
        raise BadFile(f"{where} has no relevant ids")
    right = frozenset(_id(key, f"{where}.relevant") for key in relevant)
    if unknown := sorted(right - ids):
        raise BadFile(f"{where} names an unknown id: {unknown[0]!r}")
    return Case(_text(one, "text", where), right, _text(one, "set", where, needed=False) or "all")


def _id(value: Any, where: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise BadFile(f"{where} must be a text or a whole number")
    return str(value)


def _text(one: dict[str, Any], name: str, where: str, *, needed: bool = True) -> str:
    value = one.get(name)
    if value is None and not needed:
        return ""
    if not isinstance(value, str):
        raise BadFile(f"{where}.{name} must be a text")
    return value.encode("utf-8", "replace").decode()  # a lone surrogate is no letter


def evaluate(collection: Collection, *, chain: str = "full", folder: Path | None = None) -> dict[str, Any]:
    """Builds an index of the collection, asks every question once it is warm, and judges. Deterministic but for the times."""
    with TemporaryDirectory(prefix="samlar-evaluate-", dir=folder) as place:
        home = Path(place) / "index"
        seconds = _build(collection, home, chain)
        size = sum(file.stat().st_size for file in home.rglob("*") if file.is_file())
        index = Index(home)
        for case in collection.cases[:200]:  # warm, as a server is
            _ranked(index, case.text)
        by_set: dict[str, list[Judged]] = defaultdict(list)
        for case in collection.cases:
            by_set[case.set].append(_judged(index, case))
    sets = {name: _told(by_set[name]) for name in sorted(by_set)}
    measures = ("ndcg@10", "mrr@10", "recall@10", "no_hit_rate")
    macro: dict[str, Any] = {name: round(sum(one[name] for one in sets.values()) / len(sets), 4) for name in measures}
    macro["latency_ms"] = {
        name: round(sum(one["latency_ms"][name] for one in sets.values()) / len(sets), 3) for name in ("p50", "p95")
    }
    return {"build_seconds": round(seconds, 3), "index_bytes": size, "sets": sets, "macro": macro}


def _build(collection: Collection, home: Path, chain: str) -> float:
    began = time.perf_counter()
    words = lexicon.gather(f"{title}\n{text}" for _id, title, text in collection.documents) if chain == "full" else None
    with rebuilding(home, words, spelled=False) as writer:
        writer.index(
            Entry(key=key, audience=("public",), title=title, passages=tuple(cut(text)))
            for key, title, text in sorted(collection.documents)
        )  # fmt: skip
    return time.perf_counter() - began


def _ranked(index: Index, text: str) -> list[tuple[float, str]]:
    found = index.find(Asked(text, ("public",), size=WINDOW, best=1, counted=False))
    return sorted(((hit.score, hit.key) for hit in found.hits), key=lambda hit: (-hit[0], hit[1]))[:DEPTH]


def _judged(index: Index, case: Case) -> Judged:
    began = time.perf_counter()
    ranked = _ranked(index, case.text)
    return judged(ranked, case, time.perf_counter() - began)


def judged(ranked: list[tuple[float, str]], case: Case, seconds: float) -> Judged:
    """The figures of a question whose answers were ranked: (score, id), the best first, no more than ten."""
    right = [place for place, (_score, key) in enumerate(ranked, start=1) if key in case.relevant]
    ideal = sum(1 / math.log2(place + 1) for place in range(1, min(DEPTH, len(case.relevant)) + 1))
    gain = sum(1 / math.log2(place + 1) for place in right)
    return Judged(gain / ideal, 1 / right[0] if right else 0.0, len(right) / len(case.relevant), bool(ranked), seconds)


def _told(judged: list[Judged]) -> dict[str, Any]:
    number = len(judged)
    times = sorted(one.seconds * 1000 for one in judged)
    return {
        "queries": number,
        "ndcg@10": round(sum(one.ndcg for one in judged) / number, 4),
        "mrr@10": round(sum(one.reciprocal for one in judged) / number, 4),
        "recall@10": round(sum(one.recall for one in judged) / number, 4),
        "no_hit_rate": round(sum(not one.hit for one in judged) / number, 4),
        "latency_ms": {"p50": round(_share(times, 0.5), 3), "p95": round(_share(times, 0.95), 3)},
    }


def _share(ordered: Iterable[float], share: float) -> float:
    """The value that a share of the ordered values is not above (nearest rank)."""
    values = list(ordered)
    return values[max(0, math.ceil(share * len(values)) - 1)]
