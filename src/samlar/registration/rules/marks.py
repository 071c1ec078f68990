"""Where participants stand on each expected result, before and after: when it is marked, and what the marks say together (F6).

Nobody's own marks are shown to anybody else: only what several say together, and only of those who marked both before and after
(docs/decisions/0007).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Literal

from samlar.activities.rules import times
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Refusal, Sentence
from samlar.people.rules import NotAllowed, NotVisible

STEPS = (1, 2, 3, 4, 5)
LOW = Sentence("inte börjat", "not begun")
HIGH = Sentence("i mål", "all the way")
FEWEST_INSIDE = 3  # persons behind a figure, for those inside the activity
FEWEST_OUTSIDE = 5  # for everybody else
AFTER_DAYS = 60  # from the last session's last day
ASKED_AHEAD = timedelta(days=7)  # the letter before the first session
WAITS_AHEAD = timedelta(days=30)  # from so long before the first session it waits on my page
BEGUN = ("running", "reported", "closed")

Moment = Literal["before", "after"]
MOMENTS: tuple[Moment, ...] = ("before", "after")


class MarkRefused(Refusal):
    """The mark cannot be kept: it is not the time for it, or it is no step of the scale."""


# — when —


@dataclass(frozen=True, slots=True)
class Sessions:
    """The first and the last of an activity's sessions, cancelled ones left out. Moments in UTC."""

    first_starts: datetime
    first_ends: datetime
    last_starts: datetime
    last_ends: datetime


@dataclass(frozen=True, slots=True)
class Window:
    """When one of the two may be marked: `opens` and `closes` where a moment is known, the latter no longer within."""

    moment: Moment
    state: Literal["early", "open", "late"]
    opens: datetime | None = None
    closes: datetime | None = None

    @property
    def last_day(self) -> date | None:
        """The last day in Stockholm on which it can be marked."""
        return times.day_of(self.closes - timedelta(microseconds=1)) if self.closes else None


def windows(sessions: Sessions | None, *, stage_kind: str, now: datetime) -> dict[Moment, Window]:
    """When each may be marked. Before: until the first session has ended. After: from the start of the last, for sixty days.

    Without sessions the stages say it: before while it runs, after when the result is reported. Nothing is marked before the start:
    until then the expected results may change. What is cancelled is not marked.
    """
    if stage_kind not in BEGUN:
        state: Literal["early", "late"] = "late" if stage_kind == "cancelled" else "early"
        return {moment: Window(moment, state) for moment in MOMENTS}
    if sessions is None:
        return {
            "before": Window("before", "open" if stage_kind == "running" else "late"),
            "after": Window("after", {"running": "early", "reported": "open"}.get(stage_kind, "late")),  # type: ignore[arg-type]
        }
    closes = _end_of_day(times.day_of(sessions.last_ends) + timedelta(days=AFTER_DAYS))
    return {
        "before": Window("before", "open" if now < sessions.first_ends else "late", closes=sessions.first_ends),
        "after": Window("after", _state(now, sessions.last_starts, closes), opens=sessions.last_starts, closes=closes),
    }


def _state(now: datetime, opens: datetime, closes: datetime) -> Literal["early", "open", "late"]:
    if now < opens:
        return "early"
    return "open" if now < closes else "late"


def _end_of_day(day: date) -> datetime:
    """The moment at which a day is over in Stockholm."""
    return datetime.combine(day + timedelta(days=1), time(0), times.STOCKHOLM)


def asked_before(sessions: Sessions, now: datetime) -> bool:
    """Whether the letter before the first session is due: in the week before it."""
    return sessions.first_starts - ASKED_AHEAD <= now < sessions.first_starts


def asked_after(sessions: Sessions, now: datetime) -> bool:
    """Whether the letter after the last session is due: as long as its marks are taken."""
    return sessions.last_ends <= now < _end_of_day(times.day_of(sessions.last_ends) + timedelta(days=AFTER_DAYS))


