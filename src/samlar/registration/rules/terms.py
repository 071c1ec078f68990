"""What an activity may ask of those who register: always within its format (E2, C4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from samlar.activities.rules.rows import ActivityRow
from samlar.formats import words as w
from samlar.formats.sentence import Refusal, Sentence
from samlar.registration.rules.line import Claim, Limits, too_many
from samlar.registration.rules.registering import source_of, takes_no_people
from samlar.registration.rules.rows import TermsRow
from samlar.talk.rules import lines_of

MOST_PLACES = 5000
MOST_FEE = 100_000  # kr
MOST_QUESTIONS = 12
TEXT_LENGTH, PURPOSE_LENGTH, CHOICE_LENGTH = 200, 300, 80
MOST_CHOICES = 12
EDITABLE = ("planning", "review", "running")


class TermsRefused(Refusal):
    """What was written does not fit the format, or what has been promised already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The terms as somebody wrote them. `fee` in whole kr, `offer_hours` in hours."""

    open_to: tuple[str, ...]
    last_day: date | None
    places: int | None
    per_organisation: int | None
    approval: bool
    fee: int
    offer_hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenQuestion:
    """A question as somebody wrote it; `id` of one that is there already."""

    id: int | None
    text: str
    purpose: str
    kind: str
    choices: tuple[str, ...]
    required: bool
    kept_days: int


def must_be_editable(activity: ActivityRow) -> None:
    """The format has registration and the activity is not over."""
    if activity.definition.participation.register is None:
        raise TermsRefused(takes_no_people(activity.definition), source=activity.definition.source)
    if activity.stage_kind not in EDITABLE:
        raise TermsRefused(Sentence("Aktiviteten är över.", "The activity is over."), source="E2")


def must_fit_format(activity: ActivityRow, written: Written, *, first_day: date | None) -> None:
    """Within what the format says: whose people, how many from each organisation, whether the manager is asked, the last day."""
    part, definition = activity.definition.participation, activity.definition
    allowed = part.register or ()
    if not written.open_to:
        raise TermsRefused(Sentence("Välj vilka som får anmäla sig.", "Choose who may register."), field="open_to")
    wrong = [one for one in written.open_to if one not in allowed]
    if wrong:
        raise TermsRefused(
            Sentence("{format} tar inte emot den som är {wrong}.", "{format} does not take those who are {wrong}.").fill(
                format=Sentence(definition.definite.sv.capitalize(), definition.definite.en.capitalize()),
                wrong=w.MEMBERSHIPS.get(wrong[0], wrong[0]),
            ),
            field="open_to", source=definition.source,
        )  # fmt: skip
    _number(written.places, "places", MOST_PLACES)
    _number(
        written.per_organisation, "per_organisation", part.persons_max or MOST_PLACES, source_of(definition, "persons.per_organisation")
    )
    if part.persons_max is not None and written.per_organisation is None:
        raise TermsRefused(
            Sentence(
                "Högst {most} personer kan komma från varje organisation.", "At most {most} people can come from each organisation."
            ).fill(most=part.persons_max),
            field="per_organisation", source=source_of(definition, "persons.per_organisation"),
            mend=Sentence("Skriv ett tal från 1 till {most}.", "Write a number from 1 to {most}.").fill(most=part.persons_max),
        )  # fmt: skip
    if not written.approval and any(rule.fact == "registration.manager_approval" for rule in definition.rules):
        raise TermsRefused(
            Sentence("I {format} godkänner chefen varje anmälan.", "In {format} the manager approves each registration.").fill(
                format=definition.definite
            ),
            field="approval", source=source_of(definition, "registration.manager_approval"),
        )  # fmt: skip
    if not 0 <= written.fee <= MOST_FEE:
        raise TermsRefused(Sentence("Avgiften är högst {most} kr.", "The fee is at most {most} kr.").fill(most=MOST_FEE), field="fee")
    if not 1 <= written.offer_hours <= 240:
        raise TermsRefused(Sentence("Ett erbjudande gäller 1 till 240 timmar.", "An offer holds for 1 to 240 hours."), field="offer_hours")
    if written.last_day and first_day and written.last_day > first_day:
        raise TermsRefused(
            Sentence(
                "Sista anmälningsdag kan inte vara efter första träffen, {day}.",
                "The last day to register cannot be after the first session, {day}.",
            ).fill(day=first_day),
            field="last_day",
        )  # fmt: skip


def _number(given: int | None, field: str, most: int, source: str = "E2") -> None:
    if given is not None and not 1 <= given <= most:
        raise TermsRefused(
            Sentence("Skriv ett tal från 1 till {most}.", "Write a number from 1 to {most}.").fill(most=most), field=field, source=source
        )


def must_keep_promises(before: TermsRow, written: Written, claims: Iterable[Claim], names: Mapping[int, str]) -> None:
    """Nobody loses a place because a limit is lowered, and the manager's yes neither comes nor goes once people have registered."""
    claims = list(claims)
    over, organisations = too_many(claims, Limits(written.places, written.per_organisation))
    if over:
        raise TermsRefused(
            Sentence("{count} har redan en plats.", "{count} already have a place.").fill(count=over),
            field="places", source="E2",
            mend=Sentence("Antalet kan inte vara lägre än så.", "The number cannot be lower than that."),
        )  # fmt: skip
    if organisations:
        listed = ", ".join(f"{names.get(one, '')} ({count})" for one, count in organisations.items())
        raise TermsRefused(
            Sentence("Fler har redan plats från {listed}.", "More already have a place from {listed}.").fill(listed=listed),
            field="per_organisation", source="E2",
            mend=Sentence("Antalet kan inte vara lägre än så.", "The number cannot be lower than that."),
        )  # fmt: skip
    if before.set_up and claims and before.approval != written.approval:
        raise TermsRefused(
            Sentence(
                "Någon har redan anmält sig. Då kan chefens godkännande varken läggas till eller tas bort.",
                "Somebody has registered already. Then the manager's approval can be neither added nor taken away.",
            ),
            field="approval", source="E2",
        )  # fmt: skip


