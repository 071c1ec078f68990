"""The next sessions that somebody is to be at: of where one has a live registration, or keeps the contact of an organisation that takes
part, or leads (E4). Released ones only."""

from dataclasses import dataclass
from datetime import datetime

from samlar.activities.models import Activity, Participation
from samlar.activities.queries.released import RELEASED
from samlar.activities.rules.rows import TAKING_PART
from samlar.formats.sentence import Sentence
from samlar.foundation import clock, sql
from samlar.people.rules import Actor
from samlar.registration.models import Registration
from samlar.registration.rules.machine import LIVE

ACTIVITY, PARTICIPATION = Activity._meta.db_table, Participation._meta.db_table
# mine: the activities, and whether the viewer leads there.
COMING = f"""
WITH mine AS (
    SELECT a.id, a.title, MAX(x.leads) AS leads FROM {ACTIVITY} a JOIN (
        SELECT g.activity_id, 0 AS leads FROM {Registration._meta.db_table} g WHERE g.person_id = %(person)s AND g.state IN %(live)s
        UNION ALL SELECT p.activity_id, CASE WHEN p.is_lead THEN 1 ELSE 0 END
        FROM {PARTICIPATION} p JOIN {ACTIVITY} l ON l.id = p.activity_id
        WHERE p.organisation_id = %(organisation)s AND p.state = '{TAKING_PART}'
            AND (p.contact_id = %(person)s OR (p.is_lead AND l.leader_id = %(person)s))) x ON x.activity_id = a.id
    WHERE a.audience IN %(tokens)s AND a.stage_kind NOT IN ('closed', 'cancelled') GROUP BY a.id, a.title)
SELECT mine.id, mine.title, mine.leads, s.id, s.title, s.place, CAST(s.starts AS text), CAST(s.ends AS text)
FROM ({RELEASED} AND r.activity_id IN (SELECT id FROM mine)) s JOIN mine ON mine.id = s.activity_id
WHERE s.ends > %(now)s ORDER BY s.starts, s.id LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingSession:
    """A released session that is not over. `leads`: the viewer leads there, and notes who comes on its day. Moments in UTC."""

    activity: int
    activity_title: str
    leads: bool
    id: int
    title: str
    place: str
    starts: datetime
    ends: datetime

    @property
    def begins(self) -> Sentence:
        """I dag 12.00, or the day and the time."""
        day = clock.day_of(self.starts)
        at = self.starts.astimezone(clock.STOCKHOLM)
        if self.today:
            return Sentence(f"I dag {at:%H.%M}", f"Today {at:%H:%M}") if day == clock.today() else Sentence("Pågår i dag", "Going on today")
        return Sentence("{day} kl. {at}", "{day} at {at}").fill(day=day, at=Sentence(f"{at:%H.%M}", f"{at:%H:%M}"))

    @property
    def today(self) -> bool:
        """Whether today is one of its days."""
        first, last, today = clock.day_of(self.starts), clock.day_of(self.ends), clock.today()
        return first is not None and last is not None and first <= today <= last


def coming_sessions(actor: Actor, *, most: int) -> tuple[ComingSession, ...]:
    """The viewer's next sessions, soonest first, so many at most. One query; none for those who work nowhere."""
    if not actor.at_work:
        return ()
    found = []
    rows = sql.rows(
        COMING, person=actor.person, organisation=actor.organisation, live=[state.value for state in LIVE], tokens=sorted(actor.tokens),
        now=clock.now(), most=most,
    )  # fmt: skip
    for activity, activity_title, leads, id, title, place, starts, ends in rows:
        first, last = sql.moment(starts), sql.moment(ends)
        assert first is not None
        assert last is not None
        found.append(
            ComingSession(
                activity=activity, activity_title=activity_title, leads=bool(leads), id=id, title=title, place=place, starts=first,
                ends=last,
            )
        )  # fmt: skip
    return tuple(found)
