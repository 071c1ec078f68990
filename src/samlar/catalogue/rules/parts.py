"""The parts of the guided editor: which words of a format each of them holds, and in which lists (C1).

Which words there are, what they mean and which values they take comes from the engine's own declaration; here stands only
how people meet them: in which order, under which heading, and what one item of a list is called.
"""

import re
from dataclasses import dataclass

from samlar.formats import definition as d
from samlar.formats.rule import Rule
from samlar.formats.sentence import Sentence
from samlar.formats.shapes import Shape, Table, Tables, Word, words_of


@dataclass(frozen=True, slots=True)
class Group:
    """Some words of one table, in one form. An `optional` group is folded away, and left out of the text, while it is empty."""

    key: str
    place: str
    words: tuple[str, ...]
    title: Sentence
    help: Sentence | None = None
    optional: bool = False

    @property
    def cls(self) -> type:
        return table_class(self.place)


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list of items of one kind; `one` is an item ("skede"), `named_by` the word that an item is called by."""

    place: str
    title: Sentence
    help: Sentence
    one: Sentence
    add: Sentence
    named_by: str

    @property
    def key(self) -> str:
        return self.place.replace(".", "-")

    @property
    def cls(self) -> type:
        return table_class(self.place)


@dataclass(frozen=True, slots=True)
class Part:
    """A page of the editor."""

    key: str
    title: Sentence
    help: Sentence
    groups: tuple[Group, ...] = ()
    lists: tuple[ItemList, ...] = ()


def shape_of(place: str) -> Shape:
    """The declared shape at a place without numbers, such as `plan.sections` or `plan.sections.label`."""
    cls: type = d.Definition
    shape: Shape = Table(cls)
    for word in filter(None, place.split(".")):
        shape = words_of(cls)[word].shape
        cls = getattr(shape, "cls", cls)
    return shape


def table_class(place: str) -> type:
    """The class of the table, or of each table of the list, at a place."""
    shape = shape_of(place)
    assert isinstance(shape, Table | Tables)
    return shape.cls


PARTS: tuple[Part, ...] = (
    Part(
        "grunder",
        Sentence("Grunder", "Basics"),
        Sentence("Vad formatet heter och vad det är till för.", "What the format is called and what it is for."),
        groups=(
            Group(
                "om", "", ("name", "definite", "plural", "summary", "purpose", "source"),
                Sentence("Namn och syfte", "Name and purpose"),
            ),
            Group(
                "forsok", "trial", ("first_year", "last_year", "then", "source"),
                Sentence("Försöksår", "Trial years"),
                Sentence(
                    "Bara om formatet ska prövas under några år. Lämna annars allt tomt.",
                    "Only if the format is to be tried for some years. Otherwise leave it all empty.",
                ),
                optional=True,
            ),
            Group(
                "overgang", "", ("becomes",), Sentence("Fortsättning", "Continuation"),
                Sentence("Vad en sådan aktivitet kan bli sedan.", "What such an activity can turn into."),
                optional=True,
            ),
        ),
        lists=(
            ItemList(
                "uses", Sentence("Användningar", "Uses"),
                Sentence("Ska den som föreslår säga vad aktiviteten är till för? Lägg då in vad man väljer bland.",
                         "Is the proposer to say what the activity is for? Then add what to choose among."),
                Sentence("användning", "use"), Sentence("Lägg till en användning", "Add a use"), "label",
            ),
        ),
    ),
    Part(
        "skeden",
        Sentence("Skeden och steg", "Stages and steps"),
        Sentence(
            "Vägen från start till slut. Ett skede är där aktiviteten befinner sig. Ett steg är knappen som för den vidare.",
            "The way from start to end. A stage is where the activity is. A step is the button that takes it on.",
        ),
        lists=(
            ItemList(
                "stages", Sentence("Skeden", "Stages"),
                Sentence("I den ordning de kommer. Det första är planering. Något ska vara ett avslut.",
                         "In the order they come. The first is planning. One must be a close."),
                Sentence("skede", "stage"), Sentence("Lägg till ett skede", "Add a stage"), "name",
            ),
            ItemList(
                "steps", Sentence("Steg", "Steps"),
                Sentence("Vem får föra aktiviteten vidare, och vad ska vara klart innan?",
                         "Who may take the activity on, and what must be done before?"),
                Sentence("steg", "step"), Sentence("Lägg till ett steg", "Add a step"), "label",
            ),
            ItemList(
                "sessions", Sentence("Träffar", "Sessions"),
                Sentence("Typiska träffar, som ledaren får som förslag.", "Typical sessions, offered to the leader."),
                Sentence("träff", "session"), Sentence("Lägg till en träff", "Add a session"), "name",
            ),
        ),
    ),
    Part(
        "deltagande",
        Sentence("Roller och deltagande", "Roles and taking part"),
        Sentence("Vem som får föreslå, leda och delta, och vad rollerna gör.",
                 "Who may propose, lead and take part, and what the roles do."),
        groups=(
            Group(
                "vem", "participation",
                ("propose", "lead", "take_part", "show_interest", "register", "persons_min", "persons_max", "note"),
                Sentence("Vem får vad?", "Who may do what?"),
            ),
            Group(
                "medlemslett", "member_led", ("always", "sentence", "source"),
                Sentence("När medlemmarna leder", "When members lead"),
                Sentence("En aktivitet som medlemmarna leder själva kan ha lägre krav än en som kansliet leder.",
                         "An activity that members lead themselves may have lower demands than one led by the secretariat."),
            ),
        ),
        lists=(
            ItemList(
                "roles", Sentence("Roller", "Roles"), Sentence("De som behövs i aktiviteten.", "Those needed in the activity."),
                Sentence("roll", "role"), Sentence("Lägg till en roll", "Add a role"), "label",
            ),
            ItemList(
                "member_led.lower", Sentence("Lägre krav när medlemmarna leder", "Lower demands when members lead"),
                Sentence("Vilka regler eller plikter sänks?", "Which rules or duties are lowered?"),
                Sentence("sänkt krav", "lowered demand"), Sentence("Sänk ett krav", "Lower a demand"), "sentence",
            ),
        ),
    ),
    Part(
        "regler",
        Sentence("Regler", "Rules"),
        Sentence(
            "Det som Samlär prövar åt er. Ett krav hindrar start. En rekommendation (bör) varnar och kan frångås med ett skäl.",
            "What Samlär checks for you. A requirement prevents the start. A recommendation warns and may be set aside with a reason.",
        ),
        groups=(
            Group(
                "rakning", "settings", ("count_lead", "year_counted_by"), Sentence("Hur det räknas", "How it is counted"),
            ),
        ),
        lists=(
            ItemList(
                "rules", Sentence("Regler", "Rules"), Sentence("I den ordning de visas.", "In the order they are shown."),
                Sentence("regel", "rule"), Sentence("Lägg till en regel", "Add a rule"), "sentence",
            ),
            ItemList(
                "advice", Sentence("Råd", "Advice"),
                Sentence("Goda råd som visas men inte prövas.", "Good advice that is shown but not checked."),
                Sentence("råd", "advice"), Sentence("Lägg till ett råd", "Add advice"), "text",
            ),
        ),
    ),
    Part(
        "planmall",
        Sentence("Planmall", "Plan template"),
        Sentence("Vad ledaren fyller i innan aktiviteten startar.", "What the leader fills in before the activity starts."),
        groups=(
            Group("om", "plan", ("help", "budget"), Sentence("Om planen", "About the plan")),
            Group(
                "pengar", "plan.funding", ("help", "sources", "source"), Sentence("Gemensamma pengar", "Joint money"),
                Sentence("Bara om man kan söka basfinansiering. Lämna annars allt tomt.",
                         "Only if basic funding can be applied for. Otherwise leave it all empty."),
                optional=True,
            ),
        ),
        lists=(
            ItemList(
                "plan.sections", Sentence("Avsnitt", "Sections"),
                Sentence("Frågorna i planen, i ordning.", "The plan's questions, in order."),
                Sentence("avsnitt", "section"), Sentence("Lägg till ett avsnitt", "Add a section"), "label",
            ),
            ItemList(
                "expected_results", Sentence("Förväntade resultat", "Expected results"),
                Sentence("Det deltagarna ska ha med sig. Ledaren får dem som utgångspunkt.",
                         "What participants are to take with them. The leader starts from these."),
                Sentence("resultat", "result"), Sentence("Lägg till ett resultat", "Add a result"), "text",
            ),
        ),
    ),
    Part(
        "spridning",
        Sentence("Spridning", "Dissemination"),
        Sentence("Vad som ska göras när resultatet är klart, så att alla får del av det.",
                 "What is to be done when the result is ready, so that everyone can share it."),
        groups=(
            Group(
                "uppfoljning", "", ("follow_up",), Sentence("Uppföljning", "Follow-up"),
                Sentence("Den som äger en hemtagen lärdom får frågan vad det blev av den. Chefen får frågan om deltagarens uppdrag.",
                         "Whoever owns a lesson taken home is asked what became of it. The manager is asked about the assignment."),
            ),
        ),
        lists=(
            ItemList(
                "report", Sentence("Rapportens rubriker", "The report's headings"),
                Sentence("Vad ledaren berättar när det är klart. Utan egna rubriker gäller de vanliga.",
                         "What the leader tells when it is done. Without headings of its own the usual ones hold."),
                Sentence("rubrik", "heading"), Sentence("Lägg till en rubrik", "Add a heading"), "label",
            ),
            ItemList(
                "duties", Sentence("Plikter", "Duties"), Sentence("Var, senast när och av vem.", "Where, by when and by whom."),
                Sentence("plikt", "duty"), Sentence("Lägg till en plikt", "Add a duty"), "label",
            ),
        ),
    ),
    Part(
        "stod",
        Sentence("Stöd och utvärdering", "Support and evaluation"),
        Sentence("Hjälp till den som leder, och frågor till dem som har varit med.",
                 "Help for whoever leads, and questions for those who took part."),
        groups=(
            Group("framgang", "", ("success_factors",), Sentence("Framgångsfaktorer", "Success factors")),
        ),
        lists=(
            ItemList(
                "guide", Sentence("Guide för ledare", "Guide for leaders"),
                Sentence("Steg för steg, i varje skede.", "Step by step, in each stage."),
                Sentence("råd i guiden", "guide step"), Sentence("Lägg till i guiden", "Add to the guide"), "title",
            ),
            ItemList(
                "evaluation", Sentence("Utvärderingens frågor", "The evaluation's questions"),
                Sentence("Varje deltagande organisation svarar när aktiviteten är slut.",
                         "Each participating organisation answers when the activity is over."),
                Sentence("fråga", "question"), Sentence("Lägg till en fråga", "Add a question"), "text",
            ),
        ),
    ),
)  # fmt: skip

# Words that hold the id of something else: of an item in the text itself, or of a published format.
POINTS_AT: dict[tuple[type, str], tuple[str, ...]] = {
    (d.Step, "from"): ("stages",),
    (d.Step, "to"): ("stages",),
    (d.GuideStep, "stage"): ("stages",),
    (d.Lowered, "what"): ("rules", "duties"),
}
NAMES_FORMATS = {(d.Definition, "becomes"), (d.Use, "becomes"), (d.SessionTemplate, "reserved_for")}

# Where the declaration's help is not what a form's question should be.
QUESTIONS: dict[tuple[type, str], Sentence] = {
    (d.Definition, "name"): Sentence("Namn, till exempel Provrum", "Name, such as Test room"),
    (d.Definition, "definite"): Sentence(
        "Bestämd form i löpande text, till exempel provrummet", "Definite form in running text, such as the test room"
    ),
    (d.Definition, "plural"): Sentence("Flertal i löpande text, till exempel provrum", "Plural in running text, such as test rooms"),
    (d.Definition, "summary"): Sentence("Formatet i en eller två meningar", "The format in a sentence or two"),
    (d.Definition, "source"): Sentence(
        "Vad formatet bygger på, till exempel ett beslut eller en utvärdering",
        "What the format builds on, such as a decision or an evaluation",
    ),
    (d.Participation, "register"): Sentence(
        "Vilkas personer får anmäla sig? Lämna tomt om ingen anmäler sig personligen",
        "Whose people may register? Leave empty if nobody registers in person",
    ),
    (d.Definition, "follow_up"): Sentence(
        "Efter hur många månader frågar vi? Skriv talen med komma emellan, till exempel 3, 6, 12",
        "After how many months do we ask? Write the numbers with commas between, such as 3, 6, 12",
    ),
    (d.MemberLed, "always"): Sentence("Leds formatet alltid av medlemmar?", "Is the format always led by members?"),
    (d.Lowered, "what"): Sentence("Vilken regel eller plikt?", "Which rule or duty?"),
    (d.Step, "from"): Sentence("Från vilka skeden går steget?", "Which stages does the step leave?"),
    (d.Step, "to"): Sentence("Till vilket skede?", "To which stage?"),
}

PLACE = re.compile(r"[^.\[\]]+|\[\d+\]")


@dataclass(frozen=True, slots=True)
class Where:
    """Where in the editor a problem is mended: a part, a list and an item's number in it, a word; none: in the whole text."""

    part: Part | None
    items: ItemList | None = None
    number: int | None = None
    group: Group | None = None
    word: str = ""


