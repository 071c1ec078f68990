"""The format engine: pure values in, verdicts with reasons out. No Django, no clock, no database.

sentence     a sentence in both languages; the refusal that carries one
words        the closed lists: kinds, memberships, costs, doers, needs …
shapes       how values of a format's text are read, written and described
rule, facts  what a rule may say, and how each fact is judged
definition   the words of a format; format_file reads and writes them, format_checks sees that they fit together
case         the facts about one activity; case_file reads them
evaluate     judging, the next steps, the largest grant
changes      what differs between two versions
builtin      the seven formats that come with Samlär
check        `samlar formats check`
describe     all words in one place, and docs/formats.md
"""
