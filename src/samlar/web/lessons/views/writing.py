"""A lesson is caught and changed: one sentence, and what may wait."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.lessons.actions import writing as actions
from samlar.lessons.queries import lesson
from samlar.lessons.queries.similar import similar
from samlar.lessons.queries.sources import Caught, caught
from samlar.lessons.rules import lessons as rules
from samlar.lessons.rules.deeds import SENTENCE
from samlar.lessons.rules.rows import LessonRow
from samlar.lessons.rules.words import Kind, State
from samlar.library.queries.themes import themes
from samlar.people.queries import colleagues
from samlar.people.rules import NotVisible, must_act_for_an_organisation
from samlar.web.asked import viewer
from samlar.web.forms import carried_out
from samlar.web.lessons.forms.lessons import LessonForm, kept

# What each thing that a lesson may come from is called in the address.
FROM = {"efterat": "debrief", "uppgift": "handin", "traff": "session", "aktivitet": "activity"}


def new(request: HttpRequest) -> HttpResponse:
    """A new lesson: the sentence, and the rest prefilled from where one comes."""
    actor = viewer(request)
    at = must_act_for_an_organisation(actor)
    where = _where(request)
    if where.lesson is not None and request.method != "POST":
        return redirect("lesson", where.lesson)
    first = {"sentence": where.sentence, "context": where.context, "source_name": where.source_name, "contact": actor.person}
    form = LessonForm(request.POST or None, themes=themes(), colleagues=colleagues(at), initial=first)
    status, made = 200, list[int]()
    if request.method == "POST":
        state = State.SHARED if request.POST.get("deed") == "share" else State.DRAFT
        status = carried_out(form, lambda: made.append(actions.capture(actor, form.written(where), state=state)))
        if not status:
            messages.success(request, _("Lärdomen är delad.") if state == State.SHARED else _("Utkastet är sparat."))
            return redirect(reverse("lesson", args=made) + "?ny=1")
    values = {
        "form": form, "where": where, "alike": [], "back": _back(where),
        "trail": [(_("Lärdomar"), reverse("lessons"))],
    }  # fmt: skip
    return render(request, "lessons/new.html", values, status=status)


@require_POST
def alike(request: HttpRequest) -> HttpResponse:
    """Those that say about the same as what is being written: a part of the page. Changes nothing."""
    text = request.POST.get("sentence", "")[: 2 * SENTENCE].replace("\x00", " ")
    return render(request, "lessons/_alike.html", {"alike": similar(viewer(request), text)})


def edit(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """Changes the words. Of two windows the second keeps what was typed and sees the other's version."""
    actor = viewer(request)
    found = lesson(actor, lesson_id)
    if found.kind == Kind.EXAMPLE:
        return redirect("example_edit", lesson_id)
    rules.must_carry(actor, found)
    form = LessonForm(request.POST or None, **offered(found, kept(found)))
    theirs: LessonRow | None = None
    status = 200
    if request.method == "POST":
        status = carried_out(form, lambda: actions.change(actor, lesson_id, form.written(Caught()), revision=form.read()))
        if not status:
            messages.success(request, _("Ändringen är sparad."))
            return redirect("lesson", lesson_id)
        theirs = lesson(actor, lesson_id) if status == 409 else None
    values = {"form": form, "lesson": found, "theirs": theirs, "trail": trail(found)}
    return render(request, "lessons/edit.html", values, status=status)


def trail(row: LessonRow) -> list[tuple[str, str]]:
    """The way down to a page under a lesson."""
    return [(_("Lärdomar"), reverse("lessons")), (row.sentence, reverse("lesson", args=[row.id]))]


def offered(row: LessonRow, first: dict[str, Any]) -> dict[str, Any]:
    """What the form of a lesson that is changed chooses among, and what it begins from: `first`, but for whoever has left."""
    choices = colleagues(row.organisation)
    if row.contact is not None and row.contact not in dict(choices):
        first = {**first, "contact": None}  # whoever has left answers no more
    chosen = {id for id, _sv, _en in row.themes}
    kept_themes = [one for one in themes(retired=True) if not one.retired or one.id in chosen]
    people = [("", _("Den som sparar")), *choices]
    return {"themes": kept_themes, "colleagues": people, "initial": first, "revision": row.revision}


def _where(request: HttpRequest) -> Caught:
    """What the address says the lesson comes from. Raises NotVisible for what is not there, also for what is no number."""
    return caught(viewer(request), **numbers_in(request, FROM))


def numbers_in(request: HttpRequest, words: Mapping[str, str]) -> dict[str, int]:
    """{name: number} of what the address tells of `words` ({word of the address: name}). Raises NotVisible for what is no number."""
    given: dict[str, int] = {}
    for word, name in words.items():
        asked = request.GET.get(word, "")
        if asked:
            if not (asked.isascii() and asked.isdecimal() and len(asked) < 20):
                raise NotVisible
            given[name] = int(asked)
    return given


def _back(where: Caught) -> str:
    """Where the lesson comes from, to go back to."""
    if where.activity and where.session:
        return reverse("activity_session", args=[where.activity, where.session])
    return reverse("activity", args=[where.activity]) if where.activity else reverse("lessons")


def new_address(**given: int) -> str:
    """Where a lesson is caught that comes from something: new_address(traff=12)."""
    return f"{reverse('lesson_new')}?{urlencode(given)}"
