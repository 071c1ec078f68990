"""Exports from WordPress that were made to take all memory or all time there is (G4)."""

import pytest

from samlar.library.queries.exports import MOST_IN_ITEM, Export, items
from samlar.library.rules.intake import IntakeRefused
from samlar.library.rules.wordpress import LARGEST_TEXT, safe
from tests.library.making_sources import export, post


def read(tmp_path, text):
    path = tmp_path / "export.xml"
    path.write_text(text, "utf-8")
    return list(items(path, Export()))


def test_a_page_of_endlessly_many_parts_is_refused_before_they_are_gathered(tmp_path):
    with pytest.raises(IntakeRefused) as refused:
        read(tmp_path, export("<item>" + "<a/>" * (MOST_IN_ITEM + 10_000) + "</item>"))
    assert "delar" in refused.value.sentence.sv


def test_parts_that_lie_nowhere_are_not_gathered_either(tmp_path):
    text = export().replace("</channel>", "</channel>" + "<a/>" * (MOST_IN_ITEM + 10_000))
    with pytest.raises(IntakeRefused):
        read(tmp_path, text)


def test_many_pages_have_many_parts_together(tmp_path):
    assert len(read(tmp_path, export(*(post(n, f"Sida {n}", "<p>Text</p>") for n in range(MOST_IN_ITEM // 2_000))))) == MOST_IN_ITEM // 2_000


@pytest.mark.parametrize(
    "opens",
    ["[a " + "=" * 1_997, "<div>", "<p><div>", "<div><table><tr><td></div></table>", "<b><div></b>"],
)
def test_a_page_that_only_opens_is_made_safe_all_the_same(opens):
    """Two million signs of it: were each part looked for among all that is open, it would take hours and all memory."""
    text = safe("<p>Börjar</p>" + opens * (LARGEST_TEXT // len(opens)))
    assert "Börjar" in text
    assert len(text) < 20 * LARGEST_TEXT


def test_what_is_never_closed_is_not_opened_again_in_every_paragraph():
    bold = "".join(f'<b id="{n}">' for n in range(200))
    text = safe("<p>" + bold + "<p>x" * 2_000)
    assert text.count("x") == 2_000
    assert len(text) < 50_000
