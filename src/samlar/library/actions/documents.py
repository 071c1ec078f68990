"""Deeds upon the documents of the archive (G1, Z3). The document's row is the lock of all that is done to it.

Each in order: locks, asks the rules, writes, adds a step where the record state changes, records (search follows the audit trail).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from samlar.foundation import audit, clock, files
from samlar.foundation.extraction import kinds
from samlar.foundation.extraction.names import safe_name
from samlar.foundation.keys import is_key
from samlar.library.actions import captions
from samlar.library.models import Document, DocumentStep, DocumentTheme, Recording, Theme, Version
from samlar.library.queries.documents import document
from samlar.library.rules import documents as rules
from samlar.library.rules.documents import DocumentText, Sent
from samlar.library.rules.rows import DocumentRow
from samlar.library.rules.words import Gone, Kind, Reach, State
from samlar.people.rules import Actor

__all__ = [
    "DocumentText", "Sent", "add", "back_to_working", "bin", "change", "establish", "hang_on", "keep_rule", "new_version", "publish",
    "restore",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was sent, as it is kept: by checksum, with a name made safe and the kind that its content is."""

    checksum: str
    bytes: int
    name: str
    type: str


def add(actor: Actor, text: DocumentText, *, sent: Sent | None = None, then: Callable[[int], object] | None = None) -> int:
    """Keeps a new document of the actor's organisation, as working material; says its id. Its file is read later, by the worker.

    `then(id)` is done in the same transaction: where a room above hangs it. Raises NotAllowed (acts for nobody), DocumentRefused (at a
    field; `file` for one that is empty or too large).
    """
    at = rules.must_add(actor)
    text = rules.taken(text, today=clock.today())
    rules.must_hold_something(text.link, sent is not None)
    kept = kept_file(sent) if sent is not None else None
    kind = rules.kind_of(text.kind, kept.type if kept else None)
    with transaction.atomic():
        now = clock.now()
        audience = rules.audience_of(State.WORKING, Reach(text.reach), at)
        made = Document.objects.create(
            organisation_id=at, person_id=actor.person, audience=audience, added=now, changed=now, kind=kind, **_texts(text)
        )  # type: ignore[misc]  # whoever acts for an organisation is a person
        _sort(made.pk, text.themes)
        if kind == Kind.RECORDING:
            Recording.objects.create(document=made)
        if kept is not None:
            _put_version(actor, made.pk, 1, kept, note="")
        _step(actor, made.pk, "", State.WORKING)
        _record(actor, made.pk, "document.added", {"state": [None, State.WORKING.value]})
        if then is not None:
            then(made.pk)
        return made.pk


def new_version(actor: Actor, document_id: int, sent: Sent, *, note: str = "", revision: int) -> int:
    """A newer file of the document; says its number. The older ones stay as they are, for its own organisation.

    Raises NotVisible, NotAllowed, DocumentRefused (at `file` or `note`), Overtaken.
    """
    row = document(actor, document_id)
    rules.must_carry(actor, row)  # before a large file is copied; asked again under the lock
    kept = kept_file(sent)
    with transaction.atomic():
        row = _carried(actor, document_id, revision)
        said = rules.must_say_what_is_new(row, note)
        rules.must_take_file(row, kept.type)
        number = row.version + 1
        _put_version(actor, document_id, number, kept, note=said)
        _write(row, version=number)
        _record(actor, document_id, "document.version_added", {"version": [row.version, number]})
        return number


@transaction.atomic
def change(actor: Actor, document_id: int, text: DocumentText, *, revision: int) -> None:
    """Changes what is said of the document; its kind stays where nothing is said of it.

    Raises NotVisible, NotAllowed, DocumentRefused (at a field), Overtaken.
    """
    row = _carried(actor, document_id, revision)
    text = rules.taken(text, today=clock.today())
    rules.must_hold_something(text.link, row.file is not None)
    kind = rules.kind_of(text.kind or row.kind, row.file.type if row.file else None)
    rules.must_stay_whole(row, text)
    reach = Reach(text.reach)
    _write(row, kind=kind, audience=rules.audience_of(row.state, reach, row.organisation, token=row.token), **_texts(text))
    if kind == Kind.RECORDING:
        Recording.objects.get_or_create(document_id=document_id)
    DocumentTheme.objects.filter(document=document_id).delete()
    _sort(document_id, text.themes, kept={id for id, _sv, _en in row.themes})
    changes = {} if reach == row.reach else {"reach": [row.reach.value, reach.value]}
    _record(actor, document_id, "document.changed", changes)


