"""The invitation: read by all once it is out, written, published and sent by the lead (E1, C2)."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from samlar.activities import queries
from samlar.activities.queries.invitation import guests, invitation, invited
from samlar.activities.rules.access import may_lead, must_lead
from samlar.activities.rules.invitation import may_be_written, must_be_written_now
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Refusal
from samlar.foundation.emblem import svg
from samlar.people.rules import Actor, NotAllowed
from samlar.registration.actions import invitation as actions
from samlar.registration.queries.invitation import composed, to_judge
from samlar.registration.rules.invitation import Composed, missing
from samlar.web.activities import card, inviting, paper
from samlar.web.activities.forms.invitation import InvitationForm, InviteForm, OpenForm
from samlar.web.activities.frame import frame
from samlar.web.activities.taking_part import map_of
from samlar.web.activities.views.answers import carried_out
from samlar.web.asked import viewer
from samlar.web.forms import take_refusal

# Where a part that is missing is mended, by the rule's word for it.
MENDED_AT = {
    "write": "activity_invitation_write",
    "programme": "activity_invitation_write",
    "terms": "activity_terms",
    "staff": "activity_staff",
}


def invitation_page(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The invitation as it is, or will be; with the way to register."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    whole = composed(actor, found)
    leads = _leads(actor, found)
    values = frame(request, found, "invitation") | inviting.told(found, whole)
    values |= {
        "emblem": svg(inviting.drawn(found)),
        "map": map_of(found),
        "leads": leads,
        "may_write": leads and may_be_written(found),
        "lacks": _lacks(found, whole) if leads and not whole.kept.is_out else [],
        "in_short": inviting.in_short(found, whole),
        "image": inviting.absolute(reverse("activity_invitation_image", args=[activity_id])),
        "here": inviting.absolute(reverse("activity_invitation", args=[activity_id])),
    }
    return render(request, "activities/invitation.html", values)


def write(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The lead writes the texts; beside them what is missing before the invitation can be published."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    must_lead(actor, found)
    must_be_written_now(found)
    form = InvitationForm(request.POST or None, invitation(actor, found))
    status = 200
    if request.method == "POST":

        def deed() -> None:
            actions.save(actor, activity_id, texts=form.texts(), revision=form.cleaned_data["revision"])

        if carried_out(request, form, deed, done=_("Inbjudan är sparad.")):
            _say_how_long(request, found, to_judge(actor, found))
            return redirect("activity_invitation" if "read" in request.POST else "activity_invitation_write", activity_id)
        status = 422
    whole = to_judge(actor, found)
    values = frame(request, found, "invitation") | {"form": form, "kept": whole.kept, "lacks": _lacks(found, whole), "whole": whole}
    return render(request, "activities/invitation_write.html", values, status=status)


def publish(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The lead chooses for whom it is, and publishes: a page of its own, since letters go to many."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    must_lead(actor, found)
    must_be_written_now(found)
    whole = to_judge(actor, found)
    if whole.kept.is_out:
        return redirect("activity_invitation", activity_id)
    form = OpenForm(request.POST or None, initial={"to_all": "yes" if whole.kept.to_all else "no"})
    status = 200
    if request.method == "POST":
        if carried_out(
            request, form,
            lambda: actions.publish(actor, activity_id, revision=whole.kept.revision, to_all=form.cleaned_data["to_all"] == "yes"),
            done=_("Inbjudan är publicerad."),
        ):  # fmt: skip
            return redirect("activity_invitation", activity_id)
        status = 422
    values = frame(request, found, "invitation") | {
        "form": form,
        "lacks": _lacks(found, whole),
        "several": len(guests(found)),
        "invited": len(invited(found)),
    }
    return render(request, "activities/invitation_publish.html", values, status=status)


def invite(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Whom it is for: open to all or not, who is invited, and more to invite in one step."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    must_lead(actor, found)
    must_be_written_now(found)
    could, kept = guests(found), invitation(actor, found)
    form = InviteForm(request.POST or None, could)
    status = 200
    if request.method == "POST":
        if form.is_valid() and _invited(request, actor, activity_id, form):
            return redirect("activity_invite", activity_id)
        status = 422
    values = frame(request, found, "invitation") | {
        "form": form,
        "kept": kept,
        "open_form": OpenForm(initial={"to_all": "yes" if kept.to_all else "no"}),
        "invited": invited(found),
        "left": sum(not one.state for one in could),
    }
    return render(request, "activities/invite.html", values, status=status)


def _invited(request: HttpRequest, actor: Actor, activity_id: int, form: InviteForm) -> bool:
    """Whether the deed was done; then how many were invited is said on the next page."""
    try:
        several = actions.invite(actor, activity_id, **form.cleaned_data)
    except NotAllowed:
        raise
    except Refusal as refusal:
        take_refusal(form, refusal)
        return False
    said = ngettext("%(n)s organisation är inbjuden.", "%(n)s organisationer är inbjudna.", several) % {"n": several}
    messages.success(request, said if several else _("De var inbjudna redan."))
    return True


@require_POST
def open_to(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Opens the activity to all, or narrows it to those invited."""
    form = OpenForm(request.POST)
    return _deed(
        request, activity_id, form,
        lambda actor: actions.open_to(actor, activity_id, to_all=form.cleaned_data["to_all"] == "yes"), done=_("Sparat."),
    )  # fmt: skip


