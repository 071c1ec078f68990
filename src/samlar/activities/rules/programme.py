"""A whole programme as it is released, its way to JSON and back, and what changed between two of them (E4). Pure values.

A released programme is a value: nothing in it changes when the tables do. `VERSION` tells how it is written; what was written by an
older version is read by `from_json` for ever.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from samlar.activities.rules import times
from samlar.activities.rules.sessions import SessionRow
from samlar.formats.sentence import Sentence
from samlar.formats.words import SESSION_MODES

VERSION = 1
ITEM_KINDS = {
    "item": Sentence("programpunkt", "item"),
    "learning_session": Sentence("lärpass", "learning session"),
    "homework": Sentence("hemuppgift", "homework"),
    "pause": Sentence("paus", "break"),
}

MOVED = Sentence("Flyttad: {title}, från {was} till {now}.", "Moved: {title}, from {was} to {now}.")


@dataclass(frozen=True, slots=True)
class SpeakerEntry:
    """Who speaks, as it stands in the programme."""

    name: str
    of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEntry:
    """A planned item. Moments in UTC. `homework`: the id of what is taken up."""

    id: int
    kind: str
    title: str
    text: str
    starts: datetime
    ends: datetime
    room: str
    speakers: tuple[SpeakerEntry, ...] = ()
    homework: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEntry:
    """A session with its items by time. `sequence` grows with every release that changes the session; `changed`: when it last did."""

    row: SessionRow
    items: tuple[ItemEntry, ...]
    sequence: int = 0
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """Sessions by time, those that are cancelled too."""

    sessions: tuple[SessionEntry, ...]

    @property
    def count(self) -> int:
        """How many items there are."""
        return sum(len(one.items) for one in self.sessions)

    def of(self, session_id: int) -> SessionEntry | None:
        return next((one for one in self.sessions if one.row.id == session_id), None)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs from the version before. `kind`: added, moved, changed, cancelled or back.

    `was`: when it was to be, of what has moved to another time.
    """

    kind: str
    session: int
    item: int | None
    sentence: Sentence
    was: Sentence | None = None

    def as_json(self) -> dict[str, Any]:
        said = {"was": self.was.as_dict()} if self.was else {}
        return {"kind": self.kind, "session": self.session, "item": self.item, **self.sentence.as_dict(), **said}


def change_of(data: Mapping[str, Any]) -> Change:
    """A change as it was kept."""
    was = Sentence(**data["was"]) if data.get("was") else None
    return Change(data["kind"], data["session"], data["item"], Sentence(data["sv"], data["en"]), was)


# — to JSON and back —

ROW = ("id", "title", "theme", "kind", "mode", "lunch_to_lunch", "place", "link", "text", "host", "host_name", "examples", "why_cancelled")
ITEM = ("id", "kind", "title", "text", "room", "homework")


def as_json(programme: Programme) -> dict[str, Any]:
    """The programme as JSON keeps it."""
    return {"version": VERSION, "sessions": [_session_as_json(one) for one in programme.sessions]}


def _session_as_json(session: SessionEntry) -> dict[str, Any]:
    row = session.row
    return {name: getattr(row, name) for name in ROW} | {
        "starts": row.starts.isoformat(),
        "ends": row.ends.isoformat(),
        "cancelled": row.cancelled.isoformat() if row.cancelled else None,
        "sequence": session.sequence,
        "changed": session.changed.isoformat() if session.changed else None,
        "items": [
            {name: getattr(item, name) for name in ITEM}
            | {
                "starts": item.starts.isoformat(),
                "ends": item.ends.isoformat(),
                "speakers": [[one.name, one.of] for one in item.speakers],
            }
            for item in session.items
        ],
    }


def from_json(data: Mapping[str, Any], activity: int) -> Programme:
    """A programme as it was kept. Raises ValueError for a version of later days."""
    if data.get("version") != VERSION:
        raise ValueError(f"A programme written by version {data.get('version')} cannot be read by version {VERSION}.")
    return Programme(tuple(_session_from_json(one, activity) for one in data["sessions"]))


