"""Where a document stands, in a sentence."""

from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.library.rules.rows import DocumentRow
from samlar.library.rules.words import REACHES, Reach, State


def standing(row: DocumentRow) -> Sentence:
    """One sentence: where it stands, for whoever looks."""
    if row.disposed is not None:
        return Sentence("Gallrat {day}. Filer och text finns inte kvar.", "Disposed of on {day}. Files and text are gone.").fill(
            day=clock.day_of(row.disposed)
        )
    if row.binned is not None:
        return Sentence("Ligger i papperskorgen sedan {day}.", "In the wastebasket since {day}.").fill(day=clock.day_of(row.binned))
    if row.state == State.PUBLISHED:
        return Sentence("Alla kan läsa det.", "Everybody can read it.")
    reach = row.reach if row.reach != Reach.GROUP or row.token else Reach.OWN
    who = REACHES[reach] if reach != Reach.OWN else Sentence(row.organisation_name, row.organisation_name)
    return Sentence("Läses av: {who}.", "Read by: {who}.").fill(who=_lower(who) if reach != Reach.OWN else who)


def _lower(words: Sentence) -> Sentence:
    return Sentence(words.sv[0].lower() + words.sv[1:], words.en[0].lower() + words.en[1:])
