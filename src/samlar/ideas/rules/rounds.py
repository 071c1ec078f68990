"""A round from call to decision: its phases, what each opens to whom, and whose deeds they are (B2, B3, A1, I1)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from samlar.formats.sentence import Refusal, Sentence
from samlar.ideas.rules.deeds import one_line
from samlar.people.rules import Actor, MandateKind, MembershipKind, NotAllowed, RoleKind, must_act_for_an_organisation
from samlar.talk.rules import TextRefused, text_within

LONGEST_NAME = 120
LONGEST_TEXT = 8000
LONGEST_SHORT = 600
LARGEST_COST = 10**12
RECOMMENDED_TICKS = 3


class RoundState(StrEnum):
    """What somebody has done with the round; the days do the rest (`phase`)."""

    DRAFT = "draft"
    OPEN = "open"
    VOTING = "voting"
    COUNTED = "counted"
    DECIDED = "decided"
    CALLED_OFF = "called_off"


class Phase(StrEnum):
    """Where the round is at a moment."""

    DRAFT = "draft"
    PROPOSING = "proposing"  # proposals come in; every organisation talks at home
    CLUSTERING = "clustering"  # no more proposals; they are gathered into areas
    FIXED = "fixed"  # the areas are fixed and the lot is drawn; ballots have not opened
    VOTING = "voting"
    CLOSED = "closed"  # the ballots are in and wait to be counted
    COUNTED = "counted"  # the members see the result; the decision is not made
    DECIDED = "decided"  # published
    CALLED_OFF = "called_off"

    @property
    def sentence(self) -> Sentence:
        """The words people read."""
        return {
            Phase.DRAFT: Sentence("utkast", "draft"),
            Phase.PROPOSING: Sentence("öppet för förslag", "open for proposals"),
            Phase.CLUSTERING: Sentence("förslagen blir områden", "proposals become areas"),
            Phase.FIXED: Sentence("områdena är klara", "the areas are ready"),
            Phase.VOTING: Sentence("röstning pågår", "ballots are open"),
            Phase.CLOSED: Sentence("röstningen är stängd", "ballots are closed"),
            Phase.COUNTED: Sentence("räknat, väntar på beslut", "counted, to be decided"),
            Phase.DECIDED: Sentence("beslutat", "decided"),
            Phase.CALLED_OFF: Sentence("inställt", "called off"),
        }[self]


class Unit(StrEnum):
    """What areas cost, in whole numbers."""

    DAYS = "days"
    KRONOR = "kr"


class Fate(StrEnum):
    """Where a proposal in a round went (B3)."""

    WAITING = ""
    AREA = "area"
    SENT_ON = "sent_on"
    ASIDE = "aside"
    TAKEN_BACK = "taken_back"


class RoundRefused(Refusal):
    """The round is not where the deed asks for, or what was given cannot be kept."""


class RoundChanged(RoundRefused):
    """Somebody was first with the same round, area or ballot; what was typed is for the caller to keep."""


def phase(state: str, *, proposals_until: datetime, ballots_from: datetime, ballots_until: datetime, now: datetime) -> Phase:
    """Where a round is: what somebody has done, and where that leaves it to the days. A ballot counts strictly before `ballots_until`."""
    if state == RoundState.OPEN:
        return Phase.PROPOSING if now < proposals_until else Phase.CLUSTERING
    if state == RoundState.VOTING:
        return Phase.FIXED if now < ballots_from else Phase.VOTING if now < ballots_until else Phase.CLOSED
    return {
        RoundState.DRAFT: Phase.DRAFT,
        RoundState.COUNTED: Phase.COUNTED,
        RoundState.DECIDED: Phase.DECIDED,
        RoundState.CALLED_OFF: Phase.CALLED_OFF,
    }[RoundState(state)]


def keeps(actor: Actor) -> bool:
    """Whether the actor leads idea meetings: a function of the secretariat that any member can hold (L1)."""
    return actor.holds(MandateKind.PRIORITISATION)


def must_keep(actor: Actor) -> tuple[int, int]:
    """(person, organisation) of whoever leads idea meetings. Raises NotAllowed."""
    organisation = must_act_for_an_organisation(actor)
    assert actor.person is not None
    if not keeps(actor):
        raise NotAllowed(
            Sentence("Det här gör den som har mandatet för idémöten.", "Whoever holds the mandate for idea meetings does this."),
            source="L1",
            mend=Sentence("Skriv till dem om något ska ändras.", "Write to them if something should change."),
        )
    return actor.person, organisation


# --- what is written ---


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundText:
    """A round as it is called: moments in UTC, `budget` in whole units."""

    title: str
    text: str = ""
    unit: str = Unit.DAYS
    budget: int
    secret: bool = False
    proposals_until: datetime
    ballots_from: datetime
    ballots_until: datetime


def round_text(given: RoundText) -> dict[str, object]:
    """The round's own columns as they are kept. Raises RoundRefused, TextRefused next to the field."""
    title = text_within(one_line(given.title), most=LONGEST_NAME, field="title")
    if not title:
        raise TextRefused(Sentence("Ge idémötet ett namn.", "Name the idea meeting."), field="title")
    if given.unit not in set(Unit):
        raise RoundRefused(Sentence("Välj dagar eller kronor.", "Choose days or kronor."), field="unit")
    if not 0 < given.budget <= LARGEST_COST:
        raise RoundRefused(
            Sentence("Skriv ett heltal större än noll.", "Write a whole number above zero."),
            field="budget",
            mend=Sentence("Det är allt som områdena får kosta tillsammans.", "It is all that the areas may cost together."),
        )
    if given.ballots_from < given.proposals_until:
        raise RoundRefused(
            Sentence("Röstningen kan inte öppna innan förslagen är inne.", "Ballots cannot open before the proposals are in."),
            field="ballots_from", source="B3",
            mend=Sentence("Lägg den efter sista dagen för förslag.", "Put it after the last day for proposals."),
        )  # fmt: skip
    if given.ballots_until <= given.ballots_from:
        raise RoundRefused(
            Sentence("Röstningen måste stänga efter att den har öppnat.", "Ballots must close after they have opened."),
            field="ballots_until",
        )
    return {
        "title": title,
        "text": text_within(given.text, most=LONGEST_TEXT, field="text"),
        "unit": given.unit,
        "budget": given.budget,
        "secret": given.secret,
        "proposals_until": given.proposals_until,
        "ballots_from": given.ballots_from,
        "ballots_until": given.ballots_until,
    }


