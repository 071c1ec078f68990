"""Who was there: who may note it, when, and for which organisation it counts (E4, E6, C4)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from samlar.activities.rules.access import may_lead, only_the_lead, takes_part
from samlar.activities.rules.rows import ActivityRow
from samlar.activities.rules.times import STOCKHOLM, day_and_time, day_of
from samlar.formats.sentence import Refusal, Sentence
from samlar.people.rules import Actor, NotAllowed, NotVisible, Span

LEADERS = ("content_leader", "process_leader")  # of the staff: those who hold the session
DOOR_OPENS_BEFORE = timedelta(hours=1)
ATTEMPTS = 600  # at one door in ten minutes: a whole conference comes in, a machine that guesses addresses does not
ATTEMPT_SECONDS = 600


class Mark(StrEnum):
    """What is noted of somebody; `CLEAR` takes back what was noted."""

    PRESENT = "present"
    ABSENT = "absent"
    CLEAR = "clear"


class Source(StrEnum):
    LIST = "list"
    DOOR = "door"
    FILE = "file"


class NotNoted(Refusal):
    """The attendance cannot be noted as asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """A planned item of a session, where attendance is noted too. `present` counts those noted as there."""

    id: int
    title: str
    room: str
    starts: datetime | None
    present: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """A session as attendance knows it. `first_day` and `last_day` are days in Stockholm."""

    id: int
    activity: int
    title: str
    kind: str
    place: str
    starts: datetime
    ends: datetime
    cancelled: bool
    items: tuple[ItemRow, ...] = ()

    @property
    def first_day(self) -> date:
        return day_of(self.starts)

    @property
    def last_day(self) -> date:
        return day_of(self.ends)

    @property
    def opens(self) -> datetime:
        """From when those who hold the session note who is there: the start of its day in Stockholm."""
        return datetime.combine(self.first_day, time(), STOCKHOLM)

    @property
    def door_opens(self) -> datetime:
        """From when the code at the door works."""
        return self.starts - DOOR_OPENS_BEFORE

    @property
    def door_closes(self) -> datetime:
        """Until when: the end of the last day in Stockholm."""
        return datetime.combine(self.last_day + timedelta(days=1), time(), STOCKHOLM)

    def item(self, item_id: int | None) -> ItemRow | None:
        """One of the planned items. Raises NotVisible for a number that is none of them."""
        if item_id is None:
            return None
        found = next((one for one in self.items if one.id == item_id), None)
        if found is None:
            raise NotVisible
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendeeRow:
    """Somebody on a session's list. `mark`: noted as present or absent, or empty; `elsewhere`: present at one of the session's items,
    which is to be at the session.

    `registered`: has a confirmed registration; the others were added to the list.
    """

    person: int
    name: str
    organisation: int
    organisation_name: str
    registered: bool
    mark: str
    source: str
    elsewhere: bool

    @property
    def there(self) -> bool:
        return self.mark == Mark.PRESENT or self.elsewhere

    @property
    def absent(self) -> bool:
        return self.mark == Mark.ABSENT


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceList:
    """Who was to come to a session, or to one of its items, and who did; by organisation and name.

    `whole`: the viewer sees everybody, else the own organisation only. `may_mark`: notes it, now.
    """

    meeting: MeetingRow
    item: ItemRow | None
    rows: tuple[AttendeeRow, ...]
    whole: bool
    may_mark: bool
    may_lead: bool

    @property
    def there(self) -> int:
        return sum(one.there for one in self.rows)

    @property
    def absent(self) -> int:
        return sum(one.absent for one in self.rows)

    @property
    def left(self) -> int:
        """Those of whom nothing is noted."""
        return sum(not one.there and not one.absent for one in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceRow:
    """Somebody who was to come to a session and did not."""

    session: int
    title: str
    day: date
    person: int
    name: str
    organisation: int
    organisation_name: str

@dataclass(frozen=True, slots=True, kw_only=True)
class CountedRow:
    """A session with how many were there of those who were to come, as far as the viewer sees: all, or the own organisation's."""

    meeting: MeetingRow
    there: int
    absent: int
    expected: int
    held: bool


def leads(actor: Actor, activity: ActivityRow) -> bool:
    """Acts for the leading organisation or the owner."""
    return may_lead(actor, activity) or activity.acts_for_owner


def may_mark(actor: Actor, activity: ActivityRow, roles: Collection[str]) -> bool:
    """The lead, and the activity's own content and process leaders: `roles` are the viewer's among its staff."""
    return leads(actor, activity) or (actor.signed_in and any(role in LEADERS for role in roles))


def must_mark(actor: Actor, activity: ActivityRow, roles: Collection[str], meeting: MeetingRow | None, now: datetime) -> None:
    """Raises NotAllowed, with who may; NotVisible for those who do not read the session's attendance either: it may not be released.

    `meeting` None: all of the activity's, which those who see the activity know of.
    """
    if may_mark(actor, activity, roles):
        return
    if meeting is not None and not may_read(actor, activity, meeting, now):
        raise NotVisible
    raise only_the_lead(activity)


def may_read(actor: Actor, activity: ActivityRow, meeting: MeetingRow, now: datetime) -> bool:
    """Who takes part reads of the own people, from the session's day on: before that there is nothing to read (C4)."""
    return takes_part(actor, activity) and now >= meeting.opens


def is_open(meeting: MeetingRow, now: datetime, *, leading: bool) -> bool:
    """Whether attendance may be noted now: from the start of the day, afterwards as long as one likes; the lead whenever."""
    return not meeting.cancelled and (leading or now >= meeting.opens)


def must_be_open(meeting: MeetingRow, now: datetime, *, leading: bool) -> None:
    """Raises NotNoted for a cancelled session, and for those who do not lead before its day."""
    if meeting.cancelled:
        raise NotNoted(
            Sentence("Träffen är inställd. Ingen närvaro finns att notera.", "The session is cancelled. There is no attendance to note."),
            source="E4",
        )
    if not is_open(meeting, now, leading=leading):
        raise NotNoted(
            Sentence("Närvaron öppnar {day}, samma dag som träffen.", "Attendance opens on {day}, the day of the session.").fill(
                day=meeting.first_day
            ),
            source="E4",
            mend=Sentence("Den som leder kan notera redan nu.", "The lead can note it already."),
        )


def must_be_known_here(known: bool) -> None:
    """Raises NotNoted for somebody who neither is registered nor works at an organisation that takes part."""
    if not known:
        raise NotNoted(
            Sentence(
                "Personen är inte anmäld och arbetar inte på en organisation som deltar.",
                "The person is not registered and does not work at an organisation that takes part.",
            ),
            source="E4",
            mend=Sentence("Läs in personen från en fil, som gäst.", "Read the person in from a file, as a guest."),
        )


def must_be_expected(expected: bool) -> None:
    """Only who was to come can be absent. Raises NotNoted."""
    if not expected:
        raise NotNoted(
            Sentence("Bara den som skulle komma kan noteras som frånvarande.", "Only who was to come can be noted as absent."), source="C4"
        )


def must_not_be_at_an_item(items: Iterable[str]) -> None:
    """Whoever was at an item was at the session. Raises NotNoted, naming the items."""
    named = list(items)
    if named:
        raise NotNoted(
            Sentence("Personen är noterad på {items}.", "The person is noted at {items}.").fill(items=[f"”{name}”" for name in named]),
            source="E4",
            mend=Sentence("Ta tillbaka det först.", "Take that back first."),
        )


def must_be_over(meeting: MeetingRow, now: datetime) -> None:
    """Those who never came are known once the session is over. Raises NotNoted."""
    if now < meeting.ends:
        raise NotNoted(
            Sentence("Träffen är inte slut. Några kan komma än.", "The session is not over. Some may still come."),
            source="C4",
            mend=Sentence("Notera resten när träffen är slut.", "Note the rest when the session is over."),
        )


def door_says(meeting: MeetingRow, now: datetime) -> Sentence | None:
    """Why the code at the door does not work now, in a sentence; None while it works."""
    if meeting.cancelled:
        return Sentence("Träffen är inställd.", "The session is cancelled.")
    if now < meeting.door_opens:
        return Sentence(
            "Koden fungerar från en timme före träffen: {when}.", "The code works from one hour before the session: {when}."
        ).fill(when=day_and_time(meeting.door_opens))
    if now >= meeting.door_closes:
        return Sentence("Träffen är över, så koden fungerar inte längre.", "The session is over, so the code no longer works.")
    return None


def must_be_an_open_door(meeting: MeetingRow, now: datetime) -> None:
    """Raises NotNoted outside the time when the code works."""
    said = door_says(meeting, now)
    if said is not None:
        raise NotNoted(said, source="E4", mend=Sentence("Säg till den som håller i träffen.", "Tell whoever holds the session."))


def must_be_registered(registered: bool, activity_title: str) -> None:
    """At the door only those with a confirmed registration note themselves. Raises NotAllowed."""
    if not registered:
        raise NotAllowed(
            Sentence("Du har ingen bekräftad anmälan till {activity}.", "You have no confirmed registration for {activity}.").fill(
                activity=activity_title
            ),
            source="E4",
            mend=Sentence("Säg till den som håller i träffen och kan lägga till dig.", "Tell whoever holds the session and can add you."),
        )


Works = Mapping[int, Iterable[tuple[int, Span]]]  # person to (organisation, period)


def of_the_day(person: int, day: date, works: Works, registered: Mapping[int, int], otherwise: int | None = None) -> int | None:
    """The organisation that a person's attendance on a day counts for: where the person works that day, else the one registered for,
    else `otherwise` (what a file says of a guest). None where nothing is known.
    """
    at = [organisation for organisation, span in works.get(person, ()) if span.holds(day)]
    return at[-1] if at else registered.get(person, otherwise)
