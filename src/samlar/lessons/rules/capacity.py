"""Learning capacity: the questions an organisation asks its own people, and what a round, an answer and an action may be (F5, L).

The four parts are the learning lab's; the questions are our own. A set of questions has a number and is never changed once it has been
asked: a new wording is a new set, and rounds are compared only within one set.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from samlar.activities.rules.deeds import Overtaken
from samlar.formats.sentence import Sentence
from samlar.lessons.rules.deeds import LINE, LONG, LessonRefused, may_work_with, taken_text
from samlar.people.rules import Actor, Function, NotAllowed

STEPS = (1, 2, 3, 4, 5)
UNKNOWN = 0  # "vet inte"
LOW = Sentence("stämmer inte alls", "not at all true")
HIGH = Sentence("stämmer helt", "wholly true")
LOW_SHORT = Sentence("inte alls", "not at all")  # beneath a button
HIGH_SHORT = Sentence("helt", "wholly")
DO_NOT_KNOW = Sentence("vet inte", "don’t know")

NAME = 120
AREA = 80
MOST_AREAS = 12
WORDS = 600  # what strengthens, what hinders
LONGEST_DAYS = 60  # a round tells how it is now
REMINDED_AHEAD = 3  # days before the last day
DUE_AHEAD = 7  # an action waits for its owner from so many days ahead
CONCLUDED_WITHIN = 60  # days after the close that the conclusion waits for whoever opened it


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    text: Sentence


@dataclass(frozen=True, slots=True)
class Part:
    """One of the four parts. `short`: its name in a drawing."""

    id: str
    name: Sentence
    short: Sentence
    about: Sentence
    questions: tuple[Question, ...]


STRENGTHENS = Sentence("Vad stärker?", "What strengthens?")
HINDERS = Sentence("Vad hindrar?", "What hinders?")

SET_1 = (
    Part(
        "infrastructure",
        Sentence("Lärande som infrastruktur", "Learning as infrastructure"),
        Sentence("Infrastruktur", "Infrastructure"),
        Sentence(
            "Möten, mandat och arbetssätt som gör att det vi lär oss fångas upp, delas och används.",
            "Meetings, mandates and ways of working by which what we learn is caught, shared and used.",
        ),
        (
            Question(
                "i1",
                Sentence(
                    "Vi har fasta tillfällen då vi går igenom vad vi har lärt oss.",
                    "We have set times when we go through what we have learned.",
                ),
            ),
            Question(
                "i2",
                Sentence(
                    "Det är bestämt vem som ser till att en lärdom leder till något hos oss.",
                    "It is settled who sees to it that a lesson leads to something with us.",
                ),
            ),
            Question(
                "i3",
                Sentence(
                    "Det vi lär oss av uppföljning och utvärdering ändrar hur vi arbetar.",
                    "What we learn from follow-up and evaluation changes how we work.",
                ),
            ),
            Question(
                "i4",
                Sentence(
                    "När någon slutar finns det som personen har lärt sig kvar hos oss.",
                    "When somebody leaves, what they have learned stays.",
                ),
            ),
        ),
    ),
    Part(
        "communities",
        Sentence("Lärandegemenskaper", "Learning communities"),
        Sentence("Gemenskaper", "Communities"),
        Sentence(
            "Grupper, nätverk och partnerskap där vi lär tillsammans med andra, under lång tid.",
            "Groups, networks and partnerships in which we learn with others, over a long time.",
        ),
        (
            Question(
                "c1",
                Sentence(
                    "Vi är med i grupper som lär tillsammans år efter år, inte bara i enstaka projekt.",
                    "We belong to groups that learn together year after year, not only in single projects.",
                ),
            ),
            Question(
                "c2",
                Sentence(
                    "I de grupperna berättar vi också om det som inte fungerade.", "In those groups we also tell of what did not work."
                ),
            ),
            Question(
                "c3",
                Sentence(
                    "Den som har lärt sig något någon annanstans får tid att dela det hemma.",
                    "Whoever has learned something elsewhere gets time to share it at home.",
                ),
            ),
        ),
    ),
    Part(
        "place",
        Sentence("Platsbaserad omställning", "Place-based transformation"),
        Sentence("Plats", "Place"),
        Sentence(
            "Lärande som börjar i en plats och dess utmaningar, och som gör skillnader till en tillgång.",
            "Learning that begins in a place and its challenges, and makes a resource of differences.",
        ),
        (
            Question(
                "p1",
                Sentence(
                    "När vi prövar något nytt börjar vi i en plats och en utmaning som går att peka på.",
                    "When we try something new we begin in a place and a challenge that can be pointed out.",
                ),
            ),
            Question(
                "p2",
                Sentence(
                    "De som bor och verkar på platsen lär med oss, från början.",
                    "Those who live and work in the place learn with us, from the start.",
                ),
            ),
            Question(
                "p3",
                Sentence(
                    "Vi jämför hur det går på olika platser och använder skillnaderna.",
                    "We compare how it goes in different places and use the differences.",
                ),
            ),
        ),
    ),
    Part(
        "leadership",
        Sentence("Systemledarskap och relationellt ledarskap", "System and relational leadership"),
        Sentence("Ledarskap", "Leadership"),
        Sentence(
            "Att leda mellan organisationer, nivåer och sektorer, där ingen ensam bestämmer.",
            "To lead between organisations, levels and sectors, where nobody decides alone.",
        ),
        (
            Question(
                "l1",
                Sentence(
                    "Våra chefer frågar vad vi har lärt oss, inte bara vad vi har gjort.",
                    "Our managers ask what we have learned, not only what we have done.",
                ),
            ),
            Question(
                "l2",
                Sentence(
                    "Den som leder arbete mellan organisationer vet vilket mandat det finns att handla.",
                    "Whoever leads work between organisations knows what mandate there is to act.",
                ),
            ),
            Question(
                "l3",
                Sentence(
                    "Vi får stöd i att leda arbete som ingen ensam bestämmer över.",
                    "We get support in leading work that nobody decides upon alone.",
                ),
            ),
            Question(
                "l4",
                Sentence(
                    "När vi och de vi samarbetar med vill olika saker talar vi öppet om det.",
                    "When we and those we work with want different things we talk about it openly.",
                ),
            ),
        ),
    ),
)
SETS: Mapping[int, tuple[Part, ...]] = {1: SET_1}
CURRENT = 1


def questions_of(number: int) -> tuple[Question, ...]:
    """All questions of a set, in order."""
    return tuple(question for part in SETS[number] for question in part.questions)


# — who —


def must_be_at_home(actor: Actor, organisation: int) -> None:
    """An organisation analyses itself. Raises NotAllowed for those who read what another organisation has shared."""
    if not may_work_with(actor, organisation):
        raise NotAllowed(
            Sentence("Det här gör de som arbetar i organisationen.", "This is done by those who work at the organisation."),
            source="F5",
            mend=Sentence("Gör en egen analys.", "Make an analysis of your own."),
        )


# — a round —


@dataclass(frozen=True, slots=True)
class Round:
    """A round as somebody opens or changes it."""

    name: str
    last_day: date | None
    subject_areas: Sequence[str] = ()


def taken_round(given: Round, *, today: date, opened: date) -> Round:
    """The round as it is kept. Raises LessonRefused at `name`, `last_day` or `subject_areas`."""
    name = taken_text(
        " ".join(given.name.split()), field="name", most=NAME, missing=Sentence("Ge analysen ett namn.", "Give the analysis a name.")
    )
    last = opened + timedelta(days=LONGEST_DAYS)
    if given.last_day is None or not today <= given.last_day <= last:
        raise LessonRefused(
            Sentence("Välj en sista dag från i dag till den {last}.", "Choose a last day from today to {last}.").fill(last=last),
            field="last_day",
            source="F5",
            mend=Sentence(
                "En analys säger hur det är nu, så den är öppen i högst två månader.",
                "An analysis tells how it is now, so it is open for two months at most.",
            ),
        )
    return Round(name, given.last_day, taken_areas(given.subject_areas))


def taken_areas(areas: Iterable[str]) -> tuple[str, ...]:
    """The organisation's own subject areas: each once, in the order given. Raises LessonRefused at `subject_areas`."""
    kept: dict[str, str] = {}
    for area in areas:
        said = taken_text(" ".join(area.split()), field="subject_areas", most=AREA)
        if said:
            kept.setdefault(said.casefold(), said)
    if len(kept) > MOST_AREAS:
        raise LessonRefused(
            Sentence("Högst {most} områden får plats.", "There is room for {most} areas at most.").fill(most=MOST_AREAS),
            field="subject_areas",
            mend=Sentence(
                "Slå ihop några: ett område visas först när tre har svarat.", "Join some: an area is shown only when three have answered."
            ),
        )
    return tuple(kept.values())


