"""The archive of the sample world: about 200 documents, recordings and links are added, carried through their states and read.

Their files are our own, so their text is read in this process by the same readers that otherwise run apart: that takes a tenth of the time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from samlar.activities.actions import documents as activities
from samlar.activities.models import Activity, Participation, Session
from samlar.activities.queries.sessions import session
from samlar.activities.rules.rows import TAKING_PART
from samlar.foundation import clock, files
from samlar.foundation.extraction.child import READ_BY, READERS
from samlar.foundation.extraction.gathering import Gathering
from samlar.foundation.extraction.kinds import Kind as Content
from samlar.foundation.extraction.limits import Limits
from samlar.foundation.extraction.told import Place, Section
from samlar.lessons.actions import documents as lessons
from samlar.lessons.models import Lesson
from samlar.library.actions import documents as library
from samlar.library.actions import recordings
from samlar.library.actions.documents import DocumentText, Sent
from samlar.library.models import Document, Version
from samlar.library.models import Section as KeptSection
from samlar.library.rules.recordings import read_moment
from samlar.library.rules.words import Disposal, Kind, Reach, Reading, State
from samlar.management.world import archive_told as told
from samlar.management.world import paper
from samlar.management.world.archive_told import FILMS, FORMS, LINKS, SHARED, SUBJECTS, Film, Subject
from samlar.management.world.lessons import ACTIVITIES, Caught
from samlar.management.world.names import number
from samlar.management.world.paper import Part
from samlar.management.world.stage import Stage
from samlar.people.rules import PUBLIC, Actor, NotVisible

OLDEST, NEWEST = 540, 9  # days ago
TIDIED = 45  # days ago an activity's papers began to be put in order
LICENCES = ("cc-by", "cc-by", "cc0", "public", "read")
DISPOSED_AFTER = 25  # days from today, of the one that is soon
BINNED = "Underlag om företagsstöd som går att hitta"
DISPOSED = "Anteckningar: lärdomar från de senaste kriserna"
MAKERS: dict[str, Callable[[str, Sequence[Part]], bytes]] = {
    "html": paper.web_page, "txt": paper.plain, "docx": paper.word, "pptx": paper.slides, "xlsx": paper.sheet, "pdf": paper.paper,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Archive:
    """Where documents are added from; `caught` knows the themes, the activities and the lessons by then."""

    stage: Stage
    caught: Caught
    folder: Path

    def keep(self, organisation: str, title: str, key: str, ending: str, parts: Sequence[Part], day: date | None, summary: str = "") -> int:
        """One document with its file, carried as far as its title leads."""
        actor = self.stage.member(organisation, title)
        made = library.add(actor, self.text(actor, title, key, day, summary), sent=self.sent(title, ending, MAKERS[ending](title, parts)))
        _carry(actor, made, title)
        return made

    def text(self, actor: Actor, title: str, key: str, day: date | None, summary: str = "", **more: str) -> DocumentText:
        """What is said of it: every twelfth has no licence yet."""
        licence = "" if _state(title) is State.WORKING and number(f"licens{title}", 4) == 0 else LICENCES[number(title, len(LICENCES))]
        reach = Reach.MEMBERS if number(f"når{title}", 3) else Reach.OWN
        said = {"kind": "", "licence": licence, "reach": reach.value, "authors": actor.name, **more}
        return DocumentText(title=title, summary=summary, day=day, themes=(self.caught.themes[key],), **said)

    def sent(self, title: str, ending: str, data: bytes) -> Sent:
        path = self.folder / "sent"
        path.write_bytes(data)
        return Sent(path, f"{title[:60].replace(':', '').replace('/', ' ')}.{ending}")

    # — one by one —

    def subject(self, subject: Subject, form: int) -> None:
        title, ending = FORMS[form]
        title = title.format(s=subject.name, S=subject.name[0].upper() + subject.name[1:])
        made = self.keep(subject.at, title, subject.key, ending, _parts(subject, form), clock.today(), subject.sentences[0])
        if title == BINNED:
            _bin(self.stage.member(subject.at, title), made)
        if title == DISPOSED:
            self._dispose(self.stage.member(subject.at, title), made)
        if form == 0:
            self._below_a_lesson(made, subject)

    def fact(self, at: str, title: str, key: str, day: date, ending: str, sentences: tuple[str, ...]) -> None:
        actor = self.stage.member(at, title)
        parts = [("I korthet", sentences), ("Bakgrund", SHARED[key]), ("Så går vi vidare", (told.SHARED["learning"][2], told.SHARED["together"][3]))]
        text = self.text(actor, title, key, day, sentences[0][:300], licence="cc-by", reach=Reach.MEMBERS.value)
        made = library.add(actor, text, sent=self.sent(title, ending, MAKERS[ending](title, parts)))
        library.publish(actor, made, revision=_revision(made))

    def link(self, at: str, title: str, key: str, address: str) -> None:
        actor = self.stage.member(at, title)
        made = library.add(actor, self.text(actor, title, key, None, kind=Kind.LINK.value, link=address, licence="read"))
        library.publish(actor, made, revision=_revision(made))

    def film(self, film: Film) -> None:
        """A recording with its length, chapters and subtitles, published; two of them still owe their captions."""
        actor = self.stage.member(film.at, film.title)
        link = f"{told.SERVICE}{film.link}" if film.link else ""
        text = self.text(
            actor, film.title, film.key, clock.today(), film.said[0], kind=Kind.RECORDING.value, licence="cc-by", link=link,
            language="en" if film.said[0].startswith("Eight") else "sv",
        )  # fmt: skip
        made = library.add(actor, text, sent=None if link else self.sent(film.title, "mp3", paper.sound()))
        recordings.tell(actor, made, captions="ordered" if film.captions == "ordered" else "none", length=film.length, revision=_revision(made))
        recordings.put_chapters(actor, made, "\n".join(" ".join(one) for one in film.chapters), revision=_revision(made))
        if film.captions in ("done", "automatic"):
            moments = [((read_moment(at) or 0) // 1000) + 4 for at, _title in film.chapters]
            data = paper.subtitles(film.said, moments)
            recordings.put_track(
                actor, made, data, language=text.language, automatic=film.captions == "automatic", revision=_revision(made)
            )  # fmt: skip
        library.publish(actor, made, revision=_revision(made))

    def of_activity(self, short: str) -> None:
        """What was said beforehand and what was written afterwards, by two of those who take part."""
        found = Activity.objects.filter(title=ACTIVITIES[short], audience=PUBLIC).order_by("-id").first()
        if found is None:
            return
        taking_part = Participation.objects.filter(activity=found, state=TAKING_PART).order_by("id")
        among = list(taking_part.values_list("organisation__name", flat=True)[:2])
        for place, title in enumerate((f"Underlag till {found.title}", f"Anteckningar från {found.title}")):
            if place < len(among):
                self._hang(among[place], title, found)

    def _hang(self, organisation: str, title: str, activity: Activity) -> None:
        actor = self.stage.somebody(organisation, title)
        held = _held(actor, activity)
        keys = list(SHARED)
        key = keys[number(title, len(keys))]
        parts = [("Inför träffen", SHARED["learning"]), ("Det här tog vi upp", SHARED[key]), ("Hemma", SHARED["together"])]
        text = self.text(actor, title, key, clock.day_of(held.starts) if held else None, reach=Reach.GROUP.value)
        sent = self.sent(title, "html", paper.web_page(title, parts))
        made = activities.add(actor, activity.pk, text, sent=sent, session_id=held.pk if held and title.startswith("Ant") else None)
        if _state(title) is State.PUBLISHED and text.licence:
            library.publish(actor, made, revision=_revision(made))

    def _below_a_lesson(self, made: int, subject: Subject) -> None:
        """An organisation's own lesson on the subject builds on the document."""
        row = Lesson.objects.filter(organisation__name=subject.at, themes__theme=self.caught.themes[subject.key], state="published").first()
        if row is not None and row.person_id is not None:
            lessons.attach(self.stage.member(subject.at, f"{subject.name}lärdom"), row.pk, made)

    def _dispose(self, actor: Actor, made: int) -> None:
        day = self.stage.now.astimezone(clock.STOCKHOLM).date() + timedelta(days=DISPOSED_AFTER)
        library.keep_rule(actor, made, "RUN 2025:114", Disposal.DISPOSE.value, day, revision=_revision(made))


