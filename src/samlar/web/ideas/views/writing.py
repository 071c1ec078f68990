"""Writing a proposal, changing it, publishing it, taking it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.catalogue import queries as catalogue
from samlar.formats.sentence import Refusal
from samlar.ideas import actions, queries
from samlar.ideas.rules.deeds import LONGEST_SUMMARY, LONGEST_TEXT, LONGEST_TITLE, Changed, must_act_for, must_be_live
from samlar.ideas.rules.fit import must_propose, why_not_propose
from samlar.ideas.rules.rows import OwnInterest, ProposalRow, State
from samlar.people.rules import Actor
from samlar.talk.rules import lines_of
from samlar.web.asked import viewer
from samlar.web.forms import take_refusal
from samlar.web.ideas.forms import ProposalForm, WithdrawForm, kept_in
from samlar.web.related import beside_form, written
from samlar.web.templatetags.samlar import say


def new(request: HttpRequest) -> HttpResponse:
    """A new proposal. What the organisation may not propose is said before anything is written, with the rule and the way in."""
    actor = viewer(request)
    must_propose(actor, None)
    allowed, refused = choices(actor)
    asked = request.GET.get("format", "")
    first = {"format": asked if asked in dict(allowed) else "", "own_interest": OwnInterest.NONE, "revision": 0, **_begun(request)}
    looks = request.POST.get("deed") == "related"
    form = ProposalForm(None if looks else request.POST or None, formats=allowed, initial=request.POST.dict() if looks else first)
    if request.method == "POST" and not looks and form.is_valid():
        publish = request.POST.get("deed") == "publish"
        values = {name: form.cleaned_data[name] for name in ("title", "summary", "text", "format", "own_interest")}
        try:
            proposal_id = actions.write_proposal(actor, **values, publish=publish)
        except Refusal as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _said(publish=publish))
            return redirect("proposal", proposal_id)
    stop = next((one for one in refused if one["format"] == asked), None)
    return _form_page(request, form, refused=refused, stop=stop)


def _begun(request: HttpRequest) -> dict[str, str]:
    """What the address suggests that the proposal begins from: a handoff, a lesson. It is nobody's until it is saved."""
    given = {"title": ("titel", LONGEST_TITLE), "summary": ("mening", LONGEST_SUMMARY), "text": ("text", LONGEST_TEXT)}
    return {name: lines_of(request.GET[word])[:most] for name, (word, most) in given.items() if request.GET.get(word)}


