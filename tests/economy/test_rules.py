"""The year's joint money: sums and bounds (D2)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.economy import rules
from samlar.economy.rules import EnvelopeRefused, cost_per_payer, day_for_payers, must_be_possible, must_fit, must_have_source

kronor = st.integers(0, 10**9)
SOURCES = {"surplus": None, "fee": None, "other": None}


@pytest.mark.parametrize(
    ("amount", "payers", "each"),
    [
        (200_000, 23, 8_700),  # 8 695,65: the source's own figure
        (100_000, 23, 4_300),  # 4 347,83
        (150_000, 24, 6_300),  # 6 250 exactly: half goes up
        (149_999, 24, 6_200),
        (0, 23, 0),
        (49, 1, 0),
        (50, 1, 100),
        (200_000, 1, 200_000),
    ],
)
def test_the_cost_per_payer_is_rounded_to_hundreds_half_up(amount, payers, each):
    assert cost_per_payer(amount, payers) == each


@given(kronor, st.integers(1, 1000))
def test_the_rounded_cost_is_a_whole_hundred_at_most_fifty_kronor_from_the_exact_one(amount, payers):
    each = cost_per_payer(amount, payers)

    assert each % 100 == 0
    assert -50 * payers < each * payers - amount <= 50 * payers


@given(kronor, st.integers(-5, 0))
def test_without_payers_there_is_no_cost_per_payer(amount, payers):
    assert cost_per_payer(amount, payers) is None


@pytest.mark.parametrize(("year", "day"), [(2025, date(2025, 12, 31)), (2026, date(2026, 11, 20)), (2027, date(2027, 1, 1))])
def test_payers_are_counted_today_or_on_the_years_nearest_day(year, day):
    assert day_for_payers(year, date(2026, 11, 20)) == day


@given(st.integers(-(10**9), 10**9), kronor, kronor)
def test_an_envelope_lies_between_what_is_granted_and_the_ceiling(amount, granted, ceiling):
    if amount >= 0 and granted <= amount <= ceiling:
        must_be_possible(amount=amount, granted=granted, ceiling=ceiling)
    else:
        with pytest.raises(EnvelopeRefused) as refusal:
            must_be_possible(amount=amount, granted=granted, ceiling=ceiling)
        assert refusal.value.field == "amount"
        assert refusal.value.source == "D2"


def test_a_too_high_envelope_names_the_formats_rule():
    with pytest.raises(EnvelopeRefused) as refusal:
        must_be_possible(amount=200_001, granted=0, ceiling=200_000)
    assert refusal.value.rule == "grant.per_year"
    assert "200\N{NO-BREAK SPACE}000 kr" in refusal.value.sentence.sv


@given(kronor, kronor, st.none() | kronor)
def test_a_grant_fits_exactly_when_it_is_not_more_than_what_is_left(grant, granted, envelope):
    if envelope is None or granted + grant <= envelope:
        must_fit(grant=grant, granted=granted, envelope=envelope)
    else:
        with pytest.raises(EnvelopeRefused):
            must_fit(grant=grant, granted=granted, envelope=envelope)


@pytest.mark.parametrize(
    ("source", "note", "field"), [("lottery", "", "source"), ("", "", "source"), ("other", "", "note"), ("fee", "x" * 301, "note")]
)
def test_a_source_is_recorded_or_refused_at_its_field(source, note, field):
    with pytest.raises(EnvelopeRefused) as refusal:
        must_have_source(source, note, SOURCES)
    assert refusal.value.field == field


def test_the_explanation_tells_every_figure_in_both_languages():
    sentence = rules.explained(amount=200_000, payers=23, year=2026)

    assert sentence.sv.replace("\N{NO-BREAK SPACE}", " ") == (
        "200 000 kr delat på 23 betalande medlemmar är 8 700 kr per medlem, avrundat till hela hundratal."
    )
    assert sentence.en == "SEK 200,000 over 23 paying members is SEK 8,700 per member, rounded to whole hundreds."
