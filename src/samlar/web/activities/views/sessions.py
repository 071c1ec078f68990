"""One session: read by all who read the programme, talked about by those inside, made and changed by the lead."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.activities import queries
from samlar.activities.actions import session_comments
from samlar.activities.actions import sessions as actions
from samlar.activities.queries.items import items_of
from samlar.activities.queries.programme import SessionPage
from samlar.activities.queries.programme import session_page as the_page
from samlar.activities.queries.sessions import live_session, templates_made, thread_of, written_host
from samlar.activities.rules.access import must_lead
from samlar.activities.rules.deeds import ActivityRefused, Overtaken
from samlar.activities.rules.items import CANCELLED, PROPOSED
from samlar.activities.rules.programme import Programme
from samlar.activities.rules.rows import ActivityRow
from samlar.activities.rules.sessions import (
    SessionRow,
    SessionText,
    Suggestion,
    before_registration_closes,
    may_plan,
    must_be_open,
    suggestions,
)
from samlar.foundation import clock
from samlar.people.queries import organisation_choices
from samlar.people.rules import Actor
from samlar.registration.queries.terms import terms
from samlar.registration.rules.attendance import leads
from samlar.talk import queries as talk
from samlar.web.activities.forms.programme import CancelForm, FormatSessionForm, SessionCommentForm, SessionForm, all_errors, written
from samlar.web.activities.frame import frame
from samlar.web.activities.lesson_links import catch_address
from samlar.web.activities.programme_page import Piece, shown
from samlar.web.activities.session_links import session_links
from samlar.web.activities.views.answers import carried_out
from samlar.web.asked import viewer
from samlar.web.assigned import here
from samlar.web.forms import take_refusal
from samlar.web.kept import beside_session
from samlar.web.templatetags.samlar import say


def session_page(request: HttpRequest, activity_id: int, session_id: int) -> HttpResponse:
    """What, when, where; its programme; what those inside say about it and propose."""
    found = the_page(viewer(request), activity_id, session_id)
    return _page(request, found, SessionCommentForm() if found.activity.inside else None)


def _page(request: HttpRequest, found: SessionPage, form: SessionCommentForm | None, *, status: int = 200) -> HttpResponse:
    actor, activity, row = viewer(request), found.activity, found.entry.row
    piece = Piece(*(request.GET.get(name, "")[:80] for name in ("dag", "tid", "rum")))
    plans = may_plan(actor, activity)
    changes_items = plans and row.cancelled is None
    waiting = items_of(row.id, PROPOSED, CANCELLED) if activity.inside else ()
    values = frame(request, activity, "programme", sessions=found.rows) | {
        "session": row,
        "shown": shown(Programme((found.entry,)), piece, now=clock.now(), language=get_language() or "sv", notes={}),
        "plans": plans,
        "changes_items": changes_items,
        "takes_attendance": row.cancelled is None and row.first_day <= clock.today() <= row.last_day and leads(actor, activity),
        "catch": catch_address(session=row.id) if catches(actor, activity, row) else "",
        "edit": reverse("item_change", args=[activity.id, 0]).removesuffix("0/") if changes_items else "",
        "released": found.released,
        "taken_out": [one for one in waiting if one.state == CANCELLED] if plans else [],
        "proposed": [one for one in waiting if one.state == PROPOSED],
        "may_propose": activity.inside and actor.at_work and may_be_proposed(activity, row) and not plans,
        "links": session_links(actor, activity, row),
        "assigned": here(actor, activity),
        "comments": talk.thread(actor, thread_of(row.id)) if activity.inside else [],
        "form": form,
        "trail": _trail(activity),
        **beside_session(actor, activity, row.id),
    }
    return render(request, "activities/session.html", values, status=status)


def catches(actor: Actor, activity: ActivityRow, row: SessionRow) -> bool:
    """Whether a lesson may be caught here: by those inside, from the session's beginning on (F1)."""
    return activity.inside and actor.at_work and row.cancelled is None and clock.now() >= row.starts


def may_be_proposed(activity: ActivityRow, row: SessionRow) -> bool:
    """Whether the session still takes proposals."""
    try:
        must_be_open(activity)
    except ActivityRefused:
        return False
    return row.cancelled is None and row.ends > clock.now()


def _trail(activity: ActivityRow) -> list[tuple[str, str]]:
    """The way down to a page of the programme."""
    here = [
        (_("Aktiviteter"), "activities", []),
        (activity.title, "activity", [activity.id]),
        (_("Program"), "activity_programme", [activity.id]),
    ]
    return [(label, reverse(name, args=arguments)) for label, name, arguments in here]


@require_POST
def comment(request: HttpRequest, activity_id: int, session_id: int) -> HttpResponse:
    """Somebody inside says something about the session."""
    actor = viewer(request)
    form = SessionCommentForm(request.POST)
    if carried_out(
        request,
        form,
        lambda: session_comments.comment(actor, activity_id, session_id, text=form.cleaned_data["text"]),
        done=_("Kommentaren är publicerad."),
    ):
        return redirect(reverse("activity_session", args=[activity_id, session_id]) + "#samtal")
    return _page(request, the_page(actor, activity_id, session_id), form, status=422)


@require_POST
def remove_comment(request: HttpRequest, activity_id: int, session_id: int, comment_id: int) -> HttpResponse:
    session_comments.remove_comment(viewer(request), activity_id, session_id, comment_id)
    return redirect(reverse("activity_session", args=[activity_id, session_id]) + "#samtal")


