"""Analyses of learning capacity for tests, made by the actions themselves."""

from datetime import date, timedelta

from samlar.foundation import clock
from samlar.lessons.actions import capacity as actions
from samlar.lessons.rules.capacity import Answer, Round, questions_of
from samlar.people import queries
from samlar.people.models import Employment, Person

ALL = {one.id: 4 for one in questions_of(1)}


def colleague(organisation: int, name: str, function: str = "operative"):
    """Somebody who works at an organisation, as an Actor."""
    made = Person.objects.create(email=f"{name.lower()}-{organisation}@hemma.test", name=name, added=clock.now(), password="!")
    Employment.objects.create(person=made, organisation_id=organisation, function=function, start=date(2020, 1, 1))
    return queries.actor(made.pk)


def team(organisation: int, count: int):
    return [colleague(organisation, f"Kollega{place}") for place in range(count)]


def opened(actor, name="Våren", *, areas=(), days=20) -> int:
    return actions.open_round(actor, Round(name, clock.today() + timedelta(days=days), areas))


def answered(actor, round_id, marks=None, **words) -> None:
    given = Answer(marks=ALL if marks is None else marks, **words)
    actions.answer(actor, round_id, given, read=0)


def closed(actors, name="Våren", *, mark=4, areas=()) -> int:
    """A closed round that everybody has answered with the same mark."""
    made = opened(actors[0], name, areas=areas)
    for one in actors:
        answered(one, made, dict.fromkeys(ALL, mark))
    actions.close(actors[0], made)
    return made