def must_still_be_written(now: Phase, kept: Mapping[str, object], new: Mapping[str, object]) -> None:
    """What others have acted on stays: after the areas are fixed neither budget, unit, secrecy nor opening; after closing nothing.

    Raises RoundRefused next to the field.
    """
    if now in (Phase.DRAFT, Phase.PROPOSING, Phase.CLUSTERING):
        return
    held = ["unit", "budget", "secret", "proposals_until"]
    if now is not Phase.FIXED:
        held += ["ballots_from", "ballots_until"]
    if now not in (Phase.FIXED, Phase.VOTING):
        held += ["title", "text"]
    for name in held:
        if kept[name] != new[name]:
            raise RoundRefused(
                Sentence(
                    "Det här kan inte ändras längre: andra har rättat sig efter det.", "This can no longer change: others have acted on it."
                ),
                field=name, source="B3",
                mend=Sentence(
                    "Öppna områdena igen om ingen har röstat, eller ställ in.", "Reopen the areas if nobody has voted, or call off."
                ),
            )  # fmt: skip


def area_text(name: str, text: str, cost: int | None, budget: int, unit: str) -> dict[str, object]:
    """An area's columns as they are kept; the cost may wait until the areas are fixed. Raises RoundRefused, TextRefused."""
    called = text_within(one_line(name), most=LONGEST_NAME, field="name")
    if not called:
        raise TextRefused(Sentence("Ge området ett namn.", "Name the area."), field="name")
    if cost is not None:
        must_cost(cost, budget, unit)
    return {"name": called, "text": text_within(text, most=LONGEST_SHORT, field="text"), "cost": cost}


def must_cost(cost: int, budget: int, unit: str) -> None:
    """An area costs something, and no more than all there is. Raises RoundRefused."""
    if cost <= 0:
        raise RoundRefused(
            Sentence("Ett område kostar alltid något.", "An area always costs something."),
            field="cost", source="B4",
            mend=Sentence("Skriv en grov uppskattning, minst 1.", "Write a rough estimate, at least 1."),
        )  # fmt: skip
    if cost > budget:
        raise RoundRefused(
            Sentence(
                "Området kostar mer än hela budgeten, {budget} {unit}.", "The area costs more than the whole budget, {budget} {unit}."
            ).fill(
                budget=budget, unit=unit_word(unit)
            ),
            field="cost", source="B4",
            mend=Sentence("Gör området mindre, eller dela det i två.", "Make the area smaller, or divide it in two."),
        )  # fmt: skip


def unit_word(unit: str) -> Sentence:
    """What the costs are counted in."""
    return Sentence("kr", "kr") if unit == Unit.KRONOR else Sentence("dagar", "days")


