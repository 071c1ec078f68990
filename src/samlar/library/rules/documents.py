"""What may be kept in the archive, who may do what with it, and how it changes as a public record (G1, Z3). Pure.

Of public records: what is established or published is not thrown away without a word of why before the day that a disposal rule names
(arkivlagen 1990:782, 10 §: allmänna handlingar gallras enligt beslut), and is never replaced silently: a new version says what is new, and
the old one stays readable to its own organisation.
"""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from samlar.formats.sentence import Refusal, Sentence
from samlar.library.rules.rows import DocumentRow
from samlar.library.rules.words import LANGUAGES, LICENCES, STATES, Disposal, Kind, Reach, State
from samlar.people.rules import MEMBERS, PUBLIC, Actor, NotAllowed, must_act_for_an_organisation, organisation_token

TITLE = 200
SUMMARY = 2000
AUTHORS = 300
LINK = 500
NOTE = 300
WHY = 300
RECORD_NUMBER = 60
MOST_THEMES = 5
FIRST_DAY = date(1900, 1, 1)
LAST_DISPOSAL = 100 * 366  # days ahead
TOLD_BEFORE = timedelta(days=30)  # the organisation is told of a disposal so long before its day
TIME_TO_STOP = timedelta(days=14)  # however late it was told, it has so long to stop it
SOUND = frozenset({"m4a", "mp3"})
MEDIA = SOUND | {"mp4", "webm"}


class DocumentRefused(Refusal):
    """The deed does not fit what the document is, or what was sent is not enough; `field` says where."""


class Overtaken(DocumentRefused):
    """Somebody has changed the document since the page was read. `now` is the revision that holds."""

    def __init__(self, sentence: Sentence, *, now: int) -> None:
        super().__init__(
            sentence, source="Z4", mend=Sentence("Läs sidan igen innan ni gör något.", "Read the page again before you do anything.")
        )
        self.now = now


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that somebody sent, as it lies for the moment; `name` is what the sender calls it, and believed in nothing."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentText:
    """What is said of a document. `kind` empty: what its content is. `day`: when it is from. `reach`: who reads it until published."""

    kind: str
    title: str
    summary: str = ""
    language: str = "sv"
    authors: str = ""
    licence: str = ""
    day: date | None = None
    link: str = ""
    themes: tuple[int, ...] = field(default=())
    reach: str = "own"


# — what may be written —


def line_of(text: str) -> str:
    """The text on one line, its spaces in order, without signs that nobody sees or that turn the reading direction."""
    return " ".join(block_of(text).split())


def block_of(text: str) -> str:
    """The text with one kind of line break and without controls."""
    broken = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    kept = (sign for sign in broken if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs", "Co"))
    turned = "".join(kept).translate(_TURNING)
    return "\n".join(line.rstrip() for line in turned.split("\n")).strip()


_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))  # names that read backwards deceive


def taken(text: DocumentText, *, today: date) -> DocumentText:
    """What is said of a document, as it is kept. Raises DocumentRefused at the field."""
    kept = replace(
        text,
        title=_must_fit(line_of(text.title), "title", TITLE),
        summary=_must_fit(block_of(text.summary), "summary", SUMMARY),
        authors=_must_fit(line_of(text.authors), "authors", AUTHORS),
        link=_must_fit(address_of(text.link), "link", LINK),
        themes=tuple(dict.fromkeys(text.themes)),
    )
    if not any(unicodedata.category(sign)[0] in "LNPSM" for sign in kept.title):  # signs that nobody sees are no title
        raise DocumentRefused(Sentence("Skriv en titel.", "Give it a title."), field="title", source="G1")
    for name, choices in (("kind", Kind), ("language", LANGUAGES), ("licence", {"", *LICENCES}), ("reach", Reach)):
        if getattr(kept, name) not in {str(one) for one in choices} and not (name == "kind" and not kept.kind):
            raise DocumentRefused(Sentence("Välj ett av alternativen.", "Choose one of the options."), field=name, source="G1")
    if kept.link:
        must_be_address(kept.link)
    if kept.day is not None and not FIRST_DAY <= kept.day <= today:
        wrong = (
            Sentence("Den dagen har inte varit än.", "That day has not been yet.")
            if kept.day > today
            else Sentence("Året ska vara 1900 eller senare.", "The year must be 1900 or later.")
        )
        raise DocumentRefused(wrong, field="day", source="G1")
    if len(kept.themes) > MOST_THEMES:
        raise DocumentRefused(
            Sentence("Välj högst {n} teman.", "Choose {n} themes at most.").fill(n=MOST_THEMES), field="themes", source="G1"
        )
    return kept


