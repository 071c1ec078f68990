"""Files and links are added: several at once, by a plain form; where scripts run they are dragged, and sent one by one with progress."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlar.activities import queries as activities
from samlar.activities.actions import documents as activity_documents
from samlar.activities.queries.sessions import session
from samlar.activities.rules.documents import must_hang
from samlar.formats.sentence import Refusal, Sentence
from samlar.foundation import files
from samlar.foundation.extraction import kinds
from samlar.lessons.actions import documents as lesson_documents
from samlar.lessons.queries import lesson
from samlar.lessons.rules.lessons import must_carry
from samlar.library.actions import documents as actions
from samlar.library.actions import recordings
from samlar.library.actions.documents import DocumentText, Sent
from samlar.library.queries.documents import document, documents, same_files
from samlar.library.queries.themes import themes
from samlar.library.rules import subtitles
from samlar.library.rules.beside import beside
from samlar.library.rules.documents import DocumentRefused
from samlar.library.rules.documents import too_large as too_large_refused
from samlar.library.rules.services import placed
from samlar.library.rules.words import Kind, Reach
from samlar.people.rules import Actor, NotAllowed, NotVisible, must_act_for_an_organisation
from samlar.web.asked import viewer, whole
from samlar.web.forms import take_refusal
from samlar.web.library.forms import AddForm
from samlar.web.templatetags.samlar import kept_address, language, say
from samlar.web.uploads import as_sent, sent_with, too_large

JSON = "application/json"
MOST_COUNTED = 10_000  # files that one script says that it has sent
NO_RECORDING = Sentence("Inspelningen kom inte in.", "The recording was not added.")
TOGETHER = Sentence("Lägg in den och undertexterna tillsammans igen.", "Add it and its subtitles together again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """What the address says that the document comes from; `back`: where one goes afterwards."""

    activity: int | None = None
    session: int | None = None
    lesson: int | None = None
    name: str = ""
    back: str = ""


def new(request: HttpRequest) -> HttpResponse:
    """Adds files, or a link. What cannot be kept is told by name; what can is kept."""
    actor = viewer(request)
    must_act_for_an_organisation(actor)
    where = _where(request, actor)
    first = {"reach": Reach.GROUP.value if where.activity else Reach.OWN.value, "language": "sv"}
    let_go = too_large(request)
    form = AddForm(*sent_with(request), themes=themes(), in_group=where.activity is not None, initial=first, let_go=bool(let_go))
    if request.method != "POST":
        return _page(request, form, where)
    made = _add_all(actor, form, where) if form.is_valid() else []
    for name in let_go:
        _tell_of(form, name, too_large_refused(files.largest()))
    _point_out(request, actor, made)
    if JSON in request.headers.get("Accept", ""):
        before = whole(request.POST.get("sent_before"), -1)
        if made and 0 <= before < MOST_COUNTED:  # the last of several that a script sends one by one: told on the next page
            messages.success(request, _said(before + len(made)))
        return _told(form, made)
    if made and form.title_unused:
        messages.info(request, _("Titeln gäller bara en fil. Filerna heter som de hette."))
    if form.errors:
        if made:
            messages.success(request, _said(len(made)))
        return _page(request, form, where, status=422)
    messages.success(request, _said(len(made)))
    return redirect(where.back or (reverse("document", args=[made[0]]) if len(made) == 1 else reverse("our_documents")))


def _add_all(actor: Actor, form: AddForm, where: Where) -> list[int]:
    """Each file becomes a document of its own, but for subtitles that come with their recording; a refusal stands in the form with the
    file's name. Says the ids of the documents that were made."""
    given = form.cleaned_data
    if not given["files"] and not given["link"]:
        return []  # what was sent was too large
    if not given["files"]:
        kind = Kind.RECORDING.value if placed(given["link"]) else ""
        try:
            return [_add(actor, where, form.said(title=given["title"], link=given["link"], kind=kind), None)]
        except NotAllowed:
            raise
        except Refusal as refusal:
            take_refusal(form, refusal)
            return []
    made: dict[int, int] = {}
    with ExitStack() as opened:
        sent = [opened.enter_context(as_sent(one)) for one in given["files"]]
        tracks = beside([(one.name, kinds.found(one.path, one.name).kind.value) for one in sent])
        alone = len(sent) - len(tracks) == 1
        form.title_unused = bool(given["title"]) and not alone
        for number, one in enumerate(sent):
            if number not in tracks:
                with _refusals_told_of(form, one.name):
                    title = given["title"] if alone and given["title"] else _title_of(one.name)
                    made[number] = _add(actor, where, form.said(title=title, link=given["link"]), one)
        for number, track in tracks.items():
            with _refusals_told_of(form, sent[number].name):
                _put_subtitles(actor, made.get(track.recording), sent[number], track.language or given["language"])
    return list(made.values())


