"""Who begins, sees and changes a draft, and what two windows do to each other (C1)."""

import pytest

from samlar.catalogue import actions, queries
from samlar.catalogue.rules import access
from samlar.catalogue.rules import draft as texts
from samlar.formats.format_file import FormatError
from samlar.formats.sentence import Refusal
from samlar.foundation import audit
from samlar.people.rules import NotAllowed, NotVisible
from tests.catalogue.examples import next_version, submitted, whole_format

pytestmark = pytest.mark.django_db


def test_only_members_and_the_mandate_begin_a_draft(cast, visitor):
    for actor in (cast.siv, cast.gustav, cast.nils, visitor):
        with pytest.raises(NotAllowed):
            actions.start_format(actor, name_sv="Studiecirkel")
        with pytest.raises(NotAllowed):
            actions.start_version(actor, queries.latest("provrum").version_id)
    assert queries.draft(cast.klara, actions.start_format(cast.klara, name_sv="Studiecirkel")).may_edit


def test_a_draft_is_seen_by_its_own_organisation_alone(cast, visitor):
    draft = whole_format(cast.stina)
    assert [row.id for row in queries.drafts(cast.majken)] == [draft]
    for actor in (cast.dan, cast.klara, cast.siv, cast.nils, visitor):
        assert queries.drafts(actor) == []
        with pytest.raises(NotVisible):
            queries.draft(actor, draft)
        with pytest.raises((NotVisible, NotAllowed)):
            actions.change_draft(actor, draft, lambda tables: tables)
        with pytest.raises(NotVisible):
            actions.submit(actor, draft, why="Därför", revision=2)
    assert all(wait.deed != "format.publish" for wait in queries.waiting_for(cast.klara))


def test_a_submitted_draft_is_seen_by_the_mandate_but_changed_by_nobody(cast):
    draft = whole_format(cast.stina)
    submitted(cast.stina, draft)
    row = queries.draft(cast.klara, draft)
    assert (row.may_publish, row.may_edit) == (True, False)
    with pytest.raises(NotAllowed):
        actions.change_draft(cast.klara, draft, lambda tables: tables)
    with pytest.raises(access.Changed):
        actions.change_draft(cast.stina, draft, lambda tables: tables)
    with pytest.raises(NotVisible):
        queries.draft(cast.dan, draft)


def test_a_colleague_may_change_and_the_last_change_is_kept(cast):
    draft = whole_format(cast.stina)
    actions.change_draft(cast.majken, draft, lambda tables: texts.with_words(tables, "", {"source": "Majkens källa"}))
    assert texts.tables_of(queries.draft(cast.stina, draft).text)["source"] == "Majkens källa"


@pytest.mark.parametrize("name", ["Provrum", "provrum ", "Utkast", "Nytt", "  ", "123", "🙂"])
def test_a_name_that_is_taken_reserved_or_nothing_is_refused(cast, name):
    with pytest.raises(Refusal) as caught:
        actions.start_format(cast.stina, name_sv=name)
    assert caught.value.field == "name_sv"
    assert queries.drafts(cast.stina) == []


def test_the_own_organisations_draft_takes_its_name_but_anothers_does_not(cast):
    whole_format(cast.stina)
    with pytest.raises(Refusal):
        actions.start_format(cast.majken, name_sv="Studiecirkel")
    assert actions.start_format(cast.dan, name_sv="Studiecirkel")


def test_a_new_formats_id_follows_its_name_and_a_versions_does_not(cast):
    draft = whole_format(cast.stina)
    rename = {"name": {"sv": "Läscirkel", "en": "Reading circle"}}
    actions.change_draft(cast.stina, draft, lambda tables: texts.with_words(tables, "", rename))
    row = queries.draft(cast.stina, draft)
    assert (row.format, texts.tables_of(row.text)["id"], row.name.sv) == ("lascirkel", "lascirkel", "Läscirkel")
    version = next_version(cast.stina)
    actions.change_draft(cast.stina, version, lambda tables: texts.with_words(tables, "", rename))
    assert queries.draft(cast.stina, version).format == "provrum"


def test_a_format_begun_with_a_pattern_has_its_rules_but_not_its_name(cast):
    draft = actions.start_format(cast.stina, name_sv="Provkök", like=queries.latest("provrum").version_id)
    row = queries.draft(cast.stina, draft)
    assert (row.format, row.base_format, row.is_version) == ("provkok", "provrum", False)
    assert len(texts.items_at(texts.tables_of(row.text), "rules")) == len(queries.latest("provrum").definition.rules)
    assert {problem.place.partition(".")[0] for problem in queries.problems(row)} == {"name", "definite", "plural"}


def test_a_whole_text_is_kept_as_it_is_even_when_it_cannot_be_read(cast):
    draft = whole_format(cast.stina)
    revision = queries.draft(cast.stina, draft).revision
    actions.save_text(cast.stina, draft, text='name = "halv', revision=revision)
    row = queries.draft(cast.stina, draft)
    assert row.text == 'name = "halv'
    assert [problem.line for problem in queries.problems(row)] == [1]
    with pytest.raises(FormatError):
        actions.change_draft(cast.stina, draft, lambda tables: tables)
    with pytest.raises(access.NotReady):
        actions.submit(cast.stina, draft, why="Därför", revision=row.revision)


@pytest.mark.parametrize("text", ["a\x00b", "å" * 100_001, "x" * 200_001])
def test_what_is_no_text_or_too_large_is_refused_and_nothing_changes(cast, text):
    draft = whole_format(cast.stina)
    before = queries.draft(cast.stina, draft)
    with pytest.raises(access.BadText):
        actions.save_text(cast.stina, draft, text=text, revision=before.revision)
    assert queries.draft(cast.stina, draft) == before


def test_the_second_of_two_windows_is_told(cast):
    draft = whole_format(cast.stina)
    revision = queries.draft(cast.stina, draft).revision
    actions.save_text(cast.stina, draft, text="först = 1", revision=revision)
    with pytest.raises(access.Changed):
        actions.save_text(cast.majken, draft, text="sedan = 1", revision=revision)
    assert queries.draft(cast.stina, draft).text == "först = 1"


def test_a_dropped_draft_is_gone_for_everybody_and_its_name_is_free(cast):
    draft = whole_format(cast.stina)
    actions.drop_draft(cast.stina, draft)
    with pytest.raises(NotVisible):
        queries.draft(cast.stina, draft)
    assert [entry["verb"] for entry in audit.trail("format_version", draft)] == ["format.dropped", "format.drafted"]
    assert actions.start_format(cast.stina, name_sv="Studiecirkel")
