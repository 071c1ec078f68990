"""Every page as every role: the addresses, who walks them, and what lies behind them. Used by test_access and by the axe walk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from samlar.activities.actions import documents as activity_documents
from samlar.activities.models import BudgetLine, ContactRequest, Debrief, Invited, Plan, Report, Staff
from samlar.catalogue import actions as catalogue
from samlar.catalogue.models import FormatVersion
from samlar.foundation import clock, outbox
from samlar.ideas import actions as ideas
from samlar.ideas.actions import areas, ballots, counting, entries, rounds
from samlar.ideas.actions import home as at_home
from samlar.lessons.actions import borrowing, capacity, examples, handoffs, pictures, uptakes, writing
from samlar.lessons.actions import documents as lesson_documents
from samlar.lessons.models import ExamplePicture, Lesson, TakingHome, VisitRequest
from samlar.lessons.rules import handoffs as handoff_rules
from samlar.lessons.rules.borrowing import Stolen
from samlar.lessons.rules.capacity import Agreed, Need
from samlar.lessons.rules.examples import ExampleText, LinkText
from samlar.lessons.rules.lessons import LessonText
from samlar.lessons.rules.words import Reach, State, Step
from samlar.library.actions import documents, reading, recordings, saved
from samlar.library.actions import themes as library
from samlar.library.actions.intake import Source
from samlar.library.rules.saved import Mails
from samlar.library.rules.searching import Wanted
from samlar.lifecycle.actions import intake as conductor
from samlar.people.models import Body, Mandate, Membership, Organisation, Role, Seat
from samlar.people.rules import VISITOR, Actor
from samlar.registration.models import Assignment, Registration
from samlar.talk.models import Comment, Thread
from tests.activities import homework, rows
from tests.cast import Cast
from tests.foundation.making_pictures import picture
from tests.ideas import rounds as meetings
from tests.lessons import answering
from tests.library import making

# Who walks, in the order of the columns in access.txt.
ROLES = ("visitor", "nils", "gustav", "siv", "gun", "dan", "stina", "majken", "klara", "sanna")

# What must never be seen by others: planted text -> the roles that may see it somewhere.
OWN = {"stina", "majken"}
INSIDE = OWN | {"dan", "siv", "klara", "sanna"}  # takes part, or follows by mandate
SECRETS = {
    "HEMLIGTUTKAST": OWN,  # a proposal being written at Region Kalmar län
    "HEMLIGPLAN": INSIDE,  # an activity being planned
    "HEMLIGFRAGA": INSIDE,  # what it asks, before it is open
    "HEMLIGBEMANNING": INSIDE,  # who plans it, before it is open
    "HEMLIGTRAFF": OWN,  # a session that is not released
    "HEMLIGLANK": INSIDE,  # where a digital session is held
    "HEMLIGTRESULTAT": OWN,  # a report that is not handed in
    "HEMLIGUPPGIFT": INSIDE,  # homework that was given
    "HEMLIGTUPPGIFTSUTKAST": OWN,  # homework that is being written
    "HEMLIGTSVAR": OWN | {"dan"},  # a hand-in that the leaders and the own organisation read
    "HEMLIGTEFTERAT": INSIDE,  # an answer to the four questions
    "HEMLIGTUPPDRAG": OWN | {"dan"},  # an assignment that the manager has
    "HEMLIGTFORMAT": OWN,  # a format being drafted
    "HEMLIGTORD": OWN,  # what somebody said of how Kalmar learns, without a name
    "HEMLIGTEGETORD": {"majken"},  # the same, while the analysis is open
    "HEMLIGSLUTSATS": OWN,  # what Kalmar concludes, and has not shared
    "HEMLIGATGARD": OWN,  # what Kalmar has agreed to do, and to be able to do
    "HEMLIGTDALAORD": {"dan"},  # words behind a result that Dalarna has shared
    "HEMLIGTEXEMPEL": OWN,  # an example that is being written, and its picture
    "HEMLIGLARDOM": OWN,  # a lesson that is being written
    "HEMLIGGRUPPLARDOM": INSIDE,  # a lesson that an activity's group shares
    "HEMLIGSTOLD": {"dan"},  # what Dalarna says that it stole, and keeps to itself
    "HEMLIGTBESOK": OWN | {"gun"},  # what one organisation asked another about
    "HEMLIGHEMTAGNING": OWN,  # an uptake that is kept to its organisation, and what others never read of one that is shown
    "HEMLIGTMEDSKICK": OWN,  # a handoff that is being written
    "HEMLIGTSANTMEDSKICK": INSIDE,  # one that was sent and is not answered
    "HEMLIGMOTTAGARE": OWN,  # who outside was asked to answer
    "HEMLIGTNEJTILLHEM": INSIDE,  # why an organisation takes nothing home
    "HEMLIGINSPELNING": OWN,  # a recording that is its organisation's own, its chapters and what is said in it
    "HEMLIGTDOKUMENT": OWN,  # working material, its file and its text
    "HEMLIGTGRUPPDOKUMENT": INSIDE,  # what an activity's group reads
    "HEMLIGTKASTAT": OWN,  # what was open to all and lies in the wastebasket
    "HEMLIGBEVAKNING": {"stina"},  # a search that Stina follows
    "HEMLIGKALLA": {"majken"},  # what lies in an old archive that Kalmar thinks of taking in
    "HEMLIGTBREV": OWN,  # a letter to Kalmar
    "HEMLIGTIDEMOTE": {"klara"},  # an idea meeting that is being written
    "HEMLIGMARKERING": OWN,  # what is said of a proposal at home before the ballot
}


@dataclass(frozen=True)
class Place:
    """One address to walk: the name of its pattern, which of several cases, and the path."""

    name: str
    case: str
    path: str

    def __str__(self) -> str:
        return f"{self.name} {self.case}".strip()


def patterns(resolver: Any = None) -> Iterator[URLPattern]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern)
        else:
            yield pattern


def actor(cast: Cast, role: str) -> Actor:
    return VISITOR if role == "visitor" else getattr(cast, role)


def plant(cast: Cast) -> dict[str, dict[str, Any]]:
    """Fills the copy with one of everything that has an address; says {argument: {case: value}} sets per kind of thing."""
    stina, dan = cast.stina, cast.dan
    draft = ideas.write_proposal(stina, title="HEMLIGTUTKAST", summary="HEMLIGTUTKAST om vatten.", text="HEMLIGTUTKAST")
    published = ideas.write_proposal(stina, title="Öppet förslag", summary="En mening.", format="provrum", publish=True)
    ideas.show_interest(dan, published, would_lead=True)
    ideas.comment_proposal(dan, published, text="Det här vill vi vara med i.")
    comment = Comment.objects.latest("id").pk
    planned = rows.activity(cast, "HEMLIGPLAN", stage="planning", summary="HEMLIGPLAN")
    Plan.objects.filter(activity=planned).update(sections={"purpose": "HEMLIGPLAN"})
    BudgetLine.objects.create(plan=planned.plan, position=0, cost="expert", text="HEMLIGPLAN", amount=1, paid_by="joint")
    running = rows.activity(cast, "Öppet provrum", stage="running")
    Report.objects.create(activity=running, sections={"result": "HEMLIGTRESULTAT"}, changed=clock.now())
    closed = rows.activity(cast, "Avslutat provrum", stage="closed")
    hidden_question, open_question = (
        ContactRequest.objects.create(
            activity=where, text=text, person_id=stina.person, organisation_id=stina.organisation, thread=Thread.objects.create(opened=clock.now()),
            asked=clock.now(), kind="researchers",
        )
        for where, text in ((planned, "HEMLIGFRAGA"), (running, "Vem vet mer om drönare?"))
    )
    duty = rows.duties(closed)[0]
    held = rows.session(running, "Öppen workshop", link="https://mote.test/HEMLIGLANK")
    part = rows.item(held, "Öppen programpunkt", held.starts, held.ends, speakers=("Öppen Talare",))
    rows.released(running)
    rows.session(running, "HEMLIGTRAFF")  # not released
    task = homework.homework(running, title="HEMLIGUPPGIFT", seen_by="leaders")
    homework.homework(running, title="HEMLIGTUPPGIFTSUTKAST", given=None)
    answer = homework.handin(task, cast, "dan", text="HEMLIGTSVAR")
    Debrief.objects.create(session=held, person_id=dan.person, organisation_id=dan.organisation, next="HEMLIGTEFTERAT", written=clock.now())
    format_draft = catalogue.start_format(stina, name_sv="HEMLIGTFORMAT", name_en="HEMLIGTFORMAT")
    version = FormatVersion.objects.get(format="provrum", number=1)
    wish = catalogue.write_wish(stina, version.pk, text="Korta mallen.")
    outbox.put(to=stina.email, language="sv", name="sign_in_code", values={"code": "HEMLIGTBREV"})
    letter = outbox.waiting()[-1]
    home = Organisation.objects.get(name="Region Kalmar län")
    invited = Invited.objects.create(activity=running, organisation_id=cast.organisation("Region Gotland"), invited=clock.now(), person_id=stina.person)
    staff = Staff.objects.create(activity=planned, role="planning_group", name="HEMLIGBEMANNING", engagement="consultant")
    learned, kept, open_way = ways_home(stina)
    return {
        "document_id": recordings_of(stina) | documents_of(stina, running.pk, learned),
        "intake_id": {"": intake_of(cast.majken)},
        "language": {"": "sv"},
        "form": {"": "ris"},
        "theme": {"": "oppet-tema"},
        "sort": {"": "exempel"},
        "handoff_id": handoffs_of(stina, dan, running.pk),
        "lesson_id": {"open": learned, **lessons_of(cast.stina, running.pk), **examples_of(stina)},
        "picture_id": {"": ExamplePicture.objects.get().pk},
        "theme_id": {"": library.add(stina, name_sv="Öppet tema")},
        "uptake_id": {"own": kept, "open": open_way},
        "step": {"": "shared"},
        "borrowing_id": {"": stolen(dan, learned)},
        **analyses(cast),
        **meetings_of(cast),
        "visit_id": {"": asked(stina, cast.gun, learned)},
        "organisation_id": {"": cast.organisation("Region Gotland")},
        "staff_id": {"": staff.pk},
        "invited_id": {"": invited.pk},
        "proposal_id": {"draft": draft, "open": published},
        "activity_id": {"planned": planned.pk, "running": running.pk, "closed": closed.pk},
        "request_id": {"hidden": hidden_question.pk, "open": open_question.pk},
        "slug": {"home": home.slug},
        "draft_id": {"": format_draft},
        "wish_id": {"": wish},
        "format_id": {"": "provrum"},
        "number": {"": 1},
        "year": {"": 2026},
        "person_id": {"": stina.person},
        "role_id": {"": Role.objects.filter(organisation=home).values_list("id", flat=True)[0]},
        "membership_id": {"": Membership.objects.get(organisation=home).pk},
        "mandate_id": {"": Mandate.objects.filter(kind="clearance").values_list("id", flat=True)[0]},
        "saved_id": {"": kept_search(stina)},
        "token": {"": "ingen-lank"},
        "seat_id": {"": a_seat(home).pk},
        "comment_id": {"": comment},
        "participation_id": {"": planned.participations.get(organisation__name="Region Dalarna").pk},
        "duty_id": {"": duty.pk},
        "session_id": {"": held.pk},
        "registration_id": {"": a_place(running.pk, dan)},
        "item_id": {"": part.pk},
        "homework_id": {"": task.pk},
        "handin_id": {"": answer.pk},
        "rule_id": {"": "period.months"},
        "step_id": {"": "submit"},
        "part_key": {"": "grunder"},
        "items_key": {"": "rules"},
        "letter": {"": letter},
        "person": {"": stina.person},
        "pk": {"": 1},
        "key": {"": "1"},
    }


def recordings_of(who: Actor) -> dict[str, int]:
    """An open recording and one that is kept to its organisation, both with chapters and subtitles."""
    made = {}
    for case, name in (("open recording", "Öppen inspelning"), ("own recording", "HEMLIGINSPELNING")):
        text = documents.DocumentText(kind="recording", title=name, licence="cc-by", link="https://youtu.be/dQw4w9WgXcQ")
        made[case] = documents.add(who, text)
        recordings.put_chapters(who, made[case], f"0:00 {name}", revision=1)
        said = f"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n{name}\n"
        recordings.put_track(who, made[case], said.encode(), language="sv", revision=2)
    documents.publish(who, made["open recording"], revision=3)
    return made


def intake_of(who: Actor) -> int:
    """An old archive that was tried and not taken in: only who may take in archives for the organisation reads of it."""
    folder = Path(mkdtemp())
    (folder / "HEMLIGKALLA.txt").write_text("HEMLIGKALLA")
    return conductor.read(who, Source("HEMLIGKALLA", folder))


def documents_of(who: Actor, activity: int, lesson: int) -> dict[str, int]:
    """An open document, one that is kept to its organisation, one that a group reads, and one in the wastebasket; all with their text.

    An open lesson builds on all of them.
    """
    made = {}
    for case, name in (("open", "Öppet dokument"), ("own", "HEMLIGTDOKUMENT"), ("group", "HEMLIGTGRUPPDOKUMENT"), ("binned", "HEMLIGTKASTAT")):
        text = making.text(title=name, summary=name, authors=name, reach="group" if case == "group" else "own")
        sent = making.sent(f"{name}.txt", f"{name} {name}".encode())
        made[case] = activity_documents.add(who, activity, text, sent=sent) if case == "group" else documents.add(who, text, sent=sent)
        lesson_documents.attach(who, lesson, made[case])
    reading.read_waiting(len(made))
    documents.publish(who, made["open"], revision=1)
    documents.publish(who, made["binned"], revision=1)
    documents.bin(who, made["binned"], revision=2, why="HEMLIGTKASTAT")
    return made


def kept_search(who: Actor) -> int:
    """A search that somebody follows."""
    return saved.keep(who, Wanted(words="HEMLIGBEVAKNING"), name="HEMLIGBEVAKNING", mails=Mails.WEEKLY)


def a_place(activity: int, who: Actor) -> int:
    """Somebody's place in an activity, with an assignment that lies with the manager."""
    made = Registration.objects.create(
        activity_id=activity, person_id=who.person, organisation_id=who.organisation, registered_by_id=who.person, state="confirmed",
        received=clock.now(), since=clock.now(), kind="region", membership="member",
    )  # fmt: skip
    Assignment.objects.create(registration=made, challenge="HEMLIGTUPPDRAG", wanted="HEMLIGTUPPDRAG", state="sent", changed=clock.now())
    return made.pk


