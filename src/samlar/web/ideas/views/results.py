"""The count explained, for someone who has never heard of the method; on paper, on a phone and on a projector (B4). And the decision."""

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlar.formats.sentence import Refusal
from samlar.foundation import charts
from samlar.foundation.swedish import sort_key
from samlar.ideas.actions import rounds as actions
from samlar.ideas.queries import rounds as queries
from samlar.ideas.queries.rounds import Counted, RoundPage
from samlar.ideas.rules import counting as rules_of_counting
from samlar.ideas.rules import rounds as rules
from samlar.ideas.rules.rounds import Phase, Unit
from samlar.people.queries import bodies
from samlar.people.rules import NotAllowed, NotVisible
from samlar.web.asked import viewer
from samlar.web.forms import take_refusal
from samlar.web.ideas.round_forms import DecisionForm
from samlar.web.ideas.views.rounds import cost, trail
from samlar.web.templatetags.samlar import language, number, say

TIES_SHOWN = 20
METHODS = ("equal_shares", "phragmen", "approval")


def result(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The count of one round: what was chosen, who carried it, what came near, and how it would have gone otherwise."""
    found, counted = _counted(request, meeting_id)
    told = Told(found, counted)
    own = queries.own_ballot(viewer(request), meeting_id)
    context = {
        "round": found, "keeps": rules.keeps(viewer(request)), "headline": told.headline(), "chosen": told.chosen(), "near": told.near(),
        "share": told.amount(Fraction(counted.result["share"])), "chart": told.chart(), "methods": told.methods(),
        "otherwise": told.otherwise(), "nothing": told.nothing(), "without": told.without(),
        "changing": len(counted.result["without"]), "spent": told.spent(), "steady": told.steady(),
        "raised": told.raised(), "nearness": told.nearness(), "empty_handed": told.empty_handed(),
        "runs": counted.result["runs"], "ties": told.ties(), "ballots": told.ballots(),
        "left_out": counted.counted["left_out"], "cast": len(counted.counted["ballots"]), "voters": counted.counted["voters"],
        "own": own.receipt if own else "", "own_counts": own is not None and own.receipt in told.names, "budget": cost(found, found.budget),
        "may_decide": rules.keeps(viewer(request)) and found.phase is Phase.COUNTED, "trail": trail(found),
    }  # fmt: skip
    return render(request, "ideas/round_result.html", context)


def projected(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The same for a projector: few words, large."""
    found, counted = _counted(request, meeting_id)
    told = Told(found, counted)
    context = {
        "round": found, "headline": told.headline(), "chosen": told.chosen(), "near": told.near(), "chart": told.chart(),
        "share": told.amount(Fraction(counted.result["share"])), "otherwise": told.otherwise(), "trail": trail(found),
    }  # fmt: skip
    return render(request, "ideas/round_projected.html", context)


def file(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The counted ballots in the field's own format, so that anybody can count them again (`samlar prioritise`)."""
    found, counted = _counted(request, meeting_id)
    answer = HttpResponse(
        rules_of_counting.as_pabulib(found.title, found.budget, found.areas, counted.counted["ballots"]), "text/plain; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="idemote-{found.id}.pb"'
    return answer


def decide(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """What a body decided: the count, or something else with its reason."""
    actor = viewer(request)
    found, counted = _counted(request, meeting_id)
    rules.must_keep(actor)
    rules.must_be_in(found.phase, (Phase.COUNTED,))
    winners = counted.result["equal_shares"]["winners"]
    areas = [(one.id, f"{one.name} ({cost(found, one.cost)})") for one in found.areas]
    groups = [(one.id, say(one.name)) for one in bodies(actor)]
    form = DecisionForm(request.POST or None, areas=areas, bodies=groups, initial={"chosen": winners})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.decide(actor, meeting_id, chosen=said["chosen"], body=said["body"], why=said["why"])
        except NotAllowed:
            raise
        except Refusal as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("Beslutet är publicerat. De som lade förslag får veta vad det blev av dem."))
            return redirect("round", meeting_id)
    names = [one.name for one in found.areas if one.id in winners]
    context = {
        "round": found,
        "form": form,
        "counted": listed(names) or _("inget område"),
        "trail": [*trail(found), (_("Resultat"), reverse("round_result", args=[found.id]))],
    }
    return render(request, "ideas/round_decide.html", context, status=422 if form.errors else 200)


def _counted(request: HttpRequest, meeting_id: int) -> tuple[RoundPage, Counted]:
    found = queries.round_(viewer(request), meeting_id)
    counted = queries.outcome(found)
    if counted is None:
        raise NotVisible
    return found, counted


def listed(names: list[str], *, either: bool = False) -> str:
    """Names as a sentence says them: with "och", or "eller", before the last."""
    if len(names) < 2:
        return "".join(names)
    return (_("%(first)s eller %(last)s") if either else _("%(first)s och %(last)s")) % {"first": ", ".join(names[:-1]), "last": names[-1]}


class Told:
    """A count in words and drawings."""

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
        return listed([self.areas[one].name for one in areas if one in self.areas])

    def headline(self) -> str:
        """The result in a sentence."""
        if not self.kept["ballots"]:
            return _("Ingen röstade, så inget område valdes.")
        if not self.winners:
            return _("Inget område fick råd att bli av.")
        many = len(self.winners)
        said = ngettext("%(n)s område av %(all)s får plats: %(names)s.", "%(n)s områden av %(all)s får plats: %(names)s.", many)
        return said % {"n": number(many), "all": number(len(self.areas)), "names": self.names_of(self.winners)}

    def chosen(self) -> list[dict[str, Any]]:
        """The chosen areas in the order they were bought: who carried each, and what each paid."""
        rows = []
        for one in self.result["equal_shares"]["rounds"]:
            area = self.areas[one["area"]]
            payers = [
                (
                    self.amount(Fraction(payment["amount"])),
                    sorted((name for ballot in payment["ballots"] if (name := self.names[ballot])), key=sort_key),
                    len(payment["ballots"]),
                )
                for payment in one["payments"]
            ]  # fmt: skip
            rows.append(
                {
                    "area": area, "cost": cost(self.found, area.cost), "many": self.result["approvals"][str(area.id)],
                    "payers": payers,
                }
            )  # fmt: skip
        return rows

    def near(self) -> list[dict[str, Any]]:
        """The areas that were not chosen, the nearest first: what their supporters had left, and what lacked."""
        rows = []
        for area_id, near in self.result["near"].items():
            area = self.areas[int(area_id)]
            had, price = Fraction(near["had"]), Fraction(area.cost or 1)
            rows.append(
                {
                    "area": area, "cost": cost(self.found, area.cost), "many": self.result["approvals"][area_id],
                    "had": self.amount(had, floor), "lacked": self.amount(Fraction(near["lacked"]), ceil),
                    "percent": min(100, int(had * 100 / price)), "enough": had >= price,
                }
            )  # fmt: skip
        return sorted(rows, key=lambda row: (-row["percent"], row["area"].place or 0))

    def chart(self) -> charts.Chart | None:
        """How many want each area: the chosen first. Many is not all that counts, and the drawing shows it."""
        won, rest = ([self._value(one) for one in several] for several in (self.winners, [row["area"].id for row in self.near()]))
        title = _("Så många ville ha varje område. De fyllda får plats.")
        return charts.bars("omraden", title, won, outlined=rest, head=(_("Område"), _("Ville ha"))) if won or rest else None

    def _value(self, area: int) -> charts.Value:
        many = self.result["approvals"][str(area)]
        return charts.Value(self.areas[area].name, many, number(many))

    def nearness(self) -> charts.Chart | None:
        """What the supporters of each area that was not chosen had left, against what it costs. Those whom nobody wanted are left out."""
        rows = [row for row in self.near() if row["many"]]
        told = [charts.Value(row["area"].name, row["percent"], _("%(n)s %%") % {"n": number(row["percent"])}) for row in rows]
        title = _("Så mycket hade de kvar som ville ha dem. En full stapel är vad området kostar.")
        return charts.bars("nara", title, told, most=100, head=(_("Område"), _("Hade kvar"))) if told else None

    def empty_handed(self) -> charts.Chart | None:
        """How many get none of what they wanted, by each way of counting."""
        told = [charts.Value(name, many, number(many)) for name, many, _who in self.nothing()]
        title = _("Så många får inget av det de ville ha")
        most = len(self.kept["ballots"])
        return charts.bars("inget", title, told, most=most, head=(_("Sätt att räkna"), _("Får inget"))) if most else None

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
                "marks": [one.id in each for each in chosen],
            }
            for one in self.found.areas
        ]
        return sorted(rows, key=lambda row: (-sum(row["marks"]), -row["many"]))

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
        names = {"equal_shares": _("Lika andelar"), "phragmen": _("Phragméns metod"), "approval": _("Flest röster vinner")}
        return [
            (
                names[method],
                len(self.result["nothing"][method]),
                sorted((name for one in self.result["nothing"][method] if (name := self.names[one])), key=sort_key),
            )
            for method in METHODS
        ]

    def without(self) -> list[str]:
        """What had been otherwise if one ballot had not been cast: those of the same consequence together."""
        alike: dict[tuple[str, str], list[str]] = {}
        for one in self.result["without"]:
            who = self.names[one["receipt"]] or _("röstsedeln %(receipt)s") % {"receipt": one["receipt"]}
            alike.setdefault((self.names_of(one["in"]), self.names_of(one["out"])), []).append(who)
        said = []
        for (gained, lost), several in alike.items():
            words = {"who": listed(sorted(several, key=sort_key), either=True), "gained": gained, "lost": lost}
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
        """Every counted ballot: by name where they are open, else by receipt."""
        rows = [
            {"receipt": one["receipt"], "who": one["organisation"], "areas": self.names_of(one["areas"]) or _("inget område")}
            for one in self.kept["ballots"]
        ]
        return sorted(rows, key=lambda row: row["receipt"]) if self.found.secret else rows