def address_of(typed: str) -> str:
    """An address as it is kept: what begins with www. is meant to be on the web."""
    said = line_of(typed)
    return f"https://{said}" if said.lower().startswith("www.") else said


def must_be_address(link: str) -> None:
    """Raises DocumentRefused at `link` for what is no address of a page on the web."""
    try:
        parts = urlsplit(link)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None and " " not in link
    except ValueError:
        whole = False
    if not whole:
        raise DocumentRefused(
            Sentence("Länken ska vara en webbadress som börjar med https://", "The link must be a web address that begins with https://"),
            field="link",
            source="G1",
        )


def kind_of(said: str, content: str | None) -> Kind:
    """What is added: what was said, where the content is so; nothing said: by the content (None: there is no file).

    Raises DocumentRefused at `kind` for a recording that is no recording, and for a link that is a file.
    """
    if not said:
        if content is None:
            return Kind.LINK
        return Kind.RECORDING if content in MEDIA else Kind.PRESENTATION if content in ("pptx", "odp") else Kind.DOCUMENT
    kind = Kind(said)
    if content is None:
        return kind
    if kind == Kind.LINK:
        raise DocumentRefused(
            Sentence("En länk har ingen fil.", "A link has no file."),
            field="kind",
            source="G1",
            mend=Sentence("Välj dokument, presentation eller inspelning.", "Choose document, presentation or recording."),
        )
    if (kind == Kind.RECORDING) != (content in MEDIA):
        wrong = (
            Sentence("Filen är varken ljud eller film som kan spelas här.", "The file is neither sound nor film that can be played here.")
            if kind == Kind.RECORDING
            else Sentence("Filen är en inspelning.", "The file is a recording.")
        )
        mend = (
            Sentence("Spara om den som mp4, webm, m4a eller mp3.", "Save it as mp4, webm, m4a or mp3.")
            if kind == Kind.RECORDING
            else Sentence("Välj inspelning.", "Choose recording.")
        )
        raise DocumentRefused(wrong, field="kind", source="G3", mend=mend)
    return kind


def must_hold_something(link: str, sent: bool) -> None:
    """Raises DocumentRefused where there is neither a file nor a link."""
    if not link and not sent:
        raise DocumentRefused(
            Sentence("Välj en fil, eller skriv en länk.", "Choose a file, or give a link."), field="file", source="G1"
        )


# — who reads it —


def audience_of(state: State, reach: Reach, organisation: int, *, token: str = "", gone: bool = False) -> str:
    """The audience that follows: published: all. Else by reach; the group's is the own organisation's until it hangs on an activity.

    `gone`: in the wastebasket or disposed of: its own organisation's alone.
    """
    own = organisation_token(organisation)
    if gone:
        return own
    if state == State.PUBLISHED:
        return PUBLIC
    return {Reach.OWN: own, Reach.GROUP: token or own, Reach.MEMBERS: MEMBERS}[reach]


# — who may, and when —


def may_carry(actor: Actor, organisation: int) -> bool:
    """Whoever works at the document's organisation carries it: nothing stops when somebody is ill or leaves (A3)."""
    return actor.at_work and actor.organisation == organisation


def must_add(actor: Actor) -> int:
    """The organisation that a document is added for. Raises NotAllowed for those who act for none."""
    return must_act_for_an_organisation(actor)


def must_carry(actor: Actor, row: DocumentRow) -> None:
    """Raises NotAllowed for those who work elsewhere, DocumentRefused for what is in the wastebasket or disposed of."""
    must_belong(actor, row)
    if row.disposed is not None:
        raise DocumentRefused(Sentence("Dokumentet är gallrat.", "The document has been disposed of."), source="Z3")
    if row.binned is not None:
        raise DocumentRefused(
            Sentence("Dokumentet ligger i papperskorgen.", "The document is in the wastebasket."),
            source="Z3",
            mend=Sentence("Hämta det därifrån först.", "Take it out first."),
        )


def must_belong(actor: Actor, row: DocumentRow) -> None:
    """Raises NotAllowed for those who work elsewhere than at the document's organisation."""
    if not may_carry(actor, row.organisation):
        raise NotAllowed(
            Sentence("Dokumentet ändras av {name}, som har lagt in det.", "The document is changed by {name}, who added it.").fill(
                name=row.organisation_name
            ),
            source="G1",
            mend=Sentence("Be dem, eller lägg in ett eget.", "Ask them, or add one of your own."),
        )


