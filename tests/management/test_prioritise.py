"""`samlar prioritise`: a file is counted and told, as JSON or as people read it; a file that is no election exits with 2 and its line."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

EXAMPLE = """META
key;value
num_projects;5
num_votes;10
budget;2500
vote_type;approval
PROJECTS
project_id;cost;name
1;600;Kultur
2;800;Idrott
4;1400;Bibliotek
5;1000;Hälsa
7;1200;Skola
VOTES
voter_id;vote
1;1,2,4
2;1,2
3;2,4,5
4;5,7
5;1,4,7
6;1,7
7;5
8;4
9;2,4,5
10;4,5
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "wieliczka.pb"
    path.write_text(EXAMPLE, encoding="utf-8")
    return path


def said(*arguments: str | Path) -> str:
    told = StringIO()
    call_command("prioritise", *map(str, arguments), stdout=told)
    return told.getvalue()


def test_as_json_it_is_the_form_of_the_issue_and_nothing_else(file):
    """Raised by one to 339 each: those of 4 pay 233⅓, and then those of 1 can pay; at 340 those of 5 could, and that is too much."""
    assert json.loads(said(file, "--json")) == {
        "winners": ["4", "1"], "cost": "2000", "budget": "2500", "rule": "equal-shares",
        "completion": {"step": "1", "endowment": "339"}, "ties": [], "ties_complete": True,
        "rounds": [
            {"project": "4", "rho": "1/6", "payments": [{"amount": "700/3", "voters": ["1", "3", "5", "8", "9", "10"]}]},
            {"project": "1", "rho": "583/1800", "payments": [{"amount": "583/3", "voters": ["2", "6"]}, {"amount": "317/3", "voters": ["1", "5"]}]},
        ],
    }  # fmt: skip


@pytest.mark.parametrize(("rule", "winners"), [("phragmen", ["1", "5", "2"]), ("approval", ["4", "5"])])
def test_the_other_rules_raise_nothing(file, rule, winners):
    told = json.loads(said(file, "--json", "--rule", rule))
    assert (told["winners"], told["rule"], told["completion"]) == (winners, rule, None)


def test_cardinality_counts_every_project_alike(file):
    assert json.loads(said(file, "--json", "--utility", "cardinality"))["winners"] != ["4", "1"]


def test_without_json_it_is_a_table_in_swedish(file):
    told = said(file)
    assert "1  4  Bibliotek   1 400      6  6, som mest 233,33 var" in told
    assert "Valda: 2. De kostar 2 000 av 2 500." in told
    assert "Var och en fick 339 att fördela: sin del 250" in told
    assert "Lika:" not in told


def test_ties_are_told(file):
    file.write_text(
        "META\nkey;value\nnum_projects;2\nnum_votes;1\nbudget;1.50\nvote_type;approval\nPROJECTS\nproject_id;cost\na;1.5\nb;1.5\nVOTES\nvoter_id;vote\n1;a,b\n"
    )
    told = json.loads(said(file, "--json"))
    assert (told["winners"], told["ties"], told["cost"]) == (["a"], [["b"]], "3/2")
    assert "Lika: 1 andra utfall hade varit lika riktiga:\n  b" in said(file)


@pytest.mark.parametrize(
    ("was", "became", "line"), [("7;5\n", "7;6\n", 22), ("num_votes;10", "num_votes;11", 4), ("voter_id;vote", "voter_id;röst", 15)]
)
def test_a_file_that_is_no_election_exits_with_2_and_its_line(file, was, became, line):
    file.write_text(EXAMPLE.replace(was, became), encoding="utf-8")
    with pytest.raises(CommandError, match=rf"line {line}: .*\(Rad {line}: ") as problem:
        said(file, "--json")
    assert problem.value.returncode == 2


def test_a_file_that_is_not_there_or_is_a_folder_exits_with_2(tmp_path):
    for path in (tmp_path / "ingen.pb", tmp_path):
        with pytest.raises(CommandError, match="cannot be read") as problem:
            said(path)
        assert problem.value.returncode == 2


@pytest.mark.parametrize("step", ["0", "-1", "1/0", "1e-999999999", "½", "9" * 40, "nan", ""])
def test_a_step_that_raises_nothing_or_is_no_number_is_refused(file, step):
    with pytest.raises(CommandError, match="--step"):
        said(file, f"--step={step}")


def test_a_step_may_be_a_share_of_the_currency(file):
    assert json.loads(said(file, "--json", "--step", "1/3"))["completion"]["step"] == "1/3"
