"""Reads about what is taken in from old archives (G4): what the archive knows and has already, and how an intake goes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet

from samlar.formats.sentence import Sentence
from samlar.foundation import clock, files
from samlar.foundation.keys import is_key
from samlar.library.models import Document, Intake, IntakeItem, OldAddress, Theme, Version
from samlar.library.queries.documents import documents
from samlar.library.rules import intake as rules
from samlar.library.rules.intake import Becomes, Fate, Here, IntakeState, Known, Lack, SourceKind, Why
from samlar.library.rules.told import Told, folded, from_json
from samlar.library.rules.words import KINDS, Kind
from samlar.people.models import Organisation
from samlar.people.rules import Actor, NotVisible, must_act_for_an_organisation

PER_PAGE = 50
ASKED_AT_ONCE = 500
SHOWN_INTAKES = 30
COMING = (Fate.WAITING, Fate.TAKEN)  # of these `why` says what they lack; of the others why they do not come


@dataclass(frozen=True, slots=True)
class IntakeRow:
    """One source that is, or has been, taken in. `fates`: {fate: how many}; `report`: figures of the dry run."""

    id: int
    source: str
    kind: SourceKind
    state: IntakeState
    organisation: int
    person: int
    person_name: str
    began: datetime
    ended: datetime | None
    works: bool  # somebody carries it on at this moment
    sent: bool  # it came by the web: the worker carries it on
    report: Mapping[str, Any]
    fates: Mapping[str, int]

    @property
    def name(self) -> str:
        """What the source is called, without the sign that tells what was sent from others of its name."""
        return re.sub(r" #[0-9a-f]{8}$", "", self.source)

    @property
    def total(self) -> int:
        return sum(self.fates.values())

    @property
    def to_come(self) -> int:
        return self.fates.get(Fate.WAITING, 0)

    @property
    def taken(self) -> int:
        return self.fates.get(Fate.TAKEN, 0)

    @property
    def share(self) -> int:
        """How much of what was to come is done with, in hundredths."""
        coming = max(self.to_come, int(self.report.get("fates", {}).get(Fate.WAITING, 0)))
        return 100 * (coming - self.to_come) // coming if coming else 100


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One thing of a source, made ready."""

    number: int
    key: str
    title: str
    fate: Fate
    fate_name: Sentence
    why: Sentence | None
    lacks: tuple[Sentence, ...]
    lacking: tuple[Sentence, ...]  # the same as whole words, with what was said and not understood
    kind: Sentence | None
    day: date | None
    document: int | None
    newer: bool
    subtitles: bool  # of a recording: `document` is the recording
    becomes: Becomes
    locked: bool  # it may take a password to read it
    listed: bool  # the manifest has a row of it
    checksum: str


@dataclass(frozen=True, slots=True)
class There:
    """The document that a thing is already; `version` is the number of the file that is the same, 0 for a link."""

    document: int
    title: str
    version: int


def known(*, licence: str = "", has_manifest: bool = False, activities: Mapping[str, int] | None = None) -> Known:
    """What the archive knows when a source is judged. Two queries."""
    themes: dict[str, int] = {}
    for id, slug, sv, en, into in Theme.objects.filter(Q(retired=None) | Q(merged_into__isnull=False)).values_list(
        "id", "slug", "name_sv", "name_en", "merged_into"
    ):
        for name in (slug, sv, en):
            themes.setdefault(folded(name), into or id)
    names = {folded(name): name for name in Organisation.objects.values_list("name", flat=True)}
    return Known(
        today=clock.today(), largest=files.largest(), themes=themes, organisations=names, activities=activities or {}, licence=licence,
        has_manifest=has_manifest,
    )  # fmt: skip


def here(actor: Actor, source: str, checksums: Iterable[str], links: Iterable[str]) -> Here:
    """What the archive has already, among what the actor may see, and what has come from this source before."""
    return Here(checksums=files_here(actor, checksums), links=links_here(actor, links), places=_places(actor, source))


def files_here(actor: Actor, checksums: Iterable[str], *, but: int = 0) -> dict[str, int]:
    """{checksum: document}: of the own organisation's every version, of others' the newest, which is all that is seen of theirs.

    `but`: a document that is being made, and doesn't count. Two queries for 500 of them.
    """
    at = must_act_for_an_organisation(actor)
    theirs = Q(
        document__audience__in=actor.tokens, document__binned=None, document__disposed=None, number=F("document__version")
    )  # fmt: skip
    found: dict[str, int] = {}
    for some in _parts(checksums):
        there = Version.objects.filter(Q(document__organisation=at) | theirs, file__in=some)
        found |= dict(there.exclude(document=but).values_list("file", "document"))
        taken = IntakeItem.objects.filter(checksum__in=some, intake__organisation=at, state=Fate.TAKEN, document__isnull=False)
        found |= dict(taken.values_list("checksum", "document"))
    return found


