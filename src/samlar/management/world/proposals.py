"""Proposals of the sample world. The topics marked P stand in the annex of the test room's source; the rest are made up in its spirit.

(title, one sentence, format, organisation, days before now that it was published, organisations interested, of which would lead)
"""

P = "provrum"
ANY = ""

PROPOSALS: tuple[tuple[str, str, str, str, int, tuple[str, ...], tuple[str, ...]], ...] = (
    # P's annex
    ("Lärdomar från de senaste kriserna", "Vi spelar igenom påhittade krisscenarier och ser vad vi faktiskt lärde oss.", P, "Region Gotland", 410,
     ("Region Blekinge", "Region Kalmar län", "Region Norrbotten"), ("Region Gotland",)),
    ("Drönare: nya frågeställningar", "Vad behöver en region kunna om drönare de närmaste fem åren?", P, "Region Östergötland", 120,
     ("Region Västernorrland", "Energimyndigheten"), ()),
    ("Regionalt utvecklingsansvarigas roll i krisberedskap", "Vi reder ut vad ansvaret betyder när det skarpa läget kommer.", P, "Region Norrbotten", 690,
     ("Region Västerbotten", "Region Gotland", "Region Dalarna"), ("Region Norrbotten",)),
    ("Hur jobbar våra nordiska grannar?", "Vi jämför krisarbete och regional utveckling med tre nordiska grannregioner.", P, "Region Värmland", 64,
     ("Region Jämtland Härjedalen",), ()),
    ("Effektivt påverkansarbete", "Vilka sätt att påverka nationella beslut har faktiskt gett resultat?", P, "Region Halland", 88,
     ("Region Blekinge", "Region Kronoberg", "Region Sörmland", "SLU"), ("Region Kronoberg",)),
    ("Civilt försvar och näringslivet", "Hur kan regionen hjälpa företag att bli en del av det civila försvaret?", P, "Region Västerbotten", 45,
     ("Region Norrbotten", "Tillväxtverket"), ("Region Norrbotten",)),
    ("Genomförandet av den regionala utvecklingsstrategin", "Från beslutad strategi till handling: vad gör skillnaden?", ANY, "Region Uppsala", 300,
     ("Region Sörmland", "Region Västmanland", "Region Örebro län", "Region Gävleborg"), ("Region Uppsala",)),
    ("Hur gör man en systemanalys?", "En liten grupp prövar tre metoder för systemanalys på samma fråga.", P, "Region Skåne", 520,
     ("Västra Götalandsregionen", "Region Halland", "Linköpings universitet"), ("Region Skåne",)),
    ("Strategi för att bygga en projektportfölj", "Hur väljer vi projekt som tillsammans leder dit vi vill?", P, "Region Gävleborg", 33,
     ("Region Dalarna", "Region Värmland"), ("Region Dalarna",)),
    ("Tydligare politiska vägval", "Hur gör vi de politiska vägvalen synliga i regional utvecklingspolitik?", P, "Region Kronoberg", 150,
     ("Region Jönköpings län",), ()),
    ("Regionens roll för vatten, el och apotek", "Grundläggande service är ingen självklarhet. Vad kan regionen göra?", P, "Region Jämtland Härjedalen", 205,
     ("Region Västernorrland", "Region Dalarna", "Trafikverket"), ("Region Jämtland Härjedalen",)),
    ("Cirkularitet i näringslivet", "Vi provar hur regionala verktyg kan få företag att ställa om till cirkulära flöden.", P, "Region Västmanland", 240,
     ("Region Örebro län", "Region Sörmland"), ("Region Örebro län",)),
    ("Att fullfölja studier", "En gemensam analys av varför så många inte fullföljer, och vad som hjälper.", P, "Region Sörmland", 780,
     ("Region Västmanland", "Region Östergötland", "Örebro universitet"), ("Region Sörmland",)),
    ("En studieresa med uppgift", "Vi prövar en studieresa där varje deltagare har ett uppdrag hemifrån.", P, "Region Blekinge", 12,
     ("Region Kalmar län",), ()),
    # in their spirit
    ("Digitala tvillingar i regional planering", "Vad kan en digital tvilling visa som kartan inte kan?", P, "Västra Götalandsregionen", 20,
     ("Region Stockholm", "Region Skåne", "Luleå tekniska universitet"), ("Västra Götalandsregionen",)),
    ("Kompetensförsörjning i vården på landsbygden", "Vi söker sätt att bemanna små orter som håller över tid.", ANY, "Region Västerbotten", 180,
     ("Region Norrbotten", "Region Jämtland Härjedalen", "Umeå universitet"), ()),
    ("Elförsörjning: territoriellt, utmaningsdrivet, hållbart", "Elen borrar vi i från tre håll samtidigt.", "expedition", "Region Kalmar län", 260,
     ("Region Gotland", "Energimyndigheten", "Region Blekinge"), ("Region Gotland",)),
    ("Målkonflikter i grön omställning", "Vad är hållbart för regionen, landet och världen när svaren går isär?", "larprojekt", "Region Norrbotten", 330,
     ("Region Västerbotten", "Region Gävleborg", "Region Dalarna", "Tillväxtverket", "Region Skåne"), ("Region Gävleborg",)),
    ("Regional samverkan om vattenbrist", "Somrarna blir torrare. Vi lär av dem som redan har ransonerat.", ANY, "Region Gotland", 95,
     ("Region Kalmar län", "Region Östergötland", "Länsstyrelsen i Gotlands län"), ("Region Kalmar län",)),
    ("Unga i regional utveckling", "Vi provar sätt att låta unga påverka på riktigt.", ANY, "Region Örebro län", 71, ("Region Värmland", "Region Uppsala"), ()),
    ("Uppföljning som leder till lärande", "Från rapport till samtal: vad händer när uppföljningen börjar med en fråga?", "larlabb", "Region Dalarna", 140,
     ("Region Kronoberg", "Tillväxtverket", "Vinnova"), ()),
    ("Kulturens plats i utvecklingsarbetet", "När kulturen är med från början blir det andra lösningar. Vilka?", ANY, "Region Halland", 28, ("Region Värmland",), ()),
    ("Ortstruktur och serviceplanering", "Vilka orter bär servicen om tjugo år, och hur vet vi det?", ANY, "Region Västernorrland", 170,
     ("Region Jämtland Härjedalen", "Boverket"), ()),
    ("Flernivåsamverkan i praktiken", "Kommun, region, stat och EU i samma rum, om samma plats.", "expedition", "Region Jönköpings län", 215,
     ("Region Kronoberg", "Region Östergötland", "Tillväxtverket"), ("Region Östergötland",)),
    ("Folkhälsa som utvecklingsfråga", "Hälsan följer inkomsten. Vad kan tillväxtarbetet göra åt det?", ANY, "Region Gävleborg", 133,
     ("Region Sörmland", "Folkhälsomyndigheten"), ()),
    ("Smart specialisering, andra varvet", "Vad gör vi annorlunda nu när vi har gjort det en gång?", ANY, "Region Värmland", 99,
     ("Region Dalarna", "Region Västerbotten"), ("Region Värmland",)),
    ("AI i handläggningen", "Var sparar AI tid i vårt eget arbete, och var ställer den till det?", P, "Region Stockholm", 8,
     ("Region Uppsala", "Västra Götalandsregionen", "Region Skåne"), ()),
    ("Gränsregionernas vardag", "Pendling, skatt och vård över gränsen: vi samlar exempel som fungerar.", ANY, "Region Norrbotten", 310, ("Region Värmland",), ()),
    ("Bostäder för den nya industrin", "Hur får vi bostäder på plats innan människorna kommer?", ANY, "Region Västerbotten", 360,
     ("Region Norrbotten", "Boverket", "Region Gotland"), ("Region Norrbotten",)),
    ("Transportplanering efter omställningen", "Vad händer med länsplanen när godset byter väg?", ANY, "Region Sörmland", 54, ("Trafikverket", "Region Östergötland"), ()),
    ("Offentlig upphandling som utvecklingskraft", "Vi provar att köpa in lösningar i stället för saker.", P, "Region Uppsala", 16,
     ("Upphandlingsmyndigheten", "Region Sörmland"), ("Region Sörmland",)),
    ("Livsmedelsstrategi i kristid", "Från strategi till förråd: vad har vi egentligen i länet?", ANY, "Region Östergötland", 230, ("SLU", "Region Gotland", "Region Skåne"), ()),
    ("Regionala utvecklingsmedel som hävstång", "Vad växlar upp, och vad tränger undan?", "natverk", "Region Kronoberg", 190, ("Tillväxtverket", "Region Blekinge"), ()),
    ("Att leda utan mandat", "Systemledarskap i mellanrummen: vi tränar på riktiga fall.", "masterclass", "Region Jämtland Härjedalen", 270,
     ("Region Dalarna", "Region Västernorrland", "Region Halland"), ()),
    ("Biologisk mångfald i samhällsplaneringen", "Hur blir mångfalden ett villkor och inte en bilaga?", ANY, "Region Skåne", 40, ("SLU", "Region Blekinge"), ()),
    ("Öppna data om regional utveckling", "Vi publicerar samma tre mått på samma sätt, och ser vad som händer.", P, "Region Östergötland", 24,
     ("Region Jönköpings län", "Region Örebro län", "Region Kalmar län"), ("Region Jönköpings län",)),
    ("Mötet som lär", "Fyra frågor efter varje möte. Vad händer på ett år?", "larlabb", "Region Kalmar län", 60, ("Region Gotland", "Region Dalarna"), ()),
    ("Civilsamhället som part", "Hur ser ett partnerskap ut som håller när pengarna tar slut?", ANY, "Region Västmanland", 77, ("Region Uppsala",), ()),
)  # fmt: skip

# Published, then withdrawn with a reason.
WITHDRAWN = (
    ("Gemensam enkät till alla företag", "En enkät i stället för tjugoen.", ANY, "Region Örebro län", 200, "Två myndigheter gör redan samma enkät. Vi går med i den."),
)

# Still being written; seen by the own organisation alone.
DRAFTS = (
    ("Analytikern i ledningsgruppen", "Vad händer när analysen sitter med från början?", P, "Region Kalmar län", 9),
    ("Besöksnäringens säsonger", "Fler gäster när det är lugnt: vi söker exempel.", ANY, "Region Jämtland Härjedalen", 4),
)
