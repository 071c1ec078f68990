"""The lessons and examples of the sample world are caught, shared and published through the actions, over the last eighteen months."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from samlar.activities.models import Activity, Debrief, Handin, Participation
from samlar.lessons.actions import examples, pictures, reviewing, writing
from samlar.lessons.models import Lesson
from samlar.lessons.rules.examples import ExampleText, LinkText
from samlar.lessons.rules.lessons import LessonText
from samlar.lessons.rules.words import Origin, State
from samlar.management.world import themes as topics
from samlar.management.world import uptakes_told as words
from samlar.management.world.drawn import PICTURES
from samlar.management.world.examples_told import BRP, EXAMPLES, MATCHING, Shown
from samlar.management.world.lessons_told import LESSONS, Told
from samlar.management.world.names import number
from samlar.management.world.society import MEMBERS
from samlar.management.world.stage import Stage
from samlar.management.world.taking_part import Gathered
from samlar.people.rules import PUBLIC, Actor

OLDEST, NEWEST = 545, 16  # days ago
ACTIVITIES = {
    "fewer": "Planera för färre",
    "studies": "Att fullfölja studier",
    "prep": "Regionalt utvecklingsansvarigas roll i krisberedskap",
    "systems": "Hur gör man en systemanalys?",
    "crises": "Lärdomar från de senaste kriserna",
    "green": "Näringslivets gröna omställning",
    "masterclass": "Leda omställning",
    "2050": "Region 2050",
    "elec": "Elförsörjning: territoriellt, utmaningsdrivet, hållbart",
    "eval": "Utvärderingsnätverket",
    "analyst": "Analytikernätverket",
    "rus": "RUS-nätverket",
    "lab": "Att lära om lärande",
}
CAUGHT = {"crises": (42, 9), "elec": (165, 60), "systems": (200, 160)}  # days ago: within the activity's own time
BRP_AGO, MATCHING_AGO = 500, 530


@dataclass
class Caught:
    """What has been caught so far: name or sentence → lesson. `activities`: short name → activity."""

    stage: Stage
    lab: Gathered
    themes: dict[str, int] = field(default_factory=dict)
    lessons: dict[str, int] = field(default_factory=dict)
    activities: dict[str, int] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)  # rounds after a session that have become a lesson

    def activity(self, via: str, organisation: str) -> int | None:
        """The activity that a lesson comes from, where it has begun, is read by everybody and the organisation takes part."""
        short = via.partition(":")[0]
        if short and short not in self.activities:
            found = Activity.objects.filter(title=ACTIVITIES[short], audience=PUBLIC).order_by("-id").values_list("id", flat=True).first()
            if found is None:
                return None
            self.activities[short] = found
        takes_part = Participation.objects.filter(
            activity=self.activities.get(short), organisation=self.stage.organisations[organisation], state="taking_part"
        )
        return self.activities[short] if short and takes_part.exists() else None

    def themes_of(self, keys: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(self.themes[key] for key in keys)

    def catch(self, told: Told) -> None:
        actor = self.who(told.at, told.sentence, told.via)
        activity = self.activity(told.via, told.at)
        text = LessonText(
            sentence=told.sentence, context=told.context, takes=told.takes, failed=told.failed, activity=activity,
            themes=self.themes_of(told.themes), **self._source(told, actor, activity),
        )  # fmt: skip
        self.lessons[told.sentence] = writing.capture(actor, text, state=State(told.state))

    def show(self, shown: Shown) -> None:
        actor = self.who(shown.at, shown.name, shown.via)
        activity = self.activity(shown.via, shown.at)
        lesson = LessonText(
            sentence=shown.name, failed=shown.failed, activity=activity, origin=Origin.REPORT if activity else Origin.FREE, day=shown.day,
            themes=self.themes_of(shown.themes),
        )  # fmt: skip
        text = ExampleText(
            lesson=lesson, place=shown.place, problem=shown.problem, done=shown.done, result=shown.result, cost=shown.cost, time=shown.time,
            hard=shown.hard, adapt=shown.adapt, links=tuple(LinkText(*one) for one in shown.links),
        )  # fmt: skip
        made = self.lessons[shown.name] = examples.write(actor, text, state=State(shown.state))
        if shown.name in PICTURES:
            drawing, shows = PICTURES[shown.name]
            pictures.add(actor, made, drawing(), shows=shows)

    def review(self, text: str, organisation: str) -> None:
        """Somebody of another organisation has read it: nine of ten find that it holds."""
        lesson = self.lessons.get(text)
        if lesson is None:
            return
        holds = number(f"håller{text}", 10) > 0
        among = words.REVIEWS if holds else words.DOUBTS
        revision = Lesson.objects.values_list("revision", flat=True).get(id=lesson)
        note = among[number(f"granskning{text}", len(among))]
        reviewing.review(self.who(organisation, text, ""), lesson, holds=holds, note=note, revision=revision)

    def who(self, organisation: str, about: str, via: str) -> Actor:
        """Somebody there; whoever speaks of an activity, with what those who take part in it see today."""
        return self.stage.somebody(organisation, about) if via else self.stage.member(organisation, about)

    def _source(self, told: Told, actor: Actor, activity: int | None) -> dict[str, Any]:
        """Where it was caught: the round after a session, the homework or the session itself, a report, or freely."""
        if activity is None:
            return {}
        if ":" not in told.via:
            return {"origin": Origin.REPORT}
        session = self.lab.sessions[int(told.via.partition(":")[2])]
        debrief = Debrief.objects.filter(session=session, organisation=actor.organisation).values_list("id", flat=True).first()
        if debrief is not None and debrief not in self.used:
            self.used.add(debrief)
            return {"origin": Origin.DEBRIEF, "session": session, "debrief": debrief}
        handin = Handin.objects.filter(homework__activity=activity, organisation=actor.organisation).values_list("id", flat=True).first()
        if handin is not None:
            return {"origin": Origin.HOMEWORK, "handin": handin}
        return {"origin": Origin.SESSION, "session": session}


def set_up(stage: Stage, lab: Gathered) -> Caught:
    """Puts every lesson and example on its day."""
    caught = Caught(stage, lab)
    topics.set_up(stage, caught.themes)
    for told in LESSONS:
        day = day_of(stage, lab, told)
        stage.on(day, caught.catch, told, about=told.sentence, later=320)
        _reviewed(caught, told.sentence, told.at, told.state, day)
    for shown in (BRP, MATCHING, *EXAMPLES):
        day = day_of_example(stage, shown)
        stage.on(day, caught.show, shown, about=shown.name, later=320)
        _reviewed(caught, shown.name, shown.at, shown.state, day)
    return caught


def _reviewed(caught: Caught, text: str, at: str, state: str, day: date) -> None:
    """Every third that is published is read by another organisation within two months."""
    if state != "published" or number(f"läst{text}", 3):
        return
    readers = [name for name, _ in MEMBERS if name != at]
    reader = readers[number(f"läsare{text}", len(readers))]
    caught.stage.on(day + timedelta(days=12 + number(text, 45)), caught.review, text, reader, about=text, later=340)


def day_of(stage: Stage, lab: Gathered, told: Told) -> date:
    """When a lesson was caught: after its session, within its activity, else in the order they are told."""
    via, _, place = told.via.partition(":")
    if place:
        text = lab.plan.meetings[int(place)].text
        assert text.day is not None
        return (text.last_day or text.day) + timedelta(days=2 + number(told.sentence, 4))
    first, last = CAUGHT.get(via, (OLDEST, NEWEST))
    if via in CAUGHT:
        return stage.days.back(last + number(told.sentence, first - last))
    return stage.days.back(OLDEST - LESSONS.index(told) * (OLDEST - NEWEST) // len(LESSONS))


def day_of_example(stage: Stage, shown: Shown) -> date:
    if shown is BRP:
        return stage.days.back(BRP_AGO)
    if shown is MATCHING:
        return stage.days.back(MATCHING_AGO)
    place = EXAMPLES.index(shown)
    if shown.via in CAUGHT:
        return stage.days.back(CAUGHT[shown.via][0] - place % 9)
    return stage.days.back(OLDEST - 12 - place * 430 // len(EXAMPLES))
