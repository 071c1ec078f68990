"""Organisations, memberships, people, functions of the secretariat and groups of the sample world."""

from datetime import date, timedelta

from samlar.foundation import clock
from samlar.management.world.bodies import BOARD, BODIES, NETWORKS, SEATED
from samlar.management.world.cast import (
    CAST,
    GUESTS,
    MANDATES,
    NOT_PAYING,
    OTHER_MEMBERS,
    OUTSIDER,
    PARTNERS,
    REGIONS,
    STANDS_FOR,
    Part,
)
from samlar.management.world.days import FIRST_DAY
from samlar.management.world.names import email, names, number, work_at
from samlar.management.world.stage import Stage, Worker
from samlar.people import actions, queries
from samlar.people.rules import Actor, Function, MandateKind, MembershipKind, RoleKind

BEGINS = "SKR"
FOUNDER = Part("sture", "Sture Attrapp", BEGINS, "samordnare", "strategic", "strateg", ("secretariat", "member_representative"))
LEAVES = Part("lovis", "Lovis Hittepå", "Region Gotland", "vattenstrateg", "strategic", "strateg")
MOVES = Part("mirja", "Mirja Tänktsson", "Region Sörmland", "analytiker", "operative", "analytiker")
MOVES_TO = "Region Östergötland"
EXTRAS = (LEAVES, MOVES)
OUTSIDER_WAS_AT, OUTSIDER_EMAIL = "Region Blekinge", "nils@ingenstans.test"
RETIRED = ("Region Skåne", "Region Uppsala", "Region Halland", "Tillväxtverket", "Linköpings universitet")  # one of each has left
FIRST_PERIOD = 2019  # the steering groups' periods of four years
REPRESENTATIVES = date(2015, 1, 12)
PARTNERS_SINCE = {"university": date(2015, 9, 1), "county_board": date(2018, 1, 15), "agency": date(2016, 3, 1)}
COUNTIES = {
    "Region Stockholm": "Stockholms län", "Region Uppsala": "Uppsala län", "Region Sörmland": "Södermanlands län",
    "Region Östergötland": "Östergötlands län", "Region Jönköpings län": "Jönköpings län", "Region Kronoberg": "Kronobergs län",
    "Region Kalmar län": "Kalmar län", "Region Gotland": "Gotlands län", "Region Blekinge": "Blekinge län", "Region Skåne": "Skåne län",
    "Region Halland": "Hallands län", "Västra Götalandsregionen": "Västra Götalands län", "Region Värmland": "Värmlands län",
    "Region Örebro län": "Örebro län", "Region Västmanland": "Västmanlands län", "Region Dalarna": "Dalarnas län",
    "Region Gävleborg": "Gävleborgs län", "Region Västernorrland": "Västernorrlands län",
    "Region Jämtland Härjedalen": "Jämtlands län", "Region Västerbotten": "Västerbottens län", "Region Norrbotten": "Norrbottens län",
    "Storsthlm": "Stockholms län", "Länsstyrelsen i Norrbottens län": "Norrbottens län",
    "Länsstyrelsen i Gotlands län": "Gotlands län", "Länsstyrelsen i Kalmar län": "Kalmar län", "Jönköpings kommun": "Jönköpings län",
}  # fmt: skip
MEMBERS = (*((name, "region") for name in REGIONS), *OTHER_MEMBERS)
EVERYBODY = (*MEMBERS, *PARTNERS, STANDS_FOR[:2], *GUESTS)


def set_up(stage: Stage) -> None:
    """Everything that has to do with who there is."""
    stage.on(FIRST_DAY, _begin, stage)
    _organisations(stage)
    _staff(stage)
    _mandates(stage)
    _bodies(stage)
    _comings_and_goings(stage)


# — organisations —


