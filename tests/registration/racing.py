"""Processes that race one another: each its own Python, its own connection, on whichever database runs the tests.

Nothing of Django is imported here: a new process reads this file before it knows its settings.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

Job = tuple[str, tuple[Any, ...]]  # a function of race_deeds, and what it is given
PATIENCE = 120  # seconds; a test that waits longer has failed


class Racers:
    """A few processes that do what they are sent, all lists at the same moment. `known`: the test's database, clock and secret."""

    def __init__(self, count: int, known: dict[str, str]) -> None:
        context = get_context("spawn")
        self.pipes: list[Connection] = []
        self.processes = []
        for _ in range(count):
            here, there = context.Pipe()
            process = context.Process(target=_work, args=(there, known), daemon=True)
            process.start()
            self.pipes.append(here)
            self.processes.append(process)
        for pipe in self.pipes:
            _heard(pipe)

    def at_once(self, *lists: list[Job]) -> list[list[Any]]:
        """Each list in a process of its own. Says for each job what it answered, or the name of what it was refused with."""
        assert len(lists) <= len(self.pipes)
        racing = list(zip(self.pipes, lists, strict=False))
        for pipe, jobs in racing:
            pipe.send(jobs)
        for pipe, _ in racing:
            _heard(pipe)
        for pipe, _ in racing:
            pipe.send("go")
        return [_heard(pipe) for pipe, _ in racing]

    def stop(self) -> None:
        for pipe in self.pipes:
            pipe.send(None)
        for process in self.processes:
            process.join(timeout=10)
            if process.is_alive():
                process.kill()


@contextmanager
def racers(count: int, known: dict[str, str]) -> Iterator[Racers]:
    made = Racers(count, known)
    try:
        yield made
    finally:
        made.stop()


def _heard(pipe: Connection) -> Any:
    assert pipe.poll(PATIENCE), "A process that races has gone quiet."
    return pipe.recv()


def _work(pipe: Connection, known: dict[str, str]) -> None:
    django = import_module("django")
    settings = import_module("django.conf").settings
    settings.DATABASES["default"]["NAME"] = known["database"]
    settings.SAMLAR_NOW, settings.SECRET_KEY = known["now"], known["secret"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    django.setup()
    deeds, connections = import_module("tests.registration.race_deeds"), import_module("django.db").connections
    pipe.send("ready")
    while (jobs := pipe.recv()) is not None:
        pipe.send("armed")
        pipe.recv()
        answers = []
        for name, given in jobs:
            try:
                answers.append(getattr(deeds, name)(*given))
            except Exception as refused:
                answers.append(type(refused).__name__)
        connections.close_all()
        pipe.send(answers)
