"""What the page of an uptake says first: asked, answered no, ended, counted from the day it was taken home, learned of others (F2)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.lessons.actions import borrowing, checks, uptakes
from samlar.lessons.actions.uptakes import Shows
from samlar.lessons.models import Example, Lesson, Uptake
from samlar.lessons.rules.borrowing import Stolen
from samlar.lessons.rules.words import STEPS, Kind, Standing, Step
from samlar.people.rules import VISITOR
from samlar.web import letters
from tests.lessons.making import SAID, home, lesson
from tests.lessons.uptaking import asked, revision, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(cast, sign_in):
    """The page of an uptake as its owner reads it."""
    stina = sign_in(cast.stina)
    return lambda of: stina.get(reverse("uptake", args=[of])).content.decode()


def test_while_somebody_is_asked_the_page_says_until_when_and_folds_the_form(cast, read):
    of = shown(cast.stina, *STEPS)
    assert "Be någon kontrollera" in read(of)
    asked(cast.stina, of)
    page = read(of)
    assert "Kim Kollega har fått frågan och kan svara till och med " in page
    assert "att någon annan kontrollerar" not in page
    assert '<details class="more"><summary>Fråga någon annan</summary>' in page
    assert "fungerar den första länken inte längre" in page


def test_a_no_stands_first_with_its_word_and_in_the_history(cast, read):
    of = shown(cast.stina, *STEPS)
    checks.answer(VISITOR, asked(cast.stina, of), holds=False, note="Mallen finns inte.")
    page = read(of)
    state = page[page.index('class="state"') :]
    assert "Kim Kollega svarade att det inte stämmer: ”Mallen finns inte.”" in state[: state.index("</p>")]
    assert f'<a class="ds-button" href="{reverse("uptake_evidence", args=[of, "used"])}">Rätta underlaget</a><a href="#kontroll">' in page
    assert "Be någon titta igen" in page
    trail = page[page.index('<ol class="trail">') :]
    assert "Kontrollen: det stämmer inte" in trail
    mended = {Step.USED: Shows(clock.today(), {**SAID[Step.USED], "lives_in": "I rutinen, avsnitt 2."})}
    uptakes.add_evidence(cast.stina, of, mended, revision=revision(cast.stina, of))
    page = read(of)
    assert "Rätta underlaget" not in page
    assert "Mallen finns inte." in page[page.index('<ol class="trail">') :], "the way so far keeps it"


def test_what_has_been_declined_has_no_next_step(cast, read):
    of = home(cast.stina, lesson(cast.stina), next_step="Ta upp det", next_day=clock.today())
    assert "Ta upp det" in read(of)
    uptakes.end(cast.stina, of, Standing.DECLINED, why="Vi har inte tid.", revision=revision(cast.stina, of))
    page = read(of)
    assert "Ta upp det" not in page
    assert "Nästa steg" not in page
    assert " avstod den " in page


def test_evidence_from_before_it_was_taken_home_is_counted_from_that_day(cast, read):
    learned = lesson(cast.stina)
    Lesson.objects.filter(id=learned).update(day=clock.today() - timedelta(days=60))
    of = home(cast.stina, learned)
    assert "räknat från hemtagningen" not in read(of)
    anchored = {Step.ANCHORED: Shows(clock.today() - timedelta(days=20), SAID[Step.ANCHORED])}
    uptakes.add_evidence(cast.stina, of, anchored, revision=revision(cast.stina, of))
    assert "räknat från hemtagningen" in read(of)


def test_the_checker_reads_what_the_example_is_and_it_is_called_an_example(cast, client):
    of = shown(cast.stina, *STEPS)
    told = Lesson.objects.get(id=Uptake.objects.get(id=of).lesson_id)
    Lesson.objects.filter(id=told.pk).update(kind=Kind.EXAMPLE)
    Example.objects.create(lesson=told, place="Kommunen", problem="Ingen visste vem.", done="Vi skrev en lista.")
    held = asked(cast.stina, of)
    page = client.get(reverse("check_by_link", args=[held])).content.decode()
    assert "ett exempel och att det används nu" in page
    assert "Ingen visste vem." in page
    assert "Vi skrev en lista." in page
    assert "frivilligt" not in page
    sent = Letter.objects.get(name="check_asked")
    assert "tagit hem exemplet ”" in letters.render("check_asked", "sv", sent.values).text
    assert "taken the example “" in letters.render("check_asked", "en", sent.values).text
    checks.answer(VISITOR, held, holds=False, note="Nej.")
    assert "att det inte stämmer att ”" in client.get(reverse("check_by_link", args=[held])).content.decode()


def test_what_was_learned_of_others_is_changed_and_then_asks_for_a_next_step(cast, read):
    theirs = lesson(cast.dan)
    of = home(cast.stina, theirs)
    assert "Vi stal den här" in read(of)
    borrowing.borrow(cast.stina, theirs, Stolen(organisation=cast.dan.organisation))
    page = read(of)
    assert "Vi stal den här" not in page
    assert "Ändra vad ni anpassade" in page
    assert "Skriv nästa steg" in page


def test_each_part_of_the_evidence_names_what_is_missing(cast, sign_in):
    of = shown(cast.stina)
    page = sign_in(cast.stina).post(reverse("uptake_evidence", args=[of, "anchored"]), {"revision": revision(cast.stina, of)})
    text = page.content.decode()
    for said in ("Skriv vem som beslutade.", "Skriv vilket mandat det var.", "Skriv diarienumret, eller ”saknas”."):
        assert said in text
