"""What is open to everybody, across the rooms: what is new by kind and theme, and every page for those who search the web (G4, J3).

Nothing here asks who looks: only what the audience `public` holds, and of that only what is published and still there. One query each.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from samlar.activities.models import Activity
from samlar.catalogue.models import FormatVersion
from samlar.foundation import sql
from samlar.ideas.models import Proposal
from samlar.lessons.models import Lesson, LessonTheme
from samlar.library.models import Document, DocumentStep, DocumentTheme
from samlar.people.models import Organisation

# What is open of each.
OPEN_DOCUMENT = "d.audience = 'public' AND d.state = 'published' AND d.binned IS NULL AND d.disposed IS NULL"
OPEN_LESSON = "l.audience = 'public' AND l.state = 'published'"
OPEN_ACTIVITY = "a.audience = 'public' AND a.stage_kind <> 'cancelled'"
OPEN_PROPOSAL = "p.audience = 'public' AND p.state IN ('published', 'taken') AND p.published IS NOT NULL"
# Every open thing: its room's word, number, what it is, title, a line about it, whose it is, since when it is open, when it last changed.
DOCUMENTS = f"""
SELECT 'document' AS subject, CAST(d.id AS text) AS id, d.kind AS sort, d.title AS title, d.summary AS summary, o.name AS author,
    CAST((SELECT MAX(s.at) FROM {DocumentStep._meta.db_table} s WHERE s.document_id = d.id AND s.after = 'published') AS text) AS at,
    CAST(d.changed AS text) AS changed
FROM {Document._meta.db_table} d JOIN {Organisation._meta.db_table} o ON o.id = d.organisation_id
WHERE {OPEN_DOCUMENT}
"""
LESSONS = f"""
SELECT 'lesson' AS subject, CAST(l.id AS text) AS id, l.kind AS sort, l.sentence AS title, l.context AS summary, o.name AS author,
    CAST(l.published AS text) AS at, CAST(l.changed AS text) AS changed
FROM {Lesson._meta.db_table} l JOIN {Organisation._meta.db_table} o ON o.id = l.organisation_id
WHERE {OPEN_LESSON}
"""
ACTIVITIES = f"""
SELECT 'activity' AS subject, CAST(a.id AS text) AS id, 'activity' AS sort, a.title AS title, a.summary AS summary,
    COALESCE(o.name, '') AS author, CAST(COALESCE(a.started, a.created) AS text) AS at,
    CAST(COALESCE(a.ended, a.reported, a.started, a.created) AS text) AS changed
FROM {Activity._meta.db_table} a LEFT JOIN {Organisation._meta.db_table} o ON o.id = a.owner_organisation_id
WHERE {OPEN_ACTIVITY}
"""
PROPOSALS = f"""
SELECT 'proposal' AS subject, CAST(p.id AS text) AS id, 'proposal' AS sort, p.title AS title, p.summary AS summary, o.name AS author,
    CAST(p.published AS text) AS at, CAST(COALESCE(p.changed, p.published) AS text) AS changed
FROM {Proposal._meta.db_table} p JOIN {Organisation._meta.db_table} o ON o.id = p.organisation_id
WHERE {OPEN_PROPOSAL}
"""
FORMATS = f"""
SELECT 'format' AS subject, v.format AS id, 'format' AS sort, {{name}} AS title, '' AS summary, '' AS author,
    CAST(v.published AS text) AS at, CAST(v.published AS text) AS changed
FROM {FormatVersion._meta.db_table} v WHERE v.state = 'published' AND v.number =
    (SELECT MAX(n.number) FROM {FormatVersion._meta.db_table} n WHERE n.format = v.format AND n.state = 'published')
