"""Where nothing may be compiled beside the code, what is compiled is kept in a folder of its own.

Else each worker, and every process that a test starts, would compile all of it anew, which costs more than most of what they then do.
"""

import os
import sys
from pathlib import Path

if sys.dont_write_bytecode:
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(Path(__file__).parents[1] / "var" / "bytecode")
    os.environ.update(PYTHONDONTWRITEBYTECODE="", PYTHONPYCACHEPREFIX=sys.pycache_prefix)