def must_be_read_lately(read: int, row: DocumentRow) -> None:
    """`read`: the revision that stood on the page. Raises Overtaken: somebody has changed the document since."""
    if read != row.revision:
        raise Overtaken(
            Sentence(
                "En kollega hann ändra medan sidan var öppen. Det du skrev är inte sparat.",
                "A colleague changed this while the page was open. What you wrote is not saved.",
            ),
            now=row.revision,
        )


# — as a public record —

# What each state can become. Back to working material is a decision of its own, with a word of why.
STEPS_FROM: Mapping[State, tuple[State, ...]] = {
    State.WORKING: (State.ESTABLISHED, State.PUBLISHED),
    State.ESTABLISHED: (State.PUBLISHED, State.WORKING),
    State.PUBLISHED: (State.WORKING,),
}


def next_step(row: DocumentRow) -> State | None:
    """The step that lies nearest ahead; none for what is published or gone."""
    if not row.live or row.state == State.PUBLISHED:
        return None
    return State.ESTABLISHED if row.state == State.WORKING else State.PUBLISHED


def must_step(row: DocumentRow, to: State, *, why: str = "") -> str:
    """Whether the record may become `to`; gives the reason as it is kept.

    Raises DocumentRefused: it is so already, cannot become so, is published without a licence, or taken back without a word of why.
    """
    if to not in STEPS_FROM[row.state]:
        raise DocumentRefused(
            Sentence("Dokumentet är redan {state}.", "The document is already {state}.").fill(
                state=_lower(STATES[State.PUBLISHED if row.state == State.PUBLISHED else row.state])
            ),
            source="Z3",
        )
    said = _must_fit(line_of(why), "why", WHY)
    if to == State.WORKING and not said:
        raise DocumentRefused(
            Sentence("Skriv varför det blir arbetsmaterial igen.", "Say why it becomes working material again."), field="why", source="Z3"
        )
    if to == State.PUBLISHED:
        must_be_whole(row)
    return said


def lacks(row: DocumentRow) -> tuple[Sentence, ...]:
    """What is missing before it can be published."""
    missing = []
    if not row.title:
        missing.append(Sentence("en titel", "a title"))
    if row.licence not in LICENCES:
        missing.append(Sentence("en licens: vad andra får göra med det", "a licence: what others may do with it"))
    if row.file is None and not row.link:
        missing.append(Sentence("en fil eller en länk", "a file or a link"))
    return tuple(missing)


def with_licence(row: DocumentRow, licence: str) -> DocumentRow:
    """The document under the terms that are chosen as it is published, where it has none. Raises DocumentRefused at `licence`."""
    if row.licence or not licence:
        return row
    if licence not in LICENCES:
        raise DocumentRefused(Sentence("Välj ett av alternativen.", "Choose one of the options."), field="licence", source="G1")
    return replace(row, licence=licence)


def must_be_whole(row: DocumentRow) -> None:
    """Raises DocumentRefused for what cannot be published yet."""
    missing = lacks(row)
    if missing:
        raise DocumentRefused(
            Sentence("Det som fattas för att publicera är {lacks}.", "What is missing before publishing is {lacks}.").fill(
                lacks=_listed(missing)
            ),
            field="licence",
            source="G1",
        )


def must_stay_whole(row: DocumentRow, text: DocumentText) -> None:
    """Raises DocumentRefused at `licence` where what is published would lose its terms: others have taken it on them."""
    if row.state == State.PUBLISHED and not text.licence:
        raise DocumentRefused(
            Sentence("Det som är publicerat behöver en licens.", "What is published needs a licence."), field="licence", source="G1"
        )


def why_of(why: str) -> str:
    """A reason that need not be given, as it is kept. Raises DocumentRefused at `why`."""
    return _must_fit(line_of(why), "why", WHY)


def must_say_what_is_new(row: DocumentRow, note: str) -> str:
    """What a new version brings, as it is kept. Raises DocumentRefused at `note`: nothing said of an established or published record."""
    said = _must_fit(line_of(note), "note", NOTE)
    if not said and row.state != State.WORKING:
        raise DocumentRefused(
            Sentence(
                "Skriv vad som är nytt: det som är {state} byts inte ut i tysthet.",
                "Say what is new: what is {state} is not replaced silently.",
            ).fill(state=_lower(STATES[row.state])),
            field="note",
            source="Z3",
        )
    return said


def must_take_file(row: DocumentRow, content: str) -> None:
    """Raises DocumentRefused at `file` where a new version is of another sort: a link gets no file, a recording stays one."""
    if row.kind == Kind.LINK:
        raise DocumentRefused(Sentence("En länk har ingen fil.", "A link has no file."), field="file", source="G1")
    if (row.kind == Kind.RECORDING) != (content in MEDIA):
        raise DocumentRefused(
            Sentence("Filen är av ett annat slag än dokumentet.", "The file is of another kind than the document."),
            field="file",
            source="G1",
            mend=Sentence("Lägg in den som ett eget dokument.", "Add it as a document of its own."),
        )


