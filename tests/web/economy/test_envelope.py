"""The page of the year's joint money."""

import pytest

from samlar.economy.models import Envelope
from tests.activities.rows import activity

PAGE = "/ekonomi/provrum/2026/"
FORM = PAGE + "besluta/"
SPACE = "\N{NO-BREAK SPACE}"


def text(response) -> str:
    return response.content.decode().replace(SPACE, " ")


@pytest.mark.django_db
def test_a_member_reads_what_is_left_and_what_it_costs(cast, sign_in):
    activity(cast, "Drönare <b>nu</b>", granted=75_000)

    page = text(sign_in(cast.dan).get(PAGE))

    assert "125 000 kr är kvar av formatets tak på 200 000 kr. Källan är inte beslutad än." in page
    assert "200 000 kr delat på 23 betalande medlemmar är 8 700 kr per medlem" in page
    assert "Drönare &lt;b&gt;nu&lt;/b&gt;" in page
    assert '<svg class="chart"' in page
    assert FORM not in page


@pytest.mark.django_db
@pytest.mark.parametrize("path", [PAGE, FORM])
def test_guests_and_the_unemployed_are_told_that_there_is_nothing(cast, sign_in, path):
    for viewer in (cast.nils, cast.gustav):
        assert sign_in(viewer).get(path).status_code == 404


@pytest.mark.django_db
def test_a_member_without_the_mandate_is_told_who_decides(cast, sign_in):
    browser = sign_in(cast.stina)
    for response in (browser.get(FORM), browser.post(FORM, {"amount": "1", "source": "fee", "revision": "0"})):
        assert response.status_code == 403
        assert "mandatet för klartecken" in text(response)
    assert not Envelope.objects.exists()


@pytest.mark.django_db
def test_the_mandate_decides_with_spaces_and_kr_in_the_amount(cast, sign_in):
    browser = sign_in(cast.klara)
    assert FORM in text(browser.get(PAGE))

    response = browser.post(FORM, {"amount": " 150 000 kr", "source": "joint_project", "note": "Dnr 17", "revision": "0"})

    assert response.status_code == 302
    assert Envelope.objects.values_list("amount", "source", "note", "revision").get() == (150_000, "joint_project", "Dnr 17", 1)
    page = text(browser.get(PAGE))
    assert "150 000 kr är kvar av årets ram på 150 000 kr." in page
    assert "ett gemensamt projekt" in page
    assert "Dnr 17" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("", "Skriv årets ram i kronor."),
        ("hundra", "Skriv beloppet i hela kronor med siffror"),
        ("1,5", "Skriv beloppet i hela kronor med siffror"),
        ("-1", "Beloppet kan inte vara mindre än 0 kr."),
        ("1000000000000", "Beloppet är för stort."),
        ("9" * 5000, "Skriv beloppet i hela kronor med siffror"),
        ("200001", "Formatets regel är högst 200 000 kr"),
        ("74999", "75 000 kr är redan beviljat i år."),
        ("<script>alert(1)</script>", "Skriv beloppet i hela kronor med siffror"),
        ("²", "Skriv beloppet i hela kronor med siffror"),
    ],
)
def test_a_bad_amount_gets_a_sentence_and_loses_nothing(cast, sign_in, amount, sentence):
    activity(cast, granted=75_000)

    response = sign_in(cast.klara).post(FORM, {"amount": amount, "source": "fee", "note": "Behåll <mig>", "revision": "0"})

    assert response.status_code == 422
    assert sentence in text(response)
    assert "Behåll &lt;mig&gt;" in text(response)
    assert "<script>alert" not in text(response)
    assert not Envelope.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 30])
def test_a_form_without_its_revision_changes_nothing(cast, sign_in, revision):
    response = sign_in(cast.klara).post(FORM, {"amount": "100000", "source": "fee", "revision": revision})

    assert response.status_code == 422
    assert not Envelope.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/ekonomi/larlabb/2026/", "/ekonomi/okant/2026/", "/ekonomi/provrum/99999999999999999999/"])
def test_what_has_no_joint_money_has_no_page(cast, sign_in, path):
    assert sign_in(cast.klara).get(path).status_code == 404
