from datetime import date, timedelta

import pytest

from samlar.people import actions
from samlar.people.models import Seat
from samlar.people.rules import NotAllowed, NotPossible, NotVisible

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.fixture
def board(cast):
    return actions.add_body(cast.klara, name_sv="Styrelsen", name_en="The board", kind="board")


def test_the_register_says_who_sits_in_a_group_and_when(cast, board):
    kalmar = cast.organisation("Region Kalmar län")
    actions.seat(
        cast.klara, board, organisation=kalmar, person=cast.majken.person, duty="chair", start=date(2023, 1, 1), end=date(2026, 12, 31)
    )
    with pytest.raises(NotPossible) as refusal:
        actions.seat(cast.klara, board, organisation=kalmar, person=cast.majken.person, start=TODAY)
    assert refusal.value.field == "person"
    with pytest.raises(NotAllowed):
        actions.seat(cast.majken, board, organisation=kalmar, start=TODAY)
    with pytest.raises(NotVisible):
        actions.seat(cast.klara, 10**9, organisation=kalmar, start=TODAY)


def test_a_seat_goes_to_somebody_of_the_organisation(cast, board):
    with pytest.raises(NotPossible):
        actions.seat(cast.klara, board, organisation=cast.organisation("SLU"), person=cast.majken.person, start=TODAY)


def test_a_group_has_a_name_and_a_kind_that_exist(cast, board):
    for values, field in (({"name_sv": "styrelsen"}, "name_sv"), ({"kind": "sekt"}, "kind"), ({"name_en": ""}, "name_en")):
        with pytest.raises(NotPossible) as refusal:
            actions.add_body(cast.klara, **{"name_sv": "Ny", "name_en": "New", "kind": "network", **values})
        assert refusal.value.field == field


def test_an_organisation_fills_its_own_empty_seat(cast, board):
    seat = actions.seat(cast.klara, board, organisation=cast.organisation("Region Kalmar län"), start=TODAY)
    with pytest.raises(NotVisible):
        actions.fill_seat(cast.disa, seat, person=cast.disa.person)
    with pytest.raises(NotPossible):
        actions.fill_seat(cast.majken, seat, person=cast.disa.person)
    actions.fill_seat(cast.majken, seat, person=cast.stina.person)
    assert Seat.objects.get(id=seat).person_id == cast.stina.person
    with pytest.raises(NotVisible):
        actions.fill_seat(cast.majken, seat, person=cast.majken.person)


def test_a_seat_ends_but_its_past_stays(cast, board):
    seat = actions.seat(cast.klara, board, organisation=cast.organisation("SLU"), start=date(2023, 1, 1))
    with pytest.raises(NotPossible):
        actions.end_seat(cast.klara, seat, last=TODAY - 9 * DAY)
    actions.end_seat(cast.klara, seat, last=TODAY)
    assert Seat.objects.get(id=seat).end == TODAY
    with pytest.raises(NotVisible):
        actions.end_seat(cast.klara, 10**9, last=TODAY)
