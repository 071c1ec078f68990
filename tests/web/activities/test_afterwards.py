"""The pages of what comes after the start: who reads them, what they say, what bad input gets."""

import pytest

from samlar.activities.actions.contacts import ask
from samlar.activities.actions.evaluation import evaluate
from samlar.activities.actions.report import save_report
from samlar.activities.models import ContactRequest, Duty, FormatEvaluation, Measure, Report, SuccessFactor
from samlar.activities.rules.report import Answer
from tests.activities.rows import activity, duties, measures

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
SECRET = "Hemligt utkast"
LINK = "https://www.exempel.test/resultat"
ANSWERS = {"answer_benefit": "4", "answer_effort": "3", "answer_again": "yes", "answer_use": "Allt", "answer_change": ""}


def text(response) -> str:
    return response.content.decode()


def flat(response) -> str:
    return " ".join(text(response).split())


@pytest.fixture
def running(cast):
    made = activity(cast)
    measures(made, "Tre regioner har prövat")
    return made


@pytest.fixture
def reported(cast):
    made = activity(cast, "Den rapporterade", stage="reported")
    duties(made)
    return made


def here(made, path: str = "") -> str:
    return f"/aktiviteter/{made.pk}/{path}"


# — the result —


def test_the_lead_saves_a_draft_that_no_other_organisation_sees_anywhere(cast, sign_in, visitor, running):
    only = Measure.objects.get()
    form = {"section_result": SECRET, f"outcome_{only.pk}": "partly", f"answer_{only.pk}": "Två av tre", "revision": "0"}

    response = sign_in(cast.stina).post(here(running, "resultat/skriv/"), form)

    assert response.status_code == 302
    assert SECRET in text(sign_in(cast.majken).get(here(running, "resultat/")))
    for outside in (visitor, cast.nils, cast.gustav, cast.erin, cast.gun, cast.dan, cast.siv, cast.klara):
        browser = sign_in(outside)
        for path in ("", "resultat/", "historik/", "spridning/", "framgang/", "kontakter/", "utvardering/"):
            assert SECRET not in text(browser.get(here(running, path))), path
        assert SECRET not in text(browser.get("/aktiviteter/?q=Hemligt"))
    assert "Resultatet är inte rapporterat än" in text(sign_in(visitor).get(here(running, "resultat/")))


def test_those_who_do_not_lead_are_told_who_writes(cast, sign_in, running):
    for other in (cast.dan, cast.klara, cast.erin):
        for response in (sign_in(other).get(here(running, "resultat/skriv/")), sign_in(other).post(here(running, "resultat/skriv/"), {})):
            assert response.status_code == 403
    assert not Report.objects.exists()


def test_too_long_a_text_gets_a_sentence_and_loses_nothing(cast, sign_in, running):
    form = {"section_result": "å" * 6001, "section_done": "Behåll <mig>", "revision": "0"}

    response = sign_in(cast.stina).post(here(running, "resultat/skriv/"), form)

    assert response.status_code == 422
    assert "å" * 6001 in text(response)
    assert "Behåll &lt;mig&gt;" in text(response)
    assert 'href="#id_section_result"' in text(response)
    assert not Report.objects.exists()


@pytest.mark.parametrize("revision", ["", "x", "-1", "99", "9" * 30])
def test_a_form_from_another_moment_changes_nothing_and_loses_nothing(cast, sign_in, running, revision):
    response = sign_in(cast.stina).post(here(running, "resultat/skriv/"), {"section_result": "Min text", "revision": revision})

    assert response.status_code == 422
    assert "Min text" in text(response)
    assert not Report.objects.exists()


def test_the_told_result_is_public_escaped_and_says_how_much_was_met(cast, sign_in, visitor, running):
    only = Measure.objects.get()
    save_report(cast.stina, running.pk, sections={"result": SCRIPT}, answers={only.pk: Answer("yes", SCRIPT)}, revision=0)
    type(running).objects.filter(id=running.pk).update(stage="reported", stage_kind="reported", reported=running.started)

    page = text(sign_in(visitor).get(here(running, "resultat/")))

    assert "1 av 1 kriterier och tecken blev som vi tänkt." in page
    assert "<script>alert" not in page
    assert "Stina" not in page


def test_a_result_is_not_written_once_it_is_reported(cast, sign_in, reported):
    assert sign_in(cast.stina).get(here(reported, "resultat/skriv/")).status_code == 409


# — dissemination —


