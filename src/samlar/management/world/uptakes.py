"""How organisations of the sample world take lessons home and carry them up the ladder, through the actions themselves.

Who takes what, how far and with what words follows from the texts (`names.number`), so that a fresh world is the same world.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from samlar.foundation import clock, sql
from samlar.lessons.actions import uptakes
from samlar.lessons.actions.uptakes import Care, Home, Shows
from samlar.lessons.models import Uptake
from samlar.lessons.rules.words import Reach, Standing, Step
from samlar.management.world import lessons_told as at
from samlar.management.world import uptakes_told as words
from samlar.management.world.cast import PARTNERS
from samlar.management.world.examples_told import BRP, EXAMPLES, MATCHING, SIX_WAYS, Shown
from samlar.management.world.lessons import BRP_AGO, MATCHING_AGO, Caught, day_of, day_of_example
from samlar.management.world.lessons_told import LESSONS, Told
from samlar.management.world.names import email, number
from samlar.management.world.society import LEAVES, MEMBERS, MOVES, RETIRED
from samlar.management.world.stage import Stage, Worker
from samlar.people import actions as people_actions
from samlar.people import queries as people
from samlar.people.actions import Details
from samlar.people.rules import Actor, MandateKind

HOME = at.KALMAR  # the cast's home: its board is worth looking at
TAKERS = tuple(name for name, _ in MEMBERS if name != HOME) + tuple(name for name, _ in PARTNERS[:6])
HOME_GOES = (  # how far the home's uptakes go, in turn
    "shared", "used", "tried", "anchored", "taken", "tried", "shared", "used", "anchored", "declined", "taken", "shared", "tried",
    "anchored", "obsolete", "taken", "used", "shared", "tried",
)  # fmt: skip
OTHERS_GO = (
    "taken", "taken", "taken", "taken", "shared", "shared", "shared", "shared", "shared", "tried", "tried", "tried", "tried", "tried",
    "tried", "anchored", "anchored", "anchored", "declined", "declined", "obsolete",
)  # fmt: skip
REACHES = (Reach.MEMBERS, Reach.MEMBERS, Reach.MEMBERS, Reach.PUBLIC, Reach.PUBLIC, Reach.OWN)
READY = ("no", "partly", "partly", "yes", "yes", "")
STATISTICS, COUNTERS = "SCB", (("Sigrid Räknexempel", "statistiker"), ("Tabell-Tage Övningsson", "enhetschef"))


KEPT = f"SELECT u.revision, u.owner_id, u.reach, CAST(u.taken AS text) FROM {Uptake._meta.db_table} u WHERE u.id = %(uptake)s"


class Kept(NamedTuple):
    """What the play wants to know of an uptake as it stands now."""

    revision: int
    owner: int | None
    reach: Reach
    taken: date


@dataclass
class Way:
    """One organisation's way with one lesson: how far it goes, and what has been done of it so far."""

    caught: Caught
    ways: "Ways"
    at: str
    lesson: str  # its sentence or name
    goes: str
    changed: tuple[str, str] | None = None
    first_step: str = ""
    reach: Reach | None = None
    goes_back: bool = False
    uptake: int = 0
    steps: int = 0
    left: list[tuple[Step, ...]] = field(default_factory=list)  # what is still to be entered: on its day, or when the clock asks
    turn: int = 0  # how often something more has been told

    @property
    def stage(self) -> Stage:
        return self.caught.stage

    @property
    def seed(self) -> str:
        return f"{self.at}{self.lesson}"

    def one(self, among: Sequence[str], about: str) -> str:
        return among[number(f"{about}{self.seed}", len(among))]

    def who(self) -> Actor:
        """Who carries it: somebody of the cast where one works, else a colleague; the same all through while there."""
        if self.at == HOME and number(self.seed, 5) < 3:
            return self.stage.colleague(HOME, self.stage.people["stina"])
        return self.stage.member(self.at, self.lesson)

    # — deeds —

    def take(self) -> None:
        lesson = self.caught.lessons.get(self.lesson)
        if lesson is None or Uptake.objects.filter(lesson=lesson, organisation=self.stage.organisations[self.at]).exists():
            return  # not caught, or chosen at the lab's end already
        step = self.first_step or self.one(words.NEXT_STEPS, "först")
        home = Home(
            owner=self._owner(),
            next_step=step,
            next_day=self._soon(100 if self.at == HOME else 60),
            reach=self.reach or REACHES[number(self.seed, len(REACHES))],
        )
        self.uptake = uptakes.take_home(self.who(), lesson, home)
        self.left = list(GOES[self.goes])
        self.ways[self.uptake] = self

    def show(self, *steps: Step) -> None:
        """What was told, tried or decided, if nobody has told it already; every third says at the same time who owns it and what is next."""
        if not self.uptake or steps not in self.left:
            return
        self.left.remove(steps)
        actor = self.who()
        kept = self.kept()
        uptakes.add_evidence(actor, self.uptake, self.shows(steps, kept.taken), revision=kept.revision)
        if number(self.seed, 3) == 0 or self.at == HOME:
            self._care(actor)

    def shows(self, steps: Sequence[Step], taken: date) -> dict[Step, Shows]:
        """The evidence of some steps, as it is entered today."""
        self.steps += len(steps)
        return {step: Shows(self._day(place, len(steps), taken), self._said(step)) for place, step in enumerate(steps)}

    def kept(self) -> "Kept":
        """Its row, as it stands now."""
        revision, owner, reach, taken = sql.rows(KEPT, uptake=self.uptake)[0]
        return Kept(revision, owner, Reach(reach), date.fromisoformat(taken))

    def check(self) -> None:
        if not self.uptake:
            return
        actor, kept = self.who(), self.kept()
        second = next(one.person for one in self._there() if one.person not in (actor.person, kept.owner))
        uptakes.check(self.stage.colleague(self.at, second), self.uptake, note=self.one(words.NOTES, "kontroll"))
        self._care(actor, step=self.one(words.YEARLY, "om ett år"), day=clock.today() + timedelta(days=340 + number(self.seed, 50)))

    def end(self, standing: Standing) -> None:
        if self.uptake:
            why = self.one(words.DECLINES if standing == Standing.DECLINED else words.OBSOLETES, "varför")
            uptakes.end(self.who(), self.uptake, standing, why=why, revision=self.kept().revision)

    def go_back(self) -> None:
        if self.uptake:
            uptakes.step_back(self.who(), self.uptake, Standing.TRIED, why=self.one(words.BACKS, "tillbaka"), revision=self.kept().revision)

    def look_again(self) -> None:
        """Somebody gives it a new next step: most do when they are asked, some by themselves."""
        if self.uptake:
            self._care(self.who())

    def _care(self, actor: Actor, step: str = "", day: date | None = None) -> None:
        kept = self.kept()
        ready = {word: self.one(READY, word) for word in ("material", "competence", "backing")}
        owner = kept.owner if any(one.person == kept.owner for one in self._there()) else actor.person
        how = Care(
            owner=owner,
            next_step=step or self.one(words.NEXT_STEPS, f"sedan{self.steps}"),
            next_day=day or self._soon(100),
            reach=kept.reach,
            **ready,
        )
        uptakes.care(actor, self.uptake, how, revision=kept.revision)

    def _owner(self) -> int | None:
        """Mostly whoever takes it home; sometimes nobody yet; at some places somebody who has left since (A3)."""
        gone = {LEAVES.organisation: LEAVES.key, MOVES.organisation: MOVES.key}.get(self.at)
        there = self._there()
        turn = number(f"ägare{self.seed}", 12)
        if turn == 0:
            return None
        if gone and turn < 7 and any(one.person == self.stage.people[gone] for one in there):
            return self.stage.people[gone]
        if self.at in RETIRED and turn < 6:
            plain = [one for one in there if not (one.key or one.leads_people or one.represents)]
            return max(plain, key=lambda one: one.start).person if plain else self.who().person
        return self.who().person

    def _there(self) -> list[Worker]:
        return [one for one in self.stage.staff[self.at] if one.there(clock.today())]

    def _soon(self, least: int) -> date:
        return clock.today() + timedelta(days=least + number(f"{self.steps}{self.turn}{self.seed}", 100))

    def _day(self, place: int, of: int, taken: date) -> date:
        """Shortly before it is entered, the later steps later; never before the lesson was caught."""
        back = (of - 1 - place) * 3 + number(self.seed, 4)
        return max(taken, clock.today() - timedelta(days=back))

    def _said(self, step: Step) -> Mapping[str, str]:
        if step == Step.SHARED:
            return {"forum": self.one(words.FORUMS, "var"), "who": self.one(words.HEARD, "vilka")}
        if step == Step.TRIED:
            worked = ("yes", "yes", "partly", "partly", "no")[number(f"gick{self.seed}", 5)]
            return {
                "case": self.one(words.CASES, f"fall{self.turn or ''}"),
                "worked": worked,
                "result": self.one(words.NOS if worked == "no" else words.RESULTS, f"resultat{self.turn or ''}"),
            }
        if step == Step.ANCHORED:
            year = clock.today().year
            registered = f"RUN {year}/{100 + number(f'dnr{self.seed}', 880)}" if number(self.seed, 4) else "saknas"
            return {
                "decided_by": self.one(words.DECIDED, "vem"),
                "mandate": self.one(words.MANDATES, "mandat"),
                "record_number": registered,
            }
        assert self.changed is not None
        return {"changed": self.changed[0], "lives_in": self.changed[1]}


