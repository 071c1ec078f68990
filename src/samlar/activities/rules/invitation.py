"""The invitation: its parts, what each starts from, what is missing before it can be published, and who is invited (E1, C2).

What the activity knows already (goals, programme, cost, registration, contacts) is composed when the invitation is read, and never
written twice. The rest is written by the lead, and starts from the plan.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from samlar.activities.rules.deeds import ActivityRefused, Overtaken
from samlar.activities.rules.plan import too_long
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.definition import Definition, Step
from samlar.formats.evaluate import next_steps
from samlar.formats.sentence import Sentence
from samlar.talk.rules import lines_of

DRAFT, PUBLISHED = "draft", "published"
WRITTEN_IN = ("planning", "review", "running")


@dataclass(frozen=True, slots=True)
class TextPart:
    """A text of the invitation. `most`: characters; `from_plan`: the plan's sections that it starts from, the first that is written."""

    id: str
    label: Sentence
    help: Sentence
    most: int
    rows: int = 4
    from_plan: tuple[str, ...] = ()


TEXTS = (
    TextPart(
        "subtitle", Sentence("Underrubrik", "Subtitle"),
        Sentence("En rad som säger vad det handlar om.", "One line that says what it is about."), 160, 1,
    ),
    TextPart(
        "lead", Sentence("Ingress", "Introduction"),
        Sentence("Varför ska man läsa vidare? Några meningar.", "Why read on? A few sentences."), 1500, 5,
    ),
    TextPart(
        "background", Sentence("Bakgrund", "Background"),
        Sentence("Varför är frågan viktig nu?", "Why does the question matter now?"), 6000, 8, ("purpose",),
    ),
    TextPart(
        "about", Sentence("Om aktiviteten", "About the activity"),
        Sentence("Vad är det, när och varför just så?", "What is it, when, and why this way?"), 3000, 5,
    ),
    TextPart(
        "content", Sentence("Innehåll", "Content"),
        Sentence("Vilka frågor tar ni upp? En rad som börjar med - blir en punkt i en lista.",
                 "Which questions do you take up? A line that begins with - becomes an item of a list."),
        6000, 8, ("main_question", "delimitations", "call"),
    ),
    TextPart(
        "goal", Sentence("Övergripande mål", "Overall goal"),
        Sentence("En mening. De förväntade resultaten står under den av sig själva.",
                 "One sentence. The expected results stand below it by themselves."),
        600, 2, ("expected_result",),
    ),
    TextPart(
        "for_whom", Sentence("För vem", "For whom"),
        Sentence("Vilka funktioner vänder ni er till?", "Which functions do you address?"), 3000, 4, ("target_group",),
    ),
    TextPart(
        "how", Sentence("Hur", "How"),
        Sentence("Hur arbetar ni, och vad väntar ni er av deltagarna?", "How do you work, and what do you expect of the participants?"),
        4000, 6, ("resources",),
    ),
    TextPart(
        "programme", Sentence("Om programmet", "About the programme"),
        Sentence("Släppta träffar och programpunkter står här av sig själva. Skriv det som behövs utöver dem.",
                 "Released sessions and items stand here by themselves. Write what is needed beyond them."),
        4000, 4, ("time_plan",),
    ),
    TextPart(
        "cost", Sentence("Om kostnaden", "About the cost"),
        Sentence("Avgiften står här av sig själv. Skriv vad deltagarna betalar i övrigt.",
                 "The fee stands here by itself. Write what else the participants pay."),
        1000, 2,
    ),
    TextPart(
        "registration", Sentence("Om anmälan", "About registration"),
        Sentence("Sista dag, antal platser och chefens godkännande står här av sig själva. Skriv det som behövs utöver dem.",
                 "The last day, the places and the manager's approval stand here by themselves. Write what is needed beyond them."),
        1500, 3,
    ),
)  # fmt: skip
TEXT_PARTS = {one.id: one for one in TEXTS}
TRAVEL = Sentence("Resor och logi betalar var och en själv.", "Travel and lodging are on your own.")


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRow:
    """The invitation as it is kept; before anything is saved, what it starts from (`revision` 0)."""

    activity: int
    state: str
    texts: Mapping[str, str]
    to_all: bool
    published: datetime | None
    changed: datetime | None
    revision: int

    @property
    def is_out(self) -> bool:
        return self.state == PUBLISHED


