"""One activity's story, from the idea to what became of it, and how it is played through the deeds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from samlar.activities import queries as activities
from samlar.activities.actions import comments, contacts, duties, evaluation, factors, participation, plan, report
from samlar.activities.queries.duties import duties as owed_duties
from samlar.activities.queries.factors import expected_results
from samlar.activities.queries.factors import factors as shown_factors
from samlar.activities.queries.plan import kept_plan
from samlar.activities.queries.report import kept_report
from samlar.activities.rules.plan import About, Line, PlanText
from samlar.activities.rules.report import Answer
from samlar.activities.rules.rows import ActivityRow
from samlar.foundation import clock
from samlar.ideas import actions as ideas
from samlar.lifecycle.actions import carry_on, move, review, start_from_proposal
from samlar.management.world.days import Course
from samlar.management.world.names import number
from samlar.management.world.stage import Stage
from samlar.people.rules import Actor, MandateKind

SPREAD_AFTER = 11  # days from a yearly review
YES, PARTLY, NO = "yes", "partly", "no"
HALF_WRITTEN = ("purpose", "main_question")  # what is there after the first evening with a plan
JOINT, OWN, OTHERS = "joint", "participants", "other"


def line(cost: str, text: str, amount: int, paid_by: str) -> Line:
    return Line(cost=cost, text=text, amount=amount, paid_by=paid_by)


@dataclass(frozen=True, slots=True)
class Asks:
    """A request to the network: whom, so many days after the start, what, the answers, and whether it was closed."""

    kind: str
    after: int
    text: str
    answers: tuple[tuple[str, str], ...] = ()
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What is said and done in one activity. Organisations by name; texts in Swedish, as people write them.

    `taken_in` showed interest and came in at the start; `asked` were asked later: (name, yes, no or None for no answer, a word).
    `spread` maps a duty to (link, note). `outcomes` answer the criteria, then the indicators, in the plan's order.
    """

    title: str
    summary: str
    text: str = ""
    format: str
    use: str = ""
    course: Course
    proposer: str
    lead: str
    leader: str = ""  # a key of the cast, where one leads
    taken_in: tuple[str, ...] = ()
    also_interested: tuple[str, ...] = ()
    asked: tuple[tuple[str, bool | None, str], ...] = ()
    holds_too: str = ""  # the second holder, where the format asks for two
    led_by: str = "member"
    body: str = ""
    expected: tuple[str, ...] = ()
    sections: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    grant: int | None = None
    set_aside: tuple[tuple[str, str], ...] = ()
    sent_back: tuple[str, Mapping[str, str | tuple[str, ...]]] | None = None  # the mandate's words, and what was mended
    plan_read: str = ""
    result_read: str = ""
    factors: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    outcomes: tuple[tuple[str, str], ...] = ()
    reviews: tuple[Mapping[str, str], ...] = ()
    spread: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    evaluations: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    said: tuple[tuple[str, int, str], ...] = ()  # (organisation, days after the beginning, comment)
    asks: tuple[Asks, ...] = ()
    contact: str = ""  # the key of somebody who says that they are their organisation's contact
    why_cancelled: str = ""
    why_closed: str = ""  # where the lead closes it, as a network is closed
    then: "Story | None" = None  # what it becomes: the lead carries it on (H1)


