"""The manager answers from the mail alone: one page, no account, in the manager's own language (E2, L)."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from samlar.activities.models import Staff
from samlar.foundation import clock, outbox
from samlar.people.models import Employment, Person
from samlar.registration.actions.managers import ask_again
from samlar.registration.actions.registering import withdraw
from samlar.registration.models import Approval, Assignment, Registration, Terms
from tests.registration import making


def asked_of(cast, lab=None, **entry):
    """Dan is registered and a manager asked; the registration and the address of the manager's page."""
    made = making.registered(cast.dan, lab or making.lab(cast), **{"manager_name": "Majken Exempelson", "manager_email": "m@hemma.test", **entry})
    return made, f"/chef/{making.token_of(made)}/"


def read(path: str, browser: Client | None = None) -> str:
    answer = (browser or Client()).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("language", "question", "button", "after"),
    [
        ("sv", "Ska Dan Fiktivsson delta i Att lära om lärande?", "Godkänn anmälan", "Du godkände anmälan 20 november 2026 kl."),
        ("en", "Should Dan Fiktivsson take part in Att lära om lärande?", "Approve the registration", "You approved the registration on 20"),
    ],
)
def test_a_manager_without_an_account_answers_from_the_letter_alone(cast, language, question, button, after):
    Person.objects.create(email="m@hemma.test", name="Majken Exempelson", language=language, added=clock.now(), password="!")
    made, path = asked_of(cast)
    browser = Client()
    text = read(path, browser)
    assert question in text
    assert f'<html lang="{language}"' in text
    assert text.count('<button class="ds-button" type="submit"') == 1
    assert button in text
    answer = browser.post(path, {"answer": "yes"}, follow=True)
    assert after in answer.content.decode()
    assert making.state_of(made) == "confirmed"
    assert [one["to"] for one in outbox.recent(limit=50) if one["name"] == "registration_confirmed"] == [cast.dan.email]


def test_reading_does_nothing_however_it_is_asked(cast):
    made, path = asked_of(cast)
    for ask in (Client().get, Client().head, Client().options):
        ask(path, {"answer": "yes"})
    Client().post(path, {"answer": "maybe"})
    Client().post(path, {})
    assert making.state_of(made) == "awaiting_manager"
    assert Approval.objects.get().state == "asked"


def test_it_says_who_what_when_at_what_cost_and_what_is_expected_and_nothing_more(cast):
    lab = making.lab(cast, fee=1200)
    making.registered(cast.dan, lab, making.colleague(cast.dan.organisation, "Karin Kollega"))
    made, path = asked_of(cast, lab)
    Assignment.objects.create(registration_id=made, challenge="Vi glömmer det vi lär.", changed=clock.now())
    Staff.objects.create(activity=lab, role="practical", name="Petra Praktisk", email="petra@hemma.test", engagement="own", answers="practical")
    text = read(path)
    for said in (
        "Till Majken Exempelson", "Dan Fiktivsson, analytiker, Region Dalarna", "Att lära om lärande", "1\N{NO-BREAK SPACE}200\N{NO-BREAK SPACE}kr per person",
        "Delta vid alla träffar", "Godkänner anmälan och formulerar uppdraget", "Vi glömmer det vi lär.", "Karin Kollega",
        "Ingen av er har en strategisk funktion.", "petra@hemma.test",
    ):  # fmt: skip
        assert said in text, said
    assert cast.dan.email not in text


def test_the_page_is_kept_out_of_searches_caches_and_other_sites(cast):
    answer = Client().get(asked_of(cast)[1])
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_a_no_needs_a_word_and_stands_by_its_field(cast):
    made, path = asked_of(cast)
    browser = Client()
    for word in ("", " \x00 ", "å" * 501):
        answer = browser.post(path, {"answer": "no", "no-word": word})
        assert answer.status_code == 422
        assert answer.context["forms"]["no"].errors["word"]
        assert "<details class=\"more\" open>" in answer.content.decode()
    assert making.state_of(made) == "awaiting_manager"
    text = browser.post(path, {"answer": "no", "no-word": "Vi har inte tid i höst."}, follow=True).content.decode()
    assert "Du sade nej" in text
    assert "Vi har inte tid i höst." in text
    assert making.state_of(made) == "rejected"


