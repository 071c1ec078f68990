"""A format's text is refused with every problem, its place, its line and its reason."""

from __future__ import annotations

import re

import pytest

from samlar.formats.builtin import builtin_formats, builtin_text
from samlar.formats.format_file import LARGEST_FORMAT, FormatError, plain_tables, read_format, write_format

PROVRUM = builtin_text("provrum")
COUNT = re.search(r'\[\[rules\]\]\nid = "participants.count".*?(?=\n\n\[\[)', PROVRUM, re.DOTALL)[0]


def problems(text):
    with pytest.raises(FormatError) as raised:
        read_format(text)
    for problem in raised.value.problems:
        assert problem.message.sv.strip()
        assert problem.message.en.strip()
    return raised.value.problems


def places(text):
    return [problem.place for problem in problems(text)]


def changed(old, new, text=PROVRUM):
    assert old in text
    return text.replace(old, new, 1)


def rule(old, new):
    return changed(COUNT, changed(old, new, COUNT))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (changed("version = 1", 'version = 1\ncolour = "red"'), "colour"),
        (changed("version = 1", "version = 0"), "version"),
        (changed("version = 1", "version = true"), "version"),
        (changed("version = 1", 'version = "1"'), "version"),
        (changed('name.en = "Test room"\n', ""), "name"),
        (changed('name.en = "Test room"', 'name.en = "  "'), "name.en"),
        (changed('name.en = "Test room"', 'name.en = "Test room"\nname.fi = "Huone"'), "name.fi"),
        (changed('name.en = "Test room"', f'name.en = "{"x" * 61}"'), "name.en"),
        (changed("count_lead = true", "count_lead = 1"), "settings.count_lead"),
        (changed('year_counted_by = "started"', 'year_counted_by = "planned"'), "settings.year_counted_by"),
        (changed('propose = ["member"]', 'propose = ["members"]'), "participation.propose[0]"),
        (changed('propose = ["member"]', "propose = []"), "participation.propose"),
        (changed('propose = ["member"]', 'propose = ["member", "member"]'), "participation.propose"),
        (changed('propose = ["member"]', 'propose = ["member"]\npersons_max = 3'), "participation"),
        (changed("last_year = 2024", "last_year = 2022"), "trial.last_year"),
        (changed('sources = ["surplus"', 'sources = ["lottery"'), "plan.funding.sources[0]"),
        (changed('kind = "review"', 'kind = "waiting"'), "stages[1].kind"),
        (changed('by = ["mandate.clearance"]', 'by = ["secretariat"]'), "steps[2].by[0]"),
        (changed('needs = ["reason"]', 'needs = ["luck"]'), "steps[1].needs[0]"),
        (changed('to = "review"', 'to = "judgement"'), "steps[0].to"),
        (changed('from = ["review"]', 'from = ["judgement"]'), "steps[1].from[0]"),
        (changed('to = "review"', 'to = "planning"'), "steps[0].to"),
        (changed('stage = "planning"', 'stage = "dreaming"'), "guide[0].stage"),
        (changed('channel = "web"', 'channel = "radio"'), "duties[0].channel"),
        (changed("due_days = 30", "due_days = -1"), "duties[0].due_days"),
        (changed("version = 1", "version = 1\nfollow_up = []"), "follow_up"),
        (changed("version = 1", "version = 1\nfollow_up = 6"), "follow_up"),
        (changed("version = 1", "version = 1\nfollow_up = [12, 6]"), "follow_up"),
        (changed("version = 1", "version = 1\nfollow_up = [6, 6]"), "follow_up"),
        (changed("version = 1", "version = 1\nfollow_up = [0]"), "follow_up[0]"),
        (changed("version = 1", 'version = 1\nfollow_up = ["6"]'), "follow_up[0]"),
        (changed('id = "web"', 'id = "newsletter"'), "duties[1].id"),
        (changed('high.en = "Very great benefit"\n', ""), "evaluation[0].high"),
        (changed("budget = true", "budget = false"), "rules[6].fact"),
        (changed('id = "resources"', 'id = "means"'), "rules[5].sections"),
        (changed('id = "indicators"\nkind = "list"', 'id = "indicators"'), "plan.sections[7].kind"),
        (rule('severity = "must"', 'severity = "maybe"'), "rules[1].severity"),
        (rule('fact = "participants.count"', 'fact = "participants.mood"'), "rules[1].fact"),
        (rule('source = "P · Deltagare"\n', ""), "rules[1]"),
        (rule("min = 2", "min = 7"), "rules[1].min"),
        (rule("min = 2", "min = -1"), "rules[1].min"),
        (rule("min = 2", "min = 1.5"), "rules[1].min"),
        (rule("min = 2", 'min = "2"'), "rules[1].min"),
        (rule("min = 2", "min = nan"), "rules[1].min"),
        (rule("max = 6", "max = 1001"), "rules[1].max"),
        (rule("max = 6", "max = inf"), "rules[1].max"),
        (rule("max = 6", "max = 6\nequals = 3"), "rules[1].equals"),
        (rule("max = 6", 'max = 6\ncosts = ["travel"]'), "rules[1].costs"),
        (rule("min = 2\nmax = 6\n", ""), "rules[1]"),
        (rule("Nu: {now}.", "Nu: {today}."), "rules[1].message.sv"),
        (rule("Nu: {now}.", "Nu: {now!r}."), "rules[1].message.sv"),
        (rule("Nu: {now}.", "Nu: {now.sv}."), "rules[1].message.sv"),
        (rule("Nu: {now}.", "Nu: {."), "rules[1].message.sv"),
        (rule('id = "participants.count"', 'id = "Participants Count"'), "rules[1].id"),
        (rule('id = "participants.count"', 'id = "proposer.membership"'), "rules[1].id"),
        (rule('id = "participants.count"', f'id = "{"c" * 20}.{"d" * 20}"'), "rules[1].id"),
        (changed("max = 0.5", "max = 1.01"), "rules[7].max"),
        (changed("max = 0.5", "max = 0.1234567"), "rules[7].max"),
        (changed('one_of = ["member"]', 'one_of = ["friend"]'), "rules[0].one_of[0]"),
    ],
)
def test_each_fault_has_its_place(text, place):
    found = problems(text)
    assert place in [problem.place for problem in found]
    assert all(problem.line is not None for problem in found)


