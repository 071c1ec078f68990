"""An old archive is taken in: nothing twice, nothing lost, whatever is killed where (G4)."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samlar.activities.models import ActivityDocument
from samlar.foundation import files
from samlar.library.actions import documents
from samlar.library.actions import intake as deeds
from samlar.library.actions.intake import Source
from samlar.library.actions.themes import add as add_theme
from samlar.library.models import Document, Intake, IntakeItem, OldAddress, Version
from samlar.library.queries import intake as queries
from samlar.library.queries.documents import document as document_row
from samlar.library.rules.intake import IntakeRefused, IntakeState
from samlar.lifecycle.actions import intake as conductor
from samlar.people.models import Role
from samlar.people.rules import NotAllowed, NotVisible
from tests.activities.rows import activity
from tests.at_once import at_once
from tests.cast import Cast
from tests.library import making
from tests.library.making_sources import an_archive, export, folder, post, zipped

ROOT = Path(__file__).parents[2]
KALMAR = "Region Kalmar län"


def source(path: Path, beside: Path | None = None) -> Source:
    return Source(path.name, path, beside)


def dry(actor, path, **more) -> queries.IntakeRow:
    return queries.intake(actor, conductor.read(actor, source(path, more.pop("beside", None)), **more))


def taken(actor, path, **more) -> queries.IntakeRow:
    beside = more.pop("beside", None)
    made = conductor.read(actor, source(path, beside), **more)
    deeds.begin(actor, made)
    assert conductor.take_in(actor, made, source(path, beside))
    return queries.intake(actor, made)


def things(row):
    return {one.key: one for one in queries.every_item(row)}


@pytest.fixture
def majken(cast):
    """Represents Region Kalmar län."""
    return cast.majken


@pytest.mark.django_db
class TestDryRun:
    def test_it_tells_what_would_come_in_and_changes_nothing(self, majken, tmp_path):
        add_theme(majken, name_sv="Klimat")
        at = folder(
            tmp_path / "arkiv",
            {"a.txt": b"ett", "b.txt": b"ett", "sub/c.txt": b"tre", "tom.txt": b"", "Thumbs.db": b"x", "utan.txt": b"fyra"},
            "fil;titel;teman;licens;organisation;slag;hylla\na.txt;A;Klimat;cc-by;SLU;;3\nb.txt;B;;;;;\nsub/c.txt;;Okänt;egen;Okänd AB;inspelning;\n"
            "saknas.txt;Borta;;;;;\ntom.txt;T;;;;;\n;Utan fil;;;;;\n",
        )
        row = dry(majken, at)
        assert Document.objects.count() == 0
        assert dict(row.fates) == {"waiting": 3, "same": 1, "failed": 3, "left": 1}
        assert row.report["lacks"] == {"licence": 2, "day": 3, "theme": 1, "organisation": 1, "kind": 1, "row": 1}
        assert row.report["whys"] == {"same_in_source": 1, "missing": 1, "empty": 1, "no_link": 1, "computers": 1}
        assert (row.report["unread"], row.report["unknown_themes"], row.report["unknown_organisations"]) == (["hylla"], ["Okänt"], ["Okänd AB"])
        assert things(row)["sub/c.txt"].title == "C"

    def test_another_dry_run_of_the_same_source_takes_its_place(self, majken, tmp_path):
        at = folder(tmp_path / "arkiv", {"a.txt": b"ett"})
        dry(majken, at)
        dry(majken, at)
        assert Intake.objects.count() == 1
        assert IntakeItem.objects.count() == 1

    def test_sums_are_per_kind_and_year(self, majken, tmp_path):
        row = dry(majken, folder(tmp_path / "arkiv", an_archive(17)))
        assert row.report["kinds"] == {"document": 18, "presentation": 2, "recording": 2}
        assert sum(row.report["years"].values()) == row.to_come == 22
        assert row.report["years"]["2010"] == 2

    @pytest.mark.parametrize("who", ["stina", "gustav", "nils", "visitor"])
    def test_only_who_represents_or_spreads_for_the_organisation_may(self, cast, visitor, who, tmp_path):
        actor = visitor if who == "visitor" else getattr(cast, who)
        with pytest.raises(NotAllowed):
            conductor.read(actor, source(folder(tmp_path / "arkiv", {"a.txt": b"ett"})))
        assert Intake.objects.count() == 0

    def test_whoever_holds_the_mandate_for_dissemination_may(self, cast, tmp_path):
        assert dry(cast.sanna, folder(tmp_path / "arkiv", {"a.txt": b"ett"})).to_come == 1

    def test_another_organisation_finds_no_trace_of_it(self, cast, majken, tmp_path):
        row = dry(majken, folder(tmp_path / "arkiv", {"a.txt": b"ett"}))
        assert queries.intakes(cast.disa) == []
        for deed in (queries.intake, deeds.begin, deeds.give_up):
            with pytest.raises(NotVisible):
                deed(cast.disa, row.id)

    def test_what_others_keep_to_themselves_is_not_told_by_its_checksum(self, cast, majken, tmp_path):
        making.document(cast.disa, file=making.sent("hemlig.txt", b"bara vi"))
        open_one = making.published(cast.disa, file=making.sent("oppen.txt", b"alla"))
        row = dry(majken, folder(tmp_path / "arkiv", {"a.txt": b"bara vi", "b.txt": b"alla"}))
        assert [(one.fate, one.document) for one in things(row).values()] == [("waiting", None), ("same", open_one)]

    def test_a_source_that_is_none_is_refused_in_words(self, majken, tmp_path):
        (tmp_path / "bild.png").write_bytes(b"\x89PNG")
        for path in (tmp_path / "ingen", tmp_path / "bild.png"):
            with pytest.raises(IntakeRefused) as refused:
                dry(majken, path)
            assert refused.value.field == "file"


@pytest.mark.django_db
class TestTakenIn:
    def test_all_that_the_manifest_says_comes_with_it(self, cast, majken, tmp_path):
        theme = add_theme(majken, name_sv="Klimat")
        made = activity(cast, title="Drönare över skogen")
        at = folder(
            tmp_path / "arkiv",
            {"2019/plan.txt": b"en plan"},
            "fil,titel,sammanfattning,författare,organisation,datum,språk,licens,teman,status,dnr,aktivitet,gammal adress\n"
            "2019/Plan.TXT,Planen,Kort om planen,Anna Påhittad,SLU,2019-05-03,engelska,CC BY 4.0,Klimat,upprättad,RS 2019:7,drönare över  skogen,"
            "https://gammal.test/plan/\n",
        )
        row = taken(majken, at)
        (item,) = things(row).values()
        seen = document_row(majken, item.document)
        assert (seen.title, seen.summary, seen.authors) == ("Planen", "Kort om planen", "Anna Påhittad (SLU)")
        assert (seen.day.isoformat(), seen.language, seen.licence) == ("2019-05-03", "en", "cc-by")
        assert (seen.state, seen.record_number, seen.themes) == ("established", "RS 2019:7", ((theme, "Klimat", "Klimat"),))
        assert ActivityDocument.objects.get(document=item.document).activity_id == made.pk
        assert OldAddress.objects.get(path="/plan/").document_id == item.document
        assert files.read(seen.file.file) == b"en plan"
        assert (row.state, item.lacks) == (IntakeState.DONE, ())

    def test_it_is_working_material_unless_it_says_otherwise_and_may_be(self, majken, tmp_path):
        at = folder(
            tmp_path / "arkiv", {"a.txt": b"1", "b.txt": b"2", "c.txt": b"3"}, "fil;status;licens\na.txt;;cc0\nb.txt;publicerad;\nc.txt;publicerad;cc0\n"
        )
        found = things(taken(majken, at))
        states = {key: document_row(majken, one.document).state.value for key, one in found.items()}
        assert states == {"a.txt": "working", "b.txt": "working", "c.txt": "published"}
        assert "licens" in found["b.txt"].why.sv  # why it stayed

    def test_a_licence_for_all_is_given_to_what_says_none(self, majken, tmp_path):
        at = folder(tmp_path / "arkiv", {"a.txt": b"1", "b.txt": b"2", "c.txt": b"3"}, "fil;licens\na.txt;\nb.txt;cc0\nc.txt;egen\n")
        found = things(taken(majken, at, licence="cc-by"))
        assert [document_row(majken, one.document).licence for one in found.values()] == ["cc-by", "cc0", ""]

    def test_links_come_without_files(self, majken, tmp_path):
        at = folder(tmp_path / "arkiv", {}, "länk;titel\nhttps://a.test/;A\nhttps://a.test/;Samma\njavascript:x;Nej\n")
        row = taken(majken, at)
        assert dict(row.fates) == {"taken": 1, "same": 1, "failed": 1}
        assert Document.objects.get().link == "https://a.test/"
        assert dict(taken(majken, at).fates) == {"same": 2, "failed": 1}

    def test_taken_in_again_nothing_comes_twice(self, majken, tmp_path):
        at = folder(tmp_path / "arkiv", an_archive(34))
        first = taken(majken, at)
        again = taken(majken, at)
        assert first.taken == 39
        assert dict(again.fates) == {"same": 39}
        assert Document.objects.count() == Version.objects.values("file").distinct().count() == 39

    def test_the_same_as_a_zip_is_the_same(self, majken, tmp_path):
        content = an_archive(17)
        taken(majken, folder(tmp_path / "arkiv", content))
        assert dict(taken(majken, zipped(tmp_path / "arkiv.zip", content)).fates) == {"same": 22}

    def test_a_file_that_has_changed_in_its_place_is_a_newer_version(self, majken, tmp_path):
        at = folder(tmp_path / "arkiv", {"a.txt": b"ett"})
        (before,) = things(taken(majken, at)).values()
        (at / "a.txt").write_bytes(b"ett till")
        row = taken(majken, at)
        assert row.report["newer"] == 1
        seen = document_row(majken, before.document)
        assert (Document.objects.count(), seen.version, files.read(seen.file.file)) == (1, 2, b"ett till")

    def test_a_file_that_changes_after_the_dry_run_is_told_and_comes_the_next_time(self, majken, tmp_path):
        at = folder(tmp_path / "arkiv", {"a.txt": b"ett", "b.txt": b"tva", "c.txt": b"tre"})
        made = conductor.read(majken, source(at))
        (at / "a.txt").write_bytes(b"annat")
        (at / "b.txt").unlink()
        deeds.begin(majken, made)
        conductor.take_in(majken, made, source(at))
        found = things(queries.intake(majken, made))
        assert [one.fate for one in found.values()] == ["failed", "failed", "taken"]
        assert all(found[key].why for key in ("a.txt", "b.txt"))
        assert dict(taken(majken, at).fates) == {"taken": 1, "same": 1}

    def test_what_was_binned_or_disposed_of_does_not_come_back(self, majken, tmp_path):
        at = folder(tmp_path / "arkiv", {"a.txt": b"ett"})
        (one,) = things(taken(majken, at)).values()
        documents.bin(majken, one.document, revision=document_row(majken, one.document).revision)
        assert dict(taken(majken, at).fates) == {"same": 1}

    def test_what_is_given_up_keeps_what_has_come(self, majken, tmp_path):
        at = folder(tmp_path / "arkiv", {f"{number}.txt": str(number).encode() for number in range(4)})
        made = conductor.read(majken, source(at))
        deeds.begin(majken, made)

        def tell(done, total):
            if done == 2:
                deeds.give_up(majken, made)

        assert conductor.take_in(majken, made, source(at), tell=tell) is False
        row = queries.intake(majken, made)
        assert (row.state, dict(row.fates)) == (IntakeState.GIVEN_UP, {"taken": 2, "waiting": 2})
        with pytest.raises(IntakeRefused):
            deeds.begin(majken, made)
        assert dict(taken(majken, at).fates) == {"same": 2, "taken": 2}

    def test_hostile_files_come_in_as_what_they_are_or_are_told(self, majken, tmp_path):
        at = zipped(tmp_path / "a.zip", {"../ut.txt": "x", "lur.pdf": "<html><script>x</script>", "a\x00b.txt": "y", "\u202etxt.exe": "MZ"})
        row = taken(majken, at)
        assert row.fates["failed"] == 1
        assert set(Version.objects.values_list("type", flat=True)) <= {"html", "txt", "other"}
        assert not any("/" in name or "\u202e" in name for name in Version.objects.values_list("name", flat=True))


@pytest.mark.django_db
class TestWordPress:
    PAGES = (
        post(2, "Om lärprojektet", '<p>Läs <a href="https://gammal.test/wp-content/uploads/2019/05/plan.pdf">planen</a>.</p>', categories=("Klimat", "Okänt")),
        post(3, "Ett utkast", "<p>Inte klart</p>", status="draft", kind="page"),
        post(4, "Slängd", "<p>x</p>", status="trash"),
        post(5, "Meny", kind="nav_menu_item"),
        post(1, "Planen", "Om planen", kind="attachment", status="inherit", attachment="https://gammal.test/wp-content/uploads/2019/05/plan.pdf"),
        post(6, "Borta", kind="attachment", status="inherit", attachment="https://gammal.test/wp-content/uploads/2019/05/borta.pdf"),
    )

    def test_pages_attachments_topics_and_old_addresses_come(self, majken, tmp_path, settings):
        add_theme(majken, name_sv="Klimat")
        at = tmp_path / "export.xml"
        at.write_text(export(*self.PAGES), "utf-8")
        row = taken(majken, at, beside=folder(tmp_path / "uploads", {"2019/05/plan.pdf": b"%PDF-1.4 x"}), licence="cc-by")
        assert dict(row.fates) == {"taken": 3, "failed": 1, "left": 1}
        assert row.report["unknown_themes"] == ["Okänt"]
        plan, page, draft = (Document.objects.get(title=title) for title in ("Planen", "Om lärprojektet", "Ett utkast"))
        assert (plan.state, page.state, draft.state) == ("published", "published", "working")
        assert (page.authors, page.day.isoformat(), page.language) == ("Anna Påhittad", "2019-05-03", "sv")
        text = files.read(Version.objects.get(document=page).file).decode()
        assert f"{settings.SITE_ADDRESS}/d{plan.pk}" in text
        assert "<script" not in text
        addresses = dict(OldAddress.objects.values_list("path", "document"))
        assert addresses["/2019/sida-2/"] == addresses["/?p=2"] == page.pk
        assert addresses["/wp-content/uploads/2019/05/plan.pdf"] == plan.pk

    def test_again_with_the_missing_file_at_hand_only_that_comes(self, majken, tmp_path):
        at = tmp_path / "export.xml"
        at.write_text(export(*self.PAGES), "utf-8")
        beside = folder(tmp_path / "uploads", {"2019/05/plan.pdf": b"%PDF-1.4 x"})
        taken(majken, at, beside=beside)
        folder(beside, {"2019/05/borta.pdf": b"%PDF-1.4 y"})
        assert dict(taken(majken, at, beside=beside).fates) == {"taken": 1, "same": 3, "left": 1}

    def test_an_export_packed_with_its_files_is_one_source(self, majken, tmp_path):
        at = zipped(tmp_path / "allt.zip", {"gammal.xml": export(*self.PAGES), "uploads/2019/05/plan.pdf": b"%PDF-1.4 x"})
        row = taken(majken, at)
        assert (row.kind, dict(row.fates)) == ("wordpress", {"taken": 3, "failed": 1, "left": 1})

    def test_the_same_file_at_two_addresses_is_one_document_that_both_lead_to(self, majken, tmp_path):
        twice = [post(n, f"Fil {n}", kind="attachment", status="inherit", attachment=f"https://gammal.test/wp-content/uploads/{n}/a.pdf") for n in (8, 9)]
        at = zipped(tmp_path / "allt.zip", {"gammal.xml": export(*twice), "uploads/8/a.pdf": b"%PDF-1.4 x", "uploads/9/a.pdf": b"%PDF-1.4 x"})
        assert dict(taken(majken, at).fates) == {"taken": 1, "same": 1}
        paths = dict(OldAddress.objects.values_list("path", "document"))
        assert paths["/wp-content/uploads/8/a.pdf"] == paths["/wp-content/uploads/9/a.pdf"] == Document.objects.get().pk


names = st.sampled_from(["a", "b/c", "2019/d", "e f", "å"])
contents = st.sampled_from([b"1", b"2", b"3", b"", b"%PDF-1.4", b"\x00\x01"])


@pytest.mark.django_db
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=st.dictionaries(names, contents, max_size=5),
    second=st.dictionaries(names, contents, max_size=5),
    listed=st.lists(names, max_size=4),
)
def test_whatever_lies_in_a_source_each_content_is_kept_once_and_none_is_lost(majken, tmp_path_factory, first, second, listed):
    Version.objects.all().delete()
    IntakeItem.objects.all().delete()
    for table in ("steps", "themes"):
        getattr(Document, table).rel.related_model.objects.all().delete()
    Document.objects.all().delete()
    Intake.objects.all().delete()
    at = tmp_path_factory.mktemp("in")
    manifest = "fil;titel\n" + "".join(f"{name}.txt;{name}\n" for name in listed) if listed else ""
    for given_files in (first, second):
        for name, content in given_files.items():
            path = at / f"{name}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if manifest:
            (at / "manifest.csv").write_text(manifest)
        if not any(at.rglob("*.txt")):
            continue
        taken(majken, at)
        there = {path.read_bytes() for path in at.rglob("*.txt")} - {b""}
        kept = [files.read(file) for file in Version.objects.values_list("file", flat=True)]
        assert there <= set(kept)
        assert len(kept) == len(set(kept))


# — killed, at once, by command —


def on_this_database() -> dict[str, str]:
    """The environment of another process that works on the tests' database."""
    named = connection.settings_dict
    where = f"{named['USER']}:{named['PASSWORD']}@{named['HOST']}:{named['PORT']}".strip(":@")
    url = f"sqlite:///{named['NAME']}" if connection.vendor == "sqlite" else f"postgres://{where}/{named['NAME']}"
    return {
        **os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "samlar.settings", "SAMLAR_NOW": configured.SAMLAR_NOW,
        "SAMLAR_DATA": str(configured.DATA), "PYTHONPATH": str(ROOT),
    }  # fmt: skip


