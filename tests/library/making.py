"""Documents for tests: a file as it was sent, and documents as the deeds make them."""

from pathlib import Path
from tempfile import mkdtemp

from samlar.library.actions import documents as actions
from samlar.library.actions.documents import DocumentText, Sent
from samlar.people.rules import Actor

WORDS = "Hur regionerna lär av varandra. Lärprojekten fortsätter med omställningsarbete.\n"


def sent(name: str = "rapport.txt", data: bytes = WORDS.encode()) -> Sent:
    """A file as it lies for the moment, called what its sender calls it."""
    path = Path(mkdtemp()) / "sent"
    path.write_bytes(data)
    return Sent(path, name)


def text(**more: object) -> DocumentText:
    """What is said of a document that could be published."""
    said = {"kind": "", "title": "Rapport om kompetensförsörjning", "licence": "cc-by", **more}
    return DocumentText(**said)  # type: ignore[arg-type]


def document(actor: Actor, *, file: Sent | None = None, **more: object) -> int:
    """A document of the actor's organisation, with a small text file."""
    return actions.add(actor, text(**more), sent=file or sent())


def published(actor: Actor, **more: object) -> int:
    made = document(actor, **more)
    actions.publish(actor, made, revision=1)
    return made


def link(actor: Actor, **more: object) -> int:
    return actions.add(actor, text(**{"link": "https://exempel.test/rapport", **more}))
