"""What a reader hands over as it reads: each piece is tidied, bounded and passed on at once, so that nothing is lost if it falls."""

from collections.abc import Callable

from samlar.foundation.extraction.limits import Limits
from samlar.foundation.extraction.tidy import line, tidy
from samlar.foundation.extraction.told import Place, Reason, Section, Unreadable

LONGEST_HEADING, LONGEST_TITLE, LONGEST_AUTHOR, MOST_AUTHORS = 300, 300, 120, 20


class Gathering:
    """A reader's hand. `section` raises Unreadable when enough is read: the reader lets it through."""

    def __init__(self, limits: Limits, pass_on: Callable[[Section], None], progress: Callable[[int, int | None], None]) -> None:
        self.limits = limits
        self.pages: int | None = None
        self.title = ""
        self.authors: list[str] = []
        self.recognised = self.unread = self.sections = self.signs = 0
        self._pass_on, self._progress = pass_on, progress

    def section(
        self, place: Place, text: str, *, number: int | None = None, heading: str = "", starts: int | None = None, ends: int | None = None
    ) -> None:
        """Passes a piece on, unless there is nothing in it. Raises Unreadable with the first sign or section too many."""
        left = self.limits.signs - self.signs
        text, heading = tidy(text[: left + 1]), line(heading[: LONGEST_HEADING * 4], LONGEST_HEADING)
        if not text and not heading:
            return
        if self.sections >= self.limits.sections or left <= 0:
            raise Unreadable(Reason.MUCH_TEXT)
        self.sections += 1
        self.signs += len(text) + len(heading)
        self._pass_on(Section(place, text[:left], number, heading, starts, ends))
        if len(text) > left:
            raise Unreadable(Reason.MUCH_TEXT)

    def at(self, number: int) -> None:
        """Page, slide or sheet `number` (from 1) is about to be read. Raises Unreadable for the first too many."""
        if number > self.limits.pages:
            raise Unreadable(Reason.MANY_PAGES)
        self._progress(number, self.pages)

    def about(self, title: object, *authors: object) -> None:
        """What the file says of itself, bounded. Whatever is no text counts as nothing said."""
        self.title = line(title[:2000], LONGEST_TITLE) if isinstance(title, str) else ""
        for said in authors:
            if isinstance(said, str):
                names = [line(name, LONGEST_AUTHOR) for name in said[:4000].replace("\n", ";").replace(",", ";").split(";")]
                self.authors += [name for name in names if name and name not in self.authors]
        self.authors = self.authors[:MOST_AUTHORS]


class Headed:
    """Gathers paragraphs under the heading they stand under, and hands over a section at each new one."""

    def __init__(self, into: Gathering, place: Place = Place.HEADING) -> None:
        self._into, self._place = into, place
        self._heading, self._held, self._number = "", 0, 0
        self._lines: list[str] = []

    def heading(self, text: str) -> None:
        """A new section begins."""
        self.done()
        self._heading = text

    def paragraph(self, text: str) -> None:
        """A paragraph of the section. What gets long is handed over in pieces under the same heading."""
        self._lines.append(text)
        self._held += len(text)
        if self._held > 100_000:
            heading = self._heading
            self.done()
            self._heading = heading

    def done(self) -> None:
        """Hands over what is held."""
        if self._lines or self._heading.strip():
            self._number += 1
            self._into.section(self._place, "\n".join(self._lines), number=self._number, heading=self._heading)
        self._heading, self._lines, self._held = "", [], 0
