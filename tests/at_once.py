"""Deeds at the same moment, each in a thread and a connection of its own, on whichever database runs the tests."""

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connection


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Runs the deeds in threads that start together; returns what each answered or raised."""
    start, answers = Barrier(len(deeds)), [None] * len(deeds)

    def run(position: int) -> None:
        try:
            start.wait(timeout=20)
            answers[position] = deeds[position]()
        except Exception as raised:
            answers[position] = raised
        finally:
            connection.close()

    threads = [Thread(target=run, args=(position,)) for position in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


def refused_at_once(*deeds: Callable[[], object]) -> list[object]:
    """Does all at the same moment; says what each was refused with, None for a deed that was done."""
    return [answer if isinstance(answer, Exception) else None for answer in at_once(*deeds)]
