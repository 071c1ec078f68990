"""An activity as everything above the tables knows it: plain values, already narrowed to what the viewer may see."""

from dataclasses import dataclass
from datetime import datetime

from samlar.formats.definition import Definition, Stage

ASKED = "asked"
TAKING_PART = "taking_part"
DECLINED = "declined"
LEFT = "left"
LAPSED = "lapsed"  # had not answered when it started or ended


def activity_token(activity_id: int) -> str:
    """The audience of those inside an activity: its organisations and the mandates that follow it."""
    return f"activity:{activity_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantRow:
    """An organisation in an activity. `kind` is the word that rules know; `membership` is today's (None: none).

    `contact_name`, `message` and `why` are empty for those who do not see inside.
    """

    id: int
    organisation: int
    name: str
    slug: str
    kind: str
    membership: str | None
    state: str
    is_lead: bool
    contact: int | None
    contact_name: str
    message: str
    asked: datetime
    answered: datetime | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRow:
    """One activity with its format's definition (the version it started under, C1) and its organisations.

    `inside`: the viewer takes part, has been asked or holds a mandate that follows it. Others see only the organisations that
    take part, no person and not why it was cancelled. `acts_for_owner`: the viewer works at the owner or sits in the body that owns it.
    """

    id: int
    title: str
    summary: str
    format: str
    version: int
    number: int
    definition: Definition
    stage: str
    stage_kind: str
    led_by: str
    owner_organisation: int | None
    owner_name_sv: str
    owner_name_en: str
    acts_for_owner: bool
    leader: int | None
    leader_name: str
    proposal: int | None
    proposer: int | None
    continues: int | None
    use: str
    audience: str
    thread: int
    year: int | None
    granted: int
    created: datetime
    started: datetime | None
    reported: datetime | None
    ended: datetime | None
    why_cancelled: str
    revision: int
    inside: bool
    participants: tuple[ParticipantRow, ...]

    @property
    def stage_now(self) -> Stage:
        """The format's own stage that the activity is in."""
        return next(stage for stage in self.definition.stages if stage.id == self.stage)

    @property
    def member_led(self) -> bool:
        return self.led_by == "member"

    @property
    def taking_part(self) -> tuple[ParticipantRow, ...]:
        """Those that take part, the lead first, then by name."""
        return tuple(one for one in self.participants if one.state == TAKING_PART)

    @property
    def leads(self) -> tuple[ParticipantRow, ...]:
        """Those that lead: one, or as many as the format asks for (two hold an expedition, C6)."""
        return tuple(one for one in self.taking_part if one.is_lead)

    @property
    def lead(self) -> ParticipantRow | None:
        """The one that convenes; where several lead, the first of them."""
        return next(iter(self.leads), None)

    def participation_of(self, organisation: int | None) -> ParticipantRow | None:
        """An organisation's row, whatever its state."""
        return next((one for one in self.participants if one.organisation == organisation), None)