def links_here(actor: Actor, links: Iterable[str], *, but: int = 0) -> dict[str, int]:
    """{link: document}, as `files_here`. A query for 500 of them."""
    at = must_act_for_an_organisation(actor)
    found: dict[str, int] = {}
    for some in _parts(links):
        among = Document.objects.filter(Q(organisation=at) | Q(audience__in=actor.tokens, binned=None, disposed=None), link__in=some)
        found |= dict(among.exclude(id=but).values_list("link", "id"))
    return found


def _places(actor: Actor, source: str) -> dict[str, tuple[str, int]]:
    """{place in the source: (checksum, document)} of the documents that have come from there. One query."""
    at = must_act_for_an_organisation(actor)
    rows = IntakeItem.objects.filter(
        intake__source=source, intake__organisation=at, state=Fate.TAKEN, document__binned=None, document__disposed=None,
        document__organisation=at, document__version__gt=0,
    )  # fmt: skip
    documents = rows.exclude(checksum="").exclude(found__has_key="recording").order_by("id")
    return {key: (checksum, document) for key, checksum, document in documents.values_list("key", "checksum", "document")}


def recording_of(actor: Actor, checksum: str) -> int | None:
    """The recording of the own organisation's with this file, if any. One query."""
    there = Version.objects.filter(
        file=checksum, document__organisation=must_act_for_an_organisation(actor), document__kind=Kind.RECORDING, document__binned=None,
        document__disposed=None,
    )  # fmt: skip
    return there.order_by("document").values_list("document", flat=True).first()


def has_come_to(document: int, key: str, source: str) -> bool:
    """Whether something from this place of the source has come to the document before. One query."""
    return IntakeItem.objects.filter(document=document, key=key, intake__source=source, state=Fate.TAKEN).exists()


def addresses(actor: Actor, paths: Iterable[str]) -> dict[str, int]:
    """{old address: the document it leads to} of those that lead to something that the actor may see. A query for 500 of them."""
    at = must_act_for_an_organisation(actor)
    open_ones = Q(document__audience__in=actor.tokens, document__binned=None, document__disposed=None)
    seen = OldAddress.objects.filter(Q(document__organisation=at) | open_ones)
    found: dict[str, int] = {}
    for some in _parts(paths):
        found |= dict(seen.filter(path__in=some).values_list("path", "document"))
    return found


def intakes(actor: Actor) -> list[IntakeRow]:
    """What the actor's organisation has taken in, newest first. Two queries. Raises NotAllowed."""
    at = rules.must_take_in(actor)
    rows = list(_rows().filter(organisation=at)[:SHOWN_INTAKES])
    counted = _fates([row.pk for row in rows])
    return [_row(row, counted.get(row.pk, {})) for row in rows]


def intake(actor: Actor, intake_id: int) -> IntakeRow:
    """One of them. Two queries. Raises NotAllowed, NotVisible: also another organisation's."""
    at = rules.must_take_in(actor)
    row = _rows().filter(id=intake_id, organisation=at).first() if is_key(intake_id) else None
    if row is None:
        raise NotVisible
    return _row(row, _fates([row.pk]).get(row.pk, {}))


def items(row: IntakeRow, *, fate: str = "", lack: str = "", page: int = 1) -> "Page[ItemRow]":
    """A page of its things, in order, narrowed by what becomes of them or what they lack. Two queries. The row was guarded."""
    found = IntakeItem.objects.filter(intake=row.id).exclude(state=Fate.LEFT, why=Why.COMPUTERS)
    if fate in set(Fate):
        found = found.filter(state=fate)
    if lack == "any" or lack in set(Lack):
        found = found.filter(_lacking(lack), state__in=COMING)
    shown: Page[Any] = Paginator(found.order_by("number"), PER_PAGE).get_page(page)
    shown.object_list = [item_row(one) for one in shown.object_list]
    return shown


