"""How many took part, of an activity and over a period (E6). Plain SQL: one statement reads all that a page shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from samlar.activities.models import Activity, ProgrammeItem, Session, Speaker
from samlar.activities.queries.released import ITEMS, RELEASED
from samlar.activities.rules.rows import ActivityRow
from samlar.formats import words
from samlar.formats.sentence import Sentence
from samlar.foundation import clock, sql
from samlar.foundation.sql import Rows
from samlar.people.models import Organisation, OrganisationKind, Person
from samlar.people.rules import Actor
from samlar.registration.models import Attendance, Registration
from samlar.registration.queries.attendance import roles_of
from samlar.registration.rules import attendance
from samlar.registration.rules.machine import State
from samlar.reports.rules import figures as rules
from samlar.reports.rules.figures import Attended, Figures, KindFigures, OrganisationFigures, PartFigures, SessionFigures

ACTIVITY, SESSION, ATTENDANCE = Activity._meta.db_table, Session._meta.db_table, Attendance._meta.db_table
REGISTRATION, ORGANISATION = Registration._meta.db_table, Organisation._meta.db_table
BEGUN = ("running", "reported", "closed", "cancelled")
# chosen: the activities; programme: their sessions as released; draft: sessions that are not, but where somebody was noted (0008);
# held: those of both that have begun; took: one row a participation; at: the kind of an organisation at its latest session.
GROUND = f"""
WITH chosen AS (
    SELECT a.id, a.format, a.title FROM {ACTIVITY} a WHERE {{chosen}}),
programme AS (
    {RELEASED} AND r.activity_id IN (SELECT id FROM chosen)),
draft AS (
    SELECT s.id, s.activity_id, s.title, s.kind, s.starts, s.host_id FROM {SESSION} s
    WHERE s.activity_id IN (SELECT id FROM chosen) AND s.cancelled IS NULL AND s.id NOT IN (SELECT id FROM programme)
        AND EXISTS (SELECT 1 FROM {ATTENDANCE} t WHERE t.session_id = s.id AND t.present)),
held AS (
    SELECT s.id, s.activity_id, s.title, s.kind, s.starts, s.host_id, a.format, a.title AS activity_title
    FROM (SELECT id, activity_id, title, kind, starts, host_id FROM programme UNION ALL SELECT * FROM draft) s
    JOIN chosen a ON a.id = s.activity_id WHERE s.starts <= %(now)s {{when}} {{theirs}}),
took AS (
    SELECT t.session_id, t.person_id, MIN(t.organisation_id) AS organisation_id, MIN(h.activity_id) AS activity_id
    FROM {ATTENDANCE} t JOIN held h ON h.id = t.session_id WHERE t.present {{own}} GROUP BY t.session_id, t.person_id),
missed AS (
    SELECT t.session_id, t.person_id FROM {ATTENDANCE} t JOIN held h ON h.id = t.session_id
    WHERE NOT t.present AND t.item_id IS NULL {{own}}),
registered AS (
    SELECT t.organisation_id, t.kind, t.received FROM {REGISTRATION} t
    WHERE t.state = '{State.CONFIRMED}' AND {{of}} {{own}}),
kinds AS (
    SELECT t.organisation_id, t.kind, h.starts AS at FROM {ATTENDANCE} t JOIN held h ON h.id = t.session_id WHERE t.present {{own}}
    UNION ALL SELECT organisation_id, kind, received FROM registered),
latest AS (
    SELECT organisation_id, kind FROM (
        SELECT organisation_id, kind, ROW_NUMBER() OVER (PARTITION BY organisation_id ORDER BY at DESC) AS place FROM kinds) ranked
    WHERE place = 1)
