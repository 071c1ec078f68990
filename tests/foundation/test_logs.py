"""No private link stands in the log, however an address came to be written there."""

import logging
import sys

import pytest
from django.conf import settings

from samlar.foundation.logs import PrivateLinks, without_links

KEY = "12-dGhpcyBpcyBhIGtleQ"


@pytest.mark.parametrize(
    "address", ["/chef/", "/uppdrag/", "/narvaro/", "/kalender/", "/mitt-konto/byte/", "/mitt-konto/adress/", "/folj-upp/", "/CHEF/"]
)
def test_a_refused_private_link_is_logged_without_its_key(client, db, caplog, address):
    answer = client.get(f"{address}{KEY}{'.ics' if 'kalender' in address else '/'}")
    assert KEY not in caplog.text
    assert answer.status_code < 400 or address in caplog.text


def test_whatever_reaches_the_console_goes_through_the_filter(client, db, caplog):
    (console,) = (one for name, one in settings.LOGGING["handlers"].items() if name == "console")
    assert console["filters"] == ["private_links"]
    assert settings.LOGGING["filters"]["private_links"]["()"].endswith(PrivateLinks.__name__)
    assert settings.LOGGING["root"]["handlers"] == ["console"]
    client.get(f"/chef/{KEY}/")
    assert "/chef/…" in caplog.text


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (f"Not Found: /chef/{KEY}/", "Not Found: /chef/…"),
        (f"Referer checking failed - https://x.test/uppdrag/{KEY}/ does not match", "Referer checking failed - https://x.test/uppdrag/… does not match"),
        (f"/logga-in/?next=%2Fnarvaro%2F{KEY}%2F", "/logga-in/?next=%2Fnarvaro%2F…"),
        ("Not Found: /aktiviteter/5/uppdrag/12/", "Not Found: /aktiviteter/5/uppdrag/12/"),
        ("/aktiviteter/5/kalender/", "/aktiviteter/5/kalender/"),
    ],
)
def test_the_key_goes_and_the_rest_stays(written, kept):
    assert without_links(written) == kept


def test_the_values_of_an_entry_and_its_trace_are_looked_through():
    try:
        raise RuntimeError(f"/chef/{KEY}/")
    except RuntimeError:
        record = logging.LogRecord("django.request", logging.ERROR, "", 0, "%s: %s", ("Bad", f"/chef/{KEY}/"), sys.exc_info())
    assert PrivateLinks().filter(record)
    said = logging.Formatter().format(record)
    assert KEY not in said
    assert "RuntimeError: /chef/…" in said


def test_an_entry_whose_values_do_not_fit_is_let_through():
    assert PrivateLinks().filter(logging.LogRecord("x", logging.ERROR, "", 0, "%d", ("one",), None))


def test_a_paper_warns_of_nothing(caplog):
    logging.getLogger("weasyprint").warning("Font-face weight")
    assert not caplog.records
