"""Production refuses to start half-configured, with a sentence that says what is missing."""

import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from samlar.foundation.extraction.limits import Limits

WHOLE = {
    "SAMLAR_MODE": "production",
    "SAMLAR_SECRET": "x" * 50,
    "DATABASE_URL": "postgres://samlar@localhost/samlar",
    "SAMLAR_HOSTS": "samlar.example.test",
}


COMMAND = [sys.executable, "-c", "from samlar import settings; print(settings.SECRET_KEY)"]


def surroundings(tmp_path: Path, **environment: str) -> dict[str, str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("SAMLAR", "DATABASE", "DJANGO"))}
    return {**clean, "SAMLAR_DATA": str(tmp_path), **environment}


def start(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(COMMAND, env=surroundings(tmp_path, **environment), capture_output=True, text=True)


def test_a_whole_configuration_starts(tmp_path):
    assert start(tmp_path, **WHOLE).returncode == 0


@pytest.mark.parametrize("name", ["SAMLAR_SECRET", "DATABASE_URL", "SAMLAR_HOSTS"])
def test_production_without_one_of_the_three_refuses_and_names_it(tmp_path, name):
    answer = start(tmp_path, **{key: value for key, value in WHOLE.items() if key != name})
    assert answer.returncode != 0
    assert f"{name} is not set" in answer.stderr


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ({"SAMLAR_DEMO": "1"}, "SAMLAR_DEMO lets anyone sign in"),
        ({"SAMLAR_SECRET": "short"}, "SAMLAR_SECRET is too short"),
        ({"SAMLAR_NOW": "2026-11-21T09:00:00+01:00"}, "SAMLAR_NOW stops the clock"),
        ({"SAMLAR_MODE": "producton"}, "SAMLAR_MODE is 'producton'"),
    ],
)
def test_what_must_not_be_in_production_stops_the_start(tmp_path, extra, said):
    answer = start(tmp_path, **{**WHOLE, **extra})
    assert answer.returncode != 0
    assert said in answer.stderr


def test_the_limits_of_reading_are_set_one_by_one_and_never_to_nothing(tmp_path):
    said = start(tmp_path, SAMLAR_READING_PAGES="7").returncode, start(tmp_path, SAMLAR_READING_PAGES="0")
    assert (said[0], said[1].returncode != 0) == (0, True)
    assert "SAMLAR_READING_PAGES is 0" in said[1].stderr


def test_the_limits_of_reading_are_told_to_whoever_runs_a_copy():
    told = (Path(__file__).parents[2] / "docs" / "operations.md").read_text()
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \|[^|]*\| (\d+) \|$", told, re.MULTILINE))
    assert {one.name.upper(): str(one.default) for one in fields(Limits) if one.name != "file_size"}.items() <= rows.items()


def test_a_copy_for_trying_makes_its_own_secret_and_keeps_it(tmp_path):
    assert start(tmp_path).returncode == 0
    secret = (tmp_path / "secret").read_text()
    assert len(secret) > 50
    assert start(tmp_path).returncode == 0
    assert (tmp_path / "secret").read_text() == secret


def test_processes_that_start_at_once_have_the_same_secret(tmp_path):
    started = [subprocess.Popen(COMMAND, env=surroundings(tmp_path), stdout=subprocess.PIPE, text=True) for _ in range(6)]
    told = {one.communicate()[0].strip() for one in started}
    assert told == {(tmp_path / "secret").read_text()}
    (tmp_path / "secret").write_text("")  # a start that was cut off
    assert len(start(tmp_path).stdout.strip()) > 50
