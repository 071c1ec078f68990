"""Taking part in the sample world: the learning lab of autumn 2026 as its invitation has it, and one that takes registrations today.

Dates, limits, contents and expected results follow the source; who comes and what they say is made up.
"""

from datetime import date, time, timedelta

from samlar.activities.rules.items import ItemText, SpeakerText
from samlar.activities.rules.sessions import SessionText
from samlar.management.world.days import Course, Days
from samlar.management.world.story import Story
from samlar.management.world.taking_part import Meeting, TakingPart, Task
from samlar.registration.rules.terms import WrittenQuestion

FIRST, SECOND = date(2026, 9, 1), date(2026, 9, 2)
SEMINAR = date(2026, 10, 6)
LAST, VERY_LAST = date(2026, 10, 14), date(2026, 10, 15)
FOOD = WrittenQuestion(
    id=None, text="Är det något köket behöver veta?", purpose="Vi lämnar svaren till köket och tar sedan bort dem.", kind="text", choices=(),
    required=False, kept_days=14,
)  # fmt: skip


def item(title: str, day: date, starts: tuple[int, int], ends: tuple[int, int], *speakers: SpeakerText, kind: str = "item", text: str = "") -> ItemText:
    return ItemText(title=title, kind=kind, text=text, day=day, starts=time(*starts), ends=time(*ends), speakers=speakers)


def speaks(name: str, of: str, gender: str = "") -> SpeakerText:
    return SpeakerText(name=name, of=of, gender=gender)


WORKSHOP_1 = Meeting(
    text=SessionText(
        title="Workshop 1: Vad menar vi med organisatoriskt lärande?", template="workshop_1", day=FIRST, lunch_to_lunch=True,
        place="Stockholm, lokal meddelas deltagarna", theme="Begrepp och egna utmaningar",
        text="Syfte, mål och förväntningar. Teori och modeller. Vad som gör lärande möjligt och vad som hindrar det.",
    ),
    items=(
        item("Lunch och välkommen", FIRST, (12, 0), (13, 15), kind="pause"),
        item("Våra egna utmaningar", FIRST, (13, 15), (14, 30), text="Varje organisation säger vad den vill bli bättre på."),
        item("Lärande som infrastruktur", FIRST, (14, 45), (16, 0), speaks("Hilma Hittepå", "Linnéuniversitetet", "woman"),
             text="Strukturer, mandat och mötesformer som gör att kunskap fångas upp, delas och används."),
        item("Samtal vid borden", FIRST, (16, 0), (17, 0)),
        item("Lärandegemenskaper i praktiken", SECOND, (8, 30), (9, 45), speaks("Sixten Skenbar", "Region Dalarna", "man"),
             speaks("Agnes Attrapp", "Region Gotland", "woman")),
        item("Vad möjliggör och vad hindrar?", SECOND, (10, 0), (11, 30), text="Analys av den egna organisationen, sakområdet och funktionen."),
        item("Hemuppgiften", SECOND, (11, 30), (12, 0)),
        item("Lunch", SECOND, (12, 0), (13, 0), kind="pause"),
    ),
    absent=11,
    said={
        "Region Dalarna": {
            "expected": "Fler modeller.", "happened": "Färre modeller och mer om oss själva.",
            "why": "Övningen om hinder tog längre tid, för alla hade mycket att säga.", "next": "Vi gör samma övning med ledningsgruppen i oktober.",
        },
        "SLU": {"happened": "Vi fick svar på varför våra råd inte används: ingen väntar på dem.", "next": "Vi frågar mottagaren innan vi skriver."},
        "Region Norrbotten": {"expected": "Theory.", "happened": "Good talks at the tables.", "why": "Mixed functions.", "next": "Bring our manager next time."},
        "Vinnova": {"happened": "Många har samma hinder: mandat saknas.", "next": ""},
    },
)  # fmt: skip
DEEPER = Meeting(
    text=SessionText(
        title="Fördjupningsseminarium: Hur lär vi av varandra?", template="seminar", kind="seminar", mode="digital", day=SEMINAR, starts=time(9),
        ends=time(12), link="https://mote.samlar.test/lararande", theme="Exempel och uppföljning",
        text="Regionala och andra exempel på hur organisationer bygger lärande med andra. Lärande i uppföljning och analys.",
    ),
    items=(
        item("Så följer vi upp det som inte går att räkna", SEMINAR, (9, 0), (10, 0), speaks("Vidar Utkast", "Region Värmland", "man")),
        item("Två exempel, två frågor", SEMINAR, (10, 15), (11, 15), speaks("Selma Provkvist", "Region Västerbotten", "woman"),
             speaks("Otto Övningsson", "Tillväxtverket", "man")),
        item("Gemensam reflektion", SEMINAR, (11, 15), (12, 0)),
    ),
    absent=6,
    moved_from=date(2026, 10, 7),
    said={"Region Värmland": {"happened": "Korta inslag och mycket samtal i små rum.", "next": "Vi prövar upplägget på vårt eget nätverk."}},
)  # fmt: skip
WORKSHOP_2 = Meeting(
    text=SessionText(
        title="Workshop 2: Hur blir lärande vardag?", template="workshop_2", day=LAST, lunch_to_lunch=True, place="Stockholm, lokal meddelas deltagarna",
        theme="Vardag och fortsättning",
        text="Återkoppling på hemuppgiften och gemensam analys. Kompetensbehov hemma. Strukturer för fortsatt lärande. Medskick.",
    ),
    items=(
        item("Lunch", LAST, (12, 0), (13, 0), kind="pause"),
        item("Systemledarskap och relationellt ledarskap", LAST, (14, 30), (16, 0), speaks("Hilma Hittepå", "Linnéuniversitetet", "woman")),
        item("Platsbaserad omställning", LAST, (16, 15), (17, 15), speaks("Asta Diktadotter", "Region Skåne", "woman")),
        item("Hur bär vi det vidare?", VERY_LAST, (8, 30), (10, 30)),
        item("Medskick: vem ska få våra frågor?", VERY_LAST, (10, 45), (12, 0)),
        item("Lunch", VERY_LAST, (12, 0), (13, 0), kind="pause"),
    ),
    absent=7,
    said={
        "Region Gotland": {"happened": "Vi bestämde oss för en sak i stället för fem.", "why": "Hemuppgiften gjorde valet lätt.", "next": "Tio minuter efter varje möte, från måndag."},
        "Region Dalarna": {"happened": "Medskicken fick adresser.", "next": "Vi tar frågan om mandat till medlemsgruppen."},
    },
)  # fmt: skip

