"""An organisation looks after its own people: add, move, change, let go, roles, new owners."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.foundation import clock
from samlar.lifecycle import actions as lifecycle
from samlar.people import actions, queries
from samlar.people.actions import Details
from samlar.people.queries.organisations import OrganisationRow
from samlar.people.rules import Item, NotVisible, RoleKind, WorksElsewhere, may_appoint, must_look_after
from samlar.reports import queries as reports
from samlar.web.asked import viewer
from samlar.web.people.forms import (
    ChangePersonForm,
    ColleagueForm,
    LastDayForm,
    NewOwnersForm,
    PersonForm,
    RoleForm,
    done,
    function_of,
    today_first,
)
from samlar.web.people.page import home, lasting, trail
from samlar.web.templatetags.samlar import say


def add_person(request: HttpRequest, slug: str) -> HttpResponse:
    """Adds a person; where the address is known elsewhere the same form, as it was filled in, offers the move."""
    at = _looked_after(request, slug)
    form = PersonForm(request.POST or None, roles=_roles(request, at), initial=today_first(clock.today()))
    elsewhere: list[dict[str, str]] = []
    deed = lambda values: _noting_elsewhere(elsewhere, values["email"], lambda: _come(request, at, values))  # noqa: E731
    if request.method == "POST" and done(form, deed):
        name = queries.known_as(form.cleaned_data["email"])
        if _asks(request, form.cleaned_data):
            messages.success(request, _("%(name)s har fått ett brev. Flytten blir av när %(name)s säger ja.") % {"name": name})
            return redirect(home(viewer(request), at))
        messages.success(request, _("%(name)s finns nu hos %(at)s.") % {"name": name, "at": at.name})
        return redirect(home(viewer(request), at))
    shown = {"organisation": at, "form": form, "trail": trail(viewer(request), at), "back": home(viewer(request), at)}
    if elsewhere:
        shown |= elsewhere[0]
    return render(request, "people/add_person.html", shown, status=422 if form.errors else 200)


def person(request: HttpRequest, slug: str, person_id: int) -> HttpResponse:
    at = _looked_after(request, slug)
    row = queries.person(viewer(request), at.id, person_id)
    today = clock.today()
    roles = [(role, lasting(role.span, today), may_appoint(viewer(request), at.id, role.kind)) for role in row.roles]
    return render(
        request,
        "people/person.html",
        {
            "organisation": at,
            "person": row,
            "roles": roles,
            "period": lasting(row.span, today),
            "trail": trail(viewer(request), at),
            "is_me": row.id == viewer(request).person,
        },
    )


def change_person(request: HttpRequest, slug: str, person_id: int) -> HttpResponse:
    at = _looked_after(request, slug)
    row = queries.person(viewer(request), at.id, person_id)
    now = {"name": row.name, "email": row.email, "title": row.title, "function": row.function, "profession": row.profession}
    form = ChangePersonForm(request.POST or None, initial=now, has_signed_in=row.has_signed_in)

    def deed(values: dict[str, Any]) -> None:
        actions.change_person(viewer(request), at.id, row.id, **{**values, "function": function_of(values["function"])})

    return _form(request, at, row, form, deed, title=_("Ändra uppgifter"), action=_("Spara uppgifterna"), said=_("Uppgifterna är sparade."))


def let_go(request: HttpRequest, slug: str, person_id: int) -> HttpResponse:
    at = _looked_after(request, slug)
    row = queries.person(viewer(request), at.id, person_id)
    form = LastDayForm(
        request.POST or None,
        initial={"end": row.span.end},
        help_text=_("Roller och platser i grupper upphör samtidigt. Det som personen har gjort står kvar hos er."),
    )

    def deed(values: dict[str, Any]) -> None:
        actions.let_go(viewer(request), at.id, row.id, last=values["end"])

    said = _("Sista dagen är antecknad. Lämna över det som var personens till någon annan.")
    title = _("%(name)s slutar") % {"name": row.name}
    return _form(request, at, row, form, deed, title=title, action=_("Anteckna sista dagen"), said=said, then=home(viewer(request), at))


@require_POST
def stay(request: HttpRequest, slug: str, person_id: int) -> HttpResponse:
    """Takes a last day back: the person stays."""
    at = _looked_after(request, slug)
    row = queries.person(viewer(request), at.id, person_id)
    actions.let_go(viewer(request), at.id, row.id, last=None)
    messages.success(request, _("%(name)s stannar. Ge tillbaka de roller som behövs.") % {"name": row.name})
    return redirect("person", at.slug, row.id)


def appoint(request: HttpRequest, slug: str, person_id: int) -> HttpResponse:
    at = _looked_after(request, slug)
    row = queries.person(viewer(request), at.id, person_id)
    form = RoleForm(request.POST or None, roles=_roles(request, at), initial=today_first(max(clock.today(), row.span.start)))

    def deed(values: dict[str, Any]) -> None:
        actions.appoint(viewer(request), at.id, row.id, kind=RoleKind(values["kind"]), start=values["start"], end=values["end"])

    title = _("Ge %(name)s en roll") % {"name": row.name}
    return _form(request, at, row, form, deed, title=title, action=_("Ge rollen"), said=_("Rollen är given."))


def end_role(request: HttpRequest, slug: str, person_id: int, role_id: int) -> HttpResponse:
    at = _looked_after(request, slug)
    row = queries.person(viewer(request), at.id, person_id)
    role = next((role for role in row.roles if role.id == role_id), None)
    if role is None:
        raise NotVisible
    form = LastDayForm(
        request.POST or None, initial={"end": role.span.end or clock.today()}, help_text=_("Sista dagen kan tidigast vara i går.")
    )

    def deed(values: dict[str, Any]) -> None:
        actions.end_role(viewer(request), role_id, last=values["end"])

    title = _("%(name)s lämnar rollen") % {"name": row.name}
    return _form(request, at, row, form, deed, title=title, action=_("Avsluta rollen"), said=_("Rollen har fått en sista dag."))


def fill_seat(request: HttpRequest, seat_id: int) -> HttpResponse:
    """Says who of the organisation's people holds its empty seat in a group."""
    seat, organisation, body = queries.seat(viewer(request), seat_id)
    if not seat.empty:
        raise NotVisible
    form = ColleagueForm(request.POST or None, people=queries.colleagues(organisation))
    if request.method == "POST" and done(form, lambda values: actions.fill_seat(viewer(request), seat_id, person=values["person"])):
        messages.success(request, _("Platsen är tillsatt."))
        return redirect("body", body.slug)
    shown = {
        "seat": seat,
        "body": body,
        "form": form,
        "trail": [(_("Grupper"), reverse("bodies")), (say(body.name), reverse("body", args=[body.slug]))],
    }
    return render(request, "people/fill_seat.html", shown, status=422 if form.errors else 200)


