"""The arrows that an import linter cannot see: foreign keys and reverse accessors; and that tables are the same, however they are made."""

import os
import re
import sqlite3
import subprocess
import sys
import tomllib
from pathlib import Path

from django.apps import apps
from django.db.models import PROTECT

HOUSE = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
LINES = HOUSE["tool"]["importlinter"]["contracts"][0]["layers"]
FLOORS = {name.strip(" ()"): floor for floor, line in enumerate(LINES) for name in line.split("|")}


def room(model):
    return model.__module__.split(".")[1]


def crossings():
    for model in apps.get_app_config("samlar").get_models():
        for field in model._meta.get_fields():
            ours = field.is_relation and field.concrete and field.related_model.__module__.startswith("samlar.")
            if ours and room(field.related_model) != room(model):
                yield model, field


def test_there_is_one_app():
    assert {m._meta.app_label for m in apps.get_models() if m.__module__.startswith("samlar")} == {"samlar"}


def test_a_key_that_leaves_its_room_points_down():
    for model, field in crossings():
        assert FLOORS[room(field.related_model)] > FLOORS[room(model)], field


def test_a_key_that_leaves_its_room_leaves_no_way_back():
    for _, field in crossings():
        assert field.remote_field.hidden, f"{field}: related_name='+'"


def test_nothing_is_deleted_through_a_wall():
    for _, field in crossings():
        assert field.remote_field.on_delete is PROTECT, field


STEP_BY_STEP = "from django.core.management import call_command; call_command('migrate', verbosity=0)"
AT_ONCE = "from samlar.management import tables; tables.make_at_once()"


def made(how: str, folder: Path) -> dict[str, list[tuple[object, ...]] | list[str]]:
    """Everything that an empty database holds once its tables are made so, in no order of columns."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("SAMLAR", "DATABASE_URL", "DJANGO"))}
    environment = {**kept, "SAMLAR_DEMO": "1", "SAMLAR_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "samlar.settings"}
    subprocess.run([sys.executable, "-c", f"import django; django.setup(); {how}"], env=environment, check=True)
    database = sqlite3.connect(folder / "samlar.sqlite3")
    drawn = database.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
    found = {name: sorted(re.split(r", (?![^(]*\))", sql[sql.index("(") + 1 : -1] if sql.startswith("CREATE TABLE") else sql)) for name, sql in drawn}
    for rows in (
        "SELECT app, name FROM django_migrations ORDER BY app, name", "SELECT app_label, model FROM django_content_type ORDER BY app_label, model",
        "SELECT codename, name FROM auth_permission ORDER BY codename, name",
    ):  # fmt: skip
        found[rows] = database.execute(rows).fetchall()
    return found


def test_tables_that_are_made_at_once_are_those_that_the_migrations_come_to(tmp_path: Path) -> None:
    for name in ("steps", "once"):
        (tmp_path / name).mkdir()
    steps, once = made(STEP_BY_STEP, tmp_path / "steps"), made(AT_ONCE, tmp_path / "once")
    assert len(steps) > 300  # tables and indexes were found at all
    assert once == steps
