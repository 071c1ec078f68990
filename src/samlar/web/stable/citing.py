"""Citations on the pages, and for reference managers (G4)."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.foundation.short import short
from samlar.lessons.rules.rows import LessonRow
from samlar.lessons.rules.words import KIND_WORDS
from samlar.library.queries.documents import document as the_document
from samlar.library.rules.rows import DocumentRow
from samlar.library.rules.words import KINDS
from samlar.people.rules import NotVisible
from samlar.reports.rules import citing
from samlar.reports.rules.citing import Cited
from samlar.web.asked import viewer
from samlar.web.templatetags.samlar import say

FILES = {"bibtex": ("application/x-bibtex", "bib", citing.bibtex), "ris": ("application/x-research-info-systems", "ris", citing.ris)}


@dataclass(frozen=True, slots=True)
class Citation:
    """What `stable/_cite.html` shows: the short address to copy, the text, and addresses of the files where there are any."""

    address: str
    text: str
    files: tuple[tuple[str, str], ...] = ()


def of_document(row: DocumentRow) -> Citation:
    files = tuple((name, reverse("document_citation", args=[row.id, code])) for name, code in (("BibTeX", "bibtex"), ("RIS", "ris")))
    return Citation(_address("document", row.id), citing.text(_document(row)), files)


def of_lesson(row: LessonRow) -> Citation:
    cited = Cited(
        key=f"l{row.id}", address=_address("lesson", row.id), title=row.sentence, organisation=row.organisation_name,
        year=(row.published or row.written).astimezone(clock.STOCKHOLM).year, form=say(KIND_WORDS[row.kind]).capitalize(),
        sort=row.kind.value,
    )  # fmt: skip
    return Citation(cited.address, citing.text(cited))


def of_activity(row: ActivityRow) -> Citation:
    leads = ", ".join(one.name for one in row.participants if one.is_lead) or say(Sentence(row.owner_name_sv, row.owner_name_en))
    cited = Cited(
        key=f"a{row.id}", address=_address("activity", row.id), title=row.title, organisation=leads, year=row.year or clock.today().year,
        form=say(row.definition.name), sort="activity",
    )  # fmt: skip
    return Citation(cited.address, citing.text(cited))


@require_safe
def file(request: HttpRequest, document_id: int, form: str) -> HttpResponse:
    """A document's citation for a reference manager."""
    row = the_document(viewer(request), document_id)
    if form not in FILES:
        raise NotVisible
    media_type, ending, written = FILES[form]
    answer = HttpResponse(written(_document(row)), content_type=f"{media_type}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="samlar-d{row.id}.{ending}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _document(row: DocumentRow) -> Cited:
    return Cited(
        key=f"d{row.id}", address=_address("document", row.id), title=row.title, organisation=row.organisation_name, year=row.year,
        form=say(KINDS[row.kind]), sort=row.kind.value, authors=row.authors, place=_("Samlär"),
    )  # fmt: skip


def _address(subject: str, id: int) -> str:
    return settings.SITE_ADDRESS + short(subject, id)
