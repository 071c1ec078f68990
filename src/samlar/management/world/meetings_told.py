"""The idea meetings of the sample world as they are told: how many proposals became which areas, and what the organisations wanted.

That 57 proposals became four areas in September 2019, 51 became five in May 2021 and 41 became three on 26 September 2023 are public
facts, as are the names of the areas that were chosen. The proposals' own words, the other areas, the costs, the ballots and the days
of the first two are made up.
"""

from dataclasses import dataclass
from datetime import date

NORTH = ("Region Norrbotten", "Region Västerbotten", "Region Västernorrland", "Region Jämtland Härjedalen")
CITIES = ("Region Stockholm", "Västra Götalandsregionen", "Region Skåne", "Region Östergötland", "Region Uppsala")
COAST = ("Region Gotland", "Region Kalmar län", "Region Blekinge", "Region Halland")
MIDDLE = ("Region Värmland", "Region Dalarna", "Region Gävleborg", "Region Örebro län", "Region Västmanland", "Region Sörmland")
SOUTH = ("Region Kronoberg", "Region Jönköpings län")
NATIONAL = ("Tillväxtverket", "Vinnova", "SKR")

# What an organisation says of its proposal, in turn.
SUMMARIES = (
    "Vi vill jämföra hur vi arbetar med {topic} och se vad som ger resultat.",
    "Vad kan vi lära av dem som har kommit längst med {topic}?",
    "Frågan om {topic} finns i alla län, men ingen har hela svaret.",
    "Vi vill samla det vi redan vet om {topic} och pröva det tillsammans.",
    "Vi behöver prata om {topic} med andra som står inför samma val.",
    "Vad fungerar, och vad har vi slutat med, när det gäller {topic}?",
)
NARROW = "Vi vill ta upp frågan om {topic}."  # of what fits no area


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaTold:
    """An area with its proposals, by topic. `near`: the organisations that live closest to it and tick it; `pull`: how many in a hundred
    of the others do. `as_well`: proposals of the world's own stories, by title.
    """

    name: str
    text: str
    cost: int
    near: tuple[str, ...] = ()
    pull: int
    topics: tuple[str, ...] = ()
    as_well: tuple[str, ...] = ()
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingTold:
    """A meeting that has been: its day, and where each proposal went. `sent_on`: (topic, organisation, body's key, reason)."""

    title: str
    day: date
    budget: int
    draw: int = 0  # other numbers draw other ballots
    stayed_home: tuple[str, ...] = ()  # cast no ballot
    areas: tuple[AreaTold, ...]
    sent_on: tuple[tuple[str, str, str, str], ...]
    aside: tuple[tuple[str, str], ...]
    withdrawn: date  # from then on the organisations clear what has become old


