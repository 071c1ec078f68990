"""CPU, queries and weight of the pages of lessons and uptakes, with 10 000 lessons and 100 organisations. Measured, never asserted.

    .venv/bin/python -m bench.lessons                # on a throw-away SQLite database
    .venv/bin/python -m bench.lessons Tavlan Matris  # only the pages whose names begin so
    DATABASE_URL=postgres:///bench .venv/bin/python -m bench.lessons

Every lesson has been taken home by some ten organisations, and what is on the ladder has its evidence and its moves: more than
100 000 uptakes. One activity has a hundred lessons that forty-five organisations have taken home; one lesson has sixty uptakes. A page
whose address is not there is skipped, and says so. `per 50` is CPU for fifty rows, where the page is a list.
"""

import gzip
import os
import sys
import time
from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta
from itertools import islice
from random import Random
from statistics import median
from typing import Any
from urllib.parse import quote

os.environ.setdefault("SAMLAR_NOW", "2026-11-20T10:00:00+01:00")

from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from bench.pages import BUDGET_KB, BUDGET_MS, Browser, Cast, assets, call_command, connection, measured, settings  # the settings first
from samlar.activities.models import Activity
from samlar.foundation import clock
from samlar.lessons.models import Borrowing, Evidence, Example, Lesson, LessonTheme, Move, Uptake
from samlar.lessons.queries.similar import similar
from samlar.lessons.rules.words import LADDER, STEPS
from samlar.library.models import Theme
from samlar.people.models import Employment, Membership, Organisation, Person
from samlar.people.queries import actor
from samlar.reports.queries.related import related
from tests.activities import rows
from tests.cast import FIRST_DAY
from tests.lessons.making import SAID

LESSONS, ORGANISATIONS, HOME, CROWD, WIDE, TALL = 10_000, 100, 10, 60, 45, 100
BATCH = 5_000
FAR_TOO_SLOW = 300.0  # ms
WORDS = (
    "rådet",
    "mottagaren",
    "uppföljning",
    "rutin",
    "ledning",
    "beslut",
    "vatten",
    "kollegor",
    "skriv",
    "fråga",
    "pröva",
    "varje",
    "möte",
)
TODAY = date(2026, 11, 20)
WRITTEN = "Vi vill pröva hur mottagaren och kollegor kan göra uppföljning av vatten till en rutin i ledning och möte."


def main(write: Callable[[str], object] = print, only: Collection[str] = ()) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    call_command("prepare", verbosity=0)
    cast = Cast.enter()
    began = time.process_time()
    made = fill(cast)
    write(f"{connection.vendor}; Python {sys.version.split()[0]}; budgets: {BUDGET_MS:.0f} ms CPU per 50 rows, {BUDGET_KB:.0f} kB CSS+JS")
    write(
        f"{Lesson.objects.count()} lessons, {Organisation.objects.count()} organisations, {Uptake.objects.count()} uptakes, "
        f"{Evidence.objects.count()} pieces of evidence, {Move.objects.count()} moves, made in {time.process_time() - began:.0f} s"
    )
    write(f"{'page':<40}{'rows':>6}{'ms CPU':>9}{'per 50':>8}{'queries':>9}{'kB html':>9}{'kB css+js':>11}")
    browser = Browser(cast.people["stina"])
    for name, counted, address, args, query in pages(made):
        if only and not name.startswith(tuple(only)):
            continue
        try:
            path = reverse(address, args=args) + query
        except NoReverseMatch:
            write(f"{name:<40} NOT MEASURED: there is no address “{address}”")
            continue
        try:
            ms, asked, weight, html = patiently_measured(browser, path)
        except Exception as problem:
            write(f"{name:<40} NOT MEASURED: {path} says {type(problem).__name__}: {str(problem)[:160]}")
            continue
        per = f"{ms * 50 / counted:.1f}" if counted > 50 else f"{ms:.1f}"
        write(f"{name:<40}{counted:>6}{ms:>9.1f}{per:>8}{asked:>9}{weight:>9.1f}{assets(html):>11.1f}")
    if not only:
        for name, found, ms, asked in asked_while_writing(cast):
            write(f"{name:<40}{found:>6}{ms:>9.1f}{'':>8}{asked:>9}")


def asked_while_writing(cast: Cast) -> Iterator[tuple[str, int, float, int]]:
    """(name, found, ms of CPU, queries) of what is asked at every pause in the writing, without the page around it."""
    viewer = actor(cast.people["stina"])
    for name, ask in (("related()", lambda: related(viewer, WRITTEN)), ("similar()", lambda: similar(viewer, WRITTEN))):
        spent = []
        for _ in range(12):
            start = time.process_time()
            found = ask()
            spent.append((time.process_time() - start) * 1000)
        with CaptureQueriesContext(connection) as asked:
            ask()
        yield name, len(found), median(spent), len(asked)


