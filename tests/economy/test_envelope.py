"""The year's envelope: who sees it, who decides it, and that it never falls below what is granted (D2)."""

import threading

import pytest
from django.db import connection, transaction

from samlar.activities.models import Activity, FormatYear
from samlar.economy import queries
from samlar.economy.actions import decide_envelope
from samlar.economy.models import Envelope
from samlar.economy.rules import EnvelopeRefused, must_fit
from samlar.foundation.audit import trail
from samlar.people.rules import MEMBERS, NotAllowed, NotVisible
from tests.activities.rows import activity
from tests.cast import Cast


@pytest.mark.django_db
def test_members_see_what_is_granted_left_and_what_it_costs_each_payer(cast):
    activity(cast, "Första", granted=75_000)
    activity(cast, "Andra", lead="Region Gotland", granted=50_000)
    activity(cast, "I fjol", granted=100_000, year=2025)

    seen = queries.envelope(cast.dan, "provrum", 2026)

    assert (seen.amount, seen.granted, seen.left) == (200_000, 125_000, 75_000)
    assert [(one.title, one.lead, one.granted) for one in seen.grants] == [
        ("Första", "Region Kalmar län", 75_000), ("Andra", "Region Gotland", 50_000),
    ]  # fmt: skip
    assert (seen.payers, seen.per_payer) == (23, 8_700)
    assert (seen.revision, seen.source_name, seen.may_decide) == (0, None, False)
    assert seen.years == (2025, 2026, 2027)


@pytest.mark.django_db
def test_an_activity_that_the_viewer_does_not_see_is_counted_but_not_named(cast):
    activity(cast, "Hemligt", granted=40_000, audience="activity:0")

    seen = queries.envelope(cast.dan, "provrum", 2026)

    assert seen.granted == 40_000
    assert [(one.activity, one.title, one.lead) for one in seen.grants] == [(None, "", "")]


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["nils", "gustav"])
def test_those_outside_the_members_and_partners_see_no_envelope(cast, visitor, key):
    for viewer in (getattr(cast, key), visitor):
        with pytest.raises(NotVisible):
            queries.envelope(viewer, "provrum", 2026)
        with pytest.raises(NotVisible):
            decide_envelope(viewer, "provrum", 2026, amount=1, source="fee", revision=0)


@pytest.mark.django_db
@pytest.mark.parametrize(("format_id", "year"), [("okant", 2026), ("provrum", 1999), ("provrum", 2101), ("provrum", 10**12)])
def test_an_envelope_that_cannot_exist_is_not_there(cast, format_id, year):
    with pytest.raises(NotVisible):
        queries.envelope(cast.klara, format_id, year)


@pytest.mark.django_db
def test_the_decision_is_kept_with_its_source_and_recorded(cast):
    decide_envelope(cast.klara, "provrum", 2026, amount=150_000, source="surplus", revision=0)
    decide_envelope(cast.klara, "provrum", 2026, amount=120_000, source="other", note=" Arv från 2025 ", revision=1)

    seen = queries.envelope(cast.stina, "provrum", 2026)
    assert (seen.amount, seen.ceiling, seen.source, seen.note, seen.decided_by) == (
        120_000, 200_000, "other", "Arv från 2025", "Tillväxtverket",
    )  # fmt: skip
    assert seen.per_payer == 5_200
    assert [(entry["verb"], entry["changes"]["amount"]) for entry in trail("envelope", "provrum/2026")] == [
        ("envelope.changed", [150_000, 120_000]), ("envelope.decided", [None, 150_000]),
    ]  # fmt: skip


