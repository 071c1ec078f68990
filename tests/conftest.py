"""The suite's ground: one cast of people, one way to sign in, the clock at a known day."""

import gc
import os
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

# Before settings are read: tests keep their files in a folder of their own and see the sample world's pages.
os.environ["SAMLAR_DATA"] = mkdtemp(prefix="samlar-tests-")
os.environ.setdefault("SAMLAR_DEMO", "1")
os.environ.pop("SAMLAR_NOW", None)
# A browser test leaves an event loop in this thread; the database may be asked all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

import pytest
from django.conf import settings as configured
from django.core.management import call_command
from django.test import Client
from hypothesis import HealthCheck, settings

from samlar.foundation import clock
from samlar.management import tables
from samlar.management.world import cast as parts
from samlar.people import queries
from samlar.people.rules import VISITOR, Actor
from tests.cast import Cast
from tests.searching import empty_index, follow

ROOT = Path(__file__).parents[1]
# A file, also for SQLite: threads that race one another cannot share a database in memory.
if configured.DATABASES["default"]["ENGINE"] == "samlar.foundation.sqlite":
    configured.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(Path(os.environ["SAMLAR_DATA"]) / "tests.sqlite3")
# pytest-django may have read the settings before this file: the sample world's pages are in the addresses either way.
configured.DEMO = os.environ["SAMLAR_DEMO"] == "1"
configured.DATABASES["default"].setdefault("TEST", {})["MIGRATE"] = False  # at once: tests/house/test_tables.py holds that it is the same
configured.DATA = Path(os.environ["SAMLAR_DATA"])  # each process its own: a clock that is a year ahead sweeps what others have kept
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TOGETHER = {"tests/management/test_demo.py"}  # the world is played once for the file
# How long an example takes says how busy the machine is, and nothing of what is tested.
settings.register_profile("samlar", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("samlar")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):  # type: ignore[no-untyped-def]
    """Each test goes to the process that is free first; a file whose tests share what takes long to make stays in one, and begins."""
    from xdist.scheduler import LoadScopeScheduling  # only where several processes are asked for

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return file if file in TOGETHER else nodeid

    return Scheduling(config, log)


def pytest_collection_finish() -> None:
    """What was read in to begin with stays until the end: nobody need look through it for what may be thrown away."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


@pytest.fixture(autouse=True)
def _a_known_day(settings):
    """Every test happens on Friday 20 November 2026, ten o'clock in Stockholm, in every thread and process it starts."""
    settings.SAMLAR_NOW = NOW.isoformat()
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _no_index():
    """No test finds an index that another has made in this process's folder: who searches takes `follow`, in a folder of its own."""
    left = configured.DATA / "search"
    if left.exists():
        rmtree(left)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """What every copy's tables start with (steps taken, kinds, built-in formats), once for the whole run."""
    with django_db_blocker.unblock(), clock.at(NOW):
        tables.count_steps_as_taken()
        call_command("prepare", verbosity=0, migrate=False)


@pytest.fixture
def prepared(transactional_db) -> None:
    """For tests with real transactions: they end with every table emptied, so what a copy starts with is put back first."""
    call_command("prepare", verbosity=0, migrate=False)


@pytest.fixture
def cast(db) -> Cast:
    """The organisations and people of the sample world's cast, by key: cast.stina is an Actor."""
    return Cast.enter()


@pytest.fixture
def sign_in(client):
    """A browser of the test client, signed in as somebody of the cast (or nobody)."""

    def as_(actor: Actor) -> Client:
        browser = Client()
        if actor.signed_in:
            browser.force_login(queries.account(actor.person))
        return browser

    return as_


@pytest.fixture
def visitor() -> Actor:
    return VISITOR


__all__ = ["empty_index", "follow", "parts"]
