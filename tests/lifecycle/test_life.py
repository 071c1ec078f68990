"""A random life of a few test rooms through the deeds: whatever is tried, the rules hold and a refusal changes nothing (C3, D2)."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from samlar.activities.actions import participation
from samlar.activities.actions import plan as plans
from samlar.activities.models import Activity, Measure, Report
from samlar.activities.queries import activity as seen
from samlar.activities.rules.plan import About, Line
from samlar.catalogue.queries import latest
from samlar.formats.sentence import Refusal
from samlar.foundation.models import AuditEntry
from samlar.lifecycle import facts
from samlar.lifecycle.actions import move, review
from samlar.people.rules import NotVisible
from tests.cast import Cast
from tests.lifecycle.making import SECTIONS, TITLE, planned, written

PEOPLE = ("stina", "dan", "gun", "jon", "siv", "klara", "sanna", "nils")
LEADS = ("stina", "dan", "gun")
STEPS = ("submit", "send_back", "start", "report", "return_report", "close", "cancel", "finns_inte")
CASTING: dict[str, Cast] = {}


def dump() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours, as the database says it: it is asked a thousand times."""
    tables = [model._meta.db_table for model in apps.get_app_config("samlar").get_models()]
    rows = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows[table] = sorted(cursor.fetchall(), key=repr)
    return rows


