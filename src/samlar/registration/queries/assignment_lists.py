"""Assignments in lists: on an activity's pages, gathered for those who lead, the organisation's, what waits, whom the clock reminds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Page

from samlar.activities.models import Activity
from samlar.activities.queries.released import OF_ACTIVITY, RELEASED
from samlar.activities.queries.staff import kept_staff
from samlar.activities.rules.access import LIVE as LIVE_STAGES
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Sentence
from samlar.foundation import clock, sql
from samlar.people.models import Employment, Link, Organisation, Person
from samlar.people.queries import TODAY
from samlar.people.rules import Actor, NotAllowed, Waiting, must_act_for_an_organisation
from samlar.registration.models import Assignment, Registration
from samlar.registration.rules import assignments as rules
from samlar.registration.rules.assignments import Written
from samlar.registration.rules.machine import LIVE, State

MOST = 20  # that wait on somebody's page
ON_A_PAGE = 20

REGISTRATION, ASSIGNMENT = Registration._meta.db_table, Assignment._meta.db_table
ACTIVITY, PERSON, LINK = Activity._meta.db_table, Person._meta.db_table, Link._meta.db_table
ORGANISATION = Organisation._meta.db_table
FIRST = f"(SELECT MIN(s.starts) FROM {OF_ACTIVITY})"  # as released
WORKS_THERE = f"""EXISTS (SELECT 1 FROM {Employment._meta.db_table} e WHERE e.person_id = g.person_id
    AND e.organisation_id = g.organisation_id AND {TODAY.format("e")})"""
LINES = f"""
SELECT g.id, a.id, a.title, p.id, p.name, o.id, o.name, m.state, m.confirmed, m.challenge, m.wanted, m."use", m.at_home
FROM {REGISTRATION} g JOIN {ACTIVITY} a ON a.id = g.activity_id JOIN {PERSON} p ON p.id = g.person_id
JOIN {ORGANISATION} o ON o.id = g.organisation_id LEFT JOIN {ASSIGNMENT} m ON m.registration_id = g.id
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One participant's assignment in a list. The texts are empty where the viewer does not read them."""

    registration: int
    activity: int
    title: str
    person: int
    name: str
    organisation: int
    organisation_name: str
    state: rules.State | None
    written: Written
    mine: bool

    @property
    def state_word(self) -> Sentence:
        return rules.WORDS[self.state]


def _lines(found: Iterable[tuple[Any, ...]], person: int | None) -> tuple[Line, ...]:
    """Rows of LINES; a draft's texts only for its writer."""
    lines = []
    for number, activity, title, who, name, organisation, organisation_name, state, confirmed, *texts in found:
        read = who == person or rules.is_shared(state, confirmed)
        written = Written(**dict(zip((part.id for part in rules.PARTS), texts, strict=True))) if state and read else Written()
        known = rules.State(state) if state else None
        lines.append(Line(number, activity, title, who, name, organisation, organisation_name, known, written, who == person))
    return tuple(lines)


def ours(actor: Actor, activity: ActivityRow) -> tuple[Line, ...]:
    """The viewer's own assignment in an activity first, then those of the own organisation's people who have a place. One query.

    Nothing for others: what an organisation wants is its own, and those who lead read it gathered.
    """
    if not actor.signed_in:
        return ()
    where = f"""WHERE g.activity_id = %(activity)s
        AND ((g.person_id = %(person)s AND g.state IN %(live)s) OR (g.organisation_id = %(organisation)s AND g.state = '{State.CONFIRMED}'))
        ORDER BY CASE WHEN g.person_id = %(person)s THEN 0 ELSE 1 END, p.name, g.id"""
    found = sql.rows(
        LINES + where, activity=activity.id, person=actor.person, organisation=actor.organisation or 0, live=[state.value for state in LIVE]
    )
    return _lines(found, actor.person)


def gathered(actor: Actor, activity: ActivityRow) -> tuple[Line, ...]:
    """Everybody's with a place, by organisation and name, for those who lead and the process leaders. Two queries.

    Raises NotAllowed for others inside.
    """
    if not may_gather(actor, activity):
        raise NotAllowed(
            Sentence(
                "Deltagarnas uppdrag läses av dem som leder aktiviteten.", "The participants' assignments are read by those who lead."
            ),
            source="E3",
        )
    found = sql.rows(
        f"{LINES} WHERE g.activity_id = %(activity)s AND g.state = '{State.CONFIRMED}' ORDER BY o.name, p.name, g.id", activity=activity.id
    )
    return _lines(found, actor.person)


def may_gather(actor: Actor, activity: ActivityRow) -> bool:
    """Whether the viewer reads them all. One query, none for visitors."""
    if not actor.signed_in:
        return False
    leaders = [one.person for one in kept_staff(activity) if one.role == "process_leader" and one.person]
    return rules.reads_all(actor, activity, leaders)


def of_our_people(actor: Actor, page: int = 1, *, most: int = ON_A_PAGE) -> "Page[Line]":
    """The assignments of the own organisation's people in activities that run: by activity and name. One query.

    Raises NotAllowed for whoever works nowhere.
    """
    organisation = must_act_for_an_organisation(actor)
    ordered = LINES.replace("m.at_home\n", "m.at_home, COUNT(*) OVER ()\n")
    found = sql.page(
        f"""{ordered} WHERE g.organisation_id = %(organisation)s AND g.state = '{State.CONFIRMED}' AND a.stage_kind = 'running'
        ORDER BY a.title, a.id, p.name, g.id""",
        page,
        most,
        organisation=organisation,
    )
    found.object_list = list(_lines(found.object_list, actor.person))
    return found


