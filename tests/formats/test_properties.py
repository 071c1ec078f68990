"""What holds for every case: judging never breaks, and more of what is forbidden never mends."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone

import hypothesis
import pytest
from hypothesis import settings
from hypothesis import strategies as st

from samlar.formats import words as w
from samlar.formats.builtin import IDS, builtin_formats
from samlar.formats.case import Budget, BudgetLine, Case, Participant, Period, PersonFacts, Plan, Proposer, RegistrationFacts
from samlar.formats.case_file import CaseError, read_case
from samlar.formats.check import check
from samlar.formats.evaluate import judge, largest_grant
from samlar.formats.facts import length, months_later
from samlar.formats.sentence import Severity


def given(*strategies):
    """Hypothesis's `given`, quick enough for a suite that is run all the time."""
    return lambda test: settings(max_examples=40, deadline=None)(hypothesis.given(*strategies)(test))


def maybe(strategy):
    return st.none() | strategy


def word(vocabulary):
    return maybe(st.sampled_from(list(vocabulary)))


names = maybe(st.sampled_from(["Region A", "region a", "Region B", "C"]))
amounts = maybe(st.integers(0, 10**9))
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
participants = st.builds(Participant, organisation=names, kind=word(w.KINDS), membership=word(w.MEMBERSHIPS), lead=maybe(st.booleans()))
persons = st.builds(PersonFacts, organisation=names, function=word(w.FUNCTIONS), manager_approved=maybe(st.booleans()))
lines = st.builds(BudgetLine, cost=word(w.COSTS), amount=amounts, paid_by=word(w.PAYERS))
plans = st.dictionaries(
    st.sampled_from(list(w.PLAN_SECTIONS)), st.text(max_size=3) | st.lists(st.text(max_size=3), max_size=3).map(tuple)
).map(Plan)
periods = st.tuples(st.dates(), st.dates()).map(sorted).map(lambda ends: Period(start=ends[0], end=ends[1]))
cases = st.builds(
    Case,
    format=st.sampled_from(IDS),
    proposer=maybe(st.builds(Proposer, organisation=names, kind=word(w.KINDS), membership=word(w.MEMBERSHIPS))),
    participants=maybe(st.lists(participants, max_size=8).map(tuple)),
    period=maybe(periods | st.builds(Period, start=maybe(st.dates()))),
    started_same_year=amounts,
    granted_same_year=amounts,
    plan=maybe(plans),
    budget=maybe(st.builds(Budget, grant=amounts, lines=maybe(st.lists(lines, max_size=4).map(tuple)))),
    registration=maybe(
        st.builds(RegistrationFacts, last_day=maybe(st.dates()), received=maybe(st.datetimes(timezones=zones)))
    ),
    persons=maybe(st.lists(persons, max_size=7).map(tuple)),
    member_led=st.booleans(),
)  # fmt: skip


def judged(case):
    return judge(builtin_formats()[case.format], case)


@given(cases)
def test_judging_never_breaks_and_accounts_for_each_rule_once(case):
    verdict = judged(case)
    told = [finding.rule for finding in verdict.findings] + list(verdict.not_judged) + list(verdict.passed)
    assert sorted(told) == sorted(one.rule_id for one in verdict.rules)
    assert list(verdict.not_judged) == sorted(verdict.not_judged)
    blocked = [one for one in verdict.rules if one.severity is Severity.MUST and one.state != "passed"]
    assert verdict.can_start is (not blocked)
    json.dumps([[one.observed, one.required] for one in verdict.rules])
    for finding in verdict.findings:
        assert finding.message.sv
        assert finding.message.en


PARTS = ["proposer", "participants", "period", "started_same_year", "granted_same_year", "plan", "budget", "registration", "persons"]


@given(cases, st.sampled_from(PARTS))
def test_a_part_that_becomes_unknown_never_makes_a_new_finding(case, part):
    # The one exception is the budget that a plan is asked for only where there is one: without it less is asked.
    less = Case(**{name: getattr(case, name) for name in Case.__slots__ if name != part})
    before, after = ({finding.rule for finding in judged(one).findings} for one in (case, less))
    assert after <= before
    assert set(judged(case).not_judged) <= set(judged(less).not_judged)


