"""What the answers of a round say together, and when they may be shown (F5, docs/decisions/0011).

Nothing is shown of fewer than three persons, nor anything from which such a figure could be reckoned: neither by taking one shown group
from the whole, nor by taking groups of one sort from groups of another. Pure: values in, figures out.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from hashlib import sha256
from itertools import product

from samlar.lessons.rules.capacity import SETS, STEPS, UNKNOWN, Part, Question

FEWEST = 3  # persons behind a figure
FEWEST_ORGANISATIONS = 5  # others behind a comparison
BUCKETS = 8  # half steps from 1 to 5


# — of everybody —


@dataclass(frozen=True, slots=True)
class Tally:
    """How many marked a question 1–5, and the sum of their marks."""

    n: int
    total: int

    @property
    def mean(self) -> Fraction | None:
        """None where too few stand behind it."""
        return Fraction(self.total, self.n) if self.n >= FEWEST else None


Tallies = Mapping[str, Tally]  # by question


def tallies(marks: Iterable[Mapping[str, int]]) -> dict[str, Tally]:
    """The sums of many persons' marks; those who do not know are left out."""
    n, total = Counter[str](), Counter[str]()
    for said in marks:
        for question, mark in said.items():
            if mark in STEPS:
                n[question] += 1
                total[question] += mark
    return {question: Tally(n[question], total[question]) for question in n}


def part_mean(part: Part, found: Tallies) -> Fraction | None:
    """A part's figure: the mean of its questions' means, of those that may be shown. It says nothing that they do not say."""
    means = [tally.mean for one in part.questions if (tally := found.get(one.id)) and tally.mean is not None]
    return sum(means, Fraction()) / len(means) if means else None


def part_means(questions: int, found: Tallies, answers: int) -> dict[str, Fraction]:
    """{part: figure} of a round, only what may be shown; nothing of fewer than three answers."""
    if answers < FEWEST:
        return {}
    means = {part.id: part_mean(part, found) for part in SETS[questions]}
    return {part: mean for part, mean in means.items() if mean is not None}


@dataclass(frozen=True, slots=True)
class Spread:
    """How the marks of one question are spread; `steps` is empty where fewer than three have marked it."""

    question: Question
    n: int
    mean: Fraction | None
    steps: tuple[int, ...]
    unknown: int


def spread(question: Question, marks: Iterable[Mapping[str, int]]) -> Spread:
    """The distribution of one question over a round."""
    said = Counter(one[question.id] for one in marks if question.id in one)
    tally = Tally(sum(said[step] for step in STEPS), sum(step * said[step] for step in STEPS))
    if tally.mean is None:
        return Spread(question, tally.n, None, (), 0)
    return Spread(question, tally.n, tally.mean, tuple(said[step] for step in STEPS), said[UNKNOWN])


# — in groups —


@dataclass(frozen=True, slots=True)
class Said:
    """One person's marks, with the two groups that the person belongs to; no name and no number."""

    marks: Mapping[str, int]
    function: str
    subject_area: str


@dataclass(frozen=True, slots=True)
class Groups:
    """{part: (n, figure)} for each group that may be shown, of one sort. `hidden`: whether there are others."""

    shown: Mapping[str, Mapping[str, tuple[int, Fraction]]]
    hidden: bool


@dataclass(frozen=True, slots=True)
class BothGroups:
    areas: Groups
    functions: Groups


def in_groups(answers: Sequence[Said], questions: int) -> BothGroups:
    """What subject areas and functions say, part by part, only what may be shown. Nothing of fewer than three answers."""
    areas: dict[str, dict[str, tuple[int, Fraction]]] = defaultdict(dict)
    functions: dict[str, dict[str, tuple[int, Fraction]]] = defaultdict(dict)
    if len(answers) >= FEWEST:
        found = tallies(one.marks for one in answers)
        for part in SETS[questions]:
            told = [one.id for one in part.questions if one.id in found and found[one.id].mean is not None]
            values = [(one.subject_area, one.function, value) for one in answers if (value := _value(one.marks, told)) is not None]
            may = showable([(area, function) for area, function, _ in values])
            for groups, may_show, which in ((areas, may.areas, 0), (functions, may.functions, 1)):
                for group in sorted(may_show, key=str):
                    own = [value for *who, value in values if who[which] == group]
                    groups[str(group)][part.id] = (len(own), sum(own, Fraction()) / len(own))
    named = {one.subject_area for one in answers} - {""}, {one.function for one in answers} - {""}
    return BothGroups(_without_nameless(areas, named[0]), _without_nameless(functions, named[1]))


def _without_nameless(shown: dict[str, dict[str, tuple[int, Fraction]]], named: set[str]) -> Groups:
    """Those who said no group are counted when it is judged what may be shown, but are no group themselves."""
    kept = {group: parts for group, parts in shown.items() if group}
    return Groups(kept, hidden=bool(named - set(kept)))


def _value(marks: Mapping[str, int], questions: Iterable[str]) -> Fraction | None:
    """One person's mean over some questions."""
    own = [marks[one] for one in questions if marks.get(one) in STEPS]
    return Fraction(sum(own), len(own)) if own else None


@dataclass(frozen=True, slots=True)
class Showable:
    areas: frozenset[Hashable]
    functions: frozenset[Hashable]


