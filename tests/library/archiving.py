"""Things in the archive for tests of the search: straight into the tables, as a worker would have left them."""

from datetime import date

from samlar.foundation import clock
from samlar.foundation.search import log
from samlar.library.models import Document, DocumentTheme, Section, Version
from samlar.people.rules import MEMBERS, PUBLIC, Actor, organisation_token


def document(
    who: Actor,
    title: str,
    *texts: str | tuple[str, int, str],
    kind: str = "document",
    seen_by: str = "all",
    language: str = "sv",
    day: date | None = None,
    themes: tuple[int, ...] = (),
) -> int:
    """A document with text; a text is plain, or (place, at, text). `seen_by`: all, members or own."""
    audience = {"all": PUBLIC, "members": MEMBERS, "own": organisation_token(who.organisation or 0)}[seen_by]
    made = Document.objects.create(
        kind=kind, title=title, language=language, organisation_id=who.organisation, person_id=who.person, version=1 if texts else 0,
        state="published" if seen_by == "all" else "working", reach="own" if seen_by == "own" else "members", audience=audience,
        licence="CC BY 4.0", day=day or clock.today(), added=clock.now(), changed=clock.now(),
    )  # fmt: skip
    if texts:
        version = Version.objects.create(
            document=made, number=1, file="0" * 64, name="fil.pdf", type="pdf", bytes=1, person_id=who.person, added=clock.now(),
            reading="done",
        )  # fmt: skip
        for number, one in enumerate(texts, 1):
            place, at, text = one if isinstance(one, tuple) else ("", 0, one)
            Section.objects.create(version=version, number=number, place=place, at=at, text=text)
    DocumentTheme.objects.bulk_create(DocumentTheme(document=made, theme_id=theme) for theme in themes)
    log.touch(f"document:{made.pk}")
    return made.pk
