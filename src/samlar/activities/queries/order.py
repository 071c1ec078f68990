"""The order of lists of activities."""

from django.db.models import Value
from django.db.models.functions import StrIndex

ORDER = ("running", "review", "planning", "reported", "closed", "cancelled")  # what can be followed or joined comes first


def by_stage(field: str = "stage_kind") -> StrIndex:
    """What to order by, so that what runs comes first: where the word stands among all (none is part of another)."""
    return StrIndex(Value(" ".join(ORDER)), field)


# The same in plain SQL, of the activities a.
PLACES = " ".join(f"WHEN '{kind}' THEN {place}" for place, kind in enumerate(ORDER))
BY_STAGE = f"CASE a.stage_kind {PLACES} END"