def showable(people: Sequence[tuple[Hashable, Hashable]]) -> Showable:
    """Which groups of each sort may be shown beside the whole, `people` being (area, function) of each person.

    Groups below three are hidden. Of what is then left over (all hidden groups of a sort together) there must be none or at least three:
    else the smallest shown one is hidden too. And where the two sorts together would single out fewer than three, the sort with fewer
    groups gives way: subject areas are what people recognise.
    """
    areas = _large_enough(Counter(area for area, _ in people))
    functions = _large_enough(Counter(function for _, function in people))
    while functions and least_singled_out(people, areas, functions) < FEWEST:
        smallest = min(functions, key=lambda one: (sum(1 for _, function in people if function == one), str(one)))
        functions = _large_enough(Counter(function for _, function in people), without=(set(_all(people, 1)) - functions) | {smallest})
    return Showable(frozenset(areas), frozenset(functions))


def _all(people: Iterable[tuple[Hashable, Hashable]], which: int) -> set[Hashable]:
    return {one[which] for one in people}


def _large_enough(sizes: Mapping[Hashable, int], without: Iterable[Hashable] = ()) -> set[Hashable]:
    """The groups to show of one sort: each of three or more, and the rest of none or of three or more."""
    gone = set(without)
    shown = sorted((size, str(group), group) for group, size in sizes.items() if size >= FEWEST and group not in gone)
    rest = sum(sizes.values()) - sum(size for size, *_ in shown)
    while shown and 0 < rest < FEWEST:
        size, *_ = shown.pop(0)
        rest += size
    return {group for *_, group in shown}


def least_singled_out(people: Sequence[tuple[Hashable, Hashable]], areas: Iterable[Hashable], functions: Iterable[Hashable]) -> int:
    """How few persons can be singled out by adding and taking away the shown figures: the whole, the areas, the functions.

    A combination of the figures weighs each person by a number of the area plus a number of the function. It leaves out everybody for whom
    the two cancel out. So, with areas and functions as places and persons as threads between them, those whom it singles out are the
    threads that are cut when the places are parted in two; the fewest are sought over all ways to part them. There are few functions, so
    all ways to part these are tried, and each area then goes to the side that cuts less.
    """
    kept_areas, kept_functions = set(areas), set(functions)
    rest: Callable[[Hashable, set[Hashable]], Hashable] = lambda group, kept: (group,) if group in kept else ()  # noqa: E731
    threads = Counter((rest(area, kept_areas), rest(function, kept_functions)) for area, function in people)
    left, right = sorted({one for one, _ in threads}, key=str), sorted({one for _, one in threads}, key=str)
    fewest = len(people)
    for sides in product((0, 1), repeat=len(right)):
        side = dict(zip(right, sides, strict=True))
        cuts = []
        for place in left:
            to = [0, 0]
            for other in right:
                to[side[other]] += threads[place, other]
            cuts.append((min(to), max(to)))
        cut = sum(low for low, _ in cuts)
        least = cut or min(high for _, high in cuts)
        fewest = min(fewest, least)
    return fewest


# — in words —


def shuffled(words: Iterable[str], *, salt: str) -> tuple[str, ...]:
    """People's words in an order that says nothing of who wrote them or when, the same every time. What several wrote stands once."""
    return tuple(sorted({one for one in words if one}, key=lambda one: sha256(f"{salt}\0{one}".encode()).digest()))


# — beside the others —


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed round of an organisation, for comparing."""

    organisation: int
    closed: date
    compares: bool
    answers: int
    tallies: Tallies


@dataclass(frozen=True, slots=True)
class Compared:
    """How many other organisations stand in each half step of a part: 1–1.5, 1.5–2 … 4.5–5. Always of five or more."""

    part: Part
    counts: tuple[int, ...]

    @property
    def n(self) -> int:
        return sum(self.counts)


def half_year(day: date) -> date:
    """The last first of January or July: what was closed before it may be compared with."""
    return date(day.year, 7 if day.month >= 7 else 1, 1)


def may_begin_to_compare(closed: date, today: date) -> bool:
    """Whether a round may still be given to the comparison: only before it would first count, so that the picture moves for all at once."""
    return half_year(closed) == half_year(today)


def bucket(mean: Fraction) -> int:
    """Which half step a figure from 1 to 5 stands in; 5 itself in the last."""
    return min(BUCKETS - 1, int((mean - 1) * 2))


def compared(rounds: Iterable[Closed], *, questions: int, without: int, today: date) -> tuple[Compared, ...]:
    """The distribution of the others, part by part; a part with fewer than five others is left out, and so is their number.

    Of each organisation the last round closed before the half-year's turn, if it lets it be compared and three or more answered.
    """
    turn = half_year(today)
    latest: dict[int, Closed] = {}
    for one in rounds:
        if one.organisation != without and one.closed < turn:
            before = latest.get(one.organisation)
            if before is None or before.closed <= one.closed:
                latest[one.organisation] = one
    means = [part_means(questions, one.tallies, one.answers) for one in latest.values() if one.compares]
    found = []
    for part in SETS[questions]:
        places = Counter(bucket(mean[part.id]) for mean in means if part.id in mean)
        if sum(places.values()) >= FEWEST_ORGANISATIONS:
            found.append(Compared(part, tuple(places[place] for place in range(BUCKETS))))
    return tuple(found)
