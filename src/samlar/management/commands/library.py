"""`samlar library read`: reads the text out of the files that wait. `samlar library import SOURCE`: takes in an old archive."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from samlar.formats.sentence import Refusal
from samlar.library.actions import intake as deeds
from samlar.library.actions import reading
from samlar.library.actions.intake import Source
from samlar.library.queries import intake as queries
from samlar.library.queries.intake import IntakeRow
from samlar.library.rules.intake import FATES, LACKS, WHYS, Fate, Lack, Why
from samlar.library.rules.words import KINDS, LICENCES, Kind
from samlar.lifecycle.actions import intake as conductor
from samlar.people import queries as people
from samlar.people.models import Organisation, Person
from samlar.people.rules import Actor

NAMED = 20  # things that are named for each reason, on the terminal; --json names all


class Command(BaseCommand):
    help = "Deeds upon the archive: read, import."

    def add_arguments(self, parser: CommandParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        read = deeds.add_parser("read", help="reads the text out of the files that wait, until none does")
        read.add_argument("--limit", type=int, default=None, help="at most so many files")
        take = deeds.add_parser("import", help="takes in an old archive: a folder, a zip or a WordPress export (WXR)")
        take.add_argument("source", type=Path)
        take.add_argument("--organisation", required=True, help="the name of the organisation whose archive it becomes")
        take.add_argument("--by", required=True, metavar="EMAIL", help="who takes it in: the organisation's member representative")
        take.add_argument("--files", type=Path, default=None, help="a folder or zip with the files of an export that lies alone")
        take.add_argument("--licence", default="", choices=["", *LICENCES], help="for what says none itself")
        take.add_argument("--dry-run", action="store_true", help="only tell what would come in")
        take.add_argument("--json", action="store_true", help="print only JSON")

    def handle(self, *, deed: str, **options: Any) -> None:
        if deed == "import":
            self.take(**options)
        else:
            self.read(**options)

    def read(self, *, limit: int | None, **options: Any) -> None:
        """Until nothing waits that can be taken. What others read at the moment is left to them."""
        done = 0
        while limit is None or done < limit:
            now = reading.read_waiting(1)
            if not now:
                break
            done += now
        self.stdout.write(f"{done} read, {reading.how_many_wait()} wait")

    def take(
        self, *, source: Path, files: Path | None, organisation: str, by: str, licence: str, dry_run: bool, **options: Any
    ) -> None:
        """A dry run; then, unless only that was asked for, all of it. What was begun and stopped is gone on with, not read anew."""
        actor = self._actor(organisation, by)
        where = Source(_known_as(source), source, files)
        quiet = options["json"] or not options["verbosity"]
        try:
            begun = None if dry_run else queries.unfinished(actor.organisation or 0, where.name)
            intake = begun or conductor.read(actor, where, licence=licence, tell=self._teller("Read", quiet))
            if not dry_run:
                if begun and not quiet:
                    self.stdout.write("Goes on where it stopped.")
                deeds.begin(actor, intake)
                conductor.take_in(actor, intake, where, tell=self._teller("Taken in", quiet))
            row = queries.intake(actor, intake)
        except Refusal as refused:
            mend = f" {refused.mend.en}" if refused.mend else ""
            raise CommandError(f"{refused.sentence.en}{mend}") from refused
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(row), ensure_ascii=False, indent=1))
        else:
            self._tell(row)

    def _actor(self, organisation: str, by: str) -> Actor:
        person = Person.objects.filter(email=by.strip().lower(), is_active=True).values_list("id", flat=True).first()
        at = Organisation.objects.filter(name=organisation).values_list("id", flat=True).first()
        if at is None:
            raise CommandError(f"There is no organisation called {organisation}.")
        actor = people.actor(person) if person else None
        if actor is None or actor.organisation != at:
            raise CommandError(f"Nobody with the address {by} works at {organisation} today.")
        return actor

    def _teller(self, what: str, quiet: bool) -> Any:
        def tell(done: int, total: int) -> None:
            if not quiet and (done == total or done % max(1, total // 50) == 0):
                self.stderr.write(f"{what}: {done} of {total}", ending="\n")

        return tell

    def _tell(self, row: IntakeRow) -> None:
        """The report, as sentences and sums."""
        say = self.stdout.write
        say(f"{row.source} ({row.kind.value}): {row.total} things, {row.state.value.replace('_', ' ')}.")
        for fate in Fate:
            if row.fates.get(fate):
                say(f"  {FATES[fate].en}: {row.fates[fate]}")
        report = row.report
        coming, newer, subtitles = report["fates"].get("waiting", 0), report["newer"], report.get("subtitles", 0)
        say(f"In the dry run {coming} were to come in, {newer} of them as newer versions, {subtitles} as subtitles of a recording.")
        self._sums("Kinds", {KINDS[Kind(kind)].en: many for kind, many in report["kinds"].items()})
        self._sums("Years", {year or "no year": many for year, many in report["years"].items()})
        self._sums("Lacking", {LACKS[Lack(lack)].en: many for lack, many in report["lacks"].items()})
        self._sums("Not coming in", {WHYS[Why(why)].en: many for why, many in report["whys"].items()})
        for name, title in (
            ("unread", "Columns that are not read"),
            ("unknown_themes", "Unknown themes"),
            ("unknown_organisations", "Unknown organisations"),
            ("unknown_activities", "Unknown activities"),
        ):
            if report.get(name):
                say(f"{title}: {', '.join(report[name][:NAMED])}{' …' if len(report[name]) > NAMED else ''}")
        for item in queries.items(row, fate=Fate.FAILED).object_list[:NAMED]:
            say(f"  {item.key}: {item.why.en if item.why else ''}")

    def _sums(self, title: str, sums: dict[str, int]) -> None:
        if sums:
            self.stdout.write(f"{title}: {', '.join(f'{name} {many}' for name, many in sums.items())}")


def _known_as(source: Path) -> str:
    """What a source on this computer is known by: its name, and a mark of where it lies."""
    whole = source.resolve()
    return f"{whole.name[:180]} #{sha256(str(whole).encode(errors='replace')).hexdigest()[:8]}"


def _as_json(row: IntakeRow) -> dict[str, Any]:
    return {
        "intake": row.id, "source": row.source, "kind": row.kind.value, "state": row.state.value, "fates": dict(row.fates),
        "report": dict(row.report),
        "items": [
            {
                "number": item.number, "key": item.key, "title": item.title, "fate": item.fate.value,
                "why": item.why.en if item.why else "", "lacks": [lack.en for lack in item.lacks], "document": item.document,
            }
            for item in queries.every_item(row)
        ],
    }  # fmt: skip
