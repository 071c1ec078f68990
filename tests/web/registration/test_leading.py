"""The lead writes what registration asks, and reads and answers all who are registered."""

from io import BytesIO

from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from samlar.activities.models import Invitation
from samlar.foundation import clock
from samlar.people.models import Employment, Person
from samlar.registration.models import Answer, Question, Registration, Terms
from tests.activities import rows
from tests.registration import making

WRITTEN = {
    "open_to": ["member", "partner"], "last_day": "2027-08-14", "places": "40", "per_organisation": "4", "fee": "0", "offer_hours": "48", "revision": "0",
}  # fmt: skip
QUESTION = {
    "q0_text": "Vad äter du inte?", "q0_purpose": "Vi beställer rätt mat.", "q0_kind": "text", "q0_choices": "", "q0_kept_days": "14", "q0_required": "on",
}  # fmt: skip


def bare(cast):
    """A learning lab whose terms nobody has written."""
    made = rows.activity(cast, "Att lära om lärande", format="larlabb", stage="running", others=())
    Invitation.objects.create(activity=made, state="published", published=clock.now(), changed=clock.now())
    return made


def at(lab, page="villkor"):
    return f"/aktiviteter/{lab.pk}/anmalan/{page}/"


def errors(answer):
    assert answer.status_code == 422
    return answer.context["form"].errors


def test_terms_are_written_and_said_in_a_sentence(cast, sign_in):
    lab, browser = bare(cast), sign_in(cast.stina)
    before = browser.get(at(lab)).content.decode()
    assert "Chefen godkänner varje anmälan." in before
    assert "Inbjudan till lärlabbet (2026)" in before
    assert browser.post(at(lab), {**WRITTEN, **QUESTION}).status_code == 302
    text = browser.get(at(lab)).content.decode()
    assert "Högst 40 personer, högst fyra per organisation, senast 14 augusti 2027." in text
    assert "Öppet för medlemmar och partner." in text
    kept = Terms.objects.get()
    assert (kept.places, kept.per_organisation, kept.approval) == (40, 4, True)
    assert (Question.objects.get().text, Question.objects.get().kept_days) == ("Vad äter du inte?", 14)


def test_each_no_to_the_terms_stands_by_its_field_and_nothing_typed_is_lost(cast, sign_in):
    lab, browser = bare(cast), sign_in(cast.stina)
    for field, value, said in (
        ("open_to", [], "Välj vilka som får anmäla sig."),
        ("open_to", ["guest"], "Välj bland svaren."),
        ("per_organisation", "5", "från 1 till 4"),
        ("per_organisation", "", "Högst 4 personer kan komma från varje organisation."),
        ("places", "0", "från 1 till"),
        ("places", "1" + "0" * 30, "Skriv ett helt tal"),
        ("fee", "-1", "högst 100"),
        ("fee", "gratis", "Skriv ett helt tal"),
        ("offer_hours", "241", "1 till 240 timmar"),
        ("last_day", "2026-02-30", "Skriv en dag"),
    ):
        answer = browser.post(at(lab), {**WRITTEN, **QUESTION, field: value})
        assert said in " ".join(errors(answer)[field]), field
        assert 'value="Vad äter du inte?"' in answer.content.decode()
    assert not Terms.objects.exists()


def test_a_question_says_its_purpose_and_a_choice_its_answers(cast, sign_in):
    lab, browser = bare(cast), sign_in(cast.stina)
    assert "Skriv vad svaren ska användas till." in str(errors(browser.post(at(lab), {**WRITTEN, **QUESTION, "q0_purpose": ""}))["q0_purpose"])
    assert "minst två svar" in str(errors(browser.post(at(lab), {**WRITTEN, **QUESTION, "q0_kind": "choice", "q0_choices": "Ja"}))["q0_choices"])
    # an empty question before it does not move the error to another
    moved = {name.replace("q0", "q1"): value for name, value in QUESTION.items()} | {"q0_text": "", "q0_purpose": "", "q1_purpose": ""}
    assert "q1_purpose" in errors(browser.post(at(lab), {**WRITTEN, **moved}))


