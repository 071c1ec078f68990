"""What is related to what somebody writes, at the moment it is written: lessons, examples and activities, and who uses them (B5).

The search index (G2) is asked for what the words may be near, however old it is. While it is being made, the newest that the viewer sees
are read instead, and those that hold most of the stems are taken. Either way `reports.rules.related` judges what is near enough.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from heapq import nlargest
from typing import Any

from samlar.activities.models import Activity
from samlar.catalogue import queries as catalogue
from samlar.formats.sentence import Sentence
from samlar.foundation import clock, sql
from samlar.foundation.search.entries import key
from samlar.lessons.models import Example, Lesson, Uptake
from samlar.lessons.queries.lessons import SEEN, seen_by
from samlar.lessons.rules.words import LADDER, LIVE_LESSONS, Kind, Standing
from samlar.library.queries.finding import NotReady, answer, left_out
from samlar.library.rules.searching import Wanted, asked_words
from samlar.people.models import Organisation
from samlar.people.rules import Actor
from samlar.reports.rules.related import Candidate, as_written, beginnings, held_by, near, salient
from samlar.reports.rules.search import Kind as Sort

READ = 2_000  # of each kind, the newest, without the index
JUDGED = 50  # of each kind without the index, of all with it
SORTS = (Sort.LESSON.value, Sort.EXAMPLE.value, Sort.ACTIVITY.value)
NAMED = 3  # organisations that are named of those that have taken something home
ACTIVITY = "activity"
Key = tuple[str, int]  # lesson (or example) or activity, and its number
UPTAKE, ORGANISATION = Uptake._meta.db_table, Organisation._meta.db_table
SEEN_UPTAKE = "(u.organisation_id = %(organisation)s OR u.audience IN %(tokens)s) AND u.standing IN %(ladder)s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """One thing that is near. `kind`: lesson, example or activity. `about`: whose it is, or its format.

    `users`: some of the organisations that have taken it home, those that have come furthest first, and `all_users` how many there are;
    `used`: how many use it. Only what the viewer sees is here, named and counted.
    """

    kind: str
    id: int
    title: str
    about: Sentence
    day: date | None
    users: tuple[str, ...]
    all_users: int
    used: int


# By number, which is the order they were written in: the database reads backwards until it has found as many as are wanted.
NEWEST = f"""
SELECT * FROM (SELECT 'lesson', l.id, l.sentence || ' ' || l.context || ' ' || l.takes || ' '
        || COALESCE(e.place || ' ' || e.problem || ' ' || e.done, '')
    FROM {Lesson._meta.db_table} l LEFT JOIN {Example._meta.db_table} e ON e.lesson_id = l.id
    WHERE l.state IN %(live)s AND l.id <> %(but_lesson)s AND {SEEN} ORDER BY l.id DESC LIMIT {READ}) lessons
UNION ALL SELECT * FROM (SELECT 'activity', a.id, a.title || ' ' || a.summary FROM {Activity._meta.db_table} a
    WHERE a.audience IN %(tokens)s AND a.stage_kind <> 'cancelled' AND a.id <> %(but_activity)s ORDER BY a.id DESC LIMIT {READ}) activities
"""
# Looked at once more: what has been closed or called off since it was read into the index is not told of.
TOLD = f"""
SELECT 'lesson', l.id, l.sentence, CAST(l.day AS text), (SELECT COUNT(*) FROM {UPTAKE} u WHERE u.lesson_id = l.id AND {SEEN_UPTAKE}),
    l.kind, o.name, 0
FROM {Lesson._meta.db_table} l JOIN {ORGANISATION} o ON o.id = l.organisation_id
WHERE l.id IN %(lessons)s AND l.state IN %(live)s AND {SEEN}
UNION ALL SELECT 'activity', a.id, a.title, CAST(COALESCE(a.ended, a.started, a.created) AS text),
    (SELECT COUNT(DISTINCT u.organisation_id) FROM {UPTAKE} u WHERE u.activity_id = a.id AND {SEEN_UPTAKE}), '', '', a.version_id
FROM {Activity._meta.db_table} a WHERE a.id IN %(activities)s AND a.audience IN %(tokens)s AND a.stage_kind <> 'cancelled'
"""
RANK = "CASE u.standing " + " ".join(f"WHEN '{one}' THEN {one.rank}" for one in LADDER) + " END"
USERS = f"""
SELECT 'lesson', u.lesson_id, o.name, MAX({RANK}) FROM {UPTAKE} u JOIN {ORGANISATION} o ON o.id = u.organisation_id
    WHERE u.lesson_id IN %(lessons)s AND {SEEN_UPTAKE} GROUP BY u.lesson_id, o.name
