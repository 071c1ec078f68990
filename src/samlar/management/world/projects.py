"""Other activities than test rooms. Their dates and figures follow the public facts; who says what is made up."""

from samlar.management.world.cast import REGIONS
from samlar.management.world.days import (
    CONFERENCE_2024,
    GREEN_BUSINESS,
    LEADING_CHANGE,
    LEARNING_TO_LEARN,
    NETWORK,
    REGION_2050,
    Days,
)
from samlar.management.world.rooms_before import WEB
from samlar.management.world.story import OTHERS, OWN, PARTLY, YES, Asks, Story, line

NOT_IN_GREEN = ("Region Gotland", "Region Jämtland Härjedalen", "Region Blekinge")  # eighteen of the twenty-one took part
NOT_IN_LEADING = ("Region Gotland", "Region Skåne", "Region Norrbotten", "Region Uppsala", "Region Stockholm")  # sixteen took part


def spread(name: str, meeting: str = "", conference: str = "") -> dict[str, tuple[str, str]]:
    return {
        "web": (f"{WEB}/{name}", ""),
        "newsletter": (f"{WEB}/nyhetsbrev/{name}", ""),
        "network_meeting": ("", meeting),
        "annual_conference": ("", conference),
    }


def green_business(days: Days) -> Story:
    return Story(
        title="Näringslivets gröna omställning",
        summary="Regionens roll och verktyg när näringslivet ställer om. Fyra workshoppar och studiebesök i sju regioner under 2023.",
        text="Omställningen av näringslivet går fort på några platser och långsamt på andra. Regionerna har verktyg, men använder dem olika.",
        format="larprojekt",
        course=GREEN_BUSINESS,
        proposer="Region Östergötland",
        lead="SKR",
        leader="sture",
        led_by="secretariat",
        taken_in=(
            *(name for name in REGIONS if name not in NOT_IN_GREEN and name != "Region Östergötland"),
            "Tillväxtverket", "Upphandlingsmyndigheten", "SLU", "Linköpings universitet",
        ),
        expected=(
            "Djupare kunskap om regionens roll och verktyg i näringslivets gröna omställning.",
            "Konkreta exempel från sju regioner som går att använda på hemmaplan.",
            "Ett starkare nätverk mellan regioner och med nationella myndigheter.",
        ),
        sections={
            "purpose": "Regionerna behöver förstå sin roll när näringslivet ställer om: vad de kan göra själva, vad de gör med andra och vad de ska låta bli.",
            "expected_result": "Varje organisation har minst ett exempel som den prövar hemma, och vet vem på nationell nivå den kan ringa.",
            "main_question": "Vilka av regionens verktyg påverkar näringslivets omställning, och hur används de tillsammans?",
            "delimitations": "Företagens omställning, inte energisystemet i stort. Frågor om tillstånd tar en annan myndighet vidare.",
            "time_plan": "Fyra workshoppar mellan februari och december. Studiebesök i Norrbotten, Värmland, Halland, Skåne, Östergötland, Gävleborg och Stockholm. Avslutning 6 december.",
            "resources": "Innehållsledare på medlemsinlån från Region Östergötland. Processledare från mandatet. Varje organisation står för sin tid och sina resor.",
            "success_criteria": ("Minst femton organisationer har prövat ett exempel från en annan region.", "Frågorna har en mottagare när projektet är slut."),
            "indicators": ("Antal unika deltagare och antal deltaganden.", "Antal exempel som har tagits hem."),
        },
        lines=(
            line("content", "Innehållsledning", 420_000, OTHERS),
            line("premises", "Lokaler för fyra workshoppar", 160_000, OTHERS),
            line("travel", "Resor till studiebesöken", 600_000, OWN),
        ),
        plan_read="Studiebesöken bär projektet. Skriv tidigt vem som tar frågorna vidare.",
        result_read="Siffrorna och medskicken är på plats.",
        factors={
            "national_agencies": "Tillväxtverket och Upphandlingsmyndigheten deltog från första workshoppen.",
            "regional_examples": "Sju regioner visade exempel på plats, med priser och misstag.",
            "level_network": "Deltagarna fortsätter i ett nationellt nätverk om omställningen.",
            "researchers": "Tre forskare deltog och återkom på avslutningen.",
        },
        told={
            "done": "130 personer från 33 organisationer deltog någon gång; 23 organisationer var anmälda hela vägen. Tillsammans blev det 278 deltaganden. Talarna var 48 kvinnor och 36 män. Vi besökte sju regioner och gjorde tolv studiebesök.",
            "result": "Regionens starkaste verktyg är inte pengarna utan att kunna bjuda in. Där upphandling, företagsstöd och kompetensförsörjning planeras i samma rum går omställningen fortare.",
            "not_working": "Hemuppgifterna mellan träff två och tre gjordes av hälften. De som gjorde dem hade ett uppdrag från sin chef.",
            "usable": "- Tolv exempel med kontakt, kostnad och tid\n- Frågelista inför ett studiebesök\n- Mall för uppdrag mellan deltagare och chef",
            "next": "Tillväxtverket tar frågorna vidare i sitt nätverk om näringslivets gröna omställning. SKR håller seminarier om det som vi inte hann fördjupa.",
        },
        outcomes=(
            (PARTLY, "Elva organisationer har prövat, fyra har bestämt när."),
            (YES, "Två mottagare har sagt ja: en myndighet och SKR."),
            (YES, "130 unika deltagare och 278 deltaganden."),
            (PARTLY, "Arton, räknat i december. Vi frågar igen om ett år."),
        ),
        spread=spread("larprojekt/naringslivets-grona-omstallning", "Nätverk för näringslivsutvecklare, 30 deltagare.", "Två lärpass på årskonferensen i Jönköping."),
        evaluations={
            "Region Värmland": {"benefit": 5, "use": "Vi bjuder in bankerna när vi planerar företagsstöd.", "again": "yes"},
            "Region Dalarna": {"benefit": 4, "use": "Upphandlingsenheten är med i omställningsgruppen.", "again": "yes", "change": "Kräv uppdraget från chefen före första träffen."},
            "Region Halland": {"benefit": 4, "use": "Vi tog exemplet med delad laddinfrastruktur från Norrbotten.", "again": "yes"},
            "Tillväxtverket": {"benefit": 4, "use": "Frågorna lever i vårt nätverk.", "again": "yes"},
            "SLU": {"benefit": 3, "use": "Vi vet vem vi ska kontakta.", "again": "yes", "change": "Fler forskare i programmet, men kortare."},
        },
    )  # fmt: skip


