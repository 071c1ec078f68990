"""Recommendations and open questions sent on: an activity's, one of them, the own organisation's, and the answer by a link (F8)."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samlar.activities import queries as activities
from samlar.activities.rules.deeds import Overtaken
from samlar.formats.sentence import Refusal
from samlar.foundation import clock
from samlar.lessons.actions import handoffs as actions
from samlar.lessons.queries import handoffs as queries
from samlar.lessons.queries.handoffs import Asked, Which
from samlar.lessons.rules import handoffs as rules
from samlar.lessons.rules.handoffs import HandoffRefused, HandoffRow, Outcome, State
from samlar.people.rules import NotAllowed, must_act_for_an_organisation
from samlar.people.rules.links import LinkClosed, must_hold
from samlar.web.activities.frame import frame
from samlar.web.asked import viewer, whole
from samlar.web.forms import carried_out, take_refusal, words_of
from samlar.web.lessons.forms.handoffs import AnswerForm, BecameForm, HandoffForm, SendForm
from samlar.web.registration.by_link import private_page

CHIPS = {State.DRAFT: "draft", State.SENT: "active", State.ACCEPTED: "done", State.DECLINED: "closed", State.WITHDRAWN: "closed"}
TITLE, SUMMARY, BACKGROUND = 120, 300, 800  # of the proposal that a receiver begins from it: an address has its limit


def shown(row: HandoffRow) -> dict[str, Any]:
    """One of a list, ready for the template."""
    return {
        "row": row, "kind": rules.KIND_WORDS[row.kind], "state": rules.STATE_WORDS[row.state], "chip": CHIPS[row.state],
        "outcome": rules.OUTCOME_WORDS[row.outcome] if row.outcome else None,
        "waits": row.answerable,
    }  # fmt: skip


# — an activity's —


def of_activity(request: HttpRequest, activity_id: int) -> HttpResponse:
    """What the activity sends on, to whom, and what they answered."""
    actor = viewer(request)
    activity = activities.activity(actor, activity_id)
    leads = rules.leads(actor, activity, queries.leaders_of(activity_id))
    values = frame(request, activity, "lessons") | {
        "rows": [shown(row) for row in queries.handoffs_of(actor, activity_id)],
        "may_write": leads and activity.stage_kind in rules.WRITTEN_IN,
        "leads": leads,
    }
    return render(request, "lessons/handoffs.html", values)


def new(request: HttpRequest, activity_id: int) -> HttpResponse:
    """A new one, from nothing, from a lesson (`?lardom=`), or from one that somebody declined (`?fran=`)."""
    actor = viewer(request)
    activity = queries.activity_to_send_from(actor, activity_id)
    rules.must_be_written_now(activity)
    anew = whole(request.GET.get("fran"), 0)
    row = next((one for one in queries.handoffs_of(actor, activity_id) if one.id == anew), None) if anew else None
    choices = queries.choices(actor, activity_id)
    form = HandoffForm(request.POST or None, choices, row=row, anew=True, lesson=whole(request.GET.get("lardom"), 0) or None)
    status, made = 200, list[int]()
    if request.method == "POST":
        status = carried_out(form, lambda: made.append(actions.write(actor, activity_id, form.written())))
        if not status:
            return redirect("handoff_send", made[0])
    back = reverse("activity_handoffs", args=[activity_id])
    values = frame(request, activity, "lessons") | {"form": form, "row": None, "back": back}
    return render(request, "lessons/handoff_write.html", values, status=status)


def edit(request: HttpRequest, handoff_id: int) -> HttpResponse:
    """A draft, or what was withdrawn, is changed. Of two the second keeps what was typed."""
    actor = viewer(request)
    row = queries.handoff(actor, handoff_id)
    activity = queries.activity_to_send_from(actor, row.activity)
    rules.after("write", row.state)
    form = HandoffForm(request.POST or None, queries.choices(actor, row.activity), row=row)
    status = 200
    if request.method == "POST":
        status = carried_out(form, lambda: actions.change(actor, handoff_id, form.written(), revision=form.cleaned_data["revision"] or 0))
        if not status:
            return redirect("handoff_send", handoff_id)
    values = frame(request, activity, "lessons") | {"form": form, "row": row, "back": reverse("handoff", args=[handoff_id])}
    return render(request, "lessons/handoff_write.html", values, status=status)


def send(request: HttpRequest, handoff_id: int) -> HttpResponse:
    """Who is asked; a press sends the letter. Sent anew, the earlier link no longer holds."""
    actor = viewer(request)
    row = queries.handoff(actor, handoff_id)
    activity = queries.activity_to_send_from(actor, row.activity)
    rules.after("send", row.state)
    people = queries.answerers(row)
    form = SendForm(request.POST or None, row, people, ("", "") if row.asked in dict(people) else queries.asked_last(row))
    status = 200
    if request.method == "POST":
        status = carried_out(form, lambda: actions.send(actor, handoff_id, form.asks(), revision=form.cleaned_data["revision"]))
        if not status:
            messages.success(request, _("Medskicket är skickat. Du får ett brev när de har svarat."))
            return redirect("handoff", handoff_id)
    values = frame(request, activity, "lessons") | {"form": form, **shown(row), "days": rules.ASKED_DAYS}
    return render(request, "lessons/handoff_send.html", values, status=status)


# — one of them —


def one(request: HttpRequest, handoff_id: int) -> HttpResponse:
    """One handoff: read, answered by the receiver, withdrawn or removed by those who lead; and what became of it."""
    actor = viewer(request)
    row = queries.handoff(actor, handoff_id)
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    answer = AnswerForm(request.POST if deed == "answer" else None, row.kind, chosen=request.GET.get("svar", ""))
    became = BecameForm(request.POST if deed == "became" else None, row)
    if deed in ("withdraw", "remove"):
        return _led(request, row, deed)
    form: forms.Form | None = {"answer": answer, "became": became}.get(deed)
    if form is None:
        return _page(request, row, answer, became)

    def act() -> object:
        if deed == "answer":
            return actions.answer(actor, handoff_id, yes=answer.yes, word=form.cleaned_data["word"])
        return actions.became(actor, handoff_id, form.cleaned_data["outcome"], form.cleaned_data["word"])

    status = carried_out(form, act)
    if not status:
        messages.success(request, _("Tack! De som frågade får veta det."))
        return redirect("handoff", handoff_id)
    return _page(request, queries.handoff(actor, handoff_id), answer, became, refused=form, status=status)


def _led(request: HttpRequest, row: HandoffRow, deed: str) -> HttpResponse:
    """Withdrawn, or removed where nobody else has read it."""
    actor, revision = viewer(request), whole(request.POST.get("revision"), 0)
    try:
        if deed == "withdraw":
            actions.withdraw(actor, row.id, revision=revision)
            messages.success(request, _("Medskicket är återtaget. Länken i brevet gäller inte längre."))
            return redirect("handoff", row.id)
        activity = actions.remove(actor, row.id, revision=revision)
    except NotAllowed:
        raise
    except (HandoffRefused, Overtaken) as refusal:
        messages.error(request, words_of(refusal))
        return redirect("handoff", row.id)
    messages.success(request, _("Utkastet är borttaget."))
    return redirect("activity_handoffs", activity)


def _page(
    request: HttpRequest, row: HandoffRow, answer: AnswerForm, became: BecameForm, *, refused: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    actor = viewer(request)
    sent = row.leads and row.state == State.SENT
    values = {
        **shown(row),
        "trail": _trail(row),
        "answer": answer if row.answerable or refused is answer else None,
        "became": became if row.receives and row.state == State.ACCEPTED else None,
        "open_became": refused is became or row.outcome is None,
        "refused": refused,
        "may_send": row.leads and row.state in (State.DRAFT, State.WITHDRAWN),
        "may_edit": row.leads and row.can("write"),
        "sent": sent,
        "late": sent and row.until is not None and row.until <= clock.now(),
        "anew": row.leads and row.state == State.DECLINED,
        "proposal": _proposal(row) if row.receives and row.state == State.ACCEPTED and actor.is_member else "",
        "finished": row.outcome in (Outcome.DONE, Outcome.NOTHING),
    }
    return render(request, "lessons/handoff.html", values, status=status)


def _trail(row: HandoffRow) -> list[tuple[str, str]]:
    if row.sees_activity:
        return [
            (_("Aktiviteter"), reverse("activities")),
            (row.activity_title, reverse("activity", args=[row.activity])),
            (_("Medskick"), reverse("activity_handoffs", args=[row.activity])),
        ]
    return [(_("Vår organisation"), reverse("our_organisation")), (_("Medskick"), reverse("our_handoffs"))]


def _proposal(row: HandoffRow) -> str:
    """Where the receiver makes a proposal of it, with what stands here filled in."""
    line = " ".join(row.text.split())
    origin = _("Kommer av ett medskick från ”%(title)s” (%(name)s).") % {"title": row.activity_title, "name": row.organisation_name}
    text = "\n\n".join(one for one in (row.text if len(line) > TITLE else "", _cut(row.background, BACKGROUND), origin) if one)
    return f"{reverse('proposal_new')}?{urlencode({'titel': _cut(line, TITLE), 'mening': _cut(line, SUMMARY), 'text': text})}"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


# — the own organisation's —


def ours(request: HttpRequest) -> HttpResponse:
    """What the own organisation has received, and what it has sent."""
    actor = viewer(request)
    must_act_for_an_organisation(actor)
    which: Which = "sent" if request.GET.get("visa") == "skickade" else "received"
    found = queries.ours(actor, which, request.GET.get("lage", ""), whole(request.GET.get("page"), 1))
    here, word = reverse("our_handoffs"), "skickade" if which == "sent" else "mottagna"
    states = [state for state in State if found.counts.get(state.value) or state.value == found.state]
    values = {
        "ours": found,
        "rows": [shown(row) for row in found.page],
        "tabs": [
            {
                "label": label, "href": f"{here}?visa={one}", "current": one == word,
                "count": found.counts[""] if one == word else found.others,
            }
            for one, label in (("mottagna", _("Mottagna")), ("skickade", _("Skickade")))
        ],
        "filters": [
            {"label": _("Alla"), "href": f"{here}?visa={word}", "current": not found.state, "count": found.counts[""]},
            *(
                {
                    "label": rules.STATE_WORDS[state], "href": f"{here}?visa={word}&lage={state.value}", "current": found.state == state,
                    "count": found.counts.get(state.value, 0),
                }
                for state in states
            ),
        ],
        "query": urlencode({"visa": word, **({"lage": found.state} if found.state else {})}),
        "trail": [(_("Vår organisation"), reverse("our_organisation"))],
    }  # fmt: skip
    return render(request, "lessons/our_handoffs.html", values)


# — by the link alone —


def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked, and the answer, without an account. GET never does anything: a letter's scanner opens links too."""
    found = queries.asked(token)
    return private_page(request, found.language, lambda: _asked(request, found), lambda: _answered(request, token, found))


