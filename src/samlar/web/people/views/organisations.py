"""The list of organisations, one organisation's page, and the viewer's own."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.lessons.queries.board import summary
from samlar.people import queries
from samlar.people.queries.organisations import NONE, OrganisationList, OrganisationRow
from samlar.people.queries.staff import EmptySeat
from samlar.people.rules import MandateKind, MembershipKind, looks_after, must_act_for_an_organisation
from samlar.people.rules.words import MEMBERSHIPS
from samlar.registration.queries.assignment_lists import of_our_people
from samlar.reports import queries as reports
from samlar.reports.queries import LeftBehind
from samlar.reports.queries.figures import line_of
from samlar.web.asked import viewer, whole
from samlar.web.assigned import told
from samlar.web.lessons.views.board import figures, told_shown
from samlar.web.people import rows
from samlar.web.people.forms import capital
from samlar.web.people.page import lasting, standing
from samlar.web.stable import described
from samlar.web.templatetags.samlar import day, named, say

PER_PAGE = 20
ASSIGNMENTS = 5  # of our people's, on our page
SEARCH_LENGTH = 100
CHIPS = {MembershipKind.MEMBER: "active", MembershipKind.PARTNER: "done", MembershipKind.GUEST: "closed"}
KIND, MEMBERSHIP, SEARCH = "sort", "medlemskap", "q"
PEOPLE, ACTIVITIES = "page", "aktiviteter"  # the page's two lists, each with its own page number in the address


def organisations(request: HttpRequest) -> HttpResponse:
    chosen = {
        KIND: request.GET.get(KIND, "")[:40].replace("\x00", ""),
        MEMBERSHIP: request.GET.get(MEMBERSHIP, "")[:10],
        SEARCH: request.GET.get(SEARCH, "").strip()[:SEARCH_LENGTH],
    }
    if chosen[MEMBERSHIP] not in (*MembershipKind, NONE):
        chosen[MEMBERSHIP] = ""
    found = queries.organisations(viewer(request), kind=chosen[KIND], membership=chosen[MEMBERSHIP], search=chosen[SEARCH])
    page = Paginator(found.rows, PER_PAGE).get_page(whole(request.GET.get("page"), 1))
    shown: dict[str, Any] = {
        "rows": [
            (
                row,
                capital(say(found.kind_names[row.kind])),
                MEMBERSHIPS[row.membership] if row.membership else "",
                CHIPS[row.membership] if row.membership else "",
            )
            for row in page
        ],
        "page": page,
        "groups": groups(chosen, found),
        "query": urlencode({key: value for key, value in chosen.items() if value}),
        "kept": [(key, value) for key, value in chosen.items() if value and key != SEARCH],
        "search": chosen[SEARCH],
        "search_length": SEARCH_LENGTH,
        "total": len(found.rows),
        "narrowed": any(chosen.values()),
        "registers": viewer(request).holds(MandateKind.REGISTER),
    }
    return render(request, "people/organisations.html", shown)


def groups(chosen: dict[str, str], found: OrganisationList) -> list[dict[str, Any]]:
    """The filters as links, each with how many it would show."""
    words: dict[str, Sentence | str] = {**{str(kind): word for kind, word in MEMBERSHIPS.items()}, NONE: _("Utan medlemskap")}
    memberships = [(word, capital(say(words[word])), n) for word, n in found.memberships.items()]
    kinds = [(code, capital(say(found.kind_names[code])), n) for code, n in found.kinds.items()]
    return [
        {"label": _("Medlemskap"), "filters": _links(chosen, MEMBERSHIP, found.all_memberships, memberships)},
        {"label": _("Sort"), "filters": _links(chosen, KIND, found.all_kinds, kinds)},
    ]


def _links(chosen: dict[str, str], name: str, everything: int, values: list[tuple[str, str, int]]) -> list[dict[str, Any]]:
    links = []
    for value, label, count in [("", _("Alla"), everything), *values]:
        params = urlencode({key: word for key, word in {**chosen, name: value}.items() if word})
        href = reverse("organisations") + (f"?{params}" if params else "")
        links.append({"label": label, "href": href, "current": chosen[name] == value, "count": count})
    return links


def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    row = queries.organisation(viewer(request), slug)
    values = {"taken_home": told_shown(viewer(request), row.id), "thing": described.organisation(row)}
    return render(request, "people/organisation.html", about(request, row) | values)


def our_organisation(request: HttpRequest) -> HttpResponse:
    actor = viewer(request)
    at = must_act_for_an_organisation(actor)
    shown = about(request, queries.organisation_of(actor, at))
    shown["home"] = figures(summary(actor))
    shown["acting"] = queries.acting_for(at)
    assigned = of_our_people(actor, most=ASSIGNMENTS)
    shown |= {"assigned": [told(line) for line in assigned], "all_assigned": assigned.paginator.count}
    shown["waits"] = _waits(reports.needs_new_owner(actor), queries.empty_seats(at), shown["today"]) if shown["looks_after"] else []
    return render(request, "people/our_organisation.html", shown)


def _waits(left_behind: list[LeftBehind], empty_seats: list[EmptySeat], today: date) -> list[dict[str, Any]]:
    """What waits for whoever looks after the organisation's people, as the component `waiting` wants it."""
    hand_over, appoint = reverse("new_owners"), _("Utse någon")
    left = [
        {
            "what": ngettext("En sak efter %(name)s behöver ny ägare.", "%(n)s saker efter %(name)s behöver ny ägare.", n)
            % {"n": n, "name": one.name},
            "when": (_("Slutade %(day)s") if one.last < today else _("Slutar %(day)s")) % {"day": day(one.last)},
            "href": hand_over,
            "action": _("Lämna över"),
        }
        for one in left_behind
        for n in [len(one.things)]
    ]
    empty = [
        {
            "what": _("Er plats i %(name)s har ingen.") % {"name": named(seat, "body")},
            "href": reverse("fill_seat", args=[seat.id]),
            "action": appoint,
        }
        for seat in empty_seats
    ]
    return [*left, *empty]


