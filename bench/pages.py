"""CPU, queries and weight per page, with 50 and with 500 rows in every list. Measured, never asserted.

    .venv/bin/python -m bench.pages                         # on a throw-away SQLite database
    .venv/bin/python -m bench.pages "Min sida" Aktiviteter  # only these
    DATABASE_URL=postgres:///bench .venv/bin/python -m bench.pages

CPU is this process's own time per request (median of 30 after 3 to warm up), everything included: middleware, queries, template. The
request goes straight to the WSGI application that the web server calls, so no test client is measured along. Nothing differs from
production: there is no debug mode, and templates are always kept once read. Only the interpreter may: a Python that somebody
built without optimisations takes a quarter more time than a distribution's own.
"""

import gzip
import io
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Collection
from pathlib import Path
from urllib.parse import quote

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samlar.settings")
os.environ["SAMLAR_DATA"] = tempfile.mkdtemp(prefix="samlar-bench-")
os.environ["SAMLAR_DEMO"] = "1"

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samlar.activities.models import Activity
from samlar.ideas.models import Proposal
from samlar.people import queries
from samlar.wsgi import application
from tests.cast import Cast
from tests.growth import grow

STATIC = Path(settings.STATICFILES_DIRS[0])
BUDGET_MS = 10.0
BUDGET_KB = 60.0


class Browser:
    """Somebody signed in, who asks the application as a web server does."""

    def __init__(self, person: int) -> None:
        client = Client()
        client.force_login(queries.account(person))
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"

    def get(self, path: str) -> str:
        said: list[str] = []
        path, _, query = path.partition("?")
        environment = {
            "REQUEST_METHOD": "GET", "PATH_INFO": quote(path, safe="/").encode().decode("latin-1"), "QUERY_STRING": query, "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000", "HTTP_HOST": "127.0.0.1:8000", "HTTP_COOKIE": self.cookie, "REMOTE_ADDR": "127.0.0.1", "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http", "wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }  # fmt: skip
        answer = application(environment, lambda status, headers: said.append(status))
        html = b"".join(answer).decode()
        answer.close()
        assert said == ["200 OK"], (path, said)
        return html


def measured(browser: Browser, path: str) -> tuple[float, int, float, str]:
    """(ms of CPU, queries, kB of HTML gzipped, the HTML) of one page."""
    for _ in range(3):
        browser.get(path)
    spent = []
    for _ in range(30):
        start = time.process_time()
        browser.get(path)
        spent.append((time.process_time() - start) * 1000)
    with CaptureQueriesContext(connection) as asked:
        html = browser.get(path)
    return statistics.median(spent), len(asked), len(gzip.compress(html.encode(), 9)) / 1024, html


def assets(html: str) -> float:
    """kB gzip of the CSS and JavaScript that a page loads."""
    total = 0
    for found in re.findall(r'(?:href|src)="/static/([^"?]+\.(?:css|js))', html):
        path = STATIC / found
        if not path.exists():
            path = next(
                Path(folder) / found
                for folder in [*sys.path, str(Path(django.__file__).parents[1] / "django_htmx" / "static")]
                if (Path(folder) / found).exists()
            )
        total += len(gzip.compress(path.read_bytes(), 9))
    return total / 1024


def main(write: Callable[[str], object] = print, only: Collection[str] = ()) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    call_command("prepare", verbosity=0)
    cast = Cast.enter()
    browser = Browser(cast.people["stina"])
    pages = {
        "Min sida": "/min-sida/", "Idéer": "/ideer/", "Aktiviteter": "/aktiviteter/", "Organisationer": "/organisationer/",
        "Vår organisation": "/var-organisation/", "En organisation": "/organisationer/region-uppsala/", "Format": "/format/",
        "Ett format": "/format/provrum/", "Spridning": "/spridning/?visa=done", "Årets pengar": "/ekonomi/provrum/2026/",
    }  # fmt: skip
    write(
        f"{connection.vendor}; Python {sys.version.split()[0]} from {sys.base_prefix}; budgets: {BUDGET_MS:.0f} ms CPU, {BUDGET_KB:.0f} kB CSS+JS"
    )
    write(f"{'page':<22}{'rows':>6}{'ms CPU':>9}{'queries':>9}{'kB html':>9}{'kB css+js':>11}")
    for rows in (50, 500):
        grow(cast, rows)
        newest = Activity.objects.latest("id").pk
        first = {
            "Ett förslag": f"/ideer/{Proposal.objects.latest('id').pk}/", "En aktivitet": f"/aktiviteter/{newest}/", "Planen": f"/aktiviteter/{newest}/plan/",
        }  # fmt: skip
        for name, path in {**pages, **first}.items():
            if only and name not in only:
                continue
            ms, asked, weight, html = measured(browser, path)
            write(f"{name:<22}{rows:>6}{ms:>9.1f}{asked:>9}{weight:>9.1f}{assets(html):>11.1f}")


if __name__ == "__main__":
    main(only=sys.argv[1:])
