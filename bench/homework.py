"""CPU, queries and weight of homework with 50 hand-ins and of the four questions with 50 answers. Measured, never asserted.

    .venv/bin/python -m bench.homework
    DATABASE_URL=postgres:///bench .venv/bin/python -m bench.homework

Fifty people of thirteen organisations have handed in three short paragraphs each and answered all four questions. Read by somebody who
takes part and by the lead, who also sees who has not handed in.
"""

import os
import sys
from collections.abc import Callable
from datetime import date

os.environ.setdefault("SAMLAR_NOW", "2026-11-20T10:00:00+01:00")  # when the tests' world stands: one session held, one to come

from bench.pages import BUDGET_KB, BUDGET_MS, Browser, Cast, assets, call_command, connection, measured, settings  # the settings first
from samlar.activities.models import Debrief, Handin
from samlar.foundation import clock
from samlar.people.models import Employment, Person
from samlar.registration.models import Registration
from samlar.talk.models import Thread
from tests.activities import homework as made
from tests.cast import FIRST_DAY

MANY = 50
TEXT = "Vi frågade tre kollegor.\n\nDe sa:\n\n- att det tar **tid**\n- att ingen vet vem som gör vad\n\nNu prövar vi en timme i veckan."


def fill(cast: Cast) -> tuple[int, int, int]:
    """A lab where fifty people have handed in and answered; says the ids of activity, homework and session."""
    names = sorted((name for name in cast.organisations if name != "Region Kalmar län"), key=lambda name: name != "Region Dalarna")[:12]
    lab = made.lab(cast, others=tuple(names))
    now, homes = clock.now(), [cast.organisation(name) for name in names]
    people = Person.objects.bulk_create(
        Person(email=f"deltagare{n}@bench.test", name=f"Deltagare {n}", added=now, password="!") for n in range(MANY)
    )
    placed = [(one, homes[n % len(homes)]) for n, one in enumerate(people)]
    Employment.objects.bulk_create(
        Employment(person=one, organisation_id=home, title="strateg", function="strategic", start=FIRST_DAY) for one, home in placed
    )
    Registration.objects.bulk_create(
        Registration(activity=lab, person=one, organisation_id=home, registered_by=one, state="confirmed", received=now, since=now, kind="region")
        for one, home in placed
    )
    on = made.homework(lab, due=date(2026, 11, 1))
    threads = Thread.objects.bulk_create(Thread(opened=now) for _ in placed)
    Handin.objects.bulk_create(
        Handin(homework=on, person=one, organisation_id=home, alone=True, text=TEXT, handed_in=now, thread=thread)
        for (one, home), thread in zip(placed, threads, strict=True)
    )
    held = made.sessions(lab)[0]
    said = dict.fromkeys(("expected", "happened", "why", "next"), "Att höra hur andra gör, och att få säga hur det är hos oss. " * 3)
    Debrief.objects.bulk_create(Debrief(session_id=held, person=one, organisation_id=home, written=now, **said) for one, home in placed)
    return lab.pk, on.pk, held


def main(write: Callable[[str], object] = print) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    call_command("prepare", verbosity=0)
    cast = Cast.enter()
    lab, on, held = fill(cast)
    readers = {"takes part": Browser(cast.people["dan"]), "lead": Browser(cast.people["stina"])}
    here = f"/aktiviteter/{lab}/"
    pages = {
        "Hemuppgifter": f"{here}hemuppgifter/", "Hemuppgiften": f"{here}hemuppgifter/{on}/", "Alla svar": f"{here}hemuppgifter/{on}/alla/",
        "Svaren efter träffen": f"{here}program/traffar/{held}/efterat/alla/", "Fyra frågor": f"{here}program/traffar/{held}/efterat/",
        "Min sida": "/min-sida/",
    }  # fmt: skip
    write(f"{connection.vendor}; Python {sys.version.split()[0]}; budgets: {BUDGET_MS:.0f} ms CPU, {BUDGET_KB:.0f} kB CSS+JS")
    write(f"{'page':<34}{'rows':>6}{'ms CPU':>9}{'queries':>9}{'kB html':>9}{'kB css+js':>11}")
    for who, browser in readers.items():
        for name, path in pages.items():
            ms, asked, weight, html = measured(browser, path)
            write(f"{f'{name}, {who}':<34}{MANY:>6}{ms:>9.1f}{asked:>9}{weight:>9.1f}{assets(html):>11.1f}")


if __name__ == "__main__":
    main()
