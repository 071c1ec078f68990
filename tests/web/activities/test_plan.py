"""The plan as it is written in a browser, with and without JavaScript (D1, D2)."""

import re
from datetime import date

import pytest
from django.urls import reverse

from samlar.activities.actions import plan as plans
from samlar.activities.models import Activity, BudgetLine, Override, Plan
from samlar.activities.rules.plan import About
from tests.activities.rows import activity
from tests.lifecycle.making import TITLE, fill_in, planned, running, submitted, written

NASTY = "<script>alert(1)</script><img src=x onerror=alert(1)> {{ 7|add:7 }} %s \" '"


def typed(**changes) -> dict[str, str]:
    """What the plan's form sends when everything is filled in."""
    return {
        "title": TITLE, "summary": "Vad kan AI göra för oss?", "revision": "1", "rows": "3",
        "section_purpose": "Förstå.", "section_expected_result": "En handbok.", "section_main_question": "När hjälper AI?",
        "section_delimitations": "Inte upphandling.", "section_time_plan": "Januari till april.", "section_resources": "Två personer.",
        "section_success_criteria": "Tre regioner har prövat.\r\n\r\n  Alla är nöjda. ", "section_indicators": "Timmar sparade.",
        "start": "2027-01-11", "end": "2027-04-30", "grant": "75 000",
        "line-0-cost": "expert", "line-0-text": "Föreläsare", "line-0-amount": "100 000 kr", "line-0-paid_by": "joint",
        "line-1-cost": "travel", "line-1-text": "Resor", "line-1-amount": "50000", "line-1-paid_by": "participants",
        "line-2-cost": "", "line-2-text": "", "line-2-amount": "", "line-2-paid_by": "",
        **changes,
    }  # fmt: skip


@pytest.fixture
def activity_id(cast) -> int:
    return planned(cast)


@pytest.fixture
def stina(cast, sign_in, activity_id):
    return sign_in(cast.stina)


def page_of(activity_id: int) -> str:
    return reverse("activity_plan", args=[activity_id])


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_a_whole_plan_is_kept_as_it_was_written(stina, activity_id):
    response = stina.post(page_of(activity_id), typed(), follow=True)
    assert "Planen är sparad." in text(response)
    plan = Plan.objects.get()
    assert (plan.start, plan.end, plan.grant, plan.revision) == (date(2027, 1, 11), date(2027, 4, 30), 75_000, 2)
    assert plan.sections["main_question"] == "När hjälper AI?"
    assert list(plan.measures.values_list("kind", "text")) == [
        ("criterion", "Tre regioner har prövat."),
        ("criterion", "Alla är nöjda."),
        ("indicator", "Timmar sparade."),
    ]
    assert list(BudgetLine.objects.values_list("cost", "text", "amount", "paid_by")) == [
        ("expert", "Föreläsare", 100_000, "joint"),
        ("travel", "Resor", 50_000, "participants"),
    ]
    assert "Allt som krävs finns på plats." in text(response)


def test_an_unfinished_plan_is_kept_too_and_what_remains_is_said(stina, activity_id):
    response = stina.post(page_of(activity_id), typed(section_purpose="", grant="100000"), follow=True)
    assert "Planen är sparad." in text(response)
    assert "Behövs innan planen kan skickas." in text(response)
    assert "Basfinansieringen är 100 000 kr av en budget på 150 000 kr. Den får vara högst 75 000 kr." in text(response).replace(
        "\xa0", " "
    )


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("grant", "hundra", "Skriv beloppet i hela kronor"),
        ("grant", "-1", "kan inte vara mindre än 0"),
        ("grant", "1000000000000", "för stort"),
        ("line-0-amount", "hundra", "Skriv beloppet i hela kronor"),
        ("line-0-amount", "-1", "kan inte vara mindre än 0"),
        ("line-0-amount", "1" * 400, "Skriv beloppet i hela kronor"),
        ("line-0-cost", "mutor", "Välj i listan."),
        ("line-0-paid_by", "", "Välj vem som betalar."),
        ("start", "2027-02-31", "Skriv en dag som finns"),
        ("start", "9999-12-31", "mellan år 2000 och 2100"),
        ("end", "2026-01-01", "Sista dagen ligger före första dagen."),
        ("title", "", "Skriv vad aktiviteten heter."),
        ("title", "x" * 10_000, "Texten har 10000 tecken. Högst 120 får plats."),
        ("section_main_question", "x" * 1001, "Texten har 1001 tecken. Högst 1000 får plats."),
        ("section_indicators", "x" * 301, "Högst 300 får plats."),
        ("section_indicators", "x\n" * 31, "högst 30 rader"),
    ],
)
def test_what_is_not_of_its_type_is_said_by_the_field_and_nothing_typed_is_lost(stina, activity_id, field, value, said):
    response = stina.post(page_of(activity_id), typed(**{field: value}))
    assert response.status_code == 422
    assert said in text(response).replace("\xa0", " ")
    page = response.content.decode()
    assert "En handbok." in page
    assert "Föreläsare" in page
    assert Plan.objects.get().revision == 1
    assert BudgetLine.objects.count() == 0


