"""Refusals of deeds upon activities, and the limits of what is written in them."""

from datetime import datetime

from samlar.formats.sentence import Refusal, Sentence
from samlar.talk.rules import lines_of

MESSAGE_LENGTH = 500
WHY_LENGTH = 300
REASON_LENGTH = 500
NOTE_LENGTH = 500


class ActivityRefused(Refusal):
    """The deed does not fit what the activity is or where it stands."""


class Overtaken(Refusal):
    """Somebody else was faster: what the page showed is no longer so. `now` is the revision that holds."""

    def __init__(self, sentence: Sentence, *, now: int) -> None:
        super().__init__(
            sentence, source="Z4", mend=Sentence("Läs sidan igen innan ni gör något.", "Read the page again before you do anything.")
        )
        self.now = now


def overtaken(*, what: Sentence, who: str, when: datetime, reason: str, now: int) -> Overtaken:
    """The refusal that tells who did what, when (a moment in Stockholm) and why while the page was open."""
    said = Sentence(
        "Det här hann hända medan sidan var öppen. {when}: {what} {who}.", "This happened while the page was open. {when}: {what} {who}."
    ).fill(
        when=Sentence(f"Kl. {when:%H.%M} den {when.day}/{when.month}", f"At {when:%H:%M} on {when.day}/{when.month}"),
        what=what,
        who=who or Sentence("Samlär", "Samlär"),
    )
    if reason:
        said = Sentence(f"{said.sv} ”{reason}”", f"{said.en} “{reason}”")
    return Overtaken(said, now=now)


def must_say(text: str, *, field: str, most: int, missing: Sentence | None = None) -> str:
    """The text without spaces around; raises ActivityRefused when it is too long, or empty where `missing` says it must not be."""
    said = lines_of(text).strip()
    if not said and missing is not None:
        raise ActivityRefused(missing, field=field)
    if len(said) > most:
        raise ActivityRefused(
            Sentence(
                "Texten har {length} tecken. Högst {most} får plats.", "The text has {length} characters. There is room for {most} at most."
            ).fill(length=len(said), most=most),
            field=field,
        )
    return said
