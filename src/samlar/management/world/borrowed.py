"""Who learned from whom in the sample world, and the conversations and visits that were asked for, through the actions themselves.

What is stolen is chosen among what has been taken home by the day it is played; the same every time a world is made.
"""

from datetime import date, timedelta

from samlar.foundation import clock
from samlar.lessons.actions import borrowing, visits
from samlar.lessons.models import Uptake, VisitRequest
from samlar.lessons.queries.borrowings import sources
from samlar.lessons.queries.visits import Ahead, Match, matches
from samlar.lessons.rules.borrowing import Stolen
from samlar.lessons.rules.visits import Sort, Wish
from samlar.lessons.rules.words import LADDER, LIVE_LESSONS
from samlar.management.world import lessons_told as at
from samlar.management.world.examples_told import BRP, SIX_WAYS
from samlar.management.world.lessons import BRP_AGO, Caught
from samlar.management.world.names import number
from samlar.management.world.stage import Stage
from samlar.people import queries as people
from samlar.people.rules import Actor

OTHERS, FIRST, LAST = 54, 470, 6  # borrowings beside the six ways, over so many days
ADAPTED = (
    "Vi gör det per kommun i stället för för hela länet, eftersom våra kommuner är så olika.",
    "Vi kortade dagen till en halvdag och höll den digitalt. Det räckte.",
    "Vi bytte ut frågorna mot sådana som våra nämnder redan ställer.",
    "Vi lät kommunernas näringslivschefer leda samtalet. Då kom företagen.",
    "Vi slog ihop det med vår årliga uppföljning, så att ingen behöver ett möte till.",
    "Vi börjar med bilder i stället för siffror. Siffrorna kommer i bilagan.",
    "Vi har bara två analytiker och tog hälften av måtten.",
    "Vi lade till en fråga om klimatanpassning, som saknades.",
    "Vi gör det tillsammans med länsstyrelsen, som redan samlar in underlaget.",
    "Vi översatte det till våra utlysningar: frågan står nu i ansökan.",
    "Vi prövade först i ett delområde och skrev om mallen efter det.",
    "Vi behöll ordningen och bytte alla exempel mot egna.",
    "Vi frågar samma personer igen efter tolv månader. Det gjorde inte de.",
    "Vi skrev om texten på lätt svenska, så att förtroendevalda kan läsa den själva.",
    "Vi lät högskolan hålla i utvärderingen, så att vi inte bedömer oss själva.",
    "Vi tog bort poängen och behöll samtalet. Poängen skymde.",
    "Vi gör det på ön, i färjelägena, där folk ändå väntar.",
    "Vi gav uppgiften till dem som beslutar om medlen. De hade mest nytta av den.",
    "Vi köpte ingen konsult utan lärde upp tre egna processledare.",
    "Vi håller det öppet för civilsamhället, inte bara för kommunerna.",
    "Vi byggde in det i ärendemallen. Nu går det inte att glömma.",
    "",
)
MESSAGES = (
    "Vi har prövat en gång och fastnade när ledningen skulle besluta. Hur fick ni med er er?",
    "Hur mycket tid tar det för er nu, när det är vardag? Vi vill kunna svara på det innan vi går vidare.",
    "Vi skulle vilja se hur ni gör, och prata med någon som använder det varje vecka.",
    "Vad skulle ni inte göra om? Vi är tre som gärna lyssnar en timme.",
)
YES = ("Välkomna! Vi visar hur det ser ut i vardagen och bjuder på kaffe.", "Gärna. Vi tar det på video, länk kommer dagen före.", "")
NO = (
    "Vi har precis fått en ny organisation. Fråga oss gärna igen efter sommaren.",
    "Den som kan det här är ledig till våren. Under tiden berättar gärna en annan region som vi lärde av.",
)
# Who asks, whom (empty: whoever has come furthest), so many days ago, and how it goes.
ASKED = (
    (at.KALMAR, "", 190, "held"), (at.DALARNA, "", 160, "held"), ("Region Västerbotten", "", 130, "held"),
    ("Region Blekinge", at.KALMAR, 110, "declined"), ("Region Gotland", "", 95, "declined"), (at.KALMAR, "", 80, "withdrawn"),
    ("Region Örebro län", "", 45, "over"), (at.KALMAR, "", 30, "over"), ("Region Gävleborg", at.KALMAR, 21, "coming"),
    (at.KALMAR, "", 12, "coming"), ("Region Jönköpings län", at.KALMAR, 6, "asked"), (at.DALARNA, "", 4, "asked"),
    ("Region Värmland", at.KALMAR, 9, "asked"),
)  # fmt: skip


