"""The members' own topics: who adds, who tends them, and that no two have one name (G2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from samlar.lessons.models import LessonTheme
from samlar.library.actions import themes as actions
from samlar.library.models import Theme
from samlar.library.queries import themes as queries
from samlar.library.rules import themes as rules
from samlar.library.rules.themes import ThemeRefused, folded
from samlar.lifecycle.actions.themes import merge_themes
from samlar.people.rules import NotAllowed, NotVisible
from tests.lessons.making import lesson

pytestmark = pytest.mark.django_db


def added(actor, name="Klimat", **more):
    return actions.add(actor, name_sv=name, **more)


def test_whoever_works_at_a_member_or_a_partner_adds_one(cast):
    added(cast.stina, " Klimat  och energi ", name_en="Climate")
    added(cast.siv, "Skog")
    assert [(one.name.sv, one.name.en, one.slug) for one in queries.themes()] == [
        ("Klimat och energi", "Climate", "klimat-och-energi"), ("Skog", "Skog", "skog"),
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["gustav", "nils"])
def test_a_guest_and_somebody_between_employments_add_none(cast, who):
    with pytest.raises(NotAllowed):
        added(getattr(cast, who))
    assert not Theme.objects.exists()


def test_visitors_add_none(visitor, cast):
    with pytest.raises(NotAllowed):
        added(visitor)


@pytest.mark.parametrize(
    ("name", "english", "field"),
    [
        ("klimat", "", "name_sv"),
        ("KLIMAT ", "", "name_sv"),
        ("Väder", "cLIMATE", "name_en"),
        ("", "", "name_sv"),
        ("  ", "", "name_sv"),
        ("å" * 81, "", "name_sv"),
        ("Väder", "x" * 81, "name_en"),
        ("x" * 100_000, "", "name_sv"),
        ("\x00", "", "name_sv"),
    ],
)
def test_a_name_is_there_short_enough_and_nobody_elses_whatever_its_capitals(cast, name, english, field):
    added(cast.stina, "Klimat", name_en="Climate")
    with pytest.raises(ThemeRefused) as no:
        added(cast.dan, name, name_en=english)
    assert no.value.field == field
    assert Theme.objects.count() == 1


def test_swedish_letters_are_told_apart_though_their_addresses_are_alike(cast):
    first, second = added(cast.stina, "Vård"), added(cast.stina, "Vard")
    slugs = set(Theme.objects.filter(id__in=[first, second]).values_list("slug", flat=True))
    assert len(slugs) == 2


@pytest.mark.parametrize("who", ["klara", "sanna"])
def test_those_with_the_mandate_for_formats_or_dissemination_rename_and_retire(cast, who):
    made = added(cast.stina)
    actions.rename(getattr(cast, who), made, name_sv="klimat", name_en="Climate", about="Väder i längden.")
    assert queries.theme(made).name.sv == "klimat", "its own name in other capitals is no other's"
    actions.retire(getattr(cast, who), made)
    assert queries.themes() == []
    with pytest.raises(ThemeRefused):
        actions.retire(getattr(cast, who), made)
    actions.offer_again(getattr(cast, who), made)
    assert len(queries.themes()) == 1


def test_others_tend_nothing(cast):
    made, other = added(cast.stina), added(cast.stina, "Väder")
    for deed in (
        lambda: actions.rename(cast.stina, made, name_sv="Väta", name_en="Wet"),
        lambda: actions.retire(cast.stina, made),
        lambda: actions.offer_again(cast.stina, made),
        lambda: merge_themes(cast.stina, made, other),
    ):
        with pytest.raises(NotAllowed):
            deed()


@pytest.mark.parametrize("key", [0, -1, 2**63, 10**30])
def test_a_theme_that_is_not_there_is_not_there(cast, key):
    with pytest.raises(NotVisible):
        actions.retire(cast.klara, key)
    with pytest.raises(NotVisible):
        queries.theme(key)


def test_a_theme_that_goes_into_another_takes_its_lessons_along_and_none_twice(cast):
    weather, climate, last = added(cast.stina, "Väder"), added(cast.stina, "Klimat"), added(cast.stina, "Luft")
    only = lesson(cast.dan, "Bara väder", themes=(weather,))
    both = lesson(cast.dan, "Väder och klimat", themes=(weather, climate))
    assert merge_themes(cast.klara, weather, climate) == 1
    assert set(LessonTheme.objects.values_list("lesson", "theme")) == {(only, climate), (both, climate)}
    assert queries.theme(weather).merged_into == queries.theme(climate).name
    merge_themes(cast.klara, climate, last)
    assert queries.theme(weather).merged_into == queries.theme(last).name, "what was merged before follows"
    with pytest.raises(ThemeRefused):
        actions.offer_again(cast.klara, weather)
    for gone in (weather, last):
        with pytest.raises(ThemeRefused):
            merge_themes(cast.klara, last, gone)


@given(some.text(), some.text())
def test_names_that_differ_in_capitals_and_spaces_only_are_one(one, other):
    assert folded(one) == folded(f"  {one}\t")
    assert (folded(one) == folded(other)) == (one.casefold().split() == other.casefold().split())
    assert rules.folded(folded(one)) == folded(one)