Ways = dict[int, Way]


def set_up(stage: Stage, caught: Caught) -> Ways:
    """Puts every uptake on its days, in the order of the lessons. Says the ways by the uptakes that they have become so far."""
    home_turn = 0
    ways: Ways = {}
    told: list[tuple[Told | Shown, str, date]] = [(one, one.sentence, day_of(stage, caught.lab, one)) for one in LESSONS]
    told += [(one, one.name, day_of_example(stage, one)) for one in EXAMPLES]
    for place, (one, text, day) in enumerate(told):
        if one.state == "draft":
            continue
        within_group = one.state == "shared" and one.via
        changes = list(one.changed)
        for turn, organisation in enumerate(_takers(one, text, place) if not within_group else [one.at]):
            changed = None
            if organisation == HOME and one.at == HOME and changes:
                goes = "used"
            elif organisation == HOME:
                goes = HOME_GOES[home_turn % len(HOME_GOES)]
                home_turn += 1
            else:
                goes = "used" if changes else OTHERS_GO[number(f"{organisation}{text}", len(OTHERS_GO))]
            if goes == "used":
                changed = changes.pop(0) if changes else None
                goes = "used" if changed else "anchored"
            way = Way(
                caught,
                ways,
                organisation,
                text,
                goes,
                changed,
                goes_back=goes == "anchored" and number(f"åter{organisation}{text}", 6) == 0,
            )
            _schedule(way, day + timedelta(days=2 + number(f"hem{way.seed}", 20 + 25 * min(turn, 2))))
    _six_ways(stage, caught, ways)
    _statistics(stage, caught)
    return ways


