"""Homework between sessions: written by those who lead, given to the participants, taken up later (E5)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from samlar.activities.rules.access import may_lead
from samlar.activities.rules.deeds import ActivityRefused, Overtaken, must_say
from samlar.activities.rules.rows import ActivityRow
from samlar.activities.rules.sessions import SessionRow
from samlar.formats.sentence import Sentence
from samlar.people.rules import Actor, NotAllowed

TITLE_LENGTH = 160
TEXT_LENGTH = 6000
AHEAD_DAYS = 2 * 366  # a last day further away is a mistyped year
WRITTEN_IN = ("planning", "review", "running", "reported")
GIVEN_IN = ("running", "reported")
TEACHERS = ("content_leader", "process_leader")  # of the activity's staff

BY = {
    "person": Sentence("var och en", "each person"),
    "organisation": Sentence("en gång per organisation", "once per organisation"),
}
SEEN_BY = {
    "group": Sentence("alla som deltar", "everyone who takes part"),
    "leaders": Sentence("de som leder, och den egna organisationen", "those who lead, and the own organisation"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeworkRow:
    """One piece of homework. `given` is None while it is the leaders' own draft; `due` lasts to the end of the day in Stockholm.

    `after` and `taken_up` are the sessions as the viewer may read them, None where there is none or it is not released; `closes` is
    the moment when the session that takes it up ends. `handed_in`: how many hand-ins there are; `mine`: the id of the viewer's own,
    or of the own organisation's where it is handed in for that.
    """

    id: int
    activity: int
    title: str
    text: str
    due: date
    by: str
    seen_by: str
    given: datetime | None
    changed: datetime
    revision: int
    after: SessionRow | None
    taken_up: SessionRow | None
    closes: datetime | None
    handed_in: int
    mine: int | None

    @property
    def alone(self) -> bool:
        """Each person hands in, not one for the organisation."""
        return self.by == "person"

    @property
    def seen_by_words(self) -> Sentence:
        return SEEN_BY[self.seen_by]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Homework as it is to be kept. `after` and `taken_up_at` are sessions' ids."""

    title: str
    text: str
    due: date
    by: str
    seen_by: str
    after: int | None
    taken_up_at: int | None


def may_set(actor: Actor, activity: ActivityRow, *, staffs: bool) -> bool:
    """The leading organisation, the owner, and the activity's own content and process leaders (`staffs`) who see inside."""
    return may_lead(actor, activity) or activity.acts_for_owner or (staffs and activity.inside and actor.at_work)


def must_set(actor: Actor, activity: ActivityRow, *, staffs: bool) -> None:
    """Raises NotAllowed, with who may, for those who do not lead the learning."""
    if not may_set(actor, activity, staffs=staffs):
        raise NotAllowed(
            Sentence(
                "Hemuppgifter skrivs av {lead}, som leder, och av aktivitetens innehållsledare och processledare.",
                "Homework is written by {lead}, who lead, and by the activity's content and process leaders.",
            ).fill(lead=activity.lead.name if activity.lead else Sentence("den som leder", "the lead")),
            source="E5",
            mend=Sentence("Be dem, eller kommentera på översikten.", "Ask them, or comment on the overview."),
        )


def only_those_who_plan(activity: ActivityRow) -> NotAllowed:
    """The refusal for whoever leads the learning but does not make the programme, or when the programme is no longer changed."""
    return NotAllowed(
        Sentence(
            "Programmet ändras av {lead}, som leder, fram till att resultatet rapporteras.",
            "The programme is changed by {lead}, who lead, until the result is reported.",
        ).fill(lead=activity.lead.name if activity.lead else Sentence("den som leder", "the lead")),
        source="E4",
        mend=Sentence("Be dem sätta upp hemuppgiften på träffens program.", "Ask them to put the homework on the session's programme."),
    )


def must_be_live(activity: ActivityRow) -> None:
    """Homework is written until the activity is over. Raises ActivityRefused."""
    if activity.stage_kind not in WRITTEN_IN:
        raise _over(activity)


