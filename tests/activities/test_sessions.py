"""The lead makes, changes and cancels sessions; others read what is released (E4)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from samlar.activities import queries
from samlar.activities.actions.sessions import bring_back_session, cancel_session, change_session, make_session
from samlar.activities.models import ProgrammeItem, Session
from samlar.activities.queries.sessions import coming, live_session, live_sessions, session, sessions
from samlar.activities.rules.deeds import ActivityRefused, Overtaken
from samlar.activities.rules.sessions import SessionText, collisions, suggestions
from samlar.catalogue import queries as catalogue
from samlar.foundation import clock
from samlar.foundation.audit import trail
from samlar.people.rules import NotAllowed, NotVisible
from tests.activities import rows

pytestmark = pytest.mark.django_db
WORKSHOP = SessionText(title="Workshop 1", day=date(2026, 9, 1), lunch_to_lunch=True, place="Stockholm")
SEMINAR = SessionText(
    title="Fördjupningsseminarium", kind="seminar", mode="digital", day=date(2026, 10, 6), starts=time(9), ends=time(12), link="https://mote.test/1"
)


def changed(session: SessionText, **fields) -> SessionText:
    return SessionText(**{name: getattr(session, name) for name in SessionText.__dataclass_fields__} | fields)


@pytest.fixture
def lab(cast):
    return rows.activity(cast, "Att lära om lärande", format="larlabb", stage="running")


def test_lunch_till_lunch_is_from_noon_until_one_the_next_day_in_stockholm(cast, lab):
    made = live_session(lab.pk, make_session(cast.stina, lab.pk, WORKSHOP))

    assert (made.starts, made.ends) == (datetime(2026, 9, 1, 10, tzinfo=UTC), datetime(2026, 9, 2, 11, tzinfo=UTC))
    assert made.when.sv == "1 september kl. 12.00 – 2 september 2026 kl. 13.00"
    other = live_session(lab.pk, make_session(cast.stina, lab.pk, changed(WORKSHOP, starts=time(11, 30), ends=time(12, 15))))
    assert other.when.en == "1 September at 11:30 – 2 September 2026 at 12:15"


def test_a_session_across_the_end_of_summer_time_is_an_hour_longer_than_the_clock_says(cast, lab):
    made = live_session(
        lab.pk, make_session(cast.stina, lab.pk, changed(WORKSHOP, day=date(2026, 10, 24), last_day=date(2026, 10, 25), lunch_to_lunch=True))
    )

    assert made.ends - made.starts == timedelta(hours=26)
    assert made.when.sv == "24 oktober kl. 12.00 – 25 oktober 2026 kl. 13.00"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " \n"}, "title"), ({"title": "x" * 161}, "title"), ({"kind": "fest"}, "kind"), ({"mode": "telepati"}, "mode"),
        ({"day": None}, "day"), ({"day": date(1989, 12, 31)}, "day"), ({"day": date(2100, 1, 1)}, "day"), ({"place": " "}, "place"),
        ({"last_day": date(2026, 8, 31)}, "last_day"), ({"last_day": date(2026, 9, 15)}, "last_day"), ({"last_day": date.max}, "last_day"),
        ({"lunch_to_lunch": False}, "starts"), ({"lunch_to_lunch": False, "starts": time(9)}, "ends"),
        ({"lunch_to_lunch": False, "starts": time(9), "ends": time(9)}, "ends"), ({"last_day": date(2026, 9, 1), "ends": time(11)}, "ends"),
        ({"link": "http://mote.test/"}, "link"), ({"link": "javascript:alert(1)"}, "link"), ({"link": "https://"}, "link"), ({"link": "mote"}, "link"),
        ({"link": "https://[mote"}, "link"), ({"link": f"https://mote.test/{'x' * 500}"}, "link"), ({"text": "x" * 4001}, "text"), ({"host": 987654}, "host"),
        ({"host": 10**30}, "host"), ({"day": date(2027, 3, 28), "starts": time(2, 30), "last_day": date(2027, 3, 29)}, "starts"),
    ],
)  # fmt: skip
def test_what_is_impossible_is_refused_by_its_field_and_nothing_is_made(cast, lab, fields, field):
    with pytest.raises(ActivityRefused) as refusal:
        make_session(cast.stina, lab.pk, changed(WORKSHOP, **fields))

    assert refusal.value.field == field
    assert not Session.objects.exists()


def test_a_day_before_the_activity_was_made_is_refused_by_the_day(cast, lab):
    with pytest.raises(ActivityRefused) as refusal:
        make_session(cast.stina, lab.pk, changed(WORKSHOP, day=date(2020, 1, 1)))
    assert (refusal.value.field, refusal.value.sentence.sv) == ("day", "Träffen ligger före 2 mars 2026, dagen då aktiviteten skapades.")
    made = make_session(cast.stina, lab.pk, changed(WORKSHOP, day=date(2026, 3, 2)))
    with pytest.raises(ActivityRefused):
        change_session(cast.stina, lab.pk, made, changed(WORKSHOP, day=date(2026, 3, 1)), revision=1)
    Session.objects.filter(id=made).update(starts=datetime(2020, 1, 1, 11, tzinfo=UTC), ends=datetime(2020, 1, 2, 12, tzinfo=UTC))
    change_session(cast.stina, lab.pk, made, changed(WORKSHOP, day=date(2020, 1, 1), title="Rättad"), revision=1)  # an old day may stay
    assert live_session(lab.pk, made).title == "Rättad"


def test_a_digital_session_needs_no_place(cast, lab):
    assert live_session(lab.pk, make_session(cast.stina, lab.pk, SEMINAR)).place == ""


@pytest.mark.parametrize("key", ["dan", "siv", "klara", "erin"])
def test_only_the_lead_makes_sessions(cast, lab, key):
    with pytest.raises(NotAllowed):
        make_session(getattr(cast, key), lab.pk, WORKSHOP)


@pytest.mark.parametrize("stage", ["reported", "closed", "cancelled"])
def test_what_is_over_gets_no_more_sessions(cast, stage):
    over = rows.activity(cast, "Slut", format="larlabb", stage=stage)
    held = rows.session(over)

    for deed in (
        lambda: make_session(cast.stina, over.pk, WORKSHOP),
        lambda: change_session(cast.stina, over.pk, held.pk, SEMINAR, revision=1),
        lambda: cancel_session(cast.stina, over.pk, held.pk, why="För få"),
    ):
        with pytest.raises(ActivityRefused):
            deed()


def test_sessions_are_made_while_the_activity_is_planned(cast):
    planned = rows.activity(cast, "Planerat", format="larlabb", stage="planning")
    make_session(cast.stina, planned.pk, WORKSHOP)
    assert [one.title for one in live_sessions(planned.pk)] == ["Workshop 1"]


def test_a_change_is_kept_once_and_somebody_elses_is_not_overwritten(cast, lab):
    made = make_session(cast.stina, lab.pk, WORKSHOP)
    change_session(cast.majken, lab.pk, made, changed(WORKSHOP, place="Kalmar"), revision=1)
    with pytest.raises(Overtaken):
        change_session(cast.stina, lab.pk, made, changed(WORKSHOP, place="Falun"), revision=1)
    change_session(cast.stina, lab.pk, made, changed(WORKSHOP, place="Kalmar"), revision=2)

    assert (live_session(lab.pk, made).place, live_session(lab.pk, made).revision) == ("Kalmar", 2)
    assert [entry["verb"] for entry in trail("activity", lab.pk)] == ["session.changed", "session.made"]


def test_the_items_move_with_their_session_by_the_clock_on_the_wall(cast, lab):
    made = rows.session(lab)
    item = rows.item(made, "Lunch", datetime(2026, 9, 1, 10, tzinfo=UTC), datetime(2026, 9, 1, 11, tzinfo=UTC))

    change_session(cast.stina, lab.pk, made.pk, changed(WORKSHOP, day=date(2026, 11, 3)), revision=1)

    item.refresh_from_db()
    assert (item.starts, item.ends) == (datetime(2026, 11, 3, 11, tzinfo=UTC), datetime(2026, 11, 3, 12, tzinfo=UTC))


def test_a_session_is_not_made_shorter_than_its_items(cast, lab):
    made = rows.session(lab)
    rows.item(made, "Avslutning", datetime(2026, 9, 2, 10, tzinfo=UTC), datetime(2026, 9, 2, 11, tzinfo=UTC))

    with pytest.raises(ActivityRefused) as refusal:
        change_session(cast.stina, lab.pk, made.pk, changed(WORKSHOP, ends=time(12, 30)), revision=1)

    assert (refusal.value.field, "Avslutning" in refusal.value.sentence.sv) == ("ends", True)
    assert ProgrammeItem.objects.get().ends == datetime(2026, 9, 2, 11, tzinfo=UTC)


def test_a_session_is_cancelled_with_a_reason_and_can_be_brought_back(cast, lab):
    made = make_session(cast.stina, lab.pk, WORKSHOP)
    with pytest.raises(ActivityRefused) as refusal:
        cancel_session(cast.stina, lab.pk, made, why=" ")
    assert refusal.value.field == "why"
    cancel_session(cast.stina, lab.pk, made, why="För få anmälda")

    assert live_session(lab.pk, made).why_cancelled == "För få anmälda"
    with pytest.raises(ActivityRefused):
        change_session(cast.stina, lab.pk, made, WORKSHOP, revision=2)
    bring_back_session(cast.stina, lab.pk, made)
    assert live_session(lab.pk, made).cancelled is None


def test_others_read_the_released_sessions_and_the_link_is_for_those_inside(cast, lab, visitor):
    made = make_session(cast.stina, lab.pk, SEMINAR)
    for who in (cast.dan, cast.klara, cast.erin, visitor):
        assert sessions(who, queries.activity(who, lab.pk)) == ()
        with pytest.raises(NotVisible):
            session(who, lab.pk, made)
    rows.released(lab)
    change_session(cast.stina, lab.pk, made, changed(SEMINAR, title="Hemlig ny titel"), revision=1)

    for who, link in ((cast.stina, "https://mote.test/1"), (cast.dan, "https://mote.test/1"), (cast.erin, ""), (visitor, "")):
        found, row = session(who, lab.pk, made)
        assert (found.id, row.link, row.title == "Hemlig ny titel") == (lab.pk, link, who == cast.stina)


@pytest.mark.parametrize("id", [0, -1, 10**30, 987654])
def test_a_session_that_does_not_exist_is_not_there(cast, lab, id):
    for deed in (
        lambda: session(cast.stina, lab.pk, id),
        lambda: live_session(lab.pk, id),
        lambda: cancel_session(cast.stina, lab.pk, id, why="x"),
        lambda: change_session(cast.stina, lab.pk, id, WORKSHOP, revision=1),
    ):
        with pytest.raises(NotVisible):
            deed()


def test_another_activitys_session_is_not_changed_from_here(cast, lab):
    other = rows.session(rows.activity(cast, "En annan", format="larlabb"))
    with pytest.raises(NotVisible):
        cancel_session(cast.stina, lab.pk, other.pk, why="x")


def test_sessions_at_the_same_time_are_told_of_and_not_refused(cast, lab):
    make_session(cast.stina, lab.pk, WORKSHOP)
    again = make_session(cast.stina, lab.pk, changed(WORKSHOP, title="Studiebesök", kind="study_visit"))

    assert [one.sv for one in collisions(live_sessions(lab.pk))] == ["”Workshop 1” och ”Studiebesök” pågår samtidigt."]
    cancel_session(cast.stina, lab.pk, again, why="Krock")
    assert collisions(live_sessions(lab.pk)) == []


def test_the_format_suggests_the_sessions_that_are_missing(cast, lab):
    definition = queries.activity(cast.stina, lab.pk).definition
    make_session(cast.stina, lab.pk, changed(WORKSHOP, template="workshop_1"))

    left = suggestions(definition, ["workshop_1"], "sv")

    assert [one.title for one in left] == ["Fördjupningsseminarium", "Workshop 2"]
    seminar, workshop = left
    assert (seminar.session.starts, seminar.session.ends, seminar.session.mode) == (time(9), time(12), "digital")
    assert (workshop.session.lunch_to_lunch, workshop.session.starts) == (True, None)
    assert Session.objects.get().template == "workshop_1"
    conference = catalogue.latest("arskonferens").definition
    assert {one.template.kind for one in suggestions(conference, [], "sv")} == {"seminar"}


def test_the_next_session_is_the_first_that_is_not_over(cast, lab):
    make_session(cast.stina, lab.pk, SEMINAR)
    first = make_session(cast.stina, lab.pk, WORKSHOP)
    rows.released(lab)
    found = queries.activity(cast.dan, lab.pk)

    with clock.at(datetime(2026, 9, 2, 10, 59, tzinfo=UTC)):
        assert coming(cast.dan, found)[1].id == first
    with clock.at(datetime(2026, 9, 2, 11, 0, tzinfo=UTC)):
        assert coming(cast.dan, found)[1].title == "Fördjupningsseminarium"
    with clock.at(datetime(2026, 12, 1, tzinfo=UTC)):
        assert coming(cast.dan, found) == (True, None)
