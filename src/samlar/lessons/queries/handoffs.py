"""The one guarded way to a handoff, and lists of them (F8).

Those who lead its activity read all of it. What was sent is read by the receiver, who need not be inside, and by those inside; what was
answered by everyone who sees the activity, once it has told its result. Drafts and persons outside are never read by others, nor what
was withdrawn and written anew: what was never sent to somebody is never read by them. What somebody outside says is read by those inside
alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from django.core.paginator import Page

from samlar.activities import queries as activities
from samlar.activities.models import Activity, Participation, Staff
from samlar.activities.queries.staff import organisations_to_choose
from samlar.activities.rules.lineage import lasting
from samlar.activities.rules.rows import TAKING_PART, ActivityRow
from samlar.activities.rules.staff import LEADERS
from samlar.catalogue import queries as catalogue
from samlar.formats.sentence import Sentence
from samlar.foundation import clock, sql
from samlar.foundation.keys import is_key
from samlar.lessons.models import Handoff, Lesson
from samlar.lessons.queries.lessons import SEEN, seen_by
from samlar.lessons.queries.receiving import still_answers
from samlar.lessons.rules import handoffs as rules
from samlar.lessons.rules.handoffs import ANSWERED, TOLD_IN, HandoffRow, Kind, Outcome, State
from samlar.lessons.rules.words import LIVE_LESSONS
from samlar.people.models import Body, Employment, Link, Organisation, Person, Role, Seat
from samlar.people.queries import TODAY, on
from samlar.people.queries.links import opened
from samlar.people.rules import VISITOR, Actor, NotVisible, RoleKind, Waiting
from samlar.people.rules.links import LinkRow

PURPOSE = "handoff"
PER_PAGE = 50
MOST = 20  # that wait on somebody's page

Which = Literal["received", "sent"]
ACTIVITY, HANDOFF, PART, SEAT = (model._meta.db_table for model in (Activity, Handoff, Participation, Seat))
SITS = f"""EXISTS (SELECT 1 FROM {SEAT} seat WHERE seat.body_id = {{body}} AND seat.organisation_id = %(organisation)s
    AND (seat.person_id IS NULL OR seat.person_id = %(person)s) AND {TODAY.format("seat")})"""
LED = f"""EXISTS (SELECT 1 FROM {PART} part WHERE part.activity_id = {{activity}} AND part.organisation_id = %(organisation)s
    AND part.is_lead AND part.state = '{TAKING_PART}')"""
LEADS = f"""(%(organisation)s <> 0 AND ({LED.format(activity="a.id")} OR a.owner_organisation_id = %(organisation)s
    OR {SITS.format(body="a.owner_body_id")}
    OR EXISTS (SELECT 1 FROM {Staff._meta.db_table} staff WHERE staff.activity_id = a.id AND staff.person_id = %(person)s
        AND staff.role IN %(leaders)s)))"""
RECEIVES = f"""((h.asked_id = %(person)s AND h.to_name <> '') OR (%(organisation)s <> 0 AND (h.to_organisation_id = %(organisation)s
    OR {SITS.format(body="h.to_body_id")} OR {LED.format(activity="h.to_activity_id")})))"""
READ = f"""
SELECT h.id, h.activity_id, a.title, CASE WHEN a.audience IN %(tokens)s THEN 1 ELSE 0 END AS sees, h.kind, h.text, h.background,
    l.id AS lesson, l.sentence, h.organisation_id, o.name, sender.name AS sender, h.to_organisation_id, h.to_body_id, h.to_activity_id,
    COALESCE(too.name, tob.name_sv, toa.title, h.to_name) AS to_sv, COALESCE(too.name, tob.name_en, toa.title, h.to_name) AS to_en,
    h.to_name, h.asked_id, asked.name AS asked, CAST(link.expires AS text) AS until, h.state, h.word, h.outcome, h.outcome_word,
    CAST(h.outcome_day AS text) AS outcome_day, CAST(h.written AS text) AS written, CAST(h.sent AS text) AS sent,
    CAST(h.answered AS text) AS answered, h.revision, CASE WHEN {LEADS} THEN 1 ELSE 0 END AS leads,
    CASE WHEN {RECEIVES} THEN 1 ELSE 0 END AS receives, CASE WHEN 'activity:' || a.id IN %(tokens)s THEN 1 ELSE 0 END AS inside,
    a.stage_kind
