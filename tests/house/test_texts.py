"""Every Swedish text has its English, and the compiled catalogue is today's."""

import ast
import io
import re
from pathlib import Path

import pytest
from babel.messages import pofile
from django.conf import settings
from django.core.management import call_command

import samlar
from samlar.management.commands import texts

PATH = settings.LOCALE_PATHS[0] / texts.CATALOGUE
FIELD = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")


def catalogue():
    with PATH.open("rb") as kept:
        return pofile.read_po(kept, locale="en")


def test_every_text_in_code_and_templates_has_its_english():
    call_command("texts", check=True, stdout=io.StringIO())


def test_gettext_goes_by_names_that_are_gathered():
    """A text behind another name is never found, so it stays Swedish on every English page."""
    for path in Path(samlar.__file__).parent.rglob("*.py"):
        for line in ast.walk(ast.parse(path.read_text())):
            if isinstance(line, ast.ImportFrom) and line.module == "django.utils.translation":
                texts_here = [one for one in line.names if "gettext" in one.name]
                assert {one.asname or one.name for one in texts_here} <= set(texts.KEYWORDS), path


@pytest.mark.parametrize("catalogue", [texts.CATALOGUE, texts.OVERRIDES])
def test_the_compiled_catalogues_are_made_of_the_kept_ones(catalogue):
    path = settings.LOCALE_PATHS[0] / catalogue
    assert path.with_suffix(".mo").read_bytes() == texts.compiled(path)


def test_a_translation_fills_in_the_same_values_as_its_source():
    for message in catalogue():
        if not message.id:
            continue
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        translations = message.string if isinstance(message.string, tuple) else (message.string,)
        expected = set(FIELD.findall(sources[-1]))
        assert set(FIELD.findall(translations[-1])) == expected, message.id
