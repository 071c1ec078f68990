"""Groups of the sample world: who meets and decides (A4)."""

BODIES = (
    # key, kind, Swedish, English, about in Swedish, about in English
    ("member_group", "member_group", "Medlemsgruppen", "The member group",
     "En medlemsansvarig från varje medlem. Möts i februari och har idémöten på våren och i september.",
     "One member representative from each member. Meets in February and has idea meetings in spring and in September."),
    ("board", "board", "Styrelsen", "The board",
     "Beslutar verksamhetsplanen i slutet av november. Medlemsgruppen antar den året efter.",
     "Decides the year plan at the end of November. The member group adopts it the year after."),
    ("secretariat", "secretariat", "Mandatgruppen", "The mandate group",
     "De som utför kansliets uppgifter stämmer av med varandra varannan vecka.",
     "Those who carry out the secretariat's functions meet every second week."),
    ("rus", "network", "RUS-nätverket", "The RDS network",
     "För dem som arbetar med regionala utvecklingsstrategier.", "For those who work with regional development strategies."),
    ("analysts", "network", "Analytikernätverket", "The analysts' network",
     "Regionernas analytiker möts kring data, metoder och det som är svårt att mäta.",
     "The regions' analysts meet around data, methods and what is hard to measure."),
    ("evaluation", "network", "Utvärderingsnätverket", "The evaluation network",
     "Utvärdering och uppföljning som leder till lärande.", "Evaluation and follow-up that lead to learning."),
    ("contact", "other", "Regional kontakt", "Regional contact",
     "De regionala utvecklingsdirektörernas möte. Signaler därifrån tas upp i styrelsen.",
     "The meeting of the regional development directors. Its signals are taken up by the board."),
)  # fmt: skip

BOARD = (
    "Region Dalarna", "Region Skåne", "Tillväxtverket", "Region Västerbotten", "SKR", "Region Kalmar län", "Region Uppsala", "Vinnova",
    "Region Halland",
)  # fmt: skip

# The planning group of each network, who convenes first.
NETWORKS = {
    "rus": ("Region Uppsala", "Region Sörmland", "Region Värmland", "Region Västerbotten", "Region Kalmar län", "Tillväxtverket"),
    "analysts": ("Region Dalarna", "Region Skåne", "Region Västmanland", "Region Norrbotten", "Region Gotland", "Tillväxtverket"),
    "evaluation": ("Region Örebro län", "Region Östergötland", "Region Kronoberg", "Region Gävleborg", "Linköpings universitet"),
    "secretariat": ("Tillväxtverket", "Vinnova"),
    "contact": (
        "Region Stockholm", "Region Uppsala", "Region Östergötland", "Region Jönköpings län", "Region Blekinge", "Region Skåne",
        "Västra Götalandsregionen", "Region Örebro län", "Region Gävleborg", "Region Jämtland Härjedalen", "Region Norrbotten",
    ),
}  # fmt: skip
# Parts of the cast that sit for their organisation.
SEATED = {
    ("analysts", "Region Dalarna"): "dan", ("rus", "Region Kalmar län"): "stina", ("secretariat", "Tillväxtverket"): "klara",
    ("secretariat", "Vinnova"): "sanna", ("contact", "Region Jönköpings län"): "jon",
}  # fmt: skip
