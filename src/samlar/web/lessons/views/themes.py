"""The themes: an open list; a new one by any member or partner; put in order by those who hold the mandate (G2)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.lessons.queries.examples import published_by_theme
from samlar.library.actions import themes as actions
from samlar.library.queries.themes import ThemeRow, theme
from samlar.library.queries.themes import themes as the_themes
from samlar.library.rules import themes as rules
from samlar.lifecycle.actions.themes import merge_themes
from samlar.web.asked import viewer
from samlar.web.forms import carried_out
from samlar.web.lessons.forms.themes import MergeThemeForm, ThemeForm


def themes(request: HttpRequest) -> HttpResponse:
    actor = viewer(request)
    tends = rules.may_tend(actor)
    counts = published_by_theme()
    rows = the_themes(retired=tends)
    values = {
        "rows": [(row, *counts.get(row.id, (0, 0))) for row in rows if not row.retired],
        "retired": [row for row in rows if row.retired],
        "tends": tends,
        "may_add": rules.may_add(actor),
    }
    return render(request, "lessons/themes.html", values)


def new(request: HttpRequest) -> HttpResponse:
    """A new theme, by whoever works at a member or a partner."""
    actor = viewer(request)
    rules.must_add(actor)
    form = ThemeForm(request.POST or None)
    return _answered(request, form, lambda: actions.add(actor, **form.cleaned_data), "lessons/theme_new.html", {}, _("Temat är tillagt."))


def edit(request: HttpRequest, theme_id: int) -> HttpResponse:
    """Another name for a theme, or what it holds."""
    actor = viewer(request)
    row = theme(theme_id)
    rules.must_tend(actor)
    first = {"name_sv": row.name.sv, "name_en": row.name.en, "about": row.about}
    form = ThemeForm(request.POST or None, initial=first)
    form.fields["name_en"].required, form.fields["name_en"].help_text = True, ""
    form.fields["name_en"].error_messages["required"] = _("Skriv vad temat heter på engelska.")
    merging = MergeThemeForm(None, themes=_others(row))
    values = {"theme": row, "merging": merging}

    def deed() -> None:
        actions.rename(actor, theme_id, **form.cleaned_data)

    return _answered(request, form, deed, "lessons/theme_edit.html", values, _("Temat är ändrat."))


@require_POST
def merge(request: HttpRequest, theme_id: int) -> HttpResponse:
    """One theme goes into another."""
    actor = viewer(request)
    row = theme(theme_id)
    rules.must_tend(actor)
    form = MergeThemeForm(request.POST, themes=_others(row))
    first = {"name_sv": row.name.sv, "name_en": row.name.en, "about": row.about}
    values = {"theme": row, "merging": form, "form": ThemeForm(initial=first)}
    return _answered(
        request, form, lambda: merge_themes(actor, theme_id, form.cleaned_data["into"]), "lessons/theme_edit.html", values,
        _("Temana är ett nu."),
    )  # fmt: skip


@require_POST
def change(request: HttpRequest, theme_id: int) -> HttpResponse:
    """Retires a theme, or offers it again."""
    actor = viewer(request)
    if request.POST.get("deed") == "offer":
        actions.offer_again(actor, theme_id)
        messages.success(request, _("Temat kan väljas igen."))
    else:
        actions.retire(actor, theme_id)
        messages.success(request, _("Temat kan inte väljas längre. Det som är sorterat dit ligger kvar."))
    return redirect("themes")


def _answered(
    request: HttpRequest, form: forms.Form, deed: Callable[[], object], template: str, values: dict[str, Any], done: str
) -> HttpResponse:
    status = carried_out(form, deed) if request.method == "POST" else 200
    if not status:
        messages.success(request, done)
        return redirect("themes")
    shown = {"form": form, "trail": [(_("Teman"), reverse("themes"))], **values}
    return render(request, template, shown, status=status)


def _others(row: ThemeRow) -> list[ThemeRow]:
    return [one for one in the_themes() if one.id != row.id]
