"""Whether somebody may register: who, when, how many, each no with its rule, its source and what would mend it (E2, C4)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from samlar.activities.rules.access import may_lead, only_the_lead
from samlar.activities.rules.rows import ActivityRow
from samlar.formats import words as w
from samlar.formats.definition import Definition
from samlar.formats.facts import stockholm_day
from samlar.formats.sentence import Refusal, Sentence
from samlar.people.rules import Actor, NotAllowed
from samlar.registration.rules.line import Claim, claimed
from samlar.registration.rules.machine import STANDS, WORDS, NotNow, State
from samlar.registration.rules.rows import QuestionRow, RegistrationRow, TermsRow
from samlar.talk.rules import lines_of

WHY_LENGTH = 300
WORD_LENGTH = 500
ANSWER_LENGTH = 500
OPEN_STAGES = ("running",)
ASKED_DAYS = 21  # a manager's link holds so long, but not past the first session
MOST_ASKED_A_DAY = 6  # letters to managers about one person, in one activity: a typing error or two, not a flood


class CannotRegister(Refusal):
    """The registration breaks a rule of the format or of the activity."""


def source_of(definition: Definition, fact: str) -> str:
    """The format's own source of a rule about registering, else the format's."""
    return next((rule.source for rule in definition.rules if rule.fact == fact), definition.source)


def takes_no_people(definition: Definition) -> Sentence:
    """What is said where the format has no registration of people."""
    return Sentence(
        "Till {format} anmäler sig organisationer, inte personer.", "Organisations join {format}, not individual people."
    ).fill(format=definition.definite)


def must_take_registrations(activity: ActivityRow, terms: TermsRow, *, published: bool) -> None:
    """The format has registration, the invitation is out and the activity runs."""
    if activity.definition.participation.register is None:
        raise CannotRegister(takes_no_people(activity.definition), source=activity.definition.source)
    if activity.stage_kind not in OPEN_STAGES or not published or not terms.set_up:
        over = activity.stage_kind in ("reported", "closed", "cancelled")
        raise CannotRegister(
            Sentence("Anmälan är stängd: aktiviteten är över.", "Registration is closed: the activity is over.")
            if over
            else Sentence("Anmälan har inte öppnat än.", "Registration has not opened yet."),
            mend=None if over else Sentence("Den öppnar när inbjudan publiceras.", "It opens when the invitation is published."),
            source="E2",
        )


def why_no_places(activity: ActivityRow, terms: TermsRow, last_session_ends: datetime | None, now: datetime) -> Sentence | None:
    """Why nobody can be given or promised a place any more; None while places are given.

    Registration with a last day is to one series: when its last session is over, so is the series. Without one (a network) people come
    and go for as long as the activity runs.
    """
    if activity.stage_kind not in OPEN_STAGES:
        return Sentence("Aktiviteten är över.", "The activity is over.")
    if terms.last_day is not None and last_session_ends is not None and last_session_ends <= now:
        return Sentence("Sista träffen har varit.", "The last session has been.")
    return None


def must_give_places(why_not: Sentence | None) -> None:
    """Raises NotNow with the reason where nobody can be given a place any more (`why_no_places`)."""
    if why_not is not None:
        raise NotNow(Sentence("{why} Inga fler platser ges.", "{why} No more places are given.").fill(why=why_not), source="E2")


def must_still_work_there(works_there: bool, name: str, organisation: str) -> None:
    """The place is the organisation's: whoever has left it meanwhile cannot take it up there. Raises NotNow."""
    if not works_there:
        raise NotNow(
            Sentence("{name} arbetar inte längre på {organisation}.", "{name} no longer works at {organisation}.").fill(
                name=name, organisation=organisation
            ),
            source="A3",
            mend=Sentence(
                "Platsen är organisationens. Den medlemsansvariga kan lämna över den till en kollega.",
                "The place is the organisation's. The member representative can hand it over to a colleague.",
            ),
        )


