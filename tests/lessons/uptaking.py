"""Uptakes on their way, for tests: with evidence, checked, used."""

import re

from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.lessons.actions import checks, uptakes
from samlar.lessons.queries import uptake
from samlar.lessons.rules.words import STEPS
from tests.lessons.making import home, lesson, shows


def revision(actor, uptake_id):
    return uptake(actor, uptake_id).revision


def shown(actor, *steps, uptake_id=None, **how):
    """An uptake of the actor's with evidence of today for some steps; says its id."""
    of = uptake_id or home(actor, lesson(actor), **how)
    if steps:
        uptakes.add_evidence(actor, of, shows(clock.today(), *steps), revision=revision(actor, of))
    return of


def used(actor, checker, **how):
    """An uptake of the actor's that is used, checked by a colleague; says its id."""
    of = shown(actor, *STEPS, **how)
    uptakes.check(checker, of)
    return of


def asked(actor, uptake_id, name="Kim Kollega", email="kim@annan.test"):
    """Somebody is asked by mail to check; says the token in the letter."""
    checks.ask(actor, uptake_id, name=name, email=email, revision=revision(actor, uptake_id))
    return token()


def token():
    """The token in the latest question."""
    path = Letter.objects.filter(name="check_asked").latest("id").values["path"]
    return re.fullmatch(r"/kontroll/(.+)/", path).group(1)
