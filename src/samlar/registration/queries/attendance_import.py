"""What an attendance file is compared with, and how it is carried from the dry run to the real one (E4)."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q

from samlar.activities.rules.rows import ActivityRow
from samlar.foundation import clock
from samlar.people.models import Employment, Organisation, Person
from samlar.people.rules import Actor, Span
from samlar.registration.models import Attendance, Registration
from samlar.registration.queries import workbook
from samlar.registration.queries.attendance import meeting, meetings, roles_of
from samlar.registration.rules import attendance as rules
from samlar.registration.rules import attendance_file as files
from samlar.registration.rules.attendance import MeetingRow
from samlar.registration.rules.attendance_file import FileRow, ReadFile
from samlar.registration.rules.attendance_plan import Known
from samlar.registration.rules.machine import State
from samlar.registration.rules.writing import address_of, sounds

SALT = "samlar.registration.attendance_file"
KEPT_SECONDS = 3 * 60 * 60  # from the dry run to the answer
LARGEST_CARRIED = 2_000_000  # characters: what a form may hold (DATA_UPLOAD_MAX_MEMORY_SIZE) with room for the ticks


@dataclass(frozen=True, slots=True)
class Target:
    """Where a file is read in: one session, or all of an activity that may be noted now."""

    activity: ActivityRow
    meetings: tuple[MeetingRow, ...]
    session: MeetingRow | None


def target(actor: Actor, activity: ActivityRow, session_id: int | None) -> Target:
    """What a file may be read into. Two or four queries. Raises NotVisible, NotAllowed, NotNoted."""
    roles = roles_of(actor, activity.id)
    one = meeting(activity, session_id) if session_id is not None else None
    leading, now = rules.leads(actor, activity), clock.now()
    rules.must_mark(actor, activity, roles, one, now)
    if one is not None:
        rules.must_be_open(one, now, leading=leading)
        return Target(activity, (one,), one)
    return Target(activity, tuple(each for each in meetings(activity) if rules.is_open(each, now, leading=leading)), None)


def read(data: bytes, *, sessions: bool, name: str = "") -> ReadFile:
    """The rows of a file that somebody sent, under its name. Raises FileRefused."""
    files.must_not_be_too_large(len(data))
    files.must_be_a_workbook(name, workbook.is_workbook(data))
    table: Sequence[Sequence[Any]]
    table = workbook.rows_of_workbook(data) if workbook.is_workbook(data) else files.rows_of_text(data)
    return files.read(table, sessions=sessions)


def carried(actor: Actor, where: Target, found: ReadFile) -> str:
    """The rows, sealed, for a hidden field of the dry run's page. Raises FileRefused for more text than a form holds.

    Sealed and not kept: any web process can open it, nothing about people lies left behind when nobody goes on, and the database is not
    asked. The seal names who asked and what for, so it opens for nobody else and nowhere else; what it holds is judged anew, under the
    lock, against what is known then.
    """
    rows = [astuple(row) for row in found.rows]
    sealed = signing.dumps([_asked(actor, where), rows, found.unread], salt=SALT, compress=True)
    if len(sealed) > LARGEST_CARRIED:
        raise files.too_many_rows()
    return sealed


def opened(actor: Actor, where: Target, sealed: str) -> ReadFile:
    """The rows of the dry run. Raises FileRefused when the seal is another's, broken or too old."""
    try:
        asked, rows, unread = signing.loads(sealed, salt=SALT, max_age=KEPT_SECONDS)
    except (signing.BadSignature, ValueError, TypeError) as failure:
        raise files.read_anew() from failure
    if asked != _asked(actor, where):
        raise files.read_anew()
    return ReadFile(tuple(FileRow(*row) for row in rows), tuple(unread))


def known(where: Target, rows: Iterable[FileRow], chosen: Iterable[int] = ()) -> Known:
    """What there is to compare the rows with. Seven queries, however many rows. `chosen`: organisations that were answered."""
    rows = tuple(rows)
    organisations = dict(Organisation.objects.values_list("id", "name"))
    said = {sounds(row.organisation) for row in rows}
    concerned = {id for id, name in organisations.items() if sounds(name) in said} | (set(chosen) & set(organisations))
    addresses = {address_of(row.email) for row in rows} - {""}
    found = Person.objects.filter(email__in=addresses).values_list("email", "id", "is_active")
    by_address = {email: (id, active) for email, id, active in found}
    here = {person for person, _active in by_address.values()}
    registered = dict(Registration.objects.filter(activity=where.activity.id, state=State.CONFIRMED).values_list("person", "organisation"))
    noted = list(
        Attendance.objects.filter(session__activity=where.activity.id)
        .order_by("session__starts", "id")
        .values_list("session", "person", "organisation", "item", "present")
    )
    attended = {person: organisation for _session, person, organisation, _item, _present in noted}
    work = list(
        Employment.objects.filter(Q(organisation__in=concerned) | Q(person__in=here | set(registered) | set(attended)))
        .order_by("start", "id")
        .values_list("person", "organisation", "start", "end", "title")
    )
    works: dict[int, list[tuple[int, Span]]] = {}
    for person, organisation, start, end, _title in work:
        works.setdefault(person, []).append((organisation, Span(start, end)))
    titles = {person: title for person, _organisation, _start, _end, title in work if title}
    people = dict(Person.objects.filter(id__in=here | set(registered) | set(attended) | set(works)).values_list("id", "name"))
    at = [*((person, organisation) for person, organisation, *_ in work), *registered.items(), *attended.items()]
    return Known(
        meetings=where.meetings,
        organisations=organisations,
        people={person: f"{name}, {titles[person]}" if person in titles else name for person, name in people.items()},
        by_address={email: person for email, (person, active) in by_address.items() if active},
        unusable=frozenset(address for address in addresses if not _is_address(address) or not by_address.get(address, (0, True))[1]),
        works=works,
        registered=registered,
        named=_named(at, people),
        noted=_noted(noted),
        at_items=frozenset((session, person) for session, person, _organisation, item, present in noted if item is not None and present),
        attended=attended,
    )


def _named(at: Iterable[tuple[int, int]], people: dict[int, str]) -> dict[tuple[str, int], frozenset[int]]:
    """Who is called what at which organisation."""
    named: dict[tuple[str, int], set[int]] = {}
    for person, organisation in at:
        named.setdefault((sounds(people[person]), organisation), set()).add(person)
    return {key: frozenset(several) for key, several in named.items()}


def _noted(rows: Iterable[tuple[int, int, int, int | None, bool]]) -> dict[tuple[int, int], bool]:
    """(session, person) and whether present there, at the session or at an item."""
    noted: dict[tuple[int, int], bool] = {}
    for session, person, _organisation, item, present in rows:
        if present or item is None:
            noted[session, person] = present or noted.get((session, person), False)
    return noted


def _is_address(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return len(address) <= 254


def _asked(actor: Actor, where: Target) -> list[int | None]:
    return [actor.person, where.activity.id, where.session.id if where.session else None]
