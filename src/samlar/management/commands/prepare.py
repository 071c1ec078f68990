"""`samlar prepare`: brings the database to this version. Safe to run at every start."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from samlar.catalogue.actions import take_in_builtin
from samlar.foundation.extraction.compiled import compile_readers
from samlar.management.world.cast import KINDS
from samlar.people.actions import take_in_kinds


class Command(BaseCommand):
    help = "Brings a copy to this version: tables, kinds of organisation, the formats that come with the system, compiled readers of files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-migrate", action="store_false", dest="migrate", help="leave the tables as they are")

    def handle(self, *, migrate: bool = True, **options: Any) -> None:
        if migrate:
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
        take_in_kinds(KINDS)
        came = take_in_builtin()
        if migrate:  # a copy is brought to this version
            compile_readers()
        if options["verbosity"]:
            self.stdout.write(f"The database is ready. New formats: {', '.join(came) or 'none'}.")
