"""The ladder delad → prövad → förankrad → använd: what each step asks for, and where the evidence leads (F2, L). Pure.

Evidence may be entered in any order and all at once. The standing is the furthest step that has evidence; the last one is reached
only with the evidence of all four, an owner, and a second person's check. A step back strikes evidence, with a word why.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from samlar.formats.sentence import Sentence
from samlar.lessons.rules.deeds import LINE, TEXT, LessonRefused, taken_text
from samlar.lessons.rules.words import EXITS, LADDER, STEPS, Standing, Step


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a step's evidence says. `missing`: what is said where it is left out; None: it may be.

    `choices`: {word: what it says}, where it is one of some.
    """

    id: str
    label: Sentence
    help: Sentence
    most: int = LINE
    missing: Sentence | None = None
    choices: Mapping[str, Sentence] | None = None
    is_link: bool = False

    @property
    def required(self) -> bool:
        return self.missing is not None


WORKED = {
    "yes": Sentence("Ja, det fungerade", "Yes, it worked"),
    "partly": Sentence("Delvis", "Partly"),
    "no": Sentence("Nej, det fungerade inte", "No, it did not work"),
}
PARTS: dict[Step, tuple[Part, ...]] = {
    Step.SHARED: (
        Part(
            "forum",
            Sentence("Var berättade ni?", "Where did you tell?"),
            Sentence("Till exempel ledningsgruppens möte.", "For example the management group's meeting."),
            200,
            Sentence("Skriv var ni berättade.", "Say where you told."),
        ),
        Part(
            "who",
            Sentence("Vilka fick höra?", "Who heard it?"),
            Sentence("Grupper räcker, inga namn.", "Groups will do, no names."),
            200,
        ),
    ),
    Step.TRIED: (
        Part(
            "case",
            Sentence("Vad prövade ni det på?", "What did you try it on?"),
            Sentence("Ett verkligt fall.", "A real case."),
            TEXT,
            Sentence("Skriv vad ni prövade det på.", "Say what you tried it on."),
        ),
        Part(
            "worked",
            Sentence("Fungerade det?", "Did it work?"),
            Sentence("Ett nej är lika värdefullt.", "A no is just as valuable."),
            missing=Sentence("Välj om det fungerade.", "Choose whether it worked."),
            choices=WORKED,
        ),
        Part(
            "result",
            Sentence("Vad blev resultatet?", "What was the result?"),
            Sentence("Siffror om det finns några.", "Figures if there are any."),
            TEXT,
            Sentence("Skriv vad resultatet blev.", "Say what the result was."),
        ),
    ),
    Step.ANCHORED: (
        Part(
            "decided_by",
            Sentence("Vem beslutade?", "Who decided?"),
            Sentence(
                "Funktion eller organ, till exempel regionala utvecklingsdirektören.",
                "Function or body, for example the director of regional development.",
            ),
            160,
            Sentence("Skriv vem som beslutade.", "Say who decided."),
        ),
        Part(
            "mandate",
            Sentence("Med vilket mandat?", "With what mandate?"),
            Sentence(
                "Till exempel delegationsordningen eller nämndens beslut.",
                "For example the delegation of authority or the committee's decision.",
            ),
            missing=Sentence("Skriv vilket mandat det var.", "Say which mandate it was."),
        ),
        Part(
            "record_number",
            Sentence("Diarienummer", "Record number"),
            Sentence("Skriv ”saknas” om beslutet inte är diariefört.", "Write “none” if the decision is not registered."),
            60,
            Sentence("Skriv diarienumret, eller ”saknas”.", "Write the record number, or “none”."),
        ),
    ),
    Step.USED: (
        Part(
            "changed",
            Sentence("Vad har ändrats?", "What has changed?"),
            Sentence(
                "En mening som andra förstår. Den syns i listan över förändringar.",
                "One sentence that others understand. It is shown in the list of changes.",
            ),
            missing=Sentence("Skriv vad som har ändrats.", "Say what has changed."),
        ),
        Part(
            "lives_in",
            Sentence("Var finns det nu?", "Where does it live now?"),
            Sentence("Rutinen, planen eller mallen där det står.", "The routine, plan or template where it is written."),
            missing=Sentence("Skriv var det finns nu.", "Say where it lives now."),
        ),
        Part(
            "link",
            Sentence("Länk dit", "Link to it"),
            Sentence("Om den finns på webben.", "If it is on the web."),
            500,
            is_link=True,
        ),
    ),
}


