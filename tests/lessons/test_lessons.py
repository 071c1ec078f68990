"""A lesson: caught where it arises, seen as far as it is open, reviewed by others, obsolete with a why, never lost (F1)."""

from datetime import timedelta

import pytest

from samlar.activities.models import Debrief
from samlar.activities.rules.deeds import Overtaken
from samlar.foundation import audit, clock
from samlar.foundation.models import Letter
from samlar.lessons.actions import reviewing, uptakes, writing
from samlar.lessons.models import Lesson, Review, Uptake
from samlar.lessons.queries import lesson as the_lesson
from samlar.lessons.queries.around import around, trail
from samlar.lessons.queries.listing import Wanted, lessons, of_activity
from samlar.lessons.queries.sources import caught, marked
from samlar.lessons.queries.waiting import waiting_for
from samlar.lessons.rules.deeds import LessonRefused
from samlar.lessons.rules.lessons import LessonText
from samlar.lessons.rules.reviewing import taken_note
from samlar.lessons.rules.words import Origin, Standing, State
from samlar.people.models import Grant
from samlar.people.rules import NotAllowed, NotVisible
from tests.activities import homework, rows
from tests.lessons.making import home, lesson

pytestmark = pytest.mark.django_db


def read(actor, id):
    return the_lesson(actor, id)


# — caught where it arises —


@pytest.fixture
def place(cast):
    """A running activity with a session that was held, led by Kalmar; Dalarna takes part, Gotland does not."""
    made = rows.activity(cast, "Drönare över skogen")
    held = rows.session(made, "Workshop")
    rows.released(made)
    return made, held


def test_from_a_session_its_activity_comes_along(cast, place):
    made, held = place
    where = caught(cast.dan, session=held.pk)
    assert (where.origin, where.activity, where.session_title) == (Origin.SESSION, made.pk, "Workshop")
    id = writing.capture(
        cast.dan,
        LessonText(sentence="Ring först.", origin=where.origin, activity=where.activity, session=where.session),
        state=State.SHARED,
    )
    row = read(cast.stina, id)
    assert (row.session_title, row.activity_title, row.contact_name, row.day) == (
        "Workshop",
        "Drönare över skogen",
        cast.dan.name,
        clock.today(),
    )


def test_an_unreleased_session_and_one_that_is_not_there_are_nowhere(cast, place):
    made, _ = place
    hidden = rows.session(made, "HEMLIG")
    for key in (hidden.pk, 10**30, -1, 999_999):
        with pytest.raises(NotVisible):
            caught(cast.dan, session=key)
    with pytest.raises(LessonRefused):
        writing.capture(cast.dan, LessonText(sentence="x", activity=made.pk, session=hidden.pk))


def test_outside_an_activity_it_is_a_source_by_name_and_never_the_groups(cast, place):
    made, _ = place
    outside = cast.nils if cast.nils.at_work else cast.gustav
    where = caught(outside, activity=made.pk)
    assert (where.activity, where.source_name) == (None, made.title)
    with pytest.raises(LessonRefused) as refused:
        writing.capture(outside, LessonText(sentence="Ring först.", activity=made.pk), state=State.SHARED)
    assert refused.value.field == "activity"
    assert Lesson.objects.count() == 0


def a_debrief(cast, held, key="dan", **answers):
    who = getattr(cast, key)
    told = {"next": "Ring markägaren först. Sedan mejlar vi.", "could_be_lesson": True, **answers}
    return Debrief.objects.create(session=held, person_id=who.person, organisation_id=who.organisation, written=clock.now(), **told)


def test_an_answer_after_a_session_becomes_one_lesson_and_is_then_shown_instead(cast, place):
    made, held = place
    answer = a_debrief(cast, held, why="Ingen hade frågat.")
    where = caught(cast.dan, debrief=answer.pk)
    assert (where.sentence, where.context) == ("Ring markägaren först.", "Ingen hade frågat.")
    text = LessonText(sentence=where.sentence, origin=where.origin, activity=made.pk, session=held.pk, debrief=answer.pk)
    id = writing.capture(cast.dan, text)
    with pytest.raises(LessonRefused):
        writing.capture(cast.dan, text)
    assert [one.lesson for one in marked(cast.dan, held.pk, leads=False)] == [id]
    assert caught(cast.dan, debrief=answer.pk).lesson == id


