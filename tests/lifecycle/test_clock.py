"""What happens because time has passed, and that nothing of it happens twice."""

from datetime import UTC, datetime, timedelta

from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.lifecycle import actions
from tests.activities import rows
from tests.conftest import NOW


def reminders() -> list[Letter]:
    return list(Letter.objects.filter(name="duties_late"))


def test_late_duties_are_reminded_of_once_a_month_in_one_letter(cast):
    made = rows.activity(cast, stage="reported")
    rows.duties(made)  # the first was due 31 October; the second is due 30 November
    actions.tick()
    actions.tick()
    (letter,) = reminders()
    assert letter.to == cast.sanna.email
    assert [duty["due_sv"] for duty in letter.values["duties"]] == ["31 oktober 2026"]
    with clock.at(datetime(2026, 12, 1, 9, tzinfo=UTC)):
        actions.tick()
    assert [len(one.values["duties"]) for one in reminders()] == [1, 2]


def test_what_is_done_or_closed_is_not_reminded_of(cast):
    made = rows.activity(cast, stage="reported")
    for duty in rows.duties(made):
        duty.done = NOW.date()
        duty.save()
    rows.duties(rows.activity(cast, "Ett till", stage="closed"))
    assert actions.tick()["reminders"] == 0


def test_letters_go_after_ninety_days(cast):
    rows.duties(rows.activity(cast, stage="reported"))
    actions.tick()
    with clock.at(NOW + timedelta(days=89)):
        assert actions.tick()["letters deleted"] == 0
    with clock.at(NOW + timedelta(days=91)):
        assert actions.tick()["letters deleted"] == 1
