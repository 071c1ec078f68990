"""The parts of a session's programme: what may be kept, what collides, and what those inside propose (E4). Times as in Stockholm."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from samlar.activities.rules import times
from samlar.activities.rules.deeds import ActivityRefused, must_say
from samlar.activities.rules.programme import ITEM_KINDS
from samlar.activities.rules.sessions import SessionRow, must_exist
from samlar.formats.sentence import Sentence

TITLE_LENGTH, TEXT_LENGTH, ROOM_LENGTH, NAME_LENGTH, ANSWER_LENGTH = 160, 2000, 80, 120, 300
MOST_ITEMS = 400  # in a session
MOST_SPEAKERS = 20
MOST_PROPOSED = 20  # that wait for an answer, of one organisation in a session
PLANNED, PROPOSED, DECLINED, CANCELLED = "planned", "proposed", "declined", "cancelled"
GENDERS = {
    "woman": Sentence("kvinna", "woman"),
    "man": Sentence("man", "man"),
    "other": Sentence("annat", "other"),
}


@dataclass(frozen=True, slots=True)
class SpeakerText:
    """A speaker as written. `gender`: the speaker's own choice, else empty; only counted, never shown (E6)."""

    name: str
    of: str = ""
    gender: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemText:
    """An item as the lead writes it: a day of the session, times in Stockholm. `homework`: the id of what is taken up."""

    title: str
    kind: str = "item"
    text: str = ""
    day: date | None = None
    starts: time | None = None
    ends: time | None = None
    room: str = ""
    speakers: tuple[SpeakerText, ...] = ()
    homework: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """An item as those who lead have it now, or as somebody proposed it. Moments in UTC, None while proposed."""

    id: int
    session: int
    kind: str
    title: str
    text: str
    starts: datetime | None
    ends: datetime | None
    room: str
    state: str
    proposed_by: int | None
    proposer: str
    organisation: str
    answer: str
    homework: int | None
    revision: int
    speakers: tuple[SpeakerText, ...] = ()

    @property
    def kind_name(self) -> Sentence:
        return ITEM_KINDS[self.kind]

    @property
    def when(self) -> Sentence | None:
        return times.times(self.starts, self.ends) if self.starts and self.ends else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What can collide: an item's session, time, room and who speaks."""

    id: int | None
    session: int
    title: str
    starts: datetime
    ends: datetime
    room: str
    speakers: tuple[str, ...]


class ItemsRefused(ActivityRefused):
    """One of several items cannot be kept, so none is. `row`: its place among them, from 0."""

    def __init__(self, cause: ActivityRefused, row: int) -> None:
        super().__init__(cause.sentence, source=cause.source, mend=cause.mend, field=cause.field)
        self.row = row


def moved(moment: datetime, shift: timedelta) -> datetime:
    """The moment whose clock in Stockholm shows so much later: 10.00 stays 10.00 also where summer time begins between."""
    return (times.local(moment).replace(tzinfo=None) + shift).replace(tzinfo=times.STOCKHOLM).astimezone(UTC)


