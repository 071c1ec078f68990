"""Who takes part, as persons: read by those who are in it, never by others (E1)."""

from tests.registration import making


def page(browser, lab) -> str:
    return browser.get(f"/aktiviteter/{lab.pk}/deltagare/").content.decode()


def test_persons_are_shown_to_those_inside_and_organisations_to_all(cast, sign_in, client):
    lab = making.lab(cast, approval=False)
    making.registered(cast.dan, lab)
    making.registered(cast.gun, lab)
    assert "Dan Fiktivsson, analytiker" in page(sign_in(cast.gun), lab)
    assert "Gun Sagolik, regional utvecklare" in page(sign_in(cast.stina), lab)
    for browser in (client, sign_in(cast.nils), sign_in(cast.siv), sign_in(cast.gustav)):
        text = page(browser, lab)
        assert "Region Dalarna" in text
        assert "Dan Fiktivsson" not in text


def test_only_those_with_a_place_are_shown(cast, sign_in):
    lab = making.lab(cast, approval=False, places=1)
    making.registered(cast.dan, lab)
    making.registered(cast.gun, lab)
    assert "Gun Sagolik" not in page(sign_in(cast.stina), lab)
