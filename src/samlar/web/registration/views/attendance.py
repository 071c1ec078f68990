"""Who is there: the list on a phone at the door and afterwards, and every session's list in one place (E4, C4)."""

from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samlar.activities import queries as activities
from samlar.activities.rules.access import must_be_inside
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Refusal
from samlar.foundation import clock
from samlar.people.rules import NotAllowed
from samlar.registration.actions import attendance as actions
from samlar.registration.queries import attendance as queries
from samlar.registration.rules import attendance as rules
from samlar.registration.rules.attendance import AttendanceList, Mark
from samlar.web.asked import viewer, whole
from samlar.web.forms import words_of
from samlar.web.registration.attendee import Attendees

SEARCH, ITEM, ORGANISATION = "sok", "punkt", "organisation"
SEARCH_LENGTH = 60


def overview(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The sessions with how many came, and who was to come and did not."""
    actor = viewer(request)
    found = activities.activity(actor, activity_id)
    marks = rules.may_mark(actor, found, queries.roles_of(actor, activity_id))
    if not marks:
        must_be_inside(actor, found)
    values = {
        "activity": found,
        "lists": queries.lists(actor, found),
        "absences": _by_session(queries.absences(actor, found)),
        "marks": marks,
        "trail": _trail(found)[:-1],
    }
    return render(request, "registration/attendances.html", values)


def attendance(request: HttpRequest, activity_id: int, session_id: int) -> HttpResponse:
    """A session's list, or with ?punkt= one of its items': one tap notes a person."""
    actor = viewer(request)
    found = activities.activity(actor, activity_id)
    shown = queries.attendance(actor, found, session_id, item_id=_number(request.GET.get(ITEM)))
    search = request.GET.get(SEARCH, "").strip()[:SEARCH_LENGTH]
    wanted = search.casefold()
    rows = [one for one in shown.rows if wanted in one.name.casefold() or wanted in one.organisation_name.casefold()]
    post = reverse("session_attendance_note", args=[activity_id, session_id])
    made = Attendees(shown, post)
    values = {
        "activity": found,
        "shown": shown,
        "post": post,
        "groups": [(name, [made.row(one) for one in several]) for name, several in groupby(rows, lambda one: one.organisation_name)],
        "search": search,
        "search_length": SEARCH_LENGTH,
        "items": _items(found, shown),
        "over": clock.now() >= shown.meeting.ends,
        "trail": _trail(found),
    }
    return render(request, "registration/attendance.html", values)


@require_POST
def note(request: HttpRequest, activity_id: int, session_id: int) -> HttpResponse:
    """One person is noted: the button pressed is named by the mark and holds the person. htmx gets the row and the count."""
    actor = viewer(request)
    item = _number(request.POST.get(ITEM))
    mark = next((one for one in Mark if one in request.POST), None)
    person = whole(request.POST.get(mark) if mark else None, 0)
    if mark is None or not person:
        queries.attendance(actor, activities.activity(actor, activity_id), session_id)  # to nobody who may not see it does it exist
        return redirect(_here(request, activity_id, session_id))
    try:
        actions.note(actor, activity_id, session_id, person=person, mark=mark, item_id=item)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, words_of(refusal))
        return _again(request, activity_id, session_id)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{_here(request, activity_id, session_id)}#p-{person}")
    found = activities.activity(actor, activity_id)
    shown = queries.attendance(actor, found, session_id, item_id=item)
    made = Attendees(shown, reverse("session_attendance_note", args=[activity_id, session_id]))
    values = {"shown": shown, "row": next((made.row(one) for one in shown.rows if one.person == person), "")}
    return render(request, "registration/_attendee_and_count.html", values)


@require_POST
def the_rest(request: HttpRequest, activity_id: int, session_id: int) -> HttpResponse:
    """Of whom nothing is noted once the session is over: they did not come."""
    count = actions.note_the_rest_absent(viewer(request), activity_id, session_id)
    said = ngettext("%(n)s person är noterad som frånvarande.", "%(n)s personer är noterade som frånvarande.", count)
    messages.success(request, said % {"n": count})
    return redirect("session_attendance", activity_id, session_id)


def add(request: HttpRequest, activity_id: int, session_id: int) -> HttpResponse:
    """Somebody who is not registered: an organisation that takes part is chosen, then one of its people."""
    actor = viewer(request)
    found = activities.activity(actor, activity_id)
    shown = queries.attendance(actor, found, session_id)
    rules.must_mark(actor, found, queries.roles_of(actor, activity_id), shown.meeting, clock.now())
    rules.must_be_open(shown.meeting, clock.now(), leading=shown.may_lead)
    people = queries.addable(found, shown.meeting)
    chosen = _number(request.GET.get(ORGANISATION))
    here = reverse("session_attendance_add", args=[activity_id, session_id])
    values = {
        "activity": found,
        "shown": shown,
        "chosen": next((one for one in found.taking_part if one.organisation == chosen), None),
        "people": people.get(chosen or 0, ()),
        "organisations": [
            {
                "label": one.name,
                "href": f"{here}?{urlencode({ORGANISATION: one.organisation})}",
                "current": one.organisation == chosen,
                "count": len(people[one.organisation]),
            }
            for one in found.taking_part
        ],
        "trail": [*_trail(found), (shown.meeting.title, reverse("session_attendance", args=[activity_id, session_id]))],
    }
    return render(request, "registration/attendance_add.html", values)


def _items(activity: ActivityRow, shown: AttendanceList) -> list[dict[str, Any]]:
    """The session and its items as filters, for those who see the whole list; nothing where there are no items."""
    if not shown.whole or not shown.meeting.items:
        return []
    here = reverse("session_attendance", args=[activity.id, shown.meeting.id])
    own = [{"label": _("Hela träffen"), "href": here, "current": shown.item is None, "count": None}]
    return own + [
        {
            "label": f"{one.title} ({one.room})" if one.room else one.title,
            "href": f"{here}?{urlencode({ITEM: one.id})}",
            "current": one == shown.item,
            "count": one.present,
        }
        for one in shown.meeting.items
    ]


def _by_session(absences: tuple[rules.AbsenceRow, ...]) -> list[tuple[str, Any, list[rules.AbsenceRow]]]:
    several = groupby(absences, lambda one: (one.session, one.title, one.day))
    return [(title, day, list(rows)) for (_session, title, day), rows in several]


def _here(request: HttpRequest, activity_id: int, session_id: int) -> str:
    """The list as it was looked at: its search and its item."""
    kept = {name: request.POST.get(name, "")[:SEARCH_LENGTH] for name in (ITEM, SEARCH)}
    query = urlencode({name: value for name, value in kept.items() if value})
    return reverse("session_attendance", args=[activity_id, session_id]) + (f"?{query}" if query else "")


def _again(request: HttpRequest, activity_id: int, session_id: int) -> HttpResponse:
    """The list anew, with what was refused above it."""
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=200, headers={"HX-Refresh": "true"})
    return redirect(_here(request, activity_id, session_id))


def _number(text: str | None) -> int | None:
    """The number in an address; none where nothing is asked for, and 0, which nothing has, for what is no number."""
    return whole(text, 0) if text else None


def _trail(activity: ActivityRow) -> list[tuple[Any, str]]:
    return [
        (_("Aktiviteter"), reverse("activities")),
        (activity.title, reverse("activity", args=[activity.id])),
        (_("Närvaro"), reverse("activity_attendance", args=[activity.id])),
    ]
