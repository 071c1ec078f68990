"""Our board: what the own organisation has taken home, by step, to move between by drag, by keyboard and by plain form (F2)."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlar.formats.sentence import Sentence
from samlar.foundation import charts, clock
from samlar.foundation.charts import Chart
from samlar.lessons.queries import board as queries
from samlar.lessons.queries.board import Board, Choice, Column, Option, Summary
from samlar.lessons.rules import board as rules
from samlar.lessons.rules.board import COLUMN_WORDS, NARROW_WORDS, Narrow
from samlar.lessons.rules.words import EXITS, LADDER, STANDING_WORDS, Standing
from samlar.people.rules import Actor, looks_after
from samlar.web.asked import viewer, whole
from samlar.web.lessons.cards import Cards
from samlar.web.templatetags.samlar import day, kept_address, number, say

NARROW, THEME, ACTIVITY, STEP = "visa", "tema", "aktivitet", "steg"
STEPS = {"hemtagna": Standing.TAKEN, "delade": Standing.SHARED, "provade": Standing.TRIED, "forankrade": Standing.ANCHORED,
    "anvanda": Standing.USED, "avstadda": Standing.DECLINED, "foraldrade": Standing.OBSOLETE}  # fmt: skip
STEP_WORDS = {standing: word for word, standing in STEPS.items()}
WORD_LENGTH = 80
MOST_OPTIONS = 8  # of a filter
SHOWN = 10  # of what another organisation has taken home, on its page
EMPTY_COLUMN = {
    Standing.TAKEN: Sentence("Här börjar det som ni just har tagit hem.", "What you have just taken home begins here."),
    Standing.SHARED: Sentence("Berätta för kollegor, så flyttar den hit.", "Tell colleagues about it, and it moves here."),
    Standing.TRIED: Sentence("Pröva på ett verkligt fall, så flyttar den hit.", "Try it on a real case, and it moves here."),
    Standing.ANCHORED: Sentence(
        "När någon med mandat har beslutat flyttar den hit.", "When somebody with the mandate has decided, it moves here."
    ),
    Standing.USED: Sentence(
        "När det används, och någon annan har kontrollerat det.", "When it is in use, and somebody else has checked it."
    ),
}


def board(request: HttpRequest) -> HttpResponse:
    actor = viewer(request)
    asked = {key: request.GET.get(key, "")[:WORD_LENGTH].replace("\x00", "") for key in (NARROW, THEME, ACTIVITY)}
    if asked[NARROW] not in list(Narrow):
        asked[NARROW] = ""
    asked |= {key: str(whole(asked[key], 0) or "") for key in (THEME, ACTIVITY)}
    choice = Choice(
        narrow=Narrow(asked[NARROW]) if asked[NARROW] else None,
        theme=int(asked[THEME]) if asked[THEME] else None,
        activity=int(asked[ACTIVITY]) if asked[ACTIVITY] else None,
    )
    standing = STEPS.get(request.GET.get(STEP, ""))
    found = queries.board(actor, choice, standing=standing, page=whole(request.GET.get("page"), 1))
    step = {STEP: STEP_WORDS[standing]} if standing is not None else {}
    chosen = {key: word for key, word in asked.items() if word}
    shown = {
        "board": found,
        "state": _state(found, narrowed=bool(chosen)),
        "chart": chart(found.counts, narrowed=bool(chosen)) if found.total else None,
        "groups": _groups(found, asked, step),
        "narrowed": bool(chosen),
        "query": urlencode({**chosen, **step}),
        "back": f"?{urlencode(chosen)}" if chosen else kept_address("board"),
        "trail": [(_("Vår organisation"), kept_address("our_organisation"))],
    }
    # Who looks after the organisation's people finds a new owner: for them it stands in saffron.
    waits = actor.organisation is not None and looks_after(actor, actor.organisation)
    written = Cards(clock.today(), waits=waits, token=get_token(request))
    if standing is not None and found.listed is not None:
        shown |= {"standing": COLUMN_WORDS[standing], "page": found.listed, "cards": written.written(found.listed)}
    else:
        shown |= {
            "columns": [_column(written, one, chosen) for one in found.columns],
            "ended": [_column(written, one, chosen) for one in found.ended if one.count],
        }
    return render(request, "lessons/board.html", shown)


def _state(found: Board, *, narrowed: bool) -> str:
    """What needs care, in one sentence: of all that the organisation has, and it says so where the cards below are fewer."""
    if not found.total:
        return _("Det som ni tar hem hamnar här, och flyttar åt höger när något händer hos er.")
    parts = [
        ngettext("%(n)s behöver ny ägare", "%(n)s behöver ny ägare", found.alone) % {"n": found.alone} if found.alone else "",
        ngettext("%(n)s är försenad", "%(n)s är försenade", found.late) % {"n": found.late} if found.late else "",
        ngettext("%(n)s står still", "%(n)s står still", found.stopped) % {"n": found.stopped} if found.stopped else "",
    ]
    told = [part for part in parts if part]
    if not told:
        return _("Allt har en ägare och är på väg.")
    together = _("och").join([f"{', '.join(told[:-1])} ", f" {told[-1]}"]) if len(told) > 1 else told[0]
    return _("I hela organisationen: %(told)s.") % {"told": together} if narrowed else f"{together}."


def chart(counts: dict[Standing, int], *, narrowed: bool = False) -> Chart:
    """How far what has been taken home has come: a staircase, each step as wide as they are many. The columns of the board name the steps.
    `narrowed`: the board shows fewer than are drawn."""
    values = [charts.Value(say(COLUMN_WORDS[one]), counts[one], number(counts[one])) for one in LADDER]
    title = say(rules.headline([counts[one] for one in LADDER]))
    if narrowed:
        title = _("Hela organisationen: %(said)s") % {"said": f"{title[:1].lower()}{title[1:]}"}
    return charts.staircase("tavlan", title, values, head=(_("Steg"), _("Hur många")))


def told_shown(actor: Actor, organisation: int) -> dict[str, Any] | None:
    """What an organisation shows the viewer of what it has taken home, used first, in words; None where that is nothing."""
    rows, total, used = queries.shown_by(actor, organisation, most=SHOWN)
    if not rows:
        return None
    said = ngettext("%(n)s lärdom eller exempel.", "%(n)s lärdomar och exempel.", total) % {"n": number(total)}
    if used:
        said += " " + ngettext("%(n)s används.", "%(n)s används.", used) % {"n": number(used)}
    if total > len(rows):
        said += " " + _("Här är de som har kommit längst.")
    return {
        "said": said,
        "rows": [
            {
                "href": kept_address("uptake", row.id),
                "sentence": row.sentence,
                "since": _("sedan %(day)s") % {"day": day(row.since)},
                "mark": row.standing.mark,
                "word": say(STANDING_WORDS[row.standing]),
            }
            for row in rows
        ],
    }


def figures(summary: Summary) -> list[tuple[int, str]]:
    """Three figures of what we have taken home, each with its words; none before anything has been."""
    if not summary.home:
        return []
    return [
        (summary.home, ngettext("hemtagen", "hemtagna", summary.home)),
        (summary.used, ngettext("används", "används", summary.used)),
        (summary.care, ngettext("behöver omsorg", "behöver omsorg", summary.care)),
    ]


def _groups(found: Board, asked: dict[str, str], step: dict[str, str]) -> list[dict[str, Any]]:
    """The filters as links; a group with nothing to choose among is left out."""
    narrows = [(one.value, say(NARROW_WORDS[one]), n) for one, n in found.narrows.items() if n or asked[NARROW] == one]
    ended = any(found.counts.get(one) for one in EXITS)
    groups = [
        {"label": _("Visa"), "filters": _links(asked, step, NARROW, found.all_narrows, narrows, ended=ended)} if narrows else None,
        {"label": _("Tema"), "filters": _links(asked, step, THEME, found.all_themes, _told(found.themes, asked[THEME]), ended=ended)}
        if found.themes
        else None,
        {
            "label": _("Aktivitet"),
            "filters": _links(asked, step, ACTIVITY, found.all_activities, _told(found.activities, asked[ACTIVITY]), ended=ended),
        }
        if found.activities
        else None,
    ]
    return [one for one in groups if one]


def _told(options: tuple[Option, ...], chosen: str) -> list[tuple[str, str, int]]:
    """Those that would show most, in their own order, and what is chosen."""
    most = sorted((one for one in options if one.count), key=lambda one: -one.count)[:MOST_OPTIONS]
    return [(one.value, say(one.label), one.count) for one in options if one in most or one.value == chosen]


def _links(
    asked: dict[str, str], step: dict[str, str], name: str, everything: int, values: list[tuple[str, str, int]], *, ended: bool
) -> list[dict[str, Any]]:
    links = []
    all_word = _("Alla, också avslutade") if ended else _("Alla")
    for value, label, count in [("", all_word, everything), *values]:
        params = urlencode({**{key: word for key, word in {**asked, name: value}.items() if word}, **step})
        href = kept_address("board") + (f"?{params}" if params else "")
        links.append({"label": label, "href": href, "current": asked[name] == value, "count": count})
    return links


def _column(written: Cards, column: Column, chosen: dict[str, str]) -> dict[str, Any]:
    word = STEP_WORDS[column.standing]
    return {
        "standing": column.standing.value,
        "mark": column.standing.mark,
        "name": COLUMN_WORDS[column.standing],
        "count": column.count,
        "cards": written.written(column.cards),
        "more": f"?{urlencode({**chosen, STEP: word})}" if column.count > len(column.cards) else "",
        "empty": EMPTY_COLUMN.get(column.standing, ""),
    }