def test_the_mandate_notes_what_is_spread_and_takes_it_back(cast, sign_in, visitor, reported):
    web, browser = Duty.objects.get(channel="web"), sign_in(cast.sanna)
    path = here(reported, f"spridning/{web.pk}/")
    assert path in text(browser.get(here(reported, "spridning/")))

    assert browser.post(path, {"day": "2026-10-15", "link": LINK, "note": ""}).status_code == 302
    assert LINK in text(sign_in(visitor).get(here(reported, "spridning/")))
    assert browser.get(path).status_code == 409
    assert browser.post(path + "ta-tillbaka/", {"reason": ""}).status_code == 422
    assert browser.post(path + "ta-tillbaka/", {"reason": "Fel länk"}).status_code == 302
    assert Duty.objects.get(id=web.pk).done is None


@pytest.mark.parametrize(
    ("day", "link"),
    [
        ("2026-11-21", LINK),
        ("2026-09-30", LINK),
        ("", LINK),
        ("31 februari", LINK),
        ("2026-10-15", ""),
        ("2026-10-15", "javascript:alert(1)"),
    ],
)
def test_a_bad_day_or_link_gets_a_sentence_by_its_field(cast, sign_in, reported, day, link):
    web = Duty.objects.get(channel="web")

    response = sign_in(cast.sanna).post(here(reported, f"spridning/{web.pk}/"), {"day": day, "link": link, "note": "Behåll <mig>"})

    assert response.status_code == 422
    assert "field-error" in text(response)
    assert "Behåll &lt;mig&gt;" in text(response)
    assert Duty.objects.get(id=web.pk).done is None


def test_others_than_who_owes_are_told_who_does(cast, sign_in, reported):
    web = Duty.objects.get(channel="web")
    for other in (cast.stina, cast.gun):
        response = sign_in(other).post(here(reported, f"spridning/{web.pk}/"), {"day": "2026-10-15", "link": LINK})
        assert response.status_code == 403
        assert "mandatet för spridning" in text(response)
    assert sign_in(cast.sanna).get(here(reported, "spridning/987654/")).status_code == 404


def test_the_list_over_all_is_for_members_and_partners(cast, sign_in, visitor, reported):
    assert "Den rapporterade" in text(sign_in(cast.siv).get("/spridning/"))
    assert "Notera som gjort" not in text(sign_in(cast.siv).get("/spridning/"))
    assert "Notera som gjort" in text(sign_in(cast.sanna).get("/spridning/?visa=late&page=7"))
    assert "Inget är spritt än" in text(sign_in(cast.siv).get("/spridning/?visa=done"))
    for outside in (visitor, cast.nils, cast.gustav):
        assert sign_in(outside).get("/spridning/").status_code == (404 if outside.signed_in else 302)


# — evaluation —


def test_a_participant_evaluates_and_changes_the_answer(cast, sign_in, reported):
    browser = sign_in(cast.dan)
    assert "Du svarar för Region Dalarna" in text(browser.get(here(reported, "utvardering/")))

    assert browser.post(here(reported, "utvardering/"), ANSWERS).status_code == 302
    assert "Du svarar för" not in text(browser.get(here(reported, "utvardering/")))
    assert 'value="4" ' in text(browser.get(here(reported, "utvardering/?andra")))
    assert browser.post(here(reported, "utvardering/"), {**ANSWERS, "answer_benefit": "5"}).status_code == 302
    assert FormatEvaluation.objects.get().answers["benefit"] == 5


@pytest.mark.parametrize("benefit", ["", "0", "6", "4.5", "x", "9" * 40, SCRIPT])
def test_an_odd_answer_gets_a_sentence_and_the_rest_stays(cast, sign_in, reported, benefit):
    response = sign_in(cast.dan).post(here(reported, "utvardering/"), {**ANSWERS, "answer_benefit": benefit, "answer_use": "Behåll <mig>"})

    assert response.status_code == 422
    assert "Välj ett tal från 1 till 5." in text(response)
    assert "Behåll &lt;mig&gt;" in text(response)
    assert not FormatEvaluation.objects.exists()


def test_answers_are_for_members_and_partners_and_evaluating_for_those_who_took_part(cast, sign_in, visitor, reported):
    evaluate(cast.stina, reported.pk, answers={"benefit": 4, "effort": 3, "again": "yes", "use": SECRET})

    assert SECRET in text(sign_in(cast.erin).get(here(reported, "utvardering/")))
    for outside in (visitor, cast.nils, cast.gustav):
        assert SECRET not in text(sign_in(outside).get(here(reported, "utvardering/")))
        assert sign_in(outside).post(here(reported, "utvardering/"), ANSWERS).status_code == (403 if outside.signed_in else 302)
        assert sign_in(outside).get("/format/provrum/1/utvardering/").status_code == (404 if outside.signed_in else 302)
    page = flat(sign_in(cast.erin).get("/format/provrum/1/utvardering/"))
    assert SECRET in page
    assert "4.0" in page