def test_more_lines_are_given_without_losing_or_keeping_anything(stina, activity_id):
    response = stina.post(page_of(activity_id), typed(more="1", grant="hundra"))
    page = response.content.decode()
    assert response.status_code == 200
    assert 'name="line-5-amount"' in page
    assert 'value="hundra"' in page
    assert "Föreläsare" in page
    assert 'id="errors"' not in page
    assert Plan.objects.get().revision == 1


@pytest.mark.parametrize("rows", ["", "-1", "9" * 30, "abc", "1000"])
def test_a_false_number_of_lines_does_no_harm(stina, activity_id, rows):
    assert stina.post(page_of(activity_id), typed(rows=rows)).status_code in (302, 422)


def test_the_notes_follow_what_is_typed_and_nothing_is_kept(stina, activity_id):
    check = reverse("activity_plan_check", args=[activity_id])
    empty = stina.post(check, typed(section_purpose=""))
    assert 'id="notes-purpose" hx-swap-oob="true"' in empty.content.decode()
    assert "Behövs innan planen kan skickas." in text(empty)
    full = stina.post(check, typed())
    assert "Allt som krävs finns på plats." in text(full)
    assert Plan.objects.get().revision == 1


@pytest.mark.parametrize(("budget", "largest"), [(150_000, "75 000 kr"), (300_000, "100 000 kr")])
def test_the_largest_grant_is_worked_out_and_explained(stina, activity_id, budget, largest):
    check = reverse("activity_plan_check", args=[activity_id])
    response = stina.post(check, typed(**{"line-0-amount": str(budget - 50_000)}))
    said = text(response).replace("\xa0", " ")
    assert f"Med den här budgeten kan ni söka högst {largest}." in said
    assert "Källa: Provrum – ett nytt format (augusti 2023), avsnittet ”Finansiering”." in said


def test_the_years_money_stands_beside_the_grant_with_the_cost_per_paying_member(stina, activity_id):
    said = text(stina.post(reverse("activity_plan_check", args=[activity_id]), typed())).replace("\xa0", " ")
    assert "2027 är 200 000 kr kvar av 200 000 kr." in said
    assert "200 000 kr delat på 23 betalande medlemmar är 8 700 kr per medlem" in said


def test_the_check_answers_whatever_is_sent(stina, activity_id):
    check = reverse("activity_plan_check", args=[activity_id])
    for data in ({}, typed(grant="hundra", start="igår", end="", title=NASTY), {"rows": "60"}):
        assert stina.post(check, data).status_code == 200


def test_the_second_window_is_told_and_keeps_its_text_beside_the_others(cast, stina, sign_in, activity_id):
    fill_in(cast, activity_id, "majken", sections={"purpose": "Majkens syfte."})
    response = stina.post(page_of(activity_id), typed(section_purpose="Stinas syfte."))
    assert response.status_code == 409
    said = text(response)
    assert "Majken Exempelson har sparat en nyare version av planen medan du skrev." in said
    assert "Stinas syfte." in said
    assert "Majkens syfte." in said
    again = stina.post(page_of(activity_id), typed(section_purpose="Bådas syfte.", revision="2"))
    assert again.status_code == 302
    assert Plan.objects.get().sections["purpose"] == "Bådas syfte."


