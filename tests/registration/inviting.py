"""A learning lab as that of autumn 2026: its facts, in our own words, and as long as a real invitation is."""

from datetime import UTC, date, datetime
from typing import Any

from samlar.activities.models import Activity, ExpectedResult, Invitation, ProgrammeRelease, Staff
from samlar.activities.rules.programme import ItemEntry, Programme, SessionEntry, as_json
from samlar.activities.rules.sessions import SessionRow
from samlar.foundation import clock
from samlar.registration.models import Terms
from tests.activities import rows
from tests.cast import Cast

GOALS = (
    "Bättre förmåga att se vad som stärker och vad som hindrar lärande i den egna organisationen.",
    "Mer kunskap om modeller, metoder och arbetssätt för lärande i samverkan.",
    "Konkreta idéer för hur lärande kan ordnas hemma och mellan regioner.",
    "Djupare relationer, delade erfarenheter och ett starkare nätverk av kollegor.",
)
TEXTS = {
    "subtitle": "Organisationens lärande i det regionala utvecklingsuppdraget: från erfarenhet till förmåga",
    "lead": """Den som arbetar med regional utveckling behöver mer än analyser, strategier och projekt. Det som avgör är förmågan att lära: ihop, över tid och över gränser mellan organisationer.

Mycket av lärandet stannar hos enskilda medarbetare. Det svåra är att göra kunskapen till organisationens: så att erfarenheter, arbetssätt och insikter lever vidare i strukturer, beslut och vardag. När den gemensamma arenan avvecklas blir frågan hur regionerna själva bär det vidare, stärker sin egen lärkapacitet och fortsätter att utvecklas tillsammans.

Medlemmar och partner bjuds in till ett lärlabb om organisationers lärande. Här samlas chefer, strateger, utvecklare och HR-funktioner för att pröva begrepp, modeller och arbetssätt som stärker lärandet inom regioner, mellan regioner och mellan nivåer.""",
    "background": """Att byta erfarenheter och lära tillsammans har blivit en nyckelfråga i en tid då samhällets utmaningar är sammansatta, takten hög och regional utveckling kräver att många aktörer drar åt samma håll.

I internationell praktik har tre perspektiv blivit särskilt viktiga för hur lärande ordnas och blir till förändring:

1. Lärandegemenskaper: långsiktiga gemenskaper där aktörer delar erfarenheter, utvecklar expertis ihop och löser problem tillsammans. Det finns exempel inom flera av EU:s program och i nätverk mellan städer.
2. Platsbaserad omställning: förändringsarbete där en plats, ett sammanhang eller en konkret utmaning blir utgångspunkt för att skapa tillsammans, förnya system och samla lokala och regionala krafter.
3. Systemledarskap eller relationellt ledarskap: förmågan att leda i mellanrummen mellan organisationer, nivåer och sektorer, där mandat, ansvar och lösningar formas gemensamt i stället för i en vanlig linje.

För det regionala utvecklingsuppdraget är det här inga abstrakta modeller. Kärnan i uppdraget är att samla kunskap, sätta riktning, samordna insatser, följa upp resultat och skapa utvecklingskraft med andra. Chefer och strateger påverkar och påverkas på samma gång av den egna verksamhetens utveckling, politiska prioriteringar, nationella ramar och partnerskap.

Under många år har det funnits miljöer där regioner och partner lär av varandra. Ett lärlabb om organisationers lärande blir därför ett naturligt avslut som ser framåt: inte en summering, utan en överlämning av lärandet som förmåga.""",
    "about": """Lärlabbet hålls under hösten 2026 som två fysiska workshops och ett digitalt fördjupningsseminarium.

Det utforskar hur organisationers lärande kan byggas in i det regionala utvecklingsarbetet: i styrning, uppföljning, samverkan, kompetensutveckling, nätverk och vardagliga arbetsformer. Individens och organisationens lärande hänger ihop, men kunskap blir till kapacitet först när den delas, prövas, förankras och används.

Syftet är att bidra till gemensamma begrepp, modeller och arbetssätt för att lära och reflektera hela tiden, och att ge regionerna stöd att fortsätta tillsammans genom lärprojekt, lärlabb och andra former.""",
    "content": """Fyra delar ringar tillsammans in hur lärande kan bli en del av den regionala utvecklingskapaciteten:

- Lärande som infrastruktur. Hur bygger regioner strukturer, mandat, mötesformer och arbetssätt som gör att kunskap fångas upp, delas och används i uppdraget?
- Lärandegemenskaper. Hur kan långsiktiga mötesplatser, nätverk och partnerskap ge aktörer inne och ute möjlighet att utveckla gemensam förståelse, språk och praktik?
- Platsbaserad omställning. Hur kan lärande ordnas med utgångspunkt i konkreta platser, aktörer och utmaningar, där skillnader mellan platser blir en resurs?
- Systemledarskap och relationellt ledarskap. Hur kan kompetensutveckling och stöd utformas för att leda över gränser, samla många aktörer och hålla ihop riktningen i sammansatta processer?""",
    "goal": "Stärkt kapacitet för organisationers lärande inom regional utveckling.",
    "for_whom": """Enhetschefer, strateger, verksamhetsutvecklare, metodutvecklare och HR- eller motsvarande funktioner med ansvar för utveckling, lärande och kapacitet inom regional utveckling.

Medlemmar och partner kan delta med en till fyra personer. Kom gärna med en strategisk och en operativ funktion tillsammans, så att lärandet både förankras i styrningen och omsätts i praktiken hemma.""",
    "how": """Lärlabbet bygger på kollegialt lärande: deltagarnas egna erfarenheter möter aktuell forskning, inspel från experter, regionala exempel och samtal med tid för eftertanke. Träffarna växlar mellan att bygga kunskap ihop och att se på den egna organisationens förutsättningar.

Den som deltar är med på alla träffar, avsätter tid för förberedelser och hemuppgifter och bidrar till att kunskapen delas och omsätts i den egna organisationen.""",
    "programme": "Programmet utvecklas vidare i samtal med innehållsledare och deltagare.",
    "cost": "Resor och eventuell logi betalar var och en själv.",
    "registration": "Anmäl er efter att chefen har sagt ja.",
}
SESSIONS = (
    ("Workshop 1: Vad menar vi med organisationers lärande?", "workshop", "physical", True, "Stockholm", ((2026, 9, 1, 10), (2026, 9, 2, 11)),
     ("Syfte, mål, förväntningar och deltagarnas egna utmaningar", "Teori och modeller för lärande, lärstrukturer, mandat och ledning",
      "Vad som möjliggör och hindrar lärande i organisation, sakområden och funktioner", "Samtal och förberedelse inför hemuppgiften")),
    ("Fördjupningsseminarium: Hur lär vi av varandra?", "seminar", "digital", False, "", ((2026, 10, 6, 7), (2026, 10, 6, 10)),
     ("Exempel på hur organisationer bygger lärande tillsammans med andra", "Lärande i uppföljning och analys av resultat", "Samtal och gemensam reflektion")),
    ("Workshop 2: Hur blir lärande vardag, och hur bär vi det vidare?", "workshop", "physical", True, "Stockholm", ((2026, 10, 14, 10), (2026, 10, 15, 11)),
     ("Återkoppling från hemuppgiften och gemensam analys", "Kompetensbehov inom regional utveckling hemma",
      "Möjliga strukturer för fortsatt lärande mellan regioner", "Medskick till dem som kan använda och bära kunskapen vidare")),
)  # fmt: skip


