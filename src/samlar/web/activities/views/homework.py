"""Homework: the list, what is to be done, and what those who lead do with it (E5)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.activities import queries
from samlar.activities.actions import homework as actions
from samlar.activities.queries.handins import whole
from samlar.activities.queries.homework import ActivityHomework, homework, homework_of, without_homework
from samlar.activities.rules import homework as rules
from samlar.activities.rules.deeds import Overtaken
from samlar.activities.rules.homework import HomeworkRow
from samlar.activities.rules.sessions import may_plan
from samlar.foundation import clock
from samlar.lifecycle.actions import homework as lifecycle
from samlar.people.rules import Actor, NotAllowed, NotVisible
from samlar.web.activities import homework_page as page
from samlar.web.activities.forms.homework import GiveForm, HomeworkForm, TakeUpForm
from samlar.web.activities.frame import frame
from samlar.web.activities.views.answers import carried_out
from samlar.web.asked import viewer
from samlar.web.asked import whole as whole_number
from samlar.web.forms import take_refusal


def homework_list(request: HttpRequest, activity_id: int) -> HttpResponse:
    """All homework of an activity, by its last day."""
    actor = viewer(request)
    found = homework_of(actor, queries.activity(actor, activity_id))
    writes = found.sets and found.activity.stage_kind in rules.WRITTEN_IN
    values = frame(request, found.activity, "homework") | {
        "rows": [page.listed(actor, found, row) for row in found.rows],
        "writes": writes,
        "wanted": without_homework(found) if writes else [],
    }
    return render(request, "activities/homework_list.html", values)


def write(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Those who lead begin a draft."""
    actor = viewer(request)
    found = homework_of(actor, queries.activity(actor, activity_id))
    rules.must_set(actor, found.activity, staffs=found.sets)
    form = HomeworkForm(request.POST or None, found.sessions, first=_offered(found, whole_number(request.GET.get("efter"), 0)))
    status = 200
    if request.method == "POST":
        kept: list[int] = []
        if carried_out(
            request, form, lambda: kept.append(actions.write(actor, activity_id, form.written())), done=_("Utkastet är sparat.")
        ):
            return redirect("homework", activity_id, kept[0])
        status = 422
    else:
        rules.must_be_live(found.activity)
    values = frame(request, found.activity, "homework") | {"form": form, "back": reverse("activity_homework", args=[activity_id])}
    return render(request, "activities/homework_write.html", values, status=status)


def _offered(found: ActivityHomework, after_id: int) -> dict[str, Any]:
    """What is filled in for homework that follows a session: that it does, and the next session as the one that takes it up."""
    after = next((one for one in found.sessions if one.id == after_id), None)
    coming = [one for one in found.sessions if not one.cancelled and one.starts > (after.ends if after else clock.now())]
    if after is None:
        return {}
    return {"after": str(after.id), "taken_up_at": str(coming[0].id) if coming else ""}


def one(request: HttpRequest, activity_id: int, homework_id: int) -> HttpResponse:
    """What is to be done, what has been handed in, and for those who lead who has not."""
    actor = viewer(request)
    found, row = homework(actor, activity_id, homework_id)
    return _page(request, actor, found, row, GiveForm(initial={"revision": row.revision}))


def _page(
    request: HttpRequest, actor: Actor, found: ActivityHomework, row: HomeworkRow, form: GiveForm, *, status: int = 200
) -> HttpResponse:
    values = frame(request, found.activity, "homework") | page.one(actor, found, row) | {"give": form}
    return render(request, "activities/homework.html", values, status=status)