def _takers(one: Told | Shown, text: str, place: int) -> list[str]:
    """The lesson's own organisation first (most of them), then some others; the cast's home takes every third."""
    found = [one.at] if number(f"egen{text}", 4) else []
    if place % 3 == 0 and one.at != HOME:
        found.append(HOME)
    start, count = number(text, len(TAKERS)), 3 + number(f"antal{text}", 3)
    for turn in range(count):
        name = TAKERS[(start + turn * 11) % len(TAKERS)]
        if name not in found:
            found.append(name)
    return found


GOES: dict[str, tuple[tuple[Step, ...], ...]] = {
    # what is entered at one time, and then the next time
    "taken": (),
    "shared": ((Step.SHARED,),),
    "tried": ((Step.SHARED,), (Step.TRIED,)),
    "anchored": ((Step.SHARED, Step.TRIED), (Step.ANCHORED,)),
    "used": ((Step.SHARED,), (Step.TRIED, Step.ANCHORED), (Step.USED,)),
    "declined": (),
    "obsolete": ((Step.SHARED, Step.TRIED),),
}
GOES_ON = ("taken", "shared", "tried", "anchored")


def _schedule(way: Way, day: date) -> None:
    def on(moment: date, deed: Callable[..., object], *given: object) -> None:
        way.stage.on(moment, deed, *given, about=way.seed, later=330)

    on(day, way.take)
    for turn, steps in enumerate(GOES[way.goes]):
        day += timedelta(days=14 + number(f"steg{turn}{way.seed}", 45))
        on(day, way.show, *steps)
    if way.goes == "used":
        on(day + timedelta(days=6), way.check)
    if way.goes == Standing.OBSOLETE or (way.goes == Standing.DECLINED and number(way.seed, 2)):  # others decline when they are asked
        on(day + timedelta(days=30 + number(way.seed, 60)), way.end, Standing(way.goes))
    if way.goes_back:
        on(day + timedelta(days=60), way.go_back)
    lately = way.stage.days.back(4 + number(f"nyss{way.seed}", 70))
    if way.goes in GOES_ON and lately > day and number(f"ser efter{way.seed}", 6) == 0:
        on(lately, way.look_again)


