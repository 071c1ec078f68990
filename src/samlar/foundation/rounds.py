"""Many things of one kind, done one by one as time passes: each in a transaction of its own, and none of them stops the others."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import close_old_connections, connection, transaction

log = logging.getLogger("samlar.rounds")
Thing = TypeVar("Thing")


class SomeFailed(Exception):
    """Some things of a round could not be done; the others were. Says which kinds of failure, and nothing of what they were about."""


def after_failure() -> None:
    """Lets go of a connection that a failure may have broken; not where somebody else's transaction stands on it."""
    if not connection.in_atomic_block:
        close_old_connections()


def all_of(things: Iterable[Thing], deed: Callable[[Thing], int]) -> int:
    """Does a deed to each thing, and says how many it did in all. Raises SomeFailed afterwards, if any failed.

    What fails is logged by its kind alone: what a database or a mail server says of it may hold addresses.
    """
    done, failed = 0, []
    for thing in things:
        try:
            with transaction.atomic():
                done += deed(thing)
        except Exception as failure:  # whatever it is, the next thing has its turn
            failed.append(type(failure).__name__)
            after_failure()
    if failed:
        log.error("%s: %d failed (%s)", getattr(deed, "__name__", "a round"), len(failed), ", ".join(sorted(set(failed))))
        raise SomeFailed(", ".join(sorted(set(failed))))
    return done
