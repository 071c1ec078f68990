"""The shelf's index and a chain over the whole list, made once: the list takes seconds to load."""

import pytest

from samlar.foundation.search import lexicon
from samlar.foundation.search.chain import Chain
from samlar.foundation.search.engine import Index
from tests.foundation.search.shelf import build


@pytest.fixture(scope="session")
def index(tmp_path_factory) -> Index:
    return build(tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="session")
def chain() -> Chain:
    return Chain(lexicon.gather([]))
