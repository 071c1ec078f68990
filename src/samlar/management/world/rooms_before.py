"""The test rooms of the years before: what they asked, what came of it, and what did not."""

from samlar.management.world.days import Days
from samlar.management.world.story import JOINT, NO, OWN, PARTLY, YES, Asks, Story, line

WEB = "https://webb.exempel.test"


def told_at(name: str, place: str) -> dict[str, tuple[str, str]]:
    """How a result was spread, channel by channel."""
    return {
        "web": (f"{WEB}/provrum/{name}", "Rapport, mallar och en film på fyra minuter."),
        "newsletter": (f"{WEB}/nyhetsbrev/{name}", ""),
        "network_meeting": ("", place),
        "annual_conference": ("", "Eget lärpass med frågestund. Omkring fyrtio personer var med."),
    }


def fewer(days: Days) -> Story:
    return Story(
        title="Planera för färre",
        summary="Fyra län prövar scenarier tillsammans med kommuner som krymper: vad går att samla, dela eller avstå från?",
        text=(
            "Halva landets kommuner blir färre varje år, men nästan alla planer räknar med fler. Vi vill pröva om scenarier kan göra "
            "det möjligt att prata om det, utan att någon behöver peka ut en by."
        ),
        format="provrum",
        use="trial_balloon",
        course=days.fewer,
        proposer="Region Västernorrland",
        lead="Region Västernorrland",
        taken_in=("Region Jämtland Härjedalen", "Region Gävleborg", "Umeå universitet"),
        also_interested=("Region Dalarna", "Boverket"),
        sections={
            "purpose": (
                "Kommuner med minskande befolkning behöver kunna planera för det som är troligt, inte bara för det som är önskat. I dag saknas "
                "ett sätt att prata om det. Provrummet prövar om scenarier kan öppna samtalet mellan region, kommun och universitet."
            ),
            "expected_result": (
                "En samtalsmetod med fyra scenarier som en region kan använda tillsammans med en kommun under en dag. Underlaget ska gå att "
                "fylla med egna siffror på en förmiddag."
            ),
            "main_question": "Kan scenarier få en kommun att fatta beslut om service som den annars skjuter upp?",
            "delimitations": (
                "Vi prövar i tre kommuner, en i varje län. Vi gör ingen ny befolkningsprognos utan använder den som finns. Skolans "
                "organisation ingår inte: den utreds redan på annat håll."
            ),
            "time_plan": (
                "Januari: startmöte i Sundsvall, lunch till lunch. Februari: siffrorna tas fram. Mars och april: en scenariodag i varje kommun, "
                "digital avstämning mellan dem. Maj: resultatmöte i Östersund, med de tre kommunerna på plats."
            ),
            "resources": (
                "En analytiker och en strateg från varje region, åtta dagar var. En forskare från Umeå universitet leder scenariobygget. Vi köper "
                "en tecknare som ritar scenarierna medan de växer fram."
            ),
            "success_criteria": (
                "Tre kommuner har genomfört en scenariodag med både tjänstepersoner och politiker.",
                "Minst en kommun har tagit ett beslut som går att spåra till scenarierna.",
                "En region som inte var med kan genomföra en dag med vårt material.",
            ),
            "indicators": (
                "Antal deltagare per scenariodag, och hur många av dem som är förtroendevalda.",
                "Andel deltagare som säger att de fick prata om något de annars undviker.",
            ),
        },
        lines=(
            line("expert", "Forskare som leder scenariobygget", 45_000, JOINT),
            line("content", "Tecknare och mallar", 30_000, JOINT),
            line("working_time", "Regionernas analytiker och strateger", 55_000, OWN),
            line("travel", "Resor till tre kommuner", 20_000, OWN),
        ),
        grant=75_000,
        plan_read="Tydlig fråga och en avgränsning som håller. Tänk på att få med de förtroendevalda tidigt.",
        result_read="Ärligt om det som inte fungerade. Mallarna är lätta att använda.",
        factors={
            "researchers": "En forskare från Umeå universitet byggde scenarierna tillsammans med deltagarna, inte åt dem.",
            "daily_work": "Scenariodagarna lades in i kommunernas eget arbete med översiktsplanen.",
            "level_network": "Tjänstepersoner från region, kommun och Boverket träffades tre gånger och har fortsatt ringa varandra.",
            "open_publishing": "Mallar, siffror och film ligger öppet på webben.",
        },
        told={
            "done": (
                "Vi byggde fyra scenarier för år 2040 på tre verkliga kommuner. Varje kommun fick en heldag: förmiddagen gick åt till att förstå "
                "siffrorna, eftermiddagen till att leva i ett av scenarierna. Tecknaren gjorde bilderna på plats, och det var bilderna "
                "som gjorde att folk började prata.\n\nSammanlagt deltog 86 personer, 31 av dem förtroendevalda."
            ),
            "result": (
                "Ja, men bara om de förtroendevalda sitter i rummet hela dagen. I den kommun där de kom först till lunch blev det en bra "
                "diskussion och inget beslut. I de två andra har nämnderna beslutat att pröva en gemensam lösning för hemtjänst och bibliotek.\n\n"
                "Det som hjälper är inte siffrorna i sig. Det är att få säga *om* i stället för *när*."
            ),
            "not_working": (
                "Vi bad kommunerna ta fram egna siffror. Det tog tre veckor i stället för tre dagar, och två av tre blev fel. Nästa gång tar "
                "regionen fram siffrorna.\n\nDet optimistiska scenariot tog all luft i första kommunen. Vi tog bort det inför den andra."
            ),
            "usable": (
                "- En dagordning för scenariodagen, minut för minut\n- Fyra tecknade scenarier att anpassa\n- Ett kalkylblad som hämtar siffrorna "
                "ur öppna data\n- Tio frågor att ställa till dem som inte vill vara med"
            ),
            "next": (
                "Gävleborg upprepar dagen i tre kommuner till i höst. Boverket har tagit emot materialet och prövar det i sin vägledning. "
                "Vi har inget eget nästa steg: vi tycker att metoden nu är andras."
            ),
        },
        outcomes=(
            (YES, "Ja: en kommun i varje län, mellan 24 och 34 personer var."),
            (PARTLY, "Två nämnder har beslutat att utreda gemensamma lösningar. Inget beslut är ännu genomfört."),
            (YES, "Region Dalarna körde en egen dag i maj, utan oss i rummet. Det gick bra, med två frågor per telefon."),
            (YES, "86 personer, varav 31 förtroendevalda."),
            (PARTLY, "62 procent svarade ja. I den kommun där politikerna kom sent var det 40 procent."),
        ),
        spread=told_at("planera-for-farre", "Visades på RUS-nätverkets höstträff, 35 deltagare."),
        evaluations={
            "Region Västernorrland": {"benefit": 5, "effort": 4, "again": "yes", "use": "Vi börjar varje planeringsomgång med scenarier i stället för med prognosen.", "change": "Boka resultatmötet redan vid starten. Vi fick flytta det två gånger och tappade farten."},
            "Region Jämtland Härjedalen": {"benefit": 4, "effort": 3, "again": "yes", "use": "Vi tar med förtroendevalda från första mötet.", "change": "Fyra månader var i kortaste laget när kommuner ska vara med."},
            "Region Gävleborg": {"benefit": 5, "effort": 5, "again": "yes", "use": "Tre kommuner till har bett om en scenariodag."},
            "Umeå universitet": {"benefit": 4, "effort": 4, "again": "yes", "use": "Metoden ingår nu i en kurs för samhällsplanerare.", "change": "Resultatet borde berättas i nyhetsbrevet tidigare, medan folk minns att det pågick."},
        },
        said=(
            ("Region Gävleborg", 6, "Vi har en kommun som är beredd att vara först. De vill veta hur mycket av deras tid som går åt."),
            ("Region Västernorrland", 8, "En dag för tio personer, plus två timmars förberedelse. Resten gör vi."),
            ("Umeå universitet", 20, "Jag har skickat ett utkast till de fyra scenarierna. Säg till om något av dem känns som en anklagelse."),
        ),
        asks=(
            Asks("researchers", 15, "Vi söker någon som har studerat hur kommuner fattar beslut om att lägga ner eller flytta service.",
                 (("Linköpings universitet", "Vi har en forskargrupp om lokala beslut. Jag förmedlar gärna kontakten."),
                  ("Boverket", "Vi har en sammanställning av tidigare fall som ni kan få."),), closed=True),
        ),
    )  # fmt: skip


