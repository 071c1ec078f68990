"""The facts that a rule may speak of: what each reads of a case, which bounds it takes, and how it is judged.

Three answers are possible: it holds, it does not, or it cannot be said. A key that is absent leaves the facts that read
it unsaid. In a list, what is known may already decide: a sixth region is one too many whatever else is missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from samlar.formats import words as w
from samlar.formats.case import Case, Participant, Period, PersonFacts, normal
from samlar.formats.counted import both, count_of, organisations
from samlar.formats.rule import Rule, Settings
from samlar.formats.sentence import Sentence, listed

STOCKHOLM = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a fact says of a case: whether the rule holds (None = cannot be said), with values for people and machines."""

    holds: bool | None
    observed: Any = None
    required: Any = None
    now: Sentence | None = None
    values: dict[str, object] = field(default_factory=dict)


UNSAID = Outcome(None)


@dataclass(frozen=True, slots=True)
class Bounded:
    """What bounds a fact takes: "count" (whole numbers), "share" (0–1), "money" (kr), or none; and how large."""

    unit: str
    largest: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A declared fact. `takes` are the rule's words that it accepts, `needs` those that it cannot be without (any one
    of a tuple will do); `gives` are the values that the rule's message may hold beside {min}, {max} and {now}."""

    id: str
    subject: str
    label: Sentence
    help: Sentence
    reads: tuple[str, ...]
    takes: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]
    bounded: Bounded | None
    choices: w.Vocabulary | None
    gives: tuple[str, ...]
    judge: Callable[[Rule, Settings, Case], Outcome]


FACTS: dict[str, Fact] = {}

COUNT = Bounded("count", 1000)
MONEY = Bounded("money", 10**9)
SHARE = Bounded("share", 1)
MONTHS = Bounded("months", 240)
DAYS = Bounded("days", 3660)
MIN_MAX = (("min", "max"),)


def fact(
    id: str,
    subject: str,
    label: tuple[str, str],
    help: tuple[str, str],
    *,
    reads: Iterable[str],
    takes: Iterable[str] = (),
    needs: tuple[tuple[str, ...], ...] = (),
    bounded: Bounded | None = None,
    choices: w.Vocabulary | None = None,
    gives: Iterable[str] = (),
) -> Callable[[Callable[[Rule, Settings, Case], Outcome]], Callable[[Rule, Settings, Case], Outcome]]:
    """Declare a fact; the function below it judges it."""

    def declare(judge: Callable[[Rule, Settings, Case], Outcome]) -> Callable[[Rule, Settings, Case], Outcome]:
        FACTS[id] = Fact(
            id, subject, Sentence(*label), Sentence(*help), tuple(reads), tuple(takes), needs, bounded, choices,
            tuple(gives), judge,
        )  # fmt: skip
        return judge

    return declare


# — bounds —


def bounds(rule: Rule) -> dict[str, Any]:
    """The rule's bounds as plain JSON."""
    return {name: _plain(value) for name, value in (("min", rule.min), ("max", rule.max)) if value is not None}


def _plain(value: int | Decimal) -> int | float:
    return value if isinstance(value, int) else float(value)


def within(low: int, high: int, rule: Rule) -> bool | None:
    """Whether a number that is known to lie in low..high keeps the rule's bounds."""
    least = rule.min if rule.min is not None else low
    most = rule.max if rule.max is not None else high
    if low >= least and high <= most:
        return True
    if high < least or low > most:
        return False
    return None


def every(answers: Iterable[bool | None]) -> bool | None:
    """False if any is False, else None if any is unknown, else True."""
    answers = tuple(answers)
    if False in answers:
        return False
    return None if None in answers else True


# — the proposer —


def _one_of(value: str | None, rule: Rule, vocabulary: w.Vocabulary) -> Outcome:
    allowed = rule.one_of or ()
    if value is None:
        return UNSAID
    return Outcome(value in allowed, value, list(allowed), vocabulary[value], {"value": vocabulary[value]})


