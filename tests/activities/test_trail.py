"""The history tells every deed in words (Z4)."""

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import samlar
from samlar.activities import queries
from samlar.activities.actions.contacts import ask, close
from samlar.activities.actions.duties import note_done, take_back
from samlar.activities.actions.evaluation import evaluate
from samlar.activities.actions.factors import show_factors
from samlar.activities.actions.report import save_report
from samlar.activities.queries.factors import factors
from samlar.activities.queries.trail import SAID, trail
from samlar.activities.rules.report import Answer
from samlar.people.rules import NotVisible
from tests.activities.rows import activity, duties, measures

SOURCE = Path(samlar.__file__).parent


def verbs_in(expression: ast.expr) -> Iterator[str]:
    """The verbs that an expression can give; those of a step tell themselves and are left out."""
    if isinstance(expression, ast.Constant):
        yield str(expression.value)
    elif isinstance(expression, ast.IfExp):
        yield from verbs_in(expression.body)
        yield from verbs_in(expression.orelse)
    elif isinstance(expression, ast.JoinedStr):  # f"{of}.approved": what is read is the plan or the result
        tail = "".join(part.value for part in expression.values if isinstance(part, ast.Constant))
        yield from (f"{of}{tail}" for of in ("plan", "result"))


def recorded() -> set[str]:
    """Every verb that the code records of an activity."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for call in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)):
            named = {keyword.arg: keyword.value for keyword in call.keywords}
            kind = named.get("kind")
            if "verb" in named and isinstance(kind, ast.Constant) and kind.value == "activity":
                found |= set(verbs_in(named["verb"]))
    return found


def test_every_verb_that_the_code_records_has_its_words():
    verbs = recorded()

    assert len(verbs) > 15
    assert verbs - set(SAID) == set()


@pytest.mark.django_db
def test_what_happens_after_the_start_is_told_in_both_languages_with_who_and_why(cast):
    made = activity(cast)
    (only,) = measures(made, "Tre regioner")
    save_report(cast.stina, made.pk, sections={"result": "Så."}, answers={only.pk: Answer("yes", "Ja")}, revision=0)
    close(cast.stina, ask(cast.stina, made.pk, kind="others", text="Hjälp"))
    show_factors(cast.stina, made.pk, evidence={"researchers": "Två"}, seal=factors(cast.stina, queries.activity(cast.stina, made.pk)).seal)
    type(made).objects.filter(id=made.pk).update(stage="reported", stage_kind="reported", reported=made.started)
    owed = duties(made)
    note_done(cast.sanna, made.pk, owed[0].pk, day=date(2026, 11, 1), link="https://x.test")
    take_back(cast.sanna, made.pk, owed[0].pk, reason="Fel länk")
    answers = {"benefit": 4, "effort": 4, "again": "yes"}
    evaluate(cast.siv, made.pk, answers=answers)
    evaluate(cast.siv, made.pk, answers={**answers, "benefit": 5})

    rows = trail(cast.stina, queries.activity(cast.stina, made.pk))

    assert [(row.what.sv, row.reason) for row in reversed(rows)] == [
        ("Resultatet sparades: det här kom vi fram till, svar på kriterier.", ""),
        ("Nätverket tillfrågades om kontakter.", ""),
        ("Frågan till nätverket avslutades.", ""),
        ("Framgångsfaktorerna ändrades.", ""),
        ("Publicera resultatet på webben: noterat som gjort.", ""),
        ("Publicera resultatet på webben: inte längre noterat som gjort.", "Fel länk"),
        ("SLU utvärderade formatet.", ""),
        ("SLU ändrade sin utvärdering.", ""),
    ]
    assert rows[0].what.en == "SLU changed their evaluation."
    assert rows[2].who == "Sanna Spridare, Vinnova"


@pytest.mark.django_db
def test_outside_the_history_names_organisations_but_no_person_and_no_reason(cast, visitor):
    made = activity(cast, stage="reported")
    owed = duties(made)
    note_done(cast.sanna, made.pk, owed[0].pk, day=date(2026, 11, 1), link="https://x.test")
    take_back(cast.sanna, made.pk, owed[0].pk, reason="Fel länk")

    rows = trail(cast.erin, queries.activity(cast.erin, made.pk))

    assert [(row.who, row.reason) for row in rows] == [("Vinnova", ""), ("Vinnova", "")]
    with pytest.raises(NotVisible):
        trail(visitor, queries.activity(visitor, made.pk))
