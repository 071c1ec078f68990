"""The four questions after a session: answered in a minute on a phone, gathered for those inside (F1)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samlar.activities.actions.debriefs import answer
from samlar.activities.queries.debriefs import Afterwards, afterwards, debriefs, own
from samlar.activities.rules import debriefs as rules
from samlar.foundation import clock
from samlar.lessons.queries.sources import marked
from samlar.web.activities.forms.homework import DebriefForm
from samlar.web.activities.lesson_links import catch_address
from samlar.web.activities.views.answers import carried_out
from samlar.web.asked import viewer
from samlar.web.assigned import here


def write(request: HttpRequest, activity_id: int, session_id: int) -> HttpResponse:
    """The four questions; the page begins with the first of them."""
    actor = viewer(request)
    found = afterwards(actor, activity_id, session_id)
    rules.must_answer(actor, found.activity)
    kept = own(actor, found)
    form = DebriefForm(request.POST or None, kept)
    status = 200
    if request.method != "POST":
        rules.must_be_asked(found.activity, found.session, clock.now())
        if kept is not None:
            rules.must_be_changeable(clock.day_of(kept.written) or clock.today(), clock.today())
    else:

        def deed() -> None:
            answer(actor, activity_id, session_id, answers=form.answers(), could_be_lesson=form.cleaned_data["could_be_lesson"])

        if carried_out(request, form, deed, done=_("Tack! Dina svar är sparade.")):
            return redirect("session_debriefs", activity_id, session_id)
        status = 422
    return render(
        request,
        "activities/debrief.html",
        {
            "activity": found.activity,
            "session": found.session,
            "form": form,
            "kept": kept,
            "assigned": here(actor, found.activity)["mine"],
            "trail": _trail(found),
        },
        status=status,
    )


def gathered(request: HttpRequest, activity_id: int, session_id: int) -> HttpResponse:
    """What everybody answered, question by question; those who lead see what could be a lesson."""
    actor = viewer(request)
    found = afterwards(actor, activity_id, session_id)
    rows = debriefs(actor, found)
    mine = next((row for row in rows if row.mine), None)
    today = clock.today()
    open_ = rules.may_answer(actor, found.activity) and rules.is_asked(found.activity, found.session, clock.now())
    last = rules.last_day_to_change(clock.day_of(mine.written) or today) if mine else None
    return render(
        request,
        "activities/debriefs.html",
        {
            "activity": found.activity,
            "session": found.session,
            "count": len(rows),
            "gathered": rules.gathered(rows),
            "marked": sum(row.could_be_lesson for row in rows) if found.leads else 0,
            "leads": found.leads,
            "could_be": [
                {"row": one, "href": catch_address(debrief=one.debrief)} for one in marked(actor, found.session.id, leads=found.leads)
            ],
            "may_answer": open_ and mine is None,
            "change_until": last if open_ and last and today <= last else None,
            "trail": _trail(found),
        },
    )


def _trail(found: Afterwards) -> list[tuple[str, str]]:
    activity = found.activity
    return [
        (_("Aktiviteter"), reverse("activities")),
        (activity.title, reverse("activity", args=[activity.id])),
        (found.session.title, reverse("activity_session", args=[activity.id, found.session.id])),
    ]