@fact(
    "proposer.membership", "proposer",
    ("Förslagsställarens medlemskap", "The proposer's membership"),
    ("Medlemskapet hos den organisation som lägger förslaget.", "The membership of the organisation that proposes."),
    reads=["proposer.membership"], takes=["one_of"], needs=(("one_of",),), choices=w.MEMBERSHIPS, gives=["value"],
)  # fmt: skip
def _(rule: Rule, settings: Settings, case: Case) -> Outcome:
    return _one_of(case.proposer.membership if case.proposer else None, rule, w.MEMBERSHIPS)


@fact(
    "proposer.kind", "proposer",
    ("Förslagsställarens slag", "The proposer's kind"),
    ("Vilket slags organisation som lägger förslaget.", "What kind of organisation proposes."),
    reads=["proposer.kind"], takes=["one_of"], needs=(("one_of",),), choices=w.KINDS, gives=["value"],
)  # fmt: skip
def _(rule: Rule, settings: Settings, case: Case) -> Outcome:
    return _one_of(case.proposer.kind if case.proposer else None, rule, w.KINDS)


# — the participants —

FILTERS = ("kinds", "memberships", "leads")


def matches(participant: Participant, rule: Rule) -> bool | None:
    """Whether a participant is one of those that the rule speaks of."""
    leads = None if rule.leads is not None and participant.lead is None else rule.leads in (None, participant.lead)
    return every((_among(participant.kind, rule.kinds), _among(participant.membership, rule.memberships), leads))


def _among(value: str | None, allowed: tuple[str, ...] | None) -> bool | None:
    if allowed is None:
        return True
    return None if value is None else value in allowed


def _span(answers: list[bool | None]) -> tuple[int, int]:
    known = sum(answer is True for answer in answers)
    return known, known + sum(answer is None for answer in answers)


def _counted(chosen: list[Participant], answers: list[bool | None], rule: Rule) -> Outcome:
    low, high = _span(answers)
    kinds = [participant.kind for participant, answer in zip(chosen, answers, strict=True) if answer]
    if rule.kinds and len(rule.kinds) == 1:
        now = count_of(rule.kinds[0], low)
    elif rule.leads and low == 0:
        now = Sentence("ingen organisation leder", "no organisation leads")
    elif rule.leads:
        leads = organisations(kinds)
        now = Sentence(f"{leads.sv} leder", f"{leads.en} {'leads' if low == 1 else 'lead'}")
    elif rule.memberships and len(rule.memberships) == 1:
        now = count_of(rule.memberships[0], low)
    else:
        now = organisations(kinds)
    return Outcome(within(low, high, rule), low, bounds(rule), now)


@fact(
    "participants.count", "participants",
    ("Antal deltagande organisationer", "Number of participating organisations"),
    ("Alla, eller bara de av vissa slag (kinds), medlemskap (memberships) eller de som leder (leads).",
     "All, or only those of some kinds, memberships, or those who lead (leads)."),
    reads=["participants"], takes=["min", "max", *FILTERS], needs=MIN_MAX, bounded=COUNT,
)  # fmt: skip
def _(rule: Rule, settings: Settings, case: Case) -> Outcome:
    if case.participants is None:
        return UNSAID
    chosen = list(case.participants)
    return _counted(chosen, [matches(participant, rule) for participant in chosen], rule)


@fact(
    "participants.ready", "participants",
    ("Antal organisationer som är redo att starta", "Number of organisations ready to start"),
    ("Som participants.count, men inställningen count_lead säger om den ledande organisationen räknas.",
     "As participants.count, but the setting count_lead says whether the leading organisation counts."),
    reads=["participants"], takes=["min", "max", "kinds", "memberships"], needs=MIN_MAX, bounded=COUNT,
)  # fmt: skip
def _(rule: Rule, settings: Settings, case: Case) -> Outcome:
    if case.participants is None:
        return UNSAID
    chosen = list(case.participants)
    counts = [every([matches(one, rule), True if settings.count_lead else None if one.lead is None else not one.lead]) for one in chosen]
    return _counted(chosen, counts, rule)


