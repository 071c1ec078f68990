"""The old archive is taken in: who may, what each thing in a source becomes, and what it lacks (G4). Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from samlar.formats.sentence import Refusal, Sentence
from samlar.library.rules.beside import beside
from samlar.library.rules.documents import MEDIA, MOST_THEMES, DocumentText
from samlar.library.rules.services import placed
from samlar.library.rules.told import Told, folded
from samlar.library.rules.words import LANGUAGES, LICENCES, Kind, State
from samlar.people.rules import Actor, MandateKind, NotAllowed, must_act_for_an_organisation

LEASE_SECONDS = 120  # after so long without a sign of life another process goes on


class SourceKind(StrEnum):
    FOLDER = "folder"
    ZIP = "zip"
    WORDPRESS = "wordpress"


class IntakeState(StrEnum):
    READ = "read"  # a dry run: nothing has come in
    RUNNING = "running"
    DONE = "done"
    GIVEN_UP = "given_up"


class Fate(StrEnum):
    """What becomes of one thing."""

    WAITING = "waiting"  # will come in
    TAKEN = "taken"
    SAME = "same"  # is here already
    FAILED = "failed"  # cannot come in; `why` says
    LEFT = "left"  # is not meant to


class Lack(StrEnum):
    """What a thing that comes in lacks, or says in a way that is not understood."""

    TITLE = "title"
    LICENCE = "licence"
    DAY = "day"
    THEME = "theme"
    THEMES_MANY = "themes_many"
    ORGANISATION = "organisation"
    ACTIVITY = "activity"
    KIND = "kind"
    LANGUAGE = "language"
    STATE = "state"
    LINK = "link"
    ROW = "row"  # the manifest says nothing of it


class Becomes(StrEnum):
    """What a thing is once it has come in: a document, how far it has come as a public record, or a part of another."""

    PUBLISHED = State.PUBLISHED.value
    ESTABLISHED = State.ESTABLISHED.value
    WORKING = State.WORKING.value
    NEWER = "newer"
    SUBTITLES = "subtitles"


class Why(StrEnum):
    """Why a thing does not come in, or is left."""

    SAME_HERE = "same_here"
    SAME_IN_SOURCE = "same_in_source"
    MISSING = "missing"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    CIPHERED = "ciphered"
    UNSAFE = "unsafe"
    TWICE = "twice"
    BOMB = "bomb"
    SYMBOLIC = "symbolic"
    LONG = "long"
    COMPUTERS = "computers"
    WASTE = "waste"
    CHANGED = "changed"
    NO_LINK = "no_link"
    REFUSED = "refused"
    BROKE = "broke"


SOURCE_KINDS = {
    SourceKind.FOLDER: Sentence("Mapp", "Folder"),
    SourceKind.ZIP: Sentence("Zip-fil", "Zip file"),
    SourceKind.WORDPRESS: Sentence("Export från WordPress", "WordPress export"),
}
STATES = {
    IntakeState.READ: Sentence("Provläst", "Dry run"),
    IntakeState.RUNNING: Sentence("Tas in", "Being taken in"),
    IntakeState.DONE: Sentence("Klar", "Done"),
    IntakeState.GIVEN_UP: Sentence("Avbruten", "Given up"),
}
FATES = {
    Fate.WAITING: Sentence("Kommer in", "Will come in"),
    Fate.TAKEN: Sentence("Intaget", "Taken in"),
    Fate.SAME: Sentence("Finns redan", "Here already"),
    Fate.FAILED: Sentence("Går inte att ta in", "Cannot be taken in"),
    Fate.LEFT: Sentence("Lämnas utanför", "Left out"),
}
BECOMES = {
    Becomes.PUBLISHED: Sentence("publiceras", "published"),
    Becomes.ESTABLISHED: Sentence("upprättas", "established"),
    Becomes.WORKING: Sentence("arbetsmaterial", "working material"),
    Becomes.NEWER: Sentence("ny version", "new version"),
    Becomes.SUBTITLES: Sentence("undertexter", "subtitles"),
}
LACKS = {
    Lack.TITLE: Sentence("titel", "a title"),
    Lack.LICENCE: Sentence("licens", "a licence"),
    Lack.DAY: Sentence("datum", "a date"),
    Lack.THEME: Sentence("känt tema", "a known theme"),
    Lack.THEMES_MANY: Sentence("plats för alla teman", "room for all its themes"),
    Lack.ORGANISATION: Sentence("känd organisation", "a known organisation"),
    Lack.ACTIVITY: Sentence("känd aktivitet", "a known activity"),
    Lack.KIND: Sentence("slag som stämmer", "a kind that fits"),
    Lack.LANGUAGE: Sentence("känt språk", "a known language"),
    Lack.STATE: Sentence("känd status", "a known record state"),
    Lack.LINK: Sentence("länk som går att följa", "a link that can be followed"),
    Lack.ROW: Sentence("rad i listan (manifest)", "a row in the manifest"),
}
UNCLEAR = {  # of what is said but not understood; `said` is what it says
    "day": Sentence("datumet {said} går inte att läsa", "the date {said} cannot be read"),
    "year": Sentence("året {said} går inte att läsa", "the year {said} cannot be read"),
    "licence": Sentence("okänd licens {said}", "unknown licence {said}"),
    "kind": Sentence("okänt slag {said}", "unknown kind {said}"),
    "language": Sentence("okänt språk {said}", "unknown language {said}"),
    "state": Sentence("okänd status {said}", "unknown record state {said}"),
    "link": Sentence("länken {said} går inte att följa", "the link {said} cannot be followed"),
}
NAMES_OF = {Lack.DAY: ("day", "year"), **{one: (one.value,) for one in (Lack.LICENCE, Lack.KIND, Lack.LANGUAGE, Lack.STATE, Lack.LINK)}}
WHYS = {
    Why.SAME_HERE: Sentence("Samma innehåll finns redan i arkivet.", "The same content is in the archive already."),
    Why.SAME_IN_SOURCE: Sentence("Samma innehåll finns på ett annat ställe i källan.", "The same content is elsewhere in the source."),
    Why.MISSING: Sentence("Filen finns inte i källan.", "The file is not in the source."),
    Why.EMPTY: Sentence("Filen är tom.", "The file is empty."),
    Why.TOO_LARGE: Sentence("Filen är större än vad som tas emot.", "The file is larger than what is taken."),
    Why.UNREADABLE: Sentence("Filen går inte att läsa.", "The file cannot be read."),
    Why.CIPHERED: Sentence("Filen har lösenord i zip-filen.", "The file has a password in the zip."),
    Why.UNSAFE: Sentence("Filens namn saknas, eller leder ut ur källan.", "The file has no name, or one that leads out of the source."),
    Why.TWICE: Sentence("Flera filer i källan har samma namn.", "Several files in the source have the same name."),
    Why.BOMB: Sentence("Filen packas upp till mycket mer än den säger.", "The file unpacks to far more than it says."),
    Why.SYMBOLIC: Sentence("Det är en genväg, inte en fil.", "It is a symbolic link, not a file."),
    Why.LONG: Sentence("Namnet med mappar är för långt.", "The name with folders is too long."),
    Why.COMPUTERS: Sentence("Det är datorns egen fil.", "It is the computer's own file."),
    Why.WASTE: Sentence("Det låg i papperskorgen eller var en äldre version.", "It was in the waste, or an older revision."),
    Why.CHANGED: Sentence(
        "Filen har ändrats sedan provläsningen. Läs källan igen.", "The file has changed since the dry run. Read the source again."
    ),
    Why.NO_LINK: Sentence("Det finns varken fil eller länk som går att följa.", "There is neither a file nor a link that can be followed."),
    Why.REFUSED: Sentence("Arkivet tog inte emot det.", "The archive did not take it."),
    Why.BROKE: Sentence("Något gick fel. Ta in källan igen.", "Something went wrong. Take the source in again."),
}
TENDS = MandateKind.DISSEMINATION


class IntakeRefused(Refusal):
    """The source cannot be taken in, or not now; the sentence says why."""

    def __init__(self, sentence: Sentence, *, mend: Sentence | None = None, field: str | None = None) -> None:
        super().__init__(sentence, mend=mend, field=field, source="G4")


def may_take_in(actor: Actor) -> bool:
    """Whoever represents the organisation, or carries out the mandate for dissemination for it: much comes in at once."""
    return actor.at_work and (actor.is_representative or actor.holds(TENDS))


def must_take_in(actor: Actor) -> int:
    """The organisation whose archive it becomes. Raises NotAllowed."""
    at = must_act_for_an_organisation(actor)
    if not may_take_in(actor):
        raise NotAllowed(
            Sentence(
                "Ett helt arkiv tas in av er medlemsansvariga, eller av den som har mandatet för spridning.",
                "A whole archive is taken in by your member representative, or by whoever holds the mandate for dissemination.",
            ),
            source="G4",
            mend=Sentence("Be dem. Enstaka dokument kan du lägga in själv.", "Ask them. Single documents you can add yourself."),
        )
    return at


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the archive knows when a source is judged. Names are folded; `largest`: bytes of one file; `licence`: for what says none."""

    today: date
    largest: int
    themes: Mapping[str, int] = field(default_factory=dict)
    organisations: Mapping[str, str] = field(default_factory=dict)  # folded → as it is called
    activities: Mapping[str, int] = field(default_factory=dict)
    licence: str = ""
    has_manifest: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A file of the source as it was found. `type`: a word of foundation's kinds. `why`: it is not fetched. `locked`: it may take a
    password to read it."""

    size: int = 0
    checksum: str = ""
    type: str = ""
    why: Why | None = None
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a source before it is judged. `key`: where it stands; `file`: none for a link, and for a file that is missing."""

    key: str
    told: Told
    file: Seen | None = None
    left: Why | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What becomes of one thing, and what it lacks. `of`: the document that it is a newer version of, or is the same as.

    `recording`: the checksum of the recording whose subtitles it is, in `language` (empty: the one that is spoken).
    """

    entry: Entry
    fate: Fate
    why: Why | None = None
    lacks: tuple[Lack, ...] = ()
    kind: Kind = Kind.DOCUMENT
    of: int | None = None
    recording: str = ""
    language: str = ""

    @property
    def checksum(self) -> str:
        return self.entry.file.checksum if self.entry.file else ""

    @property
    def locked(self) -> bool:
        return self.entry.file is not None and self.entry.file.locked

    @property
    def becomes(self) -> "Becomes":
        if self.recording:
            return Becomes.SUBTITLES
        if self.of is not None:
            return Becomes.NEWER
        return becomes(self.entry.told, self.lacks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """What is in the archive already: checksum → document; link → document; place in this source → (checksum, live document)."""

    checksums: Mapping[str, int] = field(default_factory=dict)
    links: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[str, tuple[str, int]] = field(default_factory=dict)


def judge(entries: Iterable[Entry], known: Known, here: Here) -> list[Judged]:
    """What becomes of each thing, in order. The first of several with the same content comes in."""
    judged, seen_sums, seen_links = [], set[str](), set[str]()
    for entry in entries:
        one = _judged(entry, known, here)
        told, checksum = entry.told, one.checksum
        again = (checksum and checksum in seen_sums) or (not checksum and told.link and told.link in seen_links)
        if one.fate == Fate.WAITING and again:
            one = Judged(entry, Fate.SAME, Why.SAME_IN_SOURCE, kind=one.kind)
        if checksum:
            seen_sums.add(checksum)
        elif one.fate == Fate.WAITING:
            seen_links.add(told.link)
        judged.append(one)
    return _with_recordings(judged)


def _with_recordings(judged: list[Judged]) -> list[Judged]:
    """Subtitles beside a recording that comes in, or is here, belong to it; unless it is said what they are."""
    there = [one.entry.file.type if one.entry.file and one.fate in (Fate.WAITING, Fate.SAME) else "" for one in judged]
    for number, found in beside([(one.entry.key, type) for one, type in zip(judged, there, strict=True)]).items():
        one = judged[number]
        if one.fate == Fate.WAITING and not one.entry.told.kind:
            language = found.language or one.entry.told.language
            judged[number] = replace(one, lacks=(), of=None, recording=judged[found.recording].checksum, language=language)
    return judged


def _judged(entry: Entry, known: Known, here: Here) -> Judged:
    file, told = entry.file, entry.told
    if entry.left is not None:
        return Judged(entry, Fate.LEFT, entry.left)
    kind = kind_of(told, file.type if file else None)
    why = _why_not(entry, known)
    if why is not None:
        return Judged(entry, Fate.LEFT if why == Why.SYMBOLIC else Fate.FAILED, why, kind=kind)
    same = here.checksums.get(file.checksum) if file else here.links.get(told.link)
    if same is not None:
        return Judged(entry, Fate.SAME, Why.SAME_HERE, kind=kind, of=same)
    was = here.places.get(entry.key) if file else None
    return Judged(entry, Fate.WAITING, lacks=lacks_of(entry, known, kind), kind=kind, of=was[1] if was else None)


def _why_not(entry: Entry, known: Known) -> Why | None:
    if entry.file is None:
        return None if entry.told.link else Why.MISSING if entry.told.file else Why.NO_LINK
    if entry.file.why is not None:
        return entry.file.why
    if entry.file.size > known.largest:
        return Why.TOO_LARGE
    return Why.EMPTY if entry.file.size == 0 else None


def kind_of(told: Told, content: str | None) -> Kind:
    """What it becomes: as told where the content is so, else by the content."""
    if content is None:
        return Kind(told.kind) if told.kind else Kind.RECORDING if placed(told.link) else Kind.LINK
    by_content = Kind.RECORDING if content in MEDIA else Kind.PRESENTATION if content in ("pptx", "odp") else Kind.DOCUMENT
    if not told.kind or Kind.RECORDING in (by_content, told.kind) or told.kind == Kind.LINK:
        return by_content
    return Kind(told.kind)


def lacks_of(entry: Entry, known: Known, kind: Kind) -> tuple[Lack, ...]:
    """What a thing that comes in lacks, in the order of `Lack`."""
    told = entry.told
    themes, unknown = themes_of(told, known)
    found = {
        Lack.TITLE: not told.title,
        Lack.LICENCE: not licence_of(told, known),
        Lack.DAY: day_of(told, known) is None,
        Lack.THEME: bool(unknown),
        Lack.THEMES_MANY: len(themes) > MOST_THEMES,
        Lack.ORGANISATION: bool(told.organisation) and folded(told.organisation) not in known.organisations,
        Lack.ACTIVITY: bool(told.activity) and folded(told.activity) not in known.activities,
        Lack.KIND: "kind" in told.unclear or bool(told.kind and told.kind != kind),
        Lack.LANGUAGE: "language" in told.unclear,
        Lack.STATE: "state" in told.unclear,
        Lack.LINK: "link" in told.unclear,
        Lack.ROW: known.has_manifest and not told.row,
    }
    return tuple(lack for lack, missing in found.items() if missing)


def lacking(told: Told, lack: Lack) -> Sentence:
    """What is wrong, as somebody may mend it: what was said and not understood, else what is missing."""
    said = dict(zip(told.unclear, told.wrong, strict=False))  # what an earlier version kept has no words
    for name in NAMES_OF.get(lack, ()):
        if name in said:
            return UNCLEAR[name].fill(said=said[name])
    if lack == Lack.DAY and told.day:
        return Sentence("datumet {said} har inte varit än", "the date {said} has not been yet").fill(said=told.day)
    if lack == Lack.ORGANISATION:
        return Sentence("okänd organisation {said}", "unknown organisation {said}").fill(said=told.organisation)
    if lack == Lack.ACTIVITY:
        return Sentence("okänd aktivitet {said}", "unknown activity {said}").fill(said=told.activity)
    if lack == Lack.THEMES_MANY:
        return Sentence("har fler teman än som får plats", "has more themes than there is room for")
    return Sentence("saknar {what}", "lacks {what}").fill(what=LACKS[lack])


def themes_of(told: Told, known: Known) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The themes it is sorted by, and the names that are no theme of ours. A folder that is called as a theme counts; others do not."""
    named = [(name, known.themes.get(folded(name))) for name in told.themes]
    folders = [known.themes.get(folded(name)) for name in told.folders]
    ids = tuple(dict.fromkeys(id for id in (*(id for _name, id in named), *folders) if id is not None))
    return ids, tuple(name for name, id in named if id is None)