def leading_change(days: Days) -> Story:
    return Story(
        title="Leda omställning",
        summary="Masterclass för mellanchefer och arbetsledare inom regional utveckling. Start i Stockholm 1 november 2023.",
        format="masterclass",
        course=LEADING_CHANGE,
        proposer="Region Kronoberg",
        lead="Region Kronoberg",
        taken_in=(*(name for name in REGIONS if name not in NOT_IN_LEADING and name != "Region Kronoberg"), "SLU", "SKR", "Storsthlm"),
        expected=(
            "Mer kunskap och bättre förmåga att leda omställningen till ett hållbart samhälle.",
            "Mer kunskap om metoder och verktyg för att leda omställning.",
            "Mer kunskap och bättre förmåga i organisatoriskt lärande.",
            "Delade erfarenheter av lärande och ledarskap för omställning.",
        ),
        sections={
            "purpose": "Mellanchefen ska driva på omställningen och samtidigt hålla ordning på vardagen. Det behöver man öva på tillsammans med andra som gör samma sak.",
            "expected_result": "De fyra resultaten i mallen, följda upp tre månader efter sista träffen.",
            "main_question": "Hur leder man en expedition inom en organisation som är byggd för kryssningar?",
            "time_plan": "Workshop 1 i Stockholm 1 november. Workshop 2 digitalt 7 december. Workshop 3 och 4 under våren. Hemuppgift mellan varje träff.",
            "resources": "Innehållsledare från Region Kronoberg, processledare från mandatet.",
            "success_criteria": (
                "Varje deltagare har lett ett möte på ett nytt sätt och berättat hur det gick.",
                "Varje deltagare har prövat en metod från träffarna med sin grupp.",
                "Varje deltagare kan säga vad som hindrar lärande i den egna organisationen.",
                "Varje deltagare har tagit emot ett kollegialt besök.",
            ),
        },
        plan_read="Fyra kriterier för fyra resultat. Klart.",
        result_read="Godkänd.",
        factors={"daily_work": "Varje hemuppgift gjordes i den egna gruppen.", "manager_assignment": "38 av 50 deltagare hade ett skrivet uppdrag från sin chef."},
        told={
            "done": "Sexton regioner, SLU, SKR och ett kommunförbund deltog. 50 personer var med på den första workshoppen, 41 på den sista.",
            "result": "Cheferna gjorde skillnad på det de kan bestämma och det de kan bjuda in till. Det andra visade sig vara större.",
            "not_working": "Den digitala träffen i december blev en föreläsning. Samtalen kom först när vi bröt upp i tre.",
            "usable": "- Fyra hemuppgifter att göra med sin egen grupp\n- Samtalskort om expeditioner och kryssningar",
            "next": "Tolv av deltagarna fortsätter som kollegialt nätverk, utan egen budget.",
        },
        outcomes=(
            (YES, "Alla som var med till slutet."),
            (YES, "Vanligast var ”fyra frågor efter mötet”."),
            (PARTLY, "31 av 41 kunde det utan att titta i papperen."),
            (PARTLY, "24 besök blev av."),
        ),
        spread=spread("masterclass/leda-omstallning"),
        evaluations={
            "Region Kronoberg": {"benefit": 4, "use": "Vi har kortare möten med fler frågor.", "again": "yes"},
            "Region Västmanland": {"benefit": 5, "use": "Jag frågar vad vi lärde oss, inte bara vad vi gjorde.", "again": "yes"},
            "Storsthlm": {"benefit": 3, "use": "Samtalskorten används i ledningsgruppen.", "again": "yes", "change": "Håll digitala träffar under två timmar."},
        },
    )  # fmt: skip


