"""The guided editor: parts and items, two windows, what is wrong told beside its field, nothing typed lost."""

import pytest

from samlar.catalogue import actions, queries
from samlar.catalogue.rules import draft as texts
from samlar.catalogue.rules import parts
from samlar.formats.facts import FACTS
from tests.catalogue.examples import next_version, whole_format
from tests.web.formats.journeys import as_shown, begin, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def stina(cast, sign_in):
    return sign_in(cast.stina)


def items(cast, draft: int, place: str) -> list[dict]:
    return texts.items_at(texts.tables_of(queries.draft(cast.stina, draft).text), place)


def test_a_rule_with_an_impossible_bound_is_saved_in_the_draft_and_told_beside_the_bound(cast, stina):
    draft = whole_format(cast.stina)
    address = f"/format/utkast/{draft}/regler/rules/ny/?fakta=participants.count"
    answer = stina.post(address, opened(stina, address) | {"severity": "must", "min": "8", "max": "4", "source": "Beslut"}, follow=True)
    assert "Inget kan uppfylla det." in answer.content.decode()
    assert answer.context["form"].errors["min"]
    assert queries.problems(queries.draft(cast.stina, draft))[0].place == "rules[1].min"


@pytest.mark.parametrize("typed", ["hundra", "1e999", "-1", "NaN", "∞", "1.5", "9" * 19])
def test_a_bound_that_is_no_bound_stands_as_it_was_typed(cast, stina, typed):
    draft = whole_format(cast.stina)
    address = f"/format/utkast/{draft}/regler/rules/ny/?fakta=grant.amount"
    answer = stina.post(address, opened(stina, address) | {"severity": "must", "max": typed, "source": "Beslut"}, follow=True)
    assert answer.status_code == 200
    assert answer.context["form"].errors["max"]
    assert typed in answer.content.decode()


def test_a_share_is_written_in_per_cent(cast, stina):
    draft = whole_format(cast.stina)
    address = f"/format/utkast/{draft}/regler/rules/ny/?fakta=participants.share"
    sent = {"severity": "should", "min": "12,5 %", "kinds": ["region"], "source": "Beslut"}
    stina.post(address, opened(stina, address) | sent)
    assert str(items(cast, draft, "rules")[1]["min"]) == "0.125"
    assert stina.get(f"/format/utkast/{draft}/regler/rules/1/").context["form"]["min"].value() == "12.5"
    assert queries.problems(queries.draft(cast.stina, draft)) == ()


def test_sentences_left_to_the_system_follow_the_bounds(cast, stina):
    draft = whole_format(cast.stina)
    address = f"/format/utkast/{draft}/regler/rules/ny/?fakta=participants.count"
    stina.post(address, opened(stina, address) | {"severity": "must", "min": "3", "source": "Beslut"})
    address = f"/format/utkast/{draft}/regler/rules/1/"
    stina.post(address, as_shown(stina, address) | {"min": "", "max": "9"})
    assert items(cast, draft, "rules")[1]["sentence"]["sv"] == "Antal deltagande organisationer: högst {max}."
    own = {"sentence_sv": "Nio är nog.", "sentence_en": "Nine will do."}
    stina.post(address, as_shown(stina, address) | own)
    stina.post(address, as_shown(stina, address) | {"max": "8"})
    assert items(cast, draft, "rules")[1]["sentence"]["sv"] == "Nio är nog."


def test_a_bound_changed_under_hand_written_words_leads_back_to_them(cast, stina):
    draft = next_version(cast.stina)
    address = f"/format/utkast/{draft}/regler/rules/1/"
    answer = stina.post(address, as_shown(stina, address) | {"max": "7"}, follow=True)
    assert "läs igenom meningarna" in answer.content.decode()
    assert answer.context["form"].has_own_words()
    words = {"sentence_sv": "Två till sju organisationer deltar.", "sentence_en": "Two to seven organisations take part."}
    assert stina.post(address, as_shown(stina, address) | words)["Location"].endswith("#rules")


