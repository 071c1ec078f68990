"""Keeping a search, changing and removing it; its letter's way out; its feed; and what nobody finds, for those who keep the archive."""

import re
from datetime import timedelta
from html import unescape
from xml.etree import ElementTree

import pytest
from django.conf import settings

from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.library.actions import saved as actions
from samlar.library.actions.missed import count_missed
from samlar.library.models import SavedSearch
from samlar.library.rules.saved import Mails
from samlar.library.rules.searching import Wanted
from samlar.web import letters
from tests.library.archiving import document

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def test_a_search_is_kept_as_it_stands_in_the_address(cast, sign_in, follow):
    document(cast.stina, "Vatten", "Vatten.", kind="recording")
    follow()
    browser = sign_in(cast.dan)
    page = browser.get("/arkiv/", {"q": "vatten", "slag": "inspelning", "organisation": "region-kalmar-lan"}).content.decode()
    href = unescape(re.search(r'href="(/arkiv/bevakningar/ny/[^"]+)"', page).group(1))
    form = browser.get(href).content.decode()
    assert "Inspelningar" in form
    assert "Region Kalmar län" in form
    assert browser.post(href, {"name": "", "mails": "hourly"}).status_code == 422
    answer = browser.post(href, {"name": "Kalmars filmer om vatten", "mails": "daily"})
    assert (answer.status_code, answer["Location"]) == (302, "/arkiv/bevakningar/")
    row = SavedSearch.objects.get()
    assert (row.words, row.chosen, row.mails) == (
        "vatten", {"kinds": ["recording"], "organisations": [cast.organisation("Region Kalmar län")]}, "daily"
    )  # fmt: skip
    listed = browser.get("/arkiv/bevakningar/").content.decode()
    assert "Kalmars filmer om vatten" in listed
    leads = browser.get(f"/arkiv/bevakningar/{row.pk}/traffar/")
    assert leads["Location"] == "/arkiv/?q=vatten&slag=inspelning&organisation=region-kalmar-lan&ordning=nyast"


def test_a_kept_search_is_first_called_by_its_words_without_quotation_marks(cast, sign_in, follow):
    follow()
    form = sign_in(cast.dan).get("/arkiv/bevakningar/ny/", {"q": "vatten", "slag": "inspelning"}).content.decode()
    assert 'name="name" value="vatten, Inspelningar"' in form


def test_the_letter_leads_to_each_thing_that_is_new(cast, client):
    values = {
        "to": "Dan", "name": "Vatten", "n": 1, "more": 0, "path": "/arkiv/bevakningar/1/traffar/", "stop_path": "/s/",
        "things": [{"title": "Vatten: en <b> i länet", "thing_path": "/d12"}],
    }  # fmt: skip
    told = letters.render("saved_search_new", "sv", values)
    assert f"- Vatten: en <b> i länet: {settings.SITE_ADDRESS}/d12\n" in told.text
    assert f'<li><a href="{settings.SITE_ADDRESS}/d12">Vatten: en &lt;b&gt; i länet</a></li>' in told.html


def test_it_is_changed_and_removed_by_its_owner_alone(cast, sign_in, follow):
    made = actions.keep(cast.dan, Wanted(words="vatten"), name="Vatten", mails=Mails.DAILY)
    here = f"/arkiv/bevakningar/{made}/"
    for other in (sign_in(cast.stina), sign_in(cast.nils)):
        assert other.get(here).status_code == 404
        assert other.post(here + "ta-bort/").status_code == 404
        assert other.get(here + "traffar/").status_code == 404
    mine = sign_in(cast.dan)
    assert mine.post(here, {"name": "Allt om vatten", "mails": "never"}).status_code == 302
    assert SavedSearch.objects.values_list("name", "mails").get() == ("Allt om vatten", "never")
    assert mine.get(here + "ta-bort/").status_code == 405
    assert mine.post(here + "ta-bort/").status_code == 302
    assert not SavedSearch.objects.exists()


def test_the_letters_link_asks_first_and_stops_at_one_press(cast, client, follow):
    actions.keep(cast.dan, Wanted(words="vatten"), name="Vatten", mails=Mails.DAILY)
    document(cast.stina, "Nytt vatten", "Vatten.")
    follow()
    with clock.at(clock.now() + timedelta(days=1)):
        assert actions.mail_new() == 1
    path = Letter.objects.get(name="saved_search_new").values["stop_path"]
    assert "Vill du sluta få brev om ”Vatten”?" in client.get(path).content.decode()
    assert SavedSearch.objects.get().mails == "daily"
    assert "Du får inga fler brev om ”Vatten”." in client.post(path).content.decode()
    assert SavedSearch.objects.get().mails == "never"
    assert "Du får inga fler brev" in client.get(path).content.decode()
    assert client.get("/arkiv/bevakningar/sluta/1-ingenting/").status_code == 404
    SavedSearch.objects.all().delete()
    assert "Bevakningen är borttagen." in client.get(path).content.decode()


def test_a_feed_is_well_formed_and_a_private_one_is_closed_by_its_owner(cast, client, sign_in, follow):
    document(cast.stina, "Vatten & <väg>", "Text om \x0b vatten.")
    follow()
    root = ElementTree.fromstring(client.get("/arkiv/sokflode/", {"q": "vatten"}).content)
    assert [one.findtext(f"{ATOM}title") for one in root.iter(f"{ATOM}entry")] == ["Vatten & <väg>"]
    made = actions.keep(cast.dan, Wanted(words="vatten"), name="Vatten", mails=Mails.NEVER)
    mine = sign_in(cast.dan)
    mine.post(f"/arkiv/bevakningar/{made}/flode/", {"deed": "make"})
    address = re.search(r'value="http[^"]*(/arkiv/bevakningar/flode/[^"]+)"', mine.get(f"/arkiv/bevakningar/{made}/").content.decode()).group(1)
    assert client.get(address).status_code == 200
    mine.post(f"/arkiv/bevakningar/{made}/flode/", {"deed": "close"})
    assert client.get(address).status_code == 410


def test_what_nobody_finds_is_a_table_for_those_who_keep_the_archive(cast, sign_in, client):
    for words in ("drönare", "drönare", "vätgas"):
        count_missed(words)
    page = sign_in(cast.sanna).get("/kansli/sokt-utan-traff/").content.decode()
    assert page.index("drönare") < page.index("vätgas")
    assert sign_in(cast.sanna).get("/kansli/sokt-utan-traff/", {"ordning": "senast", "page": "-1"}).status_code == 200
    assert sign_in(cast.stina).get("/kansli/sokt-utan-traff/").status_code == 404
    assert client.get("/kansli/sokt-utan-traff/").status_code == 302
