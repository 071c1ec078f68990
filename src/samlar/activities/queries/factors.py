"""Success factors and expected results of an activity that the viewer sees: whoever sees it, sees these (C7)."""

from samlar.activities.models import ExpectedResult, SuccessFactor
from samlar.activities.rules.factors import ExpectedResults, Factors, factors_of, seal_of
from samlar.activities.rules.rows import ActivityRow
from samlar.people.rules import Actor


def factors(actor: Actor, activity: ActivityRow) -> Factors:
    """Which of the factors the activity shows that it has, with its evidence. One query."""
    return factors_of(activity.definition, dict(SuccessFactor.objects.filter(activity=activity.id).values_list("factor", "evidence")))


def expected_results(actor: Actor, activity: ActivityRow) -> ExpectedResults:
    """What the participants shall have afterwards, stated up front. One query."""
    texts = tuple(ExpectedResult.objects.filter(activity=activity.id).values_list("text", flat=True))
    return ExpectedResults(texts, seal_of(texts))
