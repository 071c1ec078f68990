"""`samlar formats check`: cases at, just inside and just outside every bound."""

from __future__ import annotations

import json

import pytest

from samlar.formats.builtin import builtin_formats
from samlar.formats.check import as_json, as_text, check
from tests.formats.cases import good, line, organisation, person, regions


def findings(case):
    output, _ = check(json.dumps(case))
    return [finding["rule"] for finding in output["findings"]]


def unjudged(case):
    return check(json.dumps(case))[0]["not_judged"]


def provrum(**parts):
    return {"format": "provrum", **parts}


def months(start, end):
    return "period.months" in findings(provrum(period={"start": start, "end": end}))


@pytest.mark.parametrize(("count", "failed"), [(0, True), (1, True), (2, False), (6, False), (7, True)])
def test_two_to_six_organisations(count, failed):
    assert ("participants.count" in findings(provrum(participants=regions(count)))) is failed


@pytest.mark.parametrize(("leads", "failed"), [(0, True), (1, False), (2, True)])
def test_exactly_one_leads(leads, failed):
    group = [organisation(f"Region {number}", lead=number < leads) for number in range(3)]
    assert ("participants.one_lead" in findings(provrum(participants=group))) is failed


@pytest.mark.parametrize(("count", "failed"), [(1, True), (2, False)])
def test_two_regions_the_lead_counted(count, failed):
    group = [*regions(count), organisation("SLU", "university", "partner")]
    assert ("participants.ready_regions" in findings(provrum(participants=group))) is failed


@pytest.mark.parametrize(("others", "failed"), [(1, False), (2, False), (3, True)])
def test_at_least_half_are_regions(others, failed):
    group = regions(2) + [organisation(f"Kommun {number}", "municipality") for number in range(others)]
    assert ("participants.region_share" in findings(provrum(participants=group))) is failed


def test_of_no_organisations_the_number_fails_and_not_the_share():
    assert findings(provrum(participants=[])) == ["participants.count", "participants.one_lead", "participants.ready_regions"]


@pytest.mark.parametrize(("started", "failed"), [(0, False), (1, False), (2, True), (3, True)])
def test_two_starts_a_year(started, failed):
    assert ("starts.per_year" in findings(provrum(started_same_year=started))) is failed


@pytest.mark.parametrize(("membership", "failed"), [("member", False), ("partner", True), ("guest", True)])
def test_members_propose(membership, failed):
    assert ("proposer.membership" in findings(provrum(proposer={"membership": membership}))) is failed


@pytest.mark.parametrize(("grant", "failed"), [(0, False), (99_999, False), (100_000, False), (100_001, True), (10**9, True)])
def test_the_ceiling_of_a_grant(grant, failed):
    assert ("grant.ceiling" in findings(provrum(budget={"grant": grant}))) is failed


@pytest.mark.parametrize(
    ("grant", "total", "failed"),
    [
        (75_000, 150_000, False),
        (75_001, 150_000, True),
        (75_000, 149_999, True),
        (75_000, 150_001, False),
        (0, 0, False),
        (1, 0, True),
        (1, 1, True),
    ],
)
def test_a_grant_is_at_most_half(grant, total, failed):
    budget = {"grant": grant, "lines": [line("expert", total, "joint")]}
    assert ("grant.half" in findings(provrum(budget=budget))) is failed


@pytest.mark.parametrize(
    ("granted", "grant", "failed"),
    [(100_000, 100_000, False), (100_001, 100_000, True), (200_000, 0, False), (200_000, 1, True), (0, 200_000, False)],
)
def test_the_grants_of_a_year(granted, grant, failed):
    assert ("grant.per_year" in findings(provrum(granted_same_year=granted, budget={"grant": grant}))) is failed


@pytest.mark.parametrize("cost", ["expert", "content", "communication"])
def test_joint_money_for_content_and_communication(cost):
    budget = {"grant": 10, "lines": [line(cost, 10, "joint"), line("travel", 10, "participants")]}
    assert "grant.costs" not in findings(provrum(budget=budget))


@pytest.mark.parametrize("cost", ["travel", "working_time", "premises", "other"])
def test_never_joint_money_for_anything_else(cost):
    budget = {"grant": 10, "lines": [line("expert", 10, "joint"), line(cost, 0, "joint")]}
    assert "grant.costs" in findings(provrum(budget=budget))


@pytest.mark.parametrize(("joint", "failed"), [(9, True), (10, False), (11, False)])
def test_the_joint_lines_cover_the_grant(joint, failed):
    budget = {"grant": 10, "lines": [line("expert", joint, "joint"), line("expert", 50, "participants")]}
    assert ("grant.costs" in findings(provrum(budget=budget))) is failed


