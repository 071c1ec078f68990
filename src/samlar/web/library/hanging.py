"""Documents where they belong: all that hangs on an activity; which activity one belongs to; what a lesson builds on (G1)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.activities import queries as activities
from samlar.activities.actions import documents as activity_documents
from samlar.activities.queries.documents import hangs_on, of_activity, takes_part_in
from samlar.activities.rules.documents import keeps_order, may_hang
from samlar.formats.sentence import Refusal
from samlar.lessons.actions import documents as lesson_documents
from samlar.lessons.queries import lesson
from samlar.lessons.queries.documents import of_lesson
from samlar.lessons.rules.lessons import must_carry
from samlar.library.queries.documents import document, look_for
from samlar.library.rules import documents as rules
from samlar.library.rules.rows import DocumentRow
from samlar.people.rules import NotAllowed
from samlar.web.activities.frame import frame
from samlar.web.asked import viewer, whole
from samlar.web.forms import take_refusal
from samlar.web.kept import new_address, rows_of
from samlar.web.library.forms import BuildForm, HangForm
from samlar.web.library.page import trail
from samlar.web.uploads import sent_with

LONGEST = 200


def of_an_activity(request: HttpRequest, activity_id: int) -> HttpResponse:
    """All that hangs on an activity and its sessions."""
    actor = viewer(request)
    found = activities.activity(actor, activity_id)
    hanging = of_activity(actor, activity_id, page=whole(request.GET.get("page"), 1))
    rows = rows_of(hanging.shown)
    for one in rows:
        one["may_take_away"] = one["row"].ours or keeps_order(actor, found)
    values = frame(request, found, "overview") | {
        "rows": rows, "page": hanging.page, "add": new_address(aktivitet=activity_id) if may_hang(actor, found) else "",
    }  # fmt: skip
    return render(request, "library/of_activity.html", values)


@require_POST
def let_go(request: HttpRequest, activity_id: int, document_id: int) -> HttpResponse:
    """It hangs there no more; it stays in the archive."""
    activity_documents.detach(viewer(request), activity_id, document_id)
    messages.success(request, _("Dokumentet hör inte längre till aktiviteten. Det finns kvar i arkivet."))
    return redirect("activity_documents", activity_id)


def hang(request: HttpRequest, document_id: int) -> HttpResponse:
    """Which activity a document belongs to."""
    actor = viewer(request)
    row = document(actor, document_id)
    rules.must_carry(actor, row)
    form = HangForm(sent_with(request)[0], takes_part_in(actor))
    if request.method == "POST" and form.is_valid():
        try:
            activity_documents.attach(actor, form.cleaned_data["activity"], document_id)
        except NotAllowed:
            raise
        except Refusal as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("Dokumentet hör nu till aktiviteten."))
            return redirect("document", document_id)
    values = {"document": row, "form": form, "hangs_on": hangs_on(actor, document_id), "trail": trail(row)}
    return render(request, "library/hang.html", values, status=422 if request.method == "POST" else 200)


def of_a_lesson(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """What a lesson builds on: one is found in the archive, or taken away."""
    actor = viewer(request)
    read = lesson(actor, lesson_id)
    must_carry(actor, read)
    typed = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST]
    there = of_lesson(actor, lesson_id)
    offered: list[DocumentRow] = look_for(actor, typed, but=[one.id for one in there])
    form = BuildForm(sent_with(request)[0], offered)
    if request.method == "POST" and form.is_valid():
        try:
            lesson_documents.attach(actor, lesson_id, form.cleaned_data["document"])
        except NotAllowed:
            raise
        except Refusal as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("Dokumentet står nu bland det som den bygger på."))
            return redirect("lesson_documents", lesson_id)
    values = {
        "lesson": read, "form": form, "typed": typed, "offered": offered, "there": rows_of(there), "add": new_address(lardom=lesson_id),
        "trail": [(_("Lärdomar"), reverse("lessons")), (read.sentence, reverse("lesson", args=[lesson_id]))],
    }  # fmt: skip
    return render(request, "library/of_lesson.html", values, status=422 if request.method == "POST" else 200)


@require_POST
def build_no_more(request: HttpRequest, lesson_id: int, document_id: int) -> HttpResponse:
    lesson_documents.detach(viewer(request), lesson_id, document_id)
    messages.success(request, _("Dokumentet är borttaget från det som den bygger på. Det finns kvar i arkivet."))
    return redirect("lesson_documents", lesson_id)
