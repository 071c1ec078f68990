"""Everybody who is registered, as those who lead read it: prepared rows, by organisation (E2)."""

from itertools import groupby
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlar.activities.rules.rows import ActivityRow
from samlar.people.rules import Actor, Function
from samlar.people.rules.words import FUNCTION_WORDS
from samlar.registration.queries.registrations import registrations
from samlar.registration.queries.terms import terms
from samlar.registration.rules.line import Claim, held, organisation_has_room
from samlar.registration.rules.machine import LIVE, State, may
from samlar.registration.rules.registering import mix_missing
from samlar.registration.rules.rows import RegistrationRow, TermsRow
from samlar.web.registration.page import mix_rule
from samlar.web.registration.told import CHIPS, note
from samlar.web.registration.workbook import Sheet
from samlar.web.templatetags.samlar import chip, day, kept_address, moment, say

FUNCTIONS = {one.value: words for one, words in FUNCTION_WORDS.items()}


def all_values(actor: Actor, found: ActivityRow) -> dict[str, Any]:
    """The counts, the waiting list in its order, and the organisations. Six queries at most, however many are registered."""
    asked = terms(found)
    rows = registrations(actor, found, also_over=True)
    live = [row for row in rows if row.state in LIVE]
    claims = [Claim(row.id, row.organisation, row.state, row.received) for row in live]
    return {
        "terms": asked,
        "counts": counts(asked, live),
        "line": _line(live, claims, asked),
        "organisations": [
            _organisation(found, name, list(several)) for name, several in groupby(live, key=lambda row: row.organisation_name)
        ],
        "over": [_over(row) for row in rows if row.state not in LIVE],
        "questions": asked.questions,
        "mix": mix_rule(found),
    }


def sheet(actor: Actor, found: ActivityRow) -> Sheet:
    """All live registrations as a sheet, one a line, with a column for each question that somebody has answered."""
    rows = registrations(actor, found)
    questions = list(dict.fromkeys(question for row in rows for question, _answer in row.answers))
    head = (_("Organisation"), _("Namn"), _("E-postadress"), _("Titel"), _("Funktion"), _("Läge"), _("Anmäld"))
    lines = []
    for row in rows:
        function, answers = FUNCTIONS.get(row.function), dict(row.answers)
        said = (
            row.organisation_name,
            row.name,
            row.email,
            row.title,
            say(function) if function else "",
            say(row.word),
            moment(row.received),
        )
        lines.append((*said, *(answers.get(question, "") for question in questions)))
    return Sheet(_("Anmälningar"), (*head, *questions), lines)


def counts(asked: TermsRow, live: list[RegistrationRow]) -> str:
    """“31 av 40 platser är tagna, 4 på väntelistan, 3 väntar på chef.”"""
    of = {state: sum(row.state == state for row in live) for state in State}
    taken = of[State.CONFIRMED] + of[State.OFFERED]
    said = [
        _("%(taken)d av %(all)d platser är tagna") % {"taken": taken, "all": asked.places}
        if asked.places
        else _("%(taken)d har en plats") % {"taken": taken}
    ]
    if of[State.OFFERED]:
        said.append(
            ngettext("varav %(count)d är erbjuden", "varav %(count)d är erbjudna", of[State.OFFERED]) % {"count": of[State.OFFERED]}
        )
    if of[State.WAITLISTED]:
        said.append(_("%(count)d på väntelistan") % {"count": of[State.WAITLISTED]})
    if of[State.AWAITING_MANAGER]:
        said.append(_("%(count)d väntar på chef") % {"count": of[State.AWAITING_MANAGER]})
    if of[State.RECEIVED]:
        said.append(_("%(count)d har inte sagt vem chefen är") % {"count": of[State.RECEIVED]})
    return ", ".join(said) + "."


def _line(live: list[RegistrationRow], claims: list[Claim], asked: TermsRow) -> list[dict[str, Any]]:
    """Those who wait, in order, and why each does: all places are taken, or the own organisation's are."""
    holding = held(claims)
    waiting = sorted((row for row in live if row.line), key=lambda row: row.line or 0)
    return [
        {
            "row": row,
            "why": _("alla platser är tagna")
            if organisation_has_room(holding, row.organisation, asked.limits)
            else _("organisationens platser är tagna"),
        }
        for row in waiting
    ]


def _organisation(found: ActivityRow, name: str, rows: list[RegistrationRow]) -> dict[str, Any]:
    """One organisation's people, and which function is missing among them where the format recommends a mix."""
    return {"name": name, "rows": [_row(row) for row in rows], "lacks": lacks([row.function for row in rows]) if mix_rule(found) else ""}


def lacks(functions: list[str]) -> str:
    """What is missing of the mix, said to whoever leads; empty where nothing is."""
    if mix_missing(functions) is None:
        return ""
    if Function.STRATEGIC not in functions:
        return _("Ingen härifrån har en strategisk funktion.")
    return _("Ingen härifrån har en operativ funktion.")


def _row(row: RegistrationRow) -> dict[str, Any]:
    """One registration, ready for the template: a tag less in each of fifty rows is felt."""
    function = FUNCTIONS.get(row.function)
    facts = [one for one in (row.title, say(function) if function else "", note(row)) if one]
    facts += [f"{question} {answer}" for question, answer in row.answers]
    return {
        "name": row.name,
        "href": kept_address("registration", row.activity, row.id),
        "facts": mark_safe("".join(f"<span>{escape(one)}</span>" for one in facts)),
        "chip": chip(row.word, CHIPS.get(row.state, "")),
        "turn_down": _turn_down(row) if may("turn_down", row.state) else "",
    }


def _turn_down(row: RegistrationRow) -> SafeString:
    href = kept_address("registration_turn_down", row.activity, row.id)
    return format_html('<a href="{}">{}<span class="hidden-text"> {}</span></a>', href, _("Avslå"), row.name)


def _over(row: RegistrationRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "organisation": row.organisation_name,
        "day": day(row.since),
        "why": row.why,
        "chip": chip(row.word, "closed"),
    }
