"""The rows of a period that hold on a day."""

from datetime import date

from django.db.models import Q

# The same in plain SQL, of the table or alias {0}: on today (a value of the statement), its first and last day included.
TODAY = '{0}.start <= %(today)s AND ({0}."end" IS NULL OR {0}."end" >= %(today)s)'
FROM_TODAY_ON = '({0}."end" IS NULL OR {0}."end" >= %(today)s)'


def on(day: date, prefix: str = "") -> Q:
    """The rows of a period that hold on a day, its first and last day included; `prefix` reaches them through a key ("role__")."""
    return Q(**{f"{prefix}start__lte": day}) & (Q(**{f"{prefix}end": None}) | Q(**{f"{prefix}end__gte": day}))


def from_now_on(day: date) -> Q:
    """The rows of a period that hold on a day or later."""
    return Q(end=None) | Q(end__gte=day)
