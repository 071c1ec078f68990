"""The leaders' guide: what to do when, ticked by what the system knows is done (C2). Pure; the facts are gathered in reports."""

from dataclasses import dataclass
from typing import Literal

from samlar.formats.definition import Definition, GuideStep
from samlar.formats.sentence import Sentence

State = Literal["done", "now", "later", "undone"]  # undone: it is too late
ORDER = ("planning", "review", "running", "reported", "closed")
PHASES = {
    "planning": Sentence("Planera", "Plan"),
    "inviting": Sentence("Bjud in", "Invite"),
    "running": Sentence("Träffas", "Meet"),
    "reported": Sentence("Berätta", "Tell"),
}
KIND_OF = {"planning": "planning", "inviting": "running", "running": "running", "reported": "reported"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the system knows of an activity. Counts, unless it says otherwise; `held`: sessions that have begun and are not cancelled."""

    stage_kind: str
    registers: bool  # the format has registration of people
    goals: int = 0
    leaders: int = 0  # content and process leaders
    practical: int = 0  # who answer practical questions
    content: int = 0
    sessions: int = 0
    held: int = 0
    over: int = 0  # sessions that have ended
    released: int = 0  # programmes
    terms: bool = False  # with a last day
    invitation_out: bool = False
    registered: int = 0  # live registrations
    confirmed: int = 0
    assignments: int = 0  # confirmed by the manager
    homework: int = 0
    given: int = 0
    attended: int = 0  # sessions with attendance noted
    debriefed: int = 0  # sessions with answers to the four questions
    marked_before: int = 0  # people
    marked_after: int = 0
    report_begun: bool = False
    duties: int = 0
    spread: int = 0
    lessons: int = 0  # that the organisations can take home
    organisations: int = 0  # that take part
    brought: int = 0  # of them, have said what they take home


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A thing that the lead does. `page` is the name of the address where it is done; `ready`: nothing has to be done before it."""

    key: str
    phase: str
    title: Sentence
    text: Sentence
    page: str
    action: Sentence
    done: bool
    ready: bool = True

    def state(self, facts: Facts) -> State:
        """Where it stands: done, to be done now, later, or left undone because the activity has gone on (or was cancelled)."""
        if self.done:
            return "done"
        if facts.stage_kind not in ORDER:
            return "undone"
        here, its = ORDER.index(facts.stage_kind), ORDER.index(KIND_OF[self.phase])
        if here > max(its, ORDER.index("running")):
            return "undone"
        return "now" if here >= its and self.ready else "later"


@dataclass(frozen=True, slots=True)
class Placed:
    """An item with where it stands."""

    item: Item
    state: State


@dataclass(frozen=True, slots=True)
class Guide:
    """All items in order, the next ones first among them as `next`, and the format's own advice for the stage."""

    items: tuple[Placed, ...]
    advice: tuple[GuideStep, ...]

    @property
    def next(self) -> tuple[Item, ...]:
        return tuple(one.item for one in self.items if one.state == "now")

    @property
    def done(self) -> int:
        return sum(one.state == "done" for one in self.items)

    def of(self, phase: str) -> tuple[Placed, ...]:
        return tuple(one for one in self.items if one.item.phase == phase)


def guide(definition: Definition, stage: str, facts: Facts) -> Guide:
    """The guide of an activity in a stage of its format."""
    reviewed = any(one.kind == "review" for one in definition.stages)
    items = [*_planning(facts, reviewed), *_inviting(facts), *_running(facts), *_reported(facts)]
    placed = tuple(Placed(one, one.state(facts)) for one in items)
    return Guide(placed, tuple(one for one in definition.guide if one.stage == stage))


def _planning(facts: Facts, reviewed: bool) -> list[Item]:
    """`reviewed`: the format has somebody read the plan. Expected results are stated while it is planned, or not at all."""
    items = [
        Item(
            key="goals", phase="planning", page="activity_results_state" if facts.stage_kind == "planning" else "activity_factors",
            title=Sentence("Ange förväntade resultat", "State the expected results"),
            text=Sentence("Vad ska deltagarna ha efteråt? Det ligger fast när ni har startat, och följs upp.",
                          "What shall the participants have afterwards? It stands once you have started, and is followed up."),
            action=Sentence("Skriv dem", "Write them"), done=facts.goals > 0, ready=facts.stage_kind == "planning",
        ),
        Item(
            key="staff", phase="planning", page="activity_staff",
            title=Sentence("Bestäm vilka som leder och svarar", "Decide who leads and answers"),
            text=Sentence("Vem leder innehållet och processen? Vem svarar på praktiska frågor, och vem på frågor om innehållet?",
                          "Who leads the content and the process? Who answers practical questions, and who questions about the content?"),
            action=Sentence("Till bemanningen", "To the staff"),
            done=bool(facts.leaders and facts.practical and facts.content),
        ),
        Item(
            key="sessions", phase="planning", page="activity_programme",
            title=Sentence("Sätt dag för träffarna", "Date the sessions"),
            text=Sentence("Börja från formatets träffar. Dagarna behövs innan någon kan säga ja.",
                          "Start from the format's sessions. The days are needed before anybody can say yes."),
            action=Sentence("Till programmet", "To the programme"), done=facts.sessions > 0,
        ),
        Item(
            key="plan", phase="planning", page="activity_plan",
            title=Sentence("Skicka in planen", "Send in the plan"),
            text=Sentence("Den som har mandatet läser och svarar. Planen blir också början på inbjudan.",
                          "The holder of the mandate reads and answers. The plan is also the beginning of the invitation."),
            action=Sentence("Till planen", "To the plan"), done=facts.stage_kind != "planning",
        ),
        Item(
            key="cleared", phase="planning", page="activity_review",
            title=Sentence("Få klartecken", "Be cleared"),
            text=Sentence("Det gör den som har mandatet. Behöver något ändras får ni veta vad.",
                          "The holder of the mandate does that. If something needs to change, you are told what."),
            action=Sentence("Till granskningen", "To the review"), done=facts.stage_kind not in ("planning", "review"),
            ready=facts.stage_kind == "review",
        ),
    ]  # fmt: skip
    too_late = facts.stage_kind != "planning" and not facts.goals
    return [one for one in items if not (one.key == "goals" and too_late) and not (one.key == "cleared" and not reviewed)]


def _inviting(facts: Facts) -> list[Item]:
    items = [
        Item(
            key="programme", phase="inviting", page="activity_programme",
            title=Sentence("Släpp programmet", "Release the programme"),
            text=Sentence("Först när det är släppt syns det för andra. Det går att släppa på nytt; då sägs vad som har ändrats.",
                          "It is seen by others only when it is released. It can be released again; then what has changed is told."),
            action=Sentence("Till programmet", "To the programme"), done=facts.released > 0, ready=facts.sessions > 0,
        ),
        Item(
            key="invitation", phase="inviting", page="activity_invitation",
            title=Sentence("Publicera inbjudan", "Publish the invitation"),
            text=Sentence("Texterna börjar från planen. Välj om den är för alla eller för dem som bjuds in.",
                          "The texts start from the plan. Choose whether it is for all or for those invited."),
            action=Sentence("Till inbjudan", "To the invitation"), done=facts.invitation_out,
            ready=facts.terms or not facts.registers,
        ),
    ]  # fmt: skip
    if not facts.registers:
        return items
    return [
        Item(
            key="terms", phase="inviting", page="activity_terms",
            title=Sentence("Bestäm hur man anmäler sig", "Decide how people register"),
            text=Sentence("Sista dag, antal platser, hur många från varje organisation, och om chefen ska säga ja.",
                          "The last day, the places, how many from each organisation, and whether the manager must say yes."),
            action=Sentence("Till villkoren", "To the terms"), done=facts.terms,
        ),
        *items,
        Item(
            key="registered", phase="inviting", page="activity_registrations",
            title=Sentence("Följ anmälningarna", "Follow the registrations"),
            text=Sentence("{count} anmälda, {confirmed} med bekräftad plats.",
                          "{count} registered, {confirmed} with a confirmed place.").fill(
                count=facts.registered, confirmed=facts.confirmed),
            action=Sentence("Till anmälningarna", "To the registrations"), done=facts.confirmed > 0, ready=facts.invitation_out,
        ),
        Item(
            key="assignments", phase="inviting", page="activity_assignments",
            title=Sentence("Be deltagarna skriva uppdraget med sin chef",
                           "Ask the participants to write the assignment with their manager"),
            text=Sentence("{count} av {confirmed} har ett som är bekräftat. Det är en av de tio framgångsfaktorerna.",
                          "{count} of {confirmed} have one that is confirmed. It is one of the ten success factors.").fill(
                count=facts.assignments, confirmed=facts.confirmed),
            action=Sentence("Läs uppdragen", "Read the assignments"),
            done=0 < facts.confirmed <= facts.assignments, ready=facts.confirmed > 0,
        ),
    ]  # fmt: skip


def _running(facts: Facts) -> list[Item]:
    items = [
        Item(
            key="marks_before", phase="running", page="activity_marks",
            title=Sentence("Låt deltagarna markera var de står", "Let the participants mark where they stand"),
            text=Sentence("Före första träffen, på varje förväntat resultat. {count} har gjort det.",
                          "Before the first session, on each expected result. {count} have done it.").fill(count=facts.marked_before),
            action=Sentence("Till markeringarna", "To the marks"), done=facts.marked_before > 0,
            ready=bool(facts.goals and (facts.confirmed or not facts.registers)),
        ),
        Item(
            key="homework", phase="running", page="activity_homework",
            title=Sentence("Ge en hemuppgift mellan träffarna", "Give homework between the sessions"),
            text=Sentence("Låt den börja i deltagarnas vardag, och ta upp den först på nästa träff.",
                          "Let it begin in the participants' everyday work, and take it up first at the next session."),
            action=Sentence("Till hemuppgifterna", "To the homework"), done=facts.given > 0, ready=facts.released > 0,
        ),
        Item(
            key="attendance", phase="running", page="activity_attendance",
            title=Sentence("Notera vilka som var där", "Note who was there"),
            text=Sentence("{count} av {held} träffar har närvaro.", "{count} of {held} sessions have attendance.").fill(
                count=facts.attended, held=facts.held),
            action=Sentence("Till närvaron", "To the attendance"), done=0 < facts.held <= facts.attended, ready=facts.held > 0,
        ),
        Item(
            key="debriefs", phase="running", page="activity_programme",
            title=Sentence("Ställ de fyra frågorna efter träffen", "Ask the four questions after the session"),
            text=Sentence("Vad väntade ni er, vad hände, varför, och vad gör ni nu? Svar finns från {count} av {held} träffar.",
                          "What did you expect, what happened, why, and what next? There are answers from {count} of {held} sessions."
                          ).fill(count=facts.debriefed, held=facts.held),
            action=Sentence("Till programmet", "To the programme"), done=0 < facts.held <= facts.debriefed, ready=facts.held > 0,
        ),
        Item(
            key="marks_after", phase="running", page="activity_marks",
            title=Sentence("Låt deltagarna markera igen", "Let the participants mark again"),
            text=Sentence("Efter sista träffen: det som har flyttat sig är ert resultat. {count} har gjort det.",
                          "After the last session: what has moved is your result. {count} have done it.").fill(count=facts.marked_after),
            action=Sentence("Till markeringarna", "To the marks"), done=facts.marked_after > 0,
            ready=bool(facts.goals and facts.sessions and facts.over >= facts.sessions),
        ),
    ]  # fmt: skip
    return [one for one in items if facts.goals or not one.key.startswith("marks")]


def _reported(facts: Facts) -> list[Item]:
    told = facts.stage_kind in ("reported", "closed")
    items = [
        Item(
            key="report", phase="running", page="activity_report" if facts.stage_kind == "running" else "activity_result",
            title=Sentence("Rapportera resultatet", "Report the result"),
            text=Sentence("Skriv så att den som inte var med kan använda det. Börja gärna tidigt.",
                          "Write so that whoever was not there can use it. Do begin early."),
            action=Sentence("Till resultatet", "To the result"), done=told,
            ready=facts.report_begun or 0 < facts.sessions <= facts.over or not (facts.sessions or facts.registers),
        ),
    ]  # fmt: skip
    items.append(
        Item(
            key="home", phase="reported" if told else "running", page="activity_bring_home" if facts.lessons else "activity_lessons",
            title=Sentence("Samla lärdomarna och bjud in till hemtagning", "Gather the lessons and invite all to take them home"),
            text=Sentence("{brought} av {all} organisationer har sagt vad de tar hem. Avsätt gärna sista timmen till det.",
                          "{brought} of {all} organisations have said what they take home. Do set aside the last hour for it.").fill(
                brought=facts.brought, all=facts.organisations)
            if facts.lessons
            else Sentence("Fånga lärdomarna medan alla är där. Sedan väljer varje organisation vad den tar hem.",
                          "Catch the lessons while all are there. Then each organisation chooses what it takes home."),
            action=Sentence("Se vad de tar hem", "See what they take home") if facts.lessons
            else Sentence("Till lärdomarna", "To the lessons"),
            done=0 < facts.organisations <= facts.brought, ready=told or 0 < facts.sessions <= facts.over,
        )
    )  # fmt: skip
    if facts.duties or not told:
        items.append(
            Item(
                key="spread", phase="reported", page="activity_dissemination",
                title=Sentence("Sprid resultatet", "Spread the result"),
                text=Sentence("{count} av {all} är gjort.", "{count} of {all} is done.").fill(count=facts.spread, all=facts.duties)
                if told
                else Sentence("På webben, i nyhetsbrevet och på nätverksmöten.", "On the web, in newsletters and at network meetings."),
                action=Sentence("Till spridningen", "To the dissemination"), done=0 < facts.duties <= facts.spread,
            )
        )  # fmt: skip
    return items
