"""What the archive of the sample world says. The facts are public, the organisations real; every person, recording and figure beside them is
made up.

A subject has its own sentences and shares those of its theme: of both a document is put together.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that documents are about. `key`: its theme; `at`: the organisation that knows most of it."""

    key: str
    at: str
    name: str
    sentences: tuple[str, ...]


def s(key: str, at: str, name: str, *sentences: str) -> Subject:
    return Subject(key, at, name, sentences)


SHARED = {
    "learning": (
        "Det svåra är inte att lära sig något på en träff, utan att det blir något som hela organisationen kan.",
        "Stödet från arbetsplatsen förklarar ungefär en tredjedel av vad som används efteråt, och kollegorna det mesta av det.",
        "Därför åker två till fyra personer från varje organisation, med ett uppdrag som är skrivet tillsammans med chefen.",
        "Korta genomgångar efter varje träff höjer resultatet tydligt, mest i komplexa uppgifter.",
    ),
    "climate": (
        "Omställningsarbetet går fortare där företag, kommuner och region har delat på siffrorna från början.",
        "Lärprojektet Näringslivets gröna omställning samlade 130 personer från 33 organisationer under 2023.",
        "Sju regioner besöktes, och tolv studiebesök visade vad som faktiskt händer ute på företagen.",
        "Målkonflikter blir synliga först när någon ritar dem på samma karta.",
    ),
    "skills": (
        "Kompetensförsörjningen avgörs av hur utbildning, arbetsgivare och arbetssökande möts i vardagen.",
        "De regionala matchningsindikatorerna började som ett lärprojekt 2013 och är sedan 2016 nationell statistik hos SCB.",
        "Små arbetsgivare har sällan någon som planerar tre år framåt: de behöver någon att ringa.",
        "Kompetensförsörjningsdagarna blev bättre när lärarna fick välja frågorna.",
    ),
    "rural": (
        "När det sista apoteket stänger ringer man regionen; när vattnet tar slut ringer man kommunen.",
        "Service på landsbygden mäts i minuter, inte i mil.",
        "Servicepunkterna klarar sig när någon äger kalendern och hyran är känd.",
        "De som bor där har oftast redan provat det som föreslås.",
    ),
    "digital": (
        "Öppna data används först när någon har frågat vem som ska använda dem.",
        "Tio verkliga ärenden säger mer än en strategi: två sparade tid, två kostade.",
        "En digital tvilling visar det som kartan inte kan, men bara om uppgifterna är lika gamla.",
        "Digitaliseringen var ett av tre områden efter idémötet i september 2023.",
    ),
    "business": (
        "Företagsstöden gör nytta när de är få och kända.",
        "Smart specialisering är ett samtal om vad regionen ska välja bort.",
        "Klustren lever vidare där ett företag, inte en myndighet, bjuder in.",
        "Länsbanken lånade ut mest till företag som redan hade ett lån; länet själv lånar sällan.",
    ),
    "evaluation": (
        "Vi följer upp för att redovisa; det går också att följa upp för att lära.",
        "Utvärderingsnätverket blev ett lärprojekt ett år, och sedan ett nätverk igen.",
        "En utvärdering används om någon väntar på den när den kommer.",
        "Samma siffror, andra frågor och andra personer i rummet ger ett annat samtal.",
    ),
    "planning": (
        "Den regionala fysiska planeringen kom till efter att fyra områden hade prioriterats 2019.",
        "Länsplanerna för transporter säger mer om vad som var viktigt för tio år sedan än om nästa år.",
        "En länsplan blir läst om den ryms på fyra sidor.",
        "Flernivåsamverkan i praktiken betyder att någon får sitta tyst den första timmen.",
    ),
    "life": (
        "BRP+ är en ram för att mäta livskvalitet som sex regioner har tagit hem på var sitt sätt.",
        "Gävleborg började i trygghet, Örebro i hälsa och Gotland i den regionala strategin.",
        "Folkhälsa blir en utvecklingsfråga när den får en egen rad i budgeten.",
        "De som mår sämst svarar minst på enkäter.",
    ),
    "future": (
        "Region 2050 samlade 90 personer från 24 organisationer i fyra träffar under två år.",
        "En framtidsbild är användbar om någon blir orolig av den.",
        "Fyra scenarier räcker: många, några, få och en.",
        "Prognosen säger vad som händer om ingen gör något; scenariot säger vad någon kan göra.",
    ),
    "crises": (
        "Regionernas roll i beredskap var ett av tre områden efter idémötet 2023.",
        "Beredskapsfrågorna hamnar hos den som råkar ha semesterjour.",
        "En övning utan efterprat är en dyr fika.",
        "Det regionala utvecklingsansvaret slutar inte när krisen börjar.",
    ),
    "together": (
        "Att leda när ingen bestämmer över alla kräver att dagordningen är känd i god tid.",
        "Medlemsgruppen möts i februari och har idémöten på våren och i september.",
        "Vid idémötet 2019 blev 57 förslag fyra områden; 2023 blev 41 förslag tre.",
        "Samverkan blir bättre när det står vem som gör vad på måndag.",
    ),
}

