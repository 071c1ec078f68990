"""The pages of one organisation's way with a lesson: what is asked, what is refused and where, and who sees what (F2)."""

import re

import pytest
from django.urls import reverse

from samlar.foundation import clock
from samlar.lessons.actions import uptakes
from samlar.lessons.queries import uptake
from samlar.lessons.rules.ladder import PARTS
from samlar.lessons.rules.words import STEPS, Reach, Standing, State, Step
from tests.lessons.making import SAID, home, lesson, shows
from tests.lessons.uptaking import revision, shown, used

pytestmark = pytest.mark.django_db
FUTURE = "2028-01-01"
HUGE, NUL = "å" * 100_000, "a\x00b"


@pytest.fixture
def stina(cast, sign_in):
    return sign_in(cast.stina)


def at(name, *args):
    return reverse(name, args=args)


def one_step(step, **other):
    return {"day": str(clock.today()), **SAID[step], **other}


def test_taken_home_in_one_press_by_whoever_presses(cast, stina):
    made = lesson(cast.dan)
    page = stina.get(at("lesson_take_home", made))
    assert page.status_code == 200
    chosen = re.findall(r'<option value="(\d+)" selected', page.content.decode())
    assert chosen == [str(cast.stina.person)]
    done = stina.post(
        at("lesson_take_home", made), {"owner": cast.stina.person, "reach": "members", "next_step": "Ta upp det", "next_day": FUTURE}
    )
    row = uptake(cast.stina, int(done.url.split("/")[-2]))
    assert (row.owner, row.next_step, row.reach, row.standing) == (cast.stina.person, "Ta upp det", Reach.MEMBERS, Standing.TAKEN)
    assert stina.get(at("lesson_take_home", made)).url == at("uptake", row.id), "taken home already: its page instead"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("owner", "999999999999999999999", "Välj en kollega i listan."),
        ("owner", "dan", "Välj en kollega i listan."),
        ("owner", "Dan", "Välj en kollega i listan."),
        ("next_step", HUGE, "tecken"),
        ("next_step", NUL, ""),
        ("next_day", "2020-01-01", "Den dagen har redan varit."),
        ("next_day", "i morgon", "år-månad-dag"),
        ("reach", "alla", "Välj ett av svaren."),
    ],
)
def test_what_is_wrong_in_taking_home_is_said_at_the_field_and_nothing_is_taken(cast, stina, field, value, said):
    made = lesson(cast.dan)
    value = cast.dan.person if value == "dan" else value
    answer = stina.post(at("lesson_take_home", made), {"owner": "", "reach": "members", "next_step": "Mitt ord", field: value})
    assert answer.status_code == 422
    assert any(said in error for error in answer.context["form"].errors[field])
    if field != "next_step":
        assert "Mitt ord" in answer.content.decode(), "nothing typed is lost"
    assert not uptakes.Uptake.objects.exists()


@pytest.mark.parametrize("step", STEPS)
def test_a_step_without_its_evidence_is_refused_at_each_part(cast, stina, step):
    of = home(cast.stina, lesson(cast.stina))
    answer = stina.post(at("uptake_evidence", of, step.value), {"revision": revision(cast.stina, of)})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"day", *(part.id for part in PARTS[step] if part.required)}
    assert uptake(cast.stina, of).evidence == ()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (FUTURE, "Den dagen har inte varit än."),
        ("2020-01-01", "Dagen är före lärdomen"),
        ("", "vilken dag"),
        ("32 mars", "år-månad-dag"),
        (NUL, ""),
    ],
)
def test_a_day_before_the_lesson_or_in_the_future_is_refused_at_the_day(cast, stina, day, said):
    of = home(cast.stina, lesson(cast.stina))
    answer = stina.post(
        at("uptake_evidence", of, "shared"), {"revision": revision(cast.stina, of), **one_step(Step.SHARED, day=day, forum="Mitt möte")}
    )
    assert answer.status_code == 422
    assert any(said in error for error in answer.context["form"].errors["day"])
    assert "Mitt möte" in answer.content.decode()
    assert uptake(cast.stina, of).standing == Standing.TAKEN


