"""The law's time for captions: it begins when a recording is published, and its organisation is reminded of it (G3).

Called by the deeds that publish and take back, within their transaction; and by the clock.
"""

from datetime import timedelta
from typing import Any

from django.db.models import Max, Q

from samlar.foundation import clock, outbox
from samlar.foundation.rounds import all_of
from samlar.library.models import Document, DocumentStep, Recording
from samlar.library.rules import recordings as rules
from samlar.library.rules.recordings import Captions
from samlar.library.rules.words import Kind, State
from samlar.people.queries import Contact, contacts, person_contact, works_at

LETTERS = {"soon": "captions_soon", "over": "captions_over"}
OPEN = Q(document__state=State.PUBLISHED, document__kind=Kind.RECORDING, document__binned=None, document__disposed=None)


def published(document_id: int) -> None:
    """From today the law's days are counted; nothing for what is no recording. Within the deed's transaction."""
    if Document.objects.filter(id=document_id, kind=Kind.RECORDING).exists():
        Recording.objects.get_or_create(document_id=document_id)
        Recording.objects.filter(document=document_id).update(due=rules.due_on(clock.today()), reminded=None)


def taken_back(document_id: int) -> None:
    """What is not published owes nothing; published again it has its days anew. Within the deed's transaction."""
    Recording.objects.filter(document=document_id).update(due=None, reminded=None)


def remind_captions() -> int:
    """A letter a few days before the captions' day and one the day after, each once, to whoever put the recording there; where they no
    longer work there, to the organisation's representatives. It stops when the captions are done. Says how many recordings.

    A published recording without a day, as what was something else when it was published, gets the day that follows first.
    """
    _give_days()
    today = clock.today()
    late = Recording.objects.filter(OPEN, due__lte=today + timedelta(days=rules.REMIND_BEFORE)).exclude(captions=Captions.DONE)
    rows = list(late.order_by("due", "document").values_list("document", "captions", "due"))
    told = {key.rpartition(":")[0] for key in outbox.used_with("captions_")}  # without the person that each was written to
    keys = {document: _key(document, rules.reminder(Captions(captions), due, today), due) for document, captions, due in rows}
    return all_of([document for document, key in keys.items() if key not in told], _remind)


def _give_days() -> None:
    lacking = list(Recording.objects.filter(OPEN, due=None).values_list("document", flat=True)[:500])
    steps = DocumentStep.objects.filter(document__in=lacking, after=State.PUBLISHED).values_list("document").annotate(at=Max("at"))
    for document, at in steps.order_by():
        day = clock.day_of(at)
        if day is not None:
            Recording.objects.filter(document=document, due=None).update(due=rules.due_on(day))


def _remind(document_id: int) -> int:
    """One recording's letters, under its lock."""
    Document.objects.select_for_update(no_key=True).values_list("id").get(id=document_id)
    row = Recording.objects.filter(OPEN, document=document_id).values("captions", "due", *_OF_DOCUMENT).first()
    kind = rules.reminder(Captions(row["captions"]), row["due"], clock.today()) if row else ""
    if row is None or not kind:
        return 0
    put = [_letter(document_id, kind, row, to) for to in _receivers(row["document__person"], row["document__organisation"])]
    if any(put):
        Recording.objects.filter(document=document_id).update(reminded=clock.now())
    return int(any(put))


_OF_DOCUMENT = ("document__title", "document__person", "document__organisation")


def _letter(document_id: int, kind: str, row: dict[str, Any], to: Contact) -> bool:
    captions = rules.WORDS[Captions(row["captions"])]
    values = {
        "to": to.name, "title": row["document__title"], "due": row["due"].isoformat(), "captions_sv": captions.sv,
        "captions_en": captions.en, "path": f"/arkiv/{document_id}/text/",
    }  # fmt: skip
    key = f"{_key(document_id, kind, row['due'])}:{to.person}"
    return outbox.put(to=to.email, language=to.language, name=LETTERS[kind], values=values, key=key)


def _receivers(person: int, organisation: int) -> list[Contact]:
    return [person_contact(person, organisation)] if works_at(person, organisation) else contacts([organisation])


def _key(document: int, kind: str, due: object) -> str:
    return f"captions_{kind}:{document}:{due}"
