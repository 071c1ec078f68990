"""The arrows that an import linter cannot see: foreign keys and reverse accessors."""
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
