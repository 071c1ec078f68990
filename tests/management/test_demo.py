"""The sample world, played once for all these tests: what is in it, and that it keeps the rules."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.conf import settings as configured
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.test import Client
from django.utils.html import escape

from samlar.activities import queries as activities
from samlar.activities.models import Activity, ActivityDocument, ContactRequest, Duty, FormatEvaluation, Participation
from samlar.activities.queries.lineage import family
from samlar.catalogue.models import FormatVersion, FormatWish
from samlar.economy.models import Envelope
from samlar.formats.sentence import Severity
from samlar.foundation import audit, clock
from samlar.foundation.models import AuditEntry, Letter
from samlar.ideas.actions.ballots import cast
from samlar.ideas.models import HomeMark, Interest, PrioritisationRound, Proposal
from samlar.ideas.queries import rounds
from samlar.ideas.rules.rounds import Fate
from samlar.lessons.models import ExamplePicture, FollowUp, Lesson, LessonDocument, Review, Uptake
from samlar.lessons.queries.board import summary
from samlar.lessons.rules.words import EXITS, LADDER, Reach, Standing
from samlar.library.models import Document, Recording, Theme, Version
from samlar.lifecycle import facts
from samlar.lifecycle.rules.steps import LATER_SUBJECTS
from samlar.management.world import cast as parts
from samlar.management.world.play import play
from samlar.people import queries as people
from samlar.people.models import Body, Employment, Mandate, Membership, Organisation, Person, Role, Seat
from samlar.people.rules import VISITOR, Actor, MandateKind, RoleKind
from samlar.reports import queries as reports
from samlar.reports.queries.figures import figures_of
from samlar.talk.models import Comment
from tests.conftest import NOW

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """Played in a transaction that is rolled back when the last of these tests is done."""
    before = configured.SAMLAR_NOW, configured.DEMO
    configured.SAMLAR_NOW, configured.DEMO = NOW.isoformat(), True
    with django_db_blocker.unblock(), transaction.atomic():
        play()
        yield
        transaction.set_rollback(True)
    configured.SAMLAR_NOW, configured.DEMO = before


def known(key: str) -> Actor:
    email = next(part.email for part in parts.CAST if part.key == key)
    return people.actor(Person.objects.get(email=email).pk)


def test_every_member_and_partner_of_the_public_facts_is_there() -> None:
    kinds = Counter(Membership.objects.filter(people.on(clock.today())).values_list("kind", flat=True))
    assert kinds == {"member": 24, "partner": len(parts.PARTNERS) + 1, "guest": len(parts.GUESTS)}
    assert Organisation.objects.filter(kind="region", memberships__kind="member").distinct().count() == 21
    assert people.payers(clock.today()) == 23


def test_a_municipal_association_stands_for_stockholm_and_nobody_has_two_ballots() -> None:
    assert Organisation.objects.get(represents__isnull=False).name == parts.STANDS_FOR[0]
    assert Membership.objects.filter(people.on(clock.today()), votes=True).count() == 24


def test_about_three_hundred_made_up_people_have_names_of_their_own() -> None:
    names = list(Person.objects.values_list("name", flat=True))
    assert 280 <= Person.objects.exclude(employments=None).count() <= 320  # the others came as guests, or answered as managers
    assert len(set(names)) == len(names)


def test_all_addresses_lead_nowhere() -> None:
    addresses = {*Person.objects.values_list("email", flat=True), *Letter.objects.values_list("to", flat=True)}
    assert {address.rsplit(".", 1)[1] for address in addresses} == {
        "test",
        "invalid",
    }  # a guest of whom only the name is known has no address


def test_the_cast_plays_the_parts_that_the_tests_know() -> None:
    for part in parts.CAST:
        row = Person.objects.get(email=part.email)
        work = Employment.objects.get(people.on(clock.today()), person=row)
        held = set(Role.objects.filter(people.on(clock.today()), person=row).values_list("kind", flat=True))
        assert (row.name, row.language, work.organisation.name, work.title) == (part.name, part.language, part.organisation, part.title)
        assert held >= set(part.roles)


def test_every_member_has_a_representative_a_manager_and_people() -> None:
    for organisation in people.members(clock.today()):
        staff = Employment.objects.filter(people.on(clock.today()), organisation=organisation).count()
        roles = set(Role.objects.filter(people.on(clock.today()), organisation=organisation).values_list("kind", flat=True))
        assert 7 <= staff <= 14
        assert roles >= {RoleKind.MEMBER_REPRESENTATIVE, RoleKind.MANAGER}


def test_the_functions_of_the_secretariat_have_rotated_and_one_was_lent() -> None:
    today = clock.today()
    held = {(kind, name) for kind, name in Mandate.objects.filter(people.on(today)).values_list("kind", "organisation__name")}
    assert held == set(parts.MANDATES)
    assert Mandate.objects.filter(organisation__name="SKR", end__lt=today).count() == len(MandateKind)
    assert Mandate.objects.filter(delegated_from__isnull=False, end__lt=today).count() == 1


def test_the_groups_have_their_seats() -> None:
    seats = Counter(Seat.objects.filter(people.on(clock.today())).values_list("body__kind", flat=True))
    assert Body.objects.count() == 7
    assert seats["member_group"] == 24
    assert seats["board"] == 9
    assert Seat.objects.filter(people.on(clock.today()), body__kind="member_group", organisation__name=parts.STANDS_FOR[0]).exists()


def test_who_left_leaves_things_that_need_a_new_owner() -> None:
    left = reports.needs_new_owner(known("gun"))
    assert [one.name for one in left] == ["Lovis Hittepå"]
    assert {thing.item.kind for thing in left[0].things} >= {"proposal", "interest", "contact"}


def test_who_moved_is_still_named_where_it_happened() -> None:
    moved = Person.objects.get(name="Mirja Tänktsson")
    assert [one.organisation.name for one in moved.employments.order_by("start")] == ["Region Sörmland", "Region Östergötland"]


def test_forty_one_proposals_and_those_that_became_activities_have_interest_and_comments() -> None:
    states = Counter(Proposal.objects.values_list("state", flat=True))
    assert sum(states.values()) >= 41 + 148
    # Of the three meetings' 149 one became an activity and three are still open, carried to the meeting that goes on.
    assert (states["withdrawn"], states["draft"]) == (1 + 145, 2)
    assert states["taken"] == Activity.objects.filter(continues=None).count()
    assert Interest.objects.filter(withdrawn=None).count() > 150
    assert Comment.objects.values("text").distinct().count() > 80
    assert Proposal.objects.filter(origin__isnull=False, format="provrum", state="published").count() == 1


# The public facts of the three meetings: how many proposals, the day of the decision as far as it is known, the areas that were chosen.
MEETINGS = {
    "Idémötet i september 2019": (57, "2019-09", {
        "Regionala kompetensbehov", "Regional tillväxtpolitik och flernivåstyrning", "Samverkansmodeller region–kommun",
        "Regional fysisk planering",
    }),
    "Idémötet i maj 2021": (51, "2021-05", {
        "Att styra och leda hållbar omställning", "En ny nationell strategi", "Förändring och hållbarhet", "Nya arbetssätt",
        "Regional planering",
    }),
    "Idémötet i september 2023": (41, "2023-09-26", {"Digitalisering", "Regionernas roll i beredskapen", "Hållbara livsmiljöer"}),
}  # fmt: skip


@pytest.mark.parametrize("title", MEETINGS)
def test_every_proposal_of_the_meetings_that_have_been_is_traceable_and_the_chosen_areas_are_the_facts(title) -> None:  # type: ignore[no-untyped-def]
    many, day, chosen = MEETINGS[title]
    meeting = rounds.round_(VISITOR, PrioritisationRound.objects.get(title=title).pk)
    assert meeting.body is not None
    assert (meeting.phase, meeting.follows, meeting.body.sv, str(meeting.decided)[: len(day)]) == ("decided", True, "Medlemsgruppen", day)
    assert {one.name for one in meeting.areas if one.chosen} == chosen
    assert len(meeting.entries) == many
    for one in meeting.entries:
        match one.fate:
            case Fate.AREA:
                assert meeting.area(one.area), one.title
            case Fate.SENT_ON:
                assert one.receiver, one.title
                assert one.reason, one.title
            case _:
                assert one.fate is Fate.ASIDE, one.title
                assert one.reason, one.title
    page = Client().get(f"/idemoten/{meeting.id}/").content.decode()
    assert [one.title for one in meeting.entries if escape(one.title) not in page] == []
    count = Client().get(f"/idemoten/{meeting.id}/resultat/").content.decode()
    assert [one.name for one in meeting.areas if escape(one.name) not in count] == []


def test_equal_shares_chose_what_was_decided_and_the_three_ways_of_counting_differ() -> None:
    """No lot has decided: the outcome is the same in every world."""
    differs = set()
    for title, (_, _, chosen) in MEETINGS.items():
        meeting = PrioritisationRound.objects.get(title=title)
        names = dict(meeting.areas.values_list("id", "name"))
        ways = {way: {names[one] for one in meeting.outcome.result[way]["winners"]} for way in ("equal_shares", "phragmen", "approval")}
        assert ways["equal_shares"] == chosen
        assert meeting.outcome.result["equal_shares"]["ties"] == []
        differs |= {way for way, winners in ways.items() if winners != chosen}
    assert differs == {"phragmen", "approval"}


def test_a_meeting_can_be_voted_in_now_and_the_casts_home_has_not_voted() -> None:
    meeting = PrioritisationRound.objects.get(state="voting")
    assert meeting.ballots_from <= NOW < meeting.ballots_until
    assert 10 <= meeting.entries.count() <= 15
    assert meeting.entries.filter(carried_from__isnull=False).count() == 3
    assert set(meeting.entries.values_list("proposal__state", flat=True)) == {"published"}
    assert 5 <= meeting.ballots.count() <= 12
    assert not meeting.ballots.filter(organisation__name="Region Kalmar län").exists()
    assert HomeMark.objects.filter(organisation__name="Region Kalmar län", entry__round=meeting).values("person").distinct().count() >= 2
    assert cast(known("majken"), meeting.pk, [meeting.areas.first().pk])


def test_a_third_of_the_open_proposals_are_talked_about() -> None:
    open_ones = Proposal.objects.filter(state="published")
    talked = open_ones.filter(thread__comments__isnull=False).distinct()
    assert 3 * talked.count() >= open_ones.count()


@pytest.mark.parametrize("path", ["/ideer/", "/aktiviteter/", "/organisationer/", "/spridning/?visa=done"])
def test_the_long_lists_have_a_second_page(path) -> None:  # type: ignore[no-untyped-def]
    browser = Client()
    browser.force_login(people.account(known("stina").person or 0))
    assert "page=2" in browser.get(path).content.decode()


def test_test_rooms_stand_in_every_stage() -> None:
    stages = Counter(Activity.objects.filter(format="provrum").values_list("stage_kind", flat=True))
    assert stages == {"closed": 3, "reported": 1, "running": 1, "review": 1, "planning": 2, "cancelled": 1}
    assert Activity.objects.count() >= 15
    assert set(Activity.objects.values_list("format", flat=True)) == {
        "provrum", "larprojekt", "larlabb", "masterclass", "natverk", "arskonferens", "expedition",
    }  # fmt: skip


def test_never_more_than_two_test_rooms_start_in_a_year_and_this_year_has_a_place_left() -> None:
    years = Counter(Activity.objects.filter(format="provrum", year__isnull=False).values_list("year", flat=True))
    assert years == {2024: 2, 2025: 2, 2026: 1}


def test_the_years_money_stays_within_its_envelope() -> None:
    for envelope in Envelope.objects.all():
        granted = sum(Activity.objects.filter(format=envelope.format, year=envelope.year).values_list("granted", flat=True))
        assert 0 < granted <= envelope.amount
    assert set(Envelope.objects.values_list("year", "source")) == {(2024, "joint_project"), (2025, "surplus"), (2026, "fee")}


def test_everything_that_started_kept_the_musts_of_its_format() -> None:
    started = Activity.objects.filter(started__isnull=False)
    assert started.count() >= 12
    for row in started:
        with clock.at(row.started - timedelta(seconds=1)):
            seen = activities.activity(known("klara"), row.pk)
            rules = facts.standing(seen).judged.verdict.rules
        musts = [one for one in rules if one.severity is Severity.MUST and one.subject not in LATER_SUBJECTS]
        broken = [one.rule_id for one in musts if one.state != "passed"]
        assert broken == [], row.title


def test_the_numbers_of_the_public_facts_are_kept() -> None:
    taking_part = Participation.objects.filter(activity__title="Näringslivets gröna omställning", state="taking_part")
    kinds = Counter(taking_part.values_list("organisation__kind__counts_as", flat=True))
    assert (taking_part.count(), kinds["region"], kinds["agency"]) == (23, 18, 2)
    assert Participation.objects.filter(activity__title="Region 2050", state="taking_part").count() == 24
    conference = Activity.objects.get(format="arskonferens")
    assert (conference.plan.start, conference.plan.end) == (date(2024, 2, 7), date(2024, 2, 8))


def test_the_learning_project_of_the_sample_world_has_the_published_figures() -> None:
    project = Activity.objects.get(title="Näringslivets gröna omställning")
    found = figures_of(VISITOR, activities.activity(VISITOR, project.pk))
    assert (found.people, found.attended, found.participations) == (130, 33, 278)
    assert (found.registered, found.in_three("registered")) == (23, (18, 2, 3))
    assert (found.speakers["woman"], found.speakers["man"], found.regions_visited, found.study_visits) == (48, 36, 7, 12)


def test_a_network_that_goes_on_for_another_year_is_not_sent_back() -> None:
    for network in Activity.objects.filter(format="natverk", stage_kind="running"):
        verbs = [entry["verb"] for entry in audit.trail("activity", network.pk)]
        assert verbs.count("activity.continued") == 3
        assert "activity.returned" not in verbs


def test_the_evaluation_network_was_a_learning_project_for_a_year_and_then_a_network_again() -> None:
    now = Activity.objects.get(format="natverk", title="Utvärderingsnätverket", stage_kind="running")
    kin = family(known("erin"), activities.activity(known("erin"), now.pk)).kin
    assert [(one.format.sv, one.years, one.stage_kind) for one in kin] == [
        ("Nätverk", "2015–2017", "closed"), ("Lärprojekt", "2017", "closed"), ("Nätverk", "2018–", "running"),
    ]  # fmt: skip


def test_one_duty_is_late_and_one_is_done_where_a_result_was_reported() -> None:
    room = Activity.objects.get(format="provrum", stage_kind="reported")
    owed = {duty.duty: (duty.done is not None, duty.due < clock.today()) for duty in Duty.objects.filter(activity=room)}
    assert owed == {"web": (True, True), "newsletter": (False, True), "network_meeting": (True, True), "annual_conference": (False, False)}


def test_closed_rooms_are_answered_for_and_evaluated_honestly() -> None:
    for room in Activity.objects.filter(format="provrum", stage_kind="closed"):
        outcomes = set(room.plan.measures.values_list("outcome", flat=True))
        assert "yes" in outcomes
        assert outcomes & {"partly", "no"}
        assert FormatEvaluation.objects.filter(activity=room).count() == room.participations.filter(state="taking_part").count()


def test_the_test_room_has_a_second_version_made_of_wishes_and_older_rooms_keep_the_first() -> None:
    second = FormatVersion.objects.get(format="provrum", number=2)
    assert FormatWish.objects.filter(became=second, state="taken").count() == 2
    assert {(wish.state, bool(wish.answer)) for wish in FormatWish.objects.exclude(state="taken")} == {("declined", True), ("open", False)}
    numbers = dict(Activity.objects.filter(format="provrum").values_list("title", "version__number"))
    assert numbers["Planera för färre"] == 1
    assert numbers["Hur gör man en systemanalys?"] == 2


def test_the_mandates_and_the_leaders_have_something_waiting() -> None:
    for key in ("klara", "sanna", "stina", "gun"):
        assert reports.waiting(known(key)), key


def test_the_room_that_waits_for_a_region_says_so() -> None:
    room = Activity.objects.get(title="Digitala tvillingar i regional planering")
    seen = activities.activity(known("klara"), room.pk)
    broken = {one.rule_id for one in facts.standing(seen).judged.verdict.rules if one.state == "failed"}
    assert {"participants.ready_regions", "plan.sections"} <= broken
    assert room.participations.get(state="asked").organisation.name == "Region Stockholm"


def test_the_network_has_been_asked_and_has_answered() -> None:
    assert ContactRequest.objects.filter(closed=None).count() >= 1
    assert ContactRequest.objects.exclude(closed=None).count() >= 2
    assert Comment.objects.filter(thread__in=ContactRequest.objects.values("thread")).count() >= 5


def test_every_deed_is_in_the_trail_in_order_of_time_and_none_lies_ahead() -> None:
    moments = list(AuditEntry.objects.order_by("id").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert len(moments) > 1000
    assert moments[-1] <= NOW
    assert audit.trail("activity", Activity.objects.get(title="Planera för färre").pk)[-1]["verb"] == "activity.begun"


def test_lessons_are_caught_in_every_way_and_a_tenth_of_them_tell_of_what_failed() -> None:
    kinds = Counter(Lesson.objects.values_list("kind", flat=True))
    assert kinds.total() >= 120
    assert kinds["example"] >= 25
    assert Lesson.objects.filter(failed=True).count() >= 10
    assert set(Lesson.objects.values_list("state", flat=True)) >= {"draft", "shared", "published"}
    assert set(Lesson.objects.values_list("origin", flat=True)) == {"free", "session", "homework", "debrief", "report"}
    assert Theme.objects.filter(retired=None).count() >= 12
    assert Lesson.objects.values("sentence").distinct().count() == kinds.total()
    assert set(Review.objects.values_list("holds", flat=True)) == {True, False}
    assert Lesson.objects.exclude(validated=None).count() >= 20
    assert ExamplePicture.objects.values("lesson").distinct().count() == 3


def test_four_hundred_uptakes_stand_at_every_step_and_some_need_a_new_owner() -> None:
    standings = Counter(Uptake.objects.values_list("standing", flat=True))
    assert standings.total() >= 400
    assert set(standings) == set(Standing)
    assert Uptake.objects.values("organisation").distinct().count() >= 25
    assert set(Uptake.objects.values_list("reach", flat=True)) == set(Reach)
    at_work = Employment.objects.filter(people.on(clock.today()), person=OuterRef("owner"), organisation=OuterRef("organisation"))
    assert Uptake.objects.filter(~Exists(at_work), owner__isnull=False).count() >= 5
    assert Uptake.objects.filter(owner=None).count() >= 5


def test_the_board_of_the_casts_home_is_worth_looking_at() -> None:
    standings = Counter(Uptake.objects.filter(organisation__name="Region Kalmar län").values_list("standing", flat=True))
    assert standings.total() >= 15
    assert min(standings[one] for one in LADDER) >= 3
    assert {standings[one] > 0 for one in EXITS} == {True}


def test_the_clock_has_asked_along_the_way_and_most_have_answered() -> None:
    answers = Counter(FollowUp.objects.values_list("answer", flat=True))
    assert answers.total() >= 400
    assert min(answers[one] for one in ("working", "moved", "declined")) >= 10
    still_open = FollowUp.objects.filter(answered=None)
    assert 10 <= still_open.count() <= 40
    assert still_open.exclude(escalated=None).count() <= 8
    assert FollowUp.objects.exclude(escalated=None).exclude(answer__in=("", "lapsed")).exists()


def test_nobody_of_the_casts_home_drowns_in_what_waits_and_little_of_its_board_is_late_or_stands_still() -> None:
    of_what_is_home = {"uptake.carry_on", "uptakes.late", "follow_up.answer", "uptake.own", "uptakes.own"}
    assert sum(one.deed in of_what_is_home for one in reports.waiting(known("stina"))) <= 3
    assert 1 <= len(reports.waiting(known("majken"))) <= 6
    cards = summary(known("majken"))
    assert cards.home >= 30
    assert cards.care <= 8


def test_one_framework_is_taken_home_six_ways_and_one_project_became_national_statistics() -> None:
    ways = Uptake.objects.filter(lesson__sentence__startswith="BRP+")
    assert {one.removeprefix("Region ") for one in ways.values_list("organisation__name", flat=True)} == {
        "Gävleborg", "Västerbotten", "Värmland", "Dalarna", "Gotland", "Örebro län",
    }  # fmt: skip
    success = Uptake.objects.get(lesson__sentence__startswith="Regionala matchningsindikatorer", organisation__name="SCB")
    assert (success.standing, success.lesson.day.year, success.since.year) == ("used", 2013, 2016)
    assert success.owner is not None


def test_what_is_used_has_all_its_evidence_and_a_second_persons_check() -> None:
    for used in Uptake.objects.filter(standing="used"):
        living = {one.step: one for one in used.evidence.filter(struck=None)}
        assert len(living) == 4
        assert living["used"].checker_id not in (None, living["used"].person_id, used.owner_id)


def test_about_two_hundred_documents_lie_in_the_archive_in_every_state_and_their_text_is_read() -> None:
    assert 190 <= Document.objects.count() <= 230
    assert set(Document.objects.values_list("state", flat=True)) == {"working", "established", "published"}
    assert set(Document.objects.values_list("kind", flat=True)) == {"document", "presentation", "recording", "link"}
    assert set(Version.objects.values_list("type", flat=True)) == {"html", "txt", "docx", "pptx", "xlsx", "pdf", "mp3"}
    assert Version.objects.filter(reading="waiting").count() == 0
    assert not Version.objects.filter(reading="done", sections=None).exists()
    assert ActivityDocument.objects.count() >= 20
    assert LessonDocument.objects.count() >= 5
    assert Document.objects.filter(binned__isnull=False).count() == Document.objects.filter(disposal="dispose").count() == 1
    assert Document.objects.values("title").distinct().count() == Document.objects.count()


def test_a_dozen_recordings_have_chapters_and_two_owe_their_captions() -> None:
    assert Recording.objects.count() == 12
    assert Document.objects.filter(kind="recording", link="", version=1).count() == 2
    assert not Recording.objects.exclude(document__chapters__isnull=False).exists()
    assert Counter(Recording.objects.values_list("captions", flat=True)) == {"done": 9, "automatic": 1, "ordered": 1, "none": 1}
    assert Recording.objects.filter(captions__in=("none", "ordered"), due__gt=NOW).count() == 2


def test_no_mail_leaves_and_only_the_last_two_weeks_letters_wait() -> None:
    assert mail.outbox == []
    limit = NOW - timedelta(days=14)
    assert not Letter.objects.filter(sent=None, written__lt=limit).exists()
    assert not Letter.objects.filter(sent__isnull=False, written__gte=limit).exists()
    assert Letter.objects.filter(sent=None).exists()


def test_every_letter_of_the_last_weeks_can_be_read() -> None:
    browser = Client()
    for letter in Letter.objects.filter(sent=None).order_by("name", "language").values("id", "name"):
        said = browser.get(f"/prova/post/{letter['id']}")
        assert said.status_code == 200, letter["name"]
        assert not re.search(r"\{[a-z_]+\}", said.content.decode()), letter["name"]


def test_who_works_nowhere_sees_only_what_is_public() -> None:
    nils = people.actor(Person.objects.get(name=parts.OUTSIDER.name).pk)
    assert nils.signed_in
    assert not nils.at_work
    assert nils.tokens == {"public"}


def test_a_second_run_changes_nothing() -> None:
    before = {model: model.objects.count() for model in apps.get_app_config("samlar").get_models()}
    call_command("demo", verbosity=0)
    assert {model: model.objects.count() for model in before} == before


def test_the_sample_world_is_not_played_without_being_asked_for(settings) -> None:  # type: ignore[no-untyped-def]
    settings.DEMO = False
    with pytest.raises(CommandError, match="SAMLAR_DEMO"):
        call_command("demo")


def test_production_never_plays_it(settings) -> None:  # type: ignore[no-untyped-def]
    settings.PRODUCTION = True
    with pytest.raises(CommandError):
        call_command("demo", fresh=True)


def test_it_is_not_played_before_its_own_past(settings) -> None:  # type: ignore[no-untyped-def]
    settings.SAMLAR_NOW = "2025-06-01T10:00:00+02:00"
    with pytest.raises(CommandError, match="SAMLAR_NOW"):
        call_command("demo")