def patiently_measured(browser: Browser, path: str) -> tuple[float, int, float, str]:
    """As `measured`; of a page that is far too slow only as much as is needed to know that."""
    browser.get(path)
    start = time.process_time()
    browser.get(path)
    spent = (time.process_time() - start) * 1000
    if spent < FAR_TOO_SLOW:
        return measured(browser, path)
    with CaptureQueriesContext(connection) as asked:
        html = browser.get(path)
    return spent, len(asked), len(gzip.compress(html.encode(), 9)) / 1024, html


def pages(made: dict[str, int]) -> list[tuple[str, int, str, list[Any], str]]:
    """(name, rows, address, its arguments, the rest of it)."""
    wide, year = made["wide"], TODAY.year
    return [
        ("Lärdomar", 50, "lessons", [], ""),
        ("Lärdomar, ett tema", 50, "lessons", [], f"?tema={made['theme']}"),
        ("Lärdomar, sida 300", 50, "lessons", [], "?page=300"),
        ("En lärdom med 60 hemtagningar", CROWD, "lesson", [made["crowd"]], ""),
        ("Exempel", 20, "examples", [], ""),
        ("Tavlan", 100, "board", [], ""),
        ("Tavlan, mina", 100, "board", [], "?visa=mina"),
        ("Tavlan, ett steg", 50, "board", [], "?steg=provade"),
        ("Matris, 50 × 45", 50, "matrix", [], f"?aktivitet={wide}"),
        ("Matris, nästa 50 × 45", 50, "matrix", [], f"?aktivitet={wide}&page=2"),
        ("Matris, ett tema × 100", 50, "matrix", [], f"?tema={made['theme']}"),
        ("Matris, att välja", 40, "matrix", [], ""),
        ("Aktivitetens lärdomar, 20 × 45", 20, "activity_lessons", [wide], ""),
        ("En hemtagning", 1, "uptake", [made["uptake"]], ""),
        ("Min sida", 50, "my_page", [], ""),
        ("Vår organisation", 50, "our_organisation", [], ""),
        ("En organisation", 50, "organisation", ["region-uppsala"], ""),
        ("Ta hem vid aktivitetens slut", TALL, "activity_bring_home", [wide], ""),
        ("Förändringar", 50, "changes", [], ""),
        ("Förändringar, siffror", 50, "change_figures", [], ""),
        ("Förändringar, ett år", 50, "changes_year", [year], ""),
        ("Vem lär av vem", 50, "flow", [], ""),
        ("Besök", 50, "visits", [], ""),
        ("Lärkapacitet", 50, "capacity", [], ""),
        ("Liknande, medan man skriver", 5, "related", [], f"?om={quote(WRITTEN)}"),
    ]


def fill(cast: Cast) -> dict[str, int]:
    """Everything that the pages show; says the ids that they are asked for with."""
    chance, now, me = Random(4), clock.now(), cast.people["stina"]
    at = _organisations(cast)
    owners = _people(at, cast)
    home = cast.organisation("Region Kalmar län")
    made = [rows.activity(cast, f"Lärlabb {n}", format="larlabb", stage="running").pk for n in range(20)]
    wide = made[0]
    Activity.objects.filter(id__in=made).update(audience="public")
    themes = Theme.objects.bulk_create(Theme(slug=f"prov-{n}", name_sv=f"Provtema {n}", name_en=f"Test theme {n}") for n in range(20))
    lessons = []
    for n in range(LESSONS):
        learned = TODAY - timedelta(days=chance.randrange(400, 1500))
        sentence = " ".join(chance.choices(WORDS, k=9)).capitalize() + f", {n}."
        lessons.append(
            Lesson(
                kind="example" if n % 10 == 5 else "lesson", sentence=sentence, context="Där flera är mottagare.", takes="En timme.", origin="free",
                activity_id=wide if n < TALL else made[n % 19 + 1] if n % 3 else None, organisation_id=at[n % len(at)], person_id=owners[at[n % len(at)]],
                contact_id=owners[at[n % len(at)]], state="published", audience="public", day=learned, written=now - timedelta(minutes=n),
                shared=now, published=now - timedelta(minutes=n), changed=now,
            )
        )  # fmt: skip
    _keep(Lesson, lessons)
    _keep(LessonTheme, (LessonTheme(lesson=one, theme=themes[n % 20]) for n, one in enumerate(lessons)))
    _keep(
        Example,
        (
            Example(lesson=one, place="En ort", problem="Ett problem.", done="Det här.", result="3 av 4.")
            for one in lessons
            if one.kind == "example"
        ),
    )
    crowd = lessons[TALL]
    uptakes = []
    for n, one in enumerate(lessons):
        many = at[:WIDE] if n < TALL else at[:CROWD] if one is crowd else chance.sample(at, chance.randrange(1, 2 * HOME))
        uptakes += [_uptake(chance, one, organisation, owners, now) for organisation in many]
    _keep(Uptake, uptakes)
    _keep(Evidence, (piece for one in uptakes for piece in _evidence(chance, one, now, me)))
    _keep(Move, (move for one in uptakes for move in _moves(one, now)))
    _keep(
        Borrowing,
        (
            Borrowing(
                uptake=one,
                organisation_id=one.lesson.organisation_id,
                adapted="Kortare.",
                day=one.taken,
                person_id=one.person_id,
                entered=now,
            )
            for n, one in enumerate(uptakes)
            if n % 10 == 0 and one.lesson.organisation_id != one.organisation_id
        ),
    )
    ours = next(one for one in uptakes if one.organisation_id == home and one.standing == "used")
    return {"wide": wide, "theme": themes[0].pk, "crowd": crowd.pk, "uptake": ours.pk}