def test_a_format_is_followed_up_at_its_own_months_else_at_three_six_and_twelve():
    assert read_format(PROVRUM).follow_up == (3, 6, 12)
    own = read_format(changed("version = 1", "version = 1\nfollow_up = [2, 18]"))
    assert own.follow_up == (2, 18)
    assert read_format(write_format(own)) == own


def test_the_line_is_the_line_of_the_fault():
    text = rule("max = 6", "max = -6")
    fault = next(number for number, line in enumerate(text.split("\n"), start=1) if line == "max = -6")
    assert [(problem.place, problem.line) for problem in problems(text)] == [("rules[1].max", fault)]


def test_all_problems_are_told_at_once():
    text = changed('name.en = "Test room"\n', "")
    text = changed("min = 2\nmax = 6", "min = 7\nmax = 6", text)
    text = changed('channel = "web"', 'channel = "radio"', text)
    assert places(text) == ["name", "rules[1].min", "duties[0].channel"]


def test_a_missing_language_does_not_hide_an_impossible_bound():
    text = rule("min = 2", "min = 9")
    text = changed('message.en = "Two to six organisations must take part. Now: {now}."\n', "", text)
    assert set(places(text)) == {"rules[1].min", "rules[1].message"}


STAGE = '\n[[stages]]\nid = "limbo"\nkind = "review"\nname.sv = "Limbo"\nname.en = "Limbo"\nhint.sv = "Väntar."\nhint.en = "Waits."\n'
STEP = (
    '\n[[steps]]\nid = "{0}"\nfrom = ["{1}"]\nto = "{2}"\nby = ["lead"]\n'
    'label.sv = "Gå"\nlabel.en = "Go"\nhint.sv = "Går."\nhint.en = "Goes."\n'
)


def test_a_stage_that_cannot_be_reached_or_left():
    assert places(PROVRUM + STAGE) == ["stages[6]", "stages[6]"]
    assert places(PROVRUM + STAGE + STEP.format("in", "planning", "limbo")) == ["stages[6]"]
    assert places(PROVRUM + STAGE + STEP.format("out", "limbo", "planning")) == ["stages[6]"]
    assert read_format(PROVRUM + STAGE + STEP.format("in", "planning", "limbo") + STEP.format("out", "limbo", "review"))