def _begin(stage: Stage) -> None:
    founder = actions.begin(organisation=BEGINS, kind="skr", name=FOUNDER.name, email=FOUNDER.email)
    _known(stage, FOUNDER, founder.person or 0, FIRST_DAY)
    stage.organisations[BEGINS] = founder.organisation or 0
    mine = founder.person or 0
    actions.change_person(
        founder, stage.organisations[BEGINS], mine, name=FOUNDER.name, email=FOUNDER.email, title=FOUNDER.title,
        function=Function(FOUNDER.function), profession=FOUNDER.profession,
    )  # fmt: skip


def _organisations(stage: Stage) -> None:
    for place, (name, kind) in enumerate(EVERYBODY):
        if name != BEGINS:
            stage.on(FIRST_DAY, _add, stage, name, kind, later=10 + place)
    # Which of the 24 members pays no fee is not known: here SKR paid the first year.
    stage.on(date(2015, 12, 10), _pays_no_more, stage, "SKR", date(2016, 1, 1))
    stage.on(FIRST_DAY, _represent, stage, STANDS_FOR[0], STANDS_FOR[2], later=100)


def _pays_no_more(stage: Stage, name: str, start: date) -> None:
    actions.begin_membership(
        stage.holder(MandateKind.REGISTER), stage.organisations[name], kind=MembershipKind.MEMBER, start=start, votes=True
    )


def _represent(stage: Stage, name: str, represented: str) -> None:
    at = stage.organisations
    actions.represent(stage.holder(MandateKind.REGISTER), at[name], represents=at[represented])


def _add(stage: Stage, name: str, kind: str) -> None:
    register = stage.holder(MandateKind.REGISTER)
    county = COUNTIES.get(name, "")
    about = f"{name} har det regionala utvecklingsansvaret i {county}." if kind == "region" else ""
    at = stage.organisations[name] = actions.add_organisation(register, name=name, kind=kind, county=county, about=about)
    if (name, kind) in MEMBERS:
        actions.begin_membership(
            register, at, kind=MembershipKind.MEMBER, start=FIRST_DAY, pays_fee=name not in NOT_PAYING, votes=True
        )
    elif (name, kind) in GUESTS:
        actions.begin_membership(register, at, kind=MembershipKind.GUEST, start=date(2022, 6, 1))
    else:
        since = FIRST_DAY if kind == "municipal_association" else PARTNERS_SINCE[kind] + timedelta(days=30 * number(name, 12))
        actions.begin_membership(register, at, kind=MembershipKind.PARTNER, start=since)


# — people —


def _staff(stage: Stage) -> None:
    """About three hundred: the cast with its keys, a manager and a representative everywhere, then the others."""
    named = {part.name for part in (*CAST, OUTSIDER, FOUNDER, *EXTRAS)}
    fresh = (name for name in names() if name not in named)
    for organisation, kind in EVERYBODY:
        parts = [part for part in (*CAST, *EXTRAS) if part.organisation == organisation]
        for place, part in enumerate(sorted(parts, key=lambda part: "member_representative" not in part.roles)):
            stage.on(_since(stage, part), _enter, stage, part, about=organisation, later=place)
        roles = {role for part in (*parts, FOUNDER) if part.organisation == organisation for role in part.roles}
        size = 8 + number(organisation, 4) if (organisation, kind) in MEMBERS else 3 + number(organisation, 3)
        for place in range(size - len(parts)):
            part = _part(next(fresh), organisation, kind, place, roles)
            roles |= set(part.roles)
            stage.on(_since(stage, part, place), _enter, stage, part, about=organisation, later=10 + place)


def _part(name: str, organisation: str, kind: str, place: int, taken: set[str]) -> Part:
    """The one at a place of an organisation's staff: first who is still missing, then the others."""
    if "manager" not in taken:
        title = "utvecklingschef" if kind == "region" else "enhetschef"
        roles = ("manager",) if "member_representative" in taken or kind == "region" else ("manager", "member_representative")
        return Part("", name, organisation, title, "strategic", "chef", roles)
    title, function, profession = work_at(kind, place + number(organisation, 7))
    if "member_representative" not in taken:
        return Part("", name, organisation, "utvecklingsstrateg", "strategic", "strateg", ("member_representative",))
    extra = {"processledare": ("process_leader",), "forskare": ("content_leader",)}.get(title, ())
    return Part("", name, organisation, title, function, profession, extra)


