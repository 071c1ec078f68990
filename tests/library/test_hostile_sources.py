"""Sources of an old archive that were made to break something, or to learn what is not theirs (G4, Z8)."""

import os
import shutil
from datetime import timedelta
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from django.conf import settings

from samlar.foundation import clock, files
from samlar.library.actions import documents
from samlar.library.actions.clock import empty_wastebasket
from samlar.library.actions.documents import DocumentText
from samlar.library.actions.intake import begin, forget_unbegun
from samlar.library.models import Document, Intake, IntakeItem, OldAddress
from samlar.library.queries.documents import document as document_row
from tests.library.making_sources import export, folder, post, zipped
from tests.library.test_intake import dry, taken, things

pytestmark = pytest.mark.django_db


def damaged(path: Path, inside: bytes) -> Path:
    """The zip with what a member holds changed, so that its checksum no longer holds."""
    path.write_bytes(path.read_bytes().replace(inside, inside[::-1], 1))
    return path


def test_a_damaged_file_that_may_be_an_export_is_told_of_and_the_others_come(cast, tmp_path):
    made = zipped(tmp_path / "a.zip", {"plan.txt": "En plan för beredskap.", "liggare.xml": ""})
    with ZipFile(made, "a", ZIP_STORED) as more:
        more.writestr("trasig.xml", "<rss>0123456789</rss>")
    row = dry(cast.majken, damaged(made, b"0123456789"))
    assert things(row)["trasig.xml"].why.sv == "Filen går inte att läsa."
    assert things(row)["plan.txt"].fate == "waiting"


def test_a_row_that_means_a_page_of_an_export_that_is_none_means_nothing(cast, tmp_path):
    made = zipped(tmp_path / "a.zip", {"manifest.csv": "fil\nexporten/post-1.html\nplan.txt\n", "plan.txt": "En plan."})
    row = dry(cast.majken, made)
    assert things(row)["exporten/post-1.html"].why.sv == "Filen finns inte i källan."


def test_a_folder_may_be_called_as_the_pages_of_an_export_are(cast, tmp_path):
    page = "<!doctype html><html><body>\n<p>Så här <b onclick='x()'>gör</b> vi.</p>\n</body></html>"
    made = folder(tmp_path / "a", {"exporten/plan.txt": "Räksmörgås å ä ö".encode("cp1252"), "exporten/sida.html": page.encode()})
    row = taken(cast.majken, made)
    assert {one.fate for one in things(row).values()} == {"taken"}
    kept = Document.objects.get(title="Sida").versions.get()
    assert files.read(kept.file) == page.encode()


def test_a_pages_links_tell_nothing_of_what_the_one_who_takes_it_in_may_not_see(cast, tmp_path):
    of_others = documents.add(cast.dan, DocumentText(kind="", title="Hemlig plan", link="https://exempel.test/"))
    own = documents.add(cast.majken, DocumentText(kind="", title="Egen plan", link="https://exempel.test/egen"))
    OldAddress.objects.create(path="/hemlig-plan/", document_id=of_others)
    OldAddress.objects.create(path="/egen-plan/", document_id=own)
    links = "".join(f'<p><a href="https://gammal.test/{name}/">{name}</a></p>' for name in ("hemlig-plan", "egen-plan"))
    source = tmp_path / "export.xml"
    source.write_text(export(post(1, "Våra planer", links)), "utf-8")
    taken(cast.majken, source)
    page = files.read(Document.objects.get(title="Våra planer").versions.get().file).decode()
    assert f"/d{own}" in page
    assert f"/d{of_others}" not in page


def test_what_a_source_said_of_a_document_goes_with_it(cast, tmp_path):
    made = zipped(
        tmp_path / "a.zip",
        {"manifest.csv": "fil;sammanfattning;författare\nplan.txt;Om en enskild;Ada Personsson\n", "plan.txt": "En plan."},
    )
    taken(cast.majken, made)
    there = Document.objects.get()
    documents.bin(cast.majken, there.pk, revision=document_row(cast.majken, there.pk).revision)
    with clock.at(clock.now() + timedelta(days=settings.SAMLAR_WASTEBASKET_DAYS + 1)):
        assert empty_wastebasket() == 1
    kept = str(list(IntakeItem.objects.values_list("found", flat=True)))
    assert "Personsson" not in kept
    assert "enskild" not in kept


def test_what_was_sent_and_never_begun_is_forgotten_after_a_month_and_what_was_begun_is_not(cast, tmp_path):
    unbegun = dry(cast.majken, zipped(tmp_path / "a.zip", {"plan.txt": "En plan."}))
    begun = dry(cast.majken, zipped(tmp_path / "b.zip", {"mål.txt": "Ett mål."}))
    begin(cast.majken, begun.id)
    assert forget_unbegun() == 0
    with clock.at(clock.now() + timedelta(days=31)):
        assert forget_unbegun() == 1
    assert list(Intake.objects.values_list("id", flat=True)) == [begun.id]
    assert not IntakeItem.objects.filter(intake=unbegun.id).exists()


def test_what_a_killed_process_had_unpacked_is_thrown_away_by_the_next_and_what_another_works_in_is_not(cast, tmp_path):
    left, at_work = settings.DATA / "intake-dog", settings.DATA / "intake-arbetar"
    for one, age in ((left, timedelta(days=3)), (at_work, timedelta(minutes=5))):
        one.mkdir(parents=True)
        (one / "thing").write_text("en rad om en person")
        moment = (clock.now() - age).timestamp()
        os.utime(one, (moment, moment))
    dry(cast.majken, zipped(tmp_path / "a.zip", {"plan.txt": "En plan."}))
    assert not left.exists()
    assert at_work.exists()
    shutil.rmtree(at_work)