def where(place: str) -> Where:
    """Where in the editor the place of a problem is. What no form can mend, such as an unknown word, is for the whole text."""
    words = PLACE.findall(place)
    plain = ".".join(word for word in words if not word.startswith("["))
    for part in PARTS:
        for items in part.lists:
            depth = items.place.count(".") + 1
            if ".".join(words[:depth]) == items.place:
                number = int(words[depth][1:-1]) if len(words) > depth else None
                word = words[depth + 1] if len(words) > depth + 1 else ""
                known = not word or (word in words_of(items.cls) and word != "id")
                return Where(part, items, number, word=word) if known else Where(None)
    for part in PARTS:
        for group in part.groups:
            for word in group.words:
                full = f"{group.place}.{word}" if group.place else word
                if plain == full or plain.startswith(f"{full}."):
                    return Where(part, group=group, word=word)
            if group.place and plain == group.place:
                return Where(part, group=group)
    return Where(None)


def part_of(key: str) -> Part | None:
    """The part with a key."""
    return next((part for part in PARTS if part.key == key), None)


def question(cls: type, word: str, declared: Word) -> Sentence:
    """What a form asks for a word."""
    own = QUESTIONS.get((cls, word))
    return own or Sentence(declared.help.sv.rstrip("."), declared.help.en.rstrip("."))


def is_rule(items: ItemList) -> bool:
    """Rules have a form of their own: the fact decides which words there are."""
    return items.cls is Rule
