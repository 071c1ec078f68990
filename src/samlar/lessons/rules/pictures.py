"""What pictures an example may have, and the words for those it may not (F1). Pure."""

from samlar.formats.sentence import Sentence
from samlar.lessons.rules.deeds import LessonRefused, taken_text

MOST = 4
SHOWS = 200
WRONG = {
    "empty": Sentence("Välj en bild.", "Choose a picture."),
    "too heavy": Sentence("Bilden är större än 10 MB.", "The picture is larger than 10 MB."),
    "no picture": Sentence("Filen är ingen bild i JPEG, PNG eller WebP.", "The file is no picture in JPEG, PNG or WebP."),
    "too large": Sentence("Bilden har fler än 40 miljoner punkter.", "The picture has more than 40 million points."),
    "broken": Sentence("Bilden är trasig: den går inte att läsa till slutet.", "The picture is broken: it cannot be read to its end."),
    "moves": Sentence("Rörliga bilder går inte att lägga till.", "Moving pictures cannot be added."),
}
MEND = {
    "too heavy": Sentence("Gör den mindre och försök igen.", "Make it smaller and try again."),
    "no picture": Sentence("Spara om bilden i något av de formaten.", "Save the picture in one of those formats."),
    "too large": Sentence("Gör den mindre och försök igen.", "Make it smaller and try again."),
    "broken": Sentence("Hämta den på nytt från kameran eller telefonen.", "Get it anew from the camera or the phone."),
    "moves": Sentence("Lägg till en stillbild, eller en länk till en film.", "Add a still picture, or a link to a film."),
}


def refused(wrong: str) -> LessonRefused:
    """The refusal of a picture, by the word that says what is wrong with it."""
    return LessonRefused(WRONG[wrong], field="picture", source="F1", mend=MEND.get(wrong))


def shown(text: str) -> str:
    """What the picture shows, for those who do not see it. Raises LessonRefused at `shows` where nothing is said (Z1)."""
    said = taken_text(text, field="shows", most=SHOWS, missing=Sentence("Skriv vad bilden visar.", "Say what the picture shows."))
    return " ".join(said.split())


def must_have_room(there: int) -> None:
    """Raises LessonRefused where the example has as many as it may."""
    if there >= MOST:
        raise LessonRefused(
            Sentence("Exemplet har redan {n} bilder.", "The example already has {n} pictures.").fill(n=MOST),
            field="picture",
            source="F1",
            mend=Sentence("Ta bort en först.", "Remove one first."),
        )
