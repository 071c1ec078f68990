"""Cases that cannot be judged: each is refused with its path and a sentence in both languages, never a traceback."""

from __future__ import annotations

import json

import pytest

from samlar.formats.case import normal
from samlar.formats.case_file import LARGEST_CASE, CaseError, read_case
from samlar.formats.check import check
from tests.formats.cases import good, organisation


def refused(text):
    output, code = check(text)
    assert code == 2
    assert list(output) == ["error"]
    assert list(output["error"]) == ["path", "message"]
    assert all(output["error"]["message"][language].strip() for language in ("sv", "en"))
    json.dumps(output, ensure_ascii=False).encode()
    return output["error"]["path"]


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "{", "[", "nej", "{'format': 'provrum'}", '{"format": "provrum",}', '{"format": "provrum"} x', "[]", "null",
        "1", '"provrum"', "[" * 100_000, '{"a":' * 100_000, b"\xff\xfe{", b"\x00", " " * (LARGEST_CASE + 1), "NaN",
    ],
)  # fmt: skip
def test_what_is_not_an_object_in_json(text):
    assert refused(text) == "$"


@pytest.mark.parametrize(
    ("parts", "path"),
    [
        ({"colour": 1}, "colour"),
        ({"member_led": True}, "member_led"),
        ({"proposer": {"lead": True}}, "proposer.lead"),
        ({"participants": [{}, {"function": "x"}]}, "participants[1].function"),
        ({"period": {"months": 2}}, "period.months"),
        ({"plan": {"budget": "x"}}, "plan.budget"),
        ({"budget": {"total": 1}}, "budget.total"),
        ({"budget": {"lines": [{"payer": "joint"}]}}, "budget.lines[0].payer"),
        ({"registration": {"first_day": "2026-01-01"}}, "registration.first_day"),
        ({"persons": [{"name": "x"}]}, "persons[0].name"),
    ],
)
def test_an_unknown_key_at_any_level(parts, path):
    assert refused(json.dumps({"format": "provrum"} | parts)) == path


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("{}", "format"),
        ('{"format": "studiecirkel"}', "format"),
        ('{"format": ""}', "format"),
        ('{"format": 1}', "format"),
        ('{"format": null}', "format"),
        ('{"format": "../provrum"}', "format"),
    ],
)
def test_an_unknown_format(text, path):
    assert refused(text) == path


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('{"format": "provrum", "format": "provrum"}', "format"),
        ('{"format": "provrum", "budget": {"grant": 1, "grant": 2}}', "budget.grant"),
        ('{"format": "provrum", "participants": [{"lead": true, "lead": false}]}', "participants[0].lead"),
    ],
)
def test_a_key_twice(text, path):
    assert refused(text) == path


@pytest.mark.parametrize("key", ["proposer", "participants", "period", "started_same_year", "plan", "budget", "registration", "persons"])
@pytest.mark.parametrize("value", [None, "x", True, 1.5])
def test_a_part_of_the_wrong_type(key, value):
    assert refused(json.dumps({"format": "provrum", key: value})) == key


@pytest.mark.parametrize(
    "value",
    [
        "-1",
        "1000000001",
        "1000000000000",
        '"hundra"',
        '"1"',
        "true",
        "false",
        "null",
        "1.0",
        "1e3",
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999",
        "[]",
        "{}",
        "9" * 5000,
    ],
)
@pytest.mark.parametrize(
    ("where", "path"),
    [
        ('"budget": {{"grant": {}}}', "budget.grant"),
        ('"budget": {{"lines": [{{"amount": {}}}]}}', "budget.lines[0].amount"),
        ('"granted_same_year": {}', "granted_same_year"),
        ('"started_same_year": {}', "started_same_year"),
    ],
)
def test_an_amount_that_is_not_whole_kr(where, path, value):
    assert refused('{"format": "provrum", ' + where.format(value) + "}") == path


@pytest.mark.parametrize("value", [0, 10**9])
def test_the_ends_of_an_amount_are_fine(value):
    assert read_case({"format": "provrum", "granted_same_year": value}).granted_same_year == value


@pytest.mark.parametrize(
    "value",
    [
        "2026-02-30",
        "2026-13-01",
        "0000-01-01",
        "20260101",
        "2026-1-1",
        "2026-01-01T00:00:00",
        "2026-W01-1",
        "i dag",
        "",
        " 2026-01-01",
        "2026-01-01\n",
        "２０２６-01-01",
        20260101,
        None,
    ],
)
@pytest.mark.parametrize(("part", "key"), [("period", "start"), ("period", "end"), ("registration", "last_day")])
def test_a_bad_date(part, key, value):
    assert refused(json.dumps({"format": "larlabb", part: {key: value}})) == f"{part}.{key}"


