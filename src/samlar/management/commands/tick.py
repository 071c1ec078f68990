"""`samlar tick`: everything that happens because time has passed. Running it twice does nothing twice."""

from datetime import datetime
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from samlar.foundation import clock
from samlar.lifecycle import actions


def a_moment(text: str) -> datetime:
    """A day or a moment; without an offset it is Stockholm's."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text!r} is no date. Write it as 2026-11-21 or 2026-11-21T09:00.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=clock.STOCKHOLM)


class Command(BaseCommand):
    help = "Lets the clock tick: reminders of what is owed, retention."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--now", type=a_moment, help="as if it were this day or moment")

        parser.add_argument("--often", action="store_true", help="only what somebody may wait for by the minute")

    def handle(self, *, now: datetime | None, often: bool, **options: Any) -> None:
        failed: tuple[str, ...] = ()
        with clock.at(now or clock.now()):
            try:
                done = actions.tick(often=often)
            except actions.PartsFailed as some:
                done, failed = some.done, some.failed
        call_command("clearsessions")
        if options["verbosity"]:
            for deed, count in done.items():
                self.stdout.write(f"{deed}: {count}")
        if failed:
            raise CommandError(f"These parts failed, the others were done: {', '.join(failed)}. The log tells how.")
