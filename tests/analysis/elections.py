"""Small elections for the tests of counting: written by hand, and drawn by hypothesis."""

from fractions import Fraction

from hypothesis import strategies as st

from samlar.analysis.election import Ballot, Election, Project

COSTS = st.one_of(
    st.sampled_from([0, 1, 1, 1, 2, 2, 3, 4, 6]).map(Fraction),  # many equals
    st.fractions(min_value=0, max_value=12, max_denominator=5),
)


def an_election(costs: dict[str, int | str], ballots: list[str], budget: int | str, lot: str = "") -> Election:
    """Projects with one-letter ids, each ballot the letters it approves of, voters 1, 2, 3 …"""
    projects = tuple(Project(key, Fraction(cost)) for key, cost in costs.items())
    cast = tuple(Ballot(str(number), frozenset(ticks)) for number, ticks in enumerate(ballots, 1))
    return Election(projects, cast, Fraction(budget), tuple(lot))


@st.composite
def elections(draw: st.DrawFn, projects: int = 5, voters: int = 6) -> Election:
    """Any small election: equal costs, costs of nothing and above the budget, empty and equal ballots, with a lot or without."""
    ids = "abcdefghij"[: draw(st.integers(1, projects))]
    costs = tuple(Project(key, draw(COSTS)) for key in ids)
    ballots = draw(st.lists(st.frozensets(st.sampled_from(ids)), max_size=voters))
    cast = tuple(Ballot(f"v{number}", ticks) for number, ticks in enumerate(ballots))
    budget = draw(st.fractions(min_value=0, max_value=16, max_denominator=3))
    lot = draw(st.one_of(st.just(()), st.permutations(ids).map(tuple)))
    return Election(costs, cast, budget, lot)
