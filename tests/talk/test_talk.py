"""Comments: for the organisation of that day, removed without leaving a hole (B1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.people.models import Employment
from samlar.people.rules import NotAllowed, NotVisible
from samlar.talk import actions, queries
from samlar.talk.models import Comment
from samlar.talk.rules import LONGEST_COMMENT, TextRefused, comment_text, lines_of


def test_a_comment_keeps_the_organisation_of_its_day(cast):
    thread = actions.open_thread()
    actions.comment(cast.dan, thread, "Hej.\r\nIgen.")
    Employment.objects.filter(person=cast.dan.person).update(organisation=cast.organisation("Region Skåne"))
    (row,) = queries.thread(cast.gun, thread)
    assert (row.author, row.organisation, row.text, row.removed) == ("Dan Fiktivsson", "Region Dalarna", "Hej.\nIgen.", False)


def test_a_removed_comment_leaves_its_place_and_not_its_text(cast):
    thread = actions.open_thread()
    first = actions.comment(cast.dan, thread, "Hemligt.")
    actions.comment(cast.gun, thread, "Svar.")
    actions.remove_comment(cast.dan, thread, first)
    actions.remove_comment(cast.dan, thread, first)
    rows = queries.thread(cast.dan, thread)
    assert [(row.removed, row.text, row.author) for row in rows] == [(True, "", ""), (False, "Svar.", "Gun Sagolik")]
    assert not Comment.objects.filter(text__contains="Hemligt").exists()
    assert queries.counts([thread]) == {thread: 1}


def test_its_author_and_the_organisations_representative_remove_a_comment_and_nobody_else(cast):
    thread = actions.open_thread()
    for remover, may in (
        (cast.dan, True),
        (cast.disa, True),
        (cast.gun, False),
        (cast.klara, False),
        (cast.ture, False),
        (cast.nils, False),
    ):
        comment = actions.comment(cast.dan, thread, "Text.")
        row = next(row for row in queries.thread(remover, thread) if row.id == comment)
        assert row.may_remove is may
        if may:
            actions.remove_comment(remover, thread, comment)
        else:
            with pytest.raises(NotAllowed):
                actions.remove_comment(remover, thread, comment)


@pytest.mark.parametrize("id", [0, -1, 10**6, 10**30])
def test_a_comment_that_is_not_in_the_thread_is_not_there(cast, id):
    with pytest.raises(NotVisible):
        actions.remove_comment(cast.dan, actions.open_thread(), id)


def test_whoever_works_nowhere_does_not_comment(cast, visitor):
    for nobody in (cast.nils, visitor):
        with pytest.raises(NotAllowed):
            actions.comment(nobody, actions.open_thread(), "Hej.")


@pytest.mark.parametrize("text", ["", "   ", "\r\n\t\r\n", "\x00\x00", "x" * (LONGEST_COMMENT + 1)])
def test_an_empty_or_endless_comment_is_refused_beside_its_field(cast, text):
    thread = actions.open_thread()
    with pytest.raises(TextRefused) as refusal:
        actions.comment(cast.dan, thread, text)
    assert refusal.value.field == "text"
    assert queries.thread(cast.dan, thread) == []


@given(st.text(max_size=300))
def test_whatever_is_typed_becomes_a_text_that_both_databases_can_keep(typed):
    kept = lines_of(typed)
    assert lines_of(kept) == kept
    assert "\x00" not in kept
    kept.encode()
    assert len(kept) <= len(typed)


@given(st.text(alphabet="aå \n", min_size=1, max_size=50))
def test_a_comment_is_refused_only_when_there_is_nothing_to_read(typed):
    if typed.strip():
        assert comment_text(typed).strip() == "\n".join(line.rstrip() for line in typed.split("\n")).strip()
    else:
        with pytest.raises(TextRefused):
            comment_text(typed)