SUBJECTS = (
    s("learning", "Region Dalarna", "uppdrag före en utbildning",
      "Uppdraget skrivs på en halv sida: varför åker vi, vad ska vi ta hem, vem väntar på det?",
      "Av tolv grupper med uppdrag hade nio ändrat något efter ett halvår; av åtta utan hade två."),
    s("learning", "Region Kalmar län", "efterprat på sex minuter",
      "Fyra frågor: vad väntade vi oss, vad hände, varför, och vad gör vi nu?",
      "Efterpratet dog när chefen hade semester, och levde upp när en kollega tog över klockan."),
    s("learning", "SKR", "lärande i lärprojekten",
      "Lärprojekten har en plan, en budget och ett slut, och det är slutet som avgör.",
      "Den som leder processen ska inte samtidigt leda innehållet."),
    s("climate", "Region Västmanland", "cirkulära flöden i småföretag",
      "Spillvärme, lastpallar och arbetskläder var de tre flöden som gick att räkna på direkt.",
      "Ett företag sålde sitt spill för mer än vad varan kostade att göra."),
    s("climate", "Region Norrbotten", "elförsörjning och industrins omställning",
      "Effekten räcker inte till alla som har anmält sig, och ordningen i kön är politik.",
      "Elförsörjningen är territoriell: den tar slut på en plats i taget."),
    s("climate", "Region Gotland", "vattenbrist och ransonering",
      "Tre torra somrar gav tre olika ransoneringar och en gemensam loggbok.",
      "Tillståndsfrågan ska vara löst före midsommar, annars blir det en sommarlovsuppgift."),
    s("skills", "Region Kronoberg", "kompetensförsörjning i vården på landsbygden",
      "Hyrpersonal kostar mest där det är glesast, och några orter har brutit det.",
      "En lägenhet, ett jobb till partnern och en förskoleplats slår lönen varje gång."),
    s("skills", "Region Sörmland", "att fullfölja gymnasiestudier",
      "De som slutar har oftast sagt det till någon tre månader tidigare.",
      "Skolan, socialtjänsten och arbetsmarknadsenheten hade var sin lista över samma ungdomar."),
    s("skills", "Region Västerbotten", "validering av kunskaper på jobbet",
      "Valideringen tog sex timmar när den gjordes på arbetsplatsen och sex veckor när den gjordes i skolan.",
      "Intyget behöver vara begripligt för nästa arbetsgivare."),
    s("rural", "Region Västernorrland", "scenariodagar med kommuner som krymper",
      "De förtroendevalda behöver sitta i rummet hela dagen, annars blir det ett bra samtal och inget beslut.",
      "Gör siffrorna åt kommunerna och låt dem rätta."),
    s("rural", "Region Jämtland Härjedalen", "apotek, vatten och el där få bor",
      "Kartan över vad som händer om en mack stänger är inte vacker, men den är sann.",
      "Tre kommuner delade på en beredskapstekniker."),
    s("rural", "Region Värmland", "servicehus med flera hyresgäster",
      "Tre dörrar under ett tak: bibliotek, post och mötesrum.",
      "Hyran delas efter öppettider, inte efter yta."),
    s("digital", "Region Uppsala", "AI i handläggningen",
      "Vi räknade på fyra ärendetyper: två sparade tid, två kostade.",
      "Ta med en jurist från början, inte för att säga nej utan för att slippa fråga sist."),
    s("digital", "Västra Götalandsregionen", "digitala tvillingar i planering",
      "Tvillingen av hamnen visade att översvämningen når elcentralen före vägen.",
      "Uppgifterna måste vara lika gamla, annars ljuger bilden."),
    s("digital", "Region Östergötland", "öppna data som någon använder",
      "Av fyrtio datamängder hade sju laddats ner av någon annan än vi själva.",
      "Den mest använda listan var toaletternas öppettider."),
    s("business", "Region Skåne", "systemanalys i små grupper",
      "Tre metoder prövades på samma fråga; den enklaste gav mest samtal.",
      "Systemkartan ska ritas för hand första gången."),
    s("business", "Tillväxtverket", "företagsstöd som går att hitta",
      "Ett företag ringde nio nummer innan det kom till rätt person.",
      "En gemensam ingång minskade frågorna men inte stöden."),
    s("business", "Region Halland", "påverkansarbete i tidiga skeden",
      "Det som har fungerat är att komma tidigt och vara två.",
      "Fallen får också handla om när vi misslyckades."),
    s("evaluation", "Region Gävleborg", "uppföljning som leder till något",
      "Vem följer upp uppföljningen? Den som äger målet, sade sju av nio.",
      "Uppföljningen flyttades från december till september och blev läst."),
    s("evaluation", "Vinnova", "halvtidsutvärderingar som ändrar kurs",
      "Två program bytte frågor mitt i, och båda blev bättre.",
      "Det svåra är inte frågorna utan vem som hör svaren."),
    s("evaluation", "Region Örebro län", "indikatorer i regionala strategier",
      "Tjugo indikatorer följdes, fyra användes.",
      "En indikator utan ägare är en siffra."),
    s("planning", "Region Stockholm", "regional planering över länsgränser",
      "Pendlingen slutar inte vid länsgränsen, men kartan gör det.",
      "Fem län ritade samma karta och fick fem olika städer i mitten."),
    s("planning", "Trafikverket", "kollektivtrafik på landsbygden",
      "Anropsstyrd trafik kostade mindre än linjen men kändes dyrare.",
      "Bussen ska gå till vårdcentralens öppettider, inte tvärtom."),
    s("planning", "Region Blekinge", "länsplaner som går att läsa",
      "Fyra sidor, en karta och en tidslinje räckte för att remissvaren skulle handla om innehållet.",
      "Bilagorna får vara hur långa som helst."),
    s("life", "Region Gävleborg", "trygghet i BRP+",
      "Trygghet mättes på tre sätt som pekade åt två håll.",
      "Kommunerna fick sina egna siffror först, en vecka före alla andra."),
    s("life", "Folkhälsomyndigheten", "folkhälsa som utvecklingsfråga",
      "Det finns mått på länsnivå som få känner till.",
      "Skillnaden i livslängd mellan två grannkommuner var fyra år."),
    s("life", "Region Örebro län", "hälsa och livskvalitet i kommunerna",
      "Samtalet om livskvalitet blev konkret när det fick en gata.",
      "Två nämnder delade på samma diagram."),
    s("future", "Region Jönköpings län", "framtidsbilder för 2050",
      "Fyra framtider ritades, och den tråkigaste var den troligaste.",
      "Framtiden blev verklig när budgeten för 2027 låg bredvid."),
    s("future", "Region Kronoberg", "åldrande befolkning och tillväxt",
      "Om tio år är var fjärde invånare över 65, och hälften av dem vill arbeta mer än i dag.",
      "Prognosen har haft fel åt samma håll i tolv år."),
    s("future", "Region Dalarna", "industrikommuner i förändring",
      "BRP+ användes för att jämföra industrikommuner med varandra i stället för med storstaden.",
      "När bruket varslade fanns listan redan."),
    s("crises", "Region Gotland", "lärdomar från de senaste kriserna",
      "Påhittade krisscenarier spelades igenom med verkliga telefonlistor.",
      "Hälften av numren gick till någon som hade slutat."),
    s("crises", "Region Norrbotten", "civilt försvar och näringslivet",
      "Företagen frågar vad de får göra, inte vad de ska göra.",
      "Avståndet är det vi kan: åtta timmar till närmaste hjälp."),
    s("crises", "Region Västerbotten", "krisberedskap i utvecklingsarbetet",
      "Regionens beredskapsstrateg satt tre våningar från utvecklingsavdelningen och hade aldrig varit där.",
      "En gemensam lägesbild på en sida räckte de första två dygnen."),
    s("together", "SKR", "idémöten och prioritering",
      "Vid mötet i maj 2021 blev 51 förslag fem områden.",
      "Alla förslag och resultat publiceras, också de som inte valdes."),
    s("together", "Region Uppsala", "genomförandet av den regionala utvecklingsstrategin",
      "Strategin är beslutad; vad händer på måndag?",
      "Skillnaden sitter i vem som äger ett mål, hur ofta någon frågar och om budgeten är med."),
    s("together", "Region Kronoberg", "politiska vägval som syns",
      "Två motsatta budgetar skrevs, och det blev tyst i rummet på ett bra sätt.",
      "Vägvalen ska inte göras åt politiken, men vi kan låta bli att gömma dem."),
)  # fmt: skip

