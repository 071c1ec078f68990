"""A process that takes in an archive and is killed half-way, without warning, at a place of the test's choosing: `python -m tests.library.killed`.

`tell N`: between the Nth thing and the next. `hang N`: within the Nth thing's own transaction, when its document is written and nothing of
it is kept yet (things hang on an activity by their folder).
"""

import os
import signal
import sys
from pathlib import Path

import django


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(source: str, person: str, intake: str, where: str, number: str) -> None:
    django.setup()
    from samlar.activities.actions.documents import attach
    from samlar.activities.queries.titles import ids_by_title
    from samlar.library.actions import intake as deeds
    from samlar.people import queries as people

    actor, count = people.actor(int(person)), 0

    def hang(who, document, activity):  # type: ignore[no-untyped-def]
        nonlocal count
        count += 1
        attach(who, activity, document)
        if where == "hang" and count == int(number):
            die()

    def tell(done: int, total: int) -> None:
        if where == "tell" and done == int(number):
            die()

    deeds.take_in(actor, int(intake), deeds.Source(Path(source).name, Path(source)), deeds.Means(ids_by_title(actor), hang, tell))


if __name__ == "__main__":
    main(*sys.argv[1:])