def killed(actor, at: Path, made: int, where: str, number: int) -> None:
    """Another process takes in the archive and is killed on the way."""
    call = [sys.executable, "-m", "tests.library.killed", str(at), str(actor.person), str(made), where, str(number)]
    ended = subprocess.run(call, env=on_this_database(), capture_output=True, cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("prepared")
def test_five_texts_and_two_hundred_files_of_all_kinds_killed_and_resumed_come_once_each(tmp_path):
    cast = Cast.enter()
    activity(cast, title="Träffar")
    majken = cast.majken
    content = an_archive(200)
    at = folder(tmp_path / "arkiv", content)
    made = conductor.read(majken, source(at))
    deeds.begin(majken, made)
    killed(majken, at, made, "tell", 40)
    assert queries.intake(majken, made).taken == 40
    killed(majken, at, made, "hang", 9)  # in the midst of a thing: of that one nothing is left
    between = queries.intake(majken, made)
    assert between.taken == Document.objects.count() == Version.objects.count() < 100
    assert ActivityDocument.objects.count() == IntakeItem.objects.filter(state="taken", key__contains="/Träffar/").count()
    assert conductor.take_in(majken, made, source(at))
    kept = Counter(files.read(file) for file in Version.objects.values_list("file", flat=True))
    assert kept == Counter(set(content.values()))
    assert len(content) == 205 == Document.objects.count()
    assert ActivityDocument.objects.count() == sum("/Träffar/" in name for name in content)
    assert dict(taken(majken, at).fates) == {"same": 205}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("prepared")
def test_two_who_take_in_the_same_at_once_take_each_thing_once(tmp_path):
    majken = Cast.enter().majken
    at = folder(tmp_path / "arkiv", {f"{number}.txt": str(number).encode() for number in range(30)})
    made = conductor.read(majken, source(at))
    deeds.begin(majken, made)
    other = conductor.read(majken, Source("en annan väg", at))
    deeds.begin(majken, other)
    answers = at_once(*(lambda one=one: conductor.take_in(majken, one, source(at)) for one in (made, made, other)))
    assert [one for one in answers if isinstance(one, Exception)] == []
    assert Document.objects.count() == 30
    states = Counter(IntakeItem.objects.values_list("intake", "state"))
    assert states[made, "taken"] + states[other, "taken"] == 30
    assert states.total() == 60
    assert {state for _, state in states} <= {"taken", "same"}


@pytest.mark.django_db
class TestCommand:
    def run(self, *more: str) -> str:
        out = StringIO()
        call_command("library", "import", *more, stdout=out, stderr=StringIO())
        return out.getvalue()

    def test_json_tells_all_there_is(self, majken, tmp_path):
        at = folder(tmp_path / "arkiv", {"a.txt": b"ett", "tom.txt": b""})
        said = json.loads(self.run(str(at), "--organisation", KALMAR, "--by", majken.email, "--json", "--dry-run"))
        assert (said["state"], said["fates"]) == ("read", {"waiting": 1, "failed": 1})
        assert [(one["key"], one["fate"], one["lacks"]) for one in said["items"]] == [("a.txt", "waiting", ["a licence", "a date"]), ("tom.txt", "failed", [])]
        assert Document.objects.count() == 0

    def test_it_goes_on_where_it_stopped(self, majken, tmp_path):
        at = folder(tmp_path / "arkiv", {"a.txt": b"ett", "b.txt": b"tva"})
        call = (str(at), "--organisation", KALMAR, "--by", majken.email)
        self.run(*call, "--dry-run")
        deeds.begin(majken, Intake.objects.get().pk)
        assert "Goes on where it stopped." in self.run(*call)
        assert "Here already: 2" in self.run(*call)
        assert Document.objects.count() == 2

    @pytest.mark.parametrize(
        ("organisation", "by"), [("Region Ingenstans", "majken"), ("Region Dalarna", "majken"), (KALMAR, "stina"), (KALMAR, "ingen@x.test")]
    )
    def test_who_may_not_is_told_why(self, cast, organisation, by, tmp_path):
        email = by if "@" in by else getattr(cast, by).email
        with pytest.raises(CommandError):
            self.run(str(folder(tmp_path / "a", {"a.txt": b"x"})), "--organisation", organisation, "--by", email)
        assert Intake.objects.count() == 0


def sent_zip(actor, tmp_path, content) -> int:
    path = zipped(tmp_path / "in.zip", content)
    kept = files.keep(path.read_bytes())
    made = conductor.read(actor, source(path), file=kept)
    deeds.begin(actor, made)
    return made


@pytest.mark.django_db
class TestWorker:
    def test_it_carries_on_what_was_sent_a_part_at_a_time(self, majken, tmp_path):
        made = sent_zip(majken, tmp_path, {f"{number}.txt": str(number) for number in range(5)})
        assert conductor.carry_on(most=3) == 1
        half_way = queries.intake(majken, made)
        assert (half_way.taken, half_way.share, half_way.works) == (3, 60, False)
        assert conductor.carry_on(most=3) == 1
        assert queries.intake(majken, made).state == IntakeState.DONE
        assert conductor.carry_on() == 0
        assert Intake.objects.get().file == ""

    def test_it_leaves_what_another_has_in_hand(self, majken, tmp_path, settings):
        made = sent_zip(majken, tmp_path, {"a.txt": "x"})
        Intake.objects.filter(id=made).update(leased="2026-11-20T08:59:30Z")
        assert conductor.carry_on() == 0
        Intake.objects.filter(id=made).update(leased="2026-11-20T08:57:30Z")  # killed: no sign of life for two minutes
        assert conductor.carry_on() == 1
        assert queries.intake(majken, made).taken == 1

    def test_whoever_may_no_more_takes_in_no_more(self, majken, tmp_path):
        made = sent_zip(majken, tmp_path, {"a.txt": "x"})
        Role.objects.filter(person=majken.person).delete()
        assert conductor.carry_on() == 1
        row = Intake.objects.get(id=made)
        assert (row.state, "stopped" in row.report) == ("given_up", True)
        assert Document.objects.count() == 0

    def test_a_file_that_is_gone_stops_it_in_words(self, majken, tmp_path):
        made = sent_zip(majken, tmp_path, {"a.txt": "x"})
        files.where(Intake.objects.get(id=made).file).unlink()
        conductor.carry_on()
        assert Intake.objects.get(id=made).state == "given_up"
