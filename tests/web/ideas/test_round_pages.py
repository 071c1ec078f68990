"""An idea meeting through its pages: forty-one proposals become areas, ballots, a result that explains itself, a decision, an activity (B2–B4)."""

import pytest
from django.test import Client
from django.urls import reverse

from samlar.foundation import clock
from samlar.ideas.models import Area, Ballot, Entry, PrioritisationRound
from samlar.people.models import Body
from samlar.web.ideas.views.results import listed
from tests.cast import Cast
from tests.ideas.rounds import AFTER, GATHERING, VOTING, voted, with_areas
from tests.ideas.rows import written

FORM = {
    "title": "Idémötet våren 2027", "text": "Kom med frågor.", "unit": "days", "budget": "60", "proposals_until": "2026-11-30", "opens_day": "2026-12-10",
    "opens_at": "10.00", "closes_day": "2026-12-20", "closes_at": "10.00", "revision": "0",
}  # fmt: skip


def page(client: Client, name: str, *args: object, **more: object) -> str:
    answer = client.get(reverse(name, args=args), **more)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def post(client: Client, name: str, *args: object, data: object = None, status: int = 302) -> str:
    answer = client.post(reverse(name, args=args), data or {})
    assert answer.status_code == status, (name, answer.status_code, answer.content.decode()[:3000])
    return answer.content.decode()


@pytest.fixture
def signed(cast: Cast, sign_in) -> dict[str, Client]:
    return {who: sign_in(getattr(cast, who)) for who in ("klara", "stina", "majken", "disa", "siv")}


def test_a_round_is_played_through_its_pages_from_call_to_activity(cast, signed, client):
    klara, stina, majken = signed["klara"], signed["stina"], signed["majken"]
    post(klara, "round_new", data=FORM)
    made = PrioritisationRound.objects.get().pk
    assert "Öppna för förslag" in page(klara, "round", made)
    assert stina.get(reverse("round", args=[made])).status_code == 404
    post(klara, "round_announce", made)
    ours = [written(cast.stina, title=f"Digital plattform för data {number}", summary="Om digital data.") for number in range(3)]
    theirs = [written(cast.dan, title=f"Beredskap i kris {number}", summary="Om kris och beredskap.") for number in range(3)]
    assert "Lägg fram till" in page(stina, "proposal", ours[0])
    post(stina, "round_enter", made, data={"proposal": ours[0], "back": "proposal"})
    assert "Med på idémötet" in page(stina, "proposal", ours[0])
    assert "Beredskap i kris 1" in page(klara, "round_gather", made)
    post(klara, "round_enter", made, data={"proposal": [*ours, *theirs]})
    assert Entry.objects.count() == 6
    post(stina, "round_mark", made, ours[0], data={"urgent": "on", "note": "Viktigt hos oss."})
    assert "Viktigt hos oss." in page(majken, "round_home", made)
    assert "Viktigt hos oss." not in page(signed["disa"], "round_home", made)
    with clock.at(GATHERING):
        board = page(klara, "round_areas", made)
        assert "Förslag som liknar varandra" in board
        assert "De delar orden" in board
        assert "Flytta" not in page(stina, "round_areas", made)
        post(klara, "round_area_new", made, data={"name": "Digitalisering", "cost": "20", "format": "larprojekt", "forslag": ours})
        post(klara, "round_area_new", made, data={"name": "Beredskap", "cost": "30", "format": "", "forslag": theirs[:2]})
        digital, ready = Area.objects.order_by("id").values_list("id", flat=True)
        post(klara, "round_fix", made)
        assert "hör inte till något område" in page(klara, "round_areas", made)
        post(klara, "round_move", made, theirs[2], data={"to": ready, "revision": "1"})
        assert "minst 1" in post(klara, "round_area", made, ready, data={"name": "Beredskap", "cost": "0", "revision": "1"}, status=422)
        post(klara, "round_fix", made)
        assert "områdena är klara" in page(stina, "round", made)
    with clock.at(VOTING):
        assert "Rösta" in page(majken, "round", made)
        assert stina.get(reverse("round_ballot", args=[made])).status_code == 403
        assert "Digitalisering" in page(majken, "round_ballot", made)
        post(majken, "round_ballot", made, data={"area": [digital], "revision": "0"})
        assert "Kvitto" in page(majken, "round_ballot", made)
        assert "inte sparat" in post(majken, "round_ballot", made, data={"area": [ready], "revision": "0"}, status=422)
        post(signed["disa"], "round_ballot", made, data={"area": [digital, ready], "revision": "0"})
        assert majken.get(reverse("round_result", args=[made])).status_code == 404
    with clock.at(AFTER):
        post(klara, "round_count", made)
        told = page(majken, "round_result", made)
        assert "Er röst är räknad" in told
        assert "Digitalisering" in told
        assert "Region Dalarna" in told
        page(majken, "round_projected", made)
        assert page(majken, "round_file", made).startswith("META\nkey;value\n")
        assert client.get(reverse("round_result", args=[made])).status_code == 404
        body = Body.objects.create(slug="grupp", name_sv="Medlemsgruppen", name_en="The member group", kind="members")
        assert "Skriv varför" in post(klara, "round_decide", made, data={"chosen": [ready], "body": body.pk, "why": ""}, status=422)
        post(klara, "round_decide", made, data={"chosen": [digital], "body": body.pk, "why": "Först ut."})
        for who in (client, stina):  # public and permanent
            assert "Medlemsgruppen beslutade" in page(who, "round", made)
            assert "Så räknades det" in page(who, "round_result", made)
            assert "Idémötet våren 2027" in page(who, "round_figures")
        assert "valdes" in page(stina, "proposal", ours[0])
        start = page(stina, "area_start", made, digital)
        assert "Digital plattform för data 0" in start
        post(
            stina,
            "area_start",
            made,
            digital,
            data={"title": "Digital samverkan", "format_id": "larprojekt", "proposals": ours[:2], "organisations": []},
        )
        assert "blev aktivitet" in page(stina, "proposal", ours[0])
        assert "öppet" in page(stina, "proposal", ours[2])
        assert stina.get(reverse("area_start", args=[made, ready])).status_code in (403, 409)


