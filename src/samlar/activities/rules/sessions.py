"""The sessions of an activity: what may be kept, and who makes them (E4). Times are said in Stockholm and kept in UTC."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import combinations
from urllib.parse import urlsplit

from samlar.activities.rules import times
from samlar.activities.rules.access import may_lead
from samlar.activities.rules.deeds import ActivityRefused, must_say
from samlar.activities.rules.rows import ActivityRow
from samlar.formats import words as w
from samlar.formats.definition import Definition, SessionTemplate
from samlar.formats.sentence import Sentence
from samlar.people.rules import Actor

OPEN = ("planning", "review", "running")
TITLE_LENGTH, THEME_LENGTH, PLACE_LENGTH, LINK_LENGTH = 160, 120, 200, 500
TEXT_LENGTH, HOST_LENGTH, EXAMPLES_LENGTH = 4000, 160, 2000
MOST_DAYS = 14
MOST_SESSIONS = 100
LUNCH_FROM, LUNCH_UNTIL = time(12), time(13)  # "lunch till lunch" unless other times are set (ground rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionText:
    """A session as the lead writes it: day and times in Stockholm, None what is not said.

    `lunch_to_lunch`: from 12.00 on the first day until 13.00 on the next, unless other times or another last day are set.
    `host` is an organisation's id; `host_text` a host that is not among the organisations. `template`: the format's session.
    """

    title: str
    kind: str = "workshop"
    mode: str = "physical"
    day: date | None = None
    starts: time | None = None
    last_day: date | None = None
    ends: time | None = None
    lunch_to_lunch: bool = False
    theme: str = ""
    place: str = ""
    link: str = ""
    text: str = ""
    host: int | None = None
    host_text: str = ""
    examples: str = ""
    template: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """One session: as the leaders have it now, or as it was released, by who looks. Moments in UTC.

    `link` and `why_cancelled` are empty for those who do not see inside. `examples`: one a line.
    """

    id: int
    activity: int
    title: str
    theme: str
    kind: str
    mode: str
    starts: datetime
    ends: datetime
    lunch_to_lunch: bool
    place: str
    link: str
    text: str
    host: int | None
    host_name: str
    examples: str
    cancelled: datetime | None
    why_cancelled: str
    template: str = ""
    revision: int = 0

    @property
    def when(self) -> Sentence:
        return times.period(self.starts, self.ends)

    @property
    def first_day(self) -> date:
        return times.day_of(self.starts)

    @property
    def last_day(self) -> date:
        return times.day_of(self.ends)

    @property
    def kind_name(self) -> Sentence:
        return w.SESSION_KINDS[self.kind]

    @property
    def mode_name(self) -> Sentence:
        return w.SESSION_MODES[self.mode]

    @property
    def shown_examples(self) -> list[str]:
        return [line for line in self.examples.split("\n") if line.strip()]

    def for_outside(self) -> "SessionRow":
        """Without what only those inside may have."""
        return replace(self, link="", why_cancelled="")


def plans(actor: Actor, activity: ActivityRow) -> bool:
    """Those who make the programme, and so read it before it is released: the leading organisation and the owner."""
    return actor.at_work and (may_lead(actor, activity) or activity.acts_for_owner)


def may_plan(actor: Actor, activity: ActivityRow) -> bool:
    """They change it until the result is reported."""
    return activity.stage_kind in OPEN and plans(actor, activity)


def must_be_open(activity: ActivityRow) -> None:
    """Raises ActivityRefused when the activity is over: what was held is not planned anew."""
    if activity.stage_kind not in OPEN:
        raise ActivityRefused(
            Sentence(
                "Träffar och program ändras fram till att resultatet rapporteras. Nu är skedet: {stage}.",
                "Sessions and programme are changed until the result is reported. The stage now is: {stage}.",
            ).fill(stage=activity.stage_now.name),
            source="E4",
        )


def must_have_room(sessions: int) -> None:
    """Raises ActivityRefused beyond a hundred sessions."""
    if sessions >= MOST_SESSIONS:
        raise ActivityRefused(
            Sentence("Aktiviteten har redan {most} träffar.", "The activity has {most} sessions already.").fill(most=MOST_SESSIONS),
            mend=Sentence("Dela upp en träff i programpunkter i stället.", "Divide a session into programme items instead."),
            source="E4",
        )


def must_not_be_cancelled(cancelled: datetime | None) -> None:
    if cancelled is not None:
        raise ActivityRefused(
            Sentence("Träffen är inställd.", "The session is cancelled."),
            mend=Sentence("Ta tillbaka den först om den ändå ska bli av.", "Bring it back first if it is to be held after all."),
            source="E4",
        )


def taken(session: SessionText) -> tuple[SessionText, datetime, datetime]:
    """The session as it is kept, when it begins and when it ends. Raises ActivityRefused by the field (E4)."""
    kept = replace(
        session,
        title=_line(
            session.title, "title", TITLE_LENGTH, missing=Sentence("Skriv vad träffen heter.", "Write what the session is called.")
        ),
        theme=_line(session.theme, "theme", THEME_LENGTH),
        place=_line(session.place, "place", PLACE_LENGTH),
        link=session.link.strip(),
        text=must_say(session.text, field="text", most=TEXT_LENGTH),
        host_text=_line(session.host_text, "host_text", HOST_LENGTH),
        examples=must_say(session.examples, field="examples", most=EXAMPLES_LENGTH),
    )
    if kept.kind not in w.SESSION_KINDS:
        raise ActivityRefused(Sentence("Välj vad det är för slags träff.", "Choose what kind of session it is."), field="kind")
    if kept.mode not in w.SESSION_MODES:
        raise ActivityRefused(Sentence("Välj hur ni träffas.", "Choose how you meet."), field="mode")
    starts, ends = when(kept)
    _must_have_place_and_link(kept)
    return kept, starts, ends


def when(session: SessionText) -> tuple[datetime, datetime]:
    """When the session begins and ends, in UTC. Raises ActivityRefused by the field: day, starts, last_day or ends."""
    if session.day is None:
        raise ActivityRefused(Sentence("Välj en dag.", "Choose a day."), field="day")
    _must_be_sensible(session.day, "day")
    last = session.last_day or (session.day + timedelta(days=1) if session.lunch_to_lunch else session.day)
    _must_be_sensible(last, "last_day")
    if last < session.day:
        raise _backwards("last_day")
    starts = _at(session.day, session.starts or (LUNCH_FROM if session.lunch_to_lunch else None), "starts")
    ends = _at(last, session.ends or (LUNCH_UNTIL if session.lunch_to_lunch else None), "ends")
    if ends <= starts:
        raise _backwards("ends")
    if (last - session.day).days >= MOST_DAYS:
        raise ActivityRefused(
            Sentence("En träff är högst {most} dagar lång.", "A session is {most} days long at most.").fill(most=MOST_DAYS),
            mend=Sentence("Gör flera träffar av den.", "Make several sessions of it."),
            source="E4",
            field="last_day",
        )
    return starts, ends


def _must_be_sensible(day: date, field: str) -> None:
    if not times.FIRST_DAY <= day <= times.LAST_DAY:
        raise ActivityRefused(
            Sentence("Välj en dag mellan år 1990 och 2099.", "Choose a day between the years 1990 and 2099."), field=field
        )


def must_follow_the_beginning(day: date, begun: date) -> None:
    """Raises ActivityRefused, by the day's field, for a day before the activity was begun: a wrong year is soon written (E4)."""
    if day < begun:
        raise ActivityRefused(
            Sentence(
                "Träffen ligger före {begun}, dagen då aktiviteten skapades.",
                "The session is before {begun}, the day when the activity was made.",
            ).fill(begun=begun),
            mend=Sentence("Välj en senare dag. Stämmer året?", "Choose a later day. Is the year right?"),
            source="E4",
            field="day",
        )