@pytest.mark.django_db
def test_only_the_mandates_for_clearance_and_the_register_decide(cast):
    for actor in (cast.stina, cast.majken, cast.sanna, cast.siv):
        with pytest.raises(NotAllowed):
            decide_envelope(actor, "provrum", 2026, amount=100_000, source="fee", revision=0)
    assert not Envelope.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("amount", "rule"), [(74_999, "envelope.granted"), (200_001, "grant.per_year"), (-1, None), (10**12, "grant.per_year")]
)
def test_an_amount_out_of_bounds_changes_nothing(cast, amount, rule):
    activity(cast, granted=75_000)

    with pytest.raises(EnvelopeRefused) as refusal:
        decide_envelope(cast.klara, "provrum", 2026, amount=amount, source="fee", revision=0)
    assert refusal.value.rule == rule
    assert not Envelope.objects.exists()
    assert not trail("envelope", "provrum/2026")


@pytest.mark.django_db
def test_the_second_of_two_windows_is_told(cast):
    decide_envelope(cast.klara, "provrum", 2026, amount=150_000, source="fee", revision=0)

    with pytest.raises(EnvelopeRefused) as refusal:
        decide_envelope(cast.klara, "provrum", 2026, amount=100_000, source="fee", revision=0)
    assert refusal.value.rule == "envelope.revision"
    assert Envelope.objects.get().amount == 150_000


@pytest.mark.django_db
def test_deciding_the_same_again_changes_and_records_nothing(cast):
    decide_envelope(cast.klara, "provrum", 2026, amount=150_000, source="fee", revision=0)
    decide_envelope(cast.klara, "provrum", 2026, amount=150_000, source="fee", revision=1)

    assert Envelope.objects.get().revision == 1
    assert len(trail("envelope", "provrum/2026")) == 1


@pytest.mark.django_db
def test_an_undecided_envelope_waits_for_the_mandate_for_clearance_until_it_is_decided(cast):
    assert [waiting.subject for waiting in queries.waiting_for(cast.klara)] == ["provrum/2026"]
    assert queries.waiting_for(cast.stina) == []

    decide_envelope(cast.klara, "provrum", 2026, amount=150_000, source="fee", revision=0)

    assert queries.waiting_for(cast.klara) == []


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_the_grants(cast, django_assert_max_num_queries):
    viewer = cast.stina
    for count in (1, 4):
        for place in range(count):
            activity(cast, f"Rum {count}-{place}", granted=1_000)
        with django_assert_max_num_queries(8):
            queries.envelope(viewer, "provrum", 2026)


def grant(granted: int, made: int) -> None:
    """What a clearance does with the year's money: lock, ask, write."""
    with transaction.atomic():
        FormatYear.objects.get_or_create(format="provrum", year=2026)
        FormatYear.objects.select_for_update().get(format="provrum", year=2026)
        others = sum(Activity.objects.filter(format="provrum", year=2026).exclude(id=made).values_list("granted", flat=True))
        must_fit(grant=granted, granted=others, envelope=queries.decided("provrum", 2026))
        Activity.objects.filter(id=made).update(granted=granted)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("prepared")
@pytest.mark.parametrize("attempt", range(5))
def test_a_grant_and_a_lower_envelope_never_pass_each_other(attempt):
    cast = Cast.enter()
    made = activity(cast, audience=MEMBERS)
    klara = cast.klara
    decide_envelope(klara, "provrum", 2026, amount=100_000, source="fee", revision=0)
    start, refused = threading.Barrier(2), []

    def attempt_to(deed, *args, **fields) -> None:
        try:
            start.wait()
            deed(*args, **fields)
        except EnvelopeRefused as refusal:
            refused.append(refusal.rule)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=attempt_to, args=(grant, 80_000, made.pk)),
        threading.Thread(
            target=attempt_to, args=(decide_envelope, klara, "provrum", 2026), kwargs={"amount": 50_000, "source": "fee", "revision": 1}
        ),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    granted, envelope = Activity.objects.get(id=made.pk).granted, Envelope.objects.get().amount
    assert granted <= envelope
    assert (granted, envelope, refused) in [(80_000, 100_000, ["envelope.granted"]), (0, 50_000, ["grant.per_year"])]
