"""Opening a lesson to more, reviewing it, making it obsolete, throwing a draft away, merging two."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.lessons.actions import merging, reviewing, writing
from samlar.lessons.queries import lesson
from samlar.lessons.queries.around import leads_its_activity
from samlar.lessons.queries.merging import candidates
from samlar.lessons.rules import lessons as rules
from samlar.lessons.rules import reviewing as review_rules
from samlar.lessons.rules.merging import may_merge
from samlar.lessons.rules.rows import LessonRow
from samlar.lessons.rules.words import State
from samlar.web.asked import viewer, whole
from samlar.web.forms import carried_out
from samlar.web.lessons.forms.lessons import MergeForm, ObsoleteForm, ReviewForm
from samlar.web.lessons.views.reading import seen_by, values_of

LONGEST_SEARCH = 100


def share(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """Says who will read it, and that it is not taken back; a press shares it, or publishes it."""
    actor = viewer(request)
    row = lesson(actor, lesson_id)
    rules.must_carry(actor, row)
    if request.method == "POST":
        to = State.PUBLISHED if request.POST.get("deed") == "publish" else State.SHARED
        writing.open_to(actor, lesson_id, to)
        messages.success(request, _("Lärdomen är publicerad.") if to == State.PUBLISHED else _("Lärdomen är delad."))
        return redirect("lesson", lesson_id)
    if row.state == State.PUBLISHED:
        rules.must_open(row, State.PUBLISHED)
    return render(request, "lessons/share.html", {**values_of(row), "draft": row.state == State.DRAFT, "seen_by": seen_by(row)})


def review(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """Somebody from another organisation says whether it holds."""
    actor = viewer(request)
    row = lesson(actor, lesson_id)
    review_rules.must_review(actor, row)
    form = ReviewForm(request.POST or None, revision=row.revision)

    def deed() -> None:
        given = form.cleaned_data
        reviewing.review(actor, lesson_id, holds=given["answer"] == "holds", note=given["note"], revision=given["revision"])

    return _answered(request, row, form, deed, "lessons/review.html", done=_("Tack! Den som skrev lärdomen får ditt svar."))


def obsolete(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """It no longer holds, and why."""
    actor = viewer(request)
    row = lesson(actor, lesson_id)
    rules.must_carry(actor, row)
    form = ObsoleteForm(request.POST or None, revision=row.revision)

    def deed() -> None:
        reviewing.make_obsolete(actor, lesson_id, why=form.cleaned_data["why"], revision=form.cleaned_data["revision"])

    return _answered(request, row, form, deed, "lessons/obsolete.html", done=_("Lärdomen är markerad som föråldrad."))


@require_POST
def holds_again(request: HttpRequest, lesson_id: int) -> HttpResponse:
    reviewing.holds_again(viewer(request), lesson_id, revision=whole(request.POST.get("revision"), 0))
    messages.success(request, _("Lärdomen gäller igen."))
    return redirect("lesson", lesson_id)


def throw_away(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """A draft is deleted, after a question."""
    actor = viewer(request)
    row = lesson(actor, lesson_id)
    rules.must_carry(actor, row)
    if request.method == "POST":
        reviewing.throw_away(actor, lesson_id)
        messages.success(request, _("Utkastet är kastat."))
        return redirect("lessons")
    review_rules.must_be_thrown_away(row, taken_home=False, points_to_it=False)
    return render(request, "lessons/throw_away.html", values_of(row))


def merge(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """Chooses the lesson that stays, among those alike or by a search; the page says what happens to what was taken home."""
    actor = viewer(request)
    row = lesson(actor, lesson_id)
    if not may_merge(actor, row, leads=leads_its_activity(actor, row)):
        rules.must_carry(actor, row)
    rules.must_live(row)
    words = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST_SEARCH]
    found = candidates(actor, row, words)
    form = MergeForm(request.POST or None, choices=found, revision=row.revision)

    def deed() -> None:
        merging.merge(actor, lesson_id, form.cleaned_data["into"], revision=form.cleaned_data["revision"])

    more = {"found": found, "search": words, "search_length": LONGEST_SEARCH}
    return _answered(request, row, form, deed, "lessons/merge.html", done=_("Lärdomarna är sammanförda. Den här står kvar."), more=more)


def _answered(
    request: HttpRequest,
    row: LessonRow,
    form: Any,
    deed: Callable[[], None],
    template: str,
    *,
    done: str,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """The form's page; a deed that is done leads to the lesson (or to the one that it went into), what was refused stands in the form."""
    status = 200
    if request.method == "POST":
        status = carried_out(form, deed)
        if not status:
            messages.success(request, done)
            return redirect("lesson", form.cleaned_data.get("into") or row.id)
    values = {**values_of(row), "form": form, "back": reverse("lesson", args=[row.id]), **(more or {})}
    return render(request, template, values, status=status)