def _backwards(field: str) -> ActivityRefused:
    return ActivityRefused(
        Sentence("Träffen slutar innan den börjar.", "The session ends before it begins."),
        mend=Sentence("Välj ett slut som ligger efter starten.", "Choose an end that is later than the start."),
        source="E4",
        field=field,
    )


def _at(day: date, at: time | None, field: str) -> datetime:
    if at is None:
        said = (
            Sentence("Skriv när träffen börjar.", "Write when the session begins.")
            if field == "starts"
            else Sentence("Skriv när träffen slutar.", "Write when the session ends.")
        )
        raise ActivityRefused(said, field=field)
    return must_exist(day, at, field)


def must_exist(day: date, at: time, field: str) -> datetime:
    """The moment of a time on a day. Raises ActivityRefused for the hour that is skipped when summer time begins."""
    found = times.moment_of(day, at)
    if found is None:
        raise ActivityRefused(
            Sentence("Klockan {at} finns inte den dagen: sommartiden börjar.", "There is no {at} on that day: summer time begins.").fill(
                at=Sentence(f"{at:%H.%M}", f"{at:%H:%M}")
            ),
            mend=Sentence("Välj en timme senare.", "Choose an hour later."),
            field=field,
        )
    return found


def _must_have_place_and_link(session: SessionText) -> None:
    if session.mode in ("physical", "both") and not session.place:
        raise ActivityRefused(
            Sentence("Skriv var ni träffas.", "Write where you meet."),
            mend=Sentence("Orten räcker tills lokalen är bokad.", "The town is enough until the premises are booked."),
            field="place",
        )
    if session.link:
        must_be_web_address(session.link, field="link")


