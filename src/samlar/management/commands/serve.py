"""`samlar serve`: one supervisor that starts the web server, the worker and the indexer, and ends them together."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

GRACE_SECONDS = 10


def free_port(host: str, wanted: int, tries: int = 50) -> int:
    """The first free port from `wanted` on. Asked beforehand: the web server would share a busy port in silence."""
    for port in range(wanted, min(wanted + tries, 65536)):
        with socket.socket() as probe:
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise CommandError(f"No free port between {wanted} and {wanted + tries - 1}.")


class Command(BaseCommand):
    help = "Serves Samlär: web processes, the worker that sends letters and minds the clock, and the indexer that search follows by."

    ending = False

    def stop(self, number: int, frame: object) -> None:
        """Told to end, by a person or a process manager. Only noted: raised here it could leave what minds the children half done."""
        self.ending = True

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000, help="in the sample world the next free one is taken")
        parser.add_argument("--workers", type=int, default=1 if settings.DATABASE["ENGINE"].endswith("sqlite") else 2)
        parser.add_argument("--threads", type=int, default=8)

    def handle(self, *, host: str, port: int, workers: int, threads: int, **options: Any) -> None:
        if settings.DEMO and host not in ("127.0.0.1", "localhost", "::1"):
            raise CommandError("The sample world is only served on this computer: anyone can sign in as anyone in it.")
        found = free_port(host, port)
        if found != port and not settings.DEMO:
            raise CommandError(f"Port {port} is taken.")
        address = f"http://{host}:{found}" if settings.DEMO or not settings.PRODUCTION else settings.SITE_ADDRESS
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, "SAMLAR_ADDRESS": address, "PYTHONUNBUFFERED": "1"}
        web = [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(found), "--workers", str(workers),
            "--blocking-threads", str(threads), "--no-ws", "--log-level", "error", "--respawn-failed-workers", "samlar.wsgi:application",
        ]  # fmt: skip
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        # Each child leads a group of its own, so that nothing it has started outlives it.
        commands = (web, [sys.argv[0], "work"], [sys.argv[0], "index"])
        children = [subprocess.Popen(command, env=environment, start_new_session=True) for command in commands]
        self._mind(children, host, found, address)

    def _mind(self, children: list[subprocess.Popen[bytes]], host: str, port: int, address: str) -> None:
        """Waits until somebody ends it or a child dies; then ends the rest."""
        try:
            self._wait_until_it_answers(children, host, port)
            if not self.ending:
                self.stdout.write(f"\nSamlär: {address}")
                if settings.DEMO:
                    self.stdout.write(f"Logga in som någon i exempelvärlden (sample sign-in): {address}/prova/logga-in")
                    self.stdout.write(f"Breven som skulle ha skickats (the outbox):           {address}/prova/post")
                self.stdout.write("Ctrl-C avslutar (ends it).")
                self.stdout.flush()
            while not self.ending and all(child.poll() is None for child in children):
                time.sleep(0.3)
        finally:
            asked = self.ending  # not while the rest of them end
            end(children)
        if not asked:
            raise CommandError("A part of the server stopped by itself; see above.")

    def _wait_until_it_answers(self, children: list[subprocess.Popen[bytes]], host: str, port: int) -> None:
        for _ in range(300):
            if self.ending or any(child.poll() is not None for child in children):
                return
            with socket.socket() as probe:
                if probe.connect_ex((host, port)) == 0:
                    return
            time.sleep(0.1)


def end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        tell(child, signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(max(0.1, deadline - time.monotonic()))
        tell(child, signal.SIGKILL)  # a server that has gone may leave workers behind
        child.wait()


def tell(child: subprocess.Popen[bytes], what: signal.Signals) -> None:
    """Signals a child and everything that it has started, as far as any of it is left."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, what)
