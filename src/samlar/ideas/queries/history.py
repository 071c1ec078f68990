"""What has happened to a proposal, in words (Z4)."""

from samlar.formats.sentence import Sentence
from samlar.foundation import audit
from samlar.ideas.rules.rows import ProposalRow
from samlar.people.queries.trail import TrailRow, by_whom

SAID = {
    "proposal.drafted": Sentence("Utkastet skrevs.", "The draft was written."),
    "proposal.edited": Sentence("Förslaget ändrades: {parts}.", "The proposal was changed: {parts}."),
    "proposal.published": Sentence("Förslaget publicerades.", "The proposal was published."),
    "proposal.withdrawn": Sentence("Förslaget drogs tillbaka.", "The proposal was withdrawn."),
    "proposal.taken": Sentence("En aktivitet började planeras.", "An activity began to be planned."),
    "proposal.carried_on": Sentence("Förslaget fördes vidare.", "The proposal was carried on."),
    "proposal.came_from": Sentence(
        "Förslaget kom av ett annat, med dess intresse.", "The proposal came from another one, with its interest."
    ),
    "proposal.entered": Sentence("{by} lade fram det till ett idémöte.", "{by} put it forward to an idea meeting."),
    "proposal.taken_back": Sentence("Det drogs tillbaka från idémötet.", "It was taken back from the idea meeting."),
    "proposal.sent_on": Sentence("Idémötet skickade det vidare.", "The idea meeting sent it on."),
    "proposal.set_aside": Sentence("Idémötet ställde det åt sidan.", "The idea meeting set it aside."),
    "proposal.kept": Sentence("Det är med bland idémötets områden igen.", "It is among the idea meeting's areas again."),
    "proposal.reassigned": Sentence("En ny person svarar för förslaget.", "A new person answers for the proposal."),
    "interest.shown": Sentence("{by} visade intresse.", "{by} showed interest."),
    "interest.shown_to_lead": Sentence("{by} visade intresse och vill leda.", "{by} showed interest and would lead."),
    "interest.changed": Sentence("{by} ändrade sitt intresse.", "{by} changed its interest."),
    "interest.withdrawn": Sentence("{by} tog tillbaka sitt intresse.", "{by} withdrew its interest."),
    "interest.reassigned": Sentence("{by} bytte kontaktperson.", "{by} changed its contact."),
}
PARTS = {
    "title": Sentence("titel", "title"),
    "summary": Sentence("sammanfattning", "summary"),
    "text": Sentence("text", "text"),
    "format": Sentence("format", "format"),
}


def trail(proposal: ProposalRow) -> list[TrailRow]:
    """What has happened, newest first. Three queries. Whoever sees the proposal sees this: who did what when, never what was written."""
    rows = []
    for entry, who, by in by_whom(audit.trail("proposal", proposal.id)):
        said = SAID.get(entry["verb"])
        if said is None:
            continue
        parts = [PARTS[part] for part in (entry["changes"].get("parts") or [None, []])[1] if part in PARTS]
        what = said.fill(by=by, parts=parts)
        rows.append(TrailRow(entry["at"], who, what, entry["reason"]))
    return rows
