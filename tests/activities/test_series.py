"""A lasting activity: its series of sessions, its planning group, year upon year (H1)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.activities import queries
from samlar.activities.actions import participation, plan
from samlar.activities.actions.duties import note_done
from samlar.activities.actions.report import save_report
from samlar.activities.models import Activity, Duty, Plan, Report, YearReview
from samlar.activities.queries.plan import kept_plan
from samlar.activities.queries.report import kept_report, years
from samlar.activities.queries.waiting import waiting_for
from samlar.activities.rules.deeds import ActivityRefused
from samlar.activities.rules.lineage import lasting
from samlar.activities.rules.plan import About, PlanText
from samlar.activities.rules.series import series
from samlar.activities.rules.sessions import SessionRow
from samlar.catalogue import queries as catalogue
from samlar.foundation import clock
from samlar.lifecycle import facts
from samlar.lifecycle.actions import move
from tests.activities.rows import activity

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
SECTIONS = {"purpose": "Kunna mer.", "time_plan": "Fyra träffar.", "main_question": "Dricksvatten"}


def row(id, starts, theme="", cancelled=False):
    return SessionRow(
        id=id, activity=1, title=f"Träff {id}", theme=theme, kind="meeting", mode="digital", starts=starts, ends=starts + timedelta(hours=2),
        lunch_to_lunch=False, place="", link="", text="", host=None, host_name="", examples="", cancelled=starts if cancelled else None, why_cancelled="",
    )  # fmt: skip


def test_the_next_meeting_comes_first_and_the_others_by_year_and_theme():
    rows = [
        row(1, NOW - timedelta(days=400), "Vatten"), row(2, NOW - timedelta(days=30), "Skog"), row(3, NOW + timedelta(days=3), "Skog", cancelled=True),
        row(4, NOW + timedelta(days=9), "Luft"), row(5, NOW + timedelta(days=20), " skog "), row(6, NOW + timedelta(days=60), ""),
    ]  # fmt: skip
    found = series(rows, NOW)
    assert found.next.id == 4
    assert [(year.year, [(theme.name, [one.id for one in theme.sessions]) for theme in year.themes]) for year in found.coming] == [
        (2026, [("Skog", [3, 5]), ("Luft", [4])]), (2027, [("", [6])]),
    ]  # fmt: skip
    assert [(year.year, [theme.name for theme in year.themes]) for year in found.held] == [(2026, ["Skog"]), (2025, ["Vatten"])]


@given(st.lists(st.tuples(st.integers(-900, 900), st.sampled_from(["", "A", "b", "B "]), st.booleans()), max_size=12))
def test_every_session_stands_once(several):
    rows = [row(place, NOW + timedelta(days=days), theme, cancelled) for place, (days, theme, cancelled) in enumerate(several)]
    found = series(rows, NOW)
    told = [one.id for year in (*found.coming, *found.held) for theme in year.themes for one in theme.sessions]
    assert sorted(told) == [one.id for one in rows]
    live = [one for one in rows if one.ends > NOW and one.cancelled is None]
    assert (found.next is None) == (not live)
    assert found.next is None or found.next.starts == min(one.starts for one in live)


def test_of_the_built_in_formats_networks_last(db):
    assert [one.format for one in catalogue.newest() if lasting(one.definition)] == ["natverk"]


@pytest.fixture
def network(cast):
    made = activity(cast, "Vattennätverket", format="natverk", others=("Region Dalarna", "SLU"))
    Plan.objects.filter(activity=made).update(sections=SECTIONS)
    return made


def turn_the_year(cast, made, text="Mycket"):
    """The result is told, the yearly review made, what is owed noted, and the network goes on."""
    stina = cast.stina
    seen = queries.activity(stina, made.pk)
    save_report(stina, made.pk, sections={one.id: text for one in seen.definition.report}, answers={}, revision=kept_report(seen).revision)
    move(stina, made.pk, "review", revision=queries.activity(stina, made.pk).revision)
    web = Duty.objects.get(activity=made, duty="web")
    note_done(stina, made.pk, web.pk, day=NOW.date(), link="https://example.test/aret")
    move(stina, made.pk, "continue", revision=queries.activity(stina, made.pk).revision)


@pytest.mark.django_db
def test_each_yearly_review_is_kept_and_the_next_begins_empty(cast, visitor, network):
    turn_the_year(cast, network, "Ett")
    turn_the_year(cast, network, "Två")

    first, second = years(queries.activity(visitor, network.pk))[::-1]
    assert ({text for _, text in first.sections}, {text for _, text in second.sections}) == ({"Ett"}, {"Två"})
    assert [(label.sv, done, link) for label, done, link, _ in first.spread] == [
        ("Publicera resultatet på webben", date(2026, 11, 20), "https://example.test/aret")
    ]
    assert Report.objects.get().sections == {}
    assert not Duty.objects.exists()
    assert YearReview.objects.count() == 2


@pytest.mark.django_db
def test_the_next_years_plan_is_written_at_the_yearly_review_and_not_in_between(cast, network):
    stina = cast.stina
    new = PlanText(sections={**SECTIONS, "main_question": "Skyfall"})

    def write():
        seen = queries.activity(stina, network.pk)
        plan.save(stina, network.pk, about=About(seen.title), plan=new, revision=kept_plan(seen).revision)

    with pytest.raises(ActivityRefused) as refusal:
        write()
    assert "årsavstämningen" in refusal.value.mend.sv
    Activity.objects.update(stage="reviewed", stage_kind="reported", reported=NOW)
    write()
    assert kept_plan(queries.activity(stina, network.pk)).text.sections["main_question"] == "Skyfall"
    project = activity(cast, "Lärprojekt", format="larprojekt", stage="reported")
    with pytest.raises(ActivityRefused):
        plan.save(stina, project.pk, about=About("X"), plan=PlanText(), revision=1)


@pytest.mark.django_db
def test_others_are_asked_and_answer_while_the_network_goes_on(cast, network):
    participation.ask(cast.stina, network.pk, organisation=cast.organisation("Region Gotland"))
    assert [one.deed for one in waiting_for(cast.gun) if one.subject == network.pk] == ["activity.answer"]
    turn_the_year(cast, network)
    participation.answer(cast.gun, network.pk, yes=True)
    assert queries.activity(cast.gun, network.pk).participation_of(cast.organisation("Region Gotland")).state == "taking_part"
    room = activity(cast, "Provrum")
    with pytest.raises(ActivityRefused):
        participation.ask(cast.stina, room.pk, organisation=cast.organisation("Region Gotland"))


@pytest.mark.django_db
def test_who_has_not_answered_is_no_longer_asked_when_it_ends(cast, network):
    participation.ask(cast.stina, network.pk, organisation=cast.organisation("Region Gotland"))
    Activity.objects.update(stage="reviewed", stage_kind="reported", reported=NOW)
    move(cast.stina, network.pk, "close", revision=network.revision, reason="Ingen saknar det.")
    assert queries.activity(cast.stina, network.pk).participation_of(cast.organisation("Region Gotland")).state == "lapsed"


@pytest.mark.django_db
def test_the_years_result_waits_for_the_lead_when_most_of_the_year_has_passed(cast, network):
    turn_the_year(cast, network)
    stina = cast.stina

    def next_place(days):
        with clock.at(NOW + timedelta(days=days)):
            found = facts.glance(stina, queries.activity(stina, network.pk)).next
            return found.place if found else None

    assert (next_place(10), next_place(320)) == (None, "result")
    seen = queries.activity(stina, network.pk)
    save_report(stina, network.pk, sections={"done": "Två träffar."}, answers={}, revision=kept_report(seen).revision)
    assert next_place(10) == "result"
