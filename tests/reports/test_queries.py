"""What waits and what goes on, gathered from every room."""

import ast
from pathlib import Path

import samlar
from samlar.people.rules import MandateKind
from samlar.reports import queries

SOURCE = Path(samlar.__file__).parent


def rooms_with_something_waiting() -> set[str]:
    """Every room that has a `waiting_for` in its reads."""
    found = set()
    for path in SOURCE.glob("*/queries*"):
        files = path.rglob("*.py") if path.is_dir() else [path]
        for file in files:
            if any(isinstance(node, ast.FunctionDef) and node.name == "waiting_for" for node in ast.parse(file.read_text()).body):
                found.add(path.relative_to(SOURCE).parts[0])
    return found


def test_every_room_that_lets_people_wait_is_asked():
    assert {room.__module__.split(".")[1] for room in queries.ROOMS_THAT_WAIT} == rooms_with_something_waiting()


def test_whoever_holds_a_mandate_hears_what_waits_for_it(cast):
    assert cast.klara.holds(MandateKind.CLEARANCE)
    assert "envelope.decide" in {wait.deed for wait in queries.waiting(cast.klara)}
    assert "envelope.decide" not in {wait.deed for wait in queries.waiting(cast.stina)}


def test_nothing_waits_for_a_visitor_or_for_whoever_works_nowhere(cast, visitor):
    assert queries.waiting(visitor) == []
    assert queries.waiting(cast.nils) == []
    assert queries.our_activities(cast.nils) == queries.OurActivities(coming=(), current=())
