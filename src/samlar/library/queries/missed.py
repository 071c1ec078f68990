"""What people look for without finding it, for those who keep the archive (G2)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator

from samlar.library.models import MissedSearch
from samlar.library.rules.keeping import must_keep_the_archive
from samlar.people.rules import Actor

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Missed:
    """One question, how often it was asked, and when first and last."""

    words: str
    times: int
    first: date
    last: date


def missed(actor: Actor, page: int, *, newest: bool = False) -> "Page[Missed]":
    """The questions without an answer, those asked most often first (or last asked). Two queries. Raises NotVisible."""
    must_keep_the_archive(actor)
    rows = MissedSearch.objects.order_by(*(("-last", "-times", "words") if newest else ("-times", "-last", "words")))
    shown: Page[Any] = Paginator(rows.values_list("words", "times", "first", "last"), PER_PAGE).get_page(page)
    shown.object_list = [Missed(*row) for row in shown.object_list]
    return shown
