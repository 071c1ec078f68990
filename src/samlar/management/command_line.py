"""The command `samlar`: Django's commands and our own under one name."""

import os
import sys

from django.core.management import execute_from_command_line

from samlar.formats.command import run as run_formats


def main() -> None:
    """Runs one command. `samlar formats …` needs no database and no settings, so it starts without Django's."""
    if sys.argv[1:2] == ["formats"]:
        sys.exit(run_formats(sys.argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samlar.settings")
    execute_from_command_line(sys.argv)
