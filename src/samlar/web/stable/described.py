"""What open pages are about in schema.org's words, as microdata on the page itself (docs/decisions/0012): only of what all may read."""

from dataclasses import dataclass, replace

from django.conf import settings

from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.foundation.short import short
from samlar.lessons.rules.rows import LessonRow
from samlar.lessons.rules.words import State as LessonState
from samlar.library.queries.recordings import RecordingRow
from samlar.library.rules.documents import SOUND
from samlar.library.rules.rows import DocumentRow
from samlar.library.rules.words import LICENCE_ADDRESSES, Kind, State
from samlar.people.queries.organisations import OrganisationRow
from samlar.people.rules import PUBLIC
from samlar.web.templatetags.samlar import kept_address, say

TYPES = {Kind.DOCUMENT: "DigitalDocument", Kind.PRESENTATION: "PresentationDigitalDocument", Kind.LINK: "CreativeWork"}
LANGUAGELESS = "xx"


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing and its parts. `property`: what it is to the thing that it is a part of; `links` are whole addresses."""

    type: str
    facts: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    parts: tuple["Thing", ...] = ()
    property: str = ""


def document(row: DocumentRow, recording: RecordingRow | None = None) -> Thing | None:
    """A document, presentation, recording or link; None where it is not open to all."""
    if row.audience != PUBLIC or row.state != State.PUBLISHED or not row.live:
        return None
    facts = [
        ("name", row.title), ("description", row.summary), ("author", row.authors),
        ("datePublished", (row.day or row.added).strftime("%Y-%m-%d")),
        ("inLanguage", "" if row.language == LANGUAGELESS else row.language),
    ]  # fmt: skip
    links = [("url", _whole(kept_address("document", row.id))), ("identifier", _whole(short("document", row.id)))]
    if row.licence in LICENCE_ADDRESSES:
        links.append(("license", LICENCE_ADDRESSES[row.licence]))
    parts = [_organisation(row.organisation_name, row.organisation_slug, "publisher")]
    kind = TYPES.get(row.kind, "")
    if recording is not None:
        kind = "AudioObject" if row.file and row.file.type in SOUND else "VideoObject"
        facts += _recorded(row, recording)
        parts += [_clip(row, at, title) for at, title in ((one.at, one.title) for one in recording.chapters)]
    return Thing(kind, _said(facts), tuple(links), tuple(parts))


def lesson(row: LessonRow) -> Thing | None:
    """A lesson or an example; None where it is not open to all."""
    if row.audience != PUBLIC or row.state != LessonState.PUBLISHED:
        return None
    facts = [("name", row.sentence), ("description", row.context), ("inLanguage", "sv")]
    if day := clock.day_of(row.published):
        facts.append(("datePublished", day.isoformat()))
    facts += [("about", say(Sentence(sv, en))) for _id, sv, en in row.themes]
    links = (("url", _whole(kept_address("lesson", row.id))), ("identifier", _whole(short("lesson", row.id))))
    return Thing("LearningResource", _said(facts), links, (_organisation(row.organisation_name, row.organisation_slug, "publisher"),))


def activity(row: ActivityRow) -> Thing | None:
    """An activity, as a series of events; None where it is not open to all."""
    if row.audience != PUBLIC:
        return None
    facts = [("name", row.title), ("description", row.summary), ("eventStatus", "")]
    if row.stage_kind == "cancelled":
        facts[-1] = ("eventStatus", "https://schema.org/EventCancelled")
    if day := clock.day_of(row.started):
        facts.append(("startDate", day.isoformat()))
    links = (("url", _whole(kept_address("activity", row.id))), ("identifier", _whole(short("activity", row.id))))
    leads = tuple(_organisation(one.name, one.slug, "organizer") for one in row.participants if one.is_lead)
    return Thing("EventSeries", _said(facts), links, leads)


def organisation(row: OrganisationRow) -> Thing:
    """An organisation: the register of them is open to all."""
    one = _organisation(row.name, row.slug, "")
    more = (("identifier", _whole(short("organisation", row.id))), *((("sameAs", row.website),) if row.website else ()))
    return replace(one, links=(*one.links, *more))


def _recorded(row: DocumentRow, recording: RecordingRow) -> list[tuple[str, str]]:
    facts = [("uploadDate", row.added.isoformat()), ("duration", f"PT{recording.seconds}S" if recording.seconds else "")]
    if recording.tracks:
        facts.append(("accessibilityFeature", "captions"))
        facts.append(("accessibilityFeature", "transcript"))
    return facts


def _clip(row: DocumentRow, at: int, title: str) -> Thing:
    address = f"{_whole(kept_address('document', row.id))}?tid={at}"
    return Thing("Clip", (("name", title), ("startOffset", str(at // 1000))), (("url", address),), property="hasPart")


def _organisation(name: str, slug: str, property: str) -> Thing:
    return Thing("Organization", (("name", name),), (("url", _whole(kept_address("organisation", slug))),), property=property)


def _said(facts: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in facts if value)


def _whole(path: str) -> str:
    return str(settings.SITE_ADDRESS) + path
