"""Registering through the web: the shortest way, every no by its field, and what each state asks for."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samlar.activities import queries as activities
from samlar.activities.models import Invitation
from samlar.foundation import clock, outbox
from samlar.people import queries
from samlar.people.models import Employment, Person, Role
from samlar.registration.actions.registering import withdraw
from samlar.registration.models import Answer, Approval, Question, Registration, Terms
from samlar.registration.queries.welcome import way_in
from tests.registration import making

SENT = {"name": "", "email": "", "manager": "", "manager_name": "", "manager_email": "", "agreed": "on"}


def manager(cast, organisation: int, name: str = "Majken Exempelson") -> int:
    """A manager of an organisation's."""
    person = making.colleague(organisation, name, function="strategic")
    Role.objects.create(person_id=person, organisation_id=organisation, kind="manager", start=datetime(2020, 1, 1).date())
    return person


def page(browser: Client, lab) -> str:
    answer = browser.get(f"/aktiviteter/{lab.pk}/anmalan/")
    assert answer.status_code == 200
    return answer.content.decode()


def send(browser: Client, lab, **fields):
    return browser.post(f"/aktiviteter/{lab.pk}/anmalan/ny/", {**SENT, **fields})


def error_by(answer, field: str) -> str:
    """What stands by a field of the answered page's form."""
    assert answer.status_code == 422
    return " ".join(answer.context["form"].errors[field])


def test_one_tick_and_one_click_with_the_only_manager(cast, sign_in):
    lab, boss = making.lab(cast), manager(cast, cast.dan.organisation)
    browser = sign_in(cast.dan)
    form = browser.get(f"/aktiviteter/{lab.pk}/anmalan/").context["form"]
    filled = {field.html_name: field.value() or "" for field in form if field.html_name not in ("agreed", "shares_contact")}
    assert (filled["person"] or form.fields["person"].choices[0][0], filled["manager"]) == (cast.dan.person, str(boss))
    answer = browser.post(f"/aktiviteter/{lab.pk}/anmalan/ny/", {**filled, "person": cast.dan.person, "agreed": "on"})
    assert answer.url == f"/aktiviteter/{lab.pk}/anmalan/"
    assert Registration.objects.get().state == "awaiting_manager"
    assert Approval.objects.get().manager_id == boss
    assert "Anmälan väntar på svar från Majken Exempelson." in page(browser, lab)


def test_the_manager_asked_last_time_is_remembered(cast, sign_in):
    before, lab = making.lab(cast, "Förra lärlabbet"), making.lab(cast)
    making.registered(cast.dan, before, manager_name="Britta Utifrån", manager_email="britta@annan.test")
    form = sign_in(cast.dan).get(f"/aktiviteter/{lab.pk}/anmalan/").context["form"]
    assert form["manager"].value() == str(Person.objects.get(email="britta@annan.test").pk)


def test_a_visitor_is_led_to_sign_in_and_back(cast, client):
    lab = making.lab(cast)
    answer = client.get(f"/aktiviteter/{lab.pk}/anmalan/")
    assert answer.url == f"/logga-in/?next=%2Faktiviteter%2F{lab.pk}%2Fanmalan%2F"


@pytest.mark.parametrize(
    ("who", "terms", "said"),
    [
        ("nils", {}, "du är inte knuten till någon"),
        ("gustav", {}, "Anmälan är öppen för den som är medlem eller partner."),
        ("siv", {"open_to": ["member"]}, "Anmälan är öppen för den som är medlem."),
        ("dan", {"last_day": "2026-11-19"}, "Sista anmälningsdag var 19 november 2026."),
    ],
)
def test_a_closed_door_is_told_before_anything_is_typed(cast, sign_in, who, terms, said):
    lab = making.lab(cast, **terms)
    text = page(sign_in(getattr(cast, who)), lab)
    assert said in text
    assert "Skicka anmälan" not in text


