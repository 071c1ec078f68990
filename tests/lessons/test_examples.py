"""Examples: written whole or as a draft, changed in one transaction, listed where published; pictures for those who see it (F1, F4)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samlar.activities.rules.deeds import Overtaken
from samlar.foundation import clock, files
from samlar.lessons.actions import examples, pictures, writing
from samlar.lessons.actions.reviewing import throw_away
from samlar.lessons.models import Example, ExampleLink, ExamplePicture, Lesson
from samlar.lessons.queries import examples as queries
from samlar.lessons.queries import lesson
from samlar.lessons.queries.examples import Wanted
from samlar.lessons.rules.deeds import LessonRefused
from samlar.lessons.rules.examples import ExampleText, LinkText
from samlar.lessons.rules.lessons import LessonText
from samlar.lessons.rules.words import Kind, Reach, State
from samlar.library.actions.themes import add as add_theme
from samlar.lifecycle.actions.clock import sweep_files
from samlar.people.rules import NotAllowed, NotVisible
from tests.foundation.making_pictures import moving, picture
from tests.lessons.making import home
from tests.lessons.making import lesson as a_lesson

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA = tmp_path


def text(name="Statistik i kallelsen", place="Falun", **parts):
    lesson = LessonText(sentence=name, **{word: parts.pop(word) for word in ("themes", "day", "failed", "contact") if word in parts})
    return ExampleText(lesson=lesson, place=place, **parts)


def example(actor, name="Statistik i kallelsen", *, state=State.PUBLISHED, **parts):
    return examples.write(actor, text(name, **parts), state=state)


# — written and changed —


def test_a_name_and_a_place_are_enough(cast):
    made = example(cast.stina, state=State.DRAFT)
    row = lesson(cast.stina, made)
    assert (row.kind, row.state, row.sentence) == (Kind.EXAMPLE, State.DRAFT, "Statistik i kallelsen")
    assert queries.parts(made).place == "Falun"
    with pytest.raises(NotVisible):
        lesson(cast.dan, made)


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"name": " "}, "sentence"),
        ({"name": "x" * 201}, "sentence"),
        ({"place": ""}, "place"),
        ({"place": "x" * 161}, "place"),
        ({"result": "x" * 2001}, "result"),
        ({"cost": "x" * 201}, "cost"),
        ({"links": (LinkText("javascript:alert(1)"),)}, "link_1"),
        ({"links": (LinkText("https://a.test"), LinkText("ftp://b.test"))}, "link_2"),
        ({"links": (LinkText("https://"),)}, "link_1"),
        ({"links": (LinkText("https://[::1"),)}, "link_1"),
        ({"links": (LinkText("", "Bara namn"),)}, "link_1"),
        ({"links": (LinkText("https://a.test", "x" * 121),)}, "link_name_1"),
        ({"links": (LinkText("https://a.test", kind="virus"),)}, "link_1"),
        ({"links": tuple(LinkText(f"https://a.test/{n}") for n in range(7))}, "links"),
        ({"themes": (1, 2, 3, 4)}, "themes"),
    ],
)
def test_what_does_not_do_is_said_at_its_field_and_nothing_is_kept(cast, parts, field):
    with pytest.raises(LessonRefused) as no:
        example(cast.stina, **parts)
    assert no.value.field == field
    assert not Lesson.objects.exists()


def test_a_link_without_a_name_is_called_by_its_site_and_empty_rows_are_left_out(cast):
    made = example(
        cast.stina, links=(LinkText(""), LinkText("https://www.exempel.test/sida"), LinkText("https://kod.test", "Koden", "code"))
    )
    assert queries.parts(made).links == (
        LinkText("https://www.exempel.test/sida", "exempel.test", "page"), LinkText("https://kod.test", "Koden", "code"),
    )  # fmt: skip


def test_a_change_of_what_it_says_makes_it_unread_and_a_change_of_links_does_not(cast):
    made = example(cast.stina, result="Nio frågor.")
    Lesson.objects.filter(id=made).update(validated=clock.now())
    examples.change(cast.stina, made, text(result="Nio frågor.", links=(LinkText("https://a.test"),)), revision=1)
    assert lesson(cast.stina, made).validated
    assert ExampleLink.objects.filter(lesson=made).count() == 1
    examples.change(cast.stina, made, text(result="Tio frågor."), revision=2)
    assert lesson(cast.stina, made).validated is None
    assert not ExampleLink.objects.filter(lesson=made).exists()


def test_of_two_windows_the_second_is_overtaken_and_nothing_of_it_is_kept(cast):
    made = example(cast.stina)
    examples.change(cast.majken, made, text(result="Majkens ord"), revision=1)
    with pytest.raises(Overtaken):
        examples.change(cast.stina, made, text(result="Stinas ord"), revision=1)
    assert queries.parts(made).result == "Majkens ord"


def test_others_change_nothing_and_a_lesson_is_no_example(cast):
    made = example(cast.stina)
    with pytest.raises(NotAllowed):
        examples.change(cast.dan, made, text(), revision=1)
    with pytest.raises(NotVisible):
        examples.change(cast.stina, a_lesson(cast.stina), text(), revision=1)


# — the open list —


def test_visitors_see_what_is_published_and_nothing_else(cast, visitor):
    published = example(cast.stina, "Publicerat")
    example(cast.stina, "Utkast", state=State.DRAFT)
    example(cast.stina, "Delat", state=State.SHARED)
    a_lesson(cast.stina)
    for who in (visitor, cast.stina, cast.dan):
        shown = queries.examples(who, Wanted())
        assert [one.id for one in shown.object_list] == [published]
        assert shown.paginator.count == 1


def test_a_card_tells_who_has_taken_it_home_as_far_as_the_viewer_sees(cast, visitor):
    made = example(cast.stina)
    home(cast.stina, made, reach=Reach.PUBLIC)  # its own organisation is not said to have taken it home
    home(cast.dan, made, reach=Reach.PUBLIC)
    home(cast.gun, made, reach=Reach.MEMBERS)
    home(cast.jon, made, reach=Reach.OWN)
    seen = {who.name: set(queries.examples(who, Wanted()).object_list[0].homes) for who in (visitor, cast.stina, cast.jon)}
    assert seen == {
        visitor.name: {"Region Dalarna"},
        cast.stina.name: {"Region Dalarna", "Region Gotland"},
        cast.jon.name: {"Region Dalarna", "Region Gotland", "Region Jönköpings län"},
    }
    kept_quiet = Wanted(organisation=cast.jon.organisation)
    assert queries.examples(visitor, kept_quiet).paginator.count == 0, "not by asking for it either"
    assert queries.examples(cast.jon, kept_quiet).paginator.count == 1
    assert cast.jon.organisation not in dict(queries.choices(visitor)[0])


def test_the_list_is_narrowed_by_theme_place_of_work_and_year(cast, visitor):
    climate = add_theme(cast.stina, name_sv="Klimat")
    old = example(cast.dan, "Gammalt", day=date(2013, 12, 4))
    new = example(cast.stina, "Nytt", themes=(climate,))
    for wanted, found in (
        (Wanted(theme=climate), [new]),
        (Wanted(organisation=cast.dan.organisation), [old]),
        (Wanted(year=2013), [old]),
        (Wanted(year=2026), [new]),
        (Wanted(year=2026, organisation=cast.dan.organisation), []),
        (Wanted(theme=999_999_999), []),
        (Wanted(year=999_999_999), []),
    ):
        assert [one.id for one in queries.examples(visitor, wanted).object_list] == found, wanted
    assert queries.choices(visitor)[1] == [2026, 2013]


def test_the_list_asks_as_often_for_many_as_for_one(cast):
    dan = cast.dan

    def asked():
        with CaptureQueriesContext(connection) as found:
            queries.examples(dan, Wanted())
            queries.choices(dan)
        return len(found)

    first = example(cast.stina)
    few = asked()
    for turn in range(30):
        made = example(cast.stina, f"Exempel nummer {turn}")
        home(cast.gun, made)
    home(cast.gun, first)
    assert asked() == few == 3


# — pictures —


def added(actor, made, sent=None, shows="Två halvor, en röd och en blå."):
    return pictures.add(actor, made, picture() if sent is None else sent, shows=shows)


def test_a_picture_is_kept_with_its_words_and_read_by_those_who_see_the_example(cast, visitor):
    made = example(cast.stina, state=State.DRAFT)
    one = added(cast.stina, made)
    checksum, data = queries.picture(cast.majken, made, one)
    assert files.read(checksum) == data
    for outside in (cast.dan, visitor):
        with pytest.raises(NotVisible):
            queries.picture(outside, made, one)
    writing.open_to(cast.stina, made, State.PUBLISHED)
    assert queries.picture(visitor, made, one) == (checksum, data)


def test_a_picture_is_not_reached_through_another_example(cast):
    hidden = example(cast.stina, "Utkast", state=State.DRAFT)
    one = added(cast.stina, hidden)
    with pytest.raises(NotVisible):
        queries.picture(cast.dan, example(cast.dan), one)
    for key in (0, -1, 2**63, 10**30):
        with pytest.raises(NotVisible):
            queries.picture(cast.stina, hidden, key)


@pytest.mark.parametrize(
    ("sent", "shows", "field"),
    [
        (b"", "Ord", "picture"),
        (b"<svg/>", "Ord", "picture"),
        (moving("PNG"), "Ord", "picture"),
        (None, " ", "shows"),
        (None, "x" * 201, "shows"),
    ],
)
def test_a_bad_picture_or_one_without_words_is_refused_and_nothing_is_kept(cast, sent, shows, field, tmp_path):
    made = example(cast.stina)
    with pytest.raises(LessonRefused) as no:
        added(cast.stina, made, sent, shows)
    assert no.value.field == field
    assert not ExamplePicture.objects.exists()
    assert not list(tmp_path.rglob("*/*/*"))


def test_there_is_room_for_four_and_a_removed_one_gives_room(cast):
    made = example(cast.stina)
    there = [added(cast.stina, made, shows=f"Bild {turn}") for turn in range(4)]
    with pytest.raises(LessonRefused, match="redan 4"):
        added(cast.stina, made)
    pictures.remove(cast.majken, made, there[0])
    with pytest.raises(NotVisible):
        pictures.remove(cast.majken, made, there[0])
    added(cast.stina, made, shows="Den femte")
    assert [one.shows for one in queries.pictures(made)] == ["Bild 1", "Bild 2", "Bild 3", "Den femte"]


def test_others_add_and_remove_none_and_a_lesson_has_none(cast):
    made = example(cast.stina)
    one = added(cast.stina, made)
    for deed in (
        lambda: added(cast.dan, made),
        lambda: pictures.remove(cast.dan, made, one),
        lambda: pictures.describe(cast.dan, made, one, shows="Nej"),
    ):
        with pytest.raises(NotAllowed):
            deed()
    with pytest.raises(NotVisible):
        added(cast.stina, a_lesson(cast.stina))


def test_a_file_goes_a_month_after_the_last_picture_of_it(cast):
    first, second = example(cast.stina), example(cast.dan)
    one, other = added(cast.stina, first), added(cast.dan, second)
    checksum = ExamplePicture.objects.get(id=one).file
    assert checksum == ExamplePicture.objects.get(id=other).file, "the same picture is kept once"
    pictures.remove(cast.stina, first, one)
    with clock.at(clock.now() + timedelta(days=40)):
        assert sweep_files() == 0
        pictures.remove(cast.dan, second, other)
        assert sweep_files() == 0
        with clock.at(clock.now() + timedelta(days=31)):
            assert sweep_files() == 1
            assert sweep_files() == 0
    with pytest.raises(FileNotFoundError):
        files.read(checksum)


def test_a_draft_that_is_thrown_away_takes_its_parts_along(cast):
    made = example(cast.stina, state=State.DRAFT, links=(LinkText("https://a.test"),))
    added(cast.stina, made)
    throw_away(cast.stina, made)
    assert not Example.objects.exists()
    assert not ExamplePicture.objects.exists()
