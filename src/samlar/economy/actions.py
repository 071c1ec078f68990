"""Deeds upon the year's joint money."""

from django.db import transaction

from samlar.activities.models import Activity, FormatYear
from samlar.catalogue import queries as catalogue
from samlar.economy import queries, rules
from samlar.economy.models import Envelope
from samlar.foundation import audit, clock
from samlar.people.rules import Actor, NotVisible


@transaction.atomic
def decide_envelope(actor: Actor, format_id: str, year: int, *, amount: int, source: str, note: str = "", revision: int) -> None:
    """Decides or changes a year's basic funding in whole kr and records its source (D2).

    Side effects in order: locks the format's year (the same lock as a clearance takes, so that the two never pass each other),
    writes the envelope, records the change. `revision` is the one that was read, 0 for none. Raises NotVisible, NotAllowed,
    EnvelopeRefused.
    """
    if not rules.may_see(actor) or not rules.FIRST_YEAR <= year <= rules.LAST_YEAR:
        raise NotVisible
    definition = catalogue.latest(format_id).definition
    ceiling = queries.funded(definition)
    organisation = rules.must_decide(actor)
    note = note.strip()
    FormatYear.objects.get_or_create(format=format_id, year=year)
    FormatYear.objects.select_for_update().get(format=format_id, year=year)
    kept = Envelope.objects.filter(format=format_id, year=year).first()
    granted = sum(Activity.objects.filter(format=format_id, year=year).values_list("granted", flat=True))
    rules.must_be_read_lately(read=revision, now=kept.revision if kept else 0)
    rules.must_have_source(source, note, rules.sources(definition))
    rules.must_be_possible(amount=amount, granted=granted, ceiling=ceiling)
    before = (kept.amount, kept.source, kept.note) if kept else (None, None, None)
    if before == (amount, source, note):
        return
    Envelope.objects.update_or_create(
        format=format_id,
        year=year,
        defaults={
            "amount": amount, "source": source, "note": note, "person_id": actor.person, "organisation_id": organisation,
            "decided": clock.now(), "revision": revision + 1,
        },
    )  # fmt: skip
    audit.record(
        person=actor.person, organisation=organisation, verb="envelope.changed" if kept else "envelope.decided", kind="envelope",
        subject=f"{format_id}/{year}", changes={"amount": [before[0], amount], "source": [before[1], source]},
    )  # fmt: skip
