"""A format's definition: the words a format may use."""

# ruff: noqa: RUF009 (the default of a declared word is its declaration, and never changes)

from __future__ import annotations

from dataclasses import dataclass

from samlar.formats import words as w
from samlar.formats.format_checks import check_participation, check_question, check_rule, check_trial
from samlar.formats.rule import Rule, Settings
from samlar.formats.sentence import Sentence
from samlar.formats.shapes import Flag, Id, OneOf, Several, Table, Tables, Text, Whole, Words, word


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """Who may do what, by membership (B1, C3, C4)."""

    propose: tuple[str, ...] = word(Several(OneOf(w.MEMBERSHIPS)), "Vilka som får lägga förslag.", "Who may propose.")
    lead: tuple[str, ...] = word(Several(OneOf(w.MEMBERSHIPS)), "Vilka som får leda.", "Who may lead.")
    take_part: tuple[str, ...] = word(
        Several(OneOf(w.MEMBERSHIPS)), "Vilka som får delta som organisation.", "Who may take part as an organisation."
    )
    show_interest: tuple[str, ...] = word(Several(OneOf(w.MEMBERSHIPS)), "Vilka som får anmäla intresse.", "Who may show interest.")
    register: tuple[str, ...] | None = word(
        Several(OneOf(w.MEMBERSHIPS)),
        "Vilka vars personer får anmäla sig. Utan ordet har formatet ingen anmälan av personer.",
        "Whose people may register. Without the word the format has no registration of people.",
        default=None,
    )
    persons_min: int | None = word(
        Whole(1, 1000), "Minst så många personer per organisation.", "At least so many people per organisation.", default=None
    )
    persons_max: int | None = word(
        Whole(1, 1000), "Högst så många personer per organisation.", "At most so many people per organisation.", default=None
    )
    note: Sentence | None = word(
        Words(400), "Något mer att veta om deltagandet.", "Something more to know about taking part.", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A kind of use that a proposal states."""

    id: str = word(Id(), "Användningens id.", "The use's id.")
    label: Sentence = word(Words(80), "Vad användningen kallas.", "What the use is called.")
    help: Sentence = word(Words(300), "När man väljer den.", "When to choose it.")
    becomes: str | None = word(Id(), "Formatet som aktiviteten kan leda till.", "The format that the activity may lead to.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A part that somebody plays in the activity."""

    id: str = word(Id(), "Rollens id.", "The role's id.")
    label: Sentence = word(Words(80), "Vad rollen kallas.", "What the role is called.")
    held_by: str = word(OneOf(w.HOLDERS), "Vem som har rollen.", "Who holds the role.")
    tasks: Sentence = word(Words(400), "Vad rollen gör.", "What the role does.")
    needed: bool = word(Flag(), "Måste rollen vara besatt?", "Must the role be held?", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage that the activity is in. The first stage is where it begins."""

    id: str = word(Id(), "Skedets id.", "The stage's id.")
    kind: str = word(OneOf(w.STAGE_KINDS), "Skedets slag.", "The kind of stage.")
    name: Sentence = word(Words(60), "Vad skedet kallas.", "What the stage is called.")
    hint: Sentence = word(Words(300), "Vad som händer i skedet.", "What happens in the stage.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step from one stage to another: who may take it and what must be done before."""

    id: str = word(Id(), "Stegets id.", "The step's id.")
    from_: tuple[str, ...] = word(Several(Id()), "Skeden som steget går från.", "Stages that the step leaves.")
    to: str = word(Id(), "Skedet som steget går till.", "The stage that the step goes to.")
    by: tuple[str, ...] = word(Several(OneOf(w.DOERS)), "Vem som får ta steget.", "Who may take the step.")
    needs: tuple[str, ...] = word(
        Several(OneOf(w.NEEDS), least=0), "Vad som måste vara gjort först.", "What must be done first.", default=()
    )
    label: Sentence = word(Words(60), "Orden på knappen.", "The words on the button.")
    hint: Sentence = word(Words(300), "Vad som händer när man trycker.", "What happens when it is pressed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A recommendation that is not judged: shown beside the plan."""

    id: str = word(Id(), "Rådets id.", "The advice's id.")
    text: Sentence = word(Words(400), "Rådet.", "The advice.")
    source: str = word(Text(120), "Varifrån rådet kommer.", "Where the advice comes from.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSection:
    """A section of the plan's template."""

    id: str = word(Id(), "Avsnittets id.", "The section's id.")
    kind: str = word(OneOf(w.SECTION_KINDS), "Text eller lista.", "Text or list.", default="text")
    label: Sentence = word(Words(100), "Avsnittets rubrik.", "The section's heading.")
    help: Sentence = word(Words(400), "Vad man skriver här.", "What to write here.")
    most: int = word(
        Whole(50, 20_000), "Högst så många tecken (per rad i en lista).", "At most so many characters (per line in a list).", default=4000
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """The joint money (D2). Its ceilings are rules; here is what people read and choose."""

    help: Sentence = word(Words(500), "Vad de gemensamma pengarna är till för.", "What the joint money is for.")
    sources: tuple[str, ...] = word(
        Several(OneOf(w.MONEY_SOURCES)), "Varifrån årets pengar kan komma.", "Where the year's money may come from."
    )
    source: str = word(Text(120), "Varifrån reglerna kommer.", "Where the rules come from.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTemplate:
    """The template that the plan is written in."""

    help: Sentence = word(Words(400), "Kort om planen.", "The plan in short.")
    sections: tuple[PlanSection, ...] = word(
        Tables(PlanSection, least=1, most=40), "Planens avsnitt i ordning.", "The plan's sections in order."
    )
    budget: bool = word(Flag(), "Har planen en budget?", "Has the plan a budget?", default=False)
    funding: Funding | None = word(
        Table(Funding), "Gemensamma pengar, om formatet har det.", "Joint money, if the format has it.", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSection:
    """A section of the result as it is told to all members and partners (C3)."""

    id: str = word(Id(), "Avsnittets id.", "The section's id.")
    label: Sentence = word(Words(100), "Avsnittets rubrik.", "The section's heading.")
    help: Sentence = word(Words(400), "Vad man skriver här.", "What to write here.")
    most: int = word(Whole(50, 20_000), "Högst så många tecken.", "At most so many characters.", default=6000)


# What a result is told under where the format says nothing else.
USUAL_REPORT = (
    ReportSection(
        id="done",
        label=Sentence("Det här gjorde vi", "What we did"),
        help=Sentence(
            "Hur gick ni till väga? Vilka var med, och vad prövade ni?",
            "How did you go about it? Who were there, and what did you try?",
        ),
    ),
    ReportSection(
        id="result",
        label=Sentence("Det här kom vi fram till", "What we found"),
        help=Sentence("Svara på huvudfrågan. Börja med det viktigaste.", "Answer the main question. Begin with what matters most."),
    ),
    ReportSection(
        id="not_working",
        label=Sentence("Det här fungerade inte", "What did not work"),
        help=Sentence(
            "Skriv så att andra slipper göra om det. Ett försök som inte lyckades är också ett resultat.",
            "Write so that others need not repeat it. A trial that did not succeed is a result, too.",
        ),
    ),
    ReportSection(
        id="usable",
        label=Sentence("Det här kan andra använda", "What others can use"),
        help=Sentence(
            "Arbetssätt, mallar, underlag, erfarenheter: vad kan de som inte var med ta hem?",
            "Ways of working, templates, material, experience: what can those who were not there take home?",
        ),
    ),
    ReportSection(
        id="next",
        label=Sentence("Så går det vidare", "What happens next"),
        help=Sentence(
            "Vad gör ni med resultatet hemma, och vilka frågor är kvar?",
            "What will you do with the result at home, and which questions remain?",
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something owed when the result is reported: where it is spread, by whom and when (J1)."""

    id: str = word(Id(), "Pliktens id.", "The duty's id.")
    channel: str = word(OneOf(w.CHANNELS), "Kanalen.", "The channel.")
    label: Sentence = word(Words(120), "Vad som ska göras.", "What is to be done.")
    due_days: int = word(Whole(1, 1000), "Dagar från rapporten till sista dag.", "Days from the report to the last day.")
    by: str = word(OneOf(w.DOERS), "Vem som är skyldig det.", "Who owes it.")
    source: str = word(Text(120), "Varifrån plikten kommer.", "Where the duty comes from.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionTemplate:
    """A typical session, offered when the activity is planned."""

    id: str = word(Id(), "Träffens id.", "The session's id.")
    name: Sentence = word(Words(120), "Träffens namn.", "The session's name.")
    kind: str = word(OneOf(w.SESSION_KINDS), "Slag av träff.", "The kind of session.")
    mode: str = word(OneOf(w.SESSION_MODES), "Hur man träffas.", "How people meet.")
    count: int = word(Whole(1, 200), "Hur många sådana.", "How many of them.", default=1)
    lunch_to_lunch: bool = word(Flag(), "Lunch till lunch?", "Lunch to lunch?", default=False)
    homework: bool = word(Flag(), "Följs träffen av en hemuppgift?", "Is it followed by homework?", default=False)
    minutes: int | None = word(Whole(5, 10_000), "Längd i minuter.", "Length in minutes.", default=None)
    reserved_for: tuple[str, ...] | None = word(
        Several(Id()),
        "Format vars resultat har en plats reserverad här.",
        "Formats whose results have a place reserved here.",
        default=None,
    )
    hint: Sentence = word(Words(400), "Vad som händer på träffen.", "What happens at the session.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultTemplate:
    """An expected result, stated up front and followed up (C4, C5)."""

    id: str = word(Id(), "Resultatets id.", "The result's id.")
    text: Sentence = word(Words(300), "Vad deltagarna ska ha efteråt.", "What the participants shall have afterwards.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lowered:
    """A demand that is lower when the activity is led by members (C2)."""

    what: str = word(Id(), "Id på regeln eller plikten.", "The id of the rule or duty.")
    to: str = word(OneOf(w.LOWERINGS), "Hur kravet sänks.", "How the demand is lowered.")
    sentence: Sentence = word(Words(300), "Vad som gäller i stället.", "What holds instead.")
    source: str = word(Text(120), "Varifrån det kommer.", "Where it comes from.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLed:
    """What member-led means in this format (C2)."""

    always: bool = word(Flag(), "true: formatet leds alltid av medlemmar.", "true: the format is always led by members.", default=False)
    sentence: Sentence = word(Words(500), "Vad skillnaden är.", "What the difference is.")
    source: str = word(Text(120), "Varifrån det kommer.", "Where it comes from.")
    lower: tuple[Lowered, ...] = word(Tables(Lowered), "Vad som är lägre ställt.", "What is lower.", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideStep:
    """A step of the leaders' guide, shown in a stage (C2)."""

    stage: str = word(Id(), "Skedet som rådet visas i.", "The stage that it is shown in.")
    title: Sentence = word(Words(100), "Vad ledaren gör.", "What the leader does.")
    text: Sentence = word(Words(600), "Hur ledaren gör.", "How the leader does it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that each participating organisation answers about the format when it is over (C3)."""

    id: str = word(Id(), "Frågans id.", "The question's id.")
    kind: str = word(OneOf(w.QUESTION_KINDS), "Slag av fråga.", "The kind of question.")
    text: Sentence = word(Words(300), "Frågan.", "The question.")
    low: Sentence | None = word(Words(60), "Vad 1 betyder.", "What 1 means.", default=None)
    high: Sentence | None = word(Words(60), "Vad 5 betyder.", "What 5 means.", default=None)
    benefit: bool = word(Flag(), "Mäter frågan nyttan?", "Does it measure the benefit?", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The years in which the format is tried, and what happens then (C3)."""

    first_year: int = word(Whole(1990, 2200), "Första försöksåret.", "First trial year.")
    last_year: int = word(Whole(1990, 2200), "Sista försöksåret.", "Last trial year.")
    then: Sentence = word(Words(300), "Vad som händer sedan.", "What happens then.")
    source: str = word(Text(120), "Varifrån det kommer.", "Where it comes from.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A format: a learning form with skeleton, roles, rules and stages (C1)."""

    id: str = word(Id(), "Formatets id, detsamma i alla versioner.", "The format's id, the same in all versions.")
    version: int = word(Whole(1, 100_000), "Versionens nummer.", "The version's number.")
    name: Sentence = word(Words(60), "Formatets namn, till exempel Provrum.", "The format's name, such as Test room.")
    definite: Sentence = word(Words(60), "Bestämd form i löpande text: provrummet.", "Definite form in running text: the test room.")
    plural: Sentence = word(Words(60), "Flertal i löpande text: provrum.", "Plural in running text: test rooms.")
    summary: Sentence = word(Words(300), "Formatet i en eller två meningar.", "The format in a sentence or two.")
    purpose: Sentence = word(Words(800), "Vad formatet är till för.", "What the format is for.")
    source: str = word(Text(120), "Källor som formatet bygger på.", "Sources that the format builds on.")
    settings: Settings = word(Table(Settings), "Det som källorna lämnar öppet.", "What the sources leave open.", default=Settings())
    participation: Participation = word(Table(Participation, check_participation), "Vem som får göra vad.", "Who may do what.")
    trial: Trial | None = word(Table(Trial, check_trial), "Försöksår.", "Trial years.", default=None)
    member_led: MemberLed = word(Table(MemberLed), "Medlemslett eller inte.", "Member-led or not.")
    becomes: tuple[str, ...] | None = word(
        Several(Id()), "Format som en sådan aktivitet kan övergå i.", "Formats that such an activity may turn into.", default=None
    )
    success_factors: tuple[str, ...] = word(
        Several(OneOf(w.SUCCESS_FACTORS)),
        "De framgångsfaktorer som aktiviteten visar om den har.",
        "The success factors that the activity shows whether it has.",
    )
    plan: PlanTemplate = word(Table(PlanTemplate), "Planens mall.", "The plan's template.")
    stages: tuple[Stage, ...] = word(Tables(Stage, least=2, most=20), "Skedena i ordning.", "The stages in order.")
    steps: tuple[Step, ...] = word(Tables(Step, least=1, most=60), "Stegen mellan skeden.", "The steps between stages.")
    rules: tuple[Rule, ...] = word(Tables(Rule, most=60, check=check_rule), "Reglerna i ordning.", "The rules in order.", default=())
    advice: tuple[Advice, ...] = word(Tables(Advice), "Råd som inte prövas.", "Advice that is not judged.", default=())
    uses: tuple[Use, ...] = word(Tables(Use), "Användningar att välja bland.", "Uses to choose among.", default=())
    roles: tuple[Role, ...] = word(Tables(Role), "Rollerna.", "The roles.", default=())
    sessions: tuple[SessionTemplate, ...] = word(Tables(SessionTemplate), "Typiska träffar.", "Typical sessions.", default=())
    expected_results: tuple[ResultTemplate, ...] = word(
        Tables(ResultTemplate), "Förväntade resultat att utgå från.", "Expected results to start from.", default=()
    )
    report: tuple[ReportSection, ...] = word(
        Tables(ReportSection, least=1, most=20),
        "Rubrikerna som resultatet rapporteras under. Utan ordet gäller de vanliga.",
        "The headings that the result is reported under. Without the word the usual ones hold.",
        default=USUAL_REPORT,
    )
    duties: tuple[Duty, ...] = word(Tables(Duty), "Vad som ska spridas.", "What is to be spread.", default=())
    follow_up: tuple[int, ...] = word(
        Several(Whole(1, 36), most=6),
        "Efter hur många månader det frågas vad det blev av det som togs hem. Utan ordet: 3, 6 och 12.",
        "After how many months it is asked what became of what was taken home. Without the word: 3, 6 and 12.",
        default=(3, 6, 12),
    )
    guide: tuple[GuideStep, ...] = word(Tables(GuideStep), "Guide för ledare.", "Guide for leaders.", default=())
    evaluation: tuple[Question, ...] = word(
        Tables(Question, check=check_question), "Utvärderingens frågor.", "The evaluation's questions.", default=()
    )
