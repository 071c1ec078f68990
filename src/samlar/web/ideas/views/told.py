"""A count and a decision in words and drawings, each sentence true whatever the outcome: what the pages of a round say of them (B4)."""

from collections.abc import Callable, Collection
from fractions import Fraction
from math import ceil, floor
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlar.formats.sentence import listed
from samlar.foundation import charts
from samlar.foundation.swedish import sort_key
from samlar.ideas.queries.rounds import Counted, NotChosen, RoundPage
from samlar.ideas.rules.counting import Short, left_of_budget, short_of
from samlar.ideas.rules.rounds import Phase, Unit
from samlar.people.queries import regions_among
from samlar.web.templatetags.samlar import day, kr, language, number, say

TIES_SHOWN = 20
METHODS = ("equal_shares", "phragmen", "approval")
NAMED = 3  # of those who are no regions, how many are named before it is opened who carried an area
TOLD_ONE_BY_ONE = 5  # chosen areas, for which the story says how many carried each


def cost(found: RoundPage | NotChosen, amount: int | None) -> str:
    """An amount in the round's units, in words; empty where nobody has estimated it."""
    if amount is None:
        return ""
    return kr(amount) if found.unit == Unit.KRONOR else ngettext("%(n)s dag", "%(n)s dagar", amount) % {"n": number(amount)}


def measure(found: RoundPage) -> str:
    """What a round's unit is, which nobody else says."""
    if found.unit == Unit.KRONOR:
        return _("Kronorna är ett mått för att räkna rättvist. Ingen organisation betalar dem.")
    return _("Dagarna är ett mått för att räkna rättvist. Ingen organisation betalar dem.")


def _in_words(names: list[str], *, either: bool = False) -> str:
    return listed(names, language(), either=either)


def _carriers(names: list[str], regions: frozenset[str]) -> str:
    """Who carried an area, short: so many regions, a few others by name, and how many more. Empty where ballots are secret."""
    ours = [one for one in names if one in regions]
    others = sorted((one for one in names if one not in regions), key=sort_key)
    said = [ngettext("%(n)s region", "%(n)s regioner", len(ours)) % {"n": number(len(ours))}] if ours else []
    more = len(others) - NAMED if len(others) > NAMED + 1 else 0
    said += others[:NAMED] if more else others
    return _in_words([*said, _("%(n)s till") % {"n": number(more)}] if more else said)


