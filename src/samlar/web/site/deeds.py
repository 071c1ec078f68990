"""Where a waiting deed is done: the one table from what the rooms say to addresses. A test holds it against every room."""

from dataclasses import dataclass

from samlar.people.rules import MandateKind, Waiting
from samlar.web.templatetags.samlar import kept_address


@dataclass(frozen=True, slots=True)
class Deed:
    """`page`: the name of the address; `parts`: what stands in the subject, parted by "/"; `mandate`: whose desk it lies on; `query`: how
    the page is narrowed."""

    page: str
    parts: tuple[str, ...]
    mandate: MandateKind | None = None
    query: str = ""


DEEDS: dict[str, Deed] = {
    "proposal.publish": Deed("proposal", ("proposal_id",)),
    "proposal.start": Deed("activity_start", ("proposal_id",)),
    "round.vote": Deed("round_ballot", ("meeting_id",)),
    "round.mark": Deed("round_home", ("meeting_id",)),
    "round.fix": Deed("round_areas", ("meeting_id",), MandateKind.PRIORITISATION),
    "round.decide": Deed("round_decide", ("meeting_id",), MandateKind.PRIORITISATION),
    "activity.answer": Deed("activity_participants", ("activity_id",)),
    "plan.write": Deed("activity_plan", ("activity_id",)),
    "plan.review": Deed("activity_review", ("activity_id",), MandateKind.QUALITY),
    "activity.clear": Deed("activity", ("activity_id",), MandateKind.CLEARANCE),
    "result.write": Deed("activity_report", ("activity_id",)),
    "result.review": Deed("activity_review", ("activity_id",), MandateKind.QUALITY),
    "duty.note": Deed("duty_note", ("activity_id", "duty_id"), MandateKind.DISSEMINATION),
    "place.answer": Deed("registration", ("activity_id", "registration_id")),
    "manager.name": Deed("registration_manager", ("activity_id", "registration_id")),
    "manager.reply": Deed("registration_manager", ("activity_id", "registration_id")),
    "manager.remind": Deed("registration_manager", ("activity_id", "registration_id")),
    "approval.give": Deed("manager_page", ("token",)),
    "marks.make": Deed("activity_marks", ("activity_id",)),
    "homework.hand_in": Deed("homework_hand_in", ("activity_id", "homework_id")),
    "debrief.write": Deed("session_debrief", ("activity_id", "session_id")),
    "assignment.write": Deed("assignment", ("activity_id", "registration_id")),
    "item.answer": Deed("activity_session", ("activity_id", "session_id")),
    "evaluation.give": Deed("activity_evaluation", ("activity_id",)),
    "format.mend": Deed("format_draft", ("draft_id",)),
    "format.publish": Deed("format_draft", ("draft_id",), MandateKind.FORMATS),
    "format_wish.answer": Deed("format_wish", ("wish_id",), MandateKind.FORMATS),
    "seat.fill": Deed("fill_seat", ("seat_id",)),
    "mandate.pass_on": Deed("mandates", ()),
    "organisation.add_representative": Deed("add_person", ("slug",), MandateKind.REGISTER),
    "people.new_owner": Deed("new_owners", ()),
    "uptake.carry_on": Deed("uptake", ("uptake_id",)),
    "uptake.own": Deed("uptake", ("uptake_id",)),
    "uptakes.own": Deed("board", ()),
    "uptakes.late": Deed("board", (), query="visa=sena"),
    "check.mend": Deed("uptake", ("uptake_id",)),
    "check.give": Deed("check_by_link", ("token",)),
    "visit.answer": Deed("visit", ("visit_id",)),
    "visit.held": Deed("visit", ("visit_id",)),
    "lesson.share": Deed("lesson", ("lesson_id",)),
    "handoff.answer": Deed("handoff", ("handoff_id",)),
    "lessons.bring_home": Deed("activity_bring_home", ("activity_id",)),
    "follow_up.answer": Deed("follow_up", ("token",)),
    "capacity.answer": Deed("capacity_answer", ("round_id",)),
    "capacity.conclude": Deed("capacity_conclusion", ("round_id",)),
    "capacity.act": Deed("capacity_action", ("action_id",)),
    "captions.make": Deed("captions", ("document_id",)),
    "envelope.decide": Deed("envelope_decide", ("format_id", "year"), MandateKind.CLEARANCE),
}


def address(wait: Waiting) -> str:
    """The page where the deed is done. Raises KeyError for a deed that stands in no table: a test finds it first."""
    deed = DEEDS[wait.deed]
    path = kept_address(deed.page, **dict(zip(deed.parts, str(wait.subject).split("/"), strict=bool(deed.parts))))
    return f"{path}?{deed.query}" if deed.query else path
