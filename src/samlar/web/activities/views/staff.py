"""Who staffs an activity: read by those inside, written by the lead (A2, C5)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.activities import queries
from samlar.activities.actions.staff import add_staff, change_staff, remove_staff
from samlar.activities.queries.plan import kept_plan
from samlar.activities.queries.staff import kept_staff, organisations_to_choose, people_to_choose
from samlar.activities.queries.staff import staff as staff_of
from samlar.activities.rules.access import LIVE, may_lead, must_lead
from samlar.activities.rules.rows import ActivityRow
from samlar.activities.rules.staff import ROLES, StaffRow, found, must_be_staffed_now
from samlar.people.rules import Actor, NotVisible
from samlar.web.activities.forms.staff import StaffForm
from samlar.web.activities.frame import frame
from samlar.web.activities.views.answers import carried_out
from samlar.web.asked import viewer


def staff(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Everybody who staffs it, by role; for those inside. What others may know stands on the invitation."""
    actor = viewer(request)
    seen = queries.activity(actor, activity_id)
    if not seen.inside:
        raise NotVisible
    rows = staff_of(actor, seen)
    leading = _leads(actor, seen)
    contacts = kept_plan(seen).text.sections.get("contacts", "") if leading and not rows else ""
    values = frame(request, seen, "staff") | {
        "groups": [(name, [one for one in rows if one.role == role]) for role, name in ROLES.items()],
        "empty": not rows,
        "may_write": leading and seen.stage_kind in LIVE,
        "in_the_plan": contacts if isinstance(contacts, str) else "",
    }
    return render(request, "activities/staff.html", values)


def add(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The lead adds somebody."""
    return _write(request, activity_id, None)


def change(request: HttpRequest, activity_id: int, staff_id: int) -> HttpResponse:
    """The lead changes who somebody is, or takes them away."""
    return _write(request, activity_id, staff_id)


@require_POST
def remove(request: HttpRequest, activity_id: int, staff_id: int) -> HttpResponse:
    remove_staff(viewer(request), activity_id, staff_id)
    return redirect("activity_staff", activity_id)


def _write(request: HttpRequest, activity_id: int, staff_id: int | None) -> HttpResponse:
    actor = viewer(request)
    seen = queries.activity(actor, activity_id)
    must_lead(actor, seen)
    must_be_staffed_now(seen)
    row: StaffRow | None = None if staff_id is None else found(kept_staff(seen), staff_id)
    form = StaffForm(request.POST or None, people=people_to_choose(seen), organisations=organisations_to_choose(), row=row)
    status = 200
    if request.method == "POST":

        def deed() -> object:
            if staff_id is None:
                return add_staff(actor, activity_id, form.described())
            return change_staff(actor, activity_id, staff_id, form.described())

        if carried_out(request, form, deed, done=_("Bemanningen är sparad.")):
            return redirect("activity_staff", activity_id)
        status = 422
    values = frame(request, seen, "staff") | {"form": form, "row": row}
    return render(request, "activities/staff_write.html", values, status=status)


def _leads(actor: Actor, seen: ActivityRow) -> bool:
    return may_lead(actor, seen) or seen.acts_for_owner
