"""A person's language is the person's, in every browser, until it is changed."""

from tests.journeys.conftest import Open


def test_who_reads_english_reads_it_in_every_window_until_swedish_is_chosen(visit: Open) -> None:
    first = visit("stina", "/min-sida/", language="en")
    assert first.locator("html").get_attribute("lang") == "en"
    visit("stina", "/min-sida/")
    first.reload()
    assert first.locator("html").get_attribute("lang") == "sv"
