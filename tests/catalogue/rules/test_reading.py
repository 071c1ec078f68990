"""A format at a glance, and what its sources stand for."""

from samlar.catalogue.rules.glance import glance
from samlar.catalogue.rules.sources import in_short, said
from samlar.formats.builtin import builtin_formats


def test_a_test_room_at_a_glance():
    assert [one.sv for one in glance(builtin_formats()["provrum"])][:2] == ["2–6 organisationer", "högst 2 om året"]
    assert "2–6 months" in [one.en for one in glance(builtin_formats()["provrum"])]


def test_a_source_is_said_in_full():
    assert [one.sv for one in said("P · Deltagare; C3")] == [
        "Provrum – ett nytt format (augusti 2023), avsnittet ”Deltagare”", "Samlärs krav C3",
    ]  # fmt: skip
    assert [one.en for one in said("Beslut 2026")] == ["Beslut 2026"]


def test_in_short_a_source_names_its_document_and_a_requirement_only_where_it_stands_alone():
    assert in_short("P · Deltagare; C3").sv == "Provrum – ett nytt format (augusti 2023), avsnittet ”Deltagare”"
    assert in_short("H1").sv == "Samlärs krav H1"
    assert in_short("P · Tid; Beslut 2026").en == "Test room – a new format (August 2023), section “Tid”; Beslut 2026"


def test_every_source_of_the_built_in_formats_is_a_known_document_or_requirement():
    for definition in builtin_formats().values():
        for source in [definition.source, *(rule.source for rule in definition.rules)]:
            assert all(part.sv != part.en or "(" not in part.sv for part in said(source)), source