def test_one_more_question_without_javascript_loses_nothing(cast, sign_in):
    lab, browser = bare(cast), sign_in(cast.stina)
    answer = browser.post(at(lab), {**WRITTEN, **QUESTION, "fee": "x", "add": "1"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="q1_text"' in text
    assert 'value="Vad äter du inte?"' in text
    assert 'id="errors"' not in text
    twelve = {f"q{place}_text": f"Fråga {place}" for place in range(12)}
    assert 'name="q12_text"' not in browser.post(at(lab), {**WRITTEN, **twelve, "add": "1"}).content.decode()
    assert browser.post(at(lab), {**WRITTEN, f"q{'9' * 9}_text": "x"}).status_code == 302


def test_a_question_is_taken_away(cast, sign_in):
    lab, browser = bare(cast), sign_in(cast.stina)
    browser.post(at(lab), {**WRITTEN, **QUESTION})
    browser.post(at(lab), {**WRITTEN, **QUESTION, "revision": "1", "q0_id": Question.objects.get().pk, "q0_remove": "on"})
    assert Question.objects.get().removed is not None


def test_terms_that_somebody_changed_meanwhile_are_not_overwritten(cast, sign_in):
    lab, browser = bare(cast), sign_in(cast.stina)
    browser.post(at(lab), WRITTEN)
    answer = browser.post(at(lab), {**WRITTEN, "places": "50"})
    assert answer.status_code == 422
    assert "Någon har ändrat villkoren medan sidan var öppen." in answer.content.decode()
    assert 'value="50"' in answer.content.decode()
    assert Terms.objects.get().places == 40
    assert "Högst 40 personer" in answer.content.decode()
    again = {**WRITTEN, "places": "50", "revision": answer.context["form"]["revision"].value()}
    assert browser.post(at(lab), again).status_code == 302  # what stands was told: the second try is meant
    assert Terms.objects.get().places == 50


def test_only_the_lead_reads_terms_and_all(cast, sign_in, client):
    lab = making.lab(cast)
    made = making.registered(cast.dan, lab)
    for who in (cast.dan, cast.gun, cast.nils, cast.gustav):
        browser = sign_in(who)
        for page in ("villkor", "alla", f"{made}/avsla"):
            assert browser.get(at(lab, page)).status_code in (403, 404), (who.name, page)
            assert browser.post(at(lab, page), {**WRITTEN, "why": "Nej"}).status_code in (403, 404, 405), (who.name, page)
    assert client.get(at(lab, "alla")).status_code == 302
    assert making.state_of(made) == "awaiting_manager"


def test_all_are_shown_by_organisation_with_counts_the_line_and_what_the_mix_lacks(cast, sign_in):
    lab = making.lab(cast, approval=False, places=2, per_organisation=1)
    making.registered(cast.dan, lab)
    making.registered(cast.gun, lab)
    waits = making.registered(cast.siv, lab)
    Employment.objects.filter(person=making.colleague(cast.dan.organisation, "Karin Kollega")).update(function="operative")
    Terms.objects.update(per_organisation=2)
    behind = making.registered(cast.dan, lab, Person.objects.get(name="Karin Kollega").pk)
    text = sign_in(cast.stina).get(at(lab, "alla")).content.decode()
    assert "2 av 2 platser är tagna, 2 på väntelistan." in text
    assert [making.state_of(one) for one in (waits, behind)] == ["waitlisted", "waitlisted"]
    assert text.index("1. Siv Tänkbar") < text.index("2. Karin Kollega")
    assert "alla platser är tagna" in text
    assert "Ingen härifrån har en strategisk funktion." in text


def test_the_line_says_who_waits_for_their_own_organisation(cast, sign_in):
    lab = making.lab(cast, approval=False, places=10, per_organisation=2)
    for number in range(2):
        making.registered(cast.dan, lab, making.colleague(cast.dan.organisation, f"Kollega {number}"))
    Terms.objects.update(per_organisation=3)
    third = making.registered(cast.dan, lab)
    Registration.objects.filter(id=third).update(state="waitlisted")
    Terms.objects.update(per_organisation=2)
    text = sign_in(cast.stina).get(at(lab, "alla")).content.decode()
    assert "organisationens platser är tagna" in text
    assert "1. Dan Fiktivsson" in text


def test_answers_are_read_by_the_lead_alone_with_when_they_are_deleted(cast, sign_in):
    lab = making.lab(cast)
    asked = Question.objects.create(activity=lab, position=0, text="Vad äter du inte?", purpose="Rätt mat.", kept_days=14)
    made = making.registered(cast.dan, lab, answers={asked.pk: "Nötter"})
    text = sign_in(cast.stina).get(at(lab, "alla")).content.decode()
    assert "Vad äter du inte? Nötter" in text
    assert "tas bort 14 dagar efter sista träffen" in text
    assert Answer.objects.filter(registration=made).count() == 1
    assert "Nötter" not in sign_in(cast.disa).get(f"/aktiviteter/{lab.pk}/anmalan/").content.decode()


def test_a_no_from_the_lead_needs_a_word(cast, sign_in):
    lab = making.lab(cast)
    made, browser = making.registered(cast.dan, lab), sign_in(cast.stina)
    path = at(lab, f"{made}/avsla")
    assert browser.get(path).status_code == 200
    assert browser.post(path, {"why": " "}).context["form"].errors["why"]
    assert browser.post(path, {"why": "Vi vänder oss till andra den här gången."}).status_code == 302
    assert making.state_of(made) == "rejected"
    assert browser.post(path, {"why": "Igen"}).status_code == 409
    assert "Vi vänder oss till andra" in sign_in(cast.dan).get(f"/aktiviteter/{lab.pk}/anmalan/").content.decode()


def test_many_are_read_with_as_many_queries_as_few(cast, sign_in):
    lab, browser = making.lab(cast, approval=False, places=10), sign_in(cast.stina)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert browser.get(at(lab, "alla")).status_code == 200
        return len(found)

    def more(number: int) -> None:
        Registration.objects.bulk_create(
            Registration(
                activity=lab, person_id=making.colleague(cast.organisation("Region Gotland"), f"Person {number}{place}"), kind="region",
                organisation_id=cast.organisation("Region Gotland"), registered_by_id=cast.gun.person, received=clock.now(), since=clock.now(),
                state=("confirmed", "waitlisted", "awaiting_manager", "withdrawn")[place % 4],
            )
            for place in range(number)
        )  # fmt: skip

    more(4)
    few = asked()
    more(40)
    assert asked() == few


def test_all_are_taken_home_as_a_workbook_by_the_lead_alone(cast, sign_in):
    lab = making.lab(cast)
    asked = Question.objects.create(activity=lab, position=0, text="Vad äter du inte?", purpose="Rätt mat.", kept_days=14)
    making.registered(cast.dan, lab, answers={asked.pk: "=1+1"})
    answer = sign_in(cast.stina).get(at(lab, "alla/fil"))
    (head, line) = load_workbook(BytesIO(answer.content)).active.iter_rows()
    assert [cell.value for cell in head][-1] == "Vad äter du inte?"
    assert [cell.value for cell in line][:3] == ["Region Dalarna", "Dan Fiktivsson", cast.dan.email]
    assert (line[-1].value, line[-1].data_type) == ("=1+1", "s")
    assert answer.headers["Cache-Control"] == "private, no-store"
    for who in (cast.dan, cast.nils):
        assert sign_in(who).get(at(lab, "alla/fil")).status_code == 403