IN_2019 = MeetingTold(
    title="Idémötet i september 2019", day=date(2019, 9, 24), budget=80, draw=339, stayed_home=("Region Halland",), withdrawn=date(2021, 2, 1),
    areas=(
        AreaTold(
            name="Regionala kompetensbehov", chosen=True, cost=22, pull=55, near=(*MIDDLE, "Tillväxtverket"),
            text="Vad arbetslivet i länet behöver kunna, och hur vi får veta det i tid.",
            topics=(
                "prognoser för länets kompetensbehov", "branschråd som leder till utbildningar", "yrkesvux över länsgränser",
                "nyanländas väg till arbete", "gymnasieskolans utbud i glesa län", "vuxnas omställning mitt i yrkeslivet",
            ),
        ),
        AreaTold(
            name="Regional tillväxtpolitik och flernivåstyrning", chosen=True, cost=18, pull=45, near=(*NATIONAL, *SOUTH, *CITIES[3:]),
            text="Hur stat, region, kommun och EU styr samma frågor utan att gå i vägen för varandra.",
            topics=(
                "samspelet mellan stat och region", "regionens nya uppdrag efter regionbildningen", "villkor i statens regleringsbrev",
                "dialogen med regeringen om tillväxtpolitiken", "uppföljning på tre nivåer samtidigt", "regionala utvecklingsstrategier som styr",
            ),
        ),
        AreaTold(
            name="Samverkansmodeller region–kommun", chosen=True, cost=20, pull=45, near=(*COAST, *SOUTH, "Region Sörmland", "SKR"),
            text="Former för samarbete mellan region och kommun som håller även när man tycker olika.",
            topics=(
                "politiska samråd mellan region och kommuner", "tjänstepersonsnätverk som håller över tid",
                "gemensamma prioriteringar i länet", "kommunernas roll i regionens strategi", "rollen som neutral samtalsledare",
                "delregional samverkan i stora län",
            ),
        ),
        AreaTold(
            name="Regional fysisk planering", chosen=True, cost=18, pull=30, near=(*CITIES, "Region Halland", "Region Jönköpings län", "Region Västmanland"),
            text="Hur regionen kan planera för mark, orter och stråk när kommunen har planmonopolet.",
            topics=(
                "strukturbilder för länet", "regionplan enligt plan- och bygglagen", "kartor som underlag för samtal",
                "bostadsbehov över kommungränser", "samordning av översiktsplaner",
            ),
        ),
        AreaTold(
            name="Innovation och smart specialisering", cost=20, pull=50, near=("Vinnova", "Tillväxtverket", *MIDDLE[:3]),
            text="Hur vi väljer styrkeområden och håller fast vid dem.",
            topics=(
                "val av styrkeområden", "testbäddar som används", "samverkan med lärosäten om innovation", "innovation i offentlig verksamhet",
                "uppföljning av innovationsstöd",
            ),
        ),
        AreaTold(
            name="Service på landsbygden", cost=20, pull=20, near=NORTH,
            text="Butik, vård, drivmedel och bredband där det är långt mellan husen.",
            topics=(
                "dagligvarubutiken som servicepunkt", "bredband i det sista huset", "servicelösningar över kommungränser",
                "landsbygdens företagare", "drivmedel i glesbygd",
            ),
        ),
        AreaTold(
            name="Kollektivtrafik och infrastruktur", cost=24, pull=25, near=("Region Stockholm", "Region Skåne", "Region Halland"),
            text="Vad resor och transporter betyder för utvecklingen i länet.",
            topics=(
                "länsplaner för transporter", "arbetspendling med tåg", "cykelvägar mellan tätorter", "godstrafik på järnväg",
                "kollektivtrafik på landsbygden",
            ),
        ),
        AreaTold(
            name="Kultur och besöksnäring", cost=16, pull=20, near=("Region Gotland", "Region Kalmar län", "Region Jämtland Härjedalen"),
            text="Hur kultur och besök ger liv åt en plats hela året.",
            topics=(
                "kulturplaner och utvecklingsstrategier", "besöksnäring utanför säsong", "kulturarv som resurs", "filmproduktion i länen",
            ),
        ),
        AreaTold(
            name="Folkhälsa och social hållbarhet", cost=18, pull=30, near=("Region Gävleborg", "Region Sörmland"),
            text="Vad tillväxtarbetet kan göra åt skillnader i hälsa.",
            topics=("skillnader i hälsa mellan orter", "social hållbarhet i projekt", "barnrätt i regionens arbete", "psykisk hälsa bland unga"),
        ),
        AreaTold(
            name="Klimat och energi", cost=18, pull=30, near=("Region Uppsala", "Region Gotland"),
            text="Regionens del i att nå klimatmålen.",
            topics=("energi- och klimatstrategier", "fossilfria transporter", "lokal elproduktion", "cirkulär ekonomi i regionen"),
        ),
    ),
    sent_on=(
        ("gemensam statistik om pendling", "", "analysts", "Analytikernätverket arbetar redan med pendlingen."),
        ("utvärdering av programperioden", "", "evaluation", "Det hör hemma i Utvärderingsnätverket, som möts i oktober."),
        ("handläggning av företagsstöd", "Tillväxtverket", "", "Frågan gäller verktygen för stöden, och dem har Tillväxtverket."),
    ),
    aside=(
        ("en gemensam upphandling av konsulter", "Det är inget att lära om tillsammans, utan något att köpa."),
        ("medlemsavgifternas nivå", "Det avgör årsmötet. Det är ingen fråga för ett idémöte."),
        ("en app för allt regionalt arbete", "Förslaget behöver bli smalare innan andra kan säga om de vill vara med."),
        ("gemensam jullunch för nätverken", "Trevligt, men det behöver inget område. Nätverken får bestämma själva."),
    ),
)  # fmt: skip

