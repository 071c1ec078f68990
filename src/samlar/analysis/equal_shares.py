"""The Method of Equal Shares, counted exactly.

Sources: D. Peters, G. Pierczyński, P. Skowron, *Proportional Participatory Budgeting with Additive Utilities* (NeurIPS 2021); its use with
approval ballots and cost utility, and the raising of endowments, by Peters and Skowron (equalshares.net).

Every voter gets the same endowment. A project with cost c can be bought when its supporters have c together; it is bought at the least ρ at
which they can pay it with min(what one has left, ρ · utility) each. The cheapest ρ is bought, again and again, until nothing can be.

Endowments are raised by steps until an outcome costs more than the budget, and the answer is the one before. Between two endowments at
which nothing changes hands everything is linear: what a voter has left, what a project's ρ is. So a `Course` keeps for each round how far
its choices hold, goes straight to where they no longer do, and counts again from that round only. How far they hold is told in floats,
rounded towards too near; what is chosen is compared in whole numbers.
"""

from __future__ import annotations

from bisect import insort
from fractions import Fraction
from math import ceil, gcd, inf
from operator import itemgetter

from .certain import Certain
from .election import Completion, Election, Outcome, Round, Rule, Utility, outcome
from .table import Table, payments
from .ties import Found, named
from .ties import equal_shares as every

THOUSANDTHS = 1_000  # a round's step is a voter's starting share in so many parts
LOST = 1e-15  # more than what a float loses in a step of reckoning
NEAR = 1e-9  # how much too near the next change is taken to be, against what floats lose

MANY = 200  # voters, from whom on intervals of endowments are counted and not each change
LARGEST = 900  # bits of an amount that floats can hold, with room


FIRST = itemgetter(0)
Class = tuple[int, int, int]  # voters alike: what each has left, how fast that grows with the endowment, who (bits)
Line = tuple[int, int, int]  # ρ = (rest − grows · more) / parts when everyone has so much more
Waiting = tuple[float, int, Line | None]  # a project, a ρ that is not too high for it, and where that was found


class _Stage:
    """How things stand before a round, at an endowment raised by `step` steps: money in parts of a unitth, `scale` of them to each."""

    __slots__ = ("changes", "classes", "holds", "pick", "poor", "scale", "solvent", "step", "unsure", "waiting")

    def __init__(self, step: int, scale: int, classes: list[Class], solvent: int, waiting: list[Waiting]) -> None:
        self.step, self.scale, self.classes = step, scale, classes
        self.solvent = solvent  # the voters of all classes, which are apart
        self.waiting = waiting  # what may be bought, lowest ρ first
        self.poor: dict[int, float] = {}  # what cannot be bought now: how much more to each voter before it can
        self.unsure: dict[int, float] = {}  # the same, roughly and too near
        self.changes = inf  # how much more before something is cheaper than what is bought, or is paid otherwise
        self.holds = -1.0  # the step up to which this round is certain to stand
        self.pick: tuple[int, int, int] | None = None  # what was bought, the full payment and in how many parts of a unitth

    def move(self, step: int, more: int) -> None:
        """To a later step, with so much more to each, as far as the rounds before hold."""
        self.step = step
        if more:
            far = more * (1 + 2 * NEAR) + 2
            self.poor = {one: lack - more for one, lack in self.poor.items() if lack > far}
            self.unsure = {one: lack - more for one, lack in self.unsure.items() if lack > far}
            self.classes = [(left + grows * more, grows, who) for left, grows, who in self.classes]
            self.classes.sort(key=FIRST)  # one may have overtaken another
            self.waiting = sorted([_moved(one, more) if one[2] and one[2][1] else one for one in self.waiting])


