"""The clock's question, answered on a page by its link alone (F3)."""

from datetime import UTC, date, datetime, time

import pytest
from django.test import Client

from samlar.foundation import audit, clock
from samlar.lessons.actions import uptakes
from samlar.lessons.actions.clock import close_questions, follow_up
from samlar.lessons.actions.uptakes import Care
from samlar.lessons.models import FollowUp
from samlar.lessons.queries import uptake
from samlar.lessons.rules.words import Standing, Step
from samlar.people.models import Employment, Person
from samlar.people.queries.links import link, token_of
from tests.lessons.making import SAID, home, lesson, shows

pytestmark = pytest.mark.django_db
ASKED = datetime.combine(date(2027, 2, 20), time(9), tzinfo=UTC)
LATER = datetime.combine(date(2027, 2, 24), time(9), tzinfo=UTC)


@pytest.fixture
def taken(cast):
    """What Stina owns at Region Kalmar län, taken home three months ago."""
    return home(cast.stina, lesson(cast.dan), next_step="Ta upp det i ledningsgruppen.")


@pytest.fixture
def now(settings, taken):
    """Stina was asked four days ago."""
    with clock.at(ASKED):
        follow_up()
    settings.SAMLAR_NOW = LATER.isoformat()


@pytest.fixture
def address(now):
    return address_of(FollowUp.objects.get())


def address_of(row):
    return f"/folj-upp/{token_of(link(row.link_id, 'follow_up'))}/"


def tried(**but):
    return {"tried-day": "2027-01-15", **{f"tried-{part}": text for part, text in SAID[Step.TRIED].items()}, **but}


def text_of(answer):
    return answer.content.decode()


@pytest.mark.parametrize("svar", ["", "?svar=vidare", "?svar=arbetar", "?svar=avstar", "?svar=' OR 1", "?svar=vidare&svar=avstar"])
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_scanner_that_opens_every_link_changes_nothing(client, cast, taken, address, svar, method):
    before = uptake(cast.stina, taken)
    assert getattr(client, method)(address + svar).status_code == 200
    assert client.get(address + svar, headers={"Sec-Purpose": "prefetch"}).status_code == 200
    assert uptake(cast.stina, taken) == before
    assert FollowUp.objects.get().answered is None


def test_the_page_says_what_it_is_about_and_nothing_else_of_the_organisation(client, address):
    page = client.get(address)
    told = text_of(page)
    for words in ("Fråga mottagaren innan ni skriver rådet.", "Till Stina Påhittad", "Ta upp det i ledningsgruppen.", "hemtagen"):
        assert words in told
    assert (page.headers["X-Robots-Tag"], page.headers["Cache-Control"]) == ("noindex, nofollow", "no-store, private")
    for answer in ("?svar=vidare", "?svar=arbetar", "?svar=avstar"):
        assert f'href="{answer}"' in told
    assert 'method="post"' not in told.split("<main")[1].split("</main>")[0], "nothing to press before an answer is chosen"


def test_moved_on_asks_for_the_evidence_of_the_step_and_the_answer_is_told(client, cast, taken, address):
    page = client.get(address + "?svar=vidare")
    assert "Vad prövade ni det på?" in text_of(page)
    revision = uptake(cast.stina, taken).revision
    answer = client.post(address, {"svar": "vidare", "revision": revision, **tried()})
    assert answer.status_code == 302
    told = text_of(client.get(answer.url))
    assert "Tack! Du svarade 24 februari 2027: Vi har kommit vidare." in told
    row = uptake(cast.stina, taken)
    assert (row.standing, row.living[0].person) == (Standing.TRIED, cast.stina.person)
    entry = next(one for one in audit.trail("uptake", taken) if one["verb"] == "uptake.followed_up")
    assert (entry["person"], entry["organisation"]) == (str(cast.stina.person), str(cast.stina.organisation))
    assert "Vårens uppföljning" not in str(audit.trail("uptake", taken))


