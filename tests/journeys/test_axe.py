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
    "sanna": {"activity_dissemination": {"activity_id": "reported"}, "duty_note": {"activity_id": "owing", "duty_id": "duty"},
        "duty_undo": {"activity_id": "done", "duty_id": "done_duty"}, "dissemination": {}},
}  # fmt: skip
NOT_PAGES = {
    "for machines": {"activity_registrations_file", "activity_figures_file", "figures_file", "activity_programme_calendar", "session_calendar", "calendar_feed", "activity_invitation_image", "activity_invitation_pdf", "robots", "favicon", "security", "health", "format_text_file", "format_version_file"},
    "one page with another name": {"account_request_login_code", "mfa_index"},
    "steps in a sign-in": {"account_confirm_login_code", "mfa_login_webauthn"},
    "deeds: they take a form and lead to a page": {
        "language", "sample_sign_in_as", "proposal_publish", "proposal_interest_withdraw", "proposal_comment", "proposal_comment_remove",
        "proposal_carry_on", "homework_give", "homework_throw_away", "handin_comment", "handin_comment_remove", "activity_comment", "activity_comment_remove", "activity_ask", "activity_answer", "activity_leave", "activity_contact",
        "activity_contact_list_share", "activity_contact_list_stop", "activity_invite_back", "activity_invitation_open", "activity_staff_remove", "activity_hand_over", "activity_share_lead", "activity_plan_check", "activity_override_back", "contact_close", "contact_answer_remove", "lead_comment_remove",
        "session_attendance_note", "session_attendance_rest", "session_door_new", "registration_accept", "session_bring_back", "session_comment", "session_comment_remove", "item_take_out", "item_put_back", "my_calendar_close",
        "format_submit", "format_withdraw", "format_drop", "format_send_back", "format_publish", "format_new_version", "stay",
    },
}  # fmt: skip

# A page that another address shows too.
SAME_PAGE = {"take_address": "change_address"}

