"""The guides say what the pages say: every name in bold stands in the code as it is written."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDES = sorted((ROOT / "docs" / "sv").glob("*.md"))


def test_what_a_guide_names_is_on_a_page():
    assert len(GUIDES) >= 6
    source = "\n".join(file.read_text() for kind in ("html", "py", "toml") for file in sorted((ROOT / "src" / "samlar").rglob(f"*.{kind}")))
    named = {(guide.name, name) for guide in GUIDES for name in re.findall(r"\*\*(.+?)\*\*", guide.read_text(), re.S)} - {
        ("kom-igang.md", "Fetstil")
    }
    assert len(named) > 50
    missing = sorted(f"{guide}: {name}" for guide, name in named if not re.search(rf'["”>}}]{re.escape(name)}["<:{{ ]', source))
    assert missing == [], missing
