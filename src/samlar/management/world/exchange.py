"""What those who lead say to one another in the sample world (C2)."""

from samlar.activities.actions.exchange import say
from samlar.management.world.stage import Stage

SAID = (  # organisation, days ago, text
    ("Region Uppsala", 64, "Hur får ni deltagarna att göra hemuppgiften? Hos oss kom hälften."),
    ("Region Dalarna", 62, "Vi lägger tjugo minuter sist på varje träff då alla börjar skriva. Sedan blir de flesta klara."),
    ("Region Örebro län", 61, "Vi ber chefen svara på samma fråga. Då blir det av."),
    ("Region Gotland", 27, "Boka resultatmötet redan när ni startar, med alla på plats. Vi fick flytta vårt två gånger."),
    ("Region Kalmar län", 12, "Vi frågade en forskare för sent. Nästa gång söker vi kontakten innan planen är klar."),
)


def set_up(stage: Stage) -> None:
    for organisation, ago, text in SAID:
        stage.on(stage.days.back(ago), _say, stage, organisation, text, about=text)


def _say(stage: Stage, organisation: str, text: str) -> None:
    say(stage.somebody(organisation), text=text)