def _session_from_json(data: Mapping[str, Any], activity: int) -> SessionEntry:
    row = SessionRow(
        activity=activity,
        starts=_moment(data["starts"]),
        ends=_moment(data["ends"]),
        cancelled=_moment(data["cancelled"]) if data["cancelled"] else None,
        **{name: data[name] for name in ROW},
    )
    items = tuple(
        ItemEntry(
            starts=_moment(one["starts"]),
            ends=_moment(one["ends"]),
            speakers=tuple(SpeakerEntry(*speaker) for speaker in one["speakers"]),
            **{name: one[name] for name in ITEM},
        )
        for one in data["items"]
    )
    return SessionEntry(row=row, items=items, sequence=data["sequence"], changed=_moment(data["changed"]) if data["changed"] else None)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


# — what is released, and what that changes —


def released(draft: Programme, before: Programme | None, now: datetime) -> Programme:
    """The draft as it is released: sessions cancelled before anybody heard of them are left out, and what changed is numbered anew."""
    known = {one.row.id: one for one in before.sessions} if before else {}
    kept = [one for one in draft.sessions if one.row.cancelled is None or one.row.id in known]
    return Programme(tuple(_numbered(one, known.get(one.row.id), now) for one in kept))


def _numbered(session: SessionEntry, before: SessionEntry | None, now: datetime) -> SessionEntry:
    if before is None:
        return replace(session, sequence=0, changed=now)
    if _told(session) == _told(before):
        return replace(session, sequence=before.sequence, changed=before.changed)
    return replace(session, sequence=before.sequence + 1, changed=now)


def _told(session: SessionEntry) -> tuple[object, ...]:
    """All of a session that a reader can see."""
    row = replace(session.row, revision=0, template="", cancelled=None)
    return row, session.row.cancelled is None, session.items


def changes(before: Programme | None, after: Programme) -> tuple[Change, ...]:
    """What differs, session by session in the order of time: what came, moved, changed and was cancelled. Nothing for the first version."""
    if before is None:
        return ()
    known = {one.row.id: one for one in before.sessions}
    return tuple(change for one in after.sessions for change in _session_changes(known.get(one.row.id), one))


def _session_changes(before: SessionEntry | None, after: SessionEntry) -> Iterator[Change]:
    row = after.row
    title = _quoted(row.title)
    if before is None:
        yield Change(
            "added", row.id, None, Sentence("Ny träff: {title}, {when}.", "New session: {title}, {when}.").fill(title=title, when=row.when)
        )
        return
    was = before.row
    if row.cancelled is not None:
        if was.cancelled is None:
            yield Change(
                "cancelled", row.id, None,
                Sentence("Inställd: {title}, {when}.", "Cancelled: {title}, {when}.").fill(title=title, when=was.when),
            )  # fmt: skip
        return
    if was.cancelled is not None:
        yield Change(
            "back",
            row.id,
            None,
            Sentence("Blir av ändå: {title}, {when}.", "Held after all: {title}, {when}.").fill(title=title, when=row.when),
        )
    elif (was.starts, was.ends) != (row.starts, row.ends):
        sentence = MOVED.fill(title=title, was=was.when, now=row.when)
        yield Change("moved", row.id, None, sentence, was.when)
    yield from _details(was, row)
    yield from _item_changes(before, after)