def handoffs_of(who: Actor, other: Actor, activity: int) -> dict[str, int]:
    """A handoff that is written still and one that waits for somebody outside; and that an organisation takes nothing home."""
    to = handoff_rules.To(name="Transportstyrelsen")
    made = {
        case: handoffs.write(who, activity, handoff_rules.HandoffText(kind=handoff_rules.Kind.QUESTION, text=said, to=to))
        for case, said in (("draft", "HEMLIGTMEDSKICK"), ("sent", "HEMLIGTSANTMEDSKICK"))
    }
    handoffs.send(who, made["sent"], handoffs.Asks(name="HEMLIGMOTTAGARE", email="hemligmottagare@utanfor.test"), revision=1)
    TakingHome.objects.create(
        activity_id=activity, organisation_id=other.organisation, person_id=other.person, answered=clock.now(), why_none="HEMLIGTNEJTILLHEM"
    )
    return made


def lessons_of(who: Actor, activity: int) -> dict[str, int]:
    """A lesson that is written still, and one that an activity's group reads."""
    group = LessonText(sentence="HEMLIGGRUPPLARDOM", activity=activity)
    return {
        "draft": writing.capture(who, LessonText(sentence="HEMLIGLARDOM", context="HEMLIGLARDOM", takes="HEMLIGLARDOM")),
        "group": writing.capture(who, group, state=State.SHARED),
    }


