"""Formats as people read them: the list, one version, what differs between two, and its text to take away (C1, C2)."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samlar.activities.queries import by_format
from samlar.catalogue import queries
from samlar.catalogue.queries import FormatRow, WishRow
from samlar.catalogue.rules import access, parts
from samlar.catalogue.rules.glance import glance
from samlar.catalogue.rules.sources import said as source_said
from samlar.economy.rules import has_envelope
from samlar.formats import words as w
from samlar.formats.changes import Change, compare
from samlar.formats.definition import Definition
from samlar.formats.evaluate import rules_for
from samlar.formats.format_file import write_format
from samlar.formats.sentence import Sentence, Severity, listed
from samlar.foundation import clock
from samlar.people.rules import MEMBERS, Actor
from samlar.web.asked import viewer
from samlar.web.formats.forms import said
from samlar.web.templatetags.samlar import language


def address(name: str, *args: Any) -> str:
    """The address of a page of another room; nothing while that room has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@require_safe
def formats(request: HttpRequest) -> HttpResponse:
    """The formats, each with what it demands and how many have run."""
    actor = viewer(request)
    tallies = by_format.tallies(actor)
    rows = [
        {"row": row, "glance": glance(row.definition), "tally": tallies.get(row.format), "propose": _propose(request, row)}
        for row in queries.newest()
    ]
    context = {
        "rows": rows, "drafts": queries.drafts(actor), "wishes": _waiting(queries.open_wishes(actor)),
        "may_draft": access.may_draft(actor),
    }  # fmt: skip
    return render(request, "formats/list.html", context)


def _waiting(wishes: list[WishRow]) -> list[dict[str, Any]]:
    """The wishes as the component `waiting` wants them."""
    return [
        {
            "what": Truncator(wish.text).chars(140),
            "about": said(wish.format_name),
            "href": reverse("format_wish", args=[wish.id]),
            "action": _("Svara på önskemålet"),
        }
        for wish in wishes
    ]


def _propose(request: HttpRequest, row: FormatRow) -> str:
    """Where the viewer proposes an activity of the format; nothing for those who may not, or are not signed in."""
    membership = viewer(request).membership
    if membership is None or membership.value not in row.definition.participation.propose:
        return ""
    found = address("proposal_new")
    return f"{found}?format={row.format}" if found else ""


