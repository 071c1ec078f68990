"""What has changed, and the figures of the way there: only what the viewer sees, and the same as a plain recount (F2, F3)."""

from datetime import date, timedelta
from statistics import median_low

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samlar.foundation import clock
from samlar.lessons.models import Borrowing, Evidence, Lesson, Move, Uptake
from samlar.lessons.queries.changes import changes, counted, figures, learned_between, years
from samlar.lessons.rules.changes import MONTHS, OWNER_DAYS, Share, Wanted
from samlar.lessons.rules.words import STEPS, Standing, Step
from samlar.people.models import Organisation
from samlar.people.rules import MEMBERS, PUBLIC, VISITOR
from tests.lessons.making import SAID

TODAY = date(2026, 11, 20)
EVERY = Wanted()
DAYS = st.integers(0, 500)
STEP = st.sampled_from(STEPS)
# What happened to one uptake: who, which lesson, how long ago it was taken home, when it got an owner, and for each piece of evidence its
# step, how many days after, and whether it was replaced (a slip of the pen) or struck in a step back; and whether it came all the way.
HISTORY = st.tuples(
    st.integers(0, 3), st.integers(0, 3), DAYS, st.none() | st.integers(0, 120), st.lists(st.tuples(STEP, st.integers(-20, 420), st.sampled_from(["", "replaced", "struck"])), max_size=6),
    st.none() | st.integers(0, 420), st.sampled_from(Standing), st.sampled_from([PUBLIC, MEMBERS, "own"]),
)  # fmt: skip


def written(cast, histories):
    """The histories as rows; says (audience, organisation, lesson's organisation, taken, owned_from, {step: [days]}, used, standing) of each."""
    homes = [cast.organisation(name) for name in ("Region Kalmar län", "Region Dalarna", "Region Gotland", "SLU")]
    now, person = clock.now(), cast.stina.person
    lessons = [
        Lesson.objects.create(
            sentence=f"Lärdom {n}", organisation_id=homes[n], person_id=person, state="published", audience=PUBLIC, day=date(2020, 1, 1), written=now, changed=now
        )
        for n in range(4)
    ]
    told, there = [], set()
    for where, which, age, owned, evidence, used, standing, audience in histories:
        if (where, which) in there:
            continue
        there.add((where, which))
        taken = TODAY - timedelta(days=age)
        owned_from = None if owned is None else taken + timedelta(days=owned)
        seen = f"org:{homes[where]}" if audience == "own" else audience
        row = Uptake.objects.create(
            lesson=lessons[which], organisation_id=homes[where], standing=standing, since=taken, audience=seen, taken=taken, owned_from=owned_from,
            person_id=person, made=now, changed=now,
        )  # fmt: skip
        days, living = {}, set()
        for step, later, fate in evidence:
            fate = fate or ("replaced" if step in living else "")
            day = taken + timedelta(days=later)
            Evidence.objects.create(
                uptake=row, step=step, day=day, said=SAID[step], person_id=person, entered=now, struck=now if fate else None,
                why_struck="Hon slutade." if fate == "struck" else "",
            )  # fmt: skip
            living |= {step} if not fate else set()
            if fate != "replaced":
                days.setdefault(step, []).append(day)
        came = None if used is None else taken + timedelta(days=used)
        if came is not None:
            Move.objects.create(uptake=row, before="anchored", after="used", day=came, at=now, person_id=person)
        told.append((seen, homes[where], homes[which], taken, owned_from, days, came, standing))
    return told


def reached(one, step):
    """The first day, by hand."""
    _, _, _, _, _, days, came, _ = one
    return came if step == Step.USED else min(days[step], default=None) if step in days else None


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories=st.lists(HISTORY, max_size=12))
def test_the_figures_equal_a_plain_recount_of_the_history(cast, histories):
    for model in (Move, Evidence, Uptake, Lesson):
        model.objects.all().delete()
    every = written(cast, histories)
    for viewer in (VISITOR, cast.stina, cast.dan):
        seen = [one for one in every if one[0] in viewer.tokens]
        found = figures(viewer, EVERY)
        assert (found.taken, found.organisations) == (len(seen), len({one[1] for one in seen}))
        old = [one for one in seen if (TODAY - one[3]).days >= OWNER_DAYS]
        assert found.owned == Share(sum(one[4] is not None and (one[4] - one[3]).days <= OWNER_DAYS for one in old), len(old))
        for step in STEPS:
            for months, days in MONTHS.items():
                old = [one for one in seen if (TODAY - one[3]).days >= days]
                there = [one for one in old if reached(one, step) is not None and (reached(one, step) - one[3]).days <= days]
                assert found.reached[step, months] == Share(len(there), len(old))
        for (first, later), middle in found.between.items():
            pairs = [(one[3] if first == "taken" else reached(one, Step(first)), reached(one, later)) for one in seen]
            gaps = [max(0, (b - a).days) for a, b in pairs if a is not None and b is not None]
            assert (middle.days, middle.n) == (median_low(gaps) if gaps else None, len(gaps))
        per_lesson = [[one for one in seen if one[2] == home] for home in {one[2] for one in seen}]
        assert found.shared_lessons == Share(sum(len(several) > 1 for several in per_lesson), len(per_lesson))
        assert found.from_others == Share(sum(one[1] != one[2] for one in seen), len(seen))
        assert found.declined == Share(sum(one[7] == Standing.DECLINED for one in seen), len(seen))
        assert found.now == {one.value: sum(row[7] == one for row in seen) for one in Standing}
        used = [one for one in seen if one[7] == Standing.USED]
        assert counted(viewer, EVERY)[:2] == (len(used), len({one[1] for one in used}))
        assert sum(years(viewer).values()) == len(used)


