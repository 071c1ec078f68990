"""A passkey from end to end: the browser's own authenticator makes one, signs in with it, and cannot after it is removed."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def authenticator(page: Page) -> None:
    """Gives the page a built-in authenticator that always recognises its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def at_a_name(address: str) -> str:
    """The server's address as a name: browsers give no passkey to a bare number."""
    return address.replace("127.0.0.1", "localhost")


def test_a_person_adds_a_passkey_signs_in_with_it_renames_and_removes_it(browser, world):
    context = browser.new_context(base_url=at_a_name(world.address), locale="sv-SE")
    page = context.new_page()
    authenticator(page)
    page.goto("/prova/logga-in?q=stina")
    page.get_by_role("button", name="Logga in som Stina Påhittad").click()
    page.goto("/mitt-konto/nycklar/")
    page.get_by_role("link", name="Lägg till en nyckel").click()
    page.get_by_label("Vad ska nyckeln heta?").fill("Min dator")
    page.get_by_role("button", name="Lägg till nyckeln").click()
    expect(page.get_by_text("Nyckeln är tillagd.")).to_be_visible()
    expect(page.get_by_text("Min dator", exact=True).first).to_be_visible()

    page.get_by_role("button", name="Logga ut").click()
    page.goto("/logga-in/?next=/mitt-konto/nycklar/")
    page.get_by_role("button", name="Logga in med nyckel").click()
    page.wait_for_url("**/mitt-konto/nycklar/")
    expect(page.get_by_text("senast använd")).to_be_visible()

    page.get_by_role("link", name="Byt namn Min dator").click()
    page.get_by_label("Vad ska nyckeln heta?").fill("Datorn hemma")
    page.get_by_role("button", name="Spara namnet").click()
    page.get_by_role("link", name="Ta bort Datorn hemma").click()
    page.get_by_role("button", name="Ta bort nyckeln").click()
    expect(page.get_by_text("Nyckeln är borttagen.")).to_be_visible()
    expect(page.get_by_text("Du har ingen nyckel än")).to_be_visible()

    page.get_by_role("button", name="Logga ut").click()
    page.goto("/logga-in/")
    page.get_by_role("button", name="Logga in med nyckel").click()
    expect(page.get_by_text("Nyckeln gick inte att läsa.")).to_be_visible()
    expect(page.get_by_label("Din e-postadress")).to_be_visible()
    context.close()


def test_without_a_passkey_in_the_browser_the_page_says_what_else_to_do(browser, world):
    context = browser.new_context(base_url=at_a_name(world.address), locale="sv-SE")
    page = context.new_page()
    authenticator(page)
    page.goto("/logga-in/")
    page.get_by_role("button", name="Logga in med nyckel").click()
    expect(page.get_by_text("Det gick inte att logga in med nyckeln.")).to_be_visible()
    context.close()


def test_without_javascript_no_passkey_is_offered_and_the_code_does_the_same(visit):
    page = visit(None, "/logga-in/", javascript=False)
    expect(page.get_by_role("button", name="Logga in med nyckel")).to_have_count(0)
    expect(page.get_by_role("button", name="Skicka koden")).to_be_visible()


def test_at_a_bare_number_the_page_says_where_passkeys_work(visit):
    page = visit("stina", "/mitt-konto/nycklar/ny/")
    expect(page.get_by_text("Nycklar fungerar bara på en adress med ett namn.")).to_be_visible()
    expect(page.get_by_role("button", name="Lägg till nyckeln")).to_have_count(0)
