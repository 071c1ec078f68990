"""Who keeps the archive in order for everybody: those who carry out the functions for dissemination and formats (L1, G2). Pure."""

from samlar.people.rules import Actor, MandateKind, NotVisible

KEEPERS = (MandateKind.DISSEMINATION, MandateKind.FORMATS)


def keeps_the_archive(actor: Actor) -> bool:
    """Whether the viewer sees what people look for and do not find."""
    return any(actor.holds(mandate) for mandate in KEEPERS)


def must_keep_the_archive(actor: Actor) -> None:
    """Raises NotVisible: for others the page is not there."""
    if not keeps_the_archive(actor):
        raise NotVisible