def test_several_steps_are_entered_at_once(client, cast, taken, address):
    shared = {"shared-day": "2027-01-10", "shared-forum": "Ledningsgruppen"}
    client.post(address, {"svar": "vidare", "revision": uptake(cast.stina, taken).revision, **tried(), **shared})
    assert {one.step for one in uptake(cast.stina, taken).living} == {Step.SHARED, Step.TRIED}
    assert "delad, prövad" in text_of(client.get(address))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Fyll i underlaget för minst ett steg"),
        (tried(**{"tried-day": ""}), "Skriv vilken dag det var"),
        (tried(**{"tried-day": "2027-03-01"}), "Den dagen har inte varit än"),
        (tried(**{"tried-day": "2026-01-01"}), "Dagen är före"),
        (tried(**{"tried-day": "i går"}), "år-månad-dag"),
        (tried(**{"tried-worked": "kanske"}), "Välj om det fungerade"),
        (tried(**{"tried-case": "x" * 100_000}), "Högst"),
        (tried(**{"tried-case": "a\0b"}), "det är en sak att rätta"),
    ],
)
def test_evidence_that_does_not_hold_is_told_at_its_field_and_nothing_typed_is_lost(client, cast, taken, address, typed, said):
    before = uptake(cast.stina, taken)
    answer = client.post(address, {"svar": "vidare", "revision": before.revision, **typed})
    told = text_of(answer)
    assert answer.status_code == 422
    assert said.lower() in told.lower()
    if typed:
        assert "Två av tre enheter hann." in told
    assert uptake(cast.stina, taken) == before
    assert FollowUp.objects.get().answered is None


def test_still_working_takes_a_new_day_and_the_next_step(client, cast, taken, address):
    answer = client.post(
        address,
        {"svar": "arbetar", "revision": uptake(cast.stina, taken).revision, "new_day": "2027-06-01", "next_step": "Pröva på ett fall."},
    )
    assert answer.status_code == 302
    row = uptake(cast.stina, taken)
    assert (row.next_step, row.next_day, row.standing) == ("Pröva på ett fall.", date(2027, 6, 1), Standing.TAKEN)
    told = text_of(client.get(address))
    assert "Vi arbetar med det" in told
    assert "1 juni 2027" in told


@pytest.mark.parametrize("day", ["", "2027-02-25", "2028-02-25", "2020-01-01", "9999-12-31", "0001-01-01", "strax"])
def test_a_new_day_is_from_a_week_to_a_year_ahead(client, cast, taken, address, day):
    before = uptake(cast.stina, taken)
    answer = client.post(address, {"svar": "arbetar", "revision": before.revision, "new_day": day, "next_step": "Behålls."})
    assert answer.status_code == 422
    assert 'value="Behålls."' in text_of(answer)
    assert uptake(cast.stina, taken) == before


def test_chosen_not_to_asks_why_and_ends_it(client, cast, taken, address):
    revision = uptake(cast.stina, taken).revision
    empty = client.post(address, {"svar": "avstar", "revision": revision, "why": "  "})
    assert (empty.status_code, "Skriv varför" in text_of(empty)) == (422, True)
    client.post(address, {"svar": "avstar", "revision": revision, "why": "Vi har ingen som kan."})
    row = uptake(cast.stina, taken)
    assert (row.standing, row.why) == (Standing.DECLINED, "Vi har ingen som kan.")
    assert "Vi har ingen som kan." in text_of(client.get(address))


def test_clicked_twice_it_says_thank_you_and_what_was_answered(client, cast, taken, address):
    values = {"svar": "avstar", "revision": uptake(cast.stina, taken).revision, "why": "Vi har ingen som kan."}
    assert client.post(address, values).status_code == 302
    again = client.post(address, values | {"svar": "arbetar", "new_day": "2027-06-01"})
    assert again.status_code == 409
    assert "Tack! Du svarade 24 februari 2027: Vi avstår." in text_of(again)
    assert uptake(cast.stina, taken).standing == Standing.DECLINED
    assert "Tack! Du svarade" in text_of(client.get(address + "?svar=vidare"))


