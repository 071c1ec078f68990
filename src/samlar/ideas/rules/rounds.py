"""A round from call to decision: its phases, what each opens to whom, and whose deeds they are (B2, B3, A1, I1)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
ASKED_HOME_EVERY = timedelta(days=7)  # an organisation's people get a letter from home no oftener
MANY_AREAS = 6  # from so many it is worth saying how many to tick


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


def held(now: Phase) -> tuple[str, ...]:
    """What can no longer change, because others have acted on it: after the areas are fixed neither budget, unit, secrecy nor the last
    day for proposals, once ballots are open not their days; after closing nothing."""
    if now in (Phase.DRAFT, Phase.PROPOSING, Phase.CLUSTERING):
        return ()
    found: tuple[str, ...] = ("unit", "budget", "secret", "proposals_until")
    if now is not Phase.FIXED:
        found += ("ballots_from", "ballots_until")
    return found if now in (Phase.FIXED, Phase.VOTING) else (*found, "title", "text")


def must_still_be_written(now: Phase, kept: Mapping[str, object], new: Mapping[str, object]) -> None:
    """What others have acted on stays (`held`). Raises RoundRefused next to the field."""
    for name in held(now):
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


def opening(text: str) -> str:
    """How a published reason begins, where it stands whole on another page."""
    return text if len(text) <= LONGEST_SHORT else f"{text[:LONGEST_SHORT].rstrip()} …"


def short_text(text: str, *, field: str, empty: Sentence | None = None) -> str:
    """A reason, a note or a message. Raises TextRefused when it is too long, or empty where `empty` says what is asked for."""
    kept = text_within(text, most=LONGEST_SHORT, field=field)
    if empty is not None and not kept.strip():
        raise TextRefused(empty, field=field)
    return kept


# --- in which phase ---


TOO_LATE = {
    Phase.CLOSED: (
        Sentence("Röstningen har stängt.", "The ballots have closed."),
        Sentence("Hör av er till den som leder idémötet.", "Contact whoever leads the idea meeting."),
    ),
    Phase.COUNTED: (
        Sentence("Röstningen har stängt, och rösterna är räknade.", "The ballots have closed and been counted."),
        Sentence("Se hur de räknades på idémötets sida.", "See how they were counted on the idea meeting's page."),
    ),
    Phase.DECIDED: (
        Sentence("Beslutet är redan publicerat.", "The decision has already been published."),
        Sentence("Läs det på idémötets sida.", "Read it on the idea meeting's page."),
    ),
    Phase.CALLED_OFF: (
        Sentence("Idémötet är inställt.", "The idea meeting has been called off."),
        Sentence("Varför står på idémötets sida.", "Why is said on the idea meeting's page."),
    ),
}


def must_be_in(now: Phase, allowed: Collection[Phase]) -> None:
    """Raises RoundRefused where the phase is not one of those that the deed asks for."""
    if now not in allowed:
        late = all(list(Phase).index(one) < list(Phase).index(now) for one in allowed)
        if late and now in TOO_LATE:
            raise RoundRefused(TOO_LATE[now][0], source="B3", mend=TOO_LATE[now][1])
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
    for refusal in lacking(areas, waiting, budget, unit):
        raise refusal


def lacking(areas: Iterable[ToFix], waiting: int, budget: int, unit: str) -> Iterator[RoundRefused]:
    """All that lacks before the areas can be fixed, each with what would mend it (B3)."""
    found = list(areas)
    if len(found) < 2:
        yield RoundRefused(
            Sentence("Det behövs minst två områden att välja mellan.", "At least two areas are needed to choose between."), source="B3"
        )
    if waiting:
        yield RoundRefused(
            Sentence("{n} förslag hör inte till något område än.", "{n} proposals do not belong to an area yet.").fill(n=waiting),
            source="B3",
            mend=Sentence(
                "Lägg dem i ett område, skicka dem vidare eller ställ dem åt sidan.", "Put them in an area, send them on or set them aside."
            ),
        )  # fmt: skip
    for area in found:
        if not area.entries:
            yield RoundRefused(
                Sentence("”{name}” har inga förslag.", "“{name}” has no proposals.").fill(name=area.name),
                source="B3", mend=Sentence("Flytta dit förslag, eller ta bort området.", "Move proposals there, or remove the area."),
            )  # fmt: skip
        if area.cost is None:
            yield RoundRefused(
                Sentence("”{name}” saknar kostnad.", "“{name}” has no cost.").fill(name=area.name),
                source="B4", mend=Sentence("Skriv en grov uppskattning.", "Write a rough estimate."),
            )  # fmt: skip
        else:
            try:
                must_cost(area.cost, budget, unit)
            except RoundRefused as refusal:
                yield refusal


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
    _must_have_a_ballot(voter)
    if RoleKind.MEMBER_REPRESENTATIVE not in actor.roles:
        raise NotAllowed(
            Sentence("Er medlemsansvariga lägger organisationens röst.", "Your member representative casts the organisation's ballot."),
            source="B2",
            mend=Sentence("Markera det ni finner angeläget, så ser hen det.", "Mark what you find urgent, and they will see it."),
        )
    return actor.person, organisation


def _must_have_a_ballot(voter: Voter) -> None:
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


def must_ask_at_home(actor: Actor, voter: Voter) -> int:
    """The organisation whose people are asked what is urgent: its member representative does, where it has a ballot (B2).

    Raises NotAllowed.
    """
    organisation = must_act_for_an_organisation(actor)
    _must_have_a_ballot(voter)
    if not actor.is_representative:
        raise NotAllowed(
            Sentence("Er medlemsansvariga ber kollegorna tycka till.", "Your member representative asks the colleagues what they think."),
            source="B2",
            mend=Sentence("Alla kan markera det som är angeläget.", "Everyone can mark what is urgent."),
        )
    return organisation


def why_not_ask(*, proposals: bool, colleagues: bool, last: date | None, today: date) -> RoundRefused | None:
    """Why the colleagues get no letter today: nothing to mark, nobody to write to, or they had one less than a week ago."""
    if last is not None and today - last < ASKED_HOME_EVERY:
        return RoundRefused(
            Sentence("Kollegorna fick ett brev {day}.", "Your colleagues got a letter on {day}.").fill(day=last),
            source="B2",
            mend=Sentence("Nästa kan gå {day}.", "The next one can go on {day}.").fill(day=last + ASKED_HOME_EVERY),
        )
    if not proposals:
        return RoundRefused(
            Sentence("Det finns inga förslag att tycka till om än.", "There are no proposals to say anything about yet."),
            source="B2",
            mend=Sentence("Skriv till kollegorna när de har kommit in.", "Write to your colleagues when they have come in."),
        )
    if not colleagues:
        return RoundRefused(
            Sentence("Det finns ingen kollega att skriva till än.", "There is no colleague to write to yet."),
            source="B2",
            mend=Sentence("Lägg till dem på organisationens sida först.", "Add them on the organisation's page first."),
        )
    return None


def ticks_of(chosen: Iterable[int], areas: Collection[int], *, blank: bool = False) -> list[int]:
    """The areas on a ballot, each once, in order of number. None is an answer too, for whoever says that the ballot is `blank`.

    Raises RoundRefused for an unknown area, for none that nobody meant, and for a blank ballot with ticks.
    """
    found = sorted(set(chosen))
    if not found and not blank:
        raise RoundRefused(
            Sentence("Ni har inte kryssat något.", "You have not ticked anything."),
            field="areas",
            mend=Sentence("Kryssa minst ett område, eller välj Rösta blankt.", "Tick at least one area, or choose Vote blank."),
        )
    if found and blank:
        raise RoundRefused(
            Sentence("Ni har kryssat områden. En blank röst har inga kryss.", "You have ticked areas. A blank ballot has no ticks."),
            field="areas",
            mend=Sentence("Ta bort kryssen, eller lägg rösten med dem.", "Take the ticks away, or cast the ballot with them."),
        )
    if not set(found) <= set(areas):
        raise RoundRefused(
            Sentence("Ett av områdena finns inte längre.", "One of the areas is no longer there."),
            field="areas",
            mend=Sentence("Läs om sidan och kryssa igen.", "Reload the page and tick again."),
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided. `beyond`: where what it costs above the budget comes from; `day`: when, no later than today."""

    chosen: frozenset[int]
    why: str = ""
    beyond: str = ""
    day: date


