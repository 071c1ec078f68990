"""`samlar work`: sends what waits in the outbox, and lets the clock tick once a minute. Several may run at once."""

import logging
import signal
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from samlar.foundation import outbox
from samlar.web import letters

log = logging.getLogger("samlar.work")
TICK_SECONDS = 60


class Command(BaseCommand):
    help = "Sends letters and minds the clock until it is ended."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="send what waits, tick once, end")

    def handle(self, *, once: bool, **options: Any) -> None:
        ending = False

        def stop(number: int, frame: object) -> None:
            nonlocal ending
            ending = True

        if not once:
            signal.signal(signal.SIGTERM, stop)
            signal.signal(signal.SIGINT, stop)
        ticked = float("-inf")
        while not ending:
            try:
                for letter in outbox.waiting():
                    outbox.send(letter, letters.deliver)
                if time.monotonic() - ticked >= TICK_SECONDS:
                    ticked = time.monotonic()  # first: what fails is tried again in a minute, not in a second
                    call_command("tick", verbosity=0)
            except Exception as failure:
                if once:
                    raise
                # Its kind alone: what a database says of a failure may hold addresses.
                log.error("A round failed (%s); the next one tries again.", type(failure).__name__)
                close_old_connections()
            if once:
                return
            time.sleep(1)