IN_2021 = MeetingTold(
    title="Idémötet i maj 2021", day=date(2021, 5, 25), budget=100, draw=96, stayed_home=("Region Gotland", "Vinnova"), withdrawn=date(2023, 2, 6),
    areas=(
        AreaTold(
            name="Att styra och leda hållbar omställning", chosen=True, cost=22, pull=60, near=(*MIDDLE, *SOUTH),
            text="Ledarskap och styrning när målet är känt men vägen inte är det.",
            topics=(
                "ledarskap i långa omställningar", "mål i Agenda 2030 i regionens styrning", "politikens roll i omställningen",
                "styrning med tillit", "hållbarhet i budgetarbetet", "chefers stöd till dem som prövar nytt",
            ),
        ),
        AreaTold(
            name="En ny nationell strategi", chosen=True, cost=16, pull=45, near=(*NATIONAL, *NORTH[:2], "Region Uppsala"),
            text="Den nationella strategin för hållbar regional utveckling, och vad den begär av oss.",
            topics=(
                "vägen från nationell strategi till regional handling", "uppföljning av den nationella strategin",
                "regionernas inspel till nationell politik", "den nya programperiodens villkor",
            ),
        ),
        AreaTold(
            name="Förändring och hållbarhet", chosen=True, cost=20, pull=40, near=(*COAST, *NORTH, "Region Gävleborg"),
            text="Vad som faktiskt förändras när vi säger hållbar utveckling.",
            topics=(
                "teorier om förändring i praktiken", "mått på hållbar utveckling", "målkonflikter i hållbarhetsarbetet",
                "klimatanpassning i länet", "rättvis omställning",
            ),
        ),
        AreaTold(
            name="Nya arbetssätt", chosen=True, cost=20, pull=45, near=(*CITIES, "Vinnova", "Region Halland"),
            text="Det vi lärde oss när mötena flyttade hem, och det vi vill behålla.",
            topics=(
                "digitala möten som ger något", "arbete på distans i regionen", "experiment i offentlig verksamhet",
                "tjänstedesign i utvecklingsarbetet", "nätverk utan resor", "öppna processer med många deltagare",
            ),
        ),
        AreaTold(
            name="Regional planering", chosen=True, cost=20, pull=30, near=(*CITIES[:3], "Region Jönköpings län", "Region Västmanland", "Region Örebro län"),
            text="Planering av mark, bostäder och transporter i ett större sammanhang än kommunens.",
            topics=(
                "regional planering utan lagkrav", "planeringsunderlag som kommunerna använder", "stadens förhållande till sitt omland",
                "bostäder på rätt plats", "ytor för energi och industri",
            ),
        ),
        AreaTold(
            name="Kompetens för omställning", cost=22, pull=50, near=("Region Dalarna", "Region Värmland", "Tillväxtverket"),
            text="Hur vuxna kan lära om när jobben ändras.",
            topics=(
                "kompetensråd i länen", "korta kurser för yrkesverksamma", "matchning efter pandemin", "ungas väg in på arbetsmarknaden",
                "lärcentrum i små kommuner",
            ),
        ),
        AreaTold(
            name="Näringslivet efter pandemin", cost=20, pull=30, near=("Region Stockholm", "Region Jämtland Härjedalen"),
            text="Vad företagen behöver när stöden tar slut.",
            topics=(
                "besöksnäringens återhämtning", "stöd till företag i kris", "korta leveranskedjor", "handel i mindre orter",
                "småföretagens digitala mognad",
            ),
        ),
        AreaTold(
            name="Internationellt arbete och EU:s fonder", cost=18, pull=20, near=("Region Norrbotten", "Region Blekinge", "Region Skåne"),
            text="Hur vi använder EU:s program, och vad vi tar hem.",
            topics=("regionkontor i Bryssel", "samarbete över nationsgränser", "projekt som får fortsätta efter EU-stödet", "EU:s gröna giv i länen"),
        ),
        AreaTold(
            name="Jämlika livsvillkor", cost=18, pull=25, near=("Region Sörmland", "Region Gävleborg"),
            text="Skillnader i hälsa, utbildning och inkomst, och vad utvecklingsarbetet kan göra åt dem.",
            topics=("hälsa och utbildningsnivå", "integration på landsbygden", "jämställd regional tillväxt", "trygghet i mindre städer"),
        ),
    ),
    sent_on=(
        ("gemensamma nyckeltal för länen", "", "analysts", "Analytikernätverket har börjat med det och vill ha fler med."),
        ("lärande utvärdering av EU-projekt", "", "evaluation", "Utvärderingsnätverket tar upp det i höst."),
        ("arkiv för gamla rapporter", "SKR", "", "SKR har handlingarna och vet vad som får sparas."),
    ),
    aside=(
        ("resepolicy för nätverken", "Var och en har sin egen. Det går inte att bestämma tillsammans."),
        ("ett nytt namn på verksamheten", "Det är en fråga för styrelsen."),
        ("vaccination i glesbygd", "Det hör till vården och inte till det regionala utvecklingsansvaret."),
        ("mer tid till allt", "Alla håller med, men det går inte att göra ett område av det."),
    ),
)  # fmt: skip

