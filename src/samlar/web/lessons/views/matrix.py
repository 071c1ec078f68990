"""Lessons by organisations: who is where, for an activity or a theme; and an activity's own page of lessons (F2)."""

from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlar.activities import queries as activities
from samlar.activities.rules.access import takes_part
from samlar.activities.rules.rows import ActivityRow
from samlar.foundation import charts
from samlar.foundation.charts import Line, Matrix
from samlar.lessons.queries import matrix as queries
from samlar.lessons.queries.bringing_home import has_something_to_take_home
from samlar.lessons.queries.matrix import MatrixPage
from samlar.lessons.rules import matrix as rules
from samlar.lessons.rules.words import STATE_WORDS, Standing, State
from samlar.library.queries.themes import ThemeRow, themes
from samlar.people.rules import NotVisible
from samlar.web.activities.frame import frame
from samlar.web.asked import viewer, whole
from samlar.web.templatetags.samlar import kept_address, number, say

ON_AN_ACTIVITY = 20
WORD_LENGTH = 80
NAMED = 6  # of those who use a lesson, where there is no room for the cells


def matrix(request: HttpRequest) -> HttpResponse:
    """One activity's or one theme's matrix; without either, what there is to choose among."""
    actor, page = viewer(request), whole(request.GET.get("page"), 1)
    wanted, theme = request.GET.get("aktivitet", ""), request.GET.get("tema", "")[:WORD_LENGTH]
    trail = [(_("Lärdomar"), kept_address("lessons"))]
    took_part = None
    if wanted:
        activity = activities.activity(actor, whole(wanted, 0))
        found = queries.of_activity(actor, activity.id, page, taking_part=_taking_part(activity))
        took_part = _ids(activity)
        about, params = activity.title, {"aktivitet": str(activity.id)}
        trail.append((activity.title, kept_address("activity_lessons", activity.id)))
    elif theme:
        row = _theme(theme)
        found = queries.of_theme(actor, row.id, page)
        about, params = say(row.name), {"tema": str(row.id)}
        trail.append((_("Hur långt har var och en kommit?"), kept_address("matrix")))
    else:
        by_theme, by_activity = queries.scopes(actor)
        return render(request, "lessons/matrix_choose.html", {"themes": by_theme, "activities": by_activity, "trail": trail})
    shown = {"about": about, "trail": trail, "query": urlencode(params), "page": found.page, "lessons": found.lessons}
    return render(request, "lessons/matrix.html", shown | {"matrix": drawn(found, took_part=took_part), "key": key()})


def _theme(word: str) -> ThemeRow:
    """The theme that the address names, by its word or its number. Raises NotVisible."""
    for row in themes(retired=True):
        if word in (row.slug, str(row.id)):
            return row
    raise NotVisible


def _taking_part(activity: ActivityRow) -> list[tuple[int, str, str]]:
    return [(one.organisation, one.name, one.slug) for one in activity.taking_part]


def _ids(activity: ActivityRow) -> set[int]:
    return {one.organisation for one in activity.taking_part}


def key() -> list[tuple[str, Any]]:
    """What the bars mean, in the ladder's order."""
    return [*rules.MARK_WORDS.items(), ("x", rules.ENDED)]


def drawn(found: MatrixPage, *, took_part: Collection[int] | None = None) -> Matrix | None:
    """The drawing, which is its own table; None where there is nothing to draw. `took_part`: of an activity, whom the title tells from
    others who have taken its lessons home."""
    if not found.lessons or not found.columns:
        return None
    columns = []
    for one in found.columns:
        before, short = one.short
        columns.append(Line(short, number(one.used) if one.used else "", kept_address("organisation", one.slug), before))
    order = [one.id for one in found.columns]
    names = {one.id: one.short[1] for one in found.columns}
    rows = []
    for row in found.page:
        at = {organisation: rules.MARKS[standing] for organisation, standing in row.at.items()}
        said = ", ".join(say(one) for one in row.said) or _("ingen än")
        uses = [names[one.id] for one in found.columns if row.at.get(one.id) == Standing.USED]
        named = ", ".join([*uses[:NAMED], _("%(n)s till") % {"n": number(len(uses) - NAMED)}] if len(uses) > NAMED else uses)
        who = _("Används av: %(names)s") % {"names": named} if named else ""
        line = Line(row.sentence, said, kept_address("lesson", row.id), margin=number(row.counts[Standing.USED]), who=who)
        rows.append((line, [at.get(one, "") for one in order]))
    words = {mark: say(word) for mark, word in key()}
    corner = (_("Lärdom"), _("Använder"), _("Använder"))
    title = say(rules.message(found.columns, found.lessons))
    beyond = sum(one.home > 0 and one.id not in took_part for one in found.columns) if took_part is not None else 0
    if beyond:
        title += " " + ngettext("%(n)s av dem deltog inte.", "%(n)s av dem deltog inte.", beyond) % {"n": number(beyond)}
    return charts.matrix("matris", title, rows, columns, words=words, corner=corner)


def activity_lessons(request: HttpRequest, activity_id: int) -> HttpResponse:
    """What has been learned in an activity, who has taken it home, and what is sent on."""
    actor = viewer(request)
    activity = activities.activity(actor, activity_id)
    found = queries.of_activity(
        actor, activity.id, whole(request.GET.get("page"), 1), taking_part=_taking_part(activity), size=ON_AN_ACTIVITY
    )
    values = frame(request, activity, "lessons") | {
        "page": found.page,
        "lessons": found.lessons,
        "matrix": drawn(found, took_part=_ids(activity)),
        "key": key(),
        "anyone": any(one.home for one in found.columns),
        "activity_key": str(activity.id),
        "shared_word": STATE_WORDS[State.SHARED],
        "signed_in": actor.signed_in,
        "may_capture": actor.at_work and activity.inside,
        "brings_home": takes_part(actor, activity) and activity.started is not None and has_something_to_take_home(activity),
        "handoffs": activity.started is not None and actor.signed_in,
    }
    return render(request, "lessons/of_activity.html", values)