@dataclass
class Run:
    """A story on its way: what the deeds have given so far."""

    stage: Stage
    story: Story
    proposal: int = 0
    activity: int = 0
    deeds: int = 0
    earlier: "Run | None" = None

    # — who, and what stands —

    def on(self, day: date | None, deed: Callable[..., object], *given: object) -> None:
        if day is not None:
            self.deeds += 1
            self.stage.on(day, deed, *given, about=self.story.title, later=self.deeds)

    def who(self, organisation: str) -> Actor:
        return self.stage.somebody(organisation, self.story.title)

    def lead(self) -> Actor:
        story = self.story
        if story.leader:
            return self.stage.known(story.leader)
        return self.stage.somebody(story.lead, f"{story.body}{story.lead}") if story.body else self.who(story.lead)

    def row(self, actor: Actor) -> ActivityRow:
        return activities.activity(actor, self.activity)

    def take(self, step: str, actor: Actor, reason: str = "") -> None:
        move(actor, self.activity, step, revision=self.row(actor).revision, reason=reason)

    def lead_takes(self, step: str, reason: str = "") -> None:
        self.take(step, self.lead(), reason)

    # — deeds —

    def propose(self) -> None:
        story = self.story
        own = "none" if story.lead != story.proposer else "lead"
        author = self.lead() if story.lead == story.proposer else self.who(story.proposer)
        self.proposal = ideas.write_proposal(
            author, title=story.title, summary=story.summary, text=story.text, format=story.format, own_interest=own, publish=True
        )

    def interest(self, organisation: str) -> None:
        actor = self.lead() if organisation == self.story.lead else self.stage.member(organisation, self.story.title)
        ideas.show_interest(actor, self.proposal, would_lead=organisation == self.story.lead)

    def begin(self) -> None:
        story, lead = self.story, self.lead()
        names = [name for name in (story.proposer, *story.taken_in) if name != story.lead]
        self.activity = start_from_proposal(
            lead, self.proposal, organisations=[self.stage.organisations[name] for name in names], led_by=story.led_by,
            owner_body=self.stage.bodies[story.body] if story.body else None,
        )  # fmt: skip

    def carry_on(self) -> None:
        """The lead of the one before begins this one: those who come along are taken in."""
        assert self.earlier is not None
        story = self.story
        self.activity = carry_on(
            self.lead(), self.earlier.activity, format_id=story.format, title=story.title, summary=story.summary,
            organisations=[self.stage.organisations[name] for name in story.taken_in],
        )  # fmt: skip

    def ask(self, name: str) -> None:
        message = f"Vi planerar ”{self.story.title}” och tror att ni har något att både ge och få. Vill ni vara med?"
        participation.ask(self.lead(), self.activity, organisation=self.stage.organisations[name], message=message)

    def answer(self, name: str, yes: bool, word: str) -> None:
        participation.answer(self.who(name), self.activity, yes=yes, word=word)

    def be_contact(self) -> None:
        actor = self.stage.known(self.story.contact)
        participation.set_contact(actor, self.activity, person=actor.person or 0)

    def share(self) -> None:
        lead = self.lead()
        holder = self.row(lead).participation_of(self.stage.organisations[self.story.holds_too])
        assert holder is not None
        participation.share_lead(lead, self.activity, holder.id)

    def write(self, sections: Mapping[str, str | tuple[str, ...]], money: bool = True) -> None:
        story, lead = self.story, self.lead()
        row = self.row(lead)
        kept = kept_plan(row)
        written = PlanText(
            sections=dict(sections), start=story.course.start, end=story.course.end,
            grant=story.grant if money else None, lines=story.lines if money else (),
        )  # fmt: skip
        about = About(title=story.title, summary=story.summary, use=story.use, continues=row.continues)
        plan.save(lead, self.activity, about=about, plan=written, revision=kept.revision)

    def state_results(self) -> None:
        lead = self.lead()
        factors.state_results(lead, self.activity, texts=self.story.expected, seal=expected_results(lead, self.row(lead)).seal)

    def show_factors(self) -> None:
        lead = self.lead()
        factors.show_factors(lead, self.activity, evidence=self.story.factors, seal=shown_factors(lead, self.row(lead)).seal)

    def set_aside(self, rule: str, reason: str) -> None:
        plan.set_aside(self.lead(), self.activity, rule=rule, reason=reason)

    def send_back(self, words: str) -> None:
        quality = self.stage.holder(MandateKind.QUALITY)
        revision = kept_plan(self.row(quality)).revision
        review(quality, self.activity, of="plan", approved=False, note=words, revision=revision)

    def read(self, of: str, words: str) -> None:
        quality = self.stage.holder(MandateKind.QUALITY)
        row = self.row(quality)
        revision = kept_plan(row).revision if of == "plan" else kept_report(row).revision
        review(quality, self.activity, of=of, approved=True, note=words, revision=revision)

    def start(self) -> None:
        definition = self.row(self.lead()).definition
        by = next(step.by for step in definition.steps if step.id == "start")
        self.take("start", self.stage.holder(MandateKind.CLEARANCE) if "mandate.clearance" in by else self.lead())

    def close(self) -> None:
        self.take("close", self.stage.holder(MandateKind.DISSEMINATION))

    def tell(self, told: Mapping[str, str]) -> None:
        lead = self.lead()
        kept = kept_report(self.row(lead))
        answers = {
            one.id: Answer(outcome, text)
            for one, (outcome, text) in zip(kept.measures, self.story.outcomes, strict=bool(self.story.outcomes))
        }
        report.save_report(lead, self.activity, sections=dict(told), answers=answers, revision=kept.revision)

    def note(self, duty: str, day: date) -> None:
        lead = self.lead()
        owed = next(one for one in owed_duties(lead, self.row(lead)) if one.duty == duty)
        by = next(one.by for one in self.row(lead).definition.duties if one.id == duty)
        actor = lead if by == "lead" else self.stage.holder(MandateKind.DISSEMINATION)
        link, words = self.story.spread[duty]
        duties.note_done(actor, self.activity, owed.id, day=min(day, clock.today()), link=link, note=words)

    def evaluate(self, organisation: str, answers: Mapping[str, Any]) -> None:
        evaluation.evaluate(self.lead() if organisation == self.story.lead else self.who(organisation), self.activity, answers=answers)

    def say(self, organisation: str, text: str) -> None:
        comments.comment(self.who(organisation), self.activity, text=text)

    def request(self, asks: Asks, made: list[int]) -> None:
        """`made` takes the request's id, for those who answer it."""
        made.append(contacts.ask(self.lead(), self.activity, kind=asks.kind, text=asks.text))

    def reply(self, made: list[int], organisation: str, text: str) -> None:
        contacts.answer(self.who(organisation), made[0], text=text)

    def stop_asking(self, made: list[int]) -> None:
        contacts.close(self.lead(), made[0])


