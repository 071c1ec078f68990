"""A registration in words: where it stands, what happens next, which deeds are open. To the person, or about somebody (E2)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from samlar.foundation import clock
from samlar.registration.rules.line import Limits
from samlar.registration.rules.machine import LIVE, OVER, State, may
from samlar.registration.rules.registering import LAPSED, REACHED
from samlar.registration.rules.rows import ApprovalRow, RegistrationRow, TermsRow
from samlar.web.templatetags.samlar import day, moment, say

CHIPS = {
    State.RECEIVED: "draft",
    State.AWAITING_MANAGER: "draft",
    State.CONFIRMED: "active",
    State.OFFERED: "draft",
    State.DECLINED: "closed",
    State.WITHDRAWN: "closed",
    State.REJECTED: "closed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the page says. `deeds`: the words of the deeds that the viewer may do, of: accept, decline, ask, reply, withdraw, turn_down.

    `first`: the one that the page's filled button does.
    """

    row: RegistrationRow
    chip: str
    sentence: str
    next: tuple[str, ...]
    queue: tuple[str, ...]
    deeds: frozenset[str]
    first: str
    quoted: str = ""
    quoted_by: str = ""


def told(row: RegistrationRow, terms: TermsRow, *, acts: bool, manages: bool, runs: bool, full_at_home: bool) -> Told:
    """`acts`: the viewer may act for it; `manages`: leads the activity; `runs`: the activity is not over, and something can still be done;
    `full_at_home`: the organisation's own places are taken."""
    deeds = _deeds(row, terms, acts=acts and runs, manages=manages and runs)
    first = next((one for one in ("accept", "reply", "ask") if one in deeds and _first(one, row)), "")
    approval = row.approval
    asked_back = approval is not None and approval.state == "question" and row.state == State.AWAITING_MANAGER
    return Told(
        row=row,
        chip="waiting" if first and acts else CHIPS.get(row.state, ""),
        sentence=sentence(row),
        next=tuple(_next(row)) if runs else (),
        queue=tuple(_queue(row, terms.limits, full_at_home)) if row.state == State.WAITLISTED and runs else (),
        deeds=deeds,
        first=first,
        quoted=approval.word if asked_back and approval else row.why if row.state in OVER else "",
        quoted_by=approval.manager_name if asked_back and approval else "",
    )


def _first(deed: str, row: RegistrationRow) -> bool:
    """Whether a deed is what the state asks for; asking the manager again is so only when nobody is asked any more."""
    return deed != "ask" or row.state == State.RECEIVED or overdue(row.approval)


def overdue(approval: ApprovalRow | None) -> bool:
    """Whether the manager's link has run out."""
    return approval is not None and approval.expires is not None and approval.expires <= clock.now()


def _deeds(row: RegistrationRow, terms: TermsRow, *, acts: bool, manages: bool) -> frozenset[str]:
    found = set()
    if acts:
        found |= {"withdraw"} if row.state in LIVE else set()
        found |= {"accept", "decline"} if row.state == State.OFFERED else set()
        if terms.approval and may("ask_manager", row.state):
            found |= {"reply"} if row.approval and row.approval.state == "question" else {"ask"}
    if manages and may("turn_down", row.state):
        found.add("turn_down")
    return frozenset(found)