def waits(sessions: Sessions | None, window: Window, now: datetime) -> bool:
    """Whether a mark that is not made waits for its participant now: not half a year ahead."""
    near = sessions is None or window.moment == "after" or sessions.first_starts - now <= WAITS_AHEAD
    return window.state == "open" and near


def must_be_open(window: Window, activity: ActivityRow) -> None:
    """Raises MarkRefused, which says when it can be marked, and why not now."""
    if window.state != "open":
        says, mend = _why_not(window, activity)
        raise MarkRefused(says, source="F6", mend=mend)


def _why_not(window: Window, activity: ActivityRow) -> tuple[Sentence, Sentence | None]:
    if activity.stage_kind == "cancelled":
        return Sentence(
            "Aktiviteten är inställd. Det finns inget att markera.", "The activity is cancelled. There is nothing to mark."
        ), None
    if activity.stage_kind not in BEGUN:
        return Sentence(
            "Det går att markera när {format} har startat. Till dess kan de förväntade resultaten ändras.",
            "You can mark once {format} has started. Until then the expected results may change.",
        ).fill(format=activity.definition.definite), None
    if window.moment == "before":
        return _too_late_before(window)
    return _not_after(window)


def _too_late_before(window: Window) -> tuple[Sentence, Sentence]:
    ended = Sentence(
        "Det är för sent att markera var du stod före: {until}. I efterhand är det svårt att minnas rätt.",
        "It is too late to mark where you stood before: {until}. Afterwards it is hard to remember rightly.",
    )
    until = (
        Sentence("den första träffen slutade {when}", "the first session ended on {when}").fill(when=times.day_and_time(window.closes))
        if window.closes
        else Sentence("resultatet är rapporterat", "the result has been reported")
    )
    mend = Sentence("Du kan markera var du står efter den sista träffen.", "You can mark where you stand after the last session.")
    return ended.fill(until=until), mend


def _not_after(window: Window) -> tuple[Sentence, Sentence | None]:
    if window.state == "late" and window.last_day:
        return Sentence(
            "Det är för sent att markera var du står efter. Sista dag var {day}, {days} dagar efter den sista träffen.",
            "It is too late to mark where you stand after. The last day was {day}, {days} days after the last session.",
        ).fill(day=window.last_day, days=AFTER_DAYS), None
    if window.state == "late":
        return Sentence(
            "Aktiviteten är avslutad. Det går inte att markera längre.", "The activity is closed. It can no longer be marked."
        ), None
    opens = (
        Sentence("när den sista träffen börjar, {when}", "when the last session begins, on {when}").fill(
            when=times.day_and_time(window.opens)
        )
        if window.opens
        else Sentence("när resultatet är rapporterat", "when the result has been reported")
    )
    return Sentence("Var du står efter markerar du {opens}.", "Where you stand after is marked {opens}.").fill(opens=opens), None


# — what —


@dataclass(frozen=True, slots=True)
class Step:
    """Where somebody says that they stand, and that their organisation stands, on one result: 1–5; None leaves it as it was."""

    own: int | None = None
    home: int | None = None


def must_be_a_moment(moment: str) -> Moment:
    """Raises NotVisible for anything but before and after."""
    for one in MOMENTS:
        if one == moment:
            return one
    raise NotVisible


def must_have_a_place(has_a_place: bool) -> None:
    """Raises NotAllowed for those without a confirmed registration."""
    if not has_a_place:
        raise NotAllowed(
            Sentence("Det här markerar de som har en bekräftad plats.", "This is marked by those who have a confirmed place."),
            source="F6",
            mend=Sentence("Se efter på aktivitetens sida om du är anmäld.", "Look on the activity's page whether you are registered."),
        )


def must_expect_something(results: Collection[int]) -> None:
    if not results:
        raise MarkRefused(
            Sentence("Aktiviteten har inga förväntade resultat att markera.", "The activity has no expected results to mark."), source="F6"
        )


