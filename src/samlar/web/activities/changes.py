"""The change per expected result, drawn: its message as the title, the same figures as a table (F6)."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samlar.activities.rules.evaluation import one_decimal
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.counted import SMALL
from samlar.formats.counted import number as in_words
from samlar.foundation import charts
from samlar.people.rules import Actor
from samlar.registration.queries.marks import Changes, changes
from samlar.registration.rules.marks import FEWEST_INSIDE, FEWEST_OUTSIDE, HIGH, LOW, STEPS, Change


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of the change: a drawing per result, of all and of the viewer's own organisation; who has marked."""

    drawn: tuple[charts.Chart, ...]
    ours: tuple[charts.Chart, ...]
    found: Changes

    @property
    def anything(self) -> bool:
        """Whether there is anything to say: figures, or to those inside that some are still waited for."""
        return bool(self.drawn) or bool(self.found.rows and self.found.places)

    @property
    def fewest(self) -> int:
        return FEWEST_INSIDE

    @property
    def fewest_outside(self) -> int:
        return FEWEST_OUTSIDE


def shown(actor: Actor, activity: ActivityRow) -> Shown:
    """The change as this viewer may see it. One query, none where nothing is shown."""
    found = changes(actor, activity)
    return Shown(
        drawn=tuple(_drawn(f"resultat-{one.result}", one.text, one.own, one.home) for one in found.shown),
        ours=tuple(_drawn(f"vart-resultat-{one.result}", one.text, one.our_own, one.our_home) for one in found.ours),
        found=found,
    )


def _drawn(key: str, text: str, own: Change | None, home: Change | None) -> charts.Chart:
    """One result: where the participants and their organisations stood and stand."""
    lines = [_move(label, change) for label, change in ((_("Deltagarna själva"), own), (_("Deras organisationer"), home)) if change]
    return charts.moves(
        key,
        _message(text, own, home),
        lines,
        steps=len(STEPS),
        low=f"{STEPS[0]} {LOW.in_language(_language())}",
        high=f"{STEPS[-1]} {HIGH.in_language(_language())}",
        head=(_("Vilka"), _("Före"), _("Efter"), _("Antal")),
    )


def _move(label: str, change: Change) -> charts.Move:
    return charts.Move(
        label,
        before=_tenths(change.before),
        after=_tenths(change.after),
        shown_before=one_decimal(change.before, _language()),
        shown_after=one_decimal(change.after, _language()),
        n=_("%(n)s personer") % {"n": change.n},
    )


def _tenths(mean: Fraction) -> int:
    """Half up, as `one_decimal` says it."""
    return int((20 * mean + 1) // 2)


def _message(text: str, own: Change | None, home: Change | None) -> str:
    told = own or home
    assert told is not None
    further, all_of = _counted(told.further, told.n)
    values = {"further": further, "n": all_of, "text": text}
    if own is None:
        return _("%(further)s av %(n)s säger att deras organisation har kommit längre: %(text)s") % values
    return _("%(further)s av %(n)s har kommit längre: %(text)s") % values


def _counted(few: int, many: int) -> tuple[str, str]:
    """Two numbers in a sentence, the first at its beginning: both as words or both in figures."""
    if few == 0:
        return _("Ingen"), _in_words(many)
    if max(few, many) >= len(SMALL["sv"]):
        return str(few), str(many)
    return _in_words(few).capitalize(), _in_words(many)


def _in_words(number: int) -> str:
    return in_words(number, _language())


def _language() -> str:
    return "en" if (get_language() or "sv").startswith("en") else "sv"
