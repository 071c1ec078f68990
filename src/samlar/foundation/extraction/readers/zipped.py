"""What every file that is a zip goes through before its reader opens it."""

from pathlib import Path
from typing import IO
from zipfile import ZipFile

from samlar.foundation.extraction import zips
from samlar.foundation.extraction.limits import Limits


def checked(file: IO[bytes], path: Path, limits: Limits) -> ZipFile:
    """The zip, measured and without declarations. Raises Unreadable."""
    unzipped = zips.opened(file, path, limits)
    zips.no_declarations(unzipped)
    return unzipped
