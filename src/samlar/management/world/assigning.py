"""Assignments of the sample world: most participants have one that the manager has confirmed, some are on the way, some have not begun.

The organisations and the persons are made up of the world's own; what they want is made up, too.
"""

from samlar.management.world.names import number
from samlar.people import queries as people
from samlar.people.queries.links import link, token_of
from samlar.people.rules import VISITOR
from samlar.registration.actions import assignments as actions
from samlar.registration.actions.assignments import Manager
from samlar.registration.models import Approval, Assignment, Registration
from samlar.registration.queries.assignments import PURPOSE
from samlar.registration.rules.assignments import Written
from samlar.registration.rules.machine import State

WRITTEN = (
    Written(
        challenge="Jag skriver rapporter som få väntar på. Jag vill veta vem som ska ha dem innan jag börjar.",
        wanted="Att vi frågar mottagaren först, och slutar med det som ingen läser.",
        use="I höstens uppföljning av den regionala utvecklingsstrategin.",
        at_home="Analysgruppen, fem personer, och utvecklingschefen.",
    ),
    Written(
        challenge="När någon slutar försvinner det vi har lärt. Jag vill hitta ett enkelt sätt att lämna över.",
        wanted="En överlämning på en sida som alla enheter använder.",
        use="När två kollegor går i pension till våren.",
        at_home="HR och tre enhetschefer.",
    ),
    Written(
        challenge="Vi reser mycket och berättar lite. Jag vill att resorna ska ha en mottagare hemma.",
        wanted="Att varje resa börjar med en fråga från någon som stannar hemma.",
        use="I verksamhetsplanen för nästa år.",
        at_home="Ledningsgruppen, som frågar, och kommunikatören, som hjälper till att berätta.",
    ),
    Written(
        challenge="Jag leder ett nätverk där samma personer talar varje gång.",
        wanted="Ett arbetssätt för möten där kommunerna lär av varandra, inte bara av oss.",
        use="I nätverket för näringslivsutveckling, sex möten om året.",
        at_home="Två kommuner som har sagt ja till att pröva.",
    ),
    Written(
        challenge="Vi startar mer än vi avslutar. Jag vill lära mig att säga vad något blev.",
        wanted="En fråga efter tolv månader i varje beslut om stöd.",
        use="I handläggningen av projektstöd.",
        at_home="Handläggarna och controllern.",
    ),
)


def assign(registration: int, about: str, *, waits: bool) -> int | None:
    """The participant writes, and perhaps sends. In how many days the manager says yes; None where nothing more is to happen.

    `waits`: leaves it unwritten, for somebody whose page is to show it.
    """
    found = Registration.objects.select_related("person").get(id=registration)
    turn = number(f"uppdrag{about}{found.person.email}", 8)
    if waits or turn == 0 or found.state != State.CONFIRMED:
        return None
    actor = people.actor(found.person_id)
    written = WRITTEN[number(f"{about}{found.person.email}", len(WRITTEN))]
    if turn == 1:
        actions.write(actor, found.activity_id, registration, Written(challenge=written.challenge), revision=0)
        return None
    asked = Approval.objects.filter(registration=registration, state="approved").values_list("manager__name", "manager__email").first()
    if asked is None:
        return None
    actions.send(actor, found.activity_id, registration, written, revision=0, manager=Manager(*asked))
    return None if turn == 2 else 1 + number(f"svar{registration}", 6)


def confirm(registration: int) -> None:
    """The manager says yes by the link."""
    row = Assignment.objects.filter(registration=registration, state="sent").values("link", "revision").first()
    held = link(row["link"], PURPOSE) if row else None
    if row is None or held is None or Registration.objects.get(id=registration).state != State.CONFIRMED:
        return
    kept = Assignment.objects.values("challenge", "wanted", "use", "at_home").get(registration=registration)
    actions.confirm(VISITOR, token_of(held), Written(**kept), revision=row["revision"])
