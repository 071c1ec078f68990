"""What people write about the proposals of the sample world: longer texts, notes and comments."""

# Longer texts of some proposals, by title.
TEXTS = {
    "Drönare: nya frågeställningar": "Drönare levererar prover, räknar skog och stör flygplatser. Regionen får frågor om allt tre. Vi vill samla några regioner och en myndighet för att reda ut vad som är vårt, vad som är någon annans och vad som är ingens.\n\n- Vem ger besked om luftrummet?\n- Vilka beslut är redan fattade?\n- Var prövas det på riktigt just nu?",
    "Effektivt påverkansarbete": "Vi skriver remissvar, uppvaktar och bjuder in. Ibland händer något. Vi vill gå igenom tio fall där ett nationellt beslut faktiskt ändrades och se vad som gjorde skillnad. Fallen väljs av dem som blev påverkade, inte av oss.",
    "Genomförandet av den regionala utvecklingsstrategin": "Strategin är beslutad. Vad händer på måndag? Vi tror att skillnaden mellan regioner sitter i tre saker: vem som äger ett mål, hur ofta någon frågar, och om budgeten är med. Det går att pröva.",
    "Regionens roll för vatten, el och apotek": "När det sista apoteket stänger ringer man regionen. När vattnet tar slut ringer man kommunen. Och när båda händer samma vecka? Vi vill lära av de orter där det redan har hänt.",
    "Kompetensförsörjning i vården på landsbygden": "Hyrpersonal kostar mest där det är glesast. Några har lyckats bryta det. Vi vill besöka dem, räkna på vad det kostade och se vad som går att flytta.",
    "Målkonflikter i grön omställning": "Gruvan, vindkraften, renarna och bostäderna vill vara på samma plats. Vi behöver ett sätt att prata om det som inte slutar med att alla nickar.",
    "Regional samverkan om vattenbrist": "Tre torra somrar har lärt oss olika saker. Gotland och Kalmar län har ransonerat, Östergötland har planerat. Vi vill lägga det bredvid varandra innan nästa sommar.",
    "Unga i regional utveckling": "Ungdomsråd är bra. Men vem ändrar sig efteråt? Vi vill pröva tre sätt där den som har makten måste svara skriftligt.",
    "Uppföljning som leder till lärande": "Vi följer upp för att redovisa. Vi vill pröva att följa upp för att lära: samma siffror, andra frågor, andra personer i rummet.",
    "AI i handläggningen": "Vi har alla testat i smyg. Låt oss göra det öppet: tio verkliga ärenden, med och utan, och en ärlig räkning av tid och fel.",
    "Offentlig upphandling som utvecklingskraft": "Vi köper för miljarder och beskriver saker i detalj. Vad händer om vi i stället beskriver problemet? Vi har tre upphandlingar som kan vara med.",
    "Mötet som lär": "Fyra frågor efter varje möte: vad väntade vi oss, vad hände, varför, vad gör vi nu? Det tar sex minuter. Vi vill veta om det gör skillnad på ett år.",
}

