"""Somebody is registered, answers an offer, or says no after all (E2)."""

from dataclasses import dataclass, field

from django.db import transaction

from samlar.activities import queries as activities
from samlar.activities.actions.locks import locked
from samlar.activities.rules.deeds import must_say
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Sentence
from samlar.foundation import audit, clock
from samlar.people.actions.staff import add_colleague
from samlar.people.models import Employment, Organisation
from samlar.people.queries import on, works_at
from samlar.people.rules import Actor, must_act_for_an_organisation
from samlar.registration.actions import letters, line, managers
from samlar.registration.models import Answer, Registration
from samlar.registration.queries.registrations import claims, membership_of, registration, registrations
from samlar.registration.queries.terms import no_places, opening, terms
from samlar.registration.rules import registering as rules
from samlar.registration.rules.machine import ASKING, HOLDING, OVER, State, must_lead
from samlar.registration.rules.rows import RegistrationRow, TermsRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is written when somebody is registered. `person`: a colleague by number, or None for a new one by name and address.

    `manager_email` empty: nobody is asked yet. `answers`: {question: text}. `shares_contact`: one's own consent; nobody gives a
    colleague's (E7).
    """

    person: int | None
    name: str = ""
    email: str = ""
    manager_name: str = ""
    manager_email: str = ""
    answers: dict[int, str] = field(default_factory=dict)
    agreed: bool = False
    shares_contact: bool = False


@transaction.atomic
def register(actor: Actor, activity_id: int, entry: Entry) -> int:
    """Registers the actor or a colleague. Says the registration's id.

    In order: locks the activity; asks whether registration is open, in time, for this organisation, new, agreed to and within the
    organisation's number; writes the registration and the answers; where the manager's yes is needed asks the manager by letter, else
    gives a place or a place in line; records. A colleague who was registered is told. Raises NotVisible, NotAllowed, CannotRegister,
    NotNow (no more places are given), WorksElsewhere, NotPossible.
    """
    organisation = must_act_for_an_organisation(actor)
    activities.activity(actor, activity_id)
    row, activity = locked(actor, activity_id)
    asked = terms(activity)
    _must_be_open(actor, activity, asked, organisation)
    # The manager comes before the colleague: a deed that locks a person and an organisation locks the person first (people's guard).
    manager = managers.manager_at(entry.manager_name, entry.manager_email) if asked.approval and entry.manager_email.strip() else None
    person = entry.person if entry.person is not None else add_colleague(actor, name=entry.name, email=entry.email)
    rules.must_be_theirs(works_at(person, organisation))
    before = [one for one in registrations(actor, activity) if one.organisation == organisation]
    elsewhere = Registration.objects.filter(activity=activity_id, person=person).exclude(state__in=OVER).exists()
    same = next((one for one in before if one.person == person), None)
    rules.must_be_new(same, same.name if same else "")
    rules.must_not_be_elsewhere(elsewhere)
    counted = [one.name for one in before if one.state in (*HOLDING, *ASKING)]
    rules.must_fit_organisation(activity, asked, claims(activity_id), organisation, counted)
    rules.must_agree(entry.agreed)
    answers = rules.taken_answers(asked.questions, entry.answers)
    made = _write(actor, row.pk, organisation, person, entry)
    Answer.objects.bulk_create(Answer(registration_id=made, question_id=question, text=text) for question, text in answers.items())
    if not asked.approval:
        line.settle(activity, asked)
        line.place(actor, activity, made, organisation, asked, deed="place")
        return made
    if manager is not None:
        managers.ask(actor, activity, made, person=person, manager=manager)
    if person != actor.person:
        letters.tell(made, "registration_made", activity, but=actor, asked=manager is not None)
    return made


def _must_be_open(actor: Actor, activity: ActivityRow, asked: TermsRow, organisation: int) -> None:
    published, to_all, invited = opening(activity, organisation)
    rules.must_take_registrations(activity, asked, published=published)
    rules.must_be_welcome(
        activity,
        asked,
        membership_of(organisation),
        invited=invited,
        to_all=to_all,
        organisation=organisation,
        name=actor.organisation_name,
    )
    rules.must_be_in_time(activity, asked, clock.now())
    rules.must_give_places(no_places(activity, asked))


def _write(actor: Actor, activity_id: int, organisation: int, person: int, entry: Entry) -> int:
    work = Employment.objects.filter(on(clock.today()), person=person, organisation=organisation).values_list("function", flat=True).first()
    now = clock.now()
    made = Registration.objects.create(
        activity_id=activity_id, person_id=person, organisation_id=organisation, registered_by_id=actor.person or 0, state=State.RECEIVED,
        received=now, since=now, function=work or "", membership=membership_of(organisation) or "",
        kind=Organisation.objects.values_list("kind__counts_as", flat=True).get(id=organisation),
        shares_contact=entry.shares_contact and person == actor.person,
    )  # fmt: skip
    audit.record(
        person=actor.person, organisation=organisation, verb="registration.received", kind="registration", subject=made.pk,
        changes={"state": [None, State.RECEIVED.value], "activity": [None, activity_id]},
    )  # fmt: skip
    return made.pk


@transaction.atomic
def accept(actor: Actor, activity_id: int, registration_id: int) -> None:
    """The offered place is taken: until it has gone on to the next, also after its time.

    Raises NotVisible, NotAllowed, NotNow (no offer stands any more, no more places are given, the person works elsewhere now).
    """
    activity, found = _locked(actor, activity_id, registration_id)
    must_lead("accept", found.state)
    rules.must_give_places(no_places(activity, terms(activity)))
    rules.must_still_work_there(works_at(found.person, found.organisation), found.name, found.organisation_name)
    line.change(actor, found.id, "accept", State.CONFIRMED)
    line.come_in(activity_id, found.organisation)
    letters.tell(found.id, "registration_confirmed", activity)


@transaction.atomic
def decline(actor: Actor, activity_id: int, registration_id: int, *, why: str = "") -> None:
    """No to an offered place: it goes to the next in line. Raises NotVisible, NotAllowed, NotNow (no offer stands any more)."""
    activity, found = _locked(actor, activity_id, registration_id)
    must_lead("decline", found.state)
    _end(actor, activity, found, "decline", State.DECLINED, must_say(why, field="why", most=rules.WHY_LENGTH))


@transaction.atomic
def withdraw(actor: Actor, activity_id: int, registration_id: int, *, why: str = "") -> None:
    """Takes a registration back, wherever it stands: always possible. What it held goes to the next in line; the lead is told of a place,
    and the person and whoever registered where somebody else did this.

    Raises NotVisible, NotAllowed (only the person, whoever registered, and the representative), NotNow (over already).
    """
    activity, found = _locked(actor, activity_id, registration_id)
    must_lead("withdraw", found.state)
    take_back(actor, activity, found, must_say(why, field="why", most=rules.WHY_LENGTH))


@transaction.atomic
def turn_down(actor: Actor, activity_id: int, registration_id: int, *, why: str) -> None:
    """The lead says no to a registration that has no place yet, with a word that the person gets. Raises NotVisible, NotAllowed, NotNow."""
    activities.activity(actor, activity_id)
    locked(actor, activity_id)
    activity, found = registration(actor, activity_id, registration_id)
    rules.must_manage(actor, activity)
    must_lead("turn_down", found.state)
    said = must_say(
        why,
        field="why",
        most=rules.WHY_LENGTH,
        missing=Sentence("Skriv varför. Personen får läsa det.", "Write why. The person will read it."),
    )
    _end(actor, activity, found, "turn_down", State.REJECTED, said)
    letters.tell(found.id, "registration_turned_down", activity, why=said)


def take_back(actor: Actor, activity: ActivityRow, found: RegistrationRow, why: str) -> None:
    """One live registration is withdrawn. Called under the activity's lock by whoever has asked whether the actor may."""
    _end(actor, activity, found, "withdraw", State.WITHDRAWN, why)
    letters.tell(found.id, "registration_withdrawn", activity, but=actor, who=actor.name, why=why)
    if found.state == State.CONFIRMED:
        letters.to_lead(actor, "place_given_back", found.id, activity, why=why)


def _end(actor: Actor, activity: ActivityRow, found: RegistrationRow, deed: str, to: State, why: str) -> None:
    line.change(actor, found.id, deed, to, why=why)
    managers.no_longer_asked(found.id)
    if found.state == State.CONFIRMED:
        line.go_out(activity, found.organisation)
    line.settle(activity, terms(activity))


def _locked(actor: Actor, activity_id: int, registration_id: int) -> tuple[ActivityRow, RegistrationRow]:
    """The registration, read again under the activity's lock, for somebody who may act for it."""
    registration(actor, activity_id, registration_id)
    locked(actor, activity_id)
    activity, found = registration(actor, activity_id, registration_id)
    rules.must_act_for(actor, found)
    return activity, found