@pytest.mark.parametrize(("field", "value"), [
    ("budget", "0"), ("budget", "många"), ("budget", "9" * 30), ("title", ""), ("title", "x" * 500), ("unit", "guld"), ("proposals_until", "igår"),
    ("opens_day", "2026-11-01"), ("closes_day", "2026-12-01"), ("closes_at", "kvart över"), ("proposals_until", "9999-12-31"), ("closes_day", "0001-01-01"),
])  # fmt: skip
def test_a_call_with_something_wrong_says_so_by_the_field_and_keeps_what_was_typed(cast, signed, field, value):
    told = post(signed["klara"], "round_new", data={**FORM, field: value}, status=422)
    assert 'aria-invalid="true"' in told or "error" in told
    assert "Kom med frågor." in told
    assert not PrioritisationRound.objects.exists()


def test_an_hour_that_the_spring_takes_away_is_refused_by_the_field(cast, signed):
    days = {"proposals_until": "2027-03-20", "opens_day": "2027-03-28", "opens_at": "02.30", "closes_day": "2027-03-28", "closes_at": "03.00"}
    told = post(signed["klara"], "round_new", data={**FORM, **days}, status=422)
    assert "måste stänga efter" in told


def test_who_is_interested_in_an_area_is_not_a_guests_to_see(cast, sign_in):
    made, (one, _other) = with_areas(cast, [10, 20])
    PrioritisationRound.objects.update(state="decided", audience="public")
    Area.objects.update(chosen=True)
    assert sign_in(cast.gustav).get(reverse("area_start", args=[made, one])).status_code == 404


