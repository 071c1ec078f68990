"""`samlar index`: reads everything at first, and afterwards what has changed."""

import shutil

from django.core.management import call_command

from samlar.foundation.models import SearchEntry
from samlar.foundation.search import engine, index, log
from tests.lessons.making import lesson


def test_the_first_time_it_reads_everything_and_then_what_has_changed(cast):
    shutil.rmtree(index.home(), ignore_errors=True)
    assert not log.begun()
    call_command("index", once=True)
    kinds = log.how_much()
    assert kinds["organisation"] == len(cast.organisations)
    assert kinds["format"] > 3
    before = log.latest()
    made = lesson(cast.stina, "Beredskapsfrågor bör ställas tidigt.")
    call_command("index", once=True)
    assert list(SearchEntry.objects.filter(sequence__gt=before).values_list("key", flat=True)) == [f"lesson:{made}"]
    found = index.ask(lambda here: here.find(engine.Asked("beredskap", ("public",))))
    assert [hit.key for hit in found.hits] == [f"lesson:{made}"]
