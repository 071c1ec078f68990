"""The programme's items: written and changed by the lead, proposed by those inside."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.activities.actions import items as actions
from samlar.activities.queries.items import item as the_item
from samlar.activities.queries.sessions import live_session, session
from samlar.activities.rules.access import must_be_inside
from samlar.activities.rules.deeds import ActivityRefused, Overtaken
from samlar.activities.rules.items import CANCELLED, PROPOSED, ItemsRefused, must_wait
from samlar.activities.rules.rows import ActivityRow
from samlar.activities.rules.sessions import SessionRow, must_be_open, must_not_be_cancelled
from samlar.web.activities.forms.programme import DeclineForm, ItemForm, ItemsForm, ProposeForm, kept_item
from samlar.web.activities.frame import frame
from samlar.web.activities.views.answers import carried_out
from samlar.web.activities.views.sessions import planned_by
from samlar.web.asked import viewer
from samlar.web.forms import take_refusal, words_of


def _page(request: HttpRequest, activity: ActivityRow, row: SessionRow, template: str, values: dict[str, Any]) -> HttpResponse:
    here = reverse("activity_session", args=[activity.id, row.id])
    trail = [
        (_("Aktiviteter"), reverse("activities")),
        (activity.title, reverse("activity", args=[activity.id])),
        (_("Program"), reverse("activity_programme", args=[activity.id])),
        (row.title, here),
    ]
    values = {"session": row, "back": here, "trail": trail} | values
    return render(request, template, frame(request, activity, "programme") | values, status=422 if request.method == "POST" else 200)


def _open_session(request: HttpRequest, activity_id: int, session_id: int) -> tuple[ActivityRow, SessionRow]:
    activity = planned_by(request, activity_id)
    row = live_session(activity_id, session_id)
    must_not_be_cancelled(row.cancelled)
    return activity, row


def new(request: HttpRequest, activity_id: int, session_id: int) -> HttpResponse:
    """A new item; several are written one after the other, each beginning where the one before ended."""
    activity, row = _open_session(request, activity_id, session_id)
    after = {name: request.GET.get(name, "")[:20] for name in ("day", "starts")}
    form = ItemForm(request.POST or None, row, initial={name: value for name, value in after.items() if value})
    if request.method == "POST" and "more" not in request.POST:

        def deed() -> None:
            actions.add_item(viewer(request), activity_id, session_id, form.item())

        if carried_out(request, form, deed, done=_("Programpunkten är tillagd.")):
            if "again" not in request.POST:
                return redirect("activity_session", activity_id, session_id)
            written = form.item()
            begin = f"?day={written.day}&starts={written.ends:%H:%M}" if written.day and written.ends else ""
            return redirect(reverse("item_new", args=[activity_id, session_id]) + begin)
    return _page(request, activity, row, "activities/item_write.html", {"form": form, "new": True})


def several(request: HttpRequest, activity_id: int, session_id: int) -> HttpResponse:
    """Many items at once, a line each, all or none."""
    activity, row = _open_session(request, activity_id, session_id)
    form = ItemsForm(request.POST or None, row)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_items(viewer(request), activity_id, session_id, form.items())
        except ItemsRefused as refusal:
            number = _("Rad %(number)s:") % {"number": form.number_of(refusal.row)}
            form.add_error("lines", f"{number} {words_of(refusal)}")
        except ActivityRefused as refusal:
            take_refusal(form, refusal)
        else:
            return redirect(reverse("activity_session", args=[activity_id, session_id]) + f"#punkt-{made[0]}")
    return _page(request, activity, row, "activities/items_write.html", {"form": form})


def change(request: HttpRequest, activity_id: int, item_id: int) -> HttpResponse:
    """An item changed, or a proposed one taken up by giving it a time."""
    activity = planned_by(request, activity_id)
    item = the_item(activity_id, item_id)
    row = live_session(activity_id, item.session)
    must_not_be_cancelled(row.cancelled)
    form = ItemForm(request.POST or None, row, initial=kept_item(item), speakers=item.speakers)
    values: dict[str, Any] = {"form": form, "item": item, "taking_up": item.state == PROPOSED}
    if item.state not in ("planned", PROPOSED):
        if item.state == CANCELLED:
            return redirect("activity_session", activity_id, row.id)
        must_wait(item.state)
    if request.method == "POST" and "more" not in request.POST:

        def deed() -> None:
            revision = form.cleaned_data["revision"] or 0
            actions.change_item(viewer(request), activity_id, item_id, form.item(), revision=revision)

        done = _("Programpunkten är upptagen i programmet.") if item.state == PROPOSED else _("Programpunkten är ändrad.")
        try:
            if carried_out(request, form, deed, done=done):
                return redirect("activity_session", activity_id, row.id)
        except Overtaken as refusal:
            take_refusal(form, refusal)
    return _page(request, activity, row, "activities/item_write.html", values)


@require_POST
def take_out(request: HttpRequest, activity_id: int, item_id: int) -> HttpResponse:
    planned_by(request, activity_id)
    item = the_item(activity_id, item_id)
    actions.take_out_item(viewer(request), activity_id, item_id)
    return redirect("activity_session", activity_id, item.session)


@require_POST
def put_back(request: HttpRequest, activity_id: int, item_id: int) -> HttpResponse:
    planned_by(request, activity_id)
    item = the_item(activity_id, item_id)
    actions.put_back_item(viewer(request), activity_id, item_id)
    return redirect("activity_session", activity_id, item.session)


def propose(request: HttpRequest, activity_id: int, session_id: int) -> HttpResponse:
    """Somebody inside proposes an item."""
    actor = viewer(request)
    activity, row = session(actor, activity_id, session_id)
    must_be_inside(actor, activity)
    must_be_open(activity)
    form = ProposeForm(request.POST or None)
    if request.method == "POST" and carried_out(
        request,
        form,
        lambda: actions.propose_item(actor, activity_id, session_id, **form.cleaned_data),
        done=_("Förslaget är skickat till den som leder. Du får ett brev när det är besvarat."),
    ):
        return redirect(reverse("activity_session", args=[activity_id, session_id]) + "#forslag")
    return _page(request, activity, row, "activities/item_propose.html", {"form": form})


def decline(request: HttpRequest, activity_id: int, item_id: int) -> HttpResponse:
    """The lead says no to a proposed item, with a word."""
    actor = viewer(request)
    activity = planned_by(request, activity_id)
    item = the_item(activity_id, item_id)
    must_wait(item.state)
    row = live_session(activity_id, item.session)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and carried_out(
        request, form, lambda: actions.decline_item(actor, activity_id, item_id, **form.cleaned_data), done=_("Svaret är skickat.")
    ):
        return redirect("activity_session", activity_id, row.id)
    return _page(request, activity, row, "activities/item_decline.html", {"form": form, "item": item})