AUTUMN_LAB = TakingPart(
    prepared=date(2026, 4, 20),
    published=date(2026, 5, 5),
    last_day=date(2026, 8, 14),
    texts={
        "subtitle": "Organisatoriskt lärande i det regionala utvecklingsuppdraget",
        "lead": "Många lär sig mycket, men vad lär sig organisationen? Det här lärlabbet prövar hur erfarenheter blir till förmåga som finns kvar när någon slutar.",
        "background": "Regional utveckling sker i samarbete, och frågorna byter skepnad fort. Då räcker det inte att enskilda är kunniga.\n\nTre synsätt har fått fäste i andra länder: lärandegemenskaper som håller över tid, omställning som utgår från en plats, och ledarskap mellan organisationer snarare än i dem. Vi prövar vad de betyder här.",
        "about": "Lärlabbet hålls hösten 2026: två träffar på plats och ett digitalt seminarium, med förberedelser och hemuppgifter emellan.",
        "content": "- Lärande som infrastruktur: mandat, möten och arbetssätt som gör att kunskap används\n- Lärandegemenskaper: nätverk där man utvecklar språk och praktik tillsammans\n- Platsbaserad omställning: att lära på en plats, med dem som är där\n- Systemledarskap: att leda när ingen bestämmer över alla",
        "goal": "Starkare förmåga till organisatoriskt lärande inom regional utveckling.",
        "for_whom": "Enhetschefer, strateger, verksamhetsutvecklare, metodutvecklare och HR med ansvar för utveckling och lärande. Kom gärna två eller fler, så att både strategisk och operativ funktion är med.",
        "how": "Deltagarnas egna erfarenheter möter forskning och exempel. Du deltar vid alla träffar, förbereder dig, gör hemuppgifterna och delar med dig hemma.",
        "programme": "Programmet utvecklas vidare tillsammans med innehållsledare och deltagare. Föreslå gärna en programpunkt.",
        "cost": "Resor och logi betalar var och en själv.",
        "registration": "Chefen får en länk i ett brev och svarar där, utan att logga in.",
    },
    comes={
        "Region Dalarna": 3, "Region Kalmar län": 3, "Region Gotland": 2, "Region Jönköpings län": 2, "Region Norrbotten": 2, "Region Skåne": 4,
        "Region Uppsala": 2, "Region Värmland": 2, "Region Västerbotten": 3, "Vinnova": 2, "SLU": 2, "Linnéuniversitetet": 1,
        "Region Halland": 2, "Region Örebro län": 2, "Region Blekinge": 1,
    },
    declined=("Region Blekinge",),
    withdrawn=(("Region Halland", date(2026, 8, 20)),),
    questions=(FOOD,),
    staff=(
        ("Tillväxtverket", "process_leader", "own", "content"), ("Region Jönköpings län", "process_leader", "loan", ""),
        ("Linnéuniversitetet", "content_leader", "partner", "content"), ("Region Örebro län", "practical", "member", "practical"),
    ),
    meetings=(WORKSHOP_1, DEEPER, WORKSHOP_2),
    tasks=(
        Task(
            title="Vad stärker och vad hindrar lärande hos oss?", after=0, taken_up=2, given=SECOND, due=date(2026, 10, 9),
            text="Gör övningen från workshop 1 med minst fyra kollegor. Skriv på en sida:\n\n- tre saker som stärker lärande hos er\n- tre saker som hindrar\n- en sak som ni prövar före jul",
            handed_in={
                "Region Dalarna": "**Stärker:** korta beslutsvägar, egna analytiker, nyfikna chefer.\n\n**Hindrar:** ingen frågar efteråt, sena underlag, två system för samma sak.\n\n**Vi prövar:** tio minuter efter varje möte.",
                "Region Gotland": "Det som stärker är att vi är få och ses ofta. Det som hindrar är att vi är få och slutar ofta. Vi prövar en överlämning på en sida när någon byter jobb.",
                "Region Skåne": "Vi har många som lär sig och få som väntar på det. Vi prövar att varje resa har en mottagare hemma innan den bokas.",
                "SLU": "Stärker: tid för läsning. Hindrar: att läsningen inte har någon läsare. Vi prövar att skriva till en namngiven mottagare.",
                "Region Norrbotten": "Helps: long distances make us plan. Hinders: long distances make us skip. We try a shared notebook per municipality.",
                "Region Värmland": "Tre möten om året räcker inte. Vi prövar ett kvartssamtal i veckan med två enheter.",
                "Vinnova": "Vi är bra på att börja och sämre på att fråga vad det blev. Vi prövar en fråga efter tolv månader i varje beslut.",
                "Region Västerbotten": "Mandatet saknas på mellannivån. Vi prövar att skriva in lärandet i två chefers uppdrag.",
            },
        ),
        Task(
            title="En fråga att ta med till seminariet", after=0, taken_up=1, given=date(2026, 9, 15), due=date(2026, 10, 2), by="person", seen_by="leaders",
            text="Skriv en fråga som du vill ha svar på av någon annan region.",
            handed_in={"Region Uppsala": "Hur gör ni när ledningen byts?", "Region Kalmar län": "Vem äger en lärdom hos er?", "Region Skåne": "Vad har ni slutat göra?"},
        ),
    ),
)  # fmt: skip


