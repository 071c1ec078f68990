"""Many things done one by one: one that fails stops no other, and the log says nothing of what it was about."""

import pytest

from samlar.foundation import outbox
from samlar.foundation.rounds import SomeFailed, all_of


def put(number: int) -> int:
    done = outbox.put(to=f"{number}@hemma.test", language="sv", name="x", values={}, key=f"x:{number}")
    if number == 2:
        raise LookupError("2@hemma.test")
    return done


@pytest.mark.django_db
def test_one_that_fails_is_undone_and_stops_no_other(caplog):
    with pytest.raises(SomeFailed, match=r"^LookupError$"):
        all_of([1, 2, 3], put)
    assert outbox.used(["x:1", "x:2", "x:3", "x:4"]) == outbox.used_with("x:") == {"x:1", "x:3"}
    assert "LookupError" in caplog.text
    assert "hemma.test" not in caplog.text
    assert all_of([1, 3, 4], put) == 1


@pytest.mark.django_db
def test_a_thousand_keys_are_asked_in_two_questions(django_assert_num_queries):
    put(1)
    with django_assert_num_queries(2):
        assert outbox.used(f"x:{n}" for n in range(1000)) == {"x:1"}
