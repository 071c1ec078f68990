"""What happens because time has passed, and that nothing of it happens twice."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samlar.activities.models import Activity
from samlar.catalogue.models import FormatVersion
from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.lifecycle import actions
from samlar.lifecycle.actions.clock import remind_of_late_duties
from samlar.management.commands.work import Pace
from samlar.registration.actions.registering import withdraw
from samlar.registration.models import Registration
from tests.activities import rows
from tests.conftest import NOW
from tests.registration.test_when_things_change import queue


def reminders() -> list[Letter]:
    return list(Letter.objects.filter(name="duties_late"))


def test_what_reads_through_much_is_left_to_the_hour_and_a_tick_by_itself_does_all(cast):
    often, all_of_it = actions.tick(often=True), actions.tick()
    assert set(often) < set(all_of_it)
    assert {"asked what became of it", "asked what became of handoffs", "people forgotten"} <= set(all_of_it) - set(often)
    assert {"offers run out", "questions closed"} <= set(often)
    call_command("tick", often=True, verbosity=0)


def test_the_clock_ticks_every_minute_and_wholly_at_first_and_every_hour_anew_where_it_failed():
    pace, ticks = Pace(), []
    for second in range(0, 3 * 60 * 60, 7):
        if pace.begins(second):
            whole = pace.whole(second)
            ticks.append((second, whole))
            if whole and second > 100:  # the first two failed
                pace.was_whole(second)
    assert all(60 <= later - earlier < 67 for (earlier, _), (later, _) in pairwise(ticks))
    assert [second // 60 for second, whole in ticks if whole] == [0, 1, 2, 63, 123]


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


def test_a_part_that_fails_stops_no_other_and_the_command_says_so(cast, caplog, capsys):
    rows.duties(rows.activity(cast, stage="reported"))
    actions.tick()
    bad, other, *_ = queue(cast, title="Trasig")
    good, first, second, _ = queue(cast)
    for lab, who in ((good, first), (bad, other)):
        withdraw(cast.dan, lab.pk, who)
    unreadable = FormatVersion.objects.create(format="larlabb", number=99, state="published", text="no format", created=NOW, changed=NOW)
    Activity.objects.filter(id=bad.pk).update(version=unreadable)
    with pytest.raises(CommandError, match="offers run out"):
        call_command("tick", now=NOW + timedelta(days=91))
    assert Registration.objects.get(id=second).state == "declined"  # the other activity's offer ran out all the same
    assert "letters deleted: 0" not in capsys.readouterr().out  # what comes after the part that failed
    assert "offers run out: SomeFailed" in caplog.text
    assert "Traceback" not in caplog.text


def test_reminders_that_have_gone_are_not_composed_again(cast):
    for number in range(4):
        rows.duties(rows.activity(cast, f"Nr {number}", stage="reported"))
    assert remind_of_late_duties() == 1
    with CaptureQueriesContext(connection) as asked:
        assert remind_of_late_duties() == 0
    assert not [one["sql"] for one in asked if one["sql"].startswith(("INSERT", "SAVEPOINT", "UPDATE"))]
