"""What has happened to an activity, in words (Z4)."""

from collections.abc import Iterable, Mapping
from typing import Any

from samlar.activities.rules.access import may_see_plan
from samlar.activities.rules.invitation import TEXTS, TextPart
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.definition import PlanSection, ReportSection
from samlar.formats.evaluate import rules_for
from samlar.formats.sentence import Sentence
from samlar.foundation import audit
from samlar.people.queries import organisation_names, person_names
from samlar.people.queries.trail import TrailRow, number_of
from samlar.people.rules import Actor, NotVisible

# What each deed is called when it is told. {organisation} is the one it was done to, {parts} what changed, {rule} a rule's sentence.
SAID = {
    "activity.begun": Sentence("Började planeras.", "Planning began."),
    "activity.carries_on": Sentence("Bygger vidare på en tidigare aktivitet.", "Carries on an earlier activity."),
    "participation.asked": Sentence("{organisation} fick frågan om att delta.", "{organisation} was asked to take part."),
    "participation.accepted": Sentence("{organisation} tackade ja.", "{organisation} said yes."),
    "participation.declined": Sentence("{organisation} tackade nej.", "{organisation} declined."),
    "participation.left": Sentence("{organisation} lämnade.", "{organisation} left."),
    "participation.removed": Sentence("{organisation} togs bort.", "{organisation} was removed."),
    "participation.lapsed": Sentence("{organisation} hann inte svara.", "{organisation} did not answer in time."),
    "participation.contact_changed": Sentence("Kontaktpersonen byttes.", "The contact was changed."),
    "lead.shared": Sentence("{lead} leder också.", "{lead} leads, too."),
    "lead.handed_over": Sentence("{lead} tog över ledarskapet.", "{lead} took over the lead."),
    "leader.reassigned": Sentence("En ny person leder.", "A new person leads."),
    "plan.saved": Sentence("Planen sparades: {parts}.", "The plan was saved: {parts}."),
    "plan.approved": Sentence("Planen godkändes i kvalitetssäkringen.", "The plan passed the quality assurance."),
    "plan.found_wanting": Sentence("Kvalitetssäkringen vill ha ändringar i planen.", "The quality assurance wants changes in the plan."),
    "result.approved": Sentence("Resultatet godkändes i kvalitetssäkringen.", "The result passed the quality assurance."),
    "result.found_wanting": Sentence(
        "Kvalitetssäkringen vill ha ändringar i resultatet.", "The quality assurance wants changes in the result."
    ),
    "rule.set_aside": Sentence("Avsteg: {rule}", "Set aside: {rule}"),
    "rule.taken_back": Sentence("Avsteget togs tillbaka: {rule}", "No longer set aside: {rule}"),
    "report.saved": Sentence("Resultatet sparades: {parts}.", "The result was saved: {parts}."),
    "duty.done": Sentence("{duty}: noterat som gjort.", "{duty}: noted as done."),
    "duty.taken_back": Sentence("{duty}: inte längre noterat som gjort.", "{duty}: no longer noted as done."),
    "evaluation.given": Sentence("{by} utvärderade formatet.", "{by} evaluated the format."),
    "evaluation.changed": Sentence("{by} ändrade sin utvärdering.", "{by} changed their evaluation."),
    "contacts.asked": Sentence("Nätverket tillfrågades om kontakter.", "The network was asked for contacts."),
    "contacts.closed": Sentence("Frågan till nätverket avslutades.", "The request to the network was closed."),
    "comment.written": Sentence("En kommentar skrevs.", "A comment was written."),
    "comment.removed": Sentence("En kommentar togs bort.", "A comment was removed."),
    "factors.shown": Sentence("Framgångsfaktorerna ändrades.", "The success factors were changed."),
    "invitation.saved": Sentence("Inbjudan sparades: {parts}.", "The invitation was saved: {parts}."),
    "invitation.published": Sentence("Inbjudan publicerades.", "The invitation was published."),
    "invitation.opened": Sentence("Aktiviteten öppnades för alla.", "The activity was opened to all."),
    "invitation.narrowed": Sentence("Aktiviteten blev för dem som bjuds in.", "The activity became one for those invited."),
    "invitation.invited": Sentence("{organisation} bjöds in.", "{organisation} was invited."),
    "invitation.taken_back": Sentence("Inbjudan till {organisation} togs tillbaka.", "The invitation to {organisation} was taken back."),
    "staff.added": Sentence("Någon lades till i bemanningen.", "Somebody was added to the staff."),
    "staff.changed": Sentence("Bemanningen ändrades.", "The staff was changed."),
    "staff.removed": Sentence("Någon togs bort ur bemanningen.", "Somebody was removed from the staff."),
    "terms.set": Sentence("Villkoren för anmälan ändrades.", "The terms of registration were changed."),
    "results.stated": Sentence("De förväntade resultaten ändrades.", "The expected results were changed."),
    "session.made": Sentence("En träff lades till.", "A session was added."),
    "session.changed": Sentence("En träff ändrades.", "A session was changed."),
    "session.cancelled": Sentence("En träff ställdes in.", "A session was cancelled."),
    "session.brought_back": Sentence("En inställd träff blev av ändå.", "A cancelled session was brought back."),
    "item.added": Sentence("Programpunkter lades till.", "Items were added to the programme."),
    "item.changed": Sentence("En programpunkt ändrades.", "An item of the programme was changed."),
    "item.taken_out": Sentence("En programpunkt togs bort.", "An item was taken out of the programme."),
    "item.put_back": Sentence("En programpunkt lades tillbaka.", "An item was put back into the programme."),
    "item.proposed": Sentence("En programpunkt föreslogs.", "An item was proposed for the programme."),
    "item.taken_up": Sentence("En föreslagen programpunkt togs upp.", "A proposed item was taken up."),
    "item.declined": Sentence("En föreslagen programpunkt tackades nej till.", "A proposed item was declined."),
    "programme.released": Sentence("Programmet släpptes.", "The programme was released."),
    "homework.given": Sentence("En hemuppgift gavs till deltagarna.", "Homework was given to the participants."),
    "homework.taken_up": Sentence("En hemuppgift sattes upp på en träffs program.", "Homework was put on a session's programme."),
}  # fmt: skip
PARTS = {
    "about": Sentence("titel och sammanfattning", "title and summary"),
    "start": Sentence("första dag", "first day"),
    "end": Sentence("sista dag", "last day"),
    "grant": Sentence("basfinansiering", "basic funding"),
    "lines": Sentence("budget", "budget"),
    "criterion": Sentence("svar på kriterier", "answers to criteria"),
    "indicator": Sentence("svar på tecken", "answers to indicators"),
}