def test_no_step_leaves_an_end():
    assert "steps[7].from" in places(PROVRUM + STEP.format("again", "closed", "planning"))


def test_a_format_needs_a_start_and_an_end():
    assert "stages" in places(changed('id = "closed"\nkind = "closed"', 'id = "closed"\nkind = "cancelled"'))
    assert "stages[0].kind" in places(changed('id = "planning"\nkind = "planning"', 'id = "planning"\nkind = "review"'))


LOWER = '\n[[member_led.lower]]\nwhat = "{}"\nto = "{}"\nsentence.sv = "Lägre."\nsentence.en = "Lower."\nsource = "C2"\n'


def test_what_is_lowered_is_there_to_be_lowered():
    assert places(PROVRUM + LOWER.format("no.rule", "dropped")) == ["member_led.lower[0].what"]
    assert places(PROVRUM + LOWER.format("period.months", "should")) == ["member_led.lower[0].to"]
    assert places(PROVRUM + LOWER.format("web", "dropped") * 2) == ["member_led.lower[1].what"]
    assert read_format(PROVRUM + LOWER.format("participants.count", "should"))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('id = "x"\nversion', 2),
        ('id = "x"\nid = "y"', 2),
        ('id = "x\nversion = 1', 1),
        ("[rules\n", 1),
        ("id = x", 1),
        ('a = """\n\n', 3),
        ("a = [1,\n", 2),
        ("x = " + "9" * 5000, None),
        ("x = 1e999999999999999999999", None),
        ("a = " + "[" * 10_000, None),
        ("a" + ".a" * 60_000 + " = 1", 1),
        ("[a" + ".a" * 60_000 + "]", 1),
        ('x = "' + "a." * 90_000 + '"\ny' + ".y" * 20 + " = 1", 2),
    ],
)
def test_what_is_not_toml_is_refused_with_its_line(text, line):
    found = problems(text)
    assert line in (None, found[0].line)


@pytest.mark.parametrize(
    "text", ["x" * (LARGEST_FORMAT + 1), "å" * LARGEST_FORMAT, b"#" * 50_000_000, b"\xff\xfe", "\ud800", "\x00", "", "nej"]
)
def test_hostile_texts_are_refused(text):
    assert problems(text)


def test_too_many_rules():
    many = "".join(COUNT.replace("participants.count", f"rule.n{number}", 1) + "\n" for number in range(61))
    assert "rules" in places(PROVRUM + "\n" + many)


def test_html_and_script_in_a_format_are_only_text():
    text = changed('name.sv = "Provrum"', 'name.sv = "<script>alert(1)</script>"')
    assert read_format(text).name.sv == "<script>alert(1)</script>"


def test_plain_tables_can_be_changed_and_written_back():
    tables = plain_tables(PROVRUM)
    tables["rules"][1]["max"] = 8
    definition = read_format(write_format(tables))
    assert definition.rules[1].max == 8
    assert write_format(definition) == write_format(plain_tables(write_format(definition)))


def test_wrong_tables_from_an_editor_come_back_as_problems():
    tables = plain_tables(PROVRUM)
    tables["rules"][1]["min"] = "två"
    tables["name"] = {"sv": "Bara svenska"}
    tables["strange key"] = 'quote " and \\ and \n'
    assert {"rules[1].min", "name", "strange key"} <= set(places(write_format(tables)))


def test_windows_line_ends_and_a_mark_do_no_harm():
    assert read_format("\ufeff" + PROVRUM.replace("\n", "\r\n")) == builtin_formats()["provrum"]


def test_problems_are_told_in_words_and_not_in_the_files_signs():
    told = [problem.message.sv for problem in problems(changed('id = "closed"\nkind = "closed"', 'id = "closed"\nkind = "cancelled"'))]
    assert "Ett skede av slaget ”avslutad” saknas." in told
    told = [problem.message.sv for problem in problems(changed('id = "indicators"\nkind = "list"', 'id = "indicators"'))]
    assert told == ["Avsnittet ”tecken och indikatorer” ska vara av slaget ”lista, en sak per rad”."]
