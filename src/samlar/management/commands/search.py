"""`samlar search`: asks it as a visitor would, builds its index anew, and judges it on questions with known answers."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from samlar.foundation.search import index
from samlar.foundation.search.engine import IndexBusy
from samlar.foundation.search.evaluate import CHAINS, BadFile, evaluate, read
from samlar.foundation.search.highlight import Segment
from samlar.library.rules.searching import Wanted
from samlar.lifecycle.actions import indexing
from samlar.people.rules import VISITOR
from samlar.reports.queries.search import Hit, search

BAD_INPUT = 2  # the exit code of a file that cannot be judged
MOST = 100  # hits


class Command(BaseCommand):
    help = "Asks the search as a visitor would, builds its index anew, or judges it on questions with known answers."
    requires_system_checks: list[str] = []  # evaluate asks no database

    def add_arguments(self, parser: CommandParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        judge = deeds.add_parser("evaluate", help="nDCG@10, MRR@10, recall@10, questions without a hit, and times, as JSON")
        judge.add_argument("file", type=Path, help='{"documents": [{"id", "title", "text"}], "queries": [{"text", "relevant", "set"}]}')
        judge.add_argument("--chain", choices=CHAINS, default="full", help="the full chain (default), or stems alone to compare with")
        judge.set_defaults(carry_out=self._evaluate)
        find = deeds.add_parser("find", help="what a visitor finds")
        find.add_argument("words")
        find.add_argument("--json", action="store_true", dest="as_json")
        find.add_argument("--limit", type=int, default=10, help=f"hits, at most {MOST}")
        find.set_defaults(carry_out=self._find)
        again = deeds.add_parser("rebuild", help="reads everything anew, and builds a new index while the one in use answers")
        again.set_defaults(carry_out=self._rebuild)

    def handle(self, *args: Any, **options: Any) -> None:
        options["carry_out"](**options)

    def _evaluate(self, *, file: Path, chain: str, **options: Any) -> None:
        try:
            told = evaluate(read(file), chain=chain)
        except BadFile as problem:
            raise CommandError(" ".join(str(problem).split()), returncode=BAD_INPUT) from problem
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))

    def _find(self, *, words: str, as_json: bool, limit: int, **options: Any) -> None:
        found = search(VISITOR, Wanted(words=words), size=max(1, min(limit, MOST)))
        if not found.ready:
            raise CommandError("The index is being built. Try again in a while, or build it: samlar search rebuild")
        hits = [_told(one) for one in found.hits]
        if as_json:
            told = {"total": found.total, "hits": hits, "meant": found.meant, "unmatched": found.unmatched, "dropped": found.dropped}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        for one in hits:
            self.stdout.write(f"{one['key']}  {one['title']}")
            for said in one["passages"]:
                self.stdout.write(f"    {said['where']}{': ' if said['where'] else ''}{said['text']}")
        self.stdout.write(f"{found.total} found." + (f" Did you mean {found.meant}?" if found.meant else ""))

    def _rebuild(self, **options: Any) -> None:
        try:
            read = indexing.read_everything(lambda done: self._tell("read", done))
            built = index.rebuild(lambda done: self._tell("built", done))
        except IndexBusy as busy:
            raise CommandError("Another process is writing to the index. Try again in a while.") from busy
        self.stdout.write(f"\n{read} things read, {built} in the new index.")

    def _tell(self, what: str, done: int) -> None:
        self.stdout.write(f"\r{what} {done} ", ending="")
        self.stdout.flush()


def _told(one: Hit) -> dict[str, Any]:
    return {
        "key": f"{one.subject}:{one.id}", "kind": one.kind, "title": "".join(part.text for part in one.title),
        "day": one.day.isoformat() if one.day else None,
        "passages": [{"where": part.where.sv if part.where else "", "text": _marked(part.words)} for part in one.excerpts],
    }  # fmt: skip


def _marked(words: Iterable[Segment]) -> str:
    """The text on one line, what was found in brackets."""
    return " ".join("".join(f"[{part.text}]" if part.marked else part.text for part in words).split())
