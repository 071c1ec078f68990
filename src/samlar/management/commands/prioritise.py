"""`samlar prioritise FILE.pb`: counts an election in the field's own format (issue 6, section 4)."""

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from samlar.analysis import pabulib
from samlar.analysis.counting import count
from samlar.analysis.election import Election, Outcome, Rule, Utility

BAD_INPUT = 2  # the exit code of a file that cannot be counted
STEP = Fraction(1)  # one unit of the file's currency
STEPS = re.compile(r"\d{1,30}(?:/[1-9]\d{0,29}|\.\d{1,30})?", re.ASCII)
TIES_SHOWN = 20
NAMED = {Rule.EQUAL_SHARES: "lika andelar", Rule.PHRAGMEN: "Phragméns metod i följd", Rule.APPROVAL: "flest kryss"}


class Command(BaseCommand):
    help = "Counts approval ballots in a Pabulib .pb file: which projects win, in what order, who pays what, and every tie."
    requires_system_checks: list[str] = []  # asks no database

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.pb")
        parser.add_argument("--rule", choices=[str(one) for one in Rule], default=str(Rule.EQUAL_SHARES), help="default: equal-shares")
        parser.add_argument(
            "--utility", choices=[str(one) for one in Utility], default=str(Utility.COST), help="of equal shares; default: cost"
        )
        parser.add_argument("--step", type=_step, default=STEP, help="what endowments are raised by, p/q of the currency; default: 1")
        parser.add_argument("--json", action="store_true", dest="as_json", help='fractions as "p/q"')

    def handle(self, *args: Any, **options: Any) -> None:
        election = self._read(options["file"])
        outcome = count(election, Rule(options["rule"]), Utility(options["utility"]), step=options["step"])
        if options["as_json"]:
            self.stdout.write(json.dumps(outcome.as_dict(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_told(election, outcome)))

    def _read(self, file: Path) -> Election:
        try:
            with file.open("rb") as opened:
                raw = opened.read(pabulib.MOST_BYTES + 1)
            return pabulib.read(raw)
        except (OSError, ValueError) as problem:
            raise CommandError(f"{file} cannot be read: {getattr(problem, 'strerror', None) or problem}", returncode=BAD_INPUT) from problem
        except pabulib.BadElection as problem:
            told = f"{file}, line {problem.line}: {problem.en} (Rad {problem.line}: {problem.sv})"
            raise CommandError(told, returncode=BAD_INPUT) from problem


def _step(text: str) -> Fraction:
    if not STEPS.fullmatch(text):  # an exponent would be a number of any size
        raise ValueError("not p/q")
    step = Fraction(text)
    if step <= 0:
        raise ValueError("not above nothing")
    return step


def _told(election: Election, outcome: Outcome) -> list[str]:
    """The outcome as a table in Swedish."""
    names = {one.id: one.name for one in election.projects}
    cost, supporters = election.cost, {one.id: 0 for one in election.projects}
    for ballot in election.ballots:
        for key in ballot.approved:
            supporters[key] += 1
    rows = [("", "Projekt", "Kostar", "Kryss", "Betalat av")]
    for number, one in enumerate(outcome.rounds, 1):
        payers = sum(len(paid.voters) for paid in one.payments)
        most = f"{payers}, som mest {_amount(one.payments[0].amount)} var" if payers else "–"
        name = f"{one.project}  {names[one.project]}".strip()[:60]
        rows.append((str(number), name, _amount(cost[one.project]), str(supporters[one.project]), most))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = [f"Räknat med {NAMED[outcome.rule]}. {len(election.ballots)} röstande, {len(election.projects)} projekt.", ""]
    for place, name, money, ticks, paid in rows:
        lines.append(f"{place:>{widths[0]}}  {name:{widths[1]}}  {money:>{widths[2]}}  {ticks:>{widths[3]}}  {paid}".rstrip())
    lines += ["", f"Valda: {len(outcome.winners)}. De kostar {_amount(outcome.cost)} av {_amount(outcome.budget)}."]
    if outcome.completion:
        lines.append(
            f"Var och en fick {_amount(outcome.completion.endowment)} att fördela: sin del {_amount(election.share)}, höjd i steg om "
            f"{_amount(outcome.completion.step)} tills nästa höjning hade kostat mer än budgeten."
        )
    if outcome.ties:
        many = "" if outcome.ties_complete else "minst "
        lines += ["", f"Lika: {many}{len(outcome.ties)} andra utfall hade varit lika riktiga. De första:" if len(outcome.ties) > TIES_SHOWN
                  else f"Lika: {many}{len(outcome.ties)} andra utfall hade varit lika riktiga:"]  # fmt: skip
        lines += [f"  {', '.join(one)}" for one in outcome.ties[:TIES_SHOWN]]
    elif not outcome.ties_complete:
        lines += ["", "Om något annat utfall hade varit lika riktigt hann inte prövas."]
    return lines


def _amount(money: Fraction) -> str:
    """An amount as people write it, with at most two decimals."""
    return f"{float(round(money, 2)):,.2f}".removesuffix(".00").replace(",", " ").replace(".", ",")