@pytest.mark.parametrize("value", [HUGE, NUL])
@pytest.mark.parametrize("part", ["changed", "lives_in", "link"])
def test_too_much_and_what_is_no_text_is_refused_at_its_field(cast, stina, part, value):
    of = home(cast.stina, lesson(cast.stina))
    answer = stina.post(at("uptake_evidence", of, "used"), {"revision": revision(cast.stina, of), **one_step(Step.USED, **{part: value})})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [part]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "www.x.se", "https://", "http://[x"])
def test_a_link_that_is_none_is_refused(cast, stina, link):
    of = home(cast.stina, lesson(cast.stina))
    answer = stina.post(at("uptake_evidence", of, "used"), {"revision": revision(cast.stina, of), **one_step(Step.USED, link=link)})
    assert answer.context["form"].errors["link"] == ["Länken ska börja med https://"]


def test_all_at_once_asks_for_whole_groups_and_leaves_the_others(cast, stina):
    of = home(cast.stina, lesson(cast.stina))
    there = at("uptake_evidence_all", of)
    sent = {"revision": revision(cast.stina, of), "shared-forum": "Ledningsgruppen"}
    answer = stina.post(there, sent)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["shared-day"], "a group that is begun must be whole, the others need nothing"
    assert stina.post(there, {"revision": sent["revision"]}).status_code == 422
    whole = {f"{step.value}-{part}": text for step in STEPS for part, text in one_step(step).items()}
    late = stina.post(there, {"revision": sent["revision"], **whole, "tried-day": FUTURE})
    assert list(late.context["form"].errors) == ["tried-day"]
    one = {name: text for name, text in whole.items() if name.startswith("tried")} | {"tried-day": "2001-01-01"}
    assert list(stina.post(there, {"revision": sent["revision"], **one}).context["form"].errors) == ["tried-day"]
    assert uptake(cast.stina, of).evidence == ()
    assert stina.post(there, {"revision": sent["revision"], **whole}).url == at("uptake", of)
    assert [one.step for one in uptake(cast.stina, of).living] == list(STEPS)
    assert stina.get(there).url == at("uptake", of), "nothing is missing"


def test_a_colleague_who_was_first_is_shown_beside_what_was_typed(cast, stina, sign_in):
    of = shown(cast.stina, Step.SHARED)
    read = revision(cast.stina, of)
    sign_in(cast.majken).post(at("uptake_evidence", of, "shared"), {"revision": read, **one_step(Step.SHARED, forum="Majkens möte")})
    mine = {"revision": read, **one_step(Step.SHARED, forum="Stinas möte")}
    answer = stina.post(at("uptake_evidence", of, "shared"), mine)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Stinas möte" in text
    assert "Majkens möte" in text
    assert "En kollega hann ändra" in text
    again = stina.post(at("uptake_evidence", of, "shared"), mine | {"revision": answer.context["form"]["revision"].value()})
    assert again.status_code == 302
    assert uptake(cast.stina, of).living[0].said["forum"] == "Stinas möte"


