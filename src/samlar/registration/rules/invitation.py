"""What an invitation tells when it is read: the lead's texts, and what the activity knows of itself (E1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from samlar.activities.rules.invitation import Holds, InvitationRow, Lacking, lacking
from samlar.activities.rules.programme import SessionEntry
from samlar.activities.rules.rows import ActivityRow
from samlar.activities.rules.staff import StaffRow
from samlar.formats.definition import Definition
from samlar.formats.sentence import Sentence
from samlar.registration.rules.rows import TermsRow

WHO = {
    "member": Sentence("medlemmar", "members"),
    "partner": Sentence("partner", "partners"),
    "guest": Sentence("gäster", "guests"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A whole invitation. `staff`: whom it names; `sessions`: of the newest release, also those that are cancelled."""

    kept: InvitationRow
    goals: tuple[str, ...]
    sessions: tuple[SessionEntry, ...]
    staff: tuple[StaffRow, ...]
    terms: TermsRow

    @property
    def texts(self) -> Mapping[str, str]:
        return self.kept.texts

    @property
    def leaders(self) -> tuple[StaffRow, ...]:
        return tuple(one for one in self.staff if one.leads)

    @property
    def contacts(self) -> tuple[StaffRow, ...]:
        """Whom to ask, practical matters first."""
        return tuple(sorted((one for one in self.staff if one.answers and one.email), key=lambda one: one.answers == "content"))


def missing(activity: ActivityRow, composed: Composed) -> tuple[Lacking, ...]:
    """The parts of E1 that are not there."""
    return lacking(
        Holds(
            texts=composed.texts,
            goals=len(composed.goals),
            sessions=sum(one.row.cancelled is None for one in composed.sessions),
            fee_set=composed.terms.set_up,
            registers=activity.definition.participation.register is not None,
            last_day_set=composed.terms.set_up and composed.terms.last_day is not None,
            answers_practical=sum(one.takes("practical") for one in composed.contacts),
            answers_content=sum(one.takes("content") for one in composed.contacts),
        )
    )


def cost_said(definition: Definition, composed: Composed) -> list[Sentence]:
    """What it costs, as the activity knows it. Where nothing is written at all: what the format says of taking part."""
    note = definition.participation.note
    if composed.terms.set_up and composed.terms.fee:
        return [Sentence("Avgiften är {fee} kr per person.", "The fee is SEK {fee} per person.").fill(fee=composed.terms.fee)]
    if composed.terms.set_up:
        return [Sentence("Det är gratis att delta.", "Taking part is free of charge.")]
    return [note] if note and not composed.texts.get("cost") and definition.participation.register is not None else []


def registration_said(definition: Definition, terms: TermsRow, *, to_all: bool) -> list[Sentence]:
    """How one registers, as the terms say it, a sentence each; nothing where the format has no registration of people."""
    if definition.participation.register is None or not terms.set_up:
        return []
    said = []
    if terms.last_day:
        said.append(Sentence("Sista anmälningsdag är {day}.", "The last day to register is {day}.").fill(day=terms.last_day))
    if to_all and terms.open_to:
        who = Sentence(
            " och ".join(WHO[one].sv for one in terms.open_to) if len(terms.open_to) < 3 else "medlemmar, partner och gäster",
            " and ".join(WHO[one].en for one in terms.open_to) if len(terms.open_to) < 3 else "members, partners and guests",
        )
        said.append(Sentence("Öppet för {who}.", "Open to {who}.").fill(who=who))
    elif not to_all:
        said.append(Sentence("För de organisationer som har bjudits in.", "For the organisations that have been invited."))
    if terms.per_organisation == 1:
        said.append(Sentence("En person kan delta från varje organisation.", "One person can come from each organisation."))
    elif terms.per_organisation:
        said.append(
            Sentence(
                "Högst {most} personer kan delta från varje organisation.", "At most {most} people can come from each organisation."
            ).fill(most=terms.per_organisation)
        )
    if terms.places:
        said.append(Sentence("Det finns {places} platser.", "There are {places} places.").fill(places=terms.places))
    if terms.approval:
        said.append(Sentence("Chefen godkänner anmälan.", "The manager approves the registration."))
    return said


def without_repeats(said: Iterable[Sentence], written: str) -> list[Sentence]:
    """The composed sentences without those that the lead's own text says already, in either language."""
    theirs = _bare(written)
    return [one for one in said if _bare(one.sv) not in theirs and _bare(one.en) not in theirs]


def _bare(text: str) -> str:
    """Words alone, in lower case."""
    return " ".join("".join(char if char.isalnum() else " " for char in text.casefold()).split())


def is_open(activity: ActivityRow, composed: Composed, today: date) -> bool:
    """Whether the button to register leads anywhere: published, running, and not after the last day (in Stockholm)."""
    terms = composed.terms
    return (
        composed.kept.is_out
        and activity.stage_kind == "running"
        and activity.definition.participation.register is not None
        and terms.set_up
        and (terms.last_day is None or today <= terms.last_day)
    )
