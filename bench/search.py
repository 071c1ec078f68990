"""Search beside what a database brings: our index, SQLite FTS5 and PostgreSQL's `swedish`, on the same text in one run.

    .venv/bin/python -m bench.search [--passages 100000] [--postgres postgres:///test] [--quality FILE]

A generated archive (Swedish forms and compounds of them, as common as words are), four passages to an entry; questions of two to four of
an entry's rarer words. Speed: the first ten, best first, in one warm connection; "with counts" adds the total, the counts of every filter
and the words that nothing has; "the page" is the archive's page as the web server calls it, twenty things with three excerpts each, in a
throw-away SQLite database. "For a page" is the least that a page would ask the database for: twenty rows with an excerpt each, and the
total; "with filters" also asks for what stands at the page's side, how many entries of each kind and year there are. No web. Quality: FILE
in the form of `samlar search evaluate`, a document as one row for the databases. The questions are put as "any of the words", the best
either database can do. PostgreSQL gets temporary tables and leaves nothing behind; its CPU is its server process's, in ticks of 10 ms, so
only the mean is told.
"""

import argparse
import gc
import os
import random
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote_plus

import psycopg
from django.core.management import call_command

from bench.pages import Browser  # sets Django up in a throw-away folder
from samlar.foundation.models import SearchAbout, SearchEntry, SearchPassage
from samlar.foundation.search import evaluate, lexicon
from samlar.foundation.search import index as kept
from samlar.foundation.search.engine import Asked, Index
from samlar.foundation.search.question import ask
from tests.cast import Cast

WORDS, PER_ENTRY, QUESTIONS = 135, 4, 200
KINDS = ("document", "recording", "activity", "lesson")
Row = tuple[str, str]


