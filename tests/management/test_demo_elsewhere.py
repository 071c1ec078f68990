"""The sample world keeps away from databases that are not its own."""

import pytest
from django.core.management import CommandError, call_command

from samlar.people.models import Person


@pytest.mark.parametrize("fresh", [False, True])
def test_a_database_with_other_people_is_left_alone(db: None, settings, fresh: bool) -> None:  # type: ignore[no-untyped-def]
    settings.DEMO = True
    call_command("begin", organisation="Region Exempel", name="Maj Skenbar", email="maj@exempel.test", verbosity=0)
    with pytest.raises(CommandError, match="left alone"):
        call_command("demo", fresh=fresh)
    assert list(Person.objects.values_list("name", flat=True)) == ["Maj Skenbar"]
