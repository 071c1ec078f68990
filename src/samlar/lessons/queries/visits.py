"""Who has come further with what we have taken home, and the conversations and visits that were asked for (F7).

Others are offered as far as they show the viewer where they stand; a request is read by the two organisations that it concerns.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page

from samlar.formats.sentence import Sentence
from samlar.foundation import clock, sql
from samlar.foundation.keys import is_key
from samlar.lessons.models import Lesson, Uptake, VisitRequest
from samlar.lessons.queries.lessons import seen_by
from samlar.lessons.rules.visits import BEGUN, FURTHER, OPEN, Sort, State, VisitRow, headline
from samlar.lessons.rules.words import LIVE_LESSONS, Kind, Standing
from samlar.people.models import Employment, Organisation, Person
from samlar.people.queries import TODAY
from samlar.people.rules import Actor, NotVisible, Waiting

UPTAKE, LESSON, ORGANISATION = Uptake._meta.db_table, Lesson._meta.db_table, Organisation._meta.db_table
VISIT, PERSON = VisitRequest._meta.db_table, Person._meta.db_table
PER_PAGE = 20
MOST_EACH = 8  # organisations that are offered for one lesson
MOST_WAITING = 20


@dataclass(frozen=True, slots=True)
class Ahead:
    """An organisation that has come further. `visit`: the open request of the viewer's organisation to it, if there is one."""

    uptake: int
    organisation: int
    name: str
    slug: str
    standing: Standing
    since: date
    visit: int | None
    visit_state: State | None


@dataclass(frozen=True, slots=True)
class Match:
    """One lesson, where the viewer's organisation stands with it, and who has come further, the longest in use first.

    `more`: how many others there are beyond those that are offered.
    """

    lesson: int
    kind: Kind
    sentence: str
    own: Standing | None
    ahead: tuple[Ahead, ...]
    more: int

    @property
    def headline(self) -> Sentence:
        return headline([one.standing for one in self.ahead] + [Standing.ANCHORED] * self.more, self.own)


# As a CASE, so that SQLite seeks them by their lesson: seeking by standing and audience reads almost all there are.
AS_SHOWN = "CASE WHEN u.audience IN %(tokens)s AND u.standing IN %(further)s THEN 1 ELSE 0 END = 1"
AHEAD = f"""
SELECT l.id AS lesson, l.kind, l.sentence, own.standing AS own, u.id AS uptake, o.id AS organisation, o.name, o.slug, u.standing,
    CAST(u.since AS text) AS since, v.id AS visit, v.state, COUNT(*) OVER (PARTITION BY l.id) AS many,
    ROW_NUMBER() OVER (PARTITION BY l.id ORDER BY CASE WHEN u.standing = 'used' THEN 0 ELSE 1 END, u.since, u.id) AS place
FROM {UPTAKE} u JOIN {LESSON} l ON l.id = u.lesson_id AND l.state IN %(live)s JOIN {ORGANISATION} o ON o.id = u.organisation_id
{{own}} JOIN {UPTAKE} own ON own.lesson_id = l.id AND own.organisation_id = %(organisation)s
LEFT JOIN {VISIT} v ON v.lesson_id = l.id AND v.organisation_id = %(organisation)s AND v.to_id = o.id AND v.state IN %(open)s
WHERE u.organisation_id <> %(organisation)s AND {AS_SHOWN} AND {{chosen}}
"""
OF_ONE = f"""
SELECT * FROM ({AHEAD.format(own="LEFT", chosen="l.id = %(lesson)s")}) ranked WHERE ranked.place <= {MOST_EACH}
"""
# A page of lessons, those first that most have come further with; only theirs are ranked.
MATCHES = f"""
WITH page (lesson, everything) AS MATERIALIZED (
    SELECT u.lesson_id, COUNT(*) OVER ()
    FROM {UPTAKE} own JOIN {LESSON} l ON l.id = own.lesson_id AND l.state IN %(live)s JOIN {UPTAKE} u ON u.lesson_id = own.lesson_id
    WHERE own.organisation_id = %(organisation)s AND own.standing IN %(begun)s
        AND u.organisation_id <> %(organisation)s AND {AS_SHOWN}
    GROUP BY u.lesson_id ORDER BY COUNT(*) DESC, u.lesson_id DESC LIMIT %(most)s OFFSET %(past)s)
SELECT ranked.*, page.everything
FROM page JOIN ({AHEAD.format(own="", chosen="own.standing IN %(begun)s AND l.id IN (SELECT p.lesson FROM page p)")}) ranked
    ON ranked.lesson = page.lesson
WHERE ranked.place <= {MOST_EACH}
"""


