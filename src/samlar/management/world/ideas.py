"""The proposals that nobody has started yet: open, carried on, withdrawn, and still being written."""

from samlar.ideas import actions
from samlar.ideas.queries import proposal as seen
from samlar.management.world.names import number
from samlar.management.world.proposals import DRAFTS, PROPOSALS, WITHDRAWN
from samlar.management.world.society import LEAVES
from samlar.management.world.stage import Stage
from samlar.management.world.words import COMMENTS, NOTES, TEXTS
from samlar.people.rules import Actor

CARRIED_ON = ("Folkhälsa som utvecklingsfråga", "Region Sörmland", 40)  # which, by whom, so many days before now
# What the one who left Gotland had in hand, and answers for no longer (A3).
LEFT_BEHIND = ("Regional samverkan om vattenbrist",)
LEFT_INTEREST = ("Bostäder för den nya industrin", "Livsmedelsstrategi i kristid")
PUBLISHED_EARLIER = {"Regional samverkan om vattenbrist": 135}
EDITED = {"Biologisk mångfald i samhällsplaneringen": "Hur blir mångfalden ett villkor och inte en bilaga? Vi börjar med tre detaljplaner."}


def set_up(stage: Stage, started: set[str]) -> dict[str, int]:
    """Plays every proposal that no story has `started`, by title; the answer fills with their ids as they are written."""
    made: dict[str, int] = {}
    for title, summary, format, organisation, days, interested, would_lead in PROPOSALS:
        if title not in started:
            ago = PUBLISHED_EARLIER.get(title, days)
            _propose(stage, made, title, summary, format, organisation, ago, own="lead" if organisation in would_lead else "none")
            _interest(stage, made, title, organisation, ago, interested, would_lead)
            _comments(stage, made, title, ago)
    for title, summary, format, organisation, days, reason in WITHDRAWN:
        _propose(stage, made, title, summary, format, organisation, days)
        stage.on(stage.days.back(days - 45), _withdraw, stage, made, title, organisation, reason, about=title)
    for title, summary, format, organisation, days in DRAFTS:
        _propose(stage, made, title, summary, format, organisation, days, publish=False)
    # A proposal for any format goes on as a test room's (B4).
    stage.on(stage.days.back(CARRIED_ON[2]), _carry_on, stage, made, about=CARRIED_ON[0], later=30)
    return made


def _who(stage: Stage, title: str, organisation: str) -> Actor:
    """Who acts for an organisation in a proposal."""
    left = title in LEFT_BEHIND or title in LEFT_INTEREST
    return stage.known(LEAVES.key) if left and organisation == LEAVES.organisation else stage.member(organisation, title)


def _propose(
    stage: Stage, made: dict[str, int], title: str, summary: str, format: str, organisation: str, ago: int, *, own: str = "none",
    publish: bool = True,
) -> None:  # fmt: skip
    def propose() -> None:
        made[title] = actions.write_proposal(
            _who(stage, title, organisation), title=title, summary=summary, text=TEXTS.get(title, ""), format=format,
            own_interest=own, publish=publish,
        )  # fmt: skip

    stage.on(stage.days.back(ago), propose, about=title)


def _withdraw(stage: Stage, made: dict[str, int], title: str, organisation: str, reason: str) -> None:
    actions.withdraw_proposal(stage.member(organisation, title), made[title], reason=reason)


def _interest(
    stage: Stage, made: dict[str, int], title: str, organisation: str, ago: int, interested: tuple[str, ...], would_lead: tuple[str, ...]
) -> None:
    for name in interested:
        if name != organisation:
            day = stage.days.back(ago - 1 - number(title + name, max(1, min(ago - 2, 40))))
            stage.on(day, _show_interest, stage, made, title, name, name in would_lead, about=title, later=5)


def _show_interest(stage: Stage, made: dict[str, int], title: str, name: str, would_lead: bool) -> None:
    actions.show_interest(_who(stage, title, name), made[title], would_lead=would_lead, note=NOTES.get((title, name), ""))


def _comments(stage: Stage, made: dict[str, int], title: str, ago: int) -> None:
    for place, (organisation, after, text) in enumerate(COMMENTS.get(title, ())):
        stage.on(stage.days.back(ago - after), _comment, stage, made, title, organisation, text, about=title, later=10 + place)
    if title in EDITED:
        stage.on(stage.days.back(ago - 14), _edit, stage, made, title, about=title)


def _comment(stage: Stage, made: dict[str, int], title: str, organisation: str, text: str) -> None:
    actions.comment_proposal(_voice(stage, title, organisation), made[title], text)


def _voice(stage: Stage, title: str, organisation: str) -> Actor:
    """Who comments: English is written by the one who writes English."""
    return stage.known("erin") if organisation == "Region Norrbotten" else stage.member(organisation, f"{title}:")


def _edit(stage: Stage, made: dict[str, int], title: str) -> None:
    organisation = next(row[3] for row in PROPOSALS if row[0] == title)
    actor = stage.member(organisation, title)
    now = seen(actor, made[title])
    actions.edit_proposal(
        actor, now.id, revision=now.revision, title=now.title, summary=EDITED[title], text=now.text, format=now.format
    )  # fmt: skip


def _carry_on(stage: Stage, made: dict[str, int]) -> None:
    actions.carry_on_as(stage.member(CARRIED_ON[1], CARRIED_ON[0]), made[CARRIED_ON[0]], format="provrum")