def test_a_closed_door_tells_its_source(cast, sign_in):
    text = page(sign_in(cast.dan), making.lab(cast, last_day="2026-11-19"))
    assert "Inbjudan till lärlabbet (2026), avsnittet ”Anmälan”" in text
    assert "Region Kalmar län" in text.split("Sista anmälningsdag var")[1]


def test_what_was_typed_stays_and_each_no_stands_by_its_field(cast, sign_in):
    lab = making.lab(cast)
    must = Question.objects.create(activity=lab, position=0, text="Vad äter du inte?", purpose="Rätt mat", required=True)
    browser, dan = sign_in(cast.dan), cast.dan
    typed = {"person": dan.person, "manager_name": "Majken", "manager_email": "majken@hemma.test", f"question_{must.pk}": "Nötter"}
    answer = send(browser, lab, **typed | {"agreed": ""})
    assert "läst vad som förväntas" in error_by(answer, "agreed")
    assert 'value="Nötter"' in answer.content.decode()
    assert 'value="majken@hemma.test"' in answer.content.decode()
    assert "Svara på frågan" in error_by(send(browser, lab, **typed | {f"question_{must.pk}": " "}), f"question_{must.pk}")
    assert "Skriv chefens adress" in error_by(send(browser, lab, **typed | {"manager_email": ""}), "manager_email")
    assert "ingen e-postadress" in error_by(send(browser, lab, **typed | {"manager_email": "majken"}), "manager_email")
    assert "Skriv ett namn" in error_by(send(browser, lab, **typed | {"manager_name": ""}), "manager_name")
    assert "någon annan än den som anmäls" in error_by(send(browser, lab, **typed | {"manager_email": dan.email.upper()}), "manager_email")
    assert "Välj någon i listan" in error_by(send(browser, lab, **typed | {"person": cast.gun.person}), "person")
    assert "slutar inte som era andra" in error_by(send(browser, lab, **typed | {"name": "Kim", "email": "kim@annan.test"}), "email")
    assert "Skriv en e-postadress" in error_by(send(browser, lab, **typed | {"name": "Kim"}), "email")
    assert not Registration.objects.exists()
    assert send(browser, lab, **typed).status_code == 302
    assert Answer.objects.get().text == "Nötter"


def test_somebody_who_works_elsewhere_is_refused_by_the_address(cast, sign_in):
    lab = making.lab(cast)
    answer = send(sign_in(cast.disa), lab, person=cast.disa.person, name="Gun", email=cast.gun.email)
    assert "Region Gotland" in error_by(answer, "email")
    assert not Registration.objects.exists()


def test_a_fifth_person_reads_who_is_there_and_where_the_rule_comes_from(cast, sign_in):
    lab = making.lab(cast)
    for number in range(3):
        making.registered(cast.dan, lab, making.colleague(cast.dan.organisation, f"Kollega {number}"))
    browser = sign_in(cast.dan)
    making.registered(cast.dan, lab, making.colleague(cast.dan.organisation, "Kollega 3"))
    answer = send(browser, lab, person=cast.dan.person)  # the page was open before the fourth came
    assert "Högst fyra personer" in error_by(answer, "person")
    assert "Källa" not in error_by(answer, "person")
    why = answer.content.decode().split('id="id_person_error"')[1].split("</div>")[0]
    assert "<summary>Varför?</summary>" in why
    assert "Inbjudan till lärlabbet (2026), avsnittet ”För vem, Anmälan”" in why
    text = page(browser, lab)
    assert "Kollega 0, Kollega 1, Kollega 2, Kollega 3" in text
    assert "Skicka anmälan" not in text


def test_somebody_who_is_not_in_the_list_is_added_and_registered(cast, sign_in):
    lab = making.lab(cast)
    domain = cast.dan.email.rpartition("@")[2]
    answer = send(sign_in(cast.dan), lab, person=cast.dan.person, name="Ny Kollega", email=f"Ny@{domain}", manager_name="C", manager_email="c@d.test")
    assert answer.status_code == 302
    made = Registration.objects.get()
    assert (made.person.name, made.registered_by_id) == ("Ny Kollega", cast.dan.person)
    assert Employment.objects.filter(person=made.person, organisation=cast.dan.organisation).exists()