@fact(
    "participants.share", "participants",
    ("Andel av de deltagande organisationerna", "Share of the participating organisations"),
    ("Hur stor del av organisationerna som är av vissa slag eller medlemskap. Av ingen alls är andelen uppfylld.",
     "How large a part of the organisations are of some kinds or memberships. Of none at all, the share is met."),
    reads=["participants"], takes=["min", "max", *FILTERS], needs=(*MIN_MAX, FILTERS), bounded=SHARE,
    gives=["count", "all"],
)  # fmt: skip
def _(rule: Rule, settings: Settings, case: Case) -> Outcome:
    if case.participants is None:
        return UNSAID
    total = len(case.participants)
    low, high = _span([matches(participant, rule) for participant in case.participants])
    least = Fraction(rule.min) * total if rule.min is not None else Fraction(0)
    most = Fraction(rule.max) * total if rule.max is not None else Fraction(total)
    holds = True if low >= least and high <= most else False if high < least or low > most else None
    now = both(_of_kinds(rule, low), " av ", " of ", count_of("organisation", total))
    return Outcome(holds, {"count": low, "of": total}, bounds(rule), now, {"count": low, "all": total})


def _of_kinds(rule: Rule, count: int) -> Sentence:
    return count_of(rule.kinds[0] if rule.kinds and len(rule.kinds) == 1 else "organisation", count)


def _each(rule: Rule, case: Case, part: str, vocabulary: w.Vocabulary) -> Outcome:
    if case.participants is None:
        return UNSAID
    allowed = rule.one_of or ()
    answers, wrong = [], []
    for participant in case.participants:
        asked = None if rule.leads is not None and participant.lead is None else rule.leads in (None, participant.lead)
        value = getattr(participant, part)
        kept = None if value is None else value in allowed
        answers.append(True if asked is False or kept is True else None if None in (asked, kept) else False)
        if answers[-1] is False:
            wrong.append(_named(participant, vocabulary[value]))
    values = sorted({value for one in case.participants if (value := getattr(one, part)) is not None})
    now = _list([vocabulary[value] for value in values])
    return Outcome(every(answers), values, list(allowed), now, {"organisations": _list(wrong)})


def _named(participant: Participant, label: Sentence) -> Sentence:
    name = participant.organisation
    return label if name is None else Sentence(f"{name} ({label.sv})", f"{name} ({label.en})")


def _list(sentences: list[Sentence]) -> Sentence:
    return Sentence(listed([one.sv for one in sentences], "sv"), listed([one.en for one in sentences], "en"))


@fact(
    "participants.membership", "participants",
    ("Varje deltagande organisations medlemskap", "Each participating organisation's membership"),
    ("Varje organisation (eller bara de som leder) har något av medlemskapen i one_of.",
     "Each organisation (or only those who lead) has one of the memberships in one_of."),
    reads=["participants"], takes=["one_of", "leads"], needs=(("one_of",),), choices=w.MEMBERSHIPS,
    gives=["organisations"],
)  # fmt: skip
def _(rule: Rule, settings: Settings, case: Case) -> Outcome:
    return _each(rule, case, "membership", w.MEMBERSHIPS)


@fact(
    "participants.kind", "participants",
    ("Varje deltagande organisations slag", "Each participating organisation's kind"),
    ("Varje organisation (eller bara de som leder) är av något av slagen i one_of.",
     "Each organisation (or only those who lead) is of one of the kinds in one_of."),
    reads=["participants"], takes=["one_of", "leads"], needs=(("one_of",),), choices=w.KINDS, gives=["organisations"],
)  # fmt: skip
def _(rule: Rule, settings: Settings, case: Case) -> Outcome:
    return _each(rule, case, "kind", w.KINDS)


