"""`samlar formats` from the command line, in a process of its own and without Django."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from samlar.formats.builtin import IDS, builtin_text
from samlar.formats.command import run
from tests.formats.cases import good, regions

RUN = """
import sys
from samlar.formats.command import run
code = run(sys.argv[1:])
print([name for name in sys.modules if name == "django"], file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize(
    ("case", "code"), [(good("provrum"), 0), (good("provrum", participants=regions(7)), 1), ({"format": "provrum", "x": 1}, 2)]
)
def test_a_case_in_a_file_is_judged(tmp_path, capsys, case, code):
    file = tmp_path / "case.json"
    file.write_text(json.dumps(case), encoding="utf-8")
    assert run(["check", str(file), "--json"]) == code
    output = json.loads(capsys.readouterr().out)
    assert ("error" in output) is (code == 2)
    assert run(["check", str(file)]) == code
    assert capsys.readouterr().out.strip()


def test_a_case_from_standard_in_is_judged_without_django():
    process = subprocess.run(
        [sys.executable, "-c", RUN, "check", "-", "--json"],
        input=json.dumps(good("larlabb")), capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (process.returncode, process.stderr.strip()) == (0, "[]")
    assert json.loads(process.stdout)["can_start"] is True


def test_a_file_that_is_not_there_is_an_error_in_json_too(tmp_path, capsys):
    assert run(["check", str(tmp_path / "none.json"), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["path"] == "$"
    assert run(["check", str(tmp_path)]) == 2


def test_formats_are_listed_and_shown(capsys):
    assert run(["list"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(IDS)
    assert run(["show", "provrum"]) == 0
    assert capsys.readouterr().out == builtin_text("provrum")


def test_a_formats_text_is_validated(tmp_path, capsys):
    file = tmp_path / "format.toml"
    file.write_text(builtin_text("natverk"), encoding="utf-8")
    assert run(["validate", str(file)]) == 0
    file.write_text(builtin_text("natverk").replace("version = 1", "version = 0"), encoding="utf-8")
    capsys.readouterr()
    assert run(["validate", str(file)]) == 1
    assert capsys.readouterr().out.startswith("rad 2, version: ")
    assert run(["validate", str(file), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["problems"][0]["place"] == "version"
    assert run(["validate", str(tmp_path / "none.toml"), "--language", "en"]) == 2