FROM {HANDOFF} h
JOIN {ACTIVITY} a ON a.id = h.activity_id
JOIN {Organisation._meta.db_table} o ON o.id = h.organisation_id
JOIN {Person._meta.db_table} sender ON sender.id = h.person_id
LEFT JOIN {Lesson._meta.db_table} l ON l.id = h.lesson_id AND {SEEN}
LEFT JOIN {Organisation._meta.db_table} too ON too.id = h.to_organisation_id
LEFT JOIN {Body._meta.db_table} tob ON tob.id = h.to_body_id
LEFT JOIN {ACTIVITY} toa ON toa.id = h.to_activity_id
LEFT JOIN {Person._meta.db_table} asked ON asked.id = h.asked_id AND asked.is_active
LEFT JOIN {Link._meta.db_table} link ON link.id = h.link_id
"""
VISIBLE = """(x.leads = 1 OR (x.receives = 1 AND x.state <> 'draft' AND x.sent IS NOT NULL)
    OR (x.inside = 1 AND x.state IN ('sent', 'accepted', 'declined'))
    OR (x.sees = 1 AND x.state IN %(answered_states)s AND x.stage_kind IN %(told_in)s))"""
SEEN_ROWS = f"SELECT * FROM ({READ} WHERE {{where}}) x WHERE {VISIBLE}"


def handoff(actor: Actor, handoff_id: int) -> HandoffRow:
    """One handoff, narrowed to what the viewer may see. One query. Raises NotVisible."""
    found = sql.rows(SEEN_ROWS.format(where="h.id = %(handoff)s"), handoff=handoff_id, **_viewer(actor)) if is_key(handoff_id) else []
    if not found:
        raise NotVisible
    return _row(found[0])


def handoffs_of(actor: Actor, activity_id: int) -> tuple[HandoffRow, ...]:
    """An activity's handoffs that the viewer may read: drafts first, then what waits, then the answered. One query.

    The caller has seen the activity.
    """
    order = "CASE x.state WHEN 'draft' THEN 0 WHEN 'sent' THEN 1 WHEN 'withdrawn' THEN 3 ELSE 2 END, x.written, x.id"
    statement = f"{SEEN_ROWS.format(where='h.activity_id = %(activity)s')} ORDER BY {order}"
    return tuple(_row(row) for row in sql.rows(statement, activity=activity_id, **_viewer(actor)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """A page of what the own organisation has received or sent, and how many there are in each state (`""`: in all)."""

    which: Which
    state: str
    page: "Page[HandoffRow]"
    counts: dict[str, int]
    others: int  # of the other sort, in all


RECEIVED = f"(h.state <> 'draft' AND h.sent IS NOT NULL AND {RECEIVES})"
SENT = f"({LEADS} OR h.person_id = %(person)s)"


def ours(actor: Actor, which: Which, state: str = "", page: int = 1) -> Ours:
    """What the own organisation has received, or what it has sent by what it leads. Two queries; nothing for those who work nowhere."""
    where = RECEIVED if which == "received" else SENT
    counted = f"""
SELECT 'received', x.state, COUNT(*) FROM ({SEEN_ROWS.format(where=RECEIVED)}) x GROUP BY x.state
UNION ALL SELECT 'sent', x.state, COUNT(*) FROM ({SEEN_ROWS.format(where=SENT)}) x GROUP BY x.state
"""
    values = _viewer(actor)
    counts = {(sort, of): int(many) for sort, of, many in sql.rows(counted, **values)}
    chosen = state if state in tuple(State) else ""
    statement = f"""SELECT x.*, COUNT(*) OVER () FROM ({SEEN_ROWS.format(where=where)}) x {"WHERE x.state = %(state)s" if chosen else ""}
