"""Learning capacity: the organisation's own analysis, answered by its people, read together, acted upon, repeated (F5)."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlar.formats.sentence import Refusal, listed
from samlar.foundation import charts
from samlar.foundation.charts import Axis, Chart, Strip, Value
from samlar.lessons.actions import capacity as actions
from samlar.lessons.queries import capacity as reads
from samlar.lessons.queries.capacity import Result, RoundRow
from samlar.lessons.rules import capacity as rules
from samlar.lessons.rules import capacity_results as results
from samlar.lessons.rules.capacity_results import Compared, Groups, Spread
from samlar.people.queries import colleagues
from samlar.people.rules import Function, NotAllowed, must_act_for_an_organisation
from samlar.people.rules.words import FUNCTION_WORDS
from samlar.web.asked import viewer, whole
from samlar.web.forms import carried_out
from samlar.web.lessons.forms.capacity import ActionForm, AnswerForm, ConclusionForm, InviteForm, NeedForm, RoundForm, ShareForm
from samlar.web.templatetags.samlar import language, say

Trail = list[tuple[str, str]]
Means = dict[str, Fraction]


def _trail(row: RoundRow | None = None) -> Trail:
    found = [(_("Vår organisation"), reverse("our_organisation")), (_("Lärkapacitet"), reverse("capacity"))]
    return found if row is None else [*found, (row.name, reverse("capacity_round", args=[row.id]))]


def done(request: HttpRequest, form: forms.Form, deed: Callable[[], object], said: str) -> int:
    """Does the deed of a form: 302 where it was done, and `said` stands on the next page; 422 or 409 where the form says why not."""
    status = carried_out(form, deed, read="read" if "read" in form.fields else "revision")
    if not status:
        messages.success(request, said)
    return status or 302


# — the organisation's rounds —


def capacity(request: HttpRequest) -> HttpResponse:
    """Our analyses, what we have agreed to do, what we need to be able to do; and what others have shared."""
    actor = viewer(request)
    must_act_for_an_organisation(actor)
    rounds = reads.our_rounds(actor)
    under_way = next((one for one in rounds if one.is_open), None)
    shared = reads.shared_rounds(actor, whole(request.GET.get("page"), 1))
    shown = {
        "rounds": rounds,
        "open": under_way,
        "answered": under_way is not None and bool(reads.own_answer(actor, under_way)[1]),
        "last": next((one for one in rounds if not one.is_open), None),
        "agreed": reads.agreed(actor, open_only=True),
        "needs": [_need(one) for one in reads.needs(actor)],
        "shared": shared,
        "trail": _trail()[:1],
    }
    return render(request, "lessons/capacity.html", shown)


def _need(row: reads.NeedRow) -> dict[str, Any]:
    about = [row.subject_area, say(FUNCTION_WORDS[Function(row.function)]) if row.function else ""]
    return {"row": row, "about": [word for word in about if word]}


def new(request: HttpRequest) -> HttpResponse:
    """Opens an analysis; `?igen=`: the one that is done again."""
    actor = viewer(request)
    must_act_for_an_organisation(actor)
    again = whole(request.GET.get("igen"), 0) or None
    before = reads.round_of(actor, again) if again else None
    if before is not None:
        rules.must_be_at_home(actor, before.organisation)
    areas = before.subject_areas if before else reads.last_areas(actor)
    form = RoundForm(request.POST or None, initial={"subject_areas": "\n".join(areas)})
    made: list[int] = []
    status = 200
    if request.method == "POST":
        status = done(
            request,
            form,
            lambda: made.append(actions.open_round(actor, form.round(), again=again)),
            _("Analysen är öppen. Bjud in kollegorna."),
        )
        if status == 302:
            return redirect("capacity_invite", made[0])
    return _form_page(
        request, form, _("Gör om analysen") if before else _("Börja en analys"), _("Öppna analysen"), _trail(), status, before=before
    )


def change(request: HttpRequest, round_id: int) -> HttpResponse:
    actor, row = _ours(request, round_id)
    rules.must_be_open(row.closed)
    begun = {"name": row.name, "last_day": row.last_day, "subject_areas": "\n".join(row.subject_areas), "revision": row.revision}
    form, status = RoundForm(request.POST or None, initial=begun), 200
    if request.method == "POST":
        revision = whole(request.POST.get("revision"), -1)
        status = done(
            request, form, lambda: actions.change_round(actor, round_id, form.round(), revision=revision), _("Ändringen är sparad.")
        )
        if status == 302:
            return redirect("capacity_round", round_id)
    return _form_page(request, form, _("Ändra analysen"), _("Spara"), _trail(row), status, href=reverse("capacity_round", args=[round_id]))


def _form_page(
    request: HttpRequest, form: forms.Form, heading: str, action: str, trail: Trail, status: int, *, href: str = "", **more: Any
) -> HttpResponse:
    shown = {"form": form, "heading": heading, "action": action, "trail": trail, "cancel": href or reverse("capacity"), **more}
    return render(request, "lessons/capacity_form.html", shown, status=status)


def _ours(request: HttpRequest, round_id: int) -> tuple[Any, RoundRow]:
    """The viewer, and a round of the viewer's own organisation. Raises NotVisible, NotAllowed."""
    actor = viewer(request)
    row = reads.round_of(actor, round_id)
    rules.must_be_at_home(actor, row.organisation)
    return actor, row


