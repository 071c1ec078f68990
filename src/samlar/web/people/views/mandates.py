"""The functions of the secretariat: who holds them, and how they pass on (L1)."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlar.foundation import charts, clock
from samlar.people import actions, queries
from samlar.people.queries.mandates import FunctionRow, HolderRow
from samlar.people.rules import FUNCTIONS, MandateKind, NotVisible, must_hold_register
from samlar.people.rules.mandates import must_may_pass_on
from samlar.web.asked import viewer
from samlar.web.people.forms import DelegateForm, GiveForm, LastDayForm, ToForm, done, today_first
from samlar.web.people.page import lasting
from samlar.web.templatetags.samlar import say


def mandates(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    rows = queries.functions(viewer(request))
    # Who has held it stands in the drawing and its table.
    functions = [(row, [[(held, lasting(held.span, today)) for held in part] for part in (row.now, row.coming)]) for row in rows]
    passes_on = any(held.deeds for _row, parts in functions for part in parts for held, _period in part)
    shown = {
        "functions": functions,
        "chart": drawn(rows, today),
        "registers": viewer(request).holds(MandateKind.REGISTER),
        "passes_on": passes_on,
    }
    return render(request, "people/mandates.html", shown)


def drawn(functions: list[FunctionRow], today: date) -> charts.Chart | None:
    """Who has held each function, year by year; the message is who holds how many now."""
    lines = []
    for row in functions:
        held = sorted((*row.now, *row.coming, *row.past), key=lambda one: (one.span.start, one.id))
        if held:
            lines.append((say(row.name), [_period(one, today) for one in held]))
    if not lines:
        return None
    count = Counter(one.name for row in functions for one in row.now if not one.lender)
    title = ", ".join(
        ngettext("%(name)s har %(n)s mandat", "%(name)s har %(n)s mandat", n) % {"name": name, "n": n} for name, n in count.most_common()
    )
    return charts.periods("mandaten", title, lines, head=(_("Mandat"), _("Organisation"), _("Period")))


def _period(held: HolderRow, today: date) -> charts.Period:
    first, last = held.span.start, held.span.end
    if last is None:
        label = _("%(name)s från %(year)s") % {"name": held.name, "year": first.year}
    else:
        label = f"{held.name} {first.year}" if first.year == last.year else f"{held.name} {first.year}–{last.year}"
    end, shown = last or max(today, first), say(lasting(held.span, today))
    if held.lender:
        shown = _("%(period)s, delegerat av %(name)s") % {"period": shown, "name": held.lender}
    return charts.Period(held.name, first.toordinal(), end.toordinal(), held.when, label, shown)


def give_mandate(request: HttpRequest) -> HttpResponse:
    must_hold_register(viewer(request))
    wanted = request.GET.get("mandat", "")
    first = {**today_first(clock.today()), "kind": wanted if wanted in tuple(MandateKind) else None}
    form = GiveForm(request.POST or None, mandates=FUNCTIONS, organisations=queries.organisation_choices(viewer(request)), initial=first)

    def deed(values: dict[str, Any]) -> None:
        actions.give_mandate(viewer(request), values["kind"], to=values["to"], start=values["start"], end=values["end"])

    return _page(
        request, form, deed, title=_("Ge ett mandat till en organisation till"), action=_("Ge mandatet"), said=_("Mandatet är givet.")
    )


def hand_over_mandate(request: HttpRequest, mandate_id: int) -> HttpResponse:
    held = _passed_on(request, mandate_id)
    form = ToForm(request.POST or None, organisations=_others(request, held), initial=today_first(clock.today()))

    def deed(values: dict[str, Any]) -> None:
        actions.hand_over_mandate(viewer(request), mandate_id, **values)

    title = _("Lämna över %(what)s") % {"what": say(FUNCTIONS[held.kind]).lower()}
    return _page(request, form, deed, title=title, action=_("Lämna över mandatet"), said=_("Mandatet är överlämnat."), held=held)


def delegate_mandate(request: HttpRequest, mandate_id: int) -> HttpResponse:
    held = _passed_on(request, mandate_id)
    form = DelegateForm(request.POST or None, organisations=_others(request, held), initial=today_first(clock.today()))

    def deed(values: dict[str, Any]) -> None:
        actions.delegate_mandate(viewer(request), mandate_id, **values)

    title = _("Delegera %(what)s") % {"what": say(FUNCTIONS[held.kind]).lower()}
    return _page(request, form, deed, title=title, action=_("Delegera mandatet"), said=_("Mandatet är delegerat."), held=held)


def end_mandate(request: HttpRequest, mandate_id: int) -> HttpResponse:
    held = _passed_on(request, mandate_id)
    form = LastDayForm(request.POST or None, initial={"end": held.span.end})

    def deed(values: dict[str, Any]) -> None:
        actions.end_mandate(viewer(request), mandate_id, last=values["end"])

    title = _("Avsluta %(what)s") % {"what": say(FUNCTIONS[held.kind]).lower()}
    return _page(request, form, deed, title=title, action=_("Avsluta mandatet"), said=_("Mandatet har fått en sista dag."), held=held)


def _passed_on(request: HttpRequest, mandate_id: int) -> HolderRow:
    held = queries.mandate(viewer(request), mandate_id)
    if not held.deeds:
        must_may_pass_on(viewer(request), held.organisation)
        raise NotVisible
    return held


def _others(request: HttpRequest, held: HolderRow) -> list[tuple[int, str]]:
    return [choice for choice in queries.organisation_choices(viewer(request)) if choice[0] != held.organisation]


def _page(
    request: HttpRequest,
    form: Any,
    deed: Callable[[dict[str, Any]], object],
    *,
    title: str,
    action: str,
    said: str,
    held: HolderRow | None = None,
) -> HttpResponse:
    back = reverse("mandates")
    if request.method == "POST" and done(form, deed):
        messages.success(request, said)
        return redirect(back)
    state = ""
    if held is not None:
        period = say(lasting(held.span, clock.today()))
        state = _("%(name)s har mandatet %(period)s.") % {"name": held.name, "period": period}
    shown = {"title": title, "form": form, "action": action, "back": back, "trail": [(_("Mandat"), back)], "state": state}
    return render(request, "people/form.html", shown, status=422 if form.errors else 200)
