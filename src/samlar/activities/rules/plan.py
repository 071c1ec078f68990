"""The plan as values: what was written, what cannot be kept, and what is said of it (D1).

A plan that breaks the format's rules is kept all the same: it is being written. Only what is not of its type is refused.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from samlar.formats import words as w
from samlar.formats.definition import Definition, PlanSection
from samlar.formats.sentence import Refusal, Sentence

LARGEST_AMOUNT = 10**9  # kr
MOST_LINES = 60
MOST_ENTRIES = 30  # of a list section
LINE_TEXT = 120
MEASURE_LENGTH = 300  # of a criterion or an indicator, whatever the template allows: it is answered on a line of its own
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
MEASURES = {"success_criteria": "criterion", "indicators": "indicator"}  # list sections whose entries are answered one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A planned cost: its kind, what it is, whole kr, and who pays."""

    cost: str
    text: str = ""
    amount: int
    paid_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanText:
    """A plan as written. `sections` maps the template's words to text, or to a tuple of texts for a list; `grant` is the basic
    funding asked for in whole kr (None: nothing is asked for)."""

    sections: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    start: date | None = None
    end: date | None = None
    grant: int | None = None
    lines: tuple[Line, ...] = ()

    @property
    def total(self) -> int:
        """The sum of all budget lines, in kr."""
        return sum(line.amount for line in self.lines)

    def paid_by(self, payer: str) -> int:
        """What one payer pays, in kr."""
        return sum(line.amount for line in self.lines if line.paid_by == payer)


@dataclass(frozen=True, slots=True)
class Problem:
    """What cannot be kept as written: the form's field (section id, start, end, grant, line-3-amount …) and why."""

    field: str
    sentence: Sentence


class PlanRefused(Refusal):
    """The plan holds something that is not of its type; `problems` says where. Nothing was changed."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems[0].sentence, field=problems[0].field)
        self.problems = problems


def _figures() -> Sentence:
    return Sentence(
        "Skriv beloppet med siffror i hela kronor, till exempel 75 000.", "Write the amount in figures and whole kronor, such as 75 000."
    )


def must_be_keepable(definition: Definition, plan: PlanText) -> None:
    """Types, words and lengths; not the format's rules. Raises PlanRefused with every problem (D1)."""
    problems = (*_sections(definition, plan), *_period(plan), *_money(plan))
    if problems:
        raise PlanRefused(problems)


def _sections(definition: Definition, plan: PlanText) -> list[Problem]:
    known = {section.id: section for section in definition.plan.sections}
    problems = []
    for name, value in plan.sections.items():
        section = known.get(name)
        if section is None:
            problems.append(Problem(name, Sentence("Mallen har inget sådant avsnitt.", "The template has no such section.")))
            continue
        problems += _section(section, value)
    return problems


def _section(section: PlanSection, value: str | tuple[str, ...]) -> list[Problem]:
    entries = (value,) if isinstance(value, str) else value
    longest = max((len(entry) for entry in entries), default=0)
    most = min(section.most, MEASURE_LENGTH) if section.id in MEASURES else section.most
    if longest > most:
        return [Problem(section.id, too_long(longest, most))]
    if len(entries) > MOST_ENTRIES:
        return [Problem(section.id, Sentence("Skriv högst {most} rader.", "Write {most} lines at most.").fill(most=MOST_ENTRIES))]
    return []


def too_long(length: int, most: int) -> Sentence:
    """What is said of a text that is too long, with both lengths."""
    return Sentence(
        "Texten har {length} tecken. Högst {most} får plats.", "The text has {length} characters. There is room for {most} at most."
    ).fill(length=length, most=most)


def _period(plan: PlanText) -> list[Problem]:
    days = [("start", plan.start), ("end", plan.end)]
    problems = [
        Problem(name, Sentence("Välj en dag mellan år 2000 och 2100.", "Choose a day between the years 2000 and 2100."))
        for name, day in days
        if day is not None and not FIRST_DAY <= day <= LAST_DAY
    ]
    if plan.start and plan.end and plan.end < plan.start:
        problems.append(
            Problem(
                "end",
                Sentence(
                    "Sista dagen ligger före första dagen. Välj samma dag eller en senare.",
                    "The last day is before the first. Choose the same day or a later one.",
                ),
            )
        )
    return problems


def _money(plan: PlanText) -> list[Problem]:
    problems = []
    if plan.grant is not None and not 0 <= plan.grant <= LARGEST_AMOUNT:
        problems.append(Problem("grant", _figures()))
    if len(plan.lines) > MOST_LINES:
        problems.append(
            Problem("lines", Sentence("Skriv högst {most} rader i budgeten.", "Write {most} budget lines at most.").fill(most=MOST_LINES))
        )
    for place, line in enumerate(plan.lines):
        if not 0 <= line.amount <= LARGEST_AMOUNT:
            problems.append(Problem(f"line-{place}-amount", _figures()))
        if line.cost not in w.COSTS:
            problems.append(Problem(f"line-{place}-cost", Sentence("Välj ett kostnadsslag.", "Choose a kind of cost.")))
        if line.paid_by not in w.PAYERS:
            problems.append(Problem(f"line-{place}-paid_by", Sentence("Välj vem som betalar.", "Choose who pays.")))
        if len(line.text) > LINE_TEXT:
            problems.append(Problem(f"line-{place}-text", too_long(len(line.text), LINE_TEXT)))
    return problems


# — what the activity is called —

TITLE_LENGTH = 120
SUMMARY_LENGTH = 300


@dataclass(frozen=True, slots=True)
class About:
    """What everyone reads first: the title, one or two sentences, the kind of use that the format offers, and which earlier
    activity this one continues."""

    title: str
    summary: str = ""
    use: str = ""
    continues: int | None = None


def must_be_keepable_about(definition: Definition, about: About, earlier: Iterable[int]) -> None:
    """A title, lengths, a use that the format knows, and one of the `earlier` activities. Raises PlanRefused."""
    problems = []
    title, summary = about.title.strip(), about.summary.strip()
    if not title:
        problems.append(Problem("title", Sentence("Skriv vad aktiviteten heter.", "Write what the activity is called.")))
    if len(title) > TITLE_LENGTH:
        problems.append(Problem("title", too_long(len(title), TITLE_LENGTH)))
    if len(summary) > SUMMARY_LENGTH:
        problems.append(Problem("summary", too_long(len(summary), SUMMARY_LENGTH)))
    if about.use and about.use not in {use.id for use in definition.uses}:
        problems.append(Problem("use", Sentence("Välj en av användningarna.", "Choose one of the kinds of use.")))
    if about.continues is not None and about.continues not in earlier:
        problems.append(Problem("continues", Sentence("Välj en av aktiviteterna.", "Choose one of the activities.")))
    if problems:
        raise PlanRefused(tuple(problems))
