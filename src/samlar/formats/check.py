"""`samlar formats check`: judges a case file without a database and says it as JSON or as readable text."""

from __future__ import annotations

import json
from typing import Any

from samlar.formats.builtin import builtin_formats
from samlar.formats.case_file import CaseError, read_case
from samlar.formats.evaluate import Verdict, judge
from samlar.formats.sentence import Severity

FINE, MUST_FAILED, NOT_JUDGEABLE = 0, 1, 2


def check(text: str | bytes) -> tuple[dict[str, Any], int]:
    """Judge the case in a JSON text: the output object and the exit code.

    0 = no must failed, 1 = a must failed, 2 = the case cannot be judged (the object holds `error`).
    """
    try:
        case = read_case(text)
    except CaseError as error:
        return {"error": {"path": error.path, "message": error.message.as_dict()}}, NOT_JUDGEABLE
    definition = builtin_formats()[case.format]
    verdict = judge(definition, case)
    head = {"format": definition.id, "version": definition.version}
    return head | verdict_tables(verdict), MUST_FAILED if verdict.failed(Severity.MUST) else FINE


def verdict_tables(verdict: Verdict) -> dict[str, Any]:
    """A verdict as plain JSON values."""
    return {
        "can_start": verdict.can_start,
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity.value,
                "message": finding.message.as_dict(),
                "mend": finding.mend.as_dict(),
                "source": finding.source,
                "observed": finding.observed,
                "required": finding.required,
            }
            for finding in verdict.findings
        ],
        "not_judged": list(verdict.not_judged),
    }


def as_json(output: dict[str, Any]) -> str:
    """The output as JSON that any terminal can show."""
    return json.dumps(output, ensure_ascii=False, indent=2)


def as_text(output: dict[str, Any], language: str = "sv") -> str:
    """The output as people read it."""
    words = TEXTS["en" if language == "en" else "sv"]
    code = "en" if language == "en" else "sv"
    if "error" in output:
        return f"{words['error']} {output['error']['path']}: {output['error']['message'][code]}"
    lines = [
        f"{builtin_formats()[output['format']].name.in_language(code)}, version {output['version']}",
        words["can_start"] if output["can_start"] else words["cannot_start"],
    ]
    for finding in output["findings"]:
        lines += [
            "",
            f"{words[finding['severity']]} {finding['rule']} ({finding['source']})",
            f"  {finding['message'][code]}",
            f"  {finding['mend'][code]}",
        ]
    if output["not_judged"]:
        lines += ["", f"{words['not_judged']} {', '.join(output['not_judged'])}"]
    return "\n".join(lines)


TEXTS = {
    "sv": {
        "error": "Fallet går inte att pröva. Felet finns vid",
        "can_start": "Kan starta.",
        "cannot_start": "Kan inte starta än.",
        "must": "Krav:",
        "should": "Bör:",
        "not_judged": "Inte prövat, eftersom uppgifter saknas:",
    },
    "en": {
        "error": "The case cannot be judged. The error is at",
        "can_start": "Can start.",
        "cannot_start": "Cannot start yet.",
        "must": "Requirement:",
        "should": "Recommendation:",
        "not_judged": "Not judged, since facts are missing:",
    },
}
