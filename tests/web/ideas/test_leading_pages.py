"""Leading an idea meeting by its pages: what is left to do, what is meant and what is told, and that nothing final happens in one press."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.ideas import actions as proposals
from samlar.ideas.actions import areas, entries, rounds
from samlar.ideas.models import Area, Entry, PrioritisationRound
from samlar.ideas.rules.rounds import Fate
from samlar.people.models import Body
from samlar.web.letters import render
from tests.cast import Cast
from tests.ideas.rounds import AFTER, CALLED, GATHERING, VOTING, called, voted, with_areas
from tests.ideas.rows import written
from tests.web.ideas.test_round_pages import FORM, page, post


@pytest.fixture
def klara(cast: Cast, sign_in) -> Client:
    return sign_in(cast.klara)


@pytest.fixture
def stina(cast: Cast, sign_in) -> Client:
    return sign_in(cast.stina)


def gathered(cast, titles):
    """A round with an area and proposals that wait: (round, area, {title: proposal})."""
    made = called(cast.klara)
    found = {title: written(cast.stina, title=title) for title in titles}
    entries.enter(cast.stina, made, list(found.values()))
    return made, areas.make_area(cast.klara, made, name="Vatten"), found


def test_what_is_meant_is_seen_by_those_who_lead_and_said_as_meant(cast, klara, stina):
    made, _area, found = gathered(cast, ["Ett", "Två"])
    with clock.at(GATHERING):
        form = page(klara, "round_send_on", made, found["Ett"])
        assert re.search(r"Region Dalarna \(1 person får brev\)", form)
        assert "Mottagaren får ett brev när områdena låses." in form
        dalarna = cast.organisation("Region Dalarna")
        post(klara, "round_send_on", made, found["Ett"], data={"to": f"organisation:{dalarna}", "reason": "Rör er."})
        post(klara, "round_aside", made, found["Två"], data={"reason": "Inte nu."})
        assert "Föreslås skickas vidare till Region Dalarna." in page(klara, "proposal", found["Ett"])
        assert "Föreslås ställas åt sidan" in page(klara, "round", made)
        board = page(klara, "round_areas", made)
        assert "Föreslås skickas vidare eller ställas åt sidan" in board
        assert "Då får 2 personer brev" in board  # Stina who proposed it, and Disa who receives it
        for name, of in (("round", made), ("round_areas", made), ("proposal", found["Ett"]), ("proposal", found["Två"])):
            told = page(stina, name, of)
            assert "Rör er." not in told
            assert "Inte nu." not in told
            assert "åt sidan" not in told
            assert "prioriterad" not in told
    assert not Letter.objects.filter(name__startswith="round_sent").exists()


def test_the_board_says_all_that_is_left_before_the_areas_can_be_fixed(cast, klara, stina):
    made, area, found = gathered(cast, ["Ett", "Två"])
    told = page(klara, "round_areas", made)
    assert "Sista dagen för förslag är" in told
    with clock.at(GATHERING):
        told = page(klara, "round_areas", made)
        assert "Sista dagen för förslag är" not in told
        for lack in ("minst två områden", "2 förslag hör inte till", "”Vatten” har inga förslag", "”Vatten” saknar kostnad"):
            assert lack in told, lack
        assert "Lås områdena" not in told
        assert "Innan ni kan låsa" not in page(stina, "round_areas", made)
        areas.change_area(cast.klara, area, revision=1, name="Vatten", cost=5)
        areas.make_area(cast.klara, made, name="Skydd", cost=5, proposals=[found["Två"]])
        entries.place(cast.klara, made, found["Ett"], area)
        told = page(klara, "round_areas", made)
    assert "Allt är klart att låsa" in told
    assert "Lås områdena" in told


def test_a_moved_card_leads_to_the_next_in_the_pile_and_ticked_ones_move_together(cast, klara):
    made, area, found = gathered(cast, ["Ett", "Fem", "Två", "Åtta"])
    with clock.at(GATHERING):
        answer = klara.post(reverse("round_move", args=[made, found["Fem"]]), {"to": area, "revision": 1}, follow=True)
        assert answer.redirect_chain[-1][0].endswith(f"#flytta-{found['Två']}")
        told = answer.content.decode()
        assert "Flyttat till Vatten. 3 kvar." in told
        assert f'id="flytta-{found["Två"]}"' in told
        entries.place(cast.klara, made, found["Åtta"], area)
        entries.place(cast.klara, made, found["Åtta"], None)
        ticked = [f"{found['Ett']}:1", f"{found['Åtta']}:1"]  # the second has been moved twice meanwhile
        answer = klara.post(reverse("round_areas", args=[made]), {"to": area, "forslag": ticked}, follow=True)
        told = answer.content.decode()
        assert "1 förslag hann någon annan flytta." in told
        assert "Flyttat till Vatten. 2 kvar." in told
        assert "Kryssa de förslag" in klara.post(reverse("round_areas", args=[made]), {"to": area}, follow=True).content.decode()
    assert set(Entry.objects.filter(area=area).values_list("proposal", flat=True)) == {found["Fem"], found["Ett"]}


def test_only_who_leads_moves_ticked_cards(cast, stina):
    made, area, found = gathered(cast, ["Ett"])
    with clock.at(GATHERING):
        assert stina.post(reverse("round_areas", args=[made]), {"to": area, "forslag": [f"{found['Ett']}:1"]}).status_code == 403
    assert Entry.objects.get().fate == Fate.WAITING


def test_a_list_is_called_empty_only_where_nothing_has_been_put_forward(cast, klara):
    made, area, found = gathered(cast, ["Ett"])
    entries.place(cast.klara, made, found["Ett"], area)
    told = page(klara, "round", made)
    assert "Inga förslag än" not in told
    assert "Alla förslag har ett område" in told
    assert "Inga förslag än" in page(klara, "round", called(cast.klara, title="Ett annat"))


def test_what_is_on_its_way_elsewhere_is_not_ticked_to_be_taken_in(cast, klara):
    gathered(cast, ["Upptaget"])
    led, free = written(cast.stina, title="Ledd"), written(cast.stina, title="Ledig")
    proposals.show_interest(cast.dan, led, would_lead=True)
    told = page(klara, "round_gather", called(cast.klara, title="Ett annat"))
    rows = {title: re.search(rf"<li>((?:(?!</li>).)*{title}.*?)</li>", told, re.DOTALL).group(1) for title in ("Upptaget", "Ledd", "Ledig")}
    assert "är med på Idémötet våren 2027 (öppet för förslag)" in rows["Upptaget"]
    assert "vill leda" in rows["Ledd"]
    assert {title: " checked" in row for title, row in rows.items()} == {"Upptaget": False, "Ledd": False, "Ledig": True}
    assert f'value="{free}" checked' in rows["Ledig"]


def test_an_area_is_not_emptied_in_one_press(cast, klara):
    made, area, found = gathered(cast, ["Ett", "Två"])
    for one in found.values():
        entries.place(cast.klara, made, one, area)
    told = page(klara, "round_area", made, area)
    fold = re.search(r"<details[^>]*>(.*?)</details>", told[told.index("Ta bort området") - 200 :], re.DOTALL).group(1)
    assert "Ta bort ”Vatten”? 2 förslag väntar då utan område igen." in fold


def test_a_call_whose_last_day_has_passed_is_refused_by_the_field_and_its_opening_leads_there(cast, klara):
    with clock.at(CALLED):
        told = post(klara, "round_new", data={**FORM, "proposals_until": "2026-11-01"}, status=422)
        assert "Sista dag för förslag har redan passerat. Välj en dag som kommer." in told
        assert not PrioritisationRound.objects.exists()
        post(klara, "round_new", data=FORM)
    made = PrioritisationRound.objects.get().pk
    with clock.at(AFTER):
        answer = klara.post(reverse("round_announce", args=[made]), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("round_edit", args=[made])
    assert "Sista dag för förslag har redan passerat." in answer.content.decode()


def test_what_stands_fast_is_text_and_the_way_to_change_is_gone_with_the_last_of_it(cast, klara):
    made, _areas = with_areas(cast, [10, 20])
    with clock.at(VOTING):
        told = page(klara, "round_edit", made)
        assert "Röstningen har börjat, så det här står fast." in told
        fields = set(re.findall(r'<(?:input|textarea|select)[^>]*name="([^"]+)"', told.split("<main")[1]))
        assert fields == {"csrfmiddlewaretoken", "revision", "title", "text"}
        post(klara, "round_edit", made, data={"title": "Nytt namn", "text": "", "budget": "999", "revision": "3"})
    kept = PrioritisationRound.objects.get()
    assert (kept.title, kept.budget) == ("Nytt namn", 60)
    link = reverse("round_edit", args=[made])
    with clock.at(VOTING):
        assert link in page(klara, "round", made)
    with clock.at(AFTER):
        assert link not in page(klara, "round", made)


def counted(cast, klara):
    """A round of three areas that two have voted on, counted: (round, areas, a body). Sixty days: the count gives the two first."""
    made, found = with_areas(cast, [40, 20, 50])
    voted(made, {"Region Dalarna": found[:2], "Region Skåne": found[:2]})
    with clock.at(AFTER):
        post(klara, "round_count", made)
    return made, found, Body.objects.create(slug="grupp", name_sv="Medlemsgruppen", name_en="The member group", kind="members").pk


def test_a_decision_above_the_budget_says_all_that_it_lacks_at_once_and_its_sum_is_published(cast, klara, client):
    made, found, body = counted(cast, klara)
    with clock.at(AFTER):
        assert "Valt: 60 av 60 dagar." in page(klara, "round_decide", made)
        given = {"chosen": found, "body": "", "why": ""}
        told = post(klara, "round_decide", made, data=given, status=422)
        assert "Det valda kostar 50 dagar mer än vad som finns att fördela." in told
        assert "Beslutet följer inte räkningen. Skriv varför" in told
        assert "Välj vilka som beslutade." in told
        assert "Valt: 110 av 60 dagar." in told
        given |= {"body": body, "why": "Allt behövs.", "beyond": "Ur reserven.", "publish": "1"}
        post(klara, "round_decide", made, data=given)
        public = page(client, "round", made)
    assert "Allt behövs." in public
    assert "Ur reserven." in public
    assert "Det kostar 110 av 60 dagar." in public


def test_a_decision_is_read_through_before_it_is_published(cast, klara):
    made, found, body = counted(cast, klara)
    with clock.at(AFTER):
        form = page(klara, "round_decide", made)
        assert "Område 0 · 40 dagar · 2 ville ha det · fick plats i räkningen" in form
        given = {"chosen": [found[2]], "body": body, "why": "Först ut.", "day": "2026-12-20"}
        look = post(klara, "round_decide", made, data=given, status=200)
        assert "Beslutet följer inte räkningen: Område 2 i stället för Område 1 och Område 0." in look
        assert "1 person får brev." in look
        assert not Letter.objects.filter(name="round_decided").exists()
        assert PrioritisationRound.objects.get().state == "counted"
        sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', look.split("<main")[1]))
        back = post(klara, "round_decide", made, data={**sent, "change": "1"}, status=200)
        assert re.search(rf'value="{found[2]}"[^>]* checked', back)
        for day in ("2026-12-01", "2027-12-01"):
            post(klara, "round_decide", made, data={**sent, "day": day, "publish": "1"}, status=422)
        post(klara, "round_decide", made, data={**sent, "publish": "1"})
    kept = PrioritisationRound.objects.get()
    assert (kept.state, kept.why, kept.decided.isoformat()) == ("decided", "Först ut.", "2026-12-20")
    assert set(Area.objects.filter(chosen=True).values_list("id", flat=True)) == {found[2]}


def test_those_whose_area_was_not_chosen_read_why_in_the_letter_and_on_the_page(cast, klara, stina):
    made, found, body = counted(cast, klara)
    with clock.at(AFTER):
        rounds.decide(cast.klara, made, chosen=[found[0]], body=body, why="Vi börjar med ett.")
        proposals = {area: Entry.objects.get(area=area).proposal_id for area in found}
        letters = {one.values["area"]: render(one.name, "sv", one.values).text for one in Letter.objects.filter(name="round_decided")}
        against = letters["Område 1"]
        assert "Området fick plats i räkningen, men Medlemsgruppen beslutade annorlunda:" in against
        assert "Vi börjar med ett." in against
        assert f"/idemoten/{made}/#beslutet" in against
        assert "Ingen kryssade området." in letters["Område 2"]
        assert f"/idemoten/{made}/resultat/" in letters["Område 2"]
        assert "räkn" not in letters["Område 0"]
        told = page(stina, "proposal", proposals[found[1]])
        assert "Det fick plats i räkningen, men Medlemsgruppen beslutade annorlunda." in told
        assert "Vi börjar med ett." in told
        assert f'href="{reverse("round", args=[made])}#beslutet"' in told
        assert "Ingen kryssade det." in page(stina, "proposal", proposals[found[2]])


def test_shared_words_are_whole_and_say_something(cast, klara):
    made = called(cast.klara)
    texts = {
        "Lärande om dricksvatten": "Så händer det när frågan om dricksvatten kommer.",
        "Dricksvatten i byarna": "Vi lär oss om dricksvatten tillsammans.",
        "Bussen går för sällan": "Kollektivtrafik på landet.",
    }
    entries.enter(cast.stina, made, [written(cast.stina, title=title, summary=summary) for title, summary in texts.items()])
    with clock.at(GATHERING):
        told = page(klara, "round_areas", made)
    said = re.search(r"De delar orde[nt] ([^.]*)\.", told).group(1).split(", ")
    assert "dricksvatten" in said
    assert not {"lär", "händer", "frågan", "fråge", "dricks"} & set(said)