def examples_of(who: Actor) -> dict[str, int]:
    """An open example and one that is written still, which has a picture."""
    made = {}
    for case, name, state in (("example", "Öppet exempel", State.PUBLISHED), ("example draft", "HEMLIGTEXEMPEL", State.DRAFT)):
        text = ExampleText(lesson=LessonText(sentence=name), place=name, problem=name, links=(LinkText("https://exempel.test", name),))
        made[case] = examples.write(who, text, state=state)
    pictures.add(who, made["example draft"], picture(), shows="HEMLIGTEXEMPEL")
    return made


def ways_home(who: Actor) -> tuple[int, int, int]:
    """An open lesson, and two uptakes of it and another: one that is kept to its organisation, one that everyone sees."""
    first, second = (writing.capture(who, LessonText(sentence=said), state=State.PUBLISHED) for said in ("Öppen lärdom", "Fråga tidigt"))
    made = []
    for lesson, reach in ((second, Reach.OWN), (first, Reach.PUBLIC)):
        made.append(uptakes.take_home(who, lesson, uptakes.Home(owner=who.person, next_step="HEMLIGHEMTAGNING", reach=reach)))
        said = {Step.SHARED: uptakes.Shows(clock.today(), {"forum": "HEMLIGHEMTAGNING"})}
        uptakes.add_evidence(who, made[-1], said, revision=1)
    return first, *made


