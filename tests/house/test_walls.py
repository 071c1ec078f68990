"""The walls stand, and each of them falls when it is broken on purpose."""

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "samlar"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
NOT_LAYERED_ROOMS = {"formats", "analysis", "foundation", "web", "management", "migrations", "locale"}  # ground, doors and street


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--config", str(folder / "pyproject.toml")]
    return subprocess.run(command, cwd=folder, env={**os.environ, "PYTHONPATH": str(folder / "src")}, capture_output=True, text=True)


@pytest.fixture(scope="module")
def copy_of_the_house(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(SOURCE, folder / "src" / "samlar", ignore=shutil.ignore_patterns("__pycache__", "static", "templates", "locale"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_every_wall_stands():
    answer = lint(ROOT)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize(
    ("wall", "place", "breach"),
    [
        ("The house", "people/rules/actor.py", "import samlar.ideas.models"),
        ("The house", "activities/rules/rows.py", "import samlar.lifecycle.actions"),
        ("The house", "foundation/text.py", "import samlar.people.rules"),
        ("The room", "ideas/queries/lists.py", "import samlar.ideas.actions"),
        ("Rules are pure", "people/rules/actor.py", "import django"),
        ("Rules are pure", "formats/evaluate.py", "import samlar.foundation.clock"),
        ("Rules are pure", "analysis/counting.py", "import django"),
        ("The house", "analysis/counting.py", "import samlar.formats.sentence"),
        ("Doors never touch tables", "web/site/views.py", "import samlar.people.models"),
        ("No circles", "talk/models.py", "import samlar.ideas.models"),
    ],
)
def test_a_wall_that_is_broken_on_purpose_is_caught(copy_of_the_house, wall, place, breach):
    path = copy_of_the_house / "src" / "samlar" / place
    whole = path.read_text()
    path.write_text(whole + f"\n{breach}\n")
    try:
        answer = lint(copy_of_the_house)
    finally:
        path.write_text(whole)
    assert answer.returncode == 1
    broken = [line for line in answer.stdout.splitlines() if line.endswith("BROKEN")]
    assert any(line.startswith(wall) for line in broken), answer.stdout


def test_a_folder_without_a_floor_is_caught(copy_of_the_house):
    extra = copy_of_the_house / "src" / "samlar" / "utils"
    extra.mkdir()
    (extra / "__init__.py").touch()
    try:
        assert lint(copy_of_the_house).returncode == 1
    finally:
        shutil.rmtree(extra)


def test_every_room_is_on_the_list_of_rooms():
    rooms = {path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists()} - NOT_LAYERED_ROOMS
    assert {name.removeprefix("samlar.") for name in CONTRACTS[1]["containers"]} == rooms


def imports(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{name.name}" for name in node.names}
    return found


def test_the_doors_never_import_the_database():
    for path in (SOURCE / "web").rglob("*.py"):
        touched = {name for name in imports(ast.parse(path.read_text())) if name.startswith("django.db")}
        assert not touched, f"{path}: {touched}"


def test_no_import_hides_inside_a_function():
    for path in SOURCE.rglob("*.py"):
        for function in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)):
            hidden = {name for name in imports(function) if name.startswith("samlar")}
            assert not hidden, f"{path}:{function.lineno}: {hidden}"


def test_transactions_live_in_actions_the_outbox_and_the_rounds_alone():
    """A round gives each thing that the clock's actions do one of its own. The sample world is played in one: there whole or not at all."""
    own = (("foundation", "outbox.py"), ("foundation", "rounds.py"), ("management", "world"))
    for path in SOURCE.rglob("*.py"):
        parts = path.relative_to(SOURCE).parts
        if "actions" in (parts[1:2] or [""])[0] or parts[:2] in own:
            continue
        assert "transaction.atomic" not in path.read_text(), path
