"""How the sample world's organisations say that they learn (F5): Kalmar twice and once more right now, nine others last spring.

The organisations are real; the persons and all that they say are made up.
"""

from datetime import date, timedelta

from samlar.foundation import clock
from samlar.lessons.actions import capacity as actions
from samlar.lessons.models import CapacityRound
from samlar.lessons.rules.capacity import SET_1, Agreed, Answer, Need, Round
from samlar.management.world.names import number
from samlar.management.world.stage import Stage, Worker
from samlar.people import queries as people
from samlar.people.rules import Actor

HOME = "Region Kalmar län"
AREAS = ("Näringsliv", "Infrastruktur och klimat", "Kultur och folkhälsa")
MOST = 14  # who answer of one organisation
# organisation → where its four parts stand, and whether it shares what it found
OTHERS: dict[str, tuple[tuple[int, int, int, int], bool]] = {
    "Region Dalarna": ((3, 4, 3, 3), True),
    "Region Gotland": ((3, 4, 5, 4), True),
    "Region Jönköpings län": ((4, 3, 3, 4), True),
    "Region Norrbotten": ((2, 4, 4, 3), False),
    "Region Örebro län": ((4, 4, 3, 3), False),
    "Region Uppsala": ((3, 3, 2, 3), False),
    "Region Östergötland": ((2, 3, 3, 2), False),
    "Västra Götalandsregionen": ((3, 4, 4, 4), False),
    "Region Kronoberg": ((3, 3, 4, 2), False),
}
CONCLUSIONS = {
    "Region Dalarna": "Vi har nätverken men inte vanan att ta hem det vi hör där. Varje resa ska ha en mottagare hemma.",
    "Region Gotland": "Vi är små och lär av platsen. Det som hänger på en enda person måste skrivas ned.",
    "Region Jönköpings län": "Cheferna frågar efter lärdomar. Nu behöver vi samma sak i arbetet med kommunerna.",
}
STRENGTHENS = {
    "infrastructure": ("Fredagsrundan, när den blir av.", "Att varje projekt slutar med en halvdag.", "Mallen för överlämning.", "Vi har en person som samlar ihop."),
    "communities": ("Analytikernätverket.", "Att vi känner varandra i länet.", "Provrummen, för att vi vågar säga vad som inte gick."),
    "place": ("Kommunerna säger vad de behöver.", "Vi åker ut i stället för att kalla in.", "Att börja i en by och inte i en strategi."),
    "leadership": ("Chefen frågar vad vi lärde oss.", "Tydligt mandat i krisarbetet.", "Att cheferna från tre regioner ses."),
}
HINDERS = {
    "infrastructure": ("Ingen tid mellan projekten.", "Det som skrivs läses inte.", "När någon slutar försvinner allt.", "Vi mäter det som är lätt."),
    "communities": ("Samma personer åker varje gång.", "Det stannar hos den som var med.", "Nätverken slutar när pengarna gör det."),
    "place": ("Vi glömmer de små kommunerna.", "Projektpengarna bestämmer platsen.", "Svårt att jämföra, alla gör olika."),
    "leadership": ("Otydligt vem som bestämmer när vi är många.", "Vi talar om resultat, inte om varför.", "Politiken vill ha svar före frågan."),
}  # fmt: skip
AGREED = (
    ("infrastructure", "Varje avslutat projekt får en efteråt-runda, och en sida i projektarkivet.", 60, "Tre rundor är gjorda. Två ledde till ändrade mallar."),
    ("communities", "Den som åker på en träff har en mottagare hemma, som frågar inom två veckor.", 210, ""),
    ("leadership", "Enhetscheferna frågar vad vi har lärt oss på varje uppföljning.", 300, ""),
)
NEEDS = (
    ("Leda samtal där ingen ensam bestämmer", "", "strategic"),
    ("Utvärdera medan arbetet pågår", "Näringsliv", "operative"),
)  # fmt: skip


def set_up(stage: Stage) -> None:
    """Kalmar the spring before last, last spring and now; the others last spring."""
    spring = stage.days.spring[0]
    for years, base in ((1, (2, 3, 3, 3)), (0, (3, 4, 3, 4))):
        year = spring.year - years
        _round(stage, HOME, f"Våren {year}", date(year, 3, 10), base, areas=AREAS, last=not years)
    for place, (organisation, (base, shared)) in enumerate(OTHERS.items()):
        _round(stage, organisation, f"Våren {spring.year}", date(spring.year, 3, 2) + timedelta(days=2 * place), base, shares=shared)
    now = stage.days.back(12)
    stage.on(now, _open_now, stage, now, about=HOME)


def _round(
    stage: Stage, organisation: str, name: str, opens: date, base: tuple[int, ...], *, areas: tuple[str, ...] = (), last: bool = True, shares: bool = False
) -> None:
    about = f"{organisation}{name}"
    stage.on(opens, _open, stage, organisation, Round(name, opens + timedelta(days=30), areas), base, about=about)
    stage.on(opens + timedelta(days=32), _read, stage, organisation, shares, about=about)
    if organisation == HOME:
        for place, (part, text, days, outcome) in enumerate(AGREED if last else AGREED[:1]):
            stage.on(opens + timedelta(days=40), _agree, stage, part, text, days, outcome if last else "Två rundor blev av.", about=about, later=place)
    if organisation == HOME and last:
        for place, (text, area, function) in enumerate(NEEDS):
            stage.on(opens + timedelta(days=41), _need, stage, text, area, function, about=about, later=place)