@fact(
    "participants.levels", "participants",
    ("Antal nivåer", "Number of levels"),
    ("Hur många av nivåerna lokal, regional och nationell som deltar. Slaget av organisation avgör nivån; lärosäten och "
     "andra räknas inte till någon nivå.",
     "How many of the levels local, regional and national take part. The kind of organisation decides the level; "
     "universities and others count to no level."),
    reads=["participants"], takes=["min", "max"], needs=MIN_MAX, bounded=Bounded("count", 3),
)  # fmt: skip
def _(rule: Rule, settings: Settings, case: Case) -> Outcome:
    if case.participants is None:
        return UNSAID
    kinds = [participant.kind for participant in case.participants]
    found = {w.LEVEL_OF_KIND[kind] for kind in kinds if kind in w.LEVEL_OF_KIND}
    labels = [label for level, label in w.LEVELS.items() if level in found]
    now = _list(labels) if labels else Sentence("ingen nivå", "no level")
    most = min(3, len(found) + kinds.count(None))
    observed = [level for level in w.LEVELS if level in found]
    return Outcome(within(len(found), most, rule), observed, bounds(rule), now)


# — the year —


@fact(
    "starts.year", "year",
    ("Antal starter under året", "Number of starts in the year"),
    ("Hur många aktiviteter i formatet som räknas till samma år, den här inräknad. Inställningen year_counted_by säger "
     "vilka som räknas.",
     "How many activities of the format count to the same year, this one included. The setting year_counted_by says "
     "which ones count."),
    reads=["started_same_year"], takes=["max"], needs=(("max",),), bounded=COUNT, gives=["count"],
)  # fmt: skip
def _(rule: Rule, settings: Settings, case: Case) -> Outcome:
    if case.started_same_year is None:
        return UNSAID
    count = case.started_same_year + 1
    now = Sentence("{count} med den här", "{count} with this one").fill(count=count)
    return Outcome(within(count, count, rule), count, bounds(rule), now, {"count": count})


# — the plan —


@fact(
    "plan.sections", "plan",
    ("Ifyllda avsnitt i planen", "Filled sections of the plan"),
    ("Att alla avsnitt i sections har innehåll. Med budget_line ska budgeten, där det finns en, ha minst en rad.",
     "That all sections in sections have content. With budget_line the budget, where there is one, must have a line."),
    reads=["plan"], takes=["sections", "budget_line"], needs=(("sections",),), gives=["missing"],
)  # fmt: skip
def _(rule: Rule, settings: Settings, case: Case) -> Outcome:
    if case.plan is None:
        return UNSAID
    asked = list(rule.sections or ())
    filled = [section for section in asked if case.plan.entries(section)]
    labels = [w.PLAN_SECTIONS[section] for section in asked if section not in filled]
    if rule.budget_line and case.budget is not None:
        asked.append("budget")
        if case.budget.lines:
            filled.append("budget")
        else:
            labels.append(Sentence("minst en budgetrad", "at least one budget line"))
    now = Sentence("{filled} av {asked} ifyllda", "{filled} of {asked} filled in").fill(filled=len(filled), asked=len(asked))
    return Outcome(not labels, filled, asked, now, {"missing": _list(labels)})


@fact(
    "plan.items", "plan",
    ("Antal punkter i ett avsnitt", "Number of entries in a section"),
    ("Hur många ifyllda punkter det enda avsnittet i sections har.", "How many entries the one section in sections has."),
    reads=["plan"], takes=["sections", "min", "max"], needs=(("sections",), *MIN_MAX), bounded=COUNT, gives=["count"],
)  # fmt: skip
def _(rule: Rule, settings: Settings, case: Case) -> Outcome:
    if case.plan is None:
        return UNSAID
    count = sum(len(case.plan.entries(section)) for section in rule.sections or ())
    now = Sentence("{count} i planen", "{count} in the plan").fill(count=count)
    return Outcome(within(count, count, rule), count, bounds(rule), now, {"count": count})


# — the money —


def _kr(amount: int) -> Sentence:
    return Sentence("{amount}\u00a0kr", "SEK\u00a0{amount}").fill(amount=amount)


def _total(case: Case) -> int | None:
    """The sum of all lines in kr; None when it is not known."""
    if case.budget is None or case.budget.lines is None:
        return None
    amounts = [line.amount for line in case.budget.lines]
    return None if None in amounts else sum(amount for amount in amounts if amount is not None)


