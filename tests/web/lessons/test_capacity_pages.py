"""The pages of learning capacity: answered on a phone, read together, shared by choice; bad input changes nothing (F5)."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samlar.lessons.actions import capacity as actions
from samlar.lessons.models import CapacityAction, CapacityAnswer, CapacityRound, CompetenceNeed
from samlar.lessons.queries import capacity as reads
from tests.lessons.answering import ALL, answered, closed, colleague, opened
from tests.lessons.test_capacity import others

pytestmark = pytest.mark.django_db
WORDS = "Vi frågar varandra på fredagar."


def said(answer):
    return unescape(answer.content.decode())


@pytest.fixture
def three(cast):
    return [cast.stina, cast.majken, colleague(cast.stina.organisation, "Tredje")]


def test_an_empty_page_says_what_it_is_and_leads_to_the_first_analysis(cast, sign_in):
    page = said(sign_in(cast.stina).get(reverse("capacity")))
    assert "Ni har inte gjort någon analys än" in page
    assert reverse("capacity_new") in page


def test_an_analysis_is_opened_colleagues_invited_answered_closed_concluded_and_done_again(cast, sign_in, three):
    browser = sign_in(cast.stina)
    begun = browser.post(reverse("capacity_new"), {"name": "Våren", "last_day": "2026-12-01", "subject_areas": "Vatten\nKultur"})
    made = CapacityRound.objects.get().pk
    assert begun["Location"] == reverse("capacity_invite", args=[made])
    browser.post(reverse("capacity_invite", args=[made]), {"persons": [str(three[1].person), str(three[2].person)]})
    for who in three:
        page = sign_in(who).post(reverse("capacity_answer", args=[made]), {**dict.fromkeys(ALL, "4"), "read": "0", "hinders_place": WORDS, "subject_area": "Vatten"})
        assert page.status_code == 302
    assert "3 har svarat" in said(browser.get(reverse("capacity_round", args=[made])))
    assert WORDS not in said(browser.get(reverse("capacity_round", args=[made])))
    browser.post(reverse("capacity_close", args=[made]))
    page = said(browser.get(reverse("capacity_round", args=[made])))
    assert page.count(WORDS) == 1
    assert "De fyra delarna är lika starka." in page
    assert "Tredje" not in page
    browser.post(reverse("capacity_conclusion", args=[made]), {"conclusion": "Vi börjar med mötena.", "revision": "2"})
    browser.post(reverse("capacity_action_new", args=[made]), {"text": "Boka en halvdag", "part": "place", "owner": "", "due": "2026-12-20"})
    page = said(browser.get(reverse("capacity_round", args=[made])))
    assert "Vi börjar med mötena." in page
    assert "behöver ny ägare" in page
    again = browser.get(f"{reverse('capacity_new')}?igen={made}")
    assert "Samma frågor som i ”Våren”" in said(again)
    assert "Vatten\nKultur" in said(again)


def test_what_is_wrong_stands_by_its_field_and_nothing_typed_is_lost(cast, sign_in):
    made = opened(cast.stina, areas=("Vatten",))
    here, browser = reverse("capacity_answer", args=[made]), sign_in(cast.stina)
    for wrong in (
        {"i1": "6"}, {"i1": "-1"}, {"i1": "x"}, {"i1": "9" * 400}, {"i1": "\x00"}, {}, {"i1": "3", "read": "x"}, {"i1": "3", "read": "9" * 30},
        {"i1": "3", "hinders_place": "x" * 100_000}, {"i1": "3", "function": "chef"}, {"i1": "3", "subject_area": "Annat"}, {"x9": "3"},
    ):  # fmt: skip
        answer = browser.post(here, {"read": "0", "strengthens_place": WORDS, **wrong})
        assert answer.status_code in (409, 422), wrong
        assert WORDS in said(answer)
        assert 'class="errors"' in said(answer)
    assert not CapacityAnswer.objects.exists()


def test_the_other_window_is_told_and_keeps_what_was_typed(cast, sign_in):
    made = opened(cast.stina)
    here, browser = reverse("capacity_answer", args=[made]), sign_in(cast.stina)
    browser.post(here, {"read": "0", "i1": "2"})
    late = browser.post(here, {"read": "0", "i1": "5", "strengthens_place": WORDS})
    assert late.status_code == 409
    assert WORDS in said(late)
    assert CapacityAnswer.objects.get().marks == {"i1": 2}
    stamp = said(late).split('name="read" value="')[1].split('"')[0]
    assert browser.post(here, {"read": stamp, "i1": "5"}).status_code == 302
    assert CapacityAnswer.objects.get().marks == {"i1": 5}


def test_a_closed_analysis_takes_no_answer_and_says_so(cast, sign_in):
    made = closed([cast.stina])
    answer = sign_in(cast.majken).post(reverse("capacity_answer", args=[made]), {"read": "0", "i1": "5"})
    assert answer.status_code == 409
    assert "avslutad" in said(answer)
    assert CapacityAnswer.objects.count() == 1
    for name in ("capacity_invite", "capacity_change"):
        assert sign_in(cast.stina).get(reverse(name, args=[made])).status_code in (409, 422)
    assert sign_in(cast.stina).post(reverse("capacity_close", args=[made])).status_code == 302


def test_with_too_few_answers_there_is_nothing_to_conclude_or_share_and_one_way_on(cast, sign_in):
    browser = sign_in(cast.stina)
    still = opened(cast.stina)
    assert "0 av minst 3 har svarat" in said(browser.get(reverse("capacity_round", args=[still])))
    actions.close(cast.stina, still)
    assert said(browser.get(reverse("capacity_round", args=[still]))).count("?igen=") == 1
    for name in ("capacity_share", "capacity_conclusion"):
        for answer in (browser.get(reverse(name, args=[still])), browser.post(reverse(name, args=[still]), {"revision": "2", "conclusion": "Slutsats"})):
            assert answer.status_code in (409, 422)
            assert "Färre än tre har svarat" in said(answer)
    assert CapacityRound.objects.get().conclusion == ""


def test_looking_changes_nothing(cast, sign_in):
    made = opened(cast.stina)
    for name in ("capacity_round", "capacity_close", "capacity_invite", "capacity_answer", "capacity_change"):
        assert sign_in(cast.stina).get(reverse(name, args=[made])).status_code == 200
    assert CapacityRound.objects.get().revision == 1


def test_the_answer_is_begun_with_ones_function_and_shows_what_was_said(cast, sign_in):
    made = opened(cast.stina)
    here, browser = reverse("capacity_answer", args=[made]), sign_in(cast.stina)
    assert '<option value="strategic" selected>' in said(browser.get(here))
    assert "Namn står aldrig vid svaren" in said(browser.get(here))
    browser.post(here, {"read": "0", "i1": "0", "function": ""})
    page = said(browser.get(here))
    assert '<option value="" selected>' in page
    assert 'name="i1" value="0" id="id_i1_5" checked' in page
    browser.post(here, {"deed": "take_back"})
    assert not CapacityAnswer.objects.exists()


def test_others_read_what_is_shared_and_nothing_else(cast, sign_in, three):
    made = opened(cast.stina)
    for one in three:
        answered(one, made, hinders={"place": WORDS})
    actions.close(cast.stina, made)
    actions.conclude(cast.stina, made, "Vår slutsats", revision=2)
    browser = sign_in(cast.dan)
    assert browser.get(reverse("capacity_round", args=[made])).status_code == 404
    assert "Region Kalmar" not in said(browser.get(reverse("capacity")))
    sign_in(cast.stina).post(reverse("capacity_share", args=[made]), {"shared": "on", "revision": "3"})
    assert not CapacityRound.objects.get().compares
    page = said(browser.get(reverse("capacity_round", args=[made])))
    assert "Vår slutsats" in page
    assert WORDS not in page
    assert "Region Kalmar" in said(browser.get(reverse("capacity")))
    for name in ("capacity_answer", "capacity_invite", "capacity_close", "capacity_share", "capacity_conclusion", "capacity_action_new", "capacity_change"):
        assert browser.get(reverse(name, args=[made])).status_code == 403
        assert browser.post(reverse(name, args=[made]), {"i1": "3", "read": "0"}).status_code == 403


def test_a_comparison_shows_with_five_others_and_not_even_their_number_with_four(cast, sign_in, three):
    made = closed(three)
    others(cast, 4)
    page = said(sign_in(cast.stina).get(reverse("capacity_round", args=[made])))
    assert "Jämfört med andra" not in page
    assert "4 andra" not in page
    with_five = others(cast, 5)
    page = said(sign_in(cast.stina).get(reverse("capacity_round", args=[made])))
    assert "Jämfört med andra" in page
    assert "5 andra" in page
    assert "Region Stockholm" not in page
    assert len(with_five) == 5


def test_an_action_is_done_and_a_need_is_met(cast, sign_in, three):
    made, browser = closed(three), sign_in(cast.stina)
    new = {"text": "Boka en halvdag", "part": "place", "owner": str(cast.dan.person), "due": "2026-12-20"}
    refused = browser.post(reverse("capacity_action_new", args=[made]), new)
    assert refused.status_code == 422
    assert "Boka en halvdag" in said(refused)
    browser.post(reverse("capacity_action_new", args=[made]), {**new, "owner": str(cast.stina.person)})
    action = CapacityAction.objects.get().pk
    browser.post(reverse("capacity_action", args=[action]), {**new, "owner": str(cast.stina.person), "done": "2026-11-20", "outcome": "Bokad."})
    assert CapacityAction.objects.get().outcome == "Bokad."
    browser.post(reverse("capacity_need_new"), {"text": "Leda utan att bestämma", "function": "strategic"})
    need = CompetenceNeed.objects.get().pk
    for wrong in ({"text": ""}, {"text": "x", "met": "31/2"}, {"text": "x", "met": "2026-11-20"}, {"text": "x" * 100_000}, {"text": "x", "function": "y"}):
        assert browser.post(reverse("capacity_need", args=[need]), wrong).status_code == 422
    browser.post(reverse("capacity_need", args=[need]), {"text": "Leda utan att bestämma", "met": "2026-11-20", "how_met": "Kurs"})
    assert CompetenceNeed.objects.get().how_met == "Kurs"


def test_pages_ask_as_much_however_much_there_is(cast, sign_in, three):
    browser = sign_in(cast.stina)

    def asked(path):
        with CaptureQueriesContext(connection) as found:
            assert browser.get(path).status_code == 200
        return len(found)

    first = closed(three, "Ett")
    paths = [reverse("capacity"), reverse("capacity_round", args=[first])]
    others(cast, 1)
    closed(three, "Två")
    asked(paths[0])
    before = [asked(path) for path in paths]
    for name in ("Tre", "Fyra", "Fem"):
        made = closed(three, name)
        for place in range(3):
            actions.agree(cast.stina, made, reads.rules.Agreed("place", f"Sak {place}", cast.stina.person, reads.clock.today()))
    others(cast, 6)
    assert [asked(path) for path in paths] == before
