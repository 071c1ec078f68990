"""docs/pages.md tells of every page: its question, its next step, and what its commonest deed costs."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

PAGES = Path(__file__).parents[2] / "docs" / "pages.md"
MACHINES = {"robots", "favicon", "security", "health"}  # for programs alone
BESIDE = "sample_"  # the sample world's own pages, which no real installation has


def names(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def test_every_page_is_told_of_and_nothing_else_is():
    told = {
        name for row in PAGES.read_text().splitlines() if row.startswith("| `") for name in re.findall(r"`([a-z_]+)`", row.split("|")[1])
    }
    there = {name for name in names(get_resolver().url_patterns) if not name.startswith(BESIDE)} - MACHINES
    assert there - told == set(), "not in docs/pages.md"
    assert told - there == set(), "in docs/pages.md, but no page"


def test_every_page_has_a_question_a_next_step_and_a_cost():
    for row in PAGES.read_text().splitlines():
        if row.startswith("| `"):
            cells = [cell.strip() for cell in row.strip("|").split("|")]
            assert len(cells) == 4, row
            assert all(cells), row