@fact(
    "grant.amount", "budget",
    ("Basfinansieringens belopp", "The amount of the basic funding"),
    ("Den basfinansiering som söks, i kronor.", "The basic funding asked for, in kr."),
    reads=["budget.grant"], takes=["min", "max"], needs=MIN_MAX, bounded=MONEY, gives=["grant"],
)  # fmt: skip
def _(rule: Rule, settings: Settings, case: Case) -> Outcome:
    grant = case.budget.grant if case.budget else None
    if grant is None:
        return UNSAID
    return Outcome(within(grant, grant, rule), grant, bounds(rule), _kr(grant), {"grant": _kr(grant)})


@fact(
    "grant.share", "budget",
    ("Basfinansieringens del av budgeten", "The basic funding's part of the budget"),
    ("Hur stor del av summan av alla budgetrader som basfinansieringen är.",
     "How large a part of the sum of all budget lines the basic funding is."),
    reads=["budget.grant", "budget.lines"], takes=["max"], needs=(("max",),), bounded=SHARE,
    gives=["grant", "total", "largest"],
)  # fmt: skip
def _(rule: Rule, settings: Settings, case: Case) -> Outcome:
    grant, total = case.budget.grant if case.budget else None, _total(case)
    if grant is None or total is None or rule.max is None:
        return UNSAID
    most = Fraction(rule.max) * total
    largest = int(most)
    now = both(_kr(grant), " av ", " of ", _kr(total))
    values: dict[str, object] = {"grant": _kr(grant), "total": _kr(total), "largest": _kr(largest)}
    return Outcome(grant <= most, {"grant": grant, "budget": total}, {"max": largest}, now, values)


@fact(
    "grant.costs", "budget",
    ("Vad de gemensamma pengarna går till", "What the joint money goes to"),
    ("Att varje rad som betalas med gemensamma pengar är av ett slag i costs. Med cover_grant ska de raderna tillsammans "
     "vara minst så stora som basfinansieringen.",
     "That each line paid with joint money is of a kind in costs. With cover_grant those lines together must be at least "
     "as large as the basic funding."),
    reads=["budget.grant", "budget.lines"], takes=["costs", "cover_grant"], needs=(("costs",),), gives=["problem"],
)  # fmt: skip
def _(rule: Rule, settings: Settings, case: Case) -> Outcome:
    if case.budget is None or case.budget.lines is None or (rule.cover_grant and case.budget.grant is None):
        return UNSAID
    allowed, grant = rule.costs or (), case.budget.grant or 0
    joint = [line for line in case.budget.lines if line.paid_by == "joint"]
    unknown = any(line.paid_by is None for line in case.budget.lines)
    wrong = sorted({line.cost for line in joint if line.cost is not None and line.cost not in allowed})
    known = sum(line.amount or 0 for line in joint)
    open_ended = unknown or any(line.amount is None for line in joint)
    covers = True if not rule.cover_grant or known >= grant else None if open_ended else False
    kinds_kept = False if wrong else None if unknown or any(line.cost is None for line in joint) else True
    problem = _cost_problem(wrong, covers is False, known, grant)
    required: dict[str, Any] = {"costs": list(allowed)} | ({"joint_at_least": grant} if rule.cover_grant else {})
    observed = {"costs": sorted({line.cost for line in joint if line.cost}), "joint": known}
    now = Sentence("{joint} i gemensamma rader", "{joint} in joint lines").fill(joint=_kr(known))
    return Outcome(every([kinds_kept, covers]), observed, required, now, {"problem": problem})


def _cost_problem(wrong: list[str], uncovered: bool, joint: int, grant: int) -> Sentence:
    parts = []
    if wrong:
        parts.append(
            Sentence("Gemensamma pengar är satta på {costs}.", "Joint money is put on {costs}.").fill(
                costs=_list([w.COSTS[cost] for cost in wrong])
            )
        )
    if uncovered:
        parts.append(
            Sentence(
                "De gemensamma raderna är {joint}, men basfinansieringen är {grant}.",
                "The joint lines are {joint}, but the basic funding is {grant}.",
            ).fill(joint=_kr(joint), grant=_kr(grant))
        )
    return Sentence(" ".join(part.sv for part in parts), " ".join(part.en for part in parts))