def establish(actor: Actor, document_id: int, *, revision: int) -> None:
    """The document is done, and is a public record. Raises NotVisible, NotAllowed, DocumentRefused, Overtaken."""
    _move(actor, document_id, State.ESTABLISHED, revision=revision)


def publish(actor: Actor, document_id: int, *, revision: int, licence: str = "") -> None:
    """Everybody may read it from now on, under the licence that it has, else this one.

    Raises NotVisible, NotAllowed, DocumentRefused (at `licence`: what is missing), Overtaken.
    """
    _move(actor, document_id, State.PUBLISHED, revision=revision, licence=licence)


def back_to_working(actor: Actor, document_id: int, *, revision: int, why: str) -> None:
    """It is working material again, with a word of why. Raises NotVisible, NotAllowed, DocumentRefused (at `why`), Overtaken."""
    _move(actor, document_id, State.WORKING, revision=revision, why=why)


@transaction.atomic
def keep_rule(
    actor: Actor, document_id: int, record_number: str, disposal: str, dispose_on: date | None, *, revision: int
) -> None:
    """Its number in the registry, and whether it is kept for ever or disposed of on a day (Z3).

    Raises NotVisible, NotAllowed, DocumentRefused (at `record_number`, `disposal` or `dispose_on`), Overtaken.
    """
    row = _carried(actor, document_id, revision)
    number, rule, day = rules.must_keep_rule(record_number, disposal, dispose_on, today=clock.today())
    told = {} if day == row.dispose_on else {"told": None}  # of another day the organisation is told anew
    _write(row, record_number=number, disposal=rule, dispose_on=day, **told)
    changes: dict[str, list[Any]] = {"disposal": [row.disposal.value, rule.value], "dispose_on": [_iso(row.dispose_on), _iso(day)]}
    _record(actor, document_id, "document.rule_set", changes)


@transaction.atomic
def bin(actor: Actor, document_id: int, *, revision: int, why: str = "") -> None:
    """Puts it in the wastebasket: from now on its own organisation's alone, and after some days gone (`clock`).

    Raises NotVisible, NotAllowed, DocumentRefused (at `why`: a public record is disposed of only by decision), Overtaken.
    """
    row = _carried(actor, document_id, revision)
    said = rules.must_bin(row, why, today=clock.today())
    audience = rules.audience_of(row.state, row.reach, row.organisation, gone=True)
    _write(row, binned=clock.now(), binned_by_id=actor.person, audience=audience)
    _step(actor, document_id, row.state, Gone.BINNED, said)
    _record(actor, document_id, "document.binned", {"state": [row.state.value, Gone.BINNED.value]})


@transaction.atomic
def restore(actor: Actor, document_id: int, *, revision: int, why: str = "") -> None:
    """Takes it out of the wastebasket: it is what it was. Raises NotVisible, NotAllowed, DocumentRefused, Overtaken."""
    row = locked(actor, document_id)
    rules.must_belong(actor, row)
    rules.must_restore(row)
    rules.must_be_read_lately(revision, row)
    audience = rules.audience_of(row.state, row.reach, row.organisation, token=row.token)
    _write(row, binned=None, binned_by_id=None, audience=audience)
    _step(actor, document_id, row.state, Gone.RESTORED, rules.why_of(why))
    _record(actor, document_id, "document.restored", {"state": [Gone.BINNED.value, row.state.value]})


def hang_on(actor: Actor, document_id: int, token: str) -> DocumentRow:
    """Whose group may read it, where its reach is the group's. The room above calls this within its own deed.

    Locks the document. Raises NotVisible, NotAllowed, DocumentRefused (in the wastebasket).
    """
    row = locked(actor, document_id)
    rules.must_carry(actor, row)
    _hang(actor, row, token)
    return row


