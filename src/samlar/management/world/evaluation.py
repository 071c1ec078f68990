"""The evaluation network: a learning project for a year (2017) and then a network again (H1). That is a fact; what is said is made up.

Networks and learning projects are as old as the sample world, so that all of it is played through the deeds; the other formats came
in 2023.
"""

from samlar.management.world.days import EVALUATION_AGAIN, EVALUATION_AT_FIRST, EVALUATION_FOR_A_YEAR, Days
from samlar.management.world.rooms_before import WEB
from samlar.management.world.story import PARTLY, YES, Story


def evaluation(days: Days) -> Story:
    """A network that became a learning project for a year and then a network again (H1)."""
    return Story(
        title="Utvärderingsnätverket",
        summary="Utvärdering och uppföljning som leder till lärande.",
        format="natverk",
        course=EVALUATION_AT_FIRST,
        proposer="Region Örebro län",
        lead="Region Örebro län",
        taken_in=("Region Östergötland", "Region Kronoberg", "Region Gävleborg"),
        sections={
            "purpose": "Att utvärderingar ska leda till något, och att vi ska våga fråga vad.",
            "main_question": "Vad gör vi med rapporten?",
            "time_plan": "Tre digitala träffar och en på plats i Örebro.",
            "resources": "Örebro, Östergötland, Kronoberg och Gävleborg.",
        },
        reviews=(
            {"done": "Fyra träffar.", "result": "De flesta rapporter läses av beställaren, sällan av dem som ska ändra något.", "not_working": "Vi pratade om metoder när frågan var mottagare.", "usable": "Tio frågor före en upphandling.", "next": "Pröva frågorna på riktiga utvärderingar."},
            {"done": "Tre träffar om hur utvärderingar används.", "result": "Frågan är för stor för träffar på två timmar.", "not_working": "Samma fyra regioner tog med fall varje gång.", "usable": "Sju fall, avidentifierade.", "next": "Nätverket blir ett lärprojekt under 2017, med fler regioner och ett lärosäte."},
        ),
        spread={"web": (f"{WEB}/natverk/utvardering-2015", "")},
        why_closed="Nätverket blir ett lärprojekt under 2017. Sedan samlas vi som nätverk igen.",
        then=_evaluation_for_a_year(),
    )  # fmt: skip


def _evaluation_for_a_year() -> Story:
    return Story(
        title="Utvärdering som leder till lärande",
        summary="Lärprojekt under 2017: hur används det som utvärderingar visar? Sju organisationer prövar på sina egna.",
        format="larprojekt",
        course=EVALUATION_FOR_A_YEAR,
        proposer="Region Örebro län",
        lead="Region Örebro län",
        taken_in=("Region Östergötland", "Region Kronoberg", "Region Gävleborg"),
        asked=(
            ("Linköpings universitet", True, "Vi kan bidra med det som forskningen vet om användning."),
            ("Region Dalarna", True, ""),
            ("Tillväxtverket", True, "Vi vill lära av hur våra egna utvärderingar används."),
        ),
        expected=(
            "Bättre förmåga att ställa frågor som utvärderingen kan svara på.",
            "Prövade sätt att ta emot en utvärdering i den egna organisationen.",
        ),
        sections={
            "purpose": "Utvärderingar kostar pengar och tid. Vi vill veta vad som gör att de används.",
            "expected_result": "Varje organisation har tagit emot en egen utvärdering på ett nytt sätt.",
            "main_question": "Vad behöver finnas på plats hemma innan utvärderingen är klar?",
            "delimitations": "Användningen, inte metoderna.",
            "time_plan": "Fyra workshoppar: januari, april, september och december. Hemuppgift mellan träffarna.",
            "resources": "Region Örebro län håller ihop. Var och en står för sin tid och sina resor.",
            "success_criteria": ("Minst fem organisationer har prövat på en egen utvärdering.",),
            "indicators": ("Antal utvärderingar som har fått en namngiven mottagare.",),
        },
        plan_read="En fråga, ett år, egna fall. Klart.",
        result_read="Bra att fallen är namngivna. Godkänd.",
        factors={"daily_work": "Varje organisation arbetade med en utvärdering som redan var beställd.", "researchers": "Linköpings universitet var med på alla fyra workshopparna."},
        told={
            "done": "Sju organisationer möttes fyra gånger och prövade på nio egna utvärderingar.",
            "result": "En utvärdering används när någon väntar på den. Mottagaren ska vara utsedd innan frågorna är klara.",
            "not_working": "Två utvärderingar hann bli klara innan någon mottagare var utsedd. De blev liggande.",
            "usable": "- Mottagarens uppdrag på en sida\n- Tre frågor till beställaren",
            "next": "Vi samlas som nätverk igen från januari 2018, nu med Linköpings universitet.",
        },
        outcomes=((YES, "Sex av sju."), (PARTLY, "Sju av nio.")),
        spread={
            "web": (f"{WEB}/larprojekt/utvardering-som-leder-till-larande", ""),
            "newsletter": (f"{WEB}/nyhetsbrev/utvardering-som-leder-till-larande", ""),
            "network_meeting": ("", "Nätverket samlades igen i mars, 25 deltagare."),
            "annual_conference": ("", "Ett lärpass på årskonferensen."),
        },
        evaluations={"Region Örebro län": {"benefit": 5, "use": "Vi utser mottagaren först.", "again": "yes"}, "Region Kronoberg": {"benefit": 4, "use": "Tre frågor till beställaren.", "again": "yes"}},
        then=_evaluation_again(),
    )  # fmt: skip


def _evaluation_again() -> Story:
    return Story(
        title="Utvärderingsnätverket",
        summary="Utvärdering och uppföljning som leder till lärande. Var ett lärprojekt under 2017 och sedan ett nätverk igen.",
        format="natverk",
        course=EVALUATION_AGAIN,
        proposer="Region Örebro län",
        lead="Region Örebro län",
        taken_in=("Region Östergötland", "Region Kronoberg", "Region Gävleborg", "Linköpings universitet"),
        sections={
            "purpose": "Att utvärderingar ska leda till något, och att vi ska våga fråga vad.",
            "main_question": "Utvärdering av komplexa samhällsprocesser",
            "time_plan": "En serie om fyra träffar. Den andra, 26 oktober, är på plats och handlar om metoder och lärande.",
            "resources": "Örebro, Östergötland, Kronoberg, Gävleborg och Linköpings universitet.",
        },
        reviews=(
            {"done": "Två av fyra träffar i serien, en av dem på plats.", "result": "Komplexitet är ingen ursäkt för att inte fråga.", "not_working": "För lite tid till egna fall.", "usable": "Frågor att ställa före upphandling.", "next": "Serien fortsätter med två träffar."},
            {"done": "Serien avslutades med fyra fall.", "result": "Utvärderaren bör träffa dem som ska lära innan frågorna är klara.", "not_working": "Ett fall drogs tillbaka dagen före.", "usable": "Fyra fall, avidentifierade.", "next": "Ny serie om följeforskning."},
            {"done": "Tre träffar om följeforskning.", "result": "Följeforskaren behöver en mottagare, inte bara en beställare.", "not_working": "Få chefer kom.", "usable": "Mall för mottagarens uppdrag.", "next": "Bjud in chefer till en egen timme."},
        ),
        spread={"web": (f"{WEB}/natverk/utvardering", "")},
    )  # fmt: skip