@pytest.mark.parametrize("fact", list(FACTS))
def test_there_is_a_form_for_a_rule_about_every_fact(cast, stina, fact):
    draft = whole_format(cast.stina)
    address = f"/format/utkast/{draft}/regler/rules/ny/?fakta={fact}"
    assert stina.get(address).status_code == 200
    assert stina.post(address, opened(stina, address) | {"severity": "must"}).status_code == 302


@pytest.mark.parametrize("list_of", [(part.key, one.key) for part in parts.PARTS for one in part.lists if one.place != "rules"])
def test_there_is_a_form_for_an_item_of_every_list_and_an_empty_one_is_told_what_it_lacks(cast, stina, list_of):
    draft = whole_format(cast.stina)
    part, key = list_of
    address = f"/format/utkast/{draft}/{part}/{key}/ny/"
    answer = stina.post(address, opened(stina, address) | {"section": "own"}, follow=True)
    assert answer.status_code == 200
    assert "?visa=1" in answer.redirect_chain[-1][0]
    assert answer.context["form"].errors


def test_items_are_moved_and_removed(cast, stina):
    draft = next_version(cast.stina)
    before = [rule["id"] for rule in items(cast, draft, "rules")]
    address = f"/format/utkast/{draft}/regler/rules/0/"
    mark = stina.get(address).context["hidden"]["mark"]
    assert stina.post(address, {"mark": mark, "deed": "down"}).status_code == 302
    assert [rule["id"] for rule in items(cast, draft, "rules")] == [before[1], before[0], *before[2:]]
    assert stina.post(address, {"mark": mark, "deed": "remove"}).status_code == 302
    assert [rule["id"] for rule in items(cast, draft, "rules")] == before[1:]
    answer = stina.post(address, {"mark": mark, "deed": "remove"}, follow=True)
    assert "i ett annat fönster" in answer.content.decode()
    assert [rule["id"] for rule in items(cast, draft, "rules")] == before[1:]


def test_a_removed_stage_is_told_where_it_is_missed(cast, stina):
    draft = whole_format(cast.stina)
    address = f"/format/utkast/{draft}/skeden/stages/3/"
    stina.post(address, {"mark": stina.get(address).context["hidden"]["mark"], "deed": "remove"})
    page = stina.get(f"/format/utkast/{draft}/").content.decode()
    assert "saker återstår" in page
    assert f"/format/utkast/{draft}/skeden/steps/3/?visa=1" in page


def test_two_windows_on_one_part_the_second_is_told_and_keeps_its_words(cast, sign_in, stina):
    majken, draft = sign_in(cast.majken), whole_format(cast.stina)
    address = f"/format/utkast/{draft}/grunder/"
    first, second = as_shown(stina, address), as_shown(majken, address)
    stina.post(address, first | {"om-source": "STINAS"})
    answer = majken.post(address, second | {"om-source": "MAJKENS"})
    assert "i ett annat fönster" in answer.content.decode()
    assert "MAJKENS" in answer.content.decode()
    assert texts.tables_of(queries.draft(cast.stina, draft).text)["source"] == "STINAS"
    marks = {f"mark_{group.key}": mark for group, _form, mark in answer.context["groups"]}
    assert majken.post(address, second | marks | {"om-source": "MAJKENS"}).status_code == 302
    assert texts.tables_of(queries.draft(cast.stina, draft).text)["source"] == "MAJKENS"


def test_two_windows_on_two_parts_both_are_kept(cast, sign_in, stina):
    majken, draft = sign_in(cast.majken), whole_format(cast.stina)
    basics, plan = f"/format/utkast/{draft}/grunder/", f"/format/utkast/{draft}/planmall/"
    first, second = as_shown(stina, basics), as_shown(majken, plan)
    stina.post(basics, first | {"om-source": "STINAS"})
    majken.post(plan, second | {"om-help_sv": "MAJKENS"})
    tables = texts.tables_of(queries.draft(cast.stina, draft).text)
    assert (tables["source"], tables["plan"]["help"]["sv"]) == ("STINAS", "MAJKENS")


