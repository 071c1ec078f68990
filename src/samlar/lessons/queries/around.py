"""What stands around one lesson on its page: reviews, who has taken it home, what was merged into it, what has happened."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from samlar.activities import queries as activities
from samlar.activities.rules.access import may_lead
from samlar.formats.sentence import Sentence
from samlar.foundation import audit, sql
from samlar.lessons.models import Lesson, Review, Uptake
from samlar.lessons.queries.lessons import SEEN, seen_by
from samlar.lessons.queries.listing import RANKS
from samlar.lessons.rules.rows import LessonRow
from samlar.lessons.rules.words import Standing
from samlar.people.models import Organisation
from samlar.people.queries.trail import TrailRow, by_whom
from samlar.people.rules import Actor

MOST = 60  # organisations that the page lists
HOMES = f"""
SELECT u.id, u.organisation_id, o.name, o.slug, u.standing, CAST(u.since AS text), COUNT(*) OVER ()
FROM {Uptake._meta.db_table} u JOIN {Organisation._meta.db_table} o ON o.id = u.organisation_id
WHERE u.lesson_id = %(lesson)s AND (u.organisation_id = %(organisation)s OR u.audience IN %(tokens)s)
ORDER BY CASE WHEN u.organisation_id = %(organisation)s THEN 0 ELSE 1 END, CASE u.standing {RANKS} ELSE -1 END DESC,
    u.since, u.id LIMIT {MOST}
"""
MERGED = f"""
SELECT l.id, l.sentence, o.name, l.state FROM {Lesson._meta.db_table} l JOIN {Organisation._meta.db_table} o ON o.id = l.organisation_id
WHERE (l.merged_into_id = %(lesson)s OR l.id = %(into)s) AND {SEEN} ORDER BY l.written, l.id
"""


@dataclass(frozen=True, slots=True)
class Home:
    """One organisation that has taken it home, as far as the viewer sees."""

    id: int
    organisation: int
    name: str
    slug: str
    standing: Standing
    since: date
    ours: bool


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """What somebody from another organisation found. `earlier`: the words have been changed since."""

    holds: bool
    note: str
    person_name: str
    organisation: int
    organisation_name: str
    made: datetime
    earlier: bool


@dataclass(frozen=True, slots=True)
class Other:
    """Another lesson that this one leads to, or that led here."""

    id: int
    sentence: str
    organisation_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the page shows beside the lesson's own words. `total`: organisations that have it, as far as the viewer sees."""

    homes: tuple[Home, ...]
    total: int
    own: Home | None
    reviews: tuple[ReviewRow, ...]
    merged_from: tuple[Other, ...]
    merged_into: Other | None


def around(actor: Actor, row: LessonRow) -> Around:
    """Three queries. The reviews are read by those who are signed in."""
    seen = seen_by(actor)
    rows = sql.rows(HOMES, lesson=row.id, **seen)
    homes = tuple(_home(actor, one) for one in rows)
    others = sql.rows(MERGED, lesson=row.id, into=row.merged_into or 0, **seen)
    return Around(
        homes=homes,
        total=rows[0][-1] if rows else 0,
        own=next((one for one in homes if one.ours), None),
        reviews=reviews(row) if actor.signed_in else (),
        merged_from=tuple(Other(*one[:3]) for one in others if one[0] != row.merged_into),
        merged_into=next((Other(*one[:3]) for one in others if one[0] == row.merged_into), None),
    )


def reviews(row: LessonRow) -> tuple[ReviewRow, ...]:
    """What others have found, newest first. One query. For those who are signed in and see the lesson."""
    found = Review.objects.filter(lesson=row.id).values_list(
        "holds", "note", "person__name", "organisation", "organisation__name", "made", "lesson_revision"
    )
    return tuple(ReviewRow(*one[:6], one[6] < row.revision and _reworded(row, one[5])) for one in found)


def _reworded(row: LessonRow, made: datetime) -> bool:
    return row.changed > made


def leads_its_activity(actor: Actor, row: LessonRow) -> bool:
    """Whether the viewer leads the activity that it comes from. At most three queries."""
    return row.activity is not None and actor.at_work and may_lead(actor, activities.activity(actor, row.activity))


def _home(actor: Actor, row: tuple[Any, ...]) -> Home:
    id, organisation, name, slug, standing, since, _ = row
    day = sql.day(since)
    assert day is not None  # an uptake always has its day
    return Home(id, organisation, name, slug, Standing(standing), day, actor.at_work and organisation == actor.organisation)


# — what has happened —

SAID = {
    "lesson.captured": Sentence("Lärdomen fångades.", "The lesson was caught."),
    "lesson.changed": Sentence("Orden ändrades.", "The words were changed."),
    "lesson.shared": Sentence("Lärdomen delades.", "The lesson was shared."),
    "lesson.published": Sentence("Lärdomen publicerades.", "The lesson was published."),
    "lesson.reviewed": Sentence("{by} granskade lärdomen.", "{by} reviewed the lesson."),
    "lesson.made_obsolete": Sentence("Lärdomen markerades som föråldrad.", "The lesson was marked as obsolete."),
    "lesson.holds_again": Sentence("Lärdomen gäller igen.", "The lesson holds again."),
    "lesson.merged": Sentence("Lärdomen fördes samman med en annan.", "The lesson was merged into another."),
    "lesson.took_in": Sentence("En annan lärdom fördes samman med den här.", "Another lesson was merged into this one."),
}


def trail(actor: Actor, row: LessonRow) -> list[TrailRow]:
    """What has happened, newest first, for those who are signed in. While it was a draft it is its own organisation's business.
    Three queries."""
    if not actor.signed_in:
        return []
    entries = [one for one in audit.trail("lesson", row.id) if one["verb"] in SAID]
    if not row.ours:
        first = row.shared or row.published
        entries = [one for one in entries if first is not None and one["at"] >= first]
    return [
        TrailRow(entry["at"], who, SAID[entry["verb"]].fill(by=by or Sentence("Någon", "Somebody")), entry["reason"])
        for entry, who, by in by_whom(entries)
    ]
