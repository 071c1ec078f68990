"""The one guarded way to a document (G1): its own organisation, and those whom its audience holds. What is in the wastebasket or disposed
of is its organisation's alone."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from samlar.foundation import clock, sql
from samlar.foundation.keys import is_key
from samlar.library.models import Document, DocumentStep, DocumentTheme, Section, Theme, Version
from samlar.library.rules.rows import DocumentRow, StepRow, VersionRow
from samlar.library.rules.words import Disposal, Kind, Reach, Reading, State
from samlar.people.models import Organisation, Person
from samlar.people.rules import Actor, NotVisible

# A viewer's documents, `d`.
LIVE = "d.binned IS NULL AND d.disposed IS NULL"
SEEN = f"(d.organisation_id = %(organisation)s OR (d.audience IN %(tokens)s AND {LIVE}))"
VERSION = """v.id, v.number, v.file, v.name, v.type, v.bytes, v.note, w.name, CAST(v.added AS text), v.reading, v.why, v.pages, v.preview"""
COLUMNS = f"""
d.id, d.kind, d.title, d.summary, d.language, d.authors, d.licence, CAST(d.day AS text), d.link, d.organisation_id, o.name, o.slug,
d.person_id, p.name, d.version, d.state, d.reach, d.token, d.audience, d.record_number, d.disposal, CAST(d.dispose_on AS text),
CAST(d.disposed AS text), CAST(d.binned AS text), b.name, CAST(d.added AS text), CAST(d.changed AS text), d.revision, {VERSION}
"""
FROM = f"""
{Document._meta.db_table} d
JOIN {Organisation._meta.db_table} o ON o.id = d.organisation_id
JOIN {Person._meta.db_table} p ON p.id = d.person_id
LEFT JOIN {Person._meta.db_table} b ON b.id = d.binned_by_id
LEFT JOIN {Version._meta.db_table} v ON v.document_id = d.id AND v.number = d.version
LEFT JOIN {Person._meta.db_table} w ON w.id = v.person_id
"""
ONE = f"SELECT {COLUMNS} FROM {FROM} WHERE d.id = %(document)s AND {SEEN}"
SEVERAL = f"SELECT {COLUMNS} FROM {FROM} WHERE d.id IN %(ids)s AND {SEEN} ORDER BY d.added DESC, d.id DESC"
THEMES = f"""
SELECT dt.document_id, t.id, t.name_sv, t.name_en FROM {DocumentTheme._meta.db_table} dt JOIN {Theme._meta.db_table} t ON t.id = dt.theme_id
WHERE dt.document_id IN %(ids)s ORDER BY t.name_sv
"""
VERSIONS = f"""
SELECT {VERSION} FROM {Version._meta.db_table} v JOIN {Person._meta.db_table} w ON w.id = v.person_id
WHERE v.document_id = %(document)s ORDER BY v.number DESC
"""
# Documents that hold the same file as those that were just added; of two that were added at once the first.
SAME = f"""
SELECT n.document_id, m.title, d.id, d.title
FROM {Version._meta.db_table} n JOIN {Document._meta.db_table} m ON m.id = n.document_id AND m.version = n.number
JOIN {Version._meta.db_table} v ON v.file = n.file AND v.document_id <> n.document_id
JOIN {Document._meta.db_table} d ON d.id = v.document_id AND d.version = v.number
WHERE n.document_id IN %(added)s AND (d.id < n.document_id OR d.id NOT IN %(added)s) AND {LIVE} AND {SEEN} ORDER BY n.document_id, d.id
"""
WIDTH = 28  # columns before the version's
AT_ONCE = 20  # sections of text on a page
MOST_AT = 2**31 - 1


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A part of a text, and where it stands: `place` counts by `at`."""

    place: str
    at: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """Sections that are shown at once: from `first` to `last` of `total`. `before` and `after`: where the parts beside begin."""

    sections: tuple[SectionRow, ...]
    total: int
    first: int
    last: int
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class SameFile:
    """A document that was added, and one with the same file that was there before."""

    added: int
    added_title: str
    there: int
    there_title: str


def seen_by(actor: Actor) -> dict[str, Any]:
    """The values that `SEEN` asks for."""
    return {"tokens": sorted(actor.tokens), "organisation": actor.organisation or 0}


def document(actor: Actor, document_id: int) -> DocumentRow:
    """One document, narrowed to what the viewer may see. Two queries. Raises NotVisible."""
    found = sql.rows(ONE, document=document_id, **seen_by(actor)) if is_key(document_id) else []
    if not found:
        raise NotVisible
    return _rows(actor, found)[0]


def documents(actor: Actor, ids: list[int]) -> list[DocumentRow]:
    """Those of the documents that the viewer may see, newest first. Two queries."""
    return _rows(actor, sql.rows(SEVERAL, ids=ids, **seen_by(actor))) if ids else []


def look_for(actor: Actor, typed: str, *, but: Collection[int] = (), limit: int = 20) -> list[DocumentRow]:
    """The newest documents that the viewer may see and whose title or authors hold every word typed. For choosing one; two queries."""
    rows = Document.objects.filter(binned=None, disposed=None).exclude(id__in=list(but))
    rows = rows.filter(Q(organisation=actor.organisation or 0) | Q(audience__in=actor.tokens))
    for word in typed.split()[:10]:
        rows = rows.filter(Q(title__icontains=word) | Q(authors__icontains=word))
    return documents(actor, list(rows.order_by("-added", "-id").values_list("id", flat=True)[:limit]))


