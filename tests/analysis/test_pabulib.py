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
        GOOD.replace("2500.50", "2 500.500000000000"),
        GOOD.replace("800.25", "800,2500"),
        GOOD.replace("PROJECTS", "comment;#1: a remark; with semicolons; unquoted\ncomment;another\nsubunit\nPROJECTS"),
        GOOD.replace("VOTES", "\n;;\n \nVOTES") + "\n\n;;\n",
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
        ("budget;2500.50", "budget;2 50", 6, "budget must be a number"),
        ("budget;2500.50", "budget;2;500", 6, "more fields"),
        ("budget;2500.50", "budget", 6, "too few fields"),
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
    with pytest.raises(BadElection, match="too long") as told:
        read(("META\nkey;value\n" + "a;" * 600_000).encode())
    assert told.value.line == 3
    with pytest.raises(BadElection, match="too long") as told:
        read(('META\nkey;value\n\n"\n' + '";"\n' * 2_000).encode())
    assert told.value.line == 4
    with pytest.raises(BadElection, match="more than 2000000 lines") as told:
        read(b"\n" * 3_000_000)
    assert told.value.line == 2_000_001
    with pytest.raises(BadElection, match="budget must be a number") as told:
        read(GOOD.replace("2500.50", "9" * 100_000).encode())
    assert told.value.line == 6
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


PUBLISHED = """META
key;value
description;Local PB in Łódź, Koziny | 2023 | #1 ”small”
country;Poland
unit;Łódź
subunit;
instance;2023
num_projects;4
num_votes;6
budget;1053211.99
vote_type;approval
rule;greedy
date_begin;08.06.2020
min_length;1
max_length;2
max_sum_cost;1053211,99
fully_funded;0
currency;PLN
comment;#1: Leftover budget; see below. #2: "weighted" votes.
PROJECTS
cost;project_id;category;votes;name;target;selected;latitude;longitude
448110;BO-1/2;culture,education;3;"Rower; etap II";children,adults;1;51.77;19.45
8000,0;L0072;;2;"\"\"Konikowo\"\" - plac
zabaw";None;2;;
211000.5;7;sport;2;--> Przywracamy <--;;0
0;0010;;1;9 ,,Ogród\";;0
VOTES
voter_id;age;sex;voting_method;vote;neighborhood
22;0;F;internet;BO-1/2,L0072;
a-404;;;paper;"7,BO-1/2";Pawłów
420;39;M;;0010
00022;;;;;
475;5;F;internet;7
476;5;F;internet;BO-1/2,L0072
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_what_published_files_hold_is_read(ends):
    """Columns in another order, names over two lines, ids that are no numbers or begin with noughts, votes and results of their own: only
    the id and the cost are asked for, and more ticks than allowed are the organiser's matter."""
    election = read(("\ufeff" + PUBLISHED.replace("\n", ends)).encode())
    assert [(one.id, one.cost) for one in election.projects] == [("BO-1/2", 448110), ("L0072", 8000), ("7", Fraction("211000.5")), ("0010", 0)]
    assert [one.name for one in election.projects[:2]] == ["Rower; etap II", '"Konikowo" - placzabaw']
    assert [(one.voter, "+".join(sorted(one.approved))) for one in election.ballots] == [
        ("22", "BO-1/2+L0072"), ("a-404", "7+BO-1/2"), ("420", "0010"), ("00022", ""), ("475", "7"), ("476", "BO-1/2+L0072"),
    ]  # fmt: skip
    with pytest.raises(BadElection) as told:
        read(PUBLISHED.replace("475;5;F;internet;7", "475;5;F;internet;77").encode())
    assert told.value.line == PUBLISHED.split("\n").index("475;5;F;internet;7") + 1


@pytest.mark.parametrize("kind", ["ordinal", "cumulative", "scoring", ""])
def test_votes_that_are_no_approvals_are_refused_where_it_says_so(kind):
    """What points mean to the budget is not for the count to guess."""
    with pytest.raises(BadElection, match="only approval") as told:
        read(PUBLISHED.replace("vote_type;approval", f"vote_type;{kind}").encode())
    assert told.value.line == 11
    assert len(read(PUBLISHED.replace("vote_type;approval", "vote_type;choose-1").encode()).ballots) == 6
