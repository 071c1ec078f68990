"""What is handed in for a piece of homework: who hands in, until when it may change, who reads it (E5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from samlar.activities.rules.access import takes_part
from samlar.activities.rules.deeds import ActivityRefused, Overtaken, must_say
from samlar.activities.rules.duties import must_be_a_link
from samlar.activities.rules.homework import GIVEN_IN, HomeworkRow
from samlar.activities.rules.rows import ActivityRow
from samlar.activities.rules.times import day_and_time
from samlar.formats.counted import count_of
from samlar.formats.sentence import Sentence
from samlar.people.rules import Actor, NotAllowed
from samlar.talk.rules import lines_of

TEXT_LENGTH = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class HandinRow:
    """One hand-in as a list shows it: `opening` is how its text begins. `late`: days after the last day, 0 in time.

    `mine`: the viewer's own, or the own organisation's where one is handed in for it.
    """

    id: int
    person: str
    organisation: str
    organisation_id: int
    opening: str
    link: str
    handed_in: datetime
    changed: datetime | None
    late: int
    comments: int
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Handin:
    """One hand-in whole. `may_change`: the viewer may, as long as it has not been taken up."""

    id: int
    person_id: int
    person: str
    organisation_id: int
    organisation: str
    text: str
    link: str
    handed_in: datetime
    changed: datetime | None
    late: int
    thread: int
    revision: int
    mine: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class Pace:
    """How far a group has come: in time, late and not at all, of those that are to hand in."""

    in_time: int
    late: int
    missing: int

    @property
    def all(self) -> int:
        return self.in_time + self.late + self.missing


def pace_of_people(late: Iterable[int], missing: int) -> Pace:
    """The same where each hands in for oneself. `late`: days after the last day, of each who has handed in."""
    days = list(late)
    return Pace(sum(not one for one in days), sum(one > 0 for one in days), missing)


def days_late(handed_in: date | None, due: date) -> int:
    """Whole days after the last day (both days in Stockholm); 0 in time."""
    return max(0, (handed_in - due).days) if handed_in else 0


@lru_cache(maxsize=128)  # a list says the same few of them again and again
def late_words(days: int) -> Sentence | None:
    """ "kom in två dagar efter sista dagen"; None in time."""
    if not days:
        return None
    return Sentence("kom in {days} efter sista dagen", "came in {days} after the last day").fill(days=count_of("day", days))


def may_hand_in(actor: Actor, activity: ActivityRow) -> bool:
    """Whoever acts for an organisation that takes part: the organisation is the member."""
    return actor.at_work and takes_part(actor, activity)


def must_hand_in(actor: Actor, activity: ActivityRow) -> None:
    """Raises NotAllowed for those whose organisation does not take part."""
    if not may_hand_in(actor, activity):
        raise NotAllowed(
            Sentence("De som deltar lämnar in.", "Those who take part hand in."),
            source="E5",
            mend=Sentence("Du kan läsa och kommentera det som är inlämnat.", "You can read and comment on what has been handed in."),
        )


def is_open(activity: ActivityRow, homework: HomeworkRow) -> bool:
    """What was given can be handed in until the activity is over, also after the last day: then it shows as late."""
    return homework.given is not None and activity.stage_kind in GIVEN_IN


def may_be_changed(activity: ActivityRow, homework: HomeworkRow, now: datetime) -> bool:
    """Until the session that takes it up has ended: what was talked about stays as it was."""
    return is_open(activity, homework) and (homework.closes is None or now < homework.closes)


def must_be_open(activity: ActivityRow, homework: HomeworkRow) -> None:
    """Raises ActivityRefused once the activity is over."""
    if not is_open(activity, homework):
        raise ActivityRefused(
            Sentence(
                "Det går inte att lämna in nu. Aktivitetens skede är: {stage}.",
                "Nothing can be handed in now. The activity's stage is: {stage}.",
            ).fill(stage=activity.stage_now.name),
            source="E5",
        )


def must_be_changeable(activity: ActivityRow, homework: HomeworkRow, now: datetime) -> None:
    """Raises ActivityRefused once the hand-in has been taken up."""
    if not may_be_changed(activity, homework, now):
        raise ActivityRefused(
            Sentence(
                "Träffen där svaren togs upp är över. Svaret ändras inte efter det.",
                "The session that took up the answers is over. The answer does not change after that.",
            ),
            source="E5",
            mend=Sentence("Skriv det nya som en kommentar till svaret.", "Write what is new as a comment on the answer."),
        )


def taken(text: str, link: str) -> tuple[str, str]:
    """The text and the link as they are kept; one of them is enough. Raises ActivityRefused (neither, too long, no web address)."""
    link = link.strip()
    said = must_say(lines_of(text), field="text", most=TEXT_LENGTH)
    if link:
        must_be_a_link(link)
    elif not said:
        raise ActivityRefused(Sentence("Skriv ett svar eller en länk.", "Write an answer or a link."), field="text")
    return said, link


def must_be_first(read: int, now: int, *, who: str, when: datetime | None) -> None:
    """The page showed what is handed in now (`read`: its revision, 0 for nothing). Raises Overtaken, telling who was faster and when."""
    if read == now:
        return
    if when is None or read > now:
        raise Overtaken(Sentence("Läget har ändrats sedan du öppnade sidan.", "Things have changed since you opened the page."), now=now)
    said = (
        Sentence("{who} hann lämna in före dig, {when}.", "{who} handed in before you, on {when}.")
        if read == 0
        else Sentence("{who} har ändrat svaret medan du skrev, {when}.", "{who} changed the answer while you wrote, on {when}.")
    ).fill(who=who, when=day_and_time(when))
    raise Overtaken(
        Sentence(
            said.sv + " Din text finns kvar här nedanför men är inte sparad.", said.en + " Your text is still here below but is not saved."
        ),
        now=now,
    )


def must_be_at_home(organisation: int, actor: Actor, name: str) -> None:
    """What somebody handed in for an earlier employer stays there. Raises ActivityRefused."""
    if actor.organisation != organisation:
        raise ActivityRefused(
            Sentence(
                "Du har redan lämnat in den här uppgiften, för {name}. Svaret ligger kvar där.",
                "You have handed in this homework already, for {name}. The answer stays there.",
            ).fill(name=name),
            source="A2",
        )