@pytest.mark.parametrize(
    "value",
    [
        "2026-08-14",
        "2026-08-14T12:00:00",
        "2026-08-14T25:00:00Z",
        "2026-08-14T12:60:00Z",
        "2026-08-14T24:00:00Z",
        "2026-08-14T12:00:00+25:00",
        "2026-08-14T12:00:00 Europe/Stockholm",
        "20260814T120000Z",
        "2026-02-30T12:00:00Z",
        "nu",
        "",
        1,
        None,
        True,
    ],
)
def test_a_bad_moment(value):
    assert refused(json.dumps({"format": "larlabb", "registration": {"received": value}})) == "registration.received"


def test_the_end_before_the_start():
    assert refused(json.dumps({"format": "provrum", "period": {"start": "2026-02-02", "end": "2026-02-01"}})) == "period.end"
    assert read_case({"format": "provrum", "period": {"start": "2026-02-02", "end": "2026-02-02"}}).period


@pytest.mark.parametrize("again", ["Region Örebro län", "region örebro LÄN", "  Region  Örebro\u00a0län ", "Region O\u0308rebro la\u0308n"])
def test_an_organisation_twice(again):
    group = [organisation("Region Örebro län"), organisation("Verket"), organisation(again)]
    assert refused(json.dumps({"format": "provrum", "participants": group})) == "participants[2].organisation"


def test_a_letter_with_dots_is_a_letter_of_its_own():
    group = [organisation("Län"), organisation("Lån")]
    assert len(read_case({"format": "provrum", "participants": group}).participants) == 2
    assert normal("Län") != normal("Lån")


@pytest.mark.parametrize(
    ("parts", "path"),
    [
        ({"proposer": {"kind": "Region"}}, "proposer.kind"),
        ({"proposer": {"membership": "medlem"}}, "proposer.membership"),
        ({"proposer": {"membership": ["member"]}}, "proposer.membership"),
        ({"participants": {}}, "participants"),
        ({"participants": [{"lead": 1}]}, "participants[0].lead"),
        ({"participants": [{"lead": "true"}]}, "participants[0].lead"),
        ({"participants": [{"organisation": ""}]}, "participants[0].organisation"),
        ({"participants": ["Region"]}, "participants[0]"),
        ({"budget": {"lines": {}}}, "budget.lines"),
        ({"budget": {"lines": [{"cost": "hotel"}]}}, "budget.lines[0].cost"),
        ({"budget": {"lines": [{"paid_by": "joint "}]}}, "budget.lines[0].paid_by"),
        ({"plan": {"purpose": ["x"]}}, "plan.purpose"),
        ({"plan": {"purpose": None}}, "plan.purpose"),
        ({"plan": {"indicators": "x"}}, "plan.indicators"),
        ({"plan": {"indicators": [1]}}, "plan.indicators[0]"),
        ({"plan": []}, "plan"),
        ({"persons": [{"function": "chef"}]}, "persons[0].function"),
        ({"persons": [{"manager_approved": None}]}, "persons[0].manager_approved"),
        ({"plan": {"purpose": "\ud800"}}, "plan.purpose"),
        ({"participants": [{"organisation": "\udfff"}]}, "participants[0].organisation"),
    ],
)
def test_a_value_of_the_wrong_type_or_word(parts, path):
    assert refused(json.dumps({"format": "provrum"} | parts)) == path


def test_a_hostile_key_is_named_without_harm():
    assert "\ud800" not in refused('{"format": "provrum", "\\ud800": 1}')
    assert len(refused(json.dumps({"format": "provrum", "x" * 100_000: 1}))) <= 60


def test_script_in_a_text_is_only_text():
    case = good("provrum")
    case["plan"]["purpose"] = "<script>alert(1)</script> {0} {now} %s"
    case["participants"][0]["organisation"] = "{now} <b>"
    assert check(json.dumps(case))[1] == 0


def test_a_case_that_comes_as_bytes_with_a_mark_is_read():
    assert read_case(b'\xef\xbb\xbf{"format": "provrum"}').format == "provrum"


def test_a_case_error_is_a_refusal_with_its_field():
    with pytest.raises(CaseError) as raised:
        read_case({"format": "provrum", "budget": {"grant": -1}})
    assert (raised.value.path, raised.value.field) == ("budget.grant", "budget.grant")
    assert raised.value.sentence == raised.value.message
