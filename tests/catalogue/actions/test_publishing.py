"""From draft to catalogue: submitted, sent back, withdrawn, published; nothing newer is overwritten unread (C1, L1)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from samlar.catalogue import actions, queries
from samlar.catalogue.rules import access
from samlar.catalogue.rules import draft as texts
from samlar.formats.sentence import Refusal
from samlar.foundation import audit, outbox
from samlar.people.rules import NotAllowed, NotVisible
from tests.cast import Cast
from tests.catalogue.examples import next_version, submitted, whole_format


def letters() -> list[tuple[str, str]]:
    """(template, address) of the letters in the outbox, oldest first."""
    return [(letter["name"], letter["to"]) for letter in reversed(outbox.recent(limit=50))]


@pytest.mark.django_db
def test_a_draft_is_submitted_sent_back_and_published(cast):
    draft = whole_format(cast.stina)
    submitted(cast.stina, draft)
    assert ("format_submitted", cast.klara.email) in letters()
    assert [wait.deed for wait in queries.waiting_for(cast.klara)] == ["format.publish"]

    actions.send_back(cast.klara, draft, reason="Skriv mer om syftet.")
    assert letters()[-1] == ("format_returned", cast.stina.email)
    assert [(wait.deed, wait.subject) for wait in queries.waiting_for(cast.stina)] == [("format.mend", draft)]
    assert queries.draft(cast.stina, draft).returned == "Skriv mer om syftet."

    revision = submitted(cast.stina, draft)
    assert actions.publish(cast.klara, draft, revision=revision) == ("studiecirkel", 1)
    assert letters()[-1] == ("format_published", cast.stina.email)
    assert queries.latest("studiecirkel").version_id == draft
    assert queries.waiting_for(cast.klara) == queries.waiting_for(cast.stina) == []
    assert audit.trail("format_version", draft)[0]["verb"] == "format.published"


@pytest.mark.django_db
def test_a_new_version_gets_the_next_number_and_the_old_one_stands(cast):
    before = queries.latest("provrum")
    draft = next_version(cast.stina)
    actions.publish(cast.klara, draft, revision=submitted(cast.stina, draft))
    after = queries.latest("provrum")
    assert (after.number, after.definition.version) == (2, 2)
    assert queries.version(before.version_id) == before == queries.numbered("provrum", 1)
    assert [row.number for row in queries.history(cast.stina, "provrum")] == [2, 1]


@pytest.mark.django_db
def test_nobody_but_the_mandate_publishes_or_sends_back(cast):
    draft = whole_format(cast.stina)
    revision = submitted(cast.stina, draft)
    for actor in (cast.stina, cast.dan, cast.sanna, cast.siv):
        with pytest.raises(NotAllowed):
            actions.publish(actor, draft, revision=revision)
        with pytest.raises(NotAllowed):
            actions.send_back(actor, draft, reason="Nej")
    assert queries.draft(cast.stina, draft).state == "submitted"


@pytest.mark.django_db
def test_an_unfinished_draft_or_one_without_a_reason_is_not_submitted(cast):
    draft = actions.start_format(cast.stina, name_sv="Studiecirkel")
    with pytest.raises(access.NotReady) as caught:
        actions.submit(cast.stina, draft, why="Därför", revision=1)
    assert "återstår" in caught.value.sentence.sv
    whole = whole_format(cast.dan)
    with pytest.raises(Refusal) as caught:
        actions.submit(cast.dan, whole, why="  ", revision=queries.draft(cast.dan, whole).revision)
    assert caught.value.field == "why"


@pytest.mark.django_db
def test_a_submitted_draft_is_taken_back_by_its_own_organisation(cast):
    draft = whole_format(cast.stina)
    submitted(cast.stina, draft)
    with pytest.raises(NotAllowed):
        actions.withdraw(cast.klara, draft)
    actions.withdraw(cast.majken, draft)
    assert queries.draft(cast.stina, draft).may_edit
    with pytest.raises(NotVisible):
        queries.draft(cast.klara, draft)


@pytest.mark.django_db
def test_a_page_that_was_open_before_the_draft_changed_does_not_publish_it(cast):
    draft = whole_format(cast.stina)
    revision = submitted(cast.stina, draft)
    actions.withdraw(cast.stina, draft)
    actions.change_draft(cast.stina, draft, lambda tables: texts.with_words(tables, "", {"source": "Annat"}))
    submitted(cast.stina, draft)
    with pytest.raises(access.Changed):
        actions.publish(cast.klara, draft, revision=revision)


@pytest.mark.django_db
def test_two_new_formats_of_one_name_do_not_become_versions_of_each_other(cast):
    first, second = whole_format(cast.stina), whole_format(cast.dan)
    one, two = submitted(cast.stina, first), submitted(cast.dan, second)
    actions.publish(cast.klara, first, revision=one)
    with pytest.raises(access.NotReady):
        actions.publish(cast.klara, second, revision=two)
    assert queries.problems(queries.draft(cast.dan, second))[0].place == "name.sv"
    actions.withdraw(cast.dan, second)
    rename = {"name": {"sv": "Läscirkel", "en": "Reading circle"}}
    actions.change_draft(cast.dan, second, lambda tables: texts.with_words(tables, "", rename))
    assert actions.publish(cast.klara, second, revision=submitted(cast.dan, second)) == ("lascirkel", 1)


@pytest.mark.django_db
def test_an_overtaken_draft_is_published_only_by_who_has_read_the_version_that_came_between(cast):
    late, early = next_version(cast.stina), next_version(cast.dan)
    actions.publish(cast.klara, early, revision=submitted(cast.dan, early))
    revision = submitted(cast.stina, late)
    for past in (None, 1):
        with pytest.raises(access.Overtaken) as caught:
            actions.publish(cast.klara, late, revision=revision, past=past)
        assert "version 2" in caught.value.sentence.sv
    assert queries.latest("provrum").number == 2
    assert actions.publish(cast.klara, late, revision=revision, past=2) == ("provrum", 3)


def _at_once(deeds):
    """Runs the deeds in threads that start together; gives what each returned or raised."""
    barrier = Barrier(len(deeds))

    def run(deed):
        try:
            barrier.wait()
            return deed()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


@pytest.mark.django_db(transaction=True)
def test_of_two_versions_published_at_once_the_second_is_told_of_the_first_and_may_follow_it(prepared):
    cast = Cast.enter()
    drafts = [next_version(cast.stina), next_version(cast.dan)]
    revisions = [submitted(cast.stina, drafts[0]), submitted(cast.dan, drafts[1])]
    klara = cast.klara
    deeds = [lambda n=n: actions.publish(klara, drafts[n], revision=revisions[n]) for n in range(2)]
    answers = _at_once(deeds)
    assert [answer for answer in answers if not isinstance(answer, Refusal)] == [("provrum", 2)]
    late = next(n for n in range(2) if isinstance(answers[n], access.Overtaken))
    assert actions.publish(klara, drafts[late], revision=revisions[late], past=2) == ("provrum", 3)
    assert queries.versions(drafts)[drafts[late]].definition.version == 3


@pytest.mark.django_db(transaction=True)
def test_one_draft_published_twice_at_once_is_published_once(prepared):
    cast = Cast.enter()
    draft = next_version(cast.stina)
    revision = submitted(cast.stina, draft)
    klara = cast.klara

    def deed():
        try:
            return actions.publish(klara, draft, revision=revision)
        except NotVisible:
            return None  # the other was first: it is no draft any more

    assert sorted(map(str, _at_once([deed, deed]))) == ["('provrum', 2)", "None"]
    assert queries.latest("provrum").number == 2


@pytest.mark.django_db(transaction=True)
def test_two_new_formats_of_one_name_published_at_once_give_one_format(prepared):
    cast = Cast.enter()
    drafts = [whole_format(cast.stina), whole_format(cast.dan)]
    revisions = [submitted(cast.stina, drafts[0]), submitted(cast.dan, drafts[1])]
    klara = cast.klara
    answers = _at_once([lambda n=n: actions.publish(klara, drafts[n], revision=revisions[n]) for n in range(2)])
    assert [answer for answer in answers if not isinstance(answer, Refusal)] == [("studiecirkel", 1)]
    assert [type(answer) for answer in answers if isinstance(answer, Refusal)] == [access.NotReady]
