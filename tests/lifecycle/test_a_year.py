"""A year of one organisation, played with `samlar tick --now`: what it took home at an activity's end, what it is asked, what it answers.

`pytest -s tests/lifecycle/test_a_year.py` prints every letter as its reader gets it.
"""

from datetime import date, datetime, time, timedelta
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.test import Client

from samlar.foundation import clock
from samlar.foundation.models import AuditEntry, Letter
from samlar.lessons.actions import uptakes
from samlar.lessons.actions.bringing_home import take_home
from samlar.lessons.models import Evidence, FollowUp, Move, Uptake
from samlar.lessons.queries import uptake
from samlar.lessons.queries.bringing_home import bringing_home
from samlar.lessons.queries.owned import owned_by
from samlar.lessons.rules.bringing_home import Chosen
from samlar.lessons.rules.words import Standing, State, Step
from samlar.lifecycle.actions.new_owners import hand_over
from samlar.people.actions.staff import let_go
from samlar.people.queries import actor
from samlar.web.letters import render
from tests.activities import rows
from tests.lessons.making import SAID, lesson
from tests.registration.making import colleague

pytestmark = pytest.mark.django_db
FIRST = date(2026, 11, 20)
ASK, JOB, RECORD, RESEARCH = (
    "Fråga mottagaren innan ni skriver rådet.",
    "Skriv uppdraget med chefen före start.",
    "Spela in träffen för dem som inte var med.",
    "Bjud in forskare redan till första träffen.",
)


class Year:
    """The days of an organisation. `letters`: (day, to whom, subject) of all that its people got, in order."""

    def __init__(self, cast, settings) -> None:
        self.cast, self.settings, self.today = cast, settings, FIRST
        self.letters: list[tuple[str, str, str]] = []
        self.seen: set[int] = set()
        self.post: dict[tuple[str, str], Letter] = {}

    def until(self, day: date) -> None:
        """Ticks on the mornings of Mondays and Thursdays through a day, twice where the first tick did anything."""
        while self.today < day:
            self.today += timedelta(days=1)
            if self.today.weekday() not in (0, 3):
                continue
            self.settings.SAMLAR_NOW = datetime.combine(self.today, time(8), clock.STOCKHOLM).isoformat()
            if not any(tick(self.today).values()):
                continue
            self.collect()
            before = everything()
            assert set(tick(self.today).values()) == {0}, f"a second tick on {self.today} does nothing"
            assert everything() == before

    def collect(self) -> None:
        for one in Letter.objects.exclude(id__in=self.seen).order_by("id"):
            self.seen.add(one.pk)
            read = render(one.name, one.language, one.values)
            who = one.to.split("@")[0]
            self.letters.append((str(self.today), who, read.subject))
            self.post[(one.name, one.values.get("sentence", ""))] = one
            print(f"\n{'—' * 100}\n{self.today} → {one.to}\n{read.subject}\n\n{read.text}")

    def answer(self, sentence: str, word: str, **typed) -> None:
        """Opens the newest letter's link about a lesson in a browser of nobody's, and sends the form that stands there."""
        letter = max(
            (one for (name, about), one in self.post.items() if about == sentence and "silent" not in name), key=lambda one: one.pk
        )
        path = next(value for key, value in letter.values.items() if key.endswith("_path") and value.endswith(f"?svar={word}"))
        browser = Client()
        page = browser.get(path)
        assert page.status_code == 200
        revision = page.context["form"]["revision"].value()
        done = browser.post(path, {"svar": word, "revision": revision, **typed})
        assert done.status_code == 302, done.content.decode()
        assert "Tack! Du svarade" in browser.get(path).content.decode()
        self.collect()


def tick(day: date) -> dict[str, int]:
    out = StringIO()
    call_command("tick", now=datetime.combine(day, time(8), clock.STOCKHOLM), stdout=out, verbosity=1)
    return {deed: int(count) for deed, _, count in (line.rpartition(": ") for line in out.getvalue().splitlines()) for deed in [deed]}


def everything() -> list[object]:
    """How all that the clock touches stands."""
    return [list(table.objects.order_by("id").values()) for table in (Letter, FollowUp, Uptake, Evidence, Move, AuditEntry)]


def evidence(*steps: Step, day: str) -> dict[str, str]:
    return {f"{step}-{part}": text for step in steps for part, text in {"day": day, **SAID[step]}.items()}


@pytest.fixture
def year(cast, settings):
    return Year(cast, settings)


