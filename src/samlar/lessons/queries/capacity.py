"""Learning capacity (F5): an organisation's rounds and what they say together, as far as the viewer may see it.

The organisation's own people read its results, never who said what. Others read of a round what has been shared: the parts' averages, how
many answered, the conclusion.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

from django.core.paginator import Page

from samlar.formats.sentence import Sentence
from samlar.foundation import clock, outbox, sql
from samlar.foundation.keys import is_key
from samlar.lessons.models import CapacityAction, CapacityAnswer, CapacityRound, CompetenceNeed
from samlar.lessons.rules import capacity as rules
from samlar.lessons.rules import capacity_results as results
from samlar.lessons.rules.capacity import Answer, Part
from samlar.lessons.rules.capacity_results import BothGroups, Closed, Compared, Said, Spread, Tally
from samlar.lessons.rules.deeds import may_work_with
from samlar.people.models import Organisation
from samlar.people.queries import colleagues
from samlar.people.rules import MEMBERS, Actor, NotVisible, Waiting

PER_PAGE = 50
OURS = 20  # rounds, newest first: two a year for ten years
MOST = 20  # of each sort that waits
ROUND, ANSWER, ACTION = CapacityRound._meta.db_table, CapacityAnswer._meta.db_table, CapacityAction._meta.db_table
ORGANISATION = Organisation._meta.db_table
QUESTIONS = tuple(dict.fromkeys(one.id for number in rules.SETS for one in rules.questions_of(number)))


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRow:
    """A round. To others than its own organisation it has no subject areas; `answers`: how many people answered."""

    id: int
    organisation: int
    organisation_name: str
    name: str
    questions: int
    subject_areas: tuple[str, ...]
    person: int
    opened: datetime
    last_day: date
    closed: datetime | None
    compares: bool
    conclusion: str
    shared: bool
    revision: int
    answers: int
    ours: bool

    @property
    def parts(self) -> tuple[Part, ...]:
        return rules.SETS[self.questions]

    @property
    def is_open(self) -> bool:
        return self.closed is None

    @property
    def closed_day(self) -> date | None:
        return clock.day_of(self.closed)

    @property
    def enough(self) -> bool:
        """Whether so many answered that anything may be shown."""
        return self.answers >= results.FEWEST


FIELDS = f"""r.id, r.organisation_id, o.name, r.name, r.questions, CAST(r.subject_areas AS text), r.person_id, CAST(r.opened AS text),
    CAST(r.last_day AS text), CAST(r.closed AS text), r.compares, r.conclusion, r.audience, r.revision,
    (SELECT COUNT(*) FROM {ANSWER} x WHERE x.round_id = r.id)"""
FROM = f"FROM {ROUND} r JOIN {ORGANISATION} o ON o.id = r.organisation_id"
SHARED = "(r.audience IN %(tokens)s AND r.closed IS NOT NULL)"
ONE = f"SELECT {FIELDS} {FROM} WHERE r.id = %(round)s AND (r.organisation_id = %(organisation)s OR {SHARED})"
MINE = f"SELECT {FIELDS} {FROM} WHERE r.organisation_id = %(organisation)s ORDER BY r.opened DESC, r.id DESC LIMIT {OURS}"
OTHERS = f"""
SELECT {FIELDS}, COUNT(*) OVER () {FROM}
WHERE r.organisation_id <> %(organisation)s AND {SHARED} ORDER BY r.closed DESC, r.id DESC
"""


def round_of(actor: Actor, round_id: int) -> RoundRow:
    """One round, narrowed to what the viewer may see. One query. Raises NotVisible."""
    found = sql.rows(ONE, round=round_id, **_seen_by(actor)) if is_key(round_id) else []
    if not found:
        raise NotVisible
    return _row(actor, found[0])


def our_rounds(actor: Actor) -> list[RoundRow]:
    """The own organisation's rounds, newest first. One query."""
    return [_row(actor, row) for row in sql.rows(MINE, organisation=actor.organisation or 0)]


def shared_rounds(actor: Actor, page: int = 1) -> "Page[RoundRow]":
    """A page of what other organisations have shared with the viewer, newest first. One query."""
    shown = sql.page(OTHERS, page, PER_PAGE, **_seen_by(actor))
    shown.object_list = [_row(actor, row) for row in shown.object_list]
    return shown


def _seen_by(actor: Actor) -> dict[str, Any]:
    return {"organisation": (actor.organisation or 0) if actor.at_work else 0, "tokens": sorted(actor.tokens)}


