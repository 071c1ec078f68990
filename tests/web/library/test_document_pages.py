"""Documents' pages: who reads what, how it is carried, and its files served so that nothing runs (G1, Z3)."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samlar.foundation import clock
from samlar.library.actions import documents as actions
from samlar.library.actions.reading import read_waiting
from samlar.library.models import Document, Theme, Version
from samlar.library.queries.documents import document
from samlar.library.rules.words import Kind, State
from samlar.people.rules import organisation_token
from tests.foundation.extraction import making_files
from tests.library import making

pytestmark = pytest.mark.django_db
SAID = {"reach": "own", "language": "sv"}


def page(browser, name, *args, **query):
    return browser.get(reverse(name, args=args), query)


def upload(browser, *files, accept="text/html", query="", **said):
    return browser.post(reverse("document_new") + query, {**SAID, "files": list(files), **said}, headers={"Accept": accept})


def file(name="rapport.txt", data=None):
    return SimpleUploadedFile(name, making.WORDS.encode() if data is None else data)


# — adding —


def test_one_file_is_enough_and_is_called_what_the_file_is(cast, sign_in):
    answer = upload(sign_in(cast.stina), file("Läges_rapport 2026.txt"))
    made = Document.objects.get()
    assert answer.url == f"/arkiv/{made.pk}/"
    assert (made.title, made.state, made.audience) == ("Läges rapport 2026", "working", organisation_token(cast.stina.organisation))


def test_several_at_once_become_a_document_each(cast, sign_in):
    answer = upload(sign_in(cast.stina), file("a.txt"), file("b.txt", b"Mer text."), reach="members")
    assert answer.url == "/var-organisation/arkiv/"
    assert sorted(Document.objects.values_list("title", "audience")) == [("a", "members"), ("b", "members")]


def test_of_several_the_bad_one_is_told_by_name_and_the_others_are_kept(cast, sign_in, settings):
    settings.SAMLAR_LARGEST_FILE = 1000
    answer = upload(sign_in(cast.stina), file("bra.txt"), file("stor.txt", b"x" * 2000), file("tom.txt", b""))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "stor.txt: Filen är större än" in text
    assert "tom.txt: Filen är tom." in text
    assert "1 dokument är inlagt." in text
    assert list(Document.objects.values_list("title", flat=True)) == ["bra"]


def test_a_file_too_large_alone_asks_for_no_other(cast, sign_in, settings):
    settings.SAMLAR_LARGEST_FILE = 1000
    answer = upload(sign_in(cast.stina), file("stor.txt", b"x" * 2000))
    assert (answer.status_code, len(answer.context["form"].errors["files"])) == (422, 1)


def test_a_title_for_several_files_is_said_not_to_be_used(cast, sign_in):
    browser = sign_in(cast.stina)
    answer = upload(browser, file("a.txt"), file("b.txt", b"Mer text."), title="En titel")
    assert "Titeln gäller bara en fil." in browser.get(answer.url).content.decode()
    assert sorted(Document.objects.values_list("title", flat=True)) == ["a", "b"]


def test_files_that_a_script_sends_one_by_one_are_told_of_together(cast, sign_in):
    browser = sign_in(cast.stina)
    upload(browser, file("a.txt"), accept="application/json")
    upload(browser, file("b.txt", b"Mer text."), accept="application/json", sent_before="1")
    assert "2 dokument är inlagda." in page(browser, "our_documents").content.decode()
    upload(browser, file("c.txt", b"Text."), accept="application/json", sent_before="många")
    assert "inlagda" not in page(browser, "our_documents").content.decode()


def test_a_zip_called_a_pdf_is_told_of_and_is_downloaded_as_a_zip(cast, sign_in):
    browser = sign_in(cast.stina)
    answer = upload(browser, file("rapport.pdf", making_files.zipped({"a.txt": "hej"})))
    shown = browser.get(answer.url)
    assert warnings(shown) == ["rapport: Namnet säger .pdf, men filen är en zip-fil."]
    assert shown.content.decode().count("Namnet säger .pdf, men filen är en zip-fil.") == 2
    served = page(browser, "document_file", Document.objects.get().pk, 1)
    assert 'filename="rapport.pdf.zip"' in served["Content-Disposition"]


def test_an_address_without_https_is_given_it(cast, sign_in):
    browser = sign_in(cast.stina)
    browser.post(reverse("document_new"), {**SAID, "link": "www.youtube.com/watch?v=dQw4w9WgXcQ", "title": "Film"})
    assert Document.objects.values_list("kind", "link").get() == (Kind.RECORDING, "https://www.youtube.com/watch?v=dQw4w9WgXcQ")


def test_a_link_needs_a_title_and_says_so_by_the_field(cast, sign_in):
    browser = sign_in(cast.stina)
    answer = browser.post(reverse("document_new"), {**SAID, "link": "https://exempel.test/a"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["title"])
    browser.post(reverse("document_new"), {**SAID, "link": "https://exempel.test/a", "title": "Rapport"})
    assert Document.objects.values_list("kind", "link").get() == (Kind.LINK, "https://exempel.test/a")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "//exempel.test", "https://user:pass@exempel.test/", "http://[", "fil:///etc/passwd"])
def test_what_is_no_address_is_refused(cast, sign_in, link):
    answer = sign_in(cast.stina).post(reverse("document_new"), {**SAID, "link": link, "title": "Rapport"})
    assert (answer.status_code, list(answer.context["form"].errors), Document.objects.count()) == (422, ["link"], 0)


def test_nothing_at_all_is_told_of(cast, sign_in):
    answer = upload(sign_in(cast.stina))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["files"])


def test_a_script_sends_one_and_is_told_in_json(cast, sign_in):
    browser = sign_in(cast.stina)
    told = json.loads(upload(browser, file(), accept="application/json").content)
    assert told == {"made": [f"/arkiv/{Document.objects.get().pk}/"], "wrong": []}
    refused = upload(browser, file("tom.txt", b""), accept="application/json")
    assert refused.status_code == 422
    assert json.loads(refused.content)["made"] == []


def test_a_name_with_folders_and_turning_signs_is_made_safe(cast, sign_in):
    upload(sign_in(cast.stina), file("..\\..\\gpj\u202e.exe.txt"))
    name = Version.objects.get().name
    assert not set(name) & {"/", "\\", "\u202e"}
    assert name.endswith(".txt")


def test_those_who_act_for_nobody_add_nothing(cast, sign_in):
    assert page(sign_in(cast.nils), "document_new").status_code == 403
    assert sign_in(cast.nils).post(reverse("document_new"), {**SAID, "link": "https://a.test", "title": "x"}).status_code == 403


def warnings(answer):
    """What is pointed out on the page that comes next."""
    return [str(one) for one in answer.context["messages"] if one.level_tag == "warning"]


def test_a_file_that_is_there_already_is_pointed_out_with_a_way_there_and_added_all_the_same(cast, sign_in):
    there = making.document(cast.stina, title="<b>Den förra</b>")
    browser = sign_in(cast.majken)
    answer = browser.get(upload(browser, file("Igen.txt")).url)
    assert warnings(answer) == [f'Igen: samma fil fanns redan i arkivet. <a href="/arkiv/{there}/">&lt;b&gt;Den förra&lt;/b&gt;</a>']
    assert Document.objects.count() == 2
    told = upload(browser, file("En gång till.txt"), accept="application/json")
    assert told.status_code == 200
    assert len(warnings(page(browser, "our_documents"))) == 1  # also where files are sent one by one


def test_of_the_same_file_twice_at_once_the_second_is_pointed_out(cast, sign_in):
    browser = sign_in(cast.stina)
    answer = browser.get(upload(browser, file("a.txt"), file("b.txt"), file("c.txt", b"annat")).url)
    assert [one.split(":")[0] for one in warnings(answer)] == ["b"]


def test_of_a_file_that_the_person_may_not_see_there_is_no_trace(cast, sign_in):
    making.document(cast.stina)  # her organisation's own
    binned = making.published(cast.stina)
    actions.bin(cast.stina, binned, revision=2, why="Fel")
    old = making.published(cast.stina)
    actions.new_version(cast.stina, old, making.sent("ny.txt", b"nyare"), note="Ny", revision=2)
    browser = sign_in(cast.disa)
    assert warnings(browser.get(upload(browser, file("Min.txt")).url)) == []


def test_subtitles_that_are_added_with_a_film_become_its_captions(cast, sign_in):
    browser = sign_in(cast.stina)
    sound, said = file("möte.mp3", making_files.mp3()), file("möte.en.vtt", making_files.vtt([(1000, 2000, "Hello")]))
    answer = upload(browser, said, sound, title="Mötet i maj")
    made = Document.objects.get()
    assert (answer.url, made.title, made.kind) == (f"/arkiv/{made.pk}/", "Mötet i maj", "recording")
    assert list(made.tracks.values_list("language", flat=True)) == ["en"]


def test_subtitles_without_times_are_told_of_and_the_film_is_kept(cast, sign_in):
    told = upload(sign_in(cast.stina), file("möte.mp3", making_files.mp3()), file("möte.vtt", b"WEBVTT\n\nHej\n"), accept="application/json")
    assert told.status_code == 422
    assert json.loads(told.content)["made"] == [f"/arkiv/{Document.objects.get().pk}/"]
    assert "möte.vtt: Filen har inga tider" in json.loads(told.content)["wrong"][0]


# — reading —


def test_each_sees_what_its_audience_lets_them(cast, sign_in, visitor):
    own, members = making.document(cast.stina), making.document(cast.stina, reach="members")
    public, binned = making.published(cast.stina), making.published(cast.stina)
    actions.bin(cast.stina, binned, revision=2, why="Fel")
    seen = {
        who: [page(sign_in(getattr(cast, who) if who != "visitor" else visitor), "document", one).status_code for one in (own, members, public, binned)]
        for who in ("stina", "majken", "klara", "gustav", "visitor")
    }
    assert seen == {
        "stina": [200, 200, 200, 200], "majken": [200, 200, 200, 200], "klara": [404, 200, 200, 404], "gustav": [404, 404, 200, 404],
        "visitor": [404, 404, 200, 404],
    }  # fmt: skip


def test_the_text_is_read_in_the_browser_by_section(cast, sign_in, visitor):
    vtt = "WEBVTT\n\n" + "".join(f"00:{n:02}:00.000 --> 00:{n:02}:30.000\nOmgång {n} av lärandet.\n\n" for n in range(1, 59))
    made = making.published(cast.stina, file=making.sent("a.vtt", vtt.encode()))
    read_waiting()
    text = page(sign_in(visitor), "document", made).content.decode()
    assert "Omgång 1 av lärandet" in text


def test_an_older_version_is_its_own_organisations_and_the_newest_is_read(cast, sign_in, visitor):
    made = making.published(cast.stina)
    actions.new_version(cast.stina, made, making.sent("ny.txt", b"Helt ny text."), note="Rättade siffror", revision=2)
    assert page(sign_in(visitor), "document_file", made, 1).status_code == 404
    assert page(sign_in(visitor), "document_file", made, 2).getvalue() == b"Helt ny text."
    assert page(sign_in(cast.majken), "document_file", made, 1).getvalue() == making.WORDS.encode()
    assert "Rättade siffror" in page(sign_in(cast.stina), "document", made).content.decode()


@pytest.mark.parametrize(
    ("name", "data", "shown"),
    [
        ("sida.html", b"<!doctype html><html><script>alert(1)</script></html>", False),
        ("bild.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", False),
        ("a.pdf", b"<!doctype html><html><script>alert(1)</script></html>", False),  # a name that lies
        ("a.pdf", b"%PDF-1.7\n%%EOF", True),
        ("a.txt", b"Bara text.", False),
    ],
)
def test_nothing_in_a_file_runs_here(cast, sign_in, name, data, shown):
    made = making.document(cast.stina, file=making.sent(name, data))
    kept = page(sign_in(cast.stina), "document_file", made, 1)
    assert kept["Content-Disposition"].startswith("attachment")
    assert kept["X-Content-Type-Options"] == "nosniff"
    assert kept["Content-Type"] == "application/octet-stream"
    assert "default-src 'none'" in kept["Content-Security-Policy"]
    answer = page(sign_in(cast.stina), "document_view", made, 1)
    assert answer.status_code == (200 if shown else 404)
    if shown:
        assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
        assert "script" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("asked", "status", "given", "told"),
    [
        ("bytes=0-3", 206, slice(0, 4), "bytes 0-3/1000"),
        ("bytes=990-", 206, slice(990, 1000), "bytes 990-999/1000"),
        ("bytes=-5", 206, slice(995, 1000), "bytes 995-999/1000"),
        ("bytes=-5000", 206, slice(0, 1000), "bytes 0-999/1000"),
        ("bytes=998-2000", 206, slice(998, 1000), "bytes 998-999/1000"),
        ("bytes=1000-", 416, slice(0, 0), "bytes */1000"),
        ("bytes=-0", 416, slice(0, 0), "bytes */1000"),
        ("bytes=5-2", 200, slice(0, 1000), None),
        ("bytes=-", 200, slice(0, 1000), None),
        ("bytes=0-1,5-6", 200, slice(0, 1000), None),
        ("apor=0-1", 200, slice(0, 1000), None),
        ("bytes=99999999999999999999-", 200, slice(0, 1000), None),
    ],
)
def test_a_player_is_given_the_part_that_it_asks_for(cast, sign_in, asked, status, given, told):
    film = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2"
    film += bytes(n % 251 for n in range(1000 - len(film)))
    made = making.document(cast.stina, file=making.sent("film.mp4", film))
    answer = sign_in(cast.stina).get(reverse("document_view", args=[made, 1]), headers={"Range": asked})
    assert (answer.status_code, answer.get("Content-Range"), answer["Accept-Ranges"]) == (status, told, "bytes")
    assert answer.getvalue() == film[given]


def test_a_browser_that_has_the_file_is_not_sent_it_again_but_is_asked_each_time(cast, sign_in):
    made = making.document(cast.stina)
    browser = sign_in(cast.stina)
    first = page(browser, "document_file", made, 1)
    again = browser.get(reverse("document_file", args=[made, 1]), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again["Cache-Control"]) == (304, "private, no-cache")


# — carrying —


def test_it_is_changed_published_and_taken_back_through_the_pages(cast, sign_in, visitor):
    made = making.document(cast.stina, licence="")
    browser = sign_in(cast.majken)
    refused = browser.post(reverse("document_state", args=[made]), {"deed": "published", "revision": 1})
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["licence"]
    assert browser.post(reverse("document_state", args=[made]), {"deed": "published", "revision": 1, "licence": "egen"}).status_code == 422
    said = {**SAID, "title": "Ny titel", "kind": "document", "licence": "cc-by", "revision": 1}
    assert browser.post(reverse("document_edit", args=[made]), said).status_code == 302
    assert browser.post(reverse("document_state", args=[made]), {"deed": "established", "revision": 2}).status_code == 302
    assert browser.post(reverse("document_state", args=[made]), {"deed": "published", "revision": 3}).status_code == 302
    assert "Ny titel" in page(sign_in(visitor), "document", made).content.decode()
    lacking = browser.post(reverse("document_state", args=[made]), {"deed": "working", "revision": 4, "why": ""})
    assert (lacking.status_code, list(lacking.context["form"].errors)) == (422, ["why"])
    assert browser.post(reverse("document_state", args=[made]), {"deed": "working", "revision": 4, "why": "Fel"}).status_code == 302
    assert page(sign_in(visitor), "document", made).status_code == 404


def test_the_licence_is_chosen_where_it_is_published(cast, sign_in, visitor):
    made = making.document(cast.stina, licence="")
    browser = sign_in(cast.majken)
    assert 'name="licence"' in page(browser, "document_state", made).content.decode()
    said = {"deed": "published", "revision": 1, "licence": "cc-by"}
    assert browser.post(reverse("document_state", args=[made]), said).status_code == 302
    assert Document.objects.values_list("state", "licence").get() == ("published", "cc-by")
    assert 'name="licence"' not in page(browser, "document_state", made).content.decode()


def test_a_licence_that_was_chosen_before_is_not_changed_by_publishing(cast, sign_in):
    made = making.document(cast.stina)
    sign_in(cast.majken).post(reverse("document_state", args=[made]), {"deed": "published", "revision": 1, "licence": "cc0"})
    assert Document.objects.values_list("state", "licence").get() == ("published", "cc-by")


def test_each_deed_stands_once_and_a_theme_leads_to_what_else_has_it(cast, sign_in):
    theme = Theme.objects.create(slug="klimat", name_sv="Klimat och miljö", name_en="Climate")
    made = making.document(cast.stina, themes=(theme.pk,))
    browser = sign_in(cast.stina)
    text = page(browser, "document", made).content.decode()
    for deed in ("document_edit", "document_state", "document_rule"):
        assert text.count(f'href="{reverse(deed, args=[made])}"') == 1
    assert '?tema=klimat">Klimat och miljö</a>' in text
    actions.publish(cast.stina, made, revision=1)
    assert page(browser, "document", made).content.decode().count(f'href="{reverse("document_state", args=[made])}"') == 1


def test_of_two_windows_the_second_is_told_and_keeps_what_was_typed(cast, sign_in):
    made = making.document(cast.stina)
    browser = sign_in(cast.stina)
    said = {**SAID, "title": "Första", "kind": "document", "revision": 1}
    browser.post(reverse("document_edit", args=[made]), said)
    answer = browser.post(reverse("document_edit", args=[made]), {**said, "title": "Andra"})
    assert answer.status_code == 422
    assert "En kollega hann ändra" in answer.content.decode()
    assert 'value="Andra"' in answer.content.decode()
    assert Document.objects.get(id=made).title == "Första"


def test_a_new_version_of_what_is_established_says_what_is_new(cast, sign_in):
    made = making.document(cast.stina)
    actions.establish(cast.stina, made, revision=1)
    browser = sign_in(cast.stina)
    silent = browser.post(reverse("document_version", args=[made]), {"file": file("ny.txt", b"ny"), "note": "", "revision": 2})
    assert (silent.status_code, list(silent.context["form"].errors)) == (422, ["note"])
    browser.post(reverse("document_version", args=[made]), {"file": file("ny.txt", b"ny"), "note": "Rättad", "revision": 2})
    assert document(cast.stina, made).version == 2


def test_it_is_thrown_away_and_taken_back(cast, sign_in):
    made = making.published(cast.stina)
    browser = sign_in(cast.stina)
    silent = browser.post(reverse("document_throw", args=[made]), {"why": " ", "revision": 2})
    assert (silent.status_code, list(silent.context["form"].errors)) == (422, ["why"])
    assert browser.post(reverse("document_throw", args=[made]), {"why": "Dubblett", "revision": 2}).status_code == 302
    assert "Rapport om kompetensförsörjning" in page(browser, "our_documents", visa="papperskorg").content.decode()
    assert "Rapport om kompetensförsörjning" not in page(browser, "our_documents").content.decode()
    assert browser.post(reverse("document_restore", args=[made]), {"revision": 3}).status_code == 302
    assert document(cast.stina, made).state == State.PUBLISHED


@pytest.mark.parametrize("deed", ["document_edit", "document_version", "document_state", "document_rule", "document_throw", "document_hang"])
def test_others_who_read_it_do_not_change_it(cast, sign_in, deed):
    made = making.published(cast.stina)
    assert page(sign_in(cast.dan), deed, made).status_code == 403
    assert sign_in(cast.dan).post(reverse(deed, args=[made]), {"revision": 2}).status_code == 403


def test_a_rule_is_set_and_a_day_that_has_been_is_refused(cast, sign_in):
    made = making.document(cast.stina)
    browser = sign_in(cast.stina)
    bad = browser.post(reverse("document_rule", args=[made]), {"disposal": "dispose", "dispose_on": "2020-01-01", "revision": 1})
    assert (bad.status_code, list(bad.context["form"].errors)) == (422, ["dispose_on"])
    said = {"record_number": "RK 2026/1", "disposal": "dispose", "dispose_on": "2030-01-01", "revision": 1}
    assert browser.post(reverse("document_rule", args=[made]), said).status_code == 302
    assert "RK 2026/1" in page(browser, "document", made).content.decode()


def test_our_list_says_what_waits_and_costs_the_same_however_long(cast, sign_in, django_assert_max_num_queries):
    making.document(cast.stina, licence="")
    browser = sign_in(cast.stina)
    text = page(browser, "our_documents").content.decode()
    assert "saknar licens" in text
    for _ in range(4):
        making.document(cast.stina)
    with django_assert_max_num_queries(12):
        page(browser, "our_documents")


def test_what_waits_has_a_day_or_has_failed_and_stands_first(cast, sign_in):
    goes = making.document(cast.stina, title="Ska bort")
    actions.keep_rule(cast.stina, goes, "", "dispose", clock.today() + timedelta(days=20), revision=1)
    later = making.document(cast.stina, title="Ska bort sedan")
    actions.keep_rule(cast.stina, later, "", "dispose", clock.today() + timedelta(days=80), revision=1)
    Version.objects.filter(document=making.document(cast.stina, title="Går inte att läsa")).update(reading="protected")
    making.published(cast.stina, file=making.sent("a.mp3", making_files.mp3()), title="Otextad")
    for title in ("Utkast ett", "Utkast två"):
        making.document(cast.stina, title=title, licence="")
    told = page(sign_in(cast.majken), "our_documents")
    assert [one["row"].title for one in told.context["rows"]][:4] == ["Otextad", "Ska bort", "Går inte att läsa", "Utkast två"]
    assert "3 saker väntar på er." in told.content.decode()


def test_what_waits_for_captions_says_until_when_and_stands_among_what_waits(cast, sign_in):
    making.published(cast.stina, file=making.sent("a.mp3", making_files.mp3()))
    browser = sign_in(cast.majken)
    told = page(browser, "our_documents", visa="textas")
    assert "ska textas senast 4 december" in told.content.decode()
    assert "1 sak väntar på er." in told.content.decode()
    with clock.at(clock.now() + timedelta(days=15)):
        assert "skulle ha textats 4 december" in page(browser, "our_documents", visa="textas").content.decode()
