import re

import pytest
from django.core.cache import cache
from django.test import Client

from samlar.foundation import outbox


@pytest.fixture(autouse=True)
def _no_earlier_attempts(_a_known_day):
    """The limits on attempts count from nothing in every test."""
    cache.clear()


@pytest.fixture
def browser(db) -> Client:
    return Client()


@pytest.fixture
def ask_for_code(browser):
    """Fills in the sign-in page."""

    def ask(email: str, **more: str):
        return browser.post("/logga-in/", {"email": email, **more})

    return ask


@pytest.fixture
def last_code():
    """The code in the newest letter."""

    def code() -> str:
        letter = outbox.recent(limit=1)[0]
        assert re.fullmatch(r"\d{4}-\d{4}", letter["values"]["code"])
        return letter["values"]["code"]

    return code