def region_2050(days: Days) -> Story:
    return Story(
        title="Region 2050",
        summary="Fyra workshoppar på två år om regionens långa sikt: vad kan vi veta, och vad måste vi bestämma ändå?",
        format="larprojekt",
        course=REGION_2050,
        proposer="Region Halland",
        lead="Region Halland",
        taken_in=(
            "Region Skåne", "Region Blekinge", "Region Kronoberg", "Region Kalmar län", "Region Jönköpings län", "Västra Götalandsregionen",
            "Region Värmland", "Region Örebro län", "Region Sörmland", "Region Uppsala", "Region Västmanland", "Region Dalarna",
            "Region Gävleborg", "Region Jämtland Härjedalen", "Region Västernorrland", "Region Västerbotten", "Region Norrbotten",
            "Tillväxtverket", "Vinnova", "SKR", "Trafikverket", "Umeå universitet", "Högskolan Dalarna",
        ),
        sections={
            "purpose": "Strategier räcker tio år. Vägar, bostäder och klimat räcker femtio. Vi behöver öva på att planera bortom våra egna mandat.",
            "expected_result": "Varje organisation har en framtidsbild för 2050 som används i ett pågående beslut.",
            "main_question": "Hur fattar en region beslut i dag som håller i fem olika framtider?",
            "delimitations": "Inga nya prognoser. Tekniska detaljer lämnas till myndigheterna.",
            "time_plan": "Fyra workshoppar på två till tre dagar, en per halvår från februari 2024. Hemuppgift: pröva en framtid på ett verkligt beslut.",
            "resources": "Innehållsledare från Region Halland, processledare från Region Jönköpings län.",
            "success_criteria": ("Varje organisation har prövat minst en framtid på ett verkligt beslut.",),
            "indicators": ("Antal personer och organisationer på varje träff.",),
        },
        plan_read="Lång tid, tydliga hållplatser. Klart.",
        result_read="Bra att besluten är namngivna.",
        factors={
            "top_management": "Nio regiondirektörer öppnade hemuppgiften i sin egen organisation.",
            "national_agencies": "Tillväxtverket, Vinnova och Trafikverket deltog i alla fyra träffar.",
            "daily_work": "Framtiderna prövades på länsplaner och budgetar som redan låg på bordet.",
        },
        told={
            "done": "90 personer från 24 organisationer möttes fyra gånger, två till tre dagar åt gången, under två år.",
            "result": "Fjorton organisationer har ändrat eller skjutit upp ett beslut efter att ha prövat det i fem framtider. De andra tio har prövat, och kommit fram till samma sak som förut. Det är också ett resultat.",
            "not_working": "Den tredje framtiden (”mitt emellan”) valdes av alla som ville slippa välja. Vi borde ha haft fyra.",
            "usable": "- Fem framtider på en sida var\n- Ett protokoll för att pröva ett beslut på tre timmar",
            "next": "Två regioner har bjudit in sina grannar att göra om det i liten skala. Årskonferensen får ett lärpass.",
        },
        outcomes=((YES, "24 av 24 har prövat. 14 har ändrat något."), (YES, "90 personer från 24 organisationer.")),
        spread=spread("larprojekt/region-2050", "RUS-nätverkets vårträff, 44 deltagare."),
        evaluations={
            "Region Halland": {"benefit": 5, "use": "Varje stort beslut får en sida om fem framtider.", "again": "yes"},
            "Region Norrbotten": {"benefit": 4, "use": "We ask which decisions can wait.", "again": "yes"},
            "Trafikverket": {"benefit": 4, "use": "Vi läser länsplanerna med andra ögon.", "again": "yes", "change": "Två år är långt för den som byter jobb. Bygg in en överlämning."},
        },
    )  # fmt: skip