@pytest.mark.parametrize(
    ("start", "end", "failed"),
    [
        ("2024-02-01", "2024-03-30", True),
        ("2024-02-01", "2024-03-31", False),
        ("2024-02-01", "2024-07-31", False),
        ("2024-02-01", "2024-08-01", True),
        ("2023-12-31", "2024-02-27", True),  # 29 February 2024 is two months later
        ("2023-12-31", "2024-02-28", False),
        ("2022-12-31", "2023-02-26", True),
        ("2022-12-31", "2023-02-27", False),  # clipped to 28 February
        ("2023-08-31", "2024-02-28", False),  # six months later: 29 February 2024
        ("2023-08-31", "2024-02-29", True),
        ("2022-08-31", "2023-02-27", False),
        ("2022-08-31", "2023-02-28", True),
        ("2024-02-01", "2024-02-01", True),
        ("1999-12-31", "2000-02-27", True),  # 2000 was a leap year
        ("1999-12-31", "2000-02-28", False),
        ("1899-12-31", "1900-02-27", False),  # 1900 was not
        ("9999-06-01", "9999-12-31", True),
        ("9999-07-01", "9999-12-31", False),
        ("0001-01-01", "9999-12-31", True),
    ],
)
def test_two_to_six_months(start, end, failed):
    assert months(start, end) is failed


@pytest.mark.parametrize("section", ["purpose", "expected_result", "main_question", "delimitations", "time_plan", "resources"])
@pytest.mark.parametrize("empty", [None, "", " \n\t\u00a0"])
def test_each_section_must_have_content(section, empty):
    case = good("provrum")
    del case["plan"][section]
    if empty is not None:
        case["plan"][section] = empty
    assert findings(case) == ["plan.sections"]


@pytest.mark.parametrize(
    ("budget", "failed"), [(None, False), ({}, True), ({"lines": []}, True), ({"grant": 0}, True), ({"lines": [{}]}, False)]
)
def test_a_budget_that_is_there_has_a_line(budget, failed):
    case = good("provrum", budget=budget)
    assert ("plan.sections" in findings(case)) is failed


def test_without_a_plan_its_rules_are_not_judged_whatever_the_budget():
    assert unjudged(good("provrum", plan=None, budget={"lines": []})) == [
        "grant.ceiling", "grant.costs", "grant.half", "grant.per_year", "plan.indicators", "plan.sections", "plan.success_criteria",
    ]  # fmt: skip


@pytest.mark.parametrize("section", ["success_criteria", "indicators"])
@pytest.mark.parametrize(("entries", "failed"), [(None, True), ([], True), ([""], True), ([" ", "x"], False), (["x"], False)])
def test_criteria_and_indicators_should_be_there(section, entries, failed):
    case = good("provrum")
    del case["plan"][section]
    if entries is not None:
        case["plan"][section] = entries
    assert findings(case) == ([f"plan.{section}"] if failed else [])


@pytest.mark.parametrize(
    ("budget", "waiting"),
    [
        ({}, ["grant.ceiling", "grant.costs", "grant.half", "grant.per_year"]),
        ({"grant": 1}, ["grant.costs", "grant.half"]),
        ({"lines": [line("travel", 1, "joint")]}, ["grant.ceiling", "grant.costs", "grant.half", "grant.per_year"]),
        ({"grant": 1, "lines": [{"cost": "expert", "paid_by": "joint"}]}, ["grant.costs", "grant.half"]),
        ({"grant": 1, "lines": [{"cost": "expert", "amount": 5}]}, ["grant.costs"]),
    ],
)
def test_what_is_not_known_of_the_money_is_not_judged(budget, waiting):
    assert [rule for rule in unjudged(good("provrum", budget=budget)) if rule.startswith("grant")] == waiting


@pytest.mark.parametrize("key", ["granted_same_year", "started_same_year"])
def test_an_absent_year_leaves_its_rule_unjudged(key):
    rule = {"granted_same_year": "grant.per_year", "started_same_year": "starts.per_year"}[key]
    assert unjudged(good("provrum", **{key: None})) == [rule]


def test_a_must_that_is_not_judged_stops_the_start_but_does_not_fail():
    output, code = check(json.dumps(good("provrum", started_same_year=None)))
    assert (output["can_start"], output["findings"], code) == (False, [], 0)


def test_a_should_that_fails_or_is_not_judged_does_not_stop_the_start():
    output, code = check(json.dumps(good("provrum", period=None)))
    assert (output["can_start"], output["not_judged"], code) == (True, ["period.months"], 0)
    output, code = check(json.dumps(good("provrum", period={"start": "2026-01-01", "end": "2026-01-01"})))
    assert (output["can_start"], [one["severity"] for one in output["findings"]], code) == (True, ["should"], 0)


def test_findings_stand_in_the_formats_order_and_say_all_that_is_asked():
    case = good("provrum", proposer={"membership": "guest"}, participants=[], plan={}, period={"start": "2026-01-01", "end": "2026-01-02"})
    output, code = check(json.dumps(case))
    order = [rule.id for rule in builtin_formats()["provrum"].rules]
    found = [finding["rule"] for finding in output["findings"]]
    assert found == sorted(found, key=order.index)
    assert set(output) == {"format", "version", "can_start", "findings", "not_judged"}
    for finding in output["findings"]:
        assert list(finding) == ["rule", "severity", "message", "mend", "source", "observed", "required"]
        assert list(finding["message"]) == list(finding["mend"]) == ["sv", "en"]
    assert code == 1
    assert type(output["version"]) is int