def lab(cast: Cast, title: str = "Att lära om lärande", *, stage: str = "running", published: bool = True, **fields: Any) -> Activity:
    """The lab with all that its invitation tells; `published` or still a draft."""
    made = rows.activity(cast, title, format="larlabb", stage=stage, **fields)
    for place, text in enumerate(GOALS):
        ExpectedResult.objects.create(activity=made, position=place, text=text)
    for role, name, answers in (
        ("practical", "Pia Praktisk", "practical"), ("process_leader", "Per Processon", "content"), ("content_leader", "Ines Innehåll", "content"),
    ):  # fmt: skip
        email = f"{name.split()[0].lower()}@kalmar.test"
        Staff.objects.create(activity=made, role=role, name=name, email=email, organisation_id=cast.organisation("Region Kalmar län"), answers=answers)
    Terms.objects.create(
        activity=made, open_to=["member", "partner"], last_day=date(2026, 12, 14), per_organisation=4, places=40, changed=clock.now()
    )
    release(cast, made)
    Invitation.objects.create(
        activity=made, texts=TEXTS, state="published" if published else "draft", published=clock.now() if published else None,
        changed=clock.now(),
    )  # fmt: skip
    return made


def release(cast: Cast, made: Activity, number: int = 1) -> None:
    """The programme of the lab, released."""
    entries = []
    for place, (title, kind, mode, lunch, where, (starts, ends), items) in enumerate(SESSIONS, 1):
        first, last = (datetime(*moment, tzinfo=UTC) for moment in (starts, ends))
        row = SessionRow(
            id=place, activity=made.pk, title=title, theme="", kind=kind, mode=mode, starts=first, ends=last, lunch_to_lunch=lunch, place=where,
            link="https://hemligt.test/", text="", host=None, host_name="", examples="", cancelled=None, why_cancelled="",
        )  # fmt: skip
        told = tuple(
            ItemEntry(id=place * 100 + n, kind="item", title=item, text="", starts=first, ends=last, room="") for n, item in enumerate(items)
        )
        entries.append(SessionEntry(row=row, items=told, changed=clock.now()))
    ProgrammeRelease.objects.create(
        activity=made, number=number, programme=as_json(Programme(tuple(entries))), released=clock.now(), person_id=cast.stina.person,
        organisation_id=cast.stina.organisation,
    )  # fmt: skip
