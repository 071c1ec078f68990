"""The assignment: written by the participant, read and confirmed by the manager's link, counted, gathered (E3)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samlar.activities import queries as activities
from samlar.activities.rules.access import must_be_inside
from samlar.activities.rules.deeds import Overtaken
from samlar.formats.sentence import Refusal
from samlar.foundation import charts, clock
from samlar.foundation.charts import Chart
from samlar.people.rules import NotAllowed, NotVisible
from samlar.people.rules.links import LinkClosed, must_hold
from samlar.registration.actions import assignments as actions
from samlar.registration.queries import assignment_lists as lists
from samlar.registration.queries import assignments as queries
from samlar.registration.queries.assignment_follow_ups import rounds_of
from samlar.registration.queries.assignments import Asked, Page
from samlar.registration.queries.welcome import ManagerChoice, managers
from samlar.registration.rules import assignments as rules
from samlar.registration.rules.assignment_follow_ups import WORDS
from samlar.registration.rules.assignments import AssignmentRefused, State, Tally, Written
from samlar.registration.rules.machine import State as Place
from samlar.web.activities.frame import frame
from samlar.web.asked import viewer, whole
from samlar.web.assigned import CHIPS, texts, told
from samlar.web.registration.by_link import private_page
from samlar.web.registration.deed import in_words
from samlar.web.registration.forms.assignments import AssignmentForm, FourAnswers, ManagersForm
from samlar.web.related import beside_form, written
from samlar.web.templatetags.samlar import number, say

# — the participant —


def assignment(request: HttpRequest, activity_id: int, registration_id: int) -> HttpResponse:
    """One registration's assignment: to write and send for the participant, to read for those who may."""
    found = queries.page(viewer(request), activity_id, registration_id)
    if request.method == "POST":
        return _written(request, found)
    writes = found.may_write and (found.row is None or found.row.state == State.DRAFT or "andra" in request.GET)
    return _page(request, found, _form(request, found) if writes else None)


def _choices(request: HttpRequest, found: Page) -> list[ManagerChoice]:
    """Whom it can be sent to: the manager who had it last, whoever approved, the organisation's other managers."""
    actor, row = viewer(request), found.row
    last = [ManagerChoice(row.manager, row.manager_name, row.manager_email, last=True)] if row and row.manager else []
    return [*last, *(one for one in managers(actor) if not (row and one.id == row.manager))]


def _form(request: HttpRequest, found: Page, *, sends: bool = False) -> AssignmentForm:
    choices = _choices(request, found)
    return AssignmentForm(
        request.POST if request.method == "POST" else None,
        found.row.written if found.row else Written(),
        revision=found.row.revision if found.row else 0,
        suggestion=found.suggestion,
        managers=choices,
        first=choices[0].id if choices and choices[0].last else None,
        sends=sends,
    )


def _written(request: HttpRequest, found: Page) -> HttpResponse:
    """The draft is kept, or kept and sent."""
    if request.POST.get("deed") == "related":
        form = _form(request, found)
        form.initial, form.is_bound = {**form.initial, **request.POST.dict()}, False
        return _page(request, found, form)
    actor, sends = viewer(request), request.POST.get("deed") == "send"
    form = _form(request, found, sends=sends)
    here = (found.activity.id, found.registration.id)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        values = {"revision": form.cleaned_data["revision"]}
        if sends:
            actions.send(actor, *here, form.written(), manager=form.chief(), **values)
            messages.success(request, _("Uppdraget är skickat. Du får ett brev när din chef har svarat."))
        else:
            state = actions.write(actor, *here, form.written(), **values)
            messages.success(
                request, _("Utkastet är sparat.") if state == State.DRAFT else _("Ändringen är sparad. Chefen läser den nya texten.")
            )
    except NotAllowed:
        raise
    except Overtaken as overtaken:
        _take(form, overtaken)
        found = queries.page(actor, *here)
        return _page(request, found, form, now=found.row.written if found.row else None, status=409)
    except Refusal as refusal:
        _take(form, refusal)
        return _page(request, found, form, status=422)
    return redirect("assignment", *here)


def _take(form: FourAnswers, refusal: Refusal) -> None:
    """What was refused stands by its field; after an overtaking the next try builds on what stands now."""
    if isinstance(refusal, Overtaken):
        form.data = {**form.data.dict(), "revision": str(refusal.now)}  # type: ignore[assignment,attr-defined]
        form.add_error(None, say(refusal.sentence))
    else:
        form.add_error(refusal.field if refusal.field in form.fields else None, in_words(refusal))


def _fields(form: FourAnswers, now: Written | None) -> list[dict[str, Any]]:
    """The four, each with how it stands now where that is another than what was typed."""
    stands = now.said if now else {}
    return [
        {"field": field, "now": stands.get(field.name, "") if _typed(field.value()) != stands.get(field.name, "") else ""}
        for field in form.answers
    ]


def _typed(value: Any) -> str:
    return str(value or "").replace("\r\n", "\n").strip()


