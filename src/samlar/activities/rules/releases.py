"""When a programme can be released, and how the letter tells what changed (E4)."""

import json
from collections.abc import Iterable
from hashlib import sha256

from samlar.activities.rules import times
from samlar.activities.rules.deeds import ActivityRefused, Overtaken
from samlar.activities.rules.programme import Change, Programme, as_json
from samlar.formats.sentence import Sentence

TOLD = 40  # changes in a letter; the rest is counted


def seal_of(draft: Programme) -> str:
    """A short mark that differs where drafts differ: what was read is what is released."""
    return sha256(json.dumps(as_json(draft), sort_keys=True).encode()).hexdigest()[:16]


def must_be_read_lately(seal: str, draft: Programme) -> None:
    """Raises Overtaken when somebody changed the draft after it was read."""
    if seal != seal_of(draft):
        raise Overtaken(
            Sentence(
                "Någon har ändrat programmet sedan du öppnade sidan. Inget är släppt.",
                "Somebody changed the programme after you opened the page. Nothing is released.",
            ),
            now=0,
        )


def must_be_worth_it(programme: Programme, before: Programme | None, changes: tuple[Change, ...]) -> None:
    """Raises ActivityRefused for a programme without sessions, and for one in which nothing has changed since the version before."""
    if not programme.sessions:
        raise ActivityRefused(
            Sentence("Det finns inga träffar att släppa.", "There are no sessions to release."),
            mend=Sentence("Lägg till en träff först.", "Add a session first."),
            source="E4",
        )
    if before is not None and not changes:
        raise ActivityRefused(
            Sentence("Inget är ändrat sedan programmet släpptes.", "Nothing has changed since the programme was released."),
            mend=Sentence("Ändra något först.", "Change something first."),
            source="E4",
        )


def told(changes: Iterable[Change], programme: Programme, language: str) -> list[str]:
    """The lines of the letter: what changed or, the first time, every session with its time and place."""
    lines = [one.sentence for one in changes]
    if not lines:
        lines = [_line(one.row.title, one.row.when, one.row.place) for one in programme.sessions if one.row.cancelled is None]
    said = [one.in_language(language) for one in lines[:TOLD]]
    if len(lines) > TOLD:
        more = Sentence("… och {count} ändringar till.", "… and {count} more changes.").fill(count=len(lines) - TOLD)
        said.append(more.in_language(language))
    return said


def headline(title: str, changes: Iterable[Change], programme: Programme) -> Sentence:
    """A letter's subject: the deed itself where one session has moved, been cancelled or is held after all, else that something changed."""
    several = list(changes)
    deed = next((one for one in several if one.item is None and one.kind in ("moved", "cancelled", "back")), None)
    if deed is None or any(one.session != deed.session or one.item is not None for one in several):
        return Sentence("Programmet för ”{title}” har ändrats", "The programme of “{title}” has changed").fill(title=title)
    entry = programme.of(deed.session)
    assert entry is not None  # whoever has changed so is in the programme
    row = entry.row
    when = times.days(row.first_day, row.last_day)
    where = Sentence(f", {row.place}", f", {row.place}") if row.place else Sentence("", "")
    said = {
        "moved": Sentence("”{title}”: {session} är flyttad till {when}{where}", "“{title}”: {session} has moved to {when}{where}"),
        "cancelled": Sentence("”{title}”: {session} {when} är inställd", "“{title}”: {session} on {when} is cancelled"),
        "back": Sentence("”{title}”: {session} {when} blir av ändå", "“{title}”: {session} on {when} is held after all"),
    }[deed.kind]
    return said.fill(title=title, session=row.title, when=when, where=where)


def concerns_sessions(changes: Iterable[Change]) -> bool:
    """Whether a whole session has moved, been cancelled or is held after all: then all who wait for a place are told, too."""
    return any(one.item is None and one.kind in ("moved", "cancelled", "back") for one in changes)


def _line(title: str, when: Sentence, place: str) -> Sentence:
    return Sentence(*(", ".join(part for part in (title, said, place) if part) for said in (when.sv, when.en)))
