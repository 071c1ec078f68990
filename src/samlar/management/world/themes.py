"""The members' own topics in the sample world: what lessons and examples are sorted by."""

from samlar.library.actions import themes as actions
from samlar.management.world.days import FORMATS_CAME
from samlar.management.world.stage import Stage
from samlar.people.rules import MandateKind

THEMES = {
    # key: (Swedish, English, what it holds)
    "learning": ("Lärande i organisationen", "Organisational learning", "Hur det en person har lärt sig blir något som organisationen kan."),
    "climate": ("Klimat och omställning", "Climate and transition", "Grön omställning, energi och cirkulär ekonomi."),
    "skills": ("Kompetensförsörjning", "Skills supply", "Utbildning, matchning och arbetskraft i länen."),
    "rural": ("Landsbygd och service", "Rural areas and services", "Service, avstånd och kommuner som blir färre."),
    "digital": ("Digitalisering och data", "Digitalisation and data", "Öppna data, AI, bilder och kartor i regional utveckling."),
    "business": ("Innovation och näringsliv", "Innovation and business", "Smart specialisering, företagsstöd och kluster."),
    "evaluation": ("Uppföljning och utvärdering", "Monitoring and evaluation", "Att följa upp så att någon ändrar sig."),
    "planning": ("Samhällsplanering och transporter", "Planning and transport", "Regional fysisk planering, länsplaner och kollektivtrafik."),
    "life": ("Livskvalitet och folkhälsa", "Quality of life and public health", "Hur människor har det, och hur det mäts."),
    "future": ("Framtidsbilder och demografi", "Foresight and demography", "Scenarier, prognoser och åldrande befolkning."),
    "crises": ("Krisberedskap", "Crisis preparedness", "Det regionala utvecklingsansvarets del i en kris."),
    "together": ("Samverkan och styrning", "Collaboration and governance", "Att leda när ingen bestämmer över alla."),
}  # fmt: skip


def set_up(stage: Stage, themes: dict[str, int]) -> None:
    """`themes` is filled with their ids as they come."""
    for place, key in enumerate(THEMES):
        stage.on(FORMATS_CAME, _add, stage, themes, key, about="teman", later=place)


def _add(stage: Stage, themes: dict[str, int], key: str) -> None:
    swedish, english, about = THEMES[key]
    themes[key] = actions.add(stage.holder(MandateKind.DISSEMINATION), name_sv=swedish, name_en=english, about=about)