def invite(request: HttpRequest, round_id: int) -> HttpResponse:
    """A letter with the page to colleagues."""
    actor, row = _ours(request, round_id)
    rules.must_be_open(row.closed)
    asked = reads.colleagues_to_ask(actor, row)
    form, status = InviteForm(request.POST if request.method == "POST" else None, asked), 200
    if request.method == "POST":
        went: list[int] = []

        def deed() -> None:
            went.append(actions.invite(actor, round_id, form.cleaned_data["persons"], message=form.cleaned_data["message"]))

        status = done(request, form, deed, _("Breven är på väg."))
        if status == 302:
            return redirect("capacity_round", round_id)
    shown = {
        "form": form,
        "row": row,
        "told": [one for one in asked if one.invited],
        "left": [one for one in asked if not one.invited],
        "trail": _trail(row),
    }
    return render(request, "lessons/capacity_invite.html", shown, status=status)


# — answering —


def answer(request: HttpRequest, round_id: int) -> HttpResponse:
    """One's own answers, saved as often as one likes until the round is closed."""
    actor, row = _ours(request, round_id)
    if not row.is_open:
        return render(
            request,
            "lessons/capacity_answer.html",
            {"row": row, "form": None, "trail": _trail(row)},
            status=409 if request.method == "POST" else 200,
        )
    kept, read = reads.own_answer(actor, row)
    form, status = AnswerForm(request.POST if request.method == "POST" else None, row, kept, read=read, function=actor.function), 200
    if request.method == "POST" and request.POST.get("deed") == "take_back":
        actions.take_back(actor, round_id)
        messages.success(request, _("Ditt svar är borttaget."))
        return redirect("capacity_round", round_id)
    if request.method == "POST":
        status = done(
            request,
            form,
            lambda: actions.answer(actor, round_id, form.answer(), read=form.cleaned_data["read"]),
            _("Tack! Ditt svar är sparat."),
        )
        if status == 302:
            return redirect("capacity_round", round_id)
    return render(
        request, "lessons/capacity_answer.html", {"row": row, "form": form, "answered": bool(read), "trail": _trail(row)}, status=status
    )


