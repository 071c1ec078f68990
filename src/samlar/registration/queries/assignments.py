"""Assignments: one's own, what a manager reads by the link, and how many there are (E3). Texts only to those who may read them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from samlar.activities.queries.factors import expected_results
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Sentence
from samlar.foundation import audit, clock, sql
from samlar.people.models import Employment, Person
from samlar.people.queries import on, person_names
from samlar.people.queries.links import link, opened, token_of
from samlar.people.rules import Actor
from samlar.people.rules.links import LinkRow
from samlar.registration.models import Assignment, Registration
from samlar.registration.queries.assignment_follow_ups import of_registration
from samlar.registration.queries.managers import unattended
from samlar.registration.queries.registrations import registration
from samlar.registration.rules import assignments as rules
from samlar.registration.rules.assignment_follow_ups import FollowUpRow
from samlar.registration.rules.assignments import AssignmentRow, Tally, Written
from samlar.registration.rules.machine import State
from samlar.registration.rules.registering import may_manage
from samlar.registration.rules.rows import RegistrationRow

PURPOSE = "assignment"
PARTS = tuple(part.id for part in rules.PARTS)
FIELDS = (
    *PARTS, "state", "manager", "manager__name", "manager__email", "word", "confirmed", "changed", "revision",
    "link__made", "link__expires", "link__used", "link__revoked",
)  # fmt: skip
SAID = {
    "assignment.begun": Sentence("Ett utkast skrevs.", "A draft was written."),
    "assignment.written": Sentence("Texten ändrades: {parts}.", "The wording was changed: {parts}."),
    "assignment.sent": Sentence("Uppdraget skickades till chefen.", "The assignment was sent to the manager."),
    "assignment.offered": Sentence(
        "Chefen godkände anmälan och fick läsa uppdraget.", "The manager approved the registration and got the assignment to read."
    ),
    "assignment.confirmed": Sentence("Chefen bekräftade uppdraget.", "The manager confirmed the assignment."),
    "assignment.sent_back": Sentence("Chefen skickade tillbaka uppdraget.", "The manager sent the assignment back."),
    "assignment.reopened": Sentence("Uppdraget öppnades igen: {parts}.", "The assignment was opened again: {parts}."),
    "assignment.followed_up": Sentence("Chefen svarade vad det blev av uppdraget.", "The manager said what became of the assignment."),
    "assignment.taken_over": Sentence("En kollega tog över platsen och uppdraget.", "A colleague took over the place and the assignment."),
}


def assignment_of(registration_id: int) -> AssignmentRow | None:
    """The assignment of a registration, whole. For deeds and for those whose right to it the caller has asked. One query."""
    row = Assignment.objects.filter(registration=registration_id).values(*FIELDS).first()
    return _row(registration_id, row) if row else None


def _row(registration_id: int, row: Mapping[str, Any]) -> AssignmentRow:
    out = row["link__made"] is not None and row["link__used"] is None and row["link__revoked"] is None
    return AssignmentRow(
        registration=registration_id,
        written=Written(**{part: row[part] for part in PARTS}),
        state=rules.State(row["state"]),
        manager=row["manager"],
        manager_name=row["manager__name"] or "",
        manager_email=row["manager__email"] or "",
        word=row["word"],
        confirmed=row["confirmed"],
        changed=row["changed"],
        revision=row["revision"],
        asked=row["link__made"] if out else None,
        until=row["link__expires"] if out else None,
    )


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that was done with an assignment: never what was written."""

    when: datetime
    who: str
    what: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A registration's assignment as the viewer may see it. `row` None: nothing is written. `readable`: its texts are there.

    `suggestion`: what the organisation might want, out of the expected results.
    """

    activity: ActivityRow
    registration: RegistrationRow
    row: AssignmentRow | None
    readable: bool
    may_write: bool
    suggestion: str
    happened: tuple[Happened, ...]
    followed_up: tuple[FollowUpRow, ...]


def page(actor: Actor, activity_id: int, registration_id: int) -> Page:
    """One registration's assignment. At most sixteen queries. Raises NotVisible for those who may not see the registration."""
    activity, found = registration(actor, activity_id, registration_id)
    row = assignment_of(found.id)
    readable = rules.reads_texts(
        actor, activity, person=found.person, organisation=found.organisation, shared=row is not None and row.shared
    )
    if row is not None and not readable:
        row = replace(row, written=Written(), word="", manager_email="")
    return Page(
        activity=activity,
        registration=found,
        row=row,
        readable=readable,
        may_write=rules.may_write(actor, activity, found.person, found.state),
        suggestion=rules.suggestion(expected_results(actor, activity).texts) if found.mine else "",
        happened=tuple(_happened(found.id)) if readable else (),
        followed_up=of_registration(found.id) if readable else (),
    )


