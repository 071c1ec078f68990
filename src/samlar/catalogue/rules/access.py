"""Who may do what with formats, and the refusals that say so (C1, C3, L1)."""

from collections.abc import Iterable

from samlar.catalogue.rules.draft import id_from
from samlar.formats.sentence import Refusal, Sentence
from samlar.people.rules import Actor, MandateKind, NotAllowed, must_act_for_an_organisation

# Words that stand in the addresses where a format's id would.
RESERVED = frozenset({"nytt", "utkast", "onskemal", "jamfor", "format", "ny", "new", "draft", "drafts", "wish", "wishes"})
LONGEST_NAME = 60


class Changed(Refusal):
    """The draft was changed, sent on or removed in another window."""


class NotReady(Refusal):
    """The text cannot be submitted: something in it is wrong or missing."""


class Overtaken(Refusal):
    """A newer version was published after the one that the draft began as."""


def overtaken(old: int, new: int) -> Overtaken:
    """The refusal of a draft of version `old` where `new` is the newest."""
    return Overtaken(
        Sentence(
            "Utkastet började som version {old}, och version {new} har kommit sedan dess. Publicerat som det är tar det bort det nya.",
            "The draft began as version {old}, and version {new} has come since. Published as it is, it would take away what is new.",
        ).fill(old=old, new=new),
        source="C1",
        mend=Sentence(
            "Skicka tillbaka det med vad som skiljer, eller kryssa i att det ska ersätta version {new}.",
            "Send it back with what differs, or tick that it is to replace version {new}.",
        ).fill(new=new),
    )


class BadText(Refusal):
    """What was sent cannot be kept as a draft's text at all."""


def may_draft(actor: Actor) -> bool:
    """Members, and whoever holds the mandate for formats, make new versions and formats."""
    return actor.at_work and (actor.is_member or actor.holds(MandateKind.FORMATS))


def must_draft(actor: Actor) -> int:
    """The organisation that the actor drafts for. Raises NotAllowed."""
    organisation = must_act_for_an_organisation(actor)
    if not may_draft(actor):
        raise NotAllowed(
            Sentence(
                "Medlemmar gör nya format och versioner. Din organisation är inte medlem just nu.",
                "Members make new formats and versions. Your organisation is not a member at the moment.",
            ),
            source="C1",
            mend=Sentence("Skriv ett önskemål på formatets sida i stället.", "Write a wish on the format's page instead."),
        )
    return organisation


def must_publish(actor: Actor) -> int:
    """The organisation that the actor answers for as holder of the mandate for formats. Raises NotAllowed."""
    organisation = must_act_for_an_organisation(actor)
    if not actor.holds(MandateKind.FORMATS):
        raise NotAllowed(
            Sentence("Det här gör den som har mandatet för format.", "This is done by the holder of the mandate for formats."),
            source="L1",
        )
    return organisation


def must_wish(actor: Actor, *, took_part: bool) -> int:
    """The organisation that the actor wishes for: members, and those whose organisation takes or took part (C3). Raises NotAllowed."""
    organisation = must_act_for_an_organisation(actor)
    if not (took_part or may_draft(actor)):
        raise NotAllowed(
            Sentence(
                "Önskemål om ett format kommer från medlemmar och från dem som har deltagit.",
                "Wishes about a format come from members and from those who have taken part.",
            ),
            source="C3",
        )
    return organisation


def format_id_from(name: str, taken: Iterable[str]) -> str:
    """The id of a new format, from its Swedish name. Raises Refusal for a reserved or taken one, said about the name."""
    plain = id_from(name, (), "")
    if not plain:
        raise Refusal(
            Sentence("Skriv ett namn som börjar med en bokstav.", "Write a name that begins with a letter."),
            field="name_sv",
        )
    if plain in RESERVED:
        raise Refusal(
            Sentence(
                "Det namnet går inte att använda: det betyder något annat i adresserna.",
                "That name cannot be used: it means something else in the addresses.",
            ),
            field="name_sv",
        )
    if plain in set(taken):
        raise Refusal(
            Sentence(
                "Det finns redan ett format med det namnet. Välj ett annat namn, eller gör en ny version av det som finns.",
                "There is already a format of that name. Choose another name, or make a new version of the one there is.",
            ),
            field="name_sv",
        )
    return plain
