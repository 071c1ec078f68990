"""A small index of this test's own, that follows what is done."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from samlar.foundation.search import engine, index, lexicon
from samlar.lifecycle.actions import indexing
from tests.once import once


@pytest.fixture(scope="session")
def empty_index(tmp_path_factory):
    """An index of nothing, with the whole lexicon: built once, copied by each test that searches."""

    def build(home: Path) -> None:
        with engine.rebuilding(home, lexicon.gather([])):
            pass

    return once(tmp_path_factory, "empty-index", build)


@pytest.fixture
def follow(db, empty_index, settings, tmp_path) -> Callable[[], None]:
    """Call it when something has been done: search then finds what there is now. The index lies in a folder of the test's own."""
    settings.DATA = tmp_path
    shutil.copytree(empty_index, index.home())
    indexing.read_everything()

    def catch_up() -> None:
        while indexing.read_changes():
            pass
        index.catch_up()

    return catch_up
