"""A second person checks by a link: asked, answered once, by nobody who owns or wrote it (F2)."""

from datetime import datetime, timedelta

import pytest

from samlar.activities.rules.deeds import Overtaken
from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.lessons.actions import checks, uptakes
from samlar.lessons.actions.forgetting import forget_checkers
from samlar.lessons.actions.uptakes import Care
from samlar.lessons.models import CheckRequest, Evidence
from samlar.lessons.queries import uptake
from samlar.lessons.queries.checks import asked as what_is_asked
from samlar.lessons.queries.uptake_page import page
from samlar.lessons.rules.deeds import LessonRefused
from samlar.lessons.rules.words import STEPS, Standing, Step
from samlar.people.models import Employment, Person
from samlar.people.rules import VISITOR, NotAllowed, NotVisible
from samlar.people.rules.links import LinkClosed
from tests.lessons.making import SAID, shows
from tests.lessons.uptaking import asked, revision, shown, used

pytestmark = pytest.mark.django_db


def letters(name):
    return list(Letter.objects.filter(name=name).order_by("id").values_list("to", "values"))


def test_somebody_outside_says_yes_and_it_is_used(cast):
    of = shown(cast.stina, *STEPS)
    held = asked(cast.stina, of)
    ((to, said),) = letters("check_asked")
    assert (to, said["to"], said["who"]) == ("kim@annan.test", "Kim Kollega", cast.stina.name)
    found = what_is_asked(VISITOR, held)
    assert (found.changed, found.lives_in, found.closed) == (SAID[Step.USED]["changed"], SAID[Step.USED]["lives_in"], None)
    assert checks.answer(VISITOR, held, holds=True, note="Jag har sett det.") == Standing.USED
    row = uptake(cast.stina, of)
    assert (row.standing, row.showing(Step.USED).checker_name, row.showing(Step.USED).check_note) == (
        Standing.USED, "Kim Kollega", "Jag har sett det.",
    )  # fmt: skip
    ((to, said),) = letters("check_answered")
    assert (to, said["holds"], said["used"], said["word"]) == (cast.stina.email, True, True, "Jag har sett det.")


def test_a_no_strikes_nothing_and_tells_the_owner(cast):
    of = shown(cast.stina, *STEPS)
    held = asked(cast.stina, of)
    before = uptake(cast.stina, of)
    with pytest.raises(LessonRefused) as refused:
        checks.answer(VISITOR, held, holds=False, note=" ")
    assert refused.value.field == "note"
    checks.answer(VISITOR, held, holds=False, note="Mallen finns inte.")
    assert uptake(cast.stina, of) == before
    ((to, said),) = letters("check_answered")
    assert (to, said["holds"], said["word"]) == (cast.stina.email, False, "Mallen finns inte.")
    with pytest.raises(LinkClosed):
        checks.answer(VISITOR, held, holds=True)
    assert len(letters("check_answered")) == 1
    assert what_is_asked(VISITOR, held).answered == "not"
    assert checks.ask(cast.stina, of, name="En Annan", email="en@annan.test", revision=before.revision) is None, "another may be asked"


def test_an_answer_is_given_once_and_then_the_page_tells_so_and_nothing_else(cast):
    of = shown(cast.stina, *STEPS)
    held = asked(cast.stina, of)
    checks.answer(VISITOR, held, holds=True)
    with pytest.raises(LinkClosed):
        checks.answer(VISITOR, held, holds=False, note="Ångrade mig")
    found = what_is_asked(VISITOR, held)
    assert (found.answered, found.changed, found.lives_in) == ("holds", "", "")
    assert len(letters("check_answered")) == 1


@pytest.mark.parametrize("what", ["again", "replaced", "struck", "ended", "checked", "late", "owner", "unknown"])
def test_a_question_holds_until_something_else_has_happened(cast, settings, what):
    of = shown(cast.stina, *STEPS)
    held = asked(cast.stina, of)
    now = revision(cast.stina, of)
    if what == "again":
        asked(cast.stina, of, email="en@annan.test")
    elif what == "replaced":
        uptakes.add_evidence(
            cast.stina, of, {Step.USED: uptakes.Shows(clock.today(), {**SAID[Step.USED], "lives_in": "Annorstädes"})}, revision=now
        )
    elif what == "struck":
        uptakes.step_back(cast.stina, of, Standing.TRIED, why="Nej", revision=now)
    elif what == "ended":
        uptakes.end(cast.stina, of, Standing.DECLINED, why="Nej", revision=now)
    elif what == "checked":
        uptakes.check(cast.majken, of)
    elif what == "late":
        settings.SAMLAR_NOW = (datetime.fromisoformat(settings.SAMLAR_NOW) + timedelta(days=31)).isoformat()
    elif what == "owner":  # whoever is asked becomes the owner
        held = asked(cast.stina, of, name=cast.majken.name, email=cast.majken.email)
        uptakes.care(cast.stina, of, Care(owner=cast.majken.person), revision=revision(cast.stina, of))
    else:
        held = held[:-1] + ("a" if held[-1] != "a" else "b")
    before = uptake(cast.stina, of)
    with pytest.raises((LinkClosed, LessonRefused, NotVisible)):
        checks.answer(VISITOR, held, holds=True)
    assert uptake(cast.stina, of) == before
    if what != "unknown":
        found = what_is_asked(VISITOR, held)
        assert found.closed is not None
        assert found.changed == found.lives_in == found.sentence == ""


