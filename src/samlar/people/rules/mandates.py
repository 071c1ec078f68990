"""How the functions of the secretariat pass from hand to hand, never leaving one without a holder (L1)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from samlar.formats.sentence import Sentence
from samlar.people.rules.actor import Actor, MandateKind, NotAllowed, RoleKind
from samlar.people.rules.periods import DAY, NotPossible, Span, ended, must_be_a_period, must_begin_now_or_later, opens_a_gap

FUNCTIONS = {
    MandateKind.CLEARANCE: Sentence("Klartecken", "Clearance"),
    MandateKind.QUALITY: Sentence("Kvalitetssäkring", "Quality assurance"),
    MandateKind.FORMATS: Sentence("Utgivning av format", "Publishing formats"),
    MandateKind.DISSEMINATION: Sentence("Spridning", "Dissemination"),
    MandateKind.PRIORITISATION: Sentence("Idémöten", "Idea meetings"),
    MandateKind.REGISTER: Sentence("Registret", "The register"),
}
TASKS = {
    MandateKind.CLEARANCE: Sentence("Ger klartecken för att en aktivitet får starta.", "Clears an activity to start."),
    MandateKind.QUALITY: Sentence("Säkrar kvaliteten i planer och resultat.", "Assures the quality of plans and results."),
    MandateKind.FORMATS: Sentence("Ger ut nya versioner av formaten.", "Publishes new versions of the formats."),
    MandateKind.DISSEMINATION: Sentence(
        "Sprider resultat på webben, i nyhetsbrev, på nätverksmöten och årskonferensen.",
        "Spreads results on the web, in newsletters, at network meetings and the annual conference.",
    ),
    MandateKind.PRIORITISATION: Sentence(
        "Kallar till idémöten, samlar förslagen i områden och tar fram underlaget för beslut.",
        "Calls idea meetings, gathers the proposals into areas and prepares the decision.",
    ),
    MandateKind.REGISTER: Sentence(
        "Håller ordning på organisationer, medlemskap, grupper och mandat.",
        "Keeps organisations, memberships, bodies and mandates in order.",
    ),
}


@dataclass(frozen=True, slots=True)
class Holding:
    """One organisation's period with one function. `id` 0: not written yet; `delegated_from`: the mandate that lends it."""

    id: int
    organisation: int
    span: Span
    delegated_from: int | None = None


Holdings = tuple[Holding, ...]


def may_pass_on(actor: Actor, organisation: int) -> bool:
    """The holder's own people (its representative, or who carries out its mandates) and whoever holds the register."""
    own = actor.organisation == organisation and bool(actor.roles & {RoleKind.MEMBER_REPRESENTATIVE, RoleKind.SECRETARIAT})
    return own or actor.holds(MandateKind.REGISTER)


def must_may_pass_on(actor: Actor, organisation: int) -> None:
    """Raises NotAllowed for anybody else."""
    if not may_pass_on(actor, organisation):
        raise NotAllowed(
            Sentence(
                "Den som har mandatet bestämmer om det, eller den som har registret.",
                "The holder of the mandate decides about it, or whoever holds the register.",
            ),
            source="L1",
        )


def given(holdings: Holdings, to: int, span: Span, today: date) -> Holdings:
    """One more organisation holds the function for a period. Raises NotPossible."""
    must_begin_now_or_later(span.start, today)
    return _added(holdings, Holding(0, to, must_be_a_period(span)))


def handed_over(holdings: Holdings, mandate: int, to: int, start: date, today: date) -> Holdings:
    """Another organisation takes over from a day: the old period ends the day before, what it lent with it. Raises NotPossible."""
    held = _one(holdings, mandate)
    must_begin_now_or_later(start, today)
    if held.delegated_from is not None:
        raise NotPossible(
            Sentence("Det här är delegerat och går inte att lämna vidare.", "This is delegated and cannot be handed on."),
            mend=Sentence("Avsluta delegeringen i stället.", "End the delegation instead."),
        )
    if to == held.organisation:
        raise NotPossible(Sentence("Organisationen har redan mandatet.", "The organisation already holds the mandate."), field="to")
    if not (held.span.start < start and held.span.holds(start)):
        raise NotPossible(
            Sentence(
                "Mandatet gäller inte både den dagen och dagen före.", "The mandate does not hold both on that day and the day before."
            ),
            field="start",
            mend=Sentence("Välj en dag inom perioden.", "Choose a day within the period."),
        )
    after = _clipped(holdings, mandate, start - DAY)
    return _kept(holdings, _added(after, Holding(0, to, Span(start, held.span.end))), today)


