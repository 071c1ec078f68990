"""Good examples: the open list, telling of one, changing it, and its pictures."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samlar.formats.sentence import Refusal
from samlar.foundation.pictures import MOST_BYTES, TYPE
from samlar.lessons.actions import examples as actions
from samlar.lessons.actions import pictures as picture_actions
from samlar.lessons.queries import examples as queries
from samlar.lessons.queries import lesson
from samlar.lessons.queries.examples import ExampleParts, Wanted
from samlar.lessons.queries.sources import Caught, caught
from samlar.lessons.rules import lessons as rules
from samlar.lessons.rules import pictures as picture_rules
from samlar.lessons.rules.examples import LINK_KINDS
from samlar.lessons.rules.rows import LessonRow
from samlar.lessons.rules.words import Kind, State
from samlar.library.queries.themes import themes
from samlar.people.queries import colleagues
from samlar.people.rules import Actor, NotAllowed, NotVisible, must_act_for_an_organisation
from samlar.web.asked import viewer, whole
from samlar.web.doors import sign_in_address
from samlar.web.forms import carried_out
from samlar.web.lessons.forms.examples import ExampleForm, PictureForm, WantedForm, kept
from samlar.web.lessons.views.writing import numbers_in, offered
from samlar.web.served import guard, is_known
from samlar.web.templatetags.samlar import say

FOR_A_YEAR = "private, max-age=31536000, immutable"


def examples(request: HttpRequest) -> HttpResponse:
    """Those that are published, also to visitors."""
    actor = viewer(request)
    asked = request.GET
    wanted = Wanted(theme=whole(asked.get("tema"), 0), organisation=whole(asked.get("organisation"), 0), year=whole(asked.get("ar"), 0))
    page = queries.examples(actor, wanted, whole(asked.get("page"), 1))
    organisations, years = queries.choices(actor)
    query = {name: value for name, value in (("tema", wanted.theme), ("organisation", wanted.organisation), ("ar", wanted.year)) if value}
    form = WantedForm(query, themes=themes(), organisations=organisations, years=years)
    values = {"page": page, "form": form, "narrowed": bool(query), "query": urlencode(query), "sign_in_href": sign_in_address(request)}
    return render(request, "lessons/examples.html", values)


def new(request: HttpRequest) -> HttpResponse:
    """Tells of a new example: shared at once, or kept as a draft to go on with."""
    actor = viewer(request)
    at = must_act_for_an_organisation(actor)
    where = _where(request)
    form = ExampleForm(request.POST or None, themes=themes(), colleagues=colleagues(at), initial={"contact": actor.person})
    status, made = 200, list[int]()
    if request.method == "POST":
        state = State.SHARED if request.POST.get("deed") == "share" else State.DRAFT
        status = carried_out(form, lambda: made.append(actions.write(actor, form.written(where), state=state)))
        if not status:
            messages.success(request, _("Exemplet är delat.") if state == State.SHARED else _("Utkastet är sparat."))
            return redirect("example_pictures" if request.POST.get("deed") == "pictures" else "lesson", made[0])
    values = {"form": form, "where": where, "trail": [(_("Goda exempel"), reverse("examples"))]}
    return render(request, "lessons/example_new.html", values, status=status)


def edit(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """Changes the words. Of two windows the second keeps what was typed and sees the other's version."""
    actor = viewer(request)
    row, parts = _carried(actor, lesson_id)
    form = ExampleForm(request.POST or None, **offered(row, kept(row, parts)))
    theirs: dict[str, Any] = {}
    status = 200
    if request.method == "POST":
        status = carried_out(form, lambda: actions.change(actor, lesson_id, form.written(Caught(), row), revision=form.read()))
        if not status:
            messages.success(request, _("Ändringen är sparad."))
            return redirect("lesson", lesson_id)
        if status == 409:
            now, now_parts = _carried(actor, lesson_id)
            theirs = {"theirs": now, "their_parts": now_parts}
    return render(request, "lessons/example_edit.html", {"form": form, "lesson": row, "trail": _trail(row), **theirs}, status=status)


