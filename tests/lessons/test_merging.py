"""Two lessons become one: nobody's way with either is lost, and nobody comes less far by it (F1, F2)."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.lessons.actions import merging, uptakes, writing
from samlar.lessons.models import Evidence, Lesson, Move, Uptake
from samlar.lessons.queries import lesson as the_lesson
from samlar.lessons.queries import uptake
from samlar.lessons.queries.around import around
from samlar.lessons.queries.listing import Wanted, lessons
from samlar.lessons.rules.audience import of_uptake
from samlar.lessons.rules.deeds import LessonRefused
from samlar.lessons.rules.ladder import standing_of
from samlar.lessons.rules.merging import filled, reaches_as_far
from samlar.lessons.rules.words import EXITS, STEPS, Reach, Standing, State, Step
from samlar.people.rules import MandateKind, NotAllowed
from tests.activities import rows
from tests.at_once import refused_at_once
from tests.cast import Cast
from tests.lessons.making import home, lesson, shows

pytestmark = pytest.mark.django_db

ONE, OTHER = "Fråga mottagaren innan rådet skrivs.", "Rådet skrivs bäst när mottagaren har frågats."


@pytest.fixture
def two(cast):
    return lesson(cast.stina, ONE), lesson(cast.stina, OTHER)


def read(actor, id):
    return the_lesson(actor, id)


def merged(actor, one, other, **more):
    merging.merge(actor, one, other, revision=more.get("revision", read(actor, one).revision))


# — who may, and into what —


def test_the_one_points_on_and_the_other_tells_where_it_came_from(cast, two, visitor):
    one, other = two
    merged(cast.majken, one, other)
    gone = read(visitor, one)
    assert (gone.state, gone.merged_into) == (State.MERGED, other)
    assert around(visitor, gone).merged_into.id == other
    assert [row.id for row in around(visitor, read(visitor, other)).merged_from] == [one]
    assert [row.id for row in lessons(visitor, Wanted())] == [other]


def test_what_was_merged_before_follows(cast, two):
    one, other = two
    third = lesson(cast.stina, "En tredje.")
    merged(cast.stina, one, other)
    merged(cast.stina, other, third)
    assert set(Lesson.objects.filter(merged_into=third).values_list("id", flat=True)) == {one, other}


@pytest.mark.parametrize("key", ["dan", "siv", "nils"])
def test_whoever_carries_one_of_them_alone_may_not(cast, key):
    """Carrying one, or none, is not enough: nobody's lesson is merged away by somebody else."""
    actor = getattr(cast, key)
    one, other = (lesson(actor, ONE) if actor.at_work else lesson(cast.stina, ONE)), lesson(cast.majken, OTHER)
    if actor.holds(MandateKind.QUALITY):
        pytest.skip("holds the mandate")
    with pytest.raises(NotAllowed):
        merging.merge(actor, one, other, revision=1)
    assert Lesson.objects.filter(state=State.MERGED).count() == 0


def test_the_quality_mandate_may_and_whoever_leads_the_activity_of_both(cast):
    holder = next(
        actor for actor in (getattr(cast, key) for key in ("siv", "sanna", "klara", "majken", "dan")) if actor.holds(MandateKind.QUALITY)
    )
    merged(holder, lesson(cast.stina, ONE), lesson(cast.nils if cast.nils.at_work else cast.gustav, OTHER))
    made = rows.activity(cast, "Drönare")
    one, other = lesson(cast.dan, ONE, activity=made.pk, state=State.SHARED), lesson(cast.dan, OTHER, activity=made.pk, state=State.SHARED)
    merged(cast.stina, one, other)
    assert read(cast.stina, one).state == State.MERGED


def test_bad_choices_stand_by_their_field_and_change_nothing(cast, two):
    one, _ = two
    hidden = lesson(cast.dan, "HEMLIGT", state=State.DRAFT)
    shared = lesson(cast.stina, "Delad", state=State.SHARED)
    for into in (one, hidden, shared, 0, -1, 10**30, 999_999):
        with pytest.raises(LessonRefused) as refused:
            merging.merge(cast.stina, one, into, revision=1)
        assert refused.value.field == "into", into
    assert read(cast.stina, one).state == State.PUBLISHED


@pytest.mark.parametrize(
    ("into", "one", "fits"),
    [
        ("public", "members", True), ("members", "public", False), ("activity:1", "activity:1", True), ("activity:1", "activity:2", False),
        ("members", "activity:1", True), ("org:1", "members", False), ("activity:1", "org:1", True), ("org:1", "org:1", True),
    ],
)  # fmt: skip
def test_the_one_that_stays_is_read_by_as_many(into, one, fits):
    assert reaches_as_far(into, one) == fits


