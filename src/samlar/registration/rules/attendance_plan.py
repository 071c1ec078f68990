"""What reading an attendance list in would do, row by row: a dry run and the real one ask the same judge (E4).

Nobody is created unasked: who is not known is offered as a guest, who may be one of several is asked about, and what is noted
otherwise stands unless somebody says that the file is right. A file that is read again changes nothing.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from samlar.formats.sentence import MONTHS, Sentence
from samlar.registration.rules.attendance import MeetingRow, Works, of_the_day
from samlar.registration.rules.attendance_file import FileRow, same_person
from samlar.registration.rules.writing import address_of, sounds

GUEST = 0  # chosen instead of one of the known: somebody new
LONGEST_NAME = 120
NO_NAME = Sentence("Ingen med adressen är känd, och raden har inget namn.", "Nobody is known by the address, and there is no name.")
NO_ORGANISATION = Sentence("Personen är okänd, och raden har ingen organisation.", "The person is unknown, and there is no organisation.")
FROM_NOWHERE = Sentence("Det går inte att se vilken organisation personen kom från.", "There is no telling for which organisation.")
NOBODY = Sentence("Raden har varken adress eller både namn och organisation.", "The row has neither an address nor name and organisation.")
ANOTHER_SESSION = Sentence("Raden gäller ”{said}”, inte den här träffen.", "The row is about “{said}”, not this session.")
NO_SESSION = Sentence("Raden säger inte vilken träff den gäller.", "The row does not say which session it is about.")
SEVERAL_SESSIONS = Sentence("Flera träffar hölls då. Skriv titeln: {titles}.", "Several were held then. Write the title: {titles}.")
UNKNOWN_SESSION = Sentence("Ingen träff heter ”{said}” eller hölls då.", "No session is called “{said}” or was held then.")
SAME_NAME = Sentence("Någon med samma namn finns där, med en annan adress.", "Somebody of that name is there, with another address.")
SEVERAL_NAMED = Sentence("Flera i organisationen heter så.", "Several there have that name.")
IN_WORDS = re.compile(r"(\d{1,2})\.?\s+([a-zåäö]+)\s+(\d{4})")


class Fate(StrEnum):
    """What becomes of a row."""

    NOTED = "noted"  # known, with a place: will be noted
    ADDED = "added"  # known, without a place: will be noted
    GUEST = "guest"  # not known: noted if taken in as a guest
    WHICH = "which"  # may be one of those known: asked
    PLACE = "place"  # the organisation is not known: asked
    OTHERWISE = "otherwise"  # noted otherwise: stands unless the file is said to be right
    SAME = "same"  # noted so already
    AGAIN = "again"  # the same person at the same session, further up
    NOTHING = "nothing"  # did not come and was not to come
    WRONG = "wrong"  # cannot be read; `why` says


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What there is to compare with. People by number, as they are told apart (name and title); `named`: who is called what at which
    organisation; `noted`: (session, person) and whether present; `at_items`: those present at an item; `attended`: the organisation that
    somebody came for before.
    """

    meetings: Sequence[MeetingRow]
    organisations: Mapping[int, str]
    people: Mapping[int, str] = field(default_factory=dict)
    by_address: Mapping[str, int] = field(default_factory=dict)
    unusable: frozenset[str] = frozenset()  # addresses that are none, or no longer used
    works: Works = field(default_factory=dict)
    registered: Mapping[int, int] = field(default_factory=dict)
    named: Mapping[tuple[str, int], frozenset[int]] = field(default_factory=dict)
    noted: Mapping[tuple[int, int], bool] = field(default_factory=dict)
    at_items: frozenset[tuple[int, int]] = frozenset()
    attended: Mapping[int, int] = field(default_factory=dict)


