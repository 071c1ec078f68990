""" "We stole this": said, changed and taken back (F4)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.lessons import queries
from samlar.lessons.actions import borrowing as actions
from samlar.lessons.queries import borrowings
from samlar.lessons.queries.uptakes import own_uptake
from samlar.lessons.rules.borrowing import BorrowingRow
from samlar.lessons.rules.deeds import must_work_with
from samlar.lessons.rules.rows import LessonRow
from samlar.lessons.rules.words import Kind
from samlar.people.rules import NotVisible, must_act_for_an_organisation
from samlar.web.asked import viewer, whole
from samlar.web.forms import carried_out
from samlar.web.lessons.forms.borrowing import StolenForm


def borrow(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """From whom, and what was adapted; what was not taken home is taken home in the same act. `?fran=`: whom it is preselected to be."""
    actor = viewer(request)
    found = queries.lesson(actor, lesson_id)
    at = must_act_for_an_organisation(actor)
    sources = borrowings.sources(actor, lesson_id)
    own = own_uptake(actor, lesson_id)
    asked = whole(request.GET.get("fran"), 0)
    first = asked if asked in dict(sources) else sources[0][0] if sources else None
    form = StolenForm(request.POST or None, sources=sources, first=first, takes_home=own is None, learned=found.day, kind=found.kind)
    if request.method == "POST" and not carried_out(
        form, lambda: actions.borrow(actor, lesson_id, form.stolen(), reach=form.reaches())
    ):
        messages.success(request, _said(taken_home=own is None))
        made = own_uptake(actor, lesson_id)
        return redirect("uptake", made) if made else redirect("lesson", lesson_id)
    ours = [one for one in borrowings.of_lesson(actor, lesson_id) if one.by == at]
    return _page(request, found, form, sources=bool(sources), takes_home=own is None, ours=ours)


def change(request: HttpRequest, lesson_id: int, borrowing_id: int) -> HttpResponse:
    """Changes what the own organisation has said; of two windows the second keeps what was typed."""
    actor = viewer(request)
    before = borrowings.borrowing(actor, borrowing_id)
    if before.lesson != lesson_id:
        raise NotVisible
    must_work_with(actor, before.by, before.by_name)
    found = queries.lesson(actor, lesson_id)
    sources = borrowings.sources(actor, lesson_id)
    if before.of not in dict(sources):
        sources.append((before.of, before.of_name))
    form = StolenForm(request.POST or None, sources=sources, first=before.of, before=before, learned=found.day, kind=found.kind)
    theirs: BorrowingRow | None = None
    if request.method == "POST":
        status = carried_out(
            form, lambda: actions.change_borrowing(actor, borrowing_id, form.stolen(), revision=form.cleaned_data["revision"] or 0)
        )
        if not status:
            messages.success(request, _("Ändringen är sparad."))
            return redirect("uptake", before.uptake)
        theirs = borrowings.borrowing(actor, borrowing_id) if status == 409 else None
    return _page(request, found, form, sources=True, before=before, theirs=theirs)


@require_POST
def take_back(request: HttpRequest, lesson_id: int, borrowing_id: int) -> HttpResponse:
    actor = viewer(request)
    before = borrowings.borrowing(actor, borrowing_id)
    if before.lesson != lesson_id:
        raise NotVisible
    actions.take_back_borrowing(actor, borrowing_id)
    messages.success(request, _("Det är borttaget. Hemtagningen står kvar."))
    return redirect("uptake", before.uptake)


def _page(
    request: HttpRequest,
    found: LessonRow,
    form: StolenForm,
    *,
    sources: bool,
    takes_home: bool = False,
    before: BorrowingRow | None = None,
    theirs: BorrowingRow | None = None,
    ours: list[BorrowingRow] | None = None,
) -> HttpResponse:
    context = {
        "lesson": found, "form": form, "sources": sources, "takes_home": takes_home, "before": before, "theirs": theirs, "ours": ours or [],
        "example": found.kind == Kind.EXAMPLE, "trail": trail_to(found),
    }  # fmt: skip
    return render(request, "lessons/borrow.html", context, status=409 if theirs else 422 if form.errors else 200)


def trail_to(found: LessonRow) -> list[tuple[str, str]]:
    """The way here by way of the lesson or the example."""
    above = (_("Exempel"), reverse("examples")) if found.kind == Kind.EXAMPLE else (_("Lärdomar"), reverse("lessons"))
    return [above, (found.sentence, reverse("lesson", args=[found.id]))]


def _said(*, taken_home: bool) -> str:
    if taken_home:
        return _("Ni har stulit det och tagit hem det. Du äger hemtagningen: skriv nästa steg här.")
    return _("Tack! Nu syns vem ni lärde er av.")