def must_keep_areas(before: Iterable[str], after: Iterable[str]) -> None:
    """Raises LessonRefused where an area goes that people may have chosen already; new ones may come."""
    gone = [area for area in before if area not in set(after)]
    if gone:
        raise LessonRefused(
            Sentence("Någon kan redan ha valt {gone}.", "Somebody may have chosen {gone} already.").fill(gone=gone),
            field="subject_areas",
            source="F5",
            mend=Sentence(
                "Lägg till områden, men ta inte bort något nu när svar har kommit.",
                "Add areas, but take none away now that answers have come.",
            ),
        )


def must_be_none_open(is_one_open: bool) -> None:
    if is_one_open:
        raise LessonRefused(
            Sentence("Ni har redan en analys som är öppen.", "You have an analysis that is open already."),
            source="F5",
            mend=Sentence("Svara i den, eller avsluta den först.", "Answer in it, or close it first."),
        )


def must_be_open(closed: datetime | None) -> None:
    if closed is not None:
        raise LessonRefused(
            Sentence(
                "Analysen är avslutad. Det går inte att svara eller ändra längre.",
                "The analysis is closed. It can no longer be answered or changed.",
            ),
            source="F5",
            mend=Sentence("Läs resultatet, eller gör om analysen.", "Read the result, or do the analysis again."),
        )


