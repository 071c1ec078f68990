"""What may be written in a good example (F1, F4): only a name and a place must be there, the rest can wait. Pure."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from samlar.formats.sentence import Sentence
from samlar.lessons.rules.deeds import LONG, SENTENCE, LessonRefused, taken_text
from samlar.lessons.rules.lessons import LessonText
from samlar.lessons.rules.words import Kind

MOST_LINKS = 6
PLACE = 160
SHORT = 200
LINK_NAME = 120
LINK = 500

LINK_KINDS = {
    "page": Sentence("Webbsida", "Web page"),
    "document": Sentence("Dokument", "Document"),
    "code": Sentence("Kod", "Code"),
    "film": Sentence("Film", "Film"),
}
NO_NAME = Sentence("Skriv vad exemplet heter.", "Say what the example is called.")
NO_PLACE = Sentence("Skriv var det gjordes.", "Say where it was done.")


@dataclass(frozen=True, slots=True)
class LinkText:
    """One link of an example. Without a name it is called by the site that it leads to."""

    link: str
    name: str = ""
    kind: str = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleText:
    """What somebody writes of an example. `lesson`: what every lesson has, its sentence being the example's name."""

    lesson: LessonText
    place: str = ""
    problem: str = ""
    done: str = ""
    result: str = ""
    cost: str = ""
    time: str = ""
    hard: str = ""
    adapt: str = ""
    links: tuple[LinkText, ...] = field(default=())


LONG_PARTS = ("problem", "done", "result", "hard", "adapt")
SHORT_PARTS = ("cost", "time")
PARTS = ("place", *LONG_PARTS, *SHORT_PARTS)


def taken(text: ExampleText) -> ExampleText:
    """The example as it is kept; what every lesson has is judged by `rules.lessons`. Raises LessonRefused at the field.

    Fields: `sentence`, `place`, the other parts by name, `links` and `link_<n>` for the link at place n, counted from 1.
    """
    taken_text(text.lesson.sentence, field="sentence", most=SENTENCE, missing=NO_NAME)
    kept = {"place": " ".join(taken_text(text.place, field="place", most=PLACE, missing=NO_PLACE).split())}
    kept |= {part: taken_text(getattr(text, part), field=part, most=LONG) for part in LONG_PARTS}
    kept |= {part: " ".join(taken_text(getattr(text, part), field=part, most=SHORT).split()) for part in SHORT_PARTS}
    return replace(text, lesson=replace(text.lesson, kind=Kind.EXAMPLE), links=taken_links(text.links), **kept)


def taken_links(links: tuple[LinkText, ...]) -> tuple[LinkText, ...]:
    """The links as they are kept, without empty rows. Raises LessonRefused at `links` or `link_<n>`."""
    kept = []
    for place, one in enumerate(links, 1):
        field_name = f"link_{place}"
        address = taken_text(one.link, field=field_name, most=LINK)
        name = " ".join(taken_text(one.name, field=f"link_name_{place}", most=LINK_NAME).split())
        if not address:
            if name:
                raise LessonRefused(Sentence("Skriv länken också.", "Give the link, too."), field=field_name, source="F1")
            continue
        if one.kind not in LINK_KINDS:
            raise LessonRefused(Sentence("Välj vad länken leder till.", "Choose what the link leads to."), field=field_name, source="F1")
        site = _site(address, field_name)
        kept.append(LinkText(address, name or site, one.kind))
    if len(kept) > MOST_LINKS:
        raise LessonRefused(
            Sentence("Högst {n} länkar får plats.", "There is room for {n} links at most.").fill(n=MOST_LINKS), field="links"
        )
    return tuple(kept)


def _site(address: str, field_name: str) -> str:
    """The name of the site that an address leads to. Raises LessonRefused for what is no address on the web."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    if parts.scheme not in ("http", "https") or not host or any(sign.isspace() for sign in address):
        raise LessonRefused(Sentence("Länken ska börja med https://", "The link must begin with https://"), field=field_name, source="F1")
    return host.removeprefix("www.")[:LINK_NAME]
