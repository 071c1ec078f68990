"""The register: organisations, kinds, memberships, who represents whom. For whoever holds its mandate; words about itself for everybody."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samlar.foundation import clock
from samlar.people import actions, queries
from samlar.people.rules import NotVisible, must_hold_register, must_look_after
from samlar.web.asked import viewer
from samlar.web.people.forms import DescribeForm, KindForm, LastDayForm, MembershipForm, OrganisationForm, RepresentsForm, done, today_first
from samlar.web.people.page import trail


def add_organisation(request: HttpRequest) -> HttpResponse:
    must_hold_register(viewer(request))
    form = OrganisationForm(request.POST or None, kinds=queries.kind_choices())
    made: list[int] = []
    if request.method == "POST" and done(form, lambda values: made.append(actions.add_organisation(viewer(request), **values))):
        messages.success(request, _("Organisationen finns i registret. Skriv in medlemskapet och lägg till en medlemsansvarig."))
        return redirect("begin_membership", queries.slug_of(made[0]))
    return _page(
        request,
        form,
        title=_("Ny organisation"),
        action=_("Lägg till organisationen"),
        back=reverse("organisations"),
        trail=trail(viewer(request)),
    )


def change_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    must_hold_register(viewer(request))
    at = queries.organisation(viewer(request), slug)
    now = {"name": at.name, "kind": at.kind, "county": at.county, "about": at.about, "website": at.website}
    form = OrganisationForm(request.POST or None, kinds=queries.kind_choices(), initial=now)
    deed = lambda values: actions.change_organisation(viewer(request), at.id, **values)  # noqa: E731
    return _about(
        request,
        slug,
        form,
        deed,
        title=_("Ändra %(name)s i registret") % {"name": at.name},
        action=_("Spara ändringen"),
        said=_("Ändringen är sparad."),
    )


def describe_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    at = queries.organisation(viewer(request), slug)
    must_look_after(viewer(request), at.id)
    form = DescribeForm(request.POST or None, initial={"county": at.county, "about": at.about, "website": at.website})
    deed = lambda values: actions.describe_organisation(viewer(request), at.id, **values)  # noqa: E731
    return _about(
        request, slug, form, deed, title=_("Berätta om %(name)s") % {"name": at.name}, action=_("Spara texten"), said=_("Texten är sparad.")
    )


def begin_membership(request: HttpRequest, slug: str) -> HttpResponse:
    must_hold_register(viewer(request))
    at = queries.organisation(viewer(request), slug)
    now = at.membership
    flags = {"kind": now.kind, "pays_fee": now.pays_fee, "votes": now.votes} if now else {}
    form = MembershipForm(request.POST or None, initial={**today_first(clock.today()), **flags})
    deed = lambda values: actions.begin_membership(viewer(request), at.id, **values)  # noqa: E731
    return _about(
        request,
        slug,
        form,
        deed,
        title=_("Nytt medlemskap för %(name)s") % {"name": at.name},
        action=_("Skriv in medlemskapet"),
        said=_("Medlemskapet är inskrivet."),
    )


def end_membership(request: HttpRequest, slug: str, membership_id: int) -> HttpResponse:
    must_hold_register(viewer(request))
    at = queries.organisation(viewer(request), slug)
    row = next((period for period in at.memberships if period.id == membership_id), None)
    if row is None:
        raise NotVisible
    form = LastDayForm(request.POST or None, initial={"end": row.span.end})
    deed = lambda values: actions.end_membership(viewer(request), membership_id, last=values["end"])  # noqa: E731
    return _about(
        request,
        slug,
        form,
        deed,
        title=_("Medlemskapet slutar för %(name)s") % {"name": at.name},
        action=_("Avsluta medlemskapet"),
        said=_("Medlemskapet har fått en sista dag."),
    )


def represent(request: HttpRequest, slug: str) -> HttpResponse:
    must_hold_register(viewer(request))
    at = queries.organisation(viewer(request), slug)
    form = RepresentsForm(
        request.POST or None,
        organisations=queries.every_organisation(viewer(request), but=at.id),
        initial={"represents": at.represents.id if at.represents else None},
    )
    deed = lambda values: actions.represent(viewer(request), at.id, represents=values["represents"])  # noqa: E731
    return _about(
        request,
        slug,
        form,
        deed,
        title=_("Vem %(name)s representerar") % {"name": at.name},
        action=_("Spara"),
        said=_("Ändringen är sparad."),
    )


def kinds(request: HttpRequest) -> HttpResponse:
    """The kinds of organisation, as data, and one more."""
    must_hold_register(viewer(request))
    form = KindForm(request.POST or None, kinds=queries.kind_choices()[:8])
    if request.method == "POST" and done(form, lambda values: actions.add_kind(viewer(request), **values)):
        messages.success(request, _("Sorten finns nu att välja."))
        return redirect("organisation_kinds")
    shown = {"kinds": queries.kinds_in_use(), "form": form, "trail": trail(viewer(request))}
    return render(request, "people/kinds.html", shown, status=422 if form.errors else 200)


def _about(
    request: HttpRequest, slug: str, form: Any, deed: Callable[[dict[str, Any]], object], *, title: str, action: str, said: str
) -> HttpResponse:
    """A form about one organisation: the page, or the deed and the way back to the organisation."""
    if request.method == "POST" and done(form, deed):
        messages.success(request, said)
        return redirect("organisation", slug)
    at = queries.organisation(viewer(request), slug)
    return _page(request, form, title=title, action=action, back=reverse("organisation", args=[at.slug]), trail=trail(viewer(request), at))


def _page(request: HttpRequest, form: Any, **shown: Any) -> HttpResponse:
    return render(request, "people/form.html", {"form": form, **shown}, status=422 if form.errors else 200)