def must_be_closed(closed: datetime | None) -> None:
    if closed is None:
        raise LessonRefused(
            Sentence("Analysen är fortfarande öppen.", "The analysis is still open."),
            source="F5",
            mend=Sentence("Avsluta den först.", "Close it first."),
        )


def must_have_enough(enough: bool) -> None:
    """Raises LessonRefused where so few have answered that there is no result to conclude from or to share."""
    if not enough:
        raise LessonRefused(
            Sentence("Färre än tre har svarat, så det finns inget resultat.", "Fewer than three have answered, so there is no result."),
            source="F5",
            mend=Sentence("Gör om analysen och bjud in fler.", "Do the analysis again and invite more people."),
        )


# — an answer —


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person says: {question: 1–5, or 0 for does not know}, and in own words, per part."""

    marks: Mapping[str, int] = field(default_factory=dict)
    strengthens: Mapping[str, str] = field(default_factory=dict)
    hinders: Mapping[str, str] = field(default_factory=dict)
    function: str = ""
    subject_area: str = ""


def taken_answer(given: Answer, *, questions: int, areas: Iterable[str]) -> Answer:
    """The answer as it is kept: everything is optional, but one question is answered.

    Raises LessonRefused at the question, `function`, `subject_area`, `strengthens_<part>` or `hinders_<part>`.
    """
    known, parts = {one.id for one in questions_of(questions)}, {part.id for part in SETS[questions]}
    for question, mark in given.marks.items():
        if question not in known:
            raise LessonRefused(
                Sentence("Frågan finns inte i den här analysen.", "There is no such question in this analysis."), source="F5"
            )
        if type(mark) is not int or mark not in (UNKNOWN, *STEPS):
            raise LessonRefused(
                Sentence("Välj ett tal från 1 till 5, eller vet inte.", "Choose a number from 1 to 5, or don’t know."),
                field=question,
                source="F5",
            )
    if (set(given.strengthens) | set(given.hinders)) - parts:
        raise LessonRefused(Sentence("Delen finns inte i den här analysen.", "There is no such part in this analysis."), source="F5")
    if not given.marks:
        raise LessonRefused(Sentence("Svara på minst en fråga först.", "Answer at least one question first."), source="F5")
    if given.function not in ("", *Function):
        raise LessonRefused(Sentence("Välj ett av svaren.", "Choose one of the answers."), field="function")
    if given.subject_area and given.subject_area not in set(areas):
        raise LessonRefused(Sentence("Välj ett av områdena.", "Choose one of the areas."), field="subject_area")
    return Answer(
        marks=dict(given.marks),
        strengthens=_words("strengthens", given.strengthens),
        hinders=_words("hinders", given.hinders),
        function=given.function,
        subject_area=given.subject_area,
    )


def _words(which: str, given: Mapping[str, str]) -> dict[str, str]:
    said = {part: taken_text(text, field=f"{which}_{part}", most=WORDS) for part, text in given.items()}
    return {part: text for part, text in said.items() if text}


def stamp(given: datetime | None) -> int:
    """Which state of an answer stood on the page; 0 where there was none."""
    return int(given.timestamp() * 1_000_000) if given else 0


def must_be_read_lately(read: int, now: int) -> None:
    """Raises Overtaken: it was changed in another window."""
    if read != now:
        raise Overtaken(
            Sentence(
                "Det här har ändrats medan sidan var öppen. Det du skrev finns kvar i fälten men är inte sparat.",
                "This was changed while the page was open. What you wrote is still in the fields but is not saved.",
            ),
            now=now,
        )


# — what follows —


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is to be done about learning: for which part, by whom, until when; with `done`, what came of it."""

    part: str
    text: str
    owner: int | None
    due: date | None
    done: date | None = None
    outcome: str = ""


