"""Who keeps documents at an activity (G1). Pure."""

from samlar.activities.rules.access import may_lead, takes_part
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Sentence
from samlar.people.rules import Actor, NotAllowed


def may_hang(actor: Actor, activity: ActivityRow) -> bool:
    """Whoever works at an organisation that takes part, leads or owns; whatever the stage: recordings come late."""
    return actor.at_work and (takes_part(actor, activity) or keeps_order(actor, activity))


def keeps_order(actor: Actor, activity: ActivityRow) -> bool:
    """Those who lead or own take away what does not belong there, whosever it is."""
    return actor.at_work and (may_lead(actor, activity) or activity.acts_for_owner)


def must_hang(actor: Actor, activity: ActivityRow) -> None:
    """Raises NotAllowed for those who do not take part."""
    if not may_hang(actor, activity):
        raise NotAllowed(
            Sentence("Dokument läggs in av dem som deltar i aktiviteten.", "Documents are added by those who take part in the activity."),
            source="G1",
            mend=Sentence("Lägg in det i arkivet utan aktivitet.", "Add it to the archive without an activity."),
        )