def test_whoever_wrote_or_owns_it_is_refused_when_asked_and_when_the_link_is_passed_on(cast):
    of = shown(cast.stina, *STEPS)
    uptakes.care(cast.stina, of, Care(owner=cast.majken.person), revision=revision(cast.stina, of))
    for one in (cast.stina, cast.majken):
        with pytest.raises(LessonRefused) as refused:
            asked(cast.stina, of, name=one.name, email=f" {one.email.upper()} ")
        assert refused.value.field == "email"
    assert not CheckRequest.objects.exists()
    assert not Person.objects.filter(email__contains="+").exists()
    held = asked(cast.stina, of)
    for one in (cast.stina, cast.majken):
        with pytest.raises(LessonRefused):
            checks.answer(one, held, holds=True)
        assert what_is_asked(one, held).closed is not None
    assert uptake(cast.stina, of).standing == Standing.ANCHORED


def test_nothing_is_asked_where_there_is_nothing_to_check_or_of_others_or_too_often(cast):
    of = shown(cast.stina, Step.SHARED)
    with pytest.raises(LessonRefused):
        asked(cast.stina, of)
    shown(cast.stina, *STEPS[1:], uptake_id=of)
    with pytest.raises((NotAllowed, NotVisible)):
        checks.ask(cast.dan, of, name="X", email="x@y.test", revision=revision(cast.stina, of))
    with pytest.raises(Overtaken):
        checks.ask(cast.stina, of, name="X", email="x@y.test", revision=1)
    for turn in range(checks.MOST_ASKED_A_DAY):
        asked(cast.stina, of, email=f"k{turn}@annan.test")
    with pytest.raises(LessonRefused) as refused:
        asked(cast.stina, of, email="en.till@annan.test")
    assert refused.value.field == "email"
    assert CheckRequest.objects.filter(state="asked").count() == 1
    uptakes.check(cast.majken, of)
    with pytest.raises(LessonRefused):
        checks.ask(cast.stina, of, name="X", email="x@y.test", revision=revision(cast.stina, of))


def test_a_check_does_not_count_once_whoever_made_it_owns_it_but_what_is_used_stays_so(cast):
    of = shown(cast.stina, Step.SHARED, Step.USED)
    uptakes.check(cast.majken, of)
    uptakes.care(cast.stina, of, Care(owner=cast.majken.person), revision=revision(cast.stina, of))
    shown(cast.stina, Step.TRIED, Step.ANCHORED, uptake_id=of)
    assert uptake(cast.stina, of).standing == Standing.ANCHORED, "the only check is the owner's own"
    with pytest.raises(LessonRefused):
        uptakes.check(cast.majken, of)
    assert checks.answer(VISITOR, asked(cast.stina, of), holds=True) == Standing.USED, "a second person, again"
    other = used(cast.stina, cast.majken)
    uptakes.care(cast.stina, other, Care(owner=cast.majken.person), revision=revision(cast.stina, other))
    assert uptake(cast.stina, other).standing == Standing.USED


def test_the_answer_reaches_somebody_at_home_also_when_the_owner_has_left(cast):
    of = shown(cast.stina, *STEPS)
    held = asked(cast.stina, of)
    Employment.objects.filter(person=cast.people["stina"]).update(end=clock.today() - timedelta(days=1))
    assert checks.answer(VISITOR, held, holds=True) == Standing.ANCHORED, "without an owner nothing becomes used"
    assert [to for to, _ in letters("check_answered")] == [cast.majken.email], "the member representative"


def test_whoever_is_asked_is_called_as_it_was_written_until_the_answer(cast):
    of = shown(cast.stina, *STEPS)
    gun = Person.objects.get(id=cast.gun.person)
    held = asked(cast.stina, of, name="Någon  Jag Tror", email=gun.email)
    assert [one.name for one in page(cast.stina, of).checks] == ["Någon Jag Tror"], "no address tells who has it"
    checks.answer(VISITOR, held, holds=False, note="Nej, inte än.")
    assert [one.name for one in page(cast.stina, of).checks] == [gun.name], "whoever has answered is told by name"
    asked(cast.stina, of, name="Någon Annan", email="annan@annan.test")
    Person.objects.filter(email="annan@annan.test").update(is_active=False)
    forget_checkers()
    assert not CheckRequest.objects.exclude(called="").exists()


def test_the_words_of_whoever_is_forgotten_go(cast):
    of = shown(cast.stina, *STEPS)
    checks.answer(VISITOR, asked(cast.stina, of), holds=True, note="Jag, Kim, har sett det.")
    assert forget_checkers() == 0
    Person.objects.filter(email="kim@annan.test").update(is_active=False)
    assert forget_checkers() == 2
    assert forget_checkers() == 0
    assert not Evidence.objects.exclude(check_note="").exists()
    assert uptake(cast.stina, of).standing == Standing.USED, "that it was checked stays"


def test_what_says_the_same_keeps_its_check_and_other_words_lose_it(cast):
    of = used(cast.stina, cast.majken)
    row = uptake(cast.stina, of)
    uptakes.add_evidence(cast.stina, of, shows(clock.today(), *STEPS), revision=row.revision)
    assert uptake(cast.stina, of) == row
    uptakes.add_evidence(
        cast.stina, of, {Step.USED: uptakes.Shows(clock.today(), {**SAID[Step.USED], "changed": "Annat."})}, revision=row.revision
    )
    assert uptake(cast.stina, of).standing == Standing.ANCHORED
