"""The programme's pages: what each reader sees, and the lead's work from the first session to the release (E4)."""

import re
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samlar.activities.models import ProgrammeItem, ProgrammeRelease, Session, Speaker
from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.registration.models import Terms
from tests.activities import rows

pytestmark = pytest.mark.django_db
SESSION = {
    "title": "Workshop 1", "kind": "workshop", "mode": "physical", "day": "2026-09-01", "lunch_to_lunch": "on", "place": "Stockholm", "revision": "0",
}  # fmt: skip
NOON = datetime(2026, 9, 1, 10, tzinfo=UTC)


@pytest.fixture
def lab(cast):
    return rows.activity(cast, "Att lära om lärande", format="larlabb", stage="running")


@pytest.fixture(autouse=True)
def today():
    with clock.at(datetime(2026, 8, 1, 8, tzinfo=UTC)):
        yield


def page(browser, name, *arguments, status=200, query=""):
    answer = browser.get(reverse(name, args=arguments) + query)
    assert answer.status_code == status, (name, answer.status_code)
    return answer.content.decode()


def conference(cast, rooms: int, rounds: int):
    """A day with parallel items, released."""
    made = rows.activity(cast, "Årskonferens", format="arskonferens")
    held = rows.session(made, "Årskonferensen", NOON - timedelta(hours=3), NOON + timedelta(hours=12))
    for number in range(rounds):
        starts = NOON + timedelta(hours=number)
        items = ProgrammeItem.objects.bulk_create(
            ProgrammeItem(session=held, title=f"Pass {number}-{room}", starts=starts, ends=starts + timedelta(minutes=45), room=f"Sal {room}", text="Text.")
            for room in range(1, rooms + 1)
        )
        Speaker.objects.bulk_create(Speaker(item=one, name="Talare") for one in items)
    rows.released(made)
    return made, held


def test_the_lead_makes_a_session_with_items_and_releases_it(cast, lab, sign_in):
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


def test_a_session_before_the_last_day_of_registration_is_kept_with_a_warning(cast, lab, sign_in):
    Terms.objects.create(activity=lab, last_day=date(2026, 12, 14), open_to=["member"], changed=clock.now())
    stina, said = sign_in(cast.stina), "”Workshop 1” börjar 1 september 2026, före sista anmälningsdag 14 december 2026."
    assert said in stina.post(reverse("session_new", args=[lab.pk]), SESSION, follow=True).content.decode()
    assert said in page(stina, "activity_programme", lab.pk)
    assert said in page(stina, "activity_programme_release", lab.pk)
    made = Session.objects.get()
    later = stina.post(reverse("session_change", args=[lab.pk, made.pk]), SESSION | {"day": "2026-12-14", "revision": "1"}, follow=True)
    assert "sista anmälningsdag" not in later.content.decode()
    assert "sista anmälningsdag" not in page(stina, "activity_programme", lab.pk)


def test_nobody_but_the_lead_reads_a_draft_and_outsiders_do_not_know_of_it(cast, lab, client, sign_in):
    rows.session(lab, "Hemlig träff")
    page(client, "activity_programme", lab.pk, status=404)
    page(sign_in(cast.erin), "activity_programme", lab.pk, status=404)
    assert "Program</a>" not in page(sign_in(cast.erin), "activity", lab.pk)
    inside = page(sign_in(cast.dan), "activity_programme", lab.pk)
    assert "Programmet är inte klart än" in inside
    assert "Hemlig träff" not in inside


def test_a_visitor_reads_the_released_programme_and_what_changed_and_older_versions(cast, lab, client):
    held = rows.session(lab)
    rows.released(lab)
    Session.objects.update(starts=datetime(2026, 9, 8, 10, tzinfo=UTC), ends=datetime(2026, 9, 9, 11, tzinfo=UTC))
    Session.objects.filter(id=held.pk).update(link="https://mote.test/hemlig")
    rows.released(lab)
    rows.session(lab, "Inte släppt")

    found = page(client, "activity_programme", lab.pk)
    assert "Det här har ändrats" in found
    assert "Var tidigare 1 september kl. 12.00 – 2 september 2026 kl. 13.00." in found
    assert "8 september kl. 12.00 – 9 september 2026 kl. 13.00" in found
    assert "Inte släppt" not in found
    assert "hemlig" not in found
    assert "hemlig" not in page(client, "activity_session", lab.pk, held.pk)
    old = page(client, "activity_programme_version", lab.pk, 1)
    assert "Det här är en tidigare version." in old
    assert "<p class=\"sitting-when\">1 september kl. 12.00" in old
    page(client, "activity_programme_version", lab.pk, 3, status=404)