@lru_cache(maxsize=2048)
def same(name: str) -> str:
    """A name or a room as it is compared: capitals, double spaces and ways of writing an accent make no difference."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def taken(item: ItemText, session: SessionRow) -> tuple[ItemText, datetime, datetime]:
    """The item as it is kept, when it begins and when it ends. Raises ActivityRefused by the field (E4)."""
    kept = taken_words(item)
    if kept.kind not in ITEM_KINDS:
        raise ActivityRefused(Sentence("Välj vad det är.", "Choose what it is."), field="kind")
    starts, ends = when(kept, session)
    return replace(kept, speakers=taken_speakers(item.speakers)), starts, ends


def taken_words(item: ItemText) -> ItemText:
    """Title, text and room as they are kept. Raises ActivityRefused (no title, too long)."""
    return replace(
        item,
        title=_line(item.title, "title", TITLE_LENGTH, missing=Sentence("Skriv en rubrik.", "Write a heading.")),
        text=must_say(item.text, field="text", most=TEXT_LENGTH),
        room=_line(item.room, "room", ROOM_LENGTH),
    )


def taken_speakers(speakers: Iterable[SpeakerText]) -> tuple[SpeakerText, ...]:
    """The speakers as they are kept; rows without anything are left out. Raises ActivityRefused by the row's field."""
    kept: list[SpeakerText] = []
    for place, one in enumerate(speakers):
        name, of = " ".join(one.name.split()), " ".join(one.of.split())
        if not (name or of):
            continue
        name = _line(name, f"speaker_{place}_name", NAME_LENGTH, missing=Sentence("Skriv vad personen heter.", "Write the person's name."))
        of = _line(of, f"speaker_{place}_of", NAME_LENGTH)
        if one.gender not in ("", *GENDERS):
            raise ActivityRefused(Sentence("Välj ett av svaren.", "Choose one of the answers."), field=f"speaker_{place}_gender")
        if any(same(name) == same(other.name) for other in kept):
            raise ActivityRefused(
                Sentence("{name} står två gånger.", "{name} stands twice.").fill(name=name), field=f"speaker_{place}_name"
            )
        kept.append(SpeakerText(name, of, one.gender))
    if len(kept) > MOST_SPEAKERS:
        raise ActivityRefused(
            Sentence("Högst {most} medverkande får plats.", "There is room for {most} speakers at most.").fill(most=MOST_SPEAKERS)
        )
    return tuple(kept)


def when(item: ItemText, session: SessionRow) -> tuple[datetime, datetime]:
    """When the item begins and ends, within its session. Raises ActivityRefused by the field: day, starts or ends."""
    day = item.day or (session.first_day if session.first_day == session.last_day else None)
    if day is None:
        raise ActivityRefused(Sentence("Välj en av träffens dagar.", "Choose one of the session's days."), field="day")
    if not session.first_day <= day <= session.last_day:
        raise _outside(session, "day")
    if item.starts is None:
        raise ActivityRefused(Sentence("Skriv när punkten börjar.", "Write when the item begins."), field="starts")
    if item.ends is None:
        raise ActivityRefused(Sentence("Skriv när punkten slutar.", "Write when the item ends."), field="ends")
    starts, ends = must_exist(day, item.starts, "starts"), must_exist(day, item.ends, "ends")
    if ends <= starts:
        raise ActivityRefused(
            Sentence("Punkten slutar innan den börjar.", "The item ends before it begins."),
            mend=Sentence("Välj ett slut som ligger efter starten.", "Choose an end that is later than the start."),
            source="E4",
            field="ends",
        )
    if starts < session.starts:
        raise _outside(session, "starts")
    if ends > session.ends:
        raise _outside(session, "ends")
    return starts, ends


def _outside(session: SessionRow, field: str) -> ActivityRefused:
    return ActivityRefused(
        Sentence("Punkten ligger utanför träffen, som är {when}.", "The item lies outside the session, which is {when}.").fill(
            when=session.when
        ),
        mend=Sentence(
            "Välj en tid inom träffen, eller ändra träffens tider först.", "Choose a time within it, or change the session's times first."
        ),
        source="E4",
        field=field,
    )


def must_fit_when_moved(title: str, starts: datetime, ends: datetime, first: datetime, last: datetime) -> None:
    """A session's new times must hold its items, which move along with it. Raises ActivityRefused with the one that does not fit."""
    if starts < first or ends > last:
        raise ActivityRefused(
            Sentence(
                "Programpunkten ”{title}” hamnar {when}, utanför träffens nya tider.",
                "The item “{title}” would be {when}, outside the session's new times.",
            ).fill(title=title, when=times.period(starts, ends)),
            mend=Sentence(
                "Flytta eller ta bort punkten först, eller gör träffen längre.",
                "Move or take out the item first, or make the session longer.",
            ),
            source="E4",
            field="ends" if ends > last else "starts",
        )


