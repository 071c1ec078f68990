"""How things are cited: every field stays in its place whatever people have written (G4)."""

import re

from hypothesis import given
from hypothesis import strategies as st

from samlar.reports.rules import citing
from samlar.reports.rules.citing import Cited

ONE = Cited(
    key="d12", address="https://samlar.test/d12", title="Vatten & {ordning}", organisation="Region Kalmar län", year=2025, form="Rapport",
    authors="Stina Sand och Bo Berg",
)  # fmt: skip


def test_a_citation_says_who_when_what_and_where():
    said = "Stina Sand och Bo Berg (2025). Vatten & {ordning}. Rapport. Region Kalmar län. Samlär. https://samlar.test/d12"
    assert citing.text(ONE) == said


def test_where_nobody_is_named_the_organisation_is_the_author_and_is_said_once():
    one = Cited(key="l4", address="https://samlar.test/l4", title="Fråga tidigt!", organisation="Region Gotland", year=2026, form="Lärdom")
    assert citing.text(one) == "Region Gotland (2026). Fråga tidigt! Lärdom. Samlär. https://samlar.test/l4"


def test_bibtex_is_one_entry():
    assert citing.bibtex(ONE) == (
        "@techreport{samlar-d12,\n"
        "  author = {{Stina Sand och Bo Berg}},\n"
        "  title = {{Vatten \\& (ordning)}},\n"
        "  year = {2025},\n"
        "  institution = {Region Kalmar län},\n"
        "  howpublished = {Rapport, Samlär},\n"
        "  url = {https://samlar.test/d12}\n"
        "}\n"
    )


def test_ris_is_one_entry():
    assert citing.ris(ONE).split("\r\n")[:3] == ["TY  - RPRT", "AU  - Stina Sand och Bo Berg", "TI  - Vatten & {ordning}"]
    assert citing.ris(ONE).endswith("UR  - https://samlar.test/d12\r\nER  - \r\n")


@given(st.text(), st.text(), st.text(), st.sampled_from(["document", "recording", "link", "lesson"]))
def test_whatever_people_write_stays_in_its_field(title, authors, organisation, sort):
    one = Cited(
        key="d1",
        address="https://samlar.test/d1",
        title=title,
        organisation=organisation,
        year=2026,
        form="Rapport",
        sort=sort,
        authors=authors,
    )
    entry = citing.bibtex(one)
    depth = 0
    for sign in entry:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert (depth, len(entry.strip().split("\n"))) == (0, 8)
    lines = citing.ris(one).split("\r\n")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines if line)
    assert [line for line in lines if line.startswith("ER")] == ["ER  - "]
    assert "\n" not in citing.text(one)
