"""A `.pb` file gives the election it holds, or says on which line it is none."""

from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from samlar.analysis.election import Election
from samlar.analysis.pabulib import BadElection, read

GOOD = '''META
key;value
description;"An example; with a semicolon"
num_projects;3
num_votes;4
budget;2500.50
vote_type;approval
PROJECTS
project_id;cost;name
1;600;"""Konikowo"" - plac zabaw"
A-2;800.25;Skog
3;0;
VOTES
voter_id;age;vote
1;34;1,A-2
2;51;
x;;3
4;19;"A-2, 3"
'''


def lines(text: str) -> list[str]:
    return text.splitlines()


def test_the_election_is_read_exactly():
    election = read(GOOD.encode())
    assert [(one.id, one.cost, one.name) for one in election.projects] == [
        ("1", 600, '"Konikowo" - plac zabaw'), ("A-2", Fraction("800.25"), "Skog"), ("3", 0, ""),
    ]  # fmt: skip
    assert [(one.voter, set(one.approved)) for one in election.ballots] == [("1", {"1", "A-2"}), ("2", set()), ("x", {"3"}), ("4", {"A-2", "3"})]
    assert election.budget == Fraction("2500.50")


@pytest.mark.parametrize(
    "same",
    [
        GOOD.replace("\n", "\r\n"),
        "\ufeff" + GOOD,
        GOOD.replace(";", "; ").replace(";  ", "; "),
        GOOD.replace("PROJECTS", "\nProjects;;\n").replace("VOTES", "\n\nvotes\n"),
        GOOD.replace("2500.50", "2500,5"),
        GOOD.replace("vote_type;approval", "vote_type;Approval"),
        GOOD.rstrip(),
    ],
)
def test_other_ways_to_write_it_give_the_same(same):
    assert read(same.encode()) == read(GOOD.encode())


@pytest.mark.parametrize(
    ("was", "became", "line", "why"),
    [
        ("META\n", "", 1, "begin with META"),
        ("key;value", "nyckel;value", 2, "column key"),
        ("num_projects;3", "num_projects;4", 4, "has 3"),
        ("num_votes;4", "num_votes;four", 5, "has 4"),
        ("num_votes;4\n", "", 3, "no num_votes"),
        ("budget;2500.50", "budget;mycket", 6, "budget must be a number"),
        ("budget;2500.50", "budget;2,500", 6, "budget must be a number"),
        ("budget;2500.50", "budget;-1", 6, "budget must be a number"),
        ("budget;2500.50", "budget;1e9", 6, "budget must be a number"),
        ("vote_type;approval", "vote_type;ordinal", 7, "only approval"),
        ("vote_type;approval", "vote_type;approval\nbudget;1", 8, "stands twice"),
        ("project_id;cost;name", "project_id;name", 9, "column cost"),
        ("project_id;cost;name", "project_id;cost;cost", 9, "column cost"),
        ("3;0;", "1;0;", 12, "stands twice"),
        ("3;0;", "3;;", 12, "cost must be"),
        ("3;0;", ";7;", 12, "project_id must be"),
        ("3;0;", "3", 12, "too few fields"),
        ("3;0;", "3;0;a;b", 12, "more fields"),
        ("voter_id;age;vote", "voter_id;age", 14, "column vote"),
        ("x;;3", "x;;9", 17, "”9”, which is not among the projects"),
        ("x;;3", "x;;3,3", 17, "Two votes for ”3”"),
        ("x;;3", "2;;3", 17, "stands twice"),
        ("VOTES\nvoter_id;age;vote\n1;34;1,A-2\n2;51;\nx;;3\n4;19;\"A-2, 3\"\n", "", 12, "no section VOTES"),
        ("VOTES", "PROJECTS", 13, "in that order"),
        ("x;;3", "x;;3\nMETA\nkey;value", 18, "in that order"),
        ("x;;3", 'x;;"3', 17, "not among the projects"),
    ],
)
def test_a_wrong_file_says_its_line(was, became, line, why):
    wrong = GOOD.replace(was, became, 1)
    assert wrong != GOOD
    with pytest.raises(BadElection, match=why) as told:
        read(wrong.encode())
    assert told.value.line == line
    assert told.value.sv != told.value.en


def test_a_file_that_is_no_text_or_too_large_says_so():
    with pytest.raises(BadElection, match="UTF-8") as told:
        read(GOOD.encode().replace(b"Skog", b"Sk\xffg"))
    assert told.value.line == 11
    with pytest.raises(BadElection, match="64 MB"):
        read(b"M" * (64 * 1024 * 1024 + 1))
    with pytest.raises(BadElection, match="begin with META"):
        read(b"hej")
    with pytest.raises(BadElection, match="no section META"):
        read(b"")
    with pytest.raises(BadElection, match="as CSV"):
        read(("META\nkey;value\na;" + "x" * 200_000).encode())


PIECES = st.sampled_from([*lines(GOOD), *GOOD.replace("\n", ";").split(";"), ";", ",", '"', "\n", "\r", "\0", "META\n", "VOTES\n", "9" * 40, "½", "٣"])


def answered(raw: bytes) -> int:
    """The line on which it is no election; 0 when it is one."""
    try:
        assert isinstance(read(raw), Election)
    except BadElection as problem:
        return problem.line
    return 0


@given(st.one_of(st.binary(max_size=300), st.lists(PIECES, max_size=60).map(lambda parts: "\n".join(parts).encode())))
@example(b"META\nkey;value\n;;;\nPROJECTS\nVOTES\n")
@settings(max_examples=400, deadline=None)
def test_whatever_it_holds_it_is_an_election_or_a_refusal(raw):
    assert answered(raw) >= 0


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_good_file_with_something_changed_is_an_election_or_a_refusal(data):
    raw = bytearray(GOOD.encode())
    for _change in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 9))] = data.draw(st.sampled_from([b"", b";", b"\n", b'"', b",", b"9", b"\xff", b"META"]))
        if not raw:
            break
    assert answered(bytes(raw)) <= len(raw) + 1