# — an organisation's way —


def at(actor, id):
    return uptake(actor, id)


def test_who_has_only_the_one_that_goes_keeps_the_uptake_and_is_told(cast, two):
    one, other = two
    own = home(cast.dan, one)
    uptakes.add_evidence(cast.dan, own, shows(clock.today(), Step.SHARED, Step.TRIED), revision=1)
    merged(cast.stina, one, other)
    row = at(cast.dan, own)
    assert (row.lesson, row.standing, len(row.living)) == (other, Standing.TRIED, 2)
    (letter,) = Letter.objects.filter(name="lesson_merged")
    assert (letter.to, letter.values["into"], letter.values["path"]) == (cast.dan.email, OTHER, f"/lardomar/{other}/")


def test_of_both_the_furthest_stays_and_the_other_fills_its_missing_steps(cast, two):
    one, other = two
    goes, stays = home(cast.dan, one), home(cast.dan, other)
    day = clock.today()
    uptakes.add_evidence(cast.dan, goes, shows(day, Step.ANCHORED), revision=1)
    uptakes.add_evidence(cast.dan, stays, shows(day, Step.SHARED, Step.TRIED), revision=1)
    merged(cast.stina, one, other)
    row = at(cast.dan, stays)
    assert (row.standing, [proof.step for proof in row.living]) == (Standing.ANCHORED, [Step.SHARED, Step.TRIED, Step.ANCHORED])
    assert at(cast.dan, goes).standing == Standing.OBSOLETE
    assert [move.after for move in Move.objects.filter(uptake=goes)] == ["taken", "anchored", "obsolete"]
    assert [move.after for move in Move.objects.filter(uptake=stays)][-1] == "anchored"


def test_what_is_used_stays_used(cast, two):
    one, other = two
    goes, stays = home(cast.dan, one), home(cast.dan, other, owner=None)
    uptakes.add_evidence(cast.dan, goes, shows(clock.today(), *STEPS), revision=1)
    uptakes.checked_by(cast.dan, at(cast.dan, goes), cast.siv.person, note="")
    assert at(cast.dan, goes).standing == Standing.USED
    uptakes.add_evidence(cast.dan, stays, shows(clock.today(), *STEPS), revision=1)
    merged(cast.stina, one, other)
    row = at(cast.dan, stays)
    assert (row.standing, row.owner, row.lacks) == (Standing.USED, cast.dan.person, ())
    assert [proof.why_struck for proof in row.evidence if proof.struck] == [f"Sammanförd med lärdom {other}."] * 4


def test_no_more_is_shown_than_was_shown_of_either(cast):
    one, other = lesson(cast.stina, ONE), lesson(cast.stina, OTHER)
    home(cast.dan, one, reach=Reach.PUBLIC)
    stays = home(cast.dan, other, reach=Reach.OWN)
    merged(cast.stina, one, other)
    assert at(cast.dan, stays).reach == Reach.OWN


def test_the_lesson_that_stays_is_as_old_as_the_oldest_so_no_evidence_is_older(cast):
    one = lesson(cast.stina, ONE, day=clock.today() - timedelta(days=90))
    other = lesson(cast.stina, OTHER)
    own = home(cast.dan, one, day=clock.today() - timedelta(days=60))
    uptakes.add_evidence(cast.dan, own, shows(clock.today() - timedelta(days=50), Step.SHARED), revision=1)
    merged(cast.stina, one, other)
    row = at(cast.dan, own)
    assert row.learned <= min(proof.day for proof in row.evidence)