def further(actor: Actor, lesson_id: int) -> Match | None:
    """Who has come further with one lesson, as the viewer sees it; None where nobody has, and for whoever works nowhere. One query."""
    if not actor.at_work or not is_key(lesson_id):
        return None
    rows = sql.rows(OF_ONE, lesson=lesson_id, **_values(actor))
    own = Standing(rows[0][3]) if rows and rows[0][3] else None
    if not rows or own in FURTHER:
        return None
    return _match(rows)


def matches(actor: Actor, page: int = 1) -> tuple[tuple[Match, ...], int]:
    """A page of what the viewer's organisation has begun with and others have come further with, most first; and how many in all.

    One query. A page beyond the last has nothing.
    """
    if not actor.at_work:
        return (), 0
    values = {**_values(actor), "begun": BEGUN, "most": PER_PAGE, "past": (max(1, page) - 1) * PER_PAGE}
    rows = sql.rows(MATCHES, **values)
    by_lesson: dict[int, list[tuple[Any, ...]]] = {}
    for row in rows:
        by_lesson.setdefault(row[0], []).append(row[:-1])
    found = sorted((_match(several) for several in by_lesson.values()), key=lambda one: (-len(one.ahead) - one.more, -one.lesson))
    return tuple(found), rows[0][-1] if rows else 0


def _values(actor: Actor) -> dict[str, Any]:
    return {**seen_by(actor), "further": FURTHER, "open": OPEN, "live": LIVE_LESSONS}


def _match(rows: list[tuple[Any, ...]]) -> Match:
    ahead = tuple(_ahead(row) for row in sorted(rows, key=lambda row: row[-1]))
    lesson, kind, sentence, own = rows[0][:4]
    return Match(lesson, Kind(kind), sentence, Standing(own) if own else None, ahead, rows[0][-2] - len(ahead))


def _ahead(row: tuple[Any, ...]) -> Ahead:
    uptake, organisation, name, slug, standing, since, visit, state = row[4:12]
    return Ahead(
        uptake, organisation, name, slug, Standing(standing), sql.day(since) or clock.today(), visit, State(state) if state else None
    )


def standing_of(actor: Actor, lesson_id: int, organisation: int) -> Standing | None:
    """Where another organisation stands with a lesson, as it shows the viewer; None where it shows nothing. One query."""
    found = Uptake.objects.filter(lesson=lesson_id, organisation=organisation, audience__in=actor.tokens).values_list("standing", flat=True)
    first = found.first()
    return Standing(first) if first else None


# — requests —

ROW = f"""
SELECT v.id, l.id, l.kind, l.sentence, v.kind, v.state, asks.id, asks.name, asks.slug, p.name, p.email, hosts.id, hosts.name, hosts.slug,
    a.name, a.email, v.message, CAST(v.wanted_day AS text), v.answer, CAST(v.day AS text), CAST(v.asked AS text),
    CAST(v.answered AS text), COUNT(*) OVER ()
FROM {VISIT} v JOIN {LESSON} l ON l.id = v.lesson_id JOIN {ORGANISATION} asks ON asks.id = v.organisation_id
JOIN {ORGANISATION} hosts ON hosts.id = v.to_id JOIN {PERSON} p ON p.id = v.person_id LEFT JOIN {PERSON} a ON a.id = v.answered_by_id
WHERE %(organisation)s IN (v.organisation_id, v.to_id)
"""
ORDER = "ORDER BY CASE v.state WHEN 'asked' THEN 0 WHEN 'accepted' THEN 1 ELSE 2 END, v.asked DESC, v.id DESC"


def visit(actor: Actor, visit_id: int) -> VisitRow:
    """One request, for those who work at one of the two organisations. One query. Raises NotVisible."""
    if not actor.at_work or not is_key(visit_id):
        raise NotVisible
    found = sql.rows(f"{ROW} AND v.id = %(visit)s", organisation=actor.organisation, visit=visit_id)
    if not found:
        raise NotVisible
    return _row(actor, found[0][:-1])


