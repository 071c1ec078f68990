"""What Samlär knows of the success factors, offered to the lead who writes the evidence (C7)."""

import pytest
from django.urls import reverse

from samlar.activities import queries
from samlar.activities.models import Duty
from samlar.activities.queries.evidence import known
from tests.activities import homework as made
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def said(cast, lab):
    return {factor: one.sv for factor, one in known(queries.activity(cast.stina, lab.pk)).items()}


def test_what_is_known_is_told_by_its_factor(cast):
    lab = made.lab(cast, others=("Region Dalarna", "SLU", "Tillväxtverket", "Jönköpings kommun"))
    assert said(cast, lab) == {
        "national_agencies": "Tillväxtverket deltar.",
        "researchers": "SLU deltar.",
        "other_agencies": "Jönköpings kommun deltar.",
        "level_network": "Regioner och nationella myndigheter deltar tillsammans.",
    }
    made.homework(lab)
    made.homework(lab, title="Utkast", given=None)
    lab.sessions.filter(title="Workshop 1").update(host=cast.organisation("Region Dalarna"), examples="En karta")
    Duty.objects.create(activity=lab, duty="web", channel="web", due=NOW.date(), done=NOW.date(), link="https://spritt.test/")
    told = said(cast, lab)
    assert told["daily_work"] == "Hemuppgifter: ”Tre samtal”."
    assert told["regional_examples"] == "Exempel visas av Region Dalarna."
    assert told["open_publishing"] == "Publicerat: https://spritt.test/"


def test_nothing_is_said_where_nothing_is_known_and_nothing_of_other_activities(cast):
    made.homework(made.lab(cast, "Ett annat"))
    assert said(cast, made.lab(cast, others=("Region Dalarna",))) == {}


def test_it_stands_beside_the_field_for_the_lead_alone(cast, sign_in):
    lab = made.lab(cast)
    page = sign_in(cast.stina).get(reverse("activity_factors_write", args=[lab.pk])).content.decode()
    assert "Det här vet Samlär: SLU deltar." in page
    assert "Det här vet Samlär" not in sign_in(cast.dan).get(reverse("activity_factors", args=[lab.pk])).content.decode()
