"""What a question of the clock shows to whoever holds its link, and what waits for a signed-in owner (F3)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from samlar.activities.rules.follow_up import QuestionClosed, must_be_open
from samlar.formats.sentence import Sentence
from samlar.foundation import clock, sql
from samlar.lessons.models import Lesson
from samlar.lessons.queries import following
from samlar.lessons.queries import handoffs as handoff_queries
from samlar.lessons.queries.following import Kind
from samlar.lessons.queries.receiving import still_answers
from samlar.lessons.queries.uptakes import uptake
from samlar.lessons.rules.follow_up import OF_HANDOFF, OF_UPTAKE, Answer, is_anothers
from samlar.lessons.rules.handoffs import HandoffRow
from samlar.lessons.rules.rows import UptakeRow
from samlar.people.models import Link, Organisation, Person
from samlar.people.queries.links import opened, token_for
from samlar.people.rules import Actor, NotVisible, Waiting
from samlar.people.rules.links import LinkRow, holds

PURPOSE = "follow_up"
MOST = 20  # that wait on somebody's page
HELD_LINK = "k.nonce <> '' AND k.used IS NULL AND k.revoked IS NULL AND k.expires > %(now)s"  # a link that still holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one question asks, or asked. `uptake` or `handoff`: what it is about, as whoever was asked sees it.

    `closed`: why no answer is taken (any more); then nothing is shown but what this person answered. `answer`: what was answered, by
    whoever answered; empty while nothing is, and for whom it is no longer.
    """

    id: int
    link: LinkRow
    language: str
    kind: Kind
    subject: int
    actor: Actor
    organisation: str
    uptake: UptakeRow | None
    handoff: HandoffRow | None
    months: int
    asked: datetime
    closed: QuestionClosed | None
    answer: Answer | None
    word: str
    new_day: date | None
    answered: datetime | None

    @property
    def answers(self) -> tuple[Answer, ...]:
        return OF_UPTAKE if self.kind == "uptake" else OF_HANDOFF


QUESTION = f"""
SELECT f.id, f.uptake_id, f.handoff_id, COALESCE(o.name, ''), f.months, CAST(f.asked AS text), f.answer, f.word, CAST(f.new_day AS text),
    CAST(f.answered AS text), p.language
FROM {following.FOLLOW_UP} f JOIN {Person._meta.db_table} p ON p.id = %(person)s
LEFT JOIN {following.UPTAKE} u ON u.id = f.uptake_id LEFT JOIN {following.HANDOFF} h ON h.id = f.handoff_id
LEFT JOIN {Organisation._meta.db_table} o ON o.id = COALESCE(u.organisation_id, h.to_organisation_id)
WHERE f.id = %(question)s
"""


class _Row(NamedTuple):
    """A question as `QUESTION` tells it: days and moments are text."""

    id: int
    uptake: int | None
    handoff: int | None
    organisation: str
    months: int
    asked: str
    answer: str
    word: str
    new_day: str | None
    answered: str | None
    language: str


def about(token: str) -> tuple[Kind, int]:
    """What a link's question is about, to be locked before it is read. Two queries. Raises NotVisible."""
    return _about(_row(opened(token, PURPOSE)))


def _row(link: LinkRow) -> _Row:
    rows = sql.rows(QUESTION, question=link.subject, person=link.person)
    if not rows:
        raise NotVisible
    return _Row(*rows[0])


def _about(row: _Row) -> tuple[Kind, int]:
    subject = row.uptake or row.handoff
    assert subject is not None
    return "uptake" if row.uptake is not None else "handoff", subject


def asked(token: str) -> Asked:
    """What a link leads to, whether or not it still asks. A constant number of queries. Raises NotVisible."""
    link = opened(token, PURPOSE)
    row = _row(link)
    kind, subject = _about(row)
    case = following.case(kind, subject)
    theirs = case.owner == link.person
    closed = None
    try:
        asks = case.runs and holds(link, clock.now())
        must_be_open(row.answer, asks=asks, another=None if theirs else is_anothers(row.organisation))
    except QuestionClosed as why:
        closed = why
    told = row.answer in tuple(Answer) and theirs
    shown = closed is None or told
    actor = Actor(person=link.person, name=link.person_name, organisation=case.organisation)
    return Asked(
        id=row.id, link=link, language=row.language, kind=kind, subject=subject, actor=actor, organisation=row.organisation,
        uptake=uptake(actor, subject) if kind == "uptake" and shown else None,
        handoff=handoff_queries.read_unattended(subject, actor) if kind == "handoff" and shown else None, months=row.months,
        asked=sql.moment(row.asked) or clock.now(), closed=closed, answer=Answer(row.answer) if told else None,
        word=row.word if told else "",
        new_day=sql.day(row.new_day) if told else None, answered=sql.moment(row.answered) if told else None,
    )  # fmt: skip


WAITING = f"""
SELECT k.id, k.nonce, l.sentence, 1
FROM {following.FOLLOW_UP} f JOIN {following.UPTAKE} x ON x.id = f.uptake_id JOIN {Lesson._meta.db_table} l ON l.id = x.lesson_id
JOIN {Link._meta.db_table} k ON k.id = f.link_id
WHERE f.answered IS NULL AND f.person_id = %(person)s AND x.owner_id = %(person)s AND x.organisation_id = %(organisation)s
    AND {following.RUNS["uptake"]} AND {HELD_LINK}
UNION ALL SELECT k.id, k.nonce, x.text, 0
FROM {following.FOLLOW_UP} f JOIN {following.HANDOFF} x ON x.id = f.handoff_id JOIN {Link._meta.db_table} k ON k.id = f.link_id
WHERE f.answered IS NULL AND f.person_id = %(person)s AND x.asked_id = %(person)s
    AND (x.to_organisation_id IS NULL OR x.to_organisation_id = %(organisation)s) AND {still_answers("x", "x.asked_id")}
    AND {following.RUNS["handoff"]} AND {HELD_LINK}
ORDER BY 1 LIMIT {MOST}
"""


def waiting_for(actor: Actor) -> list[Waiting]:
    """The clock's open questions to the viewer, the oldest first; they have no last day that matters. One query; none for visitors."""
    if not actor.signed_in:
        return []
    found = sql.rows(
        WAITING, person=actor.person, organisation=actor.organisation or 0, now=clock.now(), today=clock.today(), **following.WORDS
    )
    return [_wait(*row) for row in found]


def _wait(id: int, nonce: str, sentence: str, at_home: int) -> Waiting:
    return Waiting(
        deed="follow_up.answer",
        subject=token_for(id, PURPOSE, nonce),
        title=sentence,
        sentence=Sentence("Hur har det gått hemma?", "How has it gone at home?")
        if at_home
        else Sentence("Vad blev det av ”{sentence}”?", "What became of “{sentence}”?").fill(sentence=handoff_queries.in_short(sentence)),
        button=Sentence("Svara", "Answer"),
    )
