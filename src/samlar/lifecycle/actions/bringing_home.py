"""At an activity's end those who take part are asked what their organisation takes home, and once more (F2)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from samlar.activities.models import Activity
from samlar.foundation import clock, outbox
from samlar.foundation.rounds import all_of
from samlar.lessons.queries.bringing_home import how_many_lessons, silent, to_ask
from samlar.lessons.rules import bringing_home as rules
from samlar.people.queries import Contact, contacts
from samlar.registration.queries.homework import people_of

Asked = tuple[int, Contact]


def ask_to_bring_home() -> int:
    """One letter to each who takes part for an organisation that has not answered, once the activity has ended and has lessons; and one
    more, the last, fourteen days later. Organisations with nobody registered and no contact are asked through their representatives.

    Says how many letters.
    """
    since_when = to_ask(days=rules.ASKED_DAYS + rules.REMINDED_DAYS * 2)
    asked = {_key(one): one for one in _people(since_when)}
    written = outbox.written(asked)
    now = clock.now()
    first = [key for key, (activity, _) in asked.items() if key not in written and rules.is_asked(since_when[activity], now)]
    again = [key for key, moment in written.items() if moment <= now - timedelta(days=rules.REMINDED_DAYS)]
    reminded = outbox.used(f"{key}:again" for key in again)
    titles = dict(Activity.objects.filter(id__in=since_when).values_list("id", "title"))
    many = how_many_lessons(list(since_when))

    def put(key: str, *, last: bool) -> int:
        activity, to = asked[key]
        values = {
            "to": to.name,
            "title": titles[activity],
            "many": many[activity],
            "last": last,
            "path": f"/aktiviteter/{activity}/ta-hem/",
        }
        whole = f"{key}:again" if last else key
        return outbox.put(to=to.email, language=to.language, name="bring_home_asked", values=values, key=whole)

    def ask(key: str) -> int:
        return put(key, last=False)

    def remind(key: str) -> int:
        return put(key, last=True)

    return all_of(first, ask) + all_of([key for key in again if f"{key}:again" not in reminded], remind)


def _key(one: Asked) -> str:
    activity, to = one
    return f"bring_home:{activity}:{to.organisation}:{to.person}"


def _people(since_when: Iterable[int]) -> list[Asked]:
    """Who is asked in each activity, for the organisations that have not answered. A constant number of queries."""
    waits: dict[int, set[int]] = defaultdict(set)
    for activity, organisation in silent(list(since_when)):
        waits[activity].add(organisation)
    reached: dict[int, set[int]] = defaultdict(set)
    found: list[Asked] = []
    for one in people_of(waits) if waits else []:
        if one.to.organisation in waits[one.activity]:
            reached[one.activity].add(one.to.organisation)
            found.append((one.activity, one.to))
    others = contacts({organisation for activity, several in waits.items() for organisation in several - reached[activity]})
    return found + [(activity, to) for activity in waits for to in others if to.organisation in waits[activity] - reached[activity]]