def must_need_an_answer(activity: ActivityRow, state: str) -> None:
    """The manager's answer makes a difference still. Raises NotNow, which says why it does not."""
    if State(state) != State.AWAITING_MANAGER:
        raise NotNow(
            Sentence("Du behöver inte svara: anmälan {stands}.", "You need not answer: the registration {stands}.").fill(
                stands=STANDS[State(state)]
            ),
            source="E2",
        )
    if activity.stage_kind not in OPEN_STAGES:
        raise NotNow(Sentence("Du behöver inte svara: aktiviteten är över.", "You need not answer: the activity is over."), source="E2")


def must_not_flood(asked_today: int) -> None:
    """A manager gets a few letters a day about one person, not more. Raises CannotRegister."""
    if asked_today >= MOST_ASKED_A_DAY:
        raise CannotRegister(
            Sentence(
                "Det har gått {most} brev om den här anmälan på ett dygn. Fler skickas inte.",
                "{most} letters about this registration have gone in a day. No more are sent.",
            ).fill(most=MOST_ASKED_A_DAY),
            source="E2",
            mend=Sentence("Ring chefen, eller skicka igen i morgon.", "Call the manager, or send it again tomorrow."),
        )


def must_be_in_time(activity: ActivityRow, terms: TermsRow, received: datetime) -> None:
    """Before midnight in Stockholm at the end of the last day, to the second."""
    if terms.last_day is not None and stockholm_day(received) > terms.last_day:
        raise CannotRegister(
            Sentence("Sista anmälningsdag var {day}.", "The last day to register was {day}.").fill(day=terms.last_day),
            source=source_of(activity.definition, "registration.deadline"),
            mend=Sentence(
                "Hör av dig till {lead}: den som håller i aktiviteten kan flytta dagen.",
                "Contact {lead}: whoever runs the activity can move the day.",
            ).fill(lead=activity.lead.name if activity.lead else activity.owner_name_sv),
        )


def must_be_welcome(
    activity: ActivityRow, terms: TermsRow, membership: str | None, *, invited: bool, to_all: bool, organisation: int, name: str
) -> None:
    """The organisation's membership is among those that the activity takes, or it was invited; a guest only where the format says so."""
    allowed = activity.definition.participation.register or ()
    inside = any(one.organisation == organisation for one in activity.taking_part)
    if membership not in allowed or (membership not in terms.open_to and not invited and not inside):
        words = [w.MEMBERSHIPS[one] for one in (terms.open_to if membership in allowed else allowed)]
        raise CannotRegister(
            Sentence(
                "{name} kan inte anmäla någon. Anmälan är öppen för den som är {allowed}.",
                "{name} cannot register anybody. Registration is open to those who are {allowed}.",
            ).fill(name=name, allowed=Sentence(" eller ".join(one.sv for one in words), " or ".join(one.en for one in words))),
            source=activity.definition.source,
            mend=Sentence("Fråga {lead} om ni vill vara med.", "Ask {lead} if you want to be with.").fill(
                lead=activity.lead.name if activity.lead else activity.owner_name_sv
            ),
        )
    if not (to_all or invited or inside):
        raise CannotRegister(
            Sentence("Den här aktiviteten är för dem som har bjudits in.", "This activity is for those who have been invited."),
            source="C2",
            mend=Sentence("Be {lead} att bjuda in er.", "Ask {lead} to invite you.").fill(
                lead=activity.lead.name if activity.lead else activity.owner_name_sv
            ),
        )


def must_be_new(live: RegistrationRow | None, name: str) -> None:
    """The person has no live registration here."""
    if live is not None:
        raise CannotRegister(
            Sentence("{name} är redan anmäld: {state}.", "{name} is registered already: {state}.").fill(name=name, state=WORDS[live.state]),
            field="person",
            source="E2",
            mend=Sentence("Läget står på sidan Anmälan.", "The page Registration shows where it stands."),
        )


