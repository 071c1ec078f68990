"""Run in the sample world by `test_axe`: says the numbers of real things, and adds what nobody there has: formats being written, a key."""

import json
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp

from allauth.mfa.models import Authenticator

from samlar.activities.models import Activity, ContactRequest, Duty, Homework, ProgrammeItem, Session, Staff
from samlar.catalogue import actions
from samlar.catalogue.models import FormatVersion, FormatWish
from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.ideas import actions as ideas
from samlar.ideas.actions import areas, ballots, counting, entries
from samlar.ideas.actions import rounds as idea_meetings
from samlar.ideas.models import Proposal
from samlar.ideas.queries.told import STOP as NO_MORE
from samlar.ideas.rules.rounds import RoundText
from samlar.lessons.actions.checks import ask
from samlar.lessons.actions.uptakes import Shows, add_evidence
from samlar.lessons.models import (
    Borrowing,
    CapacityAction,
    CapacityRound,
    CheckRequest,
    CompetenceNeed,
    FollowUp,
    Handoff,
    Lesson,
    Uptake,
    VisitRequest,
)
from samlar.lessons.queries.visits import matches
from samlar.lessons.rules.ladder import PARTS, Step
from samlar.library.actions import documents, reading, recordings, saved
from samlar.library.actions.intake import Source
from samlar.library.models import Theme
from samlar.library.queries.saved import STOP
from samlar.library.rules.saved import Mails
from samlar.library.rules.searching import Wanted
from samlar.lifecycle.actions import intake as conductor
from samlar.people import queries
from samlar.people.actions import ask_to_move, links
from samlar.people.actions.guests import known_or_guest
from samlar.people.models import Body, Mandate, Membership, Organisation, Person, Role, Seat
from samlar.people.queries.links import link, token_of
from samlar.registration.models import Approval, Assignment, AssignmentFollowUp, Registration
from samlar.registration.queries.door import token_of as token_at

stina = Person.objects.get(name="Stina Påhittad")
actor = queries.actor(stina.pk)
home = Organisation.objects.get(name="Region Kalmar län")
led = Activity.objects.filter(leader=stina)
planned = led.get(stage_kind="planning")
running = led.exclude(format="larlabb").get(stage_kind="running")
seat = Seat.objects.filter(organisation=home, end=None).get()
empty = Seat.objects.create(
    body=Body.objects.exclude(seats__organisation=home).first(), organisation=home, duty="member", start=clock.today()
)
owing = Duty.objects.filter(done=None).order_by("pk").last()
done = Duty.objects.exclude(done=None).order_by("pk").last()
version = FormatVersion.objects.filter(state="published", format="provrum").order_by("number").last()
role = Role.objects.filter(organisation=home, end=None).exclude(person=stina).first()
proposals = Proposal.objects.filter(state="published")
disa = Person.objects.get(name="Disa Låtsas")
ask_to_move(queries.actor(disa.pk), Organisation.objects.get(name="Region Dalarna").pk, email=stina.email, start=clock.today())
key = Authenticator.objects.create(
    user=Person.objects.get(name="Majken Exempelson"), type="webauthn", data={"name": "Datorn hemma", "credential": {}}
)
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
    registration__activity=coming_lab, registration__state="confirmed", state="sent", link__expires__gt=clock.now()
).first()
stolen = Borrowing.objects.filter(uptake__organisation=home).first()
offered = [(match.lesson, one.organisation) for match in matches(actor)[0] for one in match.ahead if one.visit is None]
lab = Activity.objects.filter(format="larlabb", stage_kind="reported").get()
written = Lesson.objects.filter(person=stina, state="draft", kind="lesson").first()
at_home = Uptake.objects.filter(organisation=home)
used = at_home.filter(standing="used").first()
anchored = at_home.filter(standing="anchored", owner=stina).first()
ours_told = Lesson.objects.filter(organisation=home, kind="example", state="published").first()
others = Lesson.objects.filter(kind="lesson", state="published", validated=None).exclude(organisation=home)
unchecked = at_home.filter(standing="anchored", owner=stina).last()
said = {part.id: "https://kalmar.test/rutin" if part.is_link else "I handboken." for part in PARTS[Step.USED]}
add_evidence(actor, unchecked.pk, {Step.USED: Shows(clock.today(), said)}, revision=unchecked.revision)
unchecked.refresh_from_db()
ask(actor, unchecked.pk, name="Vera Påhittad", email="vera@utanfor.test", revision=unchecked.revision)
asked = CheckRequest.objects.get(evidence__uptake=unchecked)
follow_up = FollowUp.objects.filter(uptake__standing__in=["taken", "shared", "tried"], answered=None, link__expires__gt=clock.now()).first()
for_manager = Assignment.objects.filter(registration__activity=lab, state="confirmed").first()
manager = known_or_guest(name="Vera Påhittad", email="vera@utanfor.test", language="sv")
asks_manager = links.give(
    "assignment_follow", subject=for_manager.registration_id, person=manager, expires=clock.now() + timedelta(days=30)
)
AssignmentFollowUp.objects.create(
    assignment=for_manager, months=6, due=clock.today(), manager_id=manager, link_id=asks_manager.id, asked=clock.now()
)
handoffs = Handoff.objects.filter(activity=lab)
outside = handoffs.exclude(to_name="").get(state="sent")
rounds = CapacityRound.objects.filter(organisation=home)
open_round, closed_round = rounds.get(closed=None), rounds.exclude(closed=None).first()
filmed = documents.add(actor, documents.DocumentText(kind="recording", title="Lärlabbets första dag", licence="cc-by", link="https://youtu.be/dQw4w9WgXcQ"))
recordings.put_chapters(actor, filmed, "0:00 Välkomna\n1:30 Frågor från salen", revision=1)
recordings.put_track(actor, filmed, b"WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nTack.\n", language="sv", automatic=True, revision=2)
documents.publish(actor, filmed, revision=3)
paper = Path(mkdtemp()) / "sent"
paper.write_text("Vad lärlabbet lärde sig om omställningsarbete.")
sent = documents.Sent(paper, "Rapport.txt")
read_document, our_document = (
    documents.add(actor, documents.DocumentText(kind="", title=title, licence="cc-by", summary="Kort om vad vi såg."), sent=sent)
    for title in ("Lärlabbets rapport", "Utkast till nästa rapport")
)
reading.read_waiting(100)
old = Path(mkdtemp())
(old / "2019").mkdir()
for name, content in (("2019/Rapport.txt", "Om länets vatten."), ("2019/Kopia.txt", "Om länets vatten."), ("Tom.txt", "")):
    (old / name).write_text(content)
