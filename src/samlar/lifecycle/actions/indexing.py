"""Search follows what is done: whatever changed is read anew from its room, and written as search finds it (G2).

A deed leaves a change in its own transaction (`foundation.audit`), and this reads them, one worker at a time. What cannot be read is
logged, stays among the changes, and holds up nothing else; while it waits, nothing of it is found.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice

from django.db import transaction

from samlar.activities.models import ActivityDocument
from samlar.activities.queries import searched as activities
from samlar.catalogue.queries import searched as catalogue
from samlar.foundation.rounds import after_failure
from samlar.foundation.search import log
from samlar.foundation.search.entries import Entry, key
from samlar.ideas.queries import searched as ideas
from samlar.lessons.queries import searched as lessons
from samlar.library.queries import searched as library
from samlar.people.queries import searched as people

logger = logging.getLogger("samlar.search")
Source = Callable[[Collection[str] | None], Iterator[Entry]]
SOURCES: tuple[Source, ...] = (
    people.search_entries, catalogue.search_entries, ideas.search_entries, activities.search_entries, lessons.search_entries,
    library.search_entries,
)  # fmt: skip
AT_ONCE = 200  # changes
WRITTEN_AT_ONCE = 100  # entries


def read_changes(limit: int = AT_ONCE) -> int:
    """Reads what has changed; says how many changes were read. May be called again at any moment, by several at once."""
    try:
        with transaction.atomic():
            log.one_at_a_time()
            found = log.changes(limit)
            _read(found)
        return len(found)
    except Exception as failure:
        logger.error("Some changes could not be read together (%s); one by one.", type(failure).__name__)
        after_failure()
    read = (1 for one in log.changes(log.ALL) if _read_one(one))  # past any number that cannot be read
    return sum(islice(read, limit))


def _read(found: Collection[log.Change]) -> None:
    if not found:
        return
    touched = {one.about for one in found}
    keys = touched | log.about_any(touched)
    log.put(entries(keys), looked_for=keys)
    log.done(found)


def _read_one(one: log.Change) -> bool:
    try:
        with transaction.atomic():
            log.one_at_a_time()
            _read([one])
    except Exception as failure:  # whatever it is, the next one has its turn
        logger.error("A change of %s could not be read (%s).", one.about.partition(":")[0], type(failure).__name__)
        after_failure()
        return False
    return True


def read_everything(tell: Callable[[int], None] = lambda done: None) -> int:
    """Reads all that can be found anew, and forgets what is no more; says how many entries. `tell`: how many so far.

    Changes that come meanwhile wait until afterwards, and are read then.
    """
    before = log.changes(log.ALL)
    there = log.keys()
    found = entries(None)
    done = 0
    while several := list(islice(found, WRITTEN_AT_ONCE)):
        with transaction.atomic():
            done += log.put(several)
        there -= {one.key for one in several}
        tell(done)
    with transaction.atomic():
        log.put((), looked_for=there)
        log.done(before)
    return done


def entries(about: Collection[str] | None) -> Iterator[Entry]:
    """What search is to find, of all rooms: everything, or what is made from any of these."""
    found = chain.from_iterable(source(about) for source in SOURCES)
    while several := list(islice(found, WRITTEN_AT_ONCE)):
        yield from _hung_on(several)


def _hung_on(several: Iterable[Entry]) -> Iterator[Entry]:
    """A document takes its format from the activity that it hangs on, which its own room does not know. One query."""
    several = list(several)
    documents = [int(one.id) for one in several if one.subject == library.DOCUMENT]
    hung = ActivityDocument.objects.filter(document__in=documents).values_list("document", "activity", "activity__format")
    where = {document: (activity, format) for document, activity, format in hung} if documents else {}
    for one in several:
        activity, format = where.get(int(one.id), (0, "")) if one.subject == library.DOCUMENT else (0, "")
        yield replace(one, format=format, about=(*one.about, key(activities.ACTIVITY, activity))) if activity else one
