"""Who has come further, and the conversations and visits that were asked for (F7)."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samlar.formats.sentence import Refusal
from samlar.foundation import clock
from samlar.lessons import queries
from samlar.lessons.actions import visits as actions
from samlar.lessons.queries import visits as reads
from samlar.lessons.queries.visits import PER_PAGE
from samlar.lessons.rules import visits as rules
from samlar.lessons.rules.visits import SORT_WORDS, STATE_WORDS, Sort, State, VisitRow
from samlar.people.queries import organisation_of
from samlar.people.rules import NotAllowed, must_act_for_an_organisation
from samlar.web.asked import viewer, whole
from samlar.web.forms import carried_out, take_refusal, words_of
from samlar.web.lessons.forms.visits import AcceptForm, AskForm, DeclineForm
from samlar.web.lessons.views.borrowing import trail_to
from samlar.web.templatetags.samlar import say

CHIPS = {State.ASKED: "active", State.ACCEPTED: "active", State.DECLINED: "closed", State.WITHDRAWN: "closed", State.HELD: "done"}


def visits(request: HttpRequest) -> HttpResponse:
    """Who has come further with what we have begun, grouped by lesson; and what we have asked and been asked."""
    actor = viewer(request)
    must_act_for_an_organisation(actor)
    page = whole(request.GET.get("page"), 1)
    found, total = reads.matches(actor, page)
    shown = Paginator(range(total), PER_PAGE).get_page(page)
    if total == 0 and page > 1:
        found, total = reads.matches(actor, 1)
        shown = Paginator(range(total), PER_PAGE).get_page(1)
    asked = reads.requests(actor, whole(request.GET.get("fragor"), 1))
    rows = sorted((_told(row) for row in asked), key=lambda row: row["chip"] != "waiting")
    context = {
        "matches": found, "page": shown, "asked": asked, "rows": rows,
        "waits": sum(row["chip"] == "waiting" for row in rows), "more_asked": asked.paginator.num_pages > 1,
        "trail": [(_("Vår organisation"), reverse("our_organisation"))],
    }  # fmt: skip
    return render(request, "lessons/visits.html", context)


def ask(request: HttpRequest, lesson_id: int, organisation_id: int) -> HttpResponse:
    """Asks one organisation for a conversation or a visit about one lesson."""
    actor = viewer(request)
    found = queries.lesson(actor, lesson_id)
    own = must_act_for_an_organisation(actor)
    other = organisation_of(actor, organisation_id)
    rules.must_be_another(own, other.id)
    standing = reads.standing_of(actor, lesson_id, other.id)
    rules.must_be_further(standing, other.name)
    form = AskForm(request.POST or None, initial={"sort": Sort.CONVERSATION.value})
    status, made = 200, list[int]()
    if request.method == "POST":
        status = carried_out(form, lambda: made.append(actions.ask(actor, lesson_id, other.id, form.wish())))
        if not status:
            messages.success(request, _("Frågan är skickad till %(name)s. Du får ett brev när de har svarat.") % {"name": other.name})
            return redirect("visit", made[0])
    context = {"lesson": found, "other": other, "standing": standing, "form": form, "trail": trail_to(found)}
    return render(request, "lessons/visit_ask.html", context, status=status)


def visit(request: HttpRequest, visit_id: int) -> HttpResponse:
    """One request: read by both, answered by those who were asked, withdrawn by those who asked, and marked as held by either."""
    actor = viewer(request)
    found = reads.visit(actor, visit_id)
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    accept = AcceptForm(request.POST if deed == "accept" else None, initial={"day": found.day or found.wanted_day})
    decline = DeclineForm(request.POST if deed == "decline" else None)
    form = {"accept": accept, "decline": decline}.get(deed)
    if deed in rules.DEEDS and (form is None or form.is_valid()):
        try:
            _do(request, found, deed, form.cleaned_data if form else {})
        except NotAllowed:
            raise
        except Refusal as refusal:
            found = reads.visit(actor, visit_id)
            if form is None or not rules.may(found, deed):
                messages.error(request, words_of(refusal))
                if form is None:
                    return redirect("visit", visit_id)
            else:
                take_refusal(form, refusal)
        else:
            return redirect(_next(found, deed))
    return _page(request, found, accept, decline, status=422 if form is not None else 200)


def _do(request: HttpRequest, found: VisitRow, deed: str, said: dict[str, Any]) -> None:
    actor = viewer(request)
    if deed == "accept":
        actions.accept(actor, found.id, said["day"], word=said["word"])
        messages.success(request, _("%(name)s har fått ett brev med dagen.") % {"name": found.by_name})
    elif deed == "decline":
        actions.decline(actor, found.id, word=said["word"])
        messages.success(request, _("%(name)s har fått ditt svar.") % {"name": found.by_name})
    elif deed == "withdraw":
        actions.withdraw(actor, found.id)
        messages.success(request, _("Frågan är tillbakadragen."))
    else:
        actions.hold(actor, found.id)
        messages.success(request, _("Bra! Nu står det att ni har setts."))


def _next(found: VisitRow, deed: str) -> str:
    """After the meeting those who asked go on to what they stole."""
    if deed == "hold" and found.asks:
        return f"{reverse('visit', args=[found.id])}#stal"
    return reverse("visit", args=[found.id])


def _page(request: HttpRequest, found: VisitRow, accept: AcceptForm, decline: DeclineForm, *, status: int) -> HttpResponse:
    today = clock.today()
    context = {
        "visit": found, "accept": accept, "decline": decline, "state_word": STATE_WORDS[found.state], "chip": CHIPS[found.state],
        "sort_word": SORT_WORDS[found.sort], "may_accept": rules.may(found, "accept"), "may_decline": rules.may(found, "decline"),
        "may_withdraw": rules.may(found, "withdraw"), "may_hold": rules.may(found, "hold") and found.is_over(today),
        "answers": found.hosts and found.state == State.ASKED, "typed": bool(accept.errors or decline.errors),
        "trail": [(_("Vår organisation"), reverse("our_organisation")), (_("Samtal och besök"), reverse("visits"))],
    }  # fmt: skip
    return render(request, "lessons/visit.html", context, status=status)


def _told(row: VisitRow) -> dict[str, Any]:
    """A request as a row: who, about what, and how it stands; what is to be answered by us waits."""
    waits = row.hosts and row.state == State.ASKED
    words = _("väntar på ert svar") if waits else say(STATE_WORDS[row.state])
    return {"row": row, "word": words, "chip": "waiting" if waits else CHIPS[row.state], "sort": SORT_WORDS[row.sort]}