def stolen(who: Actor, lesson: int) -> int:
    """Somebody says from whom they learned it, in an uptake that is kept to their organisation."""
    of = Lesson.objects.values_list("organisation", flat=True).get(id=lesson)
    return borrowing.borrow(who, lesson, Stolen(organisation=of, adapted="HEMLIGSTOLD"), reach=Reach.OWN)


def asked(who: Actor, whom: Actor, lesson: int) -> int:
    """A question of one organisation to another that has not been answered."""
    made = VisitRequest.objects.create(
        lesson_id=lesson, kind="visit", organisation_id=who.organisation, person_id=who.person, to_id=whom.organisation,
        asked_person_id=whom.person, message="HEMLIGTBESOK", asked=clock.now(),
    )  # fmt: skip
    return made.pk


def analyses(cast: Cast) -> dict[str, dict[str, Any]]:
    """Analyses of learning capacity: Kalmar's open one and one that it keeps to itself, and one that Dalarna has shared."""
    stina, majken, dan = cast.stina, cast.majken, cast.dan
    own, theirs = answering.opened(stina, "Avslutad"), answering.opened(dan, "Delad")
    kalmar = [stina, majken, answering.colleague(stina.organisation or 0, "Kollega")]
    dalarna = [dan, cast.disa, answering.colleague(dan.organisation or 0, "Kollega")]
    for round_id, people, words in ((own, kalmar, "HEMLIGTORD"), (theirs, dalarna, "HEMLIGTDALAORD")):
        for one in people:
            answering.answered(one, round_id, strengthens={"place": words})
        capacity.close(people[0], round_id)
        capacity.conclude(people[0], round_id, "HEMLIGSLUTSATS" if words == "HEMLIGTORD" else "Öppen slutsats", revision=2)
    capacity.share(dan, theirs, shared=True, compares=True, revision=3)
    under_way = answering.opened(stina, "Öppen")
    answering.answered(majken, under_way, strengthens={"place": "HEMLIGTEGETORD"})
    action = capacity.agree(stina, own, Agreed("place", "HEMLIGATGARD", majken.person, clock.today()))
    need = capacity.note_need(stina, Need("HEMLIGATGARD"))
    return {"round_id": {"open": under_way, "closed": own, "shared": theirs}, "action_id": {"": action}, "need_id": {"": need}}


