"""Who may do what in an activity (C2, C3, L1).

An organisation leads, not a person: whoever works at the leading organisation may act for it, so that nothing stops when
somebody is ill or leaves. The deed's own audit entry names the person.
"""

from samlar.activities.rules.lineage import lasting
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Sentence
from samlar.people.rules import MEMBERS, Actor, MandateKind, NotAllowed

# What the formats call the mandates, and what the mandates are called among people (L1).
MANDATES = {
    "mandate.clearance": MandateKind.CLEARANCE,
    "mandate.quality": MandateKind.QUALITY,
    "mandate.publishing": MandateKind.FORMATS,
    "mandate.dissemination": MandateKind.DISSEMINATION,
}
FOLLOWING = (MandateKind.CLEARANCE, MandateKind.QUALITY, MandateKind.DISSEMINATION)
LIVE = ("planning", "review", "running", "reported")


def may_lead(actor: Actor, activity: ActivityRow) -> bool:
    """Acts for an organisation that leads (convenes, administers, documents and reports, C3)."""
    return actor.at_work and any(actor.organisation == one.organisation for one in activity.leads)


def takes_part(actor: Actor, activity: ActivityRow) -> bool:
    """Acts for an organisation that takes part."""
    return actor.organisation is not None and any(actor.organisation == one.organisation for one in activity.taking_part)


def may_see_plan(actor: Actor, activity: ActivityRow) -> bool:
    """The plan and the history: those inside, and members and partners once the activity runs."""
    return activity.inside or MEMBERS in actor.tokens


def is_planned(activity: ActivityRow) -> bool:
    """Whether the plan is being written: before the start, and at a lasting activity's yearly review, for the next year (H1)."""
    return activity.stage_kind == "planning" or (activity.stage_kind == "reported" and lasting(activity.definition))


def may_write_plan(actor: Actor, activity: ActivityRow) -> bool:
    """The leading organisation and the owner, while it is planned."""
    return is_planned(activity) and (may_lead(actor, activity) or activity.acts_for_owner)


def may_invite(actor: Actor, activity: ActivityRow) -> bool:
    """The leading organisation and the owner ask others to take part, until the result is reported."""
    return activity.stage_kind in ("planning", "running") and (may_lead(actor, activity) or activity.acts_for_owner)


def does(actor: Actor, doer: str, activity: ActivityRow) -> bool:
    """Whether the actor is one of those that a format's step names."""
    if not actor.at_work:
        return False
    if doer in MANDATES:
        return actor.holds(MANDATES[doer])
    return {
        "lead": may_lead(actor, activity),
        "owner": activity.acts_for_owner,
        "participant": takes_part(actor, activity),
        "proposer": activity.proposer is not None and actor.organisation == activity.proposer,
    }[doer]


def only_the_lead(activity: ActivityRow) -> NotAllowed:
    """The refusal for what the leading organisation does."""
    return NotAllowed(
        Sentence("Det här gör {lead}, som leder.", "{lead} does this, as the leading organisation.").fill(
            lead=activity.lead.name if activity.lead else Sentence("den ledande organisationen", "The leading organisation")
        ),
        source="C3",
        mend=Sentence("Be dem göra det, eller kommentera.", "Ask them to do it, or comment."),
    )


def must_lead(actor: Actor, activity: ActivityRow) -> None:
    """Raises NotAllowed, with who may, unless the actor acts for the leading organisation or the owner."""
    if not (may_lead(actor, activity) or activity.acts_for_owner):
        raise only_the_lead(activity)


def must_be_inside(actor: Actor, activity: ActivityRow) -> None:
    """Raises NotAllowed for those who see the activity but do not take part in it or follow it by mandate."""
    if not (activity.inside and actor.at_work):
        raise NotAllowed(
            Sentence("Det här gör de som deltar.", "This is done by those who take part."),
            mend=Sentence("Hör av er till {lead} om ni vill vara med.", "Contact {lead} if you want to take part.").fill(
                lead=activity.lead.name if activity.lead else Sentence("den som leder", "the lead")
            ),
        )
