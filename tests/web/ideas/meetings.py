"""An idea meeting as it is told of, played through its web pages: the proposals, the areas and the ballots of the three public meetings.

A journey does some of it by hand in a browser and leaves the rest to these posts; a web test plays it all here. `followed` reads the
published page back: where each proposal went.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from samlar.foundation import clock
from samlar.ideas.models import Area
from samlar.management.world.bodies import BODIES
from samlar.management.world.meetings import MEMBERS, ballots_of, proposers, title_of
from samlar.management.world.meetings_told import MeetingTold
from samlar.people.models import Body
from samlar.people.queries import actor
from samlar.people.rules import Actor
from tests.cast import Cast
from tests.ideas.rounds import representatives

BY_OTHERS = {"Region 2050": "Region Halland"}  # proposals of the world's own stories, and whose they are
ENTRY = re.compile(r'(?:<a href="[^"]*">)?([^<>]+?)(?:</a>)? <span class="quiet">([^<]+)</span>')
CARD = re.compile(r'id="forslag-(\d+)" data-card>.*?name="revision" value="(\d+)"', re.S)


@dataclass
class Meeting:
    """One of the public meetings on its way. `sign_in` and `settings` are the test's own fixtures; days are counted before its day."""

    told: MeetingTold
    cast: Cast
    sign_in: Callable[[Actor], Client]
    settings: Any
    round: int = 0
    proposals: dict[str, int] = field(default_factory=dict)
    areas: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.people = representatives(MEMBERS)
        Body.objects.bulk_create(Body(slug=key, name_sv=sv, name_en=en, kind=kind) for key, kind, sv, en, *_about in BODIES)
        self.by = {title_of(topic): name for topic, name in proposers(self.told).items()}
        self.by |= {title: BY_OTHERS[title] for area in self.told.areas for title in area.as_well}
        self.area_of = {title: area.name for area in self.told.areas for title in (*map(title_of, area.topics), *area.as_well)}
        self.ballots = ballots_of(self.told)

    def on(self, before: int, hour: int = 10) -> date:
        """The clock stands at a day before the meeting's day, for the test and for whatever it serves."""
        day = self.told.day - timedelta(days=before)
        self.settings.SAMLAR_NOW = datetime.combine(day, time(hour), clock.STOCKHOLM).isoformat()
        return day

    def of(self, organisation: str) -> Client:
        """An organisation's representative, signed in."""
        return self.sign_in(actor(self.people[organisation]))

    @property
    def keeper(self) -> Client:
        return self.sign_in(self.cast.klara)

    # — the words of its forms —

    def call(self) -> dict[str, str]:
        """What the form of a new meeting is filled in with: in the order of the page."""
        day = self.told.day
        proposals, opens, closes = (str(day - timedelta(days=before)) for before in (11, 6, 1))
        return {
            "title": self.told.title, "text": "Prata hemma först. Vi ses i Stockholm.", "unit": "days", "budget": str(self.told.budget),
            "proposals_until": proposals, "opens_day": opens, "opens_at": "08:30", "closes_day": closes, "closes_at": "17:00",
        }  # fmt: skip

    def proposal(self, title: str) -> dict[str, str]:
        return {"title": title, "summary": f"Vi vill lära av andra om {title.lower()}.", "own_interest": "join"}

    def area(self, name: str) -> dict[str, str]:
        told = next(one for one in self.told.areas if one.name == name)
        return {"name": told.name, "text": told.text, "cost": str(told.cost)}

    def titles(self, area: str) -> list[str]:
        return [title for title, name in self.area_of.items() if name == area]

    @property
    def sent(self) -> dict[str, tuple[str, str]]:
        """{title: (receiver as its form names it, reason)}."""
        found = {}
        for topic, organisation, body, reason in self.told.sent_on:
            to = f"organisation:{self.cast.organisation(organisation)}" if organisation else f"body:{Body.objects.get(slug=body).pk}"
            found[title_of(topic)] = (to, reason)
        return found

    @property
    def aside(self) -> dict[str, str]:
        return {title_of(topic): reason for topic, reason in self.told.aside}

    # — what is done by posts —

    def post(self, client: Client, name: str, *args: object, data: object = None) -> str:
        """A form of a page is sent, and is taken: where it leads."""
        answer = client.post(reverse(name, args=args), data or {})
        assert answer.status_code == 302, (name, answer.status_code, re.findall(r'class="field-[^>]*>[^<]+', answer.content.decode()))
        return str(answer["Location"])

    def page(self, client: Client, name: str, *args: object) -> str:
        answer = client.get(reverse(name, args=args))
        assert answer.status_code == 200, (name, answer.status_code)
        return unescape(answer.content.decode())

    def propose(self, titles: Iterable[str], *, enter: bool = True) -> None:
        """Each is written and published by its organisation, and put forward to the meeting on its own page."""
        for title in titles:
            own = self.of(self.by[title])
            there = self.post(own, "proposal_new", data={**self.proposal(title), "deed": "publish", "revision": "0"})
            self.wrote(title, there)
            if enter:
                self.post(own, "round_enter", self.round, data={"proposal": self.proposals[title], "back": "proposal"})

    def wrote(self, title: str, address: str) -> None:
        """A proposal's number, from its page's address."""
        self.proposals[title] = int(re.search(r"/ideer/(\d+)/", address).group(1))  # type: ignore[union-attr]

    def gather(self) -> None:
        """What is left of the gathering: areas that lack are made with their proposals, and every card is moved to where it belongs."""
        waiting = {proposal for proposal, (column, _revision) in self.board().items() if column == 0}
        self.areas = self.made()
        for name in dict.fromkeys(self.area_of.values()):
            if name not in self.areas:
                own = [self.proposals[title] for title in self.titles(name) if self.proposals[title] in waiting]
                self.post(self.keeper, "round_area_new", self.round, data={**self.area(name), "forslag": own, "revision": "0"})
        self.areas = self.made()
        for proposal, (column, revision) in self.board().items():
            title = next(title for title, id in self.proposals.items() if id == proposal)
            belongs = self.areas.get(self.area_of.get(title, ""), 0)
            if belongs != column:
                self.post(self.keeper, "round_move", self.round, proposal, data={"to": belongs, "revision": revision})

    def made(self) -> dict[str, int]:
        return dict(Area.objects.filter(round=self.round, removed=None).values_list("name", "id"))

    def board(self) -> dict[int, tuple[int, str]]:
        """{proposal: (column, revision)} as the board shows them to whoever leads the meeting."""
        _head, *columns = self.page(self.keeper, "round_areas", self.round).split('data-column="')
        return {
            int(proposal): (int(column.split('"')[0]), revision) for column in columns for proposal, revision in CARD.findall(column)
        }

    def send_elsewhere(self) -> None:
        """What fits no area goes on to somebody, or is set aside with a reason: those that still wait."""
        waiting = {proposal for proposal, (column, _revision) in self.board().items() if column == 0}
        for title, (to, reason) in self.sent.items():
            if (id := self.proposals[title]) in waiting:
                self.post(self.keeper, "round_send_on", self.round, id, data={"to": to, "reason": reason})
        for title, reason in self.aside.items():
            if (id := self.proposals[title]) in waiting:
                self.post(self.keeper, "round_aside", self.round, id, data={"reason": reason})

    def vote(self, names: Iterable[str]) -> None:
        """Each organisation's representative casts its ballot."""
        for name in names:
            chosen = [self.areas[area] for area in self.ballots[name]]
            self.post(self.of(name), "round_ballot", self.round, data={"area": chosen, "revision": "0"} | ({} if chosen else {"blank": "1"}))

    # — what is read back —

    @property
    def chosen(self) -> list[str]:
        return [area.name for area in self.told.areas if area.chosen]

    def went(self, language: str = "sv") -> dict[str, tuple[str, str]]:
        """{title: (whose, its area, or who got it and why, or why not)}, as it is told of."""
        to = {key: sv if language == "sv" else en for key, _kind, sv, en, *_about in BODIES}
        found = {title: (self.by[title], area) for title, area in self.area_of.items()}
        for topic, organisation, body, reason in self.told.sent_on:
            found[title_of(topic)] = (self.by[title_of(topic)], f"{organisation or to[body]}: {reason}")
        return found | {title: (self.by[title], reason) for title, reason in self.aside.items()}


