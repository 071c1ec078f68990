"""How people take part in an activity of the sample world: staff, sessions, invitation, registrations, homework, attendance, marks.

Everything is done through the deeds. Who comes is chosen among an organisation's people: the cast first, then colleagues, so that the
functions are mixed where the staff allows it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import chain

from samlar.activities.actions import debriefs, handins, items, sessions, staff
from samlar.activities.actions import homework as homeworks
from samlar.activities.models import ExpectedResult
from samlar.activities.models import Homework as HomeworkTable
from samlar.activities.queries.items import draft
from samlar.activities.rules.homework import Written as WrittenHomework
from samlar.activities.rules.items import ItemText
from samlar.activities.rules.releases import seal_of
from samlar.activities.rules.sessions import SessionText
from samlar.activities.rules.staff import Described
from samlar.foundation import clock
from samlar.lifecycle.actions import homework as giving
from samlar.lifecycle.actions.programme import release
from samlar.management.world import assigning
from samlar.management.world.names import number
from samlar.management.world.stage import Stage, Worker
from samlar.management.world.story import Run
from samlar.people import queries as people
from samlar.people.models import Employment
from samlar.people.queries.links import link, token_of
from samlar.registration.actions import attendance, invitation, managers, marks, registering
from samlar.registration.actions.registering import Entry
from samlar.registration.actions.terms import set_terms
from samlar.registration.models import Approval, Registration
from samlar.registration.queries.terms import terms
from samlar.registration.rules.attendance import Mark
from samlar.registration.rules.machine import State
from samlar.registration.rules.marks import Step
from samlar.registration.rules.terms import Written, WrittenQuestion

CONFIRMED_BEFORE = 3  # a manager answers within so many days
ANSWERED_LATER = 300  # minutes: who is asked on a Friday may answer the same day, but not before


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A session, its items, and what some say afterwards: organisation → the four answers. `absent`: every so-manieth does not come."""

    text: SessionText
    items: tuple[ItemText, ...] = ()
    said: dict[str, dict[str, str]] = field(default_factory=dict)
    absent: int = 0
    moved_from: date | None = None  # the day that was released first


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Homework: set after one session, taken up at a later one (their places in the list); organisation → what it handed in."""

    title: str
    text: str
    after: int
    taken_up: int
    given: date
    due: date
    by: str = "organisation"
    seen_by: str = "group"
    handed_in: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingPart:
    """What is asked, who comes, and what they do. `comes`: organisation → how many register; `declined`: whose manager says no."""

    prepared: date
    published: date
    texts: dict[str, str]
    last_day: date
    comes: dict[str, int]
    meetings: tuple[Meeting, ...]
    staff: tuple[tuple[str, str, str, str], ...] = ()  # (organisation, role, engagement, answers)
    places: int | None = None
    per_organisation: int = 4
    approval: bool = True
    offer_hours: int = 48
    questions: tuple[WrittenQuestion, ...] = ()
    invited: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    withdrawn: tuple[tuple[str, date], ...] = ()
    tasks: tuple[Task, ...] = ()
    marked: int = 3  # of four who marks before and after; 0: nobody


@dataclass
class Gathered:
    """One activity's taking part on its way. `run` tells the activity."""

    run: Run
    plan: TakingPart
    sessions: list[int] = field(default_factory=list)
    tasks: list[int] = field(default_factory=list)
    registered: dict[str, list[tuple[int, int]]] = field(default_factory=dict)  # organisation → (person, registration)

    @property
    def stage(self) -> Stage:
        return self.run.stage

    @property
    def activity(self) -> int:
        return self.run.activity

    def on(self, day: date, deed: Callable[..., object], *given: object, later: int = 0) -> None:
        self.stage.on(day, deed, *given, about=self.run.story.title, later=later)

    # — the lead prepares —

    def prepare(self) -> None:
        lead, plan = self.run.lead(), self.plan
        for organisation, role, engagement, answers in plan.staff:
            who = lead if organisation == self.run.story.lead else self.stage.somebody(organisation, f"{self.run.story.title}{role}")
            described = Described(role=role, name=who.name, email=who.email, engagement=engagement, answers=answers)
            staff.add_staff(lead, self.activity, described)
        for meeting in plan.meetings:
            first = meeting.text if meeting.moved_from is None else replace(meeting.text, day=meeting.moved_from)
            made = sessions.make_session(lead, self.activity, first)
            self.sessions.append(made)
            if meeting.items and meeting.moved_from is None:
                items.add_items(lead, self.activity, made, meeting.items)
        self.release("")

    def release(self, note: str) -> None:
        release(self.run.lead(), self.activity, seal=seal_of(draft(self.activity)), note=note)

    def move(self, place: int) -> None:
        """A session gets its real day after the first release, and the programme is released anew."""
        lead, meeting = self.run.lead(), self.plan.meetings[place]
        sessions.change_session(lead, self.activity, self.sessions[place], meeting.text, revision=1)
        if meeting.items:
            items.add_items(lead, self.activity, self.sessions[place], meeting.items)
        self.release("Vi har flyttat en träff. Byt i kalendern.")

    def open(self) -> None:
        lead, plan = self.run.lead(), self.plan
        part = self.run.row(lead).definition.participation
        written = Written(
            open_to=tuple(part.register or ()), last_day=plan.last_day, places=plan.places, per_organisation=plan.per_organisation,
            approval=plan.approval, fee=0, offer_hours=plan.offer_hours,
        )  # fmt: skip
        set_terms(lead, self.activity, written=written, questions=plan.questions, revision=terms(self.run.row(lead)).revision)
        revision = invitation.save(lead, self.activity, texts=plan.texts, revision=0)
        if plan.invited:
            invitation.invite(lead, self.activity, organisations=[self.stage.organisations[name] for name in plan.invited])
        invitation.publish(lead, self.activity, revision=revision, to_all=True)

    # — people register —

    def register(self, organisation: str, place: int) -> None:
        worker = self._who_comes(organisation, place)
        manager = next((one for one in self._there(organisation) if one.leads_people and one.person != worker.person), None)
        asked = people.person_contact(manager.person, 0) if manager else None
        made = registering.register(
            people.actor(worker.person),
            self.activity,
            Entry(
                person=worker.person,
                manager_name=asked.name if asked else f"Chef på {organisation}",
                manager_email=asked.email if asked else f"chef@{people.person_contact(worker.person, 0).email.rpartition('@')[2]}",
                answers=self._answers(worker.person),
                agreed=True,
                shares_contact=bool(number(f"{worker.person}", 5)),
            ),
        )
        self.registered.setdefault(organisation, []).append((worker.person, made))
        answered = organisation not in self.plan.unanswered
        if self.plan.approval and answered:
            self.on(clock.today() + timedelta(days=1 + number(f"{organisation}{place}", CONFIRMED_BEFORE)), self.approve, organisation, made, later=ANSWERED_LATER)

    def approve(self, organisation: str, registration: int) -> None:
        approval = Approval.objects.filter(registration=registration, state="asked").values("link").first()
        found = link(approval["link"], managers.PURPOSE) if approval else None
        if found is None or found.used or found.revoked:
            return
        no = organisation in self.plan.declined
        managers.answer(token_of(found), yes=not no, word="Vi har årsredovisning de dagarna." if no else "")
        if not no:
            self.on(clock.today() + timedelta(days=3 + number(f"{registration}", 6)), self.assign, registration)

    def assign(self, registration: int) -> None:
        """The assignment is written; in the lab that is open now Dan's is left, so that it waits on his page."""
        person = Registration.objects.values_list("person", flat=True).get(id=registration)
        waits = self.plan.places is not None and person == self.stage.people.get("dan")
        more = assigning.assign(registration, self.run.story.title, waits=waits)
        if more is not None:
            self.on(clock.today() + timedelta(days=more), assigning.confirm, registration)

    def withdraw(self, organisation: str) -> None:
        person, registration = self.registered[organisation][-1]
        registering.withdraw(people.actor(person), self.activity, registration, why="Jag har fått förhinder.")

    def _answers(self, person: int) -> dict[int, str]:
        if number(f"kost{person}", 4):
            return {}
        return {one.id: "Vegetariskt" for one in terms(self.run.row(self.run.lead())).questions[:1]}

    def _there(self, organisation: str) -> list[Worker]:
        return [one for one in self.stage.staff[organisation] if one.there(clock.today())]

    def _who_comes(self, organisation: str, place: int) -> Worker:
        """The cast first, then by turns somebody of each function."""
        taken = {person for person, _ in self.registered.get(organisation, ())}
        there = [one for one in self._there(organisation) if one.person not in taken]
        functions = dict(Employment.objects.filter(person__in=[one.person for one in there], end=None).values_list("person", "function"))
        wanted = ("operative", "strategic")[place % 2]
        return min(there, key=lambda one: (not one.key or one.leads_people, functions.get(one.person) != wanted, one.leads_people, one.person))

    def confirmed(self) -> list[tuple[str, int]]:
        """(organisation, person) of everybody who has a place now, in the order they came."""
        places = set(Registration.objects.filter(activity=self.activity, state=State.CONFIRMED).values_list("person", flat=True))
        everyone = chain.from_iterable(((name, person) for person, _ in group) for name, group in self.registered.items())
        return [one for one in everyone if one[1] in places]

    # — they mark, hand in, come and look back —

    def mark(self, moment: str) -> None:
        results = list(ExpectedResult.objects.filter(activity=self.activity).values_list("id", flat=True))
        for name, person in self.confirmed():
            if number(f"{name}{person}", 4) >= self.plan.marked:
                continue
            actor = people.actor(person)
            lift = 0 if moment == "before" else 1
            steps = {
                result: Step(
                    own=min(5, 2 + number(f"{person}{result}", 2) + lift + (number(f"{result}{person}", 3) == 0) * lift),
                    home=min(5, 1 + number(f"{name}{result}", 3) + lift * (number(f"{name}{person}{result}", 3) > 0)),
                )
                for result in results
            }
            marks.mark(actor, self.activity, moment=moment, marks=steps)

    def give(self, place: int) -> None:
        task, lead = self.plan.tasks[place], self.run.lead()
        made = homeworks.write(
            lead,
            self.activity,
            WrittenHomework(
                title=task.title, text=task.text, due=task.due, by=task.by, seen_by=task.seen_by, after=self.sessions[task.after],
                taken_up_at=self.sessions[task.taken_up],
            ),
        )  # fmt: skip
        self.tasks.append(made)
        giving.give(lead, self.activity, made, revision=HomeworkTable.objects.values_list("revision", flat=True).get(id=made))

    def hand_in(self, place: int, organisation: str, text: str) -> None:
        person = next((person for name, person in self.confirmed() if name == organisation), None)
        if person is not None:
            handins.hand_in(people.actor(person), self.activity, self.tasks[place], text=text, link="", revision=0)

    def attend(self, place: int) -> None:
        lead, meeting = self.run.lead(), self.plan.meetings[place]
        for turn, (_, person) in enumerate(self.confirmed()):
            away = meeting.absent and turn % meeting.absent == meeting.absent - 1
            attendance.note(lead, self.activity, self.sessions[place], person=person, mark=Mark.ABSENT if away else Mark.PRESENT)

    def look_back(self, place: int) -> None:
        confirmed = self.confirmed()
        for organisation, answers in self.plan.meetings[place].said.items():
            person = next((person for name, person in confirmed if name == organisation), None)
            if person is not None:
                debriefs.answer(
                    people.actor(person), self.activity, self.sessions[place], answers=answers, could_be_lesson=bool(answers.get("next"))
                )