def set_up(stage: Stage, caught: Caught) -> None:
    """Puts what was stolen, and what was asked for, on its days."""
    for place, (organisation, adapted, *_rest) in enumerate(SIX_WAYS):
        stage.on(
            stage.days.back(BRP_AGO - 30 - 17 * place), _six_ways, caught, organisation, adapted, about=f"brp{organisation}", later=345
        )
    for turn in range(OTHERS):
        stage.on(stage.days.back(FIRST - turn * (FIRST - LAST) // OTHERS), _steal, stage, turn, about=f"stulet{turn}", later=350)
    for turn, (organisation, other, ago, goes) in enumerate(ASKED):
        stage.on(stage.days.back(ago), _ask, stage, organisation, other, goes, turn, about=f"besök{turn}", later=355)


def _six_ways(caught: Caught, organisation: str, adapted: str) -> None:
    """The public fact: one framework from SKR, adapted in six ways."""
    stage = caught.stage
    stolen = Stolen(organisation=stage.organisations[BRP.at], adapted=adapted, day=clock.today())
    borrowing.borrow(stage.member(organisation, BRP.name), caught.lessons[BRP.name], stolen)


def _steal(stage: Stage, turn: int) -> None:
    """Somebody says from whom they learned something that they have taken home, and what they made of it."""
    rows = Uptake.objects.filter(standing__in=LADDER, lesson__state__in=LIVE_LESSONS, borrowings=None).exclude(lesson__sentence=BRP.name)
    found = list(rows.order_by("id").values_list("lesson", "organisation", "organisation__name", "lesson__organisation", "reach"))
    chosen = [one for one in found if one[1] != one[3] and (one[4] != "own" or turn % 9 == 0) and one[2] in stage.staff]
    if not chosen:
        return
    lesson, _, name, owner, _ = chosen[number(f"val{turn}", len(chosen))]
    actor = stage.member(name, f"stulet{lesson}")
    others = [id for id, _ in sources(actor, lesson) if id != owner]
    of = others[number(f"av{turn}", len(others))] if others and turn % 4 == 0 else owner
    borrowing.borrow(actor, lesson, Stolen(organisation=of, adapted=ADAPTED[turn % len(ADAPTED)], day=clock.today()))


def _ask(stage: Stage, organisation: str, other: str, goes: str, turn: int) -> None:
    actor = stage.member(organisation, f"besök{turn}")
    offered = [(match, one) for match in matches(actor)[0] for one in match.ahead if one.visit is None and one.name in stage.staff]
    wanted = [pair for pair in offered if pair[1].name == other] or offered
    if not wanted:
        return
    match, one = wanted[number(f"vem{turn}", len(wanted))]
    sort = (Sort.CONVERSATION, Sort.VISIT)[turn % 2]
    made = visits.ask(actor, match.lesson, one.organisation, Wish(sort, MESSAGES[turn % len(MESSAGES)], clock.today() + timedelta(days=20)))
    _goes_on(stage, made, goes, turn, match, one)


def _goes_on(stage: Stage, made: int, goes: str, turn: int, match: Match, one: Ahead) -> None:
    """What becomes of it: answered some days later, and held, if it was."""
    today, about = clock.today(), f"svar{turn}"
    if goes == "withdrawn":
        stage.on(today + timedelta(days=5), _withdraw, made, about=about, later=357)
    elif goes == "declined":
        stage.on(today + timedelta(days=4), _decline, made, turn, about=about, later=357)
    elif goes != "asked":
        meet = today + timedelta(days=40 if goes == "coming" else 22)
        stage.on(today + timedelta(days=3), _accept, made, meet, turn, about=about, later=357)
        if goes == "held":
            stage.on(meet + timedelta(days=2), _held, made, match.lesson, one.organisation, about=about, later=358)


def _accept(made: int, day: date, turn: int) -> None:
    visits.accept(_somebody(made, "to"), made, day, word=YES[turn % len(YES)])


def _decline(made: int, turn: int) -> None:
    visits.decline(_somebody(made, "to"), made, word=NO[turn % len(NO)])


def _withdraw(made: int) -> None:
    visits.withdraw(_somebody(made, "organisation"), made)


def _held(made: int, lesson: int, other: int) -> None:
    """They met, and something was stolen."""
    actor = _somebody(made, "organisation")
    visits.hold(actor, made)
    mine = Uptake.objects.filter(lesson=lesson, organisation=actor.organisation, standing__in=LADDER)
    if other in dict(sources(actor, lesson)) and mine.exclude(borrowings__organisation=other).exists():
        adapted = "Efter mötet gör vi som de, men börjar i den nämnd som redan frågar efter det."
        borrowing.borrow(actor, lesson, Stolen(organisation=other, adapted=adapted, day=clock.today()))


def _somebody(made: int, side: str) -> Actor:
    """Whoever asked ("organisation") or was asked ("to"), while there; else who represents the organisation."""
    person = {"organisation": "person", "to": "asked_person"}[side]
    who, organisation = VisitRequest.objects.values_list(person, side).get(id=made)
    actor = people.actor(who)
    return actor if actor.organisation == organisation else people.actor(people.contacts([organisation])[0].person)
