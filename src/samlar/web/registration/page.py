"""What the pages of registering show: what is asked, what is expected, where the own organisation stands, and the form (E2)."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from samlar.activities.queries.releases import newest
from samlar.activities.rules.rows import ActivityRow
from samlar.activities.rules.sessions import SessionRow
from samlar.formats.rule import Rule
from samlar.formats.sentence import Sentence
from samlar.people.queries import colleagues
from samlar.people.rules import Actor
from samlar.registration.queries import welcome
from samlar.registration.queries.registrations import claims, registrations
from samlar.registration.queries.registrations import newest as newest_of
from samlar.registration.queries.terms import terms
from samlar.registration.rules import registering as rules
from samlar.registration.rules.line import Claim, has_room, held, organisation_has_room
from samlar.registration.rules.machine import ASKING, HOLDING, LIVE
from samlar.registration.rules.rows import RegistrationRow, TermsRow
from samlar.web.activities.frame import frame
from samlar.web.asked import viewer
from samlar.web.assigned import here
from samlar.web.registration.deed import cited
from samlar.web.registration.forms.registering import RegisterForm
from samlar.web.registration.told import CHIPS, Told, note, told
from samlar.web.templatetags.samlar import chip, day, kept_address, kr, number, say


def values(request: HttpRequest, found: ActivityRow, *, form: RegisterForm | None = None, colleague: bool = False) -> dict[str, Any]:
    """The page of registering. `form`: as it was typed; `colleague`: somebody else is to be registered. A constant number of queries."""
    actor = viewer(request)
    asked, live = terms(found), claims(found.id)
    rows = registrations(actor, found, also_over=True, only_ours=True)
    mine = newest_of(row for row in rows if row.mine)
    ours = [row for row in rows if row.ours and row.state in LIVE]
    registered = mine is not None and mine.state in LIVE
    # What was typed stays, also where registration closed meanwhile: then the refusal stands by its field.
    refusal = welcome.refusal(actor, found, asked, live, ours) if form is None else None
    if form is None and refusal is None and (colleague or not registered):
        form = empty_form(actor, asked, ours, registered=registered)
    return frame(request, found, "registration") | {
        "terms": asked,
        "facts": facts(found, asked, live, [row for row in ours if row.state in (*HOLDING, *ASKING)]),
        "refusal": refusal,
        "refusal_source": cited(refusal) if refusal else None,
        "mine": tell(actor, found, asked, mine, live) if mine else None,
        "assigned": here(actor, found)["mine"] if registered else None,
        "ours": [_row(row, rules.may_act_for(actor, row)) for row in ours if not row.mine],
        "registered": registered,
        "runs": found.stage_kind in rules.OPEN_STAGES,
        "form": form,
        "fold": folded(form) if form else None,
        "just_done": form is not None and not form.is_bound and not colleague and "anmald" in request.GET,
        "to_the_list": actor.at_work and not has_room(live, actor.organisation or 0, asked.limits),
        "mix": mix(found, [row.function for row in ours], actor.function if form and not registered else None),
        "expected": [one.text for one in found.definition.advice],
        "sessions": sessions(found),
        "manages": rules.may_manage(actor, found),
        "at_work": actor.at_work,
    }


def empty_form(actor: Actor, asked: TermsRow, ours: list[RegistrationRow], *, registered: bool, data: Any = None) -> RegisterForm:
    """The form to register with. It begins with oneself, unless one is registered."""
    taken = {row.person for row in ours}
    others = [
        (id, _("%(name)s (redan anmäld)") % {"name": name} if id in taken else name)
        for id, name in colleagues(actor.organisation or 0)
        if id != actor.person
    ]
    me: list[tuple[int | str, str]] = [(actor.person or 0, _("Jag själv, %(name)s") % {"name": actor.name})]
    first: list[tuple[int | str, str]] = [("", _("Välj en kollega"))] if registered else me
    return RegisterForm(
        data,
        people=[*first, *others],
        managers=welcome.managers(actor) if asked.approval else [],
        questions=asked.questions,
        asks_manager=asked.approval,
        me=None if registered else actor.person,
    )


def folded(form: RegisterForm) -> dict[str, bool]:
    """Which of the form's folded parts stand open: those in which something is typed or wrong."""

    def used(*names: str) -> bool:
        return any(form[name].errors or form[name].value() for name in names)

    asks = "manager" in form.fields
    return {"name": used("name", "email"), "manager": asks and (not form.known or used("manager_name", "manager_email"))}


