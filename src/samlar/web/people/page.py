"""What the pages about people share: who looks, the way back, what is said of memberships and periods."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samlar.formats.sentence import Sentence
from samlar.people.queries.organisations import MembershipRow, OrganisationRow
from samlar.people.rules import Actor, Span
from samlar.people.rules.words import MEMBERSHIPS


def trail(actor: Actor, organisation: OrganisationRow | None = None, *steps: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here: through the list and the organisation, or through our own page when it is ours."""
    everything = (_("Organisationer"), reverse("organisations"))
    if organisation is None:
        return [everything, *steps]
    if actor.organisation == organisation.id:
        return [(_("Vår organisation"), reverse("our_organisation")), *steps]
    return [everything, (organisation.name, home(actor, organisation)), *steps]


def home(actor: Actor, organisation: OrganisationRow) -> str:
    """Where an organisation and its people are seen: our own page, or the organisation's."""
    if actor.organisation == organisation.id:
        return reverse("our_organisation")
    return reverse("organisation", args=[organisation.slug])


def lasting(span: Span, today: date) -> Sentence:
    """A period as people say it: sedan, från, till, mellan."""
    values: dict[str, Any] = {"start": span.start, "end": span.end or ""}
    if span.end is None:
        words = ("sedan {start}", "since {start}") if span.start <= today else ("från {start}", "from {start}")
    else:
        words = ("från {start} till {end}", "from {start} to {end}")
    return Sentence(*words).fill(**values)


def standing(organisation: OrganisationRow, today: date) -> Sentence:
    """One sentence on what the organisation is among the members."""
    row: MembershipRow | None = organisation.membership
    if row is None:
        coming = next((period for period in organisation.memberships if period.span.start > today), None)
        if coming is not None:
            return Sentence("Blir {kind} {day}.", "Becomes a {kind} on {day}.").fill(kind=MEMBERSHIPS[coming.kind], day=coming.span.start)
        return Sentence("Har inget medlemskap just nu.", "Has no membership at the moment.")
    values = {"kind": MEMBERSHIPS[row.kind], "day": row.span.start, "end": row.span.end or ""}
    if row.span.end is not None:
        return Sentence("Är {kind} till och med {end}.", "Is a {kind} until {end}.").fill(**values)
    return Sentence("Är {kind} sedan {day}.", "Has been a {kind} since {day}.").fill(**values)
