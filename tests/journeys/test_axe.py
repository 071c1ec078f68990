"""Every page of the sample world in a browser: axe finds nothing, and the page is whole in two languages, two schemes, two widths.

Whoever adds an address says here who opens it, or that it isn't a page.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.journeys.conftest import Open, World
from tests.web.access import patterns

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parents[1] / "vendor" / "axe" / "axe.min.js").read_text()
FIND = (Path(__file__).parent / "named.py").read_text()
RUN = """axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"]})
.then(found => found.violations.map(one => `${one.id}: ${one.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(" | ")}`))"""
PHONE, DESK = {"width": 375, "height": 800}, {"width": 1280, "height": 900}

# Who opens what: a key of the cast, with a word for which of several walks. What stands for an argument is named in IDS; "activity_id" alone means one of the kind that the page is about.
WALKS: dict[str, dict[str, dict[str, str]]] = {
    "visitor": {
        "manager_page": {"token": "approval"}, "assignment_answer": {"token": "assigned"},
        "start": {}, "search": {}, "about": {}, "accessibility": {}, "privacy": {}, "look": {},
        "account_login": {}, "account_signup": {}, "account_inactive": {},
        "organisations": {}, "organisation": {"slug": "home"}, "mandates": {}, "bodies": {}, "body": {"slug": "body"},
        "activities": {}, "activity_result": {"activity_id": "reported"}, "activity_factors": {"activity_id": "running"}, "activity_family": {"activity_id": "network"},
        "formats": {}, "format": {"format_id": "format"}, "format_version": {"format_id": "format", "number": "number"},
        "format_compare": {"format_id": "format"}, "sample_sign_in": {}, "sample_outbox": {}, "sample_letter": {"letter": "letter"},
    },
    "stina": {
        "my_page": {}, "our_organisation": {}, "my_account": {}, "change_address": {}, "take_address": {"token": "token"}, "confirm_move": {"token": "move"},
        "account_logout": {}, "mfa_list_webauthn": {}, "mfa_add_webauthn": {},
        "proposals": {}, "proposal_new": {}, "proposal": {"proposal_id": "open"}, "proposal_edit": {"proposal_id": "draft"},
        "proposal_withdraw": {"proposal_id": "draft"}, "proposal_interest": {"proposal_id": "other"}, "activity_start": {"proposal_id": "other"},
        "activity": {"activity_id": "planned"}, "activity_history": {"activity_id": "planned"}, "activity_participants": {"activity_id": "planned"},
        "activity_remove": {"activity_id": "planned", "participation_id": "participation"}, "activity_plan": {"activity_id": "planned"},
        "activity_results_state": {"activity_id": "planned"}, "activity_override": {"activity_id": "planned", "rule_id": "rule"}, "activity_step": {"activity_id": "planned", "step_id": "step"},
        "activity_report": {"activity_id": "led"}, "activity_factors_write": {"activity_id": "led"},
        "activity_contacts": {"activity_id": "led"}, "activity_contacts_ask": {"activity_id": "led"}, "contacts": {}, "contact": {"request_id": "request"}, "leads": {},
        "activity_evaluation": {"activity_id": "reported"}, "format_evaluation": {"format_id": "format", "number": "number"},
        "format_new": {}, "format_draft": {"draft_id": "format_draft"},
        "format_text": {"draft_id": "format_draft"}, "format_preview": {"draft_id": "whole_draft"}, "format_tryout": {"draft_id": "whole_draft"},
        "format_part": {"draft_id": "format_draft", "part_key": "part"}, "format_item_new": {"draft_id": "format_draft", "part_key": "part", "items_key": "items"},
        "format_item": {"draft_id": "format_draft", "part_key": "part", "items_key": "items", "number": "zero"},
        "format_wish_new": {"format_id": "format"}, "envelope": {"format_id": "format", "year": "year"},
    },
    "stina who leads a lab": {
        "activity_terms": {"activity_id": "coming_lab"}, "activity_registrations": {"activity_id": "coming_lab"},
        "registration_turn_down": {"activity_id": "coming_lab", "registration_id": "unasked"},
        "activity_assignments": {"activity_id": "coming_lab"},
        "activity_invitation": {"activity_id": "led"}, "activity_invitation_write": {"activity_id": "led"}, "activity_invitation_publish": {"activity_id": "led"},
        "activity_invite": {"activity_id": "led"}, "activity_staff": {"activity_id": "led"}, "activity_staff_add": {"activity_id": "led"},
        "activity_staff_change": {"activity_id": "led", "staff_id": "staff"}, "activity_guide": {"activity_id": "led"},
        "activity_marks": {"activity_id": "lab"}, "activity_contact_list": {"activity_id": "lab"}, "activity_contact_list_network": {"activity_id": "lab"},
        "activity_carry_on": {"activity_id": "led"},
        "activity_homework": {"activity_id": "lab"}, "homework": {"activity_id": "lab", "homework_id": "task"},
        "homework_talk": {"activity_id": "lab", "homework_id": "task"}, "handin": {"activity_id": "lab", "homework_id": "task", "handin_id": "answer"},
        "homework_hand_in": {"activity_id": "coming_lab", "homework_id": "given"}, "homework_new": {"activity_id": "coming_lab"},
        "homework_edit": {"activity_id": "coming_lab", "homework_id": "coming_task"},
        "homework_take_up": {"activity_id": "coming_lab", "homework_id": "coming_task"},
        "activity_programme": {"activity_id": "coming_lab"}, "activity_programme_version": {"activity_id": "coming_lab", "number": "first"},
        "activity_programme_release": {"activity_id": "coming_lab"}, "activity_session": {"activity_id": "coming_lab", "session_id": "coming"},
        "session_new": {"activity_id": "coming_lab"}, "sessions_of_format": {"activity_id": "coming_lab"},
        "session_change": {"activity_id": "coming_lab", "session_id": "coming"}, "session_cancel": {"activity_id": "coming_lab", "session_id": "coming"},
        "item_new": {"activity_id": "coming_lab", "session_id": "coming"}, "items_new": {"activity_id": "coming_lab", "session_id": "coming"},
        "item_propose": {"activity_id": "coming_lab", "session_id": "coming"}, "item_change": {"activity_id": "coming_lab", "item_id": "proposed"},
        "item_decline": {"activity_id": "coming_lab", "item_id": "proposed"}, "my_calendar": {},
        "session_debrief": {"activity_id": "lab", "session_id": "held"}, "session_debriefs": {"activity_id": "lab", "session_id": "held"},
        "activity_attendance": {"activity_id": "coming_lab"}, "session_attendance": {"activity_id": "coming_lab", "session_id": "coming"},
        "session_attendance_add": {"activity_id": "coming_lab", "session_id": "coming"}, "session_door": {"activity_id": "coming_lab", "session_id": "coming"},
        "session_attendance_file": {"activity_id": "coming_lab", "session_id": "coming"}, "activity_attendance_file": {"activity_id": "coming_lab"},
        "activity_figures": {"activity_id": "lab"}, "figures": {}, "door": {"token": "door"},
    },
    "gun": {"activity_register": {"activity_id": "coming_lab"}},
    "dan": {
        "assignment": {"activity_id": "coming_lab", "registration_id": "place"}, "our_assignments": {},
        "activity_registration": {"activity_id": "coming_lab"}, "registration": {"activity_id": "coming_lab", "registration_id": "place"},
        "registration_decline": {"activity_id": "coming_lab", "registration_id": "place"},
        "registration_withdraw": {"activity_id": "coming_lab", "registration_id": "place"},
    },
    "disa": {"registration_manager": {"activity_id": "coming_lab", "registration_id": "unasked"}},
    "majken": {
        "add_person": {"slug": "home"}, "person": {"slug": "home", "person_id": "person"}, "change_person": {"slug": "home", "person_id": "person"},
        "let_go": {"slug": "home", "person_id": "person"}, "appoint": {"slug": "home", "person_id": "person"},
        "end_role": {"slug": "home", "person_id": "person", "role_id": "role"}, "new_owners": {}, "fill_seat": {"seat_id": "empty"},
        "describe_organisation": {"slug": "home"}, "mfa_edit_webauthn": {"pk": "key"}, "mfa_remove_webauthn": {"pk": "key"},
    },
    "klara": {
        "secretariat": {}, "add_organisation": {}, "organisation_kinds": {}, "change_organisation": {"slug": "home"}, "represent": {"slug": "home"},
        "begin_membership": {"slug": "newcomer"}, "end_membership": {"slug": "home", "membership_id": "membership"},
        "give_mandate": {}, "hand_over_mandate": {"mandate_id": "mandate"}, "delegate_mandate": {"mandate_id": "mandate"}, "end_mandate": {"mandate_id": "mandate"},
        "add_body": {}, "add_seat": {"slug": "body"}, "end_seat": {"seat_id": "seat"}, "activity_review": {"activity_id": "review"},
        "format_wish": {"wish_id": "wish"}, "envelope_decide": {"format_id": "format", "year": "next_year"},
    },
    "stina who learns from others": {
        "board": {}, "matrix": {}, "activity_lessons": {"activity_id": "running"},
        "flow": {}, "lesson_borrow": {"lesson_id": "others_lesson"}, "borrowing": {"lesson_id": "stolen_lesson", "borrowing_id": "stolen"},
        "visits": {}, "visit": {"visit_id": "visit"}, "visit_ask": {"lesson_id": "ahead_lesson", "organisation_id": "ahead"}, "related": {},
    },
    "visitor who answers a letter": {
        "check_by_link": {"token": "check"}, "follow_up": {"token": "follow_up"}, "handoff_by_link": {"token": "handoff_link"},
        "assignment_follow_up": {"token": "manager_follow_up"},
    },
    "visitor who reads what was learned": {
        "lesson": {"lesson_id": "lesson"}, "examples": {}, "changes": {}, "change_figures": {}, "changes_year": {"year": "year"},
    },
    "stina who brings lessons home": {
        "lessons": {}, "lesson_new": {}, "lesson_edit": {"lesson_id": "lesson_draft"}, "lesson_share": {"lesson_id": "lesson_draft"},
        "lesson_throw_away": {"lesson_id": "lesson_draft"}, "lesson_review": {"lesson_id": "others_plain"}, "lesson_take_home": {"lesson_id": "others_plain"},
        "example_new": {}, "themes": {}, "uptake": {"uptake_id": "used"}, "uptake_evidence": {"uptake_id": "anchored", "step": "step_used"},
        "uptake_evidence_all": {"uptake_id": "anchored"}, "uptake_care": {"uptake_id": "anchored"}, "uptake_back": {"uptake_id": "anchored"},
        "uptake_end": {"uptake_id": "anchored"}, "activity_bring_home": {"activity_id": "ended_lab"}, "activity_handoffs": {"activity_id": "ended_lab"},
        "handoff": {"handoff_id": "sent"}, "our_handoffs": {},
    },
    "majken who leads the learning at home": {
        "lesson_obsolete": {"lesson_id": "ours_plain"}, "lesson_merge": {"lesson_id": "ours_plain"},
        "example_edit": {"lesson_id": "lesson"}, "example_pictures": {"lesson_id": "lesson"},
        "capacity": {}, "capacity_new": {}, "capacity_round": {"round_id": "closed_round"}, "capacity_change": {"round_id": "open_round"},
        "capacity_invite": {"round_id": "open_round"}, "capacity_answer": {"round_id": "open_round"}, "capacity_close": {"round_id": "open_round"},
        "capacity_conclusion": {"round_id": "closed_round"}, "capacity_share": {"round_id": "closed_round"},
        "capacity_action_new": {"round_id": "closed_round"}, "capacity_action": {"action_id": "action"}, "capacity_need_new": {}, "capacity_need": {"need_id": "need"},
    },
    "stina who follows": {
        "saved_searches": {}, "saved_search_new": {}, "saved_search": {"saved_id": "saved"},
    },
    "visitor who stops": {"saved_search_stop": {"token": "stopped"}, "proposal_news_stop": {"token": "told_enough"}},
    "sanna who keeps the archive": {"missed_searches": {}},
    "visitor who watches": {"transcript": {"document_id": "recording"}},
    "visitor who reads": {"document": {"document_id": "read_document"}, "activity_documents": {"activity_id": "running"}},
    "stina who keeps what was made": {
        "document_new": {}, "our_documents": {}, "document_edit": {"document_id": "our_document"}, "document_version": {"document_id": "our_document"},
        "document_state": {"document_id": "our_document"}, "document_rule": {"document_id": "our_document"},
        "document_throw": {"document_id": "our_document"}, "document_hang": {"document_id": "our_document"},
        "lesson_documents": {"lesson_id": "lesson_draft"},
    },
    "stina who goes to idea meetings": {
        "rounds": {}, "round": {"meeting_id": "voting"}, "round_home": {"meeting_id": "voting"}, "area_start": {"meeting_id": "decided", "area_id": "chosen"},
    },
    "visitor who reads what was decided": {
        "round_result": {"meeting_id": "decided"}, "round_projected": {"meeting_id": "decided"}, "round_figures": {},
    },
    "majken who votes": {"round_ballot": {"meeting_id": "voting"}, "round_ask_at_home": {"meeting_id": "voting"}},
    "klara who leads idea meetings": {
        "round_new": {}, "round_edit": {"meeting_id": "gathering"}, "round_call_off": {"meeting_id": "gathering"}, "round_gather": {"meeting_id": "gathering"},
        "round_areas": {"meeting_id": "gathering"}, "round_area_new": {"meeting_id": "gathering"}, "round_area": {"meeting_id": "gathering", "area_id": "gathered"},
        "round_send_on": {"meeting_id": "gathering", "entered_id": "waits"}, "round_aside": {"meeting_id": "gathering", "entered_id": "waits"},
        "round_decide": {"meeting_id": "counted"},
    },
    "majken who has an old archive": {"intakes": {}, "intake": {"intake_id": "intake"}},
    "stina who has filmed": {"chapters": {"document_id": "our_recording"}, "captions": {"document_id": "our_recording"}},
    "klara who sends on what was learned": {
        "handoff_new": {"activity_id": "ended_lab"}, "handoff_edit": {"handoff_id": "handoff_draft"}, "handoff_send": {"handoff_id": "handoff_draft"},
        "theme_new": {}, "theme_edit": {"theme_id": "theme"},
    },
    "sanna": {"activity_dissemination": {"activity_id": "reported"}, "duty_note": {"activity_id": "owing", "duty_id": "duty"},
        "duty_undo": {"activity_id": "done", "duty_id": "done_duty"}, "dissemination": {}},
}  # fmt: skip
NOT_PAGES = {
    "for machines": {"activity_registrations_file", "activity_figures_file", "figures_file", "activity_programme_calendar", "session_calendar", "calendar_feed", "search_feed", "saved_search_feed", "search_suggestions", "activity_invitation_image", "activity_invitation_pdf", "robots", "favicon", "security", "health", "format_text_file", "format_version_file", "changes_file", "change_figures_file", "example_picture", "captions_file", "document_file", "document_view", "document_preview", "document_citation", "feed", "feed_theme", "feed_sort", "sitemap", "sitemap_part", "round_file"},
    "they lead to a page": {"search_before", "saved_search_hits"},
    "short addresses: they lead to a page": {"short_document", "short_lesson", "short_activity", "short_proposal", "short_session", "short_organisation", "short_format"},
    "one page with another name": {"account_request_login_code", "mfa_index"},
    "steps in a sign-in": {"account_confirm_login_code", "mfa_login_webauthn"},
    "deeds: they take a form and lead to a page": {
        "round_announce", "round_fix", "round_reopen", "round_count", "round_enter", "round_take_back", "round_mark", "round_move", "round_area_remove",
        "language", "sample_sign_in_as", "proposal_publish", "proposal_interest_withdraw", "proposal_comment", "proposal_comment_remove",
        "proposal_carry_on", "homework_give", "homework_throw_away", "handin_comment", "handin_comment_remove", "activity_comment", "activity_comment_remove", "activity_ask", "activity_answer", "activity_leave", "activity_contact",
        "activity_contact_list_share", "activity_contact_list_stop", "activity_invite_back", "activity_invitation_open", "activity_staff_remove", "activity_hand_over", "activity_share_lead", "activity_plan_check", "activity_override_back", "contact_close", "contact_answer_remove", "lead_comment_remove",
        "session_attendance_note", "session_attendance_rest", "session_door_new", "registration_accept", "session_bring_back", "session_comment", "session_comment_remove", "item_take_out", "item_put_back", "my_calendar_close",
        "format_submit", "format_withdraw", "format_drop", "format_send_back", "format_publish", "format_new_version", "stay", "borrowing_take_back", "saved_search_remove", "saved_search_feed_address",
        "intake_begin", "intake_give_up", "document_restore", "activity_document_let_go", "lesson_document_let_go",
        "recording_play", "captions_tell", "captions_put", "captions_change",
        "lesson_holds_again", "example_picture_change", "theme_change", "theme_merge", "uptake_again", "uptake_check", "uptake_check_ask", "uptake_move", "uptake_take_over",
    },
    "parts of a page": {"lesson_similar"},
}  # fmt: skip

# A page that another address shows too.
SAME_PAGE = {"take_address": "change_address"}

@pytest.fixture(scope="module")
def ids(world: World) -> dict[str, Any]:
    said = world.command("shell", "--no-imports", "-c", FIND)
    return json.loads(next(line for line in said.splitlines() if line.startswith("IDS "))[4:])


def test_every_address_is_walked_or_is_not_a_page():
    named = {str(pattern.name) for pattern in patterns()}
    walked = {name for walk in WALKS.values() for name in walk}
    others = set().union(*NOT_PAGES.values())
    assert walked & others == set()
    assert walked | others == named


def faults(page: Page, language: str) -> list[str]:
    """What is wrong with the page as it now stands: axe, one heading, the language."""
    found = page.evaluate(RUN)
    if (headings := page.locator("h1").count()) != 1:
        found.append(f"{headings} h1")
    if (said := page.locator("html").get_attribute("lang")) != language:
        found.append(f"lang={said}")
    return found


def too_wide(page: Page) -> list[str]:
    wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
    return [f"{wide} px too wide on a phone"] if wide > 0 else []


def faults_at_a_desk(page: Page, language: str) -> list[str]:
    """The same, and whether the page is too wide on a phone. It is laid out anew once: the next one begins as wide as this one ended."""
    if page.viewport_size == PHONE:
        wide = too_wide(page)
        page.set_viewport_size(DESK)
        return faults(page, language) + wide
    found = faults(page, language)
    page.set_viewport_size(PHONE)
    return found + too_wide(page)


def speak(page: Page, language: str) -> None:
    """Changes the language through the page's own switch."""
    page.set_viewport_size(DESK)
    page.goto("/om/")
    if page.locator("html").get_attribute("lang") != language:
        page.locator(f'form[action="/sprak/"] button[value="{language}"]').click()
        page.locator(f'html[lang="{language}"]').wait_for()