def _row(actor: Actor, row: tuple[Any, ...]) -> RoundRow:
    (
        id, organisation, organisation_name, name, questions, areas, person, opened, last_day, closed, compares, conclusion, audience,
        revision, answers,
    ) = row  # fmt: skip
    ours = may_work_with(actor, organisation)
    return RoundRow(
        id=id, organisation=organisation, organisation_name=organisation_name, name=name, questions=questions,
        subject_areas=tuple(json.loads(areas)) if ours else (), person=person if ours else 0, opened=_moment(opened),
        last_day=date.fromisoformat(last_day), closed=sql.moment(closed), compares=bool(compares) and ours, conclusion=conclusion,
        shared=audience == MEMBERS, revision=revision if ours else 0, answers=answers, ours=ours,
    )  # fmt: skip


def _moment(text: str) -> datetime:
    found = sql.moment(text)
    assert found is not None
    return found


# — what the answers say together —


def _sums(of: str) -> str:
    """SQL: of each round that `of` gives, how many answered, and of each question how many marked it and the sum of their marks."""
    mark = "CAST(x.marks ->> '{0}' AS integer)"
    each = ", ".join(
        f"COALESCE(SUM(CASE WHEN {mark.format(one)} > 0 THEN 1 ELSE 0 END), 0), COALESCE(SUM({mark.format(one)}), 0)" for one in QUESTIONS
    )
    return f"SELECT x.round_id, COUNT(*), {each} FROM {ANSWER} x JOIN ({of}) these ON these.id = x.round_id GROUP BY x.round_id"


def _tallies(row: Sequence[int]) -> dict[str, Tally]:
    return {one: Tally(int(row[2 * place]), int(row[2 * place + 1])) for place, one in enumerate(QUESTIONS)}


def means_of(rounds: Iterable[RoundRow]) -> dict[int, dict[str, Fraction]]:
    """{round: {part: figure}} of closed rounds that the viewer has been given, only what may be shown. One query."""
    sets = {one.id: one.questions for one in rounds if one.closed is not None}
    if not sets:
        return {}
    found = sql.rows(_sums(f"SELECT r.id FROM {ROUND} r WHERE r.id IN %(rounds)s"), rounds=list(sets))
    return {id: results.part_means(sets[id], _tallies(sums), answers) for id, answers, *sums in found}


LATEST = f"""
SELECT id FROM (
    SELECT r.id, r.compares, ROW_NUMBER() OVER (PARTITION BY r.organisation_id ORDER BY r.closed DESC, r.id DESC) AS place
    FROM {ROUND} r WHERE r.questions = %(questions)s AND r.closed < %(turn)s AND r.organisation_id <> %(organisation)s
) each_last WHERE place = 1 AND compares"""