def test_the_lead_is_told_how_much_is_not_released(cast, lab, sign_in):
    rows.session(lab)
    rows.released(lab)
    Session.objects.update(place="Kalmar", theme="Nytt tema")
    stina = sign_in(cast.stina)
    assert "Utkast: 2 ändringar är inte släppta." in page(stina, "activity_programme", lab.pk)
    assert "Släpp programmet" in page(stina, "activity_programme", lab.pk)
    assert "inte släpp" not in page(sign_in(cast.dan), "activity_programme", lab.pk)


def test_a_release_that_somebody_overtook_shows_what_is_new_and_can_be_pressed_again(cast, lab, sign_in):
    rows.session(lab)
    stina, address = sign_in(cast.stina), reverse("activity_programme_release", args=[lab.pk])
    seal = stina.get(address).context["form"].initial["seal"]
    Session.objects.update(place="Kalmar")

    answer = stina.post(address, {"note": "Mitt ord", "seal": seal})
    assert answer.status_code == 422
    assert "Mitt ord" in answer.content.decode()
    assert not ProgrammeRelease.objects.exists()
    assert stina.post(address, {"note": "Mitt ord", "seal": answer.context["form"]["seal"].value()}).status_code == 302
    assert ProgrammeRelease.objects.get().note == "Mitt ord"


def test_the_formats_sessions_are_made_in_one_step_where_a_day_is_chosen(cast, lab, sign_in):
    stina, address = sign_in(cast.stina), reverse("sessions_of_format", args=[lab.pk])
    fields = {f"{form.prefix}-{name}": form[name].value() or "" for form in stina.get(address).context["forms"] for name in form.fields}
    assert stina.post(address, fields).status_code == 422
    fields |= {"workshop_1-1-day": "2026-09-01", "seminar-1-day": "2026-10-06", "workshop_2-1-place": "Kalmar, kanske"}
    answer = stina.post(address, fields)
    assert answer.status_code == 422
    assert "Skriv var ni träffas." in answer.content.decode()
    assert "Kalmar, kanske" in answer.content.decode()
    assert not Session.objects.exists()

    assert stina.post(address, fields | {"workshop_1-1-place": "Stockholm"}).status_code == 302
    assert list(Session.objects.values_list("title", "template", "starts", "ends")) == [
        ("Workshop 1", "workshop_1", datetime(2026, 9, 1, 10, tzinfo=UTC), datetime(2026, 9, 2, 11, tzinfo=UTC)),
        ("Fördjupningsseminarium", "seminar", datetime(2026, 10, 6, 7, tzinfo=UTC), datetime(2026, 10, 6, 10, tzinfo=UTC)),
    ]
    assert [form.suggestion.title for form in stina.get(address).context["forms"]] == ["Workshop 2"]


def test_a_session_is_changed_and_its_last_day_follows_the_first(cast, lab, sign_in):
    held = rows.session(lab, lunch_to_lunch=True)
    stina, address = sign_in(cast.stina), reverse("session_change", args=[lab.pk, held.pk])
    form = stina.get(address).context["form"]
    fields = {name: form[name].value() or "" for name in form.fields} | {"day": "2026-09-15", "lunch_to_lunch": "on", "starts": "12:00", "ends": "13:00"}
    assert fields["last_day"] == ""

    assert stina.post(address, fields).status_code == 302
    assert Session.objects.get().ends == datetime(2026, 9, 16, 11, tzinfo=UTC)
    again = stina.post(address, fields | {"place": "Någon annanstans"})
    assert again.status_code == 422
    assert "Så är träffen sparad nu" in again.content.decode()
    assert "Någon annanstans" in again.content.decode()


