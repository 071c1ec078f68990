"""An idea meeting through its pages: forty-one proposals become areas, ballots, a result that explains itself, a decision, an activity (B2–B4)."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samlar.activities.models import Activity
from samlar.formats.sentence import listed
from samlar.foundation import audit, clock
from samlar.foundation.models import Letter
from samlar.ideas import actions as proposals
from samlar.ideas.actions import entries
from samlar.ideas.actions.areas import remove_area
from samlar.ideas.models import Area, Ballot, Entry, HomeMark, Outcome, PrioritisationRound, Proposal, Tick
from samlar.lifecycle.actions.proposals import tell_proposers
from samlar.lifecycle.actions.start import start_from_proposal
from samlar.people.models import Body
from samlar.web.letters import render
from tests.cast import Cast
from tests.ideas.rounds import AFTER, GATHERING, VOTING, called, voted, with_areas
from tests.ideas.rows import written
from tests.lessons.making import lesson

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
        assert "inte sparat" in post(majken, "round_ballot", made, data={"area": [ready], "revision": "0"}, status=409)
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
        post(klara, "round_decide", made, data={"chosen": [digital], "body": body.pk, "why": "Först ut.", "publish": "1"})
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
        Activity.objects.update(audience="public")
        for who in (client, stina):  # area by area, and proposal by proposal
            assert page(who, "round", made).count(">Digital samverkan</a>") == 3
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
    assert [listed(names, "sv") for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A och B", "A, B och C"]
    assert listed(["A", "B", "C"], "sv", either=True) == "A, B eller C"


def test_the_count_says_what_was_spent_who_shared_and_how_near_the_others_came(cast, signed):
    made, (one, other) = with_areas(cast, [20, 60])
    voted(made, {"Region Dalarna": [one], "Region Gotland": [other], "Region Kalmar län": [one]})
    with clock.at(AFTER):
        post(signed["klara"], "round_count", made)
        told = " ".join(page(signed["klara"], "round_result", made).split())
    assert "De områden som fick plats i räkningen kostar 20 dagar tillsammans." in told
    assert "Region Dalarna, Region Kalmar län: 10 dagar var" in told
    assert "Så mycket hade de kvar som ville ha dem." in told
    assert "Så många får inget av det de ville ha" in told
    assert "Lika andelar: Region Gotland" in told


def test_an_area_that_was_not_chosen_says_what_would_have_been_enough(cast, signed):
    """Three have 20 each. The second area's one voter lacks 40 of 60: with the two others, or with 80 to share out, there is room."""
    made, (one, other) = with_areas(cast, [20, 60])
    voted(made, {"Region Dalarna": [one], "Region Gotland": [other], "Region Kalmar län": [one]})
    with clock.at(AFTER):
        post(signed["klara"], "round_count", made)
        near = Outcome.objects.get().result["near"][str(other)]
        told = " ".join(page(signed["klara"], "round_result", made).split())
    assert (near["more"], near["budget"]) == (2, "80")
    assert "Med 2 röster till, från dem som hade mest kvar, hade det fått plats." in told
    assert "Med 80 dagar att fördela hade det fått plats." in told


def test_a_card_is_moved_by_the_forms_own_list_and_the_column_that_it_was_dropped_on_wins(cast, signed):
    made, areas = with_areas(cast, [10, 20])
    with clock.at(GATHERING):
        post(signed["klara"], "round_reopen", made, data={"reason": "Ett område saknades."})
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


def test_a_proposals_page_asks_once_which_meetings_it_is_in(cast, signed):
    made = called(cast.klara)
    proposal = written(cast.stina)
    entries.enter(cast.stina, made, [proposal])
    with CaptureQueriesContext(connection) as asked:
        assert "Med på idémötet" in page(signed["stina"], "proposal", proposal)
    assert sum(f'FROM "{Entry._meta.db_table}"' in one["sql"] and '"fate"' in one["sql"] for one in asked) == 1