def compared_with(actor: Actor, row: RoundRow) -> tuple[Compared, ...]:
    """How the others stand, part by part: only where five or more do, and only to the organisation's own people. Two queries."""
    if not (row.ours and MEMBERS in actor.tokens):
        return ()
    today = clock.today()
    turn = datetime.combine(results.half_year(today), time(), clock.STOCKHOLM)
    given = {"questions": row.questions, "turn": turn, "organisation": row.organisation}
    sums = {id: (answers, _tallies(each)) for id, answers, *each in sql.rows(_sums(LATEST), **given)}
    closed = CapacityRound.objects.filter(id__in=sums).values_list("id", "organisation", "closed", "compares")
    rounds = [Closed(organisation, clock.day_of(moment) or today, compares, *sums[id]) for id, organisation, moment, compares in closed]
    return results.compared(rounds, questions=row.questions, without=row.organisation, today=today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a closed round says to the organisation's own people: nothing of who said what.

    `strengthens` and `hinders`: {part: people's words}, in an order that says nothing.
    """

    means: dict[str, Fraction]
    spreads: dict[str, tuple[Spread, ...]]
    strengthens: dict[str, tuple[str, ...]]
    hinders: dict[str, tuple[str, ...]]
    groups: BothGroups


def result(row: RoundRow) -> Result | None:
    """The whole result, for the organisation's own; None while it is open, or where fewer than three have answered. One query."""
    if not (row.ours and row.closed is not None and row.enough):
        return None
    answers: list[tuple[Any, ...]] = list(
        CapacityAnswer.objects.filter(round=row.id).order_by().values_list("marks", "strengthens", "hinders", "function", "subject_area")
    )
    marks = [said for said, *_ in answers]
    words = [
        {part.id: results.shuffled((one[place].get(part.id, "") for one in answers), salt=f"{row.id}{part.id}") for part in row.parts}
        for place in (1, 2)
    ]
    return Result(
        means=results.part_means(row.questions, results.tallies(marks), len(marks)),
        spreads={part.id: tuple(results.spread(one, marks) for one in part.questions) for part in row.parts},
        strengthens=words[0],
        hinders=words[1],
        groups=results.in_groups([Said(said, function, area) for said, _, _, function, area in answers], row.questions),
    )


def own_answer(actor: Actor, row: RoundRow) -> tuple[Answer, int]:
    """What the viewer has answered, and which state of it this is; an empty answer and 0 where nothing. One query."""
    found = CapacityAnswer.objects.filter(round=row.id, person=actor.person or 0).first() if row.ours else None
    if found is None:
        return Answer(), 0
    kept = Answer(found.marks, found.strengthens, found.hinders, found.function, found.subject_area)
    return kept, rules.stamp(found.given)


# — what was agreed, and what is needed —


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    id: int
    round: int
    round_name: str
    questions: int
    part: Sentence
    part_id: str
    text: str
    owner: int | None
    owner_name: str
    needs_owner: bool
    due: date
    done: date | None
    outcome: str

    @property
    def late(self) -> bool:
        return self.done is None and self.due < clock.today()


AGREED = ("id", "round", "round__name", "round__questions", "part", "text", "owner", "owner__name", "due", "done", "outcome")


def agreed(actor: Actor, row: RoundRow | None = None, *, open_only: bool = False) -> list[ActionRow]:
    """What the viewer's organisation has agreed to do, of one round or of all: what is left first. Two queries."""
    if not actor.at_work or (row is not None and not row.ours):
        return []
    found = CapacityAction.objects.filter(round__organisation=actor.organisation)
    if row is not None:
        found = found.filter(round=row.id)
    if open_only:
        found = found.filter(done=None)
    there = {id for id, _ in colleagues(actor.organisation or 0)}
    return [_action(one, there) for one in found.order_by("done", "due", "id").values_list(*AGREED)[:PER_PAGE]]


def action_of(actor: Actor, action_id: int) -> ActionRow:
    """One agreed action, for the organisation's own. Two queries. Raises NotVisible."""
    rows = CapacityAction.objects.filter(id=action_id, round__organisation=actor.organisation or 0) if is_key(action_id) else None
    found = rows.values_list(*AGREED).first() if rows is not None and actor.at_work else None
    if found is None:
        raise NotVisible
    return _action(found, {id for id, _ in colleagues(actor.organisation or 0)})


def _action(row: tuple[Any, ...], there: set[int]) -> ActionRow:
    id, round_id, round_name, questions, part, text, owner, owner_name, due, done, outcome = row
    names = {one.id: one.name for one in rules.SETS[questions]}
    return ActionRow(
        id=id, round=round_id, round_name=round_name, questions=questions, part=names[part], part_id=part, text=text, owner=owner,
        owner_name=owner_name or "", needs_owner=done is None and owner not in there, due=due, done=done, outcome=outcome,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRow:
    id: int
    text: str
    subject_area: str
    function: str
    met: date | None
    how_met: str
    noted: datetime


def needs(actor: Actor) -> list[NeedRow]:
    """The competence that the viewer's organisation needs, what is not met first. One query."""
    if not actor.at_work:
        return []
    rows = CompetenceNeed.objects.filter(organisation=actor.organisation)
    rows = rows.order_by("met", "-noted", "-id")
    found = [_need(row) for row in rows.values_list(*NEED)[:PER_PAGE]]
    return sorted(found, key=lambda one: one.met is not None)


NEED = ("id", "text", "subject_area", "function", "met", "how_met", "noted")


def need_of(actor: Actor, need_id: int) -> NeedRow:
    """One need, for the organisation's own. One query. Raises NotVisible."""
    rows = CompetenceNeed.objects.filter(id=need_id, organisation=actor.organisation or 0) if is_key(need_id) else None
    found = rows.values_list(*NEED).first() if rows is not None and actor.at_work else None
    if found is None:
        raise NotVisible
    return _need(found)


def _need(row: tuple[Any, ...]) -> NeedRow:
    id, text, subject_area, function, met, how_met, noted = row
    return NeedRow(id=id, text=text, subject_area=subject_area, function=function, met=met, how_met=how_met, noted=noted)


def last_areas(actor: Actor) -> tuple[str, ...]:
    """The subject areas of the organisation's latest round, to begin from. One query."""
    rows = CapacityRound.objects.filter(organisation=actor.organisation or 0).order_by("-opened", "-id")
    return tuple(rows.values_list("subject_areas", flat=True).first() or ())


# — who is asked —


@dataclass(frozen=True, slots=True)
class Asked:
    """A colleague: whether the letter has gone. Whether somebody has answered is nobody's business."""

    person: int
    name: str
    invited: bool


def invitation_key(round_id: int, person: int) -> str:
    return f"capacity_invited:{round_id}:{person}"


def colleagues_to_ask(actor: Actor, row: RoundRow) -> list[Asked]:
    """Everybody who works at the organisation but the viewer, and who has been invited. Two queries."""
    rules.must_be_at_home(actor, row.organisation)
    others = [(id, name) for id, name in colleagues(row.organisation) if id != actor.person]
    told = outbox.used(invitation_key(row.id, id) for id, _ in others)
    return [Asked(id, name, invitation_key(row.id, id) in told) for id, name in others]


def invited(round_id: int) -> set[int]:
    """The persons who have had the letter of a round. One query."""
    return {int(key.split(":")[2]) for key in outbox.used_with(invitation_key(round_id, 0)[:-1])}


# — what waits —

WAITING = f"""
SELECT 'answer', CAST(r.last_day AS text), r.id, r.name FROM {ROUND} r
WHERE r.organisation_id = %(organisation)s AND r.closed IS NULL AND r.last_day >= %(today)s
  AND NOT EXISTS (SELECT 1 FROM {ANSWER} x WHERE x.round_id = r.id AND x.person_id = %(person)s)
UNION ALL SELECT 'conclude', CAST(r.closed AS text), r.id, r.name FROM {ROUND} r
WHERE r.organisation_id = %(organisation)s AND r.person_id = %(person)s AND r.closed >= %(since)s AND r.conclusion = ''
  AND (SELECT COUNT(*) FROM {ANSWER} x WHERE x.round_id = r.id) >= {results.FEWEST}
UNION ALL SELECT 'act', CAST(a.due AS text), a.id, a.text FROM {ACTION} a JOIN {ROUND} r ON r.id = a.round_id
WHERE r.organisation_id = %(organisation)s AND a.owner_id = %(person)s AND a.done IS NULL AND a.due <= %(ahead)s
"""


def waiting_for(actor: Actor) -> list[Waiting]:
    """An analysis that the viewer has been asked to answer, one that lacks its conclusion, what the viewer has promised to do.

    At most two queries; none for those who work nowhere.
    """
    if not (actor.at_work and actor.signed_in):
        return []
    today, now = clock.today(), clock.now()
    found = sql.by_word(
        WAITING, organisation=actor.organisation, person=actor.person, today=today, since=now - timedelta(days=rules.CONCLUDED_WITHIN),
        ahead=today + timedelta(days=rules.DUE_AHEAD),
    )  # fmt: skip
    keys = {invitation_key(id, actor.person or 0): (day, id, name) for day, id, name in found["answer"]}
    told = outbox.used(keys) if keys else set()
    asked = [_answer(*one) for key, one in keys.items() if key in told]
    return [*asked, *(_conclude(*one) for one in found["conclude"][:MOST]), *(_act(*one) for one in sorted(found["act"])[:MOST])]


def _answer(day: str, id: int, name: str) -> Waiting:
    return Waiting(
        deed="capacity.answer",
        subject=id,
        title=name,
        sentence=Sentence("Svara på hur vi lär: ”{name}”.", "Say how we learn: “{name}”.").fill(name=name),
        button=Sentence("Svara", "Answer"),
        due=sql.day(day),
    )


def _conclude(_day: str, id: int, name: str) -> Waiting:
    return Waiting(
        deed="capacity.conclude",
        subject=id,
        title=name,
        sentence=Sentence(
            "Svaren i ”{name}” är inne. Vad drar ni för slutsats?", "The answers of “{name}” are in. What do you conclude?"
        ).fill(name=name),
        button=Sentence("Skriv slutsatsen", "Write the conclusion"),
    )


def _act(day: str, id: int, text: str) -> Waiting:
    return Waiting(
        deed="capacity.act",
        subject=id,
        title=text,
        sentence=Sentence("Ni har kommit överens om att göra det här: {text}", "You have agreed to do this: {text}").fill(text=text),
        button=Sentence("Säg hur det gick", "Say how it went"),
        due=sql.day(day),
    )
