"""Equal shares for one endowment, as slowly as it is said in words: what the tests hold the sentences of a count against."""

from collections.abc import Sequence
from fractions import Fraction


def greatest_part(cost: int, money: Sequence[Fraction]) -> Fraction | None:
    """The part of the cost that whoever pays the most of it pays, shared as equally as what each has allows; None: they cannot."""
    if sum(money) < cost:
        return None
    rest, several = Fraction(cost), sorted(money)
    for place, one in enumerate(several):
        each = rest / (len(several) - place)
        if one >= each:
            return each / cost
        rest -= one
    raise AssertionError("they have the cost together")


def at(areas: Sequence[tuple[int, int, Sequence[str]]], voters: Sequence[str], endowment: Fraction) -> list[int]:
    """What is bought with an endowment: (id, cost, who wants it). Between equals the cheaper, what more want, then the earlier."""
    money = dict.fromkeys(voters, endowment)
    bought: list[int] = []
    while True:
        able = [
            (part, cost, -len(who), place, id, who)
            for place, (id, cost, who) in enumerate(areas)
            if id not in bought and (part := greatest_part(cost, [money[one] for one in who])) is not None
        ]
        if not able:
            return bought
        part, cost, _many, _place, id, who = min(able)
        bought.append(id)
        for one in who:
            money[one] -= min(money[one], part * cost)