def test_without_a_manager_the_page_asks_for_one_and_then_asks_the_manager(cast, sign_in):
    lab, browser = making.lab(cast), sign_in(cast.dan)
    send(browser, lab, person=cast.dan.person)
    made = Registration.objects.get()
    assert made.state == "received"
    assert "Skriv vem som är chef" in page(browser, lab)
    path = f"/aktiviteter/{lab.pk}/anmalan/{made.pk}/chef/"
    assert "Välj en chef" in error_by(browser.post(path, {"manager": "", "manager_name": "", "manager_email": ""}), "manager")
    assert browser.post(path, {"manager": "", "manager_name": "Maj", "manager_email": "maj@hemma.test"}).status_code == 302
    assert making.state_of(made.pk) == "awaiting_manager"


def test_who_waits_reads_the_place_and_how_the_list_works(cast, sign_in):
    lab = making.lab(cast, approval=False, places=1)
    making.registered(cast.dan, lab)
    making.registered(cast.gun, lab)
    waiting = making.registered(cast.siv, lab)
    text = page(sign_in(cast.siv), lab)
    assert "Du står som nummer 2 på väntelistan." in text
    assert "När en plats blir ledig erbjuds den som står först" in text
    assert making.state_of(waiting) == "waitlisted"


def test_an_offer_is_taken_with_one_press_or_declined_after_a_page_that_says_what_it_means(cast, sign_in):
    lab = making.lab(cast, approval=False, places=1)
    first, second, third = (making.registered(who, lab) for who in (cast.dan, cast.gun, cast.siv))
    withdraw(cast.dan, lab.pk, first)
    gun = sign_in(cast.gun)
    assert "Platsen hålls till 22 november 2026 kl.\N{NO-BREAK SPACE}10.00." in page(gun, lab)
    here = f"/aktiviteter/{lab.pk}/anmalan/{second}"
    assert gun.get(f"{here}/ja/").status_code == 405
    assert "Platsen går direkt till nästa" in gun.get(f"{here}/nej/").content.decode()
    assert making.state_of(second) == "offered"
    assert gun.post(f"{here}/nej/", {"why": "å" * 301}).status_code == 422
    assert gun.post(f"{here}/nej/", {"why": ""}).status_code == 302
    assert [making.state_of(one) for one in (second, third)] == ["declined", "offered"]
    siv = sign_in(cast.siv)
    assert siv.post(f"/aktiviteter/{lab.pk}/anmalan/{third}/ja/").status_code == 302
    assert "Du har en plats." in page(siv, lab)
    assert siv.post(f"/aktiviteter/{lab.pk}/anmalan/{third}/ja/").status_code == 409


def test_withdrawing_is_confirmed_and_one_can_register_again(cast, sign_in):
    lab = making.lab(cast)
    made, browser = making.registered(cast.dan, lab), sign_in(cast.dan)
    path = f"/aktiviteter/{lab.pk}/anmalan/{made}/aterkalla/"
    assert browser.get(path).status_code == 200
    assert making.state_of(made) == "awaiting_manager"
    browser.post(path, {"why": ""})
    text = page(browser, lab)
    assert "Anmälan är återkallad." in text
    assert "Skicka anmälan" in text
    assert browser.post(path, {"why": ""}).status_code == 409


