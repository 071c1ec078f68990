"""Deeds upon one document at the same moment, on whichever database runs the tests: one is done, the other is told."""

import pytest

from samlar.library.actions import documents as actions
from samlar.library.actions.reading import read_waiting
from samlar.library.models import Document, DocumentStep, Section, Version
from samlar.library.rules.documents import DocumentRefused, Overtaken
from samlar.people.rules import organisation_token
from tests.at_once import at_once, refused_at_once
from tests.cast import Cast
from tests.library import making

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stina(prepared):
    return Cast.enter().stina


def test_of_two_new_versions_at_once_one_is_kept_and_the_other_is_told(stina):
    made = making.document(stina)
    answers = refused_at_once(
        *(lambda words=words: actions.new_version(stina, made, making.sent("ny.txt", words), revision=1) for words in (b"ena", b"andra"))
    )
    assert sorted(type(one) for one in answers if one) == [Overtaken]
    assert list(Version.objects.filter(document=made).values_list("number", flat=True)) == [1, 2]
    assert Document.objects.get(id=made).version == 2


def test_what_is_thrown_away_while_it_is_published_is_one_of_the_two(stina):
    made = making.document(stina)
    answers = refused_at_once(
        lambda: actions.bin(stina, made, revision=1), lambda: actions.publish(stina, made, revision=1)
    )  # fmt: skip
    assert len([one for one in answers if one]) == 1
    assert isinstance(next(one for one in answers if one), DocumentRefused)
    row = Document.objects.get(id=made)
    assert (row.binned is not None, row.audience) in [(True, organisation_token(stina.organisation)), (False, "public")]
    assert DocumentStep.objects.filter(document=made).count() == 2  # added, and the one that was done


def test_published_twice_at_once_is_published_once(stina):
    made = making.document(stina)
    refused_at_once(*[lambda: actions.publish(stina, made, revision=1)] * 3)
    assert DocumentStep.objects.filter(document=made, after="published").count() == 1


def test_the_same_bytes_at_once_become_two_documents_and_one_file(stina):
    made = at_once(*[lambda: making.document(stina)] * 4)
    assert all(isinstance(one, int) for one in made), made
    assert len(set(Version.objects.values_list("file", flat=True))) == 1


def test_two_workers_read_a_file_once(stina):
    made = making.document(stina)
    at_once(*[lambda: read_waiting(1)] * 3)
    assert Version.objects.values_list("reading", "attempts").get(document=made) == ("done", 1)
    assert Section.objects.filter(version__document=made).count() == 1


def test_a_document_that_is_thrown_away_for_good_while_it_is_read_leaves_no_text(stina):
    made = making.document(stina)
    actions.bin(stina, made, revision=1)

    def empty():
        Version.objects.filter(document=made).delete()

    at_once(lambda: read_waiting(1), empty)
    read_waiting(1)
    assert not Section.objects.exists()