def archive(passages: int) -> tuple[list[Row], list[str]]:
    """Rows of (key, text) and the questions; the same for the same number."""
    pick = random.Random(5)
    forms = sorted(form for form in lexicon.listed() if 3 <= len(form) <= 14)
    plain = pick.sample(forms, 60_000)
    words = [plain[number] if number % 3 else pick.choice(plain) + pick.choice(plain) for number in range(60_000)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    rows = [(f"document:{number}", " ".join(pick.choices(words, cum_weights=weights, k=WORDS))) for number in range(passages)]
    common = set(words[:200])
    asked = []
    for _question in range(QUESTIONS):
        of = [word for word in rows[pick.randrange(passages)][1].split() if word not in common]
        asked.append(" ".join(pick.sample(of, min(len(of), pick.randint(2, 4)))))
    return rows, asked


def entries(rows: list[Row]) -> Iterator[tuple[int, str, int]]:
    """The archive's entries: (number, kind, year)."""
    return ((at, KINDS[at % len(KINDS)], 2010 + at % 16) for at in range(-(-len(rows) // PER_ENTRY)))


def timed(name: str, deed: Callable[[str], object], questions: list[str], cpu: Callable[[], float] = time.process_time) -> None:
    """Asks every question once it is warm, and prints a row of the table."""
    for question in questions[:20]:
        deed(question)
    gc.collect()
    walls, cpus, all_cpu = [], [], cpu()
    for question in questions:
        wall, used = time.perf_counter(), cpu()
        deed(question)
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((cpu() - used) * 1000)
    mean = (cpu() - all_cpu) * 1000 / len(questions)
    told = "      –        –" if cpu is not time.process_time else f"{_at(cpus, 0.5):8.2f} {_at(cpus, 0.95):8.2f}"
    print(f"{name:34} {_at(walls, 0.5):9.2f} {_at(walls, 0.95):9.2f} {told} {mean:9.2f}", flush=True)


def _at(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def ours(rows: list[Row]) -> Index:
    """The index, built as `samlar search rebuild` builds it, from entries in the database."""
    things = [
        SearchEntry(
            id=at + 1, key=rows[at * PER_ENTRY][0], kind=kind, title=f"Handling {at}", audiences=["public"], sequence=at + 1,
            day=date(year, 1 + at % 12, 1),
        )
        for at, kind, year in entries(rows)
    ]  # fmt: skip
    SearchEntry.objects.bulk_create(things, batch_size=1000)
    SearchAbout.objects.bulk_create((SearchAbout(entry_id=one.id, about=one.key) for one in things), batch_size=1000)
    passages = (SearchPassage(entry_id=1 + at // PER_ENTRY, number=at % PER_ENTRY, text=text) for at, (_key, text) in enumerate(rows))
    SearchPassage.objects.bulk_create(passages, batch_size=1000)
    began, used = time.perf_counter(), time.process_time()
    kept.rebuild()
    size = sum(file.stat().st_size for file in kept.home().rglob("*") if file.is_file())
    took = time.perf_counter() - began
    print(f"Samlär: built in {took:.0f} s ({time.process_time() - used:.0f} s CPU), {size / 1e6:.0f} MB", flush=True)
    return Index(kept.home())


class Fts5:
    """A table with its own index, as SQLite makes it."""

    def __init__(self, rows: list[Row], file: Path) -> None:
        began = time.perf_counter()
        self.base = sqlite3.connect(file)
        self.base.execute("create virtual table passage using fts5(key unindexed, text)")
        self.base.executemany("insert into passage values (?, ?)", rows)
        self.base.execute("create table entry (id integer primary key, kind text, year integer)")
        self.base.executemany("insert into entry values (?, ?, ?)", entries(rows))
        self.base.commit()
        print(f"FTS5: built in {time.perf_counter() - began:.0f} s, {file.stat().st_size / 1e6:.0f} MB", flush=True)

    def find(self, typed: str) -> list[str]:
        sql = "select key from passage where passage match ? order by bm25(passage), key limit 10"
        return [key for (key,) in self._asked(sql, typed)]

    def page(self, typed: str) -> list[tuple[str, ...]]:
        self._asked("select count(*) from passage where passage match ?", typed)
        sql = """
            select key, snippet(passage, 1, '<mark>', '</mark>', '…', 40) from passage where passage match ? order by bm25(passage), key limit 20
        """
        return self._asked(sql, typed)

    def with_filters(self, typed: str) -> None:
        self.page(typed)
        for name in ("kind", "year"):
            sql = f"""
                select {name}, count(*) from entry where id in (select (rowid - 1) / {PER_ENTRY} from passage where passage match ?) group by 1
            """
            self._asked(sql, typed)

    def _asked(self, sql: str, typed: str) -> list[tuple[str, ...]]:
        words = ask(typed).words
        return self.base.execute(sql, (" OR ".join(f'"{word}"' for word in words),)).fetchall() if words else []


class Postgres:
    """A temporary table with a stored vector and a GIN index: what a Django project gets with `SearchVectorField`."""

    def __init__(self, address: str, rows: list[Row]) -> None:
        began = time.perf_counter()
        self.base = psycopg.connect(address, autocommit=True)
        self.base.execute(
            "create temp table passage (key text, text text, entry int, vector tsvector generated always as (to_tsvector('swedish', text)) stored)"
        )
        with self.base.cursor().copy("copy passage (key, text, entry) from stdin") as copy:
            for at, row in enumerate(rows):
                copy.write_row((*row, at // PER_ENTRY))
        self.base.execute("create temp table entry (id int primary key, kind text, year int)")
        with self.base.cursor().copy("copy entry from stdin") as copy:
            for one in entries(rows):
                copy.write_row(one)
        self.base.execute("analyze entry")
        self.base.execute("create index on passage using gin (vector)")
        self.base.execute("analyze passage")
        size = self.base.execute("select pg_total_relation_size('passage')").fetchone()[0]
        print(f"PostgreSQL: built in {time.perf_counter() - began:.0f} s, {size / 1e6:.0f} MB", flush=True)

    def find(self, typed: str) -> list[str]:
        sql = "select key from passage, to_tsquery('swedish', %s) q where vector @@ q order by ts_rank(vector, q) desc, key limit 10"
        return [key for (key,) in self._asked(sql, typed)]

    def page(self, typed: str) -> list[tuple[str, ...]]:
        self._asked("select count(*) from passage, to_tsquery('swedish', %s) q where vector @@ q", typed)
        sql = """
            select key, ts_headline('swedish', text, q) from (
                select key, text, q from passage, to_tsquery('swedish', %s) q where vector @@ q order by ts_rank(vector, q) desc, key limit 20
            ) best
        """
        return self._asked(sql, typed)

    def with_filters(self, typed: str) -> None:
        self.page(typed)
        for name in ("kind", "year"):
            sql = f"""
                select {name}, count(*) from entry
                where id in (select entry from passage, to_tsquery('swedish', %s) q where vector @@ q) group by 1
            """
            self._asked(sql, typed)

    def _asked(self, sql: str, typed: str) -> list[tuple[str, ...]]:
        words = " | ".join(re.sub(r"\W", "", word) for word in ask(typed).words)
        return self.base.execute(sql, (words,)).fetchall()

    def cpu(self) -> float:
        user, system = Path(f"/proc/{self.base.info.backend_pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def quality(file: Path, postgres: str | None, place: Path) -> None:
    """The macro figures of every engine on the same questions."""
    collection = evaluate.read(file)
    rows = [(key, f"{title}\n{text}".replace("\x00", " ")) for key, title, text in collection.documents]
    print(f"\n{file.name}: {len(rows)} documents, {len(collection.cases)} questions\n{'':34} {'nDCG@10':>9} {'recall@10':>9}")
    for name, chain in (("Samlär, full chain", "full"), ("Samlär, stems", "stems")):
        macro = evaluate.evaluate(collection, chain=chain)["macro"]
        print(f"{name:34} {macro['ndcg@10']:9.3f} {macro['recall@10']:9.3f}", flush=True)
    _judge("SQLite FTS5", Fts5(rows, place / "quality.sqlite3").find, collection)
    if postgres:
        _judge("PostgreSQL swedish", Postgres(postgres, rows).find, collection)


def _judge(name: str, find: Callable[[str], list[str]], collection: evaluate.Collection) -> None:
    sets: dict[str, list[evaluate.Judged]] = {}
    for case in collection.cases:
        ranked = [(0.0, key) for key in find(case.text)]
        sets.setdefault(case.set, []).append(evaluate.judged(ranked, case, 0.0))
    ndcg, recall = (sum(sum(getattr(one, what) for one in several) / len(several) for several in sets.values()) / len(sets) for what in ("ndcg", "recall"))
    print(f"{name:34} {ndcg:9.3f} {recall:9.3f}", flush=True)


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--passages", type=int, default=100_000)
    wanted.add_argument("--postgres", help="the address of a database where a temporary table may be made")
    wanted.add_argument("--quality", type=Path)
    chosen = wanted.parse_args()
    with TemporaryDirectory(prefix="samlar-bench-") as folder:
        place = Path(folder)
        if chosen.quality:
            quality(chosen.quality, chosen.postgres, place)
        rows, questions = archive(chosen.passages)
        print(f"\n{len(rows)} passages of {WORDS} words, {len(questions)} questions")
        call_command("prepare", verbosity=0)
        browser = Browser(Cast.enter().people["stina"])
        SearchEntry.objects.all().delete()
        index = ours(rows)
        stock = Fts5(rows, place / "speed.sqlite3")
        served = Postgres(chosen.postgres, rows) if chosen.postgres else None
        print(f"\n{'ms':34} {'wall p50':>9} {'wall p95':>9} {'cpu p50':>8} {'cpu p95':>8} {'cpu mean':>9}")
        timed("Samlär, ranked", lambda typed: index.find(Asked(typed, ("public",), size=10, best=1, counted=False)), questions)
        timed("Samlär, with counts", lambda typed: index.find(Asked(typed, ("public",), size=10)), questions)
        timed("Samlär, the page", lambda typed: browser.get(f"/arkiv/?q={quote_plus(typed)}"), questions)
        timed("SQLite FTS5, ranked", stock.find, questions)
        timed("SQLite FTS5, for a page", stock.page, questions)
        timed("SQLite FTS5, with filters", stock.with_filters, questions)
        if served:
            timed("PostgreSQL swedish, ranked", served.find, questions, served.cpu)
            timed("PostgreSQL swedish, for a page", served.page, questions, served.cpu)
            timed("PostgreSQL swedish, with filters", served.with_filters, questions, served.cpu)


if __name__ == "__main__":
    main()
