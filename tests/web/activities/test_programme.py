"""The programme's pages: what each reader sees, and the lead's work from the first session to the release (E4)."""


import pytest
from django.urls import reverse

from samlar.activities.models import Session, Speaker
from samlar.foundation.models import Letter
from tests.activities import rows

pytestmark = pytest.mark.django_db
SESSION = {
    "title": "Workshop 1", "kind": "workshop", "mode": "physical", "day": "2026-09-01", "lunch_to_lunch": "on", "place": "Stockholm", "revision": "0",
}  # fmt: skip


@pytest.fixture
def lab(cast):
    return rows.activity(cast, "Att lära om lärande", format="larlabb", stage="running")


def page(browser, name, *arguments, status=200):
    answer = browser.get(reverse(name, args=arguments))
    assert answer.status_code == status, (name, answer.status_code)
    return answer.content.decode()


def test_the_lead_makes_a_session_with_items_and_releases_it(cast, lab, sign_in, visitor):
    stina = sign_in(cast.stina)
    assert "Lägg till formatets träffar" in page(stina, "activity_programme", lab.pk)
    answer = stina.post(reverse("session_new", args=[lab.pk]), SESSION)
    made = Session.objects.get()
    assert answer.url == reverse("activity_session", args=[lab.pk, made.pk])
    item = {"title": "Teori", "kind": "item", "day": "2026-09-01", "starts": "13.00", "ends": "14:30", "speakers": "2", "speaker_0_name": "Talia Talare",
            "speaker_0_of": "SLU", "speaker_0_gender": "woman", "again": "1"}  # fmt: skip
    answer = stina.post(reverse("item_new", args=[lab.pk, made.pk]), item)
    assert answer.url.endswith("?day=2026-09-01&starts=14:30")
    assert 'value="14:30"' in stina.get(answer.url).content.decode()
    assert Speaker.objects.get().gender == "woman"

    draft = page(stina, "activity_programme", lab.pk)
    assert "Programmet är ett utkast" in draft
    assert "Talia Talare (SLU)" in draft
    release = reverse("activity_programme_release", args=[lab.pk])
    form = stina.get(release).context["form"]
    assert stina.post(release, {"note": "Välkomna!", "seal": form.initial["seal"]}).url == reverse("activity_programme", args=[lab.pk])

    open_page = page(sign_in(cast.erin), "activity_programme", lab.pk)
    assert "Talia Talare (SLU)" in open_page
    assert "kvinna" not in open_page.lower()
    assert {letter.name for letter in Letter.objects.all()} == {"programme_released"}