def set_up(stage: Stage, caught: Caught, folder: Path) -> None:
    """Puts every document on its day. `folder`: where files lie until they are kept."""
    archive = Archive(stage, caught, folder)
    every = [(subject, form) for form in range(len(FORMS)) for subject in SUBJECTS]
    for place, (subject, form) in enumerate(every):
        day = stage.days.back(OLDEST - place * (OLDEST - NEWEST) // len(every))
        stage.on(day, archive.subject, subject, form, about=subject.name, later=30 + form)
    for place, fact in enumerate(told.FACTS):
        stage.on(stage.days.back(OLDEST - 10 - place * 12), archive.fact, *fact, about=fact[1], later=40)
    for place, link in enumerate(LINKS):
        stage.on(stage.days.back(300 - place * 31), archive.link, *link, about=link[1], later=45)
    for place, film in enumerate(FILMS):
        ago = 8 if film.title in told.OWED else 400 - place * 27
        stage.on(stage.days.back(ago), archive.film, film, about=film.title, later=50)
    for place, short in enumerate(ACTIVITIES):
        stage.on(stage.days.back(TIDIED - place * 2), archive.of_activity, short, about=short, later=55)


def read_texts() -> int:
    """Reads every file that waits; says how many. What it changes is told to search by the deeds that added the files."""
    waiting = list(Version.objects.filter(reading=Reading.WAITING).order_by("id"))
    KeptSection.objects.bulk_create([section for row in waiting for section in _read(row)], batch_size=500)
    Version.objects.bulk_update(waiting, ["reading", "pages"], batch_size=200)
    return len(waiting)


def workplace() -> "TemporaryDirectory[str]":
    return TemporaryDirectory(prefix="samlar-world-")


def _read(row: Version) -> list[KeptSection]:
    """The text of one of our own files, in this process."""
    kind, found = Content(row.type), list[Section]()
    if kind not in READ_BY:
        row.reading = Reading.UNREAD
        return []
    module, deed = READ_BY[kind]
    into = Gathering(Limits(), found.append, lambda at, of: None)
    getattr(import_module(READERS + module), deed)(files.where(row.file), into, *([None] if kind == Content.PDF else []))
    row.reading, row.pages = Reading.DONE, into.pages
    return [
        KeptSection(
            version=row, number=place, place=one.place.value, at=(one.starts if one.place == Place.MOMENT else one.number) or 0,
            until=one.ends, heading=one.heading[:200], text=one.text,
        )
        for place, one in enumerate(found, 1)
    ]  # fmt: skip


def _parts(subject: Subject, form: int) -> list[Part]:
    """The document's parts: its own sentences, those it shares, in an order that no other document of the subject has."""
    shared = SHARED[subject.key]
    turned = (*shared[form:], *shared[:form])
    heads = (
        ("Vad vi gjorde", "Vad vi lärde oss", "Vad andra kan ta hem"), ("Runt bordet", "Det vi enades om", "Till nästa gång"),
        ("Läget", "Frågor att ta ställning till", "Läs mer"), ("Varför nu?", "Hur gick det?", "Vad skulle ni göra annorlunda?"),
    )[form]  # fmt: skip
    return [
        (heads[0], (f"Det här handlar om {subject.name}.", subject.sentences[0], turned[0])),
        (heads[1], (subject.sentences[1], turned[1], turned[2])),
        (heads[2], (turned[3], f"Hör av er till {subject.at} om ni vill veta mer om {subject.name}.")),
    ]


def _state(title: str) -> State:
    """How far it comes: half are published, a fifth established."""
    place = number(f"läge{title}", 20)
    return State.PUBLISHED if place < 11 else State.ESTABLISHED if place < 15 else State.WORKING


def _carry(actor: Actor, made: int, title: str) -> None:
    state = _state(title)
    if title == DISPOSED or state is State.ESTABLISHED:
        library.establish(actor, made, revision=_revision(made))
    elif title != BINNED and state is State.PUBLISHED:
        library.publish(actor, made, revision=_revision(made))


def _bin(actor: Actor, made: int) -> None:
    library.bin(actor, made, revision=_revision(made), why="Lades in två gånger.")


def _held(actor: Actor, activity: Activity) -> Session | None:
    """The first session that has been, where the actor reads of it."""
    for one in Session.objects.filter(activity=activity, starts__lt=clock.now()).order_by("starts", "id")[:3]:
        try:
            session(actor, activity.pk, one.pk)
        except NotVisible:
            continue
        return one
    return None


def _revision(made: int) -> int:
    return Document.objects.values_list("revision", flat=True).get(id=made)