BOTH = Sentence(
    "Personen står både som närvarande och som frånvarande på den här träffen. Rätta filen och läs in den igen.",
    "The person stands both as present and as absent at this session. Correct the file and read it in again.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What was answered in the dry run. People are named by the first row about them, organisations by how they sound."""

    every_guest: bool = False
    guests: frozenset[int] = frozenset()
    which: Mapping[int, int] = field(default_factory=dict)
    organisations: Mapping[str, int] = field(default_factory=dict)
    change: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A row with its fate. `key`: the first row about the same person. `does`: it will be written, as things are chosen.

    `options`: (person, name) to choose among. `why`: what is wrong, or worth knowing.
    """

    row: FileRow
    fate: Fate
    key: int
    meeting: MeetingRow | None = None
    person: int | None = None
    organisation: int | None = None
    present: bool = True
    options: tuple[tuple[int, str], ...] = ()
    why: Sentence | None = None
    does: bool = False


def judge(rows: Iterable[FileRow], known: Known, choices: Choices = Choices()) -> tuple[Judged, ...]:
    """Every row's fate, in the file's order."""
    firsts: dict[tuple[str, str], int] = {}
    sounding = {sounds(name): id for id, name in known.organisations.items()}
    first = [_judged(row, firsts.setdefault(same_person(row), row.place), known, choices, sounding) for row in rows]
    said: dict[object, set[bool]] = {}
    for one in first:
        if one.fate != Fate.WRONG:
            said.setdefault(_whom(one), set()).add(one.present)
    seen: set[object] = set()
    judged = []
    for one in first:
        whom = _whom(one)
        if one.fate != Fate.WRONG and len(said[whom]) > 1:
            one = replace(one, fate=Fate.WRONG, does=False, why=BOTH, options=())
        elif one.fate not in (Fate.WRONG, Fate.NOTHING):
            if whom in seen:
                one = replace(one, fate=Fate.AGAIN, does=False, why=None, options=())
            seen.add(whom)
        judged.append(one)
    return tuple(judged)


def _whom(one: Judged) -> object:
    """Whom, at which session, a row is about: the person where it is known, else all rows that name the same."""
    return one.meeting.id if one.meeting else None, one.person or ("row", one.key)


def unknown_organisations(judged: Iterable[Judged]) -> tuple[str, ...]:
    """The names of organisations that are asked about, each once, as first written."""
    names = {sounds(one.row.organisation): one.row.organisation for one in judged if one.fate == Fate.PLACE}
    return tuple(names.values())


def _judged(row: FileRow, key: int, known: Known, choices: Choices, sounding: Mapping[str, int]) -> Judged:
    meeting = _meeting(row, known.meetings)
    wrong = _wrong(row, meeting, known)
    if wrong is not None or meeting is None:
        return Judged(row=row, fate=Fate.WRONG, key=key, why=wrong)
    said = sounds(row.organisation)
    answered = choices.organisations.get(said)
    at = sounding.get(said) or (answered if answered in known.organisations else None)
    base = Judged(row=row, fate=Fate.WRONG, key=key, meeting=meeting, organisation=at, present=bool(row.came))
    address = address_of(row.email)
    person = known.by_address.get(address) if address else None
    if person is None:
        alike = known.named.get((sounds(row.name), at), frozenset()) if at and row.name else frozenset()
        if len(alike) == 1 and not address:
            (person,) = alike
        elif alike:
            options = tuple((one, known.people.get(one, "")) for one in sorted(alike))
            chosen = choices.which.get(key)
            if chosen not in alike:
                return replace(base, fate=Fate.WHICH, options=options, does=chosen == GUEST and base.present, why=_asked_why(address))
            person = chosen
    return _of_known(base, person, known, choices) if person is not None else _of_unknown(base, choices)


def _of_unknown(base: Judged, choices: Choices) -> Judged:
    row = base.row
    if not base.present:
        return replace(base, fate=Fate.NOTHING)
    if not row.name:
        return replace(base, why=NO_NAME)
    if not row.organisation:
        return replace(base, why=NO_ORGANISATION)
    if base.organisation is None:
        return replace(base, fate=Fate.PLACE)
    return replace(base, fate=Fate.GUEST, does=choices.every_guest or base.key in choices.guests)


def _of_known(base: Judged, person: int, known: Known, choices: Choices) -> Judged:
    meeting = base.meeting
    assert meeting is not None
    at = of_the_day(person, meeting.first_day, known.works, known.registered, base.organisation or known.attended.get(person))
    if at is None:
        return replace(base, fate=Fate.PLACE if base.row.organisation else Fate.WRONG, why=FROM_NOWHERE)
    other = Sentence("Räknas till {name}, där personen arbetade den dagen.", "Counts for {name}, where the person worked that day.").fill(
        name=known.organisations.get(at, "")
    )
    one = replace(base, person=person, organisation=at, why=other if base.organisation and at != base.organisation else None)
    before = known.noted.get((meeting.id, person))
    if before is not None:
        if before == one.present:
            return replace(one, fate=Fate.SAME)
        if (meeting.id, person) in known.at_items:
            return replace(one, fate=Fate.WRONG, why=Sentence("Personen är noterad på en programpunkt.", "The person is noted at an item."))
        return replace(one, fate=Fate.OTHERWISE, does=base.row.place in choices.change)
    if person in known.registered:
        return replace(one, fate=Fate.NOTED, does=True)
    return replace(one, fate=Fate.ADDED, does=True) if one.present else replace(one, fate=Fate.NOTHING)


def _wrong(row: FileRow, meeting: MeetingRow | None, known: Known) -> Sentence | None:
    """What makes a row impossible to read, if anything does."""
    if row.came is None:
        return Sentence("”{word}” är varken ja eller nej.", "“{word}” is neither yes nor no.").fill(word=row.present[:40])
    if meeting is None:
        return _which_session(row, known.meetings)
    address = address_of(row.email)
    if address in known.unusable:
        return Sentence("”{address}” är ingen e-postadress som går att använda.", "“{address}” is no address that can be used.").fill(
            address=address[:60]
        )
    if len(row.name) > LONGEST_NAME:
        return Sentence("Namnet är längre än {most} tecken.", "The name is longer than {most} characters.").fill(most=LONGEST_NAME)
    if not address and not (row.name and row.organisation):
        return NOBODY
    return None


def _which_session(row: FileRow, meetings: Sequence[MeetingRow]) -> Sentence:
    if len(meetings) == 1:
        return ANOTHER_SESSION.fill(said=row.session[:60])
    if not row.session:
        return NO_SESSION
    day = _day(row.session)
    several = [one.title for one in meetings if day is not None and one.first_day <= day <= one.last_day]
    if several:
        return SEVERAL_SESSIONS.fill(titles=[f"”{title}”" for title in several])
    return UNKNOWN_SESSION.fill(said=row.session[:60])


def _meeting(row: FileRow, meetings: Sequence[MeetingRow]) -> MeetingRow | None:
    """The session that a row is about: by its title, else by a day on which only one was held. Without a word, the only one there is."""
    if not row.session:
        return meetings[0] if len(meetings) == 1 else None
    titled = [one for one in meetings if sounds(one.title) == sounds(row.session)]
    day = _day(row.session)
    held = titled or [one for one in meetings if day is not None and one.first_day <= day <= one.last_day]
    return held[0] if len(held) == 1 else None


def _day(text: str) -> date | None:
    """A day as people write it: 2026-10-06, or 6 oktober 2026."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        found = IN_WORDS.search(text.casefold())
    if found is None:
        return None
    months = {name.casefold(): number for names in MONTHS.values() for number, name in enumerate(names, 1)}
    month = months.get(found[2], 0)
    try:
        return date(int(found[3]), month, int(found[1]))
    except ValueError:
        return None


def _asked_why(address: str) -> Sentence:
    return SAME_NAME if address else SEVERAL_NAMED
