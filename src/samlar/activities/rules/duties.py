"""Duties of dissemination: who owes them, when they may be noted as done, and how (J1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from samlar.activities.rules.access import does
from samlar.activities.rules.deeds import ActivityRefused
from samlar.activities.rules.report import TOLD
from samlar.activities.rules.rows import ActivityRow
from samlar.formats import words as w
from samlar.formats.definition import Definition
from samlar.formats.definition import Duty as OwedDuty
from samlar.formats.sentence import Sentence, Severity
from samlar.people.rules import Actor, NotAllowed

LINK_LENGTH, NOTE_LENGTH, REASON_LENGTH = 500, 300, 500
REMINDED_DAYS = 60  # so long before the last day a duty waits on my page
READ_AT_AN_ADDRESS = ("web", "newsletter")  # channels whose deed can be shown: the others may be told of in words


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """One duty of one activity. `person` is empty for those who do not see inside; `owes` says who does it."""

    id: int
    activity: int
    title: str
    duty: str
    label: Sentence
    channel: str
    due: date
    done: date | None
    link: str
    note: str
    person: str
    organisation: str
    severity: Severity
    owes: Sentence
    source: str
    may: bool
    late: bool


def declared(definition: Definition, duty: str) -> OwedDuty:
    """What the format says of a duty. A duty is made from its activity's own version, so it is there."""
    return next(one for one in definition.duties if one.id == duty)


def owed_by(activity: ActivityRow, duty: OwedDuty) -> Sentence:
    """Who owes a duty, in words; those that lead by their names."""
    return owes(duty, [one.name for one in activity.taking_part if one.is_lead])


def owes(duty: OwedDuty, leads: Sequence[str]) -> Sentence:
    """Who owes a duty, in words, where these lead."""
    return Sentence("{leads}", "{leads}").fill(leads=leads) if duty.by == "lead" and leads else w.DOERS[duty.by]


def may_note(actor: Actor, activity: ActivityRow, duty: OwedDuty) -> bool:
    """Whoever the format says owes the duty notes it as done, and takes the note back."""
    return activity.stage_kind in TOLD and does(actor, duty.by, activity)


def must_owe(actor: Actor, activity: ActivityRow, duty: OwedDuty) -> None:
    """Raises NotAllowed, with who may."""
    if not does(actor, duty.by, activity):
        raise NotAllowed(
            Sentence("Det här gör {who}.", "This is done by {who}.").fill(who=owed_by(activity, duty)), rule=duty.id, source=duty.source
        )


def must_owe_row(actor: Actor, activity: ActivityRow, row: DutyRow) -> None:
    """As `must_owe`, for a duty as it is shown."""
    must_owe(actor, activity, declared(activity.definition, row.duty))


def must_be_told(activity: ActivityRow) -> None:
    """Nothing is spread before there is a reported result. Raises ActivityRefused."""
    if activity.stage_kind not in TOLD:
        raise ActivityRefused(
            Sentence(
                "Resultatet är inte rapporterat. Nu är skedet: {stage}.", "The result has not been reported. The stage now is: {stage}."
            ).fill(stage=activity.stage_now.name),
            source="J1",
        )


def must_be_a_fitting_day(day: date, *, reported: date, today: date) -> None:
    """What is done was done between the day of the report and today, both included. Raises ActivityRefused."""
    if day > today:
        raise ActivityRefused(
            Sentence("Dagen har inte varit än.", "That day has not come yet."),
            field="day",
            mend=Sentence("Skriv dagen då det gjordes.", "Write the day it was done."),
        )
    if day < reported:
        raise ActivityRefused(
            Sentence("Resultatet rapporterades först {day}.", "The result was not reported until {day}.").fill(day=reported), field="day"
        )


def must_be_shown(channel: str, link: str, note: str) -> None:
    """A link where there is an address to read at; elsewhere a link or a note. Raises ActivityRefused."""
    if link:
        must_be_a_link(link)
    elif channel in READ_AT_AN_ADDRESS:
        raise ActivityRefused(
            Sentence("Skriv länken dit resultatet går att läsa.", "Write the link to where the result can be read."), field="link"
        )
    elif not note:
        raise ActivityRefused(
            Sentence(
                "Skriv var och för vilka resultatet visades, eller en länk.", "Write where and to whom the result was shown, or a link."
            ),
            field="note",
        )
    if len(note) > NOTE_LENGTH:
        raise ActivityRefused(
            Sentence(
                "Texten har {length} tecken. Högst {most} får plats.", "The text has {length} characters. There is room for {most} at most."
            ).fill(length=len(note), most=NOTE_LENGTH),
            field="note",
        )


def must_be_a_link(link: str) -> None:
    """A whole address on the web, without a name and password in it. Raises ActivityRefused."""
    if len(link) > LINK_LENGTH:
        raise ActivityRefused(
            Sentence(
                "Länken är för lång. Högst {most} tecken får plats.", "The link is too long. There is room for {most} characters."
            ).fill(most=LINK_LENGTH),
            field="link",
        )
    if not _is_a_link(link):
        raise ActivityRefused(
            Sentence(
                "Skriv hela länken. Den börjar med https:// eller http://.", "Write the whole link. It begins with https:// or http://."
            ),
            field="link",
        )


def _is_a_link(link: str) -> bool:
    if not link.isprintable() or any(sign in ' "<>\\^`{|}' for sign in link):
        return False
    try:
        parts = urlsplit(link)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None and (parts.port or 1) > 0
    except ValueError:
        return False


def must_not_be_done(done: date | None, who: str) -> None:
    """A duty is noted once; the second of two windows is told. Raises ActivityRefused."""
    if done is not None:
        raise ActivityRefused(
            Sentence("{who} har redan noterat det som gjort {day}.", "{who} has already noted it as done on {day}.").fill(
                who=who or Sentence("Någon", "Somebody"), day=done
            )
        )


def must_be_open_for_change(activity: ActivityRow, done: date | None) -> None:
    """What an ending stood on is not taken back. Raises ActivityRefused."""
    if done is None:
        raise ActivityRefused(Sentence("Det är inte noterat som gjort.", "It is not noted as done."))
    if activity.stage_kind != "reported":
        raise ActivityRefused(
            Sentence(
                "Aktiviteten är avslutad. Det som är spritt ändras inte längre.",
                "The activity is closed. What has been spread no longer changes.",
            )
        )


def is_reminded(due: date, today: date) -> bool:
    """Whether a duty is near enough to wait on my page; late ones always are."""
    return due <= today + timedelta(days=REMINDED_DAYS)