def taken_action(given: Agreed, *, questions: int, today: date, before: date | None = None) -> Agreed:
    """The action as it is kept. `before`: its day until now, which may have passed. Raises LessonRefused at the field."""
    if given.part not in {part.id for part in SETS[questions]}:
        raise LessonRefused(Sentence("Välj en av de fyra delarna.", "Choose one of the four parts."), field="part", source="F5")
    text = taken_text(given.text, field="text", most=LINE, missing=Sentence("Skriv vad ni ska göra.", "Say what you will do."))
    if given.due is None or (given.due < today and given.due != before and given.done is None):
        raise LessonRefused(Sentence("Välj en dag från i dag och framåt.", "Choose a day from today on."), field="due", source="F5")
    if given.done is not None and given.done > today:
        raise LessonRefused(Sentence("Den dagen har inte varit än.", "That day has not been yet."), field="done", source="F5")
    missing = Sentence("Skriv vad det gav.", "Say what came of it.") if given.done else None
    outcome = taken_text(given.outcome, field="outcome", most=LINE, missing=missing)
    return Agreed(given.part, text, given.owner, given.due, given.done, outcome)


@dataclass(frozen=True, slots=True)
class Need:
    """A competence that the organisation needs; with `met`, how it came."""

    text: str
    subject_area: str = ""
    function: str = ""
    met: date | None = None
    how_met: str = ""


def taken_need(given: Need, *, today: date) -> Need:
    """The need as it is kept. Raises LessonRefused at the field."""
    text = taken_text(
        given.text, field="text", most=LINE, missing=Sentence("Skriv vad ni behöver kunna.", "Say what you need to be able to do.")
    )
    area = taken_text(" ".join(given.subject_area.split()), field="subject_area", most=AREA)
    if given.function not in ("", *Function):
        raise LessonRefused(Sentence("Välj ett av svaren.", "Choose one of the answers."), field="function")
    if given.met is not None and given.met > today:
        raise LessonRefused(Sentence("Den dagen har inte varit än.", "That day has not been yet."), field="met", source="F5")
    missing = Sentence("Skriv hur ni löste det.", "Say how you met it.") if given.met else None
    return Need(text, area, given.function, given.met, taken_text(given.how_met, field="how_met", most=LINE, missing=missing))


def taken_conclusion(text: str) -> str:
    """Raises LessonRefused at `conclusion` where it is too long."""
    return taken_text(text, field="conclusion", most=LONG)
