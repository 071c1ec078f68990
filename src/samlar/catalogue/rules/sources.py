"""What the short source of a rule stands for: "P · Deltagare; C3" is a section of a document and a requirement (C1)."""

import re
from collections.abc import Iterator

from samlar.formats.sentence import Sentence

DOCUMENTS = {
    "L": Sentence("Inbjudan till lärlabbet (2026)", "The invitation to the learning lab (2026)"),
    "P": Sentence("Provrum – ett nytt format (augusti 2023)", "Test room – a new format (August 2023)"),
    "S": Sentence("Styrelsens lägesbilaga (november 2023)", "The board's status annex (November 2023)"),
    "M": Sentence("Medlemsgruppens möte (september 2022)", "The member group's meeting (September 2022)"),
    "K": Sentence("Utvärderingen av lärprojektet om kompetensförsörjning", "The evaluation of the learning project on competence supply"),
}
REQUIREMENT = re.compile(r"[A-LZ]\d{1,2}")


def said(source: str) -> tuple[Sentence, ...]:
    """The parts of a source as people read them; what is written freely stays as it is."""
    return tuple(_parts(source))


def in_short(source: str) -> Sentence:
    """The same as one phrase, for a line beneath a rule. Requirements are for builders: left out where a document says the same."""
    pieces = [piece for piece in map(str.strip, source.split(";")) if piece]
    documents = [piece for piece in pieces if not REQUIREMENT.fullmatch(piece)]
    parts = said("; ".join(documents or pieces))
    return Sentence("; ".join(part.sv for part in parts), "; ".join(part.en for part in parts))


def of_document(source: str) -> bool:
    """Whether a source begins with a document that people can read: requirements are for builders."""
    return source.split("·")[0].split(";")[0].strip() in DOCUMENTS


def _parts(source: str) -> Iterator[Sentence]:
    for piece in filter(None, (piece.strip() for piece in source.split(";"))):
        head, _, section = (part.strip() for part in piece.partition("·"))
        if head in DOCUMENTS:
            document = DOCUMENTS[head]
            yield Sentence(f"{document.sv}, avsnittet ”{section}”", f"{document.en}, section “{section}”") if section else document
        elif REQUIREMENT.fullmatch(piece):
            yield Sentence(f"Samlärs krav {piece}", f"Samlär's requirement {piece}")
        else:
            yield Sentence(piece, piece)
