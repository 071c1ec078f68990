"""The programme: read by everybody as it was released, made and released by the lead."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samlar.activities import queries
from samlar.activities.queries import releases
from samlar.activities.queries.programme import Draft, programme_page
from samlar.activities.queries.releases import ReleaseRow
from samlar.activities.queries.sessions import templates_made
from samlar.activities.rules.access import must_lead
from samlar.activities.rules.programme import Programme
from samlar.activities.rules.rows import ActivityRow
from samlar.activities.rules.sessions import before_registration_closes, collisions, may_plan, must_be_open, suggestions
from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.lifecycle.actions.programme import release as release_it
from samlar.people.rules import NotVisible
from samlar.registration.queries.terms import terms
from samlar.web.activities.forms.programme import ReleaseForm
from samlar.web.activities.frame import frame
from samlar.web.activities.programme_page import Piece, said, shown
from samlar.web.activities.views.answers import carried_out
from samlar.web.asked import viewer


def programme(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The programme: the newest release, and for the lead the draft with what a release would change."""
    actor = viewer(request)
    activity = queries.activity(actor, activity_id)
    found = programme_page(actor, activity)
    if found.release is None and found.draft is None and not activity.inside:
        raise NotVisible
    values = _read(request, activity, found.release, found.draft.programme if found.draft else None)
    values |= _lead(activity, found.draft, found.release) if found.draft else {}
    values |= {"plans": may_plan(actor, activity), "versions": releases.versions(activity) if found.release else []}
    return render(request, "activities/programme.html", frame(request, activity, "programme", sessions=found.rows) | values)


def version(request: HttpRequest, activity_id: int, number: int) -> HttpResponse:
    """The programme as it was in one version."""
    actor = viewer(request)
    activity = queries.activity(actor, activity_id)
    found = releases.release(actor, activity, number)
    values = _read(request, activity, found, None) | {"versions": releases.versions(activity), "old": True}
    return render(request, "activities/programme.html", frame(request, activity, "programme") | values)


def _read(request: HttpRequest, activity: ActivityRow, release: ReleaseRow | None, draft: Programme | None) -> dict[str, Any]:
    """What is read: the programme in words, the version and what changed in it."""
    language = get_language() or "sv"
    whole = draft or (release.programme if release else Programme(()))
    changed = release.changes if release else ()
    moved = {one.session: one.was.in_language(language) for one in changed if one.was and one.item is None}
    piece = Piece(*(request.GET.get(name, "")[:80] for name in ("dag", "tid", "rum")))
    return {
        "shown": shown(whole, piece, now=clock.now(), language=language, notes=moved),
        "count": whole.count,
        "release": release,
        "changed": said([one.sentence for one in changed], language),
    }


def _warnings(activity: ActivityRow, draft: Programme) -> list[Sentence]:
    """What may be a slip: sessions at the same time, sessions that begin before registration closes."""
    rows = [one.row for one in draft.sessions]
    return [*collisions(rows), *before_registration_closes(rows, terms(activity).last_day)]


def _lead(activity: ActivityRow, draft: Draft, release: ReleaseRow | None) -> dict[str, Any]:
    """What those who make the programme also see."""
    language = get_language() or "sv"
    left = suggestions(activity.definition, templates_made(activity.id), language)
    return {
        "draft": draft,
        "unreleased": len(draft.changes),
        "may_release": bool(draft.changes) or (release is None and any(one.row.cancelled is None for one in draft.programme.sessions)),
        "warnings": said(_warnings(activity, draft.programme), language),
        "suggested": left,
    }


def release(request: HttpRequest, activity_id: int) -> HttpResponse:
    """What a release would change, and the release."""
    actor = viewer(request)
    activity = queries.activity(actor, activity_id)
    must_lead(actor, activity)
    must_be_open(activity)
    found = programme_page(actor, activity)
    assert found.draft is not None  # whoever leads makes the programme
    draft = found.draft
    form = ReleaseForm(request.POST or None, initial={"seal": draft.seal})
    if request.method == "POST" and carried_out(
        request, form, lambda: release_it(actor, activity_id, **form.cleaned_data), done=_("Programmet är släppt. Deltagarna får ett brev.")
    ):
        return redirect("activity_programme", activity_id)
    language = get_language() or "sv"
    if request.method == "POST":
        again = request.POST.copy()
        again["seal"] = draft.seal
        form.data = again  # what is shown now is what the next press releases
    values = {
        "form": form,
        "changed": said([one.sentence for one in draft.changes], language),
        "first": draft.first,
        "warnings": said(_warnings(activity, draft.programme), language),
        "shown": shown(draft.programme, Piece(), now=clock.now(), language=language, notes={}) if draft.first else None,
        "trail": [
            (_("Aktiviteter"), reverse("activities")),
            (activity.title, reverse("activity", args=[activity_id])),
            (_("Program"), reverse("activity_programme", args=[activity_id])),
        ],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "activities/programme_release.html", frame(request, activity, "programme") | values, status=status)