def let_hang_no_more(actor: Actor, document_id: int) -> None:
    """No group reads it any more. The room above has made sure that the actor may, and calls this within its deed. Raises NotVisible."""
    _hang(actor, locked(actor, document_id), "")


def locked(actor: Actor, document_id: int) -> DocumentRow:
    """The document as the actor sees it, locked until the transaction ends. Raises NotVisible."""
    document(actor, document_id)
    Document.objects.select_for_update(no_key=True).values_list("id").get(id=document_id)
    return document(actor, document_id)


def kept_file(sent: Sent) -> Kept:
    """Keeps what was sent, and says what it is by its content. Outside any transaction: a large file takes its time.

    Raises DocumentRefused at `file`: empty, or larger than is kept.
    """
    try:
        kept = files.keep_file(sent.path)
    except files.FileTooLarge:
        raise rules.too_large(files.largest()) from None
    rules.must_be_large_enough(kept.bytes)
    found = kinds.found(files.where(kept.checksum), sent.name)
    return Kept(kept.checksum, kept.bytes, safe_name(sent.name, found.kind), found.kind.value)


def _carried(actor: Actor, document_id: int, revision: int) -> DocumentRow:
    row = locked(actor, document_id)
    rules.must_carry(actor, row)
    rules.must_be_read_lately(revision, row)
    return row


@transaction.atomic
def _move(actor: Actor, document_id: int, to: State, *, revision: int, why: str = "", licence: str = "") -> None:
    row = rules.with_licence(_carried(actor, document_id, revision), licence)
    said = rules.must_step(row, to, why=why)
    _write(row, state=to, licence=row.licence, audience=rules.audience_of(to, row.reach, row.organisation, token=row.token))
    (captions.published if to == State.PUBLISHED else captions.taken_back)(document_id)
    _step(actor, document_id, row.state, to, said)
    _record(actor, document_id, VERBS[to], {"state": [row.state.value, to.value]})


VERBS = {State.ESTABLISHED: "document.established", State.PUBLISHED: "document.published", State.WORKING: "document.taken_back"}


def _hang(actor: Actor, row: DocumentRow, token: str) -> None:
    audience = rules.audience_of(row.state, row.reach, row.organisation, token=token, gone=not row.live)
    _write(row, token=token, audience=audience)
    _record(actor, row.id, "document.hung" if token else "document.let_go", {"token": [row.token, token]})


def _texts(text: DocumentText) -> dict[str, Any]:
    return {
        "title": text.title, "summary": text.summary, "language": text.language, "authors": text.authors, "licence": text.licence,
        "day": text.day, "link": text.link, "reach": text.reach,
    }  # fmt: skip


def _write(row: DocumentRow, **values: Any) -> None:
    Document.objects.filter(id=row.id).update(revision=row.revision + 1, changed=clock.now(), **values)


def _put_version(actor: Actor, document_id: int, number: int, kept: Kept, *, note: str) -> None:
    Version.objects.create(  # type: ignore[misc]
        document_id=document_id, number=number, file=kept.checksum, name=kept.name, type=kept.type, bytes=kept.bytes, note=note,
        person_id=actor.person, added=clock.now(),
    )  # fmt: skip
    if number == 1:
        Document.objects.filter(id=document_id).update(version=1)


def _sort(document_id: int, themes: Iterable[int], *, kept: Iterable[int] = ()) -> None:
    """Sorts it by themes that are offered, and by those it was sorted by before (`kept`), retired or not."""
    asked = [one for one in set(themes) if is_key(one)]
    found = Theme.objects.filter(Q(retired=None) | Q(id__in=list(kept)), id__in=asked).values_list("id", flat=True)
    DocumentTheme.objects.bulk_create(DocumentTheme(document_id=document_id, theme_id=theme) for theme in found)


def _step(actor: Actor, document_id: int, before: str, after: str, why: str = "") -> None:
    DocumentStep.objects.create(document_id=document_id, before=before, after=after, person_id=actor.person, at=clock.now(), why=why)


def _record(actor: Actor, document_id: int, verb: str, changes: dict[str, list[Any]]) -> None:
    audit.record(person=actor.person, organisation=actor.organisation, verb=verb, kind="document", subject=document_id, changes=changes)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