class Course:
    """Equal shares at one endowment after the other, never a smaller one."""

    def __init__(self, table: Table, utility: Utility) -> None:
        self.table = table
        self.worth = table.cost if utility is Utility.COST else (1,) * len(table.cost)
        everyone = (1 << table.voters) - 1
        self.least = {one: table.cost[one] / (table.votes[one] * self.worth[one]) for one in table.open}
        start: list[Waiting] = sorted([(low, one, None) for one, low in self.least.items()])
        self.stages = [_Stage(0, 1, [(table.share, 1, everyone)], everyone, start)]
        self.chosen: list[int] = []
        self.equals = False  # some round had several to choose between

    def at(self, step: int) -> list[int]:
        """What is bought, in order, with the endowment raised by so many steps."""
        stages = self.stages
        number = 0
        for stage in stages:
            if stage.holds <= step:
                break
            number += 1
        else:
            return self.chosen
        stage.move(step, (step - stage.step) * self.table.step)
        del stages[number + 1 :], self.chosen[number:]
        following = self._buy(stage)
        while following:
            stages.append(following)
            following = self._buy(following)
        return self.chosen

    def next(self) -> int | None:
        """The first later step at which something may be bought otherwise; None when there is none, which is so when all is bought."""
        while True:
            standing = [stage.holds for stage in self.stages]
            number = standing.index(min(standing))
            stage = self.stages[number]
            if stage.unsure and self._step(stage, min(stage.unsure.values())) <= stage.holds:
                one = min(stage.unsure, key=stage.unsure.__getitem__)
                del stage.unsure[one]
                lack, _none, grows = self._level(stage, one)
                stage.poor[one] = lack / grows if grows else inf
            elif stage.pick and stage.poor and self._step(stage, min(stage.poor.values())) <= stage.holds:
                self._pass_on(stage, self.stages[number + 1], min(stage.poor, key=stage.poor.__getitem__))
            else:
                return max(self.stages[-1].step + 1, ceil(stage.holds)) if stage.holds < inf else None
            self._hold(stage)

    def _pass_on(self, stage: _Stage, following: _Stage, one: int) -> None:
        """A project that can soon be bought in a round, but dearer than what is: how long is it so, and when can it in the next round?

        It is cheaper when its supporters have its cost together and none of them pays more than at the ρ of what is bought, which only
        falls. Whoever has more than that adds nothing by having still more.
        """
        assert stage.pick
        bought, pay, scale = stage.pick
        lost = LOST * (10 + len(stage.classes))
        most = pay / scale * (self.worth[one] / self.worth[bought]) * (1 + lost)
        lack, grows, supporters = float(self.table.cost[one]), 0.0, self.table.supporters[one]
        for money, slope, who in stage.classes:
            if many := (supporters & who).bit_count():
                has = money / stage.scale
                lack -= many * min(has, most)
                if has < most:
                    grows += many * slope / stage.scale
        if grows:
            stage.changes = min(stage.changes, max(0.0, lack - lost * self.table.cost[one]) / grows)
        del stage.poor[one]
        lacks, _none, slopes = self._level(following, one)
        following.poor[one] = lacks / slopes if slopes else inf
        insort(following.waiting, (self.least[one], one, None))
        self._hold(following)

    def _hold(self, stage: _Stage) -> None:
        """Says how long the round stands."""
        stage.holds = self._step(stage, min((stage.changes, *stage.poor.values(), *stage.unsure.values())))

    def _step(self, stage: _Stage, more: float) -> float:
        """The step at which the endowment is so much larger, rather too near than too far."""
        return stage.step + more / self.table.step * (1 - NEAR) - 1e-6 if self.table.step else inf

    def _buy(self, stage: _Stage) -> _Stage | None:
        """Chooses the cheapest and pays it; None when nothing can be bought."""
        cost, votes, worth, scale = self.table.cost, self.table.votes, self.worth, stage.scale
        poor, unsure, classes = stage.poor, stage.unsure, stage.classes
        known = poor.keys() | unsure.keys() if poor or unsure else None  # a stage that has moved
        near = min((*poor.values(), *unsure.values())) if known else inf
        richest, steepest = classes[-1][0] / scale * (1 + NEAR), max([one[1] for one in classes]) / scale
        found: list[Waiting] = []
        best, looked = inf, 0
        for low, one, _line in stage.waiting:
            if low > best:
                break
            looked += 1
            if known and one in known:
                continue
            if (lack := cost[one] - votes[one] * richest) > 0:  # for certain, and mostly by far
                unsure[one] = lack = lack / (votes[one] * steepest)
                if lack < near:
                    near = lack
                continue
            rest, left, grows = self._level(stage, one)
            if not left:
                poor[one] = lack = rest / grows if grows else inf
                if lack < near:
                    near = lack
                continue
            parts = left * worth[one] * scale
            rho = rest / parts
            found.append((rho, one, (rest, grows, parts)))
            if rho < best:
                best = rho
        stage.changes, stage.pick, following = inf, None, None
        if found:
            chosen = found[0] if len(found) == 1 else self._cheapest([one for one in found if one[0] == best])
            self.chosen.append(chosen[1])
            waiting = stage.waiting[looked:]
            if known:
                waiting = [one for one in waiting if one[1] not in known]
            for each in found:
                if each is not chosen:
                    insort(waiting, each)
            following = self._pay(stage, chosen, waiting)
            for each in waiting:
                if each[2] and each[2][1] and (more := _crossing(each[0], each[2], chosen)) < stage.changes:
                    stage.changes = more
            if stage.changes < near:
                near = stage.changes
        stage.holds = self._step(stage, near)
        return following

    def _cheapest(self, found: list[Waiting]) -> Waiting:
        """Of projects with one ρ in floats, the one with the least; between equals the one the order says. (The float nearest to a fraction
        never puts two fractions in the wrong order, so nobody else can be cheaper.)"""
        order, chosen = self.table.order, found[0]
        for each in found[1:]:
            assert each[2]
            assert chosen[2]
            less = each[2][0] * chosen[2][2] - chosen[2][0] * each[2][2]
            if not less:
                self.equals = True
            if less < 0 or (not less and order[each[1]] < order[chosen[1]]):
                chosen = each
        return chosen

    def _level(self, stage: _Stage, one: int) -> tuple[int, int, int]:
        """(what remains to be paid, by how many alike, how fast the others' part grows): they pay rest / how many each, the others all they
        have. None alike: it cannot be bought, and `rest` is what it lacks."""
        supporters = self.table.supporters[one]
        rest, left, grows = self.table.cost[one] * stage.scale, (supporters & stage.solvent).bit_count(), 0
        for money, slope, who in stage.classes:
            if many := (supporters & who).bit_count():
                if money * left >= rest:
                    return rest, left, grows
                rest -= money * many
                left -= many
                grows += slope * many
        return rest, 0, grows

    def _pay(self, stage: _Stage, chosen: Waiting, waiting: list[Waiting]) -> _Stage:
        """Takes the payments; what a voter keeps grows by what the poorer come to pay in its stead."""
        _rho, one, line = chosen
        assert line
        rest, grows, parts = line
        classes, scale = stage.classes, stage.scale
        left = parts // (self.worth[one] * scale)
        if rest % left or grows % left:
            finer = left // gcd(rest, grows, left)
            scale, rest, grows = scale * finer, rest * finer, grows * finer
            classes = [(money * finer, slope * finer, who) for money, slope, who in classes]
        pay, less = rest // left, grows // left
        stage.pick = (one, pay, scale)
        supporters, solvent, changes = self.table.supporters[one], stage.solvent, stage.changes
        kept: list[Class] = []
        for each in classes:
            money, slope, who = each
            payers = who & supporters
            if not payers:
                kept.append(each)
                continue
            if who != payers:
                kept.append((money, slope, who ^ payers))
            if money >= pay:  # who has nothing left now has, with a larger endowment
                kept.append((money - pay, slope + less, payers))
            else:
                solvent ^= payers  # pays all, until the payment has come down to what is there
                if (more := (pay - money) / (slope + less)) < changes:
                    changes = more
        stage.changes = changes
        kept.sort(key=FIRST)
        return _Stage(stage.step, scale, kept, solvent, waiting)


