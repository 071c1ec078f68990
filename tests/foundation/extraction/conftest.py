"""A file on disk, read by the real process apart."""

from pathlib import Path

import pytest

from samlar.foundation.extraction.compiled import compile_readers
from samlar.foundation.extraction.extract import extract


@pytest.fixture(scope="session", autouse=True)
def _compiled():
    """As `samlar prepare` leaves a copy: else every one of some hundred processes compiles its reader anew."""
    assert compile_readers()


@pytest.fixture
def kept(tmp_path):
    """Keeps bytes as a file without ending, as the store does."""
    made = iter(range(100_000))

    def keep(data: bytes) -> Path:
        path = tmp_path / f"{next(made)}"
        path.write_bytes(data)
        return path

    return keep


@pytest.fixture
def read(kept):
    return lambda data, kind, **how: extract(kept(data), kind, **how)
