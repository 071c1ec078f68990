"""The year's joint money: pure sums and verdicts (D2). Amounts are whole kr."""

from datetime import date

from samlar.formats.definition import Definition
from samlar.formats.evaluate import year_envelope
from samlar.formats.sentence import Refusal, Sentence
from samlar.formats.words import MONEY_SOURCES
from samlar.people.rules import MEMBERS, Actor, MandateKind, NotAllowed

OTHER = "other"
NOTE_LENGTH = 300
FIRST_YEAR, LAST_YEAR = 2000, 2100
DECIDERS = (MandateKind.CLEARANCE, MandateKind.REGISTER)


class EnvelopeRefused(Refusal):
    """The year's envelope cannot be set like this."""


def cost_per_payer(amount: int, payers: int) -> int | None:
    """What `amount` kr is for each of `payers` members, rounded to hundreds, half up; None where nobody pays.

    Source D2 (P, Finansiering): 200 000 kr over 23 payers is 8 695,65 kr, said as 8 700 kr.
    """
    if payers <= 0:
        return None
    return (2 * amount + 100 * payers) // (200 * payers) * 100


def day_for_payers(year: int, today: date) -> date:
    """The day on which a year's payers are counted: today, or the year's nearest day where the year is not this one (D2)."""
    return min(max(today, date(year, 1, 1)), date(year, 12, 31))


def has_envelope(definition: Definition) -> bool:
    """Whether a format hands out joint money within a year's ceiling."""
    return definition.plan.funding is not None and year_envelope(definition) is not None


def sources(definition: Definition) -> dict[str, Sentence]:
    """Where the year's money may come from, by word: what the format declares, and other (D2: the source is recorded)."""
    declared = definition.plan.funding.sources if definition.plan.funding else ()
    found = {word: MONEY_SOURCES[word] for word in declared}
    return found | {OTHER: Sentence(sv="annan källa", en="another source")}


def may_see(actor: Actor) -> bool:
    """The year's joint money concerns everybody at members and partners: it is spread over the members (P, Finansiering)."""
    return MEMBERS in actor.tokens or may_decide(actor)


def may_decide(actor: Actor) -> bool:
    """The year's envelope is decided by whoever holds the mandate for clearance, or for the register (D2, L1)."""
    return any(actor.holds(mandate) for mandate in DECIDERS)


def must_decide(actor: Actor) -> int:
    """The organisation that the decider acts for. Raises NotAllowed, with who may (L1)."""
    if actor.organisation is None or not may_decide(actor):
        raise NotAllowed(
            Sentence(
                sv="Årets ram beslutas av den som har mandatet för klartecken eller för registret.",
                en="The year's envelope is decided by the holder of the mandate for clearance or for the register.",
            ),
            source="D2",
            mend=Sentence(sv="Hör av er till dem om ramen ska ändras.", en="Get in touch with them if the envelope should change."),
        )
    return actor.organisation


def must_be_read_lately(*, read: int, now: int) -> None:
    """Nobody decides upon an envelope that somebody else changed after it was read. Raises EnvelopeRefused."""
    if read != now:
        raise EnvelopeRefused(
            Sentence(
                sv="Någon annan har ändrat ramen sedan du öppnade sidan. Det du ser nu är det som gäller.",
                en="Somebody else changed the envelope after you opened the page. What you see now is what holds.",
            ),
            rule="envelope.revision",
            mend=Sentence(sv="Läs det och besluta igen om det behövs.", en="Read it and decide again if needed."),
        )


def must_be_possible(*, amount: int, granted: int, ceiling: int) -> None:
    """An envelope lies between what is already granted and the format's ceiling, both included.

    Raises EnvelopeRefused with the rule that says no (D2).
    """
    if amount < 0:
        raise EnvelopeRefused(Sentence(sv="Skriv ett belopp från 0 kr.", en="Write an amount from SEK 0."), source="D2", field="amount")
    if amount < granted:
        raise EnvelopeRefused(
            Sentence(
                sv="{granted} kr är redan beviljat i år. Ramen kan inte vara mindre än det.",
                en="SEK {granted} has already been granted this year. The envelope cannot be smaller than that.",
            ).fill(granted=granted),
            rule="envelope.granted", source="D2", field="amount",
            mend=Sentence(sv="Skriv {granted} kr eller mer.", en="Write SEK {granted} or more.").fill(granted=granted),
        )  # fmt: skip
    if amount > ceiling:
        raise EnvelopeRefused(
            Sentence(
                sv="Formatets regel är högst {ceiling} kr i basfinansiering om året.",
                en="The rule of the format is at most SEK {ceiling} of basic funding a year.",
            ).fill(ceiling=ceiling),
            rule="grant.per_year", source="D2", field="amount",
            mend=Sentence(
                sv="Skriv {ceiling} kr eller mindre. Vill ni ha ett högre tak behövs en ny version av formatet.",
                en="Write SEK {ceiling} or less. A higher ceiling takes a new version of the format.",
            ).fill(ceiling=ceiling),
        )  # fmt: skip


def must_have_source(source: str, note: str, allowed: dict[str, Sentence]) -> None:
    """The source is one of the format's own, or another that the note names. Raises EnvelopeRefused (D2)."""
    if source not in allowed:
        raise EnvelopeRefused(
            Sentence(sv="Välj varifrån pengarna kommer.", en="Choose where the money comes from."), source="D2", field="source"
        )
    if source == OTHER and not note:
        raise EnvelopeRefused(Sentence(sv="Skriv vilken källa det är.", en="Write which source it is."), source="D2", field="note")
    if len(note) > NOTE_LENGTH:
        raise EnvelopeRefused(
            Sentence(
                sv="Texten har {length} tecken. Högst {most} får plats.",
                en="The text has {length} characters. There is room for {most} at most.",
            ).fill(length=len(note), most=NOTE_LENGTH),
            field="note",
        )


def must_fit(*, grant: int, granted: int, envelope: int | None) -> None:
    """A grant fits in what is left of a decided envelope; an undecided one leaves the format's own ceiling to hold (D2).

    `granted` is the year's basic funding without this grant. Raises EnvelopeRefused.
    """
    if envelope is not None and granted + grant > envelope:
        left = max(0, envelope - granted)
        raise EnvelopeRefused(
            Sentence(
                sv="Årets ram är {envelope} kr och {left} kr är kvar. {grant} kr får inte plats.",
                en="The year's envelope is SEK {envelope} and SEK {left} is left. There is no room for SEK {grant}.",
            ).fill(envelope=envelope, left=left, grant=grant),
            rule="grant.per_year", source="D2", field="grant",
            mend=Sentence(
                sv="Sök {left} kr eller mindre, vänta till nästa år eller be om en större ram.",
                en="Apply for SEK {left} or less, wait until next year or ask for a larger envelope.",
            ).fill(left=left),
        )  # fmt: skip


def explained(*, amount: int, payers: int, year: int) -> Sentence:
    """How the cost per paying member came about, in words with its figures (D2)."""
    each = cost_per_payer(amount, payers)
    if each is None:
        return Sentence(
            sv="Ingen medlem betalar avgift {year}, så pengarna kan inte slås ut per medlem.",
            en="No member pays a fee in {year}, so the money cannot be spread over the members.",
        ).fill(year=str(year))
    return Sentence(
        sv="{amount} kr delat på {payers} betalande medlemmar är {each} kr per medlem, avrundat till hela hundratal.",
        en="SEK {amount} over {payers} paying members is SEK {each} per member, rounded to whole hundreds.",
    ).fill(amount=amount, payers=payers, each=each)
