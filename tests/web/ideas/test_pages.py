"""The pages of proposals, as a browser without scripts sees them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samlar.foundation import clock
from samlar.ideas import actions, queries
from samlar.ideas.models import Proposal
from samlar.ideas.rules.rows import State
from samlar.talk import queries as talk
from tests.ideas.rows import written

NASTY = "<script>alert('x')</script><img src=x onerror=alert(1)>"
PROPOSAL = {"title": "Ny titel", "summary": "En mening.", "text": "Mer.", "format": "", "own_interest": "none", "revision": "0"}


def page(response, status=200):
    assert response.status_code == status, response.content.decode()[:2000]
    text = response.content.decode()
    assert text.count("<h1") == 1
    return text


def plain(text):
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def filled_buttons(text):
    main = text.split('<main id="main"')[1].split("</main>")[0]
    found = re.findall(r'<(?:a|button)[^>]*class="ds-button[^"]*"[^>]*>', main)
    return [one for one in found if "data-variant" not in one]


# — the list —


def test_a_visitor_is_told_who_sees_proposals_and_sees_none(cast, client):
    written(cast.stina, title="Hemlig vattenfråga")
    text = page(client.get("/ideer/"))
    assert "Hemlig vattenfråga" not in text
    assert "/logga-in/" in text
    assert "Skriv ett förslag" not in text


def test_the_list_tells_what_decides(cast, sign_in):
    made = written(cast.stina, title="Vattenbrist", format="provrum")
    actions.show_interest(cast.dan, made, would_lead=True)
    actions.show_interest(cast.siv, made, would_lead=False)
    row = plain(page(sign_in(cast.gun).get("/ideer/")))
    assert "Vattenbrist Region Kalmar län Provrum 2 intresserade Region Dalarna kan leda har ledare" in row


def test_the_list_asks_the_same_number_of_questions_of_one_row_and_of_many(cast, sign_in):
    browser = sign_in(cast.dan)
    made = written(cast.stina, title="Första")
    actions.show_interest(cast.gun, made, would_lead=True)
    browser.get("/ideer/")
    with CaptureQueriesContext(connection) as one:
        browser.get("/ideer/")
    for number in range(12):
        more = written(cast.stina, title=f"Fler {number}", format="provrum")
        actions.show_interest(cast.jon, more, would_lead=True)
        actions.show_interest(cast.siv, more, would_lead=False)
        actions.carry_on_as(cast.dan, more, format="expedition")
    with CaptureQueriesContext(connection) as many:
        browser.get("/ideer/")
    assert len(many) == len(one)


def test_the_page_asks_the_same_number_of_questions_however_many_are_interested_and_write(cast, sign_in):
    made = written(cast.stina, own_interest="join")
    actions.comment_proposal(cast.dan, made, "Hej.")
    browser = sign_in(cast.klara)
    browser.get(f"/ideer/{made}/")
    with CaptureQueriesContext(connection) as one:
        browser.get(f"/ideer/{made}/")
    for who in (cast.dan, cast.gun, cast.jon, cast.siv, cast.erin):
        actions.show_interest(who, made, would_lead=who.is_member)
        actions.comment_proposal(who, made, "Vi också.")
    with CaptureQueriesContext(connection) as many:
        page(browser.get(f"/ideer/{made}/"))
    assert len(many) == len(one)


def test_choices_in_the_address_narrow_the_list_and_can_be_shared(cast, sign_in):
    leads = written(cast.stina, title="Ledd", format="provrum")
    actions.show_interest(cast.dan, leads, would_lead=True)
    written(cast.jon, title="Oledd")
    gone = written(cast.stina, title="Borta")
    actions.withdraw_proposal(cast.stina, gone, reason="Nej.")
    taken = written(cast.stina, title="Tagen")
    actions.mark_taken(cast.dan, taken)
    written(cast.dan, title="Dans utkast", publish=False)
    written(cast.stina, title="Stinas utkast", publish=False)
    browser = sign_in(cast.dan)

    def titles(query):
        return set(re.findall(r'class="whole" href="/ideer/\d+/">([^<]+)<', page(browser.get(f"/ideer/?{query}"))))

    assert titles("") == {"Ledd", "Oledd"}
    assert titles("lage=soker-ledare") == {"Oledd"}
    assert titles("lage=utkast") == {"Dans utkast"}
    assert titles("lage=tillbakadragna") == {"Borta"}
    assert titles("lage=aktiviteter") == {"Tagen"}
    assert titles("lage=alla") == {"Ledd", "Oledd", "Borta", "Tagen", "Dans utkast"}
    assert titles("format=provrum") == {"Ledd"}
    assert titles("format=fritt") == {"Oledd"}
    assert titles("vilkas=vara&lage=alla") == {"Dans utkast"}
    assert titles("vilkas=intresse") == {"Ledd"}
    assert titles("q=LEDD&lage=alla") == {"Ledd", "Oledd"}
    assert titles("lage=nonsens&ordning=nonsens&vilkas=nonsens") == {"Ledd", "Oledd"}
    assert titles("format=finns-inte") == set()


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%ED%A0%80", "page=0", "page=-1", "page=99999999999999999999", "page=x", "format=%00%27%22", "q=" + "x" * 5000]
)
def test_no_address_breaks_the_list(cast, sign_in, query):
    written(cast.stina)
    page(sign_in(cast.dan).get(f"/ideer/?{query}"))


def test_titles_are_found_whatever_the_case_also_of_swedish_letters(cast):
    for title in ("Öppna data", "ÅTERVINNING på ön", "Lan och län"):
        written(cast.stina, title=title)

    def found(words):
        return [row.title for row in queries.proposals(cast.dan, queries.Wanted(title=words)).object_list]

    assert found("öppna") == ["Öppna data"]
    assert found("ÖN återvinning") == ["ÅTERVINNING på ön"]
    assert found("oppna") == []


def test_another_organisations_draft_is_in_no_list_count_or_search(cast, sign_in, visitor):
    draft = written(cast.stina, title="Plommonhemligheten", publish=False)
    for viewer in (cast.dan, cast.klara, cast.ture, cast.sanna, cast.siv, cast.gustav, cast.nils, visitor):
        browser = sign_in(viewer)
        for query in ("", "lage=alla", "lage=utkast", "q=plommon&lage=alla", "vilkas=vara&lage=alla"):
            text = page(browser.get(f"/ideer/?{query}"))
            assert "Plommonhemligheten" not in text
            assert queries.proposals(viewer, queries.Wanted(state="all", title="plommon")).paginator.count == 0
        for path in ("", "andra/", "dra-tillbaka/", "intresse/"):
            response = browser.get(f"/ideer/{draft}/{path}")
            assert response.status_code == (404 if viewer.signed_in else 302)
        for path in ("publicera/", "intresse/", "intresse/ta-tillbaka/", "kommentera/", "for-vidare/", "andra/", "dra-tillbaka/"):
            response = browser.post(f"/ideer/{draft}/{path}", {**PROPOSAL, "would_lead": "0", "text": "x", "reason": "x"})
            assert response.status_code in ((302,) if not viewer.signed_in else (404, 403)), path
    assert Proposal.objects.get().state == State.DRAFT


@pytest.mark.parametrize(
    "path", ["/ideer/99999999999999999999/", "/ideer/0/", "/ideer/9223372036854775808/andra/", "/ideer/99999999999999999999/intresse/"]
)
def test_an_address_with_an_impossible_number_is_not_found(cast, sign_in, path):
    page(sign_in(cast.stina).get(path), 404)


# — writing —


def test_a_proposal_is_written_and_published_in_one_act(cast, sign_in):
    response = sign_in(cast.stina).post(
        "/ideer/nytt/", {**PROPOSAL, "format": "provrum", "own_interest": "lead", "deed": "publish"}, follow=True
    )
    text = plain(page(response))
    assert "Region Kalmar län är intresserad och vill leda" in text
    assert "Alla medlemmar och partner ser det nu" in text
    assert Proposal.objects.get().state == State.PUBLISHED


def test_the_key_that_sends_a_form_saves_a_draft_and_publishes_nothing(cast, sign_in):
    text = page(sign_in(cast.stina).get("/ideer/nytt/"))
    assert text.index('value="draft"') < text.index('value="publish"')
    sign_in(cast.stina).post("/ideer/nytt/", PROPOSAL)
    assert Proposal.objects.get().state == State.DRAFT


def test_a_partner_meets_the_rule_its_source_and_the_way_in_before_writing(cast, sign_in):
    text = page(sign_in(cast.siv).get("/ideer/nytt/?format=provrum"))
    said = plain(text)
    assert "Bara medlemmar kan föreslå provrum" in said
    assert "avsnittet ”Urvalsprocess”" in said
    assert "/ideer/?format=provrum" in text
    assert '<option value="provrum"' not in text
    assert '<option value="larprojekt"' in text


def test_a_partner_who_sends_a_test_room_all_the_same_is_refused_and_loses_nothing(cast, sign_in):
    sent = {**PROPOSAL, "format": "provrum", "title": "Vår långa titel", "text": "Det vi skrev.", "deed": "publish"}
    text = page(sign_in(cast.siv).post("/ideer/nytt/", sent))
    assert "Bara medlemmar kan föreslå provrum" in plain(text)
    assert "Vår långa titel" in text
    assert "Det vi skrev." in text
    assert not Proposal.objects.exists()


def test_what_is_too_long_is_said_by_its_field_and_kept_in_the_form(cast, sign_in):
    sent = {**PROPOSAL, "title": "t" * 10_000, "summary": "s" * 10_000, "text": "x" * 10_000, "own_interest": "hm", "deed": "publish"}
    text = page(sign_in(cast.stina).post("/ideer/nytt/", sent))
    for value in ("t" * 10_000, "s" * 10_000, "x" * 10_000):
        assert value in text
    assert "Det är 4 saker att rätta" in text
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("field", ["title", "summary", "text", "format", "own_interest", "revision"])
def test_a_nul_byte_in_a_field_breaks_nothing(cast, sign_in, field):
    page(sign_in(cast.stina).post("/ideer/nytt/", {**PROPOSAL, field: "a\x00b", "deed": "publish"}))


def test_scripts_stay_the_signs_they_are_wherever_people_write(cast, sign_in):
    browser = sign_in(cast.dan)
    made = written(cast.stina, title=f"T{NASTY}"[:120], summary=NASTY, text=f"{NASTY}\n\n[klicka](javascript:alert(1))")
    browser.post(f"/ideer/{made}/intresse/", {"would_lead": "1", "note": NASTY})
    browser.post(f"/ideer/{made}/kommentera/", {"text": NASTY})
    sign_in(cast.stina).post(f"/ideer/{made}/dra-tillbaka/", {"reason": NASTY})
    for address in (f"/ideer/{made}/", "/ideer/?lage=alla"):
        text = page(browser.get(address))
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert 'href="javascript' not in text


def test_a_draft_without_summary_leads_to_writing_on(cast, sign_in):
    draft = written(cast.stina, publish=False, summary="")
    browser = sign_in(cast.stina)
    text = page(browser.get(f"/ideer/{draft}/"))
    assert "Sammanfattningen saknas" in text
    assert "publicera/" not in text
    answer = page(browser.post(f"/ideer/{draft}/publicera/", {"revision": "1"}))
    assert "Skriv en mening om vad förslaget går ut på" in answer


def test_the_second_of_two_windows_keeps_its_words_and_reads_the_firsts(cast, sign_in):
    draft = written(cast.stina, publish=False)
    first, second = sign_in(cast.majken), sign_in(cast.stina)
    first.post(f"/ideer/{draft}/andra/", {**PROPOSAL, "title": "Majkens titel", "revision": "1"})
    text = page(second.post(f"/ideer/{draft}/andra/", {**PROPOSAL, "title": "Stinas titel", "text": "Stinas text", "revision": "1"}))
    assert "Majkens titel" in text
    assert 'value="Stinas titel"' in text
    assert "Stinas text" in text
    assert "Någon annan sparade" in text
    read = re.search(r'name="revision" value="(\d+)"', text).group(1)
    second.post(f"/ideer/{draft}/andra/", {**PROPOSAL, "title": "Stinas titel", "revision": read})
    assert queries.proposal(cast.stina, draft).title == "Stinas titel"


def test_a_draft_that_a_colleague_saved_is_not_published_unread(cast, sign_in):
    draft = written(cast.stina, publish=False)
    actions.edit_proposal(cast.majken, draft, revision=1, title="Ändrad", summary="Ny.")
    text = page(sign_in(cast.stina).post(f"/ideer/{draft}/publicera/", {"revision": "1"}, follow=True))
    assert "Någon annan sparade utkastet" in text
    assert queries.proposal(cast.stina, draft).state is State.DRAFT


def test_a_published_proposal_is_changed_with_a_mark_and_without_choosing_format_anew(cast, sign_in):
    made = written(cast.stina, format="provrum")
    browser = sign_in(cast.stina)
    assert 'name="format"' not in page(browser.get(f"/ideer/{made}/andra/"))
    text = page(browser.post(f"/ideer/{made}/andra/", {**PROPOSAL, "title": "Rättad", "revision": "2"}, follow=True))
    assert "Rättad" in text
    assert "ändrat 20 november 2026" in text


def test_to_withdraw_asks_why_and_the_reason_is_the_state(cast, sign_in):
    made = written(cast.stina)
    browser = sign_in(cast.stina)
    assert "Skriv varför" in page(browser.post(f"/ideer/{made}/dra-tillbaka/", {"reason": " "}))
    text = plain(page(browser.post(f"/ideer/{made}/dra-tillbaka/", {"reason": "Löst på annat håll."}, follow=True)))
    assert "Region Kalmar län drog tillbaka förslaget: Löst på annat håll." in text


@pytest.mark.parametrize("path", ["andra/", "dra-tillbaka/"])
def test_a_visible_proposal_of_others_refuses_with_who_may(cast, sign_in, path):
    made = written(cast.stina)
    assert "Region Kalmar län" in page(sign_in(cast.dan).get(f"/ideer/{made}/{path}"), 403)


@pytest.mark.parametrize("path", ["andra/", "dra-tillbaka/", "intresse/"])
def test_a_closed_proposal_says_so_instead_of_showing_a_form(cast, sign_in, path):
    made = written(cast.stina)
    actions.mark_taken(cast.dan, made)
    assert "blivit en aktivitet" in page(sign_in(cast.stina).get(f"/ideer/{made}/{path}"), 409)


# — the one next step —


def test_each_viewer_has_at_most_one_filled_button(cast, sign_in):
    draft = written(cast.stina, publish=False)
    made = written(cast.stina, format="provrum")
    actions.show_interest(cast.gun, made, would_lead=True)
    for viewer, address in (
        (cast.stina, f"/ideer/{draft}/"), (cast.dan, f"/ideer/{made}/"), (cast.gun, f"/ideer/{made}/"), (cast.siv, f"/ideer/{made}/"),
        (cast.dan, "/ideer/"), (cast.stina, "/ideer/nytt/"), (cast.stina, f"/ideer/{draft}/andra/"), (cast.dan, f"/ideer/{made}/intresse/"),
        (cast.gun, f"/ideer/{made}/intresse/"),
    ):  # fmt: skip
        assert len(filled_buttons(page(sign_in(viewer).get(address)))) <= 1


def test_interest_is_shown_with_one_press_and_changed_on_its_own_page(cast, sign_in):
    made = written(cast.stina, format="provrum")
    browser = sign_in(cast.dan)
    assert "Visa intresse, vi kan leda" in page(browser.get(f"/ideer/{made}/"))
    text = plain(page(browser.post(f"/ideer/{made}/intresse/", {"would_lead": "0"}, follow=True)))
    assert "Region Dalarna är intresserad. Ingen vill leda än." in text
    assert "Ni är med bland de intresserade." in text
    browser.post(f"/ideer/{made}/intresse/", {"would_lead": "1", "note": "Vi har en drönare."})
    text = plain(page(browser.get(f"/ideer/{made}/")))
    assert "Region Dalarna är intresserad och vill leda." in text
    assert "Vi har en drönare." in text
    text = plain(page(browser.post(f"/ideer/{made}/intresse/ta-tillbaka/", follow=True)))
    assert "Ingen organisation har visat intresse än." in text


def test_a_partner_is_not_offered_to_lead_and_is_told_why_if_it_tries(cast, sign_in):
    made = written(cast.stina, format="provrum")
    browser = sign_in(cast.siv)
    assert "vi kan leda" not in page(browser.get(f"/ideer/{made}/"))
    text = plain(page(browser.post(f"/ideer/{made}/intresse/", {"would_lead": "1", "note": "Vi vill"})))
    assert "Den som leder ska vara medlem. Ni är partner." in text
    assert "Vi vill" in text
    assert queries.interested(made) == ()


@pytest.mark.parametrize("sent", [{}, {"would_lead": "kanske"}, {"would_lead": "1", "note": "x" * 10_000}])
def test_an_answer_that_cannot_be_read_is_said_and_nothing_is_kept(cast, sign_in, sent):
    made = written(cast.stina)
    assert "sak att rätta" in page(sign_in(cast.dan).post(f"/ideer/{made}/intresse/", {**sent, "x": "1"}))
    assert queries.interested(made) == ()


# — comments —


def test_a_comment_shows_name_and_organisation_and_leaves_its_place_when_removed(cast, sign_in):
    made = written(cast.stina)
    browser = sign_in(cast.dan)
    text = plain(page(browser.post(f"/ideer/{made}/kommentera/", {"text": "Vi har **gjort** det."}, follow=True)))
    assert "Dan Fiktivsson Region Dalarna" in text
    (comment,) = talk.thread(cast.dan, queries.proposal(cast.dan, made).thread)
    assert "Ta bort kommentaren" not in page(sign_in(cast.gun).get(f"/ideer/{made}/"))
    page(sign_in(cast.gun).post(f"/ideer/{made}/kommentarer/{comment.id}/ta-bort/"), 403)
    text = plain(page(browser.post(f"/ideer/{made}/kommentarer/{comment.id}/ta-bort/", follow=True)))
    assert "Kommentaren är borttagen." in text
    assert "gjort" not in text


@pytest.mark.parametrize(("text", "said"), [("", "Skriv något först"), (" \n ", "Skriv något först"), ("x" * 10_000, "rätta")])
def test_a_comment_that_cannot_be_kept_is_refused_plainly_and_stays_in_its_field(cast, sign_in, text, said):
    made = written(cast.stina)
    answer = page(sign_in(cast.dan).post(f"/ideer/{made}/kommentera/", {"text": text}))
    assert said in answer
    assert text.strip() in answer
    assert "Ingen har skrivit något än." in answer


def test_a_comment_of_another_thread_is_not_found_under_this_one(cast, sign_in):
    one, other = written(cast.stina), written(cast.stina)
    comment = actions.comment_proposal(cast.dan, one, "Här.")
    page(sign_in(cast.dan).post(f"/ideer/{other}/kommentarer/{comment}/ta-bort/"), 404)
    page(sign_in(cast.dan).post(f"/ideer/{one}/kommentarer/99999999999999999999/ta-bort/"), 404)


# — carrying on —


def test_a_proposal_is_carried_on_as_a_test_room_in_one_press(cast, sign_in):
    made = written(cast.jon, title="Smalt", format="larprojekt")
    actions.show_interest(cast.gun, made, would_lead=True)
    browser = sign_in(cast.dan)
    assert "För vidare som förslag till provrum" in page(browser.get(f"/ideer/{made}/"))
    text = plain(page(browser.post(f"/ideer/{made}/for-vidare/", follow=True)))
    assert "Region Gotland är intresserad och vill leda." in text
    assert "Kommer av ett förslag från Region Jönköpings län" in text
    original = page(browser.get(f"/ideer/{made}/"))
    assert "Förslaget förs vidare av Region Dalarna." in original
    assert "För vidare som förslag till provrum" not in original
    page(browser.post(f"/ideer/{made}/for-vidare/"), 409)


def test_a_partner_is_not_offered_the_way_in_and_meets_the_rule(cast, sign_in):
    made = written(cast.jon)
    browser = sign_in(cast.siv)
    assert "/for-vidare/" not in page(browser.get(f"/ideer/{made}/"))
    assert "Bara medlemmar kan föreslå provrum" in plain(page(browser.post(f"/ideer/{made}/for-vidare/"), 403))


def test_the_pages_speak_english_to_those_who_read_it(cast, sign_in):
    made = written(cast.stina, format="provrum")
    text = plain(page(sign_in(cast.erin).get(f"/ideer/{made}/")))
    assert "No organisation has shown interest yet." in text
    assert "Show interest" in text
    assert "Visa intresse" not in text


def test_nothing_is_done_by_looking(cast, sign_in):
    made = written(cast.stina)
    for path in ("publicera/", "intresse/ta-tillbaka/", "kommentera/", "for-vidare/"):
        assert sign_in(cast.stina).get(f"/ideer/{made}/{path}").status_code == 405


def test_today_is_the_day_that_the_page_tells(cast, sign_in):
    made = written(cast.stina)
    assert "20 november 2026" in page(sign_in(cast.dan).get(f"/ideer/{made}/"))
    assert clock.today().isoformat() == "2026-11-20"
