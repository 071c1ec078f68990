"""What somebody who leaves had in hand of lessons: uptakes to carry on, lessons to answer for (A3)."""

from collections.abc import Iterable

from samlar.formats.sentence import Sentence
from samlar.lessons.models import CapacityAction, Lesson, Uptake
from samlar.lessons.rules.words import EXITS, LIVE_LESSONS
from samlar.people.rules import Item, Owned

LESSON, UPTAKE, CAPACITY_ACTION = "lesson", "uptake", "capacity_action"
PROMISED = Sentence("Ska göra det ni har kommit överens om", "Is to do what you have agreed")
OWNS = Sentence("Äger hemtagningen", "Owns the uptake")
ANSWERS = Sentence("Svarar på frågor om lärdomen", "Answers questions about the lesson")


def owned_by(persons: Iterable[int], organisation: int) -> list[Owned]:
    """The live lessons that some people answer for at an organisation, the uptakes that they own there, and
    what they are to do about learning. Three queries.

    The caller has made sure that the viewer looks after the organisation's people.
    """
    who = set(persons)
    lessons = Lesson.objects.filter(contact__in=who, organisation=organisation, state__in=LIVE_LESSONS).order_by("sentence", "id")
    uptakes = Uptake.objects.filter(owner__in=who, organisation=organisation).exclude(standing__in=EXITS).order_by("lesson__sentence", "id")
    agreed = CapacityAction.objects.filter(owner__in=who, round__organisation=organisation, done=None).order_by("due", "id")
    return [
        *(
            Owned(Item(LESSON, id), person, organisation, title, ANSWERS)
            for id, person, title in lessons.values_list("id", "contact", "sentence")
        ),
        *(
            Owned(Item(UPTAKE, id), person, organisation, title, OWNS)
            for id, person, title in uptakes.values_list("id", "owner", "lesson__sentence")
        ),
        *(
            Owned(Item(CAPACITY_ACTION, id), person, organisation, title, PROMISED)
            for id, person, title in agreed.values_list("id", "owner", "text")
        ),
    ]
