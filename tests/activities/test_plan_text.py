"""What a plan's texts may be, apart from the format's rules (D1)."""

from dataclasses import replace

import pytest

from samlar.activities.rules.plan import PlanRefused, PlanText, must_be_keepable
from samlar.formats.builtin import builtin_formats

PROVRUM = builtin_formats()["provrum"]


def test_a_criterion_has_at_most_300_characters_even_where_the_template_allows_more():
    roomy = replace(PROVRUM, plan=replace(PROVRUM.plan, sections=tuple(replace(one, most=4000) for one in PROVRUM.plan.sections)))
    must_be_keepable(roomy, PlanText(sections={"success_criteria": ("x" * 300,), "purpose": "x" * 4000}))
    with pytest.raises(PlanRefused) as refused:
        must_be_keepable(roomy, PlanText(sections={"success_criteria": ("Kort.", "x" * 301)}))
    assert [(one.field, one.sentence.sv) for one in refused.value.problems] == [
        ("success_criteria", "Texten har 301 tecken. Högst 300 får plats.")
    ]
