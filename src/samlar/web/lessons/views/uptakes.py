"""One organisation's way with one lesson: taken home, shown step by step, cared for, checked, back, ended, taken up again (F2)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.lessons.actions import checks, uptakes
from samlar.lessons.queries import lesson as the_lesson
from samlar.lessons.queries import uptake as the_uptake
from samlar.lessons.queries.uptake_page import CheckRow, UptakePage, page
from samlar.lessons.queries.uptakes import own_uptake
from samlar.lessons.rules import ladder
from samlar.lessons.rules import lessons as lesson_rules
from samlar.lessons.rules.deeds import LessonRefused, must_work_with
from samlar.lessons.rules.ladder import NEXT_DEEDS, PARTS
from samlar.lessons.rules.rows import EvidenceRow, UptakeRow
from samlar.lessons.rules.words import EXITS, KIND_WORDS, STANDING_WORDS, STEPS, Kind, Standing, Step
from samlar.people.queries import colleagues
from samlar.people.rules import Actor, NotVisible, must_act_for_an_organisation
from samlar.web.asked import viewer, whole
from samlar.web.forms import carried_out
from samlar.web.lessons.beside import beside_uptake
from samlar.web.lessons.forms.uptakes import (
    AskForm,
    BackForm,
    CareForm,
    CheckForm,
    EndForm,
    EvidenceForm,
    Read,
    TakeHomeForm,
    care_now,
    evidence_now,
)
from samlar.web.templatetags.samlar import kept_address, say

CHECK_HERE = "#kontroll"
MANY = 2  # steps that are missing and still told one by one


def beside(form: Read, now: dict[str, str], *, overtaken: bool) -> list[dict[str, Any]]:
    """The fields; after an overtaking each with how it stands now, where that is another than what was typed."""
    return [_field(field, now if overtaken else {}) for field in form.own]


def _field(field: forms.BoundField, now: dict[str, str]) -> dict[str, Any]:
    typed = " ".join(str(field.value() or "").split())
    choices = dict(getattr(field.field, "choices", ()))
    said = str(choices.get(field.value(), typed)) if choices else typed
    there = now.get(field.name, "")
    return {"field": field, "now": there if " ".join(there.split()) not in (typed, said) else ""}


# — taken home —


def take_home(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """Two things to say: who owns it, and the first step. What is taken home already leads to its page."""
    actor = viewer(request)
    row = the_lesson(actor, lesson_id)
    there = own_uptake(actor, lesson_id)
    if there is not None:
        messages.info(request, _("Ni har redan tagit hem det. Här är hur långt ni har kommit."))
        return redirect("uptake", there)
    at = must_act_for_an_organisation(actor)
    lesson_rules.must_be_takeable(row, at)
    form = TakeHomeForm(request.POST if request.method == "POST" else None, colleagues=colleagues(at), me=actor.person)
    status = 200
    if request.method == "POST":
        made: list[int] = []
        status = carried_out(form, lambda: made.append(uptakes.take_home(actor, lesson_id, form.home())))
        if not status:
            messages.success(
                request,
                _("Ni har tagit hem exemplet. Det finns på er tavla.")
                if row.kind == Kind.EXAMPLE
                else _("Ni har tagit hem lärdomen. Den finns på er tavla."),
            )
            return redirect("uptake", made[0])
        there = own_uptake(actor, lesson_id)
        if there is not None:
            messages.info(request, _("En kollega hann före. Här är hur långt ni har kommit."))
            return redirect("uptake", there)
    trail = [(_("Lärdomar"), kept_address("lessons")), (row.sentence, kept_address("lesson", lesson_id))]
    values = {"lesson": row, "form": form, "trail": trail, "back": kept_address("lesson", lesson_id)}
    return render(request, "lessons/take_home.html", values, status=status)


# — the page —


def uptake(request: HttpRequest, uptake_id: int) -> HttpResponse:
    return _page(request, page(viewer(request), uptake_id))


def _page(
    request: HttpRequest, found: UptakePage, *, check: CheckForm | None = None, asks: AskForm | None = None, status: int = 200
) -> HttpResponse:
    actor, row = viewer(request), found.row
    revision = row.revision
    goes_on = row.ours and row.standing not in EXITS
    around = beside_uptake(actor, row.id, row.lesson, ours=row.ours)
    values = {
        "uptake": row,
        "trail": _trail(actor, row),
        "kind": say(KIND_WORDS[row.kind]),
        "state": _state(found),
        "is_asked": bool(found.wants_check and found.checks and found.checks[0].state == "asked"),
        "was_denied": _denied(found) is not None,
        "standing_word": STANDING_WORDS[row.standing],
        "steps": [_step(row, step) for step in STEPS],
        "primary": _primary(found, learned=any(one.ours for one in around["beside"].borrowings)) if goes_on else None,
        "missing": len(row.living) < len(STEPS) - 1 and goes_on,
        "check": (check or CheckForm(None, revision=revision)) if found.may_check else None,
        "asks": (asks or AskForm(None, revision=revision)) if found.wants_check else None,
        "open_asks": asks is not None or not (found.may_check or (found.checks and found.checks[0].state == "asked")),
        "checks": found.checks,
        "late": bool(goes_on and row.standing != Standing.USED and row.next_day and row.next_day < clock.today()),
        "ready": [(say(asked), say(ladder.READY[getattr(row, word)])) for word, (asked, _means) in ladder.READINESS.items()]
        if any(getattr(row, word) for word in ladder.READINESS)
        else [],
        "reach": _reach(row),
        "activity_title": found.activity_title,
        "moves": _history(found),
        "struck": [_evidence(one) for one in row.evidence if one.struck is not None],
        "goes_on": goes_on,
        "back_there": goes_on and row.standing != Standing.TAKEN,
        **around,
    }
    return render(request, "lessons/uptake.html", values, status=status)


def _trail(actor: Actor, row: UptakeRow) -> list[tuple[str, str]]:
    if row.ours:
        return [(_("Vår organisation"), kept_address("our_organisation")), (_("Hemtaget"), kept_address("board"))]
    return [(_("Lärdomar"), kept_address("lessons")), (row.sentence, kept_address("lesson", row.lesson))] if actor.signed_in else []


def _denied(found: UptakePage) -> CheckRow | None:
    """The no that stands: the last answer about the evidence that holds, while nobody else has been asked."""
    return found.checks[0] if found.wants_check and found.checks and found.checks[0].state == "not" else None


def _state(found: UptakePage) -> Sentence:
    """Where it stands, and what whoever was asked to check has answered, or when that can be answered."""
    stands, denied = _stands(found), _denied(found)
    if not found.wants_check or not found.checks:
        return stands
    one = found.checks[0]
    if denied is not None:
        told = (
            Sentence("{name} svarade att det inte stämmer: ”{word}”", "{name} answered that it is not so: “{word}”")
            if denied.note
            else Sentence("{name} svarade att det inte stämmer.", "{name} answered that it is not so.")
        )
        told = told.fill(name=denied.name, word=denied.note)
    elif one.state == "asked" and one.until is not None:
        told = Sentence(
            "{name} har fått frågan och kan svara till och med {until}.", "{name} has been asked and can answer through {until}."
        )
        told = told.fill(name=one.name, until=clock.day_of(one.until))
    else:
        return stands
    return Sentence("{stands} {told}", "{stands} {told}").fill(stands=stands, told=told)


def _stands(found: UptakePage) -> Sentence:
    """Where it stands, since when, and what is missing: one sentence, or two."""
    row = found.row
    word = STANDING_WORDS[row.standing]
    if row.standing in EXITS:
        ended = (
            Sentence("{name} avstod den {day}.", "{name} declined on {day}.")
            if row.standing == Standing.DECLINED
            else Sentence("Föråldrad hos {name} sedan {day}.", "Obsolete at {name} since {day}.")
        )
        return ended.fill(name=row.organisation_name, day=row.since)
    shown = [one.day for one in row.shown if row.standing in (Standing.USED, Standing(one.step.value))]
    said = (
        Sentence("{step} sedan {day}, räknat från hemtagningen.", "{step} since {day}, counted from the day it was taken home.")
        if shown and max(shown) < row.since
        else Sentence("{step} sedan {day}.", "{step} since {day}.")
    )
    stands = said.fill(step=Sentence(word.sv.capitalize(), word.en.capitalize()), day=row.since)
    if not row.ours or row.standing == Standing.USED:
        if row.ours and row.needs_owner:
            return Sentence("{stands} Den behöver en ny ägare.", "{stands} It needs a new owner.").fill(stands=stands)
        return stands
    asked = bool(found.checks) and found.wants_check  # then it is told beside
    lacks, missing = tuple(one for one in row.lacks if not (asked and one == ladder.CHECK)), len(STEPS) - len(row.living)
    if not lacks:
        return stands
    if missing > MANY:
        steps = Sentence("underlag för {n} av fyra steg", "evidence of {n} of four steps").fill(n=missing)
        lacks = (steps, Sentence("en ägare", "an owner")) if row.needs_owner else (steps,)
    return Sentence("{stands} Innan den räknas som använd saknas {what}.", "{stands} Before it counts as used it lacks {what}.").fill(
        stands=stands, what=list(lacks)
    )


def _step(row: UptakeRow, step: Step) -> dict[str, Any]:
    """One rung: its evidence, or what it lacks and where that is written."""
    there = row.showing(step)
    return {
        "step": step,
        "word": say(STANDING_WORDS[Standing(step.value)]),
        "evidence": _evidence(there) if there else None,
        "waits": step == Step.USED and there is not None and row.standing not in (*EXITS, Standing.USED),
        "href": kept_address("uptake_evidence", row.id, step.value),
        "deed": say(NEXT_DEEDS[step]),
    }


def _evidence(one: EvidenceRow) -> dict[str, Any]:
    facts = []
    for part in PARTS[one.step]:
        text = one.said.get(part.id, "")
        if text:
            facts.append((say(part.label), say(part.choices[text]) if part.choices and text in part.choices else text, part.is_link))
    return {"row": one, "word": say(STANDING_WORDS[Standing(one.step.value)]), "facts": facts}


def _primary(found: UptakePage, *, learned: bool) -> dict[str, str] | None:
    """The one thing to do next: an owner, what somebody has said no to, a next step where they have `learned` it of another and not begun,
    the first step that lacks its evidence. A check has its own form on the page."""
    row = found.row
    if row.needs_owner:
        return {"deed": _("Jag tar över"), "post": kept_address("uptake_take_over", row.id)}
    if _denied(found) is not None:
        return {"deed": _("Rätta underlaget"), "href": kept_address("uptake_evidence", row.id, Step.USED.value)}
    if learned and not (row.next_step or row.next_day or row.living):
        return {"deed": _("Skriv nästa steg"), "href": kept_address("uptake_care", row.id)}
    for step in STEPS:
        if row.showing(step) is None:
            return {"deed": say(NEXT_DEEDS[step]), "href": kept_address("uptake_evidence", row.id, step.value)}
    return None


def _reach(row: UptakeRow) -> str:
    """Who sees how far it has come, as it is: never more than see the lesson."""
    if row.audience.startswith("org:"):
        return _("Bara vi")
    if row.audience == "public":
        return _("Alla")
    if row.audience == "members":
        return _("Medlemmar och partner")
    return _("De som är med i aktiviteten")


def _history(found: UptakePage) -> list[dict[str, Any]]:
    """The way so far and each no to a check, newest first."""
    told = [(one.at, _move(one)) for one in found.moves]
    told += [
        (one.answered, {"what": _("Kontrollen: det stämmer inte"), "day": clock.day_of(one.answered), "who": one.name, "why": one.note})
        for one in found.denials
        if one.answered is not None
    ]
    return [entry for _at, entry in sorted(told, key=lambda pair: pair[0], reverse=True)]


def _move(one: Any) -> dict[str, Any]:
    after = say(STANDING_WORDS[one.after])
    if one.before is None:
        what = _("Hemtagen")
    elif one.before in EXITS:
        what = _("Upptagen igen: %(after)s") % {"after": after}
    else:
        what = f"{say(STANDING_WORDS[one.before])} → {after}"
    later = clock.day_of(one.at) != one.day
    return {"what": what[:1].upper() + what[1:], "day": one.day, "who": one.name, "why": one.why, "entered": one.at if later else None}


# — evidence —


def evidence(request: HttpRequest, uptake_id: int, step: str) -> HttpResponse:
    """What one step asks for. The page of a word that is no step is not there."""
    if step not in list(Step):
        raise NotVisible
    row = _ours(request, uptake_id)
    return _shown(request, row, EvidenceForm(_posted(request), row, [Step(step)]), "lessons/uptake_evidence.html")


def evidence_all(request: HttpRequest, uptake_id: int) -> HttpResponse:
    """The steps that lack their evidence, all on one page; whoever has written more than that loses nothing."""
    row = _ours(request, uptake_id)
    written = {step for step in STEPS if any(name.startswith(f"{step.value}-") for name in request.POST)}
    steps = [step for step in STEPS if step in written or row.showing(step) is None]
    if not steps:
        return redirect("uptake", uptake_id)
    return _shown(request, row, EvidenceForm(_posted(request), row, steps, several=True), "lessons/uptake_evidence_all.html")


def _shown(request: HttpRequest, row: UptakeRow, form: EvidenceForm, template: str) -> HttpResponse:
    status = 200
    if request.method == "POST":
        after: list[Standing] = []
        status = carried_out(form, lambda: after.append(_add(request, row, form)))
        if not status:
            messages.success(request, _told(row.standing, after[0]))
            return redirect("uptake", row.id)
        row = the_uptake(viewer(request), row.id)
    now = evidence_now(form, row) if status == 409 else {}
    groups = [
        {**one, "word": say(STANDING_WORDS[Standing(one["step"].value)]), "fields": [_field(field, now) for field in one["fields"]]}
        for one in form.groups
    ]
    only = form.steps[0]
    values = {
        "uptake": row, "trail": _inside(row), "form": form, "groups": groups, "back": kept_address("uptake", row.id),
        "heading": say(NEXT_DEEDS[only]), "changes": row.showing(only) is not None,
        "is_checked": only == Step.USED and any(one.step == only and one.checked for one in row.shown),
        "all_at_once": sum(row.showing(step) is None for step in STEPS) > 1,
    }  # fmt: skip
    return render(request, template, values, status=status)


def _add(request: HttpRequest, row: UptakeRow, form: EvidenceForm) -> Standing:
    shows = form.shows()
    try:
        return uptakes.add_evidence(viewer(request), row.id, shows, revision=form.cleaned_data["revision"])
    except LessonRefused as refusal:
        if form.several and len(shows) == 1 and refusal.field:
            refusal.field = form.name(next(iter(shows)), refusal.field)
        raise


def _told(before: Standing, after: Standing) -> str:
    if after == before:
        return _("Sparat.")
    if after == Standing.USED:
        return _("Sparat. Nu står ni på steget använd.")
    return _("Sparat. Nu är den %(step)s.") % {"step": say(STANDING_WORDS[after])}


# — who cares for it —


def care(request: HttpRequest, uptake_id: int) -> HttpResponse:
    """Owner, next step, readiness, who sees it."""
    row = _ours(request, uptake_id)
    form = CareForm(_posted(request), row, colleagues=colleagues(row.organisation))
    status = 200
    if request.method == "POST":
        after: list[Standing] = []
        deed = lambda: after.append(uptakes.care(viewer(request), uptake_id, form.care(), revision=form.cleaned_data["revision"]))  # noqa: E731
        status = carried_out(form, deed)
        if not status:
            messages.success(request, _told(row.standing, after[0]))
            return redirect("uptake", uptake_id)
        row = the_uptake(viewer(request), uptake_id)
    fields = {one["field"].name: one for one in beside(form, care_now(row), overtaken=status == 409)}
    groups = [
        (_("Ägare och nästa steg"), [fields[name] for name in ("owner", "next_step", "next_day")]),
        (_("Hur redo är ni?"), [fields[name] for name in ladder.READINESS]),
        (_("Insyn"), [fields["reach"]]),
    ]
    values = {"uptake": row, "trail": _inside(row), "form": form, "groups": groups, "back": kept_address("uptake", uptake_id)}
    return render(request, "lessons/uptake_care.html", values, status=status)


@require_POST
def take_over(request: HttpRequest, uptake_id: int) -> HttpResponse:
    """The viewer takes on what nobody owns."""
    uptakes.take_over(viewer(request), uptake_id, revision=_revision(request))
    messages.success(request, _("Nu äger du den."))
    return redirect("uptake", uptake_id)


# — back, ended, again, moved —


def back(request: HttpRequest, uptake_id: int) -> HttpResponse:
    """To an earlier step, with a word why."""
    row = _ours(request, uptake_id)
    ladder.must_be_on_the_ladder(row.standing)
    if row.standing == Standing.TAKEN:
        ladder.steps_to_strike(row.standing, Standing.TAKEN)
    form = BackForm(_posted(request), row, to=request.GET.get("till", ""))

    def deed() -> None:
        said = form.cleaned_data
        uptakes.step_back(viewer(request), uptake_id, Standing(said["to"]), why=said["why"], revision=said["revision"])

    return _answered(
        request, row, form, deed, "lessons/uptake_back.html", done=_("Ni är tillbaka. Det tidigare underlaget finns kvar att läsa.")
    )


def end(request: HttpRequest, uptake_id: int) -> HttpResponse:
    """Declined or obsolete, with a word why."""
    row = _ours(request, uptake_id)
    ladder.must_be_on_the_ladder(row.standing)
    form = EndForm(_posted(request), row, to=request.GET.get("till", ""))

    def deed() -> None:
        said = form.cleaned_data
        uptakes.end(viewer(request), uptake_id, Standing(said["to"]), why=said["why"], revision=said["revision"])

    return _answered(request, row, form, deed, "lessons/uptake_end.html", done=_("Avslutad. Ni kan ta upp den igen när ni vill."))


def _answered(request: HttpRequest, row: UptakeRow, form: Read, deed: Callable[[], None], template: str, *, done: str) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = carried_out(form, deed)
        if not status:
            messages.success(request, done)
            return redirect("uptake", row.id)
        row = the_uptake(viewer(request), row.id)
    values = {
        "uptake": row, "trail": _inside(row), "form": form, "back": kept_address("uptake", row.id), "stands": STANDING_WORDS[row.standing],
        "overtaken": status == 409,
    }  # fmt: skip
    return render(request, template, values, status=status)


@require_POST
def again(request: HttpRequest, uptake_id: int) -> HttpResponse:
    after = uptakes.take_up_again(viewer(request), uptake_id, revision=_revision(request))
    messages.success(request, _("Upptagen igen: %(after)s.") % {"after": say(STANDING_WORDS[after])})
    return redirect("uptake", uptake_id)


@require_POST
def move(request: HttpRequest, uptake_id: int) -> HttpResponse:
    """From the board: leads to the page where what the move asks for is written. Moves nothing by itself."""
    row = _ours(request, uptake_id)
    if whole(request.POST.get("revision"), row.revision) != row.revision:
        messages.info(request, _("En kollega hann ändra. Nu är den %(step)s.") % {"step": say(STANDING_WORDS[row.standing])})
    there = _where(row, request.POST.get("to", ""))
    if request.htmx:  # type: ignore[attr-defined]
        response = HttpResponse()
        response.headers["HX-Redirect"] = there
        return response
    return redirect(there)


def _where(row: UptakeRow, to: str) -> str:
    """The page that a move to a standing leads to."""
    here = kept_address("uptake", row.id)
    if to not in list(Standing) or to == row.standing or row.standing in EXITS:
        return here
    if to in EXITS:
        return f"{reverse('uptake_end', args=[row.id])}?till={to}"
    wanted = Standing(to)
    if wanted.rank < row.standing.rank:
        return f"{reverse('uptake_back', args=[row.id])}?till={to}"
    if wanted != Standing.USED:
        return kept_address("uptake_evidence", row.id, to)
    missing = [step for step in STEPS if row.showing(step) is None]
    if len(missing) > 1:
        return kept_address("uptake_evidence_all", row.id)
    return kept_address("uptake_evidence", row.id, missing[0].value) if missing else here + CHECK_HERE


# — a second person —


@require_POST
def check(request: HttpRequest, uptake_id: int) -> HttpResponse:
    """A colleague has looked: it is in use."""
    actor, row = viewer(request), _ours(request, uptake_id)
    form = CheckForm(request.POST, revision=row.revision)
    after: list[Standing] = []

    def deed() -> None:
        after.append(uptakes.check(actor, uptake_id, note=form.cleaned_data["note"], revision=form.cleaned_data["revision"]))

    status = carried_out(form, deed)
    if status:
        return _refused(request, uptake_id, form, status)
    messages.success(request, _("Tack! Nu står ni på steget använd.") if after[0] == Standing.USED else _("Tack! Kontrollen är sparad."))
    return redirect("uptake", uptake_id)


@require_POST
def ask(request: HttpRequest, uptake_id: int) -> HttpResponse:
    """Somebody is asked by mail to check."""
    actor, row = viewer(request), _ours(request, uptake_id)
    form = AskForm(request.POST, revision=row.revision)

    def deed() -> None:
        said = form.cleaned_data
        checks.ask(actor, uptake_id, name=said["name"], email=said["email"], revision=said["revision"])

    status = carried_out(form, deed)
    if status:
        return _refused(request, uptake_id, form, status)
    messages.success(request, _("Frågan är skickad till %(name)s.") % {"name": form.cleaned_data["name"]})
    return redirect("uptake", uptake_id)


def _refused(request: HttpRequest, uptake_id: int, form: Any, status: int) -> HttpResponse:
    """The page with what was refused; where the question is gone, that is said above it."""
    found = page(viewer(request), uptake_id)
    if not (found.may_check if isinstance(form, CheckForm) else found.wants_check):
        for error in (*form.non_field_errors(), *(one for errors in form.errors.values() for one in errors)):
            messages.error(request, error)
            break
        return redirect("uptake", uptake_id)
    given = {"check": form} if isinstance(form, CheckForm) else {"asks": form}
    return _page(request, found, **given, status=status)


# — all of them —


def _ours(request: HttpRequest, uptake_id: int) -> UptakeRow:
    """The uptake, for those who may work with it. Raises NotVisible, NotAllowed."""
    actor = viewer(request)
    row = the_uptake(actor, uptake_id)
    must_work_with(actor, row.organisation, row.organisation_name)
    return row


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _revision(request: HttpRequest) -> int:
    return whole(request.POST.get("revision"), 0)


def _inside(row: UptakeRow) -> list[tuple[str, str]]:
    return [(_("Hemtaget"), kept_address("board")), (row.sentence, kept_address("uptake", row.id))]
