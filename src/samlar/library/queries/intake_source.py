"""A source of an old archive is opened and read: what is in it, what is said of it, and its files one at a time (G4).

A folder or a zip, with a manifest or without; an export from WordPress, alone, beside its files, or in one package with them. Nothing is
written but in the folder that the caller gives, which it throws away.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from samlar.formats.sentence import Sentence
from samlar.foundation import packages
from samlar.foundation.extraction import kinds, letters, zips
from samlar.foundation.extraction.limits import MB, Limits
from samlar.foundation.extraction.told import Unreadable
from samlar.foundation.packages import Bounds, Folder, NotFetched, Nothing, Package, PackageRefused, Refused, Trouble, Zip
from samlar.library.queries import exports
from samlar.library.rules import manifest as manifests
from samlar.library.rules import wordpress
from samlar.library.rules.intake import Entry, IntakeRefused, Seen, SourceKind, Why
from samlar.library.rules.manifest import Cell, Manifest
from samlar.library.rules.told import Told, folded

WORKBOOK = Limits(unpacked=64 * MB, members=500)
WHYS = {
    Trouble.LINK: Why.SYMBOLIC, Trouble.CIPHERED: Why.CIPHERED, Trouble.UNSAFE: Why.UNSAFE, Trouble.TWICE: Why.TWICE,
    Trouble.BOMB: Why.BOMB, Trouble.DAMAGED: Why.UNREADABLE, Trouble.LONG: Why.LONG,
}  # fmt: skip
REFUSED = {
    Refused.MISSING: Sentence("Det finns ingen fil eller mapp där.", "There is no file or folder there."),
    Refused.NOT_A_ZIP: Sentence(
        "Filen är varken en zip-fil eller en export från WordPress.", "The file is neither a zip nor a WordPress export."
    ),
    Refused.TOO_MANY: Sentence(
        "Källan har fler filer än vad som tas in på en gång.", "The source has more files than are taken in at once."
    ),
    Refused.TOO_LARGE: Sentence("Källan är större än vad som tas in på en gång.", "The source is larger than what is taken in at once."),
}
SMALLER = Sentence("Dela upp den, eller packa upp den och ta in mappen.", "Divide it, or unpack it and take in the folder.")

Tell = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Source:
    """Where an old archive lies. `name`: what it is known by; `files`: a folder or zip with the files of an export that lies alone."""

    name: str
    path: Path
    files: Path | None = None
    bounds: Bounds = field(default_factory=Bounds)


@dataclass(slots=True)
class Opened:
    """An opened source: its files by name, and what is said of them. `unread`: columns of the manifest that are not read."""

    kind: SourceKind
    package: Package
    rows: tuple[Told, ...] = ()
    has_manifest: bool = False
    unread: tuple[str, ...] = ()
    pages: dict[str, Path] = field(default_factory=dict)  # of an export, each as a file of its own
    waste: list[Told] = field(default_factory=list)
    silent: frozenset[str] = frozenset()  # files that are the source's own words, such as the manifest

    def fetch(self, key: str, to: Path) -> str:
        """Copies one file and says its checksum. Raises NotFetched, KeyError."""
        if key in self.pages:
            with Folder(self.pages[key].parent) as folder:
                return folder.fetch(self.pages[key].name, to)
        return self.package.fetch(key, to)


@contextmanager
def opened(source: Source, work: Path) -> Iterator[Opened]:
    """The source, until the block ends. Raises IntakeRefused."""
    with ExitStack() as stack:
        try:
            if source.path.is_file() and exports.is_export(source.path):
                beside = _package(source.files, source.bounds) if source.files else Nothing()
                stack.enter_context(beside)
                yield _exported(source.path, beside, work)
                return
            package = _package(source.path, source.bounds)
            stack.enter_context(package)
            inside = _export_in(package, work)
            if inside is not None:
                found = _exported(inside[1], package, work)
                found.silent = frozenset({inside[0]})
                yield found
                return
            yield _with_manifest(package, SourceKind.FOLDER if isinstance(package, Folder) else SourceKind.ZIP, work)
        except PackageRefused as refused:
            mend = SMALLER if refused.reason in (Refused.TOO_MANY, Refused.TOO_LARGE) else None
            raise IntakeRefused(REFUSED[refused.reason], mend=mend, field="file") from None


def entries(found: Opened, work: Path, *, largest: int, latest: int, tell: Tell = lambda done, total: None) -> list[Entry]:
    """Each thing of the source, with its checksum and what its content is; attachments before the pages that link to them.

    `largest`: bytes of one file, larger ones are not fetched. `latest`: the last year that a folder can be called after.
    """
    rows = _rows_and_files(found)
    named = {file for _row, file in rows if file}
    members = {member.key: member for member in found.package.members}
    total = len(members.keys() - found.silent) + len(found.pages)
    seen: dict[str, Seen] = {}
    for member in found.package.members:
        if member.key in found.silent:
            continue
        why = WHYS[member.trouble] if member.trouble else None
        wanted = why is None and member.size <= largest and (member.key in named or not manifests.is_left(member.key))
        seen[member.key] = _seen(found, member.key, member.size, work) if wanted else Seen(member.size, why=why)
        tell(len(seen), total)
    for key, path in found.pages.items():
        seen[key] = _seen(found, key, path.stat().st_size, work)
        tell(len(seen), total)
    told = [_told(row, file, seen, latest, is_page=file in found.pages) for row, file in rows]
    loose = [_loose(key, seen[key], latest) for key in members if key in seen and key not in named]
    waste = [Entry(row.file or row.title, row, left=Why.WASTE) for row in found.waste]
    return _files_first([*told, *loose, *waste]) if found.kind == SourceKind.WORDPRESS else [*told, *loose]


def _told(row: Told, file: str, seen: dict[str, Seen], latest: int, *, is_page: bool) -> Entry:
    if not file:
        return Entry((row.file or row.link or f"rad {row.row}")[:400], row)
    if is_page:
        return Entry(file, row, seen[file])
    return Entry(file, manifests.filled_in(row, manifests.by_name(file, latest=latest)), seen[file])


def _loose(key: str, seen: Seen, latest: int) -> Entry:
    """A file that nothing is said of: its name and folders tell."""
    left = Why.COMPUTERS if manifests.is_left(key) else None
    return Entry(key, manifests.by_name(key, latest=latest), seen, left=left)


def _files_first(some: list[Entry]) -> list[Entry]:
    return sorted(some, key=lambda one: one.key.startswith(f"{wordpress.OURS}/"))


def _seen(found: Opened, key: str, size: int, work: Path) -> Seen:
    copy = work / "thing"
    try:
        checksum = found.fetch(key, copy)
        kind = kinds.found(copy, key).kind
        return Seen(size, checksum, kind.value, locked=kinds.may_be_locked(copy, kind))
    except NotFetched as not_fetched:
        return Seen(size, why=WHYS[not_fetched.trouble])
    finally:
        copy.unlink(missing_ok=True)


def _rows_and_files(found: Opened) -> list[tuple[Told, str]]:
    """Each row with the file that it means: as written, else whatever its capitals; empty where there is none."""
    keys = {member.key for member in found.package.members} - found.silent
    alike: dict[str, list[str]] = {}
    for key in keys:
        alike.setdefault(folded(key), []).append(key)

    def file_of(row: Told) -> str:
        if not row.file or row.file in keys or row.file in found.pages:
            return row.file
        meant = alike.get(folded(row.file), [])
        return meant[0] if len(meant) == 1 else ""

    return [(row, file_of(row)) for row in found.rows]


def _package(path: Path, bounds: Bounds) -> Folder | Zip:
    if path.is_dir():
        return Folder(path, bounds)
    if path.is_file() and not packages.is_zip(path):
        raise PackageRefused(Refused.NOT_A_ZIP)
    return Zip(path, bounds)


# — with a manifest —


def _with_manifest(package: Package, kind: SourceKind, work: Path) -> Opened:
    """The manifest nearest the top, if there is one; its files are named from where it lies."""
    keys = [one.key for one in package.members if one.trouble is None and one.key.rpartition("/")[2].casefold() in manifests.NAMES]
    if not keys:
        return Opened(kind, package)
    key = min(keys, key=lambda one: (one.count("/"), manifests.NAMES.index(one.rpartition("/")[2].casefold()), one))
    size = next(one.size for one in package.members if one.key == key)
    said = manifests.read(_table(package, key, size, work))
    below = key.rpartition("/")[0]
    return Opened(kind, package, _below(said, below), has_manifest=True, unread=said.unread, silent=frozenset({key}))


def _below(said: Manifest, folder: str) -> tuple[Told, ...]:
    return tuple(replace(row, file=f"{folder}/{row.file}") if folder and row.file else row for row in said.rows)


def _table(package: Package, key: str, size: int, work: Path) -> list[list[Cell]] | list[list[str]]:
    if size > manifests.LARGEST:
        raise manifests.not_a_list()
    copy = work / "manifest"
    try:
        package.fetch(key, copy)
        if packages.is_zip(copy):
            return _cells(copy)
        text = letters.of(copy.read_bytes())
    except NotFetched:
        raise manifests.not_a_list() from None
    finally:
        copy.unlink(missing_ok=True)
    if text is None:
        raise manifests.not_a_list()
    return manifests.rows_of_text(text)


def _cells(path: Path) -> list[list[Cell]]:
    """The cells of a workbook's first sheet, as values: what a formula gave when it was saved. Raises ManifestRefused."""
    from openpyxl import load_workbook  # a tenth of a second: only who reads a workbook waits for it

    try:
        with path.open("rb") as file:
            zips.checked(file, path, WORKBOOK)
            file.seek(0)
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            rows = book.worksheets[0].iter_rows(max_col=manifests.MOST_COLUMNS, values_only=True)
            return [list(row) for row in islice(rows, manifests.MOST_ROWS * 2)]
    except Unreadable:
        raise manifests.not_a_list() from None
    except Exception:  # a file made to be unreadable fails in any way it likes
        raise manifests.not_a_list() from None


