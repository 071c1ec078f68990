"""Activities by what they are called, for sources that name them in words."""

from collections import Counter

from samlar.activities.models import Activity
from samlar.people.rules import Actor


def ids_by_title(actor: Actor) -> dict[str, int]:
    """{title, without capitals: activity} of those that the actor sees and that share their title with no other. One query."""
    rows = Activity.objects.filter(audience__in=actor.tokens).values_list("title", "id")
    found = [(" ".join(title.casefold().split()), id) for title, id in rows]
    times = Counter(title for title, _id in found)
    return {title: id for title, id in found if times[title] == 1}