def _put_subtitles(actor: Actor, made: int | None, sent: Sent, language: str) -> None:
    """With the recording that they came beside. Raises DocumentRefused, SubtitlesRefused."""
    if made is None:
        raise DocumentRefused(NO_RECORDING, mend=TOGETHER, source="G3")
    with sent.path.open("rb") as file:
        data = file.read(subtitles.MOST_BYTES + 1)
    recordings.put_track(actor, made, data, language=language, revision=document(actor, made).revision)


@contextmanager
def _refusals_told_of(form: AddForm, name: str) -> Iterator[None]:
    try:
        yield
    except NotAllowed:
        raise
    except Refusal as refusal:
        _tell_of(form, name, refusal)


def _tell_of(form: AddForm, name: str, refusal: Refusal) -> None:
    said = " ".join(say(one) for one in (refusal.sentence, refusal.mend) if one)
    form.add_error("files", _("%(name)s: %(why)s") % {"name": name, "why": said})


def _point_out(request: HttpRequest, actor: Actor, made: list[int]) -> None:
    """What was there already is pointed out with a way there, to whoever may see it, and what is another thing than its name says. What
    was added stays added."""
    for one in same_files(actor, made):
        address = reverse("document", args=[one.there])
        said = _("%(title)s: samma fil fanns redan i arkivet.") % {"title": one.added_title}
        messages.warning(request, format_html('{} <a href="{}">{}</a>', said, address, one.there_title))
    for row in documents(actor, made):
        words = kinds.named_otherwise(row.file.name, kinds.Kind(row.file.type)) if row.file else None
        if words is not None:
            told = words.en if language() == "en" else words.sv
            messages.warning(request, _("%(title)s: %(why)s") % {"title": row.title, "why": told})


def _add(actor: Actor, where: Where, text: DocumentText, sent: Sent | None) -> int:
    add = actions.add
    if where.activity is not None:
        add = partial(activity_documents.add, activity_id=where.activity, session_id=where.session)  # type: ignore[assignment]
        return add(actor, text=text, sent=sent)
    if where.lesson is not None:
        return lesson_documents.add(actor, where.lesson, text, sent=sent)
    return add(actor, text, sent=sent)


def _title_of(name: str) -> str:
    """What a file is called, without its ending and with spaces for words."""
    stem = name.rpartition(".")[0] or name
    return " ".join(stem.replace("_", " ").split())[:200] or _("Namnlös fil")


def _said(count: int) -> str:
    return ngettext("%(count)d dokument är inlagt.", "%(count)d dokument är inlagda.", count) % {"count": count}


def _told(form: AddForm, made: list[int]) -> JsonResponse:
    """The answer to the script that sends files one by one."""
    wrong = [str(one) for errors in form.errors.values() for one in errors]
    told = {"made": [reverse("document", args=[one]) for one in made], "wrong": wrong}
    return JsonResponse(told, status=422 if wrong else 200)


def _page(request: HttpRequest, form: AddForm, where: Where, *, status: int = 200) -> HttpResponse:
    values: dict[str, Any] = {
        "form": form, "where": where, "most": files.largest() // (1024 * 1024), "trail": [(_("Arkiv"), kept_address("search"))],
        "back": where.back or reverse("our_documents"),
    }  # fmt: skip
    return render(request, "library/new.html", values, status=status)


def _where(request: HttpRequest, actor: Actor) -> Where:
    """What the address says. Raises NotVisible for what is not there, NotAllowed for what the viewer may not add to."""
    activity_id, session_id, lesson_id = (_number(request, word) for word in ("aktivitet", "traff", "lardom"))
    if activity_id is not None:
        found = activities.activity(actor, activity_id)
        must_hang(actor, found)
        if session_id is None:
            return Where(activity=activity_id, name=found.title, back=reverse("activity_documents", args=[activity_id]))
        row = session(actor, activity_id, session_id)[1]
        back = reverse("activity_session", args=[activity_id, session_id]) + "#dokument"
        return Where(activity=activity_id, session=session_id, name=f"{found.title}, {row.title}", back=back)
    if lesson_id is not None:
        read = lesson(actor, lesson_id)
        must_carry(actor, read)
        return Where(lesson=lesson_id, name=read.sentence, back=reverse("lesson", args=[lesson_id]) + "#dokument")
    return Where()


def _number(request: HttpRequest, word: str) -> int | None:
    asked = request.GET.get(word, "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 20):
        raise NotVisible
    return int(asked)