def _crossing(low: float, mine: Line, chosen: Waiting) -> float:
    """How much more to each before a project that was dearer than what was chosen may be cheaper: its ρ falls along its line or slower, the
    chosen one's along its own."""
    rest, grows, parts = mine
    assert chosen[2]
    other_rest, other_grows, other_parts = chosen[2]
    fall, other = grows / parts, other_grows / other_parts
    gap, closing = low - chosen[0] - 1e-15 * low, fall - other
    if closing < -1e-12 * other:
        return inf
    if gap > 0 and closing > 1e-12 * fall:
        return gap / (closing + 1e-15 * fall)
    exactly = grows * other_parts - other_grows * parts  # too close for floats
    return _ratio(max(0, rest * other_parts - other_rest * parts), exactly) if exactly > 0 else inf


def _ratio(above: int, below: int) -> float:
    try:
        return above / below
    except OverflowError:
        return inf


def _moved(one: Waiting, more: int) -> Waiting:
    assert one[2]
    rest, grows, parts = one[2]
    rest -= grows * more
    return (rest / parts * (1 - 1e-12), one[1], (rest, grows, parts))


def count(election: Election, utility: Utility = Utility.COST, *, step: Fraction | None = None, ties: bool = True) -> Outcome:
    """Counts by equal shares, raising endowments until the next outcome costs more than the budget.

    `step` is what a voter's endowment is raised by, a thousandth of its starting share unless told otherwise. When all that can be bought
    fit together, no outcome overspends: the first endowment that buys them all is the last. Without `ties` none are looked for. Raises
    ValueError for a step that is not above nothing.
    """
    step = election.share / THOUSANDTHS if step is None else step
    if step < 0 or (not step and election.share):
        raise ValueError("endowments must be raised by something")
    table = Table.of(election, step)
    _bought, last, over = complete(table, utility)
    course = Course(table, utility)
    course.at(last)
    endowment = table.share + last * table.step
    rounds = [Round(election.projects[one].id, Fraction(0)) for one in table.free]
    for stage in course.stages:
        if stage.pick:
            rounds.append(_round(election, table, stage, course.worth))
    found = every(table, course.worth, endowment) if ties and course.equals else Found()
    done = Completion(table.amount(table.step), table.amount(endowment))
    return outcome(
        election, Rule.EQUAL_SHARES, rounds, done, named(election, table, found), not found.enough, received=done.endowment,
        overspends=[election.projects[one].id for one in over and table.free + over],
    )  # fmt: skip