def starting_texts(activity: ActivityRow, sections: Mapping[str, str | tuple[str, ...]]) -> dict[str, str]:
    """What the texts start from: the summary and the plan's sections, cut where the plan allows more than the invitation."""
    found = {"lead": activity.summary}
    for part in TEXTS:
        written = next((value for name in part.from_plan if isinstance(value := sections.get(name, ""), str) and value.strip()), "")
        if written:
            found[part.id] = written[: part.most]
    if activity.definition.participation.register is not None:
        found["cost"] = TRAVEL.sv
    return {name: text for name, text in found.items() if text}


def taken_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts as they are kept, empty ones left out. Raises ActivityRefused at the part that is too long or unknown."""
    kept = {}
    for name, text in texts.items():
        part = TEXT_PARTS.get(name)
        if part is None:
            raise ActivityRefused(Sentence("Inbjudan har ingen sådan del.", "The invitation has no such part."))
        said = lines_of(text).strip() if part.rows > 1 else " ".join(lines_of(text).split())
        if len(said) > part.most:
            raise ActivityRefused(too_long(len(said), part.most), field=name)
        if said:
            kept[name] = said
    return kept


# — what an invitation must hold —


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds:
    """What an invitation would tell if it were read now, in the words of E1."""

    texts: Mapping[str, str]
    goals: int  # expected results
    sessions: int  # released and not cancelled
    fee_set: bool
    registers: bool  # the format has registration of people
    last_day_set: bool
    answers_practical: int
    answers_content: int


@dataclass(frozen=True, slots=True)
class Lacking:
    """A part of E1 that is not there: its name, what to do, and where: write, programme, terms, staff or results."""

    part: str
    label: Sentence
    mend: Sentence
    where: str


def lacking(holds: Holds) -> tuple[Lacking, ...]:
    """The parts of E1 that are missing, in the invitation's order (L: background … contacts)."""
    texts = holds.texts
    found = []

    def need(there: object, part: str, label: Sentence, mend: Sentence, where: str = "write") -> None:
        if not there:
            found.append(Lacking(part, label, mend, where))

    need(texts.get("background"), "background", TEXT_PARTS["background"].label, Sentence("Skriv bakgrunden.", "Write the background."))
    need(texts.get("content"), "content", TEXT_PARTS["content"].label, Sentence("Skriv innehållet.", "Write the content."))
    need(
        holds.goals or texts.get("goal"), "goal", Sentence("Mål", "Goals"),
        Sentence("Skriv ett övergripande mål, eller ange förväntade resultat.", "Write an overall goal, or state expected results."),
    )  # fmt: skip
    need(
        texts.get("for_whom"), "for_whom", TEXT_PARTS["for_whom"].label, Sentence("Skriv vilka ni vänder er till.", "Write whom it is for.")
    )
    need(texts.get("how"), "how", TEXT_PARTS["how"].label, Sentence("Skriv hur ni arbetar.", "Write how you work."))
    need(
        holds.sessions or texts.get("programme"), "programme", Sentence("Program", "Programme"),
        Sentence("Släpp ett program, eller skriv när och var ni träffas.", "Release a programme, or write when and where you meet."),
    )  # fmt: skip
    need(
        holds.fee_set or texts.get("cost"), "cost", Sentence("Kostnad", "Cost"),
        Sentence("Skriv vad det kostar, eller att det är gratis.", "Write what it costs, or that it is free."),
    )  # fmt: skip
    if holds.registers:
        need(
            holds.last_day_set, "terms", Sentence("Anmälan", "Registration"),
            Sentence("Bestäm sista anmälningsdag.", "Decide the last day to register."), "terms",
        )  # fmt: skip
    else:
        need(
            texts.get("registration"), "registration", Sentence("Anmälan", "Registration"),
            Sentence("Skriv hur man kommer med.", "Write how to join."),
        )  # fmt: skip
    need(
        holds.answers_practical, "practical", Sentence("Kontakt för praktiska frågor", "Contact for practical matters"),
        Sentence("Skriv vem som svarar på praktiska frågor.", "Say who answers practical questions."), "staff",
    )  # fmt: skip
    need(
        holds.answers_content, "contact_content", Sentence("Kontakt för innehållet", "Contact for the content"),
        Sentence("Skriv vem som svarar på frågor om innehållet.", "Say who answers questions about the content."), "staff",
    )  # fmt: skip
    return tuple(found)


