"""A real server with the sample world, and a real browser that walks it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, Playwright, expect, sync_playwright

from samlar.management.world.cast import CAST
from tests.once import once

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM = os.environ.get("SAMLAR_CHROMIUM") or next((found for name in NAMES if (found := shutil.which(name))), None)
# The same browser without its own windows, where it is installed: it takes a third less time, and has no reader of papers.
QUICK = os.environ.get("SAMLAR_CHROMIUM") or shutil.which("chromium-headless-shell") or CHROMIUM
QUIET = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--in-process-gpu",
]  # fmt: skip
SAMLAR = str(Path(sys.executable).parent / "samlar")
NOW = "2026-11-20T10:00:00+01:00"
CLEARED = "2026-04-17T10:00:00+02:00"  # the learning lab has its clearance, and nothing of its invitation is written
WORLDS = {"world": NOW, "cleared": CLEARED}
PATIENCE = 45_000  # ms: how slow a machine may be; what is wrong is seen after that long
expect.set_options(timeout=PATIENCE)
PARTS = {part.key: part for part in CAST}


@dataclass(frozen=True)
class World:
    """A served copy of the sample world: its address, and the folder of its files."""

    address: str
    folder: Path
    environment: dict[str, str]

    def command(self, *arguments: str) -> str:
        done = subprocess.run([SAMLAR, *arguments], env=self.environment, capture_output=True, text=True, check=True)
        return done.stdout


def pytest_collection_finish(session: pytest.Session) -> None:
    """A world takes half a minute to play. Each that will be asked for is begun at once by one of the processes, beside its tests."""
    process, processes = os.environ.get("PYTEST_XDIST_WORKER"), int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if process is None or QUICK is None:
        return
    folders = session.config._tmp_path_factory  # type: ignore[attr-defined]
    folders.getbasetemp()  # made here: two threads would each make one
    asked = [name for name in WORLDS if any(name in getattr(item, "fixturenames", ()) for item in session.items)]
    for number, name in enumerate(asked):
        if process == f"gw{number % processes}":
            threading.Thread(target=played_once, args=(folders, name), daemon=True).start()


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The sample world on its own database, served as `make run` serves it. One for each test process, played once for all of them."""
    played = played_once(tmp_path_factory, "world")
    own = tmp_path_factory.mktemp("world") / "copy"
    shutil.copytree(played.folder, own)
    with serving(World("", own, surroundings(own, NOW))) as served:
        yield served


def played_once(tmp_path_factory: pytest.TempPathFactory, name: str) -> World:
    """The sample world until its moment, to be copied and never served itself."""
    now = WORLDS[name]
    folder = once(tmp_path_factory, name, lambda folder: play(folder, now))
    return World("", folder, surroundings(folder, now))


def surroundings(folder: Path, now: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("SAMLAR", "DATABASE_URL", "DJANGO"))}
    return {**kept, "SAMLAR_DEMO": "1", "SAMLAR_DATA": str(folder), "SAMLAR_NOW": now}


def play(folder: Path, now: str) -> None:
    subprocess.run([SAMLAR, "demo"], env=surroundings(folder, now), check=True, capture_output=True)


@contextmanager
def serving(world: World, now: str | None = None) -> Iterator[World]:
    """The world, served, at its own moment or another."""
    environment = {**world.environment, **({"SAMLAR_NOW": now} if now else {})}
    wanted = 20_000 + os.getpid() % 20_000 + (20_000 if now else 0)
    server = subprocess.Popen([SAMLAR, "serve", "--port", str(wanted)], env=environment, stdout=subprocess.PIPE, text=True)
    address = ""
    for line in server.stdout or ():
        if found := re.match(r"Samlär: (\S+)", line):
            address = found.group(1)
            break
    assert address, "The server did not start."
    try:
        yield replace(world, address=address, environment=environment)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(PATIENCE / 1000)
    assert server.returncode == 0, "The server did not end as it was told."


@pytest.fixture(scope="session")
def cleared(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The sample world when the learning lab has its clearance, to be copied."""
    return played_once(tmp_path_factory, "cleared")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@contextmanager
def launched(playwright: Playwright, chromium: str | None) -> Iterator[Browser]:
    if chromium is None:
        pytest.skip("Chromium is not installed: nothing in a browser is tested. Install it, or name it in SAMLAR_CHROMIUM.")
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    own = {key: value for key, value in os.environ.items() if key != "GLIBC_TUNABLES"}  # what suits our processes does not suit it
    browser = playwright.chromium.launch(executable_path=chromium, args=[*QUIET, *root], env=own)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with launched(playwright, QUICK) as found:
        yield found


@pytest.fixture
def whole_browser(playwright: Playwright) -> Iterator[Browser]:
    """For what the quick one does not have."""
    if CHROMIUM is None and QUICK is not None:
        pytest.skip("Chromium is installed without its own windows alone: its reader of papers is not tested.")
    with launched(playwright, CHROMIUM) as found:
        yield found


Open = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, world: World) -> Iterator[Open]:
    """Opens a page as somebody: visit("stina", "/min-sida/", width=375, scheme="dark", javascript=False, language="en")."""
    with opening(browser, world) as open_:
        yield open_


def of_ours(error: Error, world: World) -> bool:
    """Whether what failed came from the page's own scripts: what a test puts into the page itself (axe) is none of them."""
    return "\n    at " not in (error.stack or "") or world.address in (error.stack or "")


@contextmanager
def opening(browser: Browser, world: World) -> Iterator[Open]:
    """A way to open pages of a served world; what was opened is closed afterwards, and a script that failed is told then: to raise where
    the browser speaks of it would close the way to the browser for every test that follows."""
    contexts = []
    failed: list[str] = []

    def open_(who: str | None = None, path: str = "/", *, width: int = 1280, scheme: str = "light", javascript: bool = True, language: str = "sv") -> Page:
        context = browser.new_context(
            base_url=world.address, viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=javascript,
            locale="sv-SE", timezone_id="Europe/Stockholm", reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: failed.extend([f"{page.url}: {error}\n{error.stack}"] if of_ours(error, world) else []))
        context.add_cookies([{"name": "samlar_language", "value": language, "url": world.address}])
        if who:
            page.goto(f"/prova/logga-in?q={PARTS[who].email}")
            page.locator('main form[method="post"] button').first.click()
            page.wait_for_url("**/min-sida/")
            # A person keeps the language of whoever walked here before.
            if page.locator("html").get_attribute("lang") != language:
                if page.locator("header .menu-open").is_visible():
                    page.locator("header .menu-open").click()
                page.locator(f'form[action="/sprak/"] button[value="{language}"], form[action="/sprak/"] button').first.click()
                page.locator(f'html[lang="{language}"]').wait_for()
        if who is None or page.url != world.address + path:
            page.goto(path)
        return page

    try:
        yield open_
    finally:
        for context in contexts:
            context.close()
    assert not failed, "A page's script failed: " + "; ".join(failed)


def pytest_terminal_summary(terminalreporter) -> None:  # type: ignore[no-untyped-def]
    if CHROMIUM is None:
        terminalreporter.section("NOT TESTED", sep="!", red=True)
        lacks = "no journey, no axe, no keyboard was tested" if QUICK is None else "how it reads a paper was not tested"
        terminalreporter.line(f"Chromium is missing: {lacks}.", red=True)