def schedule(stage: Stage, story: Story, earlier: Run | None = None) -> Run:
    """Puts every deed of a story on its day, and of what it becomes."""
    run, course = Run(stage, story, earlier=earlier), story.course
    if earlier is None:
        run.on(course.published, run.propose)
        _interest(run)
        run.on(course.begun, run.begin)
    else:
        run.on(course.begun, run.carry_on)
    for name, yes, word in story.asked:
        run.on(course.begun + timedelta(days=1), run.ask, name)
        if yes is not None:
            run.on(course.begun + timedelta(days=3), run.answer, name, yes, word)
    if story.contact:
        run.on(course.begun + timedelta(days=2), run.be_contact)
    if story.holds_too:
        run.on(course.begun + timedelta(days=4), run.share)
    _plan(run)
    _clearance(run)
    _talk(run)
    _result(run)
    if course.cancelled:
        run.on(course.cancelled, run.lead_takes, "cancel", story.why_cancelled)
    if story.then:
        schedule(stage, story.then, run)
    return run


def _interest(run: Run) -> None:
    story = run.story
    names = [*story.taken_in, *story.also_interested]
    if story.lead != story.proposer:
        names = [story.lead, *(name for name in names if name != story.lead)]
    room = max(1, (story.course.begun - story.course.published).days - 2)
    for name in dict.fromkeys(name for name in names if name != story.proposer):
        day = story.course.published + timedelta(days=1 + number(story.title + name, room))
        run.on(day, run.interest, name)


def _plan(run: Run) -> None:
    story, course = run.story, run.story.course
    started = {name: text for name, text in story.sections.items() if name in HALF_WRITTEN}
    evening = course.begun + (course.planned - course.begun) / 2
    if started and started != dict(story.sections):
        run.on(evening, run.write, started, False)
    run.on(course.planned, run.write, story.sections)
    if story.expected:
        run.on(course.planned, run.state_results)
    for rule, reason in story.set_aside:
        run.on(course.planned, run.set_aside, rule, reason)
    if story.sent_back and course.returned:
        words, mended = story.sent_back
        run.on(course.returned - timedelta(days=4), run.lead_takes, "submit")
        run.on(course.returned, run.send_back, words)
        run.on(course.returned + timedelta(days=7), run.write, {**story.sections, **mended})


def _clearance(run: Run) -> None:
    story, course = run.story, run.story.course
    run.on(course.submitted, run.lead_takes, "submit")
    run.on(course.read, run.read, "plan", story.plan_read)
    run.on(course.cleared, run.start)


def _talk(run: Run) -> None:
    story, begun = run.story, run.story.course.begun
    for organisation, after, text in story.said:
        run.on(begun + timedelta(days=after), run.say, organisation, text)
    start = story.course.cleared
    if start is None:
        return
    for asks in story.asks:
        made: list[int] = []
        run.on(start + timedelta(days=asks.after), run.request, asks, made)
        for place, (organisation, text) in enumerate(asks.answers, 1):
            run.on(start + timedelta(days=asks.after + 2 * place), run.reply, made, organisation, text)
        if asks.closed:
            last = start + timedelta(days=asks.after + 2 * len(asks.answers) + 7)
            run.on(last, run.stop_asking, made)


def _result(run: Run) -> None:
    story, course = run.story, run.story.course
    for (day, on_again), told in zip(course.reviews, story.reviews, strict=bool(story.reviews)):
        run.on(day - timedelta(days=3), run.tell, told)
        run.on(day, run.lead_takes, "review")
        for duty in story.spread:
            done = course.duties[duty] if day == course.reviews[0][0] else day + timedelta(days=SPREAD_AFTER)
            run.on(done, run.note, duty, done)
        run.on(on_again, run.lead_takes, "continue")
    if story.factors and course.cleared:
        run.on((course.reported or course.cleared + timedelta(days=12)) - timedelta(days=6), run.show_factors)
    if course.reported is None:
        run.on(course.closed, run.lead_takes, "close", story.why_closed)
        return
    run.on(course.reported - timedelta(days=5), run.tell, story.told)
    run.on(course.reported, run.lead_takes, "report")
    run.on(course.checked, run.read, "result", story.result_read)
    for duty, done in course.duties.items():
        run.on(done, run.note, duty, done)
    run.on(course.closed, run.close)
    for place, (organisation, answers) in enumerate(story.evaluations.items()):
        answered = course.evaluated + timedelta(days=2 * place) if course.evaluated else None
        run.on(answered, run.evaluate, organisation, answers)