def learning_to_learn(days: Days) -> Story:
    return Story(
        title="Att lära om lärande",
        summary="Lärlabb hösten 2026 om organisatoriskt lärande i det regionala utvecklingsuppdraget: från erfarenhet till gemensam förmåga.",
        text="Mycket lärande sker hos enskilda. Utmaningen är att göra kunskapen till organisationens. Vi prövar hur, tillsammans.",
        format="larlabb",
        course=LEARNING_TO_LEARN,
        proposer="Region Örebro län",
        lead="Tillväxtverket",
        leader="klara",
        led_by="secretariat",
        taken_in=(
            "Region Dalarna", "Region Kalmar län", "Region Gotland", "Region Jönköpings län", "Region Norrbotten", "Region Skåne",
            "Region Uppsala", "Region Värmland", "Region Västerbotten", "Vinnova", "SLU", "Linnéuniversitetet",
        ),
        sections={
            "purpose": "Regionerna ska själva kunna bära det gemensamma lärandet. Lärlabbet prövar begrepp, modeller och arbetssätt för det.",
            "expected_result": "De fyra resultaten i mallen: analysera, kunna mer, ha konkreta idéer, ha ett starkare nätverk.",
            "main_question": "Hur blir lärande vardag, och hur bär vi det vidare tillsammans?",
            "time_plan": "Workshop 1: 1–2 september i Stockholm, lunch till lunch. Fördjupningsseminarium: 6 oktober kl. 9–12, digitalt. Workshop 2: 14–15 oktober i Stockholm, lunch till lunch. Sista anmälningsdag 14 augusti. Hemuppgift mellan träffarna.",
            "resources": "Två processledare. Regionala exempel från Dalarna, Gotland och Norrbotten. Deltagandet är gratis; resor och logi betalar var och en.",
            "success_criteria": ("Varje organisation har gjort sin analys av vad som stärker och hindrar lärande.", "Varje organisation har en idé som den prövar före jul."),
            "target_group": "Enhetschefer, strateger, verksamhetsutvecklare, metodutvecklare och HR. En till fyra personer per organisation, gärna både strategisk och operativ funktion.",
            "contacts": "Praktiska frågor och frågor om innehållet: den som har mandatet på Tillväxtverket.",
        },
        plan_read="Programmet följer inbjudan. Klart.",
        result_read="Medskicken har mottagare. Godkänd.",
        factors={"manager_assignment": "Uppdraget skrivs med chefen före första träffen.", "researchers": "Två forskare i organisatoriskt lärande medverkar på workshop 1."},
        told={
            "done": "Tre träffar med hemuppgift emellan, hösten 2026.",
            "result": "Det som hindrar är sällan brist på kunskap. Det är att ingen hemma väntar på den.",
            "not_working": "Hemuppgiften var för stor. Nästa gång räcker en fråga.",
            "usable": "- Analysen av vad som stärker och hindrar lärande, på en sida\n- Fyra frågor efter varje möte",
            "next": "Medskicken är lämnade till nätverken och till den grupp som tar över.",
        },
        outcomes=((YES, "Alla fjorton."), (PARTLY, "Nio av fjorton har börjat.")),
        spread=spread("larlabb/att-lara-om-larande", "RUS-nätverkets möte efter nyår."),
        evaluations={
            "Region Dalarna": {"benefit": 5, "use": "Vi avsätter tio minuter efter varje möte.", "again": "yes"},
            "SLU": {"benefit": 4, "use": "Vi väntar på våra deltagare när de kommer hem.", "again": "yes"},
        },
        asks=(
            Asks("researchers", 40, "Vi söker forskare i organisatoriskt lärande som kan medverka 1–2 september.",
                 (("Linnéuniversitetet", "Vi har två som är intresserade."), ("Linköpings universitet", "En hos oss har skrivit om just överföring. Jag frågar."),), closed=True),
        ),
    )  # fmt: skip