def test_a_colleagues_registration_is_read_at_home_and_acted_for_by_whoever_registered(cast, sign_in):
    lab = making.lab(cast)
    colleague = making.colleague(cast.dan.organisation, "Karin Kollega")
    made = making.registered(cast.dan, lab, colleague)
    here = f"/aktiviteter/{lab.pk}/anmalan/{made}/"
    text = sign_in(cast.dan).get(here).content.decode()
    assert "Anmälan väntar på svar från Chef Chefsson." in text
    assert "Återkalla anmälan" in text
    watching = sign_in(queries.actor(making.colleague(cast.dan.organisation, "Olle Annan")))
    assert "Återkalla anmälan" not in watching.get(here).content.decode()
    assert watching.get(f"{here}aterkalla/").status_code == 403
    assert sign_in(cast.gun).get(here).status_code == 404
    assert sign_in(cast.gun).post(f"{here}aterkalla/").status_code == 404


def test_a_manager_who_did_not_answer_in_time_is_asked_again(cast, sign_in):
    lab = making.lab(cast)
    made, browser = making.registered(cast.dan, lab), sign_in(cast.dan)
    with clock.at(datetime(2026, 12, 12, 9, 0, tzinfo=UTC)):
        text = page(browser, lab)
        assert "Länken gick ut" in text
        browser.post(f"/aktiviteter/{lab.pk}/anmalan/{made}/chef/", {"manager": Approval.objects.get().manager_id})
    assert Approval.objects.filter(state="asked").count() == 1
    assert len([one for one in outbox.recent(limit=50) if one["name"] == "manager_asked"]) == 2


def test_a_full_activity_says_that_one_comes_on_the_list(cast, sign_in):
    lab = making.lab(cast, approval=False, places=1)
    making.registered(cast.dan, lab)
    assert "får en plats på väntelistan" in page(sign_in(cast.gun), lab)


def test_the_mix_is_recommended_with_its_source(cast, sign_in):
    lab = making.lab(cast)
    making.registered(cast.dan, lab, making.colleague(cast.dan.organisation, "Karin", function="operative"))
    Employment.objects.filter(person=cast.dan.person).update(function="operative")
    text = page(sign_in(cast.dan), lab)
    assert "Ingen av er har en strategisk funktion." in text
    assert "Rekommendation i formatet" in text


def test_the_lead_has_the_ways_to_terms_and_to_all(cast, sign_in):
    lab = making.lab(cast)
    text = page(sign_in(cast.stina), lab)
    assert "/anmalan/alla/" in text
    assert "/anmalan/villkor/" in text
    assert "/anmalan/alla/" not in page(sign_in(cast.dan), lab)


def test_nothing_is_asked_of_a_manager_where_no_yes_is_needed(cast, sign_in):
    lab = making.lab(cast, approval=False)
    text = page(sign_in(cast.dan), lab)
    assert "Chef som godkänner" not in text
    assert send(sign_in(cast.dan), lab, person=cast.dan.person).status_code == 302
    assert Registration.objects.get().state == "confirmed"


def test_a_raised_fee_and_the_sessions_are_told_before_one_ticks(cast, sign_in):
    lab = making.lab(cast)
    Terms.objects.filter(activity=lab).update(fee=1200, last_day=(clock.now() + timedelta(days=3)).date())
    text = page(sign_in(cast.dan), lab)
    assert "1\N{NO-BREAK SPACE}200\N{NO-BREAK SPACE}kr per person" in text
    assert "Delta vid alla träffar" in text


def test_the_activity_leads_to_registering_whoever_may_and_has_nothing_else_to_do(cast, sign_in, client):
    lab = making.lab(cast)

    def button(browser: Client) -> bool:
        head = browser.get(f"/aktiviteter/{lab.pk}/").content.decode().split('id="content"')[0]
        return f'href="/aktiviteter/{lab.pk}/anmalan/">Anmäl dig' in head

    assert button(client)
    assert button(sign_in(cast.dan))
    assert not any(button(sign_in(who)) for who in (cast.stina, cast.nils, cast.gustav))  # the lead writes the result; the others may not
    making.registered(cast.dan, lab)
    assert not button(sign_in(cast.dan))
    Terms.objects.update(last_day="2026-11-19")
    assert not button(client)
    assert not button(sign_in(cast.gun))


