"""Facts and settings that the built-in formats leave unused, so that a new format can rely on them."""

from __future__ import annotations

import pytest

from samlar.formats.builtin import builtin_text
from samlar.formats.case_file import read_case
from samlar.formats.evaluate import joint_costs, judge, year_envelope
from samlar.formats.facts import FACTS
from samlar.formats.format_file import read_format
from tests.formats.cases import good, line, organisation, person, regions

RULE = """
[[rules]]
id = "new.rule"
severity = "must"
source = "test"
fact = "{fact}"
{words}
sentence.sv = "Ska gälla."
sentence.en = "Must hold."
message.sv = "Nu: {{now}}."
message.en = "Now: {{now}}."
mend.sv = "Gör om."
mend.en = "Do it again."
"""


def state(fact, words, **parts):
    definition = read_format(builtin_text("provrum") + RULE.format(fact=fact, words=words))
    return next(one for one in judge(definition, read_case(good("provrum", **parts))).rules if one.rule_id == "new.rule")


@pytest.mark.parametrize(
    ("fact", "words", "parts", "expected"),
    [
        ("proposer.kind", 'one_of = ["region"]', {}, "passed"),
        ("proposer.kind", 'one_of = ["agency"]', {}, "failed"),
        ("proposer.kind", 'one_of = ["agency"]', {"proposer": {}}, "not_judged"),
        ("participants.kind", 'one_of = ["region"]\nleads = true', {}, "passed"),
        ("participants.kind", 'one_of = ["region"]\nleads = false', {}, "failed"),
        ("participants.kind", 'one_of = ["region"]', {"participants": [{"lead": True}]}, "not_judged"),
        ("participants.kind", 'one_of = ["region"]\nleads = true', {"participants": [{"kind": "agency"}]}, "not_judged"),
        ("participants.count", 'memberships = ["partner"]\nmin = 1', {}, "passed"),
        ("participants.count", 'memberships = ["guest"]\nmin = 1', {}, "failed"),
        ("participants.share", 'kinds = ["region"]\nmax = 0.5', {}, "passed"),
        ("participants.share", 'kinds = ["region"]\nmax = 0.49', {}, "failed"),
        ("participants.share", 'kinds = ["region"]\nmin = 1', {"participants": [{}, organisation("A")]}, "not_judged"),
        ("participants.levels", "min = 2", {"participants": [{}, {"kind": "region"}]}, "not_judged"),
        ("persons.count", "max = 4", {}, "passed"),
        ("persons.count", "max = 3", {}, "failed"),
        ("persons.organisations", "min = 2", {}, "passed"),
        ("persons.organisations", "min = 3", {}, "failed"),
        ("persons.organisations", "min = 2", {"persons": [{}, person("A")]}, "not_judged"),
        ("persons.mix", "", {"persons": [{"organisation": "A"}, person("A")]}, "not_judged"),
        ("budget.total", "max = 100_000", {}, "passed"),
        ("budget.total", "max = 99_999", {}, "failed"),
        ("budget.total", "min = 1", {"budget": {"lines": [{}]}}, "not_judged"),
        ("period.days", "max = 181", {}, "passed"),
        ("period.days", "max = 180", {}, "failed"),
        ("plan.items", 'sections = ["indicators"]\nmax = 0', {}, "failed"),
        ("grant.costs", 'costs = ["expert"]', {"budget": {"lines": [line("expert", 0, "joint")]}}, "passed"),
    ],
)  # fmt: skip
def test_each_answer_of_a_fact(fact, words, parts, expected):
    assert state(fact, words, **parts).state == expected


@pytest.mark.parametrize(("counted", "failed"), [("true", False), ("false", True)])
def test_the_setting_says_whether_the_lead_counts(counted, failed):
    definition = read_format(builtin_text("provrum").replace("count_lead = true", f"count_lead = {counted}"))
    verdict = judge(definition, read_case(good("provrum", participants=regions(2))))
    assert ("participants.ready_regions" in [finding.rule for finding in verdict.findings]) is failed


def test_how_it_stands_is_said_as_people_say_it():
    assert state("participants.count", "min = 1").now.sv == "fyra organisationer: två regioner, en nationell myndighet och ett lärosäte"
    assert state("participants.levels", "min = 1").now.sv == "regional nivå och nationell nivå"
    assert state("period.days", "min = 1").now.en == "181 days"
    assert state("budget.total", "min = 1").now.sv == "100\u00a0000\u00a0kr"
    assert state("budget.total", "min = 1").now.en == "SEK\u00a0100,000"
    assert state("participants.count", "leads = true\nmin = 1", participants=[]).now.sv == "ingen organisation leder"


def test_what_a_format_says_of_money_can_be_asked():
    definition = read_format(builtin_text("provrum"))
    assert year_envelope(definition) == 200_000
    assert joint_costs(definition) == ("expert", "content", "communication")


def test_each_fact_says_what_it_reads_and_takes():
    for fact in FACTS.values():
        assert fact.reads
        assert {word for choice in fact.needs for word in choice} <= set(fact.takes)
        assert ("one_of" in fact.takes) is (fact.choices is not None)
        assert (fact.bounded is not None) is bool({"min", "max"} & set(fact.takes))
