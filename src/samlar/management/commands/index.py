"""`samlar index`: keeps this host's search index abreast of what is done, at most a second behind. One for each host."""

import logging
import signal
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from samlar.foundation.rounds import after_failure
from samlar.foundation.search import index, log
from samlar.lifecycle.actions import indexing

logger = logging.getLogger("samlar.search")
SECONDS = 0.5
AFTER_FAILURE_SECONDS = 10


def follow() -> int:
    """Reads what has changed and copies what was read; says how much there was of either. The first time reads everything."""
    read = indexing.read_changes() if log.begun() else indexing.read_everything()
    return read + index.catch_up()


class Command(BaseCommand):
    help = "Follows what is done into the search index until it is ended."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="follow until nothing waits, and end")

    def handle(self, *, once: bool, **options: Any) -> None:
        ending = False

        def stop(number: int, frame: object) -> None:
            nonlocal ending
            ending = True

        if not once:
            signal.signal(signal.SIGTERM, stop)
            signal.signal(signal.SIGINT, stop)
        while not ending:
            try:
                done = follow()
            except Exception as failure:
                if once:
                    raise
                logger.error("Following failed (%s); tried again soon.", type(failure).__name__)
                after_failure()
                time.sleep(AFTER_FAILURE_SECONDS)
                continue
            if not done:
                if once:
                    return
                close_old_connections()
                time.sleep(SECONDS)
