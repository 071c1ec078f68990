"""The one door through which every step goes (C3, D2, Z4)."""

from datetime import date

import pytest

from samlar.activities import queries
from samlar.activities.actions import participation
from samlar.activities.actions import plan as plans
from samlar.activities.models import Activity, Duty, Measure, Participation, Plan, Report
from samlar.activities.rules.deeds import ActivityRefused, Overtaken
from samlar.economy.actions import decide_envelope
from samlar.foundation.models import AuditEntry, Letter
from samlar.lifecycle import facts
from samlar.lifecycle.rules.steps import StepRefused, YearCounts
from samlar.people.rules import VISITOR, NotAllowed, NotVisible
from tests.activities.rows import activity
from tests.lifecycle.making import approved, fill_in, planned, read, running, stage_of, step, submitted


def rules_missing(refused) -> list[str]:
    return [rule.rule_id for one in refused.value.missing for rule in one.rules]


def test_a_test_room_goes_all_the_way_from_plan_to_spread_result(cast):
    made = running(cast)
    activity = queries.activity(VISITOR, made)
    assert (activity.stage, activity.year, activity.granted) == ("running", 2027, 75_000)
    Measure.objects.update(outcome="yes", answer="Så gick det.")
    headings = {section.id: "Så gick det." for section in activity.definition.report}
    Report.objects.create(activity_id=made, sections=headings, changed=activity.created)
    step(cast, made, "stina", "report")
    assert stage_of(made) == "reported"
    assert set(Duty.objects.values_list("duty", flat=True)) == {"web", "newsletter", "network_meeting", "annual_conference"}
    assert Duty.objects.get(duty="web").due == date(2026, 12, 20)
    verbs = list(AuditEntry.objects.filter(kind="activity").order_by("id").values_list("verb", flat=True))
    assert verbs == ["activity.begun", "plan.saved", "activity.submitted", "plan.approved", "activity.cleared", "activity.reported"]


def test_an_unfinished_plan_is_not_submitted_and_everything_that_is_missing_is_said(cast):
    made = planned(cast, others=())
    with pytest.raises(StepRefused) as refused:
        step(cast, made, "stina", "submit")
    assert set(rules_missing(refused)) == {
        "participants.count", "participants.ready_regions", "plan.sections", "starts.per_year", "grant.per_year",
        "plan.success_criteria", "plan.indicators",
    }  # fmt: skip
    assert refused.value.source
    assert refused.value.mend
    assert stage_of(made) == "planning"


def test_a_should_is_met_or_has_a_written_reason(cast):
    made = planned(cast)
    fill_in(cast, made, sections={"indicators": ()})
    with pytest.raises(StepRefused) as refused:
        step(cast, made, "stina", "submit")
    assert rules_missing(refused) == ["plan.indicators"]
    plans.set_aside(cast.stina, made, rule="plan.indicators", reason="Vi vet inte vad som går att räkna än.")
    step(cast, made, "stina", "submit")
    plans.take_back(cast.stina, made, rule="plan.indicators")
    read(cast, made)
    with pytest.raises(StepRefused):
        step(cast, made, "klara", "start")


def test_only_those_whom_the_format_names_take_a_step(cast):
    made = planned(cast)
    fill_in(cast, made)
    with pytest.raises(NotAllowed, match="Det här steget tar Region Kalmar län"):
        step(cast, made, "dan", "submit")
    step(cast, made, "majken", "submit")  # a colleague at the leading organisation
    read(cast, made)
    for who in ("stina", "dan", "sanna"):
        with pytest.raises(NotAllowed):
            step(cast, made, who, "start")
    assert stage_of(made) == "review"


def test_the_plan_is_read_before_it_is_cleared_and_read_again_when_it_has_changed(cast):
    made = submitted(cast)
    with pytest.raises(StepRefused) as refused:
        step(cast, made, "klara", "start")
    assert [one.need for one in refused.value.missing] == ["quality_check"]
    read(cast, made)
    step(cast, made, "klara", "send_back", reason="Huvudfrågan är för bred.")
    fill_in(cast, made, sections={"main_question": "När hjälper AI analysen?"})
    step(cast, made, "stina", "submit")
    with pytest.raises(StepRefused) as refused:
        step(cast, made, "klara", "start")
    assert [one.need for one in refused.value.missing] == ["quality_check"]


def test_a_step_that_asks_for_a_reason_is_not_taken_without(cast):
    made = submitted(cast)
    with pytest.raises(ActivityRefused) as refused:
        step(cast, made, "klara", "send_back", reason="   ")
    assert refused.value.field == "reason"
    with pytest.raises(ActivityRefused):
        step(cast, made, "klara", "send_back", reason="x" * 501)
    assert stage_of(made) == "review"


def test_the_second_window_is_told_who_did_what(cast):
    made = submitted(cast)
    before = Activity.objects.get(id=made).revision
    step(cast, made, "klara", "send_back", reason="Huvudfrågan är för bred.", revision=before)
    with pytest.raises(Overtaken) as refused:
        step(cast, made, "klara", "cancel", reason="Nej", revision=before)
    said = refused.value.sentence.sv
    assert "Skicka tillbaka planen: från Granskning till Planering." in said
    assert "Klara Skådespel, Tillväxtverket" in said
    assert "Kl. 10.00 den 20/11" in said
    assert "Huvudfrågan är för bred." in said
    assert stage_of(made) == "planning"


def test_a_step_that_does_not_leave_this_stage_is_refused(cast):
    made = planned(cast)
    with pytest.raises(ActivityRefused, match="går inte härifrån"):
        step(cast, made, "klara", "start")