class Told:
    """A count, and what was decided of it, in words and drawings."""

    def __init__(self, found: RoundPage, counted: Counted) -> None:
        self.found, self.result, self.kept = found, counted.result, counted.counted
        self.names = {one["receipt"]: one["organisation"] for one in self.kept["ballots"]}
        self.areas = {one.id: one for one in found.areas}
        self.winners: list[int] = self.result["equal_shares"]["winners"]

    def amount(self, value: Fraction, near: Callable[[Fraction], int] = round) -> str:
        """An amount in the round's units, to a tenth of a day or a krona: what is exact is in the file."""
        if self.found.unit == Unit.KRONOR:
            return cost(self.found, near(value))
        tenths = near(value * 10)
        whole, part = divmod(tenths, 10)
        shown = number(whole) + (("," if language() == "sv" else ".") + str(part) if part else "")
        return ngettext("%(n)s dag", "%(n)s dagar", 1 if tenths == 10 else 2) % {"n": shown}

    def names_of(self, areas: list[int]) -> str:
        return _in_words([self.areas[one].name for one in areas if one in self.areas])

    @property
    def left(self) -> int:
        """What was left of the budget when the chosen had got theirs."""
        return left_of_budget(self.found.budget, self.result["equal_shares"]["cost"])

    def left_of(self) -> str:
        """What was left, of what there was."""
        return _("%(left)s av %(all)s") % {"left": number(self.left), "all": cost(self.found, self.found.budget)}

    def short_of(self, area: int) -> Short:
        """Why an area that was not chosen was not."""
        return short_of(self.areas[area].cost or 0, left=self.left, wanted=self.result["approvals"][str(area)])

    def headline(self) -> str:
        """What the count gave, in a sentence: what was decided may be something else."""
        if not self.kept["ballots"]:
            return _("Ingen röstade, så inget område fick plats i räkningen.")
        if not any(one["areas"] for one in self.kept["ballots"]):
            return _("Alla röster var blanka, så inget område fick plats i räkningen.")
        if not self.winners:
            return _("Inget område fick plats i räkningen.")
        many = len(self.winners)
        said = ngettext(
            "%(n)s område av %(all)s fick plats i räkningen: %(names)s.",
            "%(n)s områden av %(all)s fick plats i räkningen: %(names)s.", many,
        )  # fmt: skip
        return said % {"n": number(many), "all": number(len(self.areas)), "names": self.names_of(self.winners)}

    def story(self) -> list[str]:
        """How it came to be so, in a few sentences: the order, who carried, what was left, who got nothing."""
        if not any(one["areas"] for one in self.kept["ballots"]):
            return []
        return [one for one in (self._order(), self._carried(), self._rest(), *self.handed()) if one]

    def _order(self) -> str:
        if len(self.winners) > 1:
            return _(
                "Områdena togs ett i taget: först det som flest ville ha och hade råd med tillsammans, "
                "sedan varje gång det där var och en behövde bära minst del av kostnaden."
            )
        return _("Det som flest ville ha och hade råd med tillsammans togs först.") if self.winners else ""

    def _carried(self) -> str:
        rounds = self.result["equal_shares"]["rounds"]
        if not rounds or len(rounds) > TOLD_ONE_BY_ONE:
            return ""
        told = [(self.areas[one["area"]].name, number(sum(len(payment["ballots"]) for payment in one["payments"]))) for one in rounds]
        first, *others = told
        words = [_("%(name)s bars av %(n)s") % {"name": first[0], "n": first[1]}]
        return _in_words([*words, *(_("%(name)s av %(n)s") % {"name": name, "n": n} for name, n in others)]) + "."

    def _rest(self) -> str:
        rest = [one for one in self.areas if one not in self.winners]
        left = cost(self.found, self.left)
        if not rest:
            return _("Alla områden fick plats, och %(left)s blev över.") % {"left": left} if self.left else _("Alla områden fick plats.")
        if not self.left:
            return _("Sedan fanns inget kvar att fördela.")
        said = _("Sedan var %(left)s kvar.") if self.winners else _("%(left)s fanns att fördela.")
        poor = [self.areas[one].name for one in rest if self.short_of(one) is Short.SHARES]
        if poor:
            why = ngettext(
                "Det hade räckt till %(names)s, men de som ville ha det hade inte så mycket kvar tillsammans.",
                "Det hade räckt till %(names)s, men de som ville ha något av dem hade inte så mycket kvar tillsammans.", len(poor),
            ) % {"names": _in_words(poor, either=True)}  # fmt: skip
            return f"{said % {'left': left}} {why}"
        if any((self.areas[one].cost or 0) <= self.left for one in rest):
            return _("Sedan var %(left)s kvar, och inget mer som någon ville ha fick plats.") % {"left": left}
        return _("Sedan var %(left)s kvar, och inget mer fick plats.") % {"left": left}

    def handed(self) -> list[str]:
        """Who got none of what they wanted, who voted blank and who did not vote: by name where ballots are open."""
        several = self.result["nothing"]["equal_shares"]
        blank = sum(not one["areas"] for one in self.kept["ballots"])
        if several:
            names = sorted(filter(None, (self.names[one] for one in several)), key=sort_key)
            said = ngettext(
                "Räkningen gav %(n)s av dem som röstade inget av det de ville ha",
                "Räkningen gav %(n)s av dem som röstade inget av det de ville ha", len(several),
            ) % {"n": number(len(several))}  # fmt: skip
            told = [f"{said}: {_in_words(names)}." if names else f"{said}."]
        elif blank:
            told = [_("Räkningen gav alla som kryssade något minst ett område de ville ha.")]
        else:
            told = [_("Räkningen gav alla som röstade minst ett område de ville ha.")]
        if blank:
            told.append(ngettext("%(n)s röstade blankt.", "%(n)s röstade blankt.", blank) % {"n": number(blank)})
        return told

    def silent(self) -> str:
        """Who could vote and did not: by name where ballots are open, else how many; empty where everybody did."""
        many, names = self.kept["voters"] - len(self.kept["ballots"]), self.kept.get("silent", [])
        if many <= 0:
            return ""
        if names and not self.found.secret:
            return _("Röstade inte: %(names)s.") % {"names": _in_words(sorted(names, key=sort_key))}
        return ngettext("%(n)s röstade inte.", "%(n)s röstade inte.", many) % {"n": number(many)}

    def decision(self) -> dict[str, Any] | None:
        """What was decided, beside what the count gave; None before there is a decision."""
        if self.found.phase is not Phase.DECIDED:
            return None
        chosen = [one.id for one in self.found.areas if one.chosen]
        gained, lost = self._otherwise(chosen)
        words = {
            "body": say(self.found.body) if self.found.body else self.found.organisation_name, "day": day(self.found.decided),
            "names": self.names_of(chosen) or _("inget område"),
            "gained": gained, "lost": lost, "counted": self.names_of(self.winners) or _("inget område"),
        }  # fmt: skip
        follows = set(chosen) == set(self.winners)
        if follows:
            line = _("%(body)s beslutade enligt räkningen %(day)s.") % words
            said = _("%(body)s valde %(names)s, som räkningen gav.") % words
            if not chosen:
                said = _("%(body)s valde inget område, och inget fick plats i räkningen.") % words
        else:
            said = _("%(body)s valde %(names)s. Räkningen gav %(counted)s.") % words
            if words["gained"] and words["lost"]:
                line = _("Så blev räkningen. Beslutet blev ett annat: %(gained)s i stället för %(lost)s.") % words
            elif words["gained"]:
                line = _("Så blev räkningen. Beslutet blev ett annat: också %(gained)s.") % words
            else:
                line = _("Så blev räkningen. Beslutet blev ett annat: inte %(lost)s.") % words
        spent = {"cost": number(sum(self.areas[one].cost or 0 for one in chosen)), "all": cost(self.found, self.found.budget)}
        return {
            "cost": _("Det kostar %(cost)s av %(all)s.") % spent if chosen else "",
            "follows": follows, "line": line, "said": said, "href": f"{reverse('round', args=[self.found.id])}#beslutet",
        }  # fmt: skip

    def _otherwise(self, chosen: Collection[int]) -> tuple[str, str]:
        """What a decision chooses that the count did not, and the other way round, by name."""
        gained = self.names_of([one.id for one in self.found.areas if one.id in chosen and one.id not in self.winners])
        return gained, self.names_of([one for one in self.winners if one not in chosen])

    def departs(self, chosen: Collection[int]) -> str:
        """How a decision that is not published yet departs from the count; empty where it follows."""
        gained, lost = self._otherwise(chosen)
        words = {"gained": gained, "lost": lost}
        if gained and lost:
            return _("Beslutet följer inte räkningen: %(gained)s i stället för %(lost)s.") % words
        if gained:
            return _("Beslutet följer inte räkningen: också %(gained)s.") % words
        return _("Beslutet följer inte räkningen: inte %(lost)s.") % words if lost else ""

    def note(self, area: int) -> str:
        """An area of a decided round in a sentence: how many wanted it, and why it was not chosen."""
        one, many = self.areas[area], self.result["approvals"][str(area)]
        won, wanted = area in self.winners, _("%(n)s ville ha det.") % {"n": number(many)}
        if one.chosen:
            return wanted if won else _("%(wanted)s Det fick inte plats i räkningen.") % {"wanted": wanted}
        if won:
            return _("%(wanted)s Det fick plats i räkningen, men beslutet blev ett annat.") % {"wanted": wanted}
        short = self.short_of(area)
        if short is Short.UNWANTED:
            return _("Ingen kryssade det.")
        if short is Short.BUDGET:
            words = {"wanted": wanted, "cost": cost(self.found, one.cost), "left": number(self.left)}
            return _("%(wanted)s Det kostar %(cost)s, och %(left)s fanns kvar.") % words
        return _("%(wanted)s De hade inte råd med det tillsammans.") % {"wanted": wanted}

    def chosen(self) -> list[dict[str, Any]]:
        """The areas that the count chose, in the order they were bought: who carried each, and what each paid."""
        rows = []
        regions = regions_among(filter(None, self.names.values()))
        for one in self.result["equal_shares"]["rounds"]:
            area = self.areas[one["area"]]
            paid: dict[str, list[str]] = {}  # who paid as much, as it is shown: a difference that is rounded away is not told apart
            for payment in one["payments"]:
                paid.setdefault(self.amount(Fraction(payment["amount"])), []).extend(self.names[ballot] for ballot in payment["ballots"])
            payers = [(much, sorted(filter(None, names), key=sort_key), len(names)) for much, names in paid.items()]
            rows.append(
                {
                    "area": area, "cost": cost(self.found, area.cost), "many": self.result["approvals"][str(area.id)],
                    "payers": payers, "carried": _carriers([name for _much, names, _n in payers for name in names], regions),
                    "bore": sum(n for _much, _names, n in payers), "undone": self.found.phase is Phase.DECIDED and not area.chosen,
                }
            )  # fmt: skip
        return rows

    def near(self) -> list[dict[str, Any]]:
        """The areas that the count did not choose, the nearest first: why, and what their supporters had left."""
        rows = []
        for area_id, near in self.result["near"].items():
            area = self.areas[int(area_id)]
            had, price = Fraction(near["had"]), Fraction(area.cost or 1)
            budget = near.get("budget")  # what was counted before it was asked for has none
            short, held = self.short_of(area.id), self.amount(had, floor)
            rows.append(
                {
                    "area": area, "cost": cost(self.found, area.cost), "many": self.result["approvals"][area_id],
                    "had": held, "lacked": self.amount(Fraction(near["lacked"]), ceil),
                    "percent": min(100, int(had * 100 / price)), "why": self._why(short, area.cost, held),
                    "briefly": self._briefly(short, area.cost),
                    "more": near.get("more"), "wider": self.amount(Fraction(budget), ceil) if budget else "",
                    "done": self.found.phase is Phase.DECIDED and bool(area.chosen),
                }
            )  # fmt: skip
        return sorted(rows, key=lambda row: (-row["percent"], row["area"].place or 0))

    def _why(self, short: Short, price: int | None, had: str) -> str:
        if short is Short.UNWANTED:
            return _("Ingen kryssade det.")
        words = {"cost": cost(self.found, price), "left": self.left_of(), "had": had}
        if short is Short.BUDGET:
            return _("Det kostar %(cost)s. När de som fick plats hade fått sitt var %(left)s kvar.") % words
        return _(
            "Det kostar %(cost)s, och %(left)s var kvar. Men de som ville ha det hade bara %(had)s kvar tillsammans. "
            "Hade allas del höjts lite till hade områdena kostat mer än vad som fanns."
        ) % words

    def _briefly(self, short: Short, price: int | None) -> str:
        if short is Short.UNWANTED:
            return _("ingen kryssade det")
        words = {"cost": cost(self.found, price), "left": number(self.left)}
        if short is Short.BUDGET:
            return _("%(cost)s, %(left)s fanns kvar") % words
        return _("%(cost)s, de som ville ha det hade inte råd tillsammans") % words

    def chart(self, most: int | None = None) -> charts.Chart | None:
        """How many want each area, the most wanted first; the chosen are filled. `most`: the chosen and the nearest, so many in all."""
        several = [*self.winners, *(row["area"].id for row in self.near())][:most]
        values = sorted(map(self._value, several), key=lambda one: -one.value)
        title = _("Så många ville ha områdena. De fyllda fick plats i räkningen.")
        return charts.bars("omraden", title, values, head=(_("Område"), _("Ville ha")), slim=bool(most)) if values else None

    def _value(self, area: int) -> charts.Value:
        many = self.result["approvals"][str(area)]
        return charts.Value(self.areas[area].name, many, number(many), outlined=area not in self.winners)

    def nearness(self) -> charts.Chart | None:
        """What the supporters of each area that was not chosen had left, against what it costs. Those whom nobody wanted are left out."""
        rows = [row for row in self.near() if row["many"]]
        told = [charts.Value(row["area"].name, row["percent"], _("%(n)s %%") % {"n": number(row["percent"])}) for row in rows]
        title = _("Så mycket hade de kvar som ville ha dem. En full stapel är vad området kostar.")
        return charts.bars("nara", title, told, most=100, head=(_("Område"), _("Hade kvar"))) if told else None

    def empty_handed(self) -> charts.Chart | None:
        """How many get none of what they wanted, by each way of counting; nothing to draw where nobody does."""
        told = [charts.Value(name, many, number(many)) for name, many, _who in self.nothing()]
        title = _("Så många får inget av det de ville ha")
        most, drawn = len(self.kept["ballots"]), any(one.value for one in told)
        return charts.bars("inget", title, told, most=most, head=(_("Sätt att räkna"), _("Får inget"))) if drawn else None

    def raised(self) -> str:
        """What everybody's part was raised to when no more areas could be bought; empty where it was not."""
        last, first = self.result["equal_shares"]["endowment"], self.result["share"]
        return self.amount(Fraction(last)) if last and self.amount(Fraction(last)) != self.amount(Fraction(first)) else ""

    def methods(self) -> list[dict[str, Any]]:
        """Area by area: which of the three ways of counting chooses it."""
        chosen = [set(self.result[method]["winners"]) for method in METHODS]
        rows = [
            {
                "area": one,
                "many": self.result["approvals"][str(one.id)],
                "cost": cost(self.found, one.cost),
                "marks": [(way, one.id in each) for way, each in zip(self._ways().values(), chosen, strict=True)],
            }
            for one in self.found.areas
        ]
        return sorted(rows, key=lambda row: (-sum(mark for _way, mark in row["marks"]), -row["many"]))

    def otherwise(self) -> list[str]:
        """What the other two ways of counting would have chosen instead, in words."""
        said = []
        for method, way in (("phragmen", _("Med Phragméns metod")), ("approval", _("Om bara antalet röster fick avgöra"))):
            other = self.result[method]["winners"]
            gained = self.names_of([one for one in other if one not in self.winners])
            lost = self.names_of([one for one in self.winners if one not in other])
            words = {"way": way, "gained": gained, "lost": lost}
            if not gained and not lost:
                said.append(_("%(way)s hade det blivit samma områden.") % words)
            elif gained and lost:
                said.append(_("%(way)s hade %(gained)s kommit med i stället för %(lost)s.") % words)
            elif gained:
                said.append(_("%(way)s hade också %(gained)s kommit med.") % words)
            else:
                said.append(_("%(way)s hade %(lost)s inte kommit med.") % words)
        return said

    def nothing(self) -> list[tuple[str, int, list[str]]]:
        """(way of counting, how many got none of what they wanted, who they are where ballots are open)."""
        return [
            (
                self._ways()[method],
                len(self.result["nothing"][method]),
                sorted((name for one in self.result["nothing"][method] if (name := self.names[one])), key=sort_key),
            )
            for method in METHODS
        ]

    def _ways(self) -> dict[str, str]:
        return {"equal_shares": _("Lika andelar"), "phragmen": _("Phragméns metod"), "approval": _("Flest röster vinner")}

    def without(self) -> list[str]:
        """What had been otherwise if one ballot had not been cast: those of the same consequence together."""
        alike: dict[tuple[str, str], list[str]] = {}
        for one in self.result["without"]:
            who = self.names[one["receipt"]] or _("röstsedeln %(receipt)s") % {"receipt": one["receipt"]}
            alike.setdefault((self.names_of(one["in"]), self.names_of(one["out"])), []).append(who)
        said = []
        for (gained, lost), several in alike.items():
            words = {"who": _in_words(sorted(several, key=sort_key), either=True), "gained": gained, "lost": lost}
            if gained and lost:
                said.append(_("Utan %(who)s: %(gained)s i stället för %(lost)s.") % words)
            else:
                said.append(_("Utan %(who)s: också %(gained)s.") % words if gained else _("Utan %(who)s: inte %(lost)s.") % words)
        return said

    def steady(self) -> list[tuple[str, int, bool]]:
        """(area, in how many of a hundred drawings it is chosen, whether it was), the surest first."""
        rows = [(self.areas[int(one)], Fraction(part)) for one, part in self.result["steady"].items()]
        rows.sort(key=lambda row: (-row[1], row[0].place or 0))
        return [(area.name, round(part * 100), area.id in self.winners) for area, part in rows if part]

    def ties(self) -> list[str]:
        """The other outcomes that equals could have given."""
        told = [self._tie(other) for other in self.result["equal_shares"]["ties"]]
        more = [_("… och fler än så: det finns för många för att räkna upp.")] if not self.result["equal_shares"]["ties_complete"] else []
        return [*told[:TIES_SHOWN], *([_("… och %(n)s till.") % {"n": number(len(told) - TIES_SHOWN)}] if told[TIES_SHOWN:] else []), *more]

    def _tie(self, areas: list[int]) -> str:
        total = sum(self.areas[one].cost or 0 for one in areas)
        words = {"names": self.names_of(areas) or _("inget område"), "cost": cost(self.found, total)}
        return _("%(names)s. Det kostar %(cost)s, mer än vad som finns.") % words if total > self.found.budget else words["names"]

    def spent(self) -> str:
        """What the chosen areas cost together."""
        return cost(self.found, sum(self.areas[one].cost or 0 for one in self.winners))

    def ballots(self) -> list[dict[str, Any]]:
        """Every counted ballot: by name where they are open, in Swedish order, else by receipt."""
        rows = [
            {"receipt": one["receipt"], "who": one["organisation"], "areas": self.names_of(one["areas"]) or _("inget område")}
            for one in self.kept["ballots"]
        ]
        return sorted(rows, key=lambda row: sort_key(row["receipt" if self.found.secret else "who"]))
