"""The closed vocabularies: every word that stands for one thing among few, in both languages.

A format and a case may use these words and no others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from samlar.formats.sentence import Sentence


@dataclass(frozen=True)
class Vocabulary(Mapping[str, Sentence]):
    """A closed list of words: id -> what people read."""

    id: str
    label: Sentence
    words: Mapping[str, Sentence]

    def __getitem__(self, word: str) -> Sentence:
        return self.words[word]

    def __iter__(self) -> Iterator[str]:
        return iter(self.words)

    def __len__(self) -> int:
        return len(self.words)

    def labels(self, words: object) -> tuple[Sentence, ...]:
        """The labels of some of the words, in the order given."""
        return tuple(self.words[word] for word in words)  # type: ignore[attr-defined]


def _vocabulary(id: str, sv: str, en: str, **words: tuple[str, str]) -> Vocabulary:
    return Vocabulary(id, Sentence(sv, en), {word.replace("__", "."): Sentence(*label) for word, label in words.items()})


KINDS = _vocabulary(
    "kinds", "Slag av organisation", "Kinds of organisation",
    region=("region", "region"),
    municipal_association=("kommunförbund", "municipal association"),
    municipality=("kommun", "municipality"),
    county_board=("länsstyrelse", "county board"),
    agency=("nationell myndighet", "national agency"),
    university=("lärosäte", "university"),
    skr=("SKR", "SKR"),
    other=("annan organisation", "other organisation"),
)  # fmt: skip

LEVELS = _vocabulary(
    "levels", "Nivåer", "Levels",
    local=("lokal nivå", "local level"),
    regional=("regional nivå", "regional level"),
    national=("nationell nivå", "national level"),
)  # fmt: skip

LEVEL_OF_KIND = {
    "municipality": "local",
    "municipal_association": "local",
    "region": "regional",
    "county_board": "regional",
    "agency": "national",
    "skr": "national",
}

MEMBERSHIPS = _vocabulary(
    "memberships", "Medlemskap", "Memberships",
    member=("medlem", "member"),
    partner=("partner", "partner"),
    guest=("gäst", "guest"),
)  # fmt: skip

COSTS = _vocabulary(
    "costs", "Kostnadsslag", "Kinds of cost",
    expert=("expertkunskap", "expert knowledge"),
    content=("utveckling av innehåll", "development of content"),
    communication=("kommunikation och spridning", "communication and dissemination"),
    travel=("resor", "travel"),
    working_time=("arbetstid", "working time"),
    premises=("lokaler", "premises"),
    other=("övrigt", "other"),
)  # fmt: skip

PAYERS = _vocabulary(
    "payers", "Vem som betalar", "Who pays",
    joint=("gemensamma pengar (basfinansieringen)", "joint money (the basic funding)"),
    participants=("deltagarna", "the participants"),
    other=("någon annan", "somebody else"),
)  # fmt: skip

FUNCTIONS = _vocabulary(
    "functions", "Funktioner", "Functions",
    strategic=("strategisk funktion", "strategic function"),
    operative=("operativ funktion", "operative function"),
)  # fmt: skip

SEVERITIES = _vocabulary(
    "severities", "Hur hårt en regel binder", "How hard a rule binds",
    must=("krav: hindrar start", "requirement: prevents the start"),
    should=("bör: varnar, kan frångås med ett skrivet skäl", "recommendation: warns, may be overridden with a written reason"),
)  # fmt: skip

STAGE_KINDS = _vocabulary(
    "stage_kinds", "Slag av skeden", "Kinds of stage",
    planning=("planering", "planning"),
    review=("granskning", "review"),
    running=("pågår", "running"),
    reported=("resultatet rapporterat", "result reported"),
    closed=("avslutad", "closed"),
    cancelled=("inställd", "cancelled"),
)  # fmt: skip

ENDS = ("closed", "cancelled")

MANDATES = _vocabulary(
    "mandates", "Kansliets mandat", "Mandates of the secretariat",
    clearance=("klartecken för start", "clearance to start"),
    quality=("kvalitetssäkring", "quality assurance"),
    publishing=("publicering av format", "publishing of formats"),
    dissemination=("spridning", "dissemination"),
)  # fmt: skip

DOERS = _vocabulary(
    "doers", "Vem som gör", "Who does it",
    lead=("den ledande organisationen", "the leading organisation"),
    owner=("den som äger aktiviteten", "the owner of the activity"),
    participant=("en deltagande organisation", "a participating organisation"),
    proposer=("den som lade förslaget", "the one who proposed"),
    mandate__clearance=("den som har mandatet för klartecken", "the holder of the mandate for clearance"),
    mandate__quality=("den som har mandatet för kvalitetssäkring", "the holder of the mandate for quality assurance"),
    mandate__publishing=("den som har mandatet för publicering av format", "the holder of the mandate for publishing formats"),
    mandate__dissemination=("den som har mandatet för spridning", "the holder of the mandate for dissemination"),
)  # fmt: skip

# A need says what must be done before a step can be taken; the label is the sentence shown while it is missing.
NEEDS = _vocabulary(
    "needs", "Vad som måste vara gjort", "What must be done",
    musts=("Alla krav ska vara uppfyllda.", "All requirements must be met."),
    shoulds=(
        "Varje rekommendation ska vara uppfylld eller ha ett skrivet skäl.",
        "Each recommendation must be met or have a written reason.",
    ),
    quality_check=("Planen ska vara kvalitetssäkrad.", "The plan must be quality assured."),
    reason=("Skriv varför.", "Write why."),
    result_report=("Resultatet ska vara rapporterat.", "The result must be reported."),
    criteria_answered=(
        "Varje kriterium och tecken i planen ska ha ett svar.",
        "Each criterion and indicator in the plan must have an answer.",
    ),
    result_check=("Resultatet ska vara kvalitetssäkrat.", "The result must be quality assured."),
    duties_done=("Allt som ska spridas ska vara spritt.", "All that must be spread must have been spread."),
    evaluation=(
        "Minst en deltagande organisation ska ha utvärderat formatet.",
        "At least one participating organisation must have evaluated the format.",
    ),
)  # fmt: skip

CHANNELS = _vocabulary(
    "channels", "Kanaler", "Channels",
    web=("webben", "the web"),
    newsletter=("nyhetsbrevet", "the newsletter"),
    network_meeting=("ett nätverksmöte", "a network meeting"),
    annual_conference=("årskonferensen", "the annual conference"),
)  # fmt: skip

SESSION_KINDS = _vocabulary(
    "session_kinds", "Slag av träffar", "Kinds of session",
    workshop=("workshop", "workshop"),
    study_visit=("studiebesök", "study visit"),
    seminar=("seminarium", "seminar"),
    meeting=("möte", "meeting"),
    learning_session=("lärpass", "learning session"),
)  # fmt: skip

SESSION_MODES = _vocabulary(
    "session_modes", "Hur man träffas", "How people meet",
    physical=("på plats", "on site"),
    digital=("digitalt", "digitally"),
    both=("på plats och digitalt", "on site and digitally"),
)  # fmt: skip

HOLDERS = _vocabulary(
    "holders", "Vem som har en roll", "Who holds a role",
    organisation=("en organisation", "an organisation"),
    person=("en person", "a person"),
)  # fmt: skip

SECTION_KINDS = _vocabulary(
    "section_kinds", "Slag av avsnitt i planen", "Kinds of section in the plan",
    text=("löpande text", "running text"),
    list=("lista, en sak per rad", "list, one thing per line"),
)  # fmt: skip

QUESTION_KINDS = _vocabulary(
    "question_kinds", "Slag av frågor", "Kinds of question",
    scale=("skala från 1 till 5", "scale from 1 to 5"),
    yes_no=("ja eller nej", "yes or no"),
    text=("fritext", "free text"),
)  # fmt: skip

YEAR_COUNTS = _vocabulary(
    "year_counts", "Hur ett år räknas", "How a year is counted",
    started=("de som har startat under kalenderåret", "those started in the calendar year"),
    running=("de som har pågått under någon del av kalenderåret", "those running during any part of the calendar year"),
)  # fmt: skip

MONEY_SOURCES = _vocabulary(
    "money_sources", "Varifrån gemensamma pengar kommer", "Where joint money comes from",
    surplus=("överskott från lärprojekt", "surplus from learning projects"),
    fee=("medlemsavgiften", "the membership fee"),
    joint_project=("ett gemensamt projekt", "a joint project"),
)  # fmt: skip

LOWERINGS = _vocabulary(
    "lowerings", "Hur ett krav sänks", "How a demand is lowered",
    should=("blir en rekommendation", "becomes a recommendation"),
    dropped=("gäller inte", "does not apply"),
)  # fmt: skip

# The ten success factors of an evaluated learning project (K, C7). Every activity shows which of them it has.
SUCCESS_FACTORS = _vocabulary(
    "success_factors", "Framgångsfaktorer", "Success factors",
    manager_assignment=(
        "Deltagaren formulerar ett uppdrag tillsammans med sin operativa chef.",
        "The participant writes an assignment together with the operative manager.",
    ),
    national_agencies=("Nationella myndigheter medverkar.", "National agencies take part."),
    regional_examples=(
        "Lyckade regionala exempel görs så konkreta att andra kan ”stjäla” dem.",
        "Successful regional examples are made so concrete that others can “steal” them.",
    ),
    researchers=(
        "Deltagarna möter forskare som har arbetat med utmaningen.",
        "The participants meet researchers who have worked on the challenge.",
    ),
    level_network=(
        "Ett nätverk byggs mellan medarbetare på regional och nationell nivå.",
        "A network is built between staff at regional and national level.",
    ),
    new_technology=("Ny teknik används modigt.", "New technology is used bravely."),
    daily_work=(
        "Arbetsuppgifterna ligger direkt i den dagliga verksamheten.",
        "The tasks lie directly in the daily operation.",
    ),
    top_management=(
        "Den högsta ledningen preciserar målen och hur de ska nås.",
        "The top management specifies the goals and how to reach them.",
    ),
    other_agencies=(
        "Andra myndigheter i regionen bjuds in.",
        "Other agencies in the region are invited.",
    ),
    open_publishing=(
        "Material och inspelningar publiceras öppet på webben.",
        "Material and recordings are published openly on the web.",
    ),
)  # fmt: skip

# The plan sections that a case file may hold and that rules may speak of, in the template's usual order.
PLAN_SECTIONS = _vocabulary(
    "plan_sections", "Avsnitt i planen", "Sections of the plan",
    purpose=("syfte", "purpose"),
    expected_result=("förväntat resultat", "expected result"),
    main_question=("huvudfråga", "main question"),
    delimitations=("avgränsningar", "delimitations"),
    time_plan=("tidplan", "time plan"),
    resources=("resurser", "resources"),
    success_criteria=("kriterier för ett lyckat resultat", "criteria of success"),
    indicators=("tecken och indikatorer", "indicators"),
)  # fmt: skip

LIST_SECTIONS = ("success_criteria", "indicators")

VOCABULARIES: tuple[Vocabulary, ...] = (
    KINDS, LEVELS, MEMBERSHIPS, COSTS, PAYERS, FUNCTIONS, SEVERITIES, STAGE_KINDS, MANDATES, DOERS, NEEDS, CHANNELS,
    SESSION_KINDS, SESSION_MODES, HOLDERS, SECTION_KINDS, QUESTION_KINDS, YEAR_COUNTS, MONEY_SOURCES, LOWERINGS,
    SUCCESS_FACTORS, PLAN_SECTIONS,
)  # fmt: skip
