"""Handing in: for whom, until when, who reads it, and two at the same time (E5)."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samlar.activities.actions.handins import comment, hand_in, remove_comment
from samlar.activities.models import Handin
from samlar.activities.queries.handins import handin, handins, own, pace, reads_all, whole
from samlar.activities.queries.homework import homework
from samlar.activities.rules.deeds import ActivityRefused, Overtaken
from samlar.activities.rules.handins import days_late, late_words
from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.people.models import Employment
from samlar.people.rules import NotAllowed, NotVisible
from samlar.talk.rules import TextRefused
from tests.activities import homework as made
from tests.at_once import refused_at_once

pytestmark = pytest.mark.django_db
TEXT = "Vi frågade tre."


def give(actor, lab, on, text=TEXT, link="", revision=0):
    return hand_in(actor, lab.pk, on.pk, text=text, link=link, revision=revision)


def read(actor, lab, on):
    return handins(actor, *homework(actor, lab.pk, on.pk))


@pytest.fixture
def lab(cast):
    return made.lab(cast)


def test_each_person_hands_in_once_and_all_inside_read(cast, lab):
    on = made.homework(lab)
    give(cast.dan, lab, on)
    give(cast.disa, lab, on, text="", link="https://region-dalarna.test/rapport")
    give(cast.stina, lab, on)

    for key in ("dan", "disa", "siv", "stina", "majken", "klara", "sanna"):
        rows = read(getattr(cast, key), lab, on)
        assert [row.person for row in rows] == ["Dan Fiktivsson", "Disa Låtsas", "Stina Påhittad"], key
    assert [row.mine for row in read(cast.disa, lab, on)] == [False, True, False]
    assert [row.link for row in read(cast.siv, lab, on)] == ["", "https://region-dalarna.test/rapport", ""]


@pytest.mark.parametrize("key", ["gustav", "nils", "gun", "erin", "jon"])
def test_nothing_of_it_is_there_outside(cast, lab, key):
    on = made.homework(lab)
    kept = made.handin(on, cast, "dan")
    for deed in (
        lambda actor: read(actor, lab, on),
        lambda actor: handin(actor, lab.pk, on.pk, kept.pk),
        lambda actor: give(actor, lab, on),
        lambda actor: comment(actor, lab.pk, on.pk, kept.pk, text="Hej"),
    ):
        with pytest.raises(NotVisible):
            deed(getattr(cast, key))


def test_seen_by_the_leaders_alone_is_read_by_them_and_at_home(cast, lab):
    on = made.homework(lab, seen_by="leaders")
    dans, sivs = made.handin(on, cast, "dan"), made.handin(on, cast, "siv")
    expected = {"stina": {dans, sivs}, "majken": {dans, sivs}, "dan": {dans}, "disa": {dans}, "siv": {sivs}, "klara": set(), "sanna": set()}
    for key, mine in expected.items():
        actor = getattr(cast, key)
        found, row = homework(actor, lab.pk, on.pk)
        assert {one.id for one in handins(actor, found, row)} == {one.pk for one in mine}, key
        assert {one.id for one in whole(actor, found, row)} == {one.pk for one in mine}, key
        assert reads_all(found, row) == (key in ("stina", "majken"))
        for one in (dans, sivs):
            if one in mine:
                assert handin(actor, lab.pk, on.pk, one.pk).handin.id == one.pk
            else:
                with pytest.raises(NotVisible):
                    handin(actor, lab.pk, on.pk, one.pk)
                with pytest.raises(NotVisible):
                    comment(actor, lab.pk, on.pk, one.pk, text="Hej")


def test_a_mandate_follows_but_does_not_hand_in(cast, lab):
    on = made.homework(lab)
    with pytest.raises(NotAllowed):
        give(cast.klara, lab, on)


def test_a_draft_takes_no_hand_ins(cast, lab):
    draft = made.homework(lab, given=None)
    with pytest.raises(NotVisible):
        give(cast.dan, lab, draft)
    with pytest.raises(ActivityRefused):
        give(cast.stina, lab, draft)


def test_an_organisation_hands_in_once_and_any_colleague_changes_it(cast, lab):
    on = made.homework(lab, by="organisation")
    id = give(cast.dan, lab, on)
    with pytest.raises(Overtaken) as refusal:
        give(cast.disa, lab, on, text="Mitt")
    assert refusal.value.sentence.sv.startswith("Dan Fiktivsson hann lämna in före dig, 20 november 2026 kl. 10.00.")
    assert refusal.value.now == 1

    assert give(cast.disa, lab, on, text="Mitt", revision=1) == id
    assert Handin.objects.get().text == "Mitt"
    (row,) = read(cast.dan, lab, on)
    assert (row.person, row.mine, row.changed) == ("Disa Låtsas", True, clock.now())
    with pytest.raises(Overtaken, match="ändrat svaret"):
        give(cast.dan, lab, on, text="Igen", revision=1)


def test_a_double_click_is_no_quarrel(cast, lab):
    on = made.homework(lab)
    assert give(cast.dan, lab, on) == give(cast.dan, lab, on)
    assert Handin.objects.get().revision == 1


@pytest.mark.parametrize(
    ("text", "link", "field"),
    [
        ("", "", "text"), (" \n\x00 ", "", "text"), ("x" * 10_001, "", "text"), ("", "javascript:alert(1)", "link"),
        ("", "https://" + "a" * 600, "link"), ("ja", "rapporten", "link"), ("ja", "https://a b.test", "link"),
    ],
)  # fmt: skip
def test_what_cannot_be_handed_in_is_refused_at_its_field(cast, lab, text, link, field):
    with pytest.raises(ActivityRefused) as refusal:
        give(cast.dan, lab, made.homework(lab), text=text, link=link)
    assert refusal.value.field == field
    assert not Handin.objects.exists()


def test_late_is_shown_in_days_of_stockholm_and_nothing_is_lost(cast, lab):
    on = made.homework(lab)  # due 1 December
    with clock.at(datetime(2026, 12, 1, 22, 59, tzinfo=UTC)):
        give(cast.dan, lab, on)
    with clock.at(datetime(2026, 12, 1, 23, 0, tzinfo=UTC)):  # midnight in Stockholm
        give(cast.disa, lab, on)
    with clock.at(datetime(2026, 12, 4, 9, tzinfo=UTC)):
        give(cast.siv, lab, on)
    assert [row.late for row in read(cast.siv, lab, on)] == [0, 1, 3]


def test_late_words_count_as_people_do():
    assert days_late(None, made.DUE) == 0
    assert late_words(0) is None
    assert late_words(1).sv == "kom in en dag efter sista dagen"
    assert late_words(2).sv == "kom in två dagar efter sista dagen"
    assert late_words(40).en == "came in 40 days after the last day"


def test_it_is_changed_until_the_session_that_takes_it_up_has_ended(cast, lab):
    second = made.sessions(lab)[1]  # ends 8 December 12.00 UTC
    on = made.homework(lab, taken_up_at_id=second)
    give(cast.dan, lab, on)
    with clock.at(datetime(2026, 12, 8, 11, 59, tzinfo=UTC)):
        give(cast.dan, lab, on, text="Sista ordet", revision=1)
    with clock.at(datetime(2026, 12, 8, 12, 0, tzinfo=UTC)):
        with pytest.raises(ActivityRefused) as refusal:
            give(cast.dan, lab, on, text="För sent", revision=2)
        assert "kommentar" in refusal.value.mend.sv
        give(cast.siv, lab, on)  # the first of it still comes in
    assert set(Handin.objects.values_list("text", flat=True)) == {"Sista ordet", TEXT}
    lab.sessions.filter(id=second).update(cancelled=clock.now())
    with clock.at(datetime(2026, 12, 9, 12, 0, tzinfo=UTC)):
        give(cast.dan, lab, on, text="Träffen blev inte av", revision=2)


def test_what_is_over_takes_no_more(cast):
    for stage in ("closed", "cancelled"):
        lab = made.lab(cast, stage, stage=stage)
        on = made.homework(lab)
        with pytest.raises(ActivityRefused):
            give(cast.dan, lab, on)


def test_whoever_moves_leaves_the_answer_at_the_old_place(cast, lab):
    on = made.homework(lab)
    give(cast.dan, lab, on)
    Employment.objects.filter(person=cast.dan.person).update(organisation=cast.organisation("SLU"))
    moved = cast.dan
    found, row = homework(moved, lab.pk, on.pk)
    assert own(moved, found, row).may_change is False
    with pytest.raises(ActivityRefused, match="för Region Dalarna"):
        give(moved, lab, on, text="Nytt", revision=1)
    assert Handin.objects.get().organisation_id == cast.organisation("Region Dalarna")


def test_a_comment_reaches_whoever_handed_in_once_and_is_taken_back_by_its_author(cast, lab):
    on = made.homework(lab)
    kept = made.handin(on, cast, "dan")
    written = comment(cast.siv, lab.pk, on.pk, kept.pk, text="Hur gjorde ni?")
    comment(cast.dan, lab.pk, on.pk, kept.pk, text="Så här.")

    letter = Letter.objects.get(name="handin_commented")
    assert letter.to == cast.dan.email
    assert letter.values["path"].endswith(f"/hemuppgifter/{on.pk}/svar/{kept.pk}/#kommentar-{written}")
    assert [one.text for one in handin(cast.stina, lab.pk, on.pk, kept.pk).comments] == ["Hur gjorde ni?", "Så här."]
    with pytest.raises(NotAllowed):
        remove_comment(cast.dan, lab.pk, on.pk, kept.pk, written)
    remove_comment(cast.siv, lab.pk, on.pk, kept.pk, written)
    assert [row.comments for row in read(cast.stina, lab, on)] == [1]
    for text in ("", "x" * 2001):
        with pytest.raises(TextRefused):
            comment(cast.siv, lab.pk, on.pk, kept.pk, text=text)


def test_nobody_who_has_left_gets_a_letter(cast, lab):
    on = made.homework(lab)
    kept = made.handin(on, cast, "dan")
    Employment.objects.filter(person=cast.dan.person).update(end="2026-11-01")
    comment(cast.siv, lab.pk, on.pk, kept.pk, text="Hur gjorde ni?")
    assert not Letter.objects.exists()


def test_the_pace_counts_organisations_by_their_first_hand_in(cast, lab):
    on = made.homework(lab)
    made.handin(on, cast, "dan", when=datetime(2026, 12, 3, 9, tzinfo=UTC))
    made.handin(on, cast, "disa", when=datetime(2026, 12, 5, 9, tzinfo=UTC))
    made.handin(on, cast, "siv")
    found, row = homework(cast.stina, lab.pk, on.pk)

    counted, told = pace(found, row, handins(cast.stina, found, row))

    assert (counted.in_time, counted.late, counted.missing, counted.all) == (1, 1, 0, 2)
    assert [(one.name, one.count, one.late) for one in told] == [("Region Dalarna", 2, 2), ("SLU", 1, 0)]
    made.handin(on, cast, "stina")
    found, row = homework(cast.stina, lab.pk, on.pk)
    assert pace(found, row, handins(cast.stina, found, row))[0].all == 3  # whoever leads counts when something is handed in


def test_a_list_shows_how_a_text_begins_without_its_signs(cast, lab):
    on = made.homework(lab)
    made.handin(on, cast, "dan", text="Vi **frågade**:\n\n- en\n- två * tre\n\n1. Sist")
    made.handin(on, cast, "siv", text="ord " * 100)
    dans, sivs = read(cast.stina, lab, on)
    assert dans.opening == "Vi frågade: en två * tre Sist"
    assert sivs.opening.endswith("…")
    assert len(sivs.opening) <= 200


@pytest.mark.parametrize("id", [0, -1, 10**30, 987654])
def test_a_hand_in_that_does_not_exist_is_not_there(cast, lab, id):
    on = made.homework(lab)
    for deed in (
        lambda: handin(cast.stina, lab.pk, on.pk, id),
        lambda: comment(cast.stina, lab.pk, on.pk, id, text="x"),
        lambda: hand_in(cast.stina, lab.pk, id, text="x", link="", revision=0),
    ):
        with pytest.raises(NotVisible):
            deed()
    elsewhere = made.handin(made.homework(made.lab(cast, "Annat")), cast, "dan")
    with pytest.raises(NotVisible):
        handin(cast.stina, lab.pk, on.pk, elsewhere.pk)


def test_the_number_of_queries_does_not_grow(cast, lab):
    viewer, counts = cast.siv, []
    on = made.homework(lab)
    for keys in (("dan",), ("disa", "stina", "majken")):
        for key in keys:
            made.handin(on, cast, key)
        with CaptureQueriesContext(connection) as asked:
            read(viewer, lab, on)
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("prepared")
def test_of_two_colleagues_at_the_same_moment_one_row_is_kept_and_the_second_is_told(cast):
    lab = made.lab(cast)
    on = made.homework(lab, by="organisation")
    dan, disa = cast.dan, cast.disa

    answers = refused_at_once(lambda: give(dan, lab, on, text="Dans"), lambda: give(disa, lab, on, text="Disas"))

    (told,) = [one for one in answers if one]
    assert isinstance(told, Overtaken)
    (kept,) = Handin.objects.all()
    assert kept.text == ("Disas" if answers[0] else "Dans")
