"""Whatever is sent to the pages of registering: never a 500, and nobody registered or answered for by mistake."""

from django.test import Client

from samlar.people import queries
from samlar.registration.models import Approval, Question, Registration
from samlar.registration.queries.waiting import waiting_for
from tests.cast import Cast
from tests.registration import making
from tests.web.hostile import NUMBERS, SCRIPT, Forms
from tests.web.test_hostile import bodies, fault, text_of, undone


def browser_of(cast: Cast, key: str) -> Client:
    browser = Client(raise_request_exception=False)
    browser.force_login(queries.account(getattr(cast, key).person))
    return browser


def test_no_field_of_registering_can_be_filled_so_that_the_page_breaks(cast):
    lab = making.lab(cast)
    Question.objects.create(activity=lab, position=0, text="Vad äter du inte?", purpose="Mat", required=True)
    Question.objects.create(activity=lab, position=1, text="Dag?", purpose="Rum", kind="choice", choices=["Måndag", "Tisdag"])
    first = Question.objects.first()
    asked = making.registered(cast.dan, lab, answers={first.pk: "Nötter"})
    here = f"/aktiviteter/{lab.pk}/anmalan/"
    offered = making.registered(cast.siv, lab, manager_email="", answers={first.pk: "Nötter"})
    Registration.objects.filter(id=offered).update(state="offered")
    walk = {
        "gun": (here, f"{here}ny/"), "dan": (here, f"{here}{asked}/chef/", f"{here}{asked}/aterkalla/"), "siv": (here, f"{here}{offered}/nej/"),
        "stina": (here, f"{here}villkor/", f"{here}{asked}/avsla/"), None: (f"/chef/{making.token_of(asked)}/",),
    }  # fmt: skip
    broken, met = {}, 0
    for who, paths in walk.items():
        browser = browser_of(cast, who) if who else Client(raise_request_exception=False)
        for path in paths:
            for form in Forms(text_of(browser.get(path))).posted:
                where = form.action or path
                if not where.startswith(("/aktiviteter/", "/chef/")):
                    continue
                for body in bodies(form):
                    met += 1
                    answer = undone(lambda: browser.post(where, body))  # noqa: B023
                    if answer.status_code >= 500:
                        broken.setdefault(fault(answer), f"{where} {str(body)[:200]}")
    assert met > 150
    assert broken == {}


def test_numbers_in_addresses_lead_nowhere(cast):
    lab = making.lab(cast)
    browser = browser_of(cast, "stina")
    for number in ("0", "99999", str(2**63), "9" * 40):
        for end in ("", "ja/", "nej/", "aterkalla/", "chef/", "avsla/"):
            for ask in (browser.get, browser.post):
                assert ask(f"/aktiviteter/{lab.pk}/anmalan/{number}/{end}").status_code in (404, 405), (number, end)


def test_a_choice_that_is_none_of_the_offered_is_refused_by_its_field(cast):
    lab = making.lab(cast)
    browser = browser_of(cast, "dan")
    for value in (*NUMBERS, str(cast.gun.person), SCRIPT):
        for field in ("person", "manager"):
            answer = browser.post(f"/aktiviteter/{lab.pk}/anmalan/ny/", {"person": cast.dan.person, "agreed": "on", field: value})
            assert answer.status_code == 422, (field, value[:20])
            assert answer.context["form"].errors[field]
    assert not Registration.objects.exists()


def test_what_people_write_is_never_markup(cast):
    lab = making.lab(cast)
    made = making.registered(cast.dan, lab, manager_name=SCRIPT[:100])
    Approval.objects.update(state="question", word=SCRIPT)
    text = browser_of(cast, "dan").get(f"/aktiviteter/{lab.pk}/anmalan/").content.decode()
    alike = browser_of(cast, "stina").get(f"/aktiviteter/{lab.pk}/anmalan/alla/").content.decode()
    assert "<script>alert" not in text + alike
    assert "&lt;script&gt;" in text
    assert waiting_for(cast.dan)[0].deed == "manager.reply"
    assert making.state_of(made) == "awaiting_manager"
