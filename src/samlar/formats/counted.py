"""Counted things as people write them: "två organisationer: en region och ett lärosäte"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from samlar.formats.sentence import Sentence, listed, written

SMALL = {
    "sv": ["noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"],
    "en": ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
}

# One and many of each: (sv one, sv many, en one, en many). Where Swedish says "ett", the article stands in the word.
THINGS = {
    "organisation": ("organisation", "organisationer", "organisation", "organisations"),
    "lead": ("ledare", "ledare", "lead", "leads"),
    "person": ("person", "personer", "person", "people"),
    "level": ("nivå", "nivåer", "level", "levels"),
    "month": ("månad", "månader", "month", "months"),
    "day": ("dag", "dagar", "day", "days"),
    "member": ("medlem", "medlemmar", "member", "members"),
    "partner": ("partner", "partner", "partner", "partners"),
    "guest": ("gäst", "gäster", "guest", "guests"),
    "region": ("region", "regioner", "region", "regions"),
    "municipal_association": ("ett kommunförbund", "kommunförbund", "municipal association", "municipal associations"),
    "municipality": ("kommun", "kommuner", "municipality", "municipalities"),
    "county_board": ("länsstyrelse", "länsstyrelser", "county board", "county boards"),
    "agency": ("nationell myndighet", "nationella myndigheter", "national agency", "national agencies"),
    "university": ("ett lärosäte", "lärosäten", "university", "universities"),
    "skr": ("gång SKR", "gånger SKR", "SKR", "SKR"),
    "other": ("annan organisation", "andra organisationer", "other organisation", "other organisations"),
}  # fmt: skip


def number(count: int, code: str) -> str:
    """A number as a word up to twelve, then in figures."""
    return SMALL[code][count] if 0 <= count < len(SMALL[code]) else written(count, code)


@lru_cache(maxsize=1024)
def count_of(thing: str, count: int) -> Sentence:
    """ "två regioner" / "two regions"; "inga regioner" / "no regions" for none."""
    sv_one, sv_many, en_one, en_many = THINGS[thing]
    if thing == "skr" and count == 1:
        return Sentence("SKR", "SKR")
    if count == 1:
        return Sentence(sv_one if sv_one.startswith("ett ") else f"en {sv_one}", f"one {en_one}")
    sv = f"inga {sv_many}" if count == 0 else f"{number(count, 'sv')} {sv_many}"
    return Sentence("ingen " + sv_one if count == 0 and thing in ("lead", "partner") else sv, f"{number(count, 'en')} {en_many}")


def organisations(kinds: Iterable[str | None]) -> Sentence:
    """ "två organisationer: en region och ett lärosäte"; the kinds are left out where one is not known."""
    return _organisations(tuple(kinds))


@lru_cache(maxsize=1024)  # lists of proposals count the same few kinds again and again
def _organisations(kinds: tuple[str | None, ...]) -> Sentence:
    total = count_of("organisation", len(kinds))
    if not kinds or None in kinds:
        return total
    parts = [count_of(kind, count) for kind, count in Counter(kinds).items() if kind is not None]
    return Sentence(f"{total.sv}: {listed([part.sv for part in parts], 'sv')}", f"{total.en}: {listed([part.en for part in parts], 'en')}")


def both(first: Sentence, sv: str, en: str, second: Sentence) -> Sentence:
    """Two sentences with words between."""
    return Sentence(first.sv + sv + second.sv, first.en + en + second.en)
