"""Compiles once what the process apart is made of: it may write nothing itself, so it would compile its readers anew for every file."""

import subprocess
import sys

from samlar.foundation.extraction.apart import surroundings

SECONDS = 120
LOADS_ALL = """
from importlib import import_module
from pkgutil import walk_packages
from samlar.foundation import extraction
for one in walk_packages(extraction.__path__, extraction.__name__ + "."):
    import_module(one.name)
"""


def compile_readers() -> bool:
    """Loads every reader in a process of its own, which opens no file; says whether all went well.

    Where the code lies in a place that may not be written to nothing is kept, and files are read all the same, if slower.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-s", "-W", "ignore", "-c", LOADS_ALL], env=surroundings(), cwd="/", timeout=SECONDS, capture_output=True
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