def _page(request: HttpRequest, found: Page, form: AssignmentForm | None, *, now: Written | None = None, status: int = 200) -> HttpResponse:
    actor = viewer(request)
    row, one = found.row, found.registration
    state = row.state if row else None
    values = frame(request, found.activity, "registration") | {
        "row": row,
        "one": one,
        "form": form,
        "fields": _fields(form, now) if form else [],
        "open_manager": form is not None and (not form.known or any(form[name].errors or form[name].value() for name in MANAGER)),
        "texts": texts(row.written) if row and found.readable else [],
        "readable": found.readable,
        "may_write": found.may_write,
        "may_send": found.may_write and one.state == Place.CONFIRMED,
        "late": row is not None and state == State.SENT and (row.until is None or row.until <= clock.now()),
        "state_word": rules.WORDS[state],
        "state_chip": CHIPS[state],
        "happened": found.happened,
        "followed_up": [(one, say(WORDS[one.answer]) if one.answer else "") for one in found.followed_up if not one.lapsed],
        "gathers": not one.mine and lists.may_gather(actor, found.activity),
    }
    if form is not None:
        said = written(request.POST) if request.method == "POST" else "\n".join((row.written if row else Written()).said.values())
        values |= beside_form(actor, said, but=found.activity.id)
    return render(request, "registration/assignment.html", values, status=status)


MANAGER = ("manager_name", "manager_email")


# — the manager, by the link alone —


def answer(request: HttpRequest, token: str) -> HttpResponse:
    """What the manager reads, and the answer. GET never does anything: a letter's scanner opens links too."""
    found = queries.asked(token)
    return private_page(request, found.language, lambda: _asked(request, found), lambda: _answered(request, token, found))


def _answered(request: HttpRequest, token: str, found: Asked) -> HttpResponse:
    actor, deed = viewer(request), request.POST.get("deed", "")
    form = ManagersForm(request.POST, found.row.written, revision=found.row.revision)
    act = {"confirm": actions.confirm, "send_back": actions.send_back}.get(deed)
    if act is None:
        return _asked(request, found)
    if not form.is_valid():
        return _asked(request, found, form, status=422)
    try:
        act(actor, token, form.written(), revision=form.cleaned_data["revision"], word=form.cleaned_data["word"])
    except NotAllowed:
        raise
    except LinkClosed:
        return _asked(request, queries.asked(token), status=409)
    except Overtaken as overtaken:
        _take(form, overtaken)
        found = queries.asked(token)
        return _asked(request, found, form, now=found.row.written, status=409)
    except Refusal as refusal:
        _take(form, refusal)
        return _asked(request, found, form, status=422)
    return redirect("assignment_answer", token)


def _closed(found: Asked) -> Refusal | None:
    """Why no answer is taken any more; None while one is."""
    try:
        must_hold(found.link, clock.now())
        rules.must_have_a_place(found.activity, found.state, found.name)
    except (LinkClosed, AssignmentRefused) as said:
        return said
    return None


def _asked(
    request: HttpRequest, found: Asked, form: ManagersForm | None = None, *, now: Written | None = None, status: int = 200
) -> HttpResponse:
    actor, closed = viewer(request), _closed(found)
    own = actor.signed_in and actor.person == found.person
    if closed is None and form is None and not own:
        form = ManagersForm(None, found.row.written, revision=found.row.revision)
    answered = found.link.used is not None and found.current
    values = {
        "asked": found,
        "closed": closed,
        "own": own,
        "form": form if closed is None and not own else None,
        "fields": _fields(form, now) if form and closed is None and not own else [],
        "confirmed": answered and found.row.state == State.CONFIRMED,
        "sent_back": answered and found.row.state == State.DRAFT and bool(found.row.word),
        "texts": texts(found.row.written) if answered and found.row.state == State.CONFIRMED else [],
        "another": actor.signed_in and not own and actor.person != found.link.person,
    }
    return render(request, "registration/assignment_answer.html", values, status=status)


# — how many, and gathered —


def gathered(request: HttpRequest, activity_id: int) -> HttpResponse:
    """How many have an assignment, for those inside; all of them to read and print, for those who lead."""
    actor = viewer(request)
    found = activities.activity(actor, activity_id)
    leads = lists.may_gather(actor, found)
    if not leads:
        must_be_inside(actor, found)
    tally = queries.tally(actor, found)
    if tally is None:
        raise NotVisible
    lines = lists.gathered(actor, found) if leads else ()
    values = frame(request, found, "registration") | {
        "tally": tally,
        "chart": chart(tally) if tally.places else None,
        "leads": leads,
        "groups": _groups(lines) if leads else [],
        "rounds": rounds_of(found.id) if leads else (),
        "ours": [] if leads else [told(line) for line in lists.ours(actor, found)],
    }
    return render(request, "registration/assignments.html", values)


def chart(tally: Tally) -> Chart:
    """How far those with a place have come: a bar for each step, as wide as they are many."""
    parts = [
        charts.Value(_("Bekräftat av chefen"), tally.confirmed, number(tally.confirmed)),
        charts.Value(_("Hos chefen"), tally.sent, number(tally.sent)),
        charts.Value(_("Utkast"), tally.draft, number(tally.draft)),
        charts.Value(_("Inte påbörjat"), tally.none, number(tally.none)),
    ]
    return charts.bars("uppdrag", say(tally.sentence), parts, head=(_("Uppdrag"), _("Deltagare")), most=tally.places)


def _groups(lines: tuple[lists.Line, ...]) -> list[tuple[str, list[dict[str, Any]]]]:
    """By organisation, in the order they came."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        groups.setdefault(line.organisation_name, []).append(told(line))
    return list(groups.items())


def ours(request: HttpRequest) -> HttpResponse:
    """The own organisation's people in what runs: who wants what, and how far it has come."""
    page = lists.of_our_people(viewer(request), whole(request.GET.get("page"), 1))
    shown = {"page": page, "rows": [told(line) for line in page], "trail": [(_("Vår organisation"), reverse("our_organisation"))]}
    return render(request, "registration/assignments_ours.html", shown)