def taken(step: Step, said: Mapping[str, str]) -> dict[str, str]:
    """A step's evidence as it is kept. Raises LessonRefused by the part that is missing, too long, or not one of its choices."""
    kept = {}
    for part in PARTS[step]:
        text = taken_text(said.get(part.id, ""), field=part.id, most=part.most, missing=part.missing)
        if part.choices is not None and text not in part.choices:
            raise LessonRefused(part.missing or Sentence("Välj ett av svaren.", "Choose one of the answers."), field=part.id, source="F2")
        if part.is_link and text:
            must_be_link(text, part.id)
        if text:
            kept[part.id] = text
    return kept


def must_be_link(text: str, field: str) -> None:
    """Raises LessonRefused at `field` for what is no address on the web."""
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise LessonRefused(Sentence("Länken ska börja med https://", "The link must begin with https://"), field=field, source="F2")


@dataclass(frozen=True, slots=True)
class Shown:
    """One living piece of evidence as the ladder sees it. `checker_owns`: whoever checked it has become the owner since."""

    step: Step
    day: date
    checked: bool = False
    checker_owns: bool = False

    @property
    def by_a_second(self) -> bool:
        """Checked by somebody who does not own it now."""
        return self.checked and not self.checker_owns


def standing_of(evidence: Iterable[Shown], *, owned: bool, before: Standing) -> Standing:
    """Where the living evidence leads. What is used stays so when its owner leaves, or when whoever checked it takes over (A3)."""
    by_step = {one.step: one for one in evidence}
    if len(by_step) == len(STEPS):
        used = by_step[Step.USED]
        if (owned and used.by_a_second) or (before == Standing.USED and used.checked):
            return Standing.USED
    reached = [Standing(step.value) for step in STEPS if step in by_step and step != Step.USED]
    return max(reached, key=lambda one: one.rank, default=Standing.TAKEN)


def since(standing: Standing, evidence: Iterable[Shown], *, taken: date) -> date:
    """The day from which a standing on the ladder holds: that of its evidence; of the latest of all four, for the last."""
    days = {Standing(one.step.value): one.day for one in evidence}
    if standing == Standing.USED:
        return max([taken, *days.values()])
    return max(taken, days.get(standing, taken))


def lacks(evidence: Collection[Shown], *, owned: bool) -> tuple[Sentence, ...]:
    """What is missing before it counts as used, in the order of the ladder; empty where nothing is."""
    by_step = {one.step: one for one in evidence}
    found = [LACKS[step] for step in STEPS if step not in by_step]
    if Step.USED in by_step and not by_step[Step.USED].by_a_second:
        found.append(CHECK)
    if not owned:
        found.append(Sentence("en ägare", "an owner"))
    return tuple(found)


CHECK = Sentence("att någon annan kontrollerar att det används", "that somebody else checks that it is in use")
LACKS = {
    Step.SHARED: Sentence("var och när ni berättade om det", "where and when you told about it"),
    Step.TRIED: Sentence("vad ni prövade och hur det gick", "what you tried and how it went"),
    Step.ANCHORED: Sentence("vem som beslutade", "who decided"),
    Step.USED: Sentence("var det finns nu", "where it lives now"),
}
# What one does about each of them, as the button says it.
NEXT_DEEDS = {
    Step.SHARED: Sentence("Skriv var ni berättade om det", "Say where you told about it"),
    Step.TRIED: Sentence("Skriv vad ni prövade", "Say what you tried"),
    Step.ANCHORED: Sentence("Skriv vem som beslutade", "Say who decided"),
    Step.USED: Sentence("Skriv var det finns nu", "Say where it lives now"),
}
DAY_LABELS = {
    Step.SHARED: Sentence("När berättade ni?", "When did you tell?"),
    Step.TRIED: Sentence("När prövade ni?", "When did you try?"),
    Step.ANCHORED: Sentence("När beslutades det?", "When was it decided?"),
    Step.USED: Sentence("Sedan när används det?", "In use since when?"),
}
# Readiness (K), which stands beside the step: the field's name, the question, and what it means.
READINESS = {
    "material": (
        Sentence("Finns det material som går att använda?", "Is there material that can be used?"),
        Sentence(
            "En mall, en rutin eller en handledning som era kollegor förstår.",
            "A template, a routine or a guide that colleagues understand.",
        ),
    ),
    "competence": (
        Sentence("Kan ni det som behövs?", "Do you know how?"),
        Sentence("De som ska göra det har kunskapen och tiden.", "Those who will do it have the knowledge and the time."),
    ),
    "backing": (
        Sentence("Är organisationen med på det?", "Is the organisation with you?"),
        Sentence("Chefer och arbetssätt ger plats för det.", "Managers and ways of working make room for it."),
    ),
}
READY = {
    "no": Sentence("Nej", "No"),
    "partly": Sentence("Delvis", "Partly"),
    "yes": Sentence("Ja", "Yes"),
    "": Sentence("Vet inte än", "Do not know yet"),
}