def new_owners(request: HttpRequest) -> HttpResponse:
    """All that people who leave had in hand, and new owners for it in one step."""
    actor = viewer(request)
    left_behind = reports.needs_new_owner(actor)
    chosen = request.POST.get("from", "")
    groups = []
    for one in left_behind:
        mine = request.method == "POST" and chosen == str(one.person)
        things = [(f"{owned.item.kind}-{owned.item.id}", owned.title) for owned in one.things]
        form = NewOwnersForm(request.POST if mine else None, people=one.successors, things=things, prefix=f"p{one.person}")
        if mine and done(form, lambda values, one=one, things=things: _reassign(request, one.person, things, values)):  # type: ignore[misc]
            messages.success(request, _("Överlämnat. De nya ägarna har fått brev."))
            return redirect("new_owners")
        groups.append((one, form, list(zip(one.things, form.rows(), strict=True))))
    failed = any(form.errors for _one, form, _rows in groups)
    return render(request, "people/new_owners.html", {"groups": groups, "today": clock.today()}, status=422 if failed else 200)


def _reassign(request: HttpRequest, person: int, things: list[tuple[str, str]], values: dict[str, Any]) -> None:
    """One new owner for everything, or for each row its own; rows without a choice go on waiting."""
    to: dict[int, list[Item]] = {}
    for key, _title in things:
        owner = values[key] or values["everything"]
        if owner:
            kind, _sep, number = key.rpartition("-")
            to.setdefault(owner, []).append(Item(kind, int(number)))
    lifecycle.hand_over(viewer(request), person, to)


def _looked_after(request: HttpRequest, slug: str) -> OrganisationRow:
    found = queries.organisation(viewer(request), slug)
    must_look_after(viewer(request), found.id)
    return found


def _roles(request: HttpRequest, at: OrganisationRow) -> list[RoleKind]:
    """The roles that the viewer may give there; carrying out mandates only where there are any."""
    return [kind for kind in RoleKind if may_appoint(viewer(request), at.id, kind) and (kind != RoleKind.SECRETARIAT or at.mandates)]


def _details(values: dict[str, Any]) -> Details:
    roles = frozenset(RoleKind(kind) for kind in values["roles"])
    return Details(values["title"], function_of(values["function"]), values["profession"], roles)


def _asks(request: HttpRequest, values: dict[str, Any]) -> bool:
    """A move is asked for only where it was offered for this very address; one that was changed after the offer is somebody else's."""
    return request.POST.get("move", "") == values["email"]


def _come(request: HttpRequest, at: OrganisationRow, values: dict[str, Any]) -> None:
    (_ask_to_move if _asks(request, values) else _add)(request, at, values)


def _add(request: HttpRequest, at: OrganisationRow, values: dict[str, Any]) -> None:
    actions.add_person(
        viewer(request), at.id,
        name=values["name"], email=values["email"], start=values["start"], language=values["language"], details=_details(values),
    )  # fmt: skip


def _ask_to_move(request: HttpRequest, at: OrganisationRow, values: dict[str, Any]) -> None:
    actions.ask_to_move(viewer(request), at.id, email=values["email"], start=values["start"], details=_details(values))


def _noting_elsewhere(found: list[dict[str, str]], email: str, deed: Callable[[], None]) -> None:
    """Does the deed; where the address belongs to another organisation's person it notes who and where, for the offer of a move."""
    try:
        deed()
    except WorksElsewhere as refusal:
        name = queries.organisation_names([refusal.organisation])[refusal.organisation]
        found.append({"elsewhere": name, "known_as": queries.known_as(email), "known_email": email})
        raise


def _form(
    request: HttpRequest,
    at: OrganisationRow,
    row: Any,
    form: Any,
    deed: Callable[[dict[str, Any]], None],
    *,
    title: str,
    action: str,
    said: str,
    then: str = "",
) -> HttpResponse:
    """A form about one person: the page, or the deed and the way back."""
    back = reverse("person", args=[at.slug, row.id])
    if request.method == "POST" and done(form, deed):
        messages.success(request, said)
        return redirect(then or back)
    steps = trail(viewer(request), at, (row.name, back))
    return render(
        request,
        "people/form.html",
        {"title": title, "form": form, "action": action, "back": back, "trail": steps},
        status=422 if form.errors else 200,
    )