def must_be_givable(activity: ActivityRow, homework: HomeworkRow, today: date) -> None:
    """Given once, while the activity runs, with a last day that has not passed. Raises ActivityRefused."""
    if activity.stage_kind not in GIVEN_IN:
        raise (
            _over(activity)
            if activity.stage_kind in ("closed", "cancelled")
            else ActivityRefused(
                Sentence(
                    "Hemuppgiften kan ges när aktiviteten har startat. Nu är skedet: {stage}.",
                    "Homework can be given when the activity has started. The stage now is: {stage}.",
                ).fill(stage=activity.stage_now.name),
                source="E5",
                mend=Sentence("Utkastet ligger kvar tills dess.", "The draft is kept until then."),
            )
        )
    if homework.given is not None:
        raise ActivityRefused(Sentence("Hemuppgiften är redan given.", "The homework has been given already."))
    must_be_ahead(homework.due, today)


def _over(activity: ActivityRow) -> ActivityRefused:
    return ActivityRefused(
        Sentence("Aktiviteten är över. Skedet är: {stage}.", "The activity is over. The stage is: {stage}.").fill(
            stage=activity.stage_now.name
        ),
        source="E5",
    )


def must_be_ahead(due: date, today: date) -> None:
    """A last day from today on, within two years. Raises ActivityRefused at `due`."""
    if due < today:
        raise ActivityRefused(
            Sentence("Den {day} har redan varit.", "{day} has passed already.").fill(day=due),
            field="due",
            mend=Sentence("Välj en dag från i dag och framåt.", "Choose a day from today on."),
        )
    if due > today + timedelta(days=AHEAD_DAYS):
        raise ActivityRefused(
            Sentence("Den {day} är mer än två år bort.", "{day} is more than two years away.").fill(day=due),
            field="due",
            mend=Sentence("Stämmer året?", "Is the year right?"),
        )


def taken(written: Written, *, sessions: dict[int, SessionRow], before: HomeworkRow | None, today: date) -> Written:
    """Homework as it is kept. `sessions` are the activity's own; `before` is what is changed, if anything.

    Raises ActivityRefused at its field: no title or text, too long, no such choice, a day that has passed, a session that is not there or
    is cancelled, taken up before it is set or before its last day, and who hands in or sees changed once something was handed in.
    """
    title = must_say(
        written.title.replace("\n", " "), field="title", most=TITLE_LENGTH, missing=Sentence("Skriv en rubrik.", "Write a title.")
    )
    text = must_say(
        written.text,
        field="text",
        most=TEXT_LENGTH,
        missing=Sentence("Skriv vad deltagarna ska göra.", "Write what the participants are to do."),
    )
    if before is None or written.due != before.due:
        must_be_ahead(written.due, today)
    _must_be_chosen(written)
    if before is not None and before.handed_in:
        _must_stay(written, before)
    _must_follow(written, sessions, before)
    return Written(
        title=" ".join(title.split()), text=text, due=written.due, by=written.by, seen_by=written.seen_by, after=written.after,
        taken_up_at=written.taken_up_at,
    )  # fmt: skip


def _must_be_chosen(written: Written) -> None:
    if written.by not in BY:
        raise ActivityRefused(Sentence("Välj vem som lämnar in.", "Choose who hands in."), field="by")
    if written.seen_by not in SEEN_BY:
        raise ActivityRefused(Sentence("Välj vilka som får läsa.", "Choose who may read."), field="seen_by")


def _must_stay(written: Written, before: HomeworkRow) -> None:
    """Those who handed in did so to certain readers and for certain people: that is not changed behind them."""
    if written.by != before.by:
        raise ActivityRefused(
            Sentence(
                "Någon har redan lämnat in. Då ligger det fast att svaret lämnas {by}.",
                "Somebody has handed in already. It stays that the answer is handed in {by}.",
            ).fill(by=Sentence("av var och en", "by each person") if before.alone else BY[before.by]),
            field="by",
            source="E5",
            mend=Sentence("Skriv en ny hemuppgift.", "Write new homework."),
        )
    if written.seen_by != before.seen_by:
        raise ActivityRefused(
            Sentence(
                "Någon har redan lämnat in. Då ligger det fast att svaren läses av {seen_by}.",
                "Somebody has handed in already. It stays that the answers are read by {seen_by}.",
            ).fill(seen_by=SEEN_BY[before.seen_by]),
            field="seen_by",
            source="E5",
            mend=Sentence("Skriv en ny hemuppgift.", "Write new homework."),
        )


