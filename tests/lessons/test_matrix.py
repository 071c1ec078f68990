"""The matrix: who is where, of what the viewer sees; what is hidden is neither drawn nor counted, in no sum."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samlar.foundation import clock
from samlar.lessons.actions import uptakes
from samlar.lessons.models import LessonTheme
from samlar.lessons.queries import uptake
from samlar.lessons.queries.matrix import of_activity, of_theme, scopes
from samlar.lessons.rules.matrix import DOES, MatrixColumn, message
from samlar.lessons.rules.words import LADDER, STEPS, Reach, Standing, State, Step
from samlar.library.models import Theme
from samlar.people.rules import VISITOR
from tests.activities.rows import activity
from tests.lessons.making import home, lesson, shows

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast):
    return activity(cast, format="larprojekt")


@pytest.fixture
def theme():
    return Theme.objects.create(slug="vatten-prov", name_sv="Vatten prov", name_en="Water test")


def at(found):
    """{sentence: {organisation: standing}} of what a matrix draws."""
    names = {one.id: one.name for one in found.columns}
    return {row.sentence: {names[id]: standing for id, standing in row.at.items()} for row in found.page}


def on(actor, of, *steps):
    uptakes.add_evidence(actor, of, shows(clock.today(), *steps), revision=uptake(actor, of).revision)


def test_each_organisation_stands_on_its_step_and_the_margins_count_them(cast, made):
    first, second = lesson(cast.stina, "Första", activity=made.pk), lesson(cast.stina, "Andra", activity=made.pk)
    used = home(cast.stina, first)
    on(cast.stina, used, *STEPS)
    uptakes.check(cast.majken, used)
    on(cast.dan, home(cast.dan, first), Step.TRIED)
    out = home(cast.dan, second)
    uptakes.end(cast.dan, out, Standing.DECLINED, why="Nej", revision=1)
    found = of_activity(cast.siv, made.pk)
    assert at(found) == {
        "Första": {"Region Kalmar län": Standing.USED, "Region Dalarna": Standing.TRIED}, "Andra": {"Region Dalarna": Standing.DECLINED},
    }  # fmt: skip
    assert [row.sentence for row in found.page] == ["Första", "Andra"], "most used first"
    assert [(one.name, one.home, one.used) for one in found.columns] == [("Region Dalarna", 1, 0), ("Region Kalmar län", 1, 1)]
    row, other = found.page
    assert [one.sv for one in row.said] == ["1 använder", "1 prövar"]
    assert other.said == (), "declined is not on its way"
    assert message(found.columns, found.lessons).sv == "En av två organisationer använder minst en av de två lärdomarna."


def test_what_is_hidden_is_neither_drawn_nor_counted(cast, made, theme):
    shown = lesson(cast.stina, "Öppen", activity=made.pk)
    group = lesson(cast.stina, "HEMLIG i gruppen", activity=made.pk, state=State.SHARED)
    draft = lesson(cast.stina, "HEMLIGT utkast", activity=made.pk, state=State.DRAFT)
    LessonTheme.objects.bulk_create(LessonTheme(lesson_id=of, theme=theme) for of in (shown, group, draft))
    for of in (shown, group):
        on(cast.stina, home(cast.stina, of, reach=Reach.MEMBERS), Step.SHARED)
    on(cast.dan, home(cast.dan, shown, reach=Reach.OWN), Step.TRIED)
    on(cast.siv, home(cast.siv, shown, reach=Reach.PUBLIC), Step.SHARED)
    outside = cast.nils if cast.nils.organisation != cast.stina.organisation else cast.gun
    for reads in (lambda who: of_activity(who, made.pk), lambda who: of_theme(who, theme.pk)):
        visitor = reads(VISITOR)
        assert [row.sentence for row in visitor.page] == ["Öppen"]
        assert visitor.lessons == 1
        assert [(one.name, one.home) for one in visitor.columns] == [(cast.siv.organisation_name, 1)]
        assert visitor.page[0].counts[Standing.SHARED] == 1
        assert visitor.page[0].counts[Standing.TRIED] == 0
        member = reads(outside)
        assert cast.dan.organisation not in {one.id for one in member.columns}
        assert sum(sum(row.counts.values()) for row in member.page) == sum(len(row.at) for row in member.page)
        own = reads(cast.dan)
        assert at(own)["Öppen"]["Region Dalarna"] == Standing.TRIED, "the own is always there"
    other = Theme.objects.create(slug="annat-prov", name_sv="Annat prov", name_en="Other test")
    LessonTheme.objects.bulk_create(LessonTheme(lesson_id=of, theme=other) for of in (group, draft))
    assert [one.id for one in scopes(VISITOR)[0]] == [theme.pk]
    assert [one.id for one in scopes(cast.stina)[0]] == [other.pk, theme.pk]
    assert [one.id for one in scopes(VISITOR)[1]] == [made.pk]


def test_those_who_take_part_have_a_column_also_before_they_have_taken_home(cast, made):
    lesson(cast.stina, "Första", activity=made.pk)
    found = of_activity(cast.dan, made.pk, taking_part=[(cast.dan.organisation, "Region Dalarna", "region-dalarna")])
    assert found.columns == (MatrixColumn(cast.dan.organisation, "Region Dalarna", "region-dalarna", 0, 0),)
    assert message(found.columns, 1).sv == "Ingen visar än att den har tagit hem något."


def test_a_page_has_fifty_lessons_and_asks_as_often_for_much_as_for_little(cast, made):
    few = lesson(cast.stina, "Den enda", activity=made.pk)
    home(cast.stina, few)
    reader = cast.stina
    with CaptureQueriesContext(connection) as one:
        of_activity(reader, made.pk)
    for n in range(54):
        home(cast.dan, lesson(cast.stina, f"Lärdom {n}", activity=made.pk))
    with CaptureQueriesContext(connection) as asked:
        pages = [of_activity(reader, made.pk, page) for page in (1, 2)]
    assert len(asked) == 2 * len(one) == 6
    assert [len(found.page) for found in pages] == [50, 5]
    assert pages[0].columns == pages[1].columns, "the columns are of all the lessons"
    assert len({row.id for found in pages for row in found.page}) == 55
    assert of_activity(cast.stina, made.pk, 10**8).page.number == 2


@pytest.mark.parametrize(
    ("columns", "lessons", "said"),
    [
        ([(0, 0)], 3, "Ingen visar än att den har tagit hem något."),
        ([(1, 0)], 3, "En organisation har tagit hem, ingen använder än."),
        ([(1, 0), (2, 0)], 3, "Två organisationer har tagit hem, ingen använder än."),
        ([(1, 1)], 1, "Den enda organisation som har tagit hem använder."),
        ([(1, 1), (3, 2), (1, 0)], 34, "Två av tre organisationer använder minst en av de 34 lärdomarna."),
        ([(1, 1), (3, 2)], 3, "Båda organisationerna använder minst en av de tre lärdomarna."),
        ([(1, 1), (1, 0)], 1, "En av två organisationer använder lärdomen."),
    ],
)
def test_the_message_is_computed(columns, lessons, said):
    rows = tuple(MatrixColumn(place, f"Region {place}", "", home, used) for place, (home, used) in enumerate(columns))
    assert message(rows, lessons).sv == said


def test_every_step_has_its_words():
    assert set(DOES) == set(LADDER)