def _six_ways(stage: Stage, caught: Caught, ways: Ways) -> None:
    """One framework, taken home six ways: a public fact. How far each has come is made up."""
    for place, (organisation, _adapted, step, goes, changed) in enumerate(SIX_WAYS):
        way = Way(caught, ways, organisation, BRP.name, goes, changed, first_step=step, reach=Reach.PUBLIC)
        _schedule(way, stage.days.back(BRP_AGO - 20 - 17 * place))


def _statistics(stage: Stage, caught: Caught) -> None:
    """The model success: from a learning project (2013) to national statistics (2016) with an owner, entered long afterwards."""
    day = stage.days.back(MATCHING_AGO)
    stage.on(day, _counters, stage, about="statistik")
    stage.on(day + timedelta(days=10), _count, caught, about="statistik")


def _counters(stage: Stage) -> None:
    """Two made-up people at the national statistics, which is neither member nor partner here."""
    register = stage.holder(MandateKind.REGISTER)
    made = stage.organisations[STATISTICS] = people_actions.add_organisation(register, name=STATISTICS, kind="agency")
    for name, title in COUNTERS:
        person = people_actions.add_person(
            register, made, name=name, email=email(name, STATISTICS), start=clock.today(), details=Details(title=title)
        )
        stage.staff[STATISTICS].append(Worker(person, clock.today()))


def _count(caught: Caught) -> None:
    stage = caught.stage
    first, second = (people.actor(one.person) for one in stage.staff[STATISTICS])
    uptake = uptakes.take_home(first, caught.lessons[MATCHING.name], Home(owner=first.person, reach=Reach.PUBLIC, day=date(2013, 12, 4)))
    shows = {
        Step.SHARED: Shows(date(2014, 3, 12), {"forum": "Statistikens användarråd", "who": "Analytiker i alla län"}),
        Step.TRIED: Shows(date(2015, 2, 3), {"case": "Alla län, två års data", "worked": "yes", "result": "Måtten gick att räkna lika för hela landet."}),
        Step.ANCHORED: Shows(date(2015, 11, 18), {"decided_by": "Den nationella statistikens ledning", "mandate": "Statistikprogrammet", "record_number": "saknas"}),
        Step.USED: Shows(date(2016, 6, 1), {"changed": "De regionala matchningsindikatorerna är nationell statistik med en ägare.", "lives_in": "Den nationella statistikens ordinarie produkter"}),
    }  # fmt: skip
    uptakes.add_evidence(first, uptake, shows, revision=1)
    uptakes.check(second, uptake, note="Publiceras varje år, och ägaren står på sidan.")
