"""CPU, queries and weight of a programme of 24 and of 240 items: the annual conference of today and of some years. Measured, never asserted.

    .venv/bin/python -m bench.programme
    DATABASE_URL=postgres:///bench .venv/bin/python -m bench.programme

24 items are 8 parallel in 3 rounds; 240 are 24 parallel in 10 rounds over two days. Every item has a speaker and two lines of text.
Read by a visitor, by somebody who takes part, and by the lead, who sees the draft.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bench.pages import BUDGET_KB, BUDGET_MS, Browser, Cast, assets, call_command, connection, measured, settings  # the settings first
from samlar.activities.models import Activity, ProgrammeItem, Session, Speaker
from tests.activities import rows

DAY = datetime(2027, 5, 5, 7, 0, tzinfo=UTC)
SIZES = {24: (8, 3), 240: (24, 10)}
TEXT = "Vi berättar hur vi har arbetat och vad som blev annorlunda. Ta med **en egen fråga** att pröva på de andra i rummet."


class Visitor(Browser):
    """Somebody who is not signed in."""

    def __init__(self) -> None:
        self.cookie = ""


def conference(cast: Cast, rooms: int, rounds: int) -> tuple[Activity, Session]:
    """A conference over two days with so many rooms and rounds, released."""
    made = rows.activity(cast, f"Årskonferens med {rooms * rounds} punkter", format="arskonferens", stage="running")
    held = rows.session(made, "Årskonferensen", DAY, DAY + timedelta(days=1, hours=9))
    for number in range(rounds):
        starts = DAY + timedelta(days=number % 2, hours=1 + number // 2)
        items = ProgrammeItem.objects.bulk_create(
            ProgrammeItem(
                session=held, kind="learning_session", title=f"Lärpass {number + 1}.{room + 1} om lärande mellan regioner", text=TEXT,
                starts=starts, ends=starts + timedelta(minutes=45), room=f"Sal {room + 1}",
            )
            for room in range(rooms)
        )  # fmt: skip
        Speaker.objects.bulk_create(Speaker(item=one, name=f"Talare {one.pk}", of="Region Påhittad") for one in items)
    rows.released(made)
    return made, held


def main(write: Callable[[str], object] = print) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    call_command("prepare", verbosity=0)
    cast = Cast.enter()
    readers = {"visitor": Visitor(), "inside": Browser(cast.people["dan"]), "lead": Browser(cast.people["stina"])}
    write(f"{connection.vendor}; Python {sys.version.split()[0]}; budgets: {BUDGET_MS:.0f} ms CPU, {BUDGET_KB:.0f} kB CSS+JS")
    write(f"{'page':<34}{'items':>6}{'ms CPU':>9}{'queries':>9}{'kB html':>9}{'kB css+js':>11}")
    for size, (rooms, rounds) in SIZES.items():
        made, held = conference(cast, rooms, rounds)
        whole = f"/aktiviteter/{made.pk}/program/"
        one = f"{whole}traffar/{held.pk}/"
        for who, browser in readers.items():
            pages = {"Programmet": whole, "En sal": f"{whole}?rum=Sal+2", "Träffen": one}
            if who != "lead":
                pages["Kalenderfilen"] = f"{whole}kalender.ics"
            for name, path in pages.items():
                ms, asked, weight, html = measured(browser, path)
                write(f"{f'{name}, {who}':<34}{size:>6}{ms:>9.1f}{asked:>9}{weight:>9.1f}{assets(html):>11.1f}")


if __name__ == "__main__":
    main()
