"""Feeds of what is new and open to all: everything, by kind, by theme (J3). A search's own feed: web/search."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samlar.formats.sentence import Sentence
from samlar.foundation.short import short
from samlar.lessons.rules.words import KIND_WORDS
from samlar.lessons.rules.words import Kind as LessonKind
from samlar.library.queries.themes import themes
from samlar.library.rules.words import KINDS
from samlar.people.rules import NotVisible
from samlar.reports.queries.opened import SORTS, Opened, newest
from samlar.web.feeds import MOST, FeedEntry
from samlar.web.feeds import feed as written
from samlar.web.templatetags.samlar import say

SORT_WORDS = {
    **{kind.value: words for kind, words in KINDS.items()},
    **{kind.value: KIND_WORDS[kind] for kind in LessonKind},
    "activity": Sentence("Aktivitet", "Activity"),
    "proposal": Sentence("Förslag", "Proposal"),
    "format": Sentence("Format", "Format"),
}
NAMES = {
    "dokument": Sentence("Dokument", "Documents"),
    "presentationer": Sentence("Presentationer", "Presentations"),
    "inspelningar": Sentence("Inspelningar", "Recordings"),
    "lankar": Sentence("Länkar", "Links"),
    "exempel": Sentence("Goda exempel", "Good examples"),
    "lardomar": Sentence("Lärdomar", "Lessons"),
    "aktiviteter": Sentence("Aktiviteter", "Activities"),
    "forslag": Sentence("Förslag", "Proposals"),
    "format": Sentence("Format", "Formats"),
}
LISTS = {"exempel": "examples", "aktiviteter": "activities", "forslag": "proposals", "format": "formats"}  # else the archive


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """What is new, of all kinds."""
    return written(request, title=_("Samlär: nytt"), page=reverse("search"), entries=_entries())


@require_safe
def of_sort(request: HttpRequest, sort: str) -> HttpResponse:
    """What is new of one kind. Raises NotVisible for a word that is none."""
    if sort not in SORTS:
        raise NotVisible
    title = _("Samlär: %(what)s") % {"what": say(NAMES[sort]).lower()}
    return written(request, title=title, page=reverse(LISTS.get(sort, "search")), entries=_entries(sort=sort))


@require_safe
def of_theme(request: HttpRequest, theme: str) -> HttpResponse:
    """What is new about one theme; by the name of one that was merged, about what it is called now. Raises NotVisible."""
    found = next((one for one in themes(retired=True) if one.slug == theme), None)
    if found is None:
        raise NotVisible
    title = _("Samlär: %(what)s") % {"what": say(found.name)}
    page = f"{reverse('search')}?tema={found.slug}"
    return written(request, title=title, page=page, about=found.about, entries=_entries(theme=found.id))


def _entries(*, sort: str = "", theme: int = 0) -> list[FeedEntry]:
    return [_entry(one) for one in newest(sort=sort, theme=theme, most=MOST, english=get_language() == "en")]


def _entry(one: Opened) -> FeedEntry:
    return FeedEntry(
        path=short(one.subject, one.id), title=one.title, at=one.at, changed=one.changed, summary=one.summary, author=one.author,
        sorts=(say(SORT_WORDS[one.sort]),),
    )  # fmt: skip