IN_2023 = MeetingTold(
    title="Idémötet i september 2023", day=date(2023, 9, 26), budget=60, draw=148, stayed_home=("Region Västernorrland",), withdrawn=date(2025, 3, 3),
    areas=(
        AreaTold(
            name="Digitalisering", chosen=True, cost=22, pull=60, near=(*CITIES, "Tillväxtverket", "Vinnova"),
            text="Vad digitaliseringen gör med länet, med arbetet och med oss som ska leda den.",
            topics=(
                "generativ AI i regionens vardag", "delning av data mellan offentliga aktörer", "digitala tjänster som alla kan använda",
                "bredband som beredskap", "digital kompetens i små företag", "etiska frågor om AI i offentlig verksamhet",
            ),
        ),
        AreaTold(
            name="Regionernas roll i beredskapen", chosen=True, cost=18, pull=40, near=(*NORTH, *COAST, "SKR"),
            text="Vad det regionala utvecklingsansvaret betyder i kris, höjd beredskap och krig.",
            topics=(
                "det regionala utvecklingsansvaret i totalförsvaret", "försörjning av livsmedel i kris", "företagens roll i beredskapen",
                "öars och gränslandskaps beredskap", "samverkan med länsstyrelsen i kris", "långsiktiga strategier i kristid",
            ),
        ),
        AreaTold(
            name="Hållbara livsmiljöer", chosen=True, cost=18, pull=30, near=(*SOUTH, *MIDDLE[3:], "Region Halland"),
            text="Platser där man kan bo, arbeta och må bra i dag och om trettio år.",
            topics=(
                "attraktiva livsmiljöer i mindre orter", "arkitektur och gestaltning i länet", "närnatur och folkhälsa",
                "boende för en åldrande befolkning", "hållbart resande i vardagen",
            ),
            as_well=("Region 2050",),
        ),
        AreaTold(
            name="Kompetensförsörjning", cost=20, pull=50, near=(*CITIES[:3], "Tillväxtverket", "Region Västerbotten"),
            text="Hur arbetsgivare i länet får tag på dem de behöver.",
            topics=(
                "validering av det som vuxna redan kan", "inflyttning av arbetskraft", "yrkeshögskolans platser i länet",
                "kompetens till kärnkraft och elnät", "regionens nya kompetensuppdrag",
            ),
        ),
        AreaTold(
            name="Industrins gröna omställning", cost=24, pull=20, near=NORTH[:3],
            text="När stora investeringar kommer till små orter.",
            topics=("el till ny industri", "tillståndsprocesser som tar lång tid", "samhällsbyggande i snabb takt", "restvärme som resurs"),
        ),
        AreaTold(
            name="Uppföljning och analys", cost=16, pull=30, near=("Region Dalarna", "Region Gävleborg"),
            text="Hur vi vet om det vi gör spelar någon roll.",
            topics=("effekter som syns först efter tio år", "analys till politiska beslut", "berättelser som underlag", "mått på livskvalitet"),
        ),
        AreaTold(
            name="Demokrati och delaktighet", cost=16, pull=25, near=("Region Värmland", "Region Uppsala"),
            text="Vilka som får vara med och forma länet.",
            topics=(
                "medborgardialog om länets framtid", "ungas inflytande i regionen", "tillit mellan människor och det offentliga",
                "civilsamhällets plats i länet",
            ),
        ),
    ),
    sent_on=(
        ("prognosmodeller för befolkningen", "", "analysts", "Analytikernätverket har en grupp som prövar modellerna."),
        ("stöd till företag som vill växa utomlands", "Tillväxtverket", "", "Tillväxtverket samordnar redan stödet och tar gärna frågan."),
    ),
    aside=(
        ("ett gemensamt nyhetsbrev", "Det är ett sätt att sprida och inget att lära om. Spridningen ser över det."),
        ("samlokalisering av kontor", "Det gäller bara två av oss. Ta det med varandra direkt."),
        ("tolkning av en dom om upphandling", "Det behövs en jurist och ett svar, inte ett område."),
        ("allt om elsparkcyklar", "För smalt för ett område. Pröva gärna ett provrum."),
    ),
)  # fmt: skip

