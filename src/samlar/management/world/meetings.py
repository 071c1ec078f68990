"""Idea meetings of the sample world, played by their own deeds: three that have been and are published, one that can be voted in now."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial

from samlar.foundation import clock
from samlar.ideas import actions as ideas
from samlar.ideas.actions import areas, ballots, counting, entries, home, rounds
from samlar.ideas.rules.rounds import RoundText
from samlar.management.world.cast import OTHER_MEMBERS, REGIONS
from samlar.management.world.days import working_day
from samlar.management.world.meetings_told import (
    AT_HOME,
    IN_2019,
    IN_2021,
    IN_2023,
    NARROW,
    NOW,
    NOW_BUDGET,
    NOW_VOTED,
    STILL_OPEN,
    SUMMARIES,
    AreaTold,
    MeetingTold,
)
from samlar.management.world.names import number
from samlar.management.world.stage import Stage
from samlar.management.world.story import Run
from samlar.people.rules import Actor, MandateKind

MEMBERS = (*REGIONS, *(name for name, _kind in OTHER_MEMBERS))
EVERY = (IN_2019, IN_2021, IN_2023)
TEXT = "Varje organisation har pratat hemma först. Förslagen blir områden, och medlemmarna röstar om vilka vi ska lära om tillsammans."
TAKEN_ON = "Frågan gick vidare i området ”{area}”, som idémötet valde."
MOVED_ON = (
    "Området fick inte plats. Vi har sedan dess kommit vidare på egen hand.",
    "Frågan är inte lika brännande hos oss längre.",
    "Vi samarbetar med några grannar om det i stället.",
)
OPENS, CLOSES = 8, 17  # the hours at which ballots open and close
ELSEWHERE = "Frågan har fått ett hem någon annanstans."


@dataclass
class Meeting:
    """A meeting on its way: what the deeds have given so far. `made`: proposals by title, those of the other stories as well."""

    stage: Stage
    made: dict[str, int]
    title: str
    round: int = 0
    areas: dict[str, int] = field(default_factory=dict)
    put: int = 0

    def on(self, day: date, deed: Callable[[], object]) -> None:
        """On a day, after what was put before it on the same day."""
        self.put += 1
        self.stage.on(day, deed, about=self.title, later=self.put)

    @property
    def keeper(self) -> Actor:
        return self.stage.holder(MandateKind.PRIORITISATION)


def set_up(stage: Stage, runs: Mapping[str, Run], made: dict[str, int]) -> None:
    """Puts every meeting on its days. `made`: the proposals that no story has started, by title."""
    for told in EVERY:
        _has_been(Meeting(stage, made, told.title), told, runs)
    _goes_on(Meeting(stage, made, f"Idémötet inför {stage.days.year + 1}"))


def title_of(topic: str) -> str:
    return topic[0].upper() + topic[1:]


def proposers(told: MeetingTold) -> dict[str, str]:
    """{topic: organisation}: first two of those who live closest to an area, else everybody in turn."""
    found: dict[str, str] = {}
    for area in told.areas:
        for place, topic in enumerate(area.topics):
            found[topic] = area.near[place] if place < min(2, len(area.near)) else MEMBERS[len(found) * 7 % len(MEMBERS)]
    for topic in (*(one[0] for one in told.sent_on), *(one[0] for one in told.aside)):
        found[topic] = MEMBERS[len(found) * 7 % len(MEMBERS)]
    return found


def wanted(title: str, told: Iterable[AreaTold], organisation: str, own: Iterable[str] = (), draw: int = 0) -> list[str]:
    """The areas that an organisation ticks: those it lives close to or has proposed in, and others as they pull."""
    mine = set(own)
    return [
        area.name
        for area in told
        if organisation in area.near or mine & set(area.topics) or number(f"{title}{area.name}{organisation}{draw}", 100) < area.pull
    ]


def ballots_of(told: MeetingTold) -> dict[str, list[str]]:
    """{organisation: areas} of those who voted."""
    by = proposers(told)
    return {
        name: wanted(told.title, told.areas, name, (topic for topic, proposer in by.items() if proposer == name), told.draw)
        for name in MEMBERS
        if name not in told.stayed_home
    }


# — a meeting that has been —


def _has_been(meeting: Meeting, told: MeetingTold, runs: Mapping[str, Run]) -> None:
    def before(days: int) -> date:
        return told.day - timedelta(days=days)

    by = proposers(told)
    meeting.on(before(35), partial(_call, meeting, told.budget, before(11), before(6), before(1)))
    for name in dict.fromkeys(by.values()):
        own = [topic for topic in by if by[topic] == name]
        meeting.on(before(13 + number(told.title + name, 17)), partial(_propose, meeting, told, name, own))
    as_well = [title for area in told.areas for title in area.as_well]
    if as_well:
        meeting.on(before(12), partial(_enter_those_of, meeting, [runs[title] for title in as_well]))
    meeting.on(before(8), partial(_gather, meeting, told.areas))
    meeting.on(before(8), partial(_elsewhere, meeting, told))
    meeting.on(before(7), partial(_fix, meeting))
    for name, chosen in ballots_of(told).items():
        meeting.on(before(1 + number(name, 6)), partial(_vote, meeting, name, chosen))
    meeting.on(told.day, partial(counting.count_closed))  # as the clock does
    meeting.on(told.day, partial(_decide, meeting, [area.name for area in told.areas if area.chosen]))
    for name in dict.fromkeys(by.values()):
        old = [topic for topic in by if by[topic] == name and topic not in STILL_OPEN]
        meeting.on(told.withdrawn + timedelta(days=number(name, 60)), partial(_withdraw, meeting, told, name, old))


def _at(day: date, hour: int = 0) -> datetime:
    return datetime.combine(day, time(hour), clock.STOCKHOLM)


def _call(meeting: Meeting, budget: int, proposals: date, opens: date, closes: date) -> None:
    """`proposals` and `closes` are last days; ballots are open from before the day's first deed until after its last."""
    given = RoundText(
        title=meeting.title, text=TEXT, budget=budget, proposals_until=_at(proposals + timedelta(days=1)),
        ballots_from=_at(opens, OPENS), ballots_until=_at(closes, CLOSES),
    )  # fmt: skip
    meeting.round = rounds.call_round(meeting.keeper, given)
    rounds.announce_round(meeting.keeper, meeting.round)


