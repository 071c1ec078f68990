"""From a chosen area of an idea meeting to one activity or several (B3)."""

import pytest

from samlar.activities import queries
from samlar.activities.models import Activity
from samlar.activities.rules.deeds import ActivityRefused
from samlar.foundation import clock
from samlar.foundation.models import AuditEntry, Letter
from samlar.ideas.actions import areas, counting, entries, rounds, show_interest
from samlar.ideas.models import Proposal
from samlar.ideas.rules.rounds import RoundRefused
from samlar.lifecycle.actions.start import start_from_area
from samlar.people.models import Body
from samlar.people.rules import NotAllowed, NotVisible
from samlar.talk.rules import TextRefused
from tests.at_once import refused_at_once
from tests.cast import Cast
from tests.ideas.rounds import AFTER, GATHERING, called, voted
from tests.ideas.rows import written

DALARNA, GOTLAND, SKANE = "Region Dalarna", "Region Gotland", "Region Skåne"


def decided(cast: Cast) -> tuple[int, int, int, list[int]]:
    """A decided meeting: (round, chosen area, area not chosen, the chosen area's three proposals). Stina and Dan proposed, Gun is
    interested in the first."""
    made = called(cast.klara)
    first, second = (written(cast.stina, title=f"Stinas förslag {number}") for number in (1, 2))
    third, other = written(cast.dan, title="Dans förslag"), written(cast.dan, title="Något annat")
    show_interest(cast.gun, first, would_lead=False)
    entries.enter(cast.klara, made, [first, second, third, other])
    with clock.at(GATHERING):
        chosen = areas.make_area(cast.klara, made, name="Digitalisering", cost=20, proposals=[first, second, third])
        rest = areas.make_area(cast.klara, made, name="Annat", cost=60, proposals=[other])
        rounds.fix_areas(cast.klara, made)
    voted(made, {DALARNA: [chosen]})
    body = Body.objects.create(slug="grupp", name_sv="Medlemsgruppen", name_en="The member group", kind="members")
    with clock.at(AFTER):
        counting.count(cast.klara, made)
        rounds.decide(cast.klara, made, chosen=[chosen], body=body.pk)
    Letter.objects.all().delete()
    return made, chosen, rest, [first, second, third]


def start(actor, area, proposals=(), organisations=(), **given):
    return start_from_area(
        actor, area, **{"title": "Digital samverkan", "format_id": "larprojekt", "proposals": proposals, "organisations": organisations, **given}
    )


def test_a_chosen_area_becomes_an_activity_that_the_starter_leads_and_takes_its_proposals(cast):
    _round, area, _rest, (first, second, third) = decided(cast)
    made = start(cast.stina, area, [first, third], [cast.organisation(DALARNA)])
    activity = queries.activity(cast.stina, made)
    assert (activity.title, activity.format, activity.stage_kind) == ("Digital samverkan", "larprojekt", "planning")
    assert [(one.name, one.is_lead) for one in activity.participants] == [("Region Kalmar län", True), (DALARNA, False)]
    assert dict(Proposal.objects.filter(id__in=[first, second, third]).values_list("id", "state")) == {
        first: "taken",
        second: "published",
        third: "taken",
    }
    assert AuditEntry.objects.filter(verb="proposal.taken").count() == 2


def test_those_taken_in_and_those_left_out_are_told_and_nobody_else(cast):
    made, area, _rest, (first, _second, third) = decided(cast)
    begun = start(cast.stina, area, [first, third], [cast.organisation(DALARNA)])
    told = {(one.name, one.to): one.values["path"] for one in Letter.objects.filter(name__startswith="activity_begun")}
    assert told[("activity_begun", cast.disa.email)] == f"/aktiviteter/{begun}/"
    assert told[("activity_begun_without", cast.gun.email)] == f"/idemoten/{made}/"
    assert not {cast.stina.email, cast.majken.email, cast.klara.email} & {to for _name, to in told}


def test_an_area_may_become_several_activities_each_with_proposals_of_its_own(cast):
    _round, area, _rest, (first, second, third) = decided(cast)
    one = start(cast.stina, area, [first])
    other = start(cast.stina, area, [second, third], title="Data för alla")
    bare = start(cast.stina, area, title="Och en utan förslag")
    assert set(Activity.objects.values_list("id", "title")) == {(one, "Digital samverkan"), (other, "Data för alla"), (bare, "Och en utan förslag")}
    assert set(Proposal.objects.filter(id__in=[first, second, third]).values_list("state", flat=True)) == {"taken"}


def test_a_proposal_is_taken_once_and_one_from_elsewhere_never(cast):
    _round, area, _rest, (first, _second, _third) = decided(cast)
    start(cast.stina, area, [first])
    with pytest.raises(ActivityRefused, match="har redan blivit en aktivitet") as refused:
        start(cast.dan, area, [first])
    assert refused.value.field == "proposals"
    with pytest.raises(ActivityRefused, match="hör inte till området"):
        start(cast.stina, area, [written(cast.stina, title="Utanför")])
    assert Activity.objects.count() == 1


def test_only_those_who_proposed_or_would_lead_may_start(cast):
    _round, area, _rest, (first, _second, _third) = decided(cast)
    with pytest.raises(NotAllowed):
        start(cast.gun, area, [first])  # interested, but not to lead
    with pytest.raises(NotAllowed):
        start(cast.nils, area, [first])  # works nowhere
    assert Proposal.objects.get(id=first).state == "published"


def test_an_area_that_was_not_chosen_becomes_nothing_and_an_unknown_one_is_not_there(cast):
    _round, area, rest, _proposals = decided(cast)
    with pytest.raises(RoundRefused, match="Bara ett valt område"):
        start(cast.dan, rest)
    for unknown in (area + 1000, 0, 10**30):
        with pytest.raises(NotVisible):
            start(cast.dan, unknown)


def test_what_is_wrong_is_refused_by_its_field_and_nothing_begins(cast):
    _round, area, _rest, (first, _second, _third) = decided(cast)
    for given, kind, field in (
        ({"title": " "}, TextRefused, "title"),
        ({"format_id": ""}, ActivityRefused, "format_id"),
        ({"organisations": [cast.organisation(SKANE)]}, ActivityRefused, None),
    ):
        with pytest.raises(kind) as refused:
            start(cast.stina, area, **{"proposals": [first], **given})
        assert field in (None, refused.value.field)
    assert not Activity.objects.exists()
    assert not Letter.objects.exists()
    assert Proposal.objects.get(id=first).state == "published"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("prepared")
def test_of_two_who_start_with_the_same_proposal_at_once_exactly_one_wins(cast):
    _round, area, _rest, (first, second, third) = decided(cast)
    answers = refused_at_once(
        lambda stina=cast.stina: start(stina, area, [first, second]),
        lambda dan=cast.dan: start(dan, area, [second, third]),
    )
    assert len([answer for answer in answers if answer]) == 1
    assert Activity.objects.count() == 1
    assert Proposal.objects.filter(id__in=[first, second, third], state="taken").count() == 2