@require_POST
def take_back(request: HttpRequest, activity_id: int, invited_id: int) -> HttpResponse:
    actions.take_back(viewer(request), activity_id, invited_id)
    messages.success(request, _("Inbjudan är tillbakatagen."))
    return redirect("activity_invite", activity_id)


def _deed(request: HttpRequest, activity_id: int, form: OpenForm, deed: Callable[[Actor], None], *, done: str) -> HttpResponse:
    actor = viewer(request)
    queries.activity(actor, activity_id)
    if not form.is_valid():
        messages.error(request, _("Välj vilka som får anmäla sig."))
    else:
        carried_out(request, form, lambda: deed(actor), done=done)
    return redirect("activity_invite", activity_id)


def _lacks(found: ActivityRow, whole: Composed) -> list[dict[str, Any]]:
    """The missing parts with the page where each is mended."""
    return [{"one": one, "href": _mended_at(found, one.where, one.part)} for one in missing(found, whole)]


def _mended_at(found: ActivityRow, where: str, part: str) -> str:
    href = reverse(MENDED_AT[where], args=[found.id])
    return f"{href}#id_{part}" if where == "write" else href


def _leads(actor: Actor, found: ActivityRow) -> bool:
    return may_lead(actor, found) or found.acts_for_owner


def _say_how_long(request: HttpRequest, found: ActivityRow, whole: Composed) -> None:
    """Whoever writes more than two pages of paper is told (E1: a two-page invitation)."""
    pages = paper.pages(found, whole)
    if pages > paper.MOST_PAGES:
        messages.info(
            request,
            _("Utskriven blir inbjudan %(pages)s sidor. Korta texterna om den ska få plats på %(most)s.")
            % {"pages": pages, "most": paper.MOST_PAGES},
        )


@require_safe
def image(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The share card."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    return _kept(request, card.of(found, composed(actor, found)), "image/png")


@require_safe
def pdf(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The invitation on paper; where this copy makes none, a page that says what to do instead."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    try:
        made = paper.of(found, composed(actor, found))
    except paper.NoPaper:
        return render(request, "activities/invitation_no_paper.html", frame(request, found, "invitation"))
    answer = _kept(request, made.pdf, "application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="inbjudan-{activity_id}.pdf"'
    return answer


def _kept(request: HttpRequest, body: bytes, kind: str) -> HttpResponse:
    """A file whose address stays while its content may change: kept by the browser for as long as the content is the same."""
    answer = HttpResponse(body, content_type=kind)
    answer.headers["ETag"] = f'"{sha256(body).hexdigest()[:32]}"'
    answer.headers["Cache-Control"] = "private, max-age=0, must-revalidate"
    return get_conditional_response(request, etag=answer.headers["ETag"], response=answer) or answer