tried = conductor.read(queries.actor(Person.objects.get(name="Majken Exempelson").pk), Source("gammalt arkiv.zip", old))
documents.publish(actor, read_document, revision=1)
klara, majken = (queries.actor(Person.objects.get(name=name).pk) for name in ("Klara Skådespel", "Majken Exempelson"))


def meeting(title: str, days: int) -> tuple[int, list[int], list[int]]:
    """An idea meeting that was called so many days ago, with its areas fixed: its number, its proposals and its areas."""
    begun = clock.now() - timedelta(days=days)
    with clock.at(begun):
        made = idea_meetings.call_round(klara, RoundText(
            title=title, budget=60, text="Kom med frågor.", proposals_until=begun + timedelta(days=10), ballots_from=begun + timedelta(days=20),
            ballots_until=begun + timedelta(days=30),
        ))
        idea_meetings.announce_round(klara, made)
        entered = [
            ideas.write_proposal(actor, title=f"{title}, fråga {number}", summary="En fråga om digital data.", publish=True) for number in range(3)
        ]
        entries.enter(actor, made, entered)
    with clock.at(begun + timedelta(days=11)):
        found = [areas.make_area(klara, made, name=f"{title}, område {number}", cost=20 + 10 * number, proposals=[entered[number]]) for number in range(2)]
        entries.set_aside(klara, made, entered[2], reason="Det finns redan.")
        idea_meetings.fix_areas(klara, made)
    if days > 21:
        with clock.at(begun + timedelta(days=21)):
            ballots.cast(majken, made, found[:1])
    return made, entered, found


(gathering, waits, gathered), (voting, _, _), (counted, _, _), (decided, _, chosen) = (
    meeting(*one) for one in (("Mötet som samlar", 12), ("Mötet som röstar", 22), ("Mötet som räknar", 40), ("Mötet som är klart", 50))
)
idea_meetings.reopen_areas(klara, gathering, reason="Ett område saknades.")
entries.place(klara, gathering, waits[2], None)
for made in (counted, decided):
    counting.count(klara, made)
