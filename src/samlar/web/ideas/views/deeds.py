"""Interest, comments, and carrying a proposal on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.formats.sentence import Refusal
from samlar.ideas import actions, queries
from samlar.ideas.rules.deeds import must_be_open
from samlar.ideas.rules.fit import may_lead
from samlar.people.rules import Actor
from samlar.web.asked import viewer
from samlar.web.forms import take_refusal
from samlar.web.ideas.forms import CommentForm, InterestForm
from samlar.web.ideas.views.reading import WAY_IN, page_of


def interest(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Shows or changes the organisation's interest."""
    actor = viewer(request)
    found = queries.proposal(actor, proposal_id)
    own = found.interest_of(actor.organisation)
    form = InterestForm(request.POST or None, own=own)
    if request.method == "POST" and form.is_valid():
        would_lead = form.cleaned_data["would_lead"]
        # A button on the proposal's page sends no note; the one that was written stays.
        note = form.cleaned_data["note"] if "note" in request.POST or own is None else own.note
        try:
            actions.show_interest(actor, proposal_id, would_lead=would_lead, note=note)
        except Refusal as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _said(actor, new=own is None, would_lead=would_lead))
            return redirect("proposal", proposal_id)
    elif request.method != "POST":
        must_be_open(found.state)
    trail = [(_("Idéer"), reverse("proposals")), (found.title, reverse("proposal", args=[proposal_id]))]
    context = {"proposal": found, "own": own, "form": form, "trail": trail, "may_lead": may_lead(actor.membership, found.definition)}
    return render(request, "ideas/interest.html", context)


@require_POST
def withdraw_interest(request: HttpRequest, proposal_id: int) -> HttpResponse:
    actions.withdraw_interest(viewer(request), proposal_id)
    messages.success(request, _("Ert intresse är borttaget."))
    return redirect("proposal", proposal_id)


@require_POST
def comment(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Adds a comment; a refused one is still in its form."""
    actor = viewer(request)
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            written = actions.comment_proposal(actor, proposal_id, form.cleaned_data["text"])
        except Refusal as refusal:
            take_refusal(form, refusal)
        else:
            return redirect(f"{reverse('proposal', args=[proposal_id])}#kommentar-{written}")
    return page_of(request, queries.proposal(actor, proposal_id), form)


@require_POST
def remove_comment(request: HttpRequest, proposal_id: int, comment_id: int) -> HttpResponse:
    actions.remove_comment(viewer(request), proposal_id, comment_id)
    messages.success(request, _("Kommentaren är borttagen."))
    return redirect(f"{reverse('proposal', args=[proposal_id])}#samtal")


@require_POST
def carry_on(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Carries the proposal on as a test-room proposal, in one step (B4)."""
    new = actions.carry_on_as(viewer(request), proposal_id, format=WAY_IN)
    messages.success(request, _("Det här är det nya förslaget. Texten och intresset följde med."))
    return redirect("proposal", new)


def _said(actor: Actor, *, new: bool, would_lead: bool) -> str:
    name = actor.organisation_name
    if not new:
        return _("Ert svar är ändrat.")
    if would_lead:
        return _("%(name)s är med och kan leda. Förslagsställaren får veta det.") % {"name": name}
    return _("%(name)s är med bland de intresserade.") % {"name": name}