def short_text(text: str, *, field: str, empty: Sentence | None = None) -> str:
    """A reason, a note or a message. Raises TextRefused when it is too long, or empty where `empty` says what is asked for."""
    kept = text_within(text, most=LONGEST_SHORT, field=field)
    if empty is not None and not kept.strip():
        raise TextRefused(empty, field=field)
    return kept


# --- in which phase ---


def must_be_in(now: Phase, allowed: Collection[Phase]) -> None:
    """Raises RoundRefused where the phase is not one of those that the deed asks for."""
    if now not in allowed:
        raise RoundRefused(
            Sentence("Det går inte nu: {phase}.", "That cannot be done now: {phase}.").fill(phase=now.sentence),
            source="B3",
            mend=_then(now, allowed),
        )


def _then(now: Phase, allowed: Collection[Phase]) -> Sentence:
    order = list(Phase)
    if all(order.index(one) > order.index(now) for one in allowed):
        return Sentence("Det öppnar senare. Dagarna står på idémötets sida.", "It opens later. The days are on the idea meeting's page.")
    return Sentence("Hör av er till den som leder idémötet.", "Contact whoever leads the idea meeting.")


def must_be_as_read(kept: int, read: int) -> None:
    """Raises RoundChanged when somebody else has saved since it was read."""
    if kept != read:
        raise RoundChanged(
            Sentence(
                "Någon annan hann ändra här. Det du skrev står kvar, men är inte sparat.",
                "Somebody else was first to change this. What you wrote is still here, but is not saved.",
            ),
            mend=Sentence("Läs det som gäller nu och spara igen.", "Read what holds now and save again."),
        )


@dataclass(frozen=True, slots=True)
class ToFix:
    """An area as it would be fixed: how many proposals it has."""

    id: int
    name: str
    cost: int | None
    entries: int


def must_be_ready(areas: Iterable[ToFix], waiting: int, budget: int, unit: str) -> None:
    """Areas are fixed when each has a name, a cost within the budget and a proposal, and every proposal has gone somewhere (B3).

    Raises RoundRefused with the first thing that lacks.
    """
    found = list(areas)
    if len(found) < 2:
        raise RoundRefused(
            Sentence("Det behövs minst två områden att välja mellan.", "At least two areas are needed to choose between."), source="B3"
        )
    if waiting:
        raise RoundRefused(
            Sentence("{n} förslag hör inte till något område än.", "{n} proposals do not belong to an area yet.").fill(n=waiting),
            source="B3",
            mend=Sentence(
                "Lägg dem i ett område, skicka dem vidare eller ställ dem åt sidan.", "Put them in an area, send them on or set them aside."
            ),
        )  # fmt: skip
    for area in found:
        if not area.entries:
            raise RoundRefused(
                Sentence("”{name}” har inga förslag.", "“{name}” has no proposals.").fill(name=area.name),
                source="B3", mend=Sentence("Flytta dit förslag, eller ta bort området.", "Move proposals there, or remove the area."),
            )  # fmt: skip
        if area.cost is None:
            raise RoundRefused(
                Sentence("”{name}” saknar kostnad.", "“{name}” has no cost.").fill(name=area.name),
                source="B4", mend=Sentence("Skriv en grov uppskattning.", "Write a rough estimate."),
            )  # fmt: skip
        must_cost(area.cost, budget, unit)


# --- the ballot ---


@dataclass(frozen=True, slots=True)
class Voter:
    """An organisation's right to vote on a day: `votes` as its membership of that day says, None without a membership."""

    organisation: int
    kind: str | None
    votes: bool


def must_vote(actor: Actor, voter: Voter) -> tuple[int, int]:
    """(person, organisation) of whoever casts an organisation's ballot: its member representative, on a day when it votes (A1).

    Raises NotAllowed with who may.
    """
    organisation = must_act_for_an_organisation(actor)
    assert actor.person is not None
    if voter.kind != MembershipKind.MEMBER:
        raise NotAllowed(
            Sentence("Bara den som är medlem i dag röstar.", "Only those who are members today vote."),
            source="A1",
            mend=Sentence("Ni kan skriva vad ni tycker vid förslagen.", "You can write what you think at the proposals."),
        )
    if not voter.votes:
        raise NotAllowed(
            Sentence("Er organisation har inte rösträtt.", "Your organisation does not vote."),
            source="A1",
            mend=Sentence("Den som har registret kan säga varför.", "Whoever holds the register can say why."),
        )
    if RoleKind.MEMBER_REPRESENTATIVE not in actor.roles:
        raise NotAllowed(
            Sentence("Er medlemsansvariga lägger organisationens röst.", "Your member representative casts the organisation's ballot."),
            source="B2",
            mend=Sentence("Markera det ni finner angeläget, så ser hen det.", "Mark what you find urgent, and they will see it."),
        )
    return actor.person, organisation