def must_not_collide(item: Placed, others: Iterable[Placed]) -> None:
    """Raises ActivityRefused when the room is taken, when it is unsaid which of two goes on where, or when a speaker is elsewhere.

    Rooms are compared within the session; speakers in all of the activity. `others` may hold the item itself, as it was.
    """
    for other in others:
        itself = item.id is not None and other.id == item.id
        if itself or other.ends <= item.starts or item.ends <= other.starts:
            continue
        if other.session == item.session:
            _must_have_rooms(item, other)
        _must_not_be_elsewhere(item, other)


def _must_have_rooms(item: Placed, other: Placed) -> None:
    said = {"title": other.title, "when": times.times(other.starts, other.ends)}
    if not item.room or not other.room:
        here = "" if not item.room else other.title
        raise ActivityRefused(
            Sentence("”{title}” pågår redan kl. {when}.", "“{title}” goes on already at {when}.").fill(**said),
            mend=Sentence(
                "Punkter som går samtidigt behöver var sitt rum. Skriv rum för ”{here}”, eller välj en annan tid.",
                "Items that go on at the same time need a room each. Give “{here}” a room, or choose another time.",
            ).fill(here=here)
            if here
            else Sentence(
                "Punkter som går samtidigt behöver var sitt rum. Skriv ett rum, eller välj en annan tid.",
                "Items that go on at the same time need a room each. Write a room, or choose another time.",
            ),
            source="E4",
            field="room" if not item.room else "starts",
        )
    if same(item.room) == same(other.room):
        raise ActivityRefused(
            Sentence("{room} är upptaget av ”{title}” kl. {when}.", "{room} is taken by “{title}” at {when}.").fill(
                room=other.room, **said
            ),
            mend=Sentence("Välj ett annat rum eller en annan tid.", "Choose another room or another time."),
            source="E4",
            field="room",
        )


def _must_not_be_elsewhere(item: Placed, other: Placed) -> None:
    busy = {same(name) for name in other.speakers}
    for place, name in enumerate(item.speakers):
        if same(name) in busy:
            raise ActivityRefused(
                Sentence("{name} medverkar redan i ”{title}” {when}.", "{name} speaks already at “{title}”, {when}.").fill(
                    name=name, title=other.title, when=times.period(other.starts, other.ends)
                ),
                mend=Sentence(
                    "Välj en annan tid eller en annan medverkande. Är det två med samma namn? Skriv namnen så att de skiljer sig.",
                    "Choose another time or another speaker. Are they two people with the same name? Write the names so that they differ.",
                ),
                source="E4",
                field=f"speaker_{place}_name",
            )


def must_have_room_for(items: int, more: int = 1) -> None:
    """Raises ActivityRefused where a session would have too many items."""
    if items + more > MOST_ITEMS:
        raise ActivityRefused(
            Sentence("En träff har högst {most} programpunkter.", "A session has {most} items at most.").fill(most=MOST_ITEMS),
            mend=Sentence("Gör flera träffar av den.", "Make several sessions of it."),
            source="E4",
        )


def must_be_proposable(session: SessionRow, waiting: int, now: datetime) -> None:
    """Raises ActivityRefused for a session that is cancelled or over, and for too many proposals at a time."""
    if session.cancelled is not None or session.ends <= now:
        raise ActivityRefused(
            Sentence("Träffen är inställd eller redan hållen.", "The session is cancelled or already held."),
            mend=Sentence("Föreslå punkten till en kommande träff.", "Propose the item for a coming session."),
            source="E4",
        )
    if waiting >= MOST_PROPOSED:
        raise ActivityRefused(
            Sentence("Ni har {count} förslag som väntar på svar.", "You have {count} proposals that wait for an answer.").fill(
                count=waiting
            ),
            mend=Sentence("Vänta tills den som leder har svarat.", "Wait until the lead has answered."),
            source="E4",
        )


def must_wait(state: str) -> None:
    """Raises ActivityRefused for a proposal that is answered."""
    if state != PROPOSED:
        raise ActivityRefused(Sentence("Förslaget är redan besvarat.", "The proposal has been answered already."), source="E4")


def _line(text: str, field: str, most: int, missing: Sentence | None = None) -> str:
    return must_say(" ".join(text.split()), field=field, most=most, missing=missing)
