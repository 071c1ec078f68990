"""The programme's items: what collides, what those inside propose, and the answer they get (E4)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.activities.actions.items import add_item, add_items, change_item, decline_item, propose_item, put_back_item, take_out_item
from samlar.activities.actions.session_comments import comment, remove_comment
from samlar.activities.models import ProgrammeItem, Speaker
from samlar.activities.queries.items import draft, items_of
from samlar.activities.queries.waiting import waiting_for
from samlar.activities.rules.deeds import ActivityRefused, Overtaken
from samlar.activities.rules.items import ItemsRefused, ItemText, Placed, SpeakerText, must_not_collide
from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.people.rules import NotAllowed, NotVisible
from tests.activities import rows

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 1)
NOON = datetime(2026, 9, 1, 10, tzinfo=UTC)  # in Stockholm


def item(title: str = "Teori", starts: time = time(13), ends: time = time(14), room: str = "", *speakers: str, **fields) -> ItemText:
    return ItemText(**{"title": title, "day": DAY, "starts": starts, "ends": ends, "room": room, "speakers": tuple(SpeakerText(one) for one in speakers)} | fields)


@pytest.fixture
def lab(cast):
    return rows.activity(cast, "Att lära om lärande", format="larlabb", stage="running")


@pytest.fixture
def held(lab):
    return rows.session(lab)


@pytest.fixture
def before(held):
    with clock.at(NOON - timedelta(days=30)):
        yield


def test_an_item_is_kept_in_utc_with_its_speakers_in_order(cast, lab, held):
    made = add_item(cast.stina, lab.pk, held.pk, item("Teori", time(13), time(14, 30), "Sal A", "Talia  Talare", "Bo Tänkbar"))

    (found,) = items_of(held.pk, "planned")
    assert (found.id, found.starts, found.ends) == (made, datetime(2026, 9, 1, 11, tzinfo=UTC), datetime(2026, 9, 1, 12, 30, tzinfo=UTC))
    assert [one.name for one in found.speakers] == ["Talia Talare", "Bo Tänkbar"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " "}, "title"), ({"title": "x" * 161}, "title"), ({"kind": "fest"}, "kind"), ({"day": None}, "day"), ({"day": date(2026, 9, 3)}, "day"),
        ({"starts": None}, "starts"), ({"ends": None}, "ends"), ({"ends": time(13)}, "ends"), ({"ends": time(12, 59)}, "ends"),
        ({"starts": time(11, 59)}, "starts"), ({"day": date(2026, 9, 2), "starts": time(12), "ends": time(13, 1)}, "ends"), ({"room": "x" * 81}, "room"),
        ({"text": "x" * 2001}, "text"), ({"homework": 987654}, "homework"), ({"speakers": (SpeakerText("", "SLU"),)}, "speaker_0_name"),
        ({"speakers": (SpeakerText("Bo"), SpeakerText("bo "))}, "speaker_1_name"), ({"speakers": (SpeakerText("Bo", "", "robot"),)}, "speaker_0_gender"),
        ({"speakers": (SpeakerText("Bo", "x" * 121),)}, "speaker_0_of"),
    ],
)  # fmt: skip
def test_what_is_impossible_is_refused_by_its_field_and_nothing_is_made(cast, lab, held, fields, field):
    with pytest.raises(ActivityRefused) as refusal:
        add_item(cast.stina, lab.pk, held.pk, item(**fields))

    assert refusal.value.field == field
    assert not ProgrammeItem.objects.exists()


def test_items_side_by_side_are_fine_in_rooms_of_their_own(cast, lab, held):
    add_item(cast.stina, lab.pk, held.pk, item("Ett", room="Sal A"))
    add_item(cast.stina, lab.pk, held.pk, item("Två", room="Sal B"))
    add_item(cast.stina, lab.pk, held.pk, item("Tre", time(14), time(15), "Sal A"))

    assert [one.title for one in draft(lab.pk).sessions[0].items] == ["Ett", "Två", "Tre"]


@pytest.mark.parametrize(
    ("second", "field", "said"),
    [
        (item("Två", time(13, 30), time(13, 45), " sal  a"), "room", "Sal A är upptaget av ”Ett” kl. 13.00–14.00."),
        (item("Två", time(13, 59), time(15)), "room", "”Ett” pågår redan kl. 13.00–14.00."),
        (item("Två", time(12), time(13, 1), "Sal B", "TALIA TALARE"), "speaker_0_name", "TALIA TALARE medverkar redan i ”Ett” 1 september 2026 kl. 13.00–14.00."),
    ],
)
def test_two_in_one_room_and_one_speaker_in_two_places_are_refused_with_what_mends_it(cast, lab, held, second, field, said):
    add_item(cast.stina, lab.pk, held.pk, item("Ett", time(13), time(14), "Sal A", "Talia Talare"))

    with pytest.raises(ActivityRefused) as refusal:
        add_item(cast.stina, lab.pk, held.pk, second)

    assert (refusal.value.field, refusal.value.sentence.sv, refusal.value.source) == (field, said, "E4")
    assert refusal.value.mend is not None
    assert ProgrammeItem.objects.count() == 1


def test_a_speaker_is_not_in_two_sessions_at_once_unless_one_is_cancelled(cast, lab, held):
    add_item(cast.stina, lab.pk, held.pk, item("Ett", time(13), time(14), "Sal A", "Talia Talare"))
    other = rows.session(lab, "Studiebesök")
    with pytest.raises(ActivityRefused):
        add_item(cast.stina, lab.pk, other.pk, item("Två", time(13), time(14), "Sal A", "Talia Talare"))

    rows.Session.objects.filter(id=held.pk).update(cancelled=NOON)
    add_item(cast.stina, lab.pk, other.pk, item("Två", time(13), time(14), "Sal A", "Talia Talare"))


@given(st.data())
def test_whatever_is_let_in_one_after_the_other_never_collides(data):
    moments = st.integers(0, 20)
    let_in: list[Placed] = []
    for number in range(data.draw(st.integers(1, 8))):
        start = data.draw(moments)
        one = Placed(
            id=number, session=data.draw(st.integers(1, 2)), title=str(number), starts=NOON + timedelta(minutes=start),
            ends=NOON + timedelta(minutes=start + data.draw(st.integers(1, 10))), room=data.draw(st.sampled_from(("", "A", "a ", "B"))),
            speakers=tuple(data.draw(st.lists(st.sampled_from(("Bo", "BO", "Lo")), max_size=1))),
        )  # fmt: skip
        try:
            must_not_collide(one, let_in)
        except ActivityRefused:
            continue
        let_in.append(one)
    for one in let_in:
        for other in let_in:
            if one.id == other.id or one.ends <= other.starts or other.ends <= one.starts:
                continue
            assert not {name.casefold() for name in one.speakers} & {name.casefold() for name in other.speakers}
            if one.session == other.session:
                assert one.room
                assert other.room
                assert one.room.strip().casefold() != other.room.strip().casefold()


def test_a_conference_is_written_in_one_go_all_or_none(cast, lab, held):
    several = [item(f"Lärpass {number}", time(13 + number // 8), time(13 + number // 8, 45), f"Sal {number % 8}") for number in range(24)]
    assert len(add_items(cast.stina, lab.pk, held.pk, several)) == 24

    with pytest.raises(ItemsRefused) as refusal:
        add_items(cast.stina, lab.pk, held.pk, [item("Ny", time(18), time(19), "Sal A"), item("Krock", time(13), time(14), "Sal 3")])
    assert (refusal.value.row, refusal.value.field) == (1, "room")
    assert ProgrammeItem.objects.count() == 24


def test_an_item_is_changed_and_does_not_collide_with_itself(cast, lab, held):
    made = add_item(cast.stina, lab.pk, held.pk, item("Ett", time(13), time(14), "Sal A", "Talia Talare"))

    change_item(cast.stina, lab.pk, made, item("Ett", time(13, 30), time(14, 30), "Sal A", "Talia Talare"), revision=1)
    with pytest.raises(Overtaken):
        change_item(cast.majken, lab.pk, made, item("Två"), revision=1)

    (found,) = items_of(held.pk, "planned")
    assert (found.revision, found.when.sv) == (2, "13.30–14.30")
    assert Speaker.objects.count() == 1


def test_an_item_taken_out_can_be_put_back_where_there_is_still_room(cast, lab, held):
    made = add_item(cast.stina, lab.pk, held.pk, item("Ett", room="Sal A"))
    take_out_item(cast.stina, lab.pk, made)
    assert draft(lab.pk).sessions[0].items == ()
    other = add_item(cast.stina, lab.pk, held.pk, item("Två", room="Sal A"))
    with pytest.raises(ActivityRefused):
        put_back_item(cast.stina, lab.pk, made)
    take_out_item(cast.stina, lab.pk, other)
    put_back_item(cast.stina, lab.pk, made)

    assert [one.title for one in draft(lab.pk).sessions[0].items] == ["Ett"]


@pytest.mark.parametrize("key", ["dan", "siv", "klara", "erin"])
def test_only_the_lead_makes_items(cast, lab, held, key):
    made = rows.item(held, "Ett", NOON, NOON + timedelta(hours=1))
    who = getattr(cast, key)
    for deed in (
        lambda: add_item(who, lab.pk, held.pk, item()),
        lambda: change_item(who, lab.pk, made.pk, item(), revision=1),
        lambda: take_out_item(who, lab.pk, made.pk),
        lambda: decline_item(who, lab.pk, made.pk, answer="Nej"),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_those_inside_propose_and_the_lead_takes_up_with_a_letter(cast, lab, held, before):
    with pytest.raises(NotVisible):
        propose_item(cast.dan, lab.pk, held.pk, title="Vårt exempel")
    rows.released(lab)
    made = propose_item(cast.dan, lab.pk, held.pk, title="Vårt exempel", text="Vi visar gärna.")
    assert [(letter.name, letter.values["item"]) for letter in Letter.objects.all()] == [("item_proposed", "Vårt exempel")]
    assert draft(lab.pk).sessions[0].items == ()

    change_item(cast.stina, lab.pk, made, item("Vårt exempel från Dalarna"), revision=1)

    letter = Letter.objects.latest("id")
    assert (letter.name, letter.to, letter.values["starts"]) == ("item_taken_up", "dan@region-dalarna.test", "2026-09-01T11:00:00+00:00")
    assert [one.title for one in draft(lab.pk).sessions[0].items] == ["Vårt exempel från Dalarna"]
    with pytest.raises(ActivityRefused):
        decline_item(cast.stina, lab.pk, made, answer="Nej")


def test_a_proposal_is_declined_with_a_word_that_its_proposer_gets(cast, lab, held, before):
    rows.released(lab)
    made = propose_item(cast.dan, lab.pk, held.pk, title="Vårt exempel")
    with pytest.raises(ActivityRefused) as refusal:
        decline_item(cast.stina, lab.pk, made, answer=" ")
    assert refusal.value.field == "answer"

    decline_item(cast.stina, lab.pk, made, answer="Tack! Det ryms inte den här gången.")

    letter = Letter.objects.latest("id")
    assert (letter.name, letter.to, letter.values["answer"]) == ("item_declined", "dan@region-dalarna.test", "Tack! Det ryms inte den här gången.")
    assert items_of(held.pk, "proposed") == ()


def test_outsiders_propose_nothing_and_nobody_does_for_what_is_over(cast, lab, held):
    rows.released(lab)
    with pytest.raises(NotAllowed):
        propose_item(cast.erin, lab.pk, held.pk, title="Vårt exempel")
    with clock.at(datetime(2026, 9, 2, 11, tzinfo=UTC)), pytest.raises(ActivityRefused):
        propose_item(cast.dan, lab.pk, held.pk, title="För sent")


def test_an_organisation_does_not_flood_the_lead_with_proposals(cast, lab, held, before):
    rows.released(lab)
    for number in range(20):
        propose_item(cast.dan, lab.pk, held.pk, title=f"Förslag {number}")
    with pytest.raises(ActivityRefused):
        propose_item(cast.dan, lab.pk, held.pk, title="Ett till")
    propose_item(cast.siv, lab.pk, held.pk, title="Från en annan")


def test_those_inside_talk_about_a_session_and_the_lead_gets_a_letter(cast, lab, held):
    rows.released(lab)
    written = comment(cast.dan, lab.pk, held.pk, text="Kan vi börja en timme senare?")

    assert [letter.name for letter in Letter.objects.all()][:1] == ["session_comment"]
    with pytest.raises(NotAllowed):
        comment(cast.erin, lab.pk, held.pk, text="Hej")
    with pytest.raises(NotAllowed):
        remove_comment(cast.siv, lab.pk, held.pk, written)
    remove_comment(cast.dan, lab.pk, held.pk, written)


@pytest.mark.parametrize("id", [0, -1, 10**30, 987654])
def test_an_item_that_does_not_exist_is_not_there(cast, lab, held, id):
    for deed in (
        lambda: add_item(cast.stina, lab.pk, id, item()),
        lambda: change_item(cast.stina, lab.pk, id, item(), revision=1),
        lambda: take_out_item(cast.stina, lab.pk, id),
        lambda: put_back_item(cast.stina, lab.pk, id),
        lambda: decline_item(cast.stina, lab.pk, id, answer="Nej"),
        lambda: propose_item(cast.dan, lab.pk, id, title="Ett"),
    ):
        with pytest.raises(NotVisible):
            deed()


def test_another_activitys_item_is_not_changed_from_here(cast, lab):
    other = rows.item(rows.session(rows.activity(cast, "En annan", format="larlabb")), "Ett", NOON, NOON + timedelta(hours=1))
    with pytest.raises(NotVisible):
        take_out_item(cast.stina, lab.pk, other.pk)


def test_proposals_wait_for_whoever_leads_until_they_are_answered(cast, lab, held, before):
    rows.Activity.objects.filter(id=lab.pk).update(leader=cast.stina.person)
    rows.released(lab)
    proposed = [propose_item(cast.dan, lab.pk, held.pk, title=title) for title in ("Ett", "Två")]

    (wait,) = [one for one in waiting_for(cast.stina) if one.deed == "item.answer"]
    assert (wait.subject, wait.sentence.sv) == (f"{lab.pk}/{held.pk}", "2 förslag till programmet för ”Workshop 1” väntar på svar.")
    assert "item.answer" not in {one.deed for one in waiting_for(cast.majken)}
    decline_item(cast.stina, lab.pk, proposed[0], answer="Tack!")
    change_item(cast.stina, lab.pk, proposed[1], item(), revision=1)
    assert "item.answer" not in {one.deed for one in waiting_for(cast.stina)}
