"""`samlar demo`: fills an empty database with the sample world. Run again, it keeps what was done there."""

import shutil
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection

from samlar.foundation import clock
from samlar.foundation.search import index
from samlar.management import tables
from samlar.management.world.days import EARLIEST_TODAY
from samlar.management.world.play import is_here, play
from samlar.people.models import Person

MAY_BE_EMPTIED = ("demo", "test")  # how the name of a PostgreSQL database ends that --fresh may empty


class Command(BaseCommand):
    help = "Fills an empty database with the sample world: real organisations, made-up people, everything done through the deeds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--fresh", action="store_true", help="throw away the sample world that is there and play it anew")

    def handle(self, *, fresh: bool, **options: Any) -> None:
        if settings.PRODUCTION or not settings.DEMO:
            raise CommandError("The sample world lets anyone be anyone, so it takes SAMLAR_DEMO=1, and production never has it.")
        if clock.today() < EARLIEST_TODAY:
            raise CommandError(f"The sample world is played up to today, and its years begin after {EARLIEST_TODAY}: set SAMLAR_NOW later.")
        began = time.monotonic()
        if fresh:
            self._empty()
        if tables.are_missing():
            tables.make_at_once()
        else:
            call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        if is_here():
            call_command("prepare", verbosity=0, migrate=False)
            self.stdout.write("The sample world is here, with all that has been done in it. --fresh starts over.")
            return
        if Person.objects.exists():
            raise CommandError("There are people in this database already, so it is left alone. SAMLAR_DATA chooses another folder.")
        self.stdout.write("Playing the sample world:", ending="")
        self.stdout.flush()
        deeds = play(self._year)
        call_command("index", once=True)
        self.stdout.write(f"\n{deeds} deeds in {time.monotonic() - began:.0f} seconds.")

    def _year(self, year: int) -> None:
        self.stdout.write(f" {year}", ending="")
        self.stdout.flush()

    def _empty(self) -> None:
        """Throws the sample world away; nothing else is ever thrown away."""
        if not self._may_be_emptied():
            raise CommandError("There are people in this database, and it is not the sample world: it is left alone.")
        shutil.rmtree(index.home(), ignore_errors=True)
        if connection.vendor == "sqlite":
            connection.close()
            name = Path(str(settings.DATABASES["default"]["NAME"]))
            for file in (name, name.with_name(f"{name.name}-wal"), name.with_name(f"{name.name}-shm")):
                file.unlink(missing_ok=True)
            self.stdout.write(f"{name.name} is deleted.")
            return
        database = str(settings.DATABASES["default"]["NAME"])
        if not database.endswith(MAY_BE_EMPTIED):
            endings = " or ".join(MAY_BE_EMPTIED)
            raise CommandError(f"Only databases whose name ends in {endings} are emptied; this one is called {database}.")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("flush", verbosity=0, interactive=False)
        self.stdout.write(f"The tables of {database} are emptied.")

    def _may_be_emptied(self) -> bool:
        try:
            return is_here() or not Person.objects.exists()
        except DatabaseError:  # no tables yet, or those of another version
            return True