def test_forty_one_proposals_cost_no_more_questions_than_four(cast, signed, django_assert_max_num_queries):
    def asked(name: str, made: int, moment) -> int:
        with clock.at(moment), django_assert_max_num_queries(40) as found:
            page(signed["klara"] if name == "round_areas" else signed["majken"], name, made)
        return len(found)

    few, _areas = with_areas(cast, [5, 5])
    many, _areas = with_areas(cast, [5] * 41)
    for name in ("round", "round_areas", "round_home", "round_ballot"):
        assert asked(name, few, VOTING) == asked(name, many, VOTING), name


def test_a_secret_round_shows_receipts_and_no_names_and_an_open_one_the_names(cast, signed):
    made, (one, _other) = with_areas(cast, [10, 20], secret=True)
    with clock.at(VOTING):
        post(signed["majken"], "round_ballot", made, data={"area": [one], "revision": "0"})
        post(signed["disa"], "round_ballot", made, data={"area": [one], "revision": "0"})
    with clock.at(AFTER):
        post(signed["klara"], "round_count", made)
        told = page(signed["klara"], "round_result", made).split("<main")[1].split("</main>")[0]
    assert "Region Dalarna" not in told
    assert all(receipt in told for receipt in Ballot.objects.values_list("receipt", flat=True))


def test_partners_read_but_neither_vote_nor_lead(cast, signed):
    made, (one, _other) = with_areas(cast, [10, 20])
    with clock.at(VOTING):
        assert signed["siv"].get(reverse("round", args=[made])).status_code == 200
        assert signed["siv"].get(reverse("round_ballot", args=[made])).status_code == 403
        assert signed["siv"].post(reverse("round_ballot", args=[made]), {"area": one}).status_code == 403
    assert not Ballot.objects.exists()


def test_names_are_said_as_a_sentence_says_them(db):
    assert [listed(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A och B", "A, B och C"]
    assert listed(["A", "B", "C"], either=True) == "A, B eller C"


def test_the_count_says_what_was_spent_who_shared_and_how_near_the_others_came(cast, signed):
    made, (one, other) = with_areas(cast, [20, 60])
    voted(made, {"Region Dalarna": [one], "Region Gotland": [other], "Region Kalmar län": [one]})
    with clock.at(AFTER):
        post(signed["klara"], "round_count", made)
        told = " ".join(page(signed["klara"], "round_result", made).split())
    assert "De områden som får plats kostar 20 dagar tillsammans." in told
    assert "Region Dalarna, Region Kalmar län: 10 dagar var" in told
    assert "Så mycket hade de kvar som ville ha dem." in told
    assert "Så många får inget av det de ville ha" in told
    assert "Lika andelar: Region Gotland" in told


def test_a_card_is_moved_by_the_forms_own_list_and_the_column_that_it_was_dropped_on_wins(cast, signed):
    made, areas = with_areas(cast, [10, 20])
    with clock.at(GATHERING):
        post(signed["klara"], "round_reopen", made)
        entry = Entry.objects.get(area=areas[0])
        post(signed["klara"], "round_move", made, entry.proposal_id, data={"to": [areas[0], areas[1]], "revision": entry.revision})
    assert Entry.objects.get(id=entry.pk).area_id == areas[1]


@pytest.mark.parametrize("ticks", [{}, {"Region Dalarna": []}], ids=["no ballots", "an empty ballot"])
def test_a_count_of_nothing_is_told_too(cast, signed, ticks):
    made, _areas = with_areas(cast, [20, 60])
    voted(made, ticks)
    with clock.at(AFTER):
        post(signed["klara"], "round_count", made)
        told = page(signed["klara"], "round_result", made)
        assert "höjdes" not in told
        assert "Ingen kryssade det." in told
        assert "ingen kryssade det" in page(signed["klara"], "round_projected", made)
        page(signed["klara"], "round_decide", made)
