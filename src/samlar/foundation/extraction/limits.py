"""How much of what somebody sent is read, and at what cost. The settings decide (SAMLAR_READING_…, docs/operations.md); these are what
holds until they say something else."""

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Times in seconds, sizes in bytes. Nothing here can be 0: then nothing would be read."""

    seconds: int = 900  # from start to end, also for a thick report that is recognised page by page
    quiet_seconds: int = 90  # the longest silence: a reader tells of every page
    cpu_seconds: int = 120
    memory: int = 1024 * MB
    file_size: int = 2048 * MB
    answer: int = 64 * MB  # what the reader may send back
    pages: int = 3_000  # or slides, or sheets
    sections: int = 50_000
    signs: int = 8_000_000  # characters in all: about 4 000 full pages
    members: int = 20_000  # files in a zip
    directory: int = 4 * MB  # a zip's list of its files
    unpacked: int = 1024 * MB
    ratio: int = 250  # unpacked to packed, for what is larger than `small`
    small: int = 32 * MB
    cells: int = 300_000  # in the sheets of a workbook
    recognised_pages: int = 300  # of a scanned file
    recognise_seconds: int = 60  # a page

    def __post_init__(self) -> None:
        for name in self.__dataclass_fields__:
            if getattr(self, name) < 1:
                raise ValueError(f"{name} is less than one")


def configured() -> Limits:
    """What holds in this copy: as its settings say."""
    from django.conf import settings  # the process apart is told its limits, and starts without Django

    return Limits(**settings.SAMLAR_READING, file_size=settings.SAMLAR_LARGEST_FILE)