# Comments by title: (organisation, days after publication, text).
COMMENTS = {
    "Drönare: nya frågeställningar": (
        ("Region Västernorrland", 4, "Vi har ett skarpt fall: prover mellan två sjukhus, sex mil. Det flyger. Det som inte flyger är avtalet."),
        ("Energimyndigheten", 9, "Glöm inte inspektion av ledningar. Där finns flera års erfarenhet att låna."),
        ("Region Dalarna", 15, "Räkna med att någon frågar om integritet redan på första mötet. Bjud in dem då."),
    ),
    "Hur jobbar våra nordiska grannar?": (
        ("Region Jämtland Härjedalen", 3, "Trøndelag är en timme bort och vi har aldrig frågat dem. Jag är på."),
        ("Region Norrbotten", 11, "In the north we meet our neighbours every month. Happy to open the door."),
    ),
    "Effektivt påverkansarbete": (
        ("Region Blekinge", 2, "Det enda som har fungerat för oss är att komma tidigt och vara två."),
        ("SLU", 6, "Ta gärna med oss som blir citerade. Vi ser vilka siffror som överlever."),
        ("Region Kronoberg", 8, "Vi kan leda. Men bara om fallen också får handla om när vi misslyckades."),
        ("Region Sörmland", 20, "Kan vi få läsa fallen innan vi bestämmer oss?"),
    ),
    "Civilt försvar och näringslivet": (
        ("Tillväxtverket", 5, "Företagen frågar vad de får göra, inte vad de ska göra. Börja där."),
        ("Region Norrbotten", 7, "Vi leder gärna om Västerbotten är med. Avståndet är det vi kan."),
        ("Region Gotland", 12, "Hos oss är det här inte framtid. Vi kan berätta."),
    ),
    "Genomförandet av den regionala utvecklingsstrategin": (
        ("Region Sörmland", 6, "Vi har ägare per mål. Det hjälpte. Budgeten är fortfarande någon annans."),
        ("Region Västmanland", 14, "Vem följer upp uppföljningen? Halvt på skämt."),
        ("Region Örebro län", 30, "Tre regioner till så blir det ett lärprojekt. Fyra så blir det bra."),
        ("Region Gävleborg", 41, "Vi är med, men inte under budgetveckorna."),
    ),
    "Strategi för att bygga en projektportfölj": (
        ("Region Dalarna", 3, "Vi säger ja till bra projekt och får en dålig portfölj. Gärna ett provrum!"),
        ("Region Värmland", 9, "Har ni läst hur Vinnova gör? Det är inte samma sak, men nära."),
    ),
    "Tydligare politiska vägval": (
        ("Region Jönköpings län", 7, "Vi provade att skriva två motsatta budgetar. Det blev tyst i rummet, på ett bra sätt."),
        ("Region Uppsala", 19, "Tjänstepersoner bör inte göra vägvalen synliga åt politiken. Men vi kan låta bli att gömma dem."),
        ("Region Kronoberg", 21, "Bra invändning. Vi skriver in det i avgränsningen."),
    ),
    "Regionens roll för vatten, el och apotek": (
        ("Trafikverket", 8, "Vägen är också service. När den stängs stängs apoteket."),
        ("Region Västernorrland", 16, "Vi har en karta över vad som händer om en tapp stänger. Den är inte vacker."),
        ("Region Dalarna", 25, "Kan ni ta med bensinmackar? Det är där folk hämtar sina paket."),
    ),
    "Kompetensförsörjning i vården på landsbygden": (
        ("Umeå universitet", 5, "Vi har följt tre orter i sex år. Siffrorna är era."),
        ("Region Jämtland Härjedalen", 13, "En lägenhet och ett jobb till partnern slår lönen. Varje gång."),
        ("Region Norrbotten", 18, "Please include the small hospitals, not just the primary care."),
        ("Region Gotland", 26, "Och en förskoleplats. Skriv det i fetstil."),
    ),
    "Regional samverkan om vattenbrist": (
        ("Region Kalmar län", 2, "Vi leder gärna. Vi har loggbok från tre somrar, med allt vi gjorde fel."),
        ("Länsstyrelsen i Gotlands län", 10, "Tillståndsfrågan måste vara med från början, annars blir det en sommarlovsuppgift."),
        ("Region Östergötland", 17, "Vi har plan men ingen erfarenhet. Perfekt byte."),
    ),
    "Unga i regional utveckling": (
        ("Region Värmland", 4, "Fråga dem när mötet ska vara. Det är aldrig tisdag klockan tio."),
        ("Region Uppsala", 12, "Vi betalar arvode. Det förändrar vem som kommer."),
    ),
    "Uppföljning som leder till lärande": (
        ("Vinnova", 6, "Vi kan bidra med två program som just har bytt frågor mitt i."),
        ("Region Kronoberg", 15, "Det svåra är inte frågorna. Det är vem som hör svaren."),
        ("Tillväxtverket", 22, "Gärna tillsammans med utvärderingsnätverket, så att det inte blir ett spår till."),
        ("Region Dalarna", 23, "Ja. Vi frågar dem på nästa träff."),
    ),
    "Ortstruktur och serviceplanering": (
        ("Boverket", 9, "Vi tar fram en vägledning nästa år. Ert provrum skulle komma precis lagom."),
        ("Region Jämtland Härjedalen", 14, "Vi har 400 mil väg och 130 000 invånare. Modellen måste tåla det."),
    ),
    "Flernivåsamverkan i praktiken": (
        ("Tillväxtverket", 7, "Vi kommer gärna om vi får sitta tysta första timmen."),
        ("Region Östergötland", 11, "Vi kan hålla i det tillsammans med er. En plats räcker: välj en som alla har en åsikt om."),
        ("Region Kronoberg", 33, "EU-nivån blir lätt en logotyp. Hur undviker vi det?"),
    ),
    "Folkhälsa som utvecklingsfråga": (
        ("Folkhälsomyndigheten", 5, "Vi har mått på länsnivå som få känner till. Säg till vilka ni saknar."),
        ("Region Sörmland", 12, "Frågan är smal hos oss just nu, men den är viktig. Kan den gå som provrum?"),
        ("Region Gävleborg", 13, "Bra idé. Ta den vidare om ni vill, vi är med."),
    ),
    "AI i handläggningen": (
        ("Region Uppsala", 1, "Vi har räknat på fyra ärendetyper. Två sparade tid, två kostade. Delar gärna."),
        ("Region Skåne", 2, "Ta med en jurist från början. Inte för att säga nej, utan för att slippa fråga sist."),
        ("Västra Götalandsregionen", 4, "Vilka verktyg får man använda? Vi har en lista, och den är kort."),
    ),
    "Bostäder för den nya industrin": (
        ("Boverket", 20, "Tillfälliga bostäder har en egen tidsgräns i lagen. Den styr mer än man tror."),
        ("Region Norrbotten", 32, "We would lead. We also have the most embarrassing examples."),
        ("Region Gotland", 60, "Vi har motsatt problem: bostäderna finns elva veckor om året."),
    ),
    "Offentlig upphandling som utvecklingskraft": (
        ("Upphandlingsmyndigheten", 3, "Vi har stöd för just det här och söker regioner som vill pröva det tidigt."),
        ("Region Sörmland", 5, "Vi har en upphandling av hjälpmedel i vår. Den kan vara er första."),
    ),
    "Mötet som lär": (
        ("Region Gotland", 3, "Vi gjorde det i en månad. Det dog när chefen var på semester. Där har ni er första lärdom."),
        ("Region Dalarna", 9, "Sex minuter är rätt. Femton blir ett möte till."),
        ("SLU", 21, "Korta genomgångar har starkt stöd i forskningen. Mest i komplexa uppgifter, så ni har valt rätt."),
    ),
    "Livsmedelsstrategi i kristid": (
        ("SLU", 11, "Vi kan räkna på förråd per län. Det tar två veckor om vi får siffrorna."),
        ("Region Gotland", 18, "Räkna med färjan. Alltid."),
        ("Region Skåne", 40, "Vi odlar mycket och lagrar lite. Det är en bra fråga att börja i."),
    ),
}

# A word with an interest, by (title, organisation).
NOTES = {
    ("Effektivt påverkansarbete", "Region Kronoberg"): "Vi leder om fallen får vara ärliga.",
    ("Regional samverkan om vattenbrist", "Region Kalmar län"): "Vi har loggbok från tre somrar.",
    ("AI i handläggningen", "Region Uppsala"): "Vi kan dela våra räkningar direkt.",
    ("Livsmedelsstrategi i kristid", "SLU"): "En forskare, två veckor i vår.",
    ("Civilt försvar och näringslivet", "Region Norrbotten"): "Vi leder om Västerbotten är med.",
    ("Offentlig upphandling som utvecklingskraft", "Upphandlingsmyndigheten"): "Stöd och mallar finns.",
}