def test_a_year_of_region_kalmar_lan(cast, year):
    room = rows.activity(cast, stage="reported", others=(), reported=clock.now())
    stina, majken = cast.stina, cast.majken
    karin = actor(colleague(stina.organisation, "Karin Låtsad"))
    lessons = [lesson(stina, sentence, state=State.SHARED, activity=room.pk) for sentence in (ASK, JOB, RECORD, RESEARCH)]
    owners = (stina, stina, karin, stina)
    made = take_home(
        stina, room.pk,
        [Chosen(lesson=one, owner=who.person, next_step="Vi berättar för ledningsgruppen.") for one, who in zip(lessons, owners, strict=True)],
        seal=bringing_home(stina, room.pk).seal,
    )  # fmt: skip
    asked, job, record, _research = made
    year.collect()
    year.letters.clear()  # of the day itself: Karin is told what is hers

    year.until(date(2027, 1, 10))
    let_go(majken, majken.organisation, karin.person, last=date(2027, 1, 31))
    year.collect()
    year.until(date(2027, 2, 23))  # asked at three months; nobody owns what Karin had
    year.answer(ASK, "vidare", **evidence(Step.TRIED, day="2027-02-10"))
    assert uptake(stina, asked).standing == Standing.TRIED
    year.answer(JOB, "arbetar", new_day="2027-05-01", next_step="Pröva med nästa deltagare.")

    year.until(date(2027, 3, 1))
    things = [thing.item for thing in owned_by([karin.person], majken.organisation)]
    hand_over(cast.majken, karin.person, {stina.person: things})
    year.collect()
    assert uptake(stina, record).owner == stina.person

    year.until(date(2027, 5, 21))  # six months
    year.answer(ASK, "vidare", **evidence(Step.SHARED, Step.ANCHORED, Step.USED, day="2027-05-03"))
    assert uptake(stina, asked).standing == Standing.ANCHORED, "nobody else has checked"
    uptakes.check(cast.majken, asked)
    assert uptake(stina, asked).standing == Standing.USED
    year.answer(JOB, "avstar", why="Cheferna skriver uppdragen i det egna systemet.")
    assert uptake(stina, job).standing == Standing.DECLINED
    year.until(date(2027, 6, 8))
    year.answer(RECORD, "vidare", **evidence(Step.SHARED, day="2027-05-10"))

    year.until(date(2027, 11, 22))  # twelve months
    year.answer(RECORD, "arbetar", new_day="2028-01-15", next_step="Köp en bättre mikrofon.")
    year.until(date(2028, 1, 31))

    assert year.letters == LETTERS
    of_silence = [day for day, _, subject in year.letters if RESEARCH in subject]
    apart = [date.fromisoformat(b) - date.fromisoformat(a) for a, b in pairwise(of_silence)]
    assert min(apart) >= timedelta(days=30), "never more than monthly"


LETTERS = [
    ("2027-02-22", "stina", f"Vad blev det av ”{ASK}”? Svara på en minut"),
    ("2027-02-22", "stina", f"Vad blev det av ”{JOB}”? Svara på en minut"),
    ("2027-02-22", "majken", f"Välj ny ägare till ”{RECORD}”"),
    ("2027-02-22", "stina", f"Vad blev det av ”{RESEARCH}”? Svara på en minut"),
    ("2027-03-01", "stina", "Du har tagit över en sak i Samlär"),
    ("2027-03-25", "stina", f"Påminnelse: vad blev det av ”{RESEARCH}”?"),
    ("2027-04-05", "stina", f"Vad blev det av ”{RECORD}”? Svara på en minut"),
    ("2027-04-26", "majken", f"Hjälp till: ingen har svarat om ”{RESEARCH}”"),
    ("2027-05-06", "majken", f"Hjälp till: ingen har svarat om ”{RECORD}”"),
    ("2027-05-20", "stina", f"Vad blev det av ”{ASK}”? Svara på en minut"),
    ("2027-05-20", "stina", f"Vad blev det av ”{JOB}”? Svara på en minut"),
    ("2027-05-27", "stina", f"Vad blev det av ”{RESEARCH}”? Svara på en minut"),
    ("2027-06-07", "stina", f"Vad blev det av ”{RECORD}”? Svara på en minut"),
    ("2027-06-28", "stina", f"Påminnelse: vad blev det av ”{RESEARCH}”?"),
    ("2027-11-22", "stina", f"Vad blev det av ”{RECORD}”? Svara på en minut"),
    ("2027-11-22", "stina", f"Vad blev det av ”{RESEARCH}”? Svara på en minut"),
    ("2027-12-23", "stina", f"Påminnelse: vad blev det av ”{RESEARCH}”?"),
    ("2028-01-17", "stina", f"Vad blev det av ”{RECORD}”? Svara på en minut"),
]