def close(request: HttpRequest, round_id: int) -> HttpResponse:
    """Closes the analysis, after a question."""
    actor, row = _ours(request, round_id)
    if request.method == "POST":
        try:
            actions.close(actor, round_id)
        except NotAllowed:
            raise
        except Refusal as refusal:
            messages.error(request, say(refusal.sentence))
        else:
            messages.success(request, _("Analysen är avslutad."))
        return redirect("capacity_round", round_id)
    if not row.is_open:
        return redirect("capacity_round", round_id)
    return render(request, "lessons/capacity_close.html", {"row": row, "trail": _trail(row)})


# — what it says —


def one(request: HttpRequest, round_id: int) -> HttpResponse:
    """A round: to answer while it is open; then what it says, what is concluded and what is done about it."""
    actor = viewer(request)
    row = reads.round_of(actor, round_id)
    if not row.ours:
        return _shared(request, row)
    if row.is_open:
        _kept, read = reads.own_answer(actor, row)
        shown = {"row": row, "answered": bool(read), "mine": row.person == actor.person, "trail": _trail()}
        return render(request, "lessons/capacity_open.html", shown)
    found = reads.result(row)
    rounds = [one for one in reads.our_rounds(actor) if not one.is_open and one.questions == row.questions and one.opened <= row.opened]
    means = reads.means_of(rounds)
    before = next((one for one in rounds if one.id != row.id and means.get(one.id)), None)
    others = reads.compared_with(actor, row) if found else ()
    shown = {
        "row": row,
        "result": found,
        "chart": radar(row, found.means, before, means.get(before.id, {}) if before else {}) if found else None,
        "over_time": over_time(row, rounds, means) if before else None,
        "parts": [_part(row, part, found) for part in row.parts] if found else [],
        "groups": _groups(row, found) if found else [],
        "compared": strips(others, found.means) if others and found else None,
        "agreed": reads.agreed(actor, row),
        "fewest": results.FEWEST,
        "trail": _trail(),
    }
    return render(request, "lessons/capacity_result.html", shown)


def _shared(request: HttpRequest, row: RoundRow) -> HttpResponse:
    """What another organisation has shared: the parts' averages, how many answered, the conclusion."""
    means = reads.means_of([row]).get(row.id, {})
    shown = {"row": row, "chart": radar(row, means, None, {}) if means else None, "trail": _trail()}
    return render(request, "lessons/capacity_shared.html", shown)


def decimal(value: Fraction | None) -> str:
    """A figure with one decimal, the language's way."""
    if value is None:
        return "–"
    tenths = round(value * 10)
    return f"{tenths // 10}{'.' if language() == 'en' else ','}{tenths % 10}"


def tenths(value: Fraction | None) -> int | None:
    return None if value is None else round(value * 10)


def radar(row: RoundRow, means: Means, before: RoundRow | None, earlier: Means) -> Chart | None:
    """The four parts as axes, and the round before as an outline."""
    if not means:
        return None
    axes = [
        Axis(
            say(part.name), say(part.short), tenths(means.get(part.id)), decimal(means.get(part.id)),
            tenths(earlier.get(part.id)), decimal(earlier[part.id]) if part.id in earlier else "",
        )
        for part in row.parts
    ]  # fmt: skip
    top, bottom = (tenths(edge(means.values())) for edge in (max, min))
    most, least = ([say(part.short) for part in row.parts if tenths(means.get(part.id)) == edge] for edge in (top, bottom))
    title = (
        _("Starkast: %(high)s. Svagast: %(low)s.") % {"high": listed(most, language()), "low": listed(least, language())}
        if top != bottom
        else _("De fyra delarna är lika starka.")
    )
    head = (_("Del"), before.name, row.name) if before else (_("Del"), _("Medelvärde"))
    return charts.radar("larkapacitet", title, axes, steps=5, names=(row.name, before.name if before else ""), head=head)