# — an export —


def _export_in(package: Package, work: Path) -> tuple[str, Path] | None:
    """The export that lies in a package with its files: the only one, at most two folders down."""
    for member in package.members:
        if member.trouble is None and member.key.lower().endswith(".xml") and member.key.count("/") <= 2:
            copy = work / "export.xml"
            try:
                package.fetch(member.key, copy)
            except NotFetched:
                continue  # it is told of among the others
            if exports.is_export(copy):
                return member.key, copy
            copy.unlink()
    return None


def _exported(path: Path, package: Package, work: Path) -> Opened:
    """An export: each page as a file of its own, each attachment by its file among those at hand."""
    ends = wordpress.ends_of(tuple(one.key for one in package.members))
    export = exports.Export()
    folder = work / "pages"
    folder.mkdir()
    found = Opened(SourceKind.WORDPRESS, package)
    rows: list[Told] = []
    for item in exports.items(path, export):
        if item.kind in wordpress.MACHINERY:
            continue
        told = wordpress.told_of(item, language=export.language, authors=export.authors)
        if item.is_waste:
            found.waste.append(told)
        elif item.is_page:
            if item.key in found.pages:
                continue  # an export that was put together twice
            found.pages[item.key] = folder / item.key.rpartition("/")[2]
            found.pages[item.key].write_text(wordpress.page_of(item, language=export.language), "utf-8")
            rows.append(told)
        else:
            rows.append(_attached(told, wordpress.file_for(item, ends), item.attached or item.attachment))
    found.rows = tuple(rows)
    return found


def _attached(told: Told, file: str, said: str) -> Told:
    return replace(told, file=(file or said)[:400])