def test_what_is_withdrawn_leaves_all_its_meetings_at_once(cast):
    proposal, many = written(cast.stina), [called(cast.klara) for _ in range(3)]
    for made in many:
        entries.enter(cast.stina, made, [proposal])
    with CaptureQueriesContext(connection) as asked:
        proposals.withdraw_proposal(cast.stina, proposal, reason="Löst.")
    assert sum(one["sql"].startswith(f'UPDATE "{Entry._meta.db_table}"') for one in asked) == 1
    assert set(Entry.objects.values_list("fate", flat=True)) == {"taken_back"}
    assert [len([one for one in audit.trail("round", made) if one["verb"] == "round.taken_back"]) for made in many] == [1, 1, 1]


def test_one_ballot_is_said_in_the_singular(cast, signed):
    made, (one, _other) = with_areas(cast, [20, 60])
    voted(made, {"Region Dalarna": [one]})
    with clock.at(AFTER):
        post(signed["klara"], "round_count", made)
        told = page(signed["klara"], "round_result", made)
        assert "Visa 1 röst<" in told
        assert "1 röster" not in told
        form = page(signed["klara"], "round_decide", made)
    assert "Vilka områden valdes?</legend>" in form  # to choose none is a decision too, and no choice is optional


def test_a_closing_at_midnight_is_shown_on_the_day_that_people_mean(cast, signed):
    made, _areas = with_areas(cast, [10, 20], ballots_until=datetime(2026, 12, 20, 23, tzinfo=UTC))
    with clock.at(VOTING):
        for name in ("round", "round_ballot", "rounds"):
            told = page(signed["majken"], name, *([made] if name != "rounds" else []))
            assert "20 december 2026 kl.\N{NO-BREAK SPACE}24.00" in told, name
            assert "21 december" not in told
    assert 'value="2026-12-20"' in page(signed["klara"], "round_edit", made)


def test_the_two_hours_of_the_form_have_names_of_their_own(cast, signed):
    form = page(signed["klara"], "round_new")
    names = [name for one in re.findall(r"<label[^>]*>(.*?)<", form, re.DOTALL) if (name := " ".join(one.split()))]
    assert len(names) == len(set(names))


def test_open_ballots_stand_in_swedish_order_of_their_names(cast, signed):
    names = ["Region Örebro län", "Region Dalarna", "Region Östergötland", "Region Gotland"]
    made, (one, _other) = with_areas(cast, [20, 60])
    voted(made, {name: [one] for name in names})
    with clock.at(AFTER):
        post(signed["klara"], "round_count", made)
        told = page(signed["klara"], "round_result", made).split('id="roster"')[1]
    assert re.findall(r'<th scope="row">(.*?)</th>', told) == ["Region Dalarna", "Region Gotland", "Region Örebro län", "Region Östergötland"]


def test_a_word_home_that_is_refused_is_still_in_its_field_with_why_beside_it(cast, signed):
    made = called(cast.klara)
    proposal, other = written(cast.stina, title="Vårt förslag"), written(cast.stina, title="Ett annat")
    entries.enter(cast.stina, made, [proposal, other])
    told = post(signed["stina"], "round_mark", made, proposal, data={"urgent": "on", "note": "Ord " * 151}, status=422)
    field = re.search(rf'<textarea[^>]*aria-invalid="true"[^>]*id="note-{proposal}"[^>]*>(.*?)</textarea>', told, re.DOTALL)
    assert ("Ord " * 151).strip() in field.group(1)
    assert f'id="note-{proposal}_error"' in told
    assert "Ett annat" in told
    PrioritisationRound.objects.update(state="voting")
    with clock.at(AFTER):  # it closed while the word was written
        late = post(signed["stina"], "round_mark", made, proposal, data={"note": "Skrivet för sent."}, status=422)
        assert "Skrivet för sent." in late
        assert "Röstningen har stängt." in late
    assert not HomeMark.objects.exists()