# — what waits —

WAITING = f"""
SELECT a.id, g.id, a.title, m.state, m.word, b.name, CAST({FIRST} AS text)
FROM {REGISTRATION} g JOIN {ACTIVITY} a ON a.id = g.activity_id
LEFT JOIN {ASSIGNMENT} m ON m.registration_id = g.id LEFT JOIN {LINK} l ON l.id = m.link_id LEFT JOIN {PERSON} b ON b.id = m.manager_id
WHERE g.person_id = %(person)s AND g.organisation_id = %(organisation)s AND g.state = '{State.CONFIRMED}' AND a.stage_kind = 'running'
  AND (m.id IS NULL OR m.state = 'draft' OR (m.state = 'sent' AND l.expires <= %(now)s))
  AND NOT EXISTS (SELECT 1 FROM {OF_ACTIVITY} WHERE s.starts <= %(now)s)
ORDER BY a.id LIMIT {MOST}
"""


def waiting_for(actor: Actor) -> list[Waiting]:
    """The assignments that the viewer has to write, or to send again: from the place until the first session. One query.

    None for those who work nowhere. The day is told once the programme has been released.
    """
    if not actor.at_work:
        return []
    found = sql.rows(WAITING, person=actor.person, organisation=actor.organisation, now=clock.now())
    return [
        _wait(f"{activity}/{number}", title, state, word, manager or "", clock.day_of(sql.moment(first)))
        for activity, number, title, state, word, manager, first in found
    ]


def _wait(subject: str, title: str, state: str | None, word: str | None, manager: str, first: date | None) -> Waiting:
    if state == rules.State.SENT:
        said = Sentence(
            "{manager} har inte svarat om uppdraget i ”{title}”, och länken har gått ut.",
            "{manager} has not answered about the assignment in “{title}”, and the link has run out.",
        )
        button = Sentence("Skicka igen", "Send again")
    elif state and word:
        said = Sentence("{manager} har skickat tillbaka uppdraget i ”{title}”.", "{manager} has sent back the assignment in “{title}”.")
        button = Sentence("Läs och ändra", "Read and change")
    else:
        said = (
            Sentence("Skriv uppdraget i ”{title}” före {day}.", "Write the assignment in “{title}” before {day}.")
            if first
            else Sentence("Skriv uppdraget i ”{title}” före första träffen.", "Write the assignment in “{title}” before the first session.")
        )
        button = Sentence("Skriv uppdraget", "Write the assignment")
    return Waiting(
        deed="assignment.write",
        subject=subject,
        title=title,
        sentence=said.fill(title=title, manager=manager, day=first or ""),
        button=button,
        due=first - timedelta(days=1) if first else None,
    )


# — whom the clock reminds —


@dataclass(frozen=True, slots=True)
class ToRemind:
    """A participant without a confirmed assignment and with a first session within two weeks; `first` in UTC."""

    activity: int
    title: str
    registration: int
    state: rules.State | None
    first: datetime
    person: int
    name: str
    email: str
    language: str


NEAR = f"""
SELECT a.id, a.title, g.id, m.state, CAST(f.starts AS text), p.id, p.name, p.email, p.language
FROM {REGISTRATION} g JOIN {ACTIVITY} a ON a.id = g.activity_id
JOIN (SELECT s.activity_id, MIN(s.starts) AS starts FROM ({RELEASED}) s GROUP BY s.activity_id) f ON f.activity_id = a.id
JOIN {PERSON} p ON p.id = g.person_id
LEFT JOIN {ASSIGNMENT} m ON m.registration_id = g.id
WHERE g.state = '{State.CONFIRMED}' AND a.stage_kind = 'running' AND p.is_active AND (m.id IS NULL OR m.state <> 'confirmed')
  AND f.starts > %(now)s AND f.starts <= %(soon)s AND {WORKS_THERE}
ORDER BY g.id
"""


def to_remind() -> list[ToRemind]:
    """Whom the clock reminds before the first session, as released. For letters. One query."""
    now = clock.now()
    rows = sql.rows(NEAR, now=now, soon=now + timedelta(days=rules.REMINDED_AHEAD), today=clock.today())
    return [
        ToRemind(activity, title, number, rules.State(state) if state else None, sql.moment(first) or now, *who)
        for activity, title, number, state, first, *who in rows
    ]


def unanswered() -> list[int]:
    """The registrations whose assignment has lain with a manager for five days, by a link that still holds. For letters. One query."""
    now = clock.now()
    rows = Assignment.objects.filter(
        state=rules.State.SENT,
        manager__is_active=True,
        link__used=None,
        link__revoked=None,
        link__made__lte=now - timedelta(days=rules.REMINDED_AFTER),
        link__expires__gt=now,
        registration__state=State.CONFIRMED,
        registration__activity__stage_kind__in=LIVE_STAGES,
    )
    return list(rows.order_by("registration").values_list("registration", flat=True))