def edit(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Changes a draft or an open proposal. Of two windows the second keeps what was typed and sees the other's version."""
    actor = viewer(request)
    found = queries.proposal(actor, proposal_id)
    must_act_for(actor, found.organisation, found.organisation_name)
    form = _form_of(actor, found, request.POST or None)
    theirs: ProposalRow | None = None
    if request.POST.get("deed") == "related":
        form.initial = request.POST.dict()
        form.is_bound = False
    elif request.method == "POST":
        publish = request.POST.get("deed") == "publish" and found.state == State.DRAFT
        if form.is_valid():
            try:
                _save(actor, found, form, publish=publish)
            except Changed as refusal:
                theirs = queries.proposal(actor, proposal_id)
                form = _form_of(actor, theirs, _as_read(request.POST, theirs.revision))
                form.is_valid()
                take_refusal(form, refusal)
            except Refusal as refusal:
                take_refusal(form, refusal)
            else:
                messages.success(request, _said(publish=publish, published=found.state == State.PUBLISHED))
                return redirect("proposal", proposal_id)
    else:
        must_be_live(found.state)
    return _form_page(request, form, found=found, theirs=theirs, refused=choices(actor)[1] if found.state == State.DRAFT else [])


@require_POST
def publish(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Publishes the draft that was read; what it lacks is said in its form."""
    actor = viewer(request)
    read = request.POST.get("revision", "")
    try:
        actions.publish_proposal(actor, proposal_id, revision=int(read) if read.isdecimal() and len(read) < 10 else None)
    except Changed:
        messages.error(request, _("Någon annan sparade utkastet medan du läste. Läs det som står här nu, och publicera sedan."))
    except Refusal as refusal:
        found = queries.proposal(actor, proposal_id)
        if refusal.field is None or found.state != State.DRAFT:
            raise
        form = _form_of(actor, found, _data_of(found))
        form.is_valid()
        take_refusal(form, refusal)
        return _form_page(request, form, found=found, refused=choices(actor)[1])
    else:
        messages.success(request, _said(publish=True))
    return redirect("proposal", proposal_id)


def withdraw(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Takes a proposal back, with the reason that stays."""
    actor = viewer(request)
    found = queries.proposal(actor, proposal_id)
    must_act_for(actor, found.organisation, found.organisation_name)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_proposal(actor, proposal_id, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("Förslaget är tillbakadraget. Det står kvar med ert skäl."))
            return redirect("proposal", proposal_id)
    elif request.method != "POST":
        must_be_live(found.state)
    return render(request, "ideas/withdraw.html", {"proposal": found, "form": form, "trail": _trail(found)})


def choices(actor: Actor) -> tuple[list[tuple[str, str]], list[dict[str, Any]]]:
    """The formats that the actor's organisation may propose for, and those it may not with the refusal of each. Two queries."""
    allowed, refused = [("", _("Öppet: vilket format som helst"))], []
    for row in catalogue.newest():
        refusal = why_not_propose(actor, row.definition)
        if refusal is None:
            allowed.append((row.format, say(row.definition.name)))
        else:
            refused.append({"format": row.format, "name": row.definition.name, "plural": row.definition.plural, "refusal": refusal})
    return allowed, refused


def _form_of(actor: Actor, found: ProposalRow, data: Any) -> ProposalForm:
    return ProposalForm(data, formats=choices(actor)[0], published=found.state != State.DRAFT, initial=kept_in(found))


def _data_of(found: ProposalRow) -> dict[str, str]:
    """The proposal as if it had been sent in, so that what is missing can stand by its field."""
    return {name: str(value) for name, value in kept_in(found).items()}


def _save(actor: Actor, found: ProposalRow, form: ProposalForm, *, publish: bool) -> None:
    said = form.cleaned_data
    actions.edit_proposal(
        actor, found.id, revision=said["revision"] or 0, title=said["title"], summary=said["summary"], text=said["text"],
        format=said.get("format", found.format), own_interest=said.get("own_interest"), publish=publish,
    )  # fmt: skip


def _as_read(data: QueryDict, revision: int) -> QueryDict:
    """What was sent, now with the other's version read: saving again is a choice made with open eyes."""
    changed = data.copy()
    changed["revision"] = str(revision)
    return changed


def _form_page(
    request: HttpRequest,
    form: ProposalForm,
    *,
    found: ProposalRow | None = None,
    theirs: ProposalRow | None = None,
    refused: list[dict[str, Any]] | None = None,
    stop: dict[str, Any] | None = None,
) -> HttpResponse:
    draft = found is None or (theirs or found).state == State.DRAFT
    context = {"form": form, "proposal": found, "theirs": theirs, "refused": refused, "stop": stop, "draft": draft, "trail": _trail(found)}
    text = written(request.POST) if request.method == "POST" else "\n".join((found.title, found.summary, found.text)) if found else ""
    return render(request, "ideas/form.html", context | beside_form(viewer(request), text))


def _trail(found: ProposalRow | None) -> list[tuple[str, str]]:
    trail = [(_("Idéer"), reverse("proposals"))]
    return [*trail, (found.title, reverse("proposal", args=[found.id]))] if found else trail


def _said(*, publish: bool, published: bool = False) -> str:
    if publish:
        return _("Förslaget är publicerat. Alla medlemmar och partner ser det nu.")
    if published:
        return _("Ändringarna är sparade. Förslaget är märkt som ändrat.")
    return _("Utkastet är sparat. Bara er organisation ser det.")
