"""All declared words in one place: WORDS for the web's editor, and docs/formats.md made from it."""

from __future__ import annotations

from typing import Any

from samlar.formats.definition import Definition
from samlar.formats.facts import FACTS
from samlar.formats.format_file import LARGEST_FORMAT
from samlar.formats.shapes import describe_table
from samlar.formats.words import VOCABULARIES


def _facts() -> dict[str, dict[str, Any]]:
    return {
        fact.id: {
            "label": fact.label.as_dict(),
            "help": fact.help.as_dict(),
            "subject": fact.subject,
            "reads": list(fact.reads),
            "takes": list(fact.takes),
            "needs": [list(choice) for choice in fact.needs],
            "unit": fact.bounded.unit if fact.bounded else None,
            "largest": fact.bounded.largest if fact.bounded else None,
            "choices": fact.choices.id if fact.choices else None,
            "gives": ["now", *fact.gives],
        }
        for fact in FACTS.values()
    }


def _vocabularies() -> dict[str, dict[str, Any]]:
    return {
        vocabulary.id: {
            "label": vocabulary.label.as_dict(),
            "words": {word: label.as_dict() for word, label in vocabulary.items()},
        }
        for vocabulary in VOCABULARIES
    }


# Plain JSON values: the words of a format (nested as the text is), the facts, the closed lists, and the limits.
WORDS: dict[str, Any] = {
    "format": describe_table(Definition),
    "facts": _facts(),
    "vocabularies": _vocabularies(),
    "limits": {"bytes": LARGEST_FORMAT},
}

EXAMPLE = """\
[[rules]]
id = "participants.count"
severity = "must"
source = "P · Deltagare"
fact = "participants.count"
min = 2
max = 6
sentence.sv = "Två till sex organisationer deltar."
sentence.en = "Two to six organisations take part."
message.sv = "Två till sex organisationer ska delta. Nu: {now}."
message.en = "Two to six organisations must take part. Now: {now}."
mend.sv = "Bjud in fler, eller dela upp arbetet."
mend.en = "Invite more, or divide the work."
"""

INTRODUCTION = f"""\
# How to write a format

<!-- Made from the declared words by samlar.formats.describe.documentation(). Change the words, not this file:
     python -m samlar.formats.describe > docs/formats.md -->

A format is a text in [TOML](https://toml.io): a learning form with its stages, roles, rules and plan. It may use the words below
and no others. A text with an unknown word, a missing language or an impossible bound is refused, with the place and the reason of
every problem. The text may have {LARGEST_FORMAT:,} bytes at most. The seven formats that come with Samlär are in
`src/samlar/formats/builtin/`: copy the nearest one and change it.

- Every sentence that people read is written in Swedish (`sv`) and English (`en`).
- The first stage is of the kind `planning`. There is at least one stage of the kind `running` and one of the kind `closed`. Each
  stage can be reached from the first, and from each there is a way to a close (`closed` and `cancelled` are ends).
- A rule names one **fact**, the bounds that it must keep, how hard it binds, its source, and three sentences: what must hold
  (`sentence`), what is wrong (`message`), and what to do (`mend`). In braces stand values: `{{min}}` and `{{max}}` wherever the rule has
  them, and in the message also `{{now}}` and what the fact gives.
- Check a format with `samlar formats validate FILE`, and a case with `samlar formats check CASE.json`.

## A rule

```toml
{EXAMPLE}```

## How a case is judged

- A rule holds, fails, or is not judged. A key that is absent in the case leaves the rules that read it unjudged; a key that is
  present but empty is judged. Inside a present `plan` an absent or blank section counts as empty. `null` is not "absent": it is refused.
- A fact that reads two keys needs both: `grant.costs` is not judged without `budget.grant`, nor without `budget.lines`.
- The part of `plan.sections` that looks at the budget is judged where `budget` is present, with or without `lines`; without a `plan` the
  whole rule is unjudged.
- In a list, what is known may already decide. Seven organisations are too many whether or not their kinds are known, and a person
  whom the manager has not approved fails the rule even if another person's approval is not known.
- Of no organisations at all, any share is met; the rule about their number fails instead. In an empty list of persons, no
  organisation has too many.
- `can_start` is true when no must has failed and none is unjudged.
- Names of organisations are the same when they differ only in case, spaces or Unicode form.
"""


def documentation() -> str:
    """The text of docs/formats.md."""
    parts = [INTRODUCTION, "## Words of a format\n"]
    _describe_words(WORDS["format"], "", parts)
    parts.append("## Facts\n\nWhat a rule may speak of. `min`, `max` … are the rule's words that the fact takes; those in bold it needs.\n")
    for name, fact in WORDS["facts"].items():
        parts.append(_fact_text(name, fact))
    parts.append("## Closed lists\n")
    for name, vocabulary in WORDS["vocabularies"].items():
        rows = [f"| `{word}` | {label['sv']} | {label['en']} |" for word, label in vocabulary["words"].items()]
        parts.append(
            f"### {name}\n\n{vocabulary['label']['en']}.\n\n| word | Swedish | English |\n|---|---|---|\n" + "\n".join(rows) + "\n"
        )
    return "\n".join(parts)


def _describe_words(words: dict[str, Any], place: str, parts: list[str]) -> None:
    title = f"### {place}\n\n" if place else ""
    rows = [
        f"| `{name}` | {_shape_text(shape)} | {'yes' if shape['needed'] else 'no'} | {shape['help']['en']} |"
        for name, shape in words.items()
    ]
    parts.append(f"{title}| word | value | needed | meaning |\n|---|---|---|---|\n" + "\n".join(rows) + "\n")
    for name, shape in words.items():
        if shape["type"] in ("table", "tables"):
            inner = f"{place}.{name}" if place else name
            _describe_words(shape["words"], inner, parts)


def _shape_text(shape: dict[str, Any]) -> str:
    match shape["type"]:
        case "text":
            return f"text, at most {shape['most']} characters"
        case "sentence":
            values = ", values in braces" if shape["fields"] else ""
            return f"sentence in `sv` and `en`, at most {shape['most']} characters each{values}"
        case "whole":
            return f"whole number, {shape['least']}–{shape['most']}"
        case "bound":
            return "number"
        case "flag":
            return "`true` or `false`"
        case "choice":
            return f"a word of [{shape['vocabulary']}](#{shape['vocabulary']})"
        case "list":
            return f"list of: {_shape_text(shape['of'])}"
        case "table":
            return "table"
        case "tables":
            return f"tables, {shape['least']}–{shape['most']}"
        case _:
            return str(shape["type"])


def _fact_text(name: str, fact: dict[str, Any]) -> str:
    needed = {word for choice in fact["needs"] for word in choice}
    takes = ", ".join(f"**`{word}`**" if word in needed else f"`{word}`" for word in fact["takes"]) or "no words"
    unit = f" Unit: {fact['unit']}, at most {fact['largest']:,}." if fact["unit"] else ""
    choices = f" Words of [{fact['choices']}](#{fact['choices']})." if fact["choices"] else ""
    gives = ", ".join(f"`{{{value}}}`" for value in fact["gives"])
    reads = ", ".join(f"`{key}`" for key in fact["reads"])
    return f"### {name}\n\n{fact['help']['en']}\n\nReads {reads}. Takes {takes}.{unit}{choices} Gives {gives}.\n"


if __name__ == "__main__":
    print(documentation(), end="")
