"""A lesson builds on documents: who reads both sees that, and no title leaks to those who do not (G1)."""

import pytest

from samlar.lessons.actions import documents as actions
from samlar.lessons.models import LessonDocument
from samlar.lessons.queries.documents import building_on, of_lesson
from samlar.lessons.rules.deeds import LessonRefused
from samlar.lessons.rules.words import State
from samlar.library.actions import documents as library
from samlar.people.rules import NotAllowed, NotVisible
from tests.lessons.making import lesson
from tests.library import making

pytestmark = pytest.mark.django_db


def test_whoever_reads_the_lesson_sees_what_it_builds_on_if_the_document_lets_them(cast, visitor):
    learned = lesson(cast.stina)
    public, own = making.published(cast.stina), making.document(cast.stina)
    for one in (public, own, public):  # twice is once
        actions.attach(cast.stina, learned, one)
    assert {one.id for one in of_lesson(cast.stina, learned)} == {public, own}
    assert [one.id for one in of_lesson(visitor, learned)] == [public]
    assert building_on(visitor, public) == [(learned, "lesson", "Fråga mottagaren innan ni skriver rådet.")]


def test_a_draft_leaves_no_trace_on_the_page_of_a_public_document(cast, visitor):
    draft = lesson(cast.stina, state=State.DRAFT)
    public = making.published(cast.dan)
    actions.attach(cast.stina, draft, public)
    assert building_on(visitor, public) == []
    assert building_on(cast.dan, public) == []
    assert len(building_on(cast.stina, public)) == 1


def test_only_the_lessons_organisation_says_what_it_builds_on(cast):
    learned, public = lesson(cast.stina), making.published(cast.dan)
    with pytest.raises(NotAllowed):
        actions.attach(cast.dan, learned, public)
    actions.attach(cast.stina, learned, public)
    with pytest.raises(NotAllowed):
        actions.detach(cast.dan, learned, public)
    actions.detach(cast.stina, learned, public)
    with pytest.raises(NotVisible):
        actions.detach(cast.stina, learned, public)


def test_nothing_builds_on_what_one_does_not_see(cast):
    learned, theirs = lesson(cast.stina), making.document(cast.dan)
    with pytest.raises(NotVisible):
        actions.attach(cast.stina, learned, theirs)
    with pytest.raises(NotVisible):
        actions.attach(cast.stina, learned, 2**70)


def test_nothing_builds_on_what_lies_in_the_wastebasket(cast):
    learned, made = lesson(cast.stina), making.document(cast.stina)
    actions.attach(cast.stina, learned, made)
    library.bin(cast.stina, made, revision=1)
    assert of_lesson(cast.stina, learned) == []
    with pytest.raises(LessonRefused):
        actions.attach(cast.stina, learned, made)


def test_a_new_document_is_kept_with_the_lesson_or_not_at_all(cast):
    learned = lesson(cast.stina)
    made = actions.add(cast.stina, learned, making.text(), sent=making.sent())
    assert LessonDocument.objects.values_list("lesson", "document").get() == (learned, made)
    with pytest.raises(NotAllowed):
        actions.add(cast.dan, learned, making.text(), sent=making.sent())
    assert [one.id for one in of_lesson(cast.stina, learned)] == [made]