def _must_follow(written: Written, sessions: dict[int, SessionRow], before: HomeworkRow | None) -> None:
    """The sessions are the activity's, in order, and the last day is not after the session that takes it up."""
    kept = {None, before.after.id if before and before.after else None, before.taken_up.id if before and before.taken_up else None}
    for field, id in (("after", written.after), ("taken_up_at", written.taken_up_at)):
        if id is not None and id not in sessions:
            raise ActivityRefused(Sentence("Välj en av aktivitetens träffar.", "Choose one of the activity's sessions."), field=field)
        if id is not None and sessions[id].cancelled and id not in kept:
            raise ActivityRefused(
                Sentence("Träffen ”{title}” är inställd.", "The session “{title}” is cancelled.").fill(title=sessions[id].title),
                field=field,
                mend=Sentence("Välj en annan träff.", "Choose another session."),
            )
    up = sessions[written.taken_up_at] if written.taken_up_at is not None else None
    after = sessions[written.after] if written.after is not None else None
    if up and after and up.starts <= after.starts:
        raise ActivityRefused(
            Sentence(
                "Uppgiften kan inte tas upp på en träff som är före, eller samma som, den den följer på.",
                "The homework cannot be taken up at a session before, or the same as, the one it follows.",
            ),
            field="taken_up_at",
        )
    if up and written.due > up.last_day:
        raise ActivityRefused(
            Sentence(
                "Sista dagen är efter ”{title}”, där uppgiften tas upp.", "The last day is after “{title}”, where the homework is taken up."
            ).fill(title=up.title),
            field="due",
            mend=Sentence("Välj en tidigare dag, eller en senare träff.", "Choose an earlier day, or a later session."),
        )


def must_be_removable(homework: HomeworkRow) -> None:
    """Only a draft is thrown away: what was given stands. Raises ActivityRefused."""
    if homework.given is not None:
        raise ActivityRefused(
            Sentence("Hemuppgiften är given och kan inte tas bort.", "The homework has been given and cannot be removed."),
            source="E5",
            mend=Sentence("Ändra texten så att det framgår vad som gäller.", "Change the text so that it tells what holds."),
        )


def must_not_stand_on_a_programme(stands: bool) -> None:
    """A draft that a session's programme refers to is not thrown away. Raises ActivityRefused."""
    if stands:
        raise ActivityRefused(
            Sentence("Hemuppgiften står på en träffs program.", "The homework stands on a session's programme."),
            source="E5",
            mend=Sentence("Ta bort programpunkten först.", "Take out the programme item first."),
        )


def must_not_be_taken_up_twice(taken_up: str) -> None:
    """`taken_up`: the title of the session on whose programme it stands, empty for none. Raises ActivityRefused."""
    if taken_up:
        raise ActivityRefused(
            Sentence(
                "Hemuppgiften står redan på programmet för ”{title}”.", "The homework already stands on the programme of “{title}”."
            ).fill(title=taken_up),
            source="E5",
            mend=Sentence("Flytta programpunkten där om tiden ska ändras.", "Move the item there if the time is to change."),
        )


def must_be_read_lately(read: int, homework: HomeworkRow) -> None:
    """Raises Overtaken when somebody else changed the homework after the page was opened."""
    if read != homework.revision:
        raise Overtaken(
            Sentence(
                "Någon annan har ändrat hemuppgiften sedan du öppnade sidan. Din text finns kvar här nedanför men är inte sparad.",
                "Somebody else has changed the homework since you opened the page. Your text is still here below but is not saved.",
            ),
            now=homework.revision,
        )