def must_keep_rule(record_number: str, disposal: str, dispose_on: date | None, *, today: date) -> tuple[str, Disposal, date | None]:
    """The rule as it is kept. Raises DocumentRefused at the field: a rule that is none, no day, a day that has been or is too far off."""
    number = _must_fit(line_of(record_number), "record_number", RECORD_NUMBER)
    if disposal not in set(Disposal):
        raise DocumentRefused(Sentence("Välj ett av alternativen.", "Choose one of the options."), field="disposal", source="Z3")
    rule = Disposal(disposal)
    if rule == Disposal.KEEP:
        return number, rule, None
    if dispose_on is None:
        raise DocumentRefused(Sentence("Skriv vilken dag det ska gallras.", "Say on which day."), field="dispose_on", source="Z3")
    if dispose_on <= today:
        raise DocumentRefused(
            Sentence("Dagen ska vara efter i dag.", "The day must be after today."),
            field="dispose_on",
            source="Z3",
            mend=Sentence("Det som ska bort nu läggs i papperskorgen.", "What is to go now is put in the wastebasket."),
        )
    if (dispose_on - today).days > LAST_DISPOSAL:
        raise DocumentRefused(Sentence("Dagen är mer än hundra år bort.", "The day is more than a hundred years off."), field="dispose_on")
    return number, rule, dispose_on


def must_bin(row: DocumentRow, why: str, *, today: date) -> str:
    """Why it is thrown away, as it is kept. Raises DocumentRefused at `why`: nothing said of a public record before its disposal day."""
    said = _must_fit(line_of(why), "why", WHY)
    due = row.dispose_on is not None and row.dispose_on <= today
    if not said and row.state != State.WORKING and not due:
        raise DocumentRefused(
            Sentence(
                "Skriv varför: det som är {state} gallras bara efter beslut.", "Say why: what is {state} is disposed of only by decision."
            ).fill(state=_lower(STATES[row.state])),
            field="why",
            source="Z3",
        )
    return said


def may_dispose(disposal: str, dispose_on: date | None, told: datetime | None, *, now: datetime, today: date) -> bool:
    """Whether the rule is carried out now: its day has come, and its organisation has had time to stop it."""
    due = disposal == Disposal.DISPOSE and dispose_on is not None and dispose_on <= today
    return due and told is not None and told + TIME_TO_STOP <= now


def must_restore(row: DocumentRow) -> None:
    """Raises DocumentRefused for what is not in the wastebasket, or is there no more."""
    if row.disposed is not None:
        raise DocumentRefused(Sentence("Dokumentet är gallrat.", "The document has been disposed of."), source="Z3")
    if row.binned is None:
        raise DocumentRefused(Sentence("Dokumentet ligger inte i papperskorgen.", "The document is not in the wastebasket."), source="Z3")


def empties_on(binned: datetime, days: int) -> datetime:
    """From when the wastebasket lets go of what was put there at a moment."""
    return binned + timedelta(days=days)


def must_be_large_enough(size: int) -> None:
    """Raises DocumentRefused at `file` for an empty one."""
    if size == 0:
        raise DocumentRefused(
            Sentence("Filen är tom.", "The file is empty."),
            field="file",
            source="G1",
            mend=Sentence("Kontrollera att den är sparad.", "Check that it is saved."),
        )


def too_large(limit: int) -> DocumentRefused:
    """The refusal of a file with more bytes than are kept."""
    return DocumentRefused(
        Sentence("Filen är större än {most} MB.", "The file is larger than {most} MB.").fill(most=max(1, limit // (1024 * 1024))),
        field="file",
        source="G1",
        mend=Sentence("Dela upp den, eller lägg in en länk till den.", "Divide it, or add a link to it."),
    )


def _must_fit(said: str, name: str, most: int) -> str:
    if len(said) > most:
        raise DocumentRefused(
            Sentence(
                "Texten har {length} tecken. Högst {most} får plats.", "The text has {length} characters. There is room for {most} at most."
            ).fill(length=len(said), most=most),
            field=name,
        )
    return said


def _lower(words: Sentence) -> Sentence:
    return Sentence(words.sv.lower(), words.en.lower())


def _listed(parts: Collection[Sentence]) -> Sentence:
    *first, last = parts
    if not first:
        return last
    return Sentence(
        f"{', '.join(one.sv for one in first)} och {last.sv}", f"{', '.join(one.en for one in first)} and {last.en}"
    )