def test_html_and_script_stay_the_signs_they_are(stina, cast, sign_in, activity_id):
    nasty = dict.fromkeys(("title", "summary", "section_purpose", "section_indicators", "line-0-text"), NASTY)
    assert stina.post(page_of(activity_id), typed(**nasty)).status_code == 302
    for who in (stina, sign_in(cast.dan)):
        for name in ("activity", "activity_plan", "activity_participants", "activity_history"):
            page = who.get(reverse(name, args=[activity_id])).content.decode()
            assert "<script>alert" not in page
            assert "<img src=x" not in page


def test_others_read_the_plan_but_do_not_write_it(cast, sign_in, activity_id):
    fill_in(cast, activity_id)
    dan = sign_in(cast.dan)
    page = dan.get(page_of(activity_id)).content.decode()
    assert "En handbok som andra kan använda." in page
    assert "<textarea" not in page
    refused = dan.post(page_of(activity_id), typed(revision="2"))
    assert refused.status_code == 403
    assert "Det här gör Region Kalmar län, som leder." in text(refused)


def test_a_plan_that_was_sent_in_from_another_window_keeps_what_is_typed_on_the_page(cast, sign_in):
    made = submitted(cast)
    response = sign_in(cast.stina).post(page_of(made), typed(section_purpose="Hann inte.", revision="2"))
    assert response.status_code == 422
    assert "Planen kan ändras medan provrummet planeras." in text(response)
    assert "Hann inte." in response.content.decode()


def test_a_should_is_set_aside_with_a_reason_that_stays_visible(cast, stina, activity_id):
    kept = stina.post(page_of(activity_id), typed(section_indicators="", set_aside="plan.indicators"))
    there = reverse("activity_override", args=[activity_id, "plan.indicators"])
    assert kept.url == there
    assert stina.post(there, {"reason": " "}).status_code == 422
    assert stina.post(there, {"reason": "Vi vet inte än vad som går att räkna."}, follow=True).status_code == 200
    assert "Vi vet inte än vad som går att räkna." in text(stina.get(page_of(activity_id)))
    stina.post(reverse("activity_override_back", args=[activity_id, "plan.indicators"]))
    assert not Override.objects.exists()


@pytest.mark.parametrize(("rule", "status"), [("plan.sections", 409), ("finns.inte", 404), ("x" * 300, 404)])
def test_only_a_should_of_the_format_is_set_aside(stina, activity_id, rule, status):
    assert stina.post(reverse("activity_override", args=[activity_id, rule]), {"reason": "Därför."}).status_code == status


def test_the_public_reads_no_plan_and_members_read_that_of_a_running_activity(cast, sign_in, client):
    made = running(cast)
    assert client.get(page_of(made))["Location"].startswith("/logga-in/")
    page = text(sign_in(cast.erin).get(page_of(made)))
    assert "Regionerna vill förstå" in page or "The regions" in page
    assert "Stina" not in page


def test_an_unchanged_plan_is_not_a_new_revision(cast, activity_id):
    plan = written()
    assert plans.save(cast.stina, activity_id, about=About(TITLE, "Vad?"), plan=plan, revision=1) == 2
    assert plans.save(cast.stina, activity_id, about=About(TITLE, "Vad?"), plan=plan, revision=2) == 2
    assert Activity.objects.get().summary == "Vad?"


def test_an_activity_continues_an_earlier_one_and_both_pages_say_so(cast, stina, sign_in, client, activity_id):
    ours, other = activity(cast, "Spaning om drönare"), activity(cast, "De andras", lead="Region Gotland", others=("SLU",))
    address = reverse("activity_plan", args=[activity_id])
    page = stina.get(address).content.decode()
    assert "Spaning om drönare" in page
    assert "De andras" not in page
    assert stina.post(address, typed(continues=str(other.pk))).status_code == 422
    assert Activity.objects.get(id=activity_id).continues_id is None
    assert stina.post(address, typed(continues=str(ours.pk))).status_code == 302
    assert "Bygger vidare på" in stina.get(reverse("activity", args=[activity_id])).content.decode()
    there = reverse("activity", args=[ours.pk])
    assert TITLE in stina.get(there).content.decode()
    assert TITLE not in client.get(there).content.decode()  # what is planned is not told outside