def _who(stage: Stage, organisation: str, day: date, name: str) -> list[Worker]:
    """Who answer: most of those who work there then, and always the cast."""
    there = [worker for worker in stage.staff[organisation] if worker.there(day) and worker.there(day + timedelta(days=40))]
    return [worker for worker in there if worker.key or number(f"svarar{name}{worker.person}", 6)][:MOST]


def _open(stage: Stage, organisation: str, given: Round, base: tuple[int, ...]) -> None:
    today, name = clock.today(), given.name
    for worker in _who(stage, organisation, today, name):
        day = today + timedelta(days=1 + number(f"{name}{worker.person}", 20))
        stage.on(day, _answer, stage, organisation, worker, base, name, about=f"{worker.person}", later=number(f"{worker.person}{name}", 90))
    made = actions.open_round(stage.representative(organisation), given)
    there = {id for id, _ in people.colleagues(stage.organisations[organisation])}
    actions.invite(stage.representative(organisation), made, there - {stage.representative(organisation).person})


def _open_now(stage: Stage, day: date) -> None:
    """Right now: some have answered, Stina has it waiting."""
    stina, representative = stage.known("stina"), stage.representative(HOME)
    before = CapacityRound.objects.filter(organisation=stina.organisation, closed__isnull=False).order_by("-opened").first()
    made = actions.open_round(representative, Round(f"Hösten {day.year}", day + timedelta(days=30), AREAS), again=before.pk if before else None)
    there = {id for id, _ in people.colleagues(stage.organisations[HOME])}
    actions.invite(representative, made, there - {representative.person}, message="Ta en kvart, helst före fredag. Det du skriver läser vi tillsammans.")
    for worker in _who(stage, HOME, day, "nu")[:5]:
        if worker.key != "stina":
            _give(people.actor(worker.person), made, worker, (4, 4, 3, 4), "nu")


def _answer(stage: Stage, organisation: str, worker: Worker, base: tuple[int, ...], name: str) -> None:
    made = CapacityRound.objects.get(organisation=stage.organisations[organisation], name=name).pk
    _give(people.actor(worker.person), made, worker, base, name)


def _give(actor: Actor, round_id: int, worker: Worker, base: tuple[int, ...], name: str) -> None:
    marks: dict[str, int] = {}
    words: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for part, level in zip(SET_1, base, strict=True):
        for question in part.questions:
            turn = number(f"{question.id}{name}{worker.person}", 12)
            if turn:
                marks[question.id] = 0 if turn == 1 else min(5, max(1, level + (-1, 0, 0, 1, 0)[turn % 5]))
        for place, said in enumerate((STRENGTHENS[part.id], HINDERS[part.id])):
            turn = number(f"{part.id}{place}{name}{worker.person}", 2 * len(said))
            if turn < len(said):
                words[place][part.id] = said[turn]
    areas = CapacityRound.objects.values_list("subject_areas", flat=True).get(id=round_id)
    area = areas[number(f"område{worker.person}", len(areas))] if areas else ""
    actions.answer(actor, round_id, Answer(marks or {"i1": 3}, words[0], words[1], actor.function, area), read=0)


def _read(stage: Stage, organisation: str, shares: bool) -> None:
    """Closed, concluded and given to the comparison; some share."""
    actor = stage.representative(organisation)
    found = CapacityRound.objects.filter(organisation=stage.organisations[organisation], closed=None).get()
    actions.close(actor, found.pk)
    said = CONCLUSIONS.get(organisation, "Vi lär mycket av andra och tar hem för lite. Möten där vi går igenom vad vi har lärt oss ska bli av, också när det är bråttom.")
    actions.conclude(actor, found.pk, said, revision=found.revision + 1)
    actions.share(actor, found.pk, shared=shares, compares=True, revision=found.revision + 2)


def _agree(stage: Stage, part: str, text: str, days: int, outcome: str) -> None:
    actor = stage.representative(HOME)
    made = CapacityRound.objects.filter(organisation=actor.organisation).order_by("-opened").values_list("id", flat=True)[0]
    owner = stage.known("stina") if part == "communities" else actor
    due = clock.today() + timedelta(days=days)
    action = actions.agree(actor, made, Agreed(part, text, owner.person, due))
    if outcome:
        stage.on(due, _done, stage, action, Agreed(part, text, owner.person, due, due - timedelta(days=3), outcome), about=text)


def _done(stage: Stage, action: int, said: Agreed) -> None:
    actions.change_action(stage.representative(HOME), action, said)


def _need(stage: Stage, text: str, area: str, function: str) -> None:
    actions.note_need(stage.representative(HOME), Need(text, area, function))