def conference(days: Days) -> Story:
    return Story(
        title="Årskonferens 2024 i Jönköping",
        summary="Två dagar med 24 lärpass, 7–8 februari 2024. Värd är Region Jönköpings län.",
        format="arskonferens",
        course=CONFERENCE_2024,
        proposer="Region Jönköpings län",
        lead="Region Jönköpings län",
        leader="jon",
        taken_in=("SKR", "Tillväxtverket", "Vinnova"),
        asked=(("Jönköpings kommun", True, "Välkomna till stan."),),
        sections={
            "purpose": "En viktig mötesplats, särskilt när färre har råd att resa: här delas det som har lärts under året.",
            "main_question": "Tillsammans genom omställningen",
            "time_plan": "Onsdag lunch till torsdag lunch. Åtta parallella lärpass i tre omgångar, 45 minuter var. Två pass är reserverade för provrum och expeditioner. Sista anmälningsdag är 15 januari.",
            "resources": "Budgeten räknar med 200 deltagare. Lokaler i kongresshuset, middag för alla.",
            "success_criteria": ("200 deltagare.", "Minst tre av fyra deltagare tar med sig ett exempel hem."),
            "call": "Vi söker lärpass om sådant ni har prövat, gärna det som gick snett. Lämna förslag senast 15 oktober.",
        },
        lines=(
            line("premises", "Kongresshus och middag", 380_000, OWN),
            line("communication", "Programsida och material", 40_000, OTHERS),
            line("travel", "Resor", 300_000, OWN),
        ),
        plan_read="Programmet har plats för det som prövats. Klart.",
        result_read="Materialet är komplett.",
        factors={"open_publishing": "Allt material lades ut veckan efter.", "regional_examples": "22 av 24 lärpass visade ett exempel från en region."},
        told={
            "done": "24 lärpass i tre omgångar. Ett ställdes in och ett flyttades.",
            "result": "Flest kom till passen om det som inte hade fungerat.",
            "not_working": "Passen på 45 minuter var för korta för samtal efteråt.",
            "usable": "Presentationer och frågor från 23 lärpass ligger på webben.",
            "next": "Nästa värd får listan på vad vi skulle göra annorlunda.",
        },
        outcomes=((PARTLY, "187 deltagare. Året före var det fler."), (YES, "81 procent, i enkäten efteråt.")),
        spread=spread("arskonferens/2024"),
        evaluations={
            "Region Jönköpings län": {"benefit": 4, "use": "Vi bjuder in grannregionerna till våra egna dagar.", "again": "yes"},
            "Tillväxtverket": {"benefit": 4, "use": "Vi lägger våra möten i anslutning till konferensen.", "again": "yes", "change": "Färre pass och längre pauser."},
        },
    )  # fmt: skip


