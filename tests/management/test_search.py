"""`samlar search`: what a visitor finds, and an index that is built anew."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from samlar.foundation.search import index
from samlar.lessons.rules.words import State
from tests.lessons.making import lesson


def said(*arguments: str) -> str:
    told = StringIO()
    call_command("search", *arguments, stdout=told)
    return told.getvalue()


def test_a_visitor_finds_what_is_open_and_nothing_else(cast, follow):
    made = lesson(cast.stina, "Beredskapsfrågor bör ställas tidigt.")
    lesson(cast.stina, "Beredskap som ingen ska se.", state=State.DRAFT)
    follow()
    told = json.loads(said("find", "beredskap", "--json"))
    assert (told["total"], [one["key"] for one in told["hits"]]) == (1, [f"lesson:{made}"])
    assert "Beredskapsfrågor bör ställas tidigt." in said("find", "beredskap", "--limit", "1")


def test_a_rebuild_reads_everything_anew(cast, follow):
    made = lesson(cast.stina, "Beredskapsfrågor bör ställas tidigt.")
    assert json.loads(said("find", "beredskap", "--json"))["total"] == 0
    assert "in the new index" in said("rebuild")
    assert [one["key"] for one in json.loads(said("find", "beredskap", "--json"))["hits"]] == [f"lesson:{made}"]


def test_without_an_index_it_is_said_how_to_have_one(cast, follow):
    (index.home() / "current").unlink()
    with pytest.raises(CommandError, match="search rebuild"):
        said("find", "beredskap")