@fact(
    "grant.year", "budget",
    ("Årets basfinansiering", "The year's basic funding"),
    ("All basfinansiering under året, den här inräknad, i kronor.", "All basic funding in the year, this one included, in kr."),
    reads=["budget.grant", "granted_same_year"], takes=["max"], needs=(("max",),), bounded=MONEY,
    gives=["grant", "granted", "total", "left"],
)  # fmt: skip
def _(rule: Rule, settings: Settings, case: Case) -> Outcome:
    grant, granted = case.budget.grant if case.budget else None, case.granted_same_year
    if grant is None or granted is None or rule.max is None:
        return UNSAID
    total = grant + granted
    left = max(0, int(rule.max) - granted)
    values: dict[str, object] = {"grant": _kr(grant), "granted": _kr(granted), "total": _kr(total), "left": _kr(left)}
    return Outcome(total <= rule.max, total, bounds(rule), _kr(total), values)


@fact(
    "budget.total", "budget",
    ("Budgetens summa", "The budget's sum"),
    ("Summan av alla budgetrader, i kronor.", "The sum of all budget lines, in kr."),
    reads=["budget.lines"], takes=["min", "max"], needs=MIN_MAX, bounded=MONEY, gives=["total"],
)  # fmt: skip
def _(rule: Rule, settings: Settings, case: Case) -> Outcome:
    total = _total(case)
    if total is None:
        return UNSAID
    return Outcome(within(total, total, rule), total, bounds(rule), _kr(total), {"total": _kr(total)})


# — the time —


def months_later(day: tuple[int, int, int], months: int) -> tuple[int, int, int]:
    """The same day so many months later, at the month's last day where it has no such day. May leave year 9999."""
    years, month = divmod(day[1] - 1 + months, 12)
    year = day[0] + years
    return year, month + 1, min(day[2], _last_day(year, month + 1))