def about(request: HttpRequest, row: OrganisationRow) -> dict[str, Any]:
    """What the page about an organisation shows, as far as the viewer may see it."""
    actor, today = viewer(request), clock.today()
    people = queries.staff(actor, row.id, whole(request.GET.get(PEOPLE), 1))
    work = reports.work_of(actor, row.id, whole(request.GET.get(ACTIVITIES), 1))
    links = looks_after(actor, row.id)
    kind = capital(say(row.kind_name))
    facts: list[tuple[str, Any]] = [(_("Sort"), kind)]
    if row.county:
        facts.append((_("Län"), row.county))
    return {
        "organisation": row,
        "standing": standing(row, today),
        "facts": facts,
        "memberships": [(period, capital(say(MEMBERSHIPS[period.kind])), lasting(period.span, today)) for period in row.memberships],
        "mandates": [(held, lasting(held.span, today)) for held in row.mandates],
        "people": rows.made_ready(people, lambda one: rows.of_person(one, row.slug, leads=links)),
        "people_query": urlencode({ACTIVITIES: work.activities.number}) if work.activities.number > 1 else "",
        "work": {
            "activities": rows.made_ready(work.activities, rows.of_activity),
            "proposals": [rows.of_own_proposal(one) for one in work.proposals],
            "figures": rows.of_figures(line_of(actor, row.id), row.id),
            "interested_in": [rows.of_proposal(one) for one in work.interested_in],
        },
        "work_query": urlencode({PEOPLE: people.number}) if people.number > 1 else "",
        "looks_after": links,
        "registers": actor.holds(MandateKind.REGISTER),
        "is_ours": actor.organisation == row.id,
        "today": today,
    }