def test_the_tab_is_there_when_the_invitation_is_out_and_before_that_for_the_lead(cast, sign_in, client):
    lab = making.lab(cast)

    def tab(browser: Client) -> bool:
        return f'/aktiviteter/{lab.pk}/anmalan/"' in browser.get(f"/aktiviteter/{lab.pk}/deltagare/").content.decode()

    assert tab(client)
    Invitation.objects.update(state="draft")
    assert "/anmalan/alla/" in sign_in(cast.stina).get(f"/aktiviteter/{lab.pk}/deltagare/").content.decode()
    assert not tab(client)
    assert not tab(sign_in(cast.dan))


def test_the_button_costs_one_query(cast, django_assert_num_queries):
    dan = cast.dan
    lab = activities.activity(dan, making.lab(cast).pk)
    with django_assert_num_queries(1):
        assert way_in(dan, lab).may_register


def test_many_colleagues_cost_no_more_queries_than_few(cast, sign_in):
    lab, browser = making.lab(cast, per_organisation=None), sign_in(cast.dan)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            page(browser, lab)
        return len(found)

    making.registered(cast.dan, lab, making.colleague(cast.dan.organisation, "Kollega A"))
    few = asked()
    for name in "BCDEFG":
        making.registered(cast.dan, lab, making.colleague(cast.dan.organisation, f"Kollega {name}"))
    assert asked() == few


def full_lab(cast):
    """A lab with one place, which Region Gotland has, and somebody of SLU's waiting."""
    lab = making.lab(cast, places=1)
    making.approved(making.registered(cast.gun, lab))
    making.approved(making.registered(cast.siv, lab))
    return lab


@pytest.mark.parametrize("rest", ["", "inbjudan/", "anmalan/"])
def test_that_it_is_full_is_told_before_anybody_does_anything(cast, sign_in, client, rest):
    lab = full_lab(cast)
    for browser in (sign_in(cast.dan), *([client] if rest != "anmalan/" else [])):
        text = browser.get(f"/aktiviteter/{lab.pk}/{rest}").content.decode()
        assert "Fullt: 1 av 1 platser, 1 väntar." in text
        assert ("Ställ dig på väntelistan" in text) == (rest != "anmalan/")
        assert f'class="ds-button" href="/aktiviteter/{lab.pk}/anmalan/">Anmäl dig' not in text
    Terms.objects.filter(activity=lab).update(last_day="2026-11-19")
    assert "Fullt:" not in sign_in(cast.dan).get(f"/aktiviteter/{lab.pk}/").content.decode()


def test_whose_organisation_has_its_places_is_led_to_the_list_though_others_are_not(cast, sign_in):
    lab = making.lab(cast, per_organisation=2)
    making.approved(making.registered(cast.dan, lab))
    assert not way_in(cast.dan, lab_row(cast.dan, lab)).to_the_list
    Terms.objects.filter(activity=lab).update(per_organisation=1)
    assert way_in(cast.dan, lab_row(cast.dan, lab)).to_the_list
    assert not way_in(cast.gun, lab_row(cast.gun, lab)).to_the_list


def lab_row(actor, lab):
    return activities.activity(actor, lab.pk)


def test_the_leads_tab_leads_to_all_and_the_leads_button_on_the_invitation_invites(cast, sign_in):
    lab = making.lab(cast)
    text = sign_in(cast.stina).get(f"/aktiviteter/{lab.pk}/inbjudan/").content.decode()
    assert f'href="/aktiviteter/{lab.pk}/anmalan/alla/"' in text
    assert f'<a class="ds-button" href="/aktiviteter/{lab.pk}/inbjudan/bjud-in/">' in text
    assert "Anmäl dig</a>" not in text
    assert f'href="/aktiviteter/{lab.pk}/anmalan/"' in sign_in(cast.stina).get(f"/aktiviteter/{lab.pk}/anmalan/alla/").content.decode()