def _last_day(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _day_after(day: date) -> tuple[int, int, int]:
    if day == date.max:
        return 10_000, 1, 1
    after = day + timedelta(days=1)
    return after.year, after.month, after.day


def length(start: date, end: date) -> tuple[int, int]:
    """Whole months and days over from the first to the last day, both included."""
    first, after = (start.year, start.month, start.day), _day_after(end)
    months = (after[0] - first[0]) * 12 + after[1] - first[1]
    if months_later(first, months) > after:
        months -= 1
    reached = months_later(first, months)
    if reached[:2] == after[:2]:
        return months, after[2] - reached[2]
    return months, _last_day(*reached[:2]) - reached[2] + after[2]


@fact(
    "period.months", "period",
    ("Längd i månader", "Length in months"),
    ("Från första till sista dagen, båda inräknade. Dagen efter den sista ska ligga minst min och högst max månader efter "
     "den första; finns inte dagen i månaden räknas månadens sista dag.",
     "From the first to the last day, both included. The day after the last must lie at least min and at most max months "
     "after the first; where the month has no such day its last day counts."),
    reads=["period.start", "period.end"], takes=["min", "max"], needs=MIN_MAX, bounded=MONTHS,
)  # fmt: skip
def _(rule: Rule, settings: Settings, case: Case) -> Outcome:
    if case.period is None or case.period.start is None or case.period.end is None:
        return UNSAID
    start, end = case.period.start, case.period.end
    first, after = (start.year, start.month, start.day), _day_after(end)
    long_enough = rule.min is None or months_later(first, int(rule.min)) <= after
    short_enough = rule.max is None or after <= months_later(first, int(rule.max))
    months, days = length(start, end)
    observed = {"start": start.isoformat(), "end": end.isoformat(), "months": months, "days": days}
    return Outcome(long_enough and short_enough, observed, bounds(rule), _long(months, days))


def _long(months: int, days: int) -> Sentence:
    parts = [count_of(thing, count) for thing, count in (("month", months), ("day", days)) if count]
    return _list(parts) if parts else count_of("day", 0)


def _days(period: Period | None) -> int | None:
    if period is None or period.start is None or period.end is None:
        return None
    return (period.end - period.start).days + 1


@fact(
    "period.days", "period",
    ("Längd i dagar", "Length in days"),
    ("Antal dagar från första till sista dagen, båda inräknade.", "Days from the first to the last, both included."),
    reads=["period.start", "period.end"], takes=["min", "max"], needs=MIN_MAX, bounded=DAYS,
)  # fmt: skip
def _(rule: Rule, settings: Settings, case: Case) -> Outcome:
    days = _days(case.period)
    return UNSAID if days is None else Outcome(within(days, days, rule), days, bounds(rule), count_of("day", days))


# — registration —


def stockholm_day(moment: datetime) -> date:
    """The date in Stockholm at a moment with time zone; at the very ends of the calendar the nearest date there is."""
    try:
        return moment.astimezone(STOCKHOLM).date()
    except OverflowError:
        return date.min if moment.year == 1 else date.max


@fact(
    "registration.deadline", "registration",
    ("Anmälan i tid", "Registration in time"),
    ("Att anmälan kom in före midnatt den sista dagen, svensk tid.",
     "That the registration came in before midnight on the last day, Swedish time."),
    reads=["registration.last_day", "registration.received"], gives=["last_day", "received"],
)  # fmt: skip
def _(rule: Rule, settings: Settings, case: Case) -> Outcome:
    facts = case.registration
    if facts is None or facts.last_day is None or facts.received is None:
        return UNSAID
    day = stockholm_day(facts.received)
    now = Sentence("{day}", "{day}").fill(day=day)
    values: dict[str, object] = {"last_day": facts.last_day, "received": day}
    required = {"received_by_end_of": facts.last_day.isoformat(), "time_zone": "Europe/Stockholm"}
    return Outcome(day <= facts.last_day, facts.received.isoformat(), required, now, values)


@fact(
    "registration.days_before", "registration",
    ("Dagar från sista anmälningsdag till start", "Days from the last day of registration to the start"),
    ("Hur många dagar före första dagen som anmälan stänger.", "How many days before the first day registration closes."),
    reads=["registration.last_day", "period.start"], takes=["min", "max"], needs=MIN_MAX, bounded=DAYS,
    gives=["last_day", "start"],
)  # fmt: skip
def _(rule: Rule, settings: Settings, case: Case) -> Outcome:
    last = case.registration.last_day if case.registration else None
    start = case.period.start if case.period else None
    if not last or not start:
        return UNSAID
    days = (start - last).days
    values: dict[str, object] = {"last_day": last, "start": start}
    now = Sentence("{last_day}", "{last_day}").fill(last_day=last)
    return Outcome(within(days, days, rule), days, bounds(rule), now, values)


@fact(
    "registration.manager_approval", "persons",
    ("Chefens godkännande", "The manager's approval"),
    ("Att varje anmäld person har sin chefs godkännande.", "That each registered person has the manager's approval."),
    reads=["persons"], gives=["count"],
)  # fmt: skip
def _(rule: Rule, settings: Settings, case: Case) -> Outcome:
    if case.persons is None:
        return UNSAID
    answers = [person.manager_approved for person in case.persons]
    if None in answers:  # one manager has not answered: the rule waits, whatever the others said
        return UNSAID
    approved, refused = answers.count(True), answers.count(False)
    now = Sentence("{approved} av {all} godkända", "{approved} of {all} approved").fill(approved=approved, all=len(answers))
    observed = {"approved": approved, "not_approved": refused}
    return Outcome(refused == 0, observed, {"approved": len(answers)}, now, {"count": count_of("person", refused)})


# — the people —


def _by_organisation(case: Case) -> dict[str, list[PersonFacts]]:
    groups: dict[str, list[PersonFacts]] = defaultdict(list)
    for person in case.persons or ():
        if person.organisation is not None:
            groups[normal(person.organisation)].append(person)
    return groups


def _nameless(case: Case) -> bool:
    return any(person.organisation is None for person in case.persons or ())


@fact(
    "persons.per_organisation", "persons",
    ("Personer per organisation", "People per organisation"),
    ("Hur många personer varje organisation bland de anmälda har.", "How many people each organisation among the registered has."),
    reads=["persons"], takes=["min", "max"], needs=MIN_MAX, bounded=COUNT, gives=["organisations"],
)  # fmt: skip
def _(rule: Rule, settings: Settings, case: Case) -> Outcome:
    if case.persons is None:
        return UNSAID
    spare = sum(person.organisation is None for person in case.persons)
    answers: list[bool | None] = [None] if spare else []
    wrong, observed = [], {}
    for group in _by_organisation(case).values():
        name, count = str(group[0].organisation), len(group)
        observed[name] = count
        answers.append(within(count, count + spare, rule))
        if answers[-1] is False:
            people = count_of("person", count)
            wrong.append(Sentence(f"{name} ({people.sv})", f"{name} ({people.en})"))
    most = count_of("person", max(observed.values(), default=0))
    now = Sentence(f"som mest {most.sv} från samma organisation", f"at most {most.en} from the same organisation")
    return Outcome(every(answers), observed, bounds(rule), now, {"organisations": _list(wrong)})


@fact(
    "persons.mix", "persons",
    ("Både strategisk och operativ funktion", "Both strategic and operative function"),
    ("Att varje organisation med två personer eller fler har både strategisk och operativ funktion bland dem.",
     "That each organisation with two people or more has both strategic and operative function among them."),
    reads=["persons"], gives=["organisations"],
)  # fmt: skip
def _(rule: Rule, settings: Settings, case: Case) -> Outcome:
    if case.persons is None:
        return UNSAID
    answers: list[bool | None] = [None] if _nameless(case) else []
    wrong, observed = [], {}
    for group in _by_organisation(case).values():
        if len(group) < 2:
            continue
        found = {person.function for person in group}
        name = str(group[0].organisation)
        observed[name] = [function for function in w.FUNCTIONS if function in found]
        both_there = len(observed[name]) == len(w.FUNCTIONS)
        answers.append(True if both_there else None if None in found or _nameless(case) else False)
        if answers[-1] is False:
            wrong.append(name)
    kept = Sentence("{kept} av {all} organisationer", "{kept} of {all} organisations").fill(kept=answers.count(True), all=len(observed))
    return Outcome(every(answers), observed, list(w.FUNCTIONS), kept, {"organisations": tuple(wrong)})


@fact(
    "persons.count", "persons",
    ("Antal personer", "Number of people"),
    ("Hur många personer som är anmälda.", "How many people are registered."),
    reads=["persons"], takes=["min", "max"], needs=MIN_MAX, bounded=Bounded("count", 100_000), gives=["count"],
)  # fmt: skip
def _(rule: Rule, settings: Settings, case: Case) -> Outcome:
    if case.persons is None:
        return UNSAID
    count = len(case.persons)
    return Outcome(within(count, count, rule), count, bounds(rule), count_of("person", count), {"count": count})


@fact(
    "persons.organisations", "persons",
    ("Antal organisationer bland personerna", "Number of organisations among the people"),
    ("Hur många organisationer de anmälda personerna kommer från.", "How many organisations the registered people come from."),
    reads=["persons"], takes=["min", "max"], needs=MIN_MAX, bounded=COUNT, gives=["count"],
)  # fmt: skip
def _(rule: Rule, settings: Settings, case: Case) -> Outcome:
    if case.persons is None:
        return UNSAID
    count = len(_by_organisation(case))
    spare = sum(person.organisation is None for person in case.persons)
    now = count_of("organisation", count)
    return Outcome(within(count, count + spare, rule), count, bounds(rule), now, {"count": count})
