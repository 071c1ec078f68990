"""An attendance list from a file: chosen, tried, and read in with what was answered (E4)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlar.activities import queries as activities
from samlar.people.rules import Actor
from samlar.registration.actions.attendance_file import ReadIn, read_in
from samlar.registration.queries import attendance_import as queries
from samlar.registration.queries.attendance_import import Target
from samlar.registration.rules.attendance_file import LARGEST, FileRefused, ReadFile, must_not_be_too_large
from samlar.registration.rules.attendance_plan import GUEST, Choices, Fate, Judged, judge, unknown_organisations
from samlar.registration.rules.writing import nearest, sounds
from samlar.web.asked import viewer, whole
from samlar.web.forms import take_refusal
from samlar.web.templatetags.samlar import say

SHOWN = 200  # rows of one fate that are written out; of the rest only how many
SEALED, EVERY, GUESTS, CHANGE = "rader", "alla", "gast", "andra"
WHICH, ORGANISATION, ORGANISATION_NAME = "vem-", "organisation-", "organisationsnamn-"


class FileForm(forms.Form):
    """The file with the list."""

    file = forms.FileField(widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}))

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        field = self.fields["file"]
        field.label = _("Fil med listan")
        field.help_text = _("xlsx eller csv, högst 5 000 rader och 5 MB. Inget läses in förrän du har sett vad som skulle hända.")
        field.error_messages |= {"required": _("Välj en fil."), "empty": _("Filen är tom."), "invalid": _("Välj en fil.")}


def of_session(request: HttpRequest, activity_id: int, session_id: int) -> HttpResponse:
    return _file(request, activity_id, session_id)


def of_activity(request: HttpRequest, activity_id: int) -> HttpResponse:
    return _file(request, activity_id, None)


def _file(request: HttpRequest, activity_id: int, session_id: int | None) -> HttpResponse:
    """The form; a file that was sent is tried; what was tried and answered is read in."""
    actor = viewer(request)
    found = activities.activity(actor, activity_id)
    where = queries.target(actor, found, session_id)
    if request.method != "POST":
        return _chosen(request, where, FileForm())
    if SEALED in request.POST:
        return _read_in(request, actor, where)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _chosen(request, where, form, status=422)
    sent = form.cleaned_data["file"]
    try:
        must_not_be_too_large(sent.size)
        return _tried(request, actor, where, queries.read(sent.read(LARGEST + 1), sessions=session_id is None, name=sent.name))
    except FileRefused as refusal:
        take_refusal(form, refusal)
        return _chosen(request, where, form, status=422)


def _chosen(request: HttpRequest, where: Target, form: FileForm, *, status: int = 200) -> HttpResponse:
    return render(request, "registration/attendance_file.html", _page(where) | {"form": form}, status=status)


def _tried(request: HttpRequest, actor: Actor, where: Target, found: ReadFile) -> HttpResponse:
    """The dry run: what each row would do, and what is asked. Nothing is written."""
    known = queries.known(where, found.rows)
    judged = judge(found.rows, known)
    names = known.organisations

    def several(*fates: Fate) -> list[Judged]:
        return [one for one in judged if one.fate in fates]

    def rows(some: list[Judged]) -> dict[str, Any]:
        return {"rows": [_row(one, names) for one in some[:SHOWN]], "n": len(some), "more": max(0, len(some) - SHOWN)}

    guests, which = _once(several(Fate.GUEST)), _once(several(Fate.WHICH))
    asked = unknown_organisations(judged)
    values = {
        "sealed": queries.carried(actor, where, found),
        "unread": found.unread,
        "total": len(judged),
        "ready": len(several(Fate.NOTED, Fate.ADDED)),
        "noted": rows(several(Fate.NOTED)),
        "added": rows(several(Fate.ADDED)),
        "guests": rows(guests),
        "which": [_row(one, names) | {"field": f"{WHICH}{one.key}"} for one in which[:SHOWN]],
        "organisations": [_asked(place, name, names) for place, name in enumerate(asked[:SHOWN])],
        "every": sorted(names.items(), key=lambda one: one[1].casefold()) if asked else [],
        "questions": len(which) + len(asked) + len(several(Fate.OTHERWISE)),
        "sessions": where.session is None,
        "otherwise": rows(several(Fate.OTHERWISE)),
        "wrong": rows(several(Fate.WRONG)),
        "same": len(several(Fate.SAME)),
        "again": rows(several(Fate.AGAIN)),
        "nothing": len(several(Fate.NOTHING)),
    }
    return render(request, "registration/attendance_tried.html", _page(where) | values)


def _read_in(request: HttpRequest, actor: Actor, where: Target) -> HttpResponse:
    session_id = where.session.id if where.session else None
    try:
        done = read_in(actor, where.activity.id, session_id, sealed=request.POST[SEALED], choices=choices_of(request.POST))
    except FileRefused as refusal:
        form = FileForm({}, {})
        form.errors.clear()
        take_refusal(form, refusal)
        return _chosen(request, where, form, status=422)
    messages.success(request, " ".join(_told(done)))
    if session_id is not None:
        return redirect("session_attendance", where.activity.id, session_id)
    return redirect("activity_attendance", where.activity.id)


def choices_of(posted: QueryDict) -> Choices:
    """What was answered in the dry run. What is no number answers nothing."""
    answers = {name: posted.get(name, "") for name in posted}
    which = {
        whole(name.removeprefix(WHICH), 0): GUEST if value == "gast" else whole(value, -1)
        for name, value in answers.items()
        if name.startswith(WHICH) and value
    }
    organisations = {
        sounds(answers.get(ORGANISATION_NAME + name.removeprefix(ORGANISATION), "")): whole(value, 0)
        for name, value in answers.items()
        if name.startswith(ORGANISATION) and value
    }
    return Choices(
        every_guest=EVERY in posted,
        guests=frozenset(whole(one, 0) for one in posted.getlist(GUESTS)),
        which=which,
        organisations={name: id for name, id in organisations.items() if id},
        change=frozenset(whole(one, 0) for one in posted.getlist(CHANGE)),
    )


def _row(one: Judged, names: Any) -> dict[str, Any]:
    """A row of the file, made ready."""
    return {
        "place": one.row.place,
        "key": one.key,
        "name": one.row.name or one.row.email,
        "email": one.row.email if one.row.name else "",
        "organisation": names.get(one.organisation, "") or one.row.organisation,
        "session": one.meeting.title if one.meeting else "",
        "present": one.present,
        "why": say(one.why) if one.why else "",
        "options": one.options,
    }


def _once(several: list[Judged]) -> list[Judged]:
    """The first row about each person."""
    return list({one.key: one for one in reversed(several)}.values())[::-1]


def _asked(place: int, name: str, names: Any) -> dict[str, Any]:
    """An organisation that is not known, with all that are, the nearest first."""
    ids = {known: id for id, known in names.items()}
    near = nearest(name, ids)
    return {
        "name": name,
        "field": f"{ORGANISATION}{place}",
        "named": f"{ORGANISATION_NAME}{place}",
        "near": [(ids[one], one) for one in near],
    }


def _told(done: ReadIn) -> list[str]:
    said = [ngettext("%(n)s rad är inläst.", "%(n)s rader är inlästa.", done.noted) % {"n": done.noted}]
    if done.guests:
        said.append(ngettext("%(n)s gäst är tillagd.", "%(n)s gäster är tillagda.", done.guests) % {"n": done.guests})
    if done.left:
        said.append(ngettext("%(n)s rad lämnades utanför.", "%(n)s rader lämnades utanför.", done.left) % {"n": done.left})
    return said


def _page(where: Target) -> dict[str, Any]:
    activity, session = where.activity, where.session
    trail: list[tuple[Any, str]] = [
        (_("Aktiviteter"), reverse("activities")),
        (activity.title, reverse("activity", args=[activity.id])),
        (_("Närvaro"), reverse("activity_attendance", args=[activity.id])),
    ]
    back = reverse("activity_attendance", args=[activity.id])
    if session:
        back = reverse("session_attendance", args=[activity.id, session.id])
        trail.append((session.title, back))
    return {"activity": activity, "session": session, "meetings": where.meetings, "trail": trail, "back": back}
