"""An old archive comes in, and what belongs to an activity is hung there (G1, G4)."""

from samlar.activities.actions import documents as activities
from samlar.activities.queries.titles import ids_by_title
from samlar.library.actions import intake
from samlar.library.actions.intake import Means, Source
from samlar.library.queries.intake_source import Tell
from samlar.people.rules import Actor


def silent(done: int, total: int) -> None:
    """For those who do not watch."""


def means_of(actor: Actor, tell: Tell = silent) -> Means:
    """What the intake is given from here: which activities the actor sees, and how a document is hung on one. One query."""
    return Means(ids_by_title(actor), lambda who, document, activity: activities.attach(who, activity, document), tell)


def read(actor: Actor, source: Source, *, licence: str = "", file: str = "", tell: Tell = silent) -> int:
    """The dry run: says the intake's id. Raises NotAllowed, IntakeRefused."""
    return intake.read(actor, source, means_of(actor, tell), licence=licence, file=file)


def take_in(actor: Actor, intake_id: int, source: Source, *, tell: Tell = silent) -> bool:
    """Takes in what waits; says whether it is ended. Raises NotAllowed, NotVisible, IntakeRefused."""
    return intake.take_in(actor, intake_id, source, means_of(actor, tell))


def carry_on(*, most: int = 100) -> int:
    """The worker's part: at most so many things of each source that was sent on the web; says how many sources it worked on."""
    return intake.carry_on(means_of, most=most)