def meetings_of(cast: Cast) -> dict[str, dict[str, Any]]:
    """An idea meeting being written, one that gathers, one with open ballots, and one that is decided; what each has."""
    draft = rounds.call_round(cast.klara, meetings.text(title="HEMLIGTIDEMOTE"))
    gathering = meetings.called(cast.klara, title="Öppet idémöte")
    entered = ideas.write_proposal(cast.stina, title="Framlagt förslag", summary="En mening.", publish=True)
    entries.enter(cast.stina, gathering, [entered])
    at_home.mark(cast.stina, gathering, entered, urgent=True, note="HEMLIGMARKERING")
    area = areas.make_area(cast.klara, gathering, name="Öppet område", cost=10)
    yesterday = clock.now() - timedelta(days=1)
    with clock.at(yesterday - timedelta(days=4)):
        voting, ticked = meetings.with_areas(cast, [10, 20], title="Öppen röstning", ballots_from=yesterday, proposals_until=yesterday)
    ballots.cast(cast.majken, voting, ticked[:1])
    decided, _areas = meetings.with_areas(cast, [10, 20], title="Beslutat idémöte")
    body = Body.objects.create(slug="beslutar", name_sv="Gruppen som beslutar", name_en="The deciding group", kind="board")
    with clock.at(meetings.AFTER):
        counting.count(cast.klara, decided)
        rounds.decide(cast.klara, decided, chosen=[], body=body.pk)
    return {
        "meeting_id": {"gathering": gathering, "draft": draft, "voting": voting, "decided": decided},
        "entered_id": {"": entered},
        "area_id": {"": area},
    }


def a_seat(home: Organisation) -> Seat:
    body = Body.objects.create(slug="medlemsgruppen", name_sv="Medlemsgruppen", name_en="The member group", kind="member_group")
    return Seat.objects.create(body=body, organisation=home, start=date(2020, 1, 1))


def places(planted: dict[str, dict[str, Any]]) -> list[Place]:
    """Every address there is, in every case that its first argument has."""
    found = []
    for pattern in patterns():
        arguments = list(pattern.pattern.converters)
        lead = arguments[0] if arguments else None
        cases = planted[lead] if lead else {"": None}
        for case, value in cases.items():
            given = {name: next(iter(planted[name].values())) for name in arguments} | ({lead: value} if lead else {})
            if pattern.name in ("body", "add_seat"):
                given["slug"], case = "medlemsgruppen", ""
            found.append(Place(str(pattern.name), case, reverse(str(pattern.name), kwargs=given)))
    return found

