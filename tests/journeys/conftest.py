"""A real server with the sample world, and a real browser that walks it."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from samlar.management.world.cast import CAST

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM = os.environ.get("SAMLAR_CHROMIUM") or next((found for name in NAMES if (found := shutil.which(name))), None)
QUIET = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage",
]  # fmt: skip
SAMLAR = str(Path(sys.executable).parent / "samlar")
NOW = "2026-11-20T10:00:00+01:00"
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


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The sample world on its own database, served as `make run` serves it. One for each test process."""
    played = play(tmp_path_factory.mktemp("world"), NOW)
    with serving(played) as served:
        yield served


def play(folder: Path, now: str) -> World:
    """The sample world, played in a folder until a moment; not served yet."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("SAMLAR", "DATABASE_URL", "DJANGO"))}
    environment = {**kept, "SAMLAR_DEMO": "1", "SAMLAR_DATA": str(folder), "SAMLAR_NOW": now}
    subprocess.run([SAMLAR, "demo"], env=environment, check=True, capture_output=True)
    return World("", folder, environment)


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
        server.wait(20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: nothing in a browser is tested. Install it, or name it in SAMLAR_CHROMIUM.")
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *root])
        yield launched
        launched.close()


Open = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, world: World) -> Iterator[Open]:
    """Opens a page as somebody: visit("stina", "/min-sida/", width=375, scheme="dark", javascript=False, language="en")."""
    with opening(browser, world) as open_:
        yield open_


@contextmanager
def opening(browser: Browser, world: World) -> Iterator[Open]:
    """A way to open pages of a served world; what was opened is closed afterwards."""
    contexts = []

    def open_(who: str | None = None, path: str = "/", *, width: int = 1280, scheme: str = "light", javascript: bool = True, language: str = "") -> Page:
        context = browser.new_context(
            base_url=world.address, viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=javascript,
            locale="sv-SE", timezone_id="Europe/Stockholm", reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(f"The page's script failed: {error}"))
        if language:
            context.add_cookies([{"name": "samlar_language", "value": language, "url": world.address}])
        if who:
            page.goto(f"/prova/logga-in?q={PARTS[who].email}")
            page.locator('main form[method="post"] button').first.click()
            page.wait_for_url("**/min-sida/")
            if language and page.locator("html").get_attribute("lang") != language:
                if page.locator("header .menu-open").is_visible():
                    page.locator("header .menu-open").click()
                page.locator(f'form[action="/sprak/"] button[value="{language}"], form[action="/sprak/"] button').first.click()
        if who is None or page.url != world.address + path:
            page.goto(path)
        return page

    try:
        yield open_
    finally:
        for context in contexts:
            context.close()


def pytest_terminal_summary(terminalreporter) -> None:  # type: ignore[no-untyped-def]
    if CHROMIUM is None:
        terminalreporter.section("NOT TESTED", sep="!", red=True)
        terminalreporter.line("Chromium is missing: no journey, no axe, no keyboard was tested.", red=True)
