"""The assignment's pages: written with nothing lost, confirmed by the link alone, read by nobody that they are not for (E3)."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samlar.activities.actions.staff import add_staff
from samlar.activities.models import ExpectedResult, Session, SuccessFactor
from samlar.activities.queries.items import draft
from samlar.activities.rules.releases import seal_of
from samlar.activities.rules.staff import Described
from samlar.foundation import clock
from samlar.lifecycle.actions.programme import release
from samlar.people.models import Person
from samlar.registration.actions import assignments as actions
from samlar.registration.models import Assignment
from samlar.registration.queries.assignment_lists import waiting_for
from samlar.registration.queries.assignments import assignment_of
from samlar.registration.rules.assignments import State, Written
from samlar.talk.models import Thread
from tests.registration import making
from tests.registration.assigning import CHIEF, WHOLE, confirmed, lab_with, letters, sent, token
from tests.web.hostile import TEXTS, Forms

pytestmark = pytest.mark.django_db
PARTS = dict(WHOLE.said)


@pytest.fixture
def place(cast):
    return lab_with(cast, cast.dan)


def address(place):
    return reverse("assignment", args=[place[0].pk, place[1]])


def now(place):
    row = assignment_of(place[1])
    assert row is not None
    return row


def said(answer):
    return unescape(answer.content.decode())


# — the participant —


def test_the_expected_results_are_a_suggestion_that_counts_when_it_is_saved(cast, sign_in, place):
    ExpectedResult.objects.create(activity=place[0], position=0, text="En gemensam modell för lärande.")
    page = sign_in(cast.dan).get(address(place))
    assert "En gemensam modell för lärande.</textarea>" in said(page)
    assert "Det är inte sparat än" in said(page)
    assert not Assignment.objects.exists()

    sign_in(cast.dan).post(address(place), {"revision": "0", "wanted": "En gemensam modell för lärande.", "deed": "save"})

    assert now(place).written.wanted == "En gemensam modell för lärande."
    assert "fortfarande aktivitetens egna ord" in said(sign_in(cast.dan).get(address(place)))


def test_a_draft_is_saved_and_then_sent_to_the_manager_who_approved(cast, sign_in, place):
    browser = sign_in(cast.dan)
    assert browser.post(address(place), {"revision": "0", "challenge": "Min.", "deed": "save"}).status_code == 302
    page = said(browser.get(address(place)))
    assert "Min.</textarea>" in page
    approver = Person.objects.get(email=CHIEF.email).pk
    assert f'<option value="{approver}" selected>' in page

    answer = browser.post(address(place), {**PARTS, "revision": "1", "manager": str(approver), "deed": "send"})

    assert answer.status_code == 302
    assert (now(place).state, letters("assignment_asked")[0]["to"]) == (State.SENT, CHIEF.email)
    assert "kan svara till och med" in said(browser.get(address(place)))


def test_another_manager_is_written_by_name_and_address_and_never_oneself(cast, sign_in, place):
    browser = sign_in(cast.dan)
    other = {**PARTS, "revision": "0", "deed": "send", "manager_name": "Ny Chef"}
    refused = browser.post(address(place), {**other, "manager_email": cast.dan.email})
    assert refused.status_code == 422
    assert "någon annan än den som anmäls" in said(refused)
    assert WHOLE.challenge in said(refused)
    assert not Assignment.objects.exists()
    browser.post(address(place), {**other, "manager_email": "NY@hemma.test"})
    assert letters("assignment_asked")[0]["to"] == "ny@hemma.test"


def test_two_windows_lose_nothing(cast, sign_in, place):
    browser = sign_in(cast.dan)
    browser.post(address(place), {"revision": "0", "use": "I den första rutan.", "deed": "save"})

    late = browser.post(address(place), {"revision": "0", "use": "I den andra rutan.", "deed": "save"})

    assert late.status_code == 409
    assert "I den andra rutan.</textarea>" in said(late)
    assert "I den första rutan.</p>" in said(late)
    assert 'name="revision" value="1"' in said(late)
    browser.post(address(place), {"revision": "1", "use": "I den andra rutan.", "deed": "save"})
    assert now(place).written.use == "I den andra rutan."


@pytest.mark.parametrize(
    "typed",
    [
        {"challenge": "å" * 601},
        {"revision": "-1"},
        {"revision": "9" * 400},
        {"revision": "\x00"},
        {"challenge": "x", "manager": "7" * 60, "deed": "send"},
        {"challenge": "x", "manager_email": "ingen adress", "manager_name": "X", "deed": "send"},
        {"challenge": "x", "manager_name": "Utan adress", "deed": "send"},
        {"challenge": "x", "deed": "send"},
        {"deed": "send", "manager_email": "a@b.test", "manager_name": "X"},
    ],
)
def test_what_cannot_be_kept_stands_by_its_field_and_changes_nothing(cast, sign_in, place, typed):
    answer = sign_in(cast.dan).post(address(place), {"revision": "0", "deed": "save", "at_home": "Analysgruppen"} | typed)
    # What is wrong in the manager's own fields stands in the way of sending, not of saving.
    assert answer.status_code == 422 or (typed.get("manager") and not letters())
    assert "Analysgruppen" in said(answer) or answer.status_code == 302
    assert not letters()


def test_what_the_manager_must_not_stop_is_saved(cast, sign_in, place):
    typed = {"revision": "0", "deed": "save", "challenge": "Min.", "manager_name": "Utan adress", "manager": "777"}
    assert sign_in(cast.dan).post(address(place), typed).status_code == 302
    assert now(place).written.challenge == "Min."


@pytest.mark.parametrize("registration", [0, 2**63, 10**30, 999_999])
def test_what_is_not_there_is_not_found(cast, sign_in, place, registration):
    assert sign_in(cast.dan).get(f"/aktiviteter/{place[0].pk}/uppdrag/{registration}/").status_code == 404


def test_control_signs_in_the_text_are_left_out(cast, sign_in, place):
    sign_in(cast.dan).post(address(place), {"revision": "0", "challenge": "före\x00efter\x1b", "deed": "save"})
    assert "\x00" not in (now(place).written.challenge if assignment_of(place[1]) else "")


# — who reads —

SECRET = "HEMLIGT UPPDRAG"


def pages(place):
    lab, registration = place
    here = [lab.pk, registration]
    return [
        reverse("assignment", args=here),
        reverse("activity_assignments", args=here[:1]),
        reverse("activity", args=here[:1]),
        reverse("activity_registration", args=here[:1]),
        reverse("our_assignments"),
        reverse("our_organisation"),
        reverse("activity_history", args=here[:1]),
        reverse("activity_factors", args=here[:1]),
    ]


def readers(cast, sign_in, place):
    """Who finds the secret somewhere on the pages."""
    who = ("stina", "dan", "disa", "gun", "siv", "klara", "sanna", "nils", "gustav")
    return {key for key in who for path in pages(place) if SECRET in said(sign_in(getattr(cast, key)).get(path))}


def test_a_draft_is_read_by_its_writer_alone(cast, sign_in, place):
    making.approved(making.registered(cast.gun, place[0]))
    actions.write(cast.dan, place[0].pk, place[1], Written(challenge=SECRET, wanted=SECRET), revision=0)
    assert readers(cast, sign_in, place) == {"dan"}


def test_what_is_sent_is_read_at_home_and_by_those_who_lead_and_by_no_other_organisation(cast, sign_in, place):
    making.approved(making.registered(cast.gun, place[0]))
    sent(cast.dan, *place, Written(challenge=SECRET, wanted=SECRET))
    home = {"dan"} | ({"disa"} if cast.disa.organisation == cast.dan.organisation else set())
    assert readers(cast, sign_in, place) == home | {"stina"}


def test_a_process_leader_reads_them_gathered_and_a_planner_does_not(cast, sign_in, place):
    confirmed(cast, cast.dan, *place)
    path = reverse("activity_assignments", args=[place[0].pk])
    for key, role in (("erin", "planning_group"), ("siv", "process_leader")):
        who = getattr(cast, key)
        add_staff(cast.stina, place[0].pk, Described(role=role, name=who.name, email=who.email, engagement="consultant"))
    assert WHOLE.wanted in said(sign_in(cast.siv).get(path))
    assert WHOLE.wanted not in said(sign_in(cast.erin).get(path))


def test_how_many_have_one_is_told_to_everyone_inside_and_nobody_else(cast, sign_in, visitor, place):
    confirmed(cast, cast.dan, *place)
    making.approved(making.registered(cast.gun, place[0]))
    path = reverse("activity_assignments", args=[place[0].pk])
    for key in ("gun", "dan", "stina", "klara"):
        assert "1 av 2 har ett bekräftat uppdrag" in said(sign_in(getattr(cast, key)).get(path))
    assert sign_in(cast.siv).get(path).status_code == 403
    assert sign_in(visitor).get(path).status_code == 302


# — the manager —


def answer_page(held):
    return reverse("assignment_answer", args=[held])


def test_the_manager_reads_changes_and_confirms_by_the_link_alone_in_one_step(cast, client, place):
    sent(cast.dan, *place)
    held = token()
    page = client.get(answer_page(held))
    assert page.status_code == 200
    for text in (*PARTS.values(), "Till Chef Chefsson", cast.dan.name):
        assert text in said(page)
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"

    answer = client.post(answer_page(held), {**PARTS, "use": "Överallt.", "revision": "1", "deed": "confirm"})

    assert answer.status_code == 302
    assert (now(place).state, now(place).written.use) == (State.CONFIRMED, "Överallt.")
    after = said(client.get(answer_page(held)))
    assert "Det här är ni överens om" in after
    assert "Överallt." in after
    assert "Bekräfta uppdraget</button>" not in after


def test_opening_the_link_does_nothing_however_often(cast, client, place):
    sent(cast.dan, *place)
    before = Assignment.objects.values().get()
    for ask in (client.get, client.head, client.get, client.options):
        ask(answer_page(token()))
    client.post(answer_page(token()), {**PARTS, "revision": "1", "deed": "nothing known"})
    assert Assignment.objects.values().get() == before
    assert [one["name"] for one in letters()] == ["assignment_asked"]


def test_a_link_that_is_used_replaced_or_guessed_says_so_and_shows_nothing_of_the_text(cast, client, place):
    sent(cast.dan, *place)
    first = token()
    sent(cast.dan, *place, revision=1)
    assert "ersatts av en nyare" in said(client.get(answer_page(first)))
    assert WHOLE.challenge not in said(client.get(answer_page(first)))
    assert client.post(answer_page(first), {**PARTS, "revision": "1", "deed": "confirm"}).status_code == 409
    for guess in ("ingen", "1-" + "a" * 32, making.token_of(place[1])):
        assert client.get(answer_page(guess)).status_code == 404
        assert client.post(answer_page(guess), {"deed": "confirm"}).status_code == 404
    client.post(answer_page(token()), {**PARTS, "revision": "1", "deed": "send_back", "word": "Mer."})
    again = client.post(answer_page(token()), {**PARTS, "revision": "2", "deed": "confirm"})
    assert again.status_code == 409
    assert now(place).state == State.DRAFT
    assert WHOLE.challenge not in said(client.get(answer_page(token())))


def test_what_the_participant_writes_after_the_yes_is_not_read_by_the_old_link(cast, client, place):
    confirmed(cast, cast.dan, *place)
    actions.write(cast.dan, place[0].pk, place[1], Written(challenge=SECRET), revision=2)
    page = client.get(answer_page(token()))
    assert SECRET not in said(page)
    assert page.status_code == 200


def test_the_participant_does_not_answer_the_managers_link(cast, sign_in, place):
    sent(cast.dan, *place)
    browser = sign_in(cast.dan)
    assert "Bekräfta uppdraget</button>" not in said(browser.get(answer_page(token())))
    assert browser.post(answer_page(token()), {**PARTS, "revision": "1", "deed": "confirm"}).status_code == 403
    assert now(place).state == State.SENT


def test_the_manager_whose_page_was_overtaken_sees_both_and_loses_nothing(cast, client, place):
    sent(cast.dan, *place)
    actions.write(cast.dan, place[0].pk, place[1], Written(**{**PARTS, "use": "Nytt från Dan."}), revision=1)

    late = client.post(answer_page(token()), {**PARTS, "use": "Chefens ord.", "revision": "1", "deed": "confirm"})

    assert late.status_code == 409
    assert "Chefens ord.</textarea>" in said(late)
    assert "Nytt från Dan.</p>" in said(late)
    client.post(answer_page(token()), {**PARTS, "use": "Chefens ord.", "revision": "2", "deed": "confirm"})
    assert (now(place).state, now(place).written.use) == (State.CONFIRMED, "Chefens ord.")


@pytest.mark.parametrize(
    "typed",
    [{"challenge": "å" * 601}, {"word": "x" * 501}, {"revision": "1" + "0" * 40}, {"use": "\x00"}, {"deed": "send_back"}, {"wanted": ""}],
)
def test_a_managers_mistake_stands_by_its_field(cast, client, place, typed):
    sent(cast.dan, *place)
    answer = client.post(answer_page(token()), {**PARTS, "revision": "1", "deed": "confirm"} | typed)
    assert answer.status_code == 422
    assert "att rätta" in said(answer)
    assert now(place).state == State.SENT


def test_the_page_speaks_the_managers_language_until_another_is_chosen(cast, client, place):
    Person.objects.filter(email=CHIEF.email).update(language="en")
    sent(cast.dan, *place)
    page = client.get(answer_page(token()))
    assert page.headers["Content-Language"] == "en"
    client.cookies["samlar_language"] = "sv"
    assert client.get(answer_page(token())).headers["Content-Language"] == "sv"


def test_a_forged_post_from_another_site_is_refused(cast, place):
    sent(cast.dan, *place)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(answer_page(token()), {**PARTS, "revision": "1", "deed": "confirm"}).status_code == 403
    assert now(place).state == State.SENT


# — it comes back —


def meet(cast, lab, days):
    """A session that is released."""
    starts = clock.now() + timedelta(days=days)
    made = Session.objects.create(
        activity=lab, title="Workshop 1", kind="workshop", mode="physical", starts=starts, ends=starts + timedelta(hours=3),
        check_in="0" * 32, thread=Thread.objects.create(opened=clock.now()),
    )  # fmt: skip
    release(cast.stina, lab.pk, seal=seal_of(draft(lab.pk)), note="")
    return made


def waits(cast):
    return [one.sentence.in_language("sv") for one in waiting_for(cast.dan)]


def test_it_waits_from_the_place_until_the_first_session(cast, sign_in, place):
    assert waits(cast) == ["Skriv uppdraget i ”Att lära om lärande” före första träffen."]
    assert address(place) in said(sign_in(cast.dan).get(reverse("my_page")))
    meet(cast, place[0], 20)
    assert waits(cast) == ["Skriv uppdraget i ”Att lära om lärande” före 10 december 2026."]
    with clock.at(clock.now() + timedelta(days=20, hours=1)):
        assert waits(cast) == []
    sent(cast.dan, *place)
    assert waits(cast) == []
    with clock.at(clock.now() + timedelta(days=19)):
        assert waits(cast) == []
    actions.send_back(cast.nils, token(), WHOLE, revision=1, word="Mer.")
    assert waits(cast) == ["Chef Chefsson har skickat tillbaka uppdraget i ”Att lära om lärande”."]


def test_a_link_that_ran_out_unanswered_waits_for_the_participant(cast, place):
    sent(cast.dan, *place)
    with clock.at(clock.now() + timedelta(days=40)):
        assert waits(cast) == ["Chef Chefsson har inte svarat om uppdraget i ”Att lära om lärande”, och länken har gått ut."]


def test_whoever_waits_for_the_manager_has_nothing_to_write_yet(cast):
    lab = making.lab(cast)
    making.registered(cast.dan, lab)
    assert waits(cast) == []


def test_the_organisation_reads_what_its_people_are_to_bring_home(cast, sign_in, place):
    confirmed(cast, cast.dan, *place)
    page = said(sign_in(cast.disa if cast.disa.organisation == cast.dan.organisation else cast.dan).get(reverse("our_assignments")))
    assert WHOLE.wanted in page
    assert cast.dan.name in page
    assert WHOLE.wanted not in said(sign_in(cast.gun).get(reverse("our_assignments")))


def test_the_manager_who_approves_goes_on_to_the_draft(cast, client):
    lab = making.lab(cast)
    registration = making.registered(cast.dan, lab)
    actions.write(cast.dan, lab.pk, registration, Written(challenge=SECRET), revision=0)
    approval = reverse("manager_page", args=[making.token_of(registration)])
    assert SECRET in said(client.get(approval))

    client.post(approval, {"answer": "yes"})

    after = said(client.get(approval))
    assert "Läs och bekräfta uppdraget också" in after
    assert SECRET not in after
    held = after.split("/uppdrag/")[1].split("/")[0]
    assert SECRET in said(client.get(answer_page(held)))
    client.post(answer_page(held), {**PARTS, "revision": "1", "deed": "confirm"})
    assert now((lab, registration)).state == State.CONFIRMED
    assert "Läs och bekräfta uppdraget också" not in said(client.get(approval))


def test_the_used_link_of_the_approval_does_not_read_what_is_written_afterwards(cast, client, place):
    actions.write(cast.dan, place[0].pk, place[1], Written(challenge=SECRET), revision=0)
    assert SECRET not in said(client.get(reverse("manager_page", args=[making.token_of(place[1])])))


def test_it_stands_on_the_session_in_the_four_questions_and_beside_the_registration(cast, sign_in, place):
    lab, _ = place
    confirmed(cast, cast.dan, *place)
    making.approved(making.registered(cast.gun, lab))
    held = meet(cast, lab, 5)
    session = reverse("activity_session", args=[lab.pk, held.pk])
    for path in (session, reverse("activity_registration", args=[lab.pk])):
        assert WHOLE.wanted in said(sign_in(cast.dan).get(path))
        assert WHOLE.wanted not in said(sign_in(cast.gun).get(path))
    assert WHOLE.wanted in said(sign_in(cast.disa).get(session))
    assert WHOLE.wanted not in said(sign_in(cast.stina).get(session))
    with clock.at(clock.now() + timedelta(days=5, hours=1)):
        assert WHOLE.wanted in said(sign_in(cast.dan).get(reverse("session_debrief", args=[lab.pk, held.pk])))


def test_the_overview_tells_how_many_and_the_factors_form_offers_it_as_evidence(cast, sign_in, place):
    lab, _ = place
    path = reverse("activity_factors_write", args=[lab.pk])
    assert "ett uppdrag som chefen har bekräftat" not in said(sign_in(cast.stina).get(path))
    confirmed(cast, cast.dan, *place)
    assert "1 av 1 har ett bekräftat uppdrag" in said(sign_in(cast.dan).get(reverse("activity", args=[lab.pk])))
    assert "har ett bekräftat uppdrag" not in said(sign_in(cast.siv).get(reverse("activity", args=[lab.pk])))
    page = said(sign_in(cast.stina).get(path))
    offered = "1 av 1 deltagare har ett uppdrag som chefen har bekräftat (20 november 2026)."
    assert f"{offered}</textarea>" in page
    assert not SuccessFactor.objects.exists()
    SuccessFactor.objects.create(activity=lab, factor="manager_assignment", evidence="Egna ord.")
    page = said(sign_in(cast.stina).get(path))
    assert "Egna ord.</textarea>" in page
    assert f"Just nu: {offered}" in page


def test_the_lists_ask_a_constant_number_of_queries(cast, sign_in):
    lab = making.lab(cast, places=None, per_organisation=None, approval=False)
    for number in range(12):
        person = making.colleague(cast.dan.organisation, f"Kollega {number}")
        making.registered(cast.dan, lab, person)
    counts = []
    for path in (reverse("activity_assignments", args=[lab.pk]), reverse("our_assignments")):
        browser = sign_in(cast.stina if "aktiviteter" in path else cast.dan)
        with CaptureQueriesContext(connection) as few:
            browser.get(path)
        counts.append(len(few))
    assert counts[0] <= 20
    assert counts[1] <= 5


@pytest.mark.parametrize("who", ["dan", "the manager"])
def test_whatever_is_typed_in_whatever_field_is_answered_and_never_a_failure(cast, sign_in, place, who):
    sent(cast.dan, *place)
    browser, path = (sign_in(cast.dan), address(place) + "?andra=1") if who == "dan" else (Client(), answer_page(token()))
    browser.raise_request_exception = False
    forms = [form for form in Forms(browser.get(path).content.decode()).posted if "revision" in form.fields]
    assert len(forms) == 1
    fields = forms[0].fields
    assert {"challenge", "wanted", "use", "at_home", "revision", "deed"} <= set(fields)
    for one in fields.values():
        for typed in (*one.hostile(), *TEXTS):
            for deed in ("save", "send", "confirm", "send_back"):
                answer = browser.post(path, {**forms[0].filled(), "deed": deed, one.name: typed})
                assert answer.status_code < 500, (one.name, typed[:20], deed)


def test_the_pages_speak_english(cast, sign_in, place):
    Person.objects.filter(id=cast.dan.person).update(language="en")
    Person.objects.filter(email=CHIEF.email).update(language="en")
    browser = sign_in(cast.dan)
    assert "What is your own challenge?" in said(browser.get(address(place)))
    sent(cast.dan, *place)
    assert "can answer through" in said(browser.get(address(place)))
    page = said(Client().get(answer_page(token())))
    assert "Confirm the assignment</button>" in page
    assert "Where it shall be used" in page
    assert "0 of 1 have a confirmed assignment" in said(browser.get(reverse("activity_assignments", args=[place[0].pk])))
