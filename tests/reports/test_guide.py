"""The leaders' guide is ticked by what the system knows (C2)."""

from datetime import UTC, datetime

import pytest

from samlar.activities import queries
from samlar.activities.models import Session, Staff
from samlar.activities.rules.guide import Facts, guide
from samlar.catalogue.queries import latest
from samlar.registration.models import Registration
from samlar.reports.queries.guide import facts_of, guide_of
from samlar.talk.models import Thread
from tests.activities import rows
from tests.activities.rows import BEGUN
from tests.registration import inviting

pytestmark = pytest.mark.django_db
LAB = "larlabb"


def of(**facts):
    return guide(latest(LAB).definition, facts.get("stage_kind", "running"), Facts(registers=True, **{"stage_kind": "running", **facts}))


def keys(items):
    return [one.key for one in items]


def test_in_the_planning_the_plans_things_come_first_and_the_rest_waits():
    whole = of(stage_kind="planning")
    assert keys(whole.next) == ["goals", "staff", "sessions", "plan"]
    assert {one.state for one in whole.of("inviting")} == {"later"}


def test_what_is_done_is_ticked_and_the_next_thing_comes_first():
    whole = of(goals=4, leaders=2, practical=1, content=1, sessions=3, released=1, terms=True)
    assert [one.item.key for one in whole.items if one.state == "done"] == ["goals", "staff", "sessions", "plan", "cleared", "terms", "programme"]
    assert keys(whole.next)[0] == "invitation"


def test_what_waits_for_another_thing_is_later():
    whole = of(goals=4, sessions=3, released=1, terms=True, invitation_out=True)
    states = {one.item.key: one.state for one in whole.items}
    assert (states["assignments"], states["attendance"], states["marks_after"], states["report"]) == ("later",) * 4
    after = of(goals=4, sessions=3, held=3, over=3, released=1, terms=True, invitation_out=True, confirmed=2, assignments=1)
    states = {one.item.key: one.state for one in after.items}
    assert (states["assignments"], states["attendance"], states["marks_after"], states["report"]) == ("now",) * 4


def test_what_was_not_done_in_time_is_told_as_undone_and_not_asked_for():
    whole = of(stage_kind="reported", goals=4, duties=3, spread=1)
    assert keys(whole.next) == ["home", "spread"]
    assert keys(of(stage_kind="reported", goals=4, duties=3, spread=1, lessons=4, organisations=3, brought=3).next) == ["spread"]
    assert {one.item.key: one.state for one in whole.items}["homework"] == "undone"
    assert keys(of(stage_kind="cancelled").next) == []
    assert keys(of(stage_kind="closed", duties=3, spread=3).next) == []


def test_a_format_without_registration_or_review_has_no_such_steps():
    definition = latest("natverk").definition
    whole = guide(definition, "planning", Facts(stage_kind="planning", registers=False))
    assert "terms" not in keys(one.item for one in whole.items)
    assert ("cleared" in keys(one.item for one in whole.items)) == any(stage.kind == "review" for stage in definition.stages)


def test_the_formats_own_advice_stands_in_its_stage():
    assert [one.title.sv for one in of().advice] == ["Låt hemuppgiften bära"]


def test_the_facts_are_those_of_the_rooms(cast):
    made = inviting.lab(cast)
    for key, state in (("erin", "confirmed"), ("gun", "waitlisted"), ("jon", "withdrawn")):
        actor = getattr(cast, key)
        Registration.objects.create(
            activity=made, person_id=actor.person, organisation_id=actor.organisation, registered_by_id=actor.person, state=state,
            received=BEGUN, since=BEGUN, kind="region",
        )  # fmt: skip
    for hour in (9, 11):
        Session.objects.create(
            activity=made, title="Träff", kind="workshop", mode="physical", check_in="x", thread=Thread.objects.create(opened=BEGUN),
            starts=datetime(2026, 11, 20, hour - 1, tzinfo=UTC), ends=datetime(2026, 11, 20, hour, tzinfo=UTC),
        )  # fmt: skip
    facts = facts_of(queries.activity(cast.stina, made.pk))

    assert (facts.goals, facts.leaders, facts.practical, facts.content, facts.released) == (4, 2, 1, 2, 1)
    assert (facts.sessions, facts.held, facts.over, facts.terms, facts.invitation_out) == (2, 1, 1, True, True)
    assert (facts.registered, facts.confirmed, facts.assignments, facts.given, facts.attended) == (2, 1, 0, 0, 0)


def test_it_takes_one_query_however_much_there_is(cast, django_assert_num_queries):
    made = inviting.lab(cast)
    stina = cast.stina
    found = queries.activity(stina, made.pk)
    for count in (1, 20):
        for number in range(count):
            Staff.objects.create(activity=made, role="content_leader", name=f"{count} {number}")
        with django_assert_num_queries(1):
            guide_of(stina, found)


# — the page —


def test_the_lead_reads_the_guide_and_every_link_leads_somewhere(cast, sign_in):
    browser = sign_in(cast.stina)
    for stage in ("planning", "review", "running", "reported", "closed", "cancelled"):
        made = rows.activity(cast, f"Labb {stage}", format=LAB, stage=stage)
        answer = browser.get(f"/aktiviteter/{made.pk}/guide/")
        assert answer.status_code == 200
        for one in answer.context["then"] + ([answer.context["first"]] if answer.context["first"] else []):
            assert browser.get(one["href"]).status_code == 200, (stage, one["href"])
    assert "Till samtalet mellan ledare" in answer.content.decode()


@pytest.mark.parametrize(("key", "status"), [("dan", 403), ("klara", 403), ("erin", 403), ("nils", 403)])
def test_the_guide_is_for_the_lead(cast, sign_in, key, status):
    made = rows.activity(cast, format=LAB)
    assert sign_in(getattr(cast, key)).get(f"/aktiviteter/{made.pk}/guide/").status_code == status


def test_the_overview_tells_the_lead_of_two_things_and_leads_others_to_the_invitation(cast, sign_in, visitor):
    made = inviting.lab(cast)
    page = sign_in(cast.stina).get(f"/aktiviteter/{made.pk}/").content.decode()
    assert "Hela guiden" in page
    assert page.split("Härnäst för er som leder")[1].split("</ul>")[0].count("<h3>") == 2
    for outside in (visitor, cast.gun):
        page = sign_in(outside).get(f"/aktiviteter/{made.pk}/").content.decode()
        assert "Läs inbjudan" in page
        assert "Hela guiden" not in page
    assert "Läs inbjudan" not in sign_in(cast.dan).get(f"/aktiviteter/{made.pk}/").content.decode()