ORDER BY CASE x.state WHEN 'sent' THEN 0 WHEN 'draft' THEN 1 ELSE 2 END, x.written DESC, x.id DESC"""
    found = sql.page(statement, page, PER_PAGE, **values, **({"state": chosen} if chosen else {}))
    found.object_list = [_row(row) for row in found.object_list]
    own = {of: many for (sort, of), many in counts.items() if sort == which}
    return Ours(
        which=which, state=chosen, page=found, counts={"": sum(own.values()), **own},
        others=sum(many for (sort, _), many in counts.items() if sort != which),
    )  # fmt: skip


def _viewer(actor: Actor) -> dict[str, Any]:
    return {
        **seen_by(actor), "person": actor.person or 0, "today": clock.today(), "leaders": LEADERS, "answered_states": ANSWERED,
        "told_in": TOLD_IN,
    }  # fmt: skip


def _row(row: tuple[Any, ...], *, asked_by_link: bool = False) -> HandoffRow:
    (
        id, activity, title, sees, kind, text, background, lesson, sentence, organisation, organisation_name, sender, to_organisation,
        to_body, to_activity, to_sv, to_en, outside, asked, asked_name, until, state, word, outcome, outcome_word, outcome_day, written,
        sent, answered, revision, leads, receives, inside, _,
    ) = row  # fmt: skip
    receives = receives or asked_by_link
    close = bool(leads or receives)
    within = close or bool(inside)
    # Whoever answers for somebody outside is a private person to us, whose own words are for those who work with the answer.
    reads_word, reads_outcome = within or (state == State.ACCEPTED and not outside), within or not outside
    return HandoffRow(
        id=id, activity=activity, activity_title=title, sees_activity=bool(sees), kind=Kind(kind), text=text, background=background,
        lesson=lesson, lesson_sentence=sentence or "", organisation=organisation, organisation_name=organisation_name,
        person_name=sender if close or inside else "", to_organisation=to_organisation, to_body=to_body, to_activity=to_activity,
        to_name=Sentence(to_sv, to_en), outside=bool(outside), asked=asked if close else None,
        asked_name=(asked_name or "") if close else "", until=sql.moment(until) if close else None, state=State(state),
        word=word if reads_word else "", outcome=Outcome(outcome) if outcome else None, outcome_word=outcome_word if reads_outcome else "",
        outcome_day=sql.day(outcome_day), written=_moment(written), sent=sql.moment(sent), answered=sql.moment(answered),
        revision=revision, leads=bool(leads), receives=bool(receives), inside=bool(inside),
    )  # fmt: skip


def _moment(text: str) -> datetime:
    found = sql.moment(text)
    assert found is not None
    return found


# — who leads, and whom one can choose among —


def leaders_of(activity_id: int) -> frozenset[int]:
    """The persons who lead content or process. One query."""
    rows = Staff.objects.filter(activity=activity_id, role__in=LEADERS).exclude(person=None)
    return frozenset(rows.values_list("person", flat=True))


def activity_to_send_from(actor: Actor, activity_id: int) -> ActivityRow:
    """The activity, for those who write its handoffs. Raises NotVisible, NotAllowed."""
    found = activities.activity(actor, activity_id)
    rules.must_lead(actor, found, leaders_of(activity_id))
    return found


@dataclass(frozen=True, slots=True)
class Choices:
    """Whom and what one can choose among when writing: (id, name)."""

    organisations: tuple[tuple[int, str], ...]
    bodies: tuple[tuple[int, Sentence], ...]
    networks: tuple[tuple[int, str], ...]
    lessons: tuple[tuple[int, str], ...]


def choices(actor: Actor, activity_id: int) -> Choices:
    """What those who lead an activity choose among. Five queries. The caller has asked who may."""
    bodies = Body.objects.order_by("name_sv").values_list("id", "name_sv", "name_en")
    return Choices(
        organisations=tuple(organisations_to_choose()),
        bodies=tuple((id, Sentence(sv, en or sv)) for id, sv, en in bodies),
        networks=tuple((id, title) for id, title in _networks(actor) if id != activity_id),
        lessons=lessons_to_build_on(actor, activity_id),
    )


def lessons_to_build_on(actor: Actor, activity_id: int) -> tuple[tuple[int, str], ...]:
    """(id, sentence) of the activity's living lessons that the viewer sees. One query."""
    statement = f"""SELECT l.id, l.sentence FROM {Lesson._meta.db_table} l
WHERE l.activity_id = %(activity)s AND l.state IN %(live)s AND {SEEN} ORDER BY l.sentence, l.id"""
    return tuple((id, sentence) for id, sentence in sql.rows(statement, activity=activity_id, live=LIVE_LESSONS, **seen_by(actor)))


def _networks(actor: Actor) -> Iterable[tuple[int, str]]:
    """What goes on from year to year, as a network does, and runs now, as far as the viewer sees it."""
    rows = Activity.objects.filter(stage_kind__in=("running", "reported"), audience__in=actor.tokens).order_by("title")
    found = list(rows.values_list("id", "title", "version"))
    versions = catalogue.versions(version for _, _, version in found)
    return [(id, title) for id, title, version in found if lasting(versions[version].definition)]


def answerers(row: HandoffRow) -> list[tuple[int, str]]:
    """(person, name) of who can be asked for the receiver, those who answer for it first; nobody for somebody outside. For those who lead.

    One or two queries.
    """
    today = clock.today()
    if row.outside:
        return []
    if row.to_body is not None:
        seats = Seat.objects.filter(on(today), body=row.to_body, person__is_active=True).order_by("person__name", "person")
        chairs = [(person, name) for person, name, duty in seats.values_list("person", "person__name", "duty") if duty == "chair"]
        return list(dict.fromkeys([*chairs, *seats.values_list("person", "person__name")]))
    if row.to_organisation is not None:
        return _of_organisations([row.to_organisation])
    leading = Participation.objects.filter(activity=row.to_activity, is_lead=True, state=TAKING_PART).values_list("organisation", flat=True)
    leader = Activity.objects.filter(id=row.to_activity or 0, leader__is_active=True).values_list("leader", "leader__name")
    return list(dict.fromkeys([*leader, *_of_organisations(list(leading))]))