def requests(actor: Actor, page: int = 1) -> "Page[VisitRow]":
    """A page of what the viewer's organisation has asked and been asked, what is open first. One query, two beyond the last page."""
    shown = sql.page(f"{ROW} {ORDER}", page, PER_PAGE, organisation=actor.organisation or 0)
    shown.object_list = [_row(actor, row) for row in shown.object_list]
    return shown


def _row(actor: Actor, row: tuple[Any, ...]) -> VisitRow:
    (
        id, lesson, kind, sentence, sort, state, by, by_name, by_slug, person, email, to, to_name, to_slug, answered_by, answered_email,
        message, wanted, answer, day, asked, answered,
    ) = row  # fmt: skip
    hosts, moment = actor.organisation == to, sql.moment(asked)
    assert moment is not None  # when it was asked is always kept
    named = hosts or state in (State.ACCEPTED, State.HELD)
    return VisitRow(
        id=id, lesson=lesson, kind=Kind(kind), sentence=sentence, sort=Sort(sort), state=State(state), by=by, by_name=by_name,
        by_slug=by_slug, person_name=person, person_email=email, to=to, to_name=to_name, to_slug=to_slug,
        answered_by=(answered_by or "") if named else "", answered_email=(answered_email or "") if named else "", message=message,
        wanted_day=sql.day(wanted), answer=answer, day=sql.day(day), asked=moment, answered=sql.moment(answered),
        asks=actor.organisation == by, hosts=hosts,
    )  # fmt: skip


# — what waits —

# Somebody in particular, `{0}`, while at the organisation `{1}`; else whoever represents it.
FALLS_TO = f"""
(({{0}} = %(person)s AND {{1}} = %(organisation)s) OR ({{1}} = %(organisation)s AND %(represents)s = 1 AND NOT EXISTS (
    SELECT 1 FROM {Employment._meta.db_table} e JOIN {PERSON} w ON w.id = e.person_id AND w.is_active
    WHERE e.person_id = {{0}} AND e.organisation_id = {{1}} AND {TODAY.format("e")})))
"""
WAITING = f"""
SELECT v.id, l.sentence, asks.name, hosts.name, v.kind, v.state, CAST(v.wanted_day AS text), CAST(v.day AS text)
FROM {VISIT} v JOIN {LESSON} l ON l.id = v.lesson_id
JOIN {ORGANISATION} asks ON asks.id = v.organisation_id JOIN {ORGANISATION} hosts ON hosts.id = v.to_id
WHERE (v.state = 'asked' AND {FALLS_TO.format("v.asked_person_id", "v.to_id")})
    OR (v.state = 'accepted' AND v.day < %(today)s AND {FALLS_TO.format("v.person_id", "v.organisation_id")})
ORDER BY v.asked, v.id LIMIT {MOST_WAITING}
"""


def waiting_for(actor: Actor) -> list[Waiting]:
    """What the viewer was asked and has not answered; and, from the day after, whether what was agreed came about. One query.

    Of whoever has left it falls to those who represent the organisation (A3).
    """
    if not actor.at_work:
        return []
    rows = sql.rows(
        WAITING, person=actor.person, organisation=actor.organisation, today=clock.today(), represents=int(actor.is_representative)
    )
    return [_waiting(*row) for row in rows]


def _waiting(id: int, sentence: str, by: str, to: str, sort: str, state: str, wanted: str | None, day: str | None) -> Waiting:
    said: Mapping[str, object] = {"by": by, "to": to, "sentence": sentence, "what": WHAT[Sort(sort)]}
    if state == State.ASKED:
        return Waiting(
            deed="visit.answer",
            subject=id,
            title=sentence,
            sentence=Sentence("{by} vill {what} om ”{sentence}”.", "{by} would like {what} about “{sentence}”.").fill(**said),
            button=Sentence("Svara", "Answer"),
            due=sql.day(wanted),
        )
    return Waiting(
        deed="visit.held",
        subject=id,
        title=sentence,
        sentence=Sentence("Blev det något möte med {to} om ”{sentence}”?", "Did you meet {to} about “{sentence}”?").fill(**said),
        button=Sentence("Svara", "Answer"),
    )


WHAT = {Sort.CONVERSATION: Sentence("ha ett samtal med er", "to talk with you"), Sort.VISIT: Sentence("besöka er", "to visit you")}
