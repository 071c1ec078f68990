"""The member representative asks the colleagues what is urgent: by letter, to all at home, once a week at most (B2)."""

from datetime import timedelta

import pytest

from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.ideas.actions import entries, home
from samlar.ideas.queries.asked import asked_at_home
from samlar.ideas.rules.rounds import ASKED_HOME_EVERY, LONGEST_SHORT, RoundRefused
from samlar.people.models import Employment
from samlar.people.queries.staff import at_work_at
from samlar.people.rules import NotAllowed, NotVisible
from samlar.talk.rules import TextRefused
from tests.at_once import at_once
from tests.cast import Cast
from tests.ideas.rounds import AFTER, CALLED, called, with_areas
from tests.ideas.rows import written

NAME = "round_asked_at_home"


def open_for_marks(cast: Cast, **changed: str) -> int:
    """A round with something to mark."""
    made = called(cast.klara, **changed)
    entries.enter(cast.stina, made, [written(cast.stina)])
    return made


def told(made: int) -> set[str]:
    return set(Letter.objects.filter(name=NAME, values__path=f"/idemoten/{made}/hemma/").values_list("to", flat=True))


def test_everybody_who_works_there_gets_it_and_nobody_else(cast):
    made = open_for_marks(cast)
    others = {one.email for one in at_work_at(cast.majken.organisation)} - {cast.majken.email}
    assert home.ask(cast.majken, made, note="Vi pratade om vatten.") == len(others)
    assert told(made) == others
    assert cast.stina.email in others
    letter = Letter.objects.get(name=NAME, to=cast.stina.email)
    assert (letter.values["note"], letter.values["who"]) == ("Vi pratade om vatten.", cast.majken.name)
    assert not told(open_for_marks(cast, title="Ett annat idémöte"))


def test_once_a_week_at_most_and_each_organisation_for_itself(cast):
    made = open_for_marks(cast)
    home.ask(cast.majken, made)
    first = Letter.objects.filter(name=NAME).count()
    with clock.at(CALLED + ASKED_HOME_EVERY - timedelta(days=1)):
        with pytest.raises(RoundRefused) as refused:
            home.ask(cast.majken, made)
        assert "20 november 2026" in refused.value.sentence.sv
        assert "27 november 2026" in refused.value.mend.sv
        assert Letter.objects.filter(name=NAME).count() == first
        assert asked_at_home(made, cast.dan.organisation) is None
    with clock.at(CALLED + ASKED_HOME_EVERY):
        assert home.ask(cast.majken, made) == first
    assert asked_at_home(made, cast.majken.organisation) == (CALLED + ASKED_HOME_EVERY).date()


def test_the_representative_alone_asks_while_something_can_be_marked_still(cast):
    made, _areas = with_areas(cast, [10, 20])
    with pytest.raises(NotAllowed):
        home.ask(cast.stina, made)
    with pytest.raises(TextRefused):
        home.ask(cast.majken, made, note="x" * (LONGEST_SHORT + 1))
    with clock.at(AFTER), pytest.raises(RoundRefused):
        home.ask(cast.majken, made)
    with pytest.raises(NotAllowed) as outside:  # a partner has no ballot
        home.ask(cast.siv, made)
    assert "medlem i dag" in outside.value.sentence.sv
    for nothing in (0, 10**30):
        with pytest.raises(NotVisible):
            home.ask(cast.majken, nothing)
    assert not told(made)


def test_whoever_has_left_gets_none_and_who_has_no_colleague_left_is_told_what_to_do(cast):
    made = open_for_marks(cast)
    Employment.objects.filter(person=cast.stina.person).update(end=clock.today() - timedelta(days=1))
    with pytest.raises(RoundRefused) as refused:
        home.ask(cast.majken, made)
    assert "ingen kollega" in refused.value.sentence.sv
    assert not told(made)
    assert asked_at_home(made, cast.majken.organisation) is None


def test_where_there_is_nothing_to_mark_yet_no_letter_goes_and_none_is_used_up(cast):
    made = called(cast.klara)
    with pytest.raises(RoundRefused) as refused:
        home.ask(cast.majken, made)
    assert "inga förslag" in refused.value.sentence.sv
    entries.enter(cast.stina, made, [written(cast.stina)])
    assert home.ask(cast.majken, made)


@pytest.mark.django_db(transaction=True)
def test_asked_twice_at_the_same_moment_each_gets_one_letter(prepared):
    cast = Cast.enter()
    made = open_for_marks(cast)
    answers = at_once(lambda: home.ask(cast.majken, made), lambda: home.ask(cast.majken, made))
    (refused,) = (one for one in answers if isinstance(one, RoundRefused))
    assert "fick ett brev" in refused.sentence.sv
    assert Letter.objects.filter(name=NAME).count() == len(told(made))