@pytest.mark.parametrize(
    ("name", "fields", "said"),
    [
        ("session_new", SESSION | {"day": "2100-01-01"}, "Välj en dag mellan år 1990 och 2099."),
        ("session_new", SESSION | {"day": "2026-02-30"}, "Skriv dagen som år-månad-dag"),
        ("session_new", SESSION | {"link": "javascript:alert(1)"}, "Länken ska vara en webbadress som börjar med https://."),
        ("session_new", SESSION | {"host": "9" * 40}, "Välj i listan."),
        ("session_new", SESSION | {"title": "\x00"}, "Det är"),
        ("session_new", SESSION | {"starts": "25.00"}, "Skriv klockslaget så här: 09.00."),
        ("item_new", {"title": "Sent", "kind": "item", "day": "2026-09-02", "starts": "12.30", "ends": "13.30"}, "Punkten ligger utanför träffen"),
        ("item_new", {"title": "Fel dag", "kind": "item", "day": "2027-09-02", "starts": "12.30", "ends": "13.30", "speakers": "999"}, "Det är"),
        ("items_new", {"day": "2026-09-01", "kind": "item", "lines": "13.00–14.00; Sal A; Ett\nkl 14 Två"}, "Rad 2 går inte att läsa."),
        ("items_new", {"day": "2026-09-01", "kind": "item", "lines": "13.00–14.00; Sal A; Ett\n\n13.30–14.00; Sal A; Två"}, "Rad 3: Sal A är upptaget"),
        ("items_new", {"day": "2026-09-01", "kind": "item", "lines": "13–14; A; X\n" * 61}, "Skriv högst 60 rader på en gång."),
        ("session_cancel", {"why": " "}, "Skriv varför."),
    ],
)  # fmt: skip
def test_bad_input_stands_by_its_field_and_changes_nothing(cast, lab, sign_in, name, fields, said):
    held = rows.session(lab)
    answer = sign_in(cast.stina).post(reverse(name, args=[lab.pk] if name == "session_new" else [lab.pk, held.pk]), fields)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert (Session.objects.filter(cancelled=None).count(), ProgrammeItem.objects.count()) == (1, 0)


def test_a_whole_conference_is_pasted_from_a_spreadsheet(cast, lab, sign_in):
    held = rows.session(lab)
    lines = "\n".join(f"{13 + number // 8}.00-{13 + number // 8}.45\tSal {number % 8}\tPass {number}\tTalia Talare {number} (SLU, Alnarp), Bo {number}" for number in range(24))
    answer = sign_in(cast.stina).post(reverse("items_new", args=[lab.pk, held.pk]), {"day": "2026-09-01", "kind": "learning_session", "lines": lines})

    assert answer.status_code == 302
    assert ProgrammeItem.objects.filter(kind="learning_session").count() == 24
    assert list(Speaker.objects.filter(item__title="Pass 0").values_list("name", "of")) == [("Talia Talare 0", "SLU, Alnarp"), ("Bo 0", "")]


def test_more_rows_for_speakers_are_asked_for_without_losing_a_word(cast, lab, sign_in):
    held = rows.session(lab)
    answer = sign_in(cast.stina).post(
        reverse("item_new", args=[lab.pk, held.pk]), {"title": "Panel", "speakers": "2", "speaker_1_name": "Bo", "more": "1", "kind": "item"}
    )
    form = answer.context["form"]
    assert len(form.speaker_rows) == 4
    assert 'value="Bo"' in answer.content.decode()
    assert not ProgrammeItem.objects.exists()


def test_a_proposal_goes_from_page_to_page(cast, lab, sign_in):
    held = rows.session(lab)
    rows.released(lab)
    dan, stina = sign_in(cast.dan), sign_in(cast.stina)
    assert "Föreslå en programpunkt" in page(dan, "activity_session", lab.pk, held.pk)
    assert dan.post(reverse("item_propose", args=[lab.pk, held.pk]), {"title": "Vårt exempel"}).status_code == 302
    made = ProgrammeItem.objects.get()
    assert "Vårt exempel" in page(sign_in(cast.siv), "activity_session", lab.pk, held.pk)
    assert "Vårt exempel" not in page(sign_in(cast.erin), "activity_session", lab.pk, held.pk)
    assert "får ett brev om att förslaget är upptaget" in page(stina, "item_change", lab.pk, made.pk)
    page(dan, "item_change", lab.pk, made.pk, status=403)
    assert stina.post(reverse("item_decline", args=[lab.pk, made.pk]), {"answer": "Tack, inte nu."}).status_code == 302
    page(stina, "item_decline", lab.pk, made.pk, status=409)


def test_a_large_programme_is_shown_a_round_at_a_time_and_by_room(cast, client):
    made, _held = conference(cast, 24, 10)
    whole = page(client, "activity_programme", made.pk)
    assert [whole.count(f">Pass {number}-") for number in range(3)] == [24, 0, 0]
    assert page(client, "activity_programme", made.pk, query="?tid=14.00").count(">Pass 2-") == 24
    room = page(client, "activity_programme", made.pk, query="?rum=sal+7")
    assert [f">Pass {number}-7<" in room for number in range(10)] == [True] * 10
    assert ">Pass 0-8<" not in room
    for query in ("?tid=99.99", "?dag=2026-13-99", "?rum=Finns+inte", "?dag=%00&tid=" + "9" * 5000):
        assert page(client, "activity_programme", made.pk, query=query).count(">Pass 0-") == 24
    with clock.at(NOON + timedelta(hours=3, minutes=50)):
        assert page(client, "activity_programme", made.pk).count(">Pass 4-") == 24