def test_only_ones_own_answer_or_as_lead_a_colleagues_becomes_a_lesson(cast, place):
    _, held = place
    dans, stinas = a_debrief(cast, held), a_debrief(cast, held, "stina")
    assert [one.debrief for one in marked(cast.dan, held.pk, leads=False)] == [dans.pk]
    assert [one.debrief for one in marked(cast.majken, held.pk, leads=True)] == [stinas.pk]
    assert marked(cast.majken, held.pk, leads=False) == ()
    assert caught(cast.majken, debrief=stinas.pk).debrief == stinas.pk, "Kalmar leads"
    with pytest.raises(NotVisible):
        caught(cast.stina, debrief=dans.pk)


def test_of_what_others_handed_in_only_the_activity_is_kept(cast):
    lab = homework.lab(cast)
    task = homework.homework(lab)
    dans = homework.handin(task, cast, "dan")
    assert caught(cast.dan, handin=dans.pk).handin == dans.pk
    theirs = caught(cast.klara, handin=dans.pk)
    assert (theirs.handin, theirs.activity, theirs.origin) == (None, lab.pk, Origin.HOMEWORK)


# — who sees it —


@pytest.mark.parametrize("key", ["dan", "siv", "nils", "gustav", "klara"])
def test_a_draft_is_never_outside_its_organisation_not_even_by_counting(cast, visitor, place, key):
    made, _ = place
    id = lesson(cast.stina, "HEMLIGT utkast", state=State.DRAFT, activity=made.pk)
    for actor in (getattr(cast, key), visitor):
        with pytest.raises(NotVisible):
            read(actor, id)
        assert lessons(actor, Wanted()).paginator.count == 0
        assert lessons(actor, Wanted(state="draft")).paginator.count == 0
        assert of_activity(actor, made.pk) == []
    assert [row.id for row in lessons(cast.majken, Wanted(state="draft"))] == [id]


def test_shared_with_the_group_it_is_read_by_the_group_and_published_by_all_without_persons(cast, visitor, place):
    made, _ = place
    id = lesson(cast.stina, state=State.SHARED, activity=made.pk)
    assert read(cast.dan, id).person_name == cast.stina.name
    with pytest.raises(NotVisible):
        read(cast.gustav, id)
    writing.open_to(cast.stina, id, State.PUBLISHED)
    row = read(visitor, id)
    assert (row.person_name, row.contact_name) == ("", "")
    assert trail(visitor, row) == []
    assert around(visitor, row).reviews == ()


def test_the_activitys_title_is_not_told_to_those_who_do_not_see_it(cast, visitor):
    made = rows.activity(cast, "HEMLIG aktivitet", stage="planning")
    id = lesson(cast.stina, state=State.PUBLISHED, activity=made.pk)
    assert read(visitor, id).activity_title == ""
    (row,) = lessons(visitor, Wanted())
    assert (row.activity_title, row.activity) == ("", None)
    assert of_activity(visitor, made.pk) == []
    assert lessons(visitor, Wanted(activity=made.pk)).paginator.count == 0


def test_what_others_hide_of_their_uptake_is_not_counted(cast, visitor):
    id = lesson(cast.stina)
    home(cast.dan, id, reach=uptakes.Reach.OWN)
    home(cast.siv, id, reach=uptakes.Reach.MEMBERS)
    assert [lessons(who, Wanted()).object_list[0].homes for who in (cast.dan, cast.stina, visitor)] == [2, 1, 0]
    row = read(cast.stina, id)
    assert [one.organisation for one in around(cast.stina, row).homes] == [cast.siv.organisation]
    assert around(cast.stina, row).total == 1
    assert around(visitor, row).total == 0