"""
OF_THEME = {
    "document": f" AND d.id IN (SELECT t.document_id FROM {DocumentTheme._meta.db_table} t WHERE t.theme_id = %(theme)s)",
    "lesson": f" AND l.id IN (SELECT t.lesson_id FROM {LessonTheme._meta.db_table} t WHERE t.theme_id = %(theme)s)",
}
# What a feed may be narrowed to: a word of the address -> which read, and which of its sorts.
SORTS: dict[str, tuple[str, str]] = {
    "dokument": ("document", "document"),
    "presentationer": ("document", "presentation"),
    "inspelningar": ("document", "recording"),
    "lankar": ("document", "link"),
    "exempel": ("lesson", "example"),
    "lardomar": ("lesson", "lesson"),
    "aktiviteter": ("activity", "activity"),
    "forslag": ("proposal", "proposal"),
    "format": ("format", "format"),
}
PAGES = f"""
SELECT 'document', CAST(d.id AS text), CAST(d.changed AS text) FROM {Document._meta.db_table} d
    WHERE {OPEN_DOCUMENT}
UNION ALL SELECT 'lesson', CAST(l.id AS text), CAST(l.changed AS text) FROM {Lesson._meta.db_table} l
    WHERE {OPEN_LESSON}
UNION ALL SELECT 'activity', CAST(a.id AS text), CAST(COALESCE(a.ended, a.reported, a.started, a.created) AS text)
    FROM {Activity._meta.db_table} a WHERE {OPEN_ACTIVITY}
UNION ALL SELECT 'proposal', CAST(p.id AS text), CAST(COALESCE(p.changed, p.published) AS text) FROM {Proposal._meta.db_table} p
    WHERE {OPEN_PROPOSAL}
UNION ALL SELECT 'format', v.format, CAST(MAX(v.published) AS text) FROM {FormatVersion._meta.db_table} v
    WHERE v.state = 'published' GROUP BY v.format
UNION ALL SELECT 'organisation', o.slug, CAST(NULL AS text) FROM {Organisation._meta.db_table} o
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One thing that everybody may read. `subject` is its room's word, `sort` what it is; `id` is text: a format's is a word."""

    subject: str
    id: str
    sort: str
    title: str
    summary: str
    author: str
    at: datetime
    changed: datetime


@dataclass(frozen=True, slots=True)
class PageRow:
    """One open page. `id`: its number, or the word that stands in its address."""

    subject: str
    id: str
    changed: datetime | None


def newest(*, sort: str = "", theme: int = 0, most: int = 50, english: bool = False) -> list[Opened]:
    """The newest of what is open, of one sort (a word of `SORTS`) or about one theme, else of all. One query."""
    asked = SORTS[sort][0] if sort else ""
    reads = {
        "document": DOCUMENTS, "lesson": LESSONS, "activity": ACTIVITIES, "proposal": PROPOSALS,
        "format": FORMATS.format(name="v.name_en" if english else "v.name_sv"),
    }  # fmt: skip
    if theme:
        chosen = [reads[room] + narrowed for room, narrowed in OF_THEME.items()]
    else:
        chosen = [read for room, read in reads.items() if not asked or room == asked]
    found = " UNION ALL ".join(chosen)
    of_sort = "WHERE x.sort = %(sort)s" if sort else ""
    rows = sql.rows(
        f"SELECT * FROM ({found}) x {of_sort} ORDER BY x.at DESC, x.subject, x.id DESC LIMIT %(most)s",
        sort=SORTS[sort][1] if sort else "", theme=theme, most=most,
    )  # fmt: skip
    return [_opened(row) for row in rows if row[6]]


def pages(first: int, most: int) -> Iterator[PageRow]:
    """So many open pages from a place on, in an order that stays. One query."""
    for subject, id, changed in sql.rows(f"{PAGES} ORDER BY 1, 2 LIMIT %(most)s OFFSET %(first)s", first=first, most=most):
        yield PageRow(subject, id, sql.moment(changed))


def how_many_pages() -> int:
    """How many open pages there are. One query."""
    return int(sql.rows(f"SELECT COUNT(*) FROM ({PAGES}) x")[0][0])


def _opened(row: tuple[str, ...]) -> Opened:
    subject, id, sort, title, summary, author, at, changed = row
    since = sql.moment(at)
    assert since is not None  # left out before: what has no day is not open
    return Opened(
        subject=subject, id=id, sort=sort, title=title, summary=summary, author=author, at=since, changed=sql.moment(changed) or since
    )
