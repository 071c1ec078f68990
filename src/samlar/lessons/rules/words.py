"""The room's own words: what a lesson and an uptake can be (F1, F2)."""

from enum import StrEnum

from samlar.formats.sentence import Sentence


def capital(said: Sentence) -> Sentence:
    """With a capital first letter, as a sentence begins."""
    return Sentence(said.sv[:1].upper() + said.sv[1:], said.en[:1].upper() + said.en[1:])


class Kind(StrEnum):
    LESSON = "lesson"
    EXAMPLE = "example"


class State(StrEnum):
    """How far a lesson has come among readers. Obsolete and merged ones are still read by those who have taken them home."""

    DRAFT = "draft"
    SHARED = "shared"
    PUBLISHED = "published"
    OBSOLETE = "obsolete"
    MERGED = "merged"


class Origin(StrEnum):
    FREE = "free"
    SESSION = "session"
    HOMEWORK = "homework"
    DEBRIEF = "debrief"
    REPORT = "report"


class Step(StrEnum):
    """The ladder's four steps (L)."""

    SHARED = "shared"
    TRIED = "tried"
    ANCHORED = "anchored"
    USED = "used"


class Standing(StrEnum):
    """Where an organisation stands with a lesson: taken home, then the four steps; or one of the two exits."""

    TAKEN = "taken"
    SHARED = "shared"
    TRIED = "tried"
    ANCHORED = "anchored"
    USED = "used"
    DECLINED = "declined"
    OBSOLETE = "obsolete"

    @property
    def rank(self) -> int:
        """0 taken home … 4 used; -1 for the exits."""
        return LADDER.index(self) if self in LADDER else -1

    @property
    def mark(self) -> int | str:
        """What the component `steps_mark` wants."""
        return self.rank if self in LADDER else self.value


class Reach(StrEnum):
    """Who sees how far an organisation has come, within those who see the lesson."""

    OWN = "own"
    MEMBERS = "members"
    PUBLIC = "public"


LADDER = (Standing.TAKEN, Standing.SHARED, Standing.TRIED, Standing.ANCHORED, Standing.USED)
EXITS = (Standing.DECLINED, Standing.OBSOLETE)
STEPS = tuple(Step)
LIVE_LESSONS = (State.DRAFT, State.SHARED, State.PUBLISHED)

KIND_WORDS = {Kind.LESSON: Sentence("Lärdom", "Lesson"), Kind.EXAMPLE: Sentence("Exempel", "Example")}
STATE_WORDS = {
    State.DRAFT: Sentence("utkast", "draft"),
    State.SHARED: Sentence("delad med gruppen", "shared with the group"),
    State.PUBLISHED: Sentence("publicerad", "published"),
    State.OBSOLETE: Sentence("föråldrad", "obsolete"),
    State.MERGED: Sentence("sammanförd", "merged"),
}
STANDING_WORDS = {
    Standing.TAKEN: Sentence("hemtagen", "taken home"),
    Standing.SHARED: Sentence("delad", "shared"),
    Standing.TRIED: Sentence("prövad", "tried"),
    Standing.ANCHORED: Sentence("förankrad", "anchored"),
    Standing.USED: Sentence("använd", "used"),
    Standing.DECLINED: Sentence("avstådd", "declined"),
    Standing.OBSOLETE: Sentence("föråldrad", "obsolete"),
}
REACH_WORDS = {
    Reach.OWN: Sentence("Bara vi", "Only us"),
    Reach.MEMBERS: Sentence("Medlemmar och partner", "Members and partners"),
    Reach.PUBLIC: Sentence("Alla", "Everyone"),
}