def test_an_item_that_somebody_else_removed_can_be_added_again(cast, sign_in, stina):
    majken, draft = sign_in(cast.majken), next_version(cast.stina)
    address = f"/format/utkast/{draft}/spridning/duties/0/"
    mine = as_shown(majken, address)
    stina.post(address, {"mark": mine["mark"], "deed": "remove"})
    answer = majken.post(address, mine | {"label_sv": "MIN PLIKT"})
    assert "togs bort i ett annat fönster" in answer.content.decode()
    assert "MIN PLIKT" in answer.content.decode()
    majken.post(address, mine | answer.context["hidden"] | {"label_sv": "MIN PLIKT"})
    assert "MIN PLIKT" in [duty["label"]["sv"] for duty in items(cast, draft, "duties")]


def test_an_item_that_somebody_else_moved_is_the_one_that_is_changed(cast, sign_in, stina):
    majken, draft = sign_in(cast.majken), next_version(cast.stina)
    address = f"/format/utkast/{draft}/regler/rules/0/"
    mine = as_shown(majken, address)
    stina.post(address, {"mark": mine["mark"], "deed": "down"})
    assert majken.post(address, mine | {"source": "MAJKENS"}).status_code == 302
    assert [rule["source"] for rule in items(cast, draft, "rules")].index("MAJKENS") == 1


def test_the_last_item_removed_in_another_window_loses_nothing_typed(cast, sign_in, stina):
    majken, draft = sign_in(cast.majken), whole_format(cast.stina)
    address = f"/format/utkast/{draft}/regler/rules/0/"
    mine = as_shown(majken, address)
    stina.post(address, {"mark": mine["mark"], "deed": "remove"})
    answer = majken.post(address, mine | {"source": "MAJKENS"})
    assert "togs bort i ett annat fönster" in answer.content.decode()
    assert "MAJKENS" in answer.content.decode()
    majken.post(address, mine | answer.context["hidden"] | {"source": "MAJKENS"})
    assert [rule["source"] for rule in items(cast, draft, "rules")] == ["MAJKENS"]