def there(actor: Actor, items: Iterable[ItemRow]) -> dict[int, There]:
    """Which document each thing is already, by the thing's number, of those that the actor may see. Three queries at most."""
    same = [one for one in items if one.fate == Fate.SAME and one.document is not None]
    seen = {one.id: one for one in documents(actor, [one.document for one in same if one.document])}
    sums = {one.checksum for one in same if one.checksum}
    numbers: dict[tuple[int, str], int] = {}
    if seen and sums:
        versions = Version.objects.filter(document__in=list(seen), file__in=sums).order_by("number")
        for document, checksum, number in versions.values_list("document", "file", "number"):
            if seen[document].ours or number == seen[document].version:
                numbers[document, checksum] = number
    return {
        one.number: There(one.document, seen[one.document].title, numbers.get((one.document, one.checksum), 0))
        for one in same
        if one.document in seen
    }


def every_item(row: IntakeRow) -> Iterator[ItemRow]:
    """All its things, in order, for a machine. One query. The row was guarded."""
    return (item_row(one) for one in IntakeItem.objects.filter(intake=row.id).order_by("number").iterator())


def item_row(one: IntakeItem) -> ItemRow:
    told = from_json(one.found.get("told", {}))
    kind, said = one.found.get("kind", ""), one.found.get("said")
    lacks = tuple(Lack(lack) for lack in one.why.split() if lack in set(Lack)) if one.state in COMING else ()
    return ItemRow(
        number=one.number, key=one.key, title=told.title, fate=Fate(one.state), fate_name=rules.FATES[Fate(one.state)],
        why=Sentence(**said) if said else rules.WHYS[Why(one.why)] if one.why in set(Why) and one.state not in COMING else None,
        lacks=tuple(rules.LACKS[lack] for lack in lacks), lacking=tuple(rules.lacking(told, lack) for lack in lacks),
        kind=KINDS[Kind(kind)] if kind in set(Kind) else None, day=date.fromisoformat(told.day) if told.day else None,
        document=one.document_id, newer="of" in one.found, subtitles="recording" in one.found,
        becomes=_becomes(one, told, lacks), locked=bool(one.found.get("locked")), listed=bool(told.row), checksum=one.checksum,
    )  # fmt: skip


def _becomes(one: IntakeItem, told: Told, lacks: tuple[Lack, ...]) -> Becomes:
    if "recording" in one.found:
        return Becomes.SUBTITLES
    return Becomes.NEWER if "of" in one.found else rules.becomes(told, lacks)


def unfinished(organisation: int, source: str) -> int | None:
    """The intake of a source that was begun and not ended; it is gone on with."""
    found = Intake.objects.filter(organisation=organisation, source=source, state=IntakeState.RUNNING)
    return found.order_by("id").values_list("id", flat=True).first()


def to_carry_on() -> list[int]:
    """What came by the web, is begun, and that nobody carries on at this moment; the oldest first. One query."""
    quiet = clock.now() - timedelta(seconds=rules.LEASE_SECONDS)
    free = Q(leased=None) | Q(leased__lt=quiet)
    return list(Intake.objects.filter(free, state=IntakeState.RUNNING).exclude(file="").order_by("id").values_list("id", flat=True))


def _lacking(lack: str) -> Q:
    """Those that lack something; `why` says what, between blanks."""
    return ~Q(why="") if lack == "any" else Q(why__contains=f" {lack} ")


def _rows() -> "QuerySet[Intake]":
    return Intake.objects.select_related("person")


def _fates(ids: list[int]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for id, state, many in IntakeItem.objects.filter(intake__in=ids).values_list("intake", "state").annotate(many=Count("id")).order_by():
        found.setdefault(id, {})[state] = many
    return found


def _row(row: Intake, fates: Mapping[str, int]) -> IntakeRow:
    quiet = clock.now() - timedelta(seconds=rules.LEASE_SECONDS)
    return IntakeRow(
        id=row.pk, source=row.source, kind=SourceKind(row.kind), state=IntakeState(row.state), organisation=row.organisation_id,
        person=row.person_id, person_name=row.person.name, began=row.began, ended=row.ended,
        works=row.state == IntakeState.RUNNING and row.leased is not None and row.leased > quiet, sent=bool(row.file),
        report=row.report, fates=fates,
    )  # fmt: skip


def _parts(several: Iterable[str]) -> Iterable[list[str]]:
    asked = sorted({one for one in several if one})
    return (asked[at : at + ASKED_AT_ONCE] for at in range(0, len(asked), ASKED_AT_ONCE))
