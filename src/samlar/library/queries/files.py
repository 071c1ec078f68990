"""Which kept files the archive still needs."""

from samlar.library.models import Intake, Track, Version


def used_files() -> set[str]:
    """The checksums of all files, pictures of first pages, subtitles, and what was sent to be taken in. Four queries."""
    found: set[str] = set()
    for rows in (
        Version.objects.values_list("file", "preview"),
        Track.objects.values_list("file", "file"),
        Intake.objects.values_list("file", "file"),
    ):
        for pair in rows.iterator():
            found.update(pair)
    return found - {""}
