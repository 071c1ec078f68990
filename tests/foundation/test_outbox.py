"""A letter is put once for each key, whoever puts it and however many do it at once."""

import pytest
from django.db import connection, transaction

from samlar.foundation import clock, outbox, sql
from samlar.foundation.models import Letter
from tests.at_once import at_once

LETTER = {"to": "stina@region.test", "language": "sv", "name": "follow_up_asked", "values": {"to": "Stina", "several": [1, None, "å"]}}


def test_a_letter_without_a_key_is_put_every_time_and_waits_from_now(db):
    assert [outbox.put(**LETTER), outbox.put(**LETTER)] == [True, True]
    first, second = Letter.objects.order_by("id")
    assert (first.to, first.language, first.name, first.values, first.key) == (*LETTER.values(), None)
    assert (first.written, first.due, first.sent, first.attempts, first.failure) == (clock.now(), clock.now(), None, 0, "")
    assert outbox.waiting() == [first.pk, second.pk]


def test_a_key_is_used_once_and_the_first_letter_stands(db):
    assert outbox.put(**LETTER, key="a") is True
    assert outbox.put(**{**LETTER, "to": "gun@region.test"}, key="a") is False
    assert outbox.put(**LETTER, key="b") is True
    assert list(Letter.objects.order_by("id").values_list("key", "to")) == [("a", LETTER["to"]), ("b", LETTER["to"])]


def test_of_many_who_put_the_same_at_the_same_moment_one_does(transactional_db):
    def put() -> bool:
        with transaction.atomic():
            return outbox.put(**LETTER, key="a")

    assert sorted(map(str, at_once(*[put] * 4))) == ["False", "False", "False", "True"]
    assert Letter.objects.count() == 1


def test_a_row_is_locked_within_a_transaction_only(transactional_db):
    outbox.put(**LETTER)
    row, table = Letter.objects.get().pk, Letter._meta.db_table
    with transaction.atomic():
        assert (sql.lock(table, row), sql.lock(table, row + 1)) == (True, False)
    with pytest.raises(transaction.TransactionManagementError):
        sql.lock(table, row)


def test_who_locks_a_row_is_waited_for(transactional_db):
    outbox.put(**LETTER)
    row, table = Letter.objects.get().pk, Letter._meta.db_table

    def count_up() -> None:
        with transaction.atomic():
            sql.lock(table, row)
            attempts = Letter.objects.get(id=row).attempts
            with connection.cursor() as cursor:
                cursor.execute(f"UPDATE {table} SET attempts = %s WHERE id = %s", [attempts + 1, row])

    assert at_once(*[count_up] * 4) == [None] * 4
    assert Letter.objects.get().attempts == 4
