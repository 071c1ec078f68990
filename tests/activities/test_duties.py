"""Duties of dissemination: owed after the report, noted with day and link (J1)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.activities import queries
from samlar.activities.actions.duties import note_done, take_back
from samlar.activities.models import Activity, Duty
from samlar.activities.queries.duties import dissemination
from samlar.activities.queries.duties import duties as duties_of
from samlar.activities.queries.waiting import waiting_for as everything_waiting_for
from samlar.activities.rules.deeds import ActivityRefused
from samlar.activities.rules.duties import must_be_a_link
from samlar.formats.sentence import Severity
from samlar.foundation.audit import trail
from samlar.people.rules import PUBLIC, NotAllowed, NotVisible
from tests.activities.rows import activity, duties

TODAY = date(2026, 11, 20)
REPORTED = date(2026, 10, 1)
LINK = "https://www.exempel.test/resultat?id=1#topp"


@pytest.fixture
def made(cast):
    return activity(cast, stage="reported", audience=PUBLIC)


@pytest.fixture
def owed(made):
    return {row.duty: row.pk for row in duties(made)}


def waiting_for(actor):
    return [wait for wait in everything_waiting_for(actor) if wait.deed == "duty.note"]


def seen(actor, made):
    return {row.duty: row for row in duties_of(actor, queries.activity(actor, made.pk))}


def test_the_holder_of_the_mandate_notes_what_was_done_with_day_and_link(cast, made, owed, visitor):
    note_done(cast.sanna, made.pk, owed["web"], day=date(2026, 10, 15), link=f" {LINK} ")

    row = seen(visitor, made)["web"]
    assert (row.done, row.link, row.organisation, row.person) == (date(2026, 10, 15), LINK, "Vinnova", "")
    assert seen(cast.stina, made)["web"].person == "Sanna Spridare"
    (entry,) = trail("activity", made.pk)
    assert (entry["verb"], entry["changes"]) == ("duty.done", {"duty": [None, "web"], "done": [None, "2026-10-15"]})


@pytest.mark.parametrize("key", ["stina", "klara", "dan", "erin"])
def test_only_who_owes_a_duty_notes_it(cast, made, owed, key):
    with pytest.raises(NotAllowed) as refusal:
        note_done(getattr(cast, key), made.pk, owed["web"], day=TODAY, link=LINK)
    assert "mandatet för spridning" in refusal.value.sentence.sv


def test_those_who_work_nowhere_note_nothing(cast, made, owed, visitor):
    for outside in (visitor, cast.nils):
        with pytest.raises(NotAllowed):
            note_done(outside, made.pk, owed["web"], day=TODAY, link=LINK)


@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2026, 9, 30), date(1, 1, 1), date(9999, 12, 31)])
def test_a_day_in_the_future_or_before_the_report_is_refused(cast, made, owed, day):
    with pytest.raises(ActivityRefused) as refusal:
        note_done(cast.sanna, made.pk, owed["web"], day=day, link=LINK)
    assert refusal.value.field == "day"
    assert Duty.objects.get(id=owed["web"]).done is None


@pytest.mark.parametrize("day", [TODAY, REPORTED])
def test_the_day_of_the_report_and_today_both_fit(cast, made, owed, day):
    note_done(cast.sanna, made.pk, owed["web"], day=day, link=LINK)

    assert Duty.objects.get(id=owed["web"]).done == day


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)", "data:text/html,x", "ftp://x.test/a", "www.exempel.test", "https://", "http:///x", "https://a b.test",
        'https://x.test/"onclick="x', "https://x.test/<script>", "https://anna:lösen@x.test", "https://[::1", "https://x.test:99999",
        "//x.test", "mailto:a@x.test", "https://x.test/\x00", "https://x.test/" + "a" * 500,
    ],
)  # fmt: skip
def test_a_link_is_a_whole_address_on_the_web(link):
    with pytest.raises(ActivityRefused) as refusal:
        must_be_a_link(link)
    assert refusal.value.field == "link"


@pytest.mark.parametrize("link", [LINK, "http://x.test", "https://xn--rksmrgs-5wao1o.test/å?q=ö", "https://x.test:8443/a(b)"])
def test_ordinary_links_are_taken(link):
    must_be_a_link(link)


@given(st.text(max_size=600))
def test_no_text_breaks_the_reading_of_a_link(text):
    try:
        must_be_a_link(text)
    except ActivityRefused:
        return
    assert text.lower().startswith(("http://", "https://"))


def test_the_web_wants_a_link_and_a_meeting_a_note_or_a_link(cast, made, owed):
    with pytest.raises(ActivityRefused) as refusal:
        note_done(cast.sanna, made.pk, owed["newsletter"], day=TODAY, note="I höstens nummer")
    assert refusal.value.field == "link"
    with pytest.raises(ActivityRefused) as refusal:
        note_done(cast.sanna, made.pk, owed["network_meeting"], day=TODAY, note=" \r\n ")
    assert refusal.value.field == "note"

    note_done(cast.sanna, made.pk, owed["network_meeting"], day=TODAY, note="Analytikernas nätverk")
    assert Duty.objects.get(id=owed["network_meeting"]).note == "Analytikernas nätverk"


def test_the_second_of_two_windows_is_told_who_was_first(cast, made, owed):
    note_done(cast.sanna, made.pk, owed["web"], day=TODAY, link=LINK)

    with pytest.raises(ActivityRefused) as refusal:
        note_done(cast.sanna, made.pk, owed["web"], day=TODAY, link="https://annan.test")
    assert refusal.value.sentence.sv.startswith("Vinnova har redan noterat")
    assert Duty.objects.get(id=owed["web"]).link == LINK


def test_a_note_is_taken_back_with_a_reason_that_stays(cast, made, owed):
    note_done(cast.sanna, made.pk, owed["web"], day=TODAY, link=LINK)

    with pytest.raises(ActivityRefused):
        take_back(cast.sanna, made.pk, owed["web"], reason="  ")
    take_back(cast.sanna, made.pk, owed["web"], reason="Fel länk")

    row = seen(cast.sanna, made)["web"]
    assert (row.done, row.link, row.organisation) == (None, "", "")
    assert (trail("activity", made.pk)[0]["verb"], trail("activity", made.pk)[0]["reason"]) == ("duty.taken_back", "Fel länk")
    with pytest.raises(ActivityRefused):
        take_back(cast.sanna, made.pk, owed["web"], reason="En gång till")


def test_what_an_ending_stood_on_is_not_taken_back(cast, made, owed):
    note_done(cast.sanna, made.pk, owed["web"], day=TODAY, link=LINK)
    Activity.objects.filter(id=made.pk).update(stage="closed", stage_kind="closed")

    with pytest.raises(ActivityRefused):
        take_back(cast.sanna, made.pk, owed["web"], reason="Fel länk")


def test_another_activitys_duty_is_not_there(cast, made, owed):
    other = activity(cast, "En annan", stage="reported")

    for deed in (
        lambda: note_done(cast.sanna, other.pk, owed["web"], day=TODAY, link=LINK),
        lambda: note_done(cast.sanna, made.pk, 2**70, day=TODAY),
    ):
        with pytest.raises(NotVisible):
            deed()


def test_before_the_report_nothing_is_spread_or_shown(cast):
    running = activity(cast)
    row = Duty.objects.create(activity=running, duty="web", channel="web", due=TODAY)

    with pytest.raises(ActivityRefused):
        note_done(cast.sanna, running.pk, row.pk, day=TODAY, link=LINK)
    with pytest.raises(NotVisible):
        duties_of(cast.sanna, queries.activity(cast.sanna, running.pk))
    assert waiting_for(cast.sanna) == []


def test_a_page_of_duties_says_which_are_late_and_who_owes_them(cast, made, owed):
    rows = seen(cast.dan, made)

    assert [(row.duty, row.late, row.severity, row.may) for row in rows.values()] == [
        ("web", True, Severity.MUST, False), ("newsletter", False, Severity.MUST, False), ("network_meeting", False, Severity.MUST, False),
    ]  # fmt: skip
    assert seen(cast.sanna, made)["web"].may


def test_what_is_late_or_near_waits_for_the_mandate_and_nobody_else(cast, made, owed):
    assert [(wait.subject, wait.due) for wait in waiting_for(cast.sanna)] == [
        (f"{made.pk}/{owed['web']}", date(2026, 10, 31)), (f"{made.pk}/{owed['newsletter']}", date(2026, 11, 30)),
    ]  # fmt: skip
    for other in (cast.stina, cast.klara, cast.dan, cast.nils):
        assert waiting_for(other) == []

    note_done(cast.sanna, made.pk, owed["web"], day=TODAY, link=LINK)
    assert [wait.subject for wait in waiting_for(cast.sanna)] == [f"{made.pk}/{owed['newsletter']}"]


def test_the_list_over_all_is_for_members_and_partners_and_hides_what_they_do_not_see(cast, made, owed, visitor):
    hidden = activity(cast, "Dold", stage="reported", audience="activity:0")
    duties(hidden)
    note_done(cast.sanna, made.pk, owed["web"], day=TODAY, link=LINK)

    listed = dissemination(cast.siv)
    assert listed.counts == {"owed": 2, "late": 0, "done": 1}
    assert [row.title for row in listed.rows] == [made.title] * 2
    assert [row.link for row in dissemination(cast.siv, state="done").rows] == [LINK]
    assert dissemination(cast.siv, state="<script>", page=10**9).page == 1
    for outside in (visitor, cast.nils, cast.gustav):
        with pytest.raises(NotVisible):
            dissemination(outside)


def test_the_number_of_queries_does_not_grow_with_the_duties(cast, django_assert_max_num_queries):
    viewer = cast.sanna
    for count in (1, 4):
        for number in range(count):
            duties(activity(cast, f"{count}-{number}", stage="reported"))
        with django_assert_max_num_queries(6):
            dissemination(viewer)
        with django_assert_max_num_queries(2):
            waiting_for(viewer)
