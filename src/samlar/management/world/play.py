"""The whole sample world, played through the deeds themselves from the first day until today."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.db import transaction

from samlar.catalogue.actions import take_in_builtin
from samlar.foundation import clock, outbox
from samlar.lifecycle.actions.proposals import tell_proposers
from samlar.management.world import (
    archive,
    asked,
    attendance,
    borrowed,
    evaluation,
    exchange,
    formats,
    ideas,
    lab,
    learning_capacity,
    lessons,
    meetings,
    projects,
    rooms_before,
    rooms_now,
    sending_on,
    society,
    taking_part,
    uptakes,
)
from samlar.management.world.cast import CAST, KINDS
from samlar.management.world.stage import Stage
from samlar.management.world.story import Story, schedule
from samlar.people.actions import take_in_kinds
from samlar.people.queries import known_as
from samlar.registration.actions.clock import forget_answers

STORIES = (
    rooms_before.fewer, rooms_before.studies, rooms_before.preparedness, rooms_before.systems, rooms_now.crises, rooms_now.open_data,
    rooms_now.twins, rooms_now.pictures, rooms_now.circular, lab.follow_up, *projects.EVERY, evaluation.evaluation,
)  # fmt: skip
UNREAD_DAYS = 14  # letters younger than this still wait in the outbox


def is_here() -> bool:
    """Whether the sample world has been played in this database."""
    return known_as(CAST[0].email) == CAST[0].name


@transaction.atomic
def play(tell_year: Callable[[int], object] = lambda year: None) -> int:
    """Plays the sample world until now, all or nothing, and tells each year as it begins. Says how many deeds there were."""
    stage = Stage(clock.now())
    take_in_kinds(KINDS)
    society.set_up(stage)
    formats.set_up(stage)
    stories: list[Story] = [story(stage.days) for story in STORIES]
    runs = {story.title: schedule(stage, story) for story in stories}
    learned = taking_part.schedule(runs["Att lära om lärande"], lab.AUTUMN_LAB)
    taking_part.schedule(runs["Uppföljning som leder till något"], lab.open_now(stage.days))
    attendance.set_up(runs["Näringslivets gröna omställning"])
    meetings.set_up(stage, runs, ideas.set_up(stage, {story.title for story in stories}))
    exchange.set_up(stage)
    caught = lessons.set_up(stage, learned)
    asked.set_up(stage, caught, uptakes.set_up(stage, caught))
    borrowed.set_up(stage, caught)
    sending_on.set_up(stage, runs)
    learning_capacity.set_up(stage)
    with archive.workplace() as folder:
        archive.set_up(stage, caught, Path(folder))
        deeds = stage.play(tell_year)
    archive.read_texts()
    take_in_builtin()
    forget_answers()  # what the questions promised holds in a fresh world, too; people are forgotten by the clock
    with clock.at(stage.now - timedelta(days=UNREAD_DAYS, hours=1)):
        tell_proposers()  # as the clock has done along the way: a fresh world does not begin with letters about years
    outbox.count_as_sent(before=stage.now - timedelta(days=UNREAD_DAYS))
    return deeds