def studies(days: Days) -> Story:
    return Story(
        title="Att fullfölja studier",
        summary="En gemensam analys av varför så många inte fullföljer gymnasiet och yrkesutbildningen, och av vad som faktiskt hjälper.",
        text=(
            "Var tredje ung man i våra län saknar gymnasieexamen vid tjugo. Vi har alla rapporter om det. Ingen av oss har "
            "lagt dem bredvid varandra."
        ),
        format="provrum",
        use="joint_analysis",
        course=days.studies,
        proposer="Region Sörmland",
        lead="Region Sörmland",
        taken_in=("Region Västmanland", "Region Östergötland", "Örebro universitet"),
        also_interested=("Region Värmland",),
        asked=(("Region Örebro län", True, "Ja, med två analytiker."), ("Region Uppsala", False, "Inte i höst. Vi läser gärna resultatet.")),
        sections={
            "purpose": (
                "Kompetensförsörjningen avgörs i stor utsträckning av hur många som fullföljer den utbildning de börjar. Provrummet ska visa vad "
                "fyra län tillsammans kan se som inget av dem ser ensamt."
            ),
            "expected_result": "En gemensam analys på högst tjugo sidor och en lista över insatser, sorterad efter hur säkert vi vet att de hjälper.",
            "main_question": "Vilka insatser har visat att fler fullföljer, och för vilka?",
            "delimitations": "Gymnasieskolan och yrkeshögskolan. Inte grundskolan, inte högskolan. Vi samlar inte in nya enkäter.",
            "time_plan": "September: startmöte i Eskilstuna. Oktober och november: tre digitala analysverkstäder. December: läsning hos rektorer. Januari: resultatmöte i Linköping.",
            "resources": "Två analytiker per region. Vi köper in registerdata och en forskare som granskar metoden.",
            "success_criteria": (
                "Vi har kunnat jämföra samma mått i alla fyra län.",
                "Minst tio rektorer har läst utkastet och sagt vad de inte känner igen.",
                "Varje region har bestämt sig för en insats som den slutar med.",
            ),
            "indicators": ("Andel insatser i listan som vilar på mer än en studie.",),
        },
        lines=(
            line("expert", "Forskare som granskar metoden", 60_000, JOINT),
            line("content", "Registerdata från den nationella statistiken", 40_000, JOINT),
            line("working_time", "Åtta analytiker", 150_000, OWN),
            line("premises", "Lokaler för två möten", 20_000, OWN),
            line("travel", "Resor", 30_000, OWN),
        ),
        grant=100_000,
        sent_back=(
            "Det framgår inte vad forskaren ska göra och när. Skriv också hur ni tänker få rektorer att läsa.",
            {
                "resources": "Två analytiker per region. En forskare vid Örebro universitet granskar metoden i oktober och texten i december. Registerdata köps in i september.",
                "time_plan": "September: startmöte i Eskilstuna. Oktober och november: tre digitala analysverkstäder. December: varje region bjuder in tre rektorer som läser högt ur utkastet och stryker. Januari: resultatmöte i Linköping.",
            },
        ),
        plan_read="Nu är det klart vem som gör vad. Bra att rektorerna läser högt.",
        result_read="Listan är sorterad efter hur säkert man vet. Det är ovanligt och användbart.",
        factors={
            "researchers": "Metoden granskades av en forskare två gånger, och kritiken står kvar i rapporten.",
            "regional_examples": "Elva exempel beskrivs så att en annan region kan kopiera dem, med pris och tid.",
            "daily_work": "Analytikerna använde sina ordinarie uppföljningar och lade dem bredvid varandra.",
        },
        told={
            "done": "Vi började med att skicka varandra det vi redan hade: 34 rapporter. Det tog två möten att komma överens om vad ”fullfölja” betyder. Sedan räknade vi om samma sex mått i alla fyra län. Tolv rektorer läste utkastet och strök i det.",
            "result": "Tre insatser har stöd i mer än en studie: en vuxen som ringer samma vecka, praktik före terminsstart och möjligheten att byta program utan att börja om. Nio andra insatser kostar minst lika mycket och har inget stöd alls.\n\nSkillnaden mellan länen är mindre än skillnaden mellan skolor i samma län. Det ändrar vem regionen behöver prata med.",
            "not_working": "Vi ville jämföra yrkeshögskolan också. Registren går inte att lägga ihop utan ett års handläggning, så den delen ströks.\n\nVi trodde att rektorerna skulle vara försiktiga. De var hårdare mot siffrorna än forskaren.",
            "usable": "- Listan över insatser, sorterad efter hur säkert vi vet\n- En definition av ”fullföljer” som fyra län står bakom\n- Elva exempel med kontaktväg, pris och tid",
            "next": "Östergötland tar frågan om yrkeshögskolans register till myndigheten. Sörmland upprepar räkningen vartannat år och bjuder in de andra.",
        },
        outcomes=(
            (PARTLY, "Fem av sex mått. Det sjätte (övergång till yrkeshögskola) gick inte att räkna lika."),
            (YES, "Tolv rektorer i åtta kommuner."),
            (NO, "Två av fyra har beslutat vad de slutar med. De andra två säger att beslutet tas med nästa budget."),
            (YES, "Tre av tolv insatser, alltså en fjärdedel. Vi hade väntat oss färre."),
        ),
        spread=told_at("att-fullfolja-studier", "Analytikernätverkets vårträff, 28 deltagare på plats."),
        evaluations={
            "Region Sörmland": {"benefit": 4, "effort": 3, "again": "yes", "use": "Vi har avslutat två insatser och lagt pengarna på telefonsamtal.", "change": "Stäm av halvvägs med den som säkrar kvaliteten. Vi fick vår viktigaste fråga först när vi trodde att vi var klara."},
            "Region Västmanland": {"benefit": 3, "effort": 2, "again": "yes", "use": "Vi definierar måtten innan vi hämtar siffrorna.", "change": "Det borde stå tydligare att en del av arbetstiden går åt till att komma överens om ord."},
            "Region Östergötland": {"benefit": 4, "effort": 4, "again": "yes", "use": "Vi har tagit med listan i dialogen med kommunerna."},
            "Region Örebro län": {"benefit": 4, "effort": 3, "again": "yes", "use": "Vi frågar rektorer innan vi skriver klart."},
            "Örebro universitet": {"benefit": 3, "effort": 3, "again": "no", "use": "Våra studenter använder materialet.", "change": "En partner borde kunna få leda analysen även om en region leder provrummet."},
        },
        said=(("Region Östergötland", 9, "Vi kan vara värd för resultatmötet. Lokalen är gratis om vi tar den i januari."),),
    )  # fmt: skip


