"""The good examples of the sample world. Two rest on public facts: that the framework of quality of life was taken home six ways, and that
the matching indicators went from a learning project (2013) to national statistics (2016). What is said of them, and all others, is made up.
"""

from dataclasses import dataclass, field
from datetime import date

from samlar.management.world import lessons_told as at
from samlar.management.world.rooms_before import WEB


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One example. `changed` as for lessons: what became of it where it is used, and where it lives now."""

    at: str
    name: str
    place: str
    themes: tuple[str, ...]
    problem: str = ""
    done: str = ""
    result: str = ""
    cost: str = ""
    time: str = ""
    hard: str = ""
    adapt: str = ""
    links: tuple[tuple[str, str, str], ...] = ()  # (link, name, kind)
    failed: bool = False
    via: str = ""
    state: str = "published"
    day: date | None = None
    changed: tuple[tuple[str, str], ...] = field(default=())


BRP = Shown(
    at=at.SKR, name="BRP+ mäter hur människor har det, inte bara vad ekonomin väger", place="Hela landet", themes=("life", "evaluation"),
    problem="Bruttoregionprodukten säger vad som produceras. Den säger inget om trygghet, hälsa eller tillit, och ändå är det den som strategierna följs upp med.",
    done="Ett ramverk med mått på livskvalitet, sorterade i teman, för alla län och kommuner. Varje region väljer själv vilken fråga den börjar i.",
    result="Sex regioner har tagit hem samma ramverk på sex sätt: trygghet, över tid, öst och väst, industrikommuner, strategi och hälsa.",
    cost="En analytiker på halvtid under ett halvår.", time="Sex månader till första rapporten.",
    hard="Att välja bort. Ramverket har fler mått än någon orkar läsa.",
    adapt="Börja i en fråga som någon redan ställer hos er. Ta fem mått, inte femtio. Visa dem över tid.",
    links=((f"{WEB}/brp-plus", "Om ramverket", "page"), (f"{WEB}/brp-plus/kod", "Skript som hämtar måtten", "code")),
    changed=(),
)  # fmt: skip
MATCHING = Shown(
    at=at.SKR, name="Regionala matchningsindikatorer: från lärprojekt till nationell statistik", place="Hela landet", themes=("skills", "digital"),
    problem="Varje region räknade på matchning på sitt eget sätt. Ingen kunde jämföra sig, och ingen orkade räkna om varje år.",
    done="Ett lärprojekt enades 2013 om vad måtten betyder, räknade dem för alla län och frågade tidigt vem som kunde ta över.",
    result="Sedan 2016 är indikatorerna nationell statistik med en ägare, öppna för alla.",
    cost="Arbetstid i lärprojektet. Därefter en ordinarie statistikprodukt.", time="Tre år från första mötet till statistik.",
    hard="Att hitta en ägare som får ha kvar dem när projektet är slut.",
    adapt="Fråga vem som ska äga resultatet redan vid det första mötet, och bjud in den.",
    links=((f"{WEB}/matchning", "Indikatorerna", "page"),),
    day=date(2013, 12, 4),
    changed=(),
)  # fmt: skip

EXAMPLES = (
    Shown(at=at.VASTERNORRLAND, name="Scenariodag med tre kommuner som krymper", place="Tre kommuner i Norrland", themes=("future", "rural"), via="fewer",
          problem="Planerna räknade med fler invånare fast alla visste att de blir färre.",
          done="En dag per kommun med fyra tecknade scenarier för 2040. Förmiddagen för siffrorna, eftermiddagen för att leva i ett av dem.",
          result="86 deltagare, 31 av dem förtroendevalda. Två nämnder utreder gemensam service.", cost="75 000 kronor och arbetstid", time="Fyra månader",
          hard="Att få de förtroendevalda att stanna hela dagen.", adapt="Byt bilderna mot er egen kust, skog eller stad. Behåll ordningen.",
          links=((f"{WEB}/provrum/planera-for-farre", "Rapport och mallar", "document"), (f"{WEB}/film/scenariodag", "Film på fyra minuter", "film")),
          changed=(("Scenariodagen är första steget i varje ny översiktsplan.", "Överenskommelsen om regional planering"), ("Två kommuner om året bjuds in till en scenariodag.", "Verksamhetsplanen"))),
    Shown(at=at.SORMLAND, name="Telefonsamtal samma vecka till den som slutat komma till skolan", place="Eskilstuna", themes=("skills",), via="studies",
          problem="Var tredje ung man saknade gymnasieexamen vid tjugo.", done="En vuxen ringer inom fem dagar, med ett förslag och inte en fråga.",
          result="Av 140 samtal ledde 61 till att eleven kom tillbaka samma termin.", cost="En halv tjänst per tusen elever", time="Igång på sex veckor",
          hard="Att få numret som någon svarar på.", adapt="Låt den som ringer vara någon eleven kan träffa nästa dag.",
          changed=(("Alla gymnasier i länet ringer inom fem dagar.", "Samverkansavtalet för gymnasiet"),)),
    Shown(at=at.OREBRO, name="Tio frågor före utvärderingen", place="Örebro län", themes=("evaluation",), via="eval",
          problem="Utvärderingar beställdes av vana.", done="En sida med tio frågor som ledningen svarar på innan pengar avsätts.",
          result="En av tre utvärderingar köptes aldrig. Pengarna gick till uppföljning.", cost="Ingen", time="En timme i ledningsgruppen",
          hard="Fråga fyra: Vem kommer att bli besviken?", adapt="Byt två av frågorna mot era egna. Inte fler.",
          links=((f"{WEB}/tio-fragor", "Frågorna på en sida", "document"),),
          changed=(("De tio frågorna besvaras i varje beställning.", "Beställningsmallen"), ("Ledningen läser svaren på de tio frågorna innan medel avsätts.", "Delegationsordningens bilaga"))),
    Shown(at=at.DALARNA, name="Statistik i kallelsen", place="Falun", themes=("digital", "evaluation"),
          problem="Portalen hade elva besök i månaden, åtta av dem våra egna.", done="Tre nyckeltal på första sidan av nämndens kallelse, varje månad, samma plats.",
          result="Nämnden har ställt nio frågor om siffrorna på ett halvår. Året innan: ingen.", cost="Två timmar i månaden", time="En månad",
          hard="Att ta bort de andra fyrtio talen.", adapt="Fråga ordföranden vilka tre.",
          links=((f"{WEB}/kod/kallelse", "Skript som hämtar talen", "code"),),
          changed=(("Tre tal följer med varje kallelse.", "Kallelsemallen"),)),
    Shown(at=at.VASTERBOTTEN, name="Hälsorum med nyckel på macken", place="Inlandet", themes=("rural", "digital", "life"),
          problem="Tolv mil till närmaste provtagning.", done="Ett rum med skärm, blodtrycksmätare och en värd en dag i veckan. Nyckeln finns på macken.",
          result="430 besök första året, hälften av personer över 70.", cost="280 000 kronor om året", time="Åtta månader till öppning",
          hard="Försäkringen för nyckeln.", adapt="Hitta den som redan har folks förtroende. Bygg rummet där.",
          changed=(("Tre orter har hälsorum med värd.", "Samverkansavtalet om nära vård"),)),
    Shown(at=at.JAMTLAND, name="Bydialog som börjar med vad byn kan ta hand om", place="Fjällkommuner", themes=("rural",),
          problem="Dialogerna slutade alltid i en lista på sådant som skulle räddas.", done="Kvällar med en fråga: Vad kan ni sköta om ni får hjälp med resten?",
          result="Elva byar har skrivit avtal om vägar, is och lokaler.", cost="40 000 kronor per by", time="Två kvällar och ett halvår",
          hard="Att hålla vad vi lovade.", adapt="Ta med någon som får skriva under."),
    Shown(at=at.KALMAR, name="Mötet som börjar med det som blivit gjort", place="Kalmar", themes=("together", "learning"),
          problem="Samverkansmötena handlade alltid om nästa möte.", done="Första punkten är vad som har hänt sedan sist. Den som inget har gjort säger det.",
          result="Sju av tolv åtgärder genomförda på ett år. Året innan två.", cost="Ingen", time="Från nästa möte", hard="Tystnaden de två första gångerna.",
          adapt="Låt ordföranden börja med sitt eget.",
          changed=(("Alla samverkansmöten öppnar med genomfört.", "Dagordningsmallen"), ("Partnerskapets möten börjar med det som är gjort.", "Partnerskapets arbetsordning"))),
    Shown(at=at.KALMAR, name="Samtal efter avslag", place="Kalmar län", themes=("business",),
          problem="Företag som fick nej kom inte tillbaka.", done="Ett samtal på en halvtimme inom två veckor, med nästa väg.",
          result="Fyra av tio söker igen, och hälften av dem får ja.", cost="En halvtimme per avslag", time="En månad", hard="Att säga varför utan att skriva om ansökan.",
          adapt="Låt någon annan än handläggaren ringa.", changed=(("Den som får nej får ett samtal inom två veckor.", "Handläggarstödet"),)),
    Shown(at=at.VGR, name="Klimatkrav som aviseras två år i förväg", place="Västra Götaland", themes=("climate", "business"), via="green",
          problem="De små leverantörerna föll bort när kraven kom.", done="En öppen kalender över kommande krav och tre frukostmöten om året.",
          result="Antalet anbud från små företag är oförändrat trots hårdare krav.", cost="Tre möten och en webbsida", time="Två år, det är meningen",
          hard="Att hålla kalendern när politiken byter takt.", adapt="Börja med ett område, till exempel livsmedel.",
          changed=(("Alla upphandlingar över tröskeln har aviserade krav.", "Inköpspolicyn"),)),
    Shown(at=at.VARMLAND, name="Besök hos konkurrenten", place="Karlstad och Hagfors", themes=("business", "climate"), via="green",
          problem="Föredrag ändrade ingenting.", done="Sex företag besöker varandra och visar det som gick fel.", result="Fyra av sex har bytt energikälla i en process.",
          cost="Bussen och lunchen", time="En dag per besök", hard="Sekretess, som löstes med tio minuters samtal.", adapt="Börja hos den minsta."),
    Shown(at=at.JONKOPING, name="Gemensamma anteckningar på skärmen", place="Jönköping", themes=("learning",), via="masterclass",
          problem="Minnesanteckningarna kom efter tre veckor och stämde inte.", done="Ett dokument på skärmen som alla skriver i medan vi pratar.",
          result="Anteckningarna är klara när mötet slutar.", cost="Ingen", time="Från nästa möte", hard="Den som skriver långsamt.", adapt="Byt skrivare varje halvtimme.",
          changed=(("Anteckningar skrivs gemensamt i rummet.", "Mötesguiden"),)),
    Shown(at=at.GOTLAND, name="Överlämning på en sida", place="Visby", themes=("learning",),
          problem="När någon slutade försvann tio års kontakter.", done="En sida: pågående, lovat, ring den här personen. Skrivs innan avtackningen.",
          result="Nio överlämningar på ett år. Två efterträdare säger att de började en månad tidigare.", cost="Två timmar", time="Genast",
          hard="Att hinna före semestern.", adapt="Lägg in den i chefens bokning för avslutssamtalet.",
          links=((f"{WEB}/overlamning", "Mallen", "document"),),
          changed=(("Överlämningssidan är obligatorisk vid byte av tjänst.", "Chefshandboken"), ("Varje projektledare lämnar en sida efter sig.", "Projektmodellen"))),
    Shown(at=at.STOCKHOLM, name="Planen prövad mot tre befolkningstal", place="Stockholms län", themes=("future", "planning"), via="2050",
          problem="Planen höll bara om prognosen höll.", done="Samma modell körd tre gånger, och en dag med politiken om vilket som ska klaras.",
          result="Två utbyggnader senarelades innan marken köptes.", cost="Fyra veckors arbete", time="Ett kvartal", hard="Att ingen av kurvorna fick heta huvudalternativ.",
          adapt="Det går med ett kalkylblad."),
    Shown(at=at.VINNOVA, name="En fråga efter tolv månader", place="Nationellt program", themes=("evaluation", "business"),
          problem="Vi visste vad vi beviljade, inte vad det blev.", done="Varje beslut har en fråga som skickas efter tolv månader. Tre rader räcker.",
          result="Sju av tio svarar. Svaren läses av den som skriver nästa utlysning.", cost="En påminnelse i systemet", time="Ett år innan det ger något",
          hard="Att ha någon som läser.", adapt="Be om en sak som slutat.",
          changed=(("Alla beslut om projektmedel följs av en fråga efter ett år.", "Beslutsmallen"),)),
    Shown(at=at.TILLVAXT, name="Tre avslag i utlysningen", place="Hela landet", themes=("business", "together"),
          problem="Hälften av ansökningarna passade inte.", done="Utlysningen inleds med tre påhittade avslag och varför.", result="Var tredje felaktig ansökan försvann.",
          cost="En halv dag", time="Nästa utlysning", hard="Att exemplen inte fick likna någon.", adapt="Skriv dem om något ni själva gjort fel."),
    Shown(at=at.HALLAND, name="Konfliktkartan", place="Varberg och Falkenberg", themes=("climate", "planning"),
          problem="Alla var för vindkraft och mot platsen.", done="Fyra lager på en karta, ritade av dem som var oense.", result="Samrådet tog fyra månader i stället för elva.",
          cost="En planerare i tre veckor", time="Ett halvår", hard="Att få försvaret att rita.", adapt="Papper först, skärm sedan.",
          links=((f"{WEB}/kod/konfliktkarta", "Kartlager och kod", "code"),)),
    Shown(at=at.UPPSALA, name="Barnens karta", place="Tierp och Knivsta", themes=("planning", "life"),
          problem="Den trygga skolvägen fanns bara på vår karta.", done="Sex klasser ritade den väg de går.", result="Nio korsningar byggdes om, två av dem som ingen vuxen nämnt.",
          cost="En förmiddag per klass", time="En termin", hard="Samtycken.", adapt="Låt eleverna gå med i byggmötet.",
          changed=(("Elevernas karta är en bilaga i varje trafikärende vid skolor.", "Samrådsrutinen"),)),
    Shown(at=at.OSTERGOTLAND, name="Två läser originalet", place="Linköping", themes=("digital",),
          problem="Vi började lita på sammanfattningar som ingen hade kontrollerat.", done="Två personer läser varje original, en av dem slumpas fram.",
          result="Elva fel på sextio sammanfattningar. Två var viktiga.", cost="En timme per remiss", time="Genast", hard="Att göra det även när det är bråttom.",
          adapt="Slumpa. Annars blir det alltid samma."),
    Shown(at=at.KRONOBERG, name="Krisplanens sida om utveckling", place="Växjö", themes=("crises",), via="prep",
          problem="I krisen fanns ingen plats för dem som kan näringslivet.", done="En sida i krisledningsplanen med roller, kontakter och en stol i staben.",
          result="Prövad vid ett varsel: företagen kontaktades en gång, inte sex.", cost="Två timmar", time="En månad", hard="Att planen ägs av någon annan.",
          adapt="Fråga beredskapschefen. De brukar vara glada.",
          changed=(("Utvecklingsavdelningen sitter i krisledningsstaben.", "Krisledningsplanen"),)),
    Shown(at=at.SKANE, name="Servicehuset med en hyra", place="Tre orter i Österlen", themes=("rural", "business"),
          problem="Butik, post och apotek stängde en i taget.", done="Ett hus, ett hyresavtal och en kassa.", result="Två av tre hus går runt efter två år.",
          cost="600 000 kronor i startstöd per hus", time="Ett och ett halvt år", hard="Apotekslagen.", adapt="Börja med kaffet.",
          changed=(("Startstöd till service ges till hus, inte till butiker.", "Serviceprogrammet"),)),
    Shown(at=at.BLEKINGE, name="Klimatbokslutet som ingen bad om", place="Blekinge", themes=("climate", "evaluation"), failed=True,
          problem="Vi ville ha koll på utsläppen.", done="Två års räkning med en konsult.", result="Ett bokslut som inget beslut har använt.", cost="900 000 kronor", time="Två år",
          hard="Att sluta.", adapt="Gör tvärtom: fråga vem som ska besluta om vad, och räkna det."),
    Shown(at=at.STOCKHOLM, name="Datalagret utan användare", place="Stockholm", themes=("digital",), failed=True,
          problem="Alla bad om data.", done="Ett datalager med åttio källor.", result="Tre personer loggar in. Två av dem byggde det.", cost="Arbetstid i ett och ett halvt år",
          time="Ett och ett halvt år", hard="Att erkänna det.", adapt="Ha tre användare med namn innan första källan."),
    Shown(at=at.NORRBOTTEN, name="The shared housing list", place="Boden and Luleå", themes=("climate", "planning"), via="elec",
          problem="Everybody knew of the factory and nobody of the four hundred flats.", done="One list, updated monthly by the two municipalities and us.",
          result="Planning permission for 260 flats came a year earlier.", cost="A day a month", time="Two months", hard="Agreeing who may change it.", adapt="Keep it to one page.",
          changed=(("Varje etablering följs med en bostadslista.", "Etableringsgruppens arbetssätt"),)),
    Shown(at=at.JONKOPING, name="Enkäten som missade de ensamma", place="Jönköpings län", themes=("life",), failed=True,
          problem="Vi ville veta hur många som är ensamma.", done="En enkät till femtusen.", result="Svar från dem som har någon att fråga.", cost="350 000 kronor", time="Ett halvår",
          hard="Att nå dem det gällde.", adapt="Gå med hemtjänsten och biblioteket."),
    Shown(at=at.GAVLEBORG, name="Kompetensdagen utan montrar", place="Gävle", themes=("skills",),
          problem="Mässan var full och gav inga jobb.", done="Tolv samtalsbord, en arbetsgivare vid varje, tjugo minuter.", result="38 anställningar efter två dagar.",
          cost="120 000 kronor", time="Tre månader", hard="Att säga nej till sponsorerna.", adapt="Låt deltagarna välja bord i förväg.",
          changed=(("Kompetensdagen hålls med samtalsbord varje vår.", "Årsplanen för kompetensförsörjning"),)),
    Shown(at=at.KALMAR, name="Skolskjuts och linjebuss i samma nät", place="Nybro", themes=("planning", "rural"), state="draft",
          problem="Två bussar på samma väg, en kvart isär.", done="", result="", cost="", time=""),
)  # fmt: skip

# The six ways in which one framework was taken home: organisation, what was adapted, next step, how far, what changed and where it lives.
SIX_WAYS = (
    (at.GAVLEBORG, "Vi tog bara måtten om trygghet och lade till brottsstatistik per kommun.", "Ta upp trygghetskurvan med kommunerna i mars", "used",
     ("Länets trygghetsarbete följs med fem mått på livskvalitet.", "Handlingsplanen för trygghet, bilaga 1")),
    (at.VASTERBOTTEN, "Vi visar allt över tid och jämför oss bara med oss själva, tillsammans med Umeå.", "Lägga till tre år bakåt i diagrammen", "used",
     ("Kommunernas livskvalitet visas som kurvor över tio år.", "Den årliga länsrapporten")),
    (at.VARMLAND, "Vi delade länet i öst och väst. Då syntes det som medelvärdet dolde.", "Visa öst och väst för de två kommungrupperna", "anchored", None),
    (at.DALARNA, "Vi lyfte fram industrikommunerna och lade till mått om skiftarbete.", "Pröva måtten på en kommun till", "tried", None),
    (at.GOTLAND, "Vi skrev in måtten i den regionala strategin, ett per mål.", "Koppla budgeten till tre av målen", "used",
     ("Den regionala utvecklingsstrategin följs upp med livskvalitet bredvid tillväxt.", "Strategin, kapitlet om uppföljning")),
    (at.OREBRO, "Vi började i hälsan och bad folkhälsoenheten äga måtten.", "Presentera hälsomåtten för nämnden", "anchored", None),
)  # fmt: skip
