"""What every page of an activity shows around its content: where, what state, the stages, the next step, who and when.

A page of an activity extends `activities/_frame.html` and is answered with `render(request, template, frame(request, activity,
"plan") | {...})`. Blocks: `tab` (the page's own content), `tab_title` (its words in the browser's title), `aside_more`.
"""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from samlar.activities.queries.homework import has_homework
from samlar.activities.queries.invitation import may_open
from samlar.activities.queries.sessions import coming, next_of
from samlar.activities.rules.access import may_see_plan, takes_part
from samlar.activities.rules.lineage import lasting
from samlar.activities.rules.rows import ActivityRow
from samlar.activities.rules.sessions import SessionRow
from samlar.catalogue.rules.access import may_draft
from samlar.formats.sentence import Sentence
from samlar.lessons.queries.matrix import has_lessons
from samlar.lifecycle import facts
from samlar.lifecycle.rules.state import NextStep
from samlar.people.rules import MEMBERS, Actor
from samlar.registration.queries.attendance import something_held
from samlar.registration.queries.welcome import Way, way_in
from samlar.registration.rules.registering import may_manage
from samlar.web.asked import viewer

PLACES = {
    "participants": "activity_participants",
    "plan": "activity_plan",
    "review": "activity_review",
    "result": "activity_result",
    "dissemination": "activity_dissemination",
    "evaluation": "activity_evaluation",
}
MOST_TABS = 9
# What is moved to the side first, where there would be more tabs than a line and a half hold: once the result is told, and before.
ASIDE_WHEN_TOLD = ("registration", "homework", "plan", "review", "participants", "programme")
ASIDE = ("invitation", "figures", "plan", "review")
CHIPS = {"running": "active", "reported": "active", "closed": "done", "cancelled": "closed"}


def frame(
    request: HttpRequest, activity: ActivityRow, current: str, *, judged: bool = False, sessions: tuple[SessionRow, ...] | None = None
) -> dict[str, Any]:
    """The values of `activities/_frame.html`. `current`: the key of a tab (`tabs`).

    Beside them: `glance` (lifecycle.facts.Glance), where the standing and every step from here are found. A page that shows the
    format's judgement of the plan in every stage says `judged=True`; a page that has read the programme gives its
    `sessions`. Three to twelve queries.
    """
    actor = viewer(request)
    glance = facts.glance(actor, activity, judged=judged)
    has_programme, next_session = coming(actor, activity) if sessions is None else (True, next_of(activity, sessions))
    way = way_in(actor, activity)
    manages = may_manage(actor, activity)
    places, more_places = folded(
        tabs(actor, activity, current, has_programme=has_programme, registers=way.shown, manages=manages), told=is_told(activity)
    )
    next_href, next_words = _button(activity, current, glance.next, way, manages=manages)
    return {
        "activity": activity,
        "glance": glance,
        "trail": [(_("Aktiviteter"), reverse("activities"))],
        "stages": rail(activity),
        "tabs": places,
        "more_tabs": more_places,
        "register_words": register_words(way),
        "full": way.fullness.said if way.fullness else None,
        "next_session": next_session,
        "current": current,
        "proposal_href": reverse("proposal", args=[activity.proposal]) if activity.proposal and MEMBERS in actor.tokens else "",
        "wish_href": reverse("format_wish_new", args=[activity.format]) if may_draft(actor) or takes_part(actor, activity) else "",
        "history_href": reverse("activity_history", args=[activity.id]) if may_see_plan(actor, activity) and current != "history" else "",
        "chip": CHIPS.get(activity.stage_kind, ""),
        "next_href": next_href,
        "next_words": next_words,
        "taking_part": [
            {"name": one.name, "href": reverse("organisation", args=[one.slug]), "note": one.contact_name, "lead": one.is_lead}
            for one in activity.taking_part
        ],
    }


def register_words(way: Way) -> Sentence:
    """What the button to register says: where no place is free for the viewer, the waiting list."""
    return Sentence("Ställ dig på väntelistan", "Join the waiting list") if way.to_the_list else Sentence("Anmäl dig", "Register")