def _happened(registration_id: int) -> list[Happened]:
    """Newest first. Two queries."""
    entries = audit.trail(PURPOSE, registration_id)
    names = person_names(int(entry["person"]) for entry in entries if entry["person"].isdecimal())
    return [
        Happened(
            entry["at"],
            names.get(int(entry["person"]), "") if entry["person"].isdecimal() else "",
            SAID[entry["verb"]].fill(parts=_listed((entry["changes"].get("parts") or [None, []])[1])),
        )
        for entry in entries
        if entry["verb"] in SAID
    ]


def _listed(parts: list[str]) -> Sentence:
    labels = [rules.LABELS[part] for part in parts if part in rules.LABELS]
    return Sentence(", ".join(one.sv.lower() for one in labels), ", ".join(one.en.lower() for one in labels))


# — the manager, by the link —


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one manager is asked, or was. `current`: the link is the assignment's newest."""

    link: LinkRow
    language: str
    activity: ActivityRow
    person: int
    name: str
    title: str
    organisation: str
    state: State
    row: AssignmentRow
    current: bool
    expected: tuple[str, ...]


def asked(token: str) -> Asked:
    """What a manager's link leads to, whether or not it still holds. A constant number of queries. Raises NotVisible."""
    given = opened(token, PURPOSE)
    found = Registration.objects.select_related("person", "organisation").get(id=given.subject)
    activity = unattended(found.activity_id)
    work = Employment.objects.filter(on(clock.today()), person=found.person_id, organisation=found.organisation_id)
    row = assignment_of(found.pk)
    assert row is not None  # a link is given only for one that is written
    return Asked(
        link=given,
        language=Person.objects.values_list("language", flat=True).get(id=given.person),
        activity=activity,
        person=found.person_id,
        name=found.person.name,
        title=work.values_list("title", flat=True).first() or "",
        organisation=found.organisation.name,
        state=State(found.state),
        row=row,
        current=Assignment.objects.filter(registration=found.pk, link=given.id).exists(),
        expected=tuple(expected_results(Actor(), activity).texts),
    )


def open_link(registration_id: int, manager: int) -> LinkRow | None:
    """The link by which a manager is asked right now, if that manager still may answer. Two queries."""
    sent = Assignment.objects.filter(registration=registration_id, state=rules.State.SENT, manager=manager)
    number = sent.filter(link__used=None, link__revoked=None, link__expires__gt=clock.now()).values_list("link", flat=True).first()
    return link(number, PURPOSE) if number is not None else None


def offered(registration_id: int, manager: int) -> str | None:
    """The token by which the manager who approved may confirm the assignment, too. Three queries at most."""
    found = open_link(registration_id, manager)
    return token_of(found) if found else None


# — how many —

TALLY = f"""
SELECT COUNT(*), SUM(CASE WHEN s.state = 'confirmed' THEN 1 ELSE 0 END), SUM(CASE WHEN s.state = 'sent' THEN 1 ELSE 0 END),
    SUM(CASE WHEN s.state = 'draft' THEN 1 ELSE 0 END)
FROM {Registration._meta.db_table} g LEFT JOIN {Assignment._meta.db_table} s ON s.registration_id = g.id
WHERE g.activity_id = %(activity)s AND g.state = '{State.CONFIRMED}'
"""


def tally(actor: Actor, activity: ActivityRow) -> Tally | None:
    """How many of those with a place have an assignment: for everyone inside and those who lead. None for others, and where nobody
    registers. One query at most."""
    if not (activity.inside or may_manage(actor, activity)) or activity.definition.participation.register is None:
        return None
    ((places, confirmed, sent, draft),) = sql.rows(TALLY, activity=activity.id)
    return Tally(places=places, confirmed=confirmed or 0, sent=sent or 0, draft=draft or 0)
