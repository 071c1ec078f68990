"""Reads of the shared vocabulary: the same for everybody."""

from dataclasses import dataclass

from samlar.formats.sentence import Sentence
from samlar.foundation import sql
from samlar.foundation.keys import is_key
from samlar.library.models import Theme
from samlar.people.rules import NotVisible


@dataclass(frozen=True, slots=True)
class ThemeRow:
    id: int
    slug: str
    name: Sentence
    about: str
    retired: bool
    merged_into: Sentence | None = None  # what it is called now, where it was merged


OFFERED = f"""
SELECT t.id, t.slug, t.name_sv, t.name_en, t.about FROM {Theme._meta.db_table} t WHERE t.retired IS NULL ORDER BY t.name_sv
"""
CALLED = f"SELECT id, slug, name_sv, name_en FROM {Theme._meta.db_table} ORDER BY name_sv"


def themes(*, retired: bool = False) -> list[ThemeRow]:
    """The themes in the order of the Swedish alphabet; those that are no longer offered only where asked for. One query."""
    if retired:
        return [_row(row, row.merged_into) for row in Theme.objects.select_related("merged_into")]
    return [ThemeRow(id, slug, Sentence(sv, en), about, retired=False) for id, slug, sv, en, about in sql.rows(OFFERED)]


def called_themes() -> dict[int, tuple[str, Sentence]]:
    """{id: (word in an address, name)} of all themes, also of those that are no longer offered. One query."""
    return {id: (slug, Sentence(sv, en)) for id, slug, sv, en in sql.rows(CALLED)}


def theme(theme_id: int) -> ThemeRow:
    """One theme, retired or not. One query. Raises NotVisible."""
    row = Theme.objects.select_related("merged_into").filter(id=theme_id).first() if is_key(theme_id) else None
    if row is None:
        raise NotVisible
    return _row(row, row.merged_into)


def _row(row: Theme, into: Theme | None) -> ThemeRow:
    called = Sentence(into.name_sv, into.name_en) if into else None
    return ThemeRow(row.pk, row.slug, Sentence(row.name_sv, row.name_en), row.about, row.retired is not None, called)
