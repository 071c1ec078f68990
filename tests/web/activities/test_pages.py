"""The pages of an activity: who sees what, what each deed answers, and that nothing typed breaks them (C3, Z4)."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samlar.activities.actions import participation
from samlar.activities.models import Activity, Participation, QualityCheck
from samlar.foundation.models import AuditEntry
from samlar.talk.models import Comment
from tests.activities.rows import activity
from tests.lifecycle.making import approved, fill_in, planned, proposal, running, stage_of, step, submitted

PAGES = ("activity", "activity_plan", "activity_participants", "activity_history", "activity_review")


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split()).replace("\xa0", " ")


def to(name: str, *args) -> str:
    return reverse(name, args=args)


# — who sees what —


def test_a_planned_activity_is_there_for_those_inside_alone(cast, sign_in, client):
    made = planned(cast)
    participation.ask(cast.stina, made, organisation=cast.organisation("Region Gotland"))
    for name in PAGES:
        for actor in (cast.stina, cast.majken, cast.dan, cast.gun, cast.klara, cast.sanna):
            assert sign_in(actor).get(to(name, made)).status_code == 200, (name, actor.name)
        for browser in (sign_in(cast.jon), sign_in(cast.siv), sign_in(cast.gustav), sign_in(cast.nils)):
            assert browser.get(to(name, made)).status_code == 404, name
        assert client.get(to(name, made)).status_code in (404, 302), name
    assert client.get(to("activity", made)).status_code == 404


def test_a_running_activity_is_public_but_its_working_parts_are_not(cast, sign_in, client):
    made = running(cast)
    page = text(client.get(to("activity", made)))
    assert "Region Kalmar län" in page
    assert "75 000 kr" in page
    assert "Stina" not in page
    assert "Samtal" not in page
    assert client.get(to("activity_participants", made)).status_code == 200
    assert "Stina" not in text(client.get(to("activity_participants", made)))
    for name in ("activity_plan", "activity_history", "activity_review"):
        assert client.get(to(name, made))["Location"].startswith("/logga-in/")
    assert "Stina" in text(sign_in(cast.dan).get(to("activity", made)))


def test_those_who_were_asked_and_declined_are_nobody_elses_business(cast, sign_in):
    made = planned(cast)
    participation.ask(cast.stina, made, organisation=cast.organisation("Region Gotland"))
    participation.answer(cast.gun, made, yes=False, word="Vi hinner inte.")
    fill_in(cast, made)
    step(cast, made, "stina", "submit")
    Activity.objects.update(audience="members")
    assert "Region Gotland" in text(sign_in(cast.dan).get(to("activity_participants", made)))
    page = text(sign_in(cast.jon).get(to("activity_participants", made)))
    assert "Region Gotland" not in page
    assert "Vi hinner inte." not in page


@pytest.mark.parametrize("wrong", ["0", "999999", "9" * 40])
def test_what_is_not_there_is_not_there(cast, sign_in, wrong):
    stina = sign_in(cast.stina)
    for rest in ("", "plan/", "plan/prova/", "deltagare/", "historik/", "granskning/", "steg/submit/", "avsteg/plan.indicators/"):
        for send in (stina.get, stina.post):
            assert send(f"/aktiviteter/{wrong}/{rest}").status_code in (404, 405), rest
    assert stina.get(f"/ideer/{wrong}/starta/").status_code == 404


@pytest.mark.parametrize("step_id", ["finns-inte", "9" * 300, "%3Cscript%3E", "start; drop"])
def test_a_step_that_the_format_does_not_have_answers_404(cast, sign_in, step_id):
    made = planned(cast)
    for send in (sign_in(cast.stina).get, sign_in(cast.stina).post):
        assert send(f"/aktiviteter/{made}/steg/{step_id}/").status_code == 404


def test_the_pages_ask_the_same_number_of_questions_however_many_take_part(cast, sign_in, django_assert_max_num_queries):
    made = planned(cast)
    stina = sign_in(cast.stina)
    few = _queries(stina, to("activity", made))
    for name in ("Region Skåne", "Region Gotland", "Region Uppsala", "Region Halland"):
        participation.ask(cast.stina, made, organisation=cast.organisation(name))
    assert _queries(stina, to("activity", made)) == few
    with django_assert_max_num_queries(40):
        stina.get(to("activity_plan", made))


def _queries(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


# — starting —


def test_planning_begins_from_the_proposal(cast, sign_in):
    made, stina = proposal(cast), sign_in(cast.stina)
    page = text(stina.get(to("activity_start", made)))
    assert "Region Kalmar län leder planeringen" in page
    dalarna = cast.organisation("Region Dalarna")
    response = stina.post(to("activity_start", made), {"organisations": [dalarna]}, follow=True)
    assert "Planeringen har börjat." in text(response)
    assert Participation.objects.filter(state="taking_part").count() == 2
    second = sign_in(cast.dan).post(to("activity_start", made), {}, follow=True)
    assert "Region Kalmar län hann före" in text(second)


def test_those_who_may_not_start_are_told_why(cast, sign_in):
    made = proposal(cast, interested=(("siv", True), ("gun", False)))
    assert "Provrum leds av en organisation som är medlem." in text(sign_in(cast.siv).get(to("activity_start", made)))
    assert sign_in(cast.gun).post(to("activity_start", made)).status_code == 403


def test_a_false_organisation_is_refused_by_the_form(cast, sign_in):
    made = proposal(cast)
    for wrong in ("abc", "9" * 30, str(cast.organisation("Region Skåne"))):
        assert sign_in(cast.stina).post(to("activity_start", made), {"organisations": [wrong]}).status_code == 422


# — participants —


def test_an_organisation_is_asked_and_answers(cast, sign_in):
    made = planned(cast)
    gotland = cast.organisation("Region Gotland")
    asked = sign_in(cast.stina).post(to("activity_ask", made), {"organisation": gotland, "message": "Kom med!"}, follow=True)
    assert "Frågan är skickad." in text(asked)
    page = text(sign_in(cast.gun).get(to("activity_participants", made)))
    assert "Region Kalmar län frågar om ni vill delta" in page
    assert "Kom med!" in page
    answered = sign_in(cast.gun).post(to("activity_answer", made), {"answer": "yes", "word": "Gärna."}, follow=True)
    assert "Ni deltar." in text(answered)
    assert Participation.objects.get(organisation=gotland).contact_id == cast.gun.person


def test_who_says_no_no_longer_sees_the_activity(cast, sign_in):
    made = planned(cast)
    participation.ask(cast.stina, made, organisation=cast.organisation("Region Gotland"))
    gun = sign_in(cast.gun)
    assert "Ert nej är skickat." in text(gun.post(to("activity_answer", made), {"answer": "no"}, follow=True))
    assert gun.get(to("activity", made)).status_code == 404


def test_an_answer_without_a_choice_is_asked_again_with_what_was_typed(cast, sign_in):
    made = planned(cast)
    participation.ask(cast.stina, made, organisation=cast.organisation("Region Gotland"))
    response = sign_in(cast.gun).post(to("activity_answer", made), {"word": "Kanske."})
    assert response.status_code == 422
    assert "Välj ja eller nej." in text(response)
    assert "Kanske." in response.content.decode()


def test_a_yes_is_one_press_where_the_letters_link_lands(cast, sign_in):
    made = planned(cast)
    participation.ask(cast.stina, made, organisation=cast.organisation("Region Gotland"))
    gun = sign_in(cast.gun)
    page = gun.get(to("activity_participants", made)).content.decode()
    assert re.search(r'<button [^>]*name="answer" value="yes"[^>]*>Ja, vi deltar</button>', page)
    assert "Ni deltar." in text(gun.post(to("activity_answer", made), {"answer": "yes"}, follow=True))


def test_a_cancelled_activity_shows_only_the_stages_that_it_passed(cast, sign_in):
    made = planned(cast)
    stina = sign_in(cast.stina)
    revision = stina.get(to("activity_step", made, "cancel")).context["form"]["revision"].value()
    assert stina.post(to("activity_step", made, "cancel"), {"revision": revision, "reason": "Det blev inga pengar."}).status_code == 302
    stages = [(one["label"].sv, one["state"]) for one in stina.get(to("activity", made)).context["stages"]]
    assert stages == [("Planering", "done"), ("Inställt", "current")]


def test_the_lead_hands_over_and_then_leaves(cast, sign_in):
    made = planned(cast)
    stina = sign_in(cast.stina)
    assert stina.post(to("activity_leave", made), {"leave-why": "Vi slutar."}).status_code == 422
    heir = Participation.objects.get(organisation=cast.organisation("Region Dalarna"))
    assert stina.post(to("activity_hand_over", made), {"participation": heir.pk}).status_code == 302
    assert stina.post(to("activity_leave", made), {"leave-why": "Vi slutar."}).status_code == 302
    lead = Participation.objects.get(activity=made, is_lead=True)
    assert lead.organisation_id == cast.organisation("Region Dalarna")
    assert stina.get(to("activity", made)).status_code == 404


def test_only_the_lead_asks_removes_and_hands_over(cast, sign_in):
    made = planned(cast)
    dan = sign_in(cast.dan)
    own = Participation.objects.get(organisation=cast.organisation("Region Kalmar län"))
    assert dan.post(to("activity_ask", made), {"organisation": cast.organisation("Region Skåne")}).status_code == 403
    assert dan.post(to("activity_hand_over", made), {"participation": own.pk}).status_code == 403
    assert dan.get(to("activity_remove", made, own.pk)).status_code == 403


def test_an_organisation_is_removed_with_a_reason(cast, sign_in):
    made = planned(cast)
    stina, one = sign_in(cast.stina), Participation.objects.get(organisation=cast.organisation("Region Dalarna"))
    assert stina.post(to("activity_remove", made, one.pk), {"why": ""}).status_code == 422
    assert stina.post(to("activity_remove", made, one.pk), {"why": "Ni bad om det."}).status_code == 302
    assert Participation.objects.get(id=one.pk).state == "left"
    assert stina.get(to("activity_remove", made, 10**18)).status_code == 404


def test_a_membership_that_the_format_does_not_take_cannot_be_asked(cast, sign_in):
    made = planned(cast)
    stina = sign_in(cast.stina)
    for wrong in (str(cast.organisation("Region Dalarna")), "9" * 30, "abc", ""):
        assert stina.post(to("activity_ask", made), {"organisation": wrong}).status_code == 422


# — review and steps —


def test_a_plan_is_reviewed_and_cleared_in_a_browser(cast, sign_in):
    made = submitted(cast)
    klara = sign_in(cast.klara)
    page = text(klara.get(to("activity_review", made)))
    assert "En handbok som andra kan använda." in page
    assert klara.post(to("activity_review", made), {"verdict": "yes", "note": "", "revision": "2"}, follow=True).status_code == 200
    page = klara.get(to("activity", made))
    assert "Ge klartecken för start" in text(page)
    revision = Activity.objects.get(id=made).revision
    assert "Klart: Ge klartecken för start." in text(klara.post(to("activity_step", made, "start"), {"revision": revision}, follow=True))
    assert stage_of(made) == "running"


def test_a_no_sends_the_plan_back_with_what_is_to_be_mended(cast, sign_in):
    made = submitted(cast)
    klara = sign_in(cast.klara)
    assert klara.post(to("activity_review", made), {"verdict": "no", "note": "", "revision": "2"}).status_code == 422
    assert stage_of(made) == "review"
    klara.post(to("activity_review", made), {"verdict": "no", "note": "Frågan är för bred.", "revision": "2"})
    assert stage_of(made) == "planning"
    assert QualityCheck.objects.get().note == "Frågan är för bred."
    assert "Frågan är för bred." in text(sign_in(cast.stina).get(to("activity_history", made)))


def test_a_reader_whose_page_is_old_is_told(cast, sign_in):
    made = submitted(cast)
    response = sign_in(cast.klara).post(to("activity_review", made), {"verdict": "yes", "note": "", "revision": "1"})
    assert response.status_code == 422
    assert "Texten har ändrats sedan du öppnade sidan." in text(response)
    assert not QualityCheck.objects.exists()


def test_those_without_the_mandate_do_not_review(cast, sign_in):
    made = submitted(cast)
    sign_in(cast.stina).post(to("activity_review", made), {"verdict": "yes", "note": "", "revision": "2"})
    assert not QualityCheck.objects.exists()


def test_a_step_that_is_not_ready_says_all_that_is_missing(cast, sign_in):
    made = planned(cast)
    stina = sign_in(cast.stina)
    page = stina.get(to("activity_step", made, "submit"))
    assert "Det här saknas i planen:" in text(page)
    assert "Källa: Provrum – ett nytt format (augusti 2023), avsnittet ”Arbetsprocess”." in text(page)
    refused = stina.post(to("activity_step", made, "submit"), {"revision": "1"})
    assert refused.status_code == 422
    assert stage_of(made) == "planning"


def test_the_second_window_is_told_what_happened(cast, sign_in):
    made = approved(cast)
    klara, revision = sign_in(cast.klara), Activity.objects.get(id=made).revision
    assert klara.post(to("activity_step", made, "start"), {"revision": revision}).status_code == 302
    second = klara.post(to("activity_step", made, "send_back"), {"revision": revision, "reason": "Vänta lite."})
    assert second.status_code == 422
    assert "Det här hann hända medan sidan var öppen." in text(second)
    assert "Ge klartecken för start: från Granskning till Pågår." in text(second)
    assert "Vänta lite." in second.content.decode()
    assert stage_of(made) == "running"


@pytest.mark.parametrize("revision", ["", "abc", "-1", "9" * 40])
def test_a_false_revision_moves_nothing(cast, sign_in, revision):
    made = approved(cast)
    assert sign_in(cast.klara).post(to("activity_step", made, "start"), {"revision": revision}).status_code == 422
    assert stage_of(made) == "review"


def test_cancelling_asks_for_a_reason_and_says_it(cast, sign_in):
    made = planned(cast)
    stina = sign_in(cast.stina)
    assert stina.post(to("activity_step", made, "cancel"), {"revision": "1", "reason": ""}).status_code == 422
    assert stina.post(to("activity_step", made, "cancel"), {"revision": "1", "reason": "Vi väntar ett år."}).status_code == 302
    assert "Inställt 20 november 2026: Vi väntar ett år." in text(sign_in(cast.dan).get(to("activity", made)))


# — the thread —


def test_those_inside_talk_and_take_back(cast, sign_in):
    made = planned(cast)
    dan = sign_in(cast.dan)
    assert "Har ni tänkt på etik?" in text(dan.post(to("activity_comment", made), {"text": "Har ni tänkt på etik?"}, follow=True))
    assert dan.post(to("activity_comment", made), {"text": ""}).status_code == 422
    comment = Comment.objects.get()
    assert sign_in(cast.stina).post(to("activity_comment_remove", made, comment.pk)).status_code == 403
    assert "Kommentaren är borttagen." in text(dan.post(to("activity_comment_remove", made, comment.pk), follow=True))
    assert dan.post(to("activity_comment_remove", made, 10**30)).status_code == 404


def test_the_public_does_not_talk(cast, sign_in):
    made = running(cast)
    assert sign_in(cast.erin).post(to("activity_comment", made), {"text": "Hej"}).status_code == 403
    assert not Comment.objects.exists()


def test_every_page_reads_well_in_english(cast, sign_in):
    made = planned(cast, others=("Region Norrbotten",))
    erin = sign_in(cast.erin)
    for name in ("activity", "activity_plan", "activity_participants", "activity_history"):
        assert 'lang="en"' in erin.get(to(name, made)).content.decode()


def test_the_trail_tells_every_change_of_stage_with_its_verb(cast):
    running(cast)
    verbs = set(AuditEntry.objects.filter(kind="activity").values_list("verb", flat=True))
    assert {"activity.begun", "activity.submitted", "plan.approved", "activity.cleared"} <= verbs


def test_who_takes_part_finds_the_way_to_wish_for_a_change_of_the_format(cast, sign_in, visitor):
    there = f"/aktiviteter/{activity(cast, stage='running', others=('Region Dalarna', 'SLU')).pk}/"
    wish = reverse("format_wish_new", args=["provrum"])
    for actor, shown in ((cast.siv, True), (cast.stina, True), (cast.gustav, False), (visitor, False)):
        assert (f'href="{wish}"' in sign_in(actor).get(there).content.decode()) is shown
