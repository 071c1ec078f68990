"""What the system says of a rule when nobody has written its sentences."""

from decimal import Decimal

import pytest

from samlar.catalogue.rules import wording
from samlar.formats import words as w
from samlar.formats.builtin import builtin_text
from samlar.formats.facts import FACTS
from samlar.formats.format_file import plain_tables, read_format, write_format

WORDS_OF_THE_TEXT = (
    "kinds",
    "memberships",
    "leads",
    "one_of",
    "count_lead",
    "year_counted_by",
    "budget_line",
    "cover_grant",
    "sections",
    "costs",
)


def rule_about(fact_id: str) -> dict[str, object]:
    """A rule with everything that the fact takes."""
    fact = FACTS[fact_id]
    share = fact.bounded is not None and fact.bounded.unit == "share"
    values = {
        "min": Decimal("0.25") if share else 1, "max": Decimal("0.5") if share else 2, "one_of": list(fact.choices or ())[:2],
        "kinds": ["region"], "memberships": ["member", "partner"], "leads": True, "budget_line": True, "costs": list(w.COSTS)[:2],
        "cover_grant": True, "sections": ["success_criteria"] if fact_id == "plan.items" else list(w.PLAN_SECTIONS)[:3],
    }  # fmt: skip
    return {"fact": fact_id} | {word: values[word] for word in fact.takes}


@pytest.mark.parametrize("fact_id", list(FACTS))
def test_every_fact_gets_sentences_that_a_format_may_hold(fact_id):
    rule = rule_about(fact_id)
    tables = plain_tables(builtin_text("provrum"))
    tables["rules"] = [{"id": "ny", "severity": "must", "source": "test"} | rule | wording.suggested(rule)]
    tables["member_led"].pop("lower", None)
    read_format(write_format(tables))


@pytest.mark.parametrize("fact_id", list(FACTS))
def test_no_help_speaks_in_the_words_of_the_text(fact_id):
    said = wording.explained(FACTS[fact_id])
    assert not [word for word in WORDS_OF_THE_TEXT if word in said.sv]


def test_the_bounds_that_are_given_are_the_ones_that_are_said():
    said = wording.suggested({"fact": "participants.count", "min": 3, "kinds": ["region"]})
    assert said["sentence"]["sv"] == "Antal deltagande organisationer (region): minst {min}."
    assert wording.suggested({"fact": "period.months", "min": 2, "max": 2})["mend"]["en"] == "Change it to exactly {min} months."
    assert wording.suggested({"fact": "nothing"}) == {}
