"""Every page as every role: the addresses, who walks them, and what lies behind them. Used by test_access and by the axe walk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from samlar.activities.models import BudgetLine, ContactRequest, Debrief, Invited, Plan, Report, Staff
from samlar.catalogue import actions as catalogue
from samlar.catalogue.models import FormatVersion
from samlar.foundation import clock, outbox
from samlar.ideas import actions as ideas
from samlar.people.models import Body, Mandate, Membership, Organisation, Role, Seat
from samlar.people.rules import VISITOR, Actor
from samlar.registration.models import Assignment, Registration
from samlar.talk.models import Comment, Thread
from tests.activities import homework, rows
from tests.cast import Cast

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
    "HEMLIGTBREV": OWN,  # a letter to Kalmar
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
    return {
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


def a_place(activity: int, who: Actor) -> int:
    """Somebody's place in an activity, with an assignment that lies with the manager."""
    made = Registration.objects.create(
        activity_id=activity, person_id=who.person, organisation_id=who.organisation, registered_by_id=who.person, state="confirmed",
        received=clock.now(), since=clock.now(), kind="region", membership="member",
    )  # fmt: skip
    Assignment.objects.create(registration=made, challenge="HEMLIGTUPPDRAG", wanted="HEMLIGTUPPDRAG", state="sent", changed=clock.now())
    return made.pk


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

