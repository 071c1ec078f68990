"""Homework is written, given and taken up by those who lead the learning (E5)."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from samlar.activities import queries
from samlar.activities.actions import homework as actions
from samlar.activities.models import Homework, ProgrammeItem, Staff
from samlar.activities.queries.homework import has_homework, homework, homework_of, without_homework
from samlar.activities.rules.deeds import ActivityRefused, Overtaken
from samlar.foundation import clock
from samlar.foundation.audit import trail
from samlar.people.rules import NotAllowed, NotVisible
from tests.activities import homework as made
from tests.activities.rows import activity, session

pytestmark = pytest.mark.django_db


def seen(actor, lab):
    return homework_of(actor, queries.activity(actor, lab.pk))


def test_a_draft_is_the_leaders_own_until_it_is_given(cast):
    lab = made.lab(cast)
    first, second = made.sessions(lab)
    id = actions.write(cast.stina, lab.pk, made.words(after=first, taken_up_at=second))

    (row,) = seen(cast.majken, lab).rows
    assert (row.id, row.given, row.after.title, row.taken_up.title, row.due) == (id, None, "Workshop 1", "Workshop 2", made.DUE)
    assert seen(cast.dan, lab).rows == ()
    with pytest.raises(NotVisible):
        homework(cast.dan, lab.pk, id)

    actions.give(cast.stina, lab.pk, id, revision=1)

    (row,) = seen(cast.dan, lab).rows
    assert row.given is not None
    assert row.taken_up.title == "Workshop 2"
    assert [entry["verb"] for entry in trail("activity", lab.pk)] == ["homework.given"]


def test_nobody_outside_reads_homework(cast, visitor):
    lab = made.lab(cast)
    given = made.homework(lab)
    for outside in (visitor, cast.nils, cast.gustav, cast.gun, cast.erin):
        with pytest.raises(NotVisible):
            seen(outside, lab)
        with pytest.raises(NotVisible):
            homework(outside, lab.pk, given.pk)
        assert not has_homework(outside, queries.activity(outside, lab.pk))


def test_the_activitys_content_leader_writes_and_the_planning_group_does_not(cast):
    lab = made.lab(cast)
    for key, role in (("dan", "content_leader"), ("siv", "planning_group")):
        Staff.objects.create(activity=lab, role=role, person_id=getattr(cast, key).person, name=key)
    first, _ = made.sessions(lab)
    session(lab, "Ännu inte släppt", datetime(2027, 1, 1, 9, tzinfo=UTC), datetime(2027, 1, 1, 12, tzinfo=UTC))

    id = actions.write(cast.dan, lab.pk, made.words(after=first))

    assert [row.id for row in seen(cast.dan, lab).rows] == [id]
    assert "Ännu inte släppt" in [one.title for one in seen(cast.dan, lab).sessions]
    for key in ("siv", "klara", "sanna"):
        with pytest.raises(NotAllowed):
            actions.write(getattr(cast, key), lab.pk, made.words())


def test_a_content_leader_outside_the_activity_is_still_outside(cast):
    lab = made.lab(cast)
    Staff.objects.create(activity=lab, role="process_leader", person_id=cast.jon.person, name="Jon")
    with pytest.raises(NotVisible):
        actions.write(cast.jon, lab.pk, made.words())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", " \n "), ("title", "x" * 161), ("text", ""), ("text", "x" * 6001), ("due", date(2026, 11, 19)), ("due", date(9999, 12, 31)),
        ("due", date(1, 1, 1)), ("by", "everybody"), ("seen_by", "world"), ("after", 10**40), ("after", 0), ("taken_up_at", -1),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_at_its_field_and_nothing_is_written(cast, field, value):
    lab = made.lab(cast)
    with pytest.raises(ActivityRefused) as refusal:
        actions.write(cast.stina, lab.pk, made.words(**{field: value}))
    assert refusal.value.field == field
    assert not Homework.objects.exists()


def test_the_sessions_are_the_activitys_own_in_order_and_not_cancelled(cast):
    lab, other = made.lab(cast), made.lab(cast, "Ett annat")
    first, second = made.sessions(lab)
    cases = [
        ({"after": made.sessions(other)[0]}, "after"), ({"after": second, "taken_up_at": first}, "taken_up_at"),
        ({"after": first, "taken_up_at": first}, "taken_up_at"), ({"taken_up_at": second, "due": date(2026, 12, 9)}, "due"),
    ]  # fmt: skip
    for fields, field in cases:
        with pytest.raises(ActivityRefused) as refusal:
            actions.write(cast.stina, lab.pk, made.words(**fields))
        assert refusal.value.field == field, fields
    actions.write(cast.stina, lab.pk, made.words(taken_up_at=second, due=date(2026, 12, 8)))
    lab.sessions.filter(id=second).update(cancelled=clock.now())
    with pytest.raises(ActivityRefused):
        actions.write(cast.stina, lab.pk, made.words(taken_up_at=second))


def test_the_last_day_is_today_at_the_earliest_also_when_it_is_given(cast):
    lab = made.lab(cast)
    id = actions.write(cast.stina, lab.pk, made.words(due=date(2026, 11, 20)))
    with clock.at(datetime(2026, 11, 20, 23, 30, tzinfo=UTC)), pytest.raises(ActivityRefused) as refusal:  # half past twelve at night there
        actions.give(cast.stina, lab.pk, id, revision=1)
    assert refusal.value.field == "due"
    actions.give(cast.stina, lab.pk, id, revision=1)


def test_homework_is_given_once_and_while_the_activity_runs(cast):
    lab, planned, over = made.lab(cast), made.lab(cast, "Planeras", stage="planning"), made.lab(cast, "Slut", stage="closed")
    early = actions.write(cast.stina, planned.pk, made.words())
    with pytest.raises(ActivityRefused, match="när aktiviteten har startat"):
        actions.give(cast.stina, planned.pk, early, revision=1)
    with pytest.raises(ActivityRefused, match="över"):
        actions.write(cast.stina, over.pk, made.words())
    id = actions.write(cast.stina, lab.pk, made.words())
    with pytest.raises(Overtaken):
        actions.give(cast.stina, lab.pk, id, revision=7)
    actions.give(cast.stina, lab.pk, id, revision=1)
    with pytest.raises(ActivityRefused, match="redan given"):
        actions.give(cast.stina, lab.pk, id, revision=2)
    with pytest.raises(NotAllowed):
        actions.give(cast.dan, lab.pk, id, revision=2)


def test_who_hands_in_and_who_reads_are_fixed_once_something_was_handed_in(cast):
    lab = made.lab(cast)
    given = made.homework(lab)
    free = actions.change(cast.stina, lab.pk, given.pk, made.words(by="organisation", seen_by="leaders"), revision=1)
    assert (free.homework.by, free.homework.seen_by) == ("organisation", "leaders")
    given.refresh_from_db()
    made.handin(given, cast, "dan")

    for fields, field in (({"by": "person", "seen_by": "leaders"}, "by"), ({"by": "organisation", "seen_by": "group"}, "seen_by")):
        with pytest.raises(ActivityRefused) as refusal:
            actions.change(cast.stina, lab.pk, given.pk, made.words(**fields), revision=2)
        assert refusal.value.field == field
        assert "redan lämnat in" in refusal.value.sentence.sv
    kept = actions.change(cast.stina, lab.pk, given.pk, made.words(by="organisation", seen_by="leaders", title="Nytt"), revision=2)
    assert kept.homework.title == "Nytt"


def test_a_moved_last_day_is_told_of_only_when_the_homework_was_given(cast):
    lab = made.lab(cast)
    draft, given = made.homework(lab, given=None), made.homework(lab)
    later = made.words(due=date(2026, 12, 5))
    assert actions.change(cast.stina, lab.pk, draft.pk, later, revision=1).moved_from is None
    assert actions.change(cast.stina, lab.pk, given.pk, later, revision=1).moved_from == made.DUE
    assert actions.change(cast.stina, lab.pk, given.pk, replace(later, title="Ny"), revision=2).moved_from is None


def test_a_last_day_that_has_passed_stays_when_only_the_text_changes(cast):
    lab = made.lab(cast)
    past = made.homework(lab, due=date(2026, 11, 10))
    changed = actions.change(cast.stina, lab.pk, past.pk, made.words(due=date(2026, 11, 10), text="Tydligare."), revision=1)
    assert changed.homework.text == "Tydligare."


def test_the_second_of_two_windows_is_told(cast):
    lab = made.lab(cast)
    given = made.homework(lab)
    actions.change(cast.majken, lab.pk, given.pk, made.words(title="Först"), revision=1)
    with pytest.raises(Overtaken) as refusal:
        actions.change(cast.stina, lab.pk, given.pk, made.words(title="Sedan"), revision=1)
    assert refusal.value.now == 2
    assert Homework.objects.get().title == "Först"


def test_a_draft_is_thrown_away_and_what_was_given_stands(cast):
    lab = made.lab(cast)
    draft, given = made.homework(lab, given=None), made.homework(lab)
    with pytest.raises(ActivityRefused):
        actions.throw_away(cast.stina, lab.pk, given.pk)
    actions.take_up(cast.stina, lab.pk, draft.pk, session=made.sessions(lab)[1], day=date(2026, 12, 8), starts=time(9), ends=time(10))
    with pytest.raises(ActivityRefused, match="program"):
        actions.throw_away(cast.stina, lab.pk, draft.pk)
    ProgrammeItem.objects.update(state="cancelled")
    actions.throw_away(cast.stina, lab.pk, draft.pk)
    assert [row.pk for row in Homework.objects.all()] == [given.pk]


def test_taking_up_makes_an_item_of_the_programme_in_one_step(cast):
    lab = made.lab(cast)
    given = made.homework(lab)
    second = made.sessions(lab)[1]

    item = actions.take_up(cast.stina, lab.pk, given.pk, session=second, day=date(2026, 12, 8), starts=time(9), ends=time(10, 30))

    row = ProgrammeItem.objects.get(id=item)
    assert (row.session_id, row.kind, row.homework_id, row.title, row.state) == (second, "homework", given.pk, "Tre samtal", "planned")
    assert (row.starts, row.ends) == (datetime(2026, 12, 8, 8, tzinfo=UTC), datetime(2026, 12, 8, 9, 30, tzinfo=UTC))
    assert homework(cast.stina, lab.pk, given.pk)[1].taken_up.id == second
    with pytest.raises(ActivityRefused, match="redan på programmet"):
        actions.take_up(cast.stina, lab.pk, given.pk, session=second, day=date(2026, 12, 8), starts=time(11), ends=time(12))


def test_taking_up_is_refused_outside_the_session_and_leaves_no_trace(cast):
    lab = made.lab(cast)
    given = made.homework(lab)
    first, second = made.sessions(lab)
    cases = [
        (second, date(2026, 12, 24), time(9), time(10)), (second, date(2026, 12, 8), time(10), time(9)), (second, None, None, None),
        (first, date(2026, 11, 17), time(13), time(14)),  # its last day is after that session
    ]  # fmt: skip
    for place, day, starts, ends in cases:
        with pytest.raises(ActivityRefused):
            actions.take_up(cast.stina, lab.pk, given.pk, session=place, day=day, starts=starts, ends=ends)
    with pytest.raises(NotVisible):
        actions.take_up(cast.stina, lab.pk, given.pk, session=10**30, day=date(2026, 12, 8), starts=time(9), ends=time(10))
    with pytest.raises(NotAllowed):
        actions.take_up(cast.dan, lab.pk, given.pk, session=second, day=date(2026, 12, 8), starts=time(9), ends=time(10))
    assert not ProgrammeItem.objects.exists()
    assert Homework.objects.get().taken_up_at_id is None


def test_the_tab_is_there_for_those_who_have_something_behind_it(cast):
    lab, without = made.lab(cast), activity(cast, "Nätverk", format="natverk")

    def page(actor, one):
        return has_homework(actor, queries.activity(actor, one.pk))

    assert page(cast.stina, lab)
    assert not page(cast.dan, lab)
    assert not page(cast.stina, without)
    made.homework(lab, given=None)
    assert not page(cast.dan, lab)
    made.homework(lab)
    assert page(cast.dan, lab)
    assert page(cast.klara, lab)


def test_the_format_says_after_which_sessions_homework_is_to_be_written(cast):
    lab = made.lab(cast)
    first, _ = made.sessions(lab)
    assert [one.title for one in without_homework(seen(cast.stina, lab))] == ["Workshop 1"]
    made.homework(lab, after_id=first)
    assert without_homework(seen(cast.stina, lab)) == []


@pytest.mark.parametrize("id", [0, -1, 10**30, 987654])
def test_homework_that_does_not_exist_is_not_there(cast, id):
    lab = made.lab(cast)
    for deed in (
        lambda: homework(cast.stina, lab.pk, id),
        lambda: actions.give(cast.stina, lab.pk, id, revision=1),
        lambda: actions.change(cast.stina, lab.pk, id, made.words(), revision=1),
        lambda: actions.throw_away(cast.stina, lab.pk, id),
        lambda: homework(cast.stina, id, 1),
    ):
        with pytest.raises(NotVisible):
            deed()


def test_homework_of_another_activity_is_not_there(cast):
    lab, other = made.lab(cast), made.lab(cast, "Ett annat")
    theirs = made.homework(other)
    with pytest.raises(NotVisible):
        homework(cast.stina, lab.pk, theirs.pk)