def _button(activity: ActivityRow, current: str, step: NextStep | None, way: Way, *, manages: bool) -> tuple[str, Sentence | None]:
    """Where the one button leads, and its words: the format's next step; for whoever has none and may register, to registering. Those
    who manage the registrations have other things to do first."""
    if step is not None:
        return ("" if step.place == current else address(activity.id, step)), step.words
    if way.may_register and current != "registration" and not manages:
        return reverse("activity_registration", args=[activity.id]), register_words(way)
    return "", None


def address(activity_id: int, step: NextStep) -> str:
    """Where the one button leads."""
    if step.place == "result":
        return reverse("activity_report", args=[activity_id])
    if step.place == "step":
        return reverse("activity_step", args=[activity_id, step.step])
    return reverse(PLACES[step.place], args=[activity_id])


def rail(activity: ActivityRow) -> list[dict[str, Any]]:
    """The format's stages as the stage rail shows them; of a cancelled activity only those that it surely passed."""
    cancelled = activity.stage_kind == "cancelled"
    passed = ("planning", "review", "running", "cancelled") if activity.started else ("planning", "cancelled")
    shown = [stage for stage in activity.definition.stages if (stage.kind in passed if cancelled else stage.kind != "cancelled")]
    here = next(place for place, stage in enumerate(shown) if stage.id == activity.stage)
    return [
        {"label": stage.name, "state": "current" if place == here else "done" if place < here else "todo"}
        for place, stage in enumerate(shown)
    ]


def tabs(
    actor: Actor, activity: ActivityRow, current: str, *, has_programme: bool = False, registers: bool = False, manages: bool = False
) -> list[dict[str, Any]]:
    """The activity's pages that the viewer may open and that matter in this stage; the history is reached from the side.

    Those who manage the registrations come to all of them, others to their own.
    """
    started = activity.stage_kind in ("running", "reported", "closed")
    told = is_told(activity)
    pages = [
        ("overview", _("Översikt"), "activity", True),
        ("invitation", _("Inbjudan"), "activity_invitation", not told and may_open(actor, activity)),
        ("programme", _("Program"), "activity_programme", has_programme),
        ("registration", _("Anmälan"), "activity_registrations" if manages else "activity_registration", registers),
        ("participants", _("Deltagare"), "activity_participants", True),
        ("homework", _("Hemuppgifter"), "activity_homework", has_homework(actor, activity)),
        ("lessons", _("Lärdomar"), "activity_lessons", (started and activity.inside) or has_lessons(actor, activity.id)),
        ("plan", _("Plan"), "activity_plan", may_see_plan(actor, activity)),
        ("review", _("Granskning"), "activity_review", activity.inside and activity.stage_kind in ("review", "reported")),
        ("result", _("Resultat"), "activity_result", told or (started and (activity.inside or lasting(activity.definition)))),
        ("figures", _("Siffror"), "activity_figures", activity.started is not None and something_held(activity.id)),
        ("dissemination", _("Spridning"), "activity_dissemination", told),
        ("evaluation", _("Utvärdering"), "activity_evaluation", told and activity.inside and bool(activity.definition.evaluation)),
        ("history", _("Historik"), "activity_history", False),
    ]
    return [
        {"key": key, "label": label, "href": reverse(name, args=[activity.id]), "current": key == current, "count": None}
        for key, label, name, shown in pages
        if shown or key == current
    ]


def is_told(activity: ActivityRow) -> bool:
    """Whether the result has been handed in."""
    return activity.stage_kind in ("reported", "closed")


def folded(places: list[dict[str, Any]], *, told: bool) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """At most nine tabs, and the pages that are reached from the side instead: what matters least in this stage; never the one read."""
    aside = [one["key"] for word in (ASIDE_WHEN_TOLD if told else ASIDE) for one in places if one["key"] == word and not one["current"]]
    away = set(aside[: max(0, len(places) - MOST_TABS)])
    return [one for one in places if one["key"] not in away], [one for one in places if one["key"] in away]