# Not chosen in 2023, still open and carried to the meeting that goes on now.
STILL_OPEN = ("validering av det som vuxna redan kan", "mått på livskvalitet", "medborgardialog om länets framtid")

# The meeting that goes on: areas made of proposals that stand open in the world.
NOW_BUDGET = 50
NOW = (
    AreaTold(
        name="Service och orter som håller", cost=20, pull=50, near=(*NORTH, *MIDDLE[:3]),
        text="Vilka orter som bär servicen, och vad som krävs för att den ska finnas kvar.",
        as_well=("Ortstruktur och serviceplanering", "Bostäder för den nya industrin", "Transportplanering efter omställningen"),
    ),
    AreaTold(
        name="Kompetens och hälsa i hela länet", cost=18, pull=45, near=(*CITIES[:2], "Region Gävleborg"),
        text="Människorna som ska göra jobbet, och hur de mår.",
        topics=("validering av det som vuxna redan kan",),
        as_well=("Kompetensförsörjning i vården på landsbygden", "Folkhälsa som utvecklingsfråga"),
    ),
    AreaTold(
        name="Mat och vatten i kristid", cost=16, pull=35, near=COAST,
        text="Försörjningen i torka och kris, från strategi till förråd.",
        as_well=("Livsmedelsstrategi i kristid", "Regional samverkan om vattenbrist"),
    ),
    AreaTold(
        name="Fler som är med och formar", cost=14, pull=40, near=("Region Uppsala", "Region Örebro län", *SOUTH),
        text="Unga, föreningar och andra som sällan sitter med när länets framtid bestäms.",
        topics=("medborgardialog om länets framtid",),
        as_well=("Unga i regional utveckling", "Civilsamhället som part"),
    ),
    AreaTold(
        name="Strategier som blir av", cost=16, pull=45, near=("Tillväxtverket", "Vinnova", "Region Värmland"),
        text="Från beslutad strategi till handling, och hur vi ser skillnaden.",
        topics=("mått på livskvalitet",),
        as_well=("Genomförandet av den regionala utvecklingsstrategin", "Smart specialisering, andra varvet"),
    ),
)  # fmt: skip
NOW_VOTED = (
    "Region Skåne", "Region Uppsala", "Region Värmland", "Region Sörmland", "Region Västernorrland", "Region Kronoberg", "Region Blekinge",
)  # fmt: skip
# What people say at home (B2): the key of somebody or nobody in particular at an organisation, the proposal, whether urgent, a note.
AT_HOME = (
    ("stina", "", "Regional samverkan om vattenbrist", True, "Hos oss är somrarna redan torra. Det här är vår fråga."),
    ("stina", "", "Unga i regional utveckling", True, ""),
    ("stina", "", "Smart specialisering, andra varvet", False, "Bra fråga, men vi är mitt i det första varvet."),
    ("", "Region Kalmar län", "Livsmedelsstrategi i kristid", True, "Vi har en strategi men inget förråd. Vi behöver andras svar."),
    ("", "Region Kalmar län", "Regional samverkan om vattenbrist", True, ""),
    ("dan", "", "Genomförandet av den regionala utvecklingsstrategin", True, "Vi har mätt i åtta år. Jag vill veta vad andra gör med siffrorna."),
    ("dan", "", "Mått på livskvalitet", True, ""),
    ("", "Region Västerbotten", "Bostäder för den nya industrin", True, "Köerna växer snabbare än husen."),
    ("", "Region Jönköpings län", "Civilsamhället som part", False, "Vi kan dela med oss av vårt partnerskap."),
)  # fmt: skip
