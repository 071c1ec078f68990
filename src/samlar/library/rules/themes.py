"""Who tends the members' own topics, and what a topic may be called (G2). Pure."""

from samlar.formats.sentence import Refusal, Sentence
from samlar.people.rules import Actor, MandateKind, MembershipKind, NotAllowed

NAME = 80
ABOUT = 300
TENDERS = (MandateKind.FORMATS, MandateKind.DISSEMINATION)
FULL = frozenset({MembershipKind.MEMBER, MembershipKind.PARTNER})


class ThemeRefused(Refusal):
    """The name does not do, or the theme is no longer what it was; `field` says where."""


def may_add(actor: Actor) -> bool:
    """Whoever works at a member or a partner may add a topic: the words are the members' own."""
    return (actor.at_work and actor.membership in FULL) or may_tend(actor)


def may_tend(actor: Actor) -> bool:
    """Whoever holds the functions for formats or dissemination keeps the topics in order: renames, merges, retires."""
    return any(actor.holds(mandate) for mandate in TENDERS)


def must_add(actor: Actor) -> None:
    """Raises NotAllowed for those who work at neither a member nor a partner."""
    if not may_add(actor):
        raise NotAllowed(
            Sentence(
                "Teman läggs till av dem som arbetar hos en medlem eller partner.",
                "Themes are added by those who work at a member or partner.",
            ),
            source="G2",
            mend=Sentence("Föreslå temat för någon du känner där.", "Suggest the theme to somebody you know there."),
        )


def must_tend(actor: Actor) -> None:
    """Raises NotAllowed for those who hold neither function."""
    if not may_tend(actor):
        raise NotAllowed(
            Sentence(
                "Teman ordnas av den som har kansliets mandat för format eller spridning.",
                "Themes are kept in order by whoever holds the secretariat's mandate for formats or dissemination.",
            ),
            source="G2",
            mend=Sentence("Hör av dig till dem, eller lägg till ett nytt tema.", "Get in touch with them, or add a new theme."),
        )


def taken_name(name: str, *, field: str, missing: Sentence) -> str:
    """A name as it is kept, its spaces in order. Raises ThemeRefused where it is empty or too long."""
    said = " ".join(name.replace("\x00", "").split())
    if not said:
        raise ThemeRefused(missing, field=field, source="G2")
    if len(said) > NAME:
        raise ThemeRefused(
            Sentence(
                "Namnet har {length} tecken. Högst {most} får plats.", "The name has {length} characters. There is room for {most} at most."
            ).fill(length=len(said), most=NAME),
            field=field,
        )
    return said


def taken_about(about: str) -> str:
    """What a theme holds, in a line. Raises ThemeRefused where it is too long."""
    said = " ".join(about.replace("\x00", "").split())
    if len(said) > ABOUT:
        raise ThemeRefused(
            Sentence(
                "Texten har {length} tecken. Högst {most} får plats.", "The text has {length} characters. There is room for {most} at most."
            ).fill(length=len(said), most=ABOUT),
            field="about",
        )
    return said


def folded(name: str) -> str:
    """What is compared when two names are said to be the same: neither capitals nor spaces part them."""
    return " ".join(name.casefold().split())