def follow_up(days: Days) -> Story:
    """A learning lab whose registration is open today: a place to try registering, approving, waiting and being offered."""
    return Story(
        title="Uppföljning som leder till något",
        summary="Tre träffar om hur uppföljning blir till beslut. För dem som följer upp och dem som bestämmer.",
        format="larlabb",
        course=Course(
            published=days.back(170), begun=days.back(140), planned=days.back(110), submitted=days.back(80), read=days.back(74),
            cleared=days.back(72), start=first_monday(days), end=first_monday(days) + LAST_OF_THREE + timedelta(days=1),
        ),
        proposer="Region Kalmar län",
        lead="Region Kalmar län",
        leader="stina",
        taken_in=("Region Västmanland", "Region Gävleborg"),
        sections={
            "purpose": "Uppföljningar skrivs, läggs i mappar och glöms. Vi vill veta vad som gör att någon läser och ändrar sig.",
            "expected_result": "Varje organisation har gjort om en uppföljning så att den leder till ett beslut.",
            "main_question": "Vad gör att en uppföljning används?",
            "time_plan": "Två träffar i Kalmar och en digital. Hemuppgift emellan.",
            "resources": "Processledare från Region Kalmar län. Innehåll från Linköpings universitet.",
            "success_criteria": ("Varje organisation har gjort om en uppföljning.",),
            "target_group": "Analytiker, utvärderare och chefer. Kom gärna två och två.",
            "contacts": "Stina på Region Kalmar län.",
        },
        plan_read="Tydligt och lagom stort. Klart.",
    )  # fmt: skip


