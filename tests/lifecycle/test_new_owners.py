"""When somebody leaves, nothing is lost: all that was theirs is listed and handed over in one step (A3)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from samlar.activities.models import Activity, Participation
from samlar.catalogue.models import FormatVersion
from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.ideas.models import Interest, Proposal
from samlar.lifecycle import actions as lifecycle
from samlar.people import actions
from samlar.people.rules import Item, NotAllowed, NotPossible, NotVisible
from samlar.reports import queries as reports
from samlar.talk.models import Thread

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.fixture
def left(cast):
    """Stina has written a proposal, shown an interest and leads an activity, and leaves in ten days."""
    kalmar, now = cast.organisation("Region Kalmar län"), clock.now()

    def proposal(title, at, author):
        return Proposal.objects.create(
            title=title, summary="s", organisation_id=at, author_id=author, state="published", audience="members",
            thread=Thread.objects.create(opened=now), created=now, published=now,
        )  # fmt: skip

    own = proposal("Gröna hamnar", kalmar, cast.stina.person)
    others = proposal("Delad data", cast.organisation("Region Dalarna"), cast.dan.person)
    interest = Interest.objects.create(proposal=others, organisation_id=kalmar, person_id=cast.stina.person, shown=now)
    activity = Activity.objects.create(
        title="Hamnprov", format="provrum", version=FormatVersion.objects.filter(format="provrum").latest("number"), stage="planning",
        stage_kind="planning", owner_organisation_id=kalmar, leader_id=cast.stina.person, audience="members",
        thread=Thread.objects.create(opened=now), created=now,
    )  # fmt: skip
    Participation.objects.create(
        activity=activity, organisation_id=kalmar, state="taking_part", is_lead=True, contact_id=cast.stina.person, asked=now
    )
    actions.let_go(cast.majken, kalmar, cast.stina.person, last=TODAY + 10 * DAY)
    return {"proposal": own.pk, "interest": interest.pk, "leader": activity.pk}


def items(left):
    return [Item(kind, number) for kind, number in left.items()]


def test_all_that_was_theirs_is_listed_for_the_representative_alone(cast, left):
    one = reports.needs_new_owner(cast.majken)[0]
    assert (one.name, one.last) == ("Stina Påhittad", TODAY + 10 * DAY)
    assert {thing.item for thing in one.things} == set(items(left))
    assert [name for _person, name in one.successors] == ["Majken Exempelson"]
    assert reports.needs_new_owner(cast.stina) == reports.needs_new_owner(cast.disa) == []
    assert [wait.deed for wait in reports.waiting(cast.majken) if wait.title == "Stina Påhittad"] == ["people.new_owner"]


def test_one_step_hands_everything_over_and_tells_the_new_owner(cast, left):
    kalmar = cast.organisation("Region Kalmar län")
    new = actions.add_person(cast.majken, kalmar, name="Ny Nyling", email="ny@kalmar.test", start=TODAY)
    lifecycle.reassign(cast.majken, cast.stina.person, new, items(left))
    assert Proposal.objects.get(id=left["proposal"]).author_id == new
    assert Interest.objects.get(id=left["interest"]).person_id == new
    assert Activity.objects.get(id=left["leader"]).leader_id == new
    assert Participation.objects.get(activity=left["leader"]).contact_id == new
    assert reports.needs_new_owner(cast.majken) == []
    letter = Letter.objects.get(name="new_owner")
    assert letter.to == "ny@kalmar.test"
    assert {thing["title"] for thing in letter.values["things"]} == {"Gröna hamnar", "Delad data", "Hamnprov"}


def test_deeds_stay_with_the_organisation_when_the_person_moves_on(cast, left):
    with clock.at(clock.now() + 11 * DAY):
        actions.add_person(cast.disa, cast.organisation("Region Dalarna"), name="x", email=cast.stina.email, start=clock.today())
        assert [one.name for one in reports.needs_new_owner(cast.majken)] == ["Stina Påhittad"]
    assert Proposal.objects.get(id=left["proposal"]).organisation_id == cast.organisation("Region Kalmar län")


def test_only_somebody_who_works_there_takes_over_and_then_nothing_changes(cast, left):
    with pytest.raises(NotPossible):
        lifecycle.reassign(cast.majken, cast.stina.person, cast.dan.person, items(left))
    assert Proposal.objects.get(id=left["proposal"]).author_id == cast.stina.person
    assert not Letter.objects.filter(name="new_owner").exists()


def test_others_hand_nothing_over(cast, left):
    for stranger, refusal in ((cast.stina, NotAllowed), (cast.nils, NotAllowed), (cast.disa, NotVisible)):
        with pytest.raises(refusal):
            lifecycle.reassign(stranger, cast.stina.person, cast.majken.person, items(left))


def test_what_is_not_in_that_persons_hand_is_not_handed_over(cast, left):
    with pytest.raises(NotVisible):
        lifecycle.reassign(cast.majken, cast.majken.person, cast.majken.person, [Item("proposal", left["proposal"])])
    with pytest.raises(NotVisible):
        lifecycle.reassign(cast.majken, cast.stina.person, cast.majken.person, [Item("planet", 1)])


def test_the_page_takes_one_for_all_or_one_for_each(cast, left, sign_in):
    kalmar, browser, address = cast.organisation("Region Kalmar län"), sign_in(cast.majken), reverse("new_owners")
    new = actions.add_person(cast.majken, kalmar, name="Ny Nyling", email="ny@kalmar.test", start=TODAY)
    stina, prefix = cast.stina.person, f"p{cast.stina.person}"
    said = browser.get(address).content.decode()
    assert "Gröna hamnar" in said
    assert "Leder aktiviteten" in said
    assert browser.post(address, {"from": stina}).status_code == 422
    waiting = {f"{prefix}-{kind}-{number}": "waits" for kind, number in left.items()}
    refused = browser.post(address, {"from": stina, f"{prefix}-everything": "each", **waiting})
    assert "Välj minst en ny ägare." in refused.content.decode()
    chosen = {f"{prefix}-everything": cast.majken.person, f"{prefix}-leader-{left['leader']}": new}
    browser.post(address, {"from": stina, **waiting, **chosen})
    assert Proposal.objects.get(id=left["proposal"]).author_id == cast.majken.person
    assert Activity.objects.get(id=left["leader"]).leader_id == new
    assert "Inget väntar på ny ägare" in browser.get(address).content.decode()
    assert "Gröna hamnar" not in sign_in(cast.disa).get(address).content.decode()


def test_the_list_costs_the_same_for_one_leaver_and_for_many(cast, left, django_assert_max_num_queries):
    kalmar = cast.organisation("Region Kalmar län")
    for number in range(5):
        person = actions.add_person(cast.majken, kalmar, name=f"Nr {number}", email=f"n{number}@kalmar.test", start=TODAY)
        actions.let_go(cast.majken, kalmar, person, last=TODAY)
    actor = cast.majken
    with django_assert_max_num_queries(10):
        reports.needs_new_owner(actor)
