"""Lessons and uptakes as everything above the tables knows them: plain values, already narrowed to what the viewer may see."""

from dataclasses import dataclass, field
from datetime import date, datetime

from samlar.formats.sentence import Sentence
from samlar.lessons.rules.ladder import Shown, lacks
from samlar.lessons.rules.words import LIVE_LESSONS, Kind, Origin, Reach, Standing, State, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonRow:
    """One lesson or example. Persons are empty for those who are not signed in. `ours`: the viewer works where it was written.

    `activity_title` is empty where the viewer does not see the activity.
    """

    id: int
    kind: Kind
    sentence: str
    context: str
    takes: str
    failed: bool
    origin: Origin
    activity: int | None
    activity_title: str
    session: int | None
    session_title: str
    handin: int | None
    debrief: int | None
    source_name: str
    source_link: str
    organisation: int
    organisation_name: str
    organisation_slug: str
    person: int | None
    person_name: str
    contact: int | None
    contact_name: str
    state: State
    audience: str
    merged_into: int | None
    why: str
    day: date
    written: datetime
    shared: datetime | None
    published: datetime | None
    validated: datetime | None
    changed: datetime
    revision: int
    ours: bool
    themes: tuple[tuple[int, str, str], ...] = ()  # (id, Swedish, English)

    @property
    def live(self) -> bool:
        """Can be taken home, changed and shown in lists."""
        return self.state in LIVE_LESSONS


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """What shows one step; `said` is empty for those outside the organisation (they see step, day and that it was checked)."""

    id: int
    step: Step
    day: date
    said: dict[str, str]
    person: int
    person_name: str
    entered: datetime
    struck: datetime | None
    why_struck: str
    checker: int | None
    checker_owns: bool  # whoever checked it owns the uptake now, by this or another address of the same mailbox
    checker_name: str
    checked: datetime | None
    check_note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UptakeRow:
    """One organisation's way with one lesson. `ours`: the viewer works there, and may carry it on.

    For others: no persons, no next step, no readiness, no reasons, and of the evidence only the steps and their days; of what is used,
    also what has changed (`changed_what`) and from when. `owner_left`: whoever owned it no longer works there.
    """

    id: int
    lesson: int
    kind: Kind
    sentence: str
    learned: date
    lesson_state: State
    lesson_audience: str
    organisation: int
    organisation_name: str
    organisation_slug: str
    activity: int | None
    owner: int | None
    owner_name: str
    owner_left: bool
    standing: Standing
    since: date
    why: str
    next_step: str
    next_day: date | None
    material: str
    competence: str
    backing: str
    reach: Reach
    audience: str
    taken: date
    owned_from: date | None
    revision: int
    ours: bool
    evidence: tuple[EvidenceRow, ...] = field(default=())

    @property
    def needs_owner(self) -> bool:
        return self.owner is None or self.owner_left

    @property
    def living(self) -> tuple[EvidenceRow, ...]:
        """The evidence that holds, by step."""
        return tuple(one for step in Step for one in self.evidence if one.step == step and one.struck is None)

    @property
    def shown(self) -> tuple[Shown, ...]:
        """The living evidence as the ladder sees it."""
        return tuple(Shown(one.step, one.day, one.checked is not None, one.checker_owns) for one in self.living)

    def showing(self, step: Step) -> EvidenceRow | None:
        """The evidence that holds for a step."""
        return next((one for one in self.living if one.step == step), None)

    @property
    def lacks(self) -> tuple[Sentence, ...]:
        """What is missing before it counts as used."""
        return lacks(self.shown, owned=not self.needs_owner)

    @property
    def changed_what(self) -> str:
        """What has changed at home, where it is used."""
        used = self.showing(Step.USED)
        return used.said.get("changed", "") if used and self.standing == Standing.USED else ""