def test_a_line_break_is_one_sign_as_in_the_browser(cast, signed):
    made = called(cast.klara)
    proposal = written(cast.stina)
    entries.enter(cast.stina, made, [proposal])
    lines = "\r\n".join(["x" * 59] * 10)  # 599 signs in the browser, 608 on the way
    post(signed["stina"], "round_mark", made, proposal, data={"note": lines})
    assert HomeMark.objects.get().note == lines.replace("\r\n", "\n")
    with clock.at(GATHERING):
        area = {"name": "Område", "text": lines, "cost": "20", "format": ""}
        post(signed["klara"], "round_area_new", made, data=area)
        post(signed["klara"], "round_aside", made, proposal, data={"reason": lines})
    assert [len(Area.objects.get().text), len(Entry.objects.get().reason)] == [599, 599]
    text = "\r\n".join(["x" * 99] * 20)  # 1 999 in the browser: a comment may have 2 000
    post(signed["stina"], "proposal_comment", proposal, data={"text": text})


def test_fifty_seven_proposals_can_be_scanned_the_urgent_first_and_narrowed_without_scripts(cast, signed):
    made, areas = with_areas(cast, [1] * 57)
    last = Entry.objects.get(area=areas[-1]).proposal_id
    with clock.at(VOTING):
        post(signed["stina"], "round_mark", made, last, data={"urgent": "on"})
        told = page(signed["majken"], "round_home", made)
        rows = re.findall(r'<li id="forslag-(\d+)"', told)
        assert (len(rows), rows[0]) == (57, str(Entry.objects.get(area=areas[0]).proposal_id)), "What is marked does not move."
        outside = re.sub(r"<details.*?</details>", "", told.split("<main")[1], flags=re.DOTALL)
        assert "En mening." not in outside
        assert "<textarea" not in outside

        def shown(who: str, query: str) -> list[str]:
            answer = signed[who].get(reverse("round_home", args=[made]) + query)
            return re.findall(r'<li id="forslag-(\d+)"', answer.content.decode())

        assert shown("majken", "?visa=angelagna") == [str(last)]
        assert str(last) not in shown("stina", "?visa=kvar")
        assert len(shown("stina", "?visa=kvar")) == 56
        assert shown("majken", f"?omrade={areas[-1]}") == [str(last)]
        assert len(shown("majken", "?visa=nonsens&omrade=x")) == 57
        answer = signed["majken"].post(reverse("round_mark", args=[made, last]) + "?visa=angelagna", {"note": "Vi med."})
        assert answer.url == reverse("round_home", args=[made]) + f"?visa=angelagna&sparat={last}#forslag-{last}"


def test_of_two_colleagues_who_vote_the_second_sees_the_ballot_that_holds_beside_the_own_ticks(cast, signed):
    made, (one, other) = with_areas(cast, [10, 20])
    with clock.at(VOTING):
        post(signed["majken"], "round_ballot", made, data={"area": [one], "revision": "0"})
        told = " ".join(post(signed["majken"], "round_ballot", made, data={"area": [other], "revision": "0"}, status=409).split())
        assert f"Den röst som gäller nu lade {cast.majken.name} 11 december 2026 kl. 10.00. Kryssade områden: Område 0." in told
        assert "Behåll rösten som gäller" in told
        assert re.search(rf'value="{other}" checked', told)
        assert not re.search(rf'value="{one}" checked', told)
        revision = re.search(r'name="revision" value="(\d+)"', told).group(1)
        post(signed["majken"], "round_ballot", made, data={"area": [other], "revision": revision})
        assert set(Tick.objects.values_list("area", flat=True)) == {other}


