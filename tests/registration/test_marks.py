"""Participants mark where they and their organisations stand on what is expected, before and after (F6)."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.activities import queries
from samlar.activities.actions.factors import state_results
from samlar.activities.models import Activity, ExpectedResult
from samlar.activities.queries.factors import expected_results
from samlar.activities.rules.deeds import ActivityRefused
from samlar.foundation import clock
from samlar.foundation.models import AuditEntry, Letter
from samlar.people.models import Employment
from samlar.people.rules import NotAllowed, NotVisible
from samlar.registration.actions.marks import ask_for_marks, mark
from samlar.registration.models import Mark, Registration
from samlar.registration.queries.marks import changes, own_marks, to_mark, waiting_for, windows
from samlar.registration.rules import marks as rules
from samlar.registration.rules.marks import MarkRefused, Sessions, Step
from tests.activities.rows import activity, released
from tests.registration.taking_part import place, results, session

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
FIRST, LAST = datetime(2026, 12, 1, 8, 0, tzinfo=UTC), datetime(2027, 1, 20, 8, 0, tzinfo=UTC)
TEXTS = ("Djupare kunskap.", "Exempel att ta hem.")


@pytest.fixture
def made(cast):
    """A learning project with two expected results and two sessions; Stina, Dan and Siv have places, Gun awaits her manager."""
    made = activity(cast, "Vatten", format="larprojekt", others=("Region Dalarna", "SLU", "Region Gotland"))
    results(made, *TEXTS)
    session(made, FIRST)
    session(made, LAST)
    released(made)
    for key in ("stina", "dan", "siv"):
        place(made, getattr(cast, key))
    place(made, cast.gun, state="awaiting_manager")
    return made


def ids(made):
    return list(ExpectedResult.objects.filter(activity=made).values_list("id", flat=True))


def both(made, own, home=None):
    return {id: Step(own, home if home is not None else own) for id in ids(made)}


@pytest.mark.django_db
def test_a_participant_marks_and_may_change_it(cast, made):
    first, second = ids(made)

    mark(cast.dan, made.pk, moment="before", marks={first: Step(2, 1), second: Step(3)})
    mark(cast.dan, made.pk, moment="before", marks={first: Step(4)})

    found = to_mark(cast.dan, queries.activity(cast.dan, made.pk))
    assert [one.of("before") for one in found.results] == [(4, 1), (3, None)]
    assert found.organisation_name == "Region Dalarna"
    assert not found.marked("after")


@pytest.mark.django_db
def test_the_trail_tells_that_somebody_marked_and_never_what(cast, made):
    mark(cast.dan, made.pk, moment="before", marks=both(made, 5))

    (entry,) = AuditEntry.objects.filter(verb="results.marked")
    assert (entry.kind, entry.changes) == ("registration", {"moment": [None, "before"], "count": [None, 2]})


@pytest.mark.django_db
def test_a_draft_opens_and_closes_no_window_until_it_is_released(cast, made):
    session(made, NOW - timedelta(days=3))
    assert windows(queries.activity(cast.dan, made.pk))["before"].state == "open"
    released(made)
    assert windows(queries.activity(cast.dan, made.pk))["before"].state == "late"


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["gun", "majken", "klara", "erin"])
def test_only_those_with_a_confirmed_place_mark(cast, made, key):
    with pytest.raises(NotAllowed):
        mark(getattr(cast, key), made.pk, moment="before", marks=both(made, 3))
    with pytest.raises(NotAllowed):
        to_mark(getattr(cast, key), queries.activity(getattr(cast, key), made.pk))


@pytest.mark.django_db
def test_what_cannot_be_seen_cannot_be_marked(cast, visitor, made):
    hidden = activity(cast, "Hemlig", stage="planning")
    other = results(activity(cast, "Annan"), "Något annat")[0]
    for marks, where in ((both(made, 3), hidden.pk), ({other.pk: Step(3)}, made.pk), (both(made, 3), 10**30)):
        with pytest.raises(NotVisible):
            mark(cast.dan if where != hidden.pk else cast.erin, where, moment="before", marks=marks)
    with pytest.raises(NotVisible):
        mark(cast.dan, made.pk, moment="during", marks=both(made, 3))
    with pytest.raises(NotAllowed):
        mark(visitor, made.pk, moment="before", marks=both(made, 3))


@pytest.mark.django_db
@pytest.mark.parametrize(("step", "field"), [(Step(0), "own"), (Step(6, 1), "own"), (Step(1, 10**30), "home"), (Step(True), "own"), (Step(), "")])
def test_what_is_no_step_of_the_scale_is_refused_and_changes_nothing(cast, made, step, field):
    first, second = ids(made)
    with pytest.raises(MarkRefused) as refusal:
        mark(cast.dan, made.pk, moment="before", marks={first: step, second: Step()})
    assert refusal.value.field == (f"{field}_{first}" if field else None)
    assert not Mark.objects.exists()


@pytest.mark.django_db
def test_a_late_mark_is_refused_with_the_reason(cast, made):
    with clock.at(FIRST + timedelta(hours=3)), pytest.raises(MarkRefused) as refusal:
        mark(cast.dan, made.pk, moment="before", marks=both(made, 3))
    assert "1 december 2026 kl. 12.00" in refusal.value.sentence.sv
    with clock.at(FIRST + timedelta(hours=3) - timedelta(seconds=1)):
        mark(cast.dan, made.pk, moment="before", marks=both(made, 3))
    with pytest.raises(MarkRefused) as early:
        mark(cast.dan, made.pk, moment="after", marks=both(made, 3))
    assert "20 januari 2027 kl. 09.00" in early.value.sentence.sv
    with clock.at(LAST):
        mark(cast.dan, made.pk, moment="after", marks=both(made, 3))
    with clock.at(datetime(2027, 3, 21, 22, 59, 59, tzinfo=UTC)):
        mark(cast.siv, made.pk, moment="after", marks=both(made, 3))
    with clock.at(datetime(2027, 3, 21, 23, 0, tzinfo=UTC)), pytest.raises(MarkRefused) as late:
        mark(cast.stina, made.pk, moment="after", marks=both(made, 3))
    assert "21 mars 2027" in late.value.sentence.sv


@pytest.mark.django_db
def test_a_cancelled_session_neither_opens_nor_closes(cast, made):
    session(made, NOW - timedelta(days=3), cancelled=NOW)
    released(made)
    mark(cast.dan, made.pk, moment="before", marks=both(made, 3))


@pytest.mark.django_db
def test_without_sessions_the_stages_say_when(cast):
    made = activity(cast, "Utan träffar")
    results(made, "Något")
    place(made, cast.dan)
    mark(cast.dan, made.pk, moment="before", marks=both(made, 2))
    with pytest.raises(MarkRefused):
        mark(cast.dan, made.pk, moment="after", marks=both(made, 2))
    Activity.objects.update(stage="reported", stage_kind="reported")
    mark(cast.dan, made.pk, moment="after", marks=both(made, 4))
    with pytest.raises(MarkRefused):
        mark(cast.dan, made.pk, moment="before", marks=both(made, 2))


@pytest.mark.django_db
def test_a_marked_result_cannot_be_taken_away_when_the_plan_is_written_again(cast, made):
    mark(cast.dan, made.pk, moment="before", marks=both(made, 2))
    Activity.objects.update(stage="planning", stage_kind="planning")
    seal = expected_results(cast.stina, queries.activity(cast.stina, made.pk)).seal
    with pytest.raises(ActivityRefused) as refusal:
        state_results(cast.stina, made.pk, texts=[TEXTS[1]], seal=seal)
    assert refusal.value.field == "results"
    state_results(cast.stina, made.pk, texts=[TEXTS[1], TEXTS[0], "Ett till"], seal=seal)
    assert list(ExpectedResult.objects.values_list("text", flat=True)) == [TEXTS[1], TEXTS[0], "Ett till"]
    assert Mark.objects.count() == 2


# — what they say together —


def marked(cast, made, said):
    """{key: (before, after)} for those with a place; the sessions are as they are."""
    for key, (before, after) in said.items():
        actor = getattr(cast, key)
        if not Registration.objects.filter(activity=made, person=actor.person).exists():
            place(made, actor)
        Registration.objects.filter(activity=made, person=actor.person).update(state="confirmed")
        mark(actor, made.pk, moment="before", marks=both(made, before))
        if after:
            with clock.at(LAST):
                mark(actor, made.pk, moment="after", marks=both(made, after))


@pytest.mark.django_db
def test_three_who_marked_both_times_are_shown_inside_with_n(cast, made):
    marked(cast, made, {"stina": (1, 3), "dan": (2, 2), "gun": (4, 0)})
    found = changes(cast.dan, queries.activity(cast.dan, made.pk))
    assert (found.shown, found.places, found.before, found.after) == ((), 4, 3, 2)

    marked(cast, made, {"siv": (3, 5)})
    found = changes(cast.dan, queries.activity(cast.dan, made.pk))
    assert found.rows[0].own == rules.Change(3, Fraction(2), Fraction(10, 3), 2, 1, 0)
    assert [one.text for one in found.shown] == list(TEXTS)


@pytest.mark.django_db
def test_the_public_sees_five_or_more_and_only_of_what_is_reported(cast, visitor, made):
    marked(cast, made, dict.fromkeys(("stina", "dan", "siv", "gun"), (1, 2)))
    assert changes(visitor, queries.activity(visitor, made.pk)).fewest is None
    Activity.objects.filter(id=made.pk).update(stage="reported", stage_kind="reported")
    found = changes(visitor, queries.activity(visitor, made.pk))
    assert (found.shown, found.places, found.before) == ((), 0, 0)

    Activity.objects.filter(id=made.pk).update(stage="running", stage_kind="running")
    marked(cast, made, {"majken": (1, 2)})
    Activity.objects.filter(id=made.pk).update(stage="reported", stage_kind="reported")
    found = changes(visitor, queries.activity(visitor, made.pk))
    assert [one.own.n for one in found.shown] == [5, 5]
    assert found.ours == ()


@pytest.mark.django_db
def test_who_withdrew_no_longer_counts(cast, made):
    marked(cast, made, dict.fromkeys(("stina", "dan", "siv"), (1, 2)))
    Registration.objects.filter(person=cast.siv.person).update(state="withdrawn")
    assert changes(cast.dan, queries.activity(cast.dan, made.pk)).shown == ()


steps = st.none() | st.integers(1, 5)
marks_of_all = st.lists(
    st.builds(rules.Mark, st.just(1), st.integers(1, 9), st.integers(1, 3), st.sampled_from(rules.MOMENTS), steps, steps),
    unique_by=lambda one: (one.person, one.moment),
)


@given(marks_of_all)
def test_only_those_who_said_both_are_counted_and_means_lie_on_the_scale(marks):
    for pairs, which in ((rules.own_pairs(marks), "own"), (rules.home_pairs(marks), "home")):
        said = {moment: {one.person for one in marks if one.moment == moment and getattr(one, which) is not None} for moment in rules.MOMENTS}
        assert {person for person, _ in pairs} <= said["before"] & said["after"]
        if which == "own":
            assert len(pairs) == len(said["before"] & said["after"])
        found = rules.change(pairs, fewest=1)
        if found:
            assert found.n == len(pairs) == found.further + found.level + found.less
            assert 1 <= found.before <= 5
            assert 1 <= found.after <= 5
            assert found.after - found.before == Fraction(sum(after - before for before, after in pairs.values()), found.n)
            assert rules.change(pairs, fewest=found.n + 1) is None


@given(marks_of_all, st.integers(1, 3))
def test_no_organisations_own_figure_lets_anybody_read_one_or_two_others(marks, organisation):
    pairs = rules.own_pairs(marks)
    ours = rules.change_of(pairs, organisation)
    if ours:
        assert ours.n >= rules.FEWEST_INSIDE
        assert len(pairs) - ours.n == 0 or len(pairs) - ours.n >= rules.FEWEST_INSIDE


moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))


@given(st.lists(st.tuples(moments, st.integers(1, 72)), min_size=1, max_size=6), moments)
def test_the_windows_follow_the_sessions(several, now):
    held = sorted((starts, starts + timedelta(hours=hours)) for starts, hours in several)
    found = rules.windows(Sessions(*held[0], *held[-1]), stage_kind="running", now=now)
    assert (found["before"].state == "open") == (now < held[0][1])
    if now < held[-1][0]:
        assert found["after"].state == "early"
    if held[-1][0] <= now <= held[-1][1] + timedelta(days=60):
        assert found["after"].state == "open"
    if now > held[-1][1] + timedelta(days=62):
        assert found["after"].state == "late"
    for stage in ("planning", "review", "cancelled"):
        assert {one.state for one in rules.windows(Sessions(*held[0], *held[-1]), stage_kind=stage, now=now).values()} <= {"early", "late"}


# — what waits, and letters —


@pytest.mark.django_db
def test_it_waits_for_those_who_have_not_marked_when_it_is_near(cast, made):
    assert [(one.deed, one.subject, str(one.due)) for one in waiting_for(cast.dan)] == [("marks.make", made.pk, "2026-12-01")]
    assert waiting_for(cast.gun) == waiting_for(cast.majken) == []
    with clock.at(FIRST - timedelta(days=40)):
        assert waiting_for(cast.dan) == []
    mark(cast.dan, made.pk, moment="before", marks=both(made, 2))
    assert waiting_for(cast.dan) == []
    with clock.at(LAST + timedelta(days=2)):
        (wait,) = waiting_for(cast.dan)
        assert (wait.sentence.sv, str(wait.due)) == ("Markera var du står efter ”Vatten”.", "2027-03-21")
    assert own_marks(cast.dan, queries.activity(cast.dan, made.pk)).done
    assert own_marks(cast.majken, queries.activity(cast.majken, made.pk)) is None


@pytest.mark.django_db
def test_each_is_asked_once_before_and_once_after_and_nobody_who_has_marked(cast, made, django_assert_num_queries):
    assert ask_for_marks() == 0
    mark(cast.dan, made.pk, moment="before", marks=both(made, 2))
    Employment.objects.filter(person=cast.siv.person).update(end=NOW.date())
    with clock.at(FIRST - timedelta(days=6)):
        assert ask_for_marks() == 1
        assert ask_for_marks() == 0
    with clock.at(FIRST + timedelta(hours=1)):
        assert ask_for_marks() == 0
    with clock.at(LAST + timedelta(hours=4)):
        assert ask_for_marks() == 2
    with clock.at(LAST + timedelta(days=50)):
        assert ask_for_marks() == 0
    assert sorted(Letter.objects.values_list("name", "to")) == [
        ("marks_after", "dan@region-dalarna.test"), ("marks_after", "stina@region-kalmar-lan.test"),
        ("marks_before", "stina@region-kalmar-lan.test"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_the_reads_cost_the_same_however_many_take_part(cast, made, django_assert_num_queries):
    marked(cast, made, dict.fromkeys(("stina", "dan", "siv", "gun", "majken"), (1, 2)))
    dan = cast.dan
    row = queries.activity(dan, made.pk)
    for read in (lambda: changes(dan, row), lambda: waiting_for(dan), lambda: own_marks(dan, row)):
        with django_assert_num_queries(1):
            read()