def test_a_draft_that_was_sent_on_in_another_window_is_not_changed(cast, stina):
    draft = whole_format(cast.stina)
    address = f"/format/utkast/{draft}/grunder/"
    sent = as_shown(stina, address)
    actions.submit(cast.stina, draft, why="Därför", revision=queries.draft(cast.stina, draft).revision)
    before = queries.draft(cast.stina, draft)
    assert stina.post(address, sent | {"om-source": "SENT"}).status_code == 403
    assert queries.draft(cast.stina, draft) == before


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{ 7 }}", "{min", "a" * 60 + "\u202e", "🙂"])
def test_what_people_write_is_shown_as_it_was_written(cast, stina, text):
    draft = whole_format(cast.stina)
    address = f"/format/utkast/{draft}/grunder/"
    stina.post(address, as_shown(stina, address) | {"om-summary_sv": text, "om-summary_en": text})
    assert texts.tables_of(queries.draft(cast.stina, draft).text)["summary"]["sv"] == text
    for page in ("", "grunder/", "las/", "prova/"):
        assert b"<script>alert" not in stina.get(f"/format/utkast/{draft}/{page}").content


def test_a_text_that_is_far_too_long_is_refused_beside_its_field_and_kept(cast, stina):
    draft = whole_format(cast.stina)
    address = f"/format/utkast/{draft}/grunder/"
    before = queries.draft(cast.stina, draft)
    answer = stina.post(address, as_shown(stina, address) | {"om-summary_sv": "å" * 10_000})
    assert answer.status_code == 200
    assert answer.context["groups"][0][1].errors["summary_sv"]
    assert "å" * 10_000 in answer.content.decode()
    assert queries.draft(cast.stina, draft) == before


def test_what_remains_is_told_while_it_is_typed_and_nothing_is_saved(cast, stina):
    draft = whole_format(cast.stina)
    before = queries.draft(cast.stina, draft)
    address = f"/format/utkast/{draft}/grunder/"
    answer = stina.post(address, as_shown(stina, address) | {"om-source": "", "check": "1"}, headers={"HX-Request": "true"})
    assert "En sak återstår här" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    rule = f"/format/utkast/{draft}/regler/rules/ny/?fakta=period.months"
    answer = stina.post(rule, opened(stina, rule) | {"min": "9", "max": "2", "source": "x", "check": "1"})
    assert "Inget kan uppfylla det." in answer.content.decode()
    assert queries.draft(cast.stina, draft) == before


def test_saving_leads_where_the_button_said(cast, stina):
    draft = whole_format(cast.stina)
    address = f"/format/utkast/{draft}/regler/"
    sent = as_shown(stina, address)
    assert stina.post(address, sent | {"then": "planmall"})["Location"] == f"/format/utkast/{draft}/planmall/"
    assert stina.post(address, sent | {"then": "rules"})["Location"] == f"/format/utkast/{draft}/regler/rules/ny/"
    assert stina.post(address, sent | {"then": "https://annan.test/"})["Location"] == f"{address}?visa=1"


@pytest.mark.parametrize("page", ["finns-inte/", "regler/stages/ny/", "regler/rules/999/", "skeden/stages/99999999999999999999/"])
def test_parts_and_items_that_are_not_there_are_not_there(cast, stina, page):
    assert stina.get(f"/format/utkast/{whole_format(cast.stina)}/{page}").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "regions=abc",
        "regions=-1",
        "regions=99999",
        "start=2027-02-30",
        "start=2027-05-01&end=2027-01-01",
        "grant=1e9",
        "filled=finns-inte",
        "membership=x",
    ],
)
def test_a_case_that_cannot_be_tried_is_told_beside_its_field(cast, stina, query):
    answer = stina.get(f"/format/utkast/{next_version(cast.stina)}/prova/?{query}")
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert answer.context["verdict"] is None


def test_a_draft_is_tried_against_a_case(cast, stina):
    address = f"/format/utkast/{next_version(cast.stina)}/prova/"
    assert stina.get(address).context["form"].initial["regions"] == 3
    answer = stina.get(
        address,
        {
            "membership": "partner",
            "regions": 7,
            "leads": 2,
            "start": "2027-01-01",
            "end": "2027-03-31",
            "grant": "90000",
            "others": "10000",
        },
    )
    failed = {one.rule_id for one in answer.context["failed"]}
    assert {"proposer.membership", "participants.count", "participants.one_lead", "grant.half"} <= failed
    assert "period.months" not in failed


def test_the_summary_of_errors_says_which_text_is_empty_and_in_which_language(cast, sign_in):
    stina = sign_in(cast.stina)
    page = stina.get(f"/format/utkast/{begin(stina)}/grunder/?visa=1").content.decode()
    assert "Bestämd form i löpande text, på engelska – Texten är tom. Skriv något." in page


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        ("2, 18", [2, 18], ""),
        ("3, 6, 12", None, ""),
        ("", None, ""),
        ("12, 6", [12, 6], "stigande ordning"),
        ("ibland", "ibland", "lista"),
        ("0, 6", [0, 6], "från 1 till 36"),
    ],
)
def test_the_months_of_the_follow_up_are_typed_with_commas_and_what_is_wrong_is_told_beside_them(cast, stina, typed, kept, said):
    draft = whole_format(cast.stina)
    address = f"/format/utkast/{draft}/spridning/"
    assert stina.post(address, as_shown(stina, address) | {"uppfoljning-follow_up": typed}).status_code == 302
    assert texts.tables_of(queries.draft(cast.stina, draft).text).get("follow_up") == kept
    page = stina.get(f"{address}?visa=1").content.decode()
    assert said in page
    assert f'value="{typed or "3, 6, 12"}"' in page