def ticks_of(chosen: Iterable[int], areas: Collection[int]) -> list[int]:
    """The areas on a ballot, each once, in order of number; none is an answer too. Raises RoundRefused for an unknown one."""
    found = sorted(set(chosen))
    if not set(found) <= set(areas):
        raise RoundRefused(
            Sentence("Ett av områdena finns inte längre.", "One of the areas is no longer there."),
            field="areas",
            mend=Sentence("Läs om sidan och kryssa igen.", "Reload the page and tick again."),
        )
    return found


def must_be_decided(areas: Collection[int], chosen: Iterable[int], counted: Collection[int], why: str) -> tuple[set[int], bool]:
    """(chosen areas, whether they are the count's). A decision that departs from the count says why (B3). Raises Refusal."""
    found = set(chosen)
    if not found <= set(areas):
        raise RoundRefused(Sentence("Ett av områdena finns inte.", "One of the areas does not exist."), field="areas")
    follows = found == set(counted)
    if not follows and not why.strip():
        raise TextRefused(
            Sentence(
                "Beslutet följer inte räkningen. Skriv varför: det publiceras.",
                "The decision departs from the count. Write why: it is published.",
            ),
            field="why",
        )  # fmt: skip
    return found, follows


# --- small refusals of the round's own deeds ---

SAY_WHY = Sentence("Skriv varför. De som är med får läsa det.", "Write why. Those who take part will read it.")


def long_text(text: str, *, field: str) -> str:
    """A published reason as it is kept; may be empty. Raises TextRefused over 8 000 characters."""
    return text_within(text, most=LONGEST_TEXT, field=field)


def must_have_no_costs(areas: int) -> None:
    """Raises RoundRefused where areas have been estimated in the unit that would change."""
    if areas:
        raise RoundRefused(
            Sentence("{n} områden är redan kostnadssatta.", "{n} areas have been estimated already.").fill(n=areas),
            field="unit",
            source="B4",
            mend=Sentence("Töm deras kostnader först.", "Empty their costs first."),
        )


def must_come(moment: datetime, now: datetime, *, field: str | None = None) -> None:
    """Raises RoundRefused where a day that the others need has passed already."""
    if moment <= now:
        raise RoundRefused(
            Sentence("Dagen har redan passerat.", "The day has already passed."),
            field=field,
            source="B3", mend=Sentence("Ändra dagarna först.", "Change the days first."),
        )  # fmt: skip


def must_be_untouched(ballots: int) -> None:
    """Raises RoundRefused where somebody has voted on the areas."""
    if ballots:
        raise RoundRefused(
            Sentence("{n} har redan röstat på de här områdena.", "{n} have already voted on these areas.").fill(n=ballots),
            source="B3", mend=Sentence("Ställ in idémötet och kalla till ett nytt.", "Call the idea meeting off and call a new one."),
        )  # fmt: skip


def no_body() -> RoundRefused:
    """The refusal of a decision that nobody made."""
    return RoundRefused(Sentence("Välj vilka som beslutade.", "Choose who decided."), field="body")


def must_be_in_still(fate: str) -> None:
    """Raises RoundChanged where those who proposed have taken the proposal back."""
    if fate == Fate.TAKEN_BACK:
        raise RoundChanged(
            Sentence("De som lade förslaget har tagit tillbaka det.", "Those who made the proposal have taken it back."),
            source="B3",
            mend=Sentence("Bara de kan lägga fram det igen.", "Only they can put it forward again."),
        )


def must_have_one_receiver(organisation: int | None, body: int | None) -> None:
    """Raises RoundRefused unless exactly one receiver is named."""
    if (organisation is None) == (body is None):
        raise RoundRefused(
            Sentence("Välj en mottagare: en organisation eller ett nätverk.", "Choose one receiver: an organisation or a network."),
            field="to", source="B3",
        )  # fmt: skip


def nobody_there() -> RoundRefused:
    """The refusal of a receiver that does not exist."""
    return RoundRefused(Sentence("Mottagaren finns inte.", "The receiver does not exist."), field="to")


MOST_AREAS = 100


def must_be_few(areas: int) -> None:
    """Raises RoundRefused where there are more areas than anybody can choose among."""
    if areas >= MOST_AREAS:
        raise RoundRefused(
            Sentence("Ett idémöte har högst {most} områden.", "An idea meeting has at most {most} areas.").fill(most=MOST_AREAS),
            source="B3", mend=Sentence("Slå ihop några som liknar varandra.", "Join some that are alike."),
        )  # fmt: skip
