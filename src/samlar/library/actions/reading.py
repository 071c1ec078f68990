"""The text is read out of files in the background (G2): by page, slide, section or moment, and a picture of the first page.

A worker takes a version for a few minutes and renews that as it reads, so what a killed one left is taken up again. It writes nothing
while it reads: all at the end, in one transaction, and only if the version is still its own. So reading may be done twice and run anywhere.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q

from samlar.foundation import clock, files
from samlar.foundation.extraction.extract import extract, tesseract
from samlar.foundation.extraction.kinds import Kind as Content
from samlar.foundation.extraction.limits import configured
from samlar.foundation.extraction.preview import preview
from samlar.foundation.extraction.told import Extracted, Outcome, Place, Reason
from samlar.foundation.rounds import after_failure
from samlar.foundation.search import log as search_log
from samlar.library.models import Document, Section, Version
from samlar.library.rules.words import Reading

log = logging.getLogger("samlar.reading")
LEASE = timedelta(minutes=5)  # at least; always longer than the reader may be silent
RENEWED = timedelta(seconds=30)
MOST_ATTEMPTS = 3
NEVER_READ = (Reason.NOT_READ, Reason.OLD_OFFICE, Reason.MEDIA, Reason.PICTURE)
OUTCOMES = {
    Outcome.DONE: Reading.DONE, Outcome.NO_TEXT: Reading.NO_TEXT, Outcome.PROTECTED: Reading.PROTECTED, Outcome.BROKEN: Reading.BROKEN,
    Outcome.TOO_LARGE: Reading.TOO_LARGE, Outcome.TOO_SLOW: Reading.TOO_SLOW,
}  # fmt: skip


def read_waiting(limit: int = 1) -> int:
    """Reads at most so many of the files that wait, the oldest first; says how many were tried. Each is tried thrice at most."""
    done = 0
    for version in _waiting(limit):
        leased = _take(version)
        if leased is not None:
            done += _read(leased)
    return done


def waits() -> bool:
    """Whether there is something to read now. One query."""
    return Version.objects.filter(_to_take()).exists()


def how_many_wait() -> int:
    """How many files wait to be read, or are being read. One query."""
    return Version.objects.filter(reading__in=(Reading.WAITING, Reading.READING)).count()


def _waiting(limit: int) -> list[int]:
    return list(Version.objects.filter(_to_take()).order_by("id").values_list("id", flat=True)[:limit])


def _to_take() -> Q:
    return Q(reading=Reading.WAITING) | Q(reading=Reading.READING, leased__lte=clock.now() - _lease())


def _lease() -> timedelta:
    return max(LEASE, 2 * timedelta(seconds=configured().quiet_seconds))


def _take(version_id: int) -> Version | None:
    """The version, ours for a while; none where another worker was faster. The attempt's number is what shows that it is ours still."""
    taken = Version.objects.filter(_to_take(), id=version_id).update(
        reading=Reading.READING, leased=clock.now(), attempts=F("attempts") + 1
    )
    return Version.objects.filter(id=version_id).first() if taken else None


def _read(version: Version) -> int:
    if version.attempts > MOST_ATTEMPTS:  # whoever read it died each time
        return _keep(version, Extracted(Outcome.BROKEN, Reason.FELL), "")
    kind, limits = Content(version.type), configured()
    renewed = clock.now()

    def still_reading(at: int, of: int | None) -> None:
        nonlocal renewed
        if clock.now() - renewed >= RENEWED:
            renewed = clock.now()
            Version.objects.filter(id=version.pk, attempts=version.attempts).update(leased=renewed, pages=of)

    try:
        path = files.where(version.file)
        found = extract(path, kind, limits=limits, recogniser=tesseract(), progress=still_reading)
        Version.objects.filter(id=version.pk, attempts=version.attempts).update(leased=clock.now())
        picture = preview(path, kind, limits=limits)
        return _keep(version, found, files.keep(picture.data) if picture else "")
    except FileNotFoundError:
        return _keep(version, Extracted(Outcome.BROKEN, Reason.MISSING), "")
    except Exception as failure:  # whatever it is, the next file has its turn, and this one another
        log.error("A file could not be read (%s).", type(failure).__name__)
        after_failure()
        Version.objects.filter(id=version.pk, attempts=version.attempts).update(reading=Reading.WAITING)
        return 1


@transaction.atomic
def _keep(version: Version, found: Extracted, picture: str) -> int:
    """Writes what was read, unless somebody else has taken it over, or it is gone. Under the document's lock; search is told."""
    Document.objects.select_for_update(no_key=True).values_list("id").get(id=version.document_id)
    ours = Version.objects.filter(id=version.pk, attempts=version.attempts, reading=Reading.READING)
    reading = Reading.UNREAD if found.reason in NEVER_READ else OUTCOMES[found.outcome]
    why = found.reason.value if found.reason else ""
    if not ours.update(reading=reading, why=why, leased=None, pages=found.pages, preview=picture):
        return 1
    Section.objects.filter(version=version.pk).delete()
    Section.objects.bulk_create(
        (
            Section(
                version_id=version.pk, number=number, place=one.place.value,
                at=(one.starts if one.place == Place.MOMENT else one.number) or 0, until=one.ends,
                heading=_plain(one.heading)[:200], text=_plain(one.text),
            )
            for number, one in enumerate(found.sections, start=1)
        ),
        batch_size=200,
    )  # fmt: skip
    search_log.touch(f"document:{version.document_id}")
    return 1


def _plain(text: str) -> str:
    """Without the signs that a database does not take: NUL and halves of signs."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()
