"""What two activities of the sample world send on, and what organisations answer at the end of the autumn's lab that they take home.

That an agency's network and SKR's seminars took the questions of the learning project on green business is a public fact; the words and
the persons are made up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from samlar.foundation import clock
from samlar.lessons.actions import bringing_home, handoffs
from samlar.lessons.actions.handoffs import Asks
from samlar.lessons.models import Handoff
from samlar.lessons.queries.bringing_home import bringing_home as page_of
from samlar.lessons.queries.handoffs import PURPOSE, answerers, handoff
from samlar.lessons.rules.bringing_home import Chosen
from samlar.lessons.rules.handoffs import HandoffText, Kind, To
from samlar.management.world.names import number
from samlar.management.world.stage import Stage
from samlar.management.world.story import Run
from samlar.people import queries as people
from samlar.people.queries.links import link, token_of

GREEN, LAB = "Näringslivets gröna omställning", "Att lära om lärande"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One handoff: whom it is for (an organisation, a body's key, or a name outside with a made-up person), when, and what they said."""

    activity: str
    text: str
    sent: date | None  # None: a draft
    to: str = ""
    body: str = ""
    outside: str = ""
    asks: Asks | None = None
    kind: Kind = Kind.RECOMMENDATION
    background: str = ""
    answered: date | None = None
    yes: bool = True
    word: str = ""
    became: tuple[tuple[date, str, str], ...] = ()


SENT = (
    Sent(
        activity=GREEN, to="Tillväxtverket", kind=Kind.QUESTION, sent=date(2023, 12, 11),
        text="Hur kan regionernas verktyg för näringslivets gröna omställning användas tillsammans med de statliga?",
        background="Vi såg verktygen var för sig i sju regioner. Ingen hade hela bilden, och frågan är större än ett lärprojekt.",
        answered=date(2024, 1, 15), word="Vi tar frågan vidare i vårt nätverk om näringslivets gröna omställning.",
        became=(
            (date(2024, 4, 16), "under_way", "Nätverket har haft sin första träff om frågan."),
            (date(2025, 1, 20), "done", "Nätverket har gått igenom verktygen, region för region, och fortsätter med nya frågor."),
        ),
    ),
    Sent(
        activity=GREEN, to="SKR", kind=Kind.QUESTION, sent=date(2023, 12, 11),
        text="Det som vi inte hann fördjupa: hur hänger upphandling, företagsstöd och kompetensförsörjning ihop?",
        background="Tre av workshopparna slutade i samma fråga.",
        answered=date(2023, 12, 18), word="Vi håller seminarier om det.",
        became=((date(2024, 12, 18), "done", "Seminarierna är hållna, ett för varje område."),),
    ),
    Sent(
        activity=LAB, to="Region Kalmar län", sent=date(2026, 11, 12),
        text="Pröva att skriva uppdraget med chefen före varje lärlabb, och berätta för oss andra hur det gick.",
        background="De som hade ett uppdrag gjorde hemuppgifterna. Ni var de enda som skrev dem för en hel enhet.",
    ),
    Sent(
        activity=LAB, body="member_group", sent=date(2026, 11, 11),
        text="Låt varje aktivitet avsätta den sista timmen till vad var och en tar hem.",
        background="Där blev det bestämt vem som äger vad. Efteråt är alla på väg till tåget.",
        answered=date(2026, 11, 16), word="Vi tar upp det på mötet i februari.",
    ),
    Sent(
        activity=LAB, outside="Nationellt kompetenscenter för lärande organisationer", kind=Kind.QUESTION, sent=date(2026, 11, 11),
        asks=Asks(name="Lova Luftslott", email="lova@kompetenscenter.test"),
        text="Hur vet en organisation att den har lärt sig något, och inte bara de som var där?",
        background="Vi har fyra steg men inget mått som håller för alla.",
        answered=date(2026, 11, 17), yes=False, word="Vi har inget uppdrag att svara på det under nästa år. Fråga gärna igen då.",
    ),
    Sent(
        activity=LAB, outside="Nätverket för kommunala utvecklingschefer", sent=date(2026, 11, 13),
        asks=Asks(name="Kuno Kulissberg", email="kuno@utvecklingschefer.test"),
        text="Bjud in regionerna när ni följer upp det ni har prövat. Vi vill lära av era nej också.",
    ),
    Sent(
        activity=LAB, to="Vinnova", sent=None,
        text="Fråga efter tolv månader, inte bara vid slutrapporten.",
        background="Det mesta som används i dag hade inte hänt när projekten rapporterades.",
    ),
)  # fmt: skip