class Life(RuleBasedStateMachine):
    """Three test rooms, eight people, every deed at any time; the year has two places and 200 000 kr."""

    @initialize()
    def begin(self) -> None:
        self.point = transaction.savepoint()
        self.cast = CASTING["cast"]
        self.rooms = [planned(self.cast, lead, others=("Region Jönköpings län",)) for lead in LEADS]
        self.moves: list[tuple[int, str, str]] = []

    def teardown(self) -> None:
        if hasattr(self, "point"):
            transaction.savepoint_rollback(self.point)

    def tried(self, deed) -> bool:
        """Whether the deed was done; a refusal must leave every table as it was."""
        before = dump()
        try:
            with transaction.atomic():
                deed()
        except (Refusal, NotVisible):
            assert dump() == before
            return False
        return True

    @rule(
        room=st.integers(0, 2),
        who=st.sampled_from(PEOPLE),
        step=st.sampled_from(STEPS),
        reason=st.sampled_from(["", "Därför."]),
        stale=st.booleans(),
    )
    def step(self, room: int, who: str, step: str, reason: str, stale: bool) -> None:
        id = self.rooms[room]
        row = Activity.objects.values("stage", "revision").get(id=id)
        revision = row["revision"] - 1 if stale else row["revision"]
        if self.tried(lambda: move(getattr(self.cast, who), id, step, revision=revision, reason=reason)):
            assert not stale
            self.moves.append((id, row["stage"], step))

    @rule(
        room=st.integers(0, 2),
        who=st.sampled_from(PEOPLE),
        whole=st.booleans(),
        grant=st.sampled_from([0, 75_000, 100_000, 100_001]),
        budget=st.sampled_from([0, 150_000, 200_000]),
        start=st.sampled_from([None, date(2027, 1, 11), date(2027, 8, 1), date(2028, 1, 1)]),
    )
    def write(self, room: int, who: str, whole: bool, grant: int, budget: int, start: date | None) -> None:
        lines = (Line(cost="expert", amount=100_000, paid_by="joint"), Line(cost="travel", amount=budget, paid_by="participants"))
        sections = SECTIONS if whole else {**SECTIONS, "purpose": "", "indicators": ()}
        end = start + timedelta(days=110) if start else None
        text = written(sections=sections, start=start, end=end, grant=grant, lines=lines)
        revision = Activity.objects.values_list("plan__revision", flat=True).get(id=self.rooms[room])
        self.tried(lambda: plans.save(getattr(self.cast, who), self.rooms[room], about=About(TITLE), plan=text, revision=revision))

    @rule(room=st.integers(0, 2), who=st.sampled_from(("klara", "stina")), yes=st.booleans())
    def read(self, room: int, who: str, yes: bool) -> None:
        revision = Activity.objects.values_list("plan__revision", flat=True).get(id=self.rooms[room])
        row = Activity.objects.values_list("stage", flat=True).get(id=self.rooms[room])
        note = "" if yes else "Ändra."
        done = self.tried(lambda: review(getattr(self.cast, who), self.rooms[room], of="plan", approved=yes, note=note, revision=revision))
        if done and not yes:
            self.moves.append((self.rooms[room], row, "send_back"))

    @rule(
        room=st.integers(0, 2),
        who=st.sampled_from(PEOPLE),
        deed=st.sampled_from(["ask", "answer", "leave", "remove", "hand_over"]),
        at=st.integers(0, 3),
    )
    def people(self, room: int, who: str, deed: str, at: int) -> None:
        actor, id = getattr(self.cast, who), self.rooms[room]
        rows = sorted(Activity.objects.get(id=id).participations.values_list("id", flat=True))
        one = rows[at % len(rows)]
        organisation = self.cast.organisation(("Region Dalarna", "Region Gotland", "SLU", "Region Skåne")[at])
        self.tried(
            {
                "ask": lambda: participation.ask(actor, id, organisation=organisation),
                "answer": lambda: participation.answer(actor, id, yes=at % 2 == 0),
                "leave": lambda: participation.leave(actor, id, why="Vi hinner inte."),
                "remove": lambda: participation.remove(actor, id, one, why="Ni bad om det."),
                "hand_over": lambda: participation.hand_over(actor, id, one),
            }[deed]
        )

    @rule(room=st.integers(0, 2), who=st.sampled_from(PEOPLE))
    def set_aside(self, room: int, who: str) -> None:
        self.tried(lambda: plans.set_aside(getattr(self.cast, who), self.rooms[room], rule="plan.indicators", reason="Vi vet inte än."))

    @precondition(lambda self: Activity.objects.filter(stage="running").exists())
    @rule()
    def tell(self) -> None:
        """What the report's own deeds do: every heading told, every criterion answered."""
        for made in Activity.objects.filter(stage="running"):
            headings = {section.id: "Så gick det." for section in latest("provrum").definition.report}
            Report.objects.update_or_create(activity=made, defaults={"sections": headings, "changed": made.created})
        Measure.objects.update(outcome="yes", answer="Det gick bra.")

    @rule(
        order=st.permutations([0, 1, 2]),
        grant=st.sampled_from([0, 50_000, 75_000, 100_000]),
        budget=st.sampled_from([0, 50_000, 100_000]),
        start=st.sampled_from([date(2027, 1, 11), date(2027, 8, 1)]),
    )
    def rush(self, order: list[int], grant: int, budget: int, start: date) -> None:
        """All three take the straight way into the same year, so that its places and its money run out."""
        for room in order:
            self.write(room, LEADS[room], True, grant, budget, start)
            self.step(room, LEADS[room], "submit", "", False)
            self.read(room, "klara", True)
            self.step(room, "klara", "start", "", False)

    @invariant()
    def the_year_keeps_its_two_places_and_its_money(self) -> None:
        started = Activity.objects.filter(year__isnull=False).values_list("year", "granted")
        for year, count in Counter(year for year, _ in started).items():
            assert count <= 2
            assert sum(granted for one, granted in started if one == year) <= 200_000

    @invariant()
    def nothing_runs_that_was_not_cleared_with_every_must_met(self) -> None:
        for id in Activity.objects.filter(stage="running", reported=None).values_list("id", flat=True):
            assert AuditEntry.objects.filter(subject=str(id), verb="activity.cleared").exists()
            activity = seen(self.cast.klara, id)
            verdict = facts.standing(activity).judged.verdict
            broken = [one.rule_id for one in verdict.rules if one.severity == "must" and one.state == "failed"]
            # an organisation may leave what runs; all else stays as it was cleared
            assert not [one for one in broken if not one.startswith("participants.")]

    @invariant()
    def every_stage_was_reached_by_declared_steps(self) -> None:
        definition = latest("provrum").definition
        steps = {step.id: step for step in definition.steps}
        for id in getattr(self, "rooms", ()):
            stage = definition.stages[0].id
            for _, before, name in [one for one in self.moves if one[0] == id]:
                assert before == stage
                assert before in steps[name].from_
                stage = steps[name].to
            assert Activity.objects.values_list("stage", flat=True).get(id=id) == stage

    @invariant()
    def exactly_one_leads(self) -> None:
        for id in getattr(self, "rooms", ()):
            leads = Activity.objects.get(id=id).participations.filter(is_lead=True, state="taking_part")
            assert leads.count() == 1


@pytest.mark.django_db
def test_a_random_life_keeps_the_rules_and_a_refusal_changes_nothing(cast):
    CASTING["cast"] = cast
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=10, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
        ),
    )