def must_not_be_elsewhere(registered_elsewhere: bool) -> None:
    """The person has no live registration here for another organisation (somebody who changed employer)."""
    if registered_elsewhere:
        raise CannotRegister(
            Sentence(
                "Personen är redan anmäld, för en annan organisation.", "The person is registered already, for another organisation."
            ),
            field="person",
            source="A3",
            mend=Sentence(
                "Personen återkallar den anmälan först, eller den organisationen lämnar över platsen till en kollega.",
                "The person withdraws that registration first, or that organisation hands the place over to a colleague.",
            ),
        )


def must_be_theirs(works_there: bool) -> None:
    """Whoever takes over a place works at the organisation whose place it is."""
    if not works_there:
        raise CannotRegister(Sentence("Välj någon som arbetar hos er.", "Choose somebody who works with you."), field="person", source="E2")


def must_be_unregistered(registered: bool, name: str) -> None:
    """Whoever takes over a place has none of the same activity."""
    if registered:
        raise CannotRegister(
            Sentence("{name} är redan anmäld till aktiviteten.", "{name} is registered for the activity already.").fill(name=name),
            field="person", source="E2",
            mend=Sentence("Välj en annan kollega, eller återkalla anmälan.", "Choose another colleague, or withdraw the registration."),
        )  # fmt: skip


def must_fit_organisation(activity: ActivityRow, terms: TermsRow, claims: Iterable[Claim], organisation: int, names: Sequence[str]) -> None:
    """One more of the organisation's people can be asked for. `names`: whose registrations count already."""
    most = terms.per_organisation
    if most is None or claimed(claims, organisation) < most:
        return
    people = Sentence("en person", "one person") if most == 1 else Sentence(f"{_word(most)} personer", f"{_word_en(most)} people")
    raise CannotRegister(
        Sentence(
            "Högst {people} kan delta från varje organisation. Hos er är {names} redan anmälda.",
            "At most {people} can take part from each organisation. {names} are registered already from yours.",
        ).fill(people=people, names=", ".join(names)),
        source=source_of(activity.definition, "persons.per_organisation"),
        field="person",
        mend=Sentence(
            "Kom överens om vilka som ska med. Den som inte ska med återkallar sin anmälan, så blir platsen ledig för en annan.",
            "Agree on who is to take part. Whoever is not withdraws, and the place is free for somebody else.",
        ),
    )


def _word(number: int) -> str:
    return ("noll", "en", "två", "tre", "fyra", "fem", "sex")[number] if number < 7 else str(number)


def _word_en(number: int) -> str:
    return ("no", "one", "two", "three", "four", "five", "six")[number] if number < 7 else str(number)


def must_agree(agreed: bool) -> None:
    """What is expected was read and said yes to (L: all sessions, preparation, homework, sharing at home)."""
    if not agreed:
        raise CannotRegister(
            Sentence(
                "Kryssa i att du har läst vad som förväntas av den som deltar.",
                "Tick that you have read what is expected of those who take part.",
            ),
            field="agreed",
        )


def taken_answers(questions: Iterable[QuestionRow], given: dict[int, str]) -> dict[int, str]:
    """The answers to the activity's own questions, each within its limits. Raises CannotRegister by the question's field."""
    kept = {}
    for question in questions:
        said = " ".join(lines_of(given.get(question.id, "")).split())
        field = f"question_{question.id}"
        if not said and question.required:
            raise CannotRegister(Sentence("Svara på frågan.", "Answer the question."), field=field)
        if len(said) > ANSWER_LENGTH:
            raise CannotRegister(
                Sentence(
                    "Svaret har {count} tecken. Högst {most} får plats.", "The answer has {count} characters. There is room for {most}."
                ).fill(count=len(said), most=ANSWER_LENGTH),
                field=field,
            )
        if said and question.kind == "choice" and said not in question.choices:
            raise CannotRegister(Sentence("Välj ett av svaren.", "Choose one of the answers."), field=field)
        if said:
            kept[question.id] = said
    return kept


