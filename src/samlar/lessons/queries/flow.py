"""Who learns from whom, as far as the viewer sees: between organisations, per theme and year (F4)."""

from collections import Counter
from dataclasses import dataclass

from samlar.foundation import sql
from samlar.foundation.swedish import sort_key
from samlar.lessons.models import Borrowing, Lesson, LessonTheme, Uptake
from samlar.lessons.queries.borrowings import MOST, ORDER, ROW, SEEN_BORROWING, rows_of
from samlar.lessons.queries.lessons import seen_by
from samlar.lessons.rules.borrowing import BorrowingRow
from samlar.lessons.rules.flow import Flow, flow_of
from samlar.library.models import Theme
from samlar.people.models import Organisation
from samlar.people.rules import Actor

OF_THEME = f"""
(%(theme)s = '' OR EXISTS (SELECT 1 FROM {LessonTheme._meta.db_table} lt JOIN {Theme._meta.db_table} t ON t.id = lt.theme_id
    WHERE lt.lesson_id = l.id AND t.slug = %(theme)s))
"""
YEAR = "SUBSTR(CAST(b.day AS text), 1, 4)"
# What the viewer sees, read once: whose it was, who took it, its year and its lesson. As a CASE, so that SQLite walks the borrowings:
# a plain OR makes it seek all uptakes by audience. Names are joined where little is left.
SEEN = f"""
WITH seen (giver, taker, year, lesson) AS MATERIALIZED (
    SELECT b.organisation_id, u.organisation_id, {YEAR}, u.lesson_id FROM {Borrowing._meta.db_table} b
    JOIN {Uptake._meta.db_table} u ON u.id = b.uptake_id JOIN {Lesson._meta.db_table} l ON l.id = u.lesson_id
    WHERE CASE WHEN {SEEN_BORROWING} THEN 1 ELSE 0 END = 1)
"""
BANDS = """
SELECT 'band', s.giver, s.taker, s.year, COUNT(*) FROM seen s {about} GROUP BY s.giver, s.taker, s.year
"""
ABOUT = f"""
JOIN {LessonTheme._meta.db_table} lt ON lt.lesson_id = s.lesson JOIN {Theme._meta.db_table} t ON t.id = lt.theme_id AND t.slug = %(theme)s
"""
THEMES = f"""
SELECT 'theme', lt.theme_id, 0, '', COUNT(*) FROM seen s JOIN {LessonTheme._meta.db_table} lt ON lt.lesson_id = s.lesson
WHERE %(year)s = '' OR s.year = %(year)s GROUP BY lt.theme_id
"""
"""The themes of what has been stolen in the year, with how many times."""
NAMES = f"""
SELECT 'organisation', o.id, o.name, '', '' FROM {Organisation._meta.db_table} o
UNION ALL SELECT 'theme', t.id, t.slug, t.name_sv, t.name_en FROM {Theme._meta.db_table} t
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """The whole picture: the flow of the year (or all years), every year's count, and the themes that there are."""

    flow: Flow
    years: dict[int, int]
    themes: tuple[tuple[str, str, str, int], ...]  # (slug, Swedish, English, times)


def learned(actor: Actor, *, theme: str = "", year: int | None = None) -> Learned:
    """Who learned from whom, of one theme and one year or of all. Two queries.

    The years' counts are of the theme, the themes' of the year.
    """
    narrowed = BANDS.format(about=ABOUT if theme else "")
    wanted = str(year) if year else ""
    rows = sql.rows(f"{SEEN} {narrowed} UNION ALL {THEMES}", theme=theme, year=wanted, **seen_by(actor))
    names = sql.by_word(NAMES)
    organisations = {id: name for id, name, _, _ in names["organisation"]}
    counts: dict[int, int] = {}
    years: Counter[str] = Counter()
    chosen = []
    for what, id, taker, at, n in rows:
        if what == "theme":
            counts[id] = n
            continue
        years[at] += n
        if not wanted or at == wanted:
            chosen.append((organisations[id], organisations[taker], n))
    themes = sorted((slug, sv, en, counts[id]) for id, slug, sv, en in names["theme"] if id in counts)
    themes.sort(key=lambda one: sort_key(one[1]))
    return Learned(flow=flow_of(chosen), years={int(at): n for at, n in sorted(years.items())}, themes=tuple(themes))


OF_ORGANISATION = f"""{ROW} AND %(of)s IN (u.organisation_id, b.organisation_id) AND {OF_THEME}
AND (%(year)s = '' OR {YEAR} = %(year)s) {ORDER} LIMIT {MOST}"""


def given_and_taken(
    actor: Actor, organisation: int, *, theme: str = "", year: int | None = None
) -> tuple[tuple[BorrowingRow, ...], tuple[BorrowingRow, ...]]:
    """What others have learned from an organisation, and what it has learned from others, newest first. One query."""
    rows = rows_of(actor, OF_ORGANISATION, of=organisation, theme=theme, year=str(year) if year else "")
    return tuple(one for one in rows if one.of == organisation), tuple(one for one in rows if one.by == organisation)
