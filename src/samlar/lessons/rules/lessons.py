"""What may be written in a lesson, and when it may be read by more (F1). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from samlar.formats.sentence import Sentence
from samlar.lessons.rules.deeds import SENTENCE, TEXT, LessonRefused, taken_text
from samlar.lessons.rules.rows import LessonRow
from samlar.lessons.rules.words import LIVE_LESSONS, Kind, Origin, State
from samlar.people.rules import Actor, NotAllowed

MOST_THEMES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonText:
    """What somebody writes. Only `sentence` must be there: the rest can wait. `day`: when it was learned, else today."""

    sentence: str
    kind: Kind = Kind.LESSON
    context: str = ""
    takes: str = ""
    failed: bool = False
    origin: Origin = Origin.FREE
    activity: int | None = None
    session: int | None = None
    handin: int | None = None
    debrief: int | None = None
    source_name: str = ""
    source_link: str = ""
    contact: int | None = None
    day: date | None = None
    themes: tuple[int, ...] = field(default=())


def taken(text: LessonText, *, today: date) -> LessonText:
    """The text as it is kept. Raises LessonRefused at the field: no sentence, too long, a link that is none, a day to come."""
    kept = replace(
        text,
        sentence=" ".join(
            taken_text(
                text.sentence,
                field="sentence",
                most=SENTENCE,
                missing=Sentence("Skriv lärdomen i en mening.", "Write the lesson in one sentence."),
            ).split()
        ),
        context=taken_text(text.context, field="context", most=TEXT),
        takes=taken_text(text.takes, field="takes", most=TEXT),
        source_name=taken_text(text.source_name, field="source_name", most=160),
        source_link=taken_text(text.source_link, field="source_link", most=500),
    )
    if kept.source_link and not kept.source_link.lower().startswith(("https://", "http://")):
        raise LessonRefused(Sentence("Länken ska börja med https://", "The link must begin with https://"), field="source_link")
    if kept.day is not None and kept.day > today:
        raise LessonRefused(Sentence("Den dagen har inte varit än.", "That day has not been yet."), field="day", source="F1")
    if len(set(kept.themes)) > MOST_THEMES:
        raise LessonRefused(
            Sentence("Välj högst {n} teman.", "Choose {n} themes at most.").fill(n=MOST_THEMES), field="themes", source="F1"
        )
    return kept


def must_carry(actor: Actor, row: LessonRow) -> None:
    """Raises NotAllowed for those who work elsewhere than where it was written, LessonRefused where it lives no more."""
    if not row.ours:
        raise NotAllowed(
            Sentence("Lärdomen ändras av {name}, som skrev den.", "The lesson is changed by {name}, who wrote it.").fill(
                name=row.organisation_name
            ),
            source="F1",
            mend=Sentence("Skriv en egen, eller ta hem den och anpassa.", "Write one of your own, or take it home and adapt it."),
        )
    must_live(row)


def must_live(row: LessonRow) -> None:
    """Raises LessonRefused for what is obsolete or merged."""
    if row.state not in LIVE_LESSONS:
        raise LessonRefused(
            Sentence("Lärdomen är föråldrad eller sammanförd med en annan.", "The lesson is obsolete or merged with another."),
            source="F1",
            mend=Sentence("Läs den som gäller i stället.", "Read the one that holds instead."),
        )


SHARABLE: Mapping[State, tuple[State, ...]] = {State.DRAFT: (State.SHARED, State.PUBLISHED), State.SHARED: (State.PUBLISHED,)}


def must_open(row: LessonRow, to: State) -> None:
    """Raises LessonRefused where it is open that far already: what has been read by many is not taken back, only made obsolete."""
    if to not in SHARABLE.get(row.state, ()):
        raise LessonRefused(
            Sentence("Lärdomen är redan {state}.", "The lesson is already {state}.").fill(
                state=Sentence("publicerad", "published") if row.state == State.PUBLISHED else Sentence("delad", "shared")
            ),
            source="F1",
        )


def must_be_takeable(row: LessonRow, organisation: int) -> None:
    """What an organisation may take home: what lives, and is no longer another organisation's draft (which it does not see anyhow)."""
    must_live(row)
    if row.state == State.DRAFT and row.organisation != organisation:
        raise LessonRefused(Sentence("Lärdomen är ett utkast än.", "The lesson is still a draft."), source="F1")
