"""An activity asks the network for contacts and gets answers (C3)."""

import pytest

from samlar.activities import queries
from samlar.activities.actions.contacts import answer, ask, close, take_back_answer
from samlar.activities.models import ContactRequest
from samlar.activities.queries.contacts import contact, contacts, contacts_of
from samlar.activities.rules.deeds import ActivityRefused
from samlar.foundation.audit import trail
from samlar.foundation.models import Letter
from samlar.people.rules import NotAllowed, NotVisible
from samlar.talk.rules import TextRefused
from tests.activities.rows import activity

pytestmark = pytest.mark.django_db
TEXT = "Vi söker en forskare som mätt skog från luften."


@pytest.fixture
def made(cast):
    return activity(cast)


@pytest.fixture
def asked(cast, made):
    return ask(cast.stina, made.pk, kind="researchers", text=f" {TEXT}\r\n")


def test_what_an_activity_asks_for_is_read_by_members_and_partners(cast, made, asked, visitor):
    (row,) = contacts(cast.erin).rows

    assert (row.id, row.activity, row.title, row.text, row.kind_name.sv, row.organisation, row.person) == (
        asked, made.pk, made.title, TEXT, "forskare", "Region Kalmar län", "Stina Påhittad",
    )  # fmt: skip
    for outside in (visitor, cast.nils, cast.gustav):
        with pytest.raises(NotVisible):
            contacts(outside)
        with pytest.raises(NotVisible):
            contact(outside, asked)


def test_what_is_only_planned_is_not_told_to_the_network(cast, asked, made):
    planned = activity(cast, "Hemlig plan", stage="planning")
    with pytest.raises(ActivityRefused):
        ask(cast.stina, planned.pk, kind="agencies", text=TEXT)

    ContactRequest.objects.update(activity=planned)
    assert contacts(cast.erin).rows == ()
    with pytest.raises(NotVisible):
        contact(cast.erin, asked)
    assert [row.id for row in contacts(cast.dan).rows] == [asked]


def test_a_guest_inside_the_activity_reads_and_answers(cast, made):
    inside = activity(cast, "Med gäst", others=("Science Park Norr",))
    asked = ask(cast.stina, inside.pk, kind="partners", text=TEXT)

    answer(cast.gustav, asked, text="Fråga oss.")

    assert [one.text for one in contact(cast.gustav, asked).answers] == ["Fråga oss."]
    assert contacts_of(cast.gustav, queries.activity(cast.gustav, inside.pk))
    other = ask(cast.stina, made.pk, kind="partners", text=TEXT)
    with pytest.raises(NotVisible):
        contact(cast.gustav, other)


@pytest.mark.parametrize("key", ["dan", "klara", "erin", "siv"])
def test_only_the_lead_asks(cast, made, key):
    with pytest.raises(NotAllowed):
        ask(getattr(cast, key), made.pk, kind="researchers", text=TEXT)


@pytest.mark.parametrize(
    ("kind", "text", "field"), [("spies", TEXT, "kind"), ("", TEXT, "kind"), ("others", " \n ", "text"), ("others", "x" * 501, "text")]
)
def test_a_request_without_kind_or_text_is_refused_at_its_field(cast, made, kind, text, field):
    with pytest.raises(ActivityRefused) as refusal:
        ask(cast.stina, made.pk, kind=kind, text=text)
    assert refusal.value.field == field
    assert not ContactRequest.objects.exists()


def test_what_is_over_asks_no_more_and_nobody_asks_for_everything(cast, made):
    over = activity(cast, "Slut", stage="closed")
    with pytest.raises(ActivityRefused):
        ask(cast.stina, over.pk, kind="others", text=TEXT)
    for number in range(10):
        ask(cast.stina, made.pk, kind="others", text=f"Nummer {number}")
    with pytest.raises(ActivityRefused):
        ask(cast.stina, made.pk, kind="others", text=TEXT)


def test_an_answer_reaches_whoever_asked_by_letter_once(cast, made, asked):
    written = answer(cast.siv, asked, text="Ring **oss** på SLU.")

    letter = Letter.objects.get()
    assert (letter.name, letter.to, letter.values["who"], letter.values["organisation"]) == (
        "contact_answered", "stina@region-kalmar-lan.test", "Siv Tänkbar", "SLU",
    )  # fmt: skip
    assert letter.values["path"] == f"/aktiviteter/kontakter/{asked}/#kommentar-{written}"
    answer(cast.stina, asked, text="Tack!")
    assert Letter.objects.count() == 1
    assert contact(cast.dan, asked).request.answers == 2


def test_an_answer_is_taken_back_by_its_author_alone(cast, asked):
    written = answer(cast.siv, asked, text="Fel tråd")

    with pytest.raises(NotAllowed):
        take_back_answer(cast.stina, asked, written)
    take_back_answer(cast.siv, asked, written)

    (row,) = contact(cast.erin, asked).answers
    assert (row.removed, row.text) == (True, "")


def test_a_closed_request_stays_readable_and_takes_no_more_answers(cast, made, asked):
    answer(cast.siv, asked, text="Ring oss.")
    with pytest.raises(NotAllowed):
        close(cast.siv, asked)
    close(cast.majken, asked)
    close(cast.stina, asked)

    with pytest.raises(ActivityRefused):
        answer(cast.dan, asked, text="Vi också")
    assert (contacts(cast.erin).open, contacts(cast.erin).closed) == (0, 1)
    assert [row.answers for row in contacts(cast.erin, state="closed").rows] == [1]
    assert [entry["verb"] for entry in trail("activity", made.pk)] == ["contacts.closed", "contacts.asked"]


def test_an_empty_or_endless_answer_is_refused(cast, asked):
    for text in ("", " \n", "x" * 2001):
        with pytest.raises(TextRefused):
            answer(cast.siv, asked, text=text)
    assert not Letter.objects.exists()


@pytest.mark.parametrize("id", [0, -1, 10**30, 987654])
def test_a_request_that_does_not_exist_is_not_there(cast, id):
    for deed in (lambda: contact(cast.stina, id), lambda: answer(cast.stina, id, text="x"), lambda: close(cast.stina, id)):
        with pytest.raises(NotVisible):
            deed()


def test_the_number_of_queries_does_not_grow_with_the_requests(cast, made, django_assert_max_num_queries):
    viewer = cast.erin
    for count in (1, 4):
        for number in range(count):
            answer(cast.siv, ask(cast.stina, made.pk, kind="others", text=f"{count}-{number}"), text="Ja")
        with django_assert_max_num_queries(4):
            contacts(viewer)