def test_two_who_care_at_once_read_each_other(cast, stina, sign_in):
    of = home(cast.stina, lesson(cast.stina))
    read = revision(cast.stina, of)
    said = {"revision": read, "owner": cast.stina.person, "reach": "own"}
    assert (
        sign_in(cast.majken).post(at("uptake_care", of), said | {"next_step": "Majkens steg", "owner": cast.majken.person}).status_code
        == 302
    )
    answer = stina.post(at("uptake_care", of), said | {"next_step": "Stinas steg"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Stinas steg" in text
    assert "Majkens steg" in text
    assert "Majken Exempelson" in text
    assert uptake(cast.stina, of).next_step == "Majkens steg"


@pytest.mark.parametrize(("name", "more"), [("uptake_back", {"to": "taken"}), ("uptake_end", {"to": "declined"})])
def test_the_same_card_moved_by_two_keeps_the_word_why(cast, stina, name, more):
    of = shown(cast.stina, Step.SHARED)
    read = revision(cast.stina, of)
    uptakes.add_evidence(cast.majken, of, shows(clock.today(), Step.TRIED), revision=read)
    answer = stina.post(at(name, of), {"revision": read, "why": "Mitt skäl", **more})
    assert answer.status_code == 409
    assert "Mitt skäl" in answer.content.decode()
    assert uptake(cast.stina, of).standing == Standing.TRIED
    assert stina.post(at(name, of), {"revision": revision(cast.stina, of), "why": "", **more}).status_code == 422, "why is asked for"
    assert stina.post(at(name, of), {"revision": revision(cast.stina, of), "why": HUGE, **more}).status_code == 422
    assert stina.post(at(name, of), {"revision": revision(cast.stina, of), "why": "x", "to": "used"}).status_code == 422


@pytest.mark.parametrize(
    ("there", "to", "leads"),
    [
        ((), "shared", "uptake_evidence shared"),
        ((Step.SHARED,), "anchored", "uptake_evidence anchored"),
        ((Step.SHARED,), "used", "uptake_evidence_all"),
        ((Step.SHARED, Step.TRIED, Step.ANCHORED), "used", "uptake_evidence used"),
        (STEPS, "used", "uptake #kontroll"),
        ((Step.SHARED, Step.TRIED), "taken", "uptake_back ?till=taken"),
        ((Step.SHARED,), "declined", "uptake_end ?till=declined"),
        ((Step.SHARED,), "shared", "uptake"),
        ((Step.SHARED,), "himlen", "uptake"),
        ((Step.SHARED,), "", "uptake"),
    ],
)
def test_a_card_dropped_on_a_step_leads_to_what_the_step_asks_for_and_moves_nothing(cast, stina, there, to, leads):
    of = shown(cast.stina, *there)
    before = uptake(cast.stina, of)
    name, _, more = leads.partition(" ")
    wanted = at(name, of, more) if name == "uptake_evidence" else at(name, of) + more
    assert stina.post(at("uptake_move", of), {"to": to, "revision": before.revision}).url == wanted
    assert stina.post(at("uptake_move", of), {"to": to}, headers={"HX-Request": "true"}).headers["HX-Redirect"] == wanted
    assert uptake(cast.stina, of) == before


def test_a_check_by_the_same_person_is_refused_and_by_a_colleague_makes_it_used(cast, stina, sign_in):
    of = shown(cast.stina, *STEPS)
    refused = stina.post(at("uptake_check", of), {"revision": revision(cast.stina, of)}, follow=True)
    assert "någon annan än du" in refused.content.decode()
    assert uptake(cast.stina, of).standing == Standing.ANCHORED
    majken = sign_in(cast.majken)
    assert majken.post(at("uptake_check", of), {"revision": 1, "note": "Mitt ord"}).status_code == 409, "it has changed since"
    assert majken.post(at("uptake_check", of), {"revision": revision(cast.stina, of), "note": HUGE}).status_code == 422
    assert majken.post(at("uptake_check", of), {"revision": revision(cast.stina, of)}).status_code == 302
    assert uptake(cast.stina, of).standing == Standing.USED


@pytest.mark.parametrize(
    ("who", "field"),
    [({"name": "", "email": "x@y.test"}, "name"), ({"name": "X", "email": "nej"}, "email"), ({"name": HUGE, "email": NUL}, "name")],
)
def test_whom_to_ask_is_said_at_the_field(cast, stina, who, field):
    of = shown(cast.stina, *STEPS)
    answer = stina.post(at("uptake_check_ask", of), {"revision": revision(cast.stina, of), **who})
    assert answer.status_code == 422
    assert field in answer.context["asks"].errors


def test_oneself_by_mail_is_refused_however_the_address_is_written(cast, stina):
    of = shown(cast.stina, *STEPS)
    name, domain = cast.stina.email.split("@")
    for email in (cast.stina.email, cast.stina.email.upper(), f"{name}+annan@{domain}"):
        answer = stina.post(at("uptake_check_ask", of), {"revision": revision(cast.stina, of), "name": "Någon", "email": email})
        assert answer.status_code == 422
        assert "någon annan än du" in answer.context["asks"].errors["email"][0]


def test_what_needs_an_owner_is_taken_over_by_a_press_and_by_one_only(cast, stina, sign_in):
    of = home(cast.stina, lesson(cast.stina), owner=None)
    page = stina.get(at("uptake", of)).content.decode()
    assert "Jag tar över" in page
    assert "Behöver ny ägare" in page
    read = revision(cast.stina, of)
    assert stina.post(at("uptake_take_over", of), {"revision": read}).status_code == 302
    assert uptake(cast.stina, of).owner == cast.stina.person
    assert sign_in(cast.majken).post(at("uptake_take_over", of), {"revision": read}).status_code == 409
    assert sign_in(cast.majken).post(at("uptake_take_over", of), {"revision": read + 1}).status_code == 409
    assert uptake(cast.stina, of).owner == cast.stina.person


@pytest.mark.parametrize("name", ["uptake", "uptake_evidence_all", "uptake_care", "uptake_back", "uptake_end"])
@pytest.mark.parametrize("number", [0, 10**30, 4711])
def test_a_number_that_is_nothing_is_not_there(stina, name, number):
    assert stina.get(at(name, number)).status_code == 404


def test_a_word_that_is_no_step_is_not_there(cast, stina):
    assert stina.get(at("uptake_evidence", home(cast.stina, lesson(cast.stina)), "himlen")).status_code == 404


POSTED = ("uptake_take_over", "uptake_again", "uptake_move", "uptake_check", "uptake_check_ask")
FORMS = ("uptake_evidence_all", "uptake_care", "uptake_back", "uptake_end")


@pytest.mark.parametrize("name", [*POSTED, *FORMS])
def test_others_may_do_nothing_with_it_and_do_not_see_one_that_is_kept_to_oneself(cast, sign_in, name):
    own = shown(cast.stina, *STEPS, reach=Reach.OWN)
    open_ = shown(cast.stina, *STEPS, reach=Reach.PUBLIC)
    dan = sign_in(cast.dan)
    assert dan.post(at(name, own), {"revision": revision(cast.stina, own)}).status_code == 404
    assert dan.post(at(name, open_), {"revision": revision(cast.stina, open_), "to": "declined", "why": "x"}).status_code == 403


def test_others_read_the_step_the_days_and_what_changed_and_nothing_more(cast, sign_in):
    of = used(cast.stina, cast.majken, reach=Reach.PUBLIC, next_step="Hemligt nästa steg")
    for browser in (sign_in(cast.dan), sign_in(cast.nils)):
        text = browser.get(at("uptake", of)).content.decode()
        assert SAID[Step.USED]["changed"] in text
        for secret in (
            "Stina",
            "Majken",
            "Hemligt nästa steg",
            SAID[Step.ANCHORED]["decided_by"],
            "RUN 2026/12",
            SAID[Step.USED]["lives_in"],
        ):
            assert secret not in text, secret


def test_a_visitor_reads_what_is_shown_to_everyone_and_nothing_else(cast, client):
    of = used(cast.stina, cast.majken, reach=Reach.PUBLIC)
    hidden = used(cast.stina, cast.majken)  # members and partners
    text = client.get(at("uptake", of)).content.decode()
    assert SAID[Step.USED]["changed"] in text
    assert "Stina" not in text
    assert client.get(at("uptake", hidden)).status_code == 404


def test_a_draft_taken_home_is_seen_by_nobody_else(cast, sign_in):
    of = home(cast.stina, lesson(cast.stina, state=State.DRAFT), reach=Reach.PUBLIC)
    assert sign_in(cast.dan).get(at("uptake", of)).status_code == 404
    assert sign_in(cast.majken).get(at("uptake", of)).status_code == 200


@pytest.mark.parametrize("steps", [0, 4])
def test_the_page_costs_the_same_however_long_the_way(cast, stina, django_assert_max_num_queries, steps):
    of = shown(cast.stina, *STEPS[:steps])
    for _turn in range(3):
        if steps:
            uptakes.step_back(cast.stina, of, Standing.TAKEN, why="Om igen.", revision=revision(cast.stina, of))
            shown(cast.stina, *STEPS[:steps], uptake_id=of)
    with django_assert_max_num_queries(14):
        assert stina.get(at("uptake", of)).status_code == 200


def test_what_was_ended_is_taken_up_again_where_its_evidence_stands(cast, stina):
    of = shown(cast.stina, Step.SHARED, Step.TRIED)
    stina.post(at("uptake_end", of), {"revision": revision(cast.stina, of), "to": "declined", "why": "Ingen tid."})
    assert uptake(cast.stina, of).standing == Standing.DECLINED
    assert "Ingen tid." in stina.get(at("uptake", of)).content.decode()
    refused = stina.post(at("uptake_evidence", of, "used"), {"revision": revision(cast.stina, of), **one_step(Step.USED)})
    assert refused.status_code == 422
    stina.post(at("uptake_again", of), {"revision": revision(cast.stina, of)})
    assert uptake(cast.stina, of).standing == Standing.TRIED
