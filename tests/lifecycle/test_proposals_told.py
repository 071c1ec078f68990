"""Those who proposed something are told what became of it, then and later (B3)."""

from datetime import timedelta

import pytest

from samlar.activities.models import Activity
from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.ideas.actions import entries, show_interest
from samlar.ideas.actions.told import stop
from samlar.ideas.models import Proposal
from samlar.lessons.actions import uptakes
from samlar.lessons.queries.became import became
from samlar.lessons.rules.words import STEPS, Reach, State
from samlar.lifecycle.actions.proposals import PAUSE, tell_proposers
from samlar.lifecycle.actions.start import start_from_proposal
from samlar.people.rules import NotVisible
from samlar.web.letters import render
from tests.conftest import NOW
from tests.ideas.rounds import called
from tests.ideas.rows import written
from tests.lessons.making import home, lesson
from tests.lessons.uptaking import shown

DAY = timedelta(days=1)


def letters() -> list[Letter]:
    return list(Letter.objects.filter(name="proposal_news").order_by("id"))


def text(letter: Letter) -> str:
    return render(letter.name, "sv", letter.values).text


@pytest.fixture
def started(cast) -> tuple[int, int]:
    """Stina's proposal, and the activity that Dan's organisation begins of it."""
    proposal = written(cast.stina, title="Vatten i kris", format="larprojekt")
    show_interest(cast.dan, proposal, would_lead=True)
    made = start_from_proposal(cast.dan, proposal, organisations=[])
    Activity.objects.filter(id=made).update(audience="members")
    return proposal, made


def test_news_of_a_proposal_comes_in_one_letter_a_month_with_all_that_is_new(cast, started):
    _proposal, made = started
    assert tell_proposers() == 1
    assert tell_proposers() == 0
    (first,) = letters()
    assert first.to == cast.stina.email
    assert "Vatten i kris, planeras:" in text(first)
    with clock.at(NOW + 2 * DAY):
        lesson(cast.dan, "Fråga grannen först.", state=State.PUBLISHED, activity=made)
        lesson(cast.dan, "Bara ett utkast.", state=State.DRAFT, activity=made)
        assert tell_proposers() == 0
    with clock.at(NOW + PAUSE):
        assert tell_proposers() == 1
        assert tell_proposers() == 0
    second = text(letters()[1])
    assert "Fråga grannen först." in second
    assert "planeras" not in second
    assert "utkast" not in second
    with clock.at(NOW + 2 * PAUSE + DAY):
        assert tell_proposers() == 0  # nothing is new


def test_a_change_at_home_is_told_with_who_made_it(cast, started):
    proposal, made = started
    tell_proposers()
    with clock.at(NOW + PAUSE):
        of = home(cast.disa, lesson(cast.dan, "Fråga grannen först.", activity=made), activity=made, reach=Reach.MEMBERS)
        shown(cast.disa, *STEPS, uptake_id=of)
        uptakes.check(cast.dan, of)
        assert tell_proposers() == 1
        assert [(one.uptake, one.organisation) for one in became(cast.stina, proposal).changes] == [(of, "Region Dalarna")]
    assert "Region Dalarna använder nu ”Fråga grannen först.”" in text(letters()[1])


def test_who_has_said_no_gets_no_more_letters_and_others_do(cast, started):
    tell_proposers()
    path = letters()[0].values["stop_path"]
    token = path.rstrip("/").rpartition("/")[2]
    stop(token)
    stop(token)
    with pytest.raises(NotVisible):
        stop(token[:-1] + ("a" if token[-1] != "a" else "b"))
    with clock.at(NOW + PAUSE + DAY):
        lesson(cast.dan, "Fråga grannen först.", activity=started[1])
        assert tell_proposers() == 0
        Proposal.objects.update(author=cast.majken.person)
        assert tell_proposers() == 1
    assert letters()[-1].to == cast.majken.email


def test_nothing_is_told_of_what_its_reader_does_not_see(cast, started):
    proposal, made = started
    Activity.objects.update(audience="activity:99")
    assert tell_proposers() == 0
    assert not became(cast.stina, proposal)
    Activity.objects.update(audience="members")
    assert [one.id for one in became(cast.stina, proposal).activities] == [made]
    assert not became(cast.gustav, proposal)


def test_of_a_proposal_that_became_nothing_yet_nobody_gets_letters(cast):
    written(cast.stina)
    assert tell_proposers() == 0


def test_whose_proposal_somebody_else_puts_into_a_meeting_is_told(cast):
    ours, theirs = written(cast.stina, title="Vatten"), written(cast.klara, title="Skog")
    entries.enter(cast.klara, called(cast.klara), [ours, theirs])
    (letter,) = Letter.objects.filter(name="round_entered")
    assert letter.to == cast.stina.email
    said = render(letter.name, "sv", letter.values)
    assert said.subject == "Ert förslag ”Vatten” är med på Idémötet våren 2027"
    assert f"{cast.klara.name}, {cast.klara.organisation_name}, har lagt fram" in said.text
    entries.enter(cast.stina, called(cast.klara), [ours])
    assert Letter.objects.filter(name="round_entered").count() == 1
