"""The wastebasket is emptied and disposal rules are carried out, and nobody is taken by surprise (Z3)."""

from datetime import date, timedelta

import pytest

from samlar.foundation import clock, files
from samlar.foundation.models import AuditEntry, Letter
from samlar.library.actions import documents as actions
from samlar.library.actions.clock import dispose_due, empty_wastebasket, tell_of_disposal
from samlar.library.actions.reading import read_waiting
from samlar.library.models import Document, Section, Version
from samlar.library.queries.documents import document, steps
from samlar.library.queries.files import used_files
from samlar.lifecycle.actions.clock import sweep_files
from samlar.people.rules import NotVisible
from tests.library import making

pytestmark = pytest.mark.django_db


def later(**time):
    return clock.at(clock.now() + timedelta(**time))


def test_what_has_lain_in_the_wastebasket_for_thirty_days_is_gone_but_for_the_row_that_says_so(cast):
    made = making.document(cast.stina)
    read_waiting()
    kept = Version.objects.get(document=made).file
    actions.bin(cast.stina, made, revision=1, why="Fel fil")
    with later(days=29):
        assert empty_wastebasket() == 0
    with later(days=30):
        assert empty_wastebasket() == 1
        assert empty_wastebasket() == 0  # twice does nothing twice
        row = document(cast.stina, made)
        assert (row.title, row.file, row.summary) == ("Rapport om kompetensförsörjning", None, "")
        assert row.disposed is not None
        assert [(one.after, one.person_name, one.why) for one in steps(cast.stina, row)][-2:] == [
            ("binned", "Stina Påhittad", "Fel fil"), ("disposed", "", "Fel fil"),
        ]  # fmt: skip
    assert not Section.objects.exists()
    assert kept not in used_files()
    with later(days=31):
        sweep_files()
    with pytest.raises(FileNotFoundError):
        files.read(kept)
    assert AuditEntry.objects.filter(kind="document", subject=str(made), verb="document.disposed", person="").count() == 1


def test_a_file_that_another_document_has_stays(cast):
    gone, stays = making.document(cast.stina), making.document(cast.dan)
    actions.bin(cast.stina, gone, revision=1)
    with later(days=31):
        empty_wastebasket()
        sweep_files()
    found = document(cast.dan, stays).file
    assert found is not None
    assert files.read(found.file)


def test_what_was_taken_out_again_is_not_emptied(cast):
    made = making.document(cast.stina)
    actions.bin(cast.stina, made, revision=1)
    actions.restore(cast.stina, made, revision=2)
    with later(days=40):
        assert empty_wastebasket() == 0
    assert document(cast.stina, made).live


def test_an_organisation_is_told_once_a_month_before_and_the_rule_is_carried_out_on_its_day(cast):
    made = making.published(cast.stina)
    actions.keep_rule(cast.stina, made, "2026/17", "dispose", date(2027, 3, 1), revision=2)
    assert tell_of_disposal() == 0
    with clock.at(clock.start_of(date(2027, 1, 31)) + timedelta(hours=9)):
        assert tell_of_disposal() == 1  # Majken represents Region Kalmar län
        assert tell_of_disposal() == 0
    letter = Letter.objects.get(name="documents_disposed_soon")
    assert letter.to == cast.majken.email
    assert letter.values["documents"] == [{"title": "Rapport om kompetensförsörjning", "day": "2027-03-01"}]
    with clock.at(clock.start_of(date(2027, 2, 28)) + timedelta(hours=9)):
        assert dispose_due() == 0
    with clock.at(clock.start_of(date(2027, 3, 1)) + timedelta(hours=9)):
        assert dispose_due() == 1
        assert dispose_due() == 0
    row = document(cast.stina, made)
    assert (row.disposed is not None, row.record_number, row.file) == (True, "2026/17", None)
    with pytest.raises(NotVisible):
        document(cast.klara, made)


def test_a_rule_that_is_stopped_before_its_day_is_not_carried_out(cast):
    made = making.document(cast.stina)
    actions.keep_rule(cast.stina, made, "", "dispose", date(2026, 12, 10), revision=1)
    tell_of_disposal()
    actions.keep_rule(cast.stina, made, "", "keep", None, revision=2)
    with clock.at(clock.start_of(date(2027, 6, 1))):
        assert dispose_due() == 0


def test_whatever_happened_to_the_clock_an_organisation_has_two_weeks_to_stop_it(cast):
    """The day passed while nothing ran: it is told first, and what it may want to stop waits."""
    made = making.document(cast.stina)
    actions.keep_rule(cast.stina, made, "", "dispose", date(2026, 11, 21), revision=1)
    with clock.at(clock.start_of(date(2027, 6, 1))):
        assert dispose_due() == 0
        assert tell_of_disposal() == 1
        assert dispose_due() == 0
    with clock.at(clock.start_of(date(2027, 6, 15))):
        assert dispose_due() == 1
    assert Document.objects.get(id=made).disposed is not None


def test_another_day_is_told_of_anew(cast):
    made = making.document(cast.stina)
    actions.keep_rule(cast.stina, made, "", "dispose", date(2026, 12, 1), revision=1)
    assert tell_of_disposal() == 1
    actions.keep_rule(cast.stina, made, "", "dispose", date(2026, 12, 5), revision=2)
    assert tell_of_disposal() == 1