def must_be_questions(questions: Iterable[WrittenQuestion]) -> tuple[WrittenQuestion, ...]:
    """The questions, each with its purpose and when its answers are deleted (Z2). Raises TermsRefused by the question's field."""
    kept = tuple(_clean(one) for one in questions)
    if len(kept) > MOST_QUESTIONS:
        raise TermsRefused(Sentence("Högst {most} egna frågor.", "At most {most} questions of your own.").fill(most=MOST_QUESTIONS))
    for place, one in enumerate(kept):
        wrong = _wrong(one)
        if wrong:
            raise TermsRefused(wrong[1], field=f"q{place}_{wrong[0]}", source="Z2")
    return kept


def _clean(one: WrittenQuestion) -> WrittenQuestion:
    """Each text on one line, without signs that nobody sees; each choice once."""
    choices = dict.fromkeys(_line(choice) for choice in one.choices if _line(choice)) if one.kind == "choice" else {}
    return replace(one, text=_line(one.text), purpose=_line(one.purpose), choices=tuple(choices))


def _line(text: str) -> str:
    return " ".join(lines_of(text).split())


def _wrong(one: WrittenQuestion) -> tuple[str, Sentence] | None:
    if not one.text or len(one.text) > TEXT_LENGTH:
        return "text", Sentence("Skriv frågan, högst {most} tecken.", "Write the question, at most {most} characters.").fill(
            most=TEXT_LENGTH
        )
    if not one.purpose or len(one.purpose) > PURPOSE_LENGTH:
        return "purpose", Sentence("Skriv vad svaren ska användas till.", "Write what the answers are for.")
    if one.kind not in ("text", "choice"):
        return "kind", Sentence("Välj hur frågan besvaras.", "Choose how the question is answered.")
    if one.kind == "choice" and not (2 <= len(one.choices) <= MOST_CHOICES and all(len(choice) <= CHOICE_LENGTH for choice in one.choices)):
        return "choices", Sentence(
            "Skriv minst två svar att välja bland, ett per rad.", "Write at least two answers to choose among, one a line."
        )
    if not 0 <= one.kept_days <= 365:
        return "kept_days", Sentence(
            "Svaren sparas 0 till 365 dagar efter sista träffen.", "Answers are kept 0 to 365 days after the last session."
        )
    return None