UNION ALL SELECT 'activity', u.activity_id, o.name, MAX({RANK}) FROM {UPTAKE} u JOIN {ORGANISATION} o ON o.id = u.organisation_id
    WHERE u.activity_id IN %(activities)s AND {SEEN_UPTAKE} GROUP BY u.activity_id, o.name
"""


@dataclass(frozen=True, slots=True)
class Held:
    """What may be near: the words in which it may be, and how like the index finds it (0 without it)."""

    text: str
    likeness: float = 0.0


def related(actor: Actor, text: str, most: int = 5, *, but: tuple[str, int] = ("", 0)) -> tuple[Related, ...]:
    """What is nearest to a text of what the viewer sees, nearest first; `but`: (kind, id) of what is being written.

    Nine queries at most, none for a text that says nothing. What the viewer does not see is neither shown nor weighed.
    """
    wanted = salient(text)
    if not wanted:
        return ()
    try:
        held = _found(actor, as_written(wanted, text), *but)
    except NotReady:
        held = _holding(actor, wanted, *but)
    if not held:
        return ()
    told = {(row[0], row[1]): row for row in sql.rows(TOLD, ladder=LADDER, live=LIVE_LESSONS, **_ids(held), **seen_by(actor))}
    candidates = [
        Candidate(at, told[at][2], one.text, _years(told[at]), told[at][4], one.likeness) for at, one in held.items() if at in told
    ]
    return _rows(actor, [told[one.key] for one in near(wanted, candidates, most=most)])


def _found(actor: Actor, words: str, kind: str, but: int) -> dict[Key, Held]:
    """What the index finds, with the passages that were hit. Five queries. Raises NotReady."""
    out = left_out()
    out = replace(out, keys=(*out.keys, key(kind, but)))
    found = answer(actor, Wanted(words=asked_words(words), kinds=SORTS), out=out, size=JUDGED, counted=False)
    scores = {hit.key: hit.score for hit in found.told.hits}
    return {
        (ACTIVITY if one.kind == ACTIVITY else "lesson", int(one.id)): Held(" ".join(part.text for part in one.passages), scores[one.key])
        for one in found.things
    }


def _holding(actor: Actor, wanted: Sequence[str], kind: str, but: int) -> dict[Key, Held]:
    """What holds most of the stems, of each kind, with its words. One query."""
    of_activity = kind == ACTIVITY
    values = {"live": LIVE_LESSONS, "but_lesson": 0 if of_activity else but, "but_activity": but if of_activity else 0}
    found: dict[str, list[tuple[int, int, str]]] = {"lesson": [], ACTIVITY: []}
    begun = beginnings(wanted)
    for room, id, hay in sql.rows(NEWEST, **values, **seen_by(actor)):
        hits = held_by(begun, hay)
        if hits:
            found[room].append((hits, id, hay))
    return {(room, id): Held(hay) for room, several in found.items() for _, id, hay in nlargest(JUDGED, several)}


def _ids(keys: Iterable[Key]) -> dict[str, list[int]]:
    """The numbers of each kind."""
    several = list(keys)
    return {
        "lessons": [id for kind, id in several if kind != ACTIVITY],
        "activities": [id for kind, id in several if kind == ACTIVITY],
    }


def _day(row: tuple[Any, ...]) -> date | None:
    return clock.day_of(sql.moment(row[3])) if row[0] == ACTIVITY else sql.day(row[3])


def _years(row: tuple[Any, ...]) -> float:
    day = _day(row)
    return (clock.today() - day).days / 365 if day else 0.0


def _rows(actor: Actor, chosen: Sequence[tuple[Any, ...]]) -> tuple[Related, ...]:
    if not chosen:
        return ()
    users: dict[Key, list[tuple[int, str]]] = {}
    ids = _ids((row[0], row[1]) for row in chosen)
    for kind, id, name, rank in sql.rows(USERS, ladder=LADDER, **ids, **seen_by(actor)):
        users.setdefault((kind, id), []).append((-rank, name))
    versions = catalogue.versions(row[7] for row in chosen if row[0] == ACTIVITY)
    found = []
    for row in chosen:
        room, id, title, _, _, kind, organisation, version = row
        by = sorted(users.get((room, id), ()))
        found.append(
            Related(
                kind=ACTIVITY if room == ACTIVITY else Kind(kind).value,
                id=id,
                title=title,
                about=versions[version].definition.name if room == ACTIVITY else Sentence(organisation, organisation),
                day=_day(row),
                users=tuple(name for _, name in by[:NAMED]),
                all_users=len(by),
                used=sum(1 for rank, _ in by if -rank == Standing.USED.rank),
            )
        )
    return tuple(found)
