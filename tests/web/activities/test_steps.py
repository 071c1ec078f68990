"""Every step that a built-in format declares is walked through the web: from each of its stages, by each who may, refused to all others."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.urls import reverse

from samlar.activities.models import Activity, BudgetLine, Participation, Plan, QualityCheck, Report
from samlar.formats.builtin import builtin_formats
from samlar.formats.definition import Step
from samlar.foundation import clock
from tests.activities import rows
from tests.formats import cases
from tests.lifecycle.making import proposal

pytestmark = pytest.mark.django_db
DOERS = {"lead": "stina", "owner": "jon", "mandate.clearance": "klara", "mandate.quality": "klara", "mandate.dissemination": "sanna"}
PLAYS = {"Region 0": "Region Kalmar län", "Region 1": "Region Dalarna", "Verket": "Boverket", "Lärosätet": "SLU"}
OWNER = "Region Jönköpings län"  # owns without leading, so that the two are told apart


def walks() -> Iterator[tuple[str, str, str]]:
    for name, definition in builtin_formats().items():
        for step in definition.steps:
            yield from ((name, step.id, stage) for stage in step.from_)


def ready(cast, format_id: str, stage: str) -> Activity:
    """An activity in a stage, with everything in place that any step from there asks for."""
    case = cases.good(format_id)
    lead, *others = (PLAYS[one["organisation"]] for one in case["participants"])
    made = rows.activity(
        cast, format=format_id, stage=stage, lead=lead, others=tuple(others), proposal_id=proposal(cast), granted=0,
        owner_organisation_id=cast.organisation(OWNER), led_by="member",
    )  # fmt: skip
    rows.Grant.objects.create(token=rows.activity_token(made.pk), organisation_id=cast.organisation(OWNER))
    leading = [cast.organisation(PLAYS[one["organisation"]]) for one in case["participants"] if one["lead"]]
    Participation.objects.filter(activity=made, organisation__in=leading).update(is_lead=True)
    days = {key: date.fromisoformat(day).replace(year=2027) for key, day in case["period"].items()}
    Plan.objects.filter(activity=made).update(sections=case["plan"], grant=case["budget"]["grant"], **days)
    rows.measures(made, *case["plan"]["success_criteria"])
    rows.measures(made, *case["plan"]["indicators"], kind="indicator")
    made.plan.measures.update(outcome="yes", answer="Så blev det.")
    BudgetLine.objects.bulk_create(BudgetLine(plan=made.plan, position=place, **one) for place, one in enumerate(case["budget"]["lines"]))
    told = {section.id: "Så blev det." for section in builtin_formats()[format_id].report}
    report = Report.objects.create(activity=made, sections=told, changed=clock.now())
    for of, revision in (("plan", made.plan.revision), ("result", report.revision)):
        QualityCheck.objects.create(
            activity=made, of=of, plan_revision=revision, approved=True, person_id=cast.klara.person,
            organisation_id=cast.klara.organisation, made=clock.now(),
        )  # fmt: skip
    return made


def declared(format_id: str, step_id: str) -> Step:
    return next(step for step in builtin_formats()[format_id].steps if step.id == step_id)


def now(activity: Activity) -> tuple[str, int]:
    return Activity.objects.values_list("stage", "revision").get(id=activity.pk)


def sent(activity: Activity) -> dict[str, object]:
    return {"reason": "Därför att det behövs.", "revision": now(activity)[1]}


@pytest.mark.parametrize(("format_id", "step_id", "stage"), list(walks()))
def test_who_may_finds_the_step_on_the_page_and_takes_it(cast, sign_in, format_id, step_id, stage):
    step = declared(format_id, step_id)
    for doer in step.by:
        activity, browser = ready(cast, format_id, stage), sign_in(getattr(cast, DOERS[doer]))
        there = reverse("activity_step", args=[activity.pk, step_id])
        assert f'href="{there}"' in browser.get(reverse("activity", args=[activity.pk])).content.decode(), doer
        assert browser.get(there).status_code == 200
        answer = browser.post(there, sent(activity))
        assert answer.status_code == 302, (doer, " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()))
        assert now(activity)[0] == step.to


@pytest.mark.parametrize(("format_id", "step_id", "stage"), list(walks()))
def test_nobody_else_takes_it(cast, sign_in, format_id, step_id, stage):
    step, activity = declared(format_id, step_id), ready(cast, format_id, stage)
    may, before = {DOERS[doer] for doer in step.by} | ({"dan"} if format_id == "expedition" and "lead" in step.by else set()), now(activity)
    for who in {*DOERS.values(), "dan", "siv", "gustav", "nils"} - may:
        answer = sign_in(getattr(cast, who)).post(reverse("activity_step", args=[activity.pk, step_id]), sent(activity))
        assert answer.status_code in (403, 404), who
        assert now(activity) == before


@pytest.mark.parametrize(("format_id", "step_id"), sorted({(name, step) for name, step, _stage in walks()}))
def test_from_any_other_stage_it_is_refused(cast, sign_in, format_id, step_id):
    step = declared(format_id, step_id)
    for stage in {one.id for one in builtin_formats()[format_id].stages} - set(step.from_):
        activity = ready(cast, format_id, stage)
        before = now(activity)
        answer = sign_in(getattr(cast, DOERS[step.by[0]])).post(reverse("activity_step", args=[activity.pk, step_id]), sent(activity))
        assert answer.status_code in (409, 422), stage
        assert now(activity) == before
