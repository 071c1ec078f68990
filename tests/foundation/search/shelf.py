"""A small shelf of entries to search in, and the way to build an index of it."""

from pathlib import Path

from samlar.foundation.search import lexicon
from samlar.foundation.search.engine import Asked, Entry, Index, rebuilding

PUBLIC, OURS = ("public",), ("public", "org:1")

SHELF = (
    Entry("document:1", PUBLIC, "Rapport om lärprojekten", ("Vårt omställningsarbete i regionen.", "Beredskapsfrågor i länet."),
          kind="document", year=2024, themes=("beredskap", "omställning"), organisation="Region Skåne"),
    Entry("document:2", ("org:1",), "Kompetensförsörjning i norr", ("Hemligheten om lånet i Tystköping.",), kind="document", year=2025,
          organisation="Region Norrbotten", about=("activity:7",)),
    Entry("lesson:3", PUBLIC, "Learning projects", ("The regions learned about the supply of skills.",), kind="lesson", language="en", year=2025),
    Entry("lesson:4", PUBLIC, "Kompetensförsörjningen", ("Strategi för kompetensförsörjning i hela landet.",), kind="lesson", year=2024),
)  # fmt: skip

# Of the Swedish list, what these texts are made of: freezing the whole for every index would take minutes.
LEMMAS = {
    "arbete": "arbete", "beredskap": "beredskap", "fråga": "fråga", "frågor": "fråga", "försörjning": "försörjning", "hemligheten": "hemlighet",
    "kompetens": "kompetens", "landet": "land", "lånet": "lån", "län": "län", "länet": "län", "lär": "lära", "norr": "norr", "omställning": "omställning",
    "projekt": "projekt", "projekten": "projekt", "projektet": "projekt", "rapport": "rapport", "regionen": "region", "strategi": "strategi",
    "zebra": "zebra", "zebror": "zebra",
}  # fmt: skip


def build(home: Path, entries: tuple[Entry, ...] = SHELF) -> Index:
    """An index of some entries, opened."""
    words = lexicon.gather(("\n".join((one.title, *one.passages)) for one in entries if one.language == "sv"), LEMMAS)
    with rebuilding(home, words) as writer:
        writer.index(entries)
    return Index(home)


def asked(typed: str, tokens: tuple[str, ...] = PUBLIC, **how) -> Asked:
    """A question by somebody with these tokens."""
    return Asked(typed, tokens, **how)


def keys(index: Index, typed: str, tokens: tuple[str, ...] = PUBLIC, **how) -> list[str]:
    """The keys that a question finds, in order."""
    return [hit.key for hit in index.find(asked(typed, tokens, **how)).hits]