def _answered(request: HttpRequest, token: str, found: Asked) -> HttpResponse:
    form = AnswerForm(request.POST, found.row.kind)
    if not form.is_valid():
        return _asked(request, found, form, status=422)
    try:
        actions.answer_by_link(token, yes=form.yes, word=form.cleaned_data["word"])
    except LinkClosed:
        return _asked(request, queries.asked(token), status=409)
    except HandoffRefused as refusal:
        found = queries.asked(token)
        if found.row.state != State.SENT:
            return _asked(request, found, status=409)
        take_refusal(form, refusal)
        return _asked(request, found, form, status=422)
    return redirect("handoff_by_link", token)


def _asked(request: HttpRequest, found: Asked, form: AnswerForm | None = None, *, status: int = 200) -> HttpResponse:
    actor, row = viewer(request), found.row
    answered = found.current and row.state in rules.ANSWERED
    closed = None if answered else _closed(found)
    values = {
        "asked": found,
        **shown(row),
        "answered": answered,
        "closed": closed,
        "form": None if closed or answered else form or AnswerForm(None, row.kind, chosen=request.GET.get("svar", "")),
        "another": actor.signed_in and actor.person != found.link.person,
        "proposal": _proposal(row) if answered and row.state == State.ACCEPTED and actor.is_member and not row.outside else "",
    }
    return render(request, "lessons/handoff_by_link.html", values, status=status)


def _closed(found: Asked) -> Refusal | None:
    """Why no answer is taken any more; None while one is."""
    try:
        must_hold(found.link, clock.now())
        rules.after("accept", found.row.state)
    except (LinkClosed, HandoffRefused) as said:
        return said
    return None
