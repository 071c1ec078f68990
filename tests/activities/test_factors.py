"""Success factors with their evidence, and the results stated up front (C4, C5, C7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.activities import queries
from samlar.activities.actions.factors import show_factors, state_results
from samlar.activities.models import ExpectedResult, SuccessFactor
from samlar.activities.queries.factors import expected_results, factors
from samlar.activities.rules.deeds import ActivityRefused, Overtaken
from samlar.activities.rules.factors import seal_of
from samlar.foundation.audit import trail
from samlar.people.rules import PUBLIC, NotAllowed, NotVisible
from tests.activities.rows import activity


def shown(actor, made):
    return factors(actor, queries.activity(actor, made.pk))


def stated(actor, made):
    return expected_results(actor, queries.activity(actor, made.pk))


@pytest.mark.django_db
def test_everybody_who_sees_the_activity_sees_which_factors_it_has(cast, visitor):
    made = activity(cast, audience=PUBLIC)
    seal = shown(cast.stina, made).seal

    show_factors(cast.stina, made.pk, evidence={"researchers": " Två från SLU ", "new_technology": ""}, seal=seal)

    seen = shown(visitor, made)
    assert [(one.factor, one.evidence) for one in seen.present] == [("researchers", "Två från SLU")]
    assert len(seen.absent) == len(seen.rows) - 1 == 9
    (entry,) = trail("activity", made.pk)
    assert entry["changes"] == {"factors": [[], ["researchers"]], "count": [0, 1]}


@pytest.mark.django_db
def test_an_empty_text_takes_the_factor_away_and_nothing_new_is_no_entry(cast):
    made = activity(cast)
    show_factors(cast.stina, made.pk, evidence={"researchers": "Två"}, seal=shown(cast.stina, made).seal)
    show_factors(cast.stina, made.pk, evidence={"researchers": "Två"}, seal=shown(cast.stina, made).seal)
    assert len(trail("activity", made.pk)) == 1

    show_factors(cast.stina, made.pk, evidence={"researchers": " "}, seal=shown(cast.stina, made).seal)
    assert not SuccessFactor.objects.exists()


@pytest.mark.django_db
def test_the_second_of_two_windows_is_told(cast):
    made = activity(cast)
    seal = shown(cast.stina, made).seal
    show_factors(cast.majken, made.pk, evidence={"researchers": "Två"}, seal=seal)

    with pytest.raises(Overtaken):
        show_factors(cast.stina, made.pk, evidence={"researchers": "Tre"}, seal=seal)
    assert SuccessFactor.objects.get().evidence == "Två"


@pytest.mark.django_db
def test_only_the_lead_and_only_the_formats_own_factors(cast):
    made, cancelled = activity(cast), activity(cast, "Inställd", stage="cancelled")
    seal = shown(cast.stina, made).seal

    for key in ("dan", "klara", "erin"):
        with pytest.raises(NotAllowed):
            show_factors(getattr(cast, key), made.pk, evidence={"researchers": "x"}, seal=seal)
    with pytest.raises(NotVisible):
        show_factors(cast.stina, made.pk, evidence={"okand": "x"}, seal=seal)
    with pytest.raises(ActivityRefused) as refusal:
        show_factors(cast.stina, made.pk, evidence={"researchers": "x" * 501}, seal=seal)
    assert refusal.value.field == "evidence_researchers"
    with pytest.raises(ActivityRefused):
        show_factors(cast.stina, cancelled.pk, evidence={"researchers": "x"}, seal=seal)
    assert not SuccessFactor.objects.exists()


@pytest.mark.django_db
def test_results_are_stated_while_planned_in_order_and_fixed_from_the_start(cast):
    made = activity(cast, stage="planning")
    state_results(cast.stina, made.pk, texts=["Ett  verktyg", "", "En metod"], seal=stated(cast.stina, made).seal)
    assert stated(cast.dan, made).texts == ("Ett verktyg", "En metod")

    state_results(cast.stina, made.pk, texts=["En metod", "Ett verktyg"], seal=stated(cast.stina, made).seal)
    assert stated(cast.dan, made).texts == ("En metod", "Ett verktyg")

    type(made).objects.filter(id=made.pk).update(stage="running", stage_kind="running")
    with pytest.raises(ActivityRefused):
        state_results(cast.stina, made.pk, texts=[], seal=stated(cast.stina, made).seal)
    assert ExpectedResult.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("texts", [["x" * 301], ["Samma", " Samma "], [str(number) for number in range(13)]])
def test_too_long_too_many_or_the_same_twice_is_refused(cast, texts):
    made = activity(cast, stage="planning")

    with pytest.raises(ActivityRefused) as refusal:
        state_results(cast.stina, made.pk, texts=texts, seal=stated(cast.stina, made).seal)
    assert refusal.value.field == "results"
    assert not ExpectedResult.objects.exists()


@pytest.mark.django_db
def test_results_too_are_only_the_leads_and_the_second_window_is_told(cast):
    made = activity(cast, stage="planning")
    seal = stated(cast.stina, made).seal
    with pytest.raises(NotAllowed):
        state_results(cast.dan, made.pk, texts=["Vårt"], seal=seal)
    state_results(cast.stina, made.pk, texts=["Ett"], seal=seal)
    with pytest.raises(Overtaken):
        state_results(cast.stina, made.pk, texts=["Två"], seal=seal)


@given(st.lists(st.text()), st.lists(st.text()))
def test_the_seal_tells_any_two_states_apart(one, other):
    assert (seal_of(one) == seal_of(other)) == (one == other)