def preparedness(days: Days) -> Story:
    return Story(
        title="Regionalt utvecklingsansvarigas roll i krisberedskap",
        summary="Vi reder ut vad det regionala utvecklingsansvaret betyder när det skarpa läget kommer, och prövar det i tre övningar.",
        format="provrum",
        use="trial_balloon",
        course=days.preparedness,
        proposer="Region Norrbotten",
        lead="Region Norrbotten",
        leader="erin",
        taken_in=("Region Västerbotten", "Region Gotland", "Region Dalarna"),
        asked=(("Länsstyrelsen i Norrbottens län", True, "Ja. Vi tar med vår övningsledare."),),
        sections={
            "purpose": "I en kris finns vårdens och länsstyrelsens roller i lag. Det regionala utvecklingsansvaret nämns inte, men företagen ringer ändå. Vi vill veta vad vi ska svara, och vem som svarar.",
            "expected_result": "En rollbeskrivning på en sida, prövad i tre övningar, som andra regioner kan fylla i på ett möte.",
            "main_question": "Vad gör den regionalt utvecklingsansvariga de första 72 timmarna, och vad gör den inte?",
            "delimitations": "Inte hälso- och sjukvården. Inte höjd beredskap. Inte det som länsstyrelsen redan leder.",
            "time_plan": "Januari: startmöte i Luleå. Februari till april: en övning i varje län, digitalt genomgång dagen efter. Maj: resultatmöte i Falun.",
            "resources": "En strateg och en kommunikatör per region. Länsstyrelsen lånar ut en övningsledare. Vi köper en oberoende observatör.",
            "success_criteria": (
                "Tre övningar är genomförda med minst tio företag i varje.",
                "Rollbeskrivningen ryms på en sida och är godkänd av länsstyrelsen.",
                "Varje region har en utsedd person och en ersättare.",
            ),
            "indicators": (
                "Tid från första samtal till första samlade svar till näringslivet.",
                "Antal frågor som ingen tog i övningen.",
            ),
        },
        lines=(
            line("expert", "Observatör vid tre övningar", 60_000, JOINT),
            line("communication", "En sida, tre språk", 30_000, JOINT),
            line("working_time", "Strateger och kommunikatörer", 60_000, OWN),
            line("travel", "Resor till tre övningar", 30_000, OWN),
        ),
        grant=90_000,
        plan_read="Avgränsningen mot länsstyrelsen är tydlig. Klart för start.",
        result_read="Rollbeskrivningen håller. Lägg till datum för när den ska prövas igen.",
        factors={
            "other_agencies": "Länsstyrelsen ledde övningarna och godkände rollbeskrivningen.",
            "daily_work": "Övningarna använde regionernas vanliga larmlistor, med de hål som fanns i dem.",
            "top_management": "Regiondirektören i två län öppnade övningen och sa vad som gällde.",
            "open_publishing": "Rollbeskrivningen finns på svenska, engelska och nordsamiska.",
        },
        told={
            "done": "Vi höll tre övningar: ett elavbrott, ett vägras och en störning i betalningarna. Varje gång ringde tolv företag in. En observatör antecknade varje fråga och vem som tog den.",
            "result": "De första 72 timmarna gör vi tre saker: samlar företagens frågor, lämnar dem till rätt myndighet och säger samma sak tillbaka till alla. Vi leder ingenting. När vi försökte leda gick det långsammare.\n\nDen viktigaste upptäckten är tråkig: i två av tre regioner gick larmlistan till någon som hade slutat.",
            "not_working": "Den digitala lägesbilden som vi byggde till första övningen användes av ingen. Alla ringde. Vi lade ner den.\n\nBetalningsövningen blev för svår: deltagarna gav upp efter en timme.",
            "usable": "- Rollbeskrivningen på en sida\n- Tre övningsmanus på en halv dag vardera\n- En lista med 40 frågor som företag faktiskt ställer",
            "next": "Gotland övar om vattenbrist i sommar. Rollbeskrivningen prövas igen om två år, och Norrbotten kallar.",
        },
        outcomes=(
            (YES, "Tre övningar, med tolv, elva och fjorton företag."),
            (PARTLY, "En sida: ja. Länsstyrelsen i Norrbotten har godkänt den, de andra två läser."),
            (YES, "Alla fyra har utsett två personer."),
            (YES, "Från sex timmar i första övningen till femtio minuter i den tredje."),
            (PARTLY, "Från 23 till 9. Frågor om försäkring tar fortfarande ingen."),
        ),
        spread=told_at("roll-i-krisberedskap", "Digitalt nätverksmöte för beredskapsstrateger, 52 deltagare."),
        evaluations={
            "Region Norrbotten": {"benefit": 5, "effort": 4, "again": "yes", "use": "We update the call list every quarter, and somebody is named for it."},
            "Region Västerbotten": {"benefit": 5, "effort": 4, "again": "yes", "use": "Larmlistan har en ägare."},
            "Region Gotland": {"benefit": 4, "effort": 3, "again": "yes", "use": "Vi svarar företagen inom en timme, även när svaret är att vi inte vet.", "change": "Fler observatörer från andra regioner: det kostar lite och lär mycket."},
            "Region Dalarna": {"benefit": 4, "effort": 4, "again": "yes", "use": "Vi övar en gång om året."},
            "Länsstyrelsen i Norrbottens län": {"benefit": 4, "effort": 5, "again": "yes", "use": "Regionen är med från första lägesmötet."},
        },
        said=(
            ("Region Gotland", 12, "Hos oss är det färjan som är frågan. Kan en av övningarna handla om den?"),
            ("Region Norrbotten", 14, "Ja. Vi byter vägraset mot färjan i er övning."),
        ),
    )  # fmt: skip