def must_be_another(person: int, manager: int) -> None:
    """Nobody approves their own registration."""
    if person == manager:
        raise CannotRegister(
            Sentence(
                "Den som godkänner ska vara någon annan än den som anmäls.", "Whoever approves is somebody other than the one registered."
            ),
            field="manager_email",
            mend=Sentence("Skriv adressen till chefen.", "Write the manager's address."),
        )


def may_see(actor: Actor, activity: ActivityRow, organisation: int, person: int) -> bool:
    """One's own, one's organisation's, and the lead's: nobody else sees who is registered before the group is known."""
    return actor.person == person or (actor.at_work and actor.organisation == organisation) or may_manage(actor, activity)


def may_manage(actor: Actor, activity: ActivityRow) -> bool:
    """The organisations that lead, and the owner, see and look after all registrations."""
    return may_lead(actor, activity) or activity.acts_for_owner


def must_manage(actor: Actor, activity: ActivityRow) -> None:
    """Raises NotAllowed unless the actor acts for those that lead, or the owner."""
    if not may_manage(actor, activity):
        raise only_the_lead(activity)


def may_act_for(actor: Actor, registration: RegistrationRow) -> bool:
    """The person, whoever registered the person, and the organisation's representative."""
    return registration.mine or (registration.ours and (actor.is_representative or actor.person == registration.registered_by))


def must_act_for(actor: Actor, registration: RegistrationRow) -> None:
    """Raises NotAllowed for anybody else."""
    if not may_act_for(actor, registration):
        raise NotAllowed(
            Sentence(
                "Det här gör {name}, den som anmälde eller er medlemsansvariga.",
                "This is done by {name}, whoever registered, or your member representative.",
            ).fill(name=registration.name),
            source="E2",
        )


def mix_missing(functions: Iterable[str]) -> Sentence | None:
    """What is missing of the recommended mix among an organisation's registered people (L); None where nothing is, or it is only one."""
    found = list(functions)
    if len(found) < 2:
        return None
    if "strategic" not in found:
        return Sentence(
            "Ingen av er har en strategisk funktion. Då är det svårare att förankra lärandet i styrningen.",
            "None of you has a strategic function. Then it is harder to anchor the learning in the steering.",
        )
    if "operative" not in found:
        return Sentence(
            "Ingen av er har en operativ funktion. Då är det svårare att omsätta lärandet i vardagen.",
            "None of you has an operative function. Then it is harder to put the learning to use.",
        )
    return None


def closes(terms: TermsRow, today: date) -> Sentence | None:
    """When registration closes, in words."""
    if terms.last_day is None:
        return None
    if today > terms.last_day:
        return Sentence("Anmälan stängde {day}.", "Registration closed on {day}.").fill(day=terms.last_day)
    return Sentence("Sista anmälningsdag är {day}.", "The last day to register is {day}.").fill(day=terms.last_day)


LAPSED = Sentence("Tiden för att svara på erbjudandet gick ut.", "The time for answering the offer ran out.")  # RegistrationRow.lapsed
REACHED = {
    State.CONFIRMED: Sentence("Du har en plats.", "You have a place."),
    State.RECEIVED: Sentence(
        "Anmälan har kommit in. Skriv vem som är din chef, så frågar vi.",
        "The registration has come in. Say who your manager is, and we will ask.",
    ),
    State.AWAITING_MANAGER: Sentence("Anmälan väntar på chefens svar.", "The registration awaits the manager's answer."),
    State.WAITLISTED: Sentence("Du står på väntelistan.", "You are on the waiting list."),
    State.OFFERED: Sentence("Du har erbjudits en plats.", "You have been offered a place."),
    State.DECLINED: Sentence("Du har tackat nej till platsen.", "You have declined the place."),
    State.WITHDRAWN: Sentence("Anmälan är återkallad.", "The registration has been withdrawn."),
    State.REJECTED: Sentence("Anmälan är avslagen.", "The registration was turned down."),
}