idea_meetings.decide(klara, decided, chosen=chosen[:1], body=Body.objects.first().pk, why="Det var bråttom.")
meetings = {
    "gathering": gathering, "waits": waits[2], "gathered": gathered[0], "voting": voting, "counted": counted, "decided": decided, "chosen": chosen[0],
}
lessons = {
    "recording": filmed,
    "read_document": read_document,
    "our_document": our_document,
    "our_recording": filmed,
    "intake": tried,
    "lesson": ours_told.pk,
    "lesson_draft": written.pk,
    "others_plain": others.exclude(uptakes__organisation=home).last().pk,
    "ours_plain": Lesson.objects.filter(organisation=home, kind="lesson", state="published").first().pk,
    "used": used.pk,
    "anchored": anchored.pk,
    "step_used": "used",
    "check": token_of(link(asked.link_id, "uptake_check")),
    "follow_up": token_of(link(follow_up.link_id, "follow_up")),
    "manager_follow_up": token_of(asks_manager),
    "sent": handoffs.filter(to_organisation=home, state="sent").get().pk,
    "handoff_draft": handoffs.filter(state="draft").get().pk,
    "handoff_link": token_of(link(outside.link_id, "handoff")),
    "theme": Theme.objects.first().pk,
    "open_round": open_round.pk,
    "closed_round": closed_round.pk,
    "action": CapacityAction.objects.filter(round__organisation=home).last().pk,
    "need": CompetenceNeed.objects.filter(organisation=home).last().pk,
    "ended_lab": lab.pk,
}
kept = saved.keep(actor, Wanted(words="kompetens"), name="Kompetensförsörjning", mails=Mails.WEEKLY)
followed = saved.keep(queries.actor(disa.pk), Wanted(words="vatten"), name="Vatten", mails=Mails.DAILY)
stops = links.give(STOP, subject=followed, person=disa.pk)
enough = links.give(NO_MORE, subject=proposals.first().pk, person=disa.pk)
print(
    "IDS "
    + json.dumps(
        {
            "others_lesson": Lesson.objects.filter(kind="example", state="published").exclude(organisation=home).last().pk,
            "stolen": stolen.pk,
            "stolen_lesson": stolen.uptake.lesson_id,
            "ahead_lesson": offered[0][0],
            "ahead": offered[0][1],
            "visit": VisitRequest.objects.filter(to=home, state="accepted").last().pk,
            **lessons,
            **meetings,
            "assigned": token_of(link(assigned.link_id, "assignment")),
            "place": place.pk,
            "unasked": unasked.pk,
            "approval": token_of(link(approval.link_id, "approval")),
            "coming": coming.pk,
            "proposed": proposed.pk,
            "first": 1,
            "task": tasks.get(by="organisation").pk,
            "answer": tasks.get(by="organisation").handins.first().pk,
            "own_task": tasks.get(by="person").pk,
            "given": Homework.objects.create(
                activity=coming_lab,
                title="Ta med en uppföljning",
                text="En egen.",
                due=clock.today(),
                given=clock.now(),
                changed=clock.now(),
            ).pk,
            "door": token_at(coming.pk, coming.check_in),
            "coming_lab": coming_lab.pk,
            "held": Session.objects.filter(activity=tasks[0].activity_id).first().pk,
            "coming_task": Homework.objects.create(
                activity=coming_lab, title="Vem väntar på svaret?", text="Fråga tre.", due=clock.today(), changed=clock.now()
            ).pk,
            "staff": staff.pk,
            "lab": Activity.objects.filter(format="larlabb").first().pk,
            "network": Activity.objects.filter(format="natverk", continues__isnull=False).last().pk,
            "home": home.slug,
            "newcomer": Organisation.objects.filter(memberships=None).values_list("slug", flat=True).first() or home.slug,
            "body": seat.body.slug,
            "format": "provrum",
            "number": version.number,
            "letter": Letter.objects.order_by("pk").last().pk,
            "token": "ingen-lank",
            "open": proposals.filter(organisation=home).last().pk,
            "draft": Proposal.objects.filter(state="draft", organisation=home).first().pk,
            "other": proposals.exclude(organisation=home).filter(format="").first().pk,
            "planned": planned.pk,
            "participation": planned.participations.exclude(organisation=home).first().pk,
            "rule": "period.months",
            "step": "submit",
            "led": running.pk,
            "running": Activity.objects.filter(stage_kind="running").last().pk,
            "review": Activity.objects.filter(stage_kind="review").first().pk,
            "reported": Activity.objects.filter(stage_kind="reported").last().pk,
            "request": ContactRequest.objects.filter(closed=None).first().pk,
            "owing": owing.activity_id,
            "duty": owing.pk,
            "done": done.activity_id,
            "done_duty": done.pk,
            "format_draft": actions.start_format(actor, name_sv="Läscirkel", name_en="Reading circle"),
            "whole_draft": actions.start_version(actor, version.pk),
            "key": key.pk,
            "move": Letter.objects.get(name="move_asked").values["path"].split("/")[-2],
            "part": "skeden",
            "items": "stages",
            "zero": 0,
            "year": 2026,
            "next_year": 2027,
            "person": role.person_id,
            "role": role.pk,
            "seat": seat.pk,
            "empty": empty.pk,
            "membership": Membership.objects.get(organisation=home).pk,
            "mandate": Mandate.objects.filter(end=None).last().pk,
            "wish": FormatWish.objects.last().pk,
            "saved": kept,
            "stopped": token_of(stops),
            "told_enough": token_of(enough),
        }
    )
)
