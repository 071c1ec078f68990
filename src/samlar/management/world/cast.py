"""The cast of the sample world and of the tests: real organisations, plainly made-up people.

Members, partners and the 23 that pay follow the public facts; which of the 24 members does not pay is not known, so SKR's
flag is our choice. Every person's name is made up, and every address ends in .test.
"""

from dataclasses import dataclass, field

KINDS = (
    # code, Swedish, English, Swedish plural, English plural
    ("region", "region", "region", "regioner", "regions"),
    ("municipal_association", "kommunförbund", "municipal association", "kommunförbund", "municipal associations"),
    ("municipality", "kommun", "municipality", "kommuner", "municipalities"),
    ("county_board", "länsstyrelse", "county administrative board", "länsstyrelser", "county administrative boards"),
    ("agency", "myndighet", "national agency", "myndigheter", "national agencies"),
    ("university", "lärosäte", "university", "lärosäten", "universities"),
    ("skr", "SKR", "SKR", "SKR", "SKR"),
    ("other", "annan organisation", "other organisation", "andra organisationer", "other organisations"),
)

REGIONS = (
    "Region Stockholm", "Region Uppsala", "Region Sörmland", "Region Östergötland", "Region Jönköpings län", "Region Kronoberg",
    "Region Kalmar län", "Region Gotland", "Region Blekinge", "Region Skåne", "Region Halland", "Västra Götalandsregionen",
    "Region Värmland", "Region Örebro län", "Region Västmanland", "Region Dalarna", "Region Gävleborg", "Region Västernorrland",
    "Region Jämtland Härjedalen", "Region Västerbotten", "Region Norrbotten",
)  # fmt: skip
OTHER_MEMBERS = (("Tillväxtverket", "agency"), ("Vinnova", "agency"), ("SKR", "skr"))
NOT_PAYING = frozenset({"SKR"})
PARTNERS = (
    ("SLU", "university"), ("Upphandlingsmyndigheten", "agency"), ("Linnéuniversitetet", "university"), ("Linköpings universitet", "university"),
    ("Umeå universitet", "university"), ("Luleå tekniska universitet", "university"), ("Högskolan Dalarna", "university"),
    ("Örebro universitet", "university"), ("Länsstyrelsen i Norrbottens län", "county_board"), ("Länsstyrelsen i Gotlands län", "county_board"),
    ("Länsstyrelsen i Kalmar län", "county_board"), ("Boverket", "agency"), ("Trafikverket", "agency"), ("Folkhälsomyndigheten", "agency"),
    ("Energimyndigheten", "agency"),
)  # fmt: skip
STANDS_FOR = ("Storsthlm", "municipal_association", "Region Stockholm")  # sits in the member group for Stockholm: one ballot for two
GUESTS = (("Jönköpings kommun", "municipality"), ("Science Park Norr", "other"))


@dataclass(frozen=True, slots=True)
class Part:
    """One named person of the cast. `key` is how tests and the sample sign-in page know the part."""

    key: str
    name: str
    organisation: str
    title: str
    function: str
    profession: str
    roles: tuple[str, ...] = ()
    language: str = "sv"
    tells: tuple[str, str] = field(default=("", ""))  # one sentence for the sample sign-in: what this person can try (sv, en)

    @property
    def email(self) -> str:
        return f"{self.key}@{self.organisation.lower().replace(' ', '-').translate(str.maketrans('åäöé', 'aaoe'))}.test"


CAST = (
    Part("stina", "Stina Påhittad", "Region Kalmar län", "utvecklingsstrateg", "strategic", "strateg",
         tells=("Strateg i en region: föreslår, visar intresse och leder ett provrum.", "A region's strategist: proposes, shows interest and leads a test room.")),
    Part("majken", "Majken Exempelson", "Region Kalmar län", "enhetschef", "strategic", "chef", ("manager", "member_representative"),
         tells=("Medlemsansvarig: tar hand om den egna organisationens personer.", "Member representative: looks after the organisation's own people.")),
    Part("dan", "Dan Fiktivsson", "Region Dalarna", "analytiker", "operative", "analytiker",
         tells=("Analytiker i en annan region: kommenterar och visar intresse.", "An analyst in another region: comments and shows interest.")),
    Part("disa", "Disa Låtsas", "Region Dalarna", "utvecklingschef", "strategic", "chef", ("member_representative",)),
    Part("gun", "Gun Sagolik", "Region Gotland", "regional utvecklare", "operative", "strateg", ("member_representative",)),
    Part("jon", "Jon Diktad", "Region Jönköpings län", "processledare", "operative", "strateg", ("process_leader", "member_representative")),
    Part("klara", "Klara Skådespel", "Tillväxtverket", "handläggare", "strategic", "strateg", ("secretariat",),
         tells=("Har kansliets mandat: ger klartecken, säkrar kvaliteten, ger ut format.", "Holds the secretariat's mandates: clears, assures quality, publishes formats.")),
    Part("ture", "Ture Tänkt", "Tillväxtverket", "enhetschef", "strategic", "chef", ("member_representative", "board_member")),
    Part("sanna", "Sanna Spridare", "Vinnova", "kommunikatör", "operative", "kommunikatör", ("secretariat", "member_representative"),
         tells=("Har mandatet för spridning: webb, nyhetsbrev, nätverksmöten, årskonferens.", "Holds the mandate for dissemination results.")),
    Part("siv", "Siv Tänkbar", "SLU", "forskare", "operative", "forskare", ("member_representative",),
         tells=("Partner: kan visa intresse och delta, men inte föreslå provrum.", "A partner: can show interest and take part, but not propose a test room.")),
    Part("gustav", "Gustav Gästsson", "Science Park Norr", "projektledare", "operative", "projektledare"),
    Part("erin", "Erin Invented", "Region Norrbotten", "strategist", "strategic", "strateg", ("member_representative",), "en",
         tells=("Läser Samlär på engelska.", "Reads Samlär in English.")),
)  # fmt: skip
# Works nowhere and must see nothing but what is public: every test of access includes this person.
OUTSIDER = Part("nils", "Nils Ingenstans", "", "", "", "")

# Which organisation holds which function of the secretariat when the sample world and the tests begin.
MANDATES = (
    ("clearance", "Tillväxtverket"), ("quality", "Tillväxtverket"), ("formats", "Tillväxtverket"), ("register", "Tillväxtverket"),
    ("dissemination", "Vinnova"), ("prioritisation", "Tillväxtverket"),
)  # fmt: skip