def trail(actor: Actor, activity: ActivityRow) -> list[TrailRow]:
    """What has happened, newest first. Three queries. Raises NotVisible for those who see only what is public."""
    if not may_see_plan(actor, activity):
        raise NotVisible
    return told(activity, audit.trail("activity", activity.id))


def latest(activity: ActivityRow) -> TrailRow | None:
    """The newest change of stage, for the one whose page was overtaken. Three queries."""
    moves = [entry for entry in audit.trail("activity", activity.id, limit=50) if "step" in entry["changes"]]
    rows = told(activity, moves[:1])
    return rows[0] if rows else None


def told(activity: ActivityRow, entries: list[dict[str, Any]]) -> list[TrailRow]:
    """Audit entries in words. Names of persons only for those inside. Two queries."""
    ids = {str(value) for entry in entries for name in ("organisation", "lead") for value in entry["changes"].get(name, [])}
    organisations = organisation_names(int(id) for id in ids | {entry["organisation"] for entry in entries} if id.isdecimal())
    persons = person_names(int(entry["person"]) for entry in entries if entry["person"].isdecimal()) if activity.inside else {}
    rows = []
    for entry in entries:
        by = organisations.get(number_of(entry["organisation"]), "")
        person = persons.get(number_of(entry["person"]), "")
        what = _said(activity, entry["verb"], entry["changes"], organisations, by)
        if what is not None:
            rows.append(
                TrailRow(entry["at"], ", ".join(part for part in (person, by) if part), what, entry["reason"] if activity.inside else "")
            )
    return rows


def _said(activity: ActivityRow, verb: str, changes: Mapping[str, list[Any]], organisations: Mapping[int, str], by: str) -> Sentence | None:
    if "step" in changes:
        return _moved(activity, changes)
    if verb not in SAID:
        return None
    rules = {rule.id: rule.sentence.fill(min=rule.min, max=rule.max) for rule, _ in rules_for(activity.definition, activity.member_led)}
    sections = {section.id: section.label for section in _template(activity, verb)}
    duties = {duty.id: duty.label for duty in activity.definition.duties}
    duty = next((value for value in changes.get("duty", []) if value), "")
    rule = next((value for value in changes.get("rule", []) if value), "")
    parts = [sections.get(part) or PARTS.get(part) or Sentence(part, part) for part in (changes.get("parts") or [None, []])[1]]
    return SAID[verb].fill(
        organisation=organisations.get(next((value for value in changes.get("organisation", []) if value), 0), by),
        lead=organisations.get((changes.get("lead") or [None, 0])[1] or 0, by),
        by=by,
        rule=rules.get(rule, Sentence(rule, rule)),
        duty=duties.get(duty, Sentence(duty, duty)),
        parts=_listed(parts),
    )


def _template(activity: ActivityRow, verb: str) -> Iterable[PlanSection | ReportSection | TextPart]:
    """Whose parts a deed tells of: the report's, the invitation's or the plan's."""
    if verb == "report.saved":
        return activity.definition.report
    return TEXTS if verb == "invitation.saved" else activity.definition.plan.sections


def _moved(activity: ActivityRow, changes: Mapping[str, list[Any]]) -> Sentence:
    steps = {step.id: step.label for step in activity.definition.steps}
    stages = {stage.id: stage.name for stage in activity.definition.stages}
    before, after = changes["stage"]
    return Sentence("{step}: från {before} till {after}.", "{step}: from {before} to {after}.").fill(
        step=steps[changes["step"][1]], before=stages[before], after=stages[after]
    )


def _listed(parts: list[Sentence]) -> Sentence:
    return Sentence(", ".join(part.sv.lower() for part in parts), ", ".join(part.en.lower() for part in parts))