# — the lead makes and changes —


def planned_by(request: HttpRequest, activity_id: int) -> ActivityRow:
    """The activity, for those who make its programme while it can be made. Raises NotVisible, NotAllowed, ActivityRefused."""
    actor = viewer(request)
    activity = queries.activity(actor, activity_id)
    must_lead(actor, activity)
    must_be_open(activity)
    return activity


def _suggested(activity: ActivityRow) -> list[Suggestion]:
    return suggestions(activity.definition, templates_made(activity.id), get_language() or "sv")


def new(request: HttpRequest, activity_id: int) -> HttpResponse:
    """A new session, empty or from one of the format's own."""
    actor = viewer(request)
    activity = planned_by(request, activity_id)
    key = request.GET.get("mall", "")
    chosen = next((one.session for one in _suggested(activity) if one.key == key), None)
    form = SessionForm(request.POST or None, organisation_choices(actor), initial=chosen)
    if request.method == "POST":
        made: list[int] = []
        if carried_out(
            request, form, lambda: made.append(actions.make_session(actor, activity_id, form.session())), done=_("Träffen är tillagd.")
        ):
            _warn(request, activity, made[0])
            return redirect("activity_session", activity_id, made[0])
    values = {"form": form, "new": True, "trail": _trail(activity), "back": reverse("activity_programme", args=[activity_id])}
    return _form_page(request, activity, "activities/session_write.html", values)


def change(request: HttpRequest, activity_id: int, session_id: int) -> HttpResponse:
    """A session changed; its items move along."""
    actor = viewer(request)
    activity = planned_by(request, activity_id)
    row = live_session(activity_id, session_id)
    hosts = organisation_choices(actor)
    if row.host and row.host not in {id for id, _name in hosts}:
        hosts = [*hosts, (row.host, row.host_name)]
    form = SessionForm(request.POST or None, hosts, initial=written(row, written_host(session_id)), revision=row.revision)
    values: dict[str, Any] = {"form": form, "session": row, "trail": _trail(activity)}
    values["back"] = reverse("activity_session", args=[activity_id, session_id])
    if request.method == "POST" and form.is_valid():
        try:
            revision = form.cleaned_data["revision"] or 0
            actions.change_session(actor, activity_id, session_id, form.session(), revision=revision)
        except Overtaken as refusal:
            take_refusal(form, refusal)
            values["theirs"] = live_session(activity_id, session_id)
        except ActivityRefused as refusal:
            take_refusal(form, refusal)
        else:
            _warn(request, activity, session_id)
            return redirect("activity_session", activity_id, session_id)
    return _form_page(request, activity, "activities/session_write.html", values)


def _warn(request: HttpRequest, activity: ActivityRow, session_id: int) -> None:
    """Says on the next page what may be a slip in a day that was kept."""
    for one in before_registration_closes([live_session(activity.id, session_id)], terms(activity).last_day):
        messages.warning(request, say(one))


def _form_page(request: HttpRequest, activity: ActivityRow, template: str, values: dict[str, Any]) -> HttpResponse:
    return render(request, template, frame(request, activity, "programme") | values, status=422 if request.method == "POST" else 200)


def of_format(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The format's sessions that are missing, made in one step: those whose day is chosen."""
    activity = planned_by(request, activity_id)
    forms = [FormatSessionForm(request.POST or None, one) for one in _suggested(activity)]
    chosen = [one for one in forms if request.method == "POST" and one.chosen]
    error = ""
    if request.method == "POST" and not chosen:
        error = _("Välj dag för minst en träff.")
    judged = [one.is_valid() for one in chosen]
    if chosen and all(judged) and _made(request, activity_id, chosen):
        return redirect("activity_programme", activity_id)
    errors = [("", error)] if error else all_errors(chosen)
    values = {"forms": forms, "errors": errors, "trail": _trail(activity)}
    return _form_page(request, activity, "activities/sessions_of_format.html", values)


def _made(request: HttpRequest, activity_id: int, chosen: list[FormatSessionForm]) -> bool:
    """Whether every chosen session was made; what is refused stands by its field, and then none is."""
    texts: list[SessionText] = [one.session() for one in chosen]
    try:
        actions.make_sessions(viewer(request), activity_id, texts)
    except actions.SessionsRefused as refusal:
        take_refusal(chosen[refusal.row], refusal)
        return False
    return True


def cancel(request: HttpRequest, activity_id: int, session_id: int) -> HttpResponse:
    """A session is cancelled, with why."""
    actor = viewer(request)
    activity = planned_by(request, activity_id)
    row = live_session(activity_id, session_id)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and carried_out(
        request,
        form,
        lambda: actions.cancel_session(actor, activity_id, session_id, **form.cleaned_data),
        done=_("Träffen är inställd. Deltagarna får veta det när du släpper programmet."),
    ):
        return redirect("activity_programme", activity_id)
    return _form_page(request, activity, "activities/session_cancel.html", {"form": form, "session": row, "trail": _trail(activity)})


@require_POST
def bring_back(request: HttpRequest, activity_id: int, session_id: int) -> HttpResponse:
    actions.bring_back_session(viewer(request), activity_id, session_id)
    return redirect("activity_session", activity_id, session_id)
