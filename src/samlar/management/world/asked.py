"""The clock asks along the way what became of what was taken home and sent on, and most of those who are asked answer within days (F3).

They answer as people do, by the link in the letter: still at it until a new day, moved on, or not after all. Some wait until they are
reminded, a few until their representative is told, and one in twenty does not answer at all.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import Max, Q

from samlar.activities.rules.follow_up import QuestionClosed
from samlar.foundation import clock
from samlar.lessons.actions import follow_ups
from samlar.lessons.actions.clock import close_questions, follow_up
from samlar.lessons.actions.follow_ups import Answer
from samlar.lessons.actions.handoff_clock import close_handoff_questions, follow_up_handoffs
from samlar.lessons.actions.uptakes import Shows
from samlar.lessons.models import FollowUp, Uptake
from samlar.lessons.queries.follow_ups import PURPOSE
from samlar.lessons.rules.words import Standing, Step
from samlar.management.world import uptakes_told as words
from samlar.management.world.lessons import OLDEST, Caught
from samlar.management.world.names import number
from samlar.management.world.stage import Stage
from samlar.management.world.uptakes import HOME, Way
from samlar.people.queries.links import link, token_of

APART = 14  # days between two rounds of the clock
FIRST = 75  # days after the first lesson: nothing is asked about before
STANDS_STILL = {True: 110, False: 120}  # days after which there is something to tell, at the cast's home and elsewhere
ELSEWHERE = (130, 170)  # days until what is promised: at least, and how many more at most
AT_HOME = {3: (80, 30), 6: (165, 40)}  # about until the clock asks again
LATER_AT_HOME = (70, 90)
NEXT = {Standing.TAKEN: Step.SHARED, Standing.SHARED: Step.TRIED, Standing.TRIED: Step.ANCHORED, Standing.ANCHORED: Step.TRIED}


def set_up(stage: Stage, caught: Caught, ways: Mapping[int, Way]) -> None:
    """Puts the clock's rounds on their days, every other week until today."""
    for days in range(OLDEST - FIRST, 0, -APART):
        stage.on(stage.days.back(days), _round, caught, ways, about="klockan")


def _round(caught: Caught, ways: Mapping[int, Way]) -> None:
    for part in (close_questions, follow_up, close_handoff_questions, follow_up_handoffs):
        part()
    now = clock.now()
    for uptake in FollowUp.objects.filter(asked=now, answered=None, person=None, uptake__isnull=False).values_list("uptake", flat=True):
        way = ways.get(uptake)
        if way is not None and number(f"ägs inte{way.seed}", 4):
            caught.stage.on(clock.today() + timedelta(days=2 + number(way.seed, 9)), way.look_again, about=f"ägs{way.seed}", later=300)
    fresh = FollowUp.objects.filter(Q(asked=now) | Q(reminded=now) | Q(escalated=now), answered=None, link__isnull=False)
    for question, asked, reminded, uptake, months in fresh.values_list("id", "asked", "reminded", "uptake", "months"):
        way = ways.get(uptake)
        seed = f"{way.seed if way else question}{months}"
        waits_for = _waits_for(seed, at_home=way is not None and way.at == HOME)
        if (asked == now, reminded == now, now not in (asked, reminded))[waits_for]:
            day = clock.today() + timedelta(days=1 + number(f"svarar{seed}", 6))
            deed = _answer if uptake else _became
            caught.stage.on(day, deed, question, way, about=f"svarar{seed}", later=300)


def _waits_for(seed: str, *, at_home: bool) -> int:
    """What makes somebody answer: the question (0), the reminder (1), that somebody else is told (2)."""
    turn = number(f"svar{seed}", 20)
    return 0 if turn < (19 if at_home else 16) else 1 if turn < 19 else 2


def _answer(question: int, way: Way | None) -> None:
    """The owner answers by the link, as things stand: what has been answered or taken back in the meantime is left."""
    asked = FollowUp.objects.values("answered", "link", "uptake", "months").get(id=question)
    held = link(asked["link"], PURPOSE) if asked["answered"] is None else None
    if held is None:
        return
    row = Uptake.objects.annotate(shown=Max("evidence__day", filter=Q(evidence__struck=None))).get(id=asked["uptake"])
    seed, token = f"{way.seed if way else row.pk}{asked['months']}", token_of(held)
    try:
        shows = _shows(way, row, max(row.since, row.shown or row.since), seed)
        if way is not None and _declines(way, row.standing, seed):
            follow_ups.declined(token, why=way.one(words.DECLINES, "varför"), revision=row.revision)
        elif way is not None and shows:
            follow_ups.moved_on(token, shows, revision=row.revision)
            if way.at == HOME or number(seed, 2):
                way.look_again()
        else:
            step = words.NEXT_STEPS[number(f"nästa{seed}", len(words.NEXT_STEPS))]
            least, more = AT_HOME.get(asked["months"], LATER_AT_HOME) if way is not None and way.at == HOME else ELSEWHERE
            new_day = clock.today() + timedelta(days=least + number(f"dag{seed}", more))
            follow_ups.still_working(token, new_day=new_day, next_step=step, revision=row.revision)
    except QuestionClosed:
        return  # somebody else has it since, or it is over: the page says so, and there is nothing to do


def _declines(way: Way, standing: str, seed: str) -> bool:
    if way.goes == Standing.DECLINED:
        return True
    return way.at != HOME and way.reach is None and standing == Standing.TAKEN and number(f"avstår{seed}", 14) == 0


def _shows(way: Way | None, row: Uptake, moved: date, seed: str) -> dict[Step, Shows]:
    """What they have to tell: what was coming anyway, or the next step (or one try more) where it has stood still for long."""
    if way is None:
        return {}
    if way.left and Step.USED not in way.left[0]:
        return way.shows(way.left.pop(0), row.taken)
    stands_still = clock.today() - moved > timedelta(days=STANDS_STILL[way.at == HOME])
    if stands_still and number(f"vidare{seed}{clock.today()}", 20) < (19 if way.at == HOME else 6):
        way.turn += 1
        step = NEXT[Standing(row.standing)]
        return way.shows((Step.TRIED if step == Step.ANCHORED and number(seed, 2) else step,), row.taken)
    return {}


def _became(question: int, way: Way | None) -> None:
    """Whoever accepted what was sent on says that it goes on."""
    asked = FollowUp.objects.values("answered", "link").get(id=question)
    held = link(asked["link"], PURPOSE) if asked["answered"] is None else None
    if held is None:
        return
    try:
        new_day = clock.today() + timedelta(days=90 + number(f"blev{question}", 90))
        follow_ups.became(
            token_of(held), Answer.WORKING, word=words.GOES_ON[number(f"blev{question}", len(words.GOES_ON))], new_day=new_day
        )
    except QuestionClosed:
        return