def sentence(row: RegistrationRow) -> str:
    """Where it stands, in one sentence: to the person, or about somebody."""
    if row.state == State.WAITLISTED and row.line:
        said = _("Du står som nummer %(place)d på väntelistan.") if row.mine else _("%(name)s står som nummer %(place)d på väntelistan.")
        return said % {"name": row.name, "place": row.line}
    if row.state == State.AWAITING_MANAGER and row.approval:
        if row.approval.state == "question":
            return _("%(manager)s vill veta något innan anmälan godkänns.") % {"manager": row.approval.manager_name}
        return _("Anmälan väntar på svar från %(manager)s.") % {"manager": row.approval.manager_name}
    if row.lapsed:
        return say(LAPSED)
    if row.mine:
        return say(REACHED[row.state])
    return {
        State.CONFIRMED: _("%(name)s har en plats."),
        State.RECEIVED: _("Anmälan har kommit in. Skriv vem som är chef för %(name)s, så frågar vi."),
        State.AWAITING_MANAGER: _("Anmälan väntar på chefens svar."),
        State.WAITLISTED: _("%(name)s står på väntelistan."),
        State.OFFERED: _("%(name)s har erbjudits en plats."),
        State.DECLINED: _("%(name)s har tackat nej till platsen."),
        State.WITHDRAWN: _("Anmälan är återkallad."),
        State.REJECTED: _("Anmälan är avslagen."),
    }[row.state] % {"name": row.name}  # fmt: skip


def _next(row: RegistrationRow) -> list[str]:
    """What happens next, and until when something holds."""
    approval = row.approval
    if row.state == State.RECEIVED:
        return [_("Platsen är inte klar förrän chefen har godkänt. Till dess räknas anmälan bland era platser.")]
    if row.state == State.AWAITING_MANAGER and approval:
        if overdue(approval):
            return [
                _("Länken gick ut %(when)s utan svar. Skicka frågan igen, eller fråga en annan chef.") % {"when": moment(approval.expires)}
            ]
        asked = _("Brevet gick %(day)s.") % {"day": day(approval.asked)}
        until = [_("Länken i det gäller till %(when)s.") % {"when": moment(approval.expires)}] if approval.expires else []
        then = (
            _("När chefen har godkänt får du en plats, eller din plats på väntelistan, och ett brev om det.")
            if row.mine
            else _("När chefen har godkänt ges en plats, eller en plats på väntelistan, och ett brev går om det.")
        )
        return [" ".join([asked, *until]), then]
    if row.state == State.OFFERED:
        return [_offer(row.offered_until)]
    if row.state == State.CONFIRMED:
        return [_("Får du förhinder? Återkalla anmälan, så går platsen till den som står på tur.")] if row.mine else []
    return []


def _offer(until: datetime | None) -> str:
    return _("Platsen hålls till %(when)s. Den som inte har svarat då förlorar den till nästa på väntelistan.") % {"when": moment(until)}


def _queue(row: RegistrationRow, limits: Limits, full_at_home: bool) -> list[str]:
    """How the waiting list goes, plainly."""
    said = [
        _("De som väntar står i den ordning som anmälningarna kom in. Din kom %(when)s.") % {"when": moment(row.received)}
        if row.mine
        else _("De som väntar står i den ordning som anmälningarna kom in. Den här kom %(when)s.") % {"when": moment(row.received)},
        _("När en plats blir ledig erbjuds den som står först och vars organisation har plats kvar."),
        _("Erbjudandet kommer som brev och håller platsen en bestämd tid. Den som tackar nej eller inte svarar släpper fram nästa."),
    ]  # fmt: skip
    if full_at_home and limits.per_organisation:
        said.append(
            _("Just nu är alla platser för %(organisation)s tagna. En plats som blir ledig hos andra går därför till nästa på listan.")
            % {"organisation": row.organisation_name}
        )  # fmt: skip
    return said


def note(row: RegistrationRow) -> str:
    """What the state waits for, and since when."""
    if row.state == State.AWAITING_MANAGER and row.approval:
        if row.approval.state == "question":
            return _("%(manager)s har frågat något") % {"manager": row.approval.manager_name}
        if overdue(row.approval):
            return _("%(manager)s har inte svarat i tid") % {"manager": row.approval.manager_name}
        return _("%(manager)s frågades %(day)s") % {"manager": row.approval.manager_name, "day": day(row.approval.asked)}
    if row.state == State.OFFERED:
        return _("svarar senast %(when)s") % {"when": moment(row.offered_until)}
    if row.line:
        return _("nummer %(place)d") % {"place": row.line}
    return ""