def must_be_on_the_ladder(standing: Standing) -> None:
    """Raises LessonRefused for what has been declined or is obsolete: it is taken up again first."""
    if standing in EXITS:
        raise LessonRefused(
            Sentence("Ni har avslutat den här hemtagningen.", "You have ended this uptake."),
            source="F2",
            mend=Sentence("Ta upp den igen, så fortsätter ni där ni var.", "Take it up again, and you go on where you were."),
        )


def steps_to_strike(standing: Standing, to: Standing) -> tuple[Step, ...]:
    """The steps whose evidence goes in a step back. Raises LessonRefused where it is no step back on the ladder."""
    if standing not in LADDER or to not in LADDER or to.rank >= standing.rank:
        raise LessonRefused(
            Sentence("Det är inget steg tillbaka.", "That is no step back."),
            field="to",
            source="F2",
            mend=Sentence("Framåt går ni genom att lägga till underlag.", "You go forward by adding evidence."),
        )
    return tuple(step for step in STEPS if Standing(step.value).rank > to.rank)


def must_say_why(why: str, *, field: str = "why", most: int = LINE) -> str:
    """The word that goes with a step back or an exit. Raises LessonRefused by `field`."""
    return taken_text(why, field=field, most=most, missing=Sentence("Skriv varför, med några ord.", "Say why, in a few words."))


def is_a_second(checker: int | None, *, entered_by: int, owner: int | None) -> bool:
    """Whether somebody neither entered the evidence nor owns the uptake."""
    return checker is not None and checker not in (entered_by, owner)


def same_mailbox(one: str, other: str) -> bool:
    """Whether two addresses lead to one person: what stands after a plus is the receiver's own sorting."""
    return _mailbox(one) == _mailbox(other)


def _mailbox(address: str) -> tuple[str, str]:
    name, _, domain = address.strip().lower().rpartition("@")
    return name.partition("+")[0], domain


def must_need_a_check(used: Shown | None) -> None:
    """Raises LessonRefused where there is nothing to check, or a second person has checked it already."""
    if used is None:
        raise LessonRefused(
            Sentence("Det finns inget att kontrollera än.", "There is nothing to check yet."),
            source="F2",
            mend=Sentence("Skriv först var det finns nu.", "First write where it lives now."),
        )
    if used.by_a_second:
        raise LessonRefused(Sentence("Det är redan kontrollerat.", "It has been checked already."), source="F2")


def must_be_a_second(checker: int | None, *, entered_by: int, owner: int | None, field: str = "checker") -> None:
    """Raises LessonRefused at `field` where the check would be made by whoever entered the evidence or owns the uptake."""
    if not is_a_second(checker, entered_by=entered_by, owner=owner):
        raise LessonRefused(
            Sentence(
                "Kontrollen görs av någon annan än du som äger eller har skrivit in det.",
                "The check is made by somebody other than whoever owns it or entered it.",
            ),
            field=field,
            source="F2",
            mend=Sentence(
                "Be en kollega, en chef eller någon i en annan organisation.",
                "Ask a colleague, a manager or somebody in another organisation.",
            ),
        )
