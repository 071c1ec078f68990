"""The pages of homework and of the four questions: who sees what, what each deed answers, with plain forms alone (E5, F1)."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samlar.activities.models import Debrief, Handin, Homework, ProgrammeItem
from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.talk.models import Comment
from tests.activities import homework as made
from tests.activities.rows import session
from tests.web.hostile import DATES, LONG, NUMBERS, SCRIPT

pytestmark = pytest.mark.django_db
WRITTEN = {
    "title": "Tre samtal",
    "text": made.TEXT,
    "due": "2026-12-01",
    "by": "person",
    "seen_by": "group",
    "after": "",
    "taken_up_at": "",
}


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split()).replace("\xa0", " ")


def to(name: str, *args) -> str:
    return reverse(name, args=args)


@pytest.fixture
def lab(cast):
    return made.lab(cast)


# — those who lead —


def test_homework_is_written_given_and_taken_up_with_plain_forms(cast, lab, sign_in):
    stina, dan = sign_in(cast.stina), sign_in(cast.dan)
    made.registered(lab, cast, "dan")
    first, second = made.sessions(lab)
    assert "Workshop 1 brukar följas av en hemuppgift." in text(stina.get(to("activity_homework", lab.pk)))
    offered = stina.get(to("homework_new", lab.pk), {"efter": first}).content.decode()
    assert f'value="{first}" selected' in offered
    assert f'value="{second}" selected' in offered

    answer = stina.post(to("homework_new", lab.pk), {**WRITTEN, "after": first, "taken_up_at": second})
    on = Homework.objects.get()
    assert answer["Location"] == to("homework", lab.pk, on.pk)
    assert "utkast" in text(stina.get(answer["Location"]))
    assert dan.get(answer["Location"]).status_code == 404
    assert "Hemuppgifter" not in text(dan.get(to("activity", lab.pk)))

    given = stina.post(to("homework_give", lab.pk, on.pk), {"revision": "1"}, follow=True)
    assert "2 personer får ett brev." in text(given)
    assert Letter.objects.filter(name="homework_given").count() == 2
    page = text(dan.get(to("homework", lab.pk, on.pk)))
    assert "att lämna in" in page
    assert "Tas upp på Workshop 2" in page
    assert 'href="' + to("activity_homework", lab.pk) in dan.get(to("activity", lab.pk)).content.decode()

    up = {"session": second, "day": "2026-12-08", "starts": "9", "ends": "10.30"}
    stina.post(to("homework_take_up", lab.pk, on.pk), up)
    assert ProgrammeItem.objects.get().homework_id == on.pk


def test_what_is_wrong_stands_by_its_field_and_what_was_typed_stays(cast, lab, sign_in):
    stina = sign_in(cast.stina)
    answer = stina.post(to("homework_new", lab.pk), {**WRITTEN, "due": "2026-11-19", "text": "Det här skrev jag."})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"due"}
    assert "Den 19 november 2026 har redan varit." in text(answer)
    assert "Det här skrev jag." in answer.content.decode()
    assert not Homework.objects.exists()


@pytest.mark.parametrize("name", ["title", "text", "due", "by", "seen_by", "after", "taken_up_at", "revision"])
def test_hostile_input_is_never_a_500_and_writes_nothing(cast, lab, sign_in, name):
    stina = sign_in(cast.stina)
    values = DATES if name == "due" else (LONG, "\x00", *NUMBERS) if name not in ("title", "text") else (LONG, "\x00", " ")
    on = made.homework(lab)
    for value in values:
        for page in (to("homework_new", lab.pk), to("homework_edit", lab.pk, on.pk)):
            answer = stina.post(page, {**WRITTEN, "revision": "1", name: value})
            if name == "revision" and page == to("homework_new", lab.pk):
                assert answer.status_code in (302, 422)
            else:
                assert answer.status_code in (409, 422), (page, value)
        on.refresh_from_db()
        assert (on.title, on.revision) == ("Tre samtal", 1)


def test_only_those_who_lead_reach_the_leaders_pages(cast, lab, sign_in):
    on, draft = made.homework(lab), made.homework(lab, given=None)
    for key, code in (("dan", 403), ("siv", 403), ("klara", 403), ("gun", 404), ("gustav", 404), ("nils", 404)):
        browser = sign_in(getattr(cast, key))
        for name in ("homework_edit", "homework_take_up"):
            assert browser.get(to(name, lab.pk, on.pk)).status_code == code, (key, name)
        assert browser.get(to("homework_new", lab.pk)).status_code == code
        for name in ("homework_give", "homework_throw_away"):
            assert browser.post(to(name, lab.pk, draft.pk), {"revision": "1"}).status_code == 404, (key, name)
    assert Homework.objects.filter(given=None).count() == 1


def test_the_second_of_two_windows_keeps_its_text_and_reads_the_other(cast, lab, sign_in):
    on = made.homework(lab)
    sign_in(cast.majken).post(to("homework_edit", lab.pk, on.pk), {**WRITTEN, "text": "Majkens text.", "revision": "1"})
    answer = sign_in(cast.stina).post(to("homework_edit", lab.pk, on.pk), {**WRITTEN, "text": "Stinas text.", "revision": "1"})
    assert answer.status_code == 409
    assert "Majkens text." in answer.content.decode()
    assert "Stinas text." in answer.content.decode()
    assert 'name="revision" value="2"' in answer.content.decode()


def test_the_leader_sees_who_has_not_handed_in_and_nobody_else_does(cast, lab, sign_in):
    made.registered(lab, cast, "dan", "disa")
    on = made.homework(lab, seen_by="leaders")
    made.handin(on, cast, "dan", when=datetime(2026, 12, 3, 9, tzinfo=UTC))
    page = text(sign_in(cast.stina).get(to("homework", lab.pk, on.pk)))
    assert "1 av 2 personer har lämnat in" in page
    assert "kom in två dagar efter sista dagen" in page
    assert "Disa Låtsas, Region Dalarna" in page
    for key in ("siv", "klara", "dan"):
        others = text(sign_in(getattr(cast, key)).get(to("homework", lab.pk, on.pk)))
        assert "har lämnat in" not in others.replace("Er organisation har inte lämnat in än", "")
        assert "Disa Låtsas" not in others
        assert ("Dan Fiktivsson" in others) == (key == "dan")


def test_where_each_hands_in_people_are_counted(cast, lab, sign_in):
    made.registered(lab, cast, "dan", "disa")
    on = made.homework(lab, by="person")
    made.handin(on, cast, "dan")
    page = text(sign_in(cast.stina).get(to("homework", lab.pk, on.pk)))
    assert "1 av 2 personer har lämnat in" in page
    assert "organisationer har lämnat in" not in page


def test_homework_is_taken_up_at_the_session_that_it_names(cast, lab, sign_in):
    _, second = made.sessions(lab)
    session(lab, "Seminarium", datetime(2026, 12, 2, 11, tzinfo=UTC), datetime(2026, 12, 2, 14, tzinfo=UTC))
    on = made.homework(lab, taken_up_at_id=second)
    form = sign_in(cast.stina).get(to("homework_take_up", lab.pk, on.pk)).context["form"]
    assert form.initial["session"] == second


# — those who take part —


def test_handing_in_changing_and_commenting(cast, lab, sign_in):
    on = made.homework(lab)
    dan, siv = sign_in(cast.dan), sign_in(cast.siv)
    assert "Alla som deltar kan läsa" in text(dan.get(to("homework_hand_in", lab.pk, on.pk)))
    answer = dan.post(to("homework_hand_in", lab.pk, on.pk), {"text": "Vi **gör** så.", "link": "https://dalarna.test/a", "revision": "0"})
    kept = Handin.objects.get()
    assert answer["Location"] == to("handin", lab.pk, on.pk, kept.pk)
    page = siv.get(answer["Location"])
    assert "Vi <strong>gör</strong> så." in page.content.decode()
    assert 'href="https://dalarna.test/a" rel="nofollow noopener"' in page.content.decode()
    siv.post(to("handin_comment", lab.pk, on.pk, kept.pk), {"text": "Hur då?"})
    comment = Comment.objects.get()
    assert "Hur då?" in text(dan.get(answer["Location"]))
    assert dan.post(to("handin_comment_remove", lab.pk, on.pk, kept.pk, comment.pk)).status_code == 403
    siv.post(to("handin_comment_remove", lab.pk, on.pk, kept.pk, comment.pk))
    assert "Kommentaren är borttagen." in text(dan.get(answer["Location"]))
    dan.post(to("homework_hand_in", lab.pk, on.pk), {"text": "Nytt.", "link": "", "revision": "1"})
    assert Handin.objects.get().text == "Nytt."


def test_nothing_typed_is_lost_when_a_colleague_was_first(cast, lab, sign_in):
    on = made.homework(lab, by="organisation")
    dan, disa = sign_in(cast.dan), sign_in(cast.disa)
    dan.post(to("homework_hand_in", lab.pk, on.pk), {"text": "Dans text.", "link": "", "revision": "0"})
    answer = disa.post(to("homework_hand_in", lab.pk, on.pk), {"text": "Disas text.", "link": "", "revision": "0"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Dan Fiktivsson hann lämna in före dig" in page
    assert "Dans text." in page
    assert "Disas text." in page
    disa.post(to("homework_hand_in", lab.pk, on.pk), {"text": "Båda.", "link": "", "revision": "1"})
    assert [one.text for one in Handin.objects.all()] == ["Båda."]


@pytest.mark.parametrize(
    ("name", "values"),
    [("text", (LONG + "!", "\x00", " ")), ("link", ("javascript:alert(1)", LONG, "\x00", "http://[", SCRIPT)), ("revision", NUMBERS)],
)
def test_hostile_hand_ins_are_refused_by_the_field(cast, lab, sign_in, name, values):
    on = made.homework(lab)
    for value in values:
        filled = {"text": "" if name == "text" else "Ett svar", "link": "", "revision": "0", name: value}
        answer = sign_in(cast.dan).post(to("homework_hand_in", lab.pk, on.pk), filled)
        assert answer.status_code in (409, 422), value
    assert not Handin.objects.exists()


def test_what_people_write_is_never_markup(cast, lab, sign_in):
    on = made.homework(lab, title=SCRIPT[:100], text=SCRIPT)
    kept = made.handin(on, cast, "dan", text=SCRIPT)
    stina = sign_in(cast.stina)
    stina.post(to("session_debrief", lab.pk, made.sessions(lab)[0]), {"expected": SCRIPT})
    for page in (
        to("activity_homework", lab.pk), to("homework", lab.pk, on.pk), to("homework_talk", lab.pk, on.pk), to("handin", lab.pk, on.pk, kept.pk),
        to("homework_edit", lab.pk, on.pk), to("session_debriefs", lab.pk, made.sessions(lab)[0]), to("session_debrief", lab.pk, made.sessions(lab)[0]),
    ):  # fmt: skip
        found = stina.get(page).content.decode()
        assert "<script>alert" not in found, page
        assert "<img src=x" not in found, page


def test_the_page_to_talk_from_has_every_answer_whole_and_only_those_one_may_read(cast, lab, sign_in):
    on = made.homework(lab, seen_by="leaders")
    made.handin(on, cast, "dan", text="Dalarnas hela svar. " * 30 + "Slutordet.")
    made.handin(on, cast, "siv", text="SLU:s svar.")
    page = text(sign_in(cast.stina).get(to("homework_talk", lab.pk, on.pk)))
    assert "Slutordet." in page
    assert "SLU:s svar." in page
    assert "SLU:s svar." not in text(sign_in(cast.dan).get(to("homework_talk", lab.pk, on.pk)))
    assert sign_in(cast.gun).get(to("homework_talk", lab.pk, on.pk)).status_code == 404
    draft = made.homework(lab, given=None)
    assert sign_in(cast.stina).get(to("homework_talk", lab.pk, draft.pk)).status_code == 404


def test_visitors_are_sent_to_sign_in(cast, lab, client):
    on = made.homework(lab)
    for page in (to("activity_homework", lab.pk), to("homework", lab.pk, on.pk), to("session_debriefs", lab.pk, made.sessions(lab)[0])):
        assert client.get(page)["Location"].startswith("/logga-in/")


# — the four questions —


def test_the_four_questions_take_one_answer_and_a_minute(cast, lab, sign_in):
    held = made.sessions(lab)[0]
    dan = sign_in(cast.dan)
    page = dan.get(to("session_debrief", lab.pk, held)).content.decode().split("<main")[1]
    assert page.index('name="expected"') < page.index('name="happened"') < page.index('name="why"') < page.index('name="next"')
    assert " required" not in page
    answer = dan.post(to("session_debrief", lab.pk, held), {"happened": "Vi fick höra hur andra gör.", "could_be_lesson": "on"})
    assert answer["Location"] == to("session_debriefs", lab.pk, held)
    row = Debrief.objects.get()
    assert (row.happened, row.could_be_lesson) == ("Vi fick höra hur andra gör.", True)
    assert "kan bli en lärdom" in text(sign_in(cast.stina).get(answer["Location"]))
    assert "kan bli en lärdom" not in text(sign_in(cast.siv).get(answer["Location"]))
    assert "Dan Fiktivsson, Region Dalarna" in text(sign_in(cast.siv).get(answer["Location"]))
    assert sign_in(cast.gun).get(answer["Location"]).status_code == 404


def test_no_answer_is_refused_and_nothing_typed_is_lost(cast, lab, sign_in):
    held, dan = made.sessions(lab)[0], sign_in(cast.dan)
    empty = dan.post(to("session_debrief", lab.pk, held), {"expected": " ", "could_be_lesson": "on"})
    assert empty.status_code == 422
    assert "Svara på minst en av frågorna." in text(empty)
    long = dan.post(to("session_debrief", lab.pk, held), {"expected": "Kvar.", "why": LONG})
    assert long.status_code == 422
    assert "Kvar." in long.content.decode()
    assert not Debrief.objects.exists()


def test_the_questions_are_closed_before_the_session_and_a_month_after_the_answer(cast, lab, sign_in):
    held, coming = made.sessions(lab)
    dan = sign_in(cast.dan)
    early = dan.get(to("session_debrief", lab.pk, coming))
    assert "öppnar när träffen börjar" in text(early)
    dan.post(to("session_debrief", lab.pk, held), {"next": "Vila."})
    with clock.at(datetime(2026, 12, 21, 9, tzinfo=UTC)):
        assert "till och med 20 december 2026" in text(dan.get(to("session_debrief", lab.pk, held)))
        assert "Ändra dina svar" not in text(dan.get(to("session_debriefs", lab.pk, held)))


def test_a_session_leads_to_its_questions_and_its_homework(cast, lab, sign_in):
    held, coming = made.sessions(lab)
    on = made.homework(lab, after_id=held, taken_up_at_id=coming)
    page = sign_in(cast.dan).get(to("activity_session", lab.pk, held)).content.decode()
    assert to("session_debrief", lab.pk, held) in page
    assert to("homework", lab.pk, on.pk) in page
    page = sign_in(cast.dan).get(to("activity_session", lab.pk, coming)).content.decode()
    assert to("homework_talk", lab.pk, on.pk) in page
    assert to("session_debrief", lab.pk, coming) not in page


def test_what_waits_leads_to_its_page(cast, lab, sign_in):
    made.registered(lab, cast, "dan")
    on = made.homework(lab)
    dan = sign_in(cast.dan)
    page = dan.get("/min-sida/").content.decode()
    for href in (to("homework_hand_in", lab.pk, on.pk), to("session_debrief", lab.pk, made.sessions(lab)[0])):
        assert href in page
        assert dan.get(href).status_code == 200


def test_the_pages_ask_no_more_for_many_than_for_one(cast, lab, sign_in):
    on = made.homework(lab)
    held = made.sessions(lab)[0]
    stina, counts = sign_in(cast.stina), []
    pages = (
        to("homework", lab.pk, on.pk), to("homework_talk", lab.pk, on.pk), to("session_debriefs", lab.pk, held), to("activity_homework", lab.pk)
    )  # fmt: skip
    for keys in (("dan",), ("disa", "siv", "stina")):
        for key in keys:
            made.handin(on, cast, key)
            made.homework(lab, title=key)
            who = getattr(cast, key)
            Debrief.objects.create(session_id=held, person_id=who.person, organisation_id=who.organisation, next=key, written=made.GIVEN)
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                assert stina.get(page).status_code == 200
            found.append(len(asked))
        counts.append(found)
    assert counts[0] == counts[1]