def _propose(meeting: Meeting, told: MeetingTold, name: str, topics: list[str]) -> None:
    """Everything that one organisation proposes, written and put in on one day."""
    actor = meeting.stage.member(name, meeting.title)
    in_areas = {topic for area in told.areas for topic in area.topics}
    for topic in topics:
        said = SUMMARIES[number(topic, len(SUMMARIES))] if topic in in_areas else NARROW
        meeting.made[title_of(topic)] = ideas.write_proposal(
            actor, title=title_of(topic), summary=said.format(topic=topic), publish=True
        )  # fmt: skip
    entries.enter(actor, meeting.round, [meeting.made[title_of(topic)] for topic in topics])


def _enter_those_of(meeting: Meeting, runs: list[Run]) -> None:
    for run in runs:
        meeting.made[run.story.title] = run.proposal
    entries.enter(meeting.keeper, meeting.round, [run.proposal for run in runs])


def _gather(meeting: Meeting, told: Iterable[AreaTold]) -> None:
    for area in told:
        titles = [*map(title_of, area.topics), *area.as_well]
        meeting.areas[area.name] = areas.make_area(
            meeting.keeper, meeting.round, name=area.name, text=area.text, cost=area.cost, proposals=[meeting.made[one] for one in titles]
        )


def _elsewhere(meeting: Meeting, told: MeetingTold) -> None:
    stage = meeting.stage
    for topic, organisation, body, reason in told.sent_on:
        entries.send_on(
            meeting.keeper, meeting.round, meeting.made[title_of(topic)], reason=reason,
            organisation=stage.organisations[organisation] if organisation else None, body=stage.bodies[body] if body else None,
        )  # fmt: skip
    for topic, reason in told.aside:
        entries.set_aside(meeting.keeper, meeting.round, meeting.made[title_of(topic)], reason=reason)


def _fix(meeting: Meeting) -> None:
    rounds.fix_areas(meeting.keeper, meeting.round)


def _vote(meeting: Meeting, name: str, chosen: list[str]) -> None:
    ballots.cast(meeting.stage.representative(name), meeting.round, [meeting.areas[one] for one in chosen], blank=not chosen)


def _decide(meeting: Meeting, chosen: list[str]) -> None:
    rounds.decide(
        meeting.keeper, meeting.round, chosen=[meeting.areas[one] for one in chosen], body=meeting.stage.bodies["member_group"]
    )  # fmt: skip


def _withdraw(meeting: Meeting, told: MeetingTold, name: str, topics: list[str]) -> None:
    """An organisation clears what has become old; in the meeting it stays where it was."""
    actor = meeting.stage.member(name, f"{meeting.title}:")
    of = {topic: area for area in told.areas for topic in area.topics}
    for topic in topics:
        area = of.get(topic)
        if area is None:
            reason = ELSEWHERE
        else:
            reason = TAKEN_ON.format(area=area.name) if area.chosen else MOVED_ON[number(topic, len(MOVED_ON))]
        ideas.withdraw_proposal(actor, meeting.made[title_of(topic)], reason=reason)


# — the meeting that goes on —


def _goes_on(meeting: Meeting) -> None:
    """Ballots have been open for a week and are open for another: seven have voted, the others can."""
    back = meeting.stage.days.back
    last, opens = working_day(back(26)), working_day(back(7))
    meeting.on(back(48), partial(_call, meeting, NOW_BUDGET, last, opens, working_day(back(-10))))
    titles = [title for area in NOW for title in (*map(title_of, area.topics), *area.as_well)]
    for place, title in enumerate(titles):
        meeting.on(back(46 - place), partial(_enter, meeting, title))
    for place, (key, organisation, title, urgent, note) in enumerate(AT_HOME):
        meeting.on(back(28 - place), partial(_mark, meeting, key, organisation, title, urgent, note))
    meeting.on(back(22), partial(_gather, meeting, NOW))
    meeting.on(back(16), partial(_fix, meeting))
    meeting.on(opens, partial(counting.remind_to_vote))  # as the clock does
    for place, name in enumerate(NOW_VOTED):
        meeting.on(back(6 - place % 6), partial(_vote, meeting, name, wanted(meeting.title, NOW, name)))


def _enter(meeting: Meeting, title: str) -> None:
    entries.enter(meeting.keeper, meeting.round, [meeting.made[title]])


def _mark(meeting: Meeting, key: str, organisation: str, title: str, urgent: bool, note: str) -> None:
    actor = meeting.stage.known(key) if key else meeting.stage.somebody(organisation, f"hemma{title}")
    home.mark(actor, meeting.round, meeting.made[title], urgent=urgent, note=note)
