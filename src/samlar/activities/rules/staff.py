"""Who staffs an activity, from where, and who answers people's questions (A2, C5, E1)."""

from collections.abc import Iterable
from dataclasses import dataclass

from samlar.activities.rules.access import LIVE
from samlar.activities.rules.deeds import ActivityRefused
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Sentence
from samlar.people.rules import NotVisible

NAME_LENGTH = 120
MOST_STAFF = 30
ROLES = {
    "content_leader": Sentence("innehållsledare", "content leader"),
    "process_leader": Sentence("processledare", "process leader"),
    "planning_group": Sentence("planeringsgrupp", "planning group"),
    "practical": Sentence("praktisk kontakt", "practical contact"),
}
ENGAGEMENTS = {
    "own": Sentence("från den som leder", "from the lead"),
    "member": Sentence("från en annan medlem", "from another member"),
    "loan": Sentence("medlemsinlån", "on loan from a member"),
    "partner": Sentence("från en partner", "from a partner"),
    "consultant": Sentence("konsult", "consultant"),
}
ANSWERS = {
    "practical": Sentence("praktiska frågor", "practical matters"),
    "content": Sentence("innehåll", "content"),
    "both": Sentence("praktiska frågor och innehåll", "practical matters and content"),
}
LEADERS = ("content_leader", "process_leader")  # whoever is invited wants to know who leads: their names are public
FROM_MEMBERSHIP = {"member": "member", "loan": "member", "partner": "partner"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRow:
    """Somebody who staffs the activity. `person`: in Samlär, and then name and address are that person's own of today."""

    id: int
    role: str
    person: int | None
    name: str
    email: str
    organisation: int | None
    organisation_name: str
    engagement: str
    answers: str

    @property
    def role_name(self) -> Sentence:
        return ROLES[self.role]

    @property
    def engagement_name(self) -> Sentence:
        return ENGAGEMENTS[self.engagement]

    @property
    def answers_name(self) -> Sentence | None:
        return ANSWERS.get(self.answers)

    @property
    def leads(self) -> bool:
        """Leads content or process."""
        return self.role in LEADERS

    @property
    def public(self) -> bool:
        """Whether a published invitation names this person: who leads, and whom to ask (E1). All others are told inside alone."""
        return is_public(self.role, self.answers)

    def takes(self, question: str) -> bool:
        """Whether people may ask this person: `question` is practical or content."""
        return self.answers in (question, "both")


def is_public(role: str, answers: str) -> bool:
    """Whether somebody with this role and these questions is named on a published invitation."""
    return role in LEADERS or bool(answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """Somebody as the lead describes them: a person of Samlär, or a name with an address. `answers` may be empty."""

    role: str
    person: int | None = None
    name: str = ""
    email: str = ""
    organisation: int | None = None
    engagement: str = "own"
    answers: str = ""


def found(rows: Iterable[StaffRow], id: int) -> StaffRow:
    """One of the activity's own. Raises NotVisible."""
    row = next((one for one in rows if one.id == id), None)
    if row is None:
        raise NotVisible
    return row


def must_be_staffed_now(activity: ActivityRow) -> None:
    """Until it is closed or cancelled. Raises ActivityRefused."""
    if activity.stage_kind not in LIVE:
        raise ActivityRefused(
            Sentence("Det är över: bemanningen står kvar som den var.", "It is over: the staff stays as it was."), source="A2"
        )


def must_fit_in(already: Iterable[StaffRow], described: Described, *, but: int | None = None) -> None:
    """Not too many, and nobody twice in the same role. `but`: the row that is changed. Raises ActivityRefused."""
    others = [one for one in already if one.id != but]
    if len(others) >= MOST_STAFF:
        raise ActivityRefused(Sentence("Högst {most} personer får plats.", "There is room for {most} people.").fill(most=MOST_STAFF))
    for one in others:
        same = described.person == one.person if described.person else described.name.casefold() == one.name.casefold() and not one.person
        if same and one.role == described.role:
            raise ActivityRefused(
                Sentence("{name} är redan {role}.", "{name} is already {role}.").fill(name=one.name, role=one.role_name),
                field="person" if described.person else "name",
                mend=Sentence("Välj en annan roll, eller ändra raden som finns.", "Choose another role, or change the one there is."),
            )


def must_be_describable(described: Described) -> None:
    """Known words; and whoever people may ask can be reached. Raises ActivityRefused at the field that is wrong."""
    if described.role not in ROLES:
        raise ActivityRefused(Sentence("Välj en roll.", "Choose a role."), field="role")
    if described.engagement not in ENGAGEMENTS:
        raise ActivityRefused(Sentence("Välj varifrån personen kommer.", "Choose where the person comes from."), field="engagement")
    if described.answers and described.answers not in ANSWERS:
        raise ActivityRefused(
            Sentence("Välj vilka frågor personen svarar på.", "Choose what questions the person answers."), field="answers"
        )
    if described.person is None and not described.name:
        raise ActivityRefused(
            Sentence("Välj en person, eller skriv ett namn.", "Choose a person, or write a name."), field="name", source="A2"
        )
    if described.answers and described.person is None and not described.email:
        raise ActivityRefused(
            Sentence(
                "Den som svarar på frågor behöver en adress, så att folk kan fråga.",
                "Whoever answers questions needs an address, so that people can ask.",
            ),
            field="email",
            source="L · Kontakta oss",
        )


def must_come_from_there(activity: ActivityRow, described: Described, membership: str | None) -> None:
    """Where somebody is said to come from fits the organisation; `membership` is the organisation's of today. Raises ActivityRefused."""
    leading = {one.organisation for one in activity.leads} | {activity.owner_organisation}
    if described.engagement == "own" and described.organisation is not None and described.organisation not in leading:
        raise ActivityRefused(
            Sentence("Den organisationen leder inte aktiviteten.", "That organisation does not lead the activity."),
            field="engagement",
            mend=Sentence("Välj ”från en annan medlem” eller ”medlemsinlån”.", "Choose “from another member” or “on loan from a member”."),
        )
    wanted = FROM_MEMBERSHIP.get(described.engagement)
    if wanted is None:
        return
    if described.organisation is None:
        raise ActivityRefused(
            Sentence("Välj vilken organisation personen kommer från.", "Choose the person's organisation."), field="organisation"
        )
    if membership != wanted:
        raise ActivityRefused(
            Sentence("Den organisationen är inte {wanted} i dag.", "That organisation is not a {wanted} today.").fill(
                wanted=Sentence("medlem" if wanted == "member" else "partner", wanted)
            ),
            field="engagement",
        )
