"""The test rooms of today: one that runs, one in review, two being planned, one that came to nothing."""

from samlar.management.world.days import Days
from samlar.management.world.story import JOINT, OTHERS, OWN, Asks, Story, line


def crises(days: Days) -> Story:
    return Story(
        title="Lärdomar från de senaste kriserna",
        summary="Vi spelar igenom påhittade krisscenarier och ser vad vi faktiskt lärde oss av de verkliga.",
        text=(
            "Efter varje kris skriver vi en utvärdering. Nästa kris börjar vi om. Vi vill pröva om påhittade scenarier avslöjar vilka lärdomar som "
            "sitter i organisationen och vilka som satt i en person."
        ),
        format="provrum",
        use="trial_balloon",
        course=days.crises,
        proposer="Region Gotland",
        lead="Region Gotland",
        leader="gun",
        taken_in=("Region Blekinge", "Region Kalmar län", "Region Norrbotten"),
        also_interested=("Region Västernorrland",),
        asked=(("Länsstyrelsen i Gotlands län", True, "Ja tack. Vi kommer med två personer."),),
        sections={
            "purpose": (
                "Regionerna har utvärderat pandemin, torkan och elpriserna. Få kan visa vad som har ändrats. Provrummet prövar ett sätt att se "
                "skillnad på det som står i en rapport och det som sitter i vardagen."
            ),
            "expected_result": (
                "Ett spel på två timmar som vilken region som helst kan använda för att se vilka lärdomar som lever, och en mall för att "
                "skriva ner vad som saknas."
            ),
            "main_question": "Vilka lärdomar från de senaste kriserna finns kvar när de som var med har bytt jobb?",
            "delimitations": "Tre scenarier: vattenbrist, elpriser och en förlorad leverantör. Inte krig, inte pandemi. Vi bedömer inga personer.",
            "time_plan": (
                "Startmöte i Visby, lunch till lunch. Tre digitala arbetsmöten, ett per scenario, med spel på hemmaplan emellan. Resultatmöte i "
                "Karlskrona, öppet för alla medlemmar."
            ),
            "resources": "En strateg och en analytiker per region, sex dagar var. En spelutvecklare köps in för två veckor.",
            "success_criteria": (
                "Spelet är prövat i fyra organisationer av personer som inte var med i krisen.",
                "Varje deltagare kan peka på minst en lärdom som saknas och vem som nu äger den.",
            ),
            "indicators": (
                "Andel lärdomar ur den egna utvärderingen som spelarna hittade utan hjälp.",
                "Antal lärdomar som har fått en ägare efter spelet.",
            ),
        },
        lines=(
            line("expert", "Spelutvecklare, två veckor", 45_000, JOINT),
            line("content", "Tre scenarier med underlag", 15_000, JOINT),
            line("working_time", "Strateger och analytiker", 40_000, OWN),
            line("travel", "Startmöte och resultatmöte", 20_000, OWN),
        ),
        grant=60_000,
        plan_read="Stark fråga. Bra att ni inte bedömer personer. Klart för start.",
        factors={
            "daily_work": "Spelet utgår från varje regions egna utvärderingar.",
            "other_agencies": "Länsstyrelsen deltar med två personer.",
        },
        said=(
            ("Region Norrbotten", 20, "Ska spelarna få läsa utvärderingen innan? Då mäter vi läsning, inte lärande."),
            ("Region Gotland", 21, "Nej. De får den efteråt, i ett förseglat kuvert."),
            ("Region Blekinge", 62, "Vi har spelat det första scenariot. Fem av elva lärdomar satt kvar. Den viktigaste gjorde det inte."),
        ),
        asks=(
            Asks("researchers", 40, "Känner någon en forskare som har studerat hur organisationer minns, gärna efter en kris?",
                 (("Örebro universitet", "Ja, hos oss. Jag frågar och återkommer på fredag."),
                  ("Vinnova", "Vi har finansierat ett projekt om just det. Slutrapporten är öppen."))),
        ),
    )  # fmt: skip


def open_data(days: Days) -> Story:
    return Story(
        title="Öppna data om regional utveckling",
        summary="Vi publicerar samma tre mått på samma sätt, och ser vem som använder dem och till vad.",
        format="provrum",
        use="pre_study",
        course=days.open_data,
        proposer="Region Östergötland",
        lead="Region Jönköpings län",
        leader="jon",
        taken_in=("Region Örebro län", "Region Kalmar län"),
        sections={
            "purpose": "Varje region publicerar siffror på sitt sätt. Den som vill jämföra får skriva till oss alla. Vi vill veta om det lönar sig att göra lika, innan vi bygger något stort.",
            "expected_result": "Tre mått som fyra regioner publicerar lika, med beskrivning, och en ärlig redovisning av vad det kostade och vem som använde dem.",
            "main_question": "Blir regionala data mer använda om vi publicerar dem likadant, eller räcker det att de finns?",
            "delimitations": "Tre mått: pendling, påbörjade bostäder och nystartade företag. Inga personuppgifter. Ingen ny webbplats.",
            "time_plan": "Februari: startmöte i Jönköping och val av definitioner. Mars: digital verkstad där alla publicerar samtidigt. April: vi bjuder in sex användare och ser på när de försöker. Maj: resultatmöte, digitalt.",
            "resources": "En analytiker och en utvecklare per region. Vi köper hjälp med beskrivningarna.",
            "success_criteria": (
                "Fyra regioner publicerar tre mått med samma beskrivning.",
                "Sex användare utanför regionerna har försökt använda dem medan vi såg på.",
                "Vi vet vad det kostar att hålla måtten färska i ett år.",
            ),
            "indicators": ("Antal hämtningar per mått och region, tre månader efter publiceringen.", "Antal frågor som kommer per e-post, jämfört med året innan."),
        },
        lines=(
            line("expert", "Beskrivningar enligt nationell standard", 50_000, JOINT),
            line("communication", "Inbjudan och film för användare", 25_000, JOINT),
            line("working_time", "Analytiker och utvecklare", 60_000, OWN),
            line("other", "Drift av datalager i ett år", 15_000, OTHERS),
        ),
        grant=75_000,
        said=(
            ("Region Kalmar län", 8, "Vi har redan pendlingen öppen. Kan vi använda vår beskrivning som utgångspunkt?"),
            ("Region Jönköpings län", 9, "Gärna. Skicka den, så lägger vi den bredvid vår."),
            ("Region Örebro län", 24, "Vår utvecklare slutar i mars. Vi löser det, men säg till om verkstaden kan ligga tidigt i månaden."),
        ),
    )  # fmt: skip