def test_of_two_who_move_a_card_the_second_sees_where_it_is_and_who_put_it_there_and_may_move_it_still(cast, signed):
    made, areas = with_areas(cast, [10, 20, 30])
    with clock.at(GATHERING):
        post(signed["klara"], "round_reopen", made, data={"reason": "Ett område saknades."})
        entry = Entry.objects.get(area=areas[0])
        first, second = ({"to": area, "revision": entry.revision} for area in areas[1:])
        post(signed["klara"], "round_move", made, entry.proposal_id, data=first)
        told = " ".join(post(signed["klara"], "round_move", made, entry.proposal_id, data=second, status=409).split())
        who = f"{cast.klara.name}, {cast.klara.organisation_name}"
        assert f"Det som gäller nu: i området ”Område 1”. {who}, 1 december 2026 kl. 10.00." in told
        assert "Du valde: Område 2. Det är inte sparat." in told
        form = told.split("Flytta det ändå")[0].rpartition("<form")[2]
        still = dict(re.findall(r'name="(revision|to)" value="(\d+)"', form))
        post(signed["klara"], "round_move", made, entry.proposal_id, data=still)
        assert Entry.objects.get(id=entry.pk).area_id == areas[2]
        remove_area(cast.klara, areas[2])
        told = post(signed["klara"], "round_move", made, entry.proposal_id, data=first, status=409)
        assert "Det som gäller nu: utan område." in told
        told = post(signed["klara"], "round_aside", made, entry.proposal_id, data={"reason": "Inte nu.", "revision": "1"}, status=409)
        assert "Det som gäller nu: utan område." in told
        assert "Inte nu." in told
        assert Entry.objects.get(id=entry.pk).fate == ""


def test_of_two_who_write_the_same_area_or_days_the_second_sees_what_is_saved_now(cast, signed):
    made, areas = with_areas(cast, [10, 20])
    with clock.at(GATHERING):
        post(signed["klara"], "round_reopen", made, data={"reason": "Ett område saknades."})
        area = {"name": "Område 0", "text": "", "format": "larprojekt", "revision": "1"}
        post(signed["klara"], "round_area", made, areas[0], data={**area, "cost": "15"})
        told = post(signed["klara"], "round_area", made, areas[0], data={**area, "cost": "25"}, status=409)
        assert "<dt>Vad kostar det ungefär?</dt><dd>15</dd>" in told
        assert "<dt>Vad heter området?</dt>" not in told
        revision = PrioritisationRound.objects.get().revision
        post(signed["klara"], "round_edit", made, data={**FORM, "revision": revision})
        told = post(signed["klara"], "round_edit", made, data={**FORM, "closes_day": "2026-12-21", "unit": "kr", "revision": revision}, status=409)
        assert "<dt>Röstningen stänger</dt><dd>20 december 2026</dd>" in told
        assert "<dt>Vad kostar områdena?</dt><dd>Arbetsdagar</dd>" in told


def test_a_published_meeting_shows_what_was_voted_on_when_a_proposal_is_written_anew(cast, signed, client):
    made, (one, _other) = with_areas(cast, [20, 60])
    voted(made, {"Region Dalarna": [one]})
    body = Body.objects.create(slug="grupp", name_sv="Medlemsgruppen", name_en="The member group", kind="members")
    with clock.at(AFTER):
        post(signed["klara"], "round_count", made)
        post(signed["klara"], "round_decide", made, data={"chosen": [one], "body": body.pk, "why": "", "publish": "1"})
        public = page(client, "round", made).split("<main")[1]
        proposal = Entry.objects.get(area=one).proposal_id
        proposals.edit_proposal(cast.stina, proposal, revision=2, title="Något annat nu", summary="En annan mening.")
        assert page(client, "round", made).split("<main")[1] == public
        inside = page(signed["majken"], "round", made)
        assert f'<a href="{reverse("proposal", args=[proposal])}">Förslag 0</a>' in inside
        assert "Förslaget har ändrats sedan områdena låstes." in inside
        assert "Något annat nu" not in inside
        assert "Något annat nu" in page(signed["majken"], "proposal", proposal)


