"""Which of the ten success factors an activity has, and what it is expected to give (C4, C5, C7)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from samlar.activities.rules.deeds import ActivityRefused, Overtaken, must_say
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.definition import Definition
from samlar.formats.sentence import Sentence
from samlar.formats.words import SUCCESS_FACTORS
from samlar.people.rules import NotVisible
from samlar.talk.rules import lines_of

EVIDENCE_LENGTH = 500
RESULT_LENGTH = 300
MOST_RESULTS = 12


@dataclass(frozen=True, slots=True)
class FactorRow:
    """One of the success factors that the format asks for; without evidence the activity does not (yet) show that it has it."""

    factor: str
    label: Sentence
    evidence: str


@dataclass(frozen=True, slots=True)
class Factors:
    """The factors in the format's order. `seal` tells one state from another: what was read is what is changed."""

    rows: tuple[FactorRow, ...]
    seal: str

    @property
    def present(self) -> tuple[FactorRow, ...]:
        return tuple(one for one in self.rows if one.evidence)

    @property
    def absent(self) -> tuple[FactorRow, ...]:
        return tuple(one for one in self.rows if not one.evidence)


@dataclass(frozen=True, slots=True)
class ExpectedResults:
    """What the participants shall have afterwards, in order; `seal` as for the factors."""

    texts: tuple[str, ...]
    seal: str


def seal_of(texts: Iterable[str]) -> str:
    """A short mark that differs where the texts differ."""
    digest = sha256()
    for text in texts:
        digest.update(f"{len(text)}:{text}".encode())
    return digest.hexdigest()[:16]


def factors_of(definition: Definition, evidence: Mapping[str, str]) -> Factors:
    """The format's factors with what is shown for each."""
    rows = tuple(FactorRow(one, SUCCESS_FACTORS[one], evidence.get(one, "")) for one in definition.success_factors)
    return Factors(rows, seal_of(f"{one.factor}={one.evidence}" for one in rows))


def must_be_read_lately(read: str, now: str) -> None:
    """Raises Overtaken when somebody else changed it after it was read."""
    if read != now:
        raise Overtaken(
            Sentence(
                "Någon annan har ändrat det här sedan du öppnade sidan. Din text finns kvar här nedanför men är inte sparad.",
                "Somebody else changed this after you opened the page. Your text is still here below but is not saved.",
            ),
            now=0,
        )


def must_not_be_cancelled(activity: ActivityRow) -> None:
    if activity.stage_kind == "cancelled":
        raise ActivityRefused(Sentence("Aktiviteten är inställd.", "The activity is cancelled."), source="C7")


def taken_evidence(definition: Definition, evidence: Mapping[str, str]) -> dict[str, str]:
    """The evidence as it is kept; a factor without any is left out. Raises NotVisible (no factor of this format), ActivityRefused."""
    if set(evidence) - set(definition.success_factors):
        raise NotVisible
    kept = {one: must_say(lines_of(text), field=f"evidence_{one}", most=EVIDENCE_LENGTH) for one, text in evidence.items()}
    return {one: text for one, text in kept.items() if text}


def taken_results(texts: Iterable[str]) -> tuple[str, ...]:
    """The results as they are kept, one a line, empty lines left out. Raises ActivityRefused (too many, too long, twice)."""
    kept = tuple(one for text in texts if (one := " ".join(lines_of(text).split())))
    if len(kept) > MOST_RESULTS:
        raise ActivityRefused(
            Sentence("Högst {most} resultat får plats.", "There is room for {most} results at most.").fill(most=MOST_RESULTS),
            field="results",
        )
    for one in kept:
        must_say(one, field="results", most=RESULT_LENGTH)
    if len(set(kept)) < len(kept):
        raise ActivityRefused(Sentence("Samma resultat står två gånger.", "The same result stands twice."), field="results")
    return kept


def already_marked() -> ActivityRefused:
    """The refusal for taking away a result on which participants have marked where they stand (F6)."""
    return ActivityRefused(
        Sentence(
            "Deltagare har redan markerat var de står på ett resultat som du tar bort.",
            "Participants have already marked where they stand on a result that you take away.",
        ),
        source="F6",
        field="results",
        mend=Sentence("Låt det stå kvar, ord för ord. Nya kan läggas till.", "Leave it, word for word. New ones can be added."),
    )