def asked_last(row: HandoffRow) -> tuple[str, str]:
    """Name and address of whoever was asked last, to ask again; empty where nobody was, or is forgotten. For those who lead. One query."""
    asked = row.asked
    if not row.leads or asked is None:
        return "", ""
    return Person.objects.filter(id=asked, is_active=True).values_list("name", "email").first() or ("", "")


def _of_organisations(organisations: list[int]) -> list[tuple[int, str]]:
    today = clock.today()
    here = Employment.objects.filter(on(today), organisation__in=organisations, person__is_active=True)
    people = list(here.order_by("person__name", "person").values_list("person", "person__name"))
    roles = Role.objects.filter(on(today), organisation__in=organisations, kind=RoleKind.MEMBER_REPRESENTATIVE)
    first = set(roles.values_list("person", flat=True))
    return [one for one in people if one[0] in first] + [one for one in people if one[0] not in first]


# — by the link alone —


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a link asks: the handoff as its receiver reads it, in the receiver's language, whether or not the link still holds.

    `current`: it is still this link's to answer or was answered by it; else nothing of what others wrote since is shown.
    """

    link: LinkRow
    language: str
    row: HandoffRow
    current: bool


def asked(token: str) -> Asked:
    """What a link leads to. A constant number of queries. Raises NotVisible."""
    link = opened(token, PURPOSE)
    row = read_as_asked(link)
    language = Person.objects.values_list("language", flat=True).get(id=link.person)
    holder = Handoff.objects.values_list("link", flat=True).get(id=link.subject)
    return Asked(link=link, language=language, row=row, current=holder == link.id and link.revoked is None)


def read_as_asked(link: LinkRow) -> HandoffRow:
    """A handoff as whoever holds a link to it reads it. One query. Raises NotVisible: it was removed."""
    return read_unattended(link.subject, Actor(person=link.person))


def read_unattended(handoff_id: int, reader: Actor = VISITOR) -> HandoffRow:
    """A handoff as its receiver reads it, for letters, links and the clock: it asks for no viewer. One query. Raises NotVisible."""
    found = sql.rows(f"{READ} WHERE h.id = %(handoff)s", handoff=handoff_id, **_viewer(reader))
    if not found:
        raise NotVisible
    return _row(found[0], asked_by_link=True)


# — what waits —

WAITING = f"""
SELECT h.id, a.title, o.name, h.text, CAST(link.expires AS text)
FROM {HANDOFF} h JOIN {ACTIVITY} a ON a.id = h.activity_id JOIN {Organisation._meta.db_table} o ON o.id = h.organisation_id
LEFT JOIN {Link._meta.db_table} link ON link.id = h.link_id
WHERE h.state = 'sent' AND ((h.asked_id = %(person)s AND {still_answers("h", "h.asked_id")})
    OR (%(represents)s AND h.to_organisation_id = %(organisation)s)
    OR EXISTS (SELECT 1 FROM {SEAT} seat WHERE seat.body_id = h.to_body_id AND seat.person_id = %(person)s AND {TODAY.format("seat")})
    OR EXISTS (SELECT 1 FROM {ACTIVITY} toa WHERE toa.id = h.to_activity_id AND toa.leader_id = %(person)s))
ORDER BY h.sent, h.id LIMIT {MOST}
"""


def waiting_for(actor: Actor) -> list[Waiting]:
    """Handoffs to answer: those asked, the receiver's representatives, who sits in the body, who leads the network. One query."""
    if not actor.signed_in:
        return []
    found = sql.rows(
        WAITING, person=actor.person, organisation=actor.organisation or 0, represents=actor.is_representative, today=clock.today()
    )
    return [_to_answer(*row) for row in found]


def _to_answer(id: int, title: str, sender: str, text: str, expires: str | None) -> Waiting:
    return Waiting(
        deed="handoff.answer",
        subject=id,
        title=title,
        sentence=Sentence("{sender} skickar med: ”{text}”", "{sender} sends on: “{text}”").fill(sender=sender, text=in_short(text)),
        button=Sentence("Läs och svara", "Read and answer"),
        due=clock.day_of(sql.moment(expires)),
    )


def in_short(text: str, most: int = 120) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


UNANSWERED = f"""
SELECT h.id FROM {HANDOFF} h JOIN {Link._meta.db_table} link ON link.id = h.link_id
WHERE h.state = 'sent' AND link.made <= %(old)s AND link.expires > %(now)s AND link.used IS NULL AND link.revoked IS NULL
    AND {still_answers("h", "h.asked_id")}
ORDER BY h.id
"""


def unanswered(now: datetime) -> list[int]:
    """The sent ones whose link is old enough to remind of and still holds, where whoever was asked still answers for the receiver.

    One query. For the clock.
    """
    old = now - timedelta(days=rules.REMINDED_DAYS)
    return [id for (id,) in sql.rows(UNANSWERED, now=now, old=old, today=clock.today())]