def over_time(row: RoundRow, rounds: Sequence[RoundRow], means: dict[int, Means]) -> dict[str, Any]:
    """All rounds with the same questions, oldest first, as a table."""
    several = [one for one in reversed(rounds) if means.get(one.id)]
    lines = [(say(part.name), [(one.name, decimal(means[one.id].get(part.id))) for one in several]) for part in row.parts]
    return {"head": [one.name for one in several], "lines": lines, "n": [(one.name, one.answers) for one in several]}


def _part(row: RoundRow, part: rules.Part, found: Result) -> dict[str, Any]:
    spreads = found.spreads[part.id]
    return {
        "part": part,
        "mean": decimal(found.means.get(part.id)),
        "charts": [_spread(one) for one in spreads if one.steps],
        "too_few": [one.question.text for one in spreads if not one.steps],
        "strengthens": found.strengthens[part.id],
        "hinders": found.hinders[part.id],
    }


def _spread(one: Spread) -> Chart:
    """How many chose each step of a question, its mean in the title."""
    ends = {1: say(rules.LOW), 5: say(rules.HIGH)}
    labels = [f"{step} {ends[step]}" if step in ends else str(step) for step in rules.STEPS]
    values = [Value(label, count, str(count)) for label, count in zip(labels, one.steps, strict=True)]
    if one.unknown:
        values.append(Value(say(rules.DO_NOT_KNOW), one.unknown, str(one.unknown)))
    title = f"{say(one.question.text)} {decimal(one.mean)}"
    return charts.bars(f"fraga-{one.question.id}", title, values, head=(_("Svar"), _("Personer")))


def _groups(row: RoundRow, found: Result) -> list[dict[str, Any]]:
    """By subject area and by function, as tables: only the groups that may be shown."""
    names = {one.value: say(FUNCTION_WORDS[one]) for one in Function}
    return [
        told
        for heading, groups, named in (
            (_("Per sakområde"), found.groups.areas, {}), (_("Per funktion"), found.groups.functions, names),
        )
        if (told := _group(row, heading, groups, named))
    ]  # fmt: skip


def _group(row: RoundRow, heading: str, groups: Groups, named: dict[str, str]) -> dict[str, Any] | None:
    if not (groups.shown or groups.hidden):
        return None
    lines = []
    for group, by_part in groups.shown.items():
        cells = []
        for part in row.parts:
            n, mean = by_part.get(part.id, (0, None))
            cells.append((say(part.short), f"{decimal(mean)} (n\N{NO-BREAK SPACE}{n})" if mean is not None else "–"))
        lines.append((named.get(group, group), cells))
    return {"heading": heading, "head": [say(part.short) for part in row.parts], "lines": lines, "hidden": groups.hidden}


def strips(others: Sequence[Compared], means: Means) -> Chart:
    """How many of the others stand in each half step, and where we stand."""
    values = [
        Strip(
            say(one.part.short), one.counts, ngettext("%(n)s annan", "%(n)s andra", one.n) % {"n": one.n},
            tenths(means.get(one.part.id)), decimal(means.get(one.part.id)),
        )
        for one in others
    ]  # fmt: skip
    point = "." if language() == "en" else ","
    edges = [f"{(2 + place) / 2:g}–{(3 + place) / 2:g}".replace(".", point) for place in range(results.BUCKETS)]
    title = _("Var de andra står, och var ni står")
    return charts.strips("jamforelse", title, values, steps=5, own=_("ni"), head=(_("Del"), *edges, _("Ni")))


# — what follows —


def conclusion(request: HttpRequest, round_id: int) -> HttpResponse:
    actor, row = _ours(request, round_id)
    rules.must_be_closed(row.closed)
    rules.must_have_enough(row.enough or bool(row.conclusion))
    form, status = ConclusionForm(request.POST or None, initial={"conclusion": row.conclusion, "revision": row.revision}), 200
    if request.method == "POST":
        status = done(
            request, form,
            lambda: actions.conclude(actor, round_id, form.cleaned_data["conclusion"], revision=form.cleaned_data["revision"]),
            _("Slutsatsen är sparad."),
        )  # fmt: skip
        if status == 302:
            return redirect("capacity_round", round_id)
    now = reads.round_of(actor, round_id).conclusion if status == 409 else ""
    return _form_page(
        request,
        form,
        _("Er slutsats"),
        _("Spara slutsatsen"),
        _trail(row),
        status,
        href=reverse("capacity_round", args=[round_id]),
        now=now,
    )