def electricity(days: Days) -> Story:
    return Story(
        title="Elförsörjning: territoriellt, utmaningsdrivet, hållbart",
        summary="Elen borrar vi i från tre håll samtidigt, med två regioner som håller i och dem som bygger nät, hus och företag.",
        format="expedition",
        course=days.electricity,
        proposer="Region Kalmar län",
        lead="Region Kalmar län",
        leader="stina",
        holds_too="Region Gotland",
        contact="lovis",
        taken_in=("Region Gotland", "Energimyndigheten", "Region Blekinge"),
        asked=(("Länsstyrelsen i Kalmar län", True, "Vi är med från dag ett."),),
        sections={
            "purpose": "Elen räcker i landet men inte på platsen. Vi ger oss ut för att förstå vem som ser vad, och vem som kan göra något.",
            "main_question": "Vad gör en plats attraktiv för elnätet, i stället för tvärtom?",
            "expected_result": "En berättelse från tre platser, och fem frågor som varje region kan ställa till sin nätägare.",
            "time_plan": "Avfärd i Kalmar. Besök i fält på Gotland och i Karlshamn. Återkomst i Kalmar. Lärdomarna delas på årskonferensen och på ett digitalt nätverksmöte.",
            "resources": "Nätägare, länsstyrelse, två kommuner, Energimyndigheten.",
        },
        plan_read="Kort och modigt. Klart.",
        said=(
            ("Energimyndigheten", 12, "Ta med någon som har ansökt om effekt och fått nej. Det säger mer än våra kartor."),
            ("Region Gotland", 15, "Vi har två. Den ena kommer gärna."),
        ),
        asks=(Asks("agencies", 60, "Vem på Trafikverket svarar för el till vägar och depåer? Vi behöver en timme.", (("Trafikverket", "Det är jag, eller så vet jag vem."),), closed=True),),
    )  # fmt: skip


def conflicts(days: Days) -> Story:
    return Story(
        title="Målkonflikter i grön omställning",
        summary="Vad är hållbart för regionen, landet och världen när svaren går isär?",
        format="larprojekt",
        course=days.conflicts,
        proposer="Region Norrbotten",
        lead="Region Gävleborg",
        taken_in=("Region Norrbotten", "Region Västerbotten", "Region Dalarna", "Tillväxtverket", "Region Skåne"),
        sections={
            "purpose": "Gruvan, skogen, renarna och elen ska rymmas på samma plats. Vi vill lära oss att prata om det utan att låtsas att alla vinner.",
            "main_question": "Hur hanterar en region öppet att två mål inte går att nå samtidigt?",
        },
        said=(("Region Dalarna", 6, "Kan vi börja med fall i stället för begrepp? Vi har tre som är aktuella nu."),),
    )  # fmt: skip


