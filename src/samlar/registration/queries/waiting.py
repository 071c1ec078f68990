"""What waits for somebody about registrations: a place to answer, a manager to name, to answer or to ask anew, a yes to give (E2)."""

from datetime import date
from typing import Any

from samlar.activities.models import Activity
from samlar.formats.sentence import Sentence
from samlar.foundation import clock, sql
from samlar.people.models import Link, Person
from samlar.people.queries.links import token_for
from samlar.people.rules import Actor, Waiting
from samlar.registration.models import Approval, Registration
from samlar.registration.rules.machine import State
from samlar.registration.rules.registering import OPEN_STAGES

MOST = 20  # of each sort: nobody begins with the twenty-first
ACTIVITY, APPROVAL, LINK = Activity._meta.db_table, Approval._meta.db_table, Link._meta.db_table
REGISTRATION, PERSON = Registration._meta.db_table, Person._meta.db_table
NEWEST = (
    f"""SELECT x.id FROM {APPROVAL} x WHERE x.registration_id = r.id AND x.state <> 'replaced' ORDER BY x.asked DESC, x.id DESC LIMIT 1
"""
)
WAITING = f"""
WITH mine AS (
    SELECT r.id, r.activity_id, a.title, p.name, r.person_id, r.state, r.offered_until, q.state AS asked, m.name AS manager, l.expires
    FROM {REGISTRATION} r JOIN {ACTIVITY} a ON a.id = r.activity_id AND a.stage_kind IN %(open)s JOIN {PERSON} p ON p.id = r.person_id
    LEFT JOIN {APPROVAL} q ON q.id = ({NEWEST}) LEFT JOIN {PERSON} m ON m.id = q.manager_id LEFT JOIN {LINK} l ON l.id = q.link_id
    WHERE (r.person_id = %(person)s OR (r.registered_by_id = %(person)s AND r.organisation_id = %(organisation)s))
      AND (r.state IN ('offered', 'received')
           OR (r.state = 'awaiting_manager' AND (q.state = 'question' OR (q.state = 'asked' AND l.expires <= %(now)s))))
    ORDER BY r.offered_until, r.received, r.id LIMIT {MOST}),
asked AS (
    SELECT q.id, a.title, p.name, l.id AS link, l.subject, l.person_id, l.nonce, l.expires
    FROM {APPROVAL} q JOIN {LINK} l ON l.id = q.link_id JOIN {REGISTRATION} r ON r.id = q.registration_id
    JOIN {ACTIVITY} a ON a.id = r.activity_id AND a.stage_kind IN %(open)s JOIN {PERSON} p ON p.id = r.person_id
    WHERE q.manager_id = %(person)s AND q.state = 'asked' AND r.state = 'awaiting_manager' AND l.nonce <> ''
      AND l.used IS NULL AND l.revoked IS NULL AND (l.expires IS NULL OR l.expires > %(now)s)
    ORDER BY l.expires, q.id LIMIT {MOST})
SELECT 'mine', ROW_NUMBER() OVER (ORDER BY offered_until, id), id, activity_id, person_id, title, name, state, COALESCE(asked, ''),
    COALESCE(manager, ''), CAST(offered_until AS text) FROM mine
UNION ALL SELECT 'asked', ROW_NUMBER() OVER (ORDER BY expires, id), link, subject, person_id, title, name, nonce, '', '',
    CAST(expires AS text) FROM asked
"""


def waiting_for(actor: Actor) -> list[Waiting]:
    """Places to answer and managers to name, answer or ask anew, of one's own registrations and of those one has made; and the
    registrations that wait for one's own yes. One query; none for visitors."""
    if not actor.signed_in:
        return []
    found = sql.placed(WAITING, person=actor.person, organisation=actor.organisation or 0, now=clock.now(), open=OPEN_STAGES)
    return [*(_mine(actor, row) for row in found["mine"]), *(_asked(row) for row in found["asked"])]


def _mine(actor: Actor, row: tuple[Any, ...]) -> Waiting:
    registration, activity, person, title, name, state, asked, manager, until = row
    own, subject = person == actor.person, f"{activity}/{registration}"
    said = {"title": title, "name": name, "manager": manager}
    if state == State.OFFERED:
        offered = (
            Sentence("Du har erbjudits en plats i ”{title}”.", "You have been offered a place in “{title}”.")
            if own
            else Sentence("{name} har erbjudits en plats i ”{title}”.", "{name} has been offered a place in “{title}”.")
        )
        button = Sentence("Svara", "Answer")
        return Waiting(deed="place.answer", subject=subject, title=title, sentence=offered.fill(**said), button=button, due=_day(until))
    about = (
        Sentence("Anmälan till ”{title}”", "The registration for “{title}”")
        if own
        else Sentence("Anmälan för {name} till ”{title}”", "The registration of {name} for “{title}”")
    ).fill(**said)
    if state == State.RECEIVED:
        lacks = Sentence("{about} saknar chef som godkänner.", "{about} lacks a manager who approves.").fill(about=about)
        return Waiting(
            deed="manager.name",
            subject=subject,
            title=title,
            sentence=lacks,
            button=Sentence("Skriv vem som är chef", "Say who the manager is"),
        )
    if asked == "question":
        asks = Sentence("{about}: {manager} vill veta något.", "{about}: {manager} wants to know something.").fill(
            about=about, manager=manager
        )
        return Waiting(
            deed="manager.reply", subject=subject, title=title, sentence=asks, button=Sentence("Svara chefen", "Answer the manager")
        )
    late = Sentence("{about}: {manager} svarade inte i tid.", "{about}: {manager} did not answer in time.").fill(
        about=about, manager=manager
    )
    return Waiting(deed="manager.remind", subject=subject, title=title, sentence=late, button=Sentence("Fråga igen", "Ask again"))


def _asked(row: tuple[Any, ...]) -> Waiting:
    """A registration that waits for the viewer's yes: the link is made anew for whoever it was given to."""
    link, _, _, title, name, nonce, _, _, expires = row
    return Waiting(
        deed="approval.give",
        subject=token_for(link, "approval", nonce),
        title=title,
        sentence=Sentence("{name} är anmäld till ”{title}”. Godkänner du?", "{name} is registered for “{title}”. Do you approve?").fill(
            name=name, title=title
        ),
        button=Sentence("Läs och svara", "Read and answer"),
        due=_day(expires),
    )


def _day(moment: str | None) -> date | None:
    return clock.day_of(sql.moment(moment))