def _details(was: SessionRow, row: SessionRow) -> Iterator[Change]:
    """Title, place, way of meeting and link each in a sentence; of longer texts that they changed."""
    title = _quoted(row.title)

    def said(sv: str, en: str, **values: object) -> Change:
        return Change("changed", row.id, None, Sentence(sv, en).fill(title=title, **values))

    if was.title != row.title:
        yield said("{was} heter nu {title}.", "{was} is now called {title}.", was=_quoted(was.title))
    if was.place != row.place:
        if row.place:
            yield said("{title} är nu här: {place}.", "{title} is now here: {place}.", place=row.place)
        else:
            yield said("{title} har ingen plats längre.", "{title} has no place any more.")
    if was.mode != row.mode:
        yield said("{title} hålls nu {mode}.", "{title} is now held {mode}.", mode=SESSION_MODES[row.mode])
    if was.link != row.link:
        yield (
            said("{title} har en ny länk.", "{title} has a new link.")
            if row.link
            else said("{title} har ingen länk längre.", "{title} has no link any more.")
        )
    told = [
        name
        for name, fields in (
            (Sentence("nytt tema", "a new theme"), ("theme", "kind", "lunch_to_lunch")),
            (Sentence("ny text", "new text"), ("text",)),
            (Sentence("ny värd eller nya exempel", "another host or other examples"), ("host", "host_name", "examples")),
        )
        if any(getattr(was, field) != getattr(row, field) for field in fields)
    ]
    if told:
        yield said("{title} har {what}.", "{title} has {what}.", what=_listed(told))


def _item_changes(before: SessionEntry, after: SessionEntry) -> Iterator[Change]:
    """Items that came, moved within or with another pace than their session, changed, or are gone."""
    known = {one.id: one for one in before.items}
    shift = times.local(after.row.starts).replace(tzinfo=None) - times.local(before.row.starts).replace(tzinfo=None)
    for item in after.items:
        was = known.pop(item.id, None)
        if was == item and not shift:
            continue
        title = _quoted(item.title)
        if was is None:
            sentence = Sentence("Ny programpunkt: {title}, {when}.", "New item: {title}, {when}.").fill(title=title, when=_item_when(item))
            yield Change("added", after.row.id, item.id, sentence)
            continue
        if not _follows(was, item, shift):
            sentence = MOVED.fill(title=title, was=_item_when(was), now=_item_when(item))
            yield Change("moved", after.row.id, item.id, sentence, _item_when(was))
        elif was.room != item.room:
            sentence = Sentence("{title} har bytt rum: {room}.", "{title} has another room: {room}.").fill(
                title=title, room=item.room or Sentence("inget angivet", "none given")
            )
            yield Change("moved", after.row.id, item.id, sentence)
        if any(getattr(was, name) != getattr(item, name) for name in ("title", "text", "kind", "speakers", "homework")):
            yield Change("changed", after.row.id, item.id, _item_changed(was, item))
    for gone in known.values():
        sentence = Sentence("Utgår: {title}, {when}.", "Taken out: {title}, {when}.").fill(title=_quoted(gone.title), when=_item_when(gone))
        yield Change("cancelled", after.row.id, gone.id, sentence)


def _follows(was: ItemEntry, item: ItemEntry, shift: Any) -> bool:
    """Whether an item is where it was, counted from its session's beginning, by the clock on the wall."""
    return all(
        times.local(before).replace(tzinfo=None) + shift == times.local(after).replace(tzinfo=None)
        for before, after in ((was.starts, item.starts), (was.ends, item.ends))
    )


def _item_changed(was: ItemEntry, item: ItemEntry) -> Sentence:
    title = _quoted(item.title)
    if was.title != item.title:
        return Sentence("{was} heter nu {title}.", "{was} is now called {title}.").fill(was=_quoted(was.title), title=title)
    if was.speakers != item.speakers:
        names = ", ".join(one.name for one in item.speakers)
        return Sentence("Medverkande i {title}: {names}.", "Speakers at {title}: {names}.").fill(
            title=title, names=names or Sentence("inte klart än", "not decided yet")
        )
    return Sentence("{title} har ny text.", "{title} has new text.").fill(title=title)


def _item_when(item: ItemEntry) -> Sentence:
    when = times.period(item.starts, item.ends)
    return Sentence(f"{when.sv}, {item.room}", f"{when.en}, {item.room}") if item.room else when


def _quoted(text: str) -> Sentence:
    return Sentence(f"”{text}”", f"“{text}”")


def _listed(names: Iterable[Sentence]) -> Sentence:
    several = list(names)
    return Sentence(" och ".join(one.sv for one in several), " and ".join(one.en for one in several))