def edit(request: HttpRequest, activity_id: int, homework_id: int) -> HttpResponse:
    """Those who lead change it; a moved last day is told to everybody."""
    actor = viewer(request)
    found, row = homework(actor, activity_id, homework_id)
    rules.must_set(actor, found.activity, staffs=found.sets)
    form = HomeworkForm(request.POST or None, found.sessions, row)
    theirs: HomeworkRow | None = None
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                told = lifecycle.change(actor, activity_id, homework_id, form.written(), revision=form.read())
            except Overtaken as overtaken:
                take_refusal(form, overtaken)
                form.data = {**request.POST.dict(), "revision": str(row.revision)}  # type: ignore[assignment]
                theirs, status = row, 409
            except NotAllowed:
                raise
            except rules.ActivityRefused as refusal:
                take_refusal(form, refusal)
            else:
                messages.success(request, page.told_words(_("Hemuppgiften är ändrad."), told))
                return redirect("homework", activity_id, homework_id)
    else:
        rules.must_be_live(found.activity)
    values = frame(request, found.activity, "homework") | {
        "form": form, "row": row, "theirs": theirs, "back": reverse("homework", args=[activity_id, homework_id]),
    }  # fmt: skip
    return render(request, "activities/homework_write.html", values, status=status)


@require_POST
def give(request: HttpRequest, activity_id: int, homework_id: int) -> HttpResponse:
    """A draft is given to the participants, who are told."""
    actor = viewer(request)
    found, row = homework(actor, activity_id, homework_id)
    rules.must_set(actor, found.activity, staffs=found.sets)
    form, told = GiveForm(request.POST), [0]

    def deed() -> None:
        told[0] = lifecycle.give(actor, activity_id, homework_id, revision=form.cleaned_data["revision"])

    if carried_out(request, form, deed, done=_("Hemuppgiften är given.")):
        if told[0]:
            messages.info(request, page.told_words("", told[0]))
        return redirect("homework", activity_id, homework_id)
    return _page(request, actor, found, row, form, status=422)


@require_POST
def throw_away(request: HttpRequest, activity_id: int, homework_id: int) -> HttpResponse:
    """A draft is thrown away."""
    actions.throw_away(viewer(request), activity_id, homework_id)
    messages.success(request, _("Utkastet är borttaget."))
    return redirect("activity_homework", activity_id)


def take_up(request: HttpRequest, activity_id: int, homework_id: int) -> HttpResponse:
    """Homework becomes an item of a session's programme."""
    actor = viewer(request)
    found, row = homework(actor, activity_id, homework_id)
    rules.must_set(actor, found.activity, staffs=found.sets)
    coming = [one for one in found.sessions if not one.cancelled and one.ends > clock.now()]
    if not may_plan(actor, found.activity):
        raise rules.only_those_who_plan(found.activity)
    form = TakeUpForm(request.POST or None, coming, next((one for one in coming if row.taken_up and one.id == row.taken_up.id), None))
    status = 200
    if request.method == "POST":
        if carried_out(
            request,
            form,
            lambda: actions.take_up(actor, activity_id, homework_id, **form.cleaned_data),
            done=_("Hemuppgiften står på programmet."),
        ):
            return redirect("homework", activity_id, homework_id)
        status = 422
    values = frame(request, found.activity, "homework") | {"form": form, "row": row, "coming": coming}
    return render(request, "activities/homework_take_up.html", values, status=status)


def talk(request: HttpRequest, activity_id: int, homework_id: int) -> HttpResponse:
    """Every hand-in that the viewer may read, whole, on one calm page: to talk from, on a screen or on paper."""
    actor = viewer(request)
    found, row = homework(actor, activity_id, homework_id)
    if row.given is None:
        raise NotVisible
    return render(
        request,
        "activities/homework_talk.html",
        {
            "activity": found.activity,
            "row": row,
            "answers": [page.spoken(row, one) for one in whole(actor, found, row)],
            "trail": [
                (_("Aktiviteter"), reverse("activities")),
                (found.activity.title, reverse("activity", args=[activity_id])),
                (_("Hemuppgifter"), reverse("activity_homework", args=[activity_id])),
                (row.title, reverse("homework", args=[activity_id, homework_id])),
            ],
        },
    )
