"""`samlar texts`: gathers every text from code and templates into the English catalogue and compiles it, in pure Python."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation.template import templatize

try:
    from babel.messages import Catalog, extract, mofile, pofile
except ImportError:  # only developers gather texts
    Catalog = None  # type: ignore[assignment, misc]

KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
CATALOGUE = Path("en/LC_MESSAGES/django.po")
OVERRIDES = Path("sv/LC_MESSAGES/django.po")  # the framework's own sentences in plainer Swedish, kept by hand


def found_in(folder: Path) -> Iterator[tuple[str, Any, str | None]]:
    """(place, message, context) of every text below a folder: Swedish, as it stands in code and templates."""
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".py", ".html", ".txt") or "management" in path.parts:
            continue
        source = path.read_text()
        if path.suffix != ".py":
            if "{%" not in source:
                continue
            # What templatize leaves looks like Python but for its indentation, which means nothing in a template.
            source = "\n".join(line.lstrip() for line in templatize(source).splitlines())
        lines = extract.extract("python", io.BytesIO(source.encode()), KEYWORDS, options={"encoding": "utf-8"})
        for _line, message, _comments, context in lines:
            yield str(path.relative_to(folder)), message, context


def gathered(folder: Path, known: Any) -> Any:
    """A new catalogue with every text of today, in order, and the translations that are known."""
    catalogue = Catalog(
        locale="en", project="Samlär", charset="utf-8", fuzzy=False,
        header_comment="# Samlär in English; Swedish is the source. Made by `samlar texts`.",
        creation_date=known.creation_date, revision_date=known.revision_date, last_translator="", language_team="", msgid_bugs_address="",
    )  # fmt: skip
    for place, message, context in found_in(folder):
        old = known.get(message, context=context)
        catalogue.add(message, string=old.string if old else "", locations=[(place, 0)], context=context)
    return catalogue


def missing(catalogue: Any) -> list[str]:
    """The texts that have no English yet."""
    return [str(m.id) for m in catalogue if m.id and not (all(m.string) if isinstance(m.string, tuple | list) else m.string)]


def compiled(path: Path) -> bytes:
    """A kept catalogue as the running system reads it."""
    with path.open("rb") as kept:
        catalogue = pofile.read_po(kept, locale=path.parts[-3])
    written = io.BytesIO()
    mofile.write_mo(written, catalogue)
    return written.getvalue()


def compile_catalogue(path: Path) -> None:
    path.with_suffix(".mo").write_bytes(compiled(path))


class Command(BaseCommand):
    help = "Gathers all texts into the English catalogue, compiles it and lists what is not translated."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail if anything is missing or out of date")

    def handle(self, *, check: bool, **options: Any) -> None:
        if Catalog is None:
            raise CommandError("Babel is not installed: `make test` installs it.")
        folder = settings.LOCALE_PATHS[0]
        path = folder / CATALOGUE
        with path.open("rb") as kept:
            known = pofile.read_po(kept, locale="en")
        catalogue = gathered(folder.parent, known)
        lacking = missing(catalogue)
        stale = {m.id for m in known if m.id} - {m.id for m in catalogue if m.id}
        fresh = {m.id for m in catalogue if m.id} - {m.id for m in known if m.id}
        if not check:
            with path.open("wb") as written:
                pofile.write_po(written, catalogue, width=140, sort_output=False, include_lineno=False, omit_header=False)
            compile_catalogue(path)
            compile_catalogue(folder / OVERRIDES)
        for text in lacking:
            self.stdout.write(f"not translated: {text}")
        self.stdout.write(f"{len(catalogue)} texts, {len(lacking)} not translated, {len(fresh)} new, {len(stale)} gone.")
        if check and (lacking or stale or fresh):
            raise CommandError("Run `samlar texts` and translate what is new.")
