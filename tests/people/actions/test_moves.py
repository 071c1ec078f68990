"""Nobody is moved without saying yes: the new organisation asks, the person answers, the old one keeps its history (A3)."""

from datetime import date, timedelta

import pytest

from samlar.foundation import clock
from samlar.foundation.models import AuditEntry, Letter
from samlar.people import actions, queries
from samlar.people.actions import Details
from samlar.people.models import Employment, Role
from samlar.people.rules import NotAllowed, NotPossible, NotVisible, RoleKind

TODAY, DAY = date(2026, 11, 20), timedelta(days=1)
REPRESENTATIVE = RoleKind.MEMBER_REPRESENTATIVE


def letters(name):
    return sorted(Letter.objects.filter(name=name).values_list("to", flat=True))


def token():
    """What the newest letter's link holds."""
    return Letter.objects.filter(name="move_asked").latest("id").values["path"].split("/")[-2]


def ask(cast, whom, **more):
    actions.ask_to_move(cast.majken, cast.organisation("Region Kalmar län"), email=whom.email, **{"start": TODAY, **more})
    return token()


def everything():
    return [*Employment.objects.order_by("id").values_list("id", "person", "organisation", "start", "end"), *Role.objects.order_by("id").values_list("id", "end")]


def test_asking_changes_nothing_but_sends_the_person_a_letter_once_an_hour(cast):
    before = everything()
    ask(cast, cast.dan)
    ask(cast, cast.dan)
    assert everything() == before
    assert letters("move_asked") == [cast.dan.email]
    assert letters("person_moved_away") == []


def test_a_yes_moves_the_person_and_keeps_the_old_organisations_history(cast):
    dalarna = cast.organisation("Region Dalarna")
    Role.objects.create(person_id=cast.dan.person, organisation_id=dalarna, kind="manager", start=date(2020, 1, 1))
    link = ask(cast, cast.dan, details=Details(title="chef", roles=frozenset({REPRESENTATIVE})))
    assert actions.confirm_move(cast.dan, token=link) == "Region Kalmar län"
    assert cast.dan.organisation == cast.organisation("Region Kalmar län")
    assert cast.dan.roles == {REPRESENTATIVE}
    old = Employment.objects.get(person=cast.dan.person, organisation=dalarna)
    assert (old.title, old.start, old.end) == ("analytiker", date(2015, 1, 1), TODAY - DAY)
    assert Role.objects.get(person=cast.dan.person, kind="manager").end == TODAY - DAY
    assert letters("person_moved_away") == [cast.disa.email]
    assert letters("person_moved") == [cast.majken.email]
    assert AuditEntry.objects.get(verb="employment.ended").person == str(cast.dan.person)


def test_the_link_is_only_for_the_one_it_was_sent_to_and_works_once(cast, visitor):
    link = ask(cast, cast.dan)
    with pytest.raises(NotPossible):
        actions.confirm_move(cast.disa, token=link)
    with pytest.raises(NotVisible):
        actions.confirm_move(visitor, token=link)
    with pytest.raises(NotPossible):
        actions.confirm_move(cast.dan, token=link[:-1] + ("a" if link[-1] != "a" else "b"))
    actions.confirm_move(cast.dan, token=link)
    with pytest.raises(NotPossible):
        actions.confirm_move(cast.dan, token=link)


def test_a_link_older_than_two_weeks_is_no_longer_valid(cast, monkeypatch):
    link = ask(cast, cast.dan)
    monkeypatch.setattr("samlar.people.queries.moves.LINK_SECONDS", -1)
    with pytest.raises(NotPossible):
        actions.confirm_move(cast.dan, token=link)


def test_a_yes_after_the_day_counts_from_the_day_of_the_yes(cast):
    link = ask(cast, cast.dan)
    with clock.at(clock.now() + 3 * DAY):
        actions.confirm_move(cast.dan, token=link)
    assert Employment.objects.get(person=cast.dan.person, end=None).start == TODAY + 3 * DAY


def test_a_link_from_somebody_who_no_longer_looks_after_the_organisation_is_worth_nothing(cast):
    link = ask(cast, cast.dan)
    Role.objects.filter(person=cast.majken.person).delete()
    with pytest.raises(NotPossible):
        actions.confirm_move(cast.dan, token=link)
    assert cast.dan.organisation == cast.organisation("Region Dalarna")


def test_only_who_looks_after_the_organisation_asks_and_only_somebody_known_and_never_back_in_time(cast):
    kalmar = cast.organisation("Region Kalmar län")
    with pytest.raises(NotAllowed):
        actions.ask_to_move(cast.stina, kalmar, email=cast.dan.email, start=TODAY)
    with pytest.raises(NotAllowed):
        actions.ask_to_move(cast.majken, kalmar, email=cast.dan.email, start=TODAY, details=Details(roles=frozenset({RoleKind.BOARD_MEMBER})))
    with pytest.raises(NotVisible):
        actions.ask_to_move(cast.majken, kalmar, email="ingen@alls.test", start=TODAY)
    with pytest.raises(NotPossible) as refusal:
        actions.ask_to_move(cast.majken, kalmar, email=cast.dan.email, start=TODAY - DAY)
    assert refusal.value.field == "start"
    assert letters("move_asked") == []


def test_when_the_last_representative_moves_away_the_register_is_told(cast):
    actions.confirm_move(cast.gun, token=ask(cast, cast.gun))
    assert queries.contacts([cast.organisation("Region Gotland")]) == []
    assert letters("representative_missing") == letters("person_moved_away") == [cast.klara.email, cast.ture.email]


def test_the_last_representative_of_an_organisation_with_a_mandate_stays_until_somebody_else_is(cast):
    link = ask(cast, cast.sanna)
    with pytest.raises(NotPossible) as refusal:
        actions.confirm_move(cast.sanna, token=link)
    assert "Vinnova" in refusal.value.sentence.sv
    assert cast.sanna.organisation == cast.organisation("Vinnova")


def test_who_has_a_last_day_at_the_old_place_is_added_at_once(cast):
    dalarna, kalmar = cast.organisation("Region Dalarna"), cast.organisation("Region Kalmar län")
    actions.let_go(cast.disa, dalarna, cast.dan.person, last=TODAY)
    actions.add_person(cast.majken, kalmar, name="Dan", email=cast.dan.email, start=TODAY + DAY)
    assert letters("move_asked") == []
    assert Employment.objects.get(person=cast.dan.person, end=None).organisation_id == kalmar
