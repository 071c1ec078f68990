"""The rows of an organisation's lists, made ready here: asked part by part in the template, each row costs three times as much.

A row is its name, the address that it leads to ("" for none), what is said beside the name, and its state.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlar.activities.queries.of_organisation import TakenPartIn
from samlar.ideas.rules.rows import NamedProposal
from samlar.people.queries.staff import PersonRow
from samlar.reports.queries.figures import Line
from samlar.web.templatetags.samlar import chip, day, kept_address, number, say

Row = tuple[str, str, SafeString, SafeString]
NOTHING = SafeString()


def spans(*parts: object) -> SafeString:
    return format_html_join("", "<span>{}</span>", ((part,) for part in parts if part))


def made_ready(page: "Page[Any]", row: Callable[[Any], Row]) -> "Page[Any]":
    """The page with its rows made ready."""
    page.object_list = [row(one) for one in page.object_list]
    return page


def of_person(row: PersonRow, slug: str, *, leads: bool) -> Row:
    """Somebody at an organisation. Where the row leads to the person's page, the address in it cannot lead elsewhere."""
    email = format_html('<a href="mailto:{0}">{0}</a>', row.email) if row.email and not leads else row.email
    chips = [chip(role.name) for role in row.roles if role.now]
    if not row.now:
        chips.insert(0, chip(_("börjar senare"), "draft"))
    elif row.span.end:
        chips.insert(0, chip(_("slutar"), "closed"))
    state = format_html_join("", "{}", ((one,) for one in chips)) if chips else NOTHING
    return row.name, kept_address("person", slug, row.id) if leads else "", spans(row.title or row.profession, email), state


def of_activity(row: TakenPartIn) -> Row:
    """What the organisation takes part in."""
    facts = spans(say(row.format), row.is_lead and _("leder"), row.year)
    return row.title, kept_address("activity", activity_id=row.id), facts, chip(row.stage)


def of_own_proposal(row: NamedProposal) -> Row:
    """What the organisation proposes, with the day since when."""
    return row.title, kept_address("proposal", proposal_id=row.id), spans(day(row.published)), NOTHING


def of_proposal(row: NamedProposal) -> Row:
    """What the organisation is interested in, with whose it is."""
    return row.title, kept_address("proposal", proposal_id=row.id), spans(row.organisation), NOTHING


def of_figures(line: Line, organisation: int) -> tuple[str, str] | None:
    """How often the organisation's people took part in the last twelve months, and where all its figures are; None for never."""
    if not line.participations:
        return None
    people = ngettext("%(n)s person", "%(n)s personer", line.people) % {"n": number(line.people)}
    times = ngettext("%(n)s deltagande", "%(n)s deltaganden", line.participations) % {"n": number(line.participations)}
    query = urlencode({"first": line.first.isoformat(), "last": line.last.isoformat(), "organisation": organisation})
    said = _("De senaste tolv månaderna: %(people)s, %(times)s") % {"people": people, "times": times}
    return said, f"{kept_address('figures')}?{query}"