def _since(stage: Stage, part: Part, place: int = 0) -> date:
    """Representatives and managers from the start; the others came over the years."""
    if "member_representative" in part.roles or "manager" in part.roles or part.key == "klara":
        return REPRESENTATIVES
    if part.key:
        return date(2018, 1, 15) + timedelta(days=number(part.key, 900))
    first, last = date(2016, 1, 11), stage.days.back(150)
    return first + timedelta(days=number(f"{part.name}{place}", (last - first).days))


def _enter(stage: Stage, part: Part) -> None:
    """A new colleague, added by the organisation's representative; the very first by whoever holds the register."""
    at = stage.organisations[part.organisation]
    roles = frozenset(RoleKind(role) for role in part.roles)
    first = not any(worker.represents for worker in stage.staff[part.organisation])
    by_register = first or RoleKind.BOARD_MEMBER in roles
    actor = stage.holder(MandateKind.REGISTER) if by_register else stage.representative(part.organisation)
    start = clock.today()
    person = actions.add_person(
        actor, at, name=part.name, email=part.email if part.key else email(part.name, part.organisation), start=start,
        language=part.language,
        details=actions.Details(title=part.title, function=Function(part.function), profession=part.profession, roles=roles),
    )  # fmt: skip
    _known(stage, part, person, start)


def _known(stage: Stage, part: Part, person: int, start: date) -> None:
    if part.key:
        stage.people[part.key] = person
    played = part.key if part in CAST else ""
    stage.staff[part.organisation].append(Worker(person, start, key=played, leads_people="manager" in part.roles, represents="member_representative" in part.roles))


def _comings_and_goings(stage: Stage) -> None:
    """Who moved, who left, and whom nobody employs (A3)."""
    days = stage.days
    stage.on(days.back(430), _move, stage)
    stage.on(date(2019, 3, 4), _outsider, stage)
    stage.on(days.back(310), _let_go_of, stage, OUTSIDER_WAS_AT, OUTSIDER.key, days.back(300))
    # Her last day was three months ago; what was hers waits for a new owner.
    stage.on(days.back(104), _let_go_of, stage, LEAVES.organisation, LEAVES.key, days.back(91))
    for place, organisation in enumerate(RETIRED):
        last = days.back(200 + 90 * place)
        stage.on(last - timedelta(days=20), _retire, stage, organisation, last, about=organisation)


def _outsider(stage: Stage) -> None:
    """Somebody who will work nowhere today, and see only what is public."""
    person = actions.add_person(
        stage.representative(OUTSIDER_WAS_AT), stage.organisations[OUTSIDER_WAS_AT], name=OUTSIDER.name, email=OUTSIDER_EMAIL,
        start=clock.today(), details=actions.Details(title="vikarie"),
    )  # fmt: skip
    stage.people[OUTSIDER.key] = person


def _move(stage: Stage) -> None:
    start = clock.today() + timedelta(days=21)
    person = stage.people[MOVES.key]
    actions.let_go(stage.representative(MOVES.organisation), stage.organisations[MOVES.organisation], person, last=start - timedelta(days=1))
    actions.add_person(
        stage.representative(MOVES_TO), stage.organisations[MOVES_TO], name=MOVES.name, email=MOVES.email, start=start,
        details=actions.Details(title="utvärderare", function=Function.OPERATIVE, profession="analytiker"),
    )  # fmt: skip
    for worker in stage.staff[MOVES.organisation]:
        if worker.person == person:
            worker.end = start - timedelta(days=1)
    stage.staff[MOVES_TO].append(Worker(person, start))


def _let_go_of(stage: Stage, organisation: str, key: str, last: date) -> None:
    _let_go(stage, organisation, stage.people[key], last)


def _let_go(stage: Stage, organisation: str, person: int, last: date) -> None:
    actions.let_go(stage.representative(organisation), stage.organisations[organisation], person, last=last)
    for worker in stage.staff[organisation]:
        if worker.person == person:
            worker.end = last