@given(cases, st.integers(1, 10**6))
def test_more_grant_never_mends(case, more):
    if case.budget is None or case.budget.grant is None:
        return
    larger = Case(
        **{name: getattr(case, name) for name in Case.__slots__ if name != "budget"},
        budget=Budget(grant=case.budget.grant + more, lines=case.budget.lines),
    )
    assert {one.rule for one in judged(case).findings} <= {one.rule for one in judged(larger).findings}


@given(cases)
def test_the_order_of_organisations_and_people_is_nothing(case):
    turned = Case(
        **{name: getattr(case, name) for name in Case.__slots__ if name not in ("participants", "persons")},
        participants=case.participants and case.participants[::-1],
        persons=case.persons and case.persons[::-1],
    )
    assert {one.rule for one in judged(case).findings} == {one.rule for one in judged(turned).findings}
    assert judged(case).not_judged == judged(turned).not_judged


@given(cases)
def test_fewer_demands_hold_when_members_lead(case):
    led, usual = (
        judged(Case(**{name: getattr(case, name) for name in Case.__slots__ if name != "member_led"}, member_led=led))
        for led in (True, False)
    )
    assert {one.rule for one in led.failed(Severity.MUST)} <= {one.rule for one in usual.failed(Severity.MUST)}
    assert led.can_start or not usual.can_start


@given(st.integers(0, 10**7), st.integers(0, 300_000))
def test_the_largest_grant_is_allowed_and_one_krona_more_is_not(budget, granted):
    definition = builtin_formats()["provrum"]
    largest = largest_grant(definition, budget, granted)
    for grant, fails in ((largest.amount, granted > 200_000), (largest.amount + 1, True)):
        case = Case(
            format="provrum",
            granted_same_year=granted,
            budget=Budget(grant=grant, lines=(BudgetLine(cost="expert", amount=budget, paid_by="joint"),)),
        )
        broken = {finding.rule for finding in judge(definition, case).findings} & {"grant.ceiling", "grant.half", "grant.per_year"}
        assert bool(broken) is fails


@pytest.mark.parametrize(
    ("budget", "amount"), [(150_000, 75_000), (300_000, 100_000), (0, 0), (1, 0), (200_000, 100_000), (199_999, 99_999)]
)
def test_the_largest_grant_of_a_budget(budget, amount):
    assert largest_grant(builtin_formats()["provrum"], budget).amount == amount


def test_a_format_without_grants_has_no_largest():
    assert largest_grant(builtin_formats()["larlabb"], 100_000) is None


@given(periods)
def test_the_length_of_a_period_adds_up(period):
    months, days = length(period.start, period.end)
    first = (period.start.year, period.start.month, period.start.day)
    after = (10_000, 1, 1) if period.end == date.max else tuple((period.end + timedelta(days=1)).timetuple()[:3])
    assert months_later(first, months) <= after < months_later(first, months + 1)
    assert 0 <= days <= 31


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*PARTS, "grant", "lines", "kind", "lead", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(PARTS), json_values, max_size=4))
def test_no_object_at_all_breaks_the_check(parts):
    output, code = check(json.dumps({"format": "provrum"} | parts))
    assert code in (0, 1, 2)
    assert ("error" in output) is (code == 2)


@given(st.text() | st.binary())
def test_no_text_at_all_breaks_the_check(text):
    assert check(text)[1] == 2


@given(json_values)
def test_no_parsed_value_breaks_the_reader(value):
    try:
        read_case({"format": "provrum", "plan": value})
    except CaseError as refused:
        path = refused.path
    else:
        path = "plan"
    assert path.startswith("plan")


def test_the_time_zone_of_a_moment_is_nothing():
    moment = datetime(2026, 8, 14, 21, 59, tzinfo=timezone.utc)  # noqa: UP017
    for hours in (-12, 0, 14):
        zone = timezone(timedelta(hours=hours))
        case = Case(format="larlabb", registration=RegistrationFacts(last_day=date(2026, 8, 14), received=moment.astimezone(zone)))
        assert "registration.deadline" in judged(case).passed