SILENT = ("Region Kalmar län", "Region Norrbotten", "SLU")  # have not answered: it waits on their people's pages
NOTHING: Mapping[str, str] = {
    "Region Värmland": "Vi har tre saker på gång sedan i våras och tar inte in fler förrän de är klara.",
    "Linnéuniversitetet": "Lärdomarna är skrivna för regioner. Vi använder dem i undervisningen i stället.",
}
FIRST_STEPS = (
    "Tar upp det på enhetens möte och bestämmer vem som prövar.",
    "Skriver in det i årets verksamhetsplan.",
    "Prövar på ett projekt som börjar i januari.",
    "Visar det för ledningsgruppen, med en fråga att svara på.",
    "Frågar dem som har kommit längre hur de gjorde.",
)
ANSWERED = date(2026, 11, 12)


def set_up(stage: Stage, runs: Mapping[str, Run]) -> None:
    """Puts everything on its day."""
    for one in SENT:
        day = one.sent or date(2026, 11, 18)
        stage.on(day, _send, stage, runs[one.activity], one, about=one.text, later=340)
    lab = runs[LAB]
    for place, name in enumerate(one for one in (lab.story.lead, *lab.story.taken_in, lab.story.proposer) if one not in SILENT):
        stage.on(ANSWERED + timedelta(days=place % 6), _answer_for, stage, lab, name, about=f"ta hem{name}", later=345)


def _send(stage: Stage, run: Run, one: Sent) -> None:
    lead = run.lead()
    to = To(
        organisation=stage.organisations[one.to] if one.to else None, body=stage.bodies[one.body] if one.body else None, name=one.outside
    )
    made = handoffs.write(lead, run.activity, HandoffText(kind=one.kind, text=one.text, to=to, background=one.background))
    if one.sent is None:
        return
    row = handoff(lead, made)
    asks = one.asks or Asks(person=answerers(row)[0][0])
    handoffs.send(lead, made, asks, revision=row.revision)
    if one.answered is not None:
        stage.on(one.answered, _answer, made, one, about=one.text, later=350)
    for day, outcome, word in one.became:
        stage.on(day, _became, made, outcome, word, about=one.text, later=355)


def _answer(made: int, one: Sent) -> None:
    """By the link in the letter, as people do."""
    held = link(Handoff.objects.values_list("link", flat=True).get(id=made), PURPOSE)
    assert held is not None
    handoffs.answer_by_link(token_of(held), yes=one.yes, word=one.word)


def _became(made: int, outcome: str, word: str) -> None:
    asked = Handoff.objects.values_list("asked", flat=True).get(id=made)
    handoffs.became_by_link(asked, made, outcome, word)


def _answer_for(stage: Stage, lab: Run, name: str) -> None:
    """What one organisation takes home: one or two more of the lab's lessons, what it has already, or nothing."""
    actor = people.actor(stage.somebody(name, LAB).person or 0)
    page = page_of(actor, lab.activity)
    if not page.may_answer or page.own is not None:
        return
    if name in NOTHING and not page.taken:
        bringing_home.take_nothing(actor, lab.activity, why=NOTHING[name], seal=page.seal)
        return
    free = page.to_choose
    wanted = 1 + number(f"hem{name}", 2)
    start = number(name, len(free)) if free else 0
    chosen = [free[(start + turn) % len(free)] for turn in range(min(wanted, len(free)))]
    if not chosen:
        bringing_home.take_nothing(actor, lab.activity, why="", seal=page.seal)
        return
    assert actor.person is not None
    soon = clock.today() + timedelta(days=21 + number(name, 40))
    steps = [
        Chosen(lesson=one.id, owner=actor.person, next_step=FIRST_STEPS[number(f"{name}{one.id}", len(FIRST_STEPS))], next_day=soon)
        for one in {one.id: one for one in chosen}.values()
    ]
    bringing_home.take_home(actor, lab.activity, steps, seal=page.seal)