@pytest.mark.parametrize("wrong", ["", "finns-inte", "../start", "x" * 500, "<script>"])
def test_a_step_that_the_format_does_not_have_is_not_there(cast, wrong):
    made = planned(cast)
    with pytest.raises(NotVisible):
        step(cast, made, "stina", wrong)


def test_the_third_start_of_a_year_is_refused_with_the_rule_and_its_source(cast):
    for lead, other in (("stina", "Region Dalarna"), ("dan", "Region Gotland")):
        running(cast, lead, others=(other,))
    third = approved(cast, "gun", others=("Region Dalarna",), grant=0, start=date(2026, 12, 1))
    Activity.objects.exclude(id=third).update(year=2026)
    with pytest.raises(StepRefused) as refused:
        step(cast, third, "klara", "start")
    assert rules_missing(refused) == ["starts.per_year"]
    assert refused.value.source == "P · Tid och plats; C3"


def test_what_was_cancelled_after_its_start_still_counts_in_its_year(cast):
    made = running(cast)
    step(cast, made, "stina", "cancel", reason="Vi fick inte ihop tiden.")
    made = planned(cast, "dan", others=("Region Gotland",))
    other = queries.activity(cast.dan, made)
    assert facts.year_counts(other, 2027) == YearCounts(started=1, granted=75_000)


def test_what_was_cancelled_before_its_start_does_not_count(cast):
    step(cast, submitted(cast), "stina", "cancel", reason="Vi väntar.")
    made = planned(cast, "dan", others=("Region Gotland",))
    other = queries.activity(cast.dan, made)
    assert facts.year_counts(other, 2027) == YearCounts(started=0, granted=0)


def test_a_start_never_counts_in_a_year_that_is_over(cast):
    made = planned(cast)
    fill_in(cast, made, start=date(2025, 6, 1))
    assert facts.standing(queries.activity(cast.stina, made)).judged.year == 2026


def test_what_is_cancelled_before_its_start_is_seen_by_those_inside_only(cast):
    made = submitted(cast)
    step(cast, made, "stina", "cancel", reason="Vi fick inte ihop tiden.")
    assert queries.activity(cast.dan, made).why_cancelled == "Vi fick inte ihop tiden."
    for actor in (VISITOR, cast.nils, cast.gun):
        with pytest.raises(NotVisible):
            queries.activity(actor, made)


def test_what_was_public_stays_public_when_it_is_cancelled_but_the_reason_stays_inside(cast):
    made = running(cast)
    step(cast, made, "stina", "cancel", reason="Vi fick inte ihop tiden.")
    assert queries.activity(cast.dan, made).why_cancelled == "Vi fick inte ihop tiden."
    for actor in (VISITOR, cast.nils, cast.gun):
        seen = queries.activity(actor, made)
        assert (seen.stage, seen.why_cancelled) == ("cancelled", "")
        assert facts.glance(actor, seen).state.sv == "Inställt 20 november 2026."


def test_those_who_have_not_answered_when_it_starts_are_no_longer_asked(cast):
    made = planned(cast)
    participation.ask(cast.stina, made, organisation=cast.organisation("Region Skåne"))
    fill_in(cast, made)
    step(cast, made, "stina", "submit")
    read(cast, made)
    step(cast, made, "klara", "start")
    assert Participation.objects.get(organisation=cast.organisation("Region Skåne")).state == "lapsed"


def test_every_step_tells_those_whom_it_concerns(cast):
    made = submitted(cast)
    assert ("activity_to_review", cast.klara.email) in Letter.objects.values_list("name", "to")
    read(cast, made)
    step(cast, made, "klara", "start")
    told = set(Letter.objects.filter(name="activity_cleared").values_list("to", flat=True))
    assert told == {cast.stina.email, cast.majken.email, cast.disa.email}


def test_what_is_reported_is_sent_to_whoever_checks_it_and_to_whoever_spreads_it(cast):
    made = running(cast)
    Measure.objects.update(outcome="yes", answer="Så gick det.")
    write_report(cast, made)
    step(cast, made, "stina", "report")
    assert letters_to("activity_result_to_review") == {cast.klara.email, cast.ture.email}
    assert letters_to("activity_to_spread") == {cast.sanna.email}


def test_a_network_starts_and_goes_on_without_a_word_of_clearance_or_checking(cast):
    made = activity(cast, "Analytikernätverket", format="natverk", stage="planning", audience="members").pk
    texts = {"purpose": "Vi lär av varandra.", "time_plan": "Fyra träffar.", "main_question": "Vad går att mäta?"}
    Plan.objects.filter(activity=made).update(sections=texts, end=None)
    step(cast, made, "stina", "start")
    write_report(cast, made)
    step(cast, made, "stina", "review")
    step(cast, made, "stina", "continue")
    told = set(Letter.objects.values_list("name", flat=True))
    assert told == {"activity_started", "activity_reported", "activity_to_spread", "activity_continued"}
    assert not any(letter.values["checked"] for letter in Letter.objects.filter(name="activity_to_spread"))


def write_report(cast, made: int) -> None:
    row = queries.activity(cast.stina, made)
    told = {section.id: "Så gick det." for section in row.definition.report}
    Report.objects.create(activity_id=made, sections=told, changed=row.created)


def letters_to(name: str) -> set[str]:
    return set(Letter.objects.filter(name=name).values_list("to", flat=True))


def test_a_grant_over_what_is_left_of_a_decided_envelope_is_refused(cast):
    decide_envelope(cast.klara, "provrum", 2027, amount=120_000, source="surplus", note="", revision=0)
    running(cast)
    other = approved(cast, "dan", others=("Region Gotland",))
    with pytest.raises(StepRefused, match="45"):
        step(cast, other, "klara", "start")
    assert stage_of(other) == "review"
