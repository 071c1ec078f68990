"""The list of proposals: what decides per row, filters as links that can be shared."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlar.catalogue import queries as catalogue
from samlar.ideas import queries
from samlar.ideas.queries.lists import ANY_FORMAT, LONGEST_SEARCH, Wanted
from samlar.ideas.rules.fit import why_not_propose
from samlar.ideas.rules.rows import ListedProposal, State
from samlar.people.rules import MEMBERS
from samlar.web.asked import viewer
from samlar.web.templatetags.samlar import say

# What each choice is called in the address.
SEEKS_LEADER = "soker-ledare"
STATES = {"": "open", SEEKS_LEADER: "open", "utkast": "draft", "aktiviteter": "taken", "tillbakadragna": "withdrawn", "alla": "all"}
WHOSE = {"": "all", "vara": "ours", "mina": "mine", "intresse": "interested"}
SORTS = {"": "newest", "intresse": "interest", "titel": "title"}
CHIPS = {State.DRAFT: "draft", State.PUBLISHED: "active", State.TAKEN: "done", State.WITHDRAWN: "closed"}


def proposals(request: HttpRequest) -> HttpResponse:
    actor = viewer(request)
    wanted = chosen(request)
    orders = [("newest", _("Nyast")), ("interest", _("Mest intresse")), ("title", _("Titel"))]
    page = queries.proposals(actor, wanted, request.GET.get("page", "1")[:9])
    return render(
        request,
        "ideas/list.html",
        {
            "page": page,
            "rows": [(row, *interest(row), *chip(row)) for row in page.object_list],
            "query": urlencode(_params(wanted)),
            "groups": groups(request, wanted),
            "sorts": links(wanted, [({"sort": sort}, words) for sort, words in orders]),
            "search": wanted.title,
            "search_length": LONGEST_SEARCH,
            "kept": [(name, value) for name, value in _params(wanted).items() if name != "q"],
            "narrowed": wanted != Wanted(),
            "may_propose": why_not_propose(actor, None) is None,
            "in_the_circle": MEMBERS in actor.tokens,
        },
    )


def chosen(request: HttpRequest) -> Wanted:
    """What the address asks for; what cannot be understood is left out."""
    asked = request.GET
    at_work = viewer(request).at_work
    return Wanted(
        state=STATES.get(asked.get("lage", ""), "open"),
        whose=WHOSE.get(asked.get("vilkas", ""), "all") if at_work else "all",
        format="".join(sign for sign in asked.get("format", "")[:40] if sign.isprintable()),
        seeks_leader=asked.get("lage") == SEEKS_LEADER,
        title=" ".join(asked.get("q", "").replace("\x00", " ").split())[:LONGEST_SEARCH],
        sort=SORTS.get(asked.get("ordning", ""), "newest"),
    )


def interest(row: ListedProposal) -> tuple[str, str]:
    """How many are interested, and who of them would lead, in words; nothing where nobody would."""
    many = ngettext("%(n)s intresserad", "%(n)s intresserade", row.interested) % {"n": row.interested}
    return many, _("%(names)s kan leda") % {"names": ", ".join(row.leaders)} if row.leaders else ""


def chip(row: ListedProposal) -> tuple[str, str]:
    """(words, kind) of the row's state: what an open proposal is waiting for, else what it became."""
    if row.state != State.PUBLISHED:
        return say(row.state.sentence), CHIPS[row.state]
    return (_("har ledare"), "active") if row.leaders else (_("söker ledare"), "")


def groups(request: HttpRequest, wanted: Wanted) -> list[dict[str, Any]]:
    """The filters: a heading and its links."""
    at_work = viewer(request).at_work
    states = [
        ({"state": "open", "seeks_leader": False}, _("Öppna")),
        ({"state": "open", "seeks_leader": True}, _("Söker ledare")),
        *([({"state": "draft", "seeks_leader": False}, _("Våra utkast"))] if at_work else []),
        ({"state": "taken", "seeks_leader": False}, _("Blev aktiviteter")),
        ({"state": "withdrawn", "seeks_leader": False}, _("Tillbakadragna")),
        ({"state": "all", "seeks_leader": False}, _("Alla")),
    ]
    whose = [("all", _("Allas")), ("ours", _("Våra")), ("mine", _("Mina")), ("interested", _("Vi är intresserade"))]
    formats = [("", _("Alla")), *((one, say(name)) for one, name in catalogue.format_choices()), (ANY_FORMAT, _("Öppet"))]
    found = [{"label": _("Läge"), "filters": links(wanted, states)}]
    if at_work:
        found.append({"label": _("Vilkas"), "filters": links(wanted, [({"whose": value}, words) for value, words in whose])})
    found.append({"label": _("Format"), "filters": links(wanted, [({"format": value}, words) for value, words in formats])})
    return found


def links(wanted: Wanted, choices: list[tuple[dict[str, Any], str]]) -> list[dict[str, Any]]:
    """Each choice as a link to the list so narrowed; the one that holds now is current."""
    return [
        {"label": words, "href": _address(then), "current": then == wanted, "count": None}
        for words, then in ((words, replace(wanted, **change)) for change, words in choices)
    ]


def _address(wanted: Wanted) -> str:
    params = urlencode(_params(wanted))
    return reverse("proposals") + (f"?{params}" if params else "")


def _params(wanted: Wanted) -> dict[str, str]:
    asked = {
        "lage": SEEKS_LEADER if wanted.seeks_leader else _word(STATES, wanted.state),
        "vilkas": _word(WHOSE, wanted.whose),
        "format": wanted.format,
        "q": wanted.title,
        "ordning": _word(SORTS, wanted.sort),
    }
    return {name: value for name, value in asked.items() if value}


def _word(words: dict[str, str], value: str) -> str:
    return next(word for word, meaning in words.items() if meaning == value)
