"""Which deeds a proposal allows, whose they are, and what a proposal's texts may be (B1, B4)."""

from samlar.formats.sentence import Refusal, Sentence
from samlar.ideas.rules.rows import OwnInterest, State
from samlar.people.rules import Actor, NotAllowed, must_act_for_an_organisation
from samlar.talk.rules import TextRefused, lines_of, text_within

LONGEST_TITLE = 120
LONGEST_SUMMARY = 300
LONGEST_TEXT = 8000
LONGEST_REASON = 300
LONGEST_NOTE = 300


class ProposalRefused(Refusal):
    """The proposal is not in the state that the deed asks for."""


class Changed(Refusal):
    """Somebody saved the same proposal in another window; what was typed is for the caller to keep."""


def one_line(text: str) -> str:
    """The text with its lines joined and its spaces single."""
    return " ".join(lines_of(text).split())


def title_of(text: str) -> str:
    """A title as it is kept: one line. Raises TextRefused when it is empty or longer than 120 characters."""
    kept = text_within(one_line(text), most=LONGEST_TITLE, field="title")
    if not kept:
        raise TextRefused(Sentence("Skriv en titel.", "Write a title."), field="title")
    return kept


def summary_of(text: str, *, demanded: bool) -> str:
    """The one sentence, as it is kept. Raises TextRefused when it is too long, or empty though `demanded` (at publication)."""
    kept = text_within(one_line(text), most=LONGEST_SUMMARY, field="summary")
    if demanded and not kept:
        raise TextRefused(
            Sentence(
                "Skriv en mening om vad förslaget går ut på. Den läses av alla.",
                "Write a sentence about what the proposal is. Everybody reads it.",
            ),
            field="summary",
        )
    return kept


def body_of(text: str) -> str:
    """The longer text as it is kept; may be empty. Raises TextRefused over 8 000 characters."""
    return text_within(text, most=LONGEST_TEXT, field="text")


def note_of(text: str) -> str:
    """The note with an interest; may be empty. Raises TextRefused over 300 characters."""
    return text_within(one_line(text), most=LONGEST_NOTE, field="note")


def reason_of(text: str) -> str:
    """Why a proposal is withdrawn. Raises TextRefused when it is empty or longer than 300 characters."""
    kept = text_within(one_line(text), most=LONGEST_REASON, field="reason")
    if not kept:
        raise TextRefused(
            Sentence("Skriv varför. De som visat intresse får läsa det.", "Write why. Those who have shown interest will read it."),
            field="reason",
        )
    return kept


def own_interest_of(word: str) -> OwnInterest:
    """What the proposing organisation says of itself. Raises Refusal for another word."""
    if word not in set(OwnInterest):
        raise Refusal(Sentence("Välj ett av svaren.", "Choose one of the answers."), field="own_interest")
    return OwnInterest(word)


def acts_for(actor: Actor, organisation: int) -> bool:
    """Whoever works at the proposing organisation acts for it: nothing stops when the author is away."""
    return actor.organisation is not None and actor.organisation == organisation


def must_act_for(actor: Actor, organisation: int, name: str) -> int:
    """The actor's organisation, when it is the proposing one. Raises NotAllowed, with who may."""
    own = must_act_for_an_organisation(actor)
    if own != organisation:
        raise NotAllowed(
            Sentence("Det här gör {name}, som har lagt förslaget.", "{name} does this, having made the proposal.").fill(name=name),
            source="B1",
            mend=Sentence("Skriv en kommentar till dem i stället.", "Write them a comment instead."),
        )
    return own


def must_be_live(state: str) -> None:
    """A draft and an open proposal can be written in and withdrawn. Raises ProposalRefused."""
    if state not in (State.DRAFT, State.PUBLISHED):
        raise _closed(state)


def must_be_a_draft(state: str) -> None:
    """Only a draft is published. Raises ProposalRefused."""
    if state == State.PUBLISHED:
        raise ProposalRefused(Sentence("Förslaget är redan publicerat.", "The proposal is already published."))
    if state != State.DRAFT:
        raise _closed(state)


def must_be_open(state: str) -> None:
    """Interest and what follows from it concern open proposals. Raises ProposalRefused."""
    if state == State.DRAFT:
        raise ProposalRefused(
            Sentence("Förslaget är ett utkast.", "The proposal is a draft."), mend=Sentence("Publicera det först.", "Publish it first.")
        )
    if state != State.PUBLISHED:
        raise _closed(state)


def must_be_as_read(kept: int, read: int) -> None:
    """Raises Changed when the proposal has been saved since it was opened."""
    if kept != read:
        raise Changed(
            Sentence(
                "Någon annan sparade förslaget medan du skrev. Det du skrev står kvar här, men är inte sparat.",
                "Somebody else saved the proposal while you were writing. What you wrote is still here, but is not saved.",
            ),
            mend=Sentence(
                "Läs deras version nedan och spara igen när du har jämfört.",
                "Read their version below and save again when you have compared.",
            ),
        )


def must_keep_format(kept: str, chosen: str) -> None:
    """After publication the format stays: those who showed interest did so for it. Raises ProposalRefused."""
    if kept != chosen:
        raise ProposalRefused(
            Sentence(
                "Formatet kan inte ändras efter publiceringen: andra har svarat på det.",
                "The format cannot be changed after publication: others have answered to it.",
            ),
            mend=Sentence("För förslaget vidare som ett annat format i stället.", "Carry the proposal on as another format instead."),
            field="format",
        )


def must_not_be_the_same(kept: str, chosen: str) -> None:
    """A proposal is carried on as another format than its own. Raises ProposalRefused."""
    if kept == chosen:
        raise ProposalRefused(Sentence("Förslaget är redan för det formatet.", "The proposal is already meant for that format."))


def carried_on_already() -> ProposalRefused:
    """The refusal for the second of two who carry the same proposal on as the same format (B4)."""
    return ProposalRefused(
        Sentence("Förslaget har redan förts vidare i det formatet.", "The proposal has already been carried on as that format."),
        mend=Sentence("Visa intresse för det som finns.", "Show interest in the one there is."),
    )


def _closed(state: str) -> ProposalRefused:
    if state == State.TAKEN:
        return ProposalRefused(
            Sentence("Förslaget har blivit en aktivitet.", "The proposal has become an activity."),
            mend=Sentence("Följ aktiviteten i stället.", "Follow the activity instead."),
        )
    return ProposalRefused(
        Sentence("Förslaget är tillbakadraget.", "The proposal has been withdrawn."),
        mend=Sentence("Skriv ett nytt förslag om frågan lever.", "Write a new proposal if the question lives."),
    )