def activity_of(told: Told, known: Known) -> int | None:
    """The activity that it hangs on: the one that is told, else the innermost folder that is called as one."""
    if told.activity:
        return known.activities.get(folded(told.activity))
    return next((known.activities[folded(name)] for name in reversed(told.folders) if folded(name) in known.activities), None)


def licence_of(told: Told, known: Known) -> str:
    """As told; for what tells nothing, as whoever takes it in has said of all. What was told and not understood stays without."""
    return told.licence or ("" if "licence" in told.unclear else known.licence)


def day_of(told: Told, known: Known) -> date | None:
    """The day it is from; none where it is not told, or lies ahead."""
    day = date.fromisoformat(told.day) if told.day else None
    return day if day is not None and day <= known.today else None


def text_of(entry_key: str, told: Told, known: Known, kind: Kind) -> DocumentText:
    """What the document says. Without a title it is called as its file; the organisation that is told stands among the authors."""
    authors = told.authors
    if told.organisation and folded(told.organisation) not in folded(authors):
        authors = f"{authors} ({told.organisation})" if authors else told.organisation
    return DocumentText(
        kind=kind, title=told.title or entry_key.rpartition("/")[2][:200] or told.link[:200], summary=told.summary,
        language=told.language if told.language in LANGUAGES else "sv", authors=authors[:300],
        licence=licence_of(told, known) if licence_of(told, known) in LICENCES else "", day=day_of(told, known), link=told.link,
        themes=themes_of(told, known)[0][:MOST_THEMES],
    )  # fmt: skip