def schedule(run: Run, plan: TakingPart) -> Gathered:
    """Puts every deed on its day. The story itself has been scheduled: what is done here waits for its start."""
    made = Gathered(run, plan)
    made.on(plan.prepared, made.prepare)
    made.on(plan.published, made.open)
    turn = 0
    room = max(1, (min(plan.last_day, run.stage.days.back(5)) - plan.published).days - 4)
    for organisation, count in plan.comes.items():
        for place in range(count):
            turn += 1
            day = plan.published + timedelta(days=2 + number(f"{organisation}{place}{run.story.title}", room))
            made.on(day, made.register, organisation, place, later=turn)
    for organisation, day in plan.withdrawn:
        made.on(day, made.withdraw, organisation)
    _sessions(made)
    for place, task in enumerate(plan.tasks):
        made.on(task.given, made.give, place, later=80)
        for turn, (organisation, text) in enumerate(task.handed_in.items()):
            made.on(task.due - timedelta(days=number(organisation, 5)), made.hand_in, place, organisation, text, later=90 + turn)
    return made


def _sessions(made: Gathered) -> None:
    plan = made.plan
    days = [meeting.text.day for meeting in plan.meetings if meeting.text.day is not None]
    for place, meeting in enumerate(plan.meetings):
        if meeting.moved_from is not None:
            made.on(plan.published + timedelta(days=20), made.move, place)
        day = meeting.text.last_day or meeting.text.day
        if day is None:
            continue
        if meeting.text.lunch_to_lunch and meeting.text.last_day is None:
            day += timedelta(days=1)
        made.on(day, made.attend, place, later=200)
        if meeting.said:
            made.on(day + timedelta(days=1), made.look_back, place, later=210)
    if plan.marked and days:
        made.on(min(days) - timedelta(days=4), made.mark, "before", later=60)
        made.on(max(days) + timedelta(days=5), made.mark, "after", later=60)
