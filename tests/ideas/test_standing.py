"""What a proposal lacks, in a sentence, and the one next step of whoever looks."""

from dataclasses import replace

import pytest

from samlar.catalogue import queries as catalogue
from samlar.ideas import actions, queries
from samlar.ideas.rules.rows import State
from samlar.ideas.rules.standing import Step, missing, next_step, standing
from tests.ideas.rows import written

SAID = [
    ([], "Ingen organisation har visat intresse än.", "No organisation has shown interest yet.", False),
    ([("dan", False)], "Region Dalarna är intresserad. Ingen vill leda än.", "Region Dalarna is interested. Nobody would lead yet.", False),
    (
        [("dan", False), ("gun", False)],
        "Två regioner är intresserade. Ingen vill leda än.",
        "Two regions are interested. Nobody would lead yet.",
        False,
    ),
    (
        [("dan", True), ("gun", False)],
        "Två regioner är intresserade. Region Dalarna vill leda. Planeringen kan börja.",
        "Two regions are interested. Region Dalarna would lead. Planning can begin.",
        True,
    ),
    (
        [("dan", True), ("siv", False), ("klara", False)],
        "Tre organisationer är intresserade, varav en region. Region Dalarna vill leda. "
        "Det behövs minst två regioner för att starta. Nu: {now}.",
        None,
        False,
    ),
    (
        [("klara", False), ("siv", False)],
        "Två organisationer är intresserade. Ingen vill leda än.",
        "Two organisations are interested. Nobody would lead yet.",
        False,
    ),
    (
        [("dan", True), ("gun", True), ("siv", False)],
        "Tre organisationer är intresserade, varav två regioner. Region Dalarna och Region Gotland vill leda. Planeringen kan börja.",
        "Three organisations are interested, two of them regions. Region Dalarna and Region Gotland would lead. Planning can begin.",
        True,
    ),
]


@pytest.mark.parametrize(("who", "sv", "en", "ready"), SAID)
def test_a_test_room_says_what_it_lacks(cast, who, sv, en, ready):
    made = written(cast.stina, format="provrum")
    for name, lead in who:
        actions.show_interest(getattr(cast, name), made, would_lead=lead)
    found = standing(queries.proposal(cast.jon, made))
    assert found.ready is ready
    if "{now}" in sv:
        assert found.sentence.sv.startswith(sv.split("{now}")[0])
    else:
        assert (found.sentence.sv, found.sentence.en) == (sv, en)


def test_more_interest_than_may_take_part_is_no_lack(cast):
    made = written(cast.stina, format="provrum", own_interest="lead")
    for who in (cast.dan, cast.gun, cast.jon, cast.erin, cast.klara, cast.sanna, cast.siv):
        actions.show_interest(who, made, would_lead=False)
    found = standing(queries.proposal(cast.dan, made))
    assert found.ready
    assert found.sentence.sv.startswith("Åtta organisationer är intresserade, varav fem regioner.")


def test_where_any_format_will_do_a_leader_is_enough(cast):
    made = written(cast.stina, own_interest="lead")
    assert (
        standing(queries.proposal(cast.dan, made)).sentence.sv == "Region Kalmar län är intresserad och vill leda. Planeringen kan börja."
    )


def test_drafts_withdrawn_and_taken_ones_say_so(cast):
    made = queries.proposal(cast.stina, written(cast.stina))
    assert "syns bara för Region Kalmar län" in standing(replace(made, state=State.DRAFT)).sentence.sv
    assert standing(replace(made, state=State.TAKEN)).sentence.sv == "Förslaget har blivit en aktivitet."
    assert standing(replace(made, state=State.WITHDRAWN, why_withdrawn="Löst.")).sentence.sv.endswith("drog tillbaka förslaget: Löst.")


@pytest.mark.django_db
def test_every_built_in_format_can_say_what_its_participants_lack():
    for row in catalogue.newest():
        assert all(sentence.sv and sentence.en for sentence in missing(row.definition, ()))


def test_the_next_step_is_one_that_the_deed_allows(cast, visitor):
    draft = queries.proposal(cast.stina, written(cast.stina, publish=False))
    made = written(cast.stina, format="provrum")
    actions.show_interest(cast.dan, made, would_lead=True)
    actions.show_interest(cast.gun, made, would_lead=False)
    found = queries.proposal(cast.stina, made)
    assert next_step(cast.stina, draft) is Step.PUBLISH
    assert next_step(cast.majken, draft) is Step.PUBLISH
    steps = {
        "stina": Step.SHOW_INTEREST, "dan": Step.START, "disa": Step.START, "gun": Step.NONE, "siv": Step.SHOW_INTEREST, "nils": Step.NONE,
        "gustav": Step.NONE,
    }  # fmt: skip
    assert {name: next_step(getattr(cast, name), found) for name in steps} == steps
    assert next_step(visitor, found) is Step.NONE
    for state, step in ((State.TAKEN, Step.FOLLOW), (State.WITHDRAWN, Step.NONE)):
        assert next_step(cast.stina, replace(found, state=state)) is step
