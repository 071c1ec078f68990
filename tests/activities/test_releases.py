"""A programme is released: others read that version, and what changed is said in words (E4)."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.activities import queries
from samlar.activities.actions.items import add_item, change_item, take_out_item
from samlar.activities.actions.releases import release
from samlar.activities.actions.sessions import bring_back_session, cancel_session, change_session, make_session
from samlar.activities.models import ProgrammeRelease
from samlar.activities.queries.items import draft
from samlar.activities.queries.programme import programme_page, session_page
from samlar.activities.queries.releases import newest, versions
from samlar.activities.queries.releases import release as one_release
from samlar.activities.rules.deeds import ActivityRefused, Overtaken
from samlar.activities.rules.items import ItemText, SpeakerText
from samlar.activities.rules.programme import Programme, as_json, changes, from_json
from samlar.activities.rules.programme import released as numbered
from samlar.activities.rules.releases import seal_of, told
from samlar.activities.rules.sessions import SessionText
from samlar.foundation.audit import trail
from samlar.people.rules import NotAllowed, NotVisible
from tests.activities import rows

pytestmark = pytest.mark.django_db
WORKSHOP = SessionText(title="Workshop 1", day=date(2026, 9, 1), lunch_to_lunch=True, place="Stockholm")
LECTURE = ItemText(
    title="Teori", day=date(2026, 9, 1), starts=time(13), ends=time(14), room="Sal A", speakers=(SpeakerText("Talia Talare", "SLU", "woman"),)
)
NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)


def changed(what, **fields):
    return replace(what, **fields)


@pytest.fixture
def lab(cast):
    return rows.activity(cast, "Att lära om lärande", format="larlabb", stage="running")


@pytest.fixture
def workshop(cast, lab):
    return make_session(cast.stina, lab.pk, WORKSHOP)


@pytest.fixture
def lecture(cast, lab, workshop):
    return add_item(cast.stina, lab.pk, workshop, LECTURE)


def let_go(cast, lab, **fields):
    return release(cast.stina, lab.pk, seal=seal_of(draft(lab.pk)), **fields)


def said(cast, lab) -> list[str]:
    """What a release now says has changed."""
    return [one.sentence.sv for one in let_go(cast, lab).changes]


def test_a_release_keeps_the_whole_programme_and_never_changes(cast, lab, workshop, lecture, visitor):
    made = let_go(cast, lab, note="Välkomna!")
    change_item(cast.stina, lab.pk, lecture, changed(LECTURE, title="Hemlig ny rubrik"), revision=1)

    assert (made.number, made.changes) == (1, ())
    found = newest(queries.activity(visitor, lab.pk))
    (item,) = found.programme.sessions[0].items
    assert (item.title, item.speakers[0].name, item.speakers[0].of, found.note) == ("Teori", "Talia Talare", "SLU", "Välkomna!")
    assert "woman" not in found.text
    assert next(entry["verb"] for entry in trail("activity", lab.pk)) == "item.changed"


def test_what_changed_is_said_thing_by_thing(cast, lab, workshop, lecture):
    let_go(cast, lab)
    change_session(cast.stina, lab.pk, workshop, changed(WORKSHOP, title="Första workshopen", place="Norrköping", link="https://mote.test/"), revision=1)
    change_item(cast.stina, lab.pk, lecture, changed(LECTURE, starts=time(14), ends=time(15), room="Sal B"), revision=1)
    add_item(cast.stina, lab.pk, workshop, ItemText(title="Paus", kind="pause", day=date(2026, 9, 1), starts=time(15), ends=time(15, 15)))
    make_session(cast.stina, lab.pk, changed(WORKSHOP, title="Workshop 2", day=date(2026, 10, 14)))

    assert said(cast, lab) == [
        "”Workshop 1” heter nu ”Första workshopen”.",
        "”Första workshopen” är nu här: Norrköping.",
        "”Första workshopen” har en ny länk.",
        "Flyttad: ”Teori”, från 1 september 2026 kl. 13.00–14.00, Sal A till 1 september 2026 kl. 14.00–15.00, Sal B.",
        "Ny programpunkt: ”Paus”, 1 september 2026 kl. 15.00–15.15.",
        "Ny träff: ”Workshop 2”, 14 oktober kl. 12.00 – 15 oktober 2026 kl. 13.00.",
    ]


def test_a_session_moved_after_the_release_tells_both_times_once_and_not_every_item(cast, lab, workshop, lecture):
    let_go(cast, lab)
    change_session(cast.stina, lab.pk, workshop, changed(WORKSHOP, day=date(2026, 11, 3)), revision=1)

    made = let_go(cast, lab)

    (change,) = made.changes
    assert change.sentence.sv == (
        "Flyttad: ”Workshop 1”, från 1 september kl. 12.00 – 2 september 2026 kl. 13.00 till 3 november kl. 12.00 – 4 november 2026 kl. 13.00."
    )
    assert change.was.en == "1 September at 12:00 – 2 September 2026 at 13:00"
    assert [one.sequence for one in made.programme.sessions] == [1]


def test_the_sequence_grows_only_for_the_session_that_changed(cast, lab, workshop):
    make_session(cast.stina, lab.pk, changed(WORKSHOP, title="Workshop 2", day=date(2026, 10, 14)))
    first = let_go(cast, lab).programme
    change_session(cast.stina, lab.pk, workshop, changed(WORKSHOP, place="Kalmar"), revision=1)
    second = let_go(cast, lab).programme

    assert [one.sequence for one in second.sessions] == [1, 0]
    assert second.sessions[1].changed == first.sessions[1].changed


def test_a_session_that_is_cancelled_stands_as_cancelled_and_may_come_back(cast, lab, workshop, lecture, visitor):
    let_go(cast, lab)
    cancel_session(cast.stina, lab.pk, workshop, why="Sjukdom hos Talia")
    assert said(cast, lab) == ["Inställd: ”Workshop 1”, 1 september kl. 12.00 – 2 september 2026 kl. 13.00."]
    assert session_page(cast.dan, lab.pk, workshop).entry.row.why_cancelled == "Sjukdom hos Talia"
    assert session_page(visitor, lab.pk, workshop).entry.row.why_cancelled == ""

    bring_back_session(cast.stina, lab.pk, workshop)
    assert said(cast, lab) == ["Blir av ändå: ”Workshop 1”, 1 september kl. 12.00 – 2 september 2026 kl. 13.00."]


def test_what_nobody_heard_of_is_cancelled_without_a_word(cast, lab, workshop):
    let_go(cast, lab)
    other = make_session(cast.stina, lab.pk, changed(WORKSHOP, title="Aldrig släppt"))
    cancel_session(cast.stina, lab.pk, other, why="Nej")

    with pytest.raises(ActivityRefused):
        let_go(cast, lab)
    assert [one.row.title for one in newest(queries.activity(cast.dan, lab.pk)).programme.sessions] == ["Workshop 1"]


def test_an_item_that_is_taken_out_is_told(cast, lab, workshop, lecture):
    let_go(cast, lab)
    take_out_item(cast.stina, lab.pk, lecture)
    assert said(cast, lab) == ["Utgår: ”Teori”, 1 september 2026 kl. 13.00–14.00, Sal A."]


def test_a_new_speaker_or_text_is_told_and_gender_is_nobodys_business(cast, lab, workshop, lecture):
    let_go(cast, lab)
    change_item(cast.stina, lab.pk, lecture, changed(LECTURE, speakers=(SpeakerText("Talia Talare", "SLU", "other"),)), revision=1)
    with pytest.raises(ActivityRefused):
        let_go(cast, lab)
    change_item(cast.stina, lab.pk, lecture, changed(LECTURE, speakers=(SpeakerText("Bo Tänkbar"),)), revision=2)
    assert said(cast, lab) == ["Medverkande i ”Teori”: Bo Tänkbar."]
    change_item(cast.stina, lab.pk, lecture, changed(LECTURE, speakers=(SpeakerText("Bo Tänkbar"),), text="Nytt"), revision=3)
    assert said(cast, lab) == ["”Teori” har ny text."]


def test_nothing_is_released_twice_empty_or_unread(cast, lab):
    with pytest.raises(ActivityRefused):
        let_go(cast, lab)
    read = seal_of(draft(lab.pk))
    make_session(cast.stina, lab.pk, WORKSHOP)
    with pytest.raises(Overtaken):
        release(cast.stina, lab.pk, seal=read)
    let_go(cast, lab)
    with pytest.raises(ActivityRefused):
        let_go(cast, lab)
    assert ProgrammeRelease.objects.count() == 1


@pytest.mark.parametrize("key", ["dan", "siv", "klara", "erin"])
def test_only_the_lead_releases(cast, lab, workshop, key):
    with pytest.raises(NotAllowed):
        release(getattr(cast, key), lab.pk, seal=seal_of(draft(lab.pk)))


def test_older_versions_are_read_by_their_number(cast, lab, workshop, visitor):
    let_go(cast, lab)
    change_session(cast.stina, lab.pk, workshop, changed(WORKSHOP, place="Kalmar"), revision=1)
    let_go(cast, lab)
    found = queries.activity(visitor, lab.pk)

    assert [one.number for one in versions(found)] == [2, 1]
    assert [one_release(visitor, found, number).programme.sessions[0].row.place for number in (1, 2)] == ["Stockholm", "Kalmar"]
    for number in (0, 3, 10**30):
        with pytest.raises(NotVisible):
            one_release(visitor, found, number)


def test_the_lead_sees_how_many_changes_are_not_released(cast, lab, workshop):
    page = programme_page(cast.stina, queries.activity(cast.stina, lab.pk))
    assert (page.release, page.draft.first, page.draft.changes) == (None, True, ())
    let_go(cast, lab)
    change_session(cast.stina, lab.pk, workshop, changed(WORKSHOP, place="Kalmar", theme="Nytt"), revision=1)

    assert len(programme_page(cast.stina, queries.activity(cast.stina, lab.pk)).draft.changes) == 2
    assert programme_page(cast.dan, queries.activity(cast.dan, lab.pk)).draft is None


def test_a_programme_is_the_same_when_it_has_been_json(cast, lab, workshop, lecture):
    whole = numbered(draft(lab.pk), None, NOW)

    again = from_json(json.loads(json.dumps(as_json(whole))), lab.pk)

    assert changes(whole, again) == ()
    assert as_json(again) == as_json(whole)
    with pytest.raises(ValueError, match="version 99"):
        from_json({"version": 99, "sessions": []}, lab.pk)


def test_a_long_list_of_changes_is_cut_and_counted_in_the_letter(cast, lab, workshop, lecture):
    whole = draft(lab.pk)
    (session,) = whole.sessions
    item = session.items[0]
    many = tuple(replace(item, id=1000 + number, starts=item.starts + timedelta(minutes=number)) for number in range(60))
    lines = told(changes(Programme((session,)), Programme((replace(session, items=many),))), whole, "sv")

    assert (len(lines), lines[-1]) == (41, "… och 21 ändringar till.")


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 3), st.sampled_from("AB"), st.booleans()), max_size=6, unique_by=lambda one: one[0]), st.data())
def test_there_is_a_sentence_for_every_difference_that_a_reader_can_see_and_none_without(items, data):
    base = numbered(_programme(items), None, NOW)
    other = data.draw(st.one_of(st.just(items), st.lists(st.tuples(st.integers(1, 5), st.integers(0, 3), st.sampled_from("AB"), st.booleans()), max_size=6, unique_by=lambda one: one[0])))
    after = numbered(_programme(other), base, NOW + timedelta(days=1))

    assert bool(changes(base, after)) == (sorted(items) != sorted(other))
    assert after.sessions[0].sequence == (1 if sorted(items) != sorted(other) else 0)


def _programme(items) -> Programme:
    data = {"version": 1, "sessions": [{
        "id": 1, "title": "Träff", "theme": "", "kind": "workshop", "mode": "physical", "lunch_to_lunch": False, "place": "Kalmar", "link": "", "text": "",
        "host": None, "host_name": "", "examples": "", "why_cancelled": "", "cancelled": None, "sequence": 0, "changed": None,
        "starts": "2026-09-01T07:00:00+00:00", "ends": "2026-09-01T15:00:00+00:00",
        "items": [
            {"id": id, "kind": "pause" if pause else "item", "title": f"Punkt {id}", "text": "", "room": room, "homework": None, "speakers": [],
             "starts": f"2026-09-01T{8 + hour:02}:00:00+00:00", "ends": f"2026-09-01T{8 + hour:02}:30:00+00:00"}
            for id, hour, room, pause in sorted(items)
        ],
    }]}  # fmt: skip
    return from_json(data, 1)