def followed(html: str) -> dict[str, tuple[str, str]]:
    """The same as a meeting's published page says it: each proposal once, under its area, or with where else it went."""
    main = unescape(html).split("<main")[1].split("</main>")[0]
    found: list[tuple[str, tuple[str, str]]] = []
    _head, *areas = main.split('<li id="omrade-')
    last, tail = areas[-1].split("</section>", 1)
    for area in [*areas[:-1], last]:
        name = re.search(r'class="row-name">([^<]+)<', area).group(1)  # type: ignore[union-attr]
        found += [(title.strip(), (whose, name)) for title, whose in ENTRY.findall(area)]
    for row in tail.split("<li>")[1:]:
        for title, whose in ENTRY.findall(row):
            why = " ".join(re.findall(r'<p class="quiet row-more">([^<]+)</p>', row))
            found.append((title.strip(), (whose, re.sub(r"^(Till|To) ", "", why))))
    assert len(found) == len(dict(found)), "A proposal stands twice."
    return dict(found)


def carried(html: str) -> dict[str, set[str]]:
    """{chosen area: the organisations that shared its cost}, as the explanation of the count says it."""
    shared = unescape(html).split('<ul class="rows">')[1]
    found = {}
    for row in shared.split('<span class="row-name">')[1:]:
        name, rest = row.split("</a></span>", 1)
        name = name.split(">")[1]
        payers = re.findall(r"<li>([^<]+): ([^<:]+)</li>", rest.split("</ul>")[0])
        assert len(payers) == len({amount for _names, amount in payers}), f"Who paid as much for {name} stand apart."
        found[name] = {one for names, _amount in payers for one in names.split(", ")}
    return found