def test_others_do_not_read_what_happened_while_it_was_a_draft(cast):
    id = lesson(cast.stina, state=State.DRAFT)
    writing.change(cast.stina, id, LessonText(sentence="Andra ord."), revision=1)
    with clock.at(clock.now() + timedelta(hours=1)):
        writing.open_to(cast.stina, id, State.PUBLISHED)
    assert len(trail(cast.stina, read(cast.stina, id))) == 3
    assert [str(one.what.en) for one in trail(cast.dan, read(cast.dan, id))] == ["The lesson was published."]


# — the light review —


def test_somebody_from_another_organisation_finds_that_it_holds_and_the_writer_is_told(cast):
    id = lesson(cast.stina)
    reviewing.review(cast.dan, id, holds=True, note="Så gör vi också.", revision=1)
    row = read(cast.stina, id)
    assert row.validated is not None
    (one,) = around(cast.stina, row).reviews
    assert (one.holds, one.note, one.person_name, one.earlier) == (True, "Så gör vi också.", cast.dan.name, False)
    letter = Letter.objects.get(name="lesson_reviewed")
    assert (letter.to, letter.values["holds"], letter.values["note"]) == (cast.stina.email, True, "Så gör vi också.")


def test_the_own_organisation_cannot_review_and_a_draft_is_not_reviewed(cast):
    id = lesson(cast.stina)
    for key in ("stina", "majken"):
        with pytest.raises(NotAllowed):
            reviewing.review(getattr(cast, key), id, holds=True, note="", revision=1)
    with pytest.raises(NotVisible):
        reviewing.review(cast.dan, lesson(cast.stina, state=State.DRAFT), holds=True, note="", revision=1)
    assert Review.objects.count() == 0


def test_a_word_is_needed_only_where_it_needs_another_look(cast):
    assert taken_note("", holds=True) == ""
    with pytest.raises(LessonRefused) as refused:
        reviewing.review(cast.dan, lesson(cast.stina), holds=False, note="  ", revision=1)
    assert refused.value.field == "note"


def test_the_newest_word_decides_and_a_change_of_words_takes_it_away(cast):
    id = lesson(cast.stina)
    reviewing.review(cast.dan, id, holds=True, note="", revision=1)
    reviewing.review(cast.siv, id, holds=False, note="Inte hos oss.", revision=1)
    assert read(cast.stina, id).validated is None
    reviewing.review(cast.siv, id, holds=True, note="", revision=1)
    writing.change(cast.stina, id, LessonText(sentence="Fråga mottagaren innan ni skriver rådet.", failed=True), revision=1)
    assert read(cast.stina, id).validated is not None, "only the words count"
    writing.change(cast.stina, id, LessonText(sentence="Andra ord."), revision=2)
    assert read(cast.stina, id).validated is None
    with pytest.raises(Overtaken):
        reviewing.review(cast.dan, id, holds=True, note="Det jag läste höll.", revision=1)


# — obsolete, thrown away —


def test_obsolete_says_why_is_told_once_to_each_who_has_it_and_leaves_the_list(cast):
    id = lesson(cast.stina)
    at = home(cast.dan, id)
    ended = home(cast.siv, id)
    uptakes.end(cast.siv, ended, Standing.DECLINED, why="Inte för oss.", revision=1)
    with pytest.raises(LessonRefused) as refused:
        reviewing.make_obsolete(cast.stina, id, why=" ", revision=1)
    assert refused.value.field == "why"
    reviewing.make_obsolete(cast.majken, id, why="Lagen har ändrats.", revision=1)
    row = read(cast.dan, id)
    assert (row.state, row.why) == (State.OBSOLETE, "Lagen har ändrats.")
    (letter,) = Letter.objects.filter(name="lesson_obsolete")
    assert (letter.to, letter.values["path"]) == (cast.dan.email, f"/hemtagning/{at}/")
    assert lessons(cast.dan, Wanted()).paginator.count == 0
    assert [one.id for one in lessons(cast.dan, Wanted(state="over"))] == [id]
    with pytest.raises(LessonRefused):
        home(cast.klara, id)


