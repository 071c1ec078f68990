"""Deeds upon format versions: taking in, drafting, publishing, and what participants want changed."""

from collections.abc import Collection

from django.db import transaction

from samlar.catalogue.models import FormatVersion
from samlar.formats.builtin import builtin_formats, builtin_text
from samlar.foundation import clock


@transaction.atomic
def take_in_builtin(*, without: Collection[str] = ()) -> list[str]:
    """Makes sure every built-in format has its version in the catalogue; never touches one that is there. Says which came in.

    `without`: those that are not to come in yet.
    """
    came = []
    for name, definition in builtin_formats().items():
        if name not in without and not FormatVersion.objects.filter(format=name, number=definition.version).exists():
            now = clock.now()
            FormatVersion.objects.create(
                format=name,
                number=definition.version,
                state="published",
                text=builtin_text(name),
                name_sv=definition.name.sv,
                name_en=definition.name.en,
                created=now,
                changed=now,
                published=now,
            )
            came.append(name)
    return came
