"""Those who lead learn from each other; nobody else hears (C2)."""

import pytest

from samlar.activities.actions.exchange import say, take_back
from samlar.activities.queries.exchange import exchange, leads_now
from samlar.people.rules import NotAllowed, NotVisible
from samlar.talk.rules import TextRefused
from tests.activities.rows import activity

pytestmark = pytest.mark.django_db


def test_those_who_lead_and_those_who_assure_quality_talk_and_nobody_else_hears(cast, visitor):
    activity(cast, "Drönarna", lead="Region Kalmar län")
    say(cast.stina, text="Börja med frågan.")
    say(cast.klara, text="Och med mallen.")
    assert [one.text for one in exchange(cast.majken)] == ["Börja med frågan.", "Och med mallen."]
    for actor in (cast.dan, cast.siv, cast.gustav, cast.nils, visitor):
        with pytest.raises(NotAllowed):
            exchange(actor)
        with pytest.raises(NotAllowed):
            say(actor, text="Hej")


def test_it_says_who_leads_what_runs_and_nothing_of_what_is_planned(cast):
    running = activity(cast, "Drönarna", leader_id=cast.stina.person)
    activity(cast, "Planeras hos andra", lead="Region Gotland", others=(), stage="planning")
    assert [(one.activity, one.organisations, one.person) for one in leads_now(cast.stina)] == [
        (running.pk, ("Region Kalmar län",), "Stina Påhittad")
    ]


def test_a_comment_is_taken_back_by_its_author_and_leaves_its_place(cast):
    activity(cast)
    with pytest.raises(NotVisible):
        take_back(cast.stina, 1)
    with pytest.raises(TextRefused):
        say(cast.stina, text=" ")
    written = say(cast.stina, text="Fel.")
    with pytest.raises(NotAllowed):
        take_back(cast.klara, written)
    take_back(cast.stina, written)
    assert [(one.text, one.removed) for one in exchange(cast.stina)] == [("", True)]
