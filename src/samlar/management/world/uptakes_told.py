"""What organisations write when they take lessons home: made up, and put together differently for each."""

FORUMS = (
    "Ledningsgruppens möte", "Avdelningens torsdagsmöte", "Nämndens beredning", "Kommundirektörernas träff", "Enhetens halvdag",
    "Chefslunchen", "Analysgruppens tisdag", "Kommunchefsnätverket", "Näringslivskontorets morgonmöte", "Partnerskapets vårmöte",
    "Introduktionen för nya medarbetare", "Kvartalsmötet med kommunerna", "Planeringsdagarna i september", "Folkhälsorådet",
    "Länets kompetensforum", "Projektledarnas frukost", "Beredskapsrådet", "Digitaliseringsrådet", "Styrgruppen för strategin",
    "Kollegial timme på fredagen", "Utskottets studiebesök", "Landsbygdsforum", "Ekonomernas månadsmöte", "Samverkansrådet",
    "Handläggarnas ärendemöte", "Presidiets genomgång", "Internbloggen och ett samtal efteråt", "Länsträffen om klimat",
)  # fmt: skip
HEARD = (
    "Alla enhetschefer", "Tolv handläggare", "Presidiet och två tjänstepersoner", "Näringslivschefer i sju kommuner", "Hela avdelningen",
    "Analytiker och kommunikatörer", "Fyra politiker och deras sekreterare", "De som sköter projektmedlen", "Folkhälsoplanerare i länet",
    "Nya kollegor", "Planarkitekter", "Styrgruppen", "", "", "",
)  # fmt: skip
CASES = (
    "Vårens dialog med två kommuner", "En ansökan som just hade kommit in", "Mötet med industrikommunerna", "Underlaget till budgeten",
    "Ett projekt som ändå skulle börja om", "Höstens workshop med näringslivet", "Beställningen av en utvärdering", "En svår remiss",
    "Kallelsen till tre möten i rad", "Två projekt med samma styrgrupp", "Länsdialogen om kompetens", "Ett avslag och ett bifall",
    "Planen för en mindre ort", "Nästa utlysning", "Ett samråd om vindkraft", "Uppföljningen av en fleråring", "Introduktionen av tre kollegor",
    "En resa till ett lärprojekt", "Bytet av projektledare", "Frågan om en hållplats", "Serviceprogrammets första kapitel",
    "Ett möte som brukar spåra ur", "Halvtidssamtalet i ett EU-projekt", "Kartan över bredband", "Lägesbilden vid ett varsel",
    "En enkät som redan var planerad", "Den regionala strategins uppföljning", "Ett möte med två universitet", "Hälsosamtalen i två kommuner",
    "Programmet för landsbygden", "Förberedelserna inför en övning", "Tre samtal med företag som fått nej",
)  # fmt: skip
RESULTS = (
    "Två av tre enheter hann. Den tredje behövde mer tid.", "Mötet blev en halvtimme kortare och slutade med ett beslut.",
    "Fem av sju kommuner sa ja till att fortsätta.", "Ingen skillnad i siffrorna, men samtalet blev ett annat.",
    "Det tog dubbelt så lång tid som vi trodde. Resultatet blev bättre.", "Vi fick ändra ordningen efter första gången. Sedan fungerade det.",
    "Nio av elva deltagare vill göra det igen.", "Det föll på att chefen var borta. Ny omgång bokad.",
    "Tre frågor kom fram som ingen hade ställt förut.", "Handläggarna säger att de sparar en timme per ärende.",
    "Vi tappade två deltagare men fick ett skarpare underlag.", "Det fungerade i liten grupp, inte i stor.",
    "Ett av fyra fall gick sämre än vanligt. Vi vet varför.", "Kommunerna bad själva om att få fortsätta.", "Kostade mindre än mötet det ersatte.",
    "Svaren kom snabbare: elva dagar i stället för trettio.", "De förtroendevalda ställde egna frågor för första gången.",
    "Två kollegor har börjat göra likadant utan att vi bett om det.", "Materialet räckte inte. Vi har skrivit en egen sida.",
    "Bra i det lugna ärendet, sämre i det bråttom.", "Fyra timmar i stället för två dagar, och samma slutsats.",
    "Halva gruppen tyckte att det var onödigt. De andra vill ha mer.", "Vi hittade två fel som annars hade gått ut.",
    "Det gick inte utan en van samtalsledare.", "Sex av åtta åtgärder är gjorda. Förra året var det två.", "Företagen kom tillbaka, alla tre.",
    "Ett tydligt nej från en kommun, och det var bra att veta.", "Fler frågor än vanligt, färre invändningar efteråt.",
)  # fmt: skip
NOS = (
    "Vi fick inte ihop tiden, och ingen saknade det.", "Det passade inte vår nämnds arbetssätt.", "Deltagarna kände sig prövade på. Vi slutade.",
    "Siffrorna fanns inte för vårt län.", "Det krävde en samtalsledare som vi inte har.", "Samma resultat som förut, till dubbla arbetet.",
)  # fmt: skip
DECIDED = (
    "Regionala utvecklingsdirektören", "Avdelningschefen", "Regionala utvecklingsnämnden", "Enhetschefen för analys", "Ledningsgruppen",
    "Regionstyrelsens arbetsutskott", "Näringslivschefen", "Beredskapschefen", "Folkhälsonämnden", "Programrådet", "Förvaltningschefen",
    "Kommunikationschefen", "Generaldirektörens ledningsgrupp", "Enhetschefen för projektmedel",
)  # fmt: skip
MANDATES = (
    "Delegationsordningen, punkt 4", "Nämndens beslut om verksamhetsplanen", "Uppdraget i årets budget", "Projektmodellens beslutspunkt",
    "Chefens eget arbetsområde", "Strategins genomförandeplan", "Styrgruppens uppdrag", "Överenskommelsen med kommunerna",
    "Verksamhetsplanen för enheten", "Regionfullmäktiges uppdrag i strategin",
)  # fmt: skip
NEXT_STEPS = (
    "Pröva på ett fall till före sommaren", "Ta upp det på ledningsgruppens möte", "Skriva in det i rutinen", "Be en kommun att vara först",
    "Visa för de nya kollegorna", "Fråga dem som använder det hos grannen", "Räkna på vad det sparar", "Boka en timme med kommunikationen",
    "Ta fram en egen mall", "Lägga fram det för nämnden", "Följa upp med de tre som prövade", "Översätta till vårt språk",
    "Få ett ja från ekonomen", "Pröva i den stora gruppen", "Göra om sidan efter kritiken", "Hitta någon som tar över det", "Ringa dem som slutade med det",
    "Samla tre exempel från länet", "Skriva ner vad som inte fungerade", "Bjuda in den som skrev lärdomen", "Ta med det till kommunchefsnätverket",
    "Korta ner till en sida", "Kolla med juristen", "Lägga in det i årshjulet", "Mäta före och efter en gång till", "Prata med facket om tiden",
    "Göra den första kursen själva", "Fråga en politiker vad hon minns", "Ta bort det gamla arbetssättet", "Vänta in budgeten",
)  # fmt: skip
DECLINES = (
    "Vi har redan ett sätt som fungerar, och det räcker.", "Ingen hos oss har tid att äga det i år.", "Det kräver en samtalsledare som vi saknar.",
    "Vårt län har andra avstånd. Det hade blivit dyrt.", "Nämnden valde en annan väg i budgeten.", "Vi prövade och fick inte ut något av det.",
    "Frågan ägs av kommunerna hos oss.", "Två andra lärdomar är viktigare nu.", "Vi saknar siffrorna som det bygger på.",
    "Cheferna vill vänta till efter omorganisationen.", "Universitetet gör det redan åt oss.", "Det passar stora regioner bättre.",
)  # fmt: skip
OBSOLETES = (
    "Rutinen som det byggde på är borttagen.", "Systemet är utbytt och gör det självt.", "Vi har hittat ett bättre sätt och tagit hem det i stället.",
    "Programmet är slut, och ingen fråga är kvar.", "Ny lag gör att det görs på annat sätt.",
)  # fmt: skip
NOTES = (
    "Jag har varit med på två möten och sett det.", "Står i rutinen, och den används.", "Frågade tre handläggare. Alla känner till det.",
    "Mallen är i bruk sedan i våras.", "Sett i de tre senaste ärendena.", "Kontrollerat i diariet.", "Ja. Det sitter.", "Läst rutinen och ett ärende.",
    "Vi gör så här nu, även när jag är borta.",
)  # fmt: skip
BACKS = (
    "Rutinen blev aldrig beslutad på riktigt.",
    "Den som drev det har slutat, och det gamla sättet kom tillbaka.",
    "Kommunerna drog sig ur efter första året.",
)
REVIEWS = (
    "Stämmer med vad vi har sett i två kommuner.", "Håller. Vi prövade det i våras.", "Ja, men räkna med dubbel tid första gången.",
    "Håller också för en liten organisation.", "Vi kom fram till samma sak på annat sätt.", "Kort och sant.", "",
    "Håller, om chefen är med.", "Gäller även hos en myndighet.", "Vi känner igen det från tre projekt.",
)  # fmt: skip
DOUBTS = (
    "Det gäller nog bara där kommunerna är ungefär lika stora. Skriv det.", "Vi fick motsatt resultat med en ovan grupp. Säg vad som krävs.",
    "Oklart vad som menas med underlag här. Ett exempel skulle hjälpa.",
)  # fmt: skip
GOES_ON = (
    "Vi har tagit upp det en gång och fick frågor med oss hem.", "Det ligger i nästa års plan.", "Två av tre har sagt ja.",
    "Ett första utkast finns.", "Vi väntar på besked om pengarna.",
)  # fmt: skip
YEARLY = (
    "Se efter om ett år att vi fortfarande gör så", "Fråga de nya om de känner till det", "Räkna igen när ett år har gått",
    "Läsa igenom rutinen inför nästa år", "Berätta för ett nätverk hur det går",
)  # fmt: skip
