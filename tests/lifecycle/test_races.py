"""Deeds at the same moment, in transactions of their own, on whichever database runs the tests (C3, D2)."""

from collections.abc import Callable

import pytest

from samlar.activities.actions import participation
from samlar.activities.actions import plan as plans
from samlar.activities.models import Activity
from samlar.activities.rules.deeds import Overtaken
from samlar.activities.rules.plan import About, Line
from samlar.lifecycle.actions import move, start_from_proposal
from samlar.lifecycle.rules.start import AlreadyTaken
from samlar.lifecycle.rules.steps import StepRefused
from tests.at_once import refused_at_once
from tests.lifecycle.making import TITLE, approved, planned, proposal, running, submitted, written

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("prepared")]

LARGE = (Line(cost="expert", amount=100_000, paid_by="joint"), Line(cost="content", amount=100_000, paid_by="participants"))


def clear(cast, activity_id: int) -> Callable[[], None]:
    klara, revision = cast.klara, Activity.objects.values_list("revision", flat=True).get(id=activity_id)
    return lambda: move(klara, activity_id, "start", revision=revision)


def test_of_two_clearances_for_the_years_last_place_exactly_one_wins(cast):
    running(cast, "gun", grant=0)
    rivals = [approved(cast, "stina", grant=0), approved(cast, "dan", others=("Region Gotland",), grant=0)]
    answers = refused_at_once(*[clear(cast, one) for one in rivals])
    [refused] = [answer for answer in answers if answer]
    assert isinstance(refused, StepRefused)
    assert [rule.rule_id for rule in refused.missing[0].rules] == ["starts.per_year"]
    assert refused.source == "P · Tid och plats; C3"
    assert sorted(Activity.objects.values_list("stage", flat=True)) == ["review", "running", "running"]


def test_of_two_grants_for_the_years_last_money_exactly_one_wins(cast):
    running(cast, "gun", grant=100_000, lines=LARGE)
    Activity.objects.update(granted=110_000)  # as if the year had handed out more: 90 000 kr are left
    rivals = [approved(cast, "stina"), approved(cast, "dan", others=("Region Gotland",))]
    Activity.objects.filter(stage="running").update(year=2027)
    answers = refused_at_once(*[clear(cast, one) for one in rivals])
    [refused] = [answer for answer in answers if answer]
    assert isinstance(refused, StepRefused)
    assert "grant.per_year" in [rule.rule_id for rule in refused.missing[0].rules]
    assert sum(Activity.objects.values_list("granted", flat=True)) == 185_000


def test_of_two_who_start_the_same_proposal_exactly_one_wins(cast):
    made = proposal(cast)
    answers = refused_at_once(
        lambda stina=cast.stina: start_from_proposal(stina, made, organisations=[]),
        lambda dan=cast.dan: start_from_proposal(dan, made, organisations=[]),
    )
    [refused] = [answer for answer in answers if answer]
    assert isinstance(refused, AlreadyTaken)
    assert Activity.objects.count() == 1


def test_of_two_who_take_a_step_in_two_windows_the_second_is_told_what_happened(cast):
    made = submitted(cast)
    klara, revision = cast.klara, Activity.objects.values_list("revision", flat=True).get(id=made)
    answers = refused_at_once(
        lambda: move(klara, made, "send_back", revision=revision, reason="Frågan är för bred."),
        lambda: move(klara, made, "cancel", revision=revision, reason="Det blir inget."),
    )
    [refused] = [answer for answer in answers if answer]
    assert isinstance(refused, Overtaken)
    assert "Klara Skådespel" in refused.sentence.sv


def test_of_two_who_save_the_plan_in_two_windows_one_is_kept_whole(cast):
    made = planned(cast)
    stina, majken = cast.stina, cast.majken
    answers = refused_at_once(
        lambda: plans.save(stina, made, about=About(TITLE), plan=written(grant=1), revision=1),
        lambda: plans.save(majken, made, about=About(TITLE), plan=written(grant=2), revision=1),
    )
    [refused] = [answer for answer in answers if answer]
    assert isinstance(refused, Overtaken)
    assert refused.now == 2


def test_an_organisation_asked_twice_at_once_is_asked_once(cast):
    made = planned(cast)
    stina, skane = cast.stina, cast.organisation("Region Skåne")
    answers = refused_at_once(*[lambda: participation.ask(stina, made, organisation=skane)] * 2)
    assert len([answer for answer in answers if answer]) == 1