def test_a_version_without_answers_says_so_and_one_without_a_version_is_not_there(cast, sign_in):
    assert "Inga svar än" in text(sign_in(cast.stina).get("/format/provrum/1/utvardering/"))
    for path in ("/format/provrum/2/utvardering/", "/format/okant/1/utvardering/", "/format/provrum/99999999999999999999/utvardering/"):
        assert sign_in(cast.stina).get(path).status_code == 404


# — contacts —


def test_the_lead_asks_and_a_partner_answers(cast, sign_in, visitor, running):
    assert sign_in(cast.stina).post(here(running, "kontakter/fraga/"), {"kind": "researchers", "text": "Vem mäter?"}).status_code == 302
    asked = ContactRequest.objects.get()
    page = f"/aktiviteter/kontakter/{asked.pk}/"

    assert "Vem mäter?" in text(sign_in(cast.siv).get("/aktiviteter/kontakter/"))
    assert "Vem mäter?" in text(sign_in(cast.siv).get(here(running)))
    assert sign_in(cast.siv).post(page, {"text": f"Vi! {SCRIPT}"}).status_code == 302
    assert "Vi! &lt;script&gt;" in text(sign_in(cast.dan).get(page))
    assert sign_in(cast.siv).post(page, {"text": "x" * 2001}).status_code == 422
    for outside in (visitor, cast.nils, cast.gustav):
        assert sign_in(outside).get(page).status_code == (404 if outside.signed_in else 302)
        assert sign_in(outside).get("/aktiviteter/kontakter/").status_code == (404 if outside.signed_in else 302)
        assert "Vem mäter?" not in text(sign_in(outside).get(here(running)))
    assert sign_in(cast.siv).post(page + "avsluta/").status_code == 403
    assert sign_in(cast.stina).post(page + "avsluta/").status_code == 302
    assert sign_in(cast.siv).post(page, {"text": "En till"}).status_code == 422


def test_a_request_without_kind_or_text_gets_sentences_by_its_fields(cast, sign_in, running):
    response = sign_in(cast.stina).post(here(running, "kontakter/fraga/"), {"kind": "spies", "text": ""})

    assert response.status_code == 422
    assert "Välj vilka ni söker." in text(response)
    assert "Skriv vad ni behöver." in text(response)
    assert sign_in(cast.dan).get(here(running, "kontakter/fraga/")).status_code == 403


def test_deeds_without_a_form_want_a_post(cast, sign_in, running):
    asked = ask(cast.stina, running.pk, kind="others", text="Hjälp")
    browser = sign_in(cast.stina)
    for path in (f"{asked}/avsluta/", f"{asked}/svar/1/ta-bort/"):
        assert browser.get(f"/aktiviteter/kontakter/{path}").status_code == 405
    assert browser.post(f"/aktiviteter/kontakter/{asked}/svar/987654/ta-bort/").status_code == 404


# — success factors and expected results —


def test_the_lead_shows_the_factors_and_everybody_sees_them(cast, sign_in, visitor, running):
    browser = sign_in(cast.stina)
    seal = browser.get(here(running, "framgang/skriv/")).context["form"].initial["seal"]

    assert browser.post(here(running, "framgang/skriv/"), {"evidence_researchers": f"Två {SCRIPT}", "seal": seal}).status_code == 302
    for path in ("", "framgang/"):
        page = text(sign_in(visitor).get(here(running, path)))
        assert "Två &lt;script&gt;" in page
        assert "1 av 10 framgångsfaktorer" in page
    late = browser.post(here(running, "framgang/skriv/"), {"evidence_researchers": "Min senare text", "seal": seal})
    assert late.status_code == 422
    assert "Min senare text" in text(late)
    assert SuccessFactor.objects.get().evidence.startswith("Två")
    assert sign_in(cast.dan).post(here(running, "framgang/skriv/"), {"seal": seal}).status_code == 403


def test_expected_results_are_stated_while_planned(cast, sign_in, running):
    planned, browser = activity(cast, "Planeras", stage="planning"), sign_in(cast.stina)
    seal = browser.get(here(planned, "framgang/resultat/")).context["form"].initial["seal"]

    assert browser.post(here(planned, "framgang/resultat/"), {"results": "Ett\r\n\r\nTvå", "seal": seal}).status_code == 302
    assert "<li>Två</li>" in text(sign_in(cast.dan).get(here(planned)))
    assert sign_in(cast.erin).get(here(planned, "framgang/")).status_code == 404
    assert browser.get(here(running, "framgang/resultat/")).status_code == 409