def state_of(told: Told) -> State:
    """The record state that is asked for; working material where nothing is told."""
    return State(told.state) if told.state else State.WORKING


def becomes(told: Told, lacks: Collection[Lack]) -> Becomes:
    """How far a document of its own comes: what has no licence is not published, whatever is asked for."""
    state = state_of(told)
    return Becomes.WORKING if state == State.PUBLISHED and Lack.LICENCE in lacks else Becomes(state.value)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a source holds, in figures; `names` are written as they were, the most frequent first. `locked`: of what is published."""

    fates: Mapping[str, int]
    lacks: Mapping[str, int]
    whys: Mapping[str, int]
    kinds: Mapping[str, int]
    years: Mapping[str, int]
    becomes: Mapping[str, int]
    locked: int
    newer: int
    subtitles: int
    bytes: int
    themes: tuple[str, ...]
    organisations: tuple[str, ...]
    activities: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "fates": dict(self.fates), "lacks": dict(self.lacks), "whys": dict(self.whys), "kinds": dict(self.kinds),
            "years": dict(self.years), "becomes": dict(self.becomes), "locked": self.locked,
            "newer": self.newer, "subtitles": self.subtitles, "bytes": self.bytes,
            "unknown_themes": list(self.themes),
            "unknown_organisations": list(self.organisations), "unknown_activities": list(self.activities),
        }  # fmt: skip


def figures(judged: Collection[Judged], known: Known) -> Figures:
    """Sums of a dry run. Kinds and years are of the documents that would come in; unknown names likewise, at most a hundred of each."""
    all_coming = [one for one in judged if one.fate == Fate.WAITING]
    coming = [one for one in all_coming if not one.recording]
    days = [day_of(one.entry.told, known) for one in coming]
    themes = Counter(name for one in coming for name in themes_of(one.entry.told, known)[1])
    organisations = Counter(one.entry.told.organisation for one in coming if Lack.ORGANISATION in one.lacks)
    activities = Counter(one.entry.told.activity for one in coming if Lack.ACTIVITY in one.lacks)
    return Figures(
        fates=Counter(one.fate.value for one in judged),
        lacks=Counter(lack.value for one in coming for lack in one.lacks),
        whys=Counter(one.why.value for one in judged if one.why),
        kinds=Counter(one.kind.value for one in coming),
        years=dict(sorted(Counter(str(day.year) if day else "" for day in days).items())),
        becomes=Counter(one.becomes.value for one in all_coming),
        locked=sum(one.locked and one.becomes == Becomes.PUBLISHED for one in all_coming),
        newer=sum(one.of is not None for one in coming),
        subtitles=len(all_coming) - len(coming),
        bytes=sum(one.entry.file.size for one in all_coming if one.entry.file),
        themes=_names(themes), organisations=_names(organisations), activities=_names(activities),
    )  # fmt: skip


def _names(counted: "Counter[str]") -> tuple[str, ...]:
    return tuple(name for name, _ in sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:100])