"""
TOTAL = """SELECT 'total', COUNT(*), COUNT(DISTINCT person_id), COUNT(DISTINCT organisation_id), (SELECT COUNT(*) FROM missed),
    (SELECT COUNT(DISTINCT organisation_id) FROM registered), '', '', '', '' FROM took"""
VISITS = f"""SELECT 'sessions', COUNT(*), COUNT(CASE WHEN h.kind = 'study_visit' THEN 1 END),
    COUNT(DISTINCT CASE WHEN h.kind = 'study_visit' AND k.counts_as = 'region' THEN h.host_id END), 0, 0, '', '', '', ''
    FROM held h LEFT JOIN {ORGANISATION} o ON o.id = h.host_id LEFT JOIN {OrganisationKind._meta.db_table} k ON k.code = o.kind_id"""
ORGANISATIONS = f"""SELECT 'organisation', o.id,
    CASE WHEN EXISTS (SELECT 1 FROM registered r WHERE r.organisation_id = o.id) THEN 1 ELSE 0 END,
    (SELECT COUNT(DISTINCT person_id) FROM took WHERE took.organisation_id = o.id),
    (SELECT COUNT(*) FROM took WHERE took.organisation_id = o.id),
    ROW_NUMBER() OVER (ORDER BY o.name), o.name, o.slug, latest.kind, ''
    FROM latest JOIN {ORGANISATION} o ON o.id = latest.organisation_id"""
SESSIONS = f"""SELECT 'session', h.id, (SELECT COUNT(*) FROM took WHERE took.session_id = h.id),
    (SELECT COUNT(*) FROM missed WHERE missed.session_id = h.id), h.activity_id, ROW_NUMBER() OVER (ORDER BY h.starts, h.id),
    h.title, CAST(h.starts AS text), h.kind, COALESCE(o.name, '') FROM held h LEFT JOIN {ORGANISATION} o ON o.id = h.host_id"""
SPEAKERS = f"""SELECT 'speaker', h.activity_id, 0, 0, 0, 0, s.name, s.gender, '', ''
    FROM {Speaker._meta.db_table} s JOIN {ProgrammeItem._meta.db_table} i ON i.id = s.item_id JOIN held h ON h.id = i.session_id
    WHERE i.state = 'planned' AND (i.session_id IN (SELECT id FROM draft)
        OR i.id IN ({ITEMS} AND r.activity_id IN (SELECT id FROM chosen)))"""
PART = """SELECT '{word}', {id}, COUNT(DISTINCT h.id), COUNT(DISTINCT t.person_id), COUNT(DISTINCT t.organisation_id), COUNT(t.person_id),
    {name}, '', '', '' FROM held h LEFT JOIN took t ON t.session_id = h.id GROUP BY {by}"""
FORMATS = PART.format(word="format", id="0", name="h.format", by="h.format")
ACTIVITIES = PART.format(word="activity", id="h.activity_id", name="h.activity_title", by="h.activity_id, h.activity_title")
SEEN = "a.audience IN %(tokens)s AND a.stage_kind IN %(begun)s"
OWN = "AND t.organisation_id = %(organisation)s"
THEIRS = f"AND EXISTS (SELECT 1 FROM {ATTENDANCE} t WHERE t.session_id = s.id AND t.present AND t.organisation_id = %(organisation)s)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What an organisation's page tells of its figures, from a year ago through today."""

    first: date
    last: date
    people: int
    participations: int
    sessions: int


def figures_of(actor: Actor, activity: ActivityRow) -> Figures:
    """The figures of one activity, for everyone who sees it. Two queries. The caller has fetched it through `queries.activity`."""
    return _read(
        [TOTAL, VISITS, ORGANISATIONS, SESSIONS, SPEAKERS], chosen="a.id = %(activity)s", of="t.activity_id = %(activity)s",
        activity=activity.id,
    )  # fmt: skip


def figures(actor: Actor, first: date, last: date, *, format: str = "", organisation: int | None = None, sessions: bool = False) -> Figures:
    """The figures of the sessions held from a day through a day (Stockholm), in the activities that the viewer sees. Two queries.

    `format` and `organisation` narrow them: of an organisation, the sessions where somebody of it was there, and only its people.
    `sessions`: the sessions are told one by one, too.
    """
    chosen = SEEN
    chosen += " AND a.format = %(format)s" if format else ""
    parts = [TOTAL, VISITS, ORGANISATIONS, FORMATS, ACTIVITIES]
    parts += [] if organisation is not None else [SPEAKERS]
    return _read(
        [*parts, *([SESSIONS] if sessions else [])],
        chosen=chosen,
        when="AND s.starts >= %(first)s AND s.starts < %(after)s",
        of="t.activity_id IN (SELECT activity_id FROM held)",
        organisation=organisation,
        tokens=sorted(actor.tokens),
        begun=BEGUN,
        first=_start(first),
        after=_start(last + timedelta(days=1)),
        format=format,
    )


def line_of(actor: Actor, organisation: int) -> Line:
    """How an organisation's people took part in the last twelve months, in the activities that the viewer sees. One query."""
    today = clock.today()
    first = today - timedelta(days=365)
    statement = GROUND + TOTAL + " UNION ALL " + VISITS
    found = sql.by_word(
        statement.format(
            chosen=SEEN, when="AND s.starts >= %(first)s", theirs=THEIRS, own=OWN,
            of="t.activity_id IN (SELECT activity_id FROM held)",
        ),
        now=clock.now(), tokens=sorted(actor.tokens), begun=BEGUN, first=_start(first), organisation=organisation,
    )  # fmt: skip
    participations, people, *_ = found["total"][0]
    return Line(first=first, last=today, people=people, participations=participations, sessions=found["sessions"][0][0])


def years(actor: Actor) -> list[int]:
    """The years, newest first, in which something was held that the viewer sees. One query."""
    rows = sql.rows(
        (GROUND + "SELECT CAST(MIN(h.starts) AS text), CAST(MAX(h.starts) AS text) FROM held h").format(
            chosen=SEEN, when="", theirs="", own="", of="1 = 0"
        ),
        now=clock.now(), tokens=sorted(actor.tokens), begun=BEGUN,
    )  # fmt: skip
    first, last = (clock.day_of(sql.moment(text)) for text in rows[0])
    return list(range(last.year, first.year - 1, -1)) if first and last else []