@pytest.mark.parametrize(
    ("last_day", "received", "failed"),
    [
        ("2026-08-14", "2026-08-14T23:59:59+02:00", False),
        ("2026-08-14", "2026-08-14T23:59:59.999999999+02:00", False),
        ("2026-08-14", "2026-08-15T00:00:00+02:00", True),
        ("2026-08-14", "2026-08-14T21:59:59Z", False),
        ("2026-08-14", "2026-08-14T22:00:00Z", True),
        ("2026-01-15", "2026-01-15T22:59:59Z", False),
        ("2026-01-15", "2026-01-15T23:00:00Z", True),
        ("2026-03-29", "2026-03-29T21:59:59Z", False),  # summer time begins that day
        ("2026-03-29", "2026-03-29T22:00:00Z", True),
        ("2026-10-25", "2026-10-25T22:59:59Z", False),  # and ends this day
        ("2026-10-25", "2026-10-25T23:00:00Z", True),
        ("2026-08-14", "2026-08-15T11:59:00+14:00", False),
        ("2026-08-14", "2026-08-14T12:00:00-10:00", True),
        ("9999-12-31", "9999-12-31T23:59:59-12:00", False),
        ("0001-01-01", "0001-01-01T00:00:00+14:00", False),
    ],
)
def test_received_by_the_end_of_the_last_day_in_stockholm(last_day, received, failed):
    case = {"format": "larlabb", "registration": {"last_day": last_day, "received": received}}
    assert (findings(case) == ["registration.deadline"]) is failed


@pytest.mark.parametrize("registration", [{}, {"last_day": "2026-08-14"}, {"received": "2026-08-14T12:00:00Z"}])
def test_half_a_registration_is_not_judged(registration):
    assert "registration.deadline" in unjudged({"format": "larlabb", "registration": registration})


@pytest.mark.parametrize(("count", "failed"), [(1, False), (4, False), (5, True)])
def test_one_to_four_people_of_each_organisation(count, failed):
    people = [person("Region A"), *[person("region  b")] * (count - 1), person("Region B", "operative")]
    assert ("persons.per_organisation" in findings({"format": "larlabb", "persons": people})) is failed


@pytest.mark.parametrize(
    ("functions", "failed"),
    [
        ([], False),
        (["strategic"], False),
        (["strategic", "strategic"], True),
        (["strategic", "operative"], False),
        (["operative"] * 3, True),
    ],
)
def test_two_people_have_both_functions(functions, failed):
    people = [person("Region A", function) for function in functions]
    assert ("persons.mix" in findings({"format": "larlabb", "persons": people})) is failed


@pytest.mark.parametrize(
    ("answers", "failed", "waits"),
    [
        ([], False, False),
        ([True], False, False),
        ([False], True, False),
        ([None], False, True),
        ([True, None], False, True),
        ([False, None], False, True),
    ],
)
def test_the_managers_approval(answers, failed, waits):
    people = [
        {"organisation": f"Region {n}"} | ({} if answer is None else {"manager_approved": answer}) for n, answer in enumerate(answers)
    ]
    case = {"format": "larlabb", "persons": people}
    assert ("registration.manager_approval" in findings(case)) is failed
    assert ("registration.manager_approval" in unjudged(case)) is waits


@pytest.mark.parametrize(("membership", "failed"), [("member", False), ("partner", False), ("guest", True)])
def test_members_and_partners_take_part_in_a_lab(membership, failed):
    case = {"format": "larlabb", "participants": [organisation("A", membership="member"), organisation("B", membership=membership)]}
    assert ("participants.membership" in findings(case)) is failed


def test_what_is_known_decides_where_it_can():
    group = [{"organisation": f"O{number}"} for number in range(7)]
    assert findings(provrum(participants=group)) == ["participants.count"]
    assert {"participants.one_lead", "participants.ready_regions", "participants.region_share"} <= set(
        unjudged(provrum(participants=group))
    )
    leads = [{"lead": True}, {"lead": True}, {}]
    assert "participants.one_lead" in findings(provrum(participants=leads))


def test_the_other_formats_are_judged_too():
    for format in builtin_formats():
        output, code = check(json.dumps(good(format)))
        assert (output["format"], output["can_start"], code) == (format, True, 0)


def test_people_can_read_the_answer():
    output, _ = check(json.dumps(good("provrum", participants=regions(1), started_same_year=None)))
    assert json.loads(as_json(output)) == output
    text = as_text(output)
    assert "Kan inte starta än." in text
    assert "Två till sex organisationer ska delta. Nu: en organisation: en region." in text
    assert "starts.per_year" in text
    assert "Cannot start yet." in as_text(output, "en")
    assert "går inte att pröva" in as_text(check("[")[0])
