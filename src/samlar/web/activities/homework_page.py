"""Homework and what is handed in, made ready for their pages: plain rows, all words said."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlar.activities.queries.handins import OrganisationPace, handins, pace, reads_all
from samlar.activities.queries.homework import ActivityHomework, agenda_item
from samlar.activities.rules import handins as handin_rules
from samlar.activities.rules.handins import Handin, HandinRow, Pace
from samlar.activities.rules.homework import HomeworkRow
from samlar.activities.rules.sessions import may_plan
from samlar.foundation import charts, clock
from samlar.foundation.charts import Chart, Value
from samlar.foundation.text import prose
from samlar.people.rules import Actor
from samlar.registration.queries.homework import to_tell, unfinished
from samlar.web.templatetags.samlar import day, kept_address, say


@dataclass(frozen=True, slots=True)
class Listed:
    """A piece of homework in the list. `chip` and `kind`: where it stands for this viewer."""

    title: str
    href: str
    due: str
    facts: tuple[str, ...]
    chip: str
    kind: str
    count: str


def listed(actor: Actor, found: ActivityHomework, row: HomeworkRow) -> Listed:
    chip, kind = standing(actor, found, row)
    facts = [_("Följer på %(session)s") % {"session": row.after.title}] if row.after else []
    facts += [_("Tas upp på %(session)s") % {"session": row.taken_up.title}] if row.taken_up else []
    shown = row.given is not None and reads_all(found, row)
    return Listed(
        title=row.title,
        href=kept_address("homework", row.activity, row.id),
        due=_("Senast %(day)s") % {"day": day(row.due)},
        facts=tuple(facts),
        chip=chip,
        kind=kind,
        count=ngettext("%(n)s inlämnad", "%(n)s inlämnade", row.handed_in) % {"n": row.handed_in} if shown else "",
    )


def standing(actor: Actor, found: ActivityHomework, row: HomeworkRow) -> tuple[str, str]:
    """Where homework stands for the viewer: a word and the kind of chip. Only what waits for the viewer is said to wait."""
    if row.given is None:
        return _("utkast"), "draft"
    if row.mine:
        return _("inlämnad"), "done"
    if found.sets or not (handin_rules.may_hand_in(actor, found.activity) and handin_rules.is_open(found.activity, row)):
        return "", ""
    return (_("försenad"), "waiting") if clock.today() > row.due else (_("att lämna in"), "waiting")


def one(actor: Actor, found: ActivityHomework, row: HomeworkRow) -> dict[str, Any]:
    """The values of `activities/homework.html` beside its frame."""
    rows = handins(actor, found, row) if row.given else []
    mine = next((answered for answered in rows if answered.mine and answered.organisation_id == actor.organisation), None)
    chip, kind = standing(actor, found, row)
    may_hand_in = handin_rules.may_hand_in(actor, found.activity) and handin_rules.is_open(found.activity, row)
    values: dict[str, Any] = {
        "row": row, "sets": found.sets, "word": chip, "kind": kind,
        "may_hand_in": may_hand_in and row.mine is None,
        "may_change": mine is not None and may_hand_in and handin_rules.may_be_changed(found.activity, row, clock.now()),
        "answers": [answer(row, one) for one in rows], "reads_all": reads_all(found, row), "facts": facts_of(row),
    }  # fmt: skip
    if found.sets:
        values |= _for_those_who_lead(actor, found, row, rows)
    return values


def _for_those_who_lead(actor: Actor, found: ActivityHomework, row: HomeworkRow, rows: list[HandinRow]) -> dict[str, Any]:
    if row.given is None:
        return {"told": sum(one.person != actor.person for one in to_tell(found.activity))}
    counted, organisations = pace(found, row, rows)
    left = unfinished(found, row)
    if row.alone:
        counted = handin_rules.pace_of_people((one.late for one in rows), len(left))
    return {
        "chart": pace_chart(counted, people=row.alone) if counted.all else None,
        "organisations_pace": [_paced(one) for one in organisations],
        "unfinished": left,
        "may_take_up": may_plan(actor, found.activity) and agenda_item(row.id) is None,
    }


@dataclass(frozen=True, slots=True)
class Answer:
    """A hand-in in a list. `late` is empty in time."""

    id: int
    name: str
    beside: str
    href: str
    opening: str
    day: str
    late: str
    comments: str


def answer(row: HomeworkRow, one: HandinRow) -> Answer:
    """By person, or by organisation where it is handed in for that: then who wrote it stands beside."""
    name, beside = (one.person, one.organisation) if row.alone else (one.organisation, one.person)
    return Answer(
        id=one.id,
        name=name,
        beside=beside,
        href=kept_address("handin", row.activity, row.id, one.id),
        opening=one.opening or one.link,
        day=day(one.handed_in),
        late=late(one.late),
        comments=ngettext("%(n)s kommentar", "%(n)s kommentarer", one.comments) % {"n": one.comments} if one.comments else "",
    )


def late(days: int) -> str:
    """ "kom in två dagar efter sista dagen", empty in time."""
    return say(handin_rules.late_words(days))


@dataclass(frozen=True, slots=True)
class Spoken:
    """A hand-in whole, on the page to talk from. `text` is prose already."""

    id: int
    name: str
    beside: str
    text: SafeString
    link: str
    href: str


def spoken(row: HomeworkRow, one: Handin) -> Spoken:
    name, beside = (one.person, one.organisation) if row.alone else (one.organisation, one.person)
    return Spoken(one.id, name, beside, _prose(one.text), one.link, kept_address("handin", row.activity, row.id, one.id))


@lru_cache(maxsize=256)  # the page is shown again and again while a group talks; the same text reads the same
def _prose(text: str) -> SafeString:
    return prose(text)


def facts_of(row: HomeworkRow) -> list[tuple[str, Any]]:
    """What holds for the homework, in short."""
    facts: list[tuple[str, Any]] = [
        (_("Sista dag"), day(row.due)),
        (_("Lämnas in"), _("Av var och en") if row.alone else _("En gång per organisation")),
        (_("Läses av"), say(row.seen_by_words)),
    ]
    if row.after:
        facts.append((_("Följer på"), row.after.title))
    if row.taken_up:
        facts.append((_("Tas upp på"), f"{row.taken_up.title}, {say(row.taken_up.when)}"))
    return facts


def pace_chart(counted: Pace, *, people: bool) -> Chart:
    """How far the organisations have come, or the people where each hands in: its message as the title."""
    handed_in = counted.in_time + counted.late
    said = (
        ngettext("%(n)s av %(all)s personer har lämnat in", "%(n)s av %(all)s personer har lämnat in", handed_in)
        if people
        else ngettext("%(n)s av %(all)s organisationer har lämnat in", "%(n)s av %(all)s organisationer har lämnat in", handed_in)
    )
    title = said % {"n": handed_in, "all": counted.all}
    return charts.stacked(
        "inlamnat",
        title,
        [Value(_("I tid"), counted.in_time, str(counted.in_time)), Value(_("Efter sista dagen"), counted.late, str(counted.late))],
        rest=Value(_("Inte inlämnat"), counted.missing, str(counted.missing)),
        head=(_("Läge"), _("Personer") if people else _("Organisationer")),
    )


def _paced(one: OrganisationPace) -> dict[str, Any]:
    return {
        "name": one.name,
        "href": kept_address("organisation", one.slug),
        "count": one.count,
        "first": day(one.first) if one.first else "",
        "late": late(one.late),
    }


def told_words(done: str, told: int) -> str:
    """What was done, and how many were told of it."""
    letters = ngettext("%(n)s person får ett brev.", "%(n)s personer får ett brev.", told) % {"n": told} if told else ""
    return " ".join(part for part in (done, letters) if part)
