"""Who learns from whom: what is counted is what a plain recount gives, of what the viewer sees (F4)."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from samlar.foundation import clock
from samlar.lessons.actions import borrowing as actions
from samlar.lessons.models import Borrowing, LessonTheme
from samlar.lessons.queries.flow import given_and_taken, learned
from samlar.lessons.rules.borrowing import Stolen
from samlar.lessons.rules.deeds import LessonRefused
from samlar.lessons.rules.flow import flow_of, gathered, message, message_of
from samlar.lessons.rules.words import Reach
from samlar.library.models import Theme
from samlar.people.rules import VISITOR
from tests.cast import Cast
from tests.lessons.making import lesson

names = st.sampled_from([f"Organisation {place}" for place in range(30)])
bands = st.lists(st.tuples(names, names, st.integers(1, 50)), max_size=60)


@given(bands, st.integers(1, 12), names)
def test_what_is_gathered_keeps_its_sums_and_whom_it_is_about(several, most, keep):
    flow = flow_of(several)
    drawn = gathered(flow, most=most, others=("gav andra", "tog andra"), keep=keep)
    assert drawn.total == flow.total == sum(n for _, _, n in several)
    for whole, part, others in ((flow.gave, drawn.gave, "gav andra"), (flow.took, drawn.took, "tog andra")):
        assert len(part) <= most + 2
        assert all(part[name] == whole[name] for name in part if name != others)
        assert keep not in whole or keep in part


@given(bands, names)
def test_what_one_gave_and_took_is_part_of_the_whole(several, name):
    flow = flow_of(several)
    own = flow.of(name)
    assert own.gave.get(name, 0) == flow.gave.get(name, 0)
    assert own.took.get(name, 0) == flow.took.get(name, 0)


def test_the_message_says_how_many_learned_and_from_whom_most():
    flow = flow_of([("SKR", "Region Gotland", 1), ("SKR", "Region Dalarna", 2), ("Region Dalarna", "Vinnova", 1)])
    assert message(flow).sv == "Tre organisationer har lärt av någon annan; mest av SKR"
    assert (
        message(flow_of([("SKR", "Region Gotland", 1), ("Vinnova", "Region Dalarna", 1)])).sv
        == "Två organisationer har lärt av någon annan"
    )
    assert message(flow_of([("SKR", "Region Gotland", 3)])).en == "One organisation has learned from another"
    assert message_of(flow, "Region Dalarna").sv == "En organisation har lärt av Region Dalarna, och Region Dalarna av en organisation"


WHO = ("stina", "dan", "gun", "jon", "klara", "siv")
stolen = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(WHO), st.sampled_from(list(Reach)), st.integers(0, 500), st.integers(0, 2)), max_size=14
)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(stolen)
def test_the_picture_is_a_plain_recount_of_what_the_viewer_sees(several):
    with transaction.atomic():
        cast = Cast.enter()
        themes = [Theme.objects.create(slug=f"tema-{place}", name_sv=f"Tema {place}", name_en=f"Theme {place}") for place in range(2)]
        first = date(2025, 1, 1)
        lessons = [(who, lesson(getattr(cast, who), f"Lärdom {who}", day=first)) for who in WHO[:4]]
        for place, (_, made) in enumerate(lessons):
            LessonTheme.objects.create(lesson_id=made, theme=themes[place % 2])
        kept = []  # (giver, taker, reach, year, theme)
        for which, who, reach, days, _ in several:
            owner, made = lessons[which]
            actor = getattr(cast, who)
            day = first + timedelta(days=days)
            try:
                actions.borrow(actor, made, Stolen(organisation=getattr(cast, owner).organisation, day=day), reach=reach)
            except LessonRefused:
                continue
            kept.append((getattr(cast, owner).organisation_name, actor.organisation_name, reach, day.year, which % 2))
        assert Borrowing.objects.count() == len(kept)
        for viewer in (VISITOR, cast.nils, cast.gun, cast.gustav, cast.erin):
            seen = [
                one
                for one in kept
                if one[2] == Reach.PUBLIC or one[1] == viewer.organisation_name or (one[2] == Reach.MEMBERS and viewer.is_member)
            ]
            whole = learned(viewer)
            assert {(band.giver, band.taker): band.n for band in whole.flow.bands} == Counter((one[0], one[1]) for one in seen)
            assert whole.years == dict(sorted(Counter(one[3] for one in seen).items()))
            assert {row[0]: row[3] for row in whole.themes} == Counter(f"tema-{one[4]}" for one in seen)
            narrow = learned(viewer, theme="tema-1", year=2025)
            assert narrow.flow.total == sum(1 for one in seen if one[3:] == (2025, 1))
            given_, taken = given_and_taken(viewer, cast.gun.organisation)
            assert (len(given_), len(taken)) == (
                sum(one[0] == "Region Gotland" for one in seen),
                sum(one[1] == "Region Gotland" for one in seen),
            )
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_picture_takes_two_queries_however_much_there_is(cast):
    for place in range(6):
        made = lesson(cast.stina, f"Lärdom {place}")
        for who in (cast.dan, cast.gun, cast.jon):
            actions.borrow(who, made, Stolen(organisation=cast.stina.organisation, day=clock.today()))
    dan = cast.dan
    with CaptureQueriesContext(connection) as asked:
        assert learned(dan).flow.total == 18
    assert len(asked) == 2