def test_a_question_goes_to_the_person_whose_answer_comes_on_a_new_page(cast, sign_in):
    made, path = asked_of(cast)
    lab = Registration.objects.get().activity_id
    browser = Client()
    assert browser.post(path, {"answer": "ask", "ask-word": " "}).context["forms"]["ask"].errors["word"]
    text = browser.post(path, {"answer": "ask", "ask-word": "Vem tar dina möten?"}, follow=True).content.decode()
    assert "När svaret kommer får du ett nytt brev." in text
    dan = sign_in(cast.dan)
    mine = dan.get(f"/aktiviteter/{lab}/anmalan/").content.decode()
    assert "Majken Exempelson vill veta något" in mine
    assert "Vem tar dina möten?" in mine
    there = f"/aktiviteter/{lab}/anmalan/{made}/chef/"
    assert dan.post(there, {"reply": "", "manager": Approval.objects.get().manager_id}).context["form"].errors["reply"]
    assert dan.post(there, {"reply": "Karin tar dem.", "manager": Approval.objects.get().manager_id}).status_code == 302
    anew = f"/chef/{making.token_of(made)}/"
    assert anew != path
    assert "Karin tar dem." in read(anew, browser)
    assert "Länken har ersatts av en nyare." in read(path, browser)
    browser.post(anew, {"answer": "yes"})
    assert making.state_of(made) == "confirmed"


def test_a_link_works_once_and_then_says_what_was_answered(cast):
    made, path = asked_of(cast)
    browser = Client()
    browser.post(path, {"answer": "yes"})
    again = browser.post(path, {"answer": "no", "no-word": "Nej!"})
    assert again.status_code == 422
    assert "Du godkände anmälan" in again.content.decode()
    assert browser.post(path, {"answer": "yes"}).status_code == 409
    assert making.state_of(made) == "confirmed"
    assert "Ditt svar" not in read(path, browser)


def test_a_guessed_link_is_a_page_that_is_not_there(cast):
    _, path = asked_of(cast)
    number = path.split("/")[2].split("-")[0]
    for guess in (f"{number}-{'a' * 32}", f"{number}-", "0-a", "-", "ingen", f"{'9' * 40}-{'a' * 32}", f"{number}-å", path[6:-1] + "a", path[6:-2]):
        assert Client().get(f"/chef/{guess}/").status_code == 404, guess
        assert Client().post(f"/chef/{guess}/", {"answer": "yes"}).status_code == 404, guess
    assert Registration.objects.get().state == "awaiting_manager"


def test_an_expired_link_says_so_and_whom_to_ask(cast):
    made, path = asked_of(cast)
    Staff.objects.create(
        activity_id=Registration.objects.get().activity_id, role="practical", name="Petra", email="petra@hemma.test", engagement="own", answers="both"
    )
    with clock.at(datetime(2026, 12, 12, 9, 0, tzinfo=UTC)):
        text = read(path)
        assert "Länken gäller inte längre." in text
        assert "Be den som skickade den om en ny." in text
        assert "petra@hemma.test" in text
        assert "Godkänn anmälan" not in text
        assert Client().post(path, {"answer": "yes"}).status_code == 409
    assert making.state_of(made) == "awaiting_manager"


def test_a_registration_that_is_withdrawn_needs_no_answer(cast):
    made, path = asked_of(cast)
    withdraw(cast.dan, Registration.objects.get().activity_id, made)
    assert "Du behöver inte svara: anmälan är återkallad." in read(path)