# — one version —


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule as people read it."""

    says: Sentence
    severity: Severity
    source: tuple[Sentence, ...]
    lowered: Sentence | None


def _rules(definition: Definition) -> dict[Severity, list[RuleRow]]:
    lowered = {one.what: one.sentence for one in definition.member_led.lower}
    found: dict[Severity, list[RuleRow]] = defaultdict(list)
    for rule, severity in rules_for(definition, False):
        says = rule.sentence.fill(min=rule.min, max=rule.max)
        found[severity].append(RuleRow(says, severity, source_said(rule.source), lowered.get(rule.id)))
    return found


def read(definition: Definition) -> dict[str, Any]:
    """What the page of a format says, from its definition alone: the same for a published version and for a draft."""
    stages = {stage.id: stage for stage in definition.stages}
    rules = _rules(definition)
    part = definition.participation
    may = [
        (_("Får föreslå"), part.propose), (_("Får leda"), part.lead), (_("Får delta"), part.take_part),
        (_("Får anmäla intresse"), part.show_interest), (_("Personer som får anmäla sig"), part.register or ()),
    ]  # fmt: skip
    duties = {one.id for one in definition.duties}
    return {
        "definition": definition,
        "glance": glance(definition),
        "way": [stage for stage in definition.stages if stage.kind != "cancelled"],
        "ways_out": [stage for stage in definition.stages if stage.kind == "cancelled"],
        "steps": [
            {
                "step": step, "from": [stages[one].name for one in step.from_], "to": stages[step.to].name,
                "by": w.DOERS.labels(step.by), "needs": w.NEEDS.labels(step.needs),
            }
            for step in definition.steps
        ],
        "may": [(name, Sentence(*_listed(w.MEMBERSHIPS.labels(who)))) for name, who in may if who],
        "musts": rules[Severity.MUST],
        "shoulds": rules[Severity.SHOULD],
        "advice": [(one.text, source_said(one.source)) for one in definition.advice],
        "lowered_duties": [(one.sentence, source_said(one.source)) for one in definition.member_led.lower if one.what in duties],
        "member_led_source": source_said(definition.member_led.source),
        "money": _money(definition),
        "factors": w.SUCCESS_FACTORS.labels(definition.success_factors),
        "guide": [(stages[stage].name, list(steps)) for stage, steps in groupby(definition.guide, key=lambda one: one.stage)],
        "duties": [(one, w.CHANNELS[one.channel], w.DOERS[one.by], source_said(one.source)) for one in definition.duties],
        "sessions": [(one, w.SESSION_KINDS[one.kind], w.SESSION_MODES[one.mode]) for one in definition.sessions],
        "source": source_said(definition.source),
        "months": _months(definition.follow_up),
    }  # fmt: skip


def _months(months: tuple[int, ...]) -> Sentence:
    """3, 6 och 12 månader."""
    counted = [str(one) for one in months]
    one = months == (1,)
    return Sentence(f"{listed(counted, 'sv')} månad{'' if one else 'er'}", f"{listed(counted, 'en')} month{'' if one else 's'}")


@lru_cache(maxsize=128)
def _reading(definition: Definition, language: str) -> SafeString:
    """What the page of a published version says, in the language that holds now. Kept: a definition that was read never changes."""
    return render_to_string("formats/_read.html", read(definition))


def _listed(sentences: tuple[Sentence, ...]) -> tuple[str, str]:
    return ", ".join(one.sv for one in sentences), ", ".join(one.en for one in sentences)


def _money(definition: Definition) -> dict[str, Any] | None:
    funding = definition.plan.funding
    if funding is None:
        return None
    return {
        "help": funding.help, "sources": w.MONEY_SOURCES.labels(funding.sources), "source": source_said(funding.source),
        "rules": [rule.sentence.fill(min=rule.min, max=rule.max) for rule in definition.rules if rule.fact.startswith("grant.")],
    }  # fmt: skip


@require_safe
def latest(request: HttpRequest, format_id: str) -> HttpResponse:
    """A format in its newest version."""
    return _page(request, queries.latest(format_id))


@require_safe
def numbered(request: HttpRequest, format_id: str, number: int) -> HttpResponse:
    """A format in one of its versions."""
    return _page(request, queries.numbered(format_id, number), by_number=True)


def _page(request: HttpRequest, row: FormatRow, *, by_number: bool = False) -> HttpResponse:
    actor = viewer(request)
    history = queries.history(actor, row.format)
    member = MEMBERS in actor.tokens
    context = {
        "definition": row.definition,
        "reading": _reading(row.definition, language()),
        "row": row,
        "by_number": by_number,
        "version": next(one for one in history if one.version_id == row.version_id),
        "newest": history[0].number,
        "history": history,
        "fulfilled": queries.fulfilled_by(actor, [row.version_id]).get(row.version_id, []),
        "ran": _ran(actor, row.format),
        "wishes": queries.wishes(actor, row.format),
        "may_wish": access.may_draft(actor) or by_format.has_taken_part(actor, row.format),
        "may_draft": access.may_draft(actor),
        "propose": _propose(request, row),
        "evaluation": reverse("format_evaluation", args=[row.format, row.number]) if member and row.definition.evaluation else "",
        "envelope": reverse("envelope", args=[row.format, clock.today().year]) if member and has_envelope(row.definition) else "",
        "trail": [(_("Format"), reverse("formats"))],
    }
    return render(request, "formats/format.html", context)


def _ran(actor: Actor, format_id: str) -> list[tuple[by_format.RanRow, str, str, str]]:
    """What has begun under the format, with its version and its state in words and the state's chip."""
    states = {"running": (_("pågår"), "active"), "reported": (_("resultatet klart"), "done"), "closed": (_("avslutad"), "closed")}
    version = _("version %(n)s")
    return [(one, version % {"n": one.number}, *states[one.stage_kind]) for one in by_format.ran_under(actor, format_id)]


@require_safe
def text_file(request: HttpRequest, format_id: str, number: int) -> HttpResponse:
    """A published version's text, to take away: open, and readable without Samlär (L2)."""
    row = queries.numbered(format_id, number)
    return as_file(write_format(row.definition), f"{row.format}-{row.number}.toml")


def as_file(text: str, name: str) -> HttpResponse:
    """A text to save."""
    answer = HttpResponse(text, content_type="application/toml; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


# — two versions —


def changes_by_part(old: Definition, new: Definition) -> list[tuple[Sentence, list[Change]]]:
    """What differs, under the heading that the editor has for it."""
    found: dict[Sentence, list[Change]] = {}
    for change in compare(old, new):
        spot = parts.where(change.part)
        label = spot.items.title if spot.items else spot.group.title if spot.group else change.part_label
        found.setdefault(label, []).append(change)
    return list(found.items())


@require_safe
def comparison(request: HttpRequest, format_id: str) -> HttpResponse:
    """What differs between two versions of a format, who published the later one and why, and the wishes that it fulfilled."""
    history = queries.history(viewer(request), format_id)
    if not history:
        raise Http404
    numbers = [one.number for one in history]
    new = _number(request.GET.get("till", ""), numbers) or numbers[0]
    old = _number(request.GET.get("fran", ""), numbers) or max((n for n in numbers if n < new), default=new)
    before, after = queries.numbered(format_id, old), queries.numbered(format_id, new)
    between = [one for one in history if min(old, new) < one.number <= max(old, new)]
    fulfilled = queries.fulfilled_by(viewer(request), [one.version_id for one in between])
    context = {
        "before": before, "after": after, "history": history, "changes": changes_by_part(before.definition, after.definition),
        "between": [(one, fulfilled.get(one.version_id, [])) for one in between],
        "trail": [(_("Format"), reverse("formats")), (said(after.definition.name), reverse("format", args=[format_id]))],
    }  # fmt: skip
    return render(request, "formats/compare.html", context)


def _number(text: str, among: list[int]) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 and int(text) in among else None
