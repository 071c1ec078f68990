"""What is committed says nothing of anybody's machine, asks no third party, and installs what is locked."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.fail("This test reads the files that git tracks; run it in a clone.")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def texts() -> list[tuple[Path, str]]:
    found = []
    for path in tracked():
        if path.suffix in (".woff2", ".png", ".mo", ".lock") or "vendor" in path.parts or ".min." in path.name:
            continue
        found.append((path, path.read_text(errors="strict")))
    return found


def test_no_file_holds_a_path_of_a_machine():
    path_of_a_machine = re.compile(r"(?<![\w.])/(wor" + "k|roo" + "t|ho" + r"me)/\w")
    held = [(path, match.group()) for path, text in texts() if (match := path_of_a_machine.search(text))]
    assert held == []


def test_nothing_is_left_unfinished():
    unfinished = re.compile(r"NotImplemented" + "Error|\\bTO" + "DO\\b|\\bFIX" + "ME\\b|lorem " + "ipsum")
    held = [(path, match.group()) for path, text in texts() if (match := unfinished.search(text))]
    assert held == []


def test_no_page_style_or_script_asks_a_third_party():
    asked = re.compile(r"""(?:src|href|url\(|@import|fetch\()\s*=?\s*["']?(https?:)?//(?!www\.w3\.org)""")
    allowed = re.compile(r"<a\b[^>]*href")  # a link that a person may follow
    held = []
    for path in (ROOT / "src" / "samlar" / "web").rglob("*"):
        if path.suffix in (".html", ".css", ".js", ".svg"):
            held += [(path, line) for line in path.read_text().splitlines() if asked.search(line) and not allowed.search(line)]
    assert held == []


@pytest.mark.skipif(shutil.which("uv") is None, reason="uv is not installed: the lists for pip are not compared with uv.lock")
@pytest.mark.parametrize(
    ("name", "options"), [("run", ["--no-default-groups", "--extra", "postgresql"]), ("test", ["--all-groups", "--all-extras"])]
)
def test_pip_installs_what_uv_has_locked(name, options):
    command = ["uv", "export", "--quiet", "--frozen", "--no-emit-project", "--no-header", "--no-annotate", *options]
    exported = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert (ROOT / "requirements" / f"{name}.txt").read_text() == exported