def test_a_link_that_was_replaced_says_so_and_does_nothing(cast):
    made, path = asked_of(cast)
    ask_again(cast.dan, Registration.objects.get().activity_id, made, name="Britta", email="britta@hemma.test")
    assert "Länken har ersatts av en nyare." in read(path)
    assert Client().post(path, {"answer": "yes"}).status_code == 409
    assert making.state_of(made) == "awaiting_manager"


def test_a_yes_that_cannot_be_taken_any_more_says_why_and_a_no_still_can(cast):
    made, path = asked_of(cast)
    Employment.objects.filter(person=cast.dan.person).update(end=datetime(2026, 11, 1).date())
    answer = Client().post(path, {"answer": "yes"})
    assert answer.status_code == 409
    assert "arbetar inte längre på Region Dalarna" in answer.content.decode()
    assert Client().post(path, {"answer": "no", "no-word": "Dan har slutat."}).status_code == 302
    assert making.state_of(made) == "rejected"


def test_whoever_else_is_signed_in_reads_whose_question_it_is(cast, sign_in):
    _, path = asked_of(cast)
    assert "frågan är ställd till Majken Exempelson" in read(path, sign_in(cast.gun))
    assert "frågan är ställd till" not in read(path)


def test_the_language_is_changed_at_the_top_and_the_link_is_kept(cast):
    _, path = asked_of(cast)
    browser = Client()
    assert browser.post("/sprak/", {"language": "en", "next": path}).url == path
    assert '<html lang="en"' in read(path, browser)


def test_a_yes_to_a_full_activity_says_that_the_person_waits(cast):
    lab = making.lab(cast, places=1)
    first = making.registered(cast.gun, lab)
    making.approved(first)
    Terms.objects.filter(activity=lab).update(places=1)
    _, path = asked_of(cast, lab)
    text = Client().post(path, {"answer": "yes"}, follow=True).content.decode()
    assert "står på väntelistan" in text
    assert "Du behöver inte godkänna igen." in text


def test_the_manager_of_one_more_than_there_is_room_for_is_told_what_a_yes_gives(cast):
    lab = making.lab(cast, places=1)
    making.approved(making.registered(cast.gun, lab))
    making.approved(making.registered(cast.siv, lab))
    made, path = asked_of(cast, lab)
    assert "Ett ja ger plats 2 på väntelistan." in read(path)
    assert [one["values"]["line"] for one in outbox.recent(limit=50) if one["name"] == "manager_asked"][:1] == [2]
    making.approved(made)
    assert making.state_of(made) == "waitlisted"
    assert "Ett ja ger plats" not in read(path)


def test_the_answer_stands_before_what_is_expected_and_its_error_first_in_it(cast):
    _, path = asked_of(cast)
    text = Client().post(path, {"answer": "no", "no-word": ""}).content.decode()
    here = text.index('id="svara"')
    assert text.index("Vad det gäller") < here < text.index('id="errors"') < text.index("Godkänn anmälan</button>")
    assert text.index("Skicka ditt nej") < text.index("Det här förväntas av")
    assert text.count('method="post" action="#svara"') == 3


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        ("yes", "no", "Ditt nej togs inte emot: anmälan är redan godkänd."),
        ("yes", "ask", "Frågan skickades inte: du har redan svarat."),
        ("no", "yes", "Ditt ja togs inte emot: du har redan sagt nej."),
        ("yes", "yes", ""),
    ],
)
def test_another_answer_from_a_window_left_open_is_told_not_to_be_taken_and_whom_to_ask(cast, first, then, said):
    lab = making.lab(cast)
    Staff.objects.create(activity=lab, name="Pia Praktisk", email="pia@hemma.test", role="practical", answers="practical")
    made, path = asked_of(cast, lab)
    words = {"no-word": "Vi hinner inte.", "ask-word": "Vem tar dina möten?"}
    Client().post(path, {"answer": first, **words})
    before = making.state_of(made)
    text = Client().post(path, {"answer": then, **words}).content.decode()
    assert (said in text, "pia@hemma.test." in text) == (True, bool(said))
    assert making.state_of(made) == before
