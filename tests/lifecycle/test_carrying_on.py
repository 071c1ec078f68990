"""A network becomes a learning project for a year and a network again; people who met go on in a network (C3, H1, E7)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.activities import queries
from samlar.activities.actions.staff import add_staff
from samlar.activities.models import Activity, Plan, Staff
from samlar.activities.queries.lineage import could_continue, family
from samlar.activities.queries.trail import trail
from samlar.activities.rules.deeds import ActivityRefused
from samlar.activities.rules.lineage import KinRow, in_order, nearest
from samlar.activities.rules.staff import Described
from samlar.catalogue import queries as catalogue
from samlar.formats.sentence import Sentence
from samlar.foundation.models import Letter
from samlar.lifecycle import facts
from samlar.lifecycle.actions import carry_on, move, start_network
from samlar.people.models import Body, Employment, Grant, Seat
from samlar.people.rules import PUBLIC, NotAllowed, NotVisible
from samlar.registration.actions.contact_list import share_contact
from tests.activities.rows import activity
from tests.registration.taking_part import place

OTHERS = ("Region Dalarna", "SLU")


@pytest.fixture
def network(cast):
    made = activity(cast, "Vattennätverket", format="natverk", others=OTHERS)
    Plan.objects.filter(activity=made).update(sections={"purpose": "Kunna mer om vatten.", "main_question": "Dricksvatten", "time_plan": "I höst."})
    return made


def others(cast):
    return [cast.organisation(name) for name in OTHERS]


def begun(cast, network, **fields):
    return carry_on(cast.stina, network.pk, **{"format_id": "larprojekt", "title": " Ett år\nom vatten ", "organisations": others(cast), **fields})


@pytest.mark.django_db
def test_a_network_becomes_a_learning_project_and_stays_a_network(cast, network):
    network.participations.filter(organisation=cast.organisation("SLU")).update(contact_id=cast.siv.person)
    add_staff(cast.stina, network.pk, Described(role="planning_group", person=cast.dan.person, organisation=None, engagement="member"))
    Letter.objects.all().delete()

    made = begun(cast, network)

    new = queries.activity(cast.dan, made)
    assert (new.title, new.format, new.stage, new.continues, new.lead.name) == ("Ett år om vatten", "larprojekt", "planning", network.pk, "Region Kalmar län")
    assert {one.name: one.contact_name for one in new.taking_part} == {
        "Region Kalmar län": cast.stina.name, "Region Dalarna": "", "SLU": cast.siv.name,
    }  # fmt: skip
    assert Plan.objects.get(activity=made).sections == {"purpose": "Kunna mer om vatten.", "main_question": "Dricksvatten"}
    assert list(Staff.objects.filter(activity=made).values_list("role", "person")) == [("planning_group", cast.dan.person)]
    assert Grant.objects.filter(token=f"activity:{made}", person=cast.dan.person).exists()
    assert queries.activity(cast.dan, network.pk).stage == "running"
    assert "Bygger vidare på en tidigare aktivitet." in [entry.what.sv for entry in trail(cast.stina, new)]
    told = Letter.objects.filter(name="activity_carried_on")
    assert {letter.values["earlier"] for letter in told} == {"Vattennätverket"}
    assert {letter.values["path"] for letter in told} == {f"/aktiviteter/{made}/"}


@pytest.mark.django_db
def test_it_goes_all_the_way_back_to_a_network(cast, network):
    project = begun(cast, network)
    Activity.objects.filter(id=project).update(stage="closed", stage_kind="closed", audience=PUBLIC, started=network.started)
    again = carry_on(cast.stina, project, format_id="natverk", title="Vattennätverket igen", organisations=others(cast))
    found = family(cast.dan, queries.activity(cast.dan, again))
    assert [(one.title, one.of) for one in found.kin] == [("Vattennätverket", None), ("Ett år om vatten", network.pk), ("Vattennätverket igen", project)]


@pytest.mark.django_db
def test_what_a_group_owns_goes_on_and_can_be_started(cast):
    """The rule that asks who proposes has an answer also where no organisation owns it and no proposal led to it."""
    made = activity(cast, "Nät", format="natverk", others=OTHERS)
    new = begun(cast, made, format_id="larprojekt")
    Activity.objects.filter(id=new).update(owner_organisation=None, owner_body=_body(cast))
    assert facts.proposer(queries.activity(cast.stina, new)).organisation == "Region Kalmar län"


def _body(cast):
    body = Body.objects.create(slug="rus", name_sv="RUS", name_en="RUS", kind="network")
    Seat.objects.create(body=body, organisation_id=cast.organisation("Region Kalmar län"), start="2015-01-01")
    return body


@pytest.mark.django_db
def test_only_the_lead_begins_it_and_only_in_a_format_that_it_may_lead(cast):
    made = activity(cast, "Partners nätverk", format="natverk", lead="SLU", others=("Region Dalarna",))
    for key in ("dan", "klara", "erin"):
        with pytest.raises(NotAllowed):
            carry_on(getattr(cast, key), made.pk, format_id="larprojekt", title="X")
    with pytest.raises(NotAllowed) as refusal:  # a partner may convene a network and not lead a learning project
        carry_on(cast.siv, made.pk, format_id="larprojekt", title="X")
    assert refusal.value.source
    with pytest.raises(NotAllowed):
        facts.to_carry_on(cast.siv, made.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"format_id": "provrum"}, "format_id"), ({"format_id": ""}, "format_id"), ({"format_id": "finns-inte"}, "format_id"),
        ({"title": " \n"}, "title"), ({"title": "x" * 121}, "title"), ({"summary": "x" * 301}, "summary"),
        ({"organisations": [10**30]}, "organisations"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_at_its_field_and_begins_nothing(cast, network, fields, field):
    with pytest.raises(ActivityRefused) as refusal:
        begun(cast, network, **fields)
    assert refusal.value.field == field
    assert Activity.objects.count() == 1


@pytest.mark.django_db
def test_who_does_not_take_part_is_not_taken_in_and_what_has_not_begun_has_no_next(cast, network):
    with pytest.raises(ActivityRefused):
        begun(cast, network, organisations=[cast.organisation("Region Gotland")])
    for stage in ("planning", "cancelled"):
        with pytest.raises(ActivityRefused):
            begun(cast, activity(cast, f"Inte {stage}", format="natverk", stage=stage))


@pytest.mark.django_db
def test_pressing_twice_begins_once(cast, network):
    begun(cast, network)
    with pytest.raises(ActivityRefused) as refusal:
        begun(cast, network)
    assert "Ett år om vatten" in refusal.value.sentence.sv
    assert Activity.objects.count() == 2


@pytest.mark.django_db
def test_a_use_may_turn_into_what_its_format_does_not(cast):
    scouting = activity(cast, "Sondering", use="scouting")
    assert facts.to_carry_on(cast.stina, scouting.pk).formats[0][0] == "larprojekt"
    with pytest.raises(ActivityRefused):
        facts.to_carry_on(cast.stina, activity(cast, "Förstudie", use="pre_study").pk)


@pytest.mark.django_db
def test_who_has_left_does_not_follow(cast, network):
    network.participations.filter(organisation=cast.organisation("SLU")).update(contact_id=cast.siv.person)
    add_staff(cast.stina, network.pk, Described(role="planning_group", person=cast.siv.person, organisation=None, engagement="partner"))
    Employment.objects.filter(person=cast.siv.person).update(end="2026-11-19")
    made = begun(cast, network)
    assert queries.activity(cast.stina, made).participation_of(cast.organisation("SLU")).contact is None
    assert not Staff.objects.filter(activity=made).exists()


# — the family —


@pytest.mark.django_db
def test_an_invisible_link_hides_what_lies_behind_it_and_itself(cast, visitor, network):
    project = begun(cast, network)
    Activity.objects.filter(id=project).update(started=network.started)
    last = activity(cast, "Sist", format="natverk", continues_id=project)
    assert [one.title for one in family(cast.dan, queries.activity(cast.dan, last.pk)).kin] == ["Vattennätverket", "Ett år om vatten", "Sist"]
    for outside in (visitor, cast.erin):
        for made, title in ((last, "Sist"), (network, "Vattennätverket")):
            (alone,) = family(outside, queries.activity(outside, made.pk)).kin
            assert (alone.title, alone.of) == (title, None)


@pytest.mark.django_db
def test_a_ring_is_walked_once_and_cannot_be_made_in_a_plan(cast, network):
    project = begun(cast, network)
    Activity.objects.filter(id=network.pk).update(continues=project)
    assert len(family(cast.stina, queries.activity(cast.stina, network.pk)).kin) == 2
    Activity.objects.filter(id=network.pk).update(continues=None)
    Activity.objects.filter(id=project).update(started=network.started)
    assert could_continue(queries.activity(cast.stina, network.pk)) == []


@pytest.mark.django_db
def test_a_long_family_costs_as_little_as_a_short_one(cast, network, django_assert_num_queries):
    earlier = network
    for place_ in range(50):
        earlier = activity(cast, f"Led {place_}", format="natverk", continues_id=earlier.pk)
    row = queries.activity(cast.dan, earlier.pk)
    dan = cast.dan
    with django_assert_num_queries(2):
        found = family(dan, row)
    assert (len(found.kin), found.more) == (40, 11)
    assert found.kin[-1].id == earlier.pk


@given(st.dictionaries(st.integers(1, 12), st.none() | st.integers(1, 12), max_size=12), st.integers(1, 12))
def test_every_family_is_told_whole_once_and_after_what_it_grew_from(of, here):
    rows = [
        KinRow(id=id, title=str(id), format=Sentence("", ""), stage=Sentence("", ""), stage_kind="running", first=date(2020, 1, id), last=None, of=parent)
        for id, parent in of.items()
    ]
    told = in_order(rows)
    assert sorted(one.id for one in told) == sorted(of)
    places = {one.id: place_ for place_, one in enumerate(told)}

    def in_a_ring(id):
        seen = set()
        while id in of and id not in seen:
            seen.add(id)
            id = of[id]
        return id in seen

    for one in told:
        if one.of in places and not in_a_ring(one.id):
            assert places[one.of] < places[one.id]
    if here in of:
        found = nearest(here, of, most=4)
        assert here in found
        assert len(found) <= 4


# — a network from the contact list —


@pytest.fixture
def lab(cast):
    made = activity(cast, "Lab", format="larlabb", stage="closed", others=("Region Dalarna", "SLU", "Region Gotland", "Science Park Norr"))
    for key in ("dan", "siv", "gun"):
        place(made, getattr(cast, key))
        share_contact(getattr(cast, key), made.pk)
    place(made, cast.gustav)
    return made


@pytest.mark.django_db
def test_somebody_on_the_list_starts_a_network_and_the_others_organisations_are_asked(cast, lab):
    made = start_network(
        cast.siv, lab.pk, title="Labbets vänner", organisations=[cast.organisation("Region Dalarna"), cast.organisation("Region Gotland")],
        message="Häng med!",
    )  # fmt: skip

    new = queries.activity(cast.siv, made)
    assert (new.format, new.lead.name, new.continues) == ("natverk", "SLU", lab.pk)
    assert {one.name: one.state for one in new.participants} == {"SLU": "taking_part", "Region Dalarna": "asked", "Region Gotland": "asked"}
    assert set(Letter.objects.values_list("name", flat=True)) == {"activity_asked"}
    assert {letter.values["message"] for letter in Letter.objects.all()} == {"Häng med!"}
    assert [one.title for one in family(cast.siv, queries.activity(cast.siv, lab.pk)).kin] == ["Lab", "Labbets vänner"]
    assert len(family(cast.erin, queries.activity(cast.erin, lab.pk)).kin) == 1


@pytest.mark.django_db
def test_only_those_on_the_list_and_the_lead_start_one_and_ask_only_those_on_it(cast, lab):
    dalarna = [cast.organisation("Region Dalarna")]
    for key in ("gustav", "erin", "klara"):
        with pytest.raises(NotAllowed):
            start_network(getattr(cast, key), lab.pk, title="X", organisations=dalarna)
    with pytest.raises(ActivityRefused):
        start_network(cast.siv, lab.pk, title="X", organisations=[cast.organisation("Science Park Norr")])
    with pytest.raises(ActivityRefused):
        start_network(cast.siv, lab.pk, title="X", organisations=[])
    share_contact(cast.gustav, lab.pk)
    with pytest.raises(NotAllowed):  # a guest may not convene
        start_network(cast.gustav, lab.pk, title="X", organisations=dalarna)
    assert start_network(cast.stina, lab.pk, title="Ledarens", organisations=dalarna)
    with pytest.raises(NotVisible):
        start_network(cast.siv, 10**30, title="X", organisations=dalarna)


@pytest.mark.django_db
def test_the_network_is_started_by_its_own_steps(cast, lab):
    made = start_network(cast.siv, lab.pk, title="Labbets vänner", organisations=[cast.organisation("Region Dalarna")])
    Plan.objects.filter(activity=made).update(sections={"purpose": "Ses", "time_plan": "I vår", "main_question": "Lärande"})
    move(cast.siv, made, "start", revision=1)
    assert queries.activity(cast.erin, made).stage_kind == "running"
    assert catalogue.latest("natverk").definition.becomes == ("larprojekt",)


@pytest.mark.django_db
@pytest.mark.parametrize("title", ["Vattennätverket", " vattennätverket\n"])
def test_the_new_one_has_another_name_and_one_is_suggested(cast, network, title):
    with pytest.raises(ActivityRefused) as refused:
        begun(cast, network, title=title)
    assert (refused.value.field, refused.value.mend.sv) == ("title", "Till exempel ”Vattennätverket: fortsättning”.")
    assert not Activity.objects.filter(continues=network).exists()
