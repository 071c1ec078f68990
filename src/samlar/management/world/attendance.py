"""Who came to the learning project of 2023 in the sample world, read in from the lead's own list, so that its figures are the published ones.

130 people of 33 organisations came 278 times; 23 organisations were registered; 48 women and 36 men spoke; twelve study visits went to
seven regions. Who they are is made up: two of each registered organisation's people, a few others whom Samlär knows, and guests.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from itertools import cycle, islice

from samlar.activities.rules.items import ItemText, SpeakerText
from samlar.activities.rules.sessions import SessionText
from samlar.foundation import clock
from samlar.management.world.names import LAST, email, names
from samlar.management.world.story import Run
from samlar.management.world.taking_part import Gathered, Meeting, TakingPart
from samlar.people import queries as people
from samlar.registration.actions.attendance_file import read_in
from samlar.registration.queries.attendance_import import carried, read, target
from samlar.registration.rules.attendance_plan import Choices

PEOPLE, PARTICIPATIONS = 130, 278
EACH = 2  # registered of an organisation
OPEN, LAST_DAY, LISTED = date(2023, 2, 9), date(2023, 2, 13), date(2023, 12, 8)
WORKSHOPS = (
    (date(2023, 2, 15), "Workshop 1: Var står näringslivet?"), (date(2023, 5, 10), "Workshop 2: Regionens verktyg"),
    (date(2023, 9, 20), "Workshop 3: Verktygen tillsammans"), (date(2023, 12, 6), "Workshop 4: Vad tar vi hem?"),
)  # fmt: skip
VISITS = (
    (date(2023, 3, 8), "Region Norrbotten", "Stålverket och kommunen"), (date(2023, 3, 9), "Region Norrbotten", "Kompetensen som saknas"),
    (date(2023, 3, 22), "Region Värmland", "Skogsindustrins omställning"), (date(2023, 3, 23), "Region Värmland", "Cirkulära inköp"),
    (date(2023, 4, 19), "Region Halland", "Jordbruket och elen"), (date(2023, 5, 24), "Region Skåne", "Industriell symbios"),
    (date(2023, 5, 25), "Region Skåne", "Upphandling som verktyg"), (date(2023, 8, 30), "Region Östergötland", "Spillvärme i nät"),
    (date(2023, 8, 31), "Region Östergötland", "Företagsstöd med villkor"), (date(2023, 10, 11), "Region Gävleborg", "Vätgas i hamnen"),
    (date(2023, 10, 12), "Region Gävleborg", "Lärlingar i ny teknik"), (date(2023, 11, 8), "Region Stockholm", "Bygget utan avfall"),
)  # fmt: skip
CAME_TOO = (
    "Vinnova", "Energimyndigheten", "Boverket", "Trafikverket", "Folkhälsomyndigheten", "Länsstyrelsen i Norrbottens län",
    "Länsstyrelsen i Kalmar län", "Länsstyrelsen i Gotlands län", "Jönköpings kommun", "Science Park Norr",
)  # fmt: skip
WOMEN = (
    "Agnes", "Alva", "Asta", "Birgit", "Britta", "Cecilia", "Dagny", "Ebba", "Elin", "Elsa", "Esther", "Fatima", "Freja", "Greta", "Hanna",
    "Hedda", "Helga", "Hilma", "Ida", "Inga", "Jasmin", "Juni", "Kajsa", "Kerstin", "Leila", "Lilly", "Linnea", "Lova", "Maj", "Margit",
    "Mira", "Märta", "Nadja", "Nora", "Petra", "Rut", "Saga", "Selma", "Signe", "Sofia", "Svea", "Tekla", "Tora", "Tuva", "Ulla", "Vera",
    "Viola", "Ylva",
)  # fmt: skip
MEN = (
    "Albin", "Anton", "Axel", "Bengt", "Bo", "Christer", "Daniel", "Edvin", "Elis", "Emil", "Filip", "Göran", "Hamid", "Harald", "Henning",
    "Hugo", "Ingvar", "Isak", "Johannes", "Karim", "Karl", "Knut", "Lage", "Lennart", "Malte", "Mauritz", "Melker", "Olle", "Olof", "Otto",
    "Ragnar", "Samir", "Sixten", "Sten", "Tage", "Torbjörn",
)  # fmt: skip
GUESTS_FROM = 1500  # names from there on are nobody's in the sample world


def set_up(run: Run) -> None:
    """Puts the sessions, the registrations and the list of the learning project on their days. Its story has been scheduled."""
    organisations = (run.story.lead, run.story.proposer, *run.story.taken_in)
    made = Attended(run, _plan(organisations))
    made.on(OPEN, made.prepare)
    made.on(OPEN, made.open, later=1)
    for turn, organisation in enumerate(organisations):
        for place in range(EACH):
            made.on(OPEN + timedelta(days=1), made.register, organisation, place, later=2 + EACH * turn + place)
    made.on(LISTED, made.read_list)


@dataclass
class Attended(Gathered):
    """The learning project on its way: its registrations are answered soon, and its list is read in when all is over."""

    def prepare(self) -> None:
        """The hosts of the visits are known by now."""
        at = self.stage.organisations
        hosted = [
            replace(one, text=replace(one.text, host=at.get(one.text.host_text), host_text="")) if one.text.host_text else one
            for one in self.plan.meetings
        ]
        self.plan = replace(self.plan, meetings=tuple(hosted))
        super().prepare()

    def register(self, organisation: str, place: int) -> None:
        """As many as there were to send: a small organisation had one."""
        if len(self._there(organisation)) > place:
            super().register(organisation, place)

    def assign(self, registration: int) -> None:
        """Assignments between participant and manager were no part of it."""

    def read_list(self) -> None:
        """The lead reads the list in, with everybody on it who is not known as a guest."""
        lead = self.run.lead()
        where = target(lead, self.run.row(lead), None)
        found = read(self._list().encode(), sessions=True)
        read_in(lead, self.activity, None, sealed=carried(lead, where, found), choices=Choices(every_guest=True))

    def _list(self) -> str:
        """A row a participation, and some who did not come to the first workshop."""
        text = io.StringIO()
        rows = csv.writer(text, delimiter=";")
        rows.writerow(("Namn", "E-post", "Organisation", "Träff", "Närvarande"))
        titles = [meeting.text.title for meeting in self.plan.meetings]
        for turn, who in enumerate(islice(self._people(), PEOPLE)):
            at = _sessions_of(turn)
            for session in at:
                rows.writerow((*who, titles[session], "ja"))
            if who[1] and turn < 2 * len(self.registered) and turn % 7 == 1 and 0 not in at:
                rows.writerow((*who, titles[0], "nej"))
        return text.getvalue()

    def _people(self) -> Iterator[tuple[str, str, str]]:
        """(name, address, organisation): the registered, somebody of each organisation that came too, and guests, half with an address."""
        for organisation, registered in self.registered.items():
            for person, _registration in registered:
                known = people.person_contact(person, 0)
                yield known.name, known.email, organisation
        fresh = islice(names(), GUESTS_FROM, None)
        for organisation in CAME_TOO:
            there = [one for one in self.stage.staff[organisation] if one.there(OPEN) and one.there(clock.today())]
            known_here = people.person_contact(there[0].person, 0) if there else None
            name = known_here.name if known_here else next(fresh)
            yield name, known_here.email if known_here else email(name, organisation), organisation
        for turn, organisation in enumerate(cycle((*self.registered, *CAME_TOO))):
            name = next(fresh)
            yield name, email(name, organisation) if turn % 2 else "", organisation


def _sessions_of(turn: int) -> list[int]:
    """Which sessions somebody came to, two or three: a workshop, then another or a visit, then a visit; all together PARTICIPATIONS."""
    at = [turn % 4, (turn + 1) % 4 if turn % 2 == 0 else 4 + turn // 2 % len(VISITS)]
    if turn < PARTICIPATIONS - 2 * PEOPLE:
        third = 4 + turn * 5 % len(VISITS)
        at.append(third if third not in at else 4 + (turn * 5 + 1) % len(VISITS))
    return at


def _plan(organisations: tuple[str, ...]) -> TakingPart:
    speakers = _speakers()
    meetings = [_workshop(day, title, speakers) for day, title in WORKSHOPS] + [_visit(*visit, speakers) for visit in VISITS]
    return TakingPart(
        prepared=OPEN,
        published=OPEN,
        texts={
            "background": "Näringslivet ställer om fort på några platser och långsamt på andra. Vi lär av platserna.",
            "content": "Fyra workshoppar och studiebesök i sju regioner, med forskare, myndigheter och företag.",
            "for_whom": "Den som arbetar med näringsliv, upphandling, kompetens eller hållbarhet i regionen eller hos en partner.",
            "how": "Vi ser exempel på plats, jämför verktyg och tar hem det som går att pröva. Hemuppgift mellan träffarna.",
        },
        last_day=LAST_DAY,
        comes=dict.fromkeys(organisations, EACH),
        meetings=tuple(meetings),
        staff=(("SKR", "process_leader", "own", "practical"), ("Region Östergötland", "content_leader", "loan", "content")),
        marked=0,
    )


def _speakers() -> Iterator[SpeakerText]:
    """Four women, then three men, over and over: 48 and 36 when all have spoken."""
    women, men = iter(WOMEN), iter(MEN)
    for turn in range(len(WOMEN) + len(MEN)):
        woman = turn % 7 < 4
        yield SpeakerText(f"{next(women if woman else men)} {LAST[turn % len(LAST)]}", gender="woman" if woman else "man")


def _workshop(day: date, title: str, speakers: Iterator[SpeakerText]) -> Meeting:
    hours = ((10, 12, "Kunskap och forskning"), (13, 14, "Exempel från regionerna"), (14, 16, "Samtal och frågor"))
    items = tuple(
        ItemText(title=name, day=day, starts=time(start), ends=time(end), speakers=tuple(islice(speakers, 3))) for start, end, name in hours
    )
    session = SessionText(title=title, template="workshop", kind="workshop", day=day, starts=time(10), ends=time(16), place="Stockholm")
    return Meeting(text=session, items=items)


def _visit(day: date, host: str, title: str, speakers: Iterator[SpeakerText]) -> Meeting:
    session = SessionText(
        title=f"Studiebesök: {title}", template="study_visit", kind="study_visit", day=day, starts=time(9), ends=time(15), place=host,
        host_text=host, examples=title,
    )  # fmt: skip
    item = ItemText(title=title, day=day, starts=time(9), ends=time(12), speakers=tuple(islice(speakers, 4)))
    return Meeting(text=session, items=(item,))
