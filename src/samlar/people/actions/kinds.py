"""Kinds of organisation, as data (A1)."""

from collections.abc import Iterable

from django.db import transaction

from samlar.people.models import OrganisationKind


@transaction.atomic
def take_in_kinds(kinds: Iterable[tuple[str, str, str, str, str]]) -> None:
    """Makes sure the kinds of organisation exist: (code, sv, en, plural sv, plural en). Known ones are left as they are (A1)."""
    for position, (code, sv, en, plural_sv, plural_en) in enumerate(kinds):
        names = {"name_sv": sv, "name_en": en, "plural_sv": plural_sv, "plural_en": plural_en}
        OrganisationKind.objects.get_or_create(code=code, defaults={**names, "counts_as": code, "position": position})
