"""Areas: made, written, removed, while proposals are being gathered (B3)."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from samlar.foundation import clock
from samlar.foundation.keys import is_key
from samlar.ideas.actions.entries import GATHERING
from samlar.ideas.actions.locks import definition
from samlar.ideas.actions.rounds import locked, phase_of, record
from samlar.ideas.models import Area, Entry, PrioritisationRound
from samlar.ideas.rules import rounds as rules
from samlar.ideas.rules.rounds import Fate
from samlar.people.rules import Actor, NotVisible

PARTS = ("name", "text", "cost", "format")


@transaction.atomic
def make_area(
    actor: Actor, round_id: int, *, name: str, text: str = "", cost: int | None = None, format: str = "", proposals: Iterable[int] = ()
) -> int:
    """Makes an area, with those of `proposals` (ids) that wait in the round; says its id. A rough `cost` may come later.

    Raises NotVisible, NotAllowed, RoundRefused, TextRefused, UnknownFormat.
    """
    found = locked(actor, round_id)
    rules.must_keep(actor)
    rules.must_be_in(phase_of(found), GATHERING)
    definition(format)
    kept = rules.area_text(name, text, cost, found.budget, found.unit)
    rules.must_be_few(Area.objects.filter(round=found, removed=None).count())
    area = Area.objects.create(round=found, **kept, format=format, made=clock.now())
    record(actor, "round.area_made", found.pk, {"area": [None, area.pk]})
    wanted = [one for one in proposals if is_key(one)]
    waiting = Entry.objects.filter(round=found, proposal__in=wanted, fate=Fate.WAITING)
    moved = list(waiting.order_by("id").values_list("proposal", flat=True))
    waiting.update(fate=Fate.AREA, area=area, revision=F("revision") + 1)
    for proposal in moved:
        record(actor, "round.placed", found.pk, {"proposal": [None, proposal], "area": [None, area.pk]})
    return area.pk


@transaction.atomic
def change_area(actor: Actor, area_id: int, *, revision: int, name: str, text: str = "", cost: int | None = None, format: str = "") -> None:
    """Changes an area's words, rough cost and thinkable format. Raises NotVisible, NotAllowed, RoundRefused, RoundChanged, TextRefused."""
    found, area = _area(actor, area_id)
    rules.must_keep(actor)
    rules.must_be_in(phase_of(found), GATHERING)
    rules.must_be_as_read(area.revision, revision)
    definition(format)
    kept = {**rules.area_text(name, text, cost, found.budget, found.unit), "format": format}
    changes = {part: [getattr(area, part), kept[part]] for part in PARTS if getattr(area, part) != kept[part]}
    if changes:
        Area.objects.filter(id=area.pk).update(**kept, revision=area.revision + 1)
        record(actor, "round.area_changed", found.pk, {"area": [area.pk, area.pk], **changes})


@transaction.atomic
def remove_area(actor: Actor, area_id: int) -> None:
    """Removes an area; its proposals wait again. Raises NotVisible, NotAllowed, RoundRefused."""
    found, area = _area(actor, area_id)
    rules.must_keep(actor)
    rules.must_be_in(phase_of(found), GATHERING)
    Entry.objects.filter(area=area).update(fate=Fate.WAITING, area=None, revision=F("revision") + 1)
    area.removed = clock.now()
    area.save(update_fields=["removed"])
    record(actor, "round.area_removed", found.pk, {"area": [area.pk, None]})


def _area(actor: Actor, area_id: int) -> tuple[PrioritisationRound, Area]:
    """The round, locked, and its area as it then is."""
    of = Area.objects.filter(id=area_id if is_key(area_id) else 0).values_list("round", flat=True).first()
    found = locked(actor, of or 0)
    area = Area.objects.filter(id=area_id, removed=None).first()
    if area is None:
        raise NotVisible
    return found, area