def facts(found: ActivityRow, asked: TermsRow, live: list[Claim], ours: list[RegistrationRow]) -> list[tuple[str, str]]:
    """What one wants to know before anything else: until when, how many, at what cost, who says yes."""
    rows = []
    if asked.last_day:
        rows.append((_("Sista anmälningsdag"), day(asked.last_day)))
    if asked.places is not None:
        taken = held(live).total()
        rows.append((_("Platser"), _("%(taken)s av %(all)s är tagna") % {"taken": number(taken), "all": number(asked.places)}))
    if asked.per_organisation is not None:
        names = ", ".join(row.name for row in ours)
        said = _("%(taken)d av högst %(most)d") % {"taken": len(ours), "most": asked.per_organisation}
        rows.append((_("Anmälda från er"), f"{said}: {names}" if names else said))
    rows.append((_("Kostnad"), cost(found, asked)))
    if asked.approval:
        rows.append((_("Godkänns av"), _("chefen, med en länk i ett brev")))
    return rows


def cost(found: ActivityRow, asked: TermsRow) -> str:
    """What it costs per person, and what the format says of the rest."""
    note = found.definition.participation.note
    fee = _("%(fee)s per person.") % {"fee": kr(asked.fee)} if asked.fee else "" if note else _("Ingen avgift.")
    return " ".join(part for part in (fee, "" if asked.fee else say(note)) if part)


def mix(found: ActivityRow, functions: list[str], own: str | None) -> dict[str, Any] | None:
    """What is missing of the recommended mix among an organisation's people, with `own` among them."""
    return mix_finding(found, rules.mix_missing([*functions, own] if own is not None else functions))


def mix_rule(found: ActivityRow) -> Rule | None:
    """The format's recommendation of a mix of functions, where it has one."""
    return next((one for one in found.definition.rules if one.fact == "persons.mix"), None)


def mix_finding(found: ActivityRow, missing: Sentence | None) -> dict[str, Any] | None:
    """What is missing of the mix, as a finding; None where the format recommends none or nothing is missing."""
    rule = mix_rule(found)
    if rule is None or missing is None:
        return None
    said = {"message": missing, "sentence": rule.sentence, "mend": rule.mend, "source": rule.source}
    return {"state": "failed", "severity": rule.severity, **said}


def sessions(found: ActivityRow) -> list[SessionRow]:
    """The sessions that one is expected at, once the programme is released; none before. One query."""
    release = newest(found)
    return [one.row for one in release.programme.sessions if one.row.cancelled is None] if release else []


def tell(actor: Actor, found: ActivityRow, asked: TermsRow, row: RegistrationRow, live: list[Claim]) -> Told:
    """One registration in words, with the deeds open to the viewer."""
    return told(
        row,
        asked,
        acts=rules.may_act_for(actor, row),
        manages=rules.may_manage(actor, found),
        runs=found.stage_kind in rules.OPEN_STAGES,
        full_at_home=not organisation_has_room(held(live), row.organisation, asked.limits),
    )


def _row(row: RegistrationRow, acts: bool) -> dict[str, Any]:
    """One of the organisation's others, ready for the template."""
    return {
        "name": row.name,
        "href": kept_address("registration", row.activity, row.id) if acts else "",
        "facts": [one for one in (row.title, note(row)) if one],
        "chip": chip(row.word, CHIPS.get(row.state, "")),
    }
