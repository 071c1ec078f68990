"""Documents: added, changed, carried through their states, thrown away and taken back (G1, Z3)."""

from pathlib import Path

import pytest

from samlar.foundation import files
from samlar.foundation.models import AuditEntry
from samlar.library.actions import documents as actions
from samlar.library.actions.documents import DocumentText, Sent
from samlar.library.queries.documents import document, steps
from samlar.library.rules.documents import DocumentRefused
from samlar.library.rules.words import Kind, State
from samlar.people.rules import PUBLIC, NotVisible, organisation_token

TEXT = DocumentText(kind="", title="Rapport om kompetensförsörjning", licence="cc-by", authors="Stina Sand")


@pytest.fixture
def sent(tmp_path):
    """A file as it was sent: sent("a.txt", b"...")."""

    def made(name: str = "rapport.txt", data: bytes = "Hur regionerna lär av varandra.\n".encode()) -> Sent:
        path: Path = tmp_path / f"sent-{len(list(tmp_path.iterdir()))}"
        path.write_bytes(data)
        return Sent(path, name)

    return made


def test_what_is_added_is_the_organisations_own_working_material(cast, sent):
    made = actions.add(cast.stina, TEXT, sent=sent("../../Rapport\u202e.txt"))
    row = document(cast.stina, made)
    assert (row.kind, row.state, row.audience) == (Kind.DOCUMENT, State.WORKING, organisation_token(cast.stina.organisation))
    assert row.file is not None
    assert (row.file.name, row.file.type, row.file.number) == ("Rapport.txt", "txt", 1)
    assert files.read(row.file.file) == "Hur regionerna lär av varandra.\n".encode()
    assert [one.after for one in steps(cast.stina, row)] == ["working"]
    assert list(AuditEntry.objects.filter(kind="document", subject=str(made)).values_list("verb", flat=True)) == ["document.added"]
    with pytest.raises(NotVisible):
        document(cast.klara, made)


def test_it_goes_from_working_material_to_established_to_published_and_back_with_a_reason(cast, sent, visitor):
    made = actions.add(cast.stina, TEXT, sent=sent())
    actions.establish(cast.stina, made, revision=1)
    actions.publish(cast.stina, made, revision=2)
    assert document(visitor, made).audience == PUBLIC
    with pytest.raises(DocumentRefused) as refused:
        actions.back_to_working(cast.stina, made, revision=3, why=" ")
    assert refused.value.field == "why"
    actions.back_to_working(cast.stina, made, revision=3, why="Fel siffror")
    with pytest.raises(NotVisible):
        document(visitor, made)
    row = document(cast.stina, made)
    assert [(one.before, one.after, one.why) for one in steps(cast.stina, row)] == [
        ("", "working", ""),
        ("working", "established", ""),
        ("established", "published", ""),
        ("published", "working", "Fel siffror"),
    ]
