"""A search that somebody keeps: mailed when something is new, never twice, never what its reader may not see (G2)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.foundation.search import index, log
from samlar.library.actions import saved as actions
from samlar.library.models import Document, SavedSearch
from samlar.library.queries import saved as queries
from samlar.library.rules import saved as rules
from samlar.library.rules.saved import Mails, SavedRefused
from samlar.library.rules.searching import Wanted
from samlar.people.models import Person
from samlar.people.rules import PUBLIC, VISITOR, NotAllowed, NotVisible
from tests.library.archiving import document

pytestmark = pytest.mark.django_db
STOCKHOLM = ZoneInfo("Europe/Stockholm")
FRIDAY = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
WATER = Wanted(words="vatten")


def letters() -> list[dict]:
    return [one.values for one in Letter.objects.filter(name="saved_search_new").order_by("id")]


def titles(letter: dict) -> list[str]:
    return [one["title"] for one in letter["things"]]


def on(days: int) -> "clock.at":
    return clock.at(FRIDAY + timedelta(days=days))


@pytest.fixture
def kept(cast, follow):
    """Dan follows "vatten", by the day."""
    document(cast.stina, "Om vatten", "Vatten som fanns redan.")
    follow()
    return actions.keep(cast.dan, WATER, name="Vatten", mails=Mails.DAILY)


def test_only_what_has_come_since_is_mailed_and_only_once(cast, follow, kept):
    with on(1):
        assert actions.mail_new() == 0
    document(cast.stina, "Nytt om vatten", "Mer vatten.")
    document(cast.stina, "Nytt om vägar", "Bara vägar.")
    follow()
    with on(2):
        assert actions.mail_new() == 1
        assert actions.mail_new() == 0
    with on(3):
        assert actions.mail_new() == 0
    (told,) = letters()
    assert (titles(told), told["n"], told["more"], told["name"]) == (["Nytt om vatten"], 1, 0, "Vatten")


def test_what_was_only_written_in_is_not_new_but_what_is_opened_is(cast, follow, kept):
    known = Document.objects.get(title="Om vatten")
    hidden = document(cast.stina, "Hemligt vatten", "Vatten.", seen_by="own")
    follow()
    known.title = "Om vatten och väg"
    known.save()
    log.touch(f"document:{known.pk}")
    follow()
    with on(1):
        assert actions.mail_new() == 0
    Document.objects.filter(id=hidden).update(audience=PUBLIC, title="Vatten för alla")
    log.touch(f"document:{hidden}")
    follow()
    with on(2):
        assert actions.mail_new() == 1
    assert titles(letters()[0]) == ["Vatten för alla"]


def test_what_the_reader_may_not_see_is_neither_named_nor_counted(cast, follow, kept):
    document(cast.stina, "HEMLIGT vatten", "Vatten.", seen_by="own")
    document(cast.stina, "Öppet vatten", "Vatten.")
    follow()
    with on(1):
        actions.mail_new()
    assert [(titles(one), one["n"]) for one in letters()] == [(["Öppet vatten"], 1)]


def test_what_is_being_read_anew_waits_and_is_told_of_later(cast, follow, kept):
    made = document(cast.stina, "Nytt vatten", "Vatten.")
    follow()
    log.touch(f"document:{made}")
    with on(1):
        assert actions.mail_new() == 0
    follow()
    with on(2):
        assert actions.mail_new() == 1
    assert titles(letters()[0]) == ["Nytt vatten"]


def test_without_an_index_nothing_is_mailed_and_nothing_is_lost(cast, follow, kept, tmp_path, settings):
    document(cast.stina, "Nytt vatten", "Vatten.")
    follow()
    settings.DATA = tmp_path / "nowhere"
    with on(1):
        assert actions.mail_new() == 0
    settings.DATA = tmp_path
    with on(1):
        assert actions.mail_new() == 1


def test_who_asks_for_letters_again_is_told_of_what_comes_from_then_on(cast, follow, kept):
    actions.change(cast.dan, kept, name="Vatten", mails=Mails.NEVER)
    document(cast.stina, "Missat vatten", "Vatten.")
    follow()
    with on(3):
        assert actions.mail_new() == 0
        actions.change(cast.dan, kept, name="Vatten", mails=Mails.DAILY)
    document(cast.stina, "Nyare vatten", "Vatten.")
    follow()
    with on(4):
        assert actions.mail_new() == 1
    assert titles(letters()[0]) == ["Nyare vatten"]


def test_a_long_list_is_cut_and_says_how_many_more(cast, follow, kept):
    for number in range(13):
        document(cast.stina, f"Vatten {number}", "Text.")
    follow()
    with on(1):
        actions.mail_new()
    (told,) = letters()
    assert (len(titles(told)), told["n"], told["more"]) == (10, 13, 3)


def test_the_letters_link_stops_the_letters_once_and_for_all(cast, follow, kept):
    document(cast.stina, "Nytt vatten", "Vatten.")
    follow()
    with on(1):
        actions.mail_new()
        token = letters()[0]["stop_path"].split("/")[-2]
        assert queries.by_stop_link(token)[0].mails == Mails.DAILY  # reading it does nothing
        assert actions.stop(token).mails == Mails.NEVER
        assert actions.stop(token).mails == Mails.NEVER
    with pytest.raises(NotVisible):
        actions.stop("1-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
    document(cast.stina, "Ännu mer vatten", "Vatten.")
    follow()
    with on(2):
        assert actions.mail_new() == 0


def test_a_search_is_its_owners_alone(cast, kept):
    for other in (cast.stina, cast.disa, VISITOR):
        assert queries.saved_searches(other) == []
        for deed in (lambda who: queries.saved_search(who, kept), lambda who: actions.remove(who, kept),
                     lambda who: actions.change(who, kept, name="x", mails=Mails.NEVER), lambda who: actions.new_feed_address(who, kept)):  # fmt: skip
            with pytest.raises(NotVisible):
                deed(other)
    with pytest.raises(NotAllowed):
        actions.keep(VISITOR, WATER, name="x", mails=Mails.DAILY)


def test_there_is_a_bound_to_how_many_and_to_the_name(cast, kept):
    for name in ("", "  ", "\x00", "å" * 121):
        with pytest.raises(SavedRefused) as refused:
            actions.keep(cast.dan, WATER, name=name, mails=Mails.DAILY)
        assert refused.value.field == "name"
    SavedSearch.objects.bulk_create(
        SavedSearch(person_id=cast.dan.person, name="x", added=clock.now()) for _ in range(rules.MOST - 1)
    )  # fmt: skip
    with pytest.raises(SavedRefused):
        actions.keep(cast.dan, WATER, name="En till", mails=Mails.DAILY)


def test_a_removed_search_and_a_forgotten_person_leave_nothing(cast, follow, kept):
    token = actions.new_feed_address(cast.dan, kept)
    actions.remove(cast.dan, kept)
    assert queries.opened(token, queries.FEED).revoked is not None
    again = actions.keep(cast.dan, WATER, name="Vatten", mails=Mails.DAILY)
    assert actions.forget_saved() == 0
    Person.objects.filter(id=cast.dan.person).update(is_active=False)
    assert actions.forget_saved() == 1
    assert not SavedSearch.objects.filter(id=again).exists()


@given(
    st.sampled_from([Mails.DAILY, Mails.WEEKLY]),
    st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 12, 31)),
    st.lists(st.integers(min_value=1, max_value=60 * 24 * 3), max_size=60),
)
def test_however_the_clock_ticks_there_is_at_most_one_letter_a_round(mails, start, minutes):
    now = start.replace(tzinfo=STOCKHOLM)
    last, mailed = now, []
    for step in minutes:
        now += timedelta(minutes=step)
        if rules.is_due(mails, last, now):
            last = now
            mailed.append(rules.round_of(mails, now))
    assert len(mailed) == len(set(mailed))
    if mails == Mails.WEEKLY:
        assert {one.weekday() for one in mailed} <= {0}


@given(st.dictionaries(st.text(max_size=12), st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), st.lists, max_leaves=4)))
def test_whatever_was_kept_is_read(said):
    assert isinstance(rules.read("ord", said), Wanted)


def test_what_is_kept_is_what_is_read():
    wanted = Wanted(words="vatten", all_words=True, kinds=("document",), years=(2024,), formats=("provrum",), themes=(1,), organisations=(2, 3))
    assert rules.read(wanted.words, rules.written(wanted)) == wanted


def test_a_letter_is_whole_in_both_languages(cast, follow, kept):
    from samlar.web.letters import render

    document(cast.stina, "Nytt <vatten>", "Vatten.")
    follow()
    with on(1):
        actions.mail_new()
    for language, said in (("sv", "Sluta få de här breven"), ("en", "Stop getting these letters")):
        rendered = render("saved_search_new", language, letters()[0])
        assert said in rendered.text
        assert "Nytt <vatten>" in rendered.text
        assert "Nytt &lt;vatten&gt;" in rendered.html
        assert rendered.html.count("<a ") == 3
    assert index.position() > 0