def test_the_lot_is_shown_with_its_order_and_with_every_earlier_drawing(cast, signed):
    made, (one, _other) = with_areas(cast, [20, 60])
    with clock.at(GATHERING):
        assert "Skriv varför" in post(signed["klara"], "round_reopen", made, data={"reason": ""}, status=422)
        post(signed["klara"], "round_reopen", made, data={"reason": "Ett område saknades."})
        post(signed["klara"], "round_fix", made)
    with clock.at(VOTING):
        told = " ".join(page(signed["majken"], "round", made).split())
        assert "Drogs 1 december 2026 kl. 10.00." in told
        assert "Skälet: Ett område saknades." in told
    voted(made, {"Region Dalarna": [one]})
    with clock.at(VOTING):
        for reason in ("", "För sent."):
            assert "har redan röstat" in post(signed["klara"], "round_reopen", made, data={"reason": reason}, status=409)
    with clock.at(AFTER):
        post(signed["klara"], "round_count", made)
        told = " ".join(page(signed["majken"], "round_result", made).split())
    assert f"Ordet var {PrioritisationRound.objects.get().seed}." in told
    assert "Skälet: Ett område saknades." in told


def test_what_was_not_chosen_goes_on_as_a_test_room_from_the_result_and_from_the_letter(cast, signed, client):
    made, (one, other) = with_areas(cast, [20, 60])
    voted(made, {"Region Dalarna": [one]})
    chosen, left = (Entry.objects.get(area=area).proposal_id for area in (one, other))
    proposals.show_interest(cast.dan, left, would_lead=False)
    body = Body.objects.create(slug="grupp", name_sv="Medlemsgruppen", name_en="The member group", kind="members")
    with clock.at(AFTER):
        post(signed["klara"], "round_count", made)
        deed = f'action="{reverse("proposal_carry_on", args=[left])}"'
        assert deed not in page(signed["majken"], "round_result", made)  # nothing is decided yet
        post(signed["klara"], "round_decide", made, data={"chosen": [one], "body": body.pk, "why": "", "publish": "1"})
        letters = {one.values["became"]: render(one.name, "sv", one.values).text for one in Letter.objects.filter(name="round_decided")}
        assert f"/ideer/{left}/#provrum" in letters["area"]
        assert "#provrum" not in letters["chosen"]
        assert 'id="provrum"' in page(signed["majken"], "proposal", left)
        told = page(signed["majken"], "round_result", made)
        assert deed in told
        assert reverse("proposal_carry_on", args=[chosen]) not in told
        assert deed not in page(client, "round_result", made)
        post(signed["majken"], "proposal_carry_on", left)
        new = Proposal.objects.get(origin=left)
        assert (new.format, list(new.interests.values_list("organisation__name", flat=True))) == ("provrum", ["Region Dalarna"])
        assert deed not in page(signed["majken"], "round_result", made)


def test_a_proposals_page_tells_what_became_of_it_and_letters_about_it_stop_by_their_link(cast, signed, client):
    proposal = written(cast.stina, title="Vatten i kris", format="larprojekt")
    proposals.show_interest(cast.dan, proposal, would_lead=True)
    activity = start_from_proposal(cast.dan, proposal, organisations=[])
    Activity.objects.update(audience="members")
    learned = lesson(cast.dan, "Fråga grannen först.", activity=activity)
    told = page(signed["stina"], "proposal", proposal)
    assert "Vad det har blivit" in told
    assert reverse("activity", args=[activity]) in told
    assert f'<a href="{reverse("lesson", args=[learned])}">Fråga grannen först.</a>' in told
    tell_proposers()
    path = Letter.objects.get(name="proposal_news").values["stop_path"]
    assert "Vill du sluta få brev" in client.get(path).content.decode()
    assert "Du får inga fler brev" in client.post(path).content.decode()
    assert "Du får inga fler brev" in client.get(path).content.decode()
    assert client.get("/ideer/brev/sluta/ingen-lank/").status_code == 404
