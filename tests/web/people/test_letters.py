"""Every letter about people says what happened, in both languages, with its link."""

import pytest

from samlar.web import letters

COMMON = {"to": "Stina Påhittad", "who": "Majken Exempelson", "organisation": "Region Kalmar län", "path": "/var-organisation/"}
DAYS = {"start": "2026-11-20", "end": "2027-01-31", "last": "2026-11-19", "day": "2026-12-01"}
WORDS = {
    "person": "Dan Fiktivsson", "old": "Region Dalarna", "role_sv": "chef", "role_en": "manager", "by": "Tillväxtverket",
    "function_sv": "Klartecken", "function_en": "Clearance", "count": 2,
    "things": [{"what": "Leder", "title": "Hamnprov"}, {"what": "Svarar för", "title": "Gröna <hamnar>"}],
}  # fmt: skip
NAMES = {
    "person_added": "Region Kalmar län",
    "move_asked": "Region Kalmar län",
    "person_moved": "Dan Fiktivsson",
    "person_moved_away": "Dan Fiktivsson",
    "role_given": "2026",
    "representative_missing": "Region Kalmar län",
    "mandate_given": "2026",
    "mandate_delegated": "2027",
    "mandate_ended": "2027",
    "new_owner": "2",
    "address_confirm": "Samlär",
    "address_changed": "Samlär",
}


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_letter_says_the_deed_in_its_subject_and_leads_to_a_page(name, language):
    letter = letters.render(name, language, {**COMMON, **DAYS, **WORDS})
    assert NAMES[name] in letter.subject
    assert "Stina Påhittad" in letter.text
    assert letter.html.count("<a href=") == 1
    assert "{{" not in letter.text
    assert "<hamnar>" not in letter.html


def test_a_mandate_that_goes_on_has_no_last_day():
    assert "fortsätter" in letters.render("mandate_ended", "sv", {**COMMON, **WORDS, "end": ""}).subject


def test_one_thing_is_one_thing():
    assert "en sak" in letters.render("new_owner", "sv", {**COMMON, **WORDS, "count": 1}).subject
