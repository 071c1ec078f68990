"""From proposal, or area of an idea meeting, to activity (B3, C1, C2, C3)."""

from collections.abc import Iterable

from django.db import transaction

from samlar.activities.actions import letters
from samlar.activities.actions.begin import begin
from samlar.activities.queries.participation import interested_in
from samlar.catalogue import queries as catalogue
from samlar.catalogue.queries import FormatRow
from samlar.foundation.keys import is_key
from samlar.ideas.actions import mark_taken
from samlar.ideas.models import Interest, Proposal
from samlar.ideas.queries import areas as ideas
from samlar.ideas.rules.deeds import title_of
from samlar.lifecycle.facts import memberships, seen_proposal, taken_by
from samlar.lifecycle.rules import start as rules
from samlar.people.queries import organisation_names, sits_in
from samlar.people.rules import Actor, NotVisible, must_act_for_an_organisation


@transaction.atomic
def start_from_proposal(
    actor: Actor,
    proposal_id: int,
    *,
    organisations: Iterable[int],
    format_id: str = "",
    owner_body: int | None = None,
    led_by: str = "member",
) -> int:
    """The actor's organisation starts planning an activity from a published proposal, and leads it. Says the activity's id.

    `organisations` are those among the interested that are taken in: they have said that they want to; each is told and may leave.
    `format_id` is needed where the proposal is for any format. Of two who start at once, one wins; the other is told by AlreadyTaken.

    Raises NotVisible, NotAllowed (a membership that may not lead here, or no wish to lead), ActivityRefused, AlreadyTaken.
    """
    organisation = must_act_for_an_organisation(actor)
    seen_proposal(actor, proposal_id)
    proposal = Proposal.objects.select_for_update().get(id=proposal_id)
    if proposal.state == "taken":
        raise rules.already_taken(*taken_by(actor, proposal_id))
    rules.must_be_published(proposal.state)
    version = catalogue.latest(rules.chosen_format(proposal.format, format_id))
    would_lead = Interest.objects.filter(proposal=proposal, organisation=organisation, withdrawn=None, would_lead=True).exists()
    rules.must_be_fit_to_lead(actor, version.definition, wants=would_lead, proposed=proposal.organisation_id == organisation)
    rules.must_be_led_rightly(actor, version.definition, led_by)
    if owner_body is not None:
        rules.must_sit_there(_sits_in(actor, owner_body))
    chosen = [one for one in dict.fromkeys(organisations) if one != organisation]
    willing = {*interested_in(proposal_id), proposal.organisation_id} - {organisation}
    rules.must_be_willing(chosen, willing, organisation_names(chosen))
    rules.must_be_taken_in(version.definition, memberships(chosen), organisation_names(chosen))
    activity_id = begin(
        actor, version, title=proposal.title, summary=proposal.summary, proposal=proposal_id,
        organisations=chosen, owner_body=owner_body, led_by=led_by,
    )  # fmt: skip
    mark_taken(actor, proposal_id)
    _tell(actor, activity_id, proposal.title, version, chosen, [one for one in willing if one not in chosen], f"/ideer/{proposal_id}/")
    return activity_id


@transaction.atomic
def start_from_area(
    actor: Actor,
    area_id: int,
    *,
    title: str,
    proposals: Iterable[int],
    organisations: Iterable[int],
    format_id: str,
    led_by: str = "member",
) -> int:
    """The actor's organisation starts planning an activity from a chosen area, with some of its proposals, and leads it. Says its id.

    An area may become several: each with proposals that are still open, or with none of its own. Side effects in order: locks the
    proposals, begins the activity, marks them taken, tells those taken in and those left out.
    Raises NotVisible, NotAllowed, ActivityRefused, ProposalRefused, TextRefused.
    """
    organisation = must_act_for_an_organisation(actor)
    area = ideas.chosen_area(actor, area_id)
    called = title_of(title)
    wanted = sorted(set(proposals))
    rules.must_be_of_the_area(wanted, area.open)
    list(Proposal.objects.select_for_update().filter(id__in=wanted).order_by("id").values_list("id"))
    version = catalogue.latest(rules.chosen_format("", format_id))
    wants = Interest.objects.filter(proposal__in=area.proposals, organisation=organisation, withdrawn=None, would_lead=True).exists()
    rules.must_be_fit_to_lead(actor, version.definition, wants=wants, proposed=organisation in area.proposers)
    rules.must_be_led_rightly(actor, version.definition, led_by)
    chosen = [one for one in dict.fromkeys(organisations) if one != organisation]
    willing = ({one for proposal in area.proposals for one in interested_in(proposal)} | area.proposers) - {organisation}
    rules.must_be_willing(chosen, willing, organisation_names(chosen))
    rules.must_be_taken_in(version.definition, memberships(chosen), organisation_names(chosen))
    activity_id = begin(
        actor, version, title=called, summary=area.text[:300], proposal=None, organisations=chosen, owner_body=None, led_by=led_by,
        area=area_id, proposals=wanted,
    )  # fmt: skip
    for proposal in wanted:
        mark_taken(actor, proposal)
    left_out = [one for one in willing if one not in chosen]
    _tell(actor, activity_id, called, version, chosen, left_out, f"/idemoten/{area.round}/")
    return activity_id


def _sits_in(actor: Actor, body: int) -> bool:
    if not is_key(body):
        raise NotVisible
    return sits_in(actor, body)


def _tell(
    actor: Actor, activity_id: int, title: str, version: FormatRow, taken_in: list[int], left_out: list[int], origin: str
) -> None:
    """Those taken in may leave with one click; those interested but not taken in learn that it has begun."""
    values = {
        "title": title,
        "format_sv": version.definition.definite.sv,
        "format_en": version.definition.definite.en,
        "who": actor.name,
        "organisation": actor.organisation_name,
    }
    letters.to_organisations(actor, "activity_begun", taken_in, {**values, "path": f"/aktiviteter/{activity_id}/"})
    letters.to_organisations(actor, "activity_begun_without", left_out, {**values, "path": origin})