@pytest.mark.parametrize("who", WALKS)
def test_a_page_is_whole_for_all_who_read_it(visit: Open, ids: dict[str, Any], who: str):
    """In Swedish, light, at a desk; then in English, dark, on a phone."""
    page = visit(None if who.startswith("visitor") else who.split()[0], "/om/")
    page.add_init_script(AXE)  # the browser keeps it compiled: sent to each page it costs as much as what it then does
    wrong: list[str] = []
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    titles: dict[str, str] = {}

    def walk(language: str) -> None:
        for name, arguments in WALKS[who].items():
            path = reverse(name, kwargs={argument: ids[key] for argument, key in arguments.items()})
            said.clear()
            answer = page.goto(path)
            status = answer.status if answer else 0
            found = (
                [f"answers {status}"]
                if status != 200
                else [f"led to {page.url}"]
                if not page.url.endswith(path)
                else faults_at_a_desk(page, language)
                if language == "sv"
                else faults(page, language) + too_wide(page)
            )
            found += said
            if language == "sv":
                other = titles.setdefault(page.title(), name)
                found += [f"has the title of {other}"] if other not in (name, SAME_PAGE.get(name)) else []
            wrong.extend(f"{language} {name} {path}: {fault}" for fault in found)

    walk("sv")
    speak(page, "en")
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.set_viewport_size(PHONE)
    walk("en")
    speak(page, "sv")
    assert wrong == [], "\n" + "\n".join(wrong)