def delegated(holdings: Holdings, mandate: int, to: int, span: Span, today: date) -> Holdings:
    """Another organisation holds the function too, for a period within the mandate's own. Raises NotPossible."""
    held = _one(holdings, mandate)
    must_begin_now_or_later(span.start, today)
    must_be_a_period(span)
    if held.delegated_from is not None:
        raise NotPossible(Sentence("Det som är delegerat kan inte delegeras vidare.", "What is delegated cannot be delegated on."))
    if span.end is None:
        raise NotPossible(
            Sentence("En delegering har en sista dag.", "A delegation has a last day."),
            field="end",
            mend=Sentence("Välj en sista dag, eller lämna över mandatet helt.", "Choose a last day, or hand the mandate over altogether."),
        )
    if not span.within(held.span):
        raise NotPossible(
            Sentence("Delegeringen räcker utanför mandatets egen period.", "The delegation reaches outside the mandate's own period."),
            field="end",
        )
    return _added(holdings, Holding(0, to, span, mandate))


def given_up(holdings: Holdings, mandate: int, last: date | None, today: date) -> Holdings:
    """The period gets a last day; what it lent ends with it at the latest. Raises NotPossible, also where it leaves nobody."""
    held = _one(holdings, mandate)
    span = ended(held.span, last, today)
    lender = None if held.delegated_from is None else _one(holdings, held.delegated_from)
    if lender is not None and span is not None and not span.within(lender.span):
        raise NotPossible(
            Sentence("Delegeringen räcker utanför mandatets egen period.", "The delegation reaches outside the mandate's own period."),
            field="end",
        )
    if span is None:
        after = tuple(other for other in holdings if mandate not in (other.id, other.delegated_from))
    else:
        longer = replace(held, span=span)
        others = tuple(other for other in holdings if other.id != mandate)
        after = _clipped(_added(others, longer), mandate, span.end)
    return _kept(holdings, after, today)


def _one(holdings: Holdings, mandate: int) -> Holding:
    return next(held for held in holdings if held.id == mandate)


def _clipped(holdings: Holdings, mandate: int, last: date | None) -> Holdings:
    """A mandate and what it lent, with nothing after `last`."""
    after = []
    for held in holdings:
        if mandate not in (held.id, held.delegated_from):
            after.append(held)
        elif (span := held.span.clipped(last)) is not None:
            after.append(replace(held, span=span))
    return tuple(after)


def _added(holdings: Holdings, new: Holding) -> Holdings:
    if any(held.organisation == new.organisation and held.span.overlaps(new.span) for held in holdings):
        raise NotPossible(
            Sentence(
                "Organisationen har redan mandatet under en del av den tiden.",
                "The organisation already holds the mandate during a part of that time.",
            ),
            field="to",
            mend=Sentence("Välj en annan organisation eller andra dagar.", "Choose another organisation or other days."),
        )
    return (*holdings, new)


def _kept(before: Holdings, after: Holdings, today: date) -> Holdings:
    """The holdings after. Raises NotPossible where a day from today on would come to lack a holder."""
    day = opens_a_gap([held.span for held in before], [held.span for held in after], today)
    if day is not None:
        raise NotPossible(
            Sentence("Ingen skulle ha mandatet från {day}.", "Nobody would hold the mandate from {day}.").fill(day=day),
            field="end",
            source="L1",
            mend=Sentence(
                "Lämna över mandatet till en annan organisation i stället, eller ge det först till en till.",
                "Hand the mandate over to another organisation instead, or give it to one more first.",
            ),
        )
    return after


def must_be_able_to_carry_out(people: Sequence[object], name: str) -> None:
    """Raises NotPossible where the organisation called `name` has no `people` who could carry a mandate out."""
    if not people:
        raise NotPossible(
            Sentence("{name} har ingen som kan utföra mandatet.", "{name} has nobody who can carry out the mandate.").fill(name=name),
            field="to",
            mend=Sentence("Organisationen behöver först en medlemsansvarig.", "The organisation needs a member representative first."),
        )
