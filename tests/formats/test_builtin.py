"""The seven built-in formats: every rule passes and fails, and every format can be walked to its end."""

from __future__ import annotations

import pytest

from samlar.formats import words as w
from samlar.formats.builtin import IDS, builtin_formats, builtin_text
from samlar.formats.case_file import read_case
from samlar.formats.evaluate import duties_for, judge, missing, next_steps, rules_for
from samlar.formats.format_file import read_format, write_format
from samlar.formats.sentence import Severity
from tests.formats.cases import BREAKS, good, walk

RULES = [(format, rule.id) for format in IDS for rule in builtin_formats()[format].rules]


def verdict(case):
    return judge(builtin_formats()[case["format"]], read_case(case))


def test_there_are_seven_formats():
    assert set(builtin_formats()) == {"larprojekt", "larlabb", "provrum", "expedition", "masterclass", "natverk", "arskonferens"}


@pytest.mark.parametrize("format", IDS)
def test_a_good_case_meets_every_rule(format):
    judged = verdict(good(format))
    assert (judged.findings, judged.not_judged, judged.can_start) == ((), (), True)
    assert list(judged.passed) == [rule.id for rule in builtin_formats()[format].rules]
    assert all(one.now is not None for one in judged.rules)


@pytest.mark.parametrize("format", IDS)
def test_there_is_a_failing_case_for_each_rule_and_no_other(format):
    assert list(BREAKS[format]) == [rule.id for rule in builtin_formats()[format].rules]


@pytest.mark.parametrize(("format", "rule"), RULES)
def test_each_rule_fails_when_it_is_broken(format, rule):
    judged = verdict(good(format, **BREAKS[format][rule]))
    finding = next(finding for finding in judged.findings if finding.rule == rule)
    for sentence in (finding.message, finding.mend):
        assert sentence.sv.strip()
        assert sentence.en.strip()
        assert "{" not in sentence.sv + sentence.en
    assert finding.source
    assert judged.can_start is (not judged.failed(Severity.MUST) and not judged.not_judged)


@pytest.mark.parametrize("format", IDS)
def test_nothing_known_means_nothing_judged(format):
    judged = verdict({"format": format})
    assert judged.findings == ()
    assert list(judged.not_judged) == sorted(rule.id for rule in builtin_formats()[format].rules)
    assert not judged.can_start


@pytest.mark.parametrize("format", IDS)
def test_each_format_runs_from_the_first_stage_to_closed(format):
    definition = builtin_formats()[format]
    stage = definition.stages[0].id
    for step in walk(definition):
        assert step in next_steps(definition, stage)
        assert missing(step, step.needs) == ()
        assert [need for need, _ in missing(step, ())] == list(step.needs)
        stage = step.to
    assert next(one.kind for one in definition.stages if one.id == stage) == "closed"
    assert next_steps(definition, stage) == ()


@pytest.mark.parametrize("format", IDS)
def test_reading_what_was_written_gives_the_same_format(format):
    definition = builtin_formats()[format]
    assert read_format(write_format(definition)) == definition
    assert write_format(read_format(write_format(definition))) == write_format(definition)


@pytest.mark.parametrize("format", IDS)
def test_each_format_has_what_people_need(format):
    definition = builtin_formats()[format]
    assert definition.id == format
    assert definition.roles
    assert definition.guide
    assert definition.evaluation
    assert definition.success_factors
    assert any(question.benefit for question in definition.evaluation)
    assert all(duty.channel in w.CHANNELS for duty in definition.duties)


def test_a_test_room_owes_dissemination_through_all_four_channels():
    assert [duty.channel for duty in builtin_formats()["provrum"].duties] == list(w.CHANNELS)


def test_a_learning_lab_has_its_three_meetings_and_four_results():
    lab = builtin_formats()["larlabb"]
    assert [(one.mode, one.lunch_to_lunch, one.homework) for one in lab.sessions] == [
        ("physical", True, True),
        ("digital", False, True),
        ("physical", True, False),
    ]
    assert len(lab.expected_results) == 4


def test_a_master_class_has_four_results_and_a_learning_project_four_workshops():
    assert len(builtin_formats()["masterclass"].expected_results) == 4
    assert next(one.count for one in builtin_formats()["larprojekt"].sessions if one.kind == "workshop") == 4


def test_the_conference_keeps_places_for_what_must_be_reported():
    kept = [one.reserved_for for one in builtin_formats()["arskonferens"].sessions if one.reserved_for]
    assert kept == [("provrum", "expedition")]


def test_demands_are_lower_when_members_lead():
    project = builtin_formats()["larprojekt"]
    usual = {rule.id: severity for rule, severity in rules_for(project, member_led=False)}
    lower = {rule.id: severity for rule, severity in rules_for(project, member_led=True)}
    assert usual["plan.sections"] is Severity.MUST
    assert lower["plan.sections"] is Severity.SHOULD
    assert set(usual) - set(lower) == {"period.months"}
    duties = {duty.id: severity for duty, severity in duties_for(project, member_led=True)}
    assert duties["network_meeting"] is Severity.SHOULD


def test_an_unknown_builtin_has_no_text():
    with pytest.raises(KeyError):
        builtin_text("../provrum")


@pytest.mark.parametrize("name", IDS)
def test_every_format_asks_for_all_ten_success_factors(name):
    assert len(w.SUCCESS_FACTORS) == 10
    assert tuple(builtin_formats()[name].success_factors) == tuple(w.SUCCESS_FACTORS)
