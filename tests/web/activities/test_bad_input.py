"""The issue's bad input that is sent to an activity and not to its plan: a clear sentence, nothing changed."""

import re

import pytest
from django.urls import reverse

from samlar.activities.models import Participation
from tests.lifecycle.making import planned


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def activity_id(cast) -> int:
    return planned(cast)


def standing(activity_id: int) -> list[tuple]:
    return sorted(Participation.objects.filter(activity=activity_id).values_list("organisation", "state", "is_lead"))


def test_a_test_room_never_gets_two_leaders(cast, sign_in, activity_id):
    before = standing(activity_id)
    other = Participation.objects.get(activity=activity_id, is_lead=False).pk
    answer = sign_in(cast.stina).post(reverse("activity_share_lead", args=[activity_id]), {"share-participation": other, "participation": other})
    assert answer.status_code in (409, 422)
    assert "leder" in words(answer)
    assert standing(activity_id) == before


def test_an_organisation_is_never_taken_in_twice(cast, sign_in, activity_id):
    before = standing(activity_id)
    dalarna = cast.organisation("Region Dalarna")
    answer = sign_in(cast.stina).post(reverse("activity_ask", args=[activity_id]), {"organisation": dalarna, "message": "Kom med <b>igen</b>!"})
    assert answer.status_code in (409, 422)
    assert "Kom med &lt;b&gt;igen&lt;/b&gt;!" in answer.content.decode()
    assert standing(activity_id) == before