def same_files(actor: Actor, added: Collection[int]) -> list[SameFile]:
    """Of the documents that were added, those whose file was there before, in one that the viewer may see. One query at most."""
    first: dict[int, SameFile] = {}
    for row in sql.rows(SAME, added=list(added), **seen_by(actor)) if added else []:
        first.setdefault(row[0], SameFile(*row))
    return list(first.values())


def _rows(actor: Actor, found: sql.Rows) -> list[DocumentRow]:
    """The rows with their themes. One query."""
    themes: dict[int, list[tuple[int, str, str]]] = {row[0]: [] for row in found}
    for document_id, id, sv, en in sql.rows(THEMES, ids=list(themes)):
        themes[document_id].append((id, sv, en))
    return [_row(actor, row, tuple(themes[row[0]])) for row in found]


def versions(actor: Actor, row: DocumentRow) -> list[VersionRow]:
    """The document's files, newest first: all for its own organisation, else the newest alone. One query at most."""
    if not row.ours:
        return [row.file] if row.file else []
    return [_version(actor, one) for one in sql.rows(VERSIONS, document=row.id)]


def version(actor: Actor, document_id: int, number: int) -> tuple[DocumentRow, VersionRow]:
    """One file of a document. Raises NotVisible: also for an older one, for others than its organisation."""
    row = document(actor, document_id)
    if row.file is not None and row.file.number == number:
        return row, row.file
    for one in versions(actor, row):
        if one.number == number:
            return row, one
    raise NotVisible


def steps(actor: Actor, row: DocumentRow) -> list[StepRow]:
    """The document's way as a public record, oldest first; reasons and names are its organisation's own. One query."""
    found = DocumentStep.objects.filter(document=row.id).select_related("person")
    return [_step(row, one) for one in found]


def text_of(row: DocumentRow, at: int = 0) -> TextPart | None:
    """A part of the newest version's text: the one that holds page (slide, sheet, section) `at`, else the first; none where there is none.

    Whoever asks has been let in to the document. Three queries at most.
    """
    if row.file is None or row.live is False:
        return None
    found = Section.objects.filter(version=row.file.id)
    total = found.count()
    if not total:
        return None
    asked = found.filter(at__gte=at).order_by("number").values_list("number", flat=True).first() if 0 < at <= MOST_AT else None
    first = ((asked or 1) - 1) // AT_ONCE * AT_ONCE
    rows = found.filter(number__gt=first, number__lte=first + AT_ONCE).order_by("number").values_list("place", "at", "heading", "text")
    shown = tuple(SectionRow(*one) for one in rows)
    before = found.filter(number=first + 1 - AT_ONCE) if first else None
    return TextPart(
        sections=shown, total=total, first=first + 1, last=first + len(shown),
        before=before.values_list("at", flat=True).first() if before is not None else None,
        after=found.filter(number=first + AT_ONCE + 1).values_list("at", flat=True).first(),
    )  # fmt: skip


def _row(actor: Actor, row: tuple[Any, ...], themes: tuple[tuple[int, str, str], ...]) -> DocumentRow:
    (
        id, kind, title, summary, language, authors, licence, day, link, organisation, organisation_name, slug, person, person_name,
        version, state, reach, token, audience, record_number, disposal, dispose_on, disposed, binned, binned_by, added, changed, revision,
    ) = row[:WIDTH]  # fmt: skip
    ours = actor.at_work and actor.organisation == organisation
    named = actor.signed_in
    return DocumentRow(
        id=id, kind=Kind(kind), title=title, summary=summary, language=language, authors=authors, licence=licence, day=sql.day(day),
        link=link, organisation=organisation, organisation_name=organisation_name, organisation_slug=slug, person=person if named else None,
        person_name=person_name if named else "", version=version, state=State(state), reach=Reach(reach), token=token, audience=audience,
        record_number=record_number, disposal=Disposal(disposal), dispose_on=sql.day(dispose_on) if ours else None,
        disposed=sql.moment(disposed), binned=sql.moment(binned), binned_by_name=(binned_by or "") if ours else "",
        added=_moment(added), changed=_moment(changed), revision=revision, ours=ours, themes=themes,
        file=_version(actor, row[WIDTH:]) if row[WIDTH] is not None else None,
    )  # fmt: skip


def _step(row: DocumentRow, one: DocumentStep) -> StepRow:
    who, why = (one.person.name if one.person else "", one.why) if row.ours else ("", "")
    return StepRow(before=one.before, after=one.after, person_name=who, at=one.at, why=why)


def _version(actor: Actor, row: tuple[Any, ...]) -> VersionRow:
    id, number, file, name, type, size, note, person, added, reading, why, pages, preview = row
    return VersionRow(
        id=id, number=number, file=file, name=name, type=type, bytes=size, note=note, person_name=person if actor.signed_in else "",
        added=_moment(added), reading=Reading(reading), why=why, pages=pages, preview=preview,
    )  # fmt: skip


def _moment(text: str) -> Any:
    """In Stockholm's time: a year or a day that is read from it is the one that people here had."""
    found = sql.moment(text)
    return found.astimezone(clock.STOCKHOLM) if found else None
