"""Short permanent addresses: a letter for the kind and its number. `/d12` leads to document 12 wherever its page lies (G4).

They never change and are never used again, so they can stand in print. What the viewer may not see answers as what does not exist.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from samlar.activities import queries as activities
from samlar.activities.queries.sessions import session_at
from samlar.catalogue.queries.published import latest
from samlar.foundation.keys import is_key
from samlar.ideas.queries.one import proposal as the_proposal
from samlar.lessons.queries import lesson as the_lesson
from samlar.library.queries.documents import document as the_document
from samlar.people.queries.organisations import slug_of
from samlar.people.rules import NotVisible
from samlar.web.asked import viewer
from samlar.web.templatetags.samlar import kept_address


@require_safe
def document(request: HttpRequest, document_id: int) -> HttpResponse:
    return _to("document", the_document(viewer(request), document_id).id)


@require_safe
def lesson(request: HttpRequest, lesson_id: int) -> HttpResponse:
    return _to("lesson", the_lesson(viewer(request), lesson_id).id)


@require_safe
def activity(request: HttpRequest, activity_id: int) -> HttpResponse:
    return _to("activity", activities.activity(viewer(request), activity_id).id)


@require_safe
def proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    return _to("proposal", the_proposal(viewer(request), proposal_id).id)


@require_safe
def session(request: HttpRequest, session_id: int) -> HttpResponse:
    return _to("activity_session", *session_at(viewer(request), session_id))


@require_safe
def organisation(request: HttpRequest, organisation_id: int) -> HttpResponse:
    if not is_key(organisation_id):
        raise NotVisible
    return _to("organisation", slug_of(organisation_id))


@require_safe
def format(request: HttpRequest, format_id: str) -> HttpResponse:
    return _to("format", latest(format_id).format)


def _to(name: str, *parts: int | str) -> HttpResponse:
    answer = redirect(kept_address(name, *parts))
    answer["Cache-Control"] = "no-store"  # whoever may not see it tomorrow is not led on by a browser's memory
    return answer