def must_be_web_address(link: str, *, field: str) -> None:
    """Raises ActivityRefused for what is no address on the web, begins with anything but https:// or is too long."""
    try:
        parts = urlsplit(link)
        good = parts.scheme == "https" and bool(parts.hostname) and link.isprintable() and " " not in link
    except ValueError:
        good = False
    if not good:
        raise ActivityRefused(
            Sentence("Länken ska vara en webbadress som börjar med https://.", "The link must be a web address that begins with https://."),
            mend=Sentence("Kopiera hela länken från mötesinbjudan.", "Copy the whole link from the meeting's invitation."),
            field=field,
        )
    if len(link) > LINK_LENGTH:
        raise ActivityRefused(
            Sentence("Länken är längre än {most} tecken.", "The link is longer than {most} characters.").fill(most=LINK_LENGTH), field=field
        )


def _line(text: str, field: str, most: int, missing: Sentence | None = None) -> str:
    return must_say(" ".join(text.split()), field=field, most=most, missing=missing)


def collisions(sessions: Iterable[SessionRow]) -> list[Sentence]:
    """Sessions of one activity that go on at the same time, said in a sentence each: a warning, for they may be meant so."""
    live = [one for one in sessions if one.cancelled is None]
    return [
        Sentence("”{one}” och ”{other}” pågår samtidigt.", "“{one}” and “{other}” go on at the same time.").fill(
            one=first.title, other=second.title
        )
        for first, second in combinations(live, 2)
        if first.starts < second.ends and second.starts < first.ends
    ]


def before_registration_closes(sessions: Iterable[SessionRow], last_day: date | None) -> list[Sentence]:
    """Sessions that begin before the last day of registration, said in a sentence each: a warning, for later ones may be what is chosen."""
    return [
        Sentence(
            "”{title}” börjar {day}, före sista anmälningsdag {last}.",
            "“{title}” begins on {day}, before the last day of registration, {last}.",
        ).fill(title=one.title, day=one.first_day, last=last_day)
        for one in sessions
        if last_day is not None and one.cancelled is None and one.first_day < last_day
    ]


# — what the format suggests —


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A session that the format has and the activity has not yet. `key` tells it from others of the same template."""

    key: str
    title: str
    template: SessionTemplate
    session: SessionText


def suggestions(definition: Definition, made: Iterable[str], language: str) -> list[Suggestion]:
    """What is missing of the format's sessions, in its order; `made` names the template of each session that there is.

    Learning sessions of a larger whole (the annual conference's) are programme items, not sessions, and are not suggested.
    """
    left = list(made)
    found = []
    for template in definition.sessions:
        if template.kind == "learning_session":
            continue
        for number in range(1, template.count + 1):
            if template.id in left:
                left.remove(template.id)
                continue
            name = template.name.in_language(language)
            title = f"{name} {number}" if template.count > 1 else name
            found.append(Suggestion(f"{template.id}-{number}", title, template, _suggested(template, title, language)))
    return found


def _suggested(template: SessionTemplate, title: str, language: str) -> SessionText:
    """From 9.00 where the format says how long it is, lunch to lunch where it says so; else the times are left to choose."""
    starts = time(9) if template.minutes and not template.lunch_to_lunch else None
    ends = None
    if starts and template.minutes and template.minutes < 15 * 60:
        ends = (datetime(2000, 1, 1, starts.hour) + timedelta(minutes=template.minutes)).time()
    return SessionText(
        title=title, kind=template.kind, mode=template.mode, starts=starts, ends=ends, lunch_to_lunch=template.lunch_to_lunch,
        text=template.hint.in_language(language), template=template.id,
    )  # fmt: skip