def taken(marks: Mapping[int, Step], results: Collection[int]) -> dict[int, Step]:
    """The marks to keep; a result that says nothing is left out. Raises NotVisible (no result of this activity), MarkRefused."""
    if set(marks) - set(results):
        raise NotVisible
    for result, step in marks.items():
        for field, value in (("own", step.own), ("home", step.home)):
            if value is not None and (type(value) is not int or value not in STEPS):
                raise MarkRefused(Sentence("Välj ett tal från 1 till 5.", "Choose a number from 1 to 5."), field=f"{field}_{result}")
    kept = {result: step for result, step in marks.items() if step != Step()}
    if not kept:
        raise MarkRefused(Sentence("Markera på minst en rad först.", "Mark at least one line first."), source="F6")
    return kept


# — what they say together —


@dataclass(frozen=True, slots=True)
class Mark:
    """One participant's mark of one result at one moment."""

    result: int
    person: int
    organisation: int
    moment: str
    own: int | None
    home: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """What those who marked both before and after say together: `n` persons, the means, how many stand further, level, less far."""

    n: int
    before: Fraction
    after: Fraction
    further: int
    level: int
    less: int


@dataclass(frozen=True, slots=True)
class ResultChange:
    """The change of one expected result; None where too few have marked to show it. `ours`: the viewer's organisation's people alone."""

    result: int
    text: str
    own: Change | None
    home: Change | None
    our_own: Change | None = None
    our_home: Change | None = None

    @property
    def shown(self) -> bool:
        return self.own is not None or self.home is not None

    @property
    def ours(self) -> bool:
        return self.our_own is not None or self.our_home is not None


Pairs = dict[tuple[int, int], tuple[int, int]]  # (person, organisation): before, after


def own_pairs(marks: Iterable[Mark]) -> Pairs:
    """Where each stood and stands, of those who said both, under the organisation that they said it for last."""
    said: dict[int, dict[str, tuple[int, int]]] = {}
    for mark in marks:
        if mark.own is not None:
            said.setdefault(mark.person, {})[mark.moment] = (mark.organisation, mark.own)
    return {(person, by["after"][0]): (by["before"][1], by["after"][1]) for person, by in said.items() if "before" in by and "after" in by}


def home_pairs(marks: Iterable[Mark]) -> Pairs:
    """Where each said that the organisation stood and stands: of the same organisation both times, or it is no change."""
    said: dict[tuple[int, int], dict[str, int]] = {}
    for mark in marks:
        if mark.home is not None:
            said.setdefault((mark.person, mark.organisation), {})[mark.moment] = mark.home
    return {who: (by["before"], by["after"]) for who, by in said.items() if "before" in by and "after" in by}


def change(pairs: Pairs, *, fewest: int) -> Change | None:
    """The change of all pairs; None where fewer than `fewest` persons stand behind it."""
    n = len(pairs)
    if n < max(1, fewest):
        return None
    values = list(pairs.values())
    return Change(
        n,
        Fraction(sum(before for before, _ in values), n),
        Fraction(sum(after for _, after in values), n),
        sum(after > before for before, after in values),
        sum(after == before for before, after in values),
        sum(after < before for before, after in values),
    )


def change_of(pairs: Pairs, organisation: int) -> Change | None:
    """One organisation's own. Also the others must be none or enough: else whoever takes the one from the whole reads the rest."""
    ours = {who: pair for who, pair in pairs.items() if who[1] == organisation}
    others = len(pairs) - len(ours)
    return change(ours, fewest=FEWEST_INSIDE) if others == 0 or others >= FEWEST_INSIDE else None


def fewest_for(activity: ActivityRow) -> int | None:
    """How many persons must stand behind a figure for this viewer; None where the viewer sees none: outside, before it is reported."""
    if activity.inside:
        return FEWEST_INSIDE
    return FEWEST_OUTSIDE if activity.stage_kind in ("reported", "closed") else None