# How it is told: (title, file, kind of document). `{s}`: the subject, `{S}`: with a capital.
FORMS = (
    ("{S}: vad vi lärde oss", "html"),
    ("Anteckningar: {s}", "txt"),
    ("Underlag om {s}", "txt"),
    ("Frågor och svar om {s}", "html"),
)


@dataclass(frozen=True, slots=True)
class Film:
    """A recording. `link` empty: a small file that is kept here. `captions`: done · automatic · ordered · none."""

    at: str
    title: str
    key: str
    length: str
    chapters: tuple[tuple[str, str], ...]
    said: tuple[str, ...]
    captions: str
    link: str = ""
    via: str = ""


def film(at: str, title: str, key: str, length: str, chapters: str, *said: str, captions: str = "done", link: str = "", via: str = "") -> Film:
    parts = tuple((one.split(" ", 1)[0], one.split(" ", 1)[1]) for one in chapters.split("|"))
    return Film(at, title, key, length, parts, said, captions, link, via)


SERVICE = "https://film.exempel.test/v/"
FILMS = (
    film("SKR", "Årskonferensen 2024: öppning", "together", "24:10", "0:00 Välkommen|6:30 Årets frågor|18:00 Hit går vi nu",
         "Välkomna till Jönköping, två dagar om att lära av varandra.", "I år är vi tvåhundra, och tjugofyra lärpass väntar.",
         "Vi går nu till de åtta rummen, fyrtiofem minuter i varje.", link="arskonferens-2024-oppning"),
    film("Tillväxtverket", "Näringslivets gröna omställning: slutseminarium", "climate", "1:12:40",
         "0:00 Inledning|12:30 Vad de sju regionerna såg|41:00 Samtal om målkonflikter",
         "Lärprojektet avslutas i dag, den sjätte december.", "Tolv studiebesök visade att omställningsarbetet börjar i inköpen.",
         "Målkonflikten om vattnet gick inte att rösta bort.", link="gron-omstallning-slut", via="green"),
    film("Region Kronoberg", "Leda omställning: första träffen", "climate", "48:05", "0:00 Varför är vi här?|9:15 Uppdraget hemifrån|30:00 Hemuppgiften",
         "Femtio personer från sexton regioner är här.", "Uppdraget har ni skrivit med er chef.", "Hemuppgiften tar vi upp den sjunde december.",
         link="masterclass-1", via="masterclass"),
    film("Region Jönköpings län", "Region 2050: fyra framtider på en timme", "future", "58:20", "0:00 Metoden|15:00 Många och några|33:00 Få och en",
         "En framtidsbild är användbar om någon blir orolig av den.", "I den första framtiden blir vi många.", "I den sista är det en enda kommun kvar.",
         link="region-2050", via="2050"),
    film("Region Gävleborg", "BRP+ hemma hos oss: trygghet", "life", "19:45", "0:00 Vad är BRP+?|5:10 Tre sätt att mäta|14:00 Vad kommunerna sade",
         "BRP+ är en ram för livskvalitet.", "Trygghet mättes på tre sätt som pekade åt två håll.", "Kommunerna fick siffrorna en vecka före.",
         captions="automatic", link="brp-gavleborg"),
    film("Region Gotland", "Loggbok från tre torra somrar", "climate", "33:00", "0:00 Första sommaren|11:40 Ransonering|24:00 Det vi gjorde fel",
         "Vi började ransonera i juli, fem veckor för sent.", "Hotellen sparade mest när de fick se sina egna siffror.", "Tillståndet borde ha varit klart i april.",
         link="vattenbrist-gotland"),
    film("Region Uppsala", "AI i handläggningen: fyra ärendetyper", "digital", "27:30", "0:00 Så räknade vi|10:00 Två som sparade tid|19:30 Två som kostade",
         "Vi har räknat på fyra ärendetyper.", "Två sparade tid redan första veckan.", "Två kostade mer än de gav.", link="ai-handlaggning"),
    film("Region Västernorrland", "Scenariodag med tre kommuner", "rural", "41:15", "0:00 Morgonen|17:00 Fyra scenarier|35:20 Beslutet",
         "De förtroendevalda sitter i rummet hela dagen.", "Fyra scenarier räcker.", "Beslutet togs klockan tre.", link="scenariodag", via="fewer"),
    film("Region Norrbotten", "Civil defence and business: a northern view", "crises", "22:50", "0:00 Distances|8:00 What companies ask|17:30 Next winter",
         "Eight hours to the nearest help is our starting point.", "Companies ask what they are allowed to do.", "Next winter we rehearse with the mines.",
         captions="done", link="civil-defence-north"),
    film("Vinnova", "Halvtidsutvärderingen som ändrade kurs", "evaluation", "36:00", "0:00 Programmet|13:00 Frågorna|28:00 Vad som ändrades",
         "Programmet var inne på sitt andra år.", "Frågorna byttes mitt i.", "Tre av åtta mål ströks.", captions="ordered", link="halvtid"),
    film("Region Kalmar län", "Efterprat: en ljudfil att öva med", "learning", "1:00", "0:00 Vad väntade vi oss?|0:20 Vad hände?|0:40 Vad gör vi nu?",
         "Vad väntade vi oss?", "Vad hände, och varför?", "Vad gör vi nu?"),
    film("Region Dalarna", "Uppdraget på en halv sida: ljudfil", "learning", "1:00", "0:00 Varför åker vi?|0:30 Vem väntar på det?",
         "Varför åker vi, och vad ska vi ta hem?", "Vem väntar på det där hemma?", captions="none"),
)  # fmt: skip
OWED = ("Halvtidsutvärderingen som ändrade kurs", "Uppdraget på en halv sida: ljudfil")  # published, and not yet captioned

