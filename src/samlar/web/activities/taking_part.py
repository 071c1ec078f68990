"""The map of who takes part, made ready for a page: the regions as tiles, everybody by kind. Organisations alone, never persons."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlar.activities.rules.regions import by_kind, placed
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.counted import count_of
from samlar.foundation.tilemap import Tile, tilemap
from samlar.web.templatetags.samlar import say


def map_of(found: ActivityRow) -> dict[str, Any] | None:
    """The values of `activities/_map.html`; None where nobody takes part yet."""
    rows = found.taking_part
    if not rows:
        return None
    tiles = placed(rows)
    there = [one.participant.name for one in tiles if one.participant]
    title = ngettext("%(n)s av 21 regioner deltar", "%(n)s av 21 regioner deltar", len(there)) % {"n": len(there)}
    told = ", ".join(there) or _("Ingen region deltar än.")
    return {
        "title": title,
        "svg": tilemap("karta", title, told, [Tile(one.label, one.column, one.row, one.participant is not None) for one in tiles]),
        "total": len(rows),
        "only_regions": len(there) == len(rows),
        "kinds": [
            {
                "name": say(count_of(kind, len(several))),
                "organisations": [
                    {"name": one.name, "href": reverse("organisation", args=[one.slug]), "note": "", "lead": one.is_lead} for one in several
                ],
            }
            for kind, several in by_kind(rows)
        ],
    }
