"""What has happened to a proposal, in words (Z4)."""

from dataclasses import dataclass
from datetime import datetime

from samlar.formats.sentence import Sentence
from samlar.foundation import audit
from samlar.ideas.rules.rows import ProposalRow
from samlar.people.queries import organisation_names, person_names

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


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One thing that happened: `who` is the person and the organisation of that day."""

    when: datetime
    who: str
    what: Sentence
    reason: str


def trail(proposal: ProposalRow) -> list[TrailRow]:
    """What has happened, newest first. Three queries. Whoever sees the proposal sees this: who did what when, never what was written."""
    entries = audit.trail("proposal", proposal.id)
    organisations = organisation_names(_number(entry["organisation"]) for entry in entries)
    persons = person_names(_number(entry["person"]) for entry in entries)
    rows = []
    for entry in entries:
        said = SAID.get(entry["verb"])
        if said is None:
            continue
        by = organisations.get(_number(entry["organisation"]), "")
        person = persons.get(_number(entry["person"]), "")
        parts = [PARTS[part] for part in (entry["changes"].get("parts") or [None, []])[1] if part in PARTS]
        what = said.fill(by=by, parts=parts)
        rows.append(TrailRow(entry["at"], ", ".join(part for part in (person, by) if part), what, entry["reason"]))
    return rows


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0
