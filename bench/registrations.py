"""The pages of registering with 50 and with 200 people registered. Measured, never asserted; see bench/pages.

    .venv/bin/python -m bench.registrations
"""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from bench.pages import BUDGET_KB, BUDGET_MS, Browser, assets, measured
from samlar.foundation import clock
from samlar.people.actions import links
from samlar.people.models import Organisation
from samlar.registration.models import Answer, Approval, Question, Registration
from tests.cast import Cast
from tests.registration import making

STATES = ("confirmed", "confirmed", "confirmed", "awaiting_manager", "waitlisted")


def fill(cast: Cast, lab: int, to: int) -> None:
    """So many people of fourteen organisations, each with a manager asked and an answer to a question of the activity's own."""
    organisations = list(Organisation.objects.order_by("id").values_list("id", flat=True)[:14])
    question, _ = Question.objects.get_or_create(activity_id=lab, position=0, text="Vad äter du inte?", purpose="För köket.")
    for number in range(Registration.objects.filter(activity=lab).count(), to):
        at = organisations[number % 14]
        person = making.colleague(at, f"Person {number}", function=("strategic", "operative")[number % 2])
        now = clock.now() - timedelta(minutes=number)
        made = Registration.objects.create(
            activity_id=lab, person_id=person, organisation_id=at, registered_by_id=person, state=STATES[number % 5], received=now, since=now,
            kind="region", function=("strategic", "operative")[number % 2],
        )  # fmt: skip
        link = links.give("approval", subject=made.pk, person=cast.people["majken"], expires=now + timedelta(days=9))
        Approval.objects.create(registration=made, manager_id=cast.people["majken"], link_id=link.id, asked=now)
        Answer.objects.create(registration=made, question=question, text="Nötter")


def main(write: Callable[[str], object] = print) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    call_command("prepare", verbosity=0)
    cast = Cast.enter()
    lab = making.lab(cast, places=40).pk
    here = f"/aktiviteter/{lab}/anmalan/"
    pages = {"Alla anmälningar": ("stina", f"{here}alla/"), "Anmälan": ("gun", here), "Villkor": ("stina", f"{here}villkor/"),
             "Deltagare": ("stina", f"/aktiviteter/{lab}/deltagare/"), "Min sida": ("majken", "/min-sida/")}  # fmt: skip
    write(f"{connection.vendor}; budgets: {BUDGET_MS:.0f} ms CPU, {BUDGET_KB:.0f} kB CSS+JS")
    write(f"{'page':<22}{'people':>7}{'ms CPU':>9}{'queries':>9}{'kB html':>9}{'kB css+js':>11}")
    for people in (50, 200):
        fill(cast, lab, people)
        for name, (who, path) in pages.items():
            ms, asked, weight, html = measured(Browser(cast.people[who]), path)
            write(f"{name:<22}{people:>7}{ms:>9.1f}{asked:>9}{weight:>9.1f}{assets(html):>11.1f}")


if __name__ == "__main__":
    main()