@pytest.mark.parametrize("state", [State.DRAFT, State.SHARED, State.PUBLISHED])
def test_what_holds_again_is_as_open_as_it_was(cast, state):
    id = lesson(cast.stina, state=state)
    before = read(cast.stina, id)
    reviewing.make_obsolete(cast.stina, id, why="Fel.", revision=1)
    with pytest.raises((NotAllowed, NotVisible)):
        reviewing.holds_again(cast.dan, id, revision=2)
    reviewing.holds_again(cast.stina, id, revision=2)
    after = read(cast.stina, id)
    assert (after.state, after.audience, after.why) == (state, before.audience, "")
    with pytest.raises(LessonRefused):
        reviewing.holds_again(cast.stina, id, revision=3)


def test_a_draft_that_nobody_has_taken_home_is_really_deleted(cast):
    id = lesson(cast.stina, "Hemliga ord", state=State.DRAFT)
    with pytest.raises(NotVisible):
        reviewing.throw_away(cast.dan, id)
    reviewing.throw_away(cast.majken, id)
    assert not Lesson.objects.exists()
    (entry, *_) = audit.trail("lesson", id)
    assert entry["verb"] == "lesson.thrown_away"
    assert "Hemliga" not in str(audit.trail("lesson", id))


@pytest.mark.parametrize("case", ["shared", "taken home"])
def test_what_others_know_of_can_only_become_obsolete(cast, case):
    id = lesson(cast.stina, state=State.SHARED if case == "shared" else State.DRAFT)
    if case == "taken home":
        home(cast.stina, id)
    with pytest.raises(LessonRefused) as refused:
        reviewing.throw_away(cast.stina, id)
    assert "föråldrad" in refused.value.mend.sv
    assert Lesson.objects.filter(id=id).exists()
    assert Uptake.objects.count() == (case == "taken home")


# — what waits —


def test_a_draft_waits_for_its_writer_after_a_week_and_for_nobody_else(cast):
    id = lesson(cast.stina, state=State.DRAFT)
    assert waiting_for(cast.stina) == []
    Lesson.objects.filter(id=id).update(changed=clock.now().replace(day=1))
    (one,) = waiting_for(cast.stina)
    assert (one.deed, one.subject) == ("lesson.share", id)
    assert waiting_for(cast.majken) == []
    assert waiting_for(cast.dan) == []


# — the list —


def test_the_filters_narrow_and_nothing_else(cast):
    plain = lesson(cast.stina, "Vanlig lärdom")
    failed = lesson(cast.dan, "Motgång", failed=True)
    held = lesson(cast.dan, "Granskad")
    reviewing.review(cast.stina, held, holds=True, note="", revision=1)

    def ids(**wanted):
        return [row.id for row in lessons(cast.stina, Wanted(**wanted))]

    assert ids() == [held, failed, plain]
    assert ids(failed=True) == [failed]
    assert ids(validated=True) == [held]
    assert ids(ours=True) == [plain]
    assert ids(words="granskad") == [held]
    assert ids(kind="example") == []
    assert ids(theme=10**9) == ids(activity=10**9) == []
    assert ids(state="published") == [held, failed, plain]


@pytest.mark.parametrize("number", [-5, 0, 1, 2, 10**9])
def test_any_page_is_the_nearest_one(cast, number):
    id = lesson(cast.stina)
    page = lessons(cast.dan, Wanted(), number)
    assert (page.number, [row.id for row in page]) == (1, [id])


def test_the_list_asks_five_times_however_many_there_are(cast, django_assert_num_queries):
    for n in range(4):
        home(cast.dan, lesson(cast.stina, f"Lärdom {n}"))
    siv = cast.siv
    with django_assert_num_queries(5):
        assert len(lessons(siv, Wanted()).object_list) == 4


def test_what_was_written_or_taken_home_stays_in_the_list_when_its_group_is_left(cast, place):
    """A lesson of a group that one is no longer in: whoever wrote it and whoever took it home still has it, and nobody else there."""
    made, _ = place
    mine, theirs, other = (lesson(cast.stina, f"Gruppens {n}", state=State.SHARED, activity=made.pk) for n in range(3))
    Lesson.objects.filter(id__in=(theirs, other)).update(organisation=cast.organisation("SLU"))
    home(cast.stina, theirs)
    Grant.objects.filter(token=f"activity:{made.pk}").delete()
    assert [row.id for row in lessons(cast.stina, Wanted())] == [theirs, mine]
