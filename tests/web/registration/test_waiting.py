"""What waits on my page about registrations: for the person, for whoever registered, and for the manager with an account."""

from datetime import UTC, datetime

from samlar.foundation import clock
from samlar.registration.actions.managers import ask_back
from samlar.registration.actions.registering import withdraw
from samlar.registration.queries.waiting import waiting_for
from tests.registration import making


def deeds(actor) -> list[str]:
    return [one.deed for one in waiting_for(actor)]


def on_my_page(browser) -> list[dict]:
    return browser.get("/min-sida/").context["waits"]


def test_an_offered_place_waits_until_its_last_day(cast, sign_in):
    lab = making.lab(cast, approval=False, places=1)
    first, second = making.registered(cast.dan, lab), making.registered(cast.gun, lab)
    assert deeds(cast.gun) == []
    withdraw(cast.dan, lab.pk, first)
    (wait,) = waiting_for(cast.gun)
    assert (wait.deed, wait.due) == ("place.answer", datetime(2026, 11, 22).date())
    browser = sign_in(cast.gun)
    href = next(one["href"] for one in on_my_page(browser) if "erbjudits" in one["what"].sv)
    assert "Ja tack, ta platsen" in browser.get(href).content.decode()
    browser.post(f"/aktiviteter/{lab.pk}/anmalan/{second}/ja/")
    assert deeds(cast.gun) == []


def test_a_registration_without_a_manager_waits_for_one_also_at_whoever_made_it(cast, sign_in):
    lab = making.lab(cast)
    making.registered(cast.dan, lab, making.colleague(cast.dan.organisation, "Karin Kollega"), manager_name="", manager_email="")
    (wait,) = waiting_for(cast.dan)
    assert wait.deed == "manager.name"
    assert "Karin Kollega" in wait.sentence.sv
    browser = sign_in(cast.dan)
    (shown,) = [one for one in on_my_page(browser) if "saknar chef" in one["what"].sv]
    assert "Vem är chef?" in browser.get(shown["href"]).content.decode()
    assert deeds(cast.disa) == deeds(cast.gun) == []


def test_a_managers_question_and_a_silence_wait_for_the_person(cast):
    lab = making.lab(cast)
    made = making.registered(cast.dan, lab)
    assert deeds(cast.dan) == []
    with clock.at(datetime(2026, 12, 12, 9, 0, tzinfo=UTC)):
        assert deeds(cast.dan) == ["manager.remind"]
    ask_back(making.token_of(made), word="Hur länge?")
    assert deeds(cast.dan) == ["manager.reply"]


def test_a_manager_with_an_account_finds_what_waits_for_a_yes(cast, sign_in):
    lab = making.lab(cast)
    made = making.registered(cast.dan, lab, manager_name="Disa", manager_email=cast.disa.email)
    (wait,) = waiting_for(cast.disa)
    assert (wait.deed, wait.subject) == ("approval.give", making.token_of(made))
    browser = sign_in(cast.disa)
    (shown,) = [one for one in on_my_page(browser) if "Godkänner du?" in one["what"].sv]
    browser.post(shown["href"], {"answer": "yes"})
    assert making.state_of(made) == "confirmed"
    assert deeds(cast.disa) == []


def test_nothing_waits_that_is_too_late_or_over(cast):
    lab = making.lab(cast)
    making.registered(cast.dan, lab, manager_name="Disa", manager_email=cast.disa.email)
    with clock.at(datetime(2026, 12, 12, 9, 0, tzinfo=UTC)):
        assert deeds(cast.disa) == []
    type(lab).objects.filter(id=lab.pk).update(stage_kind="cancelled")
    assert deeds(cast.disa) == deeds(cast.dan) == []


def test_it_is_one_query_however_much_waits(cast, django_assert_num_queries):
    for number in range(3):
        lab = making.lab(cast, f"Lärlabb {number}")
        making.registered(cast.dan, lab, manager_name="Disa", manager_email=cast.disa.email)
    disa = cast.disa
    with django_assert_num_queries(1):
        assert len(waiting_for(disa)) == 3
    with django_assert_num_queries(0):
        assert waiting_for(type(disa)()) == []
