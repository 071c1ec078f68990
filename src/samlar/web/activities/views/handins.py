"""Handing in, reading what was handed in, and what is said about it (E5)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.activities.actions import handins as actions
from samlar.activities.queries.handins import HandinThread, handin, own
from samlar.activities.queries.homework import homework
from samlar.activities.rules import handins as rules
from samlar.activities.rules.deeds import ActivityRefused, Overtaken
from samlar.foundation import clock
from samlar.people.rules import NotAllowed
from samlar.web.activities import homework_page as page
from samlar.web.activities.forms.homework import HandinCommentForm, HandinForm
from samlar.web.activities.frame import frame
from samlar.web.activities.lesson_links import catch_address
from samlar.web.activities.views.answers import carried_out
from samlar.web.asked import viewer
from samlar.web.forms import take_refusal


def hand_in(request: HttpRequest, activity_id: int, homework_id: int) -> HttpResponse:
    """A participant hands in, or changes what was handed in; of two colleagues the second reads the first one's text beside the own."""
    actor = viewer(request)
    found, row = homework(actor, activity_id, homework_id)
    rules.must_hand_in(actor, found.activity)
    kept = own(actor, found, row)
    form = HandinForm(request.POST or None, kept, alone=row.alone)
    theirs, status = None, 200
    if request.method != "POST":
        rules.must_be_open(found.activity, row)
        if kept is not None:
            rules.must_be_at_home(kept.organisation_id, actor, kept.organisation)
            rules.must_be_changeable(found.activity, row, clock.now())
    else:
        status = 422
        if form.is_valid():
            try:
                made = actions.hand_in(actor, activity_id, homework_id, **form.cleaned_data)
            except NotAllowed:
                raise
            except Overtaken as overtaken:
                take_refusal(form, overtaken)
                found, row = homework(actor, activity_id, homework_id)
                theirs, status = own(actor, found, row), 409
                form.data = {**request.POST.dict(), "revision": str(overtaken.now)}  # type: ignore[assignment]
            except ActivityRefused as refusal:
                take_refusal(form, refusal)
            else:
                messages.success(request, _("Svaret är inlämnat.") if kept is None else _("Svaret är ändrat."))
                return redirect("handin", activity_id, homework_id, made)
    values = frame(request, found.activity, "homework") | {
        "row": row, "form": form, "kept": kept, "theirs": theirs, "late": clock.today() > row.due and kept is None,
        "back": reverse("homework", args=[activity_id, homework_id]),
    }  # fmt: skip
    return render(request, "activities/hand_in.html", values, status=status)


def one(request: HttpRequest, activity_id: int, homework_id: int, handin_id: int) -> HttpResponse:
    """One hand-in with what is said about it."""
    return _page(request, handin(viewer(request), activity_id, homework_id, handin_id), HandinCommentForm())


def _page(request: HttpRequest, found: HandinThread, form: HandinCommentForm, *, status: int = 200) -> HttpResponse:
    values = frame(request, found.found.activity, "homework") | {
        "row": found.homework,
        "handin": found.handin,
        "late": page.late(found.handin.late),
        "comments": found.comments,
        "catch": catch_address(handin=found.handin.id) if viewer(request).at_work else "",
        "form": form if viewer(request).at_work else None,
    }
    return render(request, "activities/handin.html", values, status=status)


@require_POST
def comment(request: HttpRequest, activity_id: int, homework_id: int, handin_id: int) -> HttpResponse:
    """A comment on a hand-in."""
    actor = viewer(request)
    found = handin(actor, activity_id, homework_id, handin_id)
    form = HandinCommentForm(request.POST)
    if carried_out(
        request,
        form,
        lambda: actions.comment(actor, activity_id, homework_id, handin_id, text=form.cleaned_data["text"]),
        done=_("Kommentaren är publicerad."),
    ):
        return redirect(reverse("handin", args=[activity_id, homework_id, handin_id]) + "#samtal")
    return _page(request, found, form, status=422)


@require_POST
def remove_comment(request: HttpRequest, activity_id: int, homework_id: int, handin_id: int, comment_id: int) -> HttpResponse:
    actions.remove_comment(viewer(request), activity_id, homework_id, handin_id, comment_id)
    return redirect(reverse("handin", args=[activity_id, homework_id, handin_id]) + "#samtal")