def test_after_the_owner_has_left_the_link_is_closed_kindly_and_names_nobody(client, cast, taken, address):
    Employment.objects.filter(person=cast.stina.person).update(end=date(2027, 2, 22))
    uptakes.care(cast.majken, taken, Care(owner=cast.majken.person), revision=uptake(cast.majken, taken).revision)
    before = uptake(cast.majken, taken)
    for answer in (
        client.get(address + "?svar=avstar"),
        client.post(address, {"svar": "avstar", "revision": before.revision, "why": "Nej."}),
    ):
        told = text_of(answer)
        assert "En annan på Region Kalmar län har hand om det här nu." in told
        assert "Majken" not in told
        assert "Fråga mottagaren" not in told
    assert uptake(cast.majken, taken) == before
    close_questions()
    assert "har hand om det här nu" in text_of(client.get(address)), "the same when the link has been taken back"


def test_what_a_colleague_changed_meanwhile_is_told_and_what_was_typed_stands(client, cast, taken, address):
    revision = uptake(cast.stina, taken).revision
    uptakes.add_evidence(cast.majken, taken, shows(date(2027, 1, 10), Step.SHARED), revision=revision)
    answer = client.post(address, {"svar": "vidare", "revision": revision, **tried()})
    assert answer.status_code == 409
    assert "En kollega hann ändra" in text_of(answer)
    assert "Två av tre enheter hann." in text_of(answer)
    assert client.post(address, {"svar": "vidare", "revision": uptake(cast.stina, taken).revision, **tried()}).status_code == 302


def test_where_all_evidence_is_written_the_page_says_what_is_lacking(client, cast, taken, address):
    uptakes.add_evidence(cast.majken, taken, shows(date(2027, 1, 10), *Step), revision=uptake(cast.stina, taken).revision)
    assert "att någon annan kontrollerar att det används" in text_of(client.get(address + "?svar=vidare"))


@pytest.mark.parametrize("token", ["1-aaaa", "0", "9" * 30, "99999999999999999999-x", "å", "1-" + "a" * 200])
def test_a_link_that_is_none_is_not_there(client, token):
    assert client.get(f"/folj-upp/{token}/").status_code == 404
    assert client.post(f"/folj-upp/{token}/", {"svar": "avstar"}).status_code == 404


@pytest.mark.parametrize("svar", ["", "nej", "klart", "\0", "x" * 10_000])
def test_an_answer_that_is_none_changes_nothing(client, address, svar):
    assert client.post(address, {"svar": svar, "revision": "1"}).status_code == 422
    assert FollowUp.objects.get().answered is None


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 40])
def test_a_page_that_was_tampered_with_is_refused(client, address, revision):
    assert client.post(address, {"svar": "avstar", "revision": revision, "why": "Nej."}).status_code == 422


def test_somebody_else_who_is_signed_in_is_told_whose_answer_it_is(cast, sign_in, address):
    told = text_of(sign_in(cast.majken).get(address))
    assert "Du är inloggad som Majken Exempelson, och frågan är ställd till Stina Påhittad." in told


def test_the_question_stands_on_my_page(cast, sign_in, address):
    page = text_of(sign_in(cast.stina).get("/min-sida/"))
    assert "Hur har det gått hemma?" in page
    assert "Fråga mottagaren innan ni skriver rådet." in page
    assert f'href="{address}"' in page


def test_the_page_speaks_the_receivers_language(client, cast, now):
    Person.objects.filter(id=cast.stina.person).update(language="en")
    told = text_of(client.get(address_of(FollowUp.objects.get())))
    assert '<html lang="en"' in told


def test_a_form_from_elsewhere_is_refused(address):
    assert Client(enforce_csrf_checks=True).post(address, {"svar": "avstar"}).status_code == 403
