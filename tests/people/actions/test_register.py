from datetime import date, timedelta

import pytest

from samlar.foundation import clock
from samlar.people import actions, queries
from samlar.people.models import Membership, Organisation, OrganisationKind
from samlar.people.rules import MembershipKind, NotAllowed, NotPossible, NotVisible

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)
MEMBER = MembershipKind.MEMBER


def test_only_the_register_changes_the_register(cast, visitor):
    for stranger in (cast.majken, cast.sanna, cast.nils, visitor):
        with pytest.raises(NotAllowed):
            actions.add_organisation(stranger, name="Ny", kind="region")
        with pytest.raises(NotAllowed):
            actions.begin_membership(stranger, cast.organisation("SLU"), kind=MEMBER, start=TODAY)
        with pytest.raises(NotAllowed):
            actions.represent(stranger, cast.organisation("SLU"), represents=None)
        with pytest.raises(NotAllowed):
            actions.add_kind(stranger, name_sv="a", name_en="a", plural_sv="a", plural_en="a", counts_as="other")


def test_an_organisation_gets_an_address_of_its_own(cast):
    first = actions.add_organisation(cast.klara, name="Malmö universitet", kind="university")
    second = actions.add_organisation(cast.klara, name="Malmo universitet", kind="university")
    assert list(Organisation.objects.filter(id__in=[first, second]).order_by("id").values_list("slug", flat=True)) == [
        "malmo-universitet",
        "malmo-universitet-2",
    ]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "SLU"}, "name"),
        ({"name": "slu"}, "name"),
        ({"name": "region östergötland"}, "name"),
        ({"name": "REGION ÖSTERGÖTLAND"}, "name"),
        ({"kind": "planet"}, "kind"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"about": "x" * 3001}, "about"),
    ],
)
def test_what_will_not_do_is_refused_by_its_field(cast, values, field):
    with pytest.raises(NotPossible) as refusal:
        actions.add_organisation(cast.klara, **{"name": "Ny", "kind": "region", **values})
    assert refusal.value.field == field


def test_a_kind_is_data_and_counts_as_one_that_the_formats_know(cast):
    code = actions.add_kind(
        cast.klara,
        name_sv="forskningsinstitut",
        name_en="research institute",
        plural_sv="forskningsinstitut",
        plural_en="research institutes",
        counts_as="university",
    )
    assert (code, OrganisationKind.objects.get(code=code).counts_as) == ("research_institute", "university")
    with pytest.raises(NotPossible):
        actions.add_kind(
            cast.klara, name_sv="Forskningsinstitut", name_en="institute", plural_sv="a", plural_en="a", counts_as="university"
        )
    with pytest.raises(NotPossible):
        actions.add_kind(cast.klara, name_sv="a", name_en="b", plural_sv="a", plural_en="a", counts_as="planet")


def test_a_partner_becomes_a_member_without_a_day_between_or_twice(cast):
    slu = cast.organisation("SLU")
    actions.begin_membership(cast.klara, slu, kind=MEMBER, start=TODAY, pays_fee=True, votes=True)
    rows = Membership.objects.filter(organisation=slu).order_by("start").values_list("kind", "start", "end")
    assert list(rows) == [("partner", date(2015, 1, 1), TODAY - DAY), ("member", TODAY, None)]
    assert queries.payers(TODAY) == 24
    assert cast.siv.is_member


def test_a_period_in_the_middle_of_another_is_refused(cast):
    slu = cast.organisation("SLU")
    with pytest.raises(NotPossible) as refusal:
        actions.begin_membership(cast.klara, slu, kind=MEMBER, start=date(2020, 1, 1), end=date(2020, 12, 31))
    assert refusal.value.field == "start"
    actions.begin_membership(cast.klara, slu, kind=MembershipKind.GUEST, start=date(2014, 1, 1), end=date(2014, 12, 31))


def test_a_membership_ends(cast):
    row = Membership.objects.get(organisation=cast.organisation("SLU"))
    actions.end_membership(cast.klara, row.pk, last=TODAY)
    with clock.at(clock.now() + DAY):
        assert cast.siv.membership is None
    with pytest.raises(NotVisible):
        actions.end_membership(cast.klara, 10**9, last=TODAY)


def test_stockholm_and_who_sits_for_it_never_have_two_ballots(cast):
    region, stands_for = cast.organisation("Region Stockholm"), cast.organisation("Storsthlm")
    with pytest.raises(NotPossible) as refusal:
        actions.begin_membership(cast.klara, stands_for, kind=MEMBER, start=TODAY, votes=True)
    assert refusal.value.field == "votes"
    actions.begin_membership(cast.klara, region, kind=MEMBER, start=TODAY, pays_fee=True, votes=False)
    actions.begin_membership(cast.klara, stands_for, kind=MEMBER, start=TODAY, votes=True)
    assert Membership.objects.filter(queries.on(TODAY), organisation__in=[region, stands_for], votes=True).count() == 1


def test_two_that_both_vote_cannot_come_to_represent_one_another(cast):
    with pytest.raises(NotPossible) as refusal:
        actions.represent(cast.klara, cast.organisation("Vinnova"), represents=cast.organisation("Tillväxtverket"))
    assert refusal.value.field == "represents"
    assert Organisation.objects.get(name="Vinnova").represents is None


def test_representing_never_goes_in_a_circle(cast):
    slu, boverket = cast.organisation("SLU"), cast.organisation("Boverket")
    actions.represent(cast.klara, slu, represents=boverket)
    for other in (slu, boverket):
        with pytest.raises(NotPossible):
            actions.represent(cast.klara, boverket if other == slu else slu, represents=slu)
    actions.represent(cast.klara, slu, represents=None)


def test_a_representative_describes_the_own_organisation(cast):
    kalmar = cast.organisation("Region Kalmar län")
    actions.describe_organisation(cast.majken, kalmar, county="Kalmar län", about="Vi *provar*.", website="https://kalmar.test")
    assert Organisation.objects.get(id=kalmar).about == "Vi *provar*."
    with pytest.raises(NotAllowed):
        actions.describe_organisation(cast.disa, kalmar, county="", about="", website="")