def rus(days: Days) -> Story:
    return Story(
        title="RUS-nätverket",
        summary="För dem som arbetar med regionala utvecklingsstrategier.",
        format="natverk",
        course=NETWORK,
        body="rus",
        proposer="Region Uppsala",
        lead="Region Uppsala",
        taken_in=("Region Sörmland", "Region Värmland", "Region Västerbotten", "Region Kalmar län", "Tillväxtverket"),
        sections={
            "purpose": "Att hålla kunskapen om strategierna levande mellan beslut, för dem som skriver, följer upp och genomför dem.",
            "main_question": "Folkhälsa och rumslighet i strategierna",
            "time_plan": "19 september: Folkhälsa och regional utveckling, digitalt. 22 november: RUS och rumslighet, digitalt. Vårträff på plats.",
            "resources": "Uppsala, Sörmland, Värmland, Västerbotten, Kalmar och Tillväxtverket.",
        },
        reviews=(
            {"done": "Två digitala träffar, 60 personer på den första.", "result": "Folkhälsa är inget bihang: fyra regioner har flyttat den till första kapitlet.", "not_working": "Två timmar utan paus.", "usable": "Frågelista om folkhälsa i strategin.", "next": "Rumsligheten tas upp igen på våren."},
            {"done": "Fyra träffar, varav en på plats i Uppsala.", "result": "Uppföljningen är svårare än strategin.", "not_working": "Träffen i juni krockade med allt.", "usable": "Tre exempel på årsrapporter.", "next": "Genomförandet blir nästa tema."},
            {"done": "Tre digitala träffar om genomförande.", "result": "Den som har en ägare per mål kommer längre.", "not_working": "Vi hann inte med kommunerna.", "usable": "Mall för målägare.", "next": "Kommunerna bjuds in till vårträffen."},
        ),
        spread={"web": (f"{WEB}/natverk/rus", "")},
    )  # fmt: skip


def analysts(days: Days) -> Story:
    return Story(
        title="Analytikernätverket",
        summary="Regionernas analytiker möts kring data, metoder och det som är svårt att mäta.",
        format="natverk",
        course=NETWORK,
        body="analysts",
        proposer="Region Dalarna",
        lead="Region Dalarna",
        leader="dan",
        taken_in=("Region Skåne", "Region Västmanland", "Region Norrbotten", "Region Gotland", "Tillväxtverket"),
        sections={
            "purpose": "Att analytiker inte ska behöva lösa samma problem tjugoen gånger.",
            "main_question": "Miljöräkenskaper",
            "time_plan": "21 november: miljöräkenskaper, med Statistiska centralbyrån. Digital lunch första torsdagen varje månad. Årsträff på våren.",
            "resources": "Dalarna, Skåne, Västmanland, Norrbotten, Gotland och Tillväxtverket.",
        },
        reviews=(
            {"done": "Nio digitala luncher och en fördjupning om miljöräkenskaper.", "result": "Måtten finns. Tolkningarna saknas.", "not_working": "Chatten blev längre än samtalet.", "usable": "Gemensam kodbok för pendling.", "next": "Kompetensprognoser under våren."},
            {"done": "Tio luncher och en årsträff i Falun.", "result": "Hälften av oss räknar om samma statistik varje år.", "not_working": "Inspelningarna ses av få.", "usable": "Skript för regionala nedbrytningar.", "next": "Pröva att dela skript öppet."},
            {"done": "Skripten har delats av elva regioner.", "result": "Felen hittas snabbare när fler läser.", "not_working": "Ingen hade tid att underhålla.", "usable": "Elva skript med beskrivning.", "next": "Två regioner turas om som värd för skripten."},
        ),
        spread={"web": (f"{WEB}/natverk/analytiker", "")},
    )  # fmt: skip


EVERY = (
    green_business, leading_change, region_2050, learning_to_learn, conference, electricity, conflicts, rus, analysts,
)  # fmt: skip
