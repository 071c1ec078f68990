"""What happens to documents because time passes (Z3): the wastebasket is emptied, and disposal rules are carried out on their day.

What is disposed of leaves a row that says what it was, whose, when it was done and after whose decision; its files, texts and pictures are
gone with the next sweep of files. Every document is looked at anew under its lock: running twice does nothing twice.
"""

from collections import defaultdict
from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet

from samlar.foundation import audit, clock, outbox
from samlar.foundation.rounds import all_of
from samlar.library.models import Chapter, Document, DocumentStep, IntakeItem, Recording, Track, Version
from samlar.library.rules import documents as rules
from samlar.library.rules.words import Disposal, Gone, Reach, State
from samlar.people.queries import contacts


def empty_wastebasket() -> int:
    """What has lain in the wastebasket for SAMLAR_WASTEBASKET_DAYS is disposed of. Says how many."""
    before = clock.now() - timedelta(days=settings.SAMLAR_WASTEBASKET_DAYS)
    old = Document.objects.filter(binned__lte=before, disposed=None)

    def empty(document: int) -> int:
        row = Document.objects.select_for_update(no_key=True).filter(id=document, binned__lte=before, disposed=None).first()
        if row is None:
            return 0  # taken out meanwhile
        thrown = DocumentStep.objects.filter(document=row, after=Gone.BINNED).last()
        return _dispose(row, why=thrown.why if thrown else "")

    return all_of(old.order_by("id").values_list("id", flat=True), empty)


def tell_of_disposal() -> int:
    """Each organisation is told, by a letter to its representatives, of what is disposed of within thirty days. Says how many letters.

    What nobody can be told of waits until somebody can.
    """
    soon = _with_a_day().filter(told=None, dispose_on__lte=clock.today() + rules.TOLD_BEFORE)
    of: dict[int, list[int]] = defaultdict(list)
    for organisation, document in soon.order_by("organisation", "dispose_on", "id").values_list("organisation", "id"):
        of[organisation].append(document)

    def tell(organisation: int) -> int:
        rows = list(Document.objects.select_for_update(no_key=True).filter(id__in=of[organisation], told=None).order_by("dispose_on", "id"))
        people = contacts([organisation])
        if not rows or not people:
            return 0
        Document.objects.filter(id__in=[row.pk for row in rows]).update(told=clock.now())
        day = max(row.dispose_on for row in rows if row.dispose_on)
        listed = [{"title": row.title, "day": row.dispose_on.isoformat() if row.dispose_on else ""} for row in rows[:50]]
        values = {"documents": listed, "many": len(rows), "path": "/var-organisation/arkiv/?visa=gallras"}
        return sum(
            outbox.put(
                to=one.email, language=one.language, name="documents_disposed_soon", values={"to": one.name, **values},
                key=f"disposal:{organisation}:{one.person}:{rows[0].pk}:{day}",
            )
            for one in people
        )  # fmt: skip

    return all_of(list(of), tell)


def dispose_due() -> int:
    """Carries out the disposal rules whose day has come, of what the organisation has had time to stop. Says how many."""
    told_before = clock.now() - rules.TIME_TO_STOP
    due = _with_a_day().filter(dispose_on__lte=clock.today(), told__lte=told_before)

    def carry_out(document: int) -> int:
        row = Document.objects.select_for_update(no_key=True).get(id=document)
        due = rules.may_dispose(row.disposal, row.dispose_on, row.told, now=clock.now(), today=clock.today())
        return _dispose(row, why="") if due and row.disposed is None else 0

    return all_of(due.order_by("id").values_list("id", flat=True), carry_out)


def _with_a_day() -> "QuerySet[Document]":
    return Document.objects.filter(disposal=Disposal.DISPOSE, disposed=None)


def _dispose(row: Document, *, why: str) -> int:
    """The files and texts of a document go; title, organisation, number and days stay. Under its lock."""
    Version.objects.filter(document=row).delete()  # and their sections
    Track.objects.filter(document=row).delete()
    Chapter.objects.filter(document=row).delete()
    Recording.objects.filter(document=row).delete()
    row.themes.all().delete()
    IntakeItem.objects.filter(document=row).update(found={})  # what an old archive said of it
    now = clock.now()
    audience = rules.audience_of(State(row.state), Reach(row.reach), row.organisation_id, gone=True)
    Document.objects.filter(id=row.pk).update(
        disposed=now, changed=now, audience=audience, summary="", authors="", link="", version=0, revision=row.revision + 1
    )
    DocumentStep.objects.create(document=row, before=row.state, after=Gone.DISPOSED, person=None, at=now, why=why)
    audit.record(
        person=None, organisation=row.organisation_id, verb="document.disposed", kind="document", subject=row.pk,
        changes={"state": [row.state, Gone.DISPOSED.value]},
    )  # fmt: skip
    return 1