class NotWhole(ActivityRefused):
    """The invitation cannot be published: `missing` lists the parts that are not there."""

    def __init__(self, missing: tuple[Lacking, ...]) -> None:
        names = [one.label for one in missing]
        super().__init__(
            Sentence("Det saknas i inbjudan: {parts}.", "The invitation lacks: {parts}.").fill(
                parts=Sentence(", ".join(one.sv.lower() for one in names), ", ".join(one.en.lower() for one in names))
            ),
            source="E1",
            mend=missing[0].mend,
            field=missing[0].part if missing[0].part in TEXT_PARTS else None,
        )
        self.missing = missing


def must_be_whole(missing: tuple[Lacking, ...]) -> None:
    """Raises NotWhole, with the parts by name."""
    if missing:
        raise NotWhole(missing)


def may_be_written(activity: ActivityRow) -> bool:
    """From the planning until the result is reported."""
    return activity.stage_kind in WRITTEN_IN


def must_be_written_now(activity: ActivityRow) -> None:
    """Raises ActivityRefused when it is over."""
    if not may_be_written(activity):
        raise ActivityRefused(
            Sentence("Det är över: inbjudan står kvar som den var.", "It is over: the invitation stays as it was."), source="E1"
        )


def must_be_cleared(activity: ActivityRow) -> None:
    """An invitation is published once the activity runs. Raises ActivityRefused with the step that is missing."""
    must_be_written_now(activity)
    if activity.stage_kind == "running":
        return
    step = _forward(activity.definition, activity.stage)
    raise ActivityRefused(
        Sentence(
            "Inbjudan publiceras när {format} har startat. Nu är skedet: {stage}.",
            "The invitation is published once {format} has started. The stage now is: {stage}.",
        ).fill(format=activity.definition.definite, stage=activity.stage_now.name),
        source="C3",
        mend=Sentence("Steget som saknas: {step}.", "The step that is missing: {step}.").fill(step=step.label) if step else None,
    )


def _forward(definition: Definition, stage: str) -> Step | None:
    """The step from a stage that leads towards the start."""
    kinds = {one.id: one.kind for one in definition.stages}
    return next((step for step in next_steps(definition, stage) if kinds[step.to] in ("review", "running")), None)


def must_be_read_lately(read: int, now: int) -> None:
    """Raises Overtaken when somebody else saved it after it was read."""
    if read != now:
        raise Overtaken(
            Sentence(
                "Någon annan har sparat inbjudan sedan du öppnade sidan. Din text finns kvar här nedanför men är inte sparad.",
                "Somebody else saved the invitation after you opened the page. Your text is still here below but is not saved.",
            ),
            now=now,
        )


# — whom it is for —


@dataclass(frozen=True, slots=True)
class Guest:
    """An organisation that could be invited: today's membership, the word for its kind, and where it stands.

    `state`: empty, invited, or takes part already.
    """

    organisation: int
    name: str
    membership: str
    kind: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class InvitedRow:
    """An organisation that was invited directly."""

    id: int
    organisation: int
    name: str
    invited: datetime
    takes_part: bool


GROUPS = {
    "regions": Sentence("alla regioner", "all regions"),
    "members": Sentence("alla medlemmar", "all members"),
    "partners": Sentence("alla partner", "all partners"),
}


def chosen(guests: Iterable[Guest], organisations: Collection[int], groups: Collection[str]) -> tuple[Guest, ...]:
    """Those that are chosen by name or by group and are not invited already. Raises ActivityRefused when nobody is chosen, or somebody
    who cannot be invited."""
    there = list(guests)
    if not organisations and not groups:
        raise ActivityRefused(Sentence("Välj minst en organisation.", "Choose at least one organisation."), field="organisations")
    if set(organisations) - {one.organisation for one in there} or set(groups) - set(GROUPS):
        raise ActivityRefused(
            Sentence("Någon av dem kan inte bjudas in till det här formatet.", "One of them cannot be invited to this format."),
            field="organisations",
            source="C4",
        )
    return tuple(one for one in there if not one.state and (one.organisation in organisations or any(_in(one, group) for group in groups)))


def _in(guest: Guest, group: str) -> bool:
    if group == "regions":
        return guest.kind == "region" and guest.membership == "member"
    return guest.membership == {"members": "member", "partners": "partner"}[group]