def must_be_decided(
    given: Decision, *, costs: Mapping[int, int | None], counted: Collection[int], budget: int, unit: str, counted_on: date, today: date
) -> bool:
    """Whether the decision follows the count. Raises Refusal with the first thing that it lacks."""
    for refusal in decision_lacks(given, costs=costs, counted=counted, budget=budget, unit=unit, counted_on=counted_on, today=today):
        raise refusal
    return given.chosen == set(counted)


def decision_lacks(
    given: Decision, *, costs: Mapping[int, int | None], counted: Collection[int], budget: int, unit: str, counted_on: date, today: date
) -> Iterator[Refusal]:
    """All that a decision lacks: one that departs from the count says why, one that costs more than there is says from where (B3)."""
    if not given.chosen <= set(costs):
        yield RoundRefused(Sentence("Ett av områdena finns inte.", "One of the areas does not exist."), field="chosen")
    over = spent(given.chosen, costs) - budget
    if over > 0 and not given.beyond.strip():
        yield TextRefused(
            Sentence(
                "Det valda kostar {n} {unit} mer än vad som finns att fördela. Skriv varifrån det kommer: det publiceras.",
                "What was chosen costs {n} {unit} more than there is to share out. Write where it comes from: it is published.",
            ).fill(
                n=over, unit=unit_word(unit)
            ),
            field="beyond",
        )  # fmt: skip
    if given.chosen != set(counted) and not given.why.strip():
        yield TextRefused(
            Sentence(
                "Beslutet följer inte räkningen. Skriv varför: det publiceras.",
                "The decision departs from the count. Write why: it is published.",
            ),
            field="why",
        )  # fmt: skip
    if not counted_on <= given.day <= today:
        yield RoundRefused(
            Sentence("Välj en dag från räkningen till i dag.", "Choose a day from the count until today."), field="day", source="B3"
        )


def spent(chosen: Iterable[int], costs: Mapping[int, int | None]) -> int:
    """What the chosen areas cost together."""
    return sum(costs.get(one) or 0 for one in chosen)


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


def must_take_proposals(until: datetime, now: datetime) -> None:
    """Raises RoundRefused where nobody could put a proposal forward: the last day has passed before it is called."""
    if until <= now:
        raise RoundRefused(
            Sentence("Sista dag för förslag har redan passerat.", "The last day for proposals has already passed."),
            field="proposals_until",
            source="B3", mend=Sentence("Välj en dag som kommer.", "Choose a day to come."),
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