def twins(days: Days) -> Story:
    return Story(
        title="Digitala tvillingar i regional planering",
        summary="Vad kan en digital tvilling visa som kartan inte kan?",
        text="Många köper digitala tvillingar. Få kan säga vilken fråga de besvarar. Vi tar en verklig fråga och prövar.",
        format="provrum",
        use="scouting",
        course=days.twins,
        proposer="Västra Götalandsregionen",
        lead="Västra Götalandsregionen",
        taken_in=("Luleå tekniska universitet",),
        also_interested=("Region Stockholm", "Region Skåne"),
        asked=(("Region Stockholm", None, ""),),
        sections={
            "purpose": "Digitala tvillingar säljs in som ett svar. Vi vill veta vilken fråga de är ett svar på, innan fler regioner köper var sin.",
            "main_question": "Vilken planeringsfråga blir lättare att besvara med en digital tvilling än med karta och tabell?",
            "time_plan": "Tanken är fyra månader med tre digitala möten. Datum sätts när vi vet vilka som är med.",
        },
        said=(("Luleå tekniska universitet", 4, "Vi har en modell som går att låna. Den täcker en kommun, inte en region."),),
    )  # fmt: skip


def pictures(days: Days) -> Story:
    return Story(
        title="AI och visualisering som verktyg i regional utveckling",
        summary="Tre regioner prövar om AI och bilder kan göra analysen begriplig för fler, och när det i stället vilseleder.",
        text=(
            "Vi gör analyser som få läser. AI kan skriva, rita och sammanfatta på sekunder. Vi vill pröva det på riktigt underlag, med "
            "riktiga läsare, och mäta vad som blir fel."
        ),
        format="provrum",
        use="joint_analysis",
        course=days.pictures,
        proposer="Region Kalmar län",
        lead="Region Kalmar län",
        leader="stina",
        taken_in=("Region Dalarna", "Linnéuniversitetet"),
        also_interested=("Region Gotland", "Tillväxtverket"),
        sections={
            "purpose": "Regionens analyser når för få. Vi vill se om AI och visualisering kan göra dem begripliga för politiker och kommuner, utan att de blir fel.",
            "expected_result": "En handledning på tio sidor med exempel: så här gjorde vi, så här mycket tid tog det, så här ofta blev det fel.",
            "main_question": "När gör AI och visualisering en analys begripligare, och när vilseleder de?",
            "delimitations": "Tre analyser som redan är klara. Ingen ny insamling. Inga personuppgifter i något verktyg.",
            "time_plan": "Startmöte i Kalmar. Tre digitala arbetsmöten, ett för varje analys. Läsarprov i tre kommuner. Resultatmöte i Falun.",
            "resources": "En analytiker och en kommunikatör per region. Linnéuniversitetet granskar felen. Vi köper en utbildningsdag.",
            "success_criteria": (
                "Tre analyser finns i två versioner, med och utan AI, och har lästs av minst trettio personer.",
                "Vi kan säga hur ofta AI-versionen var fel och hur felen upptäcktes.",
            ),
        },
        lines=(
            line("expert", "Utbildningsdag och granskning", 50_000, JOINT),
            line("communication", "Handledningen, form och tryck", 25_000, JOINT),
            line("working_time", "Analytiker och kommunikatörer", 55_000, OWN),
            line("travel", "Startmöte och resultatmöte", 20_000, OWN),
        ),
        grant=75_000,
        said=(
            ("Region Dalarna", 10, "Vi kan bidra med analysen om pendling i inlandet. Den är lång och viktig och nästan ingen har läst den."),
            ("Region Kalmar län", 11, "Perfekt. Då har vi en från varje region."),
        ),
    )  # fmt: skip


def circular(days: Days) -> Story:
    return Story(
        title="Cirkularitet i näringslivet",
        summary="Vi provar hur regionala verktyg kan få företag att ställa om till cirkulära flöden.",
        format="provrum",
        use="pre_study",
        course=days.circular,
        proposer="Region Västmanland",
        lead="Region Örebro län",
        taken_in=("Region Västmanland", "Region Sörmland"),
        sections={
            "purpose": "Företagsstöd och upphandling drar åt olika håll när företag vill sluta slänga. Vi vill pröva dem ihop.",
            "main_question": "Vilka av regionens verktyg får ett mindre företag att ändra sitt materialflöde?",
            "delimitations": "Tillverkande företag med högst femtio anställda.",
        },
        why_cancelled="En nationell utlysning med samma fråga öppnade i våras. Vi söker den tillsammans i stället, och återkommer om det blir nej.",
    )  # fmt: skip