def test_the_page_asks_the_database_as_often_for_240_items_as_for_24(cast, client, sign_in):
    small, _ = conference(cast, 8, 3)
    large, _ = conference(cast, 24, 10)
    for browser in (client, sign_in(cast.dan), sign_in(cast.stina)):
        asked = []
        for made in (small, large):
            with CaptureQueriesContext(connection) as found:
                page(browser, "activity_programme", made.pk)
            asked.append(len(found))
        assert asked[0] == asked[1]


def test_the_calendar_files_have_the_link_only_for_those_inside(cast, lab, client, sign_in):
    held = rows.session(lab, link="https://mote.test/1")
    page(client, "activity_programme_calendar", lab.pk, status=404)
    rows.released(lab)
    rows.session(lab, "Inte släppt")
    for browser, inside in ((client, False), (sign_in(cast.erin), False), (sign_in(cast.dan), True), (sign_in(cast.stina), True)):
        for name, arguments in (("activity_programme_calendar", [lab.pk]), ("session_calendar", [lab.pk, held.pk])):
            answer = browser.get(reverse(name, args=arguments))
            (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
            assert ("mote.test" in answer.content.decode()) is inside
            assert event.decoded("dtstart") == datetime(2026, 9, 1, 10, tzinfo=UTC)
            assert answer["Content-Disposition"].endswith('.ics"')
    page(client, "session_calendar", lab.pk, held.pk + 1, status=404)


def test_the_next_session_stands_in_the_activitys_frame(cast, lab, client):
    rows.session(lab)
    rows.released(lab)
    found = page(client, "activity", lab.pk)
    assert "Nästa träff" in found
    assert "1 september kl. 12.00 – 2 september 2026 kl. 13.00" in found
    with clock.at(datetime(2026, 9, 3, tzinfo=UTC)):
        assert "Nästa träff" not in page(client, "activity", lab.pk)


def test_on_its_day_attendance_is_the_leads_one_filled_button(cast, lab, sign_in):
    held = rows.session(lab)
    rows.released(lab)

    def filled(actor):
        html = page(sign_in(actor), "activity_session", lab.pk, held.pk)
        head = html[: html.index('class="tabs')] if 'class="tabs' in html else html
        return re.findall(r'<a class="ds-button" href="[^"]*">([^<]*)</a>', head)

    assert filled(cast.stina) == ["Lägg till en programpunkt"]
    with clock.at(datetime(2026, 9, 2, 6, tzinfo=UTC)):
        assert filled(cast.stina) == ["Ta närvaro"]
        assert "Ta närvaro" not in filled(cast.dan)
        html = page(sign_in(cast.stina), "session_attendance", lab.pk, held.pk)
        assert f'<a href="{reverse("activity", args=[lab.pk])}">Tillbaka till Att lära om lärande</a>' in html


def test_when_and_how_it_stands_follow_the_released_sessions_and_not_the_plan(cast, lab, client, sign_in):
    rows.session(lab, starts=datetime(2026, 9, 1, 10, tzinfo=UTC), ends=datetime(2026, 9, 2, 11, tzinfo=UTC))
    draft = page(sign_in(cast.dan), "activity", lab.pk)
    assert "2 mars 2026 – 30 juni 2026" in draft
    assert "Pågår till 30 juni 2026." in draft
    rows.released(lab)
    found = page(client, "activity", lab.pk)
    assert "1 september 2026 – 2 september 2026" in found
    assert "2 mars 2026 –" not in found
    assert "Börjar 1 september 2026." in found
    with clock.at(datetime(2026, 9, 1, 6, tzinfo=UTC)):
        assert "Pågår till 30 juni 2026." in page(client, "activity", lab.pk)


def test_the_calendar_address_is_made_when_asked_for_and_read_without_signing_in(cast, lab, client, sign_in):
    dan = sign_in(cast.dan)
    assert "/kalender/" not in page(dan, "my_calendar").replace("/mitt-konto/kalender/", "")
    dan.post(reverse("my_calendar"))
    address = dan.get(reverse("my_calendar")).context["address"]
    path = "/kalender/" + address.rpartition("/kalender/")[2]
    assert client.get(path).status_code == 200
    assert dan.get(reverse("my_calendar")).context["web_address"].startswith("webcal://")
    dan.post(reverse("my_calendar_close"))
    assert client.get(path).status_code == 410
    assert client.get(reverse("my_calendar")).status_code == 302
