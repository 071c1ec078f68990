import pytest
from django.core.management import CommandError, call_command

from samlar.people.models import Person

VALUES = {"organisation": "Region Norr", "name": "Första Påhittad", "email": "forsta@norr.test", "kind": "region"}


def test_a_fresh_copy_begins_with_one_command_and_only_once(db, capsys):
    call_command("begin", **VALUES)
    assert "Första Påhittad represents Region Norr" in capsys.readouterr().out
    with pytest.raises(CommandError, match="has people already"):
        call_command("begin", **VALUES)
    assert Person.objects.count() == 1


def test_a_wrong_address_is_told_and_nothing_is_written(db):
    with pytest.raises(CommandError, match="not an e-mail address"):
        call_command("begin", **{**VALUES, "email": "forsta"})
    assert not Person.objects.exists()
