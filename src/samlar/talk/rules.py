"""What a text that people wrote may be, and what a comment is."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from samlar.formats.sentence import Refusal, Sentence
from samlar.people.rules import Actor, NotAllowed, must_act_for_an_organisation

LONGEST_COMMENT = 2000  # characters


class TextRefused(Refusal):
    """A text that cannot be kept as it was written: empty where something is asked for, or too long."""


def writer(actor: Actor) -> tuple[int, int]:
    """(person, organisation) of whoever writes: a person, for the organisation of that day. Raises NotAllowed."""
    organisation = must_act_for_an_organisation(actor)
    assert actor.person is not None  # whoever is at work is somebody
    return actor.person, organisation


def lines_of(text: str) -> str:
    """The text with one kind of line break and without signs that nobody sees (NUL, lone surrogates and other controls).

    Signs that join letters or turn the reading direction stay: words and emoji are made of them.
    """
    broken = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    kept = (sign for sign in broken if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs"))
    return "\n".join(line.rstrip() for line in "".join(kept).split("\n")).strip("\n").rstrip()


def text_within(text: str, *, most: int, field: str) -> str:
    """The text as it is kept. Raises TextRefused when it is longer than `most` characters."""
    kept = lines_of(text)
    if len(kept) > most:
        raise TextRefused(
            Sentence(
                "Texten är {length} tecken. Den får vara högst {most}.", "The text has {length} characters. It may have at most {most}."
            ).fill(length=len(kept), most=most),
            mend=Sentence("Korta den, eller dela upp den.", "Shorten it, or divide it."),
            field=field,
        )
    return kept


def comment_text(text: str) -> str:
    """A comment's text as it is kept. Raises TextRefused when it is empty or too long."""
    kept = text_within(text, most=LONGEST_COMMENT, field="text")
    if not kept.strip():
        raise TextRefused(Sentence("Skriv något först.", "Write something first."), field="text")
    return kept


@dataclass(frozen=True, slots=True)
class CommentRow:
    """One comment: who wrote it, for the organisation of that day. A removed one has neither text nor author left to show."""

    id: int
    author: str
    organisation: str
    when: datetime
    text: str
    removed: bool
    may_remove: bool


def may_remove(actor: Actor, author: int, organisation: int) -> bool:
    """Whoever wrote a comment takes it away, and so does the representative of the organisation it was written for."""
    return actor.person == author or (actor.is_representative and actor.organisation == organisation)


def must_remove(actor: Actor, author: int, organisation: int) -> None:
    """Raises NotAllowed, with who may."""
    if actor.person is None or not may_remove(actor, author, organisation):
        raise NotAllowed(
            Sentence(
                "En kommentar tas bort av den som skrev den eller av organisationens medlemsansvariga.",
                "A comment is removed by whoever wrote it or by the organisation's member representative.",
            )
        )