def systems(days: Days) -> Story:
    return Story(
        title="Hur gör man en systemanalys?",
        summary="En liten grupp prövar tre metoder för systemanalys på samma fråga, och säger vilken som är värd besväret.",
        format="provrum",
        use="scouting",
        course=days.systems,
        proposer="Region Skåne",
        lead="Region Skåne",
        taken_in=("Västra Götalandsregionen", "Region Halland", "Linköpings universitet"),
        sections={
            "purpose": "Alla säger att utmaningarna är systemfrågor. Få av oss har gjort en systemanalys, och de som har gjort det har använt olika metoder på olika frågor. Vi vill jämföra på riktigt.",
            "expected_result": "En jämförelse mellan tre metoder på samma fråga: vad de kostade, vad de visade och vad de dolde.",
            "main_question": "Vilken metod för systemanalys ger en region mest för fem dagars arbete?",
            "delimitations": "En enda fråga: varför tar det så lång tid att få snabbladdare på plats? Vi löser den inte. Vi använder den.",
            "time_plan": "Startmöte i Malmö. Varje region kör en metod i sex veckor och träffas digitalt var tredje. Därefter byter vi metod en gång. Resultatmöte i Göteborg.",
            "resources": "Två personer per region. Linköpings universitet lär ut metoderna och håller reda på tiden. En expert på kausala kartor köps in.",
            "success_criteria": (
                "Tre metoder är prövade fullt ut på samma fråga.",
                "Vi kan säga vad fem dagar räcker till i varje metod.",
                "Någon annan region har valt metod med hjälp av vår jämförelse.",
            ),
            "indicators": ("Antal orsaker som bara en av metoderna hittade.", "Timmar per metod, loggade varje vecka."),
        },
        lines=(
            line("expert", "Expert på kausala kartor", 50_000, JOINT),
            line("content", "Handledning i tre metoder", 30_000, JOINT),
            line("working_time", "Sex personer, fem dagar var och metod", 60_000, OWN),
            line("travel", "Två fysiska möten", 20_000, OWN),
        ),
        grant=80_000,
        plan_read="Mycket bra att frågan är densamma för alla tre. Gå.",
        result_read="Jämförelsen är tydlig. Skriv gärna priset högre upp.",
        factors={
            "researchers": "Linköpings universitet lärde ut metoderna och var med på varje möte.",
            "daily_work": "Frågan om snabbladdare låg redan på tre skrivbord.",
            "new_technology": "En av metoderna använde språkmodeller för att hitta påstådda orsaker i 200 remissvar. Det gick, med handräknade stickprov.",
        },
        told={
            "done": "Vi prövade en kausal karta, en aktörsanalys och en metod där man följer ett enda ärende från början till slut. Efter sex veckor bytte vi metod med varandra och gjorde om.",
            "result": "För fem dagar: **följ ett ärende**. Det hittade två av de tre orsaker som alla metoder till slut var överens om, och tog 31 timmar. Den kausala kartan hittade alla tre men tog 140 timmar.\n\nAktörsanalysen hittade ingenting som de andra missade. Men det var den som gjorde att nätägaren började svara i telefon.",
            "not_working": "Att byta metod halvvägs lät klokt. Den andra gången visste vi redan svaret, så jämförelsen blev sämre än vi hade tänkt.",
            "usable": "- Ett beslutsträd: vilken metod för vilken fråga\n- Loggblad för att mäta den egna tiden\n- Handledning till ”följ ett ärende” på fyra sidor",
            "next": "Vi föreslår ett lärprojekt om systemanalys, med dem som redan har en fråga. Halland skriver förslaget.",
        },
        outcomes=(
            (YES, "Alla tre, två gånger."),
            (YES, "31, 64 och 140 timmar till första användbara resultat."),
            (NO, "Inte än. Två har frågat."),
            (PARTLY, "En, och den var fel: den försvann när vi kontrollräknade."),
            (YES, "Loggade av alla, med två veckors lucka i Halland."),
        ),
        spread=told_at("systemanalys", "Analytikernätverkets digitala lunch, 41 deltagare."),
        evaluations={
            "Region Skåne": {"benefit": 4, "effort": 4, "again": "yes", "use": "Vi börjar med att följa ett ärende."},
            "Region Halland": {"benefit": 4, "effort": 3, "again": "yes", "use": "Vi har slutat beställa systemkartor från konsulter.", "change": "Tillåt att två provrum samsas om en expert."},
        },
        said=(("Linköpings universitet", 15, "Tidsloggen ligger i gruppens mapp. Fyll i samma dag, annars blir det gissningar."),),
        asks=(
            Asks("agencies", 30, "Vi söker någon på en nationell myndighet som har handlagt tillstånd för laddplatser från början till slut.",
                 (("Energimyndigheten", "Jag har gjort det i fyra år. Hör av er."), ("Trafikverket", "Vi har vägsidan. Ta oss efter Energimyndigheten.")), closed=True),
        ),
    )  # fmt: skip