def _retire(stage: Stage, organisation: str, last: date) -> None:
    """The one who came last among those without a part."""
    plain = [worker for worker in stage.staff[organisation] if worker.end is None and not (worker.key or worker.leads_people or worker.represents)]
    leaver = max(plain, key=lambda worker: worker.start)
    _let_go(stage, organisation, leaver.person, last)


# — the secretariat's functions —


def _mandates(stage: Stage) -> None:
    """At first one organisation holds them all; then they rotate, and one was lent for a spring (L1)."""
    rotation = stage.days.rotation
    for place, (kind, organisation) in enumerate(MANDATES):
        stage.on(rotation - timedelta(days=22), _hand_over, stage, MandateKind(kind), organisation, rotation, about="mandat", later=place)
    first, last = stage.days.spring
    stage.on(first - timedelta(days=6), _lend, stage, MandateKind.DISSEMINATION, "Region Örebro län", first, last)


def _held(actor: Actor, kind: MandateKind) -> int:
    return next(row for row in queries.functions(actor) if row.kind == kind).now[0].id


def _hand_over(stage: Stage, kind: MandateKind, organisation: str, start: date) -> None:
    actor = stage.known(FOUNDER.key)
    actions.hand_over_mandate(actor, _held(actor, kind), to=stage.organisations[organisation], start=start)


def _lend(stage: Stage, kind: MandateKind, organisation: str, start: date, end: date) -> None:
    actor = stage.holder(kind)
    actions.delegate_mandate(actor, _held(actor, kind), to=stage.organisations[organisation], start=start, end=end)


# — groups —


def _bodies(stage: Stage) -> None:
    for place, body in enumerate(BODIES):
        stage.on(date(2015, 2, 2), _found, stage, *body, about="grupper", later=place)
    stage.on(date(2022, 1, 17), _network_seats, stage, about="platser")
    for first_year in range(FIRST_PERIOD, stage.days.year + 1, 4):
        stage.on(date(first_year - 1, 12, 6), _steering_seats, stage, first_year, about="platser")


def _found(stage: Stage, key: str, kind: str, name_sv: str, name_en: str, about_sv: str, about_en: str) -> None:
    stage.bodies[key] = actions.add_body(
        stage.holder(MandateKind.REGISTER), name_sv=name_sv, name_en=name_en, kind=kind, about_sv=about_sv, about_en=about_en
    )


def _network_seats(stage: Stage) -> None:
    """The planning groups sit until somebody leaves."""
    register = stage.holder(MandateKind.REGISTER)
    for key, organisations in NETWORKS.items():
        for place, name in enumerate(organisations):
            duty = "chair" if place == 0 and key not in ("secretariat", "contact") else "member"
            who = stage.known(SEATED[key, name]) if (key, name) in SEATED else stage.somebody(name, f"{key}{name}")
            _seat(stage, register, key, name, who, clock.today(), None, duty)


def _steering_seats(stage: Stage, first_year: int) -> None:
    """Each member in the member group and nine on the board, for four years (A4)."""
    register, start, end = stage.holder(MandateKind.REGISTER), date(first_year, 1, 1), date(first_year + 3, 12, 31)
    for name, _kind in MEMBERS:
        sits = STANDS_FOR[0] if name == STANDS_FOR[2] else name
        _seat(stage, register, "member_group", sits, stage.representative(sits), start, end)
    for place, name in enumerate(BOARD):
        who = stage.representative(name)
        _seat(stage, register, "board", name, who, start, end, {0: "chair", 1: "vice_chair"}.get(place, "member"))
        if RoleKind.BOARD_MEMBER not in who.roles:
            actions.appoint(
                register, stage.organisations[name], who.person or 0, kind=RoleKind.BOARD_MEMBER, start=start, end=end
            )


def _seat(stage: Stage, actor: Actor, body: str, organisation: str, who: Actor, start: date, end: date | None, duty: str = "member") -> None:
    actions.seat(actor, stage.bodies[body], organisation=stage.organisations[organisation], person=who.person, duty=duty, start=start, end=end)