def complete(table: Table, utility: Utility) -> tuple[list[int], int, list[int]]:
    """What is bought, in order, at the last endowment before the first outcome that costs more than the budget; its step; and what is
    bought in that first outcome, nothing when there is none."""
    if table.voters > MANY and table.step and max(table.budget, table.step).bit_length() < LARGEST:
        return complete_many(table, utility)
    course, step = Course(table, utility), 0
    bought: list[int] = []
    while True:
        now = course.at(step)
        if sum([table.cost[one] for one in now]) > table.budget:
            return bought, step - 1, now
        bought = now.copy()
        following = course.next()
        if len(bought) == len(table.open) or following is None:
            return bought, step, []
        step = following


def complete_many(table: Table, utility: Utility) -> tuple[list[int], int, list[int]]:
    """The same for many voters, of whom somebody is emptied or no longer so at nearly every endowment: by intervals at which the same is
    bought for certain, and in whole numbers only where nothing is certain."""
    course = Course(table, utility)
    certain = Certain(table, course.worth)
    bought: list[int] = []
    step, reach = 0, 0  # the first endowment that is not known yet, and how many more to try at once
    while True:
        found, further = certain.below(step), 2 * reach + 1
        while found and not certain.holds(step + reach, found):
            if not reach:
                found = None
            reach //= 2
            further = reach
        now = found.bought if found else course.at(step).copy()
        if sum([table.cost[one] for one in now]) > table.budget:
            return bought, step - 1, now
        bought = now
        following = step + reach + 1 if found else course.next()
        if len(bought) == len(table.open) or following is None:
            return bought, step, []
        step, reach = following, further


def _round(election: Election, table: Table, stage: _Stage, worth: tuple[int, ...]) -> Round:
    assert stage.pick
    one, pay, scale = stage.pick
    finer = scale // stage.scale
    paid = [(table.amount(min(money * finer, pay), scale), who & table.supporters[one]) for money, _grows, who in stage.classes]
    each = Fraction(worth[one], table.unit) if worth is table.cost else 1
    return Round(election.projects[one].id, table.amount(pay, scale) / each, payments(election, paid))