# Real meetings and projects: (organisation, title, themes, day that it is from, file, sentences)
FACTS = (
    ("SKR", "Resultat av idémötet i september 2019", "together", date(2019, 9, 26), "pdf",
     ("57 förslag blev fyra områden: regionala kompetensbehov, regional tillväxtpolitik och flernivåstyrning, modeller för samverkan mellan region och kommun, och regional fysisk planering.",
      "Alla förslag är publicerade.")),
    ("SKR", "Resultat av idémötet i maj 2021", "together", date(2021, 5, 20), "docx",
     ("51 förslag blev fem områden: att styra och leda hållbar omställning, en ny nationell strategi, förändring och hållbarhet, nya arbetssätt och regional planering.",
      "Varje organisation hade talat om förslagen hemma före mötet.")),
    ("SKR", "Resultat av idémötet den 26 september 2023", "together", date(2023, 9, 26), "pdf",
     ("41 förslag blev tre områden: digitalisering, regionernas roll i beredskap och hållbara livsmiljöer.",
      "Beredskapsfrågorna fick flest röster i den första omgången.")),
    ("SKR", "Så gick perioden 2019–2022", "learning", date(2023, 2, 14), "xlsx",
     ("Ungefär 100 organisationer deltog i 91 lärande aktiviteter.", "Tio större lärprojekt samlade omkring 940 deltagare, och sju skrifter gavs ut.")),
    ("Tillväxtverket", "Näringslivets gröna omställning: slutrapport", "climate", date(2023, 12, 20), "docx",
     ("130 personer från 33 organisationer deltog vid 278 tillfällen.", "48 kvinnor och 36 män var talare, sju regioner besöktes och tolv studiebesök gjordes.",
      "Arbetet fortsatte i ett myndighetsnätverk och i seminarier hos SKR.")),
    ("Tillväxtverket", "Näringslivets gröna omställning: bilder från slutseminariet", "climate", date(2023, 12, 6), "pptx",
     ("Omställningsarbete börjar i inköpen.", "Tolv studiebesök i sju regioner.", "Vad gör vi på måndag?")),
    ("Region Jönköpings län", "Årskonferensen 2024 i Jönköping: program och utfall", "together", date(2024, 2, 8), "xlsx",
     ("Budget för 200 deltagare, sista anmälningsdag 15 januari.", "24 lärpass: åtta parallella i tre omgångar, 45 minuter vart och ett.")),
    ("Region Kronoberg", "Leda omställning: förväntade resultat", "climate", date(2023, 11, 1), "pptx",
     ("Fyra förväntade resultat, sagda i förväg.", "Sexton regioner, ett lärosäte, SKR och ett kommunförbund.", "Hemuppgift till den 7 december.")),
    ("Region Gävleborg", "BRP+ i sex regioner", "life", date(2022, 3, 10), "pdf",
     ("Gävleborg mätte trygghet, Västerbotten följde Umeå över tid, Värmland jämförde öst och väst, Dalarna sina industrikommuner, Gotland sin strategi och Örebro hälsan.",
      "En och samma ram togs alltså hem på sex sätt.")),
    ("SKR", "Regionala matchningsindikatorer: från lärprojekt till statistik", "skills", date(2016, 10, 4), "docx",
     ("Lärprojektet 2013 fick en ägare 2016: SCB.", "Sedan dess kommer siffrorna varje år, utan att någon behöver söka pengar.")),
    ("Vinnova", "Utvärderingsnätverket: fyra träffar hösten 2023", "evaluation", date(2023, 10, 26), "pptx",
     ("Den andra träffen av fyra hölls den 26 oktober.", "Nätverket var ett lärprojekt 2017.", "Nästa fråga: vem väntar på svaret?")),
    ("Region Dalarna", "Master class och expedition: vad skiljer?", "learning", date(2024, 4, 18), "docx",
     ("En expedition lämnar hemmet, en masterclass fördjupar sig i en fråga.", "Båda börjar i ett uppdrag som är skrivet med chefen.")),
)  # fmt: skip

# Links: (organisation, title, theme, address)
LINKS = (
    ("Tillväxtverket", "Så arbetar vi med regional utveckling", "business", "https://tillvaxtverket.exempel.test/regional-utveckling"),
    ("SKR", "Avgiften för provrum: så räknas den", "together", "https://skr.exempel.test/provrum/avgift"),
    ("Folkhälsomyndigheten", "Mått på länsnivå", "life", "https://folkhalsa.exempel.test/matt"),
    ("Boverket", "Vägledning om ortstruktur", "planning", "https://boverket.exempel.test/ortstruktur"),
    ("Energimyndigheten", "Effekt och kö: dagens läge", "climate", "https://energi.exempel.test/effekt"),
    ("Upphandlingsmyndigheten", "Beskriv problemet, inte saken", "business", "https://upphandling.exempel.test/problem"),
    ("SLU", "Förråd per län: räkna själv", "crises", "https://slu.exempel.test/forrad"),
    ("Umeå universitet", "Tre orter i sex år", "skills", "https://umu.exempel.test/tre-orter"),
)
