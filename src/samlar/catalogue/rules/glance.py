"""A format at a glance: what it demands of those who think of one, in a few words each."""

from collections.abc import Callable
from decimal import Decimal

from samlar.formats.definition import Definition
from samlar.formats.rule import Rule
from samlar.formats.sentence import Sentence, written


def _span(rule: Rule, code: str) -> str:
    """2–6 · minst 2 · högst 6."""
    least, most = (None if bound is None else written(bound, code) for bound in (rule.min, rule.max))
    if least is not None and most is not None:
        return least if least == most else f"{least}–{most}"
    words = {"sv": ("minst", "högst"), "en": ("at least", "at most")}[code]
    return f"{words[0]} {least}" if least is not None else f"{words[1]} {most}"


def _with_unit(sv: str, en: str) -> Callable[[Rule], Sentence]:
    return lambda rule: Sentence(f"{_span(rule, 'sv')} {sv}", f"{_span(rule, 'en')} {en}")


SAID: dict[str, Callable[[Rule], Sentence]] = {
    "participants.count": _with_unit("organisationer", "organisations"),
    "period.months": _with_unit("månader", "months"),
    "period.days": _with_unit("dagar", "days"),
    "persons.per_organisation": _with_unit("personer per organisation", "people per organisation"),
    "persons.count": _with_unit("personer", "people"),
    "starts.year": _with_unit("om året", "a year"),
    "grant.amount": _with_unit("kr i basfinansiering", "kr of basic funding"),
}


def glance(definition: Definition) -> tuple[Sentence, ...]:
    """What the format demands, at a glance: rules about all participants, the time, the people and the money; then its sessions."""
    found = [
        SAID[rule.fact](rule)
        for rule in definition.rules
        if rule.fact in SAID and not (rule.kinds or rule.memberships or rule.leads is not None) and not isinstance(rule.max, Decimal)
    ]
    count = sum(session.count for session in definition.sessions)
    if count == 1:
        found.append(Sentence("en träff", "one session"))
    elif count:
        found.append(Sentence(f"{count} träffar", f"{count} sessions"))
    return tuple(found)