PART = st.fixed_dictionaries(
    {
        "steps": st.sets(st.sampled_from(list(Step))),
        "checked": st.booleans(),
        "owned": st.booleans(),
        "ended": st.sampled_from(["", *map(str, EXITS)]),
    }
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(goes=st.none() | PART, stays=st.none() | PART)
def test_whatever_they_had_nothing_is_lost_and_nobody_comes_less_far(cast: Cast, goes, stays):
    """Any two ways of an organisation: afterwards the standing is what the evidence says, never less far than the furthest; each step
    has at most one living evidence; every piece of evidence and every move is still there; nobody who saw nothing sees more."""
    dan = cast.dan
    one, other = lesson(cast.stina, ONE), lesson(cast.stina, OTHER)
    for id, had in ((one, goes), (other, stays)):
        if had is not None:
            play(cast, id, had)
    mine = Uptake.objects.filter(lesson__in=(one, other))
    before = {row.lesson_id: Standing(row.standing) for row in mine}
    kept_before = set(Evidence.objects.filter(uptake__in=mine).values_list("id", flat=True))
    moves_before = set(Move.objects.filter(uptake__in=mine).values_list("id", flat=True))
    ids = list(mine.values_list("id", flat=True))
    merged(cast.stina, one, other)
    after = Uptake.objects.filter(id__in=ids)
    assert set(Evidence.objects.filter(uptake__in=ids).values_list("id", flat=True)) == kept_before
    assert moves_before <= set(Move.objects.filter(uptake__in=ids).values_list("id", flat=True))
    assert after.count() == len(ids)
    assert after.filter(lesson=other).count() == bool(ids)
    for row in after.filter(lesson=other):
        now = at(dan, row.pk)
        furthest = max(before.values(), key=lambda one: one.rank)
        assert now.standing.rank >= furthest.rank
        if now.standing not in EXITS:
            assert now.standing == standing_of(now.shown, owned=now.owner is not None, before=furthest)
        assert row.audience == of_uptake(Reach(row.reach), row.organisation_id, "public")
        assert Move.objects.filter(uptake=row.pk).last().after == now.standing
    for row in after.filter(lesson=one):
        assert Standing(row.standing) in EXITS


def play(cast, id, had):
    own = home(cast.dan, id, owner=cast.dan.person if had["owned"] else None)
    if had["steps"]:
        uptakes.add_evidence(cast.dan, own, shows(clock.today(), *sorted(had["steps"])), revision=1)
    if Step.USED in had["steps"] and had["checked"]:
        uptakes.checked_by(cast.dan, at(cast.dan, own), cast.siv.person, note="")
    if had["ended"]:
        uptakes.end(cast.dan, own, Standing(had["ended"]), why="Så blev det.", revision=at(cast.dan, own).revision)


@given(st.sets(st.sampled_from(list(Step))), st.sets(st.sampled_from(list(Step))))
def test_each_step_comes_from_one_of_the_two_and_the_furthest_goes_first(first, second):
    own, fill = filled(first, second)
    assert set(own) == first
    assert set(own) | set(fill) == first | second
    assert not set(own) & set(fill)


# — at the same moment —


@pytest.mark.django_db(transaction=True)
def test_two_who_merge_the_two_into_each_other_at_once_leave_one_of_them(prepared):
    cast = Cast.enter()
    stina, majken = cast.stina, cast.majken
    one, other = lesson(stina, ONE), lesson(stina, OTHER)
    dan = cast.dan
    home(dan, one), home(dan, other)
    refused = refused_at_once(
        lambda: merging.merge(stina, one, other, revision=1),
        lambda: merging.merge(majken, other, one, revision=1),
    )
    assert sum(answer is None for answer in refused) == 1, refused
    assert Lesson.objects.filter(state=State.MERGED).count() == 1
    living = Lesson.objects.get(state=State.PUBLISHED)
    assert Uptake.objects.filter(lesson=living, organisation=dan.organisation).count() == 1


@pytest.mark.django_db(transaction=True)
def test_taken_home_while_it_is_merged_lands_on_the_one_that_stays_or_is_refused(prepared):
    cast = Cast.enter()
    stina, dan = cast.stina, cast.dan
    one, other = lesson(stina, ONE), lesson(stina, OTHER)
    refused = refused_at_once(lambda: merging.merge(stina, one, other, revision=1), lambda: home(dan, one))
    assert refused[0] is None
    taken = Uptake.objects.filter(organisation=dan.organisation)
    assert taken.count() == (refused[1] is None)
    assert all(row.lesson_id == other for row in taken)


@pytest.mark.django_db(transaction=True)
def test_one_answer_after_a_session_becomes_one_lesson_however_often_it_is_pressed(prepared):
    from samlar.activities.models import Debrief
    from samlar.lessons.rules.lessons import LessonText

    cast = Cast.enter()
    made = rows.activity(cast, "Drönare")
    held = rows.session(made, "Workshop")
    rows.released(made)
    dan = cast.dan
    answer = Debrief.objects.create(
        session=held, person_id=dan.person, organisation_id=dan.organisation, next="Ring.", could_be_lesson=True, written=clock.now()
    )
    text = LessonText(sentence="Ring.", activity=made.pk, session=held.pk, debrief=answer.pk)
    refused = refused_at_once(*[lambda: writing.capture(dan, text)] * 3)
    assert sum(one is None for one in refused) == 1
    assert Lesson.objects.count() == 1
