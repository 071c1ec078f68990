"""The engine's problems as rows that lead to where each is mended."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samlar.catalogue.rules import draft as texts
from samlar.catalogue.rules import parts
from samlar.formats.sentence import Sentence
from samlar.formats.shapes import Problem, words_of
from samlar.web.formats.forms import label_and_example, said

SHOWN = 60


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One thing to mend: in which part, where in people's words, what is wrong, and the page that mends it."""

    part: str
    where: str
    says: Sentence
    href: str
    line: int | None


def item_name(items: parts.ItemList, item: dict[str, Any]) -> str:
    """What an item of a list is called in the reader's language, with a rule's bounds filled in."""
    raw = item.get(items.named_by)
    both = {code: str(raw.get(code) or "") for code in ("sv", "en")} if isinstance(raw, dict) else {"sv": "", "en": ""}
    name = said(Sentence(both["sv"] or both["en"], both["en"] or both["sv"]))
    for bound in ("min", "max"):
        name = name.replace(f"{{{bound}}}", str(item.get(bound, "")))
    return name or str(item.get("id") or _("Utan namn"))


def href(draft_id: int, spot: parts.Where) -> str:
    """The page of the editor where a problem is mended, its problems shown."""
    if spot.part is None:
        return reverse("format_text", args=[draft_id])
    if spot.items is not None and spot.number is not None:
        return reverse("format_item", args=[draft_id, spot.part.key, spot.items.key, spot.number]) + "?visa=1"
    return reverse("format_part", args=[draft_id, spot.part.key]) + "?visa=1"


def rows(draft_id: int, problems: Iterable[Problem], tables: texts.Tables | None) -> list[ProblemRow]:
    """The problems as rows, as many as are shown; the same problem in both languages is one row."""
    found: dict[tuple[str, str, Sentence], ProblemRow] = {}
    languages: dict[tuple[str, str, Sentence], list[str]] = {}
    for problem in problems:
        spot = parts.where(problem.place)
        key = (href(draft_id, spot), _where(spot, problem, tables or {}), problem.message)
        found.setdefault(key, ProblemRow(_title(spot), key[1], problem.message, key[0], problem.line))
        language = {"sv": _("på svenska"), "en": _("på engelska")}.get(problem.place.rpartition(".")[2])
        languages.setdefault(key, []).extend([language] if language else [])
    named = [replace(row, where=" ".join([row.where, _(" och ").join(languages[key])]).strip()) for key, row in found.items()]
    return named[:SHOWN]


def _title(spot: parts.Where) -> str:
    return said(spot.part.title) if spot.part else _("Hela texten")


def _where(spot: parts.Where, problem: Problem, tables: texts.Tables) -> str:
    if spot.part is None:
        return _("vid %(place)s") % {"place": problem.place} if problem.place else _("Texten")
    names = []
    cls = spot.items.cls if spot.items else spot.group.cls if spot.group else None
    if spot.items is not None and spot.number is not None:
        there = texts.items_at(tables, spot.items.place)
        names += [f"”{item_name(spot.items, there[spot.number])}”"] if spot.number < len(there) else []
    elif spot.items is not None:
        names.append(said(spot.items.title))
    if cls is not None and spot.word in words_of(cls):
        names.append(label_and_example(cls, spot.word, words_of(cls)[spot.word])[0])
    elif spot.group is not None:
        names.append(said(spot.group.title))
    return ": ".join(names)


def by_part(problems: Iterable[Problem]) -> Counter[str]:
    """How many problems are mended in each part; under "" those of the whole text."""
    return Counter(spot.part.key if (spot := parts.where(problem.place)).part else "" for problem in problems)


def under(problems: Iterable[Problem], place: str) -> list[Problem]:
    """The problems at a place or inside it."""
    return [one for one in problems if one.place == place or one.place.startswith((f"{place}.", f"{place}["))]


def of_words(problems: Iterable[Problem], group: parts.Group) -> list[Problem]:
    """The problems of one group's words."""
    return [
        one for one in problems if (spot := parts.where(one.place)).group is not None and spot.group.key == group.key and spot.items is None
    ]