DIGITAL, LAST_OF_THREE = timedelta(days=29), timedelta(days=57)  # after the first session


def first_monday(days: Days) -> date:
    """A Monday at least 38 days ahead, from which no session comes between 20 December and 8 January: nobody meets then."""
    monday = days.today + timedelta(days=38)
    monday += timedelta(days=-monday.weekday() % 7)
    while any(_holidays(monday + later) for later in (timedelta(0), DIGITAL, LAST_OF_THREE)):
        monday += timedelta(days=7)
    return monday


def _holidays(day: date) -> bool:
    return (day.month, day.day) >= (12, 19) or (day.month, day.day) <= (1, 8)


def open_now(days: Days) -> TakingPart:
    """Twelve places, all but taken: one organisation is full, some wait, one has been offered a place."""
    first = first_monday(days)
    digital, last = first + DIGITAL, first + LAST_OF_THREE
    return TakingPart(
        prepared=days.back(66),
        published=days.back(60),
        last_day=days.today + timedelta(days=24),
        places=12,
        per_organisation=4,
        offer_hours=240,
        texts={
            "lead": "En uppföljning som ingen använder är dyr. I det här lärlabbet gör ni om en egen.",
            "background": "Regionerna följer upp mer än någonsin. Få uppföljningar ändrar något.",
            "content": "- Vem väntar på svaret?\n- Vad får det kosta?\n- När är det för sent?",
            "goal": "Varje organisation har gjort om en uppföljning så att den leder till ett beslut.",
            "for_whom": "Analytiker, utvärderare och chefer. Kom gärna två och två.",
            "how": "Ni tar med en egen uppföljning, gör om den mellan träffarna och prövar den på mottagaren.",
            "programme": "Två träffar i Kalmar och en digital.",
            "cost": "Resor och logi betalar var och en själv.",
            "registration": "Chefen får en länk i ett brev och svarar där, utan att logga in.",
        },
        comes={
            "Region Västmanland": 4, "Region Gävleborg": 3, "Region Sörmland": 2, "Region Blekinge": 2,
            "Region Kronoberg": 1, "Region Dalarna": 2, "Region Skåne": 2, "Boverket": 1,
        },
        unanswered=("Region Skåne",),
        withdrawn=(("Region Sörmland", days.back(2)),),
        questions=(FOOD,),
        staff=(
            ("Region Kalmar län", "process_leader", "own", "both"), ("Linköpings universitet", "content_leader", "partner", "content"),
        ),
        meetings=(
            Meeting(text=SessionText(title="Träff 1: Vem väntar på svaret?", template="workshop_1", day=first, lunch_to_lunch=True, place="Kalmar"),
                    items=(item("Lunch", first, (12, 0), (13, 0), kind="pause"), item("Våra egna uppföljningar", first, (13, 0), (15, 0)),
                           item("Mottagaren berättar", first, (15, 30), (16, 30), speaks("Lova Låtsasberg", "Region Kalmar län", "woman")))),
            Meeting(text=SessionText(title="Digital träff: Halvvägs", template="seminar", kind="seminar", mode="digital", day=digital, starts=time(9),
                                     ends=time(12), link="https://mote.samlar.test/uppfoljning")),
            Meeting(text=SessionText(title="Träff 2: Vad blev det?", template="workshop_2", day=last, lunch_to_lunch=True, place="Kalmar")),
        ),
        marked=0,
    )  # fmt: skip
