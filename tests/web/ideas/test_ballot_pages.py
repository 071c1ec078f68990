"""The ballot and the work at home before it, through their pages (A1, B2)."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.ideas.actions import counting
from samlar.ideas.models import Area, Ballot, Entry, HomeMark, PrioritisationRound, Tick
from samlar.people.models import Body
from samlar.web.letters import render
from tests.cast import Cast
from tests.ideas.rounds import AFTER, OPENS, VOTING, with_areas


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, (name, answer.status_code)
    return " ".join(answer.content.decode().split())


def post(client: Client, name: str, *args: object, data: object = None, status: int = 302) -> str:
    answer = client.post(reverse(name, args=args), data or {})
    assert answer.status_code == status, (name, answer.status_code, answer.content.decode()[:3000])
    return " ".join(answer.content.decode().split())


@pytest.fixture
def signed(cast: Cast, sign_in) -> dict[str, Client]:
    return {who: sign_in(getattr(cast, who)) for who in ("klara", "stina", "majken", "disa")}


def test_a_blank_ballot_is_a_choice_of_its_own_and_the_ballot_is_said_back_with_its_areas(cast, signed):
    made, (one, other) = with_areas(cast, [10, 20])
    majken = signed["majken"]
    with clock.at(VOTING):
        assert "Ni har inte kryssat något. Kryssa minst ett område, eller välj Rösta blankt." in post(
            majken, "round_ballot", made, data={"revision": "0"}, status=422
        )
        told = post(majken, "round_ballot", made, data={"area": [one], "blank": "1", "revision": "0"}, status=422)
        assert re.search(rf'value="{one}" checked', told), "What was ticked is not lost."
        assert not Ballot.objects.exists()
        post(majken, "round_ballot", made, data={"blank": "1", "revision": "0"})
        told = page(majken, "round_ballot", made)
        assert "Er röst är lagd. Den är blank." in told
        assert "Rösten är blank." in told
        post(majken, "round_ballot", made, data={"area": [other, one], "revision": "1"})
        first, last = Area.objects.order_by("place").values_list("name", flat=True)
        assert f"Er röst är lagd: {first}, {last}. Ni kan ändra den" in page(majken, "round_ballot", made)


def test_the_representative_asks_the_colleagues_and_sees_whom_and_when(cast, signed):
    made, _areas = with_areas(cast, [10, 20])
    with clock.at(VOTING):
        assert "Be kollegorna tycka till" not in page(signed["stina"], "round_home", made)
        assert "Be kollegorna tycka till" in page(signed["majken"], "round_home", made)
        assert "Ett brev från dig till 1 kollega på Region Kalmar län." in page(signed["majken"], "round_ask_at_home", made)
        told = post(signed["majken"], "round_ask_at_home", made, data={"note": "Ord " * 151}, status=422)
        assert ("Ord " * 151).strip() in told
        post(signed["majken"], "round_ask_at_home", made, data={"note": "Vi pratade\r\nom vatten."})
        assert "Brevet är på väg till 1 kollega." in page(signed["majken"], "round_home", made)
        told = page(signed["majken"], "round_ask_at_home", made)
        assert "Kollegorna fick ett brev 11 december 2026. Nästa kan gå 18 december 2026." in told
        assert "<textarea" not in told
        late = post(signed["majken"], "round_ask_at_home", made, data={"note": "Igen."}, status=422)
        assert "Kollegorna fick ett brev" in late
        assert "Igen." in late
        letter = Letter.objects.get(name="round_asked_at_home", to=cast.stina.email)
        assert signed["stina"].get(letter.values["path"]).status_code == 200
        for language, said in (("sv", "till 20 december 2026 kl."), ("en", "until 20 December 2026, ")):
            body = render(letter.name, language, letter.values).text
            assert "Vi pratade\nom vatten." in body
            assert said in body


def test_the_ballot_promises_nothing_untrue_and_asks_for_three_only_of_six(cast, signed):
    few, _areas = with_areas(cast, [10] * 5)
    many, _areas = with_areas(cast, [10] * 6)
    with clock.at(VOTING):
        told = page(signed["majken"], "round_ballot", few)
        assert "minst 3" not in told
        assert "blir ett område av har ni mindre kvar till nästa" in told
        assert "Dagarna är ett mått för att räkna rättvist" in told
        assert "minst 3" in page(signed["majken"], "round_ballot", many)


def test_the_ballot_says_what_colleagues_have_marked_and_written_and_nobody_elses(cast, signed):
    made, areas = with_areas(cast, [10, 20])
    proposal = Entry.objects.get(area=areas[0]).proposal_id
    with clock.at(VOTING):
        post(signed["stina"], "round_mark", made, proposal, data={"urgent": "on", "note": "Vår största fråga."})
        told = page(signed["majken"], "round_ballot", made)
        assert "Hos er: 1 markering, 1 har skrivit" in told
        assert "Vår största fråga." in told
        theirs = page(signed["disa"], "round_ballot", made)
        assert "Hos er" not in theirs
        assert "Vår största fråga." not in theirs


def test_who_comes_late_to_the_ballot_is_told_when_it_closed_what_holds_and_where_the_count_is(cast, signed):
    made, (one, other) = with_areas(cast, [10, 20])
    with clock.at(OPENS - timedelta(hours=1)):
        assert "Röstningen öppnar" in signed["majken"].get(reverse("round_ballot", args=[made])).content.decode()
    with clock.at(VOTING):
        post(signed["majken"], "round_ballot", made, data={"area": [one], "revision": "0"})
    with clock.at(AFTER):
        post(signed["klara"], "round_count", made)
        told = post(signed["majken"], "round_ballot", made, data={"area": [other], "revision": "1"}, status=409)
        assert "rösterna är räknade" in told
        assert "Det ni kryssade nu är inte sparat." in told
        assert "Kryssade områden: Område 0." in told
        assert reverse("round_result", args=[made]) in told
    assert set(Tick.objects.values_list("area", flat=True)) == {one}


def at_home_row(html: str, proposal: int) -> str:
    return html.split(f'<li id="forslag-{proposal}"')[1].split("</li>")[0]


def test_what_is_urgent_is_marked_with_one_press_on_its_row_which_stays_and_says_that_it_is_saved(cast, signed):
    made, areas = with_areas(cast, [10] * 6)
    proposal = Entry.objects.get(area=areas[4]).proposal_id
    stina = signed["stina"]
    with clock.at(VOTING):
        before = re.findall(r'<li id="forslag-(\d+)"', page(stina, "round_home", made))
        post(stina, "round_mark", made, proposal, data={"note": "Vår största fråga."})
        answer = stina.post(reverse("round_mark", args=[made, proposal]) + "?visa=kvar", {"urgent": "on"})
        told = " ".join(stina.get(answer.url).content.decode().split())
        row = at_home_row(told, proposal)
        assert "Sparat. Bara ni hemma ser det." in row, "The row stays in view, though it no longer is one of those that wait."
        assert told.count("Sparat. Bara ni hemma ser det.") == 1
        assert 'aria-pressed="true"' in row
        assert re.findall(r'<li id="forslag-(\d+)"', page(stina, "round_home", made)) == before
        outside = re.sub(r"<details.*?</details>", "", at_home_row(page(signed["majken"], "round_home", made), proposal))
        assert "Vår största fråga." in outside, "A colleague's words are read without opening anything, and the press kept them."
        post(stina, "round_mark", made, proposal, data={"urgent": "off"})
        assert 'aria-pressed="false"' in at_home_row(page(stina, "round_home", made), proposal)
        post(stina, "round_mark", made, proposal, data={"note": ""})
        assert not HomeMark.objects.exists()


def test_a_word_home_is_counted_and_refused_but_never_cut(cast, signed):
    made, areas = with_areas(cast, [10, 20])
    proposal = Entry.objects.get(area=areas[0]).proposal_id
    with clock.at(VOTING):
        row = at_home_row(page(signed["stina"], "round_home", made), proposal)
        assert "maxlength" not in row
        assert f'data-counter="note-{proposal}" data-max="600"' in row


def test_when_the_ballots_are_counted_the_page_at_home_promises_no_ballot_and_leads_to_the_count(cast, signed):
    made, (one, _other) = with_areas(cast, [10, 20])
    with clock.at(VOTING):
        post(signed["majken"], "round_ballot", made, data={"area": [one], "revision": "0"})
    with clock.at(AFTER):
        post(signed["klara"], "round_count", made)
        told = page(signed["stina"], "round_home", made).split("<main")[1]
        assert "lägger sedan rösten" not in told
        assert reverse("round_result", args=[made]) in told
        assert "Angeläget för oss" not in told
        told = post(signed["stina"], "round_mark", made, Entry.objects.get(area=one).proposal_id, data={"urgent": "on"}, status=409)
        assert "Röstningen har stängt, och rösterna är räknade." in told


def test_the_letter_that_calls_to_the_ballot_asks_for_three_only_of_six_areas(cast):
    for many in (5, 6):
        made, _areas = with_areas(cast, [10] * many)
        with clock.at(VOTING):
            counting.remind_to_vote()
        letter = Letter.objects.filter(name="round_vote", values__path=f"/idemoten/{made}/").first()
        for language, said in (("sv", "gärna minst tre"), ("en", "at least three")):
            assert (said in render(letter.name, language, letter.values).text) == (many == 6)


def test_who_decides_in_another_tab_after_it_is_published_is_led_to_the_decision(cast, signed):
    made, (one, _other) = with_areas(cast, [10, 20])
    body = Body.objects.create(slug="grupp", name_sv="Medlemsgruppen", name_en="The member group", kind="members")
    with clock.at(VOTING):
        post(signed["majken"], "round_ballot", made, data={"area": [one], "revision": "0"})
    with clock.at(AFTER):
        post(signed["klara"], "round_count", made)
        given = {"chosen": [one], "body": body.pk, "why": "", "publish": "1"}
        post(signed["klara"], "round_decide", made, data=given)
        again = signed["klara"].post(reverse("round_decide", args=[made]), {**given, "why": "En annan gång."})
        assert again.url == reverse("round", args=[made]) + "#beslutet"
        assert "Beslutet är redan publicerat. Här är det." in page(signed["klara"], "round", made)
    assert PrioritisationRound.objects.get().why == ""