def used_at(cast, name, lesson, *, audience, since=date(2026, 3, 2), changed="Alla projekt har en runda efteråt."):
    now, person = clock.now(), cast.stina.person
    row = Uptake.objects.create(
        lesson=lesson, organisation_id=cast.organisation(name), standing="used", since=since, audience=audience, taken=since, person_id=person, made=now, changed=now
    )
    Evidence.objects.create(uptake=row, step="used", day=since, said={"changed": changed, "lives_in": "Rutin 4"}, person_id=person, entered=now)
    return row


@pytest.fixture
def lesson(cast):
    now = clock.now()
    return Lesson.objects.create(
        sentence="Fråga mottagaren först.", organisation_id=cast.organisation("SLU"), person_id=cast.stina.person, state="published", audience=PUBLIC,
        day=date(2020, 1, 1), written=now, changed=now,
    )  # fmt: skip


@pytest.mark.django_db
def test_what_an_organisation_does_not_show_is_neither_listed_nor_counted(cast, lesson):
    used_at(cast, "Region Gotland", lesson, audience=PUBLIC)
    used_at(cast, "Region Dalarna", lesson, audience=MEMBERS)
    own = used_at(cast, "Region Kalmar län", lesson, audience=f"org:{cast.organisation('Region Kalmar län')}", changed="HEMLIGT")
    for viewer, many in ((VISITOR, 1), (cast.dan, 2), (cast.stina, 3)):
        assert len(changes(viewer, EVERY).object_list) == counted(viewer, EVERY)[0] == sum(years(viewer).values()) == figures(viewer, EVERY).taken == many
    assert not any(one.uptake == own.pk for one in changes(cast.dan, EVERY).object_list)
    assert counted(cast.dan, Wanted(organisation=cast.organisation("Region Kalmar län"))) == (0, 0, 0)


@pytest.mark.django_db
def test_a_change_tells_from_whom_it_came(cast, lesson):
    used_at(cast, "Region Gotland", lesson, audience=PUBLIC)
    used_at(cast, "SLU", lesson, audience=PUBLIC, since=date(2025, 3, 2))
    newest, own = changes(VISITOR, EVERY).object_list
    assert (newest.organisation, newest.learned_from, newest.changed) == ("Region Gotland", ("SLU",), "Alla projekt har en runda efteråt.")
    assert (own.organisation, own.learned_from) == ("SLU", ()), "what one has learned oneself comes from nobody"


@pytest.mark.django_db
def test_whoever_hides_what_it_has_is_not_named_as_the_one_it_was_learned_from(cast, lesson):
    row = used_at(cast, "Region Gotland", lesson, audience=PUBLIC)
    hidden = cast.organisation("Region Dalarna")
    used_at(cast, "Region Dalarna", lesson, audience=f"org:{hidden}")
    Borrowing.objects.create(uptake=row, organisation_id=hidden, day=date(2026, 3, 2), person_id=cast.gun.person, entered=clock.now())
    (seen,) = changes(VISITOR, EVERY).object_list
    assert seen.learned_from == ()
    assert learned_between(VISITOR, 2026) == (0, 0, 0)
    assert changes(cast.gun, EVERY).object_list[0].learned_from == ("Region Dalarna",), "its own organisation knows"
    Uptake.objects.filter(organisation=hidden).update(audience=PUBLIC)
    assert learned_between(VISITOR, 2026) == (1, 1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("wanted", [Wanted(organisation=2**70), Wanted(activity=-1), Wanted(theme=10**30), Wanted(format="';--"), Wanted(year=1)])
def test_what_cannot_be_there_finds_nothing(cast, lesson, wanted):
    used_at(cast, "Region Gotland", lesson, audience=PUBLIC)
    assert list(changes(VISITOR, wanted).object_list) == []
    assert figures(VISITOR, wanted).taken == 0


@pytest.mark.django_db
def test_the_page_of_changes_asks_as_much_however_many_there_are(cast, lesson, django_assert_num_queries):
    for name in ("Region Gotland", "Region Dalarna", "Region Uppsala", "Region Skåne"):
        used_at(cast, name, lesson, audience=PUBLIC)
    with django_assert_num_queries(4):
        changes(VISITOR, EVERY)
    assert Organisation.objects.count() > 4
    with django_assert_num_queries(2):
        figures(VISITOR, EVERY)