def share(request: HttpRequest, round_id: int) -> HttpResponse:
    actor, row = _ours(request, round_id)
    rules.must_be_closed(row.closed)
    rules.must_have_enough(row.enough or row.shared or row.compares)
    begun = {"shared": row.shared, "compares": row.compares, "revision": row.revision}
    form, status = ShareForm(request.POST or None, initial=begun), 200
    if request.method == "POST":

        def deed() -> None:
            said = form.cleaned_data
            actions.share(actor, round_id, shared=said["shared"], compares=said["compares"], revision=said["revision"])

        status = done(request, form, deed, _("Ditt val är sparat."))
        if status == 302:
            return redirect("capacity_round", round_id)
    return _form_page(request, form, _("Dela och jämför"), _("Spara"), _trail(row), status, href=reverse("capacity_round", args=[round_id]))


def action_new(request: HttpRequest, round_id: int) -> HttpResponse:
    """Something you have agreed to do; `?del=` the part that it is for."""
    actor, row = _ours(request, round_id)
    rules.must_be_closed(row.closed)
    form = ActionForm(request.POST or None, row, colleagues(row.organisation), part=request.GET.get("del", ""), me=actor.person)
    status = 200
    if request.method == "POST":
        status = done(request, form, lambda: actions.agree(actor, round_id, form.agreed()), _("Åtgärden är sparad."))
        if status == 302:
            return redirect(reverse("capacity_round", args=[round_id]) + "#atgarder")
    return _form_page(
        request, form, _("Vad ska ni göra?"), _("Spara åtgärden"), _trail(row), status, href=reverse("capacity_round", args=[round_id])
    )


def action(request: HttpRequest, action_id: int) -> HttpResponse:
    """An agreed action: changed, or done with what came of it."""
    actor = viewer(request)
    kept = reads.action_of(actor, action_id)
    row = reads.round_of(actor, kept.round)
    form, status = ActionForm(request.POST or None, row, colleagues(row.organisation), kept), 200
    if request.method == "POST":
        status = done(request, form, lambda: actions.change_action(actor, action_id, form.agreed()), _("Åtgärden är sparad."))
        if status == 302:
            return redirect(reverse("capacity_round", args=[row.id]) + "#atgarder")
    return _form_page(
        request, form, _("Hur gick det?"), _("Spara åtgärden"), _trail(row), status, href=reverse("capacity_round", args=[row.id])
    )


def need_new(request: HttpRequest) -> HttpResponse:
    actor = viewer(request)
    must_act_for_an_organisation(actor)
    form, status = NeedForm(request.POST or None, areas=reads.last_areas(actor)), 200
    if request.method == "POST":
        status = done(request, form, lambda: actions.note_need(actor, form.need()), _("Behovet är sparat."))
        if status == 302:
            return redirect(reverse("capacity") + "#behov")
    return _form_page(request, form, _("Ett kompetensbehov"), _("Spara behovet"), _trail(), status)


def need(request: HttpRequest, need_id: int) -> HttpResponse:
    actor = viewer(request)
    kept = reads.need_of(actor, need_id)
    form, status = NeedForm(request.POST or None, kept), 200
    if request.method == "POST":
        status = done(request, form, lambda: actions.change_need(actor, need_id, form.need()), _("Behovet är sparat."))
        if status == 302:
            return redirect(reverse("capacity") + "#behov")
    return _form_page(request, form, _("Ändra kompetensbehovet"), _("Spara behovet"), _trail(), status)
