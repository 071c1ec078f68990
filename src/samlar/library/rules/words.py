"""The room's own words: what is kept, how far it has come as a public record, who reads it, under what terms (G1, Z3)."""

from enum import StrEnum

from samlar.formats.sentence import Sentence


class Kind(StrEnum):
    DOCUMENT = "document"
    PRESENTATION = "presentation"
    RECORDING = "recording"
    LINK = "link"


class State(StrEnum):
    """How far it has come as a public record (Z3)."""

    WORKING = "working"
    ESTABLISHED = "established"
    PUBLISHED = "published"


class Gone(StrEnum):
    """What a step also can say: put in the wastebasket, taken out of it, disposed of."""

    BINNED = "binned"
    RESTORED = "restored"
    DISPOSED = "disposed"


class Reach(StrEnum):
    """Who reads it until it is published: its own organisation, the group of the activity it hangs on, members and partners."""

    OWN = "own"
    GROUP = "group"
    MEMBERS = "members"


class Disposal(StrEnum):
    KEEP = "keep"
    DISPOSE = "dispose"


class Reading(StrEnum):
    """How far the reading of a file has come: waiting, reading, done, or why there is no text."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    NO_TEXT = "no_text"
    PROTECTED = "protected"
    BROKEN = "broken"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    UNREAD = "unread"


FAILED = (Reading.PROTECTED, Reading.BROKEN, Reading.TOO_LARGE, Reading.TOO_SLOW)

KINDS = {
    Kind.DOCUMENT: Sentence("Dokument", "Document"),
    Kind.PRESENTATION: Sentence("Presentation", "Presentation"),
    Kind.RECORDING: Sentence("Inspelning", "Recording"),
    Kind.LINK: Sentence("Länk", "Link"),
}
STATES = {
    State.WORKING: Sentence("Arbetsmaterial", "Working material"),
    State.ESTABLISHED: Sentence("Upprättad", "Established"),
    State.PUBLISHED: Sentence("Publicerad", "Published"),
}
STEPS = {
    **{state.value: words for state, words in STATES.items()},
    Gone.BINNED: Sentence("Lagd i papperskorgen", "Put in the wastebasket"),
    Gone.RESTORED: Sentence("Hämtad ur papperskorgen", "Taken out of the wastebasket"),
    Gone.DISPOSED: Sentence("Gallrad", "Disposed of"),
}
REACHES = {
    Reach.OWN: Sentence("Min organisation", "My organisation"),
    Reach.GROUP: Sentence("De som deltar i aktiviteten", "Those who take part in the activity"),
    Reach.MEMBERS: Sentence("Alla medlemmar och partner", "All members and partners"),
}
LANGUAGES = {
    "sv": Sentence("Svenska", "Swedish"),
    "en": Sentence("Engelska", "English"),
    "nb": Sentence("Norska", "Norwegian"),
    "da": Sentence("Danska", "Danish"),
    "fi": Sentence("Finska", "Finnish"),
    "xx": Sentence("Annat språk", "Another language"),
}
# What others may do with it: the terms that data and texts of the public sector are given out under.
LICENCES = {
    "cc0": Sentence("CC0: fritt att använda", "CC0: free to use"),
    "cc-by": Sentence("CC BY: fritt att använda om källan anges", "CC BY: free to use with attribution"),
    "cc-by-sa": Sentence("CC BY-SA: med källan angiven, på samma villkor", "CC BY-SA: with attribution, on the same terms"),
    "cc-by-nc": Sentence("CC BY-NC: med källan angiven, inte i affärssyfte", "CC BY-NC: with attribution, not commercially"),
    "public": Sentence(
        "Allmän handling utan upphovsrätt (9 § upphovsrättslagen)", "Public record without copyright (section 9 of the Copyright Act)"
    ),
    "read": Sentence("Får läsas, inte användas vidare utan lov", "May be read, not used further without leave"),
}
LICENCE_ADDRESSES = {
    "cc0": "https://creativecommons.org/publicdomain/zero/1.0/deed.sv",
    "cc-by": "https://creativecommons.org/licenses/by/4.0/deed.sv",
    "cc-by-sa": "https://creativecommons.org/licenses/by-sa/4.0/deed.sv",
    "cc-by-nc": "https://creativecommons.org/licenses/by-nc/4.0/deed.sv",
}
READING = {
    Reading.WAITING: Sentence("Texten läses strax.", "The text will soon be read."),
    Reading.READING: Sentence("Texten läses nu.", "The text is being read."),
    Reading.DONE: Sentence("Texten är läst och går att söka i.", "The text has been read and can be searched."),
    Reading.NO_TEXT: Sentence("Det finns ingen text att söka i.", "There is no text to search."),
    Reading.PROTECTED: Sentence("Filen är skyddad med lösenord.", "The file is protected by a password."),
    Reading.BROKEN: Sentence("Filen går inte att läsa.", "The file cannot be read."),
    Reading.TOO_LARGE: Sentence("Filen är för stor att läsa.", "The file is too large to read."),
    Reading.TOO_SLOW: Sentence("Filen tog för lång tid att läsa.", "The file took too long to read."),
    Reading.UNREAD: Sentence("Text läses inte ur den här sortens fil.", "Text is not read from this kind of file."),
}