def test_who_waits_for_a_place_is_not_listed_as_taking_part(cast, sign_in):
    lab = full_lab(cast)
    answer = sign_in(cast.stina).get(f"/aktiviteter/{lab.pk}/anmalan/alla/").content.decode()
    beside = answer.split("<aside")[1]
    assert ("Region Gotland" in beside, "lantbruksuniversitet" in beside) == (True, False)
    assert "Region Kalmar län" in beside


def test_a_form_that_was_filled_in_stays_also_when_the_last_place_went_meanwhile(cast, sign_in):
    lab = making.lab(cast)
    for number in range(4):
        making.registered(cast.dan, lab, making.colleague(cast.dan.organisation, f"Kollega {number}"))
    fifth = making.colleague(cast.dan.organisation, "Femte")
    answer = sign_in(cast.dan).post(f"/aktiviteter/{lab.pk}/anmalan/ny/", {"person": fifth, "agreed": "on"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'value="{fifth}" selected' in page
    assert "Högst fyra personer" in page


def test_a_missed_tick_is_told_without_a_source(cast, sign_in):
    answer = send(sign_in(cast.dan), making.lab(cast), person=cast.dan.person, agreed="")
    assert answer.status_code == 422
    assert "Källa" not in answer.content.decode().split('id="id_agreed_error"')[1]


def test_nobody_says_yes_to_the_contact_list_for_a_colleague_who_is_asked_by_letter(cast, sign_in):
    lab, browser = making.lab(cast, approval=False), sign_in(cast.dan)
    eva = making.colleague(cast.dan.organisation, "Eva")
    send(browser, lab, person=eva, shares_contact="on")
    assert not Registration.objects.get(person=eva).shares_contact
    [letter] = [one for one in outbox.recent(limit=50) if one["name"] == "registration_confirmed" and one["to"].startswith("eva@")]
    assert (letter["values"]["asks_contact"], letter["values"]["contact_list_path"]) == (True, f"/aktiviteter/{lab.pk}/kontaktlista/")
    send(browser, lab, person=cast.dan.person, shares_contact="on")
    assert Registration.objects.get(person=cast.dan.person).shares_contact
    mine = [one for one in outbox.recent(limit=50) if one["name"] == "registration_confirmed" and one["to"] == cast.dan.email]
    assert [one["values"]["asks_contact"] for one in mine if one["values"]["own"]] == [False]
    assert "kontaktlista" not in browser.get(f"/aktiviteter/{lab.pk}/anmalan/ny/").content.decode().split('class="form registering"')[1].split("</form>")[0]


def test_after_a_colleague_is_registered_the_list_stands_first_and_the_form_is_folded(cast, sign_in):
    lab, browser = making.lab(cast), sign_in(cast.dan)
    boss = manager(cast, cast.dan.organisation, "Petra Provkvist")
    eva = making.colleague(cast.dan.organisation, "Ny Person")
    text = browser.post(f"/aktiviteter/{lab.pk}/anmalan/ny/", {**SENT, "person": eva, "manager": boss}, follow=True).content.decode()
    assert "Ny Person är anmäld. Petra Provkvist har fått frågan." in text
    assert text.index("<h2>Anmälda från er</h2>") < text.index("<summary>Anmäl dig eller en kollega till</summary>") < text.index("Skicka anmälan")
    assert "<h2>Anmäl dig eller en kollega</h2>" in page(browser, lab)


def test_the_assignment_is_asked_for_when_there_is_a_place(cast, sign_in):
    lab, browser = making.lab(cast), sign_in(cast.dan)
    made = making.registered(cast.dan, lab)
    assert "Skriv ditt uppdrag" not in page(browser, lab)
    making.approved(made)
    text = page(browser, lab)
    assert "Skriv ditt uppdrag" in text
    readers = "de som arbetar i din organisation och de som leder aktiviteten. Andra organisationer läser det aldrig."
    for told in (text, browser.get(f"/aktiviteter/{lab.pk}/uppdrag/{made}/").content.decode(), browser.get("/om/personuppgifter-och-kakor/").content.decode()):
        assert readers in told
