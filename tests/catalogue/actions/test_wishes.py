"""Wishes for change: written, answered, traceable to the version they became (C3)."""

import pytest

from samlar.catalogue import actions, queries
from samlar.catalogue.rules import access
from samlar.formats.sentence import Refusal
from samlar.foundation import outbox
from samlar.people.rules import NotAllowed, NotVisible
from tests.catalogue.examples import next_version, submitted

pytestmark = pytest.mark.django_db


def wished(actor, text="Tillåt sju organisationer.", **more) -> int:
    return actions.write_wish(actor, queries.latest("provrum").version_id, text=text, **more)


def last_letter() -> tuple[str, str]:
    letter = outbox.recent(limit=1)[0]
    return letter["name"], letter["to"]


def test_members_and_participants_wish_others_do_not(cast, visitor):
    assert wished(cast.stina)
    assert wished(cast.siv, took_part=True)
    assert wished(cast.gustav, took_part=True)
    for actor in (cast.siv, cast.gustav, cast.nils, visitor):
        with pytest.raises(NotAllowed):
            wished(actor)


def test_an_empty_wish_is_refused_beside_its_field(cast):
    with pytest.raises(Refusal) as caught:
        wished(cast.stina, "   ")
    assert caught.value.field == "text"


def test_a_wish_taken_in_becomes_the_version_that_is_published(cast):
    wish = wished(cast.stina)
    assert last_letter()[0] == "format_wish_written"
    assert [wait.subject for wait in queries.waiting_for(cast.klara) if wait.deed == "format_wish.answer"] == [wish]
    draft = next_version(cast.klara)
    actions.take_wish(cast.klara, wish, draft_id=draft)
    assert last_letter() == ("format_wish_taken", cast.stina.email)
    row = queries.wish(cast.stina, wish)
    assert (row.state, row.became, row.taken_in) == ("taken", None, None)  # the draft is another organisation's
    assert queries.wish(cast.klara, wish).taken_in == draft

    actions.publish(cast.klara, draft, revision=submitted(cast.klara, draft))
    assert "format_wish_fulfilled" in [letter["name"] for letter in outbox.recent(limit=3)]
    assert queries.wish(cast.stina, wish).became_number == 2
    assert [one.id for one in queries.fulfilled_by(cast.dan, [draft])[draft]] == [wish]


def test_a_wish_is_open_again_when_its_draft_is_dropped(cast):
    wish = wished(cast.stina)
    draft = next_version(cast.klara)
    actions.take_wish(cast.klara, wish, draft_id=draft)
    actions.drop_draft(cast.klara, draft)
    assert queries.wish(cast.stina, wish).state == "open"


def test_a_wish_is_declined_with_a_reason_and_answered_once(cast):
    wish = wished(cast.stina)
    with pytest.raises(Refusal) as caught:
        actions.decline_wish(cast.klara, wish, reason=" ")
    assert caught.value.field == "reason"
    actions.decline_wish(cast.klara, wish, reason="Sex är nog.")
    assert last_letter() == ("format_wish_declined", cast.stina.email)
    assert queries.wish(cast.dan, wish).answer == "Sex är nog."
    with pytest.raises(access.Changed):
        actions.decline_wish(cast.klara, wish, reason="Igen")
    with pytest.raises(NotAllowed):
        actions.decline_wish(cast.dan, wish, reason="Nej")


def test_a_wish_is_not_taken_into_a_draft_that_is_of_another_format_or_unseen(cast):
    wish = wished(cast.stina)
    for draft in (next_version(cast.klara, "larlabb"), next_version(cast.dan)):
        with pytest.raises(NotVisible):
            actions.take_wish(cast.klara, wish, draft_id=draft)


def test_members_and_partners_read_all_wishes_others_their_own_organisations(cast, visitor):
    mine, theirs = wished(cast.gustav, "GÄSTENS ÖNSKAN", took_part=True), wished(cast.stina)
    assert {row.id for row in queries.wishes(cast.siv, "provrum")} == {mine, theirs}
    assert {row.id for row in queries.wishes(cast.gustav, "provrum")} == {mine}
    for actor in (cast.nils, visitor):
        assert queries.wishes(actor, "provrum") == []
        with pytest.raises(NotVisible):
            queries.wish(actor, theirs)
    assert queries.open_wishes(cast.dan) == []