def attended(actor: Actor, activity: ActivityRow) -> tuple[Attended, ...]:
    """Everybody who was noted at the activity's sessions, by session and name: for those who hold them; nothing for others. Two queries."""
    if not attendance.may_mark(actor, activity, roles_of(actor, activity.id)):
        return ()
    rows = sql.rows(
        f"""SELECT CAST(s.starts AS text), s.title, p.name, o.name, MAX(CASE WHEN t.present THEN 1 ELSE 0 END), CAST(MIN(t.noted) AS text)
        FROM {ATTENDANCE} t JOIN {SESSION} s ON s.id = t.session_id JOIN {Person._meta.db_table} p ON p.id = t.person_id
        JOIN {ORGANISATION} o ON o.id = t.organisation_id
        WHERE s.activity_id = %(activity)s AND s.cancelled IS NULL AND (t.present OR t.item_id IS NULL)
        GROUP BY s.id, s.starts, s.title, p.id, p.name, o.id, o.name ORDER BY s.starts, s.id, p.name, p.id""",
        activity=activity.id,
    )
    return tuple(
        Attended(_day(starts), title, person, organisation, bool(present), sql.moment(noted) or clock.now())
        for starts, title, person, organisation, present, noted in rows
    )


def _read(parts: Iterable[str], *, chosen: str, when: str = "", of: str, organisation: int | None = None, **values: object) -> Figures:
    """One statement of the parts, and the names of the kinds."""
    own, theirs = (OWN, THEIRS) if organisation is not None else ("", "")
    statement = (GROUND + " UNION ALL ".join(parts)).format(chosen=chosen, when=when, theirs=theirs, own=own, of=of)
    found = sql.by_word(statement, now=clock.now(), organisation=organisation, **values)
    participations, people, attended_by, absences, registered, *_ = found["total"][0]
    sessions, study_visits, regions_visited, *_ = found["sessions"][0]
    organisations = _organisations(found["organisation"])
    speakers = rules.speakers_by_gender((activity, name, gender) for activity, _, _, _, _, name, gender, *_ in found["speaker"])
    return Figures(
        people=people,
        participations=participations,
        registered=registered,
        attended=attended_by,
        sessions=sessions,
        study_visits=study_visits,
        regions_visited=regions_visited,
        absences=absences,
        speakers=rules.told_of_gender(speakers) if organisation is None else {},
        speakers_in_all=sum(speakers.values()) if organisation is None else None,
        kinds=_kinds(organisations),
        organisations=organisations,
        held=_sessions(found["session"]),
        formats=_parts(found["format"]),
        activities=_parts(found["activity"]),
    )


def _organisations(rows: Rows) -> tuple[OrganisationFigures, ...]:
    return tuple(
        OrganisationFigures(id=id, name=name, slug=slug, kind=kind, registered=bool(registered), people=people, participations=times)
        for id, registered, people, times, _place, name, slug, kind, _ in sorted(rows, key=lambda row: row[4])
    )


def _sessions(rows: Rows) -> tuple[SessionFigures, ...]:
    return tuple(
        SessionFigures(id=id, activity=activity, title=title, day=_day(starts), kind=kind, host=host, there=there, absent=absent)
        for id, there, absent, activity, _place, title, starts, kind, host in sorted(rows, key=lambda row: row[4])
    )


def _parts(rows: Rows) -> tuple[PartFigures, ...]:
    """The largest first."""
    found = [
        PartFigures(id=id, name=name, sessions=sessions, people=people, organisations=organisations, participations=times)
        for id, sessions, people, organisations, times, name, *_ in rows
    ]
    return tuple(sorted(found, key=lambda one: (-one.participations, -one.sessions, one.name)))


def _kinds(organisations: tuple[OrganisationFigures, ...]) -> tuple[KindFigures, ...]:
    """How many of each kind, in the register's order of kinds. One query."""
    names = {row.code: Sentence(row.plural_sv, row.plural_en) for row in OrganisationKind.objects.all()}
    used = {one.kind for one in organisations}
    return tuple(
        KindFigures(
            kind,
            names.get(kind) or words.KINDS.get(kind) or Sentence(kind, kind),
            sum(one.registered for one in organisations if one.kind == kind),
            sum(one.participations > 0 for one in organisations if one.kind == kind),
        )
        for kind in [*(code for code in names if code in used), *sorted(used - set(names))]
    )


def _start(day: date) -> datetime:
    """When a day begins in Stockholm."""
    return datetime.combine(day, time(), clock.STOCKHOLM)


def _day(text: str) -> date:
    found = clock.day_of(sql.moment(text))
    assert found is not None
    return found