def pictures(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """The example's pictures, and a form for one more."""
    actor = viewer(request)
    row, parts = _carried(actor, lesson_id)
    form = PictureForm(request.POST, request.FILES) if request.method == "POST" else PictureForm()

    def deed() -> None:
        said = form.cleaned_data
        picture_actions.add(actor, lesson_id, said["picture"].read(MOST_BYTES + 1), shows=said["shows"])

    status = carried_out(form, deed) if request.method == "POST" else 200
    if not status:
        messages.success(request, _("Bilden är tillagd."))
        return redirect("example_pictures", lesson_id)
    return _pictures(request, row, parts, form, status=status)


@require_POST
def picture_change(request: HttpRequest, lesson_id: int, picture_id: int) -> HttpResponse:
    """Takes a picture away, or says otherwise what it shows."""
    actor = viewer(request)
    if request.POST.get("deed") == "remove":
        picture_actions.remove(actor, lesson_id, picture_id)
        messages.success(request, _("Bilden är borttagen."))
        return redirect("example_pictures", lesson_id)
    shows = request.POST.get("shows", "").replace("\x00", "")
    try:
        picture_actions.describe(actor, lesson_id, picture_id, shows=shows)
    except NotAllowed:
        raise
    except Refusal as refusal:
        row, parts = _carried(actor, lesson_id)
        return _pictures(request, row, parts, PictureForm(), status=422, wrong=(picture_id, shows, say(refusal.sentence)))
    messages.success(request, _("Texten är sparad."))
    return redirect("example_pictures", lesson_id)


@require_safe
def picture(request: HttpRequest, lesson_id: int, picture_id: int) -> HttpResponse:
    """The picture itself, for those who see the lesson. Nothing in it can run, and a browser need not ask for it twice."""
    checksum, data = queries.picture(viewer(request), lesson_id, picture_id)
    etag = f'"{checksum}"'
    answer = HttpResponseNotModified() if is_known(request, etag) else HttpResponse(data, content_type=TYPE)
    guard(answer, etag=etag, kept=FOR_A_YEAR)
    return answer


def parts_of(row: LessonRow) -> dict[str, Any]:
    """What `lessons/_example.html` shows of a lesson; nothing for what is no example."""
    parts = queries.parts(row.id) if row.kind == Kind.EXAMPLE else None
    if parts is None:
        return {}
    return {"example": parts, "links": [(one, say(LINK_KINDS[one.kind])) for one in parts.links]}


def _pictures(
    request: HttpRequest, row: LessonRow, parts: ExampleParts, form: PictureForm, *, status: int, wrong: tuple[int, str, str] | None = None
) -> HttpResponse:
    room = picture_rules.MOST - len(parts.pictures)
    values = {"lesson": row, "trail": _trail(row), "pictures": parts.pictures, "form": form, "room": room}
    if wrong:
        values |= {"wrong": wrong[0], "wrong_text": wrong[1], "wrong_said": wrong[2]}
    return render(request, "lessons/example_pictures.html", values, status=status)


def _carried(actor: Actor, lesson_id: int) -> tuple[LessonRow, ExampleParts]:
    """The example, for those who may change it. Raises NotVisible (also for what is no example), NotAllowed, LessonRefused."""
    row = lesson(actor, lesson_id)
    parts = queries.parts(row.id)
    if parts is None:
        raise NotVisible
    rules.must_carry(actor, row)
    return row, parts


def _trail(row: LessonRow) -> list[tuple[str, str]]:
    return [(_("Goda exempel"), reverse("examples")), (row.sentence, reverse("lesson", args=[row.id]))]


def _where(request: HttpRequest) -> Caught:
    """The activity that the address says the example comes from. Raises NotVisible for what is not there, also for what is no number."""
    return caught(viewer(request), **numbers_in(request, {"aktivitet": "activity"}))
