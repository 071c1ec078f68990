"""`samlar work`: sends what waits in the outbox, lets the clock tick once a minute, the whole of it once an hour, takes in what was sent of
old archives, and reads the text out of files. Several may run at once."""

import logging
import signal
import time
from threading import Thread
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections, connection

from samlar.foundation import outbox
from samlar.library.actions import reading
from samlar.lifecycle.actions.intake import carry_on
from samlar.web import letters

log = logging.getLogger("samlar.work")
TICK_SECONDS = 60
WHOLE_SECONDS = 60 * 60
READ = 20  # files at a time
TAKEN_IN = 50  # things of an old archive at a time: letters and the clock don't wait for all of it


class Pace:
    """When the clock ticks, in seconds of whatever clock is asked: every minute, wholly at first and once an hour."""

    def __init__(self) -> None:
        self._ticked = self._whole = float("-inf")

    def begins(self, now: float) -> bool:
        """Whether a tick begins now; if so the next one is a minute away: what fails is tried again in a minute, not in a second."""
        if now - self._ticked < TICK_SECONDS:
            return False
        self._ticked = now
        return True

    def whole(self, now: float) -> bool:
        """Whether it does all there is."""
        return now - self._whole >= WHOLE_SECONDS

    def was_whole(self, now: float) -> None:
        """It did, and nothing failed."""
        self._whole = now


class Reader:
    """Reads files beside the rest: a thick one takes minutes, and no letter waits for that. What is not done when all ends is taken up by
    the next worker."""

    def __init__(self) -> None:
        self._thread: Thread | None = None

    def begins(self) -> None:
        """Reads what waits, unless it reads already."""
        if (self._thread is None or not self._thread.is_alive()) and reading.waits():
            self._thread = Thread(target=self._read, daemon=True)
            self._thread.start()

    def _read(self) -> None:
        try:
            reading.read_waiting(READ)
        except Exception as failure:
            log.error("Reading failed (%s); the next round tries again.", type(failure).__name__)
        finally:
            connection.close()


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
        pace, reader = Pace(), Reader()
        while not ending:
            try:
                for letter in outbox.waiting():
                    outbox.send(letter, letters.deliver)
                now = time.monotonic()
                if pace.begins(now):
                    whole = pace.whole(now)
                    call_command("tick", verbosity=0, often=not whole)
                    if whole:
                        pace.was_whole(now)
                carry_on(most=TAKEN_IN)
                if once:
                    while reading.read_waiting(READ):
                        pass
                else:
                    reader.begins()
            except Exception as failure:
                if once:
                    raise
                # Its kind alone: what a database says of a failure may hold addresses.
                log.error("A round failed (%s); the next one tries again.", type(failure).__name__)
                close_old_connections()
            if once:
                return
            time.sleep(1)