def _keep(model: Any, several: Any) -> None:
    left = iter(several)
    while batch := list(islice(left, BATCH)):
        model.objects.bulk_create(batch, batch_size=500)


def _organisations(cast: Cast) -> list[int]:
    """As many as are measured with, the cast's own first and Stina's first of all."""
    first = cast.organisation("Region Kalmar län")
    have = [one for one in Organisation.objects.order_by("id").values_list("id", flat=True) if one != first]
    new = Organisation.objects.bulk_create(
        Organisation(name=f"Organisation {n}", slug=f"organisation-{n}", kind_id="region") for n in range(ORGANISATIONS - 1 - len(have))
    )
    Membership.objects.bulk_create(Membership(organisation=one, kind="member", start=FIRST_DAY, pays_fee=True, votes=True) for one in new)
    return [first, *have, *(one.pk for one in new)]


def _people(at: list[int], cast: Cast) -> dict[int, int]:
    """Somebody who owns, at each organisation."""
    people = Person.objects.bulk_create(
        Person(email=f"agare{n}@bench.test", name=f"Ägare {n}", added=clock.now(), password="!") for n in range(len(at))
    )
    Employment.objects.bulk_create(
        Employment(person=one, organisation_id=where, title="strateg", function="strategic", start=FIRST_DAY)
        for one, where in zip(people, at, strict=True)
    )
    return {where: one.pk for one, where in zip(people, at, strict=True)} | {at[0]: cast.people["stina"]}


def _uptake(chance: Random, lesson: Lesson, organisation: int, owners: dict[int, int], now: Any) -> Uptake:
    standing = chance.choices([*LADDER, "declined"], [3, 3, 2, 2, 1, 1])[0]
    taken = lesson.day + timedelta(days=chance.randrange(60))
    since = taken if standing in ("taken", "declined") else taken + timedelta(days=chance.randrange(1, max(2, (TODAY - taken).days)))
    reach = chance.choices(["own", "members", "public"], [2, 5, 3])[0]
    return Uptake(
        lesson=lesson, organisation_id=organisation, activity_id=lesson.activity_id, owner_id=owners[organisation] if chance.random() < 0.9 else None,
        standing=standing, since=since, next_step="Berätta på ledningsmötet", next_day=TODAY + timedelta(days=chance.randrange(-40, 90)), reach=reach,
        audience={"own": f"org:{organisation}", "members": "members", "public": "public"}[reach], taken=taken, owned_from=taken,
        person_id=owners[organisation], made=now, changed=now, why="Passar inte oss." if standing == "declined" else "",
    )  # fmt: skip


def _evidence(chance: Random, one: Uptake, now: Any, me: int) -> Iterator[Evidence]:
    for step in STEPS[: {"shared": 1, "tried": 2, "anchored": 3, "used": 4}.get(one.standing, 0)]:
        checked = {"checker_id": me, "checked": now} if step == "used" else {}
        yield Evidence(uptake=one, step=step, day=one.since, said=SAID[step], person_id=one.person_id, entered=now, **checked)


def _moves(one: Uptake, now: Any) -> Iterator[Move]:
    yield Move(uptake=one, before="", after="taken", day=one.taken, at=now, person_id=one.person_id)
    if one.standing != "taken":
        yield Move(uptake=one, before="taken", after=one.standing, day=one.since, at=now, person_id=one.person_id)


if __name__ == "__main__":
    main(only=sys.argv[1:])
