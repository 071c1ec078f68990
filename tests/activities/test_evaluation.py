"""The format is evaluated by those who took part, and summed up per version (C3)."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.activities import queries
from samlar.activities.actions.evaluation import evaluate
from samlar.activities.models import Activity, FormatEvaluation, Participation
from samlar.activities.queries.evaluation import evaluations, summary
from samlar.activities.queries.waiting import waiting_for as everything_waiting_for
from samlar.activities.rules.deeds import ActivityRefused
from samlar.activities.rules.evaluation import Spread, one_decimal, spread
from samlar.catalogue import queries as catalogue
from samlar.catalogue.models import FormatVersion
from samlar.foundation.audit import trail
from samlar.people.rules import PUBLIC, NotAllowed, NotVisible
from samlar.talk.rules import TextRefused
from tests.activities.rows import activity

ANSWERS = {"benefit": 4, "effort": 3, "again": "yes", "use": "Vi räknar på skogen från luften.", "change": ""}


@pytest.fixture
def made(cast):
    return activity(cast, stage="closed", audience=PUBLIC)


def waiting_for(actor):
    return [wait for wait in everything_waiting_for(actor) if wait.deed == "evaluation.give"]


@pytest.mark.django_db
def test_anyone_at_a_participating_organisation_answers_once_for_it(cast, made):
    evaluate(cast.stina, made.pk, answers=ANSWERS)
    evaluate(cast.majken, made.pk, answers={**ANSWERS, "benefit": 5})
    evaluate(cast.siv, made.pk, answers=ANSWERS)

    rows = evaluations(cast.dan, queries.activity(cast.dan, made.pk))
    assert [(row.name, row.person, row.answers["benefit"]) for row in rows] == [
        ("Region Kalmar län", "Majken Exempelson", 5), ("SLU", "Siv Tänkbar", 4),
    ]  # fmt: skip
    assert "change" not in rows[0].answers
    assert [entry["verb"] for entry in trail("activity", made.pk)] == ["evaluation.given", "evaluation.changed", "evaluation.given"]


@pytest.mark.django_db
def test_the_same_answers_again_are_no_change(cast, made):
    evaluate(cast.stina, made.pk, answers=ANSWERS)
    evaluate(cast.majken, made.pk, answers=dict(ANSWERS))

    assert FormatEvaluation.objects.get().person_id == cast.stina.person
    assert len(trail("activity", made.pk)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["gun", "klara", "nils", None])
def test_those_who_did_not_take_part_do_not_evaluate(cast, made, visitor, key):
    with pytest.raises(NotAllowed):
        evaluate(getattr(cast, key) if key else visitor, made.pk, answers=ANSWERS)
    assert not FormatEvaluation.objects.exists()


@pytest.mark.django_db
def test_whoever_left_does_not_evaluate(cast, made):
    Participation.objects.filter(activity=made, organisation=cast.organisation("SLU")).update(state="left")

    with pytest.raises(NotAllowed):
        evaluate(cast.siv, made.pk, answers=ANSWERS)


@pytest.mark.django_db
def test_there_is_nothing_to_evaluate_while_it_runs(cast):
    running = activity(cast)

    with pytest.raises(ActivityRefused):
        evaluate(cast.stina, running.pk, answers=ANSWERS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("benefit", 0), ("benefit", 6), ("benefit", -1), ("benefit", 10**20), ("benefit", "4"), ("benefit", None), ("benefit", True),
        ("benefit", 4.0), ("again", "maybe"), ("again", None), ("again", True), ("use", "x" * 2001),
    ],
)  # fmt: skip
def test_a_missing_or_odd_answer_is_refused_at_its_question(cast, made, question, answer):
    with pytest.raises((ActivityRefused, TextRefused)) as refusal:
        evaluate(cast.stina, made.pk, answers={**ANSWERS, question: answer})
    assert refusal.value.field == f"answer_{question}"
    assert not FormatEvaluation.objects.exists()


@pytest.mark.django_db
def test_words_that_are_no_question_are_not_kept(cast, made):
    evaluate(cast.stina, made.pk, answers={**ANSWERS, "extra": "x", "__class__": "y"})

    assert set(FormatEvaluation.objects.get().answers) == {"benefit", "effort", "again", "use"}


@pytest.mark.django_db
def test_after_the_end_it_waits_for_each_participating_organisation_until_it_has_answered(cast, made):
    activity(cast, "Pågår", stage="running")
    activity(cast, "För länge sedan", stage="closed", ended=datetime(2025, 11, 1, tzinfo=UTC))

    assert [wait.subject for wait in waiting_for(cast.stina)] == [made.pk]
    assert [wait.subject for wait in waiting_for(cast.majken)] == [made.pk]
    assert waiting_for(cast.gun) == waiting_for(cast.nils) == []

    evaluate(cast.majken, made.pk, answers=ANSWERS)

    assert waiting_for(cast.stina) == []
    assert [wait.subject for wait in waiting_for(cast.dan)] == [made.pk]


@pytest.mark.django_db
def test_the_summary_tells_the_spread_how_many_answered_and_what_was_written(cast, made):
    other = activity(cast, "Den andra", lead="Region Gotland", others=(), stage="reported", audience=PUBLIC)
    evaluate(cast.stina, made.pk, answers=ANSWERS)
    evaluate(cast.dan, made.pk, answers={**ANSWERS, "benefit": 2, "again": "no", "use": ""})
    evaluate(cast.gun, other.pk, answers={**ANSWERS, "benefit": 5, "use": "<b>Nytt</b>"})

    said = summary(cast.erin, "provrum", 1)

    assert (said.answered, said.asked, said.activities) == (3, 4, 2)
    by = {one.question.id: one for one in said.questions}
    assert by["benefit"].spread == Spread((0, 1, 0, 1, 1))
    assert (by["benefit"].n, by["benefit"].spread.mean) == (3, Fraction(11, 3))
    assert by["again"].yes_no == {"yes": 2, "no": 1}
    assert {(one.organisation, one.title, one.text) for one in by["use"].texts} == {
        ("Region Kalmar län", made.title, "Vi räknar på skogen från luften."), ("Region Gotland", "Den andra", "<b>Nytt</b>"),
    }  # fmt: skip
    assert [(one.number, one.answered) for one in said.versions] == [(1, 3)]


@pytest.mark.django_db
def test_versions_stand_beside_each_other_each_with_its_own_number_of_answers(cast, made):
    first = catalogue.latest("provrum")
    second = FormatVersion.objects.create(
        format="provrum", number=2, state="published", text=FormatVersion.objects.get(id=first.version_id).text,
        name_sv="Provrum", name_en="Test room", created=made.created, changed=made.created, published=made.created,
    )  # fmt: skip
    other = activity(cast, "Den andra", stage="closed", version_id=second.pk)
    evaluate(cast.stina, made.pk, answers=ANSWERS)
    evaluate(cast.stina, other.pk, answers={**ANSWERS, "benefit": 1})
    evaluate(cast.dan, other.pk, answers={**ANSWERS, "benefit": 2})

    said = summary(cast.erin, "provrum", 2)

    assert [(one.number, one.answered, one.scales["benefit"].counts) for one in said.versions] == [
        (2, 2, (1, 1, 0, 0, 0)), (1, 1, (0, 0, 0, 1, 0)),
    ]  # fmt: skip
    assert said.answered == 2


@pytest.mark.django_db
def test_a_version_that_nobody_has_evaluated_has_no_mean(cast):
    said = summary(cast.erin, "provrum", 1)

    assert (said.answered, said.asked) == (0, 0)
    assert all(one.spread.mean is None for one in said.questions if one.spread)


@pytest.mark.django_db
def test_evaluations_are_for_members_and_partners(cast, made, visitor):
    for outside in (visitor, cast.nils, cast.gustav):
        with pytest.raises(NotVisible):
            summary(outside, "provrum", 1)
        with pytest.raises(NotVisible):
            evaluations(outside, queries.activity(outside, made.pk))
    for number in (0, 2, -1, 10**12):
        with pytest.raises(NotVisible):
            summary(cast.stina, "provrum", number)
    assert evaluations(cast.erin, queries.activity(cast.erin, made.pk)) == ()


@pytest.mark.django_db
def test_what_is_said_after_an_activity_that_the_viewer_does_not_see_has_no_title(cast, made):
    evaluate(cast.stina, made.pk, answers=ANSWERS)
    Activity.objects.filter(id=made.pk).update(audience=f"activity:{made.pk}")

    (text,) = next(one for one in summary(cast.erin, "provrum", 1).questions if one.question.id == "use").texts

    assert (text.activity, text.title) == (None, "")


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_the_answers(cast, django_assert_max_num_queries):
    viewer, other = cast.stina, cast.dan
    for count in (1, 4):
        for number in range(count):
            evaluate(viewer, activity(cast, f"{count}-{number}", stage="closed").pk, answers=ANSWERS)
        with django_assert_max_num_queries(5):
            summary(viewer, "provrum", 1)
        with django_assert_max_num_queries(2):
            waiting_for(other)


@given(st.lists(st.integers(1, 5)))
def test_every_answer_is_in_the_spread_and_the_mean_lies_on_the_scale(answers):
    found = spread(answers)

    assert found.n == len(answers)
    assert (found.mean is None) == (not answers)
    if answers:
        assert found.mean == Fraction(sum(answers), len(answers))
        assert 1 <= found.mean <= 5


@pytest.mark.parametrize(
    ("mean", "said"),
    [(Fraction(11, 3), "3,7"), (Fraction(4), "4,0"), (Fraction(17, 4), "4,3"), (Fraction(85, 20), "4,3"), (Fraction(5), "5,0")],
)
def test_a_mean_is_said_with_one_decimal_half_up(mean, said):
    assert one_decimal(mean, "sv") == said
    assert one_decimal(mean, "en") == said.replace(",", ".")
