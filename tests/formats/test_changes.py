"""Two versions of a format compared as people read it."""

from __future__ import annotations

from dataclasses import replace

from samlar.formats.builtin import builtin_formats, builtin_text
from samlar.formats.changes import compare
from samlar.formats.format_file import read_format

OLD = builtin_formats()["provrum"]


def changed(old, new):
    text = builtin_text("provrum")
    assert old in text
    return read_format(text.replace(old, new, 1).replace("version = 1", "version = 2", 1))


def test_the_same_format_has_no_changes():
    assert compare(OLD, OLD) == []
    assert compare(OLD, replace(OLD, version=2)) == []


def test_a_bound_that_moved_is_told_with_before_and_after():
    (change,) = compare(OLD, changed("max = 6\nsentence", "max = 8\nsentence"))
    assert (change.what, change.part, change.id, change.word) == ("changed", "rules", "participants.count", "max")
    assert (change.before.sv, change.after.sv) == ("6", "8")
    assert change.name.sv == "Två till sex organisationer deltar."


def test_a_word_of_a_closed_list_is_told_by_its_label():
    (change,) = compare(OLD, changed('propose = ["member"]', 'propose = ["member", "partner"]'))
    assert (change.part, change.word, change.before.sv, change.after.sv) == ("participation", "propose", "medlem", "medlem och partner")


def test_a_severity_is_told_as_people_say_it():
    rules = tuple(replace(rule, severity=OLD.rules[0].severity) if rule.id == "period.months" else rule for rule in OLD.rules)
    (change,) = compare(OLD, replace(OLD, rules=rules))
    assert (change.before.sv, change.after.sv) == ("Bör", "Krav")


def test_rules_added_and_removed_are_named():
    less = replace(OLD, rules=OLD.rules[1:])
    assert [(one.what, one.id, one.before, one.after) for one in compare(OLD, less)] == [
        ("removed", "proposer.membership", OLD.rules[0].sentence, None)
    ]
    assert [(one.what, one.id, one.after) for one in compare(less, OLD)] == [("added", "proposer.membership", OLD.rules[0].sentence)]


def test_a_new_order_is_one_change():
    (change,) = compare(OLD, replace(OLD, stages=(OLD.stages[0], *OLD.stages[:0:-1])))
    assert (change.what, change.part) == ("moved", "stages")
    assert change.before != change.after


def test_stages_steps_duties_plan_and_settings_are_compared():
    plan = replace(OLD.plan, sections=OLD.plan.sections[:-1])
    new = replace(
        OLD,
        plan=plan,
        duties=(replace(OLD.duties[0], due_days=10), *OLD.duties[1:]),
        settings=replace(OLD.settings, count_lead=False),
        trial=None,
    )
    found = {(one.what, one.part, one.id, one.word) for one in compare(OLD, new)}
    assert found == {
        ("removed", "plan.sections", "indicators", ""),
        ("changed", "duties", "web", "due_days"),
        ("changed", "settings", "", "count_lead"),
        ("removed", "trial", "", "trial"),
    }
    count = next(one for one in compare(OLD, new) if one.word == "count_lead")
    assert (count.before.sv, count.after.sv) == ("ja", "nej")


def test_rows_without_ids_are_compared_too():
    (change,) = compare(OLD, replace(OLD, guide=OLD.guide[1:]))
    assert (change.what, change.part, change.name) == ("removed", "guide", OLD.guide[0].title)


def test_any_two_formats_can_be_compared():
    formats = list(builtin_formats().values())
    for old in formats:
        for new in formats:
            for change in compare(old, new):
                assert change.before != change.after
                assert all(value.sv is not None for value in (change.before, change.after) if value)
