"""People of the sample world: plainly made-up names, none twice, and what people work with."""

from collections.abc import Iterator
from zlib import crc32

FIRST = (
    "Agnes", "Albin", "Alva", "Anton", "Asta", "Axel", "Bengt", "Birgit", "Bo", "Britta", "Cecilia", "Christer", "Dagny", "Daniel", "Ebba",
    "Edvin", "Elin", "Elis", "Elsa", "Emil", "Esther", "Fatima", "Filip", "Freja", "Greta", "Göran", "Hamid", "Hanna", "Harald", "Hedda",
    "Helga", "Henning", "Hilma", "Hugo", "Ida", "Inga", "Ingvar", "Isak", "Jasmin", "Johannes", "Juni", "Kajsa", "Karim", "Karl", "Kerstin",
    "Knut", "Lage", "Leila", "Lennart", "Lilly", "Linnea", "Love", "Lova", "Maj", "Malte", "Margit", "Mauritz", "Melker", "Mira", "Märta",
    "Nadja", "Nora", "Olle", "Olof", "Otto", "Petra", "Ragnar", "Rut", "Saga", "Samir", "Selma", "Signe", "Sixten", "Sofia", "Sten",
    "Svea", "Tage", "Tekla", "Tora", "Torbjörn", "Tuva", "Ulla", "Valter", "Vera", "Vidar", "Viola", "Yasmin", "Ylva", "Åke", "Åsa",
)  # fmt: skip
LAST = (
    "Påhittsson", "Exempelberg", "Låtsasdotter", "Fiktivberg", "Provdotter", "Utkast", "Skenbar", "Tänktsson", "Sagoliksson", "Diktadotter",
    "Hittepå", "Fantasisson", "Attrapp", "Kulissdotter", "Övningsson", "Prototypsson", "Platshållare", "Skissdotter", "Uppdiktad",
    "Overkligsson", "Inbilladotter", "Exempelkvist", "Fiktivdotter", "Låtsasberg", "Provkvist", "Utkastdotter", "Skenbarsson", "Tänktdotter",
    "Sagolikdotter", "Hittepåsson", "Fantasidotter", "Attrappsson", "Kulissberg", "Övningsdotter", "Prototypdotter", "Skisskvist",
    "Uppdiktsson", "Overkligdotter", "Inbilladsson", "Rollspelsson", "Rollspelsdotter", "Exempeldotter", "Provisoriskog", "Fiktivkvist",
)  # fmt: skip

REGIONAL = (
    # title, function, profession
    ("utvecklingsstrateg", "strategic", "strateg"), ("analytiker", "operative", "analytiker"), ("kommunikatör", "operative", "kommunikatör"),
    ("hållbarhetsstrateg", "strategic", "strateg"), ("projektledare", "operative", "projektledare"),
    ("näringslivsutvecklare", "operative", "näringslivsutvecklare"), ("samhällsplanerare", "strategic", "samhällsplanerare"),
    ("processledare", "operative", "processledare"), ("kompetensstrateg", "strategic", "strateg"),
    ("utvärderare", "operative", "analytiker"), ("kulturutvecklare", "operative", "kulturutvecklare"),
    ("folkhälsoutvecklare", "operative", "folkhälsoutvecklare"), ("enhetschef", "strategic", "chef"),
    ("infrastrukturplanerare", "operative", "samhällsplanerare"), ("beredskapsstrateg", "strategic", "strateg"),
)  # fmt: skip
NATIONAL = (
    ("utredare", "strategic", "utredare"), ("handläggare", "operative", "handläggare"), ("analytiker", "operative", "analytiker"),
    ("regional samordnare", "strategic", "strateg"), ("kommunikatör", "operative", "kommunikatör"), ("enhetschef", "strategic", "chef"),
    ("programansvarig", "strategic", "strateg"), ("jurist", "operative", "jurist"),
)  # fmt: skip
ACADEMIC = (
    ("samverkansledare", "strategic", "strateg"), ("forskare", "operative", "forskare"), ("lektor", "operative", "forskare"),
    ("doktorand", "operative", "forskare"), ("projektledare", "operative", "projektledare"),
)  # fmt: skip
WORK = {"region": REGIONAL, "municipal_association": REGIONAL, "municipality": REGIONAL, "university": ACADEMIC}


def number(text: str, below: int) -> int:
    """A number from 0 up to `below`, always the same for the same text."""
    return crc32(text.encode()) % below


def names() -> Iterator[str]:
    """Full names, no two alike."""
    for turn in range(len(LAST)):
        for place, first in enumerate(FIRST):
            yield f"{first} {LAST[(place * 5 + turn * 7 + place // 9) % len(LAST)]}"


def work_at(kind: str, place: int) -> tuple[str, str, str]:
    """(title, function, profession) of the one at a place in an organisation's staff."""
    among = WORK.get(kind, NATIONAL)
    return among[place % len(among)]


def domain(organisation: str) -> str:
    """The mail domain of an organisation, which leads nowhere."""
    return organisation.lower().replace(" ", "-").translate(str.maketrans("åäöé", "aaoe")) + ".test"


def email(name: str, organisation: str) -> str:
    return name.lower().replace(" ", ".").translate(str.maketrans("åäöé", "aaoe")) + "@" + domain(organisation)