# Run in the world: names real things, and adds what nobody in the sample world has: formats being written, a key.
FIND = """
import json
from datetime import timedelta
from allauth.mfa.models import Authenticator
from samlar.activities.models import Activity, ContactRequest, Duty, Homework, ProgrammeItem, Session, Staff
from samlar.catalogue import actions
from samlar.catalogue.models import FormatVersion, FormatWish
from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.ideas.models import Proposal
from samlar.people import queries
from samlar.people.actions import ask_to_move
from samlar.people.queries.links import link, token_of
from samlar.registration.models import Approval, Assignment, Registration
from samlar.registration.queries.door import token_of as token_at
from samlar.people.models import Body, Mandate, Membership, Organisation, Person, Role, Seat

stina = Person.objects.get(name="Stina Påhittad")
actor = queries.actor(stina.pk)
home = Organisation.objects.get(name="Region Kalmar län")
led = Activity.objects.filter(leader=stina)
planned = led.get(stage_kind="planning")
running = led.exclude(format="larlabb").get(stage_kind="running")
seat = Seat.objects.filter(organisation=home, end=None).get()
empty = Seat.objects.create(body=Body.objects.exclude(seats__organisation=home).first(), organisation=home, duty="member", start=clock.today())
owing = Duty.objects.filter(done=None).order_by("pk").last()
done = Duty.objects.exclude(done=None).order_by("pk").last()
version = FormatVersion.objects.filter(state="published", format="provrum").order_by("number").last()
role = Role.objects.filter(organisation=home, end=None).exclude(person=stina).first()
proposals = Proposal.objects.filter(state="published")
disa = Person.objects.get(name="Disa Låtsas")
ask_to_move(queries.actor(disa.pk), Organisation.objects.get(name="Region Dalarna").pk, email=stina.email, start=clock.today())
key = Authenticator.objects.create(user=Person.objects.get(name="Majken Exempelson"), type="webauthn", data={"name": "Datorn hemma", "credential": {}})
staff = Staff.objects.create(activity=running, role="content_leader", name="Vera Påhittad", engagement="consultant")
coming_lab = led.get(format="larlabb", stage_kind="running")
tasks = Homework.objects.filter(activity__format="larlabb", activity__stage_kind="reported").order_by("pk")
coming = Session.objects.filter(activity=coming_lab, starts__gt=clock.now()).first()
proposed = ProgrammeItem.objects.create(session=coming, title="Vårt exempel", state="proposed", proposed_by=disa, organisation=home)
ours = Registration.objects.filter(activity=coming_lab)
place, unasked = ours.get(person__name="Dan Fiktivsson"), ours.get(person=disa)
ours.filter(id=place.pk).update(state="offered", offered_until=clock.now() + timedelta(days=2))
ours.filter(id=unasked.pk).update(state="received")
approval = Approval.objects.filter(registration__activity=coming_lab, state="asked", link__expires__gt=clock.now()).first()
assigned = Assignment.objects.filter(
    registration__activity=coming_lab, registration__state="confirmed", state="sent", link__expires__gt=clock.now()).first()
print("IDS " + json.dumps({
    "assigned": token_of(link(assigned.link_id, "assignment")),
    "place": place.pk, "unasked": unasked.pk, "approval": token_of(link(approval.link_id, "approval")),
    "coming": coming.pk, "proposed": proposed.pk, "first": 1, "task": tasks.get(by="organisation").pk, "answer": tasks.get(by="organisation").handins.first().pk, "own_task": tasks.get(by="person").pk,
    "given": Homework.objects.create(
        activity=coming_lab, title="Ta med en uppföljning", text="En egen.", due=clock.today(), given=clock.now(), changed=clock.now()).pk,
    "door": token_at(coming.pk, coming.check_in),
    "coming_lab": coming_lab.pk, "held": Session.objects.filter(activity=tasks[0].activity_id).first().pk, "coming_task": Homework.objects.create(
        activity=coming_lab, title="Vem väntar på svaret?", text="Fråga tre.", due=clock.today(), changed=clock.now()).pk,
    "staff": staff.pk, "lab": Activity.objects.filter(format="larlabb").first().pk, "network": Activity.objects.filter(format="natverk", continues__isnull=False).last().pk,
    "home": home.slug, "newcomer": Organisation.objects.filter(memberships=None).values_list("slug", flat=True).first() or home.slug,
    "body": seat.body.slug, "format": "provrum", "number": version.number, "letter": Letter.objects.order_by("pk").last().pk, "token": "ingen-lank",
    "open": proposals.filter(organisation=home).last().pk, "draft": Proposal.objects.filter(state="draft", organisation=home).first().pk,
    "other": proposals.exclude(organisation=home).filter(format="").first().pk, "planned": planned.pk,
    "participation": planned.participations.exclude(organisation=home).first().pk, "rule": "period.months", "step": "submit",
    "led": running.pk, "running": Activity.objects.filter(stage_kind="running").last().pk,
    "review": Activity.objects.filter(stage_kind="review").first().pk, "reported": Activity.objects.filter(stage_kind="reported").last().pk,
    "request": ContactRequest.objects.filter(closed=None).first().pk, "owing": owing.activity_id, "duty": owing.pk, "done": done.activity_id,
    "done_duty": done.pk, "format_draft": actions.start_format(actor, name_sv="Läscirkel", name_en="Reading circle"),
    "whole_draft": actions.start_version(actor, version.pk), "key": key.pk, "move": Letter.objects.get(name="move_asked").values["path"].split("/")[-2], "part": "skeden", "items": "stages", "zero": 0, "year": 2026, "next_year": 2027, "person": role.person_id, "role": role.pk,
    "seat": seat.pk, "empty": empty.pk, "membership": Membership.objects.get(organisation=home).pk,
    "mandate": Mandate.objects.filter(end=None).last().pk, "wish": FormatWish.objects.last().pk,
}))
"""


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
    page.evaluate(AXE)
    found = page.evaluate(RUN)
    if (headings := page.locator("h1").count()) != 1:
        found.append(f"{headings} h1")
    if (said := page.locator("html").get_attribute("lang")) != language:
        found.append(f"lang={said}")
    return found


def too_wide(page: Page) -> list[str]:
    page.set_viewport_size(PHONE)
    wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
    return [f"{wide} px too wide on a phone"] if wide > 0 else []


def speak(page: Page, language: str) -> None:
    """Changes the language through the page's own switch."""
    page.set_viewport_size(DESK)
    page.goto("/om/")
    if page.locator("html").get_attribute("lang") != language:
        page.locator(f'form[action="/sprak/"] button[value="{language}"]').click()
        page.wait_for_function("language => document.documentElement.lang === language", arg=language)


@pytest.mark.parametrize("who", WALKS)
def test_a_page_is_whole_for_all_who_read_it(visit: Open, ids: dict[str, Any], who: str):
    """In Swedish, light, at a desk; then in English, dark, on a phone."""
    page = visit(None if who == "visitor" else who.split()[0], "/om/")
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
                else faults(page, language)
            )
            found += too_wide(page) + said
            if language == "sv":
                page.set_viewport_size(DESK)
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
